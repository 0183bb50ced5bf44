//! Undoing while a field has the keyboard: what was typed since it got it first, then, with nothing typed, the model.
//!
//! Knows nothing about what is typed.

use eframe::egui::text_edit::TextEditState;
use eframe::egui::util::undoer::Undoer;
use eframe::egui::{Context, Id, Response, Ui};

/// A field with nothing typed.
#[derive(Clone, Copy)]
struct AtRest {
    field: Id,
    /// Whether typing was taken back that can be typed again.
    redo: bool,
}

fn key() -> Id {
    Id::unique("field-at-rest")
}

/// Says of a field of text with the keyboard whether it holds what is stored. What was typed in it before it was left is
/// no longer its to undo: the model has that as a step.
pub(in crate::ui) fn say(ui: &Ui, field: &Response, text: &str, unchanged: bool) {
    if !field.has_focus() {
        return;
    }
    if !unchanged {
        ui.data_mut(|d| d.remove::<AtRest>(key()));
        return;
    }
    let mut redo = false;
    if let Some(mut state) = TextEditState::load(ui.ctx(), field.id)
        && let Some(cursor) = state.cursor.char_range()
    {
        let now = (cursor, text.to_owned());
        redo = state.undoer().has_redo(&now);
        if !redo {
            let mut fresh = Undoer::default();
            fresh.feed_state(ui.input(|i| i.time), &now);
            state.set_undoer(fresh);
        }
    }
    ui.data_mut(|d| d.insert_temp(key(), AtRest { field: field.id, redo }));
}

/// Whether the field that has the keyboard leaves undoing, or doing again, to the model.
pub(in crate::ui) fn is_left_to_the_model(ctx: &Context, redo: bool) -> bool {
    let at_rest = ctx.data(|d| d.get_temp::<AtRest>(key()));
    at_rest.is_some_and(|at| ctx.memory(eframe::egui::Memory::focused) == Some(at.field) && !(redo && at.redo))
}
