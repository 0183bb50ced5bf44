//! The list of all that one can go to: a field, and what fits what is typed in it.
//!
//! Knows nothing about how well what fits.

use eframe::egui::{self, Align2, Area, Frame, Id, Key, Margin, Modifiers, Order, RichText, Vec2};

use super::quick::{self, Row};
use super::style::{color, fill_icon_text, icon_text};
use crate::editor::session::go::{Offer, Target};
use crate::editor::{Command, Session};
use crate::theme::Theme;

/// Shows the list while it is open; gives a command that was chosen in it.
pub(super) fn ui(ctx: &egui::Context, session: &mut Session, theme: &Theme) -> Option<Command> {
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
    let at = ctx.content_rect().center_top() + Vec2::new(0.0, quick::top(ctx));
    let area = Area::new(Id::unique("go-to")).order(Order::Foreground).fixed_pos(at).pivot(Align2::CENTER_TOP);
    let shown = area.show(ctx, |ui| {
        Frame::window(ui.style()).inner_margin(Margin::same(0)).show(ui, |ui| {
            ui.set_width(quick::WIDTH.min(ctx.content_rect().width() - 32.0));
            ui.spacing_mut().item_spacing.y = 0.0;
            let mut text = session.go_to_text().to_owned();
            let hint = "Go to an element, relation, view or setting";
            let response = quick::head(ui, theme, field, &mut text, hint).accessible_name("Go to anything");
            if fresh {
                response.request_focus();
            }
            session.set_go_to_text(&text);
            let offers = session.go_to_offers().to_vec();
            let current = session.go_to_chosen();
            quick::line(ui, theme);
            let height = quick::ROW * quick::IN_SIGHT;
            let area = egui::ScrollArea::vertical().max_height(height).min_scrolled_height(height);
            area.auto_shrink([false, true]).show(ui, |ui| {
                for (i, offer) in offers.iter().enumerate() {
                    let row = row(session, theme, offer, &text);
                    let response = quick::row_ui(ui, theme, Id::unique(("go-to-row", i)), &row, i == current);
                    if i == current && moved {
                        response.scroll_to_me(None);
                    }
                    if response.clicked() {
                        chosen = Some(i);
                    }
                }
            });
            if offers.is_empty() {
                Frame::NONE.inner_margin(Margin::symmetric(18, 12)).show(ui, |ui| {
                    ui.label(RichText::new("Nothing is called so").color(color(theme.muted)));
                });
            }
            quick::line(ui, theme);
            let says = match offers.len() {
                0 => String::new(),
                1 => "1 place".to_owned(),
                n => format!("{n} places"),
            };
            quick::foot(ui, theme, (&says, theme.text_secondary), "Enter goes there · Esc closes");
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
        Target::Command(_) => plain("gear"),
    };
    Row {
        icon: Some(icon),
        title: offer.label.to_string(),
        name: Some(format!("{}, {}", offer.label, offer.detail)),
        marks: marks(&offer.label, typed),
        note: offer.detail.to_string(),
        ..Row::default()
    }
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
