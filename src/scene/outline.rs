//! The shape of each kind: kinds are told apart by shape, icon and colour together.
//!
//! Knows nothing about what stands inside a shape.

use super::figure::{Item, Line, Stroke};
use crate::geom::{BezPath, PathShape, Point, Rect, Vec2};
use crate::model::attr::{Choice, experiment, portfolio_item};
use crate::model::{Element, ElementKind};
use crate::theme::{Color, Theme, size};

/// What a node is drawn as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outline {
    /// A rectangle with rounded corners.
    Card,
    /// Round ends.
    Pill,
    /// A block arrow pointing right.
    Arrow,
    /// A chevron pointing right.
    Chevron,
    /// The top right corner is cut.
    CutCorner,
    /// A tab at the top left.
    Tab,
    /// All corners are cut.
    Diamond,
    /// A rectangle with sharp corners.
    Plain,
    /// A rectangle with very round corners.
    Round,
    /// Softer still, like a cushion.
    Soft,
    /// Almost sharp corners, like a chip.
    Chip,
    /// A card on the tip of a pin.
    Pin,
    /// A flag whose right side is cut in.
    Flag,
    /// A row of the canvas: a bar whose right side ends in a tip.
    Row,
}

/// An outline in its rectangle.
#[derive(Clone, Debug, PartialEq)]
pub enum Form {
    /// The rectangle itself, with round corners.
    Box {
        /// Of every corner.
        radius: f64,
    },
    /// Another closed shape.
    Path(BezPath),
}

/// The outline of a kind.
#[must_use]
pub fn of(kind: ElementKind) -> Outline {
    match kind {
        ElementKind::Stakeholder | ElementKind::Role => Outline::Pill,
        ElementKind::ValueProposition => Outline::Arrow,
        ElementKind::Stage => Outline::Chevron,
        ElementKind::Partner => Outline::CutCorner,
        ElementKind::OrgUnit => Outline::Tab,
        ElementKind::Choice => Outline::Diamond,
        ElementKind::Foreign => Outline::Plain,
        ElementKind::Process => Outline::Round,
        ElementKind::Culture => Outline::Soft,
        ElementKind::Technology => Outline::Chip,
        ElementKind::Location => Outline::Pin,
        ElementKind::Objective => Outline::Flag,
        ElementKind::ValueStream | ElementKind::PortfolioItem | ElementKind::Experiment | ElementKind::Management => {
            Outline::Card
        }
    }
}

/// How far the arrow's tip reaches beyond its body.
const TIP: f64 = 22.0;
/// Length of a cut corner.
const CUT: f64 = 14.0;
/// Height of a tab.
const TAB: f64 = 7.0;
/// How far the tip of a row reaches.
pub(super) const ROW_TIP: f64 = 20.0;
/// How far a flag is cut in.
const FLAG: f64 = 9.0;
/// Height of the tip of a pin.
const PIN: f64 = 5.0;

impl Outline {
    /// Space on the left and right, beside the padding, that the shape takes from what stands inside.
    #[must_use]
    pub fn inset(self) -> (f64, f64) {
        match self {
            Self::Card | Self::Plain | Self::Tab | Self::Round | Self::Soft | Self::Chip | Self::Pin => (0.0, 0.0),
            Self::Flag => (0.0, FLAG - 4.0),
            Self::Row => (0.0, ROW_TIP),
            Self::CutCorner => (0.0, 4.0),
            Self::Pill => (6.0, 6.0),
            Self::Arrow => (0.0, TIP),
            Self::Chevron => (size::CHEVRON, size::CHEVRON),
            Self::Diamond => (2.0, 2.0),
        }
    }

    /// Space at the top and the bottom that the shape takes.
    #[must_use]
    pub fn inset_vertical(self) -> (f64, f64) {
        match self {
            Self::Tab => (TAB - 2.0, 0.0),
            Self::Pin => (0.0, PIN),
            _ => (0.0, 0.0),
        }
    }

