//! How far an objective has come (A30).
//!
//! Knows nothing about who contributes to it.

use super::Figure;
use crate::model::attr::{Percent, key_result, objective};
use crate::model::{Element, Record};

/// A30, objective progress in percent = the mean over key results of (actual - baseline) / (target - baseline), each held
/// within 0 and 1. Key results without all three, or whose target is their baseline, are left out and counted. `None` when
/// none is left.
///
/// Source: objectives and key results. Its worked example, from 410 to 600 and now at 436:
///
/// ```
/// use opcanvas::analysis::objective::progress;
///
/// let model = opcanvas::format::load(br#"{"format": "opcanvas", "version": 1, "elements": [
///     {"id": "o", "kind": "objective", "name": "O", "attributes": {"keyResults": [
///         {"name": "Thousand customers", "baseline": 410, "target": 600, "actual": 436}]}}]}"#).unwrap().document;
/// let found = progress(model.element(&"o".into()).unwrap()).unwrap();
/// assert_eq!(format!("{:.2}", found.percent.0), "13.68");
/// ```
#[must_use]
pub fn progress(element: &Element) -> Option<Figure> {
    let results = shares(element);
    let known: Vec<f64> = results.iter().filter_map(|(_, share)| *share).collect();
    let mean = known.iter().sum::<f64>() / known.len() as f64;
    (!known.is_empty()).then(|| Figure { percent: Percent(100.0 * mean), unknown: results.len() - known.len() })
}

/// The key results of an objective, each with how far it has come, 0 to 1; `None` where that is not known.
#[must_use]
pub fn shares(element: &Element) -> Vec<(Record, Option<f64>)> {
    let results = element.get(objective::KEY_RESULTS).map(|list| list.0).unwrap_or_default().into_iter();
    results.map(|result| (result.clone(), share(&result))).collect()
}

/// How far one key result has come, 0 to 1.
#[must_use]
pub fn share(result: &Record) -> Option<f64> {
    let baseline = key_result::BASELINE.read(result)?;
    let (actual, target) = (key_result::ACTUAL.read(result)?, key_result::TARGET.read(result)?);
    let way = (actual - baseline) / (target - baseline);
    way.is_finite().then(|| way.clamp(0.0, 1.0))
}
