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
    let mut found = Vec::new();
    for (i, layer) in window.root().children().enumerate() {
        // The lowest layer has the panels.
        let parts: Vec<Node<'_>> = if i == 0 { layer.children().collect() } else { vec![layer] };
        for part in parts {
            let mut all = BTreeMap::new();
            count(part, &mut all);
            found.extend(all.into_iter().filter(|(_, n)| *n > 1).map(|(what, n)| format!("{what} {n} times")));
        }
    }
    found
}

fn count(node: Node<'_>, all: &mut BTreeMap<String, usize>) {
    let it = node.accesskit_node();
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
        *all.entry(what).or_default() += 1;
    }
    for child in node.children() {
        count(child, all);
    }
}
