//! What is no share of elements (A15, A20 to A22, A24 to A26, A29, A30), told.
//!
//! Investments, risks, processes, the organization, consumers, culture, contracts, the roadmap and objectives.
//!
//! Knows nothing about the formulas.

use super::{Told, figure, ids, of};
use crate::analysis::contract::{contracts, horizon};
use crate::analysis::delight::{Consumption, Delight, Experience, delight};
use crate::analysis::difference::{Difference, difference};
use crate::analysis::investment::{Sort, balance};
use crate::analysis::reading::{Answer, Reading, Step, Subject, amount, joined, unit};
use crate::analysis::structure::{Flatness, flatness};
use crate::analysis::written::{decimals, number};
use crate::analysis::{agility, culture, objective, risk};
use crate::model::attr::{Money, contract, key_result};
use crate::model::{Element, ElementId, ElementKind};

/// A15.
pub(super) fn investments(told: &Told) -> Vec<Reading> {
    let Some(found) = told.day.and_then(|day| balance(told.document, day.year())) else { return Vec::new() };
    let total = Money(found.money.iter().map(|money| money.0).sum());
    let from: Vec<ElementId> = found.items.iter().map(|(id, _)| id.clone()).collect();
    let mut readings: Vec<Reading> = Vec::new();
    for (i, sort) in Sort::ALL.into_iter().enumerate() {
        let (money, share) = (found.money[i], found.shares[i]);
        let part = amount(told.document, money.0, unit::MONEY);
        let words = format!("{part} of {} in {} = {} %", told.money(total), found.year, number(100.0 * share));
        let invested = found.items.iter().filter(|(_, money)| money[i].0 > 0.0);
        let steps = invested.map(|(id, money)| Step::one(sort.label(), money[i].0, unit::MONEY, id));
        let reading = Reading::number(&format!("A15.{}", sort.id()), Subject::Model, 100.0 * share, unit::PERCENT);
        readings.extend(reading.map(|r| r.from(from.clone()).steps(steps.collect::<Vec<_>>()).said(words)));
    }
    let away = found.shares.iter().zip(&found.target).map(|(share, target)| {
        let [share, target] = [share, target].map(|n| number(100.0 * n));
        format!("|{share} % − {target} %|")
    });
    let words = format!("0.5 × ({}) = {}", joined(away, " + "), decimals(found.imbalance, 4));
    let reading = Reading::number("A15.imbalance", Subject::Model, found.imbalance, unit::INDEX);
    readings.extend(reading.map(|r| r.from(from).said(words)));
    readings
}

/// A20: each element with rated risks, then all of them together.
pub(super) fn risks(told: &Told) -> Vec<Reading> {
    let all = told.document.elements().values();
    let rated: Vec<(&Element, i64)> = all.filter_map(|e| Some((&**e, risk::exposure(e)?))).collect();
    let one = |(e, exposure): &(&Element, i64)| {
        let band = risk::band(told.document, *exposure).label().to_lowercase();
        let all: Vec<(i64, i64)> = risk::rated(e).collect();
        let products = joined(all.iter().map(|(l, i)| format!("{l} × {i}")), ", ");
        let words = format!("The worst of {products} = {exposure}, {band}");
        let steps = all.iter().map(|(l, i)| {
            Step::one(format!("Likelihood {l} × impact {i}"), l.saturating_mul(*i) as f64, unit::POINTS, &e.id)
        });
        let reading = Reading::number("A20", of(&e.id), *exposure as f64, unit::POINTS)?;
        Some(reading.from(vec![e.id.clone()]).steps(steps.collect::<Vec<_>>()).said(words))
    };
    let mut readings: Vec<Reading> = rated.iter().filter_map(one).collect();
    if !rated.is_empty() {
        let total = risk::total_exposure(told.document);
        let words = format!("{} = {total}", joined(rated.iter().map(|(_, n)| n.to_string()), " + "));
        let steps: Vec<Step> =
            rated.iter().map(|(e, n)| Step::one("Worst risk", *n as f64, unit::POINTS, &e.id)).collect();
        let reading = Reading::number("A20.total", Subject::Model, total as f64, unit::POINTS);
        readings.extend(reading.map(|r| r.from(ids(rated.iter().map(|(e, _)| *e))).steps(steps).said(words)));
    }
    readings
}

