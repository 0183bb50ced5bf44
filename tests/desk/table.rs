//! The model as a table: typed in, pasted into, cleared, filled, sorted and deleted from, as in a spreadsheet.

use crate::window;

use eframe::egui::{Event, Key, Modifiers};
use egui_kittest::kittest::Queryable;
use opcanvas::editor::Session;
use opcanvas::editor::table::{At, Tables, What, tables};
use opcanvas::format::load;
use opcanvas::model::{Document, Element, ElementKind, Value};
use window::{CTRL, Window, example};

fn bank() -> Session {
    Session::untitled(load(&example("bank")).unwrap().document)
}

/// A session on the table that is called so.
fn on(table: &str) -> Session {
    let mut session = bank();
    open(&mut session, table);
    session
}

fn open(session: &mut Session, table: &str) {
    let metamodel = session.document().metamodel().clone();
    let what = tables(&metamodel).into_iter().find(|w| w.label(&metamodel) == table).unwrap();
    session.open_table(what);
}

fn row(session: &Session, name: &str) -> usize {
    let named = |id| session.document().element(id).is_some_and(|e| e.name == name);
    session.table.rows().iter().position(|r| named(&r.element)).unwrap_or_else(|| panic!("no row {name}"))
}

fn column(session: &Session, label: &str) -> usize {
    session.table.columns().iter().position(|c| c.label == label).unwrap_or_else(|| panic!("no column {label}"))
}

fn go(session: &mut Session, name: &str, label: &str) {
    let at = At { row: row(session, name), column: column(session, label) };
    session.table.go(at, false);
}

fn put(session: &mut Session, name: &str, label: &str, text: &str) {
    go(session, name, label);
    session.table_begin(Some(text));
    session.table_take();
}

fn cell(session: &Session, name: &str, label: &str) -> String {
    session.table.text(session.document(), row(session, name), column(session, label))
}

fn named<'a>(document: &'a Document, name: &str) -> Vec<&'a Element> {
    document.elements().values().map(|e| &**e).filter(|e| e.name == name).collect()
}

fn steps(session: &Session) -> usize {
    session.history().steps().len()
}

#[test]
fn every_kind_and_every_list_has_a_table_with_all_its_attributes() {
    let session = bank();
    let metamodel = session.document().metamodel();
    let all = tables(metamodel);
    for kind in ElementKind::ALL {
        let columns = What::Kind(kind).columns(metamodel);
        let ids: std::collections::BTreeSet<_> = columns.iter().map(|c| &c.id).collect();
        assert_eq!(ids.len(), columns.len(), "{kind}");
        for def in metamodel.element_attributes(kind).iter().chain(&metamodel.common) {
            let key = |id: &str| id.split(':').nth(1) == Some(def.key.as_str());
            let has_column = columns.iter().any(|c| key(&c.id));
            let has_table = all.iter().any(|w| matches!(w, What::Entries(list) if list.key == def.key));
            assert!(has_column || has_table, "{kind}: {}", def.key);
        }
    }
    for label in ["Contracts of all partners and suppliers", "Risks of all elements", "Outcomes of all elements"] {
        assert!(all.iter().any(|w| w.label(metamodel) == label), "{label}");
    }
    let stages = What::Kind(ElementKind::Stage).columns(metamodel);
    let labels: Vec<&str> = stages.iter().map(|c| c.label.as_str()).take(3).collect();
    assert_eq!(labels, ["Name", "Value stream", "Lead time"], "what the card shows comes first");
}

