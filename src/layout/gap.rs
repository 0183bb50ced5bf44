//! Leaves a line out where its label stands, so that the label needs no ground of its own.
//!
//! Knows nothing about what labels say.

use super::hops::{HOP, Hop};
use super::line::hopped_path;
use crate::geom::{BezPath, Point, Size, distance_to_segment};

/// The path of [`hopped_path`] in two parts, before and after a label of this size with its centre on the route; `None`
/// where the label is on no straight piece that is longer than it.
#[must_use]
pub fn hopped_path_around(route: &[Point], radii: &[f64], hops: &[Hop], label: (Point, Size)) -> Option<[BezPath; 2]> {
    let (at, size) = label;
    let piece = route.windows(2).position(|s| s[0] != s[1] && distance_to_segment(at, s[0], s[1]) < 0.5)?;
    let (a, b) = (route[piece], route[piece + 1]);
    let length = a.distance(b);
    let along = (b - a) / length;
    let half = (size.width / along.x.abs().max(1e-9)).min(size.height / along.y.abs().max(1e-9)) / 2.0;
    let middle = (at - a).dot(along);
    if middle - half <= 0.0 || middle + half >= length {
        return None;
    }
    let (end, start) = (a + along * (middle - half), a + along * (middle + half));
    let before: Vec<Point> = route[..=piece].iter().copied().chain([end]).collect();
    let after: Vec<Point> = std::iter::once(start).chain(route[piece + 1..].iter().copied()).collect();
    let is_after = |hop: &Hop| hop.piece > piece || (hop.piece == piece && (hop.from - a).dot(along) - HOP >= middle);
    let later: Vec<Hop> =
        hops.iter().filter(|hop| is_after(hop)).map(|hop| Hop { piece: hop.piece - piece, ..*hop }).collect();
    let earlier: Vec<Hop> = hops.iter().filter(|hop| !is_after(hop)).copied().collect();
    let own = radii.get(piece..).filter(|own| !own.is_empty()).or(radii.last().map(std::slice::from_ref));
    Some([hopped_path(&before, radii, &earlier), hopped_path(&after, own.unwrap_or_default(), &later)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geom::PathShape;

    const LABEL: Size = Size::new(40.0, 15.0);

    #[test]
    fn the_line_stops_before_its_label_and_goes_on_after_it() {
        let route = [(0.0, 0.0), (0.0, 50.0), (200.0, 50.0), (200.0, 90.0)].map(Point::from);
        let hop = |x: f64| Hop { piece: 1, from: Point::new(x, 50.0), to: Point::new(x, 50.0) };
        let hops = [hop(50.0), hop(150.0)];
        let [before, after] = hopped_path_around(&route, &[8.0, 6.0], &hops, (Point::new(100.0, 50.0), LABEL))
            .expect("the label is on the second piece");
        assert!((before.bounding_box().x1 - 80.0).abs() < 0.01 && (after.bounding_box().x0 - 120.0).abs() < 0.01);
        // Each part has its hop: up to 5 above its line.
        let (whole, first) = (hopped_path(&route, &[8.0, 6.0], &hops), before.bounding_box());
        assert!((after.bounding_box().y0 - 45.0).abs() < 0.01 && first.y0 == 0.0);
        let curves =
            |path: &BezPath| path.elements().iter().filter(|e| matches!(e, crate::geom::PathEl::CurveTo(..))).count();
        assert_eq!(curves(&before) + curves(&after), curves(&whole));
    }

    #[test]
    fn beside_the_line_and_on_too_short_a_piece_there_is_no_gap() {
        let route = [Point::ZERO, Point::new(30.0, 0.0)];
        assert!(hopped_path_around(&route, &[], &[], (Point::new(15.0, 0.0), LABEL)).is_none());
        assert!(hopped_path_around(&route, &[], &[], (Point::new(15.0, 9.0), Size::new(4.0, 4.0))).is_none());
    }
}
