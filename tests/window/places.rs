//! Context menus: whatever can be done with what is selected is offered where it is, in short menus.

use crate::window;

use std::collections::BTreeSet;

use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use opcanvas::editor::Command;
use opcanvas::editor::commands::pad::pad;
use opcanvas::editor::commands::places::{LEFT_OUT, Place};
use opcanvas::editor::commands::{ALL, Menu};
use opcanvas::editor::session::OnShow;
use opcanvas::scene::Owner;
use window::{CTRL, Window};

const NONE: Modifiers = Modifiers::NONE;

#[test]
fn what_works_on_a_selection_is_in_a_context_menu_or_left_out_for_a_reason() {
    let offered: BTreeSet<Command> = Place::ALL.iter().flat_map(|p| p.commands()).collect();
    let left_out: BTreeSet<Command> = LEFT_OUT.iter().map(|(c, _)| *c).collect();
    assert_eq!(offered.intersection(&left_out).count(), 0, "left out and offered all the same");
    assert!(LEFT_OUT.iter().all(|(_, why)| why.len() > 10));
    let of_selection = |menu| matches!(menu, Menu::Edit | Menu::Select | Menu::Arrange);
    for spec in ALL.iter().filter(|s| of_selection(s.menu)) {
        let known = offered.contains(&spec.command) || left_out.contains(&spec.command);
        assert!(known, "{} is in no context menu, and nobody says why", spec.label);
    }
}

#[test]
fn menus_are_short_and_have_nothing_twice() {
    for place in Place::ALL {
        let all = place.commands();
        assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), all.len(), "{place:?}");
        let lines: usize = place.groups().iter().map(|g| g.len()).sum();
        assert!(lines <= 28, "{place:?} has {lines} lines");
    }
}

#[test]
fn submenus_open_and_do_what_they_say() {
    let mut w = Window::bank("places");
    let at = w.at("Partner / supplier VeriFace");
    w.right_click(at);
    w.pick(&["Select", "Select same kind"]);
    let partners = w.session().selected_elements().len();
    assert!(partners > 1);
    assert!(!w.has("Select same kind"), "the menus are closed");
    let before = w.document().clone();
    w.right_click(at);
    w.pick(&["Align and distribute", "Align top"]);
    assert_eq!(w.session().undo_label().as_deref().map(|l| l.starts_with("Align")), Some(true));
    w.keys(CTRL, Key::Z);
    assert_eq!(*w.document().elements(), *before.elements());
    w.keys(NONE, Key::Escape);
    w.right_click(at);
    w.pick(&["Add beside it", "Add to the right"]);
    assert!(w.session().naming.is_some() || w.session().menu.is_some());
    w.keys(NONE, Key::Escape);
}

#[test]
fn escape_closes_a_submenu_and_its_menu_and_the_drawing_has_the_keyboard() {
    let mut w = Window::bank("places-escape");
    let at = w.at("Partner / supplier VeriFace");
    w.right_click(at);
    w.pick(&["Order"]);
    assert!(w.has("Bring to front"));
    w.keys(NONE, Key::Escape);
    assert!(!w.has("Bring to front") && !w.has("Order"));
    let selected = w.session().single_element().map(|e| e.name.to_string());
    w.keys(NONE, Key::F2);
    assert!(w.session().naming.is_some(), "{selected:?}");
}

#[test]
fn what_holds_nothing_is_not_asked_to_collapse_and_a_canvas_does_not_arrange() {
    let mut w = Window::bank("places-fit");
    let at = w.at("Partner / supplier VeriFace");
    w.right_click(at);
    assert!(w.has("Lock or unlock") && !w.has("Collapse") && !w.has("Expand"));
    w.keys(NONE, Key::Escape);
    w.tab("Canvas");
    let card = w.harness.query_all_by(|n| n.label().is_some_and(|l| l.ends_with("VeriFace"))).next().unwrap().rect();
    w.right_click(card.center());
    assert!(w.has("Change kind…") && w.has("Delete from model"));
    assert!(!w.has("Lock or unlock") && !w.has("Pin or unpin"), "cards place themselves");
    w.keys(NONE, Key::Escape);
}

#[test]
fn the_bar_beside_a_selection_changes_the_kind() {
    let document = opcanvas::format::load(&window::example("bank")).unwrap().document;
    let mut s = opcanvas::editor::Session::untitled(document);
    s.show_tab(OnShow::Diagram);
    let id = s.document().elements().values().find(|e| e.name == "VeriFace").unwrap().id.clone();
    let relation = s.document().relations().values().next().unwrap().id.clone();
    for owner in [Owner::Element(id), Owner::Relation(relation)] {
        s.select(Some(owner));
        let (_, buttons) = pad(&mut s).unwrap();
        assert!(buttons.iter().any(|(c, _)| *c == Command::ChangeKind), "{buttons:?}");
    }
}
