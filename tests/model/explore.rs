//! What is lost with an element, the ways between two, what everything hangs on, and what keeps a promise.

#![allow(clippy::unwrap_used, reason = "tests may fail loudly")]

use std::collections::BTreeSet;

use crate::damage::random_document;
use opcanvas::analysis::impact::{Blast, Link, blast_radius};
use opcanvas::analysis::line_of_sight::{Part, Sight, line_of_sight};
use opcanvas::analysis::outage::{Outages, streams_lost};
use opcanvas::analysis::paths::{Along, Bound, Cut, Paths, shortest, simple_paths};
use opcanvas::analysis::single_points::{Reason, single_points};
use opcanvas::format::load;
use opcanvas::model::{Document, ElementId, ElementKind, Value};
use proptest::prelude::*;
use serde_json::json;

/// A model in few words: `kind id` of the elements, `source kind target` of the relations, with what follows as R/A/C/I or
/// the strength. Names are the ids with a capital.
fn model(elements: &str, relations: &str) -> Document {
    let capital = |id: &str| id[..1].to_uppercase() + &id[1..];
    let elements: Vec<_> = elements
        .split(',')
        .map(|e| e.split_whitespace().collect::<Vec<_>>())
        .map(|e| json!({"id": e[1], "kind": e[0], "name": capital(e[1])}))
        .collect();
    let relations = relations.split(',').filter(|r| !r.trim().is_empty()).enumerate();
    let relations: Vec<_> = relations
        .map(|(i, r)| (i, r.split_whitespace().collect::<Vec<_>>()))
        .map(|(i, r)| {
            let attributes = match (r[1], r.get(3)) {
                ("assigned_to", Some(raci)) => json!({ "raci": raci }),
                ("depends_on", Some(strength)) => json!({ "strength": strength }),
                _ => json!({}),
            };
            json!({"id": format!("r{i:02}"), "kind": r[1], "source": r[0], "target": r[2], "attributes": attributes})
        })
        .collect();
    let file = json!({"format": "opcanvas", "version": 1, "elements": elements, "relations": relations});
    let loaded = load(file.to_string().as_bytes()).unwrap();
    assert_eq!(loaded.problems, []);
    loaded.document
}

fn example(name: &str) -> Document {
    load(&crate::damage::example(name)).unwrap().document
}

fn texts(ids: &[ElementId]) -> Vec<&str> {
    ids.iter().map(ElementId::as_str).collect()
}

fn hops(blast: &Blast) -> Vec<(&str, usize)> {
    blast.hits.iter().map(|hit| (hit.element.as_str(), hit.hop)).collect()
}

// --- what is lost ---

#[test]
fn the_blast_radius_of_the_examples_is_the_pinned_one() {
    for (name, technology, streams, consumers) in [
        ("bank", "te.app", &["vs.lend", "vs.onboard"][..], &["c.retail", "c.sme"][..]),
        ("bank", "te.cloud", &["vs.improve", "vs.lend", "vs.onboard"], &["c.retail", "c.sme"]),
        ("bank", "te.core", &["vs.lend", "vs.onboard"], &["c.retail", "c.sme"]),
        ("bank", "te.idv", &["vs.onboard"], &["c.retail", "c.sme"]),
        ("bank", "te.score", &["vs.lend"], &["c.sme"]),
        ("city", "te.assist", &["vs.permit"], &["c.biz", "c.res"]),
        ("city", "te.case", &["vs.fix", "vs.permit"], &["c.biz", "c.res"]),
        ("city", "te.gis", &["vs.fix", "vs.permit"], &["c.biz", "c.res"]),
        ("city", "te.old", &["vs.permit"], &["c.biz", "c.res"]),
        ("city", "te.sensor", &["vs.fix"], &["c.res"]),
    ] {
        let blast = blast_radius(&example(name), &technology.into());
        assert_eq!(texts(&blast.streams), streams, "streams of {technology}");
        assert_eq!(texts(&blast.consumers), consumers, "consumers of {technology}");
    }
}

