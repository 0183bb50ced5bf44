//! What is lost when an element is switched off (A11): which elements, in which order, and why.
//!
//! For technologies and partners this is A11 and nothing else: from what is off, `enables`, `supplies` and `delivers` are
//! followed forward, `depends_on` backward where it is hard, stages lead to their stream, and items to those who consume
//! them. Roles, units and locations have rules of their own on top, see [`Link`]. None of A11's relations leads to one of
//! these, so the rules never touch A11.
//!
//! Knows nothing about costs and likelihoods: what is off is off.

mod words;

use std::collections::{BTreeMap, BTreeSet};

use super::outage::ways;
use crate::model::Direction::{Incoming, Outgoing};
use crate::model::attr::{Choice, Percent, assigned_to};
use crate::model::{Document, ElementId, ElementKind, Relation, RelationId, RelationKind};

pub use super::outage::{Link, Raci};

/// An element that is lost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Which.
    pub element: ElementId,
    /// How many relations away from what was switched off, from 1.
    pub hop: usize,
    /// The element whose loss reached it first.
    pub from: ElementId,
    /// The relation over which it was reached.
    pub relation: RelationId,
    /// How.
    pub link: Link,
}

/// An element that lost some of who does it or where it is, but not all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Weakened {
    /// Which.
    pub element: ElementId,
    /// The first of what it lost.
    pub from: ElementId,
    /// The relation to that.
    pub relation: RelationId,
    /// What it was to the element.
    pub link: Link,
    /// What it still has instead, sorted.
    pub left: Vec<ElementId>,
}

/// What is lost when an element is switched off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blast {
    /// What was switched off.
    pub start: ElementId,
    /// What is lost with it, nearest first, without itself.
    pub hits: Vec<Hit>,
    /// What holds out with less, sorted.
    pub weakened: Vec<Weakened>,
    /// The value streams that are lost, sorted; itself where it is one. So are the other two.
    pub streams: Vec<ElementId>,
    /// The products, services and projects.
    pub items: Vec<ElementId>,
    /// Who consumes what is lost.
    pub consumers: Vec<ElementId>,
    /// How many value streams there are.
    pub all_streams: usize,
    /// Where each hit stands.
    places: BTreeMap<ElementId, usize>,
}

impl Blast {
    /// The lost streams in percent of all; `None` where there are none.
    #[must_use]
    pub fn share(&self) -> Option<Percent> {
        let share = 100.0 * self.streams.len() as f64 / self.all_streams as f64;
        (self.all_streams > 0).then_some(Percent(share))
    }

    /// How an element was hit; `None` where it was not, and for what was switched off.
    #[must_use]
    pub fn hit(&self, element: &ElementId) -> Option<&Hit> {
        self.places.get(element).map(|i| &self.hits[*i])
    }

    /// How many relations an element is from what was switched off, 0 for that itself; `None` where it is not hit.
    #[must_use]
    pub fn hop(&self, element: &ElementId) -> Option<usize> {
        if *element == self.start { Some(0) } else { self.hit(element).map(|hit| hit.hop) }
    }

    /// How far the outage goes: the number of the last hop.
    #[must_use]
    pub fn last_hop(&self) -> usize {
        self.hits.last().map_or(0, |hit| hit.hop)
    }

    /// The way by which an element was hit, from itself back to what was switched off.
    pub fn chain<'a>(&'a self, element: &ElementId) -> impl Iterator<Item = &'a Hit> + use<'a> {
        std::iter::successors(self.hit(element), |hit| self.hit(&hit.from))
    }
}

