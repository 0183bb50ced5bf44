//! Views in the window: tabs, how a view is drawn, tidying, notes, frames and groups.

use crate::window;

use eframe::egui::{Event, Key, Modifiers, Pos2, Vec2, accesskit};
use egui_kittest::kittest::{NodeT, Queryable};
use opcanvas::editor::session::OnShow;
use opcanvas::format::load;
use opcanvas::model::view::{CANVAS, DIAGRAM};
use opcanvas::model::{AnnotationKind, ElementId, Placement, RelationKind, Value, View};
use opcanvas::scene::options::{HIDDEN, hidden_kinds};
use window::{CTRL, Window, example};

const NONE: Modifiers = Modifiers::NONE;

fn shown(w: &Window) -> View {
    View::clone(w.session().view().expect("a stored view is on show"))
}

fn label(w: &Window) -> String {
    w.session().undo_label().unwrap_or_default()
}

fn stored(w: &Window) -> Vec<(String, String)> {
    w.document().views_in_order().into_iter().map(|v| (v.kind.to_string(), v.name.to_string())).collect()
}

#[test]
fn a_file_without_views_opens_on_its_canvas_and_stores_nothing_by_looking() {
    let mut w = Window::on_canvas("tabs");
    assert_eq!(w.tabs(), ["Canvas", "Whole model"]);
    assert_eq!(w.session().on_show(), &OnShow::Canvas);
    w.tab("Whole model");
    assert_eq!(w.session().on_show(), &OnShow::Diagram);
    assert!(w.has("Partner / supplier VeriFace"));
    w.keys(CTRL, Key::PageUp);
    assert_eq!(w.session().on_show(), &OnShow::Canvas);
    w.keys(CTRL, Key::PageUp);
    assert_eq!(w.session().on_show(), &OnShow::Diagram, "after the last tab comes the first");
    assert!(!w.session().is_dirty());
    assert!(stored(&w).is_empty());
}

#[test]
fn a_stored_first_view_is_on_show() {
    let mut json: serde_json::Value = serde_json::from_slice(&example("bank")).unwrap();
    json["views"] = serde_json::json!([
        {"id": "v2", "kind": "diagram", "name": "Second", "order": 2},
        {"id": "v1", "kind": "diagram", "name": "First", "order": 1},
        {"id": "v0", "kind": "map", "name": "Of a later version", "order": 0}
    ]);
    let w = Window::open("stored", Some(&serde_json::to_vec(&json).unwrap()));
    assert_eq!(w.tabs(), ["Canvas", "First", "Second"]);
    assert_eq!(shown(&w).name, "First");
}

#[test]
fn diagrams_of_a_part_are_made_laid_out_and_undone_in_one_step() {
    let mut w = Window::bank("parts");
    w.click(w.at("Partner / supplier VeriFace"));
    w.pick(&["New view", "Neighbours"]);
    assert_eq!(w.tabs(), ["Canvas", "Whole model", "Around VeriFace"]);
    let view = shown(&w);
    assert!(view.placements.len() > 1 && view.placements.len() < 20, "{}", view.placements.len());
    assert!(view.placements.contains(&ElementId::from("pa.idv")));
    let mut places: Vec<_> = view.placements.values().map(|p| (p.x as i64, p.y as i64)).collect();
    places.sort_unstable();
    places.dedup();
    assert_eq!(places.len(), view.placements.len(), "no two at one place");
    assert_eq!(label(&w), "Add diagram Around VeriFace");
    w.keys(CTRL, Key::Z);
    assert_eq!(w.tabs(), ["Canvas", "Whole model"]);
    assert!(!w.session().is_dirty());
    w.keys(CTRL | Modifiers::SHIFT, Key::Z);
    assert_eq!(w.tabs(), ["Canvas", "Whole model", "Around VeriFace"]);

    w.tab("Whole model");
    w.click(w.at("Partner / supplier VeriFace"));
    w.pick(&["New view", "Everything downstream"]);
    let down = shown(&w);
    assert_eq!(down.name, "Downstream of VeriFace");
    assert!(down.placements.contains(&ElementId::from("st.on2")));
    assert!(!down.placements.contains(&ElementId::from("pa.cloud")), "what comes before is not after");

    w.pick(&["New view", "By kind", "Partners and suppliers", "Make diagram"]);
    let partners = shown(&w);
    assert_eq!(partners.placements.len(), 3);
    assert_eq!(partners.name, "Partner");
}

