//! The clipboard of the system, and the dialogs that come with pasting.
//!
//! Knows nothing about what a text means: the session says.

use std::mem;

use eframe::egui::{self, Event, Id, Key, RichText, ViewportCommand};

use super::dialogs::{buttons, modal, primary};
use super::style::{color, list_arrow, strong};
use crate::editor::clip::Answer;
use crate::editor::workspace::Picture;
use crate::editor::{Session, Workspace};
use crate::geom::Point;
use crate::model::picture::Pixels;
use crate::theme::Theme;

/// What the window remembers about pasting from frame to frame.
#[derive(Default)]
pub(super) struct Pasting {
    /// Whether the clipboard was asked for by a command, and how it is pasted.
    special: Option<bool>,
    /// Whether a dialog was on show in the last frame.
    shown: bool,
}

/// Whether something about pasting must be answered before anything else.
pub(super) fn is_asking(session: &Session) -> bool {
    session.clipboard.asking.is_some() || session.clipboard.preview.is_some()
}

impl Pasting {
    /// Takes what the clipboard brings and gives it what is copied. `free` says that no field and no dialog has the
    /// keyboard.
    pub(super) fn exchange(
        &mut self,
        ctx: &egui::Context,
        workspace: &mut Workspace,
        canvas: Option<egui::Rect>,
        free: bool,
    ) {
        match workspace.copied.take() {
            Some(Picture::Svg(text)) => ctx.copy_text(text),
            Some(Picture::Pixels { width, height, rgba }) => {
                ctx.copy_image(egui::ColorImage::from_rgba_unmultiplied([width, height], &rgba));
            }
            None => {}
        }
        if free {
            self.events(ctx, workspace, canvas);
        }
        let Some(session) = &mut workspace.session else { return };
        if let Some(text) = session.clipboard.copied.take() {
            ctx.copy_text(text);
        }
        if let Some(special) = session.clipboard.wanted.take() {
            self.special = Some(special);
            ctx.send_viewport_cmd(ViewportCommand::RequestPaste);
        }
    }

    fn events(&mut self, ctx: &egui::Context, workspace: &mut Workspace, canvas: Option<egui::Rect>) {
        if workspace.session.is_none() {
            return;
        }
        let ours = |e: &Event| matches!(e, Event::Copy | Event::Cut | Event::Paste(_) | Event::PasteImage(_));
        let events: Vec<Event> = ctx.input_mut(|i| {
            let (ours, rest) = mem::take(&mut i.events).into_iter().partition(ours);
            i.events = rest;
            ours
        });
        let over = Self::over(ctx, canvas);
        for event in events {
            let Some(session) = &mut workspace.session else { return };
            match event {
                Event::Copy => session.copy(),
                Event::Cut => session.cut(),
                Event::Paste(text) => {
                    let special = self.special.take().unwrap_or(false);
                    if ctx.memory(|m| m.has_focus(super::panels::tray::list_id())) {
                        session.add_unsorted(&text);
                        continue;
                    }
                    let over = over.map(|p| session.camera.doc_from_screen(p));
                    session.paste(&text, over, special);
                }
                Event::PasteImage(image) => {
                    self.special = None;
                    workspace.put_picture(over, move || {
                        let rgba = image.pixels.iter().flat_map(egui::Color32::to_srgba_unmultiplied).collect();
                        let [width, height] = image.size;
                        Ok(Pixels { width, height, rgba })
                    });
                }
                _ => {}
            }
        }
    }

    /// Where the pointer is over the drawing, in points of the screen from its corner.
    pub(super) fn over(ctx: &egui::Context, canvas: Option<egui::Rect>) -> Option<Point> {
        let rect = canvas?;
        let pos = ctx.input(|i| i.pointer.latest_pos()).filter(|p| rect.contains(*p))?;
        Some(Point::new(f64::from(pos.x - rect.min.x), f64::from(pos.y - rect.min.y)))
    }

    /// The dialogs about what is pasted.
    pub(super) fn ui(&mut self, ctx: &egui::Context, workspace: &mut Workspace, theme: &Theme) {
        let Some(session) = &mut workspace.session else { return };
        let fresh = !mem::replace(&mut self.shown, is_asking(session));
        same_or_new(ctx, session, theme, fresh);
        words(ctx, session, theme, fresh);
    }
}

