//! The command line, run as a program.

#[path = "../support/program.rs"]
mod program;

mod analyze;
mod commands;
mod impact;
mod pictures;