#[test]
fn a_cell_takes_what_is_typed_as_one_step_and_keeps_what_it_refuses() {
    let mut session = on("Value stream stages");
    let before = steps(&session);
    put(&mut session, "Decide credit", "Lead time", "2d");
    assert_eq!(cell(&session, "Decide credit", "Lead time"), "16");
    assert_eq!(steps(&session), before + 1);
    assert_eq!(session.undo_label().unwrap(), "Set lead time of Decide credit");
    put(&mut session, "Decide credit", "Lead time", "soon");
    assert_eq!(cell(&session, "Decide credit", "Lead time"), "16", "the model keeps its last good value");
    let at = session.table.range().cursor;
    let wrong = session.table.wrong(at.row, at.column).unwrap();
    assert_eq!(wrong.text, "soon");
    assert!(wrong.why.contains("90m"), "{}", wrong.why);
    assert_eq!(session.table.line(session.document(), at.row, at.column), "soon");
    // What is edited then is what was typed.
    session.table_begin(None);
    assert_eq!(session.table.editing().unwrap().text, "soon");
    session.table_type("6".into());
    session.table_take();
    assert_eq!(session.table.wrong_count(), 0);
    assert_eq!(cell(&session, "Decide credit", "Lead time"), "6");
    session.undo();
    assert_eq!(cell(&session, "Decide credit", "Lead time"), "16");
}

#[test]
fn choices_names_and_wholes_are_ended_by_what_is_offered() {
    let mut session = on("Value stream stages");
    put(&mut session, "Apply", "Service value chain activity", "des");
    assert_eq!(cell(&session, "Apply", "Service value chain activity"), "Design and transition");
    put(&mut session, "Apply", "Value stream", "req");
    assert_eq!(cell(&session, "Apply", "Value stream"), "Request to funds");
    assert!(session.document().broken_invariants().is_empty());
    go(&mut session, "Apply", "Value stream");
    session.table_begin(Some("i"));
    session.table_choose(true);
    let offers = session.table.editing().unwrap().clone();
    assert_eq!(offers.offers[offers.chosen.unwrap()], offers.offers[1]);
    session.table_cancel();
    put(&mut session, "Apply", "Accountable", "Platform lead");
    assert_eq!(cell(&session, "Apply", "Accountable"), "Platform lead");
    put(&mut session, "Apply", "Responsible", "Platform lead; chief exec");
    assert_eq!(cell(&session, "Apply", "Responsible").split("; ").count(), 2);
    put(&mut session, "Apply", "Responsible", "nobody we know");
    assert!(session.table.wrong_count() == 1);
}

#[test]
fn the_last_row_makes_elements_and_no_twins() {
    let mut session = on("Technologies");
    let count = session.document().elements().len();
    let last = session.table.rows().len();
    session.table.go(At { row: last, column: 0 }, false);
    session.table_begin(Some("Data lake"));
    session.table_take();
    assert_eq!(session.document().elements().len(), count + 1);
    assert_eq!(session.table.range().cursor.row, last, "its row is the current one");
    assert_eq!(session.undo_label().unwrap(), "New technology Data lake");
    session.table.go(At { row: last + 1, column: 0 }, false);
    session.table_begin(Some("core ledger"));
    session.table_take();
    assert_eq!(session.document().elements().len(), count + 1);
    assert_eq!(session.table.range().cursor.row, row(&session, "Core ledger"));
    assert!(session.take_notices().iter().any(|n| n.text.contains("in the model already")));
    // A new row begins with its name.
    session.table.go(At { row: last + 1, column: 2 }, false);
    session.table_begin(Some("x"));
    session.table_take();
    assert!(session.take_notices().iter().any(|n| n.text.contains("name first")));
}

#[test]
fn blocks_go_in_and_out_as_spreadsheets_have_them() {
    let mut session = on("Value stream stages");
    go(&mut session, "Request and quote", "Lead time");
    session.table.step(2, 2, true);
    let copied = session.table_copy();
    assert_eq!(copied, "1\t90\t0.25\n6\t88\t1\n2\t99\t0.25\n");
    let before = session.document().clone();
    session.table_clear();
    assert_eq!(cell(&session, "Decide credit", "Lead time"), "");
    assert_eq!(cell(&session, "Decide credit", "Name"), "Decide credit");
    session.table_paste(&copied);
    for id in before.elements().keys() {
        assert_eq!(session.document().element(id), before.element(id));
    }
    assert_eq!(session.undo_label().unwrap(), "Paste into value stream stages");
    // One value fills the range, as one step.
    let n = steps(&session);
    session.table_paste("3d");
    assert_eq!(steps(&session), n + 1);
    assert_eq!(cell(&session, "Decide credit", "Lead time"), "24");
    assert_eq!(cell(&session, "Sign and disburse", "Process time"), "24");
    session.undo();
    session.table_fill_down();
    assert_eq!(cell(&session, "Sign and disburse", "Lead time"), "1");
}

