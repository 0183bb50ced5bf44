//! One of many values from a list that opens, which is searched by typing where it is long.
//!
//! Knows nothing about what is chosen.

use ecow::EcoString;
use eframe::egui::{self, Align, Key, Layout, Popup, PopupCloseBehavior, RichText, ScrollArea, accesskit};

use super::choice::Picked;
use crate::model::index::folded;
use crate::model::metamodel::EnumValue;
use crate::ui::style::icon_text;

/// From so many values on it can be searched.
const LONG: usize = 8;

/// The least width of the list.
const LEAST: f32 = 160.0;

/// A button with what is chosen; what was picked just now from the list under it.
pub(super) fn menu(
    ui: &mut egui::Ui,
    name: &str,
    choices: &[&EnumValue],
    stored: Option<&EcoString>,
    default: Option<&EcoString>,
) -> Option<Picked> {
    let chosen = stored.or(default);
    let known = chosen.and_then(|id| choices.iter().find(|v| v.id == *id)).map(|v| v.label.as_str());
    let shown = known.or(chosen.map(EcoString::as_str)).unwrap_or("Not set");
    let quiet = ui.visuals().weak_text_color();
    let text = RichText::new(shown);
    let text = if stored.is_none() { text.color(quiet) } else { text };
    let width = ui.available_width();
    let arrow = icon_text("caret-down", 12.0).color(quiet);
    let button = egui::Button::new(text).right_text(arrow).truncate().min_size(egui::vec2(width, 28.0));
    let button = ui.add(button).accessible_name(name);
    ui.ctx().accesskit_node_builder(button.id, |node| {
        node.set_role(accesskit::Role::ComboBox);
        node.set_value(shown);
    });
    let mut picked = None;
    let popup = Popup::from_toggle_button_response(&button)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .layout(Layout::top_down_justified(Align::Min))
        .width(width.max(LEAST));
    popup.show(|ui| {
        let search = button.id.with("search");
        if button.clicked() {
            ui.data_mut(|d| d.remove::<String>(search));
        }
        let mut sought: String = ui.data(|d| d.get_temp(search)).unwrap_or_default();
        if choices.len() >= LONG {
            let field = ui.add(egui::TextEdit::singleline(&mut sought).hint_text("Search"));
            let field = field.accessible_name(format!("Search {}", name.to_lowercase()));
            if button.clicked() {
                field.request_focus();
            }
            let enter = field.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter));
            if enter && !sought.trim().is_empty() {
                picked = choices.iter().find(|v| fits(v, &sought)).map(|v| Picked::Value(v.id.clone()));
            }
        }
        ScrollArea::vertical().max_height(280.0).show(ui, |ui| {
            if sought.trim().is_empty() && ui.selectable_label(stored.is_none(), "Not set").clicked() {
                picked = Some(Picked::Nothing);
            }
            for v in choices.iter().filter(|v| fits(v, &sought)) {
                if ui.selectable_label(stored == Some(&v.id), v.label.as_str()).clicked() {
                    picked = Some(Picked::Value(v.id.clone()));
                }
            }
        });
        ui.data_mut(|d| d.insert_temp(search, sought));
        if picked.is_some() {
            ui.close();
        }
    });
    picked
}

fn fits(value: &EnumValue, sought: &str) -> bool {
    folded(&value.label).contains(folded(sought).as_str())
}
