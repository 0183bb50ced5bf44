//! The one look of the choices that open on the canvas: frame, heading, field and rows.
//!
//! Knows nothing about what is chosen.

use eframe::egui::{
    self, Align2, AtomExt, Atoms, Button, Frame, Id, Margin, Response, RichText, Stroke, TextEdit, TextWrapMode, Vec2,
};

use super::style::{color, family};
use crate::text::Weight;
use crate::theme::Theme;

/// How wide the choices are.
pub(super) const WIDTH: f32 = 260.0;
/// Height of a row.
pub(super) const ROW: f32 = 30.0;
/// Space at the left and right of what stands in a row.
const INSET: f32 = 8.0;

/// The frame of what opens on the canvas.
pub(super) fn frame(ui: &egui::Ui) -> Frame {
    Frame::popup(ui.style()).inner_margin(Margin::same(6)).corner_radius(10)
}

/// Quiet words over rows.
pub(super) fn heading(ui: &mut egui::Ui, theme: &Theme, text: &str) {
    let words = RichText::new(text).font(egui::FontId::new(11.0, family(Weight::Medium))).color(color(theme.muted));
    Frame::NONE.inner_margin(Margin { left: INSET as i8, right: INSET as i8, top: 4, bottom: 4 }).show(ui, |ui| {
        ui.add(egui::Label::new(words).truncate());
    });
}

/// A question over its answers.
pub(super) fn question(ui: &mut egui::Ui, theme: &Theme, text: &str) {
    Frame::NONE.inner_margin(Margin { left: INSET as i8, right: INSET as i8, top: 5, bottom: 7 }).show(ui, |ui| {
        ui.add(egui::Label::new(RichText::new(text).color(color(theme.text))).wrap());
    });
}

/// How wide a row of a menu is that shows all of its words.
pub(super) fn row_width(ui: &egui::Ui, label: &str) -> f32 {
    let font = egui::TextStyle::Button.resolve(ui.style());
    let words = ui.fonts_mut(|f| f.layout_no_wrap(label.to_owned(), font, egui::Color32::PLACEHOLDER).size().x);
    words + 2.0 * INSET + 12.0
}

/// A field as wide as the rows below it.
pub(super) fn field(ui: &mut egui::Ui, id: Option<Id>, text: &mut String, hint: &str) -> Response {
    let edit = TextEdit::singleline(text)
        .hint_text(hint)
        .desired_width(f32::INFINITY)
        .margin(Margin::symmetric(INSET as i8, 4))
        .align(Align2::LEFT_CENTER)
        .min_size(Vec2::new(0.0, ROW));
    let edit = if let Some(id) = id { edit.id(id) } else { edit };
    let response = ui.add(edit);
    ui.add_space(4.0);
    response
}

/// A row. The one that Enter takes is `on`.
pub(super) fn row(ui: &mut egui::Ui, theme: &Theme, icon: Option<RichText>, label: &str, on: bool) -> Response {
    // It is the words that are cut where there is no room, not the icon.
    let words = RichText::new(label).atom_shrink(true);
    let mut atoms = Atoms::default();
    if let Some(icon) = icon {
        atoms.push_right(icon);
    }
    atoms.push_right(words);
    ui.scope(|ui| {
        ui.spacing_mut().button_padding = Vec2::new(INSET, 2.0);
        let visuals = ui.visuals_mut();
        // The ground says which it is; a border is only for the keyboard.
        visuals.widgets.inactive.bg_stroke = Stroke::NONE;
        visuals.widgets.hovered.bg_stroke = Stroke::NONE;
        visuals.selection.stroke.color = color(theme.text);
        let button = Button::new(atoms)
            .frame_when_inactive(on)
            .selected(on)
            .wrap_mode(TextWrapMode::Truncate)
            .min_size(Vec2::new(ui.available_width(), ROW));
        ui.add(button)
    })
    .inner
}
