//! Findings: those of the example models, and the same whether a model is checked whole or followed edit by edit.

use crate::{damage, recipes};

use damage::{damage, damaged, example, full, random_document};
use opcanvas::analysis::concentration::{Level, concentration};
use opcanvas::analysis::investment::balance;
use opcanvas::analysis::{Date, as_of, settings};
use opcanvas::check::{Finding, Live, RULES, check, rule};
use opcanvas::edit::{Edit, apply};
use opcanvas::format::{load, templates::Template};
use opcanvas::model::{Document, ElementKind};
use proptest::prelude::*;
use recipes::{Recipe, edit, recipe};

fn day() -> Option<Date> {
    Date::new(2026, 7, 1)
}

/// Rule, severity and subject of the findings that an example is documented to have.
fn expected(name: &str) -> Vec<[String; 3]> {
    let path = format!("{}/tests/fixtures/{name}.expected.json", env!("CARGO_MANIFEST_DIR"));
    let json: serde_json::Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    let findings = json["findings"].as_array().unwrap();
    findings.iter().map(|f| ["rule", "severity", "subject"].map(|key| f[key].as_str().unwrap().to_owned())).collect()
}

#[test]
fn the_examples_have_exactly_their_documented_findings() {
    for template in Template::ALL.into_iter().filter(|t| ["bank", "city"].contains(&t.name())) {
        let document = load(template.bytes()).unwrap().document;
        let found: Vec<_> = check(&document, None)
            .iter()
            .map(|f| [f.rule.id.to_owned(), f.severity().id().to_owned(), f.subject.id().to_owned()])
            .collect();
        assert_eq!(found, expected(template.name()), "{}", template.name());
    }
}

#[test]
fn there_are_88_rules_each_found_by_its_id() {
    let count = |severity: &str| RULES.iter().filter(|rule| rule.severity.id() == severity).count();
    assert_eq!((RULES.len(), count("error"), count("warning"), count("info")), (88, 20, 53, 15));
    for known in RULES.iter() {
        assert_eq!(rule(known.id).map(|r| r.id), Some(known.id));
        assert!(known.message.ends_with('.') && known.suggestion.ends_with('.') && !known.when.is_empty(), "{known:?}");
    }
    assert!(rule("XX-01").is_none());
}

/// What is told of a finding, so that a difference can be read.
fn told<'a>(findings: impl Iterator<Item = &'a Finding>) -> Vec<String> {
    let line = |f: &Finding| format!("{} {:?} {} {:?}", f.rule.id, f.subject, f.message(), f.related);
    findings.map(line).collect()
}

/// Asserts that what was followed is what a check of the whole says.
fn assert_same(live: &Live, document: &Document) {
    let whole = Live::new(document, day());
    assert_eq!(told(live.all()), told(whole.all()));
    assert_eq!(told(live.open()), told(check(document, day()).iter()));
    assert_eq!(live.counts(), whole.counts());
    for id in document.elements().keys() {
        assert_eq!(told(live.of_element(id).into_iter()), told(whole.of_element(id).into_iter()));
    }
}

