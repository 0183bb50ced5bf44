//! Words as sentences need them: one or several, a capital, the beginning of a long text, names one after the other.
//!
//! Knows nothing about what is said.

/// So many letters of a text are told of it.
const BEGINNING: usize = 40;
/// So many names are said one by one.
const NAMES: usize = 3;

/// So many things, of which a word is the name of one.
#[must_use]
pub fn plural(n: usize, word: &str) -> String {
    match word.strip_suffix('y') {
        _ if n == 1 => format!("1 {word}"),
        Some(stem) if !stem.ends_with(['a', 'e', 'i', 'o', 'u']) => format!("{n} {stem}ies"),
        _ => format!("{n} {word}s"),
    }
}

/// A text with its first letter large.
#[must_use]
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// What a label is called in a sentence; abbreviations keep their capitals.
#[must_use]
pub fn in_sentence(label: &str) -> String {
    let short = label.chars().all(|c| !c.is_lowercase());
    if short { label.to_owned() } else { label.to_lowercase() }
}

/// The beginning of a text.
#[must_use]
pub fn beginning(text: &str) -> String {
    let line = text.lines().find(|l| !l.trim().is_empty()).unwrap_or_default().trim();
    let more = if line.chars().count() > BEGINNING { "…" } else { "" };
    format!("{}{more}", line.chars().take(BEGINNING).collect::<String>())
}

/// A few names one by one, or the first of many and how many more there are.
#[must_use]
pub fn listed(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [few @ .., last] if names.len() <= NAMES => format!("{} and {last}", few.join(", ")),
        many => format!("{} and {} more", many[..NAMES].join(", "), many.len() - NAMES),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_put_as_sentences_need_them() {
        assert_eq!(["entry", "day", "row"].map(|w| plural(2, w)), ["2 entries", "2 days", "2 rows"]);
        assert_eq!((plural(1, "entry"), plural(0, "row")), ("1 entry".to_owned(), "0 rows".to_owned()));
        assert_eq!((capital("élan"), capital("")), ("Élan".to_owned(), String::new()));
        assert_eq!(["KPI", "Lead time"].map(in_sentence), ["KPI", "lead time"]);
        assert_eq!(beginning("\n  One \nTwo"), "One");
        assert_eq!(beginning(&"ab".repeat(40)), format!("{}…", "ab".repeat(20)));
        let names = ["A", "B", "C", "D", "E"].map(str::to_owned);
        let said = (0..=5).map(|n| listed(&names[..n])).collect::<Vec<_>>();
        assert_eq!(said, ["", "A", "A and B", "A, B and C", "A, B, C and 1 more", "A, B, C and 2 more"]);
    }
}
