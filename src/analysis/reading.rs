//! A reading: a number with its unit, what it is about, what it was computed from, and the arithmetic in steps and words.
//!
//! Knows nothing about which formulas there are.

use std::collections::HashMap;

use ecow::{EcoString, EcoVec};

use super::date::Date;
use super::written::{decimals, grouped};
use crate::model::{Document, ElementId};

/// Units as files and programs write them.
pub mod unit {
    /// Business hours.
    pub const HOURS: &str = "h";
    /// Shares of 100.
    pub const PERCENT: &str = "%";
    /// The same, of the kinds that are asked for their value, outcomes, costs and risks.
    pub const PERCENT_ASKED: &str = "% of value_proposition, value_stream, portfolio_item, technology, partner";
    /// The id of one element.
    pub const ELEMENT: &str = "element";
    /// The ids of elements, or how many there are.
    pub const ELEMENTS: &str = "elements";
    /// The model's currency, a year.
    pub const MONEY: &str = "currency/yr";
    /// The model's currency.
    pub const MONEY_ONCE: &str = "currency";
    /// An index without a unit.
    pub const INDEX: &str = "index";
    /// Days; of a date in the calendar see [`DATE`].
    pub const DAYS: &str = "days";
    /// A day of the calendar.
    pub const DATE: &str = "date";
    /// Pieces of work.
    pub const ITEMS: &str = "items";
    /// Pieces of work in a business hour.
    pub const ITEMS_PER_HOUR: &str = "items/h";
    /// Layers of an organization.
    pub const LAYERS: &str = "layers";
    /// Levels of a scale.
    pub const LEVELS: &str = "levels";
    /// Points of a scale.
    pub const POINTS: &str = "points";
}

/// What a reading is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// The model as a whole.
    Model,
    /// An element.
    Element(ElementId),
    /// A contract of a partner, by its reference; by its place among the contracts, from 1, where it has none.
    Contract {
        /// Whose contract it is.
        partner: ElementId,
        /// How it is named.
        reference: EcoString,
    },
}

impl Subject {
    /// The word for a file or a program: `model`, the id of the element, the reference of the contract.
    #[must_use]
    pub fn id(&self) -> EcoString {
        match self {
            Self::Model => "model".into(),
            Self::Element(id) => id.text(),
            Self::Contract { reference, .. } => reference.clone(),
        }
    }

    /// The element that it is or belongs to; `None` of the model.
    #[must_use]
    pub fn element(&self) -> Option<&ElementId> {
        match self {
            Self::Model => None,
            Self::Element(id) | Self::Contract { partner: id, .. } => Some(id),
        }
    }

    /// The words for a reader: the name of the element, of the model, or of the partner with the contract.
    #[must_use]
    pub fn label(&self, document: &Document) -> String {
        let name = |id| document.element(id).map_or("", |e| e.shown_name());
        match self {
            Self::Model => "The model".to_owned(),
            Self::Element(id) => name(id).to_owned(),
            Self::Contract { partner, reference } => format!("{}, {reference}", name(partner)),
        }
    }
}

/// What a reading says.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// A number, always finite.
    Number(f64),
    /// An element.
    Element(ElementId),
    /// Elements, sorted.
    Elements(Vec<ElementId>),
    /// A day.
    Day(Date),
}

/// A step of the arithmetic: what, how much, and of which elements.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// What it is, in a few words.
    pub what: EcoString,
    /// How much; `None` where the step is about elements and not about an amount.
    pub amount: Option<f64>,
    /// The unit of the amount.
    pub unit: &'static str,
    /// The elements that it is about.
    pub of: Vec<ElementId>,
}

impl Step {
    /// An amount of one element.
    pub(super) fn one(what: impl Into<EcoString>, amount: f64, unit: &'static str, of: &ElementId) -> Self {
        Self { what: what.into(), amount: Some(amount), unit, of: vec![of.clone()] }
    }

    /// How many elements there are of a sort.
    pub(super) fn count(what: impl Into<EcoString>, of: Vec<ElementId>) -> Self {
        Self { what: what.into(), amount: Some(of.len() as f64), unit: unit::ELEMENTS, of }
    }
}

/// What one analysis says about one subject, and how that came about.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// The analysis, such as `A1` or `A9.unallocated`.
    pub analysis: EcoString,
    /// What it is about.
    pub subject: Subject,
    /// What it says.
    pub value: Answer,
    /// The unit of the value.
    pub unit: &'static str,
    /// What it was computed from.
    pub elements: EcoVec<ElementId>,
    /// What it would need a value of that is not there: the whole truth has none.
    pub missing: EcoVec<ElementId>,
    /// The steps of the arithmetic, in their order.
    pub arithmetic: EcoVec<Step>,
    said: Said,
}

/// How the arithmetic is put in words.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Said {
    /// In these.
    Words(EcoString),
    /// As the ways on which the elements of the value were reached: each step leads from its second element to its first.
    /// They are told only when asked for, since an outage may reach thousands.
    Ways,
}

impl Reading {
    /// A reading of a number; `None` for what is no number, or beyond all numbers.
    pub(super) fn number(analysis: &str, subject: Subject, value: f64, unit: &'static str) -> Option<Self> {
        // Adding zero turns a negative zero into zero.
        value.is_finite().then(|| Self::new(analysis, subject, Answer::Number(value + 0.0), unit))
    }

