//! Who answers for an element.
//!
//! Knows nothing about who else works on it.

use std::collections::BTreeSet;

use crate::model::attr::{Choice, assigned_to};
use crate::model::{Direction, Document, ElementId, ElementKind, RelationKind};

/// The one role or unit that is accountable for an element (`assigned_to` with A). `None` when there is none, and when
/// there are several: then nobody is.
#[must_use]
pub fn accountable(document: &Document, element: &ElementId) -> Option<ElementId> {
    let assigned = document.index().relations_of_kind(element, RelationKind::AssignedTo, Direction::Incoming);
    let is_accountable = |id| {
        let relation = document.relation(id);
        relation.and_then(|r| r.get(assigned_to::RACI)).is_some_and(|Choice(raci)| raci == "A")
    };
    // The same statement made twice is one.
    let who: BTreeSet<&ElementId> = assigned.filter(|(_, id)| is_accountable(id)).map(|(who, _)| who).collect();
    let mut who = who.into_iter();
    who.next().filter(|_| who.next().is_none()).cloned()
}

/// Whether an element of this kind should have exactly one who is accountable.
#[must_use]
pub const fn is_owner_expected(kind: ElementKind) -> bool {
    matches!(
        kind,
        ElementKind::Stage
            | ElementKind::ValueStream
            | ElementKind::PortfolioItem
            | ElementKind::Technology
            | ElementKind::Partner
    )
}
