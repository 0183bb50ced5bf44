//! What can be done about technology that is not tried, not used, not supported or not replaceable.
//!
//! Knows nothing about the other families.

use std::collections::BTreeSet;

use crate::analysis::technology::is_emerging;
use crate::edit::Edit;
use crate::fix::ask::{Ask, MOST};
use crate::fix::focus::Focus;
use crate::model::attr::{Choice, experiment, technology as attr};
use crate::model::{Direction, Element, ElementId, ElementKind, Record, RelationId, RelationKind};

const ENABLED: [ElementKind; 4] =
    [ElementKind::ValueStream, ElementKind::Stage, ElementKind::Process, ElementKind::PortfolioItem];

pub(super) fn offers(ask: &mut Ask<'_>) {
    if ask.finding.rule.id == "TE-01" {
        say_what_emerges(ask);
    }
    let Some(element) = ask.subject() else { return };
    let (id, name) = (&element.id, element.shown_name());
    match ask.finding.rule.id {
        "TE-02" => {
            let (mut edits, hypothesis) = experiment_on(ask, element);
            let focus = hypothesis.clone();
            ask.offer(format!("Add an experiment that tests {name}"), std::mem::take(&mut edits), Some(focus));
            let pick = ask.from(RelationKind::Tests, id, &[ElementKind::Experiment]);
            ask.pick(format!("Choose the experiment that tests {name}"), pick);
        }
        "TE-03" => agree(ask, element),
        "TE-04" => {
            let pick = ask.from(RelationKind::Changes, id, &[ElementKind::PortfolioItem]);
            ask.pick(format!("Choose the project that replaces {name}"), pick);
        }
        "TE-05" => {
            let pick = ask.to(RelationKind::Enables, id, &ENABLED).or_new(&[ElementKind::Process]);
            ask.pick(format!("Choose what {name} is used for"), pick);
        }
        "TE-06" => break_the_cycle(ask, id),
        "TE-07" => {
            let pick = ask.from(RelationKind::Supplies, id, &[ElementKind::Partner]);
            ask.pick(format!("Choose a second source of {name}"), pick);
        }
        _ => {}
    }
}

/// An experiment on a technology, and the field of what is believed.
fn experiment_on(ask: &Ask<'_>, technology: &Element) -> (Vec<Edit>, Focus) {
    let name = format!("Try {}", technology.shown_name());
    let made = ask.make(ElementKind::Experiment, &name, Record::new());
    let focus = Focus::element(&made.id, experiment::HYPOTHESIS.key);
    let tests = ask.relate(RelationKind::Tests, &made.id, &technology.id, &Record::new());
    (vec![Edit::AddElement(made), tests], focus)
}

/// Technologies that may be emerging: whose maturity is not known or is growth, and that are not adopted yet.
fn say_what_emerges(ask: &mut Ask<'_>) {
    let is_open = |technology: &&Element| {
        let maturity = technology.get(attr::MATURITY).is_none_or(|Choice(m)| m == "growth");
        maturity && technology.get(attr::RING).is_none_or(|Choice(ring)| ring != "adopt")
    };
    let mut open: Vec<&Element> = ask.all(ElementKind::Technology).filter(is_open).collect();
    open.sort_by_key(|t| ask.incoming(&t.id, RelationKind::Tests).is_empty());
    for technology in open.into_iter().take(MOST) {
        let name = technology.shown_name();
        let mut edits = vec![Ask::choose(&technology.id, attr::MATURITY.key, "emerging")];
        if ask.incoming(&technology.id, RelationKind::Tests).is_empty() {
            let (more, focus) = experiment_on(ask, technology);
            edits.extend(more);
            ask.offer(format!("Say that {name} is emerging and add an experiment that tests it"), edits, Some(focus));
        } else {
            ask.offer(format!("Say that {name} is emerging"), edits, None);
        }
    }
}

fn agree(ask: &mut Ask<'_>, technology: &Element) {
    let (id, name) = (&technology.id, technology.shown_name());
    let ring = |wanted: &str| vec![Ask::choose(id, attr::RING.key, wanted)];
    let maturity = |wanted: &str| vec![Ask::choose(id, attr::MATURITY.key, wanted)];
    if is_emerging(technology) {
        ask.offer(format!("Move {name} back to the ring trial"), ring("trial"), None);
        // The last one that emerges is missed.
        if ask.all(ElementKind::Technology).filter(|t| is_emerging(t)).nth(1).is_some() {
            ask.offer(format!("Say that {name} is not emerging any more but growing"), maturity("growth"), None);
        }
    } else {
        ask.offer(format!("Move {name} to the ring hold"), ring("hold"), None);
        ask.offer(format!("Say that {name} is mature, not legacy"), maturity("mature"), None);
    }
}

/// What an element depends on in a circle goes, or what depends on it.
fn break_the_cycle(ask: &mut Ask<'_>, id: &ElementId) {
    let around = [reach(ask, id, Direction::Outgoing), reach(ask, id, Direction::Incoming)];
    let ring: BTreeSet<&ElementId> = around[0].intersection(&around[1]).collect();
    let name = ask.name(id);
    let out: Vec<_> =
        ask.outgoing(id, RelationKind::DependsOn).into_iter().filter(|r| ring.contains(&r.target)).collect();
    let back: Vec<_> =
        ask.incoming(id, RelationKind::DependsOn).into_iter().filter(|r| ring.contains(&r.source)).collect();
    let ids =
        |relations: &[&crate::model::Relation]| -> Vec<RelationId> { relations.iter().map(|r| r.id.clone()).collect() };
    let remove = |ids: &[RelationId]| ids.iter().cloned().map(Edit::RemoveRelation).collect::<Vec<_>>();
    let (first, second) = (ids(&out), ids(&back));
    let label = match out.as_slice() {
        [one] => format!("Remove that {name} depends on {}", ask.name(&one.target)),
        many => format!("Remove the {} dependencies of {name} that lead back to it", many.len()),
    };
    ask.offer(label, remove(&first), None);
    if first != second {
        let label = match back.as_slice() {
            [one] => format!("Remove that {} depends on {name}", ask.name(&one.source)),
            many => format!("Remove the {} dependencies on {name} that lead back to it", many.len()),
        };
        ask.offer(label, remove(&second), None);
    }
}

/// What depends on an element or what it depends on, however far. It is part of that where it is on a cycle.
fn reach(ask: &Ask<'_>, id: &ElementId, way: Direction) -> BTreeSet<ElementId> {
    let mut seen = BTreeSet::new();
    let mut todo = vec![id.clone()];
    while let Some(at) = todo.pop() {
        for relation in crate::fix::ask::around(ask.document, &at, RelationKind::DependsOn, way) {
            let other = if way == Direction::Outgoing { &relation.target } else { &relation.source };
            if seen.insert(other.clone()) {
                todo.push(other.clone());
            }
        }
    }
    seen
}
