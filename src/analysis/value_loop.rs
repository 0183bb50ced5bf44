//! Which promises reach the people they are made to (A27).
//!
//! Knows nothing about how well they are kept.

use std::collections::BTreeSet;

use super::share::Share;
use crate::model::Direction::{Incoming, Outgoing};
use crate::model::{Document, ElementId, ElementKind, RelationKind};

/// A closed loop: the promise drives the stream, which delivers the item, which the consumer consumes to whom the promise
/// is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loop {
    /// The value proposition.
    pub promise: ElementId,
    /// The value stream that it drives.
    pub stream: ElementId,
    /// What the stream, or a stage of it, delivers.
    pub item: ElementId,
    /// Who consumes that, and is offered the promise.
    pub consumer: ElementId,
}

/// The first closed loop of a promise, by ids; `None` where it never reaches those whom it is made to.
#[must_use]
pub fn value_loop(document: &Document, promise: &ElementId) -> Option<Loop> {
    let index = document.index();
    let along = |id, kind| index.relations_of_kind(id, kind, Outgoing).map(|(other, _)| other);
    let offered: BTreeSet<&ElementId> = along(promise, RelationKind::OfferedTo).collect();
    if offered.is_empty() {
        return None;
    }
    let is_stream = |id: &&ElementId| document.element(id).is_some_and(|e| e.kind == ElementKind::ValueStream);
    // What many streams deliver is looked at once.
    let mut seen: BTreeSet<&ElementId> = BTreeSet::new();
    for stream in along(promise, RelationKind::Drives).filter(is_stream) {
        let work = std::iter::once(stream).chain(along(stream, RelationKind::Contains));
        for item in work.flat_map(|id| along(id, RelationKind::Delivers)) {
            if !seen.insert(item) {
                continue;
            }
            let mut consumers = index.relations_of_kind(item, RelationKind::Consumes, Incoming).map(|(who, _)| who);
            if let Some(consumer) = consumers.find(|who| offered.contains(who)) {
                let [promise, stream, item, consumer] = [promise, stream, item, consumer].map(Clone::clone);
                return Some(Loop { promise, stream, item, consumer });
            }
        }
    }
    None
}

/// A27, value-loop closure in percent = promises with a closed [`value_loop`] / promises.
///
/// Source: value stream thinking, from promise to outcome. Its worked example, 1 of 2:
///
/// ```
/// use opcanvas::analysis::value_loop::closure;
///
/// let model = opcanvas::format::load(br#"{"format": "opcanvas", "version": 1, "elements": [
///     {"id": "a", "kind": "value_proposition", "name": "A"}, {"id": "b", "kind": "value_proposition", "name": "B"},
///     {"id": "vs", "kind": "value_stream", "name": "S"}, {"id": "p", "kind": "portfolio_item", "name": "P"},
///     {"id": "c", "kind": "stakeholder", "name": "C"}],
///   "relations": [
///     {"id": "1", "kind": "drives", "source": "a", "target": "vs"},
///     {"id": "2", "kind": "delivers", "source": "vs", "target": "p"},
///     {"id": "3", "kind": "consumes", "source": "c", "target": "p"},
///     {"id": "4", "kind": "offered_to", "source": "a", "target": "c"},
///     {"id": "5", "kind": "drives", "source": "b", "target": "vs"}]}"#);
/// assert_eq!(closure(&model.unwrap().document).percent().unwrap().0, 50.0);
/// ```
#[must_use]
pub fn closure(document: &Document) -> Share {
    let promises = document.index().of_kind(ElementKind::ValueProposition);
    Share::of(promises, |id| value_loop(document, id).is_some())
}
