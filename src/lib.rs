//! opcanvas.
pub mod format;
pub mod geom;
pub mod model;
