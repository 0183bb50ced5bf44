//! Lists of records in the inspector: entered, moved, pasted and copied through the window, saved and loaded again.

use crate::window;

use eframe::egui::{Event, Key, Modifiers};
use egui_kittest::kittest::Queryable;
use opcanvas::editor::fields::{Cell, Place, Table};
use opcanvas::format::load;
use opcanvas::model::ElementId;
use window::{CTRL, Window, example};

/// A window on a model of one partner with nothing said of it, which is selected.
fn partner(test: &str) -> Window {
    on(test, "Partner / supplier Acme", r#"{"id": "x", "kind": "partner", "name": "Acme"}"#)
}

fn on(test: &str, label: &str, element: &str) -> Window {
    let file = format!(
        r#"{{"format": "opcanvas", "version": 1, "meta": {{"name": "Desk"}}, "elements": [{element}],
        "relations": []}}"#
    );
    let mut w = Window::open(&format!("records-{test}"), Some(file.as_bytes()));
    w.tab("Whole model");
    w.click(w.at(label));
    w
}

fn table(w: &Window, key: &str) -> Table {
    let place = Place::Attribute(ElementId::new("x"), key.into());
    Table::of(w.document(), &Cell::from(place)).unwrap()
}

/// A value of an entry as it would be typed.
fn value(w: &Window, key: &str, row: usize, column: &str) -> String {
    let cell = table(w, key).cell.at(row).key(column);
    opcanvas::editor::fields::typed(cell.value(w.document()))
}

fn enter(w: &mut Window, field: &str, text: &str) {
    w.harness.get_by_label(field).focus();
    w.run();
    w.keys(CTRL, Key::A);
    w.type_text(text);
    w.keys(Modifiers::NONE, Key::Tab);
}

/// Presses buttons one after the other, in sight or not.
fn press(w: &mut Window, labels: &[&str]) {
    for label in labels {
        w.harness.get_by_label(label).click_accesskit();
        w.run();
    }
}

fn paste(w: &mut Window, text: &str) {
    w.harness.event(Event::Paste(text.to_owned()));
    w.run();
}

fn last_step(w: &Window) -> String {
    w.session().history().to_undo().map(|s| s.label.clone()).unwrap_or_default()
}

#[test]
fn contracts_are_added_filled_in_moved_duplicated_and_removed_and_are_in_the_file() {
    let mut w = partner("contracts");
    assert!(w.has_part("None yet"));
    press(&mut w, &["Add contract"]);
    enter(&mut w, "Reference of contract 1", "A-1");
    enter(&mut w, "Value of contract 1", "1.2m");
    enter(&mut w, "End of contract 1", "1 Aug 2027");
    w.keys(CTRL, Key::Enter);
    enter(&mut w, "Reference of contract 2", "A-2");
    enter(&mut w, "Value of contract 2", "300");
    assert_eq!(value(&w, "contracts", 0, "end"), "2027-08-01");
    assert!(w.has_part("Total EUR 1,200,300 a year") || w.has_part("Total 1,200,300 a year"));
    // A reference that is there already stays in its field and not in the model.
    enter(&mut w, "Reference of contract 2", "A-1");
    assert!(w.has_part("each appears once"));
    assert_eq!(value(&w, "contracts", 1, "reference"), "A-2");
    // It goes along when the entry moves.
    press(&mut w, &["Move contract 2 up"]);
    assert_eq!(value(&w, "contracts", 0, "reference"), "A-2");
    assert_eq!(w.harness.get_by_label("Reference of contract 1").value().as_deref(), Some("A-1"));
    assert_eq!(last_step(&w), "Move contract \"A-2\" of Acme up");
    enter(&mut w, "Reference of contract 1", "A-3");
    press(&mut w, &["Duplicate contract 1"]);
    assert_eq!(table(&w, "contracts").entries(w.document()).len(), 3);
    assert_eq!(value(&w, "contracts", 1, "valuePerYear"), "300");
    assert_eq!(value(&w, "contracts", 1, "reference"), "", "a reference appears once");
    press(&mut w, &["Open contract 2", "Remove contract 2"]);
    assert_eq!(table(&w, "contracts").entries(w.document()).len(), 2);
    w.keys(CTRL, Key::Z);
    assert_eq!(table(&w, "contracts").entries(w.document()).len(), 3);
    w.keys(CTRL | Modifiers::SHIFT, Key::Z);
    w.save();
    let saved = load(&std::fs::read(w.file()).unwrap()).unwrap().document;
    assert_eq!(&saved, w.document());
}