#[test]
fn a_block_beyond_the_last_row_makes_rows_and_keeps_its_bad_cells_to_be_corrected() {
    let mut session = on("Technologies");
    let last = session.table.rows().len();
    session.table.go(At { row: last, column: 0 }, false);
    let (count, n) = (session.document().elements().len(), steps(&session));
    session.table_paste("Data lake\tadopt\nEvent bus\tsoonish\n\"Two\nlines\"\thold\n\ttrial\n");
    assert_eq!(session.document().elements().len(), count + 3);
    assert_eq!(steps(&session), n + 1);
    assert_eq!(cell(&session, "Data lake", "Ring"), "Adopt");
    assert_eq!(cell(&session, "Event bus", "Ring"), "");
    let at = (row(&session, "Event bus"), column(&session, "Ring"));
    assert_eq!(session.table.wrong(at.0, at.1).unwrap().text, "soonish");
    let said = session.take_notices().pop().unwrap().text;
    assert!(said.contains("1 cell was not taken") && said.contains("soonish"), "{said}");
    // The same again makes no twins.
    session.table.go(At { row: session.table.rows().len(), column: 0 }, false);
    session.table_paste("Data lake\ttrial\n");
    assert_eq!(session.document().elements().len(), count + 3);
    assert_eq!(cell(&session, "Data lake", "Ring"), "Trial");
}

#[test]
fn a_header_says_where_the_columns_go_and_rows_may_name_rows_below() {
    let mut session = on("Organization units");
    session.table_paste("Size (FTE)\tName\tPart of\n4\tNight desk\tService\n20\tService\tLumen Bank\n");
    assert_eq!(cell(&session, "Night desk", "Size"), "4");
    assert_eq!(cell(&session, "Night desk", "Part of"), "Service");
    assert_eq!(cell(&session, "Service", "Part of"), "Lumen Bank");
    assert_eq!(session.table.wrong_count(), 0);
    session.undo();
    assert!(named(session.document(), "Service").is_empty(), "a paste is one step");
}

#[test]
fn contracts_of_all_partners_are_rows_of_one_table() {
    let mut session = on("Contracts of all partners and suppliers");
    assert_eq!(session.table.rows().len(), 3);
    session.table.go(At { row: 3, column: 0 }, false);
    session.table_begin(Some("veri"));
    session.table_take();
    assert_eq!(session.table.rows().len(), 4);
    assert_eq!(session.undo_label().unwrap(), "New contract of VeriFace");
    session.table.next(true);
    session.table_begin(Some("LB-2025-032"));
    session.table_take();
    assert_eq!(session.table.wrong_count(), 1, "a reference is used once");
    session.table_begin(Some("LB-2026-001"));
    session.table_take();
    let contracts = |session: &Session| {
        named(session.document(), "VeriFace")[0].attributes.get("contracts").map_or(0, |v| v.as_list().len())
    };
    assert_eq!((session.table.wrong_count(), contracts(&session)), (0, 2));
    session.table_delete_rows();
    assert_eq!((session.table.rows().len(), contracts(&session)), (3, 1));
    // A row needs an owner that is there.
    session.table.go(At { row: 3, column: 0 }, false);
    session.table_begin(Some("Nobody"));
    session.table_take();
    assert!(session.table.wrong(3, 0).unwrap().why.contains("no partner"));
}

