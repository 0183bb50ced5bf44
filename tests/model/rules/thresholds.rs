//! Each threshold is a setting of the model: one step of it moves the boundary.
//!
//! Knows nothing about settings that only the editor reads.

use std::collections::BTreeSet;

use super::day;
use crate::facts;
use opcanvas::analysis::concentration::{Level, concentration};
use opcanvas::analysis::reading::{Answer, Subject};
use opcanvas::analysis::readings;
use opcanvas::analysis::risk::{Band, band};
use opcanvas::format::metamodel;
use opcanvas::model::metamodel::AttributeType;

super::cases! {
    expiry_warn_days: "PT-03",
        "setting expiryWarnDays=(92|91); partner p contracts=[{reference:C-1 end:2026-10-01}]", ["contract C-1 + p"];
    expiry_warn_days_may_be_none: "PT-03",
        "setting expiryWarnDays=0; partner p contracts=[{reference:C-1 end:(2026-07-01|2026-07-02)}]",
        ["contract C-1 + p"];
    hhi_high: "PT-08",
        "setting hhiHigh=(0.3799|0.38); partner a contracts=[{valuePerYear:500}];
         partner b contracts=[{valuePerYear:300}]; partner c contracts=[{valuePerYear:200}]",
        ["model: Spending on partners is concentrated (HHI 0.38)."];
    hhi_min_partners: "PT-08",
        "setting hhiMinPartners=(2|3); partner a contracts=[{valuePerYear:1}];
         partner b contracts=[{valuePerYear:1}]",
        ["model: Spending on partners is concentrated (HHI 0.50)."];
    max_layers: "OR-03", "setting maxLayers=(1|2); org_unit a; org_unit b; org_unit c; a contains b; b contains c",
        ["c: \"C\" sits 2 layers below the top."];
    max_a: "OR-09",
        "setting maxA=(1|2); role r; process p; process q; r assigned_to p raci=A; r assigned_to q raci=A", ["r"];
    max_ttm: "AG-01", "setting maxTtm=(29.5|30); process p timeToMarketDays=30", ["p"];
    min_transform: "PF-08",
        "setting minTransform=(0.11|0.1); portfolio_item i investments=[{year:2026 run:90 transform:10}]",
        ["model: Only 10 % of investment transforms the business."];
    support_warn_days: "TE-04", "setting supportWarnDays=(31|30); technology t endOfSupport=2026-08-01", ["t"];
    critical_from_of_technologies: "TE-07",
        "setting criticalFrom=(3|4); technology t; partner p substitutability=hard; p supplies t; value_stream v;
         value_stream w; t enables v; t enables w",
        ["t + p v w"];
    critical_from_of_partners: "PT-07",
        "setting criticalFrom=(5|6); partner p criticality=5 substitutability=hard contracts=[{reference:C-1}]",
        ["p"];
    spof_streams: "TE-07",
        "setting spofStreams=(1|2); technology t criticality=4; partner p substitutability=hard; p supplies t;
         value_stream v; t enables v",
        ["t + p v"];
    single_holder: "OR-07", "setting singleHolder=(2|1); role r holders=2; process p; r assigned_to p raci=A", ["r"];
    min_learning: "OR-05",
        "setting minLearning=(5|4); org_unit u unitType=leadership learningOpenness=4 learningPractices=[Retro]",
        ["u"];
    culture_gap_warn: "CU-04", "setting cultureGapWarn=(1|2); culture c current=3 target=4", ["c"];
    risk_critical: "VO-03", "setting riskCritical=(12|13); process p vocr={risks:[{likelihood:3 impact:4}]}", ["p"];
    as_of: "PT-02",
        "setting asOf=(2026-07-02|2026-07-01); partner p contracts=[{reference:C-1 end:2026-07-01}]",
        ["contract C-1 + p"];
}

/// The number that an analysis tells of a subject.
fn number(facts: &str, analysis: &str, subject: &str) -> f64 {
    let document = facts::model(facts);
    let told = readings(&document, day());
    let of = |s: &Subject| s.element().map_or("model", |id| id.as_str()) == subject;
    let reading = told
        .iter()
        .find(|r| r.analysis == analysis && of(&r.subject))
        .unwrap_or_else(|| panic!("no {analysis}: {facts}"));
    let Answer::Number(number) = reading.value else { panic!("{reading:?}") };
    number
}

