//! Where lines cross, so that one of them can be drawn hopping over the other.
//!
//! Knows nothing about how a hop is drawn.

use super::buckets::Buckets;
use super::line::{is_level, is_upright};
use crate::geom::{Point, Rect, bounds_of};

/// Radius of the arc of a hop.
pub(super) const HOP: f64 = 5.0;

/// An arc keeps at least this distance from corners and ends, which are rounded or carry a head.
const KEEP: f64 = 8.0;

/// Sine of the least angle at which lines cross; an arc over a line that runs along with its own would not be understood.
const LEAST_ANGLE: f64 = 0.34;

/// Arcs closer than this are one.
const GAP: f64 = 2.0;

/// A place where a line hops over one or more others.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hop {
    /// Which piece of the line hops: piece 0 joins points 0 and 1.
    pub piece: usize,
    /// The first crossing under the hop along the piece.
    pub from: Point,
    /// The last one; the same as the first where only one line is hopped over.
    pub to: Point,
}

impl Hop {
    /// What encloses its arc, whichever way it bulges.
    #[must_use]
    pub fn bounds(&self) -> Rect {
        Rect::from_points(self.from, self.to).inflate(HOP, HOP)
    }
}

/// A piece of a route, with whose it is.
struct Piece {
    route: usize,
    nth: usize,
    a: Point,
    b: Point,
}

/// The hops of every route, in the order of its pieces and along them.
///
/// Of a horizontal and a vertical piece the horizontal one hops, of others that of the later route. Where lines only
/// touch - at an end, at a corner, lying on each other - there is no crossing. A crossing too near to a corner of the
/// line that would hop is left out, and crossings too near to each other become one wide hop.
#[must_use]
pub fn hops(routes: &[&[Point]]) -> Vec<Vec<Hop>> {
    let pieces: Vec<Piece> = routes
        .iter()
        .enumerate()
        .flat_map(|(route, points)| {
            points.windows(2).enumerate().map(move |(nth, p)| Piece { route, nth, a: p[0], b: p[1] })
        })
        .collect();
    let bounds = bounds_of(pieces.iter().map(|p| Rect::from_points(p.a, p.b))).unwrap_or_default();
    let mut buckets = Buckets::empty(bounds, pieces.len());
    for (i, p) in pieces.iter().enumerate() {
        buckets.insert_segment(i, p.a, p.b);
    }
    let mut found = vec![Vec::new(); routes.len()];
    for over in &pieces {
        // Vertical pieces hop over nothing but slanting ones.
        let near = buckets.near_segment(over.a, over.b);
        let mut crossings: Vec<f64> = near
            .into_iter()
            .map(|i| &pieces[i])
            .filter(|under| under.route != over.route && goes_over(over, under))
            .filter_map(|under| crossing(over, under))
            .collect();
        crossings.sort_by(f64::total_cmp);
        join(over, &crossings, &mut found[over.route]);
    }
    found
}

/// Whether the first of two pieces hops over the second, should they cross.
fn goes_over(over: &Piece, under: &Piece) -> bool {
    let (level, upright) = (|p: &Piece| is_level(p.a, p.b), |p: &Piece| is_upright(p.a, p.b));
    match (level(over) && upright(under), upright(over) && level(under)) {
        (true, false) => true,
        (false, true) => false,
        _ => over.route > under.route,
    }
}

/// How far along `over` it crosses `under`; `None` where it does not, or too near to an end of either.
fn crossing(over: &Piece, under: &Piece) -> Option<f64> {
    let (along, other, between) = (over.b - over.a, under.b - under.a, under.a - over.a);
    let cross = along.cross(other);
    let (length, other_length) = (along.hypot(), other.hypot());
    // Nearly parallel lines run into each other rather than cross.
    if cross.abs() <= LEAST_ANGLE * length * other_length {
        return None;
    }
    let at = between.cross(other) / cross * length;
    let at_other = between.cross(along) / cross * other_length;
    let inside = |at: f64, length: f64, keep: f64| at >= keep && at <= length - keep;
    (inside(at, length, HOP + KEEP) && inside(at_other, other_length, 1.0)).then_some(at)
}

