//! Where a box that is moved stands level with others: their edges, their centres, and gaps as wide as those beside it.
//!
//! The edges are sorted once, when the box is taken up; asking for one place costs little, however many boxes there are.
//!
//! Knows nothing about what the boxes are.

use crate::geom::{Point, Rect, Vec2};

/// What is nearer than this is at the same place.
const SAME: f64 = 1e-6;

/// A line along which the moved box and others are level.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Guide {
    /// One end.
    pub from: Point,
    /// The other end.
    pub to: Point,
}

/// What pulls a moved box to a place near where it is held.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Snapped {
    /// How far it is pulled.
    pub by: Vec2,
    /// What it is level with there.
    pub guides: Vec<Guide>,
    /// The gaps that are equally wide there, each from box to box; of a box whose size is dragged, the equal sizes.
    pub gaps: Vec<Guide>,
}

/// How near is near, and along which axes a box may be pulled.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pull {
    /// How far it is pulled at most.
    pub reach: f64,
    /// Whether it may be pulled sideways, and up or down.
    pub free: [bool; 2],
    /// The step of the grid that pulls where nothing else does.
    pub grid: Option<f64>,
}

/// An edge of a box on an axis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edge {
    /// The one it begins with.
    Low,
    /// The one it ends with.
    High,
}

/// The boxes that a moved one may come to stand level with.
#[derive(Clone, Debug, Default)]
pub struct Field {
    boxes: Vec<Rect>,
    axes: [Marks; 2],
}

/// The places of all boxes on one axis, sorted.
#[derive(Clone, Debug, Default)]
struct Marks {
    edges: Vec<(f64, usize)>,
    centres: Vec<(f64, usize)>,
}

/// Where a box begins and ends on an axis.
fn span(rect: Rect, axis: usize) -> (f64, f64) {
    if axis == 0 { (rect.x0, rect.x1) } else { (rect.y0, rect.y1) }
}

/// The way to the nearest of some marks.
fn nearest(marks: &[(f64, usize)], at: f64) -> Option<f64> {
    let i = marks.partition_point(|m| m.0 < at);
    let beside = [i.checked_sub(1), Some(i)].into_iter().flatten().filter_map(|i| marks.get(i));
    beside.map(|m| m.0 - at).min_by(|a, b| a.abs().total_cmp(&b.abs()))
}

fn point(axis: usize, along: f64, across: f64) -> Point {
    if axis == 0 { Point::new(along, across) } else { Point::new(across, along) }
}

fn step(axis: usize, by: f64) -> Vec2 {
    if axis == 0 { Vec2::new(by, 0.0) } else { Vec2::new(0.0, by) }
}

impl Field {
    /// A field of these boxes; those that are no boxes are left out.
    #[must_use]
    pub fn new(boxes: impl IntoIterator<Item = Rect>) -> Self {
        let boxes: Vec<Rect> = boxes.into_iter().filter(|r| r.is_finite() && r.x0 <= r.x1 && r.y0 <= r.y1).collect();
        let marks = |axis: usize| {
            let spans = || boxes.iter().enumerate().map(|(i, r)| (i, span(*r, axis)));
            let mut edges: Vec<_> = spans().flat_map(|(i, (low, high))| [(low, i), (high, i)]).collect();
            let mut centres: Vec<_> = spans().map(|(i, (low, high))| (f64::midpoint(low, high), i)).collect();
            for marks in [&mut edges, &mut centres] {
                marks.sort_by(|a, b| a.0.total_cmp(&b.0));
            }
            Marks { edges, centres }
        };
        let axes = [marks(0), marks(1)];
        Self { boxes, axes }
    }

    /// Where a box near `moved` is level with others, or on the grid. It is never pulled further than the reach.
    #[must_use]
    pub fn snap(&self, moved: Rect, pull: &Pull) -> Snapped {
        let mut snapped = Snapped::default();
        if !moved.is_finite() {
            return snapped;
        }
        let mut pulled = [false; 2];
        for axis in (0..2).filter(|axis| pull.free[*axis]) {
            let wishes = self.level(moved, axis, pull.reach).into_iter().chain(self.equal_gaps(moved, axis));
            let best = wishes.filter(|by| by.abs() <= pull.reach).min_by(|a, b| a.abs().total_cmp(&b.abs()));
            let on_grid = pull.grid.filter(|grid| *grid > 0.0).map(|grid| {
                let low = span(moved, axis).0;
                (low / grid).round() * grid - low
            });
            pulled[axis] = best.is_some();
            snapped.by += step(axis, best.or(on_grid).unwrap_or(0.0));
        }
        let there = moved + snapped.by;
        for axis in (0..2).filter(|axis| pulled[*axis]) {
            self.put_guides(there, axis, &mut snapped.guides);
            self.put_gaps(there, axis, &mut snapped.gaps);
        }
        snapped
    }

