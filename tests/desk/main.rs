//! The desk: fields, tables, files and the first five minutes.

#[path = "../support/hands.rs"]
mod hands;
#[path = "../support/models.rs"]
mod models;
#[path = "../support/window.rs"]
mod window;

mod capture;
mod care;
mod dialog;
mod fields;
mod files;
mod kept;
mod model;
mod model_window;
mod records;
mod relations;
mod roadmap;
mod start;
mod table;
mod table_job;
mod trial;
mod walk;
mod walk_records;
