//! What a session changes in its document: steps with names, moving, deleting, setting facts.
//!
//! Knows nothing about pointers and menus.

use std::collections::BTreeSet;

use ecow::EcoString;

use super::{Session, Tone};
use crate::edit::Edit;
use crate::editor::wording::{beginning, listed, plural};
use crate::model::{ElementId, RelationId, Revision, Value};
use crate::scene::Owner;

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

    /// The same for a field that shows itself why something cannot be.
    pub(super) fn perform_quietly(&mut self, label: impl Into<String>, edits: &[Edit]) -> Result<(), String> {
        self.editable().map_err(|why| format!("{why}."))?;
        self.history.perform(label, edits).map_err(|error| error.to_string())?;
        self.forget_what_is_gone();
        Ok(())
    }

    /// Whether the last step is the one that led to this state: only then may it be taken back or added to.
    pub(super) fn is_last_step(&self, made: Option<Revision>) -> bool {
        made == Some(self.document().revision())
    }

    /// Takes back the last step as if it had never been.
    pub(super) fn drop_last_step(&mut self) {
        self.history.drop_last();
        self.forget_what_is_gone();
    }

    pub(super) fn name_of(&self, id: &ElementId) -> String {
        self.document().element(id).map_or_else(|| id.to_string(), |e| e.shown_name().to_owned())
    }

    pub(super) fn names_of(&self, ids: &BTreeSet<ElementId>) -> String {
        match ids.iter().next() {
            Some(one) if ids.len() == 1 => self.name_of(one),
            _ => format!("{} elements", ids.len()),
        }
    }

    /// Removes the selection from the view: elements stay in the model, notes, frames and groups are gone; relations, which
    /// a view does not hold, are deleted only by [`Self::delete_from_model`].
    pub fn delete_from_view(&mut self) {
        let mut elements = self.selected_elements();
        let mut annotations = self.selected_annotations();
        let locked = self.locked_of_selection();
        if !locked.is_empty() {
            self.say_locked(&locked, "cannot be removed");
            elements.retain(|id| !locked.contains(&Owner::Element(id.clone())));
            annotations.retain(|id| !locked.contains(&Owner::Annotation(id.clone())));
            if elements.is_empty() && annotations.is_empty() {
                return;
            }
        }
        if elements.is_empty() && annotations.is_empty() {
            self.say(Tone::Refusal, "A relation is part of the model. Press Shift+Delete to delete it there.");
            return;
        }
        if self.is_canvas() {
            self.say(
                Tone::Refusal,
                "A canvas shows everything in its scope. Press Shift+Delete to delete from the model, or choose another scope.",
            );
            return;
        }
        let mut all: BTreeSet<ElementId> = BTreeSet::new();
        if !elements.is_empty() {
            let plan = self.plan();
            let mut taken: BTreeSet<usize> = BTreeSet::new();
            for (i, node) in plan.nodes.iter().enumerate() {
                let stays = self.is_locked(&Owner::Element(node.element.clone()));
                if !stays && (elements.contains(&node.element) || node.parent.is_some_and(|p| taken.contains(&p))) {
                    taken.insert(i);
                    all.insert(node.element.clone());
                    all.extend(node.hides.iter().cloned());
                }
            }
            all.extend(elements.iter().cloned());
        }
        let label = if elements.is_empty() {
            format!("Remove {}", self.annotations_named(&annotations))
        } else {
            format!("Remove {} from the view", self.names_of(&elements))
        };
        let names = self.names_of(&elements);
        if self.perform_on_view(label, |view| {
            let gone = annotations.into_iter().map(|id| Edit::RemoveAnnotation(view.clone(), id));
            all.into_iter().map(|id| Edit::Unplace(view.clone(), id)).chain(gone).collect()
        }) {
            self.selection.clear();
            if !elements.is_empty() {
                let verb = if elements.len() == 1 { "is" } else { "are" };
                // Told in full once; after that they know.
                let text = if std::mem::replace(&mut self.keys.explained, true) {
                    format!("Removed {names} from the view.")
                } else {
                    format!(
                        "{names} {verb} no longer in this view, but still in the model. Undo brings back; Shift+Delete deletes from the model."
                    )
                };
                self.tell_gone(text);
            }
        }
    }

    /// What is said of some annotations: the word for one with how it begins, the number of several.
    pub(super) fn annotations_named(&mut self, ids: &BTreeSet<EcoString>) -> String {
        match ids.iter().next().and_then(|id| self.annotation(id)) {
            Some(one) if ids.len() == 1 => annotation_named(one.kind.label(), &one.text),
            _ => format!("{} notes and frames", ids.len()),
        }
    }

    /// What is said of a relation: who is related to whom, and how.
    pub(super) fn relation_named(&self, id: &RelationId) -> String {
        let relation = self.document().relation(id);
        relation.map_or_else(String::new, |r| crate::scene::edge::accessible_name(self.document(), r).to_string())
    }

    /// Deletes the selection from the model and every view, and says what else went.
    pub fn delete_from_model(&mut self) {
        if let Some(why) = self.why_line_stays() {
            self.say(Tone::Refusal, why);
            return;
        }
        let mut elements = self.selected_elements();
        let locked = self.locked_of_selection();
        if !locked.is_empty() {
            self.say_locked(&locked, "cannot be deleted");
            elements.retain(|id| !locked.contains(&Owner::Element(id.clone())));
        }
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
        if edits.is_empty() && !self.selected_annotations().is_empty() {
            self.delete_from_view();
            return;
        }
        let names = if elements.is_empty() {
            String::new()
        } else {
            listed(&elements.iter().map(|id| self.name_of(id)).collect::<Vec<_>>())
        };
        let one = relations.first().map(|id| self.relation_named(id)).unwrap_or_default();
        let label = match (elements.is_empty(), relations.len()) {
            (true, 1) => format!("Delete relation: {one}"),
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
            text = format!("Deleted {names}, with {}", plural(gone, "relation"));
            if views > 0 {
                text += &format!(", from {}", plural(views, "view"));
            }
            text += ". Undo brings back.";
        }
        self.tell_gone(text);
    }

    /// Sets or removes the name of an element.
    pub fn set_name(&mut self, element: &ElementId, name: &str) {
        self.commit_naming();
        let label = self.rename_label(element, name);
        self.perform(label, &[Edit::SetName(element.clone(), name.trim().into())]);
    }

    /// What the step is called in which an element gets another name.
    pub(super) fn rename_label(&self, element: &ElementId, name: &str) -> String {
        match name.trim() {
            "" => format!("Take the name from {}", self.name_of(element)),
            name => format!("Rename {} to {name}", self.name_of(element)),
        }
    }

    /// Gives the model another name.
    pub fn set_model_name(&mut self, name: &str) {
        self.commit_naming();
        let value = Some(Value::text(name.trim())).filter(|_| !name.trim().is_empty());
        self.perform("Rename the model", &[Edit::SetMeta("name".into(), value)]);
    }
}

/// The word for a note, frame or group with how its text begins.
pub(super) fn annotation_named(kind: &str, text: &str) -> String {
    let (kind, text) = (kind.to_lowercase(), beginning(text));
    if text.is_empty() { kind } else { format!("{kind} \"{text}\"") }
}
