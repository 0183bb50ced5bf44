//! Figures of streams and elements: the worked examples of the formulas, and the pinned numbers of the example models.

use opcanvas::analysis::contract::Standing::{Due, Expired, Later, OpenEnded, WithinYear};
use opcanvas::analysis::date::Date;
use opcanvas::analysis::lead_time::{LeadTime, Method, lead_time};
use opcanvas::analysis::risk::Band;
use opcanvas::analysis::{as_of, contract, cost, flow, objective, risk, vocr};
use opcanvas::format::{load, templates::Template};
use opcanvas::model::attr::{Hours, Money, Percent};
use opcanvas::model::{Document, Element, ElementKind};
use serde_json::{Value, json};

/// A model with these elements and relations; a relation is (kind, source, target, attributes).
fn model(elements: &Value, relations: &[(&str, &str, &str, Value)]) -> Document {
    let relations: Vec<_> = (0..)
        .zip(relations)
        .map(|(i, (kind, source, target, attributes))| {
            json!({"id": format!("r{i:03}"), "kind": kind, "source": source, "target": target, "attributes": attributes})
        })
        .collect();
    let file = json!({"format": "opcanvas", "version": 1, "elements": elements, "relations": relations});
    let loaded = load(file.to_string().as_bytes()).unwrap();
    assert_eq!(loaded.problems, []);
    loaded.document
}

/// A stream `vs` with stages `A`, `B` ... of these attributes and flows among them.
fn stream(stages: &[Value], flows: &[(&str, &str, Value)]) -> Document {
    let ids: Vec<String> = ('A'..).take(stages.len()).map(String::from).collect();
    let mut elements = vec![json!({"id": "vs", "kind": "value_stream", "name": "Stream"})];
    for (i, (id, stage)) in ids.iter().zip(stages).enumerate() {
        let mut attributes = stage.clone();
        attributes["order"] = json!(i + 1);
        elements.push(json!({"id": id, "kind": "stage", "name": id, "attributes": attributes}));
    }
    let contains = ids.iter().map(|id| ("contains", "vs", id.as_str(), json!({})));
    let flows = flows.iter().map(|(a, b, attributes)| ("flows_to", *a, *b, attributes.clone()));
    model(&Value::Array(elements), &contains.chain(flows).collect::<Vec<_>>())
}

fn lead(hours: f64) -> Value {
    json!({ "leadTime": hours })
}

fn path(lead: &LeadTime) -> Vec<&str> {
    lead.path.iter().map(opcanvas::model::ElementId::as_str).collect()
}

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-6 * b.abs().max(1.0)
}

fn stream_lead(document: &Document) -> LeadTime {
    lead_time(document, &"vs".into()).expect("a lead time")
}

fn element(document: &Document) -> &Element {
    document.element(&"e".into()).expect("the element")
}

fn date(text: &str) -> Date {
    Date::parse(text).expect("a date")
}

// --- the worked examples ---

#[test]
fn a1_is_the_sum_of_stages_and_hand_offs() {
    let stages = [4.0, 24.0, 60.0, 8.0].map(lead);
    let alone = stream_lead(&stream(&stages, &[]));
    assert_eq!((alone.hours, alone.method, alone.unknown), (Hours(96.0), Method::Sum, 0));
    let chain = [("A", "B", json!({})), ("B", "C", json!({"handoffDelay": 3})), ("C", "D", json!({}))];
    let chained = stream_lead(&stream(&stages, &chain));
    assert_eq!((chained.hours, chained.method), (Hours(99.0), Method::Sum));
    assert_eq!(path(&chained), ["A", "B", "C", "D"]);
}

#[test]
fn a2_is_the_longest_way_through_branches() {
    let flows = [
        ("A", "B", json!({})),
        ("A", "C", json!({"handoffDelay": 1})),
        ("B", "D", json!({})),
        ("C", "D", json!({})),
        ("D", "A", json!({"rework": true, "probability": 0.1})),
    ];
    let found = stream_lead(&stream(&[4.0, 10.0, 6.0, 2.0].map(lead), &flows));
    assert_eq!((found.hours, found.method), (Hours(16.0), Method::LongestPath));
    assert_eq!(path(&found), ["A", "B", "D"]);
}

#[test]
fn a3_is_what_is_to_be_expected() {
    let flows = [("A", "B", json!({"probability": 0.7})), ("A", "C", json!({"probability": 0.3}))];
    let found = stream_lead(&stream(&[4.0, 10.0, 20.0].map(lead), &flows));
    assert_eq!(found.method, Method::Expected);
    assert!(close(found.hours.0, 17.0), "{found:?}");
    assert_eq!(path(&found), ["A", "B"], "the likeliest way");
}

