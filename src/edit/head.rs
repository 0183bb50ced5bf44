//! Edits of what the document says about itself: its additions to the metamodel and its roadmap.
//!
//! Knows nothing about how they are edited.

use std::collections::BTreeSet;

use ecow::EcoVec;

use super::EditError;
use super::apply::{Work, check_text, check_unknown, check_value};
use crate::model::additions::extended;
use crate::model::ids::is_id;
use crate::model::metamodel::{AttributeDef, is_date};
use crate::model::{Element, ElementKind, Metamodel, Plateau, Record, Relation, RelationKind, Unsorted, Value};

impl Work {
    pub(super) fn set_additions(&mut self, additions: &Record) -> Result<(), EditError> {
        check_value(&Value::Record(additions.clone()))?;
        if self.document.head().additions == *additions {
            return Ok(());
        }
        // What could not be used before is none of this edit's doing.
        let (_, known) = extended(self.document.base_metamodel(), &self.document.head().additions);
        let before = self.document.metamodel().clone();
        let complaints = self.document.put_additions(additions.clone());
        if let Some(new) = complaints.into_iter().find(|c| !known.contains(c)) {
            return Err(EditError::BadAddition(new));
        }
        self.document.head_mut().fields.remove("metamodel");
        self.delta.head = true;
        self.put_attributes_in_order(&before);
        Ok(())
    }

    /// Attributes stand in the order of their definitions, so what got others must be put in order again.
    fn put_attributes_in_order(&mut self, before: &Metamodel) {
        let metamodel = self.document.metamodel().clone();
        let keys = |defs: &[AttributeDef]| defs.iter().map(|d| d.key.clone()).collect::<Vec<_>>();
        let moved: BTreeSet<ElementKind> = ElementKind::ALL
            .into_iter()
            .filter(|k| keys(before.element_attributes(*k)) != keys(metamodel.element_attributes(*k)))
            .collect();
        let changed: Vec<Element> = self
            .document
            .elements()
            .values()
            .filter(|e| moved.contains(&e.kind) && !e.attributes.is_empty())
            .filter_map(|e| {
                let mut element = Element::clone(e);
                metamodel.put_in_order(metamodel.element_attributes(e.kind), &mut element.attributes);
                (element != **e).then_some(element)
            })
            .collect();
        for element in changed {
            self.put_element(element);
        }
        let moved: BTreeSet<RelationKind> = RelationKind::ALL
            .into_iter()
            .filter(|k| keys(before.relation_attributes(*k)) != keys(metamodel.relation_attributes(*k)))
            .collect();
        let changed: Vec<Relation> = self
            .document
            .relations()
            .values()
            .filter(|r| moved.contains(&r.kind) && !r.attributes.is_empty())
            .filter_map(|r| {
                let mut relation = Relation::clone(r);
                metamodel.put_in_order(metamodel.relation_attributes(r.kind), &mut relation.attributes);
                (relation != **r).then_some(relation)
            })
            .collect();
        for relation in changed {
            self.put_relation(relation);
        }
    }

    pub(super) fn set_waivers(&mut self, waivers: &EcoVec<Value>) -> Result<(), EditError> {
        waivers.iter().try_for_each(check_value)?;
        let mut sorted: Vec<Value> = waivers.iter().cloned().collect();
        sorted.sort_by_cached_key(|entry| {
            let text = |key| entry.as_record().and_then(|r| r.get(key)).and_then(Value::as_text).cloned();
            ["rule", "subject"].map(text)
        });
        let sorted: EcoVec<Value> = sorted.into();
        if self.document.head().waivers != sorted {
            self.document.head_mut().waivers = sorted;
            self.delta.head = true;
        }
        Ok(())
    }

    pub(super) fn set_unsorted(&mut self, entries: &EcoVec<Unsorted>) -> Result<(), EditError> {
        let mut ids = BTreeSet::new();
        for entry in entries {
            if !ids.insert(&entry.id) || !is_id(entry.id.as_str()) {
                return Err(EditError::BadId(entry.id.clone()));
            }
            check_text(&entry.text)?;
            check_unknown(&entry.fields, &["id", "text"])?;
        }
        if self.document.head().unsorted != *entries {
            let mut entries = entries.clone();
            for entry in entries.make_mut() {
                entry.fields.sort_by_rank(|key| usize::from(key != "hint"));
            }
            self.document.head_mut().unsorted = entries;
            self.delta.head = true;
        }
        Ok(())
    }

    pub(super) fn set_plateaus(&mut self, plateaus: &EcoVec<Plateau>) -> Result<(), EditError> {
        let known = self.document.head().plateaus.clone();
        let mut ids = BTreeSet::new();
        for plateau in plateaus {
            if !ids.insert(&plateau.id) || !is_id(plateau.id.as_str()) {
                return Err(EditError::BadId(plateau.id.clone()));
            }
            check_unknown(&plateau.fields, &["id"])?;
            // What was damaged before may stay as it is.
            let was = known.iter().find(|p| p.id == plateau.id);
            let changed =
                |key: &str| plateau.fields.get(key).filter(|v| was.is_none_or(|w| w.fields.get(key) != Some(*v)));
            match changed("name") {
                None => {}
                Some(Value::Text(name)) => check_text(name)?,
                Some(_) => return Err(EditError::WrongType { label: "Name".into(), expected: "a text".into() }),
            }
            if changed("date").is_some_and(|d| d.as_text().is_none_or(|t| !is_date(t))) {
                let expected = "a date such as 2026-07-01".into();
                return Err(EditError::WrongType { label: "Date".into(), expected });
            }
        }
        if known == *plateaus {
            return Ok(());
        }
        let mut plateaus = plateaus.clone();
        for plateau in plateaus.make_mut() {
            plateau.fields.sort_by_rank(|key| ["name", "date"].iter().position(|k| *k == key).unwrap_or(2));
        }
        self.document.head_mut().plateaus = plateaus;
        self.delta.head = true;
        Ok(())
    }
}
