//! What outages reach and what must not fail (A11, A12), told.
//!
//! Knows nothing about the formulas.

use std::collections::BTreeSet;

use ecow::EcoVec;

use super::{Told, of};
use crate::analysis::outage::{Hop, Outages, Reach};
use crate::analysis::reading::{Answer, Reading, Step, Subject, counted, joined, unit};
use crate::analysis::standins::{Lost, without_standin};
use crate::analysis::written::number;
use crate::model::{ElementId, ElementKind};

/// A11 of every technology and partner, and A12.
pub(super) fn tell(told: &Told) -> Vec<Reading> {
    let mut outages = Outages::new(told.document);
    let kinds = [ElementKind::Technology, ElementKind::Partner];
    let all = kinds.into_iter().flat_map(|kind| told.document.index().of_kind(kind));
    let mut readings: Vec<Reading> = all.flat_map(|id| outage(id, outages.reach(id))).collect();
    readings.extend(single(told, &mut outages));
    readings
}

/// The most steps of an outage that are kept, the nearest: where everything depends on everything they would be as many as
/// the square of the model.
const MOST_STEPS: usize = 200;

fn outage(id: &ElementId, reach: Reach) -> Vec<Reading> {
    let steps: EcoVec<Step> = reach.hops.iter().take(MOST_STEPS).map(step).collect();
    let elements = reach.hops.iter().map(|hop| &hop.element);
    let elements: EcoVec<ElementId> = std::iter::once(id).chain(elements).cloned().collect();
    let (hit, all, share) = (reach.streams.len(), reach.all_streams, reach.share());
    let lists = [("A11.streams", reach.streams), ("A11.items", reach.items), ("A11.consumers", reach.consumers)];
    let lists = lists.map(|(analysis, list)| {
        Some(Reading::new(analysis, of(id), Answer::Elements(list), unit::ELEMENTS).said_as_ways())
    });
    let share = share.and_then(|share| {
        let words = format!("{hit} of {all} streams = {} %", number(share.0));
        Some(Reading::number("A11.share", of(id), share.0, unit::PERCENT)?.said(words))
    });
    let all = lists.into_iter().chain([share]).flatten();
    all.map(|reading| reading.from(elements.clone()).steps(steps.clone())).collect()
}

fn step(hop: &Hop) -> Step {
    let of = vec![hop.element.clone(), hop.from.clone()];
    Step { what: hop.link.words().into(), amount: None, unit: unit::ELEMENT, of }
}

/// A12: how many elements, and which of each sort.
fn single<'a>(told: &Told<'a>, outages: &mut Outages<'a>) -> Vec<Reading> {
    let document = told.document;
    let looked_at = [ElementKind::Role, ElementKind::Technology, ElementKind::Partner];
    if looked_at.into_iter().all(|kind| document.index().of_kind(kind).next().is_none()) {
        return Vec::new();
    }
    let found = without_standin(document, outages);
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
    let without = found.articulations.iter().map(|(id, ..)| id.clone()).collect::<BTreeSet<_>>();
    let words = [
        counted(found.roles.len(), "role", "roles"),
        counted(found.technologies.len(), "technology", "technologies"),
        format!("{} that a core stream cannot do without", without.len()),
    ];
    let words = format!("{}; {} in all", joined(words, ", "), all.len());
    let list = |analysis, ids: Vec<ElementId>, words: &str| {
        Reading::new(analysis, Subject::Model, Answer::Elements(ids.clone()), unit::ELEMENTS).from(ids).said(words)
    };
    let count = Reading::number("A12", Subject::Model, all.len() as f64, unit::ELEMENTS);
    let roles = list("A12.roles", found.roles, "Accountable for something, and one person at most can fill it");
    let technologies = "Critical, its outage reaches several streams, and its one supplier is hard to replace";
    let technologies = list("A12.technologies", found.technologies, technologies);
    let articulations = "A core stream has nobody responsible or no technology left without it";
    let articulations = list("A12.articulations", without.into_iter().collect(), articulations).steps(alone);
    count
        .map(|r| r.from(all).steps(steps).said(words))
        .into_iter()
        .chain([roles, technologies, articulations])
        .collect()
}