/// Asks whether what is pasted is the same as what is here.
fn same_or_new(ctx: &egui::Context, session: &mut Session, theme: &Theme, fresh: bool) {
    let Some(asking) = session.clipboard.asking.clone() else { return };
    let (mut answer, mut cancelled, mut remember) = (None, false, asking.remember);
    let shown = modal("paste-dialog", ctx).show(ctx, |ui| {
        ui.set_width(440.0);
        ui.label(strong("Paste the same elements or new ones?", 16.0));
        ui.label(asking.sentence());
        let what = if asking.known.same > 0 {
            "The same elements are shown here too and stay one; new copies can be changed on their own."
        } else {
            "Elements of the same kind and name can be used instead of making twins."
        };
        ui.label(RichText::new(what).color(color(theme.text_secondary)));
        if asking.known.same > 0 && asking.shown {
            let what = "This view shows them already, so the same elements would only be selected.";
            ui.label(RichText::new(what).color(color(theme.text_secondary)));
        }
        ui.add_space(4.0);
        ui.checkbox(&mut remember, "Don't ask again in this session");
        ui.add_space(10.0);
        buttons(ui, |ui| {
            let same = asking.known.same > 0;
            // What is likeliest meant comes first: where all of it is shown already, a copy.
            let choices = match (same, asking.shown) {
                (false, _) => vec![(Answer::Same, "New elements")],
                (true, true) => vec![(Answer::Copies, "New copies"), (Answer::Same, "Same elements")],
                (true, false) => vec![(Answer::Same, "Same elements"), (Answer::Copies, "New copies")],
            };
            for (i, (choice, label)) in choices.into_iter().enumerate() {
                let button = if i == 0 { primary(theme, label) } else { egui::Button::new(label) };
                let button = ui.add(button);
                if i == 0 && fresh {
                    button.request_focus();
                }
                if button.clicked() {
                    answer = Some(choice);
                }
            }
            // Where it would be another answer than the others.
            if asking.known.named != asking.known.same && ui.button("Same by kind and name").clicked() {
                answer = Some(Answer::ByName);
            }
            cancelled = ui.button("Cancel").clicked();
        });
    });
    if let Some(asking) = &mut session.clipboard.asking {
        asking.remember = remember;
    }
    if answer.is_some() || cancelled || shown.should_close() {
        session.answer_paste(answer);
    }
}

/// Shows what a text would become.
fn words(ctx: &egui::Context, session: &mut Session, theme: &Theme, fresh: bool) {
    /// The most complaints that are listed.
    const MOST: usize = 6;
    let Some(preview) = session.clipboard.preview.clone() else { return };
    let (mut add, mut note, mut tray, mut cancelled, mut kind) = (false, false, false, false, preview.kind);
    let canvas = session.is_canvas();
    let shown = modal("words-dialog", ctx).show(ctx, |ui| {
        ui.set_width(460.0);
        ui.label(strong("Make elements of this text?", 16.0));
        ui.label(preview.sentence());
        if preview.untyped() > 0 || kind != preview.kind {
            let metamodel = session.document().metamodel().clone();
            let n = preview.untyped();
            ui.horizontal(|ui| {
                ui.label(if n == 1 { "1 line says no kind:".to_owned() } else { format!("{n} lines say no kind:") });
                let label = |k| metamodel.kind_label(k).to_owned();
                let list = egui::ComboBox::from_id_salt("untyped-kind").icon(list_arrow).selected_text(label(kind));
                let list = list.show_ui(ui, |ui| {
                    for k in metamodel.kinds_by_importance() {
                        ui.selectable_value(&mut kind, k, label(k));
                    }
                });
                list.response.accessible_name("Kind of what says none");
            });
        }
        let complaints = preview.complaints();
        if !complaints.is_empty() {
            ui.add_space(4.0);
            egui::ScrollArea::vertical().max_height(140.0).show(ui, |ui| {
                for text in complaints.iter().take(MOST) {
                    ui.label(RichText::new(text).size(12.0).color(color(theme.text_secondary)));
                }
                if complaints.len() > MOST {
                    let more = format!("and {} more", complaints.len() - MOST);
                    ui.label(RichText::new(more).size(12.0).color(color(theme.muted)));
                }
            });
        }
        ui.add_space(10.0);
        buttons(ui, |ui| {
            let button = ui.add_enabled(!preview.is_empty(), primary(theme, "Add to model"));
            if fresh {
                button.request_focus();
            }
            add = button.clicked();
            if !canvas {
                note = ui.button("As a note").clicked();
            }
            tray = ui.button("Unsorted tray").on_hover_text("Keep each line and sort it later").clicked();
            cancelled = ui.button("Cancel").clicked();
        });
    });
    let enter = !fresh
        && !preview.is_empty()
        && ctx.memory(|m| m.focused().is_none())
        && ctx.input(|i| i.key_pressed(Key::Enter));
    if kind != preview.kind {
        session.set_untyped_kind(kind);
    } else if add || enter {
        session.accept_words();
    } else if note {
        session.accept_words_as_note();
    } else if tray {
        session.accept_words_unsorted();
    } else if cancelled || shown.should_close() {
        session.forget_words();
    }
}

/// The id of the field in which kinds are searched in the palette.
pub(super) fn palette_field() -> Id {
    Id::unique("palette-search")
}
