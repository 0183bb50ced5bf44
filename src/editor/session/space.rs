//! Making and closing space in a drawing.
//!
//! Knows nothing about how far things may go: `layout::space` does.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::Session;
use crate::edit::Edit;
use crate::editor::drawing::Preview;
use crate::geom::Point;
use crate::layout::space::{Space, Thing};
use crate::model::{Annotation, AnnotationKind, ElementId, Placement, ViewId};

/// The space that is being made.
pub struct Spacing {
    /// The line, and how far what is beyond it goes.
    pub space: Space,
    /// What stands in the view, as when the gesture began.
    things: Vec<(What, Thing)>,
}

#[derive(Clone)]
enum What {
    Element(ElementId),
    Annotation(Annotation),
}

impl Session {
    /// The space that is being made or closed.
    #[must_use]
    pub fn spacing(&self) -> Option<&Space> {
        self.hand.space.as_ref().map(|s| &s.space)
    }

    pub(super) fn feel_space(&mut self, start: Point, now: Point) {
        if self.is_canvas() {
            return;
        }
        let things = match self.hand.space.take() {
            Some(spacing) => spacing.things,
            None => self.things(&BTreeSet::new()),
        };
        let by = now - start;
        let level = by.x.abs() >= by.y.abs();
        let wished = if level {
            Space { level, at: start.x, by: by.x.round() }
        } else {
            Space { level, at: start.y, by: by.y.round() }
        };
        let space = if wished.by < 0.0 {
            let things: Vec<Thing> = things.iter().map(|t| t.1).collect();
            wished.limited(&things)
        } else {
            wished
        };
        self.hand.space = Some(Spacing { space, things });
    }

    fn things(&mut self, without: &BTreeSet<ElementId>) -> Vec<(What, Thing)> {
        let (plan, view) = (self.plan(), self.shown_view());
        let fixed = |id: &ElementId| view.placements.get(id).is_some_and(|p| p.locked == Some(true));
        let boxes = plan.nodes.iter().filter(|n| !without.contains(&n.element)).map(|n| {
            let thing = Thing { rect: n.rect, holds: n.holds, fixed: fixed(&n.element) };
            (What::Element(n.element.clone()), thing)
        });
        let notes = view.annotations().filter(|a| a.kind != AnnotationKind::Group).map(|a| {
            let thing = Thing { rect: a.rect, holds: a.kind == AnnotationKind::Frame, fixed: false };
            (What::Annotation(a), thing)
        });
        boxes.chain(notes).collect()
    }

    /// Adds what the space that is being made moves and grows to what is shown otherwise than it is stored.
    pub(super) fn show_space(&self, preview: &mut Preview) {
        let Some(spacing) = &self.hand.space else { return };
        let mut moved = BTreeSet::new();
        for (what, thing) in &spacing.things {
            let Some(rect) = spacing.space.moved(thing) else { continue };
            match what {
                // All that only moves goes the same way.
                What::Element(id) if rect.size() == thing.rect.size() => {
                    preview.moved.by = rect.origin() - thing.rect.origin();
                    moved.insert(id.clone());
                }
                What::Element(id) => {
                    preview.sized.insert(id.clone(), rect);
                }
                What::Annotation(a) => preview.annotations.push(Annotation { rect, ..a.clone() }),
            }
        }
        preview.moved.what = Arc::new(moved);
    }

    /// Makes or closes the space that the gesture asks for, as one step.
    pub(super) fn make_space(&mut self, start: Point, now: Point) {
        if self.is_canvas() {
            self.say(super::Tone::Refusal, "Cards of a canvas place themselves; space is made in diagrams.");
            return;
        }
        self.feel_space(start, now);
        let Some(space) = self.hand.space.take().map(|s| s.space) else { return };
        let (view, mut edits) = self.stored_view();
        let more = self.space_edits(&space, &BTreeSet::new(), &view, &edits);
        if more.is_empty() {
            return;
        }
        edits.extend(more);
        if self.perform(if space.by > 0.0 { "Make space" } else { "Close space" }, &edits) {
            self.stored_as(view);
        }
    }

    /// The edits that make space in a view, which the edits so far may only just store, without some elements.
    pub(super) fn space_edits(
        &mut self,
        space: &Space,
        without: &BTreeSet<ElementId>,
        view: &ViewId,
        so_far: &[Edit],
    ) -> Vec<Edit> {
        let mut edits = Vec::new();
        for (what, thing) in self.things(without) {
            let Some(rect) = space.moved(&thing) else { continue };
            match what {
                What::Annotation(a) => edits.push(Edit::PutAnnotation(view.clone(), Annotation { rect, ..a })),
                What::Element(id) => {
                    let Some(mut placement) = self.placement_in(view, so_far, &id) else { continue };
                    (placement.x, placement.y) = (rect.x0, rect.y0);
                    if rect.size() != thing.rect.size() {
                        (placement.w, placement.h) = (Some(rect.width()), Some(rect.height()));
                    }
                    edits.push(Edit::Place(view.clone(), id, placement));
                }
            }
        }
        edits
    }

    /// Where an element stands in a view, which the edits so far may only just store.
    pub(super) fn placement_in(&self, view: &ViewId, so_far: &[Edit], id: &ElementId) -> Option<Placement> {
        let fresh = so_far.iter().find_map(|e| if let Edit::AddView(v) = e { Some(v) } else { None });
        let stored = fresh.or_else(|| self.document().view(view).map(std::convert::AsRef::as_ref))?;
        stored.placements.get(id).cloned()
    }
}
