//! What the editor must not lose or claim: undo steps, pins, what a state hides, files beside the one that was asked about.

use crate::models;

use std::sync::Arc;
use std::time::Duration;

use models::{bank, chain, diagram};
use opcanvas::edit::{Edit, apply};
use opcanvas::editor::gesture::{Event, Held, Tool, Under};
use opcanvas::editor::session::{NewView, OnShow, ViewChoice};
use opcanvas::editor::workspace::{Question, picture};
use opcanvas::editor::{Command, Session, Workspace};
use opcanvas::format::{load, templates::Template};
use opcanvas::geom::{Point, Size, Vec2};
use opcanvas::model::{Document, Element, ElementId, ElementKind, Placement, RelationKind, Value, ViewId};
use opcanvas::scene::context::has_states;
use opcanvas::scene::options::{Relations, STATE, Shape, hidden_kinds};
use opcanvas::scene::{Owner, Scene};
use opcanvas::theme::Mode;

fn session(document: Document) -> Session {
    let mut session = Session::untitled(document);
    session.canvas = Size::new(1200.0, 800.0);
    session
}

fn labels(session: &Session) -> Vec<String> {
    session.history().steps().iter().map(|s| s.label.clone()).collect()
}

#[test]
fn a_layout_that_ends_while_a_new_name_is_typed_keeps_its_own_step() {
    for name in ["", "Typed so far"] {
        let mut session = session(chain(400));
        session.new_view(&NewView::WholeModel);
        let task = session.take_task().expect("it is to be started");
        session.create_in_zone("Z_SUP", Point::ZERO);
        session.naming.as_mut().expect("its name is open").text = name.into();
        session.laid_out(task.number, task.run());
        assert_eq!(session.view().expect("the new view is on show").placements.len(), 400);
        let steps = labels(&session);
        assert_eq!(steps.last().unwrap(), "Add diagram Whole model 2");
        assert_eq!(steps.len(), if name.is_empty() { 1 } else { 2 }, "{steps:?}");
        assert!(session.naming.is_none());
    }
}

#[test]
fn what_happened_since_something_was_made_is_not_taken_back_with_it() {
    let mut session = diagram(bank());
    let rename = |name: &str| [Edit::SetName("pa.idv".into(), name.into())];
    session.add_note();
    session.perform("Rename", &rename("First"));
    session.cancel_writing();
    assert_eq!(labels(&session), ["Add note", "Rename"]);
    session.add_note();
    session.perform("Rename", &rename("Second"));
    session.writing.as_mut().unwrap().text = "Remember".into();
    session.commit_naming();
    assert_eq!(labels(&session)[2..], ["Add note", "Rename", "Write note \"Remember\""]);
    session.show_tab(OnShow::Canvas);
    for cancel in [true, false] {
        session.create_in_zone("Z_SUP", Point::ZERO);
        session.perform("Rename", &rename(if cancel { "Third" } else { "Fourth" }));
        if cancel {
            session.cancel_naming();
        } else {
            session.commit_naming();
        }
        assert_eq!(session.undo_label().as_deref(), Some("Rename"));
    }
}

/// Where an element stands in a view.
fn place(session: &Session, view: &ViewId, id: &str) -> Placement {
    session.document().view(view).unwrap().placements.get(&ElementId::from(id)).unwrap().clone()
}

#[test]
fn a_layout_lands_on_its_own_view_and_leaves_what_was_pinned_meanwhile() {
    let mut session = session(chain(400));
    session.new_view(&NewView::WholeModel);
    let task = session.take_task().unwrap();
    session.laid_out(task.number, task.run());
    let tidied = session.view().unwrap().id.clone();
    session.select(None);
    for id in ["t0000", "t0001", "t0002"] {
        session.select(Some(Owner::Element(id.into())));
        session.move_selection(Vec2::new(3000.0, 5000.0));
    }
    session.select(None);
    session.duplicate_view();
    let other = session.view().unwrap().clone();
    session.show_tab(OnShow::Stored(tidied.clone()));
    session.tidy();
    let task = session.take_task().expect("it is to be started");
    session.select(Some(Owner::Element("t0000".into())));
    session.toggle_pin();
    let mut locked = place(&session, &tidied, "t0001");
    locked.locked = Some(true);
    session.perform("Lock", &[Edit::Place(tidied.clone(), "t0001".into(), locked.clone())]);
    let pinned = place(&session, &tidied, "t0000");
    let mut kept = place(&session, &tidied, "t0002");
    (kept.z, kept.w) = (Some(7), Some(321.0));
    session.perform("Raise", &[Edit::Place(tidied.clone(), "t0002".into(), kept)]);
    session.show_tab(OnShow::Stored(other.id.clone()));
    session.laid_out(task.number, task.run());
    assert_eq!(session.on_show(), &OnShow::Stored(other.id.clone()), "nobody asked for another tab");
    assert!(Arc::ptr_eq(session.view().unwrap(), &other), "the view on show is untouched");
    assert_eq!(session.undo_label().as_deref(), Some("Tidy the view"));
    assert_eq!(place(&session, &tidied, "t0000"), pinned);
    assert_eq!(place(&session, &tidied, "t0001"), locked);
    let moved = place(&session, &tidied, "t0002");
    assert_eq!(moved.z, Some(7), "what else was set stays");
    assert!(moved.y < 4900.0, "{}", moved.y);
}

