//! The edits that a sketch becomes.
//!
//! Knows nothing about where the elements are put.

use std::collections::BTreeSet;

use ecow::EcoString;

use super::sketch::{How, Sketch, Thing};
use crate::edit::{Edit, apply, compose};
use crate::model::legality::{Refusal, initial_attributes, may_connect};
use crate::model::{Document, Element, ElementId, ElementKind, RelationKind, Value};

/// What a sketch becomes in a document.
#[derive(Clone, Debug)]
pub struct Built {
    /// The edits, without any of a view.
    pub edits: Vec<Edit>,
    /// The document after them.
    pub document: Document,
    /// The elements of all things, new or not.
    pub elements: Vec<ElementId>,
    /// Those that are new.
    pub made: BTreeSet<ElementId>,
    /// How many relations are new.
    pub relations: usize,
    /// What could not be done, and why.
    pub refused: Vec<String>,
}

/// The edits for a sketch. Stages that are told no stream become part of `home`.
#[must_use]
pub fn build(document: &Document, sketch: &Sketch, home: Option<&ElementId>) -> Built {
    let mut built = Built {
        edits: Vec::new(),
        document: document.clone(),
        elements: Vec::new(),
        made: BTreeSet::new(),
        relations: 0,
        refused: Vec::new(),
    };
    for thing in &sketch.things {
        built.thing(thing);
    }
    // The parts of a stream in their order, then what follows what, then the rest.
    let last = |how: How| !matches!(how, How::Stage | How::Indent);
    let mut links: Vec<_> = sketch.links.iter().collect();
    links.sort_by_key(|l| last(l.how));
    let told: BTreeSet<usize> =
        links.iter().filter(|l| l.kind == Some(RelationKind::Contains)).map(|l| l.target).collect();
    for link in links {
        if let Some(kind) = link.kind {
            let chained = sketch.links.iter().any(|l| l.how == How::Flow);
            built.link(kind, link.source, link.target, chained && link.how == How::Stage);
        }
    }
    if let Some(home) = home {
        let alone =
            |(i, t): &(usize, &Thing)| t.kind == Some(ElementKind::Stage) && t.existing.is_none() && !told.contains(i);
        for (i, _) in sketch.things.iter().enumerate().filter(alone) {
            let stage = built.elements[i].clone();
            built.connect(RelationKind::Contains, &home.clone(), &stage, false);
        }
    }
    built
}

impl Built {
    fn perform(&mut self, edits: Vec<Edit>) -> Result<(), String> {
        let (after, _) = apply(&self.document, &edits).map_err(|e| e.to_string())?;
        self.document = after;
        self.edits.extend(edits);
        Ok(())
    }

    fn thing(&mut self, thing: &Thing) {
        let id = if let Some(id) = &thing.existing {
            id.clone()
        } else {
            let kind = thing.kind.unwrap_or(ElementKind::Process);
            let mut element = Element::new(ElementId::random(), kind, thing.name.clone());
            element.attributes = thing.attributes.clone();
            let id = element.id.clone();
            if let Err(why) = self.perform(vec![Edit::AddElement(element)]) {
                self.refused.push(why);
            } else {
                self.made.insert(id.clone());
            }
            id
        };
        self.elements.push(id.clone());
        self.describe(&id, &thing.description);
        for (key, common, value) in &thing.values {
            let value = Some(value.clone());
            let edit = if *common {
                Edit::SetField(id.clone(), key.clone(), value)
            } else {
                Edit::SetAttribute(id.clone(), key.clone(), value)
            };
            if let Err(why) = self.perform(vec![edit]) {
                self.refused.push(why);
            }
        }
    }

    fn describe(&mut self, id: &ElementId, text: &str) {
        let Some(element) = self.document.element(id).filter(|_| !text.is_empty()) else { return };
        let before = element.description();
        if before.contains(text) {
            return;
        }
        let text = if before.is_empty() { text.to_owned() } else { format!("{before}\n{text}") };
        let edit = Edit::SetField(id.clone(), "description".into(), Some(Value::Text(EcoString::from(text))));
        if let Err(why) = self.perform(vec![edit]) {
            self.refused.push(why);
        }
    }

    fn link(&mut self, kind: RelationKind, source: usize, target: usize, chained: bool) {
        let (source, target) = (self.elements[source].clone(), self.elements[target].clone());
        self.connect(kind, &source, &target, chained);
    }

    fn connect(&mut self, kind: RelationKind, source: &ElementId, target: &ElementId, chained: bool) {
        let attributes = initial_attributes(&self.document, kind);
        match may_connect(&self.document, kind, source, target, &attributes) {
            Ok(()) => {}
            Err(Refusal::Duplicate { .. }) => return,
            Err(why) => {
                self.refused.push(why.to_string());
                return;
            }
        }
        let mut edits = compose::connect(&self.document, kind, source, target);
        if chained {
            // What follows what is told by the chain itself, and an earlier stage may only be in the middle of it.
            edits.retain(|e| !matches!(e, Edit::AddRelation(r) if r.kind == RelationKind::FlowsTo && self.made.contains(&r.source)));
        }
        let relations = edits.iter().filter(|e| matches!(e, Edit::AddRelation(_))).count();
        match self.perform(edits) {
            Ok(()) => self.relations += relations,
            Err(why) => self.refused.push(why),
        }
    }
}
