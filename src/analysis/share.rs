//! A share of elements: those that have something and those that lack it.
//!
//! Knows nothing about what it is.

use crate::model::ElementId;
use crate::model::attr::Percent;

/// Elements that have something, and those of the same sort that lack it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// Those that have it.
    pub with: Vec<ElementId>,
    /// Those that lack it.
    pub without: Vec<ElementId>,
}

impl Share {
    /// The elements parted by whether they have it, in their order.
    pub(super) fn of<'a>(all: impl Iterator<Item = &'a ElementId>, has: impl Fn(&ElementId) -> bool) -> Self {
        let (with, without) = all.cloned().partition(has);
        Self { with, without }
    }

    /// How many there are, with or without.
    #[must_use]
    pub fn all(&self) -> usize {
        self.with.len() + self.without.len()
    }

    /// Those that have it in percent of all; `None` where there are none at all.
    #[must_use]
    pub fn percent(&self) -> Option<Percent> {
        (self.all() > 0).then(|| Percent(100.0 * self.with.len() as f64 / self.all() as f64))
    }
}
