//! What tests of pasting ask of models and sessions.

#![allow(dead_code, reason = "each test program uses a part of this")]

use opcanvas::editor::Session;
use opcanvas::editor::gesture::{Event as Pointer, Held, Tool, Under};
use opcanvas::format::{load, save, templates::Template};
use opcanvas::geom::Point;
use opcanvas::model::{Document, ElementId, ElementKind, RelationKind};
use opcanvas::scene::Owner;

/// A model with nothing in it.
pub fn blank() -> Document {
    load(Template::Blank.bytes()).unwrap().document
}

/// The element of a name.
pub fn id(document: &Document, name: &str) -> ElementId {
    document.index().named(name).next().unwrap_or_else(|| panic!("no {name}")).clone()
}

/// The kind of the element of a name.
pub fn kind(document: &Document, name: &str) -> ElementKind {
    document.element(&id(document, name)).unwrap().kind
}

/// Whether two elements are joined by a relation.
pub fn joined(document: &Document, source: &str, relation: RelationKind, target: &str) -> bool {
    let (source, target) = (id(document, source), id(document, target));
    document.index().between(&source, relation, &target).next().is_some()
}

/// The bytes of the file.
pub fn bytes(session: &Session) -> Vec<u8> {
    save(session.document())
}

/// How many steps were done.
pub fn steps(session: &Session) -> usize {
    session.history().steps().len()
}

/// Selects elements by clicks.
pub fn select(session: &mut Session, ids: &[&str]) {
    session.select(None);
    for (i, id) in ids.iter().enumerate() {
        let held = Held { command: i > 0, ..Held::default() };
        let under = Under::Owner(Owner::Element((*id).into()));
        session.pointer(Pointer::Press { at: Point::ZERO, under, held, tool: Tool::Select });
        session.pointer(Pointer::Release);
    }
    assert_eq!(session.selection().len(), ids.len());
}

/// Copies what is selected.
pub fn copied(session: &mut Session) -> String {
    session.copy();
    session.clipboard.copied.take().expect("something was copied")
}
