//! A value as it would be typed, and as it is read by people.
//!
//! Knows nothing about where the fields are.

use ecow::EcoString;

use super::cell::Cell;
use super::number;
use crate::model::metamodel::{AttributeType, EnumValue};
use crate::model::{Document, ElementId, Plateau, Value};
use crate::scene::words;

/// The value as it would be typed; empty for none.
#[must_use]
pub fn typed(value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => String::new(),
        Some(Value::Bool(b)) => if *b { "yes" } else { "no" }.into(),
        Some(Value::Int(n)) => n.to_string(),
        Some(Value::Number(n)) => n.to_string(),
        Some(Value::Text(text)) => text.to_string(),
        Some(Value::List(list)) => list.iter().map(|v| typed(Some(v))).collect::<Vec<_>>().join("\n"),
        Some(Value::Record(record)) => {
            let parts: Vec<_> =
                record.iter().map(|(key, v)| format!("{key}: {}", typed(Some(v)).replace('\n', ", "))).collect();
            parts.join(", ")
        }
    }
}

/// The value as people read it: choices by their names, elements by theirs, lists in one line. [`super::read`] takes it
/// back, but for records.
#[must_use]
pub fn shown(document: &Document, ty: &AttributeType, value: &Value) -> String {
    let name = |values: &[EnumValue], id: &str| {
        values.iter().find(|v| v.id == id).map_or_else(|| id.to_owned(), |v| v.label.to_string())
    };
    match (ty, value) {
        (AttributeType::Enum { values }, Value::Text(id)) => name(values, id),
        (AttributeType::Set { values }, Value::List(list)) => {
            let names: Vec<String> = list.iter().map(|v| name(values, &typed(Some(v)))).collect();
            names.join(", ")
        }
        (AttributeType::Reference { .. }, Value::Text(id)) => {
            let element = document.element(&ElementId::new(id.clone()));
            element.map_or_else(|| id.to_string(), |e| e.shown_name().to_owned())
        }
        (AttributeType::Plateau, Value::Text(id)) => {
            let plateau = document.head().plateaus.iter().find(|p| p.id == *id);
            plateau.map_or(id, Plateau::name).to_string()
        }
        (AttributeType::List { of }, Value::List(list)) => {
            list.iter().map(|v| shown(document, of, v)).collect::<Vec<_>>().join("; ")
        }
        (AttributeType::Record { record: name }, Value::Record(record)) => {
            let defs = document.metamodel().records.get(name).map(|r| r.fields.as_slice()).unwrap_or_default();
            let parts: Vec<String> = record
                .iter()
                .map(|(key, value)| match defs.iter().find(|d| d.key == *key) {
                    Some(def) => format!("{}: {}", def.label, shown(document, &def.ty, value)),
                    None => format!("{key}: {}", typed(Some(value))),
                })
                .collect();
            parts.join(", ")
        }
        _ => typed(Some(value)).replace('\n', "; "),
    }
}

/// The words of a list: texts as they stand, records by their labels.
#[must_use]
pub fn words_of(document: &Document, cell: &Cell) -> Vec<EcoString> {
    let word = |value: &Value| match value {
        Value::Record(record) => record.get("label").or_else(|| record.get("id")).and_then(Value::as_text).cloned(),
        value => value.as_text().cloned(),
    };
    cell.value(document).map(Value::as_list).unwrap_or_default().iter().filter_map(word).collect()
}

/// What a duration comes to, for an echo under its field: `= 16 h at 8 h a day`. `None` for plain hours.
#[must_use]
pub fn duration_echo(document: &Document, text: &str) -> Option<String> {
    let unit = text.trim().chars().last().filter(|c| c.is_alphabetic())?;
    let hours = number::hours(document, text.trim())?;
    let (hours, day) = (words::number(hours), words::number(document.hours_per_day()));
    match unit {
        'd' | 'D' | 'w' | 'W' | 's' | 'y' | 'k' => Some(format!("= {hours} h at {day} h a day")),
        'm' | 'n' => Some(format!("= {hours} h")),
        _ => None,
    }
}
