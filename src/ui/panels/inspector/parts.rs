//! Pieces of the inspector: its heading, why nothing can be changed, what only this file has.
//!
//! Knows nothing about which attributes there are.

use eframe::egui::{self, RichText};

use crate::editor::{Session, fields};
use crate::model::metamodel::AttributeDef;
use crate::model::{Document, Element, Record};
use crate::scene::anatomy;
use crate::theme::Theme;
use crate::ui::fields::{caption, changing};
use crate::ui::style::{color, fill_icon_text, icon_text, strong};

pub(super) fn heading(ui: &mut egui::Ui, document: &Document, element: &Element, name: &str, theme: &Theme) {
    ui.horizontal(|ui| {
        let icon = anatomy::icon_name(document, element);
        ui.label(fill_icon_text(&icon, 20.0, theme.kind(element.kind.id())));
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 1.0;
            ui.add(egui::Label::new(strong(name, 16.0)).truncate());
            let kind = ui.label(
                RichText::new(document.metamodel().kind_label(element.kind))
                    .size(12.0)
                    .color(color(theme.text_secondary)),
            );
            if let Some(def) = document.metamodel().kind(element.kind) {
                kind.on_hover_text(def.definition.as_str());
            }
        });
    });
    ui.add_space(6.0);
}

/// Why nothing can be changed, where that is so.
pub(super) fn read_only(ui: &mut egui::Ui, session: &Session, theme: &Theme) {
    let Err(why) = session.editable() else { return };
    ui.horizontal_top(|ui| {
        ui.label(icon_text("lock", 15.0).color(color(theme.muted)));
        let text = RichText::new(format!("{why}.")).size(12.0).color(color(theme.text_secondary));
        ui.add(egui::Label::new(text).wrap());
    });
    ui.add_space(6.0);
}

/// A note, frame or group: what it is, what it says, and how to write on it.
pub(super) fn annotation(ui: &mut egui::Ui, session: &mut Session, id: &str, theme: &Theme) {
    let Some(annotation) = session.annotation(id) else { return };
    ui.label(strong(annotation.kind.label(), 16.0));
    ui.add_space(6.0);
    let quiet = |text: &str| RichText::new(text).color(color(theme.text_secondary));
    if annotation.text.is_empty() {
        ui.label(quiet("Nothing written yet"));
    } else {
        ui.add(egui::Label::new(annotation.text.as_str()).wrap());
    }
    ui.add_space(8.0);
    if changing(ui, session.editable(), |ui| ui.button("Write").clicked()) {
        session.begin_writing(id);
    }
    ui.add_space(8.0);
    ui.label(quiet("Part of this view, not of the model."));
}

/// Attributes that this version does not know: kept, shown, not edited.
pub(super) fn unknown(ui: &mut egui::Ui, defs: &[AttributeDef], record: &Record, theme: &Theme) {
    let others: Vec<_> = record.iter().filter(|(key, _)| defs.iter().all(|d| d.key != **key)).collect();
    if others.is_empty() {
        return;
    }
    caption(ui, "Other attributes of the file", None, theme);
    for (key, value) in others {
        ui.label(RichText::new(format!("{key}: {}", fields::typed(Some(value)))).size(12.0));
    }
}
