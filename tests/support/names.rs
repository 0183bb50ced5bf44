//! Walks the accessibility tree of a window and finds controls without a name.
//!
//! Knows nothing about what is open.

use eframe::egui::accesskit::{Action, Role};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};

/// Every control that a keyboard or a click can work and that no screen reader could name: role and place.
pub fn unnamed<S>(window: &Harness<'_, S>) -> Vec<String> {
    let works = |role: Role| {
        matches!(
            role,
            Role::Button
                | Role::CheckBox
                | Role::ComboBox
                | Role::Link
                | Role::MenuItem
                | Role::MultilineTextInput
                | Role::RadioButton
                | Role::Slider
                | Role::SpinButton
                | Role::Switch
                | Role::Tab
                | Role::TextInput
                | Role::Canvas
                | Role::GraphicsObject
                | Role::GraphicsSymbol
                | Role::Note
        )
    };
    window
        .query_all_by(|node| {
            let named = node.label().is_some_and(|l| !l.trim().is_empty())
                || node.labelled_by().any(|by| by.label().or_else(|| by.value()).is_some_and(|l| !l.trim().is_empty()));
            let control = works(node.role())
                || node.data().supports_action(Action::Click)
                    && !matches!(node.role(), Role::Unknown | Role::Label | Role::ScrollBar);
            control && !named
        })
        .map(|node| format!("{:?} at {:?}", node.accesskit_node().role(), node.accesskit_node().raw_bounds()))
        .collect()
}
