//! The few figures to look at first.
//!
//! Knows nothing about how they are computed.

use super::words::counted;
use super::{Block, Section, Tile};
use crate::analysis::Reading;
use crate::analysis::reading::Subject;
use crate::check::Live;
use crate::model::Document;

/// What is looked at first: a reading of the model, what it is called here, and the section that says more.
const FIRST: [(&str, &str, &str); 11] = [
    ("A27", "Promises kept by a closed loop", "strategy"),
    ("A9.total", "Cost of the model", "money"),
    ("A13", "Has one accountable", "people"),
    ("A14.effective", "Units aligned with objectives", "strategy"),
    ("A12", "Single points of failure", "dependence"),
    ("A10", "Partner concentration", "partners"),
    ("A16", "Value, outcomes, costs and risks told", "worth"),
    ("A24", "Delighted consumers", "consumers"),
    ("A18", "Emerging technologies under test", "innovation"),
    ("A15.transform", "Invested in transforming", "money"),
    ("A29", "Elements that change", "coverage"),
];

/// The section.
pub(super) fn section(document: &Document, readings: &[Reading], live: &Live) -> Section {
    let mut section = Section::new("glance", "At a glance");
    let told = FIRST.iter().filter_map(|(analysis, label, section)| {
        let reading = readings.iter().find(|r| r.analysis == *analysis && r.subject == Subject::Model)?;
        let how = reading.words(document).to_string();
        Some(Tile { label: (*label).to_owned(), value: reading.shown(document), how, section })
    });
    let tiles: Vec<Tile> = std::iter::once(findings(live)).chain(told).collect();
    section.blocks.push(Block::Tiles(tiles));
    section
}

fn findings(live: &Live) -> Tile {
    let [errors, warnings, infos] = live.counts();
    let how = format!(
        "{}, {} and {} for information",
        counted(errors, "error", "errors"),
        counted(warnings, "warning", "warnings"),
        infos
    );
    let value = counted(errors + warnings + infos, "finding", "findings");
    Tile { label: "What the rules found".to_owned(), value, how, section: "findings" }
}
