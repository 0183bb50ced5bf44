//! What held a stranger up in the first minutes.

use crate::drags::connect;
use crate::window;

use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};
use opcanvas::editor::Session;
use opcanvas::editor::gesture::Held;
use opcanvas::format::load;
use opcanvas::geom::Size;
use opcanvas::model::metamodel::AttributeType;
use opcanvas::model::{RelationKind, Value};
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

/// The blank canvas as the start screen opens it.
fn blank(test: &str) -> Window {
    let mut w = Window::open(test, None);
    w.keys(NONE, Key::Enter);
    w
}

fn names(w: &Window) -> Vec<String> {
    let mut names: Vec<String> = w.document().elements().values().map(|e| e.name.to_string()).collect();
    names.sort();
    names
}

#[test]
fn the_title_is_a_field_that_a_command_leads_to() {
    let mut w = blank("ease-title");
    w.keys(CTRL, Key::K);
    w.type_text("Rename the model");
    w.keys(NONE, Key::Enter);
    w.run();
    w.type_text("Roaster");
    w.keys(NONE, Key::Enter);
    assert_eq!(w.document().name(), "Roaster", "what is typed replaces the name");
    // A click has it chosen too, and Escape leaves it.
    w.click(w.at("Name of the model"));
    w.type_text("Mill");
    w.keys(NONE, Key::Escape);
    assert_eq!(w.document().name(), "Roaster");
    w.click(w.at("Name of the model"));
    w.type_text("Mill");
    w.keys(NONE, Key::Enter);
    assert_eq!(w.document().name(), "Mill");
}

#[test]
fn escape_keeps_a_name_that_was_typed_for_something_new_and_undo_takes_all_of_it() {
    let mut w = blank("ease-escape");
    w.click(w.at("Partners & suppliers, zone"));
    w.type_text("Gearworks");
    w.keys(NONE, Key::Escape);
    assert_eq!(names(&w), ["Gearworks"]);
    assert!(w.session().naming.is_none(), "and nothing more opens");
    w.keys(CTRL, Key::Z);
    assert!(names(&w).is_empty(), "one step");
    // What has no name goes, and Enter on an empty name ends the run.
    w.click(w.at("Partners & suppliers, zone"));
    w.keys(NONE, Key::Escape);
    assert!(names(&w).is_empty());
    w.click(w.at("Partners & suppliers, zone"));
    w.type_text("Gearworks");
    w.keys(NONE, Key::Enter);
    w.keys(NONE, Key::Enter);
    assert_eq!(names(&w), ["Gearworks"]);
    assert!(w.session().naming.is_none());
    // Letters that come in the frame of Esc are not lost.
    w.click(w.at("Culture, zone"));
    w.type_text("Speak u");
    let esc = eframe::egui::Event::Key {
        key: Key::Escape,
        physical_key: None,
        pressed: true,
        repeat: false,
        modifiers: NONE,
    };
    w.harness.input_mut().events.extend([eframe::egui::Event::Text("p".into()), esc]);
    w.run();
    assert_eq!(names(&w), ["Gearworks", "Speak up"]);
    w.keys(CTRL, Key::Z);
    w.click(w.at("Partner / supplier Gearworks"));
    // An old name stays as it was.
    w.keys(NONE, Key::F2);
    w.type_text("Something else");
    w.keys(NONE, Key::Escape);
    assert_eq!(names(&w), ["Gearworks"]);
}

#[test]
fn a_click_elsewhere_ends_a_name_and_does_what_it_does_there() {
    let mut w = blank("ease-elsewhere");
    w.click(w.at("Partners & suppliers, zone"));
    w.type_text("Gearworks");
    w.click(w.at("Information & technology, zone"));
    assert_eq!(names(&w), ["", "Gearworks"]);
    assert!(w.session().naming.is_some(), "the next name is open at once");
    w.type_text("Booking app");
    w.click(w.at("Partner / supplier Gearworks"));
    assert_eq!(names(&w), ["Booking app", "Gearworks"]);
    assert!(w.session().naming.is_none());
    assert_eq!(w.session().single_element().map(|e| e.name.to_string()).as_deref(), Some("Gearworks"));
    // Letters that come in the frame of the click are not lost.
    w.click(w.at("Culture, zone"));
    w.type_text("Speak u");
    w.harness.input_mut().events.push(eframe::egui::Event::Text("p".into()));
    w.click(w.at("Partner / supplier Gearworks"));
    assert_eq!(names(&w), ["Booking app", "Gearworks", "Speak up"]);
    w.keys(CTRL, Key::Z);
    // Nothing was typed: nothing is kept.
    w.click(w.at("Culture, zone"));
    w.click(w.at("Innovation, zone"));
    assert_eq!(names(&w), ["", "Booking app", "Gearworks"]);
}

