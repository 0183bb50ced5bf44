//! The one look of the choices that open on the canvas: frame, heading, field and rows.
//!
//! Knows nothing about what is chosen.

use eframe::egui::{
    self, Align2, AtomExt, Atoms, Button, Frame, Id, Key, Margin, Modifiers, Response, RichText, Stroke, TextEdit,
    TextWrapMode, Vec2, text::LayoutJob,
};

use super::style::{color, family};
use crate::text::Weight;
use crate::theme::Theme;

/// How wide the choices are.
pub(super) const WIDTH: f32 = 260.0;
/// Height of a row.
pub(super) const ROW: f32 = 30.0;
/// How high a list grows before it scrolls; the half row shows that there is more.
const LIST: f32 = 10.5 * ROW;
/// Space at the left and right of what stands in a row.
const INSET: f32 = 8.0;
/// Where the words of a row with an icon begin.
const WORDS: f32 = INSET + 24.0;

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

/// Words in place of rows where there are none.
pub(super) fn nothing(ui: &mut egui::Ui, theme: &Theme, text: &str) {
    Frame::NONE.inner_margin(Margin::symmetric(INSET as i8, 6)).show(ui, |ui| {
        ui.add(egui::Label::new(RichText::new(text).color(color(theme.muted))).wrap());
    });
}

/// A list that is as high as its rows, up to a limit, whatever stood there before.
pub(super) fn list(ui: &mut egui::Ui, rows: impl FnOnce(&mut egui::Ui)) {
    ui.scope(|ui| {
        // The bar lies over the rows, which end where the field does.
        ui.spacing_mut().scroll.floating_allocated_width = 0.0;
        let area = egui::ScrollArea::vertical().max_height(LIST).min_scrolled_height(LIST);
        area.auto_shrink([false, true]).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            rows(ui);
        });
    });
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

/// What a row means, in at most two quiet lines below its words; all of it under the pointer.
pub(super) fn below(ui: &mut egui::Ui, theme: &Theme, text: &str) {
    let font = egui::FontId::new(11.0, family(Weight::Regular));
    let mut job = LayoutJob::simple(text.to_owned(), font, color(theme.text_secondary), 0.0);
    job.wrap.max_width = ui.available_width() - WORDS - INSET;
    job.wrap.max_rows = 2;
    let galley = ui.fonts_mut(|f| f.layout_job(job));
    let size = Vec2::new(ui.available_width(), galley.size().y + 6.0);
    let (rect, response) = ui.allocate_exact_size(size, egui::Sense::hover());
    ui.painter().galley(rect.min + Vec2::new(WORDS, -2.0), galley, color(theme.text_secondary));
    response.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::Label, true, text));
    response.on_hover_text(text);
}

/// Which of so many rows the arrow keys have led to, and whether just now. What is typed leads back to `best`.
pub(super) fn marked(ui: &egui::Ui, fresh: bool, typed: &str, best: usize, n: usize) -> (usize, bool) {
    let id = Id::unique("popup-marked");
    let kept: Option<(String, usize)> = if fresh { None } else { ui.data(|d| d.get_temp(id)) };
    let mut at = kept.filter(|(text, _)| text == typed).map_or(best, |(_, at)| at);
    let before = at;
    if ui.input_mut(|i| i.consume_key(Modifiers::NONE, Key::ArrowDown)) {
        at += 1;
    }
    if ui.input_mut(|i| i.consume_key(Modifiers::NONE, Key::ArrowUp)) {
        at = at.saturating_sub(1);
    }
    at = at.min(n.saturating_sub(1));
    ui.data_mut(|d| d.insert_temp(id, (typed.to_owned(), at)));
    (at, at != before)
}
