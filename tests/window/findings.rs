//! The findings in the window: their list, their counts, dots on cards, lines at fields, and waiving with a reason.

#![allow(clippy::unwrap_used, reason = "tests may fail loudly")]

use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers, Vec2};
use egui_kittest::kittest::{NodeT, Queryable};
use opcanvas::editor::Session;
use opcanvas::editor::session::OnShow;
use opcanvas::format::load;
use opcanvas::geom::{Rect, Size, overlaps};
use opcanvas::model::ElementId;
use opcanvas::scene::dots::{Dot, SIZE, Weight, place};
use opcanvas::scene::{Item, Owner};
use opcanvas::theme::Mode;

use crate::window::{CTRL, Window, example};

const NONE: Modifiers = Modifiers::NONE;
const CTRL_SHIFT: Modifiers = Modifiers::COMMAND.plus(Modifiers::SHIFT);

/// A bank whose findings are listed.
fn listed(test: &str) -> Window {
    let mut w = Window::bank(test);
    w.keys(CTRL_SHIFT, Key::M);
    w
}

fn rows(w: &Window) -> Vec<String> {
    let rows = w.harness.query_all_by(|node| node.role() == Role::TreeItem);
    let said = rows.filter_map(|node| node.accesskit_node().label());
    said.filter(|l| {
        ["Error: ", "Warning: ", "Worth knowing: ", "Waived: ", "Next step: "].iter().any(|w| l.starts_with(w))
    })
    .collect()
}

fn click(w: &mut Window, label: &str) {
    w.harness.get_by_label(label).click_accesskit();
    w.run();
}

/// Leads the keyboard into the list.
fn into_list(w: &mut Window) {
    w.harness.get_by_label("Findings of the model").focus();
    w.run();
}

fn selected(w: &Window) -> Option<String> {
    w.session().single_element().map(|e| e.id.to_string())
}

#[test]
fn the_list_is_led_by_keys_and_enter_goes_to_the_field() {
    let mut w = listed("findings-keys");
    assert!(w.has("Findings: 9"));
    assert!(rows(&w)[0].contains("CN-04") && rows(&w)[0].starts_with("Warning: \"Retail customers\" is not delighted"));
    into_list(&mut w);
    w.keys(NONE, Key::ArrowDown);
    w.keys(NONE, Key::ArrowDown);
    assert_eq!(w.session().finding_at(), Some(2));
    assert_eq!(w.session().selection().len(), 0, "arrows only lead");
    // On the drawing it is pointed out.
    assert!(!w.session().pointed_out().is_empty());
    w.keys(NONE, Key::ArrowDown);
    w.keys(NONE, Key::ArrowDown);
    w.keys(NONE, Key::Enter);
    assert_eq!(selected(&w).as_deref(), Some("ro.mlro"), "OR-07 is about a role");
    assert!(w.harness.get_all_by_label("Holders").any(|node| node.is_focused()), "the field is open");
    // By the pointer too.
    w.keys(NONE, Key::Escape);
    let row = rows(&w).into_iter().find(|r| r.contains("OR-07")).unwrap();
    let at = w.at(&row);
    w.click(at);
    assert!(w.harness.get_all_by_label("Holders").any(|node| node.is_focused()), "the field is open again");
    // From the field the next finding is one key away.
    w.keys(NONE, Key::F8);
    w.keys(NONE, Key::F8);
    assert_eq!(selected(&w).as_deref(), Some("te.cloud"));
    w.keys(Modifiers::SHIFT, Key::F8);
    w.keys(Modifiers::SHIFT, Key::F8);
    assert_eq!(selected(&w).as_deref(), Some("ro.mlro"));
    // Home, End and closing a group.
    into_list(&mut w);
    w.keys(NONE, Key::End);
    assert_eq!(w.session().finding_at(), Some(9));
    w.keys(NONE, Key::Home);
    w.keys(NONE, Key::ArrowLeft);
    assert!(rows(&w).is_empty(), "the group is closed");
    w.keys(NONE, Key::ArrowRight);
    assert!(!rows(&w).is_empty());
    w.keys(CTRL_SHIFT, Key::M);
    assert!(!w.has("Findings: 9"));
}

#[test]
fn a_click_on_a_line_goes_there_and_opens_the_field() {
    let mut w = listed("findings-click");
    let row = rows(&w).into_iter().find(|r| r.contains("OR-07")).unwrap();
    let at = w.at(&row);
    w.click(at);
    assert_eq!(selected(&w).as_deref(), Some("ro.mlro"));
    assert!(w.harness.get_all_by_label("Holders").any(|node| node.is_focused()), "the field is open");
}

