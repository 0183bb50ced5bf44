//! Views in the editor without a window: layouts off the thread, bends, what a canvas lets happen.

use crate::models;

use std::sync::Arc;
use std::time::Duration;

use models::{bank, chain, diagram};
use opcanvas::editor::gesture::{Event, Grip, Held, Tool, Under};
use opcanvas::editor::session::{NewView, OnShow, grip_at};
use opcanvas::editor::{Command, Session, Workspace};
use opcanvas::geom::{Point, Vec2};
use opcanvas::model::{Document, ElementKind};
use opcanvas::scene::Owner;
use opcanvas::theme::Mode;

fn workspace(document: Document) -> Workspace {
    let mut workspace = Workspace::new(Arc::new(|| {}), None);
    workspace.session = Some(Session::untitled(document));
    workspace
}

fn session(workspace: &mut Workspace) -> &mut Session {
    workspace.session.as_mut().unwrap()
}

#[test]
fn a_large_layout_does_not_hold_up_the_window_and_is_one_step() {
    let mut workspace = workspace(chain(400));
    workspace.run(Command::WholeModel, Mode::Light);
    assert!(session(&mut workspace).is_laying_out());
    assert!(session(&mut workspace).document().views().is_empty());
    workspace.start_waiting(Mode::Light);
    for _ in 0..3000 {
        workspace.collect();
        if !session(&mut workspace).is_laying_out() {
            break;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    let session = session(&mut workspace);
    let view = session.view().expect("the new view is on show").clone();
    assert_eq!(view.placements.len(), 400);
    let mut places: Vec<_> = view.placements.values().map(|p| (p.x.to_bits(), p.y.to_bits())).collect();
    places.sort_unstable();
    places.dedup();
    assert_eq!(places.len(), 400, "each has a place of its own");
    session.undo();
    assert!(session.document().views().values().all(|v| v.id != view.id));
}

#[test]
fn a_large_model_is_laid_out_off_the_thread_before_its_diagram_is_shown() {
    let mut workspace = workspace(chain(400));
    let session = session(&mut workspace);
    session.show_tab(OnShow::Diagram);
    assert!(session.is_laying_out());
    assert_eq!(session.on_show(), &OnShow::Canvas, "until it is laid out");
    let task = session.take_task().expect("it is to be started");
    session.laid_out(task.number, task.run());
    assert_eq!(session.on_show(), &OnShow::Diagram);
    assert_eq!(session.show(Mode::Light).0.nodes.len(), 400);
    assert!(!session.is_dirty(), "looking stores nothing");
    session.show_tab(OnShow::Canvas);
    session.show_tab(OnShow::Diagram);
    assert!(!session.is_laying_out(), "once is enough");
}

#[test]
fn a_layout_that_was_cancelled_changes_nothing_when_it_is_done() {
    let mut workspace = workspace(chain(400));
    workspace.run(Command::WholeModel, Mode::Light);
    let task = session(&mut workspace).take_task().expect("it is to be started");
    assert!(session(&mut workspace).take_task().is_none(), "it is started once");
    session(&mut workspace).cancel_layout();
    let places = task.run();
    assert!(places.len() > 390, "{}", places.len());
    let session = session(&mut workspace);
    session.laid_out(task.number, places);
    assert!(session.document().views().is_empty() && !session.is_dirty());
}

#[test]
fn what_was_deleted_while_it_was_laid_out_stays_deleted() {
    let mut workspace = workspace(chain(400));
    workspace.run(Command::WholeModel, Mode::Light);
    let task = session(&mut workspace).take_task().unwrap();
    let session = session(&mut workspace);
    session.select(Some(Owner::Element("t0007".into())));
    session.delete_from_model();
    session.laid_out(task.number, task.run());
    assert_eq!(session.view().unwrap().placements.len(), 399);
    assert!(session.document().broken_invariants().is_empty());
}

#[test]
fn what_is_tidied_is_seen_on_its_way_unless_nothing_may_move() {
    for still in [false, true] {
        let mut session = diagram(bank());
        session.still = still;
        session.select(Some(Owner::Element("pa.idv".into())));
        let (start, _) = session.show(Mode::Light);
        session.move_selection(Vec2::new(400.0, 300.0));
        let (moved, _) = session.show(Mode::Light);
        session.now = 10.0;
        session.undo();
        let at = |session: &mut Session| session.show(Mode::Light).0.node(&"pa.idv".into()).unwrap().rect.origin();
        let place = |plan: &opcanvas::scene::Plan| plan.node(&"pa.idv".into()).unwrap().rect.origin();
        if still {
            assert!(!session.is_moving());
        } else {
            session.now = 10.08;
            let on_the_way = at(&mut session);
            assert!(on_the_way.x > place(&start).x && on_the_way.x < place(&moved).x, "{on_the_way}");
        }
        session.now = 10.2;
        assert_eq!(at(&mut session), place(&start));
        assert!(!session.is_moving());
    }
}

fn drag(session: &mut Session, under: &Under, from: Point, to: Point) {
    let held = Held::default();
    session.pointer(Event::Press { at: from, under: under.clone(), held, tool: Tool::Select });
    for at in [from.midpoint(to), to] {
        session.pointer(Event::Move { at, under: Under::Page, zoom: 1.0, held });
        session.show(Mode::Light);
    }
}

#[test]
fn a_line_is_bent_by_hand_as_one_step_and_finds_its_own_way_again() {
    let mut session = diagram(bank());
    let (plan, _) = session.show(Mode::Light);
    let edge = plan.edges.iter().find(|e| e.route.len() > 3).expect("a line with bends").clone();
    let relation = edge.relation.clone();
    session.select(Some(Owner::Relation(relation.clone())));
    let middle = edge.route[1].midpoint(edge.route[2]);
    let grip = grip_at(&plan, &relation, middle, 2.0).unwrap();
    assert_eq!(grip, Grip::Piece(1));
    assert_eq!(grip_at(&plan, &relation, edge.route[1], 2.0), Some(Grip::Bend(1)));
    let line = Under::Line(relation.clone(), grip);
    let to = middle + Vec2::new(36.0, 36.0);
    drag(&mut session, &line, middle, to);
    let during = session.show(Mode::Light).0;
    assert_ne!(during.edges.iter().find(|e| e.relation == relation).unwrap().route, edge.route, "it shows");
    session.pointer(Event::Cancel);
    assert_eq!(session.show(Mode::Light).0.edges, plan.edges);
    assert!(!session.is_dirty());
    drag(&mut session, &line, middle, to);
    session.pointer(Event::Release);
    assert!(session.undo_label().is_some_and(|l| l.starts_with("Bend a line: ")));
    assert_eq!(session.bent_lines(), std::slice::from_ref(&relation));
    assert!(Command::ResetLine.enabled(Some(&session)).is_ok());
    session.reset_lines();
    assert!(session.bent_lines().is_empty());
    session.undo();
    session.undo();
    assert!(!session.is_dirty());
}

#[test]
fn what_only_diagrams_have_is_refused_on_a_canvas_with_a_reason() {
    let mut session = Session::untitled(bank());
    assert!(session.is_canvas());
    session.select(Some(Owner::Element("pa.idv".into())));
    for command in [Command::Tidy, Command::Pin, Command::AddFrame, Command::Group] {
        assert!(command.enabled(Some(&session)).is_err(), "{command:?}");
    }
    session.nudge_selection(Vec2::new(1.0, 0.0));
    session.delete_from_view();
    assert!(!session.is_dirty());
    assert!(session.take_notices().iter().any(|n| n.text.contains("A canvas shows everything")));
}

#[test]
fn a_double_click_in_a_zone_makes_what_stands_there() {
    let zones = [
        ("Z_SUP", ElementKind::Partner),
        ("Z_VS", ElementKind::ValueStream),
        ("Z_ORG", ElementKind::OrgUnit),
        ("Z_CONS", ElementKind::Stakeholder),
    ];
    for (zone, kind) in zones {
        let mut session = Session::untitled(bank());
        let before = session.document().elements().len();
        session.create_in_zone(zone, Point::ZERO);
        let naming = session.naming.as_mut().expect("its name is open");
        naming.text = "Something new".into();
        let id = naming.element.clone();
        session.commit_naming();
        let element = session.document().element(&id).expect("it is there");
        assert_eq!((element.kind, element.name.as_str()), (kind, "Something new"));
        assert_eq!(session.document().elements().len(), before + 1);
        assert!(session.document().views().is_empty(), "cards place themselves");
        let zone_of = opcanvas::scene::canvas::zone_of(session.document(), element).map(ecow::EcoString::as_str);
        assert_eq!(zone_of, Some(zone));
    }
}

#[test]
fn new_views_say_why_they_cannot_be_made() {
    let mut session = diagram(bank());
    session.select(None);
    session.new_view(&NewView::Upstream);
    session.new_view(&NewView::Tagged("nobody has this".into()));
    assert!(!session.is_dirty());
    assert_eq!(session.take_notices().len(), 2);
}

#[test]
fn a_card_lights_what_it_is_related_to_once_the_pointer_rests_on_it() {
    let mut session = Session::untitled(bank());
    let card = Owner::Element("pa.idv".into());
    session.now = 5.0;
    session.hover(Some(card.clone()));
    assert_eq!(session.focus(), None, "the pointer may only be passing");
    assert!(session.rests_in().is_some_and(|left| left < 0.5));
    session.now = 5.5;
    assert_eq!(session.focus(), Some("pa.idv".into()));
    session.hover(None);
    assert_eq!(session.focus(), None);
    session.select(Some(card));
    assert_eq!(session.focus(), Some("pa.idv".into()));
    // What nothing is related to would only dim the rest.
    session.create_in_zone("Z_SUP", Point::ZERO);
    let naming = session.naming.as_mut().expect("its name is open");
    naming.text = "Nobody's partner".into();
    session.commit_naming();
    assert!(session.single_element().is_some_and(|e| e.name == "Nobody's partner"));
    assert_eq!(session.focus(), None);
    session.show_tab(OnShow::Diagram);
    session.select(Some(Owner::Element("pa.idv".into())));
    assert_eq!(session.focus(), None, "diagrams are not dimmed");
}
