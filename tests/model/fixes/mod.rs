//! Quick fixes: for every rule with offers a document where it fires, and what every offer makes of it.

mod cases;

use std::collections::{BTreeMap, BTreeSet};

use cases::CASES;

use crate::damage::{damage, damaged, example, full, random_document};
use opcanvas::analysis::Date;
use opcanvas::check::{Finding, Live, RULES, Subject, check};
use opcanvas::edit::{Edit, History};
use opcanvas::fix::{Act, Fix, Focus, offers};
use opcanvas::format::load;
use opcanvas::model::{Document, ElementKind};
use proptest::prelude::*;
use serde_json::{Value as Json, json};

fn day() -> Option<Date> {
    Date::new(2026, 7, 1)
}

/// A document in short: `kind id {attributes}` for an element and `source kind target {attributes}` for a relation, a
/// line each. What an element has beside attributes stands under `"+"`.
fn built(lines: &str) -> Document {
    let (mut elements, mut relations) = (Vec::new(), Vec::new());
    for (i, line) in lines.lines().map(str::trim).filter(|l| !l.is_empty()).enumerate() {
        let (words, attributes) = line.split_at(line.find('{').unwrap_or(line.len()));
        let mut attributes: Json =
            if attributes.is_empty() { json!({}) } else { serde_json::from_str(attributes).unwrap() };
        match words.split_whitespace().collect::<Vec<_>>()[..] {
            [kind, id] => {
                let mut element = attributes.as_object_mut().unwrap().remove("+").unwrap_or(json!({}));
                element["id"] = json!(id);
                element["kind"] = json!(kind);
                element["name"] = element.get("name").cloned().unwrap_or(json!(format!("The {id}")));
                element["attributes"] = attributes;
                elements.push(element);
            }
            [source, kind, target] => relations.push(json!({
                "id": format!("r{i:02}"), "kind": kind, "source": source, "target": target, "attributes": attributes})),
            _ => panic!("{line}"),
        }
    }
    let model = json!({"format": "opcanvas", "version": 1, "elements": elements, "relations": relations});
    load(model.to_string().as_bytes()).unwrap().document
}

/// What a finding is about, so that the same one is known again: contracts by their partner, as a fix can give them
/// another reference.
fn key(finding: &Finding) -> (&'static str, String, String) {
    let about = match &finding.subject {
        Subject::Contract(_) => "a contract".to_owned(),
        subject => subject.id().to_owned(),
    };
    let is_of_partner = matches!(finding.subject, Subject::Contract(_)) || finding.rule.id == "PT-04";
    let beside = finding.related.first().filter(|_| is_of_partner).map(ToString::to_string).unwrap_or_default();
    (finding.rule.id, about, beside)
}

fn counted(findings: &[Finding]) -> BTreeMap<(&'static str, String, String), usize> {
    let mut counts = BTreeMap::new();
    for finding in findings {
        *counts.entry(key(finding)).or_default() += 1;
    }
    counts
}

/// What is wrong with having done some edits about a finding.
fn faults(before: &Document, was: &[Finding], finding: &Finding, edits: &[Edit], focus: Option<&Focus>) -> Vec<String> {
    let mut faults = Vec::new();
    let mut history = History::new(before.clone());
    let delta = match history.perform("Fix", edits) {
        Ok(delta) => delta,
        Err(error) => return vec![format!("cannot be done: {error} {edits:?}")],
    };
    let after = history.document().clone();
    let is = check(&after, day());
    // In a small model it is also followed edit by edit.
    if before.elements().len() < 40 {
        let mut live = Live::new(before, day());
        live.follow(&after, &delta);
        if !live.open().eq(is.iter()) {
            faults.push("is not followed".to_owned());
        }
    }
    if is.iter().any(|f| f == finding)
        || (finding.rule.id != "PT-04" && counted(&is).get(&key(finding)) >= counted(was).get(&key(finding)))
    {
        faults.push(format!("is still there: {}", finding.message()));
    }
    let known = counted(was);
    // A contract whose reference several partners have is found once.
    let told: BTreeSet<_> = was.iter().map(|f| (f.rule.id, &f.subject)).collect();
    let mut seen: BTreeMap<_, usize> = BTreeMap::new();
    for new in &is {
        let n = seen.entry(key(new)).or_default();
        *n += 1;
        let is_known = matches!(new.subject, Subject::Contract(_)) && told.contains(&(new.rule.id, &new.subject));
        let is_new = *n > known.get(&key(new)).copied().unwrap_or_default() && !is_known;
        let is_told = focus.is_some_and(|focus| focus.answers(&after, new));
        if is_new && new.severity() <= finding.severity() && !is_told {
            faults.push(format!("raises {} {:?}: {}", new.rule.id, new.subject, new.message()));
        }
    }
    if !after.broken_invariants().is_empty() {
        faults.push(format!("breaks {:?}", after.broken_invariants()));
    }
    history.undo();
    if *history.document() != *before {
        faults.push("is not undone".to_owned());
    }
    faults
}

