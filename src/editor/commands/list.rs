//! Every command with its menu, name, help, other words for it and keys, in the order of the menus.
//!
//! Knows nothing about what the commands do.

use super::{Menu, Shortcut, Spec};

const fn ctrl(key: &'static str) -> Shortcut {
    Shortcut { command: true, ..plain(key) }
}

const fn ctrl_shift(key: &'static str) -> Shortcut {
    Shortcut { shift: true, ..ctrl(key) }
}

const fn plain(key: &'static str) -> Shortcut {
    Shortcut { command: false, shift: false, alt: false, key }
}

const fn shift(key: &'static str) -> Shortcut {
    Shortcut { shift: true, ..plain(key) }
}

const fn alt(key: &'static str) -> Shortcut {
    Shortcut { alt: true, ..plain(key) }
}

/// Makes [`Command`] and [`ALL`] of one list, so that neither can lack what the other has.
macro_rules! commands {
    ($($menu:ident $command:ident $id:literal $label:literal $tooltip:literal $words:literal [$($shortcut:expr),*];)*) => {
        /// Something a user can do.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Command {
            $(#[doc = $tooltip] $command,)*
        }

        /// Every command, in the order of the menus.
        pub const ALL: &[Spec] = &[$(Spec {
            command: Command::$command,
            id: $id,
            label: $label,
            tooltip: $tooltip,
            words: $words,
            menu: Menu::$menu,
            shortcuts: &[$($shortcut),*],
        }),*];
    };
}

