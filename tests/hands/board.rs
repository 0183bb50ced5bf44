//! The keyboard alone, the canvas under the hand, and what a screen reader is told.

use crate::models;
use crate::names;
use crate::window;

use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};
use names::unnamed;
use opcanvas::edit::{Edit, EditError, apply};
use opcanvas::editor::Session;
use opcanvas::editor::gesture::{Event, Held, Tool, Under};
use opcanvas::editor::session::{Ending, Menu};
use opcanvas::format::{load, save, templates::Template};
use opcanvas::geom::{Point, Size, Vec2};
use opcanvas::model::{Document, ElementId, ElementKind, RelationKind};
use opcanvas::scene::Owner;
use opcanvas::theme::Mode;
use window::{CTRL, Window};

const NONE: Modifiers = Modifiers::NONE;

fn id_of(document: &Document, name: &str) -> ElementId {
    document.elements().values().find(|e| e.name == name).unwrap_or_else(|| panic!("no {name}")).id.clone()
}

fn name_of(session: &Session) -> String {
    session.single_element().map_or_else(String::new, |e| e.name.to_string())
}

fn select(session: &mut Session, name: &str) -> ElementId {
    let id = id_of(session.document(), name);
    session.select(Some(Owner::Element(id.clone())));
    id
}

fn canvas(document: Document) -> Session {
    let mut session = Session::untitled(document);
    session.canvas = Size::new(1200.0, 800.0);
    session.show(Mode::Light);
    session
}

fn stages(session: &Session, stream: &ElementId) -> Vec<String> {
    session.document().children(stream).iter().map(|s| s.name.to_string()).collect()
}

fn flows(session: &Session, from: &str, to: &str) -> bool {
    let document = session.document();
    let (from, to) = (id_of(document, from), id_of(document, to));
    document.index().between(&from, RelationKind::FlowsTo, &to).next().is_some()
}

fn sound(session: &Session) {
    assert_eq!(session.document().broken_invariants(), Vec::<String>::new());
}

fn drag(session: &mut Session, from: Point, to: Point, under: Under) {
    let held = Held::default();
    session.pointer(Event::Press { at: from, under, held, tool: Tool::Select });
    session.pointer(Event::Move { at: to, under: Under::Page, zoom: 1.0, held });
    session.pointer(Event::Release);
}

#[test]
fn appending_offers_the_likeliest_kind_first_beside_the_element() {
    let mut session = models::diagram(models::bank());
    let stage = select(&mut session, "Decide credit");
    let from = session.plan().node(&stage).unwrap().rect;
    session.append(Vec2::new(0.0, 1.0));
    let Some(Menu::Create { at, from: Some(source), .. }) = session.menu.clone() else { panic!("no menu") };
    assert_eq!(source, stage);
    assert!(at.y > from.y1 && (at.x - from.center().x).abs() < 500.0, "it is below");
    let offers = session.creatable("", Some(&stage));
    assert_eq!(offers[0].kind, ElementKind::Stage, "a stage leads to a stage");
    let steps = session.history().steps().len();
    session.create(&offers[0], Some(at), Some(&stage));
    session.naming.as_mut().unwrap().text = "Pay out".into();
    session.end_naming(Ending::Keep);
    assert_eq!(session.history().steps().len(), steps + 1, "one step");
    assert!(id_of(session.document(), "Pay out") != stage);
    sound(&session);
}

#[test]
fn a_sibling_of_a_stage_follows_it_and_the_chain_stays_one() {
    let mut session = models::diagram(models::bank());
    let stage = select(&mut session, "Decide credit");
    let stream = session.document().parent(&stage).unwrap().clone();
    let before = stages(&session, &stream);
    let at = before.iter().position(|s| s == "Decide credit").unwrap();
    session.create_sibling();
    session.naming.as_mut().unwrap().text = "Check twice".into();
    session.end_naming(Ending::Keep);
    let after = stages(&session, &stream);
    assert_eq!(after[at + 1], "Check twice");
    assert_eq!(after.len(), before.len() + 1);
    if flows_before(&before, &session) {
        assert!(flows(&session, "Decide credit", "Check twice"));
    }
    sound(&session);
    session.undo();
    assert_eq!(stages(&session, &stream), before);
}

