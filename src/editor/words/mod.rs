//! Text becomes elements and relations: lines, indents, chains, arrows and tables.
//!
//! | Where | What |
//! | --- | --- |
//! | `vocabulary` | which words name a kind or a relation |
//! | `line` | one line without its bullet, cut where it has colons and arrows |
//! | `lines` | lines of text into things and links |
//! | `table` | rows and columns into things and links |
//! | `sketch` | things and links, and which kinds and relations they are |
//! | `build` | the edits that a sketch becomes |
//! | `preview` | what a text would become, in words |
//!
//! Everything here is a function of a document and a text, gives the same for the same, and loses no line: what is not
//! understood is said.
//!
//! Knows nothing about clipboards and windows.

mod build;
mod line;
mod lines;
mod preview;
mod sketch;
mod table;
mod vocabulary;

pub use build::{Built, build};
pub use preview::Preview;
pub use sketch::{Became, Link, Sketch, Thing};
pub use vocabulary::Vocabulary;

use crate::model::{Document, ElementKind};

/// What a text means in a document; lines without a kind become elements of `default`.
#[must_use]
pub fn read(document: &Document, text: &str, default: ElementKind) -> Sketch {
    let text = text.replace("\r\n", "\n").replace(['\r', '\u{2028}', '\u{2029}'], "\n").replace('\0', " ");
    let words = Vocabulary::of(document.metamodel());
    let mut sketch = table::read(document, &words, &text).unwrap_or_else(|| lines::read(&words, &text));
    sketch.settle(document, default);
    sketch
}

/// The stream with stages that a line describes, such as `Join: apply > verify > open`: its name and theirs.
#[must_use]
pub fn stream(document: &Document, text: &str) -> Option<(String, Vec<String>)> {
    said_stream(&Vocabulary::of(document.metamodel()), text)
}

/// The same with words that are known already.
#[must_use]
pub fn said_stream(words: &Vocabulary, text: &str) -> Option<(String, Vec<String>)> {
    let one = text.lines().filter(|l| !l.trim().is_empty()).count() == 1;
    line::stream(words, line::clean(text).1).filter(|_| one)
}

/// The lines of a text that say something, without bullets, numbers and marks.
#[must_use]
pub fn entries(text: &str) -> Vec<String> {
    let text = text.replace("\r\n", "\n").replace(['\r', '\u{2028}', '\u{2029}'], "\n").replace('\0', " ");
    let said = text.lines().map(|line| line::clean(line).1).filter(|line| !line.is_empty());
    said.map(str::to_owned).collect()
}

/// The kind and the name in a text that says its kind before a colon or a dash, such as `partner: VeriFace`.
#[must_use]
pub fn said_kind(words: &Vocabulary, text: &str) -> Option<(vocabulary::Typed, String)> {
    line::typed(words, text.trim()).map(|(typed, name)| (typed, name.to_owned()))
}

/// The kind and the name in a text that begins with the word for a kind, such as `partner VeriFace`.
#[must_use]
pub fn typed_name(document: &Document, text: &str) -> Option<(vocabulary::Typed, String)> {
    let words = Vocabulary::of(document.metamodel());
    let text = text.trim();
    if let Some((typed, name)) = line::typed(&words, text) {
        return Some((typed, name.to_owned()));
    }
    // The longest word for a kind that the text begins with.
    let ends = text.char_indices().filter(|(_, c)| *c == ' ').map(|(i, _)| i);
    ends.rev().find_map(|end| {
        let name = text[end..].trim();
        let typed = words.kind(&text[..end]).filter(|_| !name.is_empty())?;
        Some((typed, name.to_owned()))
    })
}

pub use vocabulary::Typed;
