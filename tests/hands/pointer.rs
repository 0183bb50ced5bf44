//! What a drag of the pointer does on diagrams: guides, lines, containers, ends, pins and labels.

#![allow(clippy::float_cmp, reason = "whole units come out exactly")]

use crate::drags;
use crate::models;
use crate::window;

use drags::*;
use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use models::{bank, diagram};
use opcanvas::editor::Session;
use opcanvas::editor::gesture::{End, Event, Held, Under};
use opcanvas::editor::session::Menu;
use opcanvas::editor::session::offers::Action;
use opcanvas::format::{load, save};
use opcanvas::geom::{Point, Vec2};
use opcanvas::model::attr::stage;
use opcanvas::model::{Document, RelationId, RelationKind};
use opcanvas::scene::Owner;
use window::{CTRL, Window};

// --- guides and grid ---

#[test]
fn a_moved_box_is_drawn_level_with_others_and_ctrl_suspends_it() {
    let mut session = open(three());
    hold(&mut session, "c", Vec2::new(-4.0, -203.0), FREE);
    let drag = session.drag().clone();
    assert_eq!(drag.snapped.by.y, 3.0, "its edges come to stand level with those of b");
    assert!(drag.snapped.guides.iter().any(|g| g.from.y == g.to.y), "and the line is drawn");
    session.pointer(Event::Release);
    assert_eq!(place(&mut session, "c").y0, 200.0);
    assert_eq!(steps(&session), 1);
    session.undo();
    drag_with_ctrl(&mut session);
    assert_eq!(place(&mut session, "c").y0, 197.0);
}

fn drag_with_ctrl(session: &mut Session) {
    hold(session, "c", Vec2::new(-4.0, -203.0), HELD_CTRL);
    assert!(session.drag().snapped.guides.is_empty());
    session.pointer(Event::Release);
}

#[test]
fn equal_gaps_in_a_row_are_drawn_to_and_marked() {
    let row = [
        ("a", Technology, at(0.0, 0.0, 100.0)),
        ("b", Technology, at(150.0, 7.0, 100.0)),
        ("c", Technology, at(400.0, 300.0, 100.0)),
    ];
    let mut session = open(model(&row, &[]));
    hold(&mut session, "c", Vec2::new(-97.0, -280.0), FREE);
    let drag = session.drag().clone();
    session.pointer(Event::Release);
    assert_eq!(place(&mut session, "c").x0, 300.0, "as far from b as b is from a");
    assert_eq!(drag.snapped.gaps.len(), 2);
}

#[test]
fn the_grid_draws_what_no_guide_does_and_arrow_keys_go_along_it() {
    let mut session = open(three());
    assert_eq!((session.nudge_step(false), session.nudge_step(true)), (1.0, 10.0));
    session.toggle_grid();
    assert_eq!((session.nudge_step(false), session.nudge_step(true)), (8.0, 40.0));
    drag(&mut session, "c", Vec2::new(77.0, 123.0), FREE);
    let placed = place(&mut session, "c");
    assert_eq!((placed.x0 % 8.0, placed.y0 % 8.0), (0.0, 0.0));
    session.undo();
    drag(&mut session, "c", Vec2::new(77.0, 123.0), HELD_CTRL);
    assert_eq!(place(&mut session, "c").x0, 677.0);
}

#[test]
fn shift_moves_straight_also_where_guides_pull() {
    let mut session = open(three());
    drag(&mut session, "c", Vec2::new(-3.0, -203.0), SHIFT);
    assert_eq!(place(&mut session, "c").origin(), Point::new(600.0, 200.0));
}

#[test]
fn the_grid_has_its_key_and_the_arrows_of_the_window_follow_it() {
    let mut w = Window::bank("grid");
    w.click(w.at("Partner / supplier VeriFace"));
    w.keys(CTRL, Key::Quote);
    assert!(w.session().grid());
    let before = w.harness.get_by_label("Partner / supplier VeriFace").rect();
    w.keys(Modifiers::NONE, Key::ArrowRight);
    let after = w.harness.get_by_label("Partner / supplier VeriFace").rect();
    let step = f64::from(after.min.x - before.min.x) / w.session().camera.zoom;
    assert!((step - 8.0).abs() < 0.5, "{step}");
}

// --- dropping on a line ---

