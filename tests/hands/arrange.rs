//! Arranging what is selected: into line, by size, over each other, locked, collapsed.

use crate::models;
use crate::window;

use std::collections::BTreeSet;
use std::sync::Arc;

use eframe::egui::{Key, Modifiers, Vec2 as Move};
use egui_kittest::kittest::Queryable;
use models::{bank, chain, diagram};
use opcanvas::editor::gesture::{Event, Gesture, Held, Pull, Tool, Under};
use opcanvas::editor::session::corners;
use opcanvas::editor::{Command, Session, Workspace};
use opcanvas::format::{load, save};
use opcanvas::geom::{Point, Rect, Vec2, bounds_of, encloses, overlaps};
use opcanvas::layout::align::{Align, Axis, Piece, align, common_size, distribute, stack};
use opcanvas::model::{Document, ElementId, Placement, RelationKind};
use opcanvas::scene::{Layer, Owner};
use opcanvas::theme::Mode;
use proptest::prelude::*;
use window::{CTRL, Window};

fn workspace(document: Document) -> Workspace {
    let mut workspace = Workspace::new(Arc::new(|| {}), None);
    workspace.session = Some(diagram(document));
    workspace
}

fn session(workspace: &mut Workspace) -> &mut Session {
    workspace.session.as_mut().unwrap()
}

fn select(session: &mut Session, ids: &[&str]) {
    session.select(None);
    for id in ids {
        toggle(session, Owner::Element(ElementId::from(*id)));
    }
}

fn toggle(session: &mut Session, owner: Owner) {
    let held = Held { shift: true, ..Held::default() };
    session.pointer(Event::Press { at: Point::ZERO, under: Under::Owner(owner), held, tool: Tool::Select });
    session.pointer(Event::Release);
}

fn rect(session: &mut Session, id: &str) -> Rect {
    session.plan().node(&ElementId::from(id)).expect("it is drawn").rect
}

fn placement(session: &Session, id: &str) -> Placement {
    session.view().expect("stored").placements.get(&ElementId::from(id)).expect("placed").clone()
}

/// Drags from a point of something to another.
fn drag(session: &mut Session, under: Under, by: Vec2, held: Held) {
    let at = Point::ZERO;
    session.pointer(Event::Press { at, under, held, tool: Tool::Select });
    session.pointer(Event::Move { at: at + by, under: Under::Page, zoom: 1.0, held });
    session.pointer(Event::Move { at: at + by, under: Under::Page, zoom: 1.0, held });
    session.pointer(Event::Release);
}

fn said(session: &mut Session) -> String {
    session.take_notices().into_iter().map(|n| n.text).collect::<Vec<_>>().join("\n")
}

fn pieces() -> impl Strategy<Value = Vec<Piece>> {
    let piece = (-500..500_i32, -500..500_i32, 1..300_i32, 1..200_i32, prop::bool::weighted(0.15));
    prop::collection::vec(piece, 2..9).prop_map(|all| {
        let piece = |(x, y, w, h, fixed): (i32, i32, i32, i32, bool)| {
            let rect = Rect::from_origin_size((f64::from(x), f64::from(y)), (f64::from(w), f64::from(h)));
            Piece { rect, fixed }
        };
        all.into_iter().map(piece).collect()
    })
}

fn put(pieces: &[Piece], by: &[Vec2]) -> Vec<Piece> {
    pieces.iter().zip(by).map(|(p, by)| Piece { rect: p.rect + *by, ..*p }).collect()
}

const WAYS: [Align; 6] = [Align::Left, Align::Right, Align::Top, Align::Bottom, Align::CentreAcross, Align::CentreDown];

