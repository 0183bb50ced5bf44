//! How far each objective has come, key result by key result from its baseline to its target (A30).
//!
//! Knows nothing about who contributes to them.

use ecow::eco_format;

use super::kit::{DETAIL, FIGURE, HEADING, NAME, ROW, SMALL, Say, Sheet};
use super::marks::{bar, hair, hollow, icon, left, on, right};
use crate::analysis::objective::{progress, shares};
use crate::analysis::written::{decimals, grouped};
use crate::geom::{Point, Rect};
use crate::model::attr::key_result;
use crate::model::{Element, ElementKind, Record};
use crate::scene::words::number;
use crate::text::width;
use crate::theme::Color;

/// The most objectives, and the most key results of one.
const OBJECTIVES: usize = 10;
const RESULTS: usize = 8;

pub(super) fn draw(sheet: &mut Sheet) -> Result<(), String> {
    let document = sheet.document;
    let all = document.index().of_kind(ElementKind::Objective).filter_map(|id| document.element(id));
    let mut all: Vec<&Element> = all.map(|e| &**e).collect();
    if all.iter().all(|e| progress(e).is_none()) {
        let words =
            "No objective is measured. Enter baseline, target and actual figure of a key result of an objective.";
        return Err(words.to_owned());
    }
    // What has come least far comes first, what is not measured last.
    let far = |e: &Element| progress(e).map_or(f64::INFINITY, |figure| figure.percent.0);
    all.sort_by(|a, b| far(a).total_cmp(&far(b)).then_with(|| a.id.cmp(&b.id)));
    for element in all.iter().take(OBJECTIVES) {
        heading(sheet, element);
        let results = shares(element);
        for (result, share) in results.iter().take(RESULTS) {
            row(sheet, element, result, *share);
        }
        sheet.and_more(results.len().saturating_sub(RESULTS), "key result", "key results");
        sheet.y += 16.0;
    }
    sheet.and_more(all.len().saturating_sub(OBJECTIVES), "objective", "objectives");
    Ok(())
}

fn heading(sheet: &mut Sheet, element: &Element) {
    let (theme, y) = (sheet.theme, sheet.y + 11.0);
    let readings = sheet.readings("A30");
    let reading = readings.iter().find(|r| r.subject.element() == Some(&element.id));
    let mut x = sheet.x1;
    if let Some(reading) = reading {
        let figure = reading.shown(sheet.document);
        let words = if reading.missing.is_empty() { "of the way" } else { "of the way, as far as measured" };
        let (of_figure, of_words) = (width(&figure, HEADING), width(words, DETAIL));
        x -= of_figure + of_words + 5.0;
        let items = vec![
            left(&figure, x, on(y, HEADING), of_figure + 1.0, HEADING, theme.text),
            left(words, sheet.x1 - of_words, on(y, HEADING), of_words + 1.0, DETAIL, theme.text_secondary),
        ];
        sheet.number(Say::of(sheet.document, reading, "progress"), items);
    } else {
        let words = "not measured";
        x -= width(words, DETAIL);
        let item = left(words, x, on(y, HEADING), 200.0, DETAIL, theme.muted);
        sheet.ground(eco_format!("{}: {words}", element.shown_name()), vec![item]);
    }
    let name = element.shown_name();
    let items = vec![
        icon("flag-pennant", Point::new(sheet.x0 + 8.0, y), 16.0, theme.kind("objective")),
        left(name, sheet.x0 + 24.0, on(y, HEADING), x - sheet.x0 - 44.0, HEADING, theme.text),
        hair((sheet.x0, sheet.y + 25.5), (sheet.x1, sheet.y + 25.5), theme.frame_stroke),
    ];
    sheet.ground(name, items);
    sheet.y += 32.0;
}

/// A track from the baseline at its left to the target at its right, with their figures below.
fn row(sheet: &mut Sheet, element: &Element, result: &Record, share: Option<f64>) {
    const HEIGHT: f64 = ROW + 16.0;
    let (theme, y) = (sheet.theme, sheet.y + ROW / 2.0);
    let name = key_result::NAME.read(result).filter(|n| !n.trim().is_empty());
    let name = name.unwrap_or_else(|| "Key result".into());
    let unit = result.get("unit").and_then(|v| v.as_text()).map(|u| format!(" {}", u.trim())).unwrap_or_default();
    let written = |n: Option<f64>| n.map(|n| format!("{}{unit}", grouped(&number(n))));
    let [from, to, now] =
        [key_result::BASELINE, key_result::TARGET, key_result::ACTUAL].map(|a| written(a.read(result)));
    let (x0, x1) = (sheet.x0 + sheet.names() + 12.0, sheet.x1 - 84.0);
    let track = Rect::new(x0, y - 5.0, x1, y + 5.0);
    let color = theme.kind("objective");
    let mut items = vec![
        left(&name, sheet.x0, on(y, NAME), sheet.names(), NAME, theme.text),
        hollow(track, theme.accent_soft, theme.edge),
    ];
    if let Some(share) = share.filter(|share| *share > 0.0) {
        items.push(bar(Rect::new(x0, y - 5.0, x0 + share * track.width(), y + 5.0), color));
    }
    let figure = share.map_or("unknown".to_owned(), |share| format!("{} %", decimals(100.0 * share, 1)));
    let ink = if share.is_some() { theme.text } else { theme.muted };
    items.push(right(&figure, sheet.x1, on(y, FIGURE), 78.0, FIGURE, ink));
    ends(
        &mut items,
        (x0, x1, y + 20.0),
        (from.as_deref(), now.as_deref(), to.as_deref()),
        share,
        (theme.muted, theme.text),
    );
    let said = |what: Option<&String>| what.map_or("not stated".to_owned(), Clone::clone);
    let words = eco_format!("From {} to {}, now {}", said(from.as_ref()), said(to.as_ref()), said(now.as_ref()));
    let say = Say::part(eco_format!("{}, {name}: {figure}", element.shown_name()), words, vec![element.id.clone()]);
    sheet.number(Say { value: share.map(|share| 100.0 * share), ..say }, items);
    sheet.y += HEIGHT;
}

/// The figures below a track: baseline, target, and today's where there is room between them.
fn ends(
    items: &mut Vec<crate::scene::figure::Item>,
    (x0, x1, y): (f64, f64, f64),
    (from, now, to): (Option<&str>, Option<&str>, Option<&str>),
    share: Option<f64>,
    (quiet, strong): (Color, Color),
) {
    let third = (x1 - x0) / 3.0 - 8.0;
    let (mut low, mut high) = (x0, x1);
    if let Some(from) = from {
        items.push(left(from, x0, y, third, SMALL, quiet));
        low = x0 + width(from, SMALL).min(third) + 10.0;
    }
    if let Some(to) = to {
        items.push(right(&format!("target {to}"), x1, y, third, SMALL, quiet));
        high = x1 - width(&format!("target {to}"), SMALL).min(third) - 10.0;
    }
    let Some(now) = now else { return };
    let words = format!("now {now}");
    let wide = width(&words, SMALL);
    if wide <= high - low {
        let wished = x0 + share.unwrap_or(0.0) * (x1 - x0) - wide / 2.0;
        items.push(left(&words, wished.clamp(low, high - wide), y, wide + 1.0, SMALL, strong));
    }
}
