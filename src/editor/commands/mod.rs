//! Everything a user can do, as data.
//!
//! Menus, tooltips and shortcuts derive from one list, and a test holds the README's table to it.
//!
//! | Where | What |
//! | --- | --- |
//! | `list` | every command with its menu, name, help and keys |
//! | `arranging` | which commands arrange what is selected, and whether they can be used now |
//! | `pad` | which commands stand beside what is selected |
//! | `enabled` | whether a command can be used now, and why not |
//!
//! Knows nothing about how a command is shown.

mod arranging;
mod enabled;
mod list;
pub mod pad;

pub use list::{ALL, Command};

/// A key with the keys that are held, by the names egui gives them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
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
    /// Other words by which it is found.
    pub words: &'static str,
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
    Select,
    Arrange,
    View,
    Go,
    Tabs,
    Help,
}

impl Menu {
    /// Every menu, in their order.
    pub const ALL: [Self; 8] =
        [Self::File, Self::Edit, Self::Select, Self::Arrange, Self::View, Self::Go, Self::Tabs, Self::Help];

    /// What it is called.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::File => "File",
            Self::Edit => "Edit",
            Self::View => "View",
            Self::Select => "Select",
            Self::Go => "Go",
            Self::Help => "Help",
            Self::Tabs => "Tabs",
            Self::Arrange => "Arrange",
        }
    }
}

impl Command {
    /// What is known of the command.
    #[must_use]
    pub fn spec(self) -> &'static Spec {
        // The list and the enum are made of the same lines, in the same order.
        &ALL[self as usize]
    }

    /// Whether its keys work while a text field has the keyboard; then what is typed there is taken first.
    #[must_use]
    pub fn works_in_fields(self) -> bool {
        matches!(self.spec().menu, Menu::File | Menu::Go | Menu::Tabs)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn the_readme_lists_every_shortcut() {
        let readme = include_str!("../../../README.md");
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
            let held = [("Ctrl+", shortcut.command), ("Shift+", shortcut.shift), ("Alt+", shortcut.alt)];
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