#[test]
fn rows_are_sorted_filtered_and_stay_where_they_are_while_they_are_edited() {
    let mut session = on("Value stream stages");
    let document = session.document().clone();
    let lead = session.table.columns()[column(&session, "Lead time")].id.clone();
    session.table.sort(&document, &lead);
    assert_eq!(row(&session, "Apply"), 0);
    put(&mut session, "Apply", "Lead time", "900");
    assert_eq!(row(&session, "Apply"), 0);
    session.table.sort(&session.document().clone(), &lead);
    session.table.set_filter(&session.document().clone(), "request");
    let names: Vec<_> = session.table.rows().iter().map(|r| r.element.clone()).collect();
    assert_eq!(names.len(), 3);
    session.table.set_filter(&session.document().clone(), "");
    assert_eq!(row(&session, "Apply"), 0, "downwards");
}

#[test]
fn a_document_that_cannot_be_changed_says_so() {
    let mut text: serde_json::Value = serde_json::from_slice(&example("bank")).unwrap();
    text["version"] = 99.into();
    let mut window = Window::open("table-newer", Some(text.to_string().as_bytes()));
    show(&mut window);
    let before = window.document().revision();
    window.type_text("x");
    window.keys(Modifiers::NONE, Key::Delete);
    window.harness.event(Event::Paste("a\tb".into()));
    window.run();
    assert_eq!(window.document().revision(), before);
    assert!(window.has_part("newer version"));
}

/// Shows the table of stages of a window.
fn show(window: &mut Window) {
    window.keys(CTRL, Key::K);
    window.type_text("table of el");
    window.keys(Modifiers::NONE, Key::Enter);
    assert!(window.session().table.is_open());
}

#[test]
fn keys_lead_through_the_cells_as_in_a_spreadsheet() {
    let mut window = Window::on_canvas("table-keys");
    show(&mut window);
    let at = |w: &Window| (w.session().table.range().cursor.row, w.session().table.range().cursor.column);
    let none = Modifiers::NONE;
    window.keys(none, Key::Tab);
    window.keys(none, Key::Tab);
    assert_eq!(at(&window), (0, 2));
    assert!(window.has("Lead time of Discover and frame: 40 h"));
    window.type_text("5");
    window.type_text("0");
    window.keys(none, Key::Enter);
    assert_eq!(at(&window), (1, 0), "Enter goes on where Tab began");
    assert!(window.has("Lead time of Discover and frame: 50 h"));
    window.keys(none, Key::ArrowRight);
    window.keys(Modifiers::SHIFT, Key::ArrowDown);
    window.keys(Modifiers::SHIFT, Key::ArrowRight);
    let range = window.session().table.range();
    assert_eq!((range.first(), range.last()), (At { row: 1, column: 1 }, At { row: 2, column: 2 }));
    window.keys(none, Key::Escape);
    assert!(window.session().table.range().is_one());
    window.keys(CTRL, Key::End);
    assert_eq!(at(&window), (8, window.session().table.columns().len() - 1));
    window.keys(CTRL, Key::Home);
    assert_eq!(at(&window), (0, 0));
    window.keys(none, Key::PageDown);
    assert_eq!(at(&window).0, 8);
    // F2 edits what is there, Escape leaves it.
    window.keys(CTRL, Key::Home);
    window.keys(none, Key::F2);
    window.type_text("!");
    window.keys(none, Key::Escape);
    assert_eq!(window.session().document().element(&first(&window)).unwrap().name, "Discover and frame");
    // The keyboard is back in the cells with the very next key.
    window.keys(none, Key::F2);
    for key in [Key::Escape, Key::ArrowRight, Key::ArrowLeft] {
        window.harness.key_press(key);
        window.harness.step();
        assert!(window.session().table.editing().is_none());
    }
    window.keys(none, Key::F2);
    // Keys that come together, too.
    for key in [Key::Escape, Key::ArrowRight] {
        window.harness.key_press(key);
    }
    window.run();
    window.type_text("Join");
    window.keys(none, Key::Enter);
    assert!(window.has("Value stream of Discover and frame: Join and fund"));
    window.keys(CTRL, Key::Z);
    window.keys(none, Key::ArrowUp);
    assert_eq!(at(&window), (0, 1));
    window.keys(none, Key::ArrowLeft);
    window.keys(none, Key::F2);
    window.type_text("!");
    window.keys(none, Key::Enter);
    assert!(window.has("Name of Discover and frame!: Discover and frame!"));
    window.keys(CTRL, Key::Z);
    assert!(window.has("Name of Discover and frame: Discover and frame"));
    // The inspector shows the element of the row.
    assert_eq!(window.session().single_element().unwrap().name, "Build the MVP");
    // From panel to panel and back.
    for _ in 0..4 {
        window.keys(none, Key::F6);
    }
    window.keys(none, Key::ArrowDown);
    assert_eq!(at(&window), (2, 0));
    window.keys(none, Key::Escape);
    assert!(!window.session().table.is_open());
    assert!(window.has("Canvas area"));
}

