//! Several elements or relations at once: what they have in common is shown, and set in all of them as one step.
//!
//! Knows nothing about any single attribute.

use std::collections::BTreeSet;

use eframe::egui::{self, RichText};

use super::Inspector;
use super::marks::KEYS;
use crate::editor::Session;
use crate::editor::fields::{Cell, Place};
use crate::model::metamodel::{AttributeDef, AttributeType, Metamodel};
use crate::model::{Document, ElementId};
use crate::scene::Owner;
use crate::theme::Theme;
use crate::ui::fields::Records;
use crate::ui::style::{color, strong};

impl Inspector {
    pub(super) fn several(&mut self, ui: &mut egui::Ui, session: &mut Session, owners: &[Owner], theme: &Theme) {
        let document = session.document().clone();
        ui.label(strong(heading(&document, owners), 16.0));
        let fields = common_fields(&document, owners);
        let hint = if fields.is_empty() {
            "Drag to move them together. Delete takes them out of this view."
        } else {
            "What is changed here changes in all of them."
        };
        ui.label(RichText::new(hint).size(12.0).color(color(theme.text_secondary)));
        ui.add_space(4.0);
        let elements: Vec<ElementId> = owners
            .iter()
            .filter_map(|owner| if let Owner::Element(id) = owner { Some(id.clone()) } else { None })
            .collect();
        for (def, cells) in fields {
            // State and plateau stand together.
            let common = cells.iter().all(|c| matches!(c.place, Place::Common(..)));
            if common && def.key == KEYS[0] {
                self.marks(ui, session, &elements, theme);
            }
            if common && KEYS.contains(&def.key.as_str()) {
                continue;
            }
            self.fields.field(ui, session, &def, &cells, theme);
        }
    }
}

/// `5 stages selected`, `3 elements selected`.
fn heading(document: &Document, owners: &[Owner]) -> String {
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

/// The attributes that all of them have, with the cells of each; nothing where elements and relations are mixed.
fn common_fields(document: &Document, owners: &[Owner]) -> Vec<(AttributeDef, Vec<Cell>)> {
    let metamodel = document.metamodel();
    let mut shared: Option<Vec<AttributeDef>> = None;
    for owner in owners {
        let defs = match owner {
            Owner::Element(id) => document.element(id).map(|e| metamodel.element_attributes(e.kind)),
            Owner::Relation(id) => document.relation(id).map(|r| metamodel.relation_attributes(r.kind)),
            _ => None,
        };
        let defs = defs.unwrap_or_default();
        shared = Some(match shared {
            None => defs.iter().filter(|d| one_value(document, d)).cloned().collect(),
            Some(shared) => shared.into_iter().filter(|d| same(defs, d)).collect(),
        });
    }
    let mut shared = shared.unwrap_or_default();
    // What holds only in some uses of a kind is offered where it holds for all of them.
    shared.retain(|def| def.when.is_empty() || owners.iter().all(|owner| holds(document, metamodel, owner, def)));
    let at = |def: &AttributeDef| -> Option<Vec<Cell>> {
        let place = |owner: &Owner| match owner {
            Owner::Element(id) => Some(Place::Attribute(id.clone(), def.key.clone())),
            Owner::Relation(id) => Some(Place::Relation(id.clone(), def.key.clone())),
            _ => None,
        };
        owners.iter().map(|o| place(o).map(Cell::from)).collect()
    };
    let elements: Option<Vec<_>> =
        owners.iter().map(|o| if let Owner::Element(id) = o { Some(id.clone()) } else { None }).collect();
    let relations = owners.iter().all(|o| matches!(o, Owner::Relation(_)));
    let mut fields = Vec::new();
    if let Some(elements) = &elements {
        let common = metamodel.common.iter().filter(|d| one_value(document, d));
        fields.extend(common.map(|def| {
            let cells = elements.iter().map(|id| Place::Common(id.clone(), def.key.clone()).into());
            (def.clone(), cells.collect())
        }));
    }
    if elements.is_some() || relations {
        fields.extend(shared.iter().filter_map(|def| Some((def.clone(), at(def)?))));
    }
    fields
}

/// Whether an attribute can be set in many at once.
fn one_value(document: &Document, def: &AttributeDef) -> bool {
    match def.ty {
        AttributeType::Contract => false,
        AttributeType::Plateau => !document.head().plateaus.is_empty(),
        _ => !Records::edits(&def.ty),
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
