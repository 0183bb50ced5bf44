//! Waiving a finding with a reason, which stays in the file, and taking that back.
//!
//! Knows nothing about how the reason is asked for.

use super::super::{Session, Tone};
use super::Finding;
use crate::check::Waiver;
use crate::edit::Edit;
use crate::model::{Record, Value};

/// A finding that is about to be waived, with the reason as far as it is typed.
#[derive(Clone, Debug, PartialEq)]
pub struct Waiving {
    /// The finding.
    pub finding: Finding,
    /// Why it is accepted.
    pub reason: String,
}

impl Session {
    /// Asks why a finding is accepted; a document that may not be changed says why not.
    pub fn begin_waiving(&mut self, finding: &Finding) {
        self.commit_naming();
        match self.editable() {
            Ok(()) => self.waiving = Some(Waiving { finding: finding.clone(), reason: String::new() }),
            Err(why) => self.say(Tone::Refusal, format!("{why}.")),
        }
    }

    /// The finding for which a reason is asked.
    #[must_use]
    pub fn waiving(&self) -> Option<&Waiving> {
        self.waiving.as_ref()
    }

    /// Types the reason.
    pub fn set_waiving_reason(&mut self, reason: &str) {
        if let Some(waiving) = &mut self.waiving {
            reason.clone_into(&mut waiving.reason);
        }
    }

    /// Leaves the finding as it is.
    pub fn end_waiving(&mut self) {
        self.waiving = None;
    }

    /// Accepts the finding with the reason that was typed, as one step. Whether there is a reason.
    pub fn waive(&mut self) -> bool {
        let Some(waiving) = self.waiving.take_if(|w| !w.reason.trim().is_empty()) else { return false };
        let Waiving { finding, reason } = waiving;
        let mut waivers = self.without_waiver(&finding);
        let mut waiver = Record::new();
        waiver.set("rule", Value::text(finding.rule.id));
        waiver.set("subject", Value::text(finding.subject.id()));
        waiver.set("reason", Value::text(reason.trim()));
        waivers.push(Value::Record(waiver));
        let label = format!("Waive {}: {}", finding.rule.id, finding.message().trim_end_matches('.'));
        self.perform(label, &[Edit::SetWaivers(waivers.into_iter().collect())])
    }

    /// Takes back that a finding was accepted, as one step.
    pub fn take_back_waiver(&mut self, finding: &Finding) {
        let waivers = self.without_waiver(finding);
        let label = format!("Take back the waiver of {}", finding.rule.id);
        self.perform(label, &[Edit::SetWaivers(waivers.into_iter().collect())]);
    }

    /// The waivers of the document but that of a finding.
    fn without_waiver(&self, finding: &Finding) -> Vec<Value> {
        let waivers = self.document().head().waivers.iter();
        waivers.filter(|entry| !Waiver::read(entry).is_some_and(|w| w.is_of(finding))).cloned().collect()
    }
}
