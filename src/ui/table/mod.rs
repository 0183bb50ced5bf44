//! The table in place of the drawing: a bar, the grid and a line about the current cell.
//!
//! | Where | What |
//! | --- | --- |
//! | `bar` | which table, the filter, the columns, what can be done with rows |
//! | `grid` | the cells that are in sight, with the header and the names that stay |
//! | `keys` | what keys do in it |
//! | `field` | the cell that is typed in, and what it may be |
//!
//! Knows nothing about what the cells mean.

mod bar;
mod field;
mod grid;
mod keys;

use ecow::EcoString;
use eframe::egui::{self, Id, RichText, Vec2};

use super::style::color;
use crate::editor::Session;
use crate::editor::wording::plural;
use crate::model::ElementId;
use crate::theme::Theme;

/// Height of a row.
const ROW: f32 = 28.0;
/// Height of the header.
const HEADER: f32 = 32.0;

/// What the table remembers from frame to frame.
#[derive(Default)]
pub(super) struct TableView {
    /// How far it is scrolled, and how much is in sight.
    offset: Vec2,
    seen: Vec2,
    /// The move of the cursor that was followed last, and of which document.
    followed: (u64, u64),
    /// A column whose width is dragged.
    dragged: Option<EcoString>,
    /// Whether a range is dragged.
    ranging: bool,
    /// Whether the field has the keyboard already.
    field_shown: bool,
    /// What to do when the field has given what it holds.
    after: Option<After>,
    /// The element that was selected in the last frame.
    selected: Option<ElementId>,
}

/// Where the cursor goes when a cell is left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum After {
    Down(bool),
    Next(bool),
    All,
}

/// What has the keyboard while cells are walked through.
pub(super) fn grid_id() -> Id {
    Id::unique("table-grid")
}

fn field_id() -> Id {
    Id::unique("table-field")
}

impl TableView {
    /// Shows the table. `keyboard` says that nothing else asks for it.
    pub(super) fn ui(&mut self, ui: &mut egui::Ui, session: &mut Session, theme: &Theme, keyboard: bool) {
        // What is asked is asked over the drawing.
        if session.menu.is_some() {
            session.close_table();
            return;
        }
        session.table_refresh();
        // Nothing is dropped onto a drawing that is not seen.
        ui.data_mut(|d| d.remove::<egui::Rect>(Id::unique("canvas-rect")));
        let selected = session.single_element().map(|e| e.id.clone());
        if selected != self.selected {
            self.selected = selected;
            session.table_follow_selection();
        }
        let rect = ui.available_rect_before_wrap();
        ui.painter().rect_filled(rect, 0.0, color(theme.panel));
        bar::ui(ui, session, theme);
        let line = egui::Panel::bottom("table-line").exact_size(30.0).show_separator_line(true);
        line.show(ui, |ui| about(ui, session, theme));
        if session.table.is_open() {
            self.grid(ui, session, theme, keyboard);
        }
    }
}

/// What the current cell is, and what is wrong with it.
fn about(ui: &mut egui::Ui, session: &Session, theme: &Theme) {
    ui.horizontal_centered(|ui| {
        let (tables, document) = (&session.table, session.document());
        let at = tables.range().cursor;
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let n = tables.rows().len();
            let mut counts = plural(n, "row");
            match tables.wrong_count() {
                0 => {}
                1 => counts += ", 1 cell not taken",
                wrong => counts += &format!(", {wrong} cells not taken"),
            }
            ui.label(RichText::new(counts).size(12.0).color(color(theme.muted)));
            ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                let name = RichText::new(tables.cell_name(document, at.row, at.column)).size(12.0);
                ui.label(name.color(color(theme.text_secondary)));
                let column = tables.columns().get(at.column);
                let said = match (tables.why(document, at.row, at.column), column.and_then(|c| c.def())) {
                    (Some(why), _) => Some((why, theme.finding.error)),
                    (None, Some(def)) => def.help.as_ref().map(|help| (help.to_string(), theme.muted)),
                    (None, None) => None,
                };
                if let Some((text, ink)) = said {
                    ui.add(egui::Label::new(RichText::new(text).size(12.0).color(color(ink))).truncate());
                }
            });
        });
    });
}
