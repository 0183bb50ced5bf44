//! Promises: what drives the model, to whom it is made and whether it reaches them.

super::cases! {
    vp_01_there_is_a_promise: "VP-01", "value_stream v; (|value_proposition vp)", ["model"];

    vp_02_a_promise_drives_a_stream: "VP-02", "value_proposition vp; value_stream v; (|vp drives v)", ["vp"];
    vp_02_only_a_stream_keeps_it: "VP-02",
        "value_proposition vp; value_stream v; objective o; vp drives (o|v)", ["vp"];

    vp_03_a_core_stream_is_driven: "VP-03",
        "value_proposition vp; value_stream v streamType=core; (|vp drives v)", ["v"];
    vp_03_an_enabling_stream_need_not_be: "VP-03", "value_stream v streamType=(core|enabling)", ["v"];
    vp_03_a_stream_is_core_unless_it_says_otherwise: "VP-03", "value_stream v (|streamType=enabling)", ["v"];

    vp_04_a_promise_is_offered: "VP-04", "value_proposition vp; stakeholder c; (|vp offered_to c)", ["vp"];

    vp_05_who_is_promised_consumes: "VP-05",
        "value_proposition vp; value_stream v; portfolio_item i; stakeholder c;
         vp offered_to c; vp drives v; v delivers i; (|c consumes i)", ["vp"];
    vp_05_the_stream_delivers: "VP-05",
        "value_proposition vp; value_stream v; portfolio_item i; stakeholder c;
         vp offered_to c; vp drives v; (|v delivers i); c consumes i", ["vp"];
    vp_05_the_promise_drives: "VP-05",
        "value_proposition vp; value_stream v; portfolio_item i; stakeholder c;
         vp offered_to c; (|vp drives v); v delivers i; c consumes i", ["vp"];
    vp_05_the_promise_is_offered: "VP-05",
        "value_proposition vp; value_stream v; portfolio_item i; stakeholder c;
         (|vp offered_to c); vp drives v; v delivers i; c consumes i", ["vp"];
    vp_05_a_stage_delivers_for_its_stream: "VP-05",
        "value_proposition vp; value_stream v; stage s; portfolio_item i; stakeholder c;
         vp offered_to c; vp drives v; (|v contains s); s delivers i; c consumes i", ["vp"];
    vp_05_others_who_consume_are_not_who_is_promised: "VP-05",
        "value_proposition vp; value_stream v; portfolio_item i; stakeholder c; stakeholder d;
         vp offered_to c; vp drives v; v delivers i; (d|c) consumes i", ["vp"];
    vp_05_what_is_consumed_is_what_is_delivered: "VP-05",
        "value_proposition vp; value_stream v; portfolio_item i; portfolio_item j; stakeholder c;
         vp offered_to c; vp drives v; v delivers i; c consumes (j|i)", ["vp"];
    vp_05_the_stream_is_the_driven_one: "VP-05",
        "value_proposition vp; value_stream v; value_stream w; portfolio_item i; stakeholder c;
         vp offered_to c; vp drives (w|v); v delivers i; c consumes i", ["vp"];

    vp_06_a_market_position_is_stated: "VP-06", "value_proposition vp (|marketPosition=First)", ["vp"];
    vp_06_spaces_state_nothing: "VP-06", "value_proposition vp marketPosition=(\"  \"|First)", ["vp"];
}
