//! The cell that is typed in, and what it may be.
//!
//! Knows nothing about keys beyond those of a field.

use eframe::egui::text::{CCursor, CCursorRange};
use eframe::egui::{
    self, Align2, FontId, Id, Key, KeyboardShortcut, Margin, Modifiers, Rect, Stroke, StrokeKind, TextEdit, Vec2,
};

use super::{TableView, field_id, grid_id};
use crate::editor::Session;
use crate::editor::table::Editing;
use crate::model::metamodel::AttributeType;
use crate::text::Weight;
use crate::theme::Theme;
use crate::ui::popup;
use crate::ui::style::{color, family};

impl TableView {
    /// Shows what is typed over its cell.
    pub(super) fn field(&mut self, ui: &mut egui::Ui, session: &mut Session, theme: &Theme, cell: Rect, within: Rect) {
        let Some(editing) = session.table.editing().cloned() else {
            self.field_shown = false;
            return;
        };
        let at = session.table.range().cursor;
        let name = session.table.cell_name(session.document(), at.row, at.column);
        let below = if editing.inside {
            self.inside(ui, session, &editing, &name, cell)
        } else {
            typed(ui, theme, &editing, &name, cell, within)
        };
        let Some(editing) = session.table.editing().cloned() else { return };
        if let Some(i) = offers(ui, session, theme, &editing, below) {
            pick(session, i);
            ui.memory_mut(|m| m.request_focus(grid_id()));
        }
    }

    /// A field with a caret of its own.
    fn inside(&mut self, ui: &mut egui::Ui, session: &mut Session, editing: &Editing, name: &str, cell: Rect) -> Rect {
        let mut text = editing.text.clone();
        let column = session.table.columns().get(session.table.range().cursor.column);
        let several = column.and_then(|c| c.def()).is_some_and(|d| d.ty == AttributeType::Text && d.multiline)
            || text.contains('\n');
        let rect = Rect::from_min_size(
            cell.min,
            Vec2::new(cell.width().max(220.0), if several { 84.0 } else { cell.height() }),
        );
        if !std::mem::replace(&mut self.field_shown, true) {
            let mut state = TextEdit::load_state(ui.ctx(), field_id()).unwrap_or_default();
            state.cursor.set_char_range(Some(CCursorRange::one(CCursor::new(text.chars().count()))));
            TextEdit::store_state(ui.ctx(), field_id(), state);
            ui.memory_mut(|m| m.request_focus(field_id()));
        }
        let edit = if several {
            // Enter takes what is typed; with Alt it begins a line.
            TextEdit::multiline(&mut text).return_key(KeyboardShortcut::new(Modifiers::ALT, Key::Enter))
        } else {
            TextEdit::singleline(&mut text)
        };
        let edit = edit.id(field_id()).lock_focus(true).margin(Margin::symmetric(6, 5)).desired_width(f32::INFINITY);
        let response = ui.put(rect, edit).accessible_name(name);
        // Escape is ours too: it leads back to the cells before the next key is looked at.
        let keep = egui::EventFilter { tab: true, horizontal_arrows: true, vertical_arrows: true, escape: true };
        ui.memory_mut(|m| m.set_focus_lock_filter(field_id(), keep));
        if text != editing.text {
            session.table_type(text);
        }
        if let Some(after) = self.after.take() {
            Self::leave_cell(session, after);
            ui.memory_mut(|m| m.request_focus(grid_id()));
        } else if response.lost_focus() {
            if ui.input(|i| i.key_pressed(Key::Escape)) {
                session.table_cancel();
                // At once: the next key would lead the keyboard elsewhere.
                ui.memory_mut(|m| m.request_focus(grid_id()));
            } else {
                session.table_take();
            }
        }
        if session.table.editing().is_none() {
            self.field_shown = false;
        }
        rect
    }
}

