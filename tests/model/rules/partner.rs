//! Partners: their contracts, their part in the work and how much depends on them.

super::cases! {
    pt_01_a_partner_has_a_contract: "PT-01", "partner p (|contracts=[{reference:C-1}])", ["p"];
    pt_01_an_empty_list_is_none: "PT-01", "partner p contracts=([]|[{}])", ["p"];

    pt_02_a_contract_holds_to_its_last_day: "PT-02",
        "partner p contracts=[{reference:C-1 end:(2026-06-30|2026-07-01)}]",
        ["contract C-1 + p"];
    pt_02_the_day_is_the_models: "PT-02",
        "setting asOf=(2027-01-01|2026-12-31); partner p contracts=[{reference:C-1 end:2026-12-31}]",
        ["contract C-1 + p"];
    pt_02_without_an_end_it_does_not: "PT-02",
        "partner p contracts=[{reference:C-1 (end:2020-01-01|)}]", ["contract C-1 + p"];
    pt_02_each_that_has_ended_is_told: "PT-02",
        "partner p contracts=[{reference:C-1 end:(2026-01-01|2027-01-01)} {reference:C-2 end:2027-01-01}]",
        ["contract C-1 + p"];
    pt_02_one_without_a_reference_by_its_partner: "PT-02",
        "partner p contracts=[{end:(2026-06-30|2026-07-01)}]", ["contract p + p"];

    pt_03_ninety_days_are_soon: "PT-03",
        "partner p contracts=[{reference:C-1 end:(2026-09-29|2026-09-30)}]", ["contract C-1 + p"];
    pt_03_today_is: "PT-03",
        "partner p contracts=[{reference:C-1 end:(2026-07-01|2026-06-30)}]", ["contract C-1 + p"];
    pt_03_a_longer_notice_counts: "PT-03",
        "partner p contracts=[{reference:C-1 end:2026-12-31 noticeDays:(183|182)}]", ["contract C-1 + p"];
    pt_03_a_shorter_one_does_not: "PT-03",
        "partner p contracts=[{reference:C-1 noticeDays:30 end:(2026-09-29|2026-09-30)}]", ["contract C-1 + p"];
    pt_03_what_has_no_end_does_not_end: "PT-03",
        "partner p contracts=[{reference:C-1 noticeDays:900 (end:2026-08-01|)}]", ["contract C-1 + p"];

    pt_04_a_supply_names_a_contract_of_its_partner: "PT-04",
        "partner p contracts=[{reference:C-1}]; technology t; p supplies t contract=(C-9|C-1)", ["contract C-9 + p"];
    pt_04_and_not_of_another: "PT-04",
        "partner p contracts=[{reference:C-1}]; partner q contracts=[{reference:C-2}]; technology t;
         p supplies t contract=(C-2|C-1)",
        ["contract C-2 + p"];
    pt_04_it_names_one: "PT-04",
        "partner p contracts=[{reference:C-1}]; technology t; p supplies t (|contract=C-1)",
        ["p + t: No contract is named for what \"P\" supplies."];
    pt_04_a_wrong_reference_is_told_once: "PT-04",
        "partner p contracts=[{reference:(C-1|C-9)}]; technology t; stage s; p supplies t contract=C-9;
         p supplies s contract=C-9",
        ["contract C-9 + p"];
    pt_04_references_are_unique: "PT-04",
        "partner p contracts=[{reference:C-1}]; partner q contracts=[{reference:(C-1|C-2)}]",
        ["contract C-1 + p"];
    pt_04_with_one_partner_too: "PT-04",
        "partner p contracts=[{reference:C-1} {reference:(C-1|C-2)}]", ["contract C-1 + p"];
    pt_04_it_ends_no_sooner_than_it_starts: "PT-04",
        "partner p contracts=[{reference:C-1 start:2027-01-02 end:(2027-01-01|2027-01-02)}]", ["contract C-1 + p"];

    pt_05_a_partner_supplies_something: "PT-05", "partner p; technology t; (|p supplies t)", ["p"];
    pt_05_being_supplied_is_no_part: "PT-05",
        "partner p; partner q; technology t; q supplies t; q supplies p; (|p supplies t)", ["p"];

    pt_06_a_role_is_described: "PT-06", "partner p (|roleInModel=Scores)", ["p"];
    pt_06_spaces_describe_nothing: "PT-06", "partner p roleInModel=(\" \"|Scores)", ["p"];

    pt_07_four_is_critical: "PT-07",
        "partner p criticality=(4|3) substitutability=hard contracts=[{reference:C-1}]", ["p"];
    pt_07_three_unless_it_says_so: "PT-07",
        "partner p (criticality=5|) substitutability=hard contracts=[{reference:C-1}]", ["p"];
    pt_07_who_is_easy_to_replace_needs_no_plan: "PT-07",
        "partner p criticality=5 substitutability=(none|easy) contracts=[{reference:C-1}]", ["p"];
    pt_07_everybody_is_unless_it_says_so: "PT-07",
        "partner p criticality=5 (substitutability=hard|) contracts=[{reference:C-1}]", ["p"];
    pt_07_a_plan_is_enough: "PT-07",
        "partner p criticality=4 substitutability=hard contracts=[{reference:C-1 exitPlan:(false|true)}]", ["p"];
    pt_07_for_each_contract: "PT-07",
        "partner p criticality=4 substitutability=hard contracts=[{reference:C-1 exitPlan:true} {reference:C-2
         (|exitPlan:true)}]", ["p"];
    pt_07_without_a_contract_there_is_nothing_to_leave: "PT-07",
        "partner p criticality=4 substitutability=hard contracts=([{}]|[])", ["p"];

    pt_08_a_quarter_is_not_concentrated: "PT-08",
        "partner a contracts=[{valuePerYear:100}]; partner b contracts=[{valuePerYear:100}];
         partner c contracts=[{valuePerYear:100}]; partner d contracts=[{valuePerYear:(120|100)}]",
        ["model: Spending on partners is concentrated (HHI 0.25)."];
    pt_08_three_partners_can_be: "PT-08",
        "partner a contracts=[{valuePerYear:500}]; partner b contracts=[{valuePerYear:300} {valuePerYear:200}];
         (partner c|)",
        ["model: Spending on partners is concentrated (HHI 0.50)."];
    pt_08_what_has_ended_is_not_spent: "PT-08",
        "partner a contracts=[{valuePerYear:100}]; partner b contracts=[{valuePerYear:100}];
         partner c contracts=[{valuePerYear:100}];
         partner d contracts=[{valuePerYear:100 end:(2026-06-30|2026-07-01)}]",
        ["model: Spending on partners is concentrated (HHI 0.33)."];
    pt_08_nor_what_has_not_begun: "PT-08",
        "partner a contracts=[{valuePerYear:100}]; partner b contracts=[{valuePerYear:100}];
         partner c contracts=[{valuePerYear:100}];
         partner d contracts=[{valuePerYear:100 start:(2026-07-02|2026-07-01)}]",
        ["model: Spending on partners is concentrated (HHI 0.33)."];
    pt_08_of_nothing_nobody_has_much: "PT-08", "partner a contracts=[{valuePerYear:(1|0)}]; partner b; partner c",
        ["model: Spending on partners is concentrated (HHI 1.00)."];

    pt_09_a_team_works_with_a_close_partner: "PT-09",
        "partner p cooperation=service_partnership; org_unit u; (|u interacts_with p)", ["p"];
    pt_09_others_need_none: "PT-09", "partner p cooperation=(service_partnership|goods_supply)", ["p"];
    pt_09_partners_are_not_close_unless_it_says_so: "PT-09", "partner p (cooperation=service_partnership|)", ["p"];

    pt_10_a_service_has_a_level: "PT-10",
        "partner p contracts=[{reference:C-1 type:service (|sla:Daily)}]", ["contract C-1 + p"];
    pt_10_spaces_are_no_level: "PT-10",
        "partner p contracts=[{reference:C-1 type:outsourcing sla:(\" \"|Daily)}]", ["contract C-1 + p"];
    pt_10_a_purchase_needs_none: "PT-10",
        "partner p contracts=[{reference:C-1 type:(partnership|purchase)}]", ["contract C-1 + p"];
    pt_10_nor_does_a_framework: "PT-10",
        "partner p contracts=[{reference:C-1 type:(service|framework)}]", ["contract C-1 + p"];
    pt_10_nor_what_is_of_no_type: "PT-10",
        "partner p contracts=[{reference:C-1 (type:service|)}]", ["contract C-1 + p"];
}
