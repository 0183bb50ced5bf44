//! Going to places: the camera is there at once for all that acts on it, and what is seen follows smoothly.
//!
//! Knows nothing about why one goes somewhere.

use super::Session;
use crate::editor::Camera;
use crate::editor::camera::{MAX_ZOOM, MIN_ZOOM};
use crate::geom::{Rect, Vec2, bounds_of, encloses, overlaps};
use crate::model::AnnotationKind;
use crate::scene::Owner;
use crate::theme::Mode;

/// How long a flight takes, in seconds.
const FLIGHT: f64 = 0.16;
/// From this zoom on names can be read.
const READABLE: f64 = 0.5;
/// The zoom at which something is shown that could not be read.
const COMFORTABLE: f64 = 0.8;
/// A drawing of more boxes than this has a small map.
const MANY: usize = 60;
/// How much room is left around what is flown to, in points of the screen.
const MARGIN: f64 = 56.0;

/// On the way from one camera to another.
#[derive(Clone, Copy)]
pub(super) struct Flight {
    from: Camera,
    to: Camera,
    since: f64,
}

impl Session {
    /// Goes smoothly to a place of the drawing: nowhere when it is seen well already, else it comes into the middle, large
    /// enough to be read.
    pub fn fly_to(&mut self, rect: Rect) {
        let canvas = self.canvas;
        if canvas.width <= 0.0 || canvas.height <= 0.0 {
            return;
        }
        let mut to = self.camera;
        let seen_well = to.zoom >= READABLE && encloses(to.window(canvas), rect.inflate(12.0, 12.0));
        if self.fitted && seen_well {
            return;
        }
        if to.zoom < READABLE {
            to.zoom = COMFORTABLE;
        }
        let room = |along: f64, size: f64| (along - 2.0 * MARGIN).max(40.0) / size.max(1.0);
        let most = room(canvas.width, rect.width()).min(room(canvas.height, rect.height()));
        to.zoom = to.zoom.min(most).clamp(MIN_ZOOM, MAX_ZOOM);
        to.origin = rect.center() - Vec2::new(canvas.width, canvas.height) / 2.0 / to.zoom;
        self.fly(to);
    }

    /// Moves the drawing smoothly, as little as needed to show a place.
    pub(super) fn fly_to_reveal(&mut self, rect: Rect) {
        // What is in sight stays where it is, however near the edge: a page that fills the window would only be cut.
        if self.fitted && encloses(self.camera.window(self.canvas), rect) {
            return;
        }
        let mut to = self.camera;
        to.reveal(rect, self.canvas);
        // A view that was never shown is fitted when it is.
        if self.fitted {
            self.fly(to);
        } else {
            self.camera = to;
        }
    }

    /// Goes smoothly to where the whole drawing is seen.
    pub fn fly_home(&mut self, mode: Mode) {
        let from = self.seen();
        self.fit_all(mode);
        self.come_from(from);
    }

    /// Puts the camera somewhere; what is seen follows.
    pub(super) fn fly(&mut self, to: Camera) {
        let from = self.seen();
        let known = std::mem::replace(&mut self.fitted, true);
        self.camera = to;
        if known {
            self.come_from(from);
        }
    }

    /// Lets what is seen follow the camera from where it was.
    fn come_from(&mut self, from: Camera) {
        let flight = Flight { from, to: self.camera, since: self.now };
        self.going.flight = (!self.still && from != self.camera).then_some(flight);
    }

    /// The camera as it is seen now: on a flight somewhere between, else the camera itself. Whatever moves the camera ends
    /// the flight, and so does a gesture.
    #[must_use]
    pub fn seen(&self) -> Camera {
        let Some(flight) = self.flight() else { return self.camera };
        let gone = ((self.now - flight.since) / FLIGHT).clamp(0.0, 1.0);
        let eased = if gone < 0.5 { 4.0 * gone.powi(3) } else { 1.0 - (2.0 - 2.0 * gone).powi(3) / 2.0 };
        flight.from.towards(&flight.to, eased)
    }

    fn flight(&self) -> Option<Flight> {
        let held = !matches!(self.gesture, crate::editor::gesture::Gesture::Idle);
        self.going.flight.filter(|f| f.to == self.camera && self.now - f.since < FLIGHT && !held && !self.still)
    }

    /// Whether the camera is still on its way.
    #[must_use]
    pub fn is_flying(&self) -> bool {
        self.flight().is_some()
    }

    /// Where something of the view on show is.
    pub fn place_of(&mut self, owner: &Owner) -> Option<Rect> {
        let plan = self.plan();
        match owner {
            Owner::Element(id) => plan.node(id).map(|n| n.rect),
            Owner::Relation(id) => {
                let edge = plan.edges.iter().find(|e| e.relation == *id)?;
                bounds_of(edge.route.iter().map(|p| Rect::from_points(*p, *p)))
            }
            Owner::Annotation(id) => {
                let annotation = self.annotation(id)?;
                if annotation.kind != AnnotationKind::Group {
                    return Some(annotation.rect);
                }
                bounds_of(annotation.members.iter().filter_map(|m| plan.node(m)).map(|n| n.rect))
            }
            Owner::Zone(_) | Owner::More(_) | Owner::Mark(_) | Owner::Page => None,
        }
    }

    /// Selects something of the view on show and goes there; inside of a collapsed container that stands for it. Whether
    /// it is there.
    pub fn select_and_fly(&mut self, owner: &Owner) -> bool {
        let owner = &self.seen_instead(owner.clone());
        let place = self.place_of(owner);
        self.select(Some(owner.clone()));
        if let Some(place) = place {
            self.fly_to(place);
        }
        place.is_some()
    }

    /// Shows the small map, or hides it.
    pub fn toggle_map(&mut self) {
        self.going.map = Some(!self.shows_map());
    }

    /// Whether the small map is shown: as was chosen, else for a large drawing that is not seen whole.
    pub fn shows_map(&mut self) -> bool {
        if let Some(chosen) = self.going.map {
            return chosen;
        }
        let plan = self.plan();
        if plan.nodes.len() <= MANY {
            return false;
        }
        let window = self.camera.window(self.canvas);
        !plan.nodes.iter().all(|n| encloses(window, n.rect))
    }

    /// Moves the camera so that a point of the drawing is in the middle.
    pub fn look_at(&mut self, at: crate::geom::Point) {
        self.camera.origin = at - Vec2::new(self.canvas.width, self.canvas.height) / 2.0 / self.camera.zoom;
    }

    /// Whether there is a drawing and nothing of it is in sight.
    #[must_use]
    pub fn is_lost(&mut self) -> bool {
        let window = self.camera.window(self.canvas);
        if self.canvas.width <= 0.0 || !self.fitted {
            return false;
        }
        let plan = self.plan();
        if let Some(canvas) = &plan.canvas {
            return !overlaps(canvas.page, window);
        }
        if plan.nodes.iter().any(|n| overlaps(n.rect, window)) {
            return false;
        }
        let view = self.shown_view();
        let mut notes = view.annotations().filter(|a| a.kind != AnnotationKind::Group).map(|a| a.rect).peekable();
        let any = !plan.nodes.is_empty() || notes.peek().is_some();
        any && !notes.any(|rect| overlaps(rect, window))
    }
}
