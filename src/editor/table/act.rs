//! What is done in a table, as steps of a session: typing into a cell, taking it, deleting rows.
//!
//! Knows nothing about keys.

use std::sync::Arc;

use super::columns::{Holds, What, tables};
use super::cursor::At;
use super::paste::Inside;
use super::work::{Added, Work};
use super::{Choice, Editing, Wrong};
use crate::editor::{Session, Tone};
use crate::model::ElementKind;
use crate::model::index::folded;
use crate::scene::Owner;

impl Session {
    /// Looks at the model as a table, or at the drawing again. The table is that of the selected element, or of the zone
    /// that was clicked.
    pub fn toggle_table(&mut self) {
        if self.table.open {
            self.close_table();
            return;
        }
        let selected = self.single_element().map(|e| (e.kind, e.id.clone()));
        let zone = self.showing.pointed.take().and_then(|(_, zone)| zone);
        let metamodel = self.document().metamodel().clone();
        let of_zone = metamodel.zones.iter().find(|z| Some(&z.id) == zone.as_ref());
        let of_zone = of_zone.and_then(|z| z.kinds.first()?.parse().ok());
        let kind = selected.as_ref().map(|(kind, _)| *kind).or(of_zone);
        let what = kind.map_or(self.table.what.clone(), What::Kind);
        self.open_table(what);
        if let Some((_, id)) = selected
            && let Some(row) = self.table.rows.iter().position(|r| r.element == id)
        {
            self.table.go(At { row, column: 0 }, false);
        }
    }

    /// Looks at the drawing again; what is being typed is taken.
    pub fn close_table(&mut self) {
        self.table_take();
        self.table.close();
        self.figures.close();
    }

    /// Takes what is being typed in the document, wherever: it is work as what was taken before.
    pub fn take_typed(&mut self) {
        self.commit_naming();
        self.table_take();
    }

    /// Shows a table.
    pub fn open_table(&mut self, what: What) {
        self.take_typed();
        self.menu = None;
        let document = self.document().clone();
        self.table.open(&document, what);
    }

    /// Shows the table of a kind; of none that of what is selected.
    pub fn show_kind_as_table(&mut self, kind: Option<ElementKind>) {
        match kind {
            Some(kind) => self.open_table(What::Kind(kind)),
            None if self.table.open => {}
            None => self.toggle_table(),
        }
    }

    /// Shows the table of a kind at the row in which a new one begins.
    pub fn begin_in_table(&mut self, kind: ElementKind) {
        self.open_table(What::Kind(kind));
        self.table.go(At { row: self.table.rows.len(), column: 0 }, false);
    }

    /// Goes to the row of what was selected elsewhere, such as in the outline.
    pub fn table_follow_selection(&mut self) {
        let Some(id) = self.single_element().map(|e| e.id.clone()) else { return };
        let current = self.table.rows.get(self.table.range.cursor.row).map(|r| &r.element);
        if current == Some(&id) {
            return;
        }
        if let Some(row) = self.table.rows.iter().position(|r| r.element == id) {
            self.table_take();
            self.table.go(At { row, column: self.table.range.cursor.column }, false);
        }
    }

    /// The tables that are called as is typed, with how many rows each has; those that begin so come first.
    #[must_use]
    pub fn table_choices(&self, typed: &str) -> Arc<Vec<Choice>> {
        let typed = folded(typed);
        let state = (self.document().revision(), typed.clone());
        self.table.choices.of(state, || self.tables_named(&typed))
    }

    fn tables_named(&self, typed: &str) -> Vec<Choice> {
        let document = self.document();
        let count = |what: &What| match what {
            What::Kind(kind) => document.index().of_kind(*kind).count(),
            What::Entries(list) => match list.kind {
                Some(kind) => document.index().of_kind(kind).map(|id| super::rows::entries(document, what, id)).sum(),
                None => document.elements().keys().map(|id| super::rows::entries(document, what, id)).sum(),
            },
        };
        let all = tables(document.metamodel()).into_iter();
        let mut found: Vec<_> = all
            .map(|what| (what.label(document.metamodel()), what))
            .filter(|(label, _)| folded(label).contains(typed))
            .map(|(label, what)| (what.clone(), label, count(&what)))
            .collect();
        found.sort_by_key(|(_, label, _)| !folded(label).starts_with(typed));
        found
    }

    /// Follows what was changed since.
    pub fn table_refresh(&mut self) {
        let document = self.document().clone();
        self.table.refresh(&document);
    }

    pub(super) fn table_editable(&mut self) -> bool {
        let why = self.editable().err();
        if let Some(why) = why {
            self.say(Tone::Refusal, format!("{why}."));
        }
        why.is_none()
    }