/// What is wrong with a fix, tried in every way: each kind of the other end, there already or new.
fn tried(document: &Document, was: &[Finding], finding: &Finding, fix: &Fix) -> Vec<String> {
    let mut found = Vec::new();
    // What an element is called may begin or end with anything.
    if !fix.label.starts_with(char::is_uppercase) {
        found.push("is not well said".to_owned());
    }
    match &fix.act {
        Act::Do { edits, focus } if edits.is_empty() => {
            if focus.is_none() {
                found.push("does nothing".to_owned());
            }
        }
        Act::Do { edits, focus } => found.extend(faults(document, was, finding, edits, focus.as_ref())),
        Act::Pick(pick) => {
            let mut seen: BTreeSet<ElementKind> = BTreeSet::new();
            let firsts: Vec<_> =
                pick.candidates(document).filter(|id| seen.insert(document.element(id).unwrap().kind)).collect();
            for other in firsts {
                let picked = pick.existing(document, other);
                assert!(picked.edits.iter().any(|e| matches!(e, Edit::AddRelation(r) if r.id == picked.relation)));
                found.extend(faults(document, was, finding, &picked.edits, picked.focus.as_ref()));
            }
            for kind in &pick.new {
                let (picked, _) = pick.fresh(document, *kind, "").unwrap();
                found.extend(faults(document, was, finding, &picked.edits, picked.focus.as_ref()));
            }
        }
    }
    found.into_iter().map(|fault| format!("{}: \"{}\" {fault}", finding.rule.id, fix.label)).collect()
}

/// The rules with offers that do something.
fn helped(document: &Document) -> BTreeSet<&'static str> {
    let all = check(document, day()).into_iter();
    all.filter(|f| offers(document, f, day()).iter().any(Fix::is_work)).map(|f| f.rule.id).collect()
}

#[test]
fn every_offer_takes_its_finding_away_and_raises_nothing_as_heavy() {
    let mut found = Vec::new();
    for (rule, lines) in CASES.iter().copied() {
        let document = built(lines);
        let findings = check(&document, day());
        let mut fires = findings.iter().filter(|f| f.rule.id == rule);
        if !fires.any(|f| offers(&document, f, day()).iter().any(Fix::is_work)) {
            found.push(format!(
                "{rule}: is not raised or has no offer: {:?}",
                findings.iter().map(|f| f.rule.id).collect::<Vec<_>>()
            ));
        }
        for finding in &findings {
            for fix in offers(&document, finding, day()) {
                found.extend(tried(&document, &findings, finding, &fix));
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn most_rules_have_an_offer() {
    let helped: BTreeSet<&str> = CASES.iter().flat_map(|(_, lines)| helped(&built(lines))).collect();
    let left: Vec<_> = RULES.iter().map(|r| r.id).filter(|id| !helped.contains(id)).collect();
    assert!(helped.len() >= 60, "{} rules have offers; without: {left:?}", helped.len());
}

#[test]
fn the_offers_of_the_examples_hold() {
    for name in ["bank", "city"] {
        let document = load(&example(name)).unwrap().document;
        let findings = check(&document, day());
        for finding in &findings {
            let fixes = offers(&document, finding, day());
            let found: Vec<_> = fixes.iter().flat_map(|fix| tried(&document, &findings, finding, fix)).collect();
            assert!(found.is_empty(), "{name}: {}", found.join("\n"));
        }
    }
}

fn all_hold(document: &Document) -> Result<(), TestCaseError> {
    let findings = check(document, day());
    for finding in &findings {
        for fix in offers(document, finding, day()) {
            let found = tried(document, &findings, finding, &fix);
            prop_assert!(found.is_empty(), "{}", found.join("\n"));
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn offers_hold_on_damaged_models(which in 0..3_usize, ways in prop::collection::vec(damage(), 1..20)) {
        let bytes = [full(), example("bank"), example("city")];
        if let Ok(loaded) = load(&damaged(&bytes[which], &ways)) {
            all_hold(&loaded.document)?;
        }
    }

    #[test]
    fn offers_hold_on_random_models(seed in any::<u64>()) {
        all_hold(&random_document(seed))?;
    }
}
