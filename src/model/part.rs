//! A part of a document as a document of its own: some elements with the relations among them and one view.
//!
//! Knows nothing about clipboards and files.

use std::collections::BTreeSet;
use std::sync::Arc;

use ecow::EcoString;

use super::document::{Document, Head};
use super::ids::ElementId;
use super::value::Value;
use super::view::View;

impl Document {
    /// These elements as they are, the relations among them, and a view; with what the file adds to the metamodel, since
    /// they may be made of it, and its plateaus. `mark` is a key of the new document that says what it is.
    #[must_use]
    pub fn part(&self, elements: &BTreeSet<ElementId>, view: View, mark: (&str, Value)) -> Self {
        let mut part = Self::new(self.base_metamodel().clone());
        part.put_additions(self.head().additions.clone());
        let mut head = Head {
            additions: self.head().additions.clone(),
            plateaus: self.head().plateaus.clone(),
            ..Head::default()
        };
        head.fields.set(EcoString::from(mark.0), mark.1);
        *part.head_mut() = head;
        for element in elements.iter().filter_map(|id| self.element(id)) {
            part.put_element(element.clone());
        }
        for id in elements {
            for (kind, target, relation) in self.index().relations_of(id, super::Direction::Outgoing) {
                if part.element(id).is_some()
                    && part.element(target).is_some()
                    && let Some(relation) = self.relation(relation).filter(|r| r.kind == kind)
                {
                    part.put_relation(relation.clone());
                }
            }
        }
        part.put_view(Arc::new(view));
        part
    }
}