#[test]
fn the_keyboard_alone_moves_and_removes_entries() {
    let mut w = partner("keys");
    press(&mut w, &["Add contract"]);
    w.type_text("A-1");
    w.keys(CTRL, Key::Enter);
    w.type_text("A-2");
    w.keys(Modifiers::NONE, Key::Tab);
    assert_eq!(
        (value(&w, "contracts", 0, "reference"), value(&w, "contracts", 1, "reference")),
        ("A-1".into(), "A-2".into())
    );
    w.keys(Modifiers::ALT, Key::ArrowUp);
    assert_eq!(value(&w, "contracts", 0, "reference"), "A-2");
    w.keys(Modifiers::NONE, Key::Delete);
    assert_eq!(value(&w, "contracts", 0, "reference"), "A-1");
    assert_eq!(w.document().elements().len(), 1, "the entry went, not the element");
    w.keys(CTRL, Key::D);
    assert_eq!(table(&w, "contracts").entries(w.document()).len(), 2);
}

#[test]
fn rows_of_a_spreadsheet_are_pasted_by_their_names_or_in_order_and_what_cannot_be_read_is_kept_and_said() {
    let mut w = partner("paste");
    w.harness.get_by_label("Add contract").focus();
    w.run();
    // Columns in any order, quoted cells, labels and keys, a column that nothing is known of.
    let rows = "Value (EUR)\treference\tEnd\tService level\tColour\n\
                \"1,200\"\tA-1\t2027-08-01\t\"Two\tparts, \"\"quoted\"\"\"\tred\n\
                much\tA-2\t2026-02-30\t\tblue\n\
                5\tA-1\t\t\t\n";
    paste(&mut w, rows);
    let steps = w.session().history().to_undo().map(|s| s.label.clone());
    assert_eq!(steps.as_deref(), Some("Paste 3 contracts into Acme"));
    assert_eq!(value(&w, "contracts", 0, "valuePerYear"), "1200");
    assert_eq!(value(&w, "contracts", 0, "sla"), "Two\tparts, \"quoted\"");
    assert_eq!(value(&w, "contracts", 1, "reference"), "A-2");
    assert_eq!(value(&w, "contracts", 1, "valuePerYear"), "", "what is no amount stays out of the model");
    assert_eq!(value(&w, "contracts", 2, "reference"), "", "a reference that was just pasted appears once too");
    assert!(w.has_part("\"Colour\" is no column here"));
    assert!(w.has_part("one of the 28 days of February 2026"));
    assert!(w.has_part("4 things not taken"));
    // What was refused stands in its field and can be corrected there.
    assert_eq!(w.harness.get_by_label("Value of contract 2").value().as_deref(), Some("much"));
    enter(&mut w, "Value of contract 2", "700");
    assert_eq!(value(&w, "contracts", 1, "valuePerYear"), "700");
    press(&mut w, &["Dismiss what was not taken"]);
    assert!(!w.has_part("4 things not taken"));
    w.keys(CTRL, Key::Z);
    w.keys(CTRL, Key::Z);
    assert!(table(&w, "contracts").entries(w.document()).is_empty(), "one step");
    assert!(!w.session().is_dirty());
}

