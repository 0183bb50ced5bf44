//! Lists of records in attributes: read with their places, extended and changed in one.
//!
//! Knows nothing about what the records say.

use ecow::EcoString;

use crate::edit::Edit;
use crate::model::{Element, Record, Value};

/// The records of a list with their places in it.
pub(super) fn all<'a>(element: &'a Element, key: &str) -> Vec<(usize, &'a Record)> {
    let list = element.attributes.get(key).map(Value::as_list).unwrap_or_default();
    list.iter().enumerate().filter_map(|(at, value)| Some((at, value.as_record()?))).collect()
}

/// Puts a record at the end of a list, and where it is then. Nothing where the file has no list there.
pub(super) fn appended(element: &Element, key: &str, record: Record) -> Option<(Edit, usize)> {
    let mut list: Vec<Value> = match element.attributes.get(key) {
        None => Vec::new(),
        Some(Value::List(list)) => list.to_vec(),
        Some(_) => return None,
    };
    let at = list.len();
    list.push(Value::Record(record));
    Some((set(element, key, list), at))
}

/// Changes the records of a list at some places; one that is made nothing is removed.
pub(super) fn changed(
    element: &Element,
    key: &str,
    places: &[usize],
    mut change: impl FnMut(usize, Record) -> Option<Record>,
) -> Edit {
    let list = element.attributes.get(key).map(Value::as_list).unwrap_or_default();
    let entries = list.iter().enumerate().filter_map(|(at, value)| match value.as_record() {
        Some(record) if places.contains(&at) => change(at, record.clone()).map(Value::Record),
        _ => Some(value.clone()),
    });
    set(element, key, entries.collect())
}

fn set(element: &Element, key: &str, list: Vec<Value>) -> Edit {
    Edit::SetAttribute(element.id.clone(), EcoString::from(key), Some(Value::List(list.into_iter().collect())))
}

/// A record of these.
pub(super) fn record(pairs: &[(&str, Value)]) -> Record {
    pairs.iter().map(|(key, value)| (EcoString::from(*key), value.clone())).collect()
}
