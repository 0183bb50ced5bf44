//! Each rule where it fires, and where it just does not: the same model but for one fact.
//!
//! What is expected is what the specification of operating models says of the rule, whose words are in
//! `tests/fixtures/rules.json`. A case is a model in which that one fact stands as `(what fires|what does not)`.

mod agility;
mod choice;
mod clauses;
mod consumer;
mod culture;
mod general;
mod innovation;
mod objective;
mod organization;
mod partner;
mod portfolio;
mod promise;
mod stage;
mod stream;
mod technology;
mod thresholds;
mod words;
mod worth;

use std::collections::BTreeMap;

use crate::facts;

use opcanvas::analysis::Date;
use opcanvas::check::{Finding, Live, RULES, Subject, check, rule};
use opcanvas::edit::{Edit, apply};
use opcanvas::format::{Code, Loaded, load};
use opcanvas::model::{Document, Value};
use serde_json::json;

/// A rule in a model in which one fact decides whether it fires.
struct Case {
    rule: &'static str,
    /// The model, with the fact as `(what fires|what does not)`.
    facts: &'static str,
    /// What is found where it fires, each as `subject`, `subject + related ids` or either with `: message`. A subject
    /// is the id of an element or `model`, else it says what it is, such as `relation x`.
    finds: &'static [&'static str],
}