#[test]
fn the_list_is_grouped_and_filtered() {
    let mut w = listed("findings-filter");
    for (by, group) in
        [("Rule", "… is not delighted (expects delight) · CN-04, 2"), ("Element", "Container platform, 1")]
    {
        let menu = w.labels_with("Group by: ").remove(0);
        w.pick(&[&menu, by]);
        assert!(w.has(group), "{by}: {:?}", w.labels_with(", "));
    }
    w.pick(&["Group by: Element", "Owner"]);
    assert!(w.has("Financial-crime officer, 1"), "{:?}", w.labels_with(", 1"));
    w.harness.get_by_label("Filter the findings").focus();
    w.run();
    w.type_text("onboard team");
    assert_eq!(rows(&w).len(), 1);
    assert!(rows(&w)[0].contains("OR-06"));
    w.type_text("xyz");
    assert!(w.has("Nothing of this is found"));
    click(&mut w, "Show all findings");
    click(&mut w, "Warnings: 9");
    assert!(rows(&w).is_empty(), "warnings are hidden");
    click(&mut w, "Show all findings");
    click(&mut w, "Only of what is selected");
    assert!(w.has("Nothing of this is found"), "nothing is selected");
}

#[test]
fn counts_follow_what_is_typed_and_say_in_words_what_they_count() {
    let mut w = Window::bank("findings-counts");
    let said = |w: &Window| w.labels_with("Findings: ").remove(0);
    assert_eq!(said(&w), "Findings: 0 errors, 9 warnings, 0 worth knowing");
    click(&mut w, "Stage Decide credit");
    w.keys(NONE, Key::F2);
    w.keys(CTRL, Key::A);
    w.type_text("Verify identity");
    w.keys(NONE, Key::Enter);
    assert_eq!(said(&w), "Findings: 0 errors, 11 warnings, 0 worth knowing", "two stages have one name");
    w.keys(CTRL, Key::Z);
    assert_eq!(said(&w), "Findings: 0 errors, 9 warnings, 0 worth knowing");
    click(&mut w, "Findings: 0 errors, 9 warnings, 0 worth knowing");
    assert!(w.has("Findings of the model"));
}

#[test]
fn a_finding_is_waived_with_a_reason_and_taken_back() {
    let mut w = listed("findings-waive");
    into_list(&mut w);
    for _ in 0..4 {
        w.keys(NONE, Key::ArrowDown);
    }
    w.pick(&["What can be done about OR-07", "Waive with a reason…"]);
    assert!(w.has("Waive this finding?"));
    w.keys(NONE, Key::Enter);
    assert!(w.session().waiving().is_some(), "a reason is needed");
    w.type_text("The deputy starts in May");
    w.keys(NONE, Key::Enter);
    assert!(w.session().waiving().is_none());
    assert!(w.has("Findings: 8") && !rows(&w).iter().any(|r| r.contains("OR-07")));
    w.keys(CTRL, Key::Z);
    assert!(w.has("Findings: 9"), "one step");
    w.keys(CTRL_SHIFT, Key::Z);
    assert!(w.has("Findings: 8"));
    // It stays in the file.
    w.save();
    let loaded = load(&std::fs::read(w.file()).unwrap()).unwrap().document;
    assert_eq!(loaded.head().waivers.len(), 1);
    click(&mut w, "Waived: 1 finding");
    assert_eq!(rows(&w).len(), 1);
    assert!(rows(&w)[0].contains("The deputy starts in May"), "{:?}", rows(&w));
    into_list(&mut w);
    w.keys(NONE, Key::End);
    w.pick(&["What can be done about OR-07", "Take back the waiver"]);
    assert!(w.document().head().waivers.is_empty());
    assert!(w.has("Findings: 9"));
}

#[test]
fn a_field_says_what_is_found_of_it() {
    let mut w = Window::bank("findings-field");
    click(&mut w, "Role Financial-crime officer");
    let line = "Warning: Only one person can be \"Financial-crime officer\" (single point of failure).";
    let line = w.rect(line);
    let field =
        w.harness.get_all_by_label("Holders").map(|node| node.rect()).reduce(eframe::egui::Rect::union).unwrap();
    assert!(line.top() >= field.bottom() - 1.0 && line.top() - field.bottom() < 30.0, "it stands under its field");
    // From the line it is waived too, which asks for a reason.
    let waive = w.labels_with("Waive OR-07").remove(0);
    click(&mut w, &waive);
    assert!(w.has("Waive this finding?"));
    w.keys(NONE, Key::Escape);
    assert!(w.session().waiving().is_none() && w.session().history().to_undo().is_none());
    // What is about no field stands above them.
    click(&mut w, "Technology Container platform");
    let spof = w.labels_with("single point of failure for several").remove(0);
    assert!(w.rect(&spof).bottom() <= w.rect("State").top() + 1.0);
}

