//! How a number stands in its field while nobody types in it, and what its unit is called.
//!
//! Knows nothing about how it is typed: the field shows that again as soon as it has the keyboard.

use super::show::typed;
use crate::model::metamodel::{AttributeDef, AttributeType};
use crate::model::{Document, Value};
use crate::scene::words::{duration, grouped, number};

/// The value as it stands at rest: `EUR 1,200,000`, `2 d`, `20 min`, `88 %`. `None` where it stands as it is typed.
#[must_use]
pub fn resting(document: &Document, ty: &AttributeType, value: &Value) -> Option<String> {
    let n = value.as_number()?;
    match ty {
        AttributeType::Money => {
            Some(format!("{} {}", document.currency(), grouped(&typed(Some(value)))).trim().to_owned())
        }
        AttributeType::Duration => {
            let minutes = n * 60.0;
            // Below an hour people count minutes, where it comes to whole ones.
            if n > 0.0 && n < 1.0 && (minutes - minutes.round()).abs() < 1e-3 {
                return Some(format!("{minutes:.0} min"));
            }
            Some(duration(document, n))
        }
        AttributeType::Percent => Some(format!("{} %", typed(Some(value)))),
        // Four digits are as often a year as an amount.
        AttributeType::Number | AttributeType::Integer if n.abs() >= 10_000.0 => Some(grouped(&typed(Some(value)))),
        _ => None,
    }
}

/// A duration that is a whole number of days or weeks of work, so that it was most likely typed as such: `2 d`.
#[must_use]
pub fn in_days(document: &Document, value: &Value) -> Option<String> {
    value.as_number().map(|hours| duration(document, hours)).filter(|words| !words.ends_with('h'))
}

/// What a long duration comes to in another unit than that in which it stands: `= 16 h` beside days and weeks, `= 2.5 d`,
/// `= 1 w 0.5 d` beside hours. `None` below a day.
#[must_use]
pub fn in_other_words(document: &Document, value: &Value) -> Option<String> {
    let hours = value.as_number()?;
    let (day, week) = (document.hours_per_day(), document.hours_per_week());
    if hours < day {
        return None;
    }
    if in_days(document, value).is_some() {
        return Some(format!("= {} h", grouped(&number(hours))));
    }
    let weeks = (hours / week).floor();
    let rest = (hours - weeks * week) / day;
    let parts = [(weeks, "w"), (rest, "d")];
    let parts = parts.iter().filter(|(n, _)| *n >= 0.05).map(|(n, unit)| format!("{} {unit}", number(*n)));
    Some(format!("= {}", parts.collect::<Vec<_>>().join(" ")))
}

/// The unit of an attribute in words, for its caption.
#[must_use]
pub fn unit_words(def: &AttributeDef) -> Option<String> {
    match (&def.ty, def.per.as_deref()) {
        (AttributeType::Money, Some("year")) => Some("a year".into()),
        (AttributeType::Money, Some("once")) => Some("once".into()),
        // These say their unit in the field.
        (AttributeType::Money | AttributeType::Duration | AttributeType::Percent, _) => None,
        _ => def.unit.as_ref().map(ToString::to_string),
    }
}

#[cfg(test)]
mod tests {
    use super::super::read;
    use super::*;

    #[test]
    fn numbers_at_rest_are_humane_and_are_read_back_as_they_are() {
        let document = Document::new(crate::format::metamodel::base());
        for (ty, n, text) in [
            (AttributeType::Money, 1_200_000.0, "EUR 1,200,000"),
            (AttributeType::Money, -1500.5, "EUR -1,500.5"),
            (AttributeType::Duration, 16.0, "2 d"),
            (AttributeType::Duration, 20.0, "20 h"),
            (AttributeType::Duration, 0.25, "15 min"),
            (AttributeType::Percent, 88.0, "88 %"),
            (AttributeType::Number, 12_500.0, "12,500"),
        ] {
            let value = Value::number(n).unwrap();
            let shown = resting(&document, &ty, &value).unwrap();
            assert_eq!(shown.trim_start_matches("EUR "), text.trim_start_matches("EUR "));
            assert_eq!(read(&document, &ty, &shown).unwrap(), Some(value), "{text}");
        }
        assert_eq!(resting(&document, &AttributeType::Integer, &Value::Int(2026)), None);
        let note = |hours| in_other_words(&document, &Value::number(hours).unwrap());
        assert_eq!(note(16.0).as_deref(), Some("= 16 h"));
        assert_eq!(note(20.0).as_deref(), Some("= 2.5 d"));
        assert_eq!(note(44.0).as_deref(), Some("= 1 w 0.5 d"));
        assert_eq!(note(6.0), None);
    }
}
