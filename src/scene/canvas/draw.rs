//! Draws a canvas: frame, zones, rows of streams, cards, lines, title and legend.
//!
//! Knows nothing about how the page was shared out.

use std::collections::BTreeSet;
use std::sync::Arc;

use ecow::EcoString;

use super::super::anatomy;
use super::super::badges;
use super::super::context::{Answers, Context, Marks, has_states};
use super::super::diagram::Look;
use super::super::facts::{Fact, Tone, facts, is_emerging};
use super::super::figure::{Figure, Item, Layer, Line, Owner, Region, Stroke};
use super::super::manner::Manner;
use super::super::options::{Density, Relations};
use super::super::outline::{Form, Outline};
use super::super::plan::{Plan, Planned};
use super::super::{Scene, legend, lines, outline};
use super::streams::{header_facts, header_name, header_width};
use super::{Canvas, Zone, is_told, scope_of};
use crate::analysis::{Show, month_name};
use crate::geom::{BezPath, Point, Rect, bounds_of};
use crate::model::view::View;
use crate::model::{Direction, Document, Element, ElementId, ElementKind, RelationId, RelationKind, State};
use crate::text::{Font, Weight, fit_line, icon, width};
use crate::theme::{Area, Color, Theme, size};

/// How strongly what is not in focus is drawn.
const DIMMED: f64 = 0.45;

/// The scene of a canvas.
#[must_use]
pub fn build(document: &Document, view: Option<&View>, plan: &Plan, look: &Look) -> Scene {
    let theme = Theme::of(look.mode);
    let Some(canvas) = &plan.canvas else { return Scene::new(Rect::new(0.0, 0.0, 1.0, 1.0), theme.page, Vec::new()) };
    let ctx = Context::new(document, theme, Arc::new(Answers::new(document, view, look.today)));
    let focus = look.focus.as_ref().filter(|id| plan.node(id).is_some()).map(|id| Focus::new(document, plan, id));
    let unfocused = plan;
    let mut plan = plan.clone();
    if focus.is_some() {
        plan.label_lines();
    }
    if focus.is_some() || !look.lines.is_empty() {
        let lit = |id: &RelationId| focus.as_ref().is_some_and(|f| f.relations.contains(id));
        plan.lead(document, None, |r| lit(&r.id) || look.lines.contains(&r.id) && !is_told(document, r));
    }
    let mut figures = ground(&ctx, canvas);
    for node in &plan.nodes {
        let Some(element) = document.element(&node.element) else { continue };
        let marks = ctx.marks(element);
        let manner = manner(canvas, &node.element);
        let items = if element.kind == ElementKind::ValueStream {
            row(&ctx, element, &marks, canvas, node)
        } else {
            anatomy::card(&ctx, element, &marks, &manner, node.rect)
        };
        let layer = if element.kind == ElementKind::ValueStream { Layer::Container(0) } else { Layer::Node(0) };
        let owner = Owner::Element(node.element.clone());
        let name = anatomy::accessible_name(document, element);
        let mut figure = figure(owner, layer, name, element.shown_name().into(), items, node.rect);
        if element.kind == ElementKind::ValueStream {
            figure.title_room = super::header_of(node.rect).inset(-6.0);
        }
        if focus.as_ref().is_some_and(|f| !f.lit.contains(&node.element)) {
            figure.fade(DIMMED);
        }
        figures.push(figure);
    }
    let all = view.is_some_and(|v| Relations::of(v) == Relations::All);
    for planned in plan.edges.iter().filter(|e| e.route.len() > 1) {
        let Some(relation) = document.relation(&planned.relation) else { continue };
        let mut figure = lines::figure(document, &plan, relation, planned, theme);
        if focus.as_ref().is_some_and(|f| !f.relations.contains(&relation.id)) && !look.lines.contains(&relation.id) {
            figure.fade(if all { DIMMED / 2.0 } else { DIMMED });
        }
        figures.push(figure);
    }
    figures.extend(title(&ctx, canvas, view));
    if let Some(rect) = canvas.legend {
        // Lines in focus are labelled, so the legend need not grow with them.
        let entries = legend::entries(&ctx, unfocused, |i| manner(canvas, &unfocused.nodes[i].element));
        let columns = if rect.width() > 420.0 { legend_columns(rect.width()) } else { 1 };
        let items = legend::items(&entries, rect, columns, &Manner::canvas(canvas.density, 0), theme);
        figures.push(figure(Owner::Page, Layer::Top, "Legend".into(), EcoString::new(), items, rect));
    }
    figures.sort_by_key(|f| f.layer);
    Scene::new(canvas.page, theme.page, figures.into_iter().map(Arc::new).collect())
}

