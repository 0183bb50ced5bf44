//! What the benchmarks measure with.

#[path = "../../tests/support/generate.rs"]
mod generate;

pub use generate::model;
