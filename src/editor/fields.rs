//! Reads what people type as the value of an attribute, and writes a value as they would type it.
//!
//! Knows nothing about where the fields are.

use ecow::EcoString;

use crate::model::metamodel::AttributeType;
use crate::model::{Document, Value};

/// The value as it would be typed; empty for none.
#[must_use]
pub fn typed(value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => String::new(),
        Some(Value::Bool(b)) => if *b { "yes" } else { "no" }.into(),
        Some(Value::Int(n)) => n.to_string(),
        Some(Value::Number(n)) => n.to_string(),
        Some(Value::Text(text)) => text.to_string(),
        Some(Value::List(list)) => list.iter().map(|v| typed(Some(v))).collect::<Vec<_>>().join("\n"),
        Some(Value::Record(record)) => {
            let parts: Vec<_> =
                record.iter().map(|(key, v)| format!("{key}: {}", typed(Some(v)).replace('\n', ", "))).collect();
            parts.join(", ")
        }
    }
}

/// The value that a text means; `None` for an empty text, which takes the attribute away.
///
/// Durations take `90m`, `6h`, `2d` and `1w` with the working day and week of the document's settings. Numbers take a
/// decimal comma and grouped thousands.
///
/// # Errors
/// What is expected instead, as a phrase.
pub fn read(document: &Document, ty: &AttributeType, text: &str) -> Result<Option<Value>, String> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let number = |text: &str| parse_number(text).ok_or_else(|| ty.expected());
    let value = match ty {
        AttributeType::Integer => {
            let value = Value::number(number(text)?);
            value.filter(|v| v.as_int().is_some()).ok_or_else(|| ty.expected())?
        }
        AttributeType::Number | AttributeType::Money => Value::number(number(text)?).ok_or_else(|| ty.expected())?,
        AttributeType::Percent => {
            Value::number(number(text.trim_end_matches('%').trim_end())?).ok_or_else(|| ty.expected())?
        }
        AttributeType::Duration => {
            let hours = parse_hours(document, text);
            hours.and_then(Value::number).ok_or("a duration such as 90m, 6h, 2d or 1w")?
        }
        AttributeType::List { of } => {
            let entries = text.lines().map(str::trim).filter(|l| !l.is_empty());
            let entries: Result<Vec<_>, _> = entries.map(|line| read(document, of, line)).collect();
            Value::List(entries?.into_iter().flatten().collect())
        }
        _ => Value::Text(EcoString::from(text)),
    };
    document.metamodel().check_type(ty, &value)?;
    Ok(Some(value))
}

fn parse_number(text: &str) -> Option<f64> {
    let compact: String = text.chars().filter(|c| !matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\'' | '_')).collect();
    // 1,234,567 is grouped, 3,5 is a decimal comma: a comma followed by exactly three digits groups.
    let head = compact.split(',').next().unwrap_or_default().trim_start_matches(['-', '+']);
    let groups = (1..=3).contains(&head.len())
        && !head.starts_with('0')
        && compact.split(',').skip(1).all(|part| part.split('.').next().is_some_and(|d| d.len() == 3));
    let plain = if groups { compact.replace(',', "") } else { compact.replacen(',', ".", 1) };
    let n: f64 = plain.parse().ok()?;
    // Rust also reads "inf" and "nan", which are no numbers of a model.
    n.is_finite().then_some(n)
}

fn parse_hours(document: &Document, text: &str) -> Option<f64> {
    let setting = |key| document.setting(key).and_then(|v| v.as_number()).filter(|n| *n > 0.0);
    let day = setting("hoursPerDay").unwrap_or(8.0);
    let week = day * setting("daysPerWeek").unwrap_or(5.0);
    let digits = text.trim_end_matches(|c: char| c.is_alphabetic() || c == '.').trim_end();
    let hours_per_unit = match text[digits.len()..].trim().trim_end_matches('.').to_lowercase().as_str() {
        "m" | "min" | "mins" | "minute" | "minutes" => 1.0 / 60.0,
        "" | "h" | "hr" | "hrs" | "hour" | "hours" => 1.0,
        "d" | "day" | "days" => day,
        "w" | "wk" | "week" | "weeks" => week,
        _ => return None,
    };
    let hours = parse_number(digits)? * hours_per_unit;
    // A hundredth of a second is finer than any process is measured; it hides the noise of thirds and sixtieths.
    Some((hours * 360_000.0).round() / 360_000.0)
}

/// What a duration comes to, for an echo under its field: `= 16 h at 8 h a day`. `None` for plain hours.
#[must_use]
pub fn duration_echo(document: &Document, text: &str) -> Option<String> {
    let unit = text.trim().chars().last().filter(|c| c.is_alphabetic())?;
    let hours = parse_hours(document, text.trim())?;
    let hours = format!("{hours:.2}");
    let hours = hours.trim_end_matches('0').trim_end_matches('.');
    let day = document.setting("hoursPerDay").map(|v| typed(Some(&v))).unwrap_or_default();
    match unit {
        'd' | 'D' | 'w' | 'W' | 's' | 'y' | 'k' => Some(format!("= {hours} h at {day} h a day")),
        'm' | 'n' => Some(format!("= {hours} h")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_type_is_read_as_they_mean_it() {
        let document = Document::new(crate::format::metamodel::base());
        let ok = |ty: &AttributeType, text: &str| read(&document, ty, text).unwrap().unwrap();
        for (text, hours) in
            [("90m", 1.5), ("6", 6.0), ("6 h", 6.0), ("2d", 16.0), ("1w", 40.0), ("0,5 d", 4.0), ("20 min", 1.0 / 3.0)]
        {
            let value = ok(&AttributeType::Duration, text).as_number().unwrap();
            assert!((value - hours).abs() < 1e-5, "{text}: {value}");
        }
        for (text, n) in [
            ("1,234,567", 1_234_567.0),
            ("0,125", 0.125),
            ("3,5", 3.5),
            ("1 200", 1200.0),
            ("12.75", 12.75),
            ("-3", -3.0),
        ] {
            assert_eq!(ok(&AttributeType::Number, text).as_number(), Some(n), "{text}");
        }
        assert_eq!(ok(&AttributeType::Percent, "88 %"), Value::Int(88));
        assert_eq!(read(&document, &AttributeType::Number, "  ").unwrap(), None);
        for bad in ["x", "inf", "NaN", "1e999", "--1"] {
            assert!(read(&document, &AttributeType::Number, bad).is_err(), "{bad}");
            assert!(read(&document, &AttributeType::Duration, bad).is_err(), "{bad}");
        }
        assert!(read(&document, &AttributeType::Integer, "1.5").is_err());
        assert!(read(&document, &AttributeType::Date, "2026-02-30").is_err());
        let list = AttributeType::List { of: Box::new(AttributeType::Text) };
        assert_eq!(typed(Some(&ok(&list, "a\n\n b "))), "a\nb");
        assert_eq!(duration_echo(&document, "2d").as_deref(), Some("= 16 h at 8 h a day"));
        assert_eq!(duration_echo(&document, "6"), None);
    }
}
