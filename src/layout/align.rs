//! Boxes brought into line: aligned, spread with equal gaps, stacked, made the same size.
//!
//! Boxes come with whether they are fixed; offsets go out, in the order of the boxes. What is fixed never moves, and the
//! rest is led by it.
//!
//! Knows nothing about what the boxes are.

use crate::geom::{Rect, Size, Vec2, bounds_of};

/// A box, and whether it stays where it is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Piece {
    /// Where it is.
    pub rect: Rect,
    /// Whether it stays.
    pub fixed: bool,
}

/// An edge or a middle line that boxes share once they are aligned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// Left edges.
    Left,
    /// Right edges.
    Right,
    /// Top edges.
    Top,
    /// Bottom edges.
    Bottom,
    /// Middles from left to right.
    CentreAcross,
    /// Middles from top to bottom.
    CentreDown,
}

/// A direction in which boxes follow each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Axis {
    /// From left to right.
    Across,
    /// From top to bottom.
    Down,
}

impl Axis {
    fn span(self, r: Rect) -> (f64, f64) {
        match self {
            Self::Across => (r.x0, r.x1),
            Self::Down => (r.y0, r.y1),
        }
    }

    const fn offset(self, by: f64) -> Vec2 {
        match self {
            Self::Across => Vec2::new(by, 0.0),
            Self::Down => Vec2::new(0.0, by),
        }
    }
}

/// How far each box goes to be aligned with the bounds of all, or of those that are fixed where some are.
#[must_use]
pub fn align(pieces: &[Piece], how: Align) -> Vec<Vec2> {
    let fixed = bounds_of(pieces.iter().filter(|p| p.fixed).map(|p| p.rect));
    let Some(to) = fixed.or_else(|| bounds_of(pieces.iter().map(|p| p.rect))) else { return Vec::new() };
    let axis = match how {
        Align::Left | Align::Right | Align::CentreAcross => Axis::Across,
        Align::Top | Align::Bottom | Align::CentreDown => Axis::Down,
    };
    let (start, end) = axis.span(to);
    let middle = f64::midpoint(start, end);
    let off = |r: Rect| {
        let (a, b) = axis.span(r);
        match how {
            Align::Left | Align::Top => start - a,
            Align::Right | Align::Bottom => end - b,
            // Whole units, so that borders stay sharp.
            Align::CentreAcross | Align::CentreDown => (middle - (b - a) / 2.0).floor() - a,
        }
    };
    // Rounding must not make boxes creep that are in line already.
    let centred = matches!(how, Align::CentreAcross | Align::CentreDown);
    let is_near = |r: Rect| {
        let (a, b) = axis.span(r);
        (f64::midpoint(a, b) - middle).abs() < 1.0
    };
    let done = centred && pieces.iter().all(|p| is_near(p.rect));
    let by = |p: &Piece| if p.fixed || done { Vec2::ZERO } else { axis.offset(off(p.rect)) };
    pieces.iter().map(by).collect()
}

/// The order of boxes along an axis, by their middles.
fn along(pieces: &[Piece], axis: Axis) -> Vec<usize> {
    let middle = |i: usize| {
        let (a, b) = axis.span(pieces[i].rect);
        a + b
    };
    let mut order: Vec<usize> = (0..pieces.len()).collect();
    order.sort_by(|a, b| middle(*a).total_cmp(&middle(*b)).then(a.cmp(b)));
    order
}

/// How far each box goes so that the gaps between neighbours are equal. The outer two stay, and so does what is fixed: then
/// gaps are equal between one that stays and the next.
#[must_use]
pub fn distribute(pieces: &[Piece], axis: Axis) -> Vec<Vec2> {
    let order = along(pieces, axis);
    let mut offsets = vec![Vec2::ZERO; pieces.len()];
    let stays = |at: usize| at == 0 || at + 1 == order.len() || pieces[order[at]].fixed;
    let mut from = 0;
    for to in (1..order.len()).filter(|at| stays(*at)) {
        let (_, start) = axis.span(pieces[order[from]].rect);
        let (end, _) = axis.span(pieces[order[to]].rect);
        let inner = &order[from + 1..to];
        let length = |i: usize| {
            let (a, b) = axis.span(pieces[i].rect);
            b - a
        };
        let taken: f64 = inner.iter().map(|i| length(*i)).sum();
        let gap = (end - start - taken) / (inner.len() + 1) as f64;
        let mut at = start + gap;
        for &i in inner {
            offsets[i] = axis.offset(at.round() - axis.span(pieces[i].rect).0);
            at += length(i) + gap;
        }
        from = to;
    }
    offsets
}

/// How far each box goes to stand behind the one before it with a gap, in a row or a column, level with the first. Where
/// some are fixed, the first of them leads.
#[must_use]
pub fn stack(pieces: &[Piece], axis: Axis, gap: f64) -> Vec<Vec2> {
    let order = along(pieces, axis);
    let mut offsets = vec![Vec2::ZERO; pieces.len()];
    let Some(lead) = order.iter().position(|i| pieces[*i].fixed).or((!order.is_empty()).then_some(0)) else {
        return offsets;
    };
    let level = |i: usize| match axis {
        Axis::Across => Vec2::new(0.0, pieces[order[lead]].rect.y0 - pieces[i].rect.y0),
        Axis::Down => Vec2::new(pieces[order[lead]].rect.x0 - pieces[i].rect.x0, 0.0),
    };
    let (start, end) = axis.span(pieces[order[lead]].rect);
    let mut at = end + gap;
    for &i in &order[lead + 1..] {
        let (a, b) = axis.span(pieces[i].rect);
        if pieces[i].fixed {
            at = at.max(b + gap);
            continue;
        }
        offsets[i] = axis.offset(at - a) + level(i);
        at += b - a + gap;
    }
    let mut at = start - gap;
    for &i in order[..lead].iter().rev() {
        let (a, b) = axis.span(pieces[i].rect);
        offsets[i] = axis.offset(at - b) + level(i);
        at -= b - a + gap;
    }
    offsets
}

/// The size that boxes have in common once they are made the same: that of the first fixed one, else the greatest width and
/// the greatest height.
#[must_use]
pub fn common_size(pieces: &[Piece]) -> Size {
    let greatest = |a: Size, b: Size| Size::new(a.width.max(b.width), a.height.max(b.height));
    let fixed = pieces.iter().find(|p| p.fixed).map(|p| p.rect.size());
    fixed.unwrap_or_else(|| pieces.iter().map(|p| p.rect.size()).fold(Size::ZERO, greatest))
}
