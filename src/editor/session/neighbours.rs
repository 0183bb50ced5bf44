//! Focus on neighbours: what is further than so many relations from some elements is dimmed, in any view.
//!
//! Knows nothing about how dimming looks.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{Session, Tone};
use crate::model::graph::neighbourhood_among;
use crate::model::{Document, ElementId, RelationKind, Revision};
use crate::scene::options::hidden_kinds;
use crate::scene::{Owner, Plan};

/// The furthest that a focus reaches.
pub const DEEPEST: usize = 4;

/// Some elements with their neighbours.
pub(super) struct Focus {
    start: BTreeSet<ElementId>,
    depth: usize,
    lit: Option<(Revision, Arc<Plan>, Arc<BTreeSet<Owner>>)>,
}

impl Session {
    /// Focuses on what is selected, or ends the focus.
    pub fn toggle_focus(&mut self) {
        if self.going.focus.take().is_some() {
            return;
        }
        let start = self.selected_elements();
        if start.is_empty() {
            self.say(Tone::Refusal, "Select the elements to focus on first.");
            return;
        }
        self.going.focus = Some(Focus { start, depth: 1, lit: None });
    }

    /// How many relations the focus reaches; nothing while there is none.
    #[must_use]
    pub fn focus_depth(&self) -> Option<usize> {
        self.going.focus.as_ref().map(|f| f.depth)
    }

    /// Lets the focus reach so many relations, from one to four.
    pub fn set_focus_depth(&mut self, depth: usize) {
        if let Some(focus) = &mut self.going.focus {
            focus.depth = depth.clamp(1, DEEPEST);
            focus.lit = None;
        }
    }

    /// Ends the focus.
    pub fn end_focus(&mut self) {
        self.going.focus = None;
    }

    /// What the focus is on, in words; nothing while there is none.
    #[must_use]
    pub fn focus_words(&self) -> Option<String> {
        let focus = self.going.focus.as_ref()?;
        Some(format!("Focus: {}, depth {}", self.names_of(&focus.start), focus.depth))
    }

    /// What stays lit while the rest is dimmed: the hits of a search, else what a focus reaches; nothing when all is lit.
    pub fn lit(&mut self) -> Option<Arc<BTreeSet<Owner>>> {
        self.lit_by_find().or_else(|| self.lit_by_focus())
    }

    fn lit_by_focus(&mut self) -> Option<Arc<BTreeSet<Owner>>> {
        self.going.focus.as_ref()?;
        let (plan, revision) = (self.plan(), self.document().revision());
        let view = self.shown_view();
        let document = self.history.document();
        let focus = self.going.focus.as_mut()?;
        if let Some((known, of, lit)) = &focus.lit
            && *known == revision
            && Arc::ptr_eq(of, &plan)
        {
            return Some(lit.clone());
        }
        focus.start.retain(|id| document.element(id).is_some());
        // Nothing that it was on is left.
        if focus.start.is_empty() {
            self.going.focus = None;
            return None;
        }
        let hidden = hidden_kinds(&view);
        let near = near(document, &plan, &focus.start, focus.depth, |kind| !hidden.contains(&kind));
        let lines = plan.edges.iter().filter(|edge| {
            document.relation(&edge.relation).is_some_and(|r| near.contains(&r.source) && near.contains(&r.target))
        });
        let mut lit: BTreeSet<Owner> = lines.map(|e| Owner::Relation(e.relation.clone())).collect();
        lit.extend(near.into_iter().map(Owner::Element));
        let lit = Arc::new(lit);
        focus.lit = Some((revision, plan, lit.clone()));
        Some(lit)
    }
}

/// What is at most so many relations away, going only over what can be seen.
pub(super) fn near(
    document: &Document,
    plan: &Plan,
    start: &BTreeSet<ElementId>,
    depth: usize,
    leads: impl Fn(RelationKind) -> bool,
) -> BTreeSet<ElementId> {
    neighbourhood_among(document, start, depth, leads, |id| plan.node(id).is_some())
}
