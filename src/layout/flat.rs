//! Places the boxes of a flat graph: connected parts one by one, large parts by their communities, all packed.
//!
//! Knows nothing about containers: every box is solid here.

use super::arrange::Options;
use super::pack::{self, Block, extent, outline};
use super::{community, layers};
use crate::geom::{Point, Rect, Size};
use std::collections::BTreeMap;

/// Connected parts up to this many boxes are laid out in layers as a whole.
const LAYERED_AT_MOST: usize = 130;

/// A directed edge between two boxes; `a` wants to be left of `b`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Edge {
    pub(super) a: usize,
    pub(super) b: usize,
    /// How many links it stands for; none where it only keeps boxes near each other.
    pub(super) weight: u32,
    /// Where it attaches, below the top of `a`.
    pub(super) at_a: f64,
    /// Where it attaches, below the top of `b`.
    pub(super) at_b: f64,
}

impl Edge {
    pub(super) fn reversed(self) -> Self {
        Self { a: self.b, b: self.a, weight: self.weight, at_a: self.at_b, at_b: self.at_a }
    }
}

/// Boxes with their places and what nothing else may be put on: the boxes with the edges between them.
#[derive(Clone, Debug, Default)]
pub(super) struct Placed {
    /// Top left of every box; the top left of all is the origin.
    pub(super) origins: Vec<Point>,
    pub(super) solids: Vec<Rect>,
}

/// All boxes of a graph; all coordinates are whole when the sizes are.
pub(super) fn place(sizes: &[Size], bands: &[u16], edges: &[Edge], options: &Options) -> Placed {
    let part_of = connected_parts(sizes.len(), edges);
    let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (i, &part) in part_of.iter().enumerate() {
        members.entry(part).or_default().push(i);
    }
    let (alone, together): (Vec<_>, Vec<_>) = members.into_values().partition(|part| part.len() == 1);
    let mut origins = vec![Point::ZERO; sizes.len()];

    let mut blocks = Vec::new();
    for (part, inside) in together.iter().zip(split_edges(sizes.len(), edges, &together)) {
        let part_sizes = of(sizes, part);
        let placed = place_connected(&part_sizes, &of(bands, part), &inside, options);
        for (&i, origin) in part.iter().zip(&placed.origins) {
            origins[i] = *origin;
        }
        blocks.push(Block { size: extent(&placed.origins, &part_sizes), solids: placed.solids });
    }
    let block_places = pack::blocks(&blocks, options);
    let mut solids = Vec::new();
    for ((part, place), block) in together.iter().zip(&block_places).zip(blocks) {
        for &i in part {
            origins[i] += place.to_vec2();
        }
        solids.extend(block.solids.into_iter().map(|solid| solid + place.to_vec2()));
    }

    let mut alone: Vec<usize> = alone.into_iter().flatten().collect();
    alone.sort_by_key(|&i| (bands[i], i));
    let alone_sizes = of(sizes, &alone);
    for (&i, place) in alone.iter().zip(pack::singles(&alone_sizes, &solids, options)) {
        origins[i] = place;
        solids.push(Rect::from_origin_size(place, sizes[i]));
    }
    Placed { origins, solids }
}

fn of<T: Copy>(all: &[T], some: &[usize]) -> Vec<T> {
    some.iter().map(|&i| all[i]).collect()
}

/// One connected part of any size; its top left is the origin.
fn place_connected(sizes: &[Size], bands: &[u16], edges: &[Edge], options: &Options) -> Placed {
    if sizes.len() <= LAYERED_AT_MOST {
        return layers::place(sizes, bands, edges, options);
    }
    let groups = community::communities(sizes.len(), edges);
    let largest = groups.iter().map(Vec::len).max().unwrap_or(0);
    if groups.len() < 2 || largest * 10 > sizes.len() * 9 {
        return layers::place(sizes, bands, edges, options);
    }
    let mut origins = vec![Point::ZERO; sizes.len()];
    let mut blocks = Vec::new();
    for (group, inside) in groups.iter().zip(split_edges(sizes.len(), edges, &groups)) {
        let group_sizes = of(sizes, group);
        let places = place(&group_sizes, &of(bands, group), &inside, options).origins;
        for (&i, place) in group.iter().zip(&places) {
            origins[i] = *place;
        }
        blocks.push(extent(&places, &group_sizes));
    }
    let block_places = place_blocks(&blocks, &edges_between(edges, &groups, &origins), options);
    for (group, place) in groups.iter().zip(&block_places) {
        for &i in group {
            origins[i] += place.to_vec2();
        }
    }
    let solids = block_places.iter().zip(&blocks).map(|(place, size)| Rect::from_origin_size(*place, *size)).collect();
    Placed { origins, solids }
}

