//! Each clause of the definition of an operating model, by its name: models that break it, and the rules that tell.
//!
//! The rules of a clause are those of the specification's table of traces. C03 is kept by structure: there is no way to
//! draw what it leaves out.

use std::collections::BTreeSet;

use super::day;
use crate::facts;
use opcanvas::check::{RULES, check};
use opcanvas::format::metamodel;
use opcanvas::model::{ElementKind, RelationKind};

/// Models that break a clause; together they are told of by exactly these rules of it.
fn breaks(clause: &str, models: &[&str], rules: &[&str]) {
    let keeps = |rule: &opcanvas::check::Rule| rule.clauses.contains(&clause);
    let all: Vec<_> = RULES.iter().filter(|rule| keeps(rule)).map(|rule| rule.id).collect();
    let mut told = BTreeSet::new();
    for facts in models {
        let found = check(&facts::loaded(facts).document, day());
        let of_clause: BTreeSet<_> =
            found.iter().map(|f| f.rule).filter(|rule| keeps(rule)).map(|rule| rule.id).collect();
        assert!(!of_clause.is_empty(), "{clause} is not broken by {facts}");
        told.extend(of_clause);
    }
    let expected: BTreeSet<_> = rules.iter().copied().collect();
    assert_eq!(told, expected, "what tells of {clause}");
    assert_eq!(all, expected.into_iter().collect::<Vec<_>>(), "the rules of {clause}");
}

