//! Commands by what is typed: letters in order are enough, and other words for a command find it too.
//!
//! Knows nothing about how what is found is shown.

use super::{ALL, Command};

/// A command that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Which.
    pub command: Command,
    /// The letters of its label that were typed, by number.
    pub marks: Vec<usize>,
    /// Whether it stands here because it was used lately.
    pub recent: bool,
}

/// How well a text has the letters of a query in order, and which those are; `None` where it lacks one. Letters at the start,
/// at the start of words and side by side count more, long gaps less.
#[must_use]
pub fn fuzzy(query: &str, text: &str) -> Option<(i32, Vec<usize>)> {
    let (wanted, letters) = (lower(query), lower(text));
    if wanted.is_empty() {
        return Some((0, Vec::new()));
    }
    let starts = |at: usize| at == 0 || !letters[at - 1].is_alphanumeric();
    // Whole, as near to the start of a word as can be.
    let whole = letters.windows(wanted.len()).enumerate().filter(|(_, w)| **w == *wanted);
    let whole = whole.map(|(at, _)| at).min_by_key(|at| (!starts(*at), *at));
    if let Some(at) = whole {
        let all = i32::from(wanted.len() == letters.len()) * 200;
        let word = i32::from(starts(at)) * 60 + i32::from(at == 0) * 40;
        let length = i32::try_from(letters.len()).unwrap_or(i32::MAX).min(60);
        return Some((140 + all + word - length / 4, (at..at + wanted.len()).collect()));
    }
    // In order, with gaps; each letter at the start of a word where the next one is, else as soon as it comes.
    let mut marks: Vec<usize> = Vec::with_capacity(wanted.len());
    let mut score = 0;
    for letter in wanted {
        let from = marks.last().map_or(0, |at| at + 1);
        let next = (from..letters.len()).find(|at| letters[*at] == letter)?;
        let near = marks.last().is_some_and(|at| at + 1 == next);
        let at = if near {
            next
        } else {
            (next..letters.len()).find(|at| letters[*at] == letter && starts(*at)).unwrap_or(next)
        };
        let gap = i32::try_from(at - from).unwrap_or(40).min(40);
        score += if starts(at) {
            12
        } else if at == from && from > 0 {
            8
        } else {
            2
        } - gap / 4;
        marks.push(at);
    }
    (score > 0).then_some((score, marks))
}

fn lower(text: &str) -> Vec<char> {
    text.chars().map(|c| c.to_lowercase().next().unwrap_or(c)).collect()
}

/// The commands that fit what is typed, the best first. Every word that is typed must be found in the command's name, its
/// other words, its menu or its help. With nothing typed all are there, those that were used lately first.
#[must_use]
pub fn commands(query: &str, recent: &[Command], usable: impl Fn(Command) -> bool) -> Vec<Found> {
    let query = query.trim();
    if query.is_empty() {
        let lately = recent.iter().map(|c| Found { command: *c, marks: Vec::new(), recent: true });
        let rest = ALL.iter().map(|s| s.command).filter(|c| !recent.contains(c));
        return lately.chain(rest.map(|command| Found { command, marks: Vec::new(), recent: false })).collect();
    }
    let mut found: Vec<(i32, Found)> = ALL
        .iter()
        .filter_map(|spec| {
            let (mut score, marks) = score(query, spec.command)?;
            score += i32::from(usable(spec.command)) * 30 + i32::from(recent.contains(&spec.command)) * 10;
            Some((score, Found { command: spec.command, marks, recent: false }))
        })
        .collect();
    found.sort_by_key(|(score, _)| -score);
    found.into_iter().map(|(_, found)| found).collect()
}

fn score(query: &str, command: Command) -> Option<(i32, Vec<usize>)> {
    let spec = command.spec();
    let whole = fuzzy(query, spec.label).map(|(score, marks)| (score * 4, marks));
    let mut sum = 0;
    let mut all = Vec::new();
    let words = query.split_whitespace();
    let count = i32::try_from(words.clone().count()).unwrap_or(1).max(1);
    let each = words
        .map(|word| {
            let label = fuzzy(word, spec.label).map(|(s, marks)| (s * 3, marks));
            let other = spec.words.split(' ').chain([spec.menu.label()]);
            let other = other.filter_map(|w| fuzzy(word, w)).map(|(s, _)| s).filter(|s| *s >= 100).max();
            let help = spec.tooltip.to_lowercase().contains(&word.to_lowercase()).then_some(40);
            let rest = other.map(|s| s * 2).max(help).map(|s| (s, Vec::new()));
            match (label, rest) {
                (Some(label), Some(rest)) if rest.0 > label.0 => Some(rest),
                (label, rest) => label.or(rest),
            }
        })
        .try_for_each(|found| {
            let (score, marks) = found?;
            sum += score;
            all.extend(marks);
            Some(())
        });
    all.sort_unstable();
    all.dedup();
    let each = each.map(|()| (sum / count, all));
    match (whole, each) {
        (Some(whole), Some(each)) => Some(if each.0 > whole.0 { each } else { whole }),
        (whole, each) => whole.or(each),
    }
}
