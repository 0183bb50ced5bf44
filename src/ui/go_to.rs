//! The list of all that one can go to: a field, and what fits what is typed in it.
//!
//! Knows nothing about how well what fits.

use eframe::egui::{
    self, Align2, Area, Button, Frame, Id, Key, Margin, Modifiers, Order, Rect, RichText, TextEdit, Vec2,
};

use super::style::{color, fill_icon_text, icon_text};
use crate::editor::session::go::{Offer, Target};
use crate::editor::{Command, Session};
use crate::theme::Theme;

/// Height of a line.
const LINE: f32 = 32.0;
/// The most lines that are seen at once.
const SEEN: f32 = 11.0;

/// Shows the list while it is open; gives a command that was chosen in it.
pub(super) fn ui(ctx: &egui::Context, session: &mut Session, theme: &Theme, canvas: Rect) -> Option<Command> {
    let open = Id::unique("go-to-open");
    let fresh =
        ctx.data_mut(|d| std::mem::replace(d.get_temp_mut_or(open, false), session.is_going())) != session.is_going();
    if !session.is_going() {
        return None;
    }
    let field = Id::unique("go-to-field");
    let taken = |key| ctx.input_mut(|i| i.consume_key(Modifiers::NONE, key));
    let (mut chosen, mut moved) = (None, false);
    for (key, forward) in [(Key::ArrowDown, true), (Key::ArrowUp, false)] {
        if taken(key) {
            session.go_to_step(forward);
            moved = true;
        }
    }
    if taken(Key::Enter) {
        chosen = Some(session.go_to_chosen());
    }
    if taken(Key::Escape) {
        session.end_go_to();
        return None;
    }
    let at = canvas.center_top() + Vec2::new(0.0, 40.0);
    let area = Area::new(Id::unique("go-to")).order(Order::Foreground).fixed_pos(at).pivot(Align2::CENTER_TOP);
    let shown = area.show(ctx, |ui| {
        Frame::popup(ui.style()).inner_margin(Margin::same(8)).corner_radius(12.0).show(ui, |ui| {
            ui.set_width((canvas.width() - 48.0).clamp(280.0, 560.0));
            let mut text = session.go_to_text().to_owned();
            let hint = "Go to an element, relation, view or setting";
            let edit = TextEdit::singleline(&mut text).id(field).hint_text(hint).desired_width(f32::INFINITY);
            let response = ui
                .add(edit.align(Align2::LEFT_CENTER).min_size(Vec2::new(0.0, 32.0)))
                .accessible_name("Go to anything");
            if fresh {
                response.request_focus();
            }
            session.set_go_to_text(&text);
            let offers = session.go_to_offers().to_vec();
            let current = session.go_to_chosen();
            ui.add_space(4.0);
            egui::ScrollArea::vertical().max_height(LINE * SEEN).show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                for (i, offer) in offers.iter().enumerate() {
                    let response = line(ui, session, theme, offer, i == current);
                    if i == current && moved {
                        response.scroll_to_me(None);
                    }
                    if response.clicked() {
                        chosen = Some(i);
                    }
                }
            });
            if offers.is_empty() {
                ui.label(RichText::new("Nothing is called so").color(color(theme.muted)));
            }
        });
    });
    let outside = ctx.input(|i| i.pointer.any_pressed())
        && ctx.input(|i| i.pointer.interact_pos()).is_some_and(|p| !shown.response.rect.contains(p));
    if outside && !fresh {
        session.end_go_to();
        return None;
    }
    let command = chosen.and_then(|i| session.take_offer(i));
    if !session.is_going() {
        ctx.memory_mut(|m| m.surrender_focus(field));
    }
    command
}

fn line(ui: &mut egui::Ui, session: &Session, theme: &Theme, offer: &Offer, current: bool) -> egui::Response {
    let document = session.document();
    let plain = |name| icon_text(name, 16.0).color(color(theme.text_secondary));
    let icon = match &offer.target {
        Target::Element(id) => document.element(id).map_or_else(
            || plain("circle"),
            |e| fill_icon_text(&crate::scene::anatomy::icon_name(document, e), 16.0, theme.kind(e.kind.id())),
        ),
        Target::Relation(_) => plain("arrow-right"),
        Target::View(_) => plain("squares-four"),
        Target::Command(_) | Target::Choice(..) => plain("gear"),
    };
    let detail = RichText::new(offer.detail.as_str()).size(12.0).color(color(theme.muted));
    let button = Button::new((icon, RichText::new(offer.label.as_str())))
        .right_text(detail)
        .frame_when_inactive(current)
        .selected(current)
        .wrap_mode(egui::TextWrapMode::Truncate)
        .min_size(Vec2::new(ui.available_width(), LINE));
    let name = format!("{}, {}", offer.label, offer.detail);
    ui.add(button).accessible_name(name)
}
