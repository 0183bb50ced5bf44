//! How large and how deep a file may be before it is refused; every limit of reading stands here.
//!
//! Knows nothing about what is read.

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

/// The most points of one bent line.
pub const MAX_BENDS: usize = 10_000;

/// The largest coordinate that is drawn where it says; beyond that it is drawn at this one and kept in the file.
pub const MAX_COORDINATE: f64 = 1e7;

/// The longest name in the window, in characters; longer ones load with a problem.
pub const MAX_NAME: usize = 120;

/// The most attributes that a file may add to one kind, so that checking an element costs little whatever the file says.
pub const MAX_ADDED_ATTRIBUTES: usize = 200;

/// The most values of an enum that a file may add.
pub const MAX_ADDED_VALUES: usize = 1_000;

/// The most characters of a text from the file that a message repeats.
pub const MAX_QUOTED: usize = 80;