#[test]
fn a_tab_is_renamed_in_place_duplicated_moved_and_deleted() {
    let mut w = Window::bank("manage");
    w.keys(Modifiers::SHIFT, Key::F2);
    w.type_text("Everything");
    w.keys(NONE, Key::Enter);
    assert_eq!(w.tabs(), ["Canvas", "Everything"]);
    let command = |w: &mut Window, name: &str| w.pick(&["Menu", "Tabs", name]);
    command(&mut w, "Duplicate view");
    assert_eq!(w.tabs(), ["Canvas", "Everything", "Everything 2"]);
    w.keys(CTRL | Modifiers::SHIFT, Key::PageUp);
    assert_eq!(w.tabs(), ["Canvas", "Everything 2", "Everything"]);
    assert_eq!(shown(&w).name, "Everything 2", "the view on show goes with its tab");
    command(&mut w, "Delete view");
    assert_eq!(w.tabs(), ["Canvas", "Everything"]);
    assert_eq!(shown(&w).name, "Everything");
    assert_eq!(w.document().elements().len(), 58);
    for _ in 0..4 {
        w.keys(CTRL, Key::Z);
    }
    assert_eq!(w.tabs(), ["Canvas", "Whole model"]);
    assert!(!w.session().is_dirty());
    w.keys(Modifiers::SHIFT, Key::F2);
    w.type_text("Nonsense");
    w.keys(NONE, Key::Escape);
    assert_eq!(w.tabs(), ["Canvas", "Whole model"]);
}

#[test]
fn another_canvas_keeps_the_first() {
    let mut w = Window::on_canvas("canvases");
    w.pick(&["New view", "New canvas"]);
    assert_eq!(stored(&w), [(CANVAS.into(), "Canvas".into()), (CANVAS.into(), "Canvas 2".into())]);
    assert_eq!(w.tabs(), ["Canvas", "Canvas 2", "Whole model"]);
    w.keys(CTRL, Key::Z);
    assert!(stored(&w).is_empty());
}

#[test]
fn choices_of_a_canvas_are_stored_with_it_one_step_each() {
    let mut w = Window::on_canvas("choices");
    w.pick(&["Scope: All", "Join and fund"]);
    let view = shown(&w);
    assert_eq!((view.kind.as_str(), view.id.as_str()), (CANVAS, "canvas"));
    let scope = view.options.get("scope").and_then(Value::as_record).cloned().unwrap();
    assert_eq!(scope.get("kind"), Some(&Value::text("stream")));
    assert_eq!(label(&w), "Set scope to Join and fund");
    w.pick(&["State: End 2026"]);
    assert!(shown(&w).choice("state").is_some());
    assert_eq!(w.session().history().steps().len(), 2);
    w.pick(&["Density: Working", "Board"]);
    assert_eq!(shown(&w).choice("density"), Some("board"));
    w.pick(&["Density: Board", "Working"]);
    assert_eq!(shown(&w).choice("density"), None, "the default is not stored");
    for _ in 0..4 {
        w.keys(CTRL, Key::Z);
    }
    assert!(stored(&w).is_empty());
    assert_eq!(w.session().on_show(), &OnShow::Canvas);
}

#[test]
fn a_diagram_shows_the_relations_that_are_ticked() {
    let mut w = Window::bank("relations");
    assert!(w.has("VeriFace supplies Verify identity"));
    let button = |w: &Window| {
        let hidden =
            hidden_kinds(&w.session().view().map_or_else(|| View::new("x".into(), DIAGRAM, ""), |v| View::clone(v)));
        format!("Relations: {} of 18", 18 - hidden.len())
    };
    let open = button(&w);
    w.pick(&[&open, "supplies"]);
    let hidden = hidden_kinds(&shown(&w));
    assert!(hidden.contains(&RelationKind::Supplies) && !hidden.contains(&RelationKind::Contains));
    assert!(!w.has("VeriFace supplies Verify identity"));
    assert_eq!(label(&w), "Hide relations: supplies");
    w.harness.get_by_label("supplies").click();
    w.run();
    assert_eq!(shown(&w).options.get(HIDDEN), None, "what is usual is not stored");
    w.keys(NONE, Key::Escape);
    w.pick(&["More about this view", "Lines: Right-angled", "Straight"]);
    assert_eq!(shown(&w).choice("lines"), Some("straight"));
}

