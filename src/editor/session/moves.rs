//! Moving what is selected, by the pointer or by keys.
//!
//! Knows nothing about gestures.

use std::sync::Arc;

use super::Session;
use super::hand::Drag;
use crate::edit::Edit;
use crate::geom::{Point, Vec2};
use crate::model::{Annotation, ViewId};

impl Session {
    /// Moves the selected elements, with what stands in them, as one step.
    pub fn move_selection(&mut self, by: Vec2) {
        self.nudged = None;
        if let Some((label, view, edits)) = self.move_edits(by)
            && self.perform(label, &edits)
        {
            self.stored_as(view);
        }
    }

    /// Ends a drag of the selection: it goes where it was drawn to, into the line that it was held over, and it is asked
    /// whether it is part of the container that it is in now.
    pub(super) fn drop_moved(&mut self, by: Vec2, at: Point, drag: &Drag) {
        let by = by + drag.snapped.by;
        if let Some(relation) = &drag.onto {
            self.insert_moved(by, relation);
            return;
        }
        let before = self.plan();
        let revision = self.document().revision();
        self.move_selection(by);
        if self.document().revision() != revision {
            self.ask_where_it_belongs(&before, by, at);
            self.ask_what_notes_become(at);
        }
    }

    /// Moves the selection by a key; one key after the other is one step.
    pub fn nudge_selection(&mut self, by: Vec2) {
        // Cards of a canvas place themselves.
        if self.is_canvas() {
            return;
        }
        let Some((label, view, edits)) = self.move_edits(by) else { return };
        let goes_on = self
            .nudged
            .as_ref()
            .is_some_and(|(revision, what)| *revision == self.document().revision() && *what == *self.selection);
        let done = if goes_on && self.editable().is_ok() {
            self.history.extend_last("", &edits).is_ok()
        } else {
            self.perform(label, &edits)
        };
        if done {
            self.stored_as(view);
            self.nudged = Some((self.document().revision(), self.selection.clone()));
        }
    }

    pub(super) fn move_edits(&mut self, by: Vec2) -> Option<(String, ViewId, Vec<Edit>)> {
        let plan = self.plan();
        let grabbed = self.grabbed();
        if grabbed.elements.is_empty() && grabbed.annotations.is_empty() || by.hypot2() == 0.0 {
            let locked = self.locked_of_selection();
            if !locked.is_empty() && by.hypot2() > 0.0 {
                self.say_locked(&locked, "cannot be moved");
            }
            return None;
        }
        let (elements, annotations) = (self.selected_elements(), self.selected_annotations());
        let what = if elements.is_empty() { self.annotations_named(&annotations) } else { self.names_of(&elements) };
        let label = format!("Move {what}");
        let (view, mut edits) = self.stored_view();
        let fresh = if let Some(Edit::AddView(v)) = edits.first() { Some(v.clone()) } else { None };
        for id in grabbed.elements {
            let stored = fresh.as_ref().or_else(|| self.document().view(&view).map(Arc::as_ref));
            let Some(mut placement) = stored.and_then(|v| v.placements.get(&id)).cloned() else { continue };
            // What a collapsed container holds is not drawn, and goes with it.
            let to = plan.node(&id).map_or(placement.origin(), |n| n.rect.origin()) + by;
            (placement.x, placement.y) = (to.x, to.y);
            edits.push(Edit::Place(view.clone(), id, placement));
        }
        let moved = grabbed.annotations.into_iter().map(|a| Annotation { rect: a.rect + by, ..a });
        edits.extend(moved.map(|a| Edit::PutAnnotation(view.clone(), a)));
        Some((label, view, edits))
    }
}
