//! Choices: some of some values as chips, one of some values side by side or from a list.
//!
//! Knows nothing about what is chosen.

use ecow::EcoString;
use eframe::egui;

use super::menu::menu;
use super::segments;
use crate::model::Value;
use crate::model::metamodel::EnumValue;

/// What was picked of some choices.
pub(in crate::ui) enum Picked {
    Value(EcoString),
    Nothing,
}

impl Picked {
    pub(in crate::ui) fn value(self) -> Option<Value> {
        match self {
            Self::Value(id) => Some(Value::Text(id)),
            Self::Nothing => None,
        }
    }
}

/// Few short choices side by side, else a list. Gives what was picked just now.
pub(in crate::ui) fn choose(
    ui: &mut egui::Ui,
    label: &str,
    choices: &[&EnumValue],
    stored: Option<&EcoString>,
    default: Option<&EcoString>,
) -> Option<Picked> {
    let words: Vec<&str> = choices.iter().map(|v| v.label.as_str()).collect();
    if choices.len() <= 5 && segments::fit(ui, &words) {
        let named: Vec<(&EcoString, &str)> = choices.iter().map(|v| (&v.id, v.label.as_str())).collect();
        return segments::segments(ui, label, &named, stored, default);
    }
    menu(ui, label, choices, stored, default)
}

/// Some of some values, each a chip that is on or off. Gives what is chosen after a click just now, in the order of the
/// definition.
pub(in crate::ui) fn chips(
    ui: &mut egui::Ui,
    name: &str,
    values: &[EnumValue],
    chosen: &[Value],
) -> Option<Vec<Value>> {
    let is_on = |id: &EcoString| chosen.iter().any(|c| c.as_text() == Some(id));
    let mut clicked = None;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(5.0, 5.0);
        for v in values {
            let chip = ui.add(egui::Button::new(v.label.as_str()).selected(is_on(&v.id)));
            if chip.accessible_name(format!("{name}: {}", v.label)).clicked() {
                clicked = Some(&v.id);
            }
        }
    });
    let clicked = clicked?;
    let now = values.iter().filter(|v| is_on(&v.id) != (v.id == *clicked));
    Some(now.map(|v| Value::Text(v.id.clone())).collect())
}
