//! A finding: which rule, about what, with which words.
//!
//! Knows nothing about what raises it.

use std::cmp::Ordering;

use ecow::EcoString;

use super::rule::{Rule, Severity};
use crate::model::{Element, ElementId, Relation, RelationId};

/// What a finding is about.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Subject {
    /// An element.
    Element(ElementId),
    /// A relation.
    Relation(RelationId),
    /// A contract, by its reference.
    Contract(EcoString),
    /// A zone of the canvas, by its id.
    Zone(EcoString),
    /// A role that consumers play, by its id.
    Role(EcoString),
    /// The model as a whole.
    Model,
}

impl Subject {
    /// What it is called in JSON.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Element(_) => "element",
            Self::Relation(_) => "relation",
            Self::Contract(_) => "contract",
            Self::Zone(_) => "zone",
            Self::Role(_) => "role",
            Self::Model => "model",
        }
    }

    /// The id, reference or, for the model, the word `model`.
    #[must_use]
    pub fn id(&self) -> &str {
        match self {
            Self::Element(id) => id.as_str(),
            Self::Relation(id) => id.as_str(),
            Self::Contract(id) | Self::Zone(id) | Self::Role(id) => id,
            Self::Model => "model",
        }
    }
}

impl Ord for Subject {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.id(), self.kind()).cmp(&(other.id(), other.kind()))
    }
}

impl PartialOrd for Subject {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// One thing that a rule found.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The rule.
    pub rule: &'static Rule,
    /// What it is about.
    pub subject: Subject,
    /// Other elements that have to do with it; for a contract its partner first.
    pub related: Vec<ElementId>,
    /// What `{n}` stands for: a name, a reference or a figure.
    pub name: EcoString,
    /// What `{k}` and `{y}` stand for: a count or a year.
    pub number: i64,
    /// What it says where the message of its rule would mislead.
    pub(super) words: Option<&'static str>,
}

impl PartialEq for Finding {
    fn eq(&self, other: &Self) -> bool {
        self.cmp_place(other) == Ordering::Equal
            && (&self.related, &self.name, self.number) == (&other.related, &other.name, other.number)
    }
}

impl Finding {
    /// How much it weighs.
    #[must_use]
    pub const fn severity(&self) -> Severity {
        self.rule.severity
    }

    /// What was found, as a sentence.
    #[must_use]
    pub fn message(&self) -> String {
        let number = self.number.to_string();
        self.words
            .unwrap_or(self.rule.message)
            .replace("{k}", &number)
            .replace("{y}", &number)
            .replace("{n}", &self.name)
    }

    /// The element that it is about, or, for a contract, whose it is.
    #[must_use]
    pub fn element(&self) -> Option<&ElementId> {
        match &self.subject {
            Subject::Element(id) => Some(id),
            Subject::Contract(_) | Subject::Relation(_) => self.related.first(),
            Subject::Zone(_) | Subject::Role(_) | Subject::Model => None,
        }
    }

    /// The order of findings: by rule, then by what they are about.
    #[must_use]
    pub fn cmp_place(&self, other: &Self) -> Ordering {
        (self.rule.id, &self.subject).cmp(&(other.rule.id, &other.subject))
    }
}

/// Where a rule puts what it finds.
pub struct Found<'a> {
    pub(super) rule: &'static Rule,
    pub(super) into: &'a mut Vec<Finding>,
}

impl Found<'_> {
    /// About an element, by its name.
    pub fn element(&mut self, element: &Element) {
        self.about(Subject::Element(element.id.clone()), name_of(element), 0, &[]);
    }

    /// About an element, by its name, with a count or year.
    pub fn counted(&mut self, element: &Element, number: i64, related: &[ElementId]) {
        self.about(Subject::Element(element.id.clone()), name_of(element), number, related);
    }

    /// About a relation, by the name of its source.
    pub fn relation(&mut self, relation: &Relation, source: Option<&Element>) {
        let name = source.map_or_else(|| EcoString::from(relation.source.as_str()), name_of);
        let ends = [relation.source.clone(), relation.target.clone()];
        self.about(Subject::Relation(relation.id.clone()), name, 0, &ends);
    }

    /// About a contract of a partner, by its reference.
    pub fn contract(&mut self, reference: &EcoString, partner: &ElementId) {
        self.about(Subject::Contract(reference.clone()), reference.clone(), 0, std::slice::from_ref(partner));
    }

    /// About the model, with a name or figure.
    pub fn model(&mut self, name: impl Into<EcoString>) {
        self.about(Subject::Model, name.into(), 0, &[]);
    }

    /// About an element in other words than those of the rule, which would mislead; `{n}` in them is its name.
    pub fn worded(&mut self, words: &'static str, element: &Element, related: &[ElementId]) {
        let (subject, rule) = (Subject::Element(element.id.clone()), self.rule);
        let related = related.to_vec();
        self.into.push(Finding { rule, subject, related, name: name_of(element), number: 0, words: Some(words) });
    }

    /// About anything, in any words.
    pub fn about(&mut self, subject: Subject, name: EcoString, number: i64, related: &[ElementId]) {
        self.into.push(Finding { rule: self.rule, subject, related: related.to_vec(), name, number, words: None });
    }
}

/// What an element is called in a finding: its name, or its id where it has none.
fn name_of(element: &Element) -> EcoString {
    if element.name.trim().is_empty() { EcoString::from(element.id.as_str()) } else { element.name.clone() }
}
