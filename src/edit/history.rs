//! Undo and redo by snapshots: named steps, one for each gesture or command.
//!
//! A snapshot of a document costs nothing worth counting, so there is no code that undoes an edit and could be wrong. What
//! is on disk is remembered by revision: undoing back to it makes the document clean again.
//!
//! Knows nothing about what the edits were.

use std::collections::VecDeque;
use std::sync::Arc;

use super::apply::settle;
use super::{Edit, EditError, apply};
use crate::model::{Delta, Document, Revision};

/// The most steps that are kept; the oldest go first.
const MAX_STEPS: usize = 10_000;

/// How many changes of the document are remembered for those that follow them.
const MAX_TURNS: usize = 256;

/// From one state of the document to the next, whether by a new step, by undo or by redo.
#[derive(Clone, Debug)]
struct Turn {
    from: Revision,
    to: Revision,
    /// What is another value; which way it changed is not told.
    delta: Arc<Delta>,
}

/// One step: its name, the document before and after, and what changed.
#[derive(Clone, Debug)]
pub struct Step {
    /// What was done, such as "Rename Decide credit".
    pub label: String,
    /// The document before.
    pub before: Document,
    /// The document after.
    pub after: Document,
    /// What changed.
    pub delta: Arc<Delta>,
}

/// The current document with the steps that led to it and those that were undone.
#[derive(Clone, Debug)]
pub struct History {
    document: Document,
    done: Vec<Step>,
    undone: Vec<Step>,
    /// What could have been redone before the last step, in case that step is dropped.
    forgotten: Vec<Step>,
    turns: VecDeque<Turn>,
}

impl History {
    /// A history that starts at `document`.
    #[must_use]
    pub fn new(document: Document) -> Self {
        Self { document, done: Vec::new(), undone: Vec::new(), forgotten: Vec::new(), turns: VecDeque::new() }
    }

    /// The current document.
    #[must_use]
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// Applies edits as one step; what was undone before is forgotten. Edits that change nothing make no step.
    ///
    /// # Errors
    /// Why an edit cannot be made; then nothing happened.
    pub fn perform(&mut self, label: impl Into<String>, edits: &[Edit]) -> Result<Arc<Delta>, EditError> {
        let (after, delta) = apply(&self.document, edits)?;
        let delta = Arc::new(delta);
        if !delta.is_empty() {
            let before = self.turn(after.clone(), &delta);
            self.done.push(Step { label: label.into(), before, after, delta: delta.clone() });
            self.forgotten = std::mem::take(&mut self.undone);
            if self.done.len() > MAX_STEPS {
                self.done.remove(0);
            }
        }
        Ok(delta)
    }

    /// Adds edits to the last step instead of making one of their own, and words to its name: an element and the name it
    /// gets are one step. Without a step it makes one.
    ///
    /// # Errors
    /// Why an edit cannot be made; then nothing happened.
    pub fn extend_last(&mut self, more: &str, edits: &[Edit]) -> Result<(), EditError> {
        let Some(last) = self.done.last_mut() else { return self.perform(more.trim().to_owned(), edits).map(drop) };
        let (after, delta) = apply(&self.document, edits)?;
        if delta.is_empty() {
            return Ok(());
        }
        let whole = Arc::make_mut(&mut last.delta);
        whole.then(delta.clone());
        settle(whole, &last.before, &after);
        last.after = after.clone();
        last.label.push_str(more);
        self.turn(after, &Arc::new(delta));
        self.undone.clear();
        Ok(())
    }

    /// Takes back the last step as if it had never been.
    pub fn drop_last(&mut self) {
        if let Some(step) = self.done.pop() {
            self.turn(step.before, &step.delta);
            self.undone = std::mem::take(&mut self.forgotten);
        }
    }

    /// Goes back one step and gives it.
    pub fn undo(&mut self) -> Option<&Step> {
        let step = self.done.pop()?;
        self.turn(step.before.clone(), &step.delta);
        self.undone.push(step);
        self.undone.last()
    }

    /// Goes forward one step and gives it.
    pub fn redo(&mut self) -> Option<&Step> {
        let step = self.undone.pop()?;
        self.turn(step.after.clone(), &step.delta);
        self.done.push(step);
        self.done.last()
    }

    /// Takes another state of the document, and gives the one before.
    fn turn(&mut self, to: Document, delta: &Arc<Delta>) -> Document {
        let (from, delta) = (self.document.revision(), delta.clone());
        self.turns.push_back(Turn { from, to: to.revision(), delta });
        if self.turns.len() > MAX_TURNS {
            self.turns.pop_front();
        }
        std::mem::replace(&mut self.document, to)
    }

    /// What is another value now than in an earlier state, or perhaps was in between; which way, the deltas do not tell.
    /// Nothing where that is too long ago to know.
    #[must_use]
    pub fn since(&self, revision: Revision) -> Option<Vec<Arc<Delta>>> {
        if revision == self.document.revision() {
            return Some(Vec::new());
        }
        let at = self.turns.iter().rposition(|t| t.from == revision)?;
        let turns: Vec<&Turn> = self.turns.iter().skip(at).collect();
        let whole = turns.windows(2).all(|pair| pair[0].to == pair[1].from);
        let here = turns.last().is_some_and(|t| t.to == self.document.revision());
        (whole && here).then(|| turns.into_iter().map(|t| t.delta.clone()).collect())
    }

    /// The step that undo would undo.
    #[must_use]
    pub fn to_undo(&self) -> Option<&Step> {
        self.done.last()
    }

    /// The step that redo would redo.
    #[must_use]
    pub fn to_redo(&self) -> Option<&Step> {
        self.undone.last()
    }

    /// The steps that were done, oldest first.
    #[must_use]
    pub fn steps(&self) -> &[Step] {
        &self.done
    }

    /// The steps that were undone; the one that redo would redo is the last.
    #[must_use]
    pub fn undone(&self) -> &[Step] {
        &self.undone
    }
}
