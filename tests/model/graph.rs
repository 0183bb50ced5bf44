//! The graph lens: what reaches what, cycles, order and parts agree with a naive reckoning on random graphs.

use std::collections::{BTreeMap, BTreeSet};

use opcanvas::edit::{Edit, apply};
use opcanvas::format::{load, metamodel, templates::Template};
use opcanvas::model::graph::{Lens, along_value, neighbourhood};
use opcanvas::model::{Direction, Document, Element, ElementId, ElementKind, Relation, RelationKind};
use proptest::prelude::*;

/// Technologies that depend on each other, with as many other relations that a lens has to leave out.
fn document(nodes: usize, edges: &BTreeSet<(usize, usize)>) -> Document {
    let id = |i: usize| ElementId::new(format!("n{i:02}"));
    let mut edits: Vec<_> =
        (0..nodes).map(|i| Edit::AddElement(Element::new(id(i), ElementKind::Technology, "T"))).collect();
    for (kind, prefix) in [(RelationKind::DependsOn, "d"), (RelationKind::Foreign, "f")] {
        edits.extend(edges.iter().map(|(a, b)| {
            // The other relations run the other way, so that taking them for dependencies shows.
            let (from, to) = if kind == RelationKind::Foreign { (b, a) } else { (a, b) };
            Edit::AddRelation(Relation::new(format!("{prefix}{a:02}-{b:02}").as_str().into(), kind, id(*from), id(*to)))
        }));
    }
    apply(&Document::new(metamodel::base()), &edits).expect("a graph").0
}

fn graphs() -> impl Strategy<Value = (usize, BTreeSet<(usize, usize)>)> {
    (1_usize..14).prop_flat_map(|n| {
        let edge = (0..n, 0..n).prop_filter("an element is not joined with itself", |(a, b)| a != b);
        let edges = prop::collection::btree_set(edge, 0..if n == 1 { 1 } else { 2 * n });
        (Just(n), edges)
    })
}

/// Which nodes lead to which along one or more edges: the closure, after Warshall.
fn closure(nodes: usize, edges: &BTreeSet<(usize, usize)>) -> Vec<Vec<bool>> {
    let mut leads = vec![vec![false; nodes]; nodes];
    for (a, b) in edges {
        leads[*a][*b] = true;
    }
    for k in 0..nodes {
        for a in 0..nodes {
            for b in 0..nodes {
                leads[a][b] |= leads[a][k] && leads[k][b];
            }
        }
    }
    leads
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_lens_agrees_with_the_closure((nodes, edges) in graphs()) {
        let document = document(nodes, &edges);
        let lens = Lens::new(&document, |r| r.kind == RelationKind::DependsOn);
        prop_assert_eq!((lens.graph().node_count(), lens.graph().edge_count()), (nodes, edges.len()));
        let ids: Vec<_> = document.elements().keys().cloned().collect();
        let named = |is: &[usize]| is.iter().map(|i| ids[*i].clone()).collect::<Vec<_>>();
        let all = || 0..nodes;
        let leads = closure(nodes, &edges);

        for a in all() {
            let along: Vec<_> = all().filter(|b| *b != a && leads[a][*b]).collect();
            let against: Vec<_> = all().filter(|b| *b != a && leads[*b][a]).collect();
            let reached = |direction| lens.reachable(&ids[a], direction).into_iter().collect::<Vec<_>>();
            prop_assert_eq!(reached(Direction::Outgoing), named(&along));
            prop_assert_eq!(reached(Direction::Incoming), named(&against));
        }

        let cycles: BTreeSet<Vec<usize>> = all()
            .filter(|a| leads[*a][*a])
            .map(|a| all().filter(|b| leads[a][*b] && leads[*b][a]).collect())
            .collect();
        let cycles: Vec<_> = cycles.iter().map(|c| named(c)).collect();
        prop_assert_eq!(lens.cycles(), cycles.clone());

        match lens.order() {
            None => prop_assert!(!cycles.is_empty()),
            Some(order) => {
                prop_assert!(cycles.is_empty());
                let place: BTreeMap<_, _> = order.iter().enumerate().map(|(i, id)| (id, i)).collect();
                prop_assert_eq!(place.len(), nodes, "everything stands in the order once");
                for (a, b) in &edges {
                    prop_assert!(place[&ids[*a]] < place[&ids[*b]]);
                }
            }
        }

        let both: BTreeSet<_> = edges.iter().flat_map(|(a, b)| [(*a, *b), (*b, *a)]).collect();
        let joined = closure(nodes, &both);
        // A part is known by its first node.
        let parts = all().filter(|a| (0..*a).all(|b| !joined[b][*a])).count();
        prop_assert_eq!(lens.components(), parts);
        let alone: Vec<_> = all().filter(|a| edges.iter().all(|(s, t)| s != a && t != a)).collect();
        prop_assert_eq!(lens.alone(), named(&alone));
    }
}

