//! Finding and going: one gets to what one looks for, sees what is near it, and goes back and forth in what was done.

use crate::support;
use crate::window;

use eframe::egui::accesskit::Role;
use eframe::egui::{self, Key, Modifiers};
use egui_kittest::kittest::Queryable;
use opcanvas::editor::session::go::Target;
use opcanvas::editor::session::outline::Branch;
use opcanvas::editor::session::selecting::Pick;
use opcanvas::editor::session::{NewView, OnShow};
use opcanvas::editor::{Command, Session};
use opcanvas::format::load;
use opcanvas::geom::{Point, Size, encloses};
use opcanvas::model::{ElementId, ElementKind};
use opcanvas::scene::Owner;
use opcanvas::theme::Mode;
use window::{CTRL, Window};

/// The bank in its diagram of the whole model, as a window of common size shows it.
fn bank() -> Session {
    let bytes = std::fs::read("assets/examples/bank.opcanvas.json").unwrap();
    let mut session = Session::untitled(load(&bytes).unwrap().document);
    session.canvas = Size::new(900.0, 700.0);
    session.show_tab(OnShow::Diagram);
    let _ = session.show(Mode::Light);
    session
}

fn named(session: &Session, name: &str) -> ElementId {
    session.document().elements().values().find(|e| e.name == name).unwrap_or_else(|| panic!("{name}")).id.clone()
}

fn select(session: &mut Session, name: &str) -> ElementId {
    let id = named(session, name);
    session.select(Some(Owner::Element(id.clone())));
    id
}

fn names(session: &Session) -> Vec<String> {
    let ids = session.selected_elements();
    ids.iter().map(|id| session.document().element(id).unwrap().name.to_string()).collect()
}

fn said(session: &mut Session) -> String {
    session.take_notices().into_iter().map(|n| n.text).collect::<Vec<_>>().join(" | ")
}

#[test]
fn a_flight_is_seen_on_its_way_while_the_camera_is_there_at_once() {
    let mut s = bank();
    let start = s.camera;
    let id = named(&s, "VeriFace");
    assert!(s.select_and_fly(&Owner::Element(id.clone())));
    let place = s.place_of(&Owner::Element(id)).unwrap();
    assert!(encloses(s.camera.window(s.canvas), place), "what acts now acts there");
    assert_ne!(s.camera, start);
    assert!(s.is_flying());
    assert_eq!(s.seen(), start);
    s.now = 0.08;
    let between = s.seen();
    assert!(between != start && between != s.camera);
    s.now = 0.17;
    assert!(!s.is_flying());
    assert_eq!(s.seen(), s.camera);
}

#[test]
fn whatever_moves_the_camera_ends_the_flight_and_nothing_flies_where_nothing_may_move() {
    let mut s = bank();
    let (one, other) = (named(&s, "VeriFace"), named(&s, "CreditFile"));
    s.select_and_fly(&Owner::Element(one));
    assert!(s.is_flying());
    s.camera.pan(opcanvas::geom::Vec2::new(10.0, 0.0));
    assert!(!s.is_flying());
    assert_eq!(s.seen(), s.camera);
    s.still = true;
    s.fit_all(Mode::Light);
    s.select_and_fly(&Owner::Element(other));
    assert!(!s.is_flying());
}

#[test]
fn finding_previews_hit_by_hit_and_escape_restores_camera_and_selection() {
    let mut s = bank();
    select(&mut s, "CreditFile");
    let before = (s.camera, s.selection().clone());
    s.begin_find();
    s.set_find_text("VÉRI");
    let found = s.found();
    assert!(found.hits >= 2, "{found:?}");
    assert_eq!(found.words(), format!("1 of {}", found.hits));
    let first = s.selection().clone();
    s.find_step(true);
    assert_eq!(s.found().at, Some(1));
    assert_ne!(*s.selection(), first);
    s.find_step(false);
    assert_eq!(*s.selection(), first);
    s.find_step(false);
    assert_eq!(s.found().at, Some(found.hits - 1), "before the first comes the last");
    let lit = s.lit().unwrap();
    assert_eq!(lit.len(), found.hits);
    s.cancel_find();
    assert_eq!((s.camera, s.selection().clone()), before);
    assert!(s.lit().is_none() && !s.is_finding());
    assert_eq!(s.document(), &load(&std::fs::read("assets/examples/bank.opcanvas.json").unwrap()).unwrap().document);
}

