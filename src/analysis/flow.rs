//! How well work flows: the share of time that is worked (A4) and the share that arrives right the first time (A5).
//!
//! Knows nothing about how long that takes, see `lead_time`.

use std::collections::BTreeSet;

use super::Figure;
use super::lead_time::{Method, lead_time, stages};
use crate::model::attr::{Hours, Percent, stage};
use crate::model::{Document, Element, ElementId};

/// A4, flow efficiency of a stream in percent: 100 * sum of process times / sum of lead times, for A2 along the critical
/// path (Lean, activity ratio). Stages without both times are left out and counted; hand-off delays are no stage's.
/// `None` when there is no lead time to share.
#[must_use]
pub fn efficiency(document: &Document, stream: &ElementId) -> Option<Figure> {
    let whole = lead_time(document, stream)?;
    let mut counted = stages(document, stream);
    if whole.method == Method::LongestPath {
        let path: BTreeSet<_> = whole.path.iter().collect();
        counted.retain(|stage| path.contains(&stage.id));
    }
    let known: Vec<_> = counted.iter().filter_map(|stage| times(stage)).collect();
    let (worked, lead) = known.iter().fold((0.0, 0.0), |(a, b), (worked, lead)| (a + worked, b + lead));
    Some(Figure { percent: share(worked, lead)?, unknown: counted.len() - known.len() })
}

/// The share of a stage's lead time that is worked: 100 * process time / lead time; `None` unless both are known.
#[must_use]
pub fn stage_efficiency(stage: &Element) -> Option<Percent> {
    let (worked, lead) = times(stage)?;
    share(worked, lead)
}

/// A5, rolled %C&A of a stream: the product of the shares of its stages that arrive complete and accurate. Stages
/// without one are left out and counted; `None` when no stage has one.
#[must_use]
pub fn right_first_time(document: &Document, stream: &ElementId) -> Option<Figure> {
    let stages = stages(document, stream);
    let known: Vec<f64> = stages.iter().filter_map(|s| s.get(stage::PCT_CA)).map(|Percent(p)| p / 100.0).collect();
    let unknown = stages.len() - known.len();
    (!known.is_empty()).then(|| Figure { percent: Percent(100.0 * known.iter().product::<f64>()), unknown })
}

/// Process time and lead time, when both are known.
fn times(stage: &Element) -> Option<(f64, f64)> {
    let (Hours(worked), Hours(lead)) = (stage.get(stage::PROCESS_TIME)?, stage.get(stage::LEAD_TIME)?);
    Some((worked, lead))
}

fn share(worked: f64, lead: f64) -> Option<Percent> {
    (lead > 0.0).then(|| Percent(100.0 * worked / lead))
}
