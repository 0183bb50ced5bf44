//! Pictures: layout, scenes, themes and what is exported.

#[path = "../support/crossings.rs"]
mod crossings;
#[path = "../support/damage.rs"]
mod damage;
#[path = "../support/generate.rs"]
mod generate;

mod charts;
mod export;
mod layout;
mod pictures;
mod pictures_check;
mod scene;
mod steady;
mod theme;
mod ways;
