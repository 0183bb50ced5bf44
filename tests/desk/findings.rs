//! The findings of a document that is edited: following its steps, telling of them, going to them, accepting them.

use opcanvas::analysis::Date;
use opcanvas::check::{Finding, check};
use opcanvas::edit::Edit;
use opcanvas::editor::Session;
use opcanvas::file::today;
use opcanvas::model::{Document, ElementId, Value};

use crate::models::{bank, chain, diagram};

fn told<'a>(findings: impl Iterator<Item = &'a Finding>) -> Vec<(String, String)> {
    findings.map(|f| (f.rule.id.to_owned(), f.message())).collect()
}

fn whole(document: &Document, day: Option<Date>) -> Vec<(String, String)> {
    told(check(document, day).iter())
}

/// The findings that a session has followed to are those of its document.
fn assert_followed(session: &mut Session) {
    let whole = whole(&session.document().clone(), today());
    let findings = session.findings();
    assert!(!findings.is_checking());
    assert_eq!(told(findings.open()), whole);
    assert_eq!(findings.counts().iter().sum::<usize>(), whole.len());
}

#[test]
fn findings_follow_steps_undo_redo_and_leaps_through_the_history() {
    let mut session = diagram(bank());
    assert_followed(&mut session);
    session.set_name(&ElementId::new("st.le1"), "Another name");
    assert_followed(&mut session);
    for id in ["vs.lend", "pa.cloud"] {
        session.perform("Delete", &[Edit::RemoveElement(ElementId::new(id))]);
    }
    // Several steps that nobody asked about in between are followed at once.
    assert_followed(&mut session);
    session.undo();
    session.undo();
    assert_followed(&mut session);
    session.redo();
    assert_followed(&mut session);
    session.travel_to(0);
    assert_followed(&mut session);
    session.travel_to(3);
    assert_followed(&mut session);
    session.perform("Set", &[Edit::SetSetting("asOf".into(), Some(Value::text("2030-01-01")))]);
    assert_followed(&mut session);
    session.undo();
    assert_followed(&mut session);
}

#[test]
fn the_number_for_caches_changes_only_with_the_findings() {
    let mut session = diagram(bank());
    let first = session.document().elements().keys().next().unwrap().clone();
    let turn = session.findings().turn();
    session.perform(
        "Describe",
        &[Edit::SetField(first, "description".into(), Some(Value::text("A text that no rule reads")))],
    );
    assert_eq!(session.findings().turn(), turn, "no finding changed");
    session.perform("Delete", &[Edit::RemoveElement(ElementId::new("vs.lend"))]);
    assert_ne!(session.findings().turn(), turn);
}

#[test]
fn a_large_model_is_checked_elsewhere_and_what_was_edited_meanwhile_is_made_up_for() {
    let mut session = Session::untitled(chain(5_100));
    assert!(session.findings().is_checking(), "the window does not wait");
    assert_eq!(session.findings().open().count(), 0);
    let check = session.take_check().expect("it is to be checked");
    assert!(session.take_check().is_none(), "once");
    session.set_name(&ElementId::new("t0007"), "technology 0008");
    session.checked(check.run());
    assert_followed(&mut session);
    session.undo();
    assert_followed(&mut session);
    // Another threshold asks for everything; until it came, the old findings stay.
    let before = session.findings().open().count();
    session.perform("Set", &[Edit::SetSetting("asOf".into(), Some(Value::text("2030-01-01")))]);
    assert!(session.findings().is_checking());
    assert_eq!(session.findings().open().count(), before);
    let check = session.take_check().expect("it is to be checked again");
    session.checked(check.run());
    assert_followed(&mut session);
    // A check that failed is not waited for.
    session.perform("Set", &[Edit::SetSetting("asOf".into(), None)]);
    assert!(session.take_check().is_some());
    session.give_up_check();
    assert!(!session.findings().is_checking());
}
