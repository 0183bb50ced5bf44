//! Readings: the pinned numbers of the example models, what a reading tells besides, and what holds for any model.

use std::collections::BTreeSet;

use opcanvas::analysis::outage::Outages;
use opcanvas::analysis::roll_up::{RollUp, roll_up};
use opcanvas::analysis::{Answer, Date, Reading, Subject, as_of, catalogue, readings, readings_of};
use opcanvas::edit::apply;
use opcanvas::format::{load, templates::Template};
use opcanvas::model::{Document, ElementId, ElementKind, Relation, RelationKind, Value};
use proptest::prelude::*;
use serde_json::{Value as Json, json};

use crate::damage::{damage, damaged, example, full, random_document};
use crate::recipes::{edit, recipe};

fn document(template: Template) -> Document {
    load(template.bytes()).unwrap().document
}

fn day() -> Option<Date> {
    Date::parse("2026-07-01")
}

fn told(document: &Document) -> Vec<Reading> {
    readings(document, as_of(document, day()))
}

/// A model of these elements and relations.
fn model(elements: &Json, relations: &Json) -> Document {
    let file = json!({"format": "opcanvas", "version": 1, "elements": elements, "relations": relations});
    let loaded = load(file.to_string().as_bytes()).unwrap();
    assert_eq!(loaded.problems, []);
    loaded.document
}

fn find<'a>(told: &'a [Reading], analysis: &str, subject: &str) -> &'a Reading {
    let found = told.iter().find(|r| r.analysis == analysis && r.subject.id() == subject);
    found.unwrap_or_else(|| panic!("no {analysis} of {subject}"))
}

/// The value of a reading as files say it.
fn value(reading: &Reading) -> Json {
    match &reading.value {
        Answer::Number(_) => json!(reading.rounded().unwrap()),
        Answer::Element(id) => json!(id.as_str()),
        Answer::Elements(ids) => ids.iter().map(ElementId::as_str).collect(),
        Answer::Day(day) => json!(day.to_string()),
    }
}

fn is_same(a: &Json, b: &Json) -> bool {
    match (a.as_f64(), b.as_f64()) {
        (Some(a), Some(b)) => (a - b).abs() <= 1e-6 * b.abs(),
        _ => a == b,
    }
}

// --- the example models ---

#[test]
fn the_examples_give_every_pinned_number_with_its_unit() {
    for (template, pinned) in [(Template::Bank, 41), (Template::City, 36)] {
        let path = format!("{}/tests/fixtures/{}.expected.json", env!("CARGO_MANIFEST_DIR"), template.name());
        let file: Json = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
        let told = told(&document(template));
        let all = file["analyses"].as_array().unwrap();
        assert_eq!(all.len(), pinned);
        for pinned in all {
            let found = find(&told, pinned["analysis"].as_str().unwrap(), pinned["subject"].as_str().unwrap());
            assert!(is_same(&value(found), &pinned["value"]), "{}: {pinned} is {}", template.name(), value(found));
            assert_eq!(pinned["unit"], found.unit, "{}: {pinned}", template.name());
        }
        // What is unallocated is pinned as a whole: nothing else is.
        let unallocated = |analysis: &str| analysis == "A9.unallocated";
        let expected = all.iter().filter(|a| unallocated(a["analysis"].as_str().unwrap())).count();
        assert_eq!(told.iter().filter(|r| unallocated(&r.analysis)).count(), expected);
    }
}

#[test]
fn every_analysis_speaks_in_its_order_and_once_of_each_subject() {
    for template in [Template::Bank, Template::City, Template::Hospital, Template::Machine] {
        let document = document(template);
        let told = told(&document);
        let number = |r: &Reading| -> u32 { r.analysis[1..].split('.').next().unwrap().parse().unwrap() };
        assert!(told.is_sorted_by_key(number), "{}", template.name());
        let mut seen = BTreeSet::new();
        for reading in &told {
            assert!(seen.insert((reading.analysis.clone(), reading.subject.clone())), "{reading:?} twice");
            assert!(!reading.words(&document).is_empty(), "{reading:?} does not explain itself");
        }
        for one in catalogue::ALL {
            let day = as_of(&document, day());
            let part: Vec<Reading> = told.iter().filter(|r| r.is_of(one.id)).cloned().collect();
            assert_eq!(readings_of(&document, day, one.id), part, "{} alone", one.id);
        }
        if template == Template::Bank {
            // Flows of the bank neither branch (A2) nor are left to chance (A3).
            let all: BTreeSet<u32> = told.iter().map(number).collect();
            assert_eq!(all, (1..=30).filter(|n| ![2, 3].contains(n)).collect());
        }
    }
}

