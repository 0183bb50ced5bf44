//! Rows against columns, with a mark where they meet.
//!
//! Knows nothing about what rows and columns are.

use ecow::EcoString;

use super::kit::{DETAIL, NAME, SMALL, Say, Sheet, Tone};
use super::marks::{centre, dot, hair, icon, left, on};
use crate::geom::Point;
use crate::model::ElementId;
use crate::scene::anatomy;
use crate::scene::figure::{Item, Stroke};
use crate::text::{Font, Weight, break_lines, fit_line, width};

/// Height of a row.
const ROW: f64 = 23.0;
/// The most lines of the name of a column.
const LINES: usize = 3;

/// What stands where a row and a column meet.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Cell {
    /// It is so.
    Full,
    /// It is so by way of something else.
    Ring,
    /// It is not so, and should be.
    Open,
    /// A letter that counts most.
    Strong(&'static str),
    /// A letter that counts much.
    Ringed(&'static str),
    /// Any other letter.
    Letter(&'static str),
}

/// A row.
pub(super) struct Row {
    pub id: ElementId,
    /// Column, mark and what it says.
    pub cells: Vec<(usize, Cell, Say)>,
    /// What is said of it at the right.
    pub words: String,
    pub tone: Tone,
}

/// Where columns stand.
pub(super) struct Grid {
    names: f64,
    column: f64,
    columns: usize,
    /// Room of the words at the right.
    words: f64,
}

impl Grid {
    /// A grid of so many columns with so much room for words at the right.
    pub(super) fn new(sheet: &Sheet, columns: usize, words: f64) -> Self {
        let names = (sheet.width() * if columns > 5 { 0.26 } else { 0.3 }).clamp(150.0, 270.0);
        let room = sheet.width() - names - 12.0 - words;
        let column = (room / columns.max(1) as f64).clamp(20.0, 170.0);
        Self { names, column, columns, words }
    }

    /// The middle of a column.
    fn x(&self, sheet: &Sheet, column: usize) -> f64 {
        sheet.x0 + self.names + 12.0 + (column as f64 + 0.5) * self.column
    }

    /// The names of the columns, each below the last line of the others.
    pub(super) fn heads(&self, sheet: &mut Sheet, names: &[EcoString]) {
        let room = self.column - 8.0;
        let all: Vec<_> = names.iter().map(|name| break_lines(&fitting(name, room), SMALL, room, LINES)).collect();
        let most = all.iter().map(Vec::len).max().unwrap_or(0);
        let foot = sheet.y + 14.0 * most as f64;
        for (i, (lines, name)) in all.iter().zip(names).enumerate() {
            let top = foot - 14.0 * lines.len() as f64;
            let items = lines.iter().enumerate().map(|(at, line)| {
                let y = top + 14.0 * at as f64 + 10.0;
                centre(&line.text, self.x(sheet, i), y, room, SMALL, sheet.theme.text_secondary)
            });
            let items: Vec<Item> = items.collect();
            sheet.ground(name.clone(), items);
        }
        sheet.y = foot + 6.0;
        let line = hair((sheet.x0, sheet.y), (sheet.x1, sheet.y), sheet.theme.frame_stroke);
        sheet.ground("Line", vec![line]);
        sheet.y += 3.0;
    }

    /// A row with its marks.
    pub(super) fn row(&self, sheet: &mut Sheet, row: Row) {
        let (theme, y) = (sheet.theme, sheet.y + ROW / 2.0);
        let Some(element) = sheet.document.element(&row.id) else { return };
        let mark = anatomy::icon_name(sheet.document, element);
        let name = element.shown_name();
        let ink = if row.tone == Tone::Bad { sheet.ink(Tone::Bad) } else { theme.text_secondary };
        let begin = self.x(sheet, self.columns) - self.column / 2.0 + 10.0;
        let mut items = vec![
            icon(&mark, Point::new(sheet.x0 + 7.0, y), 14.0, theme.kind(element.kind.id())),
            left(name, sheet.x0 + 22.0, on(y, NAME), self.names - 22.0, NAME, theme.text),
        ];
        if !row.words.is_empty() {
            items.push(left(&row.words, begin, on(y, DETAIL), self.words.max(sheet.x1 - begin), DETAIL, ink));
        }
        let foot = sheet.y + ROW;
        items.push(hair((sheet.x0, foot - 0.5), (sheet.x1, foot - 0.5), theme.panel_border));
        let words = if row.words.is_empty() { name.to_owned() } else { format!("{name}: {}", row.words) };
        sheet.ground(words, items);
        for (column, cell, say) in row.cells {
            let at = Point::new(self.x(sheet, column), y);
            let items = cell_items(sheet, cell, at);
            sheet.number(say, items);
        }
        sheet.y = foot;
    }

    /// A figure at the foot of each column.
    pub(super) fn feet(&self, sheet: &mut Sheet, label: &str, figures: Vec<(String, Say)>) {
        let font = Font::new(Weight::SemiBold, 11.5);
        let y = sheet.y + 14.0;
        let item = left(label, sheet.x0 + 22.0, on(y, DETAIL), self.names - 22.0, DETAIL, sheet.theme.text_secondary);
        sheet.ground(label, vec![item]);
        for (i, (figure, say)) in figures.into_iter().enumerate() {
            let item = centre(&figure, self.x(sheet, i), on(y, font), self.column - 6.0, font, sheet.theme.text);
            sheet.number(say, vec![item]);
        }
        sheet.y += 30.0;
    }
}

/// A name without words that are too long for a line: broken between letters they would read as two.
fn fitting(name: &str, room: f64) -> String {
    // A word with a hyphen may go on after it.
    let is_long = |word: &str| word.split_inclusive('-').any(|part| width(part, SMALL) > room);
    let words = name
        .split_whitespace()
        .map(|word| if is_long(word) { fit_line(word, SMALL, room, false).text } else { word.into() });
    words.collect::<Vec<EcoString>>().join(" ")
}

/// What letters mean, on a line.
pub(super) fn legend(sheet: &mut Sheet, entries: &[(Cell, &str)]) {
    let y = sheet.y + 8.0;
    let (mut x, mut items) = (sheet.x0 + 9.0, Vec::new());
    for (cell, words) in entries {
        items.extend(cell_items(sheet, *cell, Point::new(x, y)));
        items.push(left(words, x + 15.0, on(y, SMALL), 120.0, SMALL, sheet.theme.text_secondary));
        x += 15.0 + width(words, SMALL) + 26.0;
    }
    let words: Vec<&str> = entries.iter().map(|(_, words)| *words).collect();
    sheet.ground(format!("Legend: {}", words.join(", ")), items);
    sheet.y += 28.0;
}

fn cell_items(sheet: &Sheet, cell: Cell, at: Point) -> Vec<Item> {
    let theme = sheet.theme;
    let font = Font::new(Weight::SemiBold, 11.0);
    let letter = |text: &str, color| centre(text, at.x, on(at.y, font), 20.0, font, color);
    match cell {
        Cell::Full => vec![dot(at, 5.0, theme.kind("stage"), None)],
        Cell::Ring => vec![dot(at, 4.5, theme.frame, Some(Stroke::solid(theme.kind("stage"), 1.6)))],
        Cell::Open => vec![dot(at, 4.5, theme.frame, Some(Stroke::solid(theme.finding.warning, 1.6)))],
        Cell::Strong(text) => vec![dot(at, 8.5, theme.accent, None), letter(text, theme.accent_text)],
        Cell::Ringed(text) => {
            vec![dot(at, 8.0, theme.frame, Some(Stroke::solid(theme.accent, 1.2))), letter(text, theme.text)]
        }
        Cell::Letter(text) => vec![letter(text, theme.text_secondary)],
    }
}
