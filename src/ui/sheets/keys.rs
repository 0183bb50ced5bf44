//! Every key with its command, changed in place, and what the pointer does.
//!
//! Knows nothing about where the changes are remembered.

use eframe::egui::{self, Button, RichText, ScrollArea, Stroke, TextEdit, Vec2};

use crate::editor::commands::gestures::POINTER;
use crate::editor::commands::keymap::Refused;
use crate::editor::commands::{self, Keymap, Menu, Shortcut, Spec};
use crate::editor::{Command, Workspace};
use crate::theme::Theme;
use crate::ui::keys::{Caught, caught, shown};
use crate::ui::style::{color, icon_text};

/// What the sheet of keys remembers while it is open.
#[derive(Default)]
pub(super) struct Keys {
    filter: String,
    /// The command that waits for keys, and which of its keys they replace.
    catching: Option<(Command, Option<Shortcut>)>,
    /// Why a command did not get its keys.
    refused: Option<(Command, String)>,
    shown: bool,
}

impl Keys {
    /// The sheet of its own.
    pub(super) fn sheet(&mut self, ctx: &egui::Context, workspace: &mut Workspace, theme: &Theme) {
        self.catch(ctx, &mut workspace.settings.keymap);
        let what = ("shortcut-sheet", "Keyboard and pointer", 760.0);
        let both = &mut (self, &mut workspace.settings.keymap);
        let reset = |(keys, keymap): &mut (&mut Self, &mut Keymap), ui: &mut egui::Ui| keys.reset_all(ui, keymap);
        let close = super::sheet(ctx, what, both, reset, |(keys, keymap), ui, room| {
            keys.field(ui);
            ui.add_space(4.0);
            let height = (room - 220.0).max(160.0);
            let area = ScrollArea::vertical().max_height(height).min_scrolled_height(height);
            area.auto_shrink(false).show(ui, |ui| {
                keys.list(ui, theme, keymap);
                keys.pointer(ui, theme);
            });
        });
        if close {
            workspace.sheet = None;
        }
    }

    /// Gives what was pressed to the command that waits for it.
    pub(super) fn catch(&mut self, ctx: &egui::Context, keymap: &mut Keymap) {
        let Some((command, old)) = self.catching else { return };
        let Some(caught) = caught(ctx) else { return };
        self.catching = None;
        self.refused = None;
        let done: Result<(), Refused> = match (caught, old) {
            (Caught::Nothing, _) | (Caught::Remove, None) => Ok(()),
            (Caught::Remove, Some(old)) => {
                keymap.remove(command, old);
                Ok(())
            }
            (Caught::Keys(new), Some(old)) => keymap.replace(command, old, new),
            (Caught::Keys(new), None) => keymap.add(command, new),
            (Caught::Unknown, _) => {
                self.refused = Some((command, "This key cannot be a shortcut".into()));
                Ok(())
            }
        };
        if let Err(why) = done {
            self.refused = Some((command, why.to_string()));
        }
    }

    pub(super) fn field(&mut self, ui: &mut egui::Ui) {
        let edit = TextEdit::singleline(&mut self.filter).hint_text("Find a command or a key");
        let field = ui.add(edit.desired_width(f32::INFINITY)).accessible_name("Find a command or a key");
        if !self.shown {
            field.request_focus();
        }
        self.shown = true;
        if field.has_focus() {
            self.catching = None;
        }
    }

    pub(super) fn reset_all(&mut self, ui: &mut egui::Ui, keymap: &mut Keymap) {
        let changed = !keymap.changes().is_empty();
        let button = ui.add_enabled(changed, Button::new("Reset all keys"));
        if button.on_disabled_hover_text("Every key is as it came").clicked() {
            keymap.reset_all();
            self.refused = None;
        }
    }

    /// The commands that fit, by menu.
    pub(super) fn list(&mut self, ui: &mut egui::Ui, theme: &Theme, keymap: &mut Keymap) {
        let mut any = false;
        for menu in Menu::ALL {
            let fits = |s: &&Spec| s.menu == menu && fits(&self.filter, s, keymap);
            let specs: Vec<&Spec> = commands::ALL.iter().filter(fits).collect();
            if specs.is_empty() {
                continue;
            }
            any = true;
            heading(ui, theme, menu.label());
            for spec in specs {
                self.row(ui, theme, keymap, spec);
            }
        }
        if !any {
            ui.add_space(8.0);
            ui.label(RichText::new("No command has these words or keys").color(color(theme.muted)));
        }
    }