/// A11: what is lost when an element is switched off, as a fixpoint: linear in what is reached, whatever cycles there are.
/// Of an id that the model does not have nothing follows.
///
/// - A11 = all that is reached from it over `enables`, `supplies` and `delivers` forward, hard `depends_on` backward,
///   stage to stream, item to consumer; share = 100 * lost streams / streams, in percent.
/// - A role or unit takes along what it is R or A for where no other R or A is left; elsewhere it weakens it. A unit also
///   takes along the units and roles in it.
/// - A location takes along what is located only there, and weakens what has another place.
///
/// Source: "Blast radius of a technology or partner" of the field's list of analyses. Its worked example, t1 enables s1 of
/// stream X, and t2, which depends hard on t1, enables s2 of stream Y, among three streams:
///
/// ```
/// use opcanvas::analysis::impact::blast_radius;
/// use opcanvas::format::load;
///
/// let model = load(br#"{"format": "opcanvas", "version": 1, "elements": [
///     {"id": "t1", "kind": "technology", "name": "Core banking"}, {"id": "t2", "kind": "technology", "name": "VeriScore"},
///     {"id": "x", "kind": "value_stream", "name": "X"}, {"id": "s1", "kind": "stage", "name": "Open account"},
///     {"id": "y", "kind": "value_stream", "name": "Y"}, {"id": "s2", "kind": "stage", "name": "Decide credit"},
///     {"id": "z", "kind": "value_stream", "name": "Z"}],
///   "relations": [
///     {"id": "r1", "kind": "enables", "source": "t1", "target": "s1"},
///     {"id": "r2", "kind": "enables", "source": "t2", "target": "s2"},
///     {"id": "r3", "kind": "depends_on", "source": "t2", "target": "t1", "attributes": {"strength": "hard"}},
///     {"id": "r4", "kind": "contains", "source": "x", "target": "s1"},
///     {"id": "r5", "kind": "contains", "source": "y", "target": "s2"}]}"#).unwrap().document;
///
/// let blast = blast_radius(&model, &"t1".into());
/// assert_eq!(blast.streams, ["x".into(), "y".into()]);
/// assert_eq!(format!("{:.2}", blast.share().unwrap().0), "66.67");
/// assert_eq!(blast.hop(&"s2".into()), Some(2));
/// assert_eq!(
///     blast.reason(&model, &"s2".into()).unwrap(),
///     "Decide credit: enabled by VeriScore, which depends hard on Core banking"
/// );
/// ```
#[must_use]
pub fn blast_radius(document: &Document, start: &ElementId) -> Blast {
    let mut spread = Spread {
        document,
        start: start.clone(),
        place_went: document.element(start).is_some_and(|e| e.kind == ElementKind::Location),
        hits: Vec::new(),
        places: BTreeMap::new(),
        left: BTreeMap::new(),
        weakened: BTreeMap::new(),
    };
    let mut next = 0;
    if document.element(start).is_some() {
        spread.pass_on(start, 0);
    }
    while let Some(hit) = spread.hits.get(next) {
        let (element, hop) = (hit.element.clone(), hit.hop);
        spread.pass_on(&element, hop);
        next += 1;
    }
    spread.finish()
}

/// An outage on its way.
struct Spread<'a> {
    document: &'a Document,
    start: ElementId,
    /// Whether it is a location that was switched off.
    place_went: bool,
    hits: Vec<Hit>,
    places: BTreeMap<ElementId, usize>,
    /// How many of those who do it, or of its places, an element has left, for what has lost some.
    left: BTreeMap<(ElementId, RelationKind), usize>,
    /// What lost some, with the first that it lost.
    weakened: BTreeMap<ElementId, (ElementId, RelationId, Link)>,
}

