//! What can be done where a promise is missing, drives nothing or never reaches anybody.
//!
//! Knows nothing about the other families.

use std::collections::BTreeSet;

use crate::edit::Edit;
use crate::fix::ask::{Ask, MOST};
use crate::fix::focus::Focus;
use crate::fix::pick::Among;
use crate::model::attr::value_stream;
use crate::model::{Element, ElementId, ElementKind, Record, RelationKind};

pub(super) fn offers(ask: &mut Ask<'_>) {
    match (ask.finding.rule.id, ask.subject()) {
        ("VP-01", _) => add_a_promise(ask),
        ("VP-02", Some(promise)) => {
            let pick = ask.to(RelationKind::Drives, &promise.id, &[ElementKind::ValueStream]);
            ask.pick(format!("Choose the stream that keeps {}", promise.shown_name()), pick);
        }
        ("VP-03", Some(stream)) => drive(ask, stream),
        ("VP-04", Some(promise)) => {
            let pick = ask.to(RelationKind::OfferedTo, &promise.id, &[ElementKind::Stakeholder]);
            let pick = pick.or_new(&[ElementKind::Stakeholder]);
            ask.pick(format!("Choose to whom {} is promised", promise.shown_name()), pick);
        }
        ("VP-05", Some(promise)) => close_the_loop(ask, promise),
        _ => {}
    }
}

fn add_a_promise(ask: &mut Ask<'_>) {
    let promise = ask.make(ElementKind::ValueProposition, "What we promise", Record::new());
    let focus = Focus::element(&promise.id, "name");
    let mut edits = vec![Edit::AddElement(promise.clone())];
    let mut streams = ask.all(ElementKind::ValueStream).filter(|s| ask.is(s, value_stream::STREAM_TYPE, "core"));
    let only = streams.next().filter(|_| streams.next().is_none());
    let label = match only {
        Some(stream) => {
            edits.push(ask.relate(RelationKind::Drives, &promise.id, &stream.id, &Record::new()));
            format!("Add the promise that {} keeps", stream.shown_name())
        }
        None => "Add the promise that drives the model".to_owned(),
    };
    ask.offer(label, edits, Some(focus));
}

fn drive(ask: &mut Ask<'_>, stream: &Element) {
    let pick = ask.from(RelationKind::Drives, &stream.id, &[ElementKind::ValueProposition]);
    ask.pick(format!("Choose the promise that {} keeps", stream.shown_name()), pick);
    let edits = vec![Ask::choose(&stream.id, value_stream::STREAM_TYPE.key, "enabling")];
    ask.offer(format!("Make {} an enabling stream", stream.shown_name()), edits, None);
}

/// The link of the loop that is missing, where it is one: the consumption, the delivery, what drives the delivering stream,
/// or to whom it is promised.
fn close_the_loop(ask: &mut Ask<'_>, promise: &Element) {
    let offered = targets(ask, &promise.id, RelationKind::OfferedTo);
    let streams: BTreeSet<ElementId> = targets(ask, &promise.id, RelationKind::Drives)
        .into_iter()
        .filter(|id| ask.element(id).is_some_and(|e| e.kind == ElementKind::ValueStream))
        .collect();
    let delivered: BTreeSet<ElementId> = streams.iter().flat_map(|stream| delivered_by(ask, stream)).collect();
    let consumed: BTreeSet<ElementId> =
        offered.iter().flat_map(|who| targets(ask, who, RelationKind::Consumes)).collect();
    let name = promise.shown_name();
    if !delivered.is_empty() {
        for who in offered.iter().take(MOST) {
            let pick = ask.to(RelationKind::Consumes, who, &[ElementKind::PortfolioItem]);
            let label = format!("Choose what {} consumes of what keeps {name}", ask.name(who));
            ask.pick(label, pick.among(Among::These(delivered.clone())));
        }
        let consumers = delivered.iter().flat_map(|item| sources(ask, item, RelationKind::Consumes)).collect();
        let pick = ask.to(RelationKind::OfferedTo, &promise.id, &[ElementKind::Stakeholder]);
        ask.pick(format!("Choose to whom {name} is promised"), pick.among(Among::These(consumers)));
    }
    if !consumed.is_empty() {
        for stream in streams.iter().take(MOST) {
            let pick = ask.to(RelationKind::Delivers, stream, &[ElementKind::PortfolioItem]);
            let label = format!("Choose what {} delivers to keep {name}", ask.name(stream));
            ask.pick(label, pick.among(Among::These(consumed.clone())));
        }
        let deliver = consumed.iter().flat_map(|item| sources(ask, item, RelationKind::Delivers));
        let deliver = deliver.filter_map(|id| match ask.element(&id)?.kind {
            ElementKind::Stage => ask.document.parent(&id).cloned(),
            _ => Some(id),
        });
        let deliver = deliver.collect();
        let pick = ask.to(RelationKind::Drives, &promise.id, &[ElementKind::ValueStream]);
        ask.pick(format!("Choose the stream that keeps {name}"), pick.among(Among::These(deliver)));
    }
}

fn targets(ask: &Ask<'_>, id: &ElementId, kind: RelationKind) -> BTreeSet<ElementId> {
    ask.outgoing(id, kind).into_iter().map(|r| r.target.clone()).collect()
}

fn sources(ask: &Ask<'_>, id: &ElementId, kind: RelationKind) -> BTreeSet<ElementId> {
    ask.incoming(id, kind).into_iter().map(|r| r.source.clone()).collect()
}

fn delivered_by(ask: &Ask<'_>, stream: &ElementId) -> BTreeSet<ElementId> {
    let stages = crate::analysis::lead_time::stages(ask.document, stream);
    let parts = stages.into_iter().map(|s| s.id.clone()).chain([stream.clone()]);
    parts.flat_map(|part| targets(ask, &part, RelationKind::Delivers)).collect()
}
