//! Work that must not grow with the model, counted and not timed.

#[path = "../../benches/support/grid.rs"]
mod grid;
#[path = "../../benches/support/mod.rs"]
mod support;
#[path = "../../benches/support/window.rs"]
mod window;

mod check;
mod frame;
mod gesture;
mod work;
