//! Moves routes that run on top of each other apart and into the middle of their channels.
//!
//! Every piece of a route may move across its direction between the boxes next to it; pieces at the ends slide along
//! their side, which spreads the ports. Which of two neighbours goes first is read off where their routes part, so that
//! moving them apart does not make them cross. First the vertical pieces move, then the horizontal ones, then the
//! vertical ones again with what has become free.
//!
//! Knows nothing about how the routes were found.

use super::route::RouteOptions;
use super::scene::{Ends, Scene};
use super::simple::side_range;
use super::spread::{self, Piece};
use crate::geom::{Point, Rect, bounds_of, overlaps};
use std::cmp::Ordering;

/// How far a channel is looked at to each side of a piece.
const REACH: f64 = 300.0;

/// Pairs of neighbouring pieces that are told apart at most.
const PAIRS: usize = 400_000;

/// A route in the making: its pieces are horizontal and vertical by turns.
pub(super) struct Draft {
    /// The index of the link.
    pub(super) link: usize,
    pub(super) ends: Ends,
    pub(super) points: Vec<Point>,
    /// Stays as it is; the others keep their distance from it. Its pieces may be at any angle.
    pub(super) fixed: bool,
}

/// Moves the pieces of all routes apart, except of fixed ones.
pub(super) fn separate(scene: &Scene, drafts: &mut [Draft], options: &RouteOptions) {
    // Where routes part is read off the routes as they were found, while pieces lie exactly on each other.
    let found: Vec<Vec<Point>> = drafts.iter().map(|d| d.points.clone()).collect();
    for horizontal in [false, true, false] {
        let strands = strands(scene, drafts, horizontal, options);
        let orders = orders(drafts, &found, &strands, horizontal, options);
        let pieces: Vec<Piece> = strands.iter().map(|s| s.piece).collect();
        for (strand, at) in strands.iter().zip(spread::spread(&pieces, &orders)) {
            if drafts[strand.draft].fixed {
                continue;
            }
            let points = &mut drafts[strand.draft].points;
            for point in &mut points[strand.piece_index..=strand.piece_index + 1] {
                if horizontal { point.y = at } else { point.x = at }
            }
        }
    }
}

/// A piece of a route with what it needs to know to be moved.
struct Strand {
    draft: usize,
    piece_index: usize,
    /// Where it starts and ends along its direction, ascending.
    from: f64,
    to: f64,
    /// Where it may be and wants to be across its direction.
    piece: Piece,
    /// Free to be anywhere in the channel at no cost in length.
    floating: bool,
    /// The sides it is attached to: box, and whether at the box's far side.
    sides: [Option<(usize, bool)>; 2],
}

fn along(p: Point, horizontal: bool) -> f64 {
    if horizontal { p.x } else { p.y }
}

fn across(p: Point, horizontal: bool) -> f64 {
    if horizontal { p.y } else { p.x }
}

fn is_horizontal(a: Point, b: Point) -> bool {
    (a.x - b.x).abs() > (a.y - b.y).abs()
}

/// The pieces of all routes in one direction, ordered by where they start.
fn strands(scene: &Scene, drafts: &[Draft], horizontal: bool, options: &RouteOptions) -> Vec<Strand> {
    let mut strands = Vec::new();
    let anew: Vec<Rect> =
        drafts.iter().filter(|d| !d.fixed).map(|d| bounds_of_points(&d.points).inflate(REACH, REACH)).collect();
    for (d, draft) in drafts.iter().enumerate() {
        if draft.fixed {
            strands.extend(fixed_strands(draft, d, horizontal, &anew));
            continue;
        }
        // Alternation is decided once by the first piece, since moved pieces may have shrunk to nothing.
        let Some(first) = first_is_horizontal(&draft.points) else { continue };
        for i in 0..draft.points.len() - 1 {
            if (first == (i % 2 == 0)) == horizontal {
                strands.push(strand(scene, draft, d, i, horizontal, options));
            }
        }
    }
    strands.sort_by(|a, b| a.from.total_cmp(&b.from));
    strands
}

/// The pieces of a fixed route in one direction that lie in one of the areas where routes are made.
fn fixed_strands(draft: &Draft, d: usize, horizontal: bool, areas: &[Rect]) -> Vec<Strand> {
    let points = &draft.points;
    let last = points.len().saturating_sub(2);
    let pieces = points.windows(2).enumerate().filter(|(_, pair)| {
        let (a, b) = (pair[0], pair[1]);
        let runs = across(a, horizontal) - across(b, horizontal) == 0.0 && a != b;
        let piece = Rect::from_points(a, b).inflate(0.5, 0.5);
        runs && areas.iter().any(|area| overlaps(*area, piece))
    });
    pieces
        .map(|(i, pair)| {
            let (a, b) = (pair[0], pair[1]);
            let at = across(a, horizontal);
            let mut sides = [None, None];
            if i == 0 {
                sides[0] = Some((draft.ends.source, along(b, horizontal) > along(a, horizontal)));
            }
            if i == last {
                sides[1] = Some((draft.ends.target, along(a, horizontal) > along(b, horizontal)));
            }
            Strand {
                draft: d,
                piece_index: i,
                from: along(a, horizontal).min(along(b, horizontal)),
                to: along(a, horizontal).max(along(b, horizontal)),
                piece: Piece { low: at, high: at, wish: at },
                floating: false,
                sides,
            }
        })
        .collect()
}

