//! Fields of the inspector: what they echo, what they refuse and keep, days from a calendar, many elements at once.

use crate::window;

use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use opcanvas::model::{ElementId, Value};
use window::{CTRL, Window};

const FILE: &str = r#"{"format": "opcanvas", "version": 1, "meta": {"name": "Desk"},
    "settings": {"currency": "EUR", "asOf": "2026-07-15"},
    "elements": [
        {"id": "s", "kind": "stage", "name": "Check", "attributes": {"leadTime": 16, "order": 1}, "tags": ["core"]},
        {"id": "t", "kind": "stage", "name": "Pay", "attributes": {"leadTime": 4, "order": 2}},
        {"id": "e", "kind": "experiment", "name": "Trial", "attributes": {"budget": 1200000}}
    ], "relations": []}"#;

fn open(test: &str, label: &str) -> Window {
    let mut w = Window::open(&format!("fields-{test}"), Some(FILE.as_bytes()));
    w.tab("Whole model");
    select(&mut w, label);
    w
}

fn select(w: &mut Window, label: &str) {
    w.harness.get_by_role_and_label(Role::GraphicsObject, label).focus();
    w.run();
}

fn input(w: &mut Window, name: &str) {
    w.harness.get_by_role_and_label(Role::TextInput, name).focus();
    w.run();
    w.keys(CTRL, Key::A);
}

fn shown(w: &Window, name: &str) -> String {
    w.harness.get_by_role_and_label(Role::TextInput, name).value().unwrap_or_default()
}

fn press(w: &mut Window, name: &str) {
    w.harness.get_by_role_and_label(Role::Button, name).click_accesskit();
    w.run();
}

fn value(w: &Window, id: &str, key: &str) -> Option<Value> {
    w.document().element(&ElementId::new(id)).unwrap().attributes.get(key).cloned()
}

fn tags(w: &Window, id: &str) -> String {
    opcanvas::editor::fields::typed(w.document().element(&ElementId::new(id)).unwrap().fields.get("tags"))
}

#[test]
fn what_is_refused_stays_in_its_field_until_it_is_corrected_or_given_up() {
    let mut w = open("refused", "Stage Check");
    assert_eq!(shown(&w, "Lead time"), "2 d", "at rest it says its unit");
    input(&mut w, "Lead time");
    assert_eq!(shown(&w, "Lead time"), "2 d", "and is edited as it was typed");
    w.type_text("2d");
    assert!(w.has_part("= 16 h at 8 h a day"), "it echoes");
    input(&mut w, "Lead time");
    w.type_text("-3h");
    assert!(w.has_part("less than nothing"), "it says so while typing");
    w.keys(Modifiers::NONE, Key::Tab);
    assert!(w.has_part("The model keeps 2 d"));
    assert_eq!(value(&w, "s", "leadTime"), Some(Value::Int(16)));
    // It waits there while something else is looked at.
    select(&mut w, "Stage Pay");
    assert_eq!(shown(&w, "Lead time"), "4 h");
    select(&mut w, "Stage Check");
    assert_eq!(shown(&w, "Lead time"), "-3h");
    press(&mut w, "Restore lead time");
    assert_eq!(shown(&w, "Lead time"), "2 d");
    assert!(!w.has_part("less than nothing"));
    // What was refused gives way to what is entered.
    input(&mut w, "Lead time");
    w.type_text("soon");
    w.keys(Modifiers::NONE, Key::Tab);
    assert!(w.has_part("A duration such as 90m"));
    input(&mut w, "Lead time");
    w.type_text("3d");
    w.keys(Modifiers::NONE, Key::Tab);
    assert_eq!(value(&w, "s", "leadTime"), Some(Value::Int(24)));
    assert_eq!(shown(&w, "Lead time"), "3 d");
}

#[test]
fn money_has_its_currency_and_days_are_chosen_from_a_month() {
    let mut w = open("calendar", "Experiment Trial");
    press(&mut w, "More attributes");
    assert_eq!(shown(&w, "Budget"), "EUR 1,200,000");
    input(&mut w, "Start");
    w.type_text("2026-02-30");
    w.keys(Modifiers::NONE, Key::Tab);
    assert!(w.has_part("28 days of February"));
    assert_eq!(value(&w, "e", "start"), None);
    press(&mut w, "Choose start");
    assert!(w.has("July 2026"), "it opens on the day that the model is of");
    press(&mut w, "Month after");
    press(&mut w, "12 August 2026");
    assert_eq!(value(&w, "e", "start"), Some(Value::text("2026-08-12")));
    press(&mut w, "Choose start");
    press(&mut w, "Clear");
    assert_eq!(value(&w, "e", "start"), None);
}

#[test]
fn several_elements_are_edited_as_one_step_and_tags_are_added_to_what_they_have() {
    let mut w = open("several", "Stage Check");
    w.keys(CTRL, Key::A);
    assert!(w.has("3 elements selected"));
    press(&mut w, "State: New");
    let new = |w: &Window| w.document().elements().values().filter(|e| e.state().id() == "new").count();
    assert_eq!(new(&w), 3);
    w.keys(CTRL, Key::Z);
    assert_eq!(new(&w), 0, "one step");
    input(&mut w, "Tags");
    w.type_text("pilot");
    w.keys(Modifiers::NONE, Key::Enter);
    assert_eq!((tags(&w, "s").as_str(), tags(&w, "t").as_str()), ("core\npilot", "pilot"), "others stay");
    assert!(w.has_part("core (1 of 3)"));
    press(&mut w, "Remove pilot from tags");
    assert_eq!((tags(&w, "s").as_str(), tags(&w, "t").as_str()), ("core", ""));
}

