//! Showing a document to others: nothing but the drawing, and a pointer of light.
//!
//! Knows nothing about bars and panels.

use ecow::EcoString;

use super::{Menu, Session};
use crate::geom::Point;
use crate::theme::Mode;

/// How the drawing is shown to others, and what is asked for beside it.
#[derive(Clone, Debug, Default, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own, not a state of one thing")]
pub struct Showing {
    /// Whether there is nothing but the drawing, and the keys turn its pages.
    pub presenting: bool,
    /// Whether the pointer leaves a trail of light and does nothing else.
    pub laser: bool,
    /// Whether the context menu of the selection is asked for by the keyboard.
    pub context: bool,
    /// Whether the name of the model is to get the keyboard.
    pub titling: bool,
    /// Where a context menu was opened last in the drawing, and in which zone.
    pub pointed: Option<(Point, Option<EcoString>)>,
}

impl Showing {
    /// Whether the pointer only shows and must not change anything.
    #[must_use]
    pub fn only_shows(&self) -> bool {
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
        // One after the other: the light first.
        let showing = &mut self.showing;
        if !std::mem::take(&mut showing.laser) {
            showing.presenting = false;
        }
        was
    }

    /// Adds an element where the context menu was opened: a card in its zone, else whatever kind is chosen there.
    pub fn add_here(&mut self) {
        match self.showing.pointed.take() {
            Some((at, Some(zone))) => self.create_in_zone(&zone, at),
            Some((at, None)) => self.menu = Some(Menu::Create { at, from: None, filter: String::new() }),
            None => self.ask_create(),
        }
    }

    /// Shows the next or the previous view whole.
    pub fn turn_page(&mut self, forwards: bool, mode: Mode) {
        self.show_tab_beside(forwards);
        self.fit_all(mode);
    }
}
