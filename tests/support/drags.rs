//! Small models with a diagram, and drags on it without a window.
//!
//! Knows nothing about what a test proves.

// Each test program uses a part of this.
#![allow(dead_code, reason = "each test program uses a part of this")]

use opcanvas::edit::{Edit, apply};
use opcanvas::editor::Session;
use opcanvas::editor::gesture::{Event, Held, Under};
use opcanvas::editor::session::Menu;
use opcanvas::format::load;
use opcanvas::geom::{Point, Rect, Size, Vec2};
use opcanvas::model::attr::stage;
use opcanvas::model::view::DIAGRAM;
use opcanvas::model::{
    Document, Element, ElementId, ElementKind, Placement, Relation, RelationId, RelationKind, View, ViewId,
};
use opcanvas::scene::Owner;
use opcanvas::theme::Mode;

pub const FREE: Held = Held { shift: false, command: false, alt: false, space: false };
pub const SHIFT: Held = Held { shift: true, ..FREE };
pub const HELD_CTRL: Held = Held { command: true, ..FREE };
pub const ALT: Held = Held { alt: true, ..FREE };

pub fn id(id: &str) -> ElementId {
    ElementId::new(id)
}

/// A model with a diagram: boxes of a kind, and relations between them.
pub fn model(boxes: &[(&str, ElementKind, Rect)], relations: &[(&str, RelationKind, &str, &str)]) -> Document {
    let blank = load(opcanvas::format::templates::Template::Blank.bytes()).unwrap().document;
    let mut view = View::new(ViewId::new("d"), DIAGRAM, "Diagram");
    let mut edits: Vec<Edit> = Vec::new();
    for (name, kind, rect) in boxes {
        edits.push(Edit::AddElement(Element::new(id(name), *kind, name.to_uppercase())));
        view.placements.insert(id(name), Placement::of(*rect));
    }
    for (name, kind, source, target) in relations {
        edits.push(Edit::AddRelation(Relation::new(RelationId::new(*name), *kind, id(source), id(target))));
    }
    edits.push(Edit::AddView(view));
    apply(&blank, &edits).unwrap().0
}

pub fn open(document: Document) -> Session {
    let mut session = Session::untitled(document);
    session.canvas = Size::new(1400.0, 1000.0);
    session.still = true;
    let which = session.tabs().into_iter().find(|t| t.name == "Diagram").map(|t| t.which).unwrap();
    session.show_tab(which);
    session.show(Mode::Light);
    session.camera = opcanvas::editor::Camera { origin: Point::new(-200.0, -200.0), zoom: 1.0 };
    session
}

pub fn at(x: f64, y: f64, w: f64) -> Rect {
    Rect::new(x, y, x + w, y + 60.0)
}

pub fn place(session: &mut Session, name: &str) -> Rect {
    session.plan().node(&id(name)).unwrap().rect
}

pub fn under(session: &mut Session, p: Point) -> Under {
    let plan = session.plan();
    let node = plan.nodes.iter().rev().find(|n| n.rect.contains(p));
    node.map_or(Under::Page, |n| Under::Owner(Owner::Element(n.element.clone())))
}

pub fn press(session: &mut Session, p: Point, what: Under, held: Held) {
    let tool = session.tool;
    session.pointer(Event::Press { at: p, under: what, held, tool });
}

pub fn move_to(session: &mut Session, p: Point, held: Held) {
    let over = under(session, p);
    let zoom = session.camera.zoom;
    session.pointer(Event::Move { at: p, under: over, zoom, held });
}

/// Drags an element by its centre, with keys held on the way, and leaves the button down.
pub fn hold(session: &mut Session, name: &str, by: Vec2, held: Held) {
    let from = place(session, name).center();
    press(session, from, Under::Owner(Owner::Element(id(name))), FREE);
    move_to(session, from + by * 0.5, held);
    move_to(session, from + by, held);
}

pub fn drag(session: &mut Session, name: &str, by: Vec2, held: Held) {
    hold(session, name, by, held);
    session.pointer(Event::Release);
}

pub fn connect(session: &mut Session, source: &str, target: &str, held: Held) {
    let (from, to) = (place(session, source).center(), place(session, target).center());
    press(session, from, Under::Handle(id(source)), FREE);
    let onto = Under::Owner(Owner::Element(id(target)));
    session.pointer(Event::Move { at: to, under: onto, zoom: 1.0, held });
    session.pointer(Event::Release);
}

pub fn labels(session: &Session) -> Vec<String> {
    let Some(Menu::Offer(offer)) = &session.menu else { return Vec::new() };
    offer.choices.iter().map(|c| c.label.clone()).collect()
}

pub fn steps(session: &Session) -> usize {
    session.history().steps().len()
}

pub fn last_step(session: &Session) -> String {
    session.undo_label().unwrap_or_default()
}

pub use ElementKind::{OrgUnit, Stage, Technology, ValueStream};
pub use RelationKind::{Contains, DependsOn, FlowsTo};

pub fn three() -> Document {
    model(
        &[
            ("a", Technology, at(0.0, 0.0, 160.0)),
            ("b", Technology, at(260.0, 200.0, 160.0)),
            ("c", Technology, at(600.0, 400.0, 160.0)),
        ],
        &[("ab", DependsOn, "a", "b")],
    )
}

pub fn stream() -> Document {
    let mut document = model(
        &[
            ("s", ValueStream, Rect::new(0.0, 0.0, 460.0, 140.0)),
            ("a", Stage, at(20.0, 60.0, 180.0)),
            ("b", Stage, at(240.0, 60.0, 180.0)),
            ("x", Stage, at(100.0, 400.0, 180.0)),
        ],
        &[("sa", Contains, "s", "a"), ("sb", Contains, "s", "b"), ("ab", FlowsTo, "a", "b")],
    );
    for (stage_id, n) in [("a", 1), ("b", 2)] {
        let order = Edit::SetAttribute(id(stage_id), stage::ORDER.key.into(), Some(opcanvas::model::Value::Int(n)));
        document = apply(&document, &[order]).unwrap().0;
    }
    document
}

pub fn containers() -> Document {
    model(
        &[
            ("p", OrgUnit, Rect::new(0.0, 0.0, 400.0, 300.0)),
            ("q", OrgUnit, Rect::new(500.0, 0.0, 900.0, 300.0)),
            ("x", OrgUnit, at(100.0, 500.0, 160.0)),
            ("y", OrgUnit, at(560.0, 120.0, 160.0)),
        ],
        &[("qy", Contains, "q", "y")],
    )
}