#[test]
fn a_certain_fork_before_a_chance_runs_in_parallel() {
    let flows =
        [("A", "B", json!({})), ("A", "C", json!({})), ("C", "D", json!({"probability": 0.5, "handoffDelay": 2}))];
    let found = stream_lead(&stream(&[1.0, 3.0, 4.0, 6.0].map(lead), &flows));
    assert!(close(found.hours.0, 1.0 + 4.0 + 0.5 * (2.0 + 6.0)), "{found:?}");
    assert_eq!(path(&found), ["A", "C", "D"]);
}

#[test]
fn cycles_that_nobody_marked_end_and_absent_times_are_counted() {
    let flows = [("A", "B", json!({})), ("B", "C", json!({})), ("C", "A", json!({"handoffDelay": 50}))];
    let found = stream_lead(&stream(&[lead(1.0), json!({}), lead(4.0)], &flows));
    assert_eq!((found.hours, found.unknown), (Hours(5.0), 1), "the flow back is none of the way");
    let branching = [("A", "B", json!({})), ("B", "A", json!({})), ("B", "C", json!({})), ("A", "C", json!({}))];
    let found = stream_lead(&stream(&[1.0, 2.0, 4.0].map(lead), &branching));
    assert_eq!((found.hours, found.method), (Hours(7.0), Method::LongestPath));
    assert_eq!(lead_time(&stream(&[json!({}), json!({})], &[]), &"vs".into()), None);
    assert_eq!(lead_time(&stream(&[], &[]), &"vs".into()), None);
    assert_eq!(lead_time(&stream(&[], &[]), &"nobody".into()), None);
}

#[test]
fn a_long_stream_is_reckoned_without_recursion() {
    let n = 20_000;
    let id = |i: usize| format!("s{i:05}");
    let stages = (0..n).map(|i| json!({"id": id(i), "kind": "stage", "name": "s", "attributes": {"leadTime": 1}}));
    let vs = json!({"id": "vs", "kind": "value_stream", "name": "v"});
    let elements = Value::Array(std::iter::once(vs).chain(stages).collect());
    let ids: Vec<_> = (0..n).map(id).collect();
    let contains = ids.iter().map(|id| ("contains", "vs", id.as_str(), json!({})));
    let chain = ids.windows(2).map(|w| ("flows_to", w[0].as_str(), w[1].as_str(), json!({"probability": 0.5})));
    let found = stream_lead(&model(&elements, &contains.chain(chain).collect::<Vec<_>>()));
    assert!(close(found.hours.0, 2.0), "1 + 1/2 + 1/4 ...");
}

#[test]
fn a4_and_a5_are_shares_of_the_stages() {
    let stage = |work: f64, lead: f64, right: f64| json!({"processTime": work, "leadTime": lead, "pctCA": right});
    let stages = [stage(2.0, 4.0, 90.0), stage(3.0, 24.0, 82.0), stage(10.0, 60.0, 94.0), stage(1.0, 8.0, 97.0)];
    let document = stream(&stages, &[]);
    let efficiency = flow::efficiency(&document, &"vs".into()).unwrap();
    assert!(close(efficiency.percent.0, 100.0 * 16.0 / 96.0) && efficiency.unknown == 0);
    let right = flow::right_first_time(&document, &"vs".into()).unwrap();
    assert!(close(right.percent.0, 67.290_84) && right.unknown == 0, "{right:?}");
    let first = document.element(&"A".into()).unwrap();
    assert_eq!(flow::stage_efficiency(first), Some(Percent(50.0)));

    // Along the critical path only, and without what is not known.
    let flows = [("A", "B", json!({})), ("A", "C", json!({}))];
    let document = stream(&[stage(2.0, 4.0, 90.0), json!({"processTime": 5, "leadTime": 10}), lead(6.0)], &flows);
    let efficiency = flow::efficiency(&document, &"vs".into()).unwrap();
    assert!(close(efficiency.percent.0, 50.0) && efficiency.unknown == 0, "{efficiency:?}");
    let right = flow::right_first_time(&document, &"vs".into()).unwrap();
    assert!(close(right.percent.0, 90.0) && right.unknown == 2);
    assert_eq!(flow::efficiency(&stream(&[json!({"processTime": 0, "leadTime": 0})], &[]), &"vs".into()), None);
}

