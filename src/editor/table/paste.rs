//! Blocks of cells: copied, pasted, cleared and filled.
//!
//! Knows nothing about the clipboard.

use super::columns::{Column, Holds};
use super::cursor::{At, Range};
use super::text::text;
use super::work::{Added, Work};
use super::{Row, Wrong};
use crate::editor::fields::sheet;
use crate::editor::wording::plural;
use crate::editor::{Session, Tone};
use crate::model::index::folded;

/// The texts of a row, by their columns.
type Texts<'a> = Vec<(&'a Column, &'a String)>;

/// What became of a block.
#[derive(Default)]
struct Outcome {
    made: Vec<Row>,
    here: usize,
    refused: Vec<(Row, Column, Wrong)>,
    /// Why rows did not become any.
    left_out: Vec<String>,
}

impl Session {
    /// The cells of the range as a text that spreadsheets take.
    #[must_use]
    pub fn table_copy(&self) -> String {
        let (tables, document) = (&self.table, self.document());
        let (first, last) = (tables.range.first(), tables.range.last());
        let cells: Vec<Vec<String>> = (first.row..=last.row)
            .filter_map(|row| tables.rows.get(row))
            .map(|row| {
                let columns = (first.column..=last.column).filter_map(|c| tables.columns.get(c));
                columns.map(|c| text(document, row, c)).collect()
            })
            .collect();
        let text = sheet::text(&cells);
        // A single value goes into other programs without a line break after it.
        match cells.as_slice() {
            [row] if row.len() == 1 => text.trim_end_matches('\n').to_owned(),
            _ => text,
        }
    }

