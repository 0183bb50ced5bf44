//! The mark of elements: their state, and beside it the plateau at which it takes effect.
//!
//! Knows nothing about what a state means.

use eframe::egui::{self, RichText};

use super::Inspector;
use crate::editor::Session;
use crate::editor::fields::{Cell, Place};
use crate::editor::workspace::Sheet;
use crate::model::metamodel::{AttributeDef, AttributeType};
use crate::model::{ElementId, State, Value};
use crate::theme::Theme;
use crate::ui::fields::{caption, changing, choose};
use crate::ui::style::icon_text;

/// The keys of both.
pub(super) const KEYS: [&str; 2] = ["state", "plateau"];

impl Inspector {
    /// State and plateau of the selected elements. What stays as it is takes effect at no plateau, so none is asked for.
    pub(super) fn marks(&mut self, ui: &mut egui::Ui, session: &mut Session, elements: &[ElementId], theme: &Theme) {
        let metamodel = session.document().metamodel().clone();
        let def = |key: &str| metamodel.common.iter().find(|d| d.key == key);
        let (Some(state), Some(plateau)) = (def(KEYS[0]), def(KEYS[1])) else { return };
        let cells = |def: &AttributeDef| -> Vec<Cell> {
            elements.iter().map(|id| Place::Common(id.clone(), def.key.clone()).into()).collect()
        };
        caption(ui, &state.label, Some(state), theme);
        choose_state(ui, session, elements, state, &cells(state));
        let document = session.document();
        let of = |id: &ElementId| document.element(id);
        let states: Vec<State> = elements.iter().filter_map(|id| of(id).map(|e| e.state())).collect();
        let placed = elements.iter().filter_map(of).any(|e| e.fields.get(&plateau.key).is_some());
        if !placed && states.iter().all(|s| *s == State::Keep) {
            return;
        }
        let any = !document.head().plateaus.is_empty();
        if any {
            self.fields.field(ui, session, plateau, cells(plateau), theme);
        }
        let same = states.first().filter(|first| **first != State::Keep && states.iter().all(|s| s == *first));
        if let Some(state) = same {
            let label = if any { "At another plateau…" } else { "At a plateau…" };
            let button = egui::Button::new((icon_text("plus", 13.0), RichText::new(label).size(12.5)));
            if changing(ui, session.editable(), |ui| ui.add(button).accessible_name(label)).clicked() {
                self.asked = Some(Sheet::Mark(*state));
            }
        }
    }
}

/// The state, side by side; the plateau goes with what stays.
fn choose_state(ui: &mut egui::Ui, session: &mut Session, elements: &[ElementId], def: &AttributeDef, cells: &[Cell]) {
    let AttributeType::Enum { values } = &def.ty else { return };
    let choices: Vec<_> = values.iter().collect();
    let states: Vec<_> = cells.iter().map(|c| c.value(session.document()).and_then(Value::as_text)).collect();
    let same = states.first().filter(|first| states.iter().all(|s| s == *first)).copied();
    // What absence means is outlined, unless they differ.
    let meant = def.default.as_ref().and_then(Value::as_text);
    let (stored, default) = (same.flatten().cloned(), meant.filter(|_| same.is_some()));
    let may = session.editable();
    let picked = changing(ui, may, |ui| choose(ui, &def.label, &choices, stored.as_ref(), default));
    let Some(value) = picked.map(|p| p.value().filter(|v| v.as_text() != meant)) else { return };
    let label = session.cells_label(&def.label, cells);
    let mut values: Vec<_> = cells.iter().map(|c| (c.clone(), value.clone())).collect();
    if value.is_none() {
        // What stays takes effect at no plateau.
        values.extend(elements.iter().map(|id| (Place::Common(id.clone(), KEYS[1].into()).into(), None)));
    }
    // A value of the definition is never refused.
    let _ = session.set_cells(&label, &values);
}
