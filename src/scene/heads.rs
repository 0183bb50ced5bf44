//! What stands at the ends of lines.
//!
//! Knows nothing about relations.

use super::figure::{Item, Stroke};
use crate::geom::{BezPath, PathShape, Point, Rect, Vec2};
use crate::theme::Color;

/// Half the width of an arrow for its length.
const SLIM: f64 = 0.45;

/// How far the corner of an arrow drawn with lines reaches beyond the point they meet at, in widths of those lines.
const MITRE: f64 = 1.25;

/// What a line leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Head {
    /// Nothing.
    None,
    /// A filled triangle.
    Filled,
    /// Two strokes.
    Open,
    /// A triangle with a border.
    Hollow,
    /// A filled rhombus.
    Diamond,
    /// A filled disc.
    Dot,
}

/// What a line comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tail {
    /// Nothing.
    None,
    /// A filled square.
    Square,
    /// A filled disc.
    Dot,
    /// A filled rhombus.
    Diamond,
}

fn arrow_length(width: f64) -> f64 {
    4.0 + 2.4 * width
}

fn radius(width: f64) -> f64 {
    2.0 + width
}

impl Head {
    /// What it is called.
    pub(super) fn words(self) -> Option<&'static str> {
        Some(match self {
            Self::None => return None,
            Self::Filled => "a filled arrow",
            Self::Open => "an open arrow",
            Self::Hollow => "a hollow arrow",
            Self::Diamond => "a diamond",
            Self::Dot => "a dot",
        })
    }

    /// How far before its tip a line of this width has to end so that it does not stick out.
    pub(super) fn covers(self, width: f64) -> f64 {
        match self {
            Self::None => 0.0,
            Self::Filled => arrow_length(width) * 0.8,
            Self::Open => MITRE * width * 1.5,
            Self::Hollow => arrow_length(width) + 1.0,
            Self::Diamond => arrow_length(width),
            Self::Dot => radius(width),
        }
    }

    /// The head of a line of this width that comes from `from`.
    pub(super) fn item(self, tip: Point, from: Point, width: f64, color: Color, ground: Color) -> Option<Item> {
        let along = direction(from, tip);
        let length = arrow_length(width);
        let stroke = Some(Stroke::solid(color, width));
        let filled = |path| Some(Item::Path { path, fill: color, stroke: None });
        match self {
            Self::None => None,
            Self::Filled => filled(triangle(tip, along, length)),
            Self::Open => {
                let tip = tip - along * (MITRE * width);
                let (base, side) = (tip - along * length * 0.9, across(along) * (length * SLIM));
                let mut path = BezPath::new();
                path.move_to(base + side);
                path.line_to(tip);
                path.line_to(base - side);
                Some(Item::Path { path, fill: Color::NONE, stroke })
            }
            Self::Hollow => {
                let path = triangle(tip - along * (MITRE * width), along, length + 1.0);
                Some(Item::Path { path, fill: ground, stroke })
            }
            Self::Diamond => filled(rhombus(tip, along, length * 1.4)),
            Self::Dot => filled(disc(tip - along * radius(width), radius(width))),
        }
    }
}

impl Tail {
    /// What it is called.
    pub(super) fn words(self) -> Option<&'static str> {
        Some(match self {
            Self::None => return None,
            Self::Square => "a square tail",
            Self::Dot => "a round tail",
            Self::Diamond => "a diamond tail",
        })
    }

    /// The tail of a line that goes on to `next`; it stands on the border that the line comes from.
    pub(super) fn item(self, start: Point, next: Point, color: Color) -> Option<Item> {
        const SQUARE: f64 = 7.0;
        let along = direction(start, next);
        let filled = |path| Some(Item::Path { path, fill: color, stroke: None });
        match self {
            Self::None => None,
            Self::Square => {
                let rect = Rect::from_center_size(start + along * (SQUARE / 2.0), (SQUARE, SQUARE));
                Some(Item::Box { rect, radius: 1.0, fill: color, stroke: None })
            }
            Self::Dot => filled(disc(start + along * 3.2, 3.2)),
            Self::Diamond => filled(rhombus(start, -along, 11.0)),
        }
    }
}

/// A line without its last `length`, of which a little is left in any case.
pub(super) fn trimmed(route: &[Point], mut length: f64) -> Vec<Point> {
    let mut line = route.to_vec();
    while let [.., before, last] = line[..] {
        let piece = before.distance(last);
        if piece > length || line.len() == 2 {
            let end = line.len() - 1;
            line[end] = last + direction(last, before) * length.min(piece * 0.9);
            break;
        }
        length -= piece;
        line.pop();
    }
    line
}

fn direction(from: Point, to: Point) -> Vec2 {
    let way = to - from;
    if way.hypot2() > 0.0 { way.normalize() } else { Vec2::ZERO }
}

fn across(along: Vec2) -> Vec2 {
    Vec2::new(-along.y, along.x)
}

fn polygon(points: &[Point]) -> BezPath {
    let mut path = BezPath::new();
    for (i, p) in points.iter().enumerate() {
        if i == 0 { path.move_to(*p) } else { path.line_to(*p) }
    }
    path.close_path();
    path
}

fn triangle(tip: Point, along: Vec2, length: f64) -> BezPath {
    let (base, side) = (tip - along * length, across(along) * (length * SLIM));
    polygon(&[tip, base + side, base - side])
}

fn rhombus(tip: Point, along: Vec2, length: f64) -> BezPath {
    let (middle, side) = (tip - along * (length / 2.0), across(along) * (length * 0.32));
    polygon(&[tip, middle + side, tip - along * length, middle - side])
}

fn disc(centre: Point, radius: f64) -> BezPath {
    Rect::from_center_size(centre, (2.0 * radius, 2.0 * radius)).to_ellipse().to_path(0.02)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_cut_back_along_its_way() {
        let route = [Point::new(0.0, 0.0), Point::new(50.0, 0.0), Point::new(50.0, 4.0)];
        assert_eq!(trimmed(&route, 2.0)[2], Point::new(50.0, 2.0));
        assert_eq!(trimmed(&route, 10.0), [Point::new(0.0, 0.0), Point::new(44.0, 0.0)]);
        let all = trimmed(&route, 500.0);
        assert_eq!(all.len(), 2);
        assert!(all[1].x > 0.0);
    }

    #[test]
    fn heads_end_exactly_at_the_tip() {
        let (tip, from) = (Point::new(100.0, 0.0), Point::ZERO);
        for head in [Head::Filled, Head::Diamond, Head::Dot] {
            let item = head.item(tip, from, 1.5, Color::NONE, Color::NONE).expect("a head");
            assert!((item.bounds().x1 - 100.0).abs() < 0.01, "{head:?}");
        }
    }
}
