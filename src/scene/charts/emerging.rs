//! Technologies by how far they have come, and what experiments say of those that are emerging (A17 to A19).
//!
//! Knows nothing about what a technology enables.

use ecow::eco_format;

use super::kit::{DETAIL, NAME, SMALL, Say, Sheet, Tone};
use super::marks::{icon, left, line, on};
use crate::analysis::technology::is_emerging;
use crate::geom::{Point, Rect};
use crate::model::attr::{Choice, experiment, technology};
use crate::model::metamodel::AttributeType;
use crate::model::{Direction, Element, ElementId, ElementKind, RelationKind};
use crate::scene::figure::{Item, Line, Stroke};
use crate::scene::words::label_of;
use crate::text::{Font, Weight, break_lines};
use crate::theme::Color;

/// The most technologies of a column, and the most experiments of one.
const CARDS: usize = 7;
const EXPERIMENTS: usize = 3;
const GAP: f64 = 10.0;
const HEAD: Font = Font::new(Weight::SemiBold, 11.5);

pub(super) fn draw(sheet: &mut Sheet) -> Result<(), String> {
    let document = sheet.document;
    let all = document.index().of_kind(ElementKind::Technology).filter_map(|id| document.element(id));
    let all: Vec<&Element> = all.map(|e| &**e).collect();
    if all.is_empty() {
        return Err("There is no technology yet. Add what the work relies on.".to_owned());
    }
    stats(sheet);
    let mut columns = stages(sheet);
    let known = |e: &Element, id: &str| e.get(technology::MATURITY).is_some_and(|Choice(of)| of == id);
    let is_other = |e: &Element| !columns.iter().any(|(id, _)| known(e, id));
    if all.iter().any(|e| is_other(e)) {
        columns.push((String::new(), "Not stated".to_owned()));
    }
    let ids: Vec<String> = columns.iter().map(|(id, _)| id.clone()).collect();
    let wide = (sheet.width() - GAP * (columns.len() - 1) as f64) / columns.len() as f64;
    let (top, mut foot) = (sheet.y, sheet.y);
    for (i, (id, label)) in columns.iter().enumerate() {
        let x = sheet.x0 + i as f64 * (wide + GAP);
        let in_it = |e: &&&Element| {
            if id.is_empty() { !ids.iter().any(|id| !id.is_empty() && known(e, id)) } else { known(e, id) }
        };
        let here: Vec<&Element> = all.iter().filter(in_it).copied().collect();
        sheet.y = top;
        column(sheet, Rect::new(x, top, x + wide, top), label, &here);
        foot = foot.max(sheet.y);
    }
    sheet.y = foot + 4.0;
    Ok(())
}

fn stats(sheet: &mut Sheet) {
    let mut stats = Vec::new();
    let open = sheet.reading("A18").is_some_and(|r| r.value != crate::analysis::Answer::Number(100.0));
    let readings = [
        ("A17", "of technologies are emerging", Tone::Plain),
        ("A17.cost", "of technology cost", Tone::Plain),
        ("A18", "of the emerging are tested", if open { Tone::Bad } else { Tone::Good }),
        ("A19", "of experiments gave an answer", Tone::Plain),
        ("A19.success", "of answers were yes", Tone::Plain),
    ];
    for (id, label, tone) in readings {
        if let Some(reading) = sheet.reading(id) {
            stats.push(sheet.stat(&reading, label, tone));
        }
    }
    sheet.stats(stats);
}

/// How far a technology can have come, in order, as the metamodel has it.
fn stages(sheet: &Sheet) -> Vec<(String, String)> {
    let defs = sheet.document.metamodel().element_attributes(ElementKind::Technology);
    let def = defs.iter().find(|def| def.key == technology::MATURITY.key);
    match def.map(|def| &def.ty) {
        Some(AttributeType::Enum { values }) => {
            values.iter().map(|v| (v.id.to_string(), v.label.to_string())).collect()
        }
        _ => Vec::new(),
    }
}

fn column(sheet: &mut Sheet, at: Rect, label: &str, all: &[&Element]) {
    let theme = sheet.theme;
    let n = all.len().to_string();
    let wide = crate::text::width(label, HEAD);
    let y = sheet.y + 10.0;
    let items = vec![
        left(label, at.x0, on(y, HEAD), at.width() - 24.0, HEAD, theme.text),
        left(&n, at.x0 + wide.min(at.width() - 24.0) + 7.0, on(y, HEAD), 30.0, DETAIL, theme.text_secondary),
        line(Point::new(at.x0, y + 13.0), Point::new(at.x1, y + 13.0), theme.frame_stroke, 1.0, Line::Solid),
    ];
    let ids = all.iter().map(|e| e.id.clone()).collect();
    let say = Say::part(eco_format!("{label}: {n}"), "Technologies by their maturity", ids);
    sheet.number(Say { value: Some(all.len() as f64), ..say }, items);
    sheet.y += 32.0;
    for element in all.iter().take(CARDS) {
        card(sheet, at, element);
    }
    let rest = all.len().saturating_sub(CARDS);
    if rest > 0 {
        let words = format!("and {rest} more");
        let item = left(&words, at.x0, sheet.y + 12.0, at.width(), DETAIL, theme.muted);
        sheet.ground(words, vec![item]);
        sheet.y += 22.0;
    }
}

