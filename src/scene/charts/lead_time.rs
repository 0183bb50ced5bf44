//! The ladder of each stream: its stages as steps, each beginning where the last one ends, parted into work and waiting.
//!
//! The steps are the terms of the lead time that counts (A1 to A3), so they add up to it. Each stream has a scale of its
//! own: what takes an hour would be lost beside what takes a month.
//!
//! Knows nothing about how a lead time is reckoned.

use ecow::{EcoString, eco_format};

use super::kit::{DETAIL, FIGURE, HEADING, NAME, ROW, SMALL, Sample, Say, Sheet, Tone};
use super::marks::{bar, hair, hollow, icon, left, line, on};
use crate::analysis::lead_time::{LeadTime, Part, lead_time};
use crate::analysis::reading::unit;
use crate::analysis::{Answer, Reading, flow, readings_of};
use crate::geom::{Point, Rect};
use crate::model::attr::{Hours, stage, value_stream};
use crate::model::{ElementId, ElementKind};
use crate::scene::figure::Line;
use crate::scene::words::number;
use crate::text::width;

/// The most streams that are drawn.
const STREAMS: usize = 8;
/// The most steps of a stream.
const STEPS: usize = 14;

struct Stream {
    id: ElementId,
    time: LeadTime,
    target: Option<f64>,
    steps: Vec<Step>,
}

/// One stage, or the waiting between two.
struct Step {
    part: Part,
    /// The waiting to the next stage that follows it.
    hand_off: f64,
}

pub(super) fn draw(sheet: &mut Sheet) -> Result<(), String> {
    let document = sheet.document;
    let all = document.index().of_kind(ElementKind::ValueStream);
    let mut streams: Vec<Stream> = all
        .filter_map(|id| {
            let time = lead_time(document, id)?;
            let target = document.element(id)?.get(value_stream::TARGET_LEAD_TIME).map(|Hours(h)| h);
            let target = target.filter(|h| h.is_finite() && *h >= 0.0);
            Some(Stream { id: id.clone(), target, steps: steps(&time), time })
        })
        .collect();
    if streams.is_empty() {
        return Err("No stage says how long it takes. Enter a lead time for the stages of a value stream.".to_owned());
    }
    // What misses its target most comes first.
    let over = |s: &Stream| s.target.filter(|t| *t > 0.0).map_or(0.0, |target| s.time.hours.0 / target);
    streams.sort_by(|a, b| over(b).total_cmp(&over(a)).then_with(|| a.id.cmp(&b.id)));
    let told = Told::new(sheet);
    let theme = sheet.theme;
    sheet.legend(&[
        (Sample::Bar(theme.kind("stage")), "work"),
        (Sample::Hollow(theme.stream_fill, theme.stage_stroke), "waiting"),
        (Sample::Upright(theme.accent), "target; each stream has a scale of its own"),
    ]);
    sheet.y += 4.0;
    for stream in streams.iter().take(STREAMS) {
        heading(sheet, stream, &told);
        ladder(sheet, stream, &told);
        sheet.y += 18.0;
    }
    sheet.and_more(streams.len().saturating_sub(STREAMS), "stream", "streams");
    Ok(())
}

/// The terms of a lead time stage by stage.
fn steps(time: &LeadTime) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    for part in &time.parts {
        match steps.last_mut() {
            Some(last) if part.hand_off_to.is_some() && last.part.stage == part.stage => {
                last.hand_off += part.probability * part.hours.0;
            }
            _ if part.hand_off_to.is_some() => {
                let hand_off = part.probability * part.hours.0;
                steps.push(Step { part: Part { hours: Hours(0.0), ..part.clone() }, hand_off });
            }
            _ => steps.push(Step { part: part.clone(), hand_off: 0.0 }),
        }
    }
    steps
}

/// The readings of streams.
struct Told(Vec<Reading>);

impl Told {
    fn new(sheet: &Sheet) -> Self {
        let of = |analysis| readings_of(sheet.document, sheet.day, analysis);
        Self(["A1", "A4", "A6", "A8"].into_iter().flat_map(of).collect())
    }

    fn of(&self, analysis: &str, id: &ElementId) -> Option<&Reading> {
        self.0.iter().find(|r| r.analysis == analysis && r.subject.element() == Some(id))
    }
}

