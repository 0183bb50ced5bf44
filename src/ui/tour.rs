//! The step of the tour on show: its place stays bright, the rest is dimmed a little, and a card says what to do.
//!
//! The card takes no keys from the drawing; Escape leaves the tour when there is nothing else to let go of.
//!
//! Knows nothing about what the steps are.

use eframe::egui::{
    self, Area, Button, Frame, Id, Key, Margin, Order, Pos2, Rect, RichText, Stroke, StrokeKind, Vec2, accesskit,
};

use super::keys;
use super::paint::on_screen;
use super::places;
use super::style::{color, fill_icon_text, strong};
use crate::editor::Workspace;
use crate::editor::guide::tour::{PRACTICE, Place, STEPS, Step};
use crate::editor::guide::{is_covered, with_keys};
use crate::editor::session::Session;
use crate::theme::Theme;

/// Width of the card.
const WIDTH: f32 = 316.0;
/// Room for the words of a step.
const WORDS: f32 = 74.0;
/// Space between the card and what it points at.
const GAP: f32 = 14.0;
/// Room below the card, for the status bar.
const FOOT: f32 = 40.0;

/// What the user did with the card.
enum Said {
    Nothing,
    Back,
    Next,
    Leave,
}

/// Leaves the tour where Escape has nothing else to let go of. Called before anything else takes the key.
pub(super) fn escape(ctx: &egui::Context, workspace: &mut Workspace) {
    let Some(session) = &workspace.session else { return };
    let touring = workspace.guide.tour.shown(session).is_some();
    let free = session.selection().is_empty()
        && session.naming.is_none()
        && session.writing.is_none()
        && !session.gesture.is_active()
        && !is_covered(session)
        && !egui::Popup::is_any_open(ctx);
    if touring && free && ctx.input_mut(|i| i.consume_key(egui::Modifiers::NONE, Key::Escape)) {
        workspace.guide.tour.leave();
    }
}

/// Shows the step of the tour, if one is on show.
pub(super) fn ui(ctx: &egui::Context, workspace: &mut Workspace, theme: &Theme, canvas: Rect) {
    let Some(session) = &mut workspace.session else { return };
    let Some((n, step)) = workspace.guide.tour.shown(session).filter(|_| !is_covered(session)) else { return };
    let text = with_keys(step.text, |command| keys::first(ctx, command));
    let window = ctx.content_rect();
    let spot = spot(ctx, session, step, canvas).map(|r| r.expand(6.0).intersect(window.shrink(2.0)));
    if let Some(spot) = spot {
        dim(ctx, spot, window, theme);
    }
    let last: Vec2 = ctx.data(|d| d.get_temp(size_id())).unwrap_or(Vec2::new(WIDTH + 32.0, 190.0));
    let at = beside(spot, last, window.shrink(8.0));
    let done = workspace.guide.tour.is_done();
    let mut said = Said::Nothing;
    let area = Area::new(Id::unique("tour")).order(Order::Foreground).fixed_pos(at).constrain_to(window.shrink(8.0));
    let response = area.show(ctx, |ui| {
        let frame = Frame::popup(ui.style()).fill(color(theme.panel)).stroke(Stroke::new(1.5, color(theme.accent)));
        let inner = frame.inner_margin(Margin::same(16)).corner_radius(14).show(ui, |ui| {
            ui.set_width(WIDTH);
            card(ui, theme, (n, step.title, &text), done, &mut said);
        });
        // Its parts are heard as one thing with a name.
        let id = inner.response.id;
        ui.ctx().accesskit_node_builder(id, |node| {
            node.set_role(accesskit::Role::Group);
            node.set_label(format!("Tour, step {n} of {}: {}", STEPS.len(), step.title));
            node.set_description(text.as_str());
        });
    });
    let size = response.response.rect.size();
    if size != last {
        // It stands by its lower corner, so it has to be put anew.
        ctx.data_mut(|d| d.insert_temp(size_id(), size));
        ctx.request_repaint();
    }
    let Some(session) = &workspace.session else { return };
    match said {
        Said::Nothing => {}
        Said::Back => workspace.guide.tour.back(session),
        Said::Next => workspace.next_step(),
        Said::Leave => workspace.guide.tour.leave(),
    }
    if done {
        ctx.request_repaint_after(std::time::Duration::from_millis(200));
    }
}

fn size_id() -> Id {
    Id::unique("tour-size")
}