#[test]
fn soft_and_unsaid_dependencies_do_not_pass_an_outage_on() {
    let document = model(
        "technology a, technology b, technology c, technology d",
        "b depends_on a hard, c depends_on a soft, d depends_on a",
    );
    assert_eq!(hops(&blast_radius(&document, &"a".into())), [("b", 1)]);
    // Losing what depends on something leaves that as it is.
    assert_eq!(hops(&blast_radius(&document, &"b".into())), []);
}

#[test]
fn an_outage_goes_from_partner_to_consumer_and_says_why_at_each_hop() {
    let document = model(
        "partner p, technology t, process q, stage s, value_stream v, portfolio_item i, stakeholder c, stakeholder d",
        "p supplies t, t enables q, q enables s, v contains s, v delivers i, c consumes i, d participates_in v",
    );
    let blast = blast_radius(&document, &"p".into());
    assert_eq!(hops(&blast), [("t", 1), ("q", 2), ("s", 3), ("v", 4), ("i", 5), ("c", 6)]);
    let reason = |id: &str| blast.because(&document, &id.into());
    assert_eq!(reason("t").unwrap(), "supplied by P");
    assert_eq!(
        reason("v").unwrap(),
        "needs its stage S, which is enabled by Q, which is enabled by T, which is supplied by P"
    );
    assert_eq!(
        reason("c").unwrap(),
        "consumer of I, which is delivered by V, which needs its stage S, which is enabled by Q, which is enabled by T, \
         which is supplied by P"
    );
    // Who only takes part in the stream is not reached, and nothing says why the start is off.
    assert_eq!(reason("d"), None);
    assert_eq!(reason("p"), None);
    let chain: Vec<_> = blast.chain(&"s".into()).map(|hit| hit.element.as_str()).collect();
    assert_eq!(chain, ["s", "q", "t"]);
    assert_eq!((blast.last_hop(), blast.hop(&"p".into())), (6, Some(0)));
}

#[test]
fn long_reasons_end() {
    let elements: Vec<_> = (10..40).map(|i| format!("technology t{i}")).collect();
    let relations: Vec<_> = (11..40).map(|i| format!("t{i} depends_on t{} hard", i - 1)).collect();
    let document = model(&elements.join(","), &relations.join(","));
    let blast = blast_radius(&document, &"t10".into());
    let reason = blast.reason(&document, &"t39".into()).unwrap();
    assert!(reason.ends_with("which depends hard on T31, and 21 more links back to T10"), "{reason}");
}

#[test]
fn a_role_takes_along_what_nobody_else_does() {
    let document = model(
        "role a, role b, role c, stage s, stage u, stage w, value_stream v",
        "a assigned_to s A, a assigned_to s R, b assigned_to s C, a assigned_to u R, c assigned_to u A, \
         a assigned_to w I, v contains s",
    );
    let blast = blast_radius(&document, &"a".into());
    assert_eq!(hops(&blast), [("s", 1), ("v", 2)]);
    assert_eq!(blast.reason(&document, &"s".into()).unwrap(), "S: answered for only by A");
    let weakened: Vec<_> = blast.weakened.iter().map(|w| (w.element.as_str(), texts(&w.left))).collect();
    assert_eq!(weakened, [("u", vec!["c"])]);
    assert_eq!(blast.weakness(&document, &"u".into()).unwrap(), "U: done also by A; C is left");
}

#[test]
fn a_unit_takes_along_its_roles_and_what_only_they_do_together() {
    let document = model(
        "org_unit u, org_unit n, role a, role b, role x, stage s, stage t",
        "u contains n, u contains a, n contains b, a assigned_to s R, b assigned_to s A, b assigned_to t R, x assigned_to t A",
    );
    let blast = blast_radius(&document, &"u".into());
    // The stage falls with the last of the two.
    assert_eq!(hops(&blast), [("a", 1), ("n", 1), ("b", 2), ("s", 3)]);
    assert_eq!(
        blast.reason(&document, &"s".into()).unwrap(),
        "S: answered for only by B, who is part of N, which is part of U"
    );
    assert_eq!(blast.weakened.iter().map(|w| w.element.as_str()).collect::<Vec<_>>(), ["t"]);
}

