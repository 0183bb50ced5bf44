//! Words and attributes, settings and roadmap of the model, entered through their sheets.

use crate::window;

use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};
use opcanvas::editor::Command;
use opcanvas::format::load;
use opcanvas::model::{ElementKind, RelationKind, State, Value};
use window::Window;

/// Opens a sheet as the list of commands does.
fn run(w: &mut Window, command: &str) {
    let command = Command::of_id(command).unwrap();
    w.keys(window::CTRL, Key::K);
    w.type_text(command.spec().label.trim_end_matches('…'));
    w.keys(Modifiers::NONE, Key::Enter);
}

/// Types into a field and leaves it.
fn fill(w: &mut Window, label: &str, text: &str) {
    field(w, label).scroll_to_me();
    w.run();
    field(w, label).click();
    w.run();
    w.keys(window::CTRL, Key::A);
    if text.is_empty() {
        w.keys(Modifiers::NONE, Key::Backspace);
    } else {
        w.type_text(text);
    }
    w.keys(Modifiers::NONE, Key::Tab);
    w.run();
}

/// The field of a name, not the words beside it.
fn field<'a>(w: &'a Window, label: &'a str) -> egui_kittest::Node<'a> {
    let is_field =
        |n: &egui_kittest::Node<'_>| matches!(n.accesskit_node().role(), Role::TextInput | Role::MultilineTextInput);
    w.harness.query_all_by_label(label).find(is_field).expect("a field of this name")
}

fn press(w: &mut Window, label: &str) {
    control(w, label).scroll_to_me();
    w.run();
    control(w, label).click();
    w.run();
}

/// The control of a name, not the words beside it.
fn control<'a>(w: &'a Window, label: &'a str) -> egui_kittest::Node<'a> {
    let mut controls = w.harness.query_all_by_label(label).filter(|n| n.accesskit_node().role() != Role::Label);
    let control = controls.next().expect("a control of this name");
    assert!(controls.next().is_none(), "one control is called {label}");
    control
}

#[test]
fn words_and_an_attribute_are_defined_used_at_once_saved_and_there_again() {
    let mut w = Window::bank("words");
    run(&mut w, "model-words");
    let stage = w.document().base_metamodel().kind_label(ElementKind::Stage).to_owned();
    press(&mut w, &format!("Kind {stage}"));
    fill(&mut w, "Called here", "Step of work");
    fill(&mut w, "Called for several", "Steps of work");
    fill(&mut w, "Other words", "Etappe");
    assert_eq!(w.document().metamodel().kind_label(ElementKind::Stage), "Step of work");
    fill(&mut w, "Label of a new attribute", "Carbon");
    press(&mut w, "Add attribute");
    press(&mut w, "Type of Carbon");
    press(&mut w, "Number");
    fill(&mut w, "Least of Carbon", "10");
    fill(&mut w, "Greatest of Carbon", "5");
    assert!(w.has_part("greater than the greatest"), "said at the field");
    let def = |w: &Window| w.document().metamodel().element_attributes(ElementKind::Stage).last().unwrap().clone();
    assert_eq!((def(&w).min, def(&w).max), (Some(10.0), None), "the last good value stays");
    fill(&mut w, "Greatest of Carbon", "50");
    assert_eq!(def(&w).max, Some(50.0));
    assert!(!w.has_part("greater than the greatest"));
    fill(&mut w, "Unit of Carbon", "kg");
    fill(&mut w, "Label of Carbon", "");
    assert!(w.has_part("needs a label"));
    fill(&mut w, "Label of Carbon", "Carbon");
    press(&mut w, "Close");
    assert!(w.harness.state().workspace().sheet.is_none());
    w.save();
    let again = load(&std::fs::read(w.file()).unwrap()).unwrap();
    assert!(again.problems.is_empty());
    assert_eq!(again.document.metamodel().kind_label(ElementKind::Stage), "Step of work");
    let again = again.document.metamodel().element_attributes(ElementKind::Stage).last().unwrap().clone();
    assert_eq!((again.key.as_str(), again.label.as_str(), again.unit.as_deref()), ("carbon", "Carbon", Some("kg")));
}

#[test]
fn what_is_being_typed_is_taken_when_the_sheet_is_closed() {
    let mut w = Window::bank("settings-close");
    run(&mut w, "model-settings");
    press(&mut w, "Model description");
    w.type_text("About lending");
    w.harness.get_by_label("Close").click();
    w.run();
    w.run();
    let description = w.document().head().meta.get("description").and_then(Value::as_text).unwrap();
    assert!(description.contains("About lending"));
    assert!(w.harness.state().workspace().sheet.is_none());
}

