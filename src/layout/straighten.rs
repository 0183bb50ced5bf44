//! Takes small jogs out of routes where nothing is in the way of a straight piece.
//!
//! Jogs come from moving pieces apart: what made them necessary has often moved on in the end.
//!
//! Knows nothing about how routes were found.

use super::buckets::Buckets;
use super::line::{is_level, is_upright};
use super::nudge::Draft;
use super::route::{RouteOptions, simplified};
use super::scene::Scene;
use crate::geom::{Point, Rect};

/// A piece between two parallel ones that is shorter than this is a jog.
const JOG: f64 = 24.0;

/// A straightened piece is not brought closer to others than this.
const APART: f64 = 6.0;

/// A straightened piece ends at least this far from the corners of its box.
const CORNER: f64 = 6.0;

/// Straightens all routes but the fixed ones.
pub(super) fn straighten(scene: &Scene, drafts: &mut [Draft], options: &RouteOptions) {
    let mut runs = Runs::new(scene, drafts);
    for d in 0..drafts.len() {
        if drafts[d].fixed {
            continue;
        }
        drafts[d].points = simplified(&drafts[d].points);
        // Each round takes one jog out.
        while let Some(better) = without_jog(scene, drafts, d, &runs, options) {
            drafts[d].points = better;
            runs.add(drafts, d);
        }
    }
}

/// All pieces of all routes by place, those that are no longer there too.
struct Runs {
    index: Buckets,
    runs: Vec<(usize, Point, Point)>,
}

impl Runs {
    fn new(scene: &Scene, drafts: &[Draft]) -> Self {
        let pieces = drafts.iter().map(|d| d.points.len()).sum();
        let mut runs = Self { index: Buckets::empty(scene.bounds(), pieces), runs: Vec::with_capacity(pieces) };
        for d in 0..drafts.len() {
            runs.add(drafts, d);
        }
        runs
    }

    fn add(&mut self, drafts: &[Draft], d: usize) {
        for pair in drafts[d].points.windows(2) {
            self.index.insert_segment(self.runs.len(), pair[0], pair[1]);
            self.runs.push((d, pair[0], pair[1]));
        }
    }

    /// The pieces of routes other than `own` near a place.
    fn near<'a>(&'a self, drafts: &'a [Draft], own: usize, place: Rect) -> impl Iterator<Item = (Point, Point)> + 'a {
        self.index.near(place).into_iter().map(|i| self.runs[i]).filter_map(move |(d, a, b)| {
            let is_there = d != own && drafts[d].points.windows(2).any(|pair| pair == [a, b]);
            is_there.then_some((a, b))
        })
    }

    /// Whether a piece comes close to a parallel one of another route.
    fn is_crowded(&self, drafts: &[Draft], own: usize, (a, b): (Point, Point)) -> bool {
        let around = Rect::from_points(a, b).inflate(APART, APART);
        let level = is_level(a, b);
        self.near(drafts, own, around).any(|(p, q)| {
            let parallel = if level { is_level(p, q) } else { is_upright(p, q) };
            parallel && crate::geom::overlaps(Rect::from_points(p, q).inflate(0.01, 0.01), around)
        })
    }

    /// How many pieces of other routes a route crosses.
    fn crossings(&self, drafts: &[Draft], own: usize, route: &[Point]) -> usize {
        let crossed = |a: Point, b: Point| {
            let level = is_level(a, b);
            let place = Rect::from_points(a, b);
            let near = self.near(drafts, own, place);
            near.filter(|&(p, q)| {
                let other = Rect::from_points(p, q);
                level != is_level(p, q)
                    && place.x0 <= other.x1
                    && other.x0 <= place.x1
                    && place.y0 <= other.y1
                    && other.y0 <= place.y1
            })
            .count()
        };
        route.windows(2).map(|pair| crossed(pair[0], pair[1])).sum()
    }
}

