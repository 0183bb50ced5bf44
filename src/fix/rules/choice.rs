//! What can be done about design choices that are not made, not complete or in conflict.
//!
//! Knows nothing about the other families.

use crate::edit::Edit;
use crate::fix::ask::{Ask, MOST};
use crate::fix::focus::Focus;
use crate::model::attr::{Choice, choice as attr, shapes};
use crate::model::{Direction, Element, ElementId, ElementKind, RelationKind};

pub(super) fn offers(ask: &mut Ask<'_>) {
    match (ask.finding.rule.id, ask.subject()) {
        ("CH-01", _) => decide_one(ask),
        ("CH-02", Some(choice)) => complete(ask, choice),
        ("CH-03", _) => resolve(ask),
        _ => {}
    }
}

fn status(choice: &ElementId, wanted: &str) -> Edit {
    Ask::choose(choice, attr::STATUS.key, wanted)
}

fn missing(choice: &Element) -> Option<&'static str> {
    let texts = [attr::DECISION, attr::RATIONALE];
    let open = texts.into_iter().find(|text| choice.get(*text).is_none_or(|t| t.trim().is_empty()));
    open.map(|text| text.key)
}

/// Open choices whose decision is written are decided first; of others the decision is still to be entered.
fn decide_one(ask: &mut Ask<'_>) {
    let mut open: Vec<&Element> = ask.all(ElementKind::Choice).filter(|c| ask.is(c, attr::STATUS, "open")).collect();
    open.sort_by_key(|choice| missing(choice).is_some());
    for choice in open.into_iter().take(MOST) {
        let edits = vec![status(&choice.id, "decided")];
        let name = choice.shown_name();
        match missing(choice) {
            None => ask.offer(format!("Say that {name} is decided"), edits, None),
            Some(key) => {
                let focus = Focus::element(&choice.id, key);
                ask.offer(format!("Decide {name} and write the decision"), edits, Some(focus));
            }
        }
    }
}

/// Whether a decided choice would be in conflict with another one.
fn conflicts(ask: &Ask<'_>, choice: &ElementId) -> bool {
    [Direction::Outgoing, Direction::Incoming].into_iter().any(|way| {
        crate::fix::ask::around(ask.document, choice, RelationKind::Shapes, way).into_iter().any(|r| {
            let other = if way == Direction::Outgoing { &r.target } else { &r.source };
            let other = ask.element(other).filter(|e| e.kind == ElementKind::Choice);
            r.get(shapes::EFFECT).is_some_and(|Choice(e)| e == "conflicts")
                && other.is_some_and(|e| ask.is(e, attr::STATUS, "decided"))
        })
    })
}

fn complete(ask: &mut Ask<'_>, choice: &Element) {
    let (id, name) = (&choice.id, choice.shown_name());
    let open = missing(choice);
    if ask.is(choice, attr::STATUS, "superseded") {
        if let Some(edits) = no_longer_shaping(ask, id) {
            ask.offer(format!("Take back what {name} still shapes"), edits, None);
        }
        if open.is_none() && !conflicts(ask, id) {
            ask.offer(format!("Say that {name} still holds"), vec![status(id, "decided")], None);
        }
    }
    let focus = open.map(|key| Focus::element(id, key));
    ask.offer(format!("Reopen {name}"), vec![status(id, "open")], focus);
}

/// The edits after which a choice shapes nothing, unless something would be connected to nothing then.
fn no_longer_shaping(ask: &Ask<'_>, choice: &ElementId) -> Option<Vec<Edit>> {
    let shaping = ask.outgoing(choice, RelationKind::Shapes);
    let joined = |id: &ElementId| {
        let ways = [Direction::Outgoing, Direction::Incoming].into_iter();
        ways.map(|way| ask.document.index().relations_of(id, way).count()).sum::<usize>()
    };
    let gone = |id: &ElementId| shaping.iter().filter(|r| r.source == *id || r.target == *id).count();
    let ends = shaping.iter().flat_map(|r| [&r.source, &r.target]);
    let stays_joined = ends.into_iter().all(|id| joined(id) > gone(id));
    stays_joined.then(|| shaping.iter().map(|r| Edit::RemoveRelation(r.id.clone())).collect())
}

/// One of the two is superseded, as far as it shapes nothing any more then, or is open again.
fn resolve(ask: &mut Ask<'_>) {
    let Some(relation) = ask.relation() else { return };
    let ends = [&relation.target, &relation.source];
    for id in ends {
        let other = if *id == relation.target { &relation.source } else { &relation.target };
        if let Some(mut edits) = no_longer_shaping(ask, id) {
            edits.insert(0, status(id, "superseded"));
            ask.offer(format!("Let {} supersede {}", ask.name(other), ask.name(id)), edits, None);
        }
    }
    for id in ends {
        let focus = ask.element(id).and_then(missing).map(|key| Focus::element(id, key));
        ask.offer(format!("Reopen {}", ask.name(id)), vec![status(id, "open")], focus);
    }
}
