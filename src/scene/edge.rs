//! How a relation is drawn: the style says the kind, by its line, width, head and tail, and by colour only besides.
//!
//! Knows nothing about how its way was found.

use ecow::EcoString;

use super::figure::{Figure, Item, Layer, Line, Owner, Region, Stroke};
use super::heads::{self, Head, Tail};
use crate::geom::{Point, Rect, Size, bounds_of, flatten};
use crate::layout::{Hop, hopped_path, hopped_path_around};
use crate::model::attr::{Choice, assigned_to};
use crate::model::{Document, Relation, RelationKind};
use crate::text::{Font, width};
use crate::theme::{Color, Theme, size};

/// Height of a letter on its disc.
const DISC: f64 = 14.0;

struct EdgeStyle {
    color: Color,
    width: f64,
    line: Line,
    tail: Tail,
    head: Head,
}

/// No two kinds have the same width, line, tail and head.
fn style(kind: RelationKind, theme: &Theme) -> EdgeStyle {
    let (color, width, line, tail, head) = match kind {
        RelationKind::FlowsTo => (theme.kind("stage"), 2.4, Line::Solid, Tail::None, Head::Filled),
        RelationKind::Delivers => (theme.kind("stage"), 1.8, Line::Solid, Tail::Dot, Head::Filled),
        RelationKind::Drives => (theme.accent, 2.4, Line::Solid, Tail::None, Head::Open),
        RelationKind::Supplies => (theme.edge, 1.5, Line::Solid, Tail::Square, Head::Filled),
        RelationKind::Enables => (theme.edge, 1.7, Line::Dotted, Tail::None, Head::Filled),
        RelationKind::DependsOn => (theme.edge, 1.4, Line::Dashed, Tail::None, Head::Open),
        RelationKind::AssignedTo => (theme.edge, 1.0, Line::Solid, Tail::None, Head::None),
        RelationKind::OfferedTo => (theme.kind("stakeholder"), 1.3, Line::Solid, Tail::None, Head::Filled),
        RelationKind::Consumes => (theme.kind("stakeholder"), 1.3, Line::Solid, Tail::None, Head::Open),
        RelationKind::ParticipatesIn => (theme.kind("stakeholder"), 1.4, Line::Dotted, Tail::None, Head::Open),
        RelationKind::Tests => (theme.kind("experiment"), 1.3, Line::Dashed, Tail::None, Head::Hollow),
        RelationKind::Changes => (theme.kind("portfolio_item"), 1.3, Line::Solid, Tail::None, Head::Hollow),
        RelationKind::LocatedAt => (theme.edge, 1.3, Line::Dotted, Tail::None, Head::Dot),
        RelationKind::InteractsWith => (theme.edge, 1.3, Line::Solid, Tail::Dot, Head::Dot),
        RelationKind::Foreign => (theme.edge, 1.2, Line::Dashed, Tail::None, Head::None),
        RelationKind::Contains => (theme.edge, 1.2, Line::Solid, Tail::Diamond, Head::None),
        RelationKind::AlignedTo => (theme.edge, 1.2, Line::Dashed, Tail::None, Head::Filled),
        RelationKind::Shapes => (theme.edge, 1.2, Line::Solid, Tail::None, Head::Diamond),
        RelationKind::Governs => (theme.edge, 1.2, Line::Dashed, Tail::None, Head::Diamond),
    };
    EdgeStyle { color, width, line, tail, head }
}

/// How the lines of a kind look, in words: "thick solid line with a filled arrow".
#[must_use]
pub fn style_words(kind: RelationKind) -> String {
    let style = style(kind, Theme::of(crate::theme::Mode::Light));
    let thickness = match style.width {
        w if w >= 2.0 => "thick ",
        w if w < 1.1 => "thin ",
        _ => "",
    };
    let line = match style.line {
        Line::Solid => "solid",
        Line::Dashed => "dashed",
        Line::Dotted => "dotted",
    };
    let ends: Vec<String> = [style.tail.words(), style.head.words()].into_iter().flatten().map(str::to_owned).collect();
    let letter = if kind == RelationKind::AssignedTo { Some("its letter".to_owned()) } else { None };
    let with: Vec<String> = ends.into_iter().chain(letter).collect();
    if with.is_empty() {
        format!("{thickness}{line} line")
    } else {
        format!("{thickness}{line} line with {}", with.join(" and "))
    }
}

