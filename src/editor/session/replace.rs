//! Changing what something is: an element to another kind, a relation to another.
//!
//! Knows nothing about how the choice looks.

use std::collections::BTreeSet;

use ecow::EcoString;

use super::{Creatable, Menu, Session, Tone};
use crate::edit::Edit;
use crate::model::legality::{connections, initial_attributes, relations_that_go};
use crate::model::{Document, Element, ElementId, ElementKind, Record, Relation, RelationId, RelationKind};
use crate::scene::Owner;

/// A kind that the selection can become.
#[derive(Clone, Debug)]
pub struct KindOffer {
    /// The kind, perhaps with a preset.
    pub what: Creatable,
    /// What could not be kept, in words.
    pub drops: Vec<String>,
}

impl Session {
    /// Lets the user choose what the selected elements or the selected relation become.
    pub fn ask_kind(&mut self) {
        self.commit_naming();
        let at = self.place_of_keys();
        if self.has_selected(1) {
            self.menu = Some(Menu::Kind { at, filter: String::new() });
            return;
        }
        if !self.selected_notes().is_empty() {
            self.ask_notes_kind();
            return;
        }
        let Some(Owner::Relation(id)) = self.selection.first().cloned() else { return };
        let kinds = self.other_kinds(&id);
        if kinds.is_empty() {
            self.say(Tone::Refusal, "No other relation can join these two.");
        } else {
            self.menu = Some(Menu::RelationKind { at, relation: id, kinds });
        }
    }

    /// The kinds that a relation can have instead of its own.
    fn other_kinds(&self, id: &RelationId) -> Vec<RelationKind> {
        let Some(relation) = self.document().relation(id) else { return Vec::new() };
        let without = crate::edit::apply(self.document(), &[Edit::RemoveRelation(id.clone())]);
        let kinds = without.map(|(d, _)| connections(&d, &relation.source, &relation.target)).unwrap_or_default();
        kinds.into_iter().filter(|k| *k != relation.kind).collect()
    }

    /// Makes a relation one of another kind between the same two, with its line as it runs.
    pub fn change_relation_kind(&mut self, id: &RelationId, kind: RelationKind) {
        self.menu = None;
        let ends = self.document().relation(id).map(|r| (r.source.clone(), r.target.clone()));
        let Some(mut edits) = ends.and_then(|(a, b)| self.relation_as(id, kind, &a, &b)) else { return };
        let document = self.document();
        for view in document.views().values() {
            edits.extend(view.bends.get(id).map(|b| Edit::SetBends(view.id.clone(), id.clone(), b.clone())));
            edits.extend(view.lines.get(id).map(|l| Edit::SetLine(view.id.clone(), id.clone(), l.clone())));
        }
        let verb = document.metamodel().relation_label(kind);
        let label = format!("Change {} to \"{verb}\"", self.relation_named(id));
        if self.perform(label, &edits) {
            self.select(Some(Owner::Relation(id.clone())));
        }
    }

    /// A relation made one of a kind between two elements, with what is said of it as far as that kind has it.
    pub(super) fn relation_as(
        &self,
        id: &RelationId,
        kind: RelationKind,
        source: &ElementId,
        target: &ElementId,
    ) -> Option<Vec<Edit>> {
        let document = self.document();
        let before = document.relation(id)?;
        let mut relation = Relation::new(id.clone(), kind, source.clone(), target.clone());
        relation.fields = before.fields.clone();
        relation.attributes = initial_attributes(document, kind);
        let (kept, _) = shared(
            document.metamodel().relation_attributes(before.kind),
            document.metamodel().relation_attributes(kind),
            &before.attributes,
            |def, value| document.metamodel().check_type(&def.ty, value).is_ok(),
        );
        for (key, value) in &kept {
            relation.attributes.set(key.clone(), value.clone());
        }
        Some(vec![Edit::RemoveRelation(id.clone()), Edit::AddRelation(relation)])
    }

    /// The kinds and presets that the selected elements can become, by what is typed, each with what it would drop.
    #[must_use]
    pub fn kind_offers(&self, filter: &str) -> Vec<KindOffer> {
        let document = self.document();
        let elements = self.changeable();
        let same = |c: &Creatable| {
            let own = |e: &&Element| e.kind == c.kind && c.preset.as_ref().is_none_or(|p| has_all(e, &p.attributes));
            elements.iter().all(own)
        };
        let offers = self.creatable(filter, None).into_iter().filter(|c| !same(c));
        offers
            .map(|what| {
                let drops = elements.iter().flat_map(|e| drops(document, e, what.kind)).collect::<BTreeSet<_>>();
                KindOffer { what, drops: drops.into_iter().collect() }
            })
            .collect()
    }

