//! Relations that a file holds but the model cannot: which there are, and letting go of them.
//!
//! Knows nothing about what is done instead.

use crate::edit::Edit;
use crate::model::aside::{AsideReason, AsideRelation};
use crate::model::legality::is_inside;
use crate::model::{Document, ElementId, Relation, RelationId};

/// Lets go of relations that are kept aside.
pub(super) fn drop<'a>(relations: impl IntoIterator<Item = &'a Relation>) -> Vec<Edit> {
    relations.into_iter().map(|r| Edit::DropRefused(r.id.clone())).collect()
}

/// A relation that is kept aside, with why.
pub(super) fn found<'a>(document: &'a Document, id: &RelationId) -> Option<&'a AsideRelation> {
    document.aside().relations.iter().find(|refused| refused.relation.id == *id)
}

/// What claims an element as its part besides the whole that it has.
pub(super) fn second_claims<'a>(document: &'a Document, part: &ElementId) -> Vec<&'a Relation> {
    of(document, AsideReason::SecondParent).filter(|relation| relation.target == *part).collect()
}

/// What would make an element part of itself: a part that claims a whole in which it lies, the element being on the way.
pub(super) fn circular_claims<'a>(document: &'a Document, on: &ElementId) -> Vec<&'a Relation> {
    let is_on = |r: &&Relation| is_inside(document, &r.source, on) && is_inside(document, on, &r.target);
    of(document, AsideReason::ContainsItself).filter(is_on).collect()
}

fn of(document: &Document, why: AsideReason) -> impl Iterator<Item = &Relation> {
    let all = document.aside().relations.iter();
    all.filter(move |refused| refused.why == why).map(|refused| &refused.relation)
}
