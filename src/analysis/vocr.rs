//! How much is known of an element's value, outcomes, costs and risks (A16).
//!
//! Knows nothing about what the figures say, only whether they are there.

use super::Figure;
use crate::model::attr::{Percent, common, vocr, vocr_outcome, vocr_risk, vocr_value};
use crate::model::{Element, ElementKind};

/// The kinds that should say all four.
pub const ASKED: [ElementKind; 5] = [
    ElementKind::ValueProposition,
    ElementKind::ValueStream,
    ElementKind::PortfolioItem,
    ElementKind::Technology,
    ElementKind::Partner,
];

/// The four things that can be known.
pub const PARTS: u8 = 4;

/// Which of the four are known of an element: a value with statement and rating, an outcome with a measure, a cost that is
/// known, a risk that is rated or having looked and found none.
#[must_use]
pub fn known(element: &Element) -> [bool; PARTS as usize] {
    let Some(record) = common::VOCR.read(&element.fields) else { return [false; PARTS as usize] };
    let is_said = |text: Option<ecow::EcoString>| text.is_some_and(|t| !t.trim().is_empty());
    let value = vocr::VALUE
        .read(&record)
        .is_some_and(|v| is_said(vocr_value::STATEMENT.read(&v)) && vocr_value::RATING.read(&v).is_some());
    let outcome =
        vocr::OUTCOMES.read(&record).is_some_and(|list| list.0.iter().any(|o| is_said(vocr_outcome::MEASURE.read(o))));
    let cost = vocr::COST_KNOWN.read(&record) == Some(true);
    let is_rated = |r: &crate::model::Record| vocr_risk::LIKELIHOOD.read(r).and(vocr_risk::IMPACT.read(r)).is_some();
    let risk = vocr::NO_KNOWN_RISK.read(&record) == Some(true)
        || vocr::RISKS.read(&record).is_some_and(|list| list.0.iter().any(is_rated));
    [value, outcome, cost, risk]
}

/// A16 of one element, 0 to 4: one for each of the four that is [`known`].
#[must_use]
pub fn completeness(element: &Element) -> u8 {
    known(element).into_iter().map(u8::from).sum()
}

/// A16, value-outcomes-costs-risks completeness of several elements in percent = the mean of their parts of four.
/// `None` when there are no elements. The model's is that of the kinds of [`ASKED`].
///
/// Source: VOCR, based on ITIL 4 ideas. Its worked example, 4, 2 and 1 of 4:
///
/// ```
/// use opcanvas::analysis::vocr::mean_completeness;
///
/// let model = opcanvas::format::load(br#"{"format": "opcanvas", "version": 1, "elements": [
///     {"id": "a", "kind": "process", "name": "A", "vocr": {"value": {"statement": "Quick", "rating": 4},
///      "outcomes": [{"measure": "Days"}], "costKnown": true, "noKnownRisk": true}},
///     {"id": "b", "kind": "process", "name": "B", "vocr": {"costKnown": true,
///      "risks": [{"likelihood": 1, "impact": 2}]}},
///     {"id": "c", "kind": "process", "name": "C", "vocr": {"costKnown": true}}]}"#).unwrap().document;
/// let found = mean_completeness(model.elements().values().map(|e| &**e)).unwrap();
/// assert_eq!((format!("{:.2}", found.percent.0), found.unknown), ("58.33".to_owned(), 5));
/// ```
#[must_use]
pub fn mean_completeness<'a>(elements: impl IntoIterator<Item = &'a Element>) -> Option<Figure> {
    let parts: Vec<u8> = elements.into_iter().map(completeness).collect();
    let all = parts.len() * usize::from(PARTS);
    let known: usize = parts.into_iter().map(usize::from).sum();
    (all > 0).then(|| Figure { percent: Percent(100.0 * known as f64 / all as f64), unknown: all - known })
}
