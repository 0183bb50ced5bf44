//! How many findings there are, in the status bar: a click lists them, another puts the list away.
//!
//! Knows nothing about the list.

use eframe::egui::{self, Atoms, Button, RichText, Spinner, Ui};

use super::{icon, ink};
use crate::check::Severity;
use crate::editor::Session;
use crate::editor::commands::Command;
use crate::editor::wording::plural;
use crate::theme::Theme;
use crate::ui::panels::top_bar::hint;
use crate::ui::style::{color, fill_icon_text};

/// Shows how many there are of each severity. Whether the list is to be shown, or put away.
pub(in crate::ui::panels) fn ui(ui: &mut Ui, session: &mut Session, theme: &Theme) -> bool {
    let findings = session.findings();
    let counts = findings.counts();
    if findings.is_checking() && counts == [0; 3] {
        ui.label(RichText::new("Checking…").size(12.0).color(color(theme.text_secondary)));
        ui.add(Spinner::new().size(12.0));
        return false;
    }
    let mut atoms = Atoms::default();
    if counts == [0; 3] {
        atoms.push_right(fill_icon_text("check-circle", 14.0, theme.accent));
        atoms.push_right(RichText::new("No findings").size(12.0).color(color(theme.text_secondary)));
    }
    for severity in Severity::ALL.into_iter().filter(|_| counts != [0; 3]) {
        let n = counts[severity as usize];
        let (tint, words) = if n > 0 { (ink(severity, theme), theme.text) } else { (theme.muted, theme.muted) };
        atoms.push_right(fill_icon_text(icon(severity), 14.0, tint));
        atoms.push_right(RichText::new(n.to_string()).size(12.0).color(color(words)));
    }
    let response = ui
        .scope(|ui| {
            ui.spacing_mut().button_padding = egui::vec2(5.0, 1.0);
            ui.spacing_mut().icon_spacing = 4.0;
            ui.add(Button::new(atoms).frame_when_inactive(false))
        })
        .inner;
    let told = told(counts);
    let response = response.accessible_name(format!("Findings: {told}"));
    response.on_hover_text(hint(ui.ctx(), Command::ToggleFindings)).clicked()
}

/// How many there are, in words.
fn told([errors, warnings, notes]: [usize; 3]) -> String {
    if errors + warnings + notes == 0 {
        return "none".to_owned();
    }
    let parts = [plural(errors, "error"), plural(warnings, "warning"), format!("{notes} worth knowing")];
    parts.join(", ")
}
