//! Everything a user can do, as data.
//!
//! Menus, tooltips and shortcuts derive from this list, and a test holds the README's table to it.
//!
//! Knows nothing about how a command is shown.

use super::session::Session;

/// Something a user can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the list below says what each is")]
pub enum Command {
    New,
    Open,
    Save,
    SaveAs,
    Export,
    Close,
    Quit,
    Undo,
    Redo,
    SelectAll,
    Rename,
    DeleteFromView,
    DeleteFromModel,
    ZoomIn,
    ZoomOut,
    ZoomActual,
    FitAll,
    FitSelection,
    SelectTool,
    HandTool,
    ConnectTool,
    TogglePanels,
    ToggleMotion,
    NewCanvas,
    NewDiagram,
    WholeModel,
    Neighbourhood,
    Upstream,
    Downstream,
    RenameView,
    DuplicateView,
    MoveViewLeft,
    MoveViewRight,
    DeleteView,
    PreviousView,
    NextView,
    Tidy,
    Pin,
    ResetLine,
    AddNeighbours,
    AddNote,
    AddFrame,
    Group,
    Ungroup,
    ThemeSystem,
    ThemeLight,
    ThemeDark,
}

/// A key with the keys that are held, by the names egui gives them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Shortcut {
    /// Ctrl, on macOS Cmd.
    pub command: bool,
    /// Shift.
    pub shift: bool,
    /// The key.
    pub key: &'static str,
}

/// What is known of a command.
#[derive(Clone, Copy, Debug)]
pub struct Spec {
    /// Which.
    pub command: Command,
    /// Its name that never changes, for settings.
    pub id: &'static str,
    /// Its name in menus.
    pub label: &'static str,
    /// What it does, where the name does not say it.
    pub tooltip: &'static str,
    /// The menu it stands in.
    pub menu: Menu,
    /// Its keys; the first is shown.
    pub shortcuts: &'static [Shortcut],
}

/// The menus, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Menu {
    File,
    Edit,
    View,
    Tabs,
    Arrange,
}

impl Menu {
    /// Every menu, in their order.
    pub const ALL: [Self; 5] = [Self::File, Self::Edit, Self::View, Self::Tabs, Self::Arrange];

    /// What it is called.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::File => "File",
            Self::Edit => "Edit",
            Self::View => "View",
            Self::Tabs => "Tabs",
            Self::Arrange => "Arrange",
        }
    }
}

const fn ctrl(key: &'static str) -> Shortcut {
    Shortcut { command: true, shift: false, key }
}

const fn ctrl_shift(key: &'static str) -> Shortcut {
    Shortcut { command: true, shift: true, key }
}

const fn plain(key: &'static str) -> Shortcut {
    Shortcut { command: false, shift: false, key }
}

const fn shift(key: &'static str) -> Shortcut {
    Shortcut { command: false, shift: true, key }
}

macro_rules! specs {
    ($($menu:ident $command:ident $id:literal $label:literal $tooltip:literal [$($shortcut:expr),*];)*) => {
        /// Every command, in the order of the menus.
        pub const ALL: &[Spec] = &[$(Spec {
            command: Command::$command,
            id: $id,
            label: $label,
            tooltip: $tooltip,
            menu: Menu::$menu,
            shortcuts: &[$($shortcut),*],
        }),*];
    };
}