/// What a relation is called where it cannot be seen: source, verb, target.
#[must_use]
pub fn accessible_name(document: &Document, relation: &Relation) -> EcoString {
    let name = |id| document.element(id).map_or("?", |e| e.shown_name());
    ecow::eco_format!("{} {} {}", name(&relation.source), label(document, relation), name(&relation.target))
}

/// What is written on a relation.
#[must_use]
pub fn label(document: &Document, relation: &Relation) -> EcoString {
    if let Some(letter) = letter(relation) {
        return letter;
    }
    if relation.kind == RelationKind::Foreign
        && let Some(ty) = relation.attributes.get("type").and_then(crate::model::Value::as_text)
    {
        return ty.clone();
    }
    document.metamodel().relation_label(relation.kind).into()
}

/// The letter of a responsibility, which is always shown.
pub(super) fn letter(relation: &Relation) -> Option<EcoString> {
    relation.get(assigned_to::RACI).map(|Choice(raci)| raci)
}

/// The same of a line that stands for so many relations.
fn letter_of(relation: &Relation, count: usize) -> Option<EcoString> {
    letter(relation).filter(|_| count < 2)
}

fn label_of(document: &Document, relation: &Relation, count: usize) -> EcoString {
    if count < 2 {
        return label(document, relation);
    }
    ecow::eco_format!("{count} × {}", document.metamodel().relation_label(relation.kind))
}

/// How much room the label of a line takes that stands for so many relations.
pub(super) fn label_size(document: &Document, relation: &Relation, count: usize) -> Size {
    letter_of(relation, count)
        .map_or_else(|| text_size(&label_of(document, relation, count)), |letter| disc_size(&letter))
}

fn text_size(text: &str) -> Size {
    Size::new(width(text, size::LABEL) + 8.0, size::DETAIL_LINE)
}

fn disc_size(letter: &str) -> Size {
    Size::new((width(letter, size::BADGE) + 7.0).max(DISC), DISC)
}

/// Where a line runs and what is on it, all worked out before.
pub(super) struct Way<'a> {
    /// From outline to outline, at least two points.
    pub(super) route: &'a [Point],
    /// Of its corners, see [`hopped_path`].
    pub(super) radii: &'a [f64],
    /// Where it hops over other lines.
    pub(super) hops: &'a [Hop],
    /// The centre of its label where it has one.
    pub(super) label: Option<Point>,
    /// For how many relations it stands.
    pub(super) count: usize,
}

/// The figure of a relation.
pub(super) fn figure(document: &Document, relation: &Relation, way: &Way<'_>, theme: &Theme) -> Figure {
    let mut items = Vec::with_capacity(5);
    let gap = way.label.map(|at| (at, label_size(document, relation, way.count)));
    let is_clear = draw(&mut items, &style(relation.kind, theme), way, gap, theme);
    match way.label {
        Some(at) if is_clear && letter_of(relation, way.count).is_none() => {
            push_words(&mut items, &label_of(document, relation, way.count), at, theme);
        }
        Some(at) => push_label(&mut items, document, relation, way.count, at, theme),
        None => {}
    }
    // Wide curves leave their route too far to be hit on it.
    let line = if way.radii.iter().all(|r| *r <= size::EDGE_RADIUS) {
        way.route.to_vec()
    } else {
        let mut points = Vec::new();
        flatten(&hopped_path(way.route, way.radii, &[]), 0.5, |p| points.push(p));
        points
    };
    // Where it can be hit counts too: the line ends a little before the tip of its head.
    let hit = line.windows(2).map(|s| Rect::from_points(s[0], s[1]));
    let bounds = bounds_of(items.iter().map(Item::bounds).chain(hit)).unwrap_or_default();
    Figure {
        owner: Owner::Relation(relation.id.clone()),
        layer: Layer::Edge,
        name: accessible_name(document, relation),
        title: EcoString::new(),
        title_room: Rect::ZERO,
        bounds,
        items,
        region: Region::Line(line),
    }
}

/// A short piece of the line of a kind, across the middle of `rect`, for a legend.
#[must_use]
pub fn legend_sample(kind: RelationKind, rect: Rect, theme: &Theme) -> Vec<Item> {
    let middle = rect.center().y;
    let route = [Point::new(rect.x0, middle), Point::new(rect.x1, middle)];
    let mut items = Vec::with_capacity(4);
    draw(
        &mut items,
        &style(kind, theme),
        &Way { route: &route, radii: &[], hops: &[], label: None, count: 1 },
        None,
        theme,
    );
    if kind == RelationKind::AssignedTo {
        push_letter(&mut items, "R", rect.center(), theme);
    }
    items
}

