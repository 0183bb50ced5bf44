//! Everything around the canvas.
//!
//! Knows nothing about the drawing.

pub(super) mod inspector;
pub(super) mod palette;
pub(super) mod start;
pub(super) mod status;
pub(super) mod top_bar;
