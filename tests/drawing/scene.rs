//! Drawings: boxes apart, labels inside, hits where they are seen, windows that miss nothing, and no surprise from any file.

use std::collections::{BTreeMap, BTreeSet};

use ecow::EcoString;
use opcanvas::edit::{Edit, apply, compose};
use opcanvas::export::svg;
use opcanvas::format::{load, metamodel, templates::Template};
use opcanvas::geom::{Point, Rect, Vec2, encloses, overlaps};
use opcanvas::model::legality::connections;
use opcanvas::model::{
    Direction, Document, Element, ElementId, ElementKind, Placement, RelationKind, Value, View, ViewId,
};
use opcanvas::scene::diagram::{Kept, build_with};
use opcanvas::scene::{Item, Look, Owner, Plan, Region, Scene, build, plan};
use opcanvas::theme::Mode;
use proptest::prelude::*;
use proptest::sample::Index;

fn example(template: Template) -> Document {
    load(template.bytes()).expect("an example").document
}

fn drawn(document: &Document, view: Option<&View>) -> (Plan, Scene) {
    let plan = plan(document, view);
    let scene = build(document, view, &plan, &Look::default());
    (plan, scene)
}

// --- random small models ---

const NAMES: [&str; 8] = [
    "",
    "Ä",
    "Decide credit",
    "Small-business credit line with everything that belongs to it and more",
    "Donaudampfschifffahrtsgesellschaftskapitänskajütenschlüsselloch",
    "为小型企业提供信贷额度的产品",
    "🏦🏦 e\u{301}\u{302} \u{202e}abc",
    "first line\nsecond line\nthird",
];

#[derive(Clone, Debug)]
struct Model {
    elements: Vec<(usize, usize, u8)>,
    relations: Vec<(Index, Index, Index)>,
}

fn models() -> impl Strategy<Value = Model> {
    let elements = prop::collection::vec((0..17_usize, 0..NAMES.len(), any::<u8>()), 1..14);
    let relations = prop::collection::vec((any::<Index>(), any::<Index>(), any::<Index>()), 0..24);
    (elements, relations).prop_map(|(elements, relations)| Model { elements, relations })
}

/// Facts of all sorts, for the kinds that show them.
fn facts(kind: ElementKind) -> Vec<(&'static str, Value)> {
    match kind {
        ElementKind::Stage => vec![("leadTime", Value::Int(40)), ("pctCA", Value::Number(92.5))],
        ElementKind::Experiment => vec![("status", Value::text("draft")), ("measure", Value::text("long ".repeat(30)))],
        ElementKind::Role => vec![("holders", Value::Int(i64::MAX))],
        ElementKind::Stakeholder => vec![("population", Value::Int(-410_000))],
        ElementKind::Location => vec![("region", Value::text("北京\n\tregion"))],
        _ => vec![],
    }
}

fn document(model: &Model) -> Document {
    let mut document = Document::new(metamodel::base());
    let mut ids = Vec::new();
    for (i, (kind, name, odd)) in model.elements.iter().enumerate() {
        let kind = ElementKind::ALL.get(*kind).copied().unwrap_or(ElementKind::Foreign);
        let mut element = Element::new(ElementId::new(format!("e{i:02}")), kind, NAMES[*name]);
        if odd % 2 == 1 {
            for (key, value) in facts(kind) {
                element.attributes.set(key, value);
            }
        }
        ids.push(element.id.clone());
        document = apply(&document, &[Edit::AddElement(element)]).map_or(document, |(after, _)| after);
    }
    for (a, b, c) in &model.relations {
        let (source, target) = (a.get(&ids), b.get(&ids));
        let kinds = connections(&document, source, target);
        if !kinds.is_empty() {
            let edits = compose::connect(&document, *c.get(&kinds), source, target);
            document = apply(&document, &edits).map_or(document, |(after, _)| after);
        }
    }
    document
}

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, max_shrink_iters: 300, ..ProptestConfig::default() }
}

// --- what holds for every drawing ---

fn is_around(plan: &Plan, outer: usize, inner: usize) -> bool {
    std::iter::successors(plan.nodes[inner].parent, |i| plan.nodes[*i].parent).any(|i| i == outer)
}