fn flows_before(before: &[String], session: &Session) -> bool {
    before.windows(2).all(|p| flows(session, &p[0], &p[1]) || p[0] == "Decide credit")
}

#[test]
fn walking_follows_relations_in_a_direction_and_the_order_of_reading_reaches_all() {
    let mut session = models::diagram(models::chain(4));
    let order = session.reading_order();
    assert_eq!(order.len(), 4);
    session.select(None);
    let mut seen = Vec::new();
    for _ in 0..4 {
        session.walk_in_order(true);
        seen.push(session.single_element().unwrap().id.clone());
    }
    assert_eq!(seen, order);
    session.walk_in_order(true);
    assert!(session.keys.leaving.take().is_some(), "after the last one the keyboard leaves");
    session.walk_in_order(false);
    assert_eq!(session.single_element().unwrap().id, order[2]);
    let first = select(&mut session, "Technology 0");
    let plan = session.plan();
    let next = id_of(session.document(), "Technology 1");
    let by = plan.node(&next).unwrap().rect.center() - plan.node(&first).unwrap().rect.center();
    let towards = if by.x.abs() > by.y.abs() { Vec2::new(by.x.signum(), 0.0) } else { Vec2::new(0.0, by.y.signum()) };
    session.walk(towards);
    assert_eq!(name_of(&session), "Technology 1");
    session.walk(-towards);
    assert_eq!(name_of(&session), "Technology 0");
    session.walk_relations(true);
    assert!(matches!(session.selection().first(), Some(Owner::Relation(_))));
    session.walk_in_order(true);
    assert_eq!(name_of(&session), "Technology 0", "Tab leads from the relation back to the element");
}

#[test]
fn containers_are_read_before_what_they_hold() {
    for mut session in [models::diagram(models::bank()), canvas(models::bank())] {
        let order = session.reading_order();
        let plan = session.plan();
        let place = |id: &ElementId| order.iter().position(|o| o == id).unwrap();
        assert_eq!(order.len(), plan.nodes.len());
        for node in &plan.nodes {
            if let Some(parent) = node.parent {
                assert!(place(&plan.nodes[parent].element) < place(&node.element));
            }
        }
    }
}

#[test]
fn connecting_from_a_list_offers_only_what_is_legal_and_a_whole_name_first() {
    let mut session = models::diagram(models::bank());
    let partner = select(&mut session, "VeriFace");
    session.ask_target();
    assert!(matches!(session.menu, Some(Menu::Target { .. })));
    let targets = session.targets(&partner, "apply");
    assert_eq!(targets[0].label, "supplies Apply");
    let before = session.document().relations().len();
    session.connect_target(&targets[0]);
    assert_eq!(session.document().relations().len(), before + 1);
    assert!(session.targets(&partner, "retail customers").iter().all(|t| t.element != partner));
    sound(&session);
}

#[test]
fn two_selected_are_connected_the_first_with_the_second() {
    let mut session = models::diagram(models::chain(3));
    let (a, c) = (id_of(session.document(), "Technology 0"), id_of(session.document(), "Technology 2"));
    select(&mut session, "Technology 2");
    let held = Held { shift: true, ..Held::default() };
    let under = Under::Owner(Owner::Element(a.clone()));
    session.pointer(Event::Press { at: Point::ZERO, under, held, tool: Tool::Select });
    session.pointer(Event::Release);
    session.ask_target();
    let Some(Menu::Relation { source, target, .. }) = session.menu.clone() else { panic!("no choice") };
    assert_eq!((source, target), (c, a));
}

#[test]
fn several_are_renamed_one_after_the_other() {
    let mut session = models::diagram(models::chain(3));
    session.select_all();
    session.rename_selection();
    for (i, name) in ["One", "Two", "Three"].into_iter().enumerate() {
        assert_eq!(session.renaming_place(), Some((i + 1, 3)));
        session.naming.as_mut().unwrap().text = name.into();
        session.end_naming(Ending::Keep);
    }
    assert!(session.naming.is_none());
    assert_eq!(session.selection().len(), 3, "what was selected is selected again");
    for name in ["One", "Two", "Three"] {
        id_of(session.document(), name);
    }
    session.rename_selection();
    session.end_naming(Ending::Keep);
    session.end_naming(Ending::Before);
    assert_eq!(session.renaming_place(), Some((1, 3)));
}

