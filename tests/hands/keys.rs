//! Commands as data, without a window: keys that can be changed, settings that stay, commands by name.

use std::collections::{BTreeMap, HashSet};
use std::path::Path;
use std::sync::Arc;

use eframe::egui::Key;
use opcanvas::editor::commands::keymap::{Keymap, Refused};
use opcanvas::editor::commands::places::Place;
use opcanvas::editor::commands::{ALL, KEYS, Shortcut, find};
use opcanvas::editor::settings::{AutoPan, Settings, Wheel, Wish};
use opcanvas::editor::{Command, Workspace};
use opcanvas::theme::Mode;

fn keys(text: &str) -> Shortcut {
    Shortcut::parse(text).unwrap()
}

// --- keys ---

#[test]
fn shortcuts_are_written_and_read_back() {
    for spec in ALL {
        for shortcut in spec.shortcuts {
            assert_eq!(Shortcut::parse(&shortcut.to_string()), Some(*shortcut));
        }
    }
    for key in KEYS {
        assert!(Key::from_name(key).is_some(), "{key}");
        let of = |name| Shortcut::of_key(name, true, false, true);
        assert_eq!(of(key), of(Key::from_name(key).unwrap().name()), "{key}: egui's name for it is understood");
    }
    for nonsense in ["", "+", "Ctrl+", "Hyper+A", "Ctrl+Nonsense", "ctrl+a"] {
        assert_eq!(Shortcut::parse(nonsense), None, "{nonsense}");
    }
    assert_eq!(keys("Ctrl+Shift+Delete").words("Ctrl"), "Ctrl+Shift+Del");
    assert_eq!(keys("Shift+Questionmark").words("Ctrl"), "?");
}

#[test]
fn a_key_is_given_taken_away_and_reset_and_a_conflict_names_who_has_it() {
    let mut map = Keymap::default();
    let refused = map.add(Command::Pin, keys("Ctrl+G")).unwrap_err();
    assert_eq!(refused, Refused::Taken(keys("Ctrl+G"), Command::Group));
    assert_eq!(refused.to_string(), format!("{} is Group selection's", keys("Ctrl+G").shown()));
    assert_eq!(map, Keymap::default(), "what is refused changes nothing");
    map.add(Command::Pin, keys("P")).unwrap();
    assert_eq!(map.taken_by(keys("P")), Some(Command::Pin));
    map.remove(Command::Group, keys("Ctrl+G"));
    assert_eq!(map.first(Command::Group), None);
    map.add(Command::Pin, keys("Ctrl+G")).unwrap();
    assert_eq!(map.of(Command::Pin), [keys("P"), keys("Ctrl+G")]);
    let taken = map.reset(Command::Group).unwrap_err();
    assert_eq!(taken, Refused::Taken(keys("Ctrl+G"), Command::Pin), "what another has by now does not come back");
    map.reset(Command::Pin).unwrap();
    map.reset(Command::Group).unwrap();
    assert_eq!(map, Keymap::default());
    map.replace(Command::Group, keys("Ctrl+G"), keys("Ctrl+J")).unwrap();
    assert_eq!(map.of(Command::Group), [keys("Ctrl+J")]);
    map.reset_all();
    assert!(map.changes().is_empty());
    for reserved in ["Escape", "Tab", "Shift+Tab", "ArrowUp", "Shift+ArrowLeft", "Space"] {
        let refused = map.add(Command::Export, keys(reserved)).unwrap_err();
        assert!(matches!(refused, Refused::Reserved(..)), "{reserved}");
    }
}

#[test]
fn no_key_is_ever_of_two_commands_whatever_is_changed() {
    // A change that was made before the list gave the key to another.
    let changed = BTreeMap::from([
        (Command::Pin, vec![keys("Ctrl+S"), keys("Ctrl+S")]),
        (Command::Tidy, vec![keys("Ctrl+S"), keys("Ctrl+O")]),
    ]);
    let map = Keymap::of_changes(changed);
    let all: Vec<Shortcut> = ALL.iter().flat_map(|s| map.of(s.command).to_vec()).collect();
    assert_eq!(all.iter().collect::<HashSet<_>>().len(), all.len());
    assert_eq!(map.taken_by(keys("Ctrl+O")), Some(Command::Tidy), "the key that the user chose stays");
    assert!(map.of(Command::Save).is_empty());
}

// --- settings ---

fn opened(state: &Path) -> Workspace {
    Workspace::new(Arc::new(|| {}), Some(state.to_owned()))
}

