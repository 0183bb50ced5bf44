//! The readings of the analyses in sections, each with the arithmetic.
//!
//! Knows nothing about the formulas.

use super::words::{Telling, counted};
use super::{Bit, Block, Cell, Column, Fill, Group, Line, Row, Section, Table};
use crate::analysis::catalogue::{self, Analysis};
use crate::analysis::reading::Subject;
use crate::analysis::{Answer, Reading};

/// A section of figures: its id, its heading, and the analyses in it.
type Part = (&'static str, &'static str, &'static [&'static str]);

/// The sections. Every analysis stands in one.
const PARTS: [Part; 11] = [
    ("flow", "Value streams and their flow", &["A1", "A2", "A3", "A4", "A5", "A6", "A7", "A8"]),
    ("money", "Costs and investments", &["A9", "A15"]),
    ("partners", "Partners and contracts", &["A10", "A26"]),
    ("dependence", "Dependence and risk", &["A11", "A12", "A20"]),
    ("people", "Organization and accountability", &["A13", "A22", "A23"]),
    ("strategy", "Promises and objectives", &["A27", "A14", "A30"]),
    ("worth", "Value, outcomes, costs and risks", &["A16"]),
    ("innovation", "Technology and experiments", &["A17", "A18", "A19"]),
    ("agility", "Ways of working", &["A21"]),
    ("consumers", "Consumers and culture", &["A24", "A25"]),
    ("coverage", "Canvas and change", &["A28", "A29"]),
];

/// The section in which an analysis or a part of one is told.
pub(super) fn section_of(analysis: &str) -> Option<&'static str> {
    let whole = analysis.split('.').next().unwrap_or_default();
    PARTS.iter().find(|(.., ids)| ids.contains(&whole)).map(|(id, ..)| *id)
}

/// Readings that another one of the same analysis tells as well.
const TOLD_ELSEWHERE: [&str; 4] = ["A6.waiting", "A10.points", "A11.items", "A11.consumers"];

/// The address of all figures.
pub(super) const ID: &str = "figures";

/// The most rows of one analysis.
const MOST_ROWS: usize = 40;

/// The section.
pub(super) fn section(telling: &Telling, readings: &[Reading]) -> Section {
    let mut section = Section::new(ID, "Figures");
    let parts = PARTS.iter().filter_map(|part| self::part(telling, readings, part));
    section.blocks.push(Block::Charts);
    section.parts = parts.collect();
    if section.parts.is_empty() {
        let none = "Nothing can be computed yet: the model has too few elements or values.";
        section.blocks.push(Block::Text(vec![Bit::Words(none.to_owned())]));
    }
    section
}

fn part(telling: &Telling, readings: &[Reading], (id, title, analyses): &Part) -> Option<Section> {
    let groups: Vec<Group> = analyses.iter().filter_map(|analysis| group(telling, readings, analysis)).collect();
    if groups.is_empty() {
        return None;
    }
    let column = |title: &str, fill| Column { title: title.to_owned(), fill };
    let columns =
        vec![column("Of", Fill::Words), column("Figure", Fill::Figures), column("How it comes about", Fill::Prose)];
    let mut section = Section::new(*id, *title);
    section.blocks = vec![Block::Charts, Block::Table(Table { caption: (*title).to_owned(), columns, groups })];
    Some(section)
}

/// The rows of an analysis, under its name and formula.
fn group(telling: &Telling, readings: &[Reading], analysis: &str) -> Option<Group> {
    let Analysis { name, formula, source, .. } = catalogue::about(analysis)?;
    let mut told: Vec<&Reading> = readings.iter().filter(|r| r.is_of(analysis) && is_told(r)).collect();
    if told.is_empty() {
        return None;
    }
    if matches!(analysis, "A11" | "A20") {
        // The worst first; the model's own figure stays where it is, at the end.
        told.sort_by(|a, b| {
            let key = |r: &Reading| (r.subject == Subject::Model, -r.rounded().unwrap_or_default());
            let ((a_last, a), (b_last, b)) = (key(a), key(b));
            a_last.cmp(&b_last).then(a.total_cmp(&b))
        });
    }
    let rest = told.len().saturating_sub(MOST_ROWS);
    let rows = told.iter().take(MOST_ROWS).map(|reading| row(telling, readings, reading)).collect();
    let left_out = (rest > 0).then(|| format!("{rest} more are told by `opcanvas analyze FILE --only {analysis}`."));
    let title = vec![Bit::Strong((*name).to_owned()), Bit::Faint(format!(" {formula} ({source})"))];
    Some(Group { title, rows, left_out })
}

/// Whether a reading has a row of its own.
fn is_told(reading: &Reading) -> bool {
    let by_state_and_kind = reading.analysis.matches('.').count() > 1;
    // The outage of each element is one row: its share, with the streams.
    let streams = reading.analysis == "A11.streams";
    !by_state_and_kind && !streams && !TOLD_ELSEWHERE.contains(&reading.analysis.as_str())
}

fn row(telling: &Telling, readings: &[Reading], reading: &Reading) -> Row {
    let document = telling.document;
    let mut subject: Line = match &reading.subject {
        Subject::Model => vec![Bit::Words("The model".to_owned())],
        Subject::Element(id) => vec![telling.name(id)],
        Subject::Contract { partner, reference } => {
            vec![telling.name(partner), Bit::Words(", ".to_owned()), Bit::Name(reference.clone(), None)]
        }
    };
    if reading.analysis != "A11.share"
        && let Some(part) = catalogue::part(document, &reading.analysis)
    {
        subject.push(Bit::Faint(format!(", {part}")));
    }
    let value: Line = match &reading.value {
        Answer::Element(id) => vec![telling.name(id)],
        Answer::Elements(ids) if !ids.is_empty() => telling.names(ids),
        _ => vec![Bit::Words(reading.shown(document))],
    };
    let mut how: Cell = vec![vec![Bit::Words(reading.words(document).to_string())]];
    if reading.analysis == "A11.share" {
        let streams = readings.iter().find(|r| r.analysis == "A11.streams" && r.subject == reading.subject);
        if let Some(Answer::Elements(ids)) = streams.map(|r| &r.value).filter(|v| **v != Answer::Elements(Vec::new())) {
            how.push(telling.names(ids));
        }
    }
    if !reading.missing.is_empty() {
        how.push(vec![Bit::Faint(format!("Not known of {}", counted(reading.missing.len(), "element", "elements")))]);
    }
    Row { number: None, cells: vec![vec![subject], vec![value], how] }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_analysis_stands_in_one_section() {
        for analysis in catalogue::ALL {
            let parts = PARTS.iter().filter(|(.., ids)| ids.contains(&analysis.id)).count();
            assert_eq!(parts, 1, "{}", analysis.id);
        }
    }
}
