//! A view as it stands, to be drawn off the window's thread: into files, for the clipboard.
//!
//! Knows nothing about formats.

use std::sync::Arc;

use super::session::Session;
use crate::file::today;
use crate::model::{Document, Value, View};
use crate::scene::charts::{self, Chart};
use crate::scene::light::Light;
use crate::scene::options::Relations;
use crate::scene::plan::plan_after;
use crate::scene::{Look, Plan, Scene, build};
use crate::theme::{Mode, Theme};

/// A view as it stands.
pub struct Drawn {
    /// The model.
    pub document: Document,
    /// The view.
    pub view: Arc<View>,
    /// Where everything stands.
    pub plan: Arc<Plan>,
    /// The chart that stands in its place.
    pub chart: Option<Chart>,
    /// What it points out.
    pub light: Option<Arc<Light>>,
}

impl Drawn {
    /// What a session shows.
    #[must_use]
    pub fn of(session: &mut Session) -> Self {
        Self {
            document: session.document().clone(),
            view: session.shown_view(),
            plan: session.plan(),
            chart: session.figures.is_open().then(|| session.figures.chart()),
            light: session.whole_light(),
        }
    }

    /// Draws the relations of a canvas that only lines can show, or leaves them out, whatever the view says.
    pub fn draw_relations(&mut self, drawn: bool) {
        if (Relations::of(&self.view) == Relations::All) == drawn {
            return;
        }
        let mut view = View::clone(&self.view);
        let chosen = if drawn { Relations::All } else { Relations::Selected };
        view.options.set(Relations::KEY, Value::text(chosen.id()));
        self.plan = Arc::new(plan_after(&self.document, &view, None));
        self.view = Arc::new(view);
    }

    /// The picture. It is light whatever the screen shows: it ends on white pages.
    #[must_use]
    pub fn scene(&self) -> Scene {
        if let Some(chart) = self.chart
            && let Ok(drawn) = charts::draw(chart, &self.document, today(), Theme::of(Mode::Light), charts::WIDTH)
        {
            return drawn.scene;
        }
        let look = Look { today: today(), light: self.light.clone(), ..Look::of(Mode::Light) };
        build(&self.document, Some(&self.view), &self.plan, &look)
    }
}
