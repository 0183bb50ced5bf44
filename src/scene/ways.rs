//! The ways of a plan's lines: found around the boxes or led by hand, with round corners, hops and places for labels.
//!
//! Ways that are still good after a change are kept, to the bit: only what ended at something that moved, or would run
//! through it, is found anew.
//!
//! Knows nothing about colours.

use std::collections::HashMap;

use ecow::EcoVec;

use super::facts::facts;
use super::options::{self, Labels};
use super::plan::{Plan, Planned, PlannedEdge};
use super::{anatomy, canvas, edge};
use crate::geom::{Point, Rect, Size, Vec2, distance_to_segment, flatten};
use crate::layout::slide::point_along;
use crate::layout::{self, Hop, Lines, Obstacle, RouteOptions};
use crate::model::table::Table;
use crate::model::view::LinePlace;
use crate::model::{Document, ElementKind, Relation, RelationId, View};
use crate::text::width;
use crate::theme::size;

/// What a view says about its lines.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Rules {
    /// How they run.
    lines: Lines,
    /// Whether all of them are labelled, not only those whose label is a letter.
    pub(super) labelled: bool,
    /// Bends that were set by hand.
    bends: Table<RelationId, EcoVec<Point>>,
    /// Ends and labels that were set by hand.
    places: Table<RelationId, LinePlace>,
}

/// How far from a pinned end the way to it begins, so that it leaves the box straight.
const PIN_OUT: f64 = 12.0;

impl Rules {
    /// The rules of a view: its options `lines` and `labels`, and its bends.
    pub(super) fn of(view: &View) -> Self {
        Self {
            lines: options::Lines::of(view).into(),
            labelled: Labels::of(view) == Labels::Always,
            bends: view.bends.clone(),
            places: view.lines.clone(),
        }
    }

    /// The spots that the ends of a line are pinned to, if one is.
    fn pins(&self, relation: &RelationId) -> Option<[Option<Point>; 2]> {
        self.places.get(relation).map(|p| [p.from, p.to]).filter(|pins| pins.iter().any(Option::is_some))
    }

    /// The share of a line's length where its label was put.
    fn label(&self, relation: &RelationId) -> Option<f64> {
        self.places.get(relation)?.label
    }

    fn bends(&self, relation: &RelationId) -> Option<&[Point]> {
        self.bends.get(relation).map(EcoVec::as_slice).filter(|bends| !bends.is_empty())
    }
}

/// Where the lines of a relation of the plan leave and arrive: the boxes of its ends, or the spots that they are pinned to.
pub(super) fn ends(plan: &Plan, relation: &Relation) -> Option<(Rect, Rect)> {
    let (source, target) = (plan.node(&relation.source)?.rect, plan.node(&relation.target)?.rect);
    let [from, to] = plan.rules.pins(&relation.id).unwrap_or_default();
    let end = |rect: Rect, share: Option<Point>| {
        share.map_or(rect, |share| Rect::from_center_size(spot(rect, share), Size::ZERO))
    };
    Some((end(source, from), end(target, to)))
}

/// The point of a box at a share of its width and height.
fn spot(rect: Rect, share: Point) -> Point {
    Point::new(rect.x0 + share.x * rect.width(), rect.y0 + share.y * rect.height())
}

/// Which way a line leaves a box at a spot of its border.
fn way_out(share: Point) -> Vec2 {
    let sides = [
        (share.x, Vec2::new(-1.0, 0.0)),
        (1.0 - share.x, Vec2::new(1.0, 0.0)),
        (share.y, Vec2::new(0.0, -1.0)),
        (1.0 - share.y, Vec2::new(0.0, 1.0)),
    ];
    sides.into_iter().min_by(|a, b| a.0.total_cmp(&b.0)).map_or(Vec2::ZERO, |side| side.1)
}

