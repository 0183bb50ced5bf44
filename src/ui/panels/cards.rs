//! The cards of the start screen: what can be started from, each with its picture, in rows as wide as there is room.
//!
//! Knows nothing about what starting means.

use std::sync::Arc;

use eframe::egui::{
    self, FontId, Id, Key, Rect, Sense, Stroke, StrokeKind, Vec2, WidgetInfo, accesskit, text::LayoutJob,
};

use crate::editor::Camera;
use crate::editor::workspace::{Pictured, Template};
use crate::geom;
use crate::text::Weight;
use crate::theme::{Mode, Theme};
use crate::ui::paint::Brush;
use crate::ui::prompts;
use crate::ui::style::{color, family};

/// Space between cards.
const GAP: f32 = 18.0;
/// The narrowest card, and how many stand in a row at most.
const LARGE: (f32, usize) = (216.0, 3);
/// The same where recent files come after them, which must not fall out of sight.
const SMALL: (f32, usize) = (150.0, 5);
/// How high a picture is for its width.
const RATIO: f32 = 0.58;
/// Height of the words below a picture: a title and a line, and of the second line that narrow cards need.
const WORDS: (f32, f32) = (62.0, 16.0);

/// The pictures of the cards.
#[derive(Default)]
pub(super) struct Cards {
    pictures: Vec<(Template, Mode, Arc<Pictured>)>,
}

/// How many cards stand side by side in a width.
fn columns(width: f32, (narrowest, most): (f32, usize)) -> usize {
    (((width + GAP) / (narrowest + GAP)) as usize).clamp(1, most)
}

impl Cards {
    /// Shows the cards, smaller ones where more comes after them. Which was chosen. Arrow keys lead from one to the next,
    /// and Enter takes the one that has the keyboard, else the first.
    pub(super) fn ui(&mut self, ui: &mut egui::Ui, mode: Mode, small: bool, keyboard: bool) -> Option<Template> {
        let columns = columns(ui.available_width(), if small { SMALL } else { LARGE });
        let width = (ui.available_width() - GAP * (columns - 1) as f32) / columns as f32;
        let mut chosen = None;
        ui.spacing_mut().item_spacing = Vec2::splat(GAP);
        for row in Template::ALL.chunks(columns) {
            ui.horizontal(|ui| {
                for template in row {
                    if self.card(ui, mode, *template, width) {
                        chosen = Some(*template);
                    }
                }
            });
        }
        if keyboard {
            walk(ui, columns);
            let enter = !ui.ctx().text_edit_focused() && ui.input(|i| i.key_pressed(Key::Enter));
            if enter && ui.memory(|m| m.focused().is_none()) {
                chosen = Some(Template::Blank);
            }
        }
        chosen
    }

    fn card(&mut self, ui: &mut egui::Ui, mode: Mode, template: Template, width: f32) -> bool {
        let theme = Theme::of(mode);
        let words = WORDS.0 + if width < LARGE.0 { WORDS.1 } else { 0.0 };
        let (_, rect) = ui.allocate_space(Vec2::new(width, width * RATIO + words));
        let response = ui.interact(rect, id(template), Sense::click());
        response.widget_info(|| WidgetInfo::labeled(accesskit::Role::Button, true, template.title()));
        let focused = ui.memory(egui::Memory::focused);
        let entered = focused == Some(response.id) || focused.is_none() && template == Template::Blank;
        ui.ctx().accesskit_node_builder(response.id, |node| {
            node.set_description(template.words());
            if entered {
                node.set_keyboard_shortcut("Enter");
            }
        });
        if response.has_focus() {
            // The arrows are for the cards; what is beside them is reached by Tab.
            let filter = egui::EventFilter { horizontal_arrows: true, vertical_arrows: true, ..Default::default() };
            ui.memory_mut(|m| m.set_focus_lock_filter(response.id, filter));
        }
        if response.gained_focus() {
            response.scroll_to_me(None);
        }
        if response.hovered() {
            ui.ctx().set_cursor_icon(egui::CursorIcon::PointingHand);
        }
        let painter = ui.painter();
        // It lifts a little under the pointer; the ring is for the keyboard alone.
        let lit = response.hovered();
        let shade = egui::Shadow {
            offset: [0, if lit { 6 } else { 2 }],
            blur: if lit { 22 } else { 8 },
            spread: 0,
            color: color(theme.shadow),
        };
        painter.add(shade.as_shape(rect, 14.0));
        let border = Stroke::new(1.0, color(if lit { theme.muted } else { theme.panel_border }));
        painter.rect(rect, 14.0, color(theme.panel), border, StrokeKind::Inside);
        if response.has_focus() {
            let ring = Stroke::new(2.5, color(theme.accent));
            painter.rect_stroke(rect.expand(3.0), 17.0, ring, StrokeKind::Inside);
        }
        let picture =
            Rect::from_min_size(rect.min + Vec2::splat(10.0), Vec2::new(rect.width() - 20.0, width * RATIO - 6.0));
        painter.rect_filled(picture, 8.0, color(theme.page));
        self.picture(ui, mode, template, picture.shrink(7.0));
        if entered {
            key_cap(ui.painter(), picture.right_bottom() - Vec2::splat(6.0), "Enter", theme);
        }
        let title = if width < 200.0 { 13.0 } else { 14.0 };
        let mut at = egui::pos2(rect.left() + 14.0, picture.bottom() + 11.0);
        for (words, size, weight, ink, rows) in [
            (template.title(), title, Weight::SemiBold, theme.text, 1),
            (template.words(), 12.0, Weight::Regular, theme.text_secondary, 2),
        ] {
            let font = FontId::new(size, family(weight));
            let mut job = LayoutJob::simple(words.to_owned(), font, color(ink), width - 28.0);
            job.wrap.break_anywhere = rows == 1;
            job.wrap.max_rows = rows;
            let galley = ui.painter().layout_job(job);
            let high = galley.size().y;
            ui.painter().galley(at, galley, color(ink));
            at.y += high + 3.0;
        }
        response.clicked()
    }

