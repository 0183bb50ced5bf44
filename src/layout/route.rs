//! Right-angled routes around boxes.
//!
//! Each link first gets the cheapest route on its own - a simple one where that is free, else one found by search - and
//! then all routes together are moved apart, which also spreads the ports along the sides.
//!
//! Knows nothing about automatic placement: the boxes may stand anywhere.

use super::nudge;
use super::scene::{Ends, Scene, Traffic, side_of};
use super::{search, simple, straighten};
use crate::geom::{Point, Rect};

/// With more links than this no ways are searched: what has no simple route goes straight through.
const SEARCH_AT_MOST: usize = 3_000;

/// Work that searching may take for all links together, so that the worst drawing takes a second or two.
const SEARCH_BUDGET: usize = 80_000_000;

/// A simple route that runs further than this in a container it only enters is compared with what a search finds.
const LONG_INSIDE: f64 = 120.0;

/// A box that routes keep away from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Obstacle {
    /// Where it is, in document units.
    pub rect: Rect,
    /// The container it lies in; routes to it may cross that container's border.
    pub parent: Option<usize>,
    /// Where its name and what is beside it stand if it holds others: routes into it go around those where that is not
    /// much longer.
    pub names: [Option<Rect>; 2],
}

/// Distances of routes, in document units.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RouteOptions {
    /// Distance kept from boxes where there is room.
    pub clearance: f64,
    /// Distance between parallel edges where there is room.
    pub spacing: f64,
    /// Least straight piece at each end where there is room.
    pub stub: f64,
}

impl Default for RouteOptions {
    fn default() -> Self {
        Self { clearance: 10.0, spacing: 10.0, stub: 14.0 }
    }
}

/// One polyline per link from the border of its source to the border of its target, every piece horizontal or
/// vertical.
///
/// No route runs through a box other than its ends and the containers around them, as long as there is a way around
/// and it is found: above 3,000 links, or when searching took too much work, links without a simple way run through
/// what is in between. A link whose box does not exist gets an empty polyline.
#[must_use]
pub fn route(boxes: &[Obstacle], links: &[(usize, usize)], options: &RouteOptions) -> Vec<Vec<Point>> {
    reroute(boxes, links, &[], options)
}

/// As [`route`], but routes in `kept`, which is by link, stay to the bit; the others cross few of them and keep their
/// distance from them where there is room. Links that `kept` is too short for are routed.
#[must_use]
pub fn reroute(
    boxes: &[Obstacle],
    links: &[(usize, usize)],
    kept: &[Option<Vec<Point>>],
    options: &RouteOptions,
) -> Vec<Vec<Point>> {
    let options = &tidy(options);
    let mut routes: Vec<Vec<Point>> =
        (0..links.len()).map(|link| kept.get(link).and_then(Clone::clone).unwrap_or_default()).collect();
    let fixed = |link: usize| kept.get(link).is_some_and(Option::is_some);
    if (0..links.len()).all(fixed) {
        return routes;
    }
    let scene = Scene::new(boxes);
    let mut drafts: Vec<nudge::Draft> = links
        .iter()
        .enumerate()
        .filter(|(_, link)| link.0 < boxes.len() && link.1 < boxes.len() && link.0 != link.1)
        .map(|(link, &(source, target))| {
            let (ends, points) = (scene.ends(source, target), routes[link].clone());
            nudge::Draft { link, ends, points, fixed: fixed(link) }
        })
        .collect();
    let wanted = drafts.iter().filter(|d| !d.fixed).count();
    find_ways(&scene, &mut drafts, if wanted > SEARCH_AT_MOST { 0 } else { SEARCH_BUDGET }, options);
    nudge::separate(&scene, &mut drafts, options);
    straighten::straighten(&scene, &mut drafts, options);
    for draft in drafts.into_iter().filter(|d| !d.fixed) {
        routes[draft.link] = simplified(&draft.points);
    }
    add_loops(&scene, links, &fixed, options, &mut routes);
    routes
}

