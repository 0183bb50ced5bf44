//! What is drawn while something is dragged: guides, gaps, where it would go, and the space that is made.
//!
//! Knows nothing about what a drop changes.

use eframe::egui::{self, Pos2, Rect, Stroke, StrokeKind, Vec2};

use crate::editor::Session;
use crate::editor::gesture::Gesture;
use crate::editor::session::Space;
use crate::geom::{self, Point};
use crate::scene::Plan;
use crate::text::Weight;
use crate::theme::Theme;
use crate::ui::paint::Brush;
use crate::ui::style::{color, family};

/// Half the height of the ends of a gap, in points of the screen.
const TICK: f32 = 4.0;

pub(super) fn ui(brush: &Brush<'_>, session: &Session, plan: &Plan, theme: &Theme) {
    let accent = color(theme.accent);
    let drag = session.drag();
    if let Some(onto) = &drag.onto
        && let Some(edge) = plan.edges.iter().find(|e| e.relation == *onto)
    {
        let line: Vec<Pos2> = edge.route.iter().map(|p| brush.at(*p)).collect();
        brush.painter.line(line.clone(), Stroke::new(7.0, accent.gamma_multiply(0.25)));
        brush.painter.line(line, Stroke::new(2.5, accent));
    }
    if let Some(into) = &drag.into
        && let Some(node) = plan.node(into)
    {
        let rect = brush.rect(node.rect);
        brush.painter.rect(rect, 10.0, accent.gamma_multiply(0.06), Stroke::new(2.0, accent), StrokeKind::Outside);
    }
    if let Some(placing) = session.placing() {
        ghost(brush, session, &placing.what, placing.rect, theme);
    }
    for guide in &drag.snapped.guides {
        let (from, to) = (brush.at(guide.from), brush.at(guide.to));
        let along = (to - from).normalized() * 8.0;
        brush.painter.line_segment([from - along, to + along], Stroke::new(1.0, accent));
    }
    for gap in &drag.snapped.gaps {
        let (from, to) = (brush.at(gap.from), brush.at(gap.to));
        let along = (to - from).normalized();
        let tick = Vec2::new(-along.y, along.x) * TICK;
        brush.painter.line_segment([from, to], Stroke::new(1.5, accent));
        for end in [from, to] {
            brush.painter.line_segment([end - tick, end + tick], Stroke::new(1.5, accent));
        }
    }
    if let (Some(space), Gesture::Spacing { .. }) = (session.spacing(), &session.gesture) {
        band(brush, space, theme);
    }
}

/// The new element as it would stand.
fn ghost(
    brush: &Brush<'_>,
    session: &Session,
    what: &crate::editor::session::Creatable,
    rect: geom::Rect,
    theme: &Theme,
) {
    let place = brush.rect(rect);
    let fill = color(theme.card).gamma_multiply(0.9);
    brush.painter.rect(place, 8.0, fill, Stroke::new(1.5, color(theme.accent)), StrokeKind::Middle);
    let size = (13.0 * brush.camera.zoom as f32).clamp(6.0, 26.0);
    let font = egui::FontId::new(size, family(Weight::SemiBold));
    let painter = brush.painter.with_clip_rect(place.intersect(brush.painter.clip_rect()));
    painter.text(place.center(), egui::Align2::CENTER_CENTER, &what.label, font, color(theme.text));
    // A canvas shows which zone it belongs to by itself.
    if session.is_canvas() {
        return;
    }
    let kind = theme.kind(what.kind.id());
    let stripe = Rect::from_min_size(place.min + Vec2::new(0.0, 8.0), Vec2::new(3.0, (place.height() - 16.0).max(0.0)));
    brush.painter.rect_filled(stripe, 1.5, color(kind));
}

/// The space that is made or closed, as a band across the drawing.
fn band(brush: &Brush<'_>, space: &Space, theme: &Theme) {
    let accent = color(theme.accent);
    let clip = brush.painter.clip_rect();
    let (from, to) = (space.at, space.at + space.by);
    let place = |v: f64| {
        let p = brush.at(if space.level { Point::new(v, 0.0) } else { Point::new(0.0, v) });
        if space.level { p.x } else { p.y }
    };
    let (low, high) = (place(from.min(to)), place(from.max(to)));
    let rect = if space.level {
        Rect::from_x_y_ranges(low..=high, clip.y_range())
    } else {
        Rect::from_x_y_ranges(clip.x_range(), low..=high)
    };
    brush.painter.rect_filled(rect, 0.0, accent.gamma_multiply(if space.by < 0.0 { 0.06 } else { 0.14 }));
    for v in [place(from), place(to)] {
        let ends = if space.level {
            [Pos2::new(v, clip.top()), Pos2::new(v, clip.bottom())]
        } else {
            [Pos2::new(clip.left(), v), Pos2::new(clip.right(), v)]
        };
        brush.painter.line_segment(ends, Stroke::new(1.0, accent));
    }
}
