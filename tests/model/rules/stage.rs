//! Stages: where they belong, who does them, how long they take and what they use.

use crate::facts;
use opcanvas::check::check;

super::cases! {
    st_01_a_stage_is_in_a_stream: "ST-01", "value_stream v; stage s; (|v contains s)", ["s"];
    st_01_and_in_one_only: "ST-01", "value_stream v; value_stream w; stage s; v contains s; (w contains s|)", ["s"];

    st_02_positions_differ: "ST-02",
        "value_stream v; stage a order=1; stage b order=(1|2); v contains a; v contains b",
        ["a + b: Stages of the same stream share position 1.", "b + a: Stages of the same stream share position 1."];
    st_02_in_one_stream: "ST-02",
        "value_stream v; value_stream w; stage a order=7; stage b order=7; v contains a; (v|w) contains b",
        ["a + b: Stages of the same stream share position 7.", "b + a: Stages of the same stream share position 7."];
    st_02_no_position_is_shared_by_none: "ST-02",
        "value_stream v; stage a order=1; stage b (order=1|); v contains a; v contains b",
        ["a + b: Stages of the same stream share position 1.", "b + a: Stages of the same stream share position 1."];

    st_03_somebody_is_accountable: "ST-03", "stage s; role r; (|r assigned_to s raci=A)", ["s"];
    st_03_responsible_is_not_accountable: "ST-03", "stage s; role r; r assigned_to s raci=(R|A)", ["s"];
    st_03_no_letter_is_none: "ST-03", "stage s; org_unit u; u assigned_to s (|raci=A)", ["s"];

    st_04_one_is_accountable: "ST-04",
        "process p; role a; role b; a assigned_to p raci=A; b assigned_to p raci=(A|R)",
        ["p + a b: \"P\" has 2 accountable roles."];
    st_04_roles_and_units_count_alike: "ST-04",
        "location l; role a; org_unit u; a assigned_to l raci=A; u assigned_to l raci=(A|C)",
        ["l + a u: \"L\" has 2 accountable roles."];
    st_04_of_any_element: "ST-04",
        "value_proposition p; role a; role b; a assigned_to p raci=A; (b assigned_to p raci=A|)",
        ["p + a b: \"P\" has 2 accountable roles."];

    st_04_what_is_said_twice_is_too_much: "ST-04",
        "process p; role a; a assigned_to p raci=A; (a assigned_to p raci=A|)",
        ["p + a: \"P\" has 2 accountable roles."];

    st_05_somebody_does_it: "ST-05", "stage s; role r; (|r assigned_to s raci=R)", ["s"];
    st_05_the_accountable_do: "ST-05", "stage s; role r; r assigned_to s raci=(C|A)", ["s"];
    st_05_the_informed_do_not: "ST-05", "stage s; org_unit u; u assigned_to s raci=(I|R)", ["s"];

    st_06_work_takes_no_longer_than_it_takes: "ST-06", "stage s leadTime=8 processTime=(8.01|8)", ["s"];
    st_06_both_are_known: "ST-06", "stage s (leadTime=8|) processTime=9", ["s"];

    st_07_the_lead_time_is_known: "ST-07", "stage s processTime=0 pctCA=0 (|leadTime=0)", ["s"];
    st_07_the_process_time_is_known: "ST-07", "stage s leadTime=8 pctCA=90 (|processTime=0)", ["s"];
    st_07_the_quality_is_known: "ST-07", "stage s leadTime=8 processTime=1 (|pctCA=0)", ["s"];

    st_08_a_process_enables_it: "ST-08", "stage s; process p; (|p enables s)", ["s"];
    st_08_or_a_technology: "ST-08", "stage s; technology t; (|t enables s)", ["s"];
    st_08_or_its_stream: "ST-08", "value_stream v; stage s; technology t; t enables v; (|v contains s)", ["s"];
    st_08_or_a_partner_supplies_it: "ST-08", "stage s; partner p; (|p supplies s)", ["s"];
    st_08_what_a_partner_supplies_to_the_stream_is_not_the_stages: "ST-08",
        "value_stream v; stage s; v contains s; partner p; p supplies (v|s)", ["s"];

    st_09_work_that_comes_back_is_rework: "ST-09",
        "stage a; stage b; stage c; c flows_to a; a flows_to b; b flows_to a rework=(false|true)", ["a", "b"];
    st_09_it_is_not_unless_it_says_so: "ST-09",
        "stage a; stage b; a flows_to b; b flows_to a (|rework=true)", ["a", "b"];
    st_09_a_long_way_round_is_one: "ST-09",
        "stage a; stage b; stage c; a flows_to b; b flows_to c; c flows_to (a|d); stage d", ["a", "b", "c"];
    st_09_one_stage_alone_can_loop: "ST-09", "stage a; a flows_to a (|rework=true)", ["a"];
    st_09_a_stream_is_no_stage: "ST-09",
        "value_stream v; value_stream w; stage a; stage b; v flows_to w; w flows_to v; a flows_to b;
         b flows_to (a|v)", ["a", "b"];
}

#[test]
fn st_04_counts_all_who_are_accountable() {
    let facts =
        "process p; role a; role b; role c; a assigned_to p raci=A; b assigned_to p raci=A; c assigned_to p raci=A";
    let told = super::of_rule(check(&facts::model(facts), super::day()).iter(), "ST-04");
    assert_eq!(told, ["element p + a b c: \"P\" has 3 accountable roles."]);
}

#[test]
fn st_02_names_all_who_share_a_position() {
    let facts = "value_stream v; stage a order=0; stage b order=0; stage c order=0; stage d order=1;
        v contains a; v contains b; v contains c; v contains d";
    let told = super::of_rule(check(&facts::model(facts), super::day()).iter(), "ST-02");
    let line = |ids| format!("element {ids}: Stages of the same stream share position 0.");
    assert_eq!(told, ["a + b c", "b + a c", "c + a b"].map(line));
}
