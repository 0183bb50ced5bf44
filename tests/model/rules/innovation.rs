//! Experiments: whether they can be judged, are on time and test something.

super::cases! {
    in_01_an_experiment_runs: "IN-01", "experiment e status=(draft|running)", ["model"];
    in_01_or_succeeded: "IN-01", "experiment e status=(inconclusive|validated)", ["model"];
    in_01_or_failed: "IN-01", "experiment e status=(stopped|invalidated)", ["model"];
    in_01_a_draft_unless_it_says_otherwise: "IN-01", "experiment e (|status=running)", ["model"];
    in_01_there_is_one: "IN-01", "(|experiment e status=running)", ["model"];

    in_02_a_hypothesis_is_written: "IN-02",
        "experiment e status=running measure=Days target=0 hypothesis=(\" \"|Faster)", ["e"];
    in_02_a_measure_is_written: "IN-02",
        "experiment e status=stopped target=1 hypothesis=Faster (|measure=Days)", ["e"];
    in_02_a_target_is_set: "IN-02", "experiment e status=validated hypothesis=Faster measure=Days (|target=0)", ["e"];
    in_02_a_draft_may_wait: "IN-02", "experiment e status=(inconclusive|draft)", ["e"];
    in_02_a_draft_unless_it_says_otherwise: "IN-02", "experiment e (status=running|)", ["e"];

    in_03_a_result_is_entered: "IN-03", "experiment e status=validated target=10 decision=scale (|actual=10)", ["e"];
    in_03_what_misses_its_target_is_not_validated: "IN-03",
        "experiment e status=validated comparator=\">=\" target=10 actual=(9.9|10) decision=scale", ["e"];
    in_03_what_reaches_it_is_not_invalidated: "IN-03",
        "experiment e status=invalidated target=10 actual=(10|9.9) decision=stop", ["e"];
    in_03_less_can_be_better: "IN-03",
        "experiment e status=validated comparator=\"<=\" target=10 actual=(10.1|10) decision=scale", ["e"];
    in_03_and_then_less_is_not_invalidated: "IN-03",
        "experiment e status=invalidated comparator=\"<=\" target=10 actual=(10|10.1) decision=pivot", ["e"];
    in_03_more_is_better_unless_it_says_otherwise: "IN-03",
        "experiment e status=validated target=10 actual=9 decision=scale (|comparator=\"<=\")", ["e"];
    in_03_it_is_decided: "IN-03",
        "experiment e status=validated target=10 actual=10 decision=(none|persevere)", ["e"];
    in_03_it_is_not_unless_it_says_so: "IN-03",
        "experiment e status=invalidated target=10 actual=1 (|decision=stop)", ["e"];
    in_03_what_has_no_result_is_not_asked: "IN-03", "experiment e status=(validated|inconclusive)", ["e"];
    in_03_without_a_target_nothing_contradicts: "IN-03",
        "experiment e status=validated (target=10|) actual=9 decision=scale", ["e"];

    in_04_it_ends_in_time: "IN-04", "experiment e status=running end=(2026-06-30|2026-07-01)", ["e"];
    in_04_the_day_is_the_models: "IN-04",
        "setting asOf=(2026-02-01|2026-01-31); experiment e status=running end=2026-01-31", ["e"];
    in_04_what_does_not_run_is_not_late: "IN-04", "experiment e status=(running|draft) end=2020-01-01", ["e"];
    in_04_what_has_no_end_neither: "IN-04", "experiment e status=running (end=2020-01-01|)", ["e"];

    in_05_it_tests_something: "IN-05", "experiment e; technology t; (|e tests t)", ["e"];
    in_05_to_be_aligned_is_not_to_test: "IN-05",
        "experiment e; objective o; choice c; e aligned_to o; (|e tests c)", ["e"];
}
