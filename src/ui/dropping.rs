//! What is said while files hover over the window, before they are dropped.
//!
//! Knows nothing about what is done with them.

use eframe::egui::{self, Align2, FontId, Id, LayerId, Order, Stroke, StrokeKind};

use super::style::{color, family};
use crate::text::Weight;
use crate::theme::Theme;

/// Frames the window while files hover over it.
pub(super) fn ui(ctx: &egui::Context, theme: &Theme) {
    let files = ctx.input(|i| i.raw.hovered_files.len());
    if files == 0 {
        return;
    }
    let painter = ctx.layer_painter(LayerId::new(Order::Tooltip, Id::unique("dropping")));
    let screen = ctx.content_rect();
    painter.rect_filled(screen, 0.0, color(theme.page).gamma_multiply(0.8));
    let line = Stroke::new(2.5, color(theme.accent));
    painter.rect_stroke(screen.shrink(14.0), 14.0, line, StrokeKind::Inside);
    let text = if files == 1 { "Drop to open".to_owned() } else { format!("Drop to open {files} files") };
    let font = FontId::new(22.0, family(Weight::SemiBold));
    painter.text(screen.center(), Align2::CENTER_CENTER, text, font, color(theme.text));
}
