//! Lays one connected part out in layers from left to right (Sugiyama): ranks, order, then coordinates.
//!
//! Heights within a layer come from pulling every box towards its neighbours' middle, where boxes that would overlap
//! move as one block (isotonic regression by pooling adjacent violators), so the outcome never overlaps.
//!
//! Knows nothing about containers or how parts are packed.

use super::arrange::Options;
use super::flat::{Edge, Placed};
use super::order::{self, Layered};
use super::rank;
use crate::geom::{Point, Rect, Size, Vec2, bounds_of, rect_at};
use std::collections::{BTreeMap, BTreeSet};

/// Places that long edges may take in the layers they pass, in all; the longest edges beyond that take none.
const PASSAGES: usize = 200_000;

/// A band of up to this many boxes is one layer in small drawings too.
const UPRIGHT: f64 = 5.0;

/// How much higher than its boxes ask for a drawing may be, so that its edges are straight.
const ROOM: f64 = 2.0;

/// The same where bands put boxes of one kind below each other, which has little to gain from more.
const ROOM_OF_BANDS: f64 = 1.2;

/// How much edges without weight pull.
const LOOSE: f64 = 0.1;

/// Neighbours from which on a box is the middle of a crowd.
const CROWD: usize = 24;

/// Height kept free for a long edge that passes a layer, and between two of them.
const PASSAGE: (f64, f64) = (8.0, 4.0);

/// The same in parts where some layer is passed by very many edges.
const THIN_PASSAGE: (f64, f64) = (2.0, 0.0);

/// From this number of passages in one layer on, all are thin.
const THIN_FROM: usize = 80;

/// One connected part in layers; the top left of its boxes is the origin.
pub(super) fn place(sizes: &[Size], bands: &[u16], edges: &[Edge], options: &Options) -> Placed {
    let (mut edges, weak): (Vec<Edge>, Vec<Edge>) = edges.iter().partition(|edge| edge.weight > 0);
    let heights: Vec<f64> = sizes.iter().map(|size| size.height + options.node_gap).collect();
    let wished_height = rank::wished_height(sizes, options);
    let mean = heights.iter().sum::<f64>() / heights.len().max(1) as f64;
    let is_banded = bands.windows(2).any(|pair| pair[0] != pair[1]);
    let spread = wished_height * if is_banded { ROOM_OF_BANDS } else { ROOM };
    let (mut ranks, upright) = rank::banded(bands, &heights, spread.max(UPRIGHT * mean), &mut edges);
    rank::split_tall_layers(sizes, &edges, &mut ranks, options);
    let mut drawing = Drawing::new(sizes, &without_fans(&edges, &ranks, sizes.len()), &ranks, options);
    let mut layers = order::order(&drawing.graph);
    drawing.put_loose(&[upright, weak].concat(), &mut layers);
    let tops = drawing.tops(&layers, spread);
    let lefts = drawing.lefts(&layers, &tops);
    let top = tops[..sizes.len()].iter().copied().fold(f64::INFINITY, f64::min);
    let left = lefts.iter().copied().fold(f64::INFINITY, f64::min);
    let origins = (0..sizes.len()).map(|v| Point::new((lefts[v] - left).round(), (tops[v] - top).round())).collect();
    let solids = drawing.solids(&layers, &tops, &lefts).into_iter().map(|solid| solid - Vec2::new(left, top)).collect();
    Placed { origins, solids }
}

/// Without the long edges of boxes that have no other edge, where a crowd of them shares its neighbour: kept straight
/// they would push the layers that a crowd was split into down like stairs.
fn without_fans(edges: &[Edge], ranks: &[usize], count: usize) -> Vec<Edge> {
    let mut degree = vec![0_usize; count];
    for edge in edges {
        degree[edge.a] += 1;
        degree[edge.b] += 1;
    }
    let is_fan = |edge: &Edge| {
        let (least, most) = (degree[edge.a].min(degree[edge.b]), degree[edge.a].max(degree[edge.b]));
        least == 1 && most > CROWD && ranks[edge.b] - ranks[edge.a] > 1
    };
    edges.iter().filter(|edge| !is_fan(edge)).copied().collect()
}

