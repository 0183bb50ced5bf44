//! What must not change by the way: texts in cells, cells of other tables, names of steps, what was said and not made.

use crate::{drags, models, window};

use drags::*;
use eframe::egui::Key;
use egui_kittest::kittest::Queryable;
use models::{bank, diagram};
use opcanvas::edit::{Edit, apply};
use opcanvas::editor::Session;
use opcanvas::editor::fields::entries::Table;
use opcanvas::editor::fields::{Cell, Place};
use opcanvas::editor::session::{Creatable, Menu, OnShow};
use opcanvas::editor::table::{At, What, tables};
use opcanvas::model::metamodel::{AttributeType, Preset};
use opcanvas::model::{Document, ElementKind, Record, Value};
use opcanvas::scene::Owner;
use window::Window;

/// A session on the table that is called so.
fn on(document: Document, table: &str) -> Session {
    let mut session = Session::untitled(document);
    show(&mut session, table);
    session
}

fn show(session: &mut Session, table: &str) {
    let metamodel = session.document().metamodel().clone();
    let what = tables(&metamodel).into_iter().find(|w| w.label(&metamodel) == table).unwrap();
    session.open_table(what);
}

/// Goes to a cell by the id of its row and the label of its column.
fn go(session: &mut Session, row: &str, label: &str) -> At {
    let hidden = session.table.choices().into_iter().find(|(c, shown)| c.label == label && !shown);
    if let Some((column, _)) = hidden {
        session.table.turn(&column.id);
    }
    let row = session.table.rows().iter().position(|r| r.element == id(row)).unwrap();
    let column = session.table.columns().iter().position(|c| c.label == label).unwrap();
    session.table.go(At { row, column }, false);
    At { row, column }
}

/// Edits the text of the current cell as F2 does, with more after it.
fn edit(session: &mut Session, more: &str) {
    session.table_begin(None);
    let text = session.table.editing().unwrap().text.clone();
    session.table_type(text + more);
    session.table_take();
}

fn label(session: &Session) -> String {
    session.undo_label().unwrap_or_default()
}

fn said(session: &mut Session) -> String {
    session.take_notices().into_iter().map(|n| n.text).collect::<Vec<_>>().join(" ")
}

/// A technology that depends on two of one name, one with a semicolon in its name and one without any.
fn odd_names() -> Document {
    let boxes: Vec<_> = ["a", "x1", "x2", "y", "n"].map(|name| (name, Technology, at(0.0, 0.0, 100.0))).into();
    let relations: Vec<_> =
        [("r1", "x1"), ("r2", "x2"), ("r3", "y"), ("r4", "n")].map(|(r, to)| (r, DependsOn, "a", to)).into();
    let name = |of: &str, name: &str| Edit::SetName(id(of), name.into());
    let edits = [name("x1", "X"), name("x2", "X"), name("y", "Y; and Z"), name("n", "")];
    apply(&model(&boxes, &relations), &edits).unwrap().0
}

#[test]
fn a_text_that_is_left_as_it_stands_changes_nothing() {
    let document = odd_names();
    let technologies = document.metamodel().kind(Technology).unwrap().plural.to_string();
    let mut session = on(document.clone(), &technologies);
    for of in ["a", "x2", "n"] {
        for (column, _) in session.table.choices() {
            go(&mut session, of, &column.label);
            edit(&mut session, "");
            assert_eq!(session.document(), &document, "{} of {of}", column.label);
            let at = session.table.range().cursor;
            assert_eq!(session.table.wrong(at.row, at.column), None, "{} of {of}", column.label);
        }
    }
}

#[test]
fn what_is_added_to_names_keeps_those_that_are_there() {
    let document = odd_names();
    let gone = apply(&document, &[Edit::RemoveElement(id("y"))]).unwrap().0;
    let other = opcanvas::model::Element::new(id("o"), Technology, "Other");
    let document = apply(&gone, &[Edit::AddElement(other)]).unwrap().0;
    let technologies = document.metamodel().kind(Technology).unwrap().plural.to_string();
    let mut session = on(document, &technologies);
    let at = go(&mut session, "a", "Depends on");
    edit(&mut session, "; Other");
    let index = session.document().index();
    let others = index.relations_of_kind(&id("a"), DependsOn, opcanvas::model::Direction::Outgoing);
    let mut others: Vec<String> = others.map(|(other, _)| other.to_string()).collect();
    others.sort();
    assert_eq!(others, ["n", "o", "x1", "x2"], "{:?}", session.table.wrong(at.row, at.column));
}

#[test]
fn what_one_table_did_not_take_is_not_told_in_another() {
    let mut session = on(bank(), "Contracts of all partners and suppliers");
    let last = At { row: session.table.rows().len(), column: 0 };
    session.table.go(last, false);
    session.table_begin(Some("Nobody"));
    session.table_take();
    assert_eq!((session.table.wrong(last.row, 0).unwrap().text.as_str(), session.table.wrong_count()), ("Nobody", 1));
    show(&mut session, "Risks of all elements");
    assert_eq!((session.table.wrong(session.table.rows().len(), 0), session.table.wrong_count()), (None, 0));
    show(&mut session, "Contracts of all partners and suppliers");
    assert_eq!(session.table.wrong(last.row, 0).unwrap().text, "Nobody");
}

