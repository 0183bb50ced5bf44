//! What an element is related with, and what it may be related with or refer to.
//!
//! Relations are made, led elsewhere and removed away from the drawing; an element that is not there yet is made along with
//! them, as one step.
//!
//! Knows nothing about how the lists look.

use std::sync::Arc;

use ecow::EcoString;

use super::reattach::{led, reattached};
use super::{Session, Tone};
use crate::edit::{Edit, apply, compose};
use crate::editor::fields::{Cell, Place};
use crate::editor::gesture::End;
use crate::editor::known::Known;
use crate::model::attr::partner;
use crate::model::element::UNNAMED;
use crate::model::index::folded;
use crate::model::legality::{initial_attributes, may_connect};
use crate::model::metamodel::AttributeType;
use crate::model::{
    Direction, Document, Element, ElementId, ElementKind, Record, RelationId, RelationKind, Revision, Value,
};

/// The most elements that are offered at once; typing finds the others.
const MOST: usize = 50;
/// The most kinds of which a new element is offered.
const MOST_KINDS: usize = 6;

/// A kind of relation as it is seen from one of its ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Way {
    /// Which kind.
    pub kind: RelationKind,
    /// Away from the element or towards it.
    pub direction: Direction,
}

/// The relations of an element that go one way.
#[derive(Clone, Debug)]
pub struct Ways {
    /// Which way.
    pub way: Way,
    /// Each with its other end.
    pub rows: Vec<(RelationId, ElementId)>,
}

/// What can be chosen as an other end or as what is referred to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    /// An element of the model.
    Element(ElementId),
    /// A new element of a kind and with a name.
    New(ElementKind, String),
}

/// For what a list of choices is open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum For {
    /// What a reference to elements of some kinds may refer to.
    Reference(Vec<EcoString>),
    /// The other end of a new relation of an element.
    Relation(ElementId, Way),
    /// An end of a relation.
    End(RelationId, End),
}

/// The choices of the list that is open, which is shown in every frame.
pub(super) type Offered = Known<(Revision, For, String), Vec<Choice>>;

impl Way {
    /// What it is called from the element's side.
    #[must_use]
    pub fn label(self, document: &Document) -> String {
        let metamodel = document.metamodel();
        match (metamodel.relation(self.kind), self.direction) {
            (Some(def), Direction::Outgoing) => def.label.to_string(),
            // What reads the same both ways is told apart.
            (Some(def), Direction::Incoming) if def.inverse == def.label => format!("{} (incoming)", def.label),
            (Some(def), Direction::Incoming) => def.inverse.to_string(),
            (None, Direction::Outgoing) => metamodel.relation_label(self.kind).to_owned(),
            (None, Direction::Incoming) => format!("{} (incoming)", metamodel.relation_label(self.kind)),
        }
    }

    /// Source and target, seen from an element.
    fn ends(self, element: ElementId, other: ElementId) -> (ElementId, ElementId) {
        if self.direction == Direction::Outgoing { (element, other) } else { (other, element) }
    }
}

/// Everything that an element is related with: by kind in the order of the metamodel, from it before towards it, by name.
#[must_use]
pub fn relations_of(document: &Document, element: &ElementId) -> Vec<Ways> {
    let mut ways: Vec<Ways> = Vec::new();
    for direction in [Direction::Outgoing, Direction::Incoming] {
        for (kind, other, id) in document.index().relations_of(element, direction) {
            let way = Way { kind, direction };
            match ways.iter_mut().find(|w| w.way == way) {
                Some(group) => group.rows.push((id.clone(), other.clone())),
                None => ways.push(Ways { way, rows: vec![(id.clone(), other.clone())] }),
            }
        }
    }
    // The sort keeps what goes from the element before what leads to it.
    ways.sort_by_key(|w| w.way.kind.index());
    for group in &mut ways {
        let name = |id: &ElementId| document.element(id).map(|e| folded(e.shown_name())).unwrap_or_default();
        group.rows.sort_by_cached_key(|(id, other)| (name(other), other.clone(), id.clone()));
    }
    ways
}

