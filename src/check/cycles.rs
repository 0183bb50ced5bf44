//! Which elements are on a cycle of flows, of dependencies or of containment, kept up to date by what changed.
//!
//! A new edge can only close a cycle through what it reaches and what reaches it; an edge that goes can only open the
//! cycles it was on. So no edit looks further than that.
//!
//! Knows nothing about what a cycle means.

use std::collections::{BTreeSet, HashMap, HashSet};

use petgraph::algo::tarjan_scc;
use petgraph::graph::{DiGraph, NodeIndex};

use crate::model::aside::{AsideReason, AsideRelation};
use crate::model::attr::flows_to;
use crate::model::graph::Lens;
use crate::model::{Direction, Document, ElementId, ElementKind, Relation, RelationKind};

/// What goes in circles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ring {
    /// Flows among stages that are not marked as rework.
    Flow,
    /// Dependencies.
    Dependency,
    /// Containment, which a file may claim though the model refuses it.
    Containment,
}

/// Which elements are on a cycle.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Cycles {
    flow: BTreeSet<ElementId>,
    dependency: BTreeSet<ElementId>,
    containment: BTreeSet<ElementId>,
    /// How many parents a file claims for an element beyond the one it has.
    more_parents: HashMap<ElementId, usize>,
}

impl Cycles {
    /// Those of a document.
    pub fn of(document: &Document) -> Self {
        let on = |ring| Lens::new(document, |r| is_edge(document, ring, r)).cycles().into_iter().flatten().collect();
        let mut more_parents = HashMap::new();
        for refused in &document.aside().relations {
            if refused.why == AsideReason::SecondParent {
                *more_parents.entry(refused.relation.target.clone()).or_default() += 1;
            }
        }
        let (flow, dependency) = (on(Ring::Flow), on(Ring::Dependency));
        Self { flow, dependency, containment: claimed_rings(document), more_parents }
    }

    /// Whether an element is on a cycle.
    pub fn has(&self, ring: Ring, id: &ElementId) -> bool {
        match ring {
            Ring::Flow => self.flow.contains(id),
            Ring::Dependency => self.dependency.contains(id),
            Ring::Containment => self.containment.contains(id),
        }
    }

    /// How many parents a file claims for an element beyond the one it has.
    pub fn more_parents(&self, id: &ElementId) -> usize {
        self.more_parents.get(id).copied().unwrap_or_default()
    }

    /// Follows relations that were made, changed or removed, and elements that went; the elements for which the answer
    /// is another now, and how many were visited to tell.
    pub fn follow<'a>(
        &mut self,
        document: &Document,
        changed: &[&'a Relation],
        gone: impl Iterator<Item = &'a ElementId>,
    ) -> (BTreeSet<ElementId>, usize) {
        let (mut other, mut visited) = (BTreeSet::new(), 0);
        for id in gone {
            self.flow.remove(id);
            self.dependency.remove(id);
        }
        for (ring, on) in [(Ring::Flow, &mut self.flow), (Ring::Dependency, &mut self.dependency)] {
            let kind = kind_of(ring);
            let ends: BTreeSet<&ElementId> =
                changed.iter().filter(|r| r.kind == kind).flat_map(|r| [&r.source, &r.target]).collect();
            if ends.is_empty() {
                continue;
            }
            let around = reach(document, ring, on, &ends, changed);
            visited += around.len();
            let now = circular(&around, |id| next(document, ring, id, Direction::Outgoing));
            for id in around {
                if now.contains(&id) != on.contains(&id) {
                    if now.contains(&id) {
                        on.insert(id.clone())
                    } else {
                        on.remove(&id)
                    };
                    other.insert(id);
                }
            }
        }
        if document.aside().relations.iter().any(is_whole_refused) {
            let now = claimed_rings(document);
            other.extend(now.symmetric_difference(&self.containment).cloned());
            self.containment = now;
        }
        (other, visited)
    }
}

const fn kind_of(ring: Ring) -> RelationKind {
    match ring {
        Ring::Flow => RelationKind::FlowsTo,
        Ring::Dependency => RelationKind::DependsOn,
        Ring::Containment => RelationKind::Contains,
    }
}

fn is_edge(document: &Document, ring: Ring, relation: &Relation) -> bool {
    let is_stage = |id| document.element(id).is_some_and(|e| e.kind == ElementKind::Stage);
    relation.kind == kind_of(ring)
        && (ring != Ring::Flow
            || relation.get(flows_to::REWORK) != Some(true) && is_stage(&relation.source) && is_stage(&relation.target))
}

fn next(document: &Document, ring: Ring, id: &ElementId, direction: Direction) -> Vec<ElementId> {
    let all = document.index().relations_of_kind(id, kind_of(ring), direction);
    let edges = all.filter(|(_, id)| document.relation(id).is_some_and(|r| is_edge(document, ring, r)));
    edges.map(|(other, _)| other.clone()).collect()
}