/// Tests named by their clauses, and the list of these.
macro_rules! clauses {
    ($($name:ident: $clause:literal, $models:expr, $rules:expr;)*) => {
        $(#[test] fn $name() { breaks($clause, &$models, &$rules); })*
        const BROKEN: &[&str] = &[$($clause),*];
    };
}

clauses! {
    clause_c01_value_is_cocreated_with_customers: "C01",
        ["value_proposition vp; stakeholder c roles=[customer]"], ["VP-04"];
    clause_c02_the_organization_runs_itself: "C02", ["portfolio_item i itemType=project"], ["PF-06", "GE-05"];
    clause_c04_practices_and_choices: "C04",
        ["", "choice a status=decided; choice b status=decided; a shapes b effect=conflicts"],
        ["CH-01", "CH-02", "CH-03"];
    clause_c05_interactions_deliver_the_promise: "C05",
        ["value_proposition vp; choice a status=decided; choice b status=decided; a shapes b effect=conflicts"],
        ["VP-04", "VP-05", "VP-06", "CH-03"];
    clause_c06_the_promise_drives_the_model: "C06",
        ["", "value_proposition vp; value_stream v"], ["VP-01", "VP-02", "VP-03"];
    clause_c07_a_tool_to_design_operations: "C07",
        ["technology t name=Same state=retire; technology u name=Same; u depends_on t;
         t supplies u"], ["GE-02", "GE-03", "GE-06"];
    clause_c08_the_key_work: "C08",
        ["stage s leadTime=1 processTime=2; process p; s flows_to s",
         "value_stream v targetLeadTime=1; stage s leadTime=2; v contains s; process p"],
        ["VS-01", "VS-06", "ST-06", "ST-09", "GE-01"];
    clause_c09_the_context: "C09", ["location l"], ["GE-01", "GE-04"];
    clause_c10_the_canvas: "C10", [""], ["GE-04"];
    clause_c11_how_value_is_created: "C11",
        ["", "value_proposition vp; value_stream v; portfolio_item i itemType=product"],
        ["VP-05", "VS-01", "VS-05", "PF-02"];
    clause_c12_streams_and_their_management: "C12",
        ["value_stream v; value_stream w; stage a order=1; stage b order=1; stage c; w contains a; w contains b"],
        ["VS-02", "VS-04", "VS-07", "ST-01", "ST-02", "ST-07"];
    clause_c13_people_processes_and_technology: "C13",
        ["stage s; technology t; technology u; technology w; u depends_on w; w depends_on u",
         "technology t criticality=5; partner p substitutability=none; p supplies t; value_stream v; value_stream w;
         t enables v; t enables w"],
        ["ST-03", "ST-05", "ST-08", "TE-05", "TE-06", "TE-07"];
    clause_c14_partners_and_contracts: "C14",
        ["partner p; partner q criticality=5 substitutability=hard contracts=[{reference:C-1 type:service
         end:2026-01-01 valuePerYear:9}
          {reference:C-2 end:2026-08-01 valuePerYear:9}]; partner r; technology t; q supplies t contract=C-3"],
        ["PT-01", "PT-02", "PT-03", "PT-04", "PT-05", "PT-06", "PT-07", "PT-08", "PT-10"];
    clause_c15_culture: "C15", ["", "culture c current=1 target=5"], ["CU-01", "CU-02", "CU-03", "CU-04"];
    clause_c16_consumers_and_their_roles: "C16",
        ["value_stream v", "stakeholder c roles=[customer]"], ["VS-03", "CN-01", "CN-02", "CN-05"];
    clause_c17_what_is_consumed: "C17",
        ["value_stream v; portfolio_item i itemType=service lifecycle=live"], ["VS-05", "PF-01"];
    clause_c18_what_influences_consumers: "C18", ["stakeholder c roles=[user]"], ["CN-03"];
    clause_c19_the_portfolio: "C19",
        ["portfolio_item i itemType=product lifecycle=active;
         portfolio_item j itemType=project"], ["PF-02", "PF-06", "PF-07"];
    clause_c20_what_it_costs_to_maintain: "C20",
        ["portfolio_item i itemType=service lifecycle=live;
         portfolio_item j investments=[{year:2026 run:1}]"], ["PF-03", "PF-08"];
    clause_c21_emerging_technologies: "C21",
        ["technology t maturity=legacy ring=adopt", "technology t maturity=emerging"], ["TE-01", "TE-02", "TE-03"];
    clause_c22_innovation_and_experiments: "C22",
        ["technology t maturity=research; experiment e status=inconclusive",
         "experiment e status=validated; experiment f status=running end=2026-01-01"],
        ["TE-02", "IN-01", "IN-02", "IN-03", "IN-04", "IN-05"];
    clause_c23_speed_to_market: "C23",
        ["value_stream v targetLeadTime=1; stage s leadTime=2; v contains s; process p timeToMarketDays=400"],
        ["VS-06", "ST-07", "AG-01"];
    clause_c24_minimum_viable_products: "C24",
        ["portfolio_item i itemType=product lifecycle=mvp"], ["PF-04", "AG-02"];
    clause_c25_incremental_development: "C25",
        ["portfolio_item i itemType=product lifecycle=scaling; process p mvpFirst=true"], ["PF-05", "AG-02"];
    clause_c26_flexible_and_responsive: "C26",
        ["value_proposition vp; portfolio_item i investments=[{year:2026 run:9}];
         technology t state=retire endOfSupport=2026-12-31;
          technology u; u depends_on t"], ["VP-06", "PF-08", "TE-04", "GE-06"];
    clause_c27_a_flat_hierarchy: "C27",
        ["setting maxLayers=1; org_unit a; org_unit b; org_unit c; org_unit d; a contains b; b contains c;
         d contains c;
          process p approach=waterfall; stage s; p enables s"], ["OR-03", "OR-10", "AG-01"];
    clause_c28_customers_are_managed_elsewhere: "C28",
        ["org_unit u topology=stream_aligned alignment=product; role r customerFacing=true; u contains r"], ["OR-04"];
    clause_c29_customers_expect_delight: "C29",
        ["stakeholder c; portfolio_item i; c consumes i experience=satisfied"], ["CN-04"];
    clause_c30_known_alignment: "C30", ["", "org_unit u; objective o"], ["OR-01", "OB-01", "OB-02"];
    clause_c31_known_accountability: "C31",
        ["stage s; org_unit u; role r holders=1; role q; setting maxA=0; process p; r assigned_to p raci=A;
         u assigned_to p raci=A;
          org_unit w; technology t vocr={cost:{runPerYear:9}}"],
        ["ST-03", "ST-04", "OR-02", "OR-07", "OR-08", "OR-09", "VO-02"];
    clause_c32_value_outcomes_costs_and_risks: "C32",
        ["technology t criticality=5 vocr={value:{rating:9} cost:{runPerYear:9} risks:[{likelihood:5 impact:5}]};
          partner p substitutability=none; p supplies t; value_stream v; value_stream w; t enables v; t enables w"],
        ["TE-07", "VO-01", "VO-02", "VO-03", "VO-04"];
    clause_c33_collaboration_and_partnerships: "C33",
        ["partner p cooperation=service_partnership contracts=[{reference:C-1 valuePerYear:9}]; partner q;
         partner r; org_unit u;
          org_unit w; u interacts_with w mode=collaboration"], ["PT-08", "PT-09", "OR-06"];
    clause_c34_leadership_is_open_to_learning: "C34", ["", "org_unit u unitType=leadership"], ["OR-05"];
}

#[test]
fn every_clause_is_broken_by_a_test_or_kept_by_structure() {
    let all: Vec<String> = (1..=34).map(|n| format!("C{n:02}")).collect();
    let mut tested: Vec<&str> = BROKEN.iter().copied().chain(["C03"]).collect();
    tested.sort_unstable();
    assert_eq!(tested, all);
    // No rule keeps C03, and every other clause has one.
    let kept: BTreeSet<&str> = RULES.iter().flat_map(|rule| rule.clauses).copied().collect();
    assert_eq!(kept, BROKEN.iter().copied().collect());
}

/// How value is captured is not part of the model: nothing that a file may hold says it, and what drives the model stands
/// outside its frame and is part of nothing inside.
#[test]
fn clause_c03_how_value_is_captured_is_left_out() {
    let base = metamodel::base();
    let drivers = [ElementKind::ValueProposition, ElementKind::Objective, ElementKind::Stakeholder];
    let inside = |kind: ElementKind| {
        let zones = base.zones.iter().filter(|zone| matches!(zone.theme.as_str(), "key_work" | "context"));
        zones.into_iter().any(|zone| zone.kinds.iter().any(|k| *k == kind.id()))
    };
    for kind in ElementKind::ALL {
        assert_eq!(inside(kind), !drivers.contains(&kind), "{kind:?}");
    }
    // Nothing inside contains a driver, nor is contained in one.
    let contains = base.relations.iter().find(|def| def.id == RelationKind::Contains.id()).unwrap();
    let ends = contains.pairs.iter().flat_map(|(source, target)| [*source, *target]);
    assert!(ends.into_iter().all(|kind| !drivers.contains(&kind)));
    // No kind, relation, attribute or setting is about earning: only what the organization spends is money.
    let of_kinds = ElementKind::ALL.into_iter().flat_map(|kind| base.element_attributes(kind));
    let of_relations = RelationKind::ALL.into_iter().flat_map(|kind| base.relation_attributes(kind));
    let of_records = base.records.values().flat_map(|record| &record.fields);
    let attributes = of_kinds
        .chain(of_relations)
        .chain(of_records)
        .chain(&base.common)
        .chain(&base.settings)
        .map(|def| def.key.to_string());
    let kinds = ElementKind::ALL.map(ElementKind::id).into_iter().chain(RelationKind::ALL.map(RelationKind::id));
    let words: Vec<String> = attributes.chain(kinds.map(str::to_owned)).map(|word| word.to_lowercase()).collect();
    for earning in ["revenue", "price", "pricing", "income", "profit", "margin", "channel_", "fee", "sales"] {
        let said: Vec<_> = words.iter().filter(|word| word.contains(earning) && *word != "feedback").collect();
        assert!(said.is_empty(), "{said:?}");
    }
}
