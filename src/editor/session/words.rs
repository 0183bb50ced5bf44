//! What a session says: hints, labels, reasons.
//!
//! Knows nothing about where the words are shown.

use super::Session;
use crate::editor::gesture::{Gesture, Tool};
use crate::model::ElementId;
use crate::model::legality::{connections, initial_attributes, may_connect};
use crate::scene::Owner;

impl Session {
    /// What undo would undo.
    #[must_use]
    pub fn undo_label(&self) -> Option<String> {
        self.history.to_undo().map(|s| s.label.clone())
    }

    /// What redo would redo.
    #[must_use]
    pub fn redo_label(&self) -> Option<String> {
        self.history.to_redo().map(|s| s.label.clone())
    }

    /// What stands beside the pointer while a connection is drawn: what it would be, or why it cannot.
    #[must_use]
    pub fn connecting_label(&self) -> String {
        let Gesture::Connecting { source, over: Some(over), .. } = &self.gesture else { return String::new() };
        let metamodel = self.document().metamodel();
        match connections(self.document(), source, over).as_slice() {
            [] => self.why_not(source, over),
            [one] => metamodel.relation_label(*one).to_owned(),
            [first, ..] => format!("{} …", metamodel.relation_label(*first)),
        }
    }

    /// What the status bar says: what releasing will do, and which keys act now.
    #[must_use]
    pub fn hint(&self) -> String {
        if self.writing.is_some() {
            return "A click beside it or Ctrl+Enter keeps the text · Esc cancels".into();
        }
        if self.is_finding() {
            return "Down and Up go from hit to hit · Enter stays there · Esc returns to where you were".into();
        }
        if self.focus_depth().is_some() && self.gesture == Gesture::Idle {
            return "1 to 4 set how far the focus reaches · Shift+F or Esc ends it".into();
        }
        match &self.gesture {
            Gesture::Connecting { source, over: Some(over), .. } => {
                let kinds = connections(self.document(), source, over);
                let (source_name, over_name) = (self.name_of(source), self.name_of(over));
                match kinds.as_slice() {
                    [] => self.why_not(source, over),
                    [one] => {
                        let verb = self.document().metamodel().relation_label(*one);
                        format!("Release to connect: {source_name} {verb} {over_name}")
                    }
                    several => format!("Release to choose one of {} relations to {over_name}", several.len()),
                }
            }
            Gesture::Connecting { .. } => {
                "Release on a ringed element to connect, on an empty place to make a new one · Esc cancels".into()
            }
            Gesture::Moving { .. } if self.is_canvas() => {
                "Release in its own zone to take the place there, elsewhere it goes back · Esc cancels".into()
            }
            Gesture::Resizing { .. } => "Release to take this size · Esc cancels".into(),
            Gesture::Bending { .. } => "Release to bend the line · double-click removes a bend · Esc cancels".into(),
            Gesture::Moving { .. } => "Release to drop · Shift moves straight · Esc cancels".into(),
            Gesture::Marquee { .. } => "Release to select what lies inside · Shift adds · Esc cancels".into(),
            Gesture::Idle | Gesture::Pressed { .. } => match (self.tool, &self.hovered) {
                (Tool::Hand, _) => "Drag to move the drawing · V returns to selecting".into(),
                (Tool::Connect, _) => {
                    "Drag from one element to another to connect them · V returns to selecting".into()
                }
                (Tool::Select, Some(Owner::Element(_))) if self.is_canvas() => {
                    "Drag to another place in its zone · drag from a ring handle to connect · double-click to rename"
                        .into()
                }
                (Tool::Select, Some(Owner::Element(_))) => {
                    "Drag to move · drag from a ring handle to connect · double-click to rename".into()
                }
                (Tool::Select, Some(owner @ Owner::Relation(_))) if self.selection().contains(owner) => {
                    "Drag to bend the line · Shift+Delete deletes the relation from the model".into()
                }
                (Tool::Select, Some(Owner::Zone(_))) => "Double-click to add here · drag to select".into(),
                (Tool::Select, Some(Owner::Relation(_))) => {
                    "Click to select · Shift+Delete deletes it from the model".into()
                }
                (Tool::Select, Some(Owner::Annotation(_))) => {
                    "Drag to move · double-click to write · Del removes it".into()
                }
                (Tool::Select, None | Some(Owner::More(_) | Owner::Page)) => {
                    "Double-click to add · drag to select · Space or middle button moves the drawing · Ctrl+wheel zooms"
                        .into()
                }
            },
        }
    }

    /// What is selected, in words; empty for nothing.
    #[must_use]
    pub fn selection_facts(&self) -> String {
        match self.selection.len() {
            0 => String::new(),
            n => format!("{n} selected"),
        }
    }

    /// Why no relation joins two elements.
    #[must_use]
    pub fn why_not(&self, source: &ElementId, target: &ElementId) -> String {
        let document = self.document();
        let kind_of = |id| document.element(id).map(|e| e.kind);
        let (Some(from), Some(to)) = (kind_of(source), kind_of(target)) else {
            return "There is nothing to connect.".into();
        };
        let metamodel = document.metamodel();
        let legal = metamodel.quick_connect(from, to);
        if let Some(kind) = legal.first() {
            // Legal by kind, so something else is in the way: say what.
            let attributes = initial_attributes(document, *kind);
            if let Err(why) = may_connect(document, *kind, source, target, &attributes) {
                return why.to_string();
            }
        }
        let back = metamodel.quick_connect(to, from).first().map(|k| metamodel.relation_label(*k));
        let mut text =
            format!("Nothing joins {} to {}", article(metamodel.kind_label(from)), article(metamodel.kind_label(to)));
        match back {
            Some(label) if source != target => text += &format!("; drag the other way for \"{label}\"."),
            _ => text.push('.'),
        }
        text
    }
}

fn article(noun: &str) -> String {
    let noun = noun.to_lowercase();
    if noun.starts_with(['a', 'e', 'i', 'o', 'u']) { format!("an {noun}") } else { format!("a {noun}") }
}