#[test]
fn a_reading_tells_its_arithmetic_in_words_and_steps() {
    let document = document(Template::Bank);
    let told = told(&document);
    for (analysis, subject, words) in [
        ("A1", "vs.lend", "1 h + 6 h + 2 h = 9 h"),
        ("A4", "vs.lend", "100 × (0.25 h + 1 h + 0.25 h) / (1 h + 6 h + 2 h) = 16.67 %"),
        ("A5", "vs.lend", "90 % × 88 % × 99 % = 78.41 %"),
        ("A8", "vs.lend", "9 h − 2 h = +7 h"),
        ("A9.total", "model", "9,030,000 EUR of streams + 4,040,000 EUR unallocated = 13,070,000 EUR"),
        ("A10", "model", "0.73² + 0.19² + 0.08² = 0.5791, high"),
        ("A11.share", "te.idv", "1 of 3 streams = 33.33 %"),
        ("A14", "model", "4 of 4 = 100 %"),
        ("A26", "LB-2025-032", "2026-09-30 − 2026-07-01 = 91 days"),
        ("A26.decideBy", "LB-2025-032", "2026-09-30 − 60 days of notice = 2026-08-01"),
    ] {
        assert_eq!(find(&told, analysis, subject).words(&document), words, "{analysis} of {subject}");
    }
    let lend = find(&told, "A9", "vs.lend");
    let steps: Vec<_> = lend.arithmetic.iter().map(|s| (s.of[0].as_str(), s.amount.unwrap())).collect();
    let expected = [("te.core", 1_700_000.0), ("te.app", 700_000.0), ("te.score", 350_000.0), ("pa.bureau", 210_000.0)];
    assert_eq!(steps, [&expected[..], &[("ro.pocr", 115_000.0)]].concat());
    let why = "Small-business owners consumes Small-business credit line, which is delivered by Request to funds, which \
               needs its stage Decide credit, which is enabled by Cash-flow scoring model";
    assert_eq!(find(&told, "A11.consumers", "te.score").words(&document), why, "each hop has its reason");
}

#[test]
fn what_is_not_known_is_named_and_not_zero() {
    let elements = json!([
        {"id": "vs", "kind": "value_stream", "name": "S"},
        {"id": "a", "kind": "stage", "name": "A", "attributes": {"order": 1, "leadTime": 4}},
        {"id": "b", "kind": "stage", "name": "B", "attributes": {"order": 2}},
    ]);
    let contains = json!([
        {"id": "1", "kind": "contains", "source": "vs", "target": "a"},
        {"id": "2", "kind": "contains", "source": "vs", "target": "b"},
    ]);
    let told = told(&model(&elements, &contains));
    let time = find(&told, "A1", "vs");
    assert_eq!((value(time), &time.missing[..]), (json!(4.0), &["b".into()][..]));
    for absent in ["A4", "A5", "A6", "A7", "A8", "A9", "A10", "A15.run", "A17", "A20.total", "A24", "A25", "A30"] {
        assert!(!told.iter().any(|r| r.analysis == absent), "{absent} of nothing");
    }
}

#[test]
fn streams_that_branch_are_read_by_the_analysis_that_counts() {
    let stage = |id: &str, order: u32, hours: u32| json!({"id": id, "kind": "stage", "name": id, "attributes": {"order": order, "leadTime": hours}});
    let elements = json!([
        {"id": "vs", "kind": "value_stream", "name": "S"},
        stage("A", 1, 4), stage("B", 2, 10), stage("C", 3, 20)
    ]);
    let flows = |p: [f64; 2]| {
        let contains = ["A", "B", "C"].map(|s| json!({"id": s, "kind": "contains", "source": "vs", "target": s}));
        let flow = |to: &str, p: f64| json!({"id": format!("f{to}"), "kind": "flows_to", "source": "A", "target": to, "attributes": {"probability": p}});
        Json::Array([&contains[..], &[flow("B", p[0]), flow("C", p[1])]].concat())
    };
    let document = model(&elements, &flows([0.7, 0.3]));
    let chance = told(&document);
    assert_eq!(find(&chance, "A1", "vs").value, Answer::Number(17.0));
    assert_eq!(find(&chance, "A3", "vs").words(&document), "4 h + 70 % of 10 h + 30 % of 20 h = 17 h, to be expected");
    assert!(!chance.iter().any(|r| r.analysis == "A2"));
    let parallel = told(&model(&elements, &flows([1.0, 1.0])));
    assert_eq!(find(&parallel, "A2", "vs").words(&document), "4 h + 20 h = 24 h, the longest way");
    assert!(find(&parallel, "A1", "vs").value == Answer::Number(24.0) && !parallel.iter().any(|r| r.analysis == "A3"));
}

