//! Inputs that are large where a model is small: refused, or loaded in time and memory that fit their size.

#![allow(clippy::unwrap_used, reason = "tests may fail loudly")]

use crate::damage;

use damage::outcome;
use opcanvas::format::{Refused, load};

/// A model with these parts.
fn model(parts: &str) -> String {
    format!(r#"{{"format":"opcanvas","version":1,{parts}}}"#)
}

fn relation(id: &str, kind: &str, source: &str, target: &str) -> String {
    format!(r#"{{"id":"{id}","kind":"{kind}","source":"{source}","target":"{target}"}}"#)
}

/// What costs memory or time out of proportion: refused, or loaded without repeating long texts in messages.
#[test]
fn large_junk() {
    const SIZE: usize = 60_000_000;
    let filled = |head: &str, piece: &str| {
        let mut junk = String::with_capacity(SIZE + piece.len());
        junk.push_str(head);
        while junk.len() < SIZE {
            junk.push_str(piece);
        }
        junk
    };
    let start = |parts: &str| format!(r#"{{"format":"opcanvas","version":1,{parts}"#);
    assert!(matches!(load(filled("", "[").as_bytes()), Err(Refused::NotOpcanvas)));
    assert!(matches!(load(filled(&start("\"x\":"), "[").as_bytes()), Err(Refused::TooDeep(_))));
    assert!(matches!(load(filled("\"", "aaaaaaaa").as_bytes()), Err(Refused::EndsEarly(_))));
    let values = Refused::TooMany { what: "values in one place", limit: 1_000_000 };
    assert_eq!(load(filled("{\"x\":[", "0,").as_bytes()).unwrap_err(), values);
    assert_eq!(load(filled("{\"x\":[", "[],").as_bytes()).unwrap_err(), values);
    assert_eq!(load(filled(&start("\"elements\":[{\"x\":["), "0,").as_bytes()).unwrap_err(), values);
    let entries = Refused::TooMany { what: "unreadable entries", limit: 10_000 };
    for list in ["plateaus", "elements", "relations", "views", "waivers", "assets", "conflicts"] {
        for piece in ["0,", "{},", "null,"] {
            let junk = start(&format!("\"{list}\":[{}", piece.repeat(10_001)));
            assert_eq!(load(junk.as_bytes()).unwrap_err(), entries, "{list} {piece}");
        }
    }
    assert_eq!(load(filled(&start("\"elements\":["), "0,").as_bytes()).unwrap_err(), entries);
}

#[test]
fn many_of_one() {
    let elements = |n: usize, id: fn(usize) -> String| {
        let list: Vec<_> = (0..n).map(|i| format!(r#"{{"id":"{}","kind":"process","name":""}}"#, id(i))).collect();
        list.join(",")
    };
    // One id over and over; long ids that begin alike, each twice.
    let same = load(model(&format!("\"elements\":[{}]", elements(20_000, |_| "a".into()))).as_bytes()).unwrap();
    assert_eq!((same.document.elements().len(), same.problems.len() + same.unlisted), (20_000, 39_999));
    let alike = load(
        model(&format!("\"elements\":[{}]", elements(20_000, |i| format!("{}{:09}", "a".repeat(55), i / 2))))
            .as_bytes(),
    );
    assert_eq!(alike.unwrap().document.elements().len(), 20_000);
    // A chain of parts, each in the one before it.
    let links: Vec<_> = (1..20_000)
        .map(|i| relation(&format!("r{i:06}"), "contains", &format!("e{:06}", i - 1), &format!("e{i:06}")))
        .collect();
    let chain = model(&format!(
        "\"elements\":[{}],\"relations\":[{}]",
        elements(20_000, |i| format!("e{i:06}")),
        links.join(",")
    ));
    assert!(load(chain.as_bytes()).unwrap().document.aside().is_empty());
    let plateaus: Vec<_> = (0..20_000).map(|i| format!(r#"{{"id":"p{i}"}}"#)).collect();
    assert_eq!(outcome(model(&format!("\"plateaus\":[{}]", plateaus.join(","))).as_bytes()), "ok");
    // Ten thousand faults of one thing with a long name: messages name it shortly.
    let long = "n".repeat(1_000_000);
    let faults = vec![r#"{"element":"q","x":1,"y":1}"#; 20_000].join(",");
    let view = format!(r#""views":[{{"id":"v","kind":"diagram","name":"{long}","placements":[{faults}]}}]"#);
    let loaded = load(model(&view).as_bytes()).unwrap();
    assert_eq!((loaded.problems.len(), loaded.unlisted), (10_000, 10_000));
    assert!(loaded.problems.iter().all(|p| p.message.len() < 300));
    // An element with a key for every letter of a book.
    let keys: Vec<_> = (0..100_000).map(|i| format!("\"k{i}\":0")).collect();
    let wide = format!(r#""elements":[{{{},"name":"x","kind":"role","id":"a"}}]"#, keys.join(","));
    assert_eq!(load(model(&wide).as_bytes()).unwrap().problems, []);
    // What a file adds to the metamodel is bounded, so that it cannot make each element dear.
    let added: Vec<_> = (0..5_000).map(|i| format!(r#"{{"key":"k{i}","label":"","type":"text"}}"#)).collect();
    let additions = format!(r#""metamodel":{{"elements":{{"role":{{"attributes":[{}]}}}}}}"#, added.join(","));
    assert_eq!(outcome(model(&additions).as_bytes()), "FI-12");
}
