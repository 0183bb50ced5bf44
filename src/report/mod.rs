//! The report: what a model says about itself as one document to hand on, first as plain values, then written down.
//!
//! | File | What |
//! | --- | --- |
//! | `glance` | the few figures to look at first |
//! | `figures` | the readings of the analyses in sections, with their arithmetic |
//! | `findings` | what the rules found, by severity, and what was accepted |
//! | `catalogue` | one table for each kind of element, with relations in words |
//! | `change` | the roadmap, plateau by plateau, and the risks |
//! | `words` | values, names and days in words |
//! | `pictures` | which drawings stand in it |
//! | `markdown`, `html` | the writers, with `markup`, `legal` and `style` |
//!
//! The same document, day and choice give the same bytes.
//!
//! Knows nothing about files, windows and the clock.

mod catalogue;
mod change;
mod clauses;
mod figures;
mod findings;
mod glance;
mod html;
mod legal;
mod markdown;
mod markup;
mod pictures;
mod style;
mod words;

use ecow::EcoString;

use crate::analysis::{Date, as_of, readings};
use crate::check::Live;
use crate::export::ExportError;
use crate::model::{Document, ElementKind, Value};
use words::Telling;

/// What a report can be written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// One page with everything in it, pictures included.
    Html,
    /// Text with tables, without pictures.
    Markdown,
}

impl Format {
    /// Every format.
    pub const ALL: [Self; 2] = [Self::Html, Self::Markdown];

    /// The ending of file names, which is also the name of the format.
    #[must_use]
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Html => "html",
            Self::Markdown => "md",
        }
    }

    /// The format with this ending, whatever its case.
    #[must_use]
    pub fn from_extension(extension: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|f| f.extension().eq_ignore_ascii_case(extension))
    }
}

/// The colours of a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Colors {
    /// Light or dark, as the reader's system is; every picture is in it twice.
    #[default]
    System,
    /// Dark on light.
    Light,
    /// Light on dark, but for paper.
    Dark,
}

impl Colors {
    /// Every choice.
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// The name of the choice.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// A part of a line of text.
#[derive(Clone, Debug, PartialEq)]
pub enum Bit {
    /// Plain words.
    Words(String),
    /// Words that stand out.
    Strong(String),
    /// Words that stand back.
    Faint(String),
    /// What something is called, and the number of the row of the catalogues that is about it.
    Name(EcoString, Option<usize>),
    /// How much a finding weighs: the id of a severity, and its words.
    Severity(&'static str, String),
}

impl Bit {
    /// What it says.
    #[must_use]
    pub fn text(&self) -> &str {
        match self {
            Self::Words(text) | Self::Strong(text) | Self::Faint(text) | Self::Severity(_, text) => text,
            Self::Name(text, _) => text,
        }
    }
}

/// A line of text.
pub type Line = Vec<Bit>;

/// The lines of a cell of a table.
pub type Cell = Vec<Line>;

/// A row of a table; its first cell says what it is about.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    /// Its number, where it is the row of an element.
    pub number: Option<usize>,
    /// Its cells, as many as there are columns.
    pub cells: Vec<Cell>,
}

/// Rows that belong together.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Group {
    /// What they have in common; nothing where the table has one group.
    pub title: Line,
    /// The rows.
    pub rows: Vec<Row>,
    /// What was left out at the end of them.
    pub left_out: Option<String>,
}

/// How the cells of a column stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fill {
    /// Words, on the left.
    Words,
    /// Many words, which want more of the room.
    Prose,
    /// Lines of words, which want most of it.
    Wide,
    /// Figures, on the right.
    Figures,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// Its heading.
    pub title: String,
    /// How its cells stand.
    pub fill: Fill,
}

/// A table.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// What it is, for those who do not see it.
    pub caption: String,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows.
    pub groups: Vec<Group>,
}

/// A figure to look at first.
#[derive(Clone, Debug, PartialEq)]
pub struct Tile {
    /// What it is.
    pub label: String,
    /// The figure.
    pub value: String,
    /// How it comes about.
    pub how: String,
    /// The section that says more.
    pub section: &'static str,
}

/// What a section is made of.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// A paragraph.
    Text(Line),
    /// Lines of a list.
    List(Vec<Line>),
    /// Figures to look at first.
    Tiles(Vec<Tile>),
    /// A table.
    Table(Table),
    /// The picture of the canvas, on all its pages.
    Canvas,
    /// The charts that belong to this section.
    Charts,
}

