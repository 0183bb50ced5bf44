//! How a relation is drawn: the style says the kind.
//!
//! Knows nothing about how its way was found.

use ecow::EcoString;

use super::figure::{Figure, Item, Layer, Line, Owner, Region, Stroke};
use crate::geom::{BezPath, Point, Rect, Vec2, bounds_of};
use crate::layout::{label_spot, rounded};
use crate::model::attr::{Choice, assigned_to};
use crate::model::{Document, Relation, RelationKind};
use crate::text::width;
use crate::theme::{Color, Theme, size};

/// What stands at the end of a line.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    None,
    Arrow,
}

struct EdgeStyle {
    color: Color,
    width: f64,
    line: Line,
    square_tail: bool,
    head: End,
}

fn style(kind: RelationKind, theme: &Theme) -> EdgeStyle {
    let plain = EdgeStyle { color: theme.edge, width: 1.4, line: Line::Solid, square_tail: false, head: End::Arrow };
    match kind {
        RelationKind::FlowsTo => EdgeStyle { color: theme.kind("stage"), width: 2.2, ..plain },
        RelationKind::Delivers => EdgeStyle { color: theme.kind("stage"), width: 1.8, ..plain },
        RelationKind::Supplies => EdgeStyle { square_tail: true, color: theme.edge, width: 1.5, ..plain },
        RelationKind::Enables => EdgeStyle { line: Line::Dotted, width: 1.6, ..plain },
        RelationKind::DependsOn => EdgeStyle { line: Line::Dashed, ..plain },
        RelationKind::Drives => EdgeStyle { color: theme.accent, width: 2.0, ..plain },
        RelationKind::OfferedTo | RelationKind::Consumes | RelationKind::ParticipatesIn => {
            EdgeStyle { color: theme.kind("stakeholder"), width: 1.2, ..plain }
        }
        RelationKind::Tests => EdgeStyle { color: theme.kind("experiment"), line: Line::Dashed, width: 1.3, ..plain },
        RelationKind::AssignedTo | RelationKind::LocatedAt => EdgeStyle { width: 1.0, ..plain },
        RelationKind::InteractsWith | RelationKind::Foreign => EdgeStyle { width: 1.2, head: End::None, ..plain },
        RelationKind::Changes => EdgeStyle { color: theme.kind("portfolio_item"), width: 1.3, ..plain },
        RelationKind::Contains | RelationKind::AlignedTo | RelationKind::Shapes | RelationKind::Governs => {
            EdgeStyle { width: 1.1, ..plain }
        }
    }
}

/// What a relation is called where it cannot be seen: source, verb, target.
pub(super) fn accessible_name(document: &Document, relation: &Relation) -> EcoString {
    let name = |id| document.element(id).map_or("?", |e| e.shown_name());
    ecow::eco_format!("{} {} {}", name(&relation.source), label(document, relation), name(&relation.target))
}

/// What is written on a relation.
pub(super) fn label(document: &Document, relation: &Relation) -> EcoString {
    if let Some(Choice(raci)) = relation.get(assigned_to::RACI) {
        return raci;
    }
    if relation.kind == RelationKind::Foreign
        && let Some(ty) = relation.attributes.get("type").and_then(crate::model::Value::as_text)
    {
        return ty.clone();
    }
    document.metamodel().relation_label(relation.kind).into()
}

/// The figure of a relation along a route of at least two points.
pub(super) fn figure(
    document: &Document,
    relation: &Relation,
    route: &[Point],
    theme: &Theme,
    labelled: bool,
) -> Figure {
    let style = style(relation.kind, theme);
    let mut items = Vec::with_capacity(4);
    let mut line = route.to_vec();
    let n = line.len();
    let head = 4.0 + 2.4 * style.width;
    if style.head == End::Arrow {
        // The line ends inside the head, so that its square end does not stick out of the tip.
        let back = (line[n - 2] - line[n - 1]).normalize_or_zero();
        let room = (line[n - 2] - line[n - 1]).hypot();
        line[n - 1] += back * (head * 0.8).min(room * 0.9);
    }
    let path = rounded(&line, size::EDGE_RADIUS);
    let stroke = Some(Stroke { color: style.color, width: style.width, line: style.line });
    items.push(Item::Path { path, fill: Color::NONE, stroke });
    if style.head == End::Arrow {
        items.push(arrow(route[n - 1], route[n - 2], head, style.color));
    }
    if style.square_tail {
        let tail = Rect::from_center_size(route[0], (7.0, 7.0));
        items.push(Item::Box { rect: tail, radius: 1.0, fill: style.color, stroke: None });
    }
    if labelled || relation.kind == RelationKind::AssignedTo {
        push_label(&mut items, &label(document, relation), label_spot(route), theme);
    }
    let bounds = bounds_of(items.iter().map(Item::bounds)).unwrap_or_default();
    Figure {
        owner: Owner::Relation(relation.id.clone()),
        layer: Layer::Edge,
        name: accessible_name(document, relation),
        title: EcoString::new(),
        bounds,
        items,
        region: Region::Line(route.to_vec()),
    }
}

/// A label on the ground of the page, so that the line does not run through it.
pub(super) fn push_label(items: &mut Vec<Item>, text: &EcoString, at: Point, theme: &Theme) {
    let w = width(text, size::LABEL);
    let rect = Rect::from_center_size(at, (w + 8.0, size::DETAIL_LINE));
    items.push(Item::Box { rect, radius: 4.0, fill: theme.page, stroke: None });
    let at = Point::new(at.x - w / 2.0, rect.y0 + size::LABEL.baseline_in(size::DETAIL_LINE));
    items.push(Item::text(at, text.clone(), size::LABEL, theme.text_secondary));
}

fn arrow(tip: Point, from: Point, length: f64, color: Color) -> Item {
    let along = (tip - from).normalize_or_zero();
    let across = Vec2::new(-along.y, along.x);
    let base = tip - along * length;
    let mut path = BezPath::new();
    path.move_to(tip);
    path.line_to(base + across * (length * 0.45));
    path.line_to(base - across * (length * 0.45));
    path.close_path();
    Item::Path { path, fill: color, stroke: None }
}

trait Normalized {
    fn normalize_or_zero(self) -> Self;
}

impl Normalized for Vec2 {
    fn normalize_or_zero(self) -> Self {
        if self.hypot2() > 0.0 { self.normalize() } else { Self::ZERO }
    }
}
