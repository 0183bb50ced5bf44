//! Views: pictures of the model.
//!
//! A view holds placements that refer to elements; it never holds an element.
//!
//! Knows nothing about how a view is drawn.

use ecow::{EcoString, EcoVec};

use super::annotation::Annotation;
use super::ids::{ElementId, RelationId, ViewId};
use super::table::Table;
use super::value::{Record, Value};
use crate::geom::{Point, Rect, Size};

/// The largest coordinate that is drawn where it says; beyond that it is drawn at this one and kept in the file.
pub const MAX_COORDINATE: f64 = 1e7;

/// The most points of one bent line.
pub const MAX_BENDS: usize = 10_000;

/// The view kind that draws nodes and links placed freely.
pub const DIAGRAM: &str = "diagram";

/// The view kind that draws the one-page canvas; its placements say by their `z` which slot of its zone a card has.
pub const CANVAS: &str = "canvas";

/// Where an element stands in a view, in document units, top left corner.
#[derive(Clone, Debug, PartialEq)]
pub struct Placement {
    /// Left edge.
    pub x: f64,
    /// Top edge.
    pub y: f64,
    /// Width; the drawing chooses when there is none.
    pub w: Option<f64>,
    /// Height; the drawing chooses when there is none.
    pub h: Option<f64>,
    /// Drawn later when higher; 0 when none is stored.
    pub z: Option<i64>,
    /// Automatic layout leaves it where it is.
    pub pinned: Option<bool>,
    /// The pointer leaves it where it is.
    pub locked: Option<bool>,
    /// Whether it is drawn as one card, without what it holds; its size is the one that it has when it is expanded.
    pub collapsed: Option<bool>,
    /// Keys this version does not know.
    pub fields: Record,
}

impl Placement {
    /// A placement at a point that leaves the size to the drawing.
    #[must_use]
    pub fn at(p: Point) -> Self {
        let (pinned, locked, collapsed) = (None, None, None);
        Self { x: p.x, y: p.y, w: None, h: None, z: None, pinned, locked, collapsed, fields: Record::new() }
    }

    /// A placement with position and size.
    #[must_use]
    pub fn of(rect: Rect) -> Self {
        Self { w: Some(rect.width()), h: Some(rect.height()), ..Self::at(rect.origin()) }
    }

    /// The top left corner.
    #[must_use]
    pub fn origin(&self) -> Point {
        Point::new(self.x, self.y)
    }

    /// The rectangle, with `natural` where no size is stored.
    #[must_use]
    pub fn rect(&self, natural: Size) -> Rect {
        let size = Size::new(self.w.unwrap_or(natural.width), self.h.unwrap_or(natural.height));
        Rect::from_origin_size(self.origin(), size)
    }
}

/// What was set by hand of a relation's line beside its bends.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LinePlace {
    /// The spot of the source's box where it begins, as shares of the box's width and height.
    pub from: Option<Point>,
    /// The spot of the target's box where it ends.
    pub to: Option<Point>,
    /// Where its label stands, as a share of its length.
    pub label: Option<f64>,
    /// Keys this version does not know.
    pub fields: Record,
}

impl LinePlace {
    /// Whether it says nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether its numbers are shares.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        let numbers = [self.from, self.to].into_iter().flatten().flat_map(|p| [p.x, p.y]).chain(self.label);
        numbers.into_iter().all(|n| (0.0..=1.0).contains(&n))
    }
}

/// One picture of the model.
#[derive(Clone, Debug, PartialEq)]
pub struct View {
    /// Its id, unique among views.
    pub id: ViewId,
    /// How it is drawn: `diagram`, `canvas`, or a kind of a later version.
    pub kind: EcoString,
    /// What the tab says.
    pub name: EcoString,
    /// Views are shown by rising order, then id.
    pub order: Option<f64>,
    /// Choices of the drawing.
    pub options: Record,
    /// Where elements stand.
    pub placements: Table<ElementId, Placement>,
    /// Bends that were set by hand.
    pub bends: Table<RelationId, EcoVec<Point>>,
    /// Where lines end and where their labels stand, where that was set by hand.
    pub lines: Table<RelationId, LinePlace>,
    /// Notes, frames and groups, each a record with an id.
    pub annotations: EcoVec<Value>,
    /// Placements and bends that cannot be used, kept as they came.
    pub aside: ViewAside,
    /// Keys this version does not know.
    pub fields: Record,
}

/// Parts of a view that cannot be used, kept as they came.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ViewAside {
    /// Placements without a usable element or position.
    pub placements: EcoVec<Value>,
    /// Bends without a usable relation or points.
    pub bends: EcoVec<Value>,
    /// Places of lines without a usable relation or with numbers that are no shares.
    pub lines: EcoVec<Value>,
}

impl View {
    /// A view with nothing on it.
    pub fn new(id: ViewId, kind: impl Into<EcoString>, name: impl Into<EcoString>) -> Self {
        Self {
            id,
            kind: kind.into(),
            name: name.into(),
            order: None,
            options: Record::new(),
            placements: Table::new(),
            bends: Table::new(),
            lines: Table::new(),
            annotations: EcoVec::new(),
            aside: ViewAside::default(),
            fields: Record::new(),
        }
    }

    /// The notes, frames and groups that can be used, in their order.
    pub fn annotations(&self) -> impl Iterator<Item = Annotation> + '_ {
        self.annotations.iter().filter_map(Annotation::from_value)
    }

    /// A choice of the drawing that is a text.
    #[must_use]
    pub fn choice(&self, key: &str) -> Option<&str> {
        self.options.get(key).and_then(Value::as_text).map(EcoString::as_str)
    }
}