fn folder(test: &str) -> std::path::PathBuf {
    let folder = std::env::temp_dir().join(format!("opcanvas-settings-{test}-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&folder);
    folder
}

#[test]
fn settings_come_back_in_the_next_run() {
    let state = folder("round");
    let mut first = opened(&state);
    assert_eq!(first.settings, Settings::default());
    let set = [Command::ThemeDark, Command::ToggleMotion, Command::WheelZooms, Command::AutoPanFast];
    for command in set {
        first.run(command, Mode::Light);
    }
    first.settings.panels = false;
    first.settings.keymap.replace(Command::Group, keys("Ctrl+G"), keys("Ctrl+J")).unwrap();
    first.settings.used(Command::Tidy);
    first.settings.used(Command::Export);
    drop(first);
    let second = opened(&state).settings.clone();
    assert_eq!(second.theme, Wish::Always(Mode::Dark));
    assert_eq!((second.still, second.panels), (true, false));
    assert_eq!((second.wheel, second.auto_pan), (Wheel::Zooms, AutoPan::Fast));
    assert_eq!(second.keymap.of(Command::Group), [keys("Ctrl+J")]);
    assert_eq!(second.recent, [Command::Export, Command::Tidy]);
    std::fs::remove_dir_all(&state).unwrap();
}

#[test]
fn broken_and_unknown_settings_are_no_error_and_are_kept() {
    let state = folder("broken");
    std::fs::create_dir_all(&state).unwrap();
    let file = state.join("settings.json");
    let odd = serde_json::json!({
        "theme": "sepia", "panels": "no", "wheel": 7, "later": {"a": [1]}, "recentCommands": ["tidy", "of-later", 3],
        "keys": {"of-later": ["Ctrl+J"], "group": ["Ctrl+Nonsense", "Ctrl+J"], "pin": 4}
    });
    std::fs::write(&file, serde_json::to_vec(&odd).unwrap()).unwrap();
    let mut w = opened(&state);
    assert_eq!((w.settings.theme, w.settings.panels), (Wish::System, true));
    assert_eq!(w.settings.keymap.of(Command::Group), [keys("Ctrl+J")]);
    assert_eq!(w.settings.recent, [Command::Tidy]);
    w.run(Command::AutoPanOff, Mode::Light);
    w.settings.keymap.add(Command::Export, keys("Ctrl+Alt+E")).unwrap();
    drop(w);
    let now: serde_json::Value = serde_json::from_slice(&std::fs::read(&file).unwrap()).unwrap();
    for key in ["theme", "panels", "wheel", "later", "recentCommands"] {
        assert_eq!(now[key], odd[key], "{key} is as it was");
    }
    assert_eq!(now["keys"]["of-later"], odd["keys"]["of-later"]);
    assert_eq!(now["keys"]["group"], odd["keys"]["group"]);
    assert_eq!(now["keys"]["export"], serde_json::json!(["Ctrl+E", "Ctrl+Alt+E"]));
    assert_eq!(now["autoPan"], "off");

    for nonsense in [b"{ not json".as_slice(), b"[1, 2]", b"", &[0xff, 0xfe, 0]] {
        std::fs::write(&file, nonsense).unwrap();
        let mut w = opened(&state);
        assert_eq!(w.settings, Settings::default());
        w.run(Command::ThemeDark, Mode::Light);
        drop(w);
        assert_eq!(std::fs::read(state.join("settings.broken.json")).unwrap(), nonsense);
        assert_eq!(opened(&state).settings.theme, Wish::Always(Mode::Dark));
    }
    std::fs::remove_dir_all(&state).unwrap();
}

// --- commands by name ---

#[test]
fn every_command_is_first_when_its_name_is_typed() {
    for spec in ALL {
        let found = find::commands(spec.label, &[], |_| false);
        assert_eq!(found.first().map(|f| f.command), Some(spec.command), "{}", spec.label);
        for word in spec.words.split_whitespace() {
            let found = find::commands(word, &[], |_| true);
            assert!(found.iter().any(|f| f.command == spec.command), "{word} finds {}", spec.label);
        }
    }
}

#[test]
fn what_is_typed_finds_by_letters_in_order_other_words_and_menus() {
    let first = |query: &str| find::commands(query, &[], |_| true).first().map(|f| f.command);
    assert_eq!(first("zi"), Some(Command::ZoomIn));
    assert_eq!(first("erase"), Some(Command::DeleteFromModel));
    assert_eq!(first("png"), Some(Command::Export));
    assert_eq!(first("dark"), Some(Command::ThemeDark));
    assert_eq!(first("view dark"), Some(Command::ThemeDark));
    assert_eq!(first("SAVE AS"), Some(Command::SaveAs));
    assert_eq!(first("qqqq"), None);
    let marks = |query: &str, text: &str| find::fuzzy(query, text).map(|(_, marks)| marks);
    assert_eq!(marks("fs", "Fit selection"), Some(vec![0, 4]));
    assert_eq!(marks("sel", "Fit selection"), Some(vec![4, 5, 6]));
    assert_eq!(marks("sif", "Fit selection"), None, "the order counts");
    let score = |query: &str, text: &str| find::fuzzy(query, text).map_or(0, |(score, _)| score);
    assert!(score("undo", "Undo") > score("undo", "Reduce motion undone"));
    let all = find::commands("", &[Command::Tidy, Command::Save], |_| true);
    assert_eq!(all.len(), ALL.len());
    assert_eq!(all[0].command, Command::Tidy);
    assert!(all[1].recent && !all[2].recent);
}

// --- context menus ---

#[test]
fn every_place_offers_commands_and_none_twice() {
    for place in Place::ALL {
        let all = place.commands();
        assert!(!all.is_empty() && place.groups().iter().all(|g| !g.is_empty()));
        assert_eq!(all.iter().collect::<HashSet<_>>().len(), all.len(), "{place:?}");
    }
}