/// A21 of every process.
pub(super) fn processes(told: &Told) -> Vec<Reading> {
    let one = |process: &Element| {
        let percent = agility::agility(told.document, process).0;
        let signs = agility::signs(told.document, process);
        let shown = signs.iter().filter(|shown| **shown).count();
        let words = format!("{shown} of {} signs = {} %", signs.len(), number(percent));
        let step = |(what, shown): (&str, bool)| Step::one(what, f64::from(u8::from(shown)), "", &process.id);
        let steps: Vec<Step> = agility::SIGNS.into_iter().zip(signs).map(step).collect();
        let reading = Reading::number("A21", of(&process.id), percent, unit::PERCENT)?;
        Some(reading.from(vec![process.id.clone()]).steps(steps).said(words))
    };
    told.all(ElementKind::Process).filter_map(one).collect()
}

/// A22.
pub(super) fn organization(told: &Told) -> Vec<Reading> {
    let Some(found) = flatness(told.document) else { return Vec::new() };
    let way = joined(found.deepest.iter().map(|id| told.name(id).to_owned()), " > ");
    let layers = Reading::number("A22.layers", Subject::Model, found.layers as f64, unit::LAYERS);
    let layers = layers
        .map(|r| r.from(found.deepest.clone()).steps([Step::count("The deepest", found.deepest.clone())]).said(way));
    layers.into_iter().chain(span(&found)).collect()
}

fn span(found: &Flatness) -> Option<Reading> {
    let span = found.span()?;
    let sum = joined(found.spans.iter().map(|(_, n)| n.to_string()), " + ");
    let words = format!("({sum}) / {} = {}", found.spans.len(), number(span));
    let step = |(id, n): &(ElementId, usize)| Step::one("Units in it", *n as f64, unit::ELEMENTS, id);
    let steps: Vec<Step> = found.spans.iter().map(step).collect();
    let from: Vec<ElementId> = found.spans.iter().map(|(id, _)| id.clone()).collect();
    Some(Reading::number("A22.span", Subject::Model, span, "units")?.from(from).steps(steps).said(words))
}

/// A24.
pub(super) fn consumers(told: &Told) -> Vec<Reading> {
    let found = delight(told.document);
    let rated: Vec<&Consumption> = found.all.iter().filter(|c| c.experience.is_some()).collect();
    let index = found.index().and_then(|percent| {
        let all = [Experience::Dissatisfied, Experience::Satisfied, Experience::Delighted];
        let words = format!("{} of {} = {} %", found.count(all[2]), rated.len(), number(percent.0));
        let step = |experience: Experience| Step {
            what: experience.label().into(),
            amount: Some(found.count(experience) as f64),
            unit: "relations",
            of: ends(rated.iter().copied().filter(|c| c.experience == Some(experience))),
        };
        let reading = Reading::number("A24", Subject::Model, percent.0, unit::PERCENT)?;
        let missing = ends(found.all.iter().filter(|c| c.experience.is_none()));
        Some(reading.from(ends(rated.iter().copied())).missing(missing).steps(all.map(step)).said(words))
    });
    index.into_iter().chain(promoters(&found)).collect()
}

