//! One entry of a list of records: a line with what is most telling, which opens to all fields.
//!
//! Knows nothing about the other entries.

use eframe::egui::{self, Frame, Key, Margin, Rect, RichText, Sense, Stroke, Vec2};

use super::records::{Records, lead_in, tool};
use super::records_keys::{Press, Spot};
use super::{Fields, caption, changing};
use crate::editor::Session;
use crate::editor::fields::Table;
use crate::editor::wording::capital;
use crate::model::metamodel::{AttributeDef, AttributeType};
use crate::theme::Theme;
use crate::ui::style::{color, icon_text, strong};

/// Width of the labels beside the fields of a record.
const LABELS: f32 = 82.0;

/// The frame around an entry or a record.
pub(in crate::ui) fn frame(ui: &egui::Ui, theme: &Theme) -> Frame {
    Frame::NONE
        .stroke(Stroke::new(1.0, color(theme.panel_border)))
        .corner_radius(ui.visuals().widgets.noninteractive.corner_radius)
        .inner_margin(Margin::symmetric(8, 5))
}

/// The card of an entry. What is asked of it.
pub(super) fn ui(
    ui: &mut egui::Ui,
    records: &mut Records,
    session: &mut Session,
    fields: &mut Fields,
    table: &Table,
    row: usize,
    theme: &Theme,
) -> Option<(usize, Press)> {
    let entry = table.cell.at(row);
    let mut open = records.open.contains(&entry);
    let mut asked = None;
    frame(ui, theme).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 4.0;
        let spot = |column| Spot { table: table.cell.clone(), row, column };
        let head = ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 2.0;
            ui.set_min_height(24.0);
            let may = session.editable();
            changing(ui, may, |ui| handle(ui, records, table, row, theme));
            if open {
                ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                    let n = table.entries(session.document()).len();
                    asked = changing(ui, may, |ui| tools(ui, table, row, n));
                    ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                        heading(ui, records, session, table, row, &mut open);
                    });
                });
            } else {
                heading(ui, records, session, table, row, &mut open);
            }
        });
        records.see(ui, head.response.rect, &spot(None));
        let whole = table.entries(session.document()).get(row).is_some_and(|e| e.as_record().is_some());
        if open && whole {
            for (i, def) in table.columns.iter().enumerate() {
                if records.wanted == Some(spot(Some(i))) {
                    records.wanted = None;
                    lead_in(ui);
                }
                let Some(cell) = table.at(row, i) else { continue };
                let of = format!("{} {}", table.entry, row + 1);
                let part = ui.scope(|ui| records.part(ui, session, fields, def, &cell, &of, theme));
                records.see(ui, part.response.rect, &spot(Some(i)));
            }
        } else {
            closed(ui, session, fields, table, row, theme);
        }
    });
    if open {
        records.open.insert(entry);
    } else {
        records.open.remove(&entry);
    }
    asked.map(|press| (row, press))
}

/// The dots by which an entry is dragged.
fn handle(ui: &mut egui::Ui, records: &mut Records, table: &Table, row: usize, theme: &Theme) {
    let (rect, response) = ui.allocate_exact_size(Vec2::new(12.0, 20.0), Sense::drag());
    let name = format!("Drag {} {}", table.entry, row + 1);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::Splitter, true, &name));
    let ink = if response.hovered() || response.dragged() { theme.text } else { theme.muted };
    for (x, y) in [(-2.5, -5.0), (2.5, -5.0), (-2.5, 0.0), (2.5, 0.0), (-2.5, 5.0), (2.5, 5.0)] {
        ui.painter().circle_filled(rect.center() + Vec2::new(x, y), 1.2, color(ink));
    }
    if response.drag_started() {
        records.dragged = Some((table.cell.clone(), row));
    }
    response.on_hover_cursor(egui::CursorIcon::Grab).on_hover_text("Drag to move; Alt+Up and Alt+Down do the same");
}

