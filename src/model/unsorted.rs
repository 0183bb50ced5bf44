//! What was said or pasted in a workshop and is no element yet.
//!
//! Knows nothing about what it may become.

use ecow::EcoString;

use super::value::Record;

/// The most characters of an entry that this program writes; longer ones of a file are kept.
pub const MAX_UNSORTED: usize = 2000;

/// One entry of the tray of what is not sorted yet.
#[derive(Clone, Debug, PartialEq)]
pub struct Unsorted {
    /// Its id, unique in the tray.
    pub id: EcoString,
    /// What was said.
    pub text: EcoString,
    /// The kind that is likely meant, then keys this version does not know.
    pub fields: Record,
}

impl Unsorted {
    /// An entry with nothing but a text.
    #[must_use]
    pub fn new(text: impl Into<EcoString>) -> Self {
        Self { id: super::ElementId::random().text(), text: text.into(), fields: Record::new() }
    }
}
