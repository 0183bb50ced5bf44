//! What a text means: things and links, first as they are written, then with kinds, relations and what is there already.
//!
//! Knows nothing about how a text is written.

use ecow::EcoString;

use super::vocabulary::Typed;
use crate::model::element::MAX_NAME;
use crate::model::index::folded;
use crate::model::{Document, ElementId, ElementKind, Metamodel, Record, RelationKind, Value};

/// What a line became.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Became {
    /// An element.
    Thing,
    /// A stream with its stages.
    Stream,
    /// Relations.
    Links,
    /// The kind of the lines below it.
    Heading,
    /// Nothing: it stands among what is not understood.
    Nothing,
}

/// Something that a text names.
#[derive(Clone, Debug, PartialEq)]
pub struct Thing {
    /// What it is called.
    pub name: EcoString,
    /// What it is.
    pub kind: Option<ElementKind>,
    /// Whether its kind is only what untyped lines become.
    pub guessed: bool,
    /// What its preset sets.
    pub attributes: Record,
    /// Attributes, and with `true` what every element may have.
    pub values: Vec<(EcoString, bool, Value)>,
    /// What is told of it.
    pub description: String,
    /// The stream it is a stage of.
    pub stream: Option<usize>,
    /// The element that it is already.
    pub existing: Option<ElementId>,
}

/// How a link is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// With an arrow.
    Arrow,
    /// As an indent.
    Indent,
    /// As a stage of a stream.
    Stage,
    /// As the next stage.
    Flow,
}

/// A relation that a text tells of.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// From which thing.
    pub source: usize,
    /// To which.
    pub target: usize,
    /// Which relation; the likeliest where none is told.
    pub kind: Option<RelationKind>,
    /// How it is written.
    pub how: How,
}

/// What a text means.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sketch {
    /// What it names.
    pub things: Vec<Thing>,
    /// How that is related.
    pub links: Vec<Link>,
    /// Every line that is not empty, and what became of it.
    pub lines: Vec<(String, Became)>,
    /// The lines that were not understood, and why.
    pub unread: Vec<(String, String)>,
    /// What else the reader should know.
    pub remarks: Vec<String>,
}

impl Typed {
    /// A kind without a preset.
    #[must_use]
    pub fn plain(kind: ElementKind) -> Self {
        Self { kind, attributes: Record::new(), label: EcoString::new() }
    }
}

impl Sketch {
    /// The thing of a name and, where told, of a kind: the one that was named before, else a new one.
    pub fn thing(&mut self, name: &str, typed: Option<&Typed>) -> usize {
        let (name, rest) = named(name);
        let key = folded(&name);
        let fits = |t: &Thing| {
            folded(&t.name) == key && typed.is_none_or(|typed| t.kind.is_none_or(|kind| kind == typed.kind))
        };
        let found = if key.is_empty() { None } else { self.things.iter().position(fits) };
        let at = found.unwrap_or_else(|| {
            self.things.push(Thing::bare(name.clone()));
            self.things.len() - 1
        });
        if let Some(typed) = typed
            && self.things[at].kind.is_none()
        {
            self.things[at].kind = Some(typed.kind);
            self.things[at].attributes = typed.attributes.clone();
        }
        if let Some(rest) = rest {
            self.describe(at, &rest);
        }
        at
    }

    /// The stage of a name in a stream.
    pub fn stage(&mut self, stream: usize, name: &str) -> usize {
        let (name, rest) = named(name);
        let key = folded(&name);
        let is = |t: &Thing| {
            folded(&t.name) == key
                && t.kind.is_none_or(|k| k == ElementKind::Stage)
                && t.stream.is_none_or(|s| s == stream)
        };
        let at = match self.things.iter().position(is) {
            Some(at) => at,
            None => {
                let at = self.things.len();
                self.things.push(Thing { kind: Some(ElementKind::Stage), ..Thing::bare(name) });
                at
            }
        };
        if at != stream && self.things[at].stream.is_none() {
            self.things[at].kind = Some(ElementKind::Stage);
            self.things[at].stream = Some(stream);
            self.link(stream, at, Some(RelationKind::Contains), How::Stage);
        }
        if let Some(rest) = rest {
            self.describe(at, &rest);
        }
        at
    }

