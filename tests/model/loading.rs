//! Hostile and damaged inputs with their exact outcome: the sentence of the refusal, or the codes of the problems.
//!
//! Everything that loads is held to the laws of `damage::law` too: invariants, identity of saving, nothing lost.

#![allow(clippy::unwrap_used, reason = "tests may fail loudly")]

use crate::damage;

use damage::{example, full, law, outcome};
use opcanvas::format::Code::{self, RepeatedId, UnfitId};
use opcanvas::format::{Place, Refused, load, metamodel, save};
use opcanvas::model::{ElementId, ElementKind, RelationKind, Value};
use serde_json::{Value as Json, json};

/// A model with these parts.
fn model(parts: &str) -> String {
    format!(r#"{{"format":"opcanvas","version":1,{parts}}}"#)
}

/// A model of processes `a` to `d`, role `o` and foreign `g`, with these further parts.
fn graph(relations: &str, further: &str) -> String {
    let elements =
        ["a", "b", "c", "d"].map(|id| format!(r#"{{"id":"{id}","kind":"process","name":"{id}"}}"#)).join(",");
    let others = r#"{"id":"o","kind":"role","name":"o"},{"id":"g","kind":"foreign","name":"g"}"#;
    model(&format!(r#""elements":[{elements},{others}],"relations":[{relations}]{further}"#))
}

fn relation(id: &str, kind: &str, source: &str, target: &str) -> String {
    format!(r#"{{"id":"{id}","kind":"{kind}","source":"{source}","target":"{target}"}}"#)
}

fn relations(list: &[(&str, &str, &str, &str)]) -> String {
    list.iter().map(|(id, kind, source, target)| relation(id, kind, source, target)).collect::<Vec<_>>().join(",")
}

/// A view of the graph with these placements and bends; `r` joins a and b.
fn view(placements: &str, bends: &str) -> String {
    let view = format!(r#"{{"id":"v","kind":"diagram","name":"V","placements":[{placements}],"bends":[{bends}]}}"#);
    graph(&relation("r", "flows_to", "a", "b"), &format!(r#","views":[{view}]"#))
}

/// The mark behind the byte at which a refusal should point; it is no part of the input.
const HERE: char = '§';

/// Asserts the outcome of each input; `@` in it is the place of the mark.
#[track_caller]
fn check(table: &[(&str, &str)]) {
    for (marked, expected) in table {
        let input = marked.replace(HERE, "");
        let before = &marked[..marked.find(HERE).unwrap_or(0)];
        let column = before.len() - before.rfind('\n').map_or(0, |at| at + 1);
        let place = format!("at line {}, column {column}", before.matches('\n').count() + 1);
        let expected = expected.replace('@', &place);
        assert_eq!(outcome(input.as_bytes()), expected, "{}", &input[..input.len().min(2_000)]);
    }
}

#[test]
fn bytes_that_are_no_model() {
    let table: &[(&[u8], &str)] = &[
        (b"", "The file is empty."),
        (b" \r\n\t ", "The file is empty."),
        (b"\xef\xbb\xbf", "The file is empty."),
        (b"\xef\xbb\xbf{\"format\":\"opcanvas\",\"version\":1}", "ok"),
        (b"[]", NO_FORMAT),
        (b"[{\"format\":\"opcanvas\"}]", NO_FORMAT),
        (b"7", NO_FORMAT),
        (b"-7", NO_FORMAT),
        (b"0.5", NO_FORMAT),
        (b"\"opcanvas\"", NO_FORMAT),
        (b"true", NO_FORMAT),
        (b"null", NO_FORMAT),
        (b"{}", NO_FORMAT),
        (b"{\"version\":1,\"elements\":[]}", NO_FORMAT),
        (b"{\"format\":\"visio\",\"version\":1}", NO_FORMAT),
        (b"{\"format\":null,\"version\":1}", NO_FORMAT),
        (b"{\"format\":7,\"version\":1}", NO_FORMAT),
        (b"{\"type\":\"excalidraw\",\"version\":2,\"elements\":[{\"id\":\"x\",\"type\":\"arrow\"}]}", NO_FORMAT),
        (b"hello", "The file is not valid JSON: expected value at line 1, column 1."),
        (b"<mxfile/>", "The file is not valid JSON: expected value at line 1, column 1."),
        (b"\xff\xfe{\0}\0", "The file is not valid JSON: expected value at line 1, column 1."),
        (
            b"{\"format\":\"opcanvas\",\n \"x\":\"\xff\"}",
            "The file is not valid JSON: invalid unicode code point at line 2, column 7.",
        ),
        (
            b"{\"format\":\"opcanvas\",\n \"x\":\"\xed\xa0\x80\"}",
            "The file is not valid JSON: invalid unicode code point at line 2, column 7.",
        ),
        (b"{\"format\":\"opcanvas\"} {", "The file is not valid JSON: trailing characters at line 1, column 23."),
        (
            b"{\"format\":\"opcanvas\",\"version\":1,\"a\":1,}",
            "The file is not valid JSON: trailing comma at line 1, column 40.",
        ),
        (b"{'format':'opcanvas'}", "The file is not valid JSON: key must be a string at line 1, column 2."),
        (b"// note\n{}", "The file is not valid JSON: expected value at line 1, column 1."),
    ];
    for (input, expected) in table {
        assert_eq!(outcome(input), *expected, "{}", String::from_utf8_lossy(input));
    }
}

const NO_FORMAT: &str = "The file is JSON but not an opcanvas model: it has no \"format\": \"opcanvas\".";
const NO_VERSION: &str = "The file does not say which version of the format it has; \"version\": 1 is expected.";

#[test]
fn versions() {
    for (version, expected) in [
        ("", NO_VERSION),
        (r#","version":0"#, NO_VERSION),
        (r#","version":-1"#, NO_VERSION),
        (r#","version":"1""#, NO_VERSION),
        (r#","version":1.5"#, NO_VERSION),
        (r#","version":null"#, NO_VERSION),
        (r#","version":1e300"#, NO_VERSION),
        (r#","version":1.0"#, "ok"),
        (r#","version":2"#, "ok"),
    ] {
        assert_eq!(outcome(format!(r#"{{"format":"opcanvas"{version}}}"#).as_bytes()), expected, "{version}");
    }
    let newer = load(br#"{"version":2,"new":[1],"format":"opcanvas"}"#).unwrap();
    assert_eq!(newer.newer_version, Some(2));
    assert!(String::from_utf8(save(&newer.document)).unwrap().contains("\"version\": 2"));
    assert_eq!(load(br#"{"version":1,"format":"opcanvas"}"#).unwrap().newer_version, None);
}

#[test]
fn unfinished_merges() {
    let marks = "{\"format\":\"opcanvas\",\"version\":1,\n<<<<<<< ours\n\"meta\":{\"name\":\"a\"}\n=======\n\"meta\":{\"name\":\"b\"}\n>>>>>>> theirs\n}";
    for (input, line) in [(marks.to_owned(), 2), (marks.replace('\n', "\r\n"), 2), (marks.replace(" ours", ""), 2)] {
        assert_eq!(load(input.as_bytes()).unwrap_err(), Refused::Conflicted(line));
    }
    // In a text they are only letters.
    assert_eq!(outcome(model(r#""meta":{"name":"<<<<<<< ours"}"#).as_bytes()), "ok");
}

/// The place that is just behind the last byte.
fn end_of(bytes: &[u8]) -> Place {
    let last = bytes.rsplit(|b| *b == b'\n').next().unwrap();
    Place { line: bytes.split(|b| *b == b'\n').count(), column: last.len().max(1) }
}

#[test]
fn a_file_that_was_cut_says_where_it_ends() {
    let cut = |bytes: &[u8], at: usize| {
        let part = &bytes[..at];
        match load(part) {
            Err(Refused::Empty) => assert_eq!(at, 0),
            Err(Refused::EndsEarly(place)) => assert_eq!(place, end_of(part), "cut at {at}"),
            other => panic!("cut at {at}: {other:?}"),
        }
    };
    let (small, bank) = (full(), example("bank"));
    (0..small.len() - 1).for_each(|at| cut(&small, at));
    (0..bank.len() - 1).step_by(7).for_each(|at| cut(&bank, at));
    assert_eq!(load(&bank[..bank.len() - 1]).unwrap().problems, []);
}

#[test]
fn numbers() {
    let place = |x: &str| view(&format!(r#"{{"element":"a","x":{x},"y":0}}"#), "");
    let not_json = |what: &str, x: &str| match load(place(x).as_bytes()) {
        Err(Refused::NotJson { what: said, place }) => assert!(said == what && place.line == 1, "{x}: {said}"),
        other => panic!("{x}: {other:?}"),
    };
    for x in ["NaN", "Infinity", ".5", "+1"] {
        not_json("expected value", x);
    }
    for x in ["-Infinity", "01", "1.", "1e", "0x1F"] {
        assert!(matches!(load(place(x).as_bytes()), Err(Refused::NotJson { .. })), "{x}");
    }
    for x in ["1e999", "-1e999", &"9".repeat(400)] {
        not_json("number out of range", x);
    }
    for (x, expected, saved) in [
        ("-0.0", "ok", "0"),
        ("-0", "ok", "0"),
        ("1e-320", "ok", "1e-320"),
        ("5e-324", "ok", "5e-324"),
        ("1e-400", "ok", "0"),
        ("3.0", "ok", "3"),
        ("12e2", "ok", "1200"),
        ("0.30000000000000004", "ok", "0.30000000000000004"),
        // A parser that is off by one unit in the last place changes these.
        ("110.29558632841291", "ok", "110.29558632841291"),
        ("25.309450383405302", "ok", "25.309450383405302"),
        ("1e7", "ok", "10000000"),
        ("10000001", "FI-10", "10000001"),
        ("1e308", "FI-10", "1e+308"),
        ("-1.7976931348623157e308", "FI-10", "-1.7976931348623157e+308"),
        ("18446744073709551615", "FI-10", "1.8446744073709552e+19"),
        ("-9223372036854775809", "FI-10", "-9.223372036854776e+18"),
    ] {
        let input = place(x);
        assert_eq!(outcome(input.as_bytes()), expected, "{x}");
        let text = String::from_utf8(save(&load(input.as_bytes()).unwrap().document)).unwrap();
        assert!(text.contains(&format!("\"x\": {saved},\n")), "{x}: {text}");
    }
    // Whole numbers are kept to the last digit wherever they are only kept.
    let kept = model(r#""new":[9007199254740993,-9223372036854775808,9223372036854775807]"#);
    let text = String::from_utf8(save(&load(kept.as_bytes()).unwrap().document)).unwrap();
    assert!(text.contains("9007199254740993") && text.contains("-9223372036854775808"), "{text}");
}

#[test]
fn depth() {
    // The model itself and the list are two levels.
    let nested = |levels: usize| model(&format!(r#""new":{}{}"#, "[".repeat(levels - 1), "]".repeat(levels - 1)));
    assert_eq!(outcome(nested(127).as_bytes()), "ok");
    for levels in [128, 129, 200_000] {
        let refused = load(nested(levels).as_bytes()).unwrap_err();
        assert_eq!(refused, Refused::TooDeep(Place { line: 1, column: 39 + 127 }), "{levels}");
        assert!(refused.is_limit());
    }
    let records = model(&format!(r#""new":{}1{}"#, "{\"a\":".repeat(200_000), "}".repeat(200_000)));
    assert!(matches!(load(records.as_bytes()), Err(Refused::TooDeep(_))));
}

#[test]
fn texts_and_keys() {
    let repeated = |key: &str| format!("The model is damaged @: the key stands twice in one record: \"{key}\".");
    let nul = "The model is damaged @: a text contains the NUL character.";
    let many = (0..40).map(|i| format!("\"k{i}\":1,")).collect::<Vec<_>>().concat();
    check(&[
        (&model(r#""meta":{},"meta"§:{}"#), &repeated("meta")),
        (&model("\n\"new\":1,\n  \"new\"§:1"), &repeated("new")),
        (&model(r#""new":null,"new"§:1"#), &repeated("new")),
        (&model(r#""meta":{"name":"a","name"§:"a"}"#), &repeated("name")),
        (&model(r#""elements":[{"id":"a","kind":"role","id"§:"b"}]"#), &repeated("id")),
        (
            &model(r#""elements":[{"id":"a","kind":"role","name":"","attributes":{"a":[{"k":1,"k"§:2}]}}]"#),
            &repeated("k"),
        ),
        (&model(r#""meta":{"a":null,"a"§:1}"#), &repeated("a")),
        (&model(&format!(r#""meta":{{{many}"a":null,"a"§:1}}"#)), &repeated("a")),
        (&model(&format!(r#""meta":{{{many}"k7"§:1}}"#)), &repeated("k7")),
        // The words of a key are not taken for those of the parser.
        (
            &model(r#""meta":{"recursion limit exceeded":1,"recursion limit exceeded"§:1}"#),
            &repeated("recursion limit exceeded"),
        ),
        (&model(r#""new":" at line 7 \u0000"§"#), nul),
        (&model(r#""n\u0000"§:1"#), nul),
        (&model(r#""elements":[{"id":"a","kind":"role","name":"\u0000"§}]"#), nul),
        (
            &model("\"new\":\"\0§\""),
            "The file is not valid JSON: control character (\\u0000-\\u001F) found while parsing a string @.",
        ),
        (&model(r#""new":"\ud800"§"#), "The file is not valid JSON: unexpected end of hex escape @."),
        (&model(r#""new":"\udc00§x""#), "The file is not valid JSON: lone leading surrogate in hex escape @."),
        (&model(r#""new":"\ud83d\ude00 \u0001\u001f\u007f\u2028\u202e""#), "ok"),
    ]);
}

#[test]
fn parts_of_another_form() {
    let not_a_list = |key: &str, what: &str| format!("The model is damaged @: \"{key}\" is {what} instead of a list.");
    check(&[
        (&model(r#""elements":{}§"#), &not_a_list("elements", "a record")),
        (&model(r#""elements":5§"#), &not_a_list("elements", "a number")),
        (&model(r#""elements":-5.5§"#), &not_a_list("elements", "a number")),
        (&model(r#""elements":true§"#), &not_a_list("elements", "true")),
        (&model(&format!(r#""views":"{}"§"#, "long".repeat(9_999))), &not_a_list("views", "a text")),
        (&model(r#""elements":null,"relations":null,"views":null,"meta":null,"waivers":null,"new":null"#), "ok"),
        (
            &model(
                r#""metamodel":{"elements":{"role":{"attributes":[{"key":"a","label":"A","type":"enum","values":[["x","X"]]}]}}}"#,
            ),
            "FI-12",
        ),
        // Kept under another key, so that a name given later does not stand beside it under the same one.
        (&model(r#""meta":5"#), "FI-07"),
        (&model(r#""meta":5,"meta.unreadable":6,"settings":[1],"metamodel":"x""#), "FI-07 FI-07 FI-07"),
        (&model(r#""meta":{"name":5,"description":[]}"#), "FI-07 FI-07"),
        (
            &model(r#""plateaus":[{"id":"p"},{"id":"p"},{"id":"a b"},{"name":"x"},7,{"id":8}]"#),
            "FI-02 FI-09 FI-01 FI-01 FI-01",
        ),
        (&model(r#""plateaus":[{"id":"p","date":"soon","name":7}]"#), "FI-07 FI-07"),
        (
            &model(r#""waivers":[5,{"rule":5},{"rule":"A"}],"assets":[[]],"conflicts":[{"field":1}]"#),
            "FI-07 FI-07 FI-07 FI-07",
        ),
        (
            &model(
                r#""metamodel":{"elements":{"process":5,"stage":[],"client":{},"role":{"attributes":[{"key":"a"}]}},"new":[]}"#,
            ),
            "FI-12 FI-12 FI-12 FI-12 FI-12",
        ),
        (
            &model(
                r#""metamodel":{"elements":{"role":{"attributes":[{"key":"a","label":"A","type":"number","default":"x"}]}}}"#,
            ),
            "FI-12",
        ),
    ]);
}

#[test]
fn elements_of_another_form() {
    check(&[
        (
            &model(r#""elements":[5,null,"x",[],{},{"id":"a"},{"id":"a","kind":7},{"id":7,"kind":"role"}]"#),
            "FI-01 FI-01 FI-01 FI-01 FI-01 FI-01 FI-01 FI-01",
        ),
        (&model(r#""elements":[{"id":"a","kind":"client","name":""}]"#), "FI-01"),
        (&model(r#""elements":[{"id":"a","kind":"role","name":"x","attributes":[]}]"#), "FI-01"),
        (&model(r#""elements":[{"id":"a","kind":"role"},{"id":"b","kind":"role","name":" "}]"#), "FI-06 FI-06"),
        (&model(r#""elements":[{"id":"a","kind":"role","name":5},{"id":"b","kind":"role","name":true}]"#), "ok"),
        (&model(r#""elements":[{"id":"a","kind":"role","name":{"de":"x"}}]"#), "FI-01"),
        (&model(&format!(r#""elements":[{{"id":"a","kind":"role","name":"{}"}}]"#, "é".repeat(120))), "ok"),
        (&model(&format!(r#""elements":[{{"id":"a","kind":"role","name":"{}"}}]"#, "é".repeat(121))), "FI-06"),
        (&model(r#""elements":[{"id":"a","kind":"role","name":"x","state":"old"}]"#), "FI-07"),
        (
            &model(
                r#""elements":[{"id":"a","kind":"role","name":"x","state":1,"tags":"t","description":[],"vocr":1,"plateau":2}]"#,
            ),
            "FI-07 FI-07 FI-07 FI-07 FI-07",
        ),
        (&model(r#""elements":[{"id":"a","kind":"role","name":"x","plateau":"p9"}]"#), "FI-11"),
        (
            &model(
                r#""elements":[{"id":"z","kind":"client"},{"id":"a","kind":"client"},{"id":"m","kind":"role","name":"x"},{"n":1},{"id":"b"}]"#,
            ),
            "FI-01 FI-01 FI-01 FI-01",
        ),
    ]);
}

#[test]
fn relations_and_views_of_another_form() {
    check(&[
        (
            &graph(
                r#"5,{},{"id":"z"},{"id":"y","kind":"owns"},{"id":"x","kind":"flows_to"},{"id":"a","kind":"flows_to","source":"a"}"#,
                "",
            ),
            "FI-01 FI-01 FI-01 FI-01 FI-01 FI-01",
        ),
        (&graph(r#"{"id":"r","kind":"flows_to","source":"a","target":"b","attributes":5}"#, ""), "FI-01"),
        (
            &graph(&relations(&[("r", "flows_to", "a", "nowhere"), ("s", "flows_to", "nowhere", "a")]), ""),
            "FI-03 FI-03",
        ),
        (&graph(&relations(&[("r", "flows_to", "a", "o"), ("s", "assigned_to", "a", "o")]), ""), "FI-04 FI-04"),
        (&graph(&relations(&[("r", "flows_to", "a", "r")]), ""), "FI-03"),
        (&graph(&relations(&[("r", "contains", "a", "c"), ("s", "contains", "b", "c")]), ""), "FI-05"),
        (&graph(&relations(&[("s", "contains", "b", "c"), ("r", "contains", "a", "c")]), ""), "FI-05"),
        (&graph(&relations(&[("r", "contains", "a", "a")]), ""), "FI-05"),
        (
            &graph(
                &relations(&[("r", "contains", "a", "b"), ("s", "contains", "b", "c"), ("t", "contains", "c", "a")]),
                "",
            ),
            "FI-05",
        ),
        (
            &graph(
                &relations(&[
                    ("t", "contains", "a", "b"),
                    ("s", "contains", "b", "c"),
                    ("r", "contains", "c", "d"),
                    ("q", "contains", "d", "b"),
                ]),
                "",
            ),
            "FI-05 FI-05",
        ),
        (
            &model(
                r#""views":[5,{},{"id":"v"},{"id":"v","kind":"diagram","order":"x"},{"id":"w","kind":"d","options":5},{"id":"a","kind":"d","bends":{}}]"#,
            ),
            "FI-01 FI-01 FI-01 FI-01 FI-01 FI-01",
        ),
        (&model(r#""views":[{"id":"v","kind":"diagram","name":5},{"id":"w","kind":"diagram","name":[]}]"#), "FI-01"),
        (&model(r#""views":[{"id":"v","kind":"hologram"},{"id":"v","kind":"diagram"}]"#), "FI-02"),
        (&model(r#""views":[{"id":"v","kind":"diagram","annotations":[5,{"id":5},{"text":"x"}]}]"#), "FI-07 FI-07"),
    ]);
}

#[test]
fn placements_and_bends() {
    let points = |n: usize| vec![r#"{"x":1,"y":2}"#; n].join(",");
    let bend = |n: usize| format!(r#"{{"relation":"r","points":[{}]}}"#, points(n));
    check(&[
        (
            &view(r#"{"element":"a","x":1,"y":2},{"element":"zz","x":1,"y":2},{"element":"r","x":1,"y":2}"#, ""),
            "FI-08 FI-08",
        ),
        (&view(r#"{"element":"b","x":1,"y":2},{"element":"a","x":1,"y":2},{"element":"b","x":3,"y":4}"#, ""), "FI-08"),
        (
            &view(r#"{"element":"a","x":"1","y":2},{"element":"b","y":2},{"x":1,"y":1},5,null"#, ""),
            "FI-08 FI-08 FI-08 FI-08 FI-08",
        ),
        (
            &view(
                r#"{"element":"a","x":1,"y":2,"w":"wide"},{"element":"b","x":1,"y":2,"z":1.5},{"element":"c","x":1,"y":2,"pinned":1}"#,
                "",
            ),
            "FI-08 FI-08 FI-08",
        ),
        (
            &view(
                r#"{"element":"a","x":1,"y":2,"w":0},{"element":"b","x":1,"y":2,"h":-5},{"element":"c","x":1,"y":2,"h":1e9}"#,
                "",
            ),
            "FI-10 FI-10 FI-10",
        ),
        (&view("", &bend(0)), "ok"),
        (&view("", &bend(10_000)), "ok"),
        (&view("", &bend(10_001)), "FI-08"),
        (
            &view("", r#"{"relation":"q","points":[]},{"relation":"a","points":[]},{"points":[]},{"relation":"r"},7"#),
            "FI-08 FI-08 FI-08 FI-08 FI-08",
        ),
        (&view("", r#"{"relation":"r","points":[{"x":1,"y":"2"}]}"#), "FI-08"),
        (&view("", r#"{"relation":"r","points":[{"x":1,"y":2,"z":3}]}"#), "FI-08"),
        (&view("", r#"{"relation":"r","points":[],"new":1}"#), "FI-08"),
        (&view("", r#"{"relation":"r","points":[]},{"relation":"r","points":[{"x":1,"y":1}]}"#), "FI-08"),
    ]);
}

#[test]
fn foreign_relations_may_end_at_relations() {
    let chain = |n: usize| {
        // Each ends at the next, so that in the order of ids none finds its end before the last.
        let mut list: Vec<_> =
            (0..n).map(|i| relation(&format!("r{i:06}"), "foreign", "g", &format!("r{:06}", i + 1))).collect();
        list.push(relation(&format!("r{n:06}"), "flows_to", "a", "b"));
        graph(&list.join(","), "")
    };
    check(&[
        (
            &graph(
                &relations(&[("f", "foreign", "a", "o"), ("h", "foreign", "f", "g"), ("e", "foreign", "h", "f")]),
                "",
            ),
            "ok",
        ),
        (&chain(50), "ok"),
        (
            &chain(50).replace(r#""kind":"flows_to","source":"a""#, r#""kind":"flows_to","source":"o""#),
            &format!("FI-04{}", " FI-03".repeat(50)),
        ),
        (&graph(&relations(&[("f", "foreign", "a", "f")]), ""), "FI-03"),
        (&graph(&relations(&[("f", "foreign", "a", "h"), ("h", "foreign", "f", "a")]), ""), "FI-03 FI-03"),
        (
            &graph(
                &relations(&[
                    ("f", "foreign", "a", "h"),
                    ("h", "foreign", "i", "a"),
                    ("i", "foreign", "f", "h"),
                    ("k", "foreign", "a", "f"),
                ]),
                "",
            ),
            "FI-03 FI-03 FI-03 FI-03",
        ),
        // Only foreign ones may.
        (&graph(&relations(&[("f", "foreign", "a", "b"), ("h", "flows_to", "a", "f")]), ""), "FI-03"),
    ]);
    // Long chains take no square of their length.
    assert_eq!(load(chain(20_000).as_bytes()).unwrap().problems, []);
}

#[test]
fn ids_that_cannot_stay_are_changed_the_same_way_every_time_and_references_follow() {
    let said = r#""plateaus":[{"id":"next year"}],
        "elements":[{"id":"x y","kind":"process","name":"1","plateau":"next year"},{"id":"a","kind":"process","name":"2"},
            {"id":"a","kind":"process","name":"3"},{"id":"a","kind":"process","name":"4"},{"id":"a.2","kind":"process","name":"5"},
            {"id":"x y","kind":"process","name":"6"},{"id":"","kind":"foreign","name":"7"},
            {"id":"o p","kind":"role","name":"8"},
            {"id":"cu","kind":"culture","name":"9","attributes":{"promotingActions":[{"action":"x","owner":"o p"}]}}],
        "relations":[{"id":"r 1","kind":"flows_to","source":"x y","target":"a"},{"id":"r","kind":"flows_to","source":"a","target":"x y"},
            {"id":"r","kind":"foreign","source":"r 1","target":""}],
        "views":[{"id":"v v","kind":"diagram","name":"V","placements":[{"element":"x y","x":1,"y":2}],
            "bends":[{"relation":"r 1","points":[{"x":1,"y":2}]}]}],
        "waivers":[{"rule":"PR-01","subject":"x y","reason":"z"},{"rule":"PR-01","subject":"r 1","reason":"z"}]"#;
    let loaded = load(model(said).as_bytes()).unwrap();
    let codes: Vec<_> = loaded.problems.iter().map(|p| p.code).collect();
    assert_eq!(
        codes,
        [UnfitId, UnfitId, RepeatedId, RepeatedId, UnfitId, UnfitId, UnfitId, UnfitId, RepeatedId, UnfitId],
        "{:#?}",
        loaded.problems
    );
    let document = &loaded.document;
    assert_eq!(document.broken_invariants(), [""; 0]);
    assert!(document.aside().is_empty());
    let named = |name: &str| document.index().named(name).next().unwrap().to_string();
    assert_eq!(["2", "3", "4", "5"].map(named), ["a", "a.3", "a.4", "a.2"]);
    let xy = ElementId::from(named("1").as_str());
    assert!(xy.as_str().starts_with("x-y.") && named("6").starts_with("x-y."));
    assert_eq!(document.relations().len(), 3);
    let ends: Vec<_> = document.relations().values().map(|r| (r.source.to_string(), r.target.to_string())).collect();
    let derived = document.relations().keys().find(|id| id.as_str().starts_with("r-1.")).unwrap();
    assert!(ends.contains(&(xy.to_string(), "a".into())) && ends.contains(&("a".into(), xy.to_string())));
    assert!(ends.contains(&(derived.to_string(), named("7"))));
    let view = document.views().values().next().unwrap();
    assert!(view.placements.contains(&xy) && view.bends.contains(derived) && view.aside.bends.is_empty());
    let text = String::from_utf8(save(document)).unwrap();
    for gone in ["x y", "next year", "o p", "r 1", "v v"] {
        assert!(!text.contains(&format!("\"{gone}\"")), "{gone} is still named in {text}");
    }
    assert_eq!(save(&load(model(said).as_bytes()).unwrap().document), text.as_bytes());
    assert!(load(text.as_bytes()).unwrap().document == *document);
    for problem in &loaded.problems[..9] {
        let id = problem.subject.as_str();
        assert!(text.contains(&format!("\"{id}\"")), "{problem:?} is about what the document does not have");
    }
}

/// For every attribute of every kind: a value of another type is told, kept, and nothing else happens.
#[test]
fn every_attribute_of_a_wrong_type_is_told_and_kept() {
    let m = metamodel::base();
    let wrong = [json!(true), json!(1.5), json!("\u{1}"), json!([[7]]), json!([{"date": 7}]), json!({"name": 7})];
    let mut told = 0;
    for value in wrong {
        let own: Value = serde_json::from_value(value.clone()).unwrap();
        let (mut elements, mut expected) = (Vec::new(), 0);
        for kind in ElementKind::ALL.into_iter().chain([ElementKind::Foreign]) {
            for def in m.element_attributes(kind) {
                let id = format!("{kind}.{}", def.key);
                elements
                    .push(json!({"id": id, "kind": kind.id(), "name": "x", "attributes": {def.key.as_str(): value}}));
                expected += usize::from(m.check_type(&def.ty, &own).is_err());
            }
        }
        let mut relations = Vec::new();
        for kind in RelationKind::ALL {
            let (source, target) = m.relation(kind).unwrap().pairs[0];
            for def in m.relation_attributes(kind) {
                let ends = [("s", source), ("t", target)].map(|(end, k)| {
                    let id = format!("{kind}.{}.{end}", def.key);
                    elements.push(json!({"id": id, "kind": k.id(), "name": "x"}));
                    id
                });
                let attributes = json!({def.key.as_str(): value});
                let id = format!("{kind}.{}", def.key);
                relations.push(json!({"id": id, "kind": kind.id(), "source": ends[0], "target": ends[1], "attributes": attributes}));
                expected += usize::from(m.check_type(&def.ty, &own).is_err());
            }
        }
        let settings: serde_json::Map<_, _> = m.settings.iter().map(|d| (d.key.to_string(), value.clone())).collect();
        expected += m.settings.iter().filter(|d| m.check_type(&d.ty, &own).is_err()).count();
        let input = json!({"format": "opcanvas", "version": 1, "elements": elements, "relations": relations, "settings": settings});
        let input = serde_json::to_vec(&input).unwrap();
        let loaded = load(&input).unwrap();
        assert!(loaded.problems.iter().all(|p| p.code == Code::WrongType), "{:?}", loaded.problems);
        assert_eq!(loaded.problems.len(), expected, "{value}");
        assert!(loaded.document.aside().is_empty());
        law(&input, &loaded);
        told += expected;
    }
    assert!(told > 900, "{told}");
}

/// The same JSON with its records and free lists turned round, and a null in each record.
fn turned(json: &Json, in_order: bool) -> String {
    match json {
        Json::Object(record) => {
            let pairs = record.iter().rev().map(|(k, v)| {
                let free =
                    ["plateaus", "elements", "relations", "views", "placements", "waivers"].contains(&k.as_str());
                format!("{}:{}", json!(k), turned(v, !free))
            });
            format!("{{{}}}", pairs.chain(["\"nothing\":null".to_owned()]).collect::<Vec<_>>().join(",\n"))
        }
        Json::Array(list) => {
            let mut list: Vec<_> = list.iter().map(|v| turned(v, true)).collect();
            if !in_order {
                list.reverse();
            }
            format!("[{}]", list.join(" , "))
        }
        other => other.to_string(),
    }
}

#[test]
fn unknown_keys_stay_at_every_level_and_files_become_canonical_once() {
    let canonical = full();
    assert_eq!(outcome(&canonical), "ok");
    assert!(save(&load(&canonical).unwrap().document) == canonical);
    // With every list and record turned round, and null added to each record, the same file comes out.
    let mut parsed: Json = serde_json::from_slice(&canonical).unwrap();
    // The order of plateaus says something.
    parsed["plateaus"].as_array_mut().unwrap().reverse();
    let other = turned(&parsed, true);
    assert_eq!(outcome(other.as_bytes()), "ok");
    let saved: Json = serde_json::from_slice(&save(&load(other.as_bytes()).unwrap().document)).unwrap();
    assert_eq!(saved, serde_json::from_slice::<Json>(&canonical).unwrap());
    let text = String::from_utf8(canonical).unwrap();
    for unknown in
        ["future", "author", "newThreshold", "icon", "colour", "note", "theme", "until", "width", "minor", "deep"]
    {
        assert!(text.contains(&format!("\"{unknown}\"")), "{unknown}");
    }
}
