//! What the tests of loading share: models, ways to damage them, and the laws that hold for whatever loads.

#![allow(dead_code, reason = "each test file uses its part")]

use std::collections::{BTreeMap, BTreeSet};

use opcanvas::edit::{Edit, apply};
use opcanvas::format::{Code, Loaded, load, metamodel, save};
use opcanvas::model::ids::is_id;
use opcanvas::model::metamodel::{AttributeDef, AttributeType, Metamodel};
use opcanvas::model::{
    Document, Element, ElementId, ElementKind, Placement, Record, Relation, RelationId, RelationKind, Value, View,
    ViewId,
};
use proptest::prelude::*;
use serde_json::{Value as Json, json};

/// The bytes of an example model.
pub fn example(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/assets/examples/{name}.opcanvas.json", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

/// A small canonical model with every part of the format, and a key that no version knows wherever one may stand.
pub fn full() -> Vec<u8> {
    let model = json!({
        "format": "opcanvas", "version": 1, "future": {"of": ["everything", null, 1.5]},
        "meta": {"name": "Full", "description": "All parts", "author": "A. N. Other"},
        "settings": {"currency": "CHF", "asOf": "2026-07-01", "portfolioTarget": [60, 30, 10], "newThreshold": 3},
        "metamodel": {
            "elements": {"process": {"label": "Capability", "synonyms": ["ability"], "attributes": [
                {"key": "co2", "label": "CO2", "type": "number", "unit": "t", "min": 0, "default": 1.5, "help": "A year"},
                {"key": "colour", "label": "Colour", "type": "enum", "values": [
                    {"id": "red", "label": "Red"}, {"id": "blue", "label": "Blue", "when": {"level": ["core"]}}]},
                {"key": "log", "label": "Log", "type": "list", "of": {"type": "record", "record": "Kpi"}, "new": 1},
            ]}},
            "relations": {"flows_to": {"label": "goes on to", "attributes": [{"key": "by", "label": "By", "type": "text"}]}},
        },
        "plateaus": [{"id": "p1", "name": "Soon", "date": "2026-12-31", "icon": "flag"}, {"id": "p2", "name": "Later"}],
        "elements": [
            {"id": "cu", "kind": "culture", "name": "Candour", "attributes": {"promotingActions": [
                {"action": "Retro", "owner": "ro", "status": "active", "new": {"a": 1}}]}},
            {"id": "fo", "kind": "foreign", "name": "Node", "attributes": {"format": "bpmn", "type": "task", "properties": {"x": "1"}}},
            {"id": "pr", "kind": "process", "name": "Bake", "state": "new", "plateau": "p1", "tags": ["a", "ä"],
             "description": "Line\nline \u{2028} \u{202e} \"quoted\" <b>", "vocr": {"value": {"statement": "s", "rating": 3, "new": 1},
             "outcomes": [{"statement": "o", "baseline": 0.1, "new": true}], "cost": {"runPerYear": 1e20}, "new": []},
             "attributes": {"co2": 0.25, "colour": "red", "log": [{"name": "n", "target": 3}], "new": {"deep": [[{"er": 1}]]}},
             "colour": "unknown on the element"},
            {"id": "pr2", "kind": "process", "name": "Sell"},
            {"id": "pr3", "kind": "process", "name": "Buy"},
            {"id": "ro", "kind": "role", "name": "Baker", "attributes": {"holders": 2}},
        ],
        "relations": [
            {"id": "a", "kind": "assigned_to", "source": "ro", "target": "pr", "attributes": {"raci": "A", "new": 1}, "note": "x"},
            {"id": "c", "kind": "contains", "source": "pr", "target": "pr2"},
            {"id": "f", "kind": "flows_to", "source": "pr2", "target": "pr3", "attributes": {"by": "van"}},
            {"id": "x", "kind": "foreign", "source": "fo", "target": "f", "attributes": {"format": "bpmn", "type": "link"}},
            {"id": "y", "kind": "foreign", "source": "x", "target": "pr"},
        ],
        "views": [
            {"id": "v", "kind": "diagram", "name": "Main", "order": 1.5, "options": {"grid": true},
             "placements": [
                {"element": "fo", "x": -0.125, "y": 1e6},
                {"element": "pr", "x": 0, "y": 0, "w": 120, "h": 60.5, "z": 2, "pinned": true, "locked": false, "new": 1},
                {"element": "pr2", "x": 10, "y": 20}],
             "bends": [{"relation": "f", "points": [{"x": 1, "y": 2.5}]}],
             "annotations": [{"id": "n1", "type": "note", "text": "hi"}, {"id": "g1", "type": "group", "members": ["pr"]}],
             "theme": "unknown on the view"},
            {"id": "w", "kind": "hologram", "name": "", "placements": []},
        ],
        "waivers": [{"rule": "OR-03", "subject": "ro", "reason": "small", "until": "2027-01-01"}],
        "assets": [{"id": "i1", "type": "image/png", "data": "AAAA", "width": 1}],
        "conflicts": [{"subject": "pr", "field": "name", "base": "B", "ours": {"any": [1]}, "theirs": 5, "minor": true}],
    });
    let loaded = load(&serde_json::to_vec(&model).unwrap()).unwrap();
    assert_eq!(loaded.problems, []);
    save(&loaded.document)
}

/// What came of loading, as people read it: the refusal, or the codes of the problems in the order in which they are told.
pub fn outcome(bytes: &[u8]) -> String {
    match load(bytes) {
        Err(refused) => refused.to_string(),
        Ok(loaded) => {
            law(bytes, &loaded);
            let codes: Vec<_> = loaded.problems.iter().map(|p| p.code.id()).collect();
            if codes.is_empty() { "ok".into() } else { codes.join(" ") }
        }
    }
}

/// What must hold of everything that loads: no broken invariant, saving and loading is identity, and nothing is lost.
/// Gives the saved bytes.
pub fn law(input: &[u8], loaded: &Loaded) -> Vec<u8> {
    let shown = || String::from_utf8_lossy(&input[..input.len().min(20_000)]).into_owned();
    let document = &loaded.document;
    assert_eq!(document.broken_invariants(), [""; 0], "{}", shown());
    let saved = save(document);
    let again = load(&saved).unwrap_or_else(|refused| panic!("saved but {refused}\n{}", shown()));
    assert!(again.document == *document, "saving changed the document of {}", shown());
    assert!(save(&again.document) == saved, "the second save differs for {}", shown());
    let lost = lost(input, &saved, &loaded.problems.iter().map(|p| p.code).collect::<Vec<_>>());
    assert!(lost.is_empty(), "{lost:?} lost of {}", shown());
    for problem in &loaded.problems {
        assert!(problem.message.len() < 1_500, "a message of {} bytes", problem.message.len());
        assert!(problem.message.ends_with('.'), "{}", problem.message);
    }
    saved
}

/// The texts, keys and numbers of the input that the output lacks. Ids may be said less often, since a changed id is no
/// longer said at all; ids that cannot be ids may be gone.
fn lost(input: &[u8], output: &[u8], problems: &[Code]) -> Vec<String> {
    let input: Json = serde_json::from_slice(input.strip_prefix(b"\xef\xbb\xbf").unwrap_or(input)).unwrap();
    let output: Json = serde_json::from_slice(output).unwrap();
    let mut ids = BTreeSet::new();
    for list in ["plateaus", "elements", "relations", "views"] {
        let entries = input[list].as_array().into_iter().flatten();
        ids.extend(entries.filter_map(|e| e["id"].as_str().map(|id| format!("\"{id}\""))));
    }
    let renamed = problems.iter().any(|c| matches!(c, Code::RepeatedId | Code::UnfitId));
    let (mut said, mut kept) = (BTreeMap::new(), BTreeMap::new());
    count(&input, &mut said);
    count(&output, &mut kept);
    // Written whether or not they were there.
    let lists = ["plateaus", "elements", "relations", "views", "placements", "name"].map(|key| format!("{key}:"));
    said.into_iter()
        .filter(|(leaf, n)| {
            let kept = kept.get(leaf).copied().unwrap_or(0);
            if !lists.contains(leaf) && renamed && ids.contains(leaf) {
                kept == 0 && is_id(&leaf[1..leaf.len() - 1])
            } else {
                kept < *n
            }
        })
        .map(|(leaf, _)| leaf)
        .collect()
}

/// How often each leaf and key is said; empty records and null say nothing, a part of the head may move to another key.
fn count(json: &Json, counts: &mut BTreeMap<String, usize>) {
    let mut one = |leaf: String| *counts.entry(leaf).or_default() += 1;
    match json {
        Json::Null => {}
        Json::Bool(b) => one(format!("\"{b}\"")),
        // A name that is a number becomes a text.
        Json::Number(n) => one(format!("\"{}\"", n.as_f64().unwrap() + 0.0)),
        Json::String(text) => one(match text.parse::<f64>() {
            Ok(n) if n.is_finite() => format!("\"{}\"", n + 0.0),
            _ => format!("\"{text}\""),
        }),
        Json::Array(list) => list.iter().for_each(|value| count(value, counts)),
        Json::Object(record) => {
            for (key, value) in record {
                let says_nothing = value.is_null() || value.as_object().is_some_and(|r| r.values().all(Json::is_null));
                let optional = ["attributes", "options", "meta", "settings", "metamodel"].contains(&key.as_str());
                let empty_list = value.as_array().is_some_and(Vec::is_empty)
                    && ["bends", "annotations", "waivers", "assets", "conflicts"].contains(&key.as_str());
                if !(value.is_null() || empty_list || optional && (says_nothing || !value.is_object())) {
                    *counts.entry(format!("{key}:")).or_default() += 1;
                }
                count(value, counts);
            }
        }
    }
}

// --- damage ---

/// One way to damage a model; numbers choose a place, whatever the size of the model.
#[derive(Clone, Debug)]
pub enum Damage {
    /// Takes the value at a place away.
    Remove(usize),
    /// Puts another value there.
    Replace(usize, Json),
    /// Puts the value of the second place there.
    Copy(usize, usize),
    /// Puts a copy of a value behind it, where it stands in a list.
    Repeat(usize),
    /// Puts a value of this type but another content there.
    Alter(usize, u64),
}

/// Ways to damage a model.
pub fn damage() -> impl Strategy<Value = Damage> {
    let place = || any::<usize>();
    prop_oneof![
        place().prop_map(Damage::Remove),
        (place(), any_json()).prop_map(|(at, value)| Damage::Replace(at, value)),
        (place(), place()).prop_map(|(at, from)| Damage::Copy(at, from)),
        place().prop_map(Damage::Repeat),
        (place(), any::<u64>()).prop_map(|(at, seed)| Damage::Alter(at, seed)),
    ]
}

/// Any JSON, with words of the format more often than others.
pub fn any_json() -> impl Strategy<Value = Json> {
    const WORDS: &[&str] = &[
        "",
        "a b",
        "pr",
        "pr2",
        "f",
        "x",
        "p1",
        "process",
        "role",
        "contains",
        "foreign",
        "2026-02-30",
        "\u{1}\u{2028}",
    ];
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::from),
        any::<i64>().prop_map(Json::from),
        any::<u64>().prop_map(Json::from),
        number().prop_map(Json::from),
        (-3..4_i64).prop_map(Json::from),
        proptest::sample::select(WORDS).prop_map(Json::from),
        "[^\\x00]{0,8}".prop_map(Json::from),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        const KEYS: &[&str] =
            &["id", "kind", "name", "source", "target", "attributes", "x", "points", "new", "type", "key", "label"];
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Json::from),
            proptest::collection::btree_map(proptest::sample::select(KEYS).prop_map(String::from), inner, 0..4)
                .prop_map(|record| Json::Object(record.into_iter().collect())),
        ]
    })
}

