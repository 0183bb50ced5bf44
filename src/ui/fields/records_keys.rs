//! The keys of tables, wherever in them the keyboard is, and what they do.
//!
//! Knows nothing about how tables look.

use eframe::egui::{self, Event, Key, Modifiers, Rect};

use super::Fields;
use super::records::Records;
use crate::editor::Session;
use crate::editor::fields::{Cell, Part, Table};
use crate::model::Value;

/// A place in a table.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Spot {
    /// The list.
    pub(super) table: Cell,
    /// Its entry; what is no number of one stands for the place behind the last.
    pub(super) row: usize,
    /// The column, where it is in one.
    pub(super) column: Option<usize>,
}

/// What is asked of an entry.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Press {
    Add,
    Remove,
    Duplicate,
    Up,
    Down,
    To(usize),
    Copy,
    Paste(String),
}

/// What was pressed, and where.
pub(super) struct Pressed {
    pub(super) at: Spot,
    presses: Vec<Press>,
}

impl Records {
    /// Takes the keys of tables while the keyboard is in one, before anything else answers to them.
    pub(in crate::ui) fn take(&mut self, ctx: &egui::Context) {
        let (here, waiting) = (self.at.take(), self.waiting.clone());
        let Some(at) = here.clone().or(waiting) else { return };
        let typing = ctx.text_edit_focused();
        if here.is_none() && ctx.input(|i| i.events.iter().any(|e| matches!(e, Event::Key { pressed: true, .. }))) {
            // Something else was meant after all.
            self.waiting = None;
        }
        let mut presses = Vec::new();
        ctx.input_mut(|i| {
            let mut key = |held, key, press: Press| {
                if here.is_some() && i.consume_key(held, key) {
                    presses.push(press);
                }
            };
            key(Modifiers::COMMAND, Key::Enter, Press::Add);
            key(Modifiers::COMMAND, Key::D, Press::Duplicate);
            key(Modifiers::ALT, Key::ArrowUp, Press::Up);
            key(Modifiers::ALT, Key::ArrowDown, Press::Down);
            if !typing && here.as_ref().is_some_and(|h| h.column.is_none()) {
                key(Modifiers::NONE, Key::Delete, Press::Remove);
            }
            i.events.retain(|event| match event {
                // Elements that were copied are for the drawing.
                Event::Paste(text) if text.trim_start().starts_with('{') => true,
                // A field takes what fits into it itself.
                Event::Paste(text) if !typing || text.trim_end().contains(['\t', '\n']) => {
                    presses.push(Press::Paste(text.clone()));
                    false
                }
                Event::Copy if !typing && here.is_some() => {
                    presses.push(Press::Copy);
                    false
                }
                _ => true,
            });
        });
        if !presses.is_empty() {
            self.waiting = None;
            self.pressed = Some(Pressed { at, presses });
        }
    }

    /// Notes that the keyboard is at a spot, if it is in what was drawn there.
    pub(super) fn see(&mut self, ui: &egui::Ui, place: Rect, spot: &Spot) {
        let focused = ui.memory(egui::Memory::focused).and_then(|id| ui.ctx().read_response(id));
        if focused.is_some_and(|r| r.layer_id == ui.layer_id() && place.contains(r.rect.center())) {
            self.at = Some(spot.clone());
        }
    }

    /// Does what was pressed in a table.
    pub(super) fn answer(&mut self, ctx: &egui::Context, session: &mut Session, fields: &mut Fields, table: &Table) {
        let Some(Pressed { at, presses }) = self.pressed.take_if(|p| p.at.table == table.cell) else { return };
        for press in presses {
            match press {
                Press::Paste(text) => self.paste(session, fields, table, &at, &text),
                press => self.perform(ctx, session, fields, table, at.row, &press),
            }
        }
    }

    fn paste(&mut self, session: &mut Session, fields: &mut Fields, table: &Table, at: &Spot, text: &str) {
        let remarks = session.paste_entries(table, at.row, at.column.unwrap_or(0), text);
        self.note(session, table);
        for remark in &remarks {
            if let Some(cell) = &remark.cell {
                fields.refuse(cell, &remark.text, &remark.why);
                if let Some(Part::At(row)) = cell.way.get(table.cell.way.len()) {
                    self.open.insert(table.cell.at(*row));
                }
            }
        }
        self.remarks.insert(table.cell.clone(), remarks);
    }