#[test]
fn finding_takes_kinds_verbs_and_notes_too_and_enter_keeps_the_hit() {
    let mut s = bank();
    s.begin_find();
    s.set_find_text("supplies");
    s.found();
    let lit = s.lit().unwrap();
    assert!(lit.iter().any(|o| matches!(o, Owner::Relation(_))), "{lit:?}");
    s.set_find_text("partner");
    assert!(s.lit().unwrap().contains(&Owner::Element(named(&s, "VeriFace"))), "by its kind");
    s.set_find_text("qqq");
    assert_eq!(s.found().words(), "Nothing found");
    s.set_find_text("veriface");
    s.keep_found();
    assert_eq!(names(&s), ["VeriFace"]);
    assert!(!s.is_finding());
}

#[test]
fn what_is_not_in_the_view_is_offered_and_can_be_added_or_gone_to() {
    let mut s = bank();
    s.new_view(&NewView::Empty);
    let empty = s.on_show().clone();
    s.begin_find();
    s.set_find_text("veriface");
    let found = s.found();
    let id = named(&s, "VeriFace");
    assert_eq!((found.hits, found.elsewhere.as_slice()), (0, &[id.clone()][..]));
    s.add_found(&id);
    assert!(s.plan().node(&id).is_some());
    assert_eq!(s.found().hits, 1, "the search sees it at once");
    s.undo();
    s.set_find_text("verifac");
    s.go_to_found(&id);
    assert_ne!(*s.on_show(), empty);
    assert_eq!(names(&s), ["VeriFace"]);
}

#[test]
fn go_to_finds_elements_relations_views_and_settings_and_goes_there() {
    let mut s = bank();
    let go = |s: &mut Session, text: &str| {
        s.begin_go_to();
        s.set_go_to_text(text);
        s.go_to_offers().to_vec()
    };
    let offers = go(&mut s, "veriface");
    let id = named(&s, "VeriFace");
    assert_eq!(offers[0].target, Target::Element(id.clone()));
    assert!(offers.iter().any(|o| o.label.starts_with("VeriFace supplies")), "{offers:?}");
    assert_eq!(s.take_offer(0), None);
    assert_eq!(names(&s), ["VeriFace"]);
    assert!(!s.is_going());
    let offers = go(&mut s, "dark theme");
    assert_eq!(offers[0].target, Target::Command(Command::ThemeDark));
    assert_eq!(s.take_offer(0), Some(Command::ThemeDark));
    let offers = go(&mut s, "canvas");
    let canvas = offers.iter().position(|o| matches!(o.target, Target::View(_))).unwrap();
    s.take_offer(canvas);
    assert!(s.is_canvas());
    // An element that the view on show lacks is gone to where it is.
    s.new_view(&NewView::Empty);
    let offers = go(&mut s, "veriface");
    assert!(offers[0].detail.contains("not in this view"), "{offers:?}");
    s.take_offer(0);
    assert!(s.plan().node(&id).is_some());
    let offers = go(&mut s, "veriface supplies");
    s.take_offer(0);
    assert!(matches!(offers[0].target, Target::Relation(_)));
    assert!(s.selection().iter().all(|o| matches!(o, Owner::Relation(_))));
    assert!(go(&mut s, "").len() <= 50);
}

#[test]
fn lists_of_ten_thousand_are_made_once_and_not_again_while_nothing_changes() {
    let mut s = Session::untitled(support::model(10_000, 0));
    s.canvas = Size::new(900.0, 700.0);
    // Where nothing has to be laid out, so that only the lists are at work.
    s.new_view(&NewView::Empty);
    s.begin_go_to();
    for text in ["r", "re", "ret", "reta", "retail"] {
        s.set_go_to_text(text);
        assert!((1..=50).contains(&s.go_to_offers().len()));
        let _ = s.outline();
    }
    let built = s.lists_built();
    assert!(built <= 3, "{built}");
    for _ in 0..100 {
        let _ = (s.outline(), s.go_to_offers().len());
    }
    assert_eq!(s.lists_built(), built);
    let id = s.document().elements().keys().next().unwrap().clone();
    s.set_name(&id, "Renamed");
    let _ = s.outline();
    s.set_go_to_text("renamed");
    assert_eq!(s.go_to_offers()[0].label, "Renamed");
    assert_eq!(s.lists_built(), built + 3);
}

