//! The small map in the corner of the drawing: its boxes in the colours of their kinds, and what of it is seen.
//!
//! The boxes are one mesh, kept until the drawing changes.
//!
//! Knows nothing about the camera's limits.

use std::collections::HashSet;
use std::sync::Arc;

use eframe::egui::{
    self, Align2, Area, Frame, Id, Margin, Mesh, Order, Rect, Sense, Shape, Stroke, StrokeKind, Vec2, WidgetInfo,
    accesskit,
};

use super::style::color;
use crate::editor::{Command, Session};
use crate::geom::{self, Point, bounds_of};
use crate::scene::Plan;
use crate::theme::{Mode, Theme};

/// How large the map is at most.
const SIZE: Vec2 = Vec2::new(196.0, 136.0);

/// The boxes of a plan as they are drawn in a map at the origin.
#[derive(Clone)]
struct Kept {
    plan: Arc<Plan>,
    revision: crate::model::Revision,
    mode: Mode,
    bounds: geom::Rect,
    /// The top left of its boxes on the screen.
    origin: egui::Pos2,
    mesh: Arc<Mesh>,
}

pub(super) fn ui(ctx: &egui::Context, session: &mut Session, mode: Mode, canvas: Rect) {
    let theme = Theme::of(mode);
    let Some(mut kept) = kept(ctx, session, mode) else { return };
    let at = canvas.right_bottom() - Vec2::splat(14.0);
    let area = Area::new(Id::unique("map")).order(Order::Middle).fixed_pos(at).pivot(Align2::RIGHT_BOTTOM);
    area.show(ctx, |ui| {
        Frame::popup(ui.style()).inner_margin(Margin::same(6)).fill(color(theme.page)).show(ui, |ui| {
            let (rect, response) = ui.allocate_exact_size(SIZE, Sense::click_and_drag());
            response.widget_info(|| WidgetInfo::labeled(accesskit::Role::Canvas, true, "Map of the drawing"));
            let scale = scale(kept.bounds);
            let shift = (SIZE - Vec2::new(kept.bounds.width() as f32, kept.bounds.height() as f32) * scale) / 2.0;
            let origin = rect.min + shift;
            let painter = ui.painter_at(rect);
            if kept.origin != origin {
                Arc::make_mut(&mut kept.mesh).translate(origin - kept.origin);
                kept.origin = origin;
                ctx.data_mut(|d| d.insert_temp(Id::unique("map-kept"), kept.clone()));
            }
            painter.add(Shape::mesh(kept.mesh.clone()));
            let on_map =
                |p: Point| origin + Vec2::new((p.x - kept.bounds.x0) as f32, (p.y - kept.bounds.y0) as f32) * scale;
            let window = session.seen().window(session.canvas);
            let seen = Rect::from_min_max(on_map(window.origin()), on_map(Point::new(window.x1, window.y1)));
            let accent = color(theme.accent);
            let line = Stroke::new(1.5, accent);
            painter.rect(seen.intersect(rect), 2.0, accent.gamma_multiply(0.08), line, StrokeKind::Inside);
            if response.has_focus() {
                painter.rect_stroke(rect, 4.0, line, StrokeKind::Inside);
            }
            if response.is_pointer_button_down_on()
                && let Some(pos) = response.interact_pointer_pos()
            {
                let way = (pos - origin) / scale;
                let at = Point::new(kept.bounds.x0 + f64::from(way.x), kept.bounds.y0 + f64::from(way.y));
                session.look_at(at);
                ui.ctx().request_repaint();
            }
            let hide = super::keys::first(ui.ctx(), Command::ToggleMap).map(|k| format!(" · {k} hides the map"));
            response.on_hover_text(format!("Click or drag to go there{}", hide.unwrap_or_default()));
        });
    });
}

fn scale(bounds: geom::Rect) -> f32 {
    (SIZE.x / bounds.width().max(1.0) as f32).min(SIZE.y / bounds.height().max(1.0) as f32)
}

/// The map of the drawing as it is now, made anew only when the drawing has changed.
fn kept(ctx: &egui::Context, session: &mut Session, mode: Mode) -> Option<Kept> {
    let id = Id::unique("map-kept");
    let (plan, revision) = (session.plan(), session.document().revision());
    let last: Option<Kept> = ctx.data(|d| d.get_temp(id));
    let same = |k: &Kept| Arc::ptr_eq(&k.plan, &plan) && k.revision == revision && k.mode == mode;
    if let Some(last) = last.filter(same) {
        return Some(last);
    }
    let theme = Theme::of(mode);
    let bounds = bounds_of(plan.nodes.iter().map(|n| n.rect))?;
    let bounds = bounds.inflate(bounds.width() * 0.06 + 20.0, bounds.height() * 0.06 + 20.0);
    let scale = scale(bounds);
    let mut mesh = Mesh::default();
    let mut taken = HashSet::new();
    for node in &plan.nodes {
        let Some(element) = session.document().element(&node.element) else { continue };
        let place = Rect::from_min_size(
            egui::pos2((node.rect.x0 - bounds.x0) as f32, (node.rect.y0 - bounds.y0) as f32) * scale,
            (Vec2::new(node.rect.width() as f32, node.rect.height() as f32) * scale).max(Vec2::splat(1.5)),
        );
        // What would cover the same few dots is drawn once, so that the map of the largest drawing stays small.
        let dots = (place.center() / 2.0).floor();
        if place.width() < 3.0 && place.height() < 3.0 && !taken.insert((dots.x as i32, dots.y as i32)) {
            continue;
        }
        let strength = if node.holds { 0.22 } else { 0.8 };
        mesh.add_colored_rect(place, color(theme.kind(element.kind.id()).faded(strength)));
    }
    let kept = Kept { plan, revision, mode, bounds, origin: egui::Pos2::ZERO, mesh: Arc::new(mesh) };
    ctx.data_mut(|d| d.insert_temp(id, kept.clone()));
    Some(kept)
}
