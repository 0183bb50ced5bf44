//! The history: every step by its name, the one the document is at, and where it was saved; a click goes there.
//!
//! Knows nothing about how a step is undone.

use eframe::egui::{self, Frame, Margin, Panel, RichText, Vec2, WidgetInfo, accesskit};

use crate::editor::Session;
use crate::theme::Theme;
use crate::ui::going::small;
use crate::ui::style::color;

/// Height of a row.
const ROW: f32 = 28.0;

/// The history under what the inspector shows, where it takes no room from the drawing.
pub(super) fn ui(ui: &mut egui::Ui, session: &mut Session, theme: &Theme) {
    if !session.shows_history() {
        return;
    }
    let most = (ui.available_height() - 160.0).max(120.0);
    let frame = Frame::NONE.inner_margin(Margin { left: 0, right: 0, top: 8, bottom: 0 });
    let panel = Panel::bottom("history").frame(frame).resizable(true);
    panel.default_size((ui.available_height() * 0.4).min(most)).size_range(120.0..=most).show(ui, |ui| {
        ui.horizontal(|ui| {
            ui.label(RichText::new("HISTORY").size(11.0).extra_letter_spacing(1.2).color(color(theme.muted)));
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                if small(ui, "x", "Hide the history", true) {
                    session.toggle_history();
                }
            });
        });
        rows(ui, session, theme);
    });
}

/// The states of the document, the first before any step, the newest last.
fn rows(ui: &mut egui::Ui, session: &mut Session, theme: &Theme) {
    let (n, now, saved) = (session.steps() + 1, session.steps_done(), session.saved_at());
    let id = egui::Id::unique("history-shown");
    // What is new comes into sight.
    let moved = ui.data_mut(|d| std::mem::replace(d.get_temp_mut_or(id, (0, 0)), (n, now))) != (n, now);
    let mut area = egui::ScrollArea::vertical().auto_shrink(false);
    if moved {
        area = area.vertical_scroll_offset((now as f32 * ROW - ui.available_height() * 0.6).max(0.0));
    }
    let mut to = None;
    ui.spacing_mut().item_spacing.y = 0.0;
    area.show_rows(ui, ROW, n, |ui, range| {
        for i in range {
            let past = i.checked_sub(1).and_then(|i| session.past(i));
            let label = past.as_ref().map_or("As it began", |p| p.label.as_str());
            let undone = past.as_ref().is_some_and(|p| p.undone);
            let current = i == now;
            let ink = if undone { theme.muted } else { theme.text };
            let text = RichText::new(label).size(12.5).color(color(ink));
            let mark = if saved == Some(i) { "saved here" } else { "" };
            let button = egui::Button::new(text)
                .right_text(RichText::new(mark).size(11.0).color(color(theme.accent)))
                .selected(current)
                .frame_when_inactive(current)
                .wrap_mode(egui::TextWrapMode::Truncate)
                .min_size(Vec2::new(ui.available_width() - 6.0, ROW));
            let response = ui.add(button);
            let state = match (current, undone) {
                (true, _) => ", now",
                (_, true) => ", undone",
                _ => "",
            };
            let comma = if mark.is_empty() { "" } else { ", " };
            let name = format!("{label}{state}{comma}{mark}");
            response.widget_info(|| WidgetInfo::selected(accesskit::Role::ListItem, true, current, &name));
            if response.clicked() && !current {
                to = Some(i);
            }
        }
    });
    if let Some(to) = to {
        session.travel_to(to);
    }
}
