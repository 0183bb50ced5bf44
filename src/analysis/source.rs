//! A model as those analyses read it that rules ask too: element by element, and by the relations around one.
//!
//! A rule notes what it reads, so that it is asked again when that changes; a plain document notes nothing.
//!
//! Knows nothing about what is read for what.

use super::settings;
use crate::model::attr::{Attr, FromValue};
use crate::model::{Direction, Document, Element, ElementId, ElementKind, Relation, RelationKind};

/// Where an analysis reads a model.
pub trait Source<'a>: Copy {
    /// An element.
    fn element(self, id: &ElementId) -> Option<&'a Element>;

    /// Of which kind an element is.
    fn kind(self, id: &ElementId) -> Option<ElementKind>;

    /// The relations of a kind that leave or reach an element, in the order of the elements at their other ends.
    fn relations(
        self,
        id: &ElementId,
        kind: RelationKind,
        direction: Direction,
    ) -> impl Iterator<Item = &'a Relation> + use<'a, Self>;

    /// What an element says of itself: its own value, else what absence means.
    fn settled<T: FromValue>(self, element: &Element, attr: Attr<T>) -> Option<T>;

    /// The whole number of a setting, see [`settings::whole`].
    fn threshold(self, key: &str) -> Option<i64>;
}

impl<'a> Source<'a> for &'a Document {
    fn element(self, id: &ElementId) -> Option<&'a Element> {
        Document::element(self, id).map(|element| &**element)
    }

    fn kind(self, id: &ElementId) -> Option<ElementKind> {
        Document::element(self, id).map(|element| element.kind)
    }

    fn relations(
        self,
        id: &ElementId,
        kind: RelationKind,
        direction: Direction,
    ) -> impl Iterator<Item = &'a Relation> + use<'a> {
        let ids = self.index().relations_of_kind(id, kind, direction);
        ids.filter_map(|(_, id)| self.relation(id)).map(|relation| &**relation)
    }

    fn settled<T: FromValue>(self, element: &Element, attr: Attr<T>) -> Option<T> {
        settings::of_element(self, element, attr)
    }

    fn threshold(self, key: &str) -> Option<i64> {
        settings::whole(self, key)
    }
}
