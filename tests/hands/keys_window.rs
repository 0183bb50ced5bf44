//! Commands in the window: palette, sheet of keys, settings, context menus, presenting, files.

use crate::window;

use eframe::egui::{self, Event, Key, Modifiers, PointerButton, Pos2, Vec2, accesskit};
use egui_kittest::kittest::{NodeT, Queryable};
use opcanvas::editor::commands::{ALL, Shortcut};
use opcanvas::editor::session::OnShow;
use opcanvas::editor::settings::{AutoPan, Wheel, Wish};
use opcanvas::editor::workspace::Sheet;
use opcanvas::editor::{Command, Workspace};
use opcanvas::theme::Mode;
use window::{CTRL, Window, example};

const NONE: Modifiers = Modifiers::NONE;

fn keys(text: &str) -> Shortcut {
    Shortcut::parse(text).unwrap()
}

fn workspace(w: &Window) -> &Workspace {
    w.harness.state().workspace()
}

#[test]
fn the_palette_runs_what_is_found_and_remembers_it() {
    let mut w = Window::bank("palette");
    w.keys(CTRL, Key::K);
    assert!(w.has("Find a command"));
    w.type_text("select all");
    w.keys(NONE, Key::Enter);
    assert!(!w.has("Find a command"));
    assert!(w.session().selection().len() > 20);
    w.keys(CTRL | Modifiers::SHIFT, Key::P);
    let option = |w: &Window| {
        let options = w.harness.query_all_by_role(accesskit::Role::ListBoxOption);
        options.filter_map(|n| n.accesskit_node().label()).collect::<Vec<_>>()
    };
    assert_eq!(option(&w)[0], "Select all", "what was used last comes first");
    w.type_text("fit");
    assert_eq!(option(&w)[..2], ["Fit all", "Fit selection"]);
    let before = w.session().camera;
    w.keys(NONE, Key::ArrowDown);
    w.keys(NONE, Key::Enter);
    assert_ne!(w.session().camera, before);
    assert_eq!(workspace(&w).settings.recent[0], Command::FitSelection);
    w.keys(CTRL, Key::K);
    w.keys(NONE, Key::Escape);
    assert!(!w.has("Find a command"));
    assert!(!w.session().selection().is_empty(), "Escape closed the palette and did nothing else");
}

#[test]
fn the_palette_works_on_the_start_screen_and_says_why_a_command_cannot_be_used() {
    let mut w = Window::open("palette-start", None);
    w.keys(CTRL, Key::K);
    let mut seen = 0;
    for spec in ALL {
        w.keys(CTRL, Key::A);
        w.type_text(spec.label);
        let why = workspace(&w).enabled(spec.command).err();
        let node = w.harness.get_by_role_and_label(accesskit::Role::ListBoxOption, spec.label);
        let node = node.accesskit_node();
        assert_eq!(node.is_disabled(), why.is_some(), "{}", spec.label);
        if let Some(why) = why {
            seen += 1;
            assert_eq!(node.description().as_deref(), Some(why), "{}", spec.label);
        }
    }
    assert!(seen > 20);
    w.keys(CTRL, Key::A);
    w.type_text("Save as…");
    w.keys(NONE, Key::Enter);
    assert_eq!(workspace(&w).sheet, Some(Sheet::Commands), "what cannot be used is not run");
    w.keys(CTRL, Key::A);
    w.type_text("New");
    w.keys(NONE, Key::Enter);
    assert!(workspace(&w).session.is_some());
}

#[test]
fn the_palette_is_led_by_page_keys_and_the_pointer() {
    let mut w = Window::open("palette-lead", None);
    w.keys(CTRL, Key::K);
    let chosen = |w: &Window| {
        let mut options = w.harness.query_all_by_role(accesskit::Role::ListBoxOption);
        options.find(|n| n.accesskit_node().is_selected() == Some(true)).and_then(|n| n.accesskit_node().label())
    };
    assert_eq!(chosen(&w).as_deref(), Some(ALL[0].label));
    w.keys(NONE, Key::PageDown);
    assert_eq!(chosen(&w).as_deref(), Some(ALL[9].label));
    w.keys(NONE, Key::ArrowUp);
    assert_eq!(chosen(&w).as_deref(), Some(ALL[8].label));
    w.keys(NONE, Key::PageUp);
    w.keys(NONE, Key::ArrowUp);
    assert_eq!(chosen(&w).as_deref(), Some(ALL[ALL.len() - 1].label), "before the first comes the last");
    w.keys(NONE, Key::ArrowDown);
    let at = w.at("New");
    w.click(at);
    assert!(workspace(&w).session.is_some());
}

// --- the sheet of keys ---

