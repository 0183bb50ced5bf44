//! The sheets over the window: every command by name, every key, the settings, and what is said of the whole model.
//!
//! Knows nothing about what the commands do.

mod keys;
mod model;
mod roadmap;
mod settings;
mod shell;
mod words;

use eframe::egui;

use super::dialogs::modal;
use super::list::{Row, Said};
use super::quick::Quick;
use super::style::{icon_text, strong};
use crate::editor::Workspace;
use crate::editor::commands::find;
use crate::editor::workspace::Sheet;
use crate::theme::{Mode, Theme};

/// What the sheets remember while they are open.
#[derive(Default)]
pub(super) struct Sheets {
    open: Option<Sheet>,
    /// Of which document.
    of: Option<u64>,
    quick: Quick,
    keys: keys::Keys,
    model: model::Model,
    words: words::Words,
    roadmap: roadmap::Roadmap,
}

impl Sheets {
    /// Shows the sheet that is open.
    pub(super) fn ui(&mut self, ctx: &egui::Context, workspace: &mut Workspace, mode: Mode) {
        let of = workspace.session.as_ref().map(|s| s.id);
        if (self.open, self.of) != (workspace.sheet, of) {
            *self = Self { open: workspace.sheet, of, ..Self::default() };
        }
        let theme = Theme::of(mode);
        match self.open {
            Some(Sheet::Commands) => self.commands(ctx, workspace, mode),
            Some(Sheet::Shortcuts) => self.keys.sheet(ctx, workspace, theme),
            Some(Sheet::Settings) => settings::sheet(ctx, workspace, mode, &mut self.keys),
            Some(Sheet::Model) => self.model.sheet(ctx, workspace, theme),
            Some(Sheet::Words) => self.words.sheet(ctx, workspace, theme),
            Some(Sheet::Roadmap) => self.roadmap.sheet(ctx, workspace, theme),
            Some(Sheet::Mark(state)) => self.roadmap.mark(ctx, workspace, theme, state),
            None => {}
        }
    }

    fn commands(&mut self, ctx: &egui::Context, workspace: &mut Workspace, mode: Mode) {
        let theme = Theme::of(mode);
        let mut found = Vec::new();
        let said = self.quick.ui(ctx, theme, "Find a command", |typed| {
            found = find::commands(typed, &workspace.settings.recent, |c| workspace.enabled(c).is_ok());
            found.iter().map(|f| row(ctx, workspace, f)).collect()
        });
        match said {
            Said::Nothing => {}
            Said::Closed => workspace.sheet = None,
            Said::Chosen(at) => {
                workspace.sheet = None;
                if let Some(found) = found.get(at) {
                    workspace.settings.used(found.command);
                    workspace.run(found.command, mode);
                }
            }
        }
    }
}

/// A sheet over the window: a title with a button that closes it and what `head` puts beside that, and below it what `add`
/// shows in the height that the window has. Both use `state`. Whether it was closed.
fn sheet<S>(
    ctx: &egui::Context,
    (id, title, width): (&str, &str, f32),
    state: &mut S,
    head: impl FnOnce(&mut S, &mut egui::Ui),
    add: impl FnOnce(&mut S, &mut egui::Ui, f32),
) -> bool {
    let room = ctx.content_rect().size();
    let mut close = false;
    let sheet = modal(id, ctx).show(ctx, |ui| {
        ui.set_width(width.min(room.x - 60.0));
        ui.horizontal(|ui| {
            ui.label(strong(title, 16.0));
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                let cross = egui::Button::new(icon_text("x", 14.0)).frame(false);
                close = ui.add(cross).accessible_name("Close").clicked();
                head(state, ui);
            });
        });
        ui.add_space(4.0);
        add(state, ui, room.y);
    });
    close || sheet.should_close()
}

fn row(ctx: &egui::Context, workspace: &Workspace, found: &find::Found) -> Row {
    let spec = found.command.spec();
    let on = workspace.is_on(found.command) == Some(true);
    let menu = spec.menu.label();
    let note = match (found.recent, on) {
        (true, _) => format!("Recent · {menu}"),
        (_, true) => format!("On · {menu}"),
        _ => menu.to_owned(),
    };
    Row {
        title: spec.label.to_owned(),
        marks: found.marks.clone(),
        note,
        keys: super::keys::first(ctx, found.command).unwrap_or_default(),
        help: spec.tooltip.to_owned(),
        why_not: workspace.enabled(found.command).err().map(ToOwned::to_owned),
        ..Row::default()
    }
}
