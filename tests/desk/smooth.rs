//! What a stranger stumbled over when trying the program.

use crate::window;

use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};
use opcanvas::editor::Session;
use opcanvas::editor::fields::read;
use opcanvas::editor::workspace::Question;
use opcanvas::format::load;
use opcanvas::geom::Size;
use opcanvas::model::legality::connections;
use opcanvas::model::metamodel::AttributeType;
use opcanvas::model::{ElementId, RelationKind, Value};
use opcanvas::scene::Owner;
use opcanvas::theme::Mode;
use window::{CTRL, Window, example};

const NONE: Modifiers = Modifiers::NONE;

/// Asks to save the bank over a file that is there.
fn asked_to_replace(test: &str) -> (Window, std::path::PathBuf) {
    let mut w = Window::on_canvas(test);
    let other = w.folder.join("other.opcanvas.json");
    std::fs::write(&other, "old").unwrap();
    w.keys(CTRL | Modifiers::SHIFT, Key::S);
    w.keys(CTRL, Key::A);
    w.type_text("other");
    w.keys(NONE, Key::Enter);
    assert!(w.has("Replace \"other.opcanvas.json\"?"));
    (w, other)
}

#[test]
fn enter_replaces_and_escape_leaves_the_file() {
    let (mut w, other) = asked_to_replace("smooth-replace");
    w.keys(NONE, Key::Enter);
    w.wait("it is replaced", |_| std::fs::read(&other).unwrap() != b"old");
    let (mut w, other) = asked_to_replace("smooth-replace-not");
    w.keys(NONE, Key::Escape);
    assert!(!w.has("Replace \"other.opcanvas.json\"?"));
    assert_eq!(std::fs::read(&other).unwrap(), b"old");
}

/// The ending of the file that is suggested.
fn suggested(w: &Window) -> String {
    let Some(Question::Path { suggestion, .. }) = &w.harness.state().workspace().question else { panic!("it asks") };
    suggestion.extension().unwrap().to_string_lossy().into_owned()
}

#[test]
fn a_picture_is_made_of_the_kind_that_is_chosen_and_the_next_one_too() {
    let mut w = Window::on_canvas("smooth-picture");
    w.keys(CTRL, Key::E);
    assert_eq!(suggested(&w), "png");
    w.pick(&["Kind of picture", "SVG"]);
    assert!(w.has_part("2026-07-01.svg"));
    w.harness.get_by_label("Name of the file").focus();
    w.run();
    w.keys(CTRL, Key::A);
    w.type_text("mine");
    w.keys(NONE, Key::Enter);
    let file = w.folder.join("mine.svg");
    w.wait("it is drawn", |_| file.exists());
    w.keys(CTRL, Key::E);
    assert_eq!(suggested(&w), "svg");
    assert!(!w.has("Which files are shown"));
}

#[test]
fn a_date_that_cannot_be_misread_is_understood() {
    let document = load(&example("bank")).unwrap().document;
    let date = |text: &str| read(&document, &AttributeType::Date, text);
    for text in ["31/12/2027", "31.12.2027", "31 Dec 2027", "12/31/2027"] {
        assert_eq!(date(text).unwrap(), Some(Value::text("2027-12-31")), "{text}");
    }
    for text in ["05/06/2027", "13/13/2027"] {
        assert!(date(text).unwrap_err().contains("year first"), "{text}");
    }
    assert!(date("31/02/2027").unwrap_err().contains("28 days of February 2027"));
}

#[test]
fn a_selected_relation_of_a_canvas_is_drawn_wherever_the_pointer_is() {
    use RelationKind::{Contains, Delivers, FlowsTo};
    let mut s = Session::untitled(load(&example("bank")).unwrap().document);
    s.canvas = Size::new(1400.0, 1000.0);
    s.still = true;
    let (plan, _) = s.show(Mode::Light);
    assert!(plan.canvas.is_some());
    let of = |s: &Session, kind| {
        let (a, b) = plan.nodes.iter().flat_map(|a| plan.nodes.iter().map(move |b| (a, b))).find(|(a, b)| {
            a.element != b.element && connections(s.document(), &a.element, &b.element).contains(&kind)
        })?;
        Some((a.element.clone(), b.element.clone()))
    };
    let mut kinds = RelationKind::ALL.into_iter().filter(|k| !matches!(k, Contains | Delivers | FlowsTo));
    let (kind, (source, target)) = kinds.find_map(|k| Some((k, of(&s, k)?))).unwrap();
    let drawn = |s: &mut Session, owner: &Owner| s.show(Mode::Light).1.figures().any(|f| f.owner == *owner);
    s.connect_as(kind, &source, &target);
    let made = s.selection().first().cloned().unwrap();
    assert!(matches!(made, Owner::Relation(_)));
    assert!(drawn(&mut s, &made));
    s.hover(Some(Owner::Element(source)));
    assert!(drawn(&mut s, &made));
    s.hover(None);
    assert!(drawn(&mut s, &made), "the pointer has left");
    s.select(None);
    assert!(!drawn(&mut s, &made));
}

/// A portfolio item that is selected, with these attributes.
fn item(test: &str, attributes: &str) -> Window {
    let file = format!(
        r#"{{"format": "opcanvas", "version": 1, "meta": {{"name": "Desk"}}, "elements": [
        {{"id": "x", "kind": "portfolio_item", "name": "Renewal", "attributes": {{{attributes}}}}}], "relations": []}}"#
    );
    let mut w = Window::open(test, Some(file.as_bytes()));
    w.tab("Whole model");
    w.click(w.at("Portfolio item Renewal"));
    w
}

#[test]
fn a_list_that_is_empty_until_the_type_is_chosen_says_so() {
    let w = item("smooth-untyped", "");
    assert!(w.has("Choose a type first"));
    let w = item("smooth-typed", r#""itemType": "project""#);
    assert!(!w.has("Choose a type first"));
}

#[test]
fn a_refused_date_is_explained_once() {
    let mut w = item("smooth-date", r#""itemType": "project", "start": "2027-01-01""#);
    let is_field = |n: &egui_kittest::Node<'_>| n.accesskit_node().role() == Role::TextInput;
    w.harness.get_by_label("More attributes").click_accesskit();
    w.run();
    w.harness.query_all_by_label("Start").find(is_field).unwrap().focus();
    w.run();
    w.keys(CTRL, Key::A);
    w.type_text("05/06/2027");
    assert_eq!(said(&w), 1);
    w.keys(NONE, Key::Enter);
    assert_eq!(said(&w), 1);
    w.type_text("1");
    w.keys(CTRL, Key::A);
    w.type_text("31/12/2027");
    w.keys(NONE, Key::Enter);
    assert_eq!(said(&w), 0);
    let start = w.document().element(&ElementId::new("x")).unwrap().attributes.get("start").cloned();
    assert_eq!(start, Some(Value::text("2027-12-31")));
}

/// How often a date with the year first is asked for.
fn said(w: &Window) -> usize {
    w.labels_with("year first").len()
        + w.harness.query_all_by(|n| n.value().is_some_and(|v| v.contains("year first"))).count()
}
