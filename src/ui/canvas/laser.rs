//! The laser pointer: a glowing trail behind the pointer that fades.
//!
//! Knows nothing about the drawing beneath.

use eframe::egui::{self, Pos2, Rect, Stroke};

use crate::theme::Color;
use crate::ui::style::color;

/// How long a point of the trail glows, in seconds.
const GLOWS: f64 = 0.9;
/// Width of the trail where it is freshest.
const WIDTH: f32 = 5.0;

/// Where the pointer was, and when.
#[derive(Default)]
pub(super) struct Laser {
    trail: Vec<(Pos2, f64)>,
}

impl Laser {
    /// Draws the trail; while it is on, the pointer makes it longer.
    pub(super) fn ui(&mut self, ui: &egui::Ui, rect: Rect, on: bool, tint: Color) {
        let (now, at) = ui.input(|i| (i.time, i.pointer.hover_pos()));
        self.trail.retain(|(_, since)| now - since < GLOWS);
        if on && let Some(at) = at.filter(|p| rect.contains(*p)) {
            if self.trail.last().is_none_or(|(last, _)| last.distance(at) > 0.5) {
                self.trail.push((at, now));
            }
            ui.ctx().set_cursor_icon(egui::CursorIcon::None);
        }
        let painter = ui.painter_at(rect);
        let ink = color(tint);
        for pair in self.trail.windows(2) {
            let [(a, _), (b, since)] = pair else { continue };
            let left = (1.0 - (now - since) / GLOWS).clamp(0.0, 1.0) as f32;
            // A wide faint line beneath a narrow strong one glows.
            painter.line_segment([*a, *b], Stroke::new(WIDTH * 2.6 * left, ink.gamma_multiply(0.16 * left)));
            painter.line_segment([*a, *b], Stroke::new(WIDTH * left, ink.gamma_multiply(left)));
        }
        if on && let Some(at) = at.filter(|p| rect.contains(*p)) {
            painter.circle_filled(at, WIDTH * 1.7, ink.gamma_multiply(0.25));
            painter.circle_filled(at, WIDTH * 0.9, ink);
        }
        if !self.trail.is_empty() {
            ui.ctx().request_repaint();
        }
    }
}
