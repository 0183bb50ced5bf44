//! What tables there are, and the columns that each has: all of the metamodel, nothing by name.
//!
//! Knows nothing about rows.

use std::sync::Arc;

use ecow::EcoString;

use crate::editor::fields::{Cell, Part, Place};
use crate::model::legality::other_kinds;
use crate::model::metamodel::{AttributeDef, AttributeType, Metamodel};
use crate::model::{Direction, ElementKind, RelationKind};

use super::Row;

/// What the rows of a table are.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// The elements of a kind.
    Kind(ElementKind),
    /// The entries of a list that elements have, such as contracts.
    Entries(List),
}

/// A list of records that elements have.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct List {
    /// The kind of the elements; nothing where every element may have it.
    pub kind: Option<ElementKind>,
    /// The attribute.
    pub key: EcoString,
    /// The keys from the attribute to the list.
    pub keys: Vec<EcoString>,
    /// What the list is called.
    pub label: EcoString,
    /// The type of its records.
    pub record: EcoString,
}

/// What a column holds.
#[derive(Clone, Debug)]
pub enum Holds {
    /// The name of an element.
    Name,
    /// The name of the element that has an entry.
    Owner,
    /// What an element is part of.
    Parent,
    /// A value.
    Value {
        /// Whether every element may have it.
        common: bool,
        /// The attribute.
        key: EcoString,
        /// The keys from the attribute to a list, where rows are entries.
        keys: Vec<EcoString>,
        /// The keys from there to the value.
        way: Vec<EcoString>,
        /// What the values are.
        def: Arc<AttributeDef>,
    },
    /// The other ends of relations.
    Related {
        /// Of which kind.
        kind: RelationKind,
        /// Whether they lead here.
        back: bool,
        /// With which responsibility.
        raci: Option<EcoString>,
    },
}

/// A column.
#[derive(Clone, Debug)]
pub struct Column {
    /// Tells it from the others of its table, whatever is said of it.
    pub id: EcoString,
    /// What it is called.
    pub label: EcoString,
    /// What it holds.
    pub holds: Holds,
    /// Whether it is only shown on request.
    pub extra: bool,
}

impl List {
    /// Where an entry stands.
    pub(super) fn cell(&self, row: &Row) -> Cell {
        let (id, key) = (row.element.clone(), self.key.clone());
        let place = if self.kind.is_none() { Place::Common(id, key) } else { Place::Attribute(id, key) };
        let way = self.keys.iter().cloned().map(Part::Key).chain(row.entry.map(Part::At)).collect();
        Cell { place, way }
    }
}

impl Column {
    fn new(id: impl Into<EcoString>, label: impl Into<EcoString>, holds: Holds) -> Self {
        Self { id: id.into(), label: label.into(), holds, extra: false }
    }

    /// The definition of its values, if it holds values.
    #[must_use]
    pub fn def(&self) -> Option<&AttributeDef> {
        if let Holds::Value { def, .. } = &self.holds { Some(def) } else { None }
    }

    /// Where the value of a row stands, if it holds values.
    #[must_use]
    pub fn cell(&self, row: &Row) -> Option<Cell> {
        let Holds::Value { common, key, keys, way, .. } = &self.holds else { return None };
        let (id, key) = (row.element.clone(), key.clone());
        let place = if *common { Place::Common(id, key) } else { Place::Attribute(id, key) };
        let part = |key: &EcoString| Part::Key(key.clone());
        let way = keys.iter().map(part).chain(row.entry.map(Part::At)).chain(way.iter().map(part)).collect();
        Some(Cell { place, way })
    }

    /// Whether its cells are numbers, which stand at the right.
    #[must_use]
    pub fn is_number(&self) -> bool {
        self.def().is_some_and(|d| {
            use AttributeType::{Duration, Integer, Money, Number, Percent};
            matches!(d.ty, Integer | Number | Percent | Money | Duration)
        })
    }

    /// Whether it takes nothing but what is offered.
    #[must_use]
    pub fn is_closed(&self) -> bool {
        match &self.holds {
            Holds::Name => false,
            Holds::Owner | Holds::Parent | Holds::Related { .. } => true,
            Holds::Value { def, .. } => {
                use AttributeType::{Boolean, Enum, Plateau, Reference, Set};
                matches!(def.ty, Enum { .. } | Set { .. } | Boolean | Reference { .. } | Plateau)
            }
        }
    }