#[test]
fn the_bar_finds_room_in_a_narrow_window() {
    for width in [720.0, 1000.0, 1920.0] {
        let mut w = Window::on_canvas(&format!("narrow-{width}"));
        w.harness.set_size(Vec2::new(width, 700.0));
        w.run();
        for name in ["Canvas", "Whole model"] {
            w.tab(name);
            let bar: Vec<_> =
                ["New view", "Select tool", "Export"].iter().map(|l| w.harness.get_by_label(l).rect()).collect();
            assert!(bar.iter().all(|r| r.right() <= width && r.left() >= 0.0), "{width} {name}: {bar:?}");
            let more = w.harness.query_by_label("More about this view");
            assert!(more.is_none_or(|n| n.rect().right() <= width), "{width} {name}");
        }
    }
}

#[test]
fn tidy_is_one_step_and_leaves_what_is_pinned() {
    let mut w = Window::bank("tidy");
    let rect = |w: &Window, label: &str| w.harness.get_by_label(label).rect();
    let far = rect(&w, "Partner / supplier VeriFace");
    w.drag(far.center(), far.center() + Vec2::new(60.0, 90.0));
    w.click(w.at("Partner / supplier CreditFile"));
    let pinned = w.session().single_element().map(|e| e.id.clone()).expect("it is selected");
    w.pick(&["Menu", "Arrange", "Pin or unpin"]);
    let place = |w: &Window| -> Placement { shown(w).placements.get(&pinned).cloned().expect("it is placed") };
    assert_eq!(place(&w).pinned, Some(true));
    let before = (place(&w), w.session().history().steps().len());
    w.keys(NONE, Key::Escape);
    w.keys(CTRL | Modifiers::SHIFT, Key::T);
    assert_eq!(label(&w), "Tidy the view");
    assert_eq!((place(&w), w.session().history().steps().len()), (before.0, before.1 + 1));
    let moved = shown(&w).placements.get(&ElementId::from("pa.idv")).cloned();
    w.keys(CTRL, Key::Z);
    assert_ne!(shown(&w).placements.get(&ElementId::from("pa.idv")).cloned(), moved);
}

/// The rectangle of the only annotation.
fn note(w: &Window) -> opcanvas::model::Annotation {
    let all: Vec<_> = shown(w).annotations().collect();
    assert_eq!(all.len(), 1);
    all[0].clone()
}

#[test]
fn a_note_is_written_moved_resized_and_removed() {
    let mut w = Window::bank("note");
    w.keys(NONE, Key::N);
    assert!(w.has("Text of the note"));
    w.type_text("Ask the regulator");
    w.keys(NONE, Key::Enter);
    w.type_text("before summer");
    w.keys(CTRL, Key::Enter);
    assert!(!w.has("Text of the note"));
    assert_eq!(note(&w).text, "Ask the regulator\nbefore summer");
    assert_eq!(label(&w), "Add note \"Ask the regulator\"");
    assert_eq!(w.session().history().steps().len(), 1, "adding and writing are one step");
    let name = "Note Ask the regulator before summer";
    let at = w.harness.get_by_role_and_label(accesskit::Role::Note, name).rect();
    w.drag(at.center(), at.center() + Vec2::new(30.0, 20.0));
    let now = w.harness.get_by_role_and_label(accesskit::Role::Note, name).rect();
    assert!((now.center() - at.center() - Vec2::new(30.0, 20.0)).length() < 2.0);
    assert_eq!(label(&w), "Move note \"Ask the regulator\"");
    let corner = now.right_bottom();
    let before = note(&w).rect;
    w.drag(corner, corner + Vec2::new(40.0, 25.0));
    let after = note(&w).rect;
    assert!(after.width() > before.width() && after.height() > before.height());
    // A guide may have drawn it to half a unit, which a new size rounds.
    assert!((after.origin() - before.origin()).hypot() < 1.0);
    assert_eq!(label(&w), "Resize note \"Ask the regulator\"");
    w.double_click(now.center());
    assert!(w.has("Text of the note"));
    w.type_text("Done");
    w.keys(NONE, Key::Escape);
    w.keys(NONE, Key::Enter);
    assert!(w.has("Text of the note"), "Enter opens what is selected");
    w.keys(NONE, Key::Escape);
    assert_eq!(note(&w).text, "Ask the regulator\nbefore summer", "Escape keeps the old text");
    w.save();
    let saved = load(&std::fs::read(w.file()).unwrap()).unwrap().document;
    assert_eq!(&saved, w.document());
    w.keys(NONE, Key::Delete);
    assert!(!w.has(name));
    assert_eq!(label(&w), "Remove note \"Ask the regulator\"");
    w.keys(CTRL, Key::Z);
    assert!(w.has(name));
    // A note that gets no text goes again.
    w.keys(NONE, Key::N);
    w.keys(NONE, Key::Escape);
    assert_eq!(shown(&w).annotations().count(), 1);
}