/// Follows edits, and asserts at each that what was followed is what a check of the whole says.
pub fn follow(mut document: Document, recipes: &[Recipe]) {
    let mut live = Live::new(&document, day());
    for recipe in recipes {
        let Ok((after, delta)) = apply(&document, &[edit(&document, recipe)]) else { continue };
        document = after;
        live.follow(&document, &delta);
        assert_same(&live, &document);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn following_edits_and_checking_the_whole_agree(which in 0..3_usize, recipes in prop::collection::vec(recipe(), 1..40)) {
        let named = |name: &str| Template::ALL.into_iter().find(|t| t.name() == name).unwrap();
        follow(load(named(["bank", "city", "blank"][which]).bytes()).unwrap().document, &recipes);
    }

    #[test]
    fn damaged_models_are_checked_and_followed(
        which in 0..3_usize,
        ways in prop::collection::vec(damage(), 1..20),
        recipes in prop::collection::vec(recipe(), 0..6),
    ) {
        let bytes = [full(), example("bank"), example("city")];
        if let Ok(loaded) = load(&damaged(&bytes[which], &ways)) {
            for finding in check(&loaded.document, day()) {
                prop_assert!(!finding.message().contains('{'), "{}", finding.message());
            }
            follow(loaded.document, &recipes);
        }
    }

    #[test]
    fn rules_about_the_whole_say_what_the_analyses_say(
        bank in any::<bool>(),
        recipes in prop::collection::vec(recipe(), 0..80),
    ) {
        let mut document = load(&example(if bank { "bank" } else { "city" })).unwrap().document;
        let mut live = Live::new(&document, day());
        for recipe in recipes {
            let Ok((after, delta)) = apply(&document, &[edit(&document, &recipe)]) else { continue };
            document = after;
            live.follow(&document, &delta);
        }
        let is_found = |id| live.all().any(|finding| finding.rule.id == id);
        let money = |found: Option<f64>| found.filter(|money| *money < 1e13);
        let spent = concentration(&document, as_of(&document, day()));
        if money(spent.as_ref().map(|found| found.total.0)).is_some() {
            let least = settings::whole(&document, "hhiMinPartners").unwrap();
            let partners = document.index().of_kind(ElementKind::Partner).count() as i64;
            let is_high = spent.is_some_and(|found| found.level == Level::High);
            prop_assert_eq!(is_found("PT-08"), is_high && partners >= least);
        }
        let balance = balance(&document, as_of(&document, day()).unwrap().year());
        if money(balance.as_ref().map(|found| found.money.iter().map(|m| m.0).sum())).is_some() {
            let least = settings::number(&document, "minTransform").unwrap();
            prop_assert_eq!(is_found("PF-08"), balance.is_some_and(|found| found.shares[2] < least));
        }
    }

    #[test]
    fn random_models_are_checked_and_followed(seed in any::<u64>(), recipes in prop::collection::vec(recipe(), 0..6)) {
        follow(random_document(seed), &recipes);
    }
}

#[test]
fn a_waived_finding_is_not_open_but_still_told() {
    let bytes = Template::ALL.into_iter().find(|t| t.name() == "bank").unwrap().bytes();
    let mut json: serde_json::Value = serde_json::from_slice(bytes).unwrap();
    json["waivers"] =
        serde_json::json!([{"rule": "PT-08", "subject": "model", "reason": "There is one such supplier."}]);
    let document = load(json.to_string().as_bytes()).unwrap().document;
    let live = Live::new(&document, None);
    assert_eq!((live.open().count(), live.all().count()), (8, 9));
    let waived = live.all().find(|f| f.rule.id == "PT-08").unwrap();
    assert_eq!(live.waiver(waived).unwrap().reason, "There is one such supplier.");
    assert_eq!(live.counts(), [0, 8, 0]);
}

#[test]
fn a_rename_asks_again_about_what_it_renames_only() {
    let mut document = load(Template::ALL.into_iter().find(|t| t.name() == "bank").unwrap().bytes()).unwrap().document;
    let mut live = Live::new(&document, None);
    let role = document.element(&"ro.mlro".into()).unwrap().id.clone();
    let (after, delta) = apply(&document, &[Edit::SetName(role, "Watch".into())]).unwrap();
    document = after;
    let step = live.follow(&document, &delta);
    assert!(!step.whole && step.visited < 40, "{step:?}");
    assert!(live.open().any(|f| f.message().contains("\"Watch\"")));
}

#[test]
fn an_element_of_another_kind_is_seen_by_whoever_read_its_kind() {
    for (facts, changed, kind) in [
        // What is driven is a stream no more, a stage is one, and the flow goes round among stages no more.
        ("value_proposition vp; value_stream x; vp drives x", "x", ElementKind::Objective),
        ("value_proposition vp; objective x; vp drives x", "x", ElementKind::ValueStream),
        ("stage a; stage b; value_stream v; v contains a; a flows_to b", "b", ElementKind::ValueStream),
        (
            "process a; process b; a flows_to b; b flows_to a; technology t; a enables s; stage s",
            "t",
            ElementKind::Process,
        ),
        ("technology a; technology b; a flows_to b; b flows_to a; process p", "p", ElementKind::Stage),
        (
            "technology t criticality=5; partner p substitutability=hard; p supplies t; value_stream v; process x; stage y; \
             t enables v; t enables x; x enables y; value_stream w",
            "y",
            ElementKind::ValueStream,
        ),
        (
            "technology t criticality=5; partner p substitutability=hard; p supplies t; value_stream v; value_stream y; \
             t enables v; t enables y",
            "y",
            ElementKind::Stage,
        ),
    ] {
        let document = crate::facts::model(facts);
        let mut live = Live::new(&document, day());
        let (after, delta) = apply(&document, &[Edit::SetKind(changed.into(), kind)]).unwrap();
        live.follow(&after, &delta);
        assert_same(&live, &after);
    }
}
