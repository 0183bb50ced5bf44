//! Exploring in the window and on the drawing: an outage, ways, single points of failure, the line of sight of a promise.

#![allow(clippy::unwrap_used, reason = "tests may fail loudly")]

use crate::names;
use crate::window;

use std::collections::BTreeSet;

use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};
use opcanvas::analysis::paths::Along;
use opcanvas::editor::Session;
use opcanvas::editor::gesture::{Event, Held, Tool, Under};
use opcanvas::editor::session::explore::{HOP, What};
use opcanvas::editor::session::{NewView, OnShow};
use opcanvas::export::{Format, render};
use opcanvas::format::load;
use opcanvas::geom::Size;
use opcanvas::model::ElementId;
use opcanvas::scene::light::{FULL, Tone};
use opcanvas::scene::{Look, Owner, build};
use opcanvas::theme::Mode;
use window::{CTRL, Window, example};

const NONE: Modifiers = Modifiers::NONE;

/// Selects an item of the drawing as a screen reader does.
fn select(w: &mut Window, name: &str) {
    let is_item = |role| matches!(role, Role::GraphicsObject | Role::GraphicsSymbol);
    let item = w.harness.query_all_by(|n| is_item(n.role()) && n.label().is_some_and(|l| l == name)).next();
    item.unwrap_or_else(|| panic!("{name}")).click_accesskit();
    w.run();
}

/// Runs a command by its name.
fn run(w: &mut Window, label: &str) {
    w.keys(CTRL, Key::K);
    w.type_text(label);
    w.keys(NONE, Key::Enter);
}

fn click(w: &mut Window, label: &str) {
    w.harness.get_by_label(label).click_accesskit();
    w.run();
}

/// What the session has selected.
fn selected(w: &Window) -> Option<String> {
    w.session().single_element().map(|e| e.id.to_string())
}

/// Nothing was done to the model: no step, nothing to save.
fn untouched(w: &Window) {
    assert!(w.session().history().to_undo().is_none() && !w.session().is_dirty());
}

fn newer() -> Vec<u8> {
    String::from_utf8(example("bank")).unwrap().replacen("\"version\": 1", "\"version\": 2", 1).into_bytes()
}

#[test]
fn switching_off_lists_what_is_lost_with_the_reason_and_is_no_edit() {
    for (test, bytes) in [("outage", example("bank")), ("outage-newer", newer())] {
        let mut w = Window::open(test, Some(&bytes));
        select(&mut w, "Partner / supplier Nordic Cloud");
        w.pick(&["Menu", "Explore", "Switch it off"]);
        assert!(w.has("100 % 3 of 3 value streams") && w.has("2 consumers"), "{:?}", w.labels_with("value stream"));
        assert!(w.has("Nordic Cloud switched off: 3 of 3 value streams lost"), "said over the drawing");
        let row = "Request to funds, Value stream, hop 4: needs its stage Request and quote";
        click(&mut w, row);
        assert_eq!(selected(&w).as_deref(), Some("vs.lend"));
        assert!(w.has("Step 1 of 4: Nordic Cloud supplies Container platform"), "the chain unfolds");
        assert!(w.has("Step 4 of 4: Request to funds contains Request and quote"));
        click(&mut w, "Step 2 of 4: Mobile app depends hard on Container platform");
        assert_eq!(selected(&w).as_deref(), Some("te.app"));
        // What is seen is told on the drawing too.
        let told = w.harness.get_by_role_and_label(Role::GraphicsObject, "Technology Mobile app");
        let told = told.accesskit_node().description().unwrap();
        assert!(told.contains("Lost at hop 2: depends hard on Container platform, which is supplied by"), "{told}");
        assert!(names::unnamed(&w.harness).is_empty() && names::twice(&w.harness).is_empty());
        w.keys(NONE, Key::Escape);
        assert!(w.session().exploring().is_none() && !w.has("100 % 3 of 3 value streams"));
        untouched(&w);
    }
}

#[test]
fn the_keyboard_goes_from_hit_to_hit_and_opens_nothing_to_type_into() {
    let mut w = Window::on_canvas("outage-keys");
    select(&mut w, "Technology Core ledger");
    run(&mut w, "Switch it off");
    let first = w.session().exploring().cloned();
    assert_eq!(first, Some(What::Outage("te.core".into())));
    w.keys(NONE, Key::ArrowDown);
    let at = selected(&w);
    w.keys(NONE, Key::ArrowDown);
    assert!(at.is_some() && selected(&w).is_some() && selected(&w) != at);
    w.keys(NONE, Key::ArrowUp);
    assert_eq!(selected(&w), at);
    // Enter would rename what is selected, and arrows would move it.
    w.keys(NONE, Key::Enter);
    assert!(w.session().naming.is_none());
    w.keys(NONE, Key::Escape);
    assert!(w.session().exploring().is_none());
    untouched(&w);
}

