//! What is put into a view out of lists, led elsewhere, found in collapsed containers, and deleted with what hangs on it.

#![allow(clippy::float_cmp, reason = "whole units come out exactly")]

use crate::drags;
use crate::window;

use drags::*;
use eframe::egui::accesskit::Role;
use eframe::egui::{self, Key, Modifiers};
use egui_kittest::kittest::Queryable;
use opcanvas::edit::{Edit, apply};
use opcanvas::editor::gesture::{End, Event, Held, Pull, Under};
use opcanvas::editor::session::{Ending, sides};
use opcanvas::editor::settings::Settings;
use opcanvas::editor::{Command, Session};
use opcanvas::format::save;
use opcanvas::geom::{Point, Rect, Vec2};
use opcanvas::model::{Document, Element, RelationId, RelationKind};
use opcanvas::scene::Owner;
use std::collections::BTreeSet;
use window::{CTRL, Window};

/// A document with one more element that no view shows.
fn with(document: &Document, name: &str, kind: opcanvas::model::ElementKind) -> Document {
    apply(document, &[Edit::AddElement(Element::new(id(name), kind, name.to_uppercase()))]).unwrap().0
}

fn said(session: &mut Session) -> Vec<String> {
    session.take_notices().into_iter().map(|n| n.text).collect()
}

// --- out of lists into the view ---

#[test]
fn an_element_placed_in_a_container_asks_whether_it_is_part_of_it() {
    let document = with(&containers(), "z", OrgUnit);
    let mut session = open(document.clone());
    session.place_existing(&id("z"), Point::new(200.0, 150.0), None);
    assert_eq!(labels(&session), ["Part of it", "Only placed here"]);
    session.answer(0);
    assert_eq!(session.document().parent(&id("z")), Some(&id("p")));
    assert_eq!((steps(&session), last_step(&session).as_str()), (1, "Add Z to the view into P"));
    session.undo();
    assert_eq!(*session.document(), document);
    session.drop_from_outline(&id("z"), Point::new(200.0, 600.0));
    assert!(session.menu.is_none(), "outside of containers nothing is asked");
}

#[test]
fn an_element_placed_on_a_line_is_put_into_it() {
    let document = with(&stream(), "z", Stage);
    let mut session = open(document.clone());
    session.place_existing(&id("z"), Point::new(220.0, 90.0), None);
    let stages: Vec<_> = session.document().children(&id("s")).iter().map(|e| e.id.clone()).collect();
    assert_eq!(stages, [id("a"), id("z"), id("b")]);
    assert_eq!((steps(&session), last_step(&session).as_str()), (1, "Insert Z between A and B"));
    session.undo();
    assert_eq!(*session.document(), document);
}

#[test]
fn an_element_held_out_of_the_outline_has_guides_lines_and_containers() {
    let mut session = open(with(&three(), "z", Technology));
    assert!(session.hold_existing(&id("z"), Point::new(900.0, 233.0), false));
    assert!(!session.drag().snapped.guides.is_empty(), "it is drawn level");
    let rect = session.placing().unwrap().rect;
    session.drop_new();
    assert_eq!(place(&mut session, "z").y0, rect.y0);
    assert!(!session.hold_existing(&id("a"), Point::new(900.0, 0.0), false), "what is there is not put there again");
    let mut session = open(with(&containers(), "z", OrgUnit));
    session.hold_existing(&id("z"), Point::new(200.0, 150.0), true);
    assert!(session.hint().contains("Release to drop Z in P"), "{}", session.hint());
    session.hold_apart(true);
    session.drop_new();
    assert!(session.menu.is_none() && session.document().parent(&id("z")).is_none(), "Alt only places it");
}

// --- out of the palette into a container ---

