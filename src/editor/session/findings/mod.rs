//! The findings of the document that is edited, kept up to date step by step, however the steps run.
//!
//! A small model is checked where it stands; a large one elsewhere, and what was edited meanwhile is made up for.
//!
//! Knows nothing about how findings are shown.

mod about;
mod go;
mod list;
mod waive;

pub use about::AtField;
pub use list::{Asked, Group, GroupBy, Key, Line, List, Listing, title};
pub use waive::Waiving;

use std::sync::Arc;

use super::Session;
use crate::analysis::Date;
use crate::check::{Finding, Live, Subject, Waiver};
use crate::file::today;
use crate::model::{Change, Delta, Document, ElementId, Revision};

/// Models of more elements than this are checked as a whole off the window's thread.
const LARGE: usize = 5_000;

/// The findings of a document.
#[derive(Debug, Default)]
pub struct Findings {
    live: Option<Live>,
    /// The state of the document that they are of.
    of: Option<Document>,
    /// The day that they were found on.
    day: Option<Date>,
    /// Raised where all of it was found anew, so that the number for caches goes on.
    turn: u64,
    waiting: Waiting,
}

/// The check that goes on elsewhere.
#[derive(Debug, Default)]
enum Waiting {
    #[default]
    No,
    /// It is to be begun.
    Due,
    /// It has begun, and which it is.
    At(u64),
    /// It came to no end for this state of the document.
    GivenUp(Revision),
}

/// A check of a whole document, to be carried out elsewhere.
pub struct Check {
    number: u64,
    document: Document,
    day: Option<Date>,
}

/// What it found.
#[derive(Debug)]
pub struct Checked {
    number: u64,
    document: Document,
    day: Option<Date>,
    live: Live,
}

impl Check {
    /// Checks. This is what takes long.
    #[must_use]
    pub fn run(self) -> Checked {
        let live = Live::new(&self.document, self.day);
        Checked { number: self.number, document: self.document, day: self.day, live }
    }
}

impl Findings {
    /// Whether the document is being checked, so that what is told is nothing yet, or of a moment ago.
    #[must_use]
    pub fn is_checking(&self) -> bool {
        matches!(self.waiting, Waiting::Due | Waiting::At(_))
    }

    /// A number that is another after findings came, changed, went or were accepted: what is made of them stays as long as
    /// it is the same.
    #[must_use]
    pub fn turn(&self) -> u64 {
        self.turn + self.live.as_ref().map_or(0, Live::turn)
    }

    /// How many are open of each severity, the heaviest first.
    #[must_use]
    pub fn counts(&self) -> [usize; 3] {
        self.live.as_ref().map_or([0; 3], Live::counts)
    }

    /// Those that are not waived, by rule and subject.
    pub fn open(&self) -> impl Iterator<Item = &Finding> {
        self.live.iter().flat_map(Live::open)
    }

    /// All of them, waived ones too, by rule and subject.
    pub fn all(&self) -> impl Iterator<Item = &Finding> {
        self.live.iter().flat_map(Live::all)
    }

    /// The same, to be kept without a copy.
    fn shared(&self) -> impl Iterator<Item = &Arc<Finding>> {
        self.live.iter().flat_map(Live::shared)
    }

    /// Those that are waived, each with why.
    pub fn waived(&self) -> impl Iterator<Item = (&Finding, &Waiver)> {
        self.all().filter_map(|finding| Some((finding, self.waiver(finding)?)))
    }

    /// How many are waived.
    #[must_use]
    pub fn waived_count(&self) -> usize {
        self.live.as_ref().map_or(0, Live::waived_count)
    }

    /// Why a finding was accepted; `None` when it was not.
    #[must_use]
    pub fn waiver(&self, finding: &Finding) -> Option<&Waiver> {
        self.live.as_ref()?.waiver(finding)
    }

    /// The open ones that are about an element, a contract of it or a relation that leaves it.
    #[must_use]
    pub fn of_element(&self, id: &ElementId) -> Vec<&Finding> {
        self.live.as_ref().map(|live| live.of_element(id)).unwrap_or_default()
    }

