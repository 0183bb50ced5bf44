//! The Operating Model Canvas: who stands in which zone, what keeps its place, what the page says and leaves for the next.

use std::collections::{BTreeMap, BTreeSet};

use opcanvas::analysis::Scope;
use opcanvas::edit::{Edit, apply};
use opcanvas::format::load;
use opcanvas::format::templates::Template;
use opcanvas::geom::{Rect, encloses, overlaps};
use opcanvas::model::view::View;
use opcanvas::model::{Document, Element, ElementId, ElementKind, Relation, RelationId, RelationKind, Value};
use opcanvas::scene::options::{Density, SCOPE, STATE, Shape, StageWidth};
use opcanvas::scene::{Item, Look, Owner, Plan, build, canvas, plan};

fn document(template: Template) -> Document {
    load(template.bytes()).expect("templates are models").document
}

fn with(view: &View, key: &str, value: &str) -> View {
    let mut view = view.clone();
    view.options.set(key, Value::text(value));
    view
}

fn places(plan: &Plan) -> BTreeMap<ElementId, Rect> {
    plan.nodes.iter().map(|n| (n.element.clone(), n.rect)).collect()
}

fn order(plan: &Plan, zone: &str) -> Vec<ElementId> {
    let zone = plan.canvas.as_ref().and_then(|c| c.zone(zone)).expect("the zone is there");
    zone.slots.iter().filter_map(|(id, _)| id.clone()).collect()
}

fn words(document: &Document, view: &View, plan: &Plan) -> Vec<String> {
    let scene = build(document, Some(view), plan, &Look::default());
    let texts = scene.figures().flat_map(|f| &f.items);
    texts.filter_map(|i| if let Item::Text { text, .. } = i { Some(text.to_string()) } else { None }).collect()
}

#[test]
fn every_element_stands_in_the_zone_of_its_kind() {
    for template in [Template::Bank, Template::City] {
        let document = document(template);
        let view = canvas::default_view(&document);
        let plan = plan(&document, Some(&view));
        let page = plan.canvas.as_ref().expect("a canvas");
        assert_eq!(plan.nodes.len(), document.elements().len(), "everything has room on a page that grows");
        for node in &plan.nodes {
            let element = document.element(&node.element).expect("it is there");
            let zone = canvas::zone_of(&document, element).and_then(|id| page.zone(id)).expect("every kind has a zone");
            assert!(encloses(zone.rect, node.rect), "{} in {}", element.name, zone.id);
        }
        let frame = page.frame.expect("a frame");
        for zone in &page.zones {
            let inside = document.metamodel().zones.iter().any(|z| z.id == zone.id && z.theme != "driver");
            assert_eq!(encloses(frame, zone.rect), inside, "{}", zone.id);
        }
    }
}

#[test]
fn the_blank_canvas_asks_in_the_order_of_the_first_minutes() {
    let document = document(Template::Blank);
    let view = canvas::default_view(&document);
    let plan = plan(&document, Some(&view));
    let prompts = canvas::prompts(&document, plan.canvas.as_ref().unwrap());
    let step = |n| prompts.iter().find(|p| p.step == Some(n)).map(|p| p.text.as_str());
    assert_eq!(step(3), Some("What steps keep the promise?"));
    assert_eq!(step(5), Some("What does the work rely on?"));
    let all = words(&document, &view, &plan);
    assert!(!all.iter().any(|w| w.contains("promise?")), "they are no part of the drawing: {all:?}");
}

#[test]
fn a_promise_is_level_with_its_stream_and_its_consumer() {
    let document = document(Template::Bank);
    let view = canvas::default_view(&document);
    let places = places(&plan(&document, Some(&view)));
    for r in document.relations().values() {
        let far = match r.kind {
            RelationKind::OfferedTo => 30.0,
            RelationKind::Drives if places[&r.target].width() > 300.0 => 60.0,
            _ => continue,
        };
        // A promise that drives several streams is level with the first of them.
        if r.kind == RelationKind::Drives && r.target != ElementId::from("vs.lend") && r.target != "vs.onboard".into() {
            continue;
        }
        let (a, b) = (places[&r.source].center().y, places[&r.target].center().y);
        assert!((a - b).abs() <= far, "{} and {}: {a} {b}", r.source, r.target);
    }
}