/// A technology with the experiments that test it.
fn card(sheet: &mut Sheet, at: Rect, element: &Element) {
    let theme = sheet.theme;
    let name = element.shown_name();
    let new = is_emerging(element);
    let lines = break_lines(name, NAME, at.width() - 20.0, 3);
    let tests = if new { tests(sheet, &element.id) } else { Vec::new() };
    let ring = element
        .get(technology::RING)
        .map(|Choice(id)| label_of(sheet.document, element, technology::RING.key, &id).to_lowercase());
    let below = if new { tests.len().clamp(1, EXPERIMENTS) + usize::from(tests.len() > EXPERIMENTS) } else { 0 };
    let height = 16.0 + 16.0 * lines.len() as f64 + if ring.is_some() { 15.0 } else { 0.0 } + 18.0 * below as f64;
    let rect = Rect::new(at.x0 + 0.5, sheet.y, at.x1 - 0.5, sheet.y + height);
    let color = theme.kind("technology");
    let stroke =
        if new { Stroke { color, width: 1.3, line: Line::Dashed } } else { Stroke::solid(theme.card_stroke, 1.0) };
    let mut items = vec![Item::Box { rect, radius: 4.0, fill: theme.card, stroke: Some(stroke) }];
    let mut y = rect.y0 + 8.0;
    for text in &lines {
        items.push(left(&text.text, rect.x0 + 10.0, y + 12.0, at.width() - 20.0, NAME, theme.text));
        y += 16.0;
    }
    if let Some(ring) = &ring {
        items.push(left(ring, rect.x0 + 10.0, y + 11.0, at.width() - 20.0, DETAIL, theme.text_secondary));
        y += 15.0;
    }
    let mut words = ring.unwrap_or_default();
    if new {
        words = experiments(sheet, &mut items, (rect.x0 + 10.0, y + 11.0, at.width() - 20.0), &tests);
    }
    let elements = std::iter::once(element.id.clone()).chain(tests.iter().map(|(id, ..)| id.clone())).collect();
    let after = if words.is_empty() { String::new() } else { format!(": {words}") };
    sheet.number(
        Say::part(eco_format!("{name}{after}"), "Stated by the technology and its experiments", elements),
        items,
    );
    sheet.y += height + 8.0;
}

/// A line for each experiment; what they say together.
fn experiments(
    sheet: &Sheet,
    items: &mut Vec<Item>,
    (x, mut y, room): (f64, f64, f64),
    tests: &[(ElementId, String, Color)],
) -> String {
    if tests.is_empty() {
        let ink = sheet.ink(Tone::Bad);
        items.push(icon("warning", Point::new(x + 6.0, y), 12.0, ink));
        items.push(left("no experiment", x + 17.0, on(y, SMALL), room - 17.0, SMALL, ink));
        return "no experiment tests it".to_owned();
    }
    for (_, status, color) in tests.iter().take(EXPERIMENTS) {
        items.push(icon("flask", Point::new(x + 6.0, y), 12.0, *color));
        items.push(left(status, x + 17.0, on(y, SMALL), room - 17.0, SMALL, *color));
        y += 18.0;
    }
    let rest = tests.len().saturating_sub(EXPERIMENTS);
    if rest > 0 {
        items.push(left(&format!("and {rest} more"), x, on(y, SMALL), room, SMALL, sheet.theme.muted));
    }
    let all: Vec<&str> = tests.iter().map(|(_, status, _)| status.as_str()).take(EXPERIMENTS).collect();
    format!("experiment {}", all.join(", "))
}

/// The experiments that test a technology, with their status.
fn tests(sheet: &Sheet, id: &ElementId) -> Vec<(ElementId, String, Color)> {
    let document = sheet.document;
    let index = document.index();
    let mut found: Vec<(ElementId, String, Color)> = Vec::new();
    for (by, _) in index.relations_of_kind(id, RelationKind::Tests, Direction::Incoming) {
        let Some(element) = document.element(by).filter(|_| !found.iter().any(|(id, ..)| id == by)) else { continue };
        let status = crate::analysis::settings::of_element(document, element, experiment::STATUS);
        let status = status.map_or_else(|| "draft".to_owned(), |Choice(id)| id.to_string());
        let color = match status.as_str() {
            "running" => sheet.theme.finding.info,
            "validated" => sheet.theme.kind("stage"),
            "invalidated" => sheet.theme.finding.error,
            _ => sheet.theme.text_secondary,
        };
        let label = label_of(document, element, experiment::STATUS.key, &status).to_lowercase();
        found.push((by.clone(), label, color));
    }
    found
}