#[test]
fn without_names_the_cells_follow_the_one_that_has_the_keyboard() {
    let mut w = partner("paste-here");
    press(&mut w, &["Add contract"]);
    w.type_text("A-1");
    w.keys(Modifiers::NONE, Key::Tab);
    w.harness.get_by_label("Start of contract 1").focus();
    w.run();
    paste(&mut w, "2026-01-01;2026-12-31\n2027-01-01;2027-12-31\n");
    assert_eq!(value(&w, "contracts", 0, "reference"), "A-1");
    assert_eq!(value(&w, "contracts", 0, "start"), "2026-01-01");
    assert_eq!(value(&w, "contracts", 1, "end"), "2027-12-31");
    // A word goes into the field as it always did.
    w.harness.get_by_label("Service level of contract 1").focus();
    w.run();
    paste(&mut w, "99, or more");
    w.keys(Modifiers::NONE, Key::Tab);
    assert_eq!(value(&w, "contracts", 0, "sla"), "99, or more");
}

#[test]
fn the_wide_table_is_filled_in_by_enter_and_tab_and_what_is_copied_can_be_pasted_back() {
    let mut w = on("wide", "Strategic objective Grow", r#"{"id": "x", "kind": "objective", "name": "Grow"}"#);
    press(&mut w, &["Open key results as a table", "Add key result"]);
    w.type_text("Customers that stay");
    w.keys(Modifiers::NONE, Key::Enter);
    assert_eq!(table(&w, "keyResults").entries(w.document()).len(), 2, "the last row is followed by a new one");
    w.type_text("Complaints");
    w.keys(Modifiers::NONE, Key::Tab);
    w.type_text("a month");
    w.keys(Modifiers::NONE, Key::Tab);
    assert_eq!(value(&w, "keyResults", 1, "name"), "Complaints");
    assert_eq!(value(&w, "keyResults", 1, "unit"), "a month");
    w.harness.get_by_label("Add key result").focus();
    w.run();
    w.keys(CTRL, Key::Z);
    assert_eq!(value(&w, "keyResults", 1, "unit"), "", "steps are taken back while the table is open");
    let text = table(&w, "keyResults").text(w.document());
    assert!(text.starts_with("Name\tUnit\tBaseline\tTarget\tActual\nCustomers that stay\t"), "{text}");
    let before = w.document().element(&ElementId::new("x")).unwrap().attributes.clone();
    press(&mut w, &["Remove key result 1", "Remove key result 1"]);
    paste(&mut w, &text);
    assert_eq!(w.document().element(&ElementId::new("x")).unwrap().attributes, before);
    w.keys(Modifiers::NONE, Key::Escape);
    assert!(w.has("Open key result 1") || w.has("Close key result 1"));
}

#[test]
fn a_new_investment_is_of_the_next_year_and_single_records_and_those_in_records_are_edited_alike() {
    let element = r#"{"id": "x", "kind": "portfolio_item", "name": "Renewal",
        "attributes": {"investments": [{"year": 2026, "run": 10}]}}"#;
    let mut w = on("item", "Portfolio item Renewal", element);
    press(&mut w, &["Add investment"]);
    assert_eq!(value(&w, "investments", 1, "year"), "2027");
    enter(&mut w, "Scope of minimum viable product", "One branch");
    press(&mut w, &["More attributes", "Add risk"]);
    enter(&mut w, "Statement of risk 1", "It is late");
    press(&mut w, &["Likelihood of risk 1: 5", "Likelihood of risk 1: 4"]);
    enter(&mut w, "Statement of value", "Less work");
    press(&mut w, &["Add outcome"]);
    enter(&mut w, "Target of outcome 1", "12");
    w.save();
    let saved = load(&std::fs::read(w.file()).unwrap()).unwrap().document;
    assert_eq!(&saved, w.document());
    let vocr = &saved.element(&ElementId::new("x")).unwrap().fields;
    let text = opcanvas::editor::fields::typed(vocr.get("vocr"));
    assert!(text.contains("It is late") && text.contains("likelihood: 4") && text.contains("Less work"), "{text}");
}

