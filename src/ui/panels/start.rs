//! The start screen: a blank model, the examples as pictures, open, and the files that were opened last.
//!
//! Knows nothing about what the files hold, but draws the examples as they will open.

use eframe::egui::{self, Frame, Margin, RichText, Stroke, Vec2};

use super::cards::Cards;
use crate::editor::Command;
use crate::editor::guide::once;
use crate::editor::workspace::{Then, Workspace};
use crate::theme::{Mode, Theme};
use crate::ui::style::{color, fill_icon_text, icon_text, strong};

/// What the start screen keeps: the pictures of its cards and of recent files.
#[derive(Default)]
pub(in crate::ui) struct Start {
    recents: super::recents::Recents,
    cards: Cards,
}

impl Start {
    pub(in crate::ui) fn ui(&mut self, ui: &mut egui::Ui, workspace: &mut Workspace, mode: Mode) {
        let theme = Theme::of(mode);
        let frame = Frame::NONE.fill(color(theme.page)).inner_margin(Margin::same(0));
        egui::CentralPanel::no_frame().frame(frame).show(ui, |ui| {
            egui::ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
                let width = ui.available_width().min(980.0) - 48.0;
                let side = (ui.available_width() - width) / 2.0 - ui.spacing().item_spacing.x;
                let free = if workspace.recent.is_empty() { 0.10 } else { 0.05 };
                ui.add_space((ui.available_height() * free).clamp(16.0, 96.0));
                ui.horizontal_top(|ui| {
                    ui.add_space(side);
                    ui.vertical(|ui| {
                        ui.set_width(width);
                        self.contents(ui, workspace, theme, mode);
                    });
                });
            });
        });
    }

    fn contents(&mut self, ui: &mut egui::Ui, workspace: &mut Workspace, theme: &Theme, mode: Mode) {
        ui.label(strong("opcanvas", 30.0).color(color(theme.text)));
        ui.label(RichText::new(PURPOSE).size(15.0).color(color(theme.text_secondary)));
        ui.add_space(20.0);
        offer_tour(ui, workspace, theme);
        // What was worked on last is what most come back for.
        let recent = !workspace.recent.is_empty();
        let keyboard = workspace.question.is_none() && workspace.sheet.is_none();
        let chosen = ui.scope(|ui| self.cards.ui(ui, mode, recent, keyboard)).inner;
        let mut then = chosen.map(Then::New);
        ui.add_space(22.0);
        ui.horizontal_wrapped(|ui| {
            let open = egui::Button::new((icon_text("folder-open", 17.0), RichText::new("Open…")))
                .min_size(Vec2::new(110.0, 34.0));
            if ui.add(open).accessible_name("Open…").clicked() {
                workspace.run(Command::Open, mode);
            }
            let tour = egui::Button::new((fill_icon_text("signpost", 17.0, theme.text_secondary), RichText::new(TOUR)))
                .min_size(Vec2::new(0.0, 34.0));
            if !is_offered(workspace) && ui.add(tour).accessible_name(TOUR).clicked() {
                workspace.run(Command::Tour, mode);
            }
            let mut hint = "or drop a file here".to_owned();
            if let Some(keys) = crate::ui::keys::first(ui.ctx(), Command::FindCommand) {
                hint.push_str(&format!(" · {keys} finds any command"));
            }
            ui.label(RichText::new(hint).color(color(theme.muted)));
            for job in workspace.jobs.running() {
                ui.add(egui::Spinner::new().size(14.0));
                ui.label(RichText::new(format!("{job} …")).color(color(theme.text_secondary)));
            }
        });
        if let Some(open) = self.recents.ui(ui, workspace, theme) {
            then = Some(open);
        }
        if let Some(then) = then {
            workspace.leave(then);
        }
    }
}

/// What the program is for.
const PURPOSE: &str = "Draw on one page how your organisation works: whom it serves, what it promises them, and who and what keeps the promise.";

/// What leads to the tour.
const TOUR: &str = "Take the two-minute tour";

/// Whether the tour is still to be offered, as it is once.
fn is_offered(workspace: &Workspace) -> bool {
    !workspace.settings.hints.has_seen(once::TOUR)
}

/// On the first run the tour is offered over the cards, until it is taken or put away.
fn offer_tour(ui: &mut egui::Ui, workspace: &mut Workspace, theme: &Theme) {
    if !is_offered(workspace) {
        return;
    }
    let line = Stroke::new(1.0, color(theme.accent.faded(0.35)));
    let frame = Frame::NONE.fill(color(theme.accent_soft)).stroke(line).corner_radius(12);
    frame.inner_margin(Margin::symmetric(16, 10)).show(ui, |ui| {
        let narrow = ui.available_width() < 870.0;
        ui.horizontal(|ui| {
            ui.set_min_width(ui.available_width());
            ui.label(fill_icon_text("signpost", 20.0, theme.accent));
            ui.label(strong("New here?", 14.0).color(color(theme.text)));
            let words = "Draw a small model in two minutes, step by step. You can leave at any step.";
            if !narrow {
                ui.label(RichText::new(words).color(color(theme.text_secondary)));
            }
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                let take = egui::Button::new(RichText::new(TOUR).color(color(theme.accent_text)))
                    .fill(color(theme.accent))
                    .min_size(Vec2::new(0.0, 30.0));
                if ui.add(egui::Button::new("Not now").min_size(Vec2::new(0.0, 30.0))).clicked() {
                    workspace.settings.hints.see(once::TOUR);
                }
                if ui.add(take).accessible_name(TOUR).clicked() {
                    workspace.run(Command::Tour, Mode::default());
                }
            });
        });
    });
    ui.add_space(16.0);
}
