//! How far an objective has come (A30).
//!
//! Knows nothing about who contributes to it.

use super::Figure;
use crate::model::attr::{Percent, key_result, objective};
use crate::model::{Element, Record};

/// A30 in percent: the mean over key results of (actual - baseline) / (target - baseline), each held within 0 and 1. Key
/// results without all three, or whose target is their baseline, are left out and counted. `None` when none is left.
#[must_use]
pub fn progress(element: &Element) -> Option<Figure> {
    let results = element.get(objective::KEY_RESULTS)?.0;
    let known: Vec<f64> = results.iter().filter_map(share).collect();
    let mean = known.iter().sum::<f64>() / known.len() as f64;
    (!known.is_empty()).then(|| Figure { percent: Percent(100.0 * mean), unknown: results.len() - known.len() })
}

/// How far one key result has come, 0 to 1.
fn share(result: &Record) -> Option<f64> {
    let baseline = key_result::BASELINE.read(result)?;
    let (actual, target) = (key_result::ACTUAL.read(result)?, key_result::TARGET.read(result)?);
    let way = (actual - baseline) / (target - baseline);
    way.is_finite().then(|| way.clamp(0.0, 1.0))
}