#[test]
fn steps_over_cells_are_called_by_what_they_change() {
    let stages = bank().metamodel().kind(Stage).unwrap().plural.to_string();
    let mut session = on(bank(), &stages);
    let names: Vec<String> = (0..2).map(|row| session.table.text(session.document(), row, 0)).collect();
    let lead = session.table.columns().iter().position(|c| c.label == "Lead time").unwrap();
    for (row, text) in [(0, "3d"), (1, "5d")] {
        session.table.go(At { row, column: lead }, false);
        session.table_begin(Some(text));
        session.table_take();
    }
    session.table.go(At { row: 0, column: lead }, false);
    session.table.go(At { row: 1, column: lead }, true);
    session.table_fill_down();
    assert_eq!(label(&session), format!("Fill down lead time of {}", names[1]));
    // A range with a name in it, and one with cells that are empty already.
    session.table.go(At { row: 0, column: 0 }, false);
    session.table.go(At { row: 0, column: lead }, true);
    session.table_clear();
    assert!(session.table.text(session.document(), 0, lead).is_empty());
    session.table.go(At { row: 0, column: lead }, false);
    session.table.go(At { row: 1, column: lead }, true);
    session.table_clear();
    assert_eq!(label(&session), format!("Clear lead time of {}", names[1]));
    let before = steps(&session);
    session.table_clear();
    assert_eq!(steps(&session), before, "nothing is left to clear");
}

// --- what was said ---

fn kind(session: &Session, kind: ElementKind) -> Creatable {
    let label = session.document().metamodel().kind(kind).unwrap().short.clone();
    Creatable { kind, preset: None, label }
}

#[test]
fn what_is_said_of_an_element_that_is_there_is_kept() {
    let mut session = diagram(bank());
    let partner = session.document().elements().values().find(|e| e.kind == ElementKind::Partner).unwrap().clone();
    session.add_note();
    session.writing.as_mut().unwrap().text = format!("{}\nAsk about their night desk", partner.name);
    session.commit_naming();
    session.ask_kind();
    let Some(Menu::Sort { said, at, .. }) = session.menu.clone() else { panic!("it is asked") };
    let what = kind(&session, ElementKind::Partner);
    assert!(session.sort(&said, &what, at, None, None));
    let after = session.document().element(&partner.id).unwrap().description();
    assert!(after.starts_with(partner.description()) && after.ends_with("Ask about their night desk"), "{after}");
    assert_eq!(steps(&session), 2, "with the note");
}

#[test]
fn what_could_not_be_made_stays_in_the_tray() {
    let mut session = diagram(bank());
    let partner = session.document().elements().values().find(|e| e.kind == ElementKind::Partner).unwrap().clone();
    session.add_unsorted(&format!("{}\nSomebody new", partner.name));
    session.take_notices();
    session.choose_all_unsorted();
    session.ask_unsorted_kind();
    let Some(Menu::Sort { said: chosen, at, .. }) = session.menu.clone() else { panic!("it is asked") };
    // An attribute that no partner can have: what is new is refused.
    let mut attributes = Record::new();
    attributes.set("contracts", Value::Int(3));
    let preset = Preset { label: "Odd".into(), attributes, synonyms: Vec::new(), icon: None };
    let what = Creatable { preset: Some(preset), ..kind(&session, ElementKind::Partner) };
    assert!(session.sort(&chosen, &what, at, None, None));
    let left: Vec<String> = session.unsorted().iter().map(|e| e.text.to_string()).collect();
    assert_eq!(left, ["Somebody new"]);
    assert!(label(&session).contains(partner.name.as_str()), "{}", label(&session));
    assert!(!said(&mut session).is_empty(), "and it is told why");
}

// --- where buttons lead ---

#[test]
fn buttons_beside_the_drawing_go_where_they_say() {
    let mut w = Window::bank("table-care-go");
    w.click(w.at("Stage Apply"));
    for _ in 0..14 {
        w.keys(window::CTRL, Key::Plus);
    }
    let go = w.labels_with("flows to ").into_iter().find(|l| l.starts_with("flows to ")).expect("it flows somewhere");
    let name = go.trim_start_matches("flows to ").to_owned();
    let in_sight = |w: &Window| w.harness.query_by_label(&format!("Stage {name}")).is_some();
    assert!(!in_sight(&w));
    w.harness.get_by_label(&go).click_accesskit();
    w.run();
    assert_eq!(w.session().single_element().unwrap().shown_name(), name);
    assert!(in_sight(&w), "it is brought into sight");
}

#[test]
fn elements_that_no_view_shows_are_selected_and_the_table_stays() {
    let mut session = diagram(bank());
    session.open_table(What::Kind(ElementKind::Stage));
    let partner = session.document().elements().values().find(|e| e.kind == ElementKind::Partner).unwrap().id.clone();
    session.go_or_select(&partner);
    assert!(session.table.is_open());
    assert!(session.selection().contains(&Owner::Element(partner.clone())));
    session.close_table();
    session.select(None);
    session.go_or_select(&partner);
    assert_eq!(session.single_element().map(|e| e.id.clone()), Some(partner));
    assert_eq!(session.on_show(), &OnShow::Diagram);
}

#[test]
fn a_paste_of_which_nothing_came_in_says_so() {
    let mut session = Session::untitled(bank());
    let has = |e: &&std::sync::Arc<opcanvas::model::Element>| {
        !e.attributes.get("contracts").is_none_or(|v| v.as_list().is_empty())
    };
    let partner = session.document().elements().values().find(has).unwrap().id.clone();
    let cell = Cell::from(Place::Attribute(partner, "contracts".into()));
    let table = Table::of(session.document(), &cell).unwrap();
    let date = table.columns.iter().position(|c| c.ty == AttributeType::Date).unwrap();
    session.take_notices();
    let remarks = session.paste_entries(&table, 0, date, "soon");
    assert_eq!(remarks.len(), 1);
    let words = said(&mut session);
    assert!(words.starts_with("Nothing was pasted: 1 thing was not taken"), "{words}");
    assert_eq!(steps(&session), 0);
}
