//! What a typed or pasted text means as the value of an attribute.
//!
//! Knows nothing about ranges: whether a value makes sense is `judge`'s to say.

use ecow::EcoString;

use super::number;
use crate::model::index::folded;
use crate::model::metamodel::{AttributeType, EnumValue};
use crate::model::{Document, ElementId, Value};

/// The value that a text means; `None` for an empty text, which takes the attribute away.
///
/// Durations take `90m`, `6h`, `2d` and `1w` with the working day and week of the document's settings. Numbers take a
/// decimal comma and grouped thousands, money its currency and `1.2m`. Choices, elements and plateaus go by name or id;
/// the entries of a list stand on lines of their own.
///
/// # Errors
/// What is expected instead, as a phrase.
pub fn read(document: &Document, ty: &AttributeType, text: &str) -> Result<Option<Value>, String> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let number = |n: Option<f64>| n.and_then(Value::number).ok_or_else(|| ty.expected());
    let value = match ty {
        AttributeType::Integer => {
            let value = number(number::number(text))?;
            if value.as_int().is_none() {
                return Err(ty.expected());
            }
            value
        }
        AttributeType::Number => number(number::number(text))?,
        AttributeType::Money => number(number::money(document, text))?,
        AttributeType::Percent => number(number::number(text.trim_end_matches('%').trim_end()))?,
        AttributeType::Duration => {
            let hours = number::hours(document, text);
            hours.and_then(Value::number).ok_or("a duration such as 90m, 6h, 2d or 1w")?
        }
        AttributeType::Date => match number::date(text) {
            Some(date) => Value::text(date),
            None if number::too_late(text).is_some() => return Err(number::too_late(text).unwrap_or_default()),
            None if text.contains('/') => return Err("a date with the year first, such as 2026-07-01".into()),
            None => return Err(no_date(text, ty)),
        },
        AttributeType::Boolean => match folded(text).as_str() {
            "yes" | "y" | "true" | "1" | "x" | "✓" => Value::Bool(true),
            "no" | "n" | "false" | "0" => Value::Bool(false),
            _ => return Err("yes or no".into()),
        },
        AttributeType::Enum { values } => choice(values, text)?,
        AttributeType::Set { values } => {
            let names = text.split(['\n', ';', ',']).map(str::trim).filter(|t| !t.is_empty());
            let chosen: Result<Vec<Value>, String> = names.map(|t| choice(values, t)).collect();
            let mut chosen = chosen?;
            // The order of the definition, whatever the order of typing.
            chosen.sort_by_key(|v| values.iter().position(|d| Some(&d.id) == v.as_text()));
            chosen.dedup();
            Value::List(chosen.into_iter().collect())
        }
        AttributeType::List { of } => {
            // Texts may have commas in them, numbers have none with a blank behind it.
            let numbers = matches!(**of, AttributeType::Integer | AttributeType::Number | AttributeType::Percent);
            let lines = text.split(move |c| c == '\n' || numbers && c == ';');
            let lines = lines.flat_map(move |l| l.split(if numbers { ", " } else { "\n" }));
            let lines = lines.map(str::trim).filter(|l| !l.is_empty());
            let entries: Result<Vec<_>, _> = lines.map(|line| read(document, of, line)).collect();
            Value::List(entries?.into_iter().flatten().collect())
        }
        AttributeType::Reference { to } => reference(document, to, text)?,
        AttributeType::Plateau => {
            let wanted = folded(text);
            let plateaus = &document.head().plateaus;
            let found = plateaus.iter().find(|p| p.id == text);
            let found = found.or_else(|| plateaus.iter().find(|p| folded(p.name()) == wanted));
            Value::Text(found.ok_or("the name of a plateau of this model")?.id.clone())
        }
        AttributeType::Record { .. } | AttributeType::Properties => return Err("an entry for each of its parts".into()),
        AttributeType::Text | AttributeType::Contract => Value::Text(EcoString::from(text)),
    };
    document.metamodel().check_type(ty, &value)?;
    Ok(Some(value))
}

/// Why a text is no date: a day that does not exist is told apart from what is no date at all.
fn no_date(text: &str, ty: &AttributeType) -> String {
    let parts: Vec<&str> = text.split('-').collect();
    let digits = |t: &&str| !t.is_empty() && t.bytes().all(|b| b.is_ascii_digit());
    if parts.len() == 3 && parts.iter().all(digits) {
        "a day that exists, such as 2026-07-01".into()
    } else {
        ty.expected()
    }
}

/// The value that a text of one line means: as [`read`], but the entries of a list stand between semicolons.
///
/// # Errors
/// What is expected instead, as a phrase.
pub fn read_line(document: &Document, ty: &AttributeType, text: &str) -> Result<Option<Value>, String> {
    match ty {
        AttributeType::List { .. } if !text.trim().contains('\n') => read(document, ty, &text.replace(';', "\n")),
        _ => read(document, ty, text),
    }
}

fn choice(values: &[EnumValue], text: &str) -> Result<Value, String> {
    let wanted = folded(text);
    let found = values.iter().find(|v| folded(&v.label) == wanted || folded(&v.id) == wanted);
    let found = found.or_else(|| values.iter().find(|v| folded(&v.id).replace("_", " ") == wanted));
    let names = || values.iter().map(|v| v.label.as_str()).collect::<Vec<_>>().join(", ");
    found.map(|v| Value::text(v.id.clone())).ok_or_else(|| format!("one of {}", names()))
}

fn reference(document: &Document, to: &[EcoString], text: &str) -> Result<Value, String> {
    let fits = |id: &ElementId| {
        document.element(id).is_some_and(|e| to.is_empty() || to.iter().any(|kind| kind.as_str() == e.kind.id()))
    };
    let by_id = ElementId::new(EcoString::from(text));
    if fits(&by_id) {
        return Ok(Value::Text(by_id.text()));
    }
    let named = document.index().named(text).find(|id| fits(id));
    named.map(|id| Value::Text(id.text())).ok_or_else(|| {
        let kinds: Vec<String> = to
            .iter()
            .filter_map(|kind| kind.parse().ok())
            .map(|kind| document.metamodel().kind_label(kind).to_lowercase())
            .collect();
        format!("the name of a {} of this model", if kinds.is_empty() { "thing".into() } else { kinds.join(" or ") })
    })
}
