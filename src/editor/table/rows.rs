//! Which rows a table has, and in which order.
//!
//! Rows stay where they are while they are edited, and new ones come last.
//!
//! Knows nothing about columns beyond sorting by one.

use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::sync::Arc;

use ecow::EcoString;

use super::columns::{Column, What};
use super::cursor::Range;
use super::text::text;
use super::{Row, Tables};
use crate::model::attr::stage;
use crate::model::index::folded;
use crate::model::{Document, ElementId, Value};

/// The rows of a table in the order of the model: parts by their wholes and their order in these, then by name.
fn all(document: &Document, what: &What) -> Vec<Row> {
    match what {
        What::Kind(kind) => {
            let mut ids: Vec<_> = document
                .index()
                .of_kind(*kind)
                .filter_map(|id| document.element(id))
                .map(|e| {
                    let whole = document.parent(&e.id).and_then(|p| document.element(p));
                    let order = e.get(stage::ORDER);
                    // The parts of units stand by their own names; the stages of a stream are a sequence.
                    let whole = order.and(whole).map(|w| folded(&w.name));
                    (whole, order, folded(&e.name), e.id.clone())
                })
                .collect();
            ids.sort();
            ids.into_iter().map(|(.., element)| Row { element, entry: None }).collect()
        }
        What::Entries(list) => {
            let owners: Vec<&ElementId> = match list.kind {
                Some(kind) => document.index().of_kind(kind).collect(),
                None => document.elements().keys().collect(),
            };
            let mut owners: Vec<(EcoString, &ElementId)> = owners
                .into_iter()
                .filter(|id| entries(document, what, id) > 0)
                .map(|id| (document.element(id).map(|e| folded(&e.name)).unwrap_or_default(), id))
                .collect();
            owners.sort();
            owners
                .into_iter()
                .flat_map(|(_, id)| {
                    (0..entries(document, what, id)).map(|i| Row { element: id.clone(), entry: Some(i) })
                })
                .collect()
        }
    }
}

/// How many entries the list of an element has.
pub(super) fn entries(document: &Document, what: &What, id: &ElementId) -> usize {
    let What::Entries(list) = what else { return 0 };
    let Some(element) = document.element(id) else { return 0 };
    let record = if list.kind.is_none() { &element.fields } else { &element.attributes };
    let value = list
        .keys
        .iter()
        .try_fold(record.get(&list.key), |value, key| Some(value.and_then(Value::as_record).and_then(|r| r.get(key))));
    value.flatten().map_or(0, |v| v.as_list().len())
}

impl Tables {
    /// Shows a table.
    pub fn open(&mut self, document: &Document, what: What) {
        if self.what != what || !self.open {
            self.what = what;
            self.filter.clear();
            self.sorted = None;
            self.editing = None;
            self.range = Range::default();
            self.moves += 1;
            self.as_of = None;
        }
        self.open = true;
        self.refresh(document);
    }

    /// Follows the document: what is gone goes, what is new comes last.
    pub fn refresh(&mut self, document: &Document) {
        if self.as_of == Some(document.revision()) {
            return;
        }
        let first = self.as_of.is_none();
        self.as_of = Some(document.revision());
        self.all = Arc::new(self.what.columns(document.metamodel()));
        self.put_columns();
        let now = all(document, &self.what);
        if first {
            self.rows = Arc::new(now.clone());
            self.known = now.into_iter().collect();
            return;
        }
        let there: BTreeSet<Row> = now.iter().cloned().collect();
        let mut rows: Vec<Row> = self.rows.iter().filter(|r| there.contains(r)).cloned().collect();
        let mut fresh: Vec<Row> = now.into_iter().filter(|r| !self.known.contains(r)).collect();
        // What is new stays in sight of who made it: below all others, until the rows are sorted or opened again.
        rows.append(&mut fresh);
        self.known = there;
        for wrong in self.wrong.values_mut() {
            wrong.retain(|(row, _), _| row.as_ref().is_none_or(|r| document.element(&r.element).is_some()));
        }
        if *self.rows != rows {
            self.rows = Arc::new(rows);
        }
        let row = self.range.cursor.row.min(self.rows.len());
        if row != self.range.cursor.row {
            self.range = Range::one(super::At { row, ..self.range.cursor });
        }
    }

    /// Puts the rows into the order in which they were made, for those that were made just now.
    pub(super) fn put_last(&mut self, made: &[Row]) {
        let new: BTreeSet<&Row> = made.iter().collect();
        let mut rows: Vec<Row> = self.rows.iter().filter(|r| !new.contains(r)).cloned().collect();
        rows.extend(made.iter().filter(|r| self.known.contains(r)).cloned());
        self.rows = Arc::new(rows);
    }

    /// Shows only the rows that have a text in one of their cells.
    pub fn set_filter(&mut self, document: &Document, filter: &str) {
        if self.filter != filter {
            filter.clone_into(&mut self.filter);
            self.arrange(document);
        }
    }

    /// Sorts by a column; the same again turns the order, once more leaves that of the model.
    pub fn sort(&mut self, document: &Document, column: &EcoString) {
        self.sorted = match self.sorted.take() {
            Some((by, false)) if by == *column => Some((by, true)),
            Some((by, true)) if by == *column => None,
            _ => Some((column.clone(), false)),
        };
        self.arrange(document);
    }

    fn arrange(&mut self, document: &Document) {
        let kept = self.rows.get(self.range.cursor.row).cloned();
        let mut rows = all(document, &self.what);
        self.known = rows.iter().cloned().collect();
        let wanted = folded(self.filter.trim());
        if !wanted.is_empty() {
            let has =
                |row: &Row| self.columns.iter().any(|c| folded(&text(document, row, c)).contains(wanted.as_str()));
            rows.retain(has);
        }
        if let Some((by, down)) = &self.sorted
            && let Some(column) = self.all.iter().find(|c| c.id == *by)
        {
            let mut keyed: Vec<_> = rows.into_iter().map(|r| (Sorted::of(document, &r, column), r)).collect();
            // What is empty comes last, whatever the direction.
            keyed.sort_by(|(a, _), (b, _)| match (a, b) {
                (Sorted::Nothing, Sorted::Nothing) => Ordering::Equal,
                (Sorted::Nothing, _) => Ordering::Greater,
                (_, Sorted::Nothing) => Ordering::Less,
                (a, b) if *down => b.order(a),
                (a, b) => a.order(b),
            });
            rows = keyed.into_iter().map(|(_, r)| r).collect();
        }
        self.rows = Arc::new(rows);
        let row = kept.and_then(|k| self.rows.iter().position(|r| *r == k)).unwrap_or(0);
        self.go(super::At { row, ..self.range.cursor }, false);
    }
}

/// What a row is sorted by.
enum Sorted {
    Nothing,
    Number(f64),
    Text(EcoString),
}

impl Sorted {
    fn of(document: &Document, row: &Row, column: &Column) -> Self {
        let number = column.cell(row).and_then(|c| c.value(document).and_then(Value::as_number));
        let text = text(document, row, column);
        match number {
            Some(n) => Self::Number(n),
            None if text.is_empty() => Self::Nothing,
            None => Self::Text(folded(&text)),
        }
    }

    fn order(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Number(a), Self::Number(b)) => a.total_cmp(b),
            (Self::Text(a), Self::Text(b)) => a.cmp(b),
            (Self::Number(_), _) => Ordering::Less,
            _ => Ordering::Greater,
        }
    }
}