/// Boxes and passages (places of long edges in the layers they pass) with their edges between neighbouring layers.
struct Drawing<'a> {
    sizes: &'a [Size],
    graph: Layered,
    heights: Vec<f64>,
    /// Per vertex to the left and to the right: neighbour, where here, where there (below the tops), pull.
    pulls: [Vec<Vec<Pull>>; 2],
    /// Boxes without edges to other layers that stand next to one of their layer: to which, and whether above it.
    beside: BTreeMap<usize, (usize, bool)>,
    /// Boxes side by side within a layer, by the first of them, which stands for all.
    rows: BTreeMap<usize, Vec<usize>>,
    /// Boxes without edges to other layers: where edges without weight pull them.
    loose: BTreeMap<usize, Vec<Pull>>,
    options: &'a Options,
    /// Height of a passage and the gap between two.
    passage: (f64, f64),
}

#[derive(Clone, Copy)]
struct Pull {
    to: usize,
    here: f64,
    there: f64,
    weight: f64,
}

impl<'a> Drawing<'a> {
    fn new(sizes: &'a [Size], edges: &[Edge], ranks: &[usize], options: &'a Options) -> Self {
        let layer_count = ranks.iter().max().map_or(0, |most| most + 1);
        let mut drawing = Self {
            sizes,
            graph: Layered {
                layer_of: ranks.to_vec(),
                left: vec![Vec::new(); sizes.len()],
                right: vec![Vec::new(); sizes.len()],
                layer_count,
            },
            heights: sizes.iter().map(|size| size.height).collect(),
            pulls: [vec![Vec::new(); sizes.len()], vec![Vec::new(); sizes.len()]],
            beside: BTreeMap::new(),
            loose: BTreeMap::new(),
            rows: BTreeMap::new(),
            options,
            passage: PASSAGE,
        };
        let span = |edge: &Edge| ranks[edge.b] - ranks[edge.a];
        if (0..layer_count).any(|layer| {
            edges.iter().filter(|edge| ranks[edge.a] < layer && layer < ranks[edge.b]).count() >= THIN_FROM
        }) {
            drawing.passage = THIN_PASSAGE;
        }
        let mut by_span: Vec<&Edge> = edges.iter().collect();
        by_span.sort_by_key(|edge| span(edge));
        let middle = drawing.passage.0 / 2.0;
        let mut passages = 0;
        for edge in by_span {
            passages += span(edge) - 1;
            if passages > PASSAGES {
                break;
            }
            let (mut at, mut here) = (edge.a, edge.at_a);
            for layer in ranks[edge.a] + 1..ranks[edge.b] {
                let passage = drawing.add_passage(layer);
                drawing.join(at, here, passage, middle, edge);
                (at, here) = (passage, middle);
            }
            drawing.join(at, here, edge.b, edge.at_b, edge);
        }
        drawing
    }

    fn add_passage(&mut self, layer: usize) -> usize {
        self.graph.layer_of.push(layer);
        self.graph.left.push(Vec::new());
        self.graph.right.push(Vec::new());
        self.pulls[0].push(Vec::new());
        self.pulls[1].push(Vec::new());
        self.heights.push(self.passage.0);
        self.heights.len() - 1
    }

    fn is_box(&self, v: usize) -> bool {
        v < self.sizes.len()
    }

    fn join(&mut self, a: usize, at_a: f64, b: usize, at_b: f64, edge: &Edge) {
        self.graph.right[a].push((b, edge.weight));
        self.graph.left[b].push((a, edge.weight));
        // The inner pieces of long edges are straightened first.
        let stiffness = match (self.is_box(a), self.is_box(b)) {
            (true, true) => 1.0,
            (false, false) => 8.0,
            _ => 2.0,
        };
        let weight = stiffness * f64::from(edge.weight).sqrt();
        self.pulls[1][a].push(Pull { to: b, here: at_a, there: at_b, weight });
        self.pulls[0][b].push(Pull { to: a, here: at_b, there: at_a, weight });
    }