/// The ways in which an element of a kind may be related, in the order of the metamodel.
#[must_use]
pub fn ways_of(document: &Document, element: &ElementId) -> Vec<Way> {
    let Some(element) = document.element(element) else { return Vec::new() };
    let metamodel = document.metamodel();
    let mut ways = Vec::new();
    if element.kind == ElementKind::Foreign {
        let both = [Direction::Outgoing, Direction::Incoming];
        return both.map(|direction| Way { kind: RelationKind::Foreign, direction }).into();
    }
    for kind in RelationKind::ALL {
        let Some(def) = metamodel.relation(kind) else { continue };
        let of_source =
            metamodel.meets(&def.source_is, metamodel.element_attributes(element.kind), &element.attributes);
        if of_source && def.pairs.iter().any(|(source, _)| *source == element.kind) {
            ways.push(Way { kind, direction: Direction::Outgoing });
        }
        // What is part of something is part of nothing else.
        let taken = kind == RelationKind::Contains && document.parent(&element.id).is_some();
        if !taken && def.pairs.iter().any(|(_, target)| *target == element.kind) {
            ways.push(Way { kind, direction: Direction::Incoming });
        }
    }
    ways
}

/// Whether the relation may be made, with what it would start with: of responsibilities the first letter that is free.
fn start_of(document: &Document, kind: RelationKind, source: &ElementId, target: &ElementId) -> Option<Record> {
    let first = initial_attributes(document, kind);
    if may_connect(document, kind, source, target, &first).is_ok() {
        return Some(first);
    }
    if kind != RelationKind::AssignedTo {
        return None;
    }
    let def = document.metamodel().relation_attributes(kind).iter().find(|d| d.key == "raci")?;
    let AttributeType::Enum { values } = &def.ty else { return None };
    values.iter().find_map(|v| {
        let mut record = first.clone();
        record.set(def.key.clone(), Value::Text(v.id.clone()));
        may_connect(document, kind, source, target, &record).is_ok().then_some(record)
    })
}

impl Session {
    /// Everything that an element is related with, found once for each state of the model.
    #[must_use]
    pub fn relations_of(&self, element: &ElementId) -> Arc<Vec<Ways>> {
        let document = self.document();
        self.kept.relations.of((document.revision(), element.clone()), || relations_of(document, element))
    }

    /// The elements that are named like what is typed and fit, and the kinds of which a new one may be made.
    fn choices(
        &self,
        typed: &str,
        fits: impl Fn(&Element) -> bool,
        kinds: impl Iterator<Item = ElementKind>,
    ) -> Vec<Choice> {
        let wanted = folded(typed);
        let document = self.document();
        let unnamed = folded(UNNAMED);
        let mut named: Vec<(bool, &EcoString, &ElementId)> = document
            .index()
            .names()
            .map(|(name, id)| (if name.is_empty() { &unnamed } else { name }, id))
            .filter(|(name, _)| name.contains(wanted.as_str()))
            .map(|(name, id)| (!name.starts_with(wanted.as_str()), name, id))
            .collect();
        named.sort();
        let fitting = named.iter().filter(|(.., id)| document.element(id).is_some_and(|e| fits(e)));
        let found: Vec<&(bool, &EcoString, &ElementId)> = fitting.take(MOST).collect();
        // One of the name that does not fit is no reason for a twin.
        let kinds: Vec<ElementKind> = kinds.take(MOST_KINDS).collect();
        let kind_of = |id: &ElementId| document.element(id).map(|e| e.kind);
        let there =
            named.iter().any(|(_, name, id)| **name == wanted && kind_of(id).is_some_and(|k| kinds.contains(&k)));
        let mut choices: Vec<Choice> = found.into_iter().map(|(.., id)| Choice::Element((*id).clone())).collect();
        if !wanted.is_empty() && !there {
            let new = |kind| Choice::New(kind, typed.trim().to_owned());
            choices.extend(kinds.into_iter().map(new));
        }
        choices
    }

    /// The choices of the list that is open, put together once for each text that is typed.
    fn offered(&self, of: For, typed: &str, find: impl FnOnce() -> Vec<Choice>) -> Arc<Vec<Choice>> {
        self.kept.offered.of((self.document().revision(), of, typed.to_owned()), find)
    }