    /// Adds to what is told of a thing.
    pub fn describe(&mut self, thing: usize, text: &str) {
        let description = &mut self.things[thing].description;
        if !description.is_empty() {
            description.push('\n');
        }
        description.push_str(text.trim());
    }

    /// Adds a link, once.
    pub fn link(&mut self, source: usize, target: usize, kind: Option<RelationKind>, how: How) {
        let link = Link { source, target, kind, how };
        if source != target && !self.links.contains(&link) {
            self.links.push(link);
        }
    }

    /// Notes a line that is not understood.
    pub fn not_understood(&mut self, line: &str, why: &str) {
        self.lines.push((line.to_owned(), Became::Nothing));
        self.unread.push((line.trim().to_owned(), why.to_owned()));
    }

    /// Notes something the reader should know, once.
    pub fn remark(&mut self, text: String) {
        if !self.remarks.contains(&text) {
            self.remarks.push(text);
        }
    }

    /// Gives everything its kind and every link its relation, and finds what is there already. Things whose kind nothing
    /// tells become of the kind `default`.
    pub fn settle(&mut self, document: &Document, default: ElementKind) {
        let metamodel = document.metamodel().clone();
        self.find(document, default);
        // What is told of one end may tell the other, so this goes on until nothing more is told.
        while self.infer(&metamodel, default) {}
        for thing in self.things.iter_mut().filter(|t| t.kind.is_none()) {
            thing.kind = Some(default);
            thing.guessed = true;
        }
        self.find(document, default);
        self.relate(&metamodel);
    }

    /// Finds the elements that things are already.
    fn find(&mut self, document: &Document, default: ElementKind) {
        for at in 0..self.things.len() {
            let thing = &self.things[at];
            if thing.existing.is_some() || thing.name.is_empty() {
                continue;
            }
            let taken = |id: &ElementId| self.things.iter().any(|t| t.existing.as_ref() == Some(id));
            let stream = thing.stream.map(|s| self.things[s].existing.clone());
            let fits = |id: &&ElementId| {
                let Some(element) = document.element(id) else { return false };
                let kind = thing.kind.is_none_or(|k| k == element.kind) && element.kind != ElementKind::Foreign;
                // A stage of another stream is another stage.
                let home = stream.as_ref().is_none_or(|s| document.parent(id).is_none_or(|p| Some(p) == s.as_ref()));
                kind && home && !taken(id)
            };
            let mut found: Vec<&ElementId> = document.index().named(&thing.name).filter(fits).collect();
            found.sort_by_key(|id| document.element(id).is_none_or(|e| e.kind != default));
            if let Some(element) = found.first().and_then(|id| document.element(id)) {
                let thing = &mut self.things[at];
                (thing.existing, thing.kind) = (Some(element.id.clone()), Some(element.kind));
            }
        }
    }

    /// Tells the kind of one thing by how it is linked; whether there was one to tell.
    fn infer(&mut self, metamodel: &Metamodel, default: ElementKind) -> bool {
        for i in 0..self.links.len() {
            let link = self.links[i].clone();
            let (source, target) = (self.things[link.source].kind, self.things[link.target].kind);
            let (at, kind) = match (source, target) {
                (Some(_), Some(_)) => continue,
                (Some(source), None) => (link.target, other_end(metamodel, &link, source, default, true)),
                (None, Some(target)) => (link.source, other_end(metamodel, &link, target, default, false)),
                // A verb tells both ends; without one both are what untyped lines are.
                (None, None) => match link.kind.and_then(|k| pair_of(metamodel, k, default)) {
                    Some((source, _)) => (link.source, Some(source)),
                    None => continue,
                },
            };
            if let Some(kind) = kind {
                self.things[at].kind = Some(kind);
                return true;
            }
        }
        false
    }

