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
//! | `shortcut` | keys as values |
//! | `keymap` | the keys that commands have now, with the user's changes |
//! | `find` | commands by what is typed |
//! | `places` | which commands a context menu has |
//! | `gestures` | what the pointer does, for the sheet of keys |
//! | `readme` | the README's table of keys |
//!
//! Knows nothing about how a command is shown.

mod arranging;
mod enabled;
pub mod find;
pub mod gestures;
pub mod keymap;
mod list;
pub mod pad;
pub mod places;
pub mod readme;
mod shortcut;

pub use keymap::Keymap;
pub use list::{ALL, Command};
pub use shortcut::{KEYS, Shortcut};

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
    /// Its keys, until the user gives it others; see [`Keymap`].
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
    Explore,
    Go,
    Tabs,
    Help,
}

impl Menu {
    /// Every menu, in their order.
    pub const ALL: [Self; 9] = [
        Self::File,
        Self::Edit,
        Self::Select,
        Self::Arrange,
        Self::View,
        Self::Explore,
        Self::Go,
        Self::Tabs,
        Self::Help,
    ];

    /// What it is called.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::File => "File",
            Self::Edit => "Edit",
            Self::View => "View",
            Self::Explore => "Explore",
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

    /// The command of an id, as settings have it.
    #[must_use]
    pub fn of_id(id: &str) -> Option<Self> {
        ALL.iter().find(|s| s.id == id).map(|s| s.command)
    }

    /// Whether its keys work while a text field has the keyboard; then what is typed there is taken first.
    #[must_use]
    pub fn works_in_fields(self) -> bool {
        matches!(self.spec().menu, Menu::File | Menu::Go | Menu::Tabs | Menu::Help)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn ids_and_shortcuts_are_unique_and_every_command_is_listed() {
        let ids: HashSet<_> = ALL.iter().map(|s| s.id).collect();
        assert_eq!(ids.len(), ALL.len());
        let shortcuts: Vec<_> = ALL.iter().flat_map(|s| s.shortcuts).collect();
        assert_eq!(shortcuts.iter().collect::<HashSet<_>>().len(), shortcuts.len());
        assert!(shortcuts.iter().all(|s| KEYS.contains(&s.key)), "a key that nobody could give back to its command");
        for spec in ALL {
            assert_eq!(spec.command.spec().id, spec.id);
        }
    }
}
