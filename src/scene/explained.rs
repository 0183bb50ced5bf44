//! How the figures of an element come about, in words, and which elements they are made of.
//!
//! Knows nothing about when it is told.

use super::words::{duration, label_of_contract, money, number};
use crate::analysis::lead_time::{self, Method};
use crate::analysis::{self, Date, contract, flow, objective, short_month};
use crate::model::attr::{Hours, Money, contract as contract_of, objective as objective_of, stage};
use crate::model::{Direction, Document, Element, ElementId, ElementKind, RelationKind};

/// The most stages that a sum names.
const MOST: usize = 5;

/// What a figure is made of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Explained {
    /// A sentence for each figure.
    pub lines: Vec<String>,
    /// The elements that they are made of.
    pub parts: Vec<ElementId>,
}

/// How the figures of an element come about, as of a day.
#[must_use]
pub fn explained(document: &Document, element: &Element, as_of: Option<Date>) -> Explained {
    match element.kind {
        ElementKind::ValueStream => stream(document, &element.id),
        ElementKind::Stage => Explained { lines: stage_lines(document, element), parts: Vec::new() },
        ElementKind::Objective => Explained { lines: progress(element).into_iter().collect(), parts: Vec::new() },
        ElementKind::Partner => Explained { lines: contracts(document, element, as_of), parts: Vec::new() },
        _ => Explained::default(),
    }
}

fn stream(document: &Document, id: &ElementId) -> Explained {
    let Some(time) = lead_time::lead_time(document, id) else { return Explained::default() };
    let own = |id: &ElementId| document.element(id).and_then(|e| e.get(stage::LEAD_TIME)).map(|Hours(h)| h);
    let known: Vec<_> = time.path.iter().filter_map(|id| Some((id, own(id)?))).collect();
    let named = known.iter().take(MOST).map(|(id, hours)| {
        let name = document.element(id).map_or("", |e| e.shown_name());
        format!("{} h {name}", number(*hours))
    });
    let mut sum: Vec<String> = named.collect();
    if known.len() > MOST {
        sum.push(format!("{} more stages", known.len() - MOST));
    }
    let waits = time.hours.0 - known.iter().map(|(_, hours)| hours).sum::<f64>();
    if time.method != Method::Expected && waits > 0.005 {
        sum.push(format!("{} h between stages", number(waits)));
    }
    let whole = format!("{} h lead time", number(time.hours.0));
    let sum = sum.join(" + ");
    let mut lines = vec![match time.method {
        Method::Sum => format!("{whole} = {sum}"),
        Method::LongestPath => format!("{whole}, the longest way: {sum}"),
        Method::Expected => format!("{whole} to be expected; the likeliest way: {sum}"),
    }];
    let words = duration(document, time.hours.0);
    if !words.ends_with('h') {
        let day = number(document.hours_per_day());
        lines.push(format!("{} h are {words} at {day} h a day", number(time.hours.0)));
    }
    lines.extend(unknown(time.unknown, "stage", "has no lead time", "have no lead time"));
    if let Some(figure) = flow::efficiency(document, id) {
        let what = "the time that is worked, as a share of the lead times of the stages";
        lines.push(format!("{:.1} % flow efficiency: {what}", figure.percent.0));
    }
    Explained { lines, parts: time.path }
}

fn unknown(n: usize, what: &str, one: &str, many: &str) -> Option<String> {
    match n {
        0 => None,
        1 => Some(format!("1 {what} {one}, so it may be more")),
        n => Some(format!("{n} {what}s {many}, so it may be more")),
    }
}

/// Where the card counts in days, how many hours those are; and how much of it is worked.
fn stage_lines(document: &Document, element: &Element) -> Vec<String> {
    let hours = |Hours(h): Hours| {
        let words = duration(document, h);
        let day = number(document.hours_per_day());
        (!words.ends_with('h')).then(|| format!("{words} lead time = {} h at {day} h a day", number(h)))
    };
    element.get(stage::LEAD_TIME).and_then(hours).into_iter().chain(worked(element)).collect()
}

fn worked(element: &Element) -> Option<String> {
    let percent = flow::stage_efficiency(element)?.0;
    let hours = |key| element.get(key).map_or(0.0, |Hours(h)| h);
    let (work, lead) = (hours(stage::PROCESS_TIME), hours(stage::LEAD_TIME));
    Some(format!("{percent:.0} % working: {} h of work in {} h", number(work), number(lead)))
}

fn progress(element: &Element) -> Option<String> {
    let figure = objective::progress(element)?;
    let all = element.get(objective_of::KEY_RESULTS).map_or(0, |list| list.0.len());
    let known = all.saturating_sub(figure.unknown);
    let of = if known == 1 { "of its key result".to_owned() } else { format!("the mean of {known} key results") };
    let rest = if figure.unknown > 0 { format!("; {} cannot be reckoned", figure.unknown) } else { String::new() };
    Some(format!("{:.0} % progress: {of}{rest}", figure.percent.0))
}

fn contracts(document: &Document, element: &Element, as_of: Option<Date>) -> Vec<String> {
    let all = contract::contracts(element);
    let amounts: Vec<f64> = all.iter().filter_map(|c| contract_of::VALUE_PER_YEAR.read(c)).map(|Money(m)| m).collect();
    let mut lines = Vec::new();
    if amounts.len() > 1 {
        let parts: Vec<String> = amounts.iter().take(MOST).map(|m| money(document, *m)).collect();
        let more = if amounts.len() > MOST { " + …" } else { "" };
        lines.push(format!("{} a year = {}{more}", money(document, amounts.iter().sum()), parts.join(" + ")));
    }
    let Some(day) = as_of else { return lines };
    for one in all.iter().take(MOST) {
        let what = label_of_contract(document, one);
        let words = match contract::horizon(one, day) {
            None if contract_of::START.read(one).is_none() => continue,
            None => format!("{what}: open-ended"),
            Some(h) => format!("{what}: {}", ends(h, day)),
        };
        lines.push(words);
    }
    lines
}

/// When a contract ends and until when it has to be decided, such as "ends in 91 days, decide by 1 Aug".
#[must_use]
pub fn ends(horizon: contract::Horizon, as_of: Date) -> String {
    let days = |n: i64| if n == 1 { "1 day".to_owned() } else { format!("{n} days") };
    let end = match horizon.days {
        0 => "ends today".to_owned(),
        n if n > 0 => format!("ends in {}", days(n)),
        n => return format!("ended {} ago", days(-n)),
    };
    if horizon.decide_by < as_of {
        return format!("{end}, notice was due by {}", short_day(horizon.decide_by, as_of));
    }
    format!("{end}, decide by {}", short_day(horizon.decide_by, as_of))
}

/// A day without its year where that is the year of another.
fn short_day(day: Date, as_of: Date) -> String {
    let year = if day.year() == as_of.year() { String::new() } else { format!(" {}", day.year()) };
    format!("{} {}{year}", day.day(), short_month(day.month()))
}

/// What a role or unit answers for, in the order of their names.
#[must_use]
pub fn answers_for(document: &Document, id: &ElementId) -> Vec<ElementId> {
    let index = document.index();
    let mut all: Vec<&ElementId> =
        index.relations_of_kind(id, RelationKind::AssignedTo, Direction::Outgoing).map(|(what, _)| what).collect();
    all.retain(|what| analysis::accountable(document, what).as_ref() == Some(id));
    all.sort_by_key(|what| document.element(what).map(|e| e.name.clone()));
    all.dedup();
    all.into_iter().cloned().collect()
}
