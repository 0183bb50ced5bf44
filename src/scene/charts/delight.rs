//! How those who consume something experience it: their score on a scale, the larger the more of it they use (A24).
//!
//! Knows nothing about what they expect.

use ecow::eco_format;

use super::kit::{DETAIL, FIGURE, HEADING, NAME, SMALL, Sample, Say, Sheet, Stat, Tone};
use super::marks::{centre, dot, hair, icon, left, line, on};
use crate::analysis::delight::{Consumption, Experience, delight};
use crate::analysis::reading::unit;
use crate::analysis::written::{decimals, grouped};
use crate::geom::Point;
use crate::model::attr::consumes;
use crate::scene::figure::{Line, Stroke};
use crate::scene::words::number;
use crate::text::width;
use crate::theme::Color;

/// The most rows of an experience.
const ROWS: usize = 8;
const HEIGHT: f64 = 36.0;
/// The radius of the dot of the largest volume, and of the smallest.
const LARGE: f64 = 12.0;
const SMALLEST: f64 = 4.0;
/// How far between the two where all are alike.
const MIDDLE: f64 = 0.4;

pub(super) fn draw(sheet: &mut Sheet) -> Result<(), String> {
    let found = delight(sheet.document);
    if found.all.iter().all(|c| c.experience.is_none() && c.nps.is_none()) {
        let words = "Nobody has said how they experience what they use. Enter the experience of consumers on what they consume.";
        return Err(words.to_owned());
    }
    let mut stats = Vec::new();
    if let Some(index) = sheet.reading("A24") {
        stats.push(sheet.stat(&index, "of those who were asked are delighted", Tone::Plain));
    }
    let nps = sheet.reading("A24.nps");
    if let (Some(reading), Some(nps)) = (&nps, found.nps()) {
        let say = Say::of(sheet.document, reading, "net promoter score");
        let (large, label) = (decimals(nps, 1), "net promoter score, weighted by volume".to_owned());
        stats.push(Stat { say, large, label, tone: Tone::Plain });
    }
    sheet.stats(stats);
    let theme = sheet.theme;
    sheet.legend(&[
        (Sample::Dot(theme.kind("stage")), "score, the larger the more is used"),
        (Sample::Upright(theme.accent), "weighted mean"),
    ]);
    axis(sheet);
    let top = sheet.y;
    let weights = || found.all.iter().map(|c| c.weight);
    let (least, most) = (weights().fold(f64::INFINITY, f64::min), weights().fold(0.0, f64::max));
    let groups = [
        (Some(Experience::Dissatisfied), "warning-circle"),
        (Some(Experience::Satisfied), "check-circle"),
        (Some(Experience::Delighted), "heart"),
        (None, "question"),
    ];
    for (experience, mark) in groups {
        let mut all: Vec<&Consumption> = found.all.iter().filter(|c| c.experience == experience).collect();
        if all.is_empty() {
            continue;
        }
        let score = |c: &Consumption| c.nps.unwrap_or(f64::INFINITY);
        all.sort_by(|a, b| score(a).total_cmp(&score(b)).then_with(|| b.weight.total_cmp(&a.weight)));
        group(sheet, experience, mark, &all);
        for one in all.iter().take(ROWS) {
            row(sheet, one, (least, most), ink(sheet, experience));
        }
        sheet.and_more(all.len().saturating_sub(ROWS), "consumer", "consumers");
        sheet.y += 6.0;
    }
    if let (Some(reading), Some(nps)) = (nps, found.nps()) {
        let x = x_of(sheet, nps);
        let color = sheet.theme.accent;
        let items = vec![line(Point::new(x, top), Point::new(x, sheet.y - 6.0), color, 1.2, Line::Dashed)];
        sheet.number(Say::of(sheet.document, &reading, "net promoter score"), items);
    }
    Ok(())
}

fn ink(sheet: &Sheet, experience: Option<Experience>) -> Color {
    match experience {
        Some(Experience::Dissatisfied) => sheet.theme.finding.warning,
        Some(Experience::Satisfied) => sheet.theme.kind("stakeholder"),
        Some(Experience::Delighted) => sheet.theme.kind("stage"),
        None => sheet.theme.muted,
    }
}

