//! Places along a line, as shares of its length.
//!
//! Knows nothing about labels.

use crate::geom::Point;

/// The point of a polyline at a share of its length from 0 to 1.
#[must_use]
pub fn point_along(route: &[Point], share: f64) -> Option<Point> {
    let whole: f64 = route.windows(2).map(|s| s[0].distance(s[1])).sum();
    let mut left = whole * if share.is_finite() { share.clamp(0.0, 1.0) } else { 0.5 };
    for piece in route.windows(2) {
        let length = piece[0].distance(piece[1]);
        if left <= length && length > 0.0 {
            return Some(piece[0].lerp(piece[1], left / length));
        }
        left -= length;
    }
    route.last().copied()
}

/// The share of a polyline's length at which it is nearest to a point.
#[must_use]
pub fn share_near(route: &[Point], p: Point) -> Option<f64> {
    let whole: f64 = route.windows(2).map(|s| s[0].distance(s[1])).sum();
    let (mut before, mut best) = (0.0, None);
    for piece in route.windows(2) {
        let along = piece[1] - piece[0];
        let part =
            if along.hypot2() > 0.0 { ((p - piece[0]).dot(along) / along.hypot2()).clamp(0.0, 1.0) } else { 0.0 };
        let away = (piece[0] + along * part).distance(p);
        if best.is_none_or(|(least, _)| away < least) {
            best = Some((away, before + along.hypot() * part));
        }
        before += along.hypot();
    }
    best.filter(|_| whole > 0.0).map(|(_, at)| at / whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_found_again() {
        let route = [Point::ZERO, Point::new(100.0, 0.0), Point::new(100.0, 300.0)];
        assert_eq!(point_along(&route, 0.5), Some(Point::new(100.0, 100.0)));
        for share in [0.0, 0.1, 0.25, 0.7, 1.0] {
            let at = point_along(&route, share).unwrap();
            assert!((share_near(&route, at).unwrap() - share).abs() < 1e-12);
        }
        assert_eq!(point_along(&[], 0.5), None);
        assert_eq!(share_near(&[Point::ZERO], Point::ZERO), None);
    }
}