/// The name of a stream, and at the right how long it takes.
fn heading(sheet: &mut Sheet, stream: &Stream, told: &Told) {
    let (theme, y) = (sheet.theme, sheet.y + 11.0);
    let mut x = sheet.x1;
    let gap = told.of("A8", &stream.id);
    let over = gap.is_some_and(|r| matches!(r.value, Answer::Number(n) if n > 0.0));
    let facts = [
        (told.of("A1", &stream.id), "lead time", if over { Tone::Bad } else { Tone::Plain }),
        (gap, "gap to target", if over { Tone::Bad } else { Tone::Good }),
        (told.of("A4", &stream.id), "flow efficiency", Tone::Plain),
    ];
    for (reading, what, tone) in facts {
        let Some(reading) = reading else { continue };
        let sign = if what == "gap to target" && over { "+" } else { "" };
        let figure = format!("{sign}{}", reading.shown(sheet.document));
        let (of_figure, of_words) = (width(&figure, HEADING), width(what, DETAIL));
        let begin = x - of_words - 5.0 - of_figure;
        if begin < sheet.x0 + 160.0 {
            break;
        }
        let items = vec![
            left(&figure, begin, on(y, HEADING), of_figure + 1.0, HEADING, sheet.ink(tone)),
            left(what, x - of_words, on(y, HEADING), of_words + 1.0, DETAIL, theme.text_secondary),
        ];
        sheet.number(Say::of(sheet.document, reading, what), items);
        x = begin - 22.0;
    }
    let name = sheet.name(&stream.id);
    let items = vec![
        icon("path", Point::new(sheet.x0 + 8.0, y), 16.0, theme.kind("value_stream")),
        left(name, sheet.x0 + 24.0, on(y, HEADING), x - sheet.x0 - 24.0, HEADING, theme.text),
        hair((sheet.x0, sheet.y + 25.5), (sheet.x1, sheet.y + 25.5), theme.frame_stroke),
    ];
    sheet.ground(name, items);
    sheet.y += 32.0;
}

/// The columns of a ladder.
struct Columns {
    /// Room of the names.
    names: f64,
    /// Where the hours begin, and how wide an hour is.
    plot: f64,
    hour: f64,
    /// Where the figures begin.
    figures: f64,
}

fn columns(sheet: &Sheet, stream: &Stream) -> Columns {
    let names = (sheet.width() * 0.24).clamp(120.0, 220.0);
    let figures = sheet.x1 - 186.0;
    let plot = sheet.x0 + names + 12.0;
    let longest = stream.time.hours.0.max(stream.target.unwrap_or(0.0));
    // Hours so few that nothing can be divided by them have no width either.
    let hour = Some((figures - 16.0 - plot) / longest).filter(|h| h.is_finite() && *h > 0.0).unwrap_or(0.0);
    Columns { names, plot, hour, figures }
}

fn ladder(sheet: &mut Sheet, stream: &Stream, told: &Told) {
    let columns = columns(sheet, stream);
    let top = sheet.y;
    if stream.target.is_some() {
        sheet.y += 16.0;
    }
    let slowest = told.of("A6", &stream.id).and_then(|r| match &r.value {
        Answer::Element(id) => Some(id.clone()),
        _ => None,
    });
    let mut from = 0.0;
    let shown = if stream.steps.len() > STEPS { STEPS - 1 } else { STEPS };
    let rows = stream.steps.len().min(shown);
    for step in stream.steps.iter().take(shown) {
        let hours = step.part.probability * step.part.hours.0;
        row(sheet, step, &columns, from, slowest.as_ref() == Some(&step.part.stage));
        from += hours + step.hand_off;
    }
    target(sheet, stream, &columns, top, rows);
    let rest = &stream.steps[rows..];
    if !rest.is_empty() {
        let hours: f64 = rest.iter().map(|s| s.part.probability * s.part.hours.0 + s.hand_off).sum();
        let elements = rest.iter().map(|s| s.part.stage.clone()).collect();
        let name = format!("{} more stages", rest.len());
        let figure = sheet.amount(hours, unit::HOURS);
        let say = Say::part(eco_format!("{name}: {figure}"), "The sum of what they take", elements);
        let y = sheet.y + ROW / 2.0;
        let items = vec![
            left(&format!("and {name}"), sheet.x0, on(y, NAME), columns.names, NAME, sheet.theme.muted),
            bar(Rect::new(x_of(&columns, from), y - 2.0, x_of(&columns, from + hours), y + 2.0), sheet.theme.muted),
            left(&figure, columns.figures, on(y, FIGURE), 180.0, FIGURE, sheet.theme.text),
        ];
        sheet.number(say, items);
        sheet.y += ROW;
    }
}

fn x_of(columns: &Columns, hours: f64) -> f64 {
    columns.plot + hours * columns.hour
}