#[test]
fn an_element_dropped_on_a_line_is_put_into_it_as_one_step() {
    let document = model(
        &[
            ("a", Technology, at(0.0, 0.0, 160.0)),
            ("b", Technology, at(600.0, 0.0, 160.0)),
            ("c", Technology, at(300.0, 400.0, 160.0)),
        ],
        &[("ab", DependsOn, "a", "b")],
    );
    let mut session = open(document.clone());
    hold(&mut session, "c", Vec2::new(0.0, -400.0), FREE);
    assert_eq!(session.drag().onto, Some(RelationId::new("ab")));
    assert!(session.hint().contains("Release to insert C between A and B"), "{}", session.hint());
    session.pointer(Event::Release);
    let d = session.document();
    assert!(d.relation(&RelationId::new("ab")).is_none());
    for (from, to) in [("a", "c"), ("c", "b")] {
        assert_eq!(d.index().between(&id(from), DependsOn, &id(to)).count(), 1);
    }
    assert_eq!((steps(&session), last_step(&session).as_str()), (1, "Insert C between A and B"));
    session.undo();
    assert_eq!(*session.document(), document);
    hold(&mut session, "c", Vec2::new(0.0, -400.0), HELD_CTRL);
    assert_eq!(session.drag().onto, None, "Ctrl suspends it");
    session.pointer(Event::Cancel);
    assert_eq!(*session.document(), document);
}

#[test]
fn a_stage_put_into_a_flow_joins_the_stream_in_its_place_and_gets_room() {
    let mut session = open(stream());
    let from = place(&mut session, "x").center();
    hold(&mut session, "x", Point::new(220.0, 90.0) - from, FREE);
    session.pointer(Event::Release);
    let d = session.document().clone();
    let names: Vec<_> = d.children(&id("s")).iter().map(|e| e.id.to_string()).collect();
    assert_eq!(names, ["a", "x", "b"]);
    assert_eq!(d.element(&id("b")).unwrap().get(stage::ORDER), Some(3));
    let (s, a, x, b) =
        (place(&mut session, "s"), place(&mut session, "a"), place(&mut session, "x"), place(&mut session, "b"));
    assert!(a.x1 < x.x0 && x.x1 < b.x0 && b.x1 < s.x1, "{a} {x} {b} in {s}");
    assert_eq!(steps(&session), 1);
    assert!(d.broken_invariants().is_empty());
}

#[test]
fn a_new_stage_held_over_a_flow_is_put_into_it() {
    let mut session = open(stream());
    let what = session.creatable("stage", None).into_iter().find(|c| c.kind == Stage).unwrap();
    session.hold_new(&what, Point::new(220.0, 90.0), false);
    assert!(session.hint().contains("between A and B"), "{}", session.hint());
    session.drop_new();
    let new = session.single_element().unwrap().id.clone();
    session.naming.as_mut().unwrap().text = "Verify".into();
    session.commit_naming();
    let names: Vec<_> = session.document().children(&id("s")).iter().map(|e| e.id.clone()).collect();
    assert_eq!(names, [id("a"), new, id("b")]);
    assert_eq!((steps(&session), last_step(&session).as_str()), (1, "Add stage between A and B \"Verify\""));
}

#[test]
fn a_new_element_is_drawn_level_while_it_is_held() {
    let mut session = open(three());
    let what = session.creatable("technology", None).into_iter().find(|c| c.kind == Technology).unwrap();
    session.hold_new(&what, Point::new(900.0, 233.0), false);
    let rect = session.placing().unwrap().rect;
    assert!(session.drag().snapped.guides.iter().any(|g| g.from.y == g.to.y), "{rect}");
    session.let_go();
    assert!(session.placing().is_none() && session.drag().snapped.guides.is_empty());
}

// --- dropping into containers ---

#[test]
fn what_is_dropped_into_a_container_is_asked_about_and_is_one_step() {
    let document = containers();
    let mut session = open(document.clone());
    hold(&mut session, "x", Vec2::new(0.0, -370.0), FREE);
    assert_eq!(session.drag().into, Some(id("p")));
    session.pointer(Event::Release);
    assert_eq!(labels(&session), ["Part of it", "Only placed here"]);
    session.answer(0);
    assert_eq!(session.document().parent(&id("x")), Some(&id("p")));
    assert_eq!((steps(&session), last_step(&session).as_str()), (1, "Move X into P"));
    session.undo();
    assert_eq!(*session.document(), document);
    drag(&mut session, "x", Vec2::new(0.0, -370.0), FREE);
    session.answer(1);
    assert_eq!(session.document().parent(&id("x")), None);
    drag(&mut session, "x", Vec2::new(30.0, 20.0), HELD_CTRL);
    assert!(session.menu.is_none(), "it stays inside, so it is not asked again");
}

#[test]
fn a_part_moves_from_one_whole_to_another_or_leaves_it() {
    let mut session = open(containers());
    drag(&mut session, "y", Vec2::new(-450.0, 0.0), FREE);
    assert_eq!(labels(&session), ["Move", "Only placed here"]);
    session.answer(0);
    assert_eq!(session.document().parent(&id("y")), Some(&id("p")));
    session.undo();
    drag(&mut session, "y", Vec2::new(0.0, 500.0), FREE);
    assert_eq!(labels(&session), ["No longer part", "Still part of it"]);
    session.answer(0);
    assert_eq!(session.document().parent(&id("y")), None);
    assert_eq!(steps(&session), 1);
}

