//! Everything around the canvas.
//!
//! Knows nothing about the drawing.

mod cards;
pub(super) mod documents;
pub(super) mod explore;
pub(super) mod findings;
mod history;
pub(super) mod inspector;
mod next_steps;
pub(super) mod options_bar;
mod outline;
pub(super) mod palette;
mod recents;
pub(super) mod start;
pub(super) mod status;
mod tabs;
pub(super) mod top_bar;
pub(super) mod tray;

pub(super) use outline::{context_place, tree_id};

use eframe::egui;

use crate::editor::Session;
use crate::geom::Point;

/// Forgets what was typed and where the keys were: another document is in front.
pub(super) fn forget(ctx: &egui::Context) {
    palette::forget(ctx);
    outline::forget(ctx);
    findings::forget(ctx);
    tray::forget(ctx);
}

/// The point of the drawing under a place of the window.
fn over_canvas(ui: &egui::Ui, session: &Session, pos: egui::Pos2) -> Option<Point> {
    let canvas: Option<egui::Rect> = ui.data(|d| d.get_temp(egui::Id::unique("canvas-rect")));
    let canvas = canvas.filter(|c| c.contains(pos))?;
    let local = Point::new(f64::from(pos.x - canvas.min.x), f64::from(pos.y - canvas.min.y));
    Some(session.camera.doc_from_screen(local))
}

/// Selects all that stands in a text field.
pub(super) fn select_all(ctx: &egui::Context, field: egui::Id, text: &str) {
    if let Some(mut state) = egui::TextEdit::load_state(ctx, field) {
        let all =
            egui::text::CCursorRange::two(egui::text::CCursor::new(0), egui::text::CCursor::new(text.chars().count()));
        state.cursor.set_char_range(Some(all));
        egui::TextEdit::store_state(ctx, field, state);
    }
}
