//! One of a few values side by side in one joined control.
//!
//! Knows nothing about what is chosen.

use ecow::EcoString;
use eframe::egui::{self, CornerRadius, Stroke, TextStyle};

use super::choice::Picked;

/// How much wider a segment is than its words.
const PADDING: f32 = 9.0;
const RADIUS: u8 = 6;

/// Whether these words fit beside each other.
pub(super) fn fit(ui: &egui::Ui, words: &[&str]) -> bool {
    let font = TextStyle::Button.resolve(ui.style());
    let wide = |text: &&str| {
        let color = egui::Color32::PLACEHOLDER;
        ui.painter().layout_no_wrap((*text).to_owned(), font.clone(), color).size().x + 2.0 * PADDING
    };
    words.len() <= 6 && words.iter().map(wide).sum::<f32>() <= ui.available_width()
}

/// The values side by side: filled is what is stored, outlined what absence means. A click on what is stored takes it away.
pub(super) fn segments(
    ui: &mut egui::Ui,
    name: &str,
    choices: &[(&EcoString, &str)],
    stored: Option<&EcoString>,
    default: Option<&EcoString>,
) -> Option<Picked> {
    let mut picked = None;
    ui.horizontal(|ui| {
        // Neighbours share their border.
        ui.spacing_mut().item_spacing.x = -1.0;
        ui.spacing_mut().button_padding.x = PADDING;
        let accent = ui.visuals().selection.stroke.color;
        for (i, (id, label)) in choices.iter().enumerate() {
            let end = |at: bool| if at { RADIUS } else { 0 };
            let (west, east) = (end(i == 0), end(i + 1 == choices.len()));
            let radius = CornerRadius { nw: west, sw: west, ne: east, se: east };
            let on = stored == Some(*id);
            let meant = stored.is_none() && default == Some(*id);
            let text = egui::RichText::new(*label);
            let text = if meant { text.color(accent) } else { text };
            let mut button = egui::Button::new(text).selected(on).corner_radius(radius);
            if on {
                button = button.stroke(Stroke::new(1.0, accent));
            }
            let response = ui.add(button).accessible_name(format!("{name}: {label}"));
            let response = if meant { response.on_hover_text("Unless something is set") } else { response };
            if response.clicked() {
                picked = Some(if on { Picked::Nothing } else { Picked::Value((*id).clone()) });
            }
        }
    });
    picked
}
