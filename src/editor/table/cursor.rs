//! The current cell, and the range between it and where Shift began.
//!
//! Knows nothing about what cells hold.

use super::Tables;

/// A cell by its row and column on show; the row after the last is the one of what is new.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct At {
    /// The row.
    pub row: usize,
    /// The column.
    pub column: usize,
}

/// The cells between the current one and another corner.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Range {
    /// The current cell.
    pub cursor: At,
    /// The other corner.
    pub anchor: At,
}

impl Range {
    /// One cell.
    #[must_use]
    pub const fn one(cursor: At) -> Self {
        Self { cursor, anchor: cursor }
    }

    /// The corner above and left.
    #[must_use]
    pub fn first(&self) -> At {
        At { row: self.cursor.row.min(self.anchor.row), column: self.cursor.column.min(self.anchor.column) }
    }

    /// The corner below and right.
    #[must_use]
    pub fn last(&self) -> At {
        At { row: self.cursor.row.max(self.anchor.row), column: self.cursor.column.max(self.anchor.column) }
    }

    /// Whether a cell is in it.
    #[must_use]
    pub fn has(&self, at: At) -> bool {
        let (first, last) = (self.first(), self.last());
        (first.row..=last.row).contains(&at.row) && (first.column..=last.column).contains(&at.column)
    }

    /// Whether it is one cell.
    #[must_use]
    pub fn is_one(&self) -> bool {
        self.cursor == self.anchor
    }
}

impl Tables {
    /// Goes to a cell, or extends the range to it.
    pub fn go(&mut self, at: At, extend: bool) {
        let at = At { row: at.row.min(self.rows.len()), column: at.column.min(self.columns.len().saturating_sub(1)) };
        self.range = if extend { Range { cursor: at, ..self.range } } else { Range::one(at) };
        self.moves += 1;
        self.run = None;
    }

    /// Goes to the row below, or above, in the column in which Tab began.
    pub fn enter(&mut self, down: bool) {
        let At { row, column } = self.range.cursor;
        let row = if down { row + 1 } else { row.saturating_sub(1) };
        self.go(At { row, column: self.run.unwrap_or(column) }, false);
    }

    /// Goes so many rows and columns on.
    pub fn step(&mut self, rows: isize, columns: isize, extend: bool) {
        let At { row, column } = self.range.cursor;
        let at = At { row: row.saturating_add_signed(rows), column: column.saturating_add_signed(columns) };
        self.go(at, extend);
    }

    /// Goes to the next cell in reading order, or to the one before.
    pub fn next(&mut self, forward: bool) {
        let At { row, column } = self.range.cursor;
        let last = self.columns.len().saturating_sub(1);
        let run = self.run.unwrap_or(column);
        let at = match (forward, column) {
            (true, c) if c >= last && row < self.rows.len() => At { row: row + 1, column: 0 },
            (true, c) => At { row, column: c + 1 },
            (false, 0) if row > 0 => At { row: row - 1, column: last },
            (false, c) => At { row, column: c.saturating_sub(1) },
        };
        self.go(at, false);
        self.run = Some(run);
    }

    /// Selects all cells.
    pub fn take_all(&mut self) {
        let last = At { row: self.rows.len().saturating_sub(1), column: self.columns.len().saturating_sub(1) };
        self.range = Range { cursor: last, anchor: At::default() };
    }
}
