//! A fragment as a document of the file format with a mark, and back.
//!
//! Knows nothing about where it came from or goes to.

use std::collections::BTreeSet;

use crate::format;
use crate::geom::{Point, Rect, bounds_of};
use crate::model::view::CANVAS;
use crate::model::{Annotation, AnnotationKind, Document, ElementId, Value, View};
use crate::scene::anatomy;

/// The key of a document that says that it is a fragment.
const KEY: &str = "fragment";
/// What it says there.
const COPIED: &str = "opcanvas/fragment";
/// What it says there when the elements were taken out of their view, to be put elsewhere.
const CUT: &str = "opcanvas/fragment-cut";

/// Some elements with their relations and, in one view, their places, notes and frames.
#[derive(Clone, Debug, PartialEq)]
pub struct Fragment {
    document: Document,
    view: View,
    cut: bool,
}

/// Why a text that looks like a model cannot be pasted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotAFragment {
    /// It is some other text.
    Text,
    /// It is a model, but cannot be read, for this reason.
    Unreadable(String),
}

impl Fragment {
    /// The elements of a document with the relations among them, and a view that says where they stand.
    #[must_use]
    pub fn new(document: &Document, elements: &BTreeSet<ElementId>, view: View, cut: bool) -> Self {
        let mark = Value::text(if cut { CUT } else { COPIED });
        Self { document: document.part(elements, view.clone(), (KEY, mark)), view, cut }
    }

    /// The text for the clipboard: a document of the file format.
    #[must_use]
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&format::save(&self.document)).into_owned()
    }

    /// The fragment that a text holds. A whole model is one too: of its first diagram, or without places.
    ///
    /// # Errors
    /// That it is some other text, or why it cannot be read.
    pub fn read(text: &str) -> Result<Self, NotAFragment> {
        let head = text.trim_start_matches('\u{feff}').trim_start();
        if !head.starts_with('{') || !head.contains("\"format\"") || !head.contains("\"opcanvas\"") {
            return Err(NotAFragment::Text);
        }
        let loaded = match format::load(text.as_bytes()) {
            Ok(loaded) => loaded,
            Err(format::Refused::NotOpcanvas) => return Err(NotAFragment::Text),
            Err(why) => return Err(NotAFragment::Unreadable(why.to_string())),
        };
        if let Some(version) = loaded.newer_version {
            let why = format!("It was copied from a newer version of opcanvas (file format {version}).");
            return Err(NotAFragment::Unreadable(why));
        }
        let document = loaded.document;
        let mark = document.head().fields.get(KEY).and_then(|v| v.as_text().cloned()).unwrap_or_default();
        let views = document.views_in_order();
        let diagram = views.iter().find(|v| v.kind != CANVAS).or(views.first());
        let view = diagram.map_or_else(|| View::new("v".into(), CANVAS, ""), |v| View::clone(v));
        Ok(Self { document, view, cut: mark == CUT })
    }

    /// The elements and relations.
    #[must_use]
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// Where they stand.
    #[must_use]
    pub fn view(&self) -> &View {
        &self.view
    }

    /// Whether the elements were taken out of their view, to be put elsewhere.
    #[must_use]
    pub fn is_cut(&self) -> bool {
        self.cut
    }

    /// Whether it says where all its elements stand among each other.
    #[must_use]
    pub fn has_places(&self) -> bool {
        self.view.kind != CANVAS && self.document.elements().keys().all(|id| self.view.placements.contains(id))
    }

    /// The notes, frames and groups.
    pub fn annotations(&self) -> impl Iterator<Item = Annotation> + '_ {
        self.view.annotations()
    }

    /// What encloses all of it where it was.
    #[must_use]
    pub fn bounds(&self) -> Option<Rect> {
        let placed = |(id, p): (&ElementId, &crate::model::Placement)| {
            let element = self.document.element(id)?;
            Some(p.rect(anatomy::natural_size(&self.document, element)))
        };
        let boxes = self.view.placements.iter().filter_map(placed);
        let sheets = self.annotations().filter(|a| a.kind != AnnotationKind::Group).map(|a| a.rect);
        bounds_of(boxes.chain(sheets))
    }

    /// Its upper left corner where it was.
    #[must_use]
    pub fn origin(&self) -> Point {
        self.bounds().map_or(Point::ZERO, |b| b.origin())
    }

    /// Whether there is nothing in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.document.elements().is_empty() && self.view.annotations.is_empty()
    }
}
