//! Places the boxes of a flat graph: connected parts one by one, large parts by their communities, all packed.
//!
//! Knows nothing about containers: every box is solid here.

use super::arrange::Options;
use super::{community, layers};
use crate::geom::{Point, Rect, Size, Vec2, bounds_of};
use std::collections::BTreeMap;

/// Connected parts up to this many boxes are laid out in layers as a whole.
const LAYERED_AT_MOST: usize = 130;

/// A directed edge between two boxes; `a` wants to be left of `b`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Edge {
    pub(super) a: usize,
    pub(super) b: usize,
    /// How many links it stands for.
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

/// Top left of every box; the top left of all is the origin, all coordinates are whole when the sizes are.
pub(super) fn place(sizes: &[Size], edges: &[Edge], options: &Options) -> Vec<Point> {
    let part_of = connected_parts(sizes.len(), edges);
    let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (i, &part) in part_of.iter().enumerate() {
        members.entry(part).or_default().push(i);
    }
    let (alone, together): (Vec<_>, Vec<_>) = members.into_values().partition(|part| part.len() == 1);
    let mut origins = vec![Point::ZERO; sizes.len()];

    let mut blocks = Vec::new();
    for (part, inside) in together.iter().zip(split_edges(sizes.len(), edges, &together)) {
        let part_sizes: Vec<Size> = part.iter().map(|&i| sizes[i]).collect();
        let places = place_connected(&part_sizes, &inside, options);
        let size = extent(&places, &part_sizes);
        for (&i, place) in part.iter().zip(&places) {
            origins[i] = *place;
        }
        blocks.push(size);
    }
    let gap = options.layer_gap;
    let block_places = pack(&blocks, gap, options.aspect);
    for (part, place) in together.iter().zip(&block_places) {
        for &i in part {
            origins[i] += place.to_vec2();
        }
    }

    let used = extent(&block_places, &blocks);
    let alone: Vec<usize> = alone.into_iter().flatten().collect();
    let alone_sizes: Vec<Size> = alone.iter().map(|&i| sizes[i]).collect();
    let top = if blocks.is_empty() { 0.0 } else { used.height + gap };
    for (&i, place) in alone.iter().zip(grid(&alone_sizes, used.width, options)) {
        origins[i] = place + Vec2::new(0.0, top);
    }
    origins
}

/// One connected part of any size; its top left is the origin.
fn place_connected(sizes: &[Size], edges: &[Edge], options: &Options) -> Vec<Point> {
    if sizes.len() <= LAYERED_AT_MOST {
        return layers::place(sizes, edges, options);
    }
    let groups = community::communities(sizes.len(), edges);
    let largest = groups.iter().map(Vec::len).max().unwrap_or(0);
    if groups.len() < 2 || largest * 10 > sizes.len() * 9 {
        return layers::place(sizes, edges, options);
    }
    let mut origins = vec![Point::ZERO; sizes.len()];
    let mut blocks = Vec::new();
    for (group, inside) in groups.iter().zip(split_edges(sizes.len(), edges, &groups)) {
        let group_sizes: Vec<Size> = group.iter().map(|&i| sizes[i]).collect();
        let places = place(&group_sizes, &inside, options);
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
    origins
}

/// Blocks in layers, or, where that wastes room, moved together into columns in the order the layers gave.
fn place_blocks(blocks: &[Size], edges: &[Edge], options: &Options) -> Vec<Point> {
    let layered = place_connected(blocks, edges, options);
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
            sum.weight += edge.weight;
            sum.at_a += f64::from(edge.weight) * (origins[edge.a].y + edge.at_a);
            sum.at_b += f64::from(edge.weight) * (origins[edge.b].y + edge.at_b);
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

fn extent(places: &[Point], sizes: &[Size]) -> Size {
    bounds_of(places.iter().zip(sizes).map(|(place, size)| Rect::from_origin_size(*place, *size)))
        .map_or(Size::ZERO, |bounds| Size::new(bounds.x1, bounds.y1))
}

/// The width of the smallest outline of the wished shape.
fn outline(used: Size, aspect: f64) -> f64 {
    used.width.max(used.height * aspect)
}

/// Blocks in rows, highest first; of several row widths the one whose outline comes closest to `aspect` while small.
fn pack(blocks: &[Size], gap: f64, aspect: f64) -> Vec<Point> {
    let mut order: Vec<usize> = (0..blocks.len()).collect();
    order.sort_by(|&i, &j| blocks[j].area().total_cmp(&blocks[i].area()).then(i.cmp(&j)));
    let area: f64 = blocks.iter().map(|b| (b.width + gap) * (b.height + gap)).sum();
    let widest = blocks.iter().fold(0.0, |most: f64, b| most.max(b.width));
    let wished = (area * aspect).sqrt();
    let mut best: Option<(f64, Vec<Point>)> = None;
    for step in 0..12 {
        let width = widest.max(wished * (0.7 + 0.08 * f64::from(step)));
        let places = shelves(blocks, &order, gap, width);
        let used = extent(&places, blocks);
        let score = outline(used, aspect);
        if best.as_ref().is_none_or(|(least, _)| score < *least) {
            best = Some((score, places));
        }
    }
    best.map(|(_, places)| places).unwrap_or_default()
}

/// Fills rows up to `width`; what is low enough goes under its left neighbour in the same row.
fn shelves(blocks: &[Size], order: &[usize], gap: f64, width: f64) -> Vec<Point> {
    let mut places = vec![Point::ZERO; blocks.len()];
    let (mut row_top, mut row_height, mut x) = (0.0, 0.0_f64, 0.0);
    let mut column = Rect::ZERO;
    for &i in order {
        let block = blocks[i];
        if column.height() > 0.0
            && block.width <= column.width()
            && column.y1 + gap + block.height <= row_top + row_height
        {
            places[i] = Point::new(column.x0, column.y1 + gap);
            column.y1 += gap + block.height;
            continue;
        }
        if x > 0.0 && x + block.width > width {
            row_top += row_height + gap;
            (x, row_height) = (0.0, 0.0);
        }
        places[i] = Point::new(x, row_top);
        column = Rect::from_origin_size(places[i], block);
        x += block.width + gap;
        row_height = row_height.max(block.height);
    }
    places
}

/// Boxes without links in index order, in columns of equal width under what is `wide`.
fn grid(sizes: &[Size], wide: f64, options: &Options) -> Vec<Point> {
    let gap = options.node_gap;
    let cell = sizes.iter().fold(0.0, |most: f64, size| most.max(size.width)) + gap;
    let area: f64 = sizes.iter().map(|size| cell * (size.height + gap)).sum();
    let width = wide.max((area * options.aspect).sqrt());
    let columns = if cell > 0.0 { (((width + gap) / cell).floor() as usize).max(1) } else { 1 };
    let mut places = Vec::with_capacity(sizes.len());
    let mut top = 0.0;
    for row in sizes.chunks(columns) {
        places.extend((0..row.len()).map(|column| Point::new(column as f64 * cell, top)));
        top += row.iter().fold(0.0, |most: f64, size| most.max(size.height)) + gap;
    }
    places
}
