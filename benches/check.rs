//! Times the rules: a check of everything, and one step after each of three edits, in models of 1,000 to 100,000 elements.
//!
//! `cargo bench --bench check`, without a name behind it, first prints how the steps compare with the whole check in the largest model, from one run,
//! then the times of each. Times belong to one machine and one run; `tests/counts/check.rs` holds what must not grow.

mod support;

use std::time::{Duration, Instant};

use divan::{Bencher, black_box};
use opcanvas::analysis::Date;
use opcanvas::check::{Live, check};
use opcanvas::edit::{Edit, apply};
use opcanvas::model::{Delta, Direction, Document, ElementKind, Record, RelationKind, Value};
use support::model;

const SIZES: [usize; 3] = [1_000, 10_000, 100_000];
/// Of 100 elements so many depend on a platform somewhere else.
const FAR: usize = 5;
/// How often a step is taken for the comparison.
const TIMES: usize = 50;

fn main() {
    // Who asks for some benches by name wants these only.
    if std::env::args().skip(1).all(|arg| arg.starts_with('-')) {
        compare(SIZES[2]);
    }
    divan::main();
}

fn day() -> Option<Date> {
    Date::new(2026, 7, 1)
}

/// An edit that somebody makes in a large model.
#[derive(Clone, Copy, Debug)]
enum Step {
    Rename,
    DeletedRelation,
    ContractDate,
}

impl Step {
    const ALL: [Self; 3] = [Self::Rename, Self::DeletedRelation, Self::ContractDate];

    const fn label(self) -> &'static str {
        match self {
            Self::Rename => "one step after a rename",
            Self::DeletedRelation => "one step after a deleted relation",
            Self::ContractDate => "one step after a changed contract date",
        }
    }

    /// The edit and the one that takes it back.
    fn edits(self, document: &Document) -> [Edit; 2] {
        let index = document.index();
        let stage = index.of_kind(ElementKind::Stage).next().expect("a stage");
        let partner = index.of_kind(ElementKind::Partner).next().expect("a partner");
        match self {
            Self::Rename => {
                let name = document.element(stage).expect("the stage").name.clone();
                [Edit::SetName(stage.clone(), "Another name".into()), Edit::SetName(stage.clone(), name)]
            }
            Self::DeletedRelation => {
                let mut around = index.relations_of_kind(stage, RelationKind::AssignedTo, Direction::Incoming);
                let (_, id) = around.next().expect("somebody who does it");
                let relation = document.relation(id).expect("the relation");
                [Edit::RemoveRelation(id.clone()), Edit::AddRelation((**relation).clone())]
            }
            Self::ContractDate => ["2026-08-01", "2027-12-31"]
                .map(|day| Edit::SetAttribute(partner.clone(), "contracts".into(), Some(ending(day)))),
        }
    }
}

/// A list of one contract that ends on a day.
fn ending(day: &str) -> Value {
    let contract = [("reference".into(), Value::text("C-1")), ("end".into(), Value::text(day))];
    Value::List([Value::Record(contract.into_iter().collect::<Record>())].into())
}

/// A model in which a first partner has a contract.
fn contracted(n: usize) -> Document {
    let document = model(n, FAR);
    let [_, later] = Step::ContractDate.edits(&document);
    apply(&document, &[later]).expect("a legal edit").0
}

/// There and back again: the model after an edit with what changed, and what takes it back.
fn there_and_back(document: &Document, step: Step) -> [(Document, Delta); 2] {
    let [there, back] = step.edits(document);
    let there = apply(document, &[there]).expect("a legal edit");
    let back = apply(&there.0, &[back]).expect("a legal edit");
    [there, back]
}

/// Prints the median of each step beside that of a whole check, all from this run.
#[expect(clippy::print_stdout, reason = "a benchmark reports to whoever started it")]
fn compare(n: usize) {
    let document = contracted(n);
    let median = |mut all: Vec<Duration>| {
        all.sort_unstable();
        all[all.len() / 2]
    };
    let timed = |work: &mut dyn FnMut()| {
        let start = Instant::now();
        work();
        start.elapsed()
    };
    let whole = median((0..3).map(|_| timed(&mut || drop(black_box(check(black_box(&document), day()))))).collect());
    let mut live = Live::new(&document, day());
    println!("| {n} elements | time | whole check / time | visited |");
    println!("| --- | ---: | ---: | ---: |");
    println!("| whole check | {whole:.1?} | 1 | {} |", document.elements().len() + document.relations().len());
    for step in Step::ALL {
        let [there, back] = there_and_back(&document, step);
        let (mut times, mut visited) = (Vec::new(), 0);
        for _ in 0..TIMES {
            times.push(timed(&mut || visited = live.follow(black_box(&there.0), &there.1).visited));
            live.follow(&back.0, &back.1);
        }
        let time = median(times);
        let ratio = whole.as_secs_f64() / time.as_secs_f64();
        println!("| {} | {time:.1?} | {ratio:.0} | {visited} |", step.label());
    }
    println!();
}

#[divan::bench(args = SIZES)]
fn whole(bencher: Bencher, n: usize) {
    let document = model(n, FAR);
    bencher.bench(|| check(black_box(&document), day()));
}

/// Everything, with notes of who read what, so that edits can be followed.
#[divan::bench(args = SIZES)]
fn begin_to_follow(bencher: Bencher, n: usize) {
    let document = model(n, FAR);
    bencher.bench(|| Live::new(black_box(&document), day()));
}

#[divan::bench(args = SIZES)]
fn after_a_rename(bencher: Bencher, n: usize) {
    follow(bencher, n, Step::Rename);
}

#[divan::bench(args = SIZES)]
fn after_a_deleted_relation(bencher: Bencher, n: usize) {
    follow(bencher, n, Step::DeletedRelation);
}

#[divan::bench(args = SIZES)]
fn after_a_changed_contract_date(bencher: Bencher, n: usize) {
    follow(bencher, n, Step::ContractDate);
}

/// Times a step there and the step back.
fn follow(bencher: Bencher, n: usize, step: Step) {
    let document = contracted(n);
    let [there, back] = there_and_back(&document, step);
    let mut live = Live::new(&document, day());
    bencher.bench_local(|| {
        live.follow(black_box(&there.0), &there.1);
        live.follow(black_box(&back.0), &back.1)
    });
}
