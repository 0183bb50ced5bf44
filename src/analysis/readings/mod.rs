//! Every analysis of a model as readings: numbers with their unit, what they were computed from, and the arithmetic.
//!
//! The formulas are those of the other files of this room; here their results are told.
//!
//! Knows nothing about how a reading is shown.

mod money;
mod others;
mod reach;
mod shares;
mod time;

use super::date::Date;
use super::reading::{Reading, Subject, amount, unit};
use super::written::{grouped, number};
use crate::model::attr::Money;
use crate::model::{Document, Element, ElementId, ElementKind};

/// Every reading that a model gives on a day, in the order of the analyses, then of the ids. What is not known gives none;
/// without a day, what depends on one is reckoned as each analysis says.
#[must_use]
pub fn readings(document: &Document, day: Option<Date>) -> Vec<Reading> {
    let told = Told { document, day };
    TELLERS.iter().flat_map(|(_, tell)| tell(&told)).collect()
}

/// The readings of one analysis with its parts, such as all of `A9`, or of one part, such as `A9.total`; quicker than all.
#[must_use]
pub fn readings_of(document: &Document, day: Option<Date>, analysis: &str) -> Vec<Reading> {
    let told = Told { document, day };
    let whole = analysis.split('.').next().unwrap_or_default();
    let tells = TELLERS.iter().filter(|(ids, _)| ids.contains(&whole));
    tells.flat_map(|(_, tell)| tell(&told)).filter(|reading| reading.is_of(analysis)).collect()
}

/// What tells the readings of some analyses.
type Teller = (&'static [&'static str], fn(&Told) -> Vec<Reading>);

/// Who tells what, in the order of the analyses.
const TELLERS: [Teller; 21] = [
    (&["A1", "A2", "A3", "A4", "A5", "A6", "A7", "A8"], time::tell),
    (&["A9"], money::costs),
    (&["A10"], money::partners),
    (&["A11", "A12"], reach::tell),
    (&["A13"], shares::accountability),
    (&["A14"], shares::strategy),
    (&["A15"], others::investments),
    (&["A16"], shares::completeness),
    (&["A17", "A18"], shares::technologies),
    (&["A19"], shares::experiments),
    (&["A20"], others::risks),
    (&["A21"], others::processes),
    (&["A22"], others::organization),
    (&["A23"], shares::decisions),
    (&["A24"], others::consumers),
    (&["A25"], others::cultures),
    (&["A26"], others::horizons),
    (&["A27"], shares::loops),
    (&["A28"], shares::canvas),
    (&["A29"], others::roadmap),
    (&["A30"], others::objectives),
];

/// The model that is told about.
struct Told<'a> {
    document: &'a Document,
    /// The day it speaks of.
    day: Option<Date>,
}

impl Told<'_> {
    /// The elements of a kind, by id.
    fn all(&self, kind: ElementKind) -> impl Iterator<Item = &Element> {
        self.document.index().of_kind(kind).filter_map(|id| self.document.element(id)).map(|e| &**e)
    }

    fn name(&self, id: &ElementId) -> &str {
        self.document.element(id).map_or("", |e| e.shown_name())
    }

    fn money(&self, money: Money) -> String {
        amount(self.document, money.0, unit::MONEY)
    }
}

fn of(id: &ElementId) -> Subject {
    Subject::Element(id.clone())
}

/// A large figure without its unit, where that is said elsewhere.
fn figure(n: f64) -> String {
    grouped(&number(n))
}

fn ids<'a>(elements: impl IntoIterator<Item = &'a Element>) -> Vec<ElementId> {
    elements.into_iter().map(|e| e.id.clone()).collect()
}