/// Any finite number, also those that only a careful parser reads back.
fn number() -> impl Strategy<Value = f64> {
    any::<u64>().prop_map(f64::from_bits).prop_filter("finite", |n| n.is_finite())
}

/// The model with the damage done to it.
pub fn damaged(model: &[u8], damage: &[Damage]) -> Vec<u8> {
    let mut json: Json = serde_json::from_slice(model).unwrap();
    for one in damage {
        do_damage(&mut json, one);
    }
    serde_json::to_vec(&json).unwrap()
}

fn do_damage(json: &mut Json, damage: &Damage) {
    let mut places = Vec::new();
    list_places(json, &mut String::new(), &mut places);
    let place = |n: usize| places[n % places.len()].clone();
    match damage {
        Damage::Remove(at) => {
            let at = place(*at);
            let Some((parent, key)) = at.rsplit_once('/') else { return };
            match json.pointer_mut(parent) {
                Some(Json::Array(list)) => drop(list.remove(key.parse().unwrap())),
                Some(Json::Object(record)) => drop(record.remove(&unescaped(key))),
                _ => {}
            }
        }
        Damage::Replace(at, value) => *json.pointer_mut(&place(*at)).unwrap() = value.clone(),
        Damage::Copy(at, from) => {
            let value = json.pointer(&place(*from)).unwrap().clone();
            *json.pointer_mut(&place(*at)).unwrap() = value;
        }
        Damage::Repeat(at) => {
            let at = place(*at);
            let Some((parent, key)) = at.rsplit_once('/') else { return };
            if let Some(Json::Array(list)) = json.pointer_mut(parent) {
                let i: usize = key.parse().unwrap();
                list.insert(i + 1, list[i].clone());
            }
        }
        Damage::Alter(at, seed) => {
            let value = json.pointer_mut(&place(*at)).unwrap();
            let mut dice = Dice(*seed);
            match value {
                Json::Bool(b) => *b = !*b,
                Json::Number(_) => *value = json!(dice.number()),
                Json::String(_) => *value = json!(dice.text()),
                Json::Array(list) => list.reverse(),
                Json::Object(record) => drop(record.insert(dice.text(), json!(1))),
                Json::Null => {}
            }
        }
    }
}

