//! A chart for `opcanvas export --chart`: which one is meant, and its drawing.
//!
//! Knows nothing about where the picture goes.

use super::{Exit, Failure};
use crate::analysis::Date;
use crate::model::Document;
use crate::scene::Scene;
use crate::scene::charts::{Chart, WIDTH, draw};
use crate::theme::{Mode, Theme};

/// The chart with an id.
pub(super) fn named(id: &str) -> Result<Chart, Failure> {
    Chart::named(id).ok_or_else(|| {
        let known: Vec<String> = Chart::ALL.iter().map(|c| format!("  {} ({})", c.id(), c.question())).collect();
        Failure::usage(format!("there is no chart '{id}'. There are:\n{}", known.join("\n")))
    })
}

/// The drawing of a chart.
pub(super) fn scene(chart: Chart, document: &Document, today: Option<Date>, mode: Mode) -> Result<Scene, Failure> {
    let drawn = draw(chart, document, today, Theme::of(mode), WIDTH);
    drawn.map(|drawn| drawn.scene).map_err(|missing| Failure::new(Exit::Unavailable, missing))
}