    /// What the outline is in a rectangle.
    #[must_use]
    pub fn form(self, r: Rect) -> Form {
        let p = Point::new;
        let (x0, y0, x1, y1) = (r.x0, r.y0, r.x1, r.y1);
        let cut = CUT.min(r.width() / 3.0).min(r.height() / 3.0);
        let tip = TIP.min(r.width() / 3.0);
        let chevron = size::CHEVRON.min(r.width() / 3.0);
        let points = match self {
            Self::Card => return Form::Box { radius: size::CARD_RADIUS.min(r.height() / 2.0) },
            Self::Pill => return Form::Box { radius: (r.height() / 2.0).min(r.width() / 2.0).min(28.0) },
            Self::Plain => return Form::Box { radius: 0.0 },
            Self::Round => return Form::Box { radius: 14.0_f64.min(r.height() / 2.0) },
            Self::Soft => return Form::Box { radius: 18.0_f64.min(r.height() / 2.0) },
            Self::Chip => return Form::Box { radius: 3.0_f64.min(r.height() / 2.0) },
            Self::Flag => {
                let cut = FLAG.min(r.width() / 4.0);
                let points = [p(x0, y0), p(x1, y0), p(x1 - cut, r.center().y), p(x1, y1), p(x0, y1)];
                return Form::Path(polygon(&points, &[size::CARD_RADIUS, 3.0, 2.0, 3.0, size::CARD_RADIUS]));
            }
            Self::Row => {
                let tip = ROW_TIP.min(r.width() / 4.0);
                let points = [p(x0, y0), p(x1 - tip, y0), p(x1, r.center().y), p(x1 - tip, y1), p(x0, y1)];
                return Form::Path(polygon(&points, &[8.0, 5.0, 3.0, 5.0, 8.0]));
            }
            Self::Pin => {
                let foot = y1 - PIN.min(r.height() / 4.0);
                let tip = r.center().x;
                let half = 7.0_f64.min(r.width() / 8.0);
                let card = size::CARD_RADIUS;
                let points = [
                    p(x0, y0),
                    p(x1, y0),
                    p(x1, foot),
                    p(tip + half, foot),
                    p(tip, y1),
                    p(tip - half, foot),
                    p(x0, foot),
                ];
                return Form::Path(polygon(&points, &[card, card, card, 1.5, 1.0, 1.5, card]));
            }
            Self::Arrow => vec![p(x0, y0), p(x1 - tip, y0), p(x1, r.center().y), p(x1 - tip, y1), p(x0, y1)],
            Self::Chevron => vec![
                p(x0, y0),
                p(x1 - chevron, y0),
                p(x1, r.center().y),
                p(x1 - chevron, y1),
                p(x0, y1),
                p(x0 + chevron, r.center().y),
            ],
            Self::CutCorner => {
                return Form::Path(polygon(
                    &[p(x0, y0), p(x1 - cut, y0), p(x1, y0 + cut), p(x1, y1), p(x0, y1)],
                    &[size::CARD_RADIUS, 2.0, 2.0, size::CARD_RADIUS, size::CARD_RADIUS],
                ));
            }
            Self::Tab => {
                let tab = (r.width() * 0.4).min(72.0);
                let top = y0 + TAB.min(r.height() / 4.0);
                return Form::Path(polygon(
                    &[p(x0, y0), p(x0 + tab - 6.0, y0), p(x0 + tab, top), p(x1, top), p(x1, y1), p(x0, y1)],
                    &[5.0, 3.0, 3.0, size::CARD_RADIUS, size::CARD_RADIUS, size::CARD_RADIUS],
                ));
            }
            Self::Diamond => {
                let cut = cut.min(10.0);
                vec![
                    p(x0 + cut, y0),
                    p(x1 - cut, y0),
                    p(x1, y0 + cut),
                    p(x1, y1 - cut),
                    p(x1 - cut, y1),
                    p(x0 + cut, y1),
                    p(x0, y1 - cut),
                    p(x0, y0 + cut),
                ]
            }
        };
        let radii = vec![3.0; points.len()];
        Form::Path(polygon(&points, &radii))
    }
}

