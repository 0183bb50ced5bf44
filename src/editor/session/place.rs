//! Putting elements of the model into the view on show, by hand or out of a list.
//!
//! Knows nothing about where they were chosen.

use std::collections::BTreeSet;

use super::belong::Belonging;
use super::make::free_place;
use super::{Creatable, Session};
use crate::edit::between::put_between;
use crate::edit::{Edit, compose};
use crate::geom::{Point, Rect};
use crate::model::legality::{connections, is_inside};
use crate::model::{Element, ElementId, Placement};
use crate::scene::{Owner, anatomy};

impl Session {
    /// Puts an element of the model into this view around a point, unless it has a place there; on a line it is put into
    /// it, and in a container it is asked whether it is part of it. From an element, connected with it, as one step.
    pub fn place_existing(&mut self, id: &ElementId, at: Point, from: Option<&ElementId>) {
        let Some(element) = self.document().element(id).cloned() else { return };
        let size = anatomy::natural_size(self.document(), &element);
        let rect = Rect::from_center_size(at, size);
        if from.is_none()
            && self.is_new_here(id)
            && let Some(relation) = self.line_for(&element, at)
        {
            self.insert_existing(id, rect, &relation);
        } else if self.place_at(id, rect, from) {
            self.ask_where_placed_belongs(id, rect, at);
        }
    }

    /// Puts an element of the model where there is room in the middle of what is shown: nobody has chosen the place.
    pub(super) fn place_in_sight(&mut self, id: &ElementId) {
        let Some(element) = self.document().element(id) else { return };
        let size = anatomy::natural_size(self.document(), element);
        let middle = self.camera.window(self.canvas).center();
        let taken: Vec<Rect> = self.plan().nodes.iter().map(|n| n.rect).collect();
        let rect = free_place(&taken, Rect::from_center_size(middle, size));
        self.place_at(id, rect, None);
    }

    fn place_at(&mut self, id: &ElementId, rect: Rect, from: Option<&ElementId>) -> bool {
        self.menu = None;
        let placement = Placement::at(rect.origin().round());
        let label = format!("Add {} to the view", self.name_of(id));
        let kind = from.and_then(|from| connections(self.document(), from, id).first().copied());
        let connect = |(from, kind)| compose::connect(self.document(), kind, from, id);
        let mut edits = from.zip(kind).map_or_else(Vec::new, connect);
        let there = self.shown_view().placements.contains(id);
        let done = self.perform_on_view(label, |view| {
            if !there {
                edits.push(Edit::Place(view.clone(), id.clone(), placement));
            }
            edits
        });
        if done {
            self.select(Some(Owner::Element(id.clone())));
            self.say_if_unseen(&BTreeSet::from([id.clone()]));
        }
        done
    }

    fn ask_where_placed_belongs(&mut self, id: &ElementId, rect: Rect, at: Point) {
        let plan = self.plan();
        if plan.node(id).is_none() {
            return;
        }
        if let Some(to) = self.new_container(id, rect) {
            let from = self.document().parent(id).cloned();
            self.offer_to_belong(vec![Belonging { element: id.clone(), from, to: Some(to) }], at);
        }
    }

    /// The container around a place that may hold an element and does not yet.
    fn new_container(&mut self, id: &ElementId, rect: Rect) -> Option<ElementId> {
        let plan = self.plan();
        let document = self.document();
        let kind = document.element(id)?.kind;
        let to = self.container_at(&plan, kind, rect, &BTreeSet::from([id.clone()]))?;
        (document.parent(id) != Some(&to) && !is_inside(document, &to, id)).then_some(to)
    }

    /// The line at a point that an element may be put into.
    fn line_for(&mut self, element: &Element, at: Point) -> Option<crate::model::RelationId> {
        let plan = self.plan();
        let near = self.lines_near(&plan, &[at]);
        near.into_iter().find(|line| put_between(self.document(), &element.id, line).is_some())
    }

    /// Whether an element can be put into this view: a canvas shows by itself what it shows.
    pub(super) fn is_new_here(&mut self, id: &ElementId) -> bool {
        !self.is_canvas() && self.plan().standing_for(id).is_none() && !self.shown_view().placements.contains(id)
    }

    /// Holds an element of the model over a point of the drawing, as [`Self::hold_new`] does one that is new. Whether it
    /// can be put there.
    pub fn hold_existing(&mut self, id: &ElementId, at: Point, suspended: bool) -> bool {
        let Some(element) = self.document().element(id).cloned() else { return false };
        if !self.is_new_here(id) || self.editable().is_err() {
            self.let_go();
            return false;
        }
        let what = Creatable { kind: element.kind, preset: None, label: element.shown_name().into() };
        let size = anatomy::natural_size(self.document(), &element);
        let onto = if suspended { None } else { self.line_for(&element, at) };
        self.hold(what, Some(id.clone()), size, (at, suspended), onto);
        let into = self.placing().map(|p| p.rect).and_then(|rect| self.new_container(id, rect));
        self.hand.drag.into = into.filter(|_| self.hand.drag.onto.is_none());
        true
    }

    /// Puts the element that is held over the drawing where it is.
    pub(super) fn drop_existing(
        &mut self,
        id: &ElementId,
        rect: Rect,
        onto: Option<&crate::model::RelationId>,
        apart: bool,
    ) {
        if let Some(relation) = onto {
            self.insert_existing(id, rect, relation);
        } else if self.place_at(id, rect, None) && !apart {
            self.ask_where_placed_belongs(id, rect, rect.center());
        }
    }
}
