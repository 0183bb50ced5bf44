//! How agile a process is (A21).
//!
//! Knows nothing about whether it should be.

use super::settings;
use crate::model::attr::{Choice, Percent, process};
use crate::model::{Document, Element};

/// The six signs of an agile process, in the order in which [`agility`] gives them.
pub const SIGNS: [&str; 6] = [
    "Agile, lean or devops",
    "Short iterations",
    "Quick to market",
    "Smallest product first",
    "In increments",
    "Continuous feedback",
];

/// Which of the [`SIGNS`] a process shows: its approach is agile, lean or devops; its iteration has at most
/// `agileIterationDays`, 14 by default; its time to market is at most `agileTtmDays`, 90 by default; `mvpFirst`;
/// `incremental`; continuous feedback. What is not stated reads as its default, and is no sign where it has none.
#[must_use]
pub fn signs(document: &Document, process: &Element) -> [bool; 6] {
    let choice = |attr| settings::of_element(document, process, attr).map_or_else(Default::default, |Choice(id)| id);
    let at_most = |attr, key, otherwise| {
        process.get(attr).is_some_and(|days| days <= settings::number(document, key).unwrap_or(otherwise))
    };
    let is = |attr| settings::of_element(document, process, attr) == Some(true);
    [
        matches!(choice(process::APPROACH).as_str(), "agile" | "lean" | "devops"),
        at_most(process::ITERATION_DAYS, "agileIterationDays", 14.0),
        at_most(process::TIME_TO_MARKET, "agileTtmDays", 90.0),
        is(process::MVP_FIRST),
        is(process::INCREMENTAL),
        choice(process::FEEDBACK) == "continuous",
    ]
}

/// A21, agility index of a process in percent = the mean of its six [`signs`], each 0 or 1.
///
/// Source: the agile manifesto and DevOps, as a convention. Its worked examples:
///
/// ```
/// use opcanvas::analysis::agility::agility;
///
/// let model = opcanvas::format::load(br#"{"format": "opcanvas", "version": 1, "elements": [
///     {"id": "a", "kind": "process", "name": "A", "attributes": {"approach": "devops", "iterationDays": 10,
///      "timeToMarketDays": 20, "mvpFirst": true, "incremental": true, "feedback": "continuous"}},
///     {"id": "b", "kind": "process", "name": "B", "attributes": {"approach": "waterfall", "timeToMarketDays": 270,
///      "mvpFirst": false, "incremental": false, "feedback": "none"}}]}"#).unwrap().document;
/// assert_eq!(agility(&model, model.element(&"a".into()).unwrap()).0, 100.0);
/// assert_eq!(agility(&model, model.element(&"b".into()).unwrap()).0, 0.0);
/// ```
#[must_use]
pub fn agility(document: &Document, process: &Element) -> Percent {
    let shown = signs(document, process).into_iter().filter(|shown| *shown).count();
    Percent(100.0 * shown as f64 / SIGNS.len() as f64)
}