    fn row(&mut self, ui: &mut egui::Ui, theme: &Theme, keymap: &mut Keymap, spec: &Spec) {
        let command = spec.command;
        ui.horizontal(|ui| {
            ui.set_min_height(28.0);
            ui.add(egui::Label::new(spec.label).truncate()).on_hover_text(spec.tooltip);
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                ui.spacing_mut().item_spacing.x = 4.0;
                let name = spec.label.trim_end_matches('…');
                let add = ui.add(Button::new(icon_text("plus", 12.0)).frame(false));
                if add.accessible_name(format!("Add keys to {name}")).on_hover_text("Add keys").clicked() {
                    self.begin(command, None);
                }
                if keymap.is_changed(command) {
                    let reset = ui.add(Button::new(icon_text("arrow-u-up-left", 12.0)).frame(false));
                    let reset = reset.accessible_name(format!("Reset the keys of {name}"));
                    if reset.on_hover_text("Back to the keys it came with").clicked() {
                        self.refused = keymap.reset(command).err().map(|why| (command, why.to_string()));
                    }
                }
                if self.catching == Some((command, None)) {
                    waiting(ui, theme, name);
                }
                for keys in keymap.of(command).to_vec().into_iter().rev() {
                    self.cap(ui, theme, command, keys);
                }
                if let Some((_, why)) = self.refused.as_ref().filter(|(of, _)| *of == command) {
                    ui.label(RichText::new(why).size(12.0).color(color(theme.finding.error)));
                }
            });
        });
    }

    /// Keys as a button that waits for others.
    fn cap(&mut self, ui: &mut egui::Ui, theme: &Theme, command: Command, keys: Shortcut) {
        let name = command.spec().label.trim_end_matches('…');
        if self.catching == Some((command, Some(keys))) {
            waiting(ui, theme, name);
            return;
        }
        let text = shown(ui.ctx(), keys);
        let cap = Button::new(RichText::new(&text).size(11.5)).min_size(Vec2::new(26.0, 22.0));
        let cap = ui.add(cap).accessible_name(format!("Change {text} of {name}"));
        if cap.on_hover_text("Press to give it other keys").clicked() {
            self.begin(command, Some(keys));
        }
    }

    fn begin(&mut self, command: Command, old: Option<Shortcut>) {
        self.catching = Some((command, old));
        self.refused = None;
    }

    fn pointer(&self, ui: &mut egui::Ui, theme: &Theme) {
        let filter = self.filter.trim().to_lowercase();
        let has = |text: &str| text.to_lowercase().contains(&filter);
        let fitting = POINTER.iter().filter(|w| has(w.how) || has(w.what) || has("pointer mouse"));
        for (i, word) in fitting.enumerate() {
            if i == 0 {
                heading(ui, theme, "Pointer");
            }
            ui.horizontal(|ui| {
                ui.set_min_height(26.0);
                ui.add_sized([230.0, 22.0], egui::Label::new(word.how).halign(egui::Align::LEFT));
                ui.add(egui::Label::new(RichText::new(word.what).color(color(theme.text_secondary))).truncate());
            });
        }
    }
}

/// Where the next keys go.
fn waiting(ui: &mut egui::Ui, theme: &Theme, name: &str) {
    let text = RichText::new("Press keys · Esc cancels · Backspace removes").size(11.5).color(color(theme.accent));
    let button = Button::new(text).stroke(Stroke::new(1.5, color(theme.accent))).min_size(Vec2::new(26.0, 22.0));
    let waiting = ui.add(button).accessible_name(format!("Press the new keys of {name}"));
    // No field may take what is pressed, and Tab must not lead away.
    if !waiting.has_focus() {
        waiting.request_focus();
    }
    let all = egui::EventFilter { tab: true, horizontal_arrows: true, vertical_arrows: true, escape: true };
    ui.memory_mut(|m| m.set_focus_lock_filter(waiting.id, all));
}

fn heading(ui: &mut egui::Ui, theme: &Theme, text: &str) {
    ui.add_space(10.0);
    let heading = RichText::new(text.to_uppercase()).size(11.0).extra_letter_spacing(1.0).color(color(theme.muted));
    ui.label(heading);
    ui.separator();
}

fn fits(filter: &str, spec: &Spec, keymap: &Keymap) -> bool {
    let filter = filter.trim().to_lowercase();
    let has = |text: &str| text.to_lowercase().contains(&filter);
    // A single letter is more likely a key than a part of a word.
    let keys = || keymap.of(spec.command).iter().any(|k| k.shown().to_lowercase() == filter);
    let words = || [spec.label, spec.words, spec.tooltip, spec.menu.label()].into_iter().any(has);
    let held = || filter.contains('+') && keymap.of(spec.command).iter().any(|k| has(&k.shown()));
    filter.is_empty() || keys() || held() || (filter.chars().count() > 1 && words())
}
