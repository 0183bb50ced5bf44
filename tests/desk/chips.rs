//! Lists as chips, days and defaults by their editors, marks, and what the start screen shows.

use crate::glass::{enter, open, press, shown, stages};
use crate::window;

use eframe::egui::accesskit::Role;
use eframe::egui::{Event, Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};
use opcanvas::format::templates::Template;
use opcanvas::model::metamodel::AttributeType;
use opcanvas::model::{ElementId, ElementKind, Value};
use opcanvas::theme::Mode;
use window::{CTRL, Window};

#[test]
fn the_start_screen_says_in_plain_words_what_there_is_and_what_enter_takes() {
    let mut w = Window::open("glass-start", None);
    assert!(w.has_part("how your organisation works") && !w.has_part("cocreate"));
    let card = |w: &Window, template: Template| {
        let node = w.harness.get_by_role_and_label(Role::Button, template.title());
        let data = node.accesskit_node();
        (data.description().unwrap_or_default(), data.data().keyboard_shortcut().map(ToOwned::to_owned))
    };
    let sectors = ["bank", "city", "hospital", "machine builder"];
    for (template, sector) in Template::ALL.into_iter().skip(1).zip(sectors) {
        assert!(card(&w, template).0.contains(sector), "{sector}");
    }
    let entered = |w: &Window| {
        let all = Template::ALL.into_iter().filter(|t| card(w, *t).1.as_deref() == Some("Enter"));
        all.collect::<Vec<_>>()
    };
    assert_eq!(entered(&w), [Template::Blank], "with nothing chosen");
    // What the pointer is over is not what Enter takes.
    w.move_to(w.at(Template::City.title()));
    w.run();
    assert_eq!(entered(&w), [Template::Blank]);
    w.keys(Modifiers::NONE, Key::ArrowRight);
    w.keys(Modifiers::NONE, Key::ArrowRight);
    assert_eq!(entered(&w), [Template::Bank], "what has the keyboard");
    w.harness.get_by_role_and_label(Role::Button, "Open…").focus();
    w.run();
    assert_eq!(entered(&w), []);
    w.harness.get_by_role_and_label(Role::Button, Template::Hospital.title()).focus();
    w.run();
    w.keys(Modifiers::NONE, Key::Enter);
    assert_eq!(w.document().name(), "Kestrel Vale Health");
}

fn list(w: &Window, id: &str, key: &str) -> Vec<String> {
    let element = w.document().element(&ElementId::new(id)).unwrap();
    let value = if key == "tags" { element.fields.get(key) } else { element.attributes.get(key) };
    value.map(Value::as_list).unwrap_or_default().iter().filter_map(Value::as_text).map(ToString::to_string).collect()
}

fn focus(w: &mut Window, role: Role, label: &str) {
    w.harness.get_by_role_and_label(role, label).focus();
    w.run();
}

#[test]
fn tags_are_chips_that_are_added_corrected_and_taken_away_by_keys_and_pointer() {
    let mut w = open("chips", "Stage Check");
    press(&mut w, &["More attributes"]);
    assert!(w.has("Tags: core"));
    focus(&mut w, Role::TextInput, "Tags");
    w.type_text("pilot");
    w.keys(Modifiers::NONE, Key::Enter);
    w.type_text("east, west, no");
    assert_eq!(list(&w, "s", "tags"), ["core", "pilot", "east", "west"], "a comma ends a tag");
    w.keys(Modifiers::NONE, Key::Tab);
    assert_eq!(list(&w, "s", "tags"), ["core", "pilot", "east", "west", "no"], "what is typed is not lost");
    assert_eq!(shown(&w, "Tags"), "");
    // What is there already is not there twice.
    focus(&mut w, Role::TextInput, "Tags");
    w.type_text("core");
    w.keys(Modifiers::NONE, Key::Enter);
    assert_eq!(list(&w, "s", "tags").len(), 5);
    w.type_text("half");
    w.keys(Modifiers::NONE, Key::Escape);
    assert_eq!(list(&w, "s", "tags").len(), 5, "Escape gives it up");
    // Backspace with nothing typed takes the last, Delete the one that has the keyboard, the cross its own.
    focus(&mut w, Role::TextInput, "Tags");
    w.keys(Modifiers::NONE, Key::Backspace);
    assert_eq!(list(&w, "s", "tags"), ["core", "pilot", "east", "west"]);
    focus(&mut w, Role::Button, "Tags: pilot");
    w.keys(Modifiers::NONE, Key::Delete);
    assert_eq!(list(&w, "s", "tags"), ["core", "east", "west"]);
    assert!(w.harness.get_by_role_and_label(Role::Button, "Tags: east").is_focused(), "the keyboard stays there");
    press(&mut w, &["Remove west from tags"]);
    assert_eq!(list(&w, "s", "tags"), ["core", "east"]);
    // A click corrects.
    press(&mut w, &["Tags: core"]);
    assert_eq!(shown(&w, "Tags"), "core");
    w.keys(CTRL, Key::A);
    w.type_text("kernel");
    w.keys(Modifiers::NONE, Key::Enter);
    assert_eq!(list(&w, "s", "tags"), ["kernel", "east"], "it stays where it was");
    w.keys(CTRL, Key::Z);
    assert_eq!(list(&w, "s", "tags"), ["core", "east"], "one step");
}

