//! Questions where the pointer is: a sentence, and what can be done about it as buttons.
//!
//! Knows nothing about how they look.

use ecow::EcoString;

use super::belong::Belonging;
use super::{Creatable, Menu, Session, Tone};
use crate::edit::{Edit, apply, compose};
use crate::editor::fields::Place;
use crate::editor::wording::capital;
use crate::geom::Point;
use crate::model::legality::connections;
use crate::model::metamodel::AttributeType;
use crate::model::{Element, ElementId, ElementKind, Placement, RelationId, RelationKind, Revision, Value};
use crate::scene::{Owner, anatomy};

/// The most ways around that are offered where elements cannot be connected.
const MOST_WAYS: usize = 6;

/// A question with its answers; the first is what Enter takes.
#[derive(Clone, Debug, PartialEq)]
pub struct Offer {
    /// Where in the drawing.
    pub at: Point,
    /// The sentence.
    pub text: String,
    /// What is said of a relation, to be typed.
    pub field: Option<Field>,
    /// The answers.
    pub choices: Vec<Choice>,
    /// The state of the document when it was asked.
    pub made: Option<Revision>,
}

/// A text that is said of a relation.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// Of which relation.
    pub relation: RelationId,
    /// The key of the attribute.
    pub key: EcoString,
    /// What the attribute is called.
    pub label: EcoString,
    /// What is typed.
    pub text: String,
}

/// An answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// What the button says.
    pub label: String,
    /// What it does.
    pub action: Action,
}

/// What an answer does.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// Nothing.
    Leave,
    /// Changes what elements are part of.
    Belong(Vec<Belonging>),
    /// Connects two elements.
    Connect(RelationKind, ElementId, ElementId),
    /// Makes an element of a kind that connects two.
    Through(ElementKind, ElementId, ElementId),
    /// Gives a relation another kind.
    Become(RelationId, RelationKind),
    /// Leads a relation to other ends, as one of a kind.
    Lead(RelationId, RelationKind, ElementId, ElementId),
    /// Does what can be done about a finding.
    Fix(Box<(crate::check::Finding, crate::fix::Fix)>),
    /// Makes what was only said elements of a kind, as parts of another.
    Sort(super::sorting::Said, Box<Creatable>, ElementId),
}

impl Session {
    /// Takes an answer of the open question.
    pub fn answer(&mut self, choice: usize) {
        let Some(Menu::Offer(offer)) = self.menu.take() else { return };
        let Some(choice) = offer.choices.into_iter().nth(choice) else { return };
        match choice.action {
            Action::Leave => {}
            Action::Belong(all) => self.belong(&all, offer.made),
            Action::Connect(kind, source, target) => self.connect_as(kind, &source, &target),
            Action::Through(kind, source, target) => self.connect_through(kind, &source, &target, offer.at),
            Action::Become(relation, kind) => self.change_relation_kind(&relation, kind),
            Action::Lead(relation, kind, source, target) => self.lead(&relation, kind, &source, &target),
            Action::Fix(fix) => self.apply_fix(&fix.0, &fix.1),
            Action::Sort(said, what, whole) => {
                self.sort(&said, &what, offer.at, Some(&whole), offer.made);
            }
        }
    }

    /// Takes what is typed in the open question.
    pub fn answer_text(&mut self) {
        let Some(Menu::Offer(Offer { field: Some(field), .. })) = self.menu.take() else { return };
        let text = field.text.trim();
        let value = Some(Value::text(text)).filter(|_| !text.is_empty());
        let known = self.document().relation(&field.relation).map(|r| r.attributes.get(&field.key).cloned());
        if known.is_some_and(|known| known != value) {
            self.set_value(Place::Relation(field.relation, field.key), &field.label, value);
        }
    }

