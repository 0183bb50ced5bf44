//! A frame with about 50 boxes on the screen does the same work in a model of 10,000 elements as in one of 1,000.
//!
//! Counting does not depend on the clock; `cargo bench --bench frame` times it.

use crate::window;

use window::{counts, window};

#[test]
fn a_frame_costs_the_same_in_a_larger_model() {
    let small = counts(&window(1_000));
    assert!(small.0 > 100 && small.1 > 48, "{small:?}");
    assert_eq!(counts(&window(10_000)), small);
}