/// Which routes can stay although the boxes in `moved` came to where they are now, or are new: those whose tips still lie
/// on the borders of their ends, and that run through none of the moved boxes. Boxes that stayed are no matter: a
/// route that ran through one of them had no other way.
///
/// A route whose end moved is judged by all boxes; a link whose box does not exist has nothing to keep.
#[must_use]
pub fn still_good(boxes: &[Obstacle], moved: &[usize], links: &[(usize, usize)], routes: &[Vec<Point>]) -> Vec<bool> {
    let scene = Scene::new(boxes);
    let mut is_moved = vec![false; boxes.len()];
    for &b in moved.iter().filter(|b| **b < boxes.len()) {
        is_moved[b] = true;
    }
    links
        .iter()
        .zip(routes)
        .map(|(&(source, target), route)| {
            let (Some(first), Some(last)) = (route.first(), route.last()) else { return false };
            if source >= boxes.len() || target >= boxes.len() || route.len() < 2 {
                return false;
            }
            let on_border = |b: usize, p: Point| {
                let rect = scene.rects[b];
                rect.inflate(1e-6, 1e-6).contains(p) && side_of(rect, p).is_some()
            };
            if !on_border(source, *first) || !on_border(target, *last) {
                return false;
            }
            let end_moved = is_moved[source] || is_moved[target];
            let ends = scene.ends(source, target);
            !route.windows(2).any(|pair| scene.meets(&ends, pair[0], pair[1], |b| end_moved || is_moved[b]))
        })
        .collect()
}

fn tidy(options: &RouteOptions) -> RouteOptions {
    let length = |v: f64| if v.is_finite() { v.clamp(0.0, 1000.0) } else { 0.0 };
    RouteOptions { clearance: length(options.clearance), spacing: length(options.spacing), stub: length(options.stub) }
}

/// A first route for every link, short links first, because they have the least choice.
fn find_ways(scene: &Scene, drafts: &mut [nudge::Draft], mut budget: usize, options: &RouteOptions) {
    let mut order: Vec<usize> = (0..drafts.len()).collect();
    let distance = |d: &nudge::Draft| {
        let (a, b) = (scene.rects[d.ends.source].center(), scene.rects[d.ends.target].center());
        (a.x - b.x).abs() + (a.y - b.y).abs()
    };
    order.sort_by(|&i, &j| distance(&drafts[i]).total_cmp(&distance(&drafts[j])).then(i.cmp(&j)));
    let mut traffic = Traffic::new(scene);
    for draft in drafts.iter().filter(|d| d.fixed) {
        traffic.add(scene, &draft.ends, &draft.points);
    }
    order.retain(|&i| !drafts[i].fixed);
    for i in order {
        let points = simplified(&find_way(scene, &drafts[i].ends, &traffic, &mut budget, options));
        traffic.add(scene, &drafts[i].ends, if budget > 0 { &points } else { &[] });
        drafts[i].points = points;
    }
}

fn find_way(scene: &Scene, ends: &Ends, traffic: &Traffic, budget: &mut usize, options: &RouteOptions) -> Vec<Point> {
    let simple = simple::simple_route(scene, ends, traffic, options);
    if let Some((_, route)) = &simple
        && (*budget == 0
            || simple::length_inside(scene, ends, route) < LONG_INSIDE
                && simple::length_in_names(scene, ends, route) == 0.0)
    {
        return route.clone();
    }
    let found = search::find(scene, ends, traffic, budget, options);
    match (simple, found) {
        (Some((cost, route)), Some(found)) => {
            if cost <= simple::cost(scene, ends, traffic, &simplified(&found)) {
                route
            } else {
                found
            }
        }
        (Some((_, route)), None) => route,
        (None, Some(found)) => found,
        (None, None) => simple::plain_route(scene.rects[ends.source], scene.rects[ends.target], ends, options.stub),
    }
}

/// Links from a box to itself: loops around its top right corner, each further out than the one before.
fn add_loops(
    scene: &Scene,
    links: &[(usize, usize)],
    fixed: &impl Fn(usize) -> bool,
    options: &RouteOptions,
    routes: &mut [Vec<Point>],
) {
    let mut loops_of = vec![0_usize; scene.rects.len()];
    for (i, &(source, target)) in links.iter().enumerate() {
        if source != target || source >= scene.rects.len() {
            continue;
        }
        let rect = scene.rects[source];
        let nth = loops_of[source] as f64;
        loops_of[source] += 1;
        if fixed(i) {
            continue;
        }
        let ends = scene.ends(source, target);
        let mut out = options.stub.max(6.0) + nth * options.spacing;
        let mut drawn = corner_loop(rect, out, nth * options.spacing);
        // Smaller where something stands close by.
        for _ in 0..6 {
            if drawn.windows(2).all(|pair| scene.is_free(&ends, pair[0], pair[1], 0.0)) {
                break;
            }
            out /= 2.0;
            drawn = corner_loop(rect, out, nth * options.spacing);
        }
        routes[i] = drawn;
    }
}

