//! Fields on the drawing: the name of an element, the text of a note, open for typing where they stand.
//!
//! Knows nothing about what becomes of what is typed.

use eframe::egui::{self, Id, Key, Pos2, Vec2};

use super::Canvas;
use crate::editor::Session;
use crate::editor::session::Ending;
use crate::geom;
use crate::model::AnnotationKind;
use crate::scene::{Owner, Plan, Scene, notes};
use crate::text::Weight;
use crate::theme::Theme;
use crate::ui::paint::Brush;
use crate::ui::panels::select_all;
use crate::ui::popup;
use crate::ui::style::{color, family};

/// A field narrower than this holds no word.
const LEAST_NAMED: f32 = 112.0;

impl Canvas {
    /// The name of an element, open for typing where it stands.
    pub(super) fn naming(
        &mut self,
        ui: &egui::Ui,
        session: &mut Session,
        plan: &Plan,
        brush: &Brush<'_>,
        theme: &Theme,
    ) {
        let Some(mut naming) = session.naming.clone() else {
            self.naming_shown = None;
            return;
        };
        // A card that found no room on a canvas is named in the middle.
        let middle = brush.camera.window(session.canvas).center();
        let (rect, holds) = plan
            .node(&naming.element)
            .map_or((geom::Rect::from_center_size(middle, (200.0, 56.0)), false), |node| (node.rect, node.holds));
        let fresh = self.naming_shown.as_ref() != Some(&naming.element);
        self.naming_shown = Some(naming.element.clone());
        let on_screen = brush.rect(rect);
        let zoom = session.camera.zoom.clamp(0.75, 2.0) as f32;
        // As wide as the card, so that no neighbour is covered, and a long name goes on below.
        let width = on_screen.width().clamp(LEAST_NAMED, 360.0);
        let height = 18.0 * zoom + 14.0;
        let over = (on_screen.center().y - height / 2.0).max(on_screen.top());
        let top = if holds { on_screen.top() + 6.0 } else { over };
        let left = if holds { on_screen.left() } else { on_screen.center().x - width / 2.0 };
        let place = within(self.rect, Pos2::new(left, top), Vec2::new(width, height));
        let id = Id::unique("naming-field");
        // The keys that end it are ours; what is typed before them in the same frame still counts.
        let ending = if fresh { None } else { ui.input_mut(ending) };
        let existing = session.existing_words();
        let area = egui::Area::new(Id::unique("naming")).order(egui::Order::Foreground).fixed_pos(place).show(
            ui.ctx(),
            |ui| {
                // The area would be as wide as at the card before.
                ui.set_width(width);
                let font = egui::FontId::new(14.0 * zoom, family(Weight::SemiBold));
                let edit = egui::TextEdit::multiline(&mut naming.text)
                    .id(id)
                    .font(font)
                    .char_limit(120)
                    .lock_focus(true)
                    .return_key(None)
                    .hint_text(session.name_prompt())
                    .desired_width(width)
                    .desired_rows(1)
                    .margin(egui::Margin::symmetric(8, 6));
                let field = ui.add(edit).accessible_name("Name");
                if naming.text.contains(['\n', '\r']) {
                    // A name is one line, however many it takes here.
                    naming.text = naming.text.replace(['\n', '\r'], " ");
                }
                let take = existing.map(|words| existing_row(ui, theme, words));
                (field, take)
            },
        );
        let (field, take) = area.inner;
        // On a slow machine letters and Esc come in one frame.
        let read = fresh || field.has_focus();
        if fresh {
            field.request_focus();
            select_all(ui.ctx(), id, &naming.text);
        }
        session.naming = Some(naming);
        if ui.input(|i| i.key_pressed(Key::Escape)) {
            if !read {
                take_letters(ui, session);
            }
            session.keys.goes_on_no_more();
            session.leave_naming();
        } else if take.as_ref().is_some_and(|t| t.clicked() || t.is_pointer_button_down_on()) {
            session.end_naming(Ending::UseExisting);
        } else if let Some(ending) = ending {
            session.end_naming(ending);
        } else if field.lost_focus() && !fresh {
            session.keys.goes_on_no_more();
            session.commit_naming();
        }
        if session.naming.is_none() {
            ui.memory_mut(|m| m.surrender_focus(id));
        }
    }

