//! Value, outcomes, costs and risks: four marks with what is missing, and below them the fields.
//!
//! Knows nothing about how a value is edited.

use eframe::egui::{self, Align2, FontFamily, FontId, RichText, Sense, Stroke, Vec2};

use super::Inspector;
use crate::analysis::vocr::known;
use crate::editor::Session;
use crate::editor::fields::{Cell, Place};
use crate::model::Element;
use crate::model::metamodel::AttributeDef;
use crate::theme::Theme;
use crate::ui::style::{color, strong};

/// The four marks: letter, what it stands for, what makes it known.
const MARKS: [(&str, &str, &str); 4] = [
    ("V", "Value", "a statement of the value with its rating"),
    ("O", "Outcomes", "an outcome with its measure"),
    ("C", "Cost", "a cost that is known"),
    ("R", "Risks", "a rated risk, or that none is known"),
];

impl Inspector {
    /// The section: its heading once something is known, all of it among the other attributes.
    pub(super) fn worth(
        &mut self,
        ui: &mut egui::Ui,
        session: &mut Session,
        element: &Element,
        def: &AttributeDef,
        more: bool,
        theme: &Theme,
    ) {
        let known = known(element);
        if !more && !known.contains(&true) {
            return;
        }
        ui.add_space(10.0);
        ui.separator();
        heading(ui, known, theme);
        self.told.at(ui, session, &def.key, theme);
        if !more {
            return;
        }
        let missing: Vec<&str> = MARKS.iter().zip(known).filter(|(_, done)| !done).map(|(m, _)| m.2).collect();
        let said = match missing.as_slice() {
            [] => "All four are known.".to_owned(),
            [one] => format!("Missing: {one}."),
            [_, _, _, _] => "Nothing is known yet. Begin with whatever is certain.".to_owned(),
            [others @ .., last] => format!("Missing: {} and {last}.", others.join("; ")),
        };
        ui.add(egui::Label::new(RichText::new(said).size(12.0).color(color(theme.text_secondary))).wrap());
        let cell = Cell::from(Place::Common(element.id.clone(), def.key.clone()));
        if let Some(way) = self.is_led_to(def) {
            self.records.lead_into(&Cell { place: cell.place.clone(), way });
        }
        self.records.sections(ui, session, &mut self.fields, def, &cell, theme);
    }
}

/// The name of the section with its marks: filled for what is known.
fn heading(ui: &mut egui::Ui, known: [bool; 4], theme: &Theme) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 3.0;
        ui.label(strong("Worth and risk", 13.0));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            for ((letter, name, what), done) in MARKS.iter().zip(known).rev() {
                let (rect, mark) = ui.allocate_exact_size(Vec2::splat(18.0), Sense::hover());
                let ink = if done {
                    ui.painter().rect_filled(rect, 5.0, color(theme.accent));
                    theme.panel
                } else {
                    let line = Stroke::new(1.0, color(theme.field_border));
                    ui.painter().rect_stroke(rect, 5.0, line, egui::StrokeKind::Inside);
                    theme.text_secondary
                };
                let font = FontId::new(11.0, FontFamily::Proportional);
                ui.painter().text(rect.center(), Align2::CENTER_CENTER, letter, font, color(ink));
                let state = if done { "known" } else { "missing" };
                mark.widget_info(|| {
                    egui::WidgetInfo::labeled(egui::accesskit::Role::Label, true, format!("{name}: {state}"))
                });
                mark.on_hover_text(format!("{name}: {}{what}", if done { "" } else { "missing is " }));
            }
        });
    });
}
