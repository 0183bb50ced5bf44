//! Values, names, relations and days in words.
//!
//! Knows nothing about which of them are told.

use std::collections::{BTreeSet, HashMap};

use ecow::EcoString;

use super::{Bit, Cell, Line};
use crate::analysis::accountable::A;
use crate::analysis::paths::verb;
use crate::analysis::reading::{amount, unit};
use crate::analysis::written::{decimals, grouped};
use crate::analysis::{Date, short_month};
use crate::model::attr::{Choice, assigned_to};
use crate::model::index::folded;
use crate::model::metamodel::{AttributeDef, AttributeType};
use crate::model::{Direction, Document, Element, ElementId, ElementKind, Plateau, Record, RelationKind, Value};
use crate::scene::words::duration;

/// The most names that one line lists.
const MOST_NAMES: usize = 24;

/// The most lines that one cell tells of a list.
const MOST_LINES: usize = 40;

/// A sort of relation: the place of its kind, what it is called, and the other ends, each with its number.
type Way<'a> = (usize, String, BTreeSet<(usize, &'a ElementId)>);

/// A document with the order in which its elements stand in the catalogues.
pub(super) struct Telling<'a> {
    /// The document.
    pub(super) document: &'a Document,
    /// The elements of each kind that there is, in the order of the catalogues.
    pub(super) kinds: Vec<(ElementKind, Vec<&'a Element>)>,
    numbers: HashMap<ElementId, usize>,
}

impl<'a> Telling<'a> {
    /// Puts the elements in order: kind by kind, by name, stages along their streams.
    pub(super) fn new(document: &'a Document) -> Self {
        let all = ElementKind::ALL.into_iter().chain([ElementKind::Foreign]);
        let kinds: Vec<_> =
            all.map(|kind| (kind, in_order(document, kind))).filter(|(_, all)| !all.is_empty()).collect();
        let in_order = kinds.iter().flat_map(|(_, elements)| elements);
        let numbers = in_order.enumerate().map(|(i, e)| (e.id.clone(), i + 1)).collect();
        Self { document, kinds, numbers }
    }

    /// The number of the row of an element.
    pub(super) fn number(&self, id: &ElementId) -> Option<usize> {
        self.numbers.get(id).copied()
    }

    /// The name of an element, leading to its row; what is no element by its id.
    pub(super) fn name(&self, id: &ElementId) -> Bit {
        let name = self.document.element(id).map_or_else(|| id.text(), |e| e.shown_name().into());
        Bit::Name(name, self.number(id))
    }

