//! What a session changes in its document: steps with names, moving, deleting, setting facts, undo.
//!
//! Knows nothing about pointers and menus.

use std::collections::BTreeSet;

use super::{Session, Tone};
use crate::edit::Edit;
use crate::geom::{Vec2, bounds_of};
use crate::model::{ElementId, RelationId, Value, View, ViewId};
use crate::scene::Owner;
use std::sync::Arc;

impl Session {
    /// Performs edits as one named step; a refusal becomes a notice. Whether they were performed.
    pub fn perform(&mut self, label: impl Into<String>, edits: &[Edit]) -> bool {
        if let Err(why) = self.editable() {
            self.say(Tone::Refusal, format!("{why}."));
            return false;
        }
        match self.history.perform(label, edits) {
            Ok(_) => {
                self.forget_what_is_gone();
                true
            }
            Err(error) => {
                self.say(Tone::Refusal, error.to_string());
                false
            }
        }
    }

    /// Takes back the last step and says which; flies there if it cannot be seen.
    pub fn undo(&mut self) {
        self.commit_naming();
        if let Some(step) = self.history.undo() {
            let (label, delta) = (step.label.clone(), step.delta.clone());
            self.after_travel("Undid", &label, &delta);
        }
    }

    /// Does again what was taken back, and says what.
    pub fn redo(&mut self) {
        self.commit_naming();
        if let Some(step) = self.history.redo() {
            let (label, delta) = (step.label.clone(), step.delta.clone());
            self.after_travel("Redid", &label, &delta);
        }
    }

    fn after_travel(&mut self, verb: &str, label: &str, delta: &crate::model::Delta) {
        self.forget_what_is_gone();
        self.say(Tone::Info, format!("{verb}: {label}"));
        let plan = self.plan();
        let elements = delta.elements.keys().chain(delta.placements.keys().map(|(_, id)| id)).cloned();
        let ends =
            delta.relations.values().filter_map(|c| c.after.as_ref().or(c.before.as_ref())).map(|r| r.source.clone());
        let places = elements.chain(ends).filter_map(|id| plan.node(&id).map(|n| n.rect)).take(64);
        if let Some(bounds) = bounds_of(places) {
            self.camera.reveal(bounds, self.canvas);
        }
    }

    /// The stored view that edits of the picture go to, and the edits that store it where the default diagram is on show:
    /// its automatic places become the view's, so that nothing moves but what is moved.
    pub(super) fn stored_view(&mut self) -> (ViewId, Vec<Edit>) {
        if let Some(view) = self.view() {
            return (view.id.clone(), Vec::new());
        }
        let mut view = View::clone(&self.shown_view());
        let gone: Vec<_> = view.placements.keys().filter(|id| self.document().element(id).is_none()).cloned().collect();
        for id in gone {
            view.placements.remove(&id);
        }
        (view.id.clone(), vec![Edit::AddView(view)])
    }

    pub(super) fn name_of(&self, id: &ElementId) -> String {
        self.document().element(id).map_or_else(|| id.to_string(), |e| e.shown_name().to_owned())
    }

    fn names_of(&self, ids: &BTreeSet<ElementId>) -> String {
        match ids.iter().next() {
            Some(one) if ids.len() == 1 => self.name_of(one),
            _ => format!("{} elements", ids.len()),
        }
    }

    fn selected_elements(&self) -> BTreeSet<ElementId> {
        self.selection.iter().filter_map(|o| if let Owner::Element(id) = o { Some(id.clone()) } else { None }).collect()
    }

    /// Moves the selected elements, with what stands in them, as one step.
    pub fn move_selection(&mut self, by: Vec2) {
        self.nudged = None;
        if let Some((label, view, edits)) = self.move_edits(by)
            && self.perform(label, &edits)
        {
            self.view = Some(view);
        }
    }

    /// Moves the selection by a key; one key after the other is one step.
    pub fn nudge_selection(&mut self, by: Vec2) {
        let Some((label, view, edits)) = self.move_edits(by) else { return };
        let goes_on = self.nudged == Some(self.document().revision())
            && self.history.to_undo().is_some_and(|step| step.label == label);
        let done = if goes_on && self.editable().is_ok() {
            self.history.extend_last("", &edits).is_ok()
        } else {
            self.perform(label, &edits)
        };
        if done {
            self.view = Some(view);
            self.nudged = Some(self.document().revision());
        }
    }

    fn move_edits(&mut self, by: Vec2) -> Option<(String, ViewId, Vec<Edit>)> {
        let plan = self.plan();
        let grabbed = self.grabbed();
        if grabbed.is_empty() || by.hypot2() == 0.0 {
            return None;
        }
        let label = format!("Move {}", self.names_of(&self.selected_elements()));
        let (view, mut edits) = self.stored_view();
        let fresh = if let Some(Edit::AddView(v)) = edits.first() { Some(v.clone()) } else { None };
        for id in grabbed {
            let Some(node) = plan.node(&id) else { continue };
            let stored = fresh.as_ref().or_else(|| self.document().view(&view).map(Arc::as_ref));
            let Some(mut placement) = stored.and_then(|v| v.placements.get(&id)).cloned() else { continue };
            if placement.locked == Some(true) {
                continue;
            }
            let to = node.rect.origin() + by;
            (placement.x, placement.y) = (to.x, to.y);
            edits.push(Edit::Place(view.clone(), id, placement));
        }
        Some((label, view, edits))
    }

