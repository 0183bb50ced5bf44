//! What the user has set for all documents, as plain values, and the same as JSON.
//!
//! Knows nothing about where it is kept, nor about the widgets that change it.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::commands::{self, Command, Keymap, Shortcut};
use super::guide::once::Seen;
use crate::theme::Mode;

/// How many commands are remembered as used last.
const RECENT: usize = 8;

/// Which theme is wished.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Wish {
    /// As the system is.
    #[default]
    System,
    /// This one.
    Always(Mode),
}

/// What the wheel does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Wheel {
    /// It scrolls, with Ctrl it zooms at the pointer, as a pinch does; with Shift it scrolls sideways.
    #[default]
    Auto,
    /// It zooms at the pointer, with Ctrl it scrolls.
    Zooms,
    /// It only scrolls, with Ctrl or Shift sideways.
    Scrolls,
}

/// How fast the drawing moves while something is dragged to its edge.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AutoPan {
    /// Not at all.
    Off,
    /// Slowly.
    Slow,
    /// At the usual speed.
    #[default]
    Normal,
    /// Fast.
    Fast,
}

impl AutoPan {
    /// Points of the screen a second.
    #[must_use]
    pub const fn speed(self) -> f64 {
        match self {
            Self::Off => 0.0,
            Self::Slow => 300.0,
            Self::Normal => 700.0,
            Self::Fast => 1400.0,
        }
    }
}

/// What the user has set.
#[derive(Clone, Debug, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
pub struct Settings {
    /// Which theme is wished.
    pub theme: Wish,
    /// Whether nothing moves by itself.
    pub still: bool,
    /// Whether palette and inspector are shown.
    pub panels: bool,
    /// Whether the outline is shown with the palette.
    pub outline: bool,
    /// Whether the inspector shows all attributes, not only the few of the card.
    pub more: bool,
    /// Whether cards have dots that say how much is found of them.
    pub dots: bool,
    /// Whether the findings are listed below the drawing.
    pub findings: bool,
    /// How high that list is, once it was set.
    pub findings_height: Option<u16>,
    /// The width of the inspector, once it was set.
    pub inspector: Option<u16>,
    /// What the wheel does.
    pub wheel: Wheel,
    /// How fast the drawing moves while something is dragged to its edge.
    pub auto_pan: AutoPan,
    /// The keys of the commands.
    pub keymap: Keymap,
    /// The commands that were found by name last, the latest first.
    pub recent: Vec<Command>,
    /// The hints that were shown, each of which comes once.
    pub hints: Seen,
    /// What was read, with all that this version does not know.
    read: Map<String, Value>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            theme: Wish::System,
            still: false,
            panels: true,
            outline: true,
            more: false,
            dots: true,
            findings: false,
            findings_height: None,
            inspector: None,
            wheel: Wheel::Auto,
            auto_pan: AutoPan::Normal,
            keymap: Keymap::default(),
            recent: Vec::new(),
            hints: Seen::default(),
            read: Map::new(),
        }
    }
}

const THEMES: [(&str, Wish); 3] =
    [("system", Wish::System), ("light", Wish::Always(Mode::Light)), ("dark", Wish::Always(Mode::Dark))];
const WHEELS: [(&str, Wheel); 3] = [("auto", Wheel::Auto), ("zooms", Wheel::Zooms), ("scrolls", Wheel::Scrolls)];
const SPEEDS: [(&str, AutoPan); 4] =
    [("off", AutoPan::Off), ("slow", AutoPan::Slow), ("normal", AutoPan::Normal), ("fast", AutoPan::Fast)];

impl Settings {
    /// Reads settings; what is missing, broken or unknown counts as not set, and is kept.
    #[must_use]
    pub fn of_json(read: Map<String, Value>) -> Self {
        let usual = Self::default();
        let flag = |key: &str, usual: bool| read.get(key).and_then(Value::as_bool).unwrap_or(usual);
        let size = |key: &str| read.get(key).and_then(Value::as_u64).and_then(|n| u16::try_from(n).ok());
        let recent = read.get("recentCommands").and_then(Value::as_array);
        let mut known: Vec<Command> =
            recent.into_iter().flatten().filter_map(Value::as_str).filter_map(Command::of_id).collect();
        known.truncate(RECENT);
        Self {
            theme: word(&read, "theme", &THEMES).unwrap_or(usual.theme),
            still: flag("reducedMotion", usual.still),
            panels: flag("panels", usual.panels),
            outline: flag("outline", usual.outline),
            more: flag("inspectorMore", usual.more),
            dots: flag("findingDots", usual.dots),
            findings: flag("findings", usual.findings),
            findings_height: size("findingsHeight"),
            inspector: size("inspectorWidth"),
            wheel: word(&read, "wheel", &WHEELS).unwrap_or(usual.wheel),
            auto_pan: word(&read, "autoPan", &SPEEDS).unwrap_or(usual.auto_pan),
            keymap: Keymap::of_changes(keys_of(&read)),
            recent: known,
            hints: seen_of(&read),
            read,
        }
    }