    /// The selected elements whose kind is ours to change.
    fn changeable(&self) -> Vec<&Element> {
        let elements = self.selection.iter().filter_map(|o| match o {
            Owner::Element(id) => self.document().element(id),
            _ => None,
        });
        elements.map(|e| &**e).filter(|e| e.kind != ElementKind::Foreign).collect()
    }

    /// Makes the selected elements ones of another kind, as one step: names, places and what is legal stay.
    pub fn change_kind(&mut self, what: &Creatable) {
        self.menu = None;
        let elements: Vec<Element> = self.changeable().into_iter().cloned().collect();
        if elements.is_empty() {
            return;
        }
        let document = self.document().clone();
        let mut edits = Vec::new();
        let mut gone: BTreeSet<RelationId> = BTreeSet::new();
        // Two that are changed together may lose a relation between them: each step is taken on what those before left.
        let mut work = document.clone();
        let mut dropped = Vec::new();
        for element in &elements {
            dropped.extend(drops(&work, element, what.kind));
            let step = changed(&work, element, what, &mut gone);
            let Ok((after, _)) = crate::edit::apply(&work, &step) else { continue };
            work = after;
            edits.extend(step);
        }
        let names: BTreeSet<ElementId> = elements.iter().map(|e| e.id.clone()).collect();
        let to = what.label.to_lowercase();
        let label = format!("Change {} to {to}", self.names_of(&names));
        if self.perform(label, &edits) && !dropped.is_empty() {
            self.say(Tone::Info, format!("{} became {to}; dropped: {}.", self.names_of(&names), dropped.join(", ")));
        }
    }
}

fn has_all(element: &Element, attributes: &Record) -> bool {
    attributes.iter().all(|(key, value)| element.attributes.get(key) == Some(value))
}

/// The edits that make an element one of another kind.
fn changed(document: &Document, element: &Element, what: &Creatable, gone: &mut BTreeSet<RelationId>) -> Vec<Edit> {
    let id = &element.id;
    let going = relations_that_go(document, id, what.kind);
    let mut edits: Vec<Edit> = going.into_iter().filter(|r| gone.insert(r.clone())).map(Edit::RemoveRelation).collect();
    let (_, lost) = attributes(document, element, what.kind);
    edits.extend(lost.into_iter().map(|key| Edit::SetAttribute(id.clone(), key, None)));
    edits.push(Edit::SetKind(id.clone(), what.kind));
    let preset = what.preset.iter().flat_map(|p| p.attributes.iter());
    edits.extend(preset.map(|(key, value)| Edit::SetAttribute(id.clone(), key.clone(), Some(value.clone()))));
    edits
}

/// What an element cannot keep as one of another kind, in words: relations, then attributes.
fn drops(document: &Document, element: &Element, kind: ElementKind) -> Vec<String> {
    let metamodel = document.metamodel();
    let name = |id: &ElementId| document.element(id).map_or_else(|| id.to_string(), |e| e.shown_name().to_owned());
    let relation = |id: RelationId| {
        let relation = document.relation(&id)?;
        let verb = metamodel.relation_label(relation.kind);
        Some(if relation.source == element.id {
            format!("{verb} {}", name(&relation.target))
        } else {
            format!("{} {verb} it", name(&relation.source))
        })
    };
    let mut all: Vec<String> =
        relations_that_go(document, &element.id, kind).into_iter().filter_map(relation).collect();
    let (_, lost) = attributes(document, element, kind);
    let label = |key: &EcoString| {
        let defs = metamodel.element_attributes(element.kind);
        defs.iter().find(|d| d.key == *key).map_or_else(|| key.to_string(), |d| d.label.to_lowercase().to_string())
    };
    all.extend(lost.iter().map(label));
    all
}

fn attributes(document: &Document, element: &Element, kind: ElementKind) -> (Record, Vec<EcoString>) {
    let metamodel = document.metamodel();
    if element.kind == kind {
        return (element.attributes.clone(), Vec::new());
    }
    let (old, new) = (metamodel.element_attributes(element.kind), metamodel.element_attributes(kind));
    shared(old, new, &element.attributes, |def, value| metamodel.check_type(&def.ty, value).is_ok())
}

/// The attributes that the new kind takes too, and the keys of the others. What no version knows stays.
fn shared(
    old: &[crate::model::metamodel::AttributeDef],
    new: &[crate::model::metamodel::AttributeDef],
    attributes: &Record,
    fits: impl Fn(&crate::model::metamodel::AttributeDef, &crate::model::Value) -> bool,
) -> (Record, Vec<EcoString>) {
    let (mut kept, mut lost) = (Record::new(), Vec::new());
    for (key, value) in attributes {
        let known = old.iter().any(|d| d.key == *key);
        let taken = match new.iter().find(|d| d.key == *key) {
            Some(def) => fits(def, value),
            None => !known,
        };
        if taken {
            kept.set(key.clone(), value.clone());
        } else {
            lost.push(key.clone());
        }
    }
    (kept, lost)
}
