//! `opcanvas analyze` as scripts and readers see it.

use crate::program;

use program::{Ended, Folder, LIMIT, OK, UNREADABLE, USAGE};
use serde_json::{Value as Json, json};

fn parsed(ended: &Ended) -> Vec<Json> {
    assert_eq!((ended.code, &ended.err[..]), (OK, ""), "{ended:?}");
    serde_json::from_str(&ended.out).expect("an array")
}

fn is_same(a: &Json, b: &Json) -> bool {
    match (a.as_f64(), b.as_f64()) {
        (Some(a), Some(b)) => (a - b).abs() <= 1e-6 * b.abs(),
        _ => a == b,
    }
}

#[test]
fn json_has_every_pinned_analysis_and_what_each_was_computed_from() {
    let folder = Folder::with_examples();
    for name in ["bank", "city"] {
        let path = format!("{}/tests/fixtures/{name}.expected.json", env!("CARGO_MANIFEST_DIR"));
        let file: Json = serde_json::from_slice(&std::fs::read(path).expect("a fixture")).expect("JSON");
        let told = parsed(&folder.run(&["analyze", &format!("{name}.json"), "--format", "json"]));
        for pinned in file["analyses"].as_array().expect("analyses") {
            let is_it = |a: &&Json| a["analysis"] == pinned["analysis"] && a["subject"] == pinned["subject"];
            let found: Vec<&Json> = told.iter().filter(is_it).collect();
            assert_eq!(found.len(), 1, "{name}: {pinned}");
            assert!(
                is_same(&found[0]["value"], &pinned["value"]) && found[0]["unit"] == pinned["unit"],
                "{}",
                found[0]
            );
        }
        let model: Json = serde_json::from_slice(&folder.read(&format!("{name}.json"))).expect("JSON");
        let ids: Vec<&Json> = model["elements"].as_array().expect("elements").iter().map(|e| &e["id"]).collect();
        for one in &told {
            let keys: Vec<&String> = one.as_object().expect("an object").keys().collect();
            assert_eq!(keys, ["analysis", "elements", "subject", "unit", "value"], "{one}");
            let elements = one["elements"].as_array().expect("elements");
            assert!(elements.iter().all(|id| ids.contains(&id)), "{one}");
        }
        // The same file gives the same bytes.
        let run = || folder.run(&["analyze", "--format=json", &format!("{name}.json")]).out;
        assert_eq!(run(), run());
    }
}

#[test]
fn only_some_analyses_are_told_when_asked() {
    let folder = Folder::with_examples();
    let ids = |only: &[&str]| {
        let told = parsed(&folder.run(&[&["analyze", "bank.json", "--format", "json"], only].concat()));
        let mut ids: Vec<String> = told.iter().map(|a| a["analysis"].as_str().expect("an id").to_owned()).collect();
        ids.dedup();
        ids
    };
    assert_eq!(ids(&["--only", "A9,A13"]), ["A9", "A9.unallocated", "A9.total", "A13"]);
    assert_eq!(ids(&["--only=a9.total"]), ["A9.total"]);
    assert_eq!(ids(&["--only", " A1 "]), ["A1"], "and not A10 to A19");
    assert_eq!(ids(&["--only", "A2"]), [""; 0], "no stream branches");
    let text = folder.run(&["analyze", "bank.json", "--only", "A2"]);
    assert_eq!((text.code, &text.out[..]), (OK, "Nothing of that is known yet.\n"));
}

#[test]
fn text_is_a_table_that_explains_each_number() {
    let folder = Folder::with_examples();
    let text = folder.run(&["analyze", "bank.json", "--only", "A1,A9,A26,A29"]);
    text.failed(OK, "");
    for line in [
        "A1 Total lead time",
        "  Request to funds  9 h  1 h + 6 h + 2 h = 9 h",
        "A9 Cost roll-up to streams",
        "  Chief executive: unallocated  320,000 EUR  320,000 EUR: nothing leads on to a stage or stream",
        "  VeriFace, LB-2025-032: decide by  2026-08-01  2026-09-30 − 60 days of notice = 2026-08-01",
        "  The model: new, technology  1 element  Cash-flow scoring model",
    ] {
        // However wide the columns are.
        let parts =
            |line: &str| line.split("  ").map(|part| part.trim().to_owned()).filter(|p| !p.is_empty()).collect();
        let parts: fn(&str) -> Vec<String> = parts;
        assert!(text.out.lines().any(|l| parts(l) == parts(line)), "{line:?} in\n{}", text.out);
    }
    // A day of today has to stand in for the as-of date of a model that has none.
    let mut model: Json = serde_json::from_slice(&folder.read("bank.json")).expect("JSON");
    model["settings"].as_object_mut().expect("settings").remove("asOf");
    folder.write("today.json", model.to_string().as_bytes());
    assert!(parsed(&folder.run(&["analyze", "today.json", "--format", "json", "--only", "A26"])).len() >= 4);
}

#[test]
fn names_cannot_draw_lines_or_steer_the_terminal() {
    let folder = Folder::new();
    let model = json!({"format": "opcanvas", "version": 1,
        "elements": [{"id": "vs", "kind": "value_stream", "name": "A\nB\u{1b}[2J\u{202e}"},
            {"id": "s", "kind": "stage", "name": "x".repeat(100), "attributes": {"leadTime": 1, "processTime": 0.5}}],
        "relations": [{"id": "c", "kind": "contains", "source": "vs", "target": "s"}]});
    folder.write("odd.json", model.to_string().as_bytes());
    let text = folder.run(&["analyze", "odd.json", "--only", "A1"]);
    assert!(text.out.starts_with("A1 Total lead time\n  A B\\u{1b}[2J\\u{202e}"), "{text:?}");
    assert_eq!(parsed(&folder.run(&["analyze", "odd.json", "--format", "json", "--only", "A1"]))[0]["value"], 1);
}

#[test]
fn what_cannot_be_analyzed_says_why() {
    let folder = Folder::with_examples();
    folder.write("cut.json", &program::example("bank")[..2_000]);
    folder.write(
        "deep.json",
        format!("{{\"format\": \"opcanvas\", \"x\": {}{}}}", "[".repeat(200), "]".repeat(200)).as_bytes(),
    );
    for (arguments, code, words) in [
        (&["analyze"][..], USAGE, "analyze needs a FILE"),
        (&["analyze", "bank.json", "city.json"], USAGE, "city.json"),
        (&["analyze", "bank.json", "--format", "xml"], USAGE, "text and json are"),
        (&["analyze", "bank.json", "--only"], USAGE, "--only"),
        (&["analyze", "bank.json", "--only", "A31"], USAGE, "there is no analysis 'A31'; A1 to A30 are"),
        (&["analyze", "bank.json", "--only", "A1,,ä"], USAGE, "there is no analysis ''"),
        (&["analyze", "bank.json", "--only", "ä"], USAGE, "there is no analysis 'ä'"),
        (&["analyze", "bank.json", "--colour"], USAGE, "--colour"),
        (&["analyze", "missing.json"], UNREADABLE, "missing.json"),
        (&["analyze", "cut.json"], UNREADABLE, "ends too early"),
        (&["analyze", "deep.json"], LIMIT, "128 levels deep"),
    ] {
        folder.run(arguments).failed(code, words);
    }
    assert!(folder.run(&["help"]).out.contains("opcanvas analyze FILE"));
}
