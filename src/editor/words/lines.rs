//! Lines of text into things and links: one thing a line, indents for parts, arrows for relations.
//!
//! Knows nothing about what the document has already.

use super::line::{self, Verb};
use super::sketch::{Became, How, Sketch};
use super::vocabulary::{Typed, Vocabulary};
use crate::model::{ElementKind, RelationKind};

/// More lines than this are not read: a text that long is no list.
const MOST: usize = 2000;

/// What lines mean.
pub fn read(words: &Vocabulary, text: &str) -> Sketch {
    let mut reader = Reader { words, sketch: Sketch::default(), above: Vec::new(), heading: None };
    let mut lines = text.lines().filter(|l| !l.trim().is_empty()).peekable();
    let mut number = 0;
    while let Some(first) = lines.next() {
        number += 1;
        if number > MOST {
            reader.sketch.not_understood(first, "only the first 2,000 lines are read");
            continue;
        }
        // A chain may go on over several lines.
        let (indent, cleaned) = line::clean(first);
        let mut whole = cleaned.to_owned();
        let mut parts = vec![first];
        let mut chain = false;
        while let Some(next) = lines.peek() {
            chain |= line::has_arrow(&whole) || line::goes_on(&whole);
            let opens = whole.ends_with(':') || chain;
            if !(line::goes_on(&whole) || opens && line::comes_on(next)) || parts.len() > MOST {
                break;
            }
            let (_, more) = line::clean(next);
            // A mark of quotation that was taken away was the arrow.
            let arrow = if line::goes_on(&whole) || line::comes_on(more) || whole.ends_with(':') { " " } else { " > " };
            chain |= opens;
            whole = format!("{whole}{arrow}{more}");
            parts.extend(lines.next());
        }
        let became = reader.line(indent, &whole);
        for part in parts {
            match &became {
                Ok(became) => reader.sketch.lines.push((part.to_owned(), *became)),
                Err(why) => reader.sketch.not_understood(part, why),
            }
        }
    }
    reader.sketch
}

struct Reader<'a> {
    words: &'a Vocabulary,
    sketch: Sketch,
    /// The things that what comes may be part of, with their indents.
    above: Vec<(usize, usize)>,
    /// The kind of the lines under a heading such as "Partners:", and its indent.
    heading: Option<(usize, Typed)>,
}

impl Reader<'_> {
    fn line(&mut self, indent: usize, text: &str) -> Result<Became, String> {
        if text.is_empty() {
            return Err("it has no words".into());
        }
        if let Some((at, _)) = &self.heading
            && indent < *at
        {
            self.heading = None;
        }
        if let Some(head) = text.strip_suffix([':', '：']).map(str::trim)
            && let Some(typed) = self.words.kind(head)
        {
            self.above.retain(|(i, _)| *i < indent);
            self.heading = Some((indent, typed));
            return Ok(Became::Heading);
        }
        if let Some((name, stages)) = line::stream(self.words, text) {
            return Ok(self.stream(indent, &name, &stages));
        }
        if line::has_arrow(text)
            && let Some((ends, verbs)) = line::chain(self.words, text)
        {
            return Ok(self.chain(indent, &ends, &verbs));
        }
        let text = text.trim_matches(|c| matches!(c, '>' | ':') || char::is_whitespace(c));
        let thing = self.one(text);
        self.stand(indent, thing);
        Ok(Became::Thing)
    }

    /// A thing of a name that may say its kind, and may be followed by a description.
    fn one(&mut self, text: &str) -> usize {
        if let Some((typed, name)) = line::typed(self.words, text) {
            return self.described(name, Some(&typed));
        }
        let heading = self.heading.as_ref().map(|(_, typed)| typed.clone());
        self.described(text, heading.as_ref())
    }

    fn described(&mut self, text: &str, typed: Option<&Typed>) -> usize {
        match line::parted(text) {
            Some((name, rest)) if !rest.is_empty() => {
                let thing = self.sketch.thing(name, typed);
                self.sketch.describe(thing, rest);
                thing
            }
            _ => self.sketch.thing(text, typed),
        }
    }

    fn stream(&mut self, indent: usize, name: &str, stages: &[String]) -> Became {
        let typed = Typed { kind: ElementKind::ValueStream, ..Typed::plain(ElementKind::ValueStream) };
        let stream = self.sketch.thing(name, Some(&typed));
        self.stand(indent, stream);
        let mut last = None;
        for stage in stages {
            let stage = self.sketch.stage(stream, stage);
            if let Some(last) = last {
                self.sketch.link(last, stage, Some(RelationKind::FlowsTo), How::Flow);
            }
            last = Some(stage);
        }
        Became::Stream
    }

    fn chain(&mut self, indent: usize, ends: &[String], verbs: &[Verb]) -> Became {
        let things: Vec<usize> = ends.iter().map(|end| self.one(end)).collect();
        // The parts of an indented chain belong to what they stand under.
        if indent > 0 && !self.above.is_empty() {
            for thing in &things {
                self.stand(indent, *thing);
            }
        } else {
            self.above.clear();
        }
        for (pair, verb) in things.windows(2).zip(verbs) {
            let (a, b) = (pair[0], pair[1]);
            match verb {
                Verb::None => self.sketch.link(a, b, None, How::Arrow),
                Verb::Is(kind, false) => self.sketch.link(a, b, Some(*kind), How::Arrow),
                Verb::Is(kind, true) => self.sketch.link(b, a, Some(*kind), How::Arrow),
                Verb::Unknown(word) => {
                    self.sketch.remark(format!("\"{word}\" is no relation, so the likeliest was taken"));
                    self.sketch.link(a, b, None, How::Arrow);
                }
            }
        }
        if verbs.is_empty() { Became::Thing } else { Became::Links }
    }

    /// Puts a thing under what stands above it and is indented less.
    fn stand(&mut self, indent: usize, thing: usize) {
        self.above.retain(|(i, _)| *i < indent);
        if let Some((_, parent)) = self.above.last().copied()
            && parent != thing
        {
            self.sketch.link(parent, thing, None, How::Indent);
        }
        self.above.push((indent, thing));
    }
}