fn manner(canvas: &Canvas, id: &ElementId) -> Manner {
    Manner::canvas(canvas.density, canvas.steps.get(id).copied().unwrap_or(0))
}

fn figure(owner: Owner, layer: Layer, name: EcoString, title: EcoString, items: Vec<Item>, region: Rect) -> Figure {
    let bounds = bounds_of(items.iter().map(Item::bounds)).unwrap_or(region);
    Figure { owner, layer, name, title, title_room: region, bounds, items, region: Region::Rect(region) }
}

/// What an element in focus lights.
struct Focus {
    lit: BTreeSet<ElementId>,
    relations: BTreeSet<RelationId>,
}

impl Focus {
    fn new(document: &Document, plan: &Plan, id: &ElementId) -> Self {
        let mut focus = Self { lit: BTreeSet::from([id.clone()]), relations: BTreeSet::new() };
        for way in [Direction::Outgoing, Direction::Incoming] {
            for (_, other, relation) in document.index().relations_of(id, way) {
                focus.lit.insert(other.clone());
                let told = document.relation(relation).is_none_or(|r| is_told(document, r));
                if !told && plan.node(other).is_some() {
                    focus.relations.insert(relation.clone());
                }
            }
        }
        // A stage is seen with its stream, and a stream with its stages.
        let streams: Vec<ElementId> = focus.lit.iter().filter_map(|id| document.parent(id)).cloned().collect();
        focus.lit.extend(streams);
        focus.lit.extend(document.children(id).into_iter().map(|c| c.id.clone()));
        focus
    }
}

/// Frame and zones.
fn ground(ctx: &Context, canvas: &Canvas) -> Vec<Figure> {
    let theme = ctx.theme;
    let mut figures = Vec::new();
    if let Some(frame) = canvas.frame {
        let stroke = Some(Stroke::solid(theme.frame_stroke, 1.5));
        let items = vec![Item::Box { rect: frame, radius: 16.0, fill: theme.frame, stroke }];
        let mut frame_figure =
            figure(Owner::Page, Layer::Ground(0), "Operating model".into(), EcoString::new(), items, frame);
        // The frame is looked at, not pressed: what is pressed is a zone.
        frame_figure.region = Region::Rect(Rect::ZERO);
        figures.push(frame_figure);
    }
    // A zone that waits for the page after this one has no room on it.
    for zone in canvas.zones.iter().filter(|z| z.rect.height() > 0.0) {
        figures.push(zone_figure(ctx, canvas, zone));
        if let Some(more) = zone.more {
            let text = format!("+{} more", zone.left_over.len());
            let font = Font::new(Weight::SemiBold, Manner::canvas(canvas.density, 0).detail.size);
            let pill = Rect::from_origin_size((more.x0, more.y0 + 2.0), (width(&text, font) + 20.0, 20.0));
            let baseline = Point::new(pill.x0 + 10.0, pill.y0 + font.baseline_in(20.0));
            let items = vec![
                badges::pill(pill, theme.badge, theme.badge_stroke),
                Item::text(baseline, text.clone(), font, theme.badge_text),
            ];
            let name = ecow::eco_format!("{text} in {}", label(ctx.document, zone));
            figures.push(figure(Owner::More(zone.id.clone()), Layer::Node(0), name, EcoString::new(), items, pill));
        }
    }
    figures
}

fn area<'a>(document: &Document, theme: &'a Theme, zone: &Zone) -> (&'a Area, bool) {
    let def = document.metamodel().zones.iter().find(|z| z.id == zone.id);
    match def.map(|z| z.theme.as_str()) {
        Some("key_work") => (&theme.zone.key, true),
        Some("driver") => (&theme.zone.driver, false),
        _ => (&theme.zone.context, true),
    }
}

fn label<'a>(document: &'a Document, zone: &Zone) -> &'a str {
    document.metamodel().zones.iter().find(|z| z.id == zone.id).map_or("", |z| z.label.as_str())
}

