//! The entries of a table in few words, and what they come to.
//!
//! Knows nothing about how much room there is.

use super::Table;
use super::rest::resting;
use super::show::{shown, typed};
use crate::editor::wording::in_sentence;
use crate::model::metamodel::{AttributeDef, AttributeType};
use crate::model::{Document, Record, Value};
use crate::scene::words::grouped;

/// So many facts stand in the line of an entry.
const FACTS: usize = 4;

impl Table {
    /// What is most telling of an entry besides its title.
    #[must_use]
    pub fn summary(&self, document: &Document, row: usize) -> String {
        let Some(record) = self.entries(document).get(row).and_then(Value::as_record) else { return String::new() };
        let mut told: Vec<(usize, usize)> = (0..self.columns.len())
            .skip(1)
            .filter(|i| record.get(&self.columns[*i].key).is_some())
            .filter_map(|i| Some((telling(&self.columns[i])?, i)))
            .collect();
        told.sort_unstable();
        told.truncate(FACTS);
        let mut columns: Vec<usize> = told.into_iter().map(|(_, i)| i).collect();
        columns.sort_unstable();
        let mut facts: Vec<String> =
            columns.into_iter().filter_map(|i| fact(document, &self.columns[i], record)).collect();
        if let Some(sum) = self.sum_of(document, record) {
            facts.push(sum);
        }
        facts.join(" · ")
    }

    /// What the amounts of one entry come to, where it has several of one kind.
    fn sum_of(&self, document: &Document, record: &Record) -> Option<String> {
        let money: Vec<&AttributeDef> = self.columns.iter().filter(|d| d.ty == AttributeType::Money).collect();
        let first = *money.first()?;
        let amounts: Vec<f64> = money.iter().filter_map(|d| record.get(&d.key)?.as_number()).collect();
        let alike = money.iter().all(|d| d.per == first.per);
        (alike && amounts.len() > 1).then(|| format!("together {}", amount(document, amounts.iter().sum(), None)))
    }

    /// What the amounts of all entries come to, where there are several.
    #[must_use]
    pub fn totals(&self, document: &Document) -> Option<String> {
        let entries = self.entries(document);
        let money = self.columns.iter().filter(|d| d.ty == AttributeType::Money);
        let column = |def: &AttributeDef| {
            let amounts: Vec<f64> = entries.iter().filter_map(|e| e.as_record()?.get(&def.key)?.as_number()).collect();
            (amounts.len() > 1).then(|| (def.clone(), amounts.iter().sum::<f64>()))
        };
        let sums: Vec<(AttributeDef, f64)> = money.filter_map(column).collect();
        match sums.as_slice() {
            [] => None,
            [(def, sum)] => Some(format!("Total {}", amount(document, *sum, def.per.as_deref()))),
            several => {
                let parts: Vec<String> = several
                    .iter()
                    .map(|(def, sum)| format!("{} {}", in_sentence(&def.label), amount(document, *sum, None)))
                    .collect();
                Some(format!("Total {}", parts.join(" · ")))
            }
        }
    }
}

/// How telling a column is, the most telling first; nothing for what is only in the way.
fn telling(def: &AttributeDef) -> Option<usize> {
    match &def.ty {
        _ if def.multiline || def.key == "unit" => None,
        AttributeType::Date if def.key == "end" || def.key == "date" => Some(0),
        AttributeType::Money => Some(1),
        AttributeType::Number | AttributeType::Percent if def.key != "baseline" => Some(2),
        AttributeType::Enum { .. } => Some(3),
        AttributeType::Integer | AttributeType::Number | AttributeType::Percent | AttributeType::Duration => Some(4),
        AttributeType::Reference { .. } | AttributeType::Plateau => Some(5),
        AttributeType::Text => Some(6),
        AttributeType::Boolean => Some(7),
        _ => None,
    }
}

/// One thing that is said of an entry.
fn fact(document: &Document, def: &AttributeDef, record: &Record) -> Option<String> {
    let value = record.get(&def.key)?;
    let label = in_sentence(&def.label);
    let words = shown(document, &def.ty, value);
    Some(match (&def.ty, value) {
        (AttributeType::Boolean, Value::Bool(true)) => label,
        (AttributeType::Boolean, _) => return None,
        (AttributeType::Money, _) => match value.as_number() {
            Some(n) if def.key.starts_with("value") => amount(document, n, def.per.as_deref()),
            Some(n) => format!("{label} {}", amount(document, n, None)),
            None => words,
        },
        (AttributeType::Date, _) if def.key == "end" => format!("until {words}"),
        (
            AttributeType::Integer | AttributeType::Number | AttributeType::Percent | AttributeType::Duration,
            Value::Int(_) | Value::Number(_),
        ) => {
            let unit = def.unit.clone().or_else(|| record.get("unit").and_then(Value::as_text).cloned());
            let figure = resting(document, &def.ty, value).unwrap_or_else(|| typed(Some(value)));
            let unit = unit.filter(|u| !figure.ends_with(u.as_str())).map(|u| format!(" {u}")).unwrap_or_default();
            format!("{label} {figure}{unit}")
        }
        _ => words,
    })
}

/// Money with its currency and for how long it is.
fn amount(document: &Document, n: f64, per: Option<&str>) -> String {
    let currency = document.currency();
    let figure = grouped(&typed(Value::number((n * 100.0).round() / 100.0).as_ref()));
    let per = if per == Some("year") { " a year" } else { "" };
    format!("{currency} {figure}{per}").trim_start().to_owned()
}
