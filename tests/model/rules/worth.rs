//! Value, outcomes, costs and risks: whether they are known, owned and in range.

super::cases! {
    vo_01_the_value_is_stated: "VO-01",
        "technology t vocr={value:{rating:4 (|statement:Fast)} outcomes:[{measure:Days}] costKnown:true
         noKnownRisk:true}", ["t"];
    vo_01_and_rated: "VO-01",
        "partner p vocr={value:{statement:Fast (|rating:0)} outcomes:[{measure:Days}] costKnown:true
         noKnownRisk:true}", ["p"];
    vo_01_an_outcome_is_measured: "VO-01",
        "value_stream v vocr={value:{statement:Fast rating:4} outcomes:[{statement:Sooner} {statement:Later
         measure:(\"\"|Days)}] costKnown:true noKnownRisk:true}",
        ["v"];
    vo_01_the_cost_is_known: "VO-01",
        "value_proposition p vocr={value:{statement:Fast rating:4} outcomes:[{measure:Days}] cost:{runPerYear:1}
         costKnown:(false|true) noKnownRisk:true}",
        ["p"];
    vo_01_risks_are_known: "VO-01",
        "portfolio_item i vocr={value:{statement:Fast rating:4} outcomes:[{measure:Days}] costKnown:true
         noKnownRisk:(false|true)}", ["i"];
    vo_01_or_rated: "VO-01",
        "technology t vocr={value:{statement:Fast rating:4} outcomes:[{measure:Days}] costKnown:true
         risks:[{likelihood:2 (|impact:2)}]}", ["t"];
    vo_01_what_says_nothing_lacks_all: "VO-01", "(technology|process) t", ["t"];
    vo_01_partners_are_asked: "VO-01", "(partner|role) p", ["p"];
    vo_01_streams_are_asked: "VO-01", "(value_stream|stage) v", ["v"];
    vo_01_items_are_asked: "VO-01", "(portfolio_item|location) i", ["i"];
    vo_01_promises_are_asked: "VO-01", "(value_proposition|objective) p", ["p"];

    vo_02_what_costs_has_an_owner: "VO-02",
        "technology t vocr={cost:{runPerYear:100}}; role r; (|r assigned_to t raci=A)", ["t"];
    vo_02_who_does_it_does_not_own_it: "VO-02",
        "process p vocr={cost:{runPerYear:100}}; role r; r assigned_to p raci=(R|A)", ["p"];
    vo_02_what_costs_nothing_needs_none: "VO-02", "location l vocr={cost:{runPerYear:(0.01|0)}}", ["l"];
    vo_02_what_was_paid_once_does_not_cost: "VO-02", "culture c vocr={cost:{(runPerYear|oneOff):5}}", ["c"];
    vo_02_contracts_cost_to_their_last_day: "VO-02",
        "partner p contracts=[{reference:C-1 valuePerYear:5 end:(2026-07-01|2026-06-30)}]", ["p"];
    vo_02_from_their_first: "VO-02",
        "partner p contracts=[{reference:C-1 valuePerYear:5 start:(2026-07-01|2026-07-02)}]", ["p"];
    vo_02_investments_of_the_year: "VO-02", "portfolio_item i investments=[{year:(2026|2027) grow:5}]", ["i"];
    vo_02_the_year_is_the_models: "VO-02",
        "setting asOf=(2028-01-01|2027-12-31); portfolio_item i investments=[{year:2028 transform:5}]", ["i"];

    vo_03_fifteen_is_high: "VO-03", "process p vocr={risks:[{likelihood:5 impact:(3|2) response:accept}]}", ["p"];
    vo_03_a_high_risk_is_not_accepted: "VO-03",
        "process p vocr={risks:[{likelihood:3 impact:5 response:(accept|reduce)}]}", ["p"];
    vo_03_nor_left_unanswered: "VO-03",
        "stakeholder c vocr={risks:[{likelihood:4 impact:4 (|response:transfer)}]}", ["c"];
    vo_03_each_is_answered: "VO-03",
        "process p vocr={risks:[{likelihood:5 impact:5 response:avoid} {likelihood:5 impact:5
         response:(accept|avoid)}]}", ["p"];
    vo_03_what_is_half_known_is_not_high: "VO-03", "process p vocr={risks:[{likelihood:5 (impact:5|)}]}", ["p"];

    vo_04_a_rating_is_at_most_five: "VO-04", "process p vocr={value:{rating:(6|5)}}", ["p"];
    vo_04_and_at_least_none: "VO-04", "process p vocr={value:{rating:(-1|0)}}", ["p"];
    vo_04_a_likelihood_is_at_least_one: "VO-04", "process p vocr={risks:[{likelihood:(0|1)}]}", ["p"];
    vo_04_and_at_most_five: "VO-04", "process p vocr={risks:[{likelihood:(6|5)}]}", ["p"];
    vo_04_an_impact_is_at_least_one: "VO-04",
        "process p vocr={risks:[{likelihood:1 impact:5} {impact:(0|1)}]}", ["p"];
    vo_04_and_not_more_than_five: "VO-04", "process p vocr={risks:[{impact:(6|5)}]}", ["p"];
    vo_04_a_percentage_is_at_most_a_hundred: "VO-04", "stage s pctCA=(100.5|100)", ["s"];
    vo_04_and_not_below_none: "VO-04", "stage s automation=(-0.5|0)", ["s"];
    vo_04_in_a_contract_too: "VO-04", "partner p contracts=[{reference:C-1 slaTarget:(101|99.9)}]", ["p"];
    vo_04_money_is_not_negative: "VO-04", "role r costPerFte=(-1|0)", ["r"];
    vo_04_nor_is_what_runs: "VO-04", "process p vocr={cost:{runPerYear:(-1|0)}}", ["p"];
    vo_04_nor_what_is_spent_once: "VO-04", "process p vocr={cost:{oneOff:(-1|0)}}", ["p"];
    vo_04_nor_what_is_invested: "VO-04", "portfolio_item i investments=[{year:2026 run:(-1|0)}]", ["i"];
    vo_04_nor_what_is_contracted: "VO-04", "partner p contracts=[{reference:C-1 valuePerYear:(-1|0)}]", ["p"];
    vo_04_time_is_not_negative: "VO-04", "stage s leadTime=(-1|0)", ["s"];
    vo_04_nor_is_a_target_of_it: "VO-04", "value_stream v targetLeadTime=(-0.5|0.5)", ["v"];
    vo_04_nor_is_a_hand_off: "VO-04", "stage s; stage t; s flows_to t handoffDelay=(-1|0)", ["s"];
    vo_04_shares_are_parts_of_one: "VO-04",
        "role r; process p; process q; r assigned_to p raci=A share=0.5; r assigned_to q raci=R share=(0.6|0.5)",
        ["r"];
    vo_04_of_what_enables: "VO-04",
        "technology t; process p; process q; t enables p share=0.7; t enables q share=(0.4|0.3)", ["t"];
    vo_04_of_what_is_supplied: "VO-04",
        "partner p; technology t; technology u; p supplies t share=0.75; p supplies u share=(0.5|0.25)", ["p"];
    vo_04_of_one_source: "VO-04",
        "technology t; technology u; process p; process q; t enables p share=0.7; (t|u) enables q share=0.7", ["t"];
}
