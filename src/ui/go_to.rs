//! The list of all that one can go to: a field, and what fits what is typed in it.
//!
//! Knows nothing about how well what fits.

use eframe::egui::{self, Align2, Area, Frame, Id, Margin, Order, Vec2};

use super::list::{self, Led, Look, Row, Said};
use super::quick;
use super::style::{color, fill_icon_text, icon_text};
use crate::editor::session::go::{Offer, Target};
use crate::editor::{Command, Session};
use crate::theme::Theme;

const LOOK: Look<'_> = Look { nothing: "Nothing is called so", ..quick::LOOK };

/// Shows the list while it is open; gives a command that was chosen in it.
pub(super) fn ui(ctx: &egui::Context, session: &mut Session, theme: &Theme) -> Option<Command> {
    let open = Id::unique("go-to-open");
    let fresh =
        ctx.data_mut(|d| std::mem::replace(d.get_temp_mut_or(open, false), session.is_going())) != session.is_going();
    if !session.is_going() {
        return None;
    }
    let id = Id::unique("go-to");
    let at = ctx.content_rect().center_top() + Vec2::new(0.0, quick::top(ctx));
    let area = Area::new(id).order(Order::Foreground).fixed_pos(at).pivot(Align2::CENTER_TOP);
    let mut led: Led = if fresh { Led::default() } else { ctx.data(|d| d.get_temp(id)).unwrap_or_default() };
    let mut said = Said::Nothing;
    let shown = area.show(ctx, |ui| {
        Frame::window(ui.style()).inner_margin(Margin::same(0)).show(ui, |ui| {
            ui.set_width(quick::WIDTH.min(ctx.content_rect().width() - 32.0));
            ui.spacing_mut().item_spacing.y = 0.0;
            let keys = list::keys(ctx);
            let mut text = session.go_to_text().to_owned();
            let hint = "Go to an element, relation, view or setting";
            let field = quick::head(ui, theme, id.with("field"), &mut text, hint).accessible_name("Go to anything");
            if fresh {
                field.request_focus();
            }
            if field.changed() {
                led = Led::default();
            }
            session.set_go_to_text(&text);
            let offers = session.go_to_offers().to_vec();
            let rows: Vec<Row> = offers.iter().map(|o| row(session, theme, o, &text)).collect();
            quick::line(ui, theme);
            said = led.show(ui, theme, &LOOK, (id, keys), (&rows, 0));
            list::current(ctx, field.id, id, led.at(), rows.len());
            quick::line(ui, theme);
            let says = match offers.len() {
                0 => String::new(),
                1 => "1 place".to_owned(),
                n => format!("{n} places"),
            };
            quick::foot(ui, theme, (&says, theme.text_secondary), "Enter goes there · Esc closes");
        });
    });
    ctx.data_mut(|d| d.insert_temp(id, led));
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

/// An offer as a row; what was typed stands out in its name.
fn row(session: &Session, theme: &Theme, offer: &Offer, typed: &str) -> Row {
    let document = session.document();
    let plain = |name| icon_text(name, 16.0).color(color(theme.text_secondary));
    let icon = match &offer.target {
        Target::Element(id) => document.element(id).map_or_else(
            || plain("circle"),
            |e| fill_icon_text(&crate::scene::anatomy::icon_name(document, e), 16.0, theme.kind(e.kind.id())),
        ),
        Target::Relation(_) => plain("arrow-right"),
        Target::View(_) => plain("squares-four"),
        Target::Note(..) => plain("file-text"),
        Target::Command(_) | Target::Choice(..) => plain("gear"),
    };
    let (marks, note) = (marks(&offer.label, typed), offer.detail.to_string());
    let name = format!("{}, {}", offer.label, offer.detail);
    Row { icon: Some(icon), name, marks, note, ..Row::new(offer.label.as_str()) }
}

/// Where in a name the typed words stand, by number of the letter.
fn marks(label: &str, typed: &str) -> Vec<usize> {
    let small = |c: char| c.to_lowercase().next().unwrap_or(c);
    let label: Vec<char> = label.chars().map(small).collect();
    let mut marks = Vec::new();
    for word in typed.split_whitespace() {
        let word: Vec<char> = word.chars().map(small).collect();
        if let Some(at) = label.windows(word.len()).position(|w| w == word) {
            marks.extend(at..at + word.len());
        }
    }
    marks.sort_unstable();
    marks.dedup();
    marks
}