#[test]
fn what_is_added_comes_last_and_what_goes_leaves_the_others_where_they_are() {
    let document = document(Template::Bank);
    let stored = canvas::default_view(&document);
    let (document, _) = apply(&document, &[Edit::AddView(stored.clone())]).expect("a view");
    let before = plan(&document, document.view(&stored.id).map(|v| &**v));
    let new = Element::new("te.new".into(), ElementKind::Technology, "Aaa comes first by name");
    let (added, _) = apply(&document, &[Edit::AddElement(new)]).expect("an element");
    let after = plan(&added, added.view(&stored.id).map(|v| &**v));
    let mut expected = order(&before, "Z_TECH");
    expected.push("te.new".into());
    assert_eq!(order(&after, "Z_TECH"), expected);
    // There was a free place in the grid, so nothing moved.
    let (old, new) = (places(&before), places(&after));
    assert!(old.iter().all(|(id, rect)| new[id] == *rect));

    let (removed, _) = apply(&document, &[Edit::RemoveElement("te.app".into())]).expect("it goes");
    let after = plan(&removed, removed.view(&stored.id).map(|v| &**v));
    let new = places(&after);
    let tech: BTreeSet<_> = order(&before, "Z_TECH").into_iter().collect();
    for (id, rect) in old.iter().filter(|(id, _)| tech.contains(id) && **id != ElementId::from("te.app")) {
        assert_eq!(new[id], *rect, "{id} stays, and the gap is there for the next");
    }
}

#[test]
fn a_card_takes_the_slot_that_it_is_dropped_on() {
    let document = document(Template::Bank);
    let view = canvas::default_view(&document);
    let before = order(&plan(&document, Some(&view)), "Z_PROC");
    for (card, slot) in [(0, 2), (2, 0), (1, 1), (0, 1)] {
        let mut moved = view.clone();
        for (id, placement) in canvas::moved_to(&document, &view, &before[card], slot) {
            moved.placements.insert(id, placement);
        }
        let after = order(&plan(&document, Some(&moved)), "Z_PROC");
        assert_eq!(after[slot], before[card], "card {card} to slot {slot}");
        let others = |all: &[ElementId]| all.iter().filter(|id| **id != before[card]).cloned().collect::<Vec<_>>();
        assert_eq!(others(&after), others(&before));
    }
}

#[test]
fn a_slide_has_its_shape_and_leaves_nothing_out() {
    for template in [Template::Bank, Template::City] {
        let document = document(template);
        for shape in Shape::ALL.iter().filter(|s| s.paper().is_some()) {
            for density in Density::ALL {
                let view = with(&canvas::default_view(&document), Shape::KEY, shape.id());
                let view = with(&view, Density::KEY, density.id());
                let pages = canvas::pages(&document, &view);
                let page = pages[0].canvas.as_ref().expect("a canvas").page;
                let paper = shape.paper().expect("paper");
                let (is, should) = (page.width() / page.height(), paper.width / paper.height);
                assert!((is - should).abs() < 0.01, "{shape:?} is {is}, not {should}");
                let shown: BTreeSet<_> = pages.iter().flat_map(|p| &p.nodes).map(|n| n.element.clone()).collect();
                assert_eq!(shown.len(), document.elements().len(), "{shape:?} {density:?}");
                for plan in &pages {
                    for (i, a) in plan.nodes.iter().enumerate().filter(|(_, n)| n.parent.is_none()) {
                        assert!(encloses(page, a.rect), "{shape:?} {density:?}: {} on the page", a.element);
                        for b in plan.nodes[i + 1..].iter().filter(|n| n.parent.is_none()) {
                            assert!(!overlaps(a.rect, b.rect), "{shape:?} {density:?}: {} {}", a.element, b.element);
                        }
                    }
                }
            }
        }
    }
}

#[test]
fn states_of_the_roadmap_show_what_is_there_then() {
    let document = document(Template::Bank);
    let view = canvas::default_view(&document);
    let shown = |state: &str| places(&plan(&document, Some(&with(&view, STATE, state))));
    let (new, retired) = (ElementId::from("vs.lend"), ElementId::from("te.core"));
    assert!(!shown("as-is").contains_key(&new) && shown("as-is").contains_key(&retired));
    assert!(shown("p1").contains_key(&new) && shown("p1").contains_key(&retired));
    assert!(shown("p2").contains_key(&new) && !shown("p2").contains_key(&retired));
    let marks = |state: &str| {
        let view = with(&view, STATE, state);
        let all = words(&document, &view, &plan(&document, Some(&view)));
        all.iter().filter(|w| matches!(w.as_str(), "NEW" | "CHANGE" | "RETIRE")).count()
    };
    assert!(marks("difference") > 5);
    assert_eq!(marks("p1"), 0);
}

