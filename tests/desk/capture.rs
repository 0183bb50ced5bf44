//! Workshop capture: the tray of what is unsorted, sorting it, and notes that become elements.

use crate::hands;
use crate::models;
use crate::window;

use eframe::egui::{Event, Key, Modifiers};
use hands::{blank, bytes, id, joined, kind, steps};
use models::{bank, diagram};
use opcanvas::editor::Session;
use opcanvas::editor::gesture::{Event as Pointer, Held, Tool, Under};
use opcanvas::editor::session::outline::Branch;
use opcanvas::editor::session::{Menu, OnShow};
use opcanvas::format::{Code, load, save};
use opcanvas::geom::{Point, Size};
use opcanvas::model::{AnnotationKind, ElementKind, RelationKind};
use opcanvas::scene::Owner;
use opcanvas::theme::Mode;
use window::Window;

fn canvas(document: opcanvas::model::Document) -> Session {
    let mut session = Session::untitled(document);
    session.canvas = Size::new(1200.0, 800.0);
    session.show(Mode::Light);
    assert!(session.is_canvas());
    session
}

fn texts(session: &Session) -> Vec<String> {
    session.unsorted().iter().map(|e| e.text.to_string()).collect()
}

fn said(session: &mut Session) -> String {
    session.take_notices().into_iter().map(|n| n.text).collect::<Vec<_>>().join(" ")
}

fn zone_middle(session: &mut Session, zone: &str) -> Point {
    session.plan().canvas.as_ref().unwrap().zone(zone).unwrap().rect.center()
}

