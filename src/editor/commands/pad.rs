//! Which commands stand beside what is selected, in small bars on the drawing.
//!
//! Knows nothing about where the bars are.

use super::Command;
use crate::editor::session::Session;
use crate::scene::Owner;

/// What a bar is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pad {
    /// One element.
    Element,
    /// Several things.
    Several,
    /// One relation.
    Relation,
    /// One note, frame or group.
    Annotation,
    /// One thing that is locked.
    Locked,
}

/// A command of a bar, with the icon of the bundled set that shows it; what has none there is drawn by the window.
pub type Button = (Command, &'static str);

const ELEMENT: &[Button] = &[
    (Command::AppendRight, "plus"),
    (Command::ConnectTool, "share-network"),
    (Command::Rename, "pencil-simple"),
    (Command::ChangeKind, "swap"),
    (Command::Collapse, "arrows-in"),
    (Command::Expand, "arrows-out"),
    (Command::Lock, "lock"),
    (Command::DeleteFromView, "trash"),
];

/// A canvas shows all that its scope has, and places it itself.
const ON_CANVAS: &[Button] = &[
    (Command::AppendRight, "plus"),
    (Command::ConnectTool, "share-network"),
    (Command::Rename, "pencil-simple"),
    (Command::ChangeKind, "swap"),
    (Command::DeleteFromModel, "trash"),
];

const SEVERAL: &[Button] = &[
    (Command::AlignLeft, ""),
    (Command::AlignCentres, ""),
    (Command::AlignRight, ""),
    (Command::AlignTop, ""),
    (Command::AlignMiddles, ""),
    (Command::AlignBottom, ""),
    (Command::DistributeAcross, ""),
    (Command::DistributeDown, ""),
    (Command::SameSize, "equals"),
    (Command::Group, "selection-all"),
    (Command::GroupAs, "tree-structure"),
    (Command::Tidy, "magic-wand"),
    (Command::Lock, "lock"),
    (Command::DeleteFromView, "trash"),
];

const RELATION: &[Button] =
    &[(Command::ChangeKind, "swap"), (Command::ResetLine, "arrow-u-up-left"), (Command::DeleteFromModel, "trash")];

const ANNOTATION: &[Button] = &[
    (Command::Rename, "pencil-simple"),
    (Command::NaturalSize, "corners-out"),
    (Command::Ungroup, "squares-four"),
    (Command::Lock, "lock"),
    (Command::DeleteFromView, "trash"),
];

const LOCKED: &[Button] = &[(Command::Lock, "lock-open")];

/// The bar of what is selected, with those of its commands that can be used now; `None` where there is none.
#[must_use]
pub fn pad(session: &mut Session) -> Option<(Pad, Vec<Button>)> {
    session.editable().ok()?;
    // What is looked at is not worked on.
    if session.exploring().is_some() {
        return None;
    }
    let on_canvas = session.is_canvas();
    let selection = session.selection();
    let pad = match selection.iter().next()? {
        Owner::Element(_) if selection.len() == 1 => Pad::Element,
        Owner::Relation(_) if selection.len() == 1 => Pad::Relation,
        Owner::Annotation(_) if selection.len() == 1 => Pad::Annotation,
        _ => Pad::Several,
    };
    let pad = if session.locked_alone().is_some() { Pad::Locked } else { pad };
    let buttons = match pad {
        Pad::Element if on_canvas => ON_CANVAS,
        Pad::Element => ELEMENT,
        // Cards of a canvas are not arranged by hand.
        Pad::Several if on_canvas => return None,
        Pad::Several => SEVERAL,
        Pad::Relation => RELATION,
        Pad::Annotation => ANNOTATION,
        Pad::Locked => LOCKED,
    };
    let usable = |(command, _): &&Button| command.enabled(Some(session)).is_ok();
    let buttons: Vec<Button> = buttons.iter().filter(usable).copied().collect();
    (!buttons.is_empty()).then_some((pad, buttons))
}
