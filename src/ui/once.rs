//! The hint on show, beside what it is about: words, keys and a button that puts it away.
//!
//! Knows nothing about when a hint comes.

use eframe::egui::{self, Align2, Area, Frame, Id, Margin, Order, Pos2, Rect, Stroke, Vec2};

use super::keys;
use super::paint::on_screen;
use super::places;
use super::style::{color, fill_icon_text, icon_text};
use crate::editor::Workspace;
use crate::editor::guide::once::Anchor;
use crate::editor::guide::{is_covered, with_keys};
use crate::theme::Theme;

/// The widest line of a hint.
const WIDTH: f32 = 300.0;
/// Radius of the ring's handles.
const HANDLE: f32 = 6.0;

/// Shows the hint, if one is on show.
pub(super) fn ui(ctx: &egui::Context, workspace: &mut Workspace, theme: &Theme, canvas: Rect) {
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
    if let Some(card) = card {
        ring(ctx, card, theme);
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

/// The ring of a card, as it shows itself when the pointer is over it.
fn ring(ctx: &egui::Context, card: Rect, theme: &Theme) {
    let painter = ctx.layer_painter(egui::LayerId::new(Order::Middle, Id::unique("hint-ring")));
    let accent = color(theme.accent);
    let spots: [Pos2; 4] = [card.right_center(), card.center_bottom(), card.left_center(), card.center_top()];
    for spot in spots {
        painter.circle_filled(spot, HANDLE + 5.0, color(theme.accent.faded(0.2)));
        painter.circle(spot, HANDLE, color(theme.card), Stroke::new(2.0, accent));
    }
}