/// Blocks in layers, or, where that wastes room, moved together into columns in the order the layers gave.
fn place_blocks(blocks: &[Size], edges: &[Edge], options: &Options) -> Vec<Point> {
    let layered = place_connected(blocks, &vec![0; blocks.len()], edges, options).origins;
    let gap = options.layer_gap;
    let area: f64 = blocks.iter().map(|b| (b.width + gap) * (b.height + gap)).sum();
    let height = (area / options.aspect).sqrt();
    let mut best: Option<(f64, Vec<Point>)> = None;
    for step in 0..12 {
        let places = columns(blocks, &layered, gap, height * (0.8 + 0.06 * f64::from(step)));
        let used = extent(&places, blocks);
        let score = outline(used, options.aspect) * (used.area() / area);
        if best.as_ref().is_none_or(|(least, _)| score < *least) {
            best = Some((score, places));
        }
    }
    // Area, where a shape far from the wished one counts as more.
    let room = |places: &[Point]| {
        let used = extent(places, blocks);
        used.area().max(outline(used, options.aspect).powi(2) / options.aspect / 3.0)
    };
    match best {
        Some((_, places)) if room(&places) < 0.85 * room(&layered) => places,
        _ => layered,
    }
}

/// Fills columns up to `height` from left to right, each ordered as the blocks stood at `seeds`.
fn columns(blocks: &[Size], seeds: &[Point], gap: f64, height: f64) -> Vec<Point> {
    let centre = |i: usize| seeds[i] + blocks[i].to_vec2() / 2.0;
    let mut order: Vec<usize> = (0..blocks.len()).collect();
    order.sort_by(|&i, &j| centre(i).x.total_cmp(&centre(j).x).then(centre(i).y.total_cmp(&centre(j).y)));
    let mut places = vec![Point::ZERO; blocks.len()];
    let mut left = 0.0;
    let mut rest = &order[..];
    while !rest.is_empty() {
        let mut filled = 0.0;
        let fit = rest
            .iter()
            .take_while(|&&i| {
                filled += blocks[i].height + gap;
                filled - gap <= height
            })
            .count()
            .max(1);
        let (column, others) = rest.split_at(fit);
        rest = others;
        let mut column = column.to_vec();
        column.sort_by(|&i, &j| centre(i).y.total_cmp(&centre(j).y));
        let (mut top, mut width) = (0.0, 0.0_f64);
        for i in column {
            places[i] = Point::new(left, top);
            top += blocks[i].height + gap;
            width = width.max(blocks[i].width);
        }
        left += width + gap;
    }
    places
}

/// Edges between the groups, each attached where its links attach on average.
fn edges_between(edges: &[Edge], groups: &[Vec<usize>], origins: &[Point]) -> Vec<Edge> {
    let group_of = group_of(origins.len(), groups);
    let mut merged: BTreeMap<(usize, usize), Edge> = BTreeMap::new();
    for edge in edges {
        let (a, b) = (group_of[edge.a], group_of[edge.b]);
        if a != b {
            let sum = merged.entry((a, b)).or_insert(Edge { a, b, weight: 0, at_a: 0.0, at_b: 0.0 });
            let weight = edge.weight.max(1);
            sum.weight += weight;
            sum.at_a += f64::from(weight) * (origins[edge.a].y + edge.at_a);
            sum.at_b += f64::from(weight) * (origins[edge.b].y + edge.at_b);
        }
    }
    merged
        .into_values()
        .map(|sum| {
            let weight = f64::from(sum.weight);
            Edge { at_a: sum.at_a / weight, at_b: sum.at_b / weight, ..sum }
        })
        .collect()
}

fn group_of(count: usize, groups: &[Vec<usize>]) -> Vec<usize> {
    let mut group_of = vec![usize::MAX; count];
    for (g, group) in groups.iter().enumerate() {
        for &i in group {
            group_of[i] = g;
        }
    }
    group_of
}

/// For each group the edges inside it, renumbered to places in the group.
fn split_edges(count: usize, edges: &[Edge], groups: &[Vec<usize>]) -> Vec<Vec<Edge>> {
    let group_of = group_of(count, groups);
    let mut place_in_group = vec![0; count];
    for group in groups {
        for (place, &i) in group.iter().enumerate() {
            place_in_group[i] = place;
        }
    }
    let mut inside = vec![Vec::new(); groups.len()];
    for edge in edges {
        if group_of[edge.a] == group_of[edge.b] {
            inside[group_of[edge.a]].push(Edge { a: place_in_group[edge.a], b: place_in_group[edge.b], ..*edge });
        }
    }
    inside
}

/// For every box the least index of the boxes it is connected with.
fn connected_parts(count: usize, edges: &[Edge]) -> Vec<usize> {
    let mut parent: Vec<usize> = (0..count).collect();
    for edge in edges {
        let (a, b) = (find(&mut parent, edge.a), find(&mut parent, edge.b));
        parent[a.max(b)] = a.min(b);
    }
    (0..count).map(|i| find(&mut parent, i)).collect()
}

fn find(parent: &mut [usize], mut i: usize) -> usize {
    while parent[i] != i {
        parent[i] = parent[parent[i]];
        i = parent[i];
    }
    i
}
