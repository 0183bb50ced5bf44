//! Technology: what is emerging, what ends, what depends on what.
//!
//! Knows nothing about the other families.

use crate::analysis::date::read;
use crate::analysis::single_points::irreplaceable;
use crate::analysis::technology::is_emerging;
use crate::check::cycles::Ring;
use crate::check::facts::{Facts, Total};
use crate::check::finding::Found;
use crate::check::rule::{Look, Rule, Severity};
use crate::model::attr::{Choice, technology as attr};
use crate::model::{Element, ElementId, ElementKind, RelationKind};

/// The rules of the family.
pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "TE-01",
        severity: Severity::Warning,
        clauses: &["C21"],
        when: "count(emerging technologies)=0 and at least one technology",
        message: "No emerging technology in a digital operating model.",
        suggestion: "Add what you assess or trial.",
        look: &[Look::Model(nothing_emerges)],
    },
    Rule {
        id: "TE-02",
        severity: Severity::Warning,
        clauses: &["C21", "C22"],
        when: "emerging technology with no incoming tests",
        message: "Emerging technology \"{n}\" has no experiment.",
        suggestion: "Add an experiment before committing.",
        look: &[Look::Elements(&[ElementKind::Technology], has_no_experiment)],
    },
    Rule {
        id: "TE-03",
        severity: Severity::Warning,
        clauses: &["C21"],
        when: "emerging technology (research/emerging) with ring=adopt, or legacy with ring=adopt",
        message: "Ring and maturity of \"{n}\" disagree.",
        suggestion: "Move the ring or correct the maturity.",
        look: &[Look::Elements(&[ElementKind::Technology], has_another_ring)],
    },
    Rule {
        id: "TE-04",
        severity: Severity::Warning,
        clauses: &["C26"],
        when: "technology.endOfSupport <= asOf + 365 d (or past) and no incoming changes",
        message: "Support for \"{n}\" ends within a year and nothing replaces it.",
        suggestion: "Plan a project or retire it.",
        look: &[Look::Elements(&[ElementKind::Technology], ends_soon)],
    },
    Rule {
        id: "TE-05",
        severity: Severity::Warning,
        clauses: &["C13"],
        when: "technology with no outgoing enables and no incoming depends_on",
        message: "Nothing uses technology \"{n}\".",
        suggestion: "Link what it enables or remove it.",
        look: &[Look::Elements(&[ElementKind::Technology], is_used_by_nothing)],
    },
    Rule {
        id: "TE-06",
        severity: Severity::Error,
        clauses: &["C13"],
        when: "depends_on forms a cycle",
        message: "Dependency cycle through \"{n}\".",
        suggestion: "Break the cycle.",
        look: &[Look::Elements(&[], is_on_a_cycle)],
    },
    Rule {
        id: "TE-07",
        severity: Severity::Warning,
        clauses: &["C13", "C32"],
        when: "technology with blast radius (A11) over >= 2 value streams, criticality >= 4, and only 1 supplying partner whose substitutability is hard/none",
        message: "\"{n}\" is a single point of failure for several streams.",
        suggestion: "Add a second source, fallback or exit plan.",
        look: &[Look::Elements(&[ElementKind::Technology], stops_streams_alone)],
    },
];

fn nothing_emerges(facts: &Facts<'_>, found: &mut Found<'_>) {
    if facts.totals().count(Total::Kind(ElementKind::Technology)) > 0 && facts.totals().count(Total::Emerging) == 0 {
        found.model(facts.model_name());
    }
}

fn has_no_experiment(facts: &Facts<'_>, technology: &Element, found: &mut Found<'_>) {
    if is_emerging(technology) && !facts.is_led_to(&technology.id, RelationKind::Tests) {
        found.element(technology);
    }
}

fn has_another_ring(_: &Facts<'_>, technology: &Element, found: &mut Found<'_>) {
    let is_adopted = technology.get(attr::RING).is_some_and(|Choice(ring)| ring == "adopt");
    let is_legacy = technology.get(attr::MATURITY).is_some_and(|Choice(maturity)| maturity == "legacy");
    if is_adopted && (is_emerging(technology) || is_legacy) {
        found.element(technology);
    }
}

fn ends_soon(facts: &Facts<'_>, technology: &Element, found: &mut Found<'_>) {
    let end = technology.get(attr::END_OF_SUPPORT).as_ref().and_then(read);
    let Some((as_of, end)) = facts.limits.as_of.zip(end) else { return };
    let is_soon = as_of.days_until(end) <= facts.limits.support_warn_days;
    if is_soon && !facts.is_led_to(&technology.id, RelationKind::Changes) {
        found.element(technology);
    }
}

fn is_used_by_nothing(facts: &Facts<'_>, technology: &Element, found: &mut Found<'_>) {
    let is_used = facts.leads(&technology.id, RelationKind::Enables);
    if !is_used && !facts.is_led_to(&technology.id, RelationKind::DependsOn) {
        found.element(technology);
    }
}

fn is_on_a_cycle(facts: &Facts<'_>, element: &Element, found: &mut Found<'_>) {
    if facts.is_on(Ring::Dependency, &element.id) {
        found.element(element);
    }
}

fn stops_streams_alone(facts: &Facts<'_>, technology: &Element, found: &mut Found<'_>) {
    if let Some((supplier, streams)) = irreplaceable(facts, technology, false) {
        let related: Vec<ElementId> = [supplier].into_iter().chain(streams).cloned().collect();
        found.counted(technology, 0, &related);
    }
}