    /// What a reference to elements of some kinds may refer to.
    #[must_use]
    pub fn reference_choices(&self, to: &[EcoString], typed: &str) -> Arc<Vec<Choice>> {
        self.offered(For::Reference(to.to_vec()), typed, || {
            let fits = |kind: ElementKind| to.is_empty() || to.iter().any(|t| t == kind.id());
            let kinds = self.document().metamodel().kinds_by_importance().into_iter().filter(|k| fits(*k));
            self.choices(typed, |e| fits(e.kind), kinds)
        })
    }

    /// Lets references refer to what was chosen, as one step with making it.
    pub fn refer(&mut self, cells: &[Cell], label: &str, choice: &Choice) {
        self.commit_naming();
        let mut step = self.cells_label(label, cells);
        let (id, mut edits, _) = self.chosen(choice);
        let values: Vec<_> = cells.iter().map(|cell| (cell.clone(), Some(Value::Text(id.text())))).collect();
        edits.extend(self.edits_of(&values));
        if let Choice::New(kind, _) = choice {
            step = format!("{step} to a new {}", self.kind_in_sentence(*kind));
        }
        if self.perform(step, &edits) && matches!(choice, Choice::New(..)) {
            self.tell_made(&id);
        }
    }

    /// What an element may be related with in one way.
    #[must_use]
    pub fn relation_choices(&self, element: &ElementId, way: Way, typed: &str) -> Arc<Vec<Choice>> {
        self.offered(For::Relation(element.clone(), way), typed, || {
            let document = self.document();
            let fits = |other: &Element| {
                let (source, target) = way.ends(element.clone(), other.id.clone());
                start_of(document, way.kind, &source, &target).is_some()
            };
            self.choices(typed, fits, self.kinds_for(element, way).into_iter())
        })
    }

    /// The kinds that the other end may be of, the most important first.
    fn kinds_for(&self, element: &ElementId, way: Way) -> Vec<ElementKind> {
        let document = self.document();
        let Some(own) = document.element(element).map(|e| e.kind) else { return Vec::new() };
        // What is part of something cannot become part of something new too.
        if way.kind == RelationKind::Contains
            && way.direction == Direction::Incoming
            && document.parent(element).is_some()
        {
            return Vec::new();
        }
        let metamodel = document.metamodel();
        let mut kinds = metamodel.kinds_by_importance();
        kinds.retain(|kind| {
            let (source, target) = if way.direction == Direction::Outgoing { (own, *kind) } else { (*kind, own) };
            let new = Element::new(ElementId::new("new"), *kind, "");
            let def = metamodel.relation(way.kind);
            let meets = def.is_none_or(|d| {
                way.direction == Direction::Outgoing
                    || metamodel.meets(&d.source_is, metamodel.element_attributes(*kind), &new.attributes)
            });
            meets && metamodel.is_legal(way.kind, source, target)
        });
        kinds
    }

    /// Relates an element with what was chosen, as one step with making it; the element stays selected. Whether it was done.
    pub fn relate(&mut self, element: &ElementId, way: Way, choice: &Choice) -> bool {
        self.commit_naming();
        let (other, mut edits, name) = self.chosen(choice);
        let Ok((with, _)) = apply(self.document(), &edits) else { return false };
        let (source, target) = way.ends(element.clone(), other.clone());
        let Some(start) = start_of(&with, way.kind, &source, &target) else {
            let why = self.why_not(&source, &target);
            self.say(Tone::Refusal, why);
            return false;
        };
        let composed = compose::connect(&with, way.kind, &source, &target).into_iter().map(|edit| match edit {
            Edit::AddRelation(mut r) if r.kind == way.kind && r.source == source && r.target == target => {
                r.attributes = start.clone();
                Edit::AddRelation(r)
            }
            edit => edit,
        });
        edits.extend(composed);
        let label = format!("Relate {}: {} {name}", self.name_of(element), way.label(self.document()));
        let done = self.perform(label, &edits);
        if done && matches!(choice, Choice::New(..)) {
            self.tell_made(&other);
        }
        done
    }

