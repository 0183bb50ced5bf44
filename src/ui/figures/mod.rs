//! The charts in place of the drawing: their list, the one that is looked at, and how a number of it comes about.
//!
//! | Where | What |
//! | --- | --- |
//! | `list` | the charts to choose from, the day, and what can be done with the one on show |
//! | `picture` | the chart, painted as the drawing is, each number to be pointed at and walked through |
//! | `card` | how a number comes about, with the elements that it comes from |
//!
//! Knows nothing about what charts show.

mod card;
mod list;
mod picture;

use eframe::egui::{self, Frame, Id, Key, Margin, RichText, Vec2};

use super::style::{color, icon_text};
use crate::editor::{Command, Session};
use crate::model::ElementId;
use crate::scene::Owner;
use crate::scene::charts::Chart;
use crate::theme::{Mode, Theme};

/// Width of the list.
const LIST: f32 = 212.0;

/// What was done.
enum Did {
    /// Another chart was chosen.
    Chart(Chart),
    /// It is to be asked how a number comes about, or no more.
    Asked(Option<Owner>),
    /// An element of a number is wished for.
    Gone(ElementId),
    /// The drawing is wished for.
    Closed,
    /// A command is to be carried out.
    Command(Command),
}

/// Shows the charts. `keyboard` says that nothing else asks for it. What is to be done with the one on show.
pub(super) fn ui(ui: &mut egui::Ui, session: &mut Session, mode: Mode, keyboard: bool) -> Option<Command> {
    // What is asked or named is asked over the drawing.
    if session.menu.is_some() || session.naming.is_some() || session.writing.is_some() {
        session.close_figures();
        return None;
    }
    let theme = Theme::of(mode);
    // Nothing is dropped onto a drawing that is not seen.
    ui.data_mut(|d| d.remove::<egui::Rect>(Id::unique("canvas-rect")));
    let whole = ui.available_rect_before_wrap();
    ui.painter().rect_filled(whole, 0.0, color(theme.frame));
    let mut did = None;
    let frame = Frame::NONE.fill(color(theme.panel)).inner_margin(Margin::symmetric(10, 12));
    egui::Panel::left("figures-list").frame(frame).resizable(false).exact_size(LIST).show(ui, |ui| {
        did = list::ui(ui, session, theme);
    });
    let seen = egui::CentralPanel::no_frame().show(ui, |ui| match picture::ui(ui, session, mode) {
        Ok(told) => told,
        Err(words) => {
            lacking(ui, theme, &words);
            picture::Told::default()
        }
    });
    let picture::Told { clicked, place, area } = seen.inner;
    did = did.or(match clicked {
        picture::Clicked::Nothing => None,
        picture::Clicked::Number(owner) => Some(Did::Asked(Some(owner))),
        picture::Clicked::Beside => Some(Did::Asked(None)),
    });
    if let (Some(number), Some(place)) = (session.asked_number(), place) {
        let lead = is_new(ui.ctx(), Some(&number.owner)) && ui.memory(|m| m.focused().is_some());
        did = did.or(card::ui(ui.ctx(), session, theme, &number, (place, area), lead));
    } else {
        is_new(ui.ctx(), None);
    }
    if keyboard && !ui.ctx().text_edit_focused() && ui.input_mut(|i| i.consume_key(egui::Modifiers::NONE, Key::Escape))
    {
        did = Some(if session.figures.asked().is_some() { Did::Asked(None) } else { Did::Closed });
        // Who walks by keys goes on from the number.
        if let Some(owner) = session.figures.asked().filter(|_| ui.memory(|m| m.focused().is_some())) {
            ui.memory_mut(|m| m.request_focus(picture::number_id(owner)));
        }
    }
    match did? {
        Did::Chart(chart) => session.show_figure(chart),
        Did::Asked(number) => session.ask_number(number),
        Did::Gone(id) => session.leave_figures_for(&id),
        Did::Closed => session.close_figures(),
        Did::Command(command) => return Some(command),
    }
    None
}

/// Whether this number was not asked about in the last frame.
fn is_new(ctx: &egui::Context, asked: Option<&Owner>) -> bool {
    let before = ctx.data_mut(|d| {
        std::mem::replace(d.get_temp_mut_or::<Option<Owner>>(Id::unique("figure-asked"), None), asked.cloned())
    });
    before.as_ref() != asked
}

/// What is said where a chart cannot be drawn yet.
fn lacking(ui: &mut egui::Ui, theme: &Theme, words: &str) {
    ui.vertical_centered(|ui| {
        ui.add_space((ui.available_height() * 0.36).max(20.0));
        ui.label(icon_text("chart-pie-slice", 34.0).color(color(theme.muted)));
        ui.add_space(8.0);
        ui.allocate_ui(Vec2::new(420.0_f32.min(ui.available_width() - 20.0), 80.0), |ui| {
            let text = RichText::new(words).size(14.0).color(color(theme.text_secondary));
            ui.vertical_centered(|ui| ui.add(egui::Label::new(text).wrap()));
        });
    });
}
