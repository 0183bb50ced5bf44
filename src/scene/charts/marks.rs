//! Marks of charts: words that never leave their room, bars, dots, ticks and strokes.
//!
//! Knows nothing about what they stand for.

use crate::geom::{BezPath, Point, Rect};
use crate::scene::figure::{Item, Line, Stroke};
use crate::text::{Font, fit_line};
use crate::theme::Color;

/// Words from `x` on, cut where they would be wider than `room`.
pub(super) fn left(text: &str, x: f64, baseline: f64, room: f64, font: Font, color: Color) -> Item {
    let line = fit_line(text, font, room.max(1.0), false);
    Item::Text { at: Point::new(x, baseline), text: line.text, font, color, width: line.width }
}

/// Words that end at `x`.
pub(super) fn right(text: &str, x: f64, baseline: f64, room: f64, font: Font, color: Color) -> Item {
    let line = fit_line(text, font, room.max(1.0), false);
    Item::Text { at: Point::new(x - line.width, baseline), text: line.text, font, color, width: line.width }
}

/// Words around `x`.
pub(super) fn centre(text: &str, x: f64, baseline: f64, room: f64, font: Font, color: Color) -> Item {
    let line = fit_line(text, font, room.max(1.0), false);
    Item::Text { at: Point::new(x - line.width / 2.0, baseline), text: line.text, font, color, width: line.width }
}

/// The baseline of a line of text whose capitals are centred on `y`.
pub(super) fn on(y: f64, font: Font) -> f64 {
    y + font.cap_height() / 2.0
}

/// A filled bar, never thinner than can be seen.
pub(super) fn bar(rect: Rect, fill: Color) -> Item {
    let rect = Rect::new(rect.x0, rect.y0, rect.x1.max(rect.x0 + 1.5), rect.y1);
    Item::Box { rect, radius: 2.0_f64.min(rect.width() / 2.0).min(rect.height() / 2.0), fill, stroke: None }
}

/// A bar that is only an outline over a quiet ground.
pub(super) fn hollow(rect: Rect, fill: Color, line: Color) -> Item {
    let rect = Rect::new(rect.x0, rect.y0, rect.x1.max(rect.x0 + 1.5), rect.y1).inset(-0.5);
    let rect = if rect.width() < 1.0 { rect.inflate(0.5, 0.0) } else { rect };
    Item::Box { rect, radius: 2.0_f64.min(rect.width() / 2.0), fill, stroke: Some(Stroke::solid(line, 1.0)) }
}

/// A disc.
pub(super) fn dot(at: Point, radius: f64, fill: Color, stroke: Option<Stroke>) -> Item {
    Item::Box { rect: Rect::from_center_size(at, (2.0 * radius, 2.0 * radius)), radius, fill, stroke }
}

/// A straight line.
pub(super) fn line(from: Point, to: Point, color: Color, width: f64, line: Line) -> Item {
    let mut path = BezPath::new();
    path.move_to(from);
    path.line_to(to);
    Item::Path { path, fill: Color::NONE, stroke: Some(Stroke { color, width, line }) }
}

/// A hairline.
pub(super) fn hair(from: (f64, f64), to: (f64, f64), color: Color) -> Item {
    line(Point::new(from.0, from.1), Point::new(to.0, to.1), color, 1.0, Line::Solid)
}

/// An icon around a point.
pub(super) fn icon(name: &str, at: Point, side: f64, color: Color) -> Item {
    let square = Rect::from_center_size(at, (side, side));
    Item::Icon { square, name: name.into(), style: crate::text::icon::Style::Fill, color }
}

/// Moves labels of these widths, wished for from these places on, so far that none overlaps another and all stay between
/// `low` and `high`; where they are too many for that they go on beyond `high`.
pub(super) fn spread(wished: &[(f64, f64)], gap: f64, low: f64, high: f64) -> Vec<f64> {
    let mut at: Vec<f64> = Vec::new();
    let mut next = low;
    for (x, wide) in wished {
        let x = x.max(next);
        at.push(x);
        next = x + wide + gap;
    }
    let mut end = high;
    for (x, (_, wide)) in at.iter_mut().zip(wished).rev() {
        *x = x.min(end - wide);
        end = *x - gap;
    }
    // From the left once more, for those that were pushed out there.
    let mut next = low;
    for (x, (_, wide)) in at.iter_mut().zip(wished) {
        *x = x.max(next);
        next = *x + wide + gap;
    }
    at
}