/// A section.
#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    /// Its address in the document: a word of ours, never of the model.
    pub id: String,
    /// Its heading.
    pub title: String,
    /// The kind of element that it is about.
    pub kind: Option<ElementKind>,
    /// What it says.
    pub blocks: Vec<Block>,
    /// Its subsections.
    pub parts: Vec<Section>,
}

impl Section {
    fn new(id: impl Into<String>, title: impl Into<String>) -> Self {
        Self { id: id.into(), title: title.into(), kind: None, blocks: Vec::new(), parts: Vec::new() }
    }
}

/// What a report says.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// The model's name.
    pub title: String,
    /// What the model is for, in paragraphs.
    pub purpose: Vec<String>,
    /// Day and size in a few words.
    pub facts: Vec<String>,
    /// What it says.
    pub sections: Vec<Section>,
}

/// What the report of a model says. Days are compared with the model's own as-of date, else with `today`.
#[must_use]
pub fn report(document: &Document, today: Option<Date>) -> Report {
    let day = as_of(document, today);
    let telling = Telling::new(document);
    let readings = readings(document, day);
    let live = Live::new(document, today);
    let mut sections = vec![glance::section(document, &readings, &live)];
    let mut canvas = Section::new("canvas", "The canvas");
    canvas.blocks.push(Block::Canvas);
    sections.push(canvas);
    sections.push(figures::section(&telling, &readings));
    sections.extend(change::risks(&telling));
    sections.push(findings::section(&telling, &live));
    sections.extend(change::roadmap(&telling));
    sections.extend(catalogue::section(&telling));
    sections.extend(change::unsorted(document));
    sections.push(about(&live, day));
    let title = if document.name().trim().is_empty() { "Operating model" } else { document.name() };
    Report { title: title.to_owned(), purpose: purpose(document), facts: facts(document, day), sections }
}

/// Writes the report of a model.
///
/// # Errors
/// Never for a model of finite numbers; the writer's word if a picture fails.
pub fn render(
    document: &Document,
    today: Option<Date>,
    format: Format,
    colors: Colors,
) -> Result<Vec<u8>, ExportError> {
    let report = report(document, today);
    match format {
        Format::Markdown => Ok(markdown::write(&report).into_bytes()),
        Format::Html => html::write(&report, document, today, colors).map(String::into_bytes),
    }
}

/// What the model is for: its description, cut where it has empty lines.
fn purpose(document: &Document) -> Vec<String> {
    let text = document.head().meta.get("description").and_then(Value::as_text).map_or("", EcoString::as_str);
    let mut paragraphs = vec![String::new()];
    for line in text.lines().map(str::trim) {
        match paragraphs.last_mut() {
            Some(last) if !line.is_empty() => {
                if !last.is_empty() {
                    last.push(' ');
                }
                last.push_str(line);
            }
            _ => paragraphs.push(String::new()),
        }
    }
    paragraphs.retain(|p| !p.is_empty());
    paragraphs
}

fn facts(document: &Document, day: Option<Date>) -> Vec<String> {
    let many = |n: usize, one: &str, several: &str| words::counted(n, one, several);
    let day = day.map(|day| format!("As of {}", words::day(day)));
    let streams = document.index().of_kind(ElementKind::ValueStream).count();
    let sizes = [
        many(document.elements().len(), "element", "elements"),
        many(document.relations().len(), "relation", "relations"),
        many(streams, "value stream", "value streams"),
    ];
    day.into_iter().chain(sizes).collect()
}

/// How the report came about, and what the rules refer to.
fn about(live: &Live, day: Option<Date>) -> Section {
    let mut section = Section::new("about", "About this report");
    let made = "Made by opcanvas from the model as it is stored. Every figure is computed from the elements and relations \
                of the catalogues; nothing was typed into this report.";
    section.blocks.push(Block::Text(vec![Bit::Words(made.to_owned())]));
    let day = match day {
        Some(day) => format!("Contracts, due dates and horizons are compared with {}.", words::day(day)),
        None => "No day is known, so nothing is overdue here.".to_owned(),
    };
    section.blocks.push(Block::Text(vec![Bit::Words(day)]));
    section.parts.extend(clauses::section(live));
    section
}
