//! What a router asks about its surroundings: which boxes are in the way, which routes are already there.
//!
//! Knows nothing about how routes are found.

use super::buckets::Buckets;
use super::line::{is_level, is_upright};
use super::nest;
use super::route::Obstacle;
use super::simple::Way;
use crate::geom::{Point, Rect, bounds_of, overlaps};
use std::cell::OnceCell;

/// Coordinates beyond this are cut, so that sums stay finite.
const FARTHEST: f64 = 1e9;

/// Channels wider than this have no middle.
const CHANNEL: f64 = 400.0;

/// The boxes of a drawing, indexed by place.
pub(super) struct Scene {
    pub(super) rects: Vec<Rect>,
    /// Where the names of containers stand.
    names: Vec<[Option<Rect>; 2]>,
    parent: Vec<Option<usize>>,
    index: Buckets,
    /// See [`Scene::channels`]; looked for when somebody asks.
    channels: Vec<OnceCell<[Vec<f64>; 2]>>,
}

/// The two ends of a link and the boxes its route may cross: the containers around the ends.
pub(super) struct Ends {
    pub(super) source: usize,
    pub(super) target: usize,
    passable: Vec<usize>,
    /// Those of them that are around one end only.
    entered: Vec<usize>,
    /// The target lies in the source, so the route leaves inwards.
    pub(super) from_inside: bool,
    /// The source lies in the target.
    pub(super) to_inside: bool,
}

impl Scene {
    pub(super) fn new(boxes: &[Obstacle]) -> Self {
        let rects: Vec<Rect> = boxes.iter().map(|b| tidy(b.rect)).collect();
        let parent = nest::parents(boxes.iter().map(|b| b.parent));
        let index = Buckets::new(&rects);
        let names = boxes.iter().map(|b| b.names.map(|name| name.map(tidy))).collect();
        Self { rects, names, parent, index, channels: vec![OnceCell::new(); boxes.len()] }
    }

    /// Middles of the channels next to box `b`: x of those beside it, y of those above and below it.
    pub(super) fn channels(&self, b: usize) -> &[Vec<f64>; 2] {
        self.channels[b].get_or_init(|| [self.channels_of(b, true), self.channels_of(b, false)])
    }

    pub(super) fn ends(&self, source: usize, target: usize) -> Ends {
        let mut passable: Vec<usize> =
            nest::ancestors(&self.parent, source).chain(nest::ancestors(&self.parent, target)).collect();
        passable.sort_unstable();
        let around = |i: usize| passable.iter().filter(|&&p| p == i).count();
        let entered = passable.iter().copied().filter(|&i| around(i) == 1 && i != source && i != target).collect();
        passable.dedup();
        let (from_inside, to_inside) = (passable.contains(&source), passable.contains(&target));
        Ends { source, target, passable, entered, from_inside, to_inside }
    }

    /// Boxes near `window` that a route between `ends` has to go around.
    pub(super) fn in_the_way(&self, ends: &Ends, window: Rect) -> Vec<usize> {
        let mut found = self.index.near(window);
        found.retain(|&b| overlaps(self.rects[b], window) && self.blocks(b, ends));
        found
    }

    /// Whether nothing is within `margin` of the segment from `a` to `b`.
    pub(super) fn is_free(&self, ends: &Ends, a: Point, b: Point, margin: f64) -> bool {
        let swept = Rect::from_points(a, b).inflate(margin, margin);
        self.index.near(swept).iter().all(|&i| !overlaps(self.rects[i], swept) || !self.blocks(i, ends))
    }

    /// Whether the segment lies on the border of a container it may cross.
    pub(super) fn runs_along_border(&self, ends: &Ends, a: Point, b: Point) -> bool {
        let run = Run::new(a, b);
        self.passable(ends).any(|r| {
            let (low, high, from, to) =
                if run.horizontal { (r.y0, r.y1, r.x0, r.x1) } else { (r.x0, r.x1, r.y0, r.y1) };
            let beside = (run.at - low).abs().min((run.at - high).abs()) < 4.0;
            beside && run.to.min(to) - run.from.max(from) > 4.0
        })
    }