#[test]
fn a_name_that_is_there_already_offers_the_element_that_has_it() {
    let mut session = models::diagram(models::bank());
    let n = session.document().elements().len();
    let steps = session.history().steps().len();
    session.create_headline(ElementKind::Partner);
    session.naming.as_mut().unwrap().text = "veriface".into();
    assert!(session.existing_words().unwrap().contains("\"VeriFace\""));
    session.end_naming(Ending::UseExisting);
    assert_eq!(session.document().elements().len(), n, "no twin");
    assert_eq!(name_of(&session), "VeriFace");
    assert!(session.history().steps().len() <= steps + 1);
    assert!(session.naming.is_none());
    sound(&session);
}

#[test]
fn changing_the_kind_keeps_what_is_legal_and_says_what_it_drops() {
    let mut session = models::diagram(models::bank());
    let id = select(&mut session, "VeriFace");
    let before = session.document().clone();
    let related = |d: &Document| d.relations().values().filter(|r| r.source == id || r.target == id).count();
    let offer = session.kind_offers("technology").into_iter().next().unwrap();
    assert_eq!(offer.what.kind, ElementKind::Technology);
    assert!(!offer.drops.is_empty(), "a technology supplies nothing");
    let place = session.plan().node(&id).map(|n| n.rect.origin());
    session.change_kind(&offer.what);
    let element = session.document().element(&id).unwrap().clone();
    assert_eq!((element.kind, element.name.as_str()), (ElementKind::Technology, "VeriFace"));
    assert!(related(session.document()) < related(&before));
    assert_eq!(session.plan().node(&id).map(|n| n.rect.origin()), place);
    assert!(session.history().to_undo().unwrap().label.starts_with("Change VeriFace to"));
    sound(&session);
    session.undo();
    assert_eq!(session.document(), &before);
    // The edit alone refuses what would leave a relation that may not be.
    let edit = Edit::SetKind(id, ElementKind::Culture);
    assert!(matches!(apply(&before, &[edit]), Err(EditError::MayNotConnect(_) | EditError::WrongType { .. })));
}

#[test]
fn every_kind_can_become_every_other_and_back_by_undo() {
    let document = models::bank();
    let mut session = models::diagram(document.clone());
    for element in document.elements().values() {
        session.select(Some(Owner::Element(element.id.clone())));
        for offer in session.kind_offers("") {
            session.change_kind(&offer.what);
            assert_eq!(session.document().element(&element.id).unwrap().kind, offer.what.kind);
            sound(&session);
            session.undo();
            session.select(Some(Owner::Element(element.id.clone())));
        }
    }
    assert_eq!(session.document(), &document);
}

#[test]
fn a_relation_changes_its_kind_between_the_same_two() {
    let mut session = models::diagram(models::chain(2));
    let id = session.document().relations().keys().next().unwrap().clone();
    session.select(Some(Owner::Relation(id.clone())));
    session.ask_kind();
    let Some(Menu::RelationKind { kinds, .. }) = session.menu.clone() else { panic!("no choice") };
    assert!(!kinds.contains(&RelationKind::DependsOn));
    session.change_relation_kind(&id, kinds[0]);
    assert_eq!(session.document().relation(&id).unwrap().kind, kinds[0]);
    sound(&session);
}

#[test]
fn a_stage_takes_another_place_in_its_stream_by_keys_and_by_dragging() {
    let mut session = canvas(models::bank());
    let stage = select(&mut session, "Decide credit");
    let stream = session.document().parent(&stage).unwrap().clone();
    let before = stages(&session, &stream);
    let at = before.iter().position(|s| s == "Decide credit").unwrap();
    session.move_in_order(true);
    assert_eq!(stages(&session, &stream).iter().position(|s| s == "Decide credit"), Some(at + 1));
    session.move_in_order(false);
    assert_eq!(stages(&session, &stream), before);
    let plan = session.plan();
    let rect = |id: &ElementId| plan.node(id).unwrap().rect;
    let first = id_of(session.document(), &before[0]);
    let to = Point::new(rect(&first).x0 + 2.0, rect(&first).center().y);
    drag(&mut session, rect(&stage).center(), to, Under::Owner(Owner::Element(stage.clone())));
    assert_eq!(stages(&session, &stream)[0], "Decide credit");
    sound(&session);
}

