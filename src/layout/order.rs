//! The order of boxes within their layers: sweeps by medians and swaps of neighbours, keeping the fewest crossings.
//!
//! Knows nothing about sizes or coordinates.

/// A graph in layers, where edges only join neighbouring layers.
pub(super) struct Layered {
    pub(super) layer_of: Vec<usize>,
    /// Neighbours in the layer to the left, with the number of links.
    pub(super) left: Vec<Vec<(usize, u32)>>,
    /// Neighbours in the layer to the right, with the number of links.
    pub(super) right: Vec<Vec<(usize, u32)>>,
    /// How many layers there are.
    pub(super) layer_count: usize,
}

/// Work spent on one graph at most: edges looked at in sweeps.
const WORK: usize = 12_000_000;

/// Graphs with more edges than this start from one order only and swap less.
const LARGE: usize = 20_000;

/// Sweeps that may bring nothing before the order is taken as settled.
const PATIENCE: usize = 6;

/// The vertices of each layer from top to bottom.
pub(super) fn order(graph: &Layered) -> Vec<Vec<usize>> {
    let edges: usize = graph.right.iter().map(Vec::len).sum();
    let sweeps = (WORK / (20 * (edges + graph.layer_of.len()) + 1)).clamp(2, 40);
    let mut best: Option<(u64, Vec<Vec<usize>>)> = None;
    let starts = [(false, false), (true, false), (false, true)];
    let is_large = edges > LARGE;
    for (from_right, deep) in starts.into_iter().take(if is_large { 1 } else { starts.len() }) {
        let mut state = Order::new(graph, walk(graph, from_right, deep));
        let found = state.settle(sweeps, if is_large { 1 } else { 8 });
        if best.as_ref().is_none_or(|(least, _)| found < *least) {
            best = Some((found, state.best));
        }
        if best.as_ref().is_some_and(|(least, _)| *least == 0) {
            break;
        }
    }
    best.map(|(_, layers)| layers).unwrap_or_default()
}

/// A first order: as a walk over the graph meets the vertices, from the left or from the right, wide or deep.
fn walk(graph: &Layered, from_right: bool, deep: bool) -> Vec<Vec<usize>> {
    let count = graph.layer_of.len();
    let mut layers = vec![Vec::new(); graph.layer_count];
    let mut starts: Vec<usize> = (0..count).collect();
    starts.sort_by_key(|&v| {
        let layer = if from_right { graph.layer_count - 1 - graph.layer_of[v] } else { graph.layer_of[v] };
        (layer, v)
    });
    let mut met = vec![false; count];
    for start in starts {
        let mut waiting = std::collections::VecDeque::from([start]);
        while let Some(v) = if deep { waiting.pop_back() } else { waiting.pop_front() } {
            if std::mem::replace(&mut met[v], true) {
                continue;
            }
            layers[graph.layer_of[v]].push(v);
            let (near, far) = if from_right { (&graph.left, &graph.right) } else { (&graph.right, &graph.left) };
            waiting.extend(near[v].iter().chain(&far[v]).map(|n| n.0).filter(|&w| !met[w]));
        }
    }
    layers
}

struct Order<'a> {
    graph: &'a Layered,
    layers: Vec<Vec<usize>>,
    place: Vec<usize>,
    best: Vec<Vec<usize>>,
}

impl<'a> Order<'a> {
    fn new(graph: &'a Layered, layers: Vec<Vec<usize>>) -> Self {
        let mut order = Self { graph, place: vec![0; graph.layer_of.len()], best: layers.clone(), layers };
        for layer in 0..order.layers.len() {
            order.renumber(layer);
        }
        order
    }

    fn renumber(&mut self, layer: usize) {
        for (place, &v) in self.layers[layer].iter().enumerate() {
            self.place[v] = place;
        }
    }

    /// Sweeps to and fro; returns the fewest crossings met, whose order is left in `best`.
    fn settle(&mut self, sweeps: usize, swaps: usize) -> u64 {
        let mut least = self.crossings();
        let mut idle = 0;
        for sweep in 0..sweeps {
            let to_right = sweep % 2 == 0;
            for step in 1..self.layers.len() {
                let layer = if to_right { step } else { self.layers.len() - 1 - step };
                self.sort_layer(layer, to_right, sweep % 4 >= 2);
            }
            self.swap_neighbours(swaps);
            let found = self.crossings();
            idle += 1;
            if found < least {
                (least, idle) = (found, 0);
                self.best.clone_from(&self.layers);
            }
            if least == 0 || idle > PATIENCE {
                break;
            }
        }
        least
    }

