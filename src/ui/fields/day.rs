//! Choosing a day from a month: a small button in the field of a date opens it.
//!
//! Knows nothing about what the date is of.

use eframe::egui::{self, Align2, Key, Popup, PopupCloseBehavior, RichText, Vec2};

use crate::editor::fields::{Month, starts_on};
use crate::model::Document;
use crate::theme::Theme;
use crate::ui::style::{color, fill_icon_text, icon_text, strong};

/// The width of a day.
const DAY: f32 = 30.0;

/// What was chosen just now.
pub(super) enum Chosen {
    Day(String),
    Nothing,
}

/// The button that opens the calendar, and the calendar.
pub(super) fn calendar(
    ui: &mut egui::Ui,
    document: &Document,
    name: &str,
    stored: Option<&str>,
    theme: &Theme,
) -> Option<Chosen> {
    let icon = fill_icon_text("calendar", 15.0, theme.muted);
    let button = ui.add(egui::Button::new(icon).min_size(Vec2::splat(28.0)));
    let button = button.accessible_name(format!("Choose {}", name.to_lowercase())).on_hover_text("Choose a day");
    let shown = button.id.with("month");
    let start = starts_on(document);
    let mut chosen = None;
    if button.clicked() {
        // It opens on the month of what is stored.
        ui.data_mut(|d| d.remove::<(i64, i64)>(shown));
    }
    let popup = Popup::from_toggle_button_response(&button).close_behavior(PopupCloseBehavior::CloseOnClickOutside);
    popup.show(|ui| {
        let first = stored.and_then(Month::of).or_else(|| start.as_deref().and_then(Month::of));
        let first = first.unwrap_or(Month { year: 2026, month: 1 });
        let kept = ui.data(|d| d.get_temp::<(i64, i64)>(shown));
        let month = kept.map_or(first, |(year, month)| Month { year, month });
        let turned = turn(ui, month);
        ui.data_mut(|d| d.insert_temp(shown, (turned.year, turned.month)));
        if let Some(day) = days(ui, month, stored, start.as_deref(), theme) {
            chosen = Some(Chosen::Day(day));
        }
        ui.separator();
        ui.horizontal(|ui| {
            let as_of = start.as_deref().map(|day| (ui.button("As-of date").on_hover_text(day), day));
            if let Some((response, day)) = as_of
                && response.clicked()
            {
                chosen = Some(Chosen::Day(day.to_owned()));
            }
            if ui.add_enabled(stored.is_some(), egui::Button::new("Clear")).clicked() {
                chosen = Some(Chosen::Nothing);
            }
        });
        if chosen.is_some() {
            ui.close();
        }
    });
    chosen
}

/// The head with the name of the month; the month to show next.
fn turn(ui: &mut egui::Ui, month: Month) -> Month {
    let mut next = month;
    ui.horizontal(|ui| {
        let arrow = |ui: &mut egui::Ui, icon: &str, name: &str| {
            ui.add(egui::Button::new(icon_text(icon, 14.0)).frame(false)).accessible_name(name).clicked()
        };
        if arrow(ui, "caret-left", "Month before") {
            next = month.later(-1);
        }
        ui.allocate_ui(Vec2::new(7.0 * DAY - 84.0, 28.0), |ui| {
            ui.centered_and_justified(|ui| ui.label(strong(month.name(), 13.0)));
        });
        if arrow(ui, "caret-right", "Month after") {
            next = month.later(1);
        }
    });
    let keys = [(Key::PageUp, -1, -12), (Key::PageDown, 1, 12)];
    for (key, months, with_shift) in keys {
        if ui.input(|i| i.key_pressed(key)) {
            next = month.later(if ui.input(|i| i.modifiers.shift) { with_shift } else { months });
        }
    }
    next
}

/// The days, Monday first. What was clicked just now.
fn days(ui: &mut egui::Ui, month: Month, stored: Option<&str>, start: Option<&str>, theme: &Theme) -> Option<String> {
    let mut clicked = None;
    ui.spacing_mut().item_spacing = Vec2::splat(0.0);
    ui.spacing_mut().button_padding = Vec2::splat(0.0);
    ui.horizontal(|ui| {
        for day in ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"] {
            let (rect, _) = ui.allocate_exact_size(Vec2::new(DAY, 22.0), egui::Sense::hover());
            let font = egui::FontId::new(11.0, egui::FontFamily::Proportional);
            ui.painter().text(rect.center(), Align2::CENTER_CENTER, day, font, color(theme.muted));
        }
    });
    // Six weeks, so that the calendar stays as it is from month to month.
    for week in 0..6 {
        ui.horizontal(|ui| {
            for weekday in 0..7 {
                let day = week * 7 + weekday - month.lead() + 1;
                if !(1..=month.days()).contains(&day) {
                    ui.allocate_exact_size(Vec2::splat(DAY), egui::Sense::hover());
                    continue;
                }
                let written = month.written(day);
                let is = |other: Option<&str>| other == Some(written.as_str());
                let text = RichText::new(day.to_string());
                let text = if is(start) { text.strong().color(color(theme.accent)) } else { text };
                let button = egui::Button::new(text).frame_when_inactive(is(stored)).selected(is(stored));
                let response = ui.add(button.min_size(Vec2::splat(DAY))).accessible_name(month.day_name(day));
                if response.clicked() {
                    clicked = Some(written);
                }
            }
        });
    }
    clicked
}
