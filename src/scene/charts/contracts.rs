//! How long contracts last and by when they have to be decided on, along the years (A26).
//!
//! Knows nothing about what is supplied under them.

use ecow::{EcoString, eco_format};

use super::kit::{DETAIL, FIGURE, NAME, SMALL, Sample, Say, Sheet, Stat, Tone};
use super::marks::{bar, centre, hair, hollow, left, line, on};
use crate::analysis::contract::{Horizon, Standing, contracts, horizon, standing};
use crate::analysis::date::read;
use crate::analysis::{Answer, Date, Reading, short_month};
use crate::geom::{Point, Rect};
use crate::model::attr::{Money, contract};
use crate::model::{ElementId, ElementKind, Record};
use crate::scene::figure::Line;
use crate::scene::words::{label_of_contract, money};
use crate::text::width;

/// The most rows.
const ROWS: usize = 18;
const HEIGHT: f64 = 36.0;
/// The longest way back and ahead, in days.
const BACK: i64 = 3 * 365;
const AHEAD: i64 = 5 * 365;

/// A contract with what is read of it.
struct Row {
    partner: ElementId,
    record: Record,
    horizon: Option<Horizon>,
    standing: Standing,
    /// Days to the end, and the day to decide.
    told: Option<(Reading, Reading)>,
}

pub(super) fn draw(sheet: &mut Sheet) -> Result<(), String> {
    let Some(day) = sheet.day else {
        return Err("The day is not known. Enter the as-of date of the model.".to_owned());
    };
    let mut rows = rows(sheet, day);
    if rows.is_empty() {
        return Err(
            "There are no contracts yet. Enter the contracts of a partner with their first and last day.".to_owned()
        );
    }
    let until = |row: &Row| row.horizon.map_or(i64::MAX, |h| h.days);
    // What has ended is over; what ends next is looked at first.
    rows.sort_by_key(|row| (row.standing == Standing::Expired, until(row), row.partner.clone()));
    stats(sheet, &rows);
    let theme = sheet.theme;
    let (partner, warning) = (theme.kind("partner"), theme.finding.warning);
    sheet.legend(&[
        (Sample::Bar(partner), "runs"),
        (Sample::Hollow(theme.frame, warning), "notice period"),
        (Sample::Upright(theme.accent), "this day"),
    ]);
    let span = span(sheet, &rows, day);
    let (top, shown) = (sheet.y, rows.len().min(ROWS));
    years(sheet, &span, shown);
    for row in rows.iter().take(ROWS) {
        draw_row(sheet, row, &span);
    }
    let x = span.x(day);
    let words = format!("{} {} {}", day.day(), short_month(day.month()), day.year());
    let wide = width(&words, SMALL);
    let from = (x - wide / 2.0).clamp(span.from, span.to - wide);
    let items = vec![
        line(Point::new(x, top + 16.0), Point::new(x, sheet.y), theme.accent, 1.5, Line::Dashed),
        left(&words, from, top + 10.0, wide + 1.0, SMALL, theme.accent),
    ];
    sheet.ground(eco_format!("As of {words}"), items);
    sheet.y += 6.0;
    sheet.and_more(rows.len().saturating_sub(ROWS), "contract", "contracts");
    Ok(())
}

fn rows(sheet: &Sheet, day: Date) -> Vec<Row> {
    let document = sheet.document;
    // The readings stand in this order too, two of each contract with an end.
    let mut told = sheet.readings("A26").into_iter();
    let mut rows = Vec::new();
    for partner in document.index().of_kind(ElementKind::Partner).filter_map(|id| document.element(id)) {
        for record in contracts(partner) {
            let horizon = horizon(&record, day);
            let told = horizon.and_then(|_| Some((told.next()?, told.next()?)));
            let standing = standing(document, &record, day);
            rows.push(Row { partner: partner.id.clone(), record, horizon, standing, told });
        }
    }
    rows
}

