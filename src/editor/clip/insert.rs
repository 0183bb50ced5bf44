//! The edits that bring a fragment into a document: which elements are the same, which are new, and what cannot come.
//!
//! Knows nothing about who asked for it.

use std::collections::{BTreeMap, BTreeSet};

use ecow::EcoString;

use super::Fragment;
use crate::edit::{Edit, apply, compose};
use crate::geom::{Point, Rect, Vec2, bounds_of};
use crate::model::attr::stage;
use crate::model::element::MAX_NAME;
use crate::model::ids::is_id;
use crate::model::index::folded;
use crate::model::legality::{Refusal, may_connect};
use crate::model::view::DIAGRAM;
use crate::model::{
    Annotation, AnnotationKind, Document, Element, ElementId, ElementKind, Placement, Record, Relation, RelationId,
    RelationKind, View, ViewId,
};
use crate::scene::anatomy;
use crate::scene::tidy::tidied;

/// What becomes of elements that the document has already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The same elements are shown here too.
    Same,
    /// Elements of the same kind and name are taken for the same.
    ByName,
    /// New ones are made.
    Copies,
}

/// How many elements of a fragment a document has already.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// Elements of the fragment.
    pub all: usize,
    /// Those that are in the document.
    pub same: usize,
    /// Those of whose kind and name there is one in the document.
    pub named: usize,
}

/// Where a fragment goes.
pub struct Target<'a> {
    /// The document, with the view stored.
    pub document: &'a Document,
    /// The view.
    pub view: &'a ViewId,
    /// Whether the view places elements itself, as a canvas does.
    pub canvas: bool,
    /// How far it goes from where it was.
    pub place: Place,
}

/// Where a fragment is put.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Place {
    /// So far from where it was.
    By(Vec2),
    /// With its middle here.
    Around(Point),
}

/// The edits for a fragment, and what they bring.
#[derive(Clone, Debug, Default)]
pub struct Inserted {
    /// The edits.
    pub edits: Vec<Edit>,
    /// The elements that it became, new or not.
    pub elements: Vec<ElementId>,
    /// Those among them that are new.
    pub made: BTreeSet<ElementId>,
    /// The notes, frames and groups that were added.
    pub annotations: Vec<EcoString>,
    /// Relations that may not be here, with the first reason.
    pub refused: Vec<String>,
    /// Attributes that this document cannot hold.
    pub dropped: usize,
    /// Notes and frames that a canvas has no place for.
    pub homeless: usize,
}

/// How much of a fragment a document has already.
#[must_use]
pub fn known(document: &Document, fragment: &Fragment) -> Known {
    let elements = fragment.document().elements();
    Known {
        all: elements.len(),
        same: elements.values().filter(|e| is_same(document, e)).count(),
        named: elements.values().filter(|e| twin(document, e).is_some()).count(),
    }
}

fn is_same(document: &Document, element: &Element) -> bool {
    document.element(&element.id).is_some_and(|e| e.kind == element.kind)
}

/// The element of a document with the kind and name of another.
fn twin(document: &Document, element: &Element) -> Option<ElementId> {
    if folded(&element.name).is_empty() {
        return None;
    }
    let same = |id: &&ElementId| document.element(id).is_some_and(|e| e.kind == element.kind);
    let own = element.id.clone();
    let mut named: Vec<&ElementId> = document.index().named(&element.name).filter(same).collect();
    named.sort_by_key(|id| **id != own);
    named.first().map(|id| (*id).clone())
}

/// The element as far as a document can hold it, and how many values it cannot.
fn fitted(document: &Document, element: &Element) -> (Element, usize) {
    let fits = |e: &Element| apply(document, &[Edit::AddElement(e.clone())]).is_ok();
    if fits(element) {
        return (element.clone(), 0);
    }
    let name: EcoString = element.name.chars().filter(|c| *c != '\0').take(MAX_NAME).collect();
    let mut fit = Element::new(element.id.clone(), element.kind, name);
    let mut dropped = 0;
    let parts: [fn(&mut Element) -> &mut Record; 2] = [|e| &mut e.fields, |e| &mut e.attributes];
    for part in parts {
        let record: Record = part(&mut element.clone()).clone();
        for (key, value) in record.iter() {
            let mut with = fit.clone();
            part(&mut with).set(key.clone(), value.clone());
            if fits(&with) {
                fit = with;
            } else {
                dropped += 1;
            }
        }
    }
    (fit, dropped)
}