fn zone_figure(ctx: &Context, canvas: &Canvas, zone: &Zone) -> Figure {
    let theme = ctx.theme;
    let (area, inside) = area(ctx.document, theme, zone);
    let mut items = Vec::new();
    let empty = zone.slots.iter().all(|(id, _)| id.is_none()) && zone.left_over.is_empty();
    if inside {
        let stroke = Some(Stroke::solid(area.stroke, 1.0));
        items.push(Item::Box { rect: zone.rect, radius: 11.0, fill: area.fill, stroke });
    } else if empty {
        let stroke = Some(Stroke { color: area.stroke, width: 1.0, line: Line::Dashed });
        let rect = Rect::new(zone.rect.x0 + 8.0, zone.rect.y0 + 26.0, zone.rect.x1 - 8.0, zone.rect.y1);
        items.push(Item::Box { rect, radius: 10.0, fill: Color::NONE, stroke });
    }
    let name = label(ctx.document, zone);
    let shown = if zone.continued { format!("{name}, continued") } else { name.to_owned() };
    let font = size::ZONE;
    let room = zone.rect.width() - canvas.pad - if inside { canvas.pad } else { 0.0 };
    let line = fit_line(&shown.to_uppercase(), font, room, false);
    let at = Point::new(zone.rect.x0 + canvas.pad, zone.rect.y0 + canvas.header / 2.0 + 4.0);
    items.push(Item::Text { at, text: line.text, font, color: area.text, width: line.width });
    let kind = if inside { "zone" } else { "drivers" };
    let owner = Owner::Zone(zone.id.clone());
    let accessible = ecow::eco_format!("{name}, {kind}");
    let mut figure = figure(owner, Layer::Ground(1), accessible, name.to_uppercase().into(), items, zone.rect);
    let Rect { x0, y0, x1, .. } = zone.rect;
    figure.title_room = Rect::new(x0 + canvas.pad, y0 + 2.0, x1 - canvas.pad, y0 + canvas.header - 2.0);
    figure
}

/// The body of a stream.
fn body(r: Rect) -> BezPath {
    match Outline::Row.form(r) {
        Form::Path(path) => path,
        Form::Box { radius } => outline::round_rect(r, radius),
    }
}

