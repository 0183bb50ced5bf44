//! What a new relation would raise beside what it is drawn for.
//!
//! That is a second point of failure, a flow that is too slow, a responsibility that hangs on one person and the like.
//!
//! Only what one relation can newly raise is told; what is wrong already is not.
//!
//! Knows nothing about what the relation is drawn for.

use std::collections::BTreeSet;

use super::ask::{around, letter};
use crate::analysis::lead_time::lead_time;
use crate::analysis::outage::{needed_by, streams_lost};
use crate::analysis::settings;
use crate::analysis::single_points::{self, is_hard_to_replace, least_streams};
use crate::check::Severity;
use crate::check::facts::Limits;
use crate::edit::{Edit, apply, compose};
use crate::model::attr::{Choice, Hours, assigned_to, choice, org_unit, process, role, value_stream};
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
                || stops_more(document, source, target),
        ),
        RelationKind::Supplies => warning(is_only_supply(document, from, to)),
        RelationKind::DependsOn => is_cycle(document, source, target).then_some(Severity::Error),
        RelationKind::Contains if to.kind == ElementKind::OrgUnit => {
            warning(is_too_deep(document, limits, source, target))
        }
        RelationKind::Contains if to.kind == ElementKind::Role => warning(brings_customers(document, limits, from, to)),
        RelationKind::Contains => warning(
            stops_more(document, target, source)
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

fn is_critical(document: &Document, element: &Element) -> bool {
    element.kind == ElementKind::Technology && single_points::is_critical(document, element)
}

fn suppliers(document: &Document, id: &ElementId) -> BTreeSet<ElementId> {
    around(document, id, RelationKind::Supplies, Direction::Incoming).into_iter().map(|r| r.source.clone()).collect()
}

/// The first supplier of a critical technology, where it is hard to replace and several streams stop without it.
fn is_only_supply(document: &Document, from: &Element, to: &Element) -> bool {
    is_critical(document, to)
        && is_hard_to_replace(document, from)
        && suppliers(document, &to.id).is_empty()
        && lost(document, &to.id).len() >= least_streams(document)
}

/// Whether a technology that hangs on one supplier would stop as many streams as make it a single point of failure, once
/// what follows one element also stops another.
fn stops_more(document: &Document, stops: &ElementId, also: &ElementId) -> bool {
    let hangs = |id: &ElementId| {
        let Some(element) = document.element(id).filter(|e| is_critical(document, e)) else { return false };
        let only = suppliers(document, &element.id);
        only.len() == 1 && only.iter().filter_map(|id| document.element(id)).any(|p| is_hard_to_replace(document, p))
    };
    let least = least_streams(document);
    let mut with = lost(document, also);
    if document.element(also).is_some_and(|e| e.kind == ElementKind::ValueStream) {
        with.insert(also);
    }
    needed_by(document, stops).into_iter().filter(|id| hangs(id)).any(|id| {
        let before = lost(document, id);
        before.len() < least && before.union(&with).count() >= least
    })
}

/// The streams that stop with an element, up to as many as make it a single point of failure.
fn lost<'a>(document: &'a Document, id: &ElementId) -> BTreeSet<&'a ElementId> {
    streams_lost(document, id, least_streams(document).max(1))
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
