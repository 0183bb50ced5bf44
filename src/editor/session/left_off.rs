//! How a document was left: which view was on show, what of it was seen and what was selected, to be found so again.
//!
//! What is no longer there is passed over.
//!
//! Knows nothing about where that is kept.

use std::collections::BTreeSet;
use std::sync::Arc;

use ecow::EcoString;
use serde_json::{Map, Value, json};

use super::{OnShow, Session};
use crate::editor::camera::{Camera, MAX_ZOOM, MIN_ZOOM};
use crate::geom::{Point, Vec2};
use crate::model::{ElementId, RelationId, View, ViewId};
use crate::scene::{Owner, Plan};

/// The most things of a selection that are remembered.
const MOST: usize = 500;

/// What is to be seen once the size of the canvas is known: what is in its middle, and how large.
#[derive(Clone, Copy, Debug)]
pub(super) struct Arrival {
    middle: Point,
    zoom: f64,
}

/// Which panels stand around the drawing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Panels {
    /// Whether any do.
    pub all: bool,
    /// Whether the outline is among them.
    pub outline: bool,
}

impl Session {
    /// How the document is left now.
    #[must_use]
    pub fn left_off(&self) -> Map<String, Value> {
        let view = match &self.on_show {
            OnShow::Canvas => json!("canvas"),
            OnShow::Diagram => json!("diagram"),
            OnShow::Stored(id) => json!({ "id": id.as_str() }),
        };
        let mut entry = Map::new();
        entry.insert("view".into(), view);
        // What was shown whole is shown whole again, whatever the size of the window is then.
        if self.canvas.width > 0.0 && !self.shows_all() {
            let middle = self.camera.origin + Vec2::new(self.canvas.width, self.canvas.height) / 2.0 / self.camera.zoom;
            entry.insert("middle".into(), json!([middle.x, middle.y]));
            entry.insert("zoom".into(), json!(self.camera.zoom));
        } else if let Some(Arrival { middle, zoom }) = self.arrival {
            // It was never shown since it was opened, so it is left as it was before.
            entry.insert("middle".into(), json!([middle.x, middle.y]));
            entry.insert("zoom".into(), json!(zoom));
        }
        let selected: Vec<Value> = self.selection.iter().take(MOST).filter_map(written).collect();
        if !selected.is_empty() {
            entry.insert("selection".into(), selected.into());
        }
        self.figures_left_off(&mut entry);
        entry
    }

    /// The view on show and where everything stands in it, as far as it is known: nothing is laid out for it.
    pub fn at_hand(&mut self) -> Option<(Arc<View>, Option<Arc<Plan>>)> {
        if self.on_show == OnShow::Diagram && !self.drawing.has_default_diagram(self.history.document()) {
            return None;
        }
        let view = self.shown_view();
        let plan = self.drawing.plan_at_hand(self.history.document(), &view);
        Some((view, plan))
    }

    /// Takes up where the document was left.
    pub fn be_as_left(&mut self, entry: &Map<String, Value>) {
        self.be_where_left(entry);
        self.take_up_figures(entry);
    }

    fn be_where_left(&mut self, entry: &Map<String, Value>) {
        let flag = |key: &str| entry.get(key).and_then(Value::as_bool);
        self.panels = flag("panels").zip(flag("outline")).map(|(all, outline)| Panels { all, outline });
        let which = entry.get("view").and_then(|view| match view.as_str() {
            Some("canvas") => Some(OnShow::Canvas),
            Some("diagram") => Some(OnShow::Diagram),
            _ => Some(OnShow::Stored(ViewId::from(view.get("id")?.as_str()?))),
        });
        let Some(which) = which.filter(|which| self.tabs().iter().any(|tab| tab.which == *which)) else { return };
        self.show_tab(which.clone());
        // A large model is laid out first; then it is shown whole.
        if self.on_show != which {
            return;
        }
        self.arrival = arrival(entry);
        let selected = entry.get("selection").and_then(Value::as_array);
        let selected: BTreeSet<Owner> = selected.into_iter().flatten().take(MOST).filter_map(read).collect();
        *self.selection = selected;
        self.forget_what_is_gone();
    }

    /// The camera of a document that is shown for the first time since it was opened, if it was left somewhere.
    pub(super) fn arrive(&mut self) -> Option<Camera> {
        let Arrival { middle, zoom } = self.arrival.take()?;
        let half = Vec2::new(self.canvas.width, self.canvas.height) / 2.0 / zoom;
        Some(Camera { origin: middle - half, zoom })
    }
}

fn arrival(entry: &Map<String, Value>) -> Option<Arrival> {
    let number = |value: &Value| value.as_f64().filter(|n| n.abs() < 1e7);
    let middle = entry.get("middle")?.as_array()?;
    let [x, y] = middle.as_slice() else { return None };
    let zoom = number(entry.get("zoom")?)?.clamp(MIN_ZOOM, MAX_ZOOM);
    Some(Arrival { middle: Point::new(number(x)?, number(y)?), zoom })
}

fn written(owner: &Owner) -> Option<Value> {
    Some(match owner {
        Owner::Element(id) => json!({ "element": id.as_str() }),
        Owner::Relation(id) => json!({ "relation": id.as_str() }),
        Owner::Annotation(id) => json!({ "annotation": id.as_str() }),
        Owner::Zone(_) | Owner::More(_) | Owner::Mark(_) | Owner::Page => return None,
    })
}

fn read(value: &Value) -> Option<Owner> {
    let text = |key: &str| value.get(key).and_then(Value::as_str);
    let element = text("element").map(|id| Owner::Element(ElementId::from(id)));
    let relation = || text("relation").map(|id| Owner::Relation(RelationId::from(id)));
    let annotation = || text("annotation").map(|id| Owner::Annotation(EcoString::from(id)));
    element.or_else(relation).or_else(annotation)
}
