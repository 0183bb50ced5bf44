//! Running totals: what the rules about the whole model ask, kept by adding and taking away what each element counts for.
//!
//! What an element counts for is for the analyses to say; only the adding is done here. Sums are kept in whole
//! ten-thousandths: they come out the same whatever the order of adding and taking away.
//!
//! Knows nothing about relations.

use std::collections::BTreeMap;

use ecow::EcoString;

use super::facts::Limits;
use crate::analysis::contract::contracts;
use crate::analysis::cost::contract_value;
use crate::analysis::investment::invested;
use crate::analysis::technology::is_emerging;
use crate::model::attr::{self, Choice, Choices, Money};
use crate::model::{Element, ElementKind};

/// The roles that make a stakeholder a consumer.
pub const CONSUMER_ROLES: [&str; 3] = ["customer", "user", "sponsor"];

/// Parts of a unit of money that are counted.
const PARTS: f64 = 10_000.0;

/// The largest amount that is counted as it is; what is beyond counts as this much, so that no sum runs over.
const MOST: f64 = 1e13;

/// What the whole model adds up to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Totals {
    counts: BTreeMap<Count, i64>,
    references: BTreeMap<EcoString, i64>,
    /// Money invested in the year: run, grow, transform.
    invested: [i128; 3],
    /// The yearly values of partners with active contracts, and of their squares.
    partners: (i128, i128),
}

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Count {
    /// Elements of a kind.
    Kind(ElementKind),
    /// Stakeholders with one of the [`CONSUMER_ROLES`], by its place there.
    Playing(usize),
    /// Stakeholders with any of them.
    Consumers,
    /// Technologies in research or emerging.
    Emerging,
    /// Units that lead.
    Leadership,
    /// Units built around customers.
    CustomerUnits,
    /// Experiments that run or came to a result.
    UnderWay,
    /// Processes that put the least viable product first and deliver in increments.
    Incremental,
    /// Choices that are decided.
    Decided,
}

impl Totals {
    /// How many there are.
    pub fn count(&self, what: Count) -> i64 {
        self.counts.get(&what).copied().unwrap_or_default()
    }

    /// How many contracts have a reference.
    pub fn references(&self, reference: &str) -> i64 {
        self.references.get(reference).copied().unwrap_or_default()
    }

    /// Money invested in the year as run, grow and transform.
    pub fn invested(&self) -> [f64; 3] {
        self.invested.map(|sum| sum as f64 / PARTS)
    }

    /// The concentration of partners (A10): the sum of the squares of their shares; `None` when nothing is spent.
    pub fn concentration(&self) -> Option<f64> {
        let (sum, squares) = (self.partners.0 as f64, self.partners.1 as f64);
        (sum > 0.0).then(|| squares / (sum * sum))
    }

    /// Adds what an element counts for.
    pub fn add(&mut self, element: &Element, limits: &Limits) {
        self.weigh(element, limits, 1);
    }

    /// Takes away what an element counted for.
    pub fn take(&mut self, element: &Element, limits: &Limits) {
        self.weigh(element, limits, -1);
    }

    fn weigh(&mut self, element: &Element, limits: &Limits, sign: i64) {
        self.tally(Count::Kind(element.kind), sign);
        match element.kind {
            ElementKind::Stakeholder => {
                let Choices(roles) = element.get(attr::stakeholder::ROLES).unwrap_or(Choices(Vec::new()));
                let playing = (0..3).filter(|i| roles.iter().any(|r| r == CONSUMER_ROLES[*i]));
                let playing: Vec<_> = playing.collect();
                for i in &playing {
                    self.tally(Count::Playing(*i), sign);
                }
                self.tally_if(!playing.is_empty(), Count::Consumers, sign);
            }
            ElementKind::Technology => self.tally_if(is_emerging(element), Count::Emerging, sign),
            ElementKind::OrgUnit => {
                let is = |attr, id| limits.settled(element, attr).is_some_and(|Choice(c)| c == id);
                self.tally_if(is(attr::org_unit::UNIT_TYPE, "leadership"), Count::Leadership, sign);
                self.tally_if(is(attr::org_unit::ALIGNMENT, "customer"), Count::CustomerUnits, sign);
            }
            ElementKind::Experiment => {
                let status = limits.settled(element, attr::experiment::STATUS);
                let is = status.is_some_and(|Choice(s)| ["running", "validated", "invalidated"].contains(&s.as_str()));
                self.tally_if(is, Count::UnderWay, sign);
            }
            ElementKind::Process => {
                let is = |attr| limits.settled(element, attr) == Some(true);
                let both = is(attr::process::MVP_FIRST) && is(attr::process::INCREMENTAL);
                self.tally_if(both, Count::Incremental, sign);
            }
            ElementKind::Choice => {
                let is = limits.settled(element, attr::choice::STATUS).is_some_and(|Choice(s)| s == "decided");
                self.tally_if(is, Count::Decided, sign);
            }
            ElementKind::PortfolioItem => {
                let of_year = limits.year().and_then(|year| invested(element, Some(year)));
                for (sum, Money(money)) in self.invested.iter_mut().zip(of_year.into_iter().flatten()) {
                    *sum += i128::from(sign) * parts(money);
                }
            }
            ElementKind::Partner => self.weigh_partner(element, limits, sign),
            _ => {}
        }
    }

    fn weigh_partner(&mut self, partner: &Element, limits: &Limits, sign: i64) {
        for reference in contracts(partner).iter().filter_map(|c| attr::contract::REFERENCE.read(c)) {
            let count = self.references.entry(reference.clone()).or_default();
            *count += sign;
            if *count == 0 {
                self.references.remove(&reference);
            }
        }
        let value = parts(contract_value(partner, limits.as_of).unwrap_or(0.0));
        let sign = i128::from(sign);
        // Squares are of whole units, or a large model's would run over.
        let whole = value / 100;
        self.partners.0 += sign * whole;
        self.partners.1 = self.partners.1.saturating_add(sign * whole.saturating_mul(whole));
    }

    fn tally_if(&mut self, is: bool, what: Count, sign: i64) {
        if is {
            self.tally(what, sign);
        }
    }

    fn tally(&mut self, what: Count, sign: i64) {
        *self.counts.entry(what).or_default() += sign;
    }
}

fn parts(money: f64) -> i128 {
    (money.clamp(-MOST, MOST) * PARTS).round() as i128
}
