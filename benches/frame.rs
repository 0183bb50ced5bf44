//! Times one frame of the window with about 50 boxes on the screen, in models of 100, 1,000 and 10,000 elements.
//!
//! The frame is built whole, from input to shapes, but not put on a screen. `tests/counts/frame.rs` holds what must not
//! grow.

mod support;
#[path = "support/window.rs"]
mod window;

use divan::Bencher;
use opcanvas::editor::gesture::Gesture;
use window::{counts, window};

const SIZES: [usize; 3] = [100, 1_000, 10_000];

#[expect(clippy::print_stdout, reason = "a benchmark reports to whoever started it")]
fn main() {
    println!("| elements | shapes of a frame | accessible items |");
    println!("| ---: | ---: | ---: |");
    for n in SIZES {
        let (shapes, items) = counts(&window(n));
        println!("| {n} | {shapes} | {items} |");
    }
    divan::main();
}

/// A frame in which nothing has changed.
#[divan::bench(args = SIZES)]
fn still(bencher: Bencher, n: usize) {
    let mut window = window(n);
    bencher.bench_local(|| window.step());
}

/// A frame in which the pointer has moved.
#[divan::bench(args = SIZES)]
fn hovering(bencher: Bencher, n: usize) {
    let mut window = window(n);
    let mut x = 500.0;
    bencher.bench_local(|| {
        x = if x > 900.0 { 500.0 } else { x + 7.0 };
        window.hover_at(eframe::egui::pos2(x, 500.0));
        window.step();
    });
}

/// A frame in which a box is dragged.
#[divan::bench(args = SIZES)]
fn dragging(bencher: Bencher, n: usize) {
    let mut window = window(n);
    let start = eframe::egui::pos2(860.0, 560.0);
    window.hover_at(start);
    window.step();
    window.drag_at(start);
    window.step();
    window.hover_at(start + eframe::egui::vec2(20.0, 20.0));
    window.step();
    let session = window.state().workspace().session.as_ref().expect("a document is open");
    assert!(matches!(session.gesture, Gesture::Moving { .. }), "a box is dragged: {:?}", session.gesture);
    let mut x = start.x;
    bencher.bench_local(|| {
        x = if x > start.x + 200.0 { start.x + 10.0 } else { x + 7.0 };
        window.hover_at(eframe::egui::pos2(x, start.y + 20.0));
        window.step();
    });
}
