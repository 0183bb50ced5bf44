//! Compares the automatic placement with Graphviz dot: crossings, overlaps, area and processor time.
//!
//! `cargo bench --bench layout` runs it. Both place the same models with every relation as a link between boxes of 168 x
//! 56; dot is the program of the package graphviz and is left out, loudly, where it is not installed. Times are those of
//! the processor, medians of several runs, and belong to one machine.

#[path = "../tests/support/crossings.rs"]
mod crossings;
mod support;

use std::collections::HashMap;
use std::fmt::Write as _;
use std::hint::black_box;
use std::io::Write as _;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crossings::{Quality, quality};
use opcanvas::geom::{Point, Rect, Size};
use opcanvas::model::{Document, ElementId};
use opcanvas::scene::tidy::flat;
use support::model;

/// Of 100 elements so many depend on a platform somewhere else.
const FAR: usize = 5;
/// Times whose median counts.
const SAMPLES: usize = 7;
/// The system counts the time of other programs in steps of 10 ms, so each sample is at least this long.
const SAMPLE: Duration = Duration::from_millis(300);
const FRAME: Duration = Duration::from_micros(16_700);
const POINTS_PER_INCH: f64 = 72.0;

/// What is to be reached at a size.
struct Goal {
    elements: usize,
    /// Crossings at most, times those of dot.
    crossings: f64,
    /// Time at most, where dot's is given.
    time: fn(Duration) -> Duration,
    words: &'static str,
}

const GOALS: [Goal; 2] = [
    Goal {
        elements: 100,
        crossings: 1.1,
        time: |_| FRAME,
        words: "one frame of 16.7 ms, at most 1.1 times the crossings, no overlap",
    },
    Goal {
        elements: 1_000,
        crossings: 1.05,
        time: |dot| dot / 5,
        words: "at most 1/5 of the time, 1.05 times the crossings, no overlap",
    },
];

#[expect(clippy::print_stdout, reason = "a benchmark reports to whoever started it")]
fn main() {
    println!("| elements | links | by | crossings | overlaps | area, million units² | processor time, ms |");
    println!("| ---: | ---: | --- | ---: | ---: | ---: | ---: |");
    let mut verdicts = Vec::new();
    for goal in GOALS {
        let document = model(goal.elements, FAR);
        let links = links(&document);
        let row = |by: &str, q: Quality, time: Duration| {
            let ms = time.as_secs_f64() * 1e3;
            println!(
                "| {} | {} | {by} | {} | {} | {:.2} | {ms:.2} |",
                goal.elements,
                links.len(),
                q.crossings,
                q.overlaps,
                q.area
            );
        };
        let ours = quality(&flat(&document).into_iter().map(|(_, rect)| rect).collect::<Vec<_>>(), &links);
        let our_time = median(own_time, || drop(black_box(flat(black_box(&document)))));
        row("opcanvas", ours, our_time);
        let text = dot_text(&document);
        let Some(plain) = dot(&text) else {
            verdicts.push(format!("NOT COMPARED at {}: the program `dot` does not run here", goal.elements));
            continue;
        };
        let dots = quality(&boxes(&plain, &document), &links);
        let dot_time = median(time_of_others, || drop(black_box(dot(&text))));
        row("dot", dots, dot_time);
        let holds = ours.overlaps == 0
            && ours.crossings as f64 <= goal.crossings * dots.crossings as f64
            && our_time <= (goal.time)(dot_time);
        verdicts.push(format!(
            "{} at {}: {} (crossings {:.2} times, time 1/{:.1})",
            if holds { "held" } else { "MISSED" },
            goal.elements,
            goal.words,
            ours.crossings as f64 / dots.crossings as f64,
            dot_time.as_secs_f64() / our_time.as_secs_f64(),
        ));
    }
    println!("\n{}", verdicts.join("\n"));
}

/// The relations as pairs of places among the elements in the order of their ids.
fn links(document: &Document) -> Vec<(usize, usize)> {
    let at: HashMap<&ElementId, usize> = document.elements().keys().enumerate().map(|(i, id)| (id, i)).collect();
    document.relations().values().map(|r| (at[&r.source], at[&r.target])).collect()
}

fn dot_text(document: &Document) -> String {
    let mut text = String::from(
        "digraph G {\nrankdir=LR; nodesep=0.5; ranksep=0.7;\nnode [shape=box fixedsize=true width=2.3333 height=0.7778];\n",
    );
    for id in document.elements().keys() {
        let _ = writeln!(text, "{id};");
    }
    for relation in document.relations().values() {
        let _ = writeln!(text, "{} -> {};", relation.source, relation.target);
    }
    text.push_str("}\n");
    text
}

/// What `dot -Tplain` makes of a graph; `None` where it does not run.
fn dot(text: &str) -> Option<String> {
    let mut child = Command::new("dot").arg("-Tplain").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().ok()?;
    // The graph is read whole before anything is written.
    child.stdin.take()?.write_all(text.as_bytes()).ok()?;
    let output = child.wait_with_output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

/// The boxes of a plain drawing, in the order of the elements.
fn boxes(plain: &str, document: &Document) -> Vec<Rect> {
    let mut rects = HashMap::new();
    for line in plain.lines() {
        let words: Vec<&str> = line.split_whitespace().collect();
        if let ["node", id, x, y, width, height, ..] = words[..] {
            let [x, y, width, height] =
                [x, y, width, height].map(|n| n.parse::<f64>().expect("a number") * POINTS_PER_INCH);
            rects.insert(id, Rect::from_center_size(Point::new(x, y), Size::new(width, height)));
        }
    }
    document.elements().keys().map(|id| *rects.get(id.as_str()).expect("every box is drawn")).collect()
}

fn median(clock: fn() -> Duration, mut run: impl FnMut()) -> Duration {
    let mut times: Vec<Duration> = (0..SAMPLES)
        .map(|_| {
            let (start, from) = (Instant::now(), clock());
            let mut runs = 0;
            while start.elapsed() < SAMPLE {
                run();
                runs += 1;
            }
            clock().saturating_sub(from) / runs
        })
        .collect();
    times.sort();
    times[SAMPLES / 2]
}

/// What this thread has taken of the processor.
fn own_time() -> Duration {
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let time = stat.split_whitespace().next().and_then(|n| n.parse().ok());
    Duration::from_nanos(time.expect("the times of processes are known on Linux only"))
}

/// What the programs that were started and have ended have taken of the processor.
fn time_of_others() -> Duration {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // The name of the program stands in brackets and may hold anything.
    let after_name = stat.rsplit(')').next().unwrap_or_default();
    let field = |n: usize| after_name.split_whitespace().nth(n - 3).and_then(|n| n.parse::<u64>().ok());
    let ticks = field(16).zip(field(17)).map(|(user, system)| user + system);
    Duration::from_millis(10 * ticks.expect("the times of processes are known on Linux only"))
}
