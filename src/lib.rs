//! opcanvas.
pub mod edit;
pub mod file;
pub mod format;
pub mod geom;
pub mod model;
