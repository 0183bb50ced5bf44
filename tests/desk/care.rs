//! Small things that show care.

use crate::hands;
use crate::models;
use crate::window;

use std::collections::BTreeSet;

use eframe::egui::Key;
use hands::id;
use models::{bank, diagram};
use opcanvas::analysis;
use opcanvas::edit::{Edit, apply};
use opcanvas::editor::{Question, Session};
use opcanvas::format::{load, save};
use opcanvas::geom::{Point, Vec2, overlaps};
use opcanvas::model::view::{CANVAS, View};
use opcanvas::model::{Document, Element, ElementId, ElementKind, Value};
use opcanvas::scene::{Item, Owner};
use opcanvas::theme::Mode;
use window::{CTRL, Window, example};

fn tip(session: &mut Session, name: &str) -> opcanvas::editor::session::Tip {
    let id = id(session.document(), name);
    session.hover(Some(Owner::Element(id)));
    session.tip().expect("something is told")
}

#[test]
fn undo_names_what_it_undid_and_flies_there() {
    let mut session = diagram(bank());
    session.still = true;
    let mobile = id(session.document(), "Mobile app");
    session.set_name(&mobile, "App");
    session.camera.pan(Vec2::new(90_000.0, 0.0));
    session.take_notices();
    session.undo();
    assert!(session.take_notices().iter().any(|n| n.text.starts_with("Undid: Rename Mobile app to App")));
    session.show(Mode::Light);
    let window = session.camera.window(session.canvas);
    assert!(overlaps(window, session.plan().node(&mobile).unwrap().rect));
}

#[test]
fn a_figure_says_how_it_comes_about_and_lights_what_it_is_made_of() {
    let mut session = diagram(bank());
    let stream = session
        .document()
        .elements()
        .values()
        .find(|e| analysis::lead_time::lead_time(session.document(), &e.id).is_some())
        .unwrap()
        .clone();
    let told = tip(&mut session, &stream.name);
    let time = analysis::lead_time::lead_time(session.document(), &stream.id).unwrap();
    assert!(told.lines.iter().any(|l| l.contains("h lead time") && l.contains(" + ")), "{:?}", told.lines);
    assert!(told.lines.iter().any(|l| l.contains("% flow efficiency: ")), "{:?}", told.lines);
    assert_eq!(told.lights, time.path);
    let stage = session.document().element(&time.path[0]).unwrap().name.clone();
    let told = tip(&mut session, &stage);
    assert!(told.lines.iter().any(|l| l.contains("h of work in")), "{:?}", told.lines);
}

#[test]
fn a_contract_says_when_it_ends_and_until_when_to_decide() {
    let mut session = diagram(bank());
    let lines = tip(&mut session, "VeriFace").lines;
    assert!(lines.iter().any(|l| l.contains("ends in 91 days, decide by ")), "{lines:?}");
}

#[test]
fn initials_show_the_full_role_and_light_what_it_answers_for() {
    let mut session = diagram(bank());
    session.show(Mode::Light);
    let document = session.document().clone();
    let initials = analysis::initials(&document);
    let owned = document.elements().keys().find_map(|id| {
        let role = analysis::accountable(&document, id)?;
        let (_, scene) = session.show(Mode::Light);
        let figure = scene.figure(&Owner::Element(id.clone()))?;
        let short = initials.get(&role)?;
        let badge = figure.items.iter().find_map(|i| match i {
            Item::Text { at, text, width, .. } if text == short => Some(Point::new(at.x + width / 2.0, at.y - 3.0)),
            _ => None,
        })?;
        Some((id.clone(), role, badge))
    });
    let (card, role, badge) = owned.expect("a card has initials");
    session.hover(Some(Owner::Element(card.clone())));
    session.keys.pointer = Some(badge);
    let told = session.tip().unwrap();
    assert_eq!(told.title, document.element(&role).unwrap().name);
    assert!(told.lights.contains(&card));
    assert!(told.lines.iter().any(|l| l.starts_with("Answers for ")), "{:?}", told.lines);
    // Beside the badge it is the card.
    session.keys.pointer = Some(Point::new(-1e5, 0.0));
    assert_eq!(session.tip().unwrap().title, document.element(&card).unwrap().name);
}

#[test]
fn no_two_roles_share_initials() {
    for name in ["bank", "city"] {
        let document = load(&example(name)).unwrap().document;
        let initials = analysis::initials(&document);
        let all: Vec<&str> = initials.iter().map(|(_, i)| i).collect();
        assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), all.len());
    }
}

#[test]
fn a_picture_is_named_by_model_view_state_and_day() {
    let mut window = Window::on_canvas("care-export");
    window.keys(CTRL, Key::E);
    let Some(Question::Path { suggestion, .. }) = &window.harness.state().workspace().question else {
        panic!("it asks")
    };
    let name = suggestion.file_name().unwrap().to_str().unwrap();
    assert_eq!(name, "Lumen Bank - Canvas - difference - 2026-07-01.png");
}

/// The bank with so many partners that some have no room on a slide.
fn crowded() -> Document {
    let partner = |i: usize| {
        Edit::AddElement(Element::new(ElementId::new(format!("zz{i:03}")), ElementKind::Partner, format!("Vendor {i}")))
    };
    let document = apply(&bank(), &(0..90).map(partner).collect::<Vec<_>>()).unwrap().0;
    let view = View::new("v.slide".into(), CANVAS, "Slide");
    let shape = Edit::SetViewOption("v.slide".into(), "shape".into(), Some(Value::text("16:9")));
    apply(&document, &[Edit::AddView(view), shape]).unwrap().0
}

#[test]
fn more_opens_under_the_pointer_and_a_click_goes_there() {
    let mut window = Window::open("care-more", Some(&save(&crowded())));
    let label = window.labels_with(" more").into_iter().find(|l| l.contains('+') || l.contains("more")).expect("more");
    let at = window.at(&label);
    window.move_to(at);
    window.run();
    assert!(window.has("No room on this page"), "{label}");
    let plan_names: Vec<String> = window.labels_with("Vendor ");
    assert!(!plan_names.is_empty());
    let first = plan_names.into_iter().find(|n| n.starts_with("Vendor ")).unwrap();
    let row = window.at(&first);
    window.move_to(row);
    window.run();
    assert!(window.has("No room on this page"), "it stays while the pointer is in it");
    window.click(row);
    assert_eq!(window.session().single_element().map(|e| e.name.to_string()), Some(first));
}