/// What a fragment becomes in a document.
#[must_use]
pub fn insert(target: &Target<'_>, fragment: &Fragment, answer: Answer) -> Inserted {
    let mut work = Work { document: target.document.clone(), to: BTreeMap::new(), done: Inserted::default() };
    work.elements(fragment, answer);
    let relations = work.relations(fragment);
    if answer == Answer::Copies {
        work.stay_in_streams(fragment);
    }
    if target.canvas {
        work.done.homeless = fragment.annotations().count();
    } else {
        work.place(target, fragment, &relations);
    }
    work.done
}

struct Work {
    document: Document,
    /// Which element each of the fragment became.
    to: BTreeMap<ElementId, ElementId>,
    done: Inserted,
}

impl Work {
    /// Performs edits on the way; whether they could be.
    fn perform(&mut self, edits: Vec<Edit>) -> bool {
        let Ok((after, _)) = apply(&self.document, &edits) else { return false };
        self.document = after;
        self.done.edits.extend(edits);
        true
    }

    fn elements(&mut self, fragment: &Fragment, answer: Answer) {
        for element in fragment.document().elements().values() {
            let existing = match answer {
                Answer::Same => is_same(&self.document, element).then(|| element.id.clone()),
                Answer::ByName => twin(&self.document, element)
                    .or_else(|| is_same(&self.document, element).then(|| element.id.clone())),
                Answer::Copies => None,
            }
            // Two elements of one name in the fragment are two.
            .filter(|id| !self.done.elements.contains(id));
            let id = if let Some(id) = existing {
                id
            } else {
                let free = is_id(element.id.as_str()) && self.document.element(&element.id).is_none();
                let id = if free && answer != Answer::Copies { element.id.clone() } else { ElementId::random() };
                let (fit, dropped) = fitted(&self.document, &Element { id: id.clone(), ..Element::clone(element) });
                if !self.perform(vec![Edit::AddElement(fit)]) {
                    continue;
                }
                self.done.dropped += dropped;
                self.done.made.insert(id.clone());
                id
            };
            self.to.insert(element.id.clone(), id.clone());
            self.done.elements.push(id);
        }
    }

    /// Adds the relations; gives which each became.
    fn relations(&mut self, fragment: &Fragment) -> BTreeMap<RelationId, RelationId> {
        let mut became = BTreeMap::new();
        for relation in fragment.document().relations().values() {
            let (Some(source), Some(target)) = (self.to.get(&relation.source), self.to.get(&relation.target)) else {
                continue;
            };
            // Between two that were here already nothing is added: what joins them here is for this model to say.
            if !self.done.made.contains(source) && !self.done.made.contains(target) {
                continue;
            }
            let free = is_id(relation.id.as_str()) && self.document.relation(&relation.id).is_none();
            let id = if free { relation.id.clone() } else { RelationId::random() };
            let new = Relation {
                id: id.clone(),
                source: source.clone(),
                target: target.clone(),
                ..Relation::clone(relation)
            };
            match may_connect(&self.document, new.kind, &new.source, &new.target, &new.attributes) {
                Ok(()) => {}
                Err(Refusal::Duplicate { .. }) => continue,
                Err(why) => {
                    self.done.refused.push(why.to_string());
                    continue;
                }
            }
            let bare = Relation { attributes: Record::new(), fields: Record::new(), ..new.clone() };
            if self.perform(vec![Edit::AddRelation(new)]) {
                became.insert(relation.id.clone(), id);
            } else if self.perform(vec![Edit::AddRelation(bare)]) {
                self.done.dropped += 1;
                became.insert(relation.id.clone(), id);
            } else {
                self.done.refused.push("It cannot be stored.".to_owned());
            }
        }
        became
    }

