//! Organization: alignment, accountability, layers and the openness of leadership.
//!
//! Knows nothing about the other families.

use crate::analysis::date::read;
use crate::analysis::single_points::answers_alone;
use crate::check::cycles::Ring;
use crate::check::facts::{Facts, Total};
use crate::check::finding::Found;
use crate::check::rule::{Look, Rule, Severity};
use crate::model::attr::{Choice, interacts_with, org_unit as attr, role};
use crate::model::{Element, ElementId, ElementKind, Relation, RelationKind};

/// The rules of the family.
pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "OR-01",
        severity: Severity::Warning,
        clauses: &["C30"],
        when: "org_unit of type team/department/division with no aligned_to",
        message: "\"{n}\" is aligned to no strategic objective.",
        suggestion: "Link the objective it contributes to.",
        look: &[Look::Elements(&[ElementKind::OrgUnit], is_aligned_to_nothing)],
    },
    Rule {
        id: "OR-02",
        severity: Severity::Warning,
        clauses: &["C31"],
        when: "org_unit of type team/department/division that is not A/R itself and directly contains no role or unit that is A/R for anything",
        message: "\"{n}\" answers for nothing.",
        suggestion: "Assign an accountability to it or to one of its roles.",
        look: &[Look::Elements(&[ElementKind::OrgUnit], answers_for_nothing)],
    },
    Rule {
        id: "OR-03",
        severity: Severity::Warning,
        clauses: &["C27"],
        when: "depth of an org_unit below the root > settings.maxLayers (default 3)",
        message: "\"{n}\" sits {k} layers below the top.",
        suggestion: "Flatten the structure.",
        look: &[Look::Elements(&[ElementKind::OrgUnit], is_too_deep)],
    },
    Rule {
        id: "OR-04",
        severity: Severity::Warning,
        clauses: &["C28"],
        when: "stream_aligned team with alignment=product that contains a role with customerFacing=true, while no org_unit has alignment=customer",
        message: "Product team \"{n}\" also manages the customer.",
        suggestion: "Move customer management to its own unit.",
        look: &[Look::Elements(&[ElementKind::OrgUnit], manages_the_customer_too)],
    },
    Rule {
        id: "OR-05",
        severity: Severity::Warning,
        clauses: &["C34"],
        when: "no leadership unit, or leadership unit with learningOpenness < 3 or unset, or no learningPractices",
        message: "Leadership openness to learning is not shown (\"{n}\").",
        suggestion: "Add learning practices of the executive team.",
        look: &[Look::Model(nobody_leads), Look::Elements(&[ElementKind::OrgUnit], does_not_learn)],
    },
    Rule {
        id: "OR-06",
        severity: Severity::Warning,
        clauses: &["C33"],
        when: "collaboration (interacts_with) without an until date",
        message: "Collaboration of \"{n}\" has no end.",
        suggestion: "Time-box it or turn it into as-a-service.",
        look: &[Look::Relations(&[RelationKind::InteractsWith], has_no_end)],
    },
    Rule {
        id: "OR-07",
        severity: Severity::Warning,
        clauses: &["C31"],
        when: "role with A on >= 1 element and holders <= 1",
        message: "Only one person can be \"{n}\" (single point of failure).",
        suggestion: "Train a deputy.",
        look: &[Look::Elements(&[ElementKind::Role], has_one_holder)],
    },
    Rule {
        id: "OR-08",
        severity: Severity::Info,
        clauses: &["C31"],
        when: "role with no outgoing assigned_to",
        message: "Role \"{n}\" is responsible for nothing.",
        suggestion: "Assign it or remove it.",
        look: &[Look::Elements(&[ElementKind::Role], is_responsible_for_nothing)],
    },
    Rule {
        id: "OR-09",
        severity: Severity::Info,
        clauses: &["C31"],
        when: "role A for > settings.maxA (default 12) elements",
        message: "Role \"{n}\" is accountable for too much.",
        suggestion: "Delegate.",
        look: &[Look::Elements(&[ElementKind::Role], is_accountable_for_too_much)],
    },
    Rule {
        id: "OR-10",
        severity: Severity::Error,
        clauses: &["C27"],
        when: "contains forms a cycle or an org_unit/role has two parents",
        message: "\"{n}\" has more than one parent.",
        suggestion: "Keep one parent.",
        look: &[Look::Elements(&[], has_several_parents)],
    },
];

