//! The schema under an independent validator: it is one, it lets good models pass, and it sees what a schema can see.

#![allow(clippy::unwrap_used, reason = "tests may fail loudly")]

use crate::damage;

use std::collections::BTreeSet;

use boon::{Compiler, SchemaIndex, Schemas};
use damage::{damage, damaged, example, full, random_document};
use opcanvas::analysis::{ColorBy, Scope, Show};
use opcanvas::format::{load, metamodel, save, schema::schema};
use opcanvas::model::metamodel::Metamodel;
use opcanvas::model::{AnnotationKind, ElementKind, RelationKind, Value};
use opcanvas::scene::options;
use proptest::prelude::*;
use serde_json::{Value as Json, json};

/// A schema that is ready to judge.
struct Judge {
    schemas: Schemas,
    index: SchemaIndex,
}

impl Judge {
    fn of(metamodel: &Metamodel) -> Self {
        let place = "https://opcanvas.invalid/model.json";
        let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
        compiler.add_resource(place, schema(metamodel)).unwrap();
        let index = compiler.compile(place, &mut schemas).unwrap();
        Self { schemas, index }
    }

    fn complaint(&self, json: &Json) -> Option<String> {
        self.schemas.validate(json, self.index).err().map(|error| format!("{error:#}"))
    }
}

fn parsed(bytes: &[u8]) -> Json {
    serde_json::from_slice(bytes).unwrap()
}

#[test]
fn the_schema_is_valid_and_always_the_same() {
    let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
    let meta = compiler.compile("https://json-schema.org/draft/2020-12/schema", &mut schemas).unwrap();
    let own = schema(&metamodel::base());
    assert!(schemas.validate(&own, meta).is_ok());
    assert_eq!(serde_json::to_string(&own).unwrap(), serde_json::to_string(&schema(&metamodel::base())).unwrap());
}

#[test]
fn no_range_and_no_attribute_is_required() {
    fn walk(json: &Json, at: &str, found: &mut Vec<String>) {
        if let Json::Object(record) = json {
            for key in ["minimum", "maximum", "required", "additionalProperties"] {
                // A condition asks for the kind that it is about.
                if record.contains_key(key) && !at.ends_with("/if") && !at.ends_with("/properties") {
                    found.push(format!("{at}/{key}"));
                }
            }
            record.iter().for_each(|(key, value)| walk(value, &format!("{at}/{key}"), found));
        } else if let Json::Array(list) = json {
            for value in list {
                walk(value, at.trim_end_matches("/allOf"), found);
            }
        }
    }
    let mut found = Vec::new();
    walk(&schema(&metamodel::base()), "", &mut found);
    let expected = [
        "/$defs/conditions/additionalProperties",
        "/$defs/element/required",
        "/$defs/relation/required",
        "/properties/version/minimum",
        "/required",
    ];
    found.sort();
    assert_eq!(found, expected);
}

#[test]
fn the_examples_and_a_model_with_every_part_are_valid() {
    let judge = Judge::of(&metamodel::base());
    for bytes in [example("bank"), example("city"), full()] {
        assert_eq!(judge.complaint(&parsed(&bytes)), None);
    }
    // The metamodel of a document covers what its file adds.
    let own = Judge::of(load(&full()).unwrap().document.metamodel());
    assert_eq!(own.complaint(&parsed(&full())), None);
    let mut wrong = parsed(&full());
    *wrong.pointer_mut("/elements/2/attributes/co2").unwrap() = json!("much");
    assert!(own.complaint(&wrong).is_some() && judge.complaint(&wrong).is_none());
}

