//! Places for labels on their lines where they touch nothing: no box, no other label, no other line.
//!
//! Knows nothing about what labels say.

use super::buckets::Buckets;
use super::line::is_level;
use super::scene::crosses;
use crate::geom::{Point, Rect, Size, bounds_of, overlaps};

/// Distance of a label from boxes and other labels.
const APART: f64 = 3.0;

/// Distance of a label from other lines.
const BESIDE: f64 = 2.0;

/// Line on both sides of a label, on the same piece: half of it may go into a round corner, the rest is seen.
const SEEN: f64 = 14.0;

/// At the ends of a line this much stays free for heads and letters.
const HEAD: f64 = 12.0;

/// From one place that is tried to the next.
const STEP: f64 = 8.0;

/// Places that are tried at most to each side of the middle of a piece, further apart where it is long.
const TRIES: f64 = 60.0;

/// How much further from the middle of its line a level piece may be to be preferred to another.
const LEVEL: f64 = 60.0;

/// The centre of every label - given as the number of its route and its size - in their order.
///
/// A label is on a piece of its own route that is long enough to be seen on both sides of it, near the middle of the route,
/// rather on a horizontal piece than another. `None` where no place is free: no label is better than one that covers what
/// it does not belong to. Labels with few possible places choose first.
#[must_use]
pub fn label_places(labels: &[(usize, Size)], routes: &[&[Point]], boxes: &[Rect]) -> Vec<Option<Point>> {
    let around = |points: &[Point]| bounds_of(points.iter().map(|p| Rect::from_points(*p, *p)));
    let bounds = bounds_of(routes.iter().filter_map(|r| around(r))).unwrap_or_default();
    let pieces: Vec<(usize, Point, Point)> =
        routes.iter().enumerate().flat_map(|(r, points)| points.windows(2).map(move |p| (r, p[0], p[1]))).collect();
    let mut lines = Buckets::empty(bounds, pieces.len());
    for (i, (_, a, b)) in pieces.iter().enumerate() {
        lines.insert_segment(i, *a, *b);
    }
    let solid = Buckets::new(boxes);
    let tried: Vec<Vec<Point>> =
        labels.iter().map(|(r, size)| routes.get(*r).map(|route| places(route, *size)).unwrap_or_default()).collect();
    let mut order: Vec<usize> = (0..labels.len()).collect();
    order.sort_by_key(|&l| (tried[l].len(), l));
    let mut taken: Vec<Rect> = Vec::new();
    let mut labelled = Buckets::empty(bounds, labels.len());
    let mut found = vec![None; labels.len()];
    for l in order {
        let (own, size) = labels[l];
        found[l] = tried[l].iter().copied().find(|&at| {
            let rect = Rect::from_center_size(at, size);
            let (apart, beside) = (rect.inflate(APART, APART), rect.inflate(BESIDE, BESIDE));
            solid.near(apart).into_iter().all(|b| !overlaps(boxes[b], apart))
                && labelled.near(apart).into_iter().all(|t| !overlaps(taken[t], apart))
                && lines.near(beside).into_iter().map(|i| pieces[i]).all(|(r, a, b)| r == own || !crosses(beside, a, b))
        });
        if let Some(at) = found[l] {
            let rect = Rect::from_center_size(at, size);
            labelled.insert(taken.len(), rect);
            taken.push(rect);
        }
    }
    found
}