#[test]
fn the_outline_is_a_tree_by_kind_and_whole_with_a_filter() {
    let mut s = bank();
    let rows = s.outline();
    assert!(rows.iter().all(|r| r.depth == 0 && !r.open && r.count > 0));
    assert!(!rows.iter().any(|r| r.branch == Branch::Kind(ElementKind::Stage)), "stages stand under their stream");
    let stage = named(&s, "Decide credit");
    let at = s.reveal_in_outline(&stage).unwrap();
    let rows = s.outline();
    assert_eq!((rows[at].depth, &rows[at].branch), (2, &Branch::Element(stage.clone())));
    // By name, with what it stands under.
    s.set_outline_filter("décide");
    let rows = s.outline();
    assert!(rows.iter().any(|r| r.branch == Branch::Element(stage.clone())));
    assert!(rows.len() < 12, "{rows:?}");
    // By another word for a kind.
    s.set_outline_filter("vendor");
    let rows = s.outline();
    assert!(rows.iter().any(|r| r.branch == Branch::Element(named(&s, "VeriFace"))), "{rows:?}");
    s.choose_in_outline(&stage);
    assert_eq!(names(&s), ["Decide credit"]);
}

#[test]
fn an_element_is_dragged_from_the_outline_into_a_diagram_but_not_onto_a_canvas() {
    let mut s = bank();
    s.new_view(&NewView::Empty);
    let id = named(&s, "VeriFace");
    s.drop_from_outline(&id, Point::new(300.0, 200.0));
    let node = s.plan().node(&id).unwrap().rect;
    assert!(node.contains(Point::new(300.0, 200.0)));
    assert_eq!(s.undo_label().as_deref(), Some("Add VeriFace to the view"));
    let steps = s.steps();
    s.drop_from_outline(&id, Point::new(900.0, 200.0));
    assert_eq!(s.steps(), steps, "it is there already");
    assert!(said(&mut s).contains("in this view already"));
}

#[test]
fn selecting_by_relation_and_likeness_stays_in_the_view_and_says_how_many() {
    let mut s = bank();
    let picked = |s: &mut Session, name: &str, what| {
        select(s, name);
        s.pick(what);
        let text = said(s);
        (names(s), text)
    };
    let (all, text) = picked(&mut s, "VeriFace", Pick::SameKind);
    assert!(all.contains(&"CreditFile".to_owned()) && text.contains(&format!("{} elements selected", all.len())));
    let (down, _) = picked(&mut s, "VeriFace", Pick::Downstream);
    let (up, _) = picked(&mut s, "VeriFace", Pick::Upstream);
    assert!(down.contains(&"Verify identity".to_owned()), "{down:?}");
    assert!(!up.contains(&"Verify identity".to_owned()), "{up:?}");
    let (near, _) = picked(&mut s, "VeriFace", Pick::Neighbours);
    assert!(near.len() >= 2 && near.len() < down.len());
    let (same, _) = picked(&mut s, "Decide credit", Pick::SameOwner);
    assert!(same.contains(&"Decide credit".to_owned()));
    let (others, _) = picked(&mut s, "VeriFace", Pick::Others);
    assert_eq!(others.len(), s.plan().nodes.len() - 1);
    s.pick(Pick::RelationsOnly);
    assert!(s.selection().iter().all(|o| matches!(o, Owner::Relation(_))) && !s.selection().is_empty());
    s.pick(Pick::Nothing);
    assert!(s.selection().is_empty());
    s.pick(Pick::ElementsOnly);
    assert_eq!(s.selection().len(), s.plan().nodes.len());
    let stream = s.document().elements().values().find(|e| e.kind == ElementKind::ValueStream).unwrap().clone();
    let (inside, _) = picked(&mut s, &stream.name, Pick::Inside);
    assert!(!inside.is_empty() && !inside.contains(&stream.name.to_string()));
    assert_eq!(s.steps(), 0, "selecting changes nothing");
}

#[test]
fn what_cannot_be_selected_says_why() {
    let mut s = bank();
    assert_eq!(Command::SelectUpstream.enabled(Some(&s)), Err("Select an element first"));
    assert_eq!(Command::SelectNothing.enabled(Some(&s)), Err("Nothing is selected"));
    assert_eq!(Command::ToggleFocus.enabled(Some(&s)), Err("Select an element first"));
    select(&mut s, "VeriFace");
    assert_eq!(Command::SelectUpstream.enabled(Some(&s)), Ok(()));
    assert_eq!(Command::SelectInside.enabled(Some(&s)), Err("What is selected contains nothing"));
}

