//! How a number stands in its field while nobody types in it, and what its unit is called.
//!
//! Knows nothing about how it is typed: the field shows that again as soon as it has the keyboard.

use super::show::typed;
use crate::model::metamodel::{AttributeDef, AttributeType};
use crate::model::{Document, Value};
use crate::scene::words::{grouped, number};

/// The value as it stands at rest: `EUR 1,200,000`, `16 h`, `20 min`, `88 %`. `None` where it stands as it is typed.
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
            Some(format!("{} h", grouped(&number(n))))
        }
        AttributeType::Percent => Some(format!("{} %", typed(Some(value)))),
        // Four digits are as often a year as an amount.
        AttributeType::Number | AttributeType::Integer if n.abs() >= 10_000.0 => Some(grouped(&typed(Some(value)))),
        _ => None,
    }
}

/// What a long duration comes to in days and weeks of work: `= 2 d`, `= 1 w 1 d`. `None` below a day.
#[must_use]
pub fn in_days(document: &Document, value: &Value) -> Option<String> {
    let hours = value.as_number()?;
    let (day, week) = (document.hours_per_day(), document.hours_per_week());
    if hours < day {
        return None;
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
            (AttributeType::Duration, 16.0, "16 h"),
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
        let note = |hours| in_days(&document, &Value::number(hours).unwrap());
        assert_eq!(note(16.0).as_deref(), Some("= 2 d"));
        assert_eq!(note(48.0).as_deref(), Some("= 1 w 1 d"));
        assert_eq!(note(6.0), None);
    }
}
