//! Where parts of the window are, noted by those that draw them for what points at them.
//!
//! Knows nothing about what is there.

use eframe::egui::{Context, Id, Rect};

/// Notes where a part of the window is.
pub(super) fn note(ctx: &Context, name: &'static str, rect: Rect) {
    ctx.data_mut(|d| d.insert_temp(Id::unique(("place", name)), rect));
}

/// Where a part of the window was noted last.
pub(super) fn of(ctx: &Context, name: &'static str) -> Option<Rect> {
    ctx.data(|d| d.get_temp(Id::unique(("place", name))))
}