// --- costs ---

fn costs(elements: &Json, relations: &Json) -> RollUp {
    roll_up(&model(elements, relations), day()).expect("costs")
}

fn money(of: &std::collections::BTreeMap<ElementId, opcanvas::model::attr::Money>) -> Vec<(&str, f64)> {
    of.iter().map(|(id, money)| (id.as_str(), money.0)).collect()
}

fn partner(id: &str, value: f64) -> Json {
    json!({"id": id, "kind": "partner", "name": id, "attributes": {"contracts": [{"valuePerYear": value}]}})
}

#[test]
fn what_partners_supply_to_partners_stays_with_them_even_in_a_circle() {
    let elements = json!([
        partner("p", 10.0), partner("q", 20.0), partner("r", 40.0), {"id": "vs", "kind": "value_stream", "name": "S"}
    ]);
    let supplies = |id: &str, a: &str, b: &str| json!({"id": id, "kind": "supplies", "source": a, "target": b});
    let relations =
        json!([supplies("1", "p", "q"), supplies("2", "q", "p"), supplies("3", "r", "p"), supplies("4", "r", "vs")]);
    let found = costs(&elements, &relations);
    assert_eq!(money(&found.streams), [("vs", 40.0)]);
    assert_eq!(money(&found.unallocated), [("p", 10.0), ("q", 20.0)]);
}

#[test]
fn costs_stay_where_nothing_leads_on() {
    let elements = json!([
        partner("p", 100.0),
        {"id": "t", "kind": "technology", "name": "T", "vocr": {"cost": {"runPerYear": 50}}},
        {"id": "i", "kind": "portfolio_item", "name": "I", "attributes": {"itemType": "product"}},
        {"id": "s", "kind": "stage", "name": "S"},
        {"id": "vs", "kind": "value_stream", "name": "V"},
        {"id": "r", "kind": "role", "name": "R", "attributes": {"fte": 2, "costPerFte": 5}},
    ]);
    let relations = json!([
        {"id": "1", "kind": "supplies", "source": "p", "target": "t", "attributes": {"share": 0.5}},
        {"id": "2", "kind": "enables", "source": "t", "target": "i"},
        {"id": "3", "kind": "assigned_to", "source": "r", "target": "s", "attributes": {"raci": "R"}},
        {"id": "4", "kind": "assigned_to", "source": "r", "target": "vs", "attributes": {"raci": "C"}},
    ]);
    let found = costs(&elements, &relations);
    // Half of the contract has no target, what reaches the technology ends there, and so does the stage without a stream.
    assert_eq!(money(&found.unallocated), [("p", 50.0), ("s", 10.0), ("t", 100.0)]);
    assert_eq!((money(&found.streams), found.total.0), (vec![("vs", 0.0)], 160.0));
}

#[test]
fn shares_that_say_too_much_are_cut_and_such_that_cannot_be_are_absent() {
    let elements = json!([
        partner("p", 90.0), {"id": "a", "kind": "value_stream", "name": "A"}, {"id": "b", "kind": "value_stream", "name": "B"}
    ]);
    let split = |a: Json, b: Json| {
        let supplies = |id: &str, to: &str, share: Json| json!({"id": id, "kind": "supplies", "source": "p", "target": to, "attributes": {"share": share}});
        let found = costs(&elements, &json!([supplies("1", "a", a), supplies("2", "b", b)]));
        assert_eq!(found.unallocated.len(), usize::from(found.streams.values().map(|m| m.0).sum::<f64>() < 89.9));
        found.streams.values().map(|m| m.0.round() as i64).collect::<Vec<_>>()
    };
    assert_eq!(split(json!(0.9), json!(0.9)), [45, 45]);
    assert_eq!(split(json!(0.25), json!(null)), [23, 68]);
    assert_eq!(split(json!(-3), json!(75)), [45, 45]);
    assert_eq!(split(json!(0), json!(0)), [0, 0]);
}

// --- any model ---

