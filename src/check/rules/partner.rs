//! Partners: their contracts, their part in the work and how much depends on them.
//!
//! Knows nothing about the other families.

use std::collections::BTreeSet;

use ecow::EcoString;

use crate::analysis::concentration::is_high;
use crate::analysis::contract::{contracts, horizon};
use crate::analysis::date::read;
use crate::analysis::single_points::is_hard_to_replace;
use crate::check::facts::{Facts, Total};
use crate::check::finding::Found;
use crate::check::rule::{Look, Rule, Severity};
use crate::model::attr::{Choice, contract, partner as attr, supplies};
use crate::model::{Element, ElementKind, Record, Relation, RelationKind};

/// The rules of the family.
pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "PT-01",
        severity: Severity::Error,
        clauses: &["C14"],
        when: "partner with empty contracts",
        message: "Partner \"{n}\" has no contract.",
        suggestion: "Add a contract record (even an MoU).",
        look: &[Look::Elements(&[ElementKind::Partner], has_no_contract)],
    },
    Rule {
        id: "PT-02",
        severity: Severity::Error,
        clauses: &["C14"],
        when: "contract.end < asOf",
        message: "Contract {n} has expired.",
        suggestion: "Renew, replace or remove it.",
        look: &[Look::Elements(&[ElementKind::Partner], has_expired)],
    },
    Rule {
        id: "PT-03",
        severity: Severity::Warning,
        clauses: &["C14"],
        when: "asOf <= contract.end <= asOf + max(noticeDays, settings.expiryWarnDays=90)",
        message: "Contract {n} ends soon or its notice period has begun.",
        suggestion: "Decide on renewal now.",
        look: &[Look::Elements(&[ElementKind::Partner], ends_soon)],
    },
    Rule {
        id: "PT-04",
        severity: Severity::Error,
        clauses: &["C14"],
        when: "supplies.contract not among the source partner's contract references; or a reference used twice in the model; or end < start",
        message: "Contract reference \"{n}\" is wrong.",
        suggestion: "Pick one of the partner's contracts; references are unique.",
        look: &[
            Look::Elements(&[ElementKind::Partner], has_wrong_references),
            Look::Relations(&[RelationKind::Supplies], refers_to_no_contract),
        ],
    },
    Rule {
        id: "PT-05",
        severity: Severity::Warning,
        clauses: &["C14"],
        when: "partner with no outgoing supplies",
        message: "Partner \"{n}\" plays no part in any stream.",
        suggestion: "Link what it supplies or remove it.",
        look: &[Look::Elements(&[ElementKind::Partner], supplies_nothing)],
    },
    Rule {
        id: "PT-06",
        severity: Severity::Warning,
        clauses: &["C14"],
        when: "partner.roleInModel empty",
        message: "The role of partner \"{n}\" is not described.",
        suggestion: "Say what it does for the streams.",
        look: &[Look::Elements(&[ElementKind::Partner], has_no_role)],
    },
    Rule {
        id: "PT-07",
        severity: Severity::Warning,
        clauses: &["C14"],
        when: "partner criticality >= 4 and substitutability in {hard, none} and some contract without exitPlan",
        message: "Critical partner \"{n}\" is hard to replace and has no exit plan.",
        suggestion: "Write an exit plan or qualify a second source.",
        look: &[Look::Elements(&[ElementKind::Partner], has_no_way_out)],
    },
    Rule {
        id: "PT-08",
        severity: Severity::Warning,
        clauses: &["C14", "C33"],
        when: "partner HHI (A10) > settings.hhiHigh (0.25) with >= 3 partners",
        message: "Spending on partners is concentrated (HHI {n}).",
        suggestion: "Check dependence on the largest partner.",
        look: &[Look::Model(is_concentrated)],
    },
    Rule {
        id: "PT-09",
        severity: Severity::Info,
        clauses: &["C33"],
        when: "partner with cooperation=service_partnership and no incoming interacts_with",
        message: "No team works with partner \"{n}\".",
        suggestion: "Name the team that collaborates with it.",
        look: &[Look::Elements(&[ElementKind::Partner], works_with_no_team)],
    },
    Rule {
        id: "PT-10",
        severity: Severity::Info,
        clauses: &["C14"],
        when: "contract type in {service, outsourcing, partnership} with sla empty",
        message: "Contract {n} has no service level.",
        suggestion: "Record the agreed level.",
        look: &[Look::Elements(&[ElementKind::Partner], has_no_service_level)],
    },
];

fn reference(record: &Record) -> Option<EcoString> {
    contract::REFERENCE.read(record)
}

