//! The bar that finds in the view: a field, how many there are, and buttons from one to the next.
//!
//! Knows nothing about what has the words.

use eframe::egui::{self, Align2, Area, Id, Key, Modifiers, Order, Rect, RichText, TextEdit, Vec2};

use super::going::{chip, small};
use super::style::{color, icon_text, strong};
use crate::editor::Session;
use crate::model::ElementId;
use crate::theme::Theme;

/// How wide the bar is.
const WIDTH: f32 = 348.0;

pub(super) fn ui(ctx: &egui::Context, session: &mut Session, theme: &Theme, canvas: Rect) {
    let seen = Id::unique("find-asked");
    let asked = (session.id, session.find_asked());
    let fresh = ctx.data_mut(|d| std::mem::replace(d.get_temp_mut_or(seen, asked), asked)) != asked;
    if !session.is_finding() {
        return;
    }
    let fresh = fresh || session.find_text().is_empty() && ctx.memory(egui::Memory::focused).is_none();
    let at = canvas.right_top() + Vec2::new(-14.0, 12.0);
    let area = Area::new(Id::unique("find-bar")).order(Order::Middle).fixed_pos(at).pivot(Align2::RIGHT_TOP);
    area.show(ctx, |ui| {
        chip(ui).show(ui, |ui| {
            ui.set_width(WIDTH.min(canvas.width() - 48.0));
            bar(ui, session, theme, fresh);
        });
    });
}

fn bar(ui: &mut egui::Ui, session: &mut Session, theme: &Theme, fresh: bool) {
    let id = Id::unique("find-field");
    let taken = |ui: &egui::Ui, held, key| ui.input_mut(|i| i.consume_key(held, key));
    let mut ends = None;
    if ui.memory(|m| m.has_focus(id)) {
        if taken(ui, Modifiers::SHIFT, Key::Enter) || taken(ui, Modifiers::NONE, Key::ArrowUp) {
            session.find_step(false);
        }
        if taken(ui, Modifiers::NONE, Key::ArrowDown) {
            session.find_step(true);
        }
        if taken(ui, Modifiers::NONE, Key::Enter) {
            ends = Some(true);
        }
    }
    let found = session.found();
    let mut text = session.find_text().to_owned();
    let typed = !text.trim().is_empty();
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 2.0;
        ui.label(icon_text("magnifying-glass", 15.0).color(color(theme.text_secondary)));
        let width = ui.available_width() - 172.0;
        let edit = TextEdit::singleline(&mut text).id(id).hint_text("Find in this view").desired_width(width);
        let response = ui.add(edit).accessible_name("Find in this view");
        if fresh {
            response.request_focus();
            super::panels::select_all(ui.ctx(), id, &text);
        }
        if response.lost_focus() && ui.input(|i| i.key_pressed(Key::Escape)) {
            ends = Some(false);
        }
        let words = if typed { found.words() } else { String::new() };
        let ink = if typed && found.hits == 0 { theme.finding.warning } else { theme.text_secondary };
        let label = egui::Label::new(RichText::new(words).size(12.0).color(color(ink)));
        ui.add_sized(Vec2::new(86.0, 26.0), label);
        if small(ui, "caret-up", "Previous hit", found.hits > 0) {
            session.find_step(false);
        }
        if small(ui, "caret-down", "Next hit", found.hits > 0) {
            session.find_step(true);
        }
        if small(ui, "x", "Close the search", true) {
            ends = Some(true);
        }
    });
    session.set_find_text(&text);
    if !found.elsewhere.is_empty() {
        ui.label(RichText::new("In the model, but not in this view").size(11.0).color(color(theme.muted)));
    }
    for element in &found.elsewhere {
        elsewhere(ui, session, theme, element);
    }
    match ends {
        Some(true) if typed => session.keep_found(),
        Some(_) => session.cancel_find(),
        None => return,
    }
    ui.memory_mut(|m| m.surrender_focus(id));
}

/// An element of the model that this view does not show, with what can be done about it.
fn elsewhere(ui: &mut egui::Ui, session: &mut Session, theme: &Theme, id: &ElementId) {
    let Some(element) = session.document().element(id).cloned() else { return };
    let icon = crate::scene::anatomy::icon_name(session.document(), &element);
    let name = element.shown_name();
    let may_add = !session.is_canvas() && session.editable().is_ok();
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        ui.label(super::style::fill_icon_text(&icon, 14.0, theme.muted));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let link = |text: &str| egui::Button::new(strong(text, 12.0).color(color(theme.accent))).frame(false);
            if ui.add(link("Go to it")).accessible_name(format!("Go to {name}")).clicked() {
                session.go_to_found(id);
            }
            if may_add && ui.add(link("Add to view")).accessible_name(format!("Add {name} to this view")).clicked() {
                session.add_found(id);
            }
            ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                let label = egui::Label::new(RichText::new(name).color(color(theme.text_secondary))).truncate();
                ui.add(label).on_hover_text(format!("{name} is in the model, but not in this view"));
            });
        });
    });
}
