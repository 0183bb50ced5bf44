//! How a number stands in its field while nobody types in it, and what its unit is called.
//!
//! Knows nothing about how it is typed: the field shows that again as soon as it has the keyboard.

use super::show::typed;
use crate::model::metamodel::{AttributeDef, AttributeType};
use crate::model::{Document, Value};

/// The value as it stands at rest: `EUR 1,200,000`, `16 h`, `20 min`, `88 %`. `None` where it stands as it is typed.
#[must_use]
pub fn resting(document: &Document, ty: &AttributeType, value: &Value) -> Option<String> {
    let n = value.as_number()?;
    match ty {
        AttributeType::Money => {
            let currency = document.setting("currency").and_then(|v| v.as_text().cloned()).unwrap_or_default();
            Some(format!("{currency} {}", grouped(&typed(Some(value)))).trim().to_owned())
        }
        AttributeType::Duration => {
            let minutes = n * 60.0;
            // Below an hour people count minutes, where it comes to whole ones.
            if n > 0.0 && n < 1.0 && (minutes - minutes.round()).abs() < 1e-3 {
                return Some(format!("{minutes:.0} min"));
            }
            Some(format!("{} h", grouped(&short(n))))
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
    let setting = |key| document.setting(key).and_then(|v| v.as_number()).filter(|n| *n > 0.0);
    let (day, days) = (setting("hoursPerDay").unwrap_or(8.0), setting("daysPerWeek").unwrap_or(5.0));
    if hours < day {
        return None;
    }
    let weeks = (hours / (day * days)).floor();
    let rest = (hours - weeks * day * days) / day;
    let parts = [(weeks, "w"), (rest, "d")];
    let parts = parts.iter().filter(|(n, _)| *n >= 0.05).map(|(n, unit)| format!("{} {unit}", short(*n)));
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

/// At most two decimals, without zeros at the end.
fn short(n: f64) -> String {
    let text = format!("{n:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// A number with its thousands set apart.
fn grouped(plain: &str) -> String {
    let (whole, rest) = plain.split_once('.').map_or((plain, None), |(w, r)| (w, Some(r)));
    let (sign, digits) = whole.strip_prefix('-').map_or(("", whole), |d| ("-", d));
    let mut text = sign.to_owned();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    if let Some(rest) = rest {
        text.push('.');
        text.push_str(rest);
    }
    text
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