#[test]
fn the_same_document_gives_the_same_order_and_strangers_reach_nothing() {
    let document = load(Template::Bank.bytes()).unwrap().document;
    let lens = || Lens::new(&document, |r| r.kind == RelationKind::DependsOn);
    assert_eq!(lens().order(), lens().order());
    assert!(lens().order().is_some() && lens().cycles().is_empty());
    assert!(lens().reachable(&"nobody".into(), Direction::Outgoing).is_empty());
    let nothing = Lens::new(&document, |_| false);
    assert_eq!((nothing.components(), nothing.alone().len()), (58, 58));
}

#[test]
fn relations_that_end_at_relations_are_no_edges_and_no_harm() {
    let file = br#"{"format": "opcanvas", "version": 1,
        "elements": [{"id": "a", "kind": "technology", "name": ""}, {"id": "b", "kind": "technology", "name": ""}],
        "relations": [{"id": "r", "kind": "depends_on", "source": "a", "target": "b"},
            {"id": "s", "kind": "depends_on", "source": "b", "target": "b"},
            {"id": "f", "kind": "foreign", "source": "r", "target": "a"}]}"#;
    let document = load(file).unwrap().document;
    let lens = Lens::new(&document, |_| true);
    assert_eq!((lens.graph().edge_count(), lens.components()), (2, 1));
    assert_eq!(lens.cycles(), [["b".into()]], "a loop is a cycle of one");
    assert_eq!(lens.order(), None);
}

fn bank() -> Document {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/examples/bank.opcanvas.json");
    load(&std::fs::read(path).unwrap()).unwrap().document
}

fn set(ids: &[&str]) -> BTreeSet<ElementId> {
    ids.iter().map(|id| ElementId::from(*id)).collect()
}

#[test]
fn a_neighbourhood_grows_by_one_relation_at_a_time() {
    let document = bank();
    let start = set(&["pa.idv"]);
    let all = |_| true;
    assert_eq!(neighbourhood(&document, &start, 0, all), start);
    let near = neighbourhood(&document, &start, 1, all);
    let expected: BTreeSet<ElementId> = document
        .relations()
        .values()
        .filter(|r| r.source.as_str() == "pa.idv" || r.target.as_str() == "pa.idv")
        .flat_map(|r| [r.source.clone(), r.target.clone()])
        .collect();
    assert_eq!(near, expected);
    assert!(neighbourhood(&document, &start, 2, all).is_superset(&near));
    let supplied = neighbourhood(&document, &start, 1, |kind| kind == RelationKind::Supplies);
    assert!(supplied.is_subset(&near) && supplied.contains(&ElementId::from("st.on2")));
    assert!(neighbourhood(&document, &set(&["nobody"]), 3, all).is_empty());
}

#[test]
fn value_is_followed_to_where_it_goes_and_back_to_where_it_comes_from() {
    let document = bank();
    let kept = |kind| {
        matches!(kind, RelationKind::Supplies | RelationKind::FlowsTo | RelationKind::Delivers | RelationKind::Consumes)
    };
    let down = along_value(&document, &set(&["pa.idv"]), Direction::Outgoing, kept);
    let kinds: BTreeSet<ElementKind> = down.iter().filter_map(|id| document.element(id)).map(|e| e.kind).collect();
    // From the partner through stage and stream to the product and who uses it.
    for kind in [ElementKind::Stage, ElementKind::ValueStream, ElementKind::PortfolioItem, ElementKind::Stakeholder] {
        assert!(kinds.contains(&kind), "{kind:?} in {down:?}");
    }
    for end in down.iter().filter(|id| document.element(id).is_some_and(|e| e.kind == ElementKind::Stakeholder)) {
        let up = along_value(&document, &BTreeSet::from([end.clone()]), Direction::Incoming, kept);
        assert!(up.contains(&ElementId::from("pa.idv")), "what goes to {end} comes from the partner");
    }
    let none = along_value(&document, &set(&["pa.idv"]), Direction::Incoming, kept);
    assert_eq!(none, set(&["pa.idv"]));
}
