//! One drawing: document, view and theme become a list of shapes with the places that a pointer can hit.
//!
//! The window and every exporter consume this list, so what is exported is what was seen. The same input gives the same
//! list.
//!
//! Knows nothing about egui, export formats or selection.

pub mod anatomy;
mod badges;
pub mod canvas;
pub mod charts;
pub mod collapsed;
pub mod context;
pub mod diagram;
pub mod dots;
pub mod edge;
pub mod explained;
mod facts;
mod figure;
mod grid;
mod heads;
mod legend;
pub mod light;
mod lines;
pub mod manner;
pub mod motion;
pub mod notes;
pub mod options;
pub mod outline;
pub mod patch;
pub mod plan;
mod sweep;
pub mod tidy;
mod tips;
mod ways;
pub mod words;

pub use crate::layout::label_spot;
pub use diagram::{Look, build};
pub use figure::{Figure, Item, Layer, Line, Owner, Region, Stroke};
pub use plan::{Plan, Planned, PlannedEdge, plan};
pub use sweep::Moved;

use std::collections::HashSet;
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
    /// What was drawn when all of it was drawn last, in the order of drawing.
    whole: Arc<Vec<Arc<Figure>>>,
    grid: Arc<Grid>,
    patch: Option<Arc<Patch>>,
    light: Option<Arc<light::Shone>>,
}

/// What was drawn over a scene since it was drawn whole.
#[derive(Debug)]
struct Patch {
    /// What is no longer drawn as it was.
    hidden: HashSet<Owner>,
    /// What is drawn elsewhere because very much moves at once.
    swept: Option<sweep::Swept>,
    /// What is drawn instead, in the order of drawing.
    over: Vec<Arc<Figure>>,
}

impl Scene {
    /// A scene of these figures, in drawing order.
    #[must_use]
    pub fn new(bounds: Rect, page: Color, figures: Vec<Arc<Figure>>) -> Self {
        let grid = Arc::new(Grid::new(&figures));
        Self { bounds, page, whole: Arc::new(figures), grid, patch: None, light: None }
    }

    /// The same scene with some figures taken away and others drawn in their layers.
    pub(crate) fn with(&self, hidden: HashSet<Owner>, over: Vec<Arc<Figure>>) -> Self {
        self.patched(Patch { hidden, swept: None, over })
    }

    /// The same scene with very many figures taken away and others drawn in their layers, over what was drawn over it.
    fn swept(&self, swept: sweep::Swept, mut over: Vec<Arc<Figure>>) -> Self {
        let mut hidden = HashSet::new();
        if let Some(patch) = &self.patch {
            hidden.clone_from(&patch.hidden);
            over.extend(patch.over.iter().filter(|f| !swept.has(&f.owner)).cloned());
        }
        self.patched(Patch { hidden, swept: Some(swept), over })
    }

    fn patched(&self, mut patch: Patch) -> Self {
        patch.over.sort_by_key(|f| f.layer);
        let bounds = patch.over.iter().fold(self.bounds, |all, f| all.union(f.bounds));
        let (whole, grid) = (self.whole.clone(), self.grid.clone());
        Self { bounds, page: self.page, whole, grid, patch: Some(Arc::new(patch)), light: None }
    }

    /// The same scene with a light on it.
    fn with_light(&self, light: light::Shone) -> Self {
        Self { light: Some(Arc::new(light)), ..self.clone() }
    }

    /// Whether something recedes behind what the light on the scene points out.
    #[must_use]
    pub fn recedes(&self, owner: &Owner) -> bool {
        self.light.as_ref().is_some_and(|light| light.recedes(owner))
    }

    /// The words on the marks of the light, which nothing else may cover.
    pub fn light_words(&self) -> impl Iterator<Item = &Arc<Figure>> {
        self.light.iter().flat_map(|light| &light.words)
    }

    /// The same scene with everything as strong as it is seen, for what draws figures as they are.
    #[must_use]
    pub fn settled(&self) -> Self {
        self.light.as_ref().map_or_else(|| self.clone(), |light| light::settled(self, light))
    }

    /// All figures that are drawn, in the order of drawing; what was drawn over the whole since comes last.
    pub fn figures(&self) -> impl Iterator<Item = &Arc<Figure>> {
        let over = self.patch.iter().flat_map(|p| &p.over).filter(|f| !self.is_replaced(f));
        let lit = self.light.iter().flat_map(|light| &light.over);
        self.whole.iter().filter(|f| self.is_drawn(f)).chain(over).chain(lit)
    }

    fn is_drawn(&self, figure: &Figure) -> bool {
        let hides =
            |p: &Patch| p.hidden.contains(&figure.owner) || p.swept.as_ref().is_some_and(|s| s.has(&figure.owner));
        self.patch.as_ref().is_none_or(|p| !hides(p)) && !self.is_replaced(figure)
    }

    fn is_replaced(&self, figure: &Figure) -> bool {
        self.light.as_ref().is_some_and(|light| light.replaces(&figure.owner))
    }

    /// The figures in the cells that a rectangle touches, in drawing order.
    fn near(&self, window: Rect) -> Vec<&Arc<Figure>> {
        let figures = self.grid.within(window).into_iter().map(|i| &self.whole[i]);
        if self.patch.is_none() && self.light.is_none() {
            return figures.collect();
        }
        let over = self.patch.iter().flat_map(|p| &p.over).filter(|f| !self.is_replaced(f));
        let lit = self.light.iter().flat_map(|light| &light.over);
        let mut near: Vec<_> = figures.filter(|f| self.is_drawn(f)).chain(over).chain(lit).collect();
        near.sort_by_key(|f| f.layer);
        near
    }

    /// The figures that may show in `window`, in drawing order. What it costs grows with what is in the window, not with
    /// the scene.
    #[must_use]
    pub fn visible(&self, window: Rect) -> Vec<&Arc<Figure>> {
        let mut near = self.near(window);
        near.retain(|f| crate::geom::overlaps(f.bounds.inflate(1.0, 1.0), window));
        near
    }

    /// The topmost owner at a point, lines reached within `slop`.
    #[must_use]
    pub fn hit(&self, p: Point, slop: f64) -> Option<&Owner> {
        self.under(p, slop).next()
    }

    /// Every owner at a point, the topmost first.
    #[must_use]
    pub fn hits(&self, p: Point, slop: f64) -> Vec<&Owner> {
        self.under(p, slop).collect()
    }

    fn under(&self, p: Point, slop: f64) -> impl Iterator<Item = &Owner> {
        let around = Rect::from_center_size(p, (2.0 * slop.max(1.0), 2.0 * slop.max(1.0)));
        self.near(around).into_iter().rev().filter(move |f| f.region.contains(p, slop)).map(|f| &f.owner)
    }

    /// The figure of an owner.
    #[must_use]
    pub fn figure(&self, owner: &Owner) -> Option<&Arc<Figure>> {
        self.figures().find(|f| f.owner == *owner)
    }
}
