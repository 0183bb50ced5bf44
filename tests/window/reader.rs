//! A screen reader is told what is on the drawing and works on it without keys and pointer.

use crate::window;

use eframe::egui::Event;
use eframe::egui::accesskit::{Action, ActionData, ActionRequest, Role};
use egui_kittest::kittest::{NodeT, Queryable};
use opcanvas::scene::Owner;
use window::{Window, example};

/// Asks for something to be done with what has this name, as a screen reader does.
fn ask(w: &mut Window, name: &str, action: Action, data: Option<ActionData>) {
    let target_node = {
        let node = w.harness.get_by_label(name);
        assert!(node.accesskit_node().data().supports_action(action), "{name} has no {action:?}");
        node.accesskit_node().locate().0
    };
    let target_tree = eframe::egui::accesskit::TreeId::ROOT;
    w.harness.event(Event::AccessKitActionRequest(ActionRequest { action, target_tree, target_node, data }));
    w.run();
}

fn description(w: &Window, name: &str) -> String {
    w.harness.get_by_label(name).accesskit_node().description().unwrap_or_default()
}

#[test]
fn a_screen_reader_selects_opens_the_menu_and_renames_in_one_step() {
    let mut w = Window::bank("reader");
    ask(&mut w, "Partner / supplier VeriFace", Action::Click, None);
    assert_eq!(w.session().single_element().unwrap().name, "VeriFace");
    ask(&mut w, "Partner / supplier CreditFile", Action::ShowContextMenu, None);
    assert_eq!(w.session().single_element().unwrap().name, "CreditFile");
    assert!(w.has("What can be done with this element"));
    w.keys(eframe::egui::Modifiers::NONE, eframe::egui::Key::Escape);
    let name = Some(ActionData::Value("FaceCheck".into()));
    ask(&mut w, "Partner / supplier VeriFace", Action::SetValue, name);
    assert!(w.has("Partner / supplier FaceCheck"));
    let steps = w.session().history().steps();
    assert_eq!(steps.len(), 1);
    assert_eq!(steps[0].label, "Rename VeriFace to FaceCheck");
    ask(&mut w, "Partner / supplier FaceCheck", Action::SetValue, Some(ActionData::Value("  ".into())));
    assert!(w.has("Partner / supplier FaceCheck"), "a name of nothing is none");
}

#[test]
fn a_screen_reader_collapses_and_expands() {
    let mut w = Window::bank("reader-collapse");
    let streams: Vec<String> = w
        .harness
        .query_all_by(|n| n.role() == Role::GraphicsObject && n.data().supports_action(Action::Collapse))
        .filter_map(|n| n.accesskit_node().label())
        .collect();
    let name = streams.first().expect("a container").clone();
    let before = w.session().document().clone();
    ask(&mut w, &name, Action::Collapse, None);
    let closed = w.harness.query_all_by(|n| n.data().supports_action(Action::Expand)).next().expect("an item");
    let closed = closed.accesskit_node().label().unwrap();
    assert!(closed.starts_with(&name) && description(&w, &closed).contains("collapsed"), "{closed}");
    assert_eq!(w.session().history().steps().len(), 1);
    ask(&mut w, &closed, Action::Expand, None);
    assert!(!description(&w, &name).contains("collapsed"));
    assert_eq!(w.session().history().steps().len(), 2);
    assert_eq!(*w.document().elements(), *before.elements());
}

#[test]
fn kind_whole_relations_state_and_ends_are_told() {
    let mut w = Window::bank("reader-told");
    let told = description(&w, "Stage Decide credit");
    assert!(told.starts_with("Stage, part of ") && told.contains("relations"), "{told}");
    let relation = {
        let document = w.document();
        document.relations().values().find(|r| r.source.as_str() == "pa.idv").unwrap().id.clone()
    };
    let told = description(&w, "VeriFace supplies Verify identity");
    assert_eq!(told, "relation supplies, from VeriFace to Verify identity");
    ask(&mut w, "VeriFace supplies Verify identity", Action::Click, None);
    assert!(matches!(w.session().selection().first(), Some(Owner::Relation(_))), "{relation}");
    assert!(description(&w, "VeriFace supplies Verify identity").ends_with(", selected"));
}

#[test]
fn what_is_read_only_offers_no_change() {
    let newer = String::from_utf8(example("bank")).unwrap().replacen("\"version\": 1", "\"version\": 2", 1);
    let mut w = Window::open("reader-newer", Some(newer.as_bytes()));
    w.tab("Whole model");
    let node = w.harness.get_by_label("Partner / supplier VeriFace");
    let data = node.accesskit_node();
    let data = data.data();
    for action in [Action::SetValue, Action::Collapse, Action::Expand] {
        assert!(!data.supports_action(action), "{action:?}");
    }
    assert!(data.supports_action(Action::Click));
}
