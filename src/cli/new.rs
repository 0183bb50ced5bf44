//! `opcanvas new`: makes a file, empty or from an example.
//!
//! Knows nothing about what the templates hold.

use std::path::PathBuf;

use lexopt::prelude::*;

use super::{Exit, Failure, print, shown};
use crate::file;
use crate::format::templates::Template;

pub(super) fn run(parser: &mut lexopt::Parser) -> Result<Exit, Failure> {
    let (mut template, mut output) = (Template::Blank, None);
    while let Some(argument) = parser.next()? {
        match argument {
            Long("template") => {
                let name = parser.value()?.string()?;
                template = Template::named(&name).ok_or_else(|| {
                    let known = Template::ALL.map(Template::name).join(", ");
                    Failure::usage(format!("there is no template '{name}'; there are {known}"))
                })?;
            }
            Value(path) if output.is_none() => output = Some(PathBuf::from(path)),
            other => return Err(other.unexpected().into()),
        }
    }
    let output = output.ok_or_else(|| Failure::usage("new needs a file to make"))?;
    if output.symlink_metadata().is_ok() {
        let message = format!("{} exists already; choose another name.", output.display());
        return Err(Failure::new(Exit::Unwritable, message));
    }
    file::write(&output, template.bytes(), None)?;
    print(&shown(&format!("{}\n", output.display())))
}