/// The schema says the choices of a view in words of its own, since a format knows nothing of drawing.
#[test]
fn the_choices_of_a_view_are_those_of_the_drawing() {
    let schema = schema(&metamodel::base());
    let option = |key: &str| schema["$defs"]["options"]["properties"][key].clone();
    let page = include_str!("../../docs/file-format.md");
    let mut told = BTreeSet::new();
    let mut check = |key: &str, default: Option<&str>, all: Vec<&str>| {
        let stored = option(key);
        let examples: BTreeSet<_> =
            stored["examples"].as_array().unwrap().iter().map(|v| v.as_str().unwrap()).collect();
        assert_eq!(examples, all.iter().copied().collect(), "{key}");
        assert_eq!(stored.get("default").and_then(Json::as_str), default, "{key}");
        let help = stored["description"].as_str().unwrap();
        assert!(all.iter().all(|id| help.contains(id)), "{key}: {help}");
        let row = page.lines().find(|line| line.starts_with(&format!("| `{key}` |"))).unwrap();
        assert!(all.iter().all(|id| row.contains(&format!("`{id}`"))), "{key}: {row}");
        let values = row.rsplit("| ").next().unwrap();
        assert!(default.is_none_or(|id| values.starts_with(&format!("`{id}`"))), "the default stands first: {row}");
        told.insert(key.to_owned());
    };
    macro_rules! choices {
        ($($choice:ident)*) => {
            $(check(
                options::$choice::KEY,
                Some(options::$choice::default().id()),
                options::$choice::ALL.iter().map(|c| c.id()).collect(),
            );)*
        };
    }
    choices!(Shape Density StageWidth Relations Lines Labels Legend);
    check(options::COLOR_BY, None, ColorBy::ALL.iter().map(|by| by.id()).collect());
    check(options::STATE, Some(Show::Difference.id()), vec![Show::AsIs.id(), Show::Difference.id()]);
    let hidden = option(options::HIDDEN)["default"].clone();
    let default: Vec<_> = options::HIDDEN_BY_DEFAULT.iter().map(|kind| kind.id()).collect();
    assert_eq!(hidden, json!(default));
    for example in option(options::SCOPE)["examples"].as_array().unwrap() {
        let Value::Record(record) = serde_json::from_value(example.clone()).unwrap() else { panic!("{example}") };
        assert_ne!(Scope::parse(&record), Scope::All, "{example}");
    }
    told.extend([options::HIDDEN, options::SCOPE].map(ToOwned::to_owned));
    let listed = schema["$defs"]["options"]["properties"].as_object().unwrap().keys().cloned().collect();
    assert_eq!(told, listed);
    let kinds: Vec<_> = AnnotationKind::ALL.iter().map(|kind| kind.id()).collect();
    assert_eq!(schema["$defs"]["annotation"]["properties"]["kind"]["examples"], json!(kinds));
}

#[test]
fn the_documented_view_is_one() {
    let page = include_str!("../../docs/file-format.md");
    let start = page.find("```json\n").unwrap() + 8;
    let end = start + page[start..].find("```").unwrap();
    let view: Json = serde_json::from_str(&page[start..end]).unwrap();
    let mut model = json!({"format": "opcanvas", "version": 1, "elements": [
        {"id": "vs.bread", "kind": "value_stream", "name": "Order to bread"},
        {"id": "te.oven", "kind": "technology", "name": "Oven"}]});
    model["relations"] = json!([{"id": "r2", "kind": "enables", "source": "te.oven", "target": "vs.bread"}]);
    model["views"] = json!([view]);
    assert_eq!(Judge::of(&metamodel::base()).complaint(&model), None);
    let loaded = load(&serde_json::to_vec(&model).unwrap()).unwrap();
    assert_eq!(loaded.problems, []);
    let view = loaded.document.views_in_order()[0].clone();
    assert_eq!((view.placements.len(), view.bends.len(), view.annotations().count()), (2, 1, 1));
    assert_eq!(parsed(&save(&loaded.document))["views"], model["views"], "nothing of it is lost");
    for key in AnnotationKind::ALL.iter().map(|kind| kind.id()).chain(["text", "x", "y", "w", "h", "members"]) {
        assert!(page.contains(&format!("`{key}`")), "{key}");
    }
}

/// A view may say what this version does not know; the file is kept as it is, so it is valid.
#[test]
fn choices_and_annotations_of_other_versions_are_valid() {
    let judge = Judge::of(&metamodel::base());
    let mut model = parsed(&full());
    model["views"][0]["options"] = json!({"shape": "b4", "density": 3, "scope": "all", "hidden": "none", "grid": true});
    model["views"][0]["annotations"] = json!([
        {"id": "n", "kind": "note", "text": "Ask first", "x": 0, "y": 0, "w": 200, "h": 80, "color": "warm"},
        {"id": "g", "kind": "group", "members": ["pr"]},
        {"id": "a", "kind": "arrow", "x": "left", "text": 7},
    ]);
    assert_eq!(judge.complaint(&model), None);
    model["views"][0]["annotations"][0]["id"] = json!(7);
    assert!(judge.complaint(&model).is_some());
}

