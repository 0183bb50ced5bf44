//! What the hand feels while it drags: what is level, the line, the container and the border that are near.
//!
//! Knows nothing about what a drop changes.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::size::pulled;
use super::{Creatable, Session};
use crate::edit::between::{may_stand_between, put_between};
use crate::editor::gesture::{self, Gesture, Held, Tool};
use crate::geom::{Point, Rect, Size, Vec2, bounds_of, distance_to_segment, encloses, overlaps};
use crate::layout::snap::{Edge, Field, Pull, Snapped};
use crate::model::{Annotation, AnnotationKind, Element, ElementId, ElementKind, RelationId, RelationKind, Revision};
use crate::scene::{Owner, Plan, Planned, anatomy};

/// The step of the grid, in units.
pub const GRID: f64 = 8.0;
/// How far guides reach, in points of the screen.
const REACH: f64 = 6.0;
/// How near a line what is dropped is put into it, in points of the screen.
const LINE_REACH: f64 = 10.0;
/// How far from the border of the canvas the view begins to move along, in points of the screen.
const EDGE: f64 = 24.0;
/// How fast it moves at the border, in points a second, unless the settings say otherwise.
pub(super) const AUTO_PAN: f64 = 900.0;

/// What a drag would do if it ended now.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Drag {
    /// What the box is level with, and how far it is pulled there.
    pub snapped: Snapped,
    /// The line that it would be put into.
    pub onto: Option<RelationId>,
    /// The container that it would newly stand in.
    pub into: Option<ElementId>,
}

/// An element that is held over the drawing, to be put there.
#[derive(Clone, Debug)]
pub struct Placing {
    /// What it is.
    pub what: Creatable,
    /// The element of the model that it is, where it is not new.
    pub existing: Option<ElementId>,
    /// Where it would stand.
    pub rect: Rect,
    /// Whether it is only placed there, as part of nothing.
    pub apart: bool,
}

/// What was taken up, and what it may come to stand level with.
struct Taken {
    field: Field,
    rect: Rect,
    elements: BTreeSet<ElementId>,
}

/// What goes along with a drag, as of a state of the document: it is asked for in every frame.
pub(super) type Along = (Revision, Arc<BTreeSet<ElementId>>, Arc<Vec<Annotation>>);

/// What the hand holds and how.
#[derive(Default)]
pub(super) struct Hand {
    pub(super) held: Held,
    pub(super) grid: bool,
    pub(super) keep_tool: bool,
    pub(super) drag: Drag,
    pub(super) placing: Option<Placing>,
    pub(super) along: Option<Along>,
    pub(super) space: Option<super::space::Spacing>,
    /// Whether the new element was away from the border already.
    inside: bool,
    taken: Option<Taken>,
}

impl Session {
    /// What the drag that is under way would do if it ended now.
    #[must_use]
    pub fn drag(&self) -> &Drag {
        &self.hand.drag
    }

    /// The element that is held over the drawing, to be put there.
    #[must_use]
    pub fn placing(&self) -> Option<&Placing> {
        self.hand.placing.as_ref()
    }

    /// Whether what is moved is drawn to a grid.
    #[must_use]
    pub fn grid(&self) -> bool {
        self.hand.grid
    }

    /// Turns the grid on or off.
    pub fn toggle_grid(&mut self) {
        self.hand.grid = !self.hand.grid;
    }

    /// How far an arrow key moves the selection: a unit or ten, with the grid one step of it or five.
    #[must_use]
    pub fn nudge_step(&self, far: bool) -> f64 {
        match (self.hand.grid, far) {
            (false, false) => 1.0,
            (false, true) => 10.0,
            (true, false) => GRID,
            (true, true) => 5.0 * GRID,
        }
    }

    // --- tools ---

    /// Whether a tool stays after it was used.
    #[must_use]
    pub fn keeps_tool(&self) -> bool {
        self.hand.keep_tool
    }

    /// Whether a tool stays after it was used.
    pub fn keep_tool(&mut self, keep: bool) {
        self.hand.keep_tool = keep;
    }

    /// Notes that a tool did its work: it gives way to selecting, unless it is kept.
    pub fn tool_used(&mut self) {
        if !self.hand.keep_tool && self.tool != Tool::Hand {
            self.tool = Tool::Select;
        }
    }

