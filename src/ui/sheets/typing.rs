//! Fields of a sheet: each keeps what is typed until it is left, and after that as long as it could not be taken.
//!
//! Knows nothing about what the fields are for.

use std::collections::HashMap;

use eframe::egui::{self, Button, Key, Margin, RichText, TextEdit};

use crate::theme::Theme;
use crate::ui::style::{color, icon_text};

/// What is being typed in the fields of a sheet, and what could not be taken.
#[derive(Default)]
pub(super) struct Typing {
    typed: HashMap<String, String>,
    wrong: HashMap<String, String>,
    /// The sheet was asked to close while something was being typed.
    closing: bool,
}

/// How a field looks and what it is called.
pub(super) struct Field<'a> {
    /// Tells it from the other fields of the sheet.
    pub key: String,
    /// What it is called for those who hear it.
    pub name: &'a str,
    /// What stands in it while it is empty.
    pub hint: String,
    /// How wide it is.
    pub width: f32,
    /// How many lines it has.
    pub lines: usize,
}

impl Typing {
    /// A field; what is typed in it, once it is left with something else than `stored`.
    pub(super) fn field(&mut self, ui: &mut egui::Ui, theme: &Theme, field: &Field, stored: &str) -> Option<String> {
        let mut text = self.typed.get(&field.key).cloned().unwrap_or_else(|| stored.to_owned());
        let mut left = None;
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            let edit = if field.lines > 1 {
                TextEdit::multiline(&mut text).desired_rows(field.lines)
            } else {
                TextEdit::singleline(&mut text)
            };
            let edit = edit.desired_width(field.width).hint_text(field.hint.as_str()).margin(Margin::symmetric(8, 5));
            let wrong = self.wrong.get(&field.key);
            if wrong.is_some() {
                ui.visuals_mut().widgets.inactive.bg_stroke.color = color(theme.finding.error);
                ui.visuals_mut().selection.stroke.color = color(theme.finding.error);
            }
            let response = ui.add(edit).accessible_name(field.name);
            if response.has_focus() {
                self.typed.insert(field.key.clone(), text.clone());
            } else if response.lost_focus() && ui.input(|i| i.key_pressed(Key::Escape)) {
                self.forget(&field.key);
            } else if self.typed.contains_key(&field.key)
                && (response.lost_focus() || !self.wrong.contains_key(&field.key))
            {
                if text == stored {
                    self.forget(&field.key);
                } else {
                    left = Some(text.clone());
                }
            }
            if let Some(why) = self.wrong.get(&field.key) {
                ui.set_max_width(field.width.max(200.0));
                ui.add(egui::Label::new(RichText::new(why).size(11.0).color(color(theme.finding.error))).wrap());
            }
        });
        left
    }

    /// What became of what was typed: taken, or why not, then it stays in the field.
    pub(super) fn answer(&mut self, key: &str, answer: Result<(), String>) {
        match answer {
            Ok(()) => self.forget(key),
            Err(why) => {
                self.wrong.insert(key.to_owned(), why);
            }
        }
    }

    /// Lets go of what is in a field.
    pub(super) fn forget(&mut self, key: &str) {
        self.typed.remove(key);
        self.wrong.remove(key);
    }

    /// Whether a sheet closes now: what is being typed is taken first, in the next frame.
    fn closes(&mut self, ctx: &egui::Context, asked: bool) -> bool {
        let escape = ctx.input(|i| i.key_pressed(Key::Escape));
        if asked
            && !escape
            && ctx.text_edit_focused()
            && let Some(id) = ctx.memory(egui::Memory::focused)
        {
            ctx.memory_mut(|m| m.surrender_focus(id));
            ctx.request_repaint();
            self.closing = true;
            return false;
        }
        let closing = std::mem::take(&mut self.closing);
        // What could not be taken is shown once more before it is let go.
        asked || closing && self.wrong.is_empty()
    }

    /// A sheet with a title; whether it closes.
    pub(super) fn sheet(
        &mut self,
        ctx: &egui::Context,
        id: &str,
        title: &str,
        width: f32,
        add: impl FnOnce(&mut Self, &mut egui::Ui, f32),
    ) -> bool {
        let close = super::sheet(ctx, (id, title, width), self, |_, _| {}, add);
        self.closes(ctx, close)
    }
}

/// The heading of a group.
pub(super) fn heading(ui: &mut egui::Ui, theme: &Theme, text: &str) {
    ui.add_space(10.0);
    ui.label(RichText::new(text.to_uppercase()).size(11.0).extra_letter_spacing(1.0).color(color(theme.muted)));
    ui.separator();
}

/// Quiet words.
pub(super) fn quiet(ui: &mut egui::Ui, theme: &Theme, text: &str) -> egui::Response {
    ui.add(egui::Label::new(RichText::new(text).size(12.0).color(color(theme.text_secondary))).wrap())
}

/// A button that is only an icon.
pub(super) fn icon_button(ui: &mut egui::Ui, icon: &str, name: &str, enabled: bool) -> bool {
    let button = Button::new(icon_text(icon, 13.0)).frame(false);
    ui.add_enabled(enabled, button).accessible_name(name).on_hover_text(name).clicked()
}
