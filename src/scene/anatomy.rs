//! What a node shows and how big it is: icon, name, the most telling facts, the outline of its kind.
//!
//! Knows nothing about where nodes stand.

use ecow::EcoString;

use super::facts::{facts, is_emerging};
use super::figure::{Item, Line, Stroke};
use super::outline::{self, Form, Outline};
use crate::geom::{Insets, Point, Rect, Size};
use crate::model::metamodel::KindTheme;
use crate::model::{Document, Element, ElementKind, State};
use crate::text::{Font, break_lines, fit_line, icon, width};
use crate::theme::{Theme, size};

/// Space between the icon and the name.
const ICON_GAP: f64 = 8.0;

/// The size a node wants when it holds no others.
#[must_use]
pub fn natural_size(document: &Document, element: &Element) -> Size {
    let outline = outline::of(element.kind);
    let width = natural_width(element.kind);
    let text_width = text_width(outline, width);
    let title = break_lines(element.shown_name(), size::TITLE, text_width, 2).len().max(1);
    let facts = facts(document, element).len();
    let text = title as f64 * size::TITLE_LINE + facts as f64 * size::DETAIL_LINE;
    let padding = if element.kind == ElementKind::Role { 8.0 } else { size::CARD_PADDING };
    let least = if element.kind == ElementKind::Role { 40.0 } else { size::CARD_HEIGHT };
    Size::new(width, (text + 2.0 * padding + outline.inset_top()).max(least).ceil())
}

fn natural_width(kind: ElementKind) -> f64 {
    match kind {
        ElementKind::Stage => size::STAGE_WIDTH,
        ElementKind::ValueStream => 240.0,
        _ => size::CARD_WIDTH,
    }
}

fn text_width(outline: Outline, width: f64) -> f64 {
    let (left, right) = outline.inset();
    // Chevrons say by their shape what they are; the room goes to the name.
    let icon = if outline == Outline::Chevron { 0.0 } else { size::ICON + ICON_GAP };
    (width - left - right - 2.0 * size::CARD_PADDING - icon).max(24.0)
}

/// Space that a container keeps around what it holds, its header included.
#[must_use]
pub fn container_padding(kind: ElementKind) -> Insets {
    if kind == ElementKind::ValueStream {
        Insets::new(16.0, 52.0, 16.0, 16.0)
    } else {
        Insets::new(12.0, 50.0, 12.0, 12.0)
    }
}

/// Space between what a container holds.
pub const CONTAINER_GAP: f64 = 10.0;

/// The name of an element's icon: that of the preset it was made as, else of its kind.
#[must_use]
pub fn icon_name(document: &Document, element: &Element) -> EcoString {
    let metamodel = document.metamodel();
    let Some(kind) = metamodel.kind(element.kind) else { return metamodel.foreign.icon.clone() };
    // Products, services and projects differ in their icon, and so do stakeholders; other kinds keep one, to be known by.
    if !matches!(element.kind, ElementKind::PortfolioItem | ElementKind::Stakeholder) {
        return kind.icon.clone();
    }
    let has = |name: &EcoString| icon::letter(name, icon::Style::Fill).is_some();
    kind.presets
        .iter()
        .filter(|p| !p.attributes.is_empty())
        .find(|p| p.attributes.iter().take(1).all(|(key, value)| element.attributes.get(key) == Some(value)))
        .and_then(|p| p.icon.clone())
        .filter(has)
        .unwrap_or_else(|| kind.icon.clone())
}

/// What a node is called where it cannot be seen: its kind and its name.
#[must_use]
pub fn accessible_name(document: &Document, element: &Element) -> EcoString {
    let label = match element.kind {
        // The kind's full label names both uses; a name should say which.
        ElementKind::Stakeholder if is_consumer(element) => "Consumer",
        ElementKind::Stakeholder => "Stakeholder",
        ElementKind::Stage => "Stage",
        kind => document.metamodel().kind_label(kind),
    };
    ecow::eco_format!("{label} {}", element.shown_name())
}

/// Whether a stakeholder is a service consumer: customer, user or sponsor.
#[must_use]
pub fn is_consumer(element: &Element) -> bool {
    let roles = element.get(crate::model::attr::stakeholder::ROLES).map(|r| r.0).unwrap_or_default();
    roles.iter().any(|r| matches!(r.as_str(), "customer" | "user" | "sponsor"))
}

/// The shapes of a node that holds no others.
#[must_use]
pub fn card(document: &Document, element: &Element, rect: Rect, theme: &Theme) -> Vec<Item> {
    let outline = outline::of(element.kind);
    let driver = document.metamodel().kind(element.kind).is_some_and(|k| k.theme == KindTheme::Driver);
    let accent = theme.kind(element.kind.id());
    let (fill, stroke) = match outline {
        Outline::Chevron => (theme.card, Stroke::solid(theme.stage_stroke, 1.2)),
        Outline::Arrow => (theme.accent_soft, Stroke::solid(accent, 1.5)),
        Outline::Pill if driver => (theme.card, Stroke::solid(accent, 1.2)),
        Outline::Plain => (theme.card, Stroke { color: theme.edge, width: 1.0, line: Line::Dotted }),
        _ if is_emerging(element) => (theme.card, Stroke { color: accent, width: 1.3, line: Line::Dashed }),
        _ => (theme.card, Stroke::solid(theme.card_stroke, 1.0)),
    };
    let mut items = Vec::with_capacity(8);
    if outline != Outline::Chevron {
        shape(&mut items, outline, rect + crate::geom::Vec2::new(0.0, 1.5), theme.shadow, None);
    }
    shape(&mut items, outline, rect, fill, Some(stroke));
    contents(document, element, rect, theme, &mut items);
    items
}

