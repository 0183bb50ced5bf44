//! Which keys a command has now: those of the list, with what the user has changed.
//!
//! Everything that shows or answers to keys asks here.
//!
//! Knows nothing about where the changes are remembered.

use std::collections::{BTreeMap, BTreeSet};

use super::{ALL, Command, Shortcut};

/// Keys of the whole program, each of one command only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keymap {
    /// The keys of the commands that do not have those of the list.
    changed: BTreeMap<Command, Vec<Shortcut>>,
    /// The keys of every command, in the order of the list.
    now: Vec<Vec<Shortcut>>,
}

/// Why a command did not get a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// Another command has it.
    Taken(Shortcut, Command),
    /// It means the same everywhere, for this reason.
    Reserved(Shortcut, &'static str),
}

impl std::fmt::Display for Refused {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Taken(keys, command) => {
                write!(f, "{} is {}'s", keys.shown(), command.spec().label.trim_end_matches('…'))
            }
            Self::Reserved(keys, why) => write!(f, "{} {why}", keys.shown()),
        }
    }
}

impl Default for Keymap {
    fn default() -> Self {
        Self::of_changes(BTreeMap::new())
    }
}

impl Keymap {
    /// The keys of the list with these changes. Where two commands want one key, that of the change goes first, so that a
    /// key the user chose stays with its command when a later version of the list gives it to another.
    #[must_use]
    pub fn of_changes(changed: BTreeMap<Command, Vec<Shortcut>>) -> Self {
        let mut taken = BTreeSet::new();
        let mut now = vec![Vec::new(); ALL.len()];
        let mut give = |command: Command, keys: &[Shortcut]| {
            now[command as usize] = keys.iter().copied().filter(|k| taken.insert(*k)).collect();
        };
        for (command, keys) in &changed {
            give(*command, keys);
        }
        for spec in ALL.iter().filter(|s| !changed.contains_key(&s.command)) {
            give(spec.command, spec.shortcuts);
        }
        Self { changed, now }
    }

    /// The keys of a command; the first is shown.
    #[must_use]
    pub fn of(&self, command: Command) -> &[Shortcut] {
        &self.now[command as usize]
    }

    /// The key that is shown beside a command.
    #[must_use]
    pub fn first(&self, command: Command) -> Option<Shortcut> {
        self.of(command).first().copied()
    }

    /// Which command has a key.
    #[must_use]
    pub fn taken_by(&self, keys: Shortcut) -> Option<Command> {
        ALL.iter().map(|s| s.command).find(|c| self.of(*c).contains(&keys))
    }

    /// What the user has changed.
    #[must_use]
    pub fn changes(&self) -> &BTreeMap<Command, Vec<Shortcut>> {
        &self.changed
    }

    /// Whether a command has other keys than those of the list.
    #[must_use]
    pub fn is_changed(&self, command: Command) -> bool {
        self.changed.contains_key(&command)
    }

    /// Gives a command these keys and no others.
    ///
    /// # Errors
    /// Which of them it cannot have and why; then nothing is changed.
    pub fn set(&mut self, command: Command, keys: Vec<Shortcut>) -> Result<(), Refused> {
        for key in &keys {
            self.may_have(command, *key)?;
        }
        let mut changed = self.changed.clone();
        if keys == command.spec().shortcuts {
            changed.remove(&command);
        } else {
            changed.insert(command, keys);
        }
        *self = Self::of_changes(changed);
        Ok(())
    }

    /// Gives a command one more key.
    ///
    /// # Errors
    /// Why it cannot have it.
    pub fn add(&mut self, command: Command, keys: Shortcut) -> Result<(), Refused> {
        let mut all = self.of(command).to_vec();
        if all.contains(&keys) {
            return Ok(());
        }
        all.push(keys);
        self.set(command, all)
    }

    /// Gives a command another key in the place of one it has.
    ///
    /// # Errors
    /// Why it cannot have it.
    pub fn replace(&mut self, command: Command, old: Shortcut, new: Shortcut) -> Result<(), Refused> {
        let mut all: Vec<Shortcut> = self.of(command).iter().map(|k| if *k == old { new } else { *k }).collect();
        let mut seen = BTreeSet::new();
        all.retain(|k| seen.insert(*k));
        self.set(command, all)
    }

    /// Takes a key away from a command.
    pub fn remove(&mut self, command: Command, keys: Shortcut) {
        let rest: Vec<Shortcut> = self.of(command).iter().copied().filter(|k| *k != keys).collect();
        let mut changed = self.changed.clone();
        changed.insert(command, rest);
        *self = Self::of_changes(changed);
    }

    /// Gives a command the keys of the list again.
    ///
    /// # Errors
    /// Which of them another command has by now.
    pub fn reset(&mut self, command: Command) -> Result<(), Refused> {
        self.set(command, command.spec().shortcuts.to_vec())
    }

    /// Gives every command the keys of the list again.
    pub fn reset_all(&mut self) {
        *self = Self::default();
    }

    fn may_have(&self, command: Command, keys: Shortcut) -> Result<(), Refused> {
        // What the list gives it was thought over once.
        if command.spec().shortcuts.contains(&keys) || self.of(command).contains(&keys) {
            return self.taken_by(keys).filter(|c| *c != command).map_or(Ok(()), |c| Err(Refused::Taken(keys, c)));
        }
        if let Some(why) = reserved(keys) {
            return Err(Refused::Reserved(keys, why));
        }
        self.taken_by(keys).filter(|c| *c != command).map_or(Ok(()), |c| Err(Refused::Taken(keys, c)))
    }
}

/// What a key means everywhere, if it does.
fn reserved(keys: Shortcut) -> Option<&'static str> {
    let held = keys.command || keys.alt;
    match keys.key {
        "Escape" => Some("cancels and closes everywhere"),
        "Tab" if !held => Some("leads the keyboard from one thing to the next"),
        "Space" if !held => Some("moves the drawing and presses buttons"),
        "ArrowUp" | "ArrowDown" | "ArrowLeft" | "ArrowRight" if !held => Some("moves the selection"),
        "C" | "X" | "V" if keys.command && !keys.shift && !keys.alt => Some("belongs to copying and pasting"),
        _ => None,
    }
}