    /// Ends a connection on an element: with Alt all kinds in both directions are offered, else it is connected as usual,
    /// and where nothing is legal it is said why, with the nearest that is.
    pub(super) fn drop_connection(&mut self, source: &ElementId, target: &ElementId, at: Point) {
        let kinds = connections(self.document(), source, target);
        if self.hand.held.alt {
            let mut choices = self.ways_to(source, target, false);
            choices.extend(self.ways_to(target, source, true));
            if !choices.is_empty() {
                let text = format!("{} and {}", self.name_of(source), self.name_of(target));
                self.menu = Some(Menu::Offer(Offer { at, text, field: None, choices, made: None }));
                return;
            }
        }
        if !kinds.is_empty() {
            self.connect(source, target, at);
            return;
        }
        if !connections(self.document(), target, source).is_empty() && self.editable().is_ok() {
            self.connect_back(source, target, at);
            return;
        }
        let why = self.why_not(source, target);
        let choices = if self.editable().is_ok() { self.ways_around(source, target) } else { Vec::new() };
        if choices.is_empty() {
            self.say(Tone::Refusal, why);
        } else {
            self.menu = Some(Menu::Offer(Offer { at, text: why, field: None, choices, made: None }));
        }
    }

    fn ways_to(&self, source: &ElementId, target: &ElementId, reverse: bool) -> Vec<Choice> {
        let metamodel = self.document().metamodel();
        let kinds = connections(self.document(), source, target);
        let choice = |kind: RelationKind| {
            let verb = metamodel.relation_label(kind);
            let label = if reverse {
                format!("Reverse: {} {verb} {}", self.name_of(source), self.name_of(target))
            } else {
                format!("{} {verb} {}", self.name_of(source), self.name_of(target))
            };
            Choice { label, action: Action::Connect(kind, source.clone(), target.clone()) }
        };
        kinds.into_iter().map(choice).collect()
    }

    /// What is legal instead of a relation between two elements, in either way: from or to a part or the whole, or through an
    /// element between them.
    fn ways_around(&self, source: &ElementId, target: &ElementId) -> Vec<Choice> {
        let document = self.document();
        let metamodel = document.metamodel();
        let mut ways = Vec::new();
        let near = |id: &ElementId, word: &str| -> Vec<(ElementId, String)> {
            let parts = document.children(id).into_iter().map(|e| (e.id.clone(), false));
            let whole = document.parent(id).map(|id| (id.clone(), true));
            parts
                .chain(whole)
                .filter_map(|(id, whole)| {
                    let e = document.element(&id)?;
                    let what = if whole { "whole".to_owned() } else { metamodel.kind_label(e.kind).to_lowercase() };
                    Some((id, format!("{word} its {what} {}", e.shown_name())))
                })
                .collect()
        };
        let first = |source: &ElementId, target: &ElementId, words: &str| {
            let kind = *connections(document, source, target).first()?;
            let label = format!("{} {words}", capital(metamodel.relation_label(kind)));
            Some(Choice { label, action: Action::Connect(kind, source.clone(), target.clone()) })
        };
        ways.extend(
            near(target, "to").iter().filter(|n| n.0 != *source).filter_map(|(id, w)| first(source, id, w)).take(3),
        );
        ways.extend(
            near(source, "from").iter().filter(|n| n.0 != *target).filter_map(|(id, w)| first(id, target, w)).take(2),
        );
        let kind_of = |id| document.element(id).map(|e| e.kind);
        if let (Some(from), Some(to)) = (kind_of(source), kind_of(target))
            && source != target
        {
            // How many of the two relations would run backwards; nothing where one cannot be.
            let backwards = |k: ElementKind| {
                let joins = |a, b| metamodel.quick_connect(a, b).iter().any(|k| *k != RelationKind::Contains);
                let way = |a, b| if joins(a, b) { Some(0) } else { joins(b, a).then_some(1) };
                Some(way(from, k)? + way(k, to)?)
            };
            let mut kinds: Vec<(i32, ElementKind)> =
                metamodel.kinds_by_importance().into_iter().filter_map(|k| Some((backwards(k)?, k))).collect();
            kinds.sort_by_key(|k| k.0);
            ways.extend(kinds.into_iter().take(2).map(|(_, kind)| {
                let label = format!("Through a new {}", metamodel.kind_label(kind).to_lowercase());
                Choice { label, action: Action::Through(kind, source.clone(), target.clone()) }
            }));
        }
        ways.truncate(MOST_WAYS);
        ways
    }

