//! The file format: a document to canonical JSON and back, with what was damaged told and nothing lost.
//!
//! Knows nothing about files and directories: bytes in, bytes out.

mod assemble;
mod ids;
mod join;
pub mod limits;
pub mod load;
pub mod metamodel;
mod placed;
mod problem;
pub mod save;
pub mod schema;
pub mod templates;
mod unsorted;

pub use load::{Loaded, load};
pub use problem::{Code, Place, Problem, Refused};
pub use save::save;
