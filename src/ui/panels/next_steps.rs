//! The next steps in the status bar: how many there are, and behind that a list with a button for each.
//!
//! Knows nothing about what is suggested.

use eframe::egui::{self, Button, Frame, Margin, RichText, Vec2};

use crate::editor::session::Suggestion;
use crate::editor::wording::plural;
use crate::editor::{Command, Session};
use crate::theme::Theme;
use crate::ui::style::{color, icon_text, strong};

/// Width of the list.
const WIDTH: f32 = 380.0;

/// Shows how many there are. A command that was chosen.
pub(super) fn ui(ui: &mut egui::Ui, session: &mut Session, theme: &Theme) -> Option<Command> {
    let suggestions = session.suggestions();
    if suggestions.is_empty() {
        return None;
    }
    let found = session.findings().counts().iter().sum::<usize>();
    let label = plural(suggestions.len(), "next step");
    let icon = icon_text("arrow-right", 13.0).color(color(theme.accent));
    let text = RichText::new(&label).size(12.0).color(color(theme.accent));
    let button = egui::containers::menu::MenuButton::from_button(Button::new((icon, text)).frame(false));
    let (mut taken, mut list) = (None, false);
    let (response, _) = button.ui(ui, |ui| {
        Frame::NONE.inner_margin(Margin::symmetric(10, 8)).show(ui, |ui| {
            ui.set_width(WIDTH);
            ui.label(strong("Next steps", 14.0).color(color(theme.text)));
            let quiet = RichText::new("What helps most now. None of it has to be done.");
            ui.label(quiet.size(12.0).color(color(theme.muted)));
            ui.add_space(6.0);
            for suggestion in &suggestions {
                ui.separator();
                if row(ui, theme, suggestion) {
                    taken = Some(suggestion.clone());
                    ui.close();
                }
            }
            if found > 0 {
                ui.separator();
                // What is suggested here is the beginning; the list below the drawing has all of it.
                let words = RichText::new(format!("All that can be done, {found}")).color(color(theme.accent));
                if ui.add(Button::new(words).frame(false).min_size(Vec2::new(0.0, 26.0))).clicked() {
                    list = true;
                    ui.close();
                }
            }
        });
    });
    response.accessible_name(label).on_hover_text("What could be done next");
    if list {
        return Some(Command::ToggleFindings);
    }
    match taken {
        Some(Suggestion::Run(command, ..)) => return Some(command),
        Some(Suggestion::Step(step)) => session.begin_step(&step),
        None => {}
    }
    None
}

/// A suggestion with its button. Whether it was pressed.
fn row(ui: &mut egui::Ui, theme: &Theme, suggestion: &Suggestion) -> bool {
    ui.horizontal(|ui| {
        ui.set_min_height(30.0);
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let words = RichText::new(suggestion.action()).color(color(theme.accent));
            let button = Button::new(words).min_size(Vec2::new(0.0, 26.0));
            let name = format!("{}: {}", suggestion.action(), suggestion.text());
            let clicked = ui.add(button).accessible_name(name).clicked();
            ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                let words = RichText::new(suggestion.text()).color(color(theme.text));
                ui.add(egui::Label::new(words).wrap());
            });
            clicked
        })
        .inner
    })
    .inner
}
