//! The bar over the grid: which table, the filter, the columns, what can be done with rows.
//!
//! Knows nothing about cells.

use eframe::egui::{self, Button, Id, Margin, RichText, TextEdit};

use crate::editor::Session;
use crate::editor::table::What;
use crate::theme::Theme;
use crate::ui::popup;
use crate::ui::style::{color, icon_text, strong};

/// Shows the bar.
pub(super) fn ui(ui: &mut egui::Ui, session: &mut Session, theme: &Theme) {
    let frame = egui::Frame::NONE.inner_margin(Margin::symmetric(12, 8)).fill(color(theme.panel));
    frame.show(ui, |ui| {
        ui.horizontal(|ui| {
            chooser(ui, session, theme);
            filter(ui, session);
            columns(ui, session);
            ui.separator();
            let fills = session.editable().and_then(|()| session.table.fills_down());
            let fill = ui.add_enabled(fills.is_ok(), Button::new("Fill down"));
            let why = fills.err().unwrap_or_default();
            if fill.accessible_name("Fill down").on_disabled_hover_text(why).clicked() {
                session.table_fill_down();
            }
            let some = session.table.range().first().row < session.table.rows().len();
            let can = some && session.editable().is_ok();
            let delete = ui.add_enabled(can, Button::new("Delete rows")).accessible_name("Delete rows");
            if delete.on_hover_text("Shift+Delete: from the model, with what goes with them").clicked() {
                session.table_delete_rows();
            }
            if ui.add_enabled(some, Button::new("Show on canvas")).accessible_name("Show on canvas").clicked() {
                session.table_show_in_drawing();
            }
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                let close = Button::new(icon_text("x", 13.0)).frame(false);
                let close = ui.add(close).accessible_name("Close the table");
                if close.on_hover_text("Escape: back to the drawing").clicked() {
                    session.close_table();
                }
            });
        });
    });
    let below = ui.max_rect().left()..=ui.max_rect().right();
    ui.painter().hline(below, ui.cursor().top(), egui::Stroke::new(1.0, color(theme.panel_border)));
}

/// The list of all tables with how many rows each has; typing finds in it, Enter takes the first.
fn chooser(ui: &mut egui::Ui, session: &mut Session, theme: &Theme) {
    let label = match session.table.what() {
        // Whose they are is told by the first column.
        What::Entries(list) => list.label.to_string(),
        what @ What::Kind(_) => what.label(session.document().metamodel()),
    };
    let button = Button::new((strong(label.as_str(), 14.0), icon_text("caret-down", 12.0)));
    let mut chosen: Option<What> = None;
    let button = egui::containers::menu::MenuButton::from_button(button);
    let button = button.config(
        egui::containers::menu::MenuConfig::new().close_behavior(egui::PopupCloseBehavior::CloseOnClickOutside),
    );
    let typed = Id::unique("table-chooser");
    let (response, inner) = button.ui(ui, |ui| {
        ui.set_width(320.0);
        ui.spacing_mut().item_spacing.y = 0.0;
        let before: Option<String> = ui.data(|d| d.get_temp(typed));
        let mut text = before.clone().unwrap_or_default();
        let field = popup::field(ui, None, &mut text, "Kind or list").accessible_name("Find a table");
        if before.is_none() {
            field.request_focus();
        }
        let entered = field.lost_focus() && ui.input(|i| i.key_pressed(egui::Key::Enter));
        let found = session.table_choices(&text);
        ui.data_mut(|d| d.insert_temp(typed, text.clone()));
        if entered {
            chosen = found.first().map(|(what, ..)| what.clone());
        }
        let room = (ui.ctx().content_rect().height() - 180.0).max(200.0);
        egui::ScrollArea::vertical().max_height(room).min_scrolled_height(room).show(ui, |ui| {
            for (i, (what, name, count)) in found.iter().enumerate() {
                let of_kind = matches!(what, What::Kind(_));
                let indent = if of_kind || !text.is_empty() { "" } else { "    " };
                let ink = if of_kind { theme.text } else { theme.text_secondary };
                let short = match what {
                    // Whose they are is told by what stands above.
                    What::Entries(list) if list.kind.is_some() && text.is_empty() => list.label.as_str(),
                    _ => name,
                };
                let words = RichText::new(format!("{indent}{short}")).color(color(ink));
                let item = Button::new(words)
                    .frame_when_inactive(false)
                    .selected(if text.is_empty() { what == session.table.what() } else { i == 0 })
                    .right_text(RichText::new(count.to_string()).color(color(theme.muted)))
                    .min_size(egui::vec2(310.0, 26.0));
                if ui.add(item).accessible_name(format!("Table: {name}, {count}")).clicked() {
                    chosen = Some(what.clone());
                }
            }
        });
        if chosen.is_some() {
            ui.close();
        }
    });
    response.accessible_name("Choose the table").on_hover_text("Elements by kind, and their lists");
    if inner.is_none() {
        ui.data_mut(|d| d.remove::<String>(typed));
    }
    if let Some(what) = chosen {
        session.open_table(what);
        ui.memory_mut(|m| m.request_focus(super::grid_id()));
    }
}

fn filter(ui: &mut egui::Ui, session: &mut Session) {
    let mut filter = session.table.filter().to_owned();
    let edit =
        TextEdit::singleline(&mut filter).hint_text("Filter").desired_width(120.0).margin(Margin::symmetric(8, 5));
    let response = ui.add(edit).accessible_name("Filter the table");
    if filter != session.table.filter() {
        session.table_take();
        let document = session.document().clone();
        session.table.set_filter(&document, &filter);
    }
    if response.lost_focus() && ui.input(|i| i.key_pressed(egui::Key::Enter)) {
        ui.memory_mut(|m| m.request_focus(super::grid_id()));
    }
}

/// Which columns are shown.
fn columns(ui: &mut egui::Ui, session: &mut Session) {
    let button = egui::containers::menu::MenuButton::new("Columns").config(
        egui::containers::menu::MenuConfig::new().close_behavior(egui::PopupCloseBehavior::CloseOnClickOutside),
    );
    let (response, _) = button.ui(ui, |ui| {
        ui.set_min_width(240.0);
        let room = (ui.ctx().content_rect().height() - 160.0).max(200.0);
        egui::ScrollArea::vertical().max_height(room).show(ui, |ui| {
            for (column, shown) in session.table.choices().into_iter().skip(1) {
                let mut on = shown;
                if ui.checkbox(&mut on, column.label.as_str()).changed() {
                    session.table_take();
                    session.table.turn(&column.id);
                }
            }
        });
    });
    response.accessible_name("Columns");
}