#[test]
fn a_frame_takes_along_what_stands_fully_on_it() {
    let mut w = Window::bank("frame");
    w.click(w.at("Partner / supplier VeriFace"));
    w.keys(NONE, Key::F);
    w.type_text("Suppliers");
    w.keys(NONE, Key::Enter);
    assert_eq!(note(&w).kind, AnnotationKind::Frame);
    let rect = |w: &Window, label: &str| w.harness.get_by_label(label).rect();
    let (frame, veriface) = (rect(&w, "Frame Suppliers"), rect(&w, "Partner / supplier VeriFace"));
    assert!(frame.contains_rect(veriface));
    let app = rect(&w, "Technology Mobile app");
    let hold = Pos2::new(frame.right() - 6.0, frame.bottom() - 6.0);
    w.move_to(hold);
    w.button(hold, true);
    // Escape takes the drag back.
    w.move_to(hold + Vec2::new(0.0, 50.0));
    w.keys(NONE, Key::Escape);
    w.button(hold + Vec2::new(0.0, 50.0), false);
    assert_eq!(rect(&w, "Frame Suppliers"), frame);
    let hold = Pos2::new(frame.left() + 6.0, frame.bottom() - 6.0);
    w.drag(hold, hold + Vec2::new(-10.0, 30.0));
    assert!(
        (rect(&w, "Partner / supplier VeriFace").center() - veriface.center() - Vec2::new(-10.0, 30.0)).length() < 2.0
    );
    // The drag began at the border, so that the view came along sideways.
    assert_eq!(rect(&w, "Technology Mobile app").y_range(), app.y_range());
    assert_eq!(label(&w), "Move frame \"Suppliers\"");
    let place = |w: &Window| shown(w).placements.get(&ElementId::from("pa.idv")).map(Placement::origin);
    let moved = place(&w);
    w.keys(CTRL, Key::Z);
    assert_ne!(place(&w), moved);
}

#[test]
fn a_group_moves_its_members_and_ungrouping_leaves_them() {
    let mut w = Window::bank("group");
    let rect = |w: &Window, label: &str| w.harness.get_by_label(label).rect();
    w.click(w.at("Partner / supplier VeriFace"));
    let other = w.at("Partner / supplier CreditFile");
    w.harness.event(Event::PointerMoved(other));
    w.harness.event(Event::ModifiersChanged(Modifiers::SHIFT));
    for pressed in [true, false] {
        let modifiers = Modifiers::SHIFT;
        let button = eframe::egui::PointerButton::Primary;
        w.harness.event(Event::PointerButton { pos: other, button, pressed, modifiers });
        w.harness.step();
    }
    w.harness.event(Event::ModifiersChanged(NONE));
    w.run();
    assert!(w.has_part("2 selected"));
    w.keys(CTRL, Key::G);
    w.type_text("Checks");
    w.keys(NONE, Key::Enter);
    assert_eq!(note(&w).members.len(), 2);
    let before = (rect(&w, "Partner / supplier VeriFace"), rect(&w, "Partner / supplier CreditFile"));
    let group = rect(&w, "Group Checks");
    let hold = Pos2::new(group.left() + 4.0, group.top() + 4.0);
    w.drag(hold, hold + Vec2::new(-8.0, 12.0));
    let after = (rect(&w, "Partner / supplier VeriFace"), rect(&w, "Partner / supplier CreditFile"));
    for (a, b) in [(before.0, after.0), (before.1, after.1)] {
        assert!((b.center() - a.center() - Vec2::new(-8.0, 12.0)).length() < 2.0);
    }
    w.keys(CTRL | Modifiers::SHIFT, Key::G);
    assert_eq!(shown(&w).annotations().count(), 0);
    assert!(w.has("Partner / supplier VeriFace"));
}