fn card(ui: &mut egui::Ui, theme: &Theme, (n, title, text): (usize, &str, &str), done: bool, said: &mut Said) {
    let quiet = |text: String| RichText::new(text).size(12.0).color(color(theme.muted));
    ui.horizontal(|ui| {
        ui.label(fill_icon_text("signpost", 15.0, theme.accent));
        ui.label(quiet(format!("Step {n} of {}", STEPS.len())));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            ui.label(quiet(PRACTICE.to_owned()));
        });
    });
    ui.add_space(4.0);
    ui.horizontal(|ui| {
        ui.label(strong(title, 16.0).color(color(theme.text)));
        if done {
            ui.label(fill_icon_text("check-circle", 17.0, theme.accent)).accessible_name("Done");
        }
    });
    let top = ui.cursor().top();
    ui.add(egui::Label::new(RichText::new(text).color(color(theme.text_secondary))).wrap());
    // As high at every step, within reason.
    ui.add_space((WORDS - (ui.cursor().top() - top)).max(0.0) + 8.0);
    dots(ui, theme, n);
    ui.add_space(6.0);
    ui.horizontal(|ui| {
        let button = |text: &str| Button::new(text.to_owned()).min_size(Vec2::new(64.0, 30.0));
        let end = n == STEPS.len();
        if !end
            && ui
                .add(button("Leave the tour").frame(false))
                .on_hover_text("Esc; Help > Two-minute tour goes on")
                .clicked()
        {
            *said = Said::Leave;
        }
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let (label, name) = if end { ("Finish", "Finish the tour") } else { ("Next", "Next step") };
            let next = Button::new(RichText::new(label).color(color(theme.accent_text)))
                .fill(color(theme.accent))
                .min_size(Vec2::new(64.0, 30.0));
            if ui.add(next).accessible_name(name).clicked() {
                *said = Said::Next;
            }
            if ui.add_enabled(n > 1, button("Back")).accessible_name("Step before").clicked() {
                *said = Said::Back;
            }
        });
    });
}

/// How far one is, as dots.
fn dots(ui: &mut egui::Ui, theme: &Theme, n: usize) {
    let (rect, _) = ui.allocate_exact_size(Vec2::new(ui.available_width(), 6.0), egui::Sense::hover());
    for i in 0..STEPS.len() {
        let fill = if i < n { theme.accent } else { theme.bar };
        let at = Rect::from_min_size(rect.min + Vec2::new(i as f32 * 22.0, 1.0), Vec2::new(16.0, 4.0));
        ui.painter().rect_filled(at, 2.0, color(fill));
    }
}

/// Where the place of a step is on the screen.
fn spot(ctx: &egui::Context, session: &mut Session, step: &Step, canvas: Rect) -> Option<Rect> {
    match step.place {
        Place::Nowhere => None,
        Place::Part(name) => places::of(ctx, name),
        Place::ZonesThenPart(_, name) if session.single_element().is_some() => places::of(ctx, name),
        Place::Zones(zones) | Place::ZonesThenPart(zones, _) => {
            let plan = session.plan();
            let page = plan.canvas.as_ref()?;
            let camera = session.seen();
            let zones = zones.iter().filter_map(|id| page.zone(id));
            let rects = zones.map(|zone| on_screen(&camera, canvas.min, zone.rect));
            let all = rects.reduce(Rect::union)?.intersect(canvas);
            all.is_positive().then_some(all)
        }
    }
}

/// Everything but the place is dimmed a little; nothing is kept from being used.
fn dim(ctx: &egui::Context, spot: Rect, window: Rect, theme: &Theme) {
    let painter = ctx.layer_painter(egui::LayerId::new(Order::Middle, Id::unique("tour-dim")));
    let veil = super::style::backdrop(ctx).gamma_multiply(0.55);
    let around = [
        Rect::from_min_max(window.min, Pos2::new(window.right(), spot.top())),
        Rect::from_min_max(Pos2::new(window.left(), spot.bottom()), window.max),
        Rect::from_min_max(Pos2::new(window.left(), spot.top()), spot.left_bottom()),
        Rect::from_min_max(spot.right_top(), Pos2::new(window.right(), spot.bottom())),
    ];
    for rect in around {
        painter.rect_filled(rect, 0.0, veil);
    }
    painter.rect_stroke(spot, 8.0, Stroke::new(2.0, color(theme.accent)), StrokeKind::Middle);
}

/// Where the card stands: in the lower left corner at every step, so that its buttons are always found in one place; where
/// that is what it speaks of, in another corner.
fn beside(spot: Option<Rect>, size: Vec2, window: Rect) -> Pos2 {
    let (low, right) = (window.bottom() - size.y - FOOT, (window.right() - size.x).max(window.left()));
    let corners = [
        Pos2::new(window.left(), low),
        Pos2::new(right, low),
        Pos2::new(window.left(), window.top() + FOOT),
        Pos2::new(right, window.top() + FOOT),
    ];
    let covers = |at: &Pos2| spot.is_some_and(|spot| Rect::from_min_size(*at, size).expand(GAP / 2.0).intersects(spot));
    corners.into_iter().find(|at| !covers(at)).unwrap_or(corners[0])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_card_stands_beside_its_place_and_within_the_window() {
        let window = Rect::from_min_size(Pos2::ZERO, Vec2::new(1440.0, 900.0));
        let size = Vec2::new(348.0, 190.0);
        let corners = [
            Rect::from_min_size(Pos2::new(1380.0, 4.0), Vec2::new(50.0, 30.0)),
            Rect::from_min_size(Pos2::new(1100.0, 90.0), Vec2::new(340.0, 780.0)),
            Rect::from_min_size(Pos2::new(4.0, 860.0), Vec2::new(90.0, 30.0)),
        ];
        for spot in corners {
            let card = Rect::from_min_size(beside(Some(spot), size, window), size);
            assert!(window.contains_rect(card), "{card:?}");
            assert!(!card.intersects(spot), "{card:?} covers {spot:?}");
        }
        let all = Rect::from_min_size(Pos2::ZERO, window.size());
        assert!(window.contains_rect(Rect::from_min_size(beside(Some(all), size, window), size)));
    }
}