/// A value stream: its body with the header; its stages are figures of their own.
fn row(ctx: &Context, element: &Element, marks: &Marks, canvas: &Canvas, node: &Planned) -> Vec<Item> {
    let theme = ctx.theme;
    let manner = manner(canvas, &node.element);
    let step = canvas.steps.get(&node.element).copied().unwrap_or(0);
    let r = node.rect;
    let (fill, stroke) = match marks.tint {
        Some(tint) => (theme.stream_fill, Some(Stroke::solid(tint.fill, 3.0))),
        None => (theme.stream_fill, None),
    };
    let mut items = vec![Item::Path { path: body(r), fill, stroke }];
    let header = Rect::new(r.x0, r.y0, r.x0 + header_width(r.width()), r.y1);
    let x = header.x0 + 12.0;
    let (font, line_height, lines) = header_name(element.shown_name(), header.width(), &manner);
    let facts = facts(ctx.document, element);
    let below: Vec<Fact> = if manner.figure_only {
        let tone = facts.lines.first().map_or(Tone::Plain, |f| f.tone);
        let figure = facts.number.iter();
        figure.map(|n| Fact { shorter: vec![n.clone()], ..Fact::new(format!("{n} lead time"), tone) }).collect()
    } else {
        facts.lines.iter().take(header_facts(step)).cloned().collect()
    };
    let title_height = lines.len() as f64 * line_height;
    let height = title_height + below.len() as f64 * manner.detail_line;
    let spare = (r.height() - height).max(0.0);
    // Name above and figures below, like the cards beside; drawn together where the row is low.
    let pad = (spare / 2.0).min(11.0);
    let between = if below.is_empty() { 0.0 } else { (spare - 2.0 * pad).max(0.0) };
    let mut y = if below.is_empty() { (r.center().y - title_height / 2.0).round() } else { (r.y0 + pad).round() };
    let square = Rect::from_origin_size((x, y + (line_height - 17.0) / 2.0), (17.0, 17.0));
    let color = theme.kind(element.kind.id());
    let name = anatomy::icon_name(ctx.document, element);
    items.push(Item::Icon { square, name, style: icon::Style::Fill, color });
    let text_x = x + 25.0;
    let retired = element.state() == State::Retire;
    let ink = if retired || element.name.trim().is_empty() { theme.muted } else { theme.text };
    let mut title_end = text_x;
    for line in lines {
        let at = Point::new(text_x, y + font.baseline_in(line_height));
        title_end = text_x + line.width;
        items.push(Item::Text { at, text: line.text, font, color: ink, width: line.width });
        y += line_height;
    }
    y = (y + between).round();
    let end = header.x1 - 4.0;
    let last = below.len().saturating_sub(1);
    let mut state = marks.state;
    for (i, fact) in below.into_iter().enumerate() {
        if fact.tone == Tone::Missed {
            let square = Rect::from_origin_size((x + 1.0, y), (15.0, 15.0));
            let (style, color) = (icon::Style::Fill, theme.finding.warning);
            items.push(Item::Icon { square, name: "warning-circle".into(), style, color });
        }
        let (font, color) = match fact.tone {
            Tone::Missed => (Font::new(Weight::Medium, manner.detail.size), theme.finding.warning),
            _ => (manner.detail, theme.text_secondary),
        };
        let mark = state.filter(|_| i == last).map_or(0.0, |s| badges::state_width(s, &manner) + 4.0);
        let room = (end - text_x - mark).max(30.0);
        let line = fit_line(fact.fitting(font, room), font, room, false);
        let at = Point::new(text_x, y + font.baseline_in(manner.detail_line));
        if mark > 0.0
            && let Some(state) = state.take()
        {
            let at = Point::new(text_x + line.width + 6.0, y);
            badges::state(state, at, &manner, theme, &mut items);
        }
        items.push(Item::Text { at, text: line.text, font, color, width: line.width });
        y += manner.detail_line;
    }
    let right = r.x0 + header.width();
    if let Some(state) = state
        && title_end + badges::state_width(state, &manner) < right
    {
        let at = Point::new(title_end + 8.0, y - line_height + 2.5);
        badges::state(state, at, &manner, theme, &mut items);
    }
    if manner.initials {
        let box_ = Rect::new(header.x0, r.y0 + pad - 2.0, right - 2.0, r.y0 + pad - 2.0 + 24.0);
        if let Some((at, shapes)) = badges::beside(marks.initials.as_deref(), box_, &manner, theme)
            && at.x0 > text_x + 40.0
        {
            items.extend(shapes);
        }
    }
    items
}

/// The name of the model, what the page is about, the day, and which state is shown.
fn title(ctx: &Context, canvas: &Canvas, view: Option<&View>) -> Vec<Figure> {
    let theme = ctx.theme;
    let rect = canvas.title;
    let mut items = Vec::new();
    let mut right = rect.x1;
    let shows: Vec<Show> = if has_states(ctx.document) { Show::all(ctx.document) } else { Vec::new() };
    if !shows.is_empty() {
        right = states(ctx, &shows, rect, canvas.frame.map_or(rect.x1, |f| f.x1), &mut items) - 20.0;
    }
    let name = match ctx.document.name() {
        "" => "Operating model",
        name => name,
    };
    let font = size::PAGE_TITLE;
    let baseline = rect.y0 + font.baseline_in(rect.height());
    let line = fit_line(name, font, (right - rect.x0) * 0.62, false);
    let after = rect.x0 + line.width + 14.0;
    items.push(Item::Text {
        at: Point::new(rect.x0, baseline),
        text: line.text,
        font,
        color: theme.text,
        width: line.width,
    });
    let scope = view.and_then(|v| scope_of(v).title(ctx.document));
    let mut parts = vec!["Operating model canvas".to_owned()];
    parts.extend(scope);
    parts.extend(ctx.as_of.map(|d| format!("as of {}", long_date(d))));
    parts.extend(Some(ctx.document.currency().to_string()).filter(|c| !c.is_empty()));
    if let Some(overlay) = &ctx.overlay {
        parts.push(format!("coloured by {}", overlay.by.label().to_lowercase()));
    }
    if right - after > 60.0 {
        let font = Font::new(Weight::Regular, 13.0);
        let line = fit_line(&parts.join(" · "), font, right - after, false);
        let at = Point::new(after, baseline);
        items.push(Item::Text { at, text: line.text, font, color: theme.text_secondary, width: line.width });
    }
    let mut title = figure(Owner::Page, Layer::Top, ecow::eco_format!("{name}, title"), name.into(), items, rect);
    title.region = Region::Rect(Rect::ZERO);
    vec![title]
}