/// The elements whose answer may have changed: those that were on a cycle with an end of what changed, and those between
/// the end and the beginning of what was added.
fn reach(
    document: &Document,
    ring: Ring,
    on: &BTreeSet<ElementId>,
    ends: &BTreeSet<&ElementId>,
    changed: &[&Relation],
) -> BTreeSet<ElementId> {
    let mut around: BTreeSet<ElementId> = ends.iter().map(|id| (*id).clone()).collect();
    let mut todo: Vec<ElementId> = around.iter().cloned().collect();
    while let Some(id) = todo.pop() {
        for direction in [Direction::Outgoing, Direction::Incoming] {
            for other in next(document, ring, &id, direction) {
                if on.contains(&other) && around.insert(other.clone()) {
                    todo.push(other);
                }
            }
        }
    }
    for relation in changed.iter().filter(|r| is_edge(document, ring, r)) {
        if document.relation(&relation.id).is_some() {
            around.extend(between(document, ring, &relation.target, &relation.source));
        }
    }
    around
}

/// What lies on a way from one element to another; nothing when there is no way. Both ends are searched in turn, so that
/// the shorter search decides where nothing is found.
fn between(document: &Document, ring: Ring, from: &ElementId, to: &ElementId) -> BTreeSet<ElementId> {
    let mut ahead = Search::new(from, Direction::Outgoing);
    let mut behind = Search::new(to, Direction::Incoming);
    while !(ahead.todo.is_empty() || behind.todo.is_empty()) {
        ahead.step(document, ring);
        behind.step(document, ring);
    }
    let (done, other) = if ahead.todo.is_empty() { (ahead, behind) } else { (behind, ahead) };
    // The finished search has seen all that can be reached, and so the end of the other if there is a way.
    let goal = if other.direction == Direction::Outgoing { from } else { to };
    if !done.seen.contains(goal) {
        return BTreeSet::new();
    }
    let mut other = other;
    while !other.todo.is_empty() {
        other.step(document, ring);
    }
    done.seen.intersection(&other.seen).cloned().collect()
}

struct Search {
    direction: Direction,
    seen: HashSet<ElementId>,
    todo: Vec<ElementId>,
}

impl Search {
    fn new(start: &ElementId, direction: Direction) -> Self {
        Self { direction, seen: HashSet::from([start.clone()]), todo: vec![start.clone()] }
    }

    fn step(&mut self, document: &Document, ring: Ring) {
        let Some(id) = self.todo.pop() else { return };
        for other in next(document, ring, &id, self.direction) {
            if self.seen.insert(other.clone()) {
                self.todo.push(other);
            }
        }
    }
}

/// Those of some elements that are on a cycle among them, by what each leads to.
fn circular(among: &BTreeSet<ElementId>, next: impl Fn(&ElementId) -> Vec<ElementId>) -> BTreeSet<ElementId> {
    let ids: Vec<&ElementId> = among.iter().collect();
    let place: HashMap<&ElementId, usize> = ids.iter().enumerate().map(|(i, id)| (*id, i)).collect();
    let mut graph = DiGraph::<(), ()>::new();
    for _ in &ids {
        graph.add_node(());
    }
    for (i, id) in ids.iter().enumerate() {
        for other in next(id) {
            if let Some(other) = place.get(&other) {
                graph.add_edge(NodeIndex::new(i), NodeIndex::new(*other), ());
            }
        }
    }
    let groups = tarjan_scc(&graph).into_iter();
    let circles = groups.filter(|group| group.len() > 1 || graph.contains_edge(group[0], group[0]));
    circles.flatten().map(|i| ids[i.index()].clone()).collect()
}

/// Whether a file claims a whole for a part that the model refuses.
fn is_whole_refused(aside: &AsideRelation) -> bool {
    matches!(aside.why, AsideReason::ContainsItself | AsideReason::SecondParent)
}

/// The elements on the cycles of containment that a file claims. Each cycle has a relation that the model refused, so that
/// all of them are found on the way up from the wholes of these.
fn claimed_rings(document: &Document) -> BTreeSet<ElementId> {
    let mut refused: HashMap<&ElementId, Vec<&ElementId>> = HashMap::new();
    for AsideRelation { relation, .. } in document.aside().relations.iter().filter(|aside| is_whole_refused(aside)) {
        refused.entry(&relation.target).or_default().push(&relation.source);
    }
    let wholes = |part: &ElementId| -> Vec<ElementId> {
        let more = refused.get(part).into_iter().flatten().copied();
        document.parent(part).into_iter().chain(more).cloned().collect()
    };
    let mut todo: Vec<ElementId> = refused.values().flatten().copied().cloned().collect();
    let mut around = BTreeSet::new();
    while let Some(id) = todo.pop() {
        if document.element(&id).is_some() && around.insert(id.clone()) {
            todo.extend(wholes(&id));
        }
    }
    circular(&around, wholes)
}