fn unescaped(key: &str) -> String {
    key.replace("~1", "/").replace("~0", "~")
}

fn list_places(json: &Json, at: &mut String, places: &mut Vec<String>) {
    places.push(at.clone());
    let end = at.len();
    let mut below = |key: &str, value: &Json| {
        at.push('/');
        at.push_str(&key.replace('~', "~0").replace('/', "~1"));
        list_places(value, at, places);
        at.truncate(end);
    };
    match json {
        Json::Array(list) => list.iter().enumerate().for_each(|(i, value)| below(&i.to_string(), value)),
        Json::Object(record) => record.iter().for_each(|(key, value)| below(key, value)),
        _ => {}
    }
}

// --- random documents through the library ---

/// Numbers that look random and are the same every time.
pub struct Dice(pub u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        // SplitMix64.
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) >> 8) as usize % sides.max(1)
    }

    fn of<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.roll(list.len())]
    }

    fn number(&mut self) -> f64 {
        let n = match self.roll(5) {
            0 => f64::from_bits((self.roll(1 << 32) as u64) << 32 | self.roll(1 << 32) as u64),
            1 => self.roll(1_000) as f64,
            2 => self.roll(1_000_000) as f64 / 1000.0 - 500.0,
            3 => *self.of(&[
                -0.0,
                1e-320,
                1e308,
                0.1 + 0.2,
                9_007_199_254_740_993.0,
                1e16,
                -1e15,
                123_456_789.123_456_79,
            ]),
            _ => self.roll(1 << 50) as f64 * 1e-13,
        };
        if n.is_finite() { n } else { 0.0 }
    }

    fn text(&mut self) -> String {
        let parts = [
            "a",
            "Ä",
            "北京",
            "\u{202e}",
            "\"",
            "\\",
            "\n",
            "\t",
            "\u{1}",
            "\u{2028}",
            " ",
            "<",
            "0",
            "é",
            "\u{1f600}",
        ];
        (0..self.roll(6)).map(|_| *self.of(&parts)).collect()
    }

    fn value(&mut self, metamodel: &Metamodel, ty: &AttributeType) -> Value {
        match ty {
            AttributeType::Text
            | AttributeType::Reference { .. }
            | AttributeType::Contract
            | AttributeType::Plateau => Value::text(self.text()),
            AttributeType::Integer => Value::Int(i64::try_from(self.roll(1 << 40)).unwrap() - 5),
            AttributeType::Number | AttributeType::Percent | AttributeType::Money | AttributeType::Duration => {
                Value::number(self.number()).unwrap()
            }
            AttributeType::Boolean => Value::Bool(self.roll(2) == 0),
            AttributeType::Date => {
                let (y, m, d) = (self.roll(10_000), 1 + self.roll(12), 1 + self.roll(28));
                Value::text(format!("{y:04}-{m:02}-{d:02}"))
            }
            AttributeType::Enum { values } => Value::Text(self.of(values).id.clone()),
            AttributeType::Set { values } => {
                Value::List((0..self.roll(3)).map(|_| Value::Text(self.of(values).id.clone())).collect())
            }
            AttributeType::List { of } => Value::List((0..self.roll(3)).map(|_| self.value(metamodel, of)).collect()),
            AttributeType::Record { record } => {
                let fields = metamodel.records.get(record).map_or(&[][..], |r| &r.fields);
                Value::Record(self.record(metamodel, fields))
            }
            AttributeType::Properties => {
                Value::Record((0..self.roll(3)).map(|i| (format!("k{i}").into(), Value::text(self.text()))).collect())
            }
        }
    }

    fn record(&mut self, metamodel: &Metamodel, defs: &[AttributeDef]) -> Record {
        let mut record = Record::new();
        for def in defs.iter().filter(|d| d.key != "plateau") {
            if self.roll(3) == 0 {
                record.set(def.key.clone(), self.value(metamodel, &def.ty));
            }
        }
        record
    }

    fn id(&mut self) -> String {
        let letters = ["a", "B", "9", "_", ".", "-", "zz"];
        (0..=self.roll(9)).map(|_| *self.of(&letters)).collect()
    }
}

