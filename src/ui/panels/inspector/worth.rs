//! How complete value, outcomes, costs and risks are, in four parts.
//!
//! Knows nothing about how they are edited.

use eframe::egui::{self, RichText, Sense, Stroke, Vec2};

use crate::analysis::vocr::{PARTS, completeness as parts};
use crate::model::Element;
use crate::theme::Theme;
use crate::ui::style::{color, strong};

pub(super) fn completeness(ui: &mut egui::Ui, element: &Element, theme: &Theme) {
    let done = parts(element);
    ui.add_space(10.0);
    ui.separator();
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        ui.label(strong("Worth and risk", 13.0));
        ui.add_space(4.0);
        for part in 0..PARTS {
            let (rect, _) = ui.allocate_exact_size(Vec2::new(14.0, 6.0), Sense::hover());
            if part < done {
                ui.painter().rect_filled(rect, 2.0, color(theme.accent));
            } else {
                let line = Stroke::new(1.0, color(theme.field_border));
                ui.painter().rect_stroke(rect, 2.0, line, egui::StrokeKind::Inside);
            }
        }
        let said = RichText::new(format!("{done} of {PARTS}")).size(11.0).color(color(theme.muted));
        ui.label(said).on_hover_text(
            "A value with statement and rating, an outcome with a measure, a cost that is known, and a risk that is rated \
             or none known",
        );
    });
}
