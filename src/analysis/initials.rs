//! Initials of roles and units: two letters where they do, and never the same for two of them.
//!
//! Knows nothing about where they are shown.

use std::collections::{BTreeMap, BTreeSet};

use ecow::EcoString;
use unicode_segmentation::UnicodeSegmentation;

use crate::model::{Document, ElementId, ElementKind};

/// The initials of every role and unit of a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Initials(BTreeMap<ElementId, EcoString>);

impl Initials {
    /// The initials of a role or unit; `None` of anything else.
    #[must_use]
    pub fn get(&self, id: &ElementId) -> Option<&str> {
        self.0.get(id).map(EcoString::as_str)
    }

    /// Roles and units with their initials, by id.
    pub fn iter(&self) -> impl Iterator<Item = (&ElementId, &str)> {
        self.0.iter().map(|(id, initials)| (id, initials.as_str()))
    }
}

/// The initials of every role and unit: the first letters of the first and the last word, in upper case. Roles come
/// before units, and each in the order of their ids; who comes later and would get the same takes a letter from the
/// middle of the name, or else a digit.
#[must_use]
pub fn initials(document: &Document) -> Initials {
    let index = document.index();
    let all = index.of_kind(ElementKind::Role).chain(index.of_kind(ElementKind::OrgUnit));
    let (mut found, mut taken) = (BTreeMap::new(), BTreeSet::new());
    // How far the digits of each pair of letters have come, so that a thousand namesakes cost no million tries.
    let mut digits: BTreeMap<EcoString, usize> = BTreeMap::new();
    for id in all {
        let Some(element) = document.element(id) else { continue };
        let wishes = wishes(&element.name);
        let initials = wishes.iter().find(|w| !taken.contains(*w)).cloned().unwrap_or_else(|| {
            let digit = digits.entry(wishes[0].clone()).or_insert(2);
            loop {
                let numbered = EcoString::from(format!("{}{digit}", wishes[0]));
                *digit += 1;
                if !taken.contains(&numbered) {
                    break numbered;
                }
            }
        });
        taken.insert(initials.clone());
        found.insert(id.clone(), initials);
    }
    Initials(found)
}

/// The initials that a name would like, the best first; never none.
fn wishes(name: &str) -> Vec<EcoString> {
    let words: Vec<Vec<EcoString>> = name.split_whitespace().map(letters).filter(|w| !w.is_empty()).collect();
    let letter = |word: usize, at: usize| words[word].get(at).cloned().unwrap_or_default();
    match words.len() {
        0 => {
            let sign = name.trim().graphemes(true).next().and_then(bounded).unwrap_or_else(|| "?".into());
            vec![sign]
        }
        1 => {
            let rest = (1..words[0].len().min(6)).map(|at| letter(0, 0) + letter(0, at));
            if words[0].len() == 1 { vec![letter(0, 0)] } else { rest.collect() }
        }
        n => {
            let (first, last) = (letter(0, 0), letter(n - 1, 0));
            let middle = (1..n - 1).map(|word| first.clone() + letter(word, 0) + last.clone());
            std::iter::once(first.clone() + last.clone()).chain(middle).collect()
        }
    }
}

/// The letters and digits of a word as a reader counts them, in upper case; signs around and between them are left out.
fn letters(word: &str) -> Vec<EcoString> {
    let graphemes = word.graphemes(true).filter(|g| g.chars().next().is_some_and(char::is_alphanumeric));
    graphemes.filter_map(bounded).take(6).collect()
}

/// A letter in upper case, unless it is a heap of signs upon signs.
fn bounded(grapheme: &str) -> Option<EcoString> {
    (grapheme.chars().count() <= 8).then(|| grapheme.chars().flat_map(char::to_uppercase).collect())
}
