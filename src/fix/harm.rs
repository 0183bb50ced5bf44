//! What a new relation would raise beside what it is drawn for.
//!
//! That is a second point of failure, a flow that is too slow, a responsibility that hangs on one person and the like.
//!
//! Only what one relation can newly raise is told; what is wrong already is not.
//!
//! Knows nothing about what the relation is drawn for.

use std::collections::BTreeSet;

use super::ask::{around, letter};
use crate::analysis::lead_time::{lead_time, stages};
use crate::analysis::settings;
use crate::check::Severity;
use crate::check::facts::Limits;
use crate::edit::{Edit, apply, compose};
use crate::model::attr::{
    Choice, Hours, assigned_to, choice, depends_on, org_unit, partner, process, role, technology, value_stream,
};
use crate::model::element::State;
use crate::model::{Direction, Document, Element, ElementId, ElementKind, Record, RelationKind};

/// The heaviest finding that a relation would newly raise.
#[must_use]
pub fn of_relation(
    document: &Document,
    limits: &Limits,
    kind: RelationKind,
    source: &ElementId,
    target: &ElementId,
    says: &Record,
) -> Option<Severity> {
    let (from, to) = (document.element(source)?, document.element(target)?);
    let warning = |is: bool| is.then_some(Severity::Warning);
    match kind {
        RelationKind::AssignedTo if assigned_to::RACI.read(says) == Some(Choice("A".into())) => {
            makes_accountable(document, limits, from, to)
        }
        RelationKind::Enables => warning(
            slows_a_process(document, limits, from)
                || uses_what_goes(document, from)
                || stops_more(document, limits, source, target),
        ),
        RelationKind::Supplies => warning(is_only_supply(document, limits, from, to)),
        RelationKind::DependsOn => is_cycle(document, source, target).then_some(Severity::Error),
        RelationKind::Contains if to.kind == ElementKind::OrgUnit => {
            warning(is_too_deep(document, limits, source, target))
        }
        RelationKind::Contains if to.kind == ElementKind::Role => warning(brings_customers(document, limits, from, to)),
        RelationKind::Contains => warning(
            stops_more(document, limits, target, source)
                || is_late_with(document, &compose::connect(document, kind, source, target), source),
        ),
        RelationKind::Shapes => warning(lingers(limits, from)),
        _ => None,
    }
}

fn makes_accountable(document: &Document, limits: &Limits, who: &Element, what: &Element) -> Option<Severity> {
    let is_a = |r: &&crate::model::Relation| letter(r).is_some_and(|l| l == "A");
    if around(document, &what.id, RelationKind::AssignedTo, Direction::Incoming).iter().any(is_a) {
        return Some(Severity::Error);
    }
    if who.kind != ElementKind::Role {
        return None;
    }
    let held =
        around(document, &who.id, RelationKind::AssignedTo, Direction::Outgoing).iter().filter(|r| is_a(r)).count();
    let is_alone =
        who.get(role::HOLDERS).is_some_and(|holders| holders <= settings::whole(document, "singleHolder").unwrap_or(1));
    if is_alone && held == 0 {
        return Some(Severity::Warning);
    }
    (held as i64 == limits.max_accountable).then_some(Severity::Info)
}

/// Whether somebody who is not accountable for anything yet could become so without being the only person to do it, nor
/// accountable for too much.
pub(super) fn may_answer(
    document: &Document,
    limits: &Limits,
    who: &ElementId,
    what: &ElementId,
    below: Severity,
) -> bool {
    let (Some(who), Some(what)) = (document.element(who), document.element(what)) else { return false };
    makes_accountable(document, limits, who, what).is_none_or(|harm| harm > below)
}

/// A waterfall process that begins to enable something is slow to market.
fn slows_a_process(document: &Document, limits: &Limits, from: &Element) -> bool {
    let is_waterfall = limits.settled(from, process::APPROACH).is_some_and(|Choice(a)| a == "waterfall");
    let is_target = around(document, &from.id, RelationKind::Enables, Direction::Outgoing).is_empty();
    from.kind == ElementKind::Process && is_waterfall && is_target
}

