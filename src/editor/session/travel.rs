//! Going through the history: back and forth by one step or many, saying what was undone and flying there.
//!
//! Knows nothing about how the list of steps looks.

use std::sync::Arc;

use super::{OnShow, Session, Tone};
use crate::edit::Step;
use crate::geom::{Rect, bounds_of};
use crate::model::{Annotation, AnnotationKind, Delta, ElementId, View, ViewId};
use crate::scene::{Owner, Plan};

/// A step as a list shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Past {
    /// What was done.
    pub label: String,
    /// Whether it is undone.
    pub undone: bool,
}

/// What changed where it cannot be seen, and the sentence that said so.
pub(super) struct Elsewhere {
    said: String,
    /// The view, where only a view changed.
    view: Option<ViewId>,
    elements: Vec<ElementId>,
    /// Where its notes and frames are.
    notes: Vec<Rect>,
}

impl Session {
    /// Takes back the last step and says which; flies there if it cannot be seen.
    pub fn undo(&mut self) {
        self.commit_naming();
        let before = self.picture();
        if let Some(step) = self.history.undo() {
            let (label, delta) = (step.label.clone(), step.delta.clone());
            self.after_travel(format!("Undid: {label}"), &delta, before);
        }
    }

    /// Does again what was taken back, and says what.
    pub fn redo(&mut self) {
        self.commit_naming();
        let before = self.picture();
        if let Some(step) = self.history.redo() {
            let (label, delta) = (step.label.clone(), step.delta.clone());
            self.after_travel(format!("Redid: {label}"), &delta, before);
        }
    }

    /// Shows the list of steps, or hides it.
    pub fn toggle_history(&mut self) {
        self.going.history = !self.going.history;
    }

    /// Whether the list of steps is shown.
    #[must_use]
    pub fn shows_history(&self) -> bool {
        self.going.history
    }

    /// How many steps there are, those that are undone included.
    #[must_use]
    pub fn steps(&self) -> usize {
        self.history.steps().len() + self.history.undone().len()
    }

    /// How many of them are done.
    #[must_use]
    pub fn steps_done(&self) -> usize {
        self.history.steps().len()
    }

    /// One of the steps, in the order in which they were done.
    #[must_use]
    pub fn past(&self, i: usize) -> Option<Past> {
        let (done, undone) = (self.history.steps(), self.history.undone());
        let past = |step: &Step, undone| Past { label: step.label.clone(), undone };
        match done.get(i) {
            Some(step) => Some(past(step, false)),
            None => undone.len().checked_sub(i - done.len() + 1).map(|at| past(&undone[at], true)),
        }
    }

    /// After how many steps the document was as its file has it; nothing when no step leads there, and for a document
    /// that is no file.
    #[must_use]
    pub fn saved_at(&self) -> Option<usize> {
        self.path()?;
        let (done, undone) = (self.history.steps(), self.history.undone());
        if self.document().revision() == self.saved {
            return Some(done.len());
        }
        if let Some(i) = done.iter().rposition(|s| s.before.revision() == self.saved) {
            return Some(i);
        }
        let i = undone.iter().rev().position(|s| s.after.revision() == self.saved)?;
        Some(done.len() + i + 1)
    }

    /// Goes to the state after so many steps, in one go.
    pub fn travel_to(&mut self, steps: usize) {
        self.commit_naming();
        let steps = steps.min(self.steps());
        let now = self.steps_done();
        if steps == now {
            return;
        }
        let before = self.picture();
        let mut delta = Delta::default();
        let mut last = String::new();
        while self.steps_done() != steps {
            let step = if self.steps_done() > steps { self.history.undo() } else { self.history.redo() };
            let Some(step) = step else { break };
            last.clone_from(&step.label);
            delta = Delta::clone(&step.delta);
        }
        let n = now.abs_diff(steps);
        let verb = if steps < now { "Undid" } else { "Redid" };
        let said = if n == 1 { format!("{verb}: {last}") } else { format!("{verb} {n} steps, the last: {last}") };
        self.after_travel(said, &delta, before);
    }

