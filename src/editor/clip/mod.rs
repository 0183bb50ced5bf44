//! A fragment of a model: some elements with their relations, places, notes and frames, as text on the clipboard.
//!
//! The text is a small document of the file format with a mark of its own, so it goes into any window and any file.
//!
//! | Where | What |
//! | --- | --- |
//! | `fragment` | a part of a document as text, and back |
//! | `insert` | the edits that bring a fragment into a document |
//!
//! Knows nothing about selections and windows.

mod fragment;
mod insert;

pub use fragment::{Fragment, NotAFragment};
pub use insert::{Answer, Inserted, Known, Place, Target, bounds, insert, known, laid_out};