#[test]
fn lists_of_sentences_are_chips_whose_commas_are_their_own() {
    let mut w = open("sentences", "Role Clerk");
    press(&mut w, &["More attributes"]);
    focus(&mut w, Role::TextInput, "Skills");
    w.type_text("names it, not the culprit");
    w.keys(Modifiers::NONE, Key::Enter);
    w.harness.event(Event::Paste("scheduling\r\nlistening\r\n".into()));
    w.run();
    assert_eq!(list(&w, "r", "skills"), ["names it, not the culprit", "scheduling", "listening"]);
    press(&mut w, &["Remove scheduling from skills"]);
    assert_eq!(list(&w, "r", "skills"), ["names it, not the culprit", "listening"]);
}

#[test]
fn the_day_of_a_plateau_is_typed_as_people_write_it_or_chosen_from_a_month() {
    let mut w = Window::on_canvas("glass-plateau");
    w.pick(&["Menu", "View", "Roadmap…"]);
    let date = |w: &Window| {
        let plateau = w.document().head().plateaus.iter().find(|p| p.id == "p1").unwrap().clone();
        plateau.fields.get("date").and_then(Value::as_text).map(ToString::to_string)
    };
    enter(&mut w, "Date of End 2026", "1 Oct 2026");
    assert_eq!(date(&w).as_deref(), Some("2026-10-01"));
    enter(&mut w, "Date of End 2026", "2026-02-30");
    assert!(w.has_part("28 days of February"));
    assert_eq!(date(&w).as_deref(), Some("2026-10-01"), "the model keeps its last good value");
    press(&mut w, &["Restore date of end 2026", "Choose date of end 2026"]);
    assert!(w.has("October 2026"), "it opens on the month of what is stored");
    press(&mut w, &["12 October 2026"]);
    assert_eq!(date(&w).as_deref(), Some("2026-10-12"));
    enter(&mut w, "Name of End 2026", "");
    assert!(w.has_part("needs a name"));
    press(&mut w, &["Close"]);
    assert!(w.harness.state().workspace().sheet.is_none());
}

#[test]
fn an_own_attribute_is_described_by_the_editors_of_its_type() {
    let mut w = Window::on_canvas("glass-own");
    w.pick(&["Settings of the model"]);
    press(&mut w, &["Close"]);
    w.pick(&["Words and attributes"]);
    let stage = w.document().base_metamodel().kind_label(ElementKind::Stage).to_owned();
    press(&mut w, &[&format!("Kind {stage}")]);
    // Other words are chips.
    enter(&mut w, "Other words", "Etappe, Schritt");
    assert!(w.has("Other words: Etappe"));
    press(&mut w, &["Remove Etappe from other words"]);
    let of = opcanvas::editor::session::additions::Of::Element(ElementKind::Stage);
    assert_eq!(of.own_synonyms(w.document()), ["Schritt"]);
    enter(&mut w, "Label of a new attribute", "Due");
    press(&mut w, &["Add attribute"]);
    let def = |w: &Window| w.document().metamodel().element_attributes(ElementKind::Stage).last().unwrap().clone();
    let ty = |w: &mut Window, label: &str| {
        w.harness.get_by_role_and_label(Role::ComboBox, "Type of Due").click_accesskit();
        w.run();
        press(w, &[label]);
    };
    // The default of a day is chosen from a month, of a choice from its values, of yes or no with a box.
    ty(&mut w, "Date");
    press(&mut w, &["Choose default of due"]);
    assert!(w.has_part("July 2026"));
    press(&mut w, &["12 July 2026"]);
    assert_eq!(def(&w).default, Some(Value::text("2026-07-12")));
    ty(&mut w, "Yes or no");
    w.harness.get_by_role_and_label(Role::CheckBox, "Default of Due").click_accesskit();
    w.run();
    assert_eq!(def(&w).default, Some(Value::Bool(true)));
    ty(&mut w, "One of some values");
    focus(&mut w, Role::TextInput, "Values of Due");
    for value in ["Low", "High, or higher"] {
        w.type_text(value);
        w.keys(Modifiers::NONE, Key::Enter);
    }
    press(&mut w, &["Default of Due: Low"]);
    assert_eq!(def(&w).default, Some(Value::text("low")));
    // A value that gets another name stays the value that it was.
    press(&mut w, &["Values of Due: Low"]);
    w.keys(CTRL, Key::A);
    w.type_text("Small");
    w.keys(Modifiers::NONE, Key::Enter);
    assert!(w.has("Default of Due: Small"));
    assert_eq!(def(&w).default, Some(Value::text("low")));
    press(&mut w, &["Remove Small from values of due"]);
    assert!(w.has_part("The default would not fit"), "said at the field");
    ty(&mut w, "Reference to an element");
    press(&mut w, &["Kinds of Due: Role"]);
    assert!(matches!(def(&w).ty, AttributeType::Reference { to } if to == ["role"]));
    ty(&mut w, "Duration");
    enter(&mut w, "Least of Due", "2d");
    assert_eq!(def(&w).min, Some(16.0));
    enter(&mut w, "Greatest of Due", "1h");
    assert!(w.has_part("greater than the greatest"));
    assert_eq!(def(&w).max, None);
}

