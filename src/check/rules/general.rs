//! What holds for everything: relations, names, zones and what is to retire.
//!
//! Knows nothing about the other families.

use super::portfolio::is_project;
use crate::check::facts::{Facts, Total};
use crate::check::finding::{Found, Subject};
use crate::check::rule::{Look, Rule, Severity};
use crate::model::aside::{AsideReason, AsideRelation};
use crate::model::attr::assigned_to;
use crate::model::{Element, ElementId, ElementKind, Relation, RelationKind, State};

/// The rules of the family.
pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "GE-01",
        severity: Severity::Warning,
        clauses: &["C08", "C09"],
        when: "node with no relation at all",
        message: "\"{n}\" is connected to nothing.",
        suggestion: "Connect or delete it.",
        look: &[Look::Elements(&[], is_connected_to_nothing)],
    },
    Rule {
        id: "GE-02",
        severity: Severity::Error,
        clauses: &["C07"],
        when: "relation whose (type, source kind, target kind) is not legal, or with a missing end",
        message: "Relation \"{n}\" is not allowed here.",
        suggestion: "Use one of the allowed relations.",
        look: &[Look::Model(is_not_allowed)],
    },
    Rule {
        id: "GE-03",
        severity: Severity::Warning,
        clauses: &["C07"],
        when: "two elements of one kind with the same name (case-insensitive); or same relation twice",
        message: "\"{n}\" appears twice.",
        suggestion: "Merge or rename.",
        look: &[
            Look::Elements(&[], has_a_namesake),
            Look::Relations(&[], is_said_twice),
            Look::Model(is_claimed_twice),
        ],
    },
    Rule {
        id: "GE-04",
        severity: Severity::Info,
        clauses: &["C09", "C10"],
        when: "a canvas zone inside the frame is empty",
        message: "Zone \"{n}\" is empty.",
        suggestion: "Fill it or mark it as not relevant.",
        look: &[Look::Model(is_empty)],
    },
    Rule {
        id: "GE-05",
        severity: Severity::Warning,
        clauses: &["C02"],
        when: "no management node",
        message: "Nothing shows how the organization runs itself.",
        suggestion: "Add forums, budgets, scorecards.",
        look: &[Look::Model(no_management)],
    },
    Rule {
        id: "GE-06",
        severity: Severity::Warning,
        clauses: &["C07", "C26"],
        when: "element with state=retire that others still rely on (incoming depends_on, or outgoing enables) and no project changes it",
        message: "\"{n}\" is retired but still used.",
        suggestion: "Plan the replacement.",
        look: &[Look::Elements(&[], is_retired_and_used)],
    },
];

fn is_connected_to_nothing(facts: &Facts<'_>, element: &Element, found: &mut Found<'_>) {
    if !facts.is_joined(&element.id) {
        found.element(element);
    }
}

fn is_not_allowed(facts: &Facts<'_>, found: &mut Found<'_>) {
    for refused in facts.refused() {
        if matches!(refused.why, AsideReason::Illegal | AsideReason::MissingEnd) {
            found.relation(&refused.relation, facts.element(&refused.relation.source));
        }
    }
}

fn has_a_namesake(facts: &Facts<'_>, element: &Element, found: &mut Found<'_>) {
    let namesakes = facts.namesakes(element);
    if !namesakes.is_empty() {
        found.counted(element, 0, &namesakes);
    }
}

fn is_said_twice(facts: &Facts<'_>, relation: &Relation, found: &mut Found<'_>) {
    let letter = |r: &Relation| r.get(assigned_to::RACI);
    let is_same = |other: &Relation| relation.kind != RelationKind::AssignedTo || letter(other) == letter(relation);
    // The copy that comes first in the file, which is in the order of the ids, is the one to keep.
    let mut before = facts.between(&relation.source, relation.kind, &relation.target);
    if before.any(|other| other.id < relation.id && is_same(other)) {
        found.relation(relation, facts.element(&relation.source));
    }
}

/// The same whole claimed twice for a part: the second is refused as one parent too many, and is a copy all the same.
fn is_claimed_twice(facts: &Facts<'_>, found: &mut Found<'_>) {
    for AsideRelation { relation, why } in facts.refused() {
        let mut same = facts.between(&relation.source, relation.kind, &relation.target);
        if *why == AsideReason::SecondParent && same.next().is_some() {
            found.relation(relation, facts.element(&relation.source));
        }
    }
}

fn is_empty(facts: &Facts<'_>, found: &mut Found<'_>) {
    for zone in &facts.metamodel().zones {
        let is_inside = matches!(zone.theme.as_str(), "key_work" | "context") && !zone.kinds.is_empty();
        if is_inside
            && zone
                .kinds
                .iter()
                .filter_map(|kind| kind.parse().ok())
                .all(|kind| facts.totals().count(Total::Kind(kind)) == 0)
        {
            found.about(Subject::Zone(zone.id.clone()), zone.label.clone(), 0, &[]);
        }
    }
}

fn no_management(facts: &Facts<'_>, found: &mut Found<'_>) {
    if facts.totals().count(Total::Kind(ElementKind::Management)) == 0 {
        found.model(facts.model_name());
    }
}

fn is_retired_and_used(facts: &Facts<'_>, element: &Element, found: &mut Found<'_>) {
    let is_project = |id: &ElementId| facts.element(id).is_some_and(is_project);
    if element.state() != State::Retire || facts.from(&element.id, RelationKind::Changes).any(is_project) {
        return;
    }
    let enabled = facts.to(&element.id, RelationKind::Enables);
    let users: Vec<ElementId> = facts.from(&element.id, RelationKind::DependsOn).chain(enabled).cloned().collect();
    if !users.is_empty() {
        found.counted(element, 0, &users);
    }
}
