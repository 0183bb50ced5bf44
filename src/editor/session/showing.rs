//! Showing a document to others: nothing but the drawing, and a pointer of light.
//!
//! Knows nothing about bars and panels.

use super::Session;
use crate::theme::Mode;

/// How the drawing is shown to others, and what is asked for beside it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Showing {
    /// Whether there is nothing but the drawing, and the keys turn its pages.
    pub presenting: bool,
    /// Whether the pointer leaves a trail of light and does nothing else.
    pub laser: bool,
    /// Whether the context menu of the selection is asked for by the keyboard.
    pub context: bool,
}

impl Showing {
    /// Whether the pointer only shows and must not change anything.
    #[must_use]
    pub fn only_shows(self) -> bool {
        self.presenting || self.laser
    }
}

impl Session {
    /// Begins to present, or ends it.
    pub fn present(&mut self, mode: Mode) {
        self.showing.presenting = !self.showing.presenting;
        self.select(None);
        self.hover(None);
        self.fit_all(mode);
    }

    /// Ends what is shown to others. Whether there was any.
    pub fn stop_showing(&mut self) -> bool {
        let was = self.showing.only_shows();
        self.showing =
            Showing { laser: false, presenting: self.showing.presenting && self.showing.laser, context: false };
        was
    }

    /// Shows the next or the previous view whole.
    pub fn turn_page(&mut self, forwards: bool, mode: Mode) {
        self.show_tab_beside(forwards);
        self.fit_all(mode);
    }
}
