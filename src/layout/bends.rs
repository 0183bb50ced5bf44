//! Routes through bends that were set by hand, and the bends that editing a route results in.
//!
//! Knows nothing about what stands in the way: a hand that bends a line knows better.

use super::line::{Lines, is_level, is_upright};
use super::straight::through_bends;
use crate::geom::{Point, Rect};

/// Straight piece that stays at an end when a line is dragged off its port.
const STUB: f64 = 14.0;

/// Ports keep this distance from the corners of their box.
const CORNER: f64 = 4.0;

/// The route from the border of `source` through all of `bends` to the border of `target`.
///
/// Straight lines go from bend to bend. Others leave and arrive on the sides that face the first and the last bend, and
/// get a corner between bends that are neither level with nor upright over each other. Without bends the route is a straight
/// line or has one corner or two, whatever is in between.
#[must_use]
pub fn through(source: Rect, target: Rect, bends: &[Point], lines: Lines) -> Vec<Point> {
    if lines == Lines::Straight {
        return through_bends(source, target, bends);
    }
    let (Some(&first), Some(&last)) = (bends.first(), bends.last()) else {
        let middle = source.center().midpoint(target.center());
        return through(source, target, &[middle], lines);
    };
    let next_is_level = match bends.get(1) {
        Some(next) => Some((next.y - first.y).abs() <= (next.x - first.x).abs()),
        None if is_beside(target, first) => Some(true),
        None if is_above(target, first) => Some(false),
        None => None,
    };
    let offset = first - source.center();
    let mut route = port(source, first, next_is_level.unwrap_or(offset.x.abs() >= offset.y.abs()));
    route.push(first);
    for &bend in &bends[1..] {
        let at = route[route.len() - 1];
        if !is_upright(at, bend) && !is_level(at, bend) {
            route.push(if arrives_level(&route) { Point::new(at.x, bend.y) } else { Point::new(bend.x, at.y) });
        }
        route.push(bend);
    }
    route.extend(port(target, last, arrives_level(&route)).into_iter().rev());
    without_idle_points(&route)
}

/// The bends after the piece `segment` of a route was grabbed at `from` and dropped at `to`.
///
/// A straight line gets a bend there. The piece of any other moves across its direction, and the pieces next to it follow;
/// at an end it slides along the side of its box, and past its corner it leaves a short straight piece behind.
#[must_use]
pub fn drag_segment(
    (source, target): (Rect, Rect),
    route: &[Point],
    segment: usize,
    (from, to): (Point, Point),
    lines: Lines,
) -> Vec<Point> {
    let n = route.len();
    if segment + 1 >= n {
        return interior(route);
    }
    if lines == Lines::Straight {
        let mut bends = interior(route);
        bends.insert(segment.min(bends.len()), to);
        return bends;
    }
    let (a, b) = (route[segment], route[segment + 1]);
    let level = (a.x - b.x).abs() >= (a.y - b.y).abs();
    let moved =
        |p: Point| if level { Point::new(p.x, p.y + to.y - from.y) } else { Point::new(p.x + to.x - from.x, p.y) };
    let stub = (b - a) * (STUB / a.distance(b).max(1e-9)).min(0.3);
    let fits =
        |rect: Rect, p: Point| if level { in_side(p.y, rect.y0, rect.y1) } else { in_side(p.x, rect.x0, rect.x1) };
    let mut bends = Vec::with_capacity(n + 2);
    if segment > 0 {
        bends.extend_from_slice(&route[1..segment]);
        bends.push(moved(a));
    } else if !fits(source, moved(a)) {
        bends.extend([a + stub, moved(a + stub)]);
    }
    if segment + 2 < n {
        bends.push(moved(b));
        bends.extend_from_slice(&route[segment + 2..n - 1]);
    } else if !fits(target, moved(b)) {
        bends.extend([moved(b - stub), b - stub]);
    }
    if bends.is_empty() {
        bends.push(moved(a.midpoint(b)));
    }
    bends
}

/// The bends after point `i` of a route - no end of it - was moved. In all but straight lines the points before and after
/// it follow, so that the pieces between them keep their directions.
#[must_use]
pub fn move_bend(route: &[Point], i: usize, to: Point, lines: Lines) -> Vec<Point> {
    let mut points = route.to_vec();
    if i == 0 || i + 1 >= points.len() {
        return interior(route);
    }
    if lines != Lines::Straight {
        for neighbour in [i - 1, i + 1] {
            let (p, q) = (route[neighbour], route[i]);
            if (p.x - q.x).abs() >= (p.y - q.y).abs() {
                points[neighbour].y = to.y;
            } else {
                points[neighbour].x = to.x;
            }
        }
    }
    points[i] = to;
    interior(&points)
}