#[test]
fn the_tray_is_kept_in_the_file_and_damage_is_told_not_refused() {
    let mut session = canvas(blank());
    assert!(!String::from_utf8(bytes(&session)).unwrap().contains("unsorted"));
    session.add_unsorted("Fraud desk\nPartner: VeriFace");
    let file = bytes(&session);
    let read = load(&file).unwrap();
    assert_eq!((read.problems.len(), &read.document), (0, session.document()));
    assert_eq!(save(&read.document), file);
    let damaged = br#"{"format":"opcanvas","version":1,"unsorted":[{"id":"a","text":"One"},5,{"id":"a","text":"Two"},{"text":"no id"},{"id":"b","text":"Three","mark":1}]}"#;
    let read = load(damaged).unwrap();
    let texts: Vec<_> = read.document.head().unsorted.iter().map(|e| e.text.to_string()).collect();
    assert_eq!(texts, ["One", "Two", "Three"]);
    assert_eq!(read.problems.iter().filter(|p| p.code == Code::Unreadable).count(), 2);
    let saved = save(&read.document);
    let again = load(&saved).unwrap();
    assert_eq!(save(&again.document), saved);
    assert!(String::from_utf8(saved).unwrap().contains("no id"));
    let odd = load(br#"{"format":"opcanvas","version":1,"unsorted":"later"}"#).unwrap();
    assert_eq!(odd.problems.len(), 1);
    assert!(String::from_utf8(save(&odd.document)).unwrap().contains("\"unsorted.unreadable\": \"later\""));
}

#[test]
fn a_pasted_list_loses_its_bullets_and_doubles_are_told() {
    let mut session = canvas(bank());
    let known = session.document().elements().values().find(|e| e.kind == ElementKind::Partner).unwrap().name.clone();
    let before = steps(&session);
    session.add_unsorted(&format!("- Fraud desk\n\n2. Call centre\n• fraud desk\n[ ] {known}\n---\n"));
    assert_eq!(texts(&session), ["Fraud desk", "Call centre", known.as_str()]);
    assert_eq!(steps(&session), before + 1);
    assert!(session.shows_tray());
    let words = said(&mut session);
    assert!(words.contains("Already in the tray: fraud desk."), "{words}");
    assert!(words.contains(&format!("Already in the model: {known}.")), "{words}");
    assert!(session.known_as(&session.unsorted()[2].clone()).is_some());
    assert!(!session.add_unsorted("call CENTRE"));
    assert_eq!(steps(&session), before + 1);
    session.undo();
    assert!(texts(&session).is_empty());
    assert!(said(&mut session).contains("Undid: Add 3 entries to the tray"));
}

#[test]
fn entries_are_written_moved_chosen_and_deleted() {
    let mut session = canvas(blank());
    session.add_unsorted("a1\nb2\nc3\nd4");
    let ids: Vec<_> = session.unsorted().iter().map(|e| e.id.clone()).collect();
    session.choose_unsorted(&ids[1], false, false);
    session.choose_unsorted(&ids[2], false, true);
    assert_eq!(session.chosen_unsorted(), ids[1..3]);
    session.shift_unsorted(true);
    assert_eq!(texts(&session), ["a1", "d4", "b2", "c3"]);
    session.move_unsorted(&ids[1..3], 0);
    assert_eq!(texts(&session), ["b2", "c3", "a1", "d4"]);
    session.write_unsorted(&ids[0], " Partner: Alpha ");
    assert_eq!(texts(&session)[2], "Partner: Alpha");
    assert_eq!(session.hint_of(&session.unsorted()[2].clone()), Some(ElementKind::Partner));
    session.delete_unsorted(&ids[1..3]);
    assert_eq!(texts(&session), ["Partner: Alpha", "d4"]);
    assert_eq!(session.chosen_unsorted(), [ids[0].clone()]);
    session.undo();
    assert_eq!(texts(&session).len(), 4);
}

#[test]
fn what_is_dropped_in_a_zone_becomes_of_its_kind_in_one_step() {
    let mut session = canvas(bank());
    session.add_unsorted("Night shift\nDay shift\nWeekend crew");
    let ids: Vec<_> = session.unsorted().iter().map(|e| e.id.clone()).collect();
    let before = steps(&session);
    let at = zone_middle(&mut session, "Z_TECH");
    // A zone is lit and says what letting go does; without a drop nothing happens.
    session.hold_unsorted(&ids[..2], at, false);
    let aim = session.aim().unwrap().clone();
    assert!(aim.mark.is_some() && aim.hint == "Release: 2 × technology", "{}", aim.hint);
    session.let_go_unsorted();
    assert_eq!(steps(&session), before);
    session.hold_unsorted(&ids[..2], at, false);
    session.drop_unsorted();
    assert_eq!(steps(&session), before + 1);
    for name in ["Night shift", "Day shift"] {
        assert_eq!(kind(session.document(), name), ElementKind::Technology);
    }
    assert_eq!(texts(&session), ["Weekend crew"]);
    // With Alt it is asked what it becomes, and what was made last comes first.
    session.hold_unsorted(&ids[2..], at, true);
    session.drop_unsorted();
    let Some(Menu::Sort { said, kinds, .. }) = session.menu.clone() else { panic!("it is asked") };
    assert_eq!(session.sort_offers(&said, &kinds, "")[0].kind, ElementKind::Technology);
    assert!(session.sort_offers(&said, &kinds, "vendor").iter().any(|o| o.kind == ElementKind::Partner));
    session.menu = None;
    session.undo();
    assert_eq!(texts(&session).len(), 3);
    assert!(session.document().index().named("Night shift").next().is_none());
}

#[test]
fn a_zone_of_several_kinds_asks() {
    let mut session = canvas(bank());
    session.add_unsorted("Nobody knows");
    let ids: Vec<_> = session.unsorted().iter().map(|e| e.id.clone()).collect();
    let zones = session.plan().canvas.as_ref().unwrap().zones.clone();
    let several = session.document().metamodel().zones.clone().into_iter().filter(|z| z.kinds.len() > 1);
    let mut asked = 0;
    for def in several {
        let Some(zone) = zones.iter().find(|z| z.id == def.id) else { continue };
        session.hold_unsorted(&ids, Point::new(zone.rect.x0 + 3.0, zone.rect.y0 + 3.0), false);
        if session.aim().is_some_and(|a| a.kinds.len() > 1) {
            session.drop_unsorted();
            assert!(matches!(session.menu.take(), Some(Menu::Sort { kinds, .. }) if kinds.len() > 1));
            asked += 1;
        }
    }
    assert!(asked > 0);
    assert_eq!(texts(&session), ["Nobody knows"]);
}

#[test]
fn what_is_dropped_on_a_stream_becomes_a_stage_of_it() {
    for on_canvas in [true, false] {
        let mut session = if on_canvas { canvas(bank()) } else { diagram(bank()) };
        session.add_unsorted("Check the address\nCall back");
        let ids: Vec<_> = session.unsorted().iter().map(|e| e.id.clone()).collect();
        let stream = session
            .document()
            .elements()
            .values()
            .find(|e| e.kind == ElementKind::ValueStream && !session.document().children(&e.id).is_empty())
            .unwrap()
            .clone();
        let stages = session.document().children(&stream.id).len();
        let stage = session.document().children(&stream.id)[0].id.clone();
        let plan = session.plan();
        let at = if on_canvas {
            plan.node(&stage).unwrap().rect.center()
        } else {
            plan.node(&stream.id).unwrap().rect.origin() + opcanvas::geom::Vec2::new(4.0, 4.0)
        };
        let before = steps(&session);
        session.hold_unsorted(&ids, at, false);
        session.drop_unsorted();
        assert_eq!(session.document().children(&stream.id).len(), stages + 2, "canvas: {on_canvas}");
        assert!(joined(session.document(), &stream.name, RelationKind::Contains, "Call back"));
        assert_eq!((steps(&session), texts(&session).len()), (before + 1, 0));
        assert_eq!(session.document().broken_invariants(), Vec::<String>::new());
        if !on_canvas {
            let plan = session.plan();
            let rect = |name| plan.node(&id(session.document(), name)).unwrap().rect;
            let (a, b) = (rect("Check the address"), rect("Call back"));
            assert!(!opcanvas::geom::overlaps(a, b));
            assert!(opcanvas::geom::encloses(plan.node(&stream.id).unwrap().rect, b));
        }
    }
}

#[test]
fn a_line_with_arrows_makes_a_whole_stream() {
    let mut session = diagram(blank());
    session.add_unsorted("Join: apply > verify > open\nTechnology: Core ledger");
    let ids: Vec<_> = session.unsorted().iter().map(|e| e.id.clone()).collect();
    session.choose_unsorted(&ids[0], false, false);
    session.ask_unsorted_kind();
    let Some(Menu::Sort { said, kinds, at, .. }) = session.menu.clone() else { panic!("it is asked") };
    let first = session.sort_offers(&said, &kinds, "")[0].clone();
    assert_eq!(first.kind, ElementKind::ValueStream);
    assert!(session.sort(&said, &first, at, None, None));
    assert!(joined(session.document(), "Join", RelationKind::Contains, "verify"));
    // The next is chosen, and its own words say what it is.
    assert_eq!(session.chosen_unsorted(), ids[1..]);
    session.hold_unsorted(&ids[1..], Point::new(2000.0, 0.0), false);
    session.drop_unsorted();
    let Some(Menu::Sort { said, kinds, at, .. }) = session.menu.clone() else { panic!("it is asked") };
    let first = session.sort_offers(&said, &kinds, "")[0].clone();
    session.sort(&said, &first, at, None, None);
    assert_eq!(kind(session.document(), "Core ledger"), ElementKind::Technology);
    assert!(session.plan().node(&id(session.document(), "Core ledger")).is_some());
}

fn noted(session: &mut Session, text: &str) {
    session.add_note();
    session.writing.as_mut().unwrap().text = text.into();
    session.commit_naming();
}

#[test]
fn notes_become_elements_where_they_are() {
    let mut session = diagram(bank());
    noted(&mut session, "Night desk\nOpen until four");
    let first = session.single_annotation().unwrap().clone();
    noted(&mut session, "Day desk");
    let second = session.single_annotation().unwrap().clone();
    let place = session.annotation(&first).unwrap().rect.origin();
    session.select(Some(Owner::Annotation(first.clone())));
    let held = Held { command: true, ..Held::default() };
    let under = Under::Owner(Owner::Annotation(second));
    session.pointer(Pointer::Press { at: Point::ZERO, under, held, tool: Tool::Select });
    session.pointer(Pointer::Release);
    assert_eq!(session.selected_notes().len(), 2);
    let before = steps(&session);
    session.ask_kind();
    let Some(Menu::Sort { said, kinds, at, .. }) = session.menu.clone() else { panic!("it is asked") };
    let what = session.sort_offers(&said, &kinds, "technology")[0].clone();
    assert!(session.sort(&said, &what, at, None, None));
    assert_eq!(steps(&session), before + 1);
    let made = id(session.document(), "Night desk");
    assert_eq!(session.document().element(&made).unwrap().description(), "Open until four");
    assert_eq!(session.plan().node(&made).unwrap().rect.origin(), place);
    assert_eq!(session.view().unwrap().annotations().filter(|a| a.kind == AnnotationKind::Note).count(), 0);
    session.undo();
    assert_eq!(session.view().unwrap().annotations().filter(|a| a.kind == AnnotationKind::Note).count(), 2);
    assert!(session.document().index().named("Night desk").next().is_none());
}

#[test]
fn a_note_dragged_into_a_stream_is_offered_to_become_a_stage() {
    let mut session = diagram(bank());
    noted(&mut session, "Double-check");
    let note = session.single_annotation().unwrap().clone();
    let stream = session
        .document()
        .elements()
        .values()
        .find(|e| e.kind == ElementKind::ValueStream && !session.document().children(&e.id).is_empty())
        .unwrap()
        .clone();
    let from = session.annotation(&note).unwrap().rect.center();
    let to = session.plan().node(&stream.id).unwrap().rect.origin() + opcanvas::geom::Vec2::new(6.0, 6.0);
    let before = steps(&session);
    let (under, held) = (Under::Owner(Owner::Annotation(note)), Held::default());
    session.pointer(Pointer::Press { at: from, under, held, tool: Tool::Select });
    for at in [from.midpoint(to), to] {
        session.pointer(Pointer::Move { at, under: Under::Page, zoom: 1.0, held });
    }
    assert_eq!(session.drag().into.as_ref(), Some(&stream.id));
    session.pointer(Pointer::Release);
    let Some(Menu::Offer(offer)) = &session.menu else { panic!("it is asked") };
    assert_eq!(offer.choices[0].label, "Make it a stage");
    session.answer(0);
    assert!(joined(session.document(), &stream.name, RelationKind::Contains, "Double-check"));
    assert_eq!(steps(&session), before + 1);
    session.undo();
    assert!(session.document().index().named("Double-check").next().is_none());
}

#[test]
fn on_a_canvas_a_note_goes_to_the_tray() {
    let mut session = canvas(bank());
    session.add_note();
    assert!(session.shows_tray() && session.tray.asks_field);
    session.paste_note("One\nTwo", Point::ZERO);
    assert_eq!(texts(&session), ["One", "Two"]);
    session.show_tab(OnShow::Diagram);
    session.paste("- Three\n- Four", None, false);
    session.accept_words_unsorted();
    assert_eq!(texts(&session), ["One", "Two", "Three", "Four"]);
}

#[test]
fn in_the_window_a_workshop_is_typed_pasted_sorted_and_dragged() {
    let mut window = Window::on_canvas("capture");
    window.keys(Modifiers::NONE, Key::N);
    for line in ["Night shift", "Call centre"] {
        window.type_text(line);
        window.keys(Modifiers::NONE, Key::Enter);
    }
    // The field stays ready, and a pasted list comes line by line.
    window.harness.event(Event::Paste("- Fraud desk\n- Vault\n".into()));
    window.run();
    assert_eq!(texts(window.session()), ["Night shift", "Call centre", "Fraud desk", "Vault"]);
    assert!(window.has("4 entries"));
    // By keyboard alone: down to the list, a letter opens the kinds, Enter takes the first.
    window.keys(Modifiers::NONE, Key::ArrowDown);
    window.type_text("t");
    window.type_text("echnology");
    window.keys(Modifiers::NONE, Key::Enter);
    assert_eq!(kind(window.document(), "Night shift"), ElementKind::Technology);
    assert_eq!(texts(window.session()), ["Call centre", "Fraud desk", "Vault"]);
    window.keys(Modifiers::NONE, Key::Enter);
    window.keys(Modifiers::NONE, Key::Enter);
    assert_eq!(kind(window.document(), "Call centre"), ElementKind::Technology);
    window.keys(Modifiers::NONE, Key::Delete);
    assert_eq!(texts(window.session()), ["Vault"]);
    // By pointer: from the tray onto a card of the zone of technology.
    let (from, to) = (window.at("Vault"), window.at("Technology Call centre"));
    window.drag(from, to);
    assert_eq!(kind(window.document(), "Vault"), ElementKind::Technology);
    assert!(texts(window.session()).is_empty());
}

#[test]
fn notes_are_found_gone_to_and_in_the_outline() {
    let mut session = diagram(bank());
    noted(&mut session, "Ask the auditors\nbefore spring");
    let note = session.single_annotation().unwrap().clone();
    let view = session.view().unwrap().id.clone();
    session.select(None);
    session.begin_find();
    session.set_find_text("auditors");
    assert!(session.selection().contains(&Owner::Annotation(note.clone())));
    session.cancel_find();
    session.show_tab(OnShow::Canvas);
    session.begin_go_to();
    session.set_go_to_text("spring");
    let at = session.go_to_offers().iter().position(|o| o.label == "Ask the auditors").expect("it is offered");
    session.take_offer(at);
    assert_eq!(session.single_annotation(), Some(&note));
    assert!(!session.is_canvas());
    session.turn(&Branch::Notes);
    let rows = session.outline();
    assert_eq!(rows.last().unwrap().branch, Branch::Note(view, note));
}