#[test]
fn a_stage_dragged_into_another_stream_becomes_part_of_it() {
    let mut session = canvas(models::bank());
    let stage = select(&mut session, "Decide credit");
    let document = session.document().clone();
    let stream = document.parent(&stage).unwrap().clone();
    let plan = session.plan();
    let other = plan
        .nodes
        .iter()
        .find(|n| {
            document.element(&n.element).is_some_and(|e| e.kind == ElementKind::ValueStream) && n.element != stream
        })
        .unwrap();
    let (from, to) = (plan.node(&stage).unwrap().rect.center(), other.rect.center());
    drag(&mut session, from, to, Under::Owner(Owner::Element(stage.clone())));
    assert_eq!(session.document().parent(&stage), Some(&other.element));
    assert!(!stages(&session, &stream).contains(&"Decide credit".to_owned()));
    sound(&session);
    session.undo();
    assert_eq!(session.document(), &document, "one step");
}

#[test]
fn a_click_on_an_empty_zone_and_on_the_plus_of_a_full_one_makes_a_card() {
    let mut session = canvas(load(Template::Blank.bytes()).unwrap().document);
    let plan = session.plan();
    let zone =
        plan.canvas.as_ref().unwrap().zones.iter().find(|z| z.slots.is_empty() && z.id.contains("part")).cloned();
    let zone = zone.unwrap_or_else(|| plan.canvas.as_ref().unwrap().zones[0].clone());
    let under = Under::Owner(Owner::Zone(zone.id.clone()));
    let click = |session: &mut Session, at: Point, under: Under| {
        session.pointer(Event::Press { at, under, held: Held::default(), tool: Tool::Select });
        session.pointer(Event::Release);
    };
    click(&mut session, zone.rect.center(), under.clone());
    session.naming.as_mut().expect("its name is open").text = "First".into();
    session.commit_naming();
    assert_eq!(session.document().elements().len(), 1);
    let plan = session.plan();
    let canvas = plan.canvas.as_ref().unwrap();
    let there = canvas.zone(&zone.id).unwrap();
    let beside = Point::new(there.rect.x1 - 3.0, there.rect.y1 - 3.0);
    click(&mut session, beside, under.clone());
    assert!(session.naming.is_none(), "beside the cards a click only lets go");
    let plus = canvas.plus(session.document(), there).center();
    click(&mut session, plus, under);
    assert!(session.naming.is_some());
}

#[test]
fn on_a_canvas_enter_opens_the_next_card_until_one_gets_no_name() {
    let mut w = Window::open("board-next", Some(Template::Blank.bytes()));
    w.keys(NONE, Key::Num3);
    for name in ["Alpha", "Beta", "Gamma"] {
        w.type_text(name);
        w.keys(NONE, Key::Enter);
    }
    assert!(w.session().naming.is_some(), "the next one is open");
    w.keys(NONE, Key::Escape);
    assert!(w.session().naming.is_none());
    assert_eq!(w.document().elements().len(), 3, "the one without a name is gone");
}

#[test]
fn tab_walks_the_drawing_and_leaves_it_and_f6_leads_round_the_panels() {
    let mut w = Window::open("board-tab", Some(&save(&models::chain(3))));
    w.tab("Whole model");
    w.keys(NONE, Key::F6);
    w.harness.get_by_label("Canvas area").focus();
    w.run();
    let mut seen = Vec::new();
    for _ in 0..3 {
        w.keys(NONE, Key::Tab);
        seen.push(name_of(w.session()));
    }
    seen.sort();
    assert_eq!(seen, ["Technology 0", "Technology 1", "Technology 2"]);
    let focused = |w: &Window| {
        let nodes = w.harness.query_all_by(|n| n.role() != Role::Window && n.is_focused());
        nodes.map(|n| n.accesskit_node().label().unwrap_or_default()).collect::<Vec<_>>().join("|")
    };
    assert!(focused(&w).starts_with("Technology"), "the keyboard is on the item: {}", focused(&w));
    w.keys(NONE, Key::Tab);
    assert!(!focused(&w).starts_with("Technology") && focused(&w) != "Canvas area", "left: {}", focused(&w));
    w.harness.get_by_label("Canvas area").focus();
    w.run();
    let mut places = Vec::new();
    for _ in 0..4 {
        w.keys(NONE, Key::F6);
        places.push(focused(&w));
    }
    let different: std::collections::BTreeSet<_> = places.iter().collect();
    assert_eq!(different.len(), 4, "{places:?}");
}

