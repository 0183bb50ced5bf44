//! What floats over the drawing to find one's way: the search, the chips of focus and of what is out of sight, the map.
//!
//! Knows nothing about what is found.

use std::collections::BTreeSet;

use eframe::egui::{self, Align2, Area, Button, Frame, Id, Key, Margin, Modifiers, Order, Rect, RichText, Vec2};

use super::style::{color, icon_text};
use super::{find, map};
use crate::editor::Session;
use crate::editor::session::neighbours::DEEPEST;
use crate::scene::{Figure, Owner};
use crate::theme::{Mode, Theme};

/// How strongly is drawn what is not lit.
pub(super) const DIMMED: f64 = 0.5;

/// Whether a figure is dimmed while only some things are lit; zones and the page are what they stand on.
pub(super) fn is_dimmed(lit: &BTreeSet<Owner>, figure: &Figure) -> bool {
    figure.owner.is_thing() && !lit.contains(&figure.owner)
}

/// The keys of the search and the focus: how near, and that they end. They go before the same keys of the drawing.
pub(super) fn keys(ctx: &egui::Context, session: &mut Session) {
    if session.is_finding() && ctx.input_mut(|i| i.consume_key(Modifiers::NONE, Key::Escape)) {
        session.cancel_find();
        return;
    }
    if session.exploring().is_some() && !session.gesture.is_active() && session.naming.is_none() {
        explore_keys(ctx, session);
    }
    if session.focus_depth().is_none() || session.gesture.is_active() || session.naming.is_some() {
        return;
    }
    let taken = |key| ctx.input_mut(|i| i.consume_key(Modifiers::NONE, key));
    for (depth, key) in [Key::Num1, Key::Num2, Key::Num3, Key::Num4].into_iter().enumerate() {
        if taken(key) {
            session.set_focus_depth(depth + 1);
        }
    }
    if taken(Key::Escape) {
        session.end_focus();
    }
}

/// The keys of what is explored: from row to row, what a row leads to, and back to the drawing.
fn explore_keys(ctx: &egui::Context, session: &mut Session) {
    if ctx.input(|i| i.modifiers.any()) {
        return;
    }
    let taken = |key| ctx.input_mut(|i| i.consume_key(Modifiers::NONE, key));
    for (key, forward) in
        [(Key::ArrowDown, true), (Key::ArrowRight, true), (Key::ArrowUp, false), (Key::ArrowLeft, false)]
    {
        if taken(key) {
            session.step_explored(forward);
        }
    }
    // Not the name of what one is at.
    if taken(Key::Enter)
        && let Some(at) = session.explored_at()
    {
        session.open_explored(at);
    }
    if taken(Key::Escape) {
        session.end_exploring();
    }
}

pub(super) fn ui(ctx: &egui::Context, session: &mut Session, mode: Mode, canvas: Rect) {
    let theme = Theme::of(mode);
    find::ui(ctx, session, theme, canvas);
    focus(ctx, session, theme, canvas);
    explored(ctx, session, theme, canvas);
    if session.is_lost() {
        let at = canvas.center_bottom() - Vec2::new(0.0, 64.0);
        Area::new(Id::unique("back-to-content")).order(Order::Middle).fixed_pos(at).pivot(Align2::CENTER_BOTTOM).show(
            ctx,
            |ui| {
                let text = (icon_text("arrow-u-up-left", 15.0), RichText::new("Back to content"));
                let button = Button::new(text).min_size(Vec2::new(0.0, 34.0)).corner_radius(17.0);
                if ui.add(button).accessible_name("Back to content").clicked() {
                    session.fly_home(mode);
                }
            },
        );
    }
    if session.shows_map() {
        map::ui(ctx, session, mode, canvas);
    }
}

/// What the focus is on and how far it reaches.
fn focus(ctx: &egui::Context, session: &mut Session, theme: &Theme, canvas: Rect) {
    let (Some(words), Some(depth)) = (session.focus_words(), session.focus_depth()) else { return };
    let at = canvas.center_top() + Vec2::new(0.0, 12.0);
    Area::new(Id::unique("focus-chip")).order(Order::Middle).fixed_pos(at).pivot(Align2::CENTER_TOP).show(ctx, |ui| {
        chip(ui).show(ui, |ui| {
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = 4.0;
                ui.add(egui::Label::new(RichText::new(words).color(color(theme.text))).extend());
                if small(ui, "minus", "Nearer", depth > 1) {
                    session.set_focus_depth(depth - 1);
                }
                if small(ui, "plus", "Further", depth < DEEPEST) {
                    session.set_focus_depth(depth + 1);
                }
                if small(ui, "x", "End the focus", true) {
                    session.end_focus();
                }
            });
        });
    });
}

/// What is explored, with the buttons that go from one to the next.
fn explored(ctx: &egui::Context, session: &mut Session, theme: &Theme, canvas: Rect) {
    let Some(words) = session.explored_words() else { return };
    // What is presented has its title at the top.
    let (pivot, at) = if session.showing.presenting {
        (Align2::CENTER_BOTTOM, canvas.center_bottom() - Vec2::new(0.0, 12.0))
    } else {
        (Align2::CENTER_TOP, canvas.center_top() + Vec2::new(0.0, 12.0))
    };
    let area = Area::new(Id::unique("explore-chip")).order(Order::Middle).fixed_pos(at).pivot(pivot);
    area.show(ctx, |ui| {
        chip(ui).show(ui, |ui| {
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = 4.0;
                ui.scope(|ui| {
                    // Names may be long, and the buttons are to stay in sight.
                    ui.set_max_width(canvas.width() - 180.0);
                    ui.add(egui::Label::new(RichText::new(words).color(color(theme.text))).truncate());
                });
                if small(ui, "caret-left", "Previous", true) {
                    session.step_explored(false);
                }
                if small(ui, "caret-right", "Next", true) {
                    session.step_explored(true);
                }
                if small(ui, "x", "Stop exploring", true) {
                    session.end_exploring();
                }
            });
        });
    });
}

/// The frame of what floats over the drawing.
pub(super) fn chip(ui: &egui::Ui) -> Frame {
    Frame::popup(ui.style()).inner_margin(Margin::symmetric(10, 4)).corner_radius(10.0)
}

/// A small button with an icon and a name. Whether it was clicked.
pub(super) fn small(ui: &mut egui::Ui, icon: &str, name: &str, enabled: bool) -> bool {
    let button = Button::new(icon_text(icon, 14.0)).frame(false).min_size(Vec2::splat(26.0));
    ui.add_enabled(enabled, button).accessible_name(name).on_hover_text(name).clicked()
}
