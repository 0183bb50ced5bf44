//! How long contracts last and by when they have to be decided on (A26).
//!
//! Knows nothing about what is supplied under them.

use super::date::{Date, read};
use crate::model::attr::{contract, partner};
use crate::model::{Document, Element, ElementKind, Record, Value};

/// How long a contract lasts, seen from a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Horizon {
    /// The last day.
    pub end: Date,
    /// Days to the end; negative when it is past.
    pub days: i64,
    /// The last day on which notice can be given: the end less the notice period, of no days when none is stated.
    pub decide_by: Date,
}

/// How near the end of a contract is, the nearest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// The last day is past.
    Expired,
    /// It ends within the notice period or the days of the setting `expiryWarnDays`, 90 by default.
    Due,
    /// It ends within 365 days.
    WithinYear,
    /// It ends after that.
    Later,
    /// It has no end.
    OpenEnded,
}

/// The contracts of a partner; none of anything else.
#[must_use]
pub fn contracts(element: &Element) -> Vec<Record> {
    let is_partner = element.kind == ElementKind::Partner;
    is_partner.then(|| element.get(partner::CONTRACTS)).flatten().map(|list| list.0).unwrap_or_default()
}

/// A26, contract horizon = days to the end of a contract, end - day; renewal decision date = end - notice days. `None` when
/// it has no end.
///
/// Source: supplier management. Its worked example, on 2026-07-01, with an end on 2026-09-15 and 60 days of notice:
///
/// ```
/// use opcanvas::analysis::contract::{contracts, horizon};
/// use opcanvas::analysis::Date;
///
/// let model = opcanvas::format::load(br#"{"format": "opcanvas", "version": 1, "elements": [
///     {"id": "p", "kind": "partner", "name": "P", "attributes": {"contracts": [
///         {"reference": "C", "end": "2026-09-15", "noticeDays": 60}]}}]}"#).unwrap().document;
/// let contract = &contracts(model.element(&"p".into()).unwrap())[0];
/// let found = horizon(contract, Date::parse("2026-07-01").unwrap()).unwrap();
/// assert_eq!((found.days, found.decide_by.to_string()), (76, "2026-07-17".to_owned()));
/// ```
#[must_use]
pub fn horizon(contract: &Record, as_of: Date) -> Option<Horizon> {
    let end = contract::END.read(contract).as_ref().and_then(read)?;
    let notice = contract::NOTICE_DAYS.read(contract).unwrap_or(0).max(0);
    // A notice period of thousands of years began before there were dates.
    let decide_by = end.plus_days(-notice).or_else(|| Date::new(0, 1, 1)).unwrap_or(end);
    Some(Horizon { end, days: as_of.days_until(end), decide_by })
}

/// Whether a contract has begun and is not past its last day; a bound that is not stated holds. Without a day every
/// contract counts.
#[must_use]
pub fn is_active(contract: &Record, as_of: Option<Date>) -> bool {
    let Some(day) = as_of else { return true };
    let start = contract::START.read(contract).as_ref().and_then(read);
    let end = contract::END.read(contract).as_ref().and_then(read);
    start.is_none_or(|start| start <= day) && end.is_none_or(|end| day <= end)
}

/// How near the end of a contract is.
#[must_use]
pub fn standing(document: &Document, contract: &Record, as_of: Date) -> Standing {
    let Some(horizon) = horizon(contract, as_of) else { return Standing::OpenEnded };
    let warning = document.setting("expiryWarnDays").as_ref().and_then(Value::as_int).unwrap_or(90);
    if horizon.days < 0 {
        Standing::Expired
    } else if horizon.days <= warning || horizon.decide_by <= as_of {
        Standing::Due
    } else if horizon.days <= 365 {
        Standing::WithinYear
    } else {
        Standing::Later
    }
}