#[test]
fn state_and_plateau_stand_together_and_a_plateau_can_be_made_there() {
    let mut w = open("marks", "Stage Check");
    let said = |w: &Window, id: &str| {
        let element = w.document().element(&ElementId::new(id)).unwrap();
        let text = |key| opcanvas::editor::fields::typed(element.fields.get(key));
        (text("state"), text("plateau"))
    };
    let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
    let steps = |w: &Window| w.session().history().steps().len();
    assert!(!w.has("Plateau: End 2026"), "what is kept is at no plateau");
    press(&mut w, &["State: Retire"]);
    let (state, plateau) = (w.rect("State: Retire"), w.rect("Plateau: End 2026"));
    assert!(plateau.top() - state.bottom() < 40.0 && plateau.top() >= state.bottom(), "they stand together");
    press(&mut w, &["Plateau: End 2027"]);
    assert_eq!(said(&w, "s"), pair("retire", "p2"));
    press(&mut w, &["State: Change"]);
    assert_eq!(said(&w, "s"), pair("change", "p2"), "the plateau stays");
    // A plateau that is not there yet is made where the mark is set.
    press(&mut w, &["At another plateau…"]);
    enter(&mut w, "Name of a new plateau", "Mid 2029");
    press(&mut w, &["Mark at a new plateau"]);
    assert_eq!(said(&w, "s"), pair("change", "p3"));
    let n = steps(&w);
    press(&mut w, &["State: Keep"]);
    assert_eq!((said(&w, "s"), steps(&w)), (pair("", ""), n + 1), "what stays is at no plateau, in one step");
    // So it is for several.
    let mut w = stages("marks-several");
    press(&mut w, &["State: New", "Plateau: End 2026"]);
    assert_eq!((said(&w, "s"), said(&w, "t")), (pair("new", "p1"), pair("new", "p1")));
    assert_eq!(steps(&w), 2);
    press(&mut w, &["State: Keep"]);
    assert_eq!((said(&w, "s"), said(&w, "t")), (pair("", ""), pair("", "")));
}

#[test]
fn recent_files_have_a_picture_for_each_theme() {
    let mut w = Window::on_canvas("glass-thumbnails");
    w.keys(CTRL, Key::W);
    w.wait("the pictures are there", |w| {
        let recents = w.harness.state().workspace().recents();
        recents.iter().any(|r| r.picture(Mode::Light).is_some() && r.picture(Mode::Dark).is_some())
    });
    let recent = w.harness.state().workspace().recents()[0].clone();
    let bright = |mode| {
        let picture = recent.picture(mode).unwrap();
        let sum: usize =
            picture.rgba.chunks(4).map(|p| usize::from(p[0]) + usize::from(p[1]) + usize::from(p[2])).sum();
        sum / (3 * picture.width * picture.height)
    };
    assert!(bright(Mode::Light) > 180 && bright(Mode::Dark) < 70, "{} {}", bright(Mode::Light), bright(Mode::Dark));
}
