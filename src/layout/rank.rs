//! Which layer each box is in: no cycles, short edges, no layer much higher than the rest.
//!
//! Cycles are broken with the heuristic of Eades, Lin and Smyth (1993); ranks start from longest paths and are improved
//! by moving subtrees of a tight spanning tree, the network simplex of Gansner, Koutsofios, North and Vo (1993).
//!
//! Knows nothing about the order within a layer or coordinates.

use super::arrange::Options;
use super::flat::Edge;
use crate::geom::Size;
use std::collections::{BTreeMap, BTreeSet};

/// Layers of fewer boxes than this are never split.
const ALWAYS_WHOLE: f64 = 14.0;

/// Work done improving ranks at most: vertices and edges looked at.
const WORK: usize = 30_000_000;

/// Reverses edges until there are no cycles and returns the boxes in an order in which all edges point forwards.
fn break_cycles(count: usize, edges: &mut [Edge]) -> Vec<usize> {
    let mut out = vec![Vec::new(); count];
    let mut into = vec![Vec::new(); count];
    let mut surplus = vec![0_i64; count];
    let (mut outs, mut ins) = (vec![0_usize; count], vec![0_usize; count]);
    for edge in edges.iter() {
        out[edge.a].push((edge.b, i64::from(edge.weight)));
        into[edge.b].push((edge.a, i64::from(edge.weight)));
        surplus[edge.a] += i64::from(edge.weight);
        surplus[edge.b] -= i64::from(edge.weight);
        outs[edge.a] += 1;
        ins[edge.b] += 1;
    }
    let mut rest: BTreeSet<(i64, usize)> = (0..count).map(|v| (-surplus[v], v)).collect();
    let mut gone = vec![false; count];
    let mut sinks: Vec<usize> = (0..count).rev().filter(|&v| outs[v] == 0).collect();
    let mut sources: Vec<usize> = (0..count).rev().filter(|&v| ins[v] == 0).collect();
    let (mut head, mut tail) = (Vec::with_capacity(count), Vec::new());
    loop {
        let (v, at_end) = if let Some(v) = sinks.pop() {
            (v, true)
        } else if let Some(v) = sources.pop() {
            (v, false)
        } else if let Some(&(_, v)) = rest.first() {
            (v, false)
        } else {
            break;
        };
        if gone[v] {
            continue;
        }
        gone[v] = true;
        rest.remove(&(-surplus[v], v));
        if at_end {
            tail.push(v);
        } else {
            head.push(v);
        }
        for &(w, weight) in out[v].iter().filter(|(w, _)| !gone[*w]) {
            rest.remove(&(-surplus[w], w));
            surplus[w] += weight;
            rest.insert((-surplus[w], w));
            ins[w] -= 1;
            if ins[w] == 0 {
                sources.push(w);
            }
        }
        for &(w, weight) in into[v].iter().filter(|(w, _)| !gone[*w]) {
            rest.remove(&(-surplus[w], w));
            surplus[w] -= weight;
            rest.insert((-surplus[w], w));
            outs[w] -= 1;
            if outs[w] == 0 {
                sinks.push(w);
            }
        }
    }
    tail.reverse();
    head.append(&mut tail);
    let mut place = vec![0; count];
    for (p, &v) in head.iter().enumerate() {
        place[v] = p;
    }
    for edge in edges.iter_mut().filter(|edge| place[edge.a] > place[edge.b]) {
        *edge = edge.reversed();
    }
    head
}