#[test]
fn focus_lights_neighbours_to_a_depth_and_dims_the_rest() {
    let mut s = bank();
    let id = select(&mut s, "VeriFace");
    assert!(s.lit().is_none(), "a selection alone dims nothing on a diagram");
    s.toggle_focus();
    assert_eq!(s.focus_depth(), Some(1));
    assert_eq!(s.focus_words().as_deref(), Some("Focus: VeriFace, depth 1"));
    let near = s.lit().unwrap();
    assert!(near.contains(&Owner::Element(id)) && near.contains(&Owner::Element(named(&s, "Verify identity"))));
    assert!(near.iter().any(|o| matches!(o, Owner::Relation(_))));
    s.set_focus_depth(9);
    assert_eq!(s.focus_depth(), Some(4));
    assert!(s.lit().unwrap().len() > near.len());
    s.select(None);
    assert!(s.lit().is_some(), "it stays on what it was begun with");
    s.toggle_focus();
    assert!(s.lit().is_none() && s.focus_depth().is_none());
}

#[test]
fn one_is_lost_only_when_nothing_is_in_sight_and_finds_back() {
    let mut s = bank();
    assert!(!s.is_lost());
    s.camera.pan(opcanvas::geom::Vec2::new(1e5, 0.0));
    assert!(s.is_lost());
    s.fly_home(Mode::Light);
    assert!(!s.is_lost());
    s.new_view(&NewView::Empty);
    let _ = s.show(Mode::Light);
    assert!(!s.is_lost(), "an empty diagram has nothing to go back to");
}

#[test]
fn the_map_shows_itself_for_large_drawings_and_as_is_chosen() {
    let mut s = bank();
    assert!(!s.shows_map(), "all is seen");
    s.toggle_map();
    assert!(s.shows_map());
    s.toggle_map();
    s.camera.zoom_at(Point::new(0.0, 0.0), 8.0);
    assert!(!s.shows_map(), "what was chosen stays");
    s.look_at(Point::new(50.0, 60.0));
    assert!(s.camera.window(s.canvas).center().distance(Point::new(50.0, 60.0)) < 1e-9);
}

#[test]
fn the_history_goes_to_any_step_and_survives_saving() {
    let mut s = bank();
    let start = s.document().clone();
    let id = named(&s, "VeriFace");
    for name in ["A", "B", "C", "D"] {
        s.set_name(&id, name);
    }
    let end = s.document().clone();
    assert_eq!((s.steps(), s.steps_done()), (4, 4));
    assert_eq!(s.past(1).unwrap().label, "Rename A to B");
    s.travel_to(2);
    assert_eq!(s.document().element(&id).unwrap().name, "B");
    assert_eq!((s.steps(), s.steps_done()), (4, 2));
    assert_eq!(s.past(2).map(|p| (p.label, p.undone)), Some(("Rename B to C".to_owned(), true)));
    assert!(said(&mut s).contains("Undid 2 steps, the last: Rename B to C"));
    s.travel_to(99);
    assert_eq!(*s.document(), end);
    s.travel_to(0);
    assert_eq!(*s.document(), start);
    assert_eq!(s.steps(), 4);
    assert_eq!(s.saved_at(), None);
}

#[test]
fn undo_flies_to_what_it_changed_and_offers_to_show_what_another_view_has() {
    let mut s = bank();
    let id = named(&s, "VeriFace");
    s.set_name(&id, "Renamed");
    s.camera.pan(opcanvas::geom::Vec2::new(1e4, 0.0));
    s.undo();
    let place = s.place_of(&Owner::Element(id.clone())).unwrap();
    assert!(encloses(s.camera.window(s.canvas), place));
    assert!(s.is_flying());
    said(&mut s);
    s.redo();
    s.new_view(&NewView::Empty);
    let empty = s.on_show().clone();
    s.set_name(&id, "Again");
    said(&mut s);
    s.undo();
    let text = said(&mut s);
    assert!(s.offers_to_show(&text), "{text}");
    s.show_elsewhere();
    assert_ne!(*s.on_show(), empty);
    assert_eq!(names(&s), ["Renamed"]);
    assert!(!s.offers_to_show(&text));
}

#[test]
fn undoing_in_another_view_offers_to_show_that_view() {
    let mut s = bank();
    let id = select(&mut s, "VeriFace");
    s.nudge_selection(opcanvas::geom::Vec2::new(10.0, 0.0));
    select(&mut s, "CreditFile");
    s.nudge_selection(opcanvas::geom::Vec2::new(10.0, 0.0));
    let diagram = s.on_show().clone();
    s.show_tab(OnShow::Canvas);
    assert!(s.is_canvas());
    said(&mut s);
    s.undo();
    let text = said(&mut s);
    assert!(s.is_canvas() && s.offers_to_show(&text), "{text}");
    s.show_elsewhere();
    assert_eq!(*s.on_show(), diagram);
    assert!(s.plan().node(&id).is_some());
}