#[test]
fn a16_counts_what_is_known_of_four() {
    let value = json!({"statement": "Quick", "rating": 0});
    let outcome = json!([{"statement": "Less waiting"}, {"measure": "Days"}]);
    let rated = json!([{"likelihood": 1, "impact": 1}]);
    let all = json!({"value": value, "outcomes": outcome, "costKnown": true, "risks": rated});
    let two = json!({"value": {"statement": " ", "rating": 3}, "costKnown": true, "noKnownRisk": true});
    let one = json!({"value": value, "outcomes": [{"measure": ""}], "costKnown": false, "risks": [{"likelihood": 5}]});
    let elements: Vec<_> = [("a", all), ("b", two), ("c", one)]
        .into_iter()
        .map(|(id, vocr)| json!({"id": id, "kind": "process", "name": id, "vocr": vocr}))
        .collect();
    let document = model(&Value::Array(elements), &[]);
    let parts: Vec<_> = document.elements().values().map(|e| vocr::completeness(e)).collect();
    assert_eq!(parts, [4, 2, 1]);
    let mean = vocr::mean_completeness(document.elements().values().map(|e| &**e)).unwrap();
    assert!(close(mean.percent.0, 100.0 * 7.0 / 12.0) && mean.unknown == 5);
    assert_eq!(vocr::mean_completeness([]), None);
}

#[test]
fn a20_is_the_worst_risk_in_its_band() {
    let risks = json!([{"likelihood": 3, "impact": 4}, {"likelihood": 2, "impact": 5}, {"likelihood": 5}]);
    let elements = json!([
        {"id": "e", "kind": "process", "name": "e", "vocr": {"risks": risks}},
        {"id": "f", "kind": "process", "name": "f", "vocr": {"risks": [{"likelihood": 1, "impact": 4}]}},
        {"id": "g", "kind": "process", "name": "g", "vocr": {"noKnownRisk": true}},
    ]);
    let document = model(&elements, &[]);
    assert_eq!(risk::exposure(element(&document)), Some(12));
    assert_eq!(risk::exposure(document.element(&"g".into()).unwrap()), None);
    assert_eq!(risk::total_exposure(&document), 16);
    let bands = [4, 5, 9, 10, 14, 15].map(|exposure| risk::band(&document, exposure));
    assert_eq!(bands, [Band::Low, Band::Medium, Band::Medium, Band::High, Band::High, Band::Critical]);
}

#[test]
fn a26_says_when_a_contract_ends_and_has_to_be_decided_on() {
    let partner = |contracts: Value| {
        let attributes = json!({ "contracts": contracts });
        model(&json!([{"id": "e", "kind": "partner", "name": "e", "attributes": attributes}]), &[])
    };
    let document = partner(json!([{"reference": "C", "end": "2026-09-15", "noticeDays": 60}]));
    let found = &contract::contracts(element(&document))[0];
    let horizon = contract::horizon(found, date("2026-07-01")).unwrap();
    assert_eq!((horizon.days, horizon.decide_by), (76, date("2026-07-17")));

    let contracts = json!([
        {"reference": "a", "start": "2026-01-01", "end": "2026-06-30"},
        {"reference": "b", "end": "2026-07-01"},
        {"reference": "c", "end": "2026-09-29", "noticeDays": -5},
        {"reference": "d", "end": "2026-09-30"},
        {"reference": "e", "end": "2026-12-28", "noticeDays": 180},
        {"reference": "f", "end": "2027-07-01"},
        {"reference": "g", "start": "2027-01-01", "end": "2027-07-02", "noticeDays": i64::MAX},
        {"reference": "h", "end": "2027-07-02"},
        {"reference": "i", "start": "2020-01-01"},
    ]);
    let document = partner(contracts);
    let contracts = contract::contracts(element(&document));
    let day = date("2026-07-01");
    let standings: Vec<_> = contracts.iter().map(|c| contract::standing(&document, c, day)).collect();
    assert_eq!(standings, [Expired, Due, Due, WithinYear, Due, WithinYear, Due, Later, OpenEnded]);
    let active: Vec<_> = contracts.iter().map(|c| contract::is_active(c, Some(day))).collect();
    assert_eq!(active, [false, true, true, true, true, true, false, true, true]);
    assert!(contracts.iter().all(|c| contract::is_active(c, None)));
}

#[test]
fn a30_is_the_mean_way_of_the_key_results() {
    let objective = |results: Value| {
        let attributes = json!({ "keyResults": results });
        let document = model(&json!([{"id": "e", "kind": "objective", "name": "e", "attributes": attributes}]), &[]);
        objective::progress(element(&document))
    };
    let result = |from: f64, to: f64, now: f64| json!({"name": "n", "baseline": from, "target": to, "actual": now});
    let found = objective(json!([result(410.0, 600.0, 436.0)])).unwrap();
    assert!(close(found.percent.0, 100.0 * 26.0 / 190.0), "{found:?}");
    // Down is a way too, too far is all the way, and what is not measured does not count.
    let several = json!([result(10.0, 0.0, 5.0), result(0.0, 1.0, 9.0), {"name": "n"}, result(5.0, 5.0, 5.0)]);
    let found = objective(several).unwrap();
    assert!(close(found.percent.0, 75.0) && found.unknown == 2);
    assert_eq!(objective(json!([{"name": "n", "baseline": 1, "target": 2}])), None);
}