#[test]
fn what_a_schema_can_see_is_invalid() {
    let judge = Judge::of(&metamodel::base());
    let table = [
        ("/format", json!("visio")),
        ("/version", json!(0)),
        ("/version", json!("1")),
        ("/meta", json!([])),
        ("/meta/name", json!(1)),
        ("/settings/maxA", json!("many")),
        ("/settings/asOf", json!("2026-02-30")),
        ("/settings/portfolioTarget", json!([70, "20"])),
        ("/plateaus/0/id", json!("")),
        ("/plateaus/0/date", json!("soon")),
        ("/elements", json!({})),
        ("/elements/0", json!("culture")),
        ("/elements/0/id", json!(7)),
        ("/elements/0/id", json!("a b")),
        ("/elements/0/id", json!("x".repeat(65))),
        ("/elements/0/kind", json!("client")),
        ("/elements/0/name", json!(null)),
        ("/elements/0/attributes", json!([])),
        ("/elements/0/attributes/promotingActions/0/status", json!("later")),
        ("/elements/1/attributes/properties", json!("x")),
        ("/elements/2/state", json!("old")),
        ("/elements/2/tags", json!(["a", 1])),
        ("/elements/2/vocr/value/rating", json!(2.5)),
        ("/elements/2/vocr/cost", json!(5)),
        ("/relations/0/kind", json!("owns")),
        ("/relations/0/source", json!("")),
        ("/relations/0/attributes/raci", json!("X")),
        ("/views/0/order", json!("first")),
        ("/views/0/options", json!([])),
        ("/views/0/placements/0/x", json!("12")),
        ("/views/0/placements/1/z", json!(0.5)),
        ("/views/0/placements/1/locked", json!("no")),
        ("/views/0/bends/0/points/0", json!([1, 2])),
        ("/views/0/annotations/0", json!("note")),
        ("/waivers/0/reason", json!(false)),
        ("/assets/0/data", json!([1])),
        ("/conflicts/0/subject", json!({})),
        ("/metamodel/elements/process/attributes/0/type", json!("colour")),
    ];
    for (at, value) in table {
        let mut model = parsed(&full());
        match model.pointer_mut(at) {
            Some(place) => *place = value,
            None => {
                let (parent, key) = at.rsplit_once('/').unwrap();
                model.pointer_mut(parent).unwrap()[key] = value;
            }
        }
        assert!(judge.complaint(&model).is_some(), "{at}");
    }
    for at in [
        "/format",
        "/version",
        "/elements/0/id",
        "/elements/0/kind",
        "/elements/0/name",
        "/relations/0/id",
        "/relations/0/kind",
        "/relations/0/source",
        "/relations/0/target",
    ] {
        let mut model = parsed(&full());
        let (parent, key) = at.rsplit_once('/').unwrap();
        model.pointer_mut(parent).unwrap().as_object_mut().unwrap().remove(key);
        assert!(judge.complaint(&model).is_some(), "without {at}");
    }
}

/// For every attribute and many values, schema and loader say the same.
#[test]
fn an_attribute_is_valid_where_the_loader_has_no_complaint() {
    let m = metamodel::base();
    let judge = Judge::of(&m);
    let dates = ["2026-07-01", "2026-06-31", "2026-7-1", "0000-01-01", "2026-02-30", "2026-12-31"].map(|d| json!(d));
    let mut values =
        vec![json!(true), json!(3), json!(3.0), json!(1.5), json!(-1.5e-300), json!("x"), json!(""), json!({})];
    values.extend([json!([]), json!(["x"]), json!([1, 2.5]), json!([{}]), json!([[]]), json!({"date": 1, "new": 1})]);
    values.extend([json!([{"name": 1}]), json!([{"start": "never"}]), json!("keep"), json!(["customer"]), json!("A")]);
    values.extend(dates);
    let mut judged = 0;
    let mut compare = |model: Json, defs: &[opcanvas::model::metamodel::AttributeDef], key: &str, value: &Json| {
        let own: Value = serde_json::from_value(value.clone()).unwrap();
        let def = defs.iter().find(|d| d.key == key).unwrap();
        let fits = m.check_type(&def.ty, &own);
        assert_eq!(judge.complaint(&model).is_none(), fits.is_ok(), "{model} {fits:?}");
        judged += 1;
    };
    for kind in ElementKind::ALL.into_iter().chain([ElementKind::Foreign]) {
        for def in m.element_attributes(kind) {
            for value in &values {
                let element =
                    json!({"id": "e", "kind": kind.id(), "name": "", "attributes": {def.key.as_str(): value}});
                let model = json!({"format": "opcanvas", "version": 1, "elements": [element]});
                compare(model, m.element_attributes(kind), &def.key, value);
            }
        }
    }
    for kind in RelationKind::ALL.into_iter().chain([RelationKind::Foreign]) {
        for def in m.relation_attributes(kind) {
            for value in &values {
                let attributes = json!({def.key.as_str(): value});
                let relation =
                    json!({"id": "r", "kind": kind.id(), "source": "a", "target": "b", "attributes": attributes});
                let model = json!({"format": "opcanvas", "version": 1, "relations": [relation]});
                compare(model, m.relation_attributes(kind), &def.key, value);
            }
        }
    }
    for def in &*m.settings {
        for value in &values {
            let model = json!({"format": "opcanvas", "version": 1, "settings": {def.key.as_str(): value}});
            compare(model, &m.settings, &def.key, value);
        }
    }
    assert!(judged > 3_000, "{judged}");
}

#[test]
fn what_loads_without_a_problem_and_is_saved_is_valid() {
    let base = Judge::of(&metamodel::base());
    let check = |bytes: &[u8]| {
        let Ok(loaded) = load(bytes) else { return };
        if loaded.problems.is_empty() {
            let saved = save(&loaded.document);
            assert_eq!(base.complaint(&parsed(&saved)), None, "{}", String::from_utf8_lossy(&saved));
        }
    };
    let config = ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() };
    proptest!(config, |(ways in proptest::collection::vec(damage(), 1..3), seed in any::<u64>())| {
        check(&damaged(&full(), &ways));
        if seed % 8 == 0 {
            check(&save(&random_document(seed)));
        }
    });
}