#[test]
fn keys_are_changed_in_place_and_answer_at_once() {
    let mut w = Window::bank("rebind");
    w.keys(Modifiers::SHIFT, Key::Questionmark);
    assert!(w.has("Keyboard and pointer"));
    let change = |keys_of: &str| format!("Change {} of Group selection", keys(keys_of).shown());
    w.type_text("group selection");
    w.pick(&[&change("Ctrl+G")]);
    assert!(w.has("Press the new keys of Group selection"));
    w.keys(CTRL, Key::A);
    let says = format!("{} is Select all's", keys("Ctrl+A").shown());
    assert!(w.has_part(&says));
    w.pick(&[&change("Ctrl+G")]);
    w.keys(CTRL | Modifiers::ALT, Key::B);
    assert!(!w.has_part(&says));
    assert!(w.has(&change("Ctrl+Alt+B")));
    w.pick(&["Close"]);
    w.keys(CTRL, Key::A);
    w.keys(CTRL, Key::G);
    assert!(!w.session().is_dirty(), "the old keys do nothing");
    w.keys(CTRL | Modifiers::ALT, Key::B);
    assert!(w.session().is_dirty());
    // The title of the new group is open.
    w.keys(NONE, Key::Escape);

    w.keys(NONE, Key::F1);
    w.type_text("group selection");
    w.pick(&[&change("Ctrl+Alt+B")]);
    w.keys(NONE, Key::Escape);
    assert!(w.has("Keyboard and pointer"), "Escape only cancels the keys");
    assert!(w.has(&change("Ctrl+Alt+B")));
    w.pick(&[&change("Ctrl+Alt+B")]);
    w.keys(NONE, Key::Backspace);
    assert!(workspace(&w).settings.keymap.of(Command::Group).is_empty());
    w.pick(&["Add keys to Group selection"]);
    w.keys(NONE, Key::Tab);
    assert!(w.has_part("leads the keyboard"));
    w.pick(&["Reset the keys of Group selection"]);
    assert!(w.has(&change("Ctrl+G")));
    w.keys(NONE, Key::Escape);
    assert!(!w.has("Keyboard and pointer"));
}

#[test]
fn the_sheet_finds_by_word_and_key_and_lists_what_the_pointer_does() {
    let mut w = Window::open("sheet", None);
    w.keys(NONE, Key::F1);
    for spec in ALL {
        assert!(w.harness.query_all_by_label(spec.label).next().is_some(), "{}", spec.label);
    }
    assert!(w.has("Drag from the ring"));
    w.type_text("ctrl+e");
    assert!(w.has("Export…") && !w.has("Save as…"));
    w.keys(CTRL, Key::A);
    w.type_text("straight");
    assert!(w.has("Shift while moving") && !w.has("Export…"));
    w.keys(CTRL, Key::A);
    w.type_text("no such thing");
    assert!(w.has_part("No command has these words"));
}

// --- settings in the window ---

#[test]
fn settings_are_changed_in_their_sheet_and_by_command() {
    let mut w = Window::on_canvas("settings");
    w.keys(CTRL, Key::Comma);
    assert!(w.has("Settings"));
    w.pick(&["Theme: Dark", "Wheel: Zooms", "Dragging to the edge moves the drawing: Slowly", "Show the panels"]);
    let settings = workspace(&w).settings.clone();
    assert_eq!(settings.theme, Wish::Always(Mode::Dark));
    assert_eq!((settings.wheel, settings.auto_pan, settings.panels), (Wheel::Zooms, AutoPan::Slow, false));
    w.keys(NONE, Key::Escape);
    assert!(!w.has("Settings"));
    let file = w.folder.join("state/settings.json");
    w.wait("the settings are written", |_| {
        let json = std::fs::read(&file).ok().and_then(|b| serde_json::from_slice::<serde_json::Value>(&b).ok());
        json.is_some_and(|j| j["wheel"] == "zooms" && j["panels"] == false)
    });
}

#[test]
fn the_wheel_scrolls_or_zooms_as_set() {
    let mut w = Window::bank("wheel");
    let turn = |w: &mut Window, modifiers: Modifiers| {
        let before = w.session().camera;
        let delta = Vec2::new(0.0, 60.0);
        w.move_to(Pos2::new(700.0, 450.0));
        let (unit, phase) = (egui::MouseWheelUnit::Point, egui::TouchPhase::Move);
        w.harness.event(Event::MouseWheel { unit, delta, phase, source: egui::MouseWheelSource::Unknown, modifiers });
        w.run();
        w.session().camera.zoom / before.zoom
    };
    assert!((turn(&mut w, NONE) - 1.0).abs() < 1e-9);
    assert!(turn(&mut w, CTRL) > 1.05);
    w.pick(&["Menu", "View", "Wheel zooms"]);
    assert!(turn(&mut w, NONE) > 1.05);
}

// --- context menus ---