    /// Whether it takes several of what is offered, between semicolons.
    #[must_use]
    pub fn takes_several(&self) -> bool {
        match &self.holds {
            Holds::Related { .. } => true,
            _ => self.def().is_some_and(|d| matches!(d.ty, AttributeType::Set { .. })),
        }
    }
}

/// Every table that there can be: the kinds as the palette has them, each with the lists of its elements, then the lists
/// of all elements.
#[must_use]
pub fn tables(metamodel: &Metamodel) -> Vec<What> {
    let mut all = Vec::new();
    for kind in metamodel.kinds_by_importance() {
        all.push(What::Kind(kind));
        all.extend(lists(metamodel, Some(kind), metamodel.element_attributes(kind)));
    }
    all.extend(lists(metamodel, None, &metamodel.common));
    all
}

fn lists(metamodel: &Metamodel, kind: Option<ElementKind>, defs: &[AttributeDef]) -> Vec<What> {
    let mut found = Vec::new();
    for def in defs {
        inner_lists(metamodel, def, &mut Vec::new(), &mut |record, keys, label| {
            let (key, keys) = (def.key.clone(), keys.to_vec());
            found.push(What::Entries(List { kind, key, keys, label, record }));
        });
    }
    found
}

fn inner_lists(
    metamodel: &Metamodel,
    def: &AttributeDef,
    keys: &mut Vec<EcoString>,
    found: &mut impl FnMut(EcoString, &[EcoString], EcoString),
) {
    match &def.ty {
        AttributeType::List { of } => {
            if let AttributeType::Record { record } = &**of {
                found(record.clone(), keys, def.label.clone());
            }
        }
        AttributeType::Record { record } if keys.len() < 4 => {
            for field in metamodel.records.get(record).map(|r| r.fields.as_slice()).unwrap_or_default() {
                keys.push(field.key.clone());
                inner_lists(metamodel, field, keys, found);
                keys.pop();
            }
        }
        _ => {}
    }
}

impl What {
    /// What the table is called where it is chosen.
    #[must_use]
    pub fn label(&self, metamodel: &Metamodel) -> String {
        match self {
            Self::Kind(kind) => metamodel.kind(*kind).map_or("Other", |k| k.plural.as_str()).to_owned(),
            Self::Entries(list) => match list.kind.and_then(|k| metamodel.kind(k)) {
                Some(kind) => format!("{} of all {}", list.label, kind.plural.to_lowercase()),
                None => format!("{} of all elements", list.label),
            },
        }
    }

    /// What one row is, in a sentence.
    #[must_use]
    pub fn noun(&self, metamodel: &Metamodel) -> String {
        match self {
            Self::Kind(kind) => metamodel.kind(*kind).map_or("element", |k| k.short.as_str()).to_lowercase(),
            Self::Entries(list) => {
                metamodel.records.get(&list.record).map_or("entry", |r| r.label.as_str()).to_lowercase()
            }
        }
    }

    /// All columns, those that are only shown on request too.
    #[must_use]
    pub fn columns(&self, metamodel: &Metamodel) -> Vec<Column> {
        match self {
            Self::Kind(kind) => of_kind(metamodel, *kind),
            Self::Entries(list) => of_list(metamodel, list),
        }
    }
}

fn of_list(metamodel: &Metamodel, list: &List) -> Vec<Column> {
    let owner = list.kind.and_then(|k| metamodel.kind(k)).map_or("Element", |k| k.short.as_str());
    let mut columns = vec![Column::new("owner", owner, Holds::Owner)];
    let fields = metamodel.records.get(&list.record).map(|r| r.fields.as_slice()).unwrap_or_default();
    for def in fields {
        let base = Base { common: list.kind.is_none(), key: &list.key, keys: &list.keys };
        values(metamodel, def, base, &mut vec![def.key.clone()], "", &mut columns);
    }
    columns
}

fn of_kind(metamodel: &Metamodel, kind: ElementKind) -> Vec<Column> {
    let mut columns = vec![Column::new("name", "Name", Holds::Name)];
    let parents = parents(metamodel, kind);
    if let Some(first) = parents.first() {
        let short = |k: &ElementKind| metamodel.kind(*k).map_or("Part of", |d| d.short.as_str());
        // A unit is part of a unit: the word for its own kind would say nothing.
        let label = if parents.len() == 1 && *first != kind { short(first) } else { "Part of" };
        columns.push(Column::new("parent", label, Holds::Parent));
    }
    let facts = metamodel.kind(kind).map(|k| k.facts.as_slice()).unwrap_or_default();
    let mut defs: Vec<&AttributeDef> = metamodel.element_attributes(kind).iter().collect();
    defs.sort_by_key(|d| facts.iter().position(|f| *f == d.key).unwrap_or(usize::MAX));
    for def in defs {
        let base = Base { common: false, key: &def.key, keys: &[] };
        values(metamodel, def, base, &mut Vec::new(), "", &mut columns);
    }
    columns.extend(responsible(metamodel, kind));
    for def in &metamodel.common {
        let base = Base { common: true, key: &def.key, keys: &[] };
        values(metamodel, def, base, &mut Vec::new(), "", &mut columns);
    }
    columns.extend(related(metamodel, kind));
    columns
}