    // --- the border of the canvas ---

    /// Lets the view move along while something is dragged near the border of the canvas, which is asked about a point of
    /// the screen and the time since the last frame. Whether it moved.
    pub fn pan_at_border(&mut self, at: Point, seconds: f64) -> bool {
        let held = matches!(self.gesture, Gesture::Idle | Gesture::Pressed { .. }) && self.hand.placing.is_none();
        if held || self.auto_pan <= 0.0 || self.canvas.width < 4.0 * EDGE || self.canvas.height < 4.0 * EDGE {
            return false;
        }
        let depth = |v: f64, size: f64| {
            let low = ((EDGE - v) / EDGE).clamp(0.0, 2.0);
            let high = ((v - (size - EDGE)) / EDGE).clamp(0.0, 2.0);
            low - high
        };
        let by = Vec2::new(depth(at.x, self.canvas.width), depth(at.y, self.canvas.height));
        let by = by * self.auto_pan * seconds.clamp(0.0, 0.1);
        // What comes over the border out of the palette is on its way in.
        if self.hand.placing.is_some() && !self.hand.inside {
            self.hand.inside = by == Vec2::ZERO;
            return false;
        }
        if by == Vec2::ZERO {
            return false;
        }
        self.camera.pan(by);
        true
    }

    // --- what is moved ---

    /// How far what is moved is from where it was, drawn to where it is level with others.
    #[must_use]
    pub fn moved_by(&self) -> Option<Vec2> {
        self.gesture.offset().map(|by| by + self.hand.drag.snapped.by)
    }

    /// Notes which keys are held, for what is said of them while nothing is dragged.
    pub fn note_held(&mut self, held: Held) {
        self.hand.held = held;
    }

    /// Looks what the gesture would do if it ended now.
    pub(super) fn feel(&mut self) {
        match self.gesture {
            Gesture::Moving { start, now, straight, .. } if !self.is_canvas() => {
                let free = match straight {
                    true if (now.x - start.x).abs() >= (now.y - start.y).abs() => [true, false],
                    true => [false, true],
                    false => [true; 2],
                };
                self.feel_move(now, free);
            }
            Gesture::Spacing { start, now } => self.feel_space(start, now),
            Gesture::Resizing { start, now, pull, .. } if !self.hand.held.command && !pull.ratio => {
                self.feel_size(now - start, pull);
            }
            _ => self.forget_drag(),
        }
    }

    pub(super) fn forget_drag(&mut self) {
        self.hand.drag = Drag::default();
        self.hand.taken = None;
        self.hand.along = None;
        self.hand.space = None;
    }

    fn feel_move(&mut self, now: Point, free: [bool; 2]) {
        let Some(by) = self.gesture.offset() else { return };
        self.take_up();
        let (held, pull) = (self.hand.held, self.pull(free));
        let Some(taken) = &self.hand.taken else { return };
        let rect = taken.rect + by;
        let snapped = if held.command { Snapped::default() } else { taken.field.snap(rect, &pull) };
        let there = rect + snapped.by;
        let single = self.single_element().cloned();
        let moved = if single.is_some() { taken.elements.clone() } else { BTreeSet::new() };
        let onto = single.as_ref().filter(|_| !held.command).and_then(|e| {
            let plan = self.plan();
            let near = self.lines_near(&plan, &[now, there.center()]);
            let document = self.document();
            near.into_iter().find(|id| put_between(document, &e.id, id).is_some())
        });
        let into = single.filter(|_| onto.is_none()).and_then(|e| {
            let plan = self.plan();
            let container = self.container_at(&plan, e.kind, there, &moved)?;
            let was = self.container_at(&plan, e.kind, rect - by, &moved);
            (self.document().parent(&e.id) != Some(&container) && was.as_ref() != Some(&container)).then_some(container)
        });
        let into = into.or_else(|| self.whole_for_notes(now));
        self.hand.drag = Drag { snapped, onto, into };
    }