proptest! {
    #[test]
    fn aligning_twice_changes_nothing_and_what_is_fixed_stays(pieces in pieces()) {
        for how in WAYS {
            let by = align(&pieces, how);
            prop_assert!(pieces.iter().zip(&by).all(|(p, by)| !p.fixed || *by == Vec2::ZERO));
            let across = matches!(how, Align::Left | Align::Right | Align::CentreAcross);
            prop_assert!(by.iter().all(|by| if across { by.y == 0.0 } else { by.x == 0.0 }), "one axis only");
            let once = put(&pieces, &by);
            prop_assert!(align(&once, how).iter().all(|by| *by == Vec2::ZERO), "{how:?} {once:?}");
            for (before, after) in pieces.iter().zip(&once) {
                prop_assert_eq!(before.rect.size(), after.rect.size());
            }
            if pieces.iter().all(|p| !p.fixed) {
                let (all, now) = (bounds_of(pieces.iter().map(|p| p.rect)), bounds_of(once.iter().map(|p| p.rect)));
                prop_assert!(encloses(all.unwrap().inflate(1.0, 1.0), now.unwrap()), "within what was selected");
            }
        }
    }

    #[test]
    fn distributing_keeps_the_outer_two_and_makes_gaps_equal(pieces in pieces()) {
        for axis in [Axis::Across, Axis::Down] {
            let span = |p: &Piece| if axis == Axis::Across { (p.rect.x0, p.rect.x1) } else { (p.rect.y0, p.rect.y1) };
            let by = distribute(&pieces, axis);
            let mut order: Vec<usize> = (0..pieces.len()).collect();
            order.sort_by(|a, b| {
                let middle = |i: usize| span(&pieces[i]).0 + span(&pieces[i]).1;
                middle(*a).total_cmp(&middle(*b)).then(a.cmp(b))
            });
            let (first, last) = (order[0], order[order.len() - 1]);
            prop_assert!(by[first] == Vec2::ZERO && by[last] == Vec2::ZERO);
            prop_assert!(pieces.iter().zip(&by).all(|(p, by)| !p.fixed || *by == Vec2::ZERO));
            let once = put(&pieces, &by);
            if pieces.iter().all(|p| !p.fixed) {
                let gaps: Vec<f64> =
                    order.windows(2).map(|w| span(&once[w[1]]).0 - span(&once[w[0]]).1).collect();
                let least = gaps.iter().copied().fold(f64::INFINITY, f64::min);
                let most = gaps.iter().copied().fold(f64::NEG_INFINITY, f64::max);
                prop_assert!(most - least <= 1.0 + 1e-9, "{gaps:?}");
            }
        }
    }

    #[test]
    fn a_stack_has_one_gap_and_twice_changes_nothing(pieces in pieces()) {
        let free: Vec<Piece> = pieces.into_iter().map(|p| Piece { fixed: false, ..p }).collect();
        for axis in [Axis::Across, Axis::Down] {
            let once = put(&free, &stack(&free, axis, 24.0));
            for (i, a) in once.iter().enumerate() {
                prop_assert!(once[i + 1..].iter().all(|b| !overlaps(a.rect, b.rect)));
            }
            prop_assert!(stack(&once, axis, 24.0).iter().all(|by| *by == Vec2::ZERO));
        }
        let size = common_size(&free);
        prop_assert!(free.iter().all(|p| p.rect.width() <= size.width && p.rect.height() <= size.height));
    }
}

#[test]
fn elements_and_notes_are_aligned_together_in_one_step_and_undone_in_one() {
    let mut w = workspace(chain(4));
    session(&mut w).add_note();
    let note = session(&mut w).single_annotation().unwrap().clone();
    session(&mut w).writing.as_mut().unwrap().text = "Look here".into();
    session(&mut w).commit_naming();
    select(session(&mut w), &["t0000", "t0001", "t0002"]);
    toggle(session(&mut w), Owner::Annotation(note.clone()));
    let before = session(&mut w).document().clone();
    w.run(Command::AlignLeft, Mode::Light);
    let s = session(&mut w);
    let lefts: Vec<f64> = ["t0000", "t0001", "t0002"].iter().map(|id| rect(s, id).x0).collect();
    let left = s.annotation(&note).unwrap().rect.x0;
    assert!(lefts.iter().all(|x| (x - left).abs() < 1e-9), "{lefts:?} {left}");
    assert_eq!(s.undo_label().as_deref().map(|l| l.contains("Align 4 things")), Some(true));
    s.undo();
    assert_eq!(s.document().views(), before.views(), "one step");
    for command in [Command::DistributeAcross, Command::StackRow, Command::SameSize] {
        select(session(&mut w), &["t0000", "t0001", "t0002"]);
        w.run(command, Mode::Light);
    }
    select(session(&mut w), &["t0000", "t0001"]);
    assert_eq!(Command::DistributeAcross.enabled(w.session.as_ref()), Err("Select three things or more first"));
}