    /// Puts a text into the cells from the corner of the range on: rows that are not there become elements or entries. One
    /// value fills the range. A first row that has the names of columns says where the others go.
    pub fn table_paste(&mut self, pasted: &str) {
        self.table_refresh();
        let block = sheet::grid(pasted);
        if block.iter().flatten().all(String::is_empty) || !self.table_editable() {
            return;
        }
        let mut work = Work::new(self.document(), &self.table.what);
        let mut outcome = Outcome::default();
        let headed = self.headed(&block);
        let (texts, range) = match &headed {
            Some(columns) => {
                let texts = block[1..].iter().map(|cells| (None, columns.iter().zip(cells).collect())).collect();
                (texts, None)
            }
            None => {
                let (texts, range) = self.laid_over(&block);
                (texts, Some(range))
            }
        };
        // All rows first: what stands in one may name another below it.
        let mut rows: Vec<(Row, Texts<'_>)> = Vec::new();
        for (row, texts) in texts {
            let row = row.or_else(|| Self::put_new(&mut work, &mut outcome, &texts));
            rows.extend(row.map(|row| (row, texts)));
        }
        for (row, texts) in &rows {
            Self::put_row(&mut work, &mut outcome, row, texts);
        }
        let n = block.len() - usize::from(range.is_none());
        let noun = self.table.what.noun(self.document().metamodel());
        let label = match outcome.made.len() {
            0 => format!("Paste into {}", self.table.what.label(self.document().metamodel()).to_lowercase()),
            1 => format!("Paste 1 {noun}"),
            many => format!("Paste {many} rows: {noun}"),
        };
        self.finish(&label, &work, outcome, n);
        if let Some(range) = range {
            // Where it began is what is gone on from.
            self.table.go(range.cursor, false);
            self.table.go(range.anchor, true);
            self.table_select();
        }
    }

    /// The columns that the first row of a block names, if it names all of its own and the first column is among them.
    fn headed(&self, block: &[Vec<String>]) -> Option<Vec<Column>> {
        let (head, rest) = block.split_first()?;
        if rest.is_empty() || head.len() < 2 {
            return None;
        }
        let named = |cell: &String| {
            let bare = cell.split('(').next().unwrap_or_default();
            let same = |c: &&Column| folded(&c.label) == folded(cell) || folded(&c.label) == folded(bare.trim());
            self.table.all.iter().find(same).cloned()
        };
        let columns: Vec<Column> = head.iter().map(named).collect::<Option<_>>()?;
        columns.iter().any(|c| matches!(c.holds, Holds::Name | Holds::Owner)).then_some(columns)
    }

    /// The rows of a block that is laid over the cells from the corner of the range on, and the cells that it covers; what
    /// is below the last row is new.
    fn laid_over<'a>(&'a self, block: &'a [Vec<String>]) -> (Vec<(Option<Row>, Texts<'a>)>, Range) {
        let tables = &self.table;
        let (first, last) = (tables.range.first(), tables.range.last());
        let wide = block.iter().map(Vec::len).max().unwrap_or(1);
        // A single row or column fills the range.
        let rows = if block.len() == 1 { last.row - first.row + 1 } else { block.len() };
        let columns = if wide == 1 { last.column - first.column + 1 } else { wide };
        let texts = |i: usize| {
            let cells = &block[i % block.len()];
            let cell = |c: usize| if wide == 1 { cells.first() } else { cells.get(c) };
            (0..columns).filter_map(|c| Some((tables.columns.get(first.column + c)?, cell(c)?))).collect()
        };
        let laid = (0..rows).map(|i| (tables.rows.get(first.row + i).cloned(), texts(i))).collect();
        let cursor = At { row: first.row + rows - 1, column: first.column + columns - 1 };
        (laid, Range { cursor, anchor: first })
    }

    fn put_row(work: &mut Work, outcome: &mut Outcome, row: &Row, texts: &[(&Column, &String)]) {
        for (column, text) in texts {
            if let Err(why) = work.put(row, column, text) {
                let wrong = Wrong { text: (*text).clone(), why };
                outcome.refused.push((row.clone(), (*column).clone(), wrong));
            }
        }
    }

    /// A row that is not there becomes one, by its first column.
    fn put_new(work: &mut Work, outcome: &mut Outcome, texts: &[(&Column, &String)]) -> Option<Row> {
        if texts.iter().all(|(_, text)| text.is_empty()) {
            return None;
        }
        let of = |wanted: fn(&Holds) -> bool| texts.iter().find(|(c, _)| wanted(&c.holds));
        let name = of(|h| matches!(h, Holds::Name | Holds::Owner)).map_or("", |(_, t)| t.as_str());
        let whole = of(|h| matches!(h, Holds::Parent));
        match work.add(name, whole.map(|(_, t)| t.as_str())) {
            Ok(Added::Made(row)) => {
                // What it is part of tells it from another of its name; where that is below, it is told later.
                if let Some((column, text)) = whole {
                    let _ = work.put(&row, column, text);
                }
                outcome.made.push(row.clone());
                Some(row)
            }
            Ok(Added::Here(row)) => {
                outcome.here += 1;
                Some(row)
            }
            Err(why) => {
                outcome.left_out.push(why);
                None
            }
        }
    }

    fn finish(&mut self, label: &str, work: &Work, outcome: Outcome, rows: usize) {
        self.commit_naming();
        if !work.edits.is_empty() && !self.perform(label, &work.edits) {
            return;
        }
        self.table_refresh();
        self.table.put_last(&outcome.made);
        let refused = outcome.refused.len();
        let mut said = Vec::new();
        if outcome.made.len() > 1 || outcome.here > 0 {
            said.push(format!("{} of {rows} rows are new", outcome.made.len()));
        }
        match outcome.here {
            0 => {}
            1 => said.push("1 was here already and took what was pasted".into()),
            n => said.push(format!("{n} were here already and took what was pasted")),
        }
        if let Some((_, column, wrong)) = outcome.refused.first() {
            let cells = format!("{} {}", plural(refused, "cell"), if refused == 1 { "was" } else { "were" });
            said.push(format!("{cells} not taken, such as \"{}\" in {}: {}", wrong.text, column.label, wrong.why));
        }
        if let Some(why) = outcome.left_out.first() {
            let rows = plural(outcome.left_out.len(), "row");
            said.push(format!("{rows} became nothing: {why}"));
        }
        for (row, column, wrong) in outcome.refused {
            self.table.wrongs().insert((Some(row), column.id), wrong);
        }
        if !said.is_empty() {
            let text: Vec<&str> = said.iter().map(|s| s.trim_end_matches('.')).collect();
            let all = refused == 0 && outcome.left_out.is_empty();
            self.say(if all { Tone::Info } else { Tone::Refusal }, format!("{}.", text.join(". ")));
        }
    }

    /// Takes away what the cells of the range hold; names stay.
    pub fn table_clear(&mut self) {
        let (first, last) = (self.table.range.first(), self.table.range.last());
        if last.row >= self.table.rows.len() {
            let ids = (first.column..=last.column).filter_map(|c| self.table.columns.get(c)).map(|c| c.id.clone());
            for id in ids.collect::<Vec<_>>() {
                self.table.wrongs().remove(&(None, id));
            }
        }
        self.over_range("Clear", |_, _| Some(String::new()));
    }

    /// Puts what stands in the first row of the range into the others.
    pub fn table_fill_down(&mut self) {
        let document = self.document().clone();
        let (first, last) = (self.table.range.first(), self.table.range.last());
        if first.row == last.row {
            return;
        }
        let rows = self.table.rows.clone();
        let Some(top) = rows.get(first.row).cloned() else { return };
        self.over_range("Fill down", move |row, column| (*row != top).then(|| text(&document, &top, column)));
    }

    /// Puts the same text into all cells of the range.
    pub(super) fn table_fill(&mut self, typed: &str) {
        let typed = typed.to_owned();
        self.over_range("Fill", move |_, _| Some(typed.clone()));
    }

    fn over_range(&mut self, verb: &str, put: impl Fn(&Row, &Column) -> Option<String>) {
        if !self.table_editable() {
            return;
        }
        let (first, last) = (self.table.range.first(), self.table.range.last());
        let (rows, columns) = (self.table.rows.clone(), self.table.columns.clone());
        let mut work = Work::new(self.document(), &self.table.what);
        let mut outcome = Outcome::default();
        let mut changed = Vec::new();
        for (r, row) in (first.row..=last.row).filter_map(|r| Some((r, rows.get(r)?))) {
            for (c, column) in (first.column..=last.column).filter_map(|c| Some((c, columns.get(c)?))) {
                if matches!(column.holds, Holds::Name | Holds::Owner) {
                    continue;
                }
                if let Some(text) = put(row, column) {
                    self.table.wrongs().remove(&(Some(row.clone()), column.id.clone()));
                    let before = work.edits.len();
                    Self::put_row(&mut work, &mut outcome, row, &[(column, &text)]);
                    if work.edits.len() > before {
                        changed.push(At { row: r, column: c });
                    }
                }
            }
        }
        // The step is called by what it changes, not by what was selected.
        let label = match changed.as_slice() {
            [one] => {
                let named = self.table.cell_name(self.document(), one.row, one.column);
                format!("{verb} {}", named.to_lowercase_first())
            }
            cells => format!("{verb} {} cells", cells.len()),
        };
        self.finish(&label, &work, outcome, 0);
    }
}

/// Words inside a sentence.
pub(super) trait Inside {
    /// The text with its first letter small.
    fn to_lowercase_first(&self) -> String;
}

impl Inside for String {
    fn to_lowercase_first(&self) -> String {
        let mut chars = self.chars();
        chars.next().map(|c| c.to_lowercase().chain(chars).collect()).unwrap_or_default()
    }
}