/// The lines of these relations, whose ends are in `plan`. What is still good in `before` is taken over.
pub(super) fn led(
    document: &Document,
    plan: &Plan,
    relations: &[RelationId],
    before: Option<&Plan>,
) -> Vec<PlannedEdge> {
    let relations: Vec<&Relation> = relations.iter().filter_map(|id| document.relation(id).map(|r| &**r)).collect();
    let routes = routes(document, plan, &relations, before);
    let mut edges: Vec<PlannedEdge> =
        relations.iter().zip(routes).map(|(r, route)| PlannedEdge::new(r.id.clone(), route)).collect();
    for edge in &mut edges {
        edge.count = plan.counts.get(&edge.relation).copied().unwrap_or(1);
    }
    put_on(document, plan, &relations, &mut edges);
    edges
}

/// Works out anew what depends on all lines of a plan together.
pub(super) fn dress(document: &Document, plan: &mut Plan) {
    let mut edges = std::mem::take(&mut plan.edges);
    edges.retain(|e| document.relation(&e.relation).is_some());
    let relations: Vec<&Relation> = edges.iter().filter_map(|e| document.relation(&e.relation).map(|r| &**r)).collect();
    put_on(document, plan, &relations, &mut edges);
    plan.edges = edges;
}

/// Distances of lines on a canvas, where cards stand close.
const ON_PAGE: RouteOptions = RouteOptions { clearance: 3.0, spacing: 4.5, stub: 10.0 };

/// Width of initials beside a fact.
const BADGE: f64 = 30.0;

/// The room for a relation's label on its line where labels are not shown always; `None` where it would cover a box.
pub(super) fn label_place(document: &Document, plan: &Plan, relation: &Relation) -> Option<Point> {
    let edge = plan.edges.iter().find(|e| e.relation == relation.id)?;
    if let Some(share) = plan.rules.label(&relation.id) {
        return point_along(&seen_line(edge), share);
    }
    let label = (0, edge::label_size(document, relation, edge.count));
    let taken = || covered(document, plan).into_iter().chain(edge.hops.iter().map(Hop::bounds)).collect::<Vec<_>>();
    edge.label.or_else(|| layout::label_places(&[label], &[&seen_line(edge)], &taken()).pop().flatten())
}

/// The polylines of all relations.
fn routes(document: &Document, plan: &Plan, relations: &[&Relation], before: Option<&Plan>) -> Vec<Vec<Point>> {
    let rules = &plan.rules;
    let mut links: Vec<(usize, usize)> = relations
        .iter()
        .map(|r| {
            let place = |id| plan.place(id).unwrap_or(usize::MAX);
            (place(&r.source), place(&r.target))
        })
        .collect();
    let by_hand = |r: &Relation| {
        // Bends and pins were set for the ends as they are when they are seen.
        let seen = plan.node(&r.source).is_some() && plan.node(&r.target).is_some();
        let pinned = rules.pins(&r.id).is_some() && rules.lines == Lines::Straight;
        let bends = rules.bends(&r.id).or(pinned.then_some(&[])).filter(|_| seen)?;
        let (source, target) = ends(plan, r)?;
        Some(layout::through(source, target, bends, rules.lines))
    };
    let options = plan.canvas.as_ref().map_or_else(RouteOptions::default, |_| ON_PAGE);
    if rules.lines == Lines::Straight {
        let rects: Vec<Rect> = plan.nodes.iter().map(|n| n.rect).collect();
        let found = layout::straight(&rects, &links, &options);
        return relations.iter().zip(&links).zip(found).map(|((r, _), f)| by_hand(r).unwrap_or(f)).collect();
    }
    let names = |n: &Planned| if n.holds { names_of(document, plan, n) } else { [None; 2] };
    let mut boxes: Vec<Obstacle> =
        plan.nodes.iter().map(|n| Obstacle { rect: solid_rect(plan, n), parent: n.parent, names: names(n) }).collect();
    let walls = plan.canvas.iter().flat_map(|canvas| canvas.keep_out(document));
    boxes.extend(walls.map(|rect| Obstacle { rect, parent: None, names: [None; 2] }));
    let mut kept = before.map_or_else(
        || vec![None; links.len()],
        |before| {
            if before.rules.lines == Lines::Straight {
                vec![None; links.len()]
            } else {
                good(plan, &boxes, relations, &links, before)
            }
        },
    );
    for ((kept, relation), link) in kept.iter_mut().zip(relations).zip(&mut links) {
        if let Some(route) = by_hand(relation) {
            *kept = Some(route);
        } else if let Some(pins) = rules.pins(&relation.id) {
            // The way to a pinned end begins in front of it, at a box of its own.
            *kept = None;
            *link = stand_ins(plan, *link, pins, &mut boxes);
        }
    }
    let mut routes = layout::reroute(&boxes, &links, &kept, &options);
    for (route, relation) in routes.iter_mut().zip(relations) {
        if let Some(pins) = rules.pins(&relation.id).filter(|_| rules.bends(&relation.id).is_none()) {
            lead_to_pins(plan, relation, pins, route);
        }
    }
    for (route, link) in routes.iter_mut().zip(&links) {
        for (end, tip) in [(link.0, 0), (link.1, route.len().saturating_sub(1))] {
            if let (Some(node), Some(tip)) = (plan.nodes.get(end), route.get_mut(tip)) {
                lead_out(tip, solid_rect(plan, node), node.rect);
            }
        }
    }
    routes
}