#[test]
fn a_next_step_that_asks_for_a_figure_leads_the_keyboard_into_its_field() {
    let file = r#"{"format": "opcanvas", "version": 1, "meta": {"name": "Young"}, "elements": [
        {"id": "w", "kind": "stakeholder", "name": "Customer"}, {"id": "p", "kind": "value_proposition", "name": "Promise"},
        {"id": "v", "kind": "value_stream", "name": "Serve"}, {"id": "s", "kind": "stage", "name": "Check"},
        {"id": "a", "kind": "partner", "name": "Acme"}, {"id": "t", "kind": "technology", "name": "Ledger"}],
        "relations": [{"id": "1", "kind": "offered_to", "source": "p", "target": "w"},
        {"id": "2", "kind": "drives", "source": "p", "target": "v"}, {"id": "3", "kind": "has_stage", "source": "v", "target": "s"},
        {"id": "4", "kind": "supplies", "source": "a", "target": "v"}, {"id": "5", "kind": "supports", "source": "t", "target": "v"}]}"#;
    let mut w = Window::open("fields-next", Some(file.as_bytes()));
    w.tab("Whole model");
    let begin = |w: &mut Window, part: &str| {
        let open = w.labels_with("next step").into_iter().next().expect("next steps");
        press(w, &open);
        let step = w.labels_with(part).into_iter().find(|l| l.starts_with("Enter: ")).expect(part);
        press(w, &step);
        w.run();
    };
    begin(&mut w, "a lead time of Check");
    w.type_text("3h");
    w.keys(Modifiers::NONE, Key::Enter);
    assert_eq!(value(&w, "s", "leadTime"), Some(Value::Int(3)));
    begin(&mut w, "the contract with Acme");
    w.keys(Modifiers::NONE, Key::Enter);
    w.type_text("A-1");
    w.keys(Modifiers::NONE, Key::Tab);
    let contracts = value(&w, "a", "contracts").unwrap();
    assert_eq!(contracts.as_list()[0].as_record().unwrap().get("reference"), Some(&Value::text("A-1")));
}

#[test]
fn enter_takes_tab_goes_on_escape_restores_and_undoing_in_a_field_undoes_the_typing_first() {
    let mut w = open("undo", "Stage Check");
    let lead_time = |w: &Window| value(w, "s", "leadTime");
    input(&mut w, "Lead time");
    w.type_text("5h");
    w.keys(Modifiers::NONE, Key::Enter);
    assert_eq!(lead_time(&w), Some(Value::Int(5)));
    input(&mut w, "Lead time");
    w.type_text("7h");
    w.keys(Modifiers::NONE, Key::Escape);
    assert_eq!((lead_time(&w), shown(&w, "Lead time").as_str()), (Some(Value::Int(5)), "5 h"), "as it was");
    input(&mut w, "Lead time");
    w.type_text("6h");
    w.keys(Modifiers::NONE, Key::Tab);
    assert_eq!(lead_time(&w), Some(Value::Int(6)));
    // What is typed is taken back first; the model is as it was.
    input(&mut w, "Lead time");
    w.type_text("9h");
    w.keys(CTRL, Key::Z);
    assert_eq!(lead_time(&w), Some(Value::Int(6)));
    assert!(shown(&w, "Lead time").starts_with('6'), "{}", shown(&w, "Lead time"));
    // With nothing typed it is the last step of the model.
    w.keys(CTRL, Key::Z);
    assert_eq!(lead_time(&w), Some(Value::Int(5)));
    assert!(shown(&w, "Lead time").starts_with('5'), "{}", shown(&w, "Lead time"));
    w.keys(CTRL | Modifiers::SHIFT, Key::Z);
    assert_eq!(lead_time(&w), Some(Value::Int(6)));
    assert!(shown(&w, "Lead time").starts_with('6'));
}

#[test]
fn four_marks_say_what_is_known_of_value_outcomes_cost_and_risks_and_what_is_missing() {
    let mut w = open("worth", "Stage Check");
    assert!(!w.has("Value: missing"), "nothing is asked of whoever does not want to say it");
    press(&mut w, "More attributes");
    assert!(w.has("Value: missing") && w.has("Risks: missing") && w.has_part("Nothing is known yet"));
    press(&mut w, "Rating of value: 4");
    w.harness.get_by_label("Statement of value").focus();
    w.run();
    w.type_text("Nobody waits twice");
    w.keys(Modifiers::NONE, Key::Tab);
    assert!(w.has("Value: known") && w.has_part("Missing: an outcome with its measure; a cost that is known and"));
    press(&mut w, "Add risk");
    press(&mut w, "Likelihood of risk 1: 2");
    press(&mut w, "Impact of risk 1: 3");
    assert!(w.has("Risks: known"));
    press(&mut w, "Fewer attributes");
    assert!(w.has("Risks: known"), "the marks stay in sight");
}