    /// Notes what is held, and what it may come to stand level with.
    fn take_up(&mut self) {
        if self.hand.taken.is_none() {
            let grabbed = self.grabbed();
            let plan = self.plan();
            let boxes = grabbed.elements.iter().filter_map(|id| plan.node(id)).map(|n| n.rect);
            if let Some(rect) = bounds_of(boxes.chain(grabbed.annotations.iter().map(|a| a.rect))) {
                let notes: Vec<_> = grabbed.annotations.iter().map(|a| a.id.clone()).collect();
                let field = self.field(&plan, |owner| match owner {
                    Owner::Element(id) => grabbed.elements.contains(id),
                    Owner::Annotation(id) => notes.contains(id),
                    _ => true,
                });
                self.hand.taken = Some(Taken { field, rect, elements: grabbed.elements });
            }
        }
    }

    /// Looks what a side or corner that is dragged is level with, and which box is as wide or as high.
    fn feel_size(&mut self, by: Vec2, how: gesture::Pull) {
        self.take_up();
        let pull = self.pull([true; 2]);
        // The box itself and not what it carries.
        let Some((_, rect)) = self.resizable() else { return };
        let sized = pulled(rect, by, how, Size::new(1.0, 1.0));
        let edge = |low| Some(if low { Edge::Low } else { Edge::High });
        let edges = [edge(how.left).filter(|_| !how.height_only), edge(how.top).filter(|_| !how.width_only)];
        let grows = if how.centred { 2.0 } else { 1.0 };
        let Some(taken) = &self.hand.taken else { return };
        let snapped = taken.field.snap_size(sized, edges, grows, &pull);
        self.hand.drag = Drag { snapped, ..Drag::default() };
    }

    fn pull(&self, free: [bool; 2]) -> Pull {
        Pull { reach: REACH / self.camera.zoom, free, grid: self.hand.grid.then_some(GRID) }
    }

    /// What can be seen of the drawing, without what is moved.
    fn field(&mut self, plan: &Plan, moved: impl Fn(&Owner) -> bool) -> Field {
        let window = self.camera.window(self.canvas);
        let in_sight = |rect: Rect| window.width() <= 0.0 || overlaps(window, rect);
        let boxes = plan.nodes.iter().filter(|n| in_sight(n.rect) && !moved(&Owner::Element(n.element.clone())));
        let mut rects: Vec<Rect> = boxes.map(|n| n.rect).collect();
        let view = self.shown_view();
        let notes = view.annotations().filter(|a| a.kind != AnnotationKind::Group && in_sight(a.rect));
        rects.extend(notes.filter(|a| !moved(&Owner::Annotation(a.id.clone()))).map(|a| a.rect));
        Field::new(rects)
    }

    /// The relations whose lines run near one of some points, the nearest first.
    pub(super) fn lines_near(&self, plan: &Plan, points: &[Point]) -> Vec<RelationId> {
        let reach = LINE_REACH / self.camera.zoom;
        let away = |route: &[Point]| {
            let pieces = route.windows(2).flat_map(|s| points.iter().map(|p| distance_to_segment(*p, s[0], s[1])));
            pieces.fold(f64::INFINITY, f64::min)
        };
        let mut near: Vec<_> =
            plan.edges.iter().map(|e| (away(&e.route), &e.relation)).filter(|e| e.0 <= reach).collect();
        near.sort_by(|a, b| a.0.total_cmp(&b.0));
        near.into_iter().map(|e| e.1.clone()).collect()
    }

    /// The innermost box around `rect` that may hold elements of a kind, of those that are not `moved`. One that holds
    /// nothing yet is no larger than what it is to hold, so the middle of `rect` on it is enough.
    pub(super) fn container_at(
        &self,
        plan: &Plan,
        kind: ElementKind,
        rect: Rect,
        moved: &BTreeSet<ElementId>,
    ) -> Option<ElementId> {
        let document = self.document();
        let holds = |id: &ElementId| {
            let whole = document.element(id).map(|e| e.kind);
            whole.is_some_and(|whole| document.metamodel().is_legal(RelationKind::Contains, whole, kind))
        };
        let takes = |n: &Planned| encloses(n.rect, rect) || !n.holds && n.rect.contains(rect.center());
        let around = plan.nodes.iter().rev().filter(|n| takes(n) && !moved.contains(&n.element));
        around.map(|n| &n.element).find(|id| holds(id)).cloned()
    }

