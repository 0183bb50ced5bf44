//! A list over the window that is found in by typing.
//!
//! Knows nothing about what the rows stand for.

use eframe::egui::{self, Align2, FontId, Frame, Id, Margin, Modal, RichText, Sense, TextEdit, Vec2};

use super::list::{self, Led, Look, Row, Said};
use super::style::{backdrop, color, family, icon_text};
use crate::text::Weight;
use crate::theme::Theme;

/// How wide the list is at most.
pub(super) const WIDTH: f32 = 640.0;
const ROW: f32 = 36.0;
/// How many rows are in sight; the half shows that there are more.
const IN_SIGHT: f32 = 9.5;

/// How such a list looks.
pub(super) const LOOK: Look<'_> =
    Look { name: "", hint: "", nothing: "Nothing has these letters", row: ROW, most: IN_SIGHT * ROW, side: 12.0 };

/// How far below the upper edge of the window it stands.
pub(super) fn top(ctx: &egui::Context) -> f32 {
    (ctx.content_rect().height() * 0.12).clamp(12.0, 120.0)
}

/// The field over the rows.
pub(super) fn head(ui: &mut egui::Ui, theme: &Theme, id: Id, text: &mut String, hint: &str) -> egui::Response {
    let frame = Frame::NONE.inner_margin(Margin::symmetric(16, 12));
    let shown = frame.show(ui, |ui| {
        ui.horizontal(|ui| {
            ui.label(icon_text("magnifying-glass", 17.0).color(color(theme.muted)));
            let edit = TextEdit::singleline(text)
                .id(id)
                .font(FontId::new(15.0, family(Weight::Regular)))
                .hint_text(hint)
                .frame(Frame::NONE)
                .margin(Margin::symmetric(4, 0))
                .align(Align2::LEFT_CENTER)
                .min_size(Vec2::new(0.0, 26.0))
                .desired_width(f32::INFINITY);
            ui.add(edit)
        })
    });
    shown.inner.inner
}

/// What the list remembers while it is open.
#[derive(Default)]
pub(super) struct Quick {
    /// What is typed.
    pub text: String,
    led: Led,
    /// Whether it was shown already, so that it takes the keyboard only once.
    shown: bool,
}

impl Quick {
    /// Shows the list over the window; `rows` gives what fits what is typed.
    pub(super) fn ui(
        &mut self,
        ctx: &egui::Context,
        theme: &Theme,
        name: &str,
        rows: impl FnOnce(&str) -> Vec<Row>,
    ) -> Said {
        let id = Id::unique(name);
        let top = top(ctx);
        let area = Modal::default_area(id).anchor(Align2::CENTER_TOP, Vec2::new(0.0, top));
        let frame = Frame::window(&ctx.global_style()).inner_margin(Margin::same(0));
        let modal = Modal::new(id).area(area).frame(frame).backdrop_color(backdrop(ctx)).show(ctx, |ui| {
            ui.set_width(WIDTH.min(ctx.content_rect().width() - 32.0));
            ui.spacing_mut().item_spacing.y = 0.0;
            let keys = list::keys(ctx);
            let field = self.field(ui, theme, id, name);
            let rows = rows(&self.text);
            line(ui, theme);
            let said = self.led.show(ui, theme, &LOOK, (id, keys), (&rows, 0));
            list::current(ctx, field, id, self.led.at(), rows.len());
            line(ui, theme);
            self.foot(ui, theme, &rows);
            said
        });
        if modal.inner == Said::Nothing && modal.should_close() { Said::Closed } else { modal.inner }
    }

    fn field(&mut self, ui: &mut egui::Ui, theme: &Theme, id: Id, hint: &str) -> Id {
        let field = head(ui, theme, id.with("field"), &mut self.text, hint).accessible_name(hint);
        if field.changed() {
            self.led = Led::default();
        }
        // Somebody typing means this list, whatever was clicked in it.
        if !self.shown || ui.memory(|m| m.focused().is_none()) {
            field.request_focus();
        }
        self.shown = true;
        field.id
    }

    /// What the row does that Enter takes, or why it cannot be taken.
    fn foot(&self, ui: &mut egui::Ui, theme: &Theme, rows: &[Row]) {
        let row = rows.get(self.led.at());
        let (text, ink) = match row {
            Some(Row { why_not: Some(why), .. }) => (why.as_str(), theme.finding.warning),
            Some(row) => (row.help.as_str(), theme.text_secondary),
            None => ("", theme.muted),
        };
        foot(ui, theme, (text, ink), "Enter takes it · Esc closes");
    }
}

/// The line below the rows: what the row means, and what the keys do.
pub(super) fn foot(ui: &mut egui::Ui, theme: &Theme, (text, ink): (&str, crate::theme::Color), keys: &str) {
    Frame::NONE.inner_margin(Margin::symmetric(18, 9)).show(ui, |ui| {
        ui.horizontal(|ui| {
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                ui.label(RichText::new(keys).size(11.0).color(color(theme.muted)));
                ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                    ui.add(egui::Label::new(RichText::new(text).size(12.0).color(color(ink))).truncate());
                });
            });
        });
    });
}

/// A line across.
pub(super) fn line(ui: &mut egui::Ui, theme: &Theme) {
    let (rect, _) = ui.allocate_exact_size(Vec2::new(ui.available_width(), 1.0), Sense::hover());
    ui.painter().rect_filled(rect, 0.0, color(theme.panel_border));
}
