//! The shell of a sheet: its title and how it closes.
//!
//! What is being typed is taken before it closes, and what is refused then is shown first.
//!
//! Knows nothing about what the sheet is for.

use eframe::egui::{self, Button, Key, RichText};

use crate::theme::Theme;
use crate::ui::fields::Fields;
use crate::ui::style::{color, icon_text};

/// What a sheet remembers while it is open.
#[derive(Default)]
pub(super) struct Shell {
    fields: Fields,
    /// Of which document.
    of: Option<u64>,
    /// The sheet was asked to close while something was being typed.
    closing: bool,
}

impl Shell {
    /// A sheet about a document; whether it closes.
    pub(super) fn sheet(
        &mut self,
        ctx: &egui::Context,
        of: u64,
        (id, title, width): (&str, &str, f32),
        add: impl FnOnce(&mut Fields, &mut egui::Ui, f32),
    ) -> bool {
        if self.of != Some(of) {
            *self = Self { of: Some(of), ..Self::default() };
        }
        let told = self.fields.is_refusing();
        let close = super::sheet(ctx, (id, title, width), &mut self.fields, |_, _| {}, add);
        // What is refused while it closes is shown once before it is let go.
        self.closes(ctx, close) && (told || !self.fields.is_refusing())
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
        asked || std::mem::take(&mut self.closing)
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