#[test]
fn what_stands_in_a_container_goes_with_it_and_a_locked_one_leads() {
    let mut w = workspace(bank());
    let s = session(&mut w);
    let stage = rect(s, "st.on1");
    let stream = rect(s, "vs.onboard");
    select(s, &["vs.onboard", "st.on1", "vs.lend"]);
    w.run(Command::AlignRight, Mode::Light);
    let s = session(&mut w);
    let by = rect(s, "vs.onboard").origin() - stream.origin();
    assert_eq!(rect(s, "st.on1").origin() - stage.origin(), by, "carried, not aligned by itself");
    s.undo();
    select(s, &["pa.idv"]);
    w.run(Command::Lock, Mode::Light);
    let s = session(&mut w);
    let fixed = rect(s, "pa.idv");
    select(s, &["pa.idv", "te.core", "te.app"]);
    w.run(Command::AlignTop, Mode::Light);
    let s = session(&mut w);
    assert_eq!(rect(s, "pa.idv"), fixed);
    for id in ["te.core", "te.app"] {
        assert_eq!(rect(s, id).y0.to_bits(), fixed.y0.to_bits(), "{id} stands level with what is locked");
    }
}

#[test]
fn an_element_is_resized_by_its_corners_and_never_below_what_it_needs() {
    let mut s = diagram(chain(2));
    select(&mut s, &["t0000"]);
    let owner = Owner::Element("t0000".into());
    let before = rect(&mut s, "t0000");
    let corner = |left, top| Under::Corner(Owner::Element("t0000".into()), Pull { left, top, ..Pull::default() });
    drag(&mut s, corner(false, false), Vec2::new(60.0, 40.0), Held::default());
    assert_eq!(rect(&mut s, "t0000"), Rect { x1: before.x1 + 60.0, y1: before.y1 + 40.0, ..before });
    assert_eq!(placement(&s, "t0000").w, Some(before.width() + 60.0));
    drag(&mut s, corner(true, true), Vec2::new(500.0, 500.0), Held::default());
    let least = rect(&mut s, "t0000");
    assert_eq!(least.size(), before.size(), "its natural size is the least");
    assert_eq!((least.x1.to_bits(), least.y1.to_bits()), ((before.x1 + 60.0).to_bits(), (before.y1 + 40.0).to_bits()));
    drag(&mut s, corner(false, false), Vec2::new(50.0, 0.0), Held { shift: true, ..Held::default() });
    let wide = rect(&mut s, "t0000");
    let ratio = |r: Rect| r.width() / r.height();
    assert!((ratio(wide) - ratio(before)).abs() < 0.05, "Shift keeps the ratio");
    drag(&mut s, corner(false, false), Vec2::new(20.0, 10.0), Held { alt: true, ..Held::default() });
    assert!((rect(&mut s, "t0000").center() - wide.center()).hypot() <= 1.0, "Alt keeps the middle");
    s.use_natural_size();
    assert_eq!(rect(&mut s, "t0000").size(), before.size());
    assert_eq!((placement(&s, "t0000").w, placement(&s, "t0000").h), (None, None));
    // A gesture that is given up leaves no trace.
    let revision = s.document().revision();
    s.pointer(Event::Press { at: Point::ZERO, under: corner(false, false), held: Held::default(), tool: Tool::Select });
    s.pointer(Event::Move { at: Point::new(90.0, 90.0), under: Under::Page, zoom: 1.0, held: Held::default() });
    assert!(matches!(&s.gesture, Gesture::Resizing { owner: o, .. } if *o == owner));
    let shown = s.show(Mode::Light).0.node(&"t0000".into()).unwrap().rect;
    assert!(shown.width() > before.width() + 80.0, "it is seen while it is dragged");
    s.pointer(Event::Cancel);
    assert_eq!(s.document().revision(), revision);
}

#[test]
fn a_container_is_never_smaller_than_what_it_holds_and_grows_with_it() {
    let mut s = diagram(bank());
    select(&mut s, &["vs.onboard"]);
    for (left, top, by) in [(false, false, -2000.0), (true, true, 2000.0)] {
        let pull = Pull { left, top, ..Pull::default() };
        drag(&mut s, Under::Corner(Owner::Element("vs.onboard".into()), pull), Vec2::new(by, by), Held::default());
        for stage in ["st.on1", "st.on2", "st.on3"] {
            let stage = rect(&mut s, stage);
            assert!(encloses(rect(&mut s, "vs.onboard"), stage));
        }
    }
    let before = rect(&mut s, "vs.onboard");
    select(&mut s, &["st.on3"]);
    let corner = Under::Corner(Owner::Element("st.on3".into()), Pull::default());
    drag(&mut s, corner, Vec2::new(300.0, 0.0), Held::default());
    let (stage, stream) = (rect(&mut s, "st.on3"), rect(&mut s, "vs.onboard"));
    assert!(encloses(stream, stage) && stream.x1 > before.x1);
    let (corner, at) = corners(stream)[3];
    assert!(corner.left && corner.top && at == stream.origin());
}

