//! Joins the relations of a file to its elements without walking the same way twice.
//!
//! Knows nothing about why a relation may not join.

use std::collections::HashMap;
use std::sync::Arc;

use ecow::EcoString;

use super::ids::Renamed;
use crate::model::{Document, ElementId, Relation, RelationId};

/// Which element lies in which, with shortcuts to the roots: walking up a chain of a million elements for each of its
/// links would take the square of that.
#[derive(Default)]
pub(super) struct Forest {
    up: HashMap<ElementId, ElementId>,
}

impl Forest {
    /// Puts an element that is in none into another.
    pub(super) fn put(&mut self, inner: &ElementId, outer: &ElementId) {
        self.up.insert(inner.clone(), outer.clone());
    }

    /// The outermost element around `id`, or itself.
    pub(super) fn root(&mut self, id: &ElementId) -> ElementId {
        let mut root = id;
        while let Some(above) = self.up.get(root) {
            root = above;
        }
        let root = root.clone();
        let mut at = id.clone();
        while at != root {
            let Some(above) = self.up.insert(at, root.clone()) else { break };
            at = above;
        }
        root
    }
}

/// Adds the foreign relations whose ends exist. An end may be another relation, itself perhaps foreign: then it waits for
/// that one. Gives those that wait in vain, by id.
pub(super) fn settle_foreign(document: &mut Document, pending: Vec<Relation>, renamed: &Renamed) -> Vec<Relation> {
    let mut waiting: HashMap<EcoString, Vec<Relation>> = HashMap::new();
    let mut ready = pending;
    while let Some(mut relation) = ready.pop() {
        for end in [&mut relation.source, &mut relation.target] {
            if document.element(end).is_none()
                && let Some(id) = renamed.get(end.as_str())
            {
                *end = ElementId::new(id.clone());
            }
        }
        let own = relation.id.text();
        let missing = [&relation.source, &relation.target].into_iter().find(|end| {
            let relation_exists = || document.relation(&RelationId::new(end.text())).is_some();
            document.element(end).is_none() && (end.as_str() == own.as_str() || !relation_exists())
        });
        if let Some(end) = missing {
            waiting.entry(end.text()).or_default().push(relation);
        } else {
            document.put_relation(Arc::new(relation));
            ready.extend(waiting.remove(&own).unwrap_or_default());
        }
    }
    let mut left: Vec<_> = waiting.into_values().flatten().collect();
    left.sort_by(|a, b| a.id.cmp(&b.id));
    left
}
