//! Several elements or relations at once: what they have in common is shown, and set in all of them as one step.
//!
//! Knows nothing about any single attribute but tags.

use eframe::egui::{self, Key, Margin, RichText};

use super::Inspector;
use crate::editor::Session;
use crate::editor::session::several::Common;
use crate::model::Value;
use crate::theme::Theme;
use crate::ui::fields::caption;
use crate::ui::style::{color, icon_text, strong};

impl Inspector {
    pub(super) fn several(&mut self, ui: &mut egui::Ui, session: &mut Session, theme: &Theme) {
        let several = session.several();
        ui.label(strong(several.heading.as_str(), 16.0));
        let hint = if several.fields.is_empty() {
            "Drag to move them together. Delete takes them out of this view."
        } else {
            "What is changed here changes in all of them."
        };
        ui.label(RichText::new(hint).size(12.0).color(color(theme.text_secondary)));
        ui.add_space(4.0);
        for common in &several.fields {
            match &common.tags {
                Some(all) => tags(ui, session, common, all, theme),
                None => self.fields.field(ui, session, &common.def, &common.cells, theme),
            }
        }
    }
}

/// The tags that any of them has: those of only some say so. One is added to or taken from all, the others stay.
fn tags(ui: &mut egui::Ui, session: &mut Session, common: &Common, all: &[(Value, usize)], theme: &Theme) {
    let Common { def, cells, .. } = common;
    caption(ui, &def.label, Some(def), theme);
    let mut change: Option<(Value, bool)> = None;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(5.0, 5.0);
        for (tag, n) in all {
            let word = crate::editor::fields::typed(Some(tag));
            let few = *n < cells.len();
            let text = if few { format!("{word} ({n} of {})", cells.len()) } else { word.clone() };
            let chip = egui::Button::new((RichText::new(text.as_str()), icon_text("x", 10.0)));
            let chip = ui.add(chip).on_hover_text("Take this tag from all of them");
            if chip.accessible_name(format!("Remove tag {text}")).clicked() {
                change = Some((tag.clone(), false));
            }
        }
    });
    let id = ui.make_persistent_id("new tag");
    let mut text: String = ui.data(|d| d.get_temp(id)).unwrap_or_default();
    let edit = egui::TextEdit::singleline(&mut text).hint_text("Add to all").margin(Margin::symmetric(8, 5));
    let response = ui.add(edit.desired_width(f32::INFINITY)).accessible_name("Add tag to all");
    if response.lost_focus() && !ui.input(|i| i.key_pressed(Key::Escape)) && !text.trim().is_empty() {
        change = Some((Value::text(text.trim()), true));
    }
    if response.lost_focus() {
        text.clear();
    }
    ui.data_mut(|d| d.insert_temp(id, text));
    if let Some((tag, add)) = change {
        session.tag_all(def, cells, &tag, add);
    }
}
