//! A list of records as a wide table over the window: every column side by side, edited like a spreadsheet.
//!
//! Knows nothing about any single record type.

use eframe::egui::{self, Key, Layout, RichText, ScrollArea, Vec2};

use super::menu::menu;
use super::records::{Records, lead_in};
use super::records_card::tools;
use super::records_keys::{Press, Spot};
use super::{Fields, changing};
use crate::editor::Session;
use crate::editor::fields::Table;
use crate::model::Value;
use crate::model::metamodel::{AttributeDef, AttributeType};
use crate::theme::Theme;
use crate::ui::dialogs::{modal, primary};
use crate::ui::style::{color, icon_text, strong};

/// Width of the number and the buttons of a row.
const MARGINS: f32 = 132.0;

impl Records {
    /// The table over the window, until it is closed.
    pub(super) fn sheet(
        &mut self,
        ctx: &egui::Context,
        session: &mut Session,
        fields: &mut Fields,
        def: &AttributeDef,
        table: &Table,
        theme: &Theme,
    ) {
        let room = ctx.content_rect().size();
        let wanted = table.columns.iter().map(|d| width(d) + 4.0).sum::<f32>() + MARGINS;
        let mut closed = false;
        let typing = ctx.text_edit_focused();
        self.drawn = true;
        // What is pasted while nothing has the keyboard is meant for the table.
        self.waiting = Some(Spot { table: table.cell.clone(), row: usize::MAX, column: None });
        let shown = modal("records-sheet", ctx).show(ctx, |ui| {
            ui.set_width(wanted.min(room.x - 90.0));
            ui.horizontal(|ui| {
                ui.label(strong(def.label.as_str(), 16.0));
                if let Some(total) = table.totals(session.document()) {
                    ui.label(RichText::new(total).size(12.0).color(color(theme.text_secondary)));
                }
            });
            let help = "Tab goes to the next cell, Enter to the next row; the last row is followed by a new one. Cells copied from \
                        a spreadsheet can be pasted anywhere.";
            ui.add(egui::Label::new(RichText::new(help).size(12.0).color(color(theme.text_secondary))).wrap());
            ui.add_space(4.0);
            self.answer(ui.ctx(), session, fields, table);
            let mut asked = None;
            let area = ScrollArea::both().max_height((room.y - 290.0).max(120.0)).auto_shrink([false, true]);
            area.show(ui, |ui| asked = self.rows(ui, session, fields, table, theme));
            self.remarks(ui, table, theme);
            ui.add_space(8.0);
            ui.horizontal(|ui| {
                let label = format!("Add {}", table.entry);
                let add = egui::Button::new((icon_text("plus", 13.0), label.as_str()));
                let add = changing(ui, session.editable(), |ui| ui.add(add).accessible_name(&label));
                if add.clicked() {
                    asked = Some((usize::MAX, Press::Add));
                }
                ui.with_layout(Layout::right_to_left(egui::Align::Center), |ui| {
                    closed = ui.add(primary(theme, "Done")).clicked();
                });
            });
            if let Some((row, press)) = asked {
                self.perform(ui.ctx(), session, fields, table, row, &press);
            }
        });
        // Escape first takes back what is being typed.
        if closed || shown.should_close() && !typing {
            self.wide = None;
            self.waiting = None;
        }
    }