    /// Makes an element between two others and connects it with both, as one step, and opens its name.
    fn connect_through(&mut self, kind: ElementKind, source: &ElementId, target: &ElementId, at: Point) {
        let label = self.document().metamodel().kind(kind).map_or_else(Default::default, |k| k.short.clone());
        let what = Creatable { kind, preset: None, label };
        let plan = self.plan();
        let ends = (plan.node(source), plan.node(target));
        let middle = if let (Some(a), Some(b)) = ends { a.rect.center().midpoint(b.rect.center()) } else { at };
        let element = Element::new(ElementId::random(), kind, "");
        let id = element.id.clone();
        let size = anatomy::natural_size(self.document(), &element);
        let taken: Vec<_> = plan.nodes.iter().map(|n| n.rect).collect();
        let asked = crate::geom::Rect::from_center_size(middle, size);
        let place = super::make::free_place(&taken, asked).origin().round();
        let places = !self.is_canvas();
        let (view, mut edits) = if places { self.stored_view() } else { (self.shown_view().id.clone(), Vec::new()) };
        edits.push(Edit::AddElement(element));
        if places {
            edits.push(Edit::Place(view.clone(), id.clone(), Placement::at(place)));
        }
        for (a, b) in [(source, &id), (&id, target)] {
            let Ok((with, _)) = apply(self.document(), &edits) else { return };
            let way = |a: &ElementId, b: &ElementId| {
                let kind = connections(&with, a, b).into_iter().find(|k| *k != RelationKind::Contains)?;
                Some(compose::connect(&with, kind, a, b))
            };
            edits.extend(way(a, b).or_else(|| way(b, a)).unwrap_or_default());
        }
        let words = format!("{} and {}", self.name_of(source), self.name_of(target));
        if self.perform(format!("Add {} between {words}", what.label.to_lowercase()), &edits) {
            if places {
                self.stored_as(view);
            }
            self.select(Some(Owner::Element(id.clone())));
            let fresh = Some(self.document().revision());
            self.naming = Some(super::Naming { element: id, text: String::new(), fresh });
        }
    }

    /// Offers the kinds that a relation may have, when its line is opened.
    pub fn open_relation(&mut self, relation: &RelationId, at: Point) {
        self.select(Some(Owner::Relation(relation.clone())));
        if let Err(why) = self.editable() {
            self.say(Tone::Refusal, format!("{why}."));
            return;
        }
        let Some(r) = self.document().relation(relation).cloned() else { return };
        let Ok((without, _)) = apply(self.document(), &[Edit::RemoveRelation(relation.clone())]) else { return };
        let metamodel = self.document().metamodel();
        let others = connections(&without, &r.source, &r.target).into_iter().filter(|kind| *kind != r.kind);
        let mut choices: Vec<Choice> = others
            .map(|kind| Choice {
                label: format!("Change to \"{}\"", metamodel.relation_label(kind)),
                action: Action::Become(relation.clone(), kind),
            })
            .collect();
        let name = crate::scene::edge::accessible_name(self.document(), &r);
        let field =
            metamodel.relation_attributes(r.kind).iter().find(|def| def.ty == AttributeType::Text).map(|def| Field {
                relation: relation.clone(),
                key: def.key.clone(),
                label: def.label.clone(),
                text: r.attributes.get(&def.key).and_then(Value::as_text).map(ToString::to_string).unwrap_or_default(),
            });
        if choices.is_empty() && field.is_none() {
            self.say(Tone::Info, format!("{name}. No other relation joins the two this way."));
            return;
        }
        if field.is_none() {
            let keep = format!("Keep \"{}\"", metamodel.relation_label(r.kind));
            choices.insert(0, Choice { label: keep, action: Action::Leave });
        }
        self.menu = Some(Menu::Offer(Offer { at, text: name.to_string(), field, choices, made: None }));
    }
}
