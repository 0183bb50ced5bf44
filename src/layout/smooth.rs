//! How far the corners of right-angled routes can be rounded without touching a box.
//!
//! Knows nothing about how a route was found.

use super::buckets::Buckets;
use crate::geom::{Point, Rect, overlaps};

/// Radius of the widest curve.
const WIDEST: f64 = 120.0;

/// Corners this round are always possible: routes keep so far from the corners of boxes.
const LEAST: f64 = 8.0;

/// Distance that a curve keeps from boxes.
const MARGIN: f64 = 4.0;

/// At the end of a line this much stays straight, for its head.
const STRAIGHT_END: f64 = 14.0;

/// The radius of every corner of every route: as wide as pieces are long, and narrow enough to keep out of `solid`.
///
/// Where a route runs through one of them anyway its corners are as narrow as those of right-angled lines.
#[must_use]
pub fn corner_radii(routes: &[&[Point]], solid: &[Rect]) -> Vec<Vec<f64>> {
    let boxes = Buckets::new(solid);
    routes
        .iter()
        .map(|route| (1..route.len().saturating_sub(1)).map(|i| radius(route, i, &boxes, solid)).collect())
        .collect()
}

fn radius(route: &[Point], i: usize, boxes: &Buckets, solid: &[Rect]) -> f64 {
    let (before, corner, after) = (route[i - 1], route[i], route[i + 1]);
    let share =
        |length: f64, is_end: bool| if is_end { (length - STRAIGHT_END).max(length / 2.0) } else { length / 2.0 };
    let (into, out) = (corner.distance(before), corner.distance(after));
    if into == 0.0 || out == 0.0 {
        return 0.0;
    }
    let most = share(into, i == 1).min(share(out, i + 2 == route.len())).min(WIDEST);
    let (back, ahead) = ((before - corner) / into, (after - corner) / out);
    let mut radius = most;
    while radius > LEAST {
        let centre = corner + (back + ahead) * radius;
        let square = Rect::from_points(corner, centre);
        let is_free = boxes.near(square).into_iter().map(|b| solid[b]).filter(|b| overlaps(*b, square)).all(|b| {
            let part = b.intersect(square);
            let farthest = (part.x0 - centre.x)
                .abs()
                .max((part.x1 - centre.x).abs())
                .hypot((part.y0 - centre.y).abs().max((part.y1 - centre.y).abs()));
            farthest <= radius - MARGIN
        });
        if is_free {
            return radius;
        }
        radius *= 0.8;
    }
    most.min(LEAST)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geom::flatten;
    use crate::layout::hopped_path;

    #[test]
    fn a_curve_keeps_out_of_the_box_it_goes_around() {
        let solid = [Rect::new(0.0, 10.0, 90.0, 200.0)];
        let route = [Point::new(-200.0, 0.0), Point::new(100.0, 0.0), Point::new(100.0, 300.0)];
        let radii = corner_radii(&[&route], &solid);
        assert!(radii[0][0] > LEAST, "{radii:?}");
        flatten(&hopped_path(&route, &radii[0], &[]), 0.01, |p| {
            assert!(!solid[0].inflate(2.0, 2.0).contains(p), "{p} with {radii:?}");
        });
        // With nothing in the way the curve is as wide as it may be.
        assert_eq!(corner_radii(&[&route], &[]), [vec![WIDEST]]);
    }
}