impl Spread<'_> {
    /// Passes the loss of an element on to its neighbours.
    fn pass_on(&mut self, id: &ElementId, hop: usize) {
        let Some(kind) = self.document.element(id).map(|e| e.kind) else { return };
        for (other, by, link) in ways(self.document, id) {
            self.lose(other, hop, id, by, link);
        }
        match kind {
            ElementKind::Role | ElementKind::OrgUnit => {
                self.leave_work(id, hop);
                self.lose_parts(id, hop);
            }
            ElementKind::Location => self.leave_place(id, hop),
            _ => {}
        }
    }

    /// Notes that an element is lost, unless it is already.
    fn lose(&mut self, element: &ElementId, hop: usize, from: &ElementId, relation: &RelationId, link: Link) {
        if *element == self.start || self.places.contains_key(element) {
            return;
        }
        self.places.insert(element.clone(), self.hits.len());
        let (element, from, relation) = (element.clone(), from.clone(), relation.clone());
        self.hits.push(Hit { element, hop: hop + 1, from, relation, link });
    }

    /// What a role or unit did has one less who does it.
    fn leave_work(&mut self, id: &ElementId, hop: usize) {
        let document = self.document;
        let mut last = None;
        for (work, by) in document.index().relations_of_kind(id, RelationKind::AssignedTo, Outgoing) {
            // Who is both R and A for something is one who does it.
            let Some(raci) = does(document, by).filter(|_| last != Some(work)) else { continue };
            last = Some(work);
            self.have_one_less(work, RelationKind::AssignedTo, hop, id, by, Link::AloneIn(raci));
        }
    }

    /// What is at a location has one place less.
    fn leave_place(&mut self, id: &ElementId, hop: usize) {
        let mut last = None;
        for (there, by) in self.document.index().relations_of_kind(id, RelationKind::LocatedAt, Incoming) {
            if last != Some(there) {
                last = Some(there);
                self.have_one_less(there, RelationKind::LocatedAt, hop, id, by, Link::OnlyPlace);
            }
        }
    }

    fn lose_parts(&mut self, unit: &ElementId, hop: usize) {
        for (part, by) in self.document.index().relations_of_kind(unit, RelationKind::Contains, Outgoing) {
            let elsewhere = self.place_went
                && others(self.document, part, RelationKind::LocatedAt).iter().any(|place| !self.is_lost(place));
            if elsewhere {
                let lost = (unit.clone(), by.clone(), Link::PartOf);
                self.weakened.entry(part.clone()).or_insert(lost);
            } else {
                self.lose(part, hop, unit, by, Link::PartOf);
            }
        }
    }

    /// An element lost one of several, by a kind of relation: it holds out until the last.
    fn have_one_less(
        &mut self,
        element: &ElementId,
        kind: RelationKind,
        hop: usize,
        from: &ElementId,
        relation: &RelationId,
        link: Link,
    ) {
        if *element == self.start || self.places.contains_key(element) {
            return;
        }
        let left =
            self.left.entry((element.clone(), kind)).or_insert_with(|| others(self.document, element, kind).len());
        *left = left.saturating_sub(1);
        if *left == 0 {
            self.lose(element, hop, from, relation, link);
        } else {
            let lost = (from.clone(), relation.clone(), link);
            self.weakened.entry(element.clone()).or_insert(lost);
        }
    }

    fn is_lost(&self, id: &ElementId) -> bool {
        *id == self.start || self.places.contains_key(id)
    }

    fn finish(mut self) -> Blast {
        let weakened = std::mem::take(&mut self.weakened).into_iter().filter(|(element, _)| !self.is_lost(element));
        let weakened: Vec<Weakened> = weakened
            .map(|(element, (from, relation, link))| {
                let kind =
                    if matches!(link, Link::AloneIn(_)) { RelationKind::AssignedTo } else { RelationKind::LocatedAt };
                let left = others(self.document, &element, kind).into_iter().filter(|id| !self.is_lost(id));
                Weakened { left: left.cloned().collect(), element, from, relation, link }
            })
            .collect();
        let lost = |kind| -> Vec<ElementId> {
            let of_kind = |id: &&ElementId| self.document.element(id).is_some_and(|e| e.kind == kind);
            let all = std::iter::once(&self.start).chain(self.hits.iter().map(|hit| &hit.element));
            let lost: BTreeSet<&ElementId> = all.filter(of_kind).collect();
            lost.into_iter().cloned().collect()
        };
        Blast {
            streams: lost(ElementKind::ValueStream),
            items: lost(ElementKind::PortfolioItem),
            consumers: lost(ElementKind::Stakeholder),
            all_streams: self.document.index().of_kind(ElementKind::ValueStream).count(),
            start: self.start,
            hits: self.hits,
            weakened,
            places: self.places,
        }
    }
}

/// Those who do an element (R or A), or its places, each once, sorted.
fn others<'a>(document: &'a Document, element: &ElementId, kind: RelationKind) -> BTreeSet<&'a ElementId> {
    let direction = if kind == RelationKind::AssignedTo { Incoming } else { Outgoing };
    let all = document.index().relations_of_kind(element, kind, direction);
    all.filter(|(_, by)| kind != RelationKind::AssignedTo || does(document, by).is_some())
        .map(|(other, _)| other)
        .collect()
}

/// What an assignment makes of who has it, if it makes them do or answer for the work.
pub(super) fn does(document: &Document, assigned: &RelationId) -> Option<Raci> {
    document.relation(assigned).and_then(|relation| letter(relation))
}

/// The same of the assignment itself. One without a letter is an R.
pub(super) fn letter(assigned: &Relation) -> Option<Raci> {
    match assigned.get(assigned_to::RACI) {
        Some(Choice(raci)) if raci == "A" => Some(Raci::A),
        Some(Choice(raci)) if raci != "R" => None,
        _ => Some(Raci::R),
    }
}
