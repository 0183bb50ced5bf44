//! No rule and no analysis panics on a model that loads.
//!
//! Random, damaged and blank models are asked, such without any attribute, and such whose every attribute is as far out as
//! a file can say. What holds of the answers is for the tests of each analysis; here they are only asked for, all of them,
//! in their words.

use crate::checks::follow;
use crate::damage::{damage, damaged, example, full, random_document};
use crate::recipes::recipe;

use opcanvas::analysis::impact::blast_radius;
use opcanvas::analysis::line_of_sight::line_of_sight;
use opcanvas::analysis::next_steps::next_steps;
use opcanvas::analysis::overlay::ColorBy;
use opcanvas::analysis::paths::{Along, Bound, shortest, simple_paths};
use opcanvas::analysis::single_points::single_points;
use opcanvas::analysis::{Date, Scope, classify, reach, readings};
use opcanvas::check::{Live, check};
use opcanvas::format::{load, metamodel, templates::Template};
use opcanvas::model::metamodel::{AttributeDef, AttributeType, Metamodel};
use opcanvas::model::{Document, ElementId, ElementKind, RelationKind};
use proptest::prelude::*;
use serde_json::{Map, Value as Json, json};

/// Asks everything of a model: what is found, what is told, and what is explored from its elements, of at most so many.
fn ask_everything(document: &Document, most: usize) {
    let days = [None, Date::new(2026, 7, 1), Date::new(0, 1, 1), Date::new(9999, 12, 31)];
    for day in days {
        for finding in check(document, day) {
            assert!(!finding.message().contains("{n}"), "{}", finding.message());
        }
        for reading in readings(document, day) {
            let words = [reading.words(document).to_string(), reading.shown(document), reading.subject.label(document)];
            assert!(words.iter().all(|text| !text.contains("NaN")), "{reading:?}");
        }
        for by in ColorBy::ALL {
            let _ = classify(document, by, day);
        }
    }
    let live = Live::new(document, days[1]);
    assert_eq!(live.counts().iter().sum::<usize>(), live.open().count());
    assert!(live.elements().all(|(id, _)| !live.of_element(id).is_empty()));
    let _ = next_steps(document);
    for point in single_points(document) {
        assert!(point.reasons.iter().all(|reason| !reason.words(document).is_empty()));
    }
    let ids: Vec<&ElementId> = document.elements().keys().collect();
    for (i, id) in ids.iter().enumerate().step_by(ids.len() / most + 1) {
        explore(document, id, ids[(i * 7 + 3) % ids.len()]);
    }
}

fn explore(document: &Document, id: &ElementId, other: &ElementId) {
    let blast = blast_radius(document, id);
    assert!(blast.hits.iter().all(|hit| blast.reason(document, &hit.element).is_some()));
    assert!(blast.weakened.iter().all(|weak| blast.weakness(document, &weak.element).is_some()));
    if let Some(sight) = line_of_sight(document, id) {
        assert!(sight.breaks.iter().all(|gap| !gap.words(document).is_empty()));
    }
    if let Some(scope) = document.element(id).and_then(|element| Scope::of(element)) {
        let _ = reach(document, &scope);
    }
    for along in [Along::Arrows, Along::Either] {
        let found = simple_paths(document, id, other, along, Bound { paths: 5, links: 6, steps: 2_000 });
        for path in found.paths.iter().chain(&shortest(document, id, other, along)) {
            assert!(path.sentences(document).iter().all(|sentence| !sentence.is_empty()));
        }
    }
}

fn cases(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(cases(96))]

    #[test]
    fn everything_is_asked_of_random_models(seed in any::<u64>()) {
        ask_everything(&random_document(seed), usize::MAX);
    }

    #[test]
    fn everything_is_asked_of_damaged_models(ways in proptest::collection::vec(damage(), 1..8)) {
        if let Ok(loaded) = load(&damaged(&full(), &ways)) {
            ask_everything(&loaded.document, usize::MAX);
        }
    }

    #[test]
    fn everything_is_asked_of_models_far_out(dice in any::<u64>()) {
        ask_everything(&far_out(dice), 12);
    }
}

proptest! {
    // The examples are large, so fewer of these.
    #![proptest_config(cases(16))]

    #[test]
    fn everything_is_asked_of_damaged_examples(which in 0..4_usize, ways in proptest::collection::vec(damage(), 1..40)) {
        if let Ok(loaded) = load(&damaged(&example(["bank", "city", "hospital", "machine"][which]), &ways)) {
            ask_everything(&loaded.document, 24);
        }
    }

    #[test]
    fn models_far_out_are_followed(dice in any::<u64>(), recipes in proptest::collection::vec(recipe(), 1..8)) {
        follow(far_out(dice), &recipes);
    }
}

