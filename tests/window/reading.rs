//! Who answers, what is shown, what a scope reaches and how elements are classed, on the examples and on odd models.

use std::collections::{BTreeMap, BTreeSet};

use opcanvas::analysis::overlay::{NAMES, Shade};
use opcanvas::analysis::{
    ColorBy, Date, Scope, Show, accountable, classify, initials, is_relation_shown, is_shown, reach,
};
use opcanvas::edit::{Edit, apply};
use opcanvas::format::{load, metamodel, templates::Template};
use opcanvas::model::{Document, Element, ElementId, ElementKind, Relation, RelationKind, State, Value};
use proptest::prelude::*;

fn bank() -> Document {
    load(Template::Bank.bytes()).unwrap().document
}

fn city() -> Document {
    load(Template::City.bytes()).unwrap().document
}

/// A model with these elements (id, kind, name) and relations (kind, source, target); portfolio items are projects.
fn model(elements: &[(&str, ElementKind, &str)], relations: &[(RelationKind, &str, &str)]) -> Document {
    let elements = elements.iter().map(|(id, kind, name)| {
        let mut element = Element::new((*id).into(), *kind, *name);
        if *kind == ElementKind::PortfolioItem {
            element.attributes.set("itemType", Value::text("project"));
        }
        Edit::AddElement(element)
    });
    let relations = (0..).zip(relations).map(|(i, (kind, source, target)): (usize, _)| {
        let id = format!("r{i}").as_str().into();
        Edit::AddRelation(Relation::new(id, *kind, (*source).into(), (*target).into()))
    });
    let edits: Vec<_> = elements.chain(relations).collect();
    apply(&Document::new(metamodel::base()), &edits).unwrap().0
}

fn ids(set: &BTreeSet<ElementId>) -> Vec<&str> {
    set.iter().map(ElementId::as_str).collect()
}

fn all(names: &str) -> Vec<&str> {
    names.split_whitespace().collect()
}

// --- who answers ---

#[test]
fn one_is_accountable_or_nobody() {
    let bank = bank();
    assert_eq!(accountable(&bank, &"vs.lend".into()), Some("ro.pocr".into()));
    let assigned = |racis: &[(&str, &str)]| {
        let elements =
            [("a", ElementKind::Role, "A"), ("b", ElementKind::OrgUnit, "B"), ("t", ElementKind::Stage, "T")];
        let relations: Vec<_> = racis.iter().map(|(who, _)| (RelationKind::AssignedTo, *who, "t")).collect();
        let document = model(&elements, &relations);
        let letters: Vec<_> = (0..)
            .zip(racis)
            .map(|(i, (_, raci)): (usize, _)| {
                Edit::SetRelationAttribute(format!("r{i}").as_str().into(), "raci".into(), Some(Value::text(*raci)))
            })
            .collect();
        accountable(&apply(&document, &letters).unwrap().0, &"t".into())
    };
    assert_eq!(assigned(&[("a", "R"), ("b", "A")]), Some("b".into()));
    assert_eq!(assigned(&[("a", "A"), ("b", "A")]), None);
    assert_eq!(assigned(&[("a", "R"), ("b", "C")]), None);
}

#[test]
fn initials_are_the_first_letters_of_the_first_and_last_word() {
    let bank = bank();
    let found = initials(&bank);
    let of = |id: &str| found.get(&id.into()).unwrap().to_owned();
    let roles = ["ro.plat", "ro.poon", "ro.pocr", "ro.mlro", "ro.ceo", "ro.rel"].map(of);
    assert_eq!(roles, ["PL", "PO", "PC", "FO", "CE", "RM"]);
    assert_eq!(found.get(&"vs.lend".into()), None);

    let role = ElementKind::Role;
    let names = [
        ("a", ElementKind::OrgUnit, "Permit office"),
        ("b", role, "Permit owner"),
        ("c", role, "Product operations office"),
        ("d", role, "Product owner"),
        ("e", role, "treasurer"),
        ("f", role, "(interim) élu & maire"),
        ("g", role, "产品 负责人"),
        ("h", role, ""),
        ("i", role, "🏦"),
        ("j", role, "e\u{301}tude \u{202e}x"),
        ("k", role, "Trainee"),
    ];
    let found = initials(&model(&names, &[]));
    let found: Vec<_> = found.iter().map(|(id, initials)| (id.as_str(), initials)).collect();
    let expected = [
        ("a", "PO3"),
        ("b", "PO"),
        ("c", "POO"),
        ("d", "PO2"),
        ("e", "TR"),
        ("f", "IM"),
        ("g", "产负"),
        ("h", "?"),
        ("i", "🏦"),
        ("j", "E\u{301}X"),
        ("k", "TA"),
    ];
    assert_eq!(found, expected);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_two_share_initials(names in prop::collection::vec("[ab2ß ]{0,6}|\\PC{0,8}", 300)) {
        let elements: Vec<_> = names
            .iter()
            .enumerate()
            .map(|(i, name)| {
                let kind = if i % 3 == 0 { ElementKind::OrgUnit } else { ElementKind::Role };
                Edit::AddElement(Element::new(format!("e{i:03}").as_str().into(), kind, name.as_str()))
            })
            .collect();
        let document = apply(&Document::new(metamodel::base()), &elements).unwrap().0;
        let found = initials(&document);
        let different: BTreeSet<_> = found.iter().map(|(_, initials)| initials).collect();
        prop_assert_eq!(different.len(), names.len());
        prop_assert!(!different.contains(""));
        // The order in which elements came to be does not matter.
        let backwards: Vec<_> = elements.into_iter().rev().collect();
        prop_assert_eq!(initials(&apply(&Document::new(metamodel::base()), &backwards).unwrap().0), found);
    }
}

