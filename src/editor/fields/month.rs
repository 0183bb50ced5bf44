//! A month as a grid of days, for choosing one.
//!
//! Knows nothing about who chooses.

use crate::analysis::{Date, as_of, month_name};
use crate::model::Document;
use crate::model::metamodel::is_date;

/// A month of a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Month {
    /// The year.
    pub year: i64,
    /// 1 to 12.
    pub month: i64,
}

impl Month {
    /// The month of a day written `YYYY-MM-DD`.
    #[must_use]
    pub fn of(day: &str) -> Option<Self> {
        let date = Date::parse(day)?;
        Some(Self { year: date.year(), month: date.month() })
    }

    /// So many months later; it stays within what can be written.
    #[must_use]
    pub fn later(self, months: i64) -> Self {
        let all = (self.year * 12 + self.month - 1 + months).clamp(12, 9999 * 12 + 11);
        Self { year: all.div_euclid(12), month: all.rem_euclid(12) + 1 }
    }

    /// `August 2026`.
    #[must_use]
    pub fn name(self) -> String {
        format!("{} {}", month_name(self.month), self.year)
    }

    /// `12 August 2026`.
    #[must_use]
    pub fn day_name(self, day: i64) -> String {
        format!("{day} {}", self.name())
    }

    /// A day of it as it is stored.
    #[must_use]
    pub fn written(self, day: i64) -> String {
        format!("{:04}-{:02}-{day:02}", self.year, self.month)
    }

    /// How many days it has.
    #[must_use]
    pub fn days(self) -> i64 {
        (28..=31).rev().find(|day| is_date(&self.written(*day))).unwrap_or(28)
    }

    /// How many days of the first week belong to the month before; weeks start on Monday.
    #[must_use]
    pub fn lead(self) -> i64 {
        // 1 January 2024 was a Monday.
        let (monday, first) = (Date::new(2024, 1, 1), Date::new(self.year, self.month, 1));
        monday.zip(first).map_or(0, |(monday, first)| monday.days_until(first).rem_euclid(7))
    }
}

/// The day that a calendar starts from: the one that the model is of, else today.
#[must_use]
pub fn starts_on(document: &Document) -> Option<String> {
    let day = as_of(document, crate::file::today())?;
    Some(Month { year: day.year(), month: day.month() }.written(day.day()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_have_their_days_and_start_where_they_do() {
        let month = |year, month| Month { year, month };
        assert_eq!((month(2026, 8).days(), month(2026, 8).lead()), (31, 5), "1 August 2026 is a Saturday");
        assert_eq!((month(2024, 2).days(), month(2024, 2).lead()), (29, 3));
        assert_eq!(month(2026, 1).later(-1), month(2025, 12));
        assert_eq!(month(2026, 12).later(1), month(2027, 1));
        assert_eq!(Month::of("2026-08-12").map(|m| m.day_name(12)).as_deref(), Some("12 August 2026"));
        assert_eq!(month(2026, 8).written(3), "2026-08-03");
    }
}
