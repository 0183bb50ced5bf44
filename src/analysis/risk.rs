//! How exposed an element is: the worst of its risks, likelihood times impact (A20).
//!
//! Knows nothing about how a risk is answered.

use crate::model::attr::{common, vocr, vocr_risk};
use crate::model::{Document, Element, Value};

/// How bad an exposure is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Band {
    /// Below medium.
    Low,
    /// From the setting `riskMediumFrom` on, 5 by default.
    Medium,
    /// From the setting `riskHighFrom` on, 10 by default.
    High,
    /// From the setting `riskCritical` on, 15 by default.
    Critical,
}

impl Band {
    /// Every band, the least first.
    pub const ALL: [Self; 4] = [Self::Low, Self::Medium, Self::High, Self::Critical];

    /// What people call it.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Low => "Low",
            Self::Medium => "Medium",
            Self::High => "High",
            Self::Critical => "Critical",
        }
    }
}

/// A20, risk exposure of one element = the greatest likelihood * impact of its rated risks, 1 to 25 points. `None` when
/// none is rated.
///
/// Source: risk matrix, as in ISO 31000. Its worked example, risks of (3, 4) and (2, 5):
///
/// ```
/// use opcanvas::analysis::risk::{exposure, total_exposure};
///
/// let model = opcanvas::format::load(br#"{"format": "opcanvas", "version": 1, "elements": [
///     {"id": "e", "kind": "process", "name": "E", "vocr": {"risks": [
///         {"likelihood": 3, "impact": 4}, {"likelihood": 2, "impact": 5}]}}]}"#).unwrap().document;
/// assert_eq!(exposure(model.element(&"e".into()).unwrap()), Some(12));
/// assert_eq!(total_exposure(&model), 12);
/// ```
#[must_use]
pub fn exposure(element: &Element) -> Option<i64> {
    rated(element).map(|(likelihood, impact)| likelihood.saturating_mul(impact)).max()
}

/// Likelihood and impact of the risks of an element that state both.
pub fn rated(element: &Element) -> impl Iterator<Item = (i64, i64)> + use<> {
    let risks = common::VOCR.read(&element.fields).and_then(|record| vocr::RISKS.read(&record));
    let risks = risks.map(|list| list.0).unwrap_or_default().into_iter();
    risks.filter_map(|risk| Some((vocr_risk::LIKELIHOOD.read(&risk)?, vocr_risk::IMPACT.read(&risk)?)))
}

/// A20 of the model = the sum over its elements.
#[must_use]
pub fn total_exposure(document: &Document) -> i64 {
    document.elements().values().filter_map(|element| exposure(element)).fold(0, i64::saturating_add)
}

/// The band of an exposure, by the thresholds of the model.
#[must_use]
pub fn band(document: &Document, exposure: i64) -> Band {
    let is_from = |key: &str, otherwise: i64| {
        exposure >= document.setting(key).as_ref().and_then(Value::as_int).unwrap_or(otherwise)
    };
    if is_from("riskCritical", 15) {
        Band::Critical
    } else if is_from("riskHighFrom", 10) {
        Band::High
    } else if is_from("riskMediumFrom", 5) {
        Band::Medium
    } else {
        Band::Low
    }
}
