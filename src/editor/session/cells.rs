//! Sets values where they stand, one or many, as one step.
//!
//! Knows nothing about how they were typed.

use std::collections::BTreeMap;

use super::Session;
use super::additions::{Facet, SYNONYMS};
use crate::edit::Edit;
use crate::editor::fields::{Cell, Place, judge, typed};
use crate::editor::wording::plural;
use crate::model::Value;

impl Session {
    /// Puts values into cells as one step, several parts of one attribute too; a value that makes no sense there refuses all.
    /// Whether it was done.
    ///
    /// # Errors
    /// What is wrong with the first that makes no sense, as a sentence for its field.
    pub fn set_cells(&mut self, label: &str, values: &[(Cell, Option<Value>)]) -> Result<bool, String> {
        if let [(cell, value)] = values
            && let Some(done) = self.set_named(&cell.place, value.as_ref())
        {
            return done.map(|()| true);
        }
        for (cell, value) in values {
            if let Some(value) = value {
                judge(self.document(), cell, value)?;
            }
        }
        Ok(self.put_cells(label, values))
    }

    /// Sets what is part of something that is only changed as a whole; nothing for everything else.
    fn set_named(&mut self, place: &Place, value: Option<&Value>) -> Option<Result<(), String>> {
        let text = typed(value);
        Some(match place {
            Place::Plateau(id, key) if key == "date" => self.date_plateau(id, &text),
            Place::Plateau(id, _) => self.rename_plateau(id, &text),
            Place::Word(of, key) if key == SYNONYMS => self.set_synonyms(*of, &text),
            Place::Word(of, key) => self.set_own_word(*of, of.word_of(key)?, &text),
            Place::Own(of, attribute, key) => self.set_attribute_facet(*of, attribute, Facet::of(key)?, &text),
            _ => return None,
        })
    }

    /// The same for values that were judged before.
    pub(super) fn put_cells(&mut self, label: &str, values: &[(Cell, Option<Value>)]) -> bool {
        self.commit_naming();
        let edits = self.edits_of(values);
        self.perform(label, &edits)
    }

    /// The edits that put values into cells: one for each attribute, however many of its parts change.
    pub(super) fn edits_of(&self, values: &[(Cell, Option<Value>)]) -> Vec<Edit> {
        let mut whole: BTreeMap<Place, Option<Value>> = BTreeMap::new();
        let document = self.document();
        for (cell, value) in values {
            let place = whole
                .entry(cell.place.clone())
                .or_insert_with(|| Cell::from(cell.place.clone()).value(document).cloned());
            *place = cell.put(place.as_ref(), value.clone());
        }
        // Defaults of settings are not stored.
        let usual = |place: &Place| match place {
            Place::Setting(_) => Cell::from(place.clone()).def(document).and_then(|def| def.default),
            _ => None,
        };
        let differs = |place: &Place, value: &Value| usual(place).as_ref() != Some(value);
        let edit = |(place, value): (Place, Option<Value>)| {
            let value = value.filter(|value| differs(&place, value));
            place.edit(value)
        };
        whole.into_iter().filter_map(edit).collect()
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