    /// A copy of a stage without its stream is one of the same stream: alone it would stand nowhere.
    fn stay_in_streams(&mut self, fragment: &Fragment) {
        let copies: Vec<(ElementId, ElementId)> = self.to.iter().map(|(a, b)| (a.clone(), b.clone())).collect();
        for (original, copy) in copies {
            let is_stage = self.document.element(&original).is_some_and(|e| e.kind == ElementKind::Stage);
            let Some(parent) = self.document.parent(&original).cloned().filter(|_| is_stage) else { continue };
            if fragment.document().element(&parent).is_some() || self.document.parent(&copy).is_some() {
                continue;
            }
            self.perform(vec![Edit::SetAttribute(copy.clone(), stage::ORDER.key.into(), None)]);
            // The flow from the last stage is for the user to draw: a copy is rather another way than the next step.
            let edits = compose::connect(&self.document, RelationKind::Contains, &parent, &copy);
            let flow = |e: &Edit| matches!(e, Edit::AddRelation(r) if r.kind == RelationKind::FlowsTo);
            self.perform(edits.into_iter().filter(|e| !flow(e)).collect());
        }
    }

    fn place(&mut self, target: &Target<'_>, fragment: &Fragment, relations: &BTreeMap<RelationId, RelationId>) {
        let placements: BTreeMap<ElementId, Placement> = if fragment.has_places() {
            let places = fragment.view().placements.iter();
            places.filter_map(|(id, p)| Some((self.to.get(id)?.clone(), p.clone()))).collect()
        } else {
            laid_out(&self.document, &self.done.elements)
        };
        let by = match target.place {
            Place::By(by) => by,
            Place::Around(middle) => {
                let sheets = fragment.annotations().filter(|a| a.kind != AnnotationKind::Group).map(|a| a.rect);
                let all = bounds_of(bounds(&self.document, &placements).into_iter().chain(sheets));
                all.map_or(Vec2::ZERO, |b| middle - b.center())
            }
        };
        let by = Vec2::new(by.x.round(), by.y.round());
        let there = |id: &ElementId| target.document.view(target.view).is_some_and(|v| v.placements.contains(id));
        let mut edits = Vec::new();
        for (id, placement) in placements {
            if !there(&id) {
                let at = placement.origin() + by;
                edits.push(Edit::Place(
                    target.view.clone(),
                    id,
                    Placement { x: at.x, y: at.y, pinned: None, locked: None, ..placement },
                ));
            }
        }
        for (relation, points) in fragment.view().bends.iter() {
            if let Some(new) = relations.get(relation).filter(|_| fragment.has_places()) {
                let points = points.iter().map(|p| *p + by).collect();
                edits.push(Edit::SetBends(target.view.clone(), new.clone(), points));
            }
        }
        for annotation in fragment.annotations() {
            let id = Annotation::new(annotation.kind, annotation.rect).id;
            let members: Vec<ElementId> = annotation.members.iter().filter_map(|m| self.to.get(m)).cloned().collect();
            if annotation.kind == AnnotationKind::Group && members.is_empty() {
                continue;
            }
            let moved = Annotation { id: id.clone(), rect: annotation.rect + by, members, ..annotation };
            edits.push(Edit::PutAnnotation(target.view.clone(), moved));
            self.done.annotations.push(id);
        }
        if !self.perform(edits.clone()) {
            // One of them cannot be, such as a place that is no number: the others still can.
            for edit in edits {
                self.perform(vec![edit]);
            }
        }
    }
}

/// Places for elements as automatic layout gives them, by themselves.
#[must_use]
pub fn laid_out(document: &Document, elements: &[ElementId]) -> BTreeMap<ElementId, Placement> {
    /// More than this stand in rows: a layout would hold up the window.
    const MANY: usize = 300;
    if elements.len() > MANY {
        let rows = |(i, id): (usize, &ElementId)| {
            let (x, y) = ((i % 12) as f64 * 220.0, (i / 12) as f64 * 110.0);
            (id.clone(), Placement::at(Point::new(x, y)))
        };
        return elements.iter().enumerate().map(rows).collect();
    }
    let mut view = View::new(ViewId::new("laid-out"), DIAGRAM, "");
    for id in elements {
        view.placements.insert(id.clone(), Placement::at(Point::ZERO));
    }
    let mut places: BTreeMap<ElementId, Placement> =
        view.placements.iter().map(|(id, p)| (id.clone(), p.clone())).collect();
    places.extend(tidied(document, &view, None));
    places
}

/// What encloses elements at places.
#[must_use]
pub fn bounds(document: &Document, places: &BTreeMap<ElementId, Placement>) -> Option<Rect> {
    let box_of =
        |(id, p): (&ElementId, &Placement)| Some(p.rect(anatomy::natural_size(document, document.element(id)?)));
    bounds_of(places.iter().filter_map(box_of))
}