/// The ends of a link with small boxes in front of the spots that they are pinned to.
fn stand_ins(plan: &Plan, link: (usize, usize), pins: [Option<Point>; 2], boxes: &mut Vec<Obstacle>) -> (usize, usize) {
    let mut stand_in = |end: usize, share: Option<Point>| {
        let (Some(node), Some(share)) = (plan.nodes.get(end), share) else { return end };
        let rect = Rect::from_center_size(spot(node.rect, share) + way_out(share) * PIN_OUT, (2.0, 2.0));
        boxes.push(Obstacle { rect, parent: node.parent, names: [None; 2] });
        boxes.len() - 1
    };
    (stand_in(link.0, pins[0]), stand_in(link.1, pins[1]))
}

/// Leads a route that begins or ends in front of a pinned spot on to it.
fn lead_to_pins(plan: &Plan, relation: &Relation, pins: [Option<Point>; 2], route: &mut Vec<Point>) {
    let tip = |id, share: Option<Point>| {
        let (node, share) = (plan.node(id)?, share?);
        let at = spot(node.rect, share);
        Some((at, at + way_out(share) * PIN_OUT))
    };
    if let Some((at, before)) = tip(&relation.source, pins[0]) {
        route.splice(0..0, [at, before]);
    }
    if let Some((at, before)) = tip(&relation.target, pins[1]) {
        route.extend([before, at]);
    }
    *route = layout::without_idle_points(route);
}

/// Leads the tip of a line from the box that lines go around to the box that is drawn.
fn lead_out(tip: &mut Point, solid: Rect, drawn: Rect) {
    if solid != drawn && tip.y > drawn.y0 && tip.y < drawn.y1 {
        if (tip.x - solid.x0).abs() < 1e-6 {
            tip.x = drawn.x0;
        } else if (tip.x - solid.x1).abs() < 1e-6 {
            tip.x = drawn.x1;
        }
    }
}

