//! Shares of elements (A13, A14, A16 to A19, A23, A27, A28), told.
//!
//! Knows nothing about the formulas.

use super::{Told, ids};
use crate::analysis::alignment::alignment;
use crate::analysis::reading::{Reading, Step, Subject, unit};
use crate::analysis::share::Share;
use crate::analysis::structure::decentralization;
use crate::analysis::vocr::{self, ASKED, known};
use crate::analysis::written::number;
use crate::analysis::{accountable, coverage, learning, technology, value_loop};
use crate::model::metamodel::ZoneDef;
use crate::model::{Element, ElementKind};

/// Of what a share is, for its steps: those that have it, those that lack it.
type Words = (&'static str, &'static str);

/// The reading of a share; `None` where there is nothing to share.
pub(super) fn share(analysis: &str, share: Share, (with, without): Words) -> Option<Reading> {
    let percent = share.percent()?.0;
    let words = format!("{} of {} = {} %", share.with.len(), share.all(), number(percent));
    let all: Vec<_> = share.with.iter().chain(&share.without).cloned().collect();
    let steps = [Step::count(with, share.with), Step::count(without, share.without)];
    let reading = Reading::number(analysis, Subject::Model, percent, unit::PERCENT)?;
    Some(reading.from(all).steps(steps).said(words))
}

/// A13.
pub(super) fn accountability(told: &Told) -> Vec<Reading> {
    let words = ("Exactly one accountable", "None or several accountable");
    share("A13", accountable::coverage(told.document), words).into_iter().collect()
}

/// A14.
pub(super) fn strategy(told: &Told) -> Vec<Reading> {
    let found = alignment(told.document);
    let direct = share("A14", found.direct, ("Aligned to an objective", "Not aligned"));
    let words = ("Aligned, or their work is", "Not aligned, nor is their work");
    [direct, share("A14.effective", found.effective, words)].into_iter().flatten().collect()
}

/// A16: of the kinds that are asked for it, and of all.
pub(super) fn completeness(told: &Told) -> Vec<Reading> {
    let all: Vec<&Element> = told.document.elements().values().map(|e| &**e).collect();
    let asked: Vec<&Element> = all.iter().copied().filter(|e| ASKED.contains(&e.kind)).collect();
    [complete("A16", &asked, unit::PERCENT_ASKED), complete("A16.all", &all, unit::PERCENT)]
        .into_iter()
        .flatten()
        .collect()
}

fn complete(analysis: &str, elements: &[&Element], unit: &'static str) -> Option<Reading> {
    let figure = vocr::mean_completeness(elements.iter().copied())?;
    let parts = elements.len() * usize::from(vocr::PARTS);
    let words = format!("{} of {parts} = {} %", parts - figure.unknown, number(figure.percent.0));
    let told: Vec<_> = elements.iter().map(|e| (*e, known(e))).collect();
    let names = ["Value", "Outcomes", "Costs", "Risks"];
    let steps = names.into_iter().enumerate().flat_map(|(part, name)| {
        let of = |wanted| ids(told.iter().filter(|(_, known)| known[part] == wanted).map(|(e, _)| *e));
        [Step::count(format!("{name} known"), of(true)), Step::count(format!("{name} not known"), of(false))]
    });
    let reading = Reading::number(analysis, Subject::Model, figure.percent.0, unit)?;
    let missing = ids(told.iter().filter(|(_, known)| known.contains(&false)).map(|(e, _)| *e));
    let from = ids(elements.iter().copied());
    Some(reading.from(from).missing(missing).steps(steps.collect::<Vec<_>>()).said(words))
}

/// A17 and A18.
pub(super) fn technologies(told: &Told) -> Vec<Reading> {
    let emerging = technology::emerging(told.document);
    let cost = technology::emerging_cost(told.document).and_then(|percent| {
        let words = format!("{} % of what all technologies cost to run", number(percent.0));
        let reading = Reading::number("A17.cost", Subject::Model, percent.0, unit::PERCENT)?;
        Some(reading.from(emerging.with.clone()).said(words))
    });
    let covered = technology::covered(told.document);
    let emerging = share("A17", emerging, ("Research or emerging", "Growth, mature, legacy or not stated"));
    let covered = share("A18", covered, ("Tested by an experiment", "Without an experiment"));
    [emerging, cost, covered].into_iter().flatten().collect()
}

/// A19.
pub(super) fn experiments(told: &Told) -> Vec<Reading> {
    let found = learning::learning(told.document);
    let rate = share("A19", found.answered, ("Validated or invalidated", "Begun, without an answer"));
    let success = share("A19.success", found.validated, ("Validated", "Invalidated"));
    [rate, success].into_iter().flatten().collect()
}

/// A23.
pub(super) fn decisions(told: &Told) -> Vec<Reading> {
    let words = ("Decide locally", "Shared or central decisions");
    share("A23", decentralization(told.document), words).into_iter().collect()
}

/// A27.
pub(super) fn loops(told: &Told) -> Vec<Reading> {
    let words = ("Reach those whom they are made to", "Never reach those whom they are made to");
    share("A27", value_loop::closure(told.document), words).into_iter().collect()
}

/// A28.
pub(super) fn canvas(told: &Told) -> Vec<Reading> {
    let found = coverage::coverage(told.document);
    let Some(percent) = found.percent() else { return Vec::new() };
    let all = found.filled.len() + found.empty.len();
    let mut words = format!("{} of {all} zones = {} %", found.filled.len(), number(percent.0));
    if !found.empty.is_empty() {
        let names: Vec<&str> = found.empty.iter().map(|zone| zone.label.as_str()).collect();
        words += &format!("; empty: {}", names.join(", "));
    }
    let zone = |zone: &ZoneDef| {
        let kinds = zone.kinds.iter().filter_map(|id| id.parse::<ElementKind>().ok());
        Step::count(zone.label.clone(), ids(kinds.flat_map(|kind| told.all(kind))))
    };
    let steps: Vec<Step> = found.filled.iter().chain(&found.empty).map(|z| zone(z)).collect();
    let from: Vec<_> = steps.iter().flat_map(|step| step.of.iter().cloned()).collect();
    let reading = Reading::number("A28", Subject::Model, percent.0, unit::PERCENT);
    reading.map(|r| r.from(from).steps(steps).said(words)).into_iter().collect()
}
