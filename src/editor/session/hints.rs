//! The hint line: what releasing will do, and what the keys that can be held do right now.
//!
//! Knows nothing about how it is drawn.

use super::explore::What;
use super::hand::Placing;
use super::{Naming, Session};
use crate::editor::commands::Command;
use crate::editor::gesture::{End, Gesture, Tool};
use crate::model::ElementKind;
use crate::model::legality::connections;
use crate::scene::Owner;

/// A key, or something done with the pointer, and what it does now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HintKey {
    /// The key as it is written.
    pub keys: &'static str,
    /// What it does.
    pub what: &'static str,
    /// Whether it is held.
    pub active: bool,
    /// The command whose key it is, which may have been given others.
    pub command: Option<Command>,
}

/// What can be done now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hint {
    /// What releasing, or the pointer, will do.
    pub text: String,
    /// Which keys act.
    pub keys: Vec<HintKey>,
}

impl Hint {
    pub(super) fn of(text: impl Into<String>) -> Self {
        Self { text: text.into(), keys: Vec::new() }
    }

    pub(super) fn with(mut self, keys: &'static str, what: &'static str, active: bool) -> Self {
        self.keys.push(HintKey { keys, what, active, command: None });
        self
    }

    /// The key of a command, as it came.
    fn key(mut self, command: Command, keys: &'static str, what: &'static str) -> Self {
        self.keys.push(HintKey { keys, what, active: false, command: Some(command) });
        self
    }

    fn or_escape(self) -> Self {
        self.with("Esc", "cancels", false)
    }

    /// The same as one sentence, for those who hear it.
    #[must_use]
    pub fn words(&self) -> String {
        self.words_as(|key| Some(key.keys.to_owned()))
    }

    /// The same with the keys as they are written now; what has none is left out.
    pub fn words_as(&self, written: impl Fn(&HintKey) -> Option<String>) -> String {
        let keys = self.keys.iter().filter_map(|k| Some(format!("{} {}", written(k)?, k.what)));
        std::iter::once(self.text.clone()).filter(|t| !t.is_empty()).chain(keys).collect::<Vec<_>>().join(" · ")
    }
}

impl Session {
    /// What the status bar says: what releasing will do, and which keys act now.
    #[must_use]
    pub fn hint(&self) -> String {
        self.hints().words()
    }

    /// What the keys do in a table.
    fn table_hint(&self) -> Option<Hint> {
        if !self.table.is_open() || self.showing.presenting {
            return None;
        }
        Some(match self.table.editing() {
            Some(editing) => {
                let hint = Hint::of("").with("Enter", "takes it and goes down", false).with("Tab", "goes right", false);
                let hint = if editing.offers.is_empty() { hint } else { hint.with("Down", "chooses", false) };
                hint.or_escape()
            }
            None => Hint::of("Typing replaces")
                .with("F2", "edits", false)
                .with("Shift+Arrow", "extends", false)
                .with("Ctrl+V", "pastes from a spreadsheet", false)
                .with("Shift+Delete", "deletes the row", false)
                .with("Esc", "back to the drawing", false),
        })
    }

    /// What the keys do while something is looked for, focused on or explored.
    fn looking_hint(&self) -> Option<Hint> {
        let idle = self.gesture == Gesture::Idle;
        if self.is_finding() {
            let hint =
                Hint::of("").with("Down and Up", "go from hit to hit", false).with("Enter", "stays there", false);
            return Some(hint.with("Esc", "returns to where you were", false));
        }
        if self.focus_depth().is_some() && idle {
            let hint = Hint::of("").with("1 to 4", "set how far the focus reaches", false);
            return Some(hint.with("Esc", "ends it", false));
        }
        let what = self.exploring().filter(|_| idle)?;
        let hint = Hint::of("").with("Down and Up", "go from one to the next", false);
        let hint = match what {
            What::SinglePoints => hint.with("Enter", "switches it off", false),
            What::Promises => hint.with("Enter", "follows the promise", false),
            _ => hint,
        };
        Some(hint.with("Esc", "back to the drawing", false))
    }

