//! Where the culture stands and where it should, level by level, and whether anything is done about it (A25).
//!
//! Knows nothing about what the culture shapes.

use ecow::eco_format;

use super::kit::{DETAIL, FIGURE, NAME, SMALL, Sample, Say, Sheet, Tone};
use super::marks::{centre, dot, hair, left, line, on};
use crate::analysis::culture::{gap, promoted};
use crate::geom::Point;
use crate::model::attr::{Choice, action, culture};
use crate::model::{Element, ElementKind};
use crate::scene::figure::{Line, Stroke};
use crate::theme::Color;

/// The most rows.
const ROWS: usize = 18;
/// The levels of the scale.
const LEVELS: std::ops::RangeInclusive<i64> = 1..=5;
const HEIGHT: f64 = 34.0;

pub(super) fn draw(sheet: &mut Sheet) -> Result<(), String> {
    let document = sheet.document;
    let all = document.index().of_kind(ElementKind::Culture).filter_map(|id| document.element(id));
    let mut all: Vec<&Element> = all.map(|e| &**e).filter(|e| levels(e).0.or(levels(e).1).is_some()).collect();
    if all.is_empty() {
        return Err("No level of culture is stated. Enter a current and a target level for a culture value.".to_owned());
    }
    all.sort_by_key(|e| (std::cmp::Reverse(gap(e)), e.id.clone()));
    let mut stats = Vec::new();
    if let Some(mean) = sheet.reading("A25") {
        stats.push(sheet.stat(&mean, "mean gap to the target", Tone::Plain));
    }
    if let Some(cover) = sheet.reading("A25.promoted") {
        let tone = if promoted(document).without.is_empty() { Tone::Good } else { Tone::Plain };
        stats.push(sheet.stat(&cover, "have an action under way", tone));
    }
    sheet.stats(stats);
    let color = sheet.theme.kind("culture");
    sheet.legend(&[(Sample::Dot(color), "today"), (Sample::Ring(color), "target")]);
    heads(sheet);
    for element in all.iter().take(ROWS) {
        row(sheet, element);
    }
    sheet.and_more(all.len().saturating_sub(ROWS), "culture value", "culture values");
    Ok(())
}

fn levels(element: &Element) -> (Option<i64>, Option<i64>) {
    (element.get(culture::CURRENT), element.get(culture::TARGET))
}

/// Where a level stands; beyond the scale at its end.
fn x_of(sheet: &Sheet, level: i64) -> f64 {
    let (from, to) = (sheet.x0 + sheet.names() + 44.0, sheet.x1 - 210.0);
    let (low, high) = (*LEVELS.start(), *LEVELS.end());
    from + (level.clamp(low, high) - low) as f64 / (high - low) as f64 * (to - from)
}

fn heads(sheet: &mut Sheet) {
    let theme = sheet.theme;
    let items = LEVELS.map(|n| centre(&n.to_string(), x_of(sheet, n), sheet.y + 12.0, 20.0, SMALL, theme.muted));
    let items: Vec<_> = items.collect();
    sheet.ground("Levels 1 to 5", items);
    sheet.y += 18.0;
}

fn row(sheet: &mut Sheet, element: &Element) {
    let (theme, y) = (sheet.theme, sheet.y + HEIGHT / 2.0);
    let (current, target) = levels(element);
    let name = element.shown_name();
    let color = theme.kind("culture");
    let mut items = vec![hair((x_of(sheet, 1), y), (x_of(sheet, 5), y), theme.card_stroke)];
    items.extend(LEVELS.map(|n| hair((x_of(sheet, n), y - 3.0), (x_of(sheet, n), y + 3.0), theme.card_stroke)));
    let mut at: Vec<Point> = Vec::new();
    if let (Some(current), Some(target)) = (current, target) {
        at.extend([current, target].map(|level| Point::new(x_of(sheet, level), y)));
        items.push(line(at[0], at[1], color, 3.0, Line::Solid));
    }
    if let Some(target) = target {
        let at = Point::new(x_of(sheet, target), y);
        items.push(dot(at, 7.0, theme.frame, Some(Stroke::solid(color, 2.0))));
    }
    if let Some(current) = current {
        let met = target.is_some_and(|target| target == current);
        items.push(dot(Point::new(x_of(sheet, current), y), if met { 4.0 } else { 7.0 }, color, None));
    }
    items.push(left(name, sheet.x0, on(y, NAME), sheet.names() + 16.0, NAME, theme.text));
    let begin = sheet.x1 - 178.0;
    let (figure, words) = match (current, target) {
        (Some(c), Some(t)) if t > c => {
            (format!("{} to go", t.saturating_sub(c)), format!("{t} − {c} = {}", t.saturating_sub(c)))
        }
        (Some(c), Some(t)) if t == c => ("at target".to_owned(), format!("{t} − {c} = 0")),
        (Some(c), Some(t)) => ("beyond target".to_owned(), format!("{t} − {c} = {}", t.saturating_sub(c))),
        (None, _) => ("today not stated".to_owned(), "Without a current level there is no gap".to_owned()),
        (_, None) => ("no target".to_owned(), "Without a target there is no gap".to_owned()),
    };
    items.push(left(&figure, begin, on(y - 7.5, FIGURE), 178.0, FIGURE, theme.text));
    let (actions, ink) = actions(sheet, element);
    items.push(left(&actions, begin, on(y + 7.5, DETAIL), 178.0, DETAIL, ink));
    let level = |n: Option<i64>| n.map_or("not stated".to_owned(), |n| n.to_string());
    let name = eco_format!("{name}: level {} today, target {}, {actions}", level(current), level(target));
    let say = Say::part(name, words, vec![element.id.clone()]);
    sheet.number(Say { value: gap(element).map(|gap| gap as f64), ..say }, items);
    sheet.y += HEIGHT;
}

fn actions(sheet: &Sheet, element: &Element) -> (String, Color) {
    let all = element.get(culture::ACTIONS).map(|list| list.0).unwrap_or_default();
    let active = all.iter().filter(|a| action::STATUS.read(a).is_some_and(|Choice(id)| id == "active")).count();
    match active {
        0 => ("no action under way".to_owned(), sheet.ink(Tone::Bad)),
        1 => ("1 action under way".to_owned(), sheet.theme.text_secondary),
        n => (format!("{n} actions under way"), sheet.theme.text_secondary),
    }
}
