//! Locking: what is locked stays where it is, as large as it is, and in the view.
//!
//! Knows nothing about how that is marked.

use std::collections::BTreeSet;

use super::{Session, Tone};
use crate::edit::Edit;
use crate::model::{AnnotationKind, ElementId};
use crate::scene::Owner;

impl Session {
    /// Whether something is locked in the view on show. Cards of a canvas place themselves, so none of them is.
    #[must_use]
    pub fn is_locked(&mut self, owner: &Owner) -> bool {
        if self.is_canvas() {
            return false;
        }
        let view = self.shown_view();
        match owner {
            Owner::Element(id) => view.placements.get(id).is_some_and(|p| p.locked == Some(true)),
            Owner::Annotation(id) => view.annotations().any(|a| a.id == *id && a.locked),
            _ => false,
        }
    }

    /// What of the selection is locked.
    pub(super) fn locked_of_selection(&mut self) -> BTreeSet<Owner> {
        let selection = self.selection.clone();
        selection.into_iter().filter(|owner| self.is_locked(owner)).collect()
    }

    /// The one thing selected, when it is locked.
    pub fn locked_alone(&mut self) -> Option<Owner> {
        let owner = self.selection.iter().next().filter(|_| self.selection.len() == 1)?.clone();
        self.is_locked(&owner).then_some(owner)
    }

    /// Locks what is selected, or unlocks it where all of it is locked, as one step.
    pub fn toggle_lock(&mut self) {
        self.commit_naming();
        let shown = self.shown_view();
        let mut elements: BTreeSet<ElementId> = self.selected_elements();
        let chosen = self.selected_annotations();
        let annotations: Vec<_> = shown.annotations().filter(|a| chosen.contains(&a.id)).collect();
        // A group is no thing of its own: its members are locked.
        let groups = annotations.iter().filter(|a| a.kind == AnnotationKind::Group);
        elements.extend(groups.flat_map(|g| g.members.iter().cloned()));
        let notes: Vec<_> = annotations.iter().filter(|a| a.kind != AnnotationKind::Group).cloned().collect();
        let places: Vec<_> =
            elements.iter().filter_map(|id| Some((id.clone(), shown.placements.get(id)?.clone()))).collect();
        if places.is_empty() && notes.is_empty() {
            return;
        }
        let lock = places.iter().any(|(_, p)| p.locked != Some(true)) || notes.iter().any(|a| !a.locked);
        let names = self.things_named();
        let label = format!("{} {names}", if lock { "Lock" } else { "Unlock" });
        if !self.perform_on_view(label, |view| {
            let placed = places.into_iter().map(|(id, mut p)| {
                p.locked = lock.then_some(true);
                Edit::Place(view.clone(), id, p)
            });
            let put = notes.into_iter().map(|mut a| {
                a.locked = lock;
                Edit::PutAnnotation(view.clone(), a)
            });
            placed.chain(put).collect()
        }) {
            return;
        }
        let one = self.selected_things() == 1;
        let text = match (lock, one) {
            (true, true) => format!("Locked: {names} stays where it is until it is unlocked."),
            (true, false) => format!("Locked: {names} stay where they are until they are unlocked."),
            (false, _) => format!("Unlocked: {names}."),
        };
        self.say(Tone::Info, text);
    }

    /// Says that something was not done to what is locked.
    pub(super) fn say_locked(&mut self, locked: &BTreeSet<Owner>, not_done: &str) {
        let name = match locked.iter().next() {
            Some(Owner::Element(id)) if locked.len() == 1 => self.name_of(id),
            Some(Owner::Annotation(id)) if locked.len() == 1 => {
                self.annotation(id).map_or_else(String::new, |a| format!("The {}", a.kind.label().to_lowercase()))
            }
            _ => format!("{} of the selected things", locked.len()),
        };
        let (verb, it) = if locked.len() == 1 { ("is", "it") } else { ("are", "them") };
        self.say(Tone::Refusal, format!("{name} {verb} locked and {not_done}. Unlock {it} first."));
    }
}
