//! How an outage passes from one element to the next, and what it reaches from any number of them (A11).
//!
//! The ways of an outage stand here once, for every walk over them, and so do the words that name them.
//!
//! Knows nothing about how people and places spread an outage, nor about how likely one is.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::source::Source;
use crate::model::attr::{Choice, Percent, depends_on};
use crate::model::{Direction, Document, ElementId, ElementKind, Relation, RelationId, RelationKind};

/// How an outage passes from one element to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Link {
    /// What it enables.
    Enables,
    /// What it supplies.
    Supplies,
    /// The product or service that it delivers.
    Delivers,
    /// What depends on it, with the strength hard.
    DependsHard,
    /// The stream of which it is a stage.
    StageOf,
    /// Who consumes it.
    Consumed,
    /// What it is responsible or accountable for (R, A) and nobody else is any more.
    AloneIn(Raci),
    /// What is located there and nowhere else.
    OnlyPlace,
    /// A unit or role that is part of it. Where a location went and the part has another, it stays.
    PartOf,
}

/// What the last who did something was for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Raci {
    /// Accountable.
    A,
    /// Responsible.
    R,
}

/// The relations over which an outage passes, with or against their direction, and why (A11).
const WAYS: [(RelationKind, Direction, Link); 6] = [
    (RelationKind::Enables, Direction::Outgoing, Link::Enables),
    (RelationKind::Supplies, Direction::Outgoing, Link::Supplies),
    (RelationKind::Delivers, Direction::Outgoing, Link::Delivers),
    (RelationKind::DependsOn, Direction::Incoming, Link::DependsHard),
    (RelationKind::Contains, Direction::Incoming, Link::StageOf),
    (RelationKind::Consumes, Direction::Incoming, Link::Consumed),
];

/// Whether anything that is lost with an element of a kind can be lost in a way.
const fn leads_on(link: Link, from: ElementKind) -> bool {
    match link {
        // Only what a stage is contained in is lost with it.
        Link::StageOf => matches!(from, ElementKind::Stage),
        Link::Consumed => matches!(from, ElementKind::PortfolioItem),
        _ => true,
    }
}

/// Whether an outage passes over a relation of its way.
fn passes(link: Link, relation: &Relation) -> bool {
    let is_hard = || relation.get(depends_on::STRENGTH).is_some_and(|Choice(strength)| strength == "hard");
    link != Link::DependsHard || is_hard()
}

/// Where an outage goes from an element: to which next, over which relation, why.
pub(super) fn ways<'a>(model: impl Source<'a>, id: &ElementId) -> Vec<(&'a ElementId, &'a RelationId, Link)> {
    let Some(from) = model.kind(id) else { return Vec::new() };
    let mut found = Vec::new();
    for (kind, direction, link) in WAYS.into_iter().filter(|(.., link)| leads_on(*link, from)) {
        for relation in model.relations(id, kind, direction).filter(|relation| passes(link, relation)) {
            let to = if direction == Direction::Outgoing { &relation.target } else { &relation.source };
            found.push((to, &relation.id, link));
        }
    }
    found
}

/// All that an element goes down with, itself among it: what an outage passes to it from (A11, backward).
pub fn needed_by<'a>(model: impl Source<'a>, id: &'a ElementId) -> BTreeSet<&'a ElementId> {
    let mut needed = BTreeSet::from([id]);
    let mut todo = vec![id];
    while let Some(id) = todo.pop() {
        for (kind, direction, link) in WAYS {
            let is_ahead = direction == Direction::Outgoing;
            let back = if is_ahead { Direction::Incoming } else { Direction::Outgoing };
            for relation in model.relations(id, kind, back).filter(|relation| passes(link, relation)) {
                let other = if is_ahead { &relation.source } else { &relation.target };
                if model.kind(other).is_some_and(|kind| leads_on(link, kind)) && needed.insert(other) {
                    todo.push(other);
                }
            }
        }
    }
    needed
}

/// The value streams that stop when an element does (A11), sorted; when so many are found no more are looked for.
pub fn streams_lost<'a>(model: impl Source<'a>, start: &ElementId, enough: usize) -> BTreeSet<&'a ElementId> {
    let mut streams = BTreeSet::new();
    let mut seen: HashSet<&ElementId> = HashSet::from([start]);
    let mut todo: Vec<&ElementId> = vec![start];
    while let Some(id) = todo.pop() {
        for (other, ..) in ways(model, id) {
            if model.kind(other) == Some(ElementKind::ValueStream) {
                streams.insert(other);
                if streams.len() >= enough {
                    return streams;
                }
            }
            if seen.insert(other) {
                todo.push(other);
            }
        }
    }
    streams
}

/// A step of an outage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hop {
    /// The element that is reached.
    pub element: ElementId,
    /// The one that it is reached from first.
    pub from: ElementId,
    /// Over which relation.
    pub relation: RelationId,
    /// Why.
    pub link: Link,
}

/// What an outage reaches.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reach {
    /// Every element that is reached, the nearest first, each once.
    pub hops: Vec<Hop>,
    /// The value streams among them, sorted; so are the other two.
    pub streams: Vec<ElementId>,
    /// The products, services and projects.
    pub items: Vec<ElementId>,
    /// Who consumes them.
    pub consumers: Vec<ElementId>,
    /// How many value streams there are.
    pub all_streams: usize,
}

impl Reach {
    /// The streams that are reached, in percent of all; `None` where there are none.
    #[must_use]
    pub fn share(&self) -> Option<Percent> {
        let share = 100.0 * self.streams.len() as f64 / self.all_streams as f64;
        (self.all_streams > 0).then_some(Percent(share))
    }
}

