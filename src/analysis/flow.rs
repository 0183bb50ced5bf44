//! How well work flows through a stream (A4 to A8).
//!
//! The time that is worked, what arrives right the first time, where it waits, how much is under way, and how far the
//! stream is from its target.
//!
//! Knows nothing about how long the stream takes, see `lead_time`.

use std::collections::BTreeSet;

use super::lead_time::{Method, lead_time, stages};
use super::{Figure, settings};
use crate::model::attr::{Hours, Percent, stage, value_stream};
use crate::model::{Document, Element, ElementId};

/// A4, flow efficiency (activity ratio) of a stream in percent = 100 * sum of process times / sum of lead times, for A2
/// along the critical path. Stages without both times are left out and counted; hand-off delays are no stage's. `None`
/// when there is no lead time to share.
///
/// Source: Lean, value stream mapping.
///
/// ```
/// # use opcanvas::model::Document;
/// use opcanvas::analysis::flow;
/// # fn stream(stages: &[(f64, f64, f64)]) -> Document {
/// #     let ids = ["A", "B", "C", "D"];
/// #     let stages = (1..).zip(ids).zip(stages).map(|((i, id), (p, l, q))| format!(r#",{{"id": "{id}", "kind": "stage",
/// #         "name": "{id}", "attributes": {{"order": {i}, "processTime": {p}, "leadTime": {l}, "pctCA": {q}}}}}"#));
/// #     let parts = ids.map(|id| format!(r#"{{"id": "c{id}", "kind": "contains", "source": "vs", "target": "{id}"}}"#));
/// #     let model = format!(r#"{{"format": "opcanvas", "version": 1, "elements": [{{"id": "vs", "kind": "value_stream",
/// #         "name": "S", "attributes": {{"demandPerYear": 5200, "targetLeadTime": 80}}}}{}], "relations": [{}]}}"#,
/// #         stages.collect::<String>(), parts.join(","));
/// #     opcanvas::format::load(model.as_bytes()).unwrap().document
/// # }
///
/// // Four stages, each with process time, lead time and %C&A; 5,200 items a year are asked for, within 80 h each.
/// let model = stream(&[(2.0, 4.0, 90.0), (3.0, 24.0, 82.0), (10.0, 60.0, 94.0), (1.0, 8.0, 97.0)]);
/// let vs = &"vs".into();
/// // A4: 16 h of work in 96 h.
/// assert_eq!(format!("{:.2}", flow::efficiency(&model, vs).unwrap().percent.0), "16.67");
/// // A5: 0.90 * 0.82 * 0.94 * 0.97.
/// assert_eq!(format!("{:.2}", flow::right_first_time(&model, vs).unwrap().percent.0), "67.29");
/// // A6: of 2, 21, 50 and 7 h of waiting the third stage has the most.
/// let slowest = flow::bottleneck(&model, vs).unwrap();
/// assert_eq!((slowest.stage, slowest.waiting.0), ("C".into(), 50.0));
/// // A7: 5,200 / (8 * 260) is 2.5 an hour, for 96 h each.
/// let load = flow::expected_load(&model, vs).unwrap();
/// assert_eq!((load.per_hour, load.items), (2.5, 240.0));
/// // A8: 96 h - 80 h.
/// assert_eq!(flow::gap(&model, vs).unwrap().0, 16.0);
/// ```
#[must_use]
pub fn efficiency(document: &Document, stream: &ElementId) -> Option<Figure> {
    let counted = counted(document, stream)?;
    let known: Vec<_> = counted.iter().filter_map(|stage| times(stage)).collect();
    let (worked, lead) = known.iter().fold((0.0, 0.0), |(a, b), (worked, lead)| (a + worked, b + lead));
    Some(Figure { percent: share(worked, lead)?, unknown: counted.len() - known.len() })
}

/// The stages that count for A4: all, or those on the critical path where stages branch. `None` without a lead time.
#[must_use]
pub fn counted<'a>(document: &'a Document, stream: &ElementId) -> Option<Vec<&'a Element>> {
    let whole = lead_time(document, stream)?;
    let mut counted = stages(document, stream);
    if whole.method == Method::LongestPath {
        let path: BTreeSet<_> = whole.path.iter().collect();
        counted.retain(|stage| path.contains(&stage.id));
    }
    Some(counted)
}

/// The share of a stage's lead time that is worked: 100 * process time / lead time; `None` unless both are known.
#[must_use]
pub fn stage_efficiency(stage: &Element) -> Option<Percent> {
    let (worked, lead) = times(stage)?;
    share(worked, lead)
}

