//! The automatic placement of whole models and the tidying of views.

use crate::crossings;
use crate::generate;

use std::collections::{BTreeMap, BTreeSet};

use crossings::quality;
use generate::model;
use opcanvas::edit::{Edit, apply};
use opcanvas::format;
use opcanvas::geom::{Point, Rect, encloses, overlaps};
use opcanvas::model::view::DIAGRAM;
use opcanvas::model::{
    Document, Element, ElementId, ElementKind, Placement, Relation, RelationId, RelationKind, Value, View, ViewId,
};
use opcanvas::scene::plan::{Plan, default_view, plan};
use opcanvas::scene::tidy::{flat, tidied};

fn example(name: &str) -> Document {
    let path = format!("{}/assets/examples/{name}.opcanvas.json", env!("CARGO_MANIFEST_DIR"));
    format::load(&std::fs::read(path).expect("an example")).expect("a model").document
}

/// The plan of a view with these places instead.
fn with(document: &Document, view: &View, places: &BTreeMap<ElementId, Placement>) -> (View, Plan) {
    let mut view = view.clone();
    for (id, placement) in places {
        view.placements.insert(id.clone(), placement.clone());
    }
    let plan = plan(document, Some(&view));
    (view, plan)
}

/// An element and what it lies in, from the inside out.
fn outwards<'a>(document: &'a Document, id: &'a ElementId) -> impl Iterator<Item = &'a ElementId> {
    std::iter::successors(Some(id), |id| document.parent(id))
}

/// Boxes that share an area though neither stands in the other.
fn overlapping(plan: &Plan) -> Vec<(String, String)> {
    let within = |inner: usize, outer: usize| {
        std::iter::successors(plan.nodes[inner].parent, |&i| plan.nodes[i].parent).any(|i| i == outer)
    };
    let pairs = (0..plan.nodes.len()).flat_map(|i| (0..i).map(move |j| (i, j)));
    pairs
        .filter(|&(i, j)| overlaps(plan.nodes[i].rect, plan.nodes[j].rect) && !within(i, j) && !within(j, i))
        .map(|(i, j)| (plan.nodes[i].element.to_string(), plan.nodes[j].element.to_string()))
        .collect()
}

#[test]
fn a_default_diagram_overlaps_nothing_and_nests_what_is_contained() {
    let mut documents = vec![example("bank"), example("city")];
    documents.extend([8, 13, 30, 52, 100, 180, 300].map(|n| model(n, 5)));
    for document in documents {
        let view = default_view(&document);
        assert_eq!(view.placements, default_view(&document).placements);
        assert_eq!(view.placements.len(), document.elements().len());
        let plan = plan(&document, Some(&view));
        assert_eq!(overlapping(&plan), []);
        for node in &plan.nodes {
            let parent = node.parent.map(|p| &plan.nodes[p].element);
            assert_eq!(parent, document.parent(&node.element), "{}", node.element);
        }
    }
}

#[test]
fn the_default_diagram_of_an_example_is_a_page_not_a_desert() {
    for name in ["bank", "city"] {
        let document = example(name);
        let plan = plan(&document, None);
        let all = plan.nodes.iter().map(|n| n.rect).reduce(|a, b| a.union(b)).expect("boxes");
        let boxes: f64 = plan.nodes.iter().filter(|n| n.parent.is_none()).map(|n| n.rect.area()).sum();
        let aspect = all.width() / all.height();
        assert!((1.2..2.2).contains(&aspect), "{name}: {aspect}");
        assert!(boxes / all.area() > 0.25, "{name}: {} of {:?}", boxes / all.area(), all.size());
    }
}

#[test]
fn plain_boxes_cross_seldom_and_never_overlap() {
    // What the cheapest layout of the peers makes of models of this shape is about 150 and 8,000.
    for (n, most) in [(100, 150), (1_000, 6_000)] {
        let document = model(n, 5);
        let boxes = flat(&document);
        let place = |id| boxes.iter().position(|(other, _)| other == id).expect("a box");
        let links: Vec<_> = document.relations().values().map(|r| (place(&r.source), place(&r.target))).collect();
        let quality = quality(&boxes.iter().map(|b| b.1).collect::<Vec<_>>(), &links);
        assert!(quality.overlaps == 0 && quality.crossings <= most, "{n}: {quality:?}");
    }
}

