//! Ways of lines: kept where they are still good, led by hand, labelled where nothing else is.

use std::collections::{BTreeMap, BTreeSet};

use opcanvas::edit::{Edit, apply};
use opcanvas::format::{load, templates::Template};
use opcanvas::geom::{Point, Rect, Vec2, distance_to_segment, overlaps};
use opcanvas::model::{Document, ElementId, Placement, RelationId, Value, View};
use opcanvas::scene::plan::{default_view, plan_after};
use opcanvas::scene::{Item, Look, Owner, Plan, build, plan};

fn example(template: Template) -> Document {
    load(template.bytes()).expect("an example").document
}

/// The default diagram of a document with one option set.
fn view_with(document: &Document, option: &str, value: &str) -> View {
    let mut view = default_view(document);
    view.options.set(option, Value::text(value));
    view
}

/// 200 boxes on a grid, each of which depends on a few near ones and one far away.
fn two_hundred() -> (Document, View) {
    const ACROSS: usize = 20;
    let ids: Vec<String> = (0..200).map(|i| format!("t{i:03}")).collect();
    let elements: Vec<String> =
        ids.iter().map(|id| format!(r#"{{"id": "{id}", "kind": "technology", "name": "{id}"}}"#)).collect();
    let mut relations = Vec::new();
    for i in 0..200_usize {
        for (n, step) in [1, ACROSS, 3 * ACROSS + 7].into_iter().enumerate() {
            if i + step < 200 && (n < 2 || i % 5 == 0) {
                let (source, target) = (&ids[i], &ids[i + step]);
                relations.push(format!(
                    r#"{{"id": "r{i}-{n}", "kind": "depends_on", "source": "{source}", "target": "{target}"}}"#
                ));
            }
        }
    }
    let file = format!(
        r#"{{"format": "opcanvas", "version": 1, "elements": [{}], "relations": [{}]}}"#,
        elements.join(","),
        relations.join(",")
    );
    let document = load(file.as_bytes()).expect("a model").document;
    let mut view = View::new("v".into(), "diagram", "");
    for (i, id) in document.elements().keys().enumerate() {
        let at = Point::new((i % ACROSS) as f64 * 300.0, (i / ACROSS) as f64 * 160.0);
        view.placements.insert(id.clone(), Placement::at(at));
    }
    (document, view)
}

fn runs_through(route: &[Point], rect: Rect) -> bool {
    let inside = rect.inflate(-0.01, -0.01);
    route.windows(2).any(|s| overlaps(Rect::from_points(s[0], s[1]).inflate(1e-9, 1e-9), inside))
}

/// The relations whose routes differ.
fn led_anew(before: &Plan, after: &Plan) -> BTreeSet<RelationId> {
    let differ = before.edges.iter().zip(&after.edges).filter(|(a, b)| a.route != b.route);
    differ.map(|(a, _)| a.relation.clone()).collect()
}

#[test]
fn moving_one_of_many_boxes_leads_only_a_handful_of_lines_anew() {
    let (document, view) = two_hundred();
    let before = plan(&document, Some(&view));
    assert!(before.edges.len() > 350);
    for (id, by) in [("t050", (0.0, 70.0)), ("t105", (140.0, 85.0)), ("t000", (-500.0, 0.0)), ("t110", (1.0, 0.0))] {
        let id = ElementId::from(id);
        let after = before.moved(&document, &BTreeMap::from([(id.clone(), Vec2::from(by))]), &BTreeMap::new());
        let rect = after.node(&id).expect("the box").rect;
        let anew = led_anew(&before, &after);
        for edge in before.edges.iter().filter(|e| anew.contains(&e.relation)) {
            let relation = document.relation(&edge.relation).expect("a relation");
            let ends_there = relation.source == id || relation.target == id;
            assert!(ends_there || runs_through(&edge.route, rect), "{} had no reason to change", edge.relation);
        }
        for edge in &after.edges {
            let relation = document.relation(&edge.relation).expect("a relation");
            for node in after.nodes.iter().filter(|n| n.element != relation.source && n.element != relation.target) {
                assert!(!runs_through(&edge.route, node.rect), "{} runs through {}", edge.relation, node.element);
            }
        }
        assert!(!anew.is_empty() && anew.len() <= 16, "{} of {} lines are led anew", anew.len(), before.edges.len());
        // Same input, same output.
        assert_eq!(after, before.moved(&document, &BTreeMap::from([(id, Vec2::from(by))]), &BTreeMap::new()));
    }
}

#[test]
fn what_is_added_and_removed_leaves_other_lines_where_they_are() {
    let (document, mut view) = two_hundred();
    let before = plan(&document, Some(&view));
    // Gone from the view: only its own lines go.
    let gone = ElementId::from("t105");
    view.placements.remove(&gone);
    let without = plan_after(&document, &view, Some(&before));
    let left: BTreeMap<_, _> = before.edges.iter().map(|e| (&e.relation, &e.route)).collect();
    assert!(without.edges.len() < before.edges.len());
    assert!(without.edges.iter().all(|e| left[&e.relation] == &e.route));
    // And back again: only what would run through it makes room.
    view.placements.insert(gone.clone(), Placement::at(before.node(&gone).expect("the box").rect.origin()));
    let again = plan_after(&document, &view, Some(&without));
    let rect = before.node(&gone).expect("the box").rect;
    let stayed: BTreeMap<_, _> = again.edges.iter().map(|e| (&e.relation, &e.route)).collect();
    for edge in &without.edges {
        assert!(stayed[&edge.relation] == &edge.route || runs_through(&edge.route, rect), "{}", edge.relation);
    }
    // Nothing changed: nothing changes.
    assert_eq!(plan_after(&document, &view, Some(&again)), again);
}

#[test]
fn boxes_moved_together_take_the_lines_between_them_along() {
    let document = example(Template::Bank);
    let before = plan(&document, Some(&default_view(&document)));
    let by = Vec2::new(35.0, 5_000.0);
    let all = before.nodes.iter().map(|n| (n.element.clone(), by)).collect();
    let after = before.moved(&document, &all, &BTreeMap::new());
    for (a, b) in before.edges.iter().zip(&after.edges) {
        let shifted: Vec<Point> = a.route.iter().map(|p| *p + by).collect();
        assert_eq!(shifted, b.route);
    }
}

#[test]
fn bends_set_by_hand_are_kept_until_they_are_removed() {
    let document = example(Template::Bank);
    let mut view = default_view(&document);
    let before = plan(&document, Some(&view));
    let edge = before.edges.iter().find(|e| e.route.len() == 4).expect("a line with two corners").clone();
    let bend = edge.route[1] + Vec2::new(3.0, 400.0);
    view.bends.insert(edge.relation.clone(), [bend].into_iter().collect());
    let bent = plan_after(&document, &view, Some(&before));
    let route = &bent.edges.iter().find(|e| e.relation == edge.relation).expect("the line").route;
    assert!(route.windows(2).any(|s| distance_to_segment(bend, s[0], s[1]) < 1e-9), "{route:?} misses {bend}");
    assert_eq!(led_anew(&before, &bent), BTreeSet::from([edge.relation.clone()]));
    // An edit that has nothing to do with it leaves it.
    assert_eq!(plan_after(&document, &view, Some(&bent)), bent);
    view.bends.remove(&edge.relation);
    let freed = plan_after(&document, &view, Some(&bent));
    let route = &freed.edges.iter().find(|e| e.relation == edge.relation).expect("the line").route;
    assert!(route.windows(2).all(|s| distance_to_segment(bend, s[0], s[1]) > 1.0));
}

#[test]
fn labels_cover_no_box_and_no_other_label() {
    for template in [Template::Bank, Template::City] {
        let document = example(template);
        for lines in ["right-angled", "straight", "curved"] {
            let mut view = view_with(&document, "labels", "always");
            view.options.set("lines", Value::text(lines));
            view.options.set("hidden", Value::List([].into_iter().collect()));
            let plan = plan(&document, Some(&view));
            let scene = build(&document, Some(&view), &plan, &Look::default());
            let labels: Vec<Rect> = scene
                .figures()
                .filter(|f| matches!(f.owner, Owner::Relation(_)))
                .flat_map(|f| &f.items)
                .filter(|i| matches!(i, Item::Text { .. }))
                .map(Item::bounds)
                .collect();
            let some = plan.edges.iter().filter(|e| e.label.is_some()).count();
            assert_eq!(labels.len(), some);
            assert!(some * 5 > plan.edges.len(), "{some} of {} {lines} lines have a label", plan.edges.len());
            for (i, label) in labels.iter().enumerate() {
                for node in plan.nodes.iter().filter(|n| !n.holds) {
                    assert!(!overlaps(*label, node.rect), "{lines}: a label lies on {}", node.element);
                }
                assert!(labels[..i].iter().all(|other| !overlaps(*other, *label)), "{lines}: labels lie on each other");
            }
        }
    }
}

#[test]
fn a_part_pulled_out_of_its_whole_keeps_its_line_until_the_view_hides_that_kind() {
    use opcanvas::model::RelationKind;
    use opcanvas::scene::options::{HIDDEN, HIDDEN_BY_DEFAULT};
    let document = example(Template::Bank);
    let nested = default_view(&document);
    let mut pulled = nested.clone();
    pulled.placements.insert("ro.rel".into(), Placement::at(Point::new(-5000.0, -5000.0)));
    let hides = |view: &View, kinds: &[RelationKind]| {
        let mut view = view.clone();
        view.options.set(HIDDEN, Value::List(kinds.iter().map(|kind| Value::text(kind.id())).collect()));
        view
    };
    let wholes = |view: &View| {
        let lines = plan(&document, Some(view)).edges;
        let kinds = lines.iter().filter_map(|e| document.relation(&e.relation));
        kinds.filter(|r| r.kind == RelationKind::Contains).map(|r| r.target.to_string()).collect::<Vec<_>>()
    };
    let one_more = [&HIDDEN_BY_DEFAULT[..], &[RelationKind::Supplies]].concat();
    let table = [
        (nested.clone(), false),
        (hides(&nested, &[]), false),
        (pulled.clone(), true),
        (hides(&pulled, &[]), true),
        (hides(&pulled, &one_more), true),
        (hides(&pulled, &[RelationKind::Contains]), false),
    ];
    for (view, is_drawn) in table {
        let expected: &[&str] = if is_drawn { &["ro.rel"] } else { &[] };
        assert_eq!(wholes(&view), expected, "{:?}", view.options);
    }
}

#[test]
fn choices_of_lines_and_labels_are_read_whatever_their_case() {
    let document = example(Template::Bank);
    for (key, value) in [("lines", "Straight"), ("lines", "CURVED"), ("labels", "Always")] {
        let [loud, usual] =
            [value, &value.to_lowercase()].map(|v| plan(&document, Some(&view_with(&document, key, v))));
        // Whole plans are compared without printing them, which would fill the screen.
        assert!(loud == usual, "{key}: {value}");
        assert!(loud != plan(&document, Some(&default_view(&document))), "{key}: {value}");
    }
}

#[test]
fn every_style_of_lines_ends_at_its_boxes() {
    let document = example(Template::Bank);
    for lines in ["right-angled", "straight", "curved", "unknown"] {
        let plan = plan(&document, Some(&view_with(&document, "lines", lines)));
        for edge in &plan.edges {
            let relation = document.relation(&edge.relation).expect("a relation");
            for (end, tip) in [(&relation.source, edge.route.first()), (&relation.target, edge.route.last())] {
                let rect = plan.node(end).expect("a box").rect;
                assert!(rect.inflate(1e-6, 1e-6).contains(*tip.expect("a route has ends")), "{lines}");
            }
        }
        let straight = plan.edges.iter().filter(|e| e.route.len() == 2).count();
        assert_eq!(lines == "straight", straight == plan.edges.len(), "{lines}");
    }
}

#[test]
fn a_moved_box_keeps_the_picture_of_what_did_not_change() {
    let (document, view) = two_hundred();
    let (document, _) = apply(&document, &[Edit::AddView(view.clone())]).expect("a view");
    let mut kept = opcanvas::scene::diagram::Kept::default();
    let before = plan(&document, Some(&view));
    let first = opcanvas::scene::diagram::build_with(&document, Some(&view), &before, &Look::default(), &mut kept);
    assert_eq!(kept.drawn, first.figures().count());
    let after =
        before.moved(&document, &BTreeMap::from([(ElementId::from("t105"), Vec2::new(0.0, 60.0))]), &BTreeMap::new());
    let again = opcanvas::scene::diagram::build_with(&document, Some(&view), &after, &Look::default(), &mut kept);
    assert!(kept.drawn <= 24, "{} figures were drawn again", kept.drawn);
    assert_eq!(kept.asked, 0, "a box that moves says what it said");
    assert!(again.figures().eq(build(&document, Some(&view), &after, &Look::default()).figures()));
    // What is no longer there is no longer explained.
    let mut bare = after.clone();
    bare.edges.clear();
    let without = opcanvas::scene::diagram::build_with(&document, Some(&view), &bare, &Look::default(), &mut kept);
    assert!(without.figures().eq(build(&document, Some(&view), &bare, &Look::default()).figures()));
    assert!(without.figures().all(|f| f.name != "Legend") && again.figures().any(|f| f.name == "Legend"));
}