#[test]
fn the_other_button_selects_what_is_under_it_and_offers_what_fits() {
    let mut w = Window::bank("context");
    let revision = w.document().revision();
    let at = w.at("Partner / supplier VeriFace");
    w.right_click(at);
    assert_eq!(w.session().single_element().map(|e| e.name.to_string()).as_deref(), Some("VeriFace"));
    assert!(w.has("Pin or unpin") && w.has("Delete from model") && !w.has("Add note to nowhere"));
    assert_eq!(w.document().revision(), revision);
    w.pick(&["Remove from view"]);
    assert!(!w.has("Partner / supplier VeriFace"));
    assert!(!w.has("Delete from model"), "the menu is closed");
    w.keys(CTRL, Key::Z);

    w.keys(CTRL, Key::A);
    let several = w.session().selection().len();
    let at = w.at("Partner / supplier VeriFace");
    w.right_click(at);
    assert_eq!(w.session().selection().len(), several, "what is selected stays so");
    assert!(w.has("Group selection") && w.has("Pin or unpin"));
    w.keys(NONE, Key::Escape);
    assert!(!w.has("Pin or unpin"), "the menu is closed");
    assert_eq!(w.session().selection().len(), several);

    for _ in 0..4 {
        w.keys(CTRL, Key::Minus);
    }
    w.right_click(Pos2::new(300.0, 830.0));
    assert!(w.session().selection().is_empty());
    assert!(w.has("Fit all"));
    w.keys(NONE, Key::Escape);
}

#[test]
fn the_menu_of_a_zone_and_of_the_page_adds_there() {
    let mut w = Window::on_canvas("context-zone");
    let is_zone = |l: String| l.starts_with("Culture");
    let zone = w.harness.query_all_by(|n| n.role() == accesskit::Role::Button && n.label().is_some_and(is_zone));
    let place = zone.map(|n| n.rect()).next().expect("the zone of culture");
    w.right_click(place.right_bottom() - Vec2::splat(6.0));
    assert!(w.has("Add here…"));
    let before = w.document().elements().len();
    w.pick(&["Add here…"]);
    assert_eq!(w.document().elements().len(), before + 1);
    assert!(w.session().naming.is_some(), "its name is open");
    w.keys(NONE, Key::Escape);
    assert_eq!(w.document().elements().len(), before);
    w.tab("Whole model");
    for _ in 0..4 {
        w.keys(CTRL, Key::Minus);
    }
    w.right_click(Pos2::new(300.0, 830.0));
    w.pick(&["Add here…"]);
    assert!(w.has("Find a kind"));
}

#[test]
fn the_context_menu_is_reached_by_keys_alone() {
    let mut w = Window::bank("context-keys");
    w.click(w.at("Partner / supplier VeriFace"));
    w.keys(Modifiers::SHIFT, Key::F10);
    assert!(w.has("Add neighbours to this view"));
    // The first entry has the keyboard; Enter takes it.
    w.keys(NONE, Key::Enter);
    assert!(w.session().naming.is_some());
    w.keys(NONE, Key::Escape);
    w.keys(NONE, Key::Menu);
    assert!(w.has("Add neighbours to this view"));
    w.keys(NONE, Key::ArrowDown);
    w.keys(NONE, Key::Enter);
    assert!(w.has("Find a kind"), "the arrow keys lead through it: the second entry changes the kind");
    w.keys(NONE, Key::Escape);
    w.keys(NONE, Key::Menu);
    w.keys(NONE, Key::Escape);
    assert!(!w.has("Add neighbours to this view"));
    assert!(w.session().single_element().is_some());
}

#[test]
fn a_drag_with_the_other_button_leaves_no_trace() {
    let mut w = Window::bank("right-drag");
    let revision = w.document().revision();
    let from = w.at("Partner / supplier VeriFace");
    w.move_to(from);
    let button =
        |pos, pressed| Event::PointerButton { pos, button: PointerButton::Secondary, pressed, modifiers: NONE };
    w.harness.event(button(from, true));
    w.move_to(from + Vec2::new(80.0, 60.0));
    w.harness.event(button(from + Vec2::new(80.0, 60.0), false));
    w.run();
    assert_eq!(w.document().revision(), revision);
    assert!(!w.session().gesture.is_active());
}

// --- presenting ---