fn assert_apart(plan: &Plan) {
    for (i, a) in plan.nodes.iter().enumerate() {
        for (j, b) in plan.nodes.iter().enumerate().skip(i + 1) {
            if is_around(plan, i, j) {
                assert!(encloses(a.rect, b.rect), "{} holds {}", a.element, b.element);
            } else {
                assert!(!overlaps(a.rect, b.rect), "{} {} and {} {}", a.element, a.rect, b.element, b.rect);
            }
        }
    }
}

fn assert_labels_inside(plan: &Plan, scene: &Scene) {
    for node in &plan.nodes {
        let figure = scene.figure(&Owner::Element(node.element.clone())).expect("every box is drawn");
        let room = node.rect.inflate(0.5, 0.5);
        for item in &figure.items {
            if let Item::Text { at, text, font, width, .. } = item {
                let cap = Rect::new(at.x, at.y - font.cap_height(), at.x + width, at.y);
                assert!(encloses(room, cap), "\"{text}\" of {} at {cap}, in {}", node.element, node.rect);
            }
        }
    }
}

/// What is hit is what is meant, or what was drawn over it.
fn assert_hits(plan: &Plan, scene: &Scene) {
    let place = |owner: &Owner| scene.figures().position(|f| f.owner == *owner).expect("a figure of the scene");
    for node in plan.nodes.iter().filter(|n| !n.holds) {
        assert_eq!(scene.hit(node.rect.center(), 3.0), Some(&Owner::Element(node.element.clone())));
    }
    for edge in &plan.edges {
        let owner = Owner::Relation(edge.relation.clone());
        for segment in edge.route.windows(2) {
            let hit = scene.hit(segment[0].midpoint(segment[1]), 3.0).expect("a line is hit on its middle");
            assert!(place(hit) >= place(&owner), "{hit:?} is below {owner:?}");
        }
    }
    assert_eq!(scene.hit(scene.bounds.origin() - Vec2::new(50.0, 50.0), 3.0), None);
}

/// Rectangles that a figure paints into: all of it for a box, for a line its segments and its labels.
fn painted(figure: &opcanvas::scene::Figure) -> Vec<Rect> {
    let Region::Line(points) = &figure.region else { return vec![figure.bounds] };
    let boxes = figure.items.iter().filter(|i| !matches!(i, Item::Path { .. })).map(Item::bounds);
    points.windows(2).map(|s| Rect::from_points(s[0], s[1]).inflate(0.5, 0.5)).chain(boxes).collect()
}

fn assert_window(scene: &Scene, window: Rect) {
    let shown: Vec<_> = scene.visible(window).into_iter().map(|f| &f.owner).collect();
    let near: Vec<_> =
        scene.figures().filter(|f| overlaps(f.bounds.inflate(1.0, 1.0), window)).map(|f| &f.owner).collect();
    let must: BTreeSet<_> =
        scene.figures().filter(|f| painted(f).into_iter().any(|r| overlaps(r, window))).map(|f| &f.owner).collect();
    for owner in must {
        assert!(shown.contains(&owner), "{owner:?} is missing in {window}");
    }
    // In drawing order, and nothing whose bounds are elsewhere.
    let mut rest = near.iter();
    assert!(shown.iter().all(|s| rest.any(|n| n == s)), "{window}");
}

fn assert_finite(scene: &Scene) {
    let text = String::from_utf8(svg::render(scene, "").expect("an SVG")).expect("UTF-8");
    // Only numbers, not names: what stands in quotes.
    let numbers = text.split('"').skip(1).step_by(2);
    for value in numbers {
        assert!(!value.contains("NaN") && !value.contains("inf"), "{value}");
    }
    for figure in scene.figures() {
        let all = figure.items.iter().map(Item::bounds).chain([figure.bounds]);
        for rect in all {
            assert!(rect.is_finite() && rect.x0.abs().max(rect.x1.abs()) < 1e8, "{:?} at {rect}", figure.owner);
        }
    }
    assert!(scene.bounds.is_finite());
}

/// Whether a box stands in the box of an element, however deep.
fn stands_in(plan: &Plan, node: &opcanvas::scene::Planned, element: &opcanvas::model::ElementId) -> bool {
    let mut at = node.parent;
    while let Some(parent) = at.map(|i| &plan.nodes[i]) {
        if parent.element == *element {
            return true;
        }
        at = parent.parent;
    }
    false
}