/// What holds for the readings of any model.
fn law(document: &Document) {
    for day in [day(), None] {
        let told = readings(document, day);
        assert_eq!(told, readings(document, day), "the same model is told the same way");
        for reading in &told {
            if let (Answer::Number(hours), true) = (&reading.value, reading.is_of("A1")) {
                // The parts are the whole, whatever forks and chances there are.
                let amounts = || reading.arithmetic.iter().filter_map(|step| step.amount);
                let (sum, size) = (amounts().sum::<f64>(), amounts().map(f64::abs).sum::<f64>());
                assert!((sum - hours).abs() <= 1e-9 * size || !size.is_finite(), "{reading:?}");
            }
            if let Answer::Number(n) = reading.value {
                assert!(n.is_finite() && reading.rounded().is_some_and(f64::is_finite), "{reading:?}");
            }
            assert!(reading.arithmetic.iter().all(|step| step.amount.is_none_or(f64::is_finite)), "{reading:?}");
            let steps = reading.arithmetic.iter().flat_map(|step| &step.of);
            for id in reading.elements.iter().chain(&reading.missing).chain(steps).chain(reading.subject.element()) {
                assert!(document.element(id).is_some(), "{id} of {reading:?}");
            }
            assert!(!["NaN", "inf "].iter().any(|odd| reading.words(document).contains(odd)), "{reading:?}");
            assert!(reading.shown(document).len() + reading.subject.label(document).len() < 1_000_000);
        }
        costs_add_up(document, day);
    }
    shares_of_outages(document);
}

/// The invariant of A9, and that the costs of each stream are those of its sources.
fn costs_add_up(document: &Document, day: Option<Date>) {
    let Some(found) = roll_up(document, day) else { return };
    let close = |a: f64, b: f64| (a - b).abs() <= 1e-6 * found.total.0.abs();
    let sum = |of: &std::collections::BTreeMap<_, opcanvas::model::attr::Money>| of.values().map(|m| m.0).sum::<f64>();
    let (streams, unallocated, direct) = (sum(&found.streams), sum(&found.unallocated), sum(&found.direct));
    assert!(close(streams + unallocated, direct) && close(direct, found.total.0), "{found:?}");
    for (stream, money) in &found.streams {
        let sources: f64 = found.sources_of(stream).iter().map(|(_, money)| money.0).sum();
        let pushed: f64 = found.into_stream(stream).iter().map(|push| push.money.0).sum();
        assert!(close(sources, money.0) && close(pushed, money.0), "{stream} of {found:?}");
    }
}

/// A11: the share is that of the streams hit among all, and what is reached is reached from the start or from what is.
fn shares_of_outages(document: &Document) {
    let streams = document.index().of_kind(ElementKind::ValueStream).count();
    let mut outages = Outages::new(document);
    for id in document.elements().keys() {
        let reach = outages.reach(id);
        let share = 100.0 * reach.streams.len() as f64 / streams as f64;
        assert_eq!(reach.share().map(|p| p.0), (streams > 0).then_some(share));
        let mut reached = BTreeSet::from([id]);
        for hop in &reach.hops {
            assert!(reached.contains(&hop.from) && reached.insert(&hop.element), "{hop:?} of {reach:?}");
            let relation = document.relation(&hop.relation).expect("the relation of the hop");
            assert_eq!(carries(document, relation), Some((&hop.from, &hop.element)));
        }
        for relation in document.relations().values() {
            if let Some((from, to)) = carries(document, relation) {
                assert!(!reached.contains(from) || reached.contains(to), "{relation:?} is missed by {reach:?}");
            }
        }
        let lists = reach.streams.iter().chain(&reach.items).chain(&reach.consumers);
        assert!(lists.into_iter().all(|id| reached.contains(id)));
    }
}

/// From where to where an outage passes over a relation.
fn carries<'a>(document: &Document, relation: &'a Relation) -> Option<(&'a ElementId, &'a ElementId)> {
    let is_stage = document.element(&relation.target).is_some_and(|e| e.kind == ElementKind::Stage);
    let is_hard = relation.attributes.get("strength") == Some(&Value::text("hard"));
    match relation.kind {
        RelationKind::Enables | RelationKind::Supplies | RelationKind::Delivers => {
            Some((&relation.source, &relation.target))
        }
        RelationKind::DependsOn if is_hard => Some((&relation.target, &relation.source)),
        RelationKind::Contains if is_stage => Some((&relation.target, &relation.source)),
        RelationKind::Consumes => Some((&relation.target, &relation.source)),
        _ => None,
    }
}

fn cases(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(cases(128))]

    #[test]
    fn random_models_are_told(seed in any::<u64>()) {
        law(&random_document(seed));
    }

    #[test]
    fn damaged_models_are_told(ways in proptest::collection::vec(damage(), 1..8)) {
        if let Ok(loaded) = load(&damaged(&full(), &ways)) {
            law(&loaded.document);
        }
    }
}

