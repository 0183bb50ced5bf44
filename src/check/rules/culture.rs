//! Culture: what promotes it and what it touches.
//!
//! Knows nothing about the other families.

use crate::check::facts::{Facts, Total};
use crate::check::finding::Found;
use crate::check::rule::{Look, Rule, Severity};
use crate::model::attr::{Choice, action, culture as attr};
use crate::model::{Element, ElementKind, RelationKind};

/// The rules of the family.
pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "CU-01",
        severity: Severity::Warning,
        clauses: &["C15"],
        when: "no culture node",
        message: "Culture is absent.",
        suggestion: "Add the values you need and how to promote them.",
        look: &[Look::Model(no_culture)],
    },
    Rule {
        id: "CU-02",
        severity: Severity::Warning,
        clauses: &["C15"],
        when: "culture with no promotingActions of status active or done",
        message: "Nothing promotes \"{n}\".",
        suggestion: "Add an action with an owner.",
        look: &[Look::Elements(&[ElementKind::Culture], is_promoted_by_nothing)],
    },
    Rule {
        id: "CU-03",
        severity: Severity::Info,
        clauses: &["C15"],
        when: "culture with no outgoing shapes",
        message: "\"{n}\" touches nothing.",
        suggestion: "Link what it reinforces.",
        look: &[Look::Elements(&[ElementKind::Culture], touches_nothing)],
    },
    Rule {
        id: "CU-04",
        severity: Severity::Info,
        clauses: &["C15"],
        when: "culture.target - current >= 2",
        message: "Large culture gap on \"{n}\".",
        suggestion: "Add promoting actions.",
        look: &[Look::Elements(&[ElementKind::Culture], has_a_large_gap)],
    },
];

fn no_culture(facts: &Facts<'_>, found: &mut Found<'_>) {
    if facts.totals().count(Total::Kind(ElementKind::Culture)) == 0 {
        found.model(facts.model_name());
    }
}

fn is_promoted_by_nothing(_: &Facts<'_>, culture: &Element, found: &mut Found<'_>) {
    let actions = culture.get(attr::ACTIONS).map(|list| list.0).unwrap_or_default();
    let is_done = |Choice(status): Choice| status == "active" || status == "done";
    if !actions.iter().any(|entry| action::STATUS.read(entry).is_some_and(is_done)) {
        found.element(culture);
    }
}

fn touches_nothing(facts: &Facts<'_>, culture: &Element, found: &mut Found<'_>) {
    if !facts.leads(&culture.id, RelationKind::Shapes) {
        found.element(culture);
    }
}

fn has_a_large_gap(facts: &Facts<'_>, culture: &Element, found: &mut Found<'_>) {
    let levels = culture.get(attr::TARGET).zip(culture.get(attr::CURRENT));
    if levels.is_some_and(|(target, current)| target.saturating_sub(current) >= facts.limits.culture_gap_warn) {
        found.element(culture);
    }
}
