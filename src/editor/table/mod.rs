//! The model as a table: the elements of a kind, or the entries of a list such as contracts, edited like a spreadsheet.
//!
//! | Where | What |
//! | --- | --- |
//! | `columns` | what tables there are and the columns of each |
//! | `rows` | which rows there are, in which order |
//! | `text` | what stands in a cell, what is wrong with it, what it may be |
//! | `work` | what a text in a cell does to a document |
//! | `cursor` | the current cell and the range |
//! | `act` | typing, pasting, clearing, filling, deleting as steps of a session |
//!
//! Knows nothing about the window.

mod act;
mod columns;
mod cursor;
mod paste;
mod rows;
mod text;
mod work;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use ecow::EcoString;

pub use columns::{Column, Holds, List, What, tables};
pub use cursor::{At, Range};

use super::commands::Menu;
use super::known::Known;
use super::{Command, Session};
use crate::model::{ElementId, ElementKind, Revision};

/// A row: an element, or an entry of a list of an element.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Row {
    /// The element.
    pub element: ElementId,
    /// Which entry of its list.
    pub entry: Option<usize>,
}

/// A text that a cell did not take.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    /// What was typed or pasted.
    pub text: String,
    /// Why it was not taken.
    pub why: String,
}

/// A cell being typed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Editing {
    /// What is typed so far.
    pub text: String,
    /// Whether the text that was there is edited; else typing has replaced it, and arrow keys leave the cell.
    pub inside: bool,
    /// What it may be, as far as it is typed.
    pub offers: Vec<String>,
    /// Which of them is meant.
    pub chosen: Option<usize>,
}

/// A cell of a table: the row of an element that does not exist yet has none.
type Key = (Option<Row>, EcoString);

/// The table that is or was on show.
#[derive(Debug)]
pub struct Tables {
    open: bool,
    what: What,
    /// As of which state of the document the rows are.
    as_of: Option<Revision>,
    rows: Arc<Vec<Row>>,
    /// All rows that were there, those that the filter hides too: what is not among them is new.
    known: BTreeSet<Row>,
    all: Arc<Vec<Column>>,
    columns: Arc<Vec<Column>>,
    /// The columns that were hidden or asked for against what is usual, by table.
    turned: BTreeSet<(What, EcoString)>,
    widths: BTreeMap<(What, EcoString), f32>,
    sorted: Option<(EcoString, bool)>,
    filter: String,
    range: Range,
    /// The column in which Tab began to lead from cell to cell: Enter goes on there.
    run: Option<usize>,
    editing: Option<Editing>,
    /// What was not taken, by table.
    wrong: BTreeMap<What, BTreeMap<Key, Wrong>>,
    /// How often the cursor was moved, so that who shows it knows when to scroll.
    moves: u64,
    /// The tables to choose from, with how many rows each has, for what is typed.
    choices: Known<(Revision, EcoString), Vec<Choice>>,
}

/// A table to choose, what it is called, and how many rows it has.
pub type Choice = (What, String, usize);

impl Default for Tables {
    fn default() -> Self {
        Self {
            open: false,
            what: What::Kind(ElementKind::Stage),
            as_of: None,
            rows: Arc::default(),
            known: BTreeSet::new(),
            all: Arc::default(),
            columns: Arc::default(),
            turned: BTreeSet::new(),
            widths: BTreeMap::new(),
            sorted: None,
            filter: String::new(),
            range: Range::default(),
            run: None,
            editing: None,
            choices: Known::default(),
            wrong: BTreeMap::new(),
            moves: 0,
        }
    }
}

