//! What an element costs in a year, in the model's currency.
//!
//! Knows nothing about who pays, and pushes no cost on to others: see `roll_up` for that.

use super::contract::{contracts, is_active};
use super::date::Date;
use super::investment::invested;
use crate::model::attr::{Money, common, contract, role, vocr, vocr_cost};
use crate::model::{Element, ElementKind};

/// Money a year: the yearly cost of the element's value-outcomes-costs-risks, the contracts of a partner that are active
/// on the day, the investments of a portfolio item in the year of the day, and full-time equivalents times their cost of
/// a role. `None` when nothing is stated, which is not the same as no cost. Without a day all contracts count and no
/// investment does.
#[must_use]
pub fn yearly_cost(element: &Element, as_of: Option<Date>) -> Option<Money> {
    let parts =
        [run_cost(element), contract_value(element, as_of), invested_of_year(element, as_of), people_cost(element)];
    parts.into_iter().flatten().reduce(|a, b| a + b).map(Money)
}

/// The running cost a year that an element's value-outcomes-costs-risks states.
#[must_use]
pub fn run_cost(element: &Element) -> Option<f64> {
    let cost = vocr::COST.read(&common::VOCR.read(&element.fields)?)?;
    vocr_cost::RUN_PER_YEAR.read(&cost).map(|Money(m)| m)
}

/// Money a year for the contracts of a partner that are active on the day, all without one; values below 0 read as absent.
/// `None` when no such contract states a value.
#[must_use]
pub fn contract_value(partner: &Element, day: Option<Date>) -> Option<f64> {
    let active = contracts(partner).into_iter().filter(|c| is_active(c, day));
    let values = active.filter_map(|c| contract::VALUE_PER_YEAR.read(&c)).map(|Money(m)| m);
    values.filter(|value| *value >= 0.0).reduce(|a, b| a + b)
}

fn invested_of_year(element: &Element, as_of: Option<Date>) -> Option<f64> {
    let sorts = invested(element, Some(as_of?.year()))?;
    Some(sorts.iter().map(|Money(money)| money).sum())
}

/// Full-time equivalents times their cost, of a role that states both.
pub(super) fn people_cost(element: &Element) -> Option<f64> {
    let is_role = element.kind == ElementKind::Role;
    let (fte, Money(each)) = (element.get(role::FTE)?, element.get(role::COST_PER_FTE)?);
    is_role.then_some(fte * each)
}
