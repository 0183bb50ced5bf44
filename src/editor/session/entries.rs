//! Entries of lists of records: added, removed, moved, copied and pasted, each as one step.
//!
//! Knows nothing about how they are shown.

use super::{Session, Tone};
use crate::editor::fields::entries::Remark;
use crate::editor::fields::{Cell, Place, Table};
use crate::editor::wording::plural;
use crate::model::Value;

impl Session {
    /// Adds an entry at the end of a list and gives its number, counted from 0.
    pub fn add_entry(&mut self, table: &Table) -> Option<usize> {
        let at = table.entries(self.document()).len();
        let fresh = Value::Record(table.fresh(self.document()));
        let label = format!("Add {} to {}", table.entry, self.whose(&table.cell));
        self.put_cells(&label, &[(table.cell.at(at), Some(fresh))]).then_some(at)
    }

    /// Removes an entry.
    pub fn remove_entry(&mut self, table: &Table, row: usize) -> bool {
        let label = self.entry_label("Remove", table, row, "");
        row < table.entries(self.document()).len() && self.put_cells(&label, &[(table.cell.at(row), None)])
    }

    /// Puts an entry at another place of its list.
    pub fn move_entry(&mut self, table: &Table, from: usize, to: usize) -> bool {
        let mut entries = table.entries(self.document()).to_vec();
        if from == to || from >= entries.len() || to >= entries.len() {
            return false;
        }
        let entry = entries.remove(from);
        entries.insert(to, entry);
        let label = self.entry_label("Move", table, from, if to < from { " up" } else { " down" });
        self.put_cells(&label, &[(table.cell.clone(), Some(Value::List(entries.into_iter().collect())))])
    }

    /// Puts a copy of an entry behind it; what must be each one's own is left out.
    pub fn duplicate_entry(&mut self, table: &Table, row: usize) -> bool {
        let Some(copy) = table.copy(self.document(), row) else { return false };
        let mut entries = table.entries(self.document()).to_vec();
        entries.insert(row + 1, copy);
        let label = self.entry_label("Duplicate", table, row, "");
        self.put_cells(&label, &[(table.cell.clone(), Some(Value::List(entries.into_iter().collect())))])
    }

    /// Pastes a block of cells into a table from a row and column on. What stayed out of it.
    pub fn paste_entries(&mut self, table: &Table, row: usize, column: usize, text: &str) -> Vec<Remark> {
        if let Err(why) = self.editable() {
            self.say(Tone::Refusal, format!("{why}."));
            return Vec::new();
        }
        let row = row.min(table.entries(self.document()).len());
        let block = table.block(self.document(), row, column, text);
        if block.values.is_empty() && block.remarks.is_empty() {
            self.say(Tone::Info, "There are no cells to paste.");
            return Vec::new();
        }
        let rows = plural(block.rows, &table.entry);
        let label = format!("Paste {rows} into {}", self.whose(&table.cell));
        if !block.values.is_empty() && !self.put_cells(&label, &block.values) {
            return Vec::new();
        }
        let n = block.remarks.len();
        let what = format!("{} {}", plural(n, "thing"), if n == 1 { "was" } else { "were" });
        match n {
            0 => self.say(Tone::Info, format!("Pasted {rows}.")),
            _ if block.values.is_empty() => {
                self.say(Tone::Refusal, format!("Nothing was pasted: {what} not taken, as listed below the table."));
            }
            _ => self.say(Tone::Info, format!("Pasted {rows}; {what} not taken, as listed below the table.")),
        }
        block.remarks
    }

    /// Copies the entries of a table for a spreadsheet.
    pub fn copy_entries(&mut self, table: &Table) {
        self.clipboard.copied = Some(table.text(self.document()));
        let rows = plural(table.entries(self.document()).len(), &table.entry);
        self.say(Tone::Info, format!("Copied {rows}, to be pasted into a spreadsheet."));
    }

    /// Whose value stands in a cell, by name.
    #[must_use]
    pub fn whose(&self, cell: &Cell) -> String {
        match &cell.place {
            Place::Common(id, _) | Place::Attribute(id, _) => self.name_of(id),
            Place::Relation(id, _) => self.relation_named(id),
            _ => "the model".into(),
        }
    }

    fn entry_label(&self, verb: &str, table: &Table, row: usize, way: &str) -> String {
        let name = table.title(self.document(), row);
        let name = name.map_or_else(|| (row + 1).to_string(), |n| format!("\"{n}\""));
        format!("{verb} {} {name} of {}{way}", table.entry, self.whose(&table.cell))
    }
}
