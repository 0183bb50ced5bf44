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

const fn alt(key: &'static str) -> Shortcut {
    Shortcut { alt: true, ..plain(key) }
}

const fn alt_shift(key: &'static str) -> Shortcut {
    Shortcut { shift: true, ..alt(key) }
}

const fn ctrl_alt(key: &'static str) -> Shortcut {
    Shortcut { alt: true, ..ctrl(key) }
}

const fn plain(key: &'static str) -> Shortcut {
    Shortcut { command: false, shift: false, alt: false, key }
}

const fn shift(key: &'static str) -> Shortcut {
    Shortcut { shift: true, ..plain(key) }
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
    File Report "report" "Report…" "Write what the model says about itself as one page: canvas, figures, findings and catalogues" "html markdown document print board summary catalogue" [];
    File ReopenClosed "reopen-closed" "Reopen closed" "Open again what was closed last in this run" "recent last back restore" [ctrl_shift("O")];
    File Close "close" "Close" "Close this model; the others stay open" "tab document" [ctrl("W")];
    File CloseOthers "close-others" "Close others" "Close every model but this one" "tabs documents" [];
    File NextDocument "next-document" "Next model" "Bring the open model after this one to the front" "tab document switch window" [ctrl("Tab")];
    File PreviousDocument "previous-document" "Previous model" "Bring the open model before this one to the front" "tab document switch window" [ctrl_shift("Tab")];
    File StartScreen "start-screen" "Start screen" "Templates and recent files; what is open stays open" "home new welcome" [];
    File Settings "settings" "Settings…" "Theme, wheel, motion and keys, remembered between runs" "preferences options configure" [ctrl("Comma")];
    File RenameModel "rename-model" "Rename the model…" "Type another name for this model, at the top left" "title name call label" [];
    File ModelSettings "model-settings" "Settings of the model…" "Name, as-of date, currency, working hours and every threshold of this model" "preferences currency date hours threshold limit properties" [];
    File Quit "quit" "Quit" "Leave the program" "" [ctrl("Q")];
    Edit Undo "undo" "Undo" "Take back the last step" "back revert" [ctrl("Z")];
    Edit Redo "redo" "Redo" "Do again what was taken back" "again repeat" [ctrl_shift("Z"), ctrl("Y")];
    Edit Cut "cut" "Cut" "Copy the selection and take it away: out of a diagram, from the model on a canvas" "move" [ctrl("X")];
    Edit Copy "copy" "Copy" "Put the selection onto the clipboard, for this model or another" "" [ctrl("C")];
    Edit Paste "paste" "Paste" "Put what is on the clipboard at the pointer: elements, a list, a table, a picture" "insert import text" [ctrl("V")];
    Edit PasteSpecial "paste-special" "Paste special…" "Choose between the same elements and new ones; a text becomes a note" "reference copy note" [ctrl_shift("V")];
    Edit Duplicate "duplicate" "Duplicate" "A copy beside the selection; the next stands as far from it as you moved this one" "clone copy" [ctrl("D")];
    Edit CopyPicture "copy-picture" "Copy as picture" "The selection, or the whole view, as PNG onto the clipboard" "image png screenshot" [ctrl_shift("C")];
    Edit CopySvg "copy-svg" "Copy as SVG" "The selection, or the whole view, as the text of an SVG onto the clipboard" "image vector" [];
    Edit Rename "rename" "Rename" "Change the name in place" "name title" [plain("F2"), plain("Enter")];
    Edit ChangeKind "change-kind" "Change kind…" "Make the selection another kind of element or relation, or a note an element; what it cannot keep is named first" "replace type turn into convert note" [plain("R")];
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
    Edit AddHere "add-here" "Add here…" "Choose what to add: where the menu was opened, else beside the selection or in the middle" "new create insert card" [plain("Insert"), plain("I")];
    Edit ContextMenu "context-menu" "What can be done here" "Open the menu of what is selected" "context right click" [plain("Menu"), shift("F10")];
    Edit CopyStyle "copy-style" "Copy style" "Size and order of what is selected; with nothing selected, how the view is drawn" "format painter look" [ctrl_alt("C")];
    Edit PasteStyle "paste-style" "Paste style" "Give what is selected, or the view, the copied style" "format painter look" [ctrl_alt("V")];
    Edit FillDown "fill-down" "Fill down" "Put what stands in the first row of the range of a table into the others" "table copy repeat" [];
    Edit ModelWords "model-words" "Words and attributes of this model…" "What kinds are called here, other words for them, and attributes of your own" "custom attribute field label synonym rename kind metamodel property" [];
    Edit MarkNew "mark-new" "Mark as new…" "The selection comes at a plateau of the roadmap" "to be future add state plateau" [];
    Edit MarkChange "mark-change" "Mark as changed…" "The selection changes at a plateau of the roadmap" "to be alter state plateau" [];
    Edit MarkRetire "mark-retire" "Mark as retired…" "The selection goes at a plateau of the roadmap" "to be remove end state plateau" [];
    Edit MarkKeep "mark-keep" "Mark as kept" "The selection stays as it is" "as is unmark state" [];
    Edit ToggleTray "unsorted-tray" "Unsorted tray" "Show or hide the list of what was said and is no element yet; what is typed or pasted there is sorted later" "capture workshop brainstorm inbox notes collect" [];
    Edit ToggleHistory "toggle-history" "History" "Show or hide the list of steps; a click goes back or forth to one" "undo steps past versions" [ctrl_shift("H")];
    Select SelectAll "select-all" "Select all" "Select everything in this view" "" [ctrl("A")];
    Select SelectNothing "select-nothing" "Select nothing" "Let go of what is selected" "deselect clear" [];
    Select SelectOthers "select-others" "Invert selection" "Select the elements of this view that are not selected" "other rest" [];
    Select SelectElements "select-elements" "Select elements only" "The elements of the selection, or all of this view where none is selected" "boxes cards vertices" [ctrl_shift("I")];
    Select SelectRelations "select-relations" "Select relations only" "The relations of the selection, or all of this view where none is selected" "lines edges" [ctrl_shift("E")];
    Select SelectNeighbours "select-neighbours" "Select neighbours" "Add what is one relation away in this view" "related adjacent" [];
    Select SelectUpstream "select-upstream" "Select upstream" "Add all in this view that value comes from on its way to the selection" "before suppliers" [];
    Select SelectDownstream "select-downstream" "Select downstream" "Add all in this view that value goes to from the selection" "after consumers" [];
    Select SelectInside "select-inside" "Select everything inside" "What the selection contains, and what that contains" "parts children contents" [];
    Select SelectSameKind "select-same-kind" "Select same kind" "All in this view that is of the same kind" "type similar" [];
    Select SelectSameOwner "select-same-owner" "Select same owner" "All in this view that the same role or unit is accountable for" "accountable responsible" [];
    Select SelectSameState "select-same-state" "Select same state" "All in this view that stays, comes, changes or retires as the selection does" "new change retire keep" [];
    Select NextElement "next-element" "Next element" "The next element in reading order; after the last one the keyboard leaves the drawing" "tab walk" [plain("Tab")];
    Select PreviousElement "previous-element" "Previous element" "The element before it in reading order" "tab walk back" [shift("Tab")];
    Select WalkRight "walk-right" "Related element on the right" "Follow a relation to the right" "walk neighbour" [alt("ArrowRight")];
    Select WalkLeft "walk-left" "Related element on the left" "Follow a relation to the left" "walk neighbour" [alt("ArrowLeft")];
    Select WalkUp "walk-up" "Related element above" "Follow a relation upwards" "walk neighbour" [alt("ArrowUp")];
    Select WalkDown "walk-down" "Related element below" "Follow a relation downwards" "walk neighbour" [alt("ArrowDown")];
    Select NextRelation "next-relation" "Next relation" "Select the next relation of this element" "line cycle" [plain("Period")];
    Select PreviousRelation "previous-relation" "Previous relation" "Select the relation of this element before it" "line cycle" [plain("Comma")];
    Edit QuickFix "quick-fix" "Fix…" "Choose what to do about what the rules found of the selection" "quick fix repair correct finding problem solve" [alt("Enter")];
    Edit FixAll "fix-all" "Fix everything that needs no answer" "Do at once what follows from the model itself: repeated relations, positions that stages share, flows that lead back" "quick fix repair findings problems clean" [];
    Arrange Tidy "tidy" "Tidy" "Lay out the selected elements, or the whole view where fewer than two are selected; pinned ones stay" "layout arrange automatic" [ctrl_shift("T")];
    Arrange Pin "pin" "Pin or unpin" "Whether Tidy leaves the selected elements where they are" "fix hold" [];
    Arrange ResetLine "reset-line" "Reset line" "Let the selected lines find their own ways again" "" [];
    Arrange AddNeighbours "add-neighbours" "Add neighbours to this view" "Add what is one relation away from the selection" "" [];
    Arrange AddNote "add-note" "Add note" "A sheet to write on" "sticky comment text" [plain("N")];
    Arrange AddFrame "add-frame" "Add frame" "A titled area, around the selection where there is one" "area box" [plain("F")];
    Arrange Group "group" "Group selection" "Draw a border around the selected elements" "border" [ctrl("G")];
    Arrange GroupAs "group-as" "Take together in a new element…" "Make a stream, a unit or another whole of which the selected elements become parts" "container contain parent group" [];
    Arrange Ungroup "ungroup" "Ungroup" "Take the border away; the elements stay" "" [ctrl_shift("G")];
    Arrange AlignLeft "align-left" "Align left" "Left edges of the selection in one line; locked ones stay and lead" "line up" [alt("A")];
    Arrange AlignRight "align-right" "Align right" "Right edges of the selection in one line" "line up" [alt("D")];
    Arrange AlignTop "align-top" "Align top" "Top edges of the selection in one line" "line up" [alt("W")];
    Arrange AlignBottom "align-bottom" "Align bottom" "Bottom edges of the selection in one line" "line up" [alt("S")];
    Arrange AlignCentres "align-centres" "Centre horizontally" "Middles of the selection over each other" "align center middle" [alt("H")];
    Arrange AlignMiddles "align-middles" "Centre vertically" "Middles of the selection beside each other" "align center middle" [alt("V")];
    Arrange DistributeAcross "distribute-across" "Distribute horizontally" "Equal gaps from left to right; the outer two stay" "space evenly spread" [alt_shift("H")];
    Arrange DistributeDown "distribute-down" "Distribute vertically" "Equal gaps from top to bottom; the outer two stay" "space evenly spread" [alt_shift("V")];
    Arrange StackRow "stack-row" "Stack in a row" "One beside the other, with one gap" "pack" [];
    Arrange StackColumn "stack-column" "Stack in a column" "One below the other, with one gap" "pack" [];
    Arrange SameWidth "same-width" "Same width" "As wide as the widest, or as a locked one" "stretch size" [];
    Arrange SameHeight "same-height" "Same height" "As high as the highest, or as a locked one" "stretch size" [];
    Arrange SameSize "same-size" "Same size" "As large as the largest, or as a locked one" "stretch" [];
    Arrange NaturalSize "natural-size" "Natural size" "As large as what it says or holds asks for" "reset fit" [];
    Arrange BringForward "bring-forward" "Bring forward" "Over the next thing that overlaps it" "order layer z above" [ctrl("CloseBracket")];
    Arrange SendBackward "send-backward" "Send backward" "Under the next thing that overlaps it" "order layer z below" [ctrl("OpenBracket")];
    Arrange BringToFront "bring-to-front" "Bring to front" "Over all others" "order layer z top" [ctrl_shift("CloseBracket")];
    Arrange SendToBack "send-to-back" "Send to back" "Under all others" "order layer z bottom" [ctrl_shift("OpenBracket")];
    Arrange Lock "lock" "Lock or unlock" "What is locked stays where it is, as large as it is, and in the view" "fix freeze protect" [ctrl_shift("L")];
    Arrange Collapse "collapse" "Collapse" "Draw a container as one card; what it holds keeps its places" "fold hide close" [ctrl("Home")];
    Arrange Expand "expand" "Expand" "Show what a collapsed container holds" "unfold show open" [ctrl("End")];
    View ZoomIn "zoom-in" "Zoom in" "Show less, larger" "" [ctrl("Plus"), ctrl("Equals")];
    View ZoomOut "zoom-out" "Zoom out" "Show more, smaller" "" [ctrl("Minus")];
    View ZoomActual "zoom-100" "Zoom to 100 %" "Show everything at its size" "" [ctrl("0")];
    View FitAll "fit-all" "Fit all" "Show the whole drawing" "zoom whole everything" [shift("1"), ctrl("1")];
    View FitSelection "fit-selection" "Fit selection" "Show what is selected" "zoom" [shift("2"), ctrl("2")];
    View SelectTool "tool-select" "Select tool" "Select and move" "cursor pointer" [plain("V")];
    View HandTool "tool-hand" "Hand tool" "Move the drawing" "pan" [plain("H")];
    View ConnectTool "tool-connect" "Connect tool" "Drag from one element to another to connect them" "relation line arrow" [plain("C")];
    View SpaceTool "tool-space" "Make space" "Drag sideways, up or down: everything beyond moves along" "room gap insert push" [plain("S")];
    View KeepTool "keep-tool" "Keep the tool" "Whether a tool stays after it was used" "sticky lock repeat" [plain("Q")];
    View ToggleGrid "toggle-grid" "Grid on or off" "Draw what is moved to a grid of 8 units" "snap raster" [ctrl("Quote")];
    View ToggleFocus "toggle-focus" "Focus on neighbours" "Dim what is not near the selection; 1 to 4 say how near" "dim highlight depth" [shift("F")];
    View ToggleMap "toggle-map" "Show or hide the map" "The whole drawing, small, in the corner" "minimap overview" [plain("M")];
    View ToggleTable "toggle-table" "Table of elements" "All elements of a kind, or all contracts, risks and other entries, edited like a spreadsheet; again for the drawing" "spreadsheet grid rows list excel" [];
    View TogglePanels "toggle-panels" "Show or hide panels" "Leave only the drawing" "focus zen distraction" [ctrl("Period")];
    View ToggleOutline "toggle-outline" "Show or hide the outline" "The model as a tree, under the palette" "tree list navigator" [];
    View Roadmap "roadmap" "Roadmap…" "The plateaus, what is new, changes and retires at each, and what the projects change" "as is to be plateau project transition plan" [];
    View Present "present" "Present" "Only the drawing, view by view" "slides full screen show" [plain("F5")];
    View Laser "laser" "Laser pointer" "A glowing trail behind the pointer that fades; nothing is selected or moved" "point present red" [plain("K")];
    View NextPanel "next-panel" "Next panel" "Lead the keyboard from the drawing to the inspector, the palette, the top bar and back" "focus cycle" [plain("F6")];
    View ToggleMotion "toggle-motion" "Reduce motion or allow it" "Whether Tidy and undo show where things go" "animation reduced" [];
    View ThemeSystem "theme-system" "Theme of the system" "Light or dark as the system is" "" [];
    View ThemeLight "theme-light" "Light theme" "Dark on light" "day" [];
    View ThemeDark "theme-dark" "Dark theme" "Light on dark" "night" [];
    View WheelAuto "wheel-auto" "Wheel: automatic" "The wheel scrolls, with Ctrl or a pinch it zooms at the pointer, with Shift it scrolls sideways" "mouse trackpad scroll zoom" [];
    View WheelZooms "wheel-zooms" "Wheel zooms" "The wheel zooms at the pointer, with Ctrl it scrolls" "mouse scroll" [];
    View WheelScrolls "wheel-scrolls" "Wheel scrolls" "The wheel only scrolls, with Ctrl or Shift sideways; keys and pinches zoom" "mouse trackpad pan" [];
    View AutoPanOff "auto-pan-off" "Auto-pan off" "The drawing stays while something is dragged to the edge" "edge scroll" [];
    View AutoPanSlow "auto-pan-slow" "Auto-pan slow" "Dragging to the edge moves the drawing slowly" "edge scroll speed" [];
    View AutoPanNormal "auto-pan-normal" "Auto-pan normal" "Dragging to the edge moves the drawing" "edge scroll speed" [];
    View AutoPanFast "auto-pan-fast" "Auto-pan fast" "Dragging to the edge moves the drawing fast" "edge scroll speed" [];
    Explore ToggleFindings "toggle-findings" "Findings" "Show or hide what the rules found, below the drawing: what is missing, what contradicts itself, what will hurt" "problems errors warnings checks rules issues lint missing" [ctrl_shift("M")];
    Explore ToggleDots "toggle-dots" "Finding dots on cards" "Whether each card says in a dot how much is found of it" "badges problems errors warnings marks" [];
    Explore ToggleFigures "figures" "Figures" "Charts of time, money, people and promises, each number with how it comes about; again for the drawing" "chart analyses analysis graph dashboard kpi lead time cost hhi vocr raci culture delight objective numbers" [];
    Explore SwitchOff "switch-off" "Switch it off" "What is lost without the selected partner, technology, process, role, unit or location, hop by hop on the drawing" "impact outage failure blast radius lose loss what if risk depends" [];
    Explore PathTo "path-to" "Path from here to…" "The shortest way over relations from the selected element to another, and all others" "route way connection between trace how related" [];
    Explore SinglePoints "single-points" "Single points of failure" "Roles, technologies and partners that nothing else stands in for, and why" "spof risk bottleneck key person critical" [];
    Explore LineOfSight "line-of-sight" "Line of sight" "From a promise to everything that keeps it, with the links that are missing" "promise value proposition trace broken loop gaps" [];
    Go Find "find" "Find in this view" "Light what has a word, and go from one to the next" "search" [ctrl("F")];
    Go GoTo "go-to" "Go to anything" "Any element, relation, view or setting, by its name" "search jump open" [ctrl("P")];
    Go NextFinding "next-finding" "Next finding" "Go to what the next finding of the list is about" "problem error warning jump" [plain("F8")];
    Go PreviousFinding "previous-finding" "Previous finding" "Go to what the finding before it is about" "problem error warning jump" [shift("F8")];
    Go BackToContent "back-to-content" "Back to content" "Show the whole drawing when nothing of it is in sight" "lost" [];
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
    Help FindCommand "find-command" "Find a command…" "Everything the program can do, by name" "palette search actions" [ctrl("K"), ctrl_shift("P")];
    Help Shortcuts "shortcuts" "Keyboard shortcuts…" "Every key and what the pointer does; keys can be changed here" "help keys cheat sheet hotkeys rebind" [shift("Questionmark"), shift("Slash"), plain("F1")];
    Help Tour "tour" "Two-minute tour" "Draw a small model step by step, in a practice model of its own; left with Esc, it goes on from here" "tutorial learn guide introduction help" [];
    Help HintsAgain "hints-again" "Show hints again" "Hints that were shown once come once more" "tips reset" [];
    Help ResetKeys "reset-keys" "Reset all keys" "Every command gets the keys it came with" "shortcuts default" [];
}
