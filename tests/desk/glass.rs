//! What a panel shows is seen, reached and honest: read-only files, pickers, next steps, hints, chips, dates.

use crate::window;

use eframe::egui::accesskit::Role;
use eframe::egui::{Event, Key, Modifiers, PointerButton};
use egui_kittest::kittest::{NodeT, Queryable};
use opcanvas::model::{ElementId, Value};
use window::{CTRL, Window};

/// A stage with a supplier under contract, a value with an action, and what other tests change.
fn file(version: u32) -> String {
    format!(
        r#"{{"format": "opcanvas", "version": {version}, "meta": {{"name": "Desk"}},
        "settings": {{"currency": "EUR", "asOf": "2026-07-15"}},
        "elements": [
            {{"id": "s", "kind": "stage", "name": "Check", "attributes": {{"leadTime": 16, "wip": 3}}, "tags": ["core"]}},
            {{"id": "t", "kind": "stage", "name": "Pay", "attributes": {{"leadTime": 4}}}},
            {{"id": "p", "kind": "partner", "name": "Acme", "attributes": {{"contracts": [
                {{"reference": "A-1", "valuePerYear": 300}}, {{"reference": "A-2"}}]}}}},
            {{"id": "c", "kind": "culture", "name": "Candour", "attributes": {{"promotingActions": [
                {{"action": "Tell", "owner": "r"}}]}}}},
            {{"id": "r", "kind": "role", "name": "Clerk"}}
        ],
        "metamodel": {{"elements": {{"stage": {{"attributes": [
            {{"key": "checker", "label": "Checker", "type": "reference", "to": ["role"]}}]}}}}}},
        "relations": [{{"id": "x", "kind": "supplies", "source": "p", "target": "s", "attributes": {{"contract": "A-1"}}}}]}}"#
    )
}

/// The model as a diagram, with an element selected.
fn open(test: &str, label: &str) -> Window {
    opened(test, 1, label)
}

fn opened(test: &str, version: u32, label: &str) -> Window {
    let mut w = Window::open(&format!("glass-{test}"), Some(file(version).as_bytes()));
    w.tab("Whole model");
    select(&mut w, label);
    w
}

fn select(w: &mut Window, label: &str) {
    w.harness.get_by_role_and_label(Role::GraphicsObject, label).focus();
    w.run();
}

/// Presses buttons one after the other, in sight or not.
fn press(w: &mut Window, labels: &[&str]) {
    for label in labels {
        w.harness.get_by_role_and_label(Role::Button, label).click_accesskit();
        w.run();
    }
}

fn is_disabled(w: &Window, role: Role, label: &str) -> bool {
    w.harness.get_by_role_and_label(role, label).accesskit_node().is_disabled()
}

#[test]
fn what_may_only_be_read_can_be_opened_and_followed_but_not_changed() {
    let mut w = opened("newer", 2, "Stage Check");
    let before = w.document().clone();
    assert!(w.has_part("can only be looked at"), "the panel says why");
    press(&mut w, &["More attributes"]);
    assert!(is_disabled(&w, Role::TextInput, "Name") && is_disabled(&w, Role::TextInput, "Lead time"));
    assert!(is_disabled(&w, Role::TextInput, "Work in progress"), "what more there is can be read");
    assert!(is_disabled(&w, Role::Button, "State: New"));
    assert!(is_disabled(&w, Role::Button, "Remove supplied by Acme") && is_disabled(&w, Role::Button, "Add relation"));
    press(&mut w, &["Open supplied by Acme"]);
    assert!(is_disabled(&w, Role::Button, "Contract of supplied by Acme"));
    press(&mut w, &["Select supplied by Acme", "Go to Acme"]);
    assert_eq!(w.session().single_element().unwrap().name, "Acme", "an end of a relation leads there");
    press(&mut w, &["Open contract 1"]);
    assert!(
        is_disabled(&w, Role::TextInput, "Reference of contract 1") && is_disabled(&w, Role::Button, "Add contract")
    );
    assert!(
        is_disabled(&w, Role::Button, "Remove contract 1")
            && is_disabled(&w, Role::Button, "Paste rows into contracts")
    );
    press(&mut w, &["Open contracts as a table"]);
    assert!(is_disabled(&w, Role::Button, "Add contract") && is_disabled(&w, Role::Button, "Duplicate contract 2"));
    press(&mut w, &["Done"]);
    select(&mut w, "Culture element Candour");
    press(&mut w, &["Open promoting action 1"]);
    assert!(is_disabled(&w, Role::Button, "Carried out by of promoting action 1"));
    press(&mut w, &["Go to Clerk"]);
    assert_eq!(w.session().single_element().unwrap().name, "Clerk");
    assert_eq!(w.document(), &before);
    assert!(!w.session().is_dirty());
    // Nothing selected: the ways to what is said of the whole model stay open.
    w.keys(Modifiers::NONE, Key::Escape);
    assert!(!is_disabled(&w, Role::Button, "Settings of the model"));
    // What may be changed is not held back.
    let w = open("current", "Stage Check");
    assert!(!is_disabled(&w, Role::TextInput, "Name") && !w.has_part("can only be looked at"));
}

fn attribute(w: &Window, id: &str, key: &str) -> Option<Value> {
    w.document().element(&ElementId::new(id)).unwrap().attributes.get(key).cloned()
}

/// Selects both stages.
fn stages(test: &str) -> Window {
    let mut w = open(test, "Stage Check");
    let (pos, modifiers) = (w.at("Stage Pay"), Modifiers::SHIFT);
    w.move_to(pos);
    for pressed in [true, false] {
        let button = PointerButton::Primary;
        w.harness.event_modifiers(Event::PointerButton { pos, button, pressed, modifiers }, modifiers);
        w.harness.step();
    }
    w.run();
    assert_eq!(w.session().selection().len(), 2);
    w
}

#[test]
fn what_several_refer_to_is_made_and_set_in_all_of_them_as_one_step() {
    let mut w = stages("refer");
    let before = w.document().clone();
    press(&mut w, &["Checker"]);
    w.type_text("Auditor");
    w.keys(Modifiers::NONE, Key::Enter);
    let made = w.document().index().named("Auditor").next().cloned().expect("it is made");
    assert_eq!(attribute(&w, "s", "checker"), Some(Value::Text(made.text())));
    assert_eq!(attribute(&w, "t", "checker"), Some(Value::Text(made.text())));
    w.keys(CTRL, Key::Z);
    assert_eq!(w.document(), &before);
    press(&mut w, &["Checker"]);
    w.type_text("Clerk");
    w.keys(Modifiers::NONE, Key::Enter);
    assert_eq!(attribute(&w, "t", "checker"), Some(Value::text("r")));
}