    /// The same as data.
    #[must_use]
    pub fn hints(&self) -> Hint {
        let held = self.hand.held;
        if self.showing.laser {
            return Hint::of("Laser pointer: nothing is selected or moved")
                .with("K", "ends it", true)
                .with("Esc", "ends it", false);
        }
        if let Some(hint) = self.table_hint().or_else(|| self.figures_hint()) {
            return hint;
        }
        if self.writing.is_some() {
            return Hint::of("A click beside it keeps the text").with("Ctrl+Enter", "keeps it too", false).or_escape();
        }
        if let Some(naming) = &self.naming {
            return self.naming_hint(naming);
        }
        if let Some(hint) = self.looking_hint() {
            return hint;
        }
        if let Some(placing) = self.placing() {
            return self.placing_hint(placing);
        }
        match &self.gesture {
            Gesture::Connecting { source, over: Some(over), .. } => {
                let kinds = connections(self.document(), source, over);
                let (source_name, over_name) = (self.name_of(source), self.name_of(over));
                let text = match kinds.as_slice() {
                    [] => match connections(self.document(), over, source).first() {
                        None => self.why_not(source, over),
                        Some(back) => {
                            let verb = self.document().metamodel().relation_label(*back);
                            format!("Release to connect the other way: {over_name} {verb} {source_name}")
                        }
                    },
                    [one] => {
                        let verb = self.document().metamodel().relation_label(*one);
                        format!("Release to connect: {source_name} {verb} {over_name}")
                    }
                    several => format!("Release to choose one of {} relations to {over_name}", several.len()),
                };
                Hint::of(text).with("Alt", "asks for the kind", held.alt).or_escape()
            }
            Gesture::Connecting { .. } => {
                Hint::of("Release on a ringed element to connect, on an empty place to make a new one").or_escape()
            }
            Gesture::Reattaching { relation, end, over, .. } => {
                let text = match over {
                    Some(over) => match self.document().relation(relation) {
                        Some(_) if !self.may_lead_to(relation, *end, over) => "This line may not lead here".to_owned(),
                        _ => {
                            let way = if *end == End::Source { "from" } else { "to" };
                            format!("Release to lead the line {way} {}", self.name_of(over))
                        }
                    },
                    None => "Release on a ringed element to lead the line there".to_owned(),
                };
                Hint::of(text).with("Shift", "pins the spot", held.shift).or_escape()
            }
            Gesture::Sliding { .. } => Hint::of("Release to leave the label here").or_escape(),
            Gesture::Spacing { .. } if self.is_canvas() => Hint::of("Space is made in diagrams").or_escape(),
            Gesture::Spacing { .. } => {
                let text = match self.spacing() {
                    Some(space) if space.by < 0.0 => format!("Release to close {} units of space", -space.by),
                    Some(space) => format!("Release to make {} units of space", space.by),
                    None => "Drag to make space".to_owned(),
                };
                Hint::of(text).or_escape()
            }
            Gesture::Moving { .. } if self.is_canvas() => {
                Hint::of("Release in its own zone to take the place there, elsewhere it goes back").or_escape()
            }
            Gesture::Moving { .. } => {
                let text = match (&self.drag().onto, &self.drag().into, self.single_element()) {
                    (Some(relation), _, Some(one)) => {
                        format!("Release to insert {} {}", one.shown_name(), self.between_words(relation))
                    }
                    (None, Some(into), _) => format!("Release to drop in {}", self.name_of(into)),
                    _ if self.gesture.is_copying() => "Release to make a copy here".to_owned(),
                    _ => "Release to drop".to_owned(),
                };
                Hint::of(text)
                    .with("Shift", "straight", held.shift)
                    .with("Ctrl", "no guides", held.command)
                    .with("Alt", "copies", held.alt)
                    .or_escape()
            }
            Gesture::Resizing { .. } => Hint::of("Release to take this size")
                .with("Shift", "keeps the ratio", held.shift)
                .with("Alt", "keeps the middle", held.alt)
                .with("Ctrl", "no guides", held.command)
                .or_escape(),
            Gesture::Bending { .. } => {
                Hint::of("Release to bend the line").with("Double-click", "removes a bend", false).or_escape()
            }
            Gesture::Marquee { .. } => Hint::of("Release to select what lies inside")
                .with("Shift", "adds", held.shift)
                .with("Ctrl", "turns it: selected or not", held.command)
                .or_escape(),
            Gesture::Idle | Gesture::Pressed { .. } => self.idle_hint(),
        }
    }

    /// What the keys do with what is selected, unless the pointer is over something else.
    fn selection_hint(&self) -> Option<Hint> {
        let over = self.hovered.as_ref().filter(|o| o.is_thing());
        let elsewhere = over.is_some_and(|o| !self.selection.contains(o));
        if self.tool != Tool::Select || self.selection.is_empty() || elsewhere {
            return None;
        }
        let hint = Hint::default();
        let walks = |hint: Hint| hint.key(Command::WalkRight, "Alt+Arrow", "follows its relations");
        if self.editable().is_err() {
            return self.single_element().map(|_| walks(hint));
        }
        let canvas = self.is_canvas();
        if self.selection.len() > 1 {
            let hint =
                if self.has_selected(2) { hint.key(Command::Rename, "Enter", "renames one by one") } else { hint };
            return Some(if canvas {
                hint.key(Command::ChangeKind, "R", "changes the kind")
            } else {
                hint.key(Command::Duplicate, "Ctrl+D", "duplicates").key(Command::Group, "Ctrl+G", "groups").key(
                    Command::Tidy,
                    "Ctrl+Shift+T",
                    "tidies these",
                )
            });
        }
        match (self.selection.first()?, over.is_some()) {
            (Owner::Element(_), over) => {
                // Under the pointer it can be dragged too.
                let text = match (over, canvas) {
                    (false, _) => "",
                    (true, true) => "Drag to another place in its zone",
                    (true, false) => "Drag to move · ring handles connect",
                };
                let also = self.also_deletes().filter(|_| over);
                let text = also.map_or_else(|| text.to_owned(), |also| format!("{text} · Shift+Delete {also}"));
                let hint = Hint::of(text)
                    .key(Command::Rename, "Enter", "renames")
                    .key(Command::AppendRight, "Ctrl+Arrow", "adds beside it")
                    .key(Command::ConnectTo, "L", "connects");
                let hint = hint.key(Command::ChangeKind, "R", "changes the kind");
                Some(if over { hint } else { walks(hint) })
            }
            (Owner::Relation(_), false) => Some(
                hint.key(Command::ChangeKind, "R", "changes its kind")
                    .key(Command::NextRelation, ".", "goes to the next")
                    .key(Command::DeleteFromModel, "Shift+Delete", "deletes it from the model"),
            ),
            (Owner::Annotation(_), false) => {
                Some(hint.key(Command::Rename, "Enter", "writes").key(Command::Duplicate, "Ctrl+D", "duplicates").key(
                    Command::DeleteFromView,
                    "Del",
                    "removes it",
                ))
            }
            _ => None,
        }
    }

