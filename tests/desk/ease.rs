//! What held a stranger up in the first minutes.

use crate::window;

use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};
use opcanvas::editor::Session;
use opcanvas::format::load;
use opcanvas::geom::Size;
use opcanvas::model::Value;
use opcanvas::scene::Item;
use opcanvas::theme::Mode;
use window::{CTRL, Window};

const NONE: Modifiers = Modifiers::NONE;

/// A small model: a promise to a consumer, kept by a stream of two stages.
const SMALL: &str = r#"{"format": "opcanvas", "version": 1, "meta": {"name": "Roaster"},
    "settings": {"currency": "EUR", "asOf": "2026-07-15"},
    "elements": [
        {"id": "c", "kind": "stakeholder", "name": "Offices", "attributes": {"roles": ["customer"]}},
        {"id": "v", "kind": "value_proposition", "name": "Fresh on Monday"},
        {"id": "s", "kind": "value_stream", "name": "Roast"},
        {"id": "s1", "kind": "stage", "name": "Blend", "attributes": {"leadTime": 16, "order": 1}},
        {"id": "s2", "kind": "stage", "name": "Pack", "attributes": {"leadTime": 3, "order": 2}}
    ], "relations": [
        {"id": "r1", "kind": "contains", "source": "s", "target": "s1"},
        {"id": "r2", "kind": "contains", "source": "s", "target": "s2"},
        {"id": "r3", "kind": "flows_to", "source": "s1", "target": "s2"},
        {"id": "r4", "kind": "offered_to", "source": "v", "target": "c"},
        {"id": "r5", "kind": "drives", "source": "v", "target": "s"}
    ]}"#;

/// The picture that is written when it is exported under a name.
fn exported(w: &mut Window, name: &str) -> String {
    let picture = w.folder.join(name);
    w.harness.get_by_role_and_label(Role::TextInput, "Name of the file").focus();
    w.run();
    w.keys(CTRL, Key::A);
    w.type_text(&picture.to_string_lossy());
    w.keys(NONE, Key::Enter);
    w.wait("the picture is there", |_| picture.is_file());
    std::fs::read_to_string(&picture).unwrap()
}

#[test]
fn the_picture_of_a_canvas_has_the_relations_that_were_drawn_unless_they_are_not_wanted() {
    let mut w = Window::open("ease-lines", Some(SMALL.as_bytes()));
    let revision = w.document().revision();
    w.keys(CTRL, Key::E);
    w.run();
    let tick = |w: &Window| w.harness.get_by_label("Draw relations").accesskit_node().toggled();
    assert_eq!(tick(&w), Some(eframe::egui::accesskit::Toggled::True), "what was drawn is in the picture");
    assert!(w.has("The picture as it will be"));
    let with = exported(&mut w, "with.svg");
    w.keys(CTRL, Key::E);
    w.run();
    w.harness.get_by_label("Draw relations").click();
    w.run();
    let without = exported(&mut w, "without.svg");
    let lines = |svg: &str| svg.matches("<path").count();
    assert!(lines(&with) > lines(&without) + 1, "{} and {}", lines(&with), lines(&without));
    assert_eq!(w.document().revision(), revision, "the model is as it was");
    w.keys(CTRL, Key::E);
    w.run();
    assert_eq!(tick(&w), Some(eframe::egui::accesskit::Toggled::False), "the next picture is like the last");
}

#[test]
fn a_crowded_canvas_has_no_lines_unless_they_are_wanted_and_a_diagram_asks_nothing() {
    let mut w = Window::bank("ease-crowded");
    w.tab("Canvas");
    w.keys(CTRL, Key::E);
    w.run();
    assert_eq!(
        w.harness.get_by_label("Draw relations").accesskit_node().toggled(),
        Some(eframe::egui::accesskit::Toggled::False),
        "more lines than anybody can follow"
    );
    w.keys(NONE, Key::Escape);
    w.tab("Whole model");
    w.keys(CTRL, Key::E);
    w.run();
    assert!(!w.has("Draw relations") && w.has("The picture as it will be"));
}

/// What stands on the cards of a model.
fn words_of(session: &mut Session) -> Vec<String> {
    let (_, scene) = session.show(Mode::Light);
    let items = scene.figures().flat_map(|f| f.items.clone()).collect::<Vec<_>>();
    let text = |item: Item| if let Item::Text { text, .. } = item { Some(text.to_string()) } else { None };
    items.into_iter().filter_map(text).collect()
}

#[test]
fn days_are_shown_as_days_on_cards_in_fields_and_beside_the_hours_of_a_table() {
    let mut session = Session::untitled(load(SMALL.as_bytes()).unwrap().document);
    session.canvas = Size::new(1000.0, 700.0);
    let says = words_of(&mut session);
    for words in ["2 d lead", "3 h lead", "19 h lead"] {
        assert!(says.iter().any(|t| t.starts_with(words)), "{words}: {says:?}");
    }
    let mut w = Window::open("ease-days", Some(SMALL.as_bytes()));
    w.harness.get_by_role_and_label(Role::GraphicsObject, "Stage Blend").focus();
    w.run();
    let field = |w: &Window| w.harness.get_by_role_and_label(Role::TextInput, "Lead time").value();
    assert_eq!(field(&w).as_deref(), Some("2 d"));
    w.harness.get_by_role_and_label(Role::TextInput, "Lead time").focus();
    w.run();
    w.keys(CTRL, Key::A);
    w.type_text("1 week");
    w.keys(NONE, Key::Tab);
    assert_eq!(field(&w).as_deref(), Some("1 w"), "as it was typed");
    let stored = w.document().element(&"s1".into()).unwrap().attributes.get("leadTime").cloned();
    assert_eq!(stored, Some(Value::Int(40)), "the file has hours");
}