// --- what is shown ---

#[test]
fn as_is_plateaus_and_difference_show_what_is_there_then() {
    let bank = bank();
    let shown = |show: &Show| -> BTreeSet<&str> {
        let hidden = bank.elements().values().filter(|e| !is_shown(&bank, e, show));
        hidden.map(|e| e.id.as_str()).collect()
    };
    let [as_is, first, second, difference] = Show::all(&bank).try_into().unwrap();
    assert_eq!(
        shown(&as_is),
        BTreeSet::from(["pf.sme", "st.le1", "st.le2", "st.le3", "te.score", "tm.cr", "vs.lend"]),
        "stages go with their stream"
    );
    assert_eq!(shown(&first), BTreeSet::new(), "the ledger goes only at the second");
    assert_eq!(shown(&second), BTreeSet::from(["te.core"]));
    assert_eq!(shown(&difference), BTreeSet::new());

    let to_lend = bank.relations().values().find(|r| r.target.as_str() == "vs.lend").unwrap();
    assert!(!is_relation_shown(&bank, to_lend, &as_is) && is_relation_shown(&bank, to_lend, &first));

    for show in Show::all(&bank) {
        assert_eq!(Show::parse(&bank, show.id()), Some(show.clone()));
    }
    assert_eq!(Show::parse(&bank, "end 2027"), Some(second.clone()));
    assert_eq!(Show::parse(&bank, "some day"), None);
    assert_eq!([&as_is, &second, &difference].map(|s| s.label(&bank)), ["As is", "End 2027", "Difference"]);

    // What changes at no plateau, or at one that is gone, has changed at every plateau.
    let odd = |state: State, plateau: Option<&str>, show: &Show| {
        let mut element = Element::new("x".into(), ElementKind::Process, "X");
        element.fields.set("state", Value::text(state.id()));
        if let Some(plateau) = plateau {
            element.fields.set("plateau", Value::text(plateau));
        }
        is_shown(&bank, &element, show)
    };
    for plateau in [None, Some("gone"), Some("p1")] {
        assert!(odd(State::New, plateau, &first) && !odd(State::Retire, plateau, &first));
        assert!(odd(State::Retire, plateau, &as_is) && odd(State::Change, plateau, &as_is));
    }
    assert!(!odd(State::New, Some("p2"), &first));
    let gone = Show::Plateau("gone".into());
    assert!(odd(State::New, Some("p2"), &gone) && !odd(State::Retire, Some("p2"), &gone));
    assert_eq!(gone.label(&bank), "gone");
}

// --- what is reached ---

#[test]
fn a_stream_reaches_what_has_a_part_in_it() {
    let bank = bank();
    let scope = Scope::Stream("vs.lend".into());
    assert_eq!(scope.title(&bank).as_deref(), Some("Request to funds"));
    let reached = reach(&bank, &scope);
    for there in
        all("vs.lend st.le1 st.le2 st.le3 pf.sme c.sme te.score te.app te.core te.cloud ro.pocr tm.cr ou.bank pa.cloud")
    {
        assert!(reached.contains(&there.into()), "{there} of {:?}", ids(&reached));
    }
    for other in all("vs.onboard st.on1 vs.improve st.im2") {
        assert!(!reached.contains(&other.into()), "{other} has no part in it");
    }
    assert!(reached.len() < bank.elements().len());
}

