//! What streams cost and how the money for partners is spread (A9, A10), told.
//!
//! Knows nothing about the formulas.

use std::collections::BTreeMap;

use super::{Told, figure, of};
use crate::analysis::concentration::concentration;
use crate::analysis::reading::{Reading, Step, Subject, amount, joined, unit};
use crate::analysis::roll_up::{Push, RollUp, roll_up};
use crate::analysis::written::{decimals, number};
use crate::model::ElementId;
use crate::model::attr::Money;

/// A9: each stream, what is unallocated, the total.
pub(super) fn costs(told: &Told) -> Vec<Reading> {
    let Some(costs) = roll_up(told.document, told.day) else { return Vec::new() };
    let streams = costs.streams.iter().filter_map(|(id, money)| stream(told, &costs, id, *money));
    let unallocated = costs.unallocated.iter().filter_map(|(id, money)| stuck(told, &costs, id, *money));
    streams.chain(unallocated).chain(total(told, &costs)).collect()
}

fn stream(told: &Told, costs: &RollUp, id: &ElementId, money: Money) -> Option<Reading> {
    let by = by_source(&costs.into_stream(id));
    let words = if by.is_empty() {
        "No cost is pushed to it".to_owned()
    } else {
        let terms = by.iter().map(|part| format!("{} {}", figure(part.money), told.name(part.from)));
        format!("{} = {}", joined(terms, " + "), told.money(money))
    };
    let step = |part: &Part| {
        let what = format!("{} % of its cost", number(100.0 * part.share));
        let of = std::iter::once(part.from).chain(part.to.iter().copied()).cloned().collect();
        Step { what: what.into(), amount: Some(part.money), unit: unit::MONEY, of }
    };
    let steps: Vec<Step> = by.iter().map(step).collect();
    let sources: Vec<ElementId> = costs.sources_of(id).into_iter().map(|(id, _)| id).collect();
    let reading = Reading::number("A9", of(id), money.0, unit::MONEY)?;
    Some(reading.from(sources).steps(steps).said(words))
}

/// What a stream bears of one source.
struct Part<'a> {
    from: &'a ElementId,
    /// The stream and the stages of it that the source serves.
    to: Vec<&'a ElementId>,
    share: f64,
    money: f64,
}

/// The pushes of each source together, the most money first.
fn by_source<'a>(pushes: &[&'a Push]) -> Vec<Part<'a>> {
    let mut by: BTreeMap<&ElementId, Part> = BTreeMap::new();
    for push in pushes {
        let nothing = Part { from: &push.from, to: Vec::new(), share: 0.0, money: 0.0 };
        let part = by.entry(&push.from).or_insert(nothing);
        part.to.push(&push.to);
        part.share += push.share;
        part.money += push.money.0;
    }
    let mut all: Vec<Part> = by.into_values().collect();
    all.sort_by(|a, b| b.money.total_cmp(&a.money));
    all
}

fn stuck(told: &Told, costs: &RollUp, id: &ElementId, money: Money) -> Option<Reading> {
    let own = costs.direct.get(id).map(|own| Step::one("Own cost", own.0, unit::MONEY, id));
    let received = costs.into(id).map(|push| Step::one("Received", push.money.0, unit::MONEY, &push.from));
    let steps: Vec<Step> = own.into_iter().chain(received).collect();
    let has: f64 = steps.iter().filter_map(|step| step.amount).sum();
    let words = if has - money.0 <= 1e-9 * has {
        format!("{}: nothing leads on to a stage or stream", told.money(money))
    } else {
        let share = number(100.0 * money.0 / has);
        format!("{share} % of {} = {} has no target", amount(told.document, has, unit::MONEY), told.money(money))
    };
    let from: Vec<ElementId> = steps.iter().flat_map(|step| step.of.clone()).collect();
    let reading = Reading::number("A9.unallocated", of(id), money.0, unit::MONEY)?;
    Some(reading.from(from).steps(steps).said(words))
}

fn total(told: &Told, costs: &RollUp) -> Option<Reading> {
    let sum = |of: &mut dyn Iterator<Item = &Money>| Money(of.map(|money| money.0).sum());
    let (streams, rest) = (sum(&mut costs.streams.values()), sum(&mut costs.unallocated.values()));
    let (in_streams, unallocated) = (told.money(streams), told.money(rest));
    let words = format!("{in_streams} of streams + {unallocated} unallocated = {}", told.money(costs.total));
    let direct = costs.direct.iter().map(|(id, own)| Step::one("Own cost", own.0, unit::MONEY, id));
    let reading = Reading::number("A9.total", Subject::Model, costs.total.0, unit::MONEY)?;
    let from: Vec<ElementId> = costs.direct.keys().cloned().collect();
    Some(reading.from(from).steps(direct.collect::<Vec<_>>()).said(words))
}

/// A10: the index, the same on the scale of 10,000, and the number of partners with equal shares that it stands for.
pub(super) fn partners(told: &Told) -> Vec<Reading> {
    let Some(found) = concentration(told.document, told.day) else { return Vec::new() };
    let share = |money: &Money| money.0 / found.total.0;
    let steps: Vec<Step> = found.partners.iter().map(|(id, m)| Step::one("Contracts", m.0, unit::MONEY, id)).collect();
    let squares = joined(found.partners.iter().map(|(_, m)| format!("{}²", decimals(share(m), 2))), " + ");
    let index = decimals(found.index, 4);
    let from: Vec<ElementId> = found.partners.iter().map(|(id, _)| id.clone()).collect();
    let about = |id, value, unit, words: String| {
        let reading = Reading::number(id, Subject::Model, value, unit)?;
        Some(reading.from(from.clone()).steps(steps.clone()).said(words))
    };
    let (points, effective) = (found.points(), found.effective_partners());
    let (of_points, exact) = (figure(points), decimals(found.index, 6));
    [
        about("A10", found.index, unit::INDEX, format!("{squares} = {index}, {}", found.level.label())),
        about("A10.points", points, unit::POINTS, format!("10,000 × {exact} = {of_points}")),
        about("A10.effective", effective, "partners", format!("1 / {index} = {}", number(effective))),
    ]
    .into_iter()
    .flatten()
    .collect()
}
