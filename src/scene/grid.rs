//! A uniform grid over the figures of a scene, so that a window or a pointer looks only at what is near it.
//!
//! Lines are entered by their segments, not by the rectangle around them, which for a long line would cover everything.
//!
//! Knows nothing about what the figures show.

use std::collections::HashMap;
use std::sync::Arc;

use super::figure::{Figure, Item, Region};
use crate::geom::Rect;

/// Side of a cell, in document units: a few cards.
const CELL: f64 = 256.0;

/// A figure in more cells than this is looked at always; few are so large.
const LARGE: i64 = 4096;

/// Which figures lie in which cell.
#[derive(Clone, Debug, Default)]
pub(super) struct Grid {
    cells: HashMap<(i64, i64), Vec<usize>>,
    everywhere: Vec<usize>,
    /// The cells that hold anything, so that a window larger than the drawing costs no more than the drawing.
    used: Option<(i64, i64, i64, i64)>,
}

fn cells_of(rect: Rect) -> (i64, i64, i64, i64) {
    let cell = |v: f64| (v / CELL).floor() as i64;
    (cell(rect.x0), cell(rect.y0), cell(rect.x1), cell(rect.y1))
}

fn count((x0, y0, x1, y1): (i64, i64, i64, i64)) -> i64 {
    x1.saturating_sub(x0).saturating_add(1).saturating_mul(y1.saturating_sub(y0).saturating_add(1))
}

impl Grid {
    pub(super) fn new(figures: &[Arc<Figure>]) -> Self {
        let mut grid = Self::default();
        for (i, figure) in figures.iter().enumerate() {
            match &figure.region {
                Region::Line(points) if points.len() > 1 => {
                    for segment in points.windows(2) {
                        grid.enter(i, Rect::from_points(segment[0], segment[1]).inflate(8.0, 8.0));
                    }
                    // What is written on a line may reach far beyond it.
                    for item in figure.items.iter().filter(|i| !matches!(i, Item::Path { .. })) {
                        grid.enter(i, item.bounds());
                    }
                }
                _ => grid.enter(i, figure.bounds),
            }
        }
        grid
    }

    fn enter(&mut self, i: usize, rect: Rect) {
        let cells @ (x0, y0, x1, y1) = cells_of(rect);
        if count(cells) > LARGE {
            if self.everywhere.last() != Some(&i) {
                self.everywhere.push(i);
            }
            return;
        }
        let used = self.used.get_or_insert(cells);
        *used = (used.0.min(x0), used.1.min(y0), used.2.max(x1), used.3.max(y1));
        for x in x0..=x1 {
            for y in y0..=y1 {
                let cell = self.cells.entry((x, y)).or_default();
                if cell.last() != Some(&i) {
                    cell.push(i);
                }
            }
        }
    }

    /// The figures in the cells that `window` touches, ascending.
    pub(super) fn within(&self, window: Rect) -> Vec<usize> {
        let mut found = self.everywhere.clone();
        if let Some(used) = self.used {
            let asked = cells_of(window);
            let cells @ (x0, y0, x1, y1) =
                (asked.0.max(used.0), asked.1.max(used.1), asked.2.min(used.2), asked.3.min(used.3));
            if x0 <= x1 && y0 <= y1 {
                if usize::try_from(count(cells)).is_ok_and(|n| n > self.cells.len()) {
                    let inside = |(x, y): &(i64, i64)| (x0..=x1).contains(x) && (y0..=y1).contains(y);
                    found.extend(self.cells.iter().filter(|(at, _)| inside(at)).flat_map(|(_, cell)| cell));
                } else {
                    for x in x0..=x1 {
                        for y in y0..=y1 {
                            found.extend(self.cells.get(&(x, y)).into_iter().flatten());
                        }
                    }
                }
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }
}
