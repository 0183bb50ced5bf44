//! The lists that are searched by typing are led by the same keys everywhere.

use crate::window;

use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};
use opcanvas::editor::commands::Shortcut;
use opcanvas::editor::session::OnShow;
use opcanvas::model::ElementKind;
use opcanvas::scene::Owner;
use window::{CTRL, Window};

const NONE: Modifiers = Modifiers::NONE;

fn options(w: &Window) -> Vec<String> {
    w.harness.query_all_by_role(Role::ListBoxOption).filter_map(|n| n.accesskit_node().label()).collect()
}

fn chosen(w: &Window) -> String {
    let mut options = w.harness.query_all_by_role(Role::ListBoxOption);
    let chosen = options.find(|n| n.accesskit_node().is_selected() == Some(true));
    chosen.and_then(|n| n.accesskit_node().label()).unwrap_or_default()
}

/// Leads through the open list with every key, and comes back to its first row.
fn lead(w: &mut Window, what: &str) {
    let all = options(w);
    assert!(all.len() > 3, "{what}: {all:?}");
    assert_eq!(chosen(w), all[0], "{what}");
    w.keys(NONE, Key::ArrowDown);
    w.keys(NONE, Key::ArrowDown);
    assert_eq!(chosen(w), all[2], "{what}");
    w.keys(NONE, Key::ArrowUp);
    assert_eq!(chosen(w), all[1], "{what}");
    w.keys(NONE, Key::End);
    let last = chosen(w);
    w.keys(NONE, Key::ArrowDown);
    assert_eq!(chosen(w), all[0], "{what}: after the last comes the first");
    w.keys(NONE, Key::ArrowUp);
    assert_eq!(chosen(w), last, "{what}: before the first comes the last");
    w.keys(NONE, Key::Home);
    assert_eq!(chosen(w), all[0], "{what}");
    w.keys(NONE, Key::PageDown);
    assert_ne!(chosen(w), all[0], "{what}");
    w.keys(NONE, Key::PageUp);
    assert_eq!(chosen(w), all[0], "{what}");
}

#[test]
fn every_list_is_led_by_the_same_keys_and_escape_leaves_no_trace() {
    let mut w = Window::bank("lists");
    let before = w.document().clone();
    for (held, key, what) in [(CTRL, Key::K, "commands"), (CTRL, Key::P, "go to"), (NONE, Key::I, "add")] {
        w.keys(held, key);
        lead(&mut w, what);
        w.keys(NONE, Key::Escape);
        assert!(options(&w).is_empty(), "{what}");
    }
    let at = w.at("Partner / supplier VeriFace");
    w.click(at);
    for (key, what) in [(Key::L, "targets"), (Key::R, "kinds")] {
        w.keys(NONE, key);
        lead(&mut w, what);
        w.keys(NONE, Key::Escape);
        assert!(options(&w).is_empty(), "{what}");
    }
    assert_eq!(*w.document(), before);
    assert_eq!(w.session().history().steps().len(), 0);
}

#[test]
fn the_list_of_what_to_add_takes_what_the_arrows_lead_to() {
    let mut w = Window::bank("lists-add");
    w.keys(NONE, Key::I);
    assert_eq!(options(&w)[..2], ["Add Consumer", "Add Value stream"]);
    w.keys(NONE, Key::ArrowDown);
    w.keys(NONE, Key::ArrowDown);
    w.keys(NONE, Key::Enter);
    let naming = w.session().naming.clone().expect("its name is open");
    assert_eq!(w.document().element(&naming.element).unwrap().kind, ElementKind::Partner);
}

#[test]
fn a_list_without_a_field_has_the_keyboard_in_its_rows() {
    let mut w = Window::bank("lists-rows");
    let relations = w.document().relations().len();
    w.connect("Portfolio item Ledger renewal", "Portfolio item Round-the-clock care");
    let all = options(&w);
    assert!(all.len() > 1, "{all:?}");
    w.keys(NONE, Key::ArrowDown);
    assert_eq!(chosen(&w), all[1]);
    let row = w.harness.get_by_role_and_label(Role::ListBoxOption, &all[1]);
    assert!(row.accesskit_node().is_focused());
    w.keys(NONE, Key::Enter);
    assert_eq!(w.document().relations().len(), relations + 1);
    let metamodel = w.document().metamodel().clone();
    let (source, target) = ("pj.ledger", "pf.care");
    let made = w.document().relations().values().find(|r| r.source.as_str() == source && r.target.as_str() == target);
    assert_eq!(metamodel.relation_label(made.unwrap().kind), all[1]);
}

#[test]
fn the_hint_line_says_the_keys_of_what_is_selected_as_they_are_bound() {
    let document = opcanvas::format::load(&window::example("bank")).unwrap().document;
    let mut s = opcanvas::editor::Session::untitled(document);
    s.show_tab(OnShow::Diagram);
    let id = s.document().elements().values().find(|e| e.name == "VeriFace").unwrap().id.clone();
    let relation = s.document().relations().values().next().unwrap().id.clone();
    s.select(Some(Owner::Relation(relation)));
    assert!(s.hint().starts_with("R changes its kind"), "{}", s.hint());
    s.select(Some(Owner::Element(id.clone())));
    for part in ["Enter renames", "Ctrl+Arrow adds beside it", "L connects", "R changes the kind"] {
        assert!(s.hint().contains(part), "{}", s.hint());
    }
    for key in s.hints().keys {
        let command = key.command.unwrap();
        let first = key.keys.replace("Arrow", "ArrowRight");
        let first = if first == "ArrowRight" { Shortcut::parse(key.keys) } else { Shortcut::parse(&first) };
        assert!(command.spec().shortcuts.contains(&first.unwrap()), "{command:?} has not {}", key.keys);
    }
    let other = s.document().elements().values().find(|e| e.name == "Verify identity").unwrap().id.clone();
    s.hover(Some(Owner::Element(other)));
    assert!(!s.hint().contains("R changes"), "the pointer is over something else: {}", s.hint());

    let mut w = Window::bank("lists-hint");
    let at = w.at("Partner / supplier VeriFace");
    w.click(at);
    assert!(w.has_part("L connects"));
    // Given another key, the line says that one.
    w.keys(NONE, Key::F1);
    w.type_text("Connect to");
    w.harness.get_by_label("Change L of Connect to").click();
    w.run();
    w.keys(CTRL | Modifiers::ALT, Key::L);
    w.keys(NONE, Key::Escape);
    assert!(w.has_part("Ctrl+Alt+L connects") && !w.has_part(" L connects"), "{}", w.session().hint());
}
