//! Models for tests of the editor, and a session on one.

#![allow(dead_code, reason = "each test program uses a part of this")]

use opcanvas::edit::{Edit, apply};
use opcanvas::editor::Session;
use opcanvas::editor::session::OnShow;
use opcanvas::format::{load, templates::Template};
use opcanvas::geom::Size;
use opcanvas::model::{Document, Element, ElementId, ElementKind, Relation, RelationId, RelationKind};
use opcanvas::theme::Mode;

/// The bank of the examples.
pub fn bank() -> Document {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/examples/bank.opcanvas.json");
    load(&std::fs::read(path).unwrap()).unwrap().document
}

/// A session that shows the diagram of a model.
pub fn diagram(document: Document) -> Session {
    let mut session = Session::untitled(document);
    session.canvas = Size::new(1200.0, 800.0);
    session.show_tab(OnShow::Diagram);
    session.show(Mode::Light);
    session
}

/// Technologies that depend on each other in a chain.
pub fn chain(n: usize) -> Document {
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