#[test]
fn a_promise_reaches_its_streams_and_no_other_promise() {
    let bank = bank();
    for promise in bank.index().of_kind(ElementKind::ValueProposition) {
        let reached = reach(&bank, &Scope::Promise(promise.clone()));
        let of_kind = |kind| -> BTreeSet<&ElementId> {
            reached.iter().filter(|id| bank.element(id).unwrap().kind == kind).collect()
        };
        assert_eq!(of_kind(ElementKind::ValueProposition), BTreeSet::from([promise]));
        let driven: BTreeSet<_> = bank
            .index()
            .relations_of_kind(promise, RelationKind::Drives, opcanvas::model::Direction::Outgoing)
            .map(|(id, _)| id)
            .filter(|id| bank.element(id).unwrap().kind == ElementKind::ValueStream)
            .collect();
        assert_eq!(of_kind(ElementKind::ValueStream), driven);
        assert!(!of_kind(ElementKind::Stakeholder).is_empty());
    }
}

/// A stream with everything that has a part in it, beside another that shares some of that.
fn two_streams() -> Document {
    use ElementKind::{
        Culture, Experiment, Location, Objective, OrgUnit, Partner, PortfolioItem, Process, Role, Stage, Stakeholder,
        Technology, ValueProposition, ValueStream,
    };
    use RelationKind::{
        AlignedTo, AssignedTo, Changes, Consumes, Contains, Delivers, DependsOn, Drives, Enables, FlowsTo, LocatedAt,
        OfferedTo, Shapes, Supplies, Tests,
    };
    let elements = [
        ("vp", ValueProposition, "Promise"),
        ("vp2", ValueProposition, "Other promise"),
        ("vs", ValueStream, "Stream"),
        ("s1", Stage, "First"),
        ("s2", Stage, "Second"),
        ("vs2", ValueStream, "Other stream"),
        ("z1", Stage, "Its stage"),
        ("item", PortfolioItem, "Product"),
        ("item2", PortfolioItem, "Other product"),
        ("user", Stakeholder, "User"),
        ("owner", Stakeholder, "Owner"),
        ("pr", Process, "Practice"),
        ("t1", Technology, "App"),
        ("t2", Technology, "Ledger"),
        ("t3", Technology, "Cloud"),
        ("pa", Partner, "Partner"),
        ("pa2", Partner, "Partner's partner"),
        ("role", Role, "Role"),
        ("role2", Role, "Other role"),
        ("team", OrgUnit, "Team"),
        ("firm", OrgUnit, "Firm"),
        ("site", Location, "Site"),
        ("goal", Objective, "Goal"),
        ("goal2", Objective, "Other goal"),
        ("care", Culture, "Care"),
        ("try", Experiment, "Try"),
        ("project", PortfolioItem, "Project"),
    ];
    let relations = [
        (Drives, "vp", "vs"),
        (Drives, "vp", "goal"),
        (Drives, "vp2", "vs"),
        (Drives, "vp2", "vs2"),
        (OfferedTo, "vp", "user"),
        (OfferedTo, "vp2", "owner"),
        (Contains, "vs", "s1"),
        (Contains, "vs", "s2"),
        (Contains, "vs2", "z1"),
        (FlowsTo, "s2", "z1"),
        (FlowsTo, "s2", "s1"),
        (Delivers, "s2", "item"),
        (Delivers, "z1", "item2"),
        (Consumes, "user", "item"),
        (Consumes, "user", "item2"),
        (Enables, "pr", "s1"),
        (Enables, "t1", "pr"),
        (Enables, "t2", "z1"),
        (DependsOn, "t1", "t2"),
        (DependsOn, "t2", "t1"),
        (DependsOn, "t3", "t1"),
        (Supplies, "pa", "t2"),
        (Supplies, "pa", "z1"),
        (Supplies, "pa2", "pa"),
        (AssignedTo, "role", "s1"),
        (AssignedTo, "role", "vs2"),
        (AssignedTo, "role2", "z1"),
        (Contains, "team", "role"),
        (Contains, "team", "role2"),
        (Contains, "firm", "team"),
        (LocatedAt, "team", "site"),
        (LocatedAt, "vs2", "site"),
        (AlignedTo, "vs2", "goal2"),
        (AlignedTo, "goal", "goal2"),
        (Shapes, "care", "s1"),
        (Shapes, "care", "vs2"),
        (Tests, "try", "t2"),
        (Changes, "project", "t1"),
        (Changes, "project", "vs2"),
    ];
    model(&elements, &relations)
}

