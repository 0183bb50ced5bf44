//! Whether a command can be used now, and why not.
//!
//! Knows nothing about where that is shown.

use super::{Command, Menu};
use crate::editor::session::Session;
use crate::scene::Owner;

/// What a command asks of a document.
type Needs = fn(&Session) -> Result<(), &'static str>;

impl Command {
    /// Whether the command can be used now.
    ///
    /// # Errors
    /// Why not, as a short sentence.
    pub fn enabled(self, session: Option<&Session>) -> Result<(), &'static str> {
        let needs_selection =
            |session: &Session| if session.selection().is_empty() { Err("Select something first") } else { Ok(()) };
        match (self, session) {
            (Self::New | Self::Open | Self::Quit | Self::ThemeSystem | Self::ThemeLight | Self::ThemeDark, _)
            | (Self::NextView | Self::PreviousView, Some(_)) => Ok(()),
            (command, _) if command.is_of_program() => Ok(()),
            (_, None) => Err("Open a model first"),
            (Self::Undo, Some(s)) => s.history().to_undo().map(drop).ok_or("There is nothing to undo"),
            (Self::Redo, Some(s)) => s.history().to_redo().map(drop).ok_or("There is nothing to redo"),
            (Self::FitSelection, Some(s)) => needs_selection(s),
            (Self::Copy, Some(s)) if !s.selection_is_copyable() => Err("Select an element, note or frame first"),
            (Self::Cut | Self::Duplicate, Some(s)) => {
                s.editable()?;
                if s.selection_is_copyable() { Ok(()) } else { Err("Select an element, note or frame first") }
            }
            (Self::Paste | Self::PasteSpecial, Some(s)) => s.editable(),
            (Self::Rename, Some(s)) => {
                s.editable()?;
                let one = s.has_selected(1) || s.single_annotation().is_some();
                if one { Ok(()) } else { Err("Select an element first") }
            }
            (command, Some(s)) if command.spec().menu == Menu::Select => command.enabled_on_selection(s),
            (Self::ToggleFocus, Some(s)) if s.focus_depth().is_none() => {
                if s.has_selected(1) {
                    Ok(())
                } else {
                    Err("Select an element first")
                }
            }
            (command, Some(s)) if command.spec().menu == Menu::Explore => command.enabled_to_explore(s),
            (command, Some(s)) if matches!(command.spec().menu, Menu::Tabs | Menu::Arrange) => {
                s.editable()?;
                command.enabled_on_view(s)
            }
            (Self::DeleteFromView | Self::DeleteFromModel, Some(s)) => {
                s.editable()?;
                needs_selection(s)
            }
            (Self::QuickFix, Some(s)) => {
                s.editable()?;
                s.may_fix_selection()
            }
            (Self::FillDown, Some(s)) => {
                s.editable()?;
                s.table.fills_down()
            }
            (Self::MarkNew | Self::MarkChange | Self::MarkRetire | Self::MarkKeep, Some(s)) => {
                s.editable()?;
                if s.has_selected(1) { Ok(()) } else { Err("Select an element first") }
            }
            (Self::Save | Self::PasteStyle | Self::AddHere | Self::RenameModel | Self::FixAll, Some(s)) => s.editable(),
            (command, Some(s)) => command.by_keyboard().map_or(Ok(()), |needs| s.editable().and_then(|()| needs(s))),
        }
    }

    /// Whether it concerns the program, not a model.
    fn is_of_program(self) -> bool {
        matches!(
            self,
            Self::FindCommand
                | Self::Shortcuts
                | Self::ResetKeys
                | Self::Settings
                | Self::ToggleMotion
                | Self::ReopenClosed
                | Self::NextDocument
                | Self::PreviousDocument
                | Self::Tour
                | Self::HintsAgain
        ) || matches!(self, Self::WheelAuto | Self::WheelZooms | Self::WheelScrolls)
            || matches!(self, Self::AutoPanOff | Self::AutoPanSlow | Self::AutoPanNormal | Self::AutoPanFast)
    }

    /// The same for commands that select.
    fn enabled_on_selection(self, s: &Session) -> Result<(), &'static str> {
        match self {
            Self::SelectNothing if s.selection().is_empty() => Err("Nothing is selected"),
            Self::SelectNothing
            | Self::SelectAll
            | Self::SelectOthers
            | Self::SelectElements
            | Self::SelectRelations
            | Self::NextElement
            | Self::PreviousElement => Ok(()),
            Self::NextRelation | Self::PreviousRelation if !s.selection().is_empty() => Ok(()),
            _ if !s.has_selected(1) => Err("Select an element first"),
            Self::SelectSameOwner if !s.has_owned_selected() => Err("Nobody is accountable for what is selected"),
            Self::SelectInside if !s.has_whole_selected() => Err("What is selected contains nothing"),
            _ => Ok(()),
        }
    }

    /// The same for commands that explore, which change nothing.
    fn enabled_to_explore(self, s: &Session) -> Result<(), &'static str> {
        match self {
            Self::SwitchOff => s.can_fail(),
            Self::LineOfSight => s.has_promise(),
            Self::PathTo if !s.has_selected(1) || s.has_selected(3) => Err("Select one or two elements first"),
            _ => Ok(()),
        }
    }

    /// The same for commands that change views.
    fn enabled_on_view(self, s: &Session) -> Result<(), &'static str> {
        let at_least = |n, why| if s.has_selected(n) { Ok(()) } else { Err(why) };
        let stored = s.view().map(drop).ok_or("This view is drawn from the model and not stored yet");
        match self {
            Self::Neighbourhood | Self::Upstream | Self::Downstream => at_least(1, "Select an element first"),
            Self::DeleteView | Self::MoveViewLeft | Self::MoveViewRight => stored,
            // On a canvas it is typed into the tray.
            Self::AddNote => Ok(()),
            _ if self.spec().menu == Menu::Arrange && s.is_canvas() => {
                Err("This is for diagrams; cards of a canvas place themselves")
            }
            Self::Tidy if s.is_laying_out() => Err("A layout is under way"),
            Self::Pin | Self::AddNeighbours => at_least(1, "Select an element first"),
            command if command.arranges() => command.enabled_to_arrange(s),
            Self::Group => at_least(2, "Select two elements or more first"),
            Self::GroupAs => s.group_kinds().map(drop),
            Self::Ungroup if !s.has_selected_group() => Err("Select a group first"),
            Self::ResetLine if s.bent_lines().is_empty() => Err("Select a line that was bent first"),
            _ => Ok(()),
        }
    }

    /// What a command of the keyboard needs beside a document that may be changed.
    fn by_keyboard(self) -> Option<Needs> {
        let any: Needs = |_| Ok(());
        match self {
            Self::NewConsumer | Self::NewStream | Self::NewPartner | Self::NewTechnology => Some(any),
            Self::ChangeKind => Some(|s| {
                let some = s.selection().iter().any(|o| matches!(o, Owner::Element(_) | Owner::Relation(_)));
                let some = some || !s.selected_notes().is_empty();
                if some { Ok(()) } else { Err("Select an element, a relation or a note first") }
            }),
            Self::ConnectTo => Some(|s| if s.has_selected(1) { Ok(()) } else { Err("Select an element first") }),
            Self::NewSibling
            | Self::AppendRight
            | Self::AppendLeft
            | Self::AppendUp
            | Self::AppendDown
            | Self::MoveEarlier
            | Self::MoveLater => {
                Some(|s| if s.single_element().is_some() { Ok(()) } else { Err("Select one element first") })
            }
            _ => None,
        }
    }
}
