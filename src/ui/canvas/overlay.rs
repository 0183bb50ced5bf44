//! What the pointer and the selection add to the drawing.
//!
//! Knows nothing about what is drawn beneath.

use std::sync::Arc;

use eframe::egui::{self, Color32, CornerRadius, Pos2, Rect, Stroke, StrokeKind, Vec2};

use super::marks;
use crate::editor::Session;
use crate::editor::gesture::{Gesture, Tool};
use crate::editor::session::corners;
use crate::editor::session::hand::GRID;
use crate::geom::{self, Point};
use crate::model::ElementId;
use crate::scene::diagram::label_items;
use crate::scene::{Figure, Item, Layer, Owner, Plan, Region};
use crate::text::Weight;
use crate::theme::{Mode, Theme};
use crate::ui::paint::Brush;
use crate::ui::style::{color, family};

/// Radius of the handles from which connections start, in points of the screen.
pub(super) const HANDLE: f64 = 5.5;
/// How far outside the border the handles stand on cards that are small on the screen, so that they do not cover them.
const HANDLE_OUT: f64 = 7.0;
/// From this zoom on elements have handles.
const LEAST_ZOOM: f64 = 0.25;
/// Cards lower than this on the screen are small.
const SMALL_CARD: f64 = 44.0;
/// Side of the corners by which a box is resized, in points of the screen.
const GRIP: f32 = 8.0;
/// What is smaller than this on the screen shows no corners.
const LEAST_GRIPPED: f64 = 26.0;
/// Radius of the bends of a selected line, in points of the screen.
const BEND: f32 = 4.0;

/// A quiet grid of dots that shows movement and scale.
pub(super) fn dots(brush: &Brush<'_>, rect: Rect, theme: &Theme, grid: bool) {
    let mut step = if grid { GRID } else { 24.0 };
    while step * brush.camera.zoom < if grid { 7.0 } else { 16.0 } {
        step *= 2.0;
    }
    let first = brush.camera.doc_from_screen(Point::ZERO);
    let (mut x, y0) = ((first.x / step).floor() * step, (first.y / step).floor() * step);
    let tint = color(theme.grid);
    while brush.at(Point::new(x, 0.0)).x < rect.right() {
        let mut y = y0;
        while brush.at(Point::new(0.0, y)).y < rect.bottom() {
            brush.painter.rect_filled(Rect::from_center_size(brush.at(Point::new(x, y)), Vec2::splat(1.6)), 0.8, tint);
            y += step;
        }
        x += step;
    }
}

