//! The cards of the start screen: what can be started from, each with its picture, in rows as wide as there is room.
//!
//! Knows nothing about what starting means.

use std::sync::Arc;

use eframe::egui::{self, FontId, Id, Key, Rect, Sense, Stroke, StrokeKind, Vec2, WidgetInfo, accesskit};

use crate::editor::Camera;
use crate::editor::workspace::{Pictured, Template};
use crate::geom;
use crate::text::Weight;
use crate::theme::{Mode, Theme};
use crate::ui::paint::Brush;
use crate::ui::prompts::{self, Sizes};
use crate::ui::style::{color, family};

/// Space between cards.
const GAP: f32 = 18.0;
/// The narrowest card.
const NARROWEST: f32 = 216.0;
/// How high a picture is for its width.
const RATIO: f32 = 0.58;
/// Height of the words below a picture.
const WORDS: f32 = 62.0;

/// The pictures of the cards.
#[derive(Default)]
pub(super) struct Cards {
    pictures: Vec<(Template, Mode, Arc<Pictured>)>,
}

/// How many cards stand side by side in a width.
fn columns(width: f32) -> usize {
    (((width + GAP) / (NARROWEST + GAP)) as usize).clamp(1, 3)
}

impl Cards {
    /// Shows the cards. Which was chosen. Arrow keys lead from one to the next.
    pub(super) fn ui(&mut self, ui: &mut egui::Ui, mode: Mode, keyboard: bool) -> Option<Template> {
        let columns = columns(ui.available_width());
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
        }
        chosen
    }

    fn card(&mut self, ui: &mut egui::Ui, mode: Mode, template: Template, width: f32) -> bool {
        let theme = Theme::of(mode);
        let (_, rect) = ui.allocate_space(Vec2::new(width, width * RATIO + WORDS));
        let response = ui.interact(rect, id(template), Sense::click());
        response.widget_info(|| WidgetInfo::labeled(accesskit::Role::Button, true, template.title()));
        ui.ctx().accesskit_node_builder(response.id, |node| node.set_description(template.words()));
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
        let lit = response.hovered() || response.has_focus();
        // It lifts a little under the pointer.
        let shade = egui::Shadow {
            offset: [0, if lit { 6 } else { 2 }],
            blur: if lit { 22 } else { 8 },
            spread: 0,
            color: color(theme.shadow),
        };
        painter.add(shade.as_shape(rect, 14.0));
        let border = match (response.has_focus(), response.hovered()) {
            (true, _) => Stroke::new(2.0, color(theme.accent)),
            (_, true) => Stroke::new(1.5, color(theme.accent)),
            _ => Stroke::new(1.0, color(theme.panel_border)),
        };
        painter.rect(rect, 14.0, color(theme.panel), border, StrokeKind::Inside);
        let picture =
            Rect::from_min_size(rect.min + Vec2::splat(10.0), Vec2::new(rect.width() - 20.0, width * RATIO - 6.0));
        painter.rect_filled(picture, 8.0, color(theme.page));
        self.picture(ui, mode, template, picture.shrink(7.0));
        let text = rect.left_bottom() + Vec2::new(16.0, 12.0 - WORDS + 2.0);
        let painter = ui.painter_at(rect.shrink2(Vec2::new(12.0, 0.0)));
        let line = |at, words: &str, size, weight, ink| {
            let font = FontId::new(size, family(weight));
            painter.text(at, egui::Align2::LEFT_TOP, words, font, color(ink));
        };
        line(text, template.title(), 14.5, Weight::SemiBold, theme.text);
        line(text + Vec2::new(0.0, 21.0), template.words(), 12.0, Weight::Regular, theme.text_secondary);
        response.clicked()
    }

    /// The canvas of a template as it will open.
    fn picture(&mut self, ui: &egui::Ui, mode: Mode, template: Template, place: Rect) {
        let Some(pictured) = self.drawn(template, mode) else { return };
        let mut camera = Camera::default();
        let size = geom::Size::new(f64::from(place.width()), f64::from(place.height()));
        camera.fit(pictured.scene.bounds, size, 1.0);
        let painter = ui.painter_at(place);
        let brush = Brush { painter: &painter, camera, origin: place.min, strength: 1.0 };
        pictured.scene.figures().for_each(|f| brush.figure(f));
        if template == Template::Blank {
            prompts::paint(&brush, &pictured.prompts, Theme::of(mode), Sizes::PICTURE);
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
        assert_eq!([200.0, 440.0, 460.0, 700.0, 2000.0].map(columns), [1, 1, 2, 3, 3]);
    }
}
