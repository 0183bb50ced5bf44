//! How much is learned from experiments (A19).
//!
//! Knows nothing about what was learned.

use super::settings;
use super::share::Share;
use crate::model::attr::{Choice, experiment};
use crate::model::{Document, ElementId, ElementKind};

/// What came of experiments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Learning {
    /// Of those past draft, the ones that gave an answer.
    pub answered: Share,
    /// Of those that gave an answer, the ones whose hypothesis held.
    pub validated: Share,
}

/// A19, validated-learning rate in percent = (validated + invalidated) / all past draft; success = validated /
/// (validated + invalidated). An experiment without a status is a draft.
///
/// Source: Lean Startup, validated learning. Its worked example, 2 validated, 1 invalidated, 1 running, 1 stopped:
///
/// ```
/// use opcanvas::analysis::learning::learning;
///
/// let of = |(i, status)| format!(r#"{{"id": "x{i}", "kind": "experiment", "name": "X",
///     "attributes": {{"status": "{status}"}}}}"#);
/// let all = ["validated", "validated", "invalidated", "running", "stopped", "draft"];
/// let all: Vec<String> = (0..).zip(all).map(of).collect();
/// let model = format!(r#"{{"format": "opcanvas", "version": 1, "elements": [{}]}}"#, all.join(","));
/// let found = learning(&opcanvas::format::load(model.as_bytes()).unwrap().document);
/// assert_eq!(found.answered.percent().unwrap().0, 60.0);
/// assert_eq!(format!("{:.2}", found.validated.percent().unwrap().0), "66.67");
/// ```
#[must_use]
pub fn learning(document: &Document) -> Learning {
    let has = |id: &ElementId, of: &[&str]| {
        let status = document.element(id).and_then(|e| settings::of_element(document, e, experiment::STATUS));
        status.is_some_and(|Choice(status)| of.contains(&status.as_str()))
    };
    let begun = ["running", "validated", "invalidated", "inconclusive", "stopped"];
    let begun = document.index().of_kind(ElementKind::Experiment).filter(|id| has(id, &begun));
    let answered = Share::of(begun, |id| has(id, &["validated", "invalidated"]));
    let validated = Share::of(answered.with.iter(), |id| has(id, &["validated"]));
    Learning { answered, validated }
}