/// What is retired without anything that replaces it should not be used.
fn uses_what_goes(document: &Document, from: &Element) -> bool {
    from.state() == State::Retire
        && around(document, &from.id, RelationKind::Changes, Direction::Incoming).is_empty()
        && around(document, &from.id, RelationKind::Enables, Direction::Outgoing).is_empty()
        && around(document, &from.id, RelationKind::DependsOn, Direction::Incoming).is_empty()
}

/// Whether a unit that becomes part of another, or one in it, lies too far below the top then.
fn is_too_deep(document: &Document, limits: &Limits, whole: &ElementId, part: &ElementId) -> bool {
    let above = std::iter::successors(Some(whole), |id| document.parent(id)).count();
    let mut depth = above;
    let mut layer = vec![part.clone()];
    while !layer.is_empty() {
        if depth as i64 > limits.max_layers {
            return true;
        }
        depth += 1;
        let parts = layer.iter().flat_map(|id| document.children(id)).filter(|e| e.kind == ElementKind::OrgUnit);
        layer = parts.map(|e| e.id.clone()).collect();
    }
    false
}

/// Whether a role that faces customers becomes part of a product team, where no unit is built around customers.
fn brings_customers(document: &Document, limits: &Limits, team: &Element, member: &Element) -> bool {
    let is =
        |unit: &Element, attr, wanted: &str| limits.settled(unit, attr).is_some_and(|Choice(value)| value == wanted);
    let units = || document.index().of_kind(ElementKind::OrgUnit).filter_map(|id| document.element(id));
    limits.settled(member, role::CUSTOMER_FACING) == Some(true)
        && is(team, org_unit::TOPOLOGY, "stream_aligned")
        && is(team, org_unit::ALIGNMENT, "product")
        && is(team, org_unit::UNIT_TYPE, "team")
        && !units().any(|unit| is(unit, org_unit::ALIGNMENT, "customer"))
}

/// A superseded choice should shape nothing.
fn lingers(limits: &Limits, from: &Element) -> bool {
    from.kind == ElementKind::Choice
        && limits.settled(from, choice::STATUS).is_some_and(|Choice(status)| status == "superseded")
}

fn is_cycle(document: &Document, source: &ElementId, target: &ElementId) -> bool {
    let mut seen = BTreeSet::from([target.clone()]);
    let mut todo = vec![target.clone()];
    while let Some(id) = todo.pop() {
        if id == *source {
            return true;
        }
        for relation in around(document, &id, RelationKind::DependsOn, Direction::Outgoing) {
            if seen.insert(relation.target.clone()) {
                todo.push(relation.target.clone());
            }
        }
    }
    false
}

// --- single points of failure ---

fn is_critical(limits: &Limits, element: &Element) -> bool {
    element.kind == ElementKind::Technology
        && limits.settled(element, technology::CRITICALITY).is_some_and(|c| c >= limits.critical_from)
}

fn is_hard(limits: &Limits, partner: &Element) -> bool {
    let how = limits.settled(partner, partner::SUBSTITUTABILITY);
    how.is_some_and(|Choice(s)| s == "hard" || s == "none")
}

fn suppliers(document: &Document, id: &ElementId) -> BTreeSet<ElementId> {
    around(document, id, RelationKind::Supplies, Direction::Incoming).into_iter().map(|r| r.source.clone()).collect()
}

/// The first supplier of a critical technology, where it is hard to replace and several streams stop without it.
fn is_only_supply(document: &Document, limits: &Limits, from: &Element, to: &Element) -> bool {
    is_critical(limits, to)
        && is_hard(limits, from)
        && suppliers(document, &to.id).is_empty()
        && is_spread(document, streams_lost(document, [&to.id]).len())
}

fn is_spread(document: &Document, streams: usize) -> bool {
    streams as i64 >= settings::whole(document, "spofStreams").unwrap_or(2)
}

