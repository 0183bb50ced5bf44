//! Walks the accessibility tree of a window and finds controls without a name, and those that have the same.
//!
//! Knows nothing about what is open.

// Each test program uses a part of this.
#![allow(dead_code, reason = "each test program uses a part of this")]

use std::collections::BTreeMap;

use eframe::egui::accesskit::{Action, Role};
use egui_kittest::kittest::{NodeT, Queryable};
use egui_kittest::{Harness, Node};

/// Every control that a keyboard or a click can work and that no screen reader could name: role and place.
pub fn unnamed<S>(window: &Harness<'_, S>) -> Vec<String> {
    let works = |role: Role| {
        matches!(
            role,
            Role::Button
                | Role::CheckBox
                | Role::ComboBox
                | Role::Link
                | Role::ListBoxOption
                | Role::MenuItem
                | Role::MultilineTextInput
                | Role::RadioButton
                | Role::Slider
                | Role::SpinButton
                | Role::Switch
                | Role::Tab
                | Role::TreeItem
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

/// Controls of one panel, menu or dialog that nobody could tell apart: same role, name, value and description. What is on
/// the drawing, and rows of trees, stand for what they are called after.
pub fn twice<S>(window: &Harness<'_, S>) -> Vec<String> {
    let mut all = BTreeMap::new();
    count(window.root(), &mut 0, 0, &mut all);
    all.into_iter().filter(|(_, n)| *n > 1).map(|((_, what), n)| format!("{what} {n} times")).collect()
}

/// Counts what is in the part of this number, and begins another part with each panel, menu and dialog.
fn count(node: Node<'_>, parts: &mut usize, mut part: usize, all: &mut BTreeMap<(usize, String), usize>) {
    let it = node.accesskit_node();
    if matches!(it.role(), Role::Pane | Role::Menu | Role::Dialog | Role::Window | Role::ListBox) {
        *parts += 1;
        part = *parts;
    }
    let control = matches!(
        it.role(),
        Role::Button
            | Role::CheckBox
            | Role::ComboBox
            | Role::ListBoxOption
            | Role::MultilineTextInput
            | Role::RadioButton
            | Role::Slider
            | Role::SpinButton
            | Role::Tab
            | Role::TextInput
    );
    if control {
        let named = it.label().unwrap_or_default();
        let what = format!("{:?} {named:?} {:?} {:?}", it.role(), it.value().unwrap_or_default(), it.description());
        *all.entry((part, what)).or_default() += 1;
    }
    for child in node.children() {
        count(child, parts, part, all);
    }
}
