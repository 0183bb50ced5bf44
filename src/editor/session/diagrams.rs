//! New views of a part of the model, and more elements for a view that is there.
//!
//! Knows nothing about where automatic layout puts what it is given.

use std::collections::BTreeSet;

use ecow::EcoString;

use super::make::free_place;
use super::{Session, Tone};
use crate::edit::{Edit, compose};
use crate::geom::{Point, Rect};
use crate::model::graph::{along_value, neighbourhood};
use crate::model::index::folded;
use crate::model::legality::connections;
use crate::model::view::{CANVAS, DIAGRAM};
use crate::model::{Direction, Document, ElementId, ElementKind, Placement, RelationKind, View, ViewId};
use crate::scene::options::HIDDEN_BY_DEFAULT;
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

fn tags_of(element: &crate::model::Element) -> impl Iterator<Item = EcoString> + '_ {
    element.fields.get("tags").map_or(&[][..], |v| v.as_list()).iter().filter_map(|v| v.as_text().cloned())
}

/// Whether a relation of a kind leads from one element of a diagram to the next: those that a diagram draws do, and
/// belonging to a whole does.
fn leads(kind: RelationKind) -> bool {
    kind == RelationKind::Contains || !HIDDEN_BY_DEFAULT.contains(&kind)
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
        let document = self.document().clone();
        let mut taken: Vec<Rect> = plan.nodes.iter().map(|n| n.rect).collect();
        let mut added: Vec<(ElementId, Placement)> = Vec::new();
        let mut seen = BTreeSet::new();
        for from in self.selected_elements() {
            let Some(anchor) = plan.node(&from).map(|n| n.rect) else { continue };
            for side in [Direction::Outgoing, Direction::Incoming] {
                for (kind, other, _) in document.index().relations_of(&from, side) {
                    let Some(element) = document.element(other).filter(|_| leads(kind)) else { continue };
                    if plan.node(other).is_some() || !seen.insert(other.clone()) {
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
            self.say(Tone::Info, "Everything related to the selection is in this view already.");
            return;
        }
        let ids: BTreeSet<ElementId> = added.iter().map(|(id, _)| id.clone()).collect();
        let label = format!("Add {} to the view", self.names_of(&ids));
        if self
            .perform_on_view(label, |view| added.into_iter().map(|(id, p)| Edit::Place(view.clone(), id, p)).collect())
        {
            self.selection.extend(ids.into_iter().map(Owner::Element));
        }
    }

    /// The elements that are in the model but not in this view and whose names match what is typed, best first; from an
    /// element, only those that it can be connected with.
    #[must_use]
    pub fn elsewhere(&mut self, filter: &str, from: Option<&ElementId>) -> Vec<ElementId> {
        const MOST: usize = 6;
        let typed = folded(filter);
        // A canvas has all there is.
        if typed.is_empty() || self.is_canvas() {
            return Vec::new();
        }
        let plan = self.plan();
        let document = self.document();
        let mut found: Vec<_> = document
            .elements()
            .values()
            .filter(|e| plan.node(&e.id).is_none())
            .map(|e| (folded(&e.name), e))
            .filter(|(name, _)| name.contains(typed.as_str()))
            .filter(|(_, e)| from.is_none_or(|from| !connections(document, from, &e.id).is_empty()))
            .collect();
        found.sort_by_key(|(name, e)| (*name != typed, !name.starts_with(typed.as_str()), name.clone(), e.id.clone()));
        found.into_iter().take(MOST).map(|(_, e)| e.id.clone()).collect()
    }

    /// Puts an element of the model into this view around a point; from an element, connected with it, as one step.
    pub fn place_existing(&mut self, id: &ElementId, at: Point, from: Option<&ElementId>) {
        self.menu = None;
        let document = self.document().clone();
        let Some(element) = document.element(id) else { return };
        let rect = Rect::from_center_size(at, anatomy::natural_size(&document, element));
        let placement = Placement::at(Point::new(rect.x0.round(), rect.y0.round()));
        let label = format!("Add {} to the view", self.name_of(id));
        let kind = from.and_then(|from| connections(&document, from, id).first().copied());
        let mut connected =
            from.zip(kind).map_or_else(Vec::new, |(from, kind)| compose::connect(&document, kind, from, id));
        if self.perform_on_view(label, |view| {
            connected.push(Edit::Place(view.clone(), id.clone(), placement));
            connected
        }) {
            self.select(Some(Owner::Element(id.clone())));
        }
    }
}

/// How far a new element stands from what it is related to.
const GAP: f64 = 72.0;
