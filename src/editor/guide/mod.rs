//! What leads through the first minutes: hints that come once, and a tour of two minutes.
//!
//! Knows nothing about how they look.

pub mod once;
pub mod tour;

use super::commands::{self, Command};
use super::session::Session;
use crate::model::ElementKind;

/// What leads through the first minutes.
#[derive(Default)]
pub struct Guide {
    /// Hints that come once.
    pub hints: once::Hints,
    /// The tour.
    pub tour: tour::Tour,
}

/// Whether there is an element of a kind that has a name.
fn has_named(session: &Session, kind: ElementKind) -> bool {
    let document = session.document();
    document.index().of_kind(kind).filter_map(|id| document.element(id)).any(|e| !e.name.trim().is_empty())
}

/// A text in which the id of a command in braces stands for its keys, as `keys` gives them. Where a command has none any
/// more it is named.
#[must_use]
pub fn with_keys(text: &str, keys: impl Fn(Command) -> Option<String>) -> String {
    commands::ALL.iter().fold(text.to_owned(), |text, spec| {
        let place = format!("{{{}}}", spec.id);
        if !text.contains(&place) {
            return text;
        }
        text.replace(&place, &keys(spec.command).unwrap_or_else(|| spec.label.to_owned()))
    })
}

/// Whether the drawing is not there to be pointed at: it is shown to others, or the table is in its place.
#[must_use]
pub fn is_covered(session: &Session) -> bool {
    session.table.is_open() || session.figures.is_open() || session.showing.only_shows()
}

/// Whether something else has the user's attention: a name being typed, a drag, a choice.
fn is_busy(session: &Session) -> bool {
    session.naming.is_some()
        || session.writing.is_some()
        || session.menu.is_some()
        || session.gesture.is_active()
        || session.is_going()
        || is_covered(session)
}
