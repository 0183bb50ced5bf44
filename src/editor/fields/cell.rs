//! Where one value of a document stands: an attribute of something, or a part of a record or list in it.
//!
//! Knows nothing about what values mean.

use ecow::EcoString;

use crate::edit::Edit;
use crate::editor::session::additions::Of;
use crate::model::metamodel::{AttributeDef, AttributeType};
use crate::model::{Document, ElementId, Record, RelationId, Value};

/// Where an attribute stands.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// What every element may have, such as its description.
    Common(ElementId, EcoString),
    /// An attribute of an element's kind.
    Attribute(ElementId, EcoString),
    /// An attribute of a relation.
    Relation(RelationId, EcoString),
    /// A setting of the model.
    Setting(EcoString),
    /// What the model says of itself.
    Meta(EcoString),
    /// What is said of a plateau.
    Plateau(EcoString, EcoString),
    /// What the model calls a kind.
    Word(Of, EcoString),
    /// What is said of an attribute that the model gives a kind.
    Own(Of, EcoString, EcoString),
}

/// A step from a value into it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// The value with a key, of a record.
    Key(EcoString),
    /// An entry of a list, counted from 0; the number of entries stands for one that is not there yet.
    At(usize),
}

/// Where a value stands: an attribute and the way into it, which is empty for the attribute itself.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cell {
    /// The attribute.
    pub place: Place,
    /// The way into it.
    pub way: Vec<Part>,
}

impl From<Place> for Cell {
    fn from(place: Place) -> Self {
        Self { place, way: Vec::new() }
    }
}

impl Place {
    /// The key of the attribute.
    #[must_use]
    pub fn key(&self) -> &EcoString {
        match self {
            Self::Common(_, key)
            | Self::Attribute(_, key)
            | Self::Relation(_, key)
            | Self::Setting(key)
            | Self::Meta(key)
            | Self::Plateau(_, key)
            | Self::Word(_, key)
            | Self::Own(_, _, key) => key,
        }
    }

    /// The attributes that stand beside it with their definitions; nothing for what is not there.
    #[must_use]
    pub fn record<'a>(&self, document: &'a Document) -> Option<(&'a Record, &'a [AttributeDef])> {
        let metamodel = document.metamodel();
        match self {
            Self::Common(id, _) => document.element(id).map(|e| (&e.fields, metamodel.common.as_slice())),
            Self::Attribute(id, _) => {
                document.element(id).map(|e| (&e.attributes, metamodel.element_attributes(e.kind)))
            }
            Self::Relation(id, _) => {
                document.relation(id).map(|r| (&r.attributes, metamodel.relation_attributes(r.kind)))
            }
            Self::Setting(_) => Some((&document.head().settings, metamodel.settings.as_slice())),
            Self::Meta(_) => Some((&document.head().meta, &[])),
            Self::Plateau(id, _) => {
                document.head().plateaus.iter().find(|p| p.id == *id).map(|p| (&p.fields, [].as_slice()))
            }
            Self::Word(of, _) => of.addition(document).map(|addition| (addition, [].as_slice())),
            Self::Own(of, attribute, _) => of.own_attribute(document, attribute).map(|own| (own, [].as_slice())),
        }
    }

    /// The edit that puts a value there; nothing for what is part of something that is only changed as a whole.
    #[must_use]
    pub fn edit(&self, value: Option<Value>) -> Option<Edit> {
        Some(match self.clone() {
            Self::Common(id, key) => Edit::SetField(id, key, value),
            Self::Attribute(id, key) => Edit::SetAttribute(id, key, value),
            Self::Relation(id, key) => Edit::SetRelationAttribute(id, key, value),
            Self::Setting(key) => Edit::SetSetting(key, value),
            Self::Meta(key) => Edit::SetMeta(key, value),
            Self::Plateau(..) | Self::Word(..) | Self::Own(..) => return None,
        })
    }
}

impl Cell {
    /// The value with a key inside this one.
    #[must_use]
    pub fn key(&self, key: impl Into<EcoString>) -> Self {
        self.then(Part::Key(key.into()))
    }

    /// An entry of this list.
    #[must_use]
    pub fn at(&self, i: usize) -> Self {
        self.then(Part::At(i))
    }

    fn then(&self, part: Part) -> Self {
        let mut way = self.way.clone();
        way.push(part);
        Self { place: self.place.clone(), way }
    }