/// A contract by its reference, or by its partner where it has none.
fn about(found: &mut Found<'_>, partner: &Element, record: &Record) {
    let stand_in = || EcoString::from(partner.id.as_str());
    found.contract(&reference(record).unwrap_or_else(stand_in), &partner.id);
}

fn has_no_contract(_: &Facts<'_>, partner: &Element, found: &mut Found<'_>) {
    if contracts(partner).is_empty() {
        found.element(partner);
    }
}

fn has_expired(facts: &Facts<'_>, partner: &Element, found: &mut Found<'_>) {
    let Some(as_of) = facts.limits.as_of else { return };
    for record in contracts(partner) {
        if horizon(&record, as_of).is_some_and(|h| h.days < 0) {
            about(found, partner, &record);
        }
    }
}

fn ends_soon(facts: &Facts<'_>, partner: &Element, found: &mut Found<'_>) {
    let Some(as_of) = facts.limits.as_of else { return };
    for record in contracts(partner) {
        let warning = contract::NOTICE_DAYS.read(&record).unwrap_or(0).max(facts.limits.expiry_warn_days);
        if horizon(&record, as_of).is_some_and(|h| h.days >= 0 && h.days <= warning) {
            about(found, partner, &record);
        }
    }
}

fn has_wrong_references(facts: &Facts<'_>, partner: &Element, found: &mut Found<'_>) {
    for record in contracts(partner) {
        let day = |attr: crate::model::attr::Attr<_>| attr.read(&record).as_ref().and_then(read);
        let ends_before = day(contract::START).zip(day(contract::END)).is_some_and(|(start, end)| end < start);
        if ends_before || reference(&record).is_some_and(|reference| facts.references(&reference) > 1) {
            about(found, partner, &record);
        }
    }
}

fn refers_to_no_contract(facts: &Facts<'_>, supplies: &Relation, found: &mut Found<'_>) {
    let Some(partner) = facts.element(&supplies.source) else { return };
    let stated = supplies.get(supplies::CONTRACT).filter(|reference| !reference.trim().is_empty());
    let own: BTreeSet<EcoString> = contracts(partner).iter().filter_map(reference).collect();
    match stated {
        Some(stated) if own.contains(&stated) => {}
        Some(stated) => found.contract(&stated, &partner.id),
        // There is no reference that could be called wrong.
        None => {
            let words = "No contract is named for what \"{n}\" supplies.";
            found.worded(words, partner, std::slice::from_ref(&supplies.target));
        }
    }
}

fn supplies_nothing(facts: &Facts<'_>, partner: &Element, found: &mut Found<'_>) {
    if !facts.leads(&partner.id, RelationKind::Supplies) {
        found.element(partner);
    }
}

fn has_no_role(_: &Facts<'_>, partner: &Element, found: &mut Found<'_>) {
    if partner.get(attr::ROLE_IN_MODEL).is_none_or(|role| role.trim().is_empty()) {
        found.element(partner);
    }
}

fn has_no_way_out(facts: &Facts<'_>, partner: &Element, found: &mut Found<'_>) {
    let is_critical = facts.limits.settled(partner, attr::CRITICALITY).is_some_and(|c| c >= facts.limits.critical_from);
    let lacks_plan = |record: &Record| contract::EXIT_PLAN.read(record) != Some(true);
    if is_critical && is_hard_to_replace(facts, partner) && contracts(partner).iter().any(lacks_plan) {
        found.element(partner);
    }
}

fn is_concentrated(facts: &Facts<'_>, found: &mut Found<'_>) {
    let partners = facts.totals().count(Total::Kind(ElementKind::Partner));
    let Some(concentration) = facts.totals().concentration() else { return };
    if partners >= facts.limits.hhi_min_partners && is_high(concentration, facts.limits.hhi_high) {
        found.model(format!("{concentration:.2}"));
    }
}

fn works_with_no_team(facts: &Facts<'_>, partner: &Element, found: &mut Found<'_>) {
    let cooperation = facts.limits.settled(partner, attr::COOPERATION);
    let is_close = cooperation.is_some_and(|Choice(c)| c == "service_partnership");
    if is_close && !facts.is_led_to(&partner.id, RelationKind::InteractsWith) {
        found.element(partner);
    }
}

fn has_no_service_level(_: &Facts<'_>, partner: &Element, found: &mut Found<'_>) {
    for record in contracts(partner) {
        let ty = contract::TYPE.read(&record);
        let is_service = ty.is_some_and(|Choice(t)| ["service", "outsourcing", "partnership"].contains(&t.as_str()));
        if is_service && contract::SLA.read(&record).is_none_or(|sla| sla.trim().is_empty()) {
            about(found, partner, &record);
        }
    }
}