    /// Where the edges of a box that are dragged are level with others, or the box is as wide or as high as another. On each
    /// axis the edge it begins with is dragged, the one it ends with, or none; `grows` says by how much its size grows for
    /// each unit that the edge is dragged.
    #[must_use]
    pub fn snap_size(&self, sized: Rect, edges: [Option<Edge>; 2], grows: f64, pull: &Pull) -> Snapped {
        let mut snapped = Snapped::default();
        if !sized.is_finite() {
            return snapped;
        }
        let mut there = sized;
        let mut pulled = [false; 2];
        for axis in (0..2).filter(|axis| pull.free[*axis]) {
            let Some(edge) = edges[axis] else { continue };
            let (low, high) = span(sized, axis);
            let at = if edge == Edge::Low { low } else { high };
            let outward = if edge == Edge::Low { -grows } else { grows };
            let size = |r: &Rect| span(*r, axis).1 - span(*r, axis).0;
            let level = nearest(&self.axes[axis].edges, at);
            let same = self.boxes.iter().map(|r| (size(r) - (high - low)) / outward);
            let ways = level.into_iter().chain(same).filter(|by| by.abs() <= pull.reach);
            let best = ways.min_by(|a, b| a.abs().total_cmp(&b.abs()));
            let on_grid = pull.grid.filter(|grid| *grid > 0.0).map(|grid| (at / grid).round() * grid - at);
            pulled[axis] = best.is_some();
            let by = best.or(on_grid).unwrap_or(0.0);
            snapped.by += step(axis, by);
            let (from, to) = if edge == Edge::Low { (low + by, high) } else { (low, high + by) };
            let other = by * (grows - 1.0);
            let (from, to) = if edge == Edge::Low { (from, to - other) } else { (from - other, to) };
            let corners = (point(axis, from, span(there, 1 - axis).0), point(axis, to, span(there, 1 - axis).1));
            there = Rect::from_points(corners.0, corners.1);
        }
        for axis in (0..2).filter(|axis| pulled[*axis]) {
            self.put_guides(there, axis, &mut snapped.guides);
            self.put_sizes(there, axis, &mut snapped.gaps);
        }
        snapped
    }

    /// The extents of the box and of the nearest that is as wide or as high.
    fn put_sizes(&self, there: Rect, axis: usize, sizes: &mut Vec<Guide>) {
        let size = |r: Rect| span(r, axis).1 - span(r, axis).0;
        let same = self.boxes.iter().filter(|r| (size(**r) - size(there)).abs() <= SAME);
        let away = |r: &Rect| r.center().distance_squared(there.center());
        let Some(other) = same.min_by(|a, b| away(a).total_cmp(&away(b))) else { return };
        for r in [there, *other] {
            let across = span(r, 1 - axis);
            let across = f64::midpoint(across.0, across.1);
            let (from, to) = span(r, axis);
            sizes.push(Guide { from: point(axis, from, across), to: point(axis, to, across) });
        }
    }

    /// The shortest way to where an edge or the centre of the box is level with another's.
    fn level(&self, moved: Rect, axis: usize, reach: f64) -> Option<f64> {
        let (low, high) = span(moved, axis);
        let marks = &self.axes[axis];
        let ways = [
            nearest(&marks.centres, f64::midpoint(low, high)),
            nearest(&marks.edges, low),
            nearest(&marks.edges, high),
        ];
        ways.into_iter().flatten().filter(|by| by.abs() <= reach).min_by(|a, b| a.abs().total_cmp(&b.abs()))
    }