    /// The text of a note or the title of a frame or group, open for typing where it stands.
    pub(super) fn writing(
        &mut self,
        ui: &egui::Ui,
        session: &mut Session,
        scene: &Scene,
        brush: &Brush<'_>,
        theme: &Theme,
    ) {
        let Some(mut writing) = session.writing.clone() else {
            self.writing_shown = None;
            return;
        };
        let figure = scene.figure(&Owner::Annotation(writing.annotation.clone()));
        let (Some(annotation), Some(figure)) = (session.annotation(&writing.annotation), figure) else {
            session.commit_naming();
            return;
        };
        let fresh = self.writing_shown.as_ref() != Some(&writing.annotation);
        self.writing_shown = Some(writing.annotation.clone());
        let note = annotation.kind == AnnotationKind::Note;
        let on_screen = brush.rect(figure.bounds);
        let zoom = session.camera.zoom.clamp(0.75, 2.0) as f32;
        let exact = session.camera.zoom.clamp(0.75, 8.0) as f32;
        let id = Id::unique("writing-field");
        // The title of a group that has none yet stands over its border, not over its members.
        let above = annotation.kind == AnnotationKind::Group && annotation.text.is_empty();
        let title = on_screen.min + Vec2::new(6.0, if above { -24.0 } else { 4.0 });
        let canvas = self.rect.unwrap_or(egui::Rect::EVERYTHING);
        let title = title.max(canvas.min + Vec2::splat(4.0)).min(canvas.max - Vec2::new(130.0, 40.0));
        // The caption of a picture is typed below it, the text of a note on its sheet.
        let picture = annotation.image().is_some();
        let sheet = brush.rect(annotation.rect);
        let place = match (note, picture) {
            (true, true) => sheet.left_bottom(),
            (true, false) => sheet.min,
            _ => title,
        };
        let area = egui::Area::new(Id::unique("writing")).order(egui::Order::Foreground).fixed_pos(place);
        let response = area
            .show(ui.ctx(), |ui| {
                if note {
                    // The sheet is the field.
                    ui.visuals_mut().override_text_color = Some(color(theme.note.text));
                    let margin = notes::PADDING as f32 * exact;
                    let room = on_screen.width().max(140.0) - 2.0 * margin;
                    let edit = egui::TextEdit::multiline(&mut writing.text)
                        .id(id)
                        .font(egui::FontId::new(13.0 * exact, family(Weight::Regular)))
                        .hint_text(egui::RichText::new("Write a note").color(color(theme.note.text.faded(0.6))))
                        .return_key(egui::KeyboardShortcut::new(egui::Modifiers::NONE, Key::Enter))
                        .frame(
                            egui::Frame::NONE
                                .fill(if picture { color(theme.note.fill) } else { egui::Color32::TRANSPARENT })
                                .inner_margin(egui::Margin::same(margin.round() as i8)),
                        )
                        .desired_width(room)
                        .desired_rows(if picture { 1 } else { 3 })
                        .char_limit(2000);
                    ui.add(edit).accessible_name("Text of the note")
                } else {
                    let edit = egui::TextEdit::singleline(&mut writing.text)
                        .id(id)
                        .font(egui::FontId::new(13.0 * zoom, family(Weight::SemiBold)))
                        .hint_text("Title")
                        .char_limit(120)
                        .desired_width((on_screen.width() - 12.0).clamp(120.0, 320.0))
                        .margin(egui::Margin::symmetric(8, 5));
                    ui.add(edit).accessible_name("Title")
                }
            })
            .inner;
        if fresh {
            response.request_focus();
            select_all(ui.ctx(), id, &writing.text);
        }
        session.writing = Some(writing);
        // Enter begins a new line of a note; with Ctrl it is done.
        let done = ui.input(|i| {
            let ends = |e: &egui::Event| {
                matches!(e, egui::Event::Key { key: Key::Enter, pressed: true, modifiers, .. } if modifiers.command)
            };
            i.events.iter().any(ends)
        });
        if ui.input(|i| i.key_pressed(Key::Escape)) {
            session.cancel_writing();
        } else if (response.lost_focus() || done) && !fresh {
            session.commit_naming();
        }
    }
}

/// Whether something is pressed, with the pointer or Esc: it takes the keyboard from a field before that reads its letters.
fn is_press(event: &egui::Event) -> bool {
    matches!(
        event,
        egui::Event::PointerButton { pressed: true, .. } | egui::Event::Key { key: Key::Escape, pressed: true, .. }
    )
}

/// Adds what was typed in this frame before a press, which the field did not read.
pub(super) fn take_letters(ui: &egui::Ui, session: &mut Session) {
    let typed: String = ui.input(|i| {
        let before = i.events.iter().take_while(|e| !is_press(e));
        before.filter_map(|e| if let egui::Event::Text(text) = e { Some(text.as_str()) } else { None }).collect()
    });
    if let Some(naming) = &mut session.naming {
        naming.text.push_str(&typed);
    } else if let Some(writing) = &mut session.writing {
        writing.text.push_str(&typed);
    }
}

/// The place nearest to one where a field of a size covers nothing beside the canvas.
fn within(canvas: Option<egui::Rect>, place: Pos2, size: Vec2) -> Pos2 {
    let Some(canvas) = canvas.map(|c| c.shrink(4.0)) else { return place };
    place.min(canvas.max - size).max(canvas.min)
}

/// How the keys of this frame end a name, if they do.
fn ending(input: &mut egui::InputState) -> Option<Ending> {
    let found = input.events.iter().enumerate().find_map(|(i, event)| {
        let egui::Event::Key { key, pressed: true, modifiers: m, .. } = event else { return None };
        let ending = match (key, m.command, m.shift) {
            (Key::Enter, true, _) => Ending::Sibling,
            (Key::Enter, false, true) => Ending::Before,
            (Key::Enter, false, false) => Ending::Keep,
            (Key::Tab, false, back) => Ending::Walk(!back),
            (Key::U, true, false) => Ending::UseExisting,
            _ => return None,
        };
        (!m.alt).then_some((i, ending))
    });
    let (i, ending) = found?;
    input.events.remove(i);
    Some(ending)
}

/// Says that there is such an element, and offers it.
fn existing_row(ui: &mut egui::Ui, theme: &Theme, words: String) -> egui::Response {
    popup::frame(ui)
        .show(ui, |ui| {
            ui.horizontal(|ui| {
                ui.add_space(4.0);
                ui.label(egui::RichText::new(words).color(color(theme.text_secondary)));
                ui.button("Use it (Ctrl+U)")
            })
            .inner
        })
        .inner
}