fn assert_sound(document: &Document) -> (Plan, Scene) {
    let (plan, scene) = drawn(document, None);
    assert_eq!(plan.nodes.len(), document.elements().len());
    assert_apart(&plan);
    assert_labels_inside(&plan, &scene);
    assert_hits(&plan, &scene);
    assert_finite(&scene);
    assert_eq!(plan.moved(document, &BTreeMap::new(), &BTreeMap::new()), plan);
    for node in &plan.nodes {
        assert_eq!(plan.node(&node.element), Some(node));
        let inside: BTreeSet<_> =
            plan.nodes.iter().filter(|n| stands_in(&plan, n, &node.element)).map(|n| n.element.clone()).collect();
        let expected = document
            .elements()
            .keys()
            .filter(|id| **id != node.element && opcanvas::model::legality::is_inside(document, id, &node.element));
        assert_eq!(inside, expected.cloned().collect::<BTreeSet<_>>(), "the default diagram nests what is contained");
    }
    (plan, scene)
}

proptest! {
    #![proptest_config(config(96))]

    #[test]
    fn random_models_are_drawn_soundly(model in models(), windows in prop::collection::vec((0.0..1.0, 0.0..1.0, 0.0..0.5, 0.0..0.5), 12)) {
        let document = document(&model);
        let (_, scene) = assert_sound(&document);
        for (x, y, w, h) in windows {
            assert_window(&scene, window(&scene, x, y, w, h));
        }
    }
}

fn window(scene: &Scene, x: f64, y: f64, w: f64, h: f64) -> Rect {
    let b = scene.bounds.inflate(100.0, 100.0);
    Rect::from_origin_size((b.x0 + x * b.width(), b.y0 + y * b.height()), (w * b.width(), h * b.height()))
}

#[test]
fn the_examples_are_drawn_soundly() {
    for template in [Template::Bank, Template::City, Template::Blank] {
        let (_, scene) = assert_sound(&example(template));
        // Small windows over everything, as a tile of a screen is.
        for x in 0..24 {
            for y in 0..24 {
                assert_window(&scene, window(&scene, f64::from(x) / 24.0, f64::from(y) / 24.0, 0.03, 0.03));
            }
        }
        assert_window(&scene, Rect::new(-1e300, -1e300, 1e300, 1e300));
        assert_window(&scene, Rect::new(f64::NEG_INFINITY, f64::NEG_INFINITY, f64::INFINITY, f64::INFINITY));
    }
}

#[test]
fn labels_on_lines_are_seen_where_they_are() {
    let document = example(Template::City);
    let (mut view, natural) = (View::new("v".into(), "diagram", ""), plan(&document, None));
    view.options.set("labels", Value::text("always"));
    view.options.set("hidden", Value::List([].into_iter().collect()));
    for node in &natural.nodes {
        view.placements.insert(node.element.clone(), Placement::of(node.rect));
    }
    let (_, scene) = drawn(&document, Some(&view));
    for figure in scene.figures() {
        for part in painted(figure) {
            // A sliver at each edge, so that nothing else of the figure is in the window.
            let (left, right) = (part.x0 + 1.0, part.x1 - 1.0);
            for x in [left, right] {
                assert_window(&scene, Rect::new(x - 0.5, part.y0, x + 0.5, part.y1));
            }
        }
    }
}

// --- figures that are kept from the last drawing ---

fn random_edit(document: &Document, a: Index, b: Index, what: u8) -> Vec<Edit> {
    let elements: Vec<_> = document.elements().keys().cloned().collect();
    let relations: Vec<_> = document.relations().keys().cloned().collect();
    let element = a.get(&elements).clone();
    let other = b.get(&elements);
    match what % 8 {
        0 => vec![Edit::SetName(element, NAMES[b.index(NAMES.len())].into())],
        1 => vec![Edit::SetAttribute(element, "fte".into(), Value::number(b.index(50) as f64))],
        2 => vec![Edit::RemoveRelation(b.get(&relations).clone())],
        3 => vec![Edit::SetSetting("currency".into(), Some(Value::text(["EUR", "CHF"][b.index(2)])))],
        4 => {
            let placement = Placement::at(Point::new(b.index(2_000) as f64, a.index(2_000) as f64));
            vec![Edit::Place("v".into(), element, placement)]
        }
        5 => vec![Edit::SetField(element, "state".into(), Some(Value::text("retire")))],
        6 => connections(document, &element, other)
            .first()
            .map_or(vec![], |kind| compose::connect(document, *kind, &element, other)),
        _ => vec![Edit::RemoveElement(element)],
    }
}