    /// Puts boxes without edges to other layers near what else ties them; no edge minds where they stand.
    fn put_loose(&mut self, ties: &[Edge], layers: &mut [Vec<usize>]) {
        let is_loose = |v: usize| self.pulls.iter().all(|pulls| pulls[v].is_empty());
        let mut ties_of: BTreeMap<usize, Vec<Edge>> = BTreeMap::new();
        for edge in ties {
            for edge in [*edge, edge.reversed()].into_iter().filter(|edge| is_loose(edge.a)) {
                ties_of.entry(edge.a).or_default().push(edge);
            }
        }
        let is_source: BTreeSet<(usize, usize)> = ties.iter().map(|edge| (edge.a, edge.b)).collect();
        for (v, ties) in ties_of {
            let here = self.graph.layer_of[v];
            layers[here].retain(|&w| w != v);
            // Who stands in a row is found where its first stands.
            let ties: Vec<Edge> = ties.into_iter().map(|tie| Edge { b: self.first_of(tie.b), ..tie }).collect();
            let place_of = |w: usize| layers[self.graph.layer_of[w]].iter().position(|&other| other == w);
            let near = ties.iter().filter(|tie| {
                self.graph.layer_of[tie.b] == here && self.beside.get(&tie.b).is_none_or(|&(other, _)| other != v)
            });
            // What is drawn counts more; of equals the lowest, so that what belongs to all stands below all.
            let near = near.filter_map(|tie| Some((tie.weight, place_of(tie.b)?, tie.b))).max();
            if let Some((weight, place, to)) = near {
                if weight == 0 && self.join_row(v, to) {
                    continue;
                }
                let is_above = weight > 0 && is_source.contains(&(v, to));
                layers[here].insert(if is_above { place } else { place + 1 }, v);
                self.beside.insert(v, (to, is_above));
                continue;
            }
            let heights = ties.iter().filter_map(|tie| {
                let layer = &layers[self.graph.layer_of[tie.b]];
                Some((place_of(tie.b)? as f64 + 0.5) / layer.len() as f64)
            });
            let height = heights.sum::<f64>() / ties.len() as f64;
            let place = (height * layers[here].len() as f64).round() as usize;
            layers[here].insert(place.min(layers[here].len()), v);
            let pull = |tie: &Edge| Pull { to: tie.b, here: tie.at_a, there: tie.at_b, weight: LOOSE };
            self.loose.insert(v, ties.iter().map(pull).collect());
        }
    }

    /// Puts a box beside another that stands under `to`, where `to` is wide enough for both.
    fn join_row(&mut self, v: usize, to: usize) -> bool {
        let room = self.sizes[to].width;
        let under = self.beside.iter().filter(|(_, beside)| **beside == (to, false)).map(|(&first, _)| first);
        let mut with_room = under.filter(|&first| {
            let row = self.rows.get(&first).map_or(0.0, |row| self.row_width(row));
            row.max(self.sizes[first].width) + self.options.node_gap + self.sizes[v].width <= room
        });
        let Some(first) = with_room.next() else { return false };
        self.rows.entry(first).or_insert_with(|| vec![first]).push(v);
        self.heights[first] = self.heights[first].max(self.sizes[v].height);
        true
    }

    fn first_of(&self, v: usize) -> usize {
        self.rows.iter().find(|(_, row)| row.contains(&v)).map_or(v, |(&first, _)| first)
    }

    fn row_width(&self, row: &[usize]) -> f64 {
        let widths: f64 = row.iter().map(|&v| self.sizes[v].width).sum();
        widths + self.options.node_gap * row.len().saturating_sub(1) as f64
    }

    /// Least distance between the tops of two vertices that are neighbours in a layer.
    fn step(&self, above: usize, below: usize) -> f64 {
        let gap = match (self.is_box(above), self.is_box(below)) {
            (true, true) => self.options.node_gap,
            (false, false) => self.passage.1,
            _ => (self.options.node_gap / 2.0).ceil(),
        };
        self.heights[above] + gap
    }