    fn rows(
        &mut self,
        ui: &mut egui::Ui,
        session: &mut Session,
        fields: &mut Fields,
        table: &Table,
        theme: &Theme,
    ) -> Option<(usize, Press)> {
        let n = table.entries(session.document()).len();
        let mut asked = None;
        ui.spacing_mut().item_spacing = Vec2::new(4.0, 4.0);
        let cell_ui = |ui: &mut egui::Ui, width: f32, add: &mut dyn FnMut(&mut egui::Ui)| {
            let layout = Layout::top_down(egui::Align::Min);
            ui.allocate_ui_with_layout(Vec2::new(width, 0.0), layout, |ui| {
                ui.set_width(width);
                add(ui);
            })
            .response
            .rect
        };
        ui.horizontal_top(|ui| {
            ui.add_space(28.0);
            for def in &table.columns {
                cell_ui(ui, width(def), &mut |ui| {
                    let unit = def.unit.as_ref().map(|u| format!(" ({u})")).unwrap_or_default();
                    let text =
                        RichText::new(format!("{}{unit}", def.label)).size(12.0).color(color(theme.text_secondary));
                    let label = ui.add(egui::Label::new(text).truncate());
                    if let Some(help) = &def.help {
                        label.on_hover_text(help.as_str());
                    }
                });
            }
        });
        for row in 0..n {
            ui.push_id(row, |ui| {
                ui.horizontal_top(|ui| {
                    let spot = |column| Spot { table: table.cell.clone(), row, column };
                    let number = RichText::new((row + 1).to_string()).size(12.0).color(color(theme.muted));
                    cell_ui(ui, 24.0, &mut |ui| {
                        ui.add_space(6.0);
                        ui.label(number.clone());
                    });
                    for (i, def) in table.columns.iter().enumerate() {
                        let place = cell_ui(ui, width(def), &mut |ui| {
                            if self.wanted == Some(spot(Some(i))) {
                                self.wanted = None;
                                lead_in(ui);
                            }
                            cell_editor(ui, session, fields, table, def, (row, i), theme);
                        });
                        self.see(ui, place, &spot(Some(i)));
                    }
                    let tools = ui.horizontal(|ui| {
                        let press = changing(ui, session.editable(), |ui| tools(ui, table, row, n));
                        asked = press.map(|press| (row, press)).or(asked.take());
                    });
                    self.see(ui, tools.response.rect, &spot(None));
                });
            });
        }
        if n == 0 {
            ui.label(RichText::new("None yet. Add one, or paste rows from a spreadsheet.").color(color(theme.muted)));
        }
        // Enter in a field has just taken what was typed, and goes to the next row.
        let left = ui.memory(|m| m.focused().is_none()) && ui.input(|i| i.key_pressed(Key::Enter));
        if let (true, Some(Spot { row, column: Some(column), .. })) = (left, self.typed.take()) {
            if row + 1 < n {
                self.wanted = Some(Spot { table: table.cell.clone(), row: row + 1, column: Some(column) });
            } else {
                asked = Some((row, Press::Add));
            }
            ui.ctx().request_repaint();
        }
        self.typed = self.at.clone();
        asked
    }
}

/// The editor of one cell, small enough for a table.
fn cell_editor(
    ui: &mut egui::Ui,
    session: &mut Session,
    fields: &mut Fields,
    table: &Table,
    def: &AttributeDef,
    (row, column): (usize, usize),
    theme: &Theme,
) {
    let Some(cell) = table.at(row, column) else { return };
    let name = format!("{} of {} {}", def.label, table.entry, row + 1);
    let stored = cell.value(session.document());
    let fits = stored.is_none_or(|v| session.document().metamodel().check_type(&def.ty, v).is_ok());
    let cells = std::slice::from_ref(&cell);
    match &def.ty {
        AttributeType::Enum { values } if fits => {
            let stored = stored.and_then(Value::as_text);
            let choices = super::choices(session.document(), cells, values, stored);
            let default = def.default.as_ref().and_then(Value::as_text);
            let picked = changing(ui, session.editable(), |ui| menu(ui, &name, &choices, stored, default));
            if let Some(picked) = picked {
                fields.put(session, def, cells, picked.value().as_ref());
            }
            if let Some(why) = fields.wrong(session.document(), cells) {
                ui.label(RichText::new(why).size(11.0).color(color(theme.finding.error)));
            }
        }
        // The head of the column says what it is.
        AttributeType::Boolean if fits => {
            let cells = &cells.into();
            changing(ui, session.editable(), |ui| fields.tick(ui, session, def, cells, "", &name, theme));
        }
        ty if ty.has_parts() => {
            ui.label(RichText::new("Edit in the panel").size(12.0).color(color(theme.muted)));
        }
        _ => fields.editor(ui, session, def, cells, &name, theme),
    }
}

/// How wide a column is.
fn width(def: &AttributeDef) -> f32 {
    match &def.ty {
        AttributeType::Integer | AttributeType::Number | AttributeType::Percent | AttributeType::Duration => 82.0,
        AttributeType::Boolean => 64.0,
        AttributeType::Date => 104.0,
        AttributeType::Money => 100.0,
        AttributeType::Enum { .. } | AttributeType::Plateau => 124.0,
        AttributeType::Text if def.key == "unit" || def.key == "cadence" => 90.0,
        AttributeType::Reference { .. } => 160.0,
        _ if def.multiline => 220.0,
        _ => 150.0,
    }
}
