//! `opcanvas export`: draws a view of a file as a picture.
//!
//! Knows nothing about how pictures are drawn.

use std::path::PathBuf;

use lexopt::prelude::*;

use super::{Exit, Failure, open};
use crate::export::{ExportError, Format, render};
use crate::file;
use crate::model::{Document, View};
use crate::scene::{Look, build, plan};
use crate::theme::Mode;

pub(super) fn run(parser: &mut lexopt::Parser) -> Result<Exit, Failure> {
    let (mut input, mut output, mut format, mut view) = (None, None, None, None);
    let (mut mode, mut scale) = (Mode::Light, 1.0);
    while let Some(argument) = parser.next()? {
        match argument {
            Short('o') | Long("output") => output = Some(PathBuf::from(parser.value()?)),
            Long("view") => view = Some(parser.value()?.string()?),
            Long("format") => {
                let name = parser.value()?.string()?;
                let known = Format::from_extension(&name);
                format =
                    Some(known.ok_or_else(|| Failure::usage(format!("there is no format '{name}'; svg and png are")))?);
            }
            Long("theme") => {
                mode = match parser.value()?.string()?.as_str() {
                    "light" => Mode::Light,
                    "dark" => Mode::Dark,
                    other => return Err(Failure::usage(format!("there is no theme '{other}'; light and dark are"))),
                }
            }
            Long("scale") => scale = parser.value()?.parse::<f64>()?,
            Value(path) if input.is_none() => input = Some(PathBuf::from(path)),
            other => return Err(other.unexpected().into()),
        }
    }
    let input = input.ok_or_else(|| Failure::usage("export needs a FILE to draw"))?;
    let output = output.ok_or_else(|| Failure::usage("export needs -o OUT"))?;
    let by_ending = output.extension().and_then(|e| Format::from_extension(&e.to_string_lossy()));
    let format = format.or(by_ending).ok_or_else(|| {
        Failure::usage(format!("'{}' says no format; end it in .svg or .png, or add --format", output.display()))
    })?;
    // A picture in the place of the model would be the end of the model.
    if file::is_same(&input, &output) {
        return Err(Failure::usage("the picture would overwrite the model; choose another name for OUT"));
    }
    let document = open(&input)?.loaded.document;
    let view = match view {
        Some(wanted) => Some(find_view(&document, &wanted)?),
        None => document.views_in_order().into_iter().map(|v| &**v).find(|v| v.kind == crate::model::view::DIAGRAM),
    };
    let scene = build(&document, view, &plan(&document, view), Look { mode });
    let bytes = render(&scene, title(&document, view), format, scale).map_err(|error| match error {
        ExportError::BadScale => Failure::usage(error),
        ExportError::TooLarge { .. } => Failure::new(Exit::Limit, error),
        ExportError::Encoding(_) => Failure::new(Exit::Unwritable, error),
    })?;
    file::write(&output, &bytes, None)?;
    Ok(Exit::Ok)
}

fn title<'a>(document: &'a Document, view: Option<&'a View>) -> &'a str {
    match (document.name(), view) {
        ("", Some(view)) => &view.name,
        ("", None) => "Operating model",
        (name, _) => name,
    }
}

/// The view with an id or a name.
pub(super) fn find_view<'a>(document: &'a Document, wanted: &str) -> Result<&'a View, Failure> {
    let views = document.views_in_order();
    let found = views.iter().find(|v| v.id.as_str() == wanted).or_else(|| views.iter().find(|v| v.name == wanted));
    found.map(|v| &***v).ok_or_else(|| {
        let known: Vec<_> = views.iter().map(|v| format!("  {} ({})", v.id, v.name)).collect();
        let known = if known.is_empty() {
            "The file has no views; leave --view out to take the whole model.".to_owned()
        } else {
            format!("The file has:\n{}", known.join("\n"))
        };
        Failure::new(Exit::Usage, format!("there is no view '{wanted}'. {known}"))
    })
}
