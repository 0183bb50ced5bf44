//! The command line, run as a program.

#[path = "../support/program.rs"]
mod program;

mod analyze;
mod charts;
mod check;
mod commands;
mod impact;
mod pictures;
mod report;
