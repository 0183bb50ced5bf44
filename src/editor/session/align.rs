//! Bringing what is selected into line: aligned, spread, stacked, of one size.
//!
//! Knows nothing about where boxes go: `layout::align` does.

use std::collections::BTreeSet;

use super::{Session, Tone};
use crate::geom::{Point, Rect, Size, bounds_of};
use crate::layout::align::{self, Align, Axis, Piece};
use crate::model::AnnotationKind;
use crate::scene::{Owner, anatomy};

/// The gap between what is stacked.
const GAP: f64 = 24.0;

/// How what is selected is brought into line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arranging {
    /// Aligned.
    Align(Align),
    /// Spread with equal gaps.
    Distribute(Axis),
    /// One behind the other.
    Stack(Axis),
}

impl Arranging {
    const fn verb(self) -> &'static str {
        match self {
            Self::Align(_) => "Align",
            Self::Distribute(_) => "Distribute",
            Self::Stack(_) => "Stack",
        }
    }
}

/// Which sides are made the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sides {
    /// The width.
    Width,
    /// The height.
    Height,
    /// Both.
    Both,
}

impl Session {
    /// The selected things as pieces that move each with all it carries; what another of them carries is none.
    fn pieces(&mut self) -> Vec<(Owner, Piece)> {
        let (plan, view) = (self.plan(), self.shown_view());
        let selection = self.selection.clone();
        let mut carried: BTreeSet<Owner> = BTreeSet::new();
        for owner in &selection {
            let all = self.carried_by(&BTreeSet::from([owner.clone()]), true);
            let owners = all.elements.into_iter().map(Owner::Element);
            let owners = owners.chain(all.annotations.into_iter().map(|a| Owner::Annotation(a.id)));
            carried.extend(owners.filter(|other| other != owner));
        }
        let annotations: Vec<_> = view.annotations().collect();
        let rect_of = |owner: &Owner| match owner {
            Owner::Element(id) => plan.node(id).map(|n| n.rect),
            Owner::Annotation(id) => annotations.iter().find(|a| a.id == *id).and_then(|a| match a.kind {
                AnnotationKind::Group => bounds_of(a.members.iter().filter_map(|m| plan.node(m)).map(|n| n.rect)),
                _ => Some(a.rect),
            }),
            _ => None,
        };
        let pieces = selection.into_iter().filter(|owner| !carried.contains(owner));
        let pieces: Vec<(Owner, Rect)> = pieces.filter_map(|owner| Some((owner.clone(), rect_of(&owner)?))).collect();
        pieces.into_iter().map(|(owner, rect)| (owner.clone(), Piece { rect, fixed: self.is_locked(&owner) })).collect()
    }

    /// Brings what is selected into line, as one step.
    pub fn bring_into_line(&mut self, how: Arranging) {
        self.commit_naming();
        let pieces = self.pieces();
        let (owners, boxes): (Vec<Owner>, Vec<Piece>) = pieces.into_iter().unzip();
        let offsets = match how {
            Arranging::Align(how) => align::align(&boxes, how),
            Arranging::Distribute(axis) => align::distribute(&boxes, axis),
            Arranging::Stack(axis) => align::stack(&boxes, axis, GAP),
        };
        let label = format!("{} {}", how.verb(), self.things_named());
        let (plan, view) = (self.plan(), self.shown_view());
        let mut seen = BTreeSet::new();
        let (mut places, mut notes) = (Vec::new(), Vec::new());
        for (owner, by) in owners.into_iter().zip(offsets).filter(|(_, by)| by.hypot2() > 0.0) {
            let carried = self.carried_by(&BTreeSet::from([owner]), false);
            for id in carried.elements {
                let Some(mut placement) = view.placements.get(&id).cloned() else { continue };
                if seen.insert(Owner::Element(id.clone())) {
                    let at = plan.node(&id).map_or(placement.origin(), |n| n.rect.origin());
                    (placement.x, placement.y) = (at.x + by.x, at.y + by.y);
                    places.push((id, placement));
                }
            }
            for mut note in carried.annotations {
                if seen.insert(Owner::Annotation(note.id.clone())) {
                    note.rect = note.rect + by;
                    notes.push(note);
                }
            }
        }
        if places.is_empty() && notes.is_empty() {
            let locked = boxes.iter().filter(|b| b.fixed).count();
            let text = if locked == boxes.len() {
                "What is selected is locked. Unlock it first."
            } else {
                "This is in line already."
            };
            self.say(Tone::Info, text);
            return;
        }
        self.put_things(label, places, notes, plan);
    }

