//! The drawings of a report: the canvas on its pages, and the charts of its sections.
//!
//! Knows nothing about how a page holds them.

use super::words::Telling;
use super::{Colors, figures, html};
use crate::analysis::Date;
use crate::export::{ExportError, svg};
use crate::model::View;
use crate::model::view::CANVAS;
use crate::scene::charts::{self, Chart};
use crate::scene::{Look, Owner, Scene, build, canvas};
use crate::theme::{Mode, Theme};

/// The most pages of a canvas that are drawn.
const MOST_PAGES: usize = 8;

/// A picture, drawn once for each mode.
pub(super) struct Picture {
    /// What it is called, where it has no title of its own.
    pub(super) title: Option<&'static str>,
    /// What it shows.
    pub(super) caption: String,
    /// The class of a drawing, which says when it is shown, and the drawing as SVG.
    pub(super) drawings: Vec<(&'static str, String)>,
}

/// The pictures of a report.
pub(super) struct Pictures {
    /// The canvas, page by page.
    pub(super) canvas: Vec<Picture>,
    /// What is said of further pages.
    pub(super) left_out: Option<String>,
    /// The charts, each with the id of its section.
    charts: Vec<(&'static str, Picture)>,
}

impl Pictures {
    /// Draws them.
    pub(super) fn draw(telling: &Telling, today: Option<Date>, colors: Colors) -> Result<Self, ExportError> {
        let document = telling.document;
        // An address within the page for every card, so that a click leads to what is said of it.
        let link = |owner: &Owner| match owner {
            Owner::Element(id) => telling.number(id).map(|number| format!("#{}", html::address(number))),
            _ => None,
        };
        let stored = document.views_in_order().into_iter().find(|v| v.kind == CANVAS);
        let view = stored.map_or_else(|| canvas::default_view(document), |v| View::clone(v));
        let plans = canvas::pages(document, &view);
        let pages = plans.iter().take(MOST_PAGES).enumerate().map(|(i, plan)| {
            let page = if plans.len() > 1 { format!(", page {} of {}", i + 1, plans.len()) } else { String::new() };
            let caption = format!("The operating model canvas{page}. A card leads to what is said of it below.");
            picture(caption, colors, &link, |mode| {
                let look = Look { today, ..Look::of(mode) };
                build(document, Some(&view), plan, &look)
            })
        });
        let canvas = pages.collect::<Result<_, _>>()?;
        let more = plans.len().saturating_sub(MOST_PAGES);
        let left_out = (more > 0)
            .then(|| format!("{more} more pages are drawn by `opcanvas export FILE -o canvas.svg --view canvas`."));
        let charts =
            Chart::ALL.into_iter().filter_map(|one| chart(telling, today, colors, one)).collect::<Result<_, _>>()?;
        Ok(Self { canvas, left_out, charts })
    }

    /// The charts of a section.
    pub(super) fn charts_of<'a>(&'a self, section: &'a str) -> impl Iterator<Item = &'a Picture> {
        self.charts.iter().filter(move |(of, _)| *of == section).map(|(_, picture)| picture)
    }
}

/// Draws a chart for the section of what it shows; `None` where the model does not say enough for it.
fn chart(
    telling: &Telling,
    today: Option<Date>,
    colors: Colors,
    chart: Chart,
) -> Option<Result<(&'static str, Picture), ExportError>> {
    let draw = |mode| charts::draw_untitled(chart, telling.document, today, Theme::of(mode), charts::WIDTH);
    let drawn = draw(Mode::Light).ok()?;
    let mut told = drawn.numbers.iter().filter_map(|number| number.reading.as_ref());
    // One that shows no reading stands before the others.
    let section = told.find_map(|(analysis, _)| figures::section_of(analysis)).unwrap_or(figures::ID);
    let link = |owner: &Owner| {
        let of = drawn.number(owner)?.elements.first()?;
        telling.number(of).map(|number| format!("#{}", html::address(number)))
    };
    let scene = |mode| match mode {
        Mode::Light => drawn.scene.clone(),
        Mode::Dark => draw(mode).map_or_else(|_| drawn.scene.clone(), |drawn| drawn.scene),
    };
    let picture = picture(chart.question().to_owned(), colors, &link, scene);
    Some(picture.map(|picture| (section, Picture { title: Some(chart.title()), ..picture })))
}

/// Draws a picture in the modes that the page has. What is dark on the screen is light on paper.
fn picture(
    caption: String,
    colors: Colors,
    link: &dyn Fn(&Owner) -> Option<String>,
    scene: impl Fn(Mode) -> Scene,
) -> Result<Picture, ExportError> {
    let modes: &[(Mode, &'static str)] = match colors {
        Colors::Light => &[(Mode::Light, "light")],
        Colors::Dark | Colors::System => &[(Mode::Light, "light"), (Mode::Dark, "dark")],
    };
    let mut drawings = Vec::new();
    for (mode, class) in modes {
        drawings.push((*class, svg::inline(&scene(*mode), &caption, link)?));
    }
    Ok(Picture { title: None, caption, drawings })
}
