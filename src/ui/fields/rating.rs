//! A small whole number, such as 1 to 5, as a row of its values.
//!
//! Knows nothing about what is rated.

use ecow::EcoString;
use eframe::egui;

use super::segments::segments;
use super::{Fields, changing};
use crate::editor::Session;
use crate::editor::fields::Cells;
use crate::model::Value;
use crate::model::metamodel::{AttributeDef, AttributeType};

impl Fields {
    /// The row, where the attribute has few values and one of them or none is stored. Whether it was shown. `name` is what
    /// its controls are called.
    pub(super) fn rating(
        &mut self,
        ui: &mut egui::Ui,
        session: &mut Session,
        def: &AttributeDef,
        cells: &Cells,
        name: &str,
    ) -> bool {
        let (AttributeType::Integer, Some(least), Some(most)) = (&def.ty, def.min, def.max) else { return false };
        if most - least > 5.0 || least < 0.0 || least.fract() != 0.0 {
            return false;
        }
        let stored = cells.stored(session.document());
        let number = stored.value().and_then(Value::as_number);
        if stored.value().is_some() && number.is_none_or(|n| n < least || n > most || n.fract() != 0.0) {
            return false;
        }
        let counted = (0..=5).map(f64::from).filter(|n| (least..=most).contains(n));
        let ids: Vec<EcoString> = counted.map(|n| EcoString::from(n.to_string())).collect();
        let choices: Vec<(&EcoString, &str)> = ids.iter().map(|id| (id, id.as_str())).collect();
        let text = |value: &Value| EcoString::from(crate::editor::fields::typed(Some(value)));
        let (stored, default) = (stored.value().map(text), def.default.as_ref().map(text));
        let row = |ui: &mut egui::Ui| segments(ui, name, &choices, stored.as_ref(), default.as_ref());
        if let Some(picked) = changing(ui, session.editable(), row) {
            let value = picked.value().and_then(|v| v.as_text().and_then(|t| t.parse().ok())).map(Value::Int);
            self.put(session, def, cells, value.as_ref());
        }
        true
    }
}
