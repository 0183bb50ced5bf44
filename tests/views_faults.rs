//! What the editor must not lose or claim: undo steps, pins, what a state hides, files beside the one that was asked about.

use opcanvas::edit::{Edit, apply};
use opcanvas::editor::Session;
use opcanvas::editor::session::{NewView, OnShow};
use opcanvas::format::{load, templates::Template};
use opcanvas::geom::{Point, Size};
use opcanvas::model::{Document, Element, ElementId, ElementKind, Relation, RelationId, RelationKind};
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
