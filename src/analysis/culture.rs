//! How far the culture is from what is wished for, and what is done about it (A25).
//!
//! Knows nothing about what the culture shapes.

use super::share::Share;
use crate::model::attr::{Choice, action, culture};
use crate::model::{Document, Element, ElementId, ElementKind};

/// How far a culture element is from its target, in levels: target - current. `None` unless both are stated.
#[must_use]
pub fn gap(element: &Element) -> Option<i64> {
    if element.kind != ElementKind::Culture {
        return None;
    }
    Some(element.get(culture::TARGET)?.saturating_sub(element.get(culture::CURRENT)?))
}

/// Culture elements with their gaps, by id, without those that do not state both levels.
#[must_use]
pub fn gaps(document: &Document) -> Vec<(ElementId, i64)> {
    let all = document.index().of_kind(ElementKind::Culture);
    all.filter_map(|id| Some((id.clone(), gap(document.element(id)?)?))).collect()
}

/// A25, culture gap in levels = mean of (target - current) over the culture elements that state both; `None` where none
/// does. Promotion cover: see [`promoted`].
///
/// Source: culture assessment, as a gap analysis. Its worked example, (5 - 3) and (4 - 3), one of the two promoted:
///
/// ```
/// use opcanvas::analysis::culture::{mean_gap, promoted};
///
/// let model = opcanvas::format::load(br#"{"format": "opcanvas", "version": 1, "elements": [
///     {"id": "a", "kind": "culture", "name": "A", "attributes": {"current": 3, "target": 5,
///      "promotingActions": [{"action": "Talks", "status": "active"}]}},
///     {"id": "b", "kind": "culture", "name": "B", "attributes": {"current": 3, "target": 4}}]}"#).unwrap().document;
/// assert_eq!(mean_gap(&model), Some(1.5));
/// assert_eq!(promoted(&model).percent().unwrap().0, 50.0);
/// ```
#[must_use]
pub fn mean_gap(document: &Document) -> Option<f64> {
    let gaps = gaps(document);
    let sum: f64 = gaps.iter().map(|(_, gap)| *gap as f64).sum();
    (!gaps.is_empty()).then(|| sum / gaps.len() as f64)
}

/// A25, promotion cover in percent = culture elements with an active promoting action / culture elements.
#[must_use]
pub fn promoted(document: &Document) -> Share {
    let is_active = |entry: &crate::model::Record| action::STATUS.read(entry).is_some_and(|Choice(id)| id == "active");
    Share::of(document.index().of_kind(ElementKind::Culture), |id| {
        let actions = document.element(id).and_then(|e| e.get(culture::ACTIONS));
        actions.is_some_and(|actions| actions.0.iter().any(is_active))
    })
}