proptest! {
    // The examples are large, so fewer of these.
    #![proptest_config(cases(32))]

    #[test]
    fn damaged_examples_are_told(bank in any::<bool>(), ways in proptest::collection::vec(damage(), 1..40)) {
        if let Ok(loaded) = load(&damaged(&example(if bank { "bank" } else { "city" }), &ways)) {
            law(&loaded.document);
        }
    }

    #[test]
    fn edited_examples_are_told(bank in any::<bool>(), recipes in proptest::collection::vec(recipe(), 1..60)) {
        let mut document = document(if bank { Template::Bank } else { Template::City });
        for recipe in recipes {
            if let Ok((next, _)) = apply(&document, &[edit(&document, &recipe)]) {
                document = next;
            }
        }
        law(&document);
    }
}

#[test]
fn blank_models_and_such_without_any_attribute_are_told() {
    law(&document(Template::Blank));
    let blank: Vec<_> = told(&document(Template::Blank)).into_iter().map(|r| r.analysis.to_string()).collect();
    assert_eq!(blank, ["A28", "A29", "A29.new", "A29.change", "A29.retire"]);
    for name in ["bank", "city"] {
        let mut json: Json = serde_json::from_slice(&example(name)).unwrap();
        for list in ["elements", "relations"] {
            for entry in json[list].as_array_mut().unwrap() {
                let entry = entry.as_object_mut().unwrap();
                for key in ["attributes", "vocr", "state", "plateau", "tags"] {
                    entry.remove(key);
                }
            }
        }
        json.as_object_mut().unwrap().remove("settings");
        let document = load(&serde_json::to_vec(&json).unwrap()).unwrap().document;
        law(&document);
        let told = told(&document);
        // Who is responsible, what enables, who consumes is still there; no amount is.
        assert!(told.iter().any(|r| r.analysis == "A27") && !told.iter().any(|r| r.analysis == "A9"));
        assert_eq!(
            find(&told, "A21", told.iter().find(|r| r.analysis == "A21").unwrap().subject.id().as_str()).unit,
            "%"
        );
    }
}

#[test]
fn numbers_beyond_all_numbers_are_not_told() {
    let huge = 1e308;
    let elements = json!([
        {"id": "vs", "kind": "value_stream", "name": "S", "attributes": {"demandPerYear": huge, "targetLeadTime": -huge}},
        {"id": "a", "kind": "stage", "name": "A", "attributes": {"order": 1, "leadTime": huge, "processTime": -huge, "pctCA": huge, "wip": huge}},
        {"id": "b", "kind": "stage", "name": "B", "attributes": {"order": 2, "leadTime": huge, "processTime": huge, "pctCA": huge, "wip": huge}},
        partner("p", huge), partner("q", huge),
        {"id": "r", "kind": "role", "name": "R", "attributes": {"fte": huge, "costPerFte": huge, "holders": i64::MIN}},
        {"id": "i", "kind": "portfolio_item", "name": "I", "state": "new", "attributes": {"itemType": "project",
            "investments": [{"year": 2026, "run": huge}, {"year": 2026, "run": huge}]}},
        {"id": "e", "kind": "process", "name": "E", "vocr": {"risks": [{"likelihood": i64::MAX, "impact": i64::MAX}]}},
        {"id": "c", "kind": "culture", "name": "C", "attributes": {"current": i64::MIN, "target": i64::MAX}},
        {"id": "o", "kind": "objective", "name": "O", "attributes": {"keyResults": [
            {"name": "k", "baseline": -huge, "target": huge, "actual": huge}]}},
        {"id": "k", "kind": "stakeholder", "name": "K"},
    ]);
    let relations = json!([
        {"id": "1", "kind": "contains", "source": "vs", "target": "a"},
        {"id": "2", "kind": "contains", "source": "vs", "target": "b"},
        {"id": "3", "kind": "consumes", "source": "k", "target": "i", "attributes": {"nps": huge, "volumePerYear": huge}},
        {"id": "4", "kind": "changes", "source": "i", "target": "e"},
    ]);
    let document = model(&elements, &relations);
    law(&document);
    let told = told(&document);
    assert!(!told.iter().any(|r| ["A1", "A5", "A9.total", "A10", "A15.run"].contains(&r.analysis.as_str())));
    assert!(told.iter().any(|r| r.analysis == "A25" && r.subject == Subject::Model));
}
