//! How much of the money for partners goes to few of them (A10).
//!
//! Knows nothing about what they supply.

use super::cost::contract_value;
use super::date::Date;
use super::settings;
use crate::model::attr::Money;
use crate::model::{Document, ElementId, ElementKind};

/// How concentrated spending is, by the thresholds of the model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Below the setting `hhiModerate`, 0.15 by default.
    Low,
    /// From there up to the setting `hhiHigh`, 0.25 by default.
    Moderate,
    /// Above that.
    High,
}

impl Level {
    /// What people call it.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Moderate => "moderate",
            Self::High => "high",
        }
    }
}

/// How much of the money for partners goes to few of them.
#[derive(Clone, Debug, PartialEq)]
pub struct Concentration {
    /// The Herfindahl-Hirschman index, above 0 and at most 1, which is one partner alone.
    pub index: f64,
    /// Low, moderate or high.
    pub level: Level,
    /// Partners with the values of their active contracts a year, the largest first.
    pub partners: Vec<(ElementId, Money)>,
    /// The sum of these.
    pub total: Money,
}

impl Concentration {
    /// The index on the scale of 10,000 that authorities use.
    #[must_use]
    pub fn points(&self) -> f64 {
        10_000.0 * self.index
    }

    /// Of how many partners with equal shares it would be the index.
    #[must_use]
    pub fn effective_partners(&self) -> f64 {
        1.0 / self.index
    }
}

/// A10, partner concentration (Herfindahl-Hirschman index) = sum over partners of (value / sum of values)^2, where values
/// are those of the contracts that are active on the day, a year. Values below 0 read as absent. `None` when no contract
/// has a value above 0. Without a day every contract counts.
///
/// Source: HHI; the levels are the US scale of 2010 (below 0.15 low, above 0.25 high), which the settings can change to
/// that of 2023 (above 0.18 high). Its worked example, contracts of 500, 300 and 200:
///
/// ```
/// use opcanvas::analysis::concentration::{Level, concentration};
///
/// let model = opcanvas::format::load(br#"{"format": "opcanvas", "version": 1, "elements": [
///     {"id": "a", "kind": "partner", "name": "A", "attributes": {"contracts": [{"valuePerYear": 500}]}},
///     {"id": "b", "kind": "partner", "name": "B", "attributes": {"contracts": [{"valuePerYear": 300}]}},
///     {"id": "c", "kind": "partner", "name": "C", "attributes": {"contracts": [{"valuePerYear": 200}]}}]}"#);
/// let found = concentration(&model.unwrap().document, None).unwrap();
/// assert_eq!((format!("{:.2}", found.index), found.level), ("0.38".to_owned(), Level::High));
/// assert_eq!((found.points().round(), format!("{:.2}", found.effective_partners())), (3_800.0, "2.63".to_owned()));
/// ```
#[must_use]
pub fn concentration(document: &Document, day: Option<Date>) -> Option<Concentration> {
    let all = document.index().of_kind(ElementKind::Partner);
    let value = |id: &ElementId| contract_value(document.element(id)?, day).filter(|value| *value > 0.0);
    let mut partners: Vec<_> = all.filter_map(|id| Some((id.clone(), Money(value(id)?)))).collect();
    let total: f64 = partners.iter().map(|(_, money)| money.0).sum();
    if partners.is_empty() || !total.is_finite() {
        return None;
    }
    partners.sort_by(|a, b| b.1.0.total_cmp(&a.1.0).then_with(|| a.0.cmp(&b.0)));
    let index = partners.iter().map(|(_, money)| (money.0 / total).powi(2)).sum();
    let level = if is_high(index, settings::number(document, "hhiHigh").unwrap_or(0.25)) {
        Level::High
    } else if index < settings::number(document, "hhiModerate").unwrap_or(0.15) {
        Level::Low
    } else {
        Level::Moderate
    };
    Some(Concentration { index, level, partners, total: Money(total) })
}

/// Whether an index is high by the setting `hhiHigh`; that itself is not yet.
#[must_use]
pub fn is_high(index: f64, from: f64) -> bool {
    index > from
}
