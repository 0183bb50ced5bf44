//! The menu that opens where the drawing is clicked with the other button, or beside what is selected by a key.
//!
//! Knows nothing about which commands it has: the list of places says it.

use eframe::egui::{self, Id, Key, LayerId, Popup, PopupCloseBehavior, PopupKind, Pos2, Vec2};

use super::panels::top_bar::{command_item, submenu};
use crate::check::Finding;
use crate::editor::commands::places::{Entry, Place, is_left_out};
use crate::editor::session::fixes::told;
use crate::editor::{Command, Session, Workspace};
use crate::fix::Fix;
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
        let mut chosen = None;
        let of_one = matches!(place, Place::Element | Place::Relation);
        let fixes = workspace.session.as_mut().filter(|_| of_one).map(Session::fixes_of_selection).unwrap_or_default();
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
                ui.spacing_mut().button_padding = Vec2::new(8.0, 2.0);
                ui.spacing_mut().item_spacing.y = 2.0;
                items(ui, workspace, place, fresh, &mut due, |ui| chosen = chosen.or(fix_items(ui, &fixes)));
            });
        if let Some((finding, fix)) = chosen.and_then(|i| fixes.get(i)) {
            self.open = None;
            if let Some(session) = &mut workspace.session {
                session.apply_fix(finding, fix);
            }
            return;
        }
        if let Some(command) = due {
            self.open = None;
            workspace.run(command, mode);
        } else if !open || workspace.session.is_none() || ctx.input(|i| i.key_pressed(Key::Tab)) {
            self.open = None;
        }
    }
}

/// What can be done about what was found of what is selected, as a submenu. Which was chosen.
fn fix_items(ui: &mut egui::Ui, fixes: &[(Finding, Fix)]) -> Option<usize> {
    if fixes.is_empty() {
        return None;
    }
    let mut chosen = None;
    let sub = submenu("Fix").ui(ui, |ui| {
        ui.set_min_width(250.0);
        ui.spacing_mut().item_spacing.y = 2.0;
        let mut does = true;
        for (i, (finding, fix)) in fixes.iter().enumerate() {
            // What only leads to a field stands apart.
            if i > 0 && std::mem::replace(&mut does, fix.is_work()) && !does {
                ui.separator();
            }
            let item = ui.button(told(fix)).on_hover_text(finding.message());
            if item.clicked() {
                chosen = Some(i);
            }
        }
    });
    sub.0.accessible_name("Fix");
    chosen
}

/// The groups of a place with lines between them, and something more below the first; what cannot be used is quiet and
/// says why.
fn items(
    ui: &mut egui::Ui,
    workspace: &Workspace,
    place: Place,
    fresh: bool,
    due: &mut Option<Command>,
    mut more_below: impl FnMut(&mut egui::Ui),
) {
    let mut first = fresh;
    let groups = place.groups().iter().map(|group| {
        let shown = |entry: &&Entry| match entry {
            Entry::One(command) => shows(workspace, *command),
            Entry::More(_, groups) => groups.iter().copied().flatten().any(|c| shows(workspace, *c)),
        };
        group.iter().filter(shown).collect::<Vec<_>>()
    });
    for (i, group) in groups.filter(|g| !g.is_empty()).enumerate() {
        if i > 0 {
            ui.separator();
        }
        for entry in group {
            match entry {
                Entry::One(command) => {
                    let response = command_item(ui, workspace, *command, due);
                    // Whether it is enabled is not told by a menu that is shown for the first time.
                    if first && workspace.enabled(*command).is_ok() {
                        first = false;
                        response.request_focus();
                    }
                }
                Entry::More(name, groups) => more(ui, workspace, name, groups, due),
            }
        }
        if i == 0 {
            more_below(ui);
        }
    }
}

/// A submenu.
fn more(ui: &mut egui::Ui, workspace: &Workspace, name: &str, groups: &[&[Command]], due: &mut Option<Command>) {
    let sub = submenu(name).ui(ui, |ui| {
        ui.set_min_width(250.0);
        ui.spacing_mut().item_spacing.y = 2.0;
        for (i, group) in groups.iter().enumerate() {
            let shown: Vec<Command> = group.iter().copied().filter(|c| shows(workspace, *c)).collect();
            if i > 0 && !shown.is_empty() {
                ui.separator();
            }
            for command in shown {
                command_item(ui, workspace, command, due);
            }
        }
    });
    sub.0.accessible_name(name);
}

fn shows(workspace: &Workspace, command: Command) -> bool {
    workspace.session.as_ref().is_some_and(|session| !is_left_out(command, session))
}
