//! What a panel shows is seen, reached and honest: read-only files, pickers, next steps, hints, tour, tables.

use crate::window;

use eframe::egui::accesskit::{Role, Toggled};
use eframe::egui::{Event, Key, Modifiers, PointerButton};
use egui_kittest::kittest::{NodeT, Queryable};
use opcanvas::analysis::next_steps::{Begin, next_steps};
use opcanvas::editor::guide::tour::PRACTICE;
use opcanvas::editor::table::{At, What};
use opcanvas::editor::{Command, Session};
use opcanvas::format::load;
use opcanvas::model::{ElementId, ElementKind, Value};
use window::{CTRL, Window};

/// A stage with a supplier under contract, a value with an action, and what other tests change.
fn file(version: u32) -> String {
    format!(
        r#"{{"format": "opcanvas", "version": {version}, "meta": {{"name": "Desk"}},
        "settings": {{"currency": "EUR", "asOf": "2026-07-15"}},
        "plateaus": [{{"id": "p1", "name": "End 2026", "date": "2026-12-31"}}, {{"id": "p2", "name": "End 2027"}}],
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
pub fn open(test: &str, label: &str) -> Window {
    opened(test, 1, label)
}

pub fn opened(test: &str, version: u32, label: &str) -> Window {
    let mut w = Window::open(&format!("glass-{test}"), Some(file(version).as_bytes()));
    w.tab("Whole model");
    select(&mut w, label);
    w
}

pub fn select(w: &mut Window, label: &str) {
    w.harness.get_by_role_and_label(Role::GraphicsObject, label).focus();
    w.run();
}

/// Presses buttons one after the other, in sight or not.
pub fn press(w: &mut Window, labels: &[&str]) {
    for label in labels {
        w.harness.get_by_role_and_label(Role::Button, label).click_accesskit();
        w.run();
    }
}

pub fn is_disabled(w: &Window, role: Role, label: &str) -> bool {
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

pub fn attribute(w: &Window, id: &str, key: &str) -> Option<Value> {
    w.document().element(&ElementId::new(id)).unwrap().attributes.get(key).cloned()
}

/// Selects both stages.
pub fn stages(test: &str) -> Window {
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

/// A young model, in which a lead time and a contract are asked for next.
const YOUNG: &str = r#"{"format": "opcanvas", "version": 1, "meta": {"name": "Young"}, "elements": [
    {"id": "w", "kind": "stakeholder", "name": "Customer"}, {"id": "p", "kind": "value_proposition", "name": "Promise"},
    {"id": "v", "kind": "value_stream", "name": "Serve"}, {"id": "s", "kind": "stage", "name": "Check"},
    {"id": "a", "kind": "partner", "name": "Acme"}, {"id": "t", "kind": "technology", "name": "Ledger"}],
    "relations": [{"id": "1", "kind": "offered_to", "source": "p", "target": "w"},
    {"id": "2", "kind": "drives", "source": "p", "target": "v"}, {"id": "3", "kind": "has_stage", "source": "v", "target": "s"},
    {"id": "4", "kind": "supplies", "source": "a", "target": "v"}, {"id": "5", "kind": "supports", "source": "t", "target": "v"}]}"#;

fn begin_step(w: &mut Window, part: &str) {
    let open = w.labels_with("next step").into_iter().next().expect("next steps");
    press(w, &[&open]);
    let step = w.labels_with(part).into_iter().find(|l| l.contains(": ")).expect(part);
    press(w, &[&step]);
    w.run();
}

#[test]
fn a_next_step_is_begun_where_it_is_seen() {
    // From the table it leads to the drawing.
    let mut w = Window::open("glass-steps-table", None);
    w.keys(Modifiers::NONE, Key::Enter);
    w.pick(&["Menu", "View", "Table of elements"]);
    assert!(w.session().table.is_open());
    begin_step(&mut w, "Say who you serve");
    assert!(!w.session().table.is_open() && w.session().naming.is_some());
    w.type_text("New customers");
    w.keys(Modifiers::NONE, Key::Enter);
    w.keys(Modifiers::NONE, Key::Escape);
    assert!(w.has("Consumer New customers"));
    // What asks for a figure needs the panel that has its field.
    let mut w = Window::open("glass-steps-panels", Some(YOUNG.as_bytes()));
    w.tab("Whole model");
    w.keys(CTRL, Key::Period);
    assert!(!w.has_part("Add relation"));
    begin_step(&mut w, "a lead time of Check");
    w.type_text("3h");
    w.keys(Modifiers::NONE, Key::Enter);
    assert_eq!(attribute(&w, "s", "leadTime"), Some(Value::Int(3)));
    // And the panels can be hidden again.
    w.keys(Modifiers::NONE, Key::Escape);
    w.keys(CTRL, Key::Period);
    assert!(!w.harness.state().workspace().settings.panels);
}

#[test]
fn what_is_typed_in_a_cell_is_taken_whichever_way_the_table_is_left() {
    let ways: [fn(&mut Session); 3] = [
        |s| {
            let step = next_steps(s.document()).into_iter().find(|n| matches!(n.begin, Begin::Enter(..))).unwrap();
            s.begin_step(&step);
        },
        Session::toggle_table,
        |s| {
            let tab = s.tabs()[0].which.clone();
            s.show_tab(tab);
        },
    ];
    for (i, leave) in ways.into_iter().enumerate() {
        let mut session = Session::untitled(load(YOUNG.as_bytes()).unwrap().document);
        session.open_table(What::Kind(ElementKind::Partner));
        session.table.go(At { row: 0, column: 0 }, false);
        session.table_begin(Some("Apex"));
        leave(&mut session);
        assert!(!session.table.is_open(), "way {i}");
        assert_eq!(session.document().element(&ElementId::new("a")).unwrap().name, "Apex", "way {i}");
    }
}

pub fn enter(w: &mut Window, field: &str, text: &str) {
    w.harness.get_by_role_and_label(Role::TextInput, field).focus();
    w.run();
    w.keys(CTRL, Key::A);
    if text.is_empty() {
        w.keys(Modifiers::NONE, Key::Backspace);
    } else {
        w.type_text(text);
    }
    w.keys(Modifiers::NONE, Key::Tab);
}

pub fn shown(w: &Window, field: &str) -> String {
    w.harness.get_by_role_and_label(Role::TextInput, field).value().unwrap_or_default()
}

#[test]
fn what_was_refused_stays_with_its_entry_when_entries_come_and_go_by_undo() {
    let mut w = open("refused", "Partner / supplier Acme");
    press(&mut w, &["Open contract 2"]);
    enter(&mut w, "Value of contract 2", "soon");
    assert!(w.has_part("is expected"));
    press(&mut w, &["Open contract 1", "Remove contract 1"]);
    assert_eq!(shown(&w, "Value of contract 1"), "soon", "it goes along");
    w.keys(CTRL, Key::Z);
    assert_eq!(shown(&w, "Reference of contract 2"), "A-2", "and so does what is open");
    assert_eq!(shown(&w, "Value of contract 2"), "soon");
    assert!(!w.has("Reference of contract 1"), "what was closed with its entry stays so");
    press(&mut w, &["Open contract 1"]);
    assert_eq!(shown(&w, "Value of contract 1"), "EUR 300");
    // What was refused over another value is gone once that value is: the text is out of date.
    enter(&mut w, "Value of contract 1", "later");
    press(&mut w, &["Move contract 1 down"]);
    enter(&mut w, "Reference of contract 2", "A-9");
    assert_eq!(shown(&w, "Value of contract 2"), "later");
    w.keys(CTRL, Key::Z);
    w.keys(CTRL, Key::Z);
    assert_eq!(shown(&w, "Value of contract 1"), "later");
    assert_eq!(shown(&w, "Value of contract 2"), "soon");
}

const CONSUMERS: &str = "Consumers, drivers";
const TOUR: &str = "Take the two-minute tour";
const RING: &str = "Hint: Drag from the ring";

/// The window on a blank canvas.
fn blank(test: &str) -> Window {
    let mut w = Window::open(&format!("glass-{test}"), None);
    w.keys(Modifiers::NONE, Key::Enter);
    w
}

/// Types a name into a zone, keeps it, and puts the next card away.
fn add(w: &mut Window, zone: &str, name: &str) {
    w.click(w.at(zone));
    w.type_text(name);
    w.keys(Modifiers::NONE, Key::Enter);
    if w.session().naming.is_some() {
        w.keys(Modifiers::NONE, Key::Escape);
    }
}

fn tour_step(w: &Window) -> Option<usize> {
    w.harness.state().workspace().guide.tour.shown(w.session()).map(|(n, _)| n)
}

#[test]
fn a_hint_comes_where_it_is_seen_and_not_over_what_is_shown_to_others() {
    let mut w = blank("hints");
    let has_seen = |w: &Window| w.harness.state().workspace().settings.hints.has_seen("connect");
    add(&mut w, CONSUMERS, "New customers");
    w.click(w.at("Consumer New customers"));
    w.pick(&["Menu", "View", "Table of elements"]);
    let row = w.session().table.rows().len();
    assert_eq!(row, 1, "the table of consumers");
    w.keys(Modifiers::NONE, Key::ArrowDown);
    w.type_text("Businesses");
    w.keys(Modifiers::NONE, Key::Enter);
    assert_eq!(w.document().elements().len(), 2);
    w.run();
    assert!(!has_seen(&w), "over the table nobody sees it");
    w.pick(&["Menu", "View", "Table of elements"]);
    w.run();
    assert!(has_seen(&w) && w.has_part(RING));
    w.keys(Modifiers::NONE, Key::F5);
    assert!(w.session().showing.presenting && !w.has_part(RING));
    w.keys(Modifiers::NONE, Key::Escape);
    assert!(w.has_part(RING), "it is not lost");
    w.pick(&["Menu", "View", "Table of elements"]);
    assert!(!w.has_part(RING));
}

#[test]
fn the_tour_is_not_shown_to_others_and_escape_ends_what_is_seen() {
    let mut w = Window::open("glass-tour-show", None);
    w.pick(&[TOUR]);
    assert!(w.has_part("Tour, step 1"));
    w.keys(Modifiers::NONE, Key::F5);
    assert!(w.session().showing.presenting && !w.has_part("Tour, step"));
    w.keys(Modifiers::NONE, Key::Escape);
    assert!(!w.session().showing.presenting && w.has_part("Tour, step 1"));
    w.pick(&["Menu", "View", "Table of elements"]);
    assert!(w.session().table.is_open() && !w.has_part("Tour, step"));
    w.keys(Modifiers::NONE, Key::Escape);
    assert!(!w.session().table.is_open() && w.has_part("Tour, step 1"));
}

#[test]
fn the_tour_goes_on_in_its_own_tab_from_any_document_and_from_the_start_screen() {
    let mut w = Window::open("glass-tour-tab", None);
    w.pick(&[TOUR, "Next step", "Next step"]);
    let practice = w.session().id;
    w.keys(CTRL, Key::N);
    assert_ne!(w.session().id, practice);
    w.pick(&["Menu", "Help", "Two-minute tour"]);
    assert_eq!((w.session().id, tour_step(&w)), (practice, Some(3)));
    w.pick(&["Menu", "File", "Start screen", TOUR]);
    assert_eq!((w.session().id, tour_step(&w)), (practice, Some(3)));
    let practices = w.harness.state().workspace().documents().iter().filter(|d| d.title == PRACTICE).count();
    assert_eq!(practices, 1);
}

#[test]
fn the_tour_names_the_keys_as_they_are_set() {
    let mut w = Window::open("glass-tour-keys", None);
    w.pick(&[TOUR]);
    for _ in 1..7 {
        w.pick(&["Next step"]);
    }
    let key = opcanvas::editor::commands::Shortcut::parse("Ctrl+Z").unwrap().shown();
    assert!(w.has_part(&format!("Press {key}, or")));
    w.keys(Modifiers::NONE, Key::F1);
    w.type_text("undo");
    w.pick(&[&format!("Change {key} of Undo")]);
    w.keys(CTRL | Modifiers::ALT, Key::U);
    w.pick(&["Close"]);
    let key = opcanvas::editor::commands::Shortcut::parse("Ctrl+Alt+U").unwrap().shown();
    assert!(w.has_part(&format!("Press {key}, or")), "{:?}", w.labels_with("Press "));
    w.pick(&["Next step", "Next step"]);
    let key = w.harness.state().workspace().settings.keymap.first(Command::Shortcuts).unwrap().shown();
    assert!(w.has_part(&format!("{key} shows every key")));
}

/// Drops a file onto the window and waits until it is in front.
fn drop_file(w: &mut Window, file: &std::path::Path) {
    #[derive(Debug)]
    struct Dropped(std::path::PathBuf);
    impl eframe::egui::DroppedFile for Dropped {
        fn path(&self) -> &std::path::Path {
            &self.0
        }

        fn bytes(&self) -> Result<Vec<u8>, String> {
            std::fs::read(&self.0).map_err(|e| e.to_string())
        }
    }
    w.harness.input_mut().dropped_files.push(std::sync::Arc::new(Dropped(file.to_owned())));
    w.wait("the dropped file is in front", |w| w.session().path() == Some(file));
    w.run();
}

#[test]
fn a_table_over_the_window_is_over_once_its_panel_is_gone() {
    let mut w = open("over", "Partner / supplier Acme");
    let panels = |w: &Window| w.harness.state().workspace().shows_panels();
    // A file that is left without panels ...
    let file = w.folder.join("young.opcanvas.json");
    std::fs::write(&file, YOUNG).unwrap();
    drop_file(&mut w, &file);
    w.keys(CTRL, Key::Period);
    w.keys(CTRL, Key::W);
    let left = w.folder.join("state");
    w.wait("it is kept how it was left", |_| {
        let mut kept = std::fs::read_dir(&left).unwrap().filter_map(|f| std::fs::read_to_string(f.ok()?.path()).ok());
        kept.any(|text| text.contains("\"panels\"") && text.contains("young.opcanvas.json"))
    });
    w.keys(CTRL, Key::Period);
    assert!(panels(&w));
    // ... is dropped onto a table that stands over the window.
    select(&mut w, "Partner / supplier Acme");
    press(&mut w, &["Open contracts as a table"]);
    drop_file(&mut w, &file);
    assert!(!panels(&w));
    w.keys(CTRL, Key::Period);
    assert!(panels(&w), "keys answer");
}

#[test]
fn the_wide_table_says_yes_no_and_neither() {
    let mut w = open("wide", "Partner / supplier Acme");
    press(&mut w, &["Open contracts as a table"]);
    let exit = "Exit plan of contract 1";
    let stored = |w: &Window| {
        let contracts = attribute(w, "p", "contracts").unwrap();
        contracts.as_list()[0].as_record().unwrap().get("exitPlan").cloned()
    };
    let toggled = |w: &Window| w.harness.get_by_role_and_label(Role::CheckBox, exit).accesskit_node().toggled();
    assert_eq!(toggled(&w), Some(Toggled::Mixed), "nothing is said of it");
    w.harness.get_by_role_and_label(Role::CheckBox, exit).click_accesskit();
    w.run();
    assert_eq!((stored(&w), toggled(&w)), (Some(Value::Bool(true)), Some(Toggled::True)));
    w.harness.get_by_role_and_label(Role::CheckBox, exit).click_accesskit();
    w.run();
    assert_eq!((stored(&w), toggled(&w)), (Some(Value::Bool(false)), Some(Toggled::False)));
    press(&mut w, &["Clear exit plan of contract 1"]);
    assert_eq!((stored(&w), toggled(&w)), (None, Some(Toggled::Mixed)));
    // One of some values from a list, and none of them again.
    let kind = |w: &Window| {
        let contracts = attribute(w, "p", "contracts").unwrap();
        contracts.as_list()[0].as_record().unwrap().get("type").cloned()
    };
    for (label, stored) in [("Service", Some(Value::text("service"))), ("Not set", None)] {
        w.harness.get_by_role_and_label(Role::ComboBox, "Type of contract 1").click_accesskit();
        w.run();
        w.harness.get_by_role_and_label(Role::Button, label).click_accesskit();
        w.run();
        assert_eq!(kind(&w), stored);
    }
}

#[test]
fn rows_that_were_to_be_pasted_into_one_table_do_not_end_up_in_it_later() {
    let mut w = open("waiting", "Partner / supplier Acme");
    let before = w.document().clone();
    // The clipboard answers late, when something else is selected.
    press(&mut w, &["Paste rows into contracts"]);
    select(&mut w, "Stage Check");
    w.harness.event(Event::Paste("B-7\t5\n".into()));
    w.run();
    w.keys(Modifiers::NONE, Key::Escape);
    select(&mut w, "Partner / supplier Acme");
    assert_eq!(
        attribute(&w, "p", "contracts"),
        before.element(&ElementId::new("p")).unwrap().attributes.get("contracts").cloned()
    );
    // While it is looked at they are taken.
    press(&mut w, &["Paste rows into contracts"]);
    w.harness.event(Event::Paste("B-7\t5\n".into()));
    w.run();
    assert_eq!(attribute(&w, "p", "contracts").unwrap().as_list().len(), 3);
}
