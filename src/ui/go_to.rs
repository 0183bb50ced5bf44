//! The list of all that one can go to: a field, and what fits what is typed in it.
//!
//! Knows nothing about how well what fits.

use eframe::egui::{self, Align2, Area, Frame, Id, Margin, Order, Rect, Vec2};

use super::list::{self, Look, Row, Said};
use super::style::{color, fill_icon_text, icon_text};
use crate::editor::session::go::{Offer, Target};
use crate::editor::{Command, Session};
use crate::theme::Theme;

/// Height of a line.
const LINE: f32 = 32.0;
/// The most lines that are seen at once.
const SEEN: f32 = 11.0;
const LOOK: Look<'_> = Look {
    name: "Go to anything",
    hint: "Go to an element, relation, view or setting",
    nothing: "Nothing is called so",
    row: LINE,
    most: LINE * SEEN,
    side: 6.0,
};

/// Shows the list while it is open; gives a command that was chosen in it.
pub(super) fn ui(ctx: &egui::Context, session: &mut Session, theme: &Theme, canvas: Rect) -> Option<Command> {
    let open = Id::unique("go-to-open");
    let fresh =
        ctx.data_mut(|d| std::mem::replace(d.get_temp_mut_or(open, false), session.is_going())) != session.is_going();
    if !session.is_going() {
        return None;
    }
    let id = Id::unique("go-to");
    let at = canvas.center_top() + Vec2::new(0.0, 40.0);
    let area = Area::new(id).order(Order::Foreground).fixed_pos(at).pivot(Align2::CENTER_TOP);
    let mut said = Said::Nothing;
    let shown = area.show(ctx, |ui| {
        Frame::popup(ui.style()).inner_margin(Margin::same(8)).corner_radius(12.0).show(ui, |ui| {
            ui.set_width((canvas.width() - 48.0).clamp(280.0, 560.0));
            let mut text = session.go_to_text().to_owned();
            said = list::find(ui, theme, &LOOK, (id, fresh), &mut text, |typed| {
                session.set_go_to_text(typed);
                let offers = session.go_to_offers().to_vec();
                (offers.iter().map(|o| row(session, theme, o)).collect(), 0)
            });
        });
    });
    if said == Said::Closed {
        session.end_go_to();
        return None;
    }
    let outside = ctx.input(|i| i.pointer.any_pressed())
        && ctx.input(|i| i.pointer.interact_pos()).is_some_and(|p| !shown.response.rect.contains(p));
    if outside && !fresh {
        session.end_go_to();
        return None;
    }
    let Said::Chosen(at) = said else { return None };
    let command = session.take_offer(at);
    ctx.memory_mut(|m| m.surrender_focus(id.with("field")));
    command
}

fn row(session: &Session, theme: &Theme, offer: &Offer) -> Row {
    let document = session.document();
    let plain = |name| icon_text(name, 16.0).color(color(theme.text_secondary));
    let icon = match &offer.target {
        Target::Element(id) => document.element(id).map_or_else(
            || plain("circle"),
            |e| fill_icon_text(&crate::scene::anatomy::icon_name(document, e), 16.0, theme.kind(e.kind.id())),
        ),
        Target::Relation(_) => plain("arrow-right"),
        Target::View(_) => plain("squares-four"),
        Target::Command(_) => plain("gear"),
    };
    let name = format!("{}, {}", offer.label, offer.detail);
    Row { icon: Some(icon), name, note: offer.detail.to_string(), ..Row::new(offer.label.as_str()) }
}
