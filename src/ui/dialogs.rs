//! Questions before something is lost, and who asks for a path: the system, or the window where the system has no dialog.
//!
//! Knows nothing about what is done with the answers.

use std::path::PathBuf;

use eframe::egui::{self, Id, Modal, RichText};

use super::files::{Answer, Files};
use super::style::{color, strong};
use super::system::{self, Ask};
use crate::editor::workspace::{Purpose, Question, Workspace};
use crate::theme::Theme;

/// What the dialogs remember from frame to frame.
#[derive(Default)]
pub(super) struct Dialogs {
    /// The window's own dialog for files.
    files: Option<Files>,
    /// The question for which the system's dialog is open.
    asked: Option<Question>,
    /// The question that was on show in the last frame.
    shown: Option<Question>,
    /// Whether it was said how the picture is drawn, which the system's dialog cannot ask.
    agreed: bool,
}

impl Dialogs {
    pub(super) fn ui(&mut self, ctx: &egui::Context, workspace: &mut Workspace, theme: &Theme) {
        let fresh = self.shown != workspace.question;
        self.shown.clone_from(&workspace.question);
        self.agreed &= !fresh;
        match workspace.question.clone() {
            None => {
                self.files = None;
                self.asked = None;
                self.agreed = false;
            }
            Some(Question::Unsaved(_)) => unsaved(ctx, workspace, theme, fresh),
            Some(Question::Replace { there, .. }) => replace(ctx, workspace, theme, &there, fresh),
            Some(question @ Question::Path { .. }) => {
                if workspace.no_system_dialog {
                    self.path(ctx, workspace, theme, &question);
                } else if self.agreed || workspace.lines_choice().is_none() {
                    self.ask_system(workspace, question);
                } else {
                    self.agreed = how(ctx, workspace, theme, fresh);
                }
            }
        }
    }

    fn ask_system(&mut self, workspace: &mut Workspace, question: Question) {
        if self.asked.as_ref() == Some(&question) {
            return;
        }
        if let Question::Path { purpose, suggestion } = &question {
            let what = match purpose {
                Purpose::Open => Ask::Open,
                Purpose::Save(..) => Ask::Save,
                Purpose::Export(_) => Ask::Export,
                Purpose::Report(_) => Ask::Report,
            };
            system::ask(&mut workspace.jobs, what, suggestion, question.clone());
        }
        self.asked = Some(question);
    }

    fn path(&mut self, ctx: &egui::Context, workspace: &mut Workspace, theme: &Theme, question: &Question) {
        if self.files.as_ref().is_none_or(|files| !files.is_of(question)) {
            self.files = Files::new(workspace, question);
        }
        match self.files.as_mut().and_then(|files| files.ui(ctx, workspace, theme)) {
            Some(Answer::Path(path)) => workspace.answer_path(Some(path)),
            Some(Answer::Cancelled) => workspace.answer_path(None),
            None => {}
        }
    }
}

/// Asks how a picture is drawn before the system's dialog asks where. Whether to go on.
fn how(ctx: &egui::Context, workspace: &mut Workspace, theme: &Theme, fresh: bool) -> bool {
    let (mut go_on, mut cancel) = (false, false);
    let modal = modal("picture-dialog", ctx).show(ctx, |ui| {
        ui.set_width(416.0);
        ui.label(strong("Export a picture", 16.0));
        ui.add_space(4.0);
        super::files::picture::above(ui, workspace, theme);
        ui.add_space(10.0);
        buttons(ui, |ui| {
            let button = ui.add(primary(theme, "Choose where…"));
            if fresh {
                button.request_focus();
            }
            go_on = button.clicked();
            cancel = ui.button("Cancel").clicked();
        });
    });
    if !go_on && (cancel || modal.should_close()) {
        workspace.answer_path(None);
    }
    go_on
}

fn unsaved(ctx: &egui::Context, workspace: &mut Workspace, theme: &Theme, fresh: bool) {
    let title = workspace.session.as_ref().map(crate::editor::Session::title).unwrap_or_default();
    let more = match &workspace.question {
        Some(Question::Unsaved(then)) => workspace.losing(then).len().saturating_sub(1),
        _ => 0,
    };
    let (mut save, mut discard, mut cancel, mut all) = (false, false, false, false);
    let modal = modal("unsaved-dialog", ctx).show(ctx, |ui| {
        ui.set_width(400.0);
        ui.label(strong(format!("Save the changes to \"{title}\"?"), 16.0));
        ui.label("They are in no file yet and will be lost if you do not save them.");
        if more > 0 {
            let models = if more == 1 { "1 more model has".to_owned() } else { format!("{more} more models have") };
            ui.label(RichText::new(format!("{models} changes that are not saved.")).color(color(theme.text_secondary)));
        }
        ui.add_space(10.0);
        buttons(ui, |ui| {
            let button = ui.add(primary(theme, "Save"));
            if fresh {
                // Enter then saves, and Tab leads to the other answers.
                button.request_focus();
            }
            save = button.clicked();
            cancel = ui.button("Cancel").clicked();
            discard = ui.button("Don't save").clicked();
            all = more > 0 && ui.button("Save all").clicked();
        });
    });
    if save {
        workspace.save_first();
    } else if discard {
        workspace.discard();
    } else if all {
        workspace.save_all_first();
    } else if cancel || modal.should_close() {
        workspace.call_off();
    }
}

fn replace(ctx: &egui::Context, workspace: &mut Workspace, theme: &Theme, there: &[PathBuf], fresh: bool) {
    /// The most files that are named at once.
    const MOST_NAMES: usize = 8;
    let (mut replace, mut cancel) = (false, false);
    let names: Vec<String> =
        there.iter().filter_map(|path| path.file_name()).map(|n| n.to_string_lossy().into_owned()).collect();
    let modal = modal("replace-dialog", ctx).show(ctx, |ui| {
        ui.set_width(400.0);
        if let [name] = names.as_slice() {
            ui.label(strong(format!("Replace \"{name}\"?"), 16.0));
            ui.label("A file of this name is there already. What it holds will be lost.");
        } else {
            ui.label(strong(format!("Replace {} files?", names.len()), 16.0));
            ui.label("The drawing takes several files. These are there already; what they hold will be lost:");
            for name in names.iter().take(MOST_NAMES) {
                ui.label(name);
            }
            if names.len() > MOST_NAMES {
                ui.label(format!("and {} more", names.len() - MOST_NAMES));
            }
        }
        ui.add_space(10.0);
        buttons(ui, |ui| {
            let button = ui.add(primary(theme, "Replace"));
            if fresh {
                // Enter then replaces; Escape still cancels.
                button.request_focus();
            }
            replace = button.clicked();
            cancel = ui.button("Cancel").clicked();
        });
    });
    if replace {
        workspace.replace();
    } else if cancel || modal.should_close() {
        workspace.question = None;
    }
}

/// A dialog with room around what it says.
pub(super) fn modal(id: &str, ctx: &egui::Context) -> Modal {
    let style = ctx.global_style();
    let frame = egui::Frame::window(&style).inner_margin(egui::Margin::same(22));
    Modal::new(Id::unique(id)).frame(frame).backdrop_color(super::style::backdrop(ctx))
}

/// Buttons at the lower right, the first outermost.
pub(super) fn buttons(ui: &mut egui::Ui, add: impl FnOnce(&mut egui::Ui)) {
    ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), add);
}

/// The button that Enter presses.
pub(super) fn primary(theme: &Theme, label: &str) -> egui::Button<'static> {
    egui::Button::new(RichText::new(label.to_owned()).color(color(theme.accent_text))).fill(color(theme.accent))
}