/// Makes hops of the crossings of one piece.
fn join(over: &Piece, crossings: &[f64], hops: &mut Vec<Hop>) {
    let length = over.a.distance(over.b);
    let place = |at: f64| {
        // Exact on the axis that does not change.
        let p = over.a.lerp(over.b, at / length);
        Point::new(
            if is_upright(over.a, over.b) { over.a.x } else { p.x },
            if is_level(over.a, over.b) { over.a.y } else { p.y },
        )
    };
    let mut last = f64::NEG_INFINITY;
    for &at in crossings {
        if at - last < 2.0 * HOP + GAP
            && let Some(hop) = hops.last_mut()
        {
            hop.to = place(at);
        } else {
            hops.push(Hop { piece: over.nth, from: place(at), to: place(at) });
        }
        last = at;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geom::distance_to_segment;
    use proptest::prelude::*;

    fn line(points: &[(f64, f64)]) -> Vec<Point> {
        points.iter().map(|&(x, y)| Point::new(x, y)).collect()
    }

    fn of(routes: &[Vec<Point>]) -> Vec<Vec<Hop>> {
        let lent: Vec<&[Point]> = routes.iter().map(Vec::as_slice).collect();
        hops(&lent)
    }

    #[test]
    fn the_horizontal_line_hops_whichever_comes_first() {
        let (level, upright) = (line(&[(0.0, 50.0), (100.0, 50.0)]), line(&[(40.0, 0.0), (40.0, 100.0)]));
        let hop = Hop { piece: 0, from: Point::new(40.0, 50.0), to: Point::new(40.0, 50.0) };
        assert_eq!(of(&[level.clone(), upright.clone()]), [vec![hop], vec![]]);
        assert_eq!(of(&[upright, level]), [vec![], vec![hop]]);
    }

    #[test]
    fn of_slanting_lines_the_later_one_hops() {
        let found = of(&[line(&[(0.0, 0.0), (100.0, 100.0)]), line(&[(0.0, 100.0), (100.0, 0.0)])]);
        assert!(found[0].is_empty());
        assert!(found[1][0].from.distance(Point::new(50.0, 50.0)) < 1e-9);
    }

    #[test]
    fn touching_is_not_crossing() {
        let level = line(&[(0.0, 50.0), (100.0, 50.0)]);
        for other in [
            [(40.0, 0.0), (40.0, 50.0)],   // ends on it
            [(0.0, 50.0), (100.0, 50.0)],  // lies on it
            [(100.0, 0.0), (100.0, 90.0)], // where it ends
            [(94.0, 0.0), (94.0, 90.0)],   // too near to where it ends
        ] {
            assert_eq!(of(&[level.clone(), line(&other)]), [vec![], vec![]], "{other:?}");
        }
    }

    #[test]
    fn crossings_near_each_other_are_one_hop() {
        let level = line(&[(0.0, 50.0), (200.0, 50.0)]);
        let upright = |x: f64| line(&[(x, 0.0), (x, 100.0)]);
        let found = of(&[level, upright(60.0), upright(70.0), upright(80.0), upright(120.0)]);
        let ends: Vec<_> = found[0].iter().map(|h| (h.from.x, h.to.x)).collect();
        assert_eq!(ends, [(60.0, 80.0), (120.0, 120.0)]);
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn hops_lie_on_both_lines(
            seeds in proptest::collection::vec((0..30_i32, 0..30_i32, 0..30_i32, 0..30_i32, any::<bool>()), 2..60)
        ) {
            let at = |n: i32| f64::from(n) * 13.0;
            let routes: Vec<Vec<Point>> = seeds
                .iter()
                .map(|&(x0, y0, x1, y1, slanting)| {
                    let (a, b) = (Point::new(at(x0), at(y0)), Point::new(at(x1), at(y1)));
                    if slanting { vec![a, b] } else { vec![a, Point::new(b.x, a.y), b] }
                })
                .collect();
            let found = of(&routes);
            prop_assert_eq!(&found, &of(&routes));
            for (r, hops) in found.iter().enumerate() {
                for hop in hops {
                    for p in [hop.from, hop.to] {
                        let own = distance_to_segment(p, routes[r][hop.piece], routes[r][hop.piece + 1]);
                        prop_assert!(own < 1e-6);
                        for end in &routes[r][hop.piece..=hop.piece + 1] {
                            prop_assert!(p.distance(*end) >= HOP + KEEP - 1e-6);
                        }
                        let other = routes.iter().enumerate().any(|(o, route)| {
                            o != r && route.windows(2).any(|s| distance_to_segment(p, s[0], s[1]) < 1e-6)
                        });
                        prop_assert!(other, "{:?} is on its own line only", hop);
                    }
                }
            }
        }
    }
}