/// Asserts what an analysis tells with two values of a setting.
fn moves(setting: [&str; 2], facts: &str, analysis: &str, subject: &str, told: [f64; 2]) {
    let numbers = setting.map(|setting| number(&format!("setting {setting}; {facts}"), analysis, subject));
    let is_close = numbers.iter().zip(told).all(|(a, b)| (a - b).abs() <= 1e-6 * b.abs().max(1.0));
    assert!(is_close, "{analysis} with {setting:?}: {numbers:?} and not {told:?}");
}

#[test]
fn settings_of_agility_move_what_is_agile() {
    let process = "process p approach=waterfall iterationDays=10 timeToMarketDays=60";
    moves(["agileIterationDays=10", "agileIterationDays=9"], process, "A21", "p", [200.0 / 6.0, 100.0 / 6.0]);
    moves(["agileTtmDays=60", "agileTtmDays=59"], process, "A21", "p", [200.0 / 6.0, 100.0 / 6.0]);
}

#[test]
fn settings_of_work_move_what_is_expected_to_wait() {
    let stream = "value_stream v demandPerYear=5200; stage s leadTime=96; v contains s";
    moves(["hoursPerDay=8", "hoursPerDay=4"], stream, "A7", "v", [240.0, 480.0]);
    moves(["workDaysPerYear=260", "workDaysPerYear=130"], stream, "A7", "v", [240.0, 480.0]);
}

#[test]
fn settings_of_portfolio_and_consumers_move_their_figures() {
    let item = "portfolio_item i investments=[{year:2026 run:600 grow:250 transform:150}]";
    moves(["portfolioTarget=[70 20 10]", "portfolioTarget=[60 25 15]"], item, "A15.imbalance", "model", [0.1, 0.0]);
    let consumers =
        "stakeholder c; stakeholder d; portfolio_item i; c consumes i nps=50; d consumes i nps=0 volumePerYear=9";
    moves(["npsDefaultVolume=1", "npsDefaultVolume=9"], consumers, "A24.nps", "model", [5.0, 25.0]);
}

#[test]
fn settings_of_risk_and_concentration_move_their_bands() {
    let bands = |setting: &str, points| band(&facts::model(&format!("setting {setting}")), points);
    for (setting, below, from) in [
        ("riskMediumFrom=7", Band::Low, Band::Medium),
        ("riskHighFrom=7", Band::Medium, Band::High),
        ("riskCritical=7", Band::Medium, Band::Critical),
    ] {
        assert_eq!((bands(setting, 6), bands(setting, 7)), (below, from), "{setting}");
    }
    let partners = ["a", "b", "c", "d"].map(|id| format!("partner {id} contracts=[{{valuePerYear:1}}]")).join("; ");
    let level =
        |setting: &str| concentration(&facts::model(&format!("setting {setting}; {partners}")), day()).unwrap().level;
    assert_eq!(
        ["hhiModerate=0.25", "hhiModerate=0.26", "hhiHigh=0.24"].map(level),
        [Level::Moderate, Level::Low, Level::High]
    );
}

#[test]
fn every_setting_that_is_a_number_is_tested_or_is_no_threshold() {
    let of_analyses = [
        "agileIterationDays",
        "agileTtmDays",
        "hoursPerDay",
        "workDaysPerYear",
        "npsDefaultVolume",
        "riskMediumFrom",
        "riskHighFrom",
        "hhiModerate",
    ];
    // How durations are typed and how long a name may be in the editor: no rule and no analysis reads these.
    let of_the_editor = ["daysPerWeek", "nameMax"];
    let of_rules = CASES.iter().filter_map(|case| case.facts.strip_prefix("setting ")?.split('=').next());
    let tested: BTreeSet<_> = of_rules.chain(of_analyses).chain(of_the_editor).filter(|key| *key != "asOf").collect();
    let is_number =
        |ty: &AttributeType| matches!(ty, AttributeType::Integer | AttributeType::Number | AttributeType::Percent);
    let base = metamodel::base();
    let all: BTreeSet<_> = base.settings.iter().filter(|def| is_number(&def.ty)).map(|def| def.key.as_str()).collect();
    assert_eq!(tested, all);
}