/// The bends after point `i` of a route - no end of it - was removed. In all but straight lines the nearer of its
/// neighbours goes too, and the kink between them with it. None left means that the line finds its way by itself again.
#[must_use]
pub fn remove_bend(route: &[Point], i: usize, lines: Lines) -> Vec<Point> {
    let mut bends = interior(route);
    if i == 0 || i > bends.len() {
        return bends;
    }
    let at = i - 1;
    if lines == Lines::Straight {
        bends.remove(at);
        return bends;
    }
    if bends.len() <= 2 {
        return Vec::new();
    }
    let distance = |j: usize| bends[at].distance(bends[j]);
    let with_next = at == 0 || (at + 1 < bends.len() && distance(at + 1) <= distance(at - 1));
    let first = if with_next { at } else { at - 1 };
    bends.drain(first..first + 2);
    bends
}

/// Without points in the middle of a straight run; where a line turns back on itself its point stays, a hand put it there.
#[must_use]
pub fn without_idle_points(route: &[Point]) -> Vec<Point> {
    let mut kept: Vec<Point> = Vec::with_capacity(route.len());
    for &p in route {
        if kept.last() == Some(&p) {
            continue;
        }
        if let [.., a, b] = kept[..]
            && (b - a).cross(p - b) == 0.0
            && (b - a).dot(p - b) > 0.0
        {
            kept.pop();
        }
        kept.push(p);
    }
    if let [only] = kept[..] {
        kept.push(only);
    }
    kept
}

fn interior(route: &[Point]) -> Vec<Point> {
    route.get(1..route.len().saturating_sub(1)).unwrap_or_default().to_vec()
}

/// Whether the last piece of a route that has a length is level.
fn arrives_level(route: &[Point]) -> bool {
    route.windows(2).rev().find(|pair| pair[0] != pair[1]).is_none_or(|pair| is_level(pair[0], pair[1]))
}

/// Whether a port may be at `v` on a side that reaches from `low` to `high`.
fn in_side(v: f64, low: f64, high: f64) -> bool {
    let corner = CORNER.min((high - low) / 4.0);
    (low + corner..=high - corner).contains(&v)
}

/// Whether a point is level with a port on the left or right side.
fn is_beside(rect: Rect, p: Point) -> bool {
    in_side(p.y, rect.y0, rect.y1) && !(rect.x0..=rect.x1).contains(&p.x)
}

/// Whether a point is upright over a port on the top or bottom side.
fn is_above(rect: Rect, p: Point) -> bool {
    in_side(p.x, rect.x0, rect.x1) && !(rect.y0..=rect.y1).contains(&p.y)
}