fn bounds_of_points(points: &[Point]) -> Rect {
    bounds_of(points.iter().map(|p| Rect::from_points(*p, *p))).unwrap_or_default()
}

/// Whether a route starts horizontally; `None` for a route that is a mere point.
fn first_is_horizontal(points: &[Point]) -> Option<bool> {
    let i = points.windows(2).position(|pair| pair[0] != pair[1])?;
    Some(is_horizontal(points[i], points[i + 1]) == (i % 2 == 0))
}

fn strand(scene: &Scene, draft: &Draft, d: usize, i: usize, horizontal: bool, options: &RouteOptions) -> Strand {
    let points = &draft.points;
    let (a, b) = (points[i], points[i + 1]);
    let at = across(a, horizontal);
    let (from, to) = (along(a, horizontal).min(along(b, horizontal)), along(a, horizontal).max(along(b, horizontal)));
    let last = points.len() - 2;
    let (mut low, mut high) = channel(scene, draft, at, (from, to), horizontal, options.clearance);
    let mut sides = [None, None];
    for (end, is_end, inner, tip) in [(draft.ends.source, i == 0, b, a), (draft.ends.target, i == last, a, b)] {
        if is_end {
            let (side_low, side_high) = side_range(scene.rects[end], !horizontal);
            (low, high) = (low.max(side_low.min(at)), high.min(side_high.max(at)));
            sides[usize::from(end != draft.ends.source)] =
                Some((end, along(inner, horizontal) > along(tip, horizontal)));
        }
    }
    let mut floating = false;
    if i > 0 && i < last {
        let (before, after) = (across(points[i - 1], horizontal), across(points[i + 2], horizontal));
        // The straight pieces at the ends keep their length.
        for (neighbour, is_stub) in [(before, i == 1), (after, i + 1 == last)] {
            let keep = if is_stub { options.stub.min((at - neighbour).abs()) } else { 0.0 };
            if neighbour <= at {
                low = low.max(neighbour + keep);
            }
            if neighbour >= at {
                high = high.min(neighbour - keep);
            }
        }
        floating = (at - before) * (after - at) > 0.0;
    }
    if low > high {
        (low, high) = (at, at);
    }
    let wish = if floating { f64::midpoint(low, high) } else { at.clamp(low, high) };
    Strand { draft: d, piece_index: i, from, to, piece: Piece { low, high, wish }, floating, sides }
}

/// Between which coordinates a piece may move without coming closer than `clearance` to a box, or than it is.
fn channel(scene: &Scene, draft: &Draft, at: f64, span: (f64, f64), horizontal: bool, clearance: f64) -> (f64, f64) {
    let window = if horizontal {
        Rect::new(span.0, at - REACH, span.1, at + REACH)
    } else {
        Rect::new(at - REACH, span.0, at + REACH, span.1)
    };
    let (mut low, mut high) = (at - REACH, at + REACH);
    let (mut low_wall, mut high_wall) = (false, false);
    let mut wall = |near: f64, far: f64| {
        if far <= at {
            low_wall |= far >= low;
            low = low.max(far);
        } else if near >= at {
            high_wall |= near <= high;
            high = high.min(near);
        }
    };
    for b in scene.in_the_way(&draft.ends, window) {
        let rect = scene.rects[b];
        if horizontal { wall(rect.y0, rect.y1) } else { wall(rect.x0, rect.x1) }
    }
    for rect in scene.passable(&draft.ends).filter(|rect| overlaps(*rect, window)) {
        let (near, far) = if horizontal { (rect.y0, rect.y1) } else { (rect.x0, rect.x1) };
        wall(near, near);
        wall(far, far);
    }
    for name in scene.names(&draft.ends).filter(|rect| overlaps(*rect, window)) {
        if horizontal { wall(name.y0, name.y1) } else { wall(name.x0, name.x1) }
    }
    let keep = clearance.min((high - low) / 3.0);
    (if low_wall { low + keep } else { low }, if high_wall { high - keep } else { high })
}

