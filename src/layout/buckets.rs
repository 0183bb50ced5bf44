//! Rectangles in the cells of a grid, so that what is near a place is found without looking at everything.
//!
//! Knows nothing about what the rectangles stand for.

use crate::geom::{Point, Rect, bounds_of};
use std::ops::Range;

/// Cells along one axis at most.
const CELLS: usize = 256;

/// What covers more cells than this is kept apart: it is near nearly everything.
const MANY: usize = 64;

/// Numbers of rectangles by the cells that they touch.
pub(super) struct Buckets {
    bounds: Rect,
    cell: (f64, f64),
    side: usize,
    cells: Vec<Vec<usize>>,
    large: Vec<usize>,
}

impl Buckets {
    /// No rectangles yet; about `expected` of them are to come, most of them within `bounds`.
    pub(super) fn empty(bounds: Rect, expected: usize) -> Self {
        let side = ((expected as f64).sqrt().ceil() as usize).clamp(1, CELLS);
        let cell = ((bounds.width() / side as f64).max(1.0), (bounds.height() / side as f64).max(1.0));
        Self { bounds, cell, side, cells: vec![Vec::new(); side * side], large: Vec::new() }
    }

    /// Rectangles under their places in the slice.
    pub(super) fn new(rects: &[Rect]) -> Self {
        let mut buckets = Self::empty(bounds_of(rects.iter().copied()).unwrap_or_default(), rects.len());
        for (i, rect) in rects.iter().enumerate() {
            buckets.insert(i, *rect);
        }
        buckets
    }

    /// Adds a rectangle.
    pub(super) fn insert(&mut self, i: usize, rect: Rect) {
        let (columns, rows) = self.span(rect);
        if columns.len() * rows.len() > MANY && columns.len() > 1 && rows.len() > 1 {
            self.large.push(i);
            return;
        }
        for row in rows {
            for column in columns.clone() {
                self.cells[row * self.side + column].push(i);
            }
        }
    }

    /// Adds the segment from `a` to `b`: only to the cells that it comes near, however it is inclined.
    pub(super) fn insert_segment(&mut self, i: usize, a: Point, b: Point) {
        for piece in self.cut(a, b) {
            self.insert(i, piece);
        }
    }

    /// Candidates for touching `rect`, ascending.
    pub(super) fn near(&self, rect: Rect) -> Vec<usize> {
        let (columns, rows) = self.span(rect);
        let mut found = self.large.clone();
        for row in rows {
            for column in columns.clone() {
                found.extend_from_slice(&self.cells[row * self.side + column]);
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Candidates for touching the segment from `a` to `b`, ascending.
    pub(super) fn near_segment(&self, a: Point, b: Point) -> Vec<usize> {
        let mut found: Vec<usize> = self.cut(a, b).into_iter().flat_map(|piece| self.near(piece)).collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    /// What encloses a segment: one rectangle where it runs along an axis, else one for each cell or so.
    fn cut(&self, a: Point, b: Point) -> Vec<Rect> {
        let (columns, rows) = self.span(Rect::from_points(a, b));
        let pieces = if columns.len() == 1 || rows.len() == 1 { 1 } else { columns.len().max(rows.len()) };
        let at = |p: usize| a.lerp(b, p as f64 / pieces as f64);
        (0..pieces).map(|piece| Rect::from_points(at(piece), at(piece + 1))).collect()
    }

    fn span(&self, rect: Rect) -> (Range<usize>, Range<usize>) {
        let slot = |v: f64, origin: f64, size: f64| (((v - origin) / size).max(0.0) as usize).min(self.side - 1);
        let columns = slot(rect.x0, self.bounds.x0, self.cell.0)..slot(rect.x1, self.bounds.x0, self.cell.0) + 1;
        let rows = slot(rect.y0, self.bounds.y0, self.cell.1)..slot(rect.y1, self.bounds.y0, self.cell.1) + 1;
        (columns, rows)
    }
}
