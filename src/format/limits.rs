//! How large and how deep a file may be before it is refused; every limit of reading stands here.
//!
//! Knows nothing about what is read.

pub use crate::model::additions::{MAX_ADDED_ATTRIBUTES, MAX_ADDED_VALUES, MAX_QUOTED};
pub use crate::model::element::MAX_NAME;
pub use crate::model::view::{MAX_BENDS, MAX_COORDINATE};

/// The largest file, in bytes. Nothing larger is read, and nothing larger is written.
pub const MAX_FILE: u64 = 1 << 30;

/// The most values in one element, relation, view or other entry.
pub const MAX_VALUES_OF_ENTRY: usize = 1_000_000;

/// The most values in everything that is neither element, relation nor view.
pub const MAX_VALUES_OF_HEAD: usize = 1_000_000;

/// The most elements and the most relations.
pub const MAX_ENTRIES: usize = 8_000_000;

/// The most entries that are put aside as unreadable; beyond that the file is no model.
pub const MAX_UNREADABLE: usize = 10_000;

/// The most problems that are listed; more are counted.
pub const MAX_PROBLEMS: usize = 10_000;
