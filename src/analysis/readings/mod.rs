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
    let tell: [fn(&Told) -> Vec<Reading>; 21] = [
        time::tell,
        money::costs,
        money::partners,
        reach::tell,
        shares::accountability,
        shares::strategy,
        others::investments,
        shares::completeness,
        shares::technologies,
        shares::experiments,
        others::risks,
        others::processes,
        others::organization,
        shares::decisions,
        others::consumers,
        others::cultures,
        others::horizons,
        shares::loops,
        shares::canvas,
        others::roadmap,
        others::objectives,
    ];
    tell.into_iter().flat_map(|tell| tell(&told)).collect()
}

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