/// Where a label may be on its route, best first.
fn places(route: &[Point], size: Size) -> Vec<Point> {
    let total: f64 = route.windows(2).map(|s| s[0].distance(s[1])).sum();
    let mut places: Vec<(f64, Point)> = Vec::new();
    let mut before = 0.0;
    for (i, pair) in route.windows(2).enumerate() {
        let (a, b) = (pair[0], pair[1]);
        let length = a.distance(b);
        let along = (b - a) / length.max(1e-9);
        // How much of the piece the label covers.
        let covered = (size.width / along.x.abs().max(1e-9)).min(size.height / along.y.abs().max(1e-9));
        let end = |is_end: bool| covered / 2.0 + if is_end { HEAD } else { SEEN };
        let (low, high) = (end(i == 0), length - end(i + 2 == route.len()));
        let level = is_level(a, b);
        if length > 0.0 && low <= high {
            let middle = f64::midpoint(low, high);
            let reach = (high - low) / 2.0;
            let steps = (reach / STEP).min(TRIES) as i32;
            for step in -steps..=steps {
                let at = middle + f64::from(step) * STEP.max(reach / TRIES);
                let off = (before + at - total / 2.0).abs() + f64::from(step.abs()) + if level { 0.0 } else { LEVEL };
                places.push((off, a + along * at));
            }
        }
        before += length;
    }
    places.sort_by(|p, q| p.0.total_cmp(&q.0));
    places.into_iter().map(|(_, at)| at).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::{Obstacle, RouteOptions, route};
    use proptest::prelude::*;

    const LABEL: Size = Size::new(50.0, 15.0);

    #[test]
    fn the_middle_is_taken_where_it_is_free_and_left_where_it_is_not() {
        let line = [Point::new(0.0, 0.0), Point::new(300.0, 0.0)];
        assert_eq!(label_places(&[(0, LABEL)], &[&line], &[]), [Some(Point::new(150.0, 0.0))]);
        let other = [Point::new(150.0, -50.0), Point::new(150.0, 50.0)];
        let at = label_places(&[(0, LABEL)], &[&line, &other], &[])[0].expect("there is room beside the other line");
        assert!((at.x - 150.0).abs() > 27.0 && (at.x - 150.0).abs() < 40.0, "{at}");
    }

    #[test]
    fn no_place_is_better_than_a_bad_one() {
        let short = [Point::new(0.0, 0.0), Point::new(60.0, 0.0)];
        assert_eq!(label_places(&[(0, LABEL), (7, LABEL)], &[&short], &[]), [None, None]);
        let line = [Point::new(0.0, 0.0), Point::new(300.0, 0.0)];
        assert_eq!(label_places(&[(0, LABEL)], &[&line], &[Rect::new(0.0, 4.0, 300.0, 90.0)]), [None]);
    }

    #[test]
    fn level_pieces_are_preferred() {
        let line = [Point::new(0.0, 0.0), Point::new(120.0, 0.0), Point::new(120.0, 100.0)];
        let at = label_places(&[(0, LABEL)], &[&line], &[])[0].expect("nothing is in the way");
        assert!(at.y.abs() < 1e-9, "{at}");
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn labels_touch_nothing(
            cells in proptest::collection::vec((40.0..150.0, 30.0..90.0, 0.0..60.0, 0.0..60.0), 2..25),
            seeds in proptest::collection::vec((any::<u16>(), any::<u16>(), 20.0..90.0), 1..50),
        ) {
            let rects: Vec<Rect> = cells
                .iter()
                .enumerate()
                .map(|(i, &(w, h, dx, dy))| {
                    let at = Point::new((i % 5) as f64 * 260.0 + dx, (i / 5) as f64 * 170.0 + dy);
                    Rect::from_origin_size(at, (w, h))
                })
                .collect();
            let boxes: Vec<Obstacle> = rects.iter().map(|&rect| Obstacle { rect, parent: None, names: [None; 2] }).collect();
            let pick = |seed: u16| usize::from(seed) % rects.len();
            let links: Vec<(usize, usize)> = seeds.iter().map(|s| (pick(s.0), pick(s.1))).collect();
            let routes = route(&boxes, &links, &RouteOptions::default());
            let lent: Vec<&[Point]> = routes.iter().map(Vec::as_slice).collect();
            let labels: Vec<(usize, Size)> =
                seeds.iter().enumerate().map(|(i, s)| (i, Size::new(s.2, 15.0))).collect();
            let places = label_places(&labels, &lent, &rects);
            prop_assert_eq!(&places, &label_places(&labels, &lent, &rects));
            let placed: Vec<(usize, Rect)> = places
                .iter()
                .enumerate()
                .filter_map(|(i, at)| Some((i, Rect::from_center_size((*at)?, labels[i].1))))
                .collect();
            for (n, (i, label)) in placed.iter().enumerate() {
                prop_assert!(rects.iter().all(|r| !overlaps(*r, *label)));
                prop_assert!(placed[..n].iter().all(|(_, other)| !overlaps(*other, *label)));
                for (r, points) in routes.iter().enumerate() {
                    let met = points.windows(2).any(|s| crosses(*label, s[0], s[1]));
                    prop_assert_eq!(met && r != *i, false, "label {} on route {}", i, r);
                    prop_assert!(r != *i || met, "label {} is off its route", i);
                }
            }
        }
    }
}