#[test]
fn z_order_goes_past_the_next_thing_that_overlaps() {
    let mut w = workspace(chain(4));
    let s = session(&mut w);
    // 0, 1 and 2 lie on each other; 3 lies apart.
    for (id, to) in [("t0000", (0.0, 0.0)), ("t0001", (20.0, 10.0)), ("t0002", (40.0, 20.0)), ("t0003", (900.0, 900.0))]
    {
        select(s, &[id]);
        let by = Point::new(to.0, to.1) - rect(s, id).origin();
        s.move_selection(by);
    }
    let order = |w: &mut Workspace| -> Vec<String> {
        let (_, scene) = session(w).show(Mode::Light);
        let cards = scene.figures().filter(|f| matches!(f.layer, Layer::Node(_)));
        cards.map(|f| if let Owner::Element(id) = &f.owner { id.to_string() } else { String::new() }).collect()
    };
    let at = |order: &[String], id: &str| order.iter().position(|o| o == id).unwrap();
    assert_eq!(order(&mut w), ["t0000", "t0001", "t0002", "t0003"]);
    select(session(&mut w), &["t0000"]);
    w.run(Command::BringForward, Mode::Light);
    let now = order(&mut w);
    assert!(at(&now, "t0001") < at(&now, "t0000") && at(&now, "t0000") < at(&now, "t0002"), "{now:?}");
    w.run(Command::BringForward, Mode::Light);
    let now = order(&mut w);
    assert!(at(&now, "t0002") < at(&now, "t0000"), "{now:?}");
    let steps = session(&mut w).document().revision();
    w.run(Command::BringForward, Mode::Light);
    assert_eq!(session(&mut w).document().revision(), steps, "nothing lies over it");
    w.run(Command::SendToBack, Mode::Light);
    assert_eq!(order(&mut w)[0], "t0000");
    w.run(Command::BringToFront, Mode::Light);
    assert_eq!(order(&mut w)[3], "t0000");
    w.run(Command::SendBackward, Mode::Light);
    let now = order(&mut w);
    assert!(at(&now, "t0000") < at(&now, "t0002") && at(&now, "t0001") < at(&now, "t0000"), "{now:?}");
    session(&mut w).undo();
    assert_eq!(order(&mut w)[3], "t0000", "one step each");
}

#[test]
fn a_note_goes_behind_another() {
    let mut w = workspace(chain(2));
    let mut notes = Vec::new();
    for text in ["First", "Second"] {
        let s = session(&mut w);
        s.add_note();
        notes.push(Owner::Annotation(s.single_annotation().unwrap().clone()));
        s.writing.as_mut().unwrap().text = text.into();
        s.commit_naming();
    }
    let last = |w: &mut Workspace| {
        let (_, scene) = session(w).show(Mode::Light);
        scene.figures().filter(|f| matches!(f.owner, Owner::Annotation(_))).last().unwrap().owner.clone()
    };
    let top = last(&mut w);
    session(&mut w).select(Some(top.clone()));
    w.run(Command::SendToBack, Mode::Light);
    assert!(last(&mut w) != top && notes.contains(&top));
    let s = session(&mut w);
    let loaded = load(&save(s.document())).unwrap().document;
    assert_eq!(loaded.views(), s.document().views(), "the file holds it");
}

