//! The checks: 88 rules about what a model lacks, what contradicts itself and what will hurt, and the findings they make.
//!
//! A rule ([`rule::Rule`]) looks at one element, at one relation or at the whole model, and says what it found
//! ([`Finding`]). [`check`] asks every rule once. [`Live`] keeps the findings of a document that is being edited: after an
//! edit it asks again only where something was read that the edit changed.
//!
//! Knows nothing about edits, drawing or files, nor about how a finding is put right.

mod cycles;
pub mod facts;
pub mod field;
mod finding;
mod live;
mod looks;
mod read;
pub mod rule;
pub mod rules;
mod totals;
mod waiver;

pub use cycles::Ring;
pub use finding::{Finding, Found, Subject};
pub use live::{Live, Step};
pub use rule::{Rule, Severity};
pub use rules::{RULES, rule};
pub use waiver::{Waiver, waivers};

use crate::analysis::Date;
use crate::model::Document;

/// Every finding of a document that is not waived, sorted by rule and subject. Days are compared with the model's own
/// as-of date, else with `today`; without either no day is late.
///
/// ```
/// use opcanvas::check::check;
/// use opcanvas::format::{load, templates::Template};
///
/// let blank = load(Template::Blank.bytes()).unwrap().document;
/// let findings = check(&blank, None);
/// assert!(findings.iter().any(|f| f.rule.id == "VP-01"));
/// assert!(findings[0].message().ends_with('.'));
/// ```
#[must_use]
pub fn check(document: &Document, today: Option<Date>) -> Vec<Finding> {
    Live::once(document, today).open().cloned().collect()
}