    /// Selects the element of the current row, so that the inspector shows it.
    pub fn table_select(&mut self) {
        let element = self.table.rows.get(self.table.range.cursor.row).map(|r| r.element.clone());
        let owner = element.map(Owner::Element);
        let same = self.selection().len() == usize::from(owner.is_some())
            && owner.as_ref().is_none_or(|o| self.selection().contains(o));
        if !same {
            self.select(owner);
        }
    }

    /// Begins to type in the current cell: in place of what is there, or inside it.
    pub fn table_begin(&mut self, typed: Option<&str>) {
        if !self.table_editable() {
            return;
        }
        self.table_refresh();
        let At { row, column } = self.table.range.cursor;
        let wrong = self.table.wrong(row, column).map(|w| w.text.clone());
        let there = || wrong.unwrap_or_else(|| self.table.text(self.document(), row, column));
        let text = typed.map_or_else(there, str::to_owned);
        let editing = Editing { text: String::new(), inside: typed.is_none(), offers: Vec::new(), chosen: None };
        self.table.editing = Some(editing);
        self.table_type(text);
        // What stands there already is not looked for among what it may be.
        if typed.is_none()
            && let Some(editing) = &mut self.table.editing
        {
            editing.chosen = None;
        }
    }

    /// Notes what is typed in the cell so far.
    pub fn table_type(&mut self, text: String) {
        let Some(column) = self.table.columns.get(self.table.range.cursor.column).cloned() else { return };
        let offers = self.table.offers(self.document(), &column, &text);
        let part = if column.takes_several() { text.rsplit(';').next().unwrap_or("") } else { &text };
        let part = folded(part.trim());
        let exact = offers.iter().any(|o| folded(o) == part);
        let begins = offers.first().is_some_and(|o| folded(o).starts_with(part.as_str()));
        let chosen = (column.is_closed() && !part.is_empty() && !exact && begins).then_some(0);
        if let Some(editing) = &mut self.table.editing {
            editing.text = text;
            editing.offers = offers;
            editing.chosen = chosen;
        }
    }

    /// Goes on to the next of what the cell may be, or back.
    pub fn table_choose(&mut self, forward: bool) {
        let Some(editing) = &mut self.table.editing else { return };
        let n = editing.offers.len();
        if n > 0 {
            editing.chosen = Some(match editing.chosen {
                None if forward => 0,
                None => n - 1,
                Some(i) => (i + if forward { 1 } else { n - 1 }) % n,
            });
        }
    }

    /// Leaves the cell as it was.
    pub fn table_cancel(&mut self) {
        self.table.editing = None;
    }

    /// What the cell gets: what is typed, ended by what is meant of the offers.
    fn typed_in_table(&self) -> Option<String> {
        let editing = self.table.editing.as_ref()?;
        let column = self.table.columns.get(self.table.range.cursor.column)?;
        Some(match editing.chosen.and_then(|i| editing.offers.get(i)) {
            Some(offer) if column.takes_several() => match editing.text.rsplit_once(';') {
                Some((before, _)) => format!("{before}; {offer}"),
                None => offer.clone(),
            },
            Some(offer) => offer.clone(),
            None => editing.text.clone(),
        })
    }

    /// Takes what is typed. What is refused stays in the cell with the reason.
    pub fn table_take(&mut self) {
        let typed = self.typed_in_table();
        self.table.editing = None;
        let Some(typed) = typed else { return };
        let At { row, column } = self.table.range.cursor;
        if row < self.table.rows.len() {
            self.put_in_table(row, column, &typed);
        } else if !typed.trim().is_empty() {
            self.add_to_table(column, &typed);
        }
    }

    /// Takes what is typed for all cells of the range.
    pub fn table_take_all(&mut self) {
        let typed = self.typed_in_table();
        self.table.editing = None;
        if let Some(typed) = typed {
            self.table_fill(&typed);
        }
    }

    fn put_in_table(&mut self, row: usize, column: usize, typed: &str) {
        let (Some(r), Some(c)) = (self.table.rows.get(row).cloned(), self.table.columns.get(column).cloned()) else {
            return;
        };
        let mut work = Work::new(self.document(), &self.table.what);
        let key = (Some(r.clone()), c.id.clone());
        match work.put(&r, &c, typed) {
            Ok(()) => {
                self.table.wrongs().remove(&key);
                let label = match &c.holds {
                    Holds::Name => format!("Rename {} to {}", self.shown_name(&r), typed.trim()),
                    _ => format!("Set {}", self.table.cell_name(self.document(), row, column).to_lowercase_first()),
                };
                if self.perform_work(&label, &work) && matches!(c.holds, Holds::Name) {
                    self.tell_namesakes(&r, typed.trim());
                }
            }
            Err(why) => {
                self.table.wrongs().insert(key, Wrong { text: typed.to_owned(), why });
            }
        }
    }

