//! Agility: how fast processes bring something to use.

super::cases! {
    ag_01_no_waterfall_enables_a_stream: "AG-01",
        "process p approach=(waterfall|hybrid); value_stream v; p enables v", ["p"];
    ag_01_nor_a_stage: "AG-01", "process p approach=waterfall; stage s; (p enables s|)", ["p"];
    ag_01_agile_unless_it_says_otherwise: "AG-01", "process p (approach=waterfall|); stage s; p enables s", ["p"];
    ag_01_half_a_year_is_in_time: "AG-01", "process p timeToMarketDays=(180.5|180)", ["p"];
    ag_01_what_is_not_known_is_not_late: "AG-01", "process p (timeToMarketDays=181|)", ["p"];

    ag_02_a_practice_has_both: "AG-02", "process p mvpFirst=true incremental=(false|true)", ["model"];
    ag_02_neither_unless_it_says_so: "AG-02", "process p incremental=true (|mvpFirst=true)", ["model"];
    ag_02_one_practice_has_both: "AG-02",
        "process p mvpFirst=true; process q mvpFirst=(false|true) incremental=true", ["model"];
}
