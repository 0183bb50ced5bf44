//! The portfolio: who consumes it, what it costs and what projects change.

super::cases! {
    pf_01_what_is_live_is_consumed: "PF-01",
        "portfolio_item i itemType=product lifecycle=live; stakeholder c; (|c consumes i)", ["i"];
    pf_01_what_scales_too: "PF-01", "portfolio_item i itemType=service lifecycle=(scaling|mvp)", ["i"];
    pf_01_what_sets_need_not_be: "PF-01", "portfolio_item i itemType=product lifecycle=(live|sunset)", ["i"];
    pf_01_projects_are_not_consumed: "PF-01", "portfolio_item i itemType=(service|project) lifecycle=live", ["i"];

    pf_02_a_stream_delivers_it: "PF-02", "portfolio_item i itemType=product; value_stream v; (|v delivers i)", ["i"];
    pf_02_or_a_stage: "PF-02", "portfolio_item i itemType=service lifecycle=idea; stage s; (|s delivers i)", ["i"];
    pf_02_until_it_is_retired: "PF-02", "portfolio_item i itemType=product lifecycle=(sunset|retired)", ["i"];
    pf_02_projects_are_not_delivered: "PF-02", "portfolio_item i itemType=(product|project)", ["i"];

    pf_03_money_of_the_year: "PF-03",
        "portfolio_item i itemType=product lifecycle=live investments=[{year:(2025|2026) run:1}]",
        ["i: No investment information for \"I\" in 2026."];
    pf_03_the_year_is_the_models: "PF-03",
        "setting asOf=(2027-01-01|2026-12-31); portfolio_item i lifecycle=live investments=[{year:2026 run:1}]",
        ["i: No investment information for \"I\" in 2027."];
    pf_03_an_idea_costs_nothing_yet: "PF-03", "portfolio_item i itemType=product lifecycle=(mvp|idea)",
        ["i: No investment information for \"I\" in 2026."];
    pf_03_nor_what_is_proposed: "PF-03", "portfolio_item i itemType=project lifecycle=(approved|proposed)",
        ["i: No investment information for \"I\" in 2026."];
    pf_03_nor_what_is_retired: "PF-03", "portfolio_item i itemType=service lifecycle=(sunset|retired)",
        ["i: No investment information for \"I\" in 2026."];
    pf_03_nor_what_is_completed: "PF-03", "portfolio_item i itemType=project lifecycle=(on_hold|completed)",
        ["i: No investment information for \"I\" in 2026."];
    pf_03_nor_what_is_cancelled: "PF-03", "portfolio_item i itemType=project lifecycle=(active|cancelled)",
        ["i: No investment information for \"I\" in 2026."];

    pf_04_an_idea_has_a_smallest_scope: "PF-04",
        "portfolio_item i itemType=product lifecycle=idea (|mvp={scope:Pilot})", ["i"];
    pf_04_a_scope_is_written: "PF-04",
        "portfolio_item i itemType=service lifecycle=mvp mvp={scope:(\"\"|Pilot) date:2026-09-01}", ["i"];
    pf_04_later_it_need_not: "PF-04", "portfolio_item i itemType=product lifecycle=(mvp|scaling)", ["i"];
    pf_04_projects_need_not: "PF-04", "portfolio_item i itemType=(product|project) lifecycle=idea", ["i"];

    pf_05_what_is_tried_grows_in_steps: "PF-05",
        "portfolio_item i itemType=product lifecycle=mvp (|increments=[{name:One}])", ["i"];
    pf_05_an_empty_list_plans_nothing: "PF-05",
        "portfolio_item i itemType=service lifecycle=scaling increments=([]|[{name:One}])", ["i"];
    pf_05_what_is_live_need_not: "PF-05", "portfolio_item i itemType=product lifecycle=(scaling|live)", ["i"];
    pf_05_nor_an_idea: "PF-05", "portfolio_item i itemType=product lifecycle=(mvp|idea)", ["i"];
    pf_05_a_project_at_work_does: "PF-05", "portfolio_item i itemType=project lifecycle=(active|approved)", ["i"];

    pf_06_a_project_changes_something: "PF-06", "portfolio_item i itemType=project; process p; (|i changes p)", ["i"];
    pf_06_products_need_not: "PF-06", "portfolio_item i itemType=(project|product)", ["i"];

    pf_07_only_projects_change: "PF-07", "portfolio_item i itemType=(product|project); process p; i changes p", ["i"];
    pf_07_what_has_no_type_is_no_project: "PF-07",
        "portfolio_item i (|itemType=project); process p; i changes p", ["i"];
    pf_07_a_project_is_not_live: "PF-07", "portfolio_item i itemType=project lifecycle=(live|active)", ["i"];
    pf_07_a_service_is_not_active: "PF-07", "portfolio_item i itemType=service lifecycle=(active|live)", ["i"];
    pf_07_what_has_no_type_may_be_in_any_state: "PF-07",
        "portfolio_item i (itemType=product|) lifecycle=completed", ["i"];
    pf_07_it_ends_no_sooner_than_it_starts: "PF-07",
        "portfolio_item i start=2026-07-01 end=(2026-06-30|2026-07-01)", ["i"];
    pf_07_without_a_start_it_may_end: "PF-07", "portfolio_item i (start=2026-07-01|) end=2026-06-30", ["i"];

    pf_08_a_twentieth_is_enough: "PF-08",
        "portfolio_item i investments=[{year:2026 run:95}];
         portfolio_item j investments=[{year:2026 transform:(4.9|5)}]",
        ["model: Only 4.9 % of investment transforms the business."];
    pf_08_of_the_year: "PF-08",
        "portfolio_item i investments=[{year:(2026|2025) run:60 grow:40} {year:2027 transform:1}]",
        ["model: Only 0 % of investment transforms the business."];
    pf_08_the_year_is_the_models: "PF-08",
        "setting asOf=(2026-12-31|2027-01-01);
         portfolio_item i investments=[{year:2026 grow:98 transform:2} {year:2027 run:9 transform:1}]",
        ["model: Only 2 % of investment transforms the business."];
    pf_08_of_nothing_no_share_is_too_small: "PF-08", "portfolio_item i investments=[{year:2026 run:(1|0)}]",
        ["model: Only 0 % of investment transforms the business."];
}