#[test]
fn a_location_takes_along_what_is_only_there() {
    let document = model(
        "location l, location m, org_unit u, role a, role b, technology t, partner p, stage s, stage w",
        "u located_at l, u contains a, u contains b, b located_at m, t located_at l, t located_at m, p located_at l, \
         p supplies s, a assigned_to w A",
    );
    let blast = blast_radius(&document, &"l".into());
    assert_eq!(hops(&blast), [("p", 1), ("u", 1), ("s", 2), ("a", 2), ("w", 3)]);
    assert_eq!(blast.reason(&document, &"p".into()).unwrap(), "P: located only at L");
    let weakened: Vec<_> = blast.weakened.iter().map(|w| w.element.as_str()).collect();
    assert_eq!(weakened, ["b", "t"]);
    assert_eq!(blast.weakness(&document, &"b".into()).unwrap(), "B: part of U; M is left");
    assert_eq!(blast.weakness(&document, &"t".into()).unwrap(), "T: located also at L; M is left");
    // A unit that is given up takes its roles along wherever they are.
    assert_eq!(hops(&blast_radius(&document, &"u".into())), [("a", 1), ("b", 1), ("w", 2)]);
}

#[test]
fn cycles_end_and_an_unknown_element_hits_nothing() {
    let document = model("technology a, technology b", "a depends_on b hard, b depends_on a hard");
    assert_eq!(hops(&blast_radius(&document, &"a".into())), [("b", 1)]);
    let nothing = blast_radius(&document, &"nobody".into());
    assert_eq!((nothing.hits.len(), nothing.share()), (0, None));
}

#[test]
fn an_outage_through_very_many_elements_ends_soon_and_is_told_shortly() {
    let n = 20_000;
    let elements: Vec<_> =
        (0..n).map(|i| json!({"id": format!("t{i}"), "kind": "technology", "name": format!("T{i}")})).collect();
    // Each depends on the one before it, and the first on the last.
    let relation = |i: usize| {
        let attributes = json!({"strength": "hard"});
        json!({"id": format!("r{i}"), "kind": "depends_on", "source": format!("t{i}"),
            "target": format!("t{}", (i + n - 1) % n), "attributes": attributes})
    };
    let relations: Vec<_> = (0..n).map(relation).collect();
    let file = json!({"format": "opcanvas", "version": 1, "elements": elements, "relations": relations});
    let document = load(file.to_string().as_bytes()).unwrap().document;
    let blast = blast_radius(&document, &"t0".into());
    assert_eq!((blast.hits.len(), blast.last_hop()), (n - 1, n - 1));
    let told: usize = blast.hits.iter().map(|hit| blast.reason(&document, &hit.element).unwrap().len()).sum();
    assert!(told < n * 300, "what is told of each does not grow with the chain: {told}");
    let far =
        simple_paths(&document, &"t0".into(), &format!("t{}", n / 2).as_str().into(), Along::Either, Bound::default());
    assert_eq!((far.paths.len(), far.cut), (0, Cut::ByLinks), "too far to be a way that anybody follows");
}

/// A11 as a set that grows until it does not, over all relations: slow, and nothing to get wrong.
fn fixpoint(document: &Document, start: &ElementId) -> BTreeSet<ElementId> {
    let mut hit = BTreeSet::from([start.clone()]);
    loop {
        let before = hit.len();
        for relation in document.relations().values() {
            let is = |key: &str, value: &str| {
                relation.attributes.get(key).and_then(Value::as_text).is_some_and(|v| v == value)
            };
            let (source, target) = (&relation.source, &relation.target);
            let source_kind = document.element(source).map(|e| e.kind);
            let (from, to) = match relation.kind.id() {
                "enables" | "supplies" | "delivers" => (source, target),
                "depends_on" if is("strength", "hard") => (target, source),
                "contains" if source_kind == Some(ElementKind::ValueStream) => (target, source),
                "consumes" => (target, source),
                _ => continue,
            };
            if hit.contains(from) {
                hit.insert(to.clone());
            }
        }
        if hit.len() == before {
            return hit;
        }
    }
}

// --- ways ---

fn ways(paths: &Paths) -> Vec<String> {
    let ids = |p: &opcanvas::analysis::paths::Path| {
        p.elements(&paths.from).iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
    };
    paths.paths.iter().map(ids).collect()
}

