//! `opcanvas schema`: prints the JSON Schema of the file format.
//!
//! Knows nothing about how it is derived.

use super::{Exit, Failure, print};
use crate::format::{metamodel, schema::schema};

pub(super) fn run(parser: &mut lexopt::Parser) -> Result<Exit, Failure> {
    if let Some(argument) = parser.next()? {
        return Err(argument.unexpected().into());
    }
    let text =
        serde_json::to_string_pretty(&schema(&metamodel::base())).map_err(|e| Failure::new(Exit::Unwritable, e))?;
    print(&(text + "\n"))
}
