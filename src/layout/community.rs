//! Groups of boxes that talk mostly among themselves: the Louvain method with a fixed order instead of chance.
//!
//! Blondel, Guillaume, Lambiotte, Lefebvre: Fast unfolding of communities in large networks (2008).
//!
//! Knows nothing about sizes or places.

use super::flat::Edge;
use std::collections::BTreeMap;

/// Passes over all boxes on one level before it is taken as settled.
const PASSES: usize = 12;

/// What an edge without weight counts.
const WEAK: f64 = 0.5;

/// The communities, ordered by their first member; members ascend.
pub(super) fn communities(count: usize, edges: &[Edge]) -> Vec<Vec<usize>> {
    let mut neighbours: Vec<BTreeMap<usize, f64>> = vec![BTreeMap::new(); count];
    for edge in edges {
        let weight = f64::from(edge.weight).max(WEAK);
        *neighbours[edge.a].entry(edge.b).or_default() += weight;
        *neighbours[edge.b].entry(edge.a).or_default() += weight;
    }
    let mut graph = Weighted {
        loops: vec![0.0; count],
        neighbours: neighbours.into_iter().map(|n| n.into_iter().collect()).collect(),
    };
    let mut group_of: Vec<usize> = (0..count).collect();
    loop {
        let moved = graph.settle();
        let groups = moved.iter().max().map_or(0, |most| most + 1);
        if groups == graph.loops.len() {
            break;
        }
        for group in &mut group_of {
            *group = moved[*group];
        }
        graph = graph.merged(&moved, groups);
    }
    let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (i, &group) in group_of.iter().enumerate() {
        members.entry(group).or_default().push(i);
    }
    let mut groups: Vec<Vec<usize>> = members.into_values().collect();
    groups.sort_by_key(|group| group[0]);
    groups
}

/// An undirected graph with weights; a loop's weight counts both of its ends.
struct Weighted {
    loops: Vec<f64>,
    neighbours: Vec<Vec<(usize, f64)>>,
}

impl Weighted {
    /// Moves every vertex to the neighbouring group that gains most modularity until nothing moves; group numbers are
    /// dense.
    fn settle(&self) -> Vec<usize> {
        let count = self.loops.len();
        let degree: Vec<f64> =
            (0..count).map(|v| self.loops[v] + self.neighbours[v].iter().map(|n| n.1).sum::<f64>()).collect();
        let total: f64 = degree.iter().sum();
        let mut group: Vec<usize> = (0..count).collect();
        let mut degree_of_group = degree.clone();
        let mut links_to = vec![0.0; count];
        for _ in 0..PASSES {
            let mut moved = false;
            for v in 0..count {
                for &(w, weight) in &self.neighbours[v] {
                    links_to[group[w]] += weight;
                }
                let home = group[v];
                degree_of_group[home] -= degree[v];
                let gain = |g: usize| links_to[g] - degree_of_group[g] * degree[v] / total;
                let mut best = (gain(home), home);
                for &(w, _) in &self.neighbours[v] {
                    let candidate = (gain(group[w]), group[w]);
                    if candidate.0 > best.0 + 1e-9 {
                        best = candidate;
                    }
                }
                degree_of_group[best.1] += degree[v];
                moved |= best.1 != home;
                group[v] = best.1;
                for &(w, _) in &self.neighbours[v] {
                    links_to[group[w]] = 0.0;
                }
                links_to[home] = 0.0;
            }
            if !moved {
                break;
            }
        }
        let mut number = vec![usize::MAX; count];
        let mut next = 0;
        for g in &mut group {
            if number[*g] == usize::MAX {
                number[*g] = next;
                next += 1;
            }
            *g = number[*g];
        }
        group
    }

    fn merged(&self, group: &[usize], groups: usize) -> Self {
        let mut loops = vec![0.0; groups];
        let mut neighbours: Vec<BTreeMap<usize, f64>> = vec![BTreeMap::new(); groups];
        for v in 0..group.len() {
            loops[group[v]] += self.loops[v];
            for &(w, weight) in &self.neighbours[v] {
                if group[w] == group[v] {
                    loops[group[v]] += weight;
                } else {
                    *neighbours[group[v]].entry(group[w]).or_default() += weight;
                }
            }
        }
        Self { loops, neighbours: neighbours.into_iter().map(|n| n.into_iter().collect()).collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_cliques_and_a_bridge_are_two_groups() {
        let mut edges = Vec::new();
        let mut add = |a, b| edges.push(Edge { a, b, weight: 1, at_a: 0.0, at_b: 0.0 });
        for base in [0, 5] {
            for a in 0..5 {
                for b in 0..a {
                    add(base + a, base + b);
                }
            }
        }
        add(4, 5);
        assert_eq!(communities(10, &edges), vec![vec![0, 1, 2, 3, 4], vec![5, 6, 7, 8, 9]]);
    }
}
