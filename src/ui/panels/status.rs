//! The status bar: what pointer and keys do now, what is under way, findings or next steps, damage, the selection, size and file.
//!
//! Knows nothing about gestures: the session says the hint.

use eframe::egui::{self, Frame, Margin, Panel, RichText};

use crate::editor::jobs::{CHECKING, DRAWING, LAYING_OUT};
use crate::editor::session::hints::{Hint, HintKey};
use crate::editor::wording::plural;
use crate::editor::{Command, Workspace};
use crate::text::Weight;
use crate::theme::{Mode, Theme};
use crate::ui::keys;
use crate::ui::style::{color, family, icon_text};

/// Space between what one key does and the next key.
const BETWEEN: f32 = 14.0;

pub(in crate::ui) fn ui(ui: &mut egui::Ui, workspace: &mut Workspace, theme: &Theme) {
    let Some(session) = &mut workspace.session else { return };
    let frame = Frame::NONE.fill(color(theme.panel)).inner_margin(Margin::symmetric(14, 5));
    let mut due = None;
    Panel::bottom("status-bar").frame(frame).show(ui, |ui| {
        ui.horizontal(|ui| {
            ui.set_min_height(18.0);
            let small = |text: String| RichText::new(text).size(12.0).color(color(theme.text_secondary));
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                let document = session.document();
                let state = if session.editable().is_err() {
                    "read-only".to_owned()
                } else if session.path().is_none() {
                    "not yet a file".to_owned()
                } else if session.is_dirty() {
                    "not saved".to_owned()
                } else {
                    "saved".to_owned()
                };
                let elements = plural(document.elements().len(), "element");
                let relations = plural(document.relations().len(), "relation");
                let selected = session.selection_facts();
                let selected = if selected.is_empty() { selected } else { format!("{selected} · ") };
                let place = session.path().map_or_else(
                    || "It is in no file yet: save it to keep it".to_owned(),
                    |path| path.display().to_string(),
                );
                ui.label(small(format!("{selected}{elements}, {relations} · {state}"))).on_hover_text(place);
                if !session.problems.is_empty() {
                    problems(ui, session, theme);
                }
                if session.is_young() {
                    due = super::next_steps::ui(ui, session, theme);
                } else if super::findings::counts::ui(ui, session, theme) {
                    due = Some(Command::ToggleFindings);
                }
                // A picture that is drawn again behind the one on show is nobody's concern.
                for job in workspace.jobs.running().iter().filter(|job| ![DRAWING, CHECKING].contains(job)) {
                    if *job == LAYING_OUT {
                        // What was given up may still be at work, but nobody waits for it.
                        if !session.is_laying_out() {
                            continue;
                        }
                        let cancel = egui::Button::new(RichText::new("Cancel").size(12.0)).small();
                        if ui.add(cancel).accessible_name("Cancel the layout").clicked() {
                            session.cancel_layout();
                        }
                    }
                    ui.label(small(format!("{job} …")));
                    ui.add(egui::Spinner::new().size(12.0));
                }
                ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                    let active = session.gesture.is_active() || session.placing().is_some();
                    hints(ui, &session.hints(), active, theme);
                });
            });
        });
    });
    if let Some(command) = due {
        workspace.run(command, Mode::default());
    }
}

/// The key of a hint as it is now: that of a command may have been changed, or taken away.
fn written(ctx: &egui::Context, key: &HintKey) -> Option<String> {
    let Some(command) = key.command else { return Some(key.keys.to_owned()) };
    let now = keys::first(ctx, command)?;
    let came_with = command.spec().shortcuts.first().map(|s| keys::shown(ctx, *s));
    Some(if came_with.as_ref() == Some(&now) && !cfg!(target_os = "macos") { key.keys.to_owned() } else { now })
}

/// The hint with its keys as caps; those that are held are filled. It is heard as one sentence.
fn hints(ui: &mut egui::Ui, hint: &Hint, active: bool, theme: &Theme) {
    let ink = color(if active { theme.text } else { theme.text_secondary });
    let font = |weight| egui::FontId::new(12.0, family(weight));
    let painter = ui.painter().clone();
    let lay = |text: &str, ink, weight| painter.layout_no_wrap(text.to_owned(), font(weight), ink);
    let width = ui.available_width();
    let (rect, response) = ui.allocate_exact_size(egui::vec2(width, 18.0), egui::Sense::hover());
    let ctx = ui.ctx().clone();
    let words = hint.words_as(|key| written(&ctx, key));
    response.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::Label, true, &words));
    let painter = ui.painter_at(rect);
    let mut x = rect.left();
    let mut put = |galley: std::sync::Arc<egui::Galley>, cap: Option<bool>, after: f32| {
        let pad = if cap.is_some() { 5.0 } else { 0.0 };
        let room = egui::vec2(galley.size().x + 2.0 * pad, 17.0);
        // What finds no room is left out whole: half a key says nothing.
        if x + room.x > rect.right() && x > rect.left() {
            x = f32::INFINITY;
            return;
        }
        let place = egui::Rect::from_min_size(egui::pos2(x, rect.center().y - room.y / 2.0), room);
        if let Some(held) = cap {
            let fill = color(if held { theme.accent } else { theme.card });
            let border = egui::Stroke::new(1.0, color(if held { theme.accent } else { theme.edge }));
            painter.rect(place, 4.0, fill, border, egui::StrokeKind::Inside);
        }
        let at = egui::pos2(x + pad, rect.center().y - galley.size().y / 2.0);
        painter.galley(at, galley, ink);
        x += room.x + after;
    };
    if !hint.text.is_empty() {
        put(lay(&hint.text, ink, if active { Weight::SemiBold } else { Weight::Regular }), None, BETWEEN);
    }
    for key in &hint.keys {
        let Some(keys) = written(&ctx, key) else { continue };
        let letters = color(if key.active { theme.accent_text } else { theme.text_secondary });
        put(lay(&keys, letters, Weight::Medium), Some(key.active), 5.0);
        put(lay(key.what, if key.active { color(theme.text) } else { ink }, Weight::Regular), None, BETWEEN);
    }
}

/// What was damaged in the file, behind a button.
fn problems(ui: &mut egui::Ui, session: &crate::editor::Session, theme: &Theme) {
    let n = session.problems.len();
    let label = plural(n, "problem");
    let text = RichText::new(label).size(12.0);
    let icon = icon_text("warning", 14.0).color(color(theme.finding.warning));
    let button = egui::containers::menu::MenuButton::from_button(egui::Button::new((icon, text)).frame(false));
    button.ui(ui, |ui| {
        ui.set_width(460.0);
        ui.label(
            RichText::new(
                "This file opened with problems. Nothing was lost: what could not be used is kept and saved again.",
            )
            .color(color(theme.text_secondary)),
        );
        egui::ScrollArea::vertical().max_height(320.0).show(ui, |ui| {
            for problem in session.problems.iter().take(200) {
                ui.horizontal_top(|ui| {
                    ui.label(RichText::new(problem.code.id()).size(11.0).color(color(theme.muted)));
                    ui.add(egui::Label::new(&problem.message).wrap());
                });
            }
            if n > 200 {
                ui.label(format!("and {} more", n - 200));
            }
        });
    });
}
