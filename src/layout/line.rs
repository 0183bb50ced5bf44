//! What is derived from a finished polyline: the spot for its label and its path with round corners.
//!
//! Knows nothing about boxes or how the polyline was found.

use crate::geom::{BezPath, Point};

/// Control point distance at which a cubic comes closest to a quarter circle of radius 1.
const QUARTER_CIRCLE: f64 = 0.552_284_75;

/// How much longer a vertical segment has to be than a horizontal one to carry the label.
const HORIZONTAL_PREFERENCE: f64 = 1.5;

/// The place for a label: the middle of the longest segment, where horizontal ones are preferred.
///
/// The only point of a one-point route; the origin for an empty one.
#[must_use]
pub fn label_spot(route: &[Point]) -> Point {
    let mut best = (f64::NEG_INFINITY, route.first().copied().unwrap_or_default());
    for pair in route.windows(2) {
        let (dx, dy) = ((pair[1].x - pair[0].x).abs(), (pair[1].y - pair[0].y).abs());
        let score = if dx >= dy { dx.hypot(dy) * HORIZONTAL_PREFERENCE } else { dx.hypot(dy) };
        if score > best.0 {
            best = (score, pair[0].midpoint(pair[1]));
        }
    }
    best.1
}

/// The polyline as a path with its corners rounded by `radius`, less where segments are short.
#[must_use]
pub fn rounded(route: &[Point], radius: f64) -> BezPath {
    let mut path = BezPath::new();
    let (Some(&first), Some(&last)) = (route.first(), route.last()) else { return path };
    path.move_to(first);
    for triple in route.windows(3) {
        let [before, corner, after] = [triple[0], triple[1], triple[2]];
        let (into, out) = (corner - before, after - corner);
        let (length_in, length_out) = (into.hypot(), out.hypot());
        let r = radius.min(length_in / 2.0).min(length_out / 2.0);
        if r <= 0.0 || into.cross(out) == 0.0 {
            path.line_to(corner);
            continue;
        }
        let (u, v) = (into / length_in, out / length_out);
        let bulge = r * (1.0 - QUARTER_CIRCLE);
        path.line_to(corner - u * r);
        path.curve_to(corner - u * bulge, corner + v * bulge, corner + v * r);
    }
    if route.len() > 1 {
        path.line_to(last);
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geom::PathEl;

    #[test]
    fn a_label_prefers_the_horizontal_piece() {
        let route = [Point::new(0.0, 0.0), Point::new(50.0, 0.0), Point::new(50.0, 60.0), Point::new(70.0, 60.0)];
        assert_eq!(label_spot(&route), Point::new(25.0, 0.0));
        assert_eq!(label_spot(&[]), Point::ZERO);
    }

    #[test]
    fn corners_shrink_to_fit_short_segments() {
        let route = [Point::new(0.0, 0.0), Point::new(10.0, 0.0), Point::new(10.0, 100.0)];
        let path = rounded(&route, 8.0);
        assert_eq!(path.elements()[1], PathEl::LineTo(Point::new(5.0, 0.0)));
        assert_eq!(path.elements().last(), Some(&PathEl::LineTo(Point::new(10.0, 100.0))));
    }

    #[test]
    fn an_empty_route_is_an_empty_path() {
        assert!(rounded(&[], 8.0).elements().is_empty());
    }
}
