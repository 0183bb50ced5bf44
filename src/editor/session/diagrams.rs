//! New views of a part of the model, and more elements for a view that is there.
//!
//! Knows nothing about where automatic layout puts what it is given.

use std::collections::{BTreeMap, BTreeSet};

use ecow::EcoString;

use super::make::free_place;
use super::{Session, Tone};
use crate::edit::Edit;
use crate::geom::{Point, Rect, bounds_of};
use crate::model::graph::{along_value, neighbourhood};
use crate::model::index::folded;
use crate::model::legality::connections;
use crate::model::view::{CANVAS, DIAGRAM};
use crate::model::{Direction, Document, ElementId, ElementKind, Placement, RelationKind, View, ViewId};
use crate::scene::options::{HIDDEN_BY_DEFAULT, hidden_kinds};
use crate::scene::{Owner, anatomy};

/// What a new view shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NewView {
    /// The one-page canvas.
    Canvas,
    /// A diagram of nothing yet.
    Empty,
    /// A diagram of every element.
    WholeModel,
    /// What is at most so many relations away from the selection.
    Neighbourhood(usize),
    /// All that value comes from on its way to the selection.
    Upstream,
    /// All that value goes to from the selection.
    Downstream,
    /// The elements of these kinds.
    Kinds(BTreeSet<ElementKind>),
    /// The elements with a tag.
    Tagged(EcoString),
}

/// The tags that elements have, sorted.
#[must_use]
pub fn tags(document: &Document) -> Vec<EcoString> {
    let tags: BTreeSet<EcoString> = document.elements().values().flat_map(|e| tags_of(e)).collect();
    tags.into_iter().collect()
}

pub(super) fn tags_of(element: &crate::model::Element) -> impl Iterator<Item = EcoString> + '_ {
    element.fields.get("tags").map_or(&[][..], |v| v.as_list()).iter().filter_map(|v| v.as_text().cloned())
}

/// Whether a relation of a kind leads from one element of a diagram to the next: those that a diagram draws do.
fn leads(kind: RelationKind) -> bool {
    !HIDDEN_BY_DEFAULT.contains(&kind)
}

impl NewView {
    /// Whether it starts from what is selected.
    #[must_use]
    pub const fn needs_selection(&self) -> bool {
        matches!(self, Self::Neighbourhood(_) | Self::Upstream | Self::Downstream)
    }

    /// The elements that it shows.
    fn elements(&self, document: &Document, selected: &BTreeSet<ElementId>) -> BTreeSet<ElementId> {
        let all = || document.elements().values();
        match self {
            Self::Canvas | Self::Empty => BTreeSet::new(),
            Self::WholeModel => document.elements().keys().cloned().collect(),
            Self::Neighbourhood(depth) => neighbourhood(document, selected, *depth, leads),
            Self::Upstream => along_value(document, selected, Direction::Incoming, leads),
            Self::Downstream => along_value(document, selected, Direction::Outgoing, leads),
            Self::Kinds(kinds) => all().filter(|e| kinds.contains(&e.kind)).map(|e| e.id.clone()).collect(),
            Self::Tagged(tag) => all().filter(|e| tags_of(e).any(|t| t == *tag)).map(|e| e.id.clone()).collect(),
        }
    }
}

impl Session {
    /// Makes a new view, lays it out and shows it, as one step.
    pub fn new_view(&mut self, what: &NewView) {
        self.commit_naming();
        let selected = self.selected_elements();
        if what.needs_selection() && selected.is_empty() {
            self.say(Tone::Refusal, "Select the elements that the diagram should start from first.");
            return;
        }
        let name = self.free_name(&self.view_name(what, &selected));
        if *what == NewView::Canvas {
            self.add_view(View::new(ViewId::random(), CANVAS, name), "Add canvas");
            return;
        }
        let mut view = View::new(ViewId::random(), DIAGRAM, name.clone());
        let elements = what.elements(self.document(), &selected);
        if elements.is_empty() && *what != NewView::Empty {
            self.say(Tone::Refusal, "There is no element that this diagram would show.");
            return;
        }
        for id in elements {
            view.placements.insert(id, Placement::at(Point::ZERO));
        }
        self.lay_out_new(view, format!("Add diagram {name}"));
    }

