//! Several elements or relations at once: what they have in common is shown, and set in all of them as one step.
//!
//! Knows nothing about any single attribute.

use eframe::egui::{self, RichText};

use super::Inspector;
use super::marks::KEYS;
use crate::editor::Session;
use crate::editor::fields::Place;
use crate::model::ElementId;
use crate::scene::Owner;
use crate::theme::Theme;
use crate::ui::style::{color, strong};

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
            let whole = common.cells.iter().all(|c| matches!(c.place, Place::Common(..)));
            // State and plateau stand together.
            if whole && common.def.key == KEYS[0] {
                let element = |owner: &Owner| if let Owner::Element(id) = owner { Some(id.clone()) } else { None };
                let elements: Vec<ElementId> = session.selection().iter().filter_map(element).collect();
                self.marks(ui, session, &elements, theme);
            }
            if whole && KEYS.contains(&common.def.key.as_str()) {
                continue;
            }
            self.fields.field(ui, session, &common.def, &common.cells, theme);
        }
    }
}
