//! Lead times agree with a naive reckoning over all ways, and come to an end on any flows.

use opcanvas::analysis::flow;
use opcanvas::analysis::lead_time::{Method, lead_time};
use opcanvas::edit::{Edit, apply};
use opcanvas::format::metamodel;
use opcanvas::model::attr::Hours;
use opcanvas::model::{Document, Element, ElementId, ElementKind, Relation, RelationKind, Value};
use proptest::prelude::*;

/// A flow from one stage to another: its probability in tenths, its delay in hours.
type Flow = (usize, usize, u8, u8);

fn stage(i: usize) -> ElementId {
    ElementId::new(format!("s{i}"))
}

/// A stream `vs` of stages with these hours and flows.
fn stream(hours: &[u8], flows: &[Flow]) -> Document {
    let mut edits = vec![Edit::AddElement(Element::new("vs".into(), ElementKind::ValueStream, "Stream"))];
    for (i, hours) in hours.iter().enumerate() {
        let mut element = Element::new(stage(i), ElementKind::Stage, "Stage");
        element.attributes.set("order", Value::Int(i as i64 + 1));
        element.attributes.set("leadTime", Value::Int(i64::from(*hours)));
        edits.push(Edit::AddElement(element));
        let id = format!("c{i}").as_str().into();
        edits.push(Edit::AddRelation(Relation::new(id, RelationKind::Contains, "vs".into(), stage(i))));
    }
    for (a, b, tenths, delay) in flows {
        let id = format!("f{a}.{b}").as_str().into();
        let mut flow = Relation::new(id, RelationKind::FlowsTo, stage(*a), stage(*b));
        if let Some(probability) = Value::number(f64::from(*tenths) / 10.0) {
            flow.attributes.set("probability", probability);
        }
        flow.attributes.set("handoffDelay", Value::Int(i64::from(*delay)));
        edits.push(Edit::AddRelation(flow));
    }
    apply(&Document::new(metamodel::base()), &edits).expect("a stream").0
}

/// Hours from the start of a stage to the end, over all ways.
fn naive(i: usize, hours: &[u8], flows: &[Flow]) -> f64 {
    let on: Vec<_> = flows
        .iter()
        .filter(|(a, ..)| *a == i)
        .map(|(_, b, tenths, delay)| (f64::from(*tenths) / 10.0, f64::from(*delay) + naive(*b, hours, flows)))
        .collect();
    let rest = if on.iter().all(|(p, _)| *p >= 1.0) {
        on.iter().map(|(_, rest)| *rest).fold(0.0, f64::max)
    } else {
        on.iter().map(|(p, rest)| p * rest).sum()
    };
    f64::from(hours[i]) + rest
}

/// Hours of 2 to 7 stages, and flows between some of them, each pair at most once.
fn flows(only_on: bool, least: u8) -> impl Strategy<Value = (Vec<u8>, Vec<Flow>)> {
    (2_usize..8).prop_flat_map(move |n| {
        let flow = ((0..n, 0..n), (least..=10, 0..5_u8));
        let flows = prop::collection::btree_map(flow.0, flow.1, 1..12);
        let flows = flows.prop_map(move |flows| {
            let kept = flows.into_iter().filter(|((a, b), _)| if only_on { a < b } else { a != b });
            kept.map(|((a, b), (tenths, delay))| (a, b, tenths, delay)).collect()
        });
        (prop::collection::vec(0..50_u8, n), flows)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_longest_or_expected_way_is_that_of_all_ways((hours, flows) in prop_oneof![flows(true, 10), flows(true, 0)]) {
        let found = lead_time(&stream(&hours, &flows), &"vs".into()).unwrap();
        let is_first = |i: &usize| flows.iter().all(|(_, b, ..)| b != i);
        let longest = (0..hours.len()).filter(is_first).map(|i| naive(i, &hours, &flows)).fold(0.0, f64::max);
        let sum = hours.iter().map(|h| f64::from(*h)).sum::<f64>() + flows.iter().map(|f| f64::from(f.3)).sum::<f64>();
        let expected = if found.method == Method::Sum { sum } else { longest };
        prop_assert!((found.hours.0 - expected).abs() < 1e-9, "{:?} {}", found, expected);

        let branch = |end: fn(&Flow) -> usize| (0..hours.len()).any(|i| flows.iter().filter(|f| end(f) == i).count() > 1);
        let method = if flows.iter().any(|f| f.2 < 10) {
            Method::Expected
        } else if branch(|f| f.0) || branch(|f| f.1) {
            Method::LongestPath
        } else {
            Method::Sum
        };
        prop_assert_eq!(found.method, method);
        if method == Method::LongestPath {
            // The hours are those of the path that is named.
            let step = |w: &[ElementId]| flows.iter().find(|f| stage(f.0) == w[0] && stage(f.1) == w[1]).unwrap().3;
            let own = |id: &ElementId| (0..hours.len()).find(|i| stage(*i) == *id).map_or(0, |i| hours[i]);
            let total: u32 = found.path.iter().map(|id| u32::from(own(id))).sum::<u32>()
                + found.path.windows(2).map(|w| u32::from(step(w))).sum::<u32>();
            prop_assert_eq!(found.hours, Hours(f64::from(total)));
        }
    }

    #[test]
    fn any_flows_come_to_an_end((hours, flows) in flows(false, 0)) {
        let document = stream(&hours, &flows);
        let found = lead_time(&document, &"vs".into()).unwrap();
        let all: u32 = hours.iter().map(|h| u32::from(*h)).sum::<u32>() + flows.iter().map(|f| u32::from(f.3)).sum::<u32>();
        prop_assert!(found.hours.0 >= 0.0 && !found.path.is_empty());
        // No way passes a stage twice, so with certain flows none is longer than all of them together.
        prop_assert!(found.method == Method::Expected || found.hours.0 <= f64::from(all));
        let mut path = found.path.clone();
        path.sort();
        path.dedup();
        prop_assert_eq!(path.len(), found.path.len());
        prop_assert_eq!(lead_time(&document, &"vs".into()), Some(found));
        prop_assert_eq!(flow::efficiency(&document, &"vs".into()), None, "nothing is known of the work");
    }
}
