//! The example models: they load without a problem, are canonical, and are models to learn from.

use std::collections::{BTreeMap, BTreeSet};

use opcanvas::format::templates::Template;
use opcanvas::format::{load, save};
use opcanvas::model::ElementKind;
use serde_json::Value as Json;

#[test]
fn the_examples_load_without_problems_and_are_canonical() {
    for (name, elements, relations) in
        [("bank", 58, 166), ("city", 55, 146), ("hospital", 87, 255), ("machine", 86, 253)]
    {
        let path = format!("{}/assets/examples/{name}.opcanvas.json", env!("CARGO_MANIFEST_DIR"));
        let bytes = std::fs::read(path).unwrap();
        assert!(Template::named(name).unwrap().bytes() == bytes, "{name} is a template");
        let loaded = load(&bytes).unwrap();
        assert_eq!(loaded.problems, [], "{name}");
        assert!(loaded.document.aside().is_empty());
        assert_eq!(loaded.document.broken_invariants(), [""; 0]);
        assert_eq!(loaded.document.elements().len(), elements);
        assert_eq!(loaded.document.relations().len(), relations);
        assert!(save(&loaded.document) == bytes, "{name} is canonical");
        assert_eq!(loaded.document.name(), Template::named(name).unwrap().title(), "the start screen says its name");
    }
}

/// The examples whose models are complete; the first two are kept as they are, gaps and all, for the checks to find.
const COMPLETE: [Template; 2] = [Template::Hospital, Template::Machine];

/// A model as a reader of its file sees it.
struct Read {
    name: &'static str,
    json: Json,
}

impl Read {
    fn of(template: Template) -> Self {
        Self { name: template.name(), json: serde_json::from_slice(template.bytes()).unwrap() }
    }

    fn elements(&self) -> &[Json] {
        self.json["elements"].as_array().unwrap()
    }

    fn of_kind<'a>(&'a self, kind: &'a str) -> impl Iterator<Item = &'a Json> {
        self.elements().iter().filter(move |e| e["kind"] == kind)
    }

    fn relations<'a>(&'a self, kind: &'a str) -> impl Iterator<Item = (&'a str, &'a str, &'a Json)> {
        let relations = self.json["relations"].as_array().unwrap().iter().filter(move |r| r["kind"] == kind);
        relations.map(|r| (r["source"].as_str().unwrap(), r["target"].as_str().unwrap(), &r["attributes"]))
    }

    fn targets<'a>(&'a self, kind: &'a str, source: &str) -> BTreeSet<&'a str> {
        self.relations(kind).filter(|r| r.0 == source).map(|r| r.1).collect()
    }

    fn sources<'a>(&'a self, kind: &'a str, target: &str) -> BTreeSet<&'a str> {
        self.relations(kind).filter(|r| r.1 == target).map(|r| r.0).collect()
    }

    /// A stream and its stages.
    fn whole<'a>(&'a self, stream: &'a str) -> BTreeSet<&'a str> {
        self.targets("contains", stream).into_iter().chain([stream]).collect()
    }
}

fn id(element: &Json) -> &str {
    element["id"].as_str().unwrap()
}

fn text<'a>(element: &'a Json, attribute: &str) -> &'a str {
    element["attributes"][attribute].as_str().unwrap_or_default()
}

fn list<'a>(element: &'a Json, attribute: &str) -> &'a [Json] {
    element["attributes"][attribute].as_array().map_or(&[], Vec::as_slice)
}

#[test]
fn a_complete_example_uses_every_kind_and_repeats_nothing() {
    for model in COMPLETE.map(Read::of) {
        let document = load(Template::named(model.name).unwrap().bytes()).unwrap().document;
        let kinds: BTreeSet<_> = document.elements().values().map(|e| e.kind).collect();
        assert!(ElementKind::ALL.iter().all(|k| kinds.contains(k)), "{}: {kinds:?}", model.name);
        let names: BTreeSet<_> = model.elements().iter().map(|e| (e["kind"].as_str(), e["name"].as_str())).collect();
        assert_eq!(names.len(), model.elements().len(), "{}: a name twice", model.name);
        let mut relations = BTreeSet::new();
        for r in model.json["relations"].as_array().unwrap() {
            let key = [&r["kind"], &r["source"], &r["target"], &r["attributes"]["raci"]].map(Json::to_string);
            assert!(relations.insert(key), "{}: {} is there twice", model.name, r["id"]);
        }
        let touched: BTreeSet<_> =
            document.relations().values().flat_map(|r| [r.source.as_str(), r.target.as_str()]).collect();
        assert!(model.elements().iter().all(|e| touched.contains(id(e))), "{}: something stands alone", model.name);
    }
}

#[test]
fn a_complete_example_has_one_accountable_role_for_each_thing() {
    for model in COMPLETE.map(Read::of) {
        let mut answers: BTreeMap<&str, usize> = BTreeMap::new();
        let mut burden: BTreeMap<&str, usize> = BTreeMap::new();
        for (source, target, _) in model.relations("assigned_to").filter(|r| r.2["raci"] == "A") {
            *answers.entry(target).or_default() += 1;
            *burden.entry(source).or_default() += 1;
        }
        for e in ["stage", "value_stream", "portfolio_item", "technology", "partner"]
            .map(|k| model.of_kind(k))
            .into_iter()
            .flatten()
        {
            assert_eq!(answers.get(id(e)), Some(&1), "{}: {}", model.name, id(e));
        }
        assert!(answers.values().all(|n| *n == 1), "{}: {answers:?}", model.name);
        assert!(burden.values().all(|n| *n <= 12), "{}: {burden:?}", model.name);
        for role in model.of_kind("role").filter(|r| burden.contains_key(id(r))) {
            assert!(
                role["attributes"]["holders"].as_i64() > Some(1),
                "{}: nobody stands in for {}",
                model.name,
                id(role)
            );
        }
    }
}

