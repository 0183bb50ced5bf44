//! What day and time it is, and how long ago something was, in words.
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

/// Seconds since 1970 by universal time; negative before it.
#[must_use]
pub fn now() -> i64 {
    seconds(SystemTime::now())
}

/// Seconds since 1970 of a time.
pub(super) fn seconds(time: SystemTime) -> i64 {
    match time.duration_since(UNIX_EPOCH) {
        Ok(since) => i64::try_from(since.as_secs()).unwrap_or(i64::MAX),
        Err(before) => -i64::try_from(before.duration().as_secs()).unwrap_or(i64::MAX),
    }
}

/// How long ago something was, as people say it, by days of universal time.
#[must_use]
pub fn ago(when: i64, now: i64) -> String {
    const DAY: i64 = 86_400;
    let days = now.div_euclid(DAY) - when.div_euclid(DAY);
    match days {
        i64::MIN..=0 => "Today".to_owned(),
        1 => "Yesterday".to_owned(),
        2..=13 => format!("{days} days ago"),
        14..=59 => format!("{} weeks ago", days / 7),
        60..=729 => format!("{} months ago", days / 30),
        _ => format!("{} years ago", days / 365),
    }
}

/// The day of a time, as it is written everywhere: 2026-07-01.
#[must_use]
pub fn day(when: i64) -> String {
    let date = Date::new(1970, 1, 1).and_then(|d| d.plus_days(when.div_euclid(86_400)));
    date.map(|d| d.to_string()).unwrap_or_default()
}
