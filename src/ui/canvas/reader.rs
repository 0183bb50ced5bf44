//! What a screen reader is told of an item of the drawing, and what it may do with it.
//!
//! Knows nothing about where the item is.

use eframe::egui::{self, Id, accesskit};

use crate::editor::Session;
use crate::scene::Owner;

/// What is told of an item beside its name.
pub(super) struct Told {
    description: String,
    /// The name that can be given to it anew.
    name: Option<String>,
    /// Whether it shows what it holds, where that can be changed.
    open: Option<bool>,
}

impl Told {
    pub(super) fn of(session: &mut Session, owner: &Owner) -> Self {
        let description = session.told_of(owner);
        let (mut name, mut open) = (None, None);
        if let Owner::Element(id) = owner
            && session.editable().is_ok()
        {
            name = session.document().element(id).map(|e| e.name.to_string());
            open = session.is_open(id);
        }
        Self { description, name, open }
    }

    pub(super) fn write(self, node: &mut accesskit::Node, selected: bool) {
        node.set_description(self.description);
        node.set_selected(selected);
        node.add_action(accesskit::Action::Click);
        node.add_action(accesskit::Action::ShowContextMenu);
        if let Some(name) = self.name {
            node.set_value(name);
            node.add_action(accesskit::Action::SetValue);
        }
        if let Some(open) = self.open {
            node.set_expanded(open);
            node.add_action(if open { accesskit::Action::Collapse } else { accesskit::Action::Expand });
        }
    }
}

/// What a screen reader wants of an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Wish {
    /// That it is selected.
    Select,
    /// What can be done with it.
    Menu,
    /// Another name.
    Rename(String),
    /// That it shows what it holds, or not.
    Open(bool),
}

/// Whether a screen reader wants anything in this frame.
pub(super) fn asks(ui: &egui::Ui) -> bool {
    ui.input(|i| i.events.iter().any(|e| matches!(e, egui::Event::AccessKitActionRequest(_))))
}

/// What a screen reader wants of the item with this id, if anything.
pub(super) fn wish(ui: &egui::Ui, id: Id) -> Option<Wish> {
    use accesskit::{Action, ActionData};
    let has = |action| ui.input(|i| i.has_accesskit_action_request(id, action));
    let named = ui.input(|i| {
        i.accesskit_action_requests(id, Action::SetValue).find_map(|request| match &request.data {
            Some(ActionData::Value(text)) => Some(text.to_string()),
            _ => None,
        })
    });
    match named {
        Some(name) => Some(Wish::Rename(name)),
        None if has(Action::Expand) => Some(Wish::Open(true)),
        None if has(Action::Collapse) => Some(Wish::Open(false)),
        None if has(Action::ShowContextMenu) => Some(Wish::Menu),
        None => has(Action::Click).then_some(Wish::Select),
    }
}

/// Does what a screen reader wants of an item; that it is selected is done by who shows it.
pub(super) fn grant(session: &mut Session, owner: Owner, wish: Wish) {
    match (wish, owner) {
        (Wish::Rename(name), Owner::Element(id)) if !name.trim().is_empty() => session.set_name(&id, &name),
        (Wish::Open(open), Owner::Element(id)) => session.open_or_collapse(&id, open),
        (Wish::Menu, owner) => {
            session.select(Some(owner));
            session.showing.context = true;
        }
        _ => {}
    }
}