/// Who goes before whom, and how far apart.
fn orders(
    drafts: &[Draft],
    found: &[Vec<Point>],
    strands: &[Strand],
    horizontal: bool,
    options: &RouteOptions,
) -> Vec<spread::Order> {
    let mut orders: Vec<spread::Order> = Vec::new();
    let mut active: Vec<usize> = Vec::new();
    for j in 0..strands.len() {
        if orders.len() > PAIRS {
            break;
        }
        active.retain(|&i| strands[i].to + options.spacing / 2.0 > strands[j].from);
        for &i in &active {
            let (a, b) = (&strands[i], &strands[j]);
            let reach = options.spacing;
            if a.piece.low >= b.piece.high + reach
                || b.piece.low >= a.piece.high + reach
                || a.draft == b.draft
                || drafts[a.draft].fixed && drafts[b.draft].fixed
            {
                continue;
            }
            let shared = a.sides.iter().flatten().any(|side| b.sides.contains(&Some(*side)));
            let distance = if shared { options.spacing * 1.6 } else { options.spacing };
            let i_first = goes_first(drafts, found, a, b, shared, horizontal);
            let (first, second) = if i_first { (i, j) } else { (j, i) };
            orders.push(spread::Order { first, second, distance });
        }
        active.push(j);
    }
    // Pieces of one route two apart keep their order, so that the piece between them does not turn round.
    let mut place = std::collections::BTreeMap::new();
    for (s, strand) in strands.iter().enumerate().filter(|(_, s)| !drafts[s.draft].fixed) {
        place.insert((strand.draft, strand.piece_index), s);
    }
    for (&(draft, i), &s) in &place {
        if let Some(&t) = place.get(&(draft, i + 2)) {
            let points = &drafts[draft].points;
            let forward = across(points[i + 2], horizontal) >= across(points[i], horizontal);
            let (first, second) = if forward { (s, t) } else { (t, s) };
            orders.push(spread::Order { first, second, distance: 0.0 });
        }
    }
    orders
}

fn goes_first(
    drafts: &[Draft],
    found: &[Vec<Point>],
    a: &Strand,
    b: &Strand,
    shared_side: bool,
    horizontal: bool,
) -> bool {
    let at = |s: &Strand| across(drafts[s.draft].points[s.piece_index], horizontal);
    let was = |s: &Strand| across(found[s.draft][s.piece_index], horizontal);
    let apart = (at(a) - at(b)).abs();
    let lie_together = (was(a) - was(b)).abs() < 0.5;
    let by_place = if apart > 0.01 { at(a) < at(b) } else { (a.draft, a.piece_index) < (b.draft, b.piece_index) };
    if !(lie_together || shared_side || (a.floating && b.floating)) {
        return by_place;
    }
    let (forwards, backwards) = parting(found, a, b, horizontal);
    let first = match (forwards, backwards) {
        (Ordering::Equal, decided) | (decided, Ordering::Equal) => decided,
        (forwards, backwards) if forwards == backwards => forwards,
        // They have to cross somewhere anyway.
        (forwards, _) if lie_together => forwards,
        _ => Ordering::Equal,
    };
    match first {
        Ordering::Less if a.piece.low < b.piece.high => true,
        Ordering::Greater if b.piece.low < a.piece.high => false,
        _ => by_place,
    }
}

/// On which side of `b` route `a` leaves, ahead and behind, as the order of their coordinates.
fn parting(found: &[Vec<Point>], a: &Strand, b: &Strand, horizontal: bool) -> (Ordering, Ordering) {
    let towards = |s: &Strand, ahead: bool| {
        let points = &found[s.draft];
        let rising = along(points[s.piece_index + 1], horizontal) > along(points[s.piece_index], horizontal);
        // Both routes are walked towards rising coordinates (ahead) or falling ones.
        Walk { points, at: if rising == ahead { s.piece_index + 1 } else { s.piece_index }, forwards: rising == ahead }
    };
    let ahead = side_at_parting(towards(a, true), towards(b, true));
    let behind = side_at_parting(towards(a, false), towards(b, false));
    // With y down, left of rising x is lesser y, but left of rising y is greater x.
    if horizontal { (ahead, behind.reverse()) } else { (ahead.reverse(), behind) }
}

/// A walk along a route; `at` is the point walked to.
struct Walk<'a> {
    points: &'a [Point],
    at: usize,
    forwards: bool,
}

impl Walk<'_> {
    fn point(&self) -> Point {
        self.points[self.at]
    }

    fn heading(&self) -> crate::geom::Vec2 {
        let before = if self.forwards { self.points[self.at - 1] } else { self.points[self.at + 1] };
        self.point() - before
    }

    fn next(&self) -> Option<Self> {
        let at = if self.forwards { self.at + 1 } else { self.at.checked_sub(1)? };
        (at < self.points.len()).then_some(Self { points: self.points, at, forwards: self.forwards })
    }

    /// Less for a turn to the left, greater for one to the right, equal at the end of the route.
    fn turn(&self) -> Ordering {
        self.next().map_or(Ordering::Equal, |next| self.heading().cross(next.heading()).total_cmp(&0.0))
    }
}

/// Less when `a` runs left of `b` where they part.
fn side_at_parting(mut a: Walk, mut b: Walk) -> Ordering {
    loop {
        let heading = a.heading();
        let lead = (a.point() - b.point()).dot(heading) / heading.hypot().max(1e-9);
        if lead < -0.5 {
            return a.turn();
        }
        if lead > 0.5 {
            return b.turn().reverse();
        }
        let (turn_a, turn_b) = (a.turn(), b.turn());
        if turn_a != turn_b {
            return turn_a.cmp(&turn_b);
        }
        match (a.next(), b.next()) {
            (Some(next_a), Some(next_b)) => (a, b) = (next_a, next_b),
            _ => return Ordering::Equal,
        }
    }
}
