//! How long streams take and how well work flows through them (A1 to A8), told.
//!
//! Knows nothing about the formulas.

use super::{Told, ids, of};
use crate::analysis::flow;
use crate::analysis::lead_time::{LeadTime, Method, Part, lead_time, stages};
use crate::analysis::reading::{Answer, Reading, Step, joined, unit};
use crate::analysis::written::{decimals, number};
use crate::model::attr::{Attr, FromValue, Hours, stage, value_stream};
use crate::model::{Element, ElementId, ElementKind};

pub(super) fn tell(told: &Told) -> Vec<Reading> {
    let streams: Vec<Stream> = told.all(ElementKind::ValueStream).map(|stream| Stream::new(told, stream)).collect();
    let each: [fn(&Told, &Stream) -> Vec<Reading>; 8] = [
        |told, s| s.lead_time(told, "A1", None),
        |told, s| s.lead_time(told, "A2", Some(Method::LongestPath)),
        |told, s| s.lead_time(told, "A3", Some(Method::Expected)),
        |told, s| s.efficiency(told),
        |told, s| s.right_first_time(told),
        |told, s| s.bottleneck(told),
        |told, s| s.load(told),
        |told, s| s.gap(told),
    ];
    each.into_iter().flat_map(|tell| streams.iter().flat_map(move |s| tell(told, s))).collect()
}

/// A stream with what several analyses need of it.
struct Stream<'a> {
    element: &'a Element,
    stages: Vec<&'a Element>,
    time: Option<LeadTime>,
}

impl<'a> Stream<'a> {
    fn new(told: &Told<'a>, element: &'a Element) -> Self {
        let stages = stages(told.document, &element.id);
        Self { element, stages, time: lead_time(told.document, &element.id) }
    }

    fn id(&self) -> &ElementId {
        &self.element.id
    }

    /// The stages that do not say something.
    fn without<T: FromValue>(&self, attr: Attr<T>) -> Vec<ElementId> {
        ids(self.stages.iter().copied().filter(|s| s.get(attr).is_none()))
    }

    /// A1 of every stream: the lead time that counts. A2 and A3 say it again, where it is theirs.
    fn lead_time(&self, _: &Told, analysis: &str, only: Option<Method>) -> Vec<Reading> {
        let counts = |time: &&LeadTime| only.is_none_or(|method| method == time.method);
        let Some(time) = self.time.as_ref().filter(counts) else { return Vec::new() };
        let sum = joined(time.parts.iter().map(term), " + ");
        let how = match time.method {
            Method::Sum => "",
            Method::LongestPath => ", the longest way",
            Method::Expected => ", to be expected",
        };
        let words = format!("{sum} = {} h{how}", number(time.hours.0));
        let reading = Reading::number(analysis, of(self.id()), time.hours.0, unit::HOURS);
        let mut parts: Vec<ElementId> = Vec::new();
        for part in &time.parts {
            if parts.last() != Some(&part.stage) {
                parts.push(part.stage.clone());
            }
        }
        let steps: Vec<Step> = time.parts.iter().map(step).collect();
        let reading = reading.map(|r| r.from(parts).missing(self.without(stage::LEAD_TIME)).steps(steps).said(words));
        reading.into_iter().collect()
    }

    fn efficiency(&self, told: &Told) -> Vec<Reading> {
        let figure = flow::efficiency(told.document, self.id());
        let counted = flow::counted(told.document, self.id());
        let (Some(figure), Some(counted)) = (figure, counted) else { return Vec::new() };
        let times = |s: &Element| Some((s.get(stage::PROCESS_TIME)?.0, s.get(stage::LEAD_TIME)?.0));
        let known: Vec<_> = counted.iter().filter_map(|s| Some((*s, times(s)?))).collect();
        let sum = |of: fn(&(f64, f64)) -> f64| joined(known.iter().map(|(_, t)| hours(of(t))), " + ");
        let (worked, lead) = (sum(|t| t.0), sum(|t| t.1));
        let words = format!("100 × ({worked}) / ({lead}) = {} %", number(figure.percent.0));
        let steps = known.iter().flat_map(|(s, (worked, lead))| {
            let one = |what, n| Step::one(what, n, unit::HOURS, &s.id);
            [one("Process time", *worked), one("Lead time", *lead)]
        });
        let missing = ids(counted.iter().copied().filter(|s| times(s).is_none()));
        let reading = Reading::number("A4", of(self.id()), figure.percent.0, unit::PERCENT);
        let from = ids(known.iter().map(|(s, _)| *s));
        reading
            .map(|r| r.from(from).missing(missing).steps(steps.collect::<Vec<_>>()).said(words))
            .into_iter()
            .collect()
    }

    fn right_first_time(&self, told: &Told) -> Vec<Reading> {
        let Some(figure) = flow::right_first_time(told.document, self.id()) else { return Vec::new() };
        let known: Vec<_> = self.stages.iter().filter_map(|s| Some((*s, s.get(stage::PCT_CA)?.0))).collect();
        let product = joined(known.iter().map(|(_, p)| format!("{} %", number(*p))), " × ");
        let words = format!("{product} = {} %", number(figure.percent.0));
        let step = |(s, p): &(&Element, f64)| Step::one("Complete and accurate", *p, unit::PERCENT, &s.id);
        let steps: Vec<Step> = known.iter().map(step).collect();
        let from = ids(known.iter().map(|(s, _)| *s));
        let reading = Reading::number("A5", of(self.id()), figure.percent.0, unit::PERCENT);
        let missing = self.without(stage::PCT_CA);
        reading.map(|r| r.from(from).missing(missing).steps(steps).said(words)).into_iter().collect()
    }

