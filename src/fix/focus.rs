//! The field that a fix puts the cursor in, and which field a rule asks for.
//!
//! Knows nothing about how a field is shown.

use ecow::EcoString;

use super::{Act, Fix, label};
use crate::analysis::{Date, date::read};
use crate::check::facts::Limits;
use crate::check::field::FIELDS;
use crate::check::{Finding, Subject};
use crate::model::attr::{self, Records, contract};
use crate::model::{Document, Element, ElementId, Record, RelationId};

/// Whose field it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Of {
    /// Of an element.
    Element(ElementId),
    /// Of a relation.
    Relation(RelationId),
}

/// A step into the value of a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// The part of a record with a key.
    Key(EcoString),
    /// An entry of a list, counted from 0.
    At(usize),
}

/// The field that the cursor is put in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Focus {
    /// Whose it is.
    pub of: Of,
    /// The key of the attribute or of what every element has; `name` for the name.
    pub key: EcoString,
    /// The way into it; empty for the field itself.
    pub way: Vec<Part>,
}

impl Focus {
    /// A field of an element.
    pub fn element(id: &ElementId, key: impl Into<EcoString>) -> Self {
        Self { of: Of::Element(id.clone()), key: key.into(), way: Vec::new() }
    }

    /// A field of a relation.
    pub fn relation(id: &RelationId, key: impl Into<EcoString>) -> Self {
        Self { of: Of::Relation(id.clone()), key: key.into(), way: Vec::new() }
    }

    /// A part of a record that is an entry of this list.
    #[must_use]
    pub fn entry(mut self, at: usize, key: impl Into<EcoString>) -> Self {
        self.way.extend([Part::At(at), Part::Key(key.into())]);
        self
    }

    /// A part of this record.
    #[must_use]
    pub fn part(mut self, key: impl Into<EcoString>) -> Self {
        self.way.push(Part::Key(key.into()));
        self
    }

    /// Whether a finding is raised by the field being empty, so that filling it answers the finding.
    #[must_use]
    pub fn answers(&self, document: &Document, finding: &Finding) -> bool {
        let is_its = match (&self.of, &finding.subject) {
            (Of::Element(id), Subject::Element(subject)) => id == subject,
            (Of::Element(id), Subject::Contract(_)) => Some(id) == finding.element(),
            (Of::Relation(id), Subject::Relation(subject)) => id == subject,
            // What is wrong with the contract of a supply is told of the partner.
            (Of::Relation(id), Subject::Element(partner)) => {
                document.relation(id).is_some_and(|r| r.source == *partner && finding.related.contains(&r.target))
            }
            _ => false,
        };
        is_its && asked_for(finding.rule.id).contains(&self.key.as_str())
    }
}

/// The fields that a rule speaks of, one of which is to be filled.
#[must_use]
pub fn asked_for(rule: &str) -> &'static [&'static str] {
    FIELDS.iter().find(|(id, _)| *id == rule).map_or(&[], |(_, keys)| keys)
}

/// Leads to the field that a rule wants filled, where there is nothing else to be done.
pub(super) fn to_field(document: &Document, finding: &Finding, today: Option<Date>) -> Option<Fix> {
    let key = finding.field(document)?;
    let focus = match &finding.subject {
        Subject::Element(id) => {
            let element = document.element(id)?;
            into(element, Focus::element(id, key))
        }
        Subject::Relation(id) => Focus::relation(&document.relation(id)?.id, key),
        Subject::Contract(reference) => {
            let partner = document.element(finding.related.first()?)?;
            let (at, key) = in_contract(document, finding, partner, reference, today)?;
            Focus::element(&partner.id, attr::partner::CONTRACTS.key).entry(at, key)
        }
        Subject::Zone(_) | Subject::Role(_) | Subject::Model => return None,
    };
    let field = label::of_field(document, &focus)?;
    let label = format!("Go to \"{field}\" of {}", label::owner(document, &focus.of));
    Some(Fix { label, act: Act::Do { edits: Vec::new(), focus: Some(focus) }, certain: false })
}

/// The part of a field that is missing, where it has parts.
fn into(element: &Element, focus: Focus) -> Focus {
    match focus.key.as_str() {
        "mvp" => focus.part(attr::mvp::SCOPE.key),
        "vocr" => {
            let known = crate::analysis::vocr::known(element);
            let parts =
                [attr::vocr::VALUE.key, attr::vocr::OUTCOMES.key, attr::vocr::COST_KNOWN.key, attr::vocr::RISKS.key];
            let missing = parts.iter().zip(known).find(|(_, known)| !known);
            missing.map_or(focus.clone(), |(part, _)| focus.part(*part))
        }
        "contracts" => {
            let list = element.get(attr::partner::CONTRACTS).map(|Records(list)| list).unwrap_or_default();
            let open = list.iter().position(|c| contract::EXIT_PLAN.read(c) != Some(true));
            open.map_or(focus.clone(), |at| focus.entry(at, contract::EXIT_PLAN.key))
        }
        _ => focus,
    }
}

/// Which of a partner's contracts a finding is about, and which part of it.
fn in_contract(
    document: &Document,
    finding: &Finding,
    partner: &Element,
    reference: &EcoString,
    today: Option<Date>,
) -> Option<(usize, &'static str)> {
    let Records(list) = partner.get(attr::partner::CONTRACTS)?;
    let is_it =
        |record: &Record| contract::REFERENCE.read(record).map_or(*reference == partner.id.text(), |r| r == *reference);
    let limits = Limits::of(document, today);
    let ended = |record: &Record| {
        let end = contract::END.read(record).as_ref().and_then(read);
        limits.as_of.zip(end).is_some_and(|(as_of, end)| end < as_of)
    };
    let wanted = |record: &Record| match finding.rule.id {
        "PT-02" => ended(record),
        "PT-10" => contract::SLA.read(record).is_none_or(|sla| sla.trim().is_empty()),
        _ => true,
    };
    let at = list.iter().position(|record| is_it(record) && wanted(record))?;
    let key = match finding.rule.id {
        "PT-10" => contract::SLA.key,
        "PT-04" => contract::REFERENCE.key,
        _ => contract::END.key,
    };
    Some((at, key))
}