/// The states as words in a row, the one that is shown filled; gives where the row begins.
fn states(ctx: &Context, shows: &[Show], rect: Rect, end: f64, items: &mut Vec<Item>) -> f64 {
    let theme = ctx.theme;
    let font = Font::new(Weight::Medium, 12.0);
    let labels: Vec<EcoString> = shows.iter().map(|s| s.label(ctx.document)).collect();
    let widths: Vec<f64> = labels.iter().map(|l| width(l, font) + 26.0).collect();
    let total: f64 = widths.iter().sum();
    if total > (end - rect.x0) * 0.55 {
        // Too many to show all: the one that is shown says it alone.
        let label = ctx.show.label(ctx.document);
        let w = (width(&label, font) + 26.0).min(end - rect.x0);
        let pill = Rect::from_origin_size((end - w, rect.center().y - 14.0), (w, 28.0));
        items.push(Item::Box { rect: pill, radius: 8.0, fill: theme.accent, stroke: None });
        let line = fit_line(&label, font, w - 20.0, false);
        let at = Point::new(pill.center().x - line.width / 2.0, pill.y0 + font.baseline_in(28.0));
        items.push(Item::Text { at, text: line.text, font, color: theme.accent_text, width: line.width });
        return pill.x0;
    }
    let track = Rect::from_origin_size((end - total - 6.0, rect.center().y - 17.0), (total + 6.0, 34.0));
    let stroke = Some(Stroke::solid(theme.zone.context.stroke, 1.0));
    items.push(Item::Box { rect: track, radius: 9.0, fill: theme.zone.context.fill, stroke });
    let mut x = track.x0 + 3.0;
    for ((show, label), w) in shows.iter().zip(&labels).zip(widths) {
        let on = *show == ctx.show;
        if on {
            let rect = Rect::new(x, track.y0 + 3.0, x + w, track.y1 - 3.0);
            items.push(Item::Box { rect, radius: 7.0, fill: theme.accent, stroke: None });
        }
        let color = if on { theme.accent_text } else { theme.text_secondary };
        let at = Point::new(x + (w - width(label, font)) / 2.0, track.y0 + font.baseline_in(34.0));
        items.push(Item::text(at, label.clone(), font, color));
        x += w;
    }
    track.x0
}

fn long_date(date: crate::analysis::Date) -> String {
    format!("{} {} {}", date.day(), month_name(date.month()), date.year())
}

/// How many entries the legend may have, before it is known which cards have room for which marks.
pub(super) fn legend_room(document: &Document, view: &View, density: Density) -> usize {
    let ctx = Answers::new(document, Some(view), None);
    let kinds: BTreeSet<ElementKind> = document.elements().values().map(|e| e.kind).collect();
    let has = |kind| usize::from(kinds.contains(&kind));
    let bars = has(ElementKind::Stage)
        + has(ElementKind::Objective)
        + has(ElementKind::PortfolioItem)
        + has(ElementKind::Partner);
    let relations: BTreeSet<RelationKind> = document
        .relations()
        .values()
        .map(|r| r.kind)
        .filter(|k| {
            *k == RelationKind::Delivers || Relations::of(view) == Relations::All && *k != RelationKind::Contains
        })
        .collect();
    let coming = document.elements().values().any(|e| outline::is_coming(e));
    let emerging = document.elements().values().any(|e| is_emerging(e));
    let states = ctx.show == Show::Difference && document.elements().values().any(|e| e.state() != State::Keep);
    let answers = document.relations().values().any(|r| r.kind == RelationKind::AssignedTo);
    let classes = ctx.overlay.as_ref().map_or(0, |o| o.classes.len());
    let says = if density == Density::Board { 0 } else { bars + usize::from(answers) };
    3 + relations.len() + usize::from(emerging) + usize::from(coming) + usize::from(states) + says + classes
}

/// The height of a legend beside the frame.
pub(super) fn legend_height(entries: usize) -> f64 {
    legend::height(entries, 1)
}

/// The height of a legend at the foot of a page of this width.
pub(super) fn legend_foot(entries: usize, page_width: f64) -> f64 {
    if entries == 0 { 0.0 } else { legend::height(entries, legend_columns(page_width - 60.0)) + 10.0 }
}

fn legend_columns(width: f64) -> usize {
    ((width / 250.0).floor() as usize).max(1)
}
