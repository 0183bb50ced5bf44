//! What day it is, for drawings of models that do not say which day they are of.
//!
//! Knows nothing about models.

use std::time::{SystemTime, UNIX_EPOCH};

use crate::analysis::Date;

/// Today by universal time; `None` where the system's clock is before 1970.
#[must_use]
pub fn today() -> Option<Date> {
    const SECONDS: u64 = 86_400;
    let since = SystemTime::now().duration_since(UNIX_EPOCH).ok()?;
    Date::new(1970, 1, 1)?.plus_days(i64::try_from(since.as_secs() / SECONDS).ok()?)
}
