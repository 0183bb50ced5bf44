//! What is told of what is explored: a line, a few figures, and rows in groups.
//!
//! Knows nothing about how rows look.

use std::collections::BTreeSet;
use std::sync::Arc;

use ecow::EcoString;

use super::What;
use crate::analysis::impact::{Blast, Hit, blast_radius};
use crate::analysis::line_of_sight::{Part, Sight, line_of_sight};
use crate::analysis::paths::{Along, Bound, Path, sentence, shortest, simple_paths};
use crate::analysis::single_points::{Reason, SinglePoint, single_points};
use crate::model::attr::Percent;
use crate::model::{Document, ElementId, ElementKind, RelationId};
use crate::scene::light::Tone;

/// The most rows of a group; more would not be read.
const MOST: usize = 200;

/// What is told of what is explored.
#[derive(Clone, Debug, PartialEq)]
pub struct Explored {
    /// What it is called.
    pub title: &'static str,
    /// The element that it is about, if it is one.
    pub subject: Option<ElementId>,
    /// The same with what came of it, in one line.
    pub line: String,
    /// A few numbers.
    pub figures: Vec<Figure>,
    /// What is said below them.
    pub notes: Vec<String>,
    /// The rows.
    pub groups: Vec<Group>,
    /// The outage, if it is one.
    pub(super) blast: Option<Arc<Blast>>,
    /// The relations that belong to it, beside those of the rows.
    pub(super) relations: BTreeSet<RelationId>,
}

/// A number with what it counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// The number, as it is written.
    pub value: String,
    /// What it counts.
    pub label: String,
    /// How it is meant.
    pub tone: Tone,
}

/// Rows of one sort.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// What they are.
    pub label: String,
    /// The rows, at most so many that they can be read.
    pub rows: Vec<Row>,
    /// How many more there are.
    pub more: usize,
}

/// One thing that is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The element that it is about.
    pub element: Option<ElementId>,
    /// Its number, if it has one.
    pub order: EcoString,
    /// What it is called.
    pub name: String,
    /// What is said of it.
    pub words: String,
    /// The name of what it comes from, or why it is told, in two or three words.
    pub by: String,
    /// How it is meant.
    pub tone: Tone,
    /// How it came about, link by link.
    pub steps: Vec<Step>,
    /// The relations of that, in the same order.
    pub relations: Vec<RelationId>,
    /// What else can be explored from here.
    pub opens: Option<What>,
}

/// One link of how something came about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// What it says.
    pub words: String,
    /// The element that it leads to.
    pub element: ElementId,
}

impl Explored {
    /// The rows of all groups, in their order.
    pub fn rows(&self) -> impl Iterator<Item = &Row> {
        self.groups.iter().flat_map(|group| &group.rows)
    }

    fn new(title: &'static str, line: String) -> Self {
        Self {
            title,
            subject: None,
            line,
            figures: Vec::new(),
            notes: Vec::new(),
            groups: Vec::new(),
            blast: None,
            relations: BTreeSet::new(),
        }
    }

    /// Adds a group of what each of these is told as, unless it is empty. What would not be read is not put together.
    fn group<T>(&mut self, label: impl Into<String>, of: impl IntoIterator<Item = T>, row: impl Fn(T) -> Row) {
        let mut of = of.into_iter();
        let rows: Vec<Row> = of.by_ref().take(MOST).map(row).collect();
        if !rows.is_empty() {
            self.groups.push(Group { label: label.into(), rows, more: of.count() });
        }
    }
}

impl Row {
    fn of(document: &Document, id: &ElementId, tone: Tone, words: impl Into<String>) -> Self {
        Self {
            element: Some(id.clone()),
            order: EcoString::new(),
            name: name(document, id),
            words: words.into(),
            by: String::new(),
            tone,
            steps: Vec::new(),
            relations: Vec::new(),
            opens: None,
        }
    }
}

/// What is told; `None` where what it is about is gone.
pub(super) fn told(document: &Document, what: &What) -> Option<Explored> {
    match what {
        What::Outage(id) => document.element(id).map(|_| outage(document, id)),
        What::Paths { from, to, along } => {
            document.element(from).and(document.element(to)).map(|_| ways(document, from, to, *along))
        }
        What::SinglePoints => Some(points(document)),
        What::Promises => Some(promises(document)),
        What::Sight(id) => line_of_sight(document, id).map(|sight| seen(document, &sight)),
    }
}

