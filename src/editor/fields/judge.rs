//! Whether a value makes sense where it is to stand: what is refused, and what is only doubted.
//!
//! What a file holds is never refused: files load with whatever numbers they have, and these are shown as doubtful.
//!
//! Knows nothing about rules of a whole model: those are findings.

use super::cell::{Cell, Place};
use super::show::typed;
use crate::model::attr::partner;
use crate::model::metamodel::{AttributeDef, AttributeType};
use crate::model::{Document, ElementKind, Record, Value};

/// Why a value must not stand in a cell; the model keeps what it has.
///
/// # Errors
/// What is wrong with it, as a sentence.
pub fn judge(document: &Document, cell: &Cell, value: &Value) -> Result<(), String> {
    let Some(def) = cell.def(document) else { return Ok(()) };
    out_of_range(&def, value)?;
    match value {
        Value::Text(text) if def.key == "reference" && is_contract(cell) => unique(document, cell, text),
        Value::Text(text) if def.key == "currency" => currency(text),
        // A statement that is only a number was meant for another field.
        Value::Text(text) if def.multiline || def.required => {
            let number = def.ty == AttributeType::Text && super::number::number(text).is_some();
            if number { Err(format!("\"{text}\" is a number; words are expected.")) } else { Ok(()) }
        }
        _ => Ok(()),
    }
}

/// What is doubtful about the value that stands in a cell, seen with what stands beside it; nothing for a sound one.
#[must_use]
pub fn doubt(document: &Document, cell: &Cell) -> Option<String> {
    let (def, value) = (cell.def(document)?, cell.value(document)?);
    if document.metamodel().check_type(&def.ty, value).is_err() {
        return Some(format!("\"{}\" should be {}.", typed(Some(value)), def.ty.expected()));
    }
    if let Err(why) = judge(document, cell, value) {
        return Some(why);
    }
    let (record, defs) = cell.siblings(document)?;
    let label = |key: &str| defs.iter().find(|d| d.key == key).map_or(key, |d| d.label.as_str()).to_lowercase();
    let number = |key: &str| record.get(key).and_then(Value::as_number);
    if let (Some(key), Some(n)) = (&def.min_key, value.as_number())
        && number(key).is_some_and(|least| n < least)
    {
        let least = record.get(key).map(|v| typed(Some(v))).unwrap_or_default();
        let unit = def.unit.as_ref().map(|u| format!(" {u}")).unwrap_or_default();
        return Some(format!("Less than the {}, which is {least}{unit}.", label(key)));
    }
    if def.key == "end"
        && let (Some(start), Some(end)) = (record.get("start").and_then(Value::as_text), value.as_text())
        && end < start
    {
        return Some(format!("Before the start, which is {start}."));
    }
    if let (AttributeType::Enum { values }, Some(id)) = (&def.ty, value.as_text())
        && let Some(chosen) = values.iter().find(|v| v.id == *id)
        && !document.metamodel().meets(&chosen.when, defs, record)
    {
        return Some(format!("\"{}\" does not go with the {}.", chosen.label, conditions(&chosen.when, defs, record)));
    }
    None
}

/// What conditions look at, as it is: `type "Project"`.
fn conditions(when: &crate::model::metamodel::Conditions, defs: &[AttributeDef], record: &Record) -> String {
    let of = |key: &str| {
        let def = defs.iter().find(|d| d.key == key);
        let id = record.get(key).or(def.and_then(|d| d.default.as_ref())).and_then(Value::as_text);
        let name = match (def.map(|d| &d.ty), id) {
            (Some(AttributeType::Enum { values }), Some(id)) => {
                values.iter().find(|v| v.id == *id).map_or(id.as_str(), |v| v.label.as_str())
            }
            (_, Some(id)) => id,
            (_, None) => "not set",
        };
        format!("{} \"{name}\"", def.map_or(key, |d| d.label.as_str()).to_lowercase())
    };
    when.keys().map(|key| of(key)).collect::<Vec<_>>().join(" and ")
}

fn out_of_range(def: &AttributeDef, value: &Value) -> Result<(), String> {
    let Some(n) = value.as_number() else { return Ok(()) };
    // No count, amount or time is below nothing, whether the definition says so or not, but a score may be.
    let amount = matches!(def.ty, AttributeType::Money | AttributeType::Duration | AttributeType::Percent);
    let counted =
        def.unit.as_deref().is_some_and(|u| ["days", "/yr", "items/yr", "items", "FTE", "people"].contains(&u));
    let least = def.min.or((amount || counted).then_some(0.0));
    let unit = def.unit.as_deref().map(|u| if u == "%" { " %".into() } else { format!(" {u}") }).unwrap_or_default();
    let number = |n: f64| typed(Value::number(n).as_ref());
    match (least, def.max) {
        (Some(0.0), None) if n < 0.0 => Err(format!("{} is less than nothing; 0 is the least.", number(n))),
        (Some(least), None) if n < least => {
            Err(format!("{} is too small; {}{unit} is the least.", number(n), number(least)))
        }
        (Some(least), Some(most)) if n < least || n > most => {
            Err(format!("{} is outside {} to {}{unit}.", number(n), number(least), number(most)))
        }
        (None, Some(most)) if n > most => {
            Err(format!("{} is too large; {}{unit} is the most.", number(n), number(most)))
        }
        _ => Ok(()),
    }
}

fn is_contract(cell: &Cell) -> bool {
    matches!(&cell.place, Place::Attribute(_, key) if key == partner::CONTRACTS.key)
}

/// Each contract reference appears once in the model.
fn unique(document: &Document, cell: &Cell, reference: &str) -> Result<(), String> {
    let Place::Attribute(own, _) = &cell.place else { return Ok(()) };
    let own_row = cell.way.first();
    for id in document.index().of_kind(ElementKind::Partner) {
        let Some(element) = document.element(id) else { continue };
        let contracts = element.attributes.get(partner::CONTRACTS.key).map(Value::as_list).unwrap_or_default();
        for (i, contract) in contracts.iter().enumerate() {
            let same = contract.as_record().and_then(|r| r.get("reference")).and_then(Value::as_text);
            if same.is_some_and(|r| r == reference) && !(id == own && own_row == Some(&super::cell::Part::At(i))) {
                return Err(format!(
                    "\"{reference}\" is the reference of a contract with {} already; each appears once.",
                    element.shown_name()
                ));
            }
        }
    }
    Ok(())
}

fn currency(text: &str) -> Result<(), String> {
    let code = text.len() == 3 && text.bytes().all(|b| b.is_ascii_uppercase());
    if code { Ok(()) } else { Err(format!("\"{text}\" is no currency code; three capital letters, such as EUR.")) }
}