#[test]
fn a_new_element_dropped_in_a_container_says_that_it_is_part_of_it_and_alt_only_places_it() {
    let mut session = open(containers());
    let what = session.creatable("team", None).into_iter().find(|c| c.kind == OrgUnit).unwrap();
    session.hold_new(&what, Point::new(200.0, 150.0), true);
    assert!(session.hint().contains("part of P"), "{}", session.hint());
    session.drop_new();
    session.naming.as_mut().unwrap().text = "New".into();
    session.commit_naming();
    let new = session.single_element().unwrap().id.clone();
    assert_eq!(session.document().parent(&new), Some(&id("p")));
    let step = format!("Add {} to P \"New\"", what.label.to_lowercase());
    assert_eq!((steps(&session), last_step(&session)), (1, step));
    assert!(said(&mut session).iter().any(|s| s.contains("is part of P")));
    session.undo();
    session.hold_new(&what, Point::new(200.0, 150.0), true);
    session.hold_apart(true);
    session.drop_new();
    session.naming.as_mut().unwrap().text = "New".into();
    session.commit_naming();
    let new = session.single_element().unwrap().id.clone();
    assert_eq!(session.document().parent(&new), None);
    assert_eq!(session.plan().node(&new).unwrap().rect.center(), Point::new(200.0, 150.0));
}

// --- ends that may not be where they are led ---

#[test]
fn an_end_that_may_not_be_there_offers_what_is_legal_instead() {
    let boxes = [
        ("a", Technology, at(0.0, 0.0, 160.0)),
        ("b", Technology, at(300.0, 0.0, 160.0)),
        ("t", OrgUnit, at(300.0, 300.0, 160.0)),
    ];
    let document = model(&boxes, &[("ab", DependsOn, "a", "b")]);
    let mut session = open(document.clone());
    let to = place(&mut session, "t").center();
    press(&mut session, Point::new(300.0, 30.0), Under::End("ab".into(), End::Target), FREE);
    move_to(&mut session, to, FREE);
    assert!(session.hint().contains("may not lead here"), "{}", session.hint());
    session.pointer(Event::Release);
    let offered = labels(&session);
    assert!(!offered.is_empty() && offered.iter().all(|l| l.contains('T')), "{offered:?}");
    assert_eq!(*session.document(), document, "nothing is done before an answer");
    session.answer(0);
    let led = session.document().relation(&"ab".into()).unwrap();
    assert!(led.source == id("t") || led.target == id("t"));
    assert_eq!(steps(&session), 1);
    assert!(last_step(&session).starts_with("Lead a line: "), "{}", last_step(&session));
    session.undo();
    assert_eq!(*session.document(), document);
}

// --- inside of collapsed containers ---

/// A stream of two stages, collapsed, and a technology that the second one needs.
fn folded() -> Session {
    let boxes = [
        ("s", ValueStream, Rect::new(0.0, 0.0, 460.0, 140.0)),
        ("a", Stage, at(20.0, 60.0, 180.0)),
        ("b", Stage, at(240.0, 60.0, 180.0)),
        ("t", Technology, at(3000.0, 60.0, 180.0)),
    ];
    let lines = [("sa", Contains, "s", "a"), ("sb", Contains, "s", "b"), ("bt", RelationKind::Enables, "t", "b")];
    let mut session = open(model(&boxes, &lines));
    session.select(Some(Owner::Element(id("s"))));
    session.set_collapsed(true);
    assert!(session.plan().node(&id("b")).is_none());
    said(&mut session);
    session
}

fn only(name: &str) -> BTreeSet<Owner> {
    BTreeSet::from([Owner::Element(id(name))])
}

#[test]
fn what_is_found_in_a_collapsed_container_leads_to_it_and_can_be_expanded() {
    let inside = "B is inside S, which is collapsed";
    let ways: [fn(&mut Session); 4] = [
        |s| assert!(s.go_to_element(&id("b"))),
        |s| {
            s.begin_find();
            s.set_find_text("b");
            assert!(s.found().hits > 0 && s.found().elsewhere.is_empty(), "it is a hit, not elsewhere");
            assert!(s.lit().unwrap().contains(&Owner::Element(id("s"))));
            s.keep_found();
        },
        |s| {
            s.select(Some(Owner::Element(id("t"))));
            s.walk(Vec2::new(-1.0, 0.0));
        },
        |s| s.choose_in_outline(&id("b")),
    ];
    for way in ways {
        let mut session = folded();
        session.camera.origin = Point::new(5000.0, 5000.0);
        way(&mut session);
        assert_eq!(*session.selection(), only("s"));
        let window = session.camera.window(session.canvas);
        assert!(window.contains(place(&mut session, "s").center()), "one is taken there");
        assert_eq!(said(&mut session), [inside]);
        assert!(session.offers_to_expand(inside));
        session.expand_to_told();
        assert_eq!(*session.selection(), only("b"));
        assert_eq!(last_step(&session), "Expand S");
    }
}

