//! How much of the canvas is filled (A28).
//!
//! Knows nothing about what stands where.

use crate::model::attr::Percent;
use crate::model::metamodel::ZoneDef;
use crate::model::{Document, ElementKind};

/// The zones inside the frame of the canvas.
#[derive(Clone, Debug)]
pub struct Coverage<'a> {
    /// Those with something in them.
    pub filled: Vec<&'a ZoneDef>,
    /// Those with nothing.
    pub empty: Vec<&'a ZoneDef>,
}

impl Coverage<'_> {
    /// The filled zones in percent of all; `None` where there are no zones.
    #[must_use]
    pub fn percent(&self) -> Option<Percent> {
        let all = self.filled.len() + self.empty.len();
        (all > 0).then(|| Percent(100.0 * self.filled.len() as f64 / all as f64))
    }
}

/// A28, canvas coverage in percent = zones inside the frame with an element of their kinds / the 10 zones inside the frame.
///
/// Source: the Operating Model Canvas, after A. Campbell, M. Gutierrez and M. Lancelott. Its worked example, 8 of 10:
///
/// ```
/// use opcanvas::analysis::coverage::coverage;
///
/// let kinds = ["partner", "location", "value_stream", "process", "portfolio_item", "role", "culture", "technology"];
/// let elements = kinds.map(|kind| format!(r#"{{"id": "{kind}", "kind": "{kind}", "name": "Something"}}"#)).join(",");
/// let model = format!(r#"{{"format": "opcanvas", "version": 1, "elements": [{elements}]}}"#);
/// let document = opcanvas::format::load(model.as_bytes()).unwrap().document;
/// let found = coverage(&document);
/// assert_eq!((found.percent().unwrap().0, &found.empty[1].id[..]), (80.0, "Z_MGMT"));
/// ```
#[must_use]
pub fn coverage(document: &Document) -> Coverage<'_> {
    let inside = |zone: &&ZoneDef| zone.theme == "key_work" || zone.theme == "context";
    let is_filled = |zone: &&ZoneDef| {
        let kinds = zone.kinds.iter().filter_map(|id| id.parse::<ElementKind>().ok());
        kinds.into_iter().any(|kind| document.index().of_kind(kind).next().is_some())
    };
    let (filled, empty) = document.metamodel().zones.iter().filter(inside).partition(is_filled);
    Coverage { filled, empty }
}