specs! {
    File New "new" "New" "Start with an empty model" [ctrl("N")];
    File Open "open" "Open…" "Open a model from a file" [ctrl("O")];
    File Save "save" "Save" "Save the model" [ctrl("S")];
    File SaveAs "save-as" "Save as…" "Save the model under another name" [ctrl_shift("S")];
    File Export "export" "Export…" "Draw this view as SVG or PNG" [ctrl("E")];
    File Close "close" "Close" "Close the model and show the start screen" [ctrl("W")];
    File Quit "quit" "Quit" "Leave the program" [ctrl("Q")];
    Edit Undo "undo" "Undo" "Take back the last step" [ctrl("Z")];
    Edit Redo "redo" "Redo" "Do again what was taken back" [ctrl_shift("Z"), ctrl("Y")];
    Edit SelectAll "select-all" "Select all" "Select everything in this view" [ctrl("A")];
    Edit Rename "rename" "Rename" "Change the name in place" [plain("F2"), plain("Enter")];
    Edit DeleteFromView "delete-from-view" "Remove from view" "Take the selection out of this view; it stays in the model" [plain("Delete"), plain("Backspace")];
    Edit DeleteFromModel "delete-from-model" "Delete from model" "Delete the selection from the model and every view" [shift("Delete"), shift("Backspace")];
    View ZoomIn "zoom-in" "Zoom in" "Show less, larger" [ctrl("Plus"), ctrl("Equals")];
    View ZoomOut "zoom-out" "Zoom out" "Show more, smaller" [ctrl("Minus")];
    View ZoomActual "zoom-100" "Zoom to 100 %" "Show everything at its size" [ctrl("0")];
    View FitAll "fit-all" "Fit all" "Show the whole drawing" [shift("1"), ctrl("1")];
    View FitSelection "fit-selection" "Fit selection" "Show what is selected" [shift("2"), ctrl("2")];
    View SelectTool "tool-select" "Select tool" "Select and move" [plain("V")];
    View HandTool "tool-hand" "Hand tool" "Move the drawing" [plain("H")];
    View ConnectTool "tool-connect" "Connect tool" "Drag from one element to another to connect them" [plain("C")];
    View TogglePanels "toggle-panels" "Show or hide panels" "Leave only the drawing" [ctrl("Period")];
    View ToggleMotion "toggle-motion" "Reduce motion or allow it" "Whether Tidy and undo show where things go" [];
    View ThemeSystem "theme-system" "Theme of the system" "Light or dark as the system is" [];
    View ThemeLight "theme-light" "Light theme" "Dark on light" [];
    View ThemeDark "theme-dark" "Dark theme" "Light on dark" [];
    Tabs NewCanvas "new-canvas" "New canvas" "Another one-page canvas, with a scope or state of its own" [];
    Tabs NewDiagram "new-diagram" "New diagram" "An empty diagram, to be filled by hand" [];
    Tabs WholeModel "new-whole-model" "Diagram of the whole model" "Every element, laid out automatically" [];
    Tabs Neighbourhood "new-neighbourhood" "Diagram around the selection" "What is one relation away from the selection" [];
    Tabs Upstream "new-upstream" "Diagram upstream of the selection" "All that value comes from on its way to the selection" [];
    Tabs Downstream "new-downstream" "Diagram downstream of the selection" "All that value goes to from the selection" [];
    Tabs RenameView "rename-view" "Rename view" "Change the name on the tab" [shift("F2")];
    Tabs DuplicateView "duplicate-view" "Duplicate view" "A copy of this view on a tab of its own" [];
    Tabs MoveViewLeft "move-view-left" "Move tab left" "Put this view before the one on its left" [ctrl_shift("PageUp")];
    Tabs MoveViewRight "move-view-right" "Move tab right" "Put this view behind the one on its right" [ctrl_shift("PageDown")];
    Tabs DeleteView "delete-view" "Delete view" "Delete this view; its elements stay in the model" [];
    Tabs PreviousView "previous-view" "Previous view" "Show the tab on the left" [ctrl("PageUp")];
    Tabs NextView "next-view" "Next view" "Show the tab on the right" [ctrl("PageDown")];
    Arrange Tidy "tidy" "Tidy" "Lay out the selected elements, or the whole view where fewer than two are selected; pinned ones stay" [ctrl_shift("T")];
    Arrange Pin "pin" "Pin or unpin" "Whether Tidy leaves the selected elements where they are" [];
    Arrange ResetLine "reset-line" "Reset line" "Let the selected lines find their own ways again" [];
    Arrange AddNeighbours "add-neighbours" "Add neighbours to this view" "Add what is one relation away from the selection" [];
    Arrange AddNote "add-note" "Add note" "A sheet to write on" [plain("N")];
    Arrange AddFrame "add-frame" "Add frame" "A titled area, around the selection where there is one" [plain("F")];
    Arrange Group "group" "Group selection" "Draw a border around the selected elements" [ctrl("G")];
    Arrange Ungroup "ungroup" "Ungroup" "Take the border away; the elements stay" [ctrl_shift("G")];
}

impl Command {
    /// What is known of the command.
    ///
    /// # Panics
    /// Never: a test finds every command in the list.
    #[must_use]
    pub fn spec(self) -> &'static Spec {
        ALL.iter().find(|s| s.command == self).expect("every command is in the list, a test looks each up")
    }

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
            (_, None) => Err("Open a model first"),
            (Self::Undo, Some(s)) => s.history().to_undo().map(drop).ok_or("There is nothing to undo"),
            (Self::Redo, Some(s)) => s.history().to_redo().map(drop).ok_or("There is nothing to redo"),
            (Self::FitSelection, Some(s)) => needs_selection(s),
            (Self::Rename, Some(s)) => {
                s.editable()?;
                let one = s.single_element().is_some() || s.single_annotation().is_some();
                if one { Ok(()) } else { Err("Select one element first") }
            }
            (command, Some(s)) if command.spec().menu == Menu::Tabs || command.spec().menu == Menu::Arrange => {
                s.editable()?;
                command.enabled_on_view(s)
            }
            (Self::DeleteFromView | Self::DeleteFromModel, Some(s)) => {
                s.editable()?;
                needs_selection(s)
            }
            (Self::Save, Some(s)) => s.editable(),
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
            _ if self.spec().menu == Menu::Arrange && s.is_canvas() => {
                Err("This is for diagrams; cards of a canvas place themselves")
            }
            Self::Tidy if s.is_laying_out() => Err("A layout is under way"),
            Self::Pin | Self::AddNeighbours => at_least(1, "Select an element first"),
            Self::Group => at_least(2, "Select two elements or more first"),
            Self::Ungroup if !s.has_selected_group() => Err("Select a group first"),
            Self::ResetLine if s.bent_lines().is_empty() => Err("Select a line that was bent first"),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn the_readme_lists_every_shortcut() {
        let readme = include_str!("../../README.md");
        let keys = &readme[readme.find("## Keys").unwrap()..readme.find("## File format").unwrap()];
        for shortcut in ALL.iter().flat_map(|s| s.shortcuts) {
            let key = match shortcut.key {
                "Delete" => "Del",
                "Plus" => "+",
                "Minus" => "-",
                "Equals" => "=",
                "Period" => ".",
                key => key,
            };
            let held = [("Ctrl+", shortcut.command), ("Shift+", shortcut.shift)];
            let held: String = held.into_iter().filter(|(_, on)| *on).map(|(name, _)| name).collect();
            assert!(keys.contains(&format!("`{held}{key}`")), "{held}{key} is missing in the README");
        }
    }

    #[test]
    fn ids_and_shortcuts_are_unique_and_every_command_is_listed() {
        let ids: HashSet<_> = ALL.iter().map(|s| s.id).collect();
        assert_eq!(ids.len(), ALL.len());
        let shortcuts: Vec<_> = ALL.iter().flat_map(|s| s.shortcuts).collect();
        assert_eq!(shortcuts.iter().collect::<HashSet<_>>().len(), shortcuts.len());
        for spec in ALL {
            assert_eq!(spec.command.spec().id, spec.id);
        }
    }
}
