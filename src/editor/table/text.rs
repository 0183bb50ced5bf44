//! What stands in a cell, what is doubtful about it, and what it may be.
//!
//! Knows nothing about what is being typed.

use ecow::EcoString;

use super::columns::{Column, Holds, What, parents};
use super::{Row, Tables};
use crate::editor::fields::{doubt, in_days, shown, typed};
use crate::model::index::folded;
use crate::model::legality::other_kinds;
use crate::model::metamodel::AttributeType;
use crate::model::{Direction, Document, ElementId, ElementKind, RelationId, RelationKind, Value};
use crate::scene::words::grouped;

/// So many offers are listed.
const MOST: usize = 12;
/// So many are looked for that begin with what is typed, and so many that have it in them.
const OFFERS: usize = 8;

/// The name of an element; its id where it is gone.
pub(super) fn name(document: &Document, id: &ElementId) -> String {
    document.element(id).map_or_else(|| id.to_string(), |e| e.name.to_string())
}

/// The relations of an element that a column shows, with their other ends, in the order of these.
pub(super) fn relations(
    document: &Document,
    id: &ElementId,
    (kind, back, raci): (RelationKind, bool, Option<&EcoString>),
) -> Vec<(RelationId, ElementId)> {
    let direction = if back { Direction::Incoming } else { Direction::Outgoing };
    let fits = |relation: &RelationId| {
        let letter = |r: &crate::model::Relation| r.attributes.get("raci").and_then(Value::as_text).cloned();
        raci.is_none() || document.relation(relation).is_some_and(|r| letter(r).as_ref() == raci)
    };
    let all = document.index().relations_of_kind(id, kind, direction);
    all.filter(|(_, r)| fits(r)).map(|(other, r)| (r.clone(), other.clone())).collect()
}

/// What stands in a cell, as it is read and typed; lines stay lines.
pub(super) fn text(document: &Document, row: &Row, column: &Column) -> String {
    match &column.holds {
        Holds::Name | Holds::Owner => name(document, &row.element),
        Holds::Parent => document.parent(&row.element).map(|p| name(document, p)).unwrap_or_default(),
        Holds::Related { kind, back, raci } => {
            let others = relations(document, &row.element, (*kind, *back, raci.as_ref()));
            others.iter().map(|(_, other)| name(document, other)).collect::<Vec<_>>().join("; ")
        }
        Holds::Value { def, .. } => {
            let Some(cell) = column.cell(row) else { return String::new() };
            match (&def.ty, cell.value(document)) {
                (_, None) => String::new(),
                (AttributeType::Text, value) => typed(value),
                (AttributeType::Set { .. }, Some(value)) => shown(document, &def.ty, value).replace(", ", "; "),
                (ty, Some(value)) => shown(document, ty, value),
            }
        }
    }
}

impl Tables {
    /// What stands in a cell, as it is typed.
    #[must_use]
    pub fn text(&self, document: &Document, row: usize, column: usize) -> String {
        match (self.rows.get(row), self.columns.get(column)) {
            (Some(row), Some(column)) => text(document, row, column),
            _ => String::new(),
        }
    }

    /// What a cell shows in one line: what was not taken, else what stands in it.
    #[must_use]
    pub fn line(&self, document: &Document, row: usize, column: usize) -> String {
        if let Some(wrong) = self.wrong(row, column) {
            return wrong.text.replace('\n', " ");
        }
        let text = self.text(document, row, column);
        let money = self.columns.get(column).and_then(Column::def).is_some_and(|d| d.ty == AttributeType::Money);
        if money { grouped(&text) } else { text.replace('\n', " ") }
    }

    /// A duration that is a whole number of days or weeks, which a cell shows in hours.
    #[must_use]
    pub fn in_days(&self, document: &Document, row: usize, column: usize) -> Option<String> {
        let column = self.columns.get(column).filter(|c| c.def().is_some_and(|d| d.ty == AttributeType::Duration))?;
        in_days(document, column.cell(self.rows.get(row)?)?.value(document)?)
    }

    /// What is wrong with what a cell shows.
    #[must_use]
    pub fn why(&self, document: &Document, row: usize, column: usize) -> Option<String> {
        if let Some(wrong) = self.wrong(row, column) {
            return Some(wrong.why.clone());
        }
        doubt(document, &self.columns.get(column)?.cell(self.rows.get(row)?)?)
    }