/// The name of the entry, which opens and closes it.
fn heading(ui: &mut egui::Ui, records: &mut Records, session: &Session, table: &Table, row: usize, open: &mut bool) {
    let title = table.title(session.document(), row);
    let words = match &title {
        Some(title) => strong(title.replace('\n', " "), 12.5),
        None => RichText::new(format!("{} {}", capital(&table.entry), row + 1)).size(12.5).weak(),
    };
    let caret = icon_text(if *open { "caret-down" } else { "caret-right" }, 12.0);
    let button = egui::Button::new((caret, words)).wrap_mode(egui::TextWrapMode::Truncate).frame_when_inactive(false);
    ui.spacing_mut().button_padding = Vec2::new(4.0, 2.0);
    let verb = if *open { "Close" } else { "Open" };
    let response = ui.add(button).accessible_name(format!("{verb} {} {}", table.entry, row + 1));
    if records.wanted == Some(Spot { table: table.cell.clone(), row, column: None }) {
        records.wanted = None;
        response.request_focus();
    }
    if response.has_focus() {
        // Left and right close and open it, as in an outline.
        let (left, right) = ui.input(|i| (i.key_pressed(Key::ArrowLeft), i.key_pressed(Key::ArrowRight)));
        *open = (*open || right) && !left;
        let arrows = egui::EventFilter { horizontal_arrows: true, ..egui::EventFilter::default() };
        ui.memory_mut(|m| m.set_focus_lock_filter(response.id, arrows));
    }
    if response.clicked() {
        *open = !*open;
    }
}

/// What can be done with an entry as a whole. What was pressed.
pub(super) fn tools(ui: &mut egui::Ui, table: &Table, row: usize, n: usize) -> Option<Press> {
    ui.spacing_mut().item_spacing.x = 0.0;
    let name = format!("{} {}", table.entry, row + 1);
    let mut all = [
        (row > 0, "caret-up", format!("Move {name} up"), "Alt+Up", Press::Up),
        (row + 1 < n, "caret-down", format!("Move {name} down"), "Alt+Down", Press::Down),
        (true, "copy", format!("Duplicate {name}"), "Ctrl+D", Press::Duplicate),
        (true, "trash", format!("Remove {name}"), "", Press::Remove),
    ];
    if ui.layout().prefer_right_to_left() {
        all.reverse();
    }
    let mut asked = None;
    for (on, icon, name, keys, press) in all {
        ui.add_enabled_ui(on, |ui| {
            if tool(ui, icon, &name, keys) {
                asked = Some(press);
            }
        });
    }
    asked
}

/// What is said of an entry that is closed, and what is wrong with it.
fn closed(ui: &mut egui::Ui, session: &Session, fields: &Fields, table: &Table, row: usize, theme: &Theme) {
    let indent = |ui: &mut egui::Ui, text: RichText| {
        Frame::NONE.inner_margin(Margin { left: 18, ..Margin::ZERO }).show(ui, |ui| {
            ui.add(egui::Label::new(text).wrap());
        });
    };
    let summary = table.summary(session.document(), row);
    if !summary.is_empty() {
        indent(ui, RichText::new(summary).size(11.5).color(color(theme.text_secondary)));
    }
    let damaged = table.entries(session.document()).get(row).is_some_and(|e| e.as_record().is_none());
    let wrong = if damaged {
        Some("This is no record, and cannot be edited; remove it or leave it.".to_owned())
    } else {
        (0..table.columns.len())
            .filter_map(|i| Some((i, fields.wrong(session.document(), &[table.at(row, i)?])?)))
            .map(|(i, why)| format!("{}: {why}", table.columns[i].label))
            .next()
    };
    if let Some(why) = wrong {
        indent(ui, RichText::new(why).size(11.0).color(color(theme.finding.error)));
    }
}

/// A field with its label at its left, or above it where it needs the whole width.
pub(in crate::ui) fn labelled(
    ui: &mut egui::Ui,
    def: &AttributeDef,
    theme: &Theme,
    editor: impl FnOnce(&mut egui::Ui),
) {
    if matches!(def.ty, AttributeType::Boolean) {
        editor(ui);
        return;
    }
    let wide = def.multiline || matches!(def.ty, AttributeType::Set { .. } | AttributeType::List { .. });
    if wide || ui.available_width() < 2.4 * LABELS {
        caption(ui, &def.label, Some(def), theme);
        editor(ui);
        return;
    }
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        let height = ui.spacing().interact_size.y;
        let (place, label) = ui.allocate_exact_size(Vec2::new(LABELS, height), Sense::hover());
        let unit = def.unit.as_ref().map(|u| format!(" ({u})")).unwrap_or_default();
        let text = RichText::new(format!("{}{unit}", def.label)).size(12.0).color(color(theme.text_secondary));
        let inner = Rect::from_center_size(place.center(), place.size());
        let mut beside = ui
            .new_child(egui::UiBuilder::new().max_rect(inner).layout(egui::Layout::left_to_right(egui::Align::Center)));
        beside.add(egui::Label::new(text).wrap());
        if let Some(help) = &def.help {
            label.on_hover_text(help.as_str());
        }
        ui.vertical(editor);
    });
}
