//! What leads through the first minutes: hints that come once, and a tour of two minutes.
//!
//! Knows nothing about how they look.

pub mod once;
pub mod tour;

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

/// Whether something else has the user's attention: a name being typed, a drag, a choice.
fn is_busy(session: &Session) -> bool {
    session.naming.is_some()
        || session.writing.is_some()
        || session.menu.is_some()
        || session.gesture.is_active()
        || session.showing.only_shows()
        || session.is_going()
}