#[test]
fn a_scope_shows_what_it_reaches_and_the_title_says_which() {
    let document = document(Template::Bank);
    let mut view = canvas::default_view(&document);
    let scope = Scope::Stream("vs.lend".into());
    view.options.set(SCOPE, Value::Record(scope.option().expect("a scope of a stream")));
    let plan = plan(&document, Some(&view));
    let places = places(&plan);
    assert!(places.contains_key(&ElementId::from("st.le2")));
    assert!(!places.contains_key(&ElementId::from("vs.onboard")));
    assert!(words(&document, &view, &plan).iter().any(|w| w.contains("Request to funds") && w.contains("canvas")));
}

#[test]
fn stages_are_as_wide_as_their_lead_times_when_asked() {
    let document = document(Template::Bank);
    let view = canvas::default_view(&document);
    let width = |view: &View, id: &str| places(&plan(&document, Some(view)))[&ElementId::from(id)].width();
    let equal = with(&view, StageWidth::KEY, "equal");
    assert!((width(&equal, "st.le1") - width(&equal, "st.le2")).abs() <= 1.0);
    let timed = with(&view, StageWidth::KEY, "lead-time");
    assert!(width(&timed, "st.le2") > 1.4 * width(&timed, "st.le1"), "6 h are wider than 1 h");
}

#[test]
fn the_element_in_focus_lights_its_relations_and_dims_the_rest() {
    let document = document(Template::Bank);
    let view = canvas::default_view(&document);
    let plan = plan(&document, Some(&view));
    let look = Look { focus: Some("pa.idv".into()), ..Look::default() };
    let scene = build(&document, Some(&view), &plan, &look);
    let opacity = |id: &str| {
        let figure = scene.figure(&Owner::Element(id.into())).expect("it is drawn");
        figure.items.iter().find_map(|i| if let Item::Text { color, .. } = i { Some(color.a) } else { None })
    };
    assert_eq!(opacity("pa.idv"), Some(255));
    assert_eq!(opacity("st.on2"), Some(255), "what it supplies");
    assert!(opacity("pa.cloud") < Some(128), "what it has nothing to do with");
    let supplies =
        document.relations().values().find(|r| r.kind == RelationKind::Supplies && r.source == "pa.idv".into());
    let owner = Owner::Relation(supplies.expect("VeriFace supplies").id.clone());
    assert!(scene.figure(&owner).is_some(), "its relations are drawn");
}

/// A model with one stream of so many stages, and another stream behind it.
fn long_stream(stages: usize) -> Document {
    let base = document(Template::Blank);
    let mut edits = vec![
        Edit::AddElement(Element::new("v".into(), ElementKind::ValueStream, "A very long stream")),
        Edit::AddElement(Element::new("w".into(), ElementKind::ValueStream, "Zzz behind it")),
    ];
    for i in 1..=stages {
        let id = ElementId::new(format!("s{i:04}"));
        let mut stage = Element::new(id.clone(), ElementKind::Stage, format!("Step {i}"));
        stage.attributes.set("order", Value::Int(i64::try_from(i).expect("small")));
        edits.push(Edit::AddElement(stage));
        let part = Relation::new(RelationId::new(format!("r{i}")), RelationKind::Contains, "v".into(), id);
        edits.push(Edit::AddRelation(part));
    }
    apply(&base, &edits).expect("it is legal").0
}

#[test]
fn a_stream_that_no_page_can_hold_goes_on_over_several() {
    let document = long_stream(400);
    let view = with(&canvas::default_view(&document), Shape::KEY, "a3");
    let pages = canvas::pages(&document, &view);
    assert!(pages.len() > 1);
    let shown: BTreeSet<_> = pages.iter().flat_map(|p| &p.nodes).map(|n| n.element.clone()).collect();
    assert_eq!(shown.len(), document.elements().len(), "nothing is lost between the pages");
    assert!(places(&pages[0]).contains_key(&"w".into()), "what fits does not wait behind what never does");
}

#[test]
fn absurd_lead_times_draw_finite_stages() {
    let document = long_stream(3);
    let endless = |id: &str| Edit::SetAttribute(id.into(), "leadTime".into(), Value::number(1e308));
    let (document, _) = apply(&document, &[endless("s0001"), endless("s0002")]).expect("numbers");
    let view = with(&canvas::default_view(&document), StageWidth::KEY, "lead-time");
    assert!(plan(&document, Some(&view)).nodes.iter().all(|n| n.rect.is_finite() && n.rect.width() > 0.0));
}