#[test]
fn settings_are_found_set_refused_and_set_back_in_their_sheet() {
    let mut w = Window::bank("settings");
    w.harness.get_by_label("Settings of the model").click();
    w.run();
    fill(&mut w, "Find a setting", "currency");
    press(&mut w, "Currency");
    w.type_text("money");
    assert!(w.has_part("No currency has this name"));
    w.keys(Modifiers::NONE, Key::Enter);
    assert_eq!(w.document().setting("currency"), Some(Value::text("EUR")));
    assert!(w.has_part("money"), "what was typed stays");
    w.keys(window::CTRL, Key::A);
    w.type_text("franc");
    press(&mut w, "CHF Swiss franc");
    assert_eq!(w.document().setting("currency"), Some(Value::text("CHF")));
    press(&mut w, "Currency");
    w.type_text("xof");
    w.keys(Modifiers::NONE, Key::Enter);
    assert_eq!(w.document().setting("currency"), Some(Value::text("XOF")), "any code of three letters");
    w.keys(window::CTRL, Key::Z);
    fill(&mut w, "Find a setting", "risk");
    fill(&mut w, "High risk from", "12");
    assert_eq!(w.document().setting("riskHighFrom"), Some(Value::Int(12)));
    press(&mut w, "Back to the default of High risk from: 10");
    assert_eq!(w.document().setting("riskHighFrom"), Some(Value::Int(10)));
    fill(&mut w, "Find a setting", "as-of");
    fill(&mut w, "As-of date", "2026-02-30");
    assert!(w.has_part("One of the 28 days of February 2026 is expected"));
    assert!(w.has_part("2026-02-30"), "what was typed stays");
    fill(&mut w, "As-of date", "");
    assert_eq!(w.document().setting("asOf"), None);
}

#[test]
fn the_roadmap_is_edited_and_leads_to_what_it_tells() {
    let mut w = Window::bank("roadmap");
    run(&mut w, "roadmap");
    fill(&mut w, "Name of a new plateau", "Far off");
    press(&mut w, "Add plateau");
    fill(&mut w, "Date of Far off", "2030-02-30");
    assert!(w.has_part("28 days of February"));
    fill(&mut w, "Date of Far off", "2030-02-28");
    press(&mut w, "Move Far off earlier");
    let names: Vec<_> = w.document().head().plateaus.iter().map(|p| p.id.to_string()).collect();
    assert_eq!(names, ["p1", "p3", "p2"]);
    let ledger = w.document().elements().values().find(|e| e.id.as_str() == "pj.ledger").unwrap().name.to_string();
    press(&mut w, &format!("Add a change by {ledger}"));
    press(&mut w, "Effect: Introduces");
    fill(&mut w, "What it changes", "VeriFace");
    press(&mut w, "Change VeriFace");
    let changes = w.document().relations().values().filter(|r| r.kind == RelationKind::Changes).count();
    assert_eq!(changes, 3);
    w.harness.get_all_by_label(&format!("Go to VeriFace, changed by {ledger}")).next().unwrap().click();
    w.run();
    assert!(w.harness.state().workspace().sheet.is_none());
    assert_eq!(w.session().single_element().unwrap().name, "VeriFace");
}

#[test]
fn a_selection_is_marked_at_a_plateau_that_is_made_right_there() {
    let mut w = Window::bank("mark");
    w.click(w.at("Partner / supplier VeriFace"));
    run(&mut w, "mark-retire");
    fill(&mut w, "Name of a new plateau", "end 2026");
    press(&mut w, "Mark at a new plateau");
    assert!(w.has_part("already"), "said where it is typed");
    fill(&mut w, "Name of a new plateau", "Mid 2029");
    press(&mut w, "Mark at a new plateau");
    let element = w.session().single_element().unwrap();
    assert_eq!(element.state(), State::Retire);
    assert_eq!(element.fields.get("plateau"), Some(&Value::text("p3")));
    assert_eq!(w.session().history().steps().len(), 1);
    assert!(w.harness.state().workspace().sheet.is_none());
    run(&mut w, "mark-keep");
    assert_eq!(w.session().single_element().unwrap().state(), State::Keep);
}