    /// A reading without its arithmetic.
    pub(super) fn new(analysis: &str, subject: Subject, value: Answer, unit: &'static str) -> Self {
        let (elements, missing, arithmetic) = (EcoVec::new(), EcoVec::new(), EcoVec::new());
        let said = Said::Words(EcoString::new());
        Self { analysis: analysis.into(), subject, value, unit, elements, missing, arithmetic, said }
    }

    pub(super) fn from(mut self, elements: impl Into<EcoVec<ElementId>>) -> Self {
        self.elements = elements.into();
        self
    }

    pub(super) fn missing(mut self, missing: impl Into<EcoVec<ElementId>>) -> Self {
        self.missing = missing.into();
        self
    }

    pub(super) fn steps(mut self, steps: impl Into<EcoVec<Step>>) -> Self {
        self.arithmetic = steps.into();
        self
    }

    pub(super) fn said(mut self, words: impl Into<EcoString>) -> Self {
        self.said = Said::Words(words.into());
        self
    }

    pub(super) fn said_as_ways(mut self) -> Self {
        self.said = Said::Ways;
        self
    }

    /// Whether it is of an analysis or of a part of one: `A9.total` is of `A9` and of `A9.total`.
    #[must_use]
    pub fn is_of(&self, analysis: &str) -> bool {
        let rest = self.analysis.strip_prefix(analysis);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    }

    /// The arithmetic in words, such as `4 h + 2 h + 2 h + 1 h = 9 h`.
    #[must_use]
    pub fn words(&self, document: &Document) -> EcoString {
        match &self.said {
            Said::Words(words) => words.clone(),
            Said::Ways => self.ways(document).into(),
        }
    }

    /// Why each element of the value is reached.
    fn ways(&self, document: &Document) -> String {
        let Answer::Elements(reached) = &self.value else { return String::new() };
        if reached.is_empty() {
            return "The outage reaches none".to_owned();
        }
        let steps = self.arithmetic.iter().filter_map(|step| match &step.of[..] {
            [to, from] => Some((to, (&step.what, from))),
            _ => None,
        });
        let by: HashMap<&ElementId, (&EcoString, &ElementId)> = steps.collect();
        let name = |id: &ElementId| document.element(id).map_or("", |e| e.shown_name());
        let way = |id: &ElementId| {
            let mut words = name(id).to_owned();
            let hops = std::iter::successors(by.get(id), |(_, from)| by.get(*from));
            for (i, (why, from)) in hops.enumerate() {
                if i == MOST_HOPS {
                    return words + " and so on";
                }
                let which = if i == 0 { "" } else { ", which" };
                words += &format!("{which} {why} {}", name(from));
            }
            words
        };
        joined(reached.iter().map(way), "; ")
    }

    /// The number, rounded as the field rounds it: percentages to two decimals, indexes to four, all others only from the
    /// noise behind the twelfth digit. `None` of what is no number.
    #[must_use]
    pub fn rounded(&self) -> Option<f64> {
        let Answer::Number(n) = self.value else { return None };
        let text = match self.unit {
            unit::INDEX => format!("{n:.4}"),
            unit if unit.starts_with(unit::PERCENT) => format!("{n:.2}"),
            _ => format!("{n:.11e}"),
        };
        text.parse().ok().map(|n: f64| n + 0.0)
    }

    /// The value as a reader likes it: `9 h`, `€` amounts with their currency, names of elements.
    #[must_use]
    pub fn shown(&self, document: &Document) -> String {
        let name = |id: &ElementId| document.element(id).map_or("", |e| e.shown_name()).to_owned();
        match &self.value {
            Answer::Number(n) => amount(document, *n, self.unit),
            Answer::Element(id) => name(id),
            Answer::Elements(ids) if ids.is_empty() => "None".to_owned(),
            Answer::Elements(ids) => ids.iter().map(name).collect::<Vec<_>>().join(", "),
            Answer::Day(day) => day.to_string(),
        }
    }
}

/// An amount with its unit as a reader likes it: `4 h`, `16.67 %`, `1,900,000 EUR`, `0.5791`.
#[must_use]
pub fn amount(document: &Document, n: f64, unit: &str) -> String {
    let figure = |most: usize| grouped(&decimals(n, most));
    match unit {
        unit::INDEX | "" => figure(4),
        unit::MONEY | unit::MONEY_ONCE => format!("{} {}", figure(2), document.currency()).trim_end().to_owned(),
        unit if unit.starts_with(unit::PERCENT) => format!("{} %", figure(2)),
        _ => {
            let singular = if figure(2) == "1" { unit.strip_suffix('s').unwrap_or(unit) } else { unit };
            format!("{} {singular}", figure(2))
        }
    }
}

/// So many of something: `1 role`, `2 roles`.
pub(super) fn counted(n: usize, one: &str, many: &str) -> String {
    if n == 1 { format!("1 {one}") } else { format!("{} {many}", grouped(&n.to_string())) }
}

/// The most hops of a way that are told; a reader has lost the thread of a longer one.
const MOST_HOPS: usize = 6;

/// The most terms that a sum or product names.
const MOST_TERMS: usize = 8;

/// The terms joined by a sign; of many the first few, and how many there are besides. Those are never made.
pub(super) fn joined(terms: impl IntoIterator<Item = String, IntoIter: ExactSizeIterator>, sign: &str) -> String {
    let mut terms = terms.into_iter();
    let mut named: Vec<String> = terms.by_ref().take(MOST_TERMS).collect();
    let rest = terms.len();
    if rest > 0 {
        named.push(format!("{rest} more"));
    }
    named.join(sign)
}