commands! {
    File New "new" "New" "Start with an empty model" "" [ctrl("N")];
    File Open "open" "Open…" "Open a model from a file" "" [ctrl("O")];
    File Save "save" "Save" "Save the model" "" [ctrl("S")];
    File SaveAs "save-as" "Save as…" "Save the model under another name" "" [ctrl_shift("S")];
    File Export "export" "Export…" "Draw this view as SVG or PNG" "picture image svg png" [ctrl("E")];
    File Close "close" "Close" "Close the model and show the start screen" "" [ctrl("W")];
    File Quit "quit" "Quit" "Leave the program" "" [ctrl("Q")];
    Edit Undo "undo" "Undo" "Take back the last step" "back revert" [ctrl("Z")];
    Edit Redo "redo" "Redo" "Do again what was taken back" "again repeat" [ctrl_shift("Z"), ctrl("Y")];
    Edit Rename "rename" "Rename" "Change the name in place" "name title" [plain("F2"), plain("Enter")];
    Edit ChangeKind "change-kind" "Change kind…" "Make the selection another kind of element or relation; what it cannot keep is named first" "replace type turn convert" [plain("R")];
    Edit CreateHere "create" "Add…" "Choose what to add here" "insert new element" [plain("Insert"), plain("I")];
    Edit NewConsumer "new-consumer" "New consumer" "Add a consumer and type its name" "customer client" [plain("1")];
    Edit NewStream "new-value-stream" "New value stream" "Add a value stream and type its name" "process chain" [plain("2")];
    Edit NewPartner "new-partner" "New partner" "Add a partner and type its name" "supplier vendor" [plain("3")];
    Edit NewTechnology "new-technology" "New technology" "Add a technology and type its name" "application system app" [plain("4")];
    Edit NewSibling "new-sibling" "Add another beside it" "One more of the same kind in the same place" "sibling next" [ctrl("Enter")];
    Edit AppendRight "append-right" "Add to the right" "Add what is connected with the selected element, to its right" "append next" [ctrl("ArrowRight")];
    Edit AppendLeft "append-left" "Add to the left" "Add what is connected with the selected element, to its left" "append" [ctrl("ArrowLeft")];
    Edit AppendUp "append-up" "Add above" "Add what is connected with the selected element, above it" "append" [ctrl("ArrowUp")];
    Edit AppendDown "append-down" "Add below" "Add what is connected with the selected element, below it" "append" [ctrl("ArrowDown")];
    Edit ConnectTo "connect-to" "Connect to…" "Choose from a list what to connect the selected element with" "relation link line" [plain("L")];
    Edit MoveEarlier "move-earlier" "Move one place earlier" "The card one slot, the stage one position towards the start" "reorder before" [ctrl_shift("ArrowLeft"), ctrl_shift("ArrowUp")];
    Edit MoveLater "move-later" "Move one place later" "The card one slot, the stage one position towards the end" "reorder after" [ctrl_shift("ArrowRight"), ctrl_shift("ArrowDown")];
    Edit DeleteFromView "delete-from-view" "Remove from view" "Take the selection out of this view; it stays in the model" "hide unplace" [plain("Delete"), plain("Backspace")];
    Edit DeleteFromModel "delete-from-model" "Delete from model" "Delete the selection from the model and every view" "erase destroy" [shift("Delete"), shift("Backspace")];
    Select SelectAll "select-all" "Select all" "Select everything in this view" "" [ctrl("A")];
    Select NextElement "next-element" "Next element" "The next element in reading order; after the last one the keyboard leaves the drawing" "tab walk" [plain("Tab")];
    Select PreviousElement "previous-element" "Previous element" "The element before it in reading order" "tab walk back" [shift("Tab")];
    Select WalkRight "walk-right" "Related element on the right" "Follow a relation to the right" "walk neighbour" [alt("ArrowRight")];
    Select WalkLeft "walk-left" "Related element on the left" "Follow a relation to the left" "walk neighbour" [alt("ArrowLeft")];
    Select WalkUp "walk-up" "Related element above" "Follow a relation upwards" "walk neighbour" [alt("ArrowUp")];
    Select WalkDown "walk-down" "Related element below" "Follow a relation downwards" "walk neighbour" [alt("ArrowDown")];
    Select NextRelation "next-relation" "Next relation" "Select the next relation of this element" "line cycle" [plain("Period")];
    Select PreviousRelation "previous-relation" "Previous relation" "Select the relation of this element before it" "line cycle" [plain("Comma")];
    Arrange Tidy "tidy" "Tidy" "Lay out the selected elements, or the whole view where fewer than two are selected; pinned ones stay" "layout arrange automatic" [ctrl_shift("T")];
    Arrange Pin "pin" "Pin or unpin" "Whether Tidy leaves the selected elements where they are" "fix hold" [];
    Arrange ResetLine "reset-line" "Reset line" "Let the selected lines find their own ways again" "" [];
    Arrange AddNeighbours "add-neighbours" "Add neighbours to this view" "Add what is one relation away from the selection" "" [];
    Arrange AddNote "add-note" "Add note" "A sheet to write on" "sticky comment text" [plain("N")];
    Arrange AddFrame "add-frame" "Add frame" "A titled area, around the selection where there is one" "area box" [plain("F")];
    Arrange Group "group" "Group selection" "Draw a border around the selected elements" "border" [ctrl("G")];
    Arrange Ungroup "ungroup" "Ungroup" "Take the border away; the elements stay" "" [ctrl_shift("G")];
    View ZoomIn "zoom-in" "Zoom in" "Show less, larger" "" [ctrl("Plus"), ctrl("Equals")];
    View ZoomOut "zoom-out" "Zoom out" "Show more, smaller" "" [ctrl("Minus")];
    View ZoomActual "zoom-100" "Zoom to 100 %" "Show everything at its size" "" [ctrl("0")];
    View FitAll "fit-all" "Fit all" "Show the whole drawing" "zoom whole everything" [shift("1"), ctrl("1")];
    View FitSelection "fit-selection" "Fit selection" "Show what is selected" "zoom" [shift("2"), ctrl("2")];
    View SelectTool "tool-select" "Select tool" "Select and move" "cursor pointer" [plain("V")];
    View HandTool "tool-hand" "Hand tool" "Move the drawing" "pan" [plain("H")];
    View ConnectTool "tool-connect" "Connect tool" "Drag from one element to another to connect them" "relation line arrow" [plain("C")];
    View TogglePanels "toggle-panels" "Show or hide panels" "Leave only the drawing" "focus zen distraction" [ctrl("Period")];
    View NextPanel "next-panel" "Next panel" "Lead the keyboard from the drawing to the inspector, the palette, the top bar and back" "focus cycle" [plain("F6")];
    View ToggleMotion "toggle-motion" "Reduce motion or allow it" "Whether Tidy and undo show where things go" "animation reduced" [];
    View ThemeSystem "theme-system" "Theme of the system" "Light or dark as the system is" "" [];
    View ThemeLight "theme-light" "Light theme" "Dark on light" "day" [];
    View ThemeDark "theme-dark" "Dark theme" "Light on dark" "night" [];
    Go PreviousView "previous-view" "Previous view" "Show the tab on the left" "" [ctrl("PageUp")];
    Go NextView "next-view" "Next view" "Show the tab on the right" "" [ctrl("PageDown")];
    Tabs NewCanvas "new-canvas" "New canvas" "Another one-page canvas, with a scope or state of its own" "page one-page" [];
    Tabs NewDiagram "new-diagram" "New diagram" "An empty diagram, to be filled by hand" "" [];
    Tabs WholeModel "new-whole-model" "Diagram of the whole model" "Every element, laid out automatically" "" [];
    Tabs Neighbourhood "new-neighbourhood" "Diagram around the selection" "What is one relation away from the selection" "" [];
    Tabs Upstream "new-upstream" "Diagram upstream of the selection" "All that value comes from on its way to the selection" "" [];
    Tabs Downstream "new-downstream" "Diagram downstream of the selection" "All that value goes to from the selection" "" [];
    Tabs RenameView "rename-view" "Rename view" "Change the name on the tab" "" [shift("F2")];
    Tabs DuplicateView "duplicate-view" "Duplicate view" "A copy of this view on a tab of its own" "" [];
    Tabs MoveViewLeft "move-view-left" "Move tab left" "Put this view before the one on its left" "" [ctrl_shift("PageUp")];
    Tabs MoveViewRight "move-view-right" "Move tab right" "Put this view behind the one on its right" "" [ctrl_shift("PageDown")];
    Tabs DeleteView "delete-view" "Delete view" "Delete this view; its elements stay in the model" "" [];
}