/// Cases, each a test of its own, and the list of them.
macro_rules! cases {
    ($($(#[$doc:meta])* $name:ident: $rule:literal, $facts:expr, $finds:expr;)*) => {
        /// The cases of the family.
        pub(super) const CASES: &[super::Case] = &[$(super::Case { rule: $rule, facts: $facts, finds: &$finds }),*];
        $($(#[$doc])* #[test] fn $name() {
            super::prove(&super::Case { rule: $rule, facts: $facts, finds: &$finds });
        })*
    };
}
use cases;

const FAMILIES: [&[Case]; 16] = [
    agility::CASES,
    choice::CASES,
    consumer::CASES,
    culture::CASES,
    general::CASES,
    innovation::CASES,
    objective::CASES,
    organization::CASES,
    partner::CASES,
    portfolio::CASES,
    promise::CASES,
    stage::CASES,
    stream::CASES,
    technology::CASES,
    thresholds::CASES,
    worth::CASES,
];

/// The day of a model that says none.
fn day() -> Option<Date> {
    Date::new(2026, 7, 1)
}

/// The two models of a case: that in which the rule fires, and that in which it does not.
fn both(facts: &str) -> [String; 2] {
    let (before, rest) = facts.split_once('(').expect("a fact that decides");
    let (fact, after) = rest.split_once(')').expect("its end");
    let (fires, keeps) = fact.split_once('|').expect("both of its ways");
    assert!(fires != keeps && !after.contains('('), "one fact decides in {facts}");
    [fires, keeps].map(|fact| format!("{before}{fact}{after}"))
}

/// Loads facts; only rules about what a model refuses may look at one that loads with problems.
fn loaded(rule: &str, facts: &str) -> Loaded {
    let loaded = facts::loaded(facts);
    let may_be = |code| match code {
        Code::MissingEnd | Code::IllegalRelation => rule == "GE-02",
        Code::NotATree => ["ST-01", "OR-10", "GE-03"].contains(&rule),
        _ => false,
    };
    let odd: Vec<_> = loaded.problems.iter().filter(|p| !may_be(p.code)).collect();
    assert!(odd.is_empty(), "{odd:?} in {facts}");
    loaded
}

fn of_rule<'a>(findings: impl Iterator<Item = &'a Finding>, rule: &str) -> Vec<String> {
    findings.filter(|f| f.rule.id == rule).map(told).collect()
}

fn told(finding: &Finding) -> String {
    let related: Vec<_> = finding.related.iter().map(ToString::to_string).collect();
    let (kind, id) = (finding.subject.kind(), finding.subject.id());
    format!("{kind} {id} + {}: {}", related.join(" "), finding.message())
}

/// What is expected, in full: what is left out is what the words of the rule say of the subject alone.
fn expected(case: &Case, document: &Document) -> Vec<String> {
    let template = rule(case.rule).unwrap_or_else(|| panic!("no rule {}", case.rule)).message;
    let name = |id: &str| document.element(&id.into()).map_or_else(|| id.to_owned(), |e| e.shown_name().to_owned());
    let one = |find: &&str| {
        let (head, message) = find.split_once(": ").map_or((*find, None), |(head, message)| (head, Some(message)));
        let (subject, related) = head.split_once(" + ").map_or((head, None), |(s, r)| (s, Some(r.to_owned())));
        let (kind, id) =
            subject.split_once(' ').unwrap_or((if subject == "model" { "model" } else { "element" }, subject));
        let ends = || {
            let all = document.relations().values().map(|r| &**r);
            let refused = document.aside().relations.iter().map(|aside| &aside.relation);
            let relation = all.chain(refused).find(|r| r.id.as_str() == id).expect("the relation");
            (relation.source.to_string(), relation.target.to_string())
        };
        let related = related
            .unwrap_or_else(|| if kind == "relation" { format!("{} {}", ends().0, ends().1) } else { String::new() });
        let called = match kind {
            "element" => name(id),
            "relation" => name(&ends().0),
            _ => id.to_owned(),
        };
        let is_plain = !template.contains("{k}") && !template.contains("{y}") && !["zone", "role"].contains(&kind);
        assert!(
            message.is_some() || is_plain && (kind != "model" || !template.contains("{n}")),
            "{find} needs its message"
        );
        let message = message.map_or_else(|| template.replace("{n}", &called), str::to_owned);
        format!("{kind} {id} + {related}: {message}")
    };
    case.finds.iter().map(one).collect()
}

/// Proves a case: what is found and what is not, that a waiver takes it from what is open and keeps it in sight, and
/// that following the edits from the one model to the other comes to the same.
fn prove(case: &Case) {
    let [fires, keeps] = both(case.facts);
    let (fires, keeps) = ((loaded(case.rule, &fires).document, fires), (loaded(case.rule, &keeps).document, keeps));
    let found = check(&fires.0, day());
    assert_eq!(of_rule(found.iter(), case.rule), expected(case, &fires.0), "{} of {}", case.rule, fires.1);
    assert!(!case.finds.is_empty(), "{} fires", case.rule);
    assert_eq!(of_rule(check(&keeps.0, day()).iter(), case.rule), [""; 0], "{} of {}", case.rule, keeps.1);
    waived(case, &fires.1);
    for (from, to) in [(&fires.0, &keeps.0), (&keeps.0, &fires.0)] {
        let is_followed = follow(from, to);
        assert!(
            is_followed || REFUSED.contains(&case.rule),
            "no edits lead from one model of {} to the other",
            case.facts
        );
    }
}

/// Every finding of the rule is waived: then it is told, with the reason, but not open.
fn waived(case: &Case, facts: &str) {
    let mut file = facts::file(facts);
    let document = load(file.to_string().as_bytes()).unwrap().document;
    let found: Vec<_> = check(&document, day()).into_iter().filter(|f| f.rule.id == case.rule).collect();
    let reason = |f: &Finding| format!("Because of {}.", f.subject.id());
    let waiver = |f: &Finding| json!({"rule": case.rule, "subject": f.subject.id(), "reason": reason(f)});
    file["waivers"] = found.iter().map(waiver).collect();
    let live = Live::new(&load(file.to_string().as_bytes()).unwrap().document, day());
    assert_eq!(of_rule(live.open(), case.rule), [""; 0], "open though waived in {facts}");
    assert_eq!(of_rule(live.all(), case.rule), found.iter().map(told).collect::<Vec<_>>(), "{facts}");
    for finding in live.all().filter(|f| f.rule.id == case.rule) {
        assert_eq!(live.waiver(finding).map(|w| w.reason.to_string()), Some(reason(finding)), "{facts}");
    }
    let open = live.open().count();
    assert_eq!(live.counts().iter().sum::<usize>(), open);
    assert_eq!(live.all().count(), open + found.len());
}

/// Rules about what a file may claim and an edit may not do.
const REFUSED: [&str; 7] = ["GE-02", "GE-03", "OR-09", "OR-10", "ST-01", "ST-04", "ST-09"];

/// Follows the edits that make one model of another; whether there are such. What a file claims and a model refuses stays,
/// and what the editor refuses, such as a relation that is said twice, cannot be followed either.
fn follow(from: &Document, to: &Document) -> bool {
    if !from.aside().is_empty() || !to.aside().is_empty() {
        return false;
    }
    let Ok((after, delta)) = apply(from, &edits(from, to)) else { return false };
    let mut live = Live::new(from, day());
    live.follow(&after, &delta);
    assert_eq!(live.all().map(told).collect::<Vec<_>>(), check(to, day()).iter().map(told).collect::<Vec<_>>());
    true
}

fn edits(from: &Document, to: &Document) -> Vec<Edit> {
    let same = |a: &Document, b: &Document, id| a.relation(id).zip(b.relation(id)).is_some_and(|(a, b)| a == b);
    let mut edits: Vec<Edit> =
        from.relations().keys().filter(|id| !same(from, to, id)).map(|id| Edit::RemoveRelation(id.clone())).collect();
    let gone = from.elements().keys().filter(|id| to.element(id).is_none());
    edits.extend(gone.map(|id| Edit::RemoveElement(id.clone())));
    for (id, after) in to.elements().iter() {
        let Some(before) = from.element(id) else {
            edits.push(Edit::AddElement((**after).clone()));
            continue;
        };
        if before.kind != after.kind {
            edits.push(Edit::SetKind(id.clone(), after.kind));
        }
        if before.name != after.name {
            edits.push(Edit::SetName(id.clone(), after.name.clone()));
        }
        let differing =
            |before: &opcanvas::model::Record, after: &opcanvas::model::Record| -> Vec<(_, Option<Value>)> {
                let keys = before.iter().chain(after.iter()).map(|(key, _)| key.clone());
                let changed = keys.filter(|key| before.get(key) != after.get(key));
                changed.map(|key| (key.clone(), after.get(&key).cloned())).collect()
            };
        let fields = differing(&before.fields, &after.fields).into_iter();
        edits.extend(fields.map(|(key, value)| Edit::SetField(id.clone(), key, value)));
        let attributes = differing(&before.attributes, &after.attributes).into_iter();
        edits.extend(attributes.map(|(key, value)| Edit::SetAttribute(id.clone(), key, value)));
    }
    let made = to.relations().iter().filter(|(id, _)| !same(from, to, id));
    edits.extend(made.map(|(_, relation)| Edit::AddRelation((**relation).clone())));
    let settings = [from, to].into_iter().flat_map(|d| d.head().settings.iter()).map(|(key, _)| key.clone());
    edits.extend(settings.map(|key| Edit::SetSetting(key.clone(), to.head().settings.get(&key).cloned())));
    edits
}

#[test]
fn every_rule_has_a_case_in_which_it_fires_and_just_does_not() {
    let mut cases: BTreeMap<&str, usize> = RULES.iter().map(|rule| (rule.id, 0)).collect();
    for case in FAMILIES.into_iter().flatten() {
        *cases.get_mut(case.rule).unwrap_or_else(|| panic!("there is no rule {}", case.rule)) += 1;
    }
    let without: Vec<_> = cases.iter().filter(|(_, n)| **n == 0).map(|(id, _)| *id).collect();
    assert_eq!((cases.len(), without), (88, vec![]));
}

#[test]
fn every_kind_of_subject_can_be_waived() {
    let mut kinds: Vec<_> = Vec::new();
    for case in FAMILIES.into_iter().flatten() {
        let document = loaded(case.rule, &both(case.facts)[0]).document;
        let found = check(&document, day()).into_iter().filter(|f| f.rule.id == case.rule);
        kinds.extend(found.map(|f| (f.rule.id, f.subject.kind())));
    }
    kinds.sort_unstable();
    kinds.dedup();
    // These tell of more than one kind of thing, and each has a case; `prove` waives every finding of every case.
    for (rule, all) in [
        ("PT-04", &["contract", "element"][..]),
        ("OR-05", &["element", "model"]),
        ("OB-01", &["element", "model"]),
        ("GE-03", &["element", "relation"]),
    ] {
        let told: Vec<_> = kinds.iter().filter(|(id, _)| *id == rule).map(|(_, kind)| *kind).collect();
        assert_eq!(told, all, "{rule}");
    }
    let subjects = [
        Subject::Element("e".into()),
        Subject::Relation("r".into()),
        Subject::Contract("c".into()),
        Subject::Zone("z".into()),
        Subject::Role("u".into()),
        Subject::Model,
    ];
    for subject in subjects {
        assert!(kinds.iter().any(|(_, kind)| *kind == subject.kind()), "no case tells of a {}", subject.kind());
    }
}
