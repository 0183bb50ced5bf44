//! Persistent indexes that every edit keeps: neighbours, kinds and names, each a search away whatever the model's size.
//!
//! Knows nothing about attributes.

use std::ops::Bound;

use ecow::EcoString;

use super::element::{Element, Relation};
use super::ids::{ElementId, RelationId};
use super::kind::{ElementKind, RelationKind};
use super::table::OrderedSet;

/// One end of a relation as its element sees it: this element, the kind, the other end, the relation.
type Edge = (ElementId, RelationKind, ElementId, RelationId);

/// Which way along relations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// From source to target.
    Outgoing,
    /// From target to source.
    Incoming,
}

/// The indexes of a document.
#[derive(Clone, Debug, Default)]
pub struct Index {
    outgoing: OrderedSet<Edge>,
    incoming: OrderedSet<Edge>,
    kinds: OrderedSet<(ElementKind, ElementId)>,
    names: OrderedSet<(EcoString, ElementId)>,
}

/// The form in which names are compared: without case and outer blanks.
#[must_use]
pub fn folded(name: &str) -> EcoString {
    name.trim().to_lowercase().into()
}

impl Index {
    pub(super) fn add_element(&mut self, element: &Element) {
        self.kinds.insert((element.kind, element.id.clone()));
        self.names.insert((folded(&element.name), element.id.clone()));
    }

    pub(super) fn remove_element(&mut self, element: &Element) {
        self.kinds.remove(&(element.kind, element.id.clone()));
        self.names.remove(&(folded(&element.name), element.id.clone()));
    }

    pub(super) fn add_relation(&mut self, r: &Relation) {
        self.outgoing.insert((r.source.clone(), r.kind, r.target.clone(), r.id.clone()));
        self.incoming.insert((r.target.clone(), r.kind, r.source.clone(), r.id.clone()));
    }

    pub(super) fn remove_relation(&mut self, r: &Relation) {
        self.outgoing.remove(&(r.source.clone(), r.kind, r.target.clone(), r.id.clone()));
        self.incoming.remove(&(r.target.clone(), r.kind, r.source.clone(), r.id.clone()));
    }

    /// Kind, other end and id of the relations of an element, sorted.
    pub fn relations_of<'a>(
        &'a self,
        element: &ElementId,
        direction: Direction,
    ) -> impl Iterator<Item = (RelationKind, &'a ElementId, &'a RelationId)> + use<'a> {
        let element = element.clone();
        let from = (element.clone(), RelationKind::ALL[0], ElementId::default(), RelationId::default());
        self.edges(direction)
            .range((Bound::Included(from), Bound::Unbounded))
            .take_while(move |(e, ..)| *e == element)
            .map(|(_, kind, other, id)| (*kind, other, id))
    }

    /// Other end and id of the relations of one kind of an element, sorted.
    pub fn relations_of_kind<'a>(
        &'a self,
        element: &ElementId,
        kind: RelationKind,
        direction: Direction,
    ) -> impl Iterator<Item = (&'a ElementId, &'a RelationId)> + use<'a> {
        let element = element.clone();
        let from = (element.clone(), kind, ElementId::default(), RelationId::default());
        self.edges(direction)
            .range((Bound::Included(from), Bound::Unbounded))
            .take_while(move |(e, k, ..)| *e == element && *k == kind)
            .map(|(_, _, other, id)| (other, id))
    }

    /// Ids of the relations of one kind from one element to another, sorted.
    pub fn between<'a>(
        &'a self,
        source: &ElementId,
        kind: RelationKind,
        target: &ElementId,
    ) -> impl Iterator<Item = &'a RelationId> + use<'a> {
        let (source, target) = (source.clone(), target.clone());
        let from = (source.clone(), kind, target.clone(), RelationId::default());
        self.outgoing
            .range((Bound::Included(from), Bound::Unbounded))
            .take_while(move |(s, k, t, _)| *s == source && *k == kind && *t == target)
            .map(|(.., id)| id)
    }

    /// Ids of the elements of a kind, sorted.
    pub fn of_kind(&self, kind: ElementKind) -> impl Iterator<Item = &ElementId> {
        self.kinds
            .range((Bound::Included((kind, ElementId::default())), Bound::Unbounded))
            .take_while(move |(k, _)| *k == kind)
            .map(|(_, id)| id)
    }

    /// Ids of the elements with a name, without regard to case, sorted.
    pub fn named(&self, name: &str) -> impl Iterator<Item = &ElementId> {
        let name = folded(name);
        self.names
            .range((Bound::Included((name.clone(), ElementId::default())), Bound::Unbounded))
            .take_while(move |(n, _)| *n == name)
            .map(|(_, id)| id)
    }

    /// Every element with its name as names are compared, by name; without one it is called nothing.
    pub fn names(&self) -> impl Iterator<Item = (&EcoString, &ElementId)> {
        self.names.iter().map(|(name, id)| (name, id))
    }

    fn edges(&self, direction: Direction) -> &OrderedSet<Edge> {
        match direction {
            Direction::Outgoing => &self.outgoing,
            Direction::Incoming => &self.incoming,
        }
    }
}
