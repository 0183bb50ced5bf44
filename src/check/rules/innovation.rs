//! Experiments: whether they can be judged, are on time and test something.
//!
//! Knows nothing about the other families.

use crate::analysis::date::read;
use crate::check::facts::{Facts, Total};
use crate::check::finding::Found;
use crate::check::rule::{Look, Rule, Severity};
use crate::model::attr::{Choice, experiment as attr};
use crate::model::{Element, ElementKind, RelationKind};

/// The rules of the family.
pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "IN-01",
        severity: Severity::Warning,
        clauses: &["C22"],
        when: "no experiment with status running, validated or invalidated",
        message: "No experiment is under way.",
        suggestion: "Add an experiment.",
        look: &[Look::Model(nothing_is_tried)],
    },
    Rule {
        id: "IN-02",
        severity: Severity::Error,
        clauses: &["C22"],
        when: "experiment past draft with hypothesis, measure or target empty",
        message: "Experiment \"{n}\" cannot be judged.",
        suggestion: "Write hypothesis, measure and target before starting.",
        look: &[Look::Elements(&[ElementKind::Experiment], cannot_be_judged)],
    },
    Rule {
        id: "IN-03",
        severity: Severity::Warning,
        clauses: &["C22"],
        when: "status validated/invalidated but actual empty, or contradicts comparator(target, actual), or decision=none",
        message: "Result of \"{n}\" does not match its figures or has no decision.",
        suggestion: "Enter the result and decide: persevere, pivot, stop or scale.",
        look: &[Look::Elements(&[ElementKind::Experiment], does_not_match_its_figures)],
    },
    Rule {
        id: "IN-04",
        severity: Severity::Warning,
        clauses: &["C22"],
        when: "running experiment with end < asOf",
        message: "Experiment \"{n}\" is overdue.",
        suggestion: "Close it with what was learned.",
        look: &[Look::Elements(&[ElementKind::Experiment], is_overdue)],
    },
    Rule {
        id: "IN-05",
        severity: Severity::Warning,
        clauses: &["C22"],
        when: "experiment with no outgoing tests",
        message: "Experiment \"{n}\" tests nothing in the model.",
        suggestion: "Link what it tests.",
        look: &[Look::Elements(&[ElementKind::Experiment], tests_nothing)],
    },
];

fn nothing_is_tried(facts: &Facts<'_>, found: &mut Found<'_>) {
    if facts.totals().count(Total::UnderWay) == 0 {
        found.model(facts.model_name());
    }
}

fn status(facts: &Facts<'_>, experiment: &Element) -> Option<Choice> {
    facts.limits.settled(experiment, attr::STATUS)
}

fn cannot_be_judged(facts: &Facts<'_>, experiment: &Element, found: &mut Found<'_>) {
    let is_draft = status(facts, experiment).is_some_and(|Choice(status)| status == "draft");
    let texts = [attr::HYPOTHESIS, attr::MEASURE].map(|text| experiment.get(text));
    let is_said = texts.into_iter().all(|text| text.is_some_and(|t| !t.trim().is_empty()));
    let is_complete = is_said && experiment.get(attr::TARGET).is_some();
    if !is_draft && !is_complete {
        found.element(experiment);
    }
}

fn does_not_match_its_figures(facts: &Facts<'_>, experiment: &Element, found: &mut Found<'_>) {
    let is_validated = match status(facts, experiment) {
        Some(Choice(status)) if status == "validated" => true,
        Some(Choice(status)) if status == "invalidated" => false,
        _ => return,
    };
    let actual = experiment.get(attr::ACTUAL);
    let at_most = facts.limits.settled(experiment, attr::COMPARATOR).is_some_and(|Choice(c)| c == "<=");
    let passes = |(actual, target): (f64, f64)| if at_most { actual <= target } else { actual >= target };
    let contradicts = actual.zip(experiment.get(attr::TARGET)).map(passes).is_some_and(|p| p != is_validated);
    let decision = facts.limits.settled(experiment, attr::DECISION);
    if actual.is_none() || contradicts || decision.is_none_or(|Choice(decision)| decision == "none") {
        found.element(experiment);
    }
}

fn is_overdue(facts: &Facts<'_>, experiment: &Element, found: &mut Found<'_>) {
    let runs = status(facts, experiment).is_some_and(|Choice(status)| status == "running");
    let end = experiment.get(attr::END).as_ref().and_then(read);
    if runs && facts.limits.as_of.zip(end).is_some_and(|(as_of, end)| end < as_of) {
        found.element(experiment);
    }
}

fn tests_nothing(facts: &Facts<'_>, experiment: &Element, found: &mut Found<'_>) {
    if !facts.leads(&experiment.id, RelationKind::Tests) {
        found.element(experiment);
    }
}