#[test]
fn a_layout_follows_a_view_that_is_stored_meanwhile_and_not_one_that_is_gone() {
    for gone in [false, true] {
        let mut session = session(chain(400));
        session.show_tab(OnShow::Diagram);
        let task = session.take_task().unwrap();
        session.laid_out(task.number, task.run());
        session.select(Some(Owner::Element("t0200".into())));
        session.delete_from_model();
        session.tidy();
        let task = session.take_task().unwrap();
        session.select(Some(Owner::Element("t0000".into())));
        assert!(session.view().is_none(), "it is not stored yet");
        session.move_selection(Vec2::new(3.0, 5.0));
        let view = session.view().unwrap().id.clone();
        if gone {
            session.new_view(&NewView::Empty);
            session.show_tab(OnShow::Stored(view.clone()));
            session.delete_view();
        } else {
            session.show_tab(OnShow::Canvas);
        }
        let steps = labels(&session).len();
        session.laid_out(task.number, task.run());
        if gone {
            assert_eq!(labels(&session).len(), steps);
            assert!(session.take_notices().iter().any(|n| n.text.contains("no longer there")));
        } else {
            assert_eq!(session.undo_label().as_deref(), Some("Tidy the view"));
            assert_eq!(session.history().steps().last().unwrap().delta.views.len(), 0, "it was stored already");
            assert_eq!(session.on_show(), &OnShow::Canvas);
        }
    }
}

fn said(session: &mut Session) -> String {
    session.take_notices().into_iter().map(|n| n.text).collect::<Vec<_>>().join("\n")
}

#[test]
fn what_a_state_hides_is_not_offered_and_keeps_its_place() {
    let mut session = diagram(bank());
    session.set_view_option(STATE, Some(Value::text("as-is")), "Set state to as is");
    let view = session.view().unwrap().id.clone();
    assert!(session.show(Mode::Light).0.node(&"te.score".into()).is_none(), "it is new");
    let before = place(&session, &view, "te.score");
    assert!(session.elsewhere("cash-flow scoring", None).is_empty());
    assert_eq!(session.hidden_by_state("cash-flow scoring"), Some("te.score".into()));
    session.place_existing(&"te.score".into(), Point::new(9000.0, 9000.0), None);
    assert_eq!(place(&session, &view, "te.score"), before);
    assert!(said(&mut session).contains("is in this view, but hidden in this state"));
    // Something that is seen and related to it.
    let plan = session.plan();
    let document = session.document().clone();
    let shown = hidden_kinds(session.view().unwrap());
    let ends = document.relations().values().filter(|r| !shown.contains(&r.kind)).find_map(|r| {
        let other =
            [(&r.source, &r.target), (&r.target, &r.source)].into_iter().find(|(a, _)| **a == "te.score".into());
        other.map(|(_, other)| other.clone()).filter(|id| plan.node(id).is_some())
    });
    session.select(Some(Owner::Element(ends.expect("it is related to something"))));
    session.add_neighbours();
    assert_eq!(place(&session, &view, "te.score"), before);
    assert!(said(&mut session).contains("hidden in this state"));
    // What the view lacks and the state hides is added, and said to be hidden.
    session.perform("Remove", &[Edit::Unplace(view.clone(), "te.score".into())]);
    assert_eq!(session.elsewhere("cash-flow scoring", None), [ElementId::from("te.score")]);
    session.place_existing(&"te.score".into(), Point::new(9000.0, 9000.0), None);
    assert!(said(&mut session).contains("hidden in this state") && session.selection().is_empty());
}

