//! What outages reach and what must not fail (A11, A12), told.
//!
//! Knows nothing about the formulas.

use std::collections::BTreeSet;

use ecow::EcoVec;

use super::{Told, of};
use crate::analysis::outage::{Hop, Outages, Reach};
use crate::analysis::reading::{Answer, Reading, Step, Subject, counted, joined, unit};
use crate::analysis::single_points::{Reason, single_points};
use crate::analysis::written::number;
use crate::model::{ElementId, ElementKind};

/// A11 of every technology and partner, and A12.
pub(super) fn tell(told: &Told) -> Vec<Reading> {
    let mut outages = Outages::new(told.document);
    let kinds = [ElementKind::Technology, ElementKind::Partner];
    let all = kinds.into_iter().flat_map(|kind| told.document.index().of_kind(kind));
    let mut readings: Vec<Reading> = all.flat_map(|id| outage(id, outages.reach(id))).collect();
    readings.extend(single(told));
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
    Step { what: hop.link.statement().into(), amount: None, unit: unit::ELEMENT, of }
}

/// What is a single point of failure, by reason; sorted.
#[derive(Default)]
struct Points {
    all: BTreeSet<ElementId>,
    roles: BTreeSet<ElementId>,
    technologies: BTreeSet<ElementId>,
    /// Elements that a core stream cannot do without, each with the stream and with what that would lack.
    without: BTreeSet<(ElementId, ElementId, &'static str)>,
}

fn points(told: &Told) -> Points {
    let mut found = Points::default();
    for point in single_points(told.document) {
        let id = &point.element;
        found.all.insert(id.clone());
        for reason in point.reasons {
            let (streams, lacks) = match reason {
                Reason::FewHolders { .. } => {
                    found.roles.insert(id.clone());
                    continue;
                }
                Reason::Irreplaceable { .. } => {
                    found.technologies.insert(id.clone());
                    continue;
                }
                Reason::OnlyResponsible(streams) => (streams, "Without it nobody is responsible for"),
                Reason::NoTechnologyWithout(streams) => (streams, "Without it no technology enables"),
            };
            found.without.extend(streams.into_iter().map(|stream| (id.clone(), stream, lacks)));
        }
    }
    found
}

/// A12: how many elements, and which of each sort.
fn single(told: &Told) -> Vec<Reading> {
    let document = told.document;
    let looked_at = [ElementKind::Role, ElementKind::Technology, ElementKind::Partner];
    if looked_at.into_iter().all(|kind| document.index().of_kind(kind).next().is_none()) {
        return Vec::new();
    }
    let found = points(told);
    let all = |ids: BTreeSet<ElementId>| ids.into_iter().collect::<Vec<_>>();
    let lost = |(id, stream, lacks): &(ElementId, ElementId, &'static str)| {
        let of = vec![id.clone(), stream.clone()];
        Step { what: (*lacks).into(), amount: None, unit: unit::ELEMENT, of }
    };
    let alone: Vec<Step> = found.without.iter().map(lost).collect();
    let without: BTreeSet<ElementId> = found.without.iter().map(|(id, ..)| id.clone()).collect();
    let (every, roles, technologies) = (all(found.all), all(found.roles), all(found.technologies));
    let mut steps = vec![
        Step::count("Accountable roles with too few holders", roles.clone()),
        Step::count("Technologies without a second source", technologies.clone()),
    ];
    steps.extend(alone.iter().cloned());
    let words = [
        counted(roles.len(), "role", "roles"),
        counted(technologies.len(), "technology", "technologies"),
        format!("{} that a core stream cannot do without", without.len()),
    ];
    let words = format!("{}; {} in all", joined(words, ", "), every.len());
    let list = |analysis, ids: Vec<ElementId>, words: &str| {
        Reading::new(analysis, Subject::Model, Answer::Elements(ids.clone()), unit::ELEMENTS).from(ids).said(words)
    };
    let count = Reading::number("A12", Subject::Model, every.len() as f64, unit::ELEMENTS);
    let roles = list("A12.roles", roles, "Accountable for something, and one person at most can fill it");
    let critical = "Critical, its outage reaches several streams, and its one supplier is hard to replace";
    let technologies = list("A12.technologies", technologies, critical);
    let articulations = "A core stream has nobody responsible or no technology left without it";
    let articulations = list("A12.articulations", all(without), articulations).steps(alone);
    count
        .map(|r| r.from(every).steps(steps).said(words))
        .into_iter()
        .chain([roles, technologies, articulations])
        .collect()
}