#[test]
fn an_entry_is_dragged_to_another_place() {
    let element = r#"{"id": "x", "kind": "management", "name": "Review", "attributes":
        {"kpis": [{"name": "a"}, {"name": "b"}, {"name": "c"}]}}"#;
    let mut w = on("drag", "Management system element Review", element);
    let row = |w: &Window, i: usize| w.harness.get_by_label(&format!("Drag KPI {i}")).rect().center();
    let (first, last) = (row(&w, 1), row(&w, 3));
    w.drag(first, last + eframe::egui::vec2(0.0, 8.0));
    let names = |w: &Window| (0..3).map(|i| value(w, "kpis", i, "name")).collect::<String>();
    assert_eq!(names(&w), "bca");
    w.keys(CTRL, Key::Z);
    assert_eq!(names(&w), "abc");
}

#[test]
fn properties_of_other_tools_are_added_renamed_changed_and_removed_and_what_has_parts_is_kept() {
    let element = r#"{"id": "x", "kind": "foreign", "name": "Thing", "attributes": {"type": "Node",
        "properties": {"cpu": 4, "zone": "north", "nested": {"a": [1, 2]}}}}"#;
    let mut w = on("properties", "Foreign element Thing", element);
    enter(&mut w, "Value of property cpu", "8");
    enter(&mut w, "Name of property zone", "region");
    enter(&mut w, "Name of property cpu", "region");
    assert!(w.has_part("each name appears once"));
    press(&mut w, &["Add property"]);
    enter(&mut w, "Name of property property", "owner");
    enter(&mut w, "Value of property owner", "us");
    press(&mut w, &["Remove property region"]);
    w.save();
    let saved: serde_json::Value = serde_json::from_slice(&std::fs::read(w.file()).unwrap()).unwrap();
    let properties = &saved["elements"][0]["attributes"]["properties"];
    assert_eq!(*properties, serde_json::json!({"cpu": 8, "nested": {"a": [1, 2]}, "owner": "us"}));
}

/// Numbers that only look random (xorshift), the same for a seed on every machine.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % n as u64) as usize
    }
}

#[test]
fn whatever_is_done_with_tables_keeps_the_model_sound_and_undoing_it_leads_back_to_the_first_byte() {
    use opcanvas::editor::Session;
    let bytes = example("bank");
    let texts = [
        "",
        "x",
        "A-1\tservice\n\tlicence",
        "Reference\tValue\nA-7\t12\nA-7\tmuch",
        "\"a\"\"\tb",
        "2026;2027\n1;2",
        "name,unit,target\nn,%,5",
        "\u{0}\t\u{7}",
        "1e999\t-5\t2026-02-31",
        "Year\tRun\tGrow\n2030\t1\t-1\n",
    ];
    for seed in 1..=4 {
        let mut session = Session::untitled(load(&bytes).unwrap().document);
        let first = opcanvas::format::save(session.document());
        let mut tables: Vec<Cell> = Vec::new();
        for element in session.document().elements().values() {
            let defs = session.document().metamodel().element_attributes(element.kind);
            tables.extend(defs.iter().map(|d| Place::Attribute(element.id.clone(), d.key.clone()).into()));
            let vocr = Cell::from(Place::Common(element.id.clone(), "vocr".into()));
            tables.extend([vocr.key("risks"), vocr.key("outcomes")]);
        }
        tables.retain(|cell| Table::of(session.document(), cell).is_some());
        let mut dice = Dice(seed * 7919);
        for _ in 0..120 {
            let table = Table::of(session.document(), &tables[dice.below(tables.len())]).unwrap();
            let (row, to) = (dice.below(6), dice.below(6));
            match dice.below(7) {
                0 => drop(session.add_entry(&table)),
                1 => drop(session.remove_entry(&table, row)),
                2 => drop(session.move_entry(&table, row, to)),
                3 => drop(session.duplicate_entry(&table, row)),
                4 => {
                    session.undo();
                }
                _ => drop(session.paste_entries(&table, row, to, texts[dice.below(texts.len())])),
            }
            assert_eq!(session.document().broken_invariants(), Vec::<String>::new(), "seed {seed}");
        }
        while session.history().to_undo().is_some() {
            session.undo();
        }
        assert!(opcanvas::format::save(session.document()) == first, "seed {seed}");
    }
}