    fn after_travel(&mut self, said: String, delta: &Delta, before: (OnShow, Arc<Plan>)) {
        self.forget_what_is_gone();
        let plan = self.plan();
        // The first edit of a view that was not stored is undone to the same picture.
        if before.0 == self.on_show || !delta.placements.is_empty() || delta.views.len() == 1 {
            self.move_from(before.1);
        }
        let elements = delta.elements.keys().chain(delta.placements.keys().map(|(_, id)| id)).cloned();
        let ends =
            delta.relations.values().filter_map(|c| c.after.as_ref().or(c.before.as_ref())).map(|r| r.source.clone());
        let changed: Vec<ElementId> = elements.chain(ends).take(64).collect();
        let view = self.other_view(delta);
        let places = changed.iter().filter_map(|id| plan.node(id).map(|n| n.rect));
        let here = self.view().map(|v| v.id.clone());
        let notes = self.changed_notes(delta, view.as_ref().or(here.as_ref()));
        let seen = bounds_of(places.chain(notes.iter().copied())).filter(|_| view.is_none());
        // Where nothing of it is seen itself, what stands for it is.
        let folded = changed.iter().filter(|_| seen.is_none() && view.is_none());
        let folded = folded.into_iter().find_map(|id| Some((id.clone(), plan.standing_for(id)?)));
        self.going.elsewhere = None;
        if let Some(bounds) = seen {
            self.fly_to_reveal(bounds);
        } else if let Some((id, whole)) = folded {
            self.fly_to_reveal(whole.rect);
            let said = format!("{said}. {}", self.folded_words(&id, &whole.element));
            self.tell_folded(said, &id);
            return;
        } else if view.is_some() || changed.iter().any(|id| self.document().element(id).is_some()) {
            self.going.elsewhere = Some(Elsewhere { said: said.clone(), view, elements: changed, notes });
        }
        self.say(Tone::Info, said);
    }

    /// Where the notes and frames of a view are that changed and are there.
    fn changed_notes(&self, delta: &Delta, view: Option<&ViewId>) -> Vec<Rect> {
        let Some(view) = view.and_then(|id| self.document().view(id)) else { return Vec::new() };
        let Some(change) = delta.views.get(&view.id) else { return Vec::new() };
        let all = |view: Option<&Arc<View>>| -> Vec<Annotation> {
            view.map(|v| v.annotations().filter(|a| a.kind != AnnotationKind::Group).collect()).unwrap_or_default()
        };
        let (before, after) = (all(change.before.as_ref()), all(change.after.as_ref()));
        let now = view.annotations().filter(|a| a.kind != AnnotationKind::Group);
        now.filter(|a| !before.contains(a) || !after.contains(a)).map(|a| a.rect).collect()
    }

    /// The view that is not on show and is all that changed.
    fn other_view(&self, delta: &Delta) -> Option<ViewId> {
        if !delta.elements.is_empty() || !delta.relations.is_empty() {
            return None;
        }
        let here = self.view().map(|v| &v.id);
        let mut views = delta.views.keys().chain(delta.placements.keys().map(|(view, _)| view));
        let first = views.next()?.clone();
        let other = views.all(|view| *view == first) && here != Some(&first);
        let there = self.document().view(&first).is_some();
        (other && there).then_some(first)
    }

    fn picture(&mut self) -> (OnShow, Arc<Plan>) {
        (self.on_show.clone(), self.plan())
    }

    /// Whether a sentence that was said told of something that this view does not show, so that going there can be
    /// offered.
    #[must_use]
    pub fn offers_to_show(&self, said: &str) -> bool {
        self.going.elsewhere.as_ref().is_some_and(|e| e.said == said)
    }

    /// Goes to what was told of.
    pub fn show_elsewhere(&mut self) {
        let Some(elsewhere) = self.going.elsewhere.take() else { return };
        if let Some(view) = elsewhere.view {
            self.show_tab(OnShow::Stored(view));
            let plan = self.plan();
            let places = elsewhere.elements.iter().filter_map(|id| plan.node(id).map(|n| n.rect));
            if let Some(bounds) = bounds_of(places.chain(elsewhere.notes)) {
                self.fly_to(bounds);
            }
            return;
        }
        let Some(id) = elsewhere.elements.into_iter().find(|id| self.document().element(id).is_some()) else { return };
        if !self.go_to_element(&id) {
            self.select(Some(Owner::Element(id)));
        }
    }
}
