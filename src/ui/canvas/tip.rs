//! What is under the pointer, told in full once it rests there.
//!
//! Knows nothing about what is told.

use eframe::egui::{self, Pos2, Rect, Stroke, StrokeKind};

use super::pad;
use crate::editor::Session;
use crate::model::ElementId;
use crate::scene::Owner;
use crate::theme::Theme;
use crate::ui::paint::Brush;
use crate::ui::style::{color, strong};

/// Tells of what is under the pointer.
pub(super) fn ui(session: &mut Session, background: &egui::Response, brush: &Brush<'_>, theme: &Theme) {
    if let Some(tip) = session.tip() {
        lights(session, &tip.lights, brush, theme);
        let mut tooltip = egui::Tooltip::for_enabled(background).at_pointer().gap(12.0);
        if let Some(box_of) = tipped_box(session, brush, background) {
            if pad::covers(&background.ctx, Rect::from_min_size(box_of.max, egui::Vec2::new(200.0, 70.0))) {
                return;
            }
            tooltip.popup = tooltip.popup.anchor(box_of);
        }
        tooltip.show(|ui| {
            ui.set_max_width(300.0);
            ui.label(strong(tip.title, 13.0));
            for line in tip.lines {
                ui.label(egui::RichText::new(line).size(12.0).color(color(theme.text_secondary)));
            }
        });
    }
}

/// Lights the elements that are spoken of, once the pointer rests.
fn lights(session: &mut Session, lit: &[ElementId], brush: &Brush<'_>, theme: &Theme) {
    if lit.is_empty() {
        return;
    }
    if let Some(left) = session.rests_in() {
        brush.painter.ctx().request_repaint_after(std::time::Duration::from_secs_f64(left));
        return;
    }
    let plan = session.plan();
    let accent = color(theme.accent);
    for node in lit.iter().filter_map(|id| plan.node(id)) {
        let rect = brush.rect(node.rect).expand(2.0);
        let fill = accent.gamma_multiply(0.07);
        brush.painter.rect(rect, 10.0, fill, Stroke::new(2.0, accent.gamma_multiply(0.8)), StrokeKind::Middle);
    }
}

/// The box that is told of, as far as the pointer: its tip stands below its handles, not over them. None for a high one,
/// whose lower edge is far from the pointer.
fn tipped_box(session: &mut Session, brush: &Brush<'_>, background: &egui::Response) -> Option<Rect> {
    const FAR: f32 = 120.0;
    let Some(Owner::Element(id)) = session.hovered().cloned() else { return None };
    let plan = session.plan();
    let edge = brush.rect(plan.node(&id)?.rect).bottom();
    let pointer = background.hover_pos()?;
    let near = edge >= pointer.y && edge - pointer.y < FAR;
    near.then(|| Rect::from_min_max(pointer, Pos2::new(pointer.x, edge)))
}
