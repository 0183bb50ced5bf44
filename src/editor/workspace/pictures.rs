//! The selection or the view as a picture for the clipboard, drawn off the window's thread.
//!
//! Knows nothing about the system's clipboard: it hands the picture over.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use super::{Template, Workspace};
use crate::editor::drawn::Drawn;
use crate::editor::jobs::{COPYING, Done, READING, SCALE};
use crate::editor::session::{Session, Sheet, Tone};
use crate::export::{Format, png, svg};
use crate::geom::{Point, bounds_of};
use crate::model::picture::{Pixels, from_png};
use crate::scene::canvas::{Prompt, prompts};
use crate::scene::{Owner, Scene};
use crate::theme::Mode;

/// Room around what is drawn.
const MARGIN: f64 = 24.0;

/// What is said of a picture that is none.
const UNREADABLE: &str = "The picture cannot be read. Copy it again, or as PNG.";

/// A picture for the clipboard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Picture {
    /// Pixels, four bytes each: red, green, blue, opacity.
    Pixels {
        /// How many across.
        width: usize,
        /// How many down.
        height: usize,
        /// The bytes.
        rgba: Vec<u8>,
    },
    /// The text of an SVG.
    Svg(String),
}

/// A template as it will open.
#[derive(Clone, Debug)]
pub struct Pictured {
    /// Its first view.
    pub scene: Arc<Scene>,
    /// What its empty zones ask for.
    pub prompts: Vec<Prompt>,
}

/// The picture of a template as it will open; `None` only if the program has a fault.
#[must_use]
pub fn picture(template: Template, mode: Mode) -> Option<Pictured> {
    let document = crate::format::load(template.bytes()).ok()?.document;
    let mut session = Session::untitled(document);
    let (plan, scene) = session.show(mode);
    let prompts = plan.canvas.as_ref().map(|c| prompts(session.document(), c)).unwrap_or_default();
    Some(Pictured { scene, prompts })
}

impl Workspace {
    /// Draws what is selected, or the view where nothing is, for the clipboard.
    pub(super) fn copy_picture(&mut self, format: Format) {
        if self.has_no_figure() {
            return;
        }
        let Some(id) = self.session.as_ref().map(|s| s.id) else { return };
        let lines = self.lines_choice_of(id);
        let Some(session) = &mut self.session else { return };
        let (mut drawn, only) = (Drawn::of(session), session.picked());
        if let Some(lines) = lines {
            drawn.draw_relations(lines.drawn);
        }
        self.jobs.start(COPYING, move || Done::Drawn { of: id, result: copied(&drawn, &only, format) });
    }

    /// Puts a picture of a file onto the drawing, at a point of the screen or in the middle.
    pub fn drop_picture(&mut self, path: PathBuf, at: Option<Point>) {
        /// The longest side of a picture that is read.
        const MOST: usize = 16_384;
        self.put_picture(at, move || {
            let bytes = crate::file::read(&path).map_err(|why| why.to_string())?;
            let pixels = from_png(&bytes, MOST);
            pixels.ok_or_else(|| format!("{} is no PNG picture that can be read.", path.display()))
        });
    }

    /// Puts a picture onto the drawing, at a point of the screen or in the middle. It is read, and made small enough for the
    /// file, off the window's thread.
    pub fn put_picture(&mut self, at: Option<Point>, read: impl FnOnce() -> Result<Pixels, String> + Send + 'static) {
        let Some(session) = &mut self.session else { return };
        if !session.takes_pictures() {
            return;
        }
        let (session, at) = (session.id, at.map(|p| session.camera.doc_from_screen(p)));
        self.jobs.start(READING, move || {
            let sheet = |pixels: Pixels| Sheet::of(&pixels).ok_or_else(|| UNREADABLE.to_owned());
            Done::PictureRead { session, at, result: read().and_then(sheet) }
        });
    }

    /// Takes a picture that was read.
    pub(super) fn picture_read(&mut self, session: u64, at: Option<Point>, result: Result<Sheet, String>) {
        match (result, self.session_of(session)) {
            (Ok(sheet), Some(session)) => session.put_picture(sheet, at),
            (Err(why), _) => self.say(Tone::Refusal, why),
            // It was closed meanwhile.
            (Ok(_), None) => {}
        }
    }

    /// Takes a picture that was drawn for the clipboard.
    pub(super) fn drawn(&mut self, of: u64, result: Result<Picture, String>) {
        match result {
            Ok(picture) => {
                if let Some(session) = self.session_of(of) {
                    session.was_pictured();
                }
                let what = if matches!(picture, Picture::Svg(_)) { "SVG" } else { "a picture" };
                self.say(Tone::Info, format!("Copied as {what}"));
                self.copied = Some(picture);
            }
            Err(why) => self.say(Tone::Error, format!("The picture was not copied. {why}")),
        }
    }
}

/// The picture of what is selected of a view; of all of it where nothing is.
fn copied(drawn: &Drawn, only: &BTreeSet<Owner>, format: Format) -> Result<Picture, String> {
    let scene = part(drawn, only);
    match format {
        Format::Svg => {
            let bytes = svg::render(&scene, drawn.document.name()).map_err(|e| e.to_string())?;
            Ok(Picture::Svg(String::from_utf8_lossy(&bytes).into_owned()))
        }
        Format::Png => {
            let (width, height, rgba) = png::pixels(&scene, SCALE).map_err(|e| e.to_string())?;
            Ok(Picture::Pixels { width, height, rgba })
        }
    }
}

fn part(drawn: &Drawn, only: &BTreeSet<Owner>) -> Scene {
    let whole = drawn.scene();
    let inside = |owner: &Owner| match owner {
        // A line belongs to the picture when both its ends do.
        Owner::Relation(id) => drawn.document.relation(id).is_some_and(|r| {
            let there = |id: &crate::model::ElementId| only.contains(&Owner::Element(id.clone()));
            there(&r.source) && there(&r.target)
        }),
        _ => false,
    };
    let figures: Vec<_> = whole.figures().filter(|f| only.contains(&f.owner) || inside(&f.owner)).cloned().collect();
    match bounds_of(figures.iter().map(|f| f.bounds)) {
        Some(bounds) => Scene::new(bounds.inflate(MARGIN, MARGIN), whole.page, figures),
        None => whole,
    }
}

impl Session {
    /// What is selected, with what stands in and on it.
    fn picked(&mut self) -> BTreeSet<Owner> {
        // What is explored is seen in the whole picture.
        if self.selection().is_empty() || self.exploring().is_some() || self.figures.is_open() {
            return BTreeSet::new();
        }
        let mut picked = self.selection().clone();
        picked.extend(self.carried());
        picked
    }
}