fn first(window: &Window) -> opcanvas::model::ElementId {
    window.session().table.rows()[0].element.clone()
}

#[test]
fn what_is_typed_quickly_is_taken_in_its_order() {
    let mut window = Window::on_canvas("table-quick");
    show(&mut window);
    window.keys(Modifiers::NONE, Key::ArrowRight);
    window.keys(Modifiers::NONE, Key::ArrowRight);
    // All in one frame.
    for (text, key) in [("11", Key::Enter), ("12", Key::Enter), ("13", Key::Tab), ("14", Key::Enter)] {
        window.harness.event(Event::Text(text.into()));
        let event =
            |pressed| Event::Key { key, physical_key: None, pressed, repeat: false, modifiers: Modifiers::NONE };
        window.harness.event(event(true));
        window.harness.event(event(false));
    }
    window.run();
    let table = &window.session().table;
    let text = |r, c| table.text(window.document(), r, c);
    assert_eq!([text(0, 2), text(1, 2), text(2, 2), text(2, 3)], ["11", "12", "13", "14"]);
}

#[test]
fn the_pointer_chooses_cells_ranges_widths_and_orders() {
    let mut window = Window::on_canvas("table-pointer");
    show(&mut window);
    let cell = window.at("Lead time of Apply: 0.2 h");
    window.click(cell);
    let lead = window.session().table.range().cursor;
    assert_eq!(window.session().single_element().unwrap().name, "Apply");
    let to = window.at("Process time of Verify identity: 0.1 h");
    window.drag(cell, to);
    let range = window.session().table.range();
    assert_eq!(range.first(), lead);
    assert_eq!(range.last(), At { row: lead.row + 1, column: lead.column + 2 });
    let header = window.rect("Column Value stream");
    window.drag(header.right_center(), header.right_center() + eframe::egui::vec2(60.0, 0.0));
    assert!((window.rect("Column Value stream").width() - header.width() - 60.0).abs() < 3.0);
    let header = window.at("Column Lead time (h)");
    window.click(header);
    assert_eq!(window.session().table.text(window.document(), 0, 0), "Apply");
    let cell = window.at("Lead time of Apply: 0.2 h");
    window.double_click(cell);
    window.type_text("5");
    window.keys(Modifiers::NONE, Key::Enter);
    assert!(window.has("Lead time of Apply: 0.25 h"));
}

#[test]
fn what_was_not_taken_is_told_in_its_cell_and_copies_come_out() {
    let mut window = Window::on_canvas("table-wrong");
    show(&mut window);
    let cell = window.at("Lead time of Apply: 0.2 h");
    window.click(cell);
    window.harness.event(Event::Paste("soon\n6\n".into()));
    window.run();
    assert!(window.labels_with("Lead time of Apply: soon").iter().any(|l| l.contains("is expected")));
    assert!(window.has("Lead time of Verify identity: 6 h"));
    assert!(window.has_part("1 cell not taken"));
    // Clearing lets go of it.
    window.keys(Modifiers::NONE, Key::Delete);
    assert_eq!(window.session().table.wrong_count(), 0);
    window.keys(CTRL, Key::Z);
    window.keys(CTRL, Key::Z);
    assert!(window.has("Lead time of Apply: 0.2 h"));
    window.pick(&["Show on canvas"]);
    assert!(!window.session().table.is_open());
    assert_eq!(window.session().single_element().unwrap().name, "Apply");
}