    /// Says that another element of the kind has the name that one was given.
    fn tell_namesakes(&mut self, row: &super::Row, name: &str) {
        let document = self.document();
        let kind = document.element(&row.element).map(|e| e.kind);
        let other = |id: &&crate::model::ElementId| **id != row.element && document.element(id).map(|e| e.kind) == kind;
        if document.index().named(name).any(|id| other(&id)) {
            let noun = self.table.what.noun(document.metamodel());
            self.say(Tone::Info, format!("There is another {noun} called {name}; both stay."));
        }
    }

    fn shown_name(&self, row: &super::Row) -> String {
        self.document().element(&row.element).map_or_else(String::new, |e| e.shown_name().to_owned())
    }

    fn perform_work(&mut self, label: &str, work: &Work) -> bool {
        if work.edits.is_empty() {
            return true;
        }
        self.commit_naming();
        let done = self.perform(label, &work.edits);
        self.table_refresh();
        done
    }

    /// The row of what is new takes a name, and says so where it has one already.
    fn add_to_table(&mut self, column: usize, typed: &str) {
        let Some(c) = self.table.columns.get(column).cloned() else { return };
        let noun = self.table.what.noun(self.document().metamodel());
        if !matches!(c.holds, Holds::Name | Holds::Owner) {
            let first = self.table.columns.first().map(|c| c.label.to_lowercase()).unwrap_or_default();
            self.say(Tone::Refusal, format!("Type the {first} first: a new {noun} begins with it."));
            return;
        }
        let mut work = Work::new(self.document(), &self.table.what);
        match work.add(typed, None) {
            Ok(Added::Made(made)) => {
                let label = match made.entry {
                    None => format!("New {noun} {}", typed.trim()),
                    Some(_) => format!("New {noun} of {}", self.shown_name(&made)),
                };
                self.table.wrongs().remove(&(None, c.id));
                if self.perform_work(&label, &work) {
                    self.table.put_last(std::slice::from_ref(&made));
                    let row = self.table.rows.iter().position(|r| *r == made).unwrap_or(self.table.rows.len());
                    let run = self.table.run;
                    self.table.go(At { row, column }, false);
                    self.table.run = run;
                }
            }
            Ok(Added::Here(here)) => {
                let row = self.table.rows.iter().position(|r| *r == here);
                let name = self.shown_name(&here);
                self.say(
                    Tone::Info,
                    format!("{name} is in the model already. This is its row; nothing was made twice."),
                );
                match row {
                    Some(row) => self.table.go(At { row, column }, false),
                    None => {
                        let document = self.document().clone();
                        self.table.set_filter(&document, "");
                        let row = self.table.rows.iter().position(|r| *r == here).unwrap_or(0);
                        self.table.go(At { row, column }, false);
                    }
                }
            }
            Err(why) => {
                self.table.wrongs().insert((None, c.id), Wrong { text: typed.to_owned(), why });
            }
        }
    }

    /// Deletes the rows of the range: elements from the model with what goes with them, entries from their lists.
    pub fn table_delete_rows(&mut self) {
        let (first, last) = (self.table.range.first(), self.table.range.last());
        let rows: Vec<super::Row> = (first.row..=last.row).filter_map(|r| self.table.rows.get(r)).cloned().collect();
        if rows.is_empty() || !self.table_editable() {
            return;
        }
        match self.table.what.clone() {
            What::Kind(_) => {
                self.select(None);
                for row in &rows {
                    self.toggle_in_outline(&row.element);
                }
                self.delete_from_model();
            }
            What::Entries(list) => {
                let mut work = Work::new(self.document(), &self.table.what);
                if let Err(why) = work.remove_entries(&list, &rows) {
                    self.say(Tone::Refusal, why);
                    return;
                }
                let noun = self.table.what.noun(self.document().metamodel());
                let label = match rows.as_slice() {
                    [one] => format!("Remove a {noun} of {}", self.shown_name(one)),
                    many => format!("Remove {} rows: {noun}", many.len()),
                };
                // What was not taken for entries that stand elsewhere now would be told of others.
                self.table.wrongs().retain(|(row, _), _| row.as_ref().is_none_or(|r| r.entry.is_none()));
                self.perform_work(&label, &work);
            }
        }
        self.table_refresh();
        self.table.go(At { row: first.row, column: self.table.range.cursor.column }, false);
        self.table_select();
    }

    /// Leaves the table for the drawing, at the element of the current row.
    pub fn table_show_in_drawing(&mut self) {
        self.table_take();
        let row = self.table.rows.get(self.table.range.cursor.row).cloned();
        self.close_table();
        if let Some(row) = row
            && !self.go_to_element(&row.element)
        {
            self.say(Tone::Info, "It is not seen in this view.");
        }
    }
}