    /// Where an end of a relation may be led.
    #[must_use]
    pub fn end_choices(&self, relation: &RelationId, end: End, typed: &str) -> Arc<Vec<Choice>> {
        self.offered(For::End(relation.clone(), end), typed, || self.ends_for(relation, end, typed))
    }

    fn ends_for(&self, relation: &RelationId, end: End, typed: &str) -> Vec<Choice> {
        let document = self.document();
        let Some(r) = document.relation(relation) else { return Vec::new() };
        let (now, fixed, direction) = match end {
            End::Source => (&r.source, &r.target, Direction::Incoming),
            End::Target => (&r.target, &r.source, Direction::Outgoing),
        };
        let fits = |e: &Element| e.id != *now && reattached(document, relation, end, &e.id).is_ok();
        let kinds = if r.kind == RelationKind::Contains && end == End::Source {
            // It has a whole already, which is what changes.
            Vec::new()
        } else {
            self.kinds_for(fixed, Way { kind: r.kind, direction })
        };
        self.choices(typed, fits, kinds.into_iter())
    }

    /// Leads an end of a relation to what was chosen, as one step with making it. What is said of the relation stays.
    pub fn lead_end(&mut self, relation: &RelationId, end: End, choice: &Choice) -> bool {
        self.commit_naming();
        let before = self.relation_named(relation);
        let (other, mut edits, name) = self.chosen(choice);
        let Ok((with, _)) = apply(self.document(), &edits) else { return false };
        match reattached(&with, relation, end, &other) {
            Ok(new) => edits.extend(led(&with, &new)),
            Err(why) => {
                self.say(Tone::Refusal, why);
                return false;
            }
        }
        let done = self.perform(format!("Lead a relation to {name}: {before}"), &edits);
        if done && matches!(choice, Choice::New(..)) {
            self.tell_made(&other);
        }
        done
    }

    /// Removes a relation from the model.
    pub fn remove_relation(&mut self, relation: &RelationId) -> bool {
        self.commit_naming();
        let label = format!("Remove the relation {}", self.relation_named(relation));
        self.perform(label, &[Edit::RemoveRelation(relation.clone())])
    }

    /// Adds a contract to the partner that supplies and lets the relation refer to it, as one step.
    ///
    /// # Errors
    /// Why the reference cannot be used, as a sentence.
    pub fn new_contract(&mut self, relation: &RelationId, key: &EcoString, reference: &str) -> Result<bool, String> {
        let document = self.document();
        let Some(source) = document.relation(relation).map(|r| r.source.clone()) else { return Ok(false) };
        let contracts = Cell::from(Place::Attribute(source, partner::CONTRACTS.key.into()));
        let n = contracts.value(document).map_or(0, |v| v.as_list().len());
        let text = Value::text(reference.trim());
        let values = [
            (contracts.at(n).key("reference"), Some(text.clone())),
            (Cell::from(Place::Relation(relation.clone(), key.clone())), Some(text)),
        ];
        let label = format!("Add contract \"{}\" for {}", reference.trim(), self.relation_named(relation));
        self.set_cells(&label, &values)
    }

    /// The id of what was chosen, the edits that make it, and its name.
    fn chosen(&self, choice: &Choice) -> (ElementId, Vec<Edit>, String) {
        match choice {
            Choice::Element(id) => (id.clone(), Vec::new(), self.name_of(id)),
            Choice::New(kind, name) => {
                let made = made(*kind, name);
                (
                    made.id.clone(),
                    vec![Edit::AddElement(made)],
                    format!("{name}, a new {}", self.kind_in_sentence(*kind)),
                )
            }
        }
    }

    fn kind_in_sentence(&self, kind: ElementKind) -> String {
        self.document().metamodel().kind_label(kind).to_lowercase()
    }

    /// Says where an element is that was made away from the drawing, unless the drawing shows it.
    fn tell_made(&mut self, id: &ElementId) {
        if self.plan().node(id).is_none() {
            let name = self.name_of(id);
            self.say(Tone::Info, format!("{name} is in the model now; this view does not show it."));
        }
    }
}

fn made(kind: ElementKind, name: &str) -> Element {
    Element::new(ElementId::random(), kind, EcoString::from(name))
}
