//! Sets values where they stand, one or many, as one step.
//!
//! Knows nothing about how they were typed.

use std::collections::BTreeMap;

use super::Session;
use crate::editor::fields::{Cell, Place, judge};
use crate::editor::wording::plural;
use crate::model::Value;

impl Session {
    /// Puts values into cells as one step, several parts of one attribute too; a value that makes no sense there refuses all.
    /// Whether it was done.
    ///
    /// # Errors
    /// What is wrong with the first that makes no sense, as a sentence for its field.
    pub fn set_cells(&mut self, label: &str, values: &[(Cell, Option<Value>)]) -> Result<bool, String> {
        for (cell, value) in values {
            if let Some(value) = value {
                judge(self.document(), cell, value)?;
            }
        }
        Ok(self.put_cells(label, values))
    }

    /// The same for values that were judged before.
    pub(super) fn put_cells(&mut self, label: &str, values: &[(Cell, Option<Value>)]) -> bool {
        self.commit_naming();
        let mut whole: BTreeMap<Place, Option<Value>> = BTreeMap::new();
        let document = self.document().clone();
        for (cell, value) in values {
            let place = whole
                .entry(cell.place.clone())
                .or_insert_with(|| Cell::from(cell.place.clone()).value(&document).cloned());
            *place = cell.put(place.as_ref(), value.clone());
        }
        // Defaults of settings are not stored.
        let usual = |place: &Place| match place {
            Place::Setting(_) => Cell::from(place.clone()).def(&document).and_then(|def| def.default),
            _ => None,
        };
        let differs = |place: &Place, value: &Value| usual(place).as_ref() != Some(value);
        let edits: Vec<_> = whole
            .into_iter()
            .map(|(place, value)| {
                let value = value.filter(|value| differs(&place, value));
                place.edit(value)
            })
            .collect();
        self.perform(label, &edits)
    }

    /// Puts a value that was not typed in its place, or takes it away, as one step. Whether it was done.
    pub fn set_value(&mut self, place: Place, label: &str, value: Option<Value>) -> bool {
        self.commit_naming();
        let cell = Cell::from(place);
        let step = self.cells_label(label, std::slice::from_ref(&cell));
        self.put_cells(&step, &[(cell, value)])
    }

    /// What a step is called that sets something of some cells: the label and whose it is.
    #[must_use]
    pub fn cells_label(&self, label: &str, cells: &[Cell]) -> String {
        let whose = match cells {
            [one] => self.whose(one),
            several => match several.first().map(|c| &c.place) {
                Some(Place::Relation(..)) => plural(several.len(), "relation"),
                _ => plural(several.len(), "element"),
            },
        };
        format!("Set {} of {whose}", label.to_lowercase())
    }
}
