//! The example models: they load without a problem and are canonical.

use opcanvas::format::{load, save};

#[test]
fn the_examples_load_without_problems_and_are_canonical() {
    for (name, elements, relations) in [("bank", 58, 166), ("city", 55, 146)] {
        let path = format!("{}/assets/examples/{name}.opcanvas.json", env!("CARGO_MANIFEST_DIR"));
        let bytes = std::fs::read(path).unwrap();
        let loaded = load(&bytes).unwrap();
        assert_eq!(loaded.problems, [], "{name}");
        assert!(loaded.document.aside().is_empty());
        assert_eq!(loaded.document.broken_invariants(), [""; 0]);
        assert_eq!(loaded.document.elements().len(), elements);
        assert_eq!(loaded.document.relations().len(), relations);
        assert!(save(&loaded.document) == bytes, "{name} is canonical");
    }
}