    /// Whether the segment from `a` to `b` runs through one of the boxes that `counts` says yes to.
    pub(super) fn meets(&self, ends: &Ends, a: Point, b: Point, counts: impl Fn(usize) -> bool) -> bool {
        let swept = Rect::from_points(a, b);
        let near = self.index.near(swept).into_iter();
        near.filter(|&i| counts(i)).any(|i| crosses(self.rects[i], a, b) && self.blocks(i, ends))
    }

    fn blocks(&self, b: usize, ends: &Ends) -> bool {
        if ends.passable.binary_search(&b).is_ok() {
            return false;
        }
        // What was dropped onto an end cannot be kept away from; what lies in an end is inside of it.
        [ends.source, ends.target].into_iter().all(|end| {
            end == b || !overlaps(self.rects[b], self.rects[end]) || nest::ancestors(&self.parent, b).any(|i| i == end)
        })
    }

    pub(super) fn bounds(&self) -> Rect {
        bounds_of(self.rects.iter().copied()).unwrap_or_default()
    }

    /// The containers of only one of the ends, which the route enters or leaves.
    pub(super) fn entered<'a>(&'a self, ends: &'a Ends) -> impl Iterator<Item = Rect> + 'a {
        ends.entered.iter().map(|&i| self.rects[i])
    }

    /// The containers around either end.
    pub(super) fn passable<'a>(&'a self, ends: &'a Ends) -> impl Iterator<Item = Rect> + 'a {
        ends.passable.iter().map(|&i| self.rects[i])
    }

    /// Where the names of those stand.
    pub(super) fn names<'a>(&'a self, ends: &'a Ends) -> impl Iterator<Item = Rect> + 'a {
        ends.passable.iter().flat_map(|&i| self.names[i]).flatten()
    }

    /// Middles between a box and the nearest box after it, or the border of its container, along one axis.
    fn channels_of(&self, b: usize, beside: bool) -> Vec<f64> {
        let rect = self.rects[b];
        let (low, high) = if beside { (rect.x0, rect.x1) } else { (rect.y0, rect.y1) };
        let window = if beside {
            Rect::new(high, rect.y0, high + CHANNEL, rect.y1)
        } else {
            Rect::new(rect.x0, high, rect.x1, high + CHANNEL)
        };
        let near = self.index.near(window).into_iter();
        let next = near
            .filter(|&i| i != b && self.parent[i] == self.parent[b] && overlaps(self.rects[i], window))
            .map(|i| if beside { self.rects[i].x0 } else { self.rects[i].y0 })
            .filter(|&edge| edge >= high)
            .min_by(f64::total_cmp);
        let mut middles: Vec<f64> = next.map(|next| f64::midpoint(high, next)).into_iter().collect();
        if let Some(parent) = self.parent[b] {
            let outer = self.rects[parent];
            let (first, last) = if beside { (outer.x0, outer.x1) } else { (outer.y0, outer.y1) };
            if (0.0..CHANNEL).contains(&(low - first)) {
                middles.push(f64::midpoint(first, low));
            }
            if next.is_none() && (0.0..CHANNEL).contains(&(last - high)) {
                middles.push(f64::midpoint(high, last));
            }
        }
        middles
    }
}

/// The rectangle the right way round, finite and not absurdly far away.
fn tidy(rect: Rect) -> Rect {
    let cut = |v: f64| if v.is_nan() { 0.0 } else { v.clamp(-FARTHEST, FARTHEST) };
    Rect::new(cut(rect.x0), cut(rect.y0), cut(rect.x1), cut(rect.y1)).abs()
}

