//! Small models in which each rule fires that something can be done about.
//!
//! Knows nothing about what that is.

/// A document where each rule fires; the offers of all the findings there are tried, too.
pub const CASES: &[(&str, &str)] = &[
    ("VP-01", r#"value_stream v {"reviewCadence": "monthly"}"#),
    (
        "VP-02",
        r"value_proposition p
         value_stream v
         stakeholder s
         p offered_to s",
    ),
    (
        "VP-03",
        r"value_stream v
         value_proposition p
         p drives v2
         value_stream v2",
    ),
    (
        "VP-04",
        r#"value_proposition p
         value_stream v
         p drives v
         stakeholder s {"roles": ["user"]}"#,
    ),
    (
        "VP-05",
        r#"value_proposition p
         value_stream v
         stage g {"order": 1}
         v contains g
         portfolio_item i {"itemType": "product", "lifecycle": "live"}
         stakeholder s {"roles": ["customer"]}
         p drives v
         g delivers i
         p offered_to s"#,
    ),
    (
        "VS-02",
        r#"value_stream v
         role r {"holders": 1}
         r assigned_to v {"raci": "A"}
         value_stream w
         stage g"#,
    ),
    (
        "VS-03",
        r#"value_stream v
         stakeholder s {"roles": ["sponsor"]}
         stakeholder o {"roles": ["owner"]}"#,
    ),
    (
        "VS-04",
        r"value_stream v
         management m",
    ),
    (
        "VS-05",
        r#"value_stream v
         stage g {"order": 1}
         v contains g
         portfolio_item i {"itemType": "service", "lifecycle": "idea"}"#,
    ),
    ("VS-07", r"value_stream v"),
    (
        "ST-01",
        r#"stage g {"leadTime": 900}
         value_stream v {"targetLeadTime": 8}
         stage h {"order": 1, "leadTime": 4}
         v contains h
         g flows_to h"#,
    ),
    (
        "ST-02",
        r#"value_stream v
         stage a {"order": 1}
         stage b {"order": 1}
         stage c {"order": 7}
         v contains a
         v contains b
         v contains c
         b flows_to a
         a flows_to c"#,
    ),
    (
        "ST-03",
        r#"value_stream v
         stage a {"order": 1}
         v contains a
         role r {"holders": 1}
         role o
         r assigned_to a {"raci": "R"}
         o assigned_to v {"raci": "A"}"#,
    ),
    (
        "ST-04",
        r#"technology t
         role a
         role b
         org_unit u
         a assigned_to t {"raci": "A"}
         b assigned_to t {"raci": "A"}
         b assigned_to t {"raci": "R"}
         u assigned_to t {"raci": "A"}
         a assigned_to t {"raci": "A"}"#,
    ),
    (
        "ST-05",
        r#"value_stream v
         stage a {"order": 1}
         v contains a
         role o
         o assigned_to v {"raci": "A"}
         org_unit u"#,
    ),
    ("ST-06", r#"stage a {"leadTime": 2, "processTime": 5, "pctCA": 90}"#),
    (
        "ST-08",
        r#"value_stream v
         stage a {"order": 1}
         v contains a
         process w {"approach": "waterfall"}
         process q
         technology t {"criticality": 5}
         technology old {"+": {"state": "retire"}}
         partner p {"contracts": [{"reference": "C-1"}]}
         partner two {"contracts": [{"reference": "C-2"}, {"reference": "C-3"}]}"#,
    ),
    (
        "ST-09",
        r#"value_stream v
         stage a {"order": 1}
         stage b {"order": 2}
         stage c {"order": 3}
         v contains a
         v contains b
         v contains c
         a flows_to b
         b flows_to c
         c flows_to a
         c flows_to b"#,
    ),
    (
        "CN-01",
        r#"stakeholder s {"roles": ["regulator"]}
         stakeholder u"#,
    ),
    (
        "CN-02",
        r#"stakeholder s {"roles": ["user"]}
         value_stream v
         portfolio_item i {"itemType": "product", "lifecycle": "live"}"#,
    ),
    ("CN-03", r#"stakeholder s {"roles": ["customer"]}"#),
    (
        "CN-04",
        r#"stakeholder s {"roles": ["customer"], "expectation": "delight"}
         portfolio_item i
         s consumes i {"experience": "satisfied"}"#,
    ),
    (
        "CN-05",
        r#"stakeholder s {"roles": ["customer"]}
         stakeholder t {"roles": ["owner"]}
         stakeholder f {"influencingFactors": [{"factor": "Price"}]}
         value_stream v
         f participates_in v"#,
    ),
    (
        "PF-01",
        r#"portfolio_item i {"itemType": "product", "lifecycle": "live"}
         stakeholder s"#,
    ),
    (
        "PF-02",
        r#"portfolio_item i {"itemType": "product", "lifecycle": "live"}
         value_stream v
         stage g"#,
    ),
    (
        "PF-03",
        r#"portfolio_item i {"itemType": "product", "lifecycle": "live", "investments": [{"year": 2025, "run": 5}]}"#,
    ),
    ("PF-05", r#"portfolio_item i {"itemType": "product", "lifecycle": "mvp"}"#),
    (
        "PF-06",
        r#"portfolio_item i {"itemType": "project", "lifecycle": "active"}
         process p
         partner q
         technology t"#,
    ),
    (
        "PF-07",
        r#"portfolio_item i {"itemType": "project", "lifecycle": "idea", "start": "2026-05-01", "end": "2026-04-01"}
         portfolio_item j {"itemType": "product", "lifecycle": "active"}
         portfolio_item k {"itemType": "service", "lifecycle": "live", "start": "2026-05-01", "end": "2026-04-01"}
         portfolio_item l {"itemType": "project", "lifecycle": "live"}"#,
    ),
    ("PT-01", r#"partner p {"criticality": 5, "substitutability": "none"}"#),
    (
        "PT-02",
        r#"partner p {"contracts": [{"reference": "C-1", "end": "2026-01-31", "valuePerYear": 10}, {"reference": "C-2"}]}
         partner q {"contracts": [{"end": "2026-01-31"}]}
         technology t
         q supplies t"#,
    ),
    ("PT-03", r#"partner p {"contracts": [{"reference": "C-1", "end": "2026-07-31"}]}"#),
    (
        "PT-04",
        r#"partner p {"contracts": [{"reference": "C-1"}, {"reference": "C-1", "start": "2026-05-01", "end": "2026-02-01"}]}
         partner q {"contracts": [{"reference": "C-1"}]}
         partner r {"contracts": [{"reference": "C-9"}, {"start": "2029-05-01", "end": "2028-02-01"}]}
         partner s
         process a
         process b
         p supplies a {"contract": "C-1"}
         q supplies a {"contract": "C-1"}
         r supplies a {"contract": "C-7"}
         r supplies b
         s supplies a {"contract": "C-8"}
         s supplies b"#,
    ),
    (
        "PT-05",
        r#"partner p {"contracts": [{"reference": "C-1"}]}
         partner q {"substitutability": "none", "contracts": [{"reference": "C-2"}, {"reference": "C-3"}]}
         technology t {"criticality": 5}
         value_stream v
         value_stream w
         t enables v
         t enables w
         process x"#,
    ),
    (
        "PT-09",
        r#"partner p {"cooperation": "service_partnership"}
         org_unit u"#,
    ),
    (
        "TE-01",
        r#"technology t
         technology u {"maturity": "growth"}
         experiment e
         e tests u"#,
    ),
    (
        "TE-02",
        r#"technology t {"maturity": "research"}
         experiment e"#,
    ),
    (
        "TE-03",
        r#"technology t {"maturity": "emerging", "ring": "adopt"}
         technology u {"maturity": "legacy", "ring": "adopt"}
         technology w {"maturity": "research"}"#,
    ),
    (
        "TE-04",
        r#"technology t {"endOfSupport": "2026-12-31"}
         portfolio_item i {"itemType": "project"}
         portfolio_item j {"itemType": "product"}"#,
    ),
    (
        "TE-05",
        r#"technology t {"criticality": 5}
         partner p {"substitutability": "hard", "contracts": [{"reference": "C-1"}]}
         p supplies t {"contract": "C-1"}
         process a
         process b
         value_stream v
         value_stream w
         a enables v
         a enables w
         b enables v"#,
    ),
    (
        "TE-06",
        r"technology a
         technology b
         technology c
         a depends_on b
         b depends_on a
         b depends_on c
         c depends_on a
         portfolio_item i
         portfolio_item j
         i depends_on j
         j depends_on i",
    ),
    (
        "TE-07",
        r#"technology t {"criticality": 5}
         partner p {"substitutability": "none", "contracts": [{"reference": "C-1"}]}
         partner q {"contracts": [{"reference": "C-2"}]}
         p supplies t {"contract": "C-1"}
         value_stream v
         value_stream w
         t enables v
         t enables w"#,
    ),
    (
        "OR-01",
        r"org_unit u
         objective o",
    ),
    (
        "OR-02",
        r"org_unit u
         stage g
         process p",
    ),
    (
        "OR-03",
        r#"org_unit a {"unitType": "enterprise"}
         org_unit b {"unitType": "division"}
         org_unit c
         org_unit d
         org_unit e
         a contains b
         b contains c
         c contains d
         d contains e"#,
    ),
    (
        "OR-04",
        r#"org_unit a {"unitType": "enterprise"}
         org_unit u {"topology": "stream_aligned", "alignment": "product"}
         a contains u
         role r {"customerFacing": true}
         role s
         u contains r
         u contains s
         stage g
         r assigned_to g {"raci": "A"}
         s assigned_to g {"raci": "R"}
         objective o
         u aligned_to o"#,
    ),
    (
        "OR-05",
        r#"org_unit a {"unitType": "enterprise"}
         org_unit b
         a contains b"#,
    ),
    (
        "OR-06",
        r#"org_unit a
         org_unit b
         a interacts_with b {"mode": "collaboration"}"#,
    ),
    (
        "OR-08",
        r"role r
         process p",
    ),
    ("CU-01", r"org_unit a"),
    ("CU-02", r#"culture c {"promotingActions": [{"action": "Talk", "status": "planned"}]}"#),
    (
        "CU-03",
        r"culture c
         org_unit u
         choice d",
    ),
    (
        "IN-01",
        r#"experiment e {"hypothesis": "It works", "measure": "Share", "target": 5}
         experiment f {"hypothesis": "It works"}"#,
    ),
    ("IN-02", r#"experiment e {"status": "running", "hypothesis": "It works"}"#),
    (
        "IN-03",
        r#"experiment a {"status": "validated", "actual": 3, "target": 5, "decision": "scale"}
         experiment b {"status": "validated", "actual": 3, "target": 5}
         experiment c {"status": "invalidated", "actual": 3, "target": 5}
         experiment d {"status": "validated", "decision": "stop"}"#,
    ),
    (
        "IN-04",
        r#"experiment a {"status": "running", "end": "2026-01-01"}
         experiment b {"status": "running"}"#,
    ),
    (
        "IN-05",
        r"experiment a
         process p
         technology t
         culture c",
    ),
    (
        "AG-01",
        r#"process p {"approach": "waterfall", "timeToMarketDays": 30}
         stage g
         p enables g"#,
    ),
    (
        "AG-02",
        r#"process p {"mvpFirst": true}
         process q"#,
    ),
    (
        "CH-01",
        r#"choice c {"decision": "Build", "rationale": "Cheaper"}
         choice d"#,
    ),
    (
        "CH-02",
        r#"choice c {"status": "decided"}
         choice d {"status": "superseded", "decision": "Build", "rationale": "Cheaper"}
         d shapes c
         process p
         process q
         p contains q
         d shapes p
         d aligned_to o
         objective o"#,
    ),
    (
        "CH-03",
        r#"choice c {"status": "decided"}
         choice d {"status": "decided"}
         c shapes d {"effect": "conflicts"}
         objective o
         c aligned_to o
         d aligned_to o
         process p
         d shapes p"#,
    ),
    (
        "OB-01",
        r"objective o
         org_unit u
         value_stream v",
    ),
    ("OB-02", r"objective o"),
    (
        "VO-01",
        r#"technology t {"+": {"vocr": {"value": {"statement": "Fast", "rating": 3}, "outcomes": [{"measure": "Days"}], "costKnown": true}}}
         technology u {"+": {"vocr": {"value": {"statement": "Fast", "rating": 3}, "outcomes": [{"measure": "Days"}], "noKnownRisk": true}}}"#,
    ),
    (
        "VO-02",
        r#"technology t {"+": {"vocr": {"cost": {"runPerYear": 5}}}}
         role r {"holders": 1}
         role s
         org_unit u
         s assigned_to t {"raci": "R"}"#,
    ),
    (
        "VO-03",
        r#"technology t {"+": {"vocr": {"risks": [{"likelihood": 4, "impact": 5}, {"likelihood": 1, "impact": 2}, {"likelihood": 5, "impact": 5, "response": "accept"}]}}}"#,
    ),
    (
        "VO-04",
        r#"technology t {"+": {"vocr": {"value": {"rating": 9}, "risks": [{"likelihood": 0, "impact": 2}]}}}
         stage g {"pctCA": 120, "leadTime": -5}
         partner p {"contracts": [{"reference": "C-1", "valuePerYear": -5}]}
         role r
         r assigned_to t {"raci": "R", "share": 0.8}
         r assigned_to g {"raci": "A", "share": 0.7}"#,
    ),
    (
        "GE-01",
        r"value_proposition value_proposition-1
         value_proposition value_proposition-2
         objective objective-1
         objective objective-2
         stakeholder stakeholder-1
         stakeholder stakeholder-2
         value_stream value_stream-1
         value_stream value_stream-2
         stage stage-1
         stage stage-2
         process process-1
         process process-2
         portfolio_item portfolio_item-1
         portfolio_item portfolio_item-2
         org_unit org_unit-1
         org_unit org_unit-2
         role role-1
         role role-2
         location location-1
         location location-2
         technology technology-1
         technology technology-2
         partner partner-1
         partner partner-2
         culture culture-1
         culture culture-2
         experiment experiment-1
         experiment experiment-2
         management management-1
         management management-2
         choice choice-1
         choice choice-2",
    ),
    (
        "GE-03",
        r#"process p {"+": {"name": "Bill"}}
         process q {"+": {"name": "bill"}}
         value_stream v
         p enables v
         p enables v"#,
    ),
    ("GE-05", r"value_stream v"),
    (
        "GE-06",
        r#"technology t {"+": {"state": "retire"}}
         process p
         t enables p
         portfolio_item i {"itemType": "project"}"#,
    ),
    (
        "GE-02",
        "process p
         technology t
         value_stream v
         p supplies t
         p enables nobody
         v enables t",
    ),
    (
        "OR-10",
        "org_unit a
         org_unit b
         org_unit c
         org_unit d
         role r
         a contains c
         b contains c
         c contains d
         d contains a
         b contains r
         b contains r",
    ),
    (
        "ST-01",
        r#"value_stream v
         value_stream w
         stage g {"order": 1}
         v contains g
         w contains g"#,
    ),
];
