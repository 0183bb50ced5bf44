//! A view as it stands, to be drawn off the window's thread: into files, for the clipboard, for the list of recent files.
//!
//! Knows nothing about formats.

use std::sync::Arc;

use super::session::Session;
use crate::file::today;
use crate::model::{Document, View};
use crate::scene::{Look, Plan, Scene, build};
use crate::theme::Mode;

/// A view as it stands.
pub struct Drawn {
    /// The model.
    pub document: Document,
    /// The view.
    pub view: Arc<View>,
    /// Where everything stands.
    pub plan: Arc<Plan>,
}

impl Drawn {
    /// What a session shows.
    #[must_use]
    pub fn of(session: &mut Session) -> Self {
        Self { document: session.document().clone(), view: session.shown_view(), plan: session.plan() }
    }

    /// The picture. It is light whatever the screen shows: it ends on white pages.
    #[must_use]
    pub fn scene(&self) -> Scene {
        let look = Look { today: today(), ..Look::of(Mode::Light) };
        build(&self.document, Some(&self.view), &self.plan, &look)
    }
}
