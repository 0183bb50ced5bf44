//! What a rule read besides the element or relation it looks at, so that it is asked again when that changes.
//!
//! Knows nothing about rules.

use std::hash::{DefaultHasher, Hash, Hasher};

use ecow::EcoString;

use crate::model::{Direction, ElementId, ElementKind, RelationKind};

/// One thing that can be read.
#[derive(Hash)]
pub(super) enum Read<'a> {
    /// The name and attributes of an element, or that it is there.
    Element(&'a ElementId),
    /// Of which kind an element is.
    Kind(&'a ElementId),
    /// The relations of a kind that leave or reach an element, with their attributes.
    Around(&'a ElementId, RelationKind, bool),
    /// The relations of a kind from one element to another.
    Between(&'a ElementId, RelationKind, &'a ElementId),
    /// Which elements of a kind have a name.
    Name(ElementKind, &'a EcoString),
    /// How often a contract has a reference.
    Reference(&'a EcoString),
    /// Whether any unit is built around customers.
    CustomerUnits,
}

/// A read as a number. Two that fall on one number only cost a look that finds nothing new.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Key(u64);

impl Read<'_> {
    /// The relations around an element.
    pub fn around(id: &ElementId, kind: RelationKind, direction: Direction) -> Read<'_> {
        Read::Around(id, kind, direction == Direction::Outgoing)
    }

    pub fn key(&self) -> Key {
        let mut hasher = DefaultHasher::new();
        self.hash(&mut hasher);
        Key(hasher.finish())
    }
}
