//! The window's own dialog for files: places, the way to the folder, its entries, and the name.
//!
//! Knows nothing about what is done with the path.

pub(super) mod picture;
mod rows;

use std::path::PathBuf;

use eframe::egui::{self, Button, Id, Key, Modifiers, RichText, TextEdit, Vec2};

use super::dialogs::{buttons, modal, primary};
use super::style::{color, icon_text, strong};
use crate::editor::browser::Browser;
use crate::editor::folder;
use crate::editor::workspace::{Purpose, Question, Workspace, paths};
use crate::theme::Theme;

/// The widest that the dialog gets.
const WIDEST: f32 = 820.0;
/// Width of the places.
const PLACES: f32 = 164.0;
/// A narrower dialog has no room for the places.
const ROOM_FOR_PLACES: f32 = 620.0;
/// A lower window has no room for the picture that is exported.
const ROOM_FOR_PICTURE: f32 = 640.0;

/// The dialog while it is open.
pub(super) struct Files {
    question: Question,
    purpose: Purpose,
    browser: Browser,
    /// The name, or the path, that is typed.
    text: String,
    /// Why what was typed was not taken.
    wrong: Option<String>,
    /// The name of a folder to be made, and why it was not.
    new_folder: Option<(String, Option<String>)>,
    /// Where the keyboard goes in the next frame.
    to: Option<To>,
}

/// A part of the dialog that gets the keyboard.
#[derive(Clone, Copy, PartialEq, Eq)]
enum To {
    List,
    /// The name, without its ending.
    Name,
    /// The end of what is typed.
    End,
    NewFolder,
}

/// What the dialog ends with.
pub(super) enum Answer {
    Path(PathBuf),
    Cancelled,
}

impl Files {
    /// The dialog for a question that asks for a path.
    pub(super) fn new(workspace: &Workspace, question: &Question) -> Option<Self> {
        let Question::Path { purpose, suggestion } = question else { return None };
        let name = suggestion.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        let opening = *purpose == Purpose::Open;
        Some(Self {
            question: question.clone(),
            purpose: purpose.clone(),
            browser: workspace.browser(purpose, suggestion),
            text: if opening { String::new() } else { name },
            wrong: None,
            new_folder: None,
            to: Some(if opening { To::List } else { To::Name }),
        })
    }

    /// Whether it asks this.
    pub(super) fn is_of(&self, question: &Question) -> bool {
        self.question == *question
    }

    /// Shows the dialog; gives its end.
    pub(super) fn ui(&mut self, ctx: &egui::Context, workspace: &mut Workspace, theme: &Theme) -> Option<Answer> {
        self.browser.collect();
        let (title, verb) = match self.purpose {
            Purpose::Open => ("Open a model", "Open"),
            Purpose::Save(..) => ("Save the model", "Save"),
            Purpose::Export(_) => ("Export a picture", "Export"),
            Purpose::Report(_) => ("Write a report", "Write"),
        };
        // Escape first gives up the folder that is being named.
        if self.new_folder.is_some() && ctx.input_mut(|i| i.consume_key(Modifiers::NONE, Key::Escape)) {
            self.new_folder = None;
            self.to = Some(To::List);
        }
        if ctx.input_mut(|i| i.consume_key(Modifiers::ALT, Key::ArrowUp)) {
            self.browser.up();
        }
        let screen = ctx.content_rect();
        let width = WIDEST.min(screen.width() - 92.0);
        let mut answer = None;
        let shown = modal("path-dialog", ctx).show(ctx, |ui| {
            ui.set_width(width);
            ui.label(strong(title, 16.0));
            ui.add_space(4.0);
            self.way(ui, theme);
            if self.new_folder.is_some() {
                self.new_folder_ui(ui, theme);
            }
            ui.add_space(2.0);
            let picture = matches!(self.purpose, Purpose::Export(_));
            let room = picture && screen.height() > ROOM_FOR_PICTURE;
            let taken = if room {
                480.0
            } else if picture {
                376.0
            } else {
                320.0
            };
            let height = (screen.height() - taken).clamp(110.0, 380.0);
            ui.horizontal_top(|ui| {
                if width >= ROOM_FOR_PLACES {
                    ui.allocate_ui(Vec2::new(PLACES, height), |ui| self.places(ui, theme, height));
                }
                ui.vertical(|ui| {
                    let chosen = rows::ui(ui, self, theme, height);
                    answer = chosen.map(Answer::Path);
                });
            });
            let entered = self.name(ui, theme);
            if picture {
                ui.add_space(6.0);
                picture::beside(ui, workspace, theme, room);
            }
            ui.add_space(8.0);
            let done = buttons_ui(ui, self, theme, verb, &mut answer);
            if entered || done {
                answer = self.take().map(Answer::Path).or(answer.take());
            }
        });
        if answer.is_none() && shown.should_close() {
            return Some(Answer::Cancelled);
        }
        answer
    }