    /// The settings as JSON: what was read, with what is set otherwise now.
    #[must_use]
    pub fn to_json(&self) -> Map<String, Value> {
        let before = Self::of_json(self.read.clone());
        let mut json = self.read.clone();
        let mut put = |key: &str, changed: bool, value: Value| {
            if changed {
                json.insert(key.into(), value);
            }
        };
        put("theme", before.theme != self.theme, json!(id(&THEMES, &self.theme)));
        put("reducedMotion", before.still != self.still, json!(self.still));
        put("panels", before.panels != self.panels, json!(self.panels));
        put("outline", before.outline != self.outline, json!(self.outline));
        put("inspectorMore", before.more != self.more, json!(self.more));
        put("findingDots", before.dots != self.dots, json!(self.dots));
        put("findings", before.findings != self.findings, json!(self.findings));
        put("findingsHeight", before.findings_height != self.findings_height, json!(self.findings_height));
        put("inspectorWidth", before.inspector != self.inspector, json!(self.inspector));
        put("wheel", before.wheel != self.wheel, json!(id(&WHEELS, &self.wheel)));
        put("autoPan", before.auto_pan != self.auto_pan, json!(id(&SPEEDS, &self.auto_pan)));
        let recent: Vec<&str> = self.recent.iter().map(|c| c.spec().id).collect();
        put("recentCommands", before.recent != self.recent, json!(recent));
        let seen: Vec<&str> = self.hints.ids().collect();
        put("hintsSeen", before.hints != self.hints, json!(seen));
        if before.keymap != self.keymap {
            self.put_keys(&mut json, &before.keymap);
        }
        json
    }

    /// The keys command by command, so that those of commands which this version lacks stay.
    fn put_keys(&self, json: &mut Map<String, Value>, before: &Keymap) {
        let mut keys = json.get("keys").and_then(Value::as_object).cloned().unwrap_or_default();
        for spec in commands::ALL {
            let now = self.keymap.changes().get(&spec.command);
            if now == before.changes().get(&spec.command) {
                continue;
            }
            match now {
                Some(now) => {
                    let texts: Vec<String> = now.iter().map(ToString::to_string).collect();
                    keys.insert(spec.id.into(), json!(texts));
                }
                None => {
                    keys.remove(spec.id);
                }
            }
        }
        json.insert("keys".into(), Value::Object(keys));
    }

    /// Notes that a command was found by name and used.
    pub fn used(&mut self, command: Command) {
        self.recent.retain(|c| *c != command);
        self.recent.insert(0, command);
        self.recent.truncate(RECENT);
    }

    /// Carries out a command that changes a setting. Whether it was one.
    pub fn run(&mut self, command: Command) -> bool {
        match command {
            Command::ThemeSystem => self.theme = Wish::System,
            Command::ThemeLight => self.theme = Wish::Always(Mode::Light),
            Command::ThemeDark => self.theme = Wish::Always(Mode::Dark),
            Command::TogglePanels => self.panels = !self.panels,
            // Where no panel is shown it is wished for with them.
            Command::ToggleOutline => {
                self.outline = !(self.outline && self.panels);
                self.panels = true;
            }
            Command::ToggleDots => self.dots = !self.dots,
            Command::ToggleMotion => self.still = !self.still,
            Command::WheelAuto => self.wheel = Wheel::Auto,
            Command::WheelZooms => self.wheel = Wheel::Zooms,
            Command::WheelScrolls => self.wheel = Wheel::Scrolls,
            Command::AutoPanOff => self.auto_pan = AutoPan::Off,
            Command::AutoPanSlow => self.auto_pan = AutoPan::Slow,
            Command::AutoPanNormal => self.auto_pan = AutoPan::Normal,
            Command::AutoPanFast => self.auto_pan = AutoPan::Fast,
            Command::ResetKeys => self.keymap.reset_all(),
            Command::HintsAgain => self.hints.forget(),
            _ => return false,
        }
        true
    }

    /// Whether what a command stands for is so now; nothing for a command that only does something.
    #[must_use]
    pub fn is_on(&self, command: Command) -> Option<bool> {
        Some(match command {
            Command::ThemeSystem => self.theme == Wish::System,
            Command::ThemeLight => self.theme == Wish::Always(Mode::Light),
            Command::ThemeDark => self.theme == Wish::Always(Mode::Dark),
            Command::TogglePanels => self.panels,
            Command::ToggleOutline => self.panels && self.outline,
            Command::ToggleDots => self.dots,
            Command::ToggleMotion => self.still,
            Command::WheelAuto => self.wheel == Wheel::Auto,
            Command::WheelZooms => self.wheel == Wheel::Zooms,
            Command::WheelScrolls => self.wheel == Wheel::Scrolls,
            Command::AutoPanOff => self.auto_pan == AutoPan::Off,
            Command::AutoPanSlow => self.auto_pan == AutoPan::Slow,
            Command::AutoPanNormal => self.auto_pan == AutoPan::Normal,
            Command::AutoPanFast => self.auto_pan == AutoPan::Fast,
            _ => return None,
        })
    }
}

fn word<T: Copy>(read: &Map<String, Value>, key: &str, all: &[(&str, T)]) -> Option<T> {
    let word = read.get(key)?.as_str()?;
    all.iter().find(|(id, _)| *id == word).map(|(_, value)| *value)
}

fn id<T: PartialEq>(all: &[(&'static str, T)], value: &T) -> &'static str {
    all.iter().find(|(_, v)| v == value).map_or("", |(id, _)| id)
}

fn seen_of(read: &Map<String, Value>) -> Seen {
    let ids = read.get("hintsSeen").and_then(Value::as_array).into_iter().flatten();
    Seen::of(ids.filter_map(Value::as_str).map(ToOwned::to_owned))
}

fn keys_of(read: &Map<String, Value>) -> BTreeMap<Command, Vec<Shortcut>> {
    let keys = read.get("keys").and_then(Value::as_object);
    let command = |(id, value): (&String, &Value)| {
        let texts = value.as_array()?.iter().filter_map(Value::as_str);
        Some((Command::of_id(id)?, texts.filter_map(Shortcut::parse).collect()))
    };
    keys.into_iter().flatten().filter_map(command).collect()
}
