//! Finding dots: how much was found of an element, as a dot inside its card.
//!
//! A dot stands where the card leaves room for it, never on the name, the facts or the initials.
//!
//! Knows nothing about what was found, nor about when dots are shown.

use super::figure::{Figure, Item};
use super::outline;
use crate::geom::{Point, Rect, overlaps};
use crate::model::ElementKind;
use crate::text::{Font, Weight as FontWeight, width};
use crate::theme::{Color, Theme};

/// How much the heaviest finding of a card weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// Something is wrong.
    Error,
    /// Something will hurt.
    Warning,
    /// Something is worth knowing.
    Info,
}

/// What a dot tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dot {
    /// How much was found.
    pub count: usize,
    /// The heaviest of it.
    pub weight: Weight,
}

/// Height of a dot with its count.
pub const SIZE: f64 = 14.0;

/// Space between a dot and the border of its card.
const INSET: f64 = 5.0;

/// Space between a dot and what stands on the card.
const CLEAR: f64 = 1.5;

/// Side of a dot on a card that has no room for one: it lies on the corner of the icon, without its count.
const SMALL: f64 = 8.0;

/// The type of the count.
const FONT: Font = Font::new(FontWeight::Bold, 9.5);

impl Dot {
    fn words(self) -> String {
        if self.count > 99 { "99+".to_owned() } else { self.count.to_string() }
    }

    /// Its colour.
    #[must_use]
    pub fn color(self, theme: &Theme) -> Color {
        match self.weight {
            Weight::Error => theme.finding.error,
            Weight::Warning => theme.finding.warning,
            Weight::Info => theme.finding.info,
        }
    }

    fn extent(self) -> (f64, f64) {
        ((width(&self.words(), FONT) + 7.0).max(SIZE).ceil(), SIZE)
    }
}

/// Where the dot of a card stands: inside it, and free of what the card says.
#[must_use]
pub fn place(figure: &Figure, kind: ElementKind, dot: Dot) -> Rect {
    let card = figure.title_room;
    let (w, h) = dot.extent();
    let outline = outline::of(kind);
    let ((_, right), (top, bottom)) = (outline.inset(), outline.inset_vertical());
    let taken: Vec<Rect> = figure.items.iter().filter(|item| is_said(item, card)).map(Item::bounds).collect();
    let is_free = |at: &Rect| {
        let inside = at.x0 >= card.x0 + 2.0 && at.x1 <= card.x1 - 2.0 && at.y0 >= card.y0 && at.y1 <= card.y1;
        inside && !taken.iter().any(|said| overlaps(*said, at.inflate(CLEAR, CLEAR)))
    };
    let (x1, y0, y1) = (card.x1 - right - INSET, card.y0 + top + INSET, card.y1 - bottom - INSET);
    let middle = card.center().y - h / 2.0;
    let icon = figure.items.iter().find_map(|i| if let Item::Icon { square, .. } = i { Some(*square) } else { None });
    let below = icon.map(|icon| Point::new(icon.center().x - w / 2.0, icon.y1 + 4.0));
    // Beside the end of the name, as in a line of text.
    let name = figure.items.iter().filter(|i| matches!(i, Item::Text { .. })).map(Item::bounds).next();
    let beside = name.map(|name| Point::new(name.x1 + 6.0, name.center().y - h / 2.0));
    let along = (1..12).map(|i| Point::new(x1 - w - f64::from(i) * 6.0, y1 - h));
    let down = [0.25, 0.5, 0.75, 1.0].map(|part| Point::new(x1 - w, y0 + (y1 - h - y0).max(0.0) * part));
    let corners = [Point::new(x1 - w, y0), Point::new(x1 - w, middle)];
    let round = matches!(outline, outline::Outline::Pill | outline::Outline::Arrow | outline::Outline::Chevron);
    // Round and pointed ends have no corners.
    let corners = corners.into_iter().skip(usize::from(round && card.height() > 1.6 * h));
    // The header of a stream reads as a line; on a card the corner is looked at first.
    let is_stream = outline == outline::Outline::Row;
    let first = beside.filter(|_| is_stream);
    let spots = first.into_iter().chain(corners).chain(below).chain(beside).chain(down).chain(along);
    let spots = spots.map(|p| Rect::from_origin_size((p.x.round(), p.y.round()), (w, h)));
    let small = || {
        let corner = icon.map_or(Point::new(card.x0 + INSET, card.y0 + INSET), |icon| Point::new(icon.x1, icon.y0));
        Rect::from_center_size(corner, (SMALL, SMALL))
    };
    spots.into_iter().find(is_free).unwrap_or_else(small)
}

/// Whether an item of a card says something; its ground and its border do not.
fn is_said(item: &Item, card: Rect) -> bool {
    let bounds = item.bounds();
    match item {
        Item::Box { .. } | Item::Path { .. } => {
            bounds.width() < card.width() * 0.8 && bounds.height() < card.height() * 0.8
        }
        _ => true,
    }
}

/// The shapes of a dot.
#[must_use]
pub fn items(dot: Dot, at: Rect, theme: &Theme) -> Vec<Item> {
    let ground = Item::Box { rect: at, radius: at.height() / 2.0, fill: dot.color(theme), stroke: None };
    if at.height() < SIZE {
        return vec![ground];
    }
    let words = dot.words();
    let baseline = Point::new(at.center().x - width(&words, FONT) / 2.0, at.y0 + FONT.baseline_in(at.height()));
    vec![ground, Item::text(baseline, words, FONT, theme.finding.mark)]
}
