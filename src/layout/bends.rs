//! Routes through bends that were set by hand, and the bends that editing a route results in.
//!
//! Knows nothing about what stands in the way: a hand that bends a line knows better.

use crate::geom::{Point, Rect, border_towards};

/// How lines run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Lines {
    /// Horizontal and vertical pieces around the boxes.
    #[default]
    RightAngled,
}

impl Lines {
    /// The one that views call `id`.
    #[must_use]
    pub fn from_id(_id: &str) -> Option<Self> {
        Some(Self::RightAngled)
    }
}

/// The route through all of `bends`.
#[must_use]
pub fn through(source: Rect, target: Rect, bends: &[Point], _lines: Lines) -> Vec<Point> {
    let first = bends.first().copied().unwrap_or(target.center());
    let last = bends.last().copied().unwrap_or(source.center());
    let mut route = vec![border_towards(source, first)];
    route.extend_from_slice(bends);
    route.push(border_towards(target, last));
    route
}

/// The bends after a piece was dragged.
#[must_use]
pub fn drag_segment(
    _ends: (Rect, Rect),
    route: &[Point],
    segment: usize,
    (_, to): (Point, Point),
    _lines: Lines,
) -> Vec<Point> {
    let mut bends = route[1..route.len() - 1].to_vec();
    bends.insert(segment.min(bends.len()), to);
    bends
}

/// The bends after one was moved.
#[must_use]
pub fn move_bend(route: &[Point], i: usize, to: Point, _lines: Lines) -> Vec<Point> {
    let mut route = route.to_vec();
    route[i] = to;
    route[1..route.len() - 1].to_vec()
}

/// The bends after one was removed.
#[must_use]
pub fn remove_bend(route: &[Point], i: usize, _lines: Lines) -> Vec<Point> {
    let mut bends = route[1..route.len() - 1].to_vec();
    bends.remove(i - 1);
    bends
}