#[test]
fn what_cannot_be_explored_says_why() {
    use opcanvas::editor::Command::{LineOfSight, PathTo, SinglePoints, SwitchOff};
    let mut w = Window::on_canvas("explore-refused");
    let tooltip = |w: &Window, command: opcanvas::editor::Command| command.enabled(Some(w.session()));
    let why = "Select one partner, technology, process, role, unit or location first";
    assert_eq!(tooltip(&w, SwitchOff), Err(why));
    assert_eq!(tooltip(&w, PathTo), Err("Select one or two elements first"));
    assert_eq!((tooltip(&w, SinglePoints), tooltip(&w, LineOfSight)), (Ok(()), Ok(())));
    select(&mut w, "Stage Apply");
    assert_eq!(tooltip(&w, SwitchOff), Err(why));
    assert_eq!(tooltip(&w, PathTo), Ok(()));
    let mut w = Window::open("explore-blank", Some(br#"{"format": "opcanvas", "version": 1}"#));
    assert_eq!(tooltip(&w, LineOfSight), Err("Add a value proposition first"));
    run(&mut w, "Single points of failure");
    assert!(w.has_part("None was found."));
}

#[test]
fn a_path_is_asked_for_by_typing_and_gone_along_by_keys() {
    let mut w = Window::on_canvas("path");
    select(&mut w, "Partner / supplier VeriFace");
    run(&mut w, "Path from here to");
    assert!(w.has("Path from VeriFace to …"));
    w.type_text("retail");
    w.keys(NONE, Key::Enter);
    let from: ElementId = "pa.idv".into();
    let what = What::Paths { from: from.clone(), to: "c.retail".into(), along: Along::Either };
    assert_eq!(w.session().exploring(), Some(&what));
    assert!(w.has_part("From VeriFace to Retail customers: 1 of "), "{:?}", w.labels_with("From VeriFace"));
    let steps = w.labels_with("Step 1 of ");
    w.keys(NONE, Key::ArrowRight);
    assert!(w.has_part("From VeriFace to Retail customers: 2 of "));
    assert!(!steps.is_empty() && w.labels_with("Step 1 of ").len() == 1, "one way is unfolded at a time");
    click(&mut w, "Only with the arrows");
    assert!(matches!(w.session().exploring(), Some(What::Paths { along: Along::Arrows, .. })));
    w.keys(NONE, Key::Escape);
    assert!(w.session().exploring().is_none());
    untouched(&w);
}

#[test]
fn the_other_end_of_a_path_can_be_clicked_and_escape_leaves_no_trace() {
    let mut w = Window::on_canvas("path-click");
    let end = w.harness.get_by_role_and_label(Role::GraphicsObject, "Consumer Retail customers").rect().center();
    select(&mut w, "Partner / supplier VeriFace");
    run(&mut w, "Path from here to");
    w.move_to(end);
    w.move_to(end);
    w.button(end, true);
    w.button(end, false);
    w.run();
    let what = What::Paths { from: "pa.idv".into(), to: "c.retail".into(), along: Along::Either };
    assert_eq!(w.session().exploring(), Some(&what));
    w.keys(NONE, Key::Escape);
    // Escape in the list leaves no trace.
    select(&mut w, "Partner / supplier VeriFace");
    run(&mut w, "Path from here to");
    w.keys(NONE, Key::Escape);
    assert!(w.session().exploring().is_none() && w.session().menu.is_none());
    untouched(&w);
}

#[test]
fn single_points_are_listed_with_reasons_and_lead_to_their_outage() {
    let mut w = Window::on_canvas("points");
    run(&mut w, "Single points of failure");
    let holder = "Financial-crime officer, Role: One person holds it, accountable for 4 elements.";
    assert!(w.has(holder), "{:?}", w.labels_with("Role: "));
    assert!(w.has_part("only Nordic Cloud supplies it, who is hard to replace."));
    click(&mut w, holder);
    click(&mut w, "Switch it off: Financial-crime officer");
    assert_eq!(w.session().exploring(), Some(&What::Outage("ro.mlro".into())));
    untouched(&w);
}

#[test]
fn a_line_of_sight_names_broken_links_and_goes_there() {
    // Nobody is accountable for the core ledger, and nobody consumes anything.
    let text = String::from_utf8(example("bank")).unwrap();
    let mut model: serde_json::Value = serde_json::from_str(&text).unwrap();
    model["relations"]
        .as_array_mut()
        .unwrap()
        .retain(|r| !(r["kind"] == "assigned_to" && r["target"] == "te.core" || r["kind"] == "consumes"));
    let mut w = Window::open("sight", Some(model.to_string().as_bytes()));
    run(&mut w, "Line of sight");
    assert!(w.has_part("0 of 2 promises reach those they are made to"));
    w.keys(NONE, Key::ArrowDown);
    w.keys(NONE, Key::Enter);
    assert_eq!(w.session().exploring(), Some(&What::Sight("vp.instant".into())));
    let gap = "Core ledger, Technology: Nobody is accountable for Core ledger.";
    assert!(w.has(gap), "{:?}", w.labels_with("Nobody"));
    assert!(
        w.has("Current account, Portfolio item: Nobody consumes Current account."),
        "{:?}",
        w.labels_with("Nobody")
    );
    click(&mut w, gap);
    assert_eq!(selected(&w).as_deref(), Some("te.core"));
    click(&mut w, "All promises");
    assert_eq!(w.session().exploring(), Some(&What::Promises));
    click(&mut w, "Leave and go back to the drawing");
    assert!(w.session().exploring().is_none());
    untouched(&w);
}

#[test]
fn what_is_explored_goes_on_in_other_views_and_follows_the_model() {
    let mut w = Window::on_canvas("explore-views");
    select(&mut w, "Technology Core ledger");
    run(&mut w, "Switch it off");
    w.tab("Whole model");
    assert!(w.has("100 % 3 of 3 value streams") || w.has_part("of 3 value streams"), "still explored");
    w.tab("Canvas");
    // Undo and redo of something else recount it; when it goes there is nothing to explore.
    select(&mut w, "Technology Core ledger");
    w.keys(Modifiers::SHIFT, Key::Delete);
    w.run();
    assert!(w.session().exploring().is_none());
    w.keys(CTRL, Key::Z);
    assert!(w.session().document().element(&"te.core".into()).is_some());
}

// --- the drawing ---

fn session(name: &str) -> Session {
    let mut session = Session::untitled(load(&example(name)).unwrap().document);
    session.canvas = Size::new(1200.0, 800.0);
    session.show(Mode::Light);
    session
}

fn element(id: &str) -> Owner {
    Owner::Element(id.into())
}

#[test]
fn an_outage_washes_outward_hop_by_hop() {
    let mut session = session("bank");
    session.now = 100.0;
    session.explore(What::Outage("pa.cloud".into()));
    let marked = |session: &mut Session| -> BTreeSet<String> {
        let light = session.light().unwrap();
        light.marks.iter().filter(|(_, m)| m.strength > 0).map(|(id, _)| id.to_string()).collect()
    };
    assert_eq!(marked(&mut session), BTreeSet::from(["pa.cloud".to_owned()]), "first only what was switched off");
    assert!(session.is_washing());
    let (_, scene) = session.show(Mode::Light);
    assert!(!scene.recedes(&element("te.cloud")) && scene.recedes(&element("pa.idv")), "only what is not hit recedes");
    session.now += 1.5 * HOP;
    assert_eq!(marked(&mut session), BTreeSet::from(["pa.cloud".to_owned(), "te.cloud".to_owned()]));
    assert!(session.light().unwrap().marks[&ElementId::from("te.cloud")].strength < FULL, "on its way in");
    session.now += 1.5 * HOP;
    assert!(marked(&mut session).contains("te.app") && !marked(&mut session).contains("vs.lend"));
    session.now += 20.0 * HOP;
    assert!(marked(&mut session).contains("c.sme") && !session.is_washing());
    assert!(session.light().unwrap().marks.values().all(|m| m.strength == FULL));
    session.replay();
    assert_eq!(marked(&mut session).len(), 1, "once more from the beginning");
    // With reduced motion all is there at once.
    session.still = true;
    assert!(marked(&mut session).contains("c.sme") && !session.is_washing());
}

#[test]
fn a_path_between_two_that_are_selected_needs_no_question() {
    let mut session = session("bank");
    let plan = session.plan();
    for (id, shift) in [("te.core", false), ("c.sme", true)] {
        let at = plan.node(&id.into()).unwrap().rect.center();
        let held = Held { shift, ..Held::default() };
        session.pointer(Event::Press { at, under: Under::Owner(element(id)), held, tool: Tool::Select });
        session.pointer(Event::Release);
    }
    session.ask_path();
    let Some(What::Paths { from, to, .. }) = session.exploring().cloned() else { panic!("no path") };
    assert_eq!(BTreeSet::from([from, to]), BTreeSet::from(["te.core".into(), "c.sme".into()]));
    let told = session.explored().unwrap();
    let row = told.rows().next().unwrap();
    let light = session.light().unwrap();
    assert_eq!(light.marks.len(), row.steps.len() + 1, "the elements of the way are numbered");
    assert!(row.relations.iter().all(|id| light.lines.contains_key(id)));
}

#[test]
fn a_way_that_is_longer_than_all_that_is_looked_for_is_shown_too() {
    let elements: Vec<_> = (0..12)
        .map(|i| serde_json::json!({"id": format!("p{i:02}"), "kind": "process", "name": format!("P{i}")}))
        .collect();
    let relations: Vec<_> = (0..11)
        .map(|i| {
            let ends = (format!("p{i:02}"), format!("p{:02}", i + 1));
            serde_json::json!({"id": format!("r{i}"), "kind": "flows_to", "source": ends.0, "target": ends.1})
        })
        .collect();
    let file = serde_json::json!({"format": "opcanvas", "version": 1, "elements": elements, "relations": relations});
    let mut session = Session::untitled(load(file.to_string().as_bytes()).unwrap().document);
    session.explore(What::Paths { from: "p00".into(), to: "p11".into(), along: Along::Either });
    let told = session.explored().unwrap();
    assert_eq!(told.rows().map(|row| row.steps.len()).collect::<Vec<_>>(), [11]);
    assert_eq!(told.notes, ["Other ways of more than 8 links were not looked for."]);
    session.explore(What::Paths { from: "p11".into(), to: "p00".into(), along: Along::Arrows });
    let told = session.explored().unwrap();
    assert_eq!(told.notes, ["No way leads there with the arrows. Without them there may be one."]);
}

#[test]
fn the_light_lies_on_canvas_and_diagram_with_number_reason_and_line() {
    for show in [None, Some(OnShow::Diagram)] {
        let mut session = session("bank");
        session.still = true;
        if let Some(show) = show {
            session.show_tab(show);
        }
        session.explore(What::Outage("te.score".into()));
        let (plan, scene) = session.show(Mode::Dark);
        let marks: Vec<_> = scene.figures().filter(|f| f.name.contains("Decide credit: 1 enabled by")).collect();
        assert_eq!(marks.len(), 2, "an outline, and over it number and reason");
        assert!(scene.figures().any(|f| f.owner == Owner::Relation("r105".into())), "the line by which it was hit");
        assert!(!scene.recedes(&Owner::Relation("r105".into())) && scene.recedes(&element("st.on1")));
        // The mark is looked at; what is pressed is the card under it.
        let card = plan.node(&"st.le2".into()).unwrap().rect;
        assert_eq!(scene.hit(card.center(), 1.0), Some(&element("st.le2")));
        // Leaving gives the drawing back as it was.
        session.end_exploring();
        let (_, scene) = session.show(Mode::Dark);
        assert!(!scene.recedes(&element("st.on1")) && !scene.figures().any(|f| f.name.contains("enabled by")));
    }
}

#[test]
fn what_a_collapsed_container_holds_is_pointed_out_on_it_and_what_is_elsewhere_dims_nothing() {
    let mut session = session("bank");
    session.still = true;
    session.show_tab(OnShow::Diagram);
    session.select(Some(element("vs.lend")));
    session.set_collapsed(true);
    session.explore(What::Outage("te.score".into()));
    let (plan, scene) = session.show(Mode::Light);
    assert!(plan.node(&"st.le2".into()).is_none() && !scene.recedes(&element("vs.lend")));
    let words: Vec<_> = scene.light_words().map(|f| f.name.to_string()).collect();
    assert!(words.contains(&"Request to funds: 2 needs its stage Decide credit".to_owned()), "{words:?}");
    assert!(!words.iter().any(|name| name.starts_with("Decide credit")), "one mark on a box: {words:?}");
    // A view with nothing of it stays as it is.
    session.new_view(&NewView::Empty);
    let (_, scene) = session.show(Mode::Light);
    assert!(session.exploring().is_some() && !scene.recedes(&element("te.core")));
}

#[test]
fn pictures_show_what_is_explored() {
    let mut session = session("bank");
    session.explore(What::Outage("te.score".into()));
    let light = session.whole_light();
    assert_eq!(light.as_ref().unwrap().marks[&ElementId::from("c.sme")].tone, Tone::Lost, "whatever has come so far");
    let (document, view) = (session.document().clone(), session.shown_view());
    let plan = session.plan();
    let draw = |light| {
        let scene = build(&document, Some(&view), &plan, &Look { light, ..Look::of(Mode::Light) });
        String::from_utf8(render(&scene, "Bank", Format::Svg, 1.0).unwrap()).unwrap()
    };
    let (with, without) = (draw(light), draw(None));
    assert!(with.contains("Cash-flow scoring model switched off: 1 of 3 value streams lost"));
    assert!(with.contains("Switched off") && !without.contains("Switched off"));
    assert!(with.contains("fill-opacity") || with.contains("opacity"), "the rest recedes");
}