#[test]
fn undo_flies_to_the_container_that_stands_for_what_changed() {
    let mut session = folded();
    session.set_name(&id("b"), "Beta");
    session.camera.origin = Point::new(5000.0, 5000.0);
    session.undo();
    let said = said(&mut session).join(" ");
    assert_eq!(said, "Undid: Rename B to Beta. B is inside S, which is collapsed");
    assert!(session.offers_to_expand(&said));
    let window = session.camera.window(session.canvas);
    assert!(window.contains(place(&mut session, "s").center()));
}

// --- the history ---

#[test]
fn undo_flies_to_a_note_and_names_it() {
    let mut session = open(three());
    session.add_note();
    session.writing.as_mut().unwrap().text = "Ask".into();
    session.commit_naming();
    let note = session.single_annotation().cloned().unwrap();
    let near = session.place_of(&Owner::Annotation(note.clone())).unwrap().center();
    session.begin_writing(&note);
    session.writing.as_mut().unwrap().text = "Ask the regulator".into();
    session.commit_naming();
    session.camera.origin = Point::new(9000.0, 9000.0);
    session.undo();
    assert!(session.camera.window(session.canvas).contains(near));
    assert!(said(&mut session).last().unwrap().contains("note"));
}

// --- going to settings ---

#[test]
fn how_a_view_is_drawn_is_found_by_name_and_applied() {
    let mut session = open(three());
    let mut take = |text: &str| {
        session.begin_go_to();
        session.set_go_to_text(text);
        let offers = session.go_to_offers().to_vec();
        session.take_offer(0);
        (offers[0].label.to_string(), last_step(&session))
    };
    assert_eq!(take("curved"), ("Lines: Curved".into(), "Set lines to Curved".into()));
    assert_eq!(take("colour by cost").0, "Colour by: Cost a year");
    session.begin_go_to();
    session.set_go_to_text("lines: curved");
    assert!(session.go_to_offers()[0].detail.contains("chosen"));
    let canvas = session.tabs().into_iter().find(|t| t.kind == "canvas").unwrap().which;
    session.show_tab(canvas);
    session.set_go_to_text("density");
    assert!(session.go_to_offers().iter().any(|o| o.label.starts_with("Density: ")), "a canvas has its own");
    session.set_go_to_text("wheel zooms");
    assert!(session.take_offer(0).is_some(), "and settings of the program are commands");
}

// --- the outline ---

fn row(w: &Window, name: &str) -> bool {
    w.harness.query_by_role_and_label(Role::TreeItem, name).is_some()
}

#[test]
fn the_outline_shows_what_is_selected_elsewhere_and_works_on_several() {
    let mut w = Window::open("gaps-outline", Some(&save(&with(&containers(), "z", OrgUnit))));
    w.tab("Diagram");
    w.keys(Modifiers::SHIFT, Key::Num1);
    assert!(!row(&w, "Y"), "it is under Q, which is closed");
    let name = |w: &Window, of: &str| {
        let d = w.document();
        opcanvas::scene::anatomy::accessible_name(d, d.element(&id(of)).unwrap()).to_string()
    };
    let y = w.at(&name(&w, "y"));
    w.click(y);
    assert!(row(&w, "Y"), "it is opened to it");
    let item = |name: &str, held: Modifiers, w: &mut Window| {
        w.harness.get_by_role_and_label(Role::TreeItem, name).click_modifiers(held);
        w.run();
    };
    item("P", Modifiers::NONE, &mut w);
    item("X", CTRL, &mut w);
    assert_eq!(w.session().selected_elements(), [id("p"), id("x")].into());
    item("P", Modifiers::NONE, &mut w);
    item("X", Modifiers::SHIFT, &mut w);
    assert_eq!(w.session().selected_elements(), [id("p"), id("q"), id("y"), id("x")].into(), "with all between");
    item("Z, not in this view", Modifiers::NONE, &mut w);
    w.keys(Modifiers::NONE, Key::Delete);
    assert!(w.has_part("Z is not in this view"));
    w.keys(Modifiers::SHIFT, Key::Delete);
    assert!(w.document().element(&id("z")).is_none());
    item("X", Modifiers::NONE, &mut w);
    w.keys(Modifiers::NONE, Key::F2);
    assert!(w.session().naming.is_some());
    w.keys(Modifiers::NONE, Key::Escape);
    w.harness.get_by_role_and_label(Role::TreeItem, "P").click_secondary();
    w.run();
    assert!(w.has("Delete from model"), "its context menu");
    assert_eq!(w.session().selected_elements(), [id("p")].into());
    w.keys(Modifiers::NONE, Key::Escape);
    w.harness.get_by_label("Hide the outline").click();
    w.run();
    assert!(!row(&w, "P") && w.has("Show the outline"));
    assert_eq!(w.harness.state().workspace().settings.is_on(Command::ToggleOutline), Some(false), "a setting");
}