/// What the pointer and the selection add to the drawing.
pub(super) fn ui(brush: &Brush<'_>, session: &mut Session, plan: &Plan, visible: &[&Arc<Figure>], mode: Mode) {
    let theme = Theme::of(mode);
    let accent = color(theme.accent);
    if let Gesture::Connecting { source, now, over } = session.gesture.clone() {
        connecting(brush, session, plan, visible, theme, &source, now, over.as_ref());
        return;
    }
    if let Gesture::Reattaching { now, over, .. } = session.gesture.clone()
        && let Some(fixed) = session.fixed_end()
    {
        connecting(brush, session, plan, visible, theme, &fixed, now, over.as_ref());
        return;
    }
    if let Some(zone) = session.dragged_zone() {
        for figure in visible.iter().filter(|f| matches!(&f.owner, Owner::Zone(id) if *id == zone)) {
            let rect = brush.rect(figure.bounds);
            brush.painter.rect(rect, 10.0, accent.gamma_multiply(0.06), Stroke::new(2.0, accent), StrokeKind::Middle);
        }
    }
    if let Some(mark) = session.drop_mark() {
        brush.painter.rect(
            brush.rect(mark),
            4.0,
            accent.gamma_multiply(0.3),
            Stroke::new(2.0, accent),
            StrokeKind::Middle,
        );
    }
    if let Some(Owner::Zone(id)) = session
        .hovered()
        .filter(|_| session.editable().is_ok() && !session.gesture.is_active() && session.naming.is_none())
        && let Some((canvas, zone)) = plan.canvas.as_ref().and_then(|c| Some((c, c.zone(id)?)))
    {
        let place = brush.rect(canvas.plus(session.document(), zone));
        brush.painter.rect(place, 5.0, color(theme.card), Stroke::new(1.2, accent), StrokeKind::Middle);
        let (c, arm) = (place.center(), place.height() * 0.28);
        let stroke = Stroke::new(1.6, accent);
        brush.painter.line_segment([c - Vec2::new(arm, 0.0), c + Vec2::new(arm, 0.0)], stroke);
        brush.painter.line_segment([c - Vec2::new(0.0, arm), c + Vec2::new(0.0, arm)], stroke);
    }
    let dragged = session.dragged();
    if !dragged.is_empty() {
        // What is held lies over all that it is carried across.
        for figure in visible.iter().filter(|f| matches!(&f.owner, Owner::Element(id) if dragged.contains(id))) {
            brush.figure(figure);
        }
    }
    if let Some((owners, by)) = session.copying() {
        // The copy is under the pointer, its original stays where it is.
        let by = Vec2::new(by.x as f32, by.y as f32) * brush.camera.zoom as f32;
        let ghost = Brush { painter: brush.painter, camera: brush.camera, origin: brush.origin + by, strength: 0.75 };
        for figure in visible.iter().filter(|f| owners.contains(&f.owner)) {
            ghost.figure(figure);
            if let Region::Rect(rect) = &figure.region {
                let ring = Stroke::new(1.5, accent);
                brush.painter.rect_stroke(ghost.rect(*rect).expand(3.0), 8.0, ring, StrokeKind::Middle);
            }
        }
    }
    let chosen: Vec<_> = visible.iter().filter(|f| session.selection().contains(&f.owner)).collect();
    // Many rings side by side are read with thin ones.
    let width = if chosen.len() > 4 { 1.5 } else { 2.0 };
    for figure in &chosen {
        mark(brush, session, plan, figure, accent, width, mode);
    }
    for figure in visible.iter().filter(|f| session.pointed_out().contains(&f.owner)) {
        if let (Owner::Zone(_), Region::Rect(rect)) = (&figure.owner, &figure.region) {
            brush.painter.rect_stroke(brush.rect(*rect), 10.0, Stroke::new(2.0, accent), StrokeKind::Middle);
        }
        mark(brush, session, plan, figure, accent.gamma_multiply(0.8), 2.0, mode);
    }
    if let Some(owner) = session.hovered()
        && !session.selection().contains(owner)
        && let Some(figure) = visible.iter().find(|f| f.owner == *owner)
    {
        mark(brush, session, plan, figure, accent.gamma_multiply(0.55), 1.5, mode);
    }
    if let Some((_, rect)) = gripped(session).filter(|_| matches!(session.gesture, Gesture::Idle)) {
        for (_, corner) in corners(rect) {
            let square = Rect::from_center_size(brush.at(corner), Vec2::splat(GRIP));
            brush.painter.rect(square, 2.0, color(theme.card), Stroke::new(1.6, accent), StrokeKind::Middle);
        }
    }
    marks::locks(brush, session, visible, theme);
    if !session.gesture.is_active()
        && session.naming.is_none()
        && let Some(id) = handle_owner(session)
    {
        // Until the pointer comes they are only hinted at.
        let near = matches!(session.hovered(), Some(Owner::Element(over)) if *over == id);
        let (radius, line) = if near { (HANDLE as f32, 1.8) } else { (HANDLE as f32 * 0.6, 1.2) };
        for handle in handles(plan, visible, &id, session.camera.zoom) {
            brush.painter.circle(brush.at(handle), radius, color(theme.card), Stroke::new(line, accent));
        }
    }
    if let Gesture::Marquee { start, now, .. } = session.gesture {
        let area = brush.rect(geom::Rect::from_points(start, now));
        brush.painter.rect(area, 2.0, accent.gamma_multiply(0.08), Stroke::new(1.0, accent), StrokeKind::Middle);
    }
}