proptest! {
    #![proptest_config(config(10))]

    #[test]
    fn kept_figures_are_as_good_as_new(steps in prop::collection::vec((any::<Index>(), any::<Index>(), any::<u8>()), 1..10)) {
        let mut document = example(Template::Bank);
        let mut view = View::new("v".into(), "diagram", "");
        for node in plan(&document, None).nodes {
            view.placements.insert(node.element, Placement::of(node.rect));
        }
        let id = ViewId::from("v");
        document = apply(&document, &[Edit::AddView(view)]).expect("a view").0;
        let mut kept = Kept::default();
        for (a, b, what) in steps {
            let edits = random_edit(&document, a, b, what);
            document = apply(&document, &edits).map_or(document, |(after, _)| after);
            let view = document.view(&id).expect("the view").clone();
            let look = Look::of(if what > 200 { Mode::Dark } else { Mode::Light });
            let plan = plan(&document, Some(&view));
            let again = build_with(&document, Some(&view), &plan, &look, &mut kept);
            let new = build(&document, Some(&view), &plan, &look);
            prop_assert_eq!((again.bounds, again.page), (new.bounds, new.page));
            prop_assert!(again.figures().eq(new.figures()), "after {:?}", edits);
            build_with(&document, Some(&view), &plan, &look, &mut kept);
            prop_assert_eq!((kept.drawn, kept.asked), (0, 0), "what did not change is not drawn or asked again");
        }
    }
}

// --- views with stored placements ---

fn one_of_each() -> Document {
    let elements = ElementKind::ALL.into_iter().chain([ElementKind::Foreign]);
    let add = elements.map(|kind| {
        let mut element = Element::new(ElementId::new(kind.id()), kind, "Some name of two lines at least");
        for (key, value) in facts(kind) {
            element.attributes.set(key, value);
        }
        Edit::AddElement(element)
    });
    let mut document = apply(&Document::new(metamodel::base()), &add.collect::<Vec<_>>()).expect("elements").0;
    let ids: Vec<_> = document.elements().keys().cloned().collect();
    for pair in ids.windows(2) {
        let edits = compose::connect(&document, RelationKind::Foreign, &pair[0], &pair[1]);
        document = apply(&document, &edits).map_or(document, |(after, _)| after);
    }
    document
}

#[test]
fn placements_are_drawn_where_they_say() {
    let document = one_of_each();
    let mut view = View::new("v".into(), "diagram", "");
    for (i, id) in document.elements().keys().enumerate().skip(1) {
        let mut placement = Placement::at(Point::new(i as f64 * 300.5, i as f64 * -20.25));
        if i % 2 == 0 {
            (placement.w, placement.h) = (Some(120.5), Some(80.25));
        }
        placement.z = i64::try_from(i).ok().map(|z| -z);
        view.placements.insert(id.clone(), placement);
    }
    let (plan, scene) = drawn(&document, Some(&view));
    assert_eq!(plan.nodes.len(), document.elements().len() - 1, "what is not placed is not drawn");
    for (id, placement) in view.placements.iter() {
        let node = plan.node(id).expect("a place");
        assert_eq!(node.rect, placement.rect(node.rect.size()), "{id}");
    }
    assert_hits(&plan, &scene);
    // Drawn later when higher.
    let z = |owner: &Owner| match owner {
        Owner::Element(id) => view.placements.get(id).and_then(|p| p.z),
        _ => None,
    };
    let order: Vec<_> = scene.figures().filter_map(|f| z(&f.owner)).collect();
    assert!(order.is_sorted(), "{order:?}");
    // The others stay, and so do the lines between them.
    let (id, by) = (ElementId::from("role"), Vec2::new(7.0, 500.0));
    let moved = plan.moved(&document, &BTreeMap::from([(id.clone(), by)]), &BTreeMap::new());
    for (before, after) in plan.nodes.iter().zip(&moved.nodes) {
        assert_eq!(after.rect, if before.element == id { before.rect + by } else { before.rect });
    }
    let index = document.index();
    let ends: BTreeSet<_> = [Direction::Outgoing, Direction::Incoming]
        .into_iter()
        .flat_map(|way| index.relations_of(&id, way).map(|(.., r)| r))
        .collect();
    assert!(!ends.is_empty());
    for (before, after) in plan.edges.iter().zip(&moved.edges) {
        assert!(before == after || ends.contains(&before.relation), "{}", before.relation);
    }
}

