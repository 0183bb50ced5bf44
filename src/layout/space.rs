//! Making and closing space: everything beyond a line moves along, and what the line crosses grows or shrinks.
//!
//! Knows nothing about what the boxes are.

use std::collections::HashMap;

use crate::geom::{Rect, Vec2};

/// What closing space leaves between boxes.
const LEAST_GAP: f64 = 12.0;
/// The height of the strips in which boxes are compared.
const STRIP: f64 = 32.0;

/// A line and how far what is beyond it goes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Space {
    /// Whether it goes sideways, else up or down.
    pub level: bool,
    /// Where the line is.
    pub at: f64,
    /// How far what is beyond it moves; backwards when negative.
    pub by: f64,
}

/// Something that may be moved.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Thing {
    /// Its box.
    pub rect: Rect,
    /// Whether it grows where the line crosses it.
    pub holds: bool,
    /// Whether it stays where it is.
    pub fixed: bool,
}

impl Space {
    fn span(&self, rect: Rect) -> (f64, f64) {
        if self.level { (rect.x0, rect.x1) } else { (rect.y0, rect.y1) }
    }

    fn across(&self, rect: Rect) -> (f64, f64) {
        if self.level { (rect.y0, rect.y1) } else { (rect.x0, rect.x1) }
    }

    /// Whether a thing is beyond the line with its near edge.
    fn takes(&self, thing: &Thing) -> bool {
        !thing.fixed && self.span(thing.rect).0 >= self.at
    }

    fn crosses(&self, thing: &Thing) -> bool {
        let (low, high) = self.span(thing.rect);
        thing.holds && !thing.fixed && low < self.at && self.at < high
    }

    /// The same with space closed only as far as no boxes come to lie on each other.
    #[must_use]
    pub fn limited(self, things: &[Thing]) -> Self {
        if self.by >= 0.0 {
            return self;
        }
        let strips = |(from, to): (f64, f64)| {
            let strip = |v: f64| (v / STRIP).floor().clamp(-1e6, 1e6) as i64;
            // A box as high as a thousand strips is one that fills the drawing.
            strip(from)..=strip(to).min(strip(from).saturating_add(1024))
        };
        let mut ends: HashMap<i64, f64> = HashMap::new();
        for thing in things.iter().filter(|t| !self.takes(t) && !self.crosses(t)) {
            let end = self.span(thing.rect).1;
            for strip in strips(self.across(thing.rect)) {
                let known = ends.entry(strip).or_insert(end);
                *known = known.max(end);
            }
        }
        let mut room = -self.by;
        for thing in things {
            if self.crosses(thing) {
                // It can give only what it has beyond the line.
                room = room.min((self.span(thing.rect).1 - self.at - LEAST_GAP).max(0.0));
            }
            let edge = match (self.takes(thing), self.crosses(thing)) {
                (true, _) => self.span(thing.rect).0,
                (_, true) => self.span(thing.rect).1,
                _ => continue,
            };
            // What is beside it already, or under it, is no reason to stay away from it.
            let met = strips(self.across(thing.rect)).filter_map(|strip| ends.get(&strip));
            for end in met.filter(|end| **end <= edge) {
                room = room.min((edge - end - LEAST_GAP).max(0.0));
            }
        }
        Self { by: -room, ..self }
    }

    /// Where a thing is afterwards; nothing where it stays as it is.
    #[must_use]
    pub fn moved(&self, thing: &Thing) -> Option<Rect> {
        if self.by == 0.0 {
            return None;
        }
        let by = if self.level { Vec2::new(self.by, 0.0) } else { Vec2::new(0.0, self.by) };
        if self.takes(thing) {
            return Some(thing.rect + by);
        }
        self.crosses(thing).then_some(Rect { x1: thing.rect.x1 + by.x, y1: thing.rect.y1 + by.y, ..thing.rect })
    }
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "whole units come out exactly")]
mod tests {
    use super::*;
    use crate::geom::overlaps;
    use proptest::prelude::*;

    fn thing(x: f64, y: f64) -> Thing {
        Thing { rect: Rect::new(x, y, x + 80.0, y + 40.0), holds: false, fixed: false }
    }

    #[test]
    fn what_is_crossed_never_gives_more_than_it_has_beyond_the_line() {
        let frame = Thing { holds: true, ..thing(60.0, 0.0) };
        let closed = Space { level: true, at: 100.0, by: -500.0 }.limited(&[frame, thing(900.0, 0.0)]);
        assert_eq!(closed.by, -(140.0 - 100.0 - LEAST_GAP));
        let shrunk = closed.moved(&frame).expect("it is crossed");
        assert!(shrunk.width() > 0.0 && shrunk.x1 > 100.0, "{shrunk}");
    }

    #[test]
    fn what_is_beyond_moves_and_what_is_crossed_grows() {
        let space = Space { level: true, at: 100.0, by: 40.0 };
        assert_eq!(space.moved(&thing(100.0, 0.0)), Some(thing(140.0, 0.0).rect));
        assert_eq!(space.moved(&thing(60.0, 0.0)), None, "by its near edge");
        let container = Thing { holds: true, ..thing(60.0, 0.0) };
        assert_eq!(space.moved(&container), Some(Rect::new(60.0, 0.0, 180.0, 40.0)));
    }

    #[test]
    fn closing_stops_before_the_next_box() {
        let things = [thing(0.0, 0.0), thing(200.0, 0.0), thing(150.0, 400.0)];
        let space = Space { level: true, at: 140.0, by: -500.0 }.limited(&things);
        assert_eq!(space.by, -108.0);
    }

    proptest! {
        #[test]
        fn closing_makes_nothing_overlap(
            cells in proptest::collection::vec((0.0..60.0, 0.0..30.0), 1..30), at in -50.0..900.0, by in -900.0..0.0, level in any::<bool>()
        ) {
            let things: Vec<Thing> = cells
                .iter()
                .enumerate()
                .map(|(i, (x, y))| thing((i % 6) as f64 * 150.0 + x, (i / 6) as f64 * 90.0 + y))
                .collect();
            let space = Space { level, at, by }.limited(&things);
            let after: Vec<Rect> = things.iter().map(|t| space.moved(t).unwrap_or(t.rect)).collect();
            for (i, a) in after.iter().enumerate() {
                prop_assert!(after[..i].iter().all(|b| !overlaps(*a, *b)), "{space:?}");
            }
        }
    }
}
