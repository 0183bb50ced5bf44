//! Keys as the window has them: how they are written here, which were pressed, and which were pressed to be given to a command.
//!
//! Knows nothing about what the commands do.

use std::sync::Arc;

use eframe::egui::{self, Event, Id, Key, KeyboardShortcut, Modifiers};

use crate::editor::Command;
use crate::editor::commands::{Keymap, Shortcut};

/// Makes the keys known to all that shows them in this frame.
pub(super) fn give(ctx: &egui::Context, keymap: &Keymap) {
    let id = Id::unique("keymap");
    let known = ctx.data(|d| d.get_temp::<Arc<Keymap>>(id));
    if known.is_none_or(|known| *known != *keymap) {
        ctx.data_mut(|d| d.insert_temp(id, Arc::new(keymap.clone())));
    }
}

/// The key that is shown beside a command, as this system writes it.
pub(super) fn first(ctx: &egui::Context, command: Command) -> Option<String> {
    let keymap = ctx.data(|d| d.get_temp::<Arc<Keymap>>(Id::unique("keymap")))?;
    keymap.first(command).map(|s| shown(ctx, s))
}

/// The shortcut as this system writes it.
pub(super) fn shown(ctx: &egui::Context, shortcut: Shortcut) -> String {
    if !cfg!(target_os = "macos") {
        return shortcut.shown();
    }
    let mut modifiers = if shortcut.command { Modifiers::COMMAND } else { Modifiers::NONE };
    modifiers.shift = shortcut.shift;
    modifiers.alt = shortcut.alt;
    let key = Key::from_name(shortcut.key);
    key.map(|key| ctx.format_shortcut(&KeyboardShortcut::new(modifiers, key))).unwrap_or_default()
}

/// What was pressed to be given to a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Caught {
    /// These keys.
    Keys(Shortcut),
    /// Escape: no keys.
    Nothing,
    /// Backspace: the keys that are there go.
    Remove,
    /// A key that no command can have.
    Unknown,
}

/// Takes the first press that is no held key, so that nothing else answers to it.
pub(super) fn caught(ctx: &egui::Context) -> Option<Caught> {
    ctx.input_mut(|i| {
        let mut caught = None;
        i.events.retain(|event| {
            let taken = match event {
                Event::Key { key, physical_key, pressed: true, repeat: false, modifiers } => {
                    of_press(*key, *physical_key, *modifiers)
                }
                // What is copied and pasted comes as itself.
                Event::Copy => Shortcut::parse("Ctrl+C").map(Caught::Keys),
                Event::Cut => Shortcut::parse("Ctrl+X").map(Caught::Keys),
                Event::Paste(_) => Shortcut::parse("Ctrl+V").map(Caught::Keys),
                _ => None,
            };
            caught = caught.or(taken);
            taken.is_none() && !matches!(event, Event::Text(_))
        });
        caught
    })
}

fn of_press(key: Key, physical: Option<Key>, held: Modifiers) -> Option<Caught> {
    let name = key.name();
    let is_held = name.strip_suffix("Left").or_else(|| name.strip_suffix("Right"));
    if is_held.is_some_and(|name| matches!(name, "Shift" | "Control" | "Alt" | "Super")) {
        return None;
    }
    match key {
        Key::Escape => return Some(Caught::Nothing),
        Key::Backspace if held.is_none() => return Some(Caught::Remove),
        _ => {}
    }
    let of = |key: Key| Shortcut::of_key(key.name(), held.command, held.shift, held.alt);
    // With Shift many keyboards send another sign, such as ! for 1; the key itself is what is meant.
    let keys = of(key).or_else(|| physical.and_then(of));
    Some(keys.map_or(Caught::Unknown, Caught::Keys))
}

/// Takes the keyboard from what has it, so that a field gives what was typed in it.
pub(super) fn let_go(ctx: &egui::Context) {
    if let Some(id) = ctx.memory(egui::Memory::focused) {
        ctx.memory_mut(|m| m.surrender_focus(id));
    }
}
