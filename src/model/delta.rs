//! What an edit changed, by id, with the value before and after.
//!
//! Feeds what must follow a change without looking at the whole model: drawings, checks, the journal.
//!
//! Knows nothing about who made the edit.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::sync::Arc;

use super::element::{Element, Relation};
use super::ids::{ElementId, RelationId, ViewId};
use super::view::{Placement, View};

/// One value before and after; `None` where it was not there.
#[derive(Clone, Debug, PartialEq)]
pub struct Change<T> {
    /// Before the edit.
    pub before: Option<T>,
    /// After the edit.
    pub after: Option<T>,
}

/// Everything that an edit changed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Delta {
    /// Elements that were made, changed or removed.
    pub elements: BTreeMap<ElementId, Change<Arc<Element>>>,
    /// Relations that were made, changed or removed.
    pub relations: BTreeMap<RelationId, Change<Arc<Relation>>>,
    /// Views that were made, changed or removed, placements apart.
    pub views: BTreeMap<ViewId, Change<Arc<View>>>,
    /// Placements that were made, changed or removed.
    pub placements: BTreeMap<(ViewId, ElementId), Change<Placement>>,
    /// Whether name, settings, plateaus or another part of the document's head changed, or what is kept aside of the file.
    pub head: bool,
}

impl Delta {
    /// Whether nothing changed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        !self.head
            && self.elements.is_empty()
            && self.relations.is_empty()
            && self.views.is_empty()
            && self.placements.is_empty()
    }

    /// Notes one change; a later change of the same thing keeps the first `before`, and two that cancel leave nothing.
    pub fn note<K: Ord, T: PartialEq>(changes: &mut BTreeMap<K, Change<T>>, key: K, change: Change<T>) {
        match changes.entry(key) {
            Entry::Vacant(slot) => {
                if change.before != change.after {
                    slot.insert(change);
                }
            }
            Entry::Occupied(mut slot) => {
                slot.get_mut().after = change.after;
                if slot.get().before == slot.get().after {
                    slot.remove();
                }
            }
        }
    }

    /// Adds what a later edit changed.
    pub fn then(&mut self, later: Self) {
        for (key, change) in later.elements {
            Self::note(&mut self.elements, key, change);
        }
        for (key, change) in later.relations {
            Self::note(&mut self.relations, key, change);
        }
        for (key, change) in later.views {
            Self::note(&mut self.views, key, change);
        }
        for (key, change) in later.placements {
            Self::note(&mut self.placements, key, change);
        }
        self.head |= later.head;
    }
}
