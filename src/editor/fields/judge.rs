//! Whether a value makes sense where it is to stand: what is refused, and what is only doubted.
//!
//! What a file holds is never refused: files load with whatever numbers they have, and these are shown as doubtful.
//!
//! Knows nothing about rules of a whole model: those are findings.

use std::collections::HashMap;

use ecow::EcoString;

use super::cell::{Cell, Part, Place};
use super::show::typed;
use crate::editor::known::Known;
use crate::model::attr::partner;
use crate::model::metamodel::{AttributeDef, AttributeType};
use crate::model::{Document, ElementId, ElementKind, Record, Revision, Value};

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
    let contracts = CONTRACTS.with(|known| known.of(document.revision(), || contracts(document)));
    let there = contracts.get(reference).map(Vec::as_slice).unwrap_or_default();
    match there.iter().find(|(id, i)| !(id == own && own_row == Some(&Part::At(*i)))) {
        Some((id, _)) => Err(format!(
            "\"{reference}\" is the reference of a contract with {} already; each appears once.",
            document.element(id).map_or("a partner", |e| e.shown_name())
        )),
        None => Ok(()),
    }
}

/// Where each contract reference appears: with which partner, and as which of its contracts.
type Contracts = HashMap<EcoString, Vec<(ElementId, usize)>>;

thread_local! {
    /// The contracts of the model that was judged last: the card of every contract is judged in every frame.
    static CONTRACTS: Known<Revision, Contracts> = Known::default();
}

fn contracts(document: &Document) -> Contracts {
    let mut found = Contracts::new();
    for id in document.index().of_kind(ElementKind::Partner) {
        let contracts = document.element(id).and_then(|e| e.attributes.get(partner::CONTRACTS.key));
        for (i, contract) in contracts.map(Value::as_list).unwrap_or_default().iter().enumerate() {
            if let Some(reference) = contract.as_record().and_then(|r| r.get("reference")).and_then(Value::as_text) {
                found.entry(reference.clone()).or_default().push((id.clone(), i));
            }
        }
    }
    found
}

fn currency(text: &str) -> Result<(), String> {
    let code = text.len() == 3 && text.bytes().all(|b| b.is_ascii_uppercase());
    if code { Ok(()) } else { Err(format!("\"{text}\" is no currency code; three capital letters, such as EUR.")) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::{Edit, apply};
    use crate::model::Element;

    fn partner_with(id: &str, references: &[&str]) -> Edit {
        let mut element = Element::new(ElementId::new(id), ElementKind::Partner, id);
        let contract = |r: &&str| Value::Record([("reference".into(), Value::text(*r))].into_iter().collect());
        element.attributes.set(partner::CONTRACTS.key, Value::List(references.iter().map(contract).collect()));
        Edit::AddElement(element)
    }

    #[test]
    fn references_of_contracts_are_gathered_once_for_a_state_of_the_model_and_anew_for_the_next() {
        let document = Document::new(crate::format::metamodel::base());
        let (document, _) = apply(&document, &[partner_with("a", &["A-1", "A-2"]), partner_with("b", &[])]).unwrap();
        let cell = |id: &str, row| {
            Cell::from(Place::Attribute(ElementId::new(id), partner::CONTRACTS.key.into())).at(row).key("reference")
        };
        let gathered = || CONTRACTS.with(|known| known.of(document.revision(), || unreachable!("they are known")));
        assert!(judge(&document, &cell("a", 0), &Value::text("A-1")).is_ok(), "its own");
        assert_eq!(gathered().len(), 2);
        let twice = judge(&document, &cell("b", 0), &Value::text("A-2")).unwrap_err();
        assert!(twice.contains("with a already"), "{twice}");
        assert!(judge(&document, &cell("a", 0), &Value::text("A-2")).is_err(), "nor twice of one partner");
        let (later, _) = apply(&document, &[Edit::RemoveElement(ElementId::new("a"))]).unwrap();
        assert!(judge(&later, &cell("b", 0), &Value::text("A-2")).is_ok());
    }
}