fn name(document: &Document, id: &ElementId) -> String {
    document.element(id).map_or_else(|| id.to_string(), |e| e.shown_name().to_owned())
}

fn kind(document: &Document, id: &ElementId) -> Option<ElementKind> {
    document.element(id).map(|e| e.kind)
}

/// So many of something, in words.
fn count(n: usize, one: &str, several: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { several })
}

// --- an outage ---

fn outage(document: &Document, id: &ElementId) -> Explored {
    let blast = blast_radius(document, id);
    let (lost, all) = (blast.streams.len(), blast.all_streams);
    let line =
        format!("{} switched off: {lost} of {} lost", name(document, id), count(all, "value stream", "value streams"));
    let mut told = Explored { subject: Some(id.clone()), ..Explored::new("Switched off", line) };
    let share = blast.share().map_or(0.0, |Percent(share)| share);
    let tone = |n: usize| if n > 0 { Tone::Lost } else { Tone::Way };
    let figure = |value: String, label: &str, n: usize| Figure { value, label: label.to_owned(), tone: tone(n) };
    told.figures = vec![
        figure(format!("{share:.0} %"), &format!("{lost} of {}", count(all, "value stream", "value streams")), lost),
        figure(
            blast.items.len().to_string(),
            if blast.items.len() == 1 { "portfolio item" } else { "portfolio items" },
            blast.items.len(),
        ),
        figure(
            blast.consumers.len().to_string(),
            if blast.consumers.len() == 1 { "consumer" } else { "consumers" },
            blast.consumers.len(),
        ),
    ];
    let row = |hit: &Hit| hit_row(document, &blast, hit);
    let ends = [
        ("Value streams", ElementKind::ValueStream),
        ("Portfolio items", ElementKind::PortfolioItem),
        ("Consumers", ElementKind::Stakeholder),
    ];
    for (label, wanted) in ends {
        told.group(label, blast.hits.iter().filter(|hit| kind(document, &hit.element) == Some(wanted)), row);
    }
    let is_end = |hit: &&Hit| ends.iter().any(|(_, end)| kind(document, &hit.element) == Some(*end));
    told.group("On the way there", blast.hits.iter().filter(|hit| !is_end(hit)), row);
    told.group("Weakened, but not lost", &blast.weakened, |weak| Row {
        relations: vec![weak.relation.clone()],
        ..Row::of(document, &weak.element, Tone::Weak, weak.because(document))
    });
    if blast.hits.is_empty() {
        told.notes.push("Nothing else is lost with it: no stream, product or consumer hangs on it.".to_owned());
    }
    told.blast = Some(Arc::new(blast));
    told
}

/// A row of what is lost, with the chain from what was switched off.
fn hit_row(document: &Document, blast: &Blast, hit: &Hit) -> Row {
    let mut chain: Vec<&Hit> = blast.chain(&hit.element).collect();
    chain.reverse();
    let says = |hit: &Hit| document.relation(&hit.relation).map_or_else(String::new, |r| sentence(document, r));
    Row {
        order: ecow::eco_format!("{}", hit.hop),
        by: name(document, &hit.from),
        steps: chain.iter().map(|hit| Step { words: says(hit), element: hit.element.clone() }).collect(),
        relations: chain.iter().map(|hit| hit.relation.clone()).collect(),
        ..Row::of(document, &hit.element, Tone::Lost, format!("{} {}", hit.link.words(), name(document, &hit.from)))
    }
}

// --- ways ---

fn ways(document: &Document, from: &ElementId, to: &ElementId, along: Along) -> Explored {
    let mut paths = simple_paths(document, from, to, along, Bound::default());
    if paths.paths.is_empty() {
        // One that is longer than what is looked for is better than none.
        paths.paths.extend(shortest(document, from, to, along));
    }
    let line = format!("From {} to {}", name(document, from), name(document, to));
    let mut told = Explored { subject: Some(from.clone()), ..Explored::new("Path", line) };
    let label = count(paths.paths.len(), "way", "ways, the shortest first");
    told.group(label, paths.paths.iter().enumerate(), |(i, path)| way_row(document, from, i, path));
    if paths.paths.is_empty() {
        let none = match along {
            Along::Either => "No relations lead from one to the other.",
            Along::Arrows => "No way leads there with the arrows. Without them there may be one.",
        };
        told.notes.push(none.to_owned());
    }
    told.notes.extend(paths.left_out().filter(|_| !paths.paths.is_empty()));
    told
}