// --- in the window ---

const CTRL_SHIFT: Modifiers = Modifiers { shift: true, ..CTRL };

fn selected(w: &Window) -> Vec<String> {
    names(w.session())
}

#[test]
fn the_search_bar_goes_from_hit_to_hit_and_escape_brings_back() {
    let mut w = Window::bank("go-find");
    w.click(w.at("Partner / supplier CreditFile"));
    let before = w.session().camera;
    w.keys(CTRL, Key::F);
    assert!(w.has("Find in this view"));
    w.type_text("verif");
    assert!(w.has_part("1 of "));
    assert_ne!(selected(&w), ["CreditFile"]);
    w.keys(Modifiers::NONE, Key::ArrowDown);
    assert!(w.has_part("2 of "));
    w.keys(Modifiers::NONE, Key::ArrowUp);
    assert!(w.has_part("1 of "));
    w.keys(Modifiers::NONE, Key::Escape);
    assert!(!w.has("Find in this view"));
    assert_eq!(selected(&w), ["CreditFile"]);
    assert_eq!(w.session().camera, before);
    // Enter keeps.
    w.keys(CTRL, Key::F);
    w.type_text("veriface");
    w.keys(Modifiers::NONE, Key::Enter);
    assert!(!w.has("Find in this view"));
    assert_eq!(selected(&w), ["VeriFace"]);
    // The buttons.
    w.keys(CTRL, Key::F);
    w.type_text("verif");
    w.harness.get_by_label("Next hit").click();
    w.run();
    assert!(w.has_part("2 of "));
    w.harness.get_by_label("Close the search").click();
    w.run();
    assert!(!w.session().is_finding());
}

#[test]
fn ctrl_p_lists_by_name_and_enter_goes_there() {
    let mut w = Window::bank("go-to");
    w.keys(CTRL, Key::P);
    w.type_text("veriface");
    assert!(w.has("VeriFace, Partner / supplier"));
    w.keys(Modifiers::NONE, Key::ArrowDown);
    w.keys(Modifiers::NONE, Key::ArrowUp);
    w.keys(Modifiers::NONE, Key::Enter);
    assert!(!w.session().is_going());
    assert_eq!(selected(&w), ["VeriFace"]);
    w.keys(CTRL, Key::P);
    w.type_text("canvas");
    w.harness.get_by_label("Canvas, View").click();
    w.run();
    assert!(w.session().is_canvas());
    w.keys(CTRL, Key::P);
    w.keys(Modifiers::NONE, Key::Escape);
    assert!(!w.session().is_going());
    assert_eq!(w.session().steps(), 0);
}

#[test]
fn the_outline_is_a_tree_for_the_pointer_the_keyboard_and_screen_readers() {
    let mut w = Window::bank("go-outline");
    let document = w.document();
    let n = document.index().of_kind(ElementKind::Partner).filter(|id| document.parent(id).is_none()).count();
    let partners = format!("{}, {n}", document.metamodel().kind(ElementKind::Partner).unwrap().short);
    w.harness.get_by_role_and_label(Role::TreeItem, &partners).click();
    w.run();
    let row = |w: &Window, name: &str| w.harness.query_by_role_and_label(Role::TreeItem, name).is_some();
    assert!(row(&w, "VeriFace"));
    assert!(w.harness.query_by_role_and_label(Role::Tree, "Outline of the model").is_some());
    // The tree has the keyboard now: on from the kind to its elements.
    w.keys(Modifiers::NONE, Key::ArrowDown);
    w.keys(Modifiers::NONE, Key::Enter);
    let first = selected(&w);
    assert_eq!(first.len(), 1);
    w.type_text("veri");
    w.keys(Modifiers::NONE, Key::Enter);
    assert_eq!(selected(&w), ["VeriFace"]);
    w.keys(Modifiers::NONE, Key::ArrowLeft);
    w.keys(Modifiers::NONE, Key::ArrowLeft);
    assert!(!row(&w, "VeriFace"), "the kind is closed again");
    // A filter opens what it finds.
    let field = w.at("Filter the outline");
    w.click(field);
    w.type_text("vendor");
    assert!(row(&w, "VeriFace"));
    // A double-click renames on the drawing.
    let at = w.harness.get_by_role_and_label(Role::TreeItem, "VeriFace").rect().center();
    w.double_click(at);
    assert!(w.session().naming.is_some());
}