#[test]
fn in_the_window_enter_makes_it_a_part_and_escape_only_places_it() {
    for (key, part) in [(Key::Enter, true), (Key::Escape, false)] {
        let bytes = save(&containers());
        let mut w = Window::open(&format!("belong-{part}"), Some(&bytes));
        w.tab("Diagram");
        w.keys(Modifiers::SHIFT, Key::Num1);
        let name = |w: &Window, of: &str| {
            let d = w.document();
            opcanvas::scene::anatomy::accessible_name(d, d.element(&id(of)).unwrap()).to_string()
        };
        let (x, p) = (w.at(&name(&w, "x")), w.at(&name(&w, "p")));
        w.drag(x, p);
        assert!(w.has("Part of it") && w.has_part("Make it part of P?"));
        w.keys(Modifiers::NONE, key);
        assert_eq!(w.document().parent(&id("x")).is_some(), part);
        w.keys(CTRL, Key::Z);
        assert!(!w.session().is_dirty());
    }
}

// --- dropping on a node ---

#[test]
fn alt_on_the_drop_asks_for_the_kind_in_both_directions() {
    let mut session = open(three());
    connect(&mut session, "b", "c", ALT);
    let offered = labels(&session);
    assert!(offered.iter().any(|l| l == "B depends on C"), "{offered:?}");
    assert!(offered.iter().any(|l| l == "Reverse: C depends on B"), "{offered:?}");
    assert_eq!(steps(&session), 0);
    session.answer(0);
    assert_eq!(steps(&session), 1);
}

#[test]
fn an_illegal_drop_says_why_and_offers_the_nearest_that_is_legal() {
    let mut session = diagram(bank());
    let (partner, consumer) = (id("pa.idv"), id("c.retail"));
    let before = session.document().clone();
    press(&mut session, Point::ZERO, Under::Handle(partner.clone()), FREE);
    let onto = Under::Owner(Owner::Element(consumer.clone()));
    session.pointer(Event::Move { at: Point::new(90.0, 0.0), under: onto, zoom: 1.0, held: FREE });
    session.pointer(Event::Release);
    let Some(Menu::Offer(offer)) = session.menu.clone() else { panic!("a question") };
    assert!(offer.text.starts_with("Nothing joins"), "{}", offer.text);
    assert!(!offer.choices.is_empty());
    assert_eq!(*session.document(), before, "nothing is changed before it is answered");
    let through = offer.choices.iter().position(|c| matches!(c.action, Action::Through(..))).unwrap();
    session.answer(through);
    assert_eq!(session.document().relations().len(), before.relations().len() + 2);
    session.cancel_naming();
    assert_eq!(*session.document(), before);
}

// --- ends and labels ---

fn reattach(session: &mut Session, relation: &str, end: End, to: Point, held: Held) {
    press(session, Point::ZERO, Under::End(RelationId::new(relation), end), FREE);
    move_to(session, to, held);
    move_to(session, to, held);
    session.pointer(Event::Release);
}

#[test]
fn the_end_of_a_line_is_led_to_another_element_and_stays_the_same_relation() {
    let mut session = open(three());
    let before = session.document().clone();
    let to = place(&mut session, "c").center();
    press(&mut session, Point::ZERO, Under::End(RelationId::new("ab"), End::Target), FREE);
    move_to(&mut session, to, FREE);
    assert!(session.may_end_at(&id("c")) && !session.may_end_at(&id("a")), "legal ends are ringed");
    session.pointer(Event::Cancel);
    assert_eq!(*session.document(), before);
    reattach(&mut session, "ab", End::Target, to, FREE);
    let relation = session.document().relation(&RelationId::new("ab")).unwrap();
    assert_eq!((relation.source.as_str(), relation.target.as_str()), ("a", "c"));
    assert_eq!(steps(&session), 1);
    let a = place(&mut session, "a").center();
    reattach(&mut session, "ab", End::Target, a, FREE);
    let said = session.take_notices();
    assert!(said.iter().any(|n| n.text.contains("itself")), "it says why it cannot lead to itself: {said:?}");
    assert_eq!(steps(&session), 1);
}