/// The ways of outages through a model.
pub struct Outages<'a> {
    ids: Vec<&'a ElementId>,
    kinds: Vec<ElementKind>,
    place: HashMap<&'a ElementId, usize>,
    /// Where an outage goes from each element: to which, over which relation, why.
    ways: Vec<Vec<(usize, &'a RelationId, Link)>>,
    all_streams: usize,
    /// The round in which each element was last reached.
    seen: Vec<usize>,
    round: usize,
}

impl<'a> Outages<'a> {
    /// The ways through a model; linear in its size.
    #[must_use]
    pub fn new(document: &'a Document) -> Self {
        let ids: Vec<&ElementId> = document.elements().keys().collect();
        let kinds: Vec<ElementKind> = document.elements().values().map(|e| e.kind).collect();
        let place: HashMap<&ElementId, usize> = ids.iter().enumerate().map(|(i, id)| (*id, i)).collect();
        let mut ways = vec![Vec::new(); ids.len()];
        for (id, relation) in document.relations().iter() {
            let way = WAYS.into_iter().find(|(kind, ..)| *kind == relation.kind);
            let Some((_, direction, link)) = way.filter(|(.., link)| passes(*link, relation)) else { continue };
            let ends = (place.get(&relation.source), place.get(&relation.target));
            let (Some(source), Some(target)) = ends else { continue };
            let is_ahead = direction == Direction::Outgoing;
            let (from, to) = if is_ahead { (*source, *target) } else { (*target, *source) };
            if leads_on(link, kinds[from]) {
                ways[from].push((to, id, link));
            }
        }
        let all_streams = kinds.iter().filter(|kind| **kind == ElementKind::ValueStream).count();
        Self { seen: vec![0; ids.len()], ids, kinds, place, ways, all_streams, round: 0 }
    }

    /// A11, blast radius of a technology or partner = all that is reached from it over `enables`, `supplies` and
    /// `delivers` forward, `depends_on` that is hard backward, from stages to their stream and from items to those who
    /// consume them, as a fixpoint; share = 100 * reached streams / streams, in percent. Of an id that the model does not
    /// have nothing is reached. Linear in what is reached, and cycles end.
    ///
    /// Source: dependency impact analysis, as in business continuity. Its worked example, t1 enables s1 of stream X, t2
    /// depends hard on t1 and enables s2 of stream Y, and there are three streams:
    ///
    /// ```
    /// use opcanvas::analysis::outage::Outages;
    ///
    /// let model = opcanvas::format::load(br#"{"format": "opcanvas", "version": 1, "elements": [
    ///     {"id": "t1", "kind": "technology", "name": "t1"}, {"id": "t2", "kind": "technology", "name": "t2"},
    ///     {"id": "x", "kind": "value_stream", "name": "X"}, {"id": "s1", "kind": "stage", "name": "s1"},
    ///     {"id": "y", "kind": "value_stream", "name": "Y"}, {"id": "s2", "kind": "stage", "name": "s2"},
    ///     {"id": "z", "kind": "value_stream", "name": "Z"}],
    ///   "relations": [
    ///     {"id": "1", "kind": "enables", "source": "t1", "target": "s1"},
    ///     {"id": "2", "kind": "enables", "source": "t2", "target": "s2"},
    ///     {"id": "3", "kind": "depends_on", "source": "t2", "target": "t1", "attributes": {"strength": "hard"}},
    ///     {"id": "4", "kind": "contains", "source": "x", "target": "s1"},
    ///     {"id": "5", "kind": "contains", "source": "y", "target": "s2"}]}"#).unwrap().document;
    /// let reach = Outages::new(&model).reach(&"t1".into());
    /// assert_eq!(reach.streams, ["x".into(), "y".into()]);
    /// assert_eq!(format!("{:.2}", reach.share().unwrap().0), "66.67");
    /// ```
    #[must_use]
    pub fn reach(&mut self, start: &ElementId) -> Reach {
        let hops = self.places(start);
        let mut reach = Reach { all_streams: self.all_streams, ..Reach::default() };
        let mut all: Vec<usize> = hops.iter().map(|(at, ..)| *at).collect();
        // A stream or item that is switched off itself is lost too.
        all.extend(self.place.get(start));
        all.sort_unstable();
        for at in all {
            let list = match self.kinds[at] {
                ElementKind::ValueStream => &mut reach.streams,
                ElementKind::PortfolioItem => &mut reach.items,
                ElementKind::Stakeholder => &mut reach.consumers,
                _ => continue,
            };
            list.push(self.ids[at].clone());
        }
        let hop = |(at, from, relation, link): (usize, usize, &RelationId, Link)| {
            let (element, from) = (self.ids[at].clone(), self.ids[from].clone());
            Hop { element, from, relation: relation.clone(), link }
        };
        reach.hops = hops.into_iter().map(hop).collect();
        reach
    }

    /// What is reached: its place, that of the one it is reached from, the relation, why.
    fn places(&mut self, start: &ElementId) -> Vec<(usize, usize, &'a RelationId, Link)> {
        let mut hops = Vec::new();
        let Some(start) = self.place.get(start).copied() else { return hops };
        self.round += 1;
        self.seen[start] = self.round;
        let (mut at, mut next) = (start, 0);
        loop {
            for (to, relation, link) in &self.ways[at] {
                if self.seen[*to] != self.round {
                    self.seen[*to] = self.round;
                    hops.push((*to, at, *relation, *link));
                }
            }
            let Some((to, ..)) = hops.get(next) else { return hops };
            at = *to;
            next += 1;
        }
    }
}