    /// What is stored there; nothing for none.
    #[must_use]
    pub fn value<'a>(&self, document: &'a Document) -> Option<&'a Value> {
        let (record, _) = self.place.record(document)?;
        self.way.iter().try_fold(record.get(self.place.key())?, |value, part| inside(value, part))
    }

    /// The definition of what may stand there; an entry of a list has that of the list with the type of its entries.
    #[must_use]
    pub fn def(&self, document: &Document) -> Option<AttributeDef> {
        let (_, defs) = self.place.record(document)?;
        let mut def = defs.iter().find(|d| d.key == *self.place.key())?.clone();
        for part in &self.way {
            def = match (part, &def.ty) {
                (Part::At(_), AttributeType::List { of }) => AttributeDef { ty: (**of).clone(), ..def.clone() },
                (Part::Key(key), AttributeType::Record { record }) => {
                    let fields = &document.metamodel().records.get(record)?.fields;
                    fields.iter().find(|d| d.key == *key)?.clone()
                }
                _ => return None,
            };
        }
        Some(def)
    }

    /// The record that the value is part of, with the definitions of its keys: what conditions and comparisons look at.
    #[must_use]
    pub fn siblings<'a>(&self, document: &'a Document) -> Option<(&'a Record, &'a [AttributeDef])> {
        let Some(last) = self.way.iter().rposition(|p| matches!(p, Part::Key(_))) else {
            return self.place.record(document);
        };
        let around = Self { place: self.place.clone(), way: self.way[..last].to_vec() };
        let AttributeType::Record { record: name } = around.def(document)?.ty else { return None };
        let fields = document.metamodel().records.get(&name).map(|r| r.fields.as_slice())?;
        around.value(document)?.as_record().map(|record| (record, fields))
    }

    /// The value of the whole attribute once `value` stands in this cell of it; nothing takes a key or an entry away. A
    /// record that loses its last key goes too, unless it is an entry of a list, which is only taken away on request.
    #[must_use]
    pub fn put(&self, whole: Option<&Value>, value: Option<Value>) -> Option<Value> {
        put(whole, &self.way, value)
    }
}

fn inside<'a>(value: &'a Value, part: &Part) -> Option<&'a Value> {
    match part {
        Part::Key(key) => value.as_record()?.get(key),
        Part::At(i) => value.as_list().get(*i),
    }
}

fn put(whole: Option<&Value>, way: &[Part], value: Option<Value>) -> Option<Value> {
    let Some((part, rest)) = way.split_first() else { return value };
    match part {
        Part::Key(key) => {
            let mut record = whole.and_then(Value::as_record).cloned().unwrap_or_default();
            match put(record.get(key), rest, value) {
                Some(value) => record.set(key.clone(), value),
                None => {
                    record.remove(key);
                }
            }
            (!record.is_empty()).then_some(Value::Record(record))
        }
        Part::At(i) => {
            let mut list = whole.map(Value::as_list).unwrap_or_default().to_vec();
            let i = (*i).min(list.len());
            match put(list.get(i), rest, value) {
                Some(value) if i == list.len() => list.push(value),
                Some(value) => list[i] = value,
                None if i == list.len() => {}
                None if rest.is_empty() => {
                    list.remove(i);
                }
                None => list[i] = Value::Record(Record::new()),
            }
            (!list.is_empty()).then(|| Value::List(list.into_iter().collect()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_put_into_records_and_lists_that_are_not_there_yet() {
        let cell = Cell::from(Place::Attribute(ElementId::new("p"), "contracts".into()));
        let one = cell.at(0).key("reference").put(None, Some(Value::text("A-1"))).unwrap();
        let two = cell.at(1).key("reference").put(Some(&one), Some(Value::text("A-2"))).unwrap();
        assert_eq!(two.as_list().len(), 2);
        let emptied = cell.at(0).key("reference").put(Some(&two), None).unwrap();
        assert_eq!(emptied.as_list()[0], Value::Record(Record::new()), "an entry stays until it is removed");
        assert_eq!(cell.at(0).put(Some(&emptied), None).unwrap().as_list().len(), 1);
        assert_eq!(cell.at(0).put(Some(&one), None), None, "an empty list is none");
        let vocr = Cell::from(Place::Common(ElementId::new("p"), "vocr".into())).key("value").key("rating");
        let rated = vocr.put(None, Some(Value::Int(3)));
        assert!(rated.is_some());
        assert_eq!(vocr.put(rated.as_ref(), None), None, "empty records do not stay behind");
    }
}
