//! How the money for partners is spread: the share of each, and where the index of concentration stands (A10).
//!
//! Knows nothing about what partners supply.

use ecow::eco_format;

use super::kit::{DETAIL, FIGURE, NAME, ROW, SMALL, Say, Sheet, Stat, Tone};
use super::marks::{bar, dot, left, on, right};
use crate::analysis::concentration::{Concentration, Level, concentration};
use crate::analysis::reading::unit;
use crate::analysis::settings;
use crate::analysis::written::decimals;
use crate::geom::{Point, Rect};
use crate::scene::figure::Stroke;
use crate::scene::words::{money, number};

/// The most partners that have a row.
const ROWS: usize = 16;

pub(super) fn draw(sheet: &mut Sheet) -> Result<(), String> {
    let Some(found) = concentration(sheet.document, sheet.day) else {
        return Err(
            "No contract that runs on this day has a value. Enter a value a year for the contracts of a partner."
                .to_owned(),
        );
    };
    let tone = if found.level == Level::High { Tone::Bad } else { Tone::Plain };
    let mut stats = Vec::new();
    if let Some(index) = sheet.reading("A10") {
        stats.push(sheet.stat(&index, "concentration index (HHI)", tone));
    }
    if let Some(effective) = sheet.reading("A10.effective") {
        let large = decimals(found.effective_partners(), 2);
        let label = "equal partners would be as concentrated".to_owned();
        let say = Say::of(sheet.document, &effective, "as concentrated as");
        stats.push(Stat { say, large, label, tone: Tone::Plain });
    }
    let all = found.partners.iter().map(|(id, _)| id.clone()).collect();
    let total = money(sheet.document, found.total.0);
    let say = Say::part(eco_format!("Contracts in all: {total} a year"), "The sum of all contracts that run", all);
    let label = "a year for contracts that run".to_owned();
    stats.push(Stat { say: Say { value: Some(found.total.0), ..say }, large: total, label, tone: Tone::Plain });
    sheet.stats(stats);
    scale(sheet, &found);
    rows(sheet, &found);
    Ok(())
}

/// From many small partners to a single one, with the index as a mark.
fn scale(sheet: &mut Sheet, found: &Concentration) {
    let theme = sheet.theme;
    let setting = |key, otherwise: f64| settings::number(sheet.document, key).unwrap_or(otherwise).clamp(0.0, 1.0);
    let (moderate, high) = (setting("hhiModerate", 0.15), setting("hhiHigh", 0.25));
    let high = high.max(moderate);
    let (x0, wide, y) = (sheet.x0, sheet.width(), sheet.y + 26.0);
    let at = |share: f64| x0 + share.clamp(0.0, 1.0) * wide;
    let zones = [(0.0, moderate, "low"), (moderate, high, "moderate"), (high, 1.0, "high")];
    let mut items = vec![bar(Rect::new(x0, y - 3.0, x0 + wide, y + 3.0), theme.bar)];
    for (i, (from, to, words)) in zones.into_iter().enumerate() {
        if i > 0 {
            items.push(bar(Rect::new(at(from) - 0.75, y - 6.0, at(from) + 0.75, y + 6.0), theme.text_secondary));
        }
        let room = at(to) - at(from) - 4.0;
        if crate::text::width(words, SMALL) <= room {
            let words =
                left(words, at(from) + if i > 0 { 1.0 } else { 0.0 }, y + 21.0, room, SMALL, theme.text_secondary);
            items.push(words);
        }
    }
    items.push(right("1, one partner alone", sheet.x1, y + 21.0, wide / 3.0, SMALL, theme.muted));
    sheet.ground(eco_format!("Scale: moderate from {}, high from {}", number(moderate), number(high)), items);
    if let Some(reading) = sheet.reading("A10") {
        let words = format!("{} {}", decimals(found.index, 2), found.level.label());
        let x = at(found.index);
        let room = crate::text::width(&words, FIGURE);
        let from = (x - room / 2.0).clamp(x0, sheet.x1 - room);
        let tone = sheet.ink(if found.level == Level::High { Tone::Bad } else { Tone::Plain });
        let items = vec![
            dot(Point::new(x, y), 6.0, tone, Some(Stroke::solid(theme.frame, 2.0))),
            left(&words, from, y - 14.0, room + 1.0, FIGURE, tone),
        ];
        sheet.number(Say::of(sheet.document, &reading, "concentration"), items);
    }
    sheet.y += 66.0;
}

fn rows(sheet: &mut Sheet, found: &Concentration) {
    let theme = sheet.theme;
    let names = sheet.names();
    let figures = sheet.x1 - 176.0;
    let plot = sheet.x0 + names + 12.0;
    let most = found.partners.first().map_or(1.0, |(_, money)| money.0).max(f64::MIN_POSITIVE);
    for (id, value) in found.partners.iter().take(ROWS) {
        let y = sheet.y + ROW / 2.0;
        let share = value.0 / found.total.0;
        let name = sheet.name(id);
        let percent = format!("{} %", decimals(100.0 * share, 1));
        let amount = money(sheet.document, value.0);
        let end = plot + value.0 / most * (figures - 16.0 - plot);
        let items = vec![
            left(name, sheet.x0, on(y, NAME), names, NAME, theme.text),
            bar(Rect::new(plot, y - 6.0, end, y + 6.0), theme.kind("partner")),
            right(&percent, figures + 56.0, on(y, FIGURE), 60.0, FIGURE, theme.text),
            right(&format!("{amount} a year"), sheet.x1, on(y, FIGURE), 112.0, DETAIL, theme.text_secondary),
        ];
        let words = eco_format!(
            "{} of {} = {percent}; it adds {}² = {} to the index",
            sheet.amount(value.0, unit::MONEY),
            sheet.amount(found.total.0, unit::MONEY),
            decimals(share, 4),
            decimals(share * share, 4)
        );
        let say = Say::part(eco_format!("{name}: {percent}, {amount} a year"), words, vec![id.clone()]);
        sheet.number(Say { value: Some(value.0), ..say }, items);
        sheet.y += ROW;
    }
    sheet.and_more(found.partners.len().saturating_sub(ROWS), "partner", "partners");
}
