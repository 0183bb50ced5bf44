//! Resizing boxes by hand: elements, notes and frames, by their corners and sides.
//!
//! Knows nothing about where corners are on the screen.

use super::Session;
use crate::edit::Edit;
use crate::editor::gesture::Pull;
use crate::geom::{Point, Rect, Size, Vec2, encloses};
use crate::model::{Annotation, AnnotationKind, ElementId};
use crate::scene::{Owner, anatomy, notes};

/// The least size that a note or frame is drawn to by hand.
const LEAST: Size = Size::new(96.0, 56.0);

/// Something with another size.
pub(super) enum Sized {
    /// A note or frame.
    Note(Annotation),
    /// An element, and the containers that grow with it.
    Elements(Vec<(ElementId, Rect)>),
}

/// A rectangle whose corner is dragged, in whole units and not below a size.
#[must_use]
pub fn pulled(rect: Rect, by: Vec2, pull: Pull, least: Size) -> Rect {
    let by = Vec2::new(if pull.height_only { 0.0 } else { by.x }, if pull.width_only { 0.0 } else { by.y });
    let (sx, sy) = (if pull.left { -1.0 } else { 1.0 }, if pull.top { -1.0 } else { 1.0 });
    let both = if pull.centred { 2.0 } else { 1.0 };
    let mut to = Size::new(rect.width() + sx * by.x * both, rect.height() + sy * by.y * both);
    if pull.ratio && rect.width() > 0.0 && rect.height() > 0.0 {
        let floor = (least.width / rect.width()).max(least.height / rect.height());
        let (wide, high) = (to.width / rect.width(), to.height / rect.height());
        let scale = match (pull.width_only, pull.height_only) {
            (true, _) => wide,
            (_, true) => high,
            _ => wide.max(high),
        };
        let scale = scale.max(floor);
        to = rect.size() * scale;
    }
    let to = Size::new(to.width.max(least.width).round(), to.height.max(least.height).round());
    let grown = Vec2::new(to.width - rect.width(), to.height - rect.height());
    let origin = if pull.centred {
        (rect.origin() - grown / 2.0).round()
    } else {
        let left = if pull.left { grown.x } else { 0.0 };
        let top = if pull.top { grown.y } else { 0.0 };
        rect.origin() - Vec2::new(left, top)
    };
    Rect::from_origin_size(origin, to)
}

impl Session {
    /// The box of what is selected alone, where its corners can be dragged.
    pub fn resizable(&mut self) -> Option<(Owner, Rect)> {
        self.editable().ok()?;
        let owner = self.selection().iter().next().filter(|_| self.selection().len() == 1)?.clone();
        if self.is_locked(&owner) {
            return None;
        }
        let rect = match &owner {
            Owner::Annotation(id) => self.annotation(id).filter(|a| a.kind != AnnotationKind::Group)?.rect,
            // A collapsed container is as large as what it says; cards of a canvas have the size of their slots.
            Owner::Element(id) if !self.is_canvas() => self.plan().node(id).filter(|n| n.hides.is_empty())?.rect,
            _ => return None,
        };
        Some((owner, rect))
    }

    /// What its corner being dragged makes of something.
    pub(super) fn resized(&mut self, owner: &Owner, by: Vec2, pull: Pull) -> Option<Sized> {
        match owner {
            Owner::Annotation(id) => {
                let mut annotation = self.annotation(id)?;
                annotation.rect = pulled(annotation.rect, by, pull, LEAST);
                Some(Sized::Note(annotation))
            }
            Owner::Element(id) => {
                let plan = self.plan();
                let node = plan.node(id)?;
                let natural = anatomy::natural_size(self.document(), self.document().element(id)?);
                let now = node.rect.size();
                let least = Size::new(natural.width.min(now.width), natural.height.min(now.height));
                let mut rect = pulled(node.rect, by, pull, least);
                if let Some(held) = self.held_room(id) {
                    rect = rect.union(held);
                }
                Some(Sized::Elements(self.with_room_around(id, rect)))
            }
            _ => None,
        }
    }

    /// An element with another box, and the containers around it that have to grow to hold it.
    fn with_room_around(&mut self, id: &ElementId, rect: Rect) -> Vec<(ElementId, Rect)> {
        let plan = self.plan();
        let mut sized = vec![(id.clone(), rect)];
        let mut needed = rect;
        let mut around = plan.node(id).and_then(|n| n.parent);
        while let Some(node) = around.map(|p| &plan.nodes[p]) {
            if encloses(node.rect, needed) || self.is_locked(&Owner::Element(node.element.clone())) {
                break;
            }
            let Some(kind) = self.document().element(&node.element).map(|e| e.kind) else { break };
            needed = node.rect.union(needed + anatomy::container_padding(kind));
            sized.push((node.element.clone(), needed));
            around = node.parent;
        }
        sized
    }