/// The rank of every box of a connected graph, where boxes of a lower band come before those of a higher one; edges are
/// reversed to point forwards. The least rank is 0.
///
/// Of several bands one that is no higher than `limit` is one layer: edges within it are taken out and returned, its boxes
/// stand one below the other whatever joins them.
pub(super) fn banded(bands: &[u16], heights: &[f64], limit: f64, edges: &mut Vec<Edge>) -> (Vec<usize>, Vec<Edge>) {
    let count = bands.len();
    let mut height_of: BTreeMap<u16, f64> = BTreeMap::new();
    for (&band, height) in bands.iter().zip(heights) {
        *height_of.entry(band).or_default() += height;
    }
    let is_upright = |e: &Edge| height_of.len() > 1 && bands[e.a] == bands[e.b] && height_of[&bands[e.a]] <= limit;
    let (upright, rest): (Vec<Edge>, Vec<Edge>) = edges.iter().partition(|edge| is_upright(edge));
    *edges = rest;
    let mut within: Vec<Edge> = Vec::new();
    for edge in edges.iter_mut() {
        if bands[edge.a] > bands[edge.b] {
            *edge = edge.reversed();
        }
        if bands[edge.a] == bands[edge.b] {
            within.push(*edge);
        }
    }
    let mut forwards = break_cycles(count, &mut within);
    let mut unbroken = within.into_iter();
    for edge in edges.iter_mut().filter(|edge| bands[edge.a] == bands[edge.b]) {
        *edge = unbroken.next().unwrap_or(*edge);
    }
    // Between two bands stands a fence: what is before it and what is after it keep their sides.
    forwards.sort_by_key(|&v| bands[v]);
    let mut fenced: Vec<Edge> = edges.clone();
    let mut in_order = Vec::with_capacity(count);
    let mut fences = count;
    for band in forwards.chunk_by(|&v, &w| bands[v] == bands[w]) {
        let tie = |a, b| Edge { a, b, weight: 0, at_a: 0.0, at_b: 0.0 };
        if fences > count {
            fenced.extend(band.iter().map(|&v| tie(fences - 1, v)));
        }
        in_order.extend(band);
        if in_order.len() < fences {
            fenced.extend(band.iter().map(|&v| tie(v, fences)));
            in_order.push(fences);
            fences += 1;
        }
    }
    let mut rank = ranks(&in_order, &fenced);
    rank.truncate(count);
    // The fences leave their ranks empty.
    let used: BTreeSet<usize> = rank.iter().copied().collect();
    let dense: BTreeMap<usize, usize> = used.into_iter().enumerate().map(|(new, old)| (old, new)).collect();
    (rank.into_iter().map(|r| dense[&r]).collect(), upright)
}

/// The rank of every box of a connected graph whose edges all point forwards in `forwards`; the least rank is 0.
fn ranks(forwards: &[usize], edges: &[Edge]) -> Vec<usize> {
    let count = forwards.len();
    let mut rank = vec![0_i64; count];
    let mut out = vec![Vec::new(); count];
    for edge in edges {
        out[edge.a].push(edge.b);
    }
    for &v in forwards {
        for &w in &out[v] {
            rank[w] = rank[w].max(rank[v] + 1);
        }
    }
    let mut tree = tight_tree(count, edges, &mut rank);
    let rounds = WORK / (count + edges.len() + 1);
    for _ in 0..rounds {
        if !improve(edges, &mut rank, &mut tree) {
            break;
        }
    }
    let least = rank.iter().copied().min().unwrap_or(0);
    let mut rank: Vec<usize> = rank.into_iter().map(|r| (r - least) as usize).collect();
    balance(edges, &mut rank);
    rank
}

fn slack(edge: &Edge, rank: &[i64]) -> i64 {
    rank[edge.b] - rank[edge.a] - 1
}

/// Edges of a spanning tree without slack; ranks are shifted to make one.
fn tight_tree(count: usize, edges: &[Edge], rank: &mut [i64]) -> Vec<usize> {
    let mut touching = vec![Vec::new(); count];
    for (e, edge) in edges.iter().enumerate() {
        touching[edge.a].push(e);
        touching[edge.b].push(e);
    }
    let mut tree = Vec::new();
    let mut inside = vec![false; count];
    let mut members: Vec<usize> = Vec::with_capacity(count);
    let mut grown = 0;
    if count > 0 {
        inside[0] = true;
        members.push(0);
    }
    loop {
        while grown < members.len() {
            let v = members[grown];
            grown += 1;
            for &e in &touching[v] {
                let w = edges[e].a + edges[e].b - v;
                if !inside[w] && slack(&edges[e], rank) == 0 {
                    inside[w] = true;
                    members.push(w);
                    tree.push(e);
                }
            }
        }
        let nearest = (0..edges.len())
            .filter(|&e| inside[edges[e].a] != inside[edges[e].b])
            .min_by_key(|&e| slack(&edges[e], rank));
        let Some(e) = nearest else { break };
        let shift = if inside[edges[e].a] { slack(&edges[e], rank) } else { -slack(&edges[e], rank) };
        for &v in &members {
            rank[v] += shift;
        }
        let w = if inside[edges[e].a] { edges[e].b } else { edges[e].a };
        inside[w] = true;
        members.push(w);
        tree.push(e);
    }
    tree
}