#[test]
fn yearly_cost_adds_what_is_stated() {
    let investments = json!([
        {"year": 2025, "run": 7}, {"year": 2026, "run": 100, "grow": 20}, {"year": 2026, "transform": 3}
    ]);
    let contracts = json!([
        {"reference": "a", "end": "2026-01-01", "valuePerYear": 1000},
        {"reference": "b", "valuePerYear": 40}, {"reference": "c"}
    ]);
    let cost = |kind: &str, attributes: Value, vocr: Value, day: Option<&str>| {
        let e = json!([{"id": "e", "kind": kind, "name": "e", "attributes": attributes, "vocr": vocr}]);
        cost::yearly_cost(element(&model(&e, &[])), day.map(date)).map(|Money(m)| m)
    };
    let run = json!({"cost": {"runPerYear": 5, "oneOff": 900}});
    let day = Some("2026-07-01");
    assert_eq!(cost("portfolio_item", json!({"investments": investments}), run.clone(), day), Some(128.0));
    assert_eq!(cost("portfolio_item", json!({"investments": investments}), json!({}), None), None);
    assert_eq!(cost("partner", json!({"contracts": contracts}), run.clone(), day), Some(45.0));
    assert_eq!(cost("partner", json!({"contracts": contracts}), json!({}), None), Some(1040.0));
    assert_eq!(cost("role", json!({"fte": 2, "costPerFte": 80}), json!({}), None), Some(160.0));
    assert_eq!(cost("role", json!({"fte": 2}), json!({"cost": {"runPerYear": 0}}), None), Some(0.0));
    assert_eq!(cost("org_unit", json!({"fte": 2}), json!({}), day), None);
    assert_eq!(cost("process", json!({}), run, day), Some(5.0));
}

#[test]
fn the_day_is_the_models_or_else_the_callers() {
    let document = load(Template::Bank.bytes()).unwrap().document;
    assert_eq!(as_of(&document, Some(date("2030-01-01"))), Some(date("2026-07-01")));
    let blank = load(Template::Blank.bytes()).unwrap().document;
    assert_eq!(as_of(&blank, Some(date("2030-01-01"))), Some(date("2030-01-01")));
    assert_eq!(as_of(&blank, None), None);
}

// --- the example models ---

/// The numbers that are pinned for a model, by analysis and subject.
fn pinned(name: &str) -> Vec<(String, String, f64)> {
    let path = format!("{}/tests/fixtures/{name}.expected.json", env!("CARGO_MANIFEST_DIR"));
    let file: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    let text = |v: &Value| v.as_str().unwrap().to_owned();
    let all = file["analyses"].as_array().unwrap().iter();
    all.filter_map(|a| Some((text(&a["analysis"]), text(&a["subject"]), a["value"].as_f64()?))).collect()
}

/// The number that an analysis gives; `None` for one that is not built here.
fn reckoned(document: &Document, analysis: &str, subject: &str) -> Option<f64> {
    let id = subject.into();
    let all = || document.elements().values().map(|e| &**e);
    let day = as_of(document, None);
    Some(match analysis {
        "A1" | "A2" | "A3" => lead_time(document, &id)?.hours.0,
        "A4" => flow::efficiency(document, &id)?.percent.0,
        "A5" => flow::right_first_time(document, &id)?.percent.0,
        "A16" => {
            use ElementKind::{Partner, PortfolioItem, Technology, ValueProposition, ValueStream};
            let chosen = [ValueProposition, ValueStream, PortfolioItem, Technology, Partner];
            vocr::mean_completeness(all().filter(|e| chosen.contains(&e.kind)))?.percent.0
        }
        "A16.all" => vocr::mean_completeness(all())?.percent.0,
        // What A9 pushes on is what these kinds cost in a year.
        "A9.total" => {
            use ElementKind::{Partner, Process, Role, Technology};
            let sources = all().filter(|e| [Partner, Process, Role, Technology].contains(&e.kind));
            sources.filter_map(|e| cost::yearly_cost(e, day)).map(|Money(m)| m).sum()
        }
        _ => return None,
    })
}

#[test]
fn the_examples_give_the_pinned_numbers() {
    for (template, streams) in [(Template::Bank, 3), (Template::City, 2)] {
        let document = load(template.bytes()).unwrap().document;
        let mut compared = 0;
        for (analysis, subject, expected) in pinned(template.name()) {
            let Some(found) = reckoned(&document, &analysis, &subject) else { continue };
            // The pinned numbers are rounded to two decimals.
            let rounded = (found * 100.0).round() / 100.0;
            assert!(close(rounded, expected), "{} {analysis} of {subject}: {found}", template.name());
            compared += 1;
        }
        assert_eq!(compared, 3 * streams + 3, "{}", template.name());
    }
}
