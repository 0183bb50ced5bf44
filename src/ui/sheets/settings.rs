//! The settings that are remembered between runs, with the keys.
//!
//! Every choice is a command, so what can be set here can be set from the menus and by name too.
//!
//! Knows nothing about where they are kept.

use eframe::egui::{self, Button, RichText, ScrollArea, Vec2};

use super::keys::Keys;
use crate::editor::{Command, Workspace};
use crate::theme::{Mode, Theme};
use crate::ui::style::{color, strong};

type Choice = (Command, &'static str);

/// The settings that are one of several.
const CHOICES: [(&str, &[Choice]); 3] = [
    ("Theme", &[(Command::ThemeSystem, "System"), (Command::ThemeLight, "Light"), (Command::ThemeDark, "Dark")]),
    ("Wheel", &[(Command::WheelAuto, "Automatic"), (Command::WheelZooms, "Zooms"), (Command::WheelScrolls, "Scrolls")]),
    (
        "Dragging to the edge moves the drawing",
        &[
            (Command::AutoPanOff, "Never"),
            (Command::AutoPanSlow, "Slowly"),
            (Command::AutoPanNormal, "Normally"),
            (Command::AutoPanFast, "Fast"),
        ],
    ),
];

/// The settings that are on or off.
const SWITCHES: [Choice; 3] = [
    (Command::ToggleMotion, "Reduce motion: nothing moves by itself"),
    (Command::TogglePanels, "Show the panels"),
    (Command::ToggleOutline, "Show the outline"),
];

pub(super) fn sheet(ctx: &egui::Context, workspace: &mut Workspace, mode: Mode, keys: &mut Keys) {
    let theme = Theme::of(mode);
    keys.catch(ctx, &mut workspace.settings.keymap);
    let what = ("settings-sheet", "Settings", 680.0);
    let close = super::sheet(
        ctx,
        what,
        &mut (&mut *workspace, keys),
        |_, _| {},
        |(workspace, keys), ui, room| {
            for (label, choices) in CHOICES {
                row(ui, theme, label, |ui| choice(ui, workspace, label, choices));
            }
            for (command, label) in SWITCHES {
                let mut on = workspace.is_on(command) == Some(true);
                if ui.checkbox(&mut on, label).on_hover_text(command.spec().tooltip).changed() {
                    workspace.settings.run(command);
                }
            }
            row(ui, theme, "Hints, each of which comes once", |ui| {
                let command = Command::HintsAgain;
                let again = Button::new(command.spec().label).min_size(Vec2::new(0.0, 26.0));
                if ui.add_enabled(workspace.enabled(command).is_ok(), again).clicked() {
                    workspace.settings.run(command);
                }
            });
            ui.add_space(10.0);
            ui.horizontal(|ui| {
                ui.label(strong("Keys", 14.0));
                ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                    keys.reset_all(ui, &mut workspace.settings.keymap);
                });
            });
            keys.field(ui);
            let height = (room - 472.0).max(60.0);
            let area = ScrollArea::vertical().max_height(height).min_scrolled_height(height);
            area.auto_shrink(false).show(ui, |ui| {
                keys.list(ui, theme, &mut workspace.settings.keymap);
            });
        },
    );
    if close {
        workspace.sheet = None;
    }
}

fn row(ui: &mut egui::Ui, theme: &Theme, label: &str, add: impl FnOnce(&mut egui::Ui)) {
    ui.horizontal(|ui| {
        ui.set_min_height(32.0);
        ui.add(egui::Label::new(RichText::new(label).color(color(theme.text))).truncate());
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), add);
    });
}

/// Entries side by side, the first outermost on the left.
fn choice(ui: &mut egui::Ui, workspace: &mut Workspace, of: &str, choices: &[Choice]) {
    ui.spacing_mut().item_spacing.x = 4.0;
    for (command, label) in choices.iter().rev() {
        let on = workspace.is_on(*command) == Some(true);
        let button = ui.add(Button::new(*label).selected(on).min_size(Vec2::new(84.0, 26.0)));
        if button.accessible_name(format!("{of}: {label}")).on_hover_text(command.spec().tooltip).clicked() {
            workspace.settings.run(*command);
        }
    }
}