/// What a kind has on its outline: the ribbon of a portfolio item, the rings of a calendar, the stripe of an experiment.
///
/// On the colour of a class it is drawn in `ink`, by which it stands out.
pub(super) fn ornament(
    element: &Element,
    r: Rect,
    stroke: Stroke,
    ink: Option<Color>,
    theme: &Theme,
    items: &mut Vec<Item>,
) {
    match element.kind {
        ElementKind::PortfolioItem => {
            // Filled as far as its life has come: dashed before it is live, a hairline once it is over.
            let life = element.get(portfolio_item::LIFECYCLE).map(|Choice(id)| id).unwrap_or_default();
            let color = ink.unwrap_or(theme.kind(element.kind.id()));
            let (width, line) = match life.as_str() {
                "idea" | "mvp" | "proposed" | "approved" => (3.0, Line::Dotted),
                "sunset" | "retired" | "completed" | "cancelled" | "on_hold" => (1.0, Line::Solid),
                _ => (3.0, Line::Solid),
            };
            let mut path = BezPath::new();
            path.move_to((r.x0 + 3.5, r.y0 + 8.0));
            path.line_to((r.x0 + 3.5, r.y1 - 8.0));
            items.push(Item::Path { path, fill: Color::NONE, stroke: Some(Stroke { color, width, line }) });
        }
        ElementKind::Management => {
            let color = ink.unwrap_or(theme.kind(element.kind.id()));
            for x in [r.x0 + 17.0, r.x1 - 17.0] {
                if r.width() > 60.0 {
                    let ring = Rect::new(x - 1.25, r.y0 - 3.0, x + 1.25, r.y0 + 4.0);
                    items.push(Item::Box { rect: ring, radius: 1.25, fill: color, stroke: None });
                }
            }
        }
        ElementKind::Experiment => {
            let status = element.get(experiment::STATUS).map(|Choice(id)| id).unwrap_or_default();
            let color = match status.as_str() {
                "running" => theme.finding.info,
                "validated" => theme.kind("stage"),
                "invalidated" => theme.finding.error,
                _ => theme.muted,
            };
            let foot = Rect::new(r.x0 + 10.0, r.y1 - 3.0, r.x1 - 10.0, r.y1 - 0.5 - stroke.width / 2.0);
            items.push(Item::Box { rect: foot, radius: 1.0, fill: ink.unwrap_or(color), stroke: None });
        }
        _ => {}
    }
}

/// A closed polygon whose corners are rounded by these radii, less where the sides are short.
pub(super) fn polygon(points: &[Point], radii: &[f64]) -> BezPath {
    let n = points.len();
    let mut path = BezPath::new();
    for i in 0..n {
        let (before, at, after) = (points[(i + n - 1) % n], points[i], points[(i + 1) % n]);
        let (to_before, to_after) = (before - at, after - at);
        let radius = radii[i].min(to_before.hypot() / 2.0).min(to_after.hypot() / 2.0);
        // A side without a length has no direction; there the corner is where it is.
        let towards = |side: Vec2| if radius > 0.0 { side.normalize() * radius } else { Vec2::ZERO };
        let (start, end) = (at + towards(to_before), at + towards(to_after));
        if i == 0 {
            path.move_to(start);
        } else {
            path.line_to(start);
        }
        path.quad_to(at, end);
    }
    path.close_path();
    path
}

/// The outline of a rectangle with round corners.
#[must_use]
pub fn round_rect(rect: Rect, radius: f64) -> BezPath {
    rect.to_rounded_rect(radius).to_path(0.05)
}