/// The route with one jog less; `None` where there is none that can go.
fn without_jog(scene: &Scene, drafts: &[Draft], d: usize, runs: &Runs, options: &RouteOptions) -> Option<Vec<Point>> {
    let draft = &drafts[d];
    let points = &draft.points;
    let last = points.len().checked_sub(1)?;
    for k in 1..last.saturating_sub(1) {
        let [a, b, c, e] = [points[k - 1], points[k], points[k + 1], points[k + 2]];
        // Both long pieces run on the same way.
        if b.distance(c) >= JOG || (b - a).dot(e - c) <= 0.0 {
            continue;
        }
        let level = is_level(a, b);
        let across = |p: Point| if level { p.y } else { p.x };
        for at in [across(a), across(c), f64::midpoint(across(a), across(c)).round()] {
            let moved = |p: Point| if level { Point::new(p.x, at) } else { Point::new(at, p.y) };
            let fits = |b: usize| {
                let rect = scene.rects[b];
                let (low, high) = if level { (rect.y0, rect.y1) } else { (rect.x0, rect.x1) };
                at >= low + CORNER && at <= high - CORNER
            };
            // Pieces before and after keep their way.
            let keeps = |far: usize, near: Point| {
                let (was, is) = (across(near) - across(points[far]), at - across(points[far]));
                was * is > 0.0 && is.abs() >= options.stub.min(was.abs())
            };
            let start = if k == 1 { across(a) - at == 0.0 || fits(draft.ends.source) } else { keeps(k - 2, a) };
            let end = if k + 2 == last { across(c) - at == 0.0 || fits(draft.ends.target) } else { keeps(k + 3, e) };
            let margin = if k == 1 || k + 2 == last { 0.0 } else { options.clearance / 2.0 };
            let (from, to) = (moved(a), moved(e));
            if !start
                || !end
                || !scene.is_free(&draft.ends, from, to, margin)
                || scene.runs_along_border(&draft.ends, from, to)
                || runs.is_crowded(drafts, d, (from, to))
            {
                continue;
            }
            let mut better = points.clone();
            better.splice(k - 1..=k + 2, [from, to]);
            let better = simplified(&better);
            let is_free = better.windows(2).all(|s| scene.is_free(&draft.ends, s[0], s[1], 0.0));
            if is_free && runs.crossings(drafts, d, &better) <= runs.crossings(drafts, d, points) {
                return Some(better);
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::Obstacle;

    fn straightened(boxes: &[Rect], routes: &[(usize, usize, Vec<Point>)]) -> Vec<Vec<Point>> {
        let obstacles: Vec<Obstacle> =
            boxes.iter().map(|&rect| Obstacle { rect, parent: None, names: [None; 2] }).collect();
        let scene = Scene::new(&obstacles);
        let mut drafts: Vec<Draft> = routes
            .iter()
            .enumerate()
            .map(|(link, (source, target, points))| {
                let ends = scene.ends(*source, *target);
                Draft { link, ends, points: points.clone(), fixed: false }
            })
            .collect();
        straighten(&scene, &mut drafts, &RouteOptions::default());
        drafts.into_iter().map(|d| d.points).collect()
    }

    fn jog(y0: f64, y1: f64) -> Vec<Point> {
        [(100.0, y0), (150.0, y0), (150.0, y1), (300.0, y1)].map(Point::from).to_vec()
    }

    #[test]
    fn a_jog_goes_where_nothing_is_in_the_way() {
        let boxes = [Rect::new(0.0, 0.0, 100.0, 60.0), Rect::new(300.0, 0.0, 400.0, 60.0)];
        let routes = straightened(&boxes, &[(0, 1, jog(30.0, 38.0))]);
        assert_eq!(routes[0], [Point::new(100.0, 30.0), Point::new(300.0, 30.0)]);
    }

    #[test]
    fn a_jog_stays_that_a_box_or_another_line_is_the_reason_for() {
        let mut boxes = vec![Rect::new(0.0, 0.0, 100.0, 60.0), Rect::new(300.0, 0.0, 400.0, 60.0)];
        let line = |y: f64| (0, 1, vec![Point::new(100.0, y), Point::new(300.0, y)]);
        let lines = [(0, 1, jog(30.0, 40.0)), line(35.0)];
        assert_eq!(straightened(&boxes, &lines)[0].len(), 4);
        assert_eq!(straightened(&boxes, &[lines[0].clone(), line(48.0)])[0].len(), 2);
        boxes.push(Rect::new(200.0, -40.0, 250.0, 36.0));
        boxes.push(Rect::new(110.0, 38.0, 140.0, 90.0));
        assert_eq!(straightened(&boxes, &lines[..1])[0].len(), 4);
    }
}
