//! The order of what stands on a canvas: stages of a stream, cards of a zone, and a card's way into another zone or stream.
//!
//! Knows nothing about pointers and keys.

use super::{Session, Tone};
use crate::edit::{Edit, compose};
use crate::editor::gesture::Gesture;
use crate::geom::{Point, Rect};
use crate::model::{Direction, Element, ElementId, ElementKind, RelationId, RelationKind};
use crate::scene::canvas::{moved_to, zone_of};
use crate::scene::{Owner, Plan};

impl Session {
    /// Moves the selected card one slot, or the selected stage one position in its stream.
    pub fn move_in_order(&mut self, later: bool) {
        self.commit_naming();
        let Some(element) = self.single_element().cloned() else { return };
        if element.kind == ElementKind::Stage {
            self.move_stage(&element.id, later);
            return;
        }
        if !self.is_canvas() {
            self.say(
                Tone::Refusal,
                "Only stages, and the cards of a canvas, have an order. Arrow keys move the selection.",
            );
            return;
        }
        let plan = self.plan();
        let zones = plan.canvas.as_ref().map(|c| c.zones.as_slice()).unwrap_or_default();
        let place = zones.iter().find_map(|z| {
            let at = z.slots.iter().position(|(id, _)| id.as_ref() == Some(&element.id))?;
            Some((z.level, at))
        });
        match place {
            Some((true, _)) => self.say(Tone::Refusal, "It stands level with its stream; move the stream instead."),
            Some((false, at)) => {
                if let Some(slot) = if later { Some(at + 1) } else { at.checked_sub(1) } {
                    self.take_slot_of(&element.id, slot);
                }
            }
            None => self.say(Tone::Refusal, "It has no place on this page."),
        }
    }

    fn take_slot_of(&mut self, id: &ElementId, slot: usize) {
        let view = self.shown_view();
        let places = moved_to(self.document(), &view, id, slot);
        let label = format!("Move {}", self.name_of(id));
        let before = self.plan();
        if !places.is_empty()
            && self.perform_on_view(label, |view| {
                places.into_iter().map(|(id, placement)| Edit::Place(view.clone(), id, placement)).collect()
            })
        {
            self.move_from(before);
        }
    }

    fn move_stage(&mut self, id: &ElementId, later: bool) {
        let Some(stream) = self.document().parent(id).cloned() else {
            self.say(Tone::Refusal, "This stage is in no stream yet.");
            return;
        };
        let order: Vec<ElementId> = self.document().children(&stream).iter().map(|s| s.id.clone()).collect();
        let Some(at) = order.iter().position(|s| s == id) else { return };
        let to = if later { at + 1 } else { at.wrapping_sub(1) };
        if to < order.len() {
            self.put_stage(id, &stream, to);
        }
    }

    /// Puts a stage into a stream at a position, as one step: it leaves the stream it was in, and both stay chains where
    /// they were.
    pub(super) fn put_stage(&mut self, id: &ElementId, stream: &ElementId, at: usize) {
        let document = self.document().clone();
        let others =
            |stream: &ElementId| document.children(stream).iter().map(|s| s.id.clone()).filter(|s| s != id).collect();
        let mut order: Vec<ElementId> = others(stream);
        order.insert(at.min(order.len()), id.clone());
        let mut edits = Vec::new();
        let old = document.parent(id).cloned();
        if old.as_ref() != Some(stream) {
            if let Some(old) = &old {
                let left: Vec<ElementId> = others(old);
                edits.extend(compose::in_order(&document, old, &left));
                edits.extend(self.contained_by(id).map(Edit::RemoveRelation));
            }
            edits.extend(compose::bare(RelationKind::Contains, stream, id));
        }
        edits.extend(compose::in_order(&document, stream, &order));
        let label = if old.as_ref() == Some(stream) || old.is_none() {
            format!("Move {}", self.name_of(id))
        } else {
            format!("Move {} to {}", self.name_of(id), self.name_of(stream))
        };
        let before = self.plan();
        if crate::edit::apply(&document, &edits).is_ok_and(|(_, delta)| !delta.is_empty()) {
            if self.perform(label, &edits) {
                self.move_from(before);
            }
        } else if let Err(error) = crate::edit::apply(&document, &edits) {
            self.say(Tone::Refusal, error.to_string());
        }
    }

    fn contained_by(&self, id: &ElementId) -> Option<RelationId> {
        let index = self.document().index();
        index.relations_of_kind(id, RelationKind::Contains, Direction::Incoming).next().map(|(_, r)| r.clone())
    }