#[test]
fn the_shortest_way_is_found_with_its_sentences_and_may_be_gone_against_the_arrows() {
    let document = model(
        "role a, stage s, stage u, technology t, technology b, location l",
        "a assigned_to s A, t enables s, t enables u, b depends_on t hard, t located_at l, s flows_to u",
    );
    let to = |from: &str, to: &str, along| shortest(&document, &from.into(), &to.into(), along);
    let path = to("a", "b", Along::Either).unwrap();
    assert_eq!(path.sentences(&document), ["A is accountable for S", "T enables S", "B depends hard on T"]);
    assert_eq!(to("a", "b", Along::Arrows), None);
    assert_eq!(to("b", "u", Along::Arrows).unwrap().sentences(&document), ["B depends hard on T", "T enables U"]);
    assert_eq!(to("t", "l", Along::Arrows).unwrap().sentences(&document), ["T is located at L"]);
    assert_eq!(to("a", "a", Along::Either).unwrap().links, []);
    assert_eq!(to("a", "nobody", Along::Either), None);
    assert_eq!(to("nobody", "a", Along::Either), None);
}

#[test]
fn all_ways_come_shortest_first_and_two_relations_between_two_are_one_link() {
    let document = model(
        "technology t, process q, stage s, stage u, value_stream v",
        "t enables s, t enables q, q enables s, v contains s, v contains u, s flows_to u, t enables v, u flows_to s",
    );
    let all = simple_paths(&document, &"t".into(), &"u".into(), Along::Either, Bound::default());
    assert_eq!(ways(&all), ["t s u", "t v u", "t q s u", "t s v u", "t v s u", "t q s v u"]);
    assert_eq!((all.cut, all.left_out()), (Cut::Not, None));
    assert_eq!(all.paths[0].links[1].sentence(&document), "S flows to U; U flows to S");
    // With the arrows the way back does not count.
    let along = simple_paths(&document, &"t".into(), &"u".into(), Along::Arrows, Bound::default());
    assert_eq!(ways(&along), ["t s u", "t v u", "t q s u", "t v s u"]);
    assert_eq!(along.paths[0].links[1].sentence(&document), "S flows to U");
}

#[test]
fn what_a_bound_leaves_out_is_said() {
    let document = model(
        "technology t, process q, stage s, stage u, value_stream v",
        "t enables s, t enables q, q enables s, v contains s, v contains u, s flows_to u, t enables v",
    );
    let search = |bound| simple_paths(&document, &"t".into(), &"u".into(), Along::Either, bound);
    let few = search(Bound { paths: 2, ..Bound::default() });
    assert_eq!((few.paths.len(), few.cut), (2, Cut::ByPaths));
    assert_eq!(few.left_out().unwrap(), "There are more; the 2 shortest are shown.");
    let near = search(Bound { links: 3, ..Bound::default() });
    assert_eq!((near.paths.len(), near.cut), (5, Cut::ByLinks));
    assert_eq!(near.left_out().unwrap(), "Other ways of more than 3 links were not looked for.");
    let quick = search(Bound { steps: 5, ..Bound::default() });
    assert_eq!(quick.cut, Cut::BySteps);
    // As many as there may be, and no more of them, are all.
    let all = search(Bound { paths: 6, ..Bound::default() });
    assert_eq!((all.paths.len(), all.cut), (6, Cut::Not));
}

// --- what everything hangs on ---

fn points(document: &Document) -> Vec<(String, Vec<String>)> {
    let points = single_points(document).into_iter();
    points.map(|p| (p.element.to_string(), p.reasons.iter().map(|r| r.words(document)).collect())).collect()
}

#[test]
fn technologies_of_the_examples_are_those_of_the_rule() {
    for (name, technology) in [("bank", "te.cloud"), ("city", "te.case")] {
        let document = example(name);
        let irreplaceable = single_points(&document).into_iter();
        let irreplaceable =
            irreplaceable.filter(|p| p.reasons.iter().any(|r| matches!(r, Reason::Irreplaceable { .. })));
        assert_eq!(irreplaceable.map(|p| p.element.to_string()).collect::<Vec<_>>(), [technology]);
    }
}