fn shape(items: &mut Vec<Item>, outline: Outline, rect: Rect, fill: crate::theme::Color, stroke: Option<Stroke>) {
    items.push(match outline.form(rect) {
        Form::Box { radius } => Item::Box { rect, radius, fill, stroke },
        Form::Path(path) => Item::Path { path, fill, stroke },
    });
}

fn contents(document: &Document, element: &Element, rect: Rect, theme: &Theme, items: &mut Vec<Item>) {
    let outline = outline::of(element.kind);
    let (left, _) = outline.inset();
    let text_width = text_width(outline, rect.width());
    let title = break_lines(element.shown_name(), size::TITLE, text_width, 2);
    let facts = facts(document, element);
    let top = rect.y0 + outline.inset_top();
    let room = rect.y1 - top;
    // A box that was made small by hand shows what fits, the name first.
    let lines_of_facts =
        facts.len().min((((room - 8.0) - title.len() as f64 * size::TITLE_LINE) / size::DETAIL_LINE).max(0.0) as usize);
    let text_height = title.len() as f64 * size::TITLE_LINE + lines_of_facts as f64 * size::DETAIL_LINE;
    let mut y = top + ((room - text_height) / 2.0).max(2.0).round();
    let mut x = rect.x0 + left + size::CARD_PADDING;
    let retired = element.state() == State::Retire;
    if outline != Outline::Chevron {
        let square = Rect::from_origin_size((x, y + (size::TITLE_LINE - size::ICON) / 2.0), (size::ICON, size::ICON));
        let color = theme.kind(element.kind.id());
        items.push(Item::Icon { square, name: icon_name(document, element), style: icon::Style::Fill, color });
        x += size::ICON + ICON_GAP;
    }
    let unnamed = element.name.trim().is_empty();
    let title_color = if unnamed || retired { theme.muted } else { theme.text };
    for line in title {
        let at = Point::new(x, y + size::TITLE.baseline_in(size::TITLE_LINE));
        items.push(Item::Text { at, text: line.text, font: size::TITLE, color: title_color, width: line.width });
        y += size::TITLE_LINE;
    }
    for fact in facts.into_iter().take(lines_of_facts) {
        items.push(fact_line(&fact, Point::new(x, y), text_width, theme));
        y += size::DETAIL_LINE;
    }
}

/// A fact on its line, whose top left is `at`, cut where there is no more room.
fn fact_line(fact: &str, at: Point, room: f64, theme: &Theme) -> Item {
    let line = fit_line(fact, size::DETAIL, room, false);
    let at = Point::new(at.x, at.y + size::DETAIL.baseline_in(size::DETAIL_LINE));
    Item::Text { at, text: line.text, font: size::DETAIL, color: theme.text_secondary, width: line.width }
}

/// The shapes of an element that holds others: an area with a header.
#[must_use]
pub fn container(document: &Document, element: &Element, rect: Rect, theme: &Theme) -> Vec<Item> {
    let stream = element.kind == ElementKind::ValueStream;
    let (fill, stroke) = if stream {
        (theme.stream_fill, theme.zone.key.stroke)
    } else {
        (theme.zone.context.fill, theme.zone.context.stroke)
    };
    let mut items = vec![Item::Box { rect, radius: 12.0, fill, stroke: Some(Stroke::solid(stroke, 1.0)) }];
    let (font, line_height): (Font, f64) =
        if stream { (size::HEADING, size::HEADING_LINE) } else { (size::TITLE, size::TITLE_LINE) };
    let padding = container_padding(element.kind);
    let x = rect.x0 + padding.x0;
    let header = Rect::new(rect.x0, rect.y0, rect.x1, rect.y0 + padding.y0 - 4.0);
    let fact = facts(document, element).into_iter().next();
    let below = if stream || fact.is_none() { 0.0 } else { size::DETAIL_LINE };
    let top = (header.center().y - f64::midpoint(line_height, below)).round() + 1.0;
    let square = Rect::from_origin_size((x, top + (line_height - size::ICON) / 2.0), (size::ICON, size::ICON));
    let color = theme.kind(element.kind.id());
    items.push(Item::Icon { square, name: icon_name(document, element), style: icon::Style::Fill, color });
    let text_x = x + size::ICON + ICON_GAP;
    let right = rect.x1 - padding.x1;
    let beside = fact.as_ref().filter(|_| stream).map_or(0.0, |f| width(f, size::DETAIL) + 16.0);
    let room = right - text_x;
    // Beside the name only where the name keeps most of the room.
    let beside = if beside > room / 2.0 { 0.0 } else { beside };
    let title = fit_line(element.shown_name(), font, (room - beside).max(24.0), false);
    let at = Point::new(text_x, top + font.baseline_in(line_height));
    items.push(Item::Text { at, text: title.text, font, color: theme.text, width: title.width });
    if let Some(fact) = fact {
        if stream && beside > 0.0 {
            let w = width(&fact, size::DETAIL);
            items.push(Item::text(Point::new(right - w, at.y), fact, size::DETAIL, theme.text_secondary));
        } else if !stream {
            let at = Point::new(text_x, top + line_height);
            items.push(fact_line(&fact, at, room.max(24.0), theme));
        }
    }
    items
}
