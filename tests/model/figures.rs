//! Readings: the pinned numbers of the example models, what a reading tells besides, and what holds for any model.

use opcanvas::analysis::{Answer, Date, Reading, as_of, readings};
use opcanvas::format::{load, templates::Template};
use opcanvas::model::Document;
use serde_json::{Value as Json, json};

fn document(template: Template) -> Document {
    load(template.bytes()).unwrap().document
}

fn told(document: &Document) -> Vec<Reading> {
    readings(document, as_of(document, Date::parse("2026-07-01")))
}

/// The value of a reading as files say it.
fn value(reading: &Reading) -> Json {
    match &reading.value {
        Answer::Number(_) => json!(reading.rounded().unwrap()),
        Answer::Element(id) => json!(id.as_str()),
        Answer::Elements(ids) => ids.iter().map(|id| id.as_str()).collect(),
        Answer::Day(day) => json!(day.to_string()),
    }
}

fn is_same(a: &Json, b: &Json) -> bool {
    match (a.as_f64(), b.as_f64()) {
        (Some(a), Some(b)) => (a - b).abs() <= 1e-6 * b.abs(),
        _ => a == b,
    }
}

#[test]
fn the_examples_give_every_pinned_number_with_its_unit() {
    for template in [Template::Bank, Template::City] {
        let path = format!("{}/tests/fixtures/{}.expected.json", env!("CARGO_MANIFEST_DIR"), template.name());
        let file: Json = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
        let told = told(&document(template));
        let built = ["A1", "A4", "A5", "A6", "A9", "A10", "A11"];
        for pinned in file["analyses"].as_array().unwrap() {
            if !built.iter().any(|a| pinned["analysis"].as_str().unwrap().split('.').next() == Some(a)) {
                continue;
            }
            let is_it = |r: &&Reading| {
                pinned["analysis"] == r.analysis.as_str() && pinned["subject"] == r.subject.id().as_str()
            };
            let found = told.iter().find(is_it).unwrap_or_else(|| panic!("{}: no {pinned}", template.name()));
            assert!(is_same(&value(found), &pinned["value"]), "{}: {pinned} is {}", template.name(), value(found));
            assert_eq!(pinned["unit"], found.unit, "{}: {pinned}", template.name());
        }
    }
}
