//! The desk: fields, tables, files and the first five minutes.

#[path = "../support/drags.rs"]
mod drags;
#[path = "../support/hands.rs"]
mod hands;
#[path = "../support/models.rs"]
mod models;
#[path = "../support/window.rs"]
mod window;

mod capture;
mod care;
mod chips;
mod dialog;
mod ease;
mod fields;
mod files;
mod findings;
mod fixes;
mod glass;
mod kept;
mod model;
mod model_window;
mod papers;
mod records;
mod relations;
mod report;
mod roadmap;
mod second_stranger;
mod smooth;
mod start;
mod table;
mod table_care;
mod table_job;
mod trial;
mod walk;
mod walk_records;