fn stats(sheet: &mut Sheet, rows: &[Row]) {
    let due: Vec<&Row> = rows.iter().filter(|row| row.standing == Standing::Due).collect();
    let over = rows.iter().filter(|row| row.standing == Standing::Expired).count();
    let ids = |rows: &[&Row]| rows.iter().map(|row| row.partner.clone()).collect::<Vec<_>>();
    let n = due.len();
    let label = if n == 1 { "contract is due for a decision" } else { "contracts are due for a decision" };
    let words = "They end within the days of warning, or notice has to be given by now";
    let say = Say::part(eco_format!("{n} {label}"), words, ids(&due));
    let tone = if n > 0 { Tone::Bad } else { Tone::Good };
    let mut stats = vec![Stat { say, large: n.to_string(), label: label.to_owned(), tone }];
    let value: f64 = due.iter().filter_map(|r| contract::VALUE_PER_YEAR.read(&r.record)).map(|Money(m)| m).sum();
    if value > 0.0 && value.is_finite() {
        let large = money(sheet.document, value);
        let say = Say::part(eco_format!("{large} a year in these"), "The sum of their values", ids(&due));
        stats.push(Stat { say, large, label: "a year in these".to_owned(), tone: Tone::Plain });
    }
    if over > 0 {
        let ended: Vec<&Row> = rows.iter().filter(|row| row.standing == Standing::Expired).collect();
        let label = if over == 1 { "has ended" } else { "have ended" };
        let say = Say::part(eco_format!("{over} {label}"), "Their last day is past", ids(&ended));
        stats.push(Stat { say, large: over.to_string(), label: label.to_owned(), tone: Tone::Plain });
    }
    sheet.stats(stats);
}

/// The days that are drawn, and where.
struct Span {
    first: Date,
    last: Date,
    from: f64,
    to: f64,
}

impl Span {
    fn x(&self, day: Date) -> f64 {
        let days = self.first.days_until(self.last).max(1) as f64;
        self.from + (self.first.days_until(day) as f64 / days).clamp(0.0, 1.0) * (self.to - self.from)
    }
}

fn span(sheet: &Sheet, rows: &[Row], day: Date) -> Span {
    let starts = rows.iter().filter_map(|row| contract::START.read(&row.record).as_ref().and_then(read));
    let ends = rows.iter().filter_map(|row| row.horizon.map(|h| h.end));
    let back = starts.map(|start| start.days_until(day)).max().unwrap_or(0).clamp(120, BACK);
    let ahead = ends.map(|end| day.days_until(end)).max().unwrap_or(0).saturating_add(60).clamp(365, AHEAD);
    let first = day.plus_days(-back).unwrap_or(day);
    let last = day.plus_days(ahead).unwrap_or(day);
    Span { first, last, from: sheet.x0 + sheet.names() + 12.0, to: sheet.x1 - 172.0 }
}

/// A line at the beginning of each year that has room.
fn years(sheet: &mut Sheet, span: &Span, rows: usize) {
    let theme = sheet.theme;
    let (top, foot) = (sheet.y + 18.0, sheet.y + 38.0 + HEIGHT * rows as f64);
    let per_year = (span.to - span.from) * 365.0 / span.first.days_until(span.last).max(1) as f64;
    let step = if per_year > 44.0 { 1 } else { (44.0 / per_year.max(1.0)).ceil() as i64 };
    let mut items = Vec::new();
    for year in span.first.year() + 1..=span.last.year() {
        let Some(first) = Date::new(year, 1, 1).filter(|_| year.rem_euclid(step) == 0) else { continue };
        let x = span.x(first);
        items.push(hair((x, top + 18.0), (x, foot), theme.panel_border));
        items.push(centre(&year.to_string(), x, top + 12.0, 44.0, SMALL, theme.muted));
    }
    sheet.ground("Years", items);
    sheet.y = top + 20.0;
}

