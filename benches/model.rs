//! Times reading, writing and analysing models of 100, 1,000 and 10,000 elements.
//!
//! `cargo bench` runs all, `cargo bench --bench model -- load` those with "load" in their names. Times belong to one
//! machine and one run; `tests/counts/work.rs` holds what must not grow.

mod support;

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use opcanvas::edit::{Edit, apply};
use opcanvas::format;
use opcanvas::model::ElementId;
use support::model;

const SIZES: [usize; 3] = [100, 1_000, 10_000];
/// Of 100 elements so many depend on a platform somewhere else.
const FAR: usize = 5;

#[expect(clippy::print_stdout, reason = "a benchmark reports to whoever started it")]
fn main() {
    println!("| elements | relations | bytes of the file |");
    println!("| ---: | ---: | ---: |");
    for n in SIZES {
        let document = model(n, FAR);
        println!("| {n} | {} | {} |", document.relations().len(), format::save(&document).len());
    }
    divan::main();
}

#[divan::bench(args = SIZES)]
fn load(bencher: Bencher, n: usize) {
    let bytes = format::save(&model(n, FAR));
    bencher.counter(BytesCount::of_slice(&bytes)).bench(|| format::load(black_box(&bytes)));
}

#[divan::bench(args = SIZES)]
fn save(bencher: Bencher, n: usize) {
    let document = model(n, FAR);
    let bytes = format::save(&document);
    bencher.counter(BytesCount::of_slice(&bytes)).bench(|| format::save(black_box(&document)));
}

#[divan::bench(args = SIZES)]
fn rename(bencher: Bencher, n: usize) {
    let document = model(n, FAR);
    let edit = [Edit::SetName(ElementId::new("e0000001"), "Another name".into())];
    bencher.bench(|| apply(black_box(&document), &edit));
}

#[divan::bench(args = SIZES)]
fn readings(bencher: Bencher, n: usize) {
    let document = model(n, FAR);
    bencher.bench(|| opcanvas::analysis::readings(black_box(&document), None));
}
