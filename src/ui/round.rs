//! The way of the keyboard from panel to panel.
//!
//! Knows nothing about what the panels show.

use eframe::egui;

/// A part of the window that the keyboard can be led to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Panel {
    /// The drawing.
    Canvas,
    /// What the rules found.
    Findings,
    /// The facts of what is selected.
    Inspector,
    /// What can be added.
    Palette,
    /// Tabs and menus.
    TopBar,
}

impl Panel {
    /// The panel that comes next; those that are hidden are passed over.
    pub(super) const fn next(self, panels: bool, findings: bool) -> Self {
        match self {
            Self::Canvas if findings => Self::Findings,
            Self::Canvas if panels => Self::Inspector,
            Self::Findings => Self::Inspector,
            Self::Inspector => Self::Palette,
            Self::Canvas | Self::Palette => Self::TopBar,
            Self::TopBar => Self::Canvas,
        }
    }

    /// The panel that has the keyboard, told by where it is beside the drawing and below the top bar.
    pub(super) fn of_focus(ctx: &egui::Context, canvas: Option<egui::Rect>, top: f32) -> Self {
        let focused = ctx.memory(egui::Memory::focused).and_then(|id| ctx.read_response(id));
        let (Some(focused), Some(canvas)) = (focused, canvas) else { return Self::Canvas };
        let at = focused.rect.center();
        if at.y < top {
            Self::TopBar
        } else if at.x > canvas.right() {
            Self::Inspector
        } else if at.x < canvas.left() {
            Self::Palette
        } else if at.y < canvas.top() {
            Self::TopBar
        } else if at.y > canvas.bottom() {
            Self::Findings
        } else {
            Self::Canvas
        }
    }
}
