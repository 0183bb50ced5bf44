//! Where elements that are made together stand in a view: one after the other, in a container or where there is room.
//!
//! Knows nothing about what they are made of.

use super::make::{free_place, grown_to_hold, place_in};
use super::sorting::{Made, Piece};
use crate::edit::Edit;
use crate::editor::clip;
use crate::geom::{Point, Rect, Vec2, bounds_of};
use crate::model::{ElementId, ElementKind, Placement, ViewId};
use crate::scene::{Plan, anatomy};

/// Space between elements that are made together.
const GAP: f64 = 16.0;

/// Where elements that are made together stand: one after the other.
pub(super) struct Row {
    /// In which container, if in one.
    home: Option<ElementId>,
    taken: Vec<Rect>,
    at: Point,
    /// What was placed in the container so far.
    inside: Option<Rect>,
    /// How many elements have their places.
    pub(super) done: usize,
}

impl Row {
    pub(super) fn new(plan: &Plan, at: Point, home: Option<ElementId>) -> Self {
        Self { home, taken: plan.nodes.iter().map(|n| n.rect).collect(), at, inside: None, done: 0 }
    }

    /// Gives what was made last its place.
    pub(super) fn place(&mut self, work: &mut Made, plan: &Plan, view: &ViewId, piece: &Piece) {
        let stands = |id: &ElementId| work.document.view(view).is_some_and(|v| v.placements.contains(id));
        let new: Vec<ElementId> = work.elements[self.done..].iter().filter(|id| !stands(id)).cloned().collect();
        self.done = work.elements.len();
        let edits = match new.as_slice() {
            [] => return,
            [one] => self.place_one(work, plan, view, piece, one),
            several => self.place_several(work, view, several),
        };
        work.add(edits);
    }

    fn place_one(&mut self, work: &Made, plan: &Plan, view: &ViewId, piece: &Piece, id: &ElementId) -> Vec<Edit> {
        let Some(element) = work.document.element(id) else { return Vec::new() };
        let size = anatomy::natural_size(&work.document, element);
        let mut edits = Vec::new();
        let inside = self.home.clone().filter(|home| work.document.parent(id) == Some(home));
        let rect = if let Some(home) = inside {
            let stream = work.document.element(&home).is_some_and(|e| e.kind == ElementKind::ValueStream);
            let rect = match self.inside {
                // What was made before is no part of the plan.
                None => place_in(&work.document, plan, &home, size, &mut edits, view),
                Some(last) if stream => Rect::from_origin_size((last.x1 + anatomy::CONTAINER_GAP, last.y0), size),
                Some(last) => Rect::from_origin_size((last.x0, last.y1 + anatomy::CONTAINER_GAP), size),
            };
            let all = self.inside.map_or(rect, |all| all.union(rect));
            self.inside = Some(all);
            edits.extend(grown_to_hold(&work.document, plan, &home, all, view));
            rect
        } else if let Some(note) = piece.place {
            Rect::from_origin_size(note.origin(), size)
        } else {
            let rect = free_place(&self.taken, Rect::from_center_size(self.at, size));
            self.at = Point::new(rect.center().x, rect.y1 + GAP + size.height / 2.0);
            rect
        };
        self.taken.push(rect);
        edits.push(Edit::Place(view.clone(), id.clone(), Placement::at(rect.origin().round())));
        edits
    }

    /// A stream with its stages, where nothing stands.
    fn place_several(&mut self, work: &Made, view: &ViewId, new: &[ElementId]) -> Vec<Edit> {
        let places = clip::laid_out(&work.document, new);
        let Some(bounds) = clip::bounds(&work.document, &places) else { return Vec::new() };
        let to = free_place(&self.taken, bounds + (self.at - bounds.center()));
        let by = to.origin() - bounds.origin();
        let by = Vec2::new(by.x.round(), by.y.round());
        self.taken.extend(bounds_of([to]));
        self.at = Point::new(to.center().x, to.y1 + GAP + 40.0);
        let put = |(id, p): (ElementId, Placement)| {
            Edit::Place(view.clone(), id, Placement { x: p.x + by.x, y: p.y + by.y, ..p })
        };
        places.into_iter().map(put).collect()
    }
}
