//! Value streams: their stages, consumers, management, products and lead times.
//!
//! Knows nothing about the other families.

use crate::analysis::lead_time::lead_time;
use crate::check::facts::{CONSUMER_ROLES, Facts, Total};
use crate::check::finding::Found;
use crate::check::rule::{Look, Rule, Severity};
use crate::model::attr::{Choice, Choices, Hours, stakeholder, value_stream};
use crate::model::{Element, ElementId, ElementKind, RelationKind};

/// The rules of the family.
pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "VS-01",
        severity: Severity::Error,
        clauses: &["C08", "C11"],
        when: "no value_stream node",
        message: "The model shows no key work.",
        suggestion: "Add at least one value stream.",
        look: &[Look::Model(no_stream)],
    },
    Rule {
        id: "VS-02",
        severity: Severity::Error,
        clauses: &["C12"],
        when: "value_stream with no contained stage",
        message: "Stream \"{n}\" has no stages.",
        suggestion: "Add two or more ordered stages.",
        look: &[Look::Elements(&[ElementKind::ValueStream], has_no_stages)],
    },
    Rule {
        id: "VS-03",
        severity: Severity::Error,
        clauses: &["C16"],
        when: "core value_stream with no stakeholder holding customer/user/sponsor participating in it or in one of its stages",
        message: "Stream \"{n}\" has no consumer.",
        suggestion: "Link the consumer who takes part in it.",
        look: &[Look::Elements(&[ElementKind::ValueStream], has_no_consumer)],
    },
    Rule {
        id: "VS-04",
        severity: Severity::Warning,
        clauses: &["C12"],
        when: "value_stream with no incoming governs",
        message: "Nothing manages stream \"{n}\".",
        suggestion: "Add a flow review, scorecard or budget that governs it.",
        look: &[Look::Elements(&[ElementKind::ValueStream], is_not_managed)],
    },
    Rule {
        id: "VS-05",
        severity: Severity::Warning,
        clauses: &["C11", "C17"],
        when: "core value_stream that neither itself nor via a stage delivers a portfolio_item",
        message: "Stream \"{n}\" delivers no product or service.",
        suggestion: "Link what it delivers.",
        look: &[Look::Elements(&[ElementKind::ValueStream], delivers_nothing)],
    },
    Rule {
        id: "VS-06",
        severity: Severity::Warning,
        clauses: &["C08", "C23"],
        when: "value_stream: total lead time (A1) > targetLeadTime, both known",
        message: "Stream \"{n}\" takes longer than its target.",
        suggestion: "See the slowest stage and its waiting time.",
        look: &[Look::Elements(&[ElementKind::ValueStream], takes_too_long)],
    },
    Rule {
        id: "VS-07",
        severity: Severity::Info,
        clauses: &["C12"],
        when: "value_stream.reviewCadence in {none, unset}",
        message: "Stream \"{n}\" is never reviewed.",
        suggestion: "Set a review cadence.",
        look: &[Look::Elements(&[ElementKind::ValueStream], is_never_reviewed)],
    },
];

fn no_stream(facts: &Facts<'_>, found: &mut Found<'_>) {
    if facts.totals().count(Total::Kind(ElementKind::ValueStream)) == 0 {
        found.model(facts.model_name());
    }
}

fn has_no_stages(facts: &Facts<'_>, stream: &Element, found: &mut Found<'_>) {
    if facts.stages(&stream.id).is_empty() {
        found.element(stream);
    }
}

fn is_consumer(facts: &Facts<'_>, who: &ElementId) -> bool {
    let roles = facts.element(who).and_then(|e| e.get(stakeholder::ROLES));
    roles.is_some_and(|Choices(roles)| roles.iter().any(|r| CONSUMER_ROLES.contains(&r.as_str())))
}

fn has_no_consumer(facts: &Facts<'_>, stream: &Element, found: &mut Found<'_>) {
    let parts = facts.stream_and_stages(&stream.id).into_iter();
    let mut taking_part = parts.flat_map(|part| facts.from(part, RelationKind::ParticipatesIn));
    if facts.is_core(stream) && !taking_part.any(|who| is_consumer(facts, who)) {
        found.element(stream);
    }
}

fn is_not_managed(facts: &Facts<'_>, stream: &Element, found: &mut Found<'_>) {
    if !facts.is_led_to(&stream.id, RelationKind::Governs) {
        found.element(stream);
    }
}

fn delivers_nothing(facts: &Facts<'_>, stream: &Element, found: &mut Found<'_>) {
    let mut parts = facts.stream_and_stages(&stream.id).into_iter();
    if facts.is_core(stream) && !parts.any(|part| facts.leads(part, RelationKind::Delivers)) {
        found.element(stream);
    }
}

fn takes_too_long(facts: &Facts<'_>, stream: &Element, found: &mut Found<'_>) {
    let Some(Hours(target)) = stream.get(value_stream::TARGET_LEAD_TIME) else { return };
    let Some(lead) = lead_time(facts.document_of_stream(&stream.id), &stream.id) else { return };
    // A stage without a figure could only make it longer, but then the total is not known.
    let Hours(hours) = lead.hours;
    if lead.unknown == 0 && hours > target + 1e-6 * target.abs() {
        found.counted(stream, 0, &lead.path);
    }
}

fn is_never_reviewed(facts: &Facts<'_>, stream: &Element, found: &mut Found<'_>) {
    if facts.limits.settled(stream, value_stream::REVIEW_CADENCE).is_none_or(|Choice(c)| c == "none" || c.is_empty()) {
        found.element(stream);
    }
}