    /// Drops a stage on a stream of the canvas. Whether there was one.
    pub(super) fn drop_stage(&mut self, element: &Element, plan: &Plan, at: Point) -> bool {
        let Some((stream, position)) = self.stage_place(element, plan, at) else { return false };
        self.put_stage(&element.id, &stream, position);
        true
    }

    /// The stream at a point, and which position a stage takes that is dropped there.
    fn stage_place(&self, element: &Element, plan: &Plan, at: Point) -> Option<(ElementId, usize)> {
        let document = self.document();
        let kind = |id: &ElementId| document.element(id).map(|e| e.kind);
        let row = plan
            .nodes
            .iter()
            .find(|n| kind(&n.element) == Some(ElementKind::ValueStream) && n.rect.contains(at))
            .filter(|_| element.kind == ElementKind::Stage)?;
        let stages = document.children(&row.element);
        let before = |s: &&&std::sync::Arc<Element>| {
            s.id != element.id
                && plan.node(&s.id).is_some_and(|n| {
                    // Stages of a long stream stand in several lines.
                    n.rect.y1 < at.y || n.rect.y0 <= at.y && n.rect.center().x < at.x
                })
        };
        Some((row.element.clone(), stages.iter().filter(before).count()))
    }

    /// Drops a card in another zone that takes its kind, by the attributes that put it there. Whether it could.
    pub(super) fn drop_in_zone(&mut self, element: &Element, zone: &str) -> bool {
        let document = self.document().clone();
        let metamodel = document.metamodel();
        let kinds = metamodel.zones.iter().find(|z| z.id == zone).map(|z| z.kinds.as_slice()).unwrap_or_default();
        if !kinds.iter().any(|k| k == element.kind.id()) {
            return false;
        }
        let presets = metamodel.kind(element.kind).map(|k| k.presets.as_slice()).unwrap_or_default();
        for preset in presets {
            let mut other = element.clone();
            for (key, value) in &preset.attributes {
                other.attributes.set(key.clone(), value.clone());
            }
            if zone_of(&document, &other).is_none_or(|z| z != zone) {
                continue;
            }
            let edits: Vec<Edit> = preset
                .attributes
                .iter()
                .map(|(key, value)| Edit::SetAttribute(element.id.clone(), key.clone(), Some(value.clone())))
                .collect();
            let label = format!("Change {} to {}", element.shown_name(), preset.label.to_lowercase());
            return self.perform(label, &edits);
        }
        false
    }

    /// Where the card that is dragged over a canvas would go: the slot, or the gap between stages.
    #[must_use]
    pub fn drop_mark(&mut self) -> Option<Rect> {
        let Gesture::Moving { now, .. } = self.gesture else { return None };
        let element = self.single_element().filter(|_| self.is_canvas())?.clone();
        let plan = self.plan();
        if element.kind != ElementKind::Stage {
            let own = zone_of(self.document(), &element)?;
            let zone = plan.canvas.as_ref()?.zone_at(now).filter(|z| z.id == *own && !z.level)?;
            return zone.slots.get(zone.slot_at(now)).map(|(_, r)| *r);
        }
        let (stream, position) = self.stage_place(&element, &plan, now)?;
        let stages = self.document().children(&stream);
        let rects: Vec<Rect> =
            stages.iter().filter(|s| s.id != element.id).filter_map(|s| plan.node(&s.id)).map(|n| n.rect).collect();
        let bar = |x: f64, r: Rect| Rect::new(x - 2.0, r.y0, x + 2.0, r.y1);
        match (rects.get(position), position.checked_sub(1).and_then(|i| rects.get(i))) {
            (_, Some(before)) => Some(bar(before.x1 + 3.0, *before)),
            (Some(after), None) => Some(bar(after.x0 - 3.0, *after)),
            (None, None) => plan.node(&stream).map(|n| n.rect),
        }
    }

    /// Adds where a click on a zone says so: an empty one, or the plus in its header. Whether it did.
    pub(super) fn click_in_zone(&mut self, owner: Option<&Owner>, at: Point) -> bool {
        let Some(Owner::Zone(zone)) = owner else { return false };
        if self.editable().is_err() {
            return false;
        }
        let plan = self.plan();
        let Some(canvas) = &plan.canvas else { return false };
        let Some(there) = canvas.zone(zone) else { return false };
        let empty = there.slots.iter().all(|(id, _)| id.is_none()) && there.left_over.is_empty();
        if empty || canvas.plus(self.document(), there).contains(at) {
            self.select(None);
            let zone = zone.clone();
            self.create_in_zone(&zone, at);
            return true;
        }
        false
    }
}