/// A5, rolled %C&A of a stream in percent = the product of the shares of its stages that arrive complete and accurate.
/// Stages without one are left out and counted; `None` when no stage has one.
///
/// Source: Lean, value stream mapping (rolled first-pass yield). Example: see [`efficiency`].
#[must_use]
pub fn right_first_time(document: &Document, stream: &ElementId) -> Option<Figure> {
    let stages = stages(document, stream);
    let known: Vec<f64> = stages.iter().filter_map(|s| s.get(stage::PCT_CA)).map(|Percent(p)| p / 100.0).collect();
    let unknown = stages.len() - known.len();
    let percent = 100.0 * known.iter().product::<f64>();
    (!known.is_empty() && percent.is_finite()).then_some(Figure { percent: Percent(percent), unknown })
}

/// Where work waits the longest.
#[derive(Clone, Debug, PartialEq)]
pub struct Bottleneck {
    /// The stage.
    pub stage: ElementId,
    /// Its lead time less its process time.
    pub waiting: Hours,
    /// How many stages do not say both times, and so cannot be it.
    pub unknown: usize,
}

/// A6, bottleneck of a stream = the stage with the most waiting, lead time - process time, in hours; of several the first
/// in the order of the stream. Stages without both times are left out and counted; `None` when none is left.
///
/// Source: Lean, value stream mapping. Example: see [`efficiency`].
#[must_use]
pub fn bottleneck(document: &Document, stream: &ElementId) -> Option<Bottleneck> {
    let stages = stages(document, stream);
    let waits: Vec<_> = stages.iter().filter_map(|s| Some((&s.id, waiting(s)?.0))).collect();
    let (stage, most) = waits.iter().copied().reduce(|most, next| if next.1 > most.1 { next } else { most })?;
    Some(Bottleneck { stage: stage.clone(), waiting: Hours(most), unknown: stages.len() - waits.len() })
}

/// How long work waits in a stage: lead time - process time; `None` unless both are known.
#[must_use]
pub fn waiting(stage: &Element) -> Option<Hours> {
    let (worked, lead) = times(stage)?;
    Some(Hours(lead - worked)).filter(|hours| hours.0.is_finite())
}

/// How much work is under way in a stream.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Load {
    /// Items that are done in a business hour.
    pub per_hour: f64,
    /// Items under way.
    pub items: f64,
}

/// A7, flow check: items that should be under way = items asked for in a business hour * lead time, where the hourly
/// demand is `demandPerYear` / (`hoursPerDay` * `workDaysPerYear`, 260 by default). `None` unless demand and lead time
/// are known.
///
/// Source: Little's law, L = lambda * W. Example: see [`efficiency`].
#[must_use]
pub fn expected_load(document: &Document, stream: &ElementId) -> Option<Load> {
    let demand = document.element(stream)?.get(value_stream::DEMAND_PER_YEAR)?;
    let hours = document.hours_per_day() * settings::number(document, "workDaysPerYear").filter(|days| *days > 0.0)?;
    let per_hour = demand / hours;
    let items = per_hour * lead_time(document, stream)?.hours.0;
    (per_hour.is_finite() && items.is_finite()).then_some(Load { per_hour, items })
}

/// A7 the other way round: items done in a business hour = items under way / lead time, where those under way are the sum
/// of `wip` over the stages that state it. `None` unless some stage does and there is a lead time.
///
/// Source: Little's law.
#[must_use]
pub fn actual_load(document: &Document, stream: &ElementId) -> Option<Load> {
    let stages = stages(document, stream).into_iter();
    let items = stages.filter_map(|s| s.get(stage::WIP)).reduce(|a, b| a + b)?;
    let per_hour = items / lead_time(document, stream)?.hours.0;
    (per_hour.is_finite() && items.is_finite()).then_some(Load { per_hour, items })
}

/// A8, throughput time gap in hours = lead time - target lead time; above 0 the stream takes too long. `None` unless both
/// are known.
///
/// Source: Lean. Example: see [`efficiency`].
#[must_use]
pub fn gap(document: &Document, stream: &ElementId) -> Option<Hours> {
    let Hours(target) = document.element(stream)?.get(value_stream::TARGET_LEAD_TIME)?;
    let Hours(whole) = lead_time(document, stream)?.hours;
    Some(Hours(whole - target)).filter(|hours| hours.0.is_finite())
}

/// Process time and lead time, when both are known.
fn times(stage: &Element) -> Option<(f64, f64)> {
    let (Hours(worked), Hours(lead)) = (stage.get(stage::PROCESS_TIME)?, stage.get(stage::LEAD_TIME)?);
    Some((worked, lead))
}

fn share(worked: f64, lead: f64) -> Option<Percent> {
    let percent = 100.0 * worked / lead;
    (lead > 0.0 && percent.is_finite()).then_some(Percent(percent))
}
