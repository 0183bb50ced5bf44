//! A table with a header row into things and links: a row is an element, a column says what is told of it.
//!
//! Knows nothing about spreadsheets beyond tabs, commas, semicolons and quotes.

use ecow::EcoString;

use super::sketch::{Became, How, Sketch};
use super::vocabulary::{Typed, Vocabulary};
use crate::editor::fields::{self, sheet};
use crate::model::index::folded;
use crate::model::metamodel::AttributeDef;
use crate::model::{Document, ElementKind, RelationKind, Value};

/// More rows than this are not read.
const MOST: usize = 2000;

/// What a column tells.
enum Column {
    Name(Option<Typed>),
    Kind,
    Description,
    /// What the element is part of.
    Parent,
    Tags,
    /// The other ends of a relation, and whether it is read backwards.
    Relation(RelationKind, bool),
    /// An attribute of the row's kind, or a column that nothing is known of.
    Other(String),
}

/// What a text means, if it is a table.
pub fn read(document: &Document, words: &Vocabulary, text: &str) -> Option<Sketch> {
    let rows = sheet::rows(text, sheet::separator(text)?)?;
    let (header, body) = rows.split_first()?;
    let columns: Vec<Column> = header.iter().map(|cell| column(words, cell)).collect();
    let name = columns.iter().position(|c| matches!(c, Column::Name(_)))?;
    if body.is_empty() {
        return None;
    }
    let mut table = Table { document, words, columns, name, sketch: Sketch::default() };
    table.sketch.lines.push((header.join(" "), Became::Heading));
    for (i, row) in body.iter().enumerate() {
        if i < MOST {
            table.row(row);
        } else {
            table.sketch.not_understood(&row.join(" "), "only the first 2,000 rows are read");
        }
    }
    Some(table.sketch)
}

fn column(words: &Vocabulary, cell: &str) -> Column {
    // "Lead time (h)" is the lead time.
    let bare = cell.split('(').next().unwrap_or_default().trim();
    match folded(bare).as_str() {
        "name" | "names" | "title" | "element" | "label" | "what" => Column::Name(None),
        "kind" | "type" | "element kind" | "element type" => Column::Kind,
        "description" | "notes" | "note" | "comment" | "details" => Column::Description,
        "parent" | "part of" | "in" | "belongs to" => Column::Parent,
        "tags" | "tag" => Column::Tags,
        word => match (words.relation(word), words.kind(word)) {
            (Some((kind, back)), _) => Column::Relation(kind, back),
            (None, Some(typed)) => Column::Name(Some(typed)),
            (None, None) => Column::Other(bare.to_owned()),
        },
    }
}

struct Table<'a> {
    document: &'a Document,
    words: &'a Vocabulary,
    columns: Vec<Column>,
    /// Which column names the elements: the first that can.
    name: usize,
    sketch: Sketch,
}

impl Table<'_> {
    fn row(&mut self, row: &[String]) {
        let cell = |i: usize| row.get(i).map_or("", |c| c.trim());
        let name = cell(self.name);
        if name.is_empty() {
            self.sketch.not_understood(row.join(" ").trim(), "it has no name");
            return;
        }
        let kind = self.columns.iter().position(|c| matches!(c, Column::Kind)).map(cell).filter(|k| !k.is_empty());
        let mut typed = kind.and_then(|k| self.words.kind(k));
        if let (Some(word), None) = (kind, &typed) {
            self.sketch.remark(format!("\"{word}\" is no kind of element"));
        }
        if typed.is_none()
            && let Column::Name(named) = &self.columns[self.name]
        {
            typed.clone_from(named);
        }
        let thing = self.sketch.thing(name, typed.as_ref());
        if let (Some(word), true) = (kind, self.words.kind(kind.unwrap_or_default()).is_none()) {
            self.sketch.describe(thing, &format!("Kind: {word}"));
        }
        let kind = self.sketch.things[thing].kind.or_else(|| self.kind_here(name));
        for i in 0..self.columns.len() {
            let text = cell(i);
            if i != self.name && !text.is_empty() {
                self.cell(thing, kind, i, text);
            }
        }
        self.sketch.lines.push((row.join(" "), Became::Thing));
    }

    /// The kind of the element that has this name already: its attributes are meant.
    fn kind_here(&self, name: &str) -> Option<ElementKind> {
        let first = self.document.index().named(name).next()?;
        self.document.element(first).map(|e| e.kind)
    }

    fn cell(&mut self, thing: usize, kind: Option<ElementKind>, column: usize, text: &str) {
        match &self.columns[column] {
            Column::Kind => {}
            Column::Description | Column::Name(None) => self.sketch.describe(thing, text),
            Column::Parent => {
                let parent = self.sketch.thing(text, None);
                self.sketch.link(parent, thing, None, How::Indent);
            }
            Column::Tags => {
                let tags = text.split([',', ';', '\n']).map(str::trim).filter(|t| !t.is_empty());
                let tags = Value::List(tags.map(Value::text).collect());
                self.sketch.things[thing].values.push(("tags".into(), true, tags));
            }
            Column::Relation(relation, back) => {
                let (relation, back) = (*relation, *back);
                for name in text.split([',', ';', '\n']).map(str::trim).filter(|n| !n.is_empty()) {
                    let other = self.sketch.thing(name, None);
                    let (source, target) = if back { (other, thing) } else { (thing, other) };
                    self.sketch.link(source, target, Some(relation), How::Arrow);
                }
            }
            Column::Name(Some(typed)) => {
                // A second column of names, such as "Stage" beside "Partner", is what the first is related to.
                let typed = typed.clone();
                let other = self.sketch.thing(text, Some(&typed));
                self.sketch.link(thing, other, None, How::Indent);
            }
            Column::Other(header) => {
                let header = header.clone();
                self.attribute(thing, kind, &header, text);
            }
        }
    }

    fn attribute(&mut self, thing: usize, kind: Option<ElementKind>, header: &str, text: &str) {
        let metamodel = self.document.metamodel();
        let named = |def: &&AttributeDef| folded(&def.label) == folded(header) || folded(&def.key) == folded(header);
        let own = kind.and_then(|k| metamodel.element_attributes(k).iter().find(named)).map(|def| (def, false));
        let found = own.or_else(|| metamodel.common.iter().find(named).map(|def| (def, true)));
        let Some((def, common)) = found else {
            if !header.is_empty() {
                self.sketch.remark(format!("\"{header}\" is no attribute, so it stands in the description"));
            }
            self.sketch.describe(thing, &labelled(header, text));
            return;
        };
        match fields::read_line(self.document, &def.ty, text) {
            Ok(Some(value)) => {
                let key: EcoString = def.key.clone();
                self.sketch.things[thing].values.push((key, common, value));
            }
            Ok(None) => {}
            Err(wanted) => {
                self.sketch.remark(format!("\"{text}\" is not {wanted}, so it stands in the description"));
                self.sketch.describe(thing, &labelled(header, text));
            }
        }
    }
}

fn labelled(header: &str, text: &str) -> String {
    if header.is_empty() { text.to_owned() } else { format!("{header}: {text}") }
}
