//! Which technologies are emerging (A17), and which of these an experiment looks at (A18).
//!
//! Knows nothing about what the experiments found.

use super::cost::run_cost;
use super::share::Share;
use crate::model::attr::{Choice, Percent, technology};
use crate::model::{Direction, Document, Element, ElementId, ElementKind, RelationKind};

/// Whether a technology is emerging: its maturity is research or emerging.
#[must_use]
pub fn is_emerging(element: &Element) -> bool {
    let maturity = element.get(technology::MATURITY);
    element.kind == ElementKind::Technology
        && maturity.is_some_and(|Choice(maturity)| maturity == "research" || maturity == "emerging")
}

/// A17, emerging-technology ratio in percent = emerging technologies / all technologies.
///
/// Source: technology radar, life cycle of technologies. Its worked example, 2 of 5; and for A18, 1 of these 2:
///
/// ```
/// use opcanvas::analysis::technology::{covered, emerging};
///
/// let model = opcanvas::format::load(br#"{"format": "opcanvas", "version": 1, "elements": [
///     {"id": "a", "kind": "technology", "name": "A", "attributes": {"maturity": "emerging"}},
///     {"id": "b", "kind": "technology", "name": "B", "attributes": {"maturity": "research"}},
///     {"id": "c", "kind": "technology", "name": "C", "attributes": {"maturity": "mature"}},
///     {"id": "d", "kind": "technology", "name": "D", "attributes": {"maturity": "legacy"}},
///     {"id": "e", "kind": "technology", "name": "E"}, {"id": "x", "kind": "experiment", "name": "X"}],
///   "relations": [{"id": "1", "kind": "tests", "source": "x", "target": "a"}]}"#).unwrap().document;
/// assert_eq!(emerging(&model).percent().unwrap().0, 40.0);
/// assert_eq!(covered(&model).percent().unwrap().0, 50.0);
/// ```
#[must_use]
pub fn emerging(document: &Document) -> Share {
    let is = |id: &ElementId| document.element(id).is_some_and(|e| is_emerging(e));
    Share::of(document.index().of_kind(ElementKind::Technology), is)
}

/// A17 by cost, in percent = running cost a year of emerging technologies / that of all technologies. Costs below 0 read as
/// absent. `None` when no technology costs anything.
#[must_use]
pub fn emerging_cost(document: &Document) -> Option<Percent> {
    let all = document.index().of_kind(ElementKind::Technology).filter_map(|id| document.element(id));
    let cost = |e: &Element| run_cost(e).filter(|cost| *cost >= 0.0).unwrap_or(0.0);
    let (mut of_emerging, mut of_all) = (0.0, 0.0);
    for technology in all {
        of_all += cost(technology);
        of_emerging += if is_emerging(technology) { cost(technology) } else { 0.0 };
    }
    (of_all > 0.0 && of_all.is_finite()).then(|| Percent(100.0 * of_emerging / of_all))
}

/// A18, emerging technologies covered by experiments in percent = emerging technologies that some experiment tests /
/// emerging technologies.
///
/// Source: Lean Startup, test before you commit. Example: see [`emerging`].
#[must_use]
pub fn covered(document: &Document) -> Share {
    let emerging = emerging(document).with;
    let tests = |id: &ElementId| document.index().relations_of_kind(id, RelationKind::Tests, Direction::Incoming);
    Share::of(emerging.iter(), |id| tests(id).next().is_some())
}