/// A ring around a node, or a line drawn over a line.
fn mark(brush: &Brush<'_>, session: &Session, plan: &Plan, figure: &Figure, tint: Color32, width: f32, mode: Mode) {
    match &figure.region {
        // Zones and the page are hovered all the time; a ring around them would say nothing.
        Region::Rect(_) if matches!(figure.owner, Owner::Zone(_) | Owner::More(_) | Owner::Page) => {}
        Region::Rect(rect) => {
            // The ring follows the shape: a note, which lies over all, has sharp corners.
            let round = if figure.layer == Layer::Top { 4.0 } else { 12.0 };
            let radius = CornerRadius::same((round * brush.camera.zoom).clamp(3.0, 40.0) as u8);
            brush.painter.rect_stroke(
                brush.rect(*rect).expand(4.0),
                radius,
                Stroke::new(width, tint),
                StrokeKind::Middle,
            );
        }
        Region::Line(points) => {
            let line: Vec<Pos2> = points.iter().map(|p| brush.at(*p)).collect();
            brush.painter.line(line.clone(), Stroke::new(width + 1.0, tint));
            let alone = session.selection().len() == 1 && session.selection().contains(&figure.owner);
            if alone && session.editable().is_ok() && !session.is_canvas() {
                for bend in line.iter().skip(1).take(line.len().saturating_sub(2)) {
                    let ground = color(Theme::of(mode).card);
                    brush.painter.circle(*bend, BEND, ground, Stroke::new(1.5, tint));
                }
                // Its ends can be led elsewhere.
                for end in [line.first(), line.last()].into_iter().flatten() {
                    brush.painter.circle(*end, BEND + 1.5, tint, Stroke::new(2.0, color(Theme::of(mode).card)));
                }
            }
            if let Owner::Relation(id) = &figure.owner
                && let Some(relation) = session.document().relation(id)
            {
                // Where its letters are too small, its ground would only cut the line in two.
                if crate::theme::size::LABEL.size * brush.camera.zoom >= 6.0 {
                    for item in label_items(session.document(), plan, relation, mode) {
                        brush.item(&item);
                    }
                }
            }
        }
    }
}

/// Legal ends ringed, the rest dimmed, and the connection as it would be.
#[expect(
    clippy::too_many_arguments,
    reason = "a drawing helper that is called once; a struct would only rename its locals"
)]
fn connecting(
    brush: &Brush<'_>,
    session: &mut Session,
    plan: &Plan,
    visible: &[&Arc<Figure>],
    theme: &Theme,
    source: &ElementId,
    now: Point,
    over: Option<&ElementId>,
) {
    let accent = color(theme.accent);
    let veil = color(theme.page.faded(0.62));
    for figure in visible {
        let Owner::Element(id) = &figure.owner else { continue };
        let Some(node) = plan.node(id) else { continue };
        let rect = brush.rect(node.rect);
        if id == source {
            brush.painter.rect_stroke(rect.expand(3.0), 10.0, Stroke::new(2.5, accent), StrokeKind::Middle);
        } else if session.may_end_at(id) {
            let width = if over == Some(id) { 3.0 } else { 1.5 };
            brush.painter.rect_stroke(rect.expand(4.0), 10.0, Stroke::new(width, accent), StrokeKind::Middle);
        } else if !node.holds {
            brush.painter.rect_filled(rect.expand(1.0), 8.0, veil);
        }
    }
    let Some(from) = plan.node(source) else { return };
    let start = geom::border_towards(from.rect, now);
    let legal = over.is_none_or(|id| session.may_end_at(id));
    let tint = if legal { accent } else { color(theme.muted) };
    let (a, b) = (brush.at(start), brush.at(now));
    let bend = Vec2::new((b.x - a.x) * 0.5, 0.0);
    let curve = egui::epaint::CubicBezierShape::from_points_stroke(
        [a, a + bend, b - bend, b],
        false,
        Color32::TRANSPARENT,
        Stroke::new(2.2, tint),
    );
    let points = curve.flatten(Some(0.3));
    brush.painter.extend(egui::Shape::dashed_line(&points, Stroke::new(2.2, tint), 7.0, 4.0));
    if let [.., before, tip] = points[..] {
        let along = (tip - before).normalized();
        let across = Vec2::new(-along.y, along.x);
        let base = tip - along * 11.0;
        brush.painter.add(egui::Shape::convex_polygon(
            vec![tip, base + across * 5.0, base - across * 5.0],
            tint,
            Stroke::NONE,
        ));
    }
    let text = session.connecting_label();
    if !text.is_empty() {
        let font = egui::FontId::new(12.0, family(Weight::SemiBold));
        let ink = if legal { color(theme.accent_text) } else { color(theme.panel) };
        let galley = brush.painter.layout(text, font, ink, 320.0);
        let pill =
            Rect::from_min_size(b + Vec2::new(14.0, -galley.size().y - 18.0), galley.size() + Vec2::new(20.0, 10.0));
        let room = brush.painter.clip_rect().shrink(8.0);
        let shift = Vec2::new((room.right() - pill.right()).min(0.0), (room.top() - pill.top()).max(0.0));
        let pill = pill.translate(shift);
        brush.painter.rect_filled(pill, 10.0, tint);
        brush.painter.galley(pill.min + Vec2::new(10.0, 5.0), galley, ink);
    }
}

