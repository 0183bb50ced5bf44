//! What a gesture has to do in a frame does not grow with the model.
//!
//! And what is shown of it until everything was drawn again is what will be drawn.
//!
//! Counting does not depend on the clock; `cargo bench --bench gesture` times the same frames.

use crate::grid;

use std::collections::BTreeMap;

use grid::{Diagram, window};
use opcanvas::editor::gesture::Event;
use opcanvas::geom::{Rect, Vec2};
use opcanvas::model::{Direction, ElementId};
use opcanvas::scene::patch::Work;
use opcanvas::scene::{Owner, Region};
use opcanvas::theme::Mode;

/// What the frames of some gestures had to do.
#[derive(Debug, PartialEq)]
struct Counts {
    dragging: Work,
    dropped: Work,
    renamed: Work,
    undone: Work,
}

fn counts(n: usize) -> Counts {
    let mut diagram = Diagram::new(n);
    let at = diagram.press();
    diagram.drag(at + Vec2::new(30.0, 20.0));
    diagram.frame();
    let dragging = diagram.session.patch_work();
    diagram.session.pointer(Event::Release);
    assert!(diagram.frame() > 50, "the window is full");
    let dropped = diagram.session.patch_work();
    let element = diagram.element.clone();
    diagram.session.set_name(&element, "Another name");
    diagram.frame();
    let renamed = diagram.session.patch_work();
    diagram.session.undo();
    diagram.session.undo();
    diagram.frame();
    Counts { dragging, dropped, renamed, undone: diagram.session.patch_work() }
}

#[test]
fn a_gesture_costs_the_same_in_a_larger_model() {
    let small = counts(2_000);
    assert!(small.dragging.led > 0 && small.dragging.drawn > small.dragging.led, "{small:?}");
    assert!(small.dragging.around < 120, "{small:?}");
    assert_eq!(counts(10_000), small);
    assert_eq!(small.undone, Work::default(), "what was drawn before is there still");
}

/// Where everything stands that can be pressed.
fn places(diagram: &mut Diagram) -> BTreeMap<Owner, Rect> {
    let (_, scene) = diagram.session.show(Mode::Light);
    let rect = |region: &Region| if let Region::Rect(rect) = region { Some(*rect) } else { None };
    scene.figures().filter_map(|f| Some((f.owner.clone(), rect(&f.region)?))).collect()
}

#[test]
fn what_is_patched_is_what_is_drawn_again() {
    let mut diagram = Diagram::new(2_000);
    let element = diagram.element.clone();
    let before = diagram.session.plan();
    let at = diagram.press();
    diagram.drag(at + Vec2::new(300.0, 45.0));
    diagram.session.pointer(Event::Release);
    let name = diagram.session.document().element(&element).map(|e| e.shown_name().to_owned()).unwrap();
    diagram.session.set_name(&element, &format!("{name}, moved and renamed"));
    let patched = places(&mut diagram);
    assert_eq!(
        patched[&Owner::Element(element.clone())].origin(),
        before.node(&element).unwrap().rect.origin() + Vec2::new(300.0, 45.0)
    );

    // What lies under the pointer is what is seen there, not what was.
    let (_, scene) = diagram.session.show(Mode::Light);
    let owner = Owner::Element(element.clone());
    let now = patched[&owner].center();
    assert_eq!((scene.hit(now, 2.0), scene.hits(now, 2.0).first().copied()), (Some(&owner), Some(&owner)));
    let then = now - Vec2::new(300.0, 45.0);
    assert!(scene.hit(then, 2.0) != Some(&owner) && !scene.hits(then, 2.0).contains(&&owner));
    assert_eq!(scene.figures().filter(|f| f.owner == owner).count(), 1);

    let redraw = diagram.session.take_redraw(Mode::Light).expect("what is shown is patched");
    assert!(diagram.session.take_redraw(Mode::Light).is_none(), "it is drawn once");
    diagram.session.redrawn(redraw.run());
    assert_eq!(places(&mut diagram), patched);
    assert!(diagram.session.take_redraw(Mode::Light).is_none(), "nothing is patched any more");
    let lines = |diagram: &mut Diagram| {
        let plan = diagram.session.plan();
        plan.edges.iter().map(|e| e.relation.clone()).collect::<std::collections::BTreeSet<_>>()
    };
    // A line for each that there was, and none of what is gone.
    let all = lines(&mut diagram);
    diagram.session.select(Some(Owner::Element(element.clone())));
    diagram.session.delete_from_model();
    let left = lines(&mut diagram);
    let index = before.edges.len() - left.len();
    assert!(index > 0 && left.is_subset(&all));
    assert!(diagram.session.plan().node(&element).is_none());
    diagram.session.undo();
    assert_eq!(lines(&mut diagram), all);
    assert_eq!(relations_of(&diagram, &element), index);
}

fn relations_of(diagram: &Diagram, element: &ElementId) -> usize {
    let plan = |d| diagram.session.document().index().relations_of(element, d).count();
    let all = plan(Direction::Outgoing) + plan(Direction::Incoming);
    let hidden = [Direction::Outgoing, Direction::Incoming].into_iter().flat_map(|d| {
        diagram
            .session
            .document()
            .index()
            .relations_of(element, d)
            .filter(|(kind, ..)| opcanvas::scene::options::HIDDEN_BY_DEFAULT.contains(kind))
    });
    all - hidden.count()
}

#[test]
fn everything_can_be_dragged_at_once() {
    let mut diagram = Diagram::new(2_000);
    diagram.session.select_all();
    let before = diagram.session.plan();
    let at = diagram.press();
    diagram.drag(at + Vec2::new(500.0, 0.0));
    let figures = diagram.frame();
    assert!(figures > 0 && diagram.session.patch_work().led == 0, "lines go with what they join");
    let (plan, scene) = diagram.session.show(Mode::Light);
    assert_eq!(
        plan.node(&diagram.element).unwrap().rect,
        before.node(&diagram.element).unwrap().rect + Vec2::new(500.0, 0.0)
    );
    assert!(scene.visible(window()).len() > 10);
    diagram.session.pointer(Event::Cancel);
    assert_eq!(*diagram.session.plan(), *before);
}