/// The port of a box for a line to `bend`, and the corner in between where one is needed; where either side would do,
/// `beside` asks for the left or right one.
fn port(rect: Rect, bend: Point, beside: bool) -> Vec<Point> {
    let centre = rect.center();
    let side_x = if bend.x >= centre.x { rect.x1 } else { rect.x0 };
    let side_y = if bend.y >= centre.y { rect.y1 } else { rect.y0 };
    if is_beside(rect, bend) {
        vec![Point::new(side_x, bend.y)]
    } else if is_above(rect, bend) {
        vec![Point::new(bend.x, side_y)]
    } else if rect.contains(bend) {
        // In what it holds: the nearest border.
        let (beside, above) = ((bend.x - side_x).abs(), (bend.y - side_y).abs());
        vec![if beside <= above { Point::new(side_x, bend.y) } else { Point::new(bend.x, side_y) }]
    } else if (beside && !(rect.x0..=rect.x1).contains(&bend.x)) || (rect.y0..=rect.y1).contains(&bend.y) {
        vec![Point::new(side_x, centre.y), Point::new(bend.x, centre.y)]
    } else {
        vec![Point::new(centre.x, side_y), Point::new(centre.x, bend.y)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::{Obstacle, RouteOptions, route};
    use proptest::prelude::*;

    const LEFT: Rect = Rect::new(0.0, 0.0, 100.0, 60.0);
    const RIGHT: Rect = Rect::new(300.0, 200.0, 400.0, 260.0);

    fn p(x: f64, y: f64) -> Point {
        Point::new(x, y)
    }

    #[test]
    fn a_bend_beside_both_boxes_gives_the_expected_way() {
        let route = through(LEFT, RIGHT, &[p(200.0, 30.0), p(200.0, 230.0)], Lines::RightAngled);
        assert_eq!(route, [p(100.0, 30.0), p(200.0, 30.0), p(200.0, 230.0), p(300.0, 230.0)]);
        // Where the bends are out of reach of the sides, corners join them.
        let route = through(LEFT, RIGHT, &[p(200.0, 130.0)], Lines::RightAngled);
        assert_eq!(route[0], p(100.0, 30.0));
        assert!(route.contains(&p(200.0, 130.0)), "{route:?}");
        let straight = through(LEFT, RIGHT, &[p(200.0, 30.0)], Lines::Straight);
        assert_eq!(straight, [p(100.0, 30.0), p(200.0, 30.0), p(327.5, 200.0)]);
    }

    #[test]
    fn a_dragged_piece_moves_across_and_its_neighbours_follow() {
        let z = [p(100.0, 30.0), p(200.0, 30.0), p(200.0, 230.0), p(300.0, 230.0)];
        let bends = drag_segment((LEFT, RIGHT), &z, 1, (p(200.0, 100.0), p(250.0, 140.0)), Lines::RightAngled);
        assert_eq!(bends, [p(250.0, 30.0), p(250.0, 230.0)]);
        let bends = drag_segment((LEFT, RIGHT), &z, 0, (p(150.0, 30.0), p(150.0, 45.0)), Lines::RightAngled);
        assert_eq!(through(LEFT, RIGHT, &bends, Lines::RightAngled)[0], p(100.0, 45.0));
        // Past the corner of the box a short piece stays behind.
        let bends = drag_segment((LEFT, RIGHT), &z, 0, (p(150.0, 30.0), p(150.0, 130.0)), Lines::RightAngled);
        let route = through(LEFT, RIGHT, &bends, Lines::RightAngled);
        assert_eq!(route[..3], [p(100.0, 30.0), p(114.0, 30.0), p(114.0, 130.0)]);
        let bends = drag_segment(
            (LEFT, RIGHT),
            &[p(100.0, 30.0), p(300.0, 200.0)],
            0,
            (p(0.0, 0.0), p(7.0, 9.0)),
            Lines::Straight,
        );
        assert_eq!(bends, [p(7.0, 9.0)]);
    }

    #[test]
    fn a_straight_level_line_can_be_moved_along_both_sides() {
        let (a, b) = (LEFT, Rect::new(200.0, 0.0, 300.0, 60.0));
        let line = [p(100.0, 30.0), p(200.0, 30.0)];
        let bends = drag_segment((a, b), &line, 0, (p(150.0, 30.0), p(150.0, 48.0)), Lines::RightAngled);
        assert_eq!(through(a, b, &bends, Lines::RightAngled), [p(100.0, 48.0), p(200.0, 48.0)]);
    }

    #[test]
    fn a_bend_moves_with_its_pieces_and_a_kink_can_be_removed() {
        let z = [p(100.0, 30.0), p(200.0, 30.0), p(200.0, 230.0), p(300.0, 230.0)];
        assert_eq!(move_bend(&z, 1, p(180.0, 40.0), Lines::RightAngled), [p(180.0, 40.0), p(180.0, 230.0)]);
        assert_eq!(move_bend(&z, 1, p(180.0, 40.0), Lines::Straight), [p(180.0, 40.0), p(200.0, 230.0)]);
        assert!(remove_bend(&z, 1, Lines::RightAngled).is_empty());
        assert_eq!(remove_bend(&z, 1, Lines::Straight), [p(200.0, 230.0)]);
        let kinked = [p(0.0, 0.0), p(50.0, 0.0), p(50.0, 20.0), p(90.0, 20.0), p(90.0, 300.0), p(200.0, 300.0)];
        assert_eq!(remove_bend(&kinked, 1, Lines::RightAngled), [p(90.0, 20.0), p(90.0, 300.0)]);
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn the_corners_of_a_found_route_are_bends_that_lead_it_again(x in -600.0..600.0, y in -600.0..600.0) {
            let other = Rect::new(x, y, x + 120.0, y + 70.0);
            prop_assume!(!crate::geom::overlaps(LEFT.inflate(30.0, 30.0), other));
            let boxes = [Obstacle { rect: LEFT, parent: None, names: [None; 2] }, Obstacle { rect: other, parent: None, names: [None; 2] }];
            let found = &route(&boxes, &[(0, 1)], &RouteOptions::default())[0];
            let bends = interior(found);
            if !bends.is_empty() {
                prop_assert_eq!(&through(LEFT, other, &bends, Lines::RightAngled), found);
            }
        }

        #[test]
        fn routes_through_bends_are_right_angled_and_end_on_borders(
            x in -400.0..400.0, y in -400.0..400.0,
            bends in proptest::collection::vec((-500.0..500.0, -500.0..500.0), 0..6),
        ) {
            let other = Rect::new(x, y, x + 120.0, y + 70.0);
            let bends: Vec<Point> = bends.into_iter().map(|(x, y)| p(x, y)).collect();
            let route = through(LEFT, other, &bends, Lines::RightAngled);
            prop_assert!(route.len() >= 2);
            prop_assert!(route.windows(2).all(|s| is_upright(s[0], s[1]) || is_level(s[0], s[1])), "{:?}", route);
            for (rect, tip) in [(LEFT, route[0]), (other, route[route.len() - 1])] {
                prop_assert!(rect.inflate(1e-9, 1e-9).contains(tip));
                let on = [tip.x - rect.x0, tip.x - rect.x1, tip.y - rect.y0, tip.y - rect.y1].contains(&0.0);
                prop_assert!(on, "{:?} in {:?}", tip, rect);
            }
            for bend in bends {
                let met = route.windows(2).any(|s| crate::geom::distance_to_segment(bend, s[0], s[1]) < 1e-6);
                prop_assert!(met, "{:?} misses {:?}", route, bend);
            }
        }
    }
}