#[test]
fn whether_the_outline_is_shown_is_remembered() {
    let mut settings = Settings::default();
    settings.run(Command::ToggleOutline);
    let mut again = Settings::of_json(settings.to_json());
    assert!(!again.outline);
    again.panels = false;
    again.run(Command::ToggleOutline);
    assert!(again.outline && again.panels, "it is shown with the panels");
}

// --- a name that there is already ---

#[test]
fn enter_on_a_name_of_the_same_kind_asks_before_it_makes_a_twin() {
    let mut session = open(three());
    let n = session.document().elements().len();
    let what = session.creatable("technology", None).into_iter().find(|c| c.kind == Technology).unwrap();
    session.create(&what, Some(Point::new(900.0, 0.0)), None);
    session.naming.as_mut().unwrap().text = "a".into();
    session.end_naming(Ending::Keep);
    assert!(session.naming.is_some(), "the field stays open");
    assert!(session.existing_words().unwrap().ends_with("Enter again makes another"));
    session.end_naming(Ending::Keep);
    assert!(session.naming.is_none());
    assert_eq!(session.document().elements().len(), n + 1, "the same again makes it");
    session.undo();
    session.create(&what, Some(Point::new(900.0, 0.0)), None);
    session.naming.as_mut().unwrap().text = "A".into();
    session.end_naming(Ending::Keep);
    session.end_naming(Ending::UseExisting);
    assert_eq!((session.document().elements().len(), session.selected_elements()), (n, [id("a")].into()));
}

#[test]
fn the_menu_of_what_to_add_leads_to_what_is_here_already() {
    let mut w = Window::open("gaps-here", Some(&save(&three())));
    w.tab("Diagram");
    w.keys(Modifiers::NONE, Key::I);
    w.type_text("b");
    assert!(w.has("B is here already"));
    w.harness.get_by_label("B is here already").click();
    w.run();
    assert_eq!(w.session().selected_elements(), [id("b")].into());
    assert_eq!(w.session().steps(), 0);
}

// --- selecting ---

#[test]
fn a_marquee_adds_with_shift_and_turns_with_ctrl() {
    let mut session = open(three());
    let mut around = |held: Held| {
        press(&mut session, Point::new(-50.0, -50.0), Under::Page, held);
        move_to(&mut session, Point::new(450.0, 300.0), held);
        let hint = session.hint();
        session.pointer(Event::Release);
        (session.selected_elements(), hint)
    };
    let both = [id("a"), id("b")].into();
    let (selected, hint) = around(FREE);
    assert_eq!(selected, both);
    assert!(hint.contains("Shift adds") && hint.contains("Ctrl turns"), "{hint}");
    assert_eq!(around(HELD_CTRL).0, [].into());
    assert_eq!(around(HELD_CTRL).0, both);
    session.select(Some(Owner::Element(id("c"))));
    press(&mut session, Point::new(-50.0, -50.0), Under::Page, SHIFT);
    move_to(&mut session, Point::new(450.0, 300.0), SHIFT);
    session.pointer(Event::Release);
    assert_eq!(session.selected_elements().len(), 3);
    press(&mut session, Point::ZERO, Under::Owner(Owner::Element(id("c"))), HELD_CTRL);
    session.pointer(Event::Release);
    assert_eq!(session.selected_elements(), both, "a click with Ctrl turns one");
}

