//! The ends of a relation, and what is shown when nothing is selected.
//!
//! Knows nothing about attributes.

use eframe::egui::{self, RichText};

use crate::editor::Session;
use crate::editor::workspace::Sheet;
use crate::model::{Document, ElementId, ElementKind, Value};
use crate::scene::anatomy;
use crate::theme::Theme;
use crate::ui::style::{color, fill_icon_text, icon_text, strong};

pub(super) fn end_button(
    ui: &mut egui::Ui,
    session: &mut Session,
    document: &Document,
    end: &ElementId,
    theme: &Theme,
) {
    let Some(element) = document.element(end) else {
        ui.label(end.to_string());
        return;
    };
    let icon = anatomy::icon_name(document, element);
    let atoms = (fill_icon_text(&icon, 15.0, theme.kind(element.kind.id())), RichText::new(element.shown_name()));
    let go = egui::Button::new(atoms).wrap_mode(egui::TextWrapMode::Truncate);
    if ui.add(go).accessible_name(format!("Go to {}", element.shown_name())).clicked() {
        session.go_or_select(end);
    }
}

/// The ways to what is said of the whole model; which was taken.
pub(super) fn ways(ui: &mut egui::Ui) -> Option<Sheet> {
    ui.add_space(10.0);
    let ways = [
        ("sliders-horizontal", "Settings of the model", Sheet::Model),
        ("text-t", "Words and attributes", Sheet::Words),
        ("clock", "Roadmap", Sheet::Roadmap),
    ];
    let mut taken = None;
    for (icon, label, sheet) in ways {
        let button = egui::Button::new((icon_text(icon, 15.0), label)).min_size(egui::vec2(ui.available_width(), 28.0));
        if ui.add(button).accessible_name(label).clicked() {
            taken = Some(sheet);
        }
    }
    taken
}

pub(super) fn nothing(ui: &mut egui::Ui, session: &Session, counts: &[(ElementKind, usize)], theme: &Theme) {
    let document = session.document();
    ui.label(strong(session.title(), 16.0));
    if let Some(description) = document.head().meta.get("description").and_then(Value::as_text) {
        ui.label(RichText::new(description.as_str()).color(color(theme.text_secondary)));
    }
    ui.add_space(8.0);
    for (kind, n) in counts.iter().filter(|(_, n)| *n > 0) {
        let Some(def) = document.metamodel().kind(*kind) else { continue };
        ui.horizontal(|ui| {
            ui.label(fill_icon_text(&def.icon, 15.0, theme.kind(kind.id())));
            ui.label(def.plural.as_str());
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                ui.label(RichText::new(n.to_string()).color(color(theme.muted)));
            });
        });
    }
    let next = if document.elements().is_empty() {
        "Click a zone of the canvas, or pick a kind on the left, to add the first element."
    } else {
        "Select a card or a line to see what is known of it, and to enter more."
    };
    ui.add_space(8.0);
    ui.horizontal_top(|ui| {
        ui.label(icon_text("cursor-click", 16.0).color(color(theme.accent)));
        ui.add(egui::Label::new(RichText::new(next).color(color(theme.text_secondary))).wrap());
    });
}
