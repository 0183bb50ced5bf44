//! `opcanvas export`: draws a view of a file as a picture.
//!
//! Knows nothing about how pictures are drawn.

use std::path::PathBuf;

use lexopt::prelude::*;

use super::{Exit, Failure, charts, complain, open};
use crate::analysis::Show;
use crate::export::{ExportError, Format, page_path, render};
use crate::file;
use crate::model::view::CANVAS;
use crate::model::{Document, Value as ModelValue, View};
use crate::scene::charts::Chart;
use crate::scene::options::{Density, STATE, Shape};
use crate::scene::{Look, Scene, build, canvas, plan};
use crate::theme::Mode;

/// What the arguments say.
#[derive(Default)]
struct Wish {
    input: Option<PathBuf>,
    output: Option<PathBuf>,
    format: Option<Format>,
    view: Option<String>,
    mode: Mode,
    scale: Option<f64>,
    shape: Option<Shape>,
    density: Option<Density>,
    state: Option<String>,
    chart: Option<Chart>,
}

pub(super) fn run(parser: &mut lexopt::Parser) -> Result<Exit, Failure> {
    let wish = read(parser)?;
    let input = wish.input.as_ref().ok_or_else(|| Failure::usage("export needs a FILE to draw"))?;
    let output = wish.output.as_ref().ok_or_else(|| Failure::usage("export needs -o OUT"))?;
    let by_ending = output.extension().and_then(|e| Format::from_extension(&e.to_string_lossy()));
    let format = wish.format.or(by_ending).ok_or_else(|| {
        Failure::usage(format!("'{}' says no format; end it in .svg or .png, or add --format", output.display()))
    })?;
    let document = open(input)?.loaded.document;
    let (name, pages) = pages(&document, &wish)?;
    let paths: Vec<PathBuf> = (1..=pages.len()).map(|page| page_path(output, page)).collect();
    // A picture in the place of the model would be the end of the model.
    if let Some(path) = paths.iter().find(|path| file::is_same(input, path)) {
        let message = format!("'{}' would overwrite the model; choose another name for OUT", path.display());
        return Err(Failure::usage(message));
    }
    for (scene, path) in pages.iter().zip(&paths) {
        let bytes = render(scene, &name, format, wish.scale.unwrap_or(1.0)).map_err(|error| {
            let exit = match error {
                ExportError::BadScale => return Failure::usage(error),
                ExportError::TooLarge { .. } => Exit::Limit,
                ExportError::Encoding(_) => Exit::Unwritable,
            };
            Failure::new(exit, error)
        })?;
        file::write(path, &bytes, None)?;
    }
    let further = match &paths[..] {
        [_] | [] => return Ok(Exit::Ok),
        [_, second] => second.display().to_string(),
        [_, second, .., last] => format!("{} to {}", second.display(), last.display()),
    };
    complain(&format!("not everything had room on one page; it goes on in {further}"));
    Ok(Exit::Ok)
}

/// What is drawn and what it is called: a chart, or the pages of a view.
fn pages(document: &Document, wish: &Wish) -> Result<(String, Vec<Scene>), Failure> {
    let today = file::today();
    if let Some(chart) = wish.chart {
        if wish.view.is_some() || wish.shape.is_some() || wish.density.is_some() || wish.state.is_some() {
            let message = "a chart is of the whole model; leave out --view, --state, --shape and --density";
            return Err(Failure::usage(message));
        }
        let scene = charts::scene(chart, document, today, wish.mode)?;
        return Ok((chart.title().to_owned(), vec![scene]));
    }
    let view = chosen_view(document, wish)?;
    let look = Look { mode: wish.mode, today, focus: None, lines: Vec::new(), light: None };
    let plans = if view.kind == CANVAS { canvas::pages(document, &view) } else { vec![plan(document, Some(&view))] };
    let scenes = plans.iter().map(|plan| build(document, Some(&view), plan, &look)).collect();
    Ok((title(document, &view).to_owned(), scenes))
}