    /// Names with commas between them; of very many the first.
    pub(super) fn names<'b>(&self, ids: impl IntoIterator<Item = &'b ElementId>) -> Line {
        let mut ids = ids.into_iter();
        let mut line = Line::new();
        for id in ids.by_ref().take(MOST_NAMES) {
            if !line.is_empty() {
                line.push(Bit::Words(", ".to_owned()));
            }
            line.push(self.name(id));
        }
        let rest = ids.count();
        if rest > 0 {
            line.push(Bit::Faint(format!(" and {} more", grouped(&rest.to_string()))));
        }
        line
    }

    /// The value of an attribute of an element in words, a line for each entry of a list.
    pub(super) fn attribute(&self, element: &Element, def: &AttributeDef) -> Cell {
        element.attributes.get(&def.key).map_or_else(Cell::new, |value| self.value(def, value))
    }

    fn value(&self, def: &AttributeDef, value: &Value) -> Cell {
        match (&def.ty, value) {
            (AttributeType::List { of }, Value::List(list)) => {
                let entry = AttributeDef { ty: AttributeType::clone(of), ..def.clone() };
                let mut lines: Cell = list.iter().take(MOST_LINES).map(|v| self.line(&entry, v, None)).collect();
                lines.retain(|line| !line.is_empty());
                if list.len() > MOST_LINES {
                    lines.push(vec![Bit::Faint(format!("and {} more", list.len() - MOST_LINES))]);
                }
                lines
            }
            (AttributeType::Text, Value::Text(text)) => {
                let lines = text.lines().map(str::trim).filter(|l| !l.is_empty());
                lines.take(MOST_LINES).map(|l| vec![Bit::Words(l.to_owned())]).collect()
            }
            _ => vec![self.line(def, value, None)].into_iter().filter(|line| !line.is_empty()).collect(),
        }
    }

    /// A value on one line; `of` is the unit that a record gives its numbers.
    fn line(&self, def: &AttributeDef, value: &Value, of: Option<&str>) -> Line {
        match (&def.ty, value) {
            (AttributeType::Record { record }, Value::Record(fields)) => self.record(record, fields),
            (AttributeType::Reference { .. }, Value::Text(id)) => vec![self.name(&ElementId::new(id.clone()))],
            _ => {
                let words = self.words(def, value, of);
                if words.trim().is_empty() { Line::new() } else { vec![Bit::Words(words)] }
            }
        }
    }

    /// A record on one line: its first field as it is, the others with their labels.
    fn record(&self, name: &EcoString, fields: &Record) -> Line {
        let Some(def) = self.document.metamodel().records.get(name) else { return Line::new() };
        let of = fields.get("unit").and_then(Value::as_text).map(EcoString::as_str);
        let mut line = Line::new();
        for (i, def) in def.fields.iter().enumerate().filter(|(_, def)| def.key != "unit") {
            let Some(value) = fields.get(&def.key) else { continue };
            let value = self.line(def, value, of);
            if value.is_empty() {
                continue;
            }
            if !line.is_empty() {
                line.push(Bit::Words(if line.len() == 1 && i > 0 { ": " } else { ", " }.to_owned()));
            }
            if i > 0 {
                line.push(Bit::Faint(format!("{} ", lower(&def.label))));
            }
            line.extend(value);
        }
        line
    }

    fn words(&self, def: &AttributeDef, value: &Value, of: Option<&str>) -> String {
        let label = |id: &str| match &def.ty {
            AttributeType::Enum { values } | AttributeType::Set { values } => {
                values.iter().find(|v| v.id == id).map_or_else(|| id.to_owned(), |v| v.label.to_string())
            }
            _ => id.to_owned(),
        };
        match (&def.ty, value) {
            (AttributeType::Money, value) if value.as_number().is_some() => {
                let money = amount(self.document, value.as_number().unwrap_or_default(), unit::MONEY);
                if def.per.as_deref() == Some("year") { format!("{money} a year") } else { money }
            }
            (AttributeType::Duration, value) if value.as_number().is_some() => {
                let hours = value.as_number().unwrap_or_default();
                let (long, plain) = (duration(self.document, hours), format!("{} h", grouped(&decimals(hours, 2))));
                // The arithmetic of the figures counts in hours.
                if long == plain { long } else { format!("{long} ({plain})") }
            }
            (AttributeType::Date, Value::Text(text)) => Date::parse(text).map_or_else(|| text.to_string(), day),
            (AttributeType::Plateau, Value::Text(id)) => self.plateau(id).to_string(),
            (AttributeType::Enum { .. }, Value::Text(id)) => label(id),
            (AttributeType::Set { .. }, Value::List(list)) => {
                let labels: Vec<String> = list.iter().filter_map(Value::as_text).map(|id| label(id)).collect();
                labels.join(", ")
            }
            (_, Value::Bool(yes)) => if *yes { "yes" } else { "no" }.to_owned(),
            (_, Value::Int(_) | Value::Number(_)) => {
                let unit = def.unit.as_deref().or(of).unwrap_or_default();
                let plain = decimals(value.as_number().unwrap_or_default(), 4);
                // A year is no amount.
                let figure = if def.key == "year" { plain } else { grouped(&plain) };
                format!("{figure} {unit}").trim_end().to_owned()
            }
            (_, Value::Text(text)) => text.trim().to_owned(),
            (_, Value::List(list)) => format!("{} entries", list.len()),
            (_, Value::Record(record)) => format!("{} entries", record.len()),
            (_, Value::Null) => String::new(),
        }
    }

    /// The name of a plateau; its id where there is none of that id.
    pub(super) fn plateau<'b>(&'b self, id: &'b EcoString) -> &'b EcoString {
        self.document.head().plateaus.iter().find(|p| p.id == *id).map_or(id, Plateau::name)
    }

    /// Everything that an element is related with, a line for each sort of relation, but for who is accountable for it.
    pub(super) fn relations(&self, element: &Element) -> Cell {
        let mut ways: Vec<Way> = Vec::new();
        for direction in [Direction::Outgoing, Direction::Incoming] {
            for (kind, other, id) in self.document.index().relations_of(&element.id, direction) {
                let Some(label) = self.way(kind, direction, id) else { continue };
                // In the order of the catalogues, so that stages stand along their stream.
                let entry = (self.number(other).unwrap_or(usize::MAX), other);
                match ways.iter_mut().find(|(_, l, _)| *l == label) {
                    Some((.., others)) => drop(others.insert(entry)),
                    None => ways.push((kind.index(), label, BTreeSet::from([entry]))),
                }
            }
        }
        ways.sort_by_key(|(kind, ..)| *kind);
        let line = |(_, label, others): Way| {
            let mut line = vec![Bit::Faint(format!("{label} "))];
            line.extend(self.names(others.into_iter().map(|(_, id)| id)));
            line
        };
        ways.into_iter().map(line).collect()
    }

    /// What a relation is called from one of its ends.
    fn way(&self, kind: RelationKind, direction: Direction, id: &crate::model::RelationId) -> Option<String> {
        let relation = self.document.relation(id)?;
        if direction == Direction::Outgoing {
            let words = verb(self.document, relation);
            return Some(words.strip_prefix("is ").unwrap_or(&words).to_owned());
        }
        if kind == RelationKind::AssignedTo {
            let letter = relation.get(assigned_to::RACI).map(|Choice(raci)| raci);
            return match letter.as_deref() {
                Some(letter) if letter == A => None,
                Some("C") => Some("consulted:".to_owned()),
                Some("I") => Some("informed:".to_owned()),
                _ => Some("responsible:".to_owned()),
            };
        }
        let metamodel = self.document.metamodel();
        Some(match metamodel.relation(kind) {
            Some(def) => def.inverse.to_string(),
            None => format!("{} (incoming)", metamodel.relation_label(kind)),
        })
    }
}

