//! Agility: how fast processes bring something to use.
//!
//! Knows nothing about the other families.

use crate::check::facts::{Facts, Total};
use crate::check::finding::Found;
use crate::check::rule::{Look, Rule, Severity};
use crate::model::attr::{Choice, process as attr};
use crate::model::{Element, ElementKind, RelationKind};

/// The rules of the family.
pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "AG-01",
        severity: Severity::Warning,
        clauses: &["C23", "C27"],
        when: "process with approach=waterfall that enables a value_stream/stage, or with timeToMarketDays > settings.maxTtm (180)",
        message: "Process \"{n}\" is slow to market.",
        suggestion: "Shorten iterations or release smaller.",
        look: &[Look::Elements(&[ElementKind::Process], is_slow_to_market)],
    },
    Rule {
        id: "AG-02",
        severity: Severity::Info,
        clauses: &["C24", "C25"],
        when: "no process with mvpFirst and incremental true",
        message: "No practice works with minimum viable products in increments.",
        suggestion: "Adopt the practice somewhere.",
        look: &[Look::Model(nothing_is_incremental)],
    },
];

fn is_slow_to_market(facts: &Facts<'_>, process: &Element, found: &mut Found<'_>) {
    let is_waterfall = facts.limits.settled(process, attr::APPROACH).is_some_and(|Choice(a)| a == "waterfall");
    let is_late = process.get(attr::TIME_TO_MARKET).is_some_and(|days| days > facts.limits.max_time_to_market);
    if is_late || (is_waterfall && facts.leads(&process.id, RelationKind::Enables)) {
        found.element(process);
    }
}

fn nothing_is_incremental(facts: &Facts<'_>, found: &mut Found<'_>) {
    if facts.totals().count(Total::Incremental) == 0 {
        found.model(facts.model_name());
    }
}
