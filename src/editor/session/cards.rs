//! Cards on a canvas: they place themselves, stay in their zone, and take another slot there when they are dragged.
//!
//! Knows nothing about how a canvas is laid out.

use std::sync::Arc;

use ecow::EcoString;

use super::{Session, Tone};
use crate::edit::Edit;
use crate::editor::gesture::Gesture;
use crate::geom::{Point, Vec2};
use crate::model::{ElementId, ElementKind};
use crate::scene::canvas::{moved_to, zone_of};

impl Session {
    /// The zone that the dragged card may be dropped in; `None` when no single card of a canvas is dragged.
    #[must_use]
    pub fn dragged_zone(&self) -> Option<EcoString> {
        let dragged = self.is_canvas() && matches!(self.gesture, Gesture::Moving { copy: false, .. });
        let element = self.single_element().filter(|_| dragged)?;
        zone_of(self.document(), element).cloned()
    }

    /// Ends the drag of cards at a point of the canvas: in its own zone a card takes the slot there, elsewhere it goes back
    /// and it is said where it stands.
    pub(super) fn drop_cards(&mut self, at: Point, by: Vec2) {
        let plan = self.plan();
        let moved = self.grabbed().elements.into_iter().map(|id| (id, by)).collect();
        let document = self.document().clone();
        let dropped = Arc::new(plan.moved(&document, &moved, &std::collections::BTreeMap::new()));
        let Some(element) = self.single_element().cloned() else {
            self.move_from(dropped);
            self.say(Tone::Refusal, "Cards of a canvas are moved one at a time.");
            return;
        };
        if element.kind == ElementKind::Stage && self.drop_stage(&element, &plan, at) {
            self.move_from(dropped);
            return;
        }
        let own = zone_of(&document, &element);
        let over = plan.canvas.as_ref().and_then(|canvas| canvas.zone_at(at));
        if let (Some(own), Some(over)) = (own, over)
            && *own == over.id
            && over.level
        {
            let what = "Promises stand level with the streams they drive, and consumers with what is promised to them";
            self.say(Tone::Refusal, format!("{what}; move the stream instead."));
        } else if let (Some(own), Some(over)) = (own, over)
            && *own == over.id
        {
            self.take_slot(&element.id, over.slot_at(at));
        } else if over.is_some_and(|over| self.drop_in_zone(&element, &over.id)) {
            // It stands in another zone now, as what belongs there.
        } else if let Some(zone) = own.and_then(|own| document.metamodel().zones.iter().find(|z| z.id == *own)) {
            let kinds = document.metamodel().kind(element.kind).map_or_else(EcoString::new, |k| k.plural.clone());
            self.say(
                Tone::Refusal,
                format!("It went back: {} have their place in {}.", kinds.to_lowercase(), zone.label),
            );
        }
        self.move_from(dropped);
    }

    /// Gives a card a slot of its zone; those that it pushes on move as far as they must.
    fn take_slot(&mut self, id: &ElementId, slot: usize) {
        let view = self.shown_view();
        let places = moved_to(self.document(), &view, id, slot);
        if places.is_empty() {
            return;
        }
        let label = format!("Move {}", self.name_of(id));
        self.perform_on_view(label, |view| {
            places.into_iter().map(|(id, placement)| Edit::Place(view.clone(), id, placement)).collect()
        });
    }

    /// Makes an element of the kind that a zone of the canvas is for, and opens its name.
    pub fn create_in_zone(&mut self, zone: &str, at: Point) {
        let Some(what) = self.zone_kinds(zone).into_iter().next() else { return };
        self.create(&what, Some(at), None);
    }
}
