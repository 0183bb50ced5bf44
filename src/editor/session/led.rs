//! The field of the inspector that the keyboard is led to: by a next step, a finding or a fix.
//!
//! Knows nothing about how a field looks.

use ecow::EcoString;

use super::Session;
use crate::editor::fields::Part;
use crate::scene::Owner;

/// A field that the keyboard is led to.
#[derive(Clone, Debug, PartialEq)]
pub struct Led {
    /// Whose it is.
    pub owner: Owner,
    /// The key of the attribute.
    pub key: EcoString,
    /// The way into it; none for the field as a whole.
    pub way: Vec<Part>,
}

impl Session {
    /// Leads the keyboard to an attribute of what is selected.
    pub(super) fn lead_into(&mut self, owner: Owner, key: impl Into<EcoString>, way: Vec<Part>) {
        self.led = Some(Led { owner, key: key.into(), way });
    }

    /// The field that the keyboard is led to, if it is one of what is asked about; told once.
    pub fn take_led(&mut self, owner: &Owner) -> Option<Led> {
        self.led.take().filter(|led| led.owner == *owner)
    }

    /// Whether the keyboard is led to a field of what alone is selected, so that it must be seen.
    #[must_use]
    pub fn is_led(&self) -> bool {
        let mut selected = self.selection.iter();
        let only = selected.next().filter(|_| selected.next().is_none());
        self.led.as_ref().is_some_and(|led| only == Some(&led.owner))
    }
}
