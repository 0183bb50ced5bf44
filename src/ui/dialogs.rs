//! Questions before something is lost, and the window's own path dialog where the system has none.
//!
//! Knows nothing about what is done with the answers.

use std::path::{Path, PathBuf};

use eframe::egui::{self, Id, Key, Modal, RichText};

use super::style::{color, icon_text, strong};
use super::system::{self, Ask};
use crate::editor::workspace::{Purpose, Question, Workspace};
use crate::editor::{FolderEntry, folder};
use crate::theme::Theme;

/// What the dialogs remember from frame to frame.
#[derive(Default)]
pub(super) struct Dialogs {
    /// The path that is being typed, for which question.
    typed: Option<(Question, String)>,
    /// The question for which the system's dialog is open.
    asked: Option<Question>,
    /// The folder that is listed, and what is in it.
    listed: Option<(PathBuf, Result<Vec<FolderEntry>, String>)>,
    /// The question that was on show in the last frame.
    shown: Option<Question>,
}

impl Dialogs {
    pub(super) fn ui(&mut self, ctx: &egui::Context, workspace: &mut Workspace, theme: &Theme) {
        let fresh = self.shown != workspace.question;
        self.shown.clone_from(&workspace.question);
        match workspace.question.clone() {
            None => {
                self.typed = None;
                self.asked = None;
                self.listed = None;
            }
            Some(Question::Unsaved(_)) => unsaved(ctx, workspace, theme, fresh),
            Some(Question::Replace { there, .. }) => replace(ctx, workspace, theme, &there),
            Some(question @ Question::Path { .. }) => {
                if workspace.no_system_dialog {
                    self.path(ctx, workspace, theme, &question);
                } else {
                    self.ask_system(workspace, question);
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
                Purpose::Save(_) => Ask::Save,
                Purpose::Export => Ask::Export,
            };
            system::ask(&mut workspace.jobs, what, suggestion, question.clone());
        }
        self.asked = Some(question);
    }

    fn path(&mut self, ctx: &egui::Context, workspace: &mut Workspace, theme: &Theme, question: &Question) {
        let Question::Path { purpose, suggestion } = question else { return };
        let fresh = self.typed.as_ref().is_none_or(|(q, _)| q != question);
        if fresh {
            let mut text = suggestion.display().to_string();
            if *purpose == Purpose::Open && !text.ends_with(std::path::MAIN_SEPARATOR) {
                text.push(std::path::MAIN_SEPARATOR);
            }
            self.typed = Some((question.clone(), text));
        }
        let Some((_, mut text)) = self.typed.take() else { return };
        let (title, verb, ending) = match purpose {
            Purpose::Open => ("Open a model", "Open", ".json"),
            Purpose::Save(_) => ("Save the model", "Save", ".json"),
            Purpose::Export => ("Export a picture", "Export", ""),
        };
        let mut answer = None;
        let mut cancelled = false;
        let modal = modal("path-dialog", ctx).show(ctx, |ui| {
            ui.set_width(560.0);
            ui.label(strong(title, 16.0));
            let edit = egui::TextEdit::singleline(&mut text).desired_width(f32::INFINITY).hint_text("Path of the file");
            let field = ui.add(edit).accessible_name("Path");
            if fresh {
                field.request_focus();
                select_name(ui.ctx(), field.id, &text);
            }
            let entered = field.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter));
            let path = PathBuf::from(text.trim());
            let (shown_folder, start) = split(&path, &text);
            self.list(&shown_folder, ending);
            let mut picked = None;
            egui::Frame::group(ui.style()).inner_margin(egui::Margin::same(4)).show(ui, |ui| {
                ui.set_width(ui.available_width());
                egui::ScrollArea::vertical().max_height(260.0).min_scrolled_height(260.0).auto_shrink(false).show(
                    ui,
                    |ui| {
                        if shown_folder.parent().is_some() && entry(ui, theme, "folder", "..") {
                            picked = shown_folder.parent().map(|p| (p.to_owned(), true));
                        }
                        match &self.listed {
                            Some((_, Ok(entries))) => {
                                for e in entries.iter().filter(|e| e.name.to_lowercase().starts_with(&start)) {
                                    let icon = if e.is_file { "file-text" } else { "folder" };
                                    if entry(ui, theme, icon, &e.name) {
                                        picked = Some((shown_folder.join(&e.name), !e.is_file));
                                    }
                                }
                            }
                            Some((_, Err(why))) => {
                                ui.label(RichText::new(why).color(color(theme.muted)));
                            }
                            None => {}
                        }
                    },
                );
            });
            if let Some((path, is_folder)) = picked {
                text = path.display().to_string();
                if is_folder {
                    text.push(std::path::MAIN_SEPARATOR);
                    field.request_focus();
                } else if *purpose == Purpose::Open {
                    answer = Some(path);
                }
            }
            ui.add_space(6.0);
            buttons(ui, |ui| {
                let usable = !text.trim().is_empty()
                    && !folder::is_folder(&path)
                    && (*purpose != Purpose::Open || folder::exists(&path));
                let done = ui.add_enabled(usable, primary(theme, verb)).clicked() || (entered && usable);
                if done {
                    answer = Some(path.clone());
                } else if entered {
                    field.request_focus();
                }
                cancelled |= ui.button("Cancel").clicked();
            });
        });
        if let Some(path) = answer {
            workspace.answer_path(Some(path));
        } else if cancelled || modal.should_close() {
            workspace.answer_path(None);
        } else {
            self.typed = Some((question.clone(), text));
        }
    }

    /// Lists a folder anew only when another one is shown.
    fn list(&mut self, shown: &Path, ending: &str) {
        if self.listed.as_ref().is_none_or(|(path, _)| path != shown) {
            let entries = folder::list(shown, ending).map_err(|e| format!("This folder cannot be listed: {e}"));
            self.listed = Some((shown.to_owned(), entries));
        }
    }
}

/// Selects the name of the file in a path, without its endings, so that typing replaces it.
fn select_name(ctx: &egui::Context, field: Id, text: &str) {
    let start = text.rfind(std::path::MAIN_SEPARATOR).map_or(0, |i| i + 1);
    let end = text[start..].find('.').map_or(text.len(), |i| start + i);
    let letters = |bytes: usize| egui::text::CCursor::new(text[..bytes].chars().count());
    let mut state = egui::TextEdit::load_state(ctx, field).unwrap_or_default();
    state.cursor.set_char_range(Some(egui::text::CCursorRange::two(letters(start), letters(end))));
    egui::TextEdit::store_state(ctx, field, state);
}

/// The folder that a typed path is in, and what is typed of a name in it.
fn split(path: &Path, text: &str) -> (PathBuf, String) {
    if text.ends_with(std::path::MAIN_SEPARATOR) || text.is_empty() {
        return (path.to_owned(), String::new());
    }
    let folder = path.parent().map(Path::to_owned).unwrap_or_default();
    let name = path.file_name().map(|n| n.to_string_lossy().to_lowercase()).unwrap_or_default();
    // A whole name should not hide its neighbours.
    let whole = folder::exists(path) || path.extension().is_some();
    (folder, if whole { String::new() } else { name })
}

fn entry(ui: &mut egui::Ui, theme: &Theme, icon: &str, name: &str) -> bool {
    let atoms = (icon_text(icon, 15.0).color(color(theme.muted)), RichText::new(name));
    ui.add(egui::Button::new(atoms).frame(false)).accessible_name(name).clicked()
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

fn replace(ctx: &egui::Context, workspace: &mut Workspace, theme: &Theme, there: &[PathBuf]) {
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
            replace = ui.add(primary(theme, "Replace")).clicked();
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
