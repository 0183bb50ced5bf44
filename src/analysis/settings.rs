//! Settings and attributes that may be left out: what the model says, else the default of the metamodel.
//!
//! Knows nothing about what they are compared with.

use crate::model::attr::{Attr, FromValue};
use crate::model::{Document, Element, Relation, Value};

/// The number of a setting: what the file says where that is a number, else the default. `None` for what is no setting
/// with a number.
#[must_use]
pub fn number(document: &Document, key: &str) -> Option<f64> {
    let stated = document.head().settings.get(key).and_then(Value::as_number);
    stated.or_else(|| default(document, key).and_then(Value::as_number))
}

/// The whole number of a setting, as [`number`].
#[must_use]
pub fn whole(document: &Document, key: &str) -> Option<i64> {
    let stated = document.head().settings.get(key).and_then(Value::as_int);
    stated.or_else(|| default(document, key).and_then(Value::as_int))
}

/// The numbers of a setting that is a list of so many: what the file says where that can be used, else the default.
#[must_use]
pub fn numbers<const N: usize>(document: &Document, key: &str) -> Option<[f64; N]> {
    let read = |value: &Value| {
        let list: Vec<f64> = value.as_list().iter().filter_map(Value::as_number).collect();
        <[f64; N]>::try_from(list).ok().filter(|list| list.iter().all(|n| *n >= 0.0) && list.iter().sum::<f64>() > 0.0)
    };
    let stated = document.head().settings.get(key).and_then(read);
    stated.or_else(|| default(document, key).and_then(read))
}

fn default<'a>(document: &'a Document, key: &str) -> Option<&'a Value> {
    document.metamodel().settings.iter().find(|def| def.key == key)?.default.as_ref()
}

/// The value of an attribute of an element; the default of the metamodel where it is left out or of another type.
#[must_use]
pub fn of_element<T: FromValue>(document: &Document, element: &Element, attr: Attr<T>) -> Option<T> {
    element.get(attr).or_else(|| {
        let defs = document.metamodel().element_attributes(element.kind);
        defs.iter().find(|def| def.key == attr.key)?.default.as_ref().and_then(T::from_value)
    })
}

/// The value of an attribute of a relation, as [`of_element`].
#[must_use]
pub fn of_relation<T: FromValue>(document: &Document, relation: &Relation, attr: Attr<T>) -> Option<T> {
    relation.get(attr).or_else(|| {
        let defs = document.metamodel().relation_attributes(relation.kind);
        defs.iter().find(|def| def.key == attr.key)?.default.as_ref().and_then(T::from_value)
    })
}
