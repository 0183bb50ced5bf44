//! One line of text: its indent, what it says without bullet and number, and where it has colons and arrows.
//!
//! Knows nothing about the lines around it.

use super::vocabulary::{Typed, Vocabulary};
use crate::model::RelationKind;

/// What a tab is worth.
const TAB: usize = 4;

/// The indent of a line and what it says without bullets, numbers, boxes and marks of headings.
#[must_use]
pub fn clean(line: &str) -> (usize, &str) {
    let blank = |c: char| c.is_whitespace() || c == '\u{feff}';
    let indent = line.chars().take_while(|c| blank(*c)).map(|c| if c == '\t' { TAB } else { 1 }).sum();
    let mut text = line.trim_matches(blank);
    while let Some(rest) = without_mark(text) {
        text = rest.trim_start_matches(blank);
    }
    // A line of nothing but signs says nothing.
    if !text.chars().any(char::is_alphanumeric) {
        text = "";
    }
    (indent, text)
}

fn without_mark(text: &str) -> Option<&str> {
    for mark in ["- ", "* ", "+ ", "> ", "• ", "‣ ", "◦ ", "– ", "— ", "[ ]", "[x]", "[X]", "☐", "☑", "☒", "•"]
    {
        if let Some(rest) = text.strip_prefix(mark) {
            return Some(rest);
        }
    }
    if text.starts_with('#') {
        let rest = text.trim_start_matches('#');
        return rest.starts_with(' ').then_some(rest);
    }
    let digits = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let number = text.len() - digits.len();
    let rest = digits.strip_prefix(['.', ')'])?;
    ((1..=3).contains(&number) && rest.starts_with(' ')).then_some(rest)
}

/// The text with every arrow written as `->`.
#[must_use]
pub fn plain_arrows(text: &str) -> String {
    let mut text = text.to_owned();
    for arrow in ["→", "⟶", "⇒", "➔", "➜", "➝", "⟹", "=>", "-->", "--->"] {
        if text.contains(arrow) {
            text = text.replace(arrow, "->");
        }
    }
    text
}

/// Whether something in a text leads from one thing to another.
#[must_use]
pub fn has_arrow(text: &str) -> bool {
    let plain = plain_arrows(text);
    plain.contains("->") || plain.contains(" > ")
}

/// Whether a line goes on in the next: it ends with an arrow.
#[must_use]
pub fn goes_on(text: &str) -> bool {
    let plain = plain_arrows(text.trim_end());
    plain.len() > 2 && plain.ends_with('>')
}

/// Whether a line goes on from the one before: it begins with an arrow.
#[must_use]
pub fn comes_on(text: &str) -> bool {
    plain_arrows(text.trim_start()).starts_with("->") || text.trim_start().starts_with('>')
}

/// What stands before the first colon that parts a line in two, and behind it.
#[must_use]
pub fn parted(text: &str) -> Option<(&str, &str)> {
    let at = text.char_indices().find(|(i, c)| {
        let rest = &text[i + c.len_utf8()..];
        matches!(c, ':' | '：') && rest.chars().next().is_none_or(char::is_whitespace)
    });
    let (i, c) = at?;
    let (head, rest) = (text[..i].trim(), text[i + c.len_utf8()..].trim());
    (!head.is_empty()).then_some((head, rest))
}

/// The kind and the name in `partner: VeriFace` and `Technology - Core ledger`.
#[must_use]
pub fn typed<'a>(words: &Vocabulary, text: &'a str) -> Option<(Typed, &'a str)> {
    let dashes = [" - ", " – ", " — "].into_iter().filter_map(|dash| {
        let (head, rest) = text.split_once(dash)?;
        Some((head.trim(), rest.trim()))
    });
    let parts = parted(text).into_iter().chain(dashes);
    parts.filter(|(_, rest)| !rest.is_empty()).find_map(|(head, rest)| Some((words.kind(head)?, rest)))
}

/// The stream and its stages in `Join: apply > verify > open`.
#[must_use]
pub fn stream(words: &Vocabulary, text: &str) -> Option<(String, Vec<String>)> {
    let (head, rest) = parted(text)?;
    if has_arrow(head) || !plain_arrows(rest).contains('>') {
        return None;
    }
    if let Some(typed) = words.kind(head) {
        // "Value stream: Join: apply > verify" names its kind, "partner: A -> B" is no stream.
        let is_stream = typed.kind == crate::model::ElementKind::ValueStream;
        return if is_stream && parted(rest).is_some() { stream(words, rest) } else { None };
    }
    let plain = plain_arrows(rest).replace("->", ">");
    let stages: Vec<String> = plain.split('>').map(|s| s.trim().to_owned()).filter(|s| !s.is_empty()).collect();
    (!stages.is_empty()).then(|| (head.to_owned(), stages))
}

/// What leads from one thing of a chain to the next.
#[derive(Clone, Debug, PartialEq)]
pub enum Verb {
    /// An arrow without a word.
    None,
    /// A relation, read backwards or not.
    Is(RelationKind, bool),
    /// A word that is no relation.
    Unknown(String),
}

/// The things of `A -> B -supplies-> C` and what leads from each to the next.
#[must_use]
pub fn chain(words: &Vocabulary, text: &str) -> Option<(Vec<String>, Vec<Verb>)> {
    let plain = plain_arrows(text);
    let parts: Vec<&str> =
        if plain.contains("->") { plain.split("->").collect() } else { plain.split(" > ").collect() };
    if parts.len() < 2 {
        return None;
    }
    let last = parts.len() - 1;
    let (mut ends, mut verbs) = (Vec::new(), Vec::new());
    for (i, part) in parts.iter().enumerate() {
        if i == last {
            ends.push(part.trim().to_owned());
            break;
        }
        let (end, verb) = end_and_verb(words, part);
        // An end that is missing joins what is around it.
        if end.is_empty() {
            continue;
        }
        ends.push(end);
        verbs.push(verb);
    }
    ends.retain(|e| !e.is_empty());
    verbs.truncate(ends.len().saturating_sub(1));
    (!ends.is_empty()).then_some((ends, verbs))
}

/// `A -- supplies ` is A with a verb, and so is `A -supplies`.
fn end_and_verb(words: &Vocabulary, part: &str) -> (String, Verb) {
    let part = part.trim().trim_end_matches('-').trim_end();
    let bare = |word: &str| {
        word.trim_matches(|c: char| matches!(c, '-' | '[' | ']' | '|' | '"') || c.is_whitespace()).to_owned()
    };
    for (dash, sure) in [(" --", true), (" -", false), (" –", false)] {
        let Some(i) = part.rfind(dash) else { continue };
        let word = bare(&part[i + dash.len()..]);
        if word.is_empty() {
            continue;
        }
        let end = part[..i].trim().to_owned();
        if let Some((kind, back)) = words.relation(&word) {
            return (end, Verb::Is(kind, back));
        }
        // With two dashes a verb is meant; one may be part of a name.
        if sure {
            return (end, Verb::Unknown(word));
        }
    }
    (part.to_owned(), Verb::None)
}
