//! What an edit asks the rules again does not grow with the model.
//!
//! Counting does not depend on the clock; `cargo bench --bench model -- check` times the same steps.

use crate::support;

use opcanvas::analysis::Date;
use opcanvas::check::{Live, Step};
use opcanvas::edit::{Edit, apply};
use opcanvas::model::{Direction, ElementKind, Record, RelationKind, Value};

/// What the rules looked at after a rename, after a relation went, and after a contract got an end.
fn counts(n: usize) -> [usize; 3] {
    let document = support::model(n, 5);
    let index = document.index();
    let stage = index.of_kind(ElementKind::Stage).next().unwrap();
    let partner = index.of_kind(ElementKind::Partner).next().unwrap();
    let (_, relation) = index.relations_of_kind(stage, RelationKind::AssignedTo, Direction::Incoming).next().unwrap();
    let mut contract = Record::new();
    contract.set("reference", Value::text("C-1"));
    contract.set("end", Value::text("2026-08-01"));
    let contracts = Value::List([Value::Record(contract)].into());
    let edits = [
        Edit::SetName(stage.clone(), "Another name".into()),
        Edit::RemoveRelation(relation.clone()),
        Edit::SetAttribute(partner.clone(), "contracts".into(), Some(contracts)),
    ];
    edits.map(|edit| {
        let mut live = Live::new(&document, Date::new(2026, 7, 1));
        let (after, delta) = apply(&document, &[edit]).unwrap();
        let Step { visited, whole, asked } = live.follow(&after, &delta);
        assert!(!whole && asked > 1, "{asked}");
        visited
    })
}

#[test]
fn an_edit_asks_the_rules_as_much_in_a_larger_model() {
    let (small, large) = (counts(1_000), counts(10_000));
    assert!(small.iter().all(|visited| (2..200).contains(visited)), "{small:?}");
    assert_eq!(large, small);
}