/// Where a score stands.
fn x_of(sheet: &Sheet, score: f64) -> f64 {
    let (from, to) = (sheet.x0 + sheet.names() + 36.0, sheet.x1 - 150.0);
    from + (score.clamp(-100.0, 100.0) + 100.0) / 200.0 * (to - from)
}

fn axis(sheet: &mut Sheet) {
    let theme = sheet.theme;
    let items = [-100.0, -50.0, 0.0, 50.0, 100.0].map(|n: f64| {
        let words = if n > 0.0 { format!("+{n:.0}") } else { format!("{n:.0}").replace('-', "−") };
        centre(&words, x_of(sheet, n), sheet.y + 10.0, 40.0, SMALL, theme.muted)
    });
    sheet.ground("Scores from -100 to 100", items.to_vec());
    sheet.y += 18.0;
}

/// The heading of those with the same experience.
fn group(sheet: &mut Sheet, experience: Option<Experience>, mark: &str, all: &[&Consumption]) {
    let y = sheet.y + 11.0;
    let label = experience.map_or("Not asked", Experience::label);
    let n = all.len().to_string();
    let color = ink(sheet, experience);
    let at = sheet.x0 + 24.0;
    let items = vec![
        icon(mark, Point::new(sheet.x0 + 8.0, y), 16.0, color),
        left(label, at, on(y, HEADING), 200.0, HEADING, sheet.theme.text),
        left(&n, at + width(label, HEADING) + 8.0, on(y, HEADING), 80.0, DETAIL, sheet.theme.text_secondary),
    ];
    let elements = all.iter().flat_map(|c| [c.consumer.clone(), c.item.clone()]).collect();
    let say = Say::part(eco_format!("{label}: {n}"), "Relations of consumers with this experience", elements);
    sheet.number(Say { value: Some(all.len() as f64), ..say }, items);
    sheet.y += 26.0;
}

fn row(sheet: &mut Sheet, one: &Consumption, (least, most): (f64, f64), color: Color) {
    let (theme, y) = (sheet.theme, sheet.y + HEIGHT / 2.0);
    let (who, what) = (sheet.name(&one.consumer), sheet.name(&one.item));
    let names = sheet.names();
    let mut items = vec![
        left(who, sheet.x0 + 24.0, on(y - 7.5, NAME), names - 24.0, NAME, theme.text),
        left(what, sheet.x0 + 24.0, on(y + 7.5, DETAIL), names - 24.0, DETAIL, theme.text_secondary),
        hair((x_of(sheet, -100.0), y), (x_of(sheet, 100.0), y), theme.card_stroke),
    ];
    let zero = x_of(sheet, 0.0);
    items.push(hair((zero, y - 5.0), (zero, y + 5.0), theme.frame_stroke));
    if let Some(nps) = one.nps {
        let share = if least < most { (one.weight / most).sqrt() } else { MIDDLE };
        let radius = SMALLEST + share * (LARGE - SMALLEST);
        items.push(dot(Point::new(x_of(sheet, nps), y), radius, color, Some(Stroke::solid(theme.frame, 1.5))));
    }
    let begin = sheet.x1 - 118.0;
    let figure = one.nps.map_or("no score".to_owned(), |nps| decimals(nps, 1).replace('-', "−"));
    let volume = sheet.document.relation(&one.relation).and_then(|r| r.get(consumes::VOLUME_PER_YEAR));
    let volume = volume.filter(|n| *n >= 0.0).map(|n| format!("{} a year", grouped(&number(n))));
    items.push(left(&figure, begin, on(y - 7.5, FIGURE), 118.0, FIGURE, theme.text));
    let volume = volume.unwrap_or_else(|| "volume not stated".to_owned());
    items.push(left(&volume, begin, on(y + 7.5, DETAIL), 118.0, DETAIL, theme.text_secondary));
    let experience = one.experience.map_or("not asked", Experience::label).to_lowercase();
    let name = eco_format!("{who} with {what}: {experience}, score {figure}, {volume}");
    let words = one.nps.map(|nps| format!("{}, weighted by {}", sheet.amount(nps, unit::POINTS), number(one.weight)));
    let say = Say::part(name, words.unwrap_or_default(), vec![one.consumer.clone(), one.item.clone()]);
    sheet.number(Say { value: one.nps, ..say }, items);
    sheet.y += HEIGHT;
}
