//! Plans between two plans, to show where things went.
//!
//! Knows nothing about time: it is told how far the way is gone.

use std::collections::HashMap;

use super::plan::{Plan, PlannedEdge};
use crate::geom::{Point, Rect};

/// How many points a line has on its way.
const POINTS: usize = 24;

/// The plan at a part of the way from `before` to `after`, 0 to 1. What only `after` has stands where it will.
#[must_use]
pub fn between(before: &Plan, after: &Plan, part: f64) -> Plan {
    if part >= 1.0 {
        return after.clone();
    }
    let mut plan = after.clone();
    for node in &mut plan.nodes {
        if let Some(old) = before.node(&node.element) {
            node.rect = Rect::from_points(
                old.rect.origin().lerp(node.rect.origin(), part),
                corner(old.rect).lerp(corner(node.rect), part),
            );
        }
    }
    let routes: HashMap<_, _> = before.edges.iter().map(|e| (&e.relation, &e.route)).collect();
    for edge in &mut plan.edges {
        if let Some(old) = routes.get(&edge.relation)
            && **old != edge.route
        {
            let (from, to) = (resampled(old), resampled(&edge.route));
            let route = from.iter().zip(&to).map(|(a, b)| a.lerp(*b, part)).collect();
            *edge = PlannedEdge { count: edge.count, ..PlannedEdge::new(edge.relation.clone(), route) };
        }
    }
    plan
}

fn corner(rect: Rect) -> Point {
    Point::new(rect.x1, rect.y1)
}

/// A line as so many points, evenly along it.
fn resampled(route: &[Point]) -> Vec<Point> {
    let Some(first) = route.first() else { return Vec::new() };
    let length: f64 = route.windows(2).map(|s| s[0].distance(s[1])).sum();
    let mut points = Vec::with_capacity(POINTS);
    let (mut segment, mut gone) = (0, 0.0);
    for i in 0..POINTS {
        let wanted = length * i as f64 / (POINTS - 1) as f64;
        while segment + 2 < route.len() && gone + route[segment].distance(route[segment + 1]) < wanted {
            gone += route[segment].distance(route[segment + 1]);
            segment += 1;
        }
        let here = route.get(segment).copied().unwrap_or(*first);
        let next = route.get(segment + 1).copied().unwrap_or(here);
        let step = here.distance(next);
        points.push(if step > 0.0 { here.lerp(next, ((wanted - gone) / step).clamp(0.0, 1.0)) } else { here });
    }
    points
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_keeps_its_ends_on_its_way() {
        let route = [Point::ZERO, Point::new(100.0, 0.0), Point::new(100.0, 50.0)];
        let points = resampled(&route);
        assert_eq!((points[0], points[POINTS - 1]), (route[0], route[2]));
        assert!(points.windows(2).all(|s| s[0].distance(s[1]) < 150.0 / 20.0));
        assert!(resampled(&[]).is_empty());
        assert_eq!(resampled(&[Point::new(3.0, 4.0)])[7], Point::new(3.0, 4.0));
    }
}
