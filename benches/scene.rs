//! Times placing and drawing models of 100, 1,000 and 10,000 elements.
//!
//! `cargo bench` runs all, `cargo bench --bench scene -- plan` those with "plan" in their names. Times belong to one
//! machine and one run; `tests/counts/work.rs` holds what must not grow.

#[path = "support/grid.rs"]
mod grid;
mod support;

use divan::{Bencher, black_box};
use grid::{Grid, window};
use opcanvas::scene::diagram::Kept;
use opcanvas::scene::{self, Look};
use support::model;

const SIZES: [usize; 3] = [100, 1_000, 10_000];
/// A window of about 50 boxes needs more than one of the smallest models.
const SIZES_OF_GRIDS: [usize; 2] = [1_000, 10_000];
/// Of 100 elements so many depend on a platform somewhere else.
const FAR: usize = 5;

#[expect(clippy::print_stdout, reason = "a benchmark reports to whoever started it")]
fn main() {
    println!("| elements | figures | figures in a window of about 50 boxes | drawn after a rename |");
    println!("| ---: | ---: | ---: | ---: |");
    for n in SIZES_OF_GRIDS {
        let grid = Grid::new(n);
        let mut kept = Kept::default();
        let scene = grid.scene(&grid.document, &mut kept);
        let visible = scene.visible(window()).len();
        let _ = grid.scene(&grid.renamed().0, &mut kept);
        println!("| {n} | {} | {visible} | {} |", scene.figures().count(), kept.drawn);
    }
    divan::main();
}

/// Placing all of a model and leading its lines: seconds for the largest, so it is not repeated often.
#[divan::bench(args = SIZES, sample_count = 5, sample_size = 1)]
fn plan(bencher: Bencher, n: usize) {
    let document = model(n, FAR);
    bencher.bench(|| scene::plan(black_box(&document), None));
}

/// Sharing out the page of a canvas and placing its cards.
#[divan::bench(args = SIZES, sample_count = 5, sample_size = 1)]
fn canvas_plan(bencher: Bencher, n: usize) {
    let document = model(n, FAR);
    let view = scene::canvas::default_view(&document);
    bencher.bench(|| scene::canvas::plan(black_box(&document), &view, None));
}

/// Drawing a canvas.
#[divan::bench(args = SIZES, sample_count = 5, sample_size = 1)]
fn canvas_build(bencher: Bencher, n: usize) {
    let document = model(n, FAR);
    let view = scene::canvas::default_view(&document);
    let plan = scene::canvas::plan(&document, &view, None);
    bencher.bench(|| scene::build(black_box(&document), Some(&view), &plan, &Look::default()));
}

/// Drawing all of a scene that was not drawn before.
#[divan::bench(args = SIZES_OF_GRIDS, sample_count = 10, sample_size = 1)]
fn build(bencher: Bencher, n: usize) {
    let grid = Grid::new(n);
    let view = grid.document.views().values().next();
    bencher.bench(|| scene::build(black_box(&grid.document), view.map(|v| &**v), &grid.plan, &Look::default()));
}

/// Drawing a scene again after one element was renamed; with the names to and fro every call has something to do.
#[divan::bench(args = SIZES_OF_GRIDS, sample_count = 20, sample_size = 1)]
fn rebuild_after_rename(bencher: Bencher, n: usize) {
    let grid = Grid::new(n);
    let (renamed, _) = grid.renamed();
    let mut kept = Kept::default();
    let _ = grid.scene(&grid.document, &mut kept);
    let mut to = true;
    bencher.bench_local(|| {
        let document = if to { &renamed } else { &grid.document };
        to = !to;
        grid.scene(black_box(document), &mut kept)
    });
}

/// What a frame asks for: the figures in a window of about 50 boxes.
#[divan::bench(args = SIZES_OF_GRIDS)]
fn visible(bencher: Bencher, n: usize) {
    let grid = Grid::new(n);
    let scene = grid.scene(&grid.document, &mut Kept::default());
    bencher.bench(|| scene.visible(black_box(window())));
}