/// What is selected and has corners to be resized by, with its box.
pub(super) fn gripped(session: &mut Session) -> Option<(Owner, geom::Rect)> {
    if session.tool != Tool::Select || session.naming.is_some() || session.writing.is_some() {
        return None;
    }
    // What is looked at is not worked on.
    if session.exploring().is_some() {
        return None;
    }
    let zoom = session.camera.zoom;
    // On what is small on the screen they would lie on the handles between them.
    session.resizable().filter(|(_, rect)| rect.width().min(rect.height()) * zoom >= LEAST_GRIPPED)
}

/// The element whose handles are shown: the one under the pointer, else the only one selected.
pub(super) fn handle_owner(session: &Session) -> Option<ElementId> {
    // Handles would be larger than what is seen from afar.
    if session.editable().is_err() || session.tool == Tool::Hand || session.camera.zoom < LEAST_ZOOM {
        return None;
    }
    if session.exploring().is_some() {
        return None;
    }
    match (session.hovered(), session.single_element()) {
        // Several are selected to be moved together; handles would be in the way.
        _ if session.selection().len() > 1 => None,
        (Some(Owner::Element(id)), _) => Some(id.clone()),
        (_, Some(element)) => Some(element.id.clone()),
        _ => None,
    }
}

/// The handles of an element, in the drawing: one at each side where it covers no words, neither those on the card nor a
/// heading or a name beside it. Figures are those around it.
pub(super) fn handles(plan: &Plan, figures: &[&Arc<Figure>], id: &ElementId, zoom: f64) -> Vec<Point> {
    let Some(node) = plan.node(id) else { return Vec::new() };
    let r = node.rect;
    let small = r.width().min(r.height()) * zoom < SMALL_CARD;
    let out = HANDLE_OUT / zoom;
    let reach = (HANDLE + 1.0) / zoom;
    let words = words(figures, r.inflate(out + reach, out + reach));
    let free = |p: &Point| {
        let spot = geom::Rect::from_center_size(*p, (2.0 * reach, 2.0 * reach));
        words.iter().all(|w| !geom::overlaps(*w, spot))
    };
    // In the middle of the side, else off it, else nearer to a corner.
    let first = if small { out } else { 0.0 };
    let tries = [(0.5, first), (0.5, out), (0.25, out), (0.75, out)];
    let sides: [&dyn Fn(f64, f64) -> Point; 4] = [
        &|share, out| Point::new(r.x1 + out, r.y0 + r.height() * share),
        &|share, out| Point::new(r.x0 + r.width() * share, r.y1 + out),
        &|share, out| Point::new(r.x0 - out, r.y0 + r.height() * share),
        &|share, out| Point::new(r.x0 + r.width() * share, r.y0 - out),
    ];
    let found: Vec<Point> = sides.iter().filter_map(|at| tries.iter().map(|(s, o)| at(*s, *o)).find(free)).collect();
    // Where words are all around, the right one is there all the same.
    if found.is_empty() { vec![sides[0](0.5, first)] } else { found }
}

/// Where there are words of figures in a part of the drawing.
pub(super) fn words(figures: &[&Arc<Figure>], area: geom::Rect) -> Vec<geom::Rect> {
    let near = figures.iter().filter(|f| geom::overlaps(f.bounds, area));
    let texts = near.flat_map(|f| {
        let words = f.items.iter().filter(|i| matches!(i, Item::Text { .. })).map(Item::bounds);
        // The title of a zone is set larger where it would be too small.
        let grows = if matches!(f.owner, Owner::Zone(_)) { 0.6 } else { 0.0 };
        words.map(move |r| geom::Rect { x1: r.x1 + grows * r.width(), ..r })
    });
    texts.filter(|r| geom::overlaps(*r, area)).collect()
}
