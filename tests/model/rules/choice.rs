//! Design choices: whether they are made, complete and free of conflict.

super::cases! {
    ch_01_something_is_decided: "CH-01", "choice c status=(superseded|decided)", ["model"];
    ch_01_open_unless_it_says_otherwise: "CH-01", "choice c (|status=decided)", ["model"];
    ch_01_there_is_a_choice: "CH-01", "(|choice c status=decided)", ["model"];

    ch_02_the_decision_is_written: "CH-02", "choice c status=decided rationale=Cheaper decision=(\"\"|Buy)", ["c"];
    ch_02_and_the_reason: "CH-02", "choice c status=decided decision=Buy (|rationale=Cheaper)", ["c"];
    ch_02_what_is_open_may_wait: "CH-02", "choice c status=(decided|open)", ["c"];
    ch_02_open_unless_it_says_otherwise: "CH-02", "choice c (status=decided|)", ["c"];
    ch_02_what_is_superseded_shapes_nothing: "CH-02", "choice c status=superseded; process p; (c shapes p|)", ["c"];
    ch_02_what_is_not_may: "CH-02", "choice c status=(superseded|open); process p; c shapes p", ["c"];

    ch_03_what_is_decided_does_not_conflict: "CH-03",
        "choice a status=decided; choice b status=(decided|open); x: a shapes b effect=conflicts", ["relation x"];
    ch_03_both_are_decided: "CH-03",
        "choice a status=(decided|superseded); choice b status=decided; x: a shapes b effect=conflicts",
        ["relation x"];
    ch_03_to_constrain_is_no_conflict: "CH-03",
        "choice a status=decided; choice b status=decided; x: a shapes b effect=(conflicts|constrains)",
        ["relation x"];
    ch_03_nor_is_what_does_not_say: "CH-03",
        "choice a status=decided; choice b status=decided; x: a shapes b (effect=conflicts|)", ["relation x"];
    ch_03_a_process_is_no_choice: "CH-03",
        "choice a status=decided; choice b status=decided; process p; x: a shapes (b|p) effect=conflicts",
        ["relation x"];
}
