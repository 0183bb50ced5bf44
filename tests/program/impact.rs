//! `opcanvas impact`: what it prints about an outage, and how it ends where the element is not clear.

use crate::program;

use program::{Folder, OK, UNREADABLE, USAGE};
use serde_json::{Value as Json, json};

#[test]
fn an_outage_is_told_as_json() {
    let folder = Folder::with_examples();
    let ended = folder.run(&["impact", "bank.json", "te.score", "--format", "json"]);
    ended.failed(OK, "");
    let told: Json = serde_json::from_str(&ended.out).expect("JSON");
    assert_eq!(told["element"], "te.score");
    assert_eq!(told["streams"], json!(["vs.lend"]));
    assert_eq!(told["consumers"], json!(["c.sme"]));
    assert_eq!((&told["allStreams"], &told["share"]), (&json!(3), &json!(33.33)));
    let hits = told["hits"].as_array().expect("hits");
    assert!(hits.iter().any(|hit| hit["element"] == "vs.lend" && hit["hop"] == 2 && hit["by"] == "stage_of"));
    assert!(hits.iter().all(|hit| hit["reason"].as_str().is_some_and(|r| !r.is_empty())));
    // By its name it is the same element, whatever the case.
    let named = folder.run(&["impact", "--format=json", "bank.json", "cash-flow SCORING model"]);
    assert_eq!(named.out, ended.out);
}

#[test]
fn an_outage_is_told_in_words_hop_by_hop() {
    let folder = Folder::with_examples();
    let ended = folder.run(&["impact", "bank.json", "Nordic Cloud"]);
    ended.failed(OK, "");
    let lines: Vec<&str> = ended.out.lines().collect();
    assert_eq!(lines[0], "Nordic Cloud (Partner / supplier) switched off");
    assert_eq!(lines[1], "3 of 3 value streams (100.00 %), 3 products, services and projects and 2 consumers lost");
    assert_eq!(lines[2], "Hop 1");
    assert!(
        lines.contains(
            &"  Technology Mobile app: depends hard on Container platform, which is supplied by Nordic Cloud"
        ),
        "{}",
        ended.out
    );
    let weak = folder.run(&["impact", "bank.json", "Platform lead"]);
    let left = "Weakened\n  Build the MVP: answered for also by Platform lead; Platform team is left\n";
    assert!(weak.out.contains(left), "{}", weak.out);
    let role = folder.run(&["impact", "bank.json", "ro.poon"]);
    assert!(role.out.contains("answered for only by Product owner, onboarding"), "{}", role.out);
}

#[test]
fn an_element_that_is_not_there_or_not_the_only_one_is_asked_back_about() {
    let folder = Folder::with_examples();
    let twins = json!({"format": "opcanvas", "version": 1, "elements": [
        {"id": "a", "kind": "technology", "name": "Ledger"}, {"id": "b", "kind": "partner", "name": "ledger"},
        {"id": "c", "kind": "technology", "name": "\u{1b}[2Jx"}]});
    folder.write("twins.json", twins.to_string().as_bytes());
    let table: &[(&[&str], i32, &str)] = &[
        (
            &["bank.json", "te.cor"],
            USAGE,
            "there is no element 'te.cor'. Nearest:\n  te.core (Core ledger, Technology)",
        ),
        (&["bank.json", "core ledgr"], USAGE, "Nearest:\n  te.core (Core ledger, Technology)"),
        (&["bank.json", "ledger"], USAGE, "\n  te.core (Core ledger, Technology)"),
        (
            &["twins.json", "Ledger"],
            USAGE,
            "there are 2 elements named 'Ledger'; say which by its id:\n  a (Ledger, Technology)\n  b (ledger, Partner / supplier)",
        ),
        (&["twins.json", "none"], USAGE, "\\u{1b}[2Jx"),
        (&["bank.json"], USAGE, "impact needs a FILE and an ELEMENT"),
        (&[], USAGE, "impact needs a FILE and an ELEMENT"),
        (&["bank.json", "te.core", "te.app"], USAGE, "te.app"),
        (&["bank.json", "te.core", "--format", "xml"], USAGE, "text and json are"),
        (&["missing.json", "te.core"], UNREADABLE, "missing.json"),
    ];
    for (arguments, code, words) in table {
        folder.run(&[&["impact"], *arguments].concat()).failed(*code, words);
    }
    // An id goes before a name, and what nothing depends on hits nothing.
    folder.run(&["impact", "twins.json", "a"]).failed(OK, "");
    let nothing = folder.run(&["impact", "twins.json", "b"]);
    assert_eq!(
        nothing.out,
        "ledger (Partner / supplier) switched off\n0 of 0 value streams, 0 products, services and projects and 0 consumers lost\n"
    );
    // A file without elements has none that would be near.
    folder.write("empty.json", br#"{"format": "opcanvas", "version": 1}"#);
    folder.run(&["impact", "empty.json", "a"]).failed(USAGE, "there is no element 'a'\n");
}