#[test]
fn what_is_locked_stays_where_it_is_and_can_still_be_selected() {
    let mut w = workspace(chain(3));
    let s = session(&mut w);
    select(s, &["t0001"]);
    w.run(Command::Lock, Mode::Light);
    let s = session(&mut w);
    let before = s.document().revision();
    let place = rect(s, "t0001");
    assert_eq!(placement(s, "t0001").locked, Some(true));
    assert!(s.resizable().is_none());
    said(s);
    s.nudge_selection(Vec2::new(1.0, 0.0));
    assert!(said(s).contains("locked"));
    for command in [Command::DeleteFromView, Command::DeleteFromModel] {
        w.run(command, Mode::Light);
        assert!(said(session(&mut w)).contains("Technology 1 is locked"));
    }
    let s = session(&mut w);
    assert_eq!(s.document().revision(), before);
    s.select(None);
    let owner = Owner::Element("t0001".into());
    s.pointer(Event::Press {
        at: place.center(),
        under: Under::Owner(owner.clone()),
        held: Held::default(),
        tool: Tool::Select,
    });
    s.pointer(Event::Move {
        at: place.center() + Vec2::new(40.0, 0.0),
        under: Under::Page,
        zoom: 1.0,
        held: Held::default(),
    });
    assert!(matches!(s.gesture, Gesture::Marquee { .. }), "a drag on it selects");
    s.pointer(Event::Cancel);
    s.pointer(Event::Press {
        at: place.center(),
        under: Under::Owner(owner.clone()),
        held: Held::default(),
        tool: Tool::Select,
    });
    s.pointer(Event::Release);
    assert_eq!(s.selection(), &BTreeSet::from([owner]), "a click does too");
    // With others it stays, and they go.
    select(s, &["t0000", "t0001"]);
    let other = rect(s, "t0000");
    s.move_selection(Vec2::new(30.0, 0.0));
    assert_eq!((rect(s, "t0001"), rect(s, "t0000")), (place, other + Vec2::new(30.0, 0.0)));
    select(s, &["t0001"]);
    w.run(Command::Lock, Mode::Light);
    assert_eq!(placement(session(&mut w), "t0001").locked, None);
}

#[test]
fn a_locked_note_is_locked_in_the_file_too() {
    let mut w = workspace(chain(2));
    let s = session(&mut w);
    s.add_note();
    s.writing.as_mut().unwrap().text = "Fixed".into();
    s.commit_naming();
    let note = s.single_annotation().unwrap().clone();
    w.run(Command::Lock, Mode::Light);
    let s = session(&mut w);
    let place = s.annotation(&note).unwrap().rect;
    s.move_selection(Vec2::new(30.0, 0.0));
    s.delete_from_view();
    assert_eq!(s.annotation(&note).map(|a| (a.rect, a.locked)), Some((place, true)));
    assert_eq!(load(&save(s.document())).unwrap().document.views(), s.document().views());
}

#[test]
fn a_collapsed_stream_is_a_card_with_its_lines_and_expands_to_what_it_was() {
    let mut w = workspace(bank());
    let s = session(&mut w);
    s.move_selection(Vec2::ZERO);
    select(s, &["te.core"]);
    s.move_selection(Vec2::new(1.0, 0.0));
    let before = s.plan();
    let stored = s.view().unwrap().clone();
    select(s, &["vs.onboard"]);
    w.run(Command::Collapse, Mode::Light);
    let s = session(&mut w);
    let plan = s.plan();
    assert!(plan.node(&"st.on1".into()).is_none(), "what is inside is not drawn");
    let node = plan.node(&"vs.onboard".into()).unwrap();
    assert!(
        !node.holds
            && node.hides.len() == 3
            && node.rect.area() < before.node(&"vs.onboard".into()).unwrap().rect.area()
    );
    let (_, scene) = s.show(Mode::Light);
    let figure = scene.figure(&Owner::Element("vs.onboard".into())).unwrap();
    assert!(figure.name.ends_with("collapsed, 3 stages"), "{}", figure.name);
    // The team was joined to each of the three stages.
    let document = s.document().clone();
    let line = |kind: RelationKind, source: &str| {
        let mut of = plan.edges.iter().filter(|e| {
            document.relation(&e.relation).is_some_and(|r| {
                r.kind == kind && r.source.as_str() == source && r.target.as_str().starts_with("st.on")
            })
        });
        (of.next().map(|e| e.count), of.count())
    };
    assert_eq!(line(RelationKind::Supplies, "pa.idv").0, Some(1));
    assert_eq!(line(RelationKind::Enables, "te.app"), (Some(2), 0), "parallel lines are one");
    assert_eq!(line(RelationKind::FlowsTo, "st.on1").0, None, "what is inside has no lines");
    let merged = plan.edges.iter().find(|e| e.count == 2).unwrap().clone();
    let name = scene.figure(&Owner::Relation(merged.relation.clone())).unwrap().name.clone();
    assert!(name.ends_with("2 relations"), "{name}");
    s.select(Some(Owner::Relation(merged.relation)));
    let revision = s.document().revision();
    s.delete_from_model();
    assert_eq!(s.document().revision(), revision, "one of several is not deleted unseen");
    let loaded = load(&save(s.document())).unwrap().document;
    assert_eq!(loaded.views(), s.document().views(), "the file holds it");
    let svg = String::from_utf8(opcanvas::export::svg::render(&scene, "Bank").unwrap()).unwrap();
    assert!(svg.contains("3 stages"), "what is exported is what is seen");
    select(s, &["vs.onboard"]);
    w.run(Command::Expand, Mode::Light);
    let s = session(&mut w);
    assert_eq!(s.view().unwrap().placements, stored.placements, "exactly");
    assert_eq!(s.plan().nodes, before.nodes);
}