#[test]
fn relations_that_a_view_does_not_draw_are_named_as_the_view_has_it() {
    let technology = |id: &str| Edit::AddElement(Element::new(ElementId::new(id), ElementKind::Technology, id));
    let board = Element::new(ElementId::new("p"), ElementKind::Management, "Board");
    let blank = load(Template::Blank.bytes()).unwrap().document;
    let document = apply(&blank, &[technology("a"), technology("b"), Edit::AddElement(board)]).unwrap().0;
    let kind = opcanvas::model::legality::connections(&document, &"p".into(), &"a".into())[0];
    assert_eq!(kind, RelationKind::Governs);
    let undrawn = |session: &mut Session, kind, from: &str| {
        session.connect_as(kind, &from.into(), &"a".into());
        assert_eq!(session.history().steps().last().unwrap().delta.relations.len(), 1);
        said(session)
    };
    let mut session = diagram(document.clone());
    assert!(undrawn(&mut session, RelationKind::Governs, "p").contains("does not draw"));
    session.undo();
    session.show_relations(RelationKind::Governs, true);
    session.show_relations(RelationKind::DependsOn, false);
    said(&mut session);
    assert_eq!(undrawn(&mut session, RelationKind::Governs, "p"), "");
    assert!(undrawn(&mut session, RelationKind::DependsOn, "b").contains("does not draw"));
    session.show_tab(OnShow::Canvas);
    session.undo();
    said(&mut session);
    assert!(undrawn(&mut session, RelationKind::DependsOn, "b").contains("only the relations of what is selected"));
    session.undo();
    session.set_view_option(Relations::KEY, Some(Value::text(Relations::All.id())), "Set relations to all");
    said(&mut session);
    assert_eq!(undrawn(&mut session, RelationKind::DependsOn, "b"), "");
}

#[test]
fn neighbours_are_those_of_kinds_that_the_view_shows_and_others_are_named() {
    let mut session = diagram(chain(2));
    let view = session.shown_view().id.clone();
    session.show_relations(RelationKind::DependsOn, false);
    session.select(Some(Owner::Element("t0001".into())));
    session.delete_from_view();
    session.select(Some(Owner::Element("t0000".into())));
    said(&mut session);
    session.add_neighbours();
    let text = said(&mut session);
    let label = session.document().metamodel().relation_label(RelationKind::DependsOn);
    assert!(text.contains("this view hides") && text.contains(label), "{text}");
    session.show_relations(RelationKind::DependsOn, true);
    session.add_neighbours();
    assert!(session.document().view(&view).unwrap().placements.contains(&ElementId::from("t0001")));
    session.add_neighbours();
    assert!(said(&mut session).contains("in this view already"));
}

