//! What an element costs in a year, in the model's currency.
//!
//! Knows nothing about who pays, and pushes no cost on to others: see `roll_up` for that.

use super::contract::{contracts, is_active};
use super::date::Date;
use crate::model::attr::{Money, common, contract, investment, portfolio_item, role, vocr, vocr_cost};
use crate::model::{Element, ElementKind};

/// Money a year: the yearly cost of the element's value-outcomes-costs-risks, the contracts of a partner that are active
/// on the day, the investments of a portfolio item in the year of the day, and full-time equivalents times their cost of
/// a role. `None` when nothing is stated, which is not the same as no cost. Without a day all contracts count and no
/// investment does.
#[must_use]
pub fn yearly_cost(element: &Element, as_of: Option<Date>) -> Option<Money> {
    let parts = [run_cost(element), contract_value(element, as_of), invested(element, as_of), people_cost(element)];
    parts.into_iter().flatten().reduce(|a, b| a + b).map(Money)
}

/// The running cost a year that an element's value-outcomes-costs-risks states.
pub(super) fn run_cost(element: &Element) -> Option<f64> {
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

fn invested(element: &Element, as_of: Option<Date>) -> Option<f64> {
    if element.kind != ElementKind::PortfolioItem {
        return None;
    }
    let year = as_of?.year();
    let list = element.get(portfolio_item::INVESTMENTS)?.0;
    let of_year = list.iter().filter(|entry| investment::YEAR.read(entry) == Some(year));
    let sorts = [investment::RUN, investment::GROW, investment::TRANSFORM];
    of_year.flat_map(|entry| sorts.map(|sort| sort.read(entry))).flatten().map(|Money(m)| m).reduce(|a, b| a + b)
}

/// Full-time equivalents times their cost, of a role that states both.
pub(super) fn people_cost(element: &Element) -> Option<f64> {
    let is_role = element.kind == ElementKind::Role;
    let (fte, Money(each)) = (element.get(role::FTE)?, element.get(role::COST_PER_FTE)?);
    is_role.then_some(fte * each)
}