/// A document that was made by edits, always the same for the same seed.
pub fn random_document(seed: u64) -> Document {
    let metamodel = metamodel::base();
    let mut dice = Dice(seed);
    let mut document = Document::new(metamodel.clone());
    // An edit that may not be made is left out.
    let edit = |document: &mut Document, edit: Edit| {
        if let Ok((next, _)) = apply(document, &[edit]) {
            *document = next;
        }
    };
    let mut ids = Vec::new();
    for _ in 0..dice.roll(24) {
        let kind = *dice.of(&ElementKind::ALL);
        let name = format!("n{}", dice.text());
        let mut element = Element::new(ElementId::new(dice.id()), kind, name);
        element.fields = dice.record(&metamodel, &metamodel.common);
        element.attributes = dice.record(&metamodel, metamodel.element_attributes(kind));
        ids.push(element.id.clone());
        edit(&mut document, Edit::AddElement(element));
    }
    if ids.is_empty() {
        return document;
    }
    for _ in 0..dice.roll(60) {
        let kind = *dice.of(&RelationKind::ALL);
        let (source, target) = (dice.of(&ids).clone(), dice.of(&ids).clone());
        let mut relation = Relation::new(RelationId::new(dice.id()), kind, source, target);
        relation.attributes = dice.record(&metamodel, metamodel.relation_attributes(kind));
        edit(&mut document, Edit::AddRelation(relation));
    }
    for _ in 0..dice.roll(3) {
        let view = ViewId::new(dice.id());
        edit(&mut document, Edit::AddView(View::new(view.clone(), "diagram", dice.text())));
        for _ in 0..dice.roll(9) {
            // Coordinates beyond 1e7 are a problem of their own, told by the loader.
            let far = |n: f64| if n.abs() > 1e7 { 0.5 } else { n };
            let (x, y) = (far(dice.number()), far(dice.number()));
            let placement = Placement::at(opcanvas::geom::Point::new(x, y));
            let placement = Placement { z: Some(*dice.of(&[-4, 0, 7])), pinned: Some(dice.roll(2) == 0), ..placement };
            edit(&mut document, Edit::Place(view.clone(), dice.of(&ids).clone(), placement));
        }
    }
    let name = dice.text();
    edit(&mut document, Edit::SetMeta("name".into(), Some(Value::text(name))));
    let setting = dice.of(&metamodel.settings).clone();
    let value = dice.value(&metamodel, &setting.ty);
    edit(&mut document, Edit::SetSetting(setting.key, Some(value)));
    document
}
