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
    word("Drag", "move what is under the pointer, with all that is selected"),
    word("Drag from the ring", "connect; on an empty place a menu offers what fits"),
    word("Drag an empty place", "select what lies in the rectangle"),
    word("Shift+click, Ctrl+click", "add to the selection or take out of it"),
    word("Double-click", "rename, or add something on an empty place"),
    word("Right-click", "what can be done here"),
    word("Alt+click", "select what is underneath"),
    word("Alt+drag", "duplicate"),
    word("Shift while moving", "straight along one axis"),
    word("Ctrl while moving", "no guides"),
    word("Drag a line's middle", "bend the selected line; a double-click removes the bend"),
    word("Drag a line's end", "connect it to something else"),
    word("Space+drag, middle button", "move the drawing"),
    word("Wheel", "scroll; with Shift sideways; Settings can make it zoom"),
    word("Ctrl+wheel, pinch", "zoom at the pointer"),
    word("Esc", "cancel what the pointer is doing"),
];