fn is(facts: &Facts<'_>, unit: &Element, attr: crate::model::attr::Attr<Choice>, wanted: &[&str]) -> bool {
    facts.limits.settled(unit, attr).is_some_and(|Choice(value)| wanted.contains(&value.as_str()))
}

fn works(facts: &Facts<'_>, unit: &Element) -> bool {
    is(facts, unit, attr::UNIT_TYPE, &["team", "department", "division"])
}

fn is_aligned_to_nothing(facts: &Facts<'_>, unit: &Element, found: &mut Found<'_>) {
    if works(facts, unit) && !facts.leads(&unit.id, RelationKind::AlignedTo) {
        found.element(unit);
    }
}

fn answers_for_nothing(facts: &Facts<'_>, unit: &Element, found: &mut Found<'_>) {
    let answers = |id: &ElementId| facts.answers(id, &["A", "R"]) > 0;
    if works(facts, unit) && !answers(&unit.id) && !facts.to(&unit.id, RelationKind::Contains).any(answers) {
        found.element(unit);
    }
}

fn is_too_deep(facts: &Facts<'_>, unit: &Element, found: &mut Found<'_>) {
    let mut depth = 0;
    let mut above = facts.from(&unit.id, RelationKind::Contains).next();
    while let Some(id) = above {
        depth += 1;
        above = facts.from(id, RelationKind::Contains).next();
    }
    if depth > facts.limits.max_layers {
        found.counted(unit, depth, &[]);
    }
}

fn manages_the_customer_too(facts: &Facts<'_>, unit: &Element, found: &mut Found<'_>) {
    let is_product_team = is(facts, unit, attr::TOPOLOGY, &["stream_aligned"])
        && is(facts, unit, attr::ALIGNMENT, &["product"])
        && is(facts, unit, attr::UNIT_TYPE, &["team"]);
    if !is_product_team {
        return;
    }
    let is_facing = |id: &&ElementId| {
        let inside = facts.element(id).filter(|e| e.kind == ElementKind::Role);
        inside.is_some_and(|r| facts.limits.settled(r, role::CUSTOMER_FACING) == Some(true))
    };
    let facing: Vec<ElementId> = facts.to(&unit.id, RelationKind::Contains).filter(is_facing).cloned().collect();
    if !facing.is_empty() && !facts.has_customer_unit() {
        found.counted(unit, 0, &facing);
    }
}

fn nobody_leads(facts: &Facts<'_>, found: &mut Found<'_>) {
    if facts.totals().count(Total::Leadership) == 0 {
        found.model(facts.model_name());
    }
}

fn does_not_learn(facts: &Facts<'_>, unit: &Element, found: &mut Found<'_>) {
    let is_open = unit.get(attr::LEARNING_OPENNESS).is_some_and(|open| open >= facts.limits.min_learning);
    let practises = unit.get(attr::LEARNING_PRACTICES).is_some_and(|list| list.0.iter().any(|p| !p.trim().is_empty()));
    if is(facts, unit, attr::UNIT_TYPE, &["leadership"]) && !(is_open && practises) {
        found.element(unit);
    }
}

fn has_no_end(facts: &Facts<'_>, interaction: &Relation, found: &mut Found<'_>) {
    let is_collaboration = interaction.get(interacts_with::MODE).is_some_and(|Choice(m)| m == "collaboration");
    if is_collaboration && interaction.get(interacts_with::UNTIL).as_ref().and_then(read).is_none() {
        found.relation(interaction, facts.element(&interaction.source));
    }
}

fn has_one_holder(facts: &Facts<'_>, role: &Element, found: &mut Found<'_>) {
    if answers_alone(facts, role).is_some() {
        found.element(role);
    }
}

fn is_responsible_for_nothing(facts: &Facts<'_>, role: &Element, found: &mut Found<'_>) {
    if !facts.leads(&role.id, RelationKind::AssignedTo) {
        found.element(role);
    }
}

fn is_accountable_for_too_much(facts: &Facts<'_>, role: &Element, found: &mut Found<'_>) {
    if facts.answers(&role.id, &["A"]) as i64 > facts.limits.max_accountable {
        found.element(role);
    }
}

fn has_several_parents(facts: &Facts<'_>, element: &Element, found: &mut Found<'_>) {
    let has_place = matches!(element.kind, ElementKind::OrgUnit | ElementKind::Role);
    if (has_place && facts.parents(&element.id) > 1) || facts.is_on(Ring::Containment, &element.id) {
        found.element(element);
    }
}