    /// The way to the folder, and what can be done with it.
    fn way(&mut self, ui: &mut egui::Ui, theme: &Theme) {
        let mut go = None;
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 2.0;
            let up = Button::new(icon_text("caret-up", 15.0)).frame_when_inactive(false);
            let up = ui.add_enabled(self.browser.folder().parent().is_some(), up).accessible_name("Up one folder");
            if up.on_hover_text("The folder above (Backspace, Alt+Up)").clicked() {
                self.browser.up();
            }
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                let new = Button::new((icon_text("plus", 14.0), RichText::new("New folder")));
                if ui.add(new).accessible_name("New folder").clicked() {
                    self.new_folder = Some((String::new(), None));
                    self.to = Some(To::NewFolder);
                }
                let hidden = self.browser.shows_hidden();
                let eye = Button::new(icon_text(if hidden { "eye" } else { "eye-slash" }, 15.0)).selected(hidden);
                let eye = ui.add(eye.frame_when_inactive(hidden)).accessible_name("Show hidden files");
                if eye.on_hover_text("Files and folders whose names begin with a dot").clicked() {
                    self.browser.show_hidden(!hidden);
                }
                ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                    let scroll = egui::ScrollArea::horizontal().id_salt("way").stick_to_right(true);
                    let bar = egui::scroll_area::ScrollBarVisibility::AlwaysHidden;
                    scroll.scroll_bar_visibility(bar).show(ui, |ui| {
                        ui.horizontal(|ui| {
                            let crumbs = self.browser.crumbs();
                            let last = crumbs.len().saturating_sub(1);
                            for (i, (name, path)) in crumbs.into_iter().enumerate() {
                                let ink = if i == last { theme.text } else { theme.text_secondary };
                                let part =
                                    Button::new(RichText::new(&name).color(color(ink))).frame_when_inactive(false);
                                let part = ui.add(part).accessible_name(format!("Folder {}", path.display()));
                                if part.clicked() {
                                    go = Some(path);
                                }
                                if i < last && i > 0 {
                                    ui.label(icon_text("caret-right", 10.0).color(color(theme.muted)));
                                }
                            }
                        });
                    });
                });
            });
        });
        if let Some(path) = go {
            self.browser.go(path);
            self.to = Some(To::List);
        }
    }

    /// The folder that is being named.
    fn new_folder_ui(&mut self, ui: &mut egui::Ui, theme: &Theme) {
        let Some((name, why)) = &mut self.new_folder else { return };
        let (mut make, mut cancel) = (false, false);
        ui.horizontal(|ui| {
            ui.label(icon_text("folder", 16.0).color(color(theme.accent)));
            let edit = TextEdit::singleline(name).hint_text("Name of the new folder").desired_width(260.0);
            let field = ui.add(edit.id(Id::unique("new-folder-name"))).accessible_name("Name of the new folder");
            if self.to == Some(To::NewFolder) {
                self.to = None;
                field.request_focus();
            }
            if field.changed() {
                *why = None;
            }
            make = field.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter));
            make |= ui.button("Create").clicked();
            cancel = ui.button("Don't create").clicked();
        });
        if let Some(why) = why {
            ui.label(RichText::new(why.as_str()).color(color(theme.finding.error)));
        }
        if cancel {
            self.new_folder = None;
        } else if make {
            match folder::make(self.browser.folder(), name) {
                Ok(path) => {
                    self.new_folder = None;
                    self.browser.go(path);
                    self.to = Some(if self.purpose == Purpose::Open { To::List } else { To::Name });
                }
                Err(error) => {
                    *why = Some(error);
                    self.to = Some(To::NewFolder);
                }
            }
        }
    }

    /// The folders that are a click away.
    fn places(&mut self, ui: &mut egui::Ui, theme: &Theme, height: f32) {
        let mut go = None;
        ui.vertical(|ui| {
            ui.set_width(PLACES);
            ui.set_min_height(height);
            ui.spacing_mut().item_spacing.y = 1.0;
            for place in self.browser.places() {
                let on = place.path == self.browser.folder();
                let icon = if place.home { "house" } else { "folder" };
                let ink = color(if on { theme.accent } else { theme.text_secondary });
                let atoms = (icon_text(icon, 15.0).color(ink), RichText::new(&place.label));
                let button = Button::new(atoms).selected(on).frame_when_inactive(on).truncate();
                let button = ui.add(button.min_size(Vec2::new(PLACES, 28.0)));
                let button = button.accessible_name(format!("Place {}", place.label));
                if button.on_hover_text(place.path.display().to_string()).clicked() {
                    go = Some(place.path.clone());
                }
            }
        });
        if let Some(path) = go {
            self.browser.go(path);
            self.to = Some(To::List);
        }
    }

    /// The field for the name. Whether Enter was pressed in it.
    fn name(&mut self, ui: &mut egui::Ui, theme: &Theme) -> bool {
        let mut entered = false;
        ui.add_space(6.0);
        ui.horizontal(|ui| {
            let opening = self.purpose == Purpose::Open;
            ui.label(RichText::new(if opening { "Path" } else { "Name" }).color(color(theme.text_secondary)));
            let room = ui.available_width() - 150.0;
            let hint = if opening { "Choose above, or type a path" } else { "Name of the file" };
            let id = Id::unique("path-field");
            let field = ui.add(TextEdit::singleline(&mut self.text).id(id).hint_text(hint).desired_width(room));
            let field = field.accessible_name(if opening { "Path of the file" } else { "Name of the file" });
            match self.to {
                Some(To::Name) => {
                    field.request_focus();
                    select(ui.ctx(), id, &self.text, true);
                    self.to = None;
                }
                Some(To::End) => {
                    field.request_focus();
                    select(ui.ctx(), id, &self.text, false);
                    self.to = None;
                }
                _ => {}
            }
            if field.changed() {
                self.wrong = None;
            }
            if field.has_focus() && ui.input_mut(|i| i.consume_key(Modifiers::NONE, Key::ArrowDown)) {
                self.to = Some(To::List);
            }
            entered = field.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter));
            self.kinds(ui);
        });
        let says = match (&self.wrong, self.purpose == Purpose::Open || self.text.trim().is_empty()) {
            (Some(why), _) => RichText::new(why).color(color(theme.finding.error)),
            (None, true) => RichText::new(" "),
            (None, false) => RichText::new(self.typed().display().to_string()).color(color(theme.muted)),
        };
        ui.add(egui::Label::new(says.size(12.0)).truncate());
        entered
    }

    /// Which files are shown; for a picture or a report also which kind it becomes.
    fn kinds(&mut self, ui: &mut egui::Ui) {
        let all = self.browser.endings();
        let every = self.browser.shows_every();
        let of_kinds = !paths::kinds_of(&self.purpose).is_empty();
        let endings = all.iter().map(|e| format!("*.{e}")).collect::<Vec<_>>().join(", ");
        let only = self.browser.shows_only().map(str::to_uppercase);
        let shown = if every { "All files" } else { only.as_deref().unwrap_or(&endings) };
        let list = egui::ComboBox::from_id_salt("endings").icon(super::style::list_arrow).width(130.0);
        let list = list.selected_text(shown).show_ui(ui, |ui| {
            for ending in all.iter().copied().filter(|_| of_kinds) {
                let on = !every && self.browser.shows_only() == Some(ending);
                if ui.selectable_label(on, ending.to_uppercase()).clicked() {
                    self.browser.show_only(ending);
                    self.end_with(ending);
                }
            }
            if !of_kinds && ui.selectable_label(!every, endings.as_str()).clicked() {
                self.browser.show_every(false);
            }
            if ui.selectable_label(every, "All files").clicked() {
                self.browser.show_every(true);
            }
        });
        list.response.accessible_name(match self.purpose {
            Purpose::Export(_) => "Kind of picture",
            Purpose::Report(_) => "Kind of report",
            Purpose::Open | Purpose::Save(..) => "Which files are shown",
        });
    }

    /// Gives the name the ending of a kind of picture or report.
    fn end_with(&mut self, ending: &str) {
        let path = PathBuf::from(self.text.trim());
        if paths::kind_of(&self.purpose, &path).is_some() {
            self.text = path.with_extension(ending).display().to_string();
        }
    }

    /// The path that is typed, with the ending that is chosen where it has none.
    fn typed(&self) -> PathBuf {
        let path = self.browser.resolve(self.text.trim());
        match self.browser.shows_only() {
            Some(ending) if paths::kind_of(&self.purpose, &path).is_none() => {
                PathBuf::from(format!("{}.{ending}", path.display()))
            }
            _ => paths::named(&self.purpose, path),
        }
    }

    /// Whether there is something that the main button could take.
    fn is_usable(&self) -> bool {
        !self.text.trim().is_empty() || self.purpose == Purpose::Open && self.browser.current().is_some()
    }

    /// The path that is meant; a folder is shown instead, and what cannot be is told.
    fn take(&mut self) -> Option<PathBuf> {
        let typed = self.text.trim().to_owned();
        if typed.is_empty() {
            // The entry that the keys are on is meant.
            return self.browser.at().and_then(|at| self.choose(at));
        }
        let path = self.browser.resolve(&typed);
        if folder::is_folder(&path) {
            self.browser.go(path);
            self.text.clear();
            self.to = Some(if self.purpose == Purpose::Open { To::List } else { To::Name });
            return None;
        }
        self.to = Some(To::End);
        let parent = path.parent().map(PathBuf::from).unwrap_or_default();
        if self.purpose == Purpose::Open && !folder::exists(&path) {
            self.wrong = Some(format!("There is no file {}.", path.display()));
        } else if !folder::is_folder(&parent) {
            self.wrong = Some(format!("There is no folder {}. Make it first, or choose another.", parent.display()));
        } else if self.purpose == Purpose::Open {
            return Some(path);
        } else {
            return Some(self.typed());
        }
        None
    }

    /// Takes a row: a folder is shown, a file is the answer where one is opened, else it gives its name.
    fn choose(&mut self, at: usize) -> Option<PathBuf> {
        let entry = self.browser.rows().get(at)?.clone();
        let path = self.browser.folder().join(&entry.name);
        if !entry.is_file {
            self.browser.go(path);
            self.to = Some(To::List);
            return None;
        }
        if self.purpose != Purpose::Open {
            self.text = entry.name;
        }
        Some(path)
    }
}

fn buttons_ui(ui: &mut egui::Ui, files: &Files, theme: &Theme, verb: &str, answer: &mut Option<Answer>) -> bool {
    let mut done = false;
    buttons(ui, |ui| {
        done = ui.add_enabled(files.is_usable(), primary(theme, verb)).clicked();
        if ui.button("Cancel").clicked() {
            *answer = Some(Answer::Cancelled);
        }
    });
    done
}

/// Selects the name without its endings, so that typing replaces it; or puts the cursor behind it.
fn select(ctx: &egui::Context, field: Id, text: &str, name: bool) {
    let letters = |bytes: usize| egui::text::CCursor::new(text[..bytes].chars().count());
    let end = if name { text.find('.').unwrap_or(text.len()) } else { text.len() };
    let start = if name { 0 } else { end };
    let mut state = TextEdit::load_state(ctx, field).unwrap_or_default();
    state.cursor.set_char_range(Some(egui::text::CCursorRange::two(letters(start), letters(end))));
    TextEdit::store_state(ctx, field, state);
}
