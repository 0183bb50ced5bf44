//! Numbers as people write them.
//!
//! Knows nothing about money and dates, nor about what is counted.

/// A number with at most two decimals and no trailing zeros.
#[must_use]
pub fn number(n: f64) -> String {
    decimals(n, 2)
}

/// A number with at most that many decimals and no trailing zeros; one that is far too large for that by its power of ten.
#[must_use]
pub fn decimals(n: f64, most: usize) -> String {
    // Nobody reads three hundred digits.
    if n.abs() >= 1e15 {
        return format!("{n:.3e}");
    }
    let text = format!("{n:.most$}");
    let short = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    if short == "-0" { "0".to_owned() } else { short.to_owned() }
}

/// A number as it is written plainly, its thousands set apart; what is no such number stays as it is.
#[must_use]
pub fn grouped(plain: &str) -> String {
    let (sign, rest) = plain.strip_prefix('-').map_or(("", plain), |rest| ("-", rest));
    let (whole, decimals) = rest.split_at(rest.find('.').unwrap_or(rest.len()));
    if !whole.bytes().all(|b| b.is_ascii_digit()) {
        return plain.to_owned();
    }
    let mut text = sign.to_owned();
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text + decimals
}