impl Tables {
    /// Whether the model is looked at as a table.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.open
    }

    /// Looks at the drawing again.
    pub(super) fn close(&mut self) {
        self.open = false;
        self.editing = None;
    }

    /// Which table is shown.
    #[must_use]
    pub fn what(&self) -> &What {
        &self.what
    }

    /// The rows; below them is the one in which new ones begin.
    #[must_use]
    pub fn rows(&self) -> &Arc<Vec<Row>> {
        &self.rows
    }

    /// The columns that are shown.
    #[must_use]
    pub fn columns(&self) -> &Arc<Vec<Column>> {
        &self.columns
    }

    /// All columns, with whether each is shown.
    #[must_use]
    pub fn choices(&self) -> Vec<(Column, bool)> {
        self.all.iter().map(|c| (c.clone(), self.shows(c))).collect()
    }

    /// Shows a column or hides it; the first always stays.
    pub fn turn(&mut self, column: &EcoString) {
        let key = (self.what.clone(), column.clone());
        if !self.turned.remove(&key) {
            self.turned.insert(key);
        }
        self.put_columns();
    }

    fn shows(&self, column: &Column) -> bool {
        let first = matches!(column.holds, Holds::Name | Holds::Owner);
        first || column.extra == self.turned.contains(&(self.what.clone(), column.id.clone()))
    }

    fn put_columns(&mut self) {
        let at = self.columns.get(self.range.cursor.column).map(|c| c.id.clone());
        self.columns = Arc::new(self.all.iter().filter(|c| self.shows(c)).cloned().collect());
        let column = at.and_then(|id| self.columns.iter().position(|c| c.id == id)).unwrap_or(0);
        if column != self.range.cursor.column {
            self.range = Range::one(At { column, ..self.range.cursor });
        }
    }

    /// How wide a column is, in points; nothing until it was dragged.
    #[must_use]
    pub fn width(&self, column: &Column) -> Option<f32> {
        self.widths.get(&(self.what.clone(), column.id.clone())).copied()
    }

    /// Makes a column as wide.
    pub fn set_width(&mut self, column: &EcoString, width: f32) {
        self.widths.insert((self.what.clone(), column.clone()), width.clamp(48.0, 800.0));
    }

    /// By which column the rows were sorted last, and whether downwards.
    #[must_use]
    pub fn sorted(&self) -> Option<&(EcoString, bool)> {
        self.sorted.as_ref()
    }

    /// What rows have in their cells.
    #[must_use]
    pub fn filter(&self) -> &str {
        &self.filter
    }

    /// The current cell and the range around it.
    #[must_use]
    pub fn range(&self) -> Range {
        self.range
    }

    /// The cell that is being typed in.
    #[must_use]
    pub fn editing(&self) -> Option<&Editing> {
        self.editing.as_ref()
    }

    /// Whether there is a range to fill from its first row.
    ///
    /// # Errors
    /// Why not, as a short sentence.
    pub fn fills_down(&self) -> Result<(), &'static str> {
        let several = self.open && self.range.first().row < self.range.last().row;
        if several { Ok(()) } else { Err("Select cells of several rows in the table first") }
    }

    /// How often the cursor was moved.
    #[must_use]
    pub fn moves(&self) -> u64 {
        self.moves
    }

    /// What a cell did not take.
    #[must_use]
    pub fn wrong(&self, row: usize, column: usize) -> Option<&Wrong> {
        self.wrong.get(&self.what)?.get(&(self.rows.get(row).cloned(), self.columns.get(column)?.id.clone()))
    }

    /// What the cells of this table did not take.
    fn wrongs(&mut self) -> &mut BTreeMap<Key, Wrong> {
        self.wrong.entry(self.what.clone()).or_default()
    }

    /// How many cells of this table hold what was not taken.
    #[must_use]
    pub fn wrong_count(&self) -> usize {
        let of_table = self.wrong.get(&self.what).into_iter().flat_map(BTreeMap::keys);
        of_table.filter(|(_, id)| self.all.iter().any(|c| c.id == *id)).count()
    }
}

/// Whether a command concerns the drawing, so that it is to be seen.
pub(super) fn leaves(command: Command) -> bool {
    match command.spec().menu {
        Menu::Tabs | Menu::Go | Menu::Arrange => true,
        Menu::Explore => !matches!(command, Command::ToggleFigures | Command::ToggleFindings | Command::ToggleDots),
        Menu::Edit => !matches!(
            command,
            Command::Undo
                | Command::Redo
                | Command::Cut
                | Command::Copy
                | Command::Paste
                | Command::Rename
                | Command::Duplicate
                | Command::DeleteFromModel
                | Command::FillDown
                | Command::ToggleHistory
        ),
        _ => matches!(command, Command::FitAll | Command::FitSelection | Command::Present),
    }
}

/// Carries out on cells what a command does to the selection elsewhere. Whether it is one of those.
pub(super) fn instead(session: &mut Session, command: Command) -> bool {
    match command {
        Command::Copy | Command::Cut => {
            session.clipboard.copied = Some(session.table_copy());
            if command == Command::Cut {
                session.table_clear();
            }
        }
        Command::Rename => session.table_begin(None),
        Command::SelectAll => session.table.take_all(),
        Command::DeleteFromModel => session.table_delete_rows(),
        _ => return false,
    }
    true
}
