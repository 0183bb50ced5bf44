//! What a session says: hints, labels, reasons.
//!
//! Knows nothing about where the words are shown.

use super::Session;
use crate::editor::gesture::Gesture;
use crate::model::ElementId;
use crate::model::legality::{connections, initial_attributes, may_connect};

/// How a whole stream is typed.
pub const STREAM_EXAMPLE: &str = "Join: apply > verify > open";

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
        if let Gesture::Reattaching { relation, over: Some(over), end, .. } = &self.gesture {
            let kind = self.document().relation(relation).map(|r| r.kind);
            let verb = kind.map_or("", |kind| self.document().metamodel().relation_label(kind));
            return if self.may_lead_to(relation, *end, over) { verb.to_owned() } else { format!("{verb}: not here") };
        }
        let Gesture::Connecting { source, over: Some(over), .. } = &self.gesture else { return String::new() };
        let metamodel = self.document().metamodel();
        match connections(self.document(), source, over).as_slice() {
            [] => match connections(self.document(), over, source).as_slice() {
                [] => self.why_not(source, over),
                [back, ..] => format!("the other way: {}", metamodel.relation_label(*back)),
            },
            [one] => metamodel.relation_label(*one).to_owned(),
            [first, ..] => format!("{} …", metamodel.relation_label(*first)),
        }
    }

    /// What stands in the field of a name while it is empty: of a new stream, how all of it is typed at once.
    #[must_use]
    pub fn name_prompt(&self) -> &'static str {
        let fresh = self.naming.as_ref().filter(|n| n.fresh.is_some());
        let kind = fresh.and_then(|n| self.document().element(&n.element)).map(|e| e.kind);
        if kind == Some(crate::model::ElementKind::ValueStream) { STREAM_EXAMPLE } else { "Name" }
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
