//! What an edit asks the rules again does not grow with the model.
//!
//! Counting does not depend on the clock; `cargo bench --bench check` times the same steps.

use crate::support;

use opcanvas::analysis::Date;
use opcanvas::check::Live;
use opcanvas::edit::{Edit, apply};
use opcanvas::model::{Direction, ElementKind, Record, RelationKind, Value};

/// The contracts of a partner with one that ends on a day.
fn ending(day: &str) -> Value {
    let mut contract = Record::new();
    contract.set("reference", Value::text("C-1"));
    contract.set("end", Value::text(day));
    Value::List([Value::Record(contract)].into())
}

/// What the rules looked at, and of how much they were asked again, after a rename, after a relation went, and after a
/// contract got another end.
fn counts(n: usize) -> [(usize, usize); 3] {
    let made = support::model(n, 5);
    let partner = made.index().of_kind(ElementKind::Partner).next().unwrap().clone();
    let contracted = Edit::SetAttribute(partner.clone(), "contracts".into(), Some(ending("2027-12-31")));
    let mut document = apply(&made, &[contracted]).unwrap().0;
    let index = document.index();
    let stage = index.of_kind(ElementKind::Stage).next().unwrap();
    let (_, relation) = index.relations_of_kind(stage, RelationKind::AssignedTo, Direction::Incoming).next().unwrap();
    let edits = [
        Edit::SetName(stage.clone(), "Another name".into()),
        Edit::RemoveRelation(relation.clone()),
        Edit::SetAttribute(partner, "contracts".into(), Some(ending("2026-08-01"))),
    ];
    let mut live = Live::new(&document, Date::new(2026, 7, 1));
    let ends_soon = |live: &Live| live.open().filter(|finding| finding.rule.id == "PT-03").count();
    assert_eq!(ends_soon(&live), 0);
    let counts = edits.map(|edit| {
        let (after, delta) = apply(&document, &[edit]).unwrap();
        let step = live.follow(&after, &delta);
        assert!(!step.whole && step.asked > 1, "{step:?}");
        document = after;
        (step.visited, step.asked)
    });
    assert_eq!(ends_soon(&live), 1, "the changed day is seen");
    counts
}

#[test]
fn an_edit_asks_the_rules_as_much_in_a_larger_model() {
    let (small, large) = (counts(1_000), counts(10_000));
    assert!(small.iter().all(|(visited, _)| (2..50).contains(visited)), "{small:?}");
    assert_eq!(large, small);
}

#[test]
fn an_edit_asks_the_rules_as_much_in_a_model_of_a_hundred_thousand() {
    assert_eq!(counts(100_000), counts(1_000));
}
