//! Consumers: who they are, what they take part in and how they are served.

super::cases! {
    cn_01_there_are_customers: "CN-01", "stakeholder c roles=[(regulator|customer)]", ["model"];
    cn_01_or_users: "CN-01", "stakeholder c roles=[employee (|user)]", ["model"];
    cn_01_or_sponsors: "CN-01", "stakeholder c (|roles=[sponsor])", ["model"];

    cn_02_a_customer_consumes: "CN-02", "stakeholder c roles=[customer]; portfolio_item i; (|c consumes i)", ["c"];
    cn_02_or_takes_part: "CN-02", "stakeholder c roles=[user]; stage s; (|c participates_in s)", ["c"];
    cn_02_driving_an_objective_is_no_part: "CN-02",
        "stakeholder c roles=[customer]; objective o; c drives o; value_stream v; (|c participates_in v)", ["c"];
    cn_02_others_need_not: "CN-02", "stakeholder c roles=[(sponsor|owner)]", ["c"];

    cn_03_a_customer_is_influenced: "CN-03",
        "stakeholder c roles=[customer] (|influencingFactors=[{factor:Rain}])", ["c"];
    cn_03_an_empty_list_says_nothing: "CN-03",
        "stakeholder c roles=[user] influencingFactors=([]|[{factor:Rain}])", ["c"];
    cn_03_who_only_pays_is_not_asked: "CN-03", "stakeholder c roles=[(user|sponsor)]", ["c"];

    cn_04_who_expects_delight_is_delighted: "CN-04",
        "stakeholder c expectation=delight; portfolio_item i; x: c consumes i experience=(satisfied|delighted)",
        ["relation x"];
    cn_04_delight_is_expected_unless_it_says_otherwise: "CN-04",
        "stakeholder c (|expectation=satisfaction); portfolio_item i; x: c consumes i experience=satisfied",
        ["relation x"];
    cn_04_nobody_is_dissatisfied: "CN-04",
        "stakeholder c expectation=satisfaction; portfolio_item i;
         x: c consumes i experience=(dissatisfied|satisfied)", ["relation x"];
    cn_04_what_is_not_known_is_not_bad: "CN-04",
        "stakeholder c; portfolio_item i; x: c consumes i (experience=satisfied|)", ["relation x"];

    cn_05_somebody_sets_requirements: "CN-05", "stakeholder c roles=[user sponsor (|customer)]",
        ["role customer: No stakeholder plays the role \"Customer\"."];
    cn_05_somebody_uses: "CN-05",
        "stakeholder c roles=[customer]; stakeholder d roles=[(owner|user)]; stakeholder e roles=[sponsor]",
        ["role user: No stakeholder plays the role \"User\"."];
    cn_05_somebody_pays: "CN-05", "stakeholder c roles=[customer user]; stakeholder d (|roles=[sponsor])",
        ["role sponsor: No stakeholder plays the role \"Sponsor\"."];
    cn_05_each_missing_role_is_told: "CN-05", "(|stakeholder c roles=[customer user sponsor])",
        ["role customer: No stakeholder plays the role \"Customer\".",
         "role sponsor: No stakeholder plays the role \"Sponsor\".",
         "role user: No stakeholder plays the role \"User\"."];
}