    /// The top of every vertex. Layers lower than `wished_height` may spread that far, so that edges can be straight.
    fn tops(&self, layers: &[Vec<usize>], wished_height: f64) -> Vec<f64> {
        let mut tops = vec![0.0; self.heights.len()];
        let mut tallest = 0.0_f64;
        for layer in layers {
            let mut y = 0.0;
            for (i, &v) in layer.iter().enumerate() {
                y = if i == 0 { 0.0 } else { y + self.step(layer[i - 1], v) };
                tops[v] = y;
            }
            let height = y + layer.last().map_or(0.0, |&v| self.heights[v]);
            tallest = tallest.max(height);
            let shift = height / 2.0;
            for &v in layer {
                tops[v] -= shift;
            }
        }
        let reach = tallest.max(wished_height) / 2.0;
        let rounds = (4_000_000 / (self.heights.len() + 1)).clamp(4, 24);
        for round in 0..rounds {
            // One-sided pulls spread the drawing, pulls from both sides then settle it.
            let both = round * 2 >= rounds;
            for step in 0..layers.len() {
                let to_right = round % 2 == 0;
                let layer = if to_right { &layers[step] } else { &layers[layers.len() - 1 - step] };
                self.pull_layer(layer, &mut tops, both, usize::from(!to_right), reach);
            }
        }
        // Rounding keeps distances: they are whole.
        let mut rounded = tops.clone();
        for layer in layers {
            for (i, &v) in layer.iter().enumerate() {
                rounded[v] = tops[v].round();
                if i > 0 {
                    rounded[v] = rounded[v].max(rounded[layer[i - 1]] + self.step(layer[i - 1], v));
                }
            }
        }
        for (&first, row) in &self.rows {
            for &v in row {
                rounded[v] = rounded[first];
            }
        }
        rounded
    }

    /// Moves a layer as close as possible to where its neighbours on `side` (or on both sides) want it, at most `reach` up
    /// and down from the middle.
    fn pull_layer(&self, layer: &[usize], tops: &mut [f64], both: bool, side: usize, reach: f64) {
        // Blocks of vertices that touch: first vertex, sum of weighted wishes for its top, sum of weights.
        let mut blocks: Vec<(usize, f64, f64)> = Vec::new();
        let mut offset = 0.0;
        let mut offsets = Vec::with_capacity(layer.len());
        for (i, &v) in layer.iter().enumerate() {
            if i > 0 {
                offset += self.step(layer[i - 1], v);
            }
            offsets.push(offset);
            let (wish, weight) = self.wish(v, tops, both, side);
            blocks.push((i, (wish - offset) * weight, weight));
            while let [.., (_, sum_a, weight_a), (_, sum_b, weight_b)] = blocks[..] {
                if sum_a / weight_a <= sum_b / weight_b {
                    break;
                }
                blocks.pop();
                if let Some(last) = blocks.last_mut() {
                    *last = (last.0, sum_a + sum_b, weight_a + weight_b);
                }
            }
        }
        for (b, &(first, sum, weight)) in blocks.iter().enumerate() {
            let end = blocks.get(b + 1).map_or(layer.len(), |next| next.0);
            for i in first..end {
                tops[layer[i]] = sum / weight + offsets[i];
            }
        }
        // What limits the last limits those before it, as far as they need the room: distances are kept.
        let height = offset + layer.last().map_or(0.0, |&v| self.heights[v]);
        for (&v, offset) in layer.iter().zip(offsets) {
            tops[v] = tops[v].clamp(offset - reach, (offset + reach - height).max(offset - reach));
        }
    }

    /// Where a vertex wants its top, and how much.
    fn wish(&self, v: usize, tops: &[f64], both: bool, side: usize) -> (f64, f64) {
        let mut wishes: Vec<(f64, f64)> = Vec::new();
        for (s, pulls) in self.pulls.iter().enumerate() {
            if both || s == side {
                wishes.extend(pulls[v].iter().map(|p| (tops[p.to] + p.there - p.here, p.weight)));
            }
        }
        match self.beside.get(&v) {
            Some(&(to, true)) => return (tops[to] - self.step(v, to), LOOSE),
            Some(&(to, false)) => return (tops[to] + self.step(to, v), LOOSE),
            None => {}
        }
        let loose = self.loose.get(&v).into_iter().flatten();
        wishes.extend(loose.map(|p| (tops[p.to] + p.there - p.here, p.weight)));
        if wishes.is_empty() {
            return (tops[v], LOOSE / 10.0);
        }
        wishes.sort_by(|a, b| a.0.total_cmp(&b.0));
        let total: f64 = wishes.iter().map(|w| w.1).sum();
        let mut passed = 0.0;
        for (i, &(wish, weight)) in wishes.iter().enumerate() {
            passed += weight;
            if (passed * 2.0 - total).abs() < 1e-9 {
                let next = wishes.get(i + 1).map_or(wish, |w| w.0);
                return (f64::midpoint(wish, next), total);
            }
            if passed * 2.0 > total {
                return (wish, total);
            }
        }
        (tops[v], total)
    }

