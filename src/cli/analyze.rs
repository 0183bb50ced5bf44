//! `opcanvas analyze`: every analysis of a model, as numbers with what they were computed from.
//!
//! Knows nothing about the formulas.

use std::path::PathBuf;

use lexopt::prelude::*;
use serde_json::json;

use super::{Exit, Failure, json_shown, open, print, shown};
use crate::analysis::catalogue::{self, Analysis};
use crate::analysis::{Answer, Reading, as_of, readings};
use crate::file;
use crate::model::{Document, ElementId};

pub(super) fn run(parser: &mut lexopt::Parser) -> Result<Exit, Failure> {
    let (mut input, mut as_json, mut only) = (None, false, None);
    while let Some(argument) = parser.next()? {
        match argument {
            Long("format") => as_json = super::is_json(parser)?,
            Long("only") => only = Some(wanted(&parser.value()?.string()?)?),
            Value(path) if input.is_none() => input = Some(PathBuf::from(path)),
            other => return Err(other.unexpected().into()),
        }
    }
    let input = input.ok_or_else(|| Failure::usage("analyze needs a FILE"))?;
    let document = open(&input)?.loaded.document;
    let mut told = readings(&document, as_of(&document, file::today()));
    if let Some(only) = only {
        told.retain(|reading| only.iter().any(|wanted| reading.is_of(wanted)));
    }
    print(&if as_json { json_text(&told) } else { shown(&plain_text(&document, &told)) })
}

/// The analyses that are named, by their ids and without regard to case, with commas between them.
fn wanted(list: &str) -> Result<Vec<String>, Failure> {
    let named = |word: &str| {
        let word = word.trim();
        // The part of an analysis is written in its own case: `A26.decideBy`.
        let (number, part) = word.split_at(word.find('.').unwrap_or(word.len()));
        let number = number.to_uppercase();
        catalogue::about(&number).map(|_| number + part).ok_or_else(|| {
            let (first, last) = (catalogue::ALL[0].id, catalogue::ALL[catalogue::ALL.len() - 1].id);
            Failure::usage(format!("there is no analysis '{word}'; {first} to {last} are"))
        })
    };
    list.split(',').map(named).collect()
}

fn json_text(told: &[Reading]) -> String {
    let ids = |ids: &[ElementId]| ids.iter().map(ElementId::as_str).collect::<serde_json::Value>();
    let one = |reading: &Reading| {
        let value = match &reading.value {
            // Whole numbers are written without a point.
            Answer::Number(_) => {
                reading.rounded().and_then(crate::model::Value::number).map_or(json!(null), |n| json!(n))
            }
            Answer::Element(id) => json!(id.as_str()),
            Answer::Elements(all) => ids(all),
            Answer::Day(day) => json!(day.to_string()),
        };
        json!({
            "analysis": reading.analysis.as_str(),
            "subject": reading.subject.id().as_str(),
            "value": value,
            "unit": reading.unit,
            "elements": ids(&reading.elements),
        })
    };
    json_shown(&told.iter().map(one).collect())
}

/// A table: a heading for each analysis, below it each subject with its value and how that came about.
fn plain_text(document: &Document, told: &[Reading]) -> String {
    if told.is_empty() {
        return "Nothing of that is known yet.\n".to_owned();
    }
    let row = |reading: &Reading| {
        let mut subject = reading.subject.label(document);
        if let Some(part) = catalogue::part(document, &reading.analysis) {
            subject += &format!(": {part}");
        }
        [one_line(&subject), one_line(&reading.shown(document)), one_line(&explained(document, reading))]
    };
    let rows: Vec<_> = told.iter().map(|reading| (catalogue::of(&reading.analysis), row(reading))).collect();
    // A very long name does not push the values of all others away.
    let width = |column: usize, most: usize| {
        rows.iter().map(|(_, row)| row[column].chars().count()).filter(|n| *n <= most).max().unwrap_or(0)
    };
    let (subjects, values) = (width(0, 48), width(1, 28));
    let mut text = String::new();
    let mut last = None;
    for (analysis, [subject, value, how]) in &rows {
        if last != Some(analysis.id) {
            let Analysis { id, name, .. } = analysis;
            text += &format!("{}{id} {name}\n", if last.is_some() { "\n" } else { "" });
            last = Some(analysis.id);
        }
        let line = format!("  {subject:subjects$}  {value:>values$}  {how}");
        text += line.trim_end();
        text.push('\n');
    }
    text
}

/// How a reading came about, and how much it would need besides.
fn explained(document: &Document, reading: &Reading) -> String {
    let words = reading.words(document);
    match reading.missing.len() {
        0 => words.to_string(),
        n => format!("{words} ({n} not known)"),
    }
}

/// A name with a line break must not look like a line of ours.
fn one_line(text: &str) -> String {
    text.replace(['\n', '\r'], " ")
}