    fn view_name(&self, what: &NewView, selected: &BTreeSet<ElementId>) -> String {
        let names = || self.names_of(selected);
        match what {
            NewView::Canvas => "Canvas".into(),
            NewView::Empty => "Diagram".into(),
            NewView::WholeModel => "Whole model".into(),
            NewView::Neighbourhood(_) => format!("Around {}", names()),
            NewView::Upstream => format!("Upstream of {}", names()),
            NewView::Downstream => format!("Downstream of {}", names()),
            NewView::Kinds(kinds) => {
                let metamodel = self.document().metamodel();
                let labels: Vec<_> = kinds.iter().filter_map(|k| Some(metamodel.kind(*k)?.short.to_string())).collect();
                if labels.len() > 3 { format!("{} kinds", labels.len()) } else { labels.join(", ") }
            }
            NewView::Tagged(tag) => tag.to_string(),
        }
    }

    /// Adds what is one relation away from the selection to the view, each beside what it is related to; nothing else
    /// moves.
    pub fn add_neighbours(&mut self) {
        let plan = self.plan();
        let view = self.shown_view();
        let mut hidden = hidden_kinds(&view);
        // Belonging to a whole is shown by standing in it.
        hidden.remove(&RelationKind::Contains);
        let document = self.document().clone();
        let mut passed = Passed::default();
        let mut taken: Vec<Rect> = plan.nodes.iter().map(|n| n.rect).collect();
        let mut added: Vec<(ElementId, Placement)> = Vec::new();
        let mut seen = BTreeSet::new();
        for from in self.selected_elements() {
            let Some(anchor) = plan.node(&from).map(|n| n.rect) else { continue };
            for side in [Direction::Outgoing, Direction::Incoming] {
                for (kind, other, _) in document.index().relations_of(&from, side) {
                    let Some(element) = document.element(other) else { continue };
                    if view.placements.contains(other) {
                        // What stands there without being seen must keep its place.
                        if plan.node(other).is_none() {
                            passed.unseen.insert(other.clone());
                        }
                        continue;
                    }
                    if hidden.contains(&kind) {
                        passed.kinds.entry(kind).or_default().insert(other.clone());
                        continue;
                    }
                    if !seen.insert(other.clone()) {
                        continue;
                    }
                    let size = anatomy::natural_size(&document, element);
                    let right = (side == Direction::Outgoing) != kind.runs_against_value();
                    let x = if right { anchor.x1 + GAP } else { anchor.x0 - GAP - size.width };
                    let place =
                        free_place(&taken, Rect::from_origin_size((x, anchor.center().y - size.height / 2.0), size));
                    taken.push(place);
                    added.push((other.clone(), Placement::at(Point::new(place.x0.round(), place.y0.round()))));
                }
            }
        }
        if added.is_empty() {
            let why = self.why_none(&passed);
            self.say(Tone::Info, why);
            return;
        }
        let ids: BTreeSet<ElementId> = added.iter().map(|(id, _)| id.clone()).collect();
        let new = bounds_of(taken.split_off(plan.nodes.len()));
        let label = format!("Add {} to the view", self.names_of(&ids));
        if self
            .perform_on_view(label, |view| added.into_iter().map(|(id, p)| Edit::Place(view.clone(), id, p)).collect())
        {
            self.selection.extend(ids.iter().cloned().map(Owner::Element));
            if let Some(new) = new {
                self.camera.reveal(new, self.canvas);
            }
            self.say_if_unseen(&ids);
        }
    }

    /// Why nothing is one relation away from the selection that could be added.
    fn why_none(&self, passed: &Passed) -> String {
        let mut reasons = Vec::new();
        if !passed.unseen.is_empty() {
            reasons.push(unseen(&self.names_of(&passed.unseen), passed.unseen.len()));
        }
        if !passed.kinds.is_empty() {
            let metamodel = self.document().metamodel();
            let kinds: Vec<String> =
                passed.kinds.keys().map(|kind| format!("\"{}\"", metamodel.relation_label(*kind))).collect();
            let others: BTreeSet<ElementId> = passed.kinds.values().flatten().cloned().collect();
            reasons.push(format!(
                "{} {} related only in ways that this view hides: {}.",
                self.names_of(&others),
                if others.len() == 1 { "is" } else { "are" },
                kinds.join(", ")
            ));
        }
        if reasons.is_empty() {
            return "Everything related to the selection is in this view already.".to_owned();
        }
        reasons.join(" ")
    }

