//! Small marks on the drawing: what is locked, and where a collapsed container is expanded.
//!
//! Knows nothing about what locking and collapsing mean.

use std::sync::Arc;

use eframe::egui::{self, Id, Rect, Sense, Stroke, Vec2, WidgetInfo, accesskit};

use crate::editor::Session;
use crate::geom::Point;
use crate::model::ElementId;
use crate::scene::collapsed::mark_of;
use crate::scene::{Figure, Plan, Region};
use crate::theme::Theme;
use crate::ui::paint::Brush;
use crate::ui::style::{color, fill_sign};

/// Radius of the mark of what is locked, in points of the screen.
const LOCK: f32 = 9.0;
/// The least side of what is pressed to expand, in points of the screen.
const LEAST_TARGET: f64 = 18.0;

/// A lock at the corner of what is locked, where it is selected or under the pointer.
pub(super) fn locks(brush: &Brush<'_>, session: &mut Session, visible: &[&Arc<Figure>], theme: &Theme) {
    for figure in visible {
        let Region::Rect(rect) = figure.region else { continue };
        let shown = session.selection().contains(&figure.owner) || session.hovered() == Some(&figure.owner);
        if !shown || !session.is_locked(&figure.owner) {
            continue;
        }
        let at = brush.rect(rect).right_top();
        brush.painter.circle(at, LOCK, color(theme.card), Stroke::new(1.2, color(theme.edge)));
        fill_sign(brush.painter, "lock", at, egui::Align2::CENTER_CENTER, 11.0, color(theme.text_secondary));
    }
}

/// The collapsed container whose mark is at a point.
pub(super) fn at(session: &Session, plan: &Plan, at: Point) -> Option<ElementId> {
    session.editable().ok()?;
    let reach = LEAST_TARGET / session.camera.zoom / 2.0;
    let hit = |node: &&crate::scene::Planned| {
        mark_of(session.document(), node).is_some_and(|mark| {
            let middle = mark.center();
            (middle.x - at.x).abs() <= reach.max(mark.width() / 2.0)
                && (middle.y - at.y).abs() <= reach.max(mark.height() / 2.0)
        })
    };
    plan.nodes.iter().rev().filter(|n| !n.hides.is_empty()).find(hit).map(|n| n.element.clone())
}

/// The marks that expand as buttons for screen readers; a pointer works on the canvas itself.
pub(super) fn ui(ui: &egui::Ui, session: &mut Session, plan: &Plan, brush: &Brush<'_>, canvas: Rect) {
    let mut pressed = None;
    for node in plan.nodes.iter().filter(|n| !n.hides.is_empty()) {
        let document = session.document();
        let (Some(mark), Some(element)) = (mark_of(document, node), document.element(&node.element)) else { continue };
        let place = Rect::from_center_size(brush.rect(mark).center(), Vec2::splat(LEAST_TARGET as f32));
        if !canvas.contains_rect(place) {
            continue;
        }
        let id = Id::unique(("expand", node.element.as_str()));
        let enabled = session.editable().is_ok();
        let response = ui.interact(place, id, Sense::hover());
        let name = format!("Expand {}", element.shown_name());
        response.widget_info(|| WidgetInfo::labeled(accesskit::Role::Button, enabled, &name));
        ui.ctx().accesskit_node_builder(id, |node| node.add_action(accesskit::Action::Click));
        if response.hovered() && enabled {
            ui.ctx().set_cursor_icon(egui::CursorIcon::PointingHand);
        }
        if enabled && ui.input(|i| i.has_accesskit_action_request(id, accesskit::Action::Click)) {
            pressed = Some(node.element.clone());
        }
    }
    if let Some(id) = pressed {
        session.expand(&id);
    }
}
