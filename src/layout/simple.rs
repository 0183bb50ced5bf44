//! Ports on the sides of a box, and the routes with at most two bends between two boxes.
//!
//! Knows nothing about searching.

use super::route::RouteOptions;
use super::scene::{Ends, Scene, Traffic};
use crate::geom::{Point, Rect, Vec2};

/// What a bend costs, in units of length.
pub(super) const BEND: f64 = 50.0;
/// What crossing another route costs.
pub(super) const CROSSING: f64 = 14.0;
/// What running on top of another route costs for each unit of length.
pub(super) const SHARING: f64 = 0.25;
/// What a unit of length costs in a container that is only entered, on top of the length itself: headers are there.
pub(super) const INSIDE: f64 = 0.8;
/// What a unit of length across the name of a container costs, on top of the length itself.
pub(super) const NAME: f64 = 5.0;
/// Ports keep at least this distance from corners where the side is long enough.
const CORNER: f64 = 8.0;
/// Facing sides that share less than this are not joined by a straight route.
const LEAST_OVERLAP: f64 = 6.0;
/// What each port too many on a side costs.
const CROWDED: f64 = 25.0;
/// From this length on, a port goes where the other box is rather than to the middle of the side.
const LONG_SIDE: f64 = 260.0;

/// A direction along an axis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    Right,
    Down,
    Left,
    Up,
}

impl Way {
    pub(super) const ALL: [Self; 4] = [Self::Right, Self::Down, Self::Left, Self::Up];

    pub(super) fn vector(self) -> Vec2 {
        match self {
            Self::Right => Vec2::new(1.0, 0.0),
            Self::Down => Vec2::new(0.0, 1.0),
            Self::Left => Vec2::new(-1.0, 0.0),
            Self::Up => Vec2::new(0.0, -1.0),
        }
    }

    pub(super) fn is_horizontal(self) -> bool {
        matches!(self, Self::Left | Self::Right)
    }

    pub(super) fn back(self) -> Self {
        Self::ALL[(self as usize + 2) % 4]
    }
}

/// A point on a border where a route may start.
#[derive(Clone, Copy, Debug)]
pub(super) struct Port {
    pub(super) at: Point,
    /// The way a route leaves here.
    pub(super) way: Way,
    /// What using it costs.
    pub(super) cost: f64,
}

/// The stretch of a side where ports may be: where it starts and ends along the side.
pub(super) fn side_range(rect: Rect, horizontal_side: bool) -> (f64, f64) {
    let (from, to) = if horizontal_side { (rect.x0, rect.x1) } else { (rect.y0, rect.y1) };
    let corner = (CORNER + 0.04 * (to - from)).min((to - from) / 4.0);
    (from + corner, to - corner)
}

/// Ports on all four sides of box `b` for a route to `other`; `inwards` ones are for something inside the box.
pub(super) fn ports(
    scene: &Scene,
    traffic: &Traffic,
    (b, other): (usize, usize),
    inwards: bool,
    spacing: f64,
) -> Vec<Port> {
    let (rect, other) = (scene.rects[b], scene.rects[other]);
    let mut ports = Vec::new();
    for side in Way::ALL {
        let (from, to) = side_range(rect, !side.is_horizontal());
        let (other_from, other_to) = side_range(other, !side.is_horizontal());
        let centre = if side.is_horizontal() { other.center().y } else { other.center().x };
        let room = ((to - from) / spacing.max(1.0)).floor();
        let cost = CROWDED * (f64::from(traffic.ports_used(b, side)) - room).max(0.0);
        let mut places = vec![f64::midpoint(from, to)];
        if to - from > LONG_SIDE {
            places[0] = centre.clamp(from, to);
        }
        if to.min(other_to) - from.max(other_from) >= LEAST_OVERLAP {
            places.push(f64::midpoint(to.min(other_to), from.max(other_from)));
        }
        places.dedup();
        for place in places {
            let at = match side {
                Way::Right => Point::new(rect.x1, place),
                Way::Left => Point::new(rect.x0, place),
                Way::Down => Point::new(place, rect.y1),
                Way::Up => Point::new(place, rect.y0),
            };
            ports.push(Port { at, way: if inwards { side.back() } else { side }, cost });
        }
    }
    ports
}

/// The cheapest free route with at most two bends - straight, one corner, or a Z - and its cost.
pub(super) fn simple_route(
    scene: &Scene,
    ends: &Ends,
    traffic: &Traffic,
    options: &RouteOptions,
) -> Option<(f64, Vec<Point>)> {
    let starts = ports(scene, traffic, (ends.source, ends.target), ends.from_inside, options.spacing);
    let goals = ports(scene, traffic, (ends.target, ends.source), ends.to_inside, options.spacing);
    let mut best: Option<(f64, Vec<Point>)> = None;
    for start in &starts {
        for goal in &goals {
            for candidate in joined(*start, *goal, options) {
                let cost = base_cost(scene, ends, &candidate) + start.cost + goal.cost;
                if best.as_ref().is_some_and(|(least, _)| *least <= cost) || !is_free(scene, ends, &candidate, options)
                {
                    continue;
                }
                let cost = cost + traffic_cost(traffic, &candidate);
                if best.as_ref().is_none_or(|(least, _)| cost < *least) {
                    best = Some((cost, candidate));
                }
            }
        }
    }
    best
}

/// What a route costs, without what its ports do.
pub(super) fn cost(scene: &Scene, ends: &Ends, traffic: &Traffic, route: &[Point]) -> f64 {
    base_cost(scene, ends, route) + traffic_cost(traffic, route)
}