#[test]
fn a_young_model_has_next_steps_and_no_alarm() {
    let mut w = Window::open("findings-young", None);
    w.keys(NONE, Key::Enter);
    assert!(w.session().is_young() && !w.session().shows_dots());
    assert!(w.labels_with("Findings: ").is_empty(), "no counts");
    assert!(!w.labels_with("next step").is_empty());
    w.keys(CTRL_SHIFT, Key::M);
    assert!(w.has("Next steps"));
    let rows = rows(&w);
    assert!(!rows.is_empty() && rows.iter().all(|r| r.starts_with("Next step: ")), "{rows:?}");
    assert!(w.labels_with("Errors").is_empty() && w.labels_with("Needed first").len() == 1);
}

#[test]
fn a_file_of_a_newer_version_refuses_with_the_reason() {
    let newer = String::from_utf8(example("bank")).unwrap().replacen("\"version\": 1", "\"version\": 2", 1);
    let mut w = Window::open("findings-newer", Some(newer.as_bytes()));
    w.keys(CTRL_SHIFT, Key::M);
    into_list(&mut w);
    w.keys(NONE, Key::ArrowDown);
    w.pick(&["What can be done about CN-04"]);
    assert!(w.harness.get_by_label("Waive with a reason…").accesskit_node().is_disabled());
}

#[test]
fn a_press_on_a_dot_lists_what_is_found_of_its_card() {
    let mut w = Window::bank("findings-dot");
    let mut session = Session::untitled(load(&example("bank")).unwrap().document);
    session.show_tab(OnShow::Diagram);
    let (_, scene) = session.show(Mode::Light);
    let id = ElementId::new("te.cloud");
    let figure = scene.figure(&Owner::Element(id.clone())).unwrap();
    let kind = session.document().element(&id).unwrap().kind;
    let at = place(figure, kind, Dot { count: 1, weight: Weight::Warning }).center();
    let at = w.session().camera.screen_from_doc(at);
    let at = w.rect("Canvas area").min + Vec2::new(at.x as f32, at.y as f32);
    w.move_to(at);
    w.run();
    assert!(w.has_part("is a single point of failure for several streams"), "the dot tells of it");
    w.click(at);
    assert_eq!(selected(&w).as_deref(), Some("te.cloud"));
    assert_eq!(rows(&w).len(), 1);
    assert!(rows(&w)[0].contains("TE-07"));
    assert!(w.session().history().to_undo().is_none());
    // Without dots nothing stands there.
    w.keys(CTRL, Key::K);
    w.type_text("Finding dots");
    w.keys(NONE, Key::Enter);
    assert!(!w.session().shows_dots());
}

#[test]
fn dots_stand_inside_their_cards_and_cover_neither_name_nor_initials() {
    for (name, tab) in
        [("bank", OnShow::Canvas), ("bank", OnShow::Diagram), ("city", OnShow::Canvas), ("city", OnShow::Diagram)]
    {
        let mut session = Session::untitled(load(&example(name)).unwrap().document);
        session.canvas = Size::new(1440.0, 900.0);
        session.show_tab(tab);
        let (_, scene) = session.show(Mode::Light);
        let (mut with_count, mut all) = (0, 0);
        for figure in scene.figures() {
            let Owner::Element(id) = &figure.owner else { continue };
            let kind = session.document().element(id).unwrap().kind;
            let dot = place(figure, kind, Dot { count: 3, weight: Weight::Error });
            let inside = |r: Rect| {
                r.x0 >= figure.title_room.x0
                    && r.x1 <= figure.title_room.x1
                    && r.y0 >= figure.title_room.y0 - 1.0
                    && r.y1 <= figure.title_room.y1 + 1.0
            };
            assert!(inside(dot), "{name} {id}: {dot:?} {:?}", figure.title_room);
            for item in figure.items.iter().filter(|i| matches!(i, Item::Text { .. })) {
                assert!(!overlaps(item.bounds(), dot), "{name} {id}: {item:?}");
            }
            all += 1;
            with_count += usize::from(dot.height() >= SIZE);
        }
        assert!(all > 30 && with_count * 10 >= all * 9, "{name}: {with_count} of {all} have room for a count");
    }
}