fn draw_row(sheet: &mut Sheet, row: &Row, span: &Span) {
    let (theme, y) = (sheet.theme, sheet.y + HEIGHT / 2.0);
    let name = sheet.name(&row.partner);
    let kind = label_of_contract(sheet.document, &row.record);
    let reference = contract::REFERENCE.read(&row.record).filter(|r| !r.trim().is_empty());
    let what = match reference {
        Some(reference) if kind != *reference => format!("{reference}, {}", kind.to_lowercase()),
        Some(reference) => reference.to_string(),
        None => kind.to_lowercase(),
    };
    let names = sheet.names();
    let value = contract::VALUE_PER_YEAR.read(&row.record).map(|Money(m)| money(sheet.document, m));
    let start = contract::START.read(&row.record).as_ref().and_then(read);
    let (x0, x1) = (start.map_or(span.from, |d| span.x(d)), row.horizon.map_or(span.to, |h| span.x(h.end)));
    let mut items = vec![
        left(name, sheet.x0, on(y - 7.5, NAME), names, NAME, theme.text),
        left(&what, sheet.x0, on(y + 7.5, DETAIL), names, DETAIL, theme.text_secondary),
    ];
    let color = if row.standing == Standing::Expired { theme.muted } else { theme.kind("partner") };
    let whole = Rect::new(x0, y - 5.0, x1.max(x0 + 2.0), y + 5.0);
    let notice = row.horizon.map(|h| (span.x(h.decide_by).max(x0), x1)).filter(|(a, b)| b - a > 1.5);
    if let Some((from, to)) = notice {
        items.push(bar(Rect::new(x0, y - 5.0, from, y + 5.0), color));
        items.push(hollow(Rect::new(from, y - 5.0, to, y + 5.0), theme.frame, theme.finding.warning));
    } else {
        items.push(bar(whole, color));
    }
    if row.horizon.is_none() {
        // It goes on beyond the edge.
        let tip =
            [Point::new(span.to + 3.0, y - 5.0), Point::new(span.to + 9.0, y), Point::new(span.to + 3.0, y + 5.0)];
        items.push(line(tip[0], tip[1], color, 1.6, Line::Solid));
        items.push(line(tip[1], tip[2], color, 1.6, Line::Solid));
    }
    let spoken = eco_format!("{name}, {what}: {}", ends(row));
    let words = value.map_or("No value stated".to_owned(), |value| format!("{value} a year"));
    sheet.number(Say::part(spoken, words, vec![row.partner.clone()]), items);
    figures(sheet, row, y);
    sheet.y += HEIGHT;
}

fn ends(row: &Row) -> String {
    let days = |n: i64| if n == 1 { "1 day".to_owned() } else { format!("{n} days") };
    match row.horizon.map(|h| h.days) {
        None => "open-ended".to_owned(),
        Some(0) => "ends today".to_owned(),
        Some(n) if n > 0 => format!("ends in {}", days(n)),
        Some(n) => format!("ended {} ago", days(n.saturating_neg())),
    }
}

fn figures(sheet: &mut Sheet, row: &Row, y: f64) {
    let (theme, begin) = (sheet.theme, sheet.x1 - 150.0);
    let ends = ends(row);
    let tone = if matches!(row.standing, Standing::Due | Standing::Expired) { Tone::Bad } else { Tone::Plain };
    let first = left(&ends, begin, on(y - 7.5, FIGURE), 150.0, FIGURE, sheet.ink(tone));
    let Some((days, by)) = &row.told else {
        let name = eco_format!("{}: {ends}", sheet.name(&row.partner));
        sheet.number(Say::part(name, "No last day is stated", vec![row.partner.clone()]), vec![first]);
        return;
    };
    sheet.number(Say::of(sheet.document, days, "ends in"), vec![first]);
    let Answer::Day(date) = by.value else { return };
    let past = sheet.day.is_some_and(|day| date < day);
    let words: EcoString = eco_format!(
        "{} {} {} {}",
        if past { "notice was due" } else { "decide by" },
        date.day(),
        short_month(date.month()),
        date.year()
    );
    if row.standing != Standing::Expired {
        let second = left(&words, begin, on(y + 7.5, DETAIL), 150.0, DETAIL, theme.text_secondary);
        sheet.number(Say::of(sheet.document, by, "decide by"), vec![second]);
    }
}