fn base_cost(scene: &Scene, ends: &Ends, route: &[Point]) -> f64 {
    let start_is_horizontal = (route[1].x - route[0].x).abs() > (route[1].y - route[0].y).abs();
    let length: f64 = route.windows(2).map(|pair| pair[0].distance(pair[1])).sum();
    let bends = route.len() - 2;
    // One corner looks restless in a drawing that runs left to right; a Z across is calm.
    let taste = match (bends, start_is_horizontal) {
        (1, _) => 40.0,
        (_, true) => 0.0,
        (0, false) => 10.0,
        (_, false) => 20.0,
    };
    let inside = INSIDE * length_inside(scene, ends, route) + NAME * length_in_names(scene, ends, route);
    length + BEND * bends as f64 + taste + inside
}

/// The length of a route in containers that are around one end only.
pub(super) fn length_inside(scene: &Scene, ends: &Ends, route: &[Point]) -> f64 {
    length_within(scene.entered(ends), route)
}

/// The length of a route across the names of containers.
pub(super) fn length_in_names(scene: &Scene, ends: &Ends, route: &[Point]) -> f64 {
    length_within(scene.names(ends), route)
}

fn length_within(areas: impl Iterator<Item = Rect>, route: &[Point]) -> f64 {
    areas
        .flat_map(|inside| route.windows(2).map(move |pair| (Rect::from_points(pair[0], pair[1]), inside)))
        .map(|(piece, inside)| {
            let width = piece.x1.min(inside.x1) - piece.x0.max(inside.x0);
            let height = piece.y1.min(inside.y1) - piece.y0.max(inside.y0);
            if width < 0.0 || height < 0.0 { 0.0 } else { width + height }
        })
        .sum()
}

fn traffic_cost(traffic: &Traffic, route: &[Point]) -> f64 {
    route
        .windows(2)
        .map(|pair| {
            let (crossed, shared) = traffic.met(pair[0], pair[1]);
            CROSSING * crossed as f64 + SHARING * shared
        })
        .sum()
}

fn is_free(scene: &Scene, ends: &Ends, route: &[Point], options: &RouteOptions) -> bool {
    let last = route.len() - 2;
    route.windows(2).enumerate().all(|(i, pair)| {
        // The first and last pieces touch their own boxes.
        let margin = if i == 0 || i == last { 0.0 } else { options.clearance / 2.0 };
        scene.is_free(ends, pair[0], pair[1], margin) && !scene.runs_along_border(ends, pair[0], pair[1])
    })
}

/// Routes from one port to another without leaving the stretch between them.
fn joined(start: Port, end: Port, options: &RouteOptions) -> Vec<Vec<Point>> {
    let (a, b) = (start.at, end.at);
    let ahead = start.way.vector();
    let distance = (b - a).dot(ahead);
    let mut found = Vec::new();
    if start.way == end.way.back() {
        let sideways = if start.way.is_horizontal() { b.y - a.y } else { b.x - a.x };
        if sideways == 0.0 && distance > 0.0 {
            found.push(vec![a, b]);
        } else if distance >= 2.0 * options.stub.max(1.0) {
            let near = (options.stub + options.clearance) / distance;
            let shares: &[f64] = if near < 0.4 { &[0.5, near, 1.0 - near] } else { &[0.5] };
            for share in shares {
                let turn = a + ahead * distance * *share;
                let across = if start.way.is_horizontal() { Point::new(turn.x, b.y) } else { Point::new(b.x, turn.y) };
                found.push(vec![a, turn, across, b]);
            }
        }
    } else if start.way.is_horizontal() != end.way.is_horizontal() {
        let corner = if start.way.is_horizontal() { Point::new(b.x, a.y) } else { Point::new(a.x, b.y) };
        let least = options.stub.max(1.0);
        if (corner - a).dot(ahead) >= least && (corner - b).dot(end.way.vector()) >= least {
            found.push(vec![a, corner, b]);
        }
    }
    found
}

/// A route with three pieces that always exists and may run through boxes.
pub(super) fn plain_route(from: Rect, to: Rect, ends: &Ends, stub: f64) -> Vec<Point> {
    let (a, b) = (from.center(), to.center());
    if ends.from_inside {
        return vec![Point::new(from.x0, b.y.clamp(from.y0, from.y1)), Point::new(to.x0, b.y)];
    }
    if ends.to_inside {
        return vec![Point::new(from.x1, a.y), Point::new(to.x1, a.y.clamp(to.y0, to.y1))];
    }
    let z_across = |x0: f64, x1: f64| {
        let x = f64::midpoint(x0, x1);
        vec![Point::new(x0, a.y), Point::new(x, a.y), Point::new(x, b.y), Point::new(x1, b.y)]
    };
    let z_down = |y0: f64, y1: f64| {
        let y = f64::midpoint(y0, y1);
        vec![Point::new(a.x, y0), Point::new(a.x, y), Point::new(b.x, y), Point::new(b.x, y1)]
    };
    if to.x0 - from.x1 > stub {
        z_across(from.x1, to.x0)
    } else if from.x0 - to.x1 > stub {
        z_across(from.x0, to.x1)
    } else if to.y0 > from.y1 {
        z_down(from.y1, to.y0)
    } else if from.y0 > to.y1 {
        z_down(from.y0, to.y1)
    } else {
        let x = from.x1.max(to.x1) + stub.max(1.0);
        vec![Point::new(from.x1, a.y), Point::new(x, a.y), Point::new(x, b.y), Point::new(to.x1, b.y)]
    }
}
