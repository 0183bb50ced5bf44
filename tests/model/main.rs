//! The model: its graph, its file, its rules of what may be joined, and what is told of it.

#[path = "../support/damage.rs"]
mod damage;
#[path = "../support/facts.rs"]
mod facts;
#[path = "../support/generate.rs"]
mod generate;
#[path = "../support/models.rs"]
mod models;
#[path = "../support/recipes.rs"]
mod recipes;

mod analysis;
mod any_model;
mod canvas;
mod checks;
mod editing;
mod examples;
mod explore;
mod figures;
mod fixes;
mod graph;
mod lead_time;
mod legality;
mod loading;
mod loading_large;
mod properties_loading;
mod report;
mod rules;
mod saving;
mod schema;
mod views;
mod views_faults;