// --- deleting ---

#[test]
fn deleting_says_before_and_after_what_goes_with_it_and_offers_undo() {
    let mut session = open(three());
    session.select(Some(Owner::Element(id("a"))));
    assert_eq!(session.also_deletes().unwrap(), "also removes 1 relation, appears in 1 view");
    session.hover(Some(Owner::Element(id("a"))));
    assert!(session.hint().contains("Shift+Delete also removes 1 relation, appears in 1 view"), "{}", session.hint());
    session.delete_from_model();
    let text = said(&mut session).pop().unwrap();
    assert_eq!(text, "Deleted A, with 1 relation, from 1 view. Undo brings back.");
    assert!(session.offers_to_undo(&text));
    session.undo();
    assert!(!session.offers_to_undo(&text), "only what was done last");
    session.select(Some(Owner::Relation("ab".into())));
    session.delete_from_model();
    assert_eq!(said(&mut session).pop().unwrap(), "Deleted relation: A depends on B");
    session.undo();
    session.select_all();
    session.delete_from_model();
    assert!(said(&mut session).pop().unwrap().starts_with("Deleted A, B and C, with 1 relation"));
}

#[test]
fn the_toast_of_what_was_deleted_has_a_button_that_brings_it_back() {
    let mut w = Window::open("gaps-undo", Some(&save(&three())));
    w.tab("Diagram");
    w.keys(CTRL, Key::A);
    w.keys(Modifiers::SHIFT, Key::Delete);
    assert!(w.document().elements().is_empty());
    w.harness.get_by_label("Undo this").click();
    w.run();
    assert_eq!(w.document().elements().len(), 3);
    assert!(!w.has("Undo this"));
}

// --- sides and sizes ---

/// Drags a side or corner of an element.
fn size(session: &mut Session, name: &str, pull: Pull, by: Vec2, held: Held) {
    let from = place(session, name).center();
    session.select(Some(Owner::Element(id(name))));
    press(session, from, Under::Corner(Owner::Element(id(name)), pull), FREE);
    move_to(session, from + by, held);
}

#[test]
fn a_side_resizes_in_one_direction_and_comes_to_stand_level() {
    let boxes = [
        ("a", Technology, Rect::new(0.0, 0.0, 200.0, 100.0)),
        ("b", Technology, Rect::new(400.0, 300.0, 700.0, 500.0)),
    ];
    let mut session = open(model(&boxes, &[]));
    let right = sides(place(&mut session, "a"))[1].0;
    size(&mut session, "a", right, Vec2::new(97.0, 60.0), FREE);
    assert_eq!(session.drag().snapped.by, Vec2::new(3.0, 0.0), "as wide as b");
    assert_eq!(session.drag().snapped.gaps.len(), 2, "and both widths are marked");
    assert!(session.hint().contains("Ctrl no guides"));
    session.pointer(Event::Release);
    assert_eq!(place(&mut session, "a"), Rect::new(0.0, 0.0, 300.0, 100.0), "and no higher");
    assert_eq!((steps(&session), last_step(&session).as_str()), (1, "Resize A"));
    let bottom = sides(place(&mut session, "a"))[3].0;
    size(&mut session, "a", bottom, Vec2::new(0.0, 196.0), FREE);
    assert!(!session.drag().snapped.guides.is_empty());
    session.pointer(Event::Release);
    assert_eq!(place(&mut session, "a").y1, 300.0, "level with the top of b");
    session.undo();
    size(&mut session, "a", bottom, Vec2::new(0.0, 196.0), HELD_CTRL);
    session.pointer(Event::Release);
    assert_eq!(place(&mut session, "a").y1, 296.0, "Ctrl suspends it");
    let left = sides(place(&mut session, "b"))[0].0;
    size(&mut session, "b", left, Vec2::new(-50.0, 30.0), HELD_CTRL);
    session.pointer(Event::Release);
    assert_eq!(place(&mut session, "b"), Rect::new(350.0, 300.0, 700.0, 500.0));
}