#[test]
fn a_core_stream_hangs_on_the_only_one_responsible_and_on_what_all_its_technologies_need() {
    let document = model(
        "value_stream v, stage s, stage u, role a, role b, technology t, technology w, technology base, partner p",
        "v contains s, v contains u, a assigned_to s R, a assigned_to u R, b assigned_to v A, t enables s, w enables u, \
         t depends_on base hard, w depends_on base hard, p supplies base",
    );
    assert_eq!(
        points(&document),
        [
            ("a".to_owned(), vec!["Nobody else is responsible for any work in V.".to_owned()]),
            ("base".to_owned(), vec!["Without it no technology enables V.".to_owned()]),
            ("p".to_owned(), vec!["Without it no technology enables V.".to_owned()]),
        ]
    );
    // One more that needs none of it, and one more who is responsible, take the load off.
    let document = model(
        "value_stream v, stage s, role a, role b, technology t, technology w",
        "v contains s, a assigned_to s R, b assigned_to v R, t enables s, w enables v",
    );
    assert_eq!(points(&document), []);
}

// --- what keeps a promise ---

fn gaps(sight: &Sight, document: &Document) -> Vec<String> {
    sight.breaks.iter().map(|b| b.words(document)).collect()
}

#[test]
fn a_promise_without_anything_says_so() {
    let document = model("value_proposition vp, stage s", "");
    let sight = line_of_sight(&document, &"vp".into()).unwrap();
    assert_eq!(gaps(&sight, &document), ["Vp is offered to nobody.", "No value stream keeps Vp."]);
    assert_eq!((sight.closed, sight.elements().len()), (false, 1));
    assert_eq!(line_of_sight(&document, &"s".into()), None);
    assert_eq!(line_of_sight(&document, &"nobody".into()), None);
}

#[test]
fn a_line_of_sight_finds_all_parts_and_names_each_broken_link() {
    let document = model(
        "value_proposition vp, value_stream v, stage s, stage u, portfolio_item i, portfolio_item j, stakeholder c, \
         stakeholder d, stakeholder e, role r, role q, technology t, technology base, partner p, process m",
        "vp drives v, vp offered_to c, vp offered_to d, v contains s, v contains u, v delivers i, s delivers j, \
         c consumes i, e consumes i, r assigned_to v A, r assigned_to s A, q assigned_to s A, q assigned_to i A, \
         r assigned_to t A, m enables s, t enables m, t depends_on base, p supplies base",
    );
    let sight = line_of_sight(&document, &"vp".into()).unwrap();
    let part = |part| texts(sight.part(part));
    assert_eq!(part(Part::Promised), ["c", "d"]);
    assert_eq!(part(Part::Stages), ["s", "u"]);
    assert_eq!(part(Part::People), ["q", "r"]);
    assert_eq!(part(Part::Technologies), ["base", "t"]);
    assert_eq!(part(Part::Partners), ["p"]);
    assert_eq!(part(Part::Items), ["i", "j"]);
    assert_eq!(part(Part::Consumers), ["c", "e"]);
    assert!(sight.closed);
    assert_eq!(
        gaps(&sight, &document),
        [
            "Nobody consumes J.",
            "Nothing that its streams deliver is consumed by D, to whom it is promised.",
            "Nobody is accountable for Base.",
            "Nobody is accountable for J.",
            "Nobody is accountable for P.",
            "More than one is accountable for S.",
            "Nobody is accountable for U.",
            "U names no process, technology or partner.",
            "P works for it without a contract.",
        ]
    );
}

