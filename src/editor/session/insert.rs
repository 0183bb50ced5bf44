//! Putting an element into a line by dropping it there.
//!
//! Knows nothing about which relations are legal: `edit::between` does.

use std::collections::BTreeSet;

use super::{Creatable, Naming, Session};
use crate::edit::between::put_between;
use crate::edit::{Edit, apply};
use crate::geom::{Point, Rect, Size, Vec2, overlaps};
use crate::layout::space::Space;
use crate::model::{Element, ElementId, Placement, RelationId, ViewId};
use crate::scene::Owner;

/// What stays free on both sides of what is put into a line.
const MARGIN: f64 = 32.0;

impl Session {
    /// Moves the selected element and puts it into a line, as one step.
    pub(super) fn insert_moved(&mut self, by: Vec2, relation: &RelationId) {
        self.nudged = None;
        let Some(id) = self.single_element().map(|e| e.id.clone()) else { return };
        let plan = self.plan();
        let Some(node) = plan.node(&id) else { return };
        let Some(between) = put_between(self.document(), &id, relation) else { return };
        let moved = self.grabbed().elements;
        let (place, space) = self.room_on(relation, node.rect + by);
        let label = format!("Insert {} {}", self.name_of(&id), self.between_words(relation));
        let by = place.origin() - node.rect.origin();
        let (view, mut edits) = match self.move_edits(by) {
            Some((_, view, edits)) => (view, edits),
            None => self.stored_view(),
        };
        if let Some(space) = space {
            edits.extend(self.room_edits(&space, relation, &moved, &view, &edits));
        }
        edits.extend(between);
        if self.perform(label, &edits) {
            self.stored_as(view);
        }
    }

    /// Makes an element and puts it into a line, as one step, and opens its name.
    pub(super) fn create_on_line(&mut self, what: &Creatable, rect: Rect, relation: &RelationId) {
        self.commit_naming();
        self.menu = None;
        let (place, space) = self.room_on(relation, rect);
        let (view, mut edits) = self.stored_view();
        if let Some(space) = space {
            edits.extend(self.room_edits(&space, relation, &BTreeSet::new(), &view, &edits));
        }
        let mut element = Element::new(ElementId::random(), what.kind, "");
        if let Some(preset) = &what.preset {
            element.attributes = preset.attributes.clone();
        }
        let id = element.id.clone();
        edits.push(Edit::AddElement(element));
        edits.push(Edit::Place(view.clone(), id.clone(), Placement::at(place.origin().round())));
        let label = format!("Add {} {}", what.label.to_lowercase(), self.between_words(relation));
        let between = apply(self.document(), &edits).ok().and_then(|(with, _)| put_between(&with, &id, relation));
        let Some(between) = between else {
            self.create(what, Some(rect.center()), None);
            return;
        };
        edits.extend(between);
        if self.perform(label, &edits) {
            self.stored_as(view);
            self.camera.reveal(place, self.canvas);
            self.select(Some(Owner::Element(id.clone())));
            let fresh = Some(self.document().revision());
            self.naming = Some(Naming { element: id, text: String::new(), fresh });
        }
    }

    /// Puts an element of the model that this view lacks into a line, as one step.
    pub(super) fn insert_existing(&mut self, id: &ElementId, rect: Rect, relation: &RelationId) {
        self.commit_naming();
        self.menu = None;
        let Some(between) = put_between(self.document(), id, relation) else { return };
        let (place, space) = self.room_on(relation, rect);
        let (view, mut edits) = self.stored_view();
        if let Some(space) = space {
            edits.extend(self.room_edits(&space, relation, &BTreeSet::new(), &view, &edits));
        }
        edits.push(Edit::Place(view.clone(), id.clone(), Placement::at(place.origin().round())));
        edits.extend(between);
        let label = format!("Insert {} {}", self.name_of(id), self.between_words(relation));
        if self.perform(label, &edits) {
            self.stored_as(view);
            self.camera.reveal(place, self.canvas);
            self.select(Some(Owner::Element(id.clone())));
            self.say_if_unseen(&BTreeSet::from([id.clone()]));
        }
    }

