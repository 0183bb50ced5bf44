//! Models in a few words: facts, one after the other, with `;` between them.
//!
//! - `technology t criticality=4 state=retire` is an element; its name is its id with a capital unless it has another.
//! - `p supplies t contract=C-1` is a relation, and `x: p supplies t` one with an id of its own.
//! - `setting maxA=3` is a setting of the model.
//!
//! Values are words, `"texts"`, numbers, `true` and `false`, lists `[a b]` and records `{year:2026 run:5}`.
//!
//! Knows nothing about what the facts mean.

#![allow(dead_code, reason = "each test program uses a part of this")]

use opcanvas::format::{Loaded, load};
use opcanvas::model::{Document, ElementKind};
use serde_json::{Map, Value as Json, json};

/// What stands on an element itself and not among its attributes.
const FIELDS: [&str; 6] = ["name", "description", "state", "plateau", "tags", "vocr"];

/// The file that says these facts.
///
/// # Panics
/// Where they cannot be read.
pub fn file(facts: &str) -> Json {
    let (mut elements, mut relations, mut settings) = (Vec::new(), Vec::new(), Map::new());
    let mut reader = Reader { rest: facts };
    while reader.skip() {
        if reader.take(';') {
            continue;
        }
        let mut words = vec![reader.word()];
        let id = reader.take(':').then(|| words.pop().unwrap());
        let mut attributes = Map::new();
        while reader.skip() && !reader.rest.starts_with(';') {
            let word = reader.word();
            if reader.take('=') {
                attributes.insert(word.to_owned(), reader.value());
            } else {
                words.push(word);
            }
        }
        match words[..] {
            ["setting"] => settings.extend(attributes),
            [kind, id] => elements.push(element(kind, id, attributes)),
            [source, kind, target] => {
                let id = id.map_or_else(|| format!("r{:02}", relations.len()), str::to_owned);
                let relation =
                    json!({"id": id, "kind": kind, "source": source, "target": target, "attributes": attributes});
                relations.push(relation);
            }
            _ => panic!("{words:?} are no fact of {facts}"),
        }
    }
    json!({"format": "opcanvas", "version": 1, "meta": {"name": "Model"}, "settings": settings, "elements": elements,
        "relations": relations})
}

fn element(kind: &str, id: &str, attributes: Map<String, Json>) -> Json {
    assert!(kind.parse::<ElementKind>().is_ok(), "{kind} is no kind");
    let mut element = json!({"id": id, "kind": kind, "name": id[..1].to_uppercase() + &id[1..]});
    let (own, rest): (Map<_, _>, Map<_, _>) = attributes.into_iter().partition(|(key, _)| FIELDS.contains(&&**key));
    element["attributes"] = Json::Object(rest);
    element.as_object_mut().unwrap().extend(own);
    element
}

/// The model that says these facts, with the problems that it loads with.
///
/// # Panics
/// Where it does not load.
pub fn loaded(facts: &str) -> Loaded {
    let file = file(facts);
    load(file.to_string().as_bytes()).unwrap_or_else(|refused| panic!("{refused}: {facts}"))
}

/// The model that says these facts.
///
/// # Panics
/// Where it loads with a problem.
pub fn model(facts: &str) -> Document {
    let loaded = loaded(facts);
    assert_eq!(loaded.problems, [], "{facts}");
    loaded.document
}

struct Reader<'a> {
    rest: &'a str,
}

impl<'a> Reader<'a> {
    /// Passes over spaces and commas; whether anything is left.
    fn skip(&mut self) -> bool {
        self.rest = self.rest.trim_start_matches(|c: char| c.is_whitespace() || c == ',');
        !self.rest.is_empty()
    }

    fn take(&mut self, mark: char) -> bool {
        let rest = self.rest.strip_prefix(mark);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn word(&mut self) -> &'a str {
        let end = self.rest.find(|c: char| c.is_whitespace() || ",;=:[]{}\"".contains(c)).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        assert!(!word.is_empty(), "no word at {}", self.rest);
        self.rest = rest;
        word
    }

    fn value(&mut self) -> Json {
        if self.take('"') {
            let (text, rest) = self.rest.split_once('"').expect("the end of a text");
            self.rest = rest;
            return json!(text);
        }
        if self.take('[') {
            let mut list = Vec::new();
            while self.skip() && !self.take(']') {
                list.push(self.value());
            }
            return Json::Array(list);
        }
        if self.take('{') {
            let mut record = Map::new();
            while self.skip() && !self.take('}') {
                let key = self.word().to_owned();
                assert!(self.take(':'), "no value of {key}");
                record.insert(key, self.value());
            }
            return Json::Object(record);
        }
        let word = self.word();
        let plain = || serde_json::from_str(word).ok().filter(|json: &Json| json.is_number() || json.is_boolean());
        plain().unwrap_or_else(|| json!(word))
    }
}
