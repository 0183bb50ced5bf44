//! How the money of a year is shared between running, growing and transforming (A15).
//!
//! Knows nothing about what comes back.

use super::settings;
use crate::model::attr::{Attr, Money, investment, portfolio_item};
use crate::model::{Document, Element, ElementId, ElementKind};

/// The three sorts of investment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sort {
    /// Keeps what there is.
    Run,
    /// Makes more of it.
    Grow,
    /// Changes it.
    Transform,
}

impl Sort {
    /// Every sort, in the order of the setting `portfolioTarget`.
    pub const ALL: [Self; 3] = [Self::Run, Self::Grow, Self::Transform];

    /// The id in the file.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Run => "run",
            Self::Grow => "grow",
            Self::Transform => "transform",
        }
    }

    /// What people call it.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Run => "Run",
            Self::Grow => "Grow",
            Self::Transform => "Transform",
        }
    }

    const fn attr(self) -> Attr<Money> {
        match self {
            Self::Run => investment::RUN,
            Self::Grow => investment::GROW,
            Self::Transform => investment::TRANSFORM,
        }
    }
}

/// How the investments of a year are shared, each by the order of [`Sort::ALL`].
#[derive(Clone, Debug, PartialEq)]
pub struct Balance {
    /// The year.
    pub year: i64,
    /// Money for each sort.
    pub money: [Money; 3],
    /// The shares of that, 1 together.
    pub shares: [f64; 3],
    /// The shares that the model aims at, 1 together.
    pub target: [f64; 3],
    /// How much of the money stands elsewhere than aimed at, 0 to 1.
    pub imbalance: f64,
    /// The items that are invested in, with their money for each sort, the most first.
    pub items: Vec<(ElementId, [Money; 3])>,
}

/// A15, portfolio balance of a year: share of a sort = its money / all money; imbalance = 0.5 * sum of
/// |share - target|, where the target is the setting `portfolioTarget`, 70/20/10 by default. Amounts below 0 read as
/// absent. `None` when nothing is invested in that year.
///
/// Source: run-grow-transform; 70/20/10 is a common planning habit. Its worked example, 600, 250 and 150:
///
/// ```
/// use opcanvas::analysis::investment::balance;
///
/// let model = opcanvas::format::load(br#"{"format": "opcanvas", "version": 1, "elements": [
///     {"id": "p", "kind": "portfolio_item", "name": "P", "attributes": {"itemType": "product",
///      "investments": [{"year": 2026, "run": 600, "grow": 250, "transform": 150}]}}]}"#).unwrap().document;
/// let found = balance(&model, 2026).unwrap();
/// assert_eq!(found.shares, [0.6, 0.25, 0.15]);
/// assert_eq!(format!("{:.2}", found.imbalance), "0.10");
/// assert_eq!(balance(&model, 2027), None);
/// ```
#[must_use]
pub fn balance(document: &Document, year: i64) -> Option<Balance> {
    let all = document.index().of_kind(ElementKind::PortfolioItem).filter_map(|id| document.element(id));
    let sum = |of: &[Money; 3]| of.iter().map(|money| money.0).sum::<f64>();
    let mut items: Vec<_> = all.filter_map(|item| Some((item.id.clone(), invested(item, Some(year))?))).collect();
    items.sort_by(|a, b| sum(&b.1).total_cmp(&sum(&a.1)).then_with(|| a.0.cmp(&b.0)));
    let money = [0, 1, 2].map(|sort| Money(items.iter().map(|(_, money)| money[sort].0).sum()));
    let total = sum(&money);
    if total <= 0.0 || !total.is_finite() {
        return None;
    }
    let shares = money.map(|money| money.0 / total);
    let target = settings::numbers::<3>(document, "portfolioTarget").unwrap_or([70.0, 20.0, 10.0]);
    let whole: f64 = target.iter().sum();
    let target = target.map(|part| part / whole);
    let imbalance = 0.5 * shares.iter().zip(&target).map(|(share, target)| (share - target).abs()).sum::<f64>();
    Some(Balance { year, money, shares, target, imbalance, items })
}

/// What is invested in an item in a year, or in all years, by the order of [`Sort::ALL`]; `None` where nothing is stated.
#[must_use]
pub fn invested(item: &Element, year: Option<i64>) -> Option<[Money; 3]> {
    if item.kind != ElementKind::PortfolioItem {
        return None;
    }
    let list = item.get(portfolio_item::INVESTMENTS)?.0;
    let counts = |entry: &&crate::model::Record| year.is_none() || investment::YEAR.read(entry) == year;
    let mut found = None;
    for entry in list.iter().filter(counts) {
        for (i, sort) in Sort::ALL.into_iter().enumerate() {
            if let Some(Money(money)) = sort.attr().read(entry).filter(|money| money.0 >= 0.0) {
                found.get_or_insert([Money(0.0); 3])[i].0 += money;
            }
        }
    }
    found
}
