//! Design choices: whether they are made, complete and free of conflict.
//!
//! Knows nothing about the other families.

use crate::check::facts::{Facts, Total};
use crate::check::finding::Found;
use crate::check::rule::{Look, Rule, Severity};
use crate::model::attr::{Choice, choice as attr, shapes};
use crate::model::{Element, ElementId, ElementKind, Relation, RelationKind};

/// The rules of the family.
pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "CH-01",
        severity: Severity::Info,
        clauses: &["C04"],
        when: "no choice node with status=decided",
        message: "No design choices recorded.",
        suggestion: "Record the choices that shape how you run.",
        look: &[Look::Model(nothing_is_decided)],
    },
    Rule {
        id: "CH-02",
        severity: Severity::Warning,
        clauses: &["C04"],
        when: "choice decided with decision or rationale empty, or superseded still shaping something",
        message: "Choice \"{n}\" is incomplete.",
        suggestion: "Write the decision and the reason.",
        look: &[Look::Elements(&[ElementKind::Choice], is_incomplete)],
    },
    Rule {
        id: "CH-03",
        severity: Severity::Warning,
        clauses: &["C04", "C05"],
        when: "choices joined by shapes with effect=conflicts, both decided",
        message: "Choices \"{n}\" conflict.",
        suggestion: "Resolve: supersede one.",
        look: &[Look::Relations(&[RelationKind::Shapes], conflicts)],
    },
];

fn nothing_is_decided(facts: &Facts<'_>, found: &mut Found<'_>) {
    if facts.totals().count(Total::Decided) == 0 {
        found.model(facts.model_name());
    }
}

fn is_in(facts: &Facts<'_>, choice: &Element, wanted: &str) -> bool {
    facts.limits.settled(choice, attr::STATUS).is_some_and(|Choice(status)| status == wanted)
}

fn is_incomplete(facts: &Facts<'_>, choice: &Element, found: &mut Found<'_>) {
    let texts = [attr::DECISION, attr::RATIONALE].map(|text| choice.get(text));
    let is_said = texts.into_iter().all(|text| text.is_some_and(|t| !t.trim().is_empty()));
    let lingers = is_in(facts, choice, "superseded") && facts.leads(&choice.id, RelationKind::Shapes);
    if lingers || (is_in(facts, choice, "decided") && !is_said) {
        found.element(choice);
    }
}

fn conflicts(facts: &Facts<'_>, shapes: &Relation, found: &mut Found<'_>) {
    if shapes.get(shapes::EFFECT).is_none_or(|Choice(effect)| effect != "conflicts") {
        return;
    }
    let is_decided = |id: &ElementId| {
        let choice = facts.element(id).filter(|e| e.kind == ElementKind::Choice);
        choice.is_some_and(|choice| is_in(facts, choice, "decided"))
    };
    if is_decided(&shapes.source) && is_decided(&shapes.target) {
        found.relation(shapes, facts.element(&shapes.source));
    }
}
