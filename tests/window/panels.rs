//! The window through its accessible names: what a person does with pointer and keys, and what ends up in the file.

use crate::window;

use eframe::egui::{self, Key, Modifiers, Vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use opcanvas::format::load;
use opcanvas::model::RelationKind;
use opcanvas::ui::{App, Options};
use window::{CTRL, Window, example};

#[test]
fn a_connection_dragged_between_two_elements_is_in_the_inspector_and_the_file_and_can_be_undone() {
    let mut w = Window::bank("connect");
    assert_eq!(w.document().relations().len(), 166);
    w.connect("Partner / supplier VeriFace", "Stage Apply");
    assert!(w.has("VeriFace supplies Apply"), "the line is an accessible item");
    assert!(w.has("Supplies"), "the inspector shows the relation");
    w.save();
    let saved = load(&std::fs::read(w.file()).unwrap()).unwrap().document;
    let before = load(&example("bank")).unwrap().document;
    let added: Vec<_> = saved.relations().values().filter(|r| before.relation(&r.id).is_none()).collect();
    assert_eq!(added.len(), 1);
    assert_eq!(
        (added[0].kind, added[0].source.as_str(), added[0].target.as_str()),
        (RelationKind::Supplies, "pa.idv", "st.on1")
    );
    assert_eq!(saved.elements(), before.elements());
    assert!(saved.views().is_empty(), "looking at the default diagram and connecting stores no view");
    w.keys(CTRL, Key::Z);
    assert!(!w.has("VeriFace supplies Apply"));
    assert!(w.has_part("Undid: Connect VeriFace supplies Apply"));
    w.save();
    assert!(std::fs::read(w.file()).unwrap() == example("bank"), "undone and saved, the file is what it was");
    w.keys(CTRL | Modifiers::SHIFT, Key::Z);
    assert!(w.has("VeriFace supplies Apply"));
}

#[test]
fn where_several_relations_fit_a_menu_asks_and_enter_takes_the_likeliest() {
    let mut w = Window::bank("menu");
    let before = w.document().relations().len();
    w.connect("Technology Mobile app", "Technology Container platform");
    // The dependency is there already, so only the flow is left: no menu for a single choice.
    assert!(w.has("Mobile app flows to Container platform"));
    w.connect("Portfolio item Ledger renewal", "Portfolio item Round-the-clock care");
    assert!(w.has("changes") && w.has("depends on"), "the menu lists what fits");
    w.keys(Modifiers::NONE, Key::Escape);
    assert_eq!(w.document().relations().len(), before + 1, "Escape leaves no trace");
    w.connect("Portfolio item Ledger renewal", "Portfolio item Round-the-clock care");
    w.keys(Modifiers::NONE, Key::Enter);
    let newest =
        w.document().relations().values().find(|r| r.source.as_str() == "pj.ledger" && r.target.as_str() == "pf.care");
    assert_eq!(newest.map(|r| r.kind), Some(RelationKind::Contains), "the first of the list");
}

#[test]
fn an_illegal_connection_says_why_and_changes_nothing() {
    let mut w = Window::bank("illegal");
    let revision = w.document().revision();
    w.connect("Partner / supplier VeriFace", "Consumer Retail customers");
    assert!(w.has_part("Nothing joins a partner / supplier to a consumer / stakeholder"));
    assert!(w.has_part("Through a new"), "what is legal instead is offered");
    w.keys(Modifiers::NONE, Key::Escape);
    w.connect("Partner / supplier VeriFace", "Stage Verify identity");
    assert!(w.has_part("\"VeriFace\" supplies \"Verify identity\" already."));
    assert_eq!(w.document().revision(), revision);
    assert!(!w.session().is_dirty());
}

#[test]
fn a_name_is_changed_in_place_and_escape_keeps_the_old_one() {
    let mut w = Window::bank("rename");
    w.click(w.at("Partner / supplier VeriFace"));
    w.keys(Modifiers::NONE, Key::F2);
    w.type_text("FaceCheck");
    w.keys(Modifiers::NONE, Key::Enter);
    assert!(w.has("Partner / supplier FaceCheck"));
    w.keys(Modifiers::NONE, Key::F2);
    w.type_text("Nonsense");
    w.keys(Modifiers::NONE, Key::Escape);
    assert!(w.has("Partner / supplier FaceCheck"));
    w.keys(CTRL, Key::Z);
    assert!(w.has("Partner / supplier VeriFace"));
    assert!(!w.session().is_dirty(), "undone back to the file is not a change");
}

#[test]
fn moving_one_element_moves_no_other_and_is_one_step() {
    let mut w = Window::bank("move");
    let place = |w: &Window, label: &str| w.harness.get_by_label(label).rect();
    let (veriface, credit) = (place(&w, "Partner / supplier VeriFace"), place(&w, "Partner / supplier CreditFile"));
    w.drag(veriface.center(), veriface.center() + Vec2::new(0.0, 40.0));
    assert!(
        (place(&w, "Partner / supplier VeriFace").center() - veriface.center() - Vec2::new(0.0, 40.0)).length() < 2.0
    );
    assert_eq!(place(&w, "Partner / supplier CreditFile"), credit);
    assert_eq!(w.document().views().len(), 1, "the first edit of the default diagram stores it");
    w.keys(CTRL, Key::Z);
    assert_eq!(place(&w, "Partner / supplier VeriFace"), veriface);
    assert_eq!(w.document().views().len(), 0);
    w.click(veriface.center());
    w.keys(Modifiers::SHIFT, Key::ArrowRight);
    assert!(w.has_part("1 selected"));
    assert_eq!(w.session().history().to_undo().map(|s| s.label.as_str()), Some("Move VeriFace"));
}

#[test]
fn delete_takes_out_of_the_view_and_shift_delete_out_of_the_model() {
    let mut w = Window::bank("delete");
    w.click(w.at("Partner / supplier VeriFace"));
    w.keys(Modifiers::NONE, Key::Delete);
    assert!(!w.has("Partner / supplier VeriFace"));
    assert_eq!(w.document().elements().len(), 58, "still in the model");
    w.keys(CTRL, Key::Z);
    w.click(w.at("Partner / supplier VeriFace"));
    w.keys(Modifiers::SHIFT, Key::Delete);
    assert_eq!(w.document().elements().len(), 57);
    assert!(w.has_part("Deleted VeriFace, with"));
    w.keys(CTRL, Key::Z);
    assert_eq!(w.document(), &load(&example("bank")).unwrap().document);
}

#[test]
fn from_the_start_screen_a_model_is_made_named_and_saved_without_a_system_dialog() {
    let mut w = Window::open("start", None);
    w.harness.get_by_label("Blank model").click();
    w.run();
    w.tab("Whole model");
    w.harness.get_by_label("Add Value stream").click();
    w.run();
    w.type_text("Order to cash");
    w.keys(Modifiers::NONE, Key::Enter);
    assert!(w.has("Value stream Order to cash"));
    // An element that gets no name goes again.
    w.harness.get_by_label("Add Partner").click();
    w.run();
    w.keys(Modifiers::NONE, Key::Escape);
    assert_eq!(w.document().elements().len(), 1);
    w.keys(CTRL, Key::S);
    assert!(w.has("Save the model"));
    let path = w.folder.join("mine.opcanvas.json");
    w.keys(CTRL, Key::A);
    w.type_text(&path.display().to_string());
    w.keys(Modifiers::NONE, Key::Enter);
    w.wait("it is saved", |w| w.harness.state().workspace().session.as_ref().is_some_and(|s| !s.is_dirty()));
    let saved = load(&std::fs::read(&path).unwrap()).unwrap().document;
    assert_eq!(saved.elements().values().map(|e| e.name.as_str()).collect::<Vec<_>>(), ["Order to cash"]);
    assert_eq!(saved.views().len(), 1);
}

#[test]
fn closing_with_unsaved_work_asks_and_cancel_keeps_it() {
    let mut w = Window::bank("close");
    w.click(w.at("Partner / supplier VeriFace"));
    w.keys(Modifiers::SHIFT, Key::Delete);
    w.keys(CTRL, Key::W);
    assert!(w.has("Save the changes to \"Lumen Bank\"?"));
    w.harness.get_by_label("Cancel").click();
    w.run();
    assert!(w.session().is_dirty());
    w.keys(CTRL, Key::W);
    w.harness.get_by_label("Don't save").click();
    w.run();
    assert!(w.harness.state().workspace().session.is_none());
    assert!(std::fs::read(w.file()).unwrap() == example("bank"));
}

#[test]
fn an_attribute_typed_in_the_inspector_is_one_step_and_nonsense_is_refused_where_it_stands() {
    let mut w = Window::bank("inspector");
    w.click(w.at("Stage Decide credit"));
    let field = w.harness.get_by_role_and_label(egui::accesskit::Role::TextInput, "Lead time");
    field.focus();
    w.run();
    w.keys(CTRL, Key::A);
    w.type_text("2d");
    assert!(w.has_part("= 16 h at 8 h a day"));
    w.keys(Modifiers::NONE, Key::Enter);
    let lead_time = |w: &Window| {
        let stage = w.document().elements().values().find(|e| e.name == "Decide credit").unwrap().clone();
        stage.get(opcanvas::model::attr::stage::LEAD_TIME).map(|h| h.0)
    };
    assert_eq!(lead_time(&w), Some(16.0));
    assert_eq!(w.session().history().steps().len(), 1);
    w.harness.get_by_role_and_label(egui::accesskit::Role::TextInput, "Lead time").focus();
    w.run();
    w.keys(CTRL, Key::A);
    w.type_text("soon");
    let field = w.harness.get_by_role_and_label(egui::accesskit::Role::TextInput, "Lead time");
    assert_eq!((field.value().as_deref(), field.is_focused()), (Some("soon"), true));
    w.keys(Modifiers::NONE, Key::Enter);
    assert!(w.has_part("A duration such as 90m, 6h, 2d or 1w is expected."));
    assert_eq!(lead_time(&w), Some(16.0));
}

#[test]
fn a_newer_file_can_be_looked_at_but_not_changed() {
    let newer = String::from_utf8(example("bank")).unwrap().replacen("\"version\": 1", "\"version\": 2", 1);
    let mut w = Window::open("newer", Some(newer.as_bytes()));
    w.tab("Whole model");
    assert!(w.has_part("newer than this program"));
    assert!(w.has_part("read-only"));
    w.connect("Partner / supplier VeriFace", "Stage Apply");
    w.click(w.at("Partner / supplier VeriFace"));
    w.keys(Modifiers::SHIFT, Key::Delete);
    w.keys(Modifiers::NONE, Key::F2);
    assert!(!w.session().is_dirty());
    assert_eq!(w.document().elements().len(), 58);
}

#[test]
fn a_damaged_file_opens_and_lists_its_problems() {
    let mut json: serde_json::Value = serde_json::from_slice(&example("bank")).unwrap();
    json["elements"].as_array_mut().unwrap().retain(|e| e["id"] != "pa.idv");
    let w = Window::open("damaged", Some(&serde_json::to_vec(&json).unwrap()));
    assert_eq!(w.document().elements().len(), 57);
    assert!(!w.session().problems.is_empty());
    assert!(w.has_part("problems"));
}

#[test]
fn a_file_that_is_no_model_leaves_the_start_screen_with_the_reason() {
    let folder = std::env::temp_dir().join(format!("opcanvas-ui-refused-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join("cut.opcanvas.json");
    std::fs::write(&file, &example("bank")[..2000]).unwrap();
    let options = Options { files: vec![file], system_dialogs: false, state: None, reduced_motion: true };
    let mut harness =
        Harness::builder().with_size(Vec2::new(1440.0, 900.0)).build_eframe(move |cc| App::new(&cc.egui_ctx, options));
    for _ in 0..200 {
        harness.step();
        std::thread::sleep(std::time::Duration::from_millis(5));
        if harness.query_by_label_contains("ends too early").is_some() {
            break;
        }
    }
    assert!(harness.query_by_label_contains("ends too early, at line").is_some());
    assert!(harness.query_by_label("Blank model").is_some());
    let _ = std::fs::remove_dir_all(folder);
}

#[test]
fn what_is_being_typed_is_part_of_what_is_saved() {
    let mut w = Window::bank("typing");
    w.click(w.at("Partner / supplier VeriFace"));
    w.harness.get_by_role_and_label(egui::accesskit::Role::MultilineTextInput, "Role in the model").focus();
    w.run();
    w.keys(CTRL, Key::A);
    w.type_text("Checks faces");
    w.keys(CTRL, Key::S);
    w.wait("it is saved", |w| w.harness.state().workspace().jobs.running().is_empty() && !w.session().is_dirty());
    let saved = load(&std::fs::read(w.file()).unwrap()).unwrap().document;
    let partner = saved.elements().values().find(|e| e.name == "VeriFace").unwrap();
    let role = partner.get(opcanvas::model::attr::partner::ROLE_IN_MODEL);
    assert_eq!(role.as_deref(), Some("Checks faces"));
}

#[test]
fn saving_again_at_once_saves_what_came_since() {
    let mut w = Window::bank("twice");
    for _ in 0..3 {
        w.click(w.at("Partner / supplier CreditFile"));
        w.keys(Modifiers::SHIFT, Key::ArrowDown);
        w.harness.key_press_modifiers(CTRL, Key::S);
        w.harness.step();
    }
    w.wait("all is saved", |w| w.harness.state().workspace().jobs.running().is_empty() && !w.session().is_dirty());
    assert!(!w.has_part("was not saved"));
    let saved = load(&std::fs::read(w.file()).unwrap()).unwrap().document;
    assert_eq!(&saved, w.document());
}

#[test]
fn a_first_move_undone_and_redone_shows_and_moves_on() {
    let mut w = Window::bank("redo");
    let before = w.harness.get_by_label("Partner / supplier VeriFace").rect();
    w.drag(before.center(), before.center() + Vec2::new(0.0, 40.0));
    let moved = w.harness.get_by_label("Partner / supplier VeriFace").rect();
    w.keys(CTRL, Key::Z);
    w.keys(CTRL | Modifiers::SHIFT, Key::Z);
    assert_eq!(w.harness.get_by_label("Partner / supplier VeriFace").rect(), moved);
    w.drag(moved.center(), moved.center() + Vec2::new(0.0, 20.0));
    assert!(!w.has_part("cannot be used"));
    assert_eq!(w.session().history().steps().len(), 2);
}

#[test]
fn arrow_keys_in_a_row_are_one_step_and_escape_in_a_field_keeps_the_selection() {
    let mut w = Window::bank("arrows");
    w.click(w.at("Partner / supplier VeriFace"));
    for _ in 0..5 {
        w.keys(Modifiers::NONE, Key::ArrowRight);
    }
    assert_eq!(w.session().history().steps().len(), 1);
    w.harness.get_by_role_and_label(egui::accesskit::Role::MultilineTextInput, "Role in the model").focus();
    w.run();
    w.type_text("nonsense");
    w.keys(Modifiers::NONE, Key::Escape);
    assert!(w.has_part("1 selected"));
    w.click(w.at("Partner / supplier CreditFile"));
    w.click(w.at("Partner / supplier VeriFace"));
    assert_eq!(w.session().history().steps().len(), 1, "what was escaped does not come back");
}

#[test]
fn the_suggested_name_replaces_nothing_without_asking() {
    let mut w = Window::open("replace", None);
    let there = w.folder.join("New operating model.opcanvas.json");
    std::fs::write(&there, "precious").unwrap();
    w.harness.get_by_label("Blank model").click();
    w.run();
    w.keys(CTRL, Key::S);
    w.keys(CTRL, Key::A);
    w.type_text(&there.display().to_string());
    w.keys(Modifiers::NONE, Key::Enter);
    assert!(w.has("Replace \"New operating model.opcanvas.json\"?"));
    w.harness.get_by_label("Cancel").click();
    w.run();
    assert_eq!(std::fs::read_to_string(&there).unwrap(), "precious");
}