#[test]
fn a_complete_example_keeps_its_promises_to_those_it_makes_them_to() {
    for model in COMPLETE.map(Read::of) {
        for promise in model.of_kind("value_proposition").map(id) {
            let offered = model.targets("offered_to", promise);
            let streams = model.targets("drives", promise);
            let parts = streams.into_iter().flat_map(|s| model.whole(s));
            let items = parts.flat_map(|part| model.targets("delivers", part));
            let reached: BTreeSet<_> = items.flat_map(|item| model.sources("consumes", item)).collect();
            assert!(!reached.is_disjoint(&offered), "{}: {promise}", model.name);
        }
        for stream in model.of_kind("value_stream") {
            assert!(!model.sources("governs", id(stream)).is_empty(), "{}: {}", model.name, id(stream));
            assert!((4..=6).contains(&(model.whole(id(stream)).len() - 1)), "{}: {}", model.name, id(stream));
            if text(stream, "streamType") == "core" {
                let whole = model.whole(id(stream));
                let has = |kind: &str, to: bool| {
                    whole.iter().any(|s| !if to { model.sources(kind, s) } else { model.targets(kind, s) }.is_empty())
                };
                assert!(!model.sources("drives", id(stream)).is_empty(), "{}: {}", model.name, id(stream));
                assert!(has("participates_in", true) && has("delivers", false), "{}: {}", model.name, id(stream));
            }
        }
    }
}

#[test]
fn a_complete_example_has_contracts_that_hold_on_its_day() {
    for model in COMPLETE.map(Read::of) {
        let day = model.json["settings"]["asOf"].as_str().unwrap();
        let mut references = BTreeSet::new();
        for partner in model.of_kind("partner") {
            let mine: BTreeSet<_> =
                list(partner, "contracts").iter().map(|c| c["reference"].as_str().unwrap()).collect();
            for contract in list(partner, "contracts") {
                let (start, end) = (contract["start"].as_str().unwrap(), contract["end"].as_str().unwrap());
                // Dates of this form sort as text.
                assert!(start <= day && day < end, "{}: {contract}", model.name);
                assert!(references.insert(contract["reference"].as_str().unwrap()), "{}: {contract}", model.name);
            }
            let supplies: Vec<_> = model.relations("supplies").filter(|r| r.0 == id(partner)).collect();
            assert!(!supplies.is_empty(), "{}: {}", model.name, id(partner));
            assert!(supplies.iter().all(|r| mine.contains(r.2["contract"].as_str().unwrap())), "{}", id(partner));
        }
    }
}

#[test]
fn a_complete_example_tests_what_is_emerging_and_replaces_what_is_retired() {
    for model in COMPLETE.map(Read::of) {
        let emerging: Vec<_> =
            model.of_kind("technology").filter(|t| matches!(text(t, "maturity"), "research" | "emerging")).collect();
        assert!(emerging.len() >= 2, "{}", model.name);
        assert!(emerging.iter().all(|t| !model.sources("tests", id(t)).is_empty()), "{}", model.name);
        let retired: Vec<_> = model.elements().iter().filter(|e| e["state"] == "retire").collect();
        assert!(!retired.is_empty(), "{}", model.name);
        assert!(retired.iter().all(|e| !model.sources("changes", id(e)).is_empty()), "{}", model.name);
        assert!(model.json["plateaus"].as_array().unwrap().len() >= 2, "{}", model.name);
    }
}

#[test]
fn a_complete_example_says_value_outcome_cost_and_risk() {
    for model in COMPLETE.map(Read::of) {
        let kinds = ["value_proposition", "value_stream", "portfolio_item", "technology", "partner"];
        let document = load(Template::named(model.name).unwrap().bytes()).unwrap().document;
        for e in kinds.map(|k| model.of_kind(k)).into_iter().flatten() {
            let element = document.element(&id(e).into()).unwrap();
            assert_eq!(opcanvas::analysis::vocr::completeness(element), 4, "{}: {}", model.name, id(e));
        }
        for risk in model.elements().iter().filter_map(|e| e["vocr"]["risks"].as_array()).flatten() {
            let exposure = risk["likelihood"].as_i64().unwrap() * risk["impact"].as_i64().unwrap();
            assert!(exposure < 15 || risk["response"] != "accept", "{}: {risk}", model.name);
        }
    }
}

#[test]
fn a_complete_example_opens_on_its_canvas_and_has_views_to_go_on_with() {
    for model in COMPLETE.map(Read::of) {
        let document = load(Template::named(model.name).unwrap().bytes()).unwrap().document;
        let views: Vec<_> = document.views_in_order().iter().map(|v| v.kind.to_string()).collect();
        assert_eq!(views, ["canvas", "diagram", "diagram"], "{}", model.name);
    }
}