#[test]
fn everything_is_asked_of_templates_whole_and_without_any_attribute() {
    for template in Template::ALL {
        ask_everything(&load(template.bytes()).unwrap().document, 24);
        let mut json: Json = serde_json::from_slice(template.bytes()).unwrap();
        for list in ["elements", "relations"] {
            for entry in json[list].as_array_mut().into_iter().flatten() {
                let is_kept = |key: &String| ["id", "kind", "name", "source", "target"].contains(&key.as_str());
                entry.as_object_mut().unwrap().retain(|key, _| is_kept(key));
            }
        }
        json.as_object_mut().unwrap().remove("settings");
        ask_everything(&load(json.to_string().as_bytes()).unwrap().document, 24);
    }
}

#[test]
fn everything_is_asked_of_models_at_one_end_throughout() {
    for end in 0..ENDS {
        ask_everything(&all_at(&mut |ends| end % ends), 12);
    }
}

// --- models as far out as a file can say ---

/// How many ends there are to each sort of value.
const ENDS: usize = 8;

/// A model in which each value is at an end of its own.
fn far_out(dice: u64) -> Document {
    let mut at = dice;
    all_at(&mut |ends| {
        at = at.wrapping_mul(0x5851_f42d_4c95_7f2d).wrapping_add(0x1405_7b7e_f767_814f);
        (at >> 33) as usize % ends
    })
}

/// A model with two elements of each kind, every relation that is legal between them and itself, and every attribute and
/// setting at the end that `pick` says, of so many.
fn all_at(pick: &mut dyn FnMut(usize) -> usize) -> Document {
    let base = metamodel::base();
    let mut elements = Vec::new();
    for kind in ElementKind::ALL {
        for n in 0..2 {
            let name = ["", "Same"][pick(2)];
            let mut element = json!({"id": format!("{}{n}", kind.id()), "kind": kind.id(), "name": name});
            element["attributes"] = record(&base, base.element_attributes(kind), pick);
            let common = record(&base, &base.common, pick);
            element.as_object_mut().unwrap().extend(common.as_object().unwrap().clone());
            elements.push(element);
        }
    }
    let mut relations = Vec::new();
    for kind in RelationKind::ALL {
        let legal = |source, target| base.is_legal(kind, source, target);
        let pairs = ElementKind::ALL.into_iter().flat_map(|s| ElementKind::ALL.map(|t| (s, t)));
        for (source, target) in pairs.filter(|(source, target)| legal(*source, *target)) {
            let ends = [pick(2), pick(2)];
            let attributes = record(&base, base.relation_attributes(kind), pick);
            relations.push(json!({"id": format!("r{}", relations.len()), "kind": kind.id(), "attributes": attributes,
                "source": format!("{}{}", source.id(), ends[0]), "target": format!("{}{}", target.id(), ends[1])}));
        }
    }
    let settings = record(&base, &base.settings, pick);
    let file = json!({"format": "opcanvas", "version": 1, "settings": settings, "elements": elements,
        "relations": relations, "waivers": [{"rule": "VO-04", "subject": "", "reason": ""}]});
    load(file.to_string().as_bytes()).unwrap().document
}

fn record(base: &Metamodel, defs: &[AttributeDef], pick: &mut dyn FnMut(usize) -> usize) -> Json {
    let entry = |def: &AttributeDef| (def.key.to_string(), value(base, &def.ty, pick));
    Json::Object(defs.iter().map(entry).collect::<Map<_, _>>())
}

fn value(base: &Metamodel, ty: &AttributeType, pick: &mut dyn FnMut(usize) -> usize) -> Json {
    let end = pick(ENDS);
    let numbers = [json!(f64::MAX), json!(-f64::MAX), json!(5e-324), json!(0), json!(-1), json!(1e17), json!(i64::MAX)];
    match ty {
        // Now and then a value of another type.
        _ if end == 7 => [json!("soon"), json!(3.5), json!([[]]), json!(true), json!({"a": 1})][pick(5)].clone(),
        AttributeType::Integer => {
            let numbers = [i64::MIN, i64::MAX, -1, 0, 1, 5, 2026];
            json!(numbers[end])
        }
        AttributeType::Number | AttributeType::Percent | AttributeType::Money | AttributeType::Duration => {
            numbers[end].clone()
        }
        AttributeType::Boolean => json!(end.is_multiple_of(2)),
        AttributeType::Date => {
            let days = ["0000-01-01", "9999-12-31", "2026-06-30", "2026-07-01", "2026-02-30", "", "-271821-04-20"];
            json!(days[end])
        }
        AttributeType::Enum { values } => json!(values[end % values.len()].id),
        AttributeType::Set { values } => json!(values.iter().take(end).map(|v| &v.id).collect::<Vec<_>>()),
        AttributeType::List { of } => (0..[0, 1, 2, 2, 9, 1, 2][end]).map(|_| value(base, of, pick)).collect(),
        AttributeType::Record { record: name } => {
            let fields = base.records.get(name).map_or(&[][..], |def| &def.fields);
            record(base, fields, pick)
        }
        AttributeType::Properties => json!({}),
        AttributeType::Text | AttributeType::Reference { .. } | AttributeType::Contract | AttributeType::Plateau => {
            let long = "ä".repeat(5_000);
            let texts = ["", " ", "x", "C-1", &long, "\u{202e}\u{1}", "technology0"];
            json!(texts[end])
        }
    }
}
