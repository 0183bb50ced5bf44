//! What the editor must not lose or claim: undo steps, pins, what a state hides, files beside the one that was asked about.

use std::sync::Arc;

use opcanvas::edit::{Edit, apply};
use opcanvas::editor::Session;
use opcanvas::editor::session::{NewView, OnShow};
use opcanvas::format::{load, templates::Template};
use opcanvas::geom::{Point, Size, Vec2};
use opcanvas::model::{
    Document, Element, ElementId, ElementKind, Placement, Relation, RelationId, RelationKind, ViewId,
};
use opcanvas::scene::Owner;
use opcanvas::theme::Mode;

fn bank() -> Document {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/examples/bank.opcanvas.json");
    load(&std::fs::read(path).unwrap()).unwrap().document
}

fn session(document: Document) -> Session {
    let mut session = Session::untitled(document);
    session.canvas = Size::new(1200.0, 800.0);
    session
}

fn diagram(document: Document) -> Session {
    let mut session = session(document);
    session.show_tab(OnShow::Diagram);
    session.show(Mode::Light);
    session
}

/// Technologies that depend on each other in a chain.
fn chain(n: usize) -> Document {
    let blank = load(Template::Blank.bytes()).unwrap().document;
    let id = |i: usize| ElementId::new(format!("t{i:04}"));
    let elements =
        (0..n).map(|i| Edit::AddElement(Element::new(id(i), ElementKind::Technology, format!("Technology {i}"))));
    let relation = |i: usize| {
        let name = RelationId::new(format!("d{i:04}"));
        Edit::AddRelation(Relation::new(name, RelationKind::DependsOn, id(i), id(i + 1)))
    };
    let edits: Vec<_> = elements.chain((0..n - 1).map(relation)).collect();
    apply(&blank, &edits).unwrap().0
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
    assert_eq!(labels(&session)[2..], ["Add note", "Rename", "Write note"]);
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