#[test]
fn the_rules_reach_no_further_than_they_say() {
    let mut document = two_streams();
    let reached = |document: &Document, scope: Scope| -> String { ids(&reach(document, &scope)).join(" ") };
    let stream = "care firm goal item owner pa pa2 pr project role s1 s2 site t1 t2 team try user vp vp2 vs";
    assert_eq!(reached(&document, Scope::Stream("vs".into())), stream);
    let promise = "care firm goal item pa pa2 pr project role s1 s2 site t1 t2 team try user vp vs";
    assert_eq!(reached(&document, Scope::Promise("vp".into())), promise);
    let unit = "care firm goal2 item2 item pa pr project role role2 s1 s2 site t2 team vp vp2 vs vs2 z1";
    let unit: BTreeSet<_> = unit.split(' ').collect();
    let found = reached(&document, Scope::Unit("team".into()));
    assert_eq!(found.split(' ').collect::<BTreeSet<_>>(), unit);
    assert_eq!(reached(&document, Scope::Unit("firm".into())), found, "what a unit holds belongs to it");
    let site = reached(&document, Scope::Location("site".into()));
    assert_eq!(site, found, "the team is there");

    // Tagged, with what contains it; streams keep their stages.
    for (id, tags) in [("s1", "core"), ("role", "core"), ("vs2", "core"), ("t1", "later")] {
        let tags = Value::List([Value::text(tags), Value::text("all")].into_iter().collect());
        document = apply(&document, &[Edit::SetField(id.into(), "tags".into(), Some(tags))]).unwrap().0;
    }
    assert_eq!(reached(&document, Scope::Tag("core".into())), "firm role s1 team vs vs2 z1");
    assert_eq!(reached(&document, Scope::Tag("none".into())), "");
    assert_eq!(Scope::Tag("core".into()).title(&document).as_deref(), Some("core"));

    // Nothing chosen, or what is gone or of another kind, is everything.
    for scope in [Scope::All, Scope::Unit("gone".into()), Scope::Stream("team".into())] {
        assert_eq!(reach(&document, &scope).len(), document.elements().len());
        assert_eq!(scope.title(&document), None);
    }
}

#[test]
fn scopes_are_read_and_written() {
    let id = || ElementId::new("x");
    let scopes =
        [Scope::Promise(id()), Scope::Stream(id()), Scope::Unit(id()), Scope::Location(id()), Scope::Tag("x".into())];
    for scope in scopes {
        assert_eq!(Scope::parse(&scope.option().unwrap()), scope);
    }
    assert_eq!(Scope::All.option(), None);
    let odd = |kind: Value, of: Value| [("kind".into(), kind), ("of".into(), of)].into_iter().collect();
    assert_eq!(Scope::parse(&odd(Value::text("planet"), Value::text("x"))), Scope::All);
    assert_eq!(Scope::parse(&odd(Value::text("unit"), Value::Int(3))), Scope::All);
}

// --- how elements are classed ---

/// How many elements are in each class of an overlay, by label.
fn counts(document: &Document, by: ColorBy, day: Option<&str>) -> Vec<(String, usize)> {
    let overlay = classify(document, by, day.and_then(Date::parse));
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    for class in document.elements().keys().filter_map(|id| overlay.class_of(id)) {
        *counts.entry(class).or_default() += 1;
    }
    counts.into_iter().map(|(class, n)| (overlay.classes[class].label.to_string(), n)).collect()
}