    /// Gives every link its relation; what may not be is said.
    fn relate(&mut self, metamodel: &Metamodel) {
        let mut kept: Vec<Link> = Vec::new();
        for mut link in std::mem::take(&mut self.links) {
            let (Some(a), Some(b)) = (self.things[link.source].kind, self.things[link.target].kind) else { continue };
            let first = |from, to| metamodel.quick_connect(from, to).first().copied();
            let contains = metamodel.is_legal(RelationKind::Contains, a, b) && link.how == How::Indent;
            let (kind, turn) = match link.kind {
                Some(kind) => (Some(kind).filter(|k| metamodel.is_legal(*k, a, b)), false),
                None if contains => (Some(RelationKind::Contains), false),
                None => match (first(a, b), first(b, a)) {
                    (Some(kind), _) => (Some(kind), false),
                    (None, Some(kind)) if link.how == How::Indent => (Some(kind), true),
                    _ => (None, false),
                },
            };
            if let Some(kind) = kind {
                if turn {
                    (link.source, link.target) = (link.target, link.source);
                }
                let same = |l: &Link| (l.source, l.target, l.kind) == (link.source, link.target, Some(kind));
                if !kept.iter().any(same) {
                    kept.push(Link { kind: Some(kind), ..link });
                }
                continue;
            }
            let (from, to) = (&self.things[link.source].name, &self.things[link.target].name);
            let verb =
                link.kind.map_or_else(|| "Nothing".to_owned(), |k| format!("\"{}\"", metamodel.relation_label(k)));
            let kinds = (metamodel.kind_label(a).to_lowercase(), metamodel.kind_label(b).to_lowercase());
            let text = format!("{from} -> {to}");
            self.unread.push((text, format!("{verb} leads from a {} to a {}", kinds.0, kinds.1)));
        }
        self.links = kept;
    }
}

impl Thing {
    fn bare(name: EcoString) -> Self {
        Self {
            name,
            kind: None,
            guessed: false,
            attributes: Record::new(),
            values: Vec::new(),
            description: String::new(),
            stream: None,
            existing: None,
        }
    }
}

/// A text as a name that a file can hold, and the whole of it where that is too long.
fn named(text: &str) -> (EcoString, Option<String>) {
    let quotes = |c: char| matches!(c, '"' | '“' | '”' | '`') || c.is_whitespace();
    let text = text.trim_matches(quotes);
    let mut name = String::new();
    for word in text.split_whitespace() {
        if !name.is_empty() {
            name.push(' ');
        }
        name.push_str(word);
    }
    if name.chars().count() <= MAX_NAME {
        return (name.into(), None);
    }
    let cut: String = name.chars().take(MAX_NAME - 1).collect();
    (format!("{}…", cut.trim_end()).into(), Some(name))
}

/// The kind of the other end of a link, `forward` its target.
fn other_end(
    metamodel: &Metamodel,
    link: &Link,
    known: ElementKind,
    default: ElementKind,
    forward: bool,
) -> Option<ElementKind> {
    let ends = |other| if forward { (known, other) } else { (other, known) };
    let legal = |other: ElementKind| {
        let (source, target) = ends(other);
        match (link.kind, link.how) {
            (Some(kind), _) => metamodel.is_legal(kind, source, target),
            (None, How::Indent) => metamodel.is_legal(RelationKind::Contains, source, target),
            (None, _) => !metamodel.quick_connect(source, target).is_empty(),
        }
    };
    if link.how == How::Indent && forward && known == ElementKind::ValueStream {
        return Some(ElementKind::Stage);
    }
    let likely = [default, known];
    likely.into_iter().chain(metamodel.kinds_by_importance()).find(|kind| legal(*kind))
}

/// The kinds that a relation joins, those with what untyped lines become first.
fn pair_of(metamodel: &Metamodel, kind: RelationKind, default: ElementKind) -> Option<(ElementKind, ElementKind)> {
    let pairs = &metamodel.relation(kind)?.pairs;
    let with_default = pairs.iter().find(|(a, b)| *a == default || *b == default);
    with_default.or(pairs.first()).copied()
}
