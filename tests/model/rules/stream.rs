//! Value streams: their stages, consumers, management, products and lead times.

super::cases! {
    vs_01_there_is_a_stream: "VS-01", "stage s; (|value_stream v)", ["model"];

    vs_02_a_stream_has_a_stage: "VS-02", "value_stream v; stage s; (|v contains s)", ["v"];
    vs_02_the_stage_is_its_own: "VS-02",
        "value_stream v; value_stream w; stage s; stage t; w contains s; (w|v) contains t", ["v"];

    vs_03_a_customer_takes_part: "VS-03",
        "value_stream v; stakeholder c roles=[customer]; (|c participates_in v)", ["v"];
    vs_03_a_user_takes_part: "VS-03",
        "value_stream v; stakeholder c roles=[(owner|user)]; c participates_in v", ["v"];
    vs_03_a_sponsor_takes_part: "VS-03",
        "value_stream v; stakeholder c roles=[regulator (|sponsor)]; c participates_in v", ["v"];
    vs_03_who_plays_no_role_is_no_consumer: "VS-03",
        "value_stream v; stakeholder c (|roles=[user]); c participates_in v", ["v"];
    vs_03_a_stage_is_part_of_its_stream: "VS-03",
        "value_stream v; stage s; stakeholder c roles=[user]; c participates_in s; (|v contains s)", ["v"];
    vs_03_the_part_played_is_not_what_counts: "VS-03",
        "value_stream v; stakeholder c roles=[(community|customer)]; c participates_in v as=customer", ["v"];
    vs_03_an_enabling_stream_needs_none: "VS-03", "value_stream v streamType=(core|enabling)", ["v"];
    vs_03_a_stream_is_core_unless_it_says_otherwise: "VS-03", "value_stream v (|streamType=enabling)", ["v"];

    vs_04_a_stream_is_governed: "VS-04", "value_stream v; management m; (|m governs v)", ["v"];
    vs_04_enabling_streams_too: "VS-04",
        "value_stream v streamType=enabling; process p; management m; m governs (p|v)", ["v"];

    vs_05_a_stream_delivers: "VS-05", "value_stream v; portfolio_item i; (|v delivers i)", ["v"];
    vs_05_or_a_stage_of_it_does: "VS-05",
        "value_stream v; stage s; portfolio_item i; s delivers i; (|v contains s)", ["v"];
    vs_05_an_enabling_stream_need_not: "VS-05", "value_stream v streamType=(core|enabling)", ["v"];
    vs_05_a_stream_is_core_unless_it_says_otherwise: "VS-05", "value_stream v (|streamType=enabling)", ["v"];

    vs_06_the_target_itself_is_kept: "VS-06",
        "value_stream v targetLeadTime=10; stage s leadTime=(10.1|10); v contains s", ["v + s"];
    vs_06_without_a_target_nothing_is_too_long: "VS-06",
        "value_stream v (targetLeadTime=0|); stage s leadTime=1; v contains s", ["v + s"];
    vs_06_hand_offs_take_time: "VS-06",
        "value_stream v targetLeadTime=10; stage a order=1 leadTime=4; stage b order=2 leadTime=4; v contains a;
         v contains b;
         a flows_to b handoffDelay=(2.5|2)", ["v + a b"];
    vs_06_none_where_none_is_said: "VS-06",
        "value_stream v targetLeadTime=8; stage a order=1 leadTime=4; stage b order=2 leadTime=4; v contains a;
         v contains b;
         a flows_to b (handoffDelay=1|)", ["v + a b"];
    vs_06_a_total_is_known_when_every_part_is: "VS-06",
        "value_stream v targetLeadTime=10; stage a order=1 leadTime=11; stage b order=2 (leadTime=0|); v contains a;
         v contains b",
        ["v + a b"];
    vs_06_of_branches_the_longest_counts: "VS-06",
        "value_stream v targetLeadTime=16; stage a order=1 leadTime=4; stage b order=2 leadTime=(11|10);
         stage c order=3 leadTime=6; stage d order=4 leadTime=2; v contains a; v contains b; v contains c; v contains d;
         a flows_to b; a flows_to c handoffDelay=1; b flows_to d; c flows_to d", ["v + a b d"];
    vs_06_of_alternatives_what_is_expected: "VS-06",
        "value_stream v targetLeadTime=17; stage a order=1 leadTime=4; stage b order=2 leadTime=10;
         stage c order=3 leadTime=(21|20); v contains a; v contains b; v contains c;
         a flows_to b probability=0.7; a flows_to c probability=0.3", ["v + a b"];

    vs_07_a_stream_is_reviewed: "VS-07", "value_stream v reviewCadence=(none|annual)", ["v"];
    vs_07_silence_is_no_review: "VS-07", "value_stream v (|reviewCadence=continuous)", ["v"];
}