/// The routes of `before` that can stay, by link. Where both ends went the same way their route goes with them.
fn good(
    plan: &Plan,
    boxes: &[Obstacle],
    relations: &[&Relation],
    links: &[(usize, usize)],
    before: &Plan,
) -> Vec<Option<Vec<Point>>> {
    let container = |plan: &Plan, parent: Option<usize>| parent.map(|i| plan.nodes[i].element.clone());
    // How far each box went; `None` for what is new, or has another size or container.
    let shifts: Vec<Option<Vec2>> = plan
        .nodes
        .iter()
        .map(|node| {
            let last = before.node(&node.element)?;
            let same =
                last.rect.size() == node.rect.size() && container(before, last.parent) == container(plan, node.parent);
            same.then(|| node.rect.origin() - last.rect.origin())
        })
        .collect();
    let moved: Vec<usize> = (0..shifts.len()).filter(|i| shifts[*i] != Some(Vec2::ZERO)).collect();
    let last: HashMap<&RelationId, &PlannedEdge> = before.edges.iter().map(|e| (&e.relation, e)).collect();
    let candidates: Vec<Vec<Point>> = relations
        .iter()
        .zip(links)
        .map(|(relation, link)| {
            // What was led by hand and is no longer finds its way by itself.
            let by_hand = before.rules.bends(&relation.id).is_some() || before.rules.pins(&relation.id).is_some();
            let Some(edge) = last.get(&relation.id).filter(|_| !by_hand) else {
                return Vec::new();
            };
            let shift = |end: usize| shifts.get(end).copied().flatten();
            match (shift(link.0), shift(link.1)) {
                (Some(a), Some(b)) if a == b && a != Vec2::ZERO => edge.route.iter().map(|p| *p + a).collect(),
                _ => edge.route.clone(),
            }
        })
        .collect();
    let good = layout::still_good(boxes, &moved, links, &candidates);
    candidates.into_iter().zip(good).map(|(route, good)| good.then_some(route)).collect()
}

/// Adds what depends on all routes together: round corners, hops, and places for labels.
fn put_on(document: &Document, plan: &Plan, relations: &[&Relation], edges: &mut [PlannedEdge]) {
    let curved = plan.rules.lines == Lines::Curved;
    if curved {
        let routes: Vec<&[Point]> = edges.iter().map(|e| e.route.as_slice()).collect();
        let keep_off: Vec<Rect> = solid(plan).into_iter().chain(headers(plan)).collect();
        let radii = layout::corner_radii(&routes, &keep_off);
        for (edge, radii) in edges.iter_mut().zip(radii) {
            edge.radii = radii;
        }
    }
    // Wide curves leave their routes, so what is seen is what counts.
    let seen: Vec<Vec<Point>> = if curved { edges.iter().map(seen_line).collect() } else { Vec::new() };
    let routes: Vec<&[Point]> = if curved {
        seen.iter().map(Vec::as_slice).collect()
    } else {
        edges.iter().map(|e| e.route.as_slice()).collect()
    };
    let hops = layout::hops(&routes);
    let is_labelled = |r: &Relation| plan.rules.labelled || edge::letter(r).is_some();
    let slid: Vec<(usize, Point)> = relations
        .iter()
        .enumerate()
        .filter(|(_, r)| is_labelled(r))
        .filter_map(|(i, r)| Some((i, point_along(routes[i], plan.rules.label(&r.id)?)?)))
        .collect();
    let labels: Vec<(usize, Size)> = relations
        .iter()
        .enumerate()
        .filter(|(i, r)| (is_labelled(r) || edges[*i].count > 1) && plan.rules.label(&r.id).is_none())
        .map(|(i, r)| (i, edge::label_size(document, r, edges[i].count)))
        .collect();
    let places = if labels.is_empty() {
        Vec::new()
    } else {
        let mut taken = covered(document, plan);
        taken.extend(hops.iter().flatten().map(Hop::bounds));
        taken
            .extend(slid.iter().map(|(i, at)| {
                Rect::from_center_size(*at, edge::label_size(document, relations[*i], edges[*i].count))
            }));
        layout::label_places(&labels, &routes, &taken)
    };
    for (edge, hops) in edges.iter_mut().zip(hops) {
        edge.hops = if curved { hops.into_iter().filter_map(|hop| on_route(&edge.route, hop)).collect() } else { hops };
    }
    for ((i, _), place) in labels.iter().zip(places) {
        edges[*i].label = place;
    }
    for (i, at) in slid {
        edges[i].label = Some(at);
    }
}

