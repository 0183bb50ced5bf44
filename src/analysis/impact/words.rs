//! Why an element is lost, in words.
//!
//! Knows nothing about how an outage spreads.

use std::fmt::Write as _;

use super::{Blast, Hit, Link, Raci, Weakened};
use crate::model::{Document, ElementId, ElementKind};

/// How many links of a chain are told; a reader has lost the thread of a longer one.
const MOST_LINKS: usize = 8;

impl Link {
    /// What it says of who is lost, before the name of what it is lost by.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Enables => "enabled by",
            Self::Supplies => "supplied by",
            Self::Delivers => "delivered by",
            Self::DependsHard => "depends hard on",
            Self::StageOf => "needs its stage",
            Self::Consumed => "consumer of",
            Self::AloneIn(Raci::R) => "done only by",
            Self::AloneIn(Raci::A) => "answered for only by",
            Self::OnlyPlace => "located only at",
            Self::PartOf => "part of",
        }
    }

    /// The same as a statement about who is lost: "is enabled by", "consumes".
    #[must_use]
    pub const fn statement(self) -> &'static str {
        match self {
            Self::Enables => "is enabled by",
            Self::Supplies => "is supplied by",
            Self::Delivers => "is delivered by",
            Self::Consumed => "consumes",
            Self::AloneIn(Raci::R) => "is done only by",
            Self::AloneIn(Raci::A) => "is answered for only by",
            Self::OnlyPlace => "is located only at",
            Self::PartOf => "is part of",
            Self::DependsHard | Self::StageOf => self.words(),
        }
    }

    /// The same where something else of the element is left.
    const fn weaker_words(self) -> &'static str {
        match self {
            Self::AloneIn(Raci::R) => "done also by",
            Self::AloneIn(Raci::A) => "answered for also by",
            Self::OnlyPlace => "located also at",
            _ => self.words(),
        }
    }

    /// The same as a clause about a thing or a person.
    fn clause(self, kind: ElementKind) -> String {
        let pronoun = if kind == ElementKind::Role { "who" } else { "which" };
        let verb = if matches!(self, Self::DependsHard | Self::StageOf) { "" } else { "is " };
        format!("{pronoun} {verb}{}", self.words())
    }
}

impl Blast {
    /// Why an element is lost, from itself back to what was switched off: "Decide credit: enabled by Score service,
    /// which depends hard on Core banking". `None` where it is not hit.
    #[must_use]
    pub fn reason(&self, document: &Document, element: &ElementId) -> Option<String> {
        Some(format!("{}: {}", name(document, element), self.because(document, element)?))
    }

    /// The reason without the name of the element in front.
    #[must_use]
    pub fn because(&self, document: &Document, element: &ElementId) -> Option<String> {
        let mut chain = self.chain(element);
        let first = chain.next()?;
        let mut text = told(document, first, first.link.words());
        let mut kind = kind(document, &first.from);
        for (told_links, hit) in chain.enumerate() {
            if told_links + 1 == MOST_LINKS {
                let further = hit.hop;
                let links = if further == 1 { "link" } else { "links" };
                let _ = write!(text, ", and {further} more {links} back to {}", name(document, &self.start));
                break;
            }
            text.push_str(", ");
            text.push_str(&told(document, hit, &hit.link.clause(kind)));
            kind = self::kind(document, &hit.from);
        }
        Some(text)
    }

    /// What an element that is not lost lost, and what it has left: "Decide credit: done also by Analyst; Branch manager is
    /// left". `None` where it lost nothing.
    #[must_use]
    pub fn weakness(&self, document: &Document, element: &ElementId) -> Option<String> {
        let i = self.weakened.binary_search_by(|weakened| weakened.element.cmp(element)).ok()?;
        Some(format!("{}: {}", name(document, element), self.weakened[i].because(document)))
    }
}

impl Weakened {
    /// What it lost and what it has left, without its own name.
    #[must_use]
    pub fn because(&self, document: &Document) -> String {
        let lost = format!("{} {}", self.link.weaker_words(), name(document, &self.from));
        match self.left.as_slice() {
            [] => lost,
            [one] => format!("{lost}; {} is left", name(document, one)),
            [one, two] => format!("{lost}; {} and {} are left", name(document, one), name(document, two)),
            [one, more @ ..] => format!("{lost}; {} and {} others are left", name(document, one), more.len()),
        }
    }
}

fn told(document: &Document, hit: &Hit, words: &str) -> String {
    format!("{words} {}", name(document, &hit.from))
}

fn name(document: &Document, id: &ElementId) -> String {
    document.element(id).map_or_else(|| id.to_string(), |e| e.shown_name().to_owned())
}

fn kind(document: &Document, id: &ElementId) -> ElementKind {
    document.element(id).map_or(ElementKind::Foreign, |e| e.kind)
}