#[test]
fn what_a_collapsed_container_holds_goes_with_it() {
    let mut w = workspace(bank());
    select(session(&mut w), &["vs.onboard"]);
    let s = session(&mut w);
    let inner = rect(s, "st.on2").origin() - rect(s, "vs.onboard").origin();
    w.run(Command::Collapse, Mode::Light);
    session(&mut w).move_selection(Vec2::new(40.0, 500.0));
    select(session(&mut w), &["vs.onboard", "te.core"]);
    w.run(Command::AlignTop, Mode::Light);
    session(&mut w).select(None);
    w.run(Command::Tidy, Mode::Light);
    select(session(&mut w), &["vs.onboard"]);
    w.run(Command::Expand, Mode::Light);
    let s = session(&mut w);
    assert_eq!(rect(s, "st.on2").origin() - rect(s, "vs.onboard").origin(), inner);
    // Out of the view it goes with all it holds.
    w.run(Command::Collapse, Mode::Light);
    w.run(Command::DeleteFromView, Mode::Light);
    assert!(session(&mut w).view().unwrap().placements.get(&ElementId::from("st.on2")).is_none());
}

#[test]
fn a_style_is_copied_to_others_and_how_a_view_is_drawn_to_another_view() {
    let mut w = workspace(chain(3));
    w.run(Command::PasteStyle, Mode::Light);
    assert!(w.take_notices().iter().any(|n| n.text.contains("Copy a style first")));
    let s = session(&mut w);
    select(s, &["t0000"]);
    let corner = Under::Corner(Owner::Element("t0000".into()), Pull::default());
    drag(s, corner, Vec2::new(80.0, 30.0), Held::default());
    w.run(Command::BringToFront, Mode::Light);
    w.run(Command::CopyStyle, Mode::Light);
    select(session(&mut w), &["t0001", "t0002"]);
    w.run(Command::PasteStyle, Mode::Light);
    let s = session(&mut w);
    let (from, to) = (placement(s, "t0000"), placement(s, "t0002"));
    assert_eq!((from.w, from.h, from.z), (to.w, to.h, to.z));
    s.undo();
    assert_eq!(placement(s, "t0001").w, None, "one step for both");
    // How a view is drawn goes to another file too: the workspace keeps it.
    s.set_view_option("lines", Some(opcanvas::model::Value::text("curved")), "Curved lines");
    s.select(None);
    w.run(Command::CopyStyle, Mode::Light);
    w.session = Some(diagram(chain(2)));
    w.run(Command::PasteStyle, Mode::Light);
    assert_eq!(session(&mut w).shown_view().choice("lines"), Some("curved"));
}

#[test]
fn elements_are_taken_together_in_a_new_whole_that_may_contain_them() {
    let mut w = workspace(bank());
    select(session(&mut w), &["tm.on", "tm.cr"]);
    w.run(Command::GroupAs, Mode::Light);
    let s = session(&mut w);
    let id = s.naming.as_ref().expect("its name is asked for, as only one kind fits").element.clone();
    assert_eq!(s.document().parent(&"tm.on".into()), Some(&id));
    assert_eq!(s.document().parent(&id).map(ElementId::as_str), Some("ou.bank"), "it stands where they stood");
    assert!(encloses(rect(s, id.as_str()), rect(s, "tm.cr")));
    s.naming.as_mut().unwrap().text = "Retail".into();
    s.commit_naming();
    assert!(s.undo_label().unwrap().contains("Take 2 elements together"));
    s.undo();
    assert_eq!(s.document().parent(&"tm.on".into()).map(ElementId::as_str), Some("ou.bank"));
    select(s, &["pa.idv", "st.on1"]);
    let before = session(&mut w).document().revision();
    w.run(Command::GroupAs, Mode::Light);
    assert!(!w.take_notices().is_empty(), "it says why not");
    assert_eq!(session(&mut w).document().revision(), before);
}

