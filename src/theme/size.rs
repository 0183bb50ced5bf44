//! Sizes of type, lines and spaces, in document units.
//!
//! Knows nothing about colours.

use crate::text::{Font, Weight};

/// Names of elements.
pub const TITLE: Font = Font::new(Weight::SemiBold, 14.0);
/// Line height of names.
pub const TITLE_LINE: f64 = 18.0;
/// Facts below names.
pub const DETAIL: Font = Font::new(Weight::Regular, 11.0);
/// Line height of facts.
pub const DETAIL_LINE: f64 = 15.0;
/// Names of value streams, which are containers.
pub const HEADING: Font = Font::new(Weight::SemiBold, 16.0);
/// Line height of those.
pub const HEADING_LINE: f64 = 20.0;
/// Initials, letters on lines, state marks.
pub const BADGE: Font = Font::new(Weight::SemiBold, 10.0);
/// Words beside bars, entries of the legend.
pub const SMALL: Font = Font::new(Weight::Regular, 10.5);
/// Titles of zones, in capitals.
pub const ZONE: Font = Font::new(Weight::SemiBold, 12.0);
/// Name of the model on a page.
pub const PAGE_TITLE: Font = Font::new(Weight::Bold, 24.0);
/// Labels of relations.
pub const LABEL: Font = Font::new(Weight::Regular, 11.0);

/// Side of an icon beside a name.
pub const ICON: f64 = 16.0;
/// Width of a card.
pub const CARD_WIDTH: f64 = 184.0;
/// Least height of a card.
pub const CARD_HEIGHT: f64 = 56.0;
/// Space between a card's border and what is in it.
pub const CARD_PADDING: f64 = 12.0;
/// Radius of a card's corners.
pub const CARD_RADIUS: f64 = 8.0;
/// Width of a stage.
pub const STAGE_WIDTH: f64 = 150.0;
/// How far the tip of a chevron reaches.
pub const CHEVRON: f64 = 12.0;
/// Radius of the corners of lines.
pub const EDGE_RADIUS: f64 = 8.0;
/// Space around a drawing.
pub const PAGE_MARGIN: f64 = 32.0;
