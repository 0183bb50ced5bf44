//! Keys as values: written in a list, shown to people, and read back from what is remembered.
//!
//! Knows nothing about which command has which.

use std::fmt;

/// A key with the keys that are held, by the names egui gives them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Shortcut {
    /// Ctrl, on macOS Cmd.
    pub command: bool,
    /// Shift.
    pub shift: bool,
    /// Alt, on macOS Option.
    pub alt: bool,
    /// The key.
    pub key: &'static str,
}

/// The keys that a shortcut can have.
#[rustfmt::skip]
pub const KEYS: [&str; 77] = [
    "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "K", "L", "M",
    "N", "O", "P", "Q", "R", "S", "T", "U", "V", "W", "X", "Y", "Z", "F1", "F2", "F3", "F4", "F5", "F6", "F7", "F8",
    "F9", "F10", "F11", "F12", "ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "PageUp", "PageDown", "Home", "End",
    "Insert", "Delete", "Backspace", "Enter", "Space", "Tab", "Escape", "Menu", "Plus", "Minus", "Equals", "Comma",
    "Period", "Slash", "Questionmark", "Semicolon", "Quote", "Backslash", "OpenBracket", "CloseBracket", "Backtick",
];

impl Shortcut {
    /// The shortcut of a key by any name that egui has for it; `None` for a key that shortcuts cannot have.
    #[must_use]
    pub fn of_key(key: &str, command: bool, shift: bool, alt: bool) -> Option<Self> {
        let name = match key {
            "Up" => "ArrowUp",
            "Down" => "ArrowDown",
            "Left" => "ArrowLeft",
            "Right" => "ArrowRight",
            key => key,
        };
        let key = KEYS.into_iter().find(|k| *k == name)?;
        Some(Self { command, shift, alt, key })
    }

    /// Reads what [`Display`](fmt::Display) writes.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts: Vec<&str> = text.split('+').collect();
        let key = parts.pop()?;
        let mut held = [false; 3];
        for part in parts {
            let at = ["Ctrl", "Shift", "Alt"].into_iter().position(|name| name == part)?;
            held[at] = true;
        }
        Self::of_key(key, held[0], held[1], held[2])
    }

    /// How people write it: "Ctrl+Del", with the signs of the keys. `ctrl` is what that key is called.
    #[must_use]
    pub fn words(self, ctrl: &str) -> String {
        let key = match self.key {
            "Delete" => "Del",
            "Plus" => "+",
            "Minus" => "-",
            "Equals" => "=",
            "Comma" => ",",
            "Period" => ".",
            "Slash" => "/",
            "Questionmark" => "?",
            "Semicolon" => ";",
            "Quote" => "'",
            "Backslash" => "\\",
            "OpenBracket" => "[",
            "CloseBracket" => "]",
            "Backtick" => "`",
            "Escape" => "Esc",
            "ArrowUp" => "Up",
            "ArrowDown" => "Down",
            "ArrowLeft" => "Left",
            "ArrowRight" => "Right",
            key => key,
        };
        // The sign is what Shift makes of its key already.
        let shift = self.shift && self.key != "Questionmark";
        let held = [(ctrl, self.command), ("Alt", self.alt), ("Shift", shift)];
        let held = held.into_iter().filter(|(_, on)| *on).map(|(name, _)| name);
        held.chain([key]).collect::<Vec<_>>().join("+")
    }

    /// The same in the words of this system.
    #[must_use]
    pub fn shown(self) -> String {
        self.words(if cfg!(target_os = "macos") { "Cmd" } else { "Ctrl" })
    }

    /// Whether it works on the drawing only: without Ctrl, and no function key, it is what is typed into fields.
    #[must_use]
    pub fn is_typed(self) -> bool {
        let function = self.key.len() > 1 && self.key.starts_with('F') && self.key[1..].parse::<u8>().is_ok();
        !self.command && !function
    }
}

impl fmt::Display for Shortcut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (name, on) in [("Ctrl+", self.command), ("Shift+", self.shift), ("Alt+", self.alt)] {
            if on {
                f.write_str(name)?;
            }
        }
        f.write_str(self.key)
    }
}