#[test]
fn a_row_of_the_outline_is_dragged_onto_an_empty_diagram() {
    let mut w = Window::bank("go-drag");
    w.harness.get_by_label("Filter the outline").focus();
    w.run();
    w.type_text("veriface");
    let mut mine = None;
    for (i, tab) in w.session().tabs().iter().enumerate() {
        mine = mine.or((tab.name == "Whole model").then_some(i));
    }
    assert!(mine.is_some());
    let row = w.harness.get_by_role_and_label(Role::TreeItem, "VeriFace").rect().center();
    w.drag(row, egui::pos2(800.0, 400.0));
    assert!(w.has_part("in this view already"));
    assert_eq!(w.session().steps(), 0);
}

#[test]
fn focus_takes_the_digits_and_ends_with_escape_before_the_selection_does() {
    let mut w = Window::bank("go-focus");
    w.click(w.at("Partner / supplier VeriFace"));
    w.keys(Modifiers::SHIFT, Key::F);
    assert!(w.has_part("Focus: VeriFace, depth 1"));
    w.keys(Modifiers::NONE, Key::Num3);
    assert_eq!(w.session().focus_depth(), Some(3));
    w.harness.get_by_label("Nearer").click();
    w.run();
    assert!(w.has_part("Focus: VeriFace, depth 2"));
    w.click(w.at("Partner / supplier VeriFace"));
    w.keys(Modifiers::NONE, Key::Escape);
    assert_eq!(w.session().focus_depth(), None);
    assert_eq!(selected(&w), ["VeriFace"], "the selection stays until the next Escape");
}

#[test]
fn the_history_panel_goes_to_a_step_and_marks_where_it_was_saved() {
    let mut w = Window::bank("go-history");
    let at = w.at("Partner / supplier VeriFace");
    w.click(at);
    w.keys(Modifiers::SHIFT, Key::ArrowRight);
    w.save();
    w.click(w.at("Partner / supplier CreditFile"));
    w.keys(Modifiers::SHIFT, Key::ArrowRight);
    w.keys(CTRL_SHIFT, Key::H);
    assert!(w.has("Move CreditFile, now"));
    assert!(w.has("Move VeriFace, saved here"));
    w.harness.get_by_label("As it began").click();
    w.run();
    assert_eq!(w.session().steps_done(), 0);
    assert!(w.has("Move CreditFile, undone"));
    w.harness.get_by_label("Move VeriFace, undone, saved here").click();
    w.run();
    assert!(!w.session().is_dirty(), "gone to what the file holds");
    w.keys(CTRL_SHIFT, Key::H);
    assert!(!w.session().shows_history());
}

#[test]
fn who_is_lost_gets_a_button_back_and_m_shows_a_map_that_moves_the_camera() {
    let mut w = Window::bank("go-lost");
    assert!(!w.has("Map of the drawing"));
    w.keys(Modifiers::NONE, Key::M);
    let map = w.harness.get_by_label("Map of the drawing").rect();
    let before = w.session().camera;
    w.click(map.left_top() + egui::Vec2::splat(12.0));
    assert_ne!(w.session().camera, before);
    assert_eq!(w.session().steps(), 0);
    w.keys(Modifiers::NONE, Key::M);
    assert!(!w.has("Map of the drawing"));
    let drawing = w.harness.get_by_label("Canvas area").rect();
    w.keys(Modifiers::NONE, Key::H);
    for _ in 0..6 {
        w.drag(drawing.left_top() + egui::Vec2::splat(60.0), drawing.right_bottom() - egui::Vec2::splat(60.0));
    }
    w.harness.get_by_label("Back to content").click();
    w.run();
    assert!(!w.has("Back to content"));
}

#[test]
fn the_toast_of_undo_has_a_button_that_shows_what_another_view_has() {
    let mut w = Window::bank("go-show");
    for name in ["Partner / supplier VeriFace", "Partner / supplier CreditFile"] {
        w.click(w.at(name));
        w.keys(Modifiers::SHIFT, Key::ArrowRight);
    }
    w.tab("Canvas");
    w.keys(CTRL, Key::Z);
    assert!(w.session().is_canvas() && w.has_part("Undid: Move CreditFile"));
    w.harness.get_by_label("Show what changed").click();
    w.run();
    assert!(!w.session().is_canvas());
    assert!(!w.has("Show what changed"));
}
