//! What held up the second who had never seen the program.
//!
//! Hints beside the handles, notes on what has no name yet, targets that move, a plus over a title, and what is said more
//! often than once.

use crate::window;

use eframe::egui::{Key, Modifiers, Pos2, Shape};
use egui_kittest::kittest::Queryable;
use opcanvas::editor::Session;
use opcanvas::editor::gesture::Gesture;
use opcanvas::editor::guide::once::Anchor;
use opcanvas::format::{load, templates::Template};
use opcanvas::model::{ElementId, RelationKind};
use opcanvas::scene::{Item, Owner};
use opcanvas::theme::Mode;
use window::{CTRL, Window};

const CONSUMERS: &str = "Consumers, drivers";
const PROMISES: &str = "Value propositions, drivers";
const STREAMS: &str = "Value streams, zone";
const NONE: Modifiers = Modifiers::NONE;

/// The window on a blank canvas.
fn blank(test: &str) -> Window {
    let mut w = Window::open(&format!("stranger-{test}"), None);
    w.keys(NONE, Key::Enter);
    w
}

/// Types a name into a zone, keeps it, and puts the next card away.
fn add(w: &mut Window, zone: &str, name: &str) {
    w.click(w.at(zone));
    w.type_text(name);
    w.keys(NONE, Key::Enter);
    if w.session().naming.is_some() {
        w.keys(NONE, Key::Escape);
    }
}

fn id(w: &Window, name: &str) -> ElementId {
    w.document().index().named(name).next().unwrap().clone()
}

/// Where the hint points.
fn pointed(w: &Window) -> Option<Anchor> {
    w.harness.state().workspace().guide.hints.shown().map(|s| s.anchor.clone())
}

/// The middles of the lit handles.
fn lit(w: &Window) -> Vec<Pos2> {
    let shapes = w.harness.output().shapes.iter();
    let circles = shapes.filter_map(|s| if let Shape::Circle(c) = &s.shape { Some(c) } else { None });
    circles.filter(|c| (c.radius - 11.0).abs() < 0.01).map(|c| c.center).collect()
}

#[test]
fn the_ring_of_the_hint_is_where_the_handles_are_and_follows_what_is_selected() {
    let mut w = blank("ring");
    add(&mut w, CONSUMERS, "New customers");
    add(&mut w, PROMISES, "An account in ten minutes");
    for (label, name) in [
        ("Consumer New customers", "New customers"),
        ("Value proposition An account in ten minutes", "An account in ten minutes"),
    ] {
        w.click(w.at(label));
        w.run();
        assert_eq!(pointed(&w), Some(Anchor::Ring(id(&w, name))), "it follows what is selected");
        let spots = lit(&w);
        assert!(!spots.is_empty() && spots.len() <= 4, "{spots:?}");
        for spot in spots {
            w.move_to(spot);
            w.button(spot, true);
            w.move_to(spot + eframe::egui::vec2(-12.0, 40.0));
            let drawn = matches!(w.session().gesture, Gesture::Connecting { .. });
            w.keys(NONE, Key::Escape);
            w.button(spot, false);
            assert!(drawn, "what is lit at {spot:?} of {name} can be drawn from");
            w.click(w.at(label));
        }
    }
    w.keys(CTRL, Key::A);
    w.run();
    assert_eq!(pointed(&w), None, "several have no ring");
}

#[test]
fn that_a_canvas_draws_only_some_relations_is_said_once() {
    let mut session = Session::untitled(load(Template::Blank.bytes()).unwrap().document);
    session.show(Mode::Light);
    let mut made = Vec::new();
    for (zone, name) in [("Z_VP", "Promise"), ("Z_CONS", "One"), ("Z_CONS", "Two")] {
        session.create_in_zone(zone, opcanvas::geom::Point::ZERO);
        let naming = session.naming.as_mut().unwrap();
        naming.text = name.into();
        made.push(naming.element.clone());
        session.commit_naming();
    }
    session.take_notices();
    session.connect_as(RelationKind::OfferedTo, &made[0], &made[1]);
    let said = session.take_notices();
    assert!(said.iter().any(|n| n.text.contains("exported picture can have them all")), "{said:?}");
    session.connect_as(RelationKind::OfferedTo, &made[0], &made[2]);
    assert_eq!(session.document().relations().len(), 2);
    let said = session.take_notices();
    assert!(said.iter().all(|n| !n.text.contains("draws only")), "{said:?}");
}

