//! Promises: what drives the model, to whom it is made and whether it reaches them.
//!
//! Knows nothing about the other families.

use crate::check::facts::{Facts, Total};
use crate::check::finding::Found;
use crate::check::rule::{Look, Rule, Severity};
use crate::model::attr::value_proposition;
use crate::model::{Element, ElementId, ElementKind, RelationKind};

/// The rules of the family.
pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "VP-01",
        severity: Severity::Error,
        clauses: &["C06"],
        when: "no value_proposition node",
        message: "The model has no value proposition.",
        suggestion: "Add the promise that drives this model in the zone right of the frame.",
        look: &[Look::Model(no_promise)],
    },
    Rule {
        id: "VP-02",
        severity: Severity::Warning,
        clauses: &["C06"],
        when: "value_proposition with no outgoing drives to a value_stream",
        message: "\"{n}\" drives no value stream.",
        suggestion: "Draw drives to the stream that keeps the promise, or remove it.",
        look: &[Look::Elements(&[ElementKind::ValueProposition], drives_no_stream)],
    },
    Rule {
        id: "VP-03",
        severity: Severity::Warning,
        clauses: &["C06"],
        when: "value_stream with streamType=core and no incoming drives",
        message: "No promise drives core stream \"{n}\".",
        suggestion: "Link a value proposition, or make the stream enabling.",
        look: &[Look::Elements(&[ElementKind::ValueStream], is_driven_by_none)],
    },
    Rule {
        id: "VP-04",
        severity: Severity::Warning,
        clauses: &["C01", "C05"],
        when: "value_proposition with no outgoing offered_to",
        message: "\"{n}\" is offered to nobody.",
        suggestion: "Link the consumer segment.",
        look: &[Look::Elements(&[ElementKind::ValueProposition], is_offered_to_nobody)],
    },
    Rule {
        id: "VP-05",
        severity: Severity::Warning,
        clauses: &["C05", "C11"],
        when: "no path VP -drives-> stream, stream (itself or a stage of it) -delivers-> item <-consumes- s with VP -offered_to-> s",
        message: "The promise \"{n}\" never reaches the people it is made to.",
        suggestion: "Close the loop: stream delivers an item that the promised segment consumes.",
        look: &[Look::Elements(&[ElementKind::ValueProposition], never_reaches)],
    },
    Rule {
        id: "VP-06",
        severity: Severity::Info,
        clauses: &["C05", "C26"],
        when: "value_proposition.marketPosition empty",
        message: "Market position of \"{n}\" is not stated.",
        suggestion: "Say where the promise places you against alternatives.",
        look: &[Look::Elements(&[ElementKind::ValueProposition], has_no_market_position)],
    },
];

fn no_promise(facts: &Facts<'_>, found: &mut Found<'_>) {
    if facts.totals().count(Total::Kind(ElementKind::ValueProposition)) == 0 {
        found.model(facts.model_name());
    }
}

fn driven<'a>(facts: &Facts<'a>, promise: &ElementId) -> impl Iterator<Item = &'a ElementId> {
    let driven = facts.to(promise, RelationKind::Drives);
    driven.filter(|id| facts.kind(id) == Some(ElementKind::ValueStream))
}

fn drives_no_stream(facts: &Facts<'_>, promise: &Element, found: &mut Found<'_>) {
    if driven(facts, &promise.id).next().is_none() {
        found.element(promise);
    }
}

fn is_driven_by_none(facts: &Facts<'_>, stream: &Element, found: &mut Found<'_>) {
    if facts.is_core(stream) && !facts.is_led_to(&stream.id, RelationKind::Drives) {
        found.element(stream);
    }
}

fn is_offered_to_nobody(facts: &Facts<'_>, promise: &Element, found: &mut Found<'_>) {
    if !facts.leads(&promise.id, RelationKind::OfferedTo) {
        found.element(promise);
    }
}

fn never_reaches(facts: &Facts<'_>, promise: &Element, found: &mut Found<'_>) {
    let offered: Vec<&ElementId> = facts.to(&promise.id, RelationKind::OfferedTo).collect();
    let keepers = driven(facts, &promise.id).flat_map(|stream| facts.stream_and_stages(stream));
    let mut items = keepers.flat_map(|keeper| facts.to(keeper, RelationKind::Delivers));
    let is_consumed = |item| facts.from(item, RelationKind::Consumes).any(|who| offered.contains(&who));
    if offered.is_empty() || !items.any(is_consumed) {
        found.element(promise);
    }
}

fn has_no_market_position(_: &Facts<'_>, promise: &Element, found: &mut Found<'_>) {
    if promise.get(value_proposition::MARKET_POSITION).is_none_or(|text| text.trim().is_empty()) {
        found.element(promise);
    }
}