    /// What a rule found about something, waived or not.
    #[must_use]
    pub fn found(&self, rule: &str, subject: &Subject) -> Option<&Finding> {
        self.live.as_ref()?.found(rule, subject)
    }

    /// Finds everything anew, at once.
    fn begin(&mut self, document: &Document, day: Option<Date>) {
        self.take(document.clone(), Live::new(document, day), day);
    }

    fn take(&mut self, document: Document, live: Live, day: Option<Date>) {
        self.turn = self.turn() + 1;
        (self.live, self.of, self.day) = (Some(live), Some(document), day);
        self.waiting = Waiting::No;
    }
}

impl Session {
    /// The findings of the document as it is now.
    pub fn findings(&mut self) -> &Findings {
        self.follow_findings(today());
        &self.findings
    }

    /// The findings as they were asked for last.
    #[must_use]
    pub fn known_findings(&self) -> &Findings {
        &self.findings
    }

    /// Brings the findings up to the document as it is now, on a day.
    fn follow_findings(&mut self, day: Option<Date>) {
        let findings = &mut self.findings;
        let now = self.history.document();
        let is_known = findings.of.as_ref().is_some_and(|of| of.revision() == now.revision()) && findings.day == day;
        if is_known || findings.is_checking() {
            return;
        }
        if matches!(findings.waiting, Waiting::GivenUp(of) if of == now.revision()) {
            return;
        }
        let is_large = now.elements().len() > LARGE;
        let delta = findings.of.as_ref().filter(|of| findings.day == day && is_of_one_mind(of, now));
        let delta = delta.and_then(|of| Some(between(of, now, &self.history.since(of.revision())?)));
        let delta = delta.filter(|d| !is_large || d.elements.len() + d.relations.len() <= LARGE);
        match (&mut findings.live, delta) {
            (Some(live), Some(delta)) => {
                live.follow(now, &delta);
                findings.of = Some(now.clone());
            }
            _ if is_large => findings.waiting = Waiting::Due,
            _ => findings.begin(now, day),
        }
    }

    /// The check that should go on elsewhere by now, once.
    pub fn take_check(&mut self) -> Option<Check> {
        self.follow_findings(today());
        if !matches!(self.findings.waiting, Waiting::Due) {
            return None;
        }
        self.checks += 1;
        self.findings.waiting = Waiting::At(self.checks);
        Some(Check { number: self.checks, document: self.document().clone(), day: today() })
    }

    /// Takes what a check found elsewhere, unless it is no longer waited for.
    pub fn checked(&mut self, checked: Checked) {
        if matches!(self.findings.waiting, Waiting::At(number) if number == checked.number) {
            self.findings.take(checked.document, checked.live, checked.day);
            self.follow_findings(today());
        }
    }

    /// No longer waits for a check that came to no end; the next edit asks again.
    pub fn give_up_check(&mut self) {
        if self.findings.is_checking() {
            self.findings.waiting = Waiting::GivenUp(self.document().revision());
        }
    }
}

/// Whether two states are judged by the same thresholds and definitions, so that findings can be followed.
fn is_of_one_mind(a: &Document, b: &Document) -> bool {
    Arc::ptr_eq(a.metamodel(), b.metamodel()) && a.head().settings == b.head().settings
}

/// What is otherwise in a later state than in an earlier one, among what was touched on the way.
fn between(before: &Document, after: &Document, touched: &[Arc<Delta>]) -> Delta {
    let mut delta = Delta { head: touched.iter().any(|d| d.head), ..Delta::default() };
    for id in touched.iter().flat_map(|d| d.elements.keys()) {
        let change = Change { before: before.element(id).cloned(), after: after.element(id).cloned() };
        delta.elements.entry(id.clone()).or_insert(change);
    }
    for id in touched.iter().flat_map(|d| d.relations.keys()) {
        let change = Change { before: before.relation(id).cloned(), after: after.relation(id).cloned() };
        delta.relations.entry(id.clone()).or_insert(change);
    }
    // What was changed and changed back is as it was.
    delta.elements.retain(|_, change| change.before != change.after);
    delta.relations.retain(|_, change| change.before != change.after);
    delta
}