pub(super) fn corner_loop(rect: Rect, out: f64, further: f64) -> Vec<Point> {
    let inset = |side: f64| (16.0 + further).min(side / 2.0);
    let (x, y) = (rect.x1 - inset(rect.width()), rect.y0 + inset(rect.height()));
    vec![
        Point::new(x, rect.y0),
        Point::new(x, rect.y0 - out),
        Point::new(rect.x1 + out, rect.y0 - out),
        Point::new(rect.x1 + out, y),
        Point::new(rect.x1, y),
    ]
}

/// Without repeated points and without points in the middle of a straight run; at least two points stay.
pub(super) fn simplified(points: &[Point]) -> Vec<Point> {
    let mut kept: Vec<Point> = Vec::with_capacity(points.len());
    for &p in points {
        if kept.last() == Some(&p) {
            continue;
        }
        if let [.., a, b] = kept[..]
            && ((b.x - a.x == 0.0 && p.x - b.x == 0.0) || (b.y - a.y == 0.0 && p.y - b.y == 0.0))
        {
            kept.pop();
            if kept.last() == Some(&p) {
                continue;
            }
        }
        kept.push(p);
    }
    if let [only] = kept[..] {
        kept.push(only);
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geom::overlaps;
    use proptest::prelude::*;

    fn free(x0: f64, y0: f64, x1: f64, y1: f64) -> Obstacle {
        Obstacle { rect: Rect::new(x0, y0, x1, y1), parent: None, names: [None; 2] }
    }

    fn routed(boxes: &[Obstacle], links: &[(usize, usize)]) -> Vec<Vec<Point>> {
        route(boxes, links, &RouteOptions::default())
    }

    fn on_border(rect: Rect, p: Point) -> bool {
        let near = |a: f64, b: f64| (a - b).abs() < 1e-6;
        rect.inflate(1e-6, 1e-6).contains(p)
            && (near(p.x, rect.x0) || near(p.x, rect.x1) || near(p.y, rect.y0) || near(p.y, rect.y1))
    }

    fn is_right_angled(route: &[Point]) -> bool {
        route.windows(2).all(|pair| pair[0].x - pair[1].x == 0.0 || pair[0].y - pair[1].y == 0.0)
    }

    fn runs_through(route: &[Point], rect: Rect) -> bool {
        let inside = rect.inflate(-1e-6, -1e-6);
        inside.width() > 0.0
            && inside.height() > 0.0
            && route.windows(2).any(|pair| overlaps(Rect::from_points(pair[0], pair[1]).inflate(1e-9, 1e-9), inside))
    }

    #[test]
    fn facing_boxes_are_joined_straight() {
        let boxes = [free(0.0, 0.0, 100.0, 60.0), free(200.0, 10.0, 300.0, 70.0)];
        let routes = routed(&boxes, &[(0, 1)]);
        assert_eq!(routes[0], [Point::new(100.0, 35.0), Point::new(200.0, 35.0)]);
    }

    #[test]
    fn a_box_in_between_is_gone_around() {
        let boxes = [free(0.0, 0.0, 100.0, 60.0), free(400.0, 0.0, 500.0, 60.0), free(200.0, -50.0, 300.0, 80.0)];
        let routes = routed(&boxes, &[(0, 1)]);
        assert!(!runs_through(&routes[0], boxes[2].rect), "{:?}", routes[0]);
    }

    #[test]
    fn links_between_the_same_boxes_do_not_lie_on_each_other() {
        let boxes = [free(0.0, 0.0, 100.0, 60.0), free(200.0, 0.0, 300.0, 60.0)];
        let routes = routed(&boxes, &[(0, 1), (0, 1), (1, 0)]);
        let mut heights: Vec<f64> = routes.iter().map(|r| r[0].y).collect();
        heights.sort_by(f64::total_cmp);
        assert!(heights.windows(2).all(|pair| pair[1] - pair[0] >= 8.0), "{heights:?}");
    }

    #[test]
    fn a_fan_does_not_cross_itself() {
        let mut boxes = vec![free(0.0, 200.0, 100.0, 264.0)];
        boxes.extend((0..6).map(|i| free(300.0, f64::from(i) * 90.0, 400.0, f64::from(i) * 90.0 + 60.0)));
        let links: Vec<(usize, usize)> = [4, 1, 6, 3, 5, 2].map(|i| (0, i)).to_vec();
        let routes = routed(&boxes, &links);
        for (i, a) in routes.iter().enumerate() {
            for b in &routes[..i] {
                for (p, q) in a.windows(2).flat_map(|p| b.windows(2).map(move |q| (p, q))) {
                    let (p, q) = (Rect::from_points(p[0], p[1]), Rect::from_points(q[0], q[1]));
                    let apart = p.x1 < q.x0 || q.x1 < p.x0 || p.y1 < q.y0 || q.y1 < p.y0;
                    assert!(apart, "{a:?} meets {b:?}");
                }
            }
        }
    }

    #[test]
    fn new_routes_keep_their_distance_from_kept_ones() {
        let boxes = [free(0.0, 0.0, 100.0, 60.0), free(200.0, 0.0, 300.0, 60.0)];
        let kept = vec![Point::new(100.0, 30.0), Point::new(200.0, 30.0)];
        let given = [Some(kept.clone()), None, None];
        let routes = reroute(&boxes, &[(0, 1), (0, 1), (1, 0)], &given, &RouteOptions::default());
        assert_eq!(routes[0], kept);
        let mut heights: Vec<f64> = routes.iter().map(|r| r[0].y).collect();
        heights.sort_by(f64::total_cmp);
        assert!(heights.windows(2).all(|pair| pair[1] - pair[0] >= 8.0), "{heights:?}");
    }

    #[test]
    fn a_route_is_good_until_its_end_moves_or_something_moves_into_it() {
        let mut boxes = [free(0.0, 0.0, 100.0, 60.0), free(400.0, 0.0, 500.0, 60.0), free(200.0, 200.0, 300.0, 260.0)];
        let links = [(0, 1), (0, 2), (9, 0)];
        let routes = routed(&boxes, &links);
        assert_eq!(still_good(&boxes, &[], &links, &routes), [true, true, false]);
        // It slides along its line; the line to the other box is no longer met.
        boxes[2].rect = boxes[2].rect + crate::geom::Vec2::new(0.0, -190.0);
        assert_eq!(still_good(&boxes, &[2], &links, &routes), [false, false, false]);
        // A route through a box that did not move had no other way.
        assert_eq!(still_good(&boxes, &[], &links[..1], &routes[..1]), [true]);
    }

    #[test]
    fn a_link_to_itself_is_a_loop_at_the_top_right() {
        let boxes = [free(0.0, 0.0, 100.0, 60.0)];
        let routes = routed(&boxes, &[(0, 0)]);
        assert_eq!(routes[0].len(), 5);
        assert!(routes[0][2].x > 100.0 && routes[0][2].y < 0.0);
    }

    #[test]
    fn a_link_into_a_container_passes_between_what_is_inside() {
        let inside = |x0| Obstacle { rect: Rect::new(x0, 60.0, x0 + 100.0, 120.0), parent: Some(0), names: [None; 2] };
        let boxes = [
            free(200.0, 0.0, 580.0, 140.0),
            inside(220.0),
            inside(340.0),
            inside(460.0),
            free(0.0, 60.0, 100.0, 120.0),
        ];
        let routes = routed(&boxes, &[(4, 2), (0, 3)]);
        assert!(!runs_through(&routes[0], boxes[1].rect));
        assert!(on_border(boxes[2].rect, routes[0][routes[0].len() - 1]));
        assert!(
            on_border(boxes[0].rect, routes[1][0])
                && routes[1].iter().all(|p| boxes[0].rect.inflate(0.1, 0.1).contains(*p))
        );
    }

    #[test]
    fn a_link_to_nowhere_is_empty() {
        assert_eq!(routed(&[free(0.0, 0.0, 1.0, 1.0)], &[(0, 7)]), [Vec::new()]);
    }

    /// Boxes in the cells of a grid, some of which hold two boxes inside.
    fn scattered() -> impl Strategy<Value = Vec<Obstacle>> {
        let cell = (20.0..150.0, 20.0..90.0, 0.0..60.0, 0.0..60.0, 0..5_u8);
        proptest::collection::vec(cell, 2..30).prop_map(|cells| {
            let mut boxes = Vec::new();
            for (i, (width, height, dx, dy, kind)) in cells.into_iter().enumerate() {
                let (x, y) = ((i % 6) as f64 * 220.0 + dx, (i / 6) as f64 * 160.0 + dy);
                let outer = boxes.len();
                boxes.push(free(x, y, x + width, y + height));
                if kind == 0 && width > 100.0 && height > 50.0 {
                    for child in 0..2 {
                        let left = x + 10.0 + f64::from(child) * (width / 2.0 - 5.0);
                        let rect = Rect::new(left, y + 20.0, left + width / 2.0 - 15.0, y + height - 10.0);
                        boxes.push(Obstacle { rect, parent: Some(outer), names: [None; 2] });
                    }
                }
            }
            boxes
        })
    }

    fn is_around(boxes: &[Obstacle], outer: usize, inner: usize) -> bool {
        std::iter::successors(boxes[inner].parent, |&i| boxes[i].parent).any(|i| i == outer)
    }

    fn wild() -> impl Strategy<Value = Vec<Obstacle>> {
        let number = prop_oneof![-300.0..300.0, Just(0.0), Just(1e300), Just(f64::INFINITY), Just(-1e9)];
        let corner = (number.clone(), number.clone(), number.clone(), number, proptest::option::of(0..12_usize));
        proptest::collection::vec(corner, 1..12).prop_map(|boxes| {
            boxes
                .into_iter()
                .map(|(a, b, c, d, parent)| Obstacle { rect: Rect::new(a, b, c, d), parent, names: [None; 2] })
                .collect()
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn routes_keep_out_of_boxes(boxes in scattered(), seeds in proptest::collection::vec(any::<(u16, u16)>(), 1..60)) {
            let pick = |seed: u16| usize::from(seed) % boxes.len();
            let links: Vec<(usize, usize)> = seeds.iter().map(|s| (pick(s.0), pick(s.1))).collect();
            let routes = routed(&boxes, &links);
            prop_assert_eq!(&routes, &routed(&boxes, &links));
            for (route, &(source, target)) in routes.iter().zip(&links) {
                prop_assert!(route.len() >= 2 && is_right_angled(route), "{:?}", route);
                prop_assert!(on_border(boxes[source].rect, route[0]), "{:?}", route);
                prop_assert!(on_border(boxes[target].rect, route[route.len() - 1]), "{:?}", route);
                for b in 0..boxes.len() {
                    let may_cross = is_around(&boxes, b, source) || is_around(&boxes, b, target);
                    prop_assert!(may_cross || !runs_through(route, boxes[b].rect), "{:?} through {:?}", route, boxes[b]);
                }
            }
        }

        #[test]
        fn kept_routes_stay_to_the_bit_and_new_ones_keep_out_of_boxes(
            boxes in scattered(), seeds in proptest::collection::vec(any::<(u16, u16, bool)>(), 1..50)
        ) {
            let pick = |seed: u16| usize::from(seed) % boxes.len();
            let links: Vec<(usize, usize)> = seeds.iter().map(|s| (pick(s.0), pick(s.1))).collect();
            let all = routed(&boxes, &links);
            let kept: Vec<_> = all.iter().zip(&seeds).map(|(r, s)| s.2.then(|| r.clone())).collect();
            let again = reroute(&boxes, &links, &kept, &RouteOptions::default());
            prop_assert_eq!(&again, &reroute(&boxes, &links, &kept, &RouteOptions::default()));
            for ((route, kept), &(source, target)) in again.iter().zip(&kept).zip(&links) {
                prop_assert!(kept.as_ref().is_none_or(|kept| kept == route));
                prop_assert!(is_right_angled(route), "{:?}", route);
                for b in 0..boxes.len() {
                    let may_cross = is_around(&boxes, b, source) || is_around(&boxes, b, target);
                    prop_assert!(may_cross || !runs_through(route, boxes[b].rect), "{:?} through {:?}", route, boxes[b]);
                }
            }
            let good = still_good(&boxes, &(0..boxes.len()).collect::<Vec<_>>(), &links, &again);
            prop_assert!(good.iter().all(|good| *good), "a route that was just found is good");
        }

        #[test]
        fn nothing_makes_it_fail(boxes in wild(), links in proptest::collection::vec((0..13_usize, 0..13_usize), 0..40)) {
            for route in routed(&boxes, &links) {
                prop_assert!(route.is_empty() || route.len() >= 2);
                prop_assert!(is_right_angled(&route), "{:?}", route);
                prop_assert!(route.iter().all(|p| p.x.is_finite() && p.y.is_finite()));
            }
        }
    }
}