    /// The boxes beside `moved` on an axis: two before it, the nearer last, and two behind it, the nearer first.
    fn beside(&self, moved: Rect, axis: usize) -> ([Option<Rect>; 2], [Option<Rect>; 2]) {
        let across = span(moved, 1 - axis);
        let (low, high) = span(moved, axis);
        let middle = f64::midpoint(low, high);
        let row = || {
            self.boxes.iter().copied().filter(move |r| {
                let other = span(*r, 1 - axis);
                other.0 < across.1 && across.0 < other.1
            })
        };
        let before = |at: f64| {
            row().filter(|r| span(*r, axis).1 <= at).max_by(|a, b| span(*a, axis).1.total_cmp(&span(*b, axis).1))
        };
        let behind = |at: f64| {
            row().filter(|r| span(*r, axis).0 >= at).min_by(|a, b| span(*a, axis).0.total_cmp(&span(*b, axis).0))
        };
        let (left, right) = (before(middle), behind(middle));
        let further = left.and_then(|l| before(span(l, axis).0));
        let beyond = right.and_then(|r| behind(span(r, axis).1));
        ([further, left], [right, beyond])
    }

    /// The ways to where the gaps beside the box are as wide as each other, or as the next ones.
    fn equal_gaps(&self, moved: Rect, axis: usize) -> Vec<f64> {
        let ([further, left], [right, beyond]) = self.beside(moved, axis);
        let (low, high) = span(moved, axis);
        let span = |r: Rect| span(r, axis);
        let mut ways = Vec::new();
        if let (Some(l), Some(r)) = (left, right)
            && span(r).0 - span(l).1 > high - low
        {
            ways.push(f64::midpoint(span(l).1, span(r).0) - f64::midpoint(low, high));
        }
        if let (Some(f), Some(l)) = (further, left) {
            ways.push(span(l).1 + (span(l).0 - span(f).1) - low);
        }
        if let (Some(r), Some(b)) = (right, beyond) {
            ways.push(span(r).0 - (span(b).0 - span(r).1) - high);
        }
        ways
    }

    /// The lines on which the box is level with others, as far as those reach.
    fn put_guides(&self, there: Rect, axis: usize, guides: &mut Vec<Guide>) {
        let (low, high) = span(there, axis);
        let marks = &self.axes[axis];
        let places = [(&marks.edges, low), (&marks.edges, high), (&marks.centres, f64::midpoint(low, high))];
        for (marks, at) in places {
            let first = marks.partition_point(|m| m.0 < at - SAME);
            let level = marks[first..].iter().take_while(|m| m.0 <= at + SAME);
            let own = span(there, 1 - axis);
            let reach = level.map(|m| span(self.boxes[m.1], 1 - axis)).fold(None, |all: Option<(f64, f64)>, next| {
                let (a, b) = all.unwrap_or(own);
                Some((a.min(next.0), b.max(next.1)))
            });
            if let Some((from, to)) = reach {
                guides.push(Guide { from: point(axis, at, from), to: point(axis, at, to) });
            }
        }
    }