/// The polyline that is seen of an edge.
fn seen_line(edge: &PlannedEdge) -> Vec<Point> {
    let mut points = Vec::new();
    flatten(&layout::hopped_path(&edge.route, &edge.radii, &[]), 0.25, |p| points.push(p));
    points
}

/// A hop on a straight piece of a curve as one on the piece of its route.
fn on_route(route: &[Point], hop: Hop) -> Option<Hop> {
    let near = |p: Point, s: &[Point]| distance_to_segment(p, s[0], s[1]) < 1e-6;
    let piece = route.windows(2).position(|s| near(hop.from, s) && near(hop.to, s))?;
    Some(Hop { piece, ..hop })
}

/// The box of a node as lines have to go around it. The stages of a canvas overlap a little, and what overlaps the end of a
/// line could not be gone around.
fn solid_rect(plan: &Plan, node: &Planned) -> Rect {
    if plan.canvas.is_some() && node.parent.is_some() { node.rect.inset((-canvas::OVERLAP, 0.0)) } else { node.rect }
}

/// The boxes that hold no others.
fn solid(plan: &Plan) -> Vec<Rect> {
    plan.nodes.iter().filter(|n| !n.holds).map(|n| n.rect).collect()
}

/// Where the name of a box that holds others stands, with its icon, and what is written beside it.
fn names_of(document: &Document, plan: &Plan, node: &Planned) -> [Option<Rect>; 2] {
    let Some(element) = document.element(&node.element) else { return [None; 2] };
    if plan.canvas.is_some() {
        return [Some(canvas::header_of(node.rect)), None];
    }
    let stream = element.kind == ElementKind::ValueStream;
    let (font, line) = if stream { (size::HEADING, size::HEADING_LINE) } else { (size::TITLE, size::TITLE_LINE) };
    let padding = anatomy::container_padding(element.kind);
    let header = Rect::new(node.rect.x0, node.rect.y0, node.rect.x1, node.rect.y0 + padding.y0);
    let beside = size::ICON + size::CARD_PADDING;
    let letters = width(element.shown_name(), font) + beside;
    let x0 = header.x0 + padding.x0;
    let level = |x0: f64, x1: f64| Rect::new(x0, header.center().y - line, x1, header.center().y + line * 0.8);
    let name = level(x0, (x0 + letters).min(header.x1));
    let fact = facts(document, element).lines.into_iter().next().filter(|_| stream);
    let x1 = header.x1 - padding.x1;
    let fact = fact.map(|fact| level((x1 - width(&fact.text, size::DETAIL) - BADGE).max(name.x1), x1));
    [Some(name), fact]
}

/// Where the names of boxes that hold others stand, and what is beside them.
fn headers(plan: &Plan) -> impl Iterator<Item = Rect> + '_ {
    let height = size::HEADING_LINE + 2.0 * size::CARD_PADDING;
    let holding = plan.nodes.iter().filter(|n| n.holds).map(|n| n.rect);
    holding.map(move |r| Rect::new(r.x0, r.y0, r.x1, (r.y0 + height).min(r.y1)))
}

/// What no label may cover: boxes, and of those that hold others the header and the border.
fn covered(document: &Document, plan: &Plan) -> Vec<Rect> {
    let mut covered = solid(plan);
    covered.extend(headers(plan));
    covered.extend(plan.canvas.iter().flat_map(|canvas| canvas.written(document)));
    for Rect { x0, y0, x1, y1 } in plan.nodes.iter().filter(|n| n.holds).map(|n| n.rect) {
        covered.extend([
            Rect::new(x0, y1 - 1.0, x1, y1 + 1.0),
            Rect::new(x0 - 1.0, y0, x0 + 1.0, y1),
            Rect::new(x1 - 1.0, y0, x1 + 1.0, y1),
        ]);
    }
    covered
}