#[test]
fn presenting_shows_only_the_drawing_and_turns_views() {
    let mut w = Window::on_canvas("present");
    w.keys(NONE, Key::F5);
    assert!(w.session().showing.presenting);
    for gone in ["Menu", "Undo", "Select tool", "Name of the model"] {
        assert!(!w.has(gone), "{gone}");
    }
    w.keys(NONE, Key::PageDown);
    assert_eq!(w.session().on_show(), &OnShow::Diagram);
    w.keys(NONE, Key::ArrowLeft);
    assert_eq!(w.session().on_show(), &OnShow::Canvas);
    let revision = w.document().revision();
    w.drag(Pos2::new(500.0, 400.0), Pos2::new(700.0, 500.0));
    assert_eq!(w.document().revision(), revision);
    w.keys(CTRL, Key::A);
    assert!(w.session().selection().is_empty());
    assert!(w.has_part("Leave the presentation with Esc first"));
    w.keys(CTRL, Key::K);
    assert!(w.has("Find a command"), "every command is still found by name");
    w.keys(NONE, Key::Escape);
    assert!(w.session().showing.presenting, "Escape closed the palette only");
    w.keys(NONE, Key::Escape);
    assert!(!w.session().showing.presenting && w.has("Menu"));
}

#[test]
fn the_laser_selects_and_moves_nothing_and_ends() {
    let mut w = Window::bank("laser");
    w.keys(NONE, Key::K);
    assert!(w.session().showing.laser);
    let (revision, camera) = (w.document().revision(), w.session().camera);
    let at = w.at("Partner / supplier VeriFace");
    w.drag(at, at + Vec2::new(90.0, 40.0));
    w.double_click(at);
    assert!(w.session().selection().is_empty() && w.session().naming.is_none());
    assert_eq!((w.document().revision(), w.session().camera), (revision, camera));
    w.keys(NONE, Key::Escape);
    assert!(!w.session().showing.laser);
    w.keys(NONE, Key::F5);
    w.keys(NONE, Key::K);
    w.keys(NONE, Key::Escape);
    assert!(w.session().showing.presenting && !w.session().showing.laser, "Escape ends one after the other");
    w.keys(NONE, Key::K);
    w.keys(NONE, Key::K);
    assert!(!w.session().showing.laser);
}

// --- files ---

#[test]
fn recent_files_are_in_the_menu_and_what_was_closed_opens_again() {
    let mut w = Window::on_canvas("recent");
    let other = w.folder.join("other.opcanvas.json");
    std::fs::write(&other, example("city")).unwrap();
    assert!(workspace(&w).enabled(Command::ReopenClosed).is_err());
    w.keys(CTRL, Key::W);
    assert!(workspace(&w).session.is_none());
    w.keys(CTRL | Modifiers::SHIFT, Key::O);
    w.wait("it is open again", |w| workspace(w).session.is_some());
    assert_eq!(w.session().path(), Some(w.file().as_path()));
    assert!(workspace(&w).enabled(Command::ReopenClosed).is_err(), "it is open, so it is not closed");
    w.run();
    w.pick(&["Menu", "File", "Open recent"]);
    assert!(w.has("Open model.opcanvas.json"));
    w.keys(NONE, Key::Escape);
    w.harness.event(Event::PointerMoved(Pos2::new(700.0, 450.0)));
    w.run();
}

// --- names ---

/// Whatever can be pressed, typed into or chosen has a name.
fn unnamed(w: &Window) -> Vec<String> {
    use accesskit::Role as R;
    let control = |role: R| {
        matches!(
            role,
            R::Button
                | R::CheckBox
                | R::RadioButton
                | R::TextInput
                | R::MultilineTextInput
                | R::ListBoxOption
                | R::ComboBox
        )
    };
    let nodes = w.harness.query_all_by(move |n| control(n.role()));
    let nodes = nodes.map(|n| {
        let node = n.accesskit_node();
        (node.role(), node.label().unwrap_or_default(), node.bounding_box())
    });
    nodes.filter(|(_, label, _)| label.trim().is_empty()).map(|n| format!("{n:?}")).collect()
}

#[test]
fn every_control_of_menus_and_sheets_has_a_name() {
    let mut w = Window::bank("names");
    let none: Vec<String> = Vec::new();
    for (held, key) in [(CTRL, Key::K), (NONE, Key::F1), (CTRL, Key::Comma)] {
        w.keys(held, key);
        assert!(workspace(&w).sheet.is_some());
        assert_eq!(unnamed(&w), none, "{key:?}");
        w.keys(NONE, Key::Escape);
        assert!(workspace(&w).sheet.is_none());
    }
    for menu in ["File", "Edit", "Select", "Arrange", "View", "Go", "Tabs", "Help"] {
        w.pick(&["Menu", menu]);
        for spec in ALL.iter().filter(|s| s.menu.label() == menu) {
            assert!(w.harness.query_all_by_label(spec.label).next().is_some(), "{menu}: {}", spec.label);
        }
        assert_eq!(unnamed(&w), none, "{menu}");
        w.keys(NONE, Key::Escape);
        w.keys(NONE, Key::Escape);
    }
    let at = w.at("Partner / supplier VeriFace");
    w.right_click(at);
    assert_eq!(unnamed(&w), none);
}
