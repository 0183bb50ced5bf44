//! Quick fixes in use: one step, then the field or the picker that is left; by menu, by key and all at once.

use crate::models;
use crate::window;

use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use opcanvas::check::Finding;
use opcanvas::editor::Session;
use opcanvas::editor::session::Menu;
use opcanvas::editor::session::fixes::OtherEnd;
use opcanvas::fix::Fix;
use opcanvas::format::load;
use opcanvas::model::attr::{Records, contract, partner};
use opcanvas::model::{ElementId, ElementKind, RelationKind};
use opcanvas::scene::Owner;
use window::Window;

/// A small model with something to put right of every sort.
const MODEL: &str = r#"{"format": "opcanvas", "version": 1, "elements": [
    {"id": "a", "kind": "stage", "name": "Apply", "attributes": {"order": 1}},
    {"id": "b", "kind": "stage", "name": "Bill", "attributes": {"order": 1}},
    {"id": "p", "kind": "partner", "name": "Bureau"},
    {"id": "r", "kind": "role", "name": "Clerk"},
    {"id": "s", "kind": "value_stream", "name": "Lend"},
    {"id": "t", "kind": "technology", "name": "Scorer", "attributes": {"maturity": "emerging"}}],
  "relations": [
    {"id": "c1", "kind": "contains", "source": "s", "target": "a"},
    {"id": "c2", "kind": "contains", "source": "s", "target": "b"},
    {"id": "e1", "kind": "enables", "source": "t", "target": "a"},
    {"id": "e2", "kind": "enables", "source": "t", "target": "a"}]}"#;

fn session() -> Session {
    models::diagram(load(MODEL.as_bytes()).unwrap().document)
}

/// A finding with one of its fixes, by the beginning of its label.
fn fix(session: &mut Session, rule: &str, about: &str, label: &str) -> (Finding, Fix) {
    let found = session.findings().open().find(|f| f.rule.id == rule && f.subject.id() == about).cloned();
    let finding = found.unwrap_or_else(|| panic!("{rule} finds nothing about {about}"));
    let fixes = session.fixes_of(&finding);
    let told: Vec<_> = fixes.iter().map(|f| f.label.clone()).collect();
    let fix = fixes.iter().find(|f| f.label.starts_with(label)).unwrap_or_else(|| panic!("{told:?}"));
    (finding, fix.clone())
}

fn apply(session: &mut Session, rule: &str, about: &str, label: &str) {
    let (finding, fix) = fix(session, rule, about, label);
    session.apply_fix(&finding, &fix);
}

fn steps(session: &Session) -> usize {
    session.history().steps().len()
}

fn is_found(session: &mut Session, rule: &str, about: &str) -> bool {
    session.findings().open().any(|f| f.rule.id == rule && f.subject.id() == about)
}

#[test]
fn a_record_is_added_as_one_step_and_the_keyboard_is_led_into_it() {
    let mut s = session();
    let before = s.document().clone();
    apply(&mut s, "PT-01", "p", "Add a contract");
    assert_eq!(s.history().to_undo().map(|step| step.label.as_str()), Some("Add a contract with Bureau"));
    let of = Owner::Element("p".into());
    assert!(s.selection().contains(&of) && s.is_led());
    let led = s.take_led(&of).unwrap();
    assert_eq!((led.key.as_str(), led.way.len()), (partner::CONTRACTS.key, 2));
    assert!(s.take_led(&of).is_none(), "it is told once");
    assert!(!is_found(&mut s, "PT-01", "p"));
    s.undo();
    assert!(*s.document() == before);
}

#[test]
fn what_is_new_stands_beside_what_it_is_connected_with() {
    let mut s = session();
    apply(&mut s, "TE-02", "t", "Add an experiment");
    let made = s.document().index().of_kind(ElementKind::Experiment).next().unwrap().clone();
    let plan = s.plan();
    let (new, old) = (plan.node(&made).expect("it is drawn").rect, plan.node(&"t".into()).unwrap().rect);
    assert!((new.center() - old.center()).hypot() < 600.0, "{new:?} {old:?}");
    assert!(plan.nodes.iter().all(|n| n.element == made || !opcanvas::geom::overlaps(n.rect, new)), "on nothing else");
    assert!(s.selection().contains(&Owner::Element(made)));
    s.undo();
    assert_eq!(steps(&s), 0);
}

#[test]
fn the_other_end_is_picked_among_what_fits_or_made_with_the_name_that_is_typed() {
    let mut s = session();
    apply(&mut s, "ST-03", "a", "Choose who is accountable");
    assert_eq!(steps(&s), 0, "nothing is done before one is picked");
    let Some(Menu::Pick { asked, .. }) = s.menu.clone() else { panic!("{:?}", s.menu) };
    let there = OtherEnd::There("r".into());
    assert_eq!(s.other_ends(&asked.pick, "cle"), [there.clone(), OtherEnd::New(ElementKind::Role)]);
    s.take_other_end(&asked, &there, "");
    let between = |s: &Session, from: &str| {
        s.document().index().between(&from.into(), RelationKind::AssignedTo, &"a".into()).count()
    };
    assert_eq!((between(&s, "r"), steps(&s)), (1, 1));
    assert!(!is_found(&mut s, "ST-03", "a") && s.menu.is_none());
    s.undo();
    s.take_other_end(&asked, &OtherEnd::New(ElementKind::Role), "Underwriter");
    let made: ElementId = s.document().index().named("Underwriter").next().expect("it is made").clone();
    assert_eq!((between(&s, made.as_str()), steps(&s)), (1, 1));
    assert!(s.plan().node(&made).is_some() && s.naming.is_none());
}