#[test]
fn a_young_canvas_fills_the_window_and_its_cards_can_be_read() {
    let mut w = blank("ease-fit");
    let fills = |w: &Window| {
        let room = w.rect("Canvas area");
        let (first, last) = (w.rect("Locations, zone"), w.rect("Management system & design choices, zone"));
        let across = w.rect("Consumers, drivers").right() - w.rect("Partners & suppliers, zone").left();
        ((last.bottom() - first.top()) / room.height(), across / room.width(), w.session().camera.zoom)
    };
    let (high, wide, zoom) = fills(&w);
    assert!(high > 0.7 && wide > 0.9 && zoom > 0.68, "{high} {wide} {zoom}");
    for (zone, name) in
        [("Partners & suppliers, zone", "Gearworks"), ("Value streams, zone", "Repair: book > fix > ride")]
    {
        w.click(w.at(zone));
        w.type_text(name);
        w.keys(NONE, Key::Escape);
    }
    let (high, _, zoom) = fills(&w);
    assert!(high > 0.7 && zoom > 0.6, "{high} {zoom}");
}

#[test]
fn a_line_that_is_only_legal_the_other_way_is_drawn_that_way() {
    let until = SMALL.find(",\n        {\"id\": \"r4\"").unwrap();
    let file = format!("{}]}}", &SMALL[..until]);
    let mut session = Session::untitled(load(file.as_bytes()).unwrap().document);
    session.canvas = Size::new(1000.0, 700.0);
    let before = session.document().clone();
    // A promise is offered to a consumer, and not the other way round.
    connect(&mut session, "c", "v", Held::default());
    assert!(session.menu.is_none(), "nothing is asked");
    let drawn = session.document().relations().values().find(|r| r.kind == RelationKind::OfferedTo).cloned();
    let drawn = drawn.expect("it is drawn");
    assert_eq!((drawn.source.as_str(), drawn.target.as_str()), ("v", "c"));
    let said: Vec<String> = session.take_notices().into_iter().map(|n| n.text).collect();
    assert!(said.iter().any(|t| t.contains("the other way") && t.contains("Fresh on Monday")), "{said:?}");
    session.undo();
    assert_eq!(*session.document(), before, "one step");
}

#[test]
fn a_contract_is_open_ended_once_its_start_is_known() {
    let file = |contract: &str| {
        format!(
            r#"{{"format": "opcanvas", "version": 1, "elements": [{{"id": "p", "kind": "partner", "name": "Mill",
            "attributes": {{"contracts": [{contract}]}}}}]}}"#
        )
    };
    let says = |contract: &str| {
        let mut session = Session::untitled(load(file(contract).as_bytes()).unwrap().document);
        session.canvas = Size::new(1000.0, 700.0);
        words_of(&mut session).join(" ")
    };
    assert!(!says(r#"{"reference": "M-1", "type": "service"}"#).contains("open-ended"));
    assert!(says(r#"{"reference": "M-1", "type": "service", "start": "2026-01-01"}"#).contains("open-ended"));
}

#[test]
fn a_day_that_its_month_does_not_have_is_refused_with_the_number_of_its_days() {
    let document = opcanvas::model::Document::new(opcanvas::format::metamodel::base());
    let read = |text| opcanvas::editor::fields::read(&document, &AttributeType::Date, text);
    for text in ["31/02/2027", "31.2.2027", "2027-02-31", "31 Feb 2027"] {
        assert_eq!(read(text).unwrap_err(), "one of the 28 days of February 2027", "{text}");
    }
    assert!(read("29.2.2028").is_ok());
    assert!(read("2027-13-01").unwrap_err().contains("a day that exists"));
}

#[test]
fn no_step_of_the_tour_begins_with_an_empty_name_and_its_buttons_stay_where_they_are() {
    let mut w = Window::open("ease-tour", None);
    w.pick(&["Take the two-minute tour"]);
    let first = w.at("Next step");
    w.pick(&["Next step", "Next step"]);
    w.click(w.at("Value streams, zone"));
    w.type_text("Join: apply > verify > open");
    w.keys(NONE, Key::Enter);
    for _ in 0..4 {
        w.run();
    }
    assert!(w.has("Tour, step 4 of 9: Connect them"));
    assert!(w.session().naming.is_none());
    w.pick(&["Next step"]);
    let card = w.rect("Leave the tour").union(w.rect("Next step"));
    assert!(!card.intersects(w.rect("Value streams, zone")), "what it speaks of is seen");
    for _ in 6..9 {
        assert!(w.at("Next step").distance(first) < 2.0);
        w.pick(&["Next step"]);
    }
    w.pick(&["Next step"]);
    assert!(w.at("Finish the tour").distance(first) < 2.0);
    // What is more than practice is not thrown away.
    w.pick(&["Step before"]);
    w.tab("Canvas");
    w.click(w.at("Partners & suppliers, zone"));
    w.type_text("Gearworks");
    w.keys(NONE, Key::Enter);
    w.keys(NONE, Key::Escape);
    w.pick(&["Next step", "Finish the tour"]);
    assert_eq!(names(&w).iter().filter(|n| *n == "Gearworks").count(), 1, "it stays open");
}