    /// Drags the corner of something, as one step.
    pub(super) fn resize(&mut self, owner: &Owner, by: Vec2, pull: Pull) {
        let label = format!("Resize {}", self.things_named());
        match self.resized(owner, by, pull) {
            Some(Sized::Note(annotation)) => {
                self.perform_on_view(label, |view| vec![Edit::PutAnnotation(view.clone(), annotation)]);
            }
            Some(Sized::Elements(rects)) => self.put_sizes(&label, &rects),
            None => {}
        }
    }

    fn put_sizes(&mut self, label: &str, rects: &[(ElementId, Rect)]) {
        let (plan, shown) = (self.plan(), self.shown_view());
        let placed: Vec<_> = rects
            .iter()
            .filter(|(id, rect)| plan.node(id).is_some_and(|n| n.rect != *rect))
            .filter_map(|(id, rect)| {
                let mut placement = shown.placements.get(id)?.clone();
                (placement.x, placement.y) = (rect.x0, rect.y0);
                (placement.w, placement.h) = (Some(rect.width()), Some(rect.height()));
                Some((id.clone(), placement))
            })
            .collect();
        if !placed.is_empty() {
            self.perform_on_view(label, |view| {
                placed.into_iter().map(|(id, p)| Edit::Place(view.clone(), id, p)).collect()
            });
        }
    }

    /// Lets what is selected have the size that what it says or holds asks for, as one step.
    pub fn use_natural_size(&mut self) {
        self.commit_naming();
        let (before, shown) = (self.plan(), self.shown_view());
        let (mut places, mut sheets) = (Vec::new(), Vec::new());
        for owner in self.selection.clone() {
            if self.is_locked(&owner) {
                continue;
            }
            match &owner {
                Owner::Element(id) => {
                    let Some(now) = shown.placements.get(id).filter(|_| before.node(id).is_some()) else { continue };
                    let mut placement = now.clone();
                    (placement.w, placement.h) = (None, None);
                    if let Some(room) = self.room_of(id) {
                        (placement.x, placement.y) = (room.x0, room.y0);
                        (placement.w, placement.h) = (Some(room.width()), Some(room.height()));
                    }
                    if placement != *now {
                        places.push((id.clone(), placement));
                    }
                }
                Owner::Annotation(id) => {
                    let Some(mut note) = self.annotation(id).filter(|a| a.kind == AnnotationKind::Note) else {
                        continue;
                    };
                    let height = notes::note_height(&note.text, note.rect.width()).max(LEAST.height);
                    if (height - note.rect.height()).abs() > 0.5 {
                        note.rect.y1 = note.rect.y0 + height;
                        sheets.push(note);
                    }
                }
                _ => {}
            }
        }
        if places.is_empty() && sheets.is_empty() {
            self.say(super::Tone::Info, "This has its natural size already.");
            return;
        }
        let label = format!("Natural size of {}", self.things_named());
        self.put_things(label, places, sheets, before);
    }

    /// The box that a container wants around what it holds; `None` for what holds nothing.
    fn room_of(&mut self, id: &ElementId) -> Option<Rect> {
        let plan = self.plan();
        let node = plan.node(id).filter(|n| n.holds)?;
        let at = plan.nodes.iter().position(|n| n.element == *id)?;
        let held = crate::geom::bounds_of(plan.nodes.iter().filter(|n| n.parent == Some(at)).map(|n| n.rect))?;
        let document = self.document();
        let element = document.element(id)?;
        let mut room = held + anatomy::container_padding(element.kind);
        let natural = anatomy::natural_size(document, element);
        room.x1 = room.x1.max(room.x0 + natural.width);
        room.y1 = room.y1.max(room.y0 + natural.height);
        // What stands around it must still hold it.
        match node.parent.map(|p| plan.nodes[p].rect) {
            Some(around) if !encloses(around, room) => Some(room.intersect(around).union(held)),
            _ => Some(room),
        }
    }
}

/// The corners of a box by which it is resized.
#[must_use]
pub fn corners(rect: Rect) -> [(Pull, Point); 4] {
    [(false, false), (true, false), (false, true), (true, true)].map(|(left, top)| {
        let at = Point::new(if left { rect.x0 } else { rect.x1 }, if top { rect.y0 } else { rect.y1 });
        (Pull { left, top, ..Pull::default() }, at)
    })
}

/// The sides of a box by which it is resized in one direction, each from end to end.
#[must_use]
pub fn sides(rect: Rect) -> [(Pull, Point, Point); 4] {
    let [nw, ne] = [Point::new(rect.x0, rect.y0), Point::new(rect.x1, rect.y0)];
    let [sw, se] = [Point::new(rect.x0, rect.y1), Point::new(rect.x1, rect.y1)];
    let pull = Pull::default();
    [
        (Pull { left: true, width_only: true, ..pull }, nw, sw),
        (Pull { width_only: true, ..pull }, ne, se),
        (Pull { top: true, height_only: true, ..pull }, nw, ne),
        (Pull { height_only: true, ..pull }, sw, se),
    ]
}