    /// Does one thing with an entry; the keyboard goes along with it.
    pub(super) fn perform(
        &mut self,
        ctx: &egui::Context,
        session: &mut Session,
        fields: &mut Fields,
        table: &Table,
        row: usize,
        press: &Press,
    ) {
        let n = table.entries(session.document()).len();
        let column = self.wide.is_some().then_some(0);
        let spot = |row, column| Some(Spot { table: table.cell.clone(), row, column });
        let mut shifted: Option<Vec<Option<usize>>> = None;
        match press {
            Press::Add => {
                // What is being typed in another row belongs there.
                if let Some(id) = ctx.memory(egui::Memory::focused) {
                    ctx.memory_mut(|m| m.surrender_focus(id));
                }
                if let Some(at) = session.add_entry(table) {
                    self.open.insert(table.cell.at(at));
                    self.wanted = spot(at, Some(0));
                }
            }
            Press::Copy => session.copy_entries(table),
            Press::Remove if row < n && session.remove_entry(table, row) => {
                shifted = Some((0..n).filter(|i| *i != row).map(Some).collect());
                self.wanted = if n > 1 { spot(row.min(n - 2), column) } else { None };
            }
            Press::Duplicate if row < n && session.duplicate_entry(table, row) => {
                shifted = Some((0..=row).map(Some).chain([None]).chain((row + 1..n).map(Some)).collect());
                self.wanted = spot(row + 1, column);
            }
            Press::Up | Press::Down | Press::To(_) if row < n => {
                let to = match press {
                    Press::Up => row.saturating_sub(1),
                    Press::Down => (row + 1).min(n - 1),
                    Press::To(to) => *to,
                    _ => row,
                };
                if session.move_entry(table, row, to) {
                    let mut order: Vec<Option<usize>> = (0..n).map(Some).collect();
                    let moved = order.remove(row);
                    order.insert(to, moved);
                    shifted = Some(order);
                    self.wanted = spot(to, column);
                }
            }
            _ => {}
        }
        if let Some(order) = shifted {
            self.follow(fields, table, &order);
        }
        self.note(session, table);
        ctx.request_repaint();
    }

    /// Entries that came, went or moved otherwise than by a button here, as by undoing, take along what belongs to them.
    pub(super) fn keep_up(&mut self, session: &Session, fields: &mut Fields, table: &Table) {
        let now = table.entries(session.document());
        let before = self.seen.get(&table.cell).map(Vec::as_slice);
        if before == Some(now) {
            return;
        }
        let order = before.map(|before| places(before, now));
        if let Some(order) = order {
            self.follow(fields, table, &order);
        }
        self.note(session, table);
    }

    /// Notes the entries as they are now, with which everything has gone along.
    fn note(&mut self, session: &Session, table: &Table) {
        self.seen.insert(table.cell.clone(), table.entries(session.document()).to_vec());
    }

    /// What is open and what is typed goes along with the entries. `order` says which each was before, if it was there.
    fn follow(&mut self, fields: &mut Fields, table: &Table, order: &[Option<usize>]) {
        let depth = table.cell.way.len();
        let moved = |cell: &Cell| -> Option<Cell> {
            if cell.place != table.cell.place || !cell.way.starts_with(&table.cell.way) {
                return Some(cell.clone());
            }
            let Some(Part::At(row)) = cell.way.get(depth) else { return Some(cell.clone()) };
            let now = order.iter().position(|before| *before == Some(*row))?;
            let mut cell = cell.clone();
            cell.way[depth] = Part::At(now);
            Some(cell)
        };
        self.open = self.open.iter().filter_map(moved).collect();
        fields.follow(moved);
    }
}

/// Which entry of `before` each entry of `now` is: the same in the same place, what is equal elsewhere, and what was only
/// changed where it stands.
fn places(before: &[Value], now: &[Value]) -> Vec<Option<usize>> {
    let head = before.iter().zip(now).take_while(|(a, b)| a == b).count();
    let rest = before.len().min(now.len()) - head;
    let tail = before.iter().rev().zip(now.iter().rev()).take(rest).take_while(|(a, b)| a == b).count();
    let mut left: Vec<usize> = (head..before.len() - tail).collect();
    let middle = head..now.len() - tail;
    let mut order: Vec<Option<usize>> = (0..now.len())
        .map(|i| match i {
            _ if i < head => Some(i),
            _ if i >= middle.end => Some(before.len() + i - now.len()),
            _ => left.iter().position(|at| before[*at] == now[i]).map(|at| left.remove(at)),
        })
        .collect();
    if before.len() == now.len() {
        for i in middle.filter(|i| left.contains(i)) {
            order[i] = order[i].or(Some(i));
        }
    }
    order
}

impl Fields {
    /// Keeps a text that was refused, with the reason, where it was meant to stand.
    fn refuse(&mut self, cell: &Cell, text: &str, why: &str) {
        self.drafts.insert(vec![cell.clone()].into(), super::Draft::refused(text.to_owned(), why.to_owned()));
    }

    /// What is typed goes along with its cells; with one that is gone it goes too.
    fn follow(&mut self, moved: impl Fn(&Cell) -> Option<Cell>) {
        let drafts = std::mem::take(&mut self.drafts);
        self.drafts = drafts
            .into_iter()
            .filter_map(|(cells, draft)| Some((cells.iter().map(&moved).collect::<Option<Vec<_>>>()?.into(), draft)))
            .collect();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_found_again_wherever_they_went() {
        let list = |text: &str| text.chars().map(|c| Value::text(c.to_string())).collect::<Vec<_>>();
        let order = |before, now| places(&list(before), &list(now));
        assert_eq!(order("b", "ab"), [None, Some(0)], "one came before");
        assert_eq!(order("abc", "ac"), [Some(0), Some(2)], "one went");
        assert_eq!(order("abc", "axc"), [Some(0), Some(1), Some(2)], "one changed where it stands");
        assert_eq!(order("abcd", "acbd"), [Some(0), Some(2), Some(1), Some(3)], "two changed places");
        assert_eq!(order("aa", "aaa"), [Some(0), Some(1), None], "twins");
        assert_eq!(order("ab", ""), []);
        assert_eq!(order("", "ab"), [None, None]);
    }
}