    // --- what is new ---

    /// Holds a new element over a point of the drawing, drawn to where it is level with others unless that is `suspended`.
    pub fn hold_new(&mut self, what: &Creatable, at: Point, suspended: bool) {
        let mut element = Element::new(ElementId::new("new"), what.kind, what.label.clone());
        if let Some(preset) = &what.preset {
            element.attributes = preset.attributes.clone();
        }
        let size = anatomy::natural_size(self.document(), &element);
        let onto = if suspended || self.is_canvas() {
            None
        } else {
            let plan = self.plan();
            let near = self.lines_near(&plan, &[at]);
            near.into_iter().find(|id| may_stand_between(self.document(), what.kind, id))
        };
        self.hold(what.clone(), None, size, (at, suspended), onto);
        if self.hand.drag.onto.is_none() {
            let plan = self.plan();
            let middle = self.hand.placing.as_ref().map(|p| if self.is_canvas() { at } else { p.rect.center() });
            self.hand.drag.into = middle.and_then(|p| self.home_of_new(what.kind, &plan, p));
        }
    }

    /// Holds a box of a size around a point, drawn to where it is level with others.
    pub(super) fn hold(
        &mut self,
        what: Creatable,
        existing: Option<ElementId>,
        size: Size,
        (at, suspended): (Point, bool),
        onto: Option<RelationId>,
    ) {
        let corner = Rect::from_center_size(at, size).origin();
        let rect = Rect::from_origin_size((corner.x.round(), corner.y.round()), size);
        let placing = |rect| Some(Placing { what, existing, rect, apart: false });
        let plan = self.plan();
        if self.is_canvas() {
            self.hand.placing = placing(rect);
            return;
        }
        if self.hand.taken.is_none() {
            let field = self.field(&plan, |_| false);
            self.hand.taken = Some(Taken { field, rect, elements: BTreeSet::new() });
        }
        let pull = self.pull([true; 2]);
        let taken = self.hand.taken.as_ref().filter(|_| !suspended);
        let snapped = taken.map_or_else(Snapped::default, |taken| taken.field.snap(rect, &pull));
        self.hand.placing = placing(rect + snapped.by);
        self.hand.drag = Drag { snapped, onto, into: None };
    }

    /// Says whether what is held is only placed where it is dropped, as part of nothing.
    pub fn hold_apart(&mut self, apart: bool) {
        if let Some(placing) = &mut self.hand.placing {
            placing.apart = apart;
        }
        if apart {
            self.hand.drag.into = None;
        }
    }

    /// Forgets the element that was held over the drawing.
    pub fn let_go(&mut self) {
        self.hand.inside = false;
        if self.hand.placing.take().is_some() {
            self.forget_drag();
        }
    }

    /// Makes the element that is held over the drawing where it is, or puts it there: on a line it is put into it.
    pub fn drop_new(&mut self) {
        let Some(placing) = self.hand.placing.take() else { return };
        self.hand.inside = false;
        let onto = self.hand.drag.onto.take();
        self.forget_drag();
        match (&placing.existing, onto) {
            (Some(id), onto) => self.drop_existing(id, placing.rect, onto.as_ref(), placing.apart),
            (None, Some(relation)) => self.create_on_line(&placing.what, placing.rect, &relation),
            (None, None) if placing.apart => self.create_apart(&placing.what, placing.rect.center()),
            (None, None) => self.create_by_hand(&placing.what, placing.rect.center()),
        }
    }

    // --- what lies underneath ---

    /// Selects what lies under what is selected at a point, and after the lowest the topmost again.
    pub(super) fn select_under(&mut self, at: Point) {
        let Some(scene) = self.drawing.drawn() else { return };
        let hits: Vec<Owner> =
            scene.hits(at, REACH / self.camera.zoom).into_iter().filter(|o| o.is_thing()).cloned().collect();
        let on = hits.iter().position(|o| self.selection.contains(o)).or_else(|| {
            // What is on top needs no Alt.
            (hits.len() > 1).then_some(0)
        });
        let next = on.map_or(0, |i| (i + 1) % hits.len().max(1));
        self.select(hits.get(next).cloned());
    }
}