    /// "between A and B", of the ends of a relation.
    pub(super) fn between_words(&self, relation: &RelationId) -> String {
        self.document().relation(relation).map_or_else(String::new, |r| {
            format!("between {} and {}", self.name_of(&r.source), self.name_of(&r.target))
        })
    }

    /// The edits that make room on a line. In a container what is beyond moves only there; the container grows, and what
    /// stands beyond it makes way.
    fn room_edits(
        &mut self,
        space: &Space,
        relation: &RelationId,
        moved: &BTreeSet<ElementId>,
        view: &ViewId,
        so_far: &[Edit],
    ) -> Vec<Edit> {
        let plan = self.plan();
        let parent = |id: &ElementId| plan.node(id).and_then(|n| n.parent);
        let ends = self.document().relation(relation).map(|r| (parent(&r.source), parent(&r.target)));
        let Some((Some(around), Some(same))) = ends.filter(|ends| ends.0 == ends.1) else {
            return self.space_edits(space, moved, view, so_far);
        };
        let mut inside = vec![false; plan.nodes.len()];
        for (i, node) in plan.nodes.iter().enumerate() {
            inside[i] = node.parent.is_some_and(|p| p == same || inside[p]);
        }
        let pick = |wanted: bool| -> BTreeSet<ElementId> {
            let nodes = plan.nodes.iter().zip(&inside).filter(|(_, inside)| **inside == wanted);
            nodes.map(|(n, _)| n.element.clone()).chain(moved.iter().cloned()).collect()
        };
        let mut edits = self.space_edits(space, &pick(false), view, so_far);
        // Notes move with what is outside.
        edits.retain(|e| matches!(e, Edit::Place(..)));
        let whole = &plan.nodes[around];
        if let Some(mut placement) = self.placement_in(view, so_far, &whole.element) {
            let (w, h) = if space.level { (space.by, 0.0) } else { (0.0, space.by) };
            placement.w = Some(whole.rect.width() + w);
            placement.h = Some(whole.rect.height() + h);
            edits.push(Edit::Place(view.clone(), whole.element.clone(), placement));
        }
        let mut others = pick(true);
        others.insert(whole.element.clone());
        let beyond = Space { at: if space.level { whole.rect.x1 } else { whole.rect.y1 }, ..*space };
        edits.extend(self.space_edits(&beyond, &others, view, so_far));
        edits
    }

    /// Where a box dropped on a line stands, and the space that must be made for it there: none where it lies on neither end.
    fn room_on(&mut self, relation: &RelationId, rect: Rect) -> (Rect, Option<Space>) {
        let plan = self.plan();
        let ends = self.document().relation(relation).map(|r| (r.source.clone(), r.target.clone()));
        let Some((a, b)) = ends.and_then(|(a, b)| Some((plan.node(&a)?.rect, plan.node(&b)?.rect))) else {
            return (rect, None);
        };
        let near = rect.inflate(8.0, 8.0);
        if !overlaps(near, a) && !overlaps(near, b) {
            return (rect, None);
        }
        let level = a.x1 <= b.x0 || b.x1 <= a.x0;
        if !level && a.y1 > b.y0 && b.y1 > a.y0 {
            // They lie on each other, so there is no between.
            return (rect, None);
        }
        let span = |r: Rect| if level { (r.x0, r.x1) } else { (r.y0, r.y1) };
        let (first, second) = if span(a).0 <= span(b).0 { (span(a), span(b)) } else { (span(b), span(a)) };
        let Size { width, height } = rect.size();
        let gap = second.0 - first.1;
        let need = (if level { width } else { height }) + 2.0 * MARGIN - gap;
        let middle = f64::midpoint(first.1, second.0 + need.max(0.0));
        let across = a.center().midpoint(b.center());
        let centre = if level { Point::new(middle, across.y) } else { Point::new(across.x, middle) };
        let corner = Rect::from_center_size(centre, rect.size()).origin();
        let place = Rect::from_origin_size(corner.round(), rect.size());
        let space = (need > 0.0).then_some(Space { level, at: second.0, by: need.ceil() });
        (place, space)
    }
}
