//! The model as a petgraph graph, for the global questions: what reaches what, what goes in circles, what comes first.
//!
//! A lens, not the store: built from a document for one question or cached by its revision, thrown away after.
//!
//! Knows nothing about views.

use std::collections::{BTreeSet, HashMap};

use petgraph::Direction as Way;
use petgraph::algo::{tarjan_scc, toposort};
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::unionfind::UnionFind;
use petgraph::visit::{Bfs, EdgeRef, NodeIndexable, Reversed};

use super::document::Document;
use super::element::Relation;
use super::ids::{ElementId, RelationId};
use super::index::Direction;
use super::kind::RelationKind;

/// A petgraph graph over the elements of a document with some of its relations as edges.
pub struct Lens {
    graph: DiGraph<ElementId, RelationId>,
    nodes: HashMap<ElementId, NodeIndex>,
}

impl Lens {
    /// The graph of all elements and of the relations that `keep` keeps. Nodes and edges are in id order.
    pub fn new(document: &Document, keep: impl Fn(&Relation) -> bool) -> Self {
        let mut graph = DiGraph::with_capacity(document.elements().len(), document.relations().len());
        let nodes: HashMap<_, _> =
            document.elements().keys().map(|id| (id.clone(), graph.add_node(id.clone()))).collect();
        for relation in document.relations().values().filter(|r| keep(r)) {
            if let (Some(source), Some(target)) = (nodes.get(&relation.source), nodes.get(&relation.target)) {
                graph.add_edge(*source, *target, relation.id.clone());
            }
        }
        Self { graph, nodes }
    }

    /// The graph itself.
    #[must_use]
    pub fn graph(&self) -> &DiGraph<ElementId, RelationId> {
        &self.graph
    }

    /// Everything that can be reached from `start` along the edges (or against them), `start` excluded.
    #[must_use]
    pub fn reachable(&self, start: &ElementId, direction: Direction) -> BTreeSet<ElementId> {
        let Some(start) = self.nodes.get(start).copied() else { return BTreeSet::new() };
        let mut found = BTreeSet::new();
        let mut note = |node: NodeIndex| {
            if node != start {
                found.insert(self.graph[node].clone());
            }
        };
        match direction {
            Direction::Outgoing => {
                let mut bfs = Bfs::new(&self.graph, start);
                while let Some(node) = bfs.next(&self.graph) {
                    note(node);
                }
            }
            Direction::Incoming => {
                let reversed = Reversed(&self.graph);
                let mut bfs = Bfs::new(reversed, start);
                while let Some(node) = bfs.next(reversed) {
                    note(node);
                }
            }
        }
        found
    }

    /// The groups of elements that lie on a common cycle, each sorted, the groups by their first element.
    #[must_use]
    pub fn cycles(&self) -> Vec<Vec<ElementId>> {
        let mut cycles: Vec<Vec<ElementId>> = tarjan_scc(&self.graph)
            .into_iter()
            .filter(|group| group.len() > 1 || self.graph.contains_edge(group[0], group[0]))
            .map(|group| {
                let mut ids: Vec<_> = group.into_iter().map(|node| self.graph[node].clone()).collect();
                ids.sort();
                ids
            })
            .collect();
        cycles.sort();
        cycles
    }

    /// All elements so that each stands behind those that lead to it; `None` when there is a cycle.
    #[must_use]
    pub fn order(&self) -> Option<Vec<ElementId>> {
        let order = toposort(&self.graph, None).ok()?;
        Some(order.into_iter().map(|node| self.graph[node].clone()).collect())
    }

    /// How many parts there are that no edge joins.
    #[must_use]
    pub fn components(&self) -> usize {
        let mut sets = UnionFind::new(self.graph.node_bound());
        let mut parts = self.graph.node_count();
        for edge in self.graph.edge_references() {
            if sets.union(edge.source().index(), edge.target().index()) {
                parts -= 1;
            }
        }
        parts
    }

    /// The elements that no edge touches.
    #[must_use]
    pub fn alone(&self) -> Vec<ElementId> {
        let no_edge = |node: &NodeIndex| {
            [Way::Outgoing, Way::Incoming].into_iter().all(|way| self.graph.edges_directed(*node, way).next().is_none())
        };
        self.graph.node_indices().filter(no_edge).map(|node| self.graph[node].clone()).collect()
    }
}

/// The elements that can be reached from `start` over at most `depth` of the relations that `keep` keeps, whichever way
/// these run, `start` included.
#[must_use]
pub fn neighbourhood(
    document: &Document,
    start: &BTreeSet<ElementId>,
    depth: usize,
    keep: impl Fn(RelationKind) -> bool,
) -> BTreeSet<ElementId> {
    neighbourhood_among(document, start, depth, keep, |_| true)
}

/// The same among the elements that `there` says are to be looked at.
#[must_use]
pub fn neighbourhood_among(
    document: &Document,
    start: &BTreeSet<ElementId>,
    depth: usize,
    keep: impl Fn(RelationKind) -> bool,
    there: impl Fn(&ElementId) -> bool,
) -> BTreeSet<ElementId> {
    reached(document, start, depth, |_, kind, other| keep(kind) && there(other))
}

/// Everything that value comes from on its way to `start`, or that it goes to from there, `start` included.
///
/// Only the relations that `keep` keeps lead on. What a part does is worth something through its whole, so that a stage
/// leads on to its stream whatever is kept, and a stream back to its stages.
#[must_use]
pub fn along_value(
    document: &Document,
    start: &BTreeSet<ElementId>,
    direction: Direction,
    keep: impl Fn(RelationKind) -> bool,
) -> BTreeSet<ElementId> {
    reached(document, start, usize::MAX, |side, kind, _| {
        let against = kind == RelationKind::Contains || kind.runs_against_value();
        (keep(kind) || kind == RelationKind::Contains) && (side == direction) != against
    })
}

/// What can be reached in so many steps, over the relations of which `go` wants the end on that side,
/// which is an element.
fn reached(
    document: &Document,
    start: &BTreeSet<ElementId>,
    depth: usize,
    go: impl Fn(Direction, RelationKind, &ElementId) -> bool,
) -> BTreeSet<ElementId> {
    let mut found: BTreeSet<ElementId> = start.iter().filter(|id| document.element(id).is_some()).cloned().collect();
    let mut edge: Vec<ElementId> = found.iter().cloned().collect();
    for _ in 0..depth {
        let mut next = Vec::new();
        for id in &edge {
            for side in [Direction::Outgoing, Direction::Incoming] {
                for (kind, other, _) in document.index().relations_of(id, side) {
                    if go(side, kind, other) && document.element(other).is_some() && found.insert(other.clone()) {
                        next.push(other.clone());
                    }
                }
            }
        }
        if next.is_empty() {
            break;
        }
        edge = next;
    }
    found
}