/// Moves the subtree that shortens the edges most for each step; `false` when none does.
fn improve(edges: &[Edge], rank: &mut [i64], tree: &mut [usize]) -> bool {
    let count = rank.len();
    let mut touching = vec![Vec::new(); count];
    for (t, &e) in tree.iter().enumerate() {
        touching[edges[e].a].push(t);
        touching[edges[e].b].push(t);
    }
    // Depth first from box 0: a subtree is a stretch of `visited`.
    let mut up = vec![usize::MAX; count];
    let mut visited = Vec::with_capacity(count);
    let mut stack = vec![0];
    while let Some(v) = stack.pop() {
        visited.push(v);
        let came_by = up[v];
        for &t in touching[v].iter().filter(|&&t| t != came_by) {
            let w = edges[tree[t]].a + edges[tree[t]].b - v;
            up[w] = t;
            stack.push(w);
        }
    }
    // What a step to the right of the whole subtree adds to the length of all edges.
    let mut growth = vec![0_i64; count];
    for edge in edges {
        growth[edge.b] += i64::from(edge.weight);
        growth[edge.a] -= i64::from(edge.weight);
    }
    let mut below = vec![1_usize; count];
    let mut best: Option<(i64, usize)> = None;
    for &v in visited.iter().rev() {
        if up[v] == usize::MAX {
            continue;
        }
        let edge = &edges[tree[up[v]]];
        let gain = if edge.b == v { -growth[v] } else { growth[v] };
        if gain > best.map_or(0, |b| b.0) {
            best = Some((gain, v));
        }
        let parent = edge.a + edge.b - v;
        growth[parent] += growth[v];
        below[parent] += below[v];
    }
    let Some((_, top)) = best else { return false };
    let start = visited.iter().position(|&v| v == top).unwrap_or(0);
    let subtree = &visited[start..start + below[top]];
    let mut inside = vec![false; count];
    for &v in subtree {
        inside[v] = true;
    }
    let right = edges[tree[up[top]]].b == top;
    let entering = (0..edges.len())
        .filter(|&e| inside[edges[e].a] == right && inside[edges[e].b] != right)
        .min_by_key(|&e| slack(&edges[e], rank));
    let Some(entering) = entering else { return false };
    let step = if right { slack(&edges[entering], rank) } else { -slack(&edges[entering], rank) };
    for &v in subtree {
        rank[v] += step;
    }
    tree[up[top]] = entering;
    true
}

/// Moves boxes that pull no way to the emptiest layer they may be in.
fn balance(edges: &[Edge], rank: &mut [usize]) {
    let last = rank.iter().copied().max().unwrap_or(0);
    let mut filled = vec![0_usize; last + 1];
    for &r in rank.iter() {
        filled[r] += 1;
    }
    let count = rank.len();
    let (mut into, mut out) = (vec![Vec::new(); count], vec![Vec::new(); count]);
    let mut pull = vec![0_i64; count];
    for edge in edges {
        out[edge.a].push(edge.b);
        into[edge.b].push(edge.a);
        pull[edge.a] += i64::from(edge.weight);
        pull[edge.b] -= i64::from(edge.weight);
    }
    for v in (0..count).filter(|&v| pull[v] == 0 && !out[v].is_empty()) {
        let low = into[v].iter().map(|&u| rank[u] + 1).max().unwrap_or(0);
        let high = out[v].iter().map(|&w| rank[w] - 1).min().unwrap_or(last);
        let Some(emptiest) = (low..=high).min_by_key(|&r| (filled[r] - usize::from(r == rank[v]), r != rank[v])) else {
            continue;
        };
        filled[rank[v]] -= 1;
        filled[emptiest] += 1;
        rank[v] = emptiest;
    }
}

