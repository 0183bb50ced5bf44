//! Organization: alignment, accountability, layers and the openness of leadership.

use crate::facts;
use opcanvas::check::check;

super::cases! {
    or_01_a_team_is_aligned: "OR-01", "org_unit u unitType=team; objective o; (|u aligned_to o)", ["u"];
    or_01_a_unit_is_a_team_unless_it_says_otherwise: "OR-01", "org_unit u (|unitType=leadership)", ["u"];
    or_01_departments_are: "OR-01", "org_unit u unitType=(department|enterprise)", ["u"];
    or_01_divisions_are: "OR-01", "org_unit u unitType=(division|community)", ["u"];

    or_02_a_team_does_something: "OR-02", "org_unit u; process p; (|u assigned_to p raci=R)", ["u"];
    or_02_or_answers_for_it: "OR-02", "org_unit u; process p; u assigned_to p raci=(C|A)", ["u"];
    or_02_or_a_role_in_it: "OR-02", "org_unit u; role r; process p; r assigned_to p raci=R; (|u contains r)", ["u"];
    or_02_to_be_informed_is_not_to_answer: "OR-02",
        "org_unit u; role r; process p; u contains r; r assigned_to p raci=(I|A)", ["u"];
    or_02_or_a_unit_in_it: "OR-02",
        "org_unit u; org_unit n; process p; n assigned_to p raci=A; (|u contains n)", ["u"];
    or_02_only_what_is_directly_in_it: "OR-02",
        "org_unit u; org_unit n unitType=community; role r; process p; u contains n; r assigned_to p raci=R;
         (n|u) contains r", ["u"];
    or_02_departments_do: "OR-02", "org_unit u unitType=(department|community)", ["u"];
    or_02_divisions_do: "OR-02", "org_unit u unitType=(division|leadership)", ["u"];

    or_03_three_layers_below_the_top: "OR-03",
        "org_unit a; org_unit b; org_unit c; org_unit d; org_unit e; a contains b; b contains c; c contains d;
         (d|c) contains e",
        ["e: \"E\" sits 4 layers below the top."];
    or_03_each_too_deep_says_how_deep: "OR-03",
        "org_unit a; org_unit b; org_unit c; org_unit d; org_unit e; org_unit f; (a contains b|); b contains c;
         c contains d; d contains e; d contains f",
        ["e: \"E\" sits 4 layers below the top.", "f: \"F\" sits 4 layers below the top."];

    or_04_a_product_team_leaves_the_customer_to_others: "OR-04",
        "org_unit u topology=stream_aligned alignment=product; role r customerFacing=(true|false); u contains r",
        ["u + r"];
    or_04_a_role_is_inside_unless_it_says_otherwise: "OR-04",
        "org_unit u topology=stream_aligned alignment=product; role r (customerFacing=true|); u contains r",
        ["u + r"];
    or_04_only_where_the_role_is_its_own: "OR-04",
        "org_unit u topology=stream_aligned alignment=product; role r customerFacing=true; (u contains r|)",
        ["u + r"];
    or_04_a_unit_for_customers_excuses_it: "OR-04",
        "org_unit u topology=stream_aligned alignment=product; role r customerFacing=true; u contains r;
         org_unit k alignment=(function|customer)", ["u + r"];
    or_04_other_teams_may: "OR-04",
        "org_unit u topology=(stream_aligned|platform) alignment=product; role r customerFacing=true; u contains r",
        ["u + r"];
    or_04_and_such_of_a_function: "OR-04",
        "org_unit u topology=stream_aligned (alignment=product|); role r customerFacing=true; u contains r",
        ["u + r"];
    or_04_and_what_is_no_team: "OR-04",
        "org_unit u unitType=(team|department) topology=stream_aligned alignment=product;
         role r customerFacing=true; u contains r", ["u + r"];

    or_05_somebody_leads: "OR-05",
        "org_unit u unitType=(team|leadership) learningOpenness=3 learningPractices=[Retro]",
        ["model: Leadership openness to learning is not shown (\"Model\")."];
    or_05_three_is_open: "OR-05",
        "org_unit u unitType=leadership learningOpenness=(2|3) learningPractices=[Retro]", ["u"];
    or_05_openness_is_stated: "OR-05",
        "org_unit u unitType=leadership (|learningOpenness=3) learningPractices=[Retro]", ["u"];
    or_05_and_practised: "OR-05",
        "org_unit u unitType=leadership learningOpenness=5 (|learningPractices=[Retro])", ["u"];
    or_05_an_empty_list_practises_nothing: "OR-05",
        "org_unit u unitType=leadership learningOpenness=5 learningPractices=([]|[Retro])", ["u"];

    or_06_a_collaboration_ends: "OR-06",
        "org_unit a; org_unit b; x: a interacts_with b mode=collaboration (|until=2026-12-31)", ["relation x"];
    or_06_with_partners_too: "OR-06",
        "org_unit a; partner p; x: a interacts_with p mode=(collaboration|facilitating)", ["relation x"];
    or_06_a_service_need_not: "OR-06",
        "org_unit a; org_unit b; x: a interacts_with b mode=(collaboration|x_as_a_service)", ["relation x"];
    or_06_nor_what_does_not_say: "OR-06",
        "org_unit a; org_unit b; x: a interacts_with b (mode=collaboration|)", ["relation x"];

    or_07_two_can_be_it: "OR-07", "role r holders=(1|2); process p; r assigned_to p raci=A", ["r"];
    or_07_who_answers_for_nothing_may_be_alone: "OR-07",
        "role r holders=0; process p; r assigned_to p raci=(A|R)", ["r"];
    or_07_an_unknown_number_is_not_one: "OR-07", "role r (holders=1|); process p; r assigned_to p raci=A", ["r"];

    or_08_a_role_does_something: "OR-08", "role r; process p; (|r assigned_to p raci=I)", ["r"];

    or_09_twelve_are_not_too_many: "OR-09",
        "role r; process a; process b; process c; process d; process e; process f; process g; process h; process i;
         process j;
         process k; process l; process m; r assigned_to a raci=A; r assigned_to b raci=A; r assigned_to c raci=A;
         r assigned_to d raci=A; r assigned_to e raci=A; r assigned_to f raci=A; r assigned_to g raci=A; r assigned_to h raci=A;
         r assigned_to i raci=A; r assigned_to j raci=A; r assigned_to k raci=A; r assigned_to l raci=A;
         r assigned_to m raci=(A|R)",
        ["r"];
    or_09_one_element_is_one_however_often_it_is_said: "OR-09",
        "setting maxA=1; role r; process p; process q; r assigned_to p raci=A; r assigned_to (q|p) raci=A", ["r"];

    or_10_a_unit_has_one_whole: "OR-10", "org_unit a; org_unit b; org_unit c; a contains c; (b contains c|)", ["c"];
    or_10_so_has_a_role: "OR-10", "org_unit a; org_unit b; role r; a contains r; (b contains r|)", ["r"];
    or_10_what_contains_goes_in_no_circle: "OR-10",
        "process a; process b; process c; a contains b; b contains c; (c contains a|)", ["a", "b", "c"];
    or_10_where_a_part_has_another_whole_too: "OR-10",
        "process a; process b; process c; c contains a; a contains b; (b contains a|)", ["a", "b"];
    or_10_a_process_of_two_is_no_fault_of_it: "OR-10",
        "process a; process b; process c; a contains c; b contains c; org_unit u; org_unit w; role r; u contains r;
         (w contains r|)", ["r"];
    or_10_nothing_contains_itself: "OR-10",
        "portfolio_item i; portfolio_item j; i contains j; (j contains j|)", ["j"];
}

#[test]
fn or_06_a_day_that_cannot_be_read_is_none() {
    let facts = "org_unit a; org_unit b; x: a interacts_with b mode=collaboration until=soon";
    let told = super::of_rule(check(&facts::loaded(facts).document, super::day()).iter(), "OR-06");
    assert_eq!(told, ["relation x + a b: Collaboration of \"A\" has no end."]);
}
