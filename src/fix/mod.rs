//! Quick fixes: what can be done about a finding, as edits that make one step or as a relation whose other end is picked.
//!
//! A fix takes its finding away and raises none that weighs as much, apart from what an empty field raises that the cursor
//! is put in. It never states what only the user knows: a price, a date, a reason. Such a field is left empty, and the
//! [`Focus`] says which. [`offers`] asks the family of the rule, in [`rules`]; what a new relation would raise is told by
//! [`harm`].
//!
//! Knows nothing about the window, nor about who applies a fix.

mod ask;
mod focus;
pub mod harm;
mod label;
mod pick;
mod records;
mod refused;
pub mod rules;

pub use focus::{Focus, Of, Part};
pub use pick::{Among, Pick, Picked};
pub use rules::CERTAIN;

use ask::Ask;

use crate::analysis::Date;
use crate::check::Finding;
use crate::edit::{Edit, apply};
use crate::model::Document;

/// Something that can be done about a finding.
#[derive(Clone, Debug, PartialEq)]
pub struct Fix {
    /// What it does, as a sentence in the imperative that names what it is about, without a full stop.
    pub label: String,
    /// What it does.
    pub act: Act,
    /// Whether it follows from the model itself, so that it can be done without asking anybody.
    pub certain: bool,
}

/// What a fix does.
#[derive(Clone, Debug, PartialEq)]
pub enum Act {
    /// Makes edits, as one step, and then puts the cursor in a field that is still empty or worth a look. Without edits
    /// it only leads to the field.
    Do {
        /// The edits.
        edits: Vec<Edit>,
        /// The field.
        focus: Option<Focus>,
    },
    /// Draws a relation whose other end is picked.
    Pick(Pick),
}

impl Fix {
    /// Whether it changes the model; else it only leads to the field to be filled.
    #[must_use]
    pub fn is_work(&self) -> bool {
        match &self.act {
            Act::Do { edits, .. } => !edits.is_empty(),
            Act::Pick(_) => true,
        }
    }

    /// Whether it can be done as it is: nothing is left to be picked or filled, and nobody's word is needed.
    #[must_use]
    pub fn needs_no_answer(&self) -> bool {
        self.certain && matches!(&self.act, Act::Do { edits, focus: None } if !edits.is_empty())
    }
}

/// What can be done about a finding of a document, the likeliest first. Days are compared with the model's own as-of date,
/// else with `today`, as the check did that made the finding.
///
/// ```
/// use opcanvas::check::check;
/// use opcanvas::fix::{Act, offers};
///
/// let model = opcanvas::format::load(br#"{"format": "opcanvas", "version": 1, "elements": [
///     {"id": "p", "kind": "partner", "name": "Bureau"}]}"#).unwrap().document;
/// let findings = check(&model, None);
/// let finding = findings.iter().find(|f| f.rule.id == "PT-01").unwrap();
/// let fixes = offers(&model, finding, None);
/// assert_eq!(fixes[0].label, "Add a contract with Bureau");
/// assert!(matches!(&fixes[0].act, Act::Do { focus: Some(focus), .. } if focus.key == "contracts"));
/// ```
#[must_use]
pub fn offers(document: &Document, finding: &Finding, today: Option<Date>) -> Vec<Fix> {
    let mut ask = Ask::new(document, finding, today);
    rules::ask(&mut ask);
    let mut fixes = ask.offers;
    for fix in &mut fixes {
        if let Act::Pick(pick) = &mut fix.act {
            let new = std::mem::take(&mut pick.new);
            pick.new = new.into_iter().filter(|kind| pick.fresh(document, *kind, "").is_some()).collect();
        }
    }
    fixes.retain(|fix| can_be_done(document, fix));
    if fixes.is_empty() {
        fixes.extend(focus::to_field(document, finding, today));
    }
    fixes
}

/// Whether the edits go through and change something, which values that a file got wrong can prevent, or whether there
/// is an end to pick.
fn can_be_done(document: &Document, fix: &Fix) -> bool {
    match &fix.act {
        Act::Do { edits, focus } if edits.is_empty() => focus.is_some(),
        Act::Do { edits, .. } => apply(document, edits).is_ok_and(|(_, delta)| !delta.is_empty()),
        Act::Pick(pick) => !pick.new.is_empty() || pick.candidates(document).next().is_some(),
    }
}