/// The line that the work should not pass.
fn target(sheet: &mut Sheet, stream: &Stream, columns: &Columns, top: f64, rows: usize) {
    let Some(target) = stream.target else { return };
    let x = x_of(columns, target);
    let words = format!("target {} h", number(target));
    let wide = width(&words, SMALL);
    let at = (x - wide / 2.0).clamp(columns.plot, (columns.figures - wide).max(columns.plot));
    let foot = top + 16.0 + ROW * rows as f64;
    let color = sheet.theme.accent;
    let items = vec![
        line(Point::new(x, top + 15.0), Point::new(x, foot), color, 1.5, Line::Dashed),
        left(&words, at, top + 10.0, wide + 1.0, SMALL, color),
    ];
    let name = eco_format!("{}: target lead time {} h", sheet.name(&stream.id), number(target));
    let say = Say::part(name, "Stated by the stream", vec![stream.id.clone()]);
    sheet.number(say, items);
}

fn row(sheet: &mut Sheet, step: &Step, columns: &Columns, from: f64, slowest: bool) {
    let (theme, y) = (sheet.theme, sheet.y + ROW / 2.0);
    let id = &step.part.stage;
    let p = step.part.probability;
    let hours = p * step.part.hours.0;
    let element = sheet.document.element(id);
    let work = element.and_then(|e| e.get(stage::PROCESS_TIME)).map(|Hours(h)| h).filter(|h| *h >= 0.0);
    let work = work.map(|work| (p * work).min(hours));
    let name = sheet.name(id);
    let (x0, x1) = (x_of(columns, from), x_of(columns, from + hours));
    let mut items = vec![left(name, sheet.x0, on(y, NAME), columns.names, NAME, theme.text)];
    if from > 0.0 {
        // The step down from where the last stage ended.
        items.push(hair((x0 + 0.5, y - ROW + 6.0), (x0 + 0.5, y - 6.0), theme.stage_stroke));
    }
    items.push(hollow(Rect::new(x0, y - 6.0, x1, y + 6.0), theme.stream_fill, theme.stage_stroke));
    if let Some(work) = work.filter(|work| *work > 0.0) {
        items.push(bar(Rect::new(x0, y - 6.0, x_of(columns, from + work), y + 6.0), theme.kind("stage")));
    }
    let end = x_of(columns, from + hours + step.hand_off);
    if step.hand_off > 0.0 {
        items.push(line(Point::new(x1, y), Point::new(end, y), theme.edge, 1.5, Line::Dotted));
    }
    let figure = sheet.amount(step.part.hours.0, unit::HOURS);
    items.push(left(&figure, columns.figures, on(y, FIGURE), 64.0, FIGURE, theme.text));
    let begin = columns.figures + width(&figure, FIGURE).min(64.0) + 8.0;
    let (words, tone) = row_words(step, sheet.document.element(id).and_then(|e| flow::waiting(e)), slowest);
    let color = if tone == Tone::Bad { sheet.ink(tone) } else { theme.text_secondary };
    items.push(left(&words, begin, on(y, FIGURE), sheet.x1 - begin, DETAIL, color));
    let of = if p < 1.0 { format!(" of the {} % that come by", number(100.0 * p)) } else { String::new() };
    let spoken = eco_format!("{name}: lead time {figure}{of}");
    let mut elements = vec![id.clone()];
    elements.extend(step.part.hand_off_to.clone());
    let say = Say::part(spoken, arithmetic(step, work, &figure), elements);
    sheet.number(Say { value: Some(hours), ..say }, items);
    sheet.y += ROW;
}

/// What stands behind the hours of a stage.
fn row_words(step: &Step, waiting: Option<Hours>, slowest: bool) -> (String, Tone) {
    if step.part.probability < 1.0 {
        return (format!("for {} % of the work", number(100.0 * step.part.probability)), Tone::Plain);
    }
    let hand_off = if step.hand_off > 0.0 { format!(", {} h hand-off", number(step.hand_off)) } else { String::new() };
    match waiting {
        Some(Hours(wait)) if slowest => (format!("{} h waiting, the most{hand_off}", number(wait)), Tone::Bad),
        Some(Hours(wait)) => (format!("{} h waiting{hand_off}", number(wait)), Tone::Plain),
        None => (format!("work not stated{hand_off}"), Tone::Plain),
    }
}

fn arithmetic(step: &Step, work: Option<f64>, figure: &str) -> EcoString {
    let p = step.part.probability;
    let hours = p * step.part.hours.0;
    let share =
        if p < 1.0 { format!("{} % of {figure} = {} h", number(100.0 * p), number(hours)) } else { figure.to_owned() };
    let parted = work.map(|work| format!(" = {} h of work + {} h of waiting", number(work), number(hours - work)));
    let hand_off = (step.hand_off > 0.0).then(|| format!("; then {} h to the next stage", number(step.hand_off)));
    eco_format!("{share}{}{}", parted.unwrap_or_default(), hand_off.unwrap_or_default())
}
