//! The one-page canvas of an operating model.
//!
//! Knows nothing about who looks at it.

use crate::model::view::CANVAS;
use crate::model::{Document, View, ViewId};

/// The canvas of a document that has stored none: a view that chooses nothing. It is no part of the document until
/// somebody edits it.
#[must_use]
pub fn default_view(_document: &Document) -> View {
    View::new(ViewId::new("canvas"), CANVAS, "Canvas")
}
