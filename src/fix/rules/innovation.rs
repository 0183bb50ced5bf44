//! What can be done about experiments that test nothing, cannot be judged, are overdue or contradict their figures.
//!
//! Knows nothing about the other families.

use crate::analysis::date::read;
use crate::edit::Edit;
use crate::fix::ask::{Ask, MOST};
use crate::fix::focus::Focus;
use crate::fix::label;
use crate::model::attr::{Choice, experiment as attr};
use crate::model::{Element, ElementKind, RelationKind};

/// What an experiment can be about, likeliest first.
pub(super) const TESTED: [ElementKind; 9] = [
    ElementKind::Technology,
    ElementKind::PortfolioItem,
    ElementKind::ValueProposition,
    ElementKind::Process,
    ElementKind::ValueStream,
    ElementKind::Stage,
    ElementKind::Choice,
    ElementKind::Partner,
    ElementKind::Culture,
];

pub(super) fn offers(ask: &mut Ask<'_>) {
    match (ask.finding.rule.id, ask.subject()) {
        ("IN-01", _) => start_one(ask),
        ("IN-02", Some(experiment)) => {
            let edits = vec![status(experiment, "draft")];
            let focus = missing(experiment).map(|key| Focus::element(&experiment.id, key));
            ask.offer(format!("Put {} back to draft until it can be judged", experiment.shown_name()), edits, focus);
        }
        ("IN-03", Some(experiment)) => agree(ask, experiment),
        ("IN-04", Some(experiment)) => close(ask, experiment),
        ("IN-05", Some(experiment)) => {
            let made = [ElementKind::Process, ElementKind::Choice];
            let pick = ask.to(RelationKind::Tests, &experiment.id, &TESTED).or_new(&made);
            ask.pick(format!("Choose what {} tests", experiment.shown_name()), pick);
        }
        _ => {}
    }
}

fn status(experiment: &Element, wanted: &str) -> Edit {
    Ask::choose(&experiment.id, attr::STATUS.key, wanted)
}

/// What must be known before an experiment is under way.
fn missing(experiment: &Element) -> Option<&'static str> {
    let texts = [attr::HYPOTHESIS, attr::MEASURE];
    let text = texts.into_iter().find(|text| experiment.get(*text).is_none_or(|t| t.trim().is_empty()));
    text.map(|text| text.key).or_else(|| experiment.get(attr::TARGET).is_none().then_some(attr::TARGET.key))
}

fn is_past(ask: &Ask<'_>, experiment: &Element) -> bool {
    let end = experiment.get(attr::END).as_ref().and_then(read);
    ask.limits.as_of.zip(end).is_some_and(|(as_of, end)| end < as_of)
}

/// Whether another experiment is under way, so that one can be closed without a result.
fn others_are_under_way(ask: &Ask<'_>, experiment: &Element) -> bool {
    let mut all = ask.all(ElementKind::Experiment).filter(|e| e.id != experiment.id);
    all.any(|e| ["running", "validated", "invalidated"].into_iter().any(|s| ask.is(e, attr::STATUS, s)))
}

fn start_one(ask: &mut Ask<'_>) {
    let drafts: Vec<&Element> =
        ask.all(ElementKind::Experiment).filter(|e| ask.is(e, attr::STATUS, "draft") && !is_past(ask, e)).collect();
    for ready in drafts.iter().filter(|e| missing(e).is_none()).take(MOST) {
        ask.offer(format!("Start {}", ready.shown_name()), vec![status(ready, "running")], None);
    }
    // What is missing has to be written before it is started.
    for open in drafts.into_iter().take(MOST) {
        if let Some(key) = missing(open) {
            ask.look(
                format!("Write what {} needs before it can start", open.shown_name()),
                Focus::element(&open.id, key),
            );
        }
    }
}

/// The status follows the figures, the decision is chosen; an experiment without a figure has no result yet.
fn agree(ask: &mut Ask<'_>, experiment: &Element) {
    let (id, name) = (&experiment.id, experiment.shown_name());
    let Some(actual) = experiment.get(attr::ACTUAL) else {
        if !is_past(ask, experiment) {
            let focus = Focus::element(id, attr::ACTUAL.key);
            ask.offer(
                format!("Let {name} run until its figure is known"),
                vec![status(experiment, "running")],
                Some(focus),
            );
        }
        if others_are_under_way(ask, experiment) {
            ask.offer(format!("Call {name} inconclusive"), vec![status(experiment, "inconclusive")], None);
        }
        return;
    };
    let at_most = ask.is(experiment, attr::COMPARATOR, "<=");
    let passes = experiment.get(attr::TARGET).map(|target| if at_most { actual <= target } else { actual >= target });
    let is_validated = ask.is(experiment, attr::STATUS, "validated");
    let mut edits = Vec::new();
    let mut words = String::new();
    if let Some(passes) = passes.filter(|passes| *passes != is_validated) {
        let wanted = if passes { "validated" } else { "invalidated" };
        edits.push(status(experiment, wanted));
        words = format!("Say that {name} was {wanted}, as its figures are");
    }
    let decision = ask.limits.settled(experiment, attr::DECISION);
    if decision.is_some_and(|Choice(decision)| decision != "none") {
        ask.offer(words, edits, None);
        return;
    }
    for decision in ["persevere", "pivot", "stop", "scale"] {
        let word = label::of_value(ask.document, ElementKind::Experiment, attr::DECISION.key, decision);
        let mut edits = edits.clone();
        edits.push(Ask::choose(id, attr::DECISION.key, decision));
        let label = if words.is_empty() {
            format!("Decide to {word} on the result of {name}")
        } else {
            format!("{words}, and decide to {word}")
        };
        ask.offer(label, edits, None);
    }
}

fn close(ask: &mut Ask<'_>, experiment: &Element) {
    let (id, name) = (&experiment.id, experiment.shown_name());
    let later = vec![Ask::set(id, attr::END.key, None)];
    ask.offer(format!("Let {name} run on and enter its new end"), later, Some(Focus::element(id, attr::END.key)));
    if others_are_under_way(ask, experiment) {
        let learned = || Some(Focus::element(id, "learning"));
        let label = format!("Close {name} as inconclusive and enter what was learned");
        ask.offer(label, vec![status(experiment, "inconclusive")], learned());
        ask.offer(format!("Stop {name} and enter what was learned"), vec![status(experiment, "stopped")], learned());
    }
}