    /// The unit of a column, with the currency of the model for money.
    #[must_use]
    pub fn unit(&self, document: &Document, column: usize) -> Option<String> {
        let def = self.columns.get(column)?.def()?;
        if def.ty != AttributeType::Money {
            return def.unit.as_ref().map(ToString::to_string);
        }
        let per = if def.per.as_deref() == Some("year") { " a year" } else { "" };
        Some(format!("{}{per}", document.currency()))
    }

    /// What a cell is called: "Lead time of Decide credit".
    #[must_use]
    pub fn cell_name(&self, document: &Document, row: usize, column: usize) -> String {
        let label = self.columns.get(column).map_or("", |c| c.label.as_str());
        let Some(row) = self.rows.get(row) else {
            return format!("{label} of a new {}", self.what.noun(document.metamodel()));
        };
        let name = document.element(&row.element).map_or("", |e| e.shown_name());
        match row.entry {
            Some(i) => {
                format!("{label} of {} {} of {name}", self.what.noun(document.metamodel()), i + 1)
            }
            None => format!("{label} of {name}"),
        }
    }

    /// What a cell may be, beginning or going on as is typed; those that begin so come first.
    pub(super) fn offers(&self, document: &Document, column: &Column, typed: &str) -> Vec<String> {
        let part = if column.takes_several() { typed.rsplit(';').next().unwrap_or("") } else { typed };
        let wanted = folded(part.trim());
        let mut begin = Vec::new();
        let mut within = Vec::new();
        let mut put = |label: &str| {
            let label_folded = folded(label);
            if label_folded.starts_with(wanted.as_str()) {
                begin.push(label.to_owned());
            } else if label_folded.contains(wanted.as_str()) && within.len() < OFFERS {
                within.push(label.to_owned());
            }
            begin.len() < OFFERS
        };
        let metamodel = document.metamodel();
        let several = match &column.holds {
            Holds::Name => return Vec::new(),
            Holds::Owner | Holds::Parent | Holds::Related { .. } => None,
            Holds::Value { def, .. } => match &def.ty {
                AttributeType::Enum { values } | AttributeType::Set { values } => {
                    Some(values.iter().map(|v| v.label.to_string()).collect::<Vec<_>>())
                }
                AttributeType::Boolean => Some(vec!["yes".into(), "no".into()]),
                AttributeType::Plateau => {
                    let label = |id: &EcoString| shown(document, &def.ty, &Value::Text(id.clone()));
                    Some(document.head().plateaus.iter().map(|p| label(&p.id)).collect())
                }
                AttributeType::Reference { .. } => None,
                _ => return Vec::new(),
            },
        };
        if let Some(labels) = several {
            for label in &labels {
                put(label);
            }
        } else {
            let kinds: Vec<ElementKind> = match (&column.holds, &self.what) {
                (Holds::Owner, What::Entries(list)) => list.kind.map_or(ElementKind::ALL.to_vec(), |k| vec![k]),
                (Holds::Parent, What::Kind(kind)) => parents(metamodel, *kind),
                (Holds::Related { kind: relation, back, .. }, What::Kind(kind)) => {
                    others(document, *relation, *kind, *back)
                }
                _ => match column.def().map(|d| &d.ty) {
                    Some(AttributeType::Reference { to }) if !to.is_empty() => {
                        to.iter().filter_map(|k| k.parse().ok()).collect()
                    }
                    _ => ElementKind::ALL.to_vec(),
                },
            };
            let ids = kinds.into_iter().flat_map(|k| document.index().of_kind(k));
            for element in ids.filter_map(|id| document.element(id)).filter(|e| !e.name.trim().is_empty()) {
                if !put(&element.name) {
                    break;
                }
            }
        }
        begin.extend(within);
        begin.truncate(MOST);
        begin
    }
}

/// The kinds that may be at the other end of a relation.
pub(super) fn others(document: &Document, relation: RelationKind, kind: ElementKind, back: bool) -> Vec<ElementKind> {
    let direction = if back { Direction::Incoming } else { Direction::Outgoing };
    other_kinds(document.metamodel(), relation, kind, direction)
}
