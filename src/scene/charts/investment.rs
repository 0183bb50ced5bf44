//! How the money of a year is shared between running, growing and transforming, beside what is aimed at (A15).
//!
//! Knows nothing about what comes back.

use ecow::eco_format;

use super::kit::{DETAIL, FIGURE, HEADING, NAME, ROW, Say, Sheet, Stat, Tone};
use super::marks::{bar, left, line, on, right, spread};
use crate::analysis::investment::{Balance, Sort, balance};
use crate::analysis::reading::unit;
use crate::analysis::written::decimals;
use crate::geom::{Point, Rect};
use crate::scene::figure::Line;
use crate::scene::words::money;
use crate::text::width;
use crate::theme::Color;

/// The most items that have a row.
const ROWS: usize = 16;

pub(super) fn draw(sheet: &mut Sheet) -> Result<(), String> {
    let Some(day) = sheet.day else {
        return Err("The year is not known. Enter the as-of date of the model.".to_owned());
    };
    let Some(found) = balance(sheet.document, day.year()) else {
        let year = day.year();
        return Err(format!(
            "Nothing is invested in {year}. Enter run, grow and transform of {year} for the items of the portfolio."
        ));
    };
    let total: f64 = found.money.iter().map(|m| m.0).sum();
    let all = found.items.iter().map(|(id, _)| id.clone()).collect();
    let large = money(sheet.document, total);
    let words = "Run, grow and transform of all items";
    let say = Say::part(eco_format!("Invested in {}: {large}", found.year), words, all);
    let label = format!("invested in {}", found.year);
    let mut stats = vec![Stat { say: Say { value: Some(total), ..say }, large, label, tone: Tone::Plain }];
    if let Some(imbalance) = sheet.reading("A15.imbalance") {
        let large = format!("{} %", decimals(100.0 * found.imbalance, 1));
        let say = Say::of(sheet.document, &imbalance, "imbalance");
        stats.push(Stat { say, large, label: "stands elsewhere than aimed at".to_owned(), tone: Tone::Plain });
    }
    sheet.stats(stats);
    strips(sheet, &found);
    rows(sheet, &found);
    Ok(())
}

fn colors(sheet: &Sheet) -> [Color; 3] {
    let i = sheet.theme.investment;
    [i.run, i.grow, i.transform]
}

/// What is and what is aimed at, above each other, with a line from each border to its other place.
fn strips(sheet: &mut Sheet, found: &Balance) {
    let theme = sheet.theme;
    let names = 76.0;
    let (x0, wide) = (sheet.x0 + names, sheet.width() - names);
    let (upper, lower) = (sheet.y + 26.0, sheet.y + 26.0 + 26.0 + 22.0);
    let starts = |shares: &[f64; 3]| [0.0, shares[0], shares[0] + shares[1]].map(|s| x0 + s * wide);
    let (here, there) = (starts(&found.shares), starts(&found.target));
    let words: Vec<String> =
        (0..3).map(|i| format!("{} {} %", Sort::ALL[i].label(), decimals(100.0 * found.shares[i], 1))).collect();
    let aims: Vec<String> = (0..3).map(|i| format!("{} %", decimals(100.0 * found.target[i], 1))).collect();
    let fit = |words: &[String], from: [f64; 3], font| {
        let wished: Vec<(f64, f64)> = words.iter().zip(from).map(|(w, x)| (x, width(w, font))).collect();
        spread(&wished, 14.0, x0, sheet.x1)
    };
    let (over, under) = (fit(&words, here, HEADING), fit(&aims, there, DETAIL));
    let color = colors(sheet);
    let ground = vec![
        left("Today", sheet.x0, on(upper + 13.0, NAME), names - 8.0, NAME, theme.text),
        left("Aimed at", sheet.x0, on(lower + 7.0, NAME), names - 8.0, NAME, theme.text_secondary),
    ];
    sheet.ground("Today, and what is aimed at", ground);
    let readings = sheet.readings("A15");
    for (i, sort) in Sort::ALL.into_iter().enumerate() {
        let (share, target) = (found.shares[i], found.target[i]);
        let top = Rect::new(here[i], upper, here[i] + share * wide, upper + 26.0);
        let mut items = vec![left(&words[i], over[i], upper - 9.0, wide, HEADING, theme.text)];
        if share > 0.0 {
            items.push(bar(apart(top), color[i]));
        }
        let analysis = format!("A15.{}", sort.id());
        if let Some(reading) = readings.iter().find(|r| r.analysis == analysis) {
            sheet.number(Say::of(sheet.document, reading, sort.label()), items);
        }
        let foot = Rect::new(there[i], lower, there[i] + target * wide, lower + 14.0);
        let mut items = vec![left(&aims[i], under[i], lower + 30.0, wide, DETAIL, theme.text_secondary)];
        if target > 0.0 {
            items.push(bar(apart(foot), color[i]));
        }
        if i > 0 {
            let (from, to) = (Point::new(here[i], upper + 29.0), Point::new(there[i], lower - 3.0));
            items.push(line(from, to, theme.edge, 1.0, Line::Solid));
        }
        let name = eco_format!("{}: aimed at {} %", sort.label(), decimals(100.0 * target, 1));
        sheet.number(Say::part(name, "A setting of the model", Vec::new()), items);
    }
    sheet.y = lower + 52.0;
}

/// A piece of a bar, a hair away from its neighbours.
fn apart(rect: Rect) -> Rect {
    if rect.width() > 4.0 { rect.inset((-0.75, 0.0)) } else { rect }
}

fn rows(sheet: &mut Sheet, found: &Balance) {
    let theme = sheet.theme;
    let names = sheet.names();
    let plot = sheet.x0 + names + 12.0;
    let end = sheet.x1 - 84.0;
    let sum = |of: &[crate::model::attr::Money; 3]| of.iter().map(|m| m.0).sum::<f64>();
    let most = found.items.first().map_or(1.0, |(_, m)| sum(m)).max(f64::MIN_POSITIVE);
    let color = colors(sheet);
    let items: Vec<_> = found.items.iter().filter(|(_, m)| sum(m) > 0.0).collect();
    for (id, parts) in items.iter().take(ROWS) {
        let y = sheet.y + ROW / 2.0;
        let name = sheet.name(id);
        let total = sum(parts);
        let amount = money(sheet.document, total);
        let mut marks = vec![left(name, sheet.x0, on(y, NAME), names, NAME, theme.text)];
        let mut x = plot;
        for (part, color) in parts.iter().zip(color).filter(|(part, _)| part.0 > 0.0) {
            let wide = part.0 / most * (end - plot);
            marks.push(bar(apart(Rect::new(x, y - 6.0, x + wide, y + 6.0)), color));
            x += wide;
        }
        marks.push(right(&amount, sheet.x1, on(y, FIGURE), 78.0, FIGURE, theme.text));
        let terms = Sort::ALL.iter().zip(parts).filter(|(_, part)| part.0 > 0.0);
        let terms: Vec<String> = terms
            .map(|(sort, part)| format!("{} {}", sheet.amount(part.0, unit::MONEY_ONCE), sort.label().to_lowercase()))
            .collect();
        let say = Say::part(eco_format!("{name}: {amount} in {}", found.year), terms.join(" + "), vec![id.clone()]);
        sheet.number(Say { value: Some(total), ..say }, marks);
        sheet.y += ROW;
    }
    sheet.and_more(items.len().saturating_sub(ROWS), "item", "items");
}