#[test]
fn the_side_of_a_selected_box_is_a_grip_in_the_window() {
    let boxes = [("a", Technology, Rect::new(0.0, 0.0, 260.0, 160.0)), ("b", Technology, at(500.0, 500.0, 160.0))];
    let mut w = Window::open("gaps-side", Some(&save(&model(&boxes, &[]))));
    w.tab("Diagram");
    w.keys(CTRL, Key::Num0);
    let name = opcanvas::scene::anatomy::accessible_name(w.document(), w.document().element(&id("a")).unwrap());
    let rect = w.harness.get_by_label(&name).rect();
    w.click(rect.center());
    let side = egui::pos2(rect.right(), rect.top() + rect.height() * 0.25);
    w.drag(side, side + egui::vec2(40.0, 25.0));
    let placed = w.session().view().unwrap().placements.get(&id("a")).unwrap().clone();
    assert_eq!((placed.w, placed.h), (Some(300.0), Some(160.0)));
}

// --- the wheel while something is dragged ---

#[test]
fn what_is_dragged_follows_the_pointer_while_the_wheel_scrolls_and_zooms() {
    let mut w = Window::open("gaps-wheel", Some(&save(&three())));
    w.tab("Diagram");
    w.keys(CTRL, Key::Num0);
    let name = opcanvas::scene::anatomy::accessible_name(w.document(), w.document().element(&id("c")).unwrap());
    let from = w.at(&name);
    let turn = |w: &mut Window, modifiers: Modifiers| {
        w.harness.event_modifiers(
            egui::Event::MouseWheel {
                unit: egui::MouseWheelUnit::Point,
                delta: egui::vec2(0.0, 40.0),
                phase: egui::TouchPhase::Move,
                source: egui::MouseWheelSource::Unknown,
                modifiers,
            },
            modifiers,
        );
        w.harness.run_steps(20);
    };
    // Where the canvas begins on the screen: the element is where its name says, which is where its box is drawn.
    let camera = w.session().camera;
    let screen = |p: egui::Pos2| Point::new(f64::from(p.x), f64::from(p.y));
    let middle = camera.screen_from_doc(Point::new(680.0, 430.0));
    let canvas = screen(from) - middle;
    w.move_to(from);
    w.button(from, true);
    let to = from + egui::vec2(-30.0, 45.0);
    w.move_to(from + egui::vec2(-10.0, 10.0));
    w.move_to(to);
    turn(&mut w, Modifiers::NONE);
    turn(&mut w, CTRL);
    let after = w.session().camera;
    assert!(after.zoom > camera.zoom && after.origin != camera.origin, "the drawing moved and grew");
    w.move_to(to);
    let snapped = w.session().drag().snapped.by;
    w.button(to, false);
    w.run();
    let placed = w.session().view().unwrap().placements.get(&id("c")).unwrap().origin();
    let wished = after.doc_from_screen(screen(to) - canvas) - Point::new(680.0, 430.0) + snapped;
    let moved = placed - Point::new(600.0, 400.0);
    assert!((moved - wished).hypot() <= 2.0, "{moved:?} instead of {wished:?}");
    assert_eq!(w.session().steps(), 1);
}

#[test]
fn steps_name_what_they_change() {
    let mut session = open(three());
    let ab = RelationId::from("ab");
    session.add_note();
    session.writing.as_mut().unwrap().text =
        "Ask the regulator whether this holds in every country of the group".into();
    session.commit_naming();
    assert_eq!(last_step(&session), "Add note \"Ask the regulator whether this holds in …\"");
    session.move_selection(Vec2::new(10.0, 0.0));
    assert_eq!(last_step(&session), "Move note \"Ask the regulator whether this holds in …\"");
    press(&mut session, Point::new(200.0, 100.0), Under::Label(ab), FREE);
    move_to(&mut session, Point::new(230.0, 140.0), FREE);
    session.pointer(Event::Release);
    assert_eq!(last_step(&session), "Slide a label: A depends on B");
    session.set_name(&id("a"), "  ");
    assert_eq!(last_step(&session), "Take the name from A");
    session.set_name(&id("b"), " Beta ");
    assert_eq!(last_step(&session), "Rename B to Beta");
}