/// How high a drawing of the wished shape would be if its boxes stood as close as they may.
pub(super) fn wished_height(sizes: &[Size], options: &Options) -> f64 {
    let room = |s: &Size| (s.width + options.layer_gap) * (s.height + options.node_gap);
    (sizes.iter().map(room).sum::<f64>() / options.aspect).sqrt()
}

/// Splits layers much higher than the drawing should be into several, so that the outline stays near the wished shape.
pub(super) fn split_tall_layers(sizes: &[Size], edges: &[Edge], rank: &mut [usize], options: &Options) {
    let count = sizes.len();
    let node_gap = options.node_gap;
    let mean = sizes.iter().map(|s| s.height + node_gap).sum::<f64>() / count.max(1) as f64;
    let limit = (1.5 * wished_height(sizes, options)).max(ALWAYS_WHOLE * mean);
    let last = rank.iter().copied().max().unwrap_or(0);
    let mut layers = vec![Vec::new(); last + 1];
    for v in 0..count {
        layers[rank[v]].push(v);
    }
    let mut pull = vec![0_i64; count];
    for edge in edges {
        pull[edge.a] += i64::from(edge.weight);
        pull[edge.b] -= i64::from(edge.weight);
    }
    let mut next = 0;
    for mut layer in layers {
        let height: f64 = layer.iter().map(|&v| sizes[v].height + node_gap).sum();
        let pieces = ((height / limit).ceil() as usize).clamp(1, layer.len().max(1));
        // What is tied to the right goes right.
        layer.sort_by_key(|&v| (pull[v].signum(), v));
        let share = layer.len().div_ceil(pieces).max(1);
        for piece in layer.chunks(share) {
            for &v in piece {
                rank[v] = next;
            }
            next += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edge(a: usize, b: usize) -> Edge {
        Edge { a, b, weight: 1, at_a: 0.0, at_b: 0.0 }
    }

    #[test]
    fn a_cycle_loses_one_edge() {
        let mut edges = [edge(0, 1), edge(1, 2), edge(2, 0)];
        let forwards = break_cycles(3, &mut edges);
        let place = |v| forwards.iter().position(|&w| w == v);
        assert!(edges.iter().all(|e| place(e.a) < place(e.b)));
        assert_eq!(edges.iter().filter(|e| (e.b + 3 - e.a) % 3 == 1).count(), 2);
    }

    #[test]
    fn a_source_moves_next_to_what_it_feeds() {
        let mut edges = [edge(0, 1), edge(1, 2), edge(2, 3), edge(4, 3)];
        let forwards = break_cycles(5, &mut edges);
        assert_eq!(ranks(&forwards, &edges), [0, 1, 2, 3, 2]);
    }

    #[test]
    fn bands_keep_their_sides_whichever_way_edges_point() {
        let mut edges = vec![edge(0, 1), edge(2, 1), edge(3, 2), edge(3, 0)];
        let (rank, upright) = banded(&[3, 5, 1, 3], &[10.0; 4], 0.0, &mut edges);
        assert_eq!(rank, [2, 3, 0, 1]);
        assert!(upright.is_empty() && edges.iter().all(|e| rank[e.a] < rank[e.b]));
        // Where a band may be that high, it is one layer, and what joins boxes in it runs up and down.
        let mut edges = vec![edge(0, 1), edge(2, 1), edge(3, 2), edge(3, 0)];
        let (rank, upright) = banded(&[3, 5, 1, 3], &[10.0; 4], 20.0, &mut edges);
        assert_eq!((rank, upright), (vec![1, 2, 0, 1], vec![edge(3, 0)]));
    }

    #[test]
    fn a_crowd_in_one_layer_is_split() {
        let edges: Vec<Edge> = (1..60).map(|b| edge(0, b)).collect();
        let mut rank: Vec<usize> = (0..60).map(|v| usize::from(v > 0)).collect();
        split_tall_layers(&[Size::new(100.0, 50.0); 60], &edges, &mut rank, &Options::default());
        assert!(rank.iter().max() > Some(&2));
    }
}
