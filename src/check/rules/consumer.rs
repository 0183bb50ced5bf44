//! Consumers: who they are, what they take part in and how they are served.
//!
//! Knows nothing about the other families.

use crate::check::facts::{CONSUMER_ROLES, Facts, Total};
use crate::check::finding::{Found, Subject};
use crate::check::rule::{Look, Rule, Severity};
use crate::model::attr::{Choice, Choices, consumes, stakeholder};
use crate::model::metamodel::AttributeType;
use crate::model::{Element, ElementKind, Relation, RelationKind};

/// The rules of the family.
pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "CN-01",
        severity: Severity::Error,
        clauses: &["C16"],
        when: "no stakeholder with role customer, user or sponsor",
        message: "The model has no consumers.",
        suggestion: "Add the consumers outside the frame.",
        look: &[Look::Model(no_consumers)],
    },
    Rule {
        id: "CN-02",
        severity: Severity::Warning,
        clauses: &["C16"],
        when: "consumer with no outgoing participates_in and no outgoing consumes",
        message: "Consumer \"{n}\" takes part in nothing.",
        suggestion: "Link the stream they take part in and what they consume.",
        look: &[Look::Elements(&[ElementKind::Stakeholder], takes_part_in_nothing)],
    },
    Rule {
        id: "CN-03",
        severity: Severity::Warning,
        clauses: &["C18"],
        when: "consumer (customer or user) with empty influencingFactors",
        message: "No influencing factors for \"{n}\".",
        suggestion: "Record what helps or hinders them.",
        look: &[Look::Elements(&[ElementKind::Stakeholder], is_influenced_by_nothing)],
    },
    Rule {
        id: "CN-04",
        severity: Severity::Warning,
        clauses: &["C29"],
        when: "consumes with experience=dissatisfied, or consumer.expectation=delight and experience=satisfied",
        message: "\"{n}\" is not delighted (expects delight).",
        suggestion: "Look at the stages they meet; plan an increment.",
        look: &[Look::Relations(&[RelationKind::Consumes], is_not_delighted)],
    },
    Rule {
        id: "CN-05",
        severity: Severity::Info,
        clauses: &["C16"],
        when: "union of roles over all stakeholders lacks customer, user or sponsor",
        message: "No stakeholder plays the role \"{n}\".",
        suggestion: "Say who sets requirements, who uses, who pays.",
        look: &[Look::Model(nobody_plays)],
    },
];

fn plays(who: &Element, wanted: &[&str]) -> bool {
    let roles = who.get(stakeholder::ROLES);
    roles.is_some_and(|Choices(roles)| roles.iter().any(|role| wanted.contains(&role.as_str())))
}

fn no_consumers(facts: &Facts<'_>, found: &mut Found<'_>) {
    if facts.totals().count(Total::Consumers) == 0 {
        found.model(facts.model_name());
    }
}

fn takes_part_in_nothing(facts: &Facts<'_>, who: &Element, found: &mut Found<'_>) {
    let parts = [RelationKind::ParticipatesIn, RelationKind::Consumes];
    if plays(who, &CONSUMER_ROLES) && !parts.into_iter().any(|kind| facts.leads(&who.id, kind)) {
        found.element(who);
    }
}

fn is_influenced_by_nothing(_: &Facts<'_>, who: &Element, found: &mut Found<'_>) {
    if plays(who, &["customer", "user"]) && who.get(stakeholder::FACTORS).is_none_or(|list| list.0.is_empty()) {
        found.element(who);
    }
}

fn is_not_delighted(facts: &Facts<'_>, consumes: &Relation, found: &mut Found<'_>) {
    let Some(Choice(experience)) = consumes.get(consumes::EXPERIENCE) else { return };
    let who = facts.element(&consumes.source);
    let expects = || who.and_then(|who| facts.limits.settled(who, stakeholder::EXPECTATION));
    let is_less = experience == "satisfied" && expects().is_some_and(|Choice(e)| e == "delight");
    if experience == "dissatisfied" || is_less {
        found.relation(consumes, who);
    }
}

fn nobody_plays(facts: &Facts<'_>, found: &mut Found<'_>) {
    let defs = facts.metamodel().element_attributes(ElementKind::Stakeholder);
    let label = |role: &str| {
        let def = defs.iter().find(|def| def.key == stakeholder::ROLES.key)?;
        let AttributeType::Set { values } = &def.ty else { return None };
        values.iter().find(|value| value.id == role).map(|value| value.label.clone())
    };
    for (i, role) in CONSUMER_ROLES.into_iter().enumerate() {
        if facts.totals().count(Total::Playing(i)) == 0 {
            found.about(Subject::Role(role.into()), label(role).unwrap_or_else(|| role.into()), 0, &[]);
        }
    }
}
