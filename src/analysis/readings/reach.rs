//! What outages reach and what must not fail (A11, A12), told.
//!
//! Knows nothing about the formulas.

use ecow::EcoVec;

use super::{Told, of};
use crate::analysis::outage::{Hop, Outages, Reach};
use crate::analysis::reading::{Answer, Reading, Step, Subject, joined, unit};
use crate::analysis::single_points::{Lost, single_points};
use crate::analysis::written::number;
use crate::model::{ElementId, ElementKind};

/// A11 of every technology and partner.
pub(super) fn outages(told: &Told) -> Vec<Reading> {
    let mut outages = Outages::new(told.document);
    let kinds = [ElementKind::Technology, ElementKind::Partner];
    let all = kinds.into_iter().flat_map(|kind| told.document.index().of_kind(kind));
    all.flat_map(|id| outage(told, id, outages.reach(id))).collect()
}

fn outage(told: &Told, id: &ElementId, reach: Reach) -> Vec<Reading> {
    let words = reason(told, &reach);
    let steps: EcoVec<Step> = reach.hops.iter().map(step).collect();
    let elements = reach.hops.iter().map(|hop| &hop.element);
    let elements: EcoVec<ElementId> = std::iter::once(id).chain(elements).cloned().collect();
    let (hit, all, share) = (reach.streams.len(), reach.all_streams, reach.share());
    let lists = [("A11.streams", reach.streams), ("A11.items", reach.items), ("A11.consumers", reach.consumers)];
    let lists = lists.map(|(analysis, list)| {
        let words = if list.is_empty() { "The outage reaches none".into() } else { words.clone() };
        Some(Reading::new(analysis, of(id), Answer::Elements(list), unit::ELEMENTS).words(words))
    });
    let share = share.and_then(|share| {
        let words = format!("{hit} of {all} streams = {} %", number(share.0));
        Some(Reading::number("A11.share", of(id), share.0, unit::PERCENT)?.words(words))
    });
    let all = lists.into_iter().chain([share]).flatten();
    all.map(|reading| reading.from(elements.clone()).steps(steps.clone())).collect()
}

fn step(hop: &Hop) -> Step {
    let of = vec![hop.element.clone(), hop.from.clone()];
    Step { what: hop.link.words().into(), amount: None, unit: unit::ELEMENT, of }
}

/// Each hop in words.
fn reason(told: &Told, reach: &Reach) -> String {
    let hop = |hop: &Hop| format!("{} {} {}", told.name(&hop.element), hop.link.words(), told.name(&hop.from));
    joined(reach.hops.iter().map(hop), "; ")
}

/// A12: how many elements, and which of each sort.
pub(super) fn single(told: &Told) -> Vec<Reading> {
    let document = told.document;
    let looked_at = [ElementKind::Role, ElementKind::Technology, ElementKind::Partner];
    if looked_at.into_iter().all(|kind| document.index().of_kind(kind).next().is_none()) {
        return Vec::new();
    }
    let found = single_points(document, &mut Outages::new(document));
    let lost = |(id, stream, lost): &(ElementId, ElementId, Lost)| {
        let what = match lost {
            Lost::Responsible => "Without it nobody is responsible for",
            Lost::Technology => "Without it no technology enables",
        };
        Step { what: what.into(), amount: None, unit: unit::ELEMENT, of: vec![id.clone(), stream.clone()] }
    };
    let alone: Vec<Step> = found.articulations.iter().map(lost).collect();
    let all = found.all();
    let mut steps = vec![
        Step::count("Accountable roles with too few holders", found.roles.clone()),
        Step::count("Technologies without a second source", found.technologies.clone()),
    ];
    steps.extend(alone.iter().cloned());
    let without = found.articulations.iter().map(|(id, ..)| id.clone()).collect::<std::collections::BTreeSet<_>>();
    let words = format!(
        "{} roles, {} technologies, {} that a core stream cannot do without: {} in all",
        found.roles.len(),
        found.technologies.len(),
        without.len(),
        all.len()
    );
    let list = |analysis, ids: Vec<ElementId>, words: &str| {
        Reading::new(analysis, Subject::Model, Answer::Elements(ids.clone()), unit::ELEMENTS).from(ids).words(words)
    };
    let count = Reading::number("A12", Subject::Model, all.len() as f64, unit::ELEMENTS);
    let roles = list("A12.roles", found.roles, "Accountable for something, and one person at most can fill it");
    let technologies = "Critical, its outage reaches several streams, and its one supplier is hard to replace";
    let technologies = list("A12.technologies", found.technologies, technologies);
    let articulations = "A core stream has nobody responsible or no technology left without it";
    let articulations = list("A12.articulations", without.into_iter().collect(), articulations).steps(alone);
    count
        .map(|r| r.from(all).steps(steps).words(words))
        .into_iter()
        .chain([roles, technologies, articulations])
        .collect()
}