#[test]
fn the_bank_is_classed_by_everything() {
    let bank = bank();
    let found = |by, day| counts(&bank, by, day);
    let expected = |list: &[(&str, usize)]| list.iter().map(|(l, n)| ((*l).to_owned(), *n)).collect::<Vec<_>>();
    let day = Some("2026-07-01");
    assert_eq!(found(ColorBy::State, None), expected(&[("Stays", 52), ("New", 4), ("Changes", 1), ("Retires", 1)]));
    assert_eq!(
        found(ColorBy::Expiry, day),
        expected(&[("Ends within a year", 1), ("Ends later", 1), ("Open-ended", 1)])
    );
    assert_eq!(found(ColorBy::Expiry, Some("2026-07-03"))[0], ("Ends soon or notice has begun".to_owned(), 1));
    assert_eq!(found(ColorBy::Expiry, Some("2026-10-01"))[0], ("Expired".to_owned(), 1));
    assert_eq!(found(ColorBy::Expiry, None), expected(&[("No contract", 3)]));
    assert_eq!(found(ColorBy::Ring, None), expected(&[("Trial", 2), ("Adopt", 2), ("Hold", 1)]));
    assert_eq!(found(ColorBy::Kind, None).iter().map(|(_, n)| n).sum::<usize>(), bank.elements().len());
    let vocr = found(ColorBy::Vocr, None);
    assert_eq!((vocr.first().unwrap().0.as_str(), vocr.last().unwrap().0.as_str()), ("0 of 4", "4 of 4"));
    assert_eq!(vocr.iter().map(|(_, n)| n).sum::<usize>(), bank.elements().len());
    let owners = found(ColorBy::Owner, None);
    assert_eq!(owners.len(), 6, "{owners:?}");
    let cost = classify(&bank, ColorBy::Cost, day.and_then(Date::parse));
    let labels: Vec<_> = cost.classes.iter().map(|c| c.label.as_str()).collect();
    assert_eq!(labels, ["Below 500k EUR", "500k to 1m EUR", "1m to 2m EUR", "2m to 5m EUR", "5m EUR and more"]);
    assert_eq!(cost.shade_of(&"pa.cloud".into()), Some(Shade::Step(2)));
    assert_eq!(cost.shade_of(&"ro.pocr".into()), Some(Shade::Step(0)));
    assert_eq!(cost.class_of(&"ou.bank".into()), None);
    let risk = found(ColorBy::Risk, None);
    assert_eq!(risk.last().unwrap().0, "Not rated");
}

#[test]
fn every_class_has_a_shade_of_its_own_and_every_overlay_an_order_or_names() {
    for document in [bank(), city(), Document::new(metamodel::base())] {
        for by in ColorBy::ALL {
            assert_eq!(ColorBy::from_id(by.id()), Some(by));
            let overlay = classify(&document, by, Date::parse("2026-07-01"));
            let shades: BTreeSet<_> = overlay.classes.iter().map(|c| c.shade).collect();
            assert_eq!(shades.len(), overlay.classes.len(), "{by:?}");
            let ordered = [ColorBy::Cost, ColorBy::Risk, ColorBy::Vocr, ColorBy::Expiry].contains(&by);
            assert_eq!(overlay.is_ordered(), ordered, "{by:?}");
        }
    }
    assert_eq!(ColorBy::from_id("mood"), None);
}

#[test]
fn the_busiest_owners_have_colours_and_the_rest_share_one() {
    let n = usize::from(NAMES) + 2;
    let roles: Vec<String> = (0..n).map(|i| format!("ro{i:02}")).collect();
    let stages: Vec<String> = (0..=n).map(|i| format!("st{i:02}")).collect();
    let mut elements: Vec<_> = roles.iter().map(|id| (id.as_str(), ElementKind::Role, id.as_str())).collect();
    elements.extend(stages.iter().map(|id| (id.as_str(), ElementKind::Stage, id.as_str())));
    elements.push(("pr", ElementKind::Process, "Free"));
    elements.push(("pr2", ElementKind::Process, "Owned"));
    let mut relations: Vec<_> =
        roles.iter().zip(&stages).map(|(r, s)| (RelationKind::AssignedTo, r.as_str(), s.as_str())).collect();
    // The last owns most, so it comes first.
    relations.push((RelationKind::AssignedTo, &roles[n - 1], "pr2"));
    let document = model(&elements, &relations);
    let a = document
        .relations()
        .keys()
        .map(|id| Edit::SetRelationAttribute(id.clone(), "raci".into(), Some(Value::text("A"))));
    let document = apply(&document, &a.collect::<Vec<_>>()).unwrap().0;
    let overlay = classify(&document, ColorBy::Owner, None);
    let shade = |id: &str| overlay.shade_of(&id.into());
    assert_eq!((shade("pr2"), shade(&stages[n - 1])), (Some(Shade::Named(0)), Some(Shade::Named(0))));
    assert_eq!(overlay.classes[0].label, roles[n - 1]);
    assert_eq!(shade("st00"), Some(Shade::Named(1)));
    assert_eq!(shade(&stages[n - 2]), Some(Shade::Others));
    assert_eq!(shade(&stages[n]), Some(Shade::Nothing), "a stage should have an owner");
    assert_eq!((shade("pr"), shade("ro00")), (None, None), "these need none");
}