    /// The canvas of a template as it will open.
    fn picture(&mut self, ui: &egui::Ui, mode: Mode, template: Template, place: Rect) {
        let Some(pictured) = self.drawn(template, mode) else { return };
        let mut camera = Camera::default();
        let size = geom::Size::new(f64::from(place.width()), f64::from(place.height()));
        camera.fit(pictured.scene.bounds, size, 1.0);
        let painter = ui.painter_at(place);
        // Behind the words of the blank one its zones are only to be guessed.
        let strength = if template == Template::Blank { 0.3 } else { 1.0 };
        let brush = Brush { painter: &painter, camera, origin: place.min, strength };
        pictured.scene.figures().for_each(|f| brush.figure(f));
        if template == Template::Blank {
            prompts::list(&painter, &pictured.prompts, place, Theme::of(mode));
        }
    }

    /// The picture of a template, made once for each mode.
    fn drawn(&mut self, template: Template, mode: Mode) -> Option<Arc<Pictured>> {
        if let Some((.., pictured)) = self.pictures.iter().find(|(t, m, _)| *t == template && *m == mode) {
            return Some(pictured.clone());
        }
        let pictured = Arc::new(crate::editor::workspace::picture(template, mode)?);
        self.pictures.push((template, mode, pictured.clone()));
        Some(pictured)
    }
}

/// A key, as the status bar draws keys, with its lower right corner at a point.
fn key_cap(painter: &egui::Painter, corner: egui::Pos2, key: &str, theme: &Theme) {
    let font = FontId::new(11.0, family(Weight::Medium));
    let galley = painter.layout_no_wrap(key.to_owned(), font, color(theme.text_secondary));
    let size = galley.size() + Vec2::new(12.0, 4.0);
    let place = Rect::from_min_size(corner - size, size);
    painter.rect(place, 4.0, color(theme.card), Stroke::new(1.0, color(theme.edge)), StrokeKind::Inside);
    painter.galley(place.center() - galley.size() / 2.0, galley, color(theme.text_secondary));
}

fn id(template: Template) -> Id {
    Id::unique(("template", template.name()))
}

/// The arrow keys: the first leads to the first card, those after it from card to card.
fn walk(ui: &egui::Ui, columns: usize) {
    let cards = Template::ALL;
    let focused = ui.memory(egui::Memory::focused);
    let at = cards.iter().position(|t| focused == Some(id(*t)));
    let taken = |key| ui.input_mut(|i| i.consume_key(egui::Modifiers::NONE, key));
    // Where something else has the keyboard the arrows are its own.
    if focused.is_some() && at.is_none() {
        return;
    }
    let to = match at {
        None => [Key::ArrowRight, Key::ArrowDown, Key::ArrowLeft, Key::ArrowUp].map(taken).contains(&true).then_some(0),
        Some(at) if taken(Key::ArrowRight) => Some(at + 1),
        Some(at) if taken(Key::ArrowLeft) => at.checked_sub(1),
        Some(at) if taken(Key::ArrowDown) => Some(at + columns),
        Some(at) if taken(Key::ArrowUp) => at.checked_sub(columns),
        Some(_) => None,
    };
    if let Some(to) = to.and_then(|to| cards.get(to)) {
        ui.memory_mut(|m| {
            // What the arrows lead to is settled: egui would go on from there.
            m.move_focus(egui::FocusDirection::None);
            m.request_focus(id(*to));
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cards_stand_side_by_side_as_far_as_they_are_wide_enough() {
        let of = |card| [200.0, 440.0, 460.0, 700.0, 2000.0].map(|width| columns(width, card));
        assert_eq!(of(LARGE), [1, 1, 2, 3, 3]);
        assert_eq!(of(SMALL), [1, 2, 2, 4, 5]);
    }
}
