//! What a rule is: its words, how much it weighs, and what it looks at.
//!
//! Knows nothing about any one rule.

use std::fmt;

use super::facts::Facts;
use super::finding::Found;
use crate::model::{Element, ElementKind, Relation, RelationKind};

/// How much a finding weighs, the heaviest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The model contradicts itself or lacks what every operating model has.
    Error,
    /// Something will hurt, or a practice of the field is not kept.
    Warning,
    /// Worth knowing.
    Info,
}

impl Severity {
    /// Every severity, the heaviest first.
    pub const ALL: [Self; 3] = [Self::Error, Self::Warning, Self::Info];

    /// The word of the command line and of JSON.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Info => "info",
        }
    }
}

/// A rule.
#[derive(Debug)]
pub struct Rule {
    /// Its id, such as `VP-01`: the family, then a number.
    pub id: &'static str,
    /// How much its findings weigh.
    pub severity: Severity,
    /// The clauses of the definition of operating models that it keeps, such as `C06`.
    pub clauses: &'static [&'static str],
    /// What raises it, as a condition.
    pub when: &'static str,
    /// What it says; `{n}`, `{k}` and `{y}` stand for a name, a count and the year.
    pub message: &'static str,
    /// What to do about it.
    pub suggestion: &'static str,
    /// What it looks at.
    pub look: &'static [Look],
}

impl Rule {
    /// The letters of its family, such as `VP`.
    #[must_use]
    pub fn family(&self) -> &'static str {
        self.id.split('-').next().unwrap_or(self.id)
    }
}

/// What a rule looks at. What it reads besides it reads through the [`Facts`], so that a change of that is noticed.
pub enum Look {
    /// The model as a whole: its totals.
    Model(AtModel),
    /// Each element of these kinds; of every kind but foreign ones where none is named.
    Elements(&'static [ElementKind], AtElement),
    /// Each relation of these kinds; of every kind but foreign ones where none is named.
    Relations(&'static [RelationKind], AtRelation),
}

/// A look at the model as a whole.
pub type AtModel = fn(&Facts<'_>, &mut Found<'_>);
/// A look at an element.
pub type AtElement = fn(&Facts<'_>, &Element, &mut Found<'_>);
/// A look at a relation.
pub type AtRelation = fn(&Facts<'_>, &Relation, &mut Found<'_>);

impl fmt::Debug for Look {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Model(_) => f.write_str("Model"),
            Self::Elements(kinds, _) => write!(f, "Elements({kinds:?})"),
            Self::Relations(kinds, _) => write!(f, "Relations({kinds:?})"),
        }
    }
}
