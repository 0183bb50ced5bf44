//! What is said of the things on the drawing to somebody who does not see it.
//!
//! Knows nothing about who says it.

use super::Session;
use crate::editor::wording::plural;
use crate::model::element::State;
use crate::model::{Direction, ElementId, RelationId};
use crate::scene::{Owner, anatomy};

impl Session {
    /// What is told beside the name of something on the drawing: what it is, where it belongs, how it stands.
    #[must_use]
    pub fn told_of(&mut self, owner: &Owner) -> String {
        let mut told = match owner {
            Owner::Element(id) => self.told_of_element(id),
            Owner::Relation(id) => self.told_of_relation(id),
            _ => Vec::new(),
        };
        if let Owner::Element(id) = owner {
            told.extend(self.explored_of(id));
        }
        if self.is_locked(owner) {
            told.push("locked".to_owned());
        }
        if self.selection.contains(owner) {
            told.push("selected".to_owned());
        }
        told.join(", ")
    }

    fn told_of_element(&mut self, id: &ElementId) -> Vec<String> {
        let collapsed = self.is_open(id) == Some(false);
        let document = self.document();
        let Some(element) = document.element(id) else { return Vec::new() };
        let mut told = vec![anatomy::kind_words(document, element).to_owned()];
        told.extend(document.parent(id).map(|p| format!("part of {}", self.name_of(p))));
        let index = document.index();
        let related = [Direction::Outgoing, Direction::Incoming].into_iter();
        let n = related.flat_map(|d| index.relations_of(id, d)).count();
        told.push(plural(n, "relation"));
        if element.state() != State::Keep {
            told.push(format!("state {}", element.state().id()));
        }
        let found = self.known_findings().of_element(id).len();
        if found > 0 && self.shows_dots() {
            told.push(plural(found, "finding"));
        }
        if collapsed {
            told.push("collapsed".to_owned());
        }
        told
    }

    fn told_of_relation(&self, id: &RelationId) -> Vec<String> {
        let document = self.document();
        let Some(relation) = document.relation(id) else { return Vec::new() };
        let verb = document.metamodel().relation_label(relation.kind);
        let ends = format!("from {} to {}", self.name_of(&relation.source), self.name_of(&relation.target));
        vec![format!("relation {verb}"), ends]
    }

    /// Whether a container of this view shows what it holds; nothing for what holds nothing here, and on a canvas, where
    /// nothing is collapsed.
    #[must_use]
    pub fn is_open(&mut self, id: &ElementId) -> Option<bool> {
        if self.is_canvas() {
            return None;
        }
        let plan = self.plan();
        let node = plan.node(id)?;
        if node.hides.is_empty() { node.holds.then_some(true) } else { Some(false) }
    }

    /// Collapses one container or expands it, and selects it.
    pub fn open_or_collapse(&mut self, id: &ElementId, open: bool) {
        self.select(Some(Owner::Element(id.clone())));
        self.set_collapsed(!open);
    }
}
