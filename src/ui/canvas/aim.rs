//! What entries of the tray would become where they are held over the drawing.
//!
//! Knows nothing about what letting go does.

use eframe::egui::{self, Rect, Stroke, StrokeKind, Vec2};

use crate::editor::Session;
use crate::text::Weight;
use crate::theme::Theme;
use crate::ui::paint::Brush;
use crate::ui::style::{color, family};

/// Lights where it goes, and says under the pointer what letting go does.
pub(super) fn ui(brush: &Brush<'_>, session: &Session, theme: &Theme) {
    let Some(aim) = session.aim() else { return };
    let accent = color(theme.accent);
    if let Some(mark) = aim.mark {
        let fill = accent.gamma_multiply(0.08);
        brush.painter.rect(brush.rect(mark), 10.0, fill, Stroke::new(2.0, accent), StrokeKind::Middle);
    }
    let at = brush.at(aim.at);
    let font = egui::FontId::new(12.0, family(Weight::SemiBold));
    let ink = color(theme.accent_text);
    let galley = brush.painter.layout(aim.hint.clone(), font, ink, 300.0);
    let pill = Rect::from_min_size(at + Vec2::new(14.0, 14.0), galley.size() + Vec2::new(20.0, 10.0));
    let room = brush.painter.clip_rect().shrink(8.0);
    let shift = Vec2::new((room.right() - pill.right()).min(0.0), (room.bottom() - pill.bottom()).min(0.0));
    let pill = pill.translate(shift);
    brush.painter.rect_filled(pill, 10.0, accent);
    brush.painter.galley(pill.min + Vec2::new(10.0, 5.0), galley, ink);
}
