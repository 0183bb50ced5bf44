//! `opcanvas report`: what a model says about itself, as one page or as a text.
//!
//! Knows nothing about what a report says.

use std::path::{Path, PathBuf};

use lexopt::prelude::*;

use super::{Exit, Failure, open, print};
use crate::export::ExportError;
use crate::file;
use crate::report::{Colors, Format, render};

/// What stands for standard output.
const STDOUT: &str = "-";

pub(super) fn run(parser: &mut lexopt::Parser) -> Result<Exit, Failure> {
    let (mut input, mut output, mut format, mut colors) = (None, None, None, Colors::default());
    while let Some(argument) = parser.next()? {
        match argument {
            Short('o') | Long("output") => output = Some(PathBuf::from(parser.value()?)),
            Long("format") => {
                let known = Format::ALL.map(Format::extension);
                format = Some(super::export::named(parser, "format", &known, Format::from_extension)?);
            }
            Long("theme") => {
                let known = Colors::ALL.map(Colors::id);
                let of = |name: &str| Colors::ALL.into_iter().find(|c| c.id() == name);
                colors = super::export::named(parser, "theme", &known, of)?;
            }
            Value(path) if input.is_none() => input = Some(PathBuf::from(path)),
            other => return Err(other.unexpected().into()),
        }
    }
    let input: PathBuf = input.ok_or_else(|| Failure::usage("report needs a FILE to tell about"))?;
    let output = output.ok_or_else(|| Failure::usage("report needs -o OUT"))?;
    let format = format.or_else(|| by_ending(&output)).ok_or_else(|| {
        let output = output.display();
        Failure::usage(format!("'{output}' says no format; end it in .html or .md, or add --format"))
    })?;
    // A report in the place of the model would be the end of the model.
    if file::is_same(&input, &output) {
        let message = format!("'{}' would overwrite the model; choose another name for OUT", output.display());
        return Err(Failure::usage(message));
    }
    let document = open(&input)?.loaded.document;
    let bytes = render(&document, file::today(), format, colors).map_err(|error| {
        let exit = if matches!(error, ExportError::TooLarge { .. }) { Exit::Limit } else { Exit::Unwritable };
        Failure::new(exit, error)
    })?;
    if output == Path::new(STDOUT) {
        return print(&String::from_utf8_lossy(&bytes));
    }
    file::write(&output, &bytes, None)?;
    Ok(Exit::Ok)
}

fn by_ending(path: &Path) -> Option<Format> {
    path.extension().and_then(|ending| Format::from_extension(&ending.to_string_lossy()))
}
