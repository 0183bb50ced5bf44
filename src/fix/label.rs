//! The words of fixes: what elements, fields and values are called.
//!
//! Knows nothing about what is done with them.

use ecow::EcoString;

use super::focus::{Focus, Of, Part};
use crate::model::element::MAX_NAME;
use crate::model::metamodel::{AttributeDef, AttributeType};
use crate::model::{Document, ElementId, ElementKind};

/// What an element is called.
pub(super) fn name(document: &Document, id: &ElementId) -> String {
    document.element(id).map_or_else(|| id.to_string(), |e| e.shown_name().to_owned())
}

/// What the owner of a field is called.
pub(super) fn owner(document: &Document, of: &Of) -> String {
    match of {
        Of::Element(id) => name(document, id),
        Of::Relation(id) => document.relation(id).map_or_else(String::new, |r| {
            let verb = document.metamodel().relation_label(r.kind);
            format!("{} {verb} {}", name(document, &r.source), name(document, &r.target))
        }),
    }
}

/// What a field is called: the innermost part that has a name.
pub(super) fn of_field(document: &Document, focus: &Focus) -> Option<EcoString> {
    let metamodel = document.metamodel();
    let defs: Vec<&AttributeDef> = match &focus.of {
        Of::Element(id) => {
            let kind = document.element(id)?.kind;
            metamodel.element_attributes(kind).iter().chain(&metamodel.common).collect()
        }
        Of::Relation(id) => metamodel.relation_attributes(document.relation(id)?.kind).iter().collect(),
    };
    let mut def = *defs.iter().find(|def| def.key == focus.key)?;
    for part in &focus.way {
        let Part::Key(key) = part else { continue };
        let AttributeType::Record { record } = inner(&def.ty) else { break };
        let Some(next) = metamodel.records.get(record).and_then(|r| r.fields.iter().find(|d| d.key == *key)) else {
            break;
        };
        def = next;
    }
    Some(def.label.clone())
}

fn inner(ty: &AttributeType) -> &AttributeType {
    if let AttributeType::List { of } = ty { of } else { ty }
}

/// What a value of an attribute is called.
pub(super) fn of_value(document: &Document, kind: ElementKind, key: &str, value: &str) -> String {
    let defs = document.metamodel().element_attributes(kind);
    let values = defs.iter().find(|def| def.key == key).map(|def| &def.ty);
    let label = match values {
        Some(AttributeType::Enum { values } | AttributeType::Set { values }) => {
            values.iter().find(|v| v.id == value).map(|v| v.label.to_lowercase().to_string())
        }
        _ => None,
    };
    label.unwrap_or_else(|| value.to_owned())
}

/// A name that no other element of the kind has, numbered where it must be.
pub(super) fn unique(document: &Document, kind: ElementKind, wished: &str) -> EcoString {
    let is_taken =
        |name: &str| document.index().named(name).any(|id| document.element(id).is_some_and(|e| e.kind == kind));
    let short = |room: usize| wished.trim().chars().take(MAX_NAME - room).collect::<String>();
    let first = short(0);
    if !first.is_empty() && !is_taken(&first) {
        return first.into();
    }
    let numbered = (2_u32..).map(|n| format!("{} {n}", short(12)).trim().to_owned());
    numbered.into_iter().find(|name| !is_taken(name)).unwrap_or(first).into()
}