    /// Removes the selection from the view: elements stay in the model; relations, which a view does not hold, are
    /// deleted only by [`Self::delete_from_model`].
    pub fn delete_from_view(&mut self) {
        let elements = self.selected_elements();
        if elements.is_empty() {
            self.say(Tone::Refusal, "A relation is part of the model. Press Shift+Delete to delete it there.");
            return;
        }
        let mut all: BTreeSet<ElementId> = self.grabbed();
        all.extend(elements.iter().cloned());
        let label = format!("Remove {} from the view", self.names_of(&elements));
        let (view, mut edits) = self.stored_view();
        edits.extend(all.into_iter().map(|id| Edit::Unplace(view.clone(), id)));
        let names = self.names_of(&elements);
        if self.perform(label, &edits) {
            self.view = Some(view);
            self.selection.clear();
            let verb = if elements.len() == 1 { "is" } else { "are" };
            self.say(
                Tone::Info,
                format!("{names} {verb} no longer in this view, but still in the model. Undo brings back."),
            );
        }
    }

    /// Deletes the selection from the model and every view, and says what else went.
    pub fn delete_from_model(&mut self) {
        let elements = self.selected_elements();
        let relations: BTreeSet<RelationId> = self
            .selection
            .iter()
            .filter_map(|o| if let Owner::Relation(id) = o { Some(id.clone()) } else { None })
            .collect();
        let document = self.document();
        let before = document.relations().len();
        let views = document.views().values().filter(|v| elements.iter().any(|e| v.placements.contains(e))).count();
        // A relation that goes with an element must not be removed a second time.
        let touched = |id: &RelationId| {
            document.relation(id).is_some_and(|r| elements.contains(&r.source) || elements.contains(&r.target))
        };
        let edits: Vec<Edit> = relations
            .iter()
            .filter(|id| !touched(id))
            .cloned()
            .map(Edit::RemoveRelation)
            .chain(elements.iter().cloned().map(Edit::RemoveElement))
            .collect();
        let label = match (elements.is_empty(), relations.len()) {
            (true, 1) => "Delete relation".to_owned(),
            (true, n) => format!("Delete {n} relations"),
            _ => format!("Delete {}", self.names_of(&elements)),
        };
        if edits.is_empty() || !self.perform(label.clone(), &edits) {
            return;
        }
        self.selection.clear();
        let gone = before.saturating_sub(self.document().relations().len());
        let mut text = label.replacen("Delete", "Deleted", 1);
        if !elements.is_empty() {
            text += &format!(", with {}", plural(gone, "relation"));
            if views > 0 {
                text += &format!(", from {}", plural(views, "view"));
            }
        }
        self.say(Tone::Info, text);
    }

    /// Sets or removes the name of an element.
    pub fn set_name(&mut self, element: &ElementId, name: &str) {
        self.commit_naming();
        let label = format!("Rename {} to {name}", self.name_of(element));
        self.perform(label, &[Edit::SetName(element.clone(), name.trim().into())]);
    }

    /// Sets or removes what every element may have, such as its description. Whether it was done.
    pub fn set_field(&mut self, element: &ElementId, key: &str, label: &str, value: Option<Value>) -> bool {
        self.commit_naming();
        let step = format!("Set {} of {}", label.to_lowercase(), self.name_of(element));
        self.perform(step, &[Edit::SetField(element.clone(), key.into(), value)])
    }

    /// Sets or removes an attribute of an element. Whether it was done.
    pub fn set_attribute(&mut self, element: &ElementId, key: &str, label: &str, value: Option<Value>) -> bool {
        self.commit_naming();
        let step = format!("Set {} of {}", label.to_lowercase(), self.name_of(element));
        self.perform(step, &[Edit::SetAttribute(element.clone(), key.into(), value)])
    }

    /// Sets or removes an attribute of a relation. Whether it was done.
    pub fn set_relation_attribute(
        &mut self,
        relation: &RelationId,
        key: &str,
        label: &str,
        value: Option<Value>,
    ) -> bool {
        self.commit_naming();
        let step = format!("Set {} of a relation", label.to_lowercase());
        self.perform(step, &[Edit::SetRelationAttribute(relation.clone(), key.into(), value)])
    }

    /// Gives the model another name.
    pub fn set_model_name(&mut self, name: &str) {
        self.commit_naming();
        let value = Some(Value::text(name.trim())).filter(|_| !name.trim().is_empty());
        self.perform("Rename the model", &[Edit::SetMeta("name".into(), value)]);
    }
}

fn plural(n: usize, noun: &str) -> String {
    if n == 1 { format!("1 {noun}") } else { format!("{n} {noun}s") }
}