/// The line with its head and tail. Whether the line was left out where its label stands.
fn draw(items: &mut Vec<Item>, style: &EdgeStyle, way: &Way<'_>, gap: Option<(Point, Size)>, theme: &Theme) -> bool {
    let route = way.route;
    let [.., before, tip] = *route else { return false };
    let line = heads::trimmed(route, style.head.covers(style.width));
    let stroke = Some(Stroke { color: style.color, width: style.width, line: style.line });
    let parts = gap.and_then(|gap| hopped_path_around(&line, way.radii, way.hops, gap));
    let is_clear = parts.is_some();
    let paths = parts.map_or_else(|| vec![hopped_path(&line, way.radii, way.hops)], Vec::from);
    items.extend(paths.into_iter().map(|path| Item::Path { path, fill: Color::NONE, stroke }));
    items.extend(style.head.item(tip, before, style.width, style.color, theme.page));
    items.extend(style.tail.item(route[0], route[1], style.color));
    is_clear
}

/// The label of a relation with its centre at `at`, on a ground that covers its line.
pub(super) fn push_label(
    items: &mut Vec<Item>,
    document: &Document,
    relation: &Relation,
    count: usize,
    at: Point,
    theme: &Theme,
) {
    match letter_of(relation, count) {
        Some(letter) => push_letter(items, &letter, at, theme),
        None => {
            let text = label_of(document, relation, count);
            let rect = Rect::from_center_size(at, text_size(&text));
            items.push(Item::Box { rect, radius: 4.0, fill: theme.page, stroke: None });
            push_words(items, &text, at, theme);
        }
    }
}

fn push_words(items: &mut Vec<Item>, text: &str, at: Point, theme: &Theme) {
    push_text(items, text, at, (size::LABEL, size::DETAIL_LINE), theme.text_secondary);
}

/// A letter on a disc.
fn push_letter(items: &mut Vec<Item>, letter: &str, at: Point, theme: &Theme) {
    let rect = Rect::from_center_size(at, disc_size(letter));
    let stroke = Some(Stroke::solid(theme.edge, 1.0));
    items.push(Item::Box { rect, radius: DISC / 2.0, fill: theme.page, stroke });
    push_text(items, letter, at, (size::BADGE, DISC), theme.text);
}

fn push_text(items: &mut Vec<Item>, text: &str, centre: Point, (font, line): (Font, f64), color: Color) {
    let at = Point::new(centre.x - width(text, font) / 2.0, centre.y - line / 2.0 + font.baseline_in(line));
    items.push(Item::text(at, text, font, color));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::theme::Mode;

    #[test]
    fn kinds_are_told_apart_without_colour() {
        let theme = Theme::of(Mode::Light);
        for (i, a) in RelationKind::ALL.into_iter().chain([RelationKind::Foreign]).enumerate() {
            for b in RelationKind::ALL.into_iter().skip(i + 1) {
                let (p, q) = (style(a, theme), style(b, theme));
                let widths_differ = p.width.max(q.width) >= 1.5 * p.width.min(q.width);
                let same = p.line == q.line && p.tail == q.tail && p.head == q.head && !widths_differ;
                assert!(!same, "{a:?} and {b:?}");
                assert!(style_words(a) != style_words(b), "{a:?} and {b:?} are both a {}", style_words(a));
            }
        }
    }

    #[test]
    fn nothing_sticks_out_of_the_tip() {
        let theme = Theme::of(Mode::Light);
        for kind in RelationKind::ALL {
            let rect = Rect::new(10.0, 0.0, 58.0, 16.0);
            for item in legend_sample(kind, rect, theme) {
                let bounds = item.bounds();
                assert!(bounds.x1 <= rect.x1 + style(kind, theme).width / 2.0 + 0.01, "{kind:?} {bounds}");
                assert!(bounds.y0 >= rect.y0 && bounds.y1 <= rect.y1, "{kind:?} {bounds}");
            }
        }
    }

    #[test]
    fn words_say_what_is_drawn() {
        assert_eq!(style_words(RelationKind::FlowsTo), "thick solid line with a filled arrow");
        assert_eq!(style_words(RelationKind::Supplies), "solid line with a square tail and a filled arrow");
        assert_eq!(style_words(RelationKind::AssignedTo), "thin solid line with its letter");
        assert_eq!(style_words(RelationKind::Foreign), "dashed line");
    }
}
