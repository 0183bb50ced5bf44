//! The findings, docked below the drawing: what is asked of the list, and the list.
//!
//! | Where | What |
//! | --- | --- |
//! | `counts` | how many there are, in the status bar |
//! | `heading` | how many there are, which of them are shown, and how they are grouped |
//! | `list` | the lines that are seen, and the keys that lead in them |
//! | `row` | how one line looks |
//! | `waive` | the question why a finding is accepted |
//!
//! Knows nothing about rules: it shows what the session found.

pub(super) mod counts;
mod heading;
mod list;
mod row;
pub(in crate::ui) mod waive;

use eframe::egui::{self, Button, Frame, Id, Margin, Panel, RichText, Ui};

use crate::check::{RULES, Severity};
use crate::editor::session::findings::{Asked, Listing};
use crate::editor::{Session, Workspace};
use crate::theme::{Color, Theme};
use crate::ui::style::{color, fill_icon_text, strong};

/// How high the panel is until it was pulled.
const HEIGHT: f32 = 226.0;
/// How low it may be.
const LEAST: f32 = 120.0;

/// The icon of a severity.
pub(in crate::ui) const fn icon(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "x-circle",
        Severity::Warning => "warning",
        Severity::Info => "info",
    }
}

/// The colour of a severity.
pub(in crate::ui) const fn ink(severity: Severity, theme: &Theme) -> Color {
    match severity {
        Severity::Error => theme.finding.error,
        Severity::Warning => theme.finding.warning,
        Severity::Info => theme.finding.info,
    }
}

/// What several findings of a severity are called; in a young model nothing is wrong yet.
pub(in crate::ui) const fn plural_of(severity: Severity, young: bool) -> &'static str {
    match (severity, young) {
        (Severity::Error, false) => "Errors",
        (Severity::Warning, false) => "Warnings",
        (Severity::Error, true) => "Needed first",
        (Severity::Warning, true) => "Would help",
        (Severity::Info, _) => "Worth knowing",
    }
}

/// What has the keyboard while the list has it.
pub(in crate::ui) fn list_id() -> Id {
    Id::unique("findings-list")
}

/// Shows the findings, if they are to be shown.
pub(in crate::ui) fn ui(ui: &mut Ui, workspace: &mut Workspace, theme: &Theme) {
    if workspace.session.as_mut().is_some_and(Session::take_findings_wish) {
        workspace.show_findings(true);
    }
    let shown = workspace.shows_findings();
    let Some(session) = &mut workspace.session else { return };
    session.light_finding(None);
    if !shown {
        return;
    }
    let most = (ui.available_height() * 0.7).max(LEAST);
    let wished = workspace.settings.findings_height.map_or(HEIGHT, f32::from).clamp(LEAST, most);
    let frame = Frame::NONE.fill(color(theme.panel)).inner_margin(Margin { left: 14, right: 8, top: 6, bottom: 4 });
    let panel = Panel::bottom("findings").frame(frame).resizable(true).default_size(wished).size_range(LEAST..=most);
    let mut hide = false;
    let done = panel.show(ui, |ui| {
        ui.set_min_size(ui.available_size());
        hide = heading::ui(ui, session, theme);
        ui.add_space(2.0);
        let listing = session.finding_lines();
        if listing.found == 0 {
            nothing(ui, session, theme);
        } else {
            lines(ui, session, &listing, theme);
        }
    });
    // Only what was pulled is remembered.
    if ui.input(|i| i.pointer.any_released()) {
        let height = done.response.rect.height();
        if (height - wished).abs() > 4.0 {
            workspace.settings.findings_height = Some(height.round() as u16);
        }
    }
    if hide {
        workspace.show_findings(false);
        ui.memory_mut(|m| m.request_focus(Id::unique("canvas")));
    }
}

fn lines(ui: &mut Ui, session: &mut Session, listing: &Listing, theme: &Theme) {
    list::ui(ui, session, listing, theme);
}

/// What is shown where there is nothing to list.
fn nothing(ui: &mut Ui, session: &mut Session, theme: &Theme) {
    let checking = session.findings().is_checking();
    let asked = session.findings_asked().clone();
    let open: usize = session.findings().counts().iter().sum();
    let usual = Asked { by: asked.by, ..Asked::default() };
    let (icon, ink, title, words) = if checking {
        ("info", theme.muted, "Checking…", "The model is large, so the first check takes a moment.".to_owned())
    } else if asked.waived && session.findings().waived().next().is_none() {
        ("info", theme.muted, "Nothing is waived", "A finding that is waived stands here with its reason.".to_owned())
    } else if open == 0 && !asked.waived {
        ("check-circle", theme.accent, "All is well", format!("None of the {} rules finds anything.", RULES.len()))
    } else {
        ("info", theme.muted, "Nothing of this is found", format!("What else is found is hidden: {open} in all."))
    };
    let is_filtered = asked != usual && !checking;
    ui.vertical_centered(|ui| {
        ui.add_space((ui.available_height() * 0.5 - 52.0).max(4.0));
        ui.label(fill_icon_text(icon, 24.0, ink));
        ui.label(strong(title, 14.0).color(color(theme.text)));
        ui.label(RichText::new(words).color(color(theme.text_secondary)));
        if is_filtered && ui.add(Button::new("Show all findings")).clicked() {
            session.ask_findings(usual);
        }
    });
}

/// Forgets where the list was scrolled to.
pub(super) fn forget(ctx: &egui::Context) {
    ctx.data_mut(|d| d.remove::<(f32, f32)>(list_id()));
}