fn read(parser: &mut lexopt::Parser) -> Result<Wish, Failure> {
    let mut wish = Wish::default();
    while let Some(argument) = parser.next()? {
        match argument {
            Short('o') | Long("output") => wish.output = Some(PathBuf::from(parser.value()?)),
            Long("view") => wish.view = Some(parser.value()?.string()?),
            Long("format") => {
                let known = Format::ALL.map(Format::extension);
                wish.format = Some(named(parser, "format", &known, Format::from_extension)?);
            }
            Long("theme") => {
                let mode = |name: &str| match name {
                    "light" => Some(Mode::Light),
                    "dark" => Some(Mode::Dark),
                    _ => None,
                };
                wish.mode = named(parser, "theme", &["light", "dark"], mode)?;
            }
            Long("shape") => {
                let known: Vec<&str> = Shape::ALL.iter().map(|s| s.id()).collect();
                wish.shape = Some(named(parser, "shape", &known, Shape::named)?);
            }
            Long("density") => {
                let known: Vec<&str> = Density::ALL.iter().map(|d| d.id()).collect();
                wish.density = Some(named(parser, "density", &known, Density::named)?);
            }
            Long("chart") => wish.chart = Some(charts::named(&parser.value()?.string()?)?),
            Long("state") => wish.state = Some(parser.value()?.string()?),
            Long("scale") => wish.scale = Some(parser.value()?.parse::<f64>()?),
            Value(path) if wish.input.is_none() => wish.input = Some(PathBuf::from(path)),
            other => return Err(other.unexpected().into()),
        }
    }
    Ok(wish)
}

/// The value of an option that is one of some names.
pub(super) fn named<T>(
    parser: &mut lexopt::Parser,
    what: &str,
    known: &[&str],
    read: impl Fn(&str) -> Option<T>,
) -> Result<T, Failure> {
    let name = parser.value()?.string()?;
    read(&name).ok_or_else(|| {
        let (last, others) =
            known.split_last().map_or(("", String::new()), |(last, others)| (*last, others.join(", ")));
        Failure::usage(format!("there is no {what} '{name}'; {others} and {last} are"))
    })
}

fn title<'a>(document: &'a Document, view: &'a View) -> &'a str {
    match document.name() {
        "" if view.name.is_empty() => "Operating model",
        "" => &view.name,
        name => name,
    }
}

/// The view that is asked for, with the choices that the arguments make.
fn chosen_view(document: &Document, wish: &Wish) -> Result<View, Failure> {
    let mut view = match &wish.view {
        Some(wanted) => find_view(document, wanted)?,
        None => match document.views_in_order().into_iter().find(|v| super::is_drawn(v)) {
            Some(view) => View::clone(view),
            None => canvas::default_view(document),
        },
    };
    if !super::is_drawn(&view) {
        let message = format!("view '{}' is of the kind '{}', which this version does not draw", view.id, view.kind);
        return Err(Failure::new(Exit::Unavailable, message));
    }
    if view.kind != CANVAS && (wish.shape.is_some() || wish.density.is_some()) {
        return Err(Failure::usage("--shape and --density are choices of a canvas; add --view canvas"));
    }
    if let Some(shape) = wish.shape {
        view.options.set(Shape::KEY, ModelValue::text(shape.id()));
    }
    if let Some(density) = wish.density {
        view.options.set(Density::KEY, ModelValue::text(density.id()));
    }
    if let Some(state) = &wish.state {
        let show = Show::parse(document, state).ok_or_else(|| {
            let known: Vec<String> =
                Show::all(document).iter().map(|s| format!("  {} ({})", s.id(), s.label(document))).collect();
            Failure::new(Exit::Usage, format!("there is no state '{state}'. There are:\n{}", known.join("\n")))
        })?;
        view.options.set(STATE, ModelValue::text(show.id()));
    }
    Ok(view)
}

/// The view with an id or a name; `canvas` and `diagram` are there without being stored.
pub(super) fn find_view(document: &Document, wanted: &str) -> Result<View, Failure> {
    let views = document.views_in_order();
    let found = views.iter().find(|v| v.id.as_str() == wanted).or_else(|| views.iter().find(|v| v.name == wanted));
    if let Some(view) = found {
        return Ok(View::clone(view));
    }
    match wanted {
        "canvas" => return Ok(canvas::default_view(document)),
        "diagram" => return Ok(plan::default_view(document)),
        _ => {}
    }
    let mut known: Vec<_> = views.iter().map(|v| format!("  {} ({})", v.id, v.name)).collect();
    known.push("  canvas (the whole model on one page)".to_owned());
    known.push("  diagram (the whole model as a diagram)".to_owned());
    Err(Failure::new(Exit::Usage, format!("there is no view '{wanted}'. There are:\n{}", known.join("\n"))))
}
