//! What stands around editors: captions with their help, what is wrong, yes or no.
//!
//! Knows nothing about what is edited.

use eframe::egui::{self, RichText, Sense, Vec2};

use crate::editor::fields;
use crate::model::Value;
use crate::model::metamodel::AttributeDef;
use crate::theme::Theme;
use crate::ui::style::{color, fill_icon_text, icon_text};

/// What a field is called, with its unit; its help shows on a question mark.
pub(in crate::ui) fn caption(ui: &mut egui::Ui, label: &str, def: Option<&AttributeDef>, theme: &Theme) {
    ui.add_space(4.0);
    let row = egui::Layout::left_to_right(egui::Align::Center);
    ui.allocate_ui_with_layout(Vec2::new(ui.available_width(), 15.0), row, |ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        ui.spacing_mut().interact_size.y = 14.0;
        ui.label(RichText::new(label).size(12.0).color(color(theme.text_secondary)));
        if let Some(unit) = def.and_then(fields::unit_words) {
            ui.label(RichText::new(unit).size(12.0).color(color(theme.muted)));
        }
        if let Some(help) = def.and_then(|d| d.help.as_ref()) {
            let mark = egui::Label::new(icon_text("question", 12.0).color(color(theme.muted))).sense(Sense::hover());
            ui.add(mark).on_hover_text(help.as_str()).accessible_name(help.as_str());
        }
    });
}

/// What changes the document: shown, and where it may not be changed out of use, with the reason.
pub(in crate::ui) fn changing<R>(
    ui: &mut egui::Ui,
    may: Result<(), &'static str>,
    add: impl FnOnce(&mut egui::Ui) -> R,
) -> R {
    let Err(why) = may else { return add(ui) };
    let shown = ui.add_enabled_ui(false, add);
    shown.response.on_disabled_hover_text(why);
    shown.inner
}

/// What is wrong, below its field. Whether what was typed is to be given up.
pub(super) fn problem(ui: &mut egui::Ui, name: &str, why: &str, refused: bool, theme: &Theme) -> bool {
    let tint = if refused { theme.finding.error } else { theme.finding.warning };
    let mut give_up = false;
    let row = egui::Layout::left_to_right(egui::Align::Min);
    ui.allocate_ui_with_layout(Vec2::new(ui.available_width(), 15.0), row, |ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        ui.spacing_mut().interact_size.y = 14.0;
        ui.label(fill_icon_text(if refused { "warning-circle" } else { "warning" }, 13.0, tint));
        let room = ui.available_width() - if refused { 24.0 } else { 0.0 };
        ui.allocate_ui(Vec2::new(room, 14.0), |ui| {
            ui.set_max_width(room);
            ui.add(egui::Label::new(RichText::new(why).size(11.0).color(color(tint))).wrap());
        });
        if refused {
            let back = egui::Button::new(icon_text("arrow-u-up-left", 12.0)).frame(false);
            let back = ui.add(back).on_hover_text("Back to what is stored");
            give_up = back.accessible_name(format!("Restore {}", name.to_lowercase())).clicked();
        }
    });
    give_up
}

/// What a box for yes or no was made to say.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Answer {
    Yes,
    No,
    Neither,
}

/// A box for yes or no that is also seen to be neither, with a label beside it. Gives what it is to be after a click.
pub(super) fn yes_or_no(
    ui: &mut egui::Ui,
    def: &AttributeDef,
    label: &str,
    stored: Option<bool>,
    mixed: bool,
    name: &str,
    theme: &Theme,
) -> Option<Answer> {
    let meant = def.default.as_ref().and_then(Value::as_bool);
    let mut on = stored.or(meant).unwrap_or(false);
    let mut picked = None;
    ui.add_space(2.0);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        let neither = mixed || stored.is_none() && meant.is_none();
        let tick = egui::Checkbox::new(&mut on, label).indeterminate(neither);
        let tick = ui.add(tick).accessible_name(name);
        let tick = if let Some(help) = &def.help { tick.on_hover_text(help.as_str()) } else { tick };
        if tick.changed() {
            picked = Some(if on { Answer::Yes } else { Answer::No });
        }
        if mixed && !label.is_empty() {
            ui.label(RichText::new("different values").size(11.0).color(color(theme.muted)));
        }
        if stored.is_some() || mixed {
            let clear = egui::Button::new(icon_text("x", 11.0).color(color(theme.muted))).frame(false);
            let clear = ui.add(clear).on_hover_text("Clear: neither yes nor no");
            if clear.accessible_name(format!("Clear {}", name.to_lowercase())).clicked() {
                picked = Some(Answer::Neither);
            }
        }
    });
    picked
}
