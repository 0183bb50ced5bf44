//! Figures: the shapes of one element or relation, with where they can be hit and what they are called.
//!
//! Knows nothing about how figures are made.

use ecow::EcoString;

use crate::geom::{BezPath, PathShape, Point, Rect, distance_to_segment};
use crate::model::{ElementId, RelationId};
use crate::text::{Font, icon};
use crate::theme::Color;

/// Whose figure it is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Owner {
    /// Of an element.
    Element(ElementId),
    /// Of a relation.
    Relation(RelationId),
    /// Of a note, frame or group of the view, by its id.
    Annotation(EcoString),
    /// Of a zone of the canvas, by its id.
    Zone(EcoString),
    /// Of the cards of a zone that found no room, by the id of the zone.
    More(EcoString),
    /// Of a mark of a chart, by its id.
    Mark(EcoString),
    /// Of the page itself: frame, title, legend.
    Page,
}

impl Owner {
    /// Whether it is something that can be selected: an element, a relation, a note, frame or group.
    #[must_use]
    pub const fn is_thing(&self) -> bool {
        matches!(self, Self::Element(_) | Self::Relation(_) | Self::Annotation(_))
    }
}

/// What lies over what.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Layer {
    /// What everything stands on: frame, zones, frames drawn by hand.
    Ground(u16),
    /// Elements that hold others, outer ones first.
    Container(u16),
    /// Lines.
    Edge,
    /// Elements that hold none.
    Node(i64),
    /// What lies over all: notes, labels, the legend.
    Top,
}

/// The shapes of one owner.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// Whose they are.
    pub owner: Owner,
    /// What lies over what.
    pub layer: Layer,
    /// What it is called where it cannot be seen, such as "Stage Decide credit".
    pub name: EcoString,
    /// The words that stay when the drawing is too small for the rest; empty for lines.
    pub title: EcoString,
    /// Where those words have their room.
    pub title_room: Rect,
    /// What encloses all shapes.
    pub bounds: Rect,
    /// The shapes, in drawing order.
    pub items: Vec<Item>,
    /// Where a pointer hits it.
    pub region: Region,
}

/// One shape.
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    /// A rectangle with rounded corners.
    Box {
        /// Where.
        rect: Rect,
        /// Radius of the corners.
        radius: f64,
        /// Inside; transparent for none.
        fill: Color,
        /// Border.
        stroke: Option<Stroke>,
    },
    /// Any outline.
    Path {
        /// The outline.
        path: BezPath,
        /// Inside; transparent for none.
        fill: Color,
        /// Line along it.
        stroke: Option<Stroke>,
    },
    /// One line of text.
    Text {
        /// Where it starts on its baseline.
        at: Point,
        /// What it says.
        text: EcoString,
        /// In which font.
        font: Font,
        /// In which colour.
        color: Color,
        /// How wide it is.
        width: f64,
    },
    /// An icon of the bundled set.
    Icon {
        /// The square it is drawn in.
        square: Rect,
        /// Its name.
        name: EcoString,
        /// Its style.
        style: icon::Style,
        /// Its colour.
        color: Color,
    },
    /// An embedded picture.
    Image {
        /// Where.
        rect: Rect,
        /// The PNG, in base64.
        data: EcoString,
        /// How strongly it is drawn, 0 to 1.
        opacity: f64,
    },
}

/// A line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stroke {
    /// Its colour.
    pub color: Color,
    /// How thick.
    pub width: f64,
    /// How it is interrupted.
    pub line: Line,
}

/// How a line is interrupted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    /// Not at all.
    Solid,
    /// Long pieces.
    Dashed,
    /// Points.
    Dotted,
}

impl Line {
    /// Lengths of piece and gap for a line of this thickness; empty when solid.
    #[must_use]
    pub fn pattern(self, width: f64) -> Vec<f64> {
        match self {
            Self::Solid => Vec::new(),
            Self::Dashed => vec![4.0 * width.max(1.0), 3.0 * width.max(1.0)],
            Self::Dotted => vec![width, 2.4 * width.max(1.0)],
        }
    }
}

impl Stroke {
    /// A solid line.
    #[must_use]
    pub const fn solid(color: Color, width: f64) -> Self {
        Self { color, width, line: Line::Solid }
    }
}

impl Figure {
    /// Draws everything of it more faintly: `share` of its strength.
    pub fn fade(&mut self, share: f64) {
        let stroke = |s: &mut Option<Stroke>| {
            if let Some(s) = s {
                s.color = s.color.faded(share);
            }
        };
        for item in &mut self.items {
            match item {
                Item::Box { fill, stroke: line, .. } | Item::Path { fill, stroke: line, .. } => {
                    *fill = fill.faded(share);
                    stroke(line);
                }
                Item::Text { color, .. } | Item::Icon { color, .. } => *color = color.faded(share),
                Item::Image { opacity, .. } => *opacity *= share,
            }
        }
    }
}

impl Item {
    /// A text that starts at `at` on its baseline.
    pub fn text(at: Point, text: impl Into<EcoString>, font: Font, color: Color) -> Self {
        let text = text.into();
        let width = crate::text::width(&text, font);
        Self::Text { at, text, font, color, width }
    }

    /// What encloses the shape.
    #[must_use]
    pub fn bounds(&self) -> Rect {
        let grown = |rect: Rect, stroke: &Option<Stroke>| {
            let by = stroke.map_or(0.0, |s| s.width / 2.0);
            rect.inflate(by, by)
        };
        match self {
            Self::Box { rect, stroke, .. } => grown(*rect, stroke),
            Self::Path { path, stroke, .. } => grown(path.bounding_box(), stroke),
            Self::Text { at, font, width, .. } => {
                Rect::new(at.x, at.y - font.size, at.x + width, at.y + font.size * 0.25)
            }
            Self::Icon { square, .. } => *square,
            Self::Image { rect, .. } => *rect,
        }
    }
}

/// Where a pointer hits a figure.
#[derive(Clone, Debug, PartialEq)]
pub enum Region {
    /// Inside a rectangle.
    Rect(Rect),
    /// Near a line.
    Line(Vec<Point>),
}

impl Region {
    /// Whether `p` hits, lines reached within `slop`.
    #[must_use]
    pub fn contains(&self, p: Point, slop: f64) -> bool {
        match self {
            Self::Rect(rect) => rect.contains(p),
            Self::Line(points) => points.windows(2).any(|s| distance_to_segment(p, s[0], s[1]) <= slop),
        }
    }
}
