//! The hint on show, beside what it is about: words, keys and a button that puts it away.
//!
//! Knows nothing about when a hint comes.

use eframe::egui::{self, Align2, Area, Frame, Id, Margin, Order, Pos2, Rect, Stroke, Vec2};

use super::canvas::handles_of;
use super::keys;
use super::paint::on_screen;
use super::places;
use super::style::{color, fill_icon_text, icon_text};
use crate::editor::Workspace;
use crate::editor::guide::once::Anchor;
use crate::editor::guide::{is_covered, with_keys};
use crate::theme::{Mode, Theme};

/// The widest line of a hint.
const WIDTH: f32 = 300.0;
/// Radius of the ring's handles, which are larger than they are without the hint.
const HANDLE: f32 = 6.0;

/// Shows the hint, if one is on show.
pub(super) fn ui(ctx: &egui::Context, workspace: &mut Workspace, mode: Mode, canvas: Rect) {
    let theme = Theme::of(mode);
    let Some(shown) = workspace.guide.hints.shown() else { return };
    let (hint, anchor) = (shown.hint, shown.anchor.clone());
    let Some(session) = &mut workspace.session else { return };
    // What is typed or chosen now is not covered.
    let busy = session.naming.is_some() || session.menu.is_some() || session.gesture.is_active();
    if busy || is_covered(session) {
        return;
    }
    let card = match &anchor {
        Anchor::Ring(id) => {
            let (plan, camera) = (session.plan(), session.seen());
            plan.node(id).map(|n| on_screen(&camera, canvas.min, n.rect)).filter(|r| canvas.intersects(*r))
        }
        Anchor::Drawing => None,
    };
    let (at, pivot) = match card {
        // Above it where there is room, for the next card opens below.
        Some(card) if card.top() - canvas.top() > 110.0 => {
            (card.center_top() - Vec2::new(0.0, 16.0), Align2::CENTER_BOTTOM)
        }
        Some(card) => (card.center_bottom() + Vec2::new(0.0, 16.0), Align2::CENTER_TOP),
        None => (canvas.center_top() + Vec2::new(0.0, 14.0), Align2::CENTER_TOP),
    };
    if let (Anchor::Ring(id), Some(_)) = (&anchor, card) {
        let (spots, camera) = (handles_of(session, id, mode), session.seen());
        let spots = spots.into_iter().map(|p| camera.screen_from_doc(p));
        ring(ctx, canvas, spots.map(|p| canvas.min + Vec2::new(p.x as f32, p.y as f32)), theme);
    }
    let words = with_keys(hint.text, |command| keys::first(ctx, command));
    let area = Area::new(Id::unique("hint-once")).order(Order::Foreground).fixed_pos(at).pivot(pivot);
    let mut closed = false;
    let response = area.constrain_to(canvas.shrink(8.0)).show(ctx, |ui| {
        let frame = Frame::popup(ui.style()).fill(color(theme.panel)).stroke(Stroke::new(1.5, color(theme.accent)));
        frame.inner_margin(Margin::symmetric(12, 8)).corner_radius(10).show(ui, |ui| {
            ui.horizontal(|ui| {
                ui.label(fill_icon_text("info", 17.0, theme.accent));
                let font = egui::TextStyle::Body.resolve(ui.style());
                let galley = ui.fonts_mut(|f| f.layout(words.clone(), font, color(theme.text), WIDTH));
                ui.add(egui::Label::new(galley)).accessible_name(format!("Hint: {words}"));
                let close = egui::Button::new(icon_text("x", 12.0)).frame(false);
                closed = ui.add(close).accessible_name("Close the hint").clicked();
            });
        });
    });
    places::note(ctx, "hint", response.response.rect);
    if closed {
        workspace.guide.hints.close(ctx.input(|i| i.time));
    }
}

/// The ring of a card, lit: the handles that it has, where they are.
fn ring(ctx: &egui::Context, canvas: Rect, spots: impl Iterator<Item = Pos2>, theme: &Theme) {
    let layer = egui::LayerId::new(Order::Middle, Id::unique("hint-ring"));
    let painter = ctx.layer_painter(layer).with_clip_rect(canvas);
    let accent = color(theme.accent);
    for spot in spots {
        painter.circle_filled(spot, HANDLE + 5.0, color(theme.accent.faded(0.2)));
        painter.circle(spot, HANDLE, color(theme.card), Stroke::new(2.0, accent));
    }
}