    /// The gaps beside the box that are equally wide.
    fn put_gaps(&self, there: Rect, axis: usize, gaps: &mut Vec<Guide>) {
        let ([further, left], [right, beyond]) = self.beside(there, axis);
        let row = [further, left, Some(there), right, beyond];
        let widths: Vec<Option<(f64, f64)>> = row
            .windows(2)
            .map(|pair| {
                let gap = (span(pair[0]?, axis).1, span(pair[1]?, axis).0);
                (gap.1 - gap.0 > SAME).then_some(gap)
            })
            .collect();
        // Gaps that do not touch the box say nothing about it.
        let mut marked = [false; 4];
        for (a, b) in [(0, 1), (1, 2), (2, 3)] {
            if let (Some(p), Some(q)) = (widths[a], widths[b])
                && ((p.1 - p.0) - (q.1 - q.0)).abs() <= SAME
            {
                (marked[a], marked[b]) = (true, true);
            }
        }
        let across = span(there, 1 - axis);
        let across = f64::midpoint(across.0, across.1);
        for ((from, to), _) in
            widths.iter().zip(marked).filter_map(|(gap, marked)| Some(((*gap)?, marked))).filter(|g| g.1)
        {
            gaps.push(Guide { from: point(axis, from, across), to: point(axis, to, across) });
        }
    }
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "whole units come out exactly")]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const FREE: Pull = Pull { reach: 6.0, free: [true; 2], grid: None };

    #[test]
    fn edges_and_centres_pull_and_are_said() {
        let field = Field::new([Rect::new(0.0, 0.0, 100.0, 60.0)]);
        let snapped = field.snap(Rect::new(4.0, 200.0, 64.0, 260.0), &FREE);
        assert_eq!(snapped.by, Vec2::new(-4.0, 0.0));
        assert_eq!(snapped.guides, [Guide { from: Point::new(0.0, 0.0), to: Point::new(0.0, 260.0) }]);
        let centred = field.snap(Rect::new(22.0, 200.0, 82.0, 260.0), &FREE);
        assert_eq!(centred.by, Vec2::new(-2.0, 0.0));
    }

    #[test]
    fn equal_gaps_pull_between_and_beside_others() {
        let field = Field::new([Rect::new(0.0, 0.0, 100.0, 60.0), Rect::new(140.0, 9.0, 240.0, 69.0)]);
        let beside = field.snap(Rect::new(283.0, 25.0, 383.0, 85.0), &FREE);
        assert_eq!(beside.by.x, -3.0);
        assert_eq!(beside.gaps.len(), 2);
        let field = Field::new([Rect::new(0.0, 0.0, 100.0, 60.0), Rect::new(300.0, 9.0, 400.0, 69.0)]);
        let between = field.snap(Rect::new(152.0, 25.0, 252.0, 85.0), &FREE);
        assert_eq!(between.by.x, -2.0);
    }

    #[test]
    fn guides_win_over_the_grid_and_an_axis_that_is_held_stays() {
        let field = Field::new([Rect::new(3.0, 0.0, 103.0, 60.0)]);
        let pull = Pull { grid: Some(8.0), ..FREE };
        let snapped = field.snap(Rect::new(5.0, 205.0, 65.0, 265.0), &pull);
        assert_eq!(snapped.by, Vec2::new(-2.0, 3.0));
        let held = field.snap(Rect::new(5.0, 205.0, 65.0, 265.0), &Pull { free: [false, true], ..pull });
        assert_eq!(held.by, Vec2::new(0.0, 3.0));
    }

    fn rect() -> impl Strategy<Value = Rect> {
        (-300_i32..300, -300_i32..300, 8_i32..120, 8_i32..120)
            .prop_map(|(x, y, w, h)| Rect::new(x.into(), y.into(), (x + w).into(), (y + h).into()))
    }

    proptest! {
        #[test]
        fn it_pulls_no_further_than_it_reaches_and_what_it_says_is_so(
            boxes in proptest::collection::vec(rect(), 0..24), moved in rect(), dx in -0.5..0.5, dy in -0.5..0.5
        ) {
            let moved = moved + Vec2::new(dx, dy);
            let snapped = Field::new(boxes.clone()).snap(moved, &FREE);
            prop_assert!(snapped.by.x.abs() <= FREE.reach && snapped.by.y.abs() <= FREE.reach);
            let there = moved + snapped.by;
            let marks = |r: Rect, axis: usize| {
                let (low, high) = span(r, axis);
                [low, high, f64::midpoint(low, high)]
            };
            let at = |at: f64, of: f64| (at - of).abs() <= 2.0 * SAME;
            for guide in &snapped.guides {
                let axis = usize::from(guide.from.x != guide.to.x);
                let place = if axis == 0 { guide.from.x } else { guide.from.y };
                prop_assert!(marks(there, axis).iter().any(|m| at(*m, place)), "{guide:?}");
                prop_assert!(boxes.iter().any(|b| marks(*b, axis).iter().any(|m| at(*m, place))), "{guide:?}");
            }
            for axis in 0..2 {
                let along = |g: &&Guide| (axis == 0) == (g.from.y == g.to.y);
                let widths: Vec<f64> = snapped.gaps.iter().filter(along).map(|g| g.from.distance(g.to)).collect();
                prop_assert!(widths.len() != 1, "a gap is as wide as another");
            }
        }

        #[test]
        fn nothing_makes_it_fail(numbers in proptest::collection::vec(prop_oneof![any::<f64>(), -50.0..50.0], 4..60)) {
            let rects: Vec<Rect> = numbers.chunks_exact(4).map(|n| Rect::new(n[0], n[1], n[2], n[3])).collect();
            let field = Field::new(rects.clone());
            for rect in rects {
                let by = field.snap(rect, &FREE).by;
                prop_assert!(by.x.abs() <= FREE.reach && by.y.abs() <= FREE.reach);
            }
        }
    }
}