#[test]
fn keys_align_what_is_selected_in_the_window() {
    let mut w = Window::bank("align-keys");
    w.click(w.at("Partner / supplier VeriFace"));
    let core = w.at("Technology Mobile app");
    w.harness.event(eframe::egui::Event::ModifiersChanged(Modifiers::SHIFT));
    shift_click(&mut w, core);
    assert_eq!(w.session().selection().len(), 2);
    w.keys(Modifiers::ALT, Key::A);
    let (a, b) = (
        w.harness.get_by_label("Partner / supplier VeriFace").rect(),
        w.harness.get_by_label("Technology Mobile app").rect(),
    );
    assert!((a.left() - b.left()).abs() < 1.0, "{a:?} {b:?}");
    assert!(w.has("Align left") && w.has("Same size"), "the bar for several has what arranges them");
    w.keys(CTRL, Key::Z);
    assert!(w.has_part("Undid: Align 2 elements"));
}

fn shift_click(w: &mut Window, at: eframe::egui::Pos2) {
    w.move_to(at);
    for pressed in [true, false] {
        w.harness.event(eframe::egui::Event::PointerButton {
            pos: at,
            button: eframe::egui::PointerButton::Primary,
            pressed,
            modifiers: Modifiers::SHIFT,
        });
        w.harness.event_modifiers(eframe::egui::Event::PointerMoved(at), Modifiers::SHIFT);
        w.harness.step();
    }
    w.harness.event(eframe::egui::Event::ModifiersChanged(Modifiers::NONE));
    w.run();
}

#[test]
fn the_bar_beside_an_element_covers_none_of_it_and_appends() {
    let mut w = Window::bank("pad");
    w.click(w.at("Partner / supplier VeriFace"));
    let card = w.harness.get_by_label("Partner / supplier VeriFace").rect();
    for name in ["Add to the right", "Lock"] {
        let button = w.harness.get_by_label(name).rect();
        assert!(!button.intersects(card), "{name} {button:?} {card:?}");
    }
    assert!(!w.has("Collapse"), "what cannot be done is not offered");
    w.harness.get_by_label("Add to the right").click();
    w.run();
    assert!(w.has("Find a kind"), "it asks what to add");
    assert!(!w.has("Lock"), "the bar is gone meanwhile");
    w.keys(Modifiers::NONE, Key::Escape);
    // While something is dragged there is no bar.
    let at = w.at("Partner / supplier VeriFace");
    w.move_to(at);
    w.button(at, true);
    w.move_to(at + Move::new(30.0, 30.0));
    w.move_to(at + Move::new(60.0, 30.0));
    assert!(!w.has("Lock"));
    w.keys(Modifiers::NONE, Key::Escape);
    w.button(at, false);
}

#[test]
fn a_locked_element_says_so_and_is_unlocked_beside_it() {
    let mut w = Window::bank("lock");
    w.click(w.at("Partner / supplier VeriFace"));
    w.keys(CTRL | Modifiers::SHIFT, Key::L);
    assert!(w.has("Partner / supplier VeriFace, locked"));
    let at = w.at("Partner / supplier VeriFace, locked");
    w.drag(at, at + Move::new(60.0, 40.0));
    assert_eq!(w.at("Partner / supplier VeriFace, locked"), at, "it does not move");
    w.click(at);
    assert!(w.has("Locked") && w.has("Unlock"));
    w.harness.get_by_label("Unlock").click();
    w.run();
    assert!(w.has("Partner / supplier VeriFace"));
}

#[test]
fn a_collapsed_stream_is_expanded_by_its_mark() {
    let mut w = Window::bank("collapse");
    let header = w.harness.get_by_label("Value stream Join and fund").rect();
    w.click(header.left_top() + Move::new(60.0, 12.0));
    w.keys(CTRL, Key::Home);
    assert!(w.has("Value stream Join and fund, collapsed, 3 stages"));
    assert!(!w.has("Stage Verify identity"));
    let mark = w.at("Expand Join and fund");
    w.click(mark);
    assert!(w.has("Stage Verify identity") && w.has("Value stream Join and fund"));
}