#[test]
fn a_new_other_end_without_a_name_is_named_where_it_stands() {
    let mut s = session();
    apply(&mut s, "ST-03", "a", "Choose who is accountable");
    let Some(Menu::Pick { asked, .. }) = s.menu.clone() else { panic!("{:?}", s.menu) };
    s.take_other_end(&asked, &OtherEnd::New(ElementKind::Role), " ");
    assert_eq!(s.naming.as_ref().map(|n| n.text.as_str()), Some("New role"));
}

#[test]
fn everything_that_needs_no_answer_is_fixed_as_one_step() {
    let mut s = session();
    s.fix_all();
    assert_eq!(s.history().to_undo().map(|step| step.label.as_str()), Some("Fix 3 findings"));
    assert!(!is_found(&mut s, "ST-02", "a") && !is_found(&mut s, "ST-02", "b") && !is_found(&mut s, "GE-03", "e2"));
    assert!(s.take_notices().iter().any(|n| n.text.starts_with("Fixed 3 findings")));
    s.fix_all();
    assert_eq!(steps(&s), 1);
    assert!(s.take_notices().iter().any(|n| n.text.starts_with("Nothing can be fixed")));
    s.undo();
    assert!(is_found(&mut s, "ST-02", "a"));
}

/// The small model with an element selected.
fn window(test: &str, label: &str) -> Window {
    let mut w = Window::open(&format!("fixes-{test}"), Some(MODEL.as_bytes()));
    w.tab("Whole model");
    w.click(w.at(label));
    w
}

/// Presses the last that has a label: what is open over the rest.
fn press_last(w: &mut Window, label: &str) {
    w.harness.get_all_by_label(label).last().unwrap().click_accesskit();
    w.run();
}

#[test]
fn the_menu_of_a_card_has_its_fixes_and_the_field_is_ready_for_typing() {
    let mut w = window("menu", "Partner / supplier Bureau");
    w.right_click(w.at("Partner / supplier Bureau"));
    w.pick(&["Fix"]);
    press_last(&mut w, "Add a contract with Bureau");
    w.type_text("C-17");
    w.keys(Modifiers::NONE, Key::Enter);
    let bureau = w.document().element(&"p".into()).unwrap();
    let Records(contracts) = bureau.get(partner::CONTRACTS).expect("the contract is there");
    assert_eq!(contract::REFERENCE.read(&contracts[0]).as_deref(), Some("C-17"));
}

#[test]
fn a_key_asks_what_to_put_right_and_a_new_end_is_named_by_typing() {
    let mut w = window("key", "Stage Apply");
    w.keys(Modifiers::ALT, Key::Enter);
    press_last(&mut w, "Choose who is accountable for Apply…");
    assert!(w.has_part("Choose who is accountable for Apply"), "it says what for");
    w.type_text("Under");
    let new = w.labels_with("New role \"Under\"").pop().expect("it can be made");
    w.harness.get_by_label(&new).click_accesskit();
    w.run();
    let made = w.document().index().named("Under").next().expect("it is made").clone();
    let from = w.document().index().between(&made, RelationKind::AssignedTo, &"a".into()).count();
    assert_eq!((from, w.session().history().steps().len()), (1, 1));
}

/// Presses what has a label, in sight or not.
fn press(w: &mut Window, label: &str) {
    let here = w.labels_with(label);
    let label = here.first().unwrap_or_else(|| panic!("nothing is called {label}"));
    w.harness.get_all_by_label(label).next().unwrap().click_accesskit();
    w.run();
}

/// The small model with the findings listed.
fn listed(test: &str) -> Window {
    let mut w = window(test, "Stage Apply");
    w.keys(Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::M);
    w
}

#[test]
fn a_line_of_the_findings_has_its_first_fix_and_a_menu_with_all() {
    let mut w = listed("line");
    let at = |w: &mut Window, rule: &str| {
        w.harness.get_by_label("Next steps of the model").focus();
        w.run();
        w.keys(Modifiers::NONE, Key::Home);
        let wanted = format!("What can be done about {rule}");
        for _ in 0..60 {
            if w.has(&wanted) {
                return;
            }
            w.keys(Modifiers::NONE, Key::ArrowDown);
        }
        panic!("{rule} is not listed");
    };
    at(&mut w, "PT-01");
    press(&mut w, "Add a contract with Bureau");
    assert!(w.document().element(&"p".into()).unwrap().get(partner::CONTRACTS).is_some());
    at(&mut w, "ST-03");
    press(&mut w, "What can be done about ST-03");
    assert!(w.has_part("Choose who is accountable for Apply") && w.has("Waive with a reason…"));
}

#[test]
fn a_line_of_the_inspector_has_its_fix() {
    let mut w = window("inspector", "Partner / supplier Bureau");
    press(&mut w, "Add a contract with Bureau");
    assert_eq!(w.session().history().steps().len(), 1);
    w.type_text("C-9");
    w.keys(Modifiers::NONE, Key::Enter);
    let Records(contracts) = w.document().element(&"p".into()).unwrap().get(partner::CONTRACTS).unwrap();
    assert_eq!(contract::REFERENCE.read(&contracts[0]).as_deref(), Some("C-9"));
}

#[test]
fn the_heading_of_the_findings_fixes_what_needs_no_answer() {
    let mut w = listed("heading");
    press(&mut w, "Fix 3 findings that need no answer");
    assert_eq!(w.session().history().steps().len(), 1);
    assert!(w.labels_with("that need no answer").is_empty(), "nothing is left of it");
}