    /// Gives what is selected one size, as one step: that of a locked one where there is one, else the greatest.
    pub fn make_same_size(&mut self, sides: Sides) {
        self.commit_naming();
        let (plan, view) = (self.plan(), self.shown_view());
        let selection = self.selection.clone();
        let sized: Vec<(Owner, Piece)> = selection
            .into_iter()
            .filter_map(|owner| {
                let rect = match &owner {
                    Owner::Element(id) => plan.node(id).filter(|n| n.hides.is_empty())?.rect,
                    Owner::Annotation(id) => self.annotation(id).filter(|a| a.kind != AnnotationKind::Group)?.rect,
                    _ => return None,
                };
                Some((owner.clone(), Piece { rect, fixed: self.is_locked(&owner) }))
            })
            .collect();
        let pieces: Vec<Piece> = sized.iter().map(|(_, piece)| *piece).collect();
        let common = align::common_size(&pieces);
        let (mut places, mut notes) = (Vec::new(), Vec::new());
        for (owner, piece) in sized.into_iter().filter(|(_, piece)| !piece.fixed) {
            let old = piece.rect.size();
            let mut to = match sides {
                Sides::Width => Size::new(common.width, old.height),
                Sides::Height => Size::new(old.width, common.height),
                Sides::Both => common,
            };
            match owner {
                Owner::Element(id) => {
                    let least = self.least_size(&id);
                    to = Size::new(to.width.max(least.width), to.height.max(least.height));
                    let Some(mut placement) = view.placements.get(&id).cloned().filter(|_| to != old) else { continue };
                    (placement.w, placement.h) = (Some(to.width), Some(to.height));
                    places.push((id, placement));
                }
                Owner::Annotation(id) => {
                    let Some(mut note) = self.annotation(&id).filter(|_| to != old) else { continue };
                    note.rect = Rect::from_origin_size(note.rect.origin(), to);
                    notes.push(note);
                }
                _ => {}
            }
        }
        if places.is_empty() && notes.is_empty() {
            self.say(Tone::Info, "These have one size already.");
            return;
        }
        let label = match sides {
            Sides::Width => "Make widths the same",
            Sides::Height => "Make heights the same",
            Sides::Both => "Make sizes the same",
        };
        self.put_things(label, places, notes, plan);
    }

    /// The least size of an element: what its card needs, and what it holds.
    pub(super) fn least_size(&mut self, id: &crate::model::ElementId) -> Size {
        let plan = self.plan();
        let Some(element) = self.document().element(id) else { return Size::ZERO };
        let natural = anatomy::natural_size(self.document(), element);
        let Some(node) = plan.node(id) else { return natural };
        // What was made smaller elsewhere stays as it is.
        let now = node.rect.size();
        let least = Size::new(natural.width.min(now.width), natural.height.min(now.height));
        let Some(held) = self.held_room(id) else { return least };
        let corner = Point::new(held.x1, held.y1) - node.rect.origin();
        Size::new(least.width.max(corner.x), least.height.max(corner.y))
    }

    /// What a container holds, with the space that it keeps around that.
    pub(super) fn held_room(&mut self, id: &crate::model::ElementId) -> Option<Rect> {
        let plan = self.plan();
        let at = plan.nodes.iter().position(|n| n.element == *id)?;
        let held = bounds_of(plan.nodes.iter().filter(|n| n.parent == Some(at)).map(|n| n.rect))?;
        let room = held + anatomy::container_padding(self.document().element(id)?.kind);
        // Somebody may have put things nearer to the border.
        Some(room.intersect(plan.nodes[at].rect).union(held))
    }

    /// What is said of the selection: a name, or how many things.
    pub(super) fn things_named(&mut self) -> String {
        let (elements, annotations) = (self.selected_elements(), self.selected_annotations());
        if annotations.is_empty() {
            self.names_of(&elements)
        } else if elements.is_empty() {
            self.annotations_named(&annotations)
        } else {
            format!("{} things", elements.len() + annotations.len())
        }
    }

    /// How many elements, notes, frames and groups are selected.
    #[must_use]
    pub fn selected_things(&self) -> usize {
        self.selection.iter().filter(|o| matches!(o, Owner::Element(_) | Owner::Annotation(_))).count()
    }
}
