//! As is and to be: plateaus, marks, and what the projects change.

use opcanvas::editor::Session;
use opcanvas::editor::session::roadmap::roadmap;
use opcanvas::format::{load, save};
use opcanvas::model::{ElementId, RelationKind, State, Value};
use opcanvas::scene::Owner;

use crate::models;

fn session() -> Session {
    models::diagram(models::bank())
}

fn names(s: &Session) -> Vec<String> {
    let plateaus = &s.document().head().plateaus;
    plateaus.iter().map(|p| p.name().to_string()).collect()
}

fn check(s: &Session) {
    let again = load(&save(s.document())).unwrap();
    assert_eq!(again.document, *s.document());
}

#[test]
fn plateaus_are_added_renamed_dated_moved_and_removed_each_in_one_step() {
    let mut s = session();
    let start = s.document().clone();
    let id = s.add_plateau("Mid 2028").unwrap();
    s.date_plateau(&id, "2028-06-30").unwrap();
    s.rename_plateau(&id, "Summer 2028").unwrap();
    s.move_plateau(&id, false);
    assert_eq!(names(&s), ["End 2026", "Summer 2028", "End 2027"]);
    check(&s);
    for (bad, why) in [("", "needs a name"), ("end 2026", "already")] {
        assert!(s.rename_plateau(&id, bad).unwrap_err().contains(why));
        assert!(s.add_plateau(bad).unwrap_err().contains(why));
    }
    assert!(s.date_plateau(&id, "2028-02-30").unwrap_err().contains("no date"));
    let marked =
        s.document().elements().values().filter(|e| e.fields.get("plateau") == Some(&Value::text("p1"))).count();
    assert!(marked > 0);
    s.take_notices();
    s.remove_plateau("p1");
    assert!(s.document().elements().values().all(|e| e.fields.get("plateau") != Some(&Value::text("p1"))));
    assert!(s.take_notices().iter().any(|n| n.text.contains(&format!("{marked} element"))), "how many is said");
    check(&s);
    assert_eq!(s.history().steps().len(), 5);
    for _ in 0..5 {
        s.undo();
    }
    assert_eq!(*s.document(), start);
}

#[test]
fn several_elements_are_marked_in_one_step_also_at_a_plateau_made_for_them() {
    let mut s = session();
    s.select_all();
    let all = s.selected_elements();
    assert!(all.len() > 10);
    assert!(s.mark_selection(State::Retire, Some("p2")));
    let document = s.document();
    assert!(all.iter().all(|id| document.element(id).unwrap().state() == State::Retire));
    assert_eq!(s.history().steps().len(), 1);
    s.mark_selection_at_new(State::New, "Far off").unwrap();
    assert_eq!(s.history().steps().len(), 2);
    assert_eq!(names(&s).last().unwrap(), "Far off");
    assert_eq!(roadmap(s.document()).steps.last().unwrap().what.len(), all.len());
    check(&s);
    assert!(s.mark_selection_at_new(State::New, "far off").is_err());
    s.mark_selection(State::Keep, None);
    let first = s.document().element(all.iter().next().unwrap()).unwrap().clone();
    assert!(first.fields.get("state").is_none() && first.fields.get("plateau").is_none(), "what stays says nothing");
    check(&s);
}

#[test]
fn the_roadmap_tells_what_each_project_changes_and_what_none_does() {
    let mut s = session();
    let map = roadmap(s.document());
    assert_eq!(map.steps.len(), 2);
    let ledger = map.projects.iter().find(|p| p.id.as_str() == "pj.ledger").unwrap().clone();
    assert_eq!(ledger.changes.len(), 2);
    assert!(ledger.changes.iter().any(|(_, effect, target)| effect == "Retires" && target.as_str() == "te.core"));
    assert!(map.without_project.iter().all(|(_, id)| id.as_str() != "te.core"));
    let (_, id) = map.without_project.iter().find(|(_, id)| id.as_str().starts_with("te.")).unwrap().clone();
    assert!(s.changeable_by(&ledger.id).contains(&id));
    assert!(s.add_change(&ledger.id, &id, Some("introduces")));
    let relation = s.document().index().between(&ledger.id, RelationKind::Changes, &id).next().unwrap().clone();
    assert_eq!(s.document().relation(&relation).unwrap().attributes.get("effect"), Some(&Value::text("introduces")));
    assert!(roadmap(s.document()).without_project.iter().all(|(_, other)| *other != id));
    s.undo();
    assert_eq!(roadmap(s.document()), map);
}

#[test]
fn what_is_marked_is_not_there_at_its_plateau_at_once() {
    let mut s = session();
    let id = ElementId::new("te.core");
    let shown = |s: &mut Session, state: &str| {
        s.set_view_option("state", Some(Value::text(state)), "Set state");
        s.plan().nodes.iter().any(|n| n.element == ElementId::new("te.core"))
    };
    s.select(Some(Owner::Element(id)));
    s.mark_selection(State::Retire, Some("p1"));
    assert!(shown(&mut s, "as-is") && shown(&mut s, "difference"));
    assert!(!shown(&mut s, "p1") && !shown(&mut s, "p2"));
    s.mark_selection(State::Keep, None);
    assert!(s.plan().nodes.iter().any(|n| n.element.as_str() == "te.core"), "a mark that is taken away shows at once");
    s.mark_selection(State::New, Some("p2"));
    assert!(!shown(&mut s, "as-is") && !shown(&mut s, "p1") && shown(&mut s, "p2"));
}
