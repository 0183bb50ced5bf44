//! Technology: what is emerging, what ends, what depends on what.

super::cases! {
    te_01_something_emerges: "TE-01", "technology t maturity=(growth|emerging)", ["model"];
    te_01_research_does: "TE-01", "technology t maturity=legacy; technology u (|maturity=research)", ["model"];
    te_01_without_technology_nothing_need: "TE-01", "(technology t|)", ["model"];

    te_02_what_emerges_is_tested: "TE-02", "technology t maturity=emerging; experiment e; (|e tests t)", ["t"];
    te_02_what_grows_need_not_be: "TE-02", "technology t maturity=(research|growth)", ["t"];
    te_02_nor_what_does_not_say: "TE-02", "technology t (maturity=emerging|)", ["t"];

    te_03_what_emerges_is_not_adopted: "TE-03", "technology t maturity=emerging ring=(adopt|trial)", ["t"];
    te_03_nor_what_is_researched: "TE-03", "technology t maturity=(research|growth) ring=adopt", ["t"];
    te_03_nor_what_is_legacy: "TE-03", "technology t maturity=(legacy|mature) ring=adopt", ["t"];
    te_03_without_a_ring_nothing_disagrees: "TE-03", "technology t maturity=legacy (ring=adopt|)", ["t"];

    te_04_a_year_is_soon: "TE-04", "technology t endOfSupport=(2027-07-01|2027-07-02)", ["t"];
    te_04_a_project_replaces_it: "TE-04",
        "technology t endOfSupport=2020-01-01; portfolio_item i itemType=project; (|i changes t)", ["t"];
    te_04_without_an_end_it_does_not_end: "TE-04", "technology t (endOfSupport=2026-07-01|)", ["t"];
    te_04_the_day_is_the_models: "TE-04",
        "setting asOf=(2029-01-01|2028-12-31); technology t endOfSupport=2030-01-01", ["t"];

    te_05_a_technology_enables: "TE-05", "technology t; process p; (|t enables p)", ["t"];
    te_05_or_is_depended_on: "TE-05", "technology t; technology u; process p; u enables p; (|u depends_on t)", ["t"];
    te_05_to_depend_is_not_to_be_used: "TE-05",
        "technology t; technology u; process p; u enables p; (t depends_on u|u depends_on t)", ["t"];
    te_05_to_be_supplied_neither: "TE-05", "technology t; partner p; p supplies t; (|t enables s); stage s", ["t"];

    te_06_dependencies_end: "TE-06",
        "technology a; technology b; technology c; c depends_on a; a depends_on b; (b depends_on a|)", ["a", "b"];
    te_06_of_items_too: "TE-06",
        "portfolio_item i; portfolio_item j; i depends_on j; j depends_on (i|t); technology t", ["i", "j"];
    te_06_soft_ones_too: "TE-06",
        "technology a; technology b; a depends_on b strength=soft; (b|c) depends_on a strength=hard; technology c",
        ["a", "b"];

    te_07_four_is_critical: "TE-07",
        "technology t criticality=(4|3); partner p substitutability=hard; p supplies t; value_stream v;
         value_stream w; t enables v; t enables w",
        ["t + p v w"];
    te_07_three_unless_it_says_so: "TE-07",
        "technology t (criticality=5|); partner p substitutability=none; p supplies t; value_stream v;
         value_stream w; t enables v; t enables w",
        ["t + p v w"];
    te_07_one_stream_is_not_several: "TE-07",
        "technology t criticality=4; partner p substitutability=hard; p supplies t; value_stream v; value_stream w;
         t enables v; (t enables w|)",
        ["t + p v w"];
    te_07_a_stage_stands_for_its_stream: "TE-07",
        "technology t criticality=4; partner p substitutability=hard; p supplies t; value_stream v; value_stream w;
         stage s;
         t enables v; t enables s; (w|v) contains s", ["t + p v w"];
    te_07_who_is_easy_to_replace_is_no_danger: "TE-07",
        "technology t criticality=4; partner p substitutability=(none|easy); p supplies t; value_stream v;
         value_stream w; t enables v; t enables w",
        ["t + p v w"];
    te_07_everybody_is_unless_it_says_so: "TE-07",
        "technology t criticality=4; partner p (substitutability=hard|); p supplies t; value_stream v;
         value_stream w; t enables v; t enables w",
        ["t + p v w"];
    te_07_a_second_source_is_enough: "TE-07",
        "technology t criticality=4; partner p substitutability=hard; partner q substitutability=hard; p supplies t;
         (|q supplies t);
         value_stream v; value_stream w; t enables v; t enables w", ["t + p v w"];
    te_07_what_nobody_supplies_is_ours: "TE-07",
        "technology t criticality=4; partner p substitutability=hard; (p supplies t|); value_stream v;
         value_stream w; t enables v; t enables w",
        ["t + p v w"];
    te_07_what_depends_hard_stops_too: "TE-07",
        "technology t criticality=4; technology u; partner p substitutability=hard; p supplies t; value_stream v;
         value_stream w;
         t enables v; u enables w; u depends_on t strength=(hard|soft)", ["t + p v w"];
    te_07_no_strength_is_not_hard: "TE-07",
        "technology t criticality=4; technology u; partner p substitutability=hard; p supplies t; value_stream v;
         value_stream w;
         t enables v; u enables w; u depends_on t (strength=hard|)", ["t + p v w"];
    te_07_through_processes_too: "TE-07",
        "technology t criticality=4; process q; partner p substitutability=hard; p supplies t; value_stream v;
         value_stream w;
         t enables v; t enables q; (q enables w|)", ["t + p v w"];
    te_07_as_many_streams_are_named_as_are_several: "TE-07",
        "technology t criticality=4; partner p substitutability=hard; (p supplies t|); value_stream v;
         value_stream w; value_stream x;
         t enables v; t enables w; t enables x", ["t + p v w"];
}
