//! What is derived from a finished polyline: the spot for its label and its path with round corners and hops.
//!
//! Knows nothing about boxes or how the polyline was found.

use super::hops::{HOP, Hop};
use crate::geom::{BezPath, Point, Vec2};

/// Control point distance at which a cubic comes closest to a quarter circle of radius 1.
const QUARTER_CIRCLE: f64 = 0.552_284_75;

/// Length of the heads of lines.
const HEAD: f64 = 10.0;

/// How much longer a vertical segment has to be than a horizontal one to carry the label.
const HORIZONTAL_PREFERENCE: f64 = 1.5;

/// How lines run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Lines {
    /// Horizontal and vertical pieces around the boxes.
    #[default]
    RightAngled,
    /// From border to border, whatever is in between.
    Straight,
    /// The way of right-angled ones with corners as round as the boxes next to them allow.
    Curved,
}

/// Whether a segment is horizontal, to the bit.
pub(super) fn is_level(a: Point, b: Point) -> bool {
    a.y - b.y == 0.0
}

/// Whether a segment is vertical, to the bit.
pub(super) fn is_upright(a: Point, b: Point) -> bool {
    a.x - b.x == 0.0
}

/// The place for a label that nothing else is asked about: the middle of the longest segment, where horizontal ones are
/// preferred.
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

/// The polyline as a path with round corners and with arcs where it hops over other lines.
///
/// `radii` are those of the corners in their order, and the last of them is that of all further corners. A corner is less
/// round where a piece is short or a hop is near: two corners share a piece, and neither reaches into an arc. Hops that
/// have no room on their piece are left out.
#[must_use]
pub fn hopped_path(route: &[Point], radii: &[f64], hops: &[Hop]) -> BezPath {
    let mut path = BezPath::new();
    let Some(&first) = route.first() else { return path };
    path.move_to(first);
    let corners: Vec<f64> = (0..route.len()).map(|i| radius_at(route, i, radii, hops)).collect();
    for (i, pair) in route.windows(2).enumerate() {
        let (a, b) = (pair[0], pair[1]);
        let length = a.distance(b);
        if length == 0.0 {
            continue;
        }
        let along = (b - a) / length;
        let mut own: Vec<(f64, f64)> = hops
            .iter()
            .filter(|hop| hop.piece == i)
            .map(|hop| ((hop.from - a).dot(along), (hop.to - a).dot(along)))
            .map(|(from, to)| (from.min(to) - HOP, from.max(to) + HOP))
            .collect();
        own.sort_by(|p, q| p.0.total_cmp(&q.0));
        let mut free = corners[i];
        for (from, to) in own {
            if from >= free && to <= length - corners[i + 1] {
                arc(&mut path, a + along * from, a + along * to, along);
                free = to;
            }
        }
        let radius = corners[i + 1];
        path.line_to(b - along * radius);
        if radius > 0.0 {
            let out = (route[i + 2] - b).normalize();
            let bulge = radius * (1.0 - QUARTER_CIRCLE);
            path.curve_to(b - along * bulge, b + out * bulge, b + out * radius);
        }
    }
    path
}

/// How round the corner at point `i` is; nothing at the ends and where the line runs on straight.
fn radius_at(route: &[Point], i: usize, radii: &[f64], hops: &[Hop]) -> f64 {
    let wanted = radii.get(i.wrapping_sub(1)).or(radii.last()).copied().unwrap_or(0.0);
    if i == 0 || i + 1 >= route.len() || wanted <= 0.0 {
        return 0.0;
    }
    let corner = route[i];
    let (into, out) = (corner - route[i - 1], route[i + 1] - corner);
    if into.cross(out) == 0.0 {
        return 0.0;
    }
    // A piece between two corners is shared; one at the end of the line stays straight under its head.
    let share = |length: f64, is_end: bool| if is_end { (length - HEAD).max(length / 2.0) } else { length / 2.0 };
    let room = share(into.hypot(), i == 1).min(share(out.hypot(), i + 2 == route.len()));
    hops.iter()
        .filter(|hop| hop.piece + 1 == i || hop.piece == i)
        .map(|hop| hop.from.distance(corner).min(hop.to.distance(corner)) - HOP)
        .fold(wanted.min(room), f64::min)
        .max(0.0)
}

/// Up on one side of a crossing and down on the other, on the upper side of the line.
fn arc(path: &mut BezPath, from: Point, to: Point, along: Vec2) {
    let side = Vec2::new(along.y, -along.x);
    let side = if side.y > 0.0 || (side.y == 0.0 && side.x < 0.0) { -side } else { side };
    let (k, top) = (HOP * QUARTER_CIRCLE, side * HOP);
    path.line_to(from);
    path.curve_to(from + side * k, from + along * (HOP - k) + top, from + along * HOP + top);
    if from.distance(to) > 2.0 * HOP + 1e-9 {
        path.line_to(to - along * HOP + top);
    }
    path.curve_to(to - along * (HOP - k) + top, to + side * k, to);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geom::{PathEl, PathShape};

    #[test]
    fn a_label_prefers_the_horizontal_piece() {
        let route = [Point::new(0.0, 0.0), Point::new(50.0, 0.0), Point::new(50.0, 60.0), Point::new(70.0, 60.0)];
        assert_eq!(label_spot(&route), Point::new(25.0, 0.0));
        assert_eq!(label_spot(&[]), Point::ZERO);
    }

    #[test]
    fn corners_shrink_to_fit_short_segments() {
        let route = [Point::new(0.0, 0.0), Point::new(0.0, 50.0), Point::new(10.0, 50.0), Point::new(10.0, 100.0)];
        let path = hopped_path(&route, &[8.0], &[]);
        assert_eq!(path.elements()[1], PathEl::LineTo(Point::new(0.0, 45.0)));
        assert_eq!(path.elements().last(), Some(&PathEl::LineTo(Point::new(10.0, 100.0))));
    }

    #[test]
    fn an_empty_route_is_an_empty_path() {
        assert!(hopped_path(&[], &[8.0], &[]).elements().is_empty());
    }

    #[test]
    fn a_hop_is_an_arc_above_the_line_and_corners_keep_out_of_it() {
        let route = [Point::new(0.0, 0.0), Point::new(100.0, 0.0), Point::new(100.0, 80.0)];
        let hop = |x: f64| Hop { piece: 0, from: Point::new(x, 0.0), to: Point::new(x, 0.0) };
        let bounds = hopped_path(&route, &[8.0], &[hop(40.0)]).bounding_box();
        assert!((bounds.y0 + HOP).abs() < 0.01, "{bounds}");
        // The corner would have been rounded from x = 60 on.
        let path = hopped_path(&route, &[40.0], &[hop(82.0)]);
        let arc_end = Point::new(82.0 + HOP, 0.0);
        assert!(path.elements().iter().any(|e| matches!(e, PathEl::CurveTo(.., end) if end.distance(arc_end) < 1e-9)));
        // No room for it at all.
        assert!(hopped_path(&route, &[8.0], &[hop(2.0)]).bounding_box().y0 >= 0.0);
    }
}
