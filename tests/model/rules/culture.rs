//! Culture: what promotes it and what it touches.

super::cases! {
    cu_01_there_is_culture: "CU-01", "(|culture c)", ["model"];

    cu_02_something_promotes_it: "CU-02", "culture c (|promotingActions=[{action:Talk status:done}])", ["c"];
    cu_02_a_plan_does_not: "CU-02", "culture c promotingActions=[{action:Talk status:(planned|active)}]", ["c"];
    cu_02_nor_what_does_not_say: "CU-02",
        "culture c promotingActions=[{action:Talk status:planned} {action:Walk (|status:active)}]", ["c"];

    cu_03_it_touches_something: "CU-03", "culture c; process p; (|c shapes p)", ["c"];
    cu_03_to_be_shaped_is_not_to_touch: "CU-03",
        "culture c; culture d; process p; d shapes p; (d shapes c|c shapes d)", ["c"];

    cu_04_two_levels_are_a_large_gap: "CU-04", "culture c current=3 target=(5|4)", ["c"];
    cu_04_both_are_known: "CU-04", "culture c (current=1|) target=5", ["c"];
    cu_04_more_than_wanted_is_no_gap: "CU-04", "culture c current=(1|5) target=3", ["c"];
}