fn promoters(found: &Delight) -> Option<Reading> {
    let nps = found.nps()?;
    let scored: Vec<(&Consumption, f64)> = found.all.iter().filter_map(|c| Some((c, c.nps?))).collect();
    let terms = scored.iter().map(|(c, nps)| format!("{} × {}", number(c.weight), number(*nps)));
    let weight: f64 = scored.iter().map(|(c, _)| c.weight).sum();
    let words = format!("({}) / {} = {}", joined(terms, " + "), number(weight), number(nps));
    let step = |(c, nps): &(&Consumption, f64)| Step {
        what: format!("Score, weighted by {}", number(c.weight)).into(),
        amount: Some(*nps),
        unit: unit::POINTS,
        of: vec![c.consumer.clone(), c.item.clone()],
    };
    let steps: Vec<Step> = scored.iter().map(step).collect();
    let reading = Reading::number("A24.nps", Subject::Model, nps, unit::POINTS)?;
    Some(reading.from(ends(scored.iter().map(|(c, _)| *c))).steps(steps).said(words))
}

/// The consumers and items of relations, each once, sorted.
fn ends<'a>(all: impl Iterator<Item = &'a Consumption>) -> Vec<ElementId> {
    let mut ends: Vec<ElementId> = all.flat_map(|c| [c.consumer.clone(), c.item.clone()]).collect();
    ends.sort();
    ends.dedup();
    ends
}

/// A25.
pub(super) fn cultures(told: &Told) -> Vec<Reading> {
    let gaps = culture::gaps(told.document);
    let gap = culture::mean_gap(told.document).and_then(|mean| {
        let sum = joined(gaps.iter().map(|(_, gap)| gap.to_string()), " + ");
        let words = format!("({sum}) / {} = {}", gaps.len(), number(mean));
        let step = |(id, gap): &(ElementId, i64)| Step::one("Levels to the target", *gap as f64, unit::LEVELS, id);
        let missing = ids(told.all(ElementKind::Culture).filter(|e| culture::gap(e).is_none()));
        let from: Vec<ElementId> = gaps.iter().map(|(id, _)| id.clone()).collect();
        let reading = Reading::number("A25", Subject::Model, mean, unit::LEVELS)?;
        Some(reading.from(from).missing(missing).steps(gaps.iter().map(step).collect::<Vec<_>>()).said(words))
    });
    let promoted = culture::promoted(told.document);
    let words = ("With an active promoting action", "Without an active promoting action");
    gap.into_iter().chain(super::shares::share("A25.promoted", promoted, words)).collect()
}

/// A26 of every contract with an end.
pub(super) fn horizons(told: &Told) -> Vec<Reading> {
    let Some(day) = told.day else { return Vec::new() };
    let mut readings = Vec::new();
    for partner in told.all(ElementKind::Partner) {
        for (i, of_it) in contracts(partner).iter().enumerate() {
            let Some(found) = horizon(of_it, day) else { continue };
            let reference = contract::REFERENCE.read(of_it).filter(|text| !text.trim().is_empty());
            let reference = reference.unwrap_or_else(|| format!("{} #{}", partner.id, i + 1).into());
            let subject = Subject::Contract { partner: partner.id.clone(), reference };
            let notice = contract::NOTICE_DAYS.read(of_it).unwrap_or(0).max(0);
            let step = |what: &str, days: i64| Step::one(what, days as f64, unit::DAYS, &partner.id);
            let steps = [step("To the end", found.days), step("Notice", notice)];
            let words = format!("{} − {day} = {} days", found.end, found.days);
            let days = Reading::number("A26", subject.clone(), found.days as f64, unit::DAYS);
            let by = Reading::new("A26.decideBy", subject, Answer::Day(found.decide_by), unit::DATE)
                .said(format!("{} − {notice} days of notice = {}", found.end, found.decide_by));
            let both = days.map(|r| r.said(words)).into_iter().chain([by]);
            readings.extend(both.map(|r| r.from(vec![partner.id.clone()]).steps(steps.clone())));
        }
    }
    readings
}