fn way_row(document: &Document, from: &ElementId, i: usize, path: &Path) -> Row {
    let names: Vec<String> = path.elements(from).iter().map(|id| name(document, id)).collect();
    let between = names.get(1..names.len().saturating_sub(1)).unwrap_or_default();
    let words = if between.is_empty() { "directly".to_owned() } else { between.join(" \u{203a} ") };
    let steps = path.links.iter().map(|link| Step { words: link.sentence(document), element: link.to.clone() });
    Row {
        element: None,
        order: ecow::eco_format!("{}", i + 1),
        name: count(path.links.len(), "link", "links"),
        words,
        by: String::new(),
        tone: Tone::Way,
        steps: steps.collect(),
        relations: path.links.iter().flat_map(|link| link.relations.clone()).collect(),
        opens: None,
    }
}

// --- what everything hangs on ---

fn points(document: &Document) -> Explored {
    let points = single_points(document);
    let line = count(points.len(), "single point of failure", "single points of failure");
    let mut told = Explored::new("Explore", line);
    let row = |point: &SinglePoint| {
        let words: Vec<String> = point.reasons.iter().map(|reason| reason.words(document)).collect();
        let opens = Some(What::Outage(point.element.clone()));
        let by = point.reasons.first().map_or("", Reason::short).to_owned();
        Row { by, opens, ..Row::of(document, &point.element, Tone::Lost, words.join(" ")) }
    };
    for (label, kinds) in [
        ("Roles and units", &[ElementKind::Role, ElementKind::OrgUnit][..]),
        ("Technologies", &[ElementKind::Technology]),
        ("Partners", &[ElementKind::Partner]),
    ] {
        let of = points.iter().filter(|p| kind(document, &p.element).is_some_and(|k| kinds.contains(&k)));
        told.group(label, of, row);
    }
    if points.is_empty() {
        let none = "None was found. Roles count where their holders are entered, technologies where criticality and \
                    suppliers are.";
        told.notes.push(none.to_owned());
    }
    told
}

// --- promises ---

fn promises(document: &Document) -> Explored {
    let ids = document.index().of_kind(ElementKind::ValueProposition);
    let sights: Vec<Sight> = ids.filter_map(|id| line_of_sight(document, id)).collect();
    let kept = sights.iter().filter(|sight| sight.closed).count();
    let line = format!("{kept} of {} reach those they are made to", count(sights.len(), "promise", "promises"));
    let mut told = Explored::new("Line of sight", line);
    let row = |sight: &Sight| {
        let reaches = if sight.closed { "Reaches those it is made to" } else { "Does not reach those it is made to" };
        let words = match sight.breaks.len() {
            0 => format!("{reaches}."),
            n => format!("{reaches}; {}.", count(n, "broken link", "broken links")),
        };
        let tone = if sight.breaks.is_empty() { Tone::Way } else { Tone::Weak };
        let opens = Some(What::Sight(sight.promise.clone()));
        let by = count(sight.breaks.len(), "broken link", "broken links");
        let by = if sight.breaks.is_empty() { "kept".to_owned() } else { by };
        Row { by, opens, ..Row::of(document, &sight.promise, tone, words) }
    };
    told.group("Promises", &sights, row);
    told
}

fn seen(document: &Document, sight: &Sight) -> Explored {
    let broken = sight.breaks.len();
    let promise = name(document, &sight.promise);
    let reaches = if sight.closed { "reaches those it is made to" } else { "does not reach those it is made to" };
    let line = match broken {
        0 => format!("{promise}: {reaches}"),
        n => format!("{promise}: {}", count(n, "broken link", "broken links")),
    };
    let mut told = Explored { subject: Some(sight.promise.clone()), ..Explored::new("Line of sight", line) };
    let figure = |n: usize, label: &str, tone| Figure { value: n.to_string(), label: label.to_owned(), tone };
    told.figures = vec![
        figure(sight.elements().len() - 1, "elements keep it", Tone::Way),
        figure(broken, "broken links", if broken > 0 { Tone::Weak } else { Tone::Way }),
    ];
    let mut notes = format!("The promise {reaches}");
    notes.push_str(if broken == 0 { ", and no link is missing." } else { "." });
    told.notes.push(notes);
    told.group("Broken links", &sight.breaks, |b| Row::of(document, &b.element, Tone::Weak, b.words(document)));
    for part in Part::ALL {
        told.group(part.label(), sight.part(part), |id| Row::of(document, id, Tone::Way, ""));
    }
    told.relations.clone_from(&sight.relations);
    told
}