    /// The left of every box: layers one after the other, boxes in their layer on the side their links are.
    fn lefts(&self, layers: &[Vec<usize>], tops: &[f64]) -> Vec<f64> {
        let mut lefts = vec![0.0; self.sizes.len()];
        let mut x = 0.0;
        for (i, layer) in layers.iter().enumerate() {
            let boxes = || layer.iter().copied().filter(|&v| self.is_box(v));
            let width = boxes().fold(0.0, |most: f64, v| most.max(self.sizes[v].width));
            for v in boxes() {
                let spare = width - self.sizes[v].width;
                lefts[v] = x + match (self.pulls[0][v].is_empty(), self.pulls[1][v].is_empty()) {
                    (false, true) => 0.0,
                    (true, false) => spare,
                    _ => (spare / 2.0).floor(),
                };
            }
            for row in boxes().filter_map(|v| self.rows.get(&v)) {
                let mut left = x + ((width - self.row_width(row)) / 2.0).floor();
                for &v in row {
                    lefts[v] = left;
                    left += self.sizes[v].width + self.options.node_gap;
                }
            }
            x += width + if i + 1 < layers.len() { self.gap_after(layer, tops) } else { 0.0 };
        }
        lefts
    }

    /// What the layers and the edges between them take up: one rectangle for each layer, one for each gap.
    fn solids(&self, layers: &[Vec<usize>], tops: &[f64], lefts: &[f64]) -> Vec<Rect> {
        let mut solids: Vec<Rect> = Vec::with_capacity(2 * layers.len());
        for layer in layers {
            let boxes = layer.iter().filter(|&&v| self.is_box(v));
            let Some(column) = bounds_of(boxes.map(|&v| rect_at(Point::new(lefts[v], tops[v]), self.sizes[v]))) else {
                continue;
            };
            if let Some(before) = solids.last().map(|s| s.x1) {
                let ends = layer.iter().flat_map(|&v| self.pulls[0][v].iter().map(move |pull| (v, pull)));
                let heights = ends.flat_map(|(v, pull)| [tops[v] + pull.here, tops[pull.to] + pull.there]);
                let (low, high) =
                    heights.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), y| (low.min(y), high.max(y)));
                if low <= high {
                    solids.push(Rect::new(before, low, column.x0, high));
                }
            }
            let reach = |v: &usize| Rect::new(column.x0, tops[*v], column.x1, tops[*v] + self.heights[*v]);
            solids.push(layer.iter().map(reach).fold(column, |all, one| all.union(one)));
        }
        solids
    }

    /// Space after a layer: more where many edges run up or down side by side.
    fn gap_after(&self, layer: &[usize], tops: &[f64]) -> f64 {
        let mut turns: Vec<(f64, i32)> = Vec::new();
        for &v in layer {
            for pull in &self.pulls[1][v] {
                let (from, to) = (tops[v] + pull.here, tops[pull.to] + pull.there);
                if (from - to).abs() > 4.0 {
                    turns.push((from.min(to), 1));
                    turns.push((from.max(to), -1));
                }
            }
        }
        turns.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let (mut now, mut most) = (0, 0);
        for (_, step) in turns {
            now += step;
            most = most.max(now);
        }
        let layer_gap = self.options.layer_gap;
        (40.0 + 5.0 * f64::from(most)).clamp(layer_gap, layer_gap * 2.5).ceil()
    }
}
