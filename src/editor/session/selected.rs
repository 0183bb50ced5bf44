//! What is selected, with a number that tells one selection from the next without comparing thousands of things.
//!
//! Knows nothing about what may be selected.

use std::collections::BTreeSet;
use std::ops::{Deref, DerefMut};

use crate::scene::Owner;

/// What is selected.
#[derive(Debug, Default)]
pub(super) struct Selected {
    owners: BTreeSet<Owner>,
    turn: u64,
}

impl Selected {
    /// How often the selection may have changed.
    pub(super) fn turn(&self) -> u64 {
        self.turn
    }
}

impl Deref for Selected {
    type Target = BTreeSet<Owner>;

    fn deref(&self) -> &BTreeSet<Owner> {
        &self.owners
    }
}

impl DerefMut for Selected {
    fn deref_mut(&mut self) -> &mut BTreeSet<Owner> {
        self.turn += 1;
        &mut self.owners
    }
}
