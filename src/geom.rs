//! Points, vectors, rectangles, paths and affine maps in document units (1 unit is 1 px at 100 %, y down).
//!
//! The types are `kurbo`'s; what is ours is only what drawing boxes asks for over and over.
//!
//! Knows nothing about models, themes or screens.

pub use kurbo::{Affine, BezPath, Insets, PathEl, Point, Rect, Shape as PathShape, Size, Vec2};

/// The rectangle with its top left at `origin`.
#[must_use]
pub fn rect_at(origin: Point, size: Size) -> Rect {
    Rect::from_origin_size(origin, size)
}

/// The smallest rectangle around all of `rects`; `None` when there are none.
#[must_use]
pub fn bounds_of(rects: impl IntoIterator<Item = Rect>) -> Option<Rect> {
    rects.into_iter().reduce(|a, b| a.union(b))
}

/// Whether two rectangles share an area (touching edges do not count).
#[must_use]
pub fn overlaps(a: Rect, b: Rect) -> bool {
    a.x0 < b.x1 && b.x0 < a.x1 && a.y0 < b.y1 && b.y0 < a.y1
}

/// Whether `inner` lies in `outer`, borders included.
#[must_use]
pub fn encloses(outer: Rect, inner: Rect) -> bool {
    outer.x0 <= inner.x0 && outer.y0 <= inner.y0 && outer.x1 >= inner.x1 && outer.y1 >= inner.y1
}

/// Distance from `p` to the segment from `a` to `b`.
#[must_use]
pub fn distance_to_segment(p: Point, a: Point, b: Point) -> f64 {
    let ab = b - a;
    let length_squared = ab.hypot2();
    if length_squared == 0.0 {
        return p.distance(a);
    }
    let t = ((p - a).dot(ab) / length_squared).clamp(0.0, 1.0);
    p.distance(a + ab * t)
}

/// Where the line from the centre of `rect` towards `p` leaves `rect`.
#[must_use]
pub fn border_towards(rect: Rect, p: Point) -> Point {
    let centre = rect.center();
    let d = p - centre;
    if d.x == 0.0 && d.y == 0.0 {
        return centre;
    }
    let tx = if d.x == 0.0 { f64::INFINITY } else { rect.width() / 2.0 / d.x.abs() };
    let ty = if d.y == 0.0 { f64::INFINITY } else { rect.height() / 2.0 / d.y.abs() };
    centre + d * tx.min(ty).min(1.0)
}

/// The points of a path with its curves cut into straight pieces that stray at most `tolerance` from them. Where the path
/// is closed the first point comes again.
pub fn flatten(path: &BezPath, tolerance: f64, mut visit: impl FnMut(Point)) {
    let mut start = Point::ZERO;
    kurbo::flatten(path, tolerance, |element| match element {
        PathEl::MoveTo(p) => {
            start = p;
            visit(p);
        }
        PathEl::LineTo(p) => visit(p),
        PathEl::ClosePath => visit(start),
        // Flattening leaves no curves.
        PathEl::QuadTo(..) | PathEl::CurveTo(..) => {}
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ray_from_the_centre_leaves_at_the_border() {
        let r = Rect::new(0.0, 0.0, 100.0, 50.0);
        assert_eq!(border_towards(r, Point::new(200.0, 25.0)), Point::new(100.0, 25.0));
        assert_eq!(border_towards(r, Point::new(50.0, -100.0)), Point::new(50.0, 0.0));
    }

    #[test]
    fn distance_is_to_the_segment_not_the_line() {
        let d = distance_to_segment(Point::new(-3.0, 4.0), Point::ZERO, Point::new(10.0, 0.0));
        assert!((d - 5.0).abs() < 1e-12);
    }
}