#[test]
fn nothing_is_noted_of_a_card_before_it_has_a_name() {
    let mut w = blank("notes");
    w.click(w.at(PROMISES));
    assert!(w.session().naming.is_some());
    w.run();
    assert!(!w.has_part("Connect or delete it") && !w.has_part("Next step: "), "it has no name yet");
    assert!(w.has_part("New proposition"), "and is called what it is");
    let fresh = w.session().naming.clone().unwrap().element;
    assert_eq!(w.session().called(w.document().element(&fresh).unwrap()), "New proposition");
    w.type_text("Fresh bread");
    assert_eq!(w.session().called(w.document().element(&fresh).unwrap()), "Fresh bread");
    w.keys(NONE, Key::Enter);
    w.keys(NONE, Key::Escape);
    w.click(w.at("Value proposition Fresh bread"));
    w.run();
    assert!(w.has_part("Connect or delete it"), "then it is told");
}

#[test]
fn the_canvas_stands_still_while_cards_are_named() {
    let mut w = blank("still");
    let area = w.rect("Canvas area");
    for (zone, name) in
        [(CONSUMERS, "Households"), (PROMISES, "Fresh bread"), (STREAMS, "Bread: order > bake > deliver")]
    {
        w.click(w.at(zone));
        for _ in 0..6 {
            w.run();
        }
        assert_eq!(w.rect("Canvas area"), area, "the panel keeps its width in {zone}");
        let camera = w.session().camera;
        w.type_text(name);
        w.run();
        assert_eq!(w.session().camera, camera, "nothing moves while a name is typed in {zone}");
        w.keys(NONE, Key::Enter);
        if w.session().naming.is_some() {
            w.keys(NONE, Key::Escape);
        }
        w.run();
        assert_eq!(w.rect("Canvas area"), area, "{zone}");
    }
    w.click(w.rect("Value stream Bread").left_center() + eframe::egui::vec2(8.0, 0.0));
    w.run();
    assert!(w.has_part("Choose the consumer who takes part in Bread"));
    assert_eq!(w.rect("Canvas area"), area, "what is found is cut off where it is too long");
    let field = w.harness.get_by_role_and_label(eframe::egui::accesskit::Role::TextInput, "Name").rect();
    assert!(field.right() < 1430.0, "and so the fields are seen whole: {field:?}");
}

#[test]
fn no_plus_covers_the_title_of_its_zone() {
    let mut session = Session::untitled(load(Template::Blank.bytes()).unwrap().document);
    let mut zones = plus_beside_titles(&mut session);
    assert!(zones > 8);
    // A zone outside the page is as large as its cards, so there is no room below them.
    session.create_in_zone("Z_VP", opcanvas::geom::Point::ZERO);
    session.naming.as_mut().unwrap().text = "Promise".into();
    session.commit_naming();
    zones -= plus_beside_titles(&mut session);
    assert_eq!(zones, 0);
}

/// Sees to it that no plus is on the words of a zone. How many zones there are.
fn plus_beside_titles(session: &mut Session) -> usize {
    let (plan, scene) = session.show(Mode::Light);
    let canvas = plan.canvas.as_ref().unwrap();
    let mut zones = 0;
    for figure in scene.figures() {
        let Owner::Zone(id) = &figure.owner else { continue };
        let zone = canvas.zone(id).unwrap();
        let plus = canvas.plus(session.document(), zone);
        for item in figure.items.iter().filter(|i| matches!(i, Item::Text { .. })) {
            assert!(!opcanvas::geom::overlaps(item.bounds(), plus), "{id}: {plus:?}");
        }
        assert!(zone.rect.contains(plus.center()), "{id}: {plus:?} can be pressed");
        zones += 1;
    }
    zones
}

#[test]
fn a_picture_is_suggested_until_there_is_one() {
    let mut w = blank("picture");
    w.click(w.at(CONSUMERS));
    for name in ["Ada", "Ben", "Cleo", "Dora", "Emil"] {
        w.type_text(name);
        w.keys(NONE, Key::Enter);
    }
    w.keys(NONE, Key::Escape);
    assert_eq!(w.document().elements().len(), 5);
    let export = |w: &mut Window| {
        let open = w.labels_with("next step").into_iter().next().expect("next steps");
        w.harness.get_by_label(&open).click();
        w.run();
        let has = w.has_part("Show it to somebody");
        w.keys(NONE, Key::Escape);
        has
    };
    assert!(export(&mut w));
    w.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::C);
    w.wait("it is copied", |w| w.has_part("Copied as"));
    assert!(!export(&mut w));
}
