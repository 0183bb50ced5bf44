//! Calendar dates without a clock: reading, counting days, and the day that a model speaks of.
//!
//! Knows nothing about times of day, zones or what today is.

use std::fmt;

use crate::model::{Document, attr};

/// The months in their order.
pub const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// How many letters of a month stand for it where there is little room.
const SHORT: usize = 3;

/// What a month is called, by its number from 1; empty for none.
#[must_use]
pub fn month_name(month: i64) -> &'static str {
    usize::try_from(month - 1).ok().and_then(|i| MONTHS.get(i)).copied().unwrap_or_default()
}

/// The first letters of what a month is called, by its number from 1; empty for none.
#[must_use]
pub fn short_month(month: i64) -> &'static str {
    month_name(month).get(..SHORT).unwrap_or_default()
}

/// A day of the Gregorian calendar, years 0 to 9999.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    /// Days since 1970-01-01.
    days: i64,
}

impl Date {
    /// The day, if there is one: month from 1, day from 1.
    #[must_use]
    pub fn new(year: i64, month: i64, day: i64) -> Option<Self> {
        let is_date = (0..=9999).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
        let date = Self { days: if is_date { days_from_civil(year, month, day) } else { return None } };
        // The 31st of a short month would read as a day of the next.
        (date.civil() == (year, month, day)).then_some(date)
    }

    /// The day of `YYYY-MM-DD`; `None` for anything else.
    ///
    /// ```
    /// use opcanvas::analysis::Date;
    ///
    /// assert_eq!(Date::parse("2028-02-29").unwrap().to_string(), "2028-02-29");
    /// assert_eq!(Date::parse("2026-02-29"), None);
    /// assert_eq!(Date::parse("1 July"), None);
    /// ```
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let is_form = text.len() == 10
            && text.bytes().enumerate().all(|(i, b)| if matches!(i, 4 | 7) { b == b'-' } else { b.is_ascii_digit() });
        if !is_form {
            return None;
        }
        let number = |range: std::ops::Range<usize>| text[range].parse().ok();
        Self::new(number(0..4)?, number(5..7)?, number(8..10)?)
    }

    /// The year.
    #[must_use]
    pub fn year(self) -> i64 {
        self.civil().0
    }

    /// The month, from 1.
    #[must_use]
    pub fn month(self) -> i64 {
        self.civil().1
    }

    /// The day of the month, from 1.
    #[must_use]
    pub fn day(self) -> i64 {
        self.civil().2
    }

    /// How many days it is until `other`; negative when that is past.
    #[must_use]
    pub fn days_until(self, other: Self) -> i64 {
        other.days - self.days
    }

    /// The day that many days later, or earlier when negative; `None` beyond the years that there are.
    #[must_use]
    pub fn plus_days(self, days: i64) -> Option<Self> {
        let days = self.days.checked_add(days)?;
        (days_from_civil(0, 1, 1)..=days_from_civil(9999, 12, 31)).contains(&days).then_some(Self { days })
    }

    /// Year, month and day (H. Hinnant, "chrono-compatible low-level date algorithms", `civil_from_days`).
    fn civil(self) -> (i64, i64, i64) {
        let z = self.days + 719_468;
        let era = z.div_euclid(146_097);
        let day_of_era = z.rem_euclid(146_097);
        let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        // The year of the algorithm begins in March, so that the leap day is its last.
        let from_march = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * from_march + 2) / 5 + 1;
        let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
        (year_of_era + era * 400 + i64::from(month <= 2), month, day)
    }
}

impl fmt::Display for Date {
    /// `YYYY-MM-DD`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.civil();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

/// The day that the model speaks of: its as-of date, else `today` as the caller knows it.
#[must_use]
pub fn as_of(document: &Document, today: Option<Date>) -> Option<Date> {
    let set = document.setting("asOf");
    set.as_ref().and_then(|v| v.as_text()).and_then(|text| Date::parse(text)).or(today)
}

/// The day that an attribute says; `None` when the text is no date.
#[must_use]
pub fn read(date: &attr::Date) -> Option<Date> {
    Date::parse(&date.0)
}

/// Days since 1970-01-01 (H. Hinnant, as above, `days_from_civil`).
fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = year - i64::from(month <= 2);
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every day of 800 years follows the day before it, by the calendar's own rules.
    #[test]
    fn days_count_as_the_calendar_does() {
        let mut days = days_from_civil(1600, 1, 1);
        assert_eq!(days_from_civil(1970, 1, 1), 0);
        for year in 1600..2400 {
            let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
            let lengths = [31, if leap { 29 } else { 28 }, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
            for (month, length) in (1..).zip(lengths) {
                for day in 1..=length {
                    let date = Date::new(year, month, day).unwrap();
                    assert_eq!((date.days, date.civil()), (days, (year, month, day)));
                    days += 1;
                }
                assert_eq!(Date::new(year, month, length + 1), None);
            }
        }
    }

    #[test]
    fn days_beyond_the_years_there_are_are_none() {
        let last = Date::new(9999, 12, 31).unwrap();
        assert_eq!(last.plus_days(1), None);
        assert_eq!(last.plus_days(i64::MAX), None);
        assert_eq!(last.plus_days(-1).unwrap().to_string(), "9999-12-30");
        assert_eq!(Date::new(0, 1, 1).unwrap().plus_days(-1), None);
        assert_eq!(Date::parse("２０２６-07-01"), None);
    }
}
