//! Pictures hold still: the same input draws the same, and one change moves nothing that was not changed.

use crate::generate;

use std::collections::BTreeMap;

use generate::model;
use opcanvas::edit::{Edit, apply};
use opcanvas::format::{load, templates::Template};
use opcanvas::geom::{Point, Rect};
use opcanvas::model::{Document, Element, ElementId, ElementKind, Placement, Value, View};
use opcanvas::scene::options::{Density, Shape};
use opcanvas::scene::plan::{default_view, plan_after};
use opcanvas::scene::{Look, Plan, build, canvas, plan};
use opcanvas::theme::Mode;

fn example(template: Template) -> Document {
    load(template.bytes()).expect("an example").document
}

/// A document with a view in it.
fn with_view(document: &Document, view: &View) -> Document {
    apply(document, &[Edit::AddView(view.clone())]).expect("a view").0
}

fn places(plan: &Plan) -> BTreeMap<ElementId, Rect> {
    plan.nodes.iter().map(|n| (n.element.clone(), n.rect)).collect()
}

fn assert_only(changed: &ElementId, before: &Plan, after: &Plan) {
    let (mut before, mut after) = (places(before), places(after));
    before.remove(changed);
    after.remove(changed);
    let moved: Vec<_> =
        before.iter().filter(|(id, r)| after.get(*id) != Some(r)).map(|(id, r)| (id, *r, after.get(id))).collect();
    assert!(moved.is_empty() && before.len() == after.len(), "{changed} moved others: {moved:?}");
}

#[test]
fn the_same_input_gives_the_same_scene() {
    for document in [example(Template::Bank), example(Template::City), model(80, 5)] {
        for view in [canvas::default_view(&document), default_view(&document)] {
            let scene = || {
                let plan = plan(&document, Some(&view));
                build(&document, Some(&view), &plan, &Look::of(Mode::Dark))
            };
            let (one, other) = (scene(), scene());
            assert_eq!(one.bounds, other.bounds);
            assert!(one.figures().eq(other.figures()));
        }
        assert_eq!(default_view(&document).placements, default_view(&document).placements);
    }
}

#[test]
fn one_change_of_a_diagram_moves_no_other_node() {
    for document in [example(Template::Bank), example(Template::City), model(60, 5)] {
        let view = default_view(&document);
        let document = with_view(&document, &view);
        let before = plan_after(&document, &view, None);
        let after = |edits: &[Edit]| {
            let (after, _) = apply(&document, edits).expect("a legal edit");
            let view = after.view(&view.id).expect("the view");
            plan_after(&after, view, Some(&before))
        };
        let new = ElementId::from("new");
        let element = Element::new(new.clone(), ElementKind::Technology, "New platform");
        let place = |x: f64, y: f64| Placement::at(Point::new(x, y));
        let add = [Edit::AddElement(element), Edit::Place(view.id.clone(), new.clone(), place(-400.0, -300.0))];
        assert_only(&new, &before, &after(&add));
        // Every seventh is enough: parts, wholes and what stands alone are among them.
        for id in before.nodes.iter().step_by(7).map(|n| &n.element) {
            assert_only(id, &before, &after(&[Edit::Place(view.id.clone(), id.clone(), place(-700.0, 40.0))]));
            assert_only(id, &before, &after(&[Edit::RemoveElement(id.clone())]));
        }
    }
}

/// The zones of what drives the model.
const DRIVERS: [&str; 4] = ["Z_VP", "Z_OBJ", "Z_CONS", "Z_STK"];

/// The elements of each zone in their order, and where the zones are.
type Zones = BTreeMap<String, (Rect, Vec<ElementId>)>;

fn zones(plan: &Plan) -> Zones {
    let canvas = plan.canvas.as_ref().expect("a canvas");
    let cards = |z: &canvas::Zone| z.slots.iter().filter_map(|(id, _)| id.clone()).chain(z.left_over.clone()).collect();
    canvas.zones.iter().map(|z| (z.id.to_string(), (z.rect, cards(z)))).collect()
}

#[test]
fn a_card_that_goes_leaves_the_others_of_a_canvas_where_they_are() {
    let mut compared = 0;
    for (template, shape) in
        [Template::Bank, Template::City].into_iter().flat_map(|t| [(t, Shape::Fit), (t, Shape::A3)])
    {
        let document = example(template);
        let mut view = canvas::extended(&document, &canvas::default_view(&document));
        view.options.set(Shape::KEY, Value::text(shape.id()));
        view.options.set(Density::KEY, Value::text(Density::Working.id()));
        let document = with_view(&document, &view);
        let before = plan_after(&document, &view, None);
        for id in before.nodes.iter().filter(|n| !n.holds && n.parent.is_none()).map(|n| &n.element) {
            let (after, _) = apply(&document, &[Edit::RemoveElement(id.clone())]).expect("a legal edit");
            let after = plan_after(&after, after.view(&view.id).expect("the view"), Some(&before));
            let (was, is) = (zones(&before), zones(&after));
            // Drivers stand level with what they belong to, and follow when that goes.
            let follows = |zone: &str| DRIVERS.contains(&zone);
            for (zone, (_, cards)) in was.iter().filter(|(zone, _)| !follows(zone)) {
                let rest: Vec<&ElementId> = cards.iter().filter(|other| *other != id).collect();
                let now: Vec<&ElementId> = is.get(zone).map(|(_, cards)| cards.iter().collect()).unwrap_or_default();
                assert_eq!(rest, now, "the order of {zone} without {id}");
            }
            let stays = was.iter().all(|(zone, (rect, _))| is.get(zone).is_some_and(|(now, _)| now == rect));
            if stays {
                compared += 1;
                // In its own zone cards keep their order; how large they are follows what is left.
                for (zone, _) in was.iter().filter(|(zone, (_, cards))| !follows(zone) && !cards.contains(id)) {
                    let slots = |plan: &Plan| plan.canvas.as_ref().and_then(|c| c.zone(zone)).map(|z| z.slots.clone());
                    assert_eq!(slots(&before), slots(&after), "{zone} without {id}");
                }
            }
        }
    }
    assert!(compared > 10, "only {compared} deletions left all zones as they were");
}

#[test]
fn a_card_that_comes_keeps_the_order_of_all_others_of_a_canvas() {
    for document in [example(Template::Bank), example(Template::City), model(60, 5)] {
        let view = canvas::extended(&document, &canvas::default_view(&document));
        let document = with_view(&document, &view);
        let before = zones(&plan_after(&document, &view, None));
        for kind in ElementKind::ALL.into_iter().filter(|k| *k != ElementKind::Stage) {
            let new = ElementId::from("new");
            let element = Element::new(new.clone(), kind, "A first of its name");
            let (after, _) = apply(&document, &[Edit::AddElement(element)]).expect("a legal edit");
            let view = after.view(&view.id).expect("the view");
            let mut after = zones(&plan_after(&after, view, None));
            for (zone, (_, cards)) in &mut after {
                cards.retain(|id| *id != new);
                let was = before.get(zone).map(|(_, cards)| cards.as_slice()).unwrap_or_default();
                assert_eq!(was, cards.as_slice(), "the order of {zone} with a new {kind}");
            }
        }
    }
}