#[test]
fn shift_pins_an_end_to_its_spot_which_boxes_take_along_and_files_keep() {
    let mut session = open(three());
    let b = place(&mut session, "b");
    reattach(&mut session, "ab", End::Target, Point::new(b.x0 + 40.0, b.y1 - 2.0), SHIFT);
    assert_eq!(steps(&session), 1);
    let tip = |session: &mut Session| *session.plan().edges[0].route.last().unwrap();
    assert_eq!(tip(&mut session), Point::new(b.x0 + 40.0, b.y1));
    drag(&mut session, "b", Vec2::new(33.0, 55.0), HELD_CTRL);
    assert_eq!(tip(&mut session), Point::new(b.x0 + 73.0, b.y1 + 55.0));
    let again = load(&save(session.document())).unwrap();
    assert!(again.problems.is_empty());
    assert_eq!(again.document.views(), session.document().views());
    let route = session.plan().edges[0].route.clone();
    assert!(route.windows(2).all(|s| s[0].x == s[1].x || s[0].y == s[1].y), "{route:?}");
    reattach(&mut session, "ab", End::Target, Point::new(b.x0 + 80.0, b.y0 + 70.0), FREE);
    assert!(session.shown_view().lines.is_empty(), "without Shift it is free again");
}

#[test]
fn a_place_of_a_line_that_cannot_be_used_is_kept() {
    let document = three();
    let text = String::from_utf8(save(&document)).unwrap();
    let lines = r#""lines": [{"relation": "ab", "label": 0.25, "x-mine": 1}, {"relation": "no", "label": 0.5}, {"relation": "ab", "label": 7}],"#;
    let at = text.find("\"placements\"").unwrap();
    let text = format!("{}{lines}{}", &text[..at], &text[at..]);
    let loaded = load(text.as_bytes()).unwrap();
    assert_eq!(loaded.problems.len(), 2);
    let again = load(&save(&loaded.document)).unwrap();
    assert_eq!(again.document.views(), loaded.document.views());
    assert!(String::from_utf8(save(&loaded.document)).unwrap().contains("x-mine"));
    // What an old file had there is still there.
    let odd = format!("{}\"lines\": \"mine\",{}", &text[..at], &text[at + lines.len()..]);
    let odd = load(odd.as_bytes()).unwrap();
    assert!(odd.problems.is_empty());
    assert!(String::from_utf8(save(&odd.document)).unwrap().contains("\"lines\": \"mine\""));
}

#[test]
fn a_label_slides_along_its_line_and_goes_back() {
    let mut session = open(three());
    let relation = RelationId::new("ab");
    let route = session.plan().edges[0].route.clone();
    let near = opcanvas::layout::slide::point_along(&route, 0.2).unwrap() + Vec2::new(2.0, 2.0);
    press(&mut session, route[0], Under::Label(relation.clone()), FREE);
    move_to(&mut session, near, FREE);
    session.pointer(Event::Release);
    assert_eq!(steps(&session), 1);
    let plan = session.plan();
    let r = session.document().relation(&relation).unwrap().clone();
    let label = opcanvas::scene::diagram::label_rect(session.document(), &plan, &r).unwrap();
    assert!(label.center().distance(near) < 8.0, "{} {near}", label.center());
    session.free_label(&relation);
    assert!(session.shown_view().lines.is_empty());
}

#[test]
fn a_line_that_is_opened_offers_the_other_kinds() {
    let mut session = diagram(bank());
    let relation = session
        .document()
        .relations()
        .values()
        .find(|r| {
            let from = session.document().element(&r.source).unwrap().kind;
            let to = session.document().element(&r.target).unwrap().kind;
            r.kind == DependsOn && session.document().metamodel().quick_connect(from, to).len() > 1
        })
        .unwrap()
        .id
        .clone();
    session.open_relation(&relation, Point::ZERO);
    let Some(Menu::Offer(offer)) = session.menu.clone() else { panic!("a question") };
    let Some(Action::Become(_, kind)) = offer.choices.get(1).map(|c| c.action.clone()) else { panic!("{offer:?}") };
    session.answer(1);
    assert_eq!(session.document().relation(&relation).unwrap().kind, kind);
}

#[test]
fn a_line_that_is_opened_has_what_is_said_of_it_to_type() {
    let mut w = Window::bank("say");
    let mut session = diagram(bank());
    let relation = session.document().relations().values().find(|r| r.kind == RelationKind::Supplies).unwrap().clone();
    session.open_relation(&relation.id, Point::ZERO);
    let Some(Menu::Offer(offer)) = &mut session.menu else { panic!("a question") };
    offer.field.as_mut().unwrap().text = "Checks faces".into();
    session.answer_text();
    let said = |d: &Document| {
        let r = d.relation(&relation.id).unwrap();
        r.attributes.iter().any(|(_, v)| v.as_text().is_some_and(|t| t.ends_with("Checks faces")))
    };
    assert!(said(session.document()) && session.menu.is_none());
    assert_eq!(steps(&session), 1);
    let name = opcanvas::scene::edge::accessible_name(w.document(), &relation).to_string();
    let spot = w.at(&name);
    w.double_click(spot);
    w.type_text("Checks faces");
    w.keys(Modifiers::NONE, Key::Enter);
    assert!(said(w.document()), "{:?}", w.session().menu);
}
