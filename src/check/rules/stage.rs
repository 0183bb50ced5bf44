//! Stages: where they belong, who does them, how long they take and what they use.
//!
//! Knows nothing about the other families.

use std::collections::{BTreeMap, BTreeSet};

use crate::check::cycles::Ring;
use crate::check::facts::Facts;
use crate::check::finding::{Found, Subject};
use crate::check::rule::{Look, Rule, Severity};
use crate::model::attr::{Hours, stage as attr};
use crate::model::{Element, ElementId, ElementKind, RelationKind};

/// The rules of the family.
pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "ST-01",
        severity: Severity::Error,
        clauses: &["C12"],
        when: "stage with incoming contains count != 1",
        message: "Stage \"{n}\" is not in exactly one stream.",
        suggestion: "Put it in one stream.",
        look: &[Look::Elements(&[ElementKind::Stage], is_not_in_one_stream)],
    },
    Rule {
        id: "ST-02",
        severity: Severity::Error,
        clauses: &["C12"],
        when: "two stages of one stream share an order",
        message: "Stages of the same stream share position {n}.",
        suggestion: "Renumber the stages.",
        look: &[Look::Elements(&[ElementKind::ValueStream], share_a_position)],
    },
    Rule {
        id: "ST-03",
        severity: Severity::Error,
        clauses: &["C31", "C13"],
        when: "stage with no incoming assigned_to raci=A",
        message: "Nobody is accountable for stage \"{n}\".",
        suggestion: "Assign one accountable role.",
        look: &[Look::Elements(&[ElementKind::Stage], nobody_is_accountable)],
    },
    Rule {
        id: "ST-04",
        severity: Severity::Error,
        clauses: &["C31"],
        when: "any element with more than one incoming assigned_to raci=A",
        message: "\"{n}\" has {k} accountable roles.",
        suggestion: "Keep exactly one A; turn the rest into R or C.",
        look: &[Look::Elements(&[], several_are_accountable)],
    },
    Rule {
        id: "ST-05",
        severity: Severity::Warning,
        clauses: &["C13"],
        when: "stage with no incoming R (and A is not a role/unit doing it): no R and no A",
        message: "Nobody does stage \"{n}\".",
        suggestion: "Assign who is responsible.",
        look: &[Look::Elements(&[ElementKind::Stage], nobody_does_it)],
    },
    Rule {
        id: "ST-06",
        severity: Severity::Error,
        clauses: &["C08"],
        when: "stage with processTime > leadTime",
        message: "Stage \"{n}\": process time exceeds lead time.",
        suggestion: "Lead time includes process time; correct one of them.",
        look: &[Look::Elements(&[ElementKind::Stage], is_worked_longer_than_it_takes)],
    },
    Rule {
        id: "ST-07",
        severity: Severity::Warning,
        clauses: &["C12", "C23"],
        when: "stage without leadTime or processTime or pctCA",
        message: "Stage \"{n}\" has no flow figures.",
        suggestion: "Enter lead time, process time and % complete & accurate.",
        look: &[Look::Elements(&[ElementKind::Stage], has_no_figures)],
    },
    Rule {
        id: "ST-08",
        severity: Severity::Info,
        clauses: &["C13"],
        when: "stage with neither incoming enables (process or technology, on it or its stream) nor incoming supplies",
        message: "Stage \"{n}\" names no process, technology or partner.",
        suggestion: "Link what it uses.",
        look: &[Look::Elements(&[ElementKind::Stage], uses_nothing)],
    },
    Rule {
        id: "ST-09",
        severity: Severity::Warning,
        clauses: &["C08"],
        when: "flows_to among stages forms a cycle without an edge marked rework",
        message: "The flow through \"{n}\" loops.",
        suggestion: "Mark the return edge as rework.",
        look: &[Look::Elements(&[ElementKind::Stage], loops)],
    },
];

fn is_not_in_one_stream(facts: &Facts<'_>, stage: &Element, found: &mut Found<'_>) {
    if facts.parents(&stage.id) != 1 {
        found.element(stage);
    }
}

fn share_a_position(facts: &Facts<'_>, stream: &Element, found: &mut Found<'_>) {
    let mut at: BTreeMap<i64, Vec<&Element>> = BTreeMap::new();
    for stage in facts.stages(&stream.id) {
        if let Some(order) = stage.get(attr::ORDER) {
            at.entry(order).or_default().push(stage);
        }
    }
    for (order, stages) in at.into_iter().filter(|(_, stages)| stages.len() > 1) {
        for stage in &stages {
            let others: Vec<ElementId> = stages.iter().map(|s| s.id.clone()).filter(|id| *id != stage.id).collect();
            found.about(Subject::Element(stage.id.clone()), order.to_string().into(), 0, &others);
        }
    }
}

fn nobody_is_accountable(facts: &Facts<'_>, stage: &Element, found: &mut Found<'_>) {
    if facts.assigned(&stage.id, "A").is_empty() {
        found.element(stage);
    }
}

fn several_are_accountable(facts: &Facts<'_>, element: &Element, found: &mut Found<'_>) {
    let who = facts.assigned(&element.id, "A");
    if who.len() > 1 {
        let each: BTreeSet<&ElementId> = who.iter().copied().collect();
        found.counted(element, who.len() as i64, &each.into_iter().cloned().collect::<Vec<_>>());
    }
}

fn nobody_does_it(facts: &Facts<'_>, stage: &Element, found: &mut Found<'_>) {
    if ["R", "A"].into_iter().all(|letter| facts.assigned(&stage.id, letter).is_empty()) {
        found.element(stage);
    }
}

fn is_worked_longer_than_it_takes(_: &Facts<'_>, stage: &Element, found: &mut Found<'_>) {
    let times = stage.get(attr::PROCESS_TIME).zip(stage.get(attr::LEAD_TIME));
    if times.is_some_and(|(Hours(worked), Hours(taken))| worked > taken) {
        found.element(stage);
    }
}

fn has_no_figures(_: &Facts<'_>, stage: &Element, found: &mut Found<'_>) {
    let times = [attr::LEAD_TIME, attr::PROCESS_TIME].map(|time| stage.get(time).is_some());
    if times != [true; 2] || stage.get(attr::PCT_CA).is_none() {
        found.element(stage);
    }
}

fn uses_nothing(facts: &Facts<'_>, stage: &Element, found: &mut Found<'_>) {
    let stream = facts.from(&stage.id, RelationKind::Contains);
    let mut wholes = stream.chain([&stage.id]);
    let is_enabled = wholes.any(|id| facts.is_led_to(id, RelationKind::Enables));
    if !is_enabled && !facts.is_led_to(&stage.id, RelationKind::Supplies) {
        found.element(stage);
    }
}

fn loops(facts: &Facts<'_>, stage: &Element, found: &mut Found<'_>) {
    if facts.is_on(Ring::Flow, &stage.id) {
        found.element(stage);
    }
}