/// What is typed in place of what was there; the caret is at its end.
fn typed(ui: &egui::Ui, theme: &Theme, editing: &Editing, name: &str, cell: Rect, within: Rect) -> Rect {
    let font = FontId::new(13.0, family(Weight::Regular));
    let painter = ui.painter_at(within);
    let galley = painter.layout_no_wrap(editing.text.clone(), font, color(theme.text));
    let width = (galley.size().x + 20.0).max(cell.width());
    let left = cell.left().min((within.right() - width).max(within.left()));
    let rect = Rect::from_min_size(egui::pos2(left, cell.top()), Vec2::new(width, cell.height()));
    painter.rect(rect, 2.0, color(theme.field), Stroke::new(2.0, color(theme.accent)), StrokeKind::Inside);
    let at = egui::pos2(rect.left() + 8.0, rect.center().y - galley.size().y / 2.0);
    let end = at.x + galley.size().x + 1.0;
    painter.galley(at, galley, color(theme.text));
    painter.vline(end, rect.top() + 6.0..=rect.bottom() - 6.0, Stroke::new(1.5, color(theme.accent)));
    let response = ui.interact(rect, Id::unique("table-typed"), egui::Sense::hover());
    response.widget_info(|| {
        let mut info = egui::WidgetInfo::labeled(egui::accesskit::Role::TextInput, true, name);
        info.current_text_value = Some(editing.text.clone());
        info
    });
    rect
}

/// What the cell may be; which of it was clicked.
fn offers(ui: &egui::Ui, session: &Session, theme: &Theme, editing: &Editing, below: Rect) -> Option<usize> {
    let same = editing.offers.len() == 1 && editing.offers[0] == editing.text;
    if editing.offers.is_empty() || same {
        return None;
    }
    let column = session.table.columns().get(session.table.range().cursor.column);
    let label = column.map_or(String::new(), |c| c.label.to_string());
    let area = egui::Area::new(Id::unique("table-offers")).order(egui::Order::Foreground);
    let area = area.fixed_pos(below.left_bottom() + Vec2::new(0.0, 2.0)).constrain_to(ui.ctx().content_rect());
    let mut clicked = None;
    area.show(ui.ctx(), |ui| {
        popup::frame(ui).show(ui, |ui| {
            ui.set_width(below.width().clamp(160.0, popup::WIDTH));
            ui.spacing_mut().item_spacing.y = 0.0;
            for (i, offer) in editing.offers.iter().enumerate() {
                let row = popup::row(ui, theme, None, offer, editing.chosen == Some(i));
                // A press takes the keyboard from the field, which then takes what is typed; so it is the press that counts.
                let pressed = row.contains_pointer() && ui.input(|i| i.pointer.primary_pressed());
                if row.accessible_name(format!("{label} may be {offer}")).clicked() || pressed {
                    clicked = Some(i);
                }
            }
        });
    });
    clicked
}

fn pick(session: &mut Session, i: usize) {
    while session.table.editing().is_some_and(|e| e.chosen != Some(i) && i < e.offers.len()) {
        session.table_choose(true);
    }
    session.table_take();
}

/// The text of a cell, cut where it has no room.
pub(super) fn cut(painter: &egui::Painter, rect: Rect, text: &str, right: bool, font: FontId, ink: egui::Color32) {
    let room = rect.shrink2(Vec2::new(8.0, 0.0));
    // Longer than any cell is wide; laying out a whole description would be for nothing.
    let text: String = text.chars().take(160).collect();
    let mut job = egui::text::LayoutJob::simple_singleline(text, font, ink);
    job.wrap = egui::text::TextWrapping::truncate_at_width(room.width());
    let galley = painter.layout_job(job);
    let (at, align) =
        if right { (room.right_center(), Align2::RIGHT_CENTER) } else { (room.left_center(), Align2::LEFT_CENTER) };
    let rect = align.anchor_size(at, galley.size());
    painter.galley(rect.min, galley, ink);
}
