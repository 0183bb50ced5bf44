//! Strategic objectives: whether anybody carries them and they can be measured.
//!
//! Knows nothing about the other families.

use crate::check::facts::{Facts, Total};
use crate::check::finding::Found;
use crate::check::rule::{Look, Rule, Severity};
use crate::model::attr::objective as attr;
use crate::model::{Element, ElementKind, RelationKind};

/// The rules of the family.
pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "OB-01",
        severity: Severity::Warning,
        clauses: &["C30"],
        when: "no objective, or objective with no incoming aligned_to",
        message: "Objective \"{n}\" is carried by nobody.",
        suggestion: "Align teams, streams or items to it.",
        look: &[Look::Model(no_objective), Look::Elements(&[ElementKind::Objective], is_carried_by_nobody)],
    },
    Rule {
        id: "OB-02",
        severity: Severity::Info,
        clauses: &["C30"],
        when: "objective with no keyResults",
        message: "Objective \"{n}\" has no key results.",
        suggestion: "Add a measure with baseline and target.",
        look: &[Look::Elements(&[ElementKind::Objective], has_no_key_results)],
    },
];

fn no_objective(facts: &Facts<'_>, found: &mut Found<'_>) {
    if facts.totals().count(Total::Kind(ElementKind::Objective)) == 0 {
        found.model(facts.model_name());
    }
}

fn is_carried_by_nobody(facts: &Facts<'_>, objective: &Element, found: &mut Found<'_>) {
    if !facts.is_led_to(&objective.id, RelationKind::AlignedTo) {
        found.element(objective);
    }
}

fn has_no_key_results(_: &Facts<'_>, objective: &Element, found: &mut Found<'_>) {
    if objective.get(attr::KEY_RESULTS).is_none_or(|list| list.0.is_empty()) {
        found.element(objective);
    }
}
