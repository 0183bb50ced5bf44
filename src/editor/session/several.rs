//! Several things that are selected: what they are, and what can be said of all of them at once.
//!
//! It is put together once for each selection and state of the model, for there may be thousands of them.
//!
//! Knows nothing about how the fields look.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::Session;
use crate::editor::fields::{Cell, Cells, Place};
use crate::model::metamodel::{AttributeDef, AttributeType, Metamodel};
use crate::model::{Document, ElementKind, RelationKind};
use crate::scene::Owner;

/// What is selected, where it is more than one thing.
#[derive(Debug)]
pub struct Several {
    /// `5 stages selected`, `3 elements selected`.
    pub heading: String,
    /// What all of them have; nothing where elements and relations are mixed.
    pub fields: Vec<Common>,
}

/// An attribute that all of them have.
#[derive(Debug)]
pub struct Common {
    /// What it is.
    pub def: AttributeDef,
    /// Where it stands in each.
    pub cells: Cells,
}

impl Session {
    /// What is selected, as several things.
    #[must_use]
    pub fn several(&self) -> Arc<Several> {
        let document = self.document();
        self.kept.several.of((document.revision(), self.selection_turn()), || {
            let owners: Vec<&Owner> = self.selection().iter().collect();
            Several { heading: heading(document, &owners), fields: common_fields(document, &owners) }
        })
    }
}

fn heading(document: &Document, owners: &[&Owner]) -> String {
    let metamodel = document.metamodel();
    let mut words = BTreeSet::new();
    for owner in owners {
        words.insert(match owner {
            Owner::Element(id) => match document.element(id).and_then(|e| metamodel.kind(e.kind)) {
                Some(kind) => kind.plural.to_lowercase(),
                None => "elements".into(),
            },
            Owner::Relation(_) => "relations".into(),
            _ => "things".into(),
        });
    }
    let all_elements = owners.iter().all(|o| matches!(o, Owner::Element(_)));
    let word = match words.first() {
        Some(word) if words.len() == 1 => word.as_str(),
        _ if all_elements => "elements",
        _ => "things",
    };
    format!("{} {word} selected", owners.len())
}

/// What owners are, for which attributes are defined.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Element(ElementKind),
    Relation(RelationKind),
    Other,
}

impl Kind {
    fn of(document: &Document, owner: &Owner) -> Self {
        match owner {
            Owner::Element(id) => document.element(id).map_or(Self::Other, |e| Self::Element(e.kind)),
            Owner::Relation(id) => document.relation(id).map_or(Self::Other, |r| Self::Relation(r.kind)),
            _ => Self::Other,
        }
    }

    fn defs(self, metamodel: &Metamodel) -> &[AttributeDef] {
        match self {
            Self::Element(kind) => metamodel.element_attributes(kind),
            Self::Relation(kind) => metamodel.relation_attributes(kind),
            Self::Other => &[],
        }
    }
}

fn common_fields(document: &Document, owners: &[&Owner]) -> Vec<Common> {
    let metamodel = document.metamodel();
    let elements = owners.iter().all(|o| matches!(o, Owner::Element(_)));
    let relations = owners.iter().all(|o| matches!(o, Owner::Relation(_)));
    if !elements && !relations {
        return Vec::new();
    }
    let mut fields: Vec<Common> = Vec::new();
    if elements {
        let common = metamodel.common.iter().filter(|d| one_value(document, d));
        fields.extend(common.map(|def| {
            let cells = cells(owners, |owner| match owner {
                Owner::Element(id) => Some(Place::Common(id.clone(), def.key.clone())),
                _ => None,
            });
            Common { def: def.clone(), cells }
        }));
    }
    fields.extend(shared(document, owners).into_iter().map(|def| {
        let cells = cells(owners, |owner| match owner {
            Owner::Element(id) => Some(Place::Attribute(id.clone(), def.key.clone())),
            Owner::Relation(id) => Some(Place::Relation(id.clone(), def.key.clone())),
            _ => None,
        });
        Common { def, cells }
    }));
    fields
}

/// The attributes of their kinds that all of them have.
fn shared(document: &Document, owners: &[&Owner]) -> Vec<AttributeDef> {
    let metamodel = document.metamodel();
    let kinds: BTreeSet<Kind> = owners.iter().map(|owner| Kind::of(document, owner)).collect();
    let Some(first) = owners.first().map(|owner| Kind::of(document, owner)) else { return Vec::new() };
    let of_all = |def: &&AttributeDef| kinds.iter().all(|kind| same(kind.defs(metamodel), def));
    // What holds only in some uses of a kind is offered where it holds for all of them.
    let held =
        |def: &&AttributeDef| def.when.is_empty() || owners.iter().all(|owner| holds(document, metamodel, owner, def));
    let defs = first.defs(metamodel).iter().filter(|d| one_value(document, d));
    defs.filter(of_all).filter(held).cloned().collect()
}

fn cells(owners: &[&Owner], place: impl Fn(&Owner) -> Option<Place>) -> Cells {
    owners.iter().filter_map(|owner| place(owner).map(Cell::from)).collect::<Vec<_>>().into()
}

/// Whether an attribute can be set in many at once.
fn one_value(document: &Document, def: &AttributeDef) -> bool {
    match def.ty {
        AttributeType::Contract => false,
        AttributeType::Plateau => !document.head().plateaus.is_empty(),
        _ => !def.ty.has_parts(),
    }
}

fn same(defs: &[AttributeDef], def: &AttributeDef) -> bool {
    defs.iter().any(|d| d.key == def.key && d.ty == def.ty)
}

fn holds(document: &Document, metamodel: &Metamodel, owner: &Owner, def: &AttributeDef) -> bool {
    let Owner::Element(id) = owner else { return true };
    document.element(id).is_some_and(|e| {
        metamodel.meets(&def.when, metamodel.element_attributes(e.kind), &e.attributes)
            || e.attributes.get(&def.key).is_some()
    })
}
