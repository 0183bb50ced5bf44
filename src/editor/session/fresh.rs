//! An element that was just made and whose name is still being typed.
//!
//! Knows nothing about where it is shown.

use super::Session;
use crate::model::{Element, ElementId};

impl Session {
    /// Whether an element was just made and its name is still being typed: until it has one, nothing is found of it.
    #[must_use]
    pub fn is_fresh(&self, id: &ElementId) -> bool {
        self.naming.as_ref().is_some_and(|n| n.fresh.is_some() && n.element == *id)
    }

    /// What an element is called now: while its first name is typed, what is typed so far.
    #[must_use]
    pub fn called(&self, element: &Element) -> String {
        let typed = self.naming.as_ref().filter(|n| n.fresh.is_some() && n.element == element.id);
        let Some(typed) = typed else { return element.shown_name().to_owned() };
        let text = typed.text.trim();
        if !text.is_empty() {
            return text.to_owned();
        }
        let kind = self.document().metamodel().kind(element.kind).map(|k| k.short.to_lowercase());
        kind.map_or_else(|| element.shown_name().to_owned(), |kind| format!("New {kind}"))
    }
}