#[test]
fn the_promises_of_the_examples_are_kept() {
    for name in ["bank", "city", "hospital", "machine"] {
        let document = example(name);
        for promise in document.index().of_kind(ElementKind::ValueProposition) {
            let sight = line_of_sight(&document, promise).unwrap();
            assert!(sight.closed, "{name} {promise}");
            assert_eq!(gaps(&sight, &document), [""; 0], "{name} {promise}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_panics_and_a11_is_the_fixpoint_of_any_model(seed in any::<u64>()) {
        let document = random_document(seed);
        let mut outages = Outages::new(&document);
        for element in document.elements().values() {
            let blast = blast_radius(&document, &element.id);
            for hit in &blast.hits {
                let reason = blast.reason(&document, &hit.element);
                prop_assert!(reason.is_some_and(|r| !r.is_empty()));
                prop_assert_eq!(blast.chain(&hit.element).count(), hit.hop);
            }
            for weakened in &blast.weakened {
                prop_assert!(blast.hop(&weakened.element).is_none());
                prop_assert!(blast.weakness(&document, &weakened.element).is_some());
            }
            prop_assert!(blast.hits.is_sorted_by_key(|hit| hit.hop));
            if matches!(element.kind, ElementKind::Technology | ElementKind::Partner | ElementKind::Process) {
                let reached: BTreeSet<_> = blast.hits.iter().map(|hit| hit.element.clone()).chain([element.id.clone()]).collect();
                prop_assert_eq!(reached, fixpoint(&document, &element.id));
                prop_assert!(blast.weakened.is_empty());
                // Prepared for many starts it is the same, and so are the streams that are lost.
                let reach = outages.reach(&element.id);
                let streams: BTreeSet<_> = reach.streams.iter().collect();
                prop_assert_eq!(streams_lost(&document, &element.id, usize::MAX), streams);
                let told = (reach.hops.len(), reach.streams, reach.items, reach.consumers);
                prop_assert_eq!(told, (blast.hits.len(), blast.streams, blast.items, blast.consumers));
                prop_assert!(!blast.hits.iter().any(|hit| matches!(hit.link, Link::AloneIn(_) | Link::OnlyPlace | Link::PartOf)));
            }
        }
    }
    #[test]
    fn ways_points_and_sights_of_any_model_do_not_panic_and_keep_what_they_say(seed in any::<u64>()) {
        let document = random_document(seed);
        let bound = Bound { paths: 20, links: 6, steps: 5_000 };
        let ids: Vec<&ElementId> = document.elements().keys().collect();
        for (i, from) in ids.iter().enumerate() {
            let to = ids[(i * 7 + 3) % ids.len()];
            for along in [Along::Arrows, Along::Either] {
                let all = simple_paths(&document, from, to, along, bound);
                let first = shortest(&document, from, to, along);
                prop_assert!(all.paths.is_sorted_by_key(|p| p.links.len()));
                if let Some(path) = all.paths.first() {
                    prop_assert_eq!(Some(path), first.as_ref());
                }
                for path in &all.paths {
                    let on = path.elements(from);
                    prop_assert_eq!(on.iter().collect::<BTreeSet<_>>().len(), on.len());
                    prop_assert_eq!(on.last(), Some(to));
                    prop_assert!(path.sentences(&document).iter().all(|s| !s.is_empty()));
                }
                if all.cut == Cut::Not {
                    prop_assert_eq!(all.paths.len(), count_ways(&document, from, to, along, &mut vec![(*from).clone()]));
                }
            }
        }
        for point in single_points(&document) {
            prop_assert!(!point.reasons.is_empty());
            prop_assert!(point.reasons.iter().all(|r| r.words(&document).ends_with('.')));
        }
        for promise in document.elements().keys() {
            if let Some(sight) = line_of_sight(&document, promise) {
                prop_assert!(sight.breaks.iter().all(|b| b.words(&document).ends_with('.')));
            }
        }
    }
}

/// How many ways lead on from the last of these to an element without visiting one twice: tried one by one.
fn count_ways(document: &Document, from: &ElementId, to: &ElementId, along: Along, way: &mut Vec<ElementId>) -> usize {
    if from == to {
        return 1;
    }
    let relations = document.relations().values();
    let next = relations.filter_map(|r| match along {
        _ if r.source == *from => Some(r.target.clone()),
        Along::Either if r.target == *from => Some(r.source.clone()),
        _ => None,
    });
    let next: BTreeSet<ElementId> = next.filter(|id| document.element(id).is_some() && !way.contains(id)).collect();
    let mut n = 0;
    for other in next {
        way.push(other.clone());
        n += count_ways(document, &other, to, along, way);
        way.pop();
    }
    n
}
