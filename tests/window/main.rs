//! The window: panels, lists, places and what a screen reader is told.

#[path = "../support/names.rs"]
mod names;
#[path = "../support/window.rs"]
mod window;

mod explore;
mod figures;
mod findings;
mod lists;
mod named;
mod panels;
mod places;
mod reader;
mod reading;
mod views;