    /// Says which of these elements were put into the view without being seen there.
    pub(super) fn say_if_unseen(&mut self, ids: &BTreeSet<ElementId>) {
        let plan = self.plan();
        let hidden: BTreeSet<ElementId> = ids.iter().filter(|id| plan.node(id).is_none()).cloned().collect();
        if !hidden.is_empty() {
            let text = unseen(&self.names_of(&hidden), hidden.len());
            self.say(Tone::Info, text);
            self.selection.retain(|owner| !matches!(owner, Owner::Element(id) if hidden.contains(id)));
        }
    }

    /// The elements that are in the model but not in this view and whose names match what is typed, best first; from an
    /// element, only those that it can be connected with.
    #[must_use]
    pub fn elsewhere(&mut self, filter: &str, from: Option<&ElementId>) -> Vec<ElementId> {
        const MOST: usize = 6;
        let view = self.shown_view();
        let document = self.document();
        let mut found = self.named(filter, |id| !view.placements.contains(id));
        found.retain(|id| from.is_none_or(|from| !connections(document, from, id).is_empty()));
        found.truncate(MOST);
        found
    }

    /// The element of this view that has exactly the name that is typed; from an element, one that it can be connected with.
    #[must_use]
    pub fn here_already(&mut self, filter: &str, from: Option<&ElementId>) -> Option<ElementId> {
        let typed = folded(filter);
        let plan = self.plan();
        let document = self.document();
        let fits = |id: &&ElementId| {
            let named = document.element(id).is_some_and(|e| folded(&e.name) == typed);
            named
                && plan.standing_for(id).is_some()
                && from.is_none_or(|from| !connections(document, from, id).is_empty())
        };
        document.index().named(filter.trim()).filter(|_| !typed.is_empty()).find(fits).cloned()
    }

    /// Goes to an element of this view whose name was typed to add it; from an element, connects the two.
    pub fn use_here(&mut self, id: &ElementId, at: Point, from: Option<&ElementId>) {
        self.menu = None;
        if let Some(from) = from {
            self.connect(from, id, at);
            return;
        }
        let name = self.name_of(id);
        self.select_and_fly(&Owner::Element(id.clone()));
        self.say(Tone::Info, format!("{name} is in this view already."));
    }

    /// The element that matches best what is typed among those that are in this view without being seen, as its state
    /// hides them.
    #[must_use]
    pub fn hidden_by_state(&mut self, filter: &str) -> Option<ElementId> {
        let (view, plan) = (self.shown_view(), self.plan());
        let found = self.named(filter, |id| view.placements.contains(id) && plan.standing_for(id).is_none());
        found.into_iter().next()
    }

    /// The elements among those to look at whose names match what is typed, best first.
    fn named(&self, filter: &str, among: impl Fn(&ElementId) -> bool) -> Vec<ElementId> {
        let typed = folded(filter);
        // A canvas has all there is.
        if typed.is_empty() || self.is_canvas() {
            return Vec::new();
        }
        let names = self.document().index().names();
        let mut found: Vec<_> = names.filter(|(name, id)| name.contains(typed.as_str()) && among(id)).collect();
        // They come by name, and the sort keeps that.
        found.sort_by_key(|(name, _)| (**name != typed, !name.starts_with(typed.as_str())));
        found.into_iter().map(|(_, id)| id.clone()).collect()
    }
}

/// What is related to the selection and was not added.
#[derive(Default)]
struct Passed {
    /// What is in the view, but hidden by its state.
    unseen: BTreeSet<ElementId>,
    /// What is related by kinds of relations that the view hides.
    kinds: BTreeMap<RelationKind, BTreeSet<ElementId>>,
}

fn unseen(names: &str, number: usize) -> String {
    let verb = if number == 1 { "is" } else { "are" };
    format!("{names} {verb} in this view, but hidden in this state.")
}

/// How far a new element stands from what it is related to.
const GAP: f64 = 72.0;
