//! What holds for everything: relations, names, zones and what is to retire.

use super::{day, of_rule};
use crate::facts;
use opcanvas::check::check;
use opcanvas::model::ElementKind;

super::cases! {
    ge_01_everything_is_connected: "GE-01", "process p; process q; (|p flows_to q)", ["p", "q"];
    ge_01_by_a_relation_of_its_own: "GE-01",
        "process p; process q; process r; p flows_to q; (q flows_to p|q flows_to r)", ["r"];

    ge_02_kinds_that_may_be_joined_are: "GE-02", "technology t; process p; x: t (supplies|enables) p", ["relation x"];
    ge_02_in_their_direction: "GE-02", "technology t; process p; x: (p enables t|t enables p)", ["relation x"];
    ge_02_both_ends_are_there: "GE-02", "technology t; process p; x: t enables (nobody|p)", ["relation x"];
    ge_02_who_is_not_there_is_called_by_id: "GE-02", "process p; technology t; x: (nobody|t) enables p",
        ["relation x: Relation \"nobody\" is not allowed here."];

    ge_03_a_name_is_used_once: "GE-03", "org_unit a name=Sales; org_unit b name=(Sales|Service)", ["a + b", "b + a"];
    ge_03_capitals_do_not_tell_apart: "GE-03",
        "org_unit a name=\"Sales ÄB\"; org_unit b name=(\"sales äb\"|Service); org_unit c name=\"Sales ÄC\"",
        ["a + b", "b + a"];
    ge_03_in_one_kind: "GE-03", "org_unit a name=Sales; (org_unit|role) b name=Sales", ["a + b", "b + a"];
    ge_03_a_relation_is_said_once: "GE-03",
        "technology t; process p; x: t enables p; (y: t enables p share=0.1|)", ["relation y"];
    ge_03_each_later_copy_is_told: "GE-03",
        "technology t; stage s; v: t enables s; (w: t enables s; x: t enables s|)", ["relation w", "relation x"];
    ge_03_letters_tell_assignments_apart: "GE-03",
        "role r; process p; x: r assigned_to p raci=A; y: r assigned_to p raci=(A|R)", ["relation y"];
    ge_03_ways_back_are_others: "GE-03",
        "process p; process q; x: p flows_to q; y: (p flows_to q|q flows_to p)", ["relation y"];
    ge_03_a_part_is_claimed_once: "GE-03",
        "value_stream v; stage s; x: v contains s; (y: v contains s|)", ["relation y"];

    ge_04_something_is_somewhere: "GE-04",
        "partner a; value_stream b; process c; portfolio_item d; org_unit e; culture f; technology g; experiment h;
         management i; (|location j)",
        ["zone Z_LOC: Zone \"Locations\" is empty."];
    ge_04_a_role_stands_for_people: "GE-04",
        "partner a; value_stream b; process c; portfolio_item d; (|role e); culture f; technology g; experiment h;
         management i; location j",
        ["zone Z_ORG: Zone \"Organization & people\" is empty."];
    ge_04_a_choice_stands_for_management: "GE-04",
        "partner a; stage b; process c; portfolio_item d; org_unit e; culture f; technology g; experiment h;
         (|choice i); location j",
        ["zone Z_MGMT: Zone \"Management system & design choices\" is empty."];
    ge_04_a_stage_stands_for_streams: "GE-04",
        "partner a; (|stage b); process c; portfolio_item d; org_unit e; culture f; technology g; experiment h;
         management i; location j",
        ["zone Z_VS: Zone \"Value streams\" is empty."];

    ge_05_something_runs_it: "GE-05", "choice c; (|management m)", ["model"];

    ge_06_what_retires_is_not_depended_on: "GE-06",
        "technology t state=(retire|change); technology u; u depends_on t", ["t + u"];
    ge_06_it_is_kept_unless_it_says_otherwise: "GE-06", "process p (state=retire|); stage s; p enables s", ["p + s"];
    ge_06_it_enables_nothing: "GE-06", "technology t state=retire; process p; (t enables p|)", ["t + p"];
    ge_06_to_depend_on_others_is_not_to_be_used: "GE-06",
        "technology t state=retire; technology u; (u depends_on t|t depends_on u)", ["t + u"];
    ge_06_a_project_replaces_it: "GE-06",
        "technology t state=retire; process p; t enables p; portfolio_item i itemType=project; (|i changes t)",
        ["t + p"];
    ge_06_a_product_does_not: "GE-06",
        "technology t state=retire; process p; t enables p; portfolio_item i itemType=(product|project); i changes t",
        ["t + p"];
}

#[test]
fn each_zone_in_the_frame_is_told_when_it_is_empty_and_no_other() {
    let told = of_rule(check(&facts::model(""), day()).iter(), "GE-04");
    let zones: Vec<_> = told.iter().map(|line| line.split(' ').nth(1).unwrap()).collect();
    let inside = ["Z_CULT", "Z_INNO", "Z_LOC", "Z_MGMT", "Z_ORG", "Z_PORT", "Z_PROC", "Z_SUP", "Z_TECH", "Z_VS"];
    assert_eq!(zones, inside);
    for kind in ElementKind::ALL {
        let one = of_rule(check(&facts::model(&format!("{} e", kind.id())), day()).iter(), "GE-04");
        let is_driver = matches!(kind.id(), "value_proposition" | "objective" | "stakeholder");
        assert_eq!(one.len(), if is_driver { 10 } else { 9 }, "{kind:?}");
    }
}