#[test]
fn commands_of_menus_act_on_cells_or_lead_back_to_the_drawing() {
    let mut window = Window::on_canvas("table-commands");
    show(&mut window);
    let command = |w: &mut Window, text: &str| {
        w.keys(CTRL, Key::K);
        w.type_text(text);
        w.keys(Modifiers::NONE, Key::Enter);
    };
    window.keys(Modifiers::SHIFT, Key::ArrowDown);
    command(&mut window, "fill down");
    assert!(window.session().table.is_open());
    window.keys(Modifiers::NONE, Key::ArrowRight);
    command(&mut window, "rename");
    assert!(window.session().table.editing().is_some_and(|e| e.inside), "it is a cell that is edited");
    window.keys(Modifiers::NONE, Key::Escape);
    command(&mut window, "change kind");
    assert!(!window.session().table.is_open());
    assert!(window.session().menu.is_some());
    window.keys(Modifiers::NONE, Key::Escape);
    show(&mut window);
    window.tab("Whole model");
    assert!(!window.session().table.is_open());
    show(&mut window);
    // In the table a kind of the palette is its table.
    window.pick(&["Add Technology"]);
    assert!(window.has("Name of a new technology: "));
    window.type_text("Data lake");
    window.keys(Modifiers::NONE, Key::Enter);
    assert_eq!(named(window.document(), "Data lake").len(), 1);
}

#[test]
fn relations_are_columns_that_can_be_asked_for() {
    let mut session = on("Partners and suppliers");
    let asked = session.table.choices().into_iter().find(|(c, on)| !on && c.label == "Supplies").unwrap().0.id;
    session.table.turn(&asked);
    let before = cell(&session, "VeriFace", "Supplies");
    assert!(!before.is_empty());
    put(&mut session, "VeriFace", "Supplies", "Apply; Decide credit");
    assert_eq!(cell(&session, "VeriFace", "Supplies").split("; ").count(), 2);
    assert!(session.document().broken_invariants().is_empty());
    session.undo();
    assert_eq!(cell(&session, "VeriFace", "Supplies"), before);
    put(&mut session, "VeriFace", "Supplies", "Chief executive");
    assert_eq!(session.table.wrong_count(), 1, "a partner supplies no role");
}

#[test]
fn a_frame_costs_the_same_in_a_longer_table() {
    let counts = |n: usize| {
        let mut json: serde_json::Value = serde_json::from_slice(&example("bank")).unwrap();
        json["relations"] = serde_json::json!([]);
        json["views"] = serde_json::json!([]);
        let stage = |i: usize| serde_json::json!({ "id": format!("s{i:05}"), "kind": "stage", "name": format!("Stage {i:05}"), "attributes": { "order": i, "leadTime": 4 } });
        json["elements"] = (0..n).map(stage).collect();
        let mut window = Window::open(&format!("table-long-{n}"), Some(json.to_string().as_bytes()));
        show(&mut window);
        window.pick(&["Hide the outline"]);
        let at = window.at("Lead time of Stage 00003: 4 h");
        window.click(at);
        window.run();
        let cells = window.harness.query_all_by(|node| node.label().is_some_and(|l| l.contains(" of Stage 0"))).count();
        (window.harness.output().shapes.len(), cells)
    };
    let small = counts(100);
    assert!(small.1 > 100 && small.1 < 400, "{small:?}");
    assert_eq!(counts(5_000), small);
}

#[test]
fn tables_without_a_session_only_read() {
    let session = bank();
    let mut table = Tables::default();
    table.open(session.document(), What::Kind(ElementKind::Partner));
    assert_eq!(table.rows().len(), 3);
    let partner = session.document().element(&table.rows()[0].element).unwrap();
    assert!(matches!(partner.attributes.get("contracts"), Some(Value::List(_))));
}