/// The elements of a kind as the catalogues list them.
fn in_order(document: &Document, kind: ElementKind) -> Vec<&Element> {
    let all = document.index().of_kind(kind).filter_map(|id| document.element(id)).map(|e| &**e);
    let mut all: Vec<&Element> = all.collect();
    let name = |e: &Element| folded(e.shown_name());
    if kind == ElementKind::Stage {
        let stream = |e: &Element| {
            let parent = document.parent(&e.id).and_then(|id| document.element(id));
            (parent.is_none(), parent.map(|p| (name(p), p.id.clone())))
        };
        let order = |e: &Element| e.get(crate::model::attr::stage::ORDER).unwrap_or(i64::MAX);
        all.sort_by_cached_key(|e| (stream(e), order(e), name(e), e.id.clone()));
    } else {
        all.sort_by_cached_key(|e| (name(e), e.id.clone()));
    }
    all
}

/// A day as people write it: `1 Jul 2026`.
pub(super) fn day(day: Date) -> String {
    format!("{} {} {}", day.day(), short_month(day.month()), day.year())
}

/// A label within a line: small, unless it is an abbreviation.
fn lower(label: &str) -> String {
    let mut letters = label.chars();
    match (letters.next(), letters.next()) {
        (Some(first), Some(second)) if second.is_lowercase() => {
            first.to_lowercase().chain(std::iter::once(second)).chain(letters).collect()
        }
        _ => label.to_owned(),
    }
}

/// So many of something.
pub(super) fn counted(n: usize, one: &str, several: &str) -> String {
    if n == 1 { format!("1 {one}") } else { format!("{} {several}", grouped(&n.to_string())) }
}