/// Lets an export end and gives what was said of it.
fn exported(workspace: &mut Workspace) -> String {
    for _ in 0..3000 {
        if workspace.collect() {
            break;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    assert!(workspace.jobs.running().is_empty());
    workspace.take_notices().into_iter().map(|n| n.text).collect::<Vec<_>>().join("\n")
}

#[test]
fn no_page_of_an_export_replaces_a_file_without_asking() {
    let folder = std::env::temp_dir().join(format!("opcanvas-pages-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let (first, second) = (folder.join("page.svg"), folder.join("page-2.svg"));
    let mut workspace = Workspace::new(Arc::new(|| {}), None);
    let mut session = session(chain(400));
    session.set_view_option(Shape::KEY, Some(Value::text(Shape::A4.id())), "Set page to A4");
    workspace.session = Some(session);
    let export = |workspace: &mut Workspace| {
        workspace.run(Command::Export, Mode::Light);
        workspace.answer_path(Some(first.clone()));
    };
    // A file that comes there while it is drawn stays too: nothing was allowed to replace it.
    std::fs::write(&second, "precious").unwrap();
    export(&mut workspace);
    let Some(Question::Replace { there, .. }) = &workspace.question else { panic!("it asks") };
    assert_eq!(there, std::slice::from_ref(&second));
    assert!(!workspace.jobs.is_running("Exporting") && !first.exists());
    std::fs::write(&first, "precious too").unwrap();
    workspace.replace();
    assert!(exported(&mut workspace).contains("Nothing was exported"));
    assert_eq!(std::fs::read_to_string(&second).unwrap(), "precious");
    assert_eq!(std::fs::read_to_string(&first).unwrap(), "precious too");
    export(&mut workspace);
    let Some(Question::Replace { there, .. }) = &workspace.question else { panic!("it asks") };
    assert_eq!(there, &[first.clone(), second.clone()]);
    workspace.replace();
    assert!(exported(&mut workspace).contains("going on until"));
    for path in [&first, &second] {
        assert!(std::fs::read_to_string(path).unwrap().contains("<svg"));
    }
    std::fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn keys_that_move_one_selection_and_then_another_are_two_steps() {
    let mut session = diagram(chain(4));
    for pair in [["t0000", "t0001"], ["t0002", "t0003"]] {
        session.select(None);
        for id in pair {
            session.pointer(Event::Press {
                at: Point::ZERO,
                under: Under::Owner(Owner::Element(id.into())),
                held: Held { shift: true, ..Held::default() },
                tool: Tool::Select,
            });
            session.pointer(Event::Release);
        }
        session.nudge_selection(Vec2::new(1.0, 0.0));
        session.nudge_selection(Vec2::new(1.0, 0.0));
    }
    assert_eq!(labels(&session), ["Move 2 elements", "Move 2 elements"]);
}

#[test]
fn undo_shows_no_diagram_that_has_yet_to_be_laid_out() {
    let mut session = session(chain(400));
    session.new_view(&NewView::WholeModel);
    let task = session.take_task().unwrap();
    session.laid_out(task.number, task.run());
    session.undo();
    assert_eq!(session.on_show(), &OnShow::Canvas, "the window must not wait for a layout");
    assert!(!session.is_laying_out());
    session.show_tab(OnShow::Diagram);
    let task = session.take_task().expect("now it is asked for");
    session.laid_out(task.number, task.run());
    session.show(Mode::Light);
    session.select(Some(Owner::Element("t0000".into())));
    session.move_selection(Vec2::new(30.0, 50.0));
    session.camera.zoom = 0.37;
    session.undo();
    assert_eq!(session.on_show(), &OnShow::Diagram, "what was laid out once is shown again");
    assert!((session.camera.zoom - 0.37).abs() < 1e-9, "as it was seen");
}

#[test]
fn the_picture_of_a_template_is_what_opens() {
    for template in Template::ALL {
        let picture = picture(template, Mode::Light).expect("templates load").scene;
        let document = load(template.bytes()).unwrap().document;
        let opened = session(document).show(Mode::Light).1;
        let names = |scene: &Scene| scene.figures().map(|f| f.name.clone()).collect::<Vec<_>>();
        assert_eq!((picture.bounds, names(&picture)), (opened.bounds, names(&opened)));
        assert!(picture.figures().any(|f| matches!(f.owner, Owner::Zone(_))), "a canvas");
    }
}

#[test]
fn what_is_told_of_an_element_follows_the_pointer_and_the_model() {
    let mut session = diagram(bank());
    let told = |session: &mut Session, id: &str| {
        session.hover(Some(Owner::Element(id.into())));
        let first = session.tip().expect("something is told");
        assert_eq!(session.tip(), Some(first.clone()), "frame after frame");
        first.title
    };
    assert_eq!(told(&mut session, "pa.idv"), "VeriFace");
    let other = told(&mut session, "te.score");
    assert_eq!(other, "Cash-flow scoring model");
    session.set_name(&"te.score".into(), "Renamed");
    assert_eq!(told(&mut session, "te.score"), "Renamed");
    session.select(Some(Owner::Element("te.score".into())));
    session.delete_from_model();
    session.hover(Some(Owner::Element("te.score".into())));
    assert_eq!(session.tip(), None);
}

#[test]
fn there_is_a_state_to_choose_where_there_are_plateaus_or_states() {
    let with = |edits: &[Edit]| apply(&chain(2), edits).unwrap().0;
    let state = |text: &str| Edit::SetField("t0000".into(), "state".into(), Some(Value::text(text)));
    for (document, states) in
        [(with(&[]), false), (with(&[state("keep")]), false), (with(&[state("new")]), true), (bank(), true)]
    {
        assert_eq!(has_states(&document), states);
        assert_eq!(session(document).view_choices().contains(&ViewChoice::State), states);
    }
}
