//! Value, outcomes, costs and risks: whether they are known, owned and in range.
//!
//! Knows nothing about the other families.

use crate::analysis::cost::{contract_value, run_cost};
use crate::analysis::investment::invested;
use crate::analysis::vocr::{PARTS, completeness};
use crate::check::facts::Facts;
use crate::check::finding::Found;
use crate::check::rule::{Look, Rule, Severity};
use crate::model::attr::{Choice, Money, Records, common, vocr, vocr_risk, vocr_value};
use crate::model::metamodel::{AttributeDef, AttributeType};
use crate::model::{Direction, Element, ElementKind, Metamodel, Record, RelationKind, Value};

/// The rules of the family.
pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "VO-01",
        severity: Severity::Warning,
        clauses: &["C32"],
        when: "value_proposition, value_stream, portfolio_item, technology or partner with VOCR completeness < 4/4 (A16)",
        message: "Value, outcome, cost or risk of \"{n}\" is missing.",
        suggestion: "Complete the VOCR panel.",
        look: &[Look::Elements(
            &[
                ElementKind::ValueProposition,
                ElementKind::ValueStream,
                ElementKind::PortfolioItem,
                ElementKind::Technology,
                ElementKind::Partner,
            ],
            is_not_complete,
        )],
    },
    Rule {
        id: "VO-02",
        severity: Severity::Warning,
        clauses: &["C31", "C32"],
        when: "element with cost > 0 (vocr run cost, active contracts, or investments in the as-of year) and no A",
        message: "Cost of \"{n}\" has no owner.",
        suggestion: "Assign an accountable role.",
        look: &[Look::Elements(&[], costs_without_owner)],
    },
    Rule {
        id: "VO-03",
        severity: Severity::Warning,
        clauses: &["C32"],
        when: "risk with likelihood*impact >= 15 and response=accept or unset",
        message: "High risk of \"{n}\" is simply accepted.",
        suggestion: "Choose a response and an owner.",
        look: &[Look::Elements(&[], accepts_a_high_risk)],
    },
    Rule {
        id: "VO-04",
        severity: Severity::Error,
        clauses: &["C32"],
        when: "rating outside 0..5, likelihood/impact outside 1..5, pct outside 0..100, money or duration < 0, sum of share over one source's relations of one kind > 1",
        message: "Value out of range on \"{n}\".",
        suggestion: "Correct the number.",
        look: &[Look::Elements(&[], is_out_of_range)],
    },
];

fn is_not_complete(_: &Facts<'_>, element: &Element, found: &mut Found<'_>) {
    if completeness(element) < PARTS {
        found.element(element);
    }
}

fn worth(element: &Element) -> Record {
    common::VOCR.read(&element.fields).unwrap_or_default()
}

fn risks(element: &Element) -> Vec<Record> {
    vocr::RISKS.read(&worth(element)).map(|Records(list)| list).unwrap_or_default()
}

fn costs_without_owner(facts: &Facts<'_>, element: &Element, found: &mut Found<'_>) {
    let of_year = facts.limits.year().and_then(|year| invested(element, Some(year)));
    let invested: f64 = of_year.into_iter().flatten().map(|Money(money)| money).sum();
    let amounts = [run_cost(element), contract_value(element, facts.limits.as_of), Some(invested)];
    if amounts.into_iter().flatten().sum::<f64>() > 0.0 && facts.assigned(&element.id, "A").is_empty() {
        found.element(element);
    }
}

fn accepts_a_high_risk(facts: &Facts<'_>, element: &Element, found: &mut Found<'_>) {
    let is_high = |risk: &Record| {
        let (likelihood, impact) = (vocr_risk::LIKELIHOOD.read(risk)?, vocr_risk::IMPACT.read(risk)?);
        Some(likelihood.saturating_mul(impact) >= facts.limits.risk_critical)
    };
    let is_accepted = |risk: &Record| vocr_risk::RESPONSE.read(risk).is_none_or(|Choice(r)| r == "accept");
    if risks(element).iter().any(|risk| is_high(risk) == Some(true) && is_accepted(risk)) {
        found.element(element);
    }
}

fn is_out_of_range(facts: &Facts<'_>, element: &Element, found: &mut Found<'_>) {
    let outside = |n: Option<i64>, least, most| n.is_some_and(|n| n < least || n > most);
    let rating = vocr::VALUE.read(&worth(element)).and_then(|value| vocr_value::RATING.read(&value));
    let is_bad = |risk: &Record| {
        [vocr_risk::LIKELIHOOD, vocr_risk::IMPACT].into_iter().any(|figure| outside(figure.read(risk), 1, 5))
    };
    let defs = facts.metamodel().element_attributes(element.kind);
    let is_negative = has_bad_amount(facts.metamodel(), defs, &element.attributes);
    let common = has_bad_amount(facts.metamodel(), &facts.metamodel().common, &element.fields);
    if outside(rating, 0, 5)
        || risks(element).iter().any(is_bad)
        || is_negative
        || common
        || shares_too_much(facts, element)
        || leads_with_bad_amount(facts, element)
    {
        found.element(element);
    }
}

/// Whether a share of 100 is outside 0 to 100, or money or a duration is negative, in records too.
fn has_bad_amount(metamodel: &Metamodel, defs: &[AttributeDef], record: &Record) -> bool {
    record.iter().any(|(key, value)| {
        defs.iter().find(|def| def.key == *key).is_some_and(|def| is_bad_amount(metamodel, &def.ty, value))
    })
}

fn is_bad_amount(metamodel: &Metamodel, ty: &AttributeType, value: &Value) -> bool {
    match ty {
        AttributeType::Percent => value.as_number().is_some_and(|n| !(0.0..=100.0).contains(&n)),
        AttributeType::Money | AttributeType::Duration => value.as_number().is_some_and(|n| n < 0.0),
        AttributeType::List { of } => value.as_list().iter().any(|value| is_bad_amount(metamodel, of, value)),
        AttributeType::Record { record } => {
            let fields = metamodel.records.get(record).map_or(&[][..], |def| &def.fields);
            value.as_record().is_some_and(|value| has_bad_amount(metamodel, fields, value))
        }
        _ => false,
    }
}

/// Whether the shares that an element gives along its relations of one kind add up to more than all of it.
fn shares_too_much(facts: &Facts<'_>, element: &Element) -> bool {
    [RelationKind::AssignedTo, RelationKind::Enables, RelationKind::Supplies].into_iter().any(|kind| {
        let shares = facts.relations(&element.id, kind, Direction::Outgoing);
        let shares = shares.filter_map(|r| r.attributes.get("share").and_then(Value::as_number));
        shares.sum::<f64>() > 1.0 + 1e-6
    })
}

/// Whether an amount of a relation that leaves an element is out of range, such as a hand-off of less than no time.
fn leads_with_bad_amount(facts: &Facts<'_>, element: &Element) -> bool {
    let metamodel = facts.metamodel();
    facts.limits.kinds_with_amounts.iter().any(|kind| {
        let defs = metamodel.relation_attributes(*kind);
        let mut all = facts.relations(&element.id, *kind, Direction::Outgoing);
        all.any(|relation| has_bad_amount(metamodel, defs, &relation.attributes))
    })
}
