//! Strategic objectives: whether anybody carries them and they can be measured.

super::cases! {
    ob_01_there_is_an_objective: "OB-01",
        "org_unit u; (|objective o; u aligned_to o)", ["model: Objective \"Model\" is carried by nobody."];
    ob_01_somebody_carries_it: "OB-01", "objective o; org_unit u; (|u aligned_to o)", ["o"];
    ob_01_to_drive_it_is_not_to_carry_it: "OB-01",
        "objective o; objective p; stakeholder c; c drives o; o aligned_to p; (|p aligned_to o)", ["o"];

    ob_02_it_has_a_measure: "OB-02", "objective o (|keyResults=[{name:NPS}])", ["o"];
    ob_02_an_empty_list_measures_nothing: "OB-02", "objective o keyResults=([]|[{}])", ["o"];
}
