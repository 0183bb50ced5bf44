//! What the pointer does on the drawing, in words, for the sheet of keys and the README.
//!
//! Knows nothing about how it is done.

/// One thing that the pointer does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PointerWord {
    /// What the hand does.
    pub how: &'static str,
    /// What comes of it.
    pub what: &'static str,
}

const fn word(how: &'static str, what: &'static str) -> PointerWord {
    PointerWord { how, what }
}

/// All that the pointer does, most used first.
pub const POINTER: &[PointerWord] = &[
    word("Drag", "move what is under the pointer, with all that is selected; on a canvas to another place in its zone"),
    word("Drag onto a line", "insert the element between its ends"),
    word("Drag into a container", "make it a part of that, where it may be one"),
    word("Drag from the ring", "connect; on an empty place a menu offers what fits"),
    word("Drag an empty place, Ctrl+drag", "select what lies in the rectangle; with Shift in addition"),
    word("Drag a corner", "resize; Shift keeps the shape, Alt the middle; a double-click gives the natural size"),
    word("Drag a line's middle", "bend the selected line; a double-click removes the bend"),
    word("Drag a line's end", "connect it to something else; Shift pins the spot"),
    word("Drag a line's label", "move it along its line; a double-click lets it go again"),
    word("Drag from the palette or outline", "add it where it is dropped"),
    word("Shift+click, Ctrl+click", "add to the selection or take out of it"),
    word("Double-click", "rename, write, change the kind of a line, or add something on an empty place"),
    word("Double-click a tool", "keep the tool after it was used"),
    word("Right-click", "what can be done here"),
    word("Alt+click", "select what is underneath"),
    word("Alt+drag", "duplicate"),
    word("Alt while connecting", "ask for the kind of relation"),
    word("Shift while moving", "straight along one axis"),
    word("Ctrl while moving", "no guides"),
    word("Space+drag, middle button", "move the drawing"),
    word("Wheel", "scroll; with Shift sideways; Settings can make it zoom"),
    word("Ctrl+wheel, pinch", "zoom at the pointer"),
    word("Esc", "cancel what the pointer is doing"),
];