    fn naming_hint(&self, naming: &Naming) -> Hint {
        let fresh = naming.fresh.is_some();
        let back = match (fresh, naming.text.trim().is_empty()) {
            (true, true) => "takes it back",
            (true, false) => "keeps it and ends",
            (false, _) => "keeps the old name",
        };
        let hint = Hint::of("Type the name");
        let hint = match self.renaming_place() {
            Some(_) => hint.with("Enter", "goes to the next", false).with("Shift+Enter", "to the one before", false),
            None if fresh && self.keys.goes_on => hint.with("Enter", "keeps it and adds the next", false),
            None => hint.with("Enter", "keeps it", false).with("Ctrl+Enter", "adds another beside it", false),
        };
        hint.with("Esc", back, false)
    }

    /// What is held over the drawing.
    fn placing_hint(&self, placing: &Placing) -> Hint {
        let what = match &placing.existing {
            Some(id) => self.name_of(id),
            None => format!("the {}", placing.what.label.to_lowercase()),
        };
        let text = match (&self.drag().onto, &self.drag().into) {
            (Some(relation), _) => format!("Release to put {what} {}", self.between_words(relation)),
            (None, Some(into)) if placing.existing.is_some() => {
                format!("Release to drop {what} in {}", self.name_of(into))
            }
            (None, Some(into)) => format!("Release to make {what} part of {}", self.name_of(into)),
            (None, None) if self.is_canvas() && placing.what.kind == ElementKind::Stage => {
                "Release on a value stream to add the stage to it".to_owned()
            }
            (None, None) if self.is_canvas() => format!("Release to add {what} in its zone"),
            (None, None) => format!("Release to add {what} here"),
        };
        let hint = Hint::of(text);
        // The cards of a canvas have their places, so nothing guides there.
        if self.is_canvas() {
            return hint.or_escape();
        }
        hint.with("Ctrl", "no guides", self.hand.held.command).with("Alt", "only places it", placing.apart).or_escape()
    }

    fn idle_hint(&self) -> Hint {
        let back = |hint: Hint| {
            let stays = self.keeps_tool();
            hint.with("Q", if stays { "tool stays" } else { "keeps the tool" }, stays).with("V", "selects", false)
        };
        if let Some(hint) = self.selection_hint() {
            return hint;
        }
        match (self.tool, &self.hovered) {
            (Tool::Hand, _) => Hint::of("Drag to move the drawing").with("V", "selects", false),
            (Tool::Connect, _) => back(Hint::of("Drag from one element to another to connect them")),
            (Tool::Space, _) => back(Hint::of("Drag sideways, up or down: what is beyond moves along")),
            (Tool::Select, Some(Owner::Element(_))) if self.is_canvas() => Hint::of(
                "Drag to another place in its zone · drag from a ring handle to connect · double-click to rename",
            ),
            (Tool::Select, Some(Owner::Element(_))) => Hint::of(
                "Drag to move · drag from a ring handle to connect · double-click to rename",
            )
            .with("Alt", "click selects what is under it", self.hand.held.alt),
            (Tool::Select, Some(owner @ Owner::Relation(_))) if self.selection().contains(owner) => {
                Hint::of("Drag to bend · drag an end elsewhere · drag the label along")
                    .with("Double-click", "changes its kind", false)
                    .with("Shift+Delete", "deletes it from the model", false)
            }
            (Tool::Select, Some(Owner::Zone(_))) => {
                Hint::of("Click an empty zone, or the plus of one, to add here · drag to select")
            }
            (Tool::Select, Some(Owner::Relation(_))) => {
                Hint::of("Click to select").with("Shift+Delete", "deletes it from the model", false)
            }
            (Tool::Select, Some(Owner::Annotation(_))) => {
                Hint::of("Drag to move · double-click to write").with("Del", "removes it", false)
            }
            (Tool::Select, None | Some(Owner::More(_) | Owner::Mark(_) | Owner::Page)) => {
                Hint::of("Double-click to add · drag to select")
                    .with("Space", "or middle button moves the drawing", self.hand.held.space)
                    .with("Ctrl", "wheel zooms", self.hand.held.command)
            }
        }
    }
}
