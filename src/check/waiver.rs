//! Waivers: findings that somebody accepted, with the reason, kept in the file.
//!
//! Knows nothing about how a waiver is written into a document.

use ecow::EcoString;

use super::finding::Finding;
use crate::model::{Head, Value};

/// A finding that was accepted.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Waiver {
    /// The id of the rule.
    pub rule: EcoString,
    /// What it is about, as in [`super::Subject::id`].
    pub subject: EcoString,
    /// Why it is accepted.
    pub reason: EcoString,
}

impl Waiver {
    /// The waiver in an entry of the file; `None` when it names no rule or subject, or gives no reason.
    #[must_use]
    pub fn read(entry: &Value) -> Option<Self> {
        let record = entry.as_record()?;
        let text = |key| record.get(key).and_then(Value::as_text).filter(|t| !t.trim().is_empty()).cloned();
        Some(Self { rule: text("rule")?, subject: text("subject")?, reason: text("reason")? })
    }

    /// Whether a finding is the one that was accepted.
    #[must_use]
    pub fn is_of(&self, finding: &Finding) -> bool {
        self.rule == finding.rule.id && self.subject == finding.subject.id()
    }
}

/// The waivers of a document, in the order of the file; entries that are none are passed over.
#[must_use]
pub fn waivers(head: &Head) -> Vec<Waiver> {
    head.waivers.iter().filter_map(Waiver::read).collect()
}
