//! Stages that change their stream leave a chain behind, and go on with the one they come to.

use crate::drags;

use drags::*;
use opcanvas::editor::Session;
use opcanvas::editor::gesture::End;
use opcanvas::editor::session::related::Choice;
use opcanvas::editor::table::{At, What};
use opcanvas::geom::{Rect, Vec2};
use opcanvas::model::{Document, RelationId};

/// Two streams of three stages and of two.
fn two_streams() -> Document {
    let stage = |x: f64, y: f64| at(x, y + 60.0, 180.0);
    let mut document = model(
        &[
            ("s", ValueStream, Rect::new(0.0, 0.0, 680.0, 140.0)),
            ("a", Stage, stage(20.0, 0.0)),
            ("b", Stage, stage(240.0, 0.0)),
            ("c", Stage, stage(460.0, 0.0)),
            ("t", ValueStream, Rect::new(0.0, 300.0, 680.0, 440.0)),
            ("d", Stage, stage(20.0, 300.0)),
            ("e", Stage, stage(240.0, 300.0)),
        ],
        &[
            ("sa", Contains, "s", "a"),
            ("sb", Contains, "s", "b"),
            ("sc", Contains, "s", "c"),
            ("td", Contains, "t", "d"),
            ("te", Contains, "t", "e"),
            ("ab", FlowsTo, "a", "b"),
            ("bc", FlowsTo, "b", "c"),
            ("de", FlowsTo, "d", "e"),
        ],
    );
    for (name, n) in [("a", 1), ("b", 2), ("c", 3), ("d", 1), ("e", 2)] {
        let key = opcanvas::model::attr::stage::ORDER.key.into();
        let order = opcanvas::edit::Edit::SetAttribute(id(name), key, Some(opcanvas::model::Value::Int(n)));
        document = opcanvas::edit::apply(&document, &[order]).unwrap().0;
    }
    document
}

/// The stages of a stream in their order, and all flows.
fn flows(session: &Session) -> Vec<String> {
    let document = session.document();
    let mut all: Vec<String> = document
        .relations()
        .values()
        .filter(|r| r.kind == FlowsTo)
        .map(|r| format!("{}-{}", r.source, r.target))
        .collect();
    all.sort();
    all
}

fn stages(session: &Session, stream: &str) -> Vec<String> {
    session.document().children(&id(stream)).iter().map(|s| s.id.to_string()).collect()
}

fn moved(session: &mut Session, document: &Document) {
    assert_eq!((stages(session, "s"), stages(session, "t")), (strings(&["a", "c"]), strings(&["d", "e", "b"])));
    assert_eq!(flows(session), ["a-c", "d-e", "e-b"]);
    assert_eq!(steps(session), 1);
    assert_eq!(session.document().broken_invariants(), Vec::<String>::new());
    session.undo();
    assert_eq!(session.document(), document);
}

fn strings(all: &[&str]) -> Vec<String> {
    all.iter().map(|s| (*s).to_owned()).collect()
}

#[test]
fn a_stage_that_is_dropped_in_another_stream_closes_the_gap_it_leaves() {
    let document = two_streams();
    let mut session = open(document.clone());
    drag(&mut session, "b", Vec2::new(220.0, 300.0), HELD_CTRL);
    assert_eq!(labels(&session), ["Move", "Only placed here"]);
    session.answer(0);
    moved(&mut session, &document);
    drag(&mut session, "b", Vec2::new(0.0, 700.0), HELD_CTRL);
    assert_eq!(labels(&session), ["No longer part", "Still part of it"]);
    session.answer(0);
    assert_eq!(flows(&session), ["a-c", "d-e"]);
}

#[test]
fn a_stage_that_gets_another_stream_in_the_table_closes_the_gap_it_leaves() {
    let document = two_streams();
    let mut session = open(document.clone());
    session.open_table(What::Kind(Stage));
    let row = session.table.rows().iter().position(|r| r.element == id("b")).unwrap();
    session.table.go(At { row, column: 1 }, false);
    session.table_begin(Some("T"));
    session.table_take();
    moved(&mut session, &document);
}

#[test]
fn a_stage_whose_stream_is_chosen_beside_the_drawing_closes_the_gap_it_leaves() {
    let document = two_streams();
    let mut session = open(document.clone());
    assert!(session.lead_end(&RelationId::new("sb"), End::Source, &Choice::Element(id("t"))));
    moved(&mut session, &document);
}

#[test]
fn flows_of_branches_stay_with_their_stream() {
    let with = opcanvas::model::Relation::new(RelationId::new("ac"), FlowsTo, id("a"), id("c"));
    let document = opcanvas::edit::apply(&two_streams(), &[opcanvas::edit::Edit::AddRelation(with)]).unwrap().0;
    let mut session = open(document);
    assert!(session.lead_end(&RelationId::new("sb"), End::Source, &Choice::Element(id("t"))));
    assert_eq!(flows(&session), ["a-c", "d-e", "e-b"]);
}
