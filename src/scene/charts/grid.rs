//! Rows against columns, with a mark where they meet.
//!
//! Knows nothing about what rows and columns are.

use ecow::EcoString;

use super::kit::{DETAIL, NAME, SMALL, Say, Sheet, Tone};
use super::marks::{centre, dot, hair, icon, left, on, right};
use crate::geom::Point;
use crate::model::ElementId;
use crate::scene::anatomy;
use crate::scene::figure::{Item, Stroke};
use crate::text::{Font, Line, Weight, break_lines, width};

/// Height of a row.
const ROW: f64 = 23.0;
/// The most lines of the name of a column.
const LINES: usize = 3;
/// From line to line of them.
const STEP: f64 = 14.0;

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

    /// The names of the columns: over them in a few lines where every word fits there, else as steps that lead down to
    /// them, so that no name is cut because its column is narrow.
    pub(super) fn heads(&self, sheet: &mut Sheet, names: &[EcoString]) {
        let room = self.column - 8.0;
        let all: Vec<_> = names.iter().map(|name| break_lines(name, SMALL, room, LINES + 1)).collect();
        let is_whole = |name: &EcoString, lines: &[Line]| {
            // A word with a hyphen may go on after it; any other that is too long would read as two.
            let mut parts = name.split_whitespace().flat_map(|word| word.split_inclusive('-'));
            lines.len() <= LINES && parts.all(|part| width(part, SMALL) <= room)
        };
        if names.iter().zip(&all).all(|(name, lines)| is_whole(name, lines)) {
            self.stacked(sheet, names, &all);
        } else {
            self.steps(sheet, names);
        }
        sheet.y += 6.0;
        let line = hair((sheet.x0, sheet.y), (sheet.x1, sheet.y), sheet.theme.frame_stroke);
        sheet.ground("Line", vec![line]);
        sheet.y += 3.0;
    }

    /// Names over their columns, each ending above the rows.
    fn stacked(&self, sheet: &mut Sheet, names: &[EcoString], all: &[Vec<Line>]) {
        let most = all.iter().map(Vec::len).max().unwrap_or(0);
        let foot = sheet.y + STEP * most as f64;
        let room = self.column - 8.0;
        for (i, (lines, name)) in all.iter().zip(names).enumerate() {
            let top = foot - STEP * lines.len() as f64;
            let items = lines.iter().enumerate().map(|(at, line)| {
                let y = top + STEP * at as f64 + 10.0;
                centre(&line.text, self.x(sheet, i), y, room, SMALL, sheet.theme.text_secondary)
            });
            let items: Vec<Item> = items.collect();
            sheet.ground(name.clone(), items);
        }
        sheet.y = foot;
    }

    /// Names one below the other, each ending at its column, with a line down to it. The leftmost stands lowest and the
    /// names of the rows leave room beside it, so no line runs through a name and none is cut.
    fn steps(&self, sheet: &mut Sheet, names: &[EcoString]) {
        let foot = sheet.y + STEP * names.len() as f64;
        for (i, name) in names.iter().enumerate() {
            let (x, y) = (self.x(sheet, i), foot - STEP * (i + 1) as f64);
            let (end, ink) = (x - 5.0, sheet.theme.text_secondary);
            let items = vec![
                right(name, end, y + 10.0, end - sheet.x0, SMALL, ink),
                hair((x, y + 3.0), (x, foot + 2.0), sheet.theme.frame_stroke),
            ];
            sheet.ground(name.clone(), items);
        }
        sheet.y = foot;
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