/// Whether a segment runs through the inside of a rectangle; along its border does not count.
pub(super) fn crosses(rect: Rect, a: Point, b: Point) -> bool {
    let d = b - a;
    let (mut from, mut to) = (0.0_f64, 1.0_f64);
    for (at, step, low, high) in [(a.x, d.x, rect.x0, rect.x1), (a.y, d.y, rect.y0, rect.y1)] {
        if step == 0.0 {
            if at <= low || at >= high {
                return false;
            }
            continue;
        }
        let (enter, leave) = ((low - at) / step, (high - at) / step);
        from = from.max(enter.min(leave));
        to = to.min(enter.max(leave));
    }
    to - from > 1e-9
}

/// The side of a rectangle that a point on its border lies on.
pub(super) fn side_of(rect: Rect, p: Point) -> Option<Way> {
    let distances =
        [(p.x - rect.x1, Way::Right), (p.y - rect.y1, Way::Down), (p.x - rect.x0, Way::Left), (p.y - rect.y0, Way::Up)];
    distances.into_iter().find(|(distance, _)| distance.abs() < 1e-6).map(|(_, side)| side)
}

/// A horizontal or vertical piece of a route.
#[derive(Clone, Copy)]
pub(super) struct Run {
    pub(super) horizontal: bool,
    /// Coordinate across its direction.
    pub(super) at: f64,
    /// Where it starts and ends along its direction, ascending.
    pub(super) from: f64,
    pub(super) to: f64,
}

impl Run {
    pub(super) fn new(a: Point, b: Point) -> Self {
        let horizontal = (a.x - b.x).abs() > (a.y - b.y).abs();
        let (at, from, to) = if horizontal { (a.y, a.x, b.x) } else { (a.x, a.y, b.y) };
        Self { horizontal, at, from: from.min(to), to: from.max(to) }
    }
}

/// Routes found so far, so that later ones cross few of them and run on top of fewer.
pub(super) struct Traffic {
    index: Buckets,
    runs: Vec<Run>,
    /// Routes that start or end at each side of each box.
    ports: Vec<[u32; 4]>,
}

impl Traffic {
    pub(super) fn new(scene: &Scene) -> Self {
        let bounds = scene.bounds().inflate(400.0, 400.0);
        Self { index: Buckets::empty(bounds, 4096), runs: Vec::new(), ports: vec![[0; 4]; scene.rects.len()] }
    }

    pub(super) fn add(&mut self, scene: &Scene, ends: &Ends, route: &[Point]) {
        for (b, tip) in [(ends.source, route.first()), (ends.target, route.last())] {
            if let Some(side) = tip.and_then(|tip| side_of(scene.rects[b], *tip)) {
                self.ports[b][side as usize] += 1;
            }
        }
        // Pieces at an angle, which only ways set by hand have, are neither crossed nor shared by the rules here.
        for pair in route.windows(2).filter(|pair| is_upright(pair[0], pair[1]) || is_level(pair[0], pair[1])) {
            self.index.insert_segment(self.runs.len(), pair[0], pair[1]);
            self.runs.push(Run::new(pair[0], pair[1]));
        }
    }

    /// How many routes start or end at a side of box `b`.
    pub(super) fn ports_used(&self, b: usize, side: Way) -> u32 {
        self.ports[b][side as usize]
    }

    /// The pieces of routes near `window`.
    pub(super) fn near(&self, window: Rect) -> impl Iterator<Item = Run> + '_ {
        self.index.near(window).into_iter().map(|i| self.runs[i])
    }

    /// How many routes the piece from `a` to `b` crosses, and the length it shares with others.
    pub(super) fn met(&self, a: Point, b: Point) -> (usize, f64) {
        let own = Run::new(a, b);
        let (mut crossed, mut shared) = (0, 0.0);
        for run in self.near(Rect::from_points(a, b)) {
            if run.horizontal == own.horizontal {
                if (run.at - own.at).abs() < 1.0 {
                    shared += (run.to.min(own.to) - run.from.max(own.from)).max(0.0);
                }
            } else if run.from < own.at && own.at < run.to && own.from < run.at && run.at < own.to {
                crossed += 1;
            }
        }
        (crossed, shared)
    }
}