/// Whether a technology that hangs on one supplier would stop as many streams as make it a single point of failure, once
/// what follows one element also stops another.
fn stops_more(document: &Document, limits: &Limits, stops: &ElementId, also: &ElementId) -> bool {
    let hangs = |id: &ElementId| {
        let Some(element) = document.element(id).filter(|e| is_critical(limits, e)) else { return false };
        let only = suppliers(document, &element.id);
        only.len() == 1 && only.iter().filter_map(|id| document.element(id)).any(|p| is_hard(limits, p))
    };
    upstream(document, stops).iter().filter(|id| hangs(id)).any(|id| {
        let before = streams_lost(document, [id]).len();
        let after = streams_lost(document, [id, also]).len();
        !is_spread(document, before) && is_spread(document, after)
    })
}

const AHEAD: [RelationKind; 3] = [RelationKind::Enables, RelationKind::Supplies, RelationKind::Delivers];

fn is_hard_dependency(relation: &crate::model::Relation) -> bool {
    relation.get(depends_on::STRENGTH).is_some_and(|Choice(strength)| strength == "hard")
}

/// What stops when something does, one step on.
fn stopped_by(document: &Document, id: &ElementId) -> Vec<ElementId> {
    let mut next: Vec<ElementId> = AHEAD
        .into_iter()
        .flat_map(|kind| around(document, id, kind, Direction::Outgoing))
        .map(|r| r.target.clone())
        .collect();
    let dependants = around(document, id, RelationKind::DependsOn, Direction::Incoming);
    next.extend(dependants.into_iter().filter(|r| is_hard_dependency(r)).map(|r| r.source.clone()));
    if document.element(id).is_some_and(|e| e.kind == ElementKind::Stage) {
        next.extend(document.parent(id).cloned());
    }
    next
}

/// The streams that stop with any of some elements, up to as many as make a single point of failure.
fn streams_lost<const N: usize>(document: &Document, from: [&ElementId; N]) -> BTreeSet<ElementId> {
    let mut streams = BTreeSet::new();
    let mut seen: BTreeSet<ElementId> = from.into_iter().cloned().collect();
    let mut todo: Vec<ElementId> = seen.iter().cloned().collect();
    while let Some(id) = todo.pop() {
        if document.element(&id).is_some_and(|e| e.kind == ElementKind::ValueStream) {
            streams.insert(id.clone());
            if is_spread(document, streams.len()) {
                break;
            }
        }
        let next = stopped_by(document, &id).into_iter();
        todo.extend(next.filter(|id| seen.insert(id.clone())));
    }
    streams
}

/// What an element stops with, itself included.
fn upstream(document: &Document, id: &ElementId) -> BTreeSet<ElementId> {
    let mut seen = BTreeSet::from([id.clone()]);
    let mut todo = vec![id.clone()];
    while let Some(id) = todo.pop() {
        let mut before: Vec<ElementId> = AHEAD
            .into_iter()
            .flat_map(|kind| around(document, &id, kind, Direction::Incoming))
            .map(|r| r.source.clone())
            .collect();
        let needed = around(document, &id, RelationKind::DependsOn, Direction::Outgoing);
        before.extend(needed.into_iter().filter(|r| is_hard_dependency(r)).map(|r| r.target.clone()));
        before.extend(stages(document, &id).into_iter().map(|stage| stage.id.clone()));
        todo.extend(before.into_iter().filter(|id| seen.insert(id.clone())));
    }
    seen
}

// --- lead times ---

/// Whether a stream takes longer than its target.
fn is_late(document: &Document, stream: &ElementId) -> bool {
    let Some(element) = document.element(stream) else { return false };
    let Some(Hours(target)) = element.get(value_stream::TARGET_LEAD_TIME) else { return false };
    let lead = lead_time(document, stream).filter(|lead| lead.unknown == 0);
    lead.is_some_and(|lead| lead.hours.0 > target + 1e-6 * target.abs())
}

/// Whether edits would make a stream take longer than its target that does not yet.
pub(super) fn is_late_with(document: &Document, edits: &[Edit], stream: &ElementId) -> bool {
    let is_stream = document.element(stream).is_some_and(|e| e.kind == ElementKind::ValueStream);
    is_stream && !is_late(document, stream) && apply(document, edits).is_ok_and(|(after, _)| is_late(&after, stream))
}
