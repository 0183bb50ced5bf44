//! One drawing: document, view and theme become a list of shapes with the places that a pointer can hit.
//!
//! The window and every exporter consume this list, so what is exported is what was seen. The same input gives the same
//! list.
//!
//! Knows nothing about egui, export formats or selection.

pub mod anatomy;
mod badges;
pub mod canvas;
pub mod collapsed;
pub mod context;
pub mod diagram;
pub mod edge;
mod facts;
mod figure;
mod grid;
mod heads;
mod legend;
mod lines;
pub mod manner;
pub mod motion;
pub mod notes;
pub mod options;
pub mod outline;
pub mod plan;
pub mod tidy;
mod tips;
mod ways;
mod words;

pub use crate::layout::label_spot;
pub use diagram::{Look, build};
pub use figure::{Figure, Item, Layer, Line, Owner, Region, Stroke};
pub use plan::{Plan, Planned, PlannedEdge, plan};

use std::sync::Arc;

use crate::geom::{Point, Rect};
use crate::theme::Color;
use grid::Grid;

/// A finished drawing.
#[derive(Clone, Debug)]
pub struct Scene {
    /// What encloses everything, with the margin of the page.
    pub bounds: Rect,
    /// The colour behind everything.
    pub page: Color,
    /// What is drawn, in the order of drawing.
    pub figures: Vec<Arc<Figure>>,
    grid: Grid,
}

impl Scene {
    /// A scene of these figures, in drawing order.
    #[must_use]
    pub fn new(bounds: Rect, page: Color, figures: Vec<Arc<Figure>>) -> Self {
        let grid = Grid::new(&figures);
        Self { bounds, page, figures, grid }
    }

    /// The figures that may show in `window`, in drawing order. What it costs grows with what is in the window, not with
    /// the scene.
    #[must_use]
    pub fn visible(&self, window: Rect) -> Vec<&Arc<Figure>> {
        self.grid
            .within(window)
            .into_iter()
            .map(|i| &self.figures[i])
            .filter(|f| crate::geom::overlaps(f.bounds.inflate(1.0, 1.0), window))
            .collect()
    }

    /// The topmost owner at a point, lines reached within `slop`.
    #[must_use]
    pub fn hit(&self, p: Point, slop: f64) -> Option<&Owner> {
        let around = Rect::from_center_size(p, (2.0 * slop.max(1.0), 2.0 * slop.max(1.0)));
        let candidates = self.grid.within(around);
        candidates.into_iter().rev().map(|i| &self.figures[i]).find(|f| f.region.contains(p, slop)).map(|f| &f.owner)
    }

    /// The figure of an owner.
    #[must_use]
    pub fn figure(&self, owner: &Owner) -> Option<&Arc<Figure>> {
        self.figures.iter().find(|f| f.owner == *owner)
    }
}
