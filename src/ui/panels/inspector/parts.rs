//! Pieces of the inspector: its heading, the state, records that can only be read.
//!
//! Knows nothing about which attributes there are.

use ecow::EcoString;
use eframe::egui::{self, Frame, Margin, RichText};

use crate::editor::{Session, fields};
use crate::model::metamodel::{AttributeDef, AttributeType};
use crate::model::{Document, Element, ElementId, Record, State, Value};
use crate::scene::anatomy;
use crate::theme::Theme;
use crate::ui::fields::caption;
use crate::ui::style::{capital, color, fill_icon_text, strong};

/// Width of the names of a record's attributes.
const LABELS: f32 = 96.0;

pub(super) fn heading(ui: &mut egui::Ui, document: &Document, element: &Element, theme: &Theme) {
    ui.horizontal(|ui| {
        let icon = anatomy::icon_name(document, element);
        ui.label(fill_icon_text(&icon, 20.0, theme.kind(element.kind.id())));
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 1.0;
            ui.add(egui::Label::new(strong(element.shown_name(), 16.0)).truncate());
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

pub(super) fn state(ui: &mut egui::Ui, session: &mut Session, element: &Element, theme: &Theme) {
    caption(ui, "State", None, theme);
    let stored = element.fields.get("state").is_some();
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        for s in State::ALL {
            let on = element.state() == s;
            let label = capital(s.id());
            if ui
                .add(egui::Button::new(label.as_str()).selected(on))
                .accessible_name(format!("State: {label}"))
                .clicked()
                && !(on && stored)
            {
                // Keep is what absence means, so it is not stored.
                let value = (s != State::Keep).then(|| Value::text(s.id()));
                session.set_field(&element.id, "state", "State", value);
            }
        }
    });
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
    if ui.button("Write").clicked() {
        session.begin_writing(id);
    }
    ui.add_space(8.0);
    ui.label(quiet("Part of this view, not of the model."));
}

pub(super) fn read_only(
    ui: &mut egui::Ui,
    document: &Document,
    def: &AttributeDef,
    value: Option<&Value>,
    theme: &Theme,
) {
    let Some(value) = value else { return };
    caption(ui, &def.label, Some(def), theme);
    let entries = if let Value::List(list) = value { list.to_vec() } else { vec![value.clone()] };
    let name = match &def.ty {
        AttributeType::Record { record } => Some(record),
        AttributeType::List { of } => {
            if let AttributeType::Record { record } = &**of {
                Some(record)
            } else {
                None
            }
        }
        _ => None,
    };
    for entry in entries {
        Frame::group(ui.style()).inner_margin(Margin::symmetric(10, 7)).show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = 4.0;
            record_lines(ui, document, name.map(EcoString::as_str), &entry, theme);
        });
    }
}

pub(super) fn record_lines(ui: &mut egui::Ui, document: &Document, name: Option<&str>, entry: &Value, theme: &Theme) {
    let Some(record) = entry.as_record() else {
        ui.label(fields::typed(Some(entry)));
        return;
    };
    let defs = name.and_then(|n| document.metamodel().records.get(n)).map(|r| r.fields.as_slice()).unwrap_or_default();
    for (key, value) in record {
        let label = defs.iter().find(|d| d.key == *key).map_or(key.as_str(), |d| d.label.as_str());
        let text = match value {
            Value::Text(id) => match defs.iter().find(|d| d.key == *key).map(|d| &d.ty) {
                Some(AttributeType::Enum { values }) => {
                    values.iter().find(|v| v.id == *id).map_or(id.as_str(), |v| v.label.as_str()).to_owned()
                }
                Some(AttributeType::Reference { .. }) => {
                    document.element(&ElementId::new(id.clone())).map_or(id.as_str(), |e| e.shown_name()).to_owned()
                }
                _ => id.to_string(),
            },
            other => fields::typed(Some(other)).replace('\n', "; "),
        };
        let unit = defs.iter().find(|d| d.key == *key).and_then(|d| d.unit.as_deref());
        let text = match (figure(value), unit) {
            (Some(figure), Some(unit)) if unit.starts_with('/') => format!("{figure}{unit}"),
            (Some(figure), Some(unit)) => format!("{figure} {unit}"),
            (Some(figure), None) => figure,
            (None, _) => text,
        };
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 8.0;
            let column = egui::Layout::left_to_right(egui::Align::Min);
            ui.allocate_ui_with_layout(egui::vec2(LABELS, 16.0), column, |ui| {
                ui.set_min_width(LABELS);
                ui.set_max_width(LABELS);
                ui.add(egui::Label::new(RichText::new(label).size(12.0).color(color(theme.text_secondary))).wrap());
            });
            ui.add(egui::Label::new(RichText::new(text).size(12.0)).wrap());
        });
    }
}

/// A large number with its thousands set apart; years and small numbers as they are.
fn figure(value: &Value) -> Option<String> {
    let plain = match value {
        Value::Int(_) | Value::Number(_) => fields::typed(Some(value)),
        _ => return None,
    };
    let (whole, rest) = plain.split_once('.').map_or((plain.as_str(), None), |(w, r)| (w, Some(r)));
    let (sign, digits) = whole.strip_prefix('-').map_or(("", whole), |d| ("-", d));
    if digits.len() < 5 || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Some(plain);
    }
    let mut text = sign.to_owned();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    if let Some(rest) = rest {
        text.push('.');
        text.push_str(rest);
    }
    Some(text)
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
