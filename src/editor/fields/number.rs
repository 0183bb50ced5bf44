//! Numbers, money, durations and dates as people write them.
//!
//! Knows nothing about attributes.

use crate::analysis::MONTHS;
use crate::model::Document;

/// A number with a decimal comma or point and grouped thousands; `None` for anything else.
pub(super) fn number(text: &str) -> Option<f64> {
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

/// An amount with or without the code or sign of a currency, in thousands (`k`) or millions (`m`) too.
pub(super) fn money(document: &Document, text: &str) -> Option<f64> {
    let currency = document.currency();
    let mut bare = text.trim();
    let sign = |c: char| matches!(c, '€' | '$' | '£' | '¥' | '₹');
    for _ in 0..2 {
        bare = bare.trim_matches(sign).trim();
        let code = currency.as_str();
        if !code.is_empty() && bare.len() > code.len() && bare.is_char_boundary(code.len()) {
            let (head, tail) = bare.split_at(code.len());
            if head.eq_ignore_ascii_case(code) {
                bare = tail.trim();
            }
        }
        if let Some(at) = bare.len().checked_sub(code.len()).filter(|at| *at > 0 && bare.is_char_boundary(*at)) {
            let (head, tail) = bare.split_at(at);
            if !code.is_empty() && tail.eq_ignore_ascii_case(code) {
                bare = head.trim();
            }
        }
    }
    let (digits, times) = match bare.chars().last()? {
        'k' | 'K' => (&bare[..bare.len() - 1], 1e3),
        'm' | 'M' => (&bare[..bare.len() - 1], 1e6),
        _ => (bare, 1.0),
    };
    // Cents are the finest that a model counts in; this hides the noise of multiplying.
    let amount = number(digits)? * times;
    Some(if times > 1.0 { (amount * 100.0).round() / 100.0 } else { amount })
}

/// Business hours from `90m`, `1.5h`, `2d`, `1w` or a bare number of hours.
pub(super) fn hours(document: &Document, text: &str) -> Option<f64> {
    let digits = text.trim_end_matches(|c: char| c.is_alphabetic() || c == '.').trim_end();
    let hours_per_unit = match text[digits.len()..].trim().trim_end_matches('.').to_lowercase().as_str() {
        "m" | "min" | "mins" | "minute" | "minutes" => 1.0 / 60.0,
        "" | "h" | "hr" | "hrs" | "hour" | "hours" => 1.0,
        "d" | "day" | "days" => document.hours_per_day(),
        "w" | "wk" | "week" | "weeks" => document.hours_per_week(),
        _ => return None,
    };
    let hours = number(digits)? * hours_per_unit;
    // A hundredth of a second is finer than any process is measured; it hides the noise of thirds and sixtieths.
    Some((hours * 360_000.0).round() / 360_000.0)
}

/// A day as `2026-08-01`, from that, `2026-8-1`, `1.8.2026`, `1 Aug 2026` or `Aug 1, 2026`. With slashes the day and the
/// month are told apart by a day above 12; others are not read.
pub(super) fn date(text: &str) -> Option<String> {
    let (year, month, day) = parts(text)?;
    let written = format!("{year:04}-{month:02}-{day:02}");
    crate::model::metamodel::is_date(&written).then_some(written)
}

/// What is expected instead of a day that its month does not have. None for every other text.
pub(super) fn too_late(text: &str) -> Option<String> {
    let (year, month, day) = parts(text)?;
    let name = MONTHS.get(month.checked_sub(1)?)?;
    let is = |day: usize| crate::model::metamodel::is_date(&format!("{year:04}-{month:02}-{day:02}"));
    let last = (28..=31).rev().find(|day| is(*day))?;
    (day > last).then(|| format!("one of the {last} days of {name} {year}"))
}

/// Year, month and day of a text, whether there is such a day or not.
fn parts(text: &str) -> Option<(usize, usize, usize)> {
    let parts: Vec<&str> = text.split([' ', '-', '.', ',', '/']).filter(|p| !p.is_empty()).collect();
    let [a, b, c] = parts.as_slice() else { return None };
    let month = |word: &str| {
        let word = word.to_lowercase();
        let short = word.get(..3)?;
        (word.len() == 3 || word.chars().all(char::is_alphabetic)).then_some(())?;
        MONTHS.iter().position(|m| m[..3].eq_ignore_ascii_case(short)).map(|m| m + 1)
    };
    let digits = |word: &str| word.bytes().all(|b| b.is_ascii_digit()).then(|| word.parse::<usize>().ok()).flatten();
    if a.len() == 4 && digits(a).is_some() {
        Some((digits(a)?, digits(b).or_else(|| month(b))?, digits(c)?))
    } else if c.len() == 4 {
        Some(match (digits(a), digits(b)) {
            (Some(day), Some(month)) if text.contains('.') => (digits(c)?, month, day),
            (Some(day), Some(month)) if text.contains('/') && day > 12 => (digits(c)?, month, day),
            (Some(month), Some(day)) if text.contains('/') && day > 12 => (digits(c)?, month, day),
            (Some(day), None) => (digits(c)?, month(b)?, day),
            (None, Some(day)) => (digits(c)?, month(a)?, day),
            _ => return None,
        })
    } else {
        None
    }
}