    fn bottleneck(&self, told: &Told) -> Vec<Reading> {
        let Some(found) = flow::bottleneck(told.document, self.id()) else { return Vec::new() };
        let waits: Vec<_> = self.stages.iter().filter_map(|s| Some((*s, flow::waiting(s)?.0))).collect();
        let steps: Vec<_> = waits.iter().map(|(s, h)| Step::one("Waiting", *h, unit::HOURS, &s.id)).collect();
        let name = told.document.element(&found.stage).map_or("", |e| e.shown_name());
        let list = joined(waits.iter().map(|(_, h)| hours(*h)), ", ");
        let words = format!("Waiting of {list}: most in {name}, {}", hours(found.waiting.0));
        let missing = ids(self.stages.iter().copied().filter(|s| flow::waiting(s).is_none()));
        let from = ids(waits.iter().map(|(s, _)| *s));
        let whole = |r: Reading| r.from(from.clone()).missing(missing.clone()).steps(steps.clone()).said(words.clone());
        let stage = Reading::new("A6", of(self.id()), Answer::Element(found.stage.clone()), unit::ELEMENT);
        let waiting = Reading::number("A6.waiting", of(self.id()), found.waiting.0, unit::HOURS);
        [Some(stage), waiting].into_iter().flatten().map(whole).collect()
    }

    fn load(&self, told: &Told) -> Vec<Reading> {
        let Some(time) = self.time.as_ref().map(|t| t.hours.0) else { return Vec::new() };
        let expected = flow::expected_load(told.document, self.id()).and_then(|load| {
            let words = format!(
                "{} items/h × {} = {} items that should be under way",
                decimals(load.per_hour, 4),
                hours(time),
                number(load.items)
            );
            let demand = self.element.get(value_stream::DEMAND_PER_YEAR).unwrap_or(0.0);
            let steps = vec![
                Step::one("Items asked for in a year", demand, unit::ITEMS, self.id()),
                Step::one("Items asked for in a business hour", load.per_hour, unit::ITEMS_PER_HOUR, self.id()),
                Step::one("Lead time", time, unit::HOURS, self.id()),
            ];
            let reading = Reading::number("A7", of(self.id()), load.items, unit::ITEMS)?;
            Some(reading.from(vec![self.id().clone()]).steps(steps).said(words))
        });
        let actual = flow::actual_load(told.document, self.id()).and_then(|load| {
            let known: Vec<_> = self.stages.iter().filter_map(|s| Some((*s, s.get(stage::WIP)?))).collect();
            let sum = joined(known.iter().map(|(_, n)| number(*n)), " + ");
            let words = format!("({sum}) items / {} = {} items/h", hours(time), decimals(load.per_hour, 4));
            let steps =
                known.iter().map(|(s, n)| Step::one("Items under way", *n, unit::ITEMS, &s.id)).collect::<Vec<_>>();
            let reading = Reading::number("A7.throughput", of(self.id()), load.per_hour, unit::ITEMS_PER_HOUR)?;
            let from = ids(known.iter().map(|(s, _)| *s));
            Some(reading.from(from).missing(self.without(stage::WIP)).steps(steps).said(words))
        });
        [expected, actual].into_iter().flatten().collect()
    }

    fn gap(&self, told: &Told) -> Vec<Reading> {
        let gap = flow::gap(told.document, self.id());
        let target = self.element.get(value_stream::TARGET_LEAD_TIME);
        let (Some(Hours(gap)), Some(Hours(target)), Some(time)) = (gap, target, &self.time) else { return Vec::new() };
        let sign = if gap > 0.0 { "+" } else { "" };
        let words = format!("{} − {} = {sign}{}", hours(time.hours.0), hours(target), hours(gap));
        let steps = vec![
            Step::one("Lead time", time.hours.0, unit::HOURS, self.id()),
            Step::one("Target lead time", target, unit::HOURS, self.id()),
        ];
        let reading = Reading::number("A8", of(self.id()), gap, unit::HOURS);
        let missing = self.without(stage::LEAD_TIME);
        let from = vec![self.id().clone()];
        reading.map(|r| r.from(from).missing(missing).steps(steps).said(words)).into_iter().collect()
    }
}

fn hours(n: f64) -> String {
    format!("{} h", number(n))
}

/// A part of a lead time as a term of the sum.
fn term(part: &Part) -> String {
    if part.probability < 1.0 {
        format!("{} % of {}", number(100.0 * part.probability), hours(part.hours.0))
    } else {
        hours(part.hours.0)
    }
}

fn step(part: &Part) -> Step {
    let what = match (&part.hand_off_to, part.probability) {
        (None, 1.0) => "Lead time".to_owned(),
        (None, p) => format!("Lead time of the {} % that come by", number(100.0 * p)),
        (Some(_), 1.0) => "Waiting for the next stage".to_owned(),
        (Some(_), p) => format!("Waiting for the next stage of the {} % that go there", number(100.0 * p)),
    };
    let of = std::iter::once(&part.stage).chain(&part.hand_off_to).cloned().collect();
    Step { what: what.into(), amount: Some(part.probability * part.hours.0), unit: unit::HOURS, of }
}