#[test]
fn stages_without_an_order_stand_in_that_of_their_flow() {
    let mut edits = vec![Edit::AddElement(Element::new(ElementId::new("v"), ElementKind::ValueStream, "V"))];
    for id in ["a", "b", "c", "d"] {
        edits.push(Edit::AddElement(Element::new(ElementId::new(id), ElementKind::Stage, id)));
    }
    let mut relate = |kind, source: &str, target: &str| {
        let id = RelationId::new(format!("{source}{target}"));
        edits.push(Edit::AddRelation(Relation::new(id, kind, ElementId::new(source), ElementId::new(target))));
    };
    for stage in ["a", "b", "c", "d"] {
        relate(RelationKind::Contains, "v", stage);
    }
    for (from, to) in [("d", "b"), ("b", "a"), ("b", "c"), ("c", "b")] {
        relate(RelationKind::FlowsTo, from, to);
    }
    let (mut document, _) = apply(&Document::new(format::metamodel::base()), &edits).expect("legal");
    let stages = |document: &Document| {
        let plan = plan(document, None);
        let mut stages: Vec<_> = plan.nodes.iter().filter(|n| n.parent.is_some()).collect();
        stages.sort_by(|a, b| a.rect.x0.total_cmp(&b.rect.x0));
        stages.iter().map(|n| n.element.to_string()).collect::<String>()
    };
    assert_eq!(stages(&document), "dbac");
    let order = |id: &str, n| Edit::SetAttribute(ElementId::new(id), "order".into(), Some(Value::Int(n)));
    document = apply(&document, &[order("c", 1), order("b", 2)]).expect("legal").0;
    assert_eq!(stages(&document), "cbad");
}

/// A view whose boxes stand anyhow, many of them on top of others.
fn scattered(document: &Document) -> View {
    let mut view = View::new(ViewId::new("v"), DIAGRAM, "Scattered");
    for (i, id) in document.elements().keys().enumerate() {
        let at = Point::new(f64::from(i as u32 * 7919 % 1500) + 1000.5, f64::from(i as u32 * 104_729 % 900) - 300.25);
        view.placements.insert(id.clone(), Placement::at(at));
    }
    view
}

#[test]
fn tidying_a_view_nests_and_spreads_it_and_doing_it_again_changes_nothing() {
    for document in [example("bank"), example("city"), model(60, 5)] {
        let view = scattered(&document);
        let places = tidied(&document, &view, None);
        assert_eq!(places, tidied(&document, &view, None));
        let (tidy, plan) = with(&document, &view, &places);
        assert_eq!(overlapping(&plan), []);
        for node in &plan.nodes {
            assert_eq!(node.parent.map(|p| &plan.nodes[p].element), document.parent(&node.element));
        }
        assert_eq!(tidied(&document, &tidy, None), BTreeMap::new());
    }
}

#[test]
fn what_the_state_of_a_view_hides_is_no_obstacle_to_tidying_the_rest() {
    let document = example("bank");
    // A unit that is new comes before everything and holds what is there today.
    let (unit, owner, plain) = (ElementId::new("a.new"), ElementId::new("ro.rel"), RelationId::new("a.holds"));
    let mut new = Element::new(unit.clone(), ElementKind::OrgUnit, "New unit");
    new.fields.set("state", Value::text("new"));
    let around = document.index().relations_of(&owner, opcanvas::model::Direction::Incoming);
    let mut edits: Vec<Edit> = around
        .filter(|(kind, ..)| *kind == RelationKind::Contains)
        .map(|(.., id)| Edit::RemoveRelation(id.clone()))
        .collect();
    edits.push(Edit::AddElement(new));
    edits.push(Edit::AddRelation(Relation::new(plain, RelationKind::Contains, unit.clone(), owner.clone())));
    let document = apply(&document, &edits).expect("legal").0;
    let mut view = scattered(&document);
    view.options.set("state", Value::text("as-is"));
    let places = tidied(&document, &view, None);
    assert!(!places.contains_key(&unit) && places.contains_key(&owner));
    let (tidy, plan) = with(&document, &view, &places);
    assert!(plan.node(&unit).is_none() && plan.nodes.len() > 40);
    let holder =
        |id: &str| plan.node(&ElementId::new(id)).and_then(|n| n.parent).map(|p| plan.nodes[p].element.as_str());
    assert_eq!((holder("ro.pocr"), holder("ro.rel")), (Some("ou.bank"), None));
    assert_eq!(overlapping(&plan), []);
    for node in &plan.nodes {
        // Where the unit between is hidden, the one around it holds the role.
        let parent = outwards(&document, &node.element).skip(1).find(|id| plan.node(id).is_some());
        assert_eq!(node.parent.map(|p| &plan.nodes[p].element), parent, "{}", node.element);
    }
    assert_eq!(tidied(&document, &tidy, None), BTreeMap::new());
}