#[test]
fn no_placement_breaks_the_drawing() {
    let document = one_of_each();
    let ids: Vec<_> = document.elements().keys().cloned().collect();
    let far = [0.0, -0.0, 1e7, -1e7, 1e308, -1e308, f64::MAX, 5e-324, 1e-9, 0.1];
    let sizes = [-1.0, -1e308, 0.0, -0.0, 5e-324, 1e-320, 1e-9, 0.5, 1.0, 3.0, 10.0, 40.0, 1e6, 1e308];
    let sizes: Vec<_> = sizes.into_iter().map(Some).chain([None]).collect();
    // All at one place, and each pair of a place and a size, shifted so that every kind meets many.
    for shift in 0..sizes.len() * 2 {
        let mut view = View::new("v".into(), "diagram", "");
        view.options.set("labels", Value::text("always"));
        for (i, id) in ids.iter().enumerate() {
            let at = if shift % 2 == 0 {
                Point::ZERO
            } else {
                Point::new(far[(i + shift) % far.len()], far[(i * 3 + shift) % far.len()])
            };
            let mut placement = Placement::at(at);
            (placement.w, placement.h) = (sizes[(i + shift) % sizes.len()], sizes[(i * 2 + shift / 2) % sizes.len()]);
            placement.z = [None, Some(i64::MAX), Some(i64::MIN)][i % 3];
            view.placements.insert(id.clone(), placement);
        }
        let (plan, scene) = drawn(&document, Some(&view));
        assert!(plan.nodes.iter().all(|n| n.rect.width() >= 0.0 && n.rect.height() >= 0.0));
        assert_finite(&scene);
        assert_window(&scene, Rect::new(-100.0, -100.0, 100.0, 100.0));
        for node in &plan.nodes {
            let _ = scene.hit(node.rect.center(), 3.0);
        }
        assert_eq!(plan.moved(&document, &BTreeMap::new(), &BTreeMap::new()), plan);
    }
}

#[test]
fn loops_and_strange_attributes_do_not_break_the_drawing() {
    let file = format!(
        r#"{{"format": "opcanvas", "version": 1, "settings": {{"currency": 7, "asOf": "ä"}},
        "elements": [{{"id": "a", "kind": "technology", "name": ""}}, {{"id": "p", "kind": "role", "name": "P"}},
            {{"id": "s", "kind": "process", "name": "S", "attributes": {{"timeToMarketDays": 1e308, "approach": [1]}}}},
            {{"id": "i", "kind": "portfolio_item", "name": "I", "attributes": {{"itemType": "nonsense", "investments":
                [{{"year": 2026, "run": 1e308, "grow": 1e308}}, 7]}}}},
            {{"id": "o", "kind": "objective", "name": "O", "attributes": {{"dueDate": "ää", "keyResults": [{{}}]}}}}],
        "relations": [{{"id": "l", "kind": "depends_on", "source": "a", "target": "a"}},
            {{"id": "m", "kind": "flows_to", "source": "s", "target": "s"}},
            {{"id": "r", "kind": "assigned_to", "source": "s", "target": "p", "attributes": {{"raci": "{0}"}}}},
            {{"id": "t", "kind": "assigned_to", "source": "p", "target": "s", "attributes": {{"raci": "{0}"}}}}]}}"#,
        EcoString::from("wide ".repeat(200))
    );
    let document = load(file.as_bytes()).expect("a model").document;
    let (plan, scene) = drawn(&document, None);
    assert_apart(&plan);
    assert_labels_inside(&plan, &scene);
    assert_finite(&scene);
}