    /// Sorts a layer by the median (or mean) place of the neighbours already placed; vertices without any stay.
    fn sort_layer(&mut self, layer: usize, to_right: bool, by_mean: bool) {
        let neighbours = if to_right { &self.graph.left } else { &self.graph.right };
        let mut keyed: Vec<(f64, usize)> = Vec::new();
        let mut free = Vec::new();
        for (slot, &v) in self.layers[layer].iter().enumerate() {
            let mut places: Vec<usize> = neighbours[v].iter().map(|n| self.place[n.0]).collect();
            if places.is_empty() {
                continue;
            }
            free.push(slot);
            places.sort_unstable();
            let key = if by_mean { places.iter().sum::<usize>() as f64 / places.len() as f64 } else { median(&places) };
            keyed.push((key, v));
        }
        keyed.sort_by(|a, b| a.0.total_cmp(&b.0));
        for (slot, (_, v)) in free.into_iter().zip(keyed) {
            self.layers[layer][slot] = v;
        }
        self.renumber(layer);
    }

    /// Swaps neighbours in a layer as long as that takes crossings away.
    fn swap_neighbours(&mut self, rounds: usize) {
        for round in 0..rounds {
            let mut improved = false;
            for layer in 0..self.layers.len() {
                let mut sides: Vec<[Vec<(usize, u32)>; 2]> =
                    self.layers[layer].iter().map(|&v| self.places_around(v)).collect();
                for i in 1..self.layers[layer].len() {
                    let keep = crossings_of(&sides[i - 1], &sides[i]);
                    let swap = crossings_of(&sides[i], &sides[i - 1]);
                    // Equal swaps now and then lead out of a dead end.
                    if swap < keep || (swap == keep && keep > 0 && round == 0) {
                        improved |= swap < keep;
                        self.layers[layer].swap(i - 1, i);
                        sides.swap(i - 1, i);
                    }
                }
                self.renumber(layer);
            }
            if !improved {
                break;
            }
        }
    }

    fn places_around(&self, v: usize) -> [Vec<(usize, u32)>; 2] {
        [&self.graph.left[v], &self.graph.right[v]].map(|side| {
            let mut places: Vec<(usize, u32)> = side.iter().map(|&(w, weight)| (self.place[w], weight)).collect();
            places.sort_unstable();
            places
        })
    }

    fn crossings(&self) -> u64 {
        (1..self.layers.len()).map(|layer| self.crossings_before(layer)).sum()
    }

    /// Crossings between a layer and the one left of it, counted with a Fenwick tree.
    fn crossings_before(&self, layer: usize) -> u64 {
        let mut tree = vec![0_u64; self.layers[layer - 1].len() + 1];
        let (mut total, mut sum) = (0, 0);
        for &v in &self.layers[layer] {
            let [left, _] = self.places_around(v);
            for &(place, weight) in &left {
                let mut at_or_above = 0;
                let mut i = place + 1;
                while i > 0 {
                    at_or_above += tree[i];
                    i &= i - 1;
                }
                total += (sum - at_or_above) * u64::from(weight);
            }
            for &(place, weight) in &left {
                sum += u64::from(weight);
                let mut i = place + 1;
                while i < tree.len() {
                    tree[i] += u64::from(weight);
                    i += i & i.wrapping_neg();
                }
            }
        }
        total
    }
}

/// Crossings between the edges of two vertices when the first stands above the second.
fn crossings_of(above: &[Vec<(usize, u32)>; 2], below: &[Vec<(usize, u32)>; 2]) -> u64 {
    let mut total = 0;
    for (above, below) in above.iter().zip(below) {
        let (mut i, mut passed) = (0, 0_u64);
        for &(place, weight) in above {
            while i < below.len() && below[i].0 < place {
                passed += u64::from(below[i].1);
                i += 1;
            }
            total += passed * u64::from(weight);
        }
    }
    total
}

/// The weighted median of Gansner et al.: between two middle places it leans to the denser side.
fn median(places: &[usize]) -> f64 {
    let middle = places.len() / 2;
    match places.len() {
        n if n % 2 == 1 => places[middle] as f64,
        2 => (places[0] + places[1]) as f64 / 2.0,
        n => {
            let left = (places[middle - 1] - places[0]) as f64;
            let right = (places[n - 1] - places[middle]) as f64;
            if left + right == 0.0 {
                return places[middle] as f64;
            }
            (places[middle - 1] as f64 * right + places[middle] as f64 * left) / (left + right)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_twisted_ladder_is_untwisted() {
        let count = 6;
        let mut graph = Layered {
            layer_of: vec![0, 0, 0, 1, 1, 1],
            left: vec![Vec::new(); count],
            right: vec![Vec::new(); count],
            layer_count: 2,
        };
        for (a, b) in [(0, 5), (1, 4), (2, 3), (0, 4)] {
            graph.right[a].push((b, 1));
            graph.left[b].push((a, 1));
        }
        let layers = order(&graph);
        assert_eq!(Order::new(&graph, layers).crossings(), 0);
    }
}
