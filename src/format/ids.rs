//! Gives the entries of a file ids that are ids and stand once, and lets what names them follow.
//!
//! Knows nothing about what the entries say besides.

use std::collections::{HashMap, HashSet};

use ecow::EcoString;

use super::assemble::Problems;
use super::problem::{Code, quoted};
use crate::model::ids::{derived_id, is_id};
use crate::model::metamodel::{AttributeDef, AttributeType};
use crate::model::{ElementId, Metamodel, Record, RelationId, Value};

/// The ids of a list: which are taken, and what became of those that could not stay.
pub(super) struct Ids {
    /// Every id that the list says, so that a new one collides with none of them.
    said: HashSet<EcoString>,
    taken: HashSet<EcoString>,
    /// The last number that was tried behind the beginning of an id, so that a file of one id a million times costs no
    /// square, nor one of a million long ids that begin alike.
    tried: HashMap<EcoString, usize>,
    /// What became of the ids that could not be ids.
    pub(super) renamed: Renamed,
}

impl Ids {
    pub(super) fn of(list: &[Value]) -> Self {
        let id = |entry: &Value| entry.as_record()?.get("id")?.as_text().cloned();
        let said = list.iter().filter_map(id).collect();
        Self { said, taken: HashSet::with_capacity(list.len()), tried: HashMap::new(), renamed: Renamed::new() }
    }

    /// The id under which an entry goes on: its own, a derived one where its own does not fit, the next free one where it
    /// is taken. The same file gives the same ids every time.
    pub(super) fn settle(&mut self, said: &EcoString, what: &str, problems: &mut Problems) -> EcoString {
        if !self.taken.contains(said) && is_id(said) {
            self.taken.insert(said.clone());
            return said.clone();
        }
        let base = if is_id(said) { said.clone() } else { derived_id(said) };
        let stem = EcoString::from(&base[..base.len().min(50)]);
        let mut id = base;
        let n = self.tried.entry(stem.clone()).or_insert(1);
        while self.taken.contains(&id) || (id != *said && self.said.contains(&id)) || !is_id(&id) {
            *n += 1;
            id = EcoString::from(format!("{stem}.{n}"));
        }
        if is_id(said) {
            let message = format!(
                "The id \"{said}\" of {what}s stands more than once; the later {what} became \"{id}\" and what names the id means the first."
            );
            problems.add(Code::RepeatedId, &id, message);
        } else {
            let original = said;
            let (said, an) = (quoted(said), if what.starts_with('e') { "an" } else { "a" });
            let message = format!(
                "The id \"{said}\" of {an} {what} is not made of 1 to 64 letters, digits, \"_\", \".\" and \"-\"; it became \"{id}\"."
            );
            problems.add(Code::UnfitId, &id, message);
            self.renamed.entry(original.clone()).or_insert_with(|| id.clone());
        }
        self.taken.insert(id.clone());
        id
    }
}

/// Ids that were changed while reading: what the file says, what it became.
pub(super) type Renamed = HashMap<EcoString, EcoString>;

/// The changed ids of elements and relations.
pub(super) struct AllRenamed {
    pub(super) elements: Renamed,
    pub(super) relations: Renamed,
}

impl AllRenamed {
    pub(super) fn element(&self, said: &EcoString) -> ElementId {
        ElementId::new(self.elements.get(said).unwrap_or(said).clone())
    }

    pub(super) fn relation(&self, said: &EcoString) -> RelationId {
        RelationId::new(self.relations.get(said).unwrap_or(said).clone())
    }
}

/// Lets the references in a record follow the elements that were renamed.
pub(super) fn follow_in_record(metamodel: &Metamodel, defs: &[AttributeDef], record: &mut Record, renamed: &Renamed) {
    for def in defs {
        if let Some(value) = record.get(&def.key) {
            let mut followed = value.clone();
            follow_in_value(metamodel, &def.ty, &mut followed, renamed);
            if followed != *value {
                record.set(def.key.clone(), followed);
            }
        }
    }
}

fn follow_in_value(metamodel: &Metamodel, ty: &AttributeType, value: &mut Value, renamed: &Renamed) {
    match (ty, value) {
        (AttributeType::Reference { .. }, Value::Text(id)) => {
            if let Some(new) = renamed.get(id) {
                *id = new.clone();
            }
        }
        (AttributeType::List { of }, Value::List(list)) => {
            for value in list.make_mut() {
                follow_in_value(metamodel, of, value, renamed);
            }
        }
        (AttributeType::Record { record: name }, Value::Record(record)) => {
            if let Some(def) = metamodel.records.get(name) {
                follow_in_record(metamodel, &def.fields, record, renamed);
            }
        }
        _ => {}
    }
}

/// Lets the subject of a waiver follow what was renamed.
pub(super) fn follow_in_waiver(waiver: &mut Value, renamed: &AllRenamed) {
    if let Value::Record(record) = waiver
        && let Some(Value::Text(subject)) = record.get("subject")
        && let Some(new) = renamed.elements.get(subject).or_else(|| renamed.relations.get(subject))
    {
        let new = new.clone();
        record.set("subject", Value::Text(new));
    }
}