#[test]
fn what_is_on_the_canvas_is_told_with_its_place_and_state() {
    let mut w = Window::bank("board-told");
    w.click(w.at("Stage Decide credit"));
    let node = w.harness.get_by_label("Stage Decide credit");
    let told = node.accesskit_node().data().description().unwrap_or_default().to_owned();
    assert!(told.contains("part of") && told.contains("relations") && told.contains("selected"), "{told}");
    assert!(node.accesskit_node().raw_bounds().is_some());
}

#[test]
fn no_control_of_the_window_is_without_a_name() {
    let mut w = Window::open("board-start", None);
    assert_eq!(unnamed(&w.harness), Vec::<String>::new(), "start screen");
    drop(w);
    w = Window::on_canvas("board-names");
    assert_eq!(unnamed(&w.harness), Vec::<String>::new(), "canvas");
    w.tab("Whole model");
    assert_eq!(unnamed(&w.harness), Vec::<String>::new(), "diagram");
    let mut kinds = std::collections::BTreeMap::new();
    for element in w.document().elements().values() {
        kinds.entry(element.kind).or_insert_with(|| element.id.clone());
    }
    for _ in 0..w.document().elements().len() {
        w.harness.key_press_modifiers(NONE, Key::Tab);
        w.harness.run_steps(2);
        let Some(element) = w.session().single_element().cloned() else { continue };
        if kinds.remove(&element.kind).is_some() {
            assert_eq!(unnamed(&w.harness), Vec::<String>::new(), "inspector of {:?}", element.kind);
        }
    }
    w.click(w.at("Partner / supplier VeriFace"));
    for (what, held, key) in [
        ("name", NONE, Key::F2),
        ("kinds", NONE, Key::R),
        ("targets", NONE, Key::L),
        ("append", CTRL, Key::ArrowRight),
        ("add", NONE, Key::I),
        ("relation", NONE, Key::Period),
        ("export", CTRL, Key::E),
    ] {
        w.keys(held, key);
        assert_eq!(unnamed(&w.harness), Vec::<String>::new(), "{what}");
        w.keys(NONE, Key::Escape);
        if w.session().selection().is_empty() {
            w.click(w.at("Partner / supplier VeriFace"));
        }
    }
}

#[test]
fn the_first_removal_from_a_view_is_explained_and_deleting_says_what_goes() {
    let mut session = models::diagram(models::bank());
    session.take_notices();
    select(&mut session, "VeriFace");
    session.delete_from_view();
    let said: Vec<_> = session.take_notices().into_iter().map(|n| n.text).collect();
    assert!(said[0].contains("still in the model"), "{said:?}");
    select(&mut session, "CreditFile");
    session.delete_from_view();
    let said: Vec<_> = session.take_notices().into_iter().map(|n| n.text).collect();
    assert_eq!(said, ["Removed CreditFile from the view."]);
    select(&mut session, "Decide credit");
    session.delete_from_model();
    let said: Vec<_> = session.take_notices().into_iter().map(|n| n.text).collect();
    assert!(said[0].contains("relations") && said[0].contains("1 view"), "{said:?}");
}

#[test]
fn a_card_takes_the_next_slot_by_keys() {
    let mut session = canvas(models::bank());
    let plan = session.plan();
    let zone =
        plan.canvas.as_ref().unwrap().zones.iter().find(|z| z.slots.len() > 2 && !z.level && z.id != "vs").unwrap();
    let first = zone.slots[0].0.clone().unwrap();
    session.select(Some(Owner::Element(first.clone())));
    session.move_in_order(true);
    let after = session.plan();
    let slots = &after.canvas.as_ref().unwrap().zone(&zone.id).unwrap().slots;
    assert_eq!(slots.iter().position(|(id, _)| id.as_ref() == Some(&first)), Some(1));
}
