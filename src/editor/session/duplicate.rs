//! Duplicating what is selected: at an offset that is remembered, or where a copy was dragged.
//!
//! Knows nothing about keys and pointers.

use std::collections::BTreeSet;

use super::{Session, Tone};
use crate::editor::clip::{Answer, Place};
use crate::geom::{Point, Vec2, bounds_of};
use crate::scene::Owner;

/// How far a first copy stands from its original.
const FIRST: Vec2 = Vec2::new(24.0, 24.0);

/// The last copy, and where its original stood.
pub(super) struct Duplicated {
    copy: BTreeSet<Owner>,
    original: Point,
}

impl Session {
    /// Makes a copy of what is selected beside it. When the last copy was moved since, the next stands as far from it as
    /// that one from its original.
    pub fn duplicate(&mut self) {
        self.commit_naming();
        let from = self.selection_origin();
        let by = match (&self.clipboard.duplicated, from) {
            (Some(last), Some(from)) if last.copy == *self.selection => from - last.original,
            _ => FIRST,
        };
        self.duplicate_by(if by.hypot2() > 0.0 { by } else { FIRST });
    }

    /// Makes a copy of what is selected so far from it, as one step.
    pub fn duplicate_by(&mut self, by: Vec2) {
        self.commit_naming();
        if let Err(why) = self.editable() {
            self.say(Tone::Refusal, format!("{why}."));
            return;
        }
        let original = self.selection_origin();
        let Some(fragment) = self.fragment(false) else {
            self.say(Tone::Refusal, "Select elements, notes or frames to duplicate first.");
            return;
        };
        let before = self.document().revision();
        self.insert_fragment(&fragment, Answer::Copies, Place::By(by), "Duplicate");
        self.clipboard.duplicated = original
            .filter(|_| self.document().revision() != before)
            .map(|original| Duplicated { copy: self.selection.clone(), original });
    }

    /// What is dragged as a copy, and how far.
    pub fn copying(&mut self) -> Option<(BTreeSet<Owner>, Vec2)> {
        let by = self.gesture.offset().filter(|_| self.gesture.is_copying())?;
        Some((self.carried(), by))
    }

    /// What comes along when the selection is taken elsewhere.
    pub fn carried(&mut self) -> BTreeSet<Owner> {
        let grabbed = self.grabbed();
        let elements = grabbed.elements.into_iter().map(Owner::Element);
        elements.chain(grabbed.annotations.into_iter().map(|a| Owner::Annotation(a.id))).collect()
    }

    fn selection_origin(&mut self) -> Option<Point> {
        let plan = self.plan();
        let grabbed = self.grabbed();
        let boxes = grabbed.elements.iter().filter_map(|id| plan.node(id)).map(|n| n.rect);
        bounds_of(boxes.chain(grabbed.annotations.iter().map(|a| a.rect))).map(|b| b.origin())
    }
}
