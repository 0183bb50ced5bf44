//! The menu that opens where the drawing is clicked with the other button, or beside what is selected by a key.
//!
//! Knows nothing about which commands it has: the list of places says it.

use eframe::egui::{self, Button, Id, Key, LayerId, Popup, PopupCloseBehavior, PopupKind, Pos2, RichText, Vec2};

use super::keys;
use crate::editor::commands::places::Place;
use crate::editor::{Command, Workspace};
use crate::theme::Mode;

/// The open menu, if one is.
#[derive(Default)]
pub(super) struct Context {
    open: Option<(Place, Pos2)>,
    fresh: bool,
}

impl Context {
    /// Opens the menu of a place.
    pub(super) fn open(&mut self, place: Place, at: Pos2) {
        self.open = Some((place, at));
        self.fresh = true;
    }

    /// Whether it is open, and the keys are its own.
    pub(super) fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// Shows the menu and carries out what is chosen.
    pub(super) fn ui(&mut self, ctx: &egui::Context, workspace: &mut Workspace, mode: Mode) {
        let Some((place, at)) = self.open else { return };
        let mut open = true;
        let mut due = None;
        let fresh = std::mem::take(&mut self.fresh);
        // The click that opened it is none beside it.
        let behavior = if fresh { PopupCloseBehavior::IgnoreClicks } else { PopupCloseBehavior::CloseOnClick };
        Popup::new(Id::unique("context-menu"), ctx.clone(), at, LayerId::background())
            .kind(PopupKind::Menu)
            .layout(egui::Layout::top_down_justified(egui::Align::Min))
            .style(egui::containers::menu::menu_style)
            .accessible_name(place.label())
            .close_behavior(behavior)
            .open_bool(&mut open)
            .show(|ui| {
                ui.set_min_width(250.0);
                items(ui, workspace, place, fresh, &mut due);
            });
        if let Some(command) = due {
            self.open = None;
            workspace.run(command, mode);
        } else if !open || workspace.session.is_none() || ctx.input(|i| i.key_pressed(Key::Tab)) {
            self.open = None;
        }
    }
}

/// The groups of a place with lines between them; what cannot be used is quiet and says why.
fn items(ui: &mut egui::Ui, workspace: &Workspace, place: Place, fresh: bool, due: &mut Option<Command>) {
    ui.spacing_mut().button_padding = Vec2::new(8.0, 2.0);
    ui.spacing_mut().item_spacing.y = 2.0;
    let mut first = fresh;
    for (i, group) in place.groups().iter().enumerate() {
        if i > 0 {
            ui.separator();
        }
        for command in *group {
            let spec = command.spec();
            let enabled = workspace.enabled(*command);
            let text = if enabled.is_ok() { RichText::new(spec.label) } else { RichText::new(spec.label).weak() };
            let shortcut = keys::first(ui.ctx(), *command).unwrap_or_default();
            let button = Button::new(text).shortcut_text(shortcut).frame_when_inactive(false);
            let button = button.wrap_mode(egui::TextWrapMode::Extend).min_size(Vec2::new(248.0, 28.0));
            let response = ui.add_enabled(enabled.is_ok(), button);
            let response = response.accessible_name(spec.label);
            let response = response.on_disabled_hover_text(enabled.err().unwrap_or_default());
            if first && enabled.is_ok() {
                first = false;
                response.request_focus();
            }
            // What would go with it is said before it goes.
            let also = workspace.session.as_ref().filter(|_| *command == Command::DeleteFromModel);
            let also = also.and_then(crate::editor::Session::also_deletes);
            let tooltip = also.map_or_else(|| spec.tooltip.to_owned(), |also| format!("{}: {also}", spec.tooltip));
            if response.on_hover_text(tooltip).clicked() {
                *due = Some(*command);
            }
        }
    }
}
