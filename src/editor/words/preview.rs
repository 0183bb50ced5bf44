//! What a text would become, in words, before it does.
//!
//! Knows nothing about how it is shown.

use std::collections::BTreeMap;

use super::build::{Built, build};
use super::sketch::Sketch;
use crate::editor::wording::plural;
use crate::geom::Point;
use crate::model::{Document, ElementId, ElementKind, Revision};

/// A text that would become elements and relations.
#[derive(Clone, Debug)]
pub struct Preview {
    /// The text as it came.
    pub text: String,
    /// Where it is put.
    pub at: Point,
    /// What lines without a kind become.
    pub kind: ElementKind,
    /// What it means.
    pub sketch: Sketch,
    /// What that becomes.
    pub built: Built,
    /// The state of the document that this was found for.
    pub revision: Revision,
    /// The stream that stages without one become part of.
    pub home: Option<ElementId>,
}

impl Preview {
    /// What a text would become in a document.
    #[must_use]
    pub fn new(document: &Document, text: &str, at: Point, kind: ElementKind, home: Option<ElementId>) -> Self {
        let sketch = super::read(document, text, kind);
        let built = build(document, &sketch, home.as_ref());
        Self { text: text.to_owned(), at, kind, sketch, built, revision: document.revision(), home }
    }

    /// The kinds of new elements with how many of each, as in the metamodel's order.
    #[must_use]
    pub fn makes(&self) -> Vec<(ElementKind, usize)> {
        let mut kinds: BTreeMap<ElementKind, usize> = BTreeMap::new();
        for id in &self.built.made {
            if let Some(element) = self.built.document.element(id) {
                *kinds.entry(element.kind).or_default() += 1;
            }
        }
        kinds.into_iter().collect()
    }

    /// How many elements are there already.
    #[must_use]
    pub fn uses(&self) -> usize {
        self.sketch.things.iter().filter(|t| t.existing.is_some()).count()
    }

    /// How many new elements have a kind only because untyped lines become it.
    #[must_use]
    pub fn untyped(&self) -> usize {
        self.sketch.things.iter().filter(|t| t.guessed && t.existing.is_none()).count()
    }

    /// Whether anything would become of it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.built.elements.is_empty()
    }

    /// What it becomes: "Makes 1 value stream, 3 stages, 5 relations; uses 2 existing."
    #[must_use]
    pub fn sentence(&self) -> String {
        let metamodel = self.built.document.metamodel();
        let mut parts: Vec<String> = self
            .makes()
            .into_iter()
            .map(|(kind, n)| {
                let plural = metamodel.kind(kind).map_or("", |k| k.plural.as_str()).to_lowercase();
                let one = metamodel.kind_label(kind).to_lowercase();
                if n == 1 { format!("1 {one}") } else { format!("{n} {plural}") }
            })
            .collect();
        if self.built.relations > 0 {
            parts.push(plural(self.built.relations, "relation"));
        }
        let makes = if parts.is_empty() { "Makes nothing new".into() } else { format!("Makes {}", parts.join(", ")) };
        match self.uses() {
            0 => format!("{makes}."),
            n => format!("{makes}; uses {n} that {} here already.", if n == 1 { "is" } else { "are" }),
        }
    }

    /// What was not understood or cannot be, one sentence each.
    #[must_use]
    pub fn complaints(&self) -> Vec<String> {
        let unread = self.sketch.unread.iter().map(|(line, why)| format!("Not understood: \"{line}\" ({why})."));
        let remarks = self.sketch.remarks.iter().map(|r| format!("{r}."));
        unread.chain(remarks).chain(self.built.refused.iter().cloned()).collect()
    }
}
