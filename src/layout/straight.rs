//! Straight lines between boxes, from border to border towards each other's centre.
//!
//! Knows nothing about what lies between the boxes.

use super::route::{RouteOptions, corner_loop};
use crate::geom::{Point, Rect, Vec2, border_towards, encloses};
use std::collections::BTreeMap;

/// One line per link. Links between the same two boxes run beside each other, `spacing` apart where the boxes are large
/// enough; a link from a box to itself is a loop at its corner, and a link whose box does not exist an empty line.
#[must_use]
pub fn straight(boxes: &[Rect], links: &[(usize, usize)], options: &RouteOptions) -> Vec<Vec<Point>> {
    let mut bundles: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    let pair = |link: &(usize, usize)| (link.0.min(link.1), link.0.max(link.1));
    for link in links {
        *bundles.entry(pair(link)).or_default() += 1;
    }
    let mut drawn: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    links
        .iter()
        .map(|link| {
            let (Some(&from), Some(&to)) = (boxes.get(link.0), boxes.get(link.1)) else { return Vec::new() };
            let nth = drawn.entry(pair(link)).or_default();
            *nth += 1;
            let place = *nth as f64 - 1.0;
            if link.0 == link.1 {
                return corner_loop(from, options.stub + place * options.spacing, place * options.spacing);
            }
            let middle = (bundles[&pair(link)] as f64 - 1.0) / 2.0;
            // Seen from the same box, so that lines there and back do not lie on each other.
            let way = if link.0 < link.1 { 1.0 } else { -1.0 };
            line(from, to, (place - middle) * options.spacing * way)
        })
        .collect()
}

/// A line from border to border, moved sideways.
fn line(from: Rect, to: Rect, sideways: f64) -> Vec<Point> {
    let (a, b) = (from.center(), to.center());
    // The centre of a container may lie in what it holds, so the line runs from side to side.
    if encloses(from, to) {
        let y = (b.y + sideways).clamp(to.y0, to.y1);
        return vec![Point::new(from.x0, y), Point::new(to.x0, y)];
    }
    if encloses(to, from) {
        let y = (a.y + sideways).clamp(from.y0, from.y1);
        return vec![Point::new(from.x1, y), Point::new(to.x1, y)];
    }
    let along = b - a;
    if along.hypot2() == 0.0 {
        return vec![a, b];
    }
    let across = Vec2::new(-along.y, along.x).normalize();
    // Never so far that the line misses a box.
    let reach = 0.4 * [from.width(), from.height(), to.width(), to.height()].into_iter().fold(f64::INFINITY, f64::min);
    let shift = across * sideways.clamp(-reach, reach);
    let (start, end) = (leaving(from, a + shift, along), leaving(to, b + shift, -along));
    if (end - start).dot(along) > 0.0 { vec![start, end] } else { vec![a, b] }
}

/// Where a ray from a point in `rect` leaves it.
fn leaving(rect: Rect, inside: Point, way: Vec2) -> Point {
    let time = |at: f64, way: f64, low: f64, high: f64| {
        if way > 0.0 {
            (high - at) / way
        } else if way < 0.0 {
            (low - at) / way
        } else {
            f64::INFINITY
        }
    };
    let t = time(inside.x, way.x, rect.x0, rect.x1).min(time(inside.y, way.y, rect.y0, rect.y1));
    let p = inside + way * t.max(0.0);
    Point::new(p.x.clamp(rect.x0, rect.x1), p.y.clamp(rect.y0, rect.y1))
}

/// A line from border to border through bends.
pub(super) fn through_bends(from: Rect, to: Rect, bends: &[Point]) -> Vec<Point> {
    let (Some(&first), Some(&last)) = (bends.first(), bends.last()) else { return line(from, to, 0.0) };
    let mut route = vec![border_towards(from, first)];
    route.extend_from_slice(bends);
    route.push(border_towards(to, last));
    route
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_on_borders_and_parallel_ones_keep_apart() {
        let boxes = [Rect::new(0.0, 0.0, 100.0, 60.0), Rect::new(300.0, 200.0, 400.0, 260.0)];
        let links = [(0, 1), (1, 0), (0, 1), (0, 0), (0, 9)];
        let lines = straight(&boxes, &links, &RouteOptions::default());
        for (line, link) in lines[..3].iter().zip(links) {
            for (p, b) in [(line[0], link.0), (line[1], link.1)] {
                let r = boxes[b];
                let near = |a: f64, b: f64| (a - b).abs() < 1e-9;
                assert!(r.inflate(1e-9, 1e-9).contains(p), "{p} {r}");
                assert!(near(p.x, r.x0) || near(p.x, r.x1) || near(p.y, r.y0) || near(p.y, r.y1), "{p} {r}");
            }
        }
        let middles: Vec<Point> = lines[..3].iter().map(|l| l[0].midpoint(l[1])).collect();
        for (i, a) in middles.iter().enumerate() {
            assert!(middles[..i].iter().all(|b| a.distance(*b) > 6.0), "{middles:?}");
        }
        assert_eq!((lines[3].len(), lines[4].len()), (5, 0));
    }

    #[test]
    fn a_line_to_what_a_box_holds_runs_inside_it() {
        let (outer, inner) = (Rect::new(0.0, 0.0, 300.0, 200.0), Rect::new(100.0, 60.0, 180.0, 120.0));
        let line = line(outer, inner, 0.0);
        assert_eq!(line, [Point::new(0.0, 90.0), Point::new(100.0, 90.0)]);
    }
}
