//! opcanvas.
pub mod cli;
pub mod edit;
pub mod editor;
pub mod export;
pub mod file;
pub mod format;
pub mod geom;
pub mod layout;
pub mod model;
pub mod scene;
pub mod text;
pub mod theme;
#[cfg(feature = "gui")]
pub mod ui;
