//! Properties of loading: nothing panics, and whatever loads holds the invariants and is the same after saving.

#![allow(clippy::unwrap_used, reason = "tests may fail loudly")]

use crate::damage;

use damage::{damage, damaged, example, full, law, random_document};
use opcanvas::format::{Code, load, save};
use proptest::prelude::*;
use serde_json::Value as Json;

/// Loads and, where that goes well, checks the laws.
fn try_load(bytes: &[u8]) {
    if let Ok(loaded) = load(bytes) {
        law(bytes, &loaded);
    }
}

fn cases(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(cases(512))]

    #[test]
    fn arbitrary_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        try_load(&bytes);
        let mut inside = br#"{"format":"opcanvas","version":1,"elements":["#.to_vec();
        inside.extend(&bytes);
        try_load(&inside);
    }

    #[test]
    fn flipped_bits_and_moved_bytes_never_panic(
        flips in proptest::collection::vec((any::<usize>(), 0..8_u32), 0..4),
        splice in proptest::option::of((any::<usize>(), any::<usize>(), 0..200_usize)),
    ) {
        let mut bytes = full();
        for (at, bit) in flips {
            let at = at % bytes.len();
            bytes[at] ^= 1 << bit;
        }
        if let Some((from, to, length)) = splice {
            let from = from % bytes.len();
            let piece = bytes[from..bytes.len().min(from + length)].to_vec();
            let to = to % bytes.len();
            bytes.splice(to..to, piece);
        }
        try_load(&bytes);
    }

    #[test]
    fn a_damaged_model_keeps_the_laws(ways in proptest::collection::vec(damage(), 1..8)) {
        try_load(&damaged(&full(), &ways));
    }

    #[test]
    fn documents_made_by_edits_read_back_without_a_problem(seed in any::<u64>()) {
        let document = random_document(seed);
        let saved = save(&document);
        let loaded = load(&saved).unwrap();
        prop_assert_eq!(&loaded.problems, &[]);
        prop_assert!(loaded.document == document, "{}", String::from_utf8_lossy(&saved));
        law(&saved, &loaded);
    }
}

proptest! {
    // The examples are large, so fewer of these.
    #![proptest_config(cases(48))]

    #[test]
    fn a_damaged_example_keeps_the_laws(bank in any::<bool>(), ways in proptest::collection::vec(damage(), 1..12)) {
        try_load(&damaged(&example(if bank { "bank" } else { "city" }), &ways));
    }

    #[test]
    fn any_elements_can_be_taken_out_of_an_example(keep in proptest::collection::vec(any::<bool>(), 64)) {
        let mut json: Json = serde_json::from_slice(&example("city")).unwrap();
        let relations = json["relations"].as_array().unwrap().len();
        let mut kept = keep.iter().cycle();
        json["elements"].as_array_mut().unwrap().retain(|_| *kept.next().unwrap());
        let bytes = serde_json::to_vec(&json).unwrap();
        let loaded = load(&bytes).unwrap();
        prop_assert!(loaded.problems.iter().all(|p| p.code == Code::MissingEnd), "{:?}", loaded.problems);
        prop_assert_eq!(loaded.document.relations().len() + loaded.document.aside().relations.len(), relations);
        law(&bytes, &loaded);
    }
}