/// A29: all, each state, each kind in a state, and the investment of the projects.
pub(super) fn roadmap(told: &Told) -> Vec<Reading> {
    let found = difference(told.document);
    let of_state = |state| found.of(state).cloned().collect::<Vec<_>>();
    let steps = Difference::STATES.map(|state| Step::count(state.id(), of_state(state)));
    let counts = steps.iter().map(|step| format!("{} {}", step.of.len(), step.what));
    let words = format!("{} = {}", joined(counts, " + "), found.count());
    let all: Vec<ElementId> = Difference::STATES.into_iter().flat_map(of_state).collect();
    let count = |analysis: &str, ids: &[ElementId], words: String| {
        let reading = Reading::number(analysis, Subject::Model, ids.len() as f64, unit::ELEMENTS);
        reading.map(|r| r.from(ids.to_vec()).said(words))
    };
    let mut readings: Vec<Reading> = count("A29", &all, words).map(|r| r.steps(steps)).into_iter().collect();
    for state in Difference::STATES {
        let in_state = of_state(state);
        let kinds: Vec<_> = found.elements.iter().filter(|((of, _), _)| *of == state).collect();
        let label = |kind| told.document.metamodel().kind_label(kind);
        let named = joined(kinds.iter().map(|((_, kind), ids)| format!("{} {}", ids.len(), label(*kind))), " + ");
        let words = if in_state.is_empty() { "None".to_owned() } else { format!("{named} = {}", in_state.len()) };
        readings.extend(count(&format!("A29.{}", state.id()), &in_state, words));
        for ((_, kind), ids) in kinds {
            let names = joined(ids.iter().map(|id| told.name(id).to_owned()), ", ");
            readings.extend(count(&format!("A29.{}.{}", state.id(), kind.id()), ids, names));
        }
    }
    readings.extend(projects(told, &found));
    readings
}

fn projects(told: &Told, found: &Difference) -> Option<Reading> {
    let money = found.investment()?;
    let stated: Vec<_> = found.projects.iter().filter_map(|(id, money)| Some((id, (*money)?.0))).collect();
    let sum = joined(stated.iter().map(|(id, n)| format!("{} {}", figure(*n), told.name(id))), " + ");
    let words = format!("{sum} = {}", told.money(money));
    let steps: Vec<Step> = stated.iter().map(|(id, n)| Step::one("Investments", *n, unit::MONEY_ONCE, id)).collect();
    let from: Vec<ElementId> = stated.iter().map(|(id, _)| (*id).clone()).collect();
    let silent = found.projects.iter().filter(|(_, money)| money.is_none());
    let missing: Vec<ElementId> = silent.map(|(id, _)| id.clone()).collect();
    let reading = Reading::number("A29.investment", Subject::Model, money.0, unit::MONEY_ONCE)?;
    Some(reading.from(from).missing(missing).steps(steps).said(words))
}

/// A30 of every objective whose progress is measured.
pub(super) fn objectives(told: &Told) -> Vec<Reading> {
    let one = |element: &Element| {
        let figure = objective::progress(element)?;
        let results = objective::shares(element);
        let known: Vec<_> = results.iter().filter_map(|(result, share)| Some((result, (*share)?))).collect();
        let sum = joined(known.iter().map(|(_, share)| format!("{} %", number(100.0 * share))), " + ");
        let percent = number(figure.percent.0);
        let words = match known.len() {
            1 => format!("{percent} % of the way from baseline to target"),
            n => format!("({sum}) / {n} = {percent} %"),
        };
        let step = |(result, share): &(&crate::model::Record, f64)| {
            let name = key_result::NAME.read(result).unwrap_or_default();
            Step::one(name, 100.0 * share, unit::PERCENT, &element.id)
        };
        let missing = if figure.unknown > 0 { vec![element.id.clone()] } else { Vec::new() };
        let reading = Reading::number("A30", of(&element.id), figure.percent.0, unit::PERCENT)?;
        let reading = reading.from(vec![element.id.clone()]).missing(missing);
        Some(reading.steps(known.iter().map(step).collect::<Vec<_>>()).said(words))
    };
    told.all(ElementKind::Objective).filter_map(one).collect()
}