#[test]
fn what_is_in_the_model_is_offered_before_a_twin_is_made() {
    let mut w = Window::bank("existing");
    w.pick(&["New view", "Empty"]);
    let middle = w.harness.get_by_label("Canvas area").rect().center();
    w.double_click(middle);
    w.type_text("VeriFace");
    assert!(w.has("Add VeriFace to this view"));
    w.keys(NONE, Key::Enter);
    assert_eq!(w.document().elements().len(), 58);
    assert!(w.has("Partner / supplier VeriFace"));
    assert_eq!(label(&w), "Add VeriFace to the view");
    let before = w.harness.get_by_label("Partner / supplier VeriFace").rect();
    w.pick(&["Menu", "Arrange", "Add neighbours to this view"]);
    assert!(w.has("Stage Verify identity"));
    assert_eq!(w.harness.get_by_label("Partner / supplier VeriFace").rect(), before, "nothing else moves");
}

#[test]
fn a_tab_has_a_menu_of_its_own() {
    let mut w = Window::bank("tab-menu");
    let tab = w.harness.get_by_role_and_label(accesskit::Role::Tab, "Canvas").rect().center();
    w.harness.event(Event::PointerMoved(tab));
    for pressed in [true, false] {
        let button = eframe::egui::PointerButton::Secondary;
        w.harness.event(Event::PointerButton { pos: tab, button, pressed, modifiers: NONE });
        w.harness.step();
    }
    w.run();
    assert_eq!(w.session().on_show(), &OnShow::Canvas, "the menu is about the tab that was clicked");
    w.pick(&["Duplicate view"]);
    assert_eq!(w.tabs(), ["Canvas", "Canvas 2", "Whole model"]);
    assert_eq!(shown(&w).name, "Canvas 2");
}

/// Presses Tab until a button has the keyboard.
fn tab_to(w: &mut Window, name: &str) {
    for _ in 0..300 {
        w.keys(NONE, Key::Tab);
        if w.harness.get_by_role_and_label(accesskit::Role::Button, name).is_focused() {
            return;
        }
    }
    panic!("Tab does not lead to {name}");
}

#[test]
fn zones_are_buttons_that_the_keyboard_and_screen_readers_press() {
    let mut w = Window::on_canvas("zone-buttons");
    for (zone, key) in [
        ("Partners & suppliers, zone", Some(Key::Enter)),
        ("Locations, zone", Some(Key::Space)),
        ("Partners & suppliers, zone", None),
    ] {
        let before = w.document().elements().len();
        match key {
            Some(key) => {
                tab_to(&mut w, zone);
                assert_eq!(w.document().elements().len(), before, "reaching it adds nothing");
                w.keys(NONE, key);
            }
            None => {
                w.harness.get_by_role_and_label(accesskit::Role::Button, zone).click_accesskit();
                w.run();
            }
        }
        assert_eq!(w.document().elements().len(), before + 1, "{zone}");
        assert!(w.session().naming.as_ref().is_some_and(|n| n.text.is_empty()), "its name is open");
        w.type_text("Somebody");
        w.keys(NONE, Key::Enter);
        // The next one opens; without a name it goes again.
        w.keys(NONE, Key::Escape);
        assert!(label(&w).ends_with("\"Somebody\""), "{}", label(&w));
    }
    // A pointer still works on the canvas beneath.
    let zone = w.harness.get_by_role_and_label(accesskit::Role::Button, "Partners & suppliers, zone").rect();
    w.double_click(zone.left_top() + Vec2::splat(4.0));
    assert!(w.session().naming.is_some());
}

#[test]
fn what_has_no_room_is_told_by_a_button() {
    let mut json: serde_json::Value = serde_json::from_slice(&example("bank")).unwrap();
    let partners =
        (0..80).map(|i| serde_json::json!({"id": format!("x{i}"), "kind": "partner", "name": format!("Extra {i}")}));
    json["elements"].as_array_mut().unwrap().extend(partners);
    json["views"] = serde_json::json!([{"id": "c", "kind": "canvas", "name": "Canvas", "options": {"shape": "a4"}}]);
    let mut w = Window::open("more-button", Some(&serde_json::to_vec(&json).unwrap()));
    let name = w.harness.get_by_label_contains("more in Partners").accesskit_node().label().unwrap();
    tab_to(&mut w, &name);
    w.keys(NONE, Key::Enter);
    assert!(w.has_part("No room on this page: "));
}
