//! Times the frames of a gesture in diagrams of 1,000 and 10,000 elements, with the lines between them.
//!
//! It is what the editor does before anything is painted.
//!
//! `tests/counts/gesture.rs` holds what must not grow.

#[path = "support/grid.rs"]
mod grid;
mod support;

use divan::Bencher;
use grid::Diagram;
use opcanvas::editor::gesture::{Event, Held, Tool, Under};
use opcanvas::geom::{Point, Vec2};
use opcanvas::scene::Owner;

const SIZES: [usize; 2] = [1_000, 10_000];

fn main() {
    divan::main();
}

/// Times the frames of the gesture that began at a point, while the pointer goes to and fro from there.
fn drag_on(bencher: Bencher, mut diagram: Diagram, at: Point, held: Held) {
    let mut step = 0.0;
    bencher.bench_local(|| {
        step = if step > 600.0 { 10.0 } else { step + 7.0 };
        diagram.drag_with(at + Vec2::new(step, step / 3.0), held);
        diagram.frame()
    });
}

/// A frame while a box is dragged.
#[divan::bench(args = SIZES)]
fn dragging(bencher: Bencher, n: usize) {
    let mut diagram = Diagram::new(n);
    let at = diagram.press();
    drag_on(bencher, diagram, at, Held::default());
}

/// The frame in which a dragged box is dropped, which changes the document.
#[divan::bench(args = SIZES, sample_count = 20, sample_size = 1)]
fn dropping(bencher: Bencher, n: usize) {
    let mut diagram = Diagram::new(n);
    let mut to = 40.0;
    bencher.bench_local(|| {
        let at = diagram.press();
        diagram.drag(at + Vec2::new(to, 10.0));
        diagram.session.pointer(Event::Release);
        to = -to;
        diagram.frame()
    });
}

/// A frame while a copy is dragged.
#[divan::bench(args = SIZES)]
fn copying(bencher: Bencher, n: usize) {
    let mut diagram = Diagram::new(n);
    let at = diagram.press();
    drag_on(bencher, diagram, at, Held { alt: true, ..Held::default() });
}

/// A frame while the corner of a box is dragged.
#[divan::bench(args = SIZES)]
fn resizing(bencher: Bencher, n: usize) {
    let mut diagram = Diagram::new(n);
    let at = diagram.press_corner();
    drag_on(bencher, diagram, at, Held::default());
}

/// A frame while space is made in the middle, which moves half of the diagram.
#[divan::bench(args = SIZES)]
fn spacing(bencher: Bencher, n: usize) {
    let mut diagram = Diagram::new(n);
    let at = diagram.window.center();
    diagram.session.pointer(Event::Press { at, under: Under::Page, held: Held::default(), tool: Tool::Space });
    drag_on(bencher, diagram, at, Held::default());
}

/// A frame while everything is dragged.
#[divan::bench(args = SIZES)]
fn dragging_all(bencher: Bencher, n: usize) {
    let mut diagram = Diagram::new(n);
    diagram.session.select_all();
    let at = diagram.press();
    drag_on(bencher, diagram, at, Held::default());
}

/// A frame while a connection is drawn.
#[divan::bench(args = SIZES)]
fn connecting(bencher: Bencher, n: usize) {
    let mut diagram = Diagram::new(n);
    diagram.connect();
    let at = diagram.window.origin();
    drag_on(bencher, diagram, at, Held::default());
}

/// A frame while a rectangle is drawn to select.
#[divan::bench(args = SIZES)]
fn selecting(bencher: Bencher, n: usize) {
    let mut diagram = Diagram::new(n);
    let at = diagram.window.origin();
    diagram.session.pointer(Event::Press { at, under: Under::Page, held: Held::default(), tool: Tool::Select });
    drag_on(bencher, diagram, at, Held::default());
}

/// A step and its undoing.
#[divan::bench(args = SIZES, sample_count = 20, sample_size = 1)]
fn undoing(bencher: Bencher, n: usize) {
    let mut diagram = Diagram::new(n);
    diagram.session.select(Some(Owner::Element(diagram.element.clone())));
    bencher.bench_local(|| {
        diagram.session.move_selection(Vec2::new(8.0, 0.0));
        diagram.session.undo();
        diagram.frame()
    });
}
