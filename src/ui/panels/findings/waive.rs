//! The question why a finding is accepted.
//!
//! Knows nothing about where the reason is kept.

use eframe::egui::{self, Id, Key, Label, Modifiers, RichText, TextEdit};

use crate::editor::Session;
use crate::theme::Theme;
use crate::ui::dialogs::{buttons, modal, primary};
use crate::ui::style::{color, strong};

/// Shows the question, while a reason is asked for.
pub(in crate::ui) fn ui(ctx: &egui::Context, session: &mut Session, theme: &Theme) {
    let Some(waiving) = session.waiving().cloned() else { return };
    let mut reason = waiving.reason;
    let (mut waive, mut cancel) = (false, false);
    let is_given = !reason.trim().is_empty();
    let shown = modal("waive-dialog", ctx).show(ctx, |ui| {
        ui.set_width(420.0);
        ui.label(strong("Waive this finding?", 16.0));
        ui.add(Label::new(waiving.finding.message()).wrap());
        let words = "It is no longer counted. The reason stays in the file, and the finding can be taken back.";
        ui.add(Label::new(RichText::new(words).size(12.0).color(color(theme.text_secondary))).wrap());
        ui.add_space(6.0);
        let field = Id::unique("waive-reason");
        let edit = TextEdit::multiline(&mut reason)
            .id(field)
            .hint_text("Why is it accepted?")
            .char_limit(2000)
            .desired_rows(3)
            .desired_width(f32::INFINITY)
            .return_key(egui::KeyboardShortcut::new(Modifiers::SHIFT, Key::Enter));
        let response = ui.add(edit).accessible_name("Reason");
        if ui.memory(|m| m.focused().is_none()) {
            response.request_focus();
        }
        let entered = response.has_focus() && ui.input_mut(|i| i.consume_key(Modifiers::NONE, Key::Enter));
        ui.add_space(8.0);
        buttons(ui, |ui| {
            let button = ui.add_enabled(is_given, primary(theme, "Waive"));
            let button = button.on_disabled_hover_text("Say why first");
            waive = button.clicked() || entered && is_given;
            cancel = ui.button("Cancel").clicked();
        });
    });
    session.set_waiving_reason(&reason);
    if waive {
        session.waive();
    } else if cancel || shown.should_close() {
        session.end_waiving();
    }
}