/// Where the values of some columns begin.
#[derive(Clone, Copy)]
struct Base<'a> {
    common: bool,
    key: &'a EcoString,
    keys: &'a [EcoString],
}

/// The columns of an attribute: one, or one for each part of a record. Lists of records have tables of their own.
fn values(
    metamodel: &Metamodel,
    def: &AttributeDef,
    base: Base<'_>,
    way: &mut Vec<EcoString>,
    around: &str,
    columns: &mut Vec<Column>,
) {
    match &def.ty {
        AttributeType::Record { record } if way.len() < 4 => {
            let fields = metamodel.records.get(record).map(|r| r.fields.as_slice()).unwrap_or_default();
            // "Statement" alone does not say of what; "Running cost" does.
            let around = if way.is_empty() && base.common { "" } else { def.label.as_str() };
            for field in fields {
                way.push(field.key.clone());
                values(metamodel, field, base, way, around, columns);
                way.pop();
            }
        }
        AttributeType::List { of } if matches!(**of, AttributeType::Record { .. }) => {}
        AttributeType::Properties => {}
        _ => {
            let label = &def.label;
            let said = label.to_lowercase().contains(&around.to_lowercase());
            let label = if said { label.to_string() } else { format!("{around}: {}", label.to_lowercase()) };
            let id = format!("{}:{}:{}", if base.common { "c" } else { "a" }, base.key, way.join("."));
            let (key, keys, way) = (base.key.clone(), base.keys.to_vec(), way.clone());
            let holds = Holds::Value { common: base.common, key, keys, way, def: Arc::new(def.clone()) };
            columns.push(Column::new(id, label, holds));
        }
    }
}

/// The kinds that an element of a kind may be part of.
#[must_use]
pub fn parents(metamodel: &Metamodel, kind: ElementKind) -> Vec<ElementKind> {
    other_kinds(metamodel, RelationKind::Contains, kind, Direction::Incoming)
}

/// Who is accountable and responsible, then who is asked and told, which is only shown on request.
fn responsible(metamodel: &Metamodel, kind: ElementKind) -> Vec<Column> {
    let Some(relation) = metamodel.relation(RelationKind::AssignedTo) else { return Vec::new() };
    if !relation.pairs.iter().any(|(_, target)| *target == kind) {
        return Vec::new();
    }
    let letters = relation.attributes.iter().find_map(|d| match &d.ty {
        AttributeType::Enum { values } if d.key == "raci" => Some(values),
        _ => None,
    });
    let mut columns: Vec<Column> = letters
        .into_iter()
        .flatten()
        .map(|v| {
            let holds = Holds::Related { kind: RelationKind::AssignedTo, back: true, raci: Some(v.id.clone()) };
            Column {
                extra: !matches!(v.id.as_str(), "A" | "R"),
                ..Column::new(format!("raci:{}", v.id), v.label.clone(), holds)
            }
        })
        .collect();
    columns.sort_by_key(|c| c.id != "raci:A");
    columns
}

/// The other relations that there can be, from the element and then to it.
fn related(metamodel: &Metamodel, kind: ElementKind) -> Vec<Column> {
    let mut columns = Vec::new();
    for back in [false, true] {
        for (relation, def) in RelationKind::ALL.into_iter().zip(&metamodel.relations) {
            let known = relation == RelationKind::Contains || relation == RelationKind::AssignedTo && back;
            let fits = def.pairs.iter().any(|(source, target)| kind == if back { *target } else { *source });
            if known || !fits {
                continue;
            }
            let label = crate::editor::wording::capital(if back { &def.inverse } else { &def.label });
            let holds = Holds::Related { kind: relation, back, raci: None };
            let id = format!("r:{}:{back}", def.id);
            columns.push(Column { extra: true, ..Column::new(id, label, holds) });
        }
    }
    columns
}
