//! What keys do in the table, each after the other: quick fingers send several in one frame.
//!
//! Knows nothing about what the cells hold.

use eframe::egui::{self, Event, ImeEvent, Key, Modifiers};

use super::{After, ROW, TableView, field_id, grid_id};
use crate::editor::Session;
use crate::editor::table::At;

impl TableView {
    /// Takes the keys that are the table's while it has the keyboard.
    pub(in crate::ui) fn keys(&mut self, ctx: &egui::Context, session: &mut Session) {
        let focused = ctx.memory(egui::Memory::focused);
        if focused == Some(field_id()) || focused == Some(grid_id()) {
            // Arrows and Tab are the table's from the first frame on; egui would lead the keyboard elsewhere.
            ctx.memory_mut(|m| m.move_focus(egui::FocusDirection::None));
        }
        if focused == Some(field_id()) {
            self.field_keys(ctx, session);
            if session.table.editing().is_some() {
                return;
            }
        } else if focused != Some(grid_id()) {
            return;
        }
        let events = ctx.input_mut(|i| std::mem::take(&mut i.events));
        let mut rest = Vec::new();
        for event in events {
            let inside = session.table.editing().is_some_and(|e| e.inside);
            if inside || !session.table.is_open() || !self.event(ctx, session, &event) {
                rest.push(event);
            }
        }
        ctx.input_mut(|i| i.events = rest);
    }

    /// The keys of the field in which a text is edited; the rest is the field's own.
    fn field_keys(&mut self, ctx: &egui::Context, session: &mut Session) {
        let taken = |modifiers, key| ctx.input_mut(|i| i.consume_key(modifiers, key));
        if taken(Modifiers::NONE, Key::Escape) {
            session.table_cancel();
            ctx.memory_mut(|m| m.request_focus(grid_id()));
            return;
        }
        let offers = session.table.editing().is_some_and(|e| !e.offers.is_empty());
        if offers && taken(Modifiers::NONE, Key::ArrowDown) {
            session.table_choose(true);
        }
        if offers && taken(Modifiers::NONE, Key::ArrowUp) {
            session.table_choose(false);
        }
        // What was typed in the same frame comes first.
        let leaving = [
            (Modifiers::SHIFT, Key::Enter, After::Down(false)),
            (Modifiers::COMMAND, Key::Enter, After::All),
            (Modifiers::NONE, Key::Enter, After::Down(true)),
            (Modifiers::SHIFT, Key::Tab, After::Next(false)),
            (Modifiers::NONE, Key::Tab, After::Next(true)),
        ];
        for (modifiers, key, after) in leaving {
            if !ctx.input(|i| i.modifiers.alt) && taken(modifiers, key) {
                self.after = Some(after);
                return;
            }
        }
    }

    /// Takes what is typed and goes on.
    pub(super) fn leave_cell(session: &mut Session, after: After) {
        match after {
            After::All => session.table_take_all(),
            After::Down(down) => {
                session.table_take();
                session.table.enter(down);
            }
            After::Next(forward) => {
                session.table_take();
                session.table.next(forward);
            }
        }
        session.table_select();
    }

    /// Whether the event was the table's.
    fn event(&mut self, ctx: &egui::Context, session: &mut Session, event: &Event) -> bool {
        match event {
            Event::Text(text) | Event::Ime(ImeEvent::Commit(text)) => type_in(session, text),
            Event::Paste(text) if session.table.editing().is_some() => type_in(session, text),
            Event::Paste(text) => session.table_paste(text),
            Event::Copy | Event::Cut => {
                let typed = session.table.editing().map(|e| e.text.clone());
                let whole = typed.is_none();
                ctx.copy_text(typed.unwrap_or_else(|| session.table_copy()));
                if whole && *event == Event::Cut {
                    session.table_clear();
                }
            }
            Event::Key { key, pressed: true, modifiers, .. } => return self.key(session, *key, *modifiers),
            _ => return false,
        }
        true
    }

    fn key(&mut self, session: &mut Session, key: Key, held: Modifiers) -> bool {
        if held.alt {
            return false;
        }
        let typing = session.table.editing().is_some();
        let page = ((self.seen.y / ROW) as isize - 2).max(1);
        let extend = held.shift && !typing;
        match (key, held.command) {
            (Key::Enter, true) if typing => Self::leave_cell(session, After::All),
            (Key::Enter, false) => Self::leave_cell(session, After::Down(!held.shift)),
            (Key::Tab, false) => Self::leave_cell(session, After::Next(!held.shift)),
            (Key::Escape, false) if typing => session.table_cancel(),
            (Key::Escape, false) => {
                let range = session.table.range();
                if range.is_one() { session.close_table() } else { session.table.go(range.cursor, false) }
            }
            (Key::Backspace, _) if typing => {
                let mut text = session.table.editing().map(|e| e.text.clone()).unwrap_or_default();
                if held.command {
                    text.clear();
                }
                text.pop();
                session.table_type(text);
            }
            (Key::Backspace, false) if !held.shift => session.table_begin(Some("")),
            (Key::Delete, false) if !typing && held.shift => session.table_delete_rows(),
            (Key::Delete, false) if !typing => session.table_clear(),
            (Key::F2, false) if !held.shift => {
                let typed = session.table.editing().map(|e| e.text.clone());
                session.table_begin(None);
                if let Some(typed) = typed {
                    session.table_type(typed);
                }
            }
            (Key::A, true) if !typing && !held.shift => session.table.take_all(),
            (Key::ArrowDown | Key::ArrowUp, false) if session.table.editing().is_some_and(|e| !e.offers.is_empty()) => {
                session.table_choose(key == Key::ArrowDown);
            }
            (Key::ArrowDown | Key::ArrowUp | Key::ArrowLeft | Key::ArrowRight, command) => {
                session.table_take();
                let far = if command { isize::MAX / 2 } else { 1 };
                let (rows, columns) = match key {
                    Key::ArrowDown => (far, 0),
                    Key::ArrowUp => (-far, 0),
                    Key::ArrowLeft => (0, -far),
                    _ => (0, far),
                };
                step(session, rows, columns, extend);
            }
            (Key::Home | Key::End, command) => {
                session.table_take();
                let (row, end) = (session.table.range().cursor.row, key == Key::End);
                let last = session.table.rows().len();
                let row = if !command {
                    row
                } else if end {
                    last.saturating_sub(1)
                } else {
                    0
                };
                let column = if end { session.table.columns().len().saturating_sub(1) } else { 0 };
                session.table.go(At { row, column }, extend);
            }
            (Key::PageDown | Key::PageUp, false) => {
                session.table_take();
                step(session, if key == Key::PageDown { page } else { -page }, 0, extend);
            }
            // Keys of commands are theirs; what is typed belongs to what they save or leave.
            (_, true) => {
                session.table_take();
                return false;
            }
            _ => return false,
        }
        session.table_select();
        true
    }
}

fn step(session: &mut Session, rows: isize, columns: isize, extend: bool) {
    let before = session.table.range().cursor;
    // Going far ends at the last row, not at the one of what is new.
    if rows > 1 && before.row < session.table.rows().len() {
        let last = session.table.rows().len().saturating_sub(1);
        let row = before.row.saturating_add_signed(rows).min(last);
        session.table.go(At { row, column: before.column }, extend);
    } else {
        session.table.step(rows, columns, extend);
    }
}

fn type_in(session: &mut Session, text: &str) {
    match session.table.editing().map(|e| e.text.clone()) {
        Some(before) => session.table_type(before + text),
        None => session.table_begin(Some(text)),
    }
}
