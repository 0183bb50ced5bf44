//! Measures labels with the bundled fonts, breaks them into lines, and gives their outlines.
//!
//! What is measured here is what every drawing shows: the window and the exports use the same fonts.
//!
//! Knows nothing about what a label says or where it stands.

mod breaking;
mod face;
mod fallback;
pub mod icon;

pub use breaking::{Line, break_lines, fit_line};
pub use face::{Font, Weight, bundled, outline, width};
