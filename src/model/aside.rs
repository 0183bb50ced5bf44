//! What a damaged file holds that the model cannot use: kept as it came, saved again, and reported by checks.
//!
//! Knows nothing about how the damage was found.

use ecow::EcoVec;

use super::element::Relation;
use super::value::Value;

/// Parts of a file that are kept but not used.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Aside {
    /// Entries of `elements` that are none.
    pub elements: EcoVec<Value>,
    /// Entries of `relations` that are none.
    pub relation_entries: EcoVec<Value>,
    /// Relations that are readable but must not join the model.
    pub relations: EcoVec<AsideRelation>,
    /// Entries of `views` that are none.
    pub views: EcoVec<Value>,
    /// Entries of `plateaus` that are none.
    pub plateaus: EcoVec<Value>,
    /// Entries of `unsorted` that are none.
    pub unsorted: EcoVec<Value>,
}

/// A relation that is kept but not used.
#[derive(Clone, Debug, PartialEq)]
pub struct AsideRelation {
    /// The relation as it came.
    pub relation: Relation,
    /// Why it is not used.
    pub why: AsideReason,
}

/// Why a relation is not used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AsideReason {
    /// Its source or target is not in the model.
    MissingEnd,
    /// The metamodel does not allow its kind between these kinds.
    Illegal,
    /// It would give an element a second parent.
    SecondParent,
    /// It would put an element inside itself.
    ContainsItself,
}

impl Aside {
    /// Whether nothing was put aside.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}