#[test]
fn pinned_and_locked_stay_and_nothing_covers_them() {
    for (n, document) in [example("bank"), example("city"), model(60, 5)].into_iter().enumerate() {
        let mut view = scattered(&document);
        // Far enough from each other not to overlap among themselves.
        let stay: Vec<ElementId> = document.elements().keys().step_by(9 + n).cloned().collect();
        for (i, id) in stay.iter().enumerate() {
            let at = Placement::at(Point::new(1000.5 + 400.0 * (i % 4) as f64, 300.0 * (i / 4) as f64));
            let is_pinned = i % 2 == 0;
            let held = Placement { pinned: is_pinned.then_some(true), locked: (!is_pinned).then_some(true), ..at };
            view.placements.insert(id.clone(), held);
        }
        let places = tidied(&document, &view, None);
        let (_, plan) = with(&document, &view, &places);
        for id in &stay {
            let (before, after) = (view.placements.get(id), plan.node(id).map(|n| n.rect.origin()));
            assert_eq!(before.map(Placement::origin), after, "{id}");
        }
        assert_eq!(overlapping(&plan), []);
    }
}

#[test]
fn only_what_is_asked_for_moves_and_it_stays_about_where_it_was() {
    let document = example("bank");
    let view = default_view(&document);
    let before = plan(&document, Some(&view));
    let roots: Vec<ElementId> = before.nodes.iter().filter(|n| n.parent.is_none()).map(|n| n.element.clone()).collect();
    let chosen: BTreeSet<ElementId> = roots.iter().skip(3).take(7).cloned().collect();
    // Heaped where the first of them stands.
    let mut heap = view.clone();
    let corner = view.placements.get(&roots[3]).expect("placed").origin();
    for id in &chosen {
        let shift = corner - view.placements.get(id).expect("placed").origin();
        for node in before.nodes.iter().filter(|n| outwards(&document, &n.element).any(|a| a == id)) {
            let place = view.placements.get(&node.element).expect("placed");
            let moved = place.origin() + shift;
            heap.placements.insert(node.element.clone(), Placement { x: moved.x, y: moved.y, ..place.clone() });
        }
    }
    let places = tidied(&document, &heap, Some(&chosen));
    let (_, after) = with(&document, &heap, &places);
    assert!(!places.is_empty());
    assert_eq!(overlapping(&after), []);
    for node in &before.nodes {
        let is_chosen = outwards(&document, &node.element).any(|a| chosen.contains(a));
        assert!(is_chosen || after.node(&node.element).map(|n| n.rect) == Some(node.rect), "{}", node.element);
    }
    assert_eq!(tidied(&document, &heap, Some(&BTreeSet::new())), BTreeMap::new());
}

#[test]
fn a_container_is_resized_around_what_it_holds() {
    let kinds =
        [("u", ElementKind::OrgUnit), ("a", ElementKind::Role), ("b", ElementKind::Role), ("c", ElementKind::Role)];
    let mut edits: Vec<Edit> =
        kinds.iter().map(|(id, kind)| Edit::AddElement(Element::new(ElementId::new(*id), *kind, *id))).collect();
    for id in ["a", "b", "c"] {
        let (unit, role) = (ElementId::new("u"), ElementId::new(id));
        edits.push(Edit::AddRelation(Relation::new(RelationId::new(id), RelationKind::Contains, unit, role)));
    }
    let (document, _) = apply(&Document::new(format::metamodel::base()), &edits).expect("legal");
    let mut view = View::new(ViewId::new("v"), DIAGRAM, "V");
    let mut put = |id: &str, placement: Placement| view.placements.insert(ElementId::new(id), placement);
    let unit = Rect::new(0.0, 0.0, 900.0, 900.0);
    put("u", Placement::of(unit));
    put("a", Placement { pinned: Some(true), ..Placement::at(Point::new(300.0, 200.0)) });
    put("b", Placement::at(Point::new(310.0, 210.0)));
    put("c", Placement::at(Point::new(320.0, 220.0)));
    let (_, after) = with(&document, &view, &tidied(&document, &view, None));
    let rect = |id: &str| after.node(&ElementId::new(id)).expect("placed").rect;
    assert_eq!(rect("a").origin(), Point::new(300.0, 200.0));
    assert!(["a", "b", "c"].iter().all(|id| encloses(rect("u"), rect(id))) && rect("u").area() < unit.area() / 2.0);
    assert_eq!(overlapping(&after), []);

    // A locked container keeps its corner and its size at least; what it holds is put in order inside.
    view.placements.insert(ElementId::new("u"), Placement { locked: Some(true), ..Placement::of(unit) });
    let (_, after) = with(&document, &view, &tidied(&document, &view, None));
    assert_eq!(after.node(&ElementId::new("u")).map(|n| n.rect), Some(unit));
    assert_eq!(overlapping(&after), []);
}
