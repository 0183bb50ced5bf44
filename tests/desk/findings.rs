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

/// A bank whose lists are put together at most so often.
#[test]
fn the_list_is_put_together_only_when_what_it_shows_has_changed() {
    let mut session = diagram(bank());
    let first = session.finding_lines();
    assert_eq!(first.found, 9);
    assert!(std::sync::Arc::ptr_eq(&first, &session.finding_lines()), "nothing has changed");
    let place = session.plan().nodes[0].element.clone();
    session.select(Some(opcanvas::scene::Owner::Element(place)));
    session.nudge_selection(opcanvas::geom::Vec2::new(8.0, 0.0));
    assert!(std::sync::Arc::ptr_eq(&first, &session.finding_lines()), "a move is nothing to the rules");
    assert_eq!(session.finding_lists_built(), 1);
    session.set_name(&ElementId::new("st.le1"), "Verify identity");
    assert_eq!(session.finding_lines().found, 11);
    assert_eq!(session.finding_lists_built(), 2);
}

#[test]
fn what_the_keys_were_on_is_found_again_and_what_was_mended_makes_room_for_the_next() {
    let mut session = diagram(bank());
    let lines = session.finding_lines();
    let at = lines.lines.iter().position(|l| l.finding().is_some_and(|f| f.rule.id == "OR-07")).unwrap();
    session.be_at_finding(at);
    // Another finding before it moves it down.
    session.set_name(&ElementId::new("st.le1"), "Verify identity");
    let lines = session.finding_lines();
    let now = session.finding_at().unwrap();
    assert!(now > at && lines.lines[now].finding().unwrap().rule.id == "OR-07");
    let next = lines.lines[now + 1].key();
    session.perform("Train", &[Edit::SetAttribute(ElementId::new("ro.mlro"), "holders".into(), Some(Value::Int(2)))]);
    let lines = session.finding_lines();
    assert_eq!(session.finding_at(), Some(now));
    assert_eq!(lines.lines[now].key(), next);
}

#[test]
fn waivers_keep_what_others_wrote_and_are_refused_where_nothing_may_change() {
    let mut json: serde_json::Value = serde_json::from_slice(&opcanvas::format::save(&bank())).unwrap();
    json["waivers"] = serde_json::json!([{"rule": "XX-99", "subject": "x", "reason": "later", "by": "somebody"}]);
    let document = opcanvas::format::load(json.to_string().as_bytes()).unwrap().document;
    let mut session = diagram(document);
    let finding = session.findings().open().find(|f| f.rule.id == "OR-07").unwrap().clone();
    session.begin_waiving(&finding);
    assert!(!session.waive(), "without a reason nothing is accepted");
    session.set_waiving_reason("  A deputy starts in May  ");
    assert!(session.waive());
    assert_followed(&mut session);
    let saved: serde_json::Value = serde_json::from_slice(&opcanvas::format::save(session.document())).unwrap();
    assert_eq!(
        saved["waivers"],
        serde_json::json!([
            {"rule": "OR-07", "subject": "ro.mlro", "reason": "A deputy starts in May"},
            {"rule": "XX-99", "subject": "x", "reason": "later", "by": "somebody"}
        ])
    );
    assert_eq!(session.findings().waived_count(), 1);
    session.take_back_waiver(&finding);
    assert_eq!(session.document().head().waivers.len(), 1);
    assert_eq!(session.findings().waived_count(), 0);
    let label = session.history().to_undo().unwrap().label.clone();
    assert_eq!(label, "Take back the waiver of OR-07");

    json["version"] = 2.into();
    let folder = std::env::temp_dir().join(format!("opcanvas-waivers-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join("newer.opcanvas.json");
    std::fs::write(&path, json.to_string()).unwrap();
    let mut session = Session::of_file(path.clone(), opcanvas::file::open(&path).unwrap());
    session.take_notices();
    session.begin_waiving(&finding);
    assert!(session.waiving().is_none());
    assert!(session.take_notices()[0].text.contains("newer version"));
    std::fs::remove_dir_all(folder).unwrap();
}
