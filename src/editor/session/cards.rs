//! Cards on a canvas: they place themselves, stay in their zone, and take another slot there when they are dragged.
//!
//! Knows nothing about how a canvas is laid out.

use std::sync::Arc;

use ecow::EcoString;

use super::{Creatable, Session, Tone};
use crate::edit::Edit;
use crate::editor::gesture::Gesture;
use crate::geom::{Point, Vec2};
use crate::model::attr::{Choices, stakeholder};
use crate::model::metamodel::{Preset, ZoneDef, ZoneRoles};
use crate::model::{Document, Element, ElementId, ElementKind, Placement};
use crate::scene::{Owner, Scene};

/// The zone of the canvas where an element stands.
#[must_use]
pub fn zone_of<'a>(document: &'a Document, element: &Element) -> Option<&'a ZoneDef> {
    let roles = || element.get(stakeholder::ROLES);
    document.metamodel().zones.iter().find(|zone| {
        zone.kinds.iter().any(|k| k == element.kind.id())
            && match &zone.roles {
                None => true,
                Some(ZoneRoles::Any(any)) => has_one_of(roles(), any),
                Some(ZoneRoles::None(none)) => !has_one_of(roles(), none),
            }
    })
}

fn has_one_of(roles: Option<Choices>, wanted: &[EcoString]) -> bool {
    roles.is_some_and(|Choices(roles)| roles.iter().any(|r| wanted.contains(r)))
}

/// The zone at a point of a canvas.
#[must_use]
pub fn zone_at(scene: &Scene, p: Point) -> Option<&str> {
    let mut zones = scene.figures.iter().rev().filter(|f| f.region.contains(p, 0.0));
    zones.find_map(|f| if let Owner::Zone(id) = &f.owner { Some(id.as_str()) } else { None })
}

impl Session {
    /// The zone that the dragged card may be dropped in; `None` when no single card of a canvas is dragged.
    #[must_use]
    pub fn dragged_zone(&self) -> Option<EcoString> {
        let dragged = self.is_canvas() && matches!(self.gesture, Gesture::Moving { .. });
        let element = self.single_element().filter(|_| dragged)?;
        zone_of(self.document(), element).map(|zone| zone.id.clone())
    }

    /// Ends the drag of cards at a point of the canvas: in its own zone a card takes the slot there, elsewhere it goes back
    /// and it is said where it stands.
    pub(super) fn drop_cards(&mut self, at: Point, by: Vec2) {
        let plan = self.plan();
        let moved = self.grabbed().elements.into_iter().map(|id| (id, by)).collect();
        let document = self.document().clone();
        let dropped = Arc::new(plan.moved(&document, &moved));
        let Some(element) = self.single_element().cloned() else {
            self.move_from(dropped);
            self.say(Tone::Refusal, "Cards of a canvas are moved one at a time.");
            return;
        };
        let own = zone_of(&document, &element);
        let over = self.drawing.drawn().and_then(|scene| zone_at(&scene, at).map(EcoString::from));
        if let (Some(zone), Some(over)) = (own, over)
            && zone.id == over
        {
            self.take_slot(&element.id, &zone.id, at);
        } else if let Some(zone) = own {
            let kinds = document.metamodel().kind(element.kind).map_or_else(EcoString::new, |k| k.plural.clone());
            self.say(Tone::Refusal, format!("{kinds} stand in {}.", zone.label));
        }
        self.move_from(dropped);
    }

    /// Gives a card the slot of its zone that is at a point.
    fn take_slot(&mut self, id: &ElementId, zone: &str, at: Point) {
        let plan = self.plan();
        let document = self.document();
        let there =
            |id: &ElementId| document.element(id).and_then(|e| zone_of(document, e)).is_some_and(|z| z.id == zone);
        let parent = plan.node(id).and_then(|n| n.parent);
        let cards = plan.nodes.iter().filter(|n| n.parent == parent && there(&n.element)).enumerate();
        let nearest = cards.min_by(|(_, a), (_, b)| {
            a.rect.center().distance_squared(at).total_cmp(&b.rect.center().distance_squared(at))
        });
        let Some((slot, node)) = nearest else { return };
        if node.element == *id {
            return;
        }
        let mut placement = self.shown_view().placements.get(id).cloned().unwrap_or_else(|| Placement::at(Point::ZERO));
        placement.z = i64::try_from(slot).ok();
        let label = format!("Move {}", self.name_of(id));
        self.perform_on_view(label, |view| vec![Edit::Place(view.clone(), id.clone(), placement)]);
    }

    /// Makes an element of the kind that a zone of the canvas is for, and opens its name.
    pub fn create_in_zone(&mut self, zone: &str, at: Point) {
        let document = self.document();
        let metamodel = document.metamodel();
        let Some(def) = metamodel.zones.iter().find(|z| z.id == zone) else { return };
        let Some(kind) = def.kinds.first().and_then(|k| k.parse::<ElementKind>().ok()) else { return };
        let Some(kind_def) = metamodel.kind(kind) else { return };
        // Consumers and other stakeholders are one kind in two zones: the preset that stands in this one is meant.
        let fits = |preset: &Option<Preset>| {
            let mut element = Element::new(ElementId::new("new"), kind, "");
            if let Some(preset) = preset {
                element.attributes = preset.attributes.clone();
            }
            zone_of(document, &element).is_some_and(|z| z.id == zone)
        };
        let presets = std::iter::once(None).chain(kind_def.presets.iter().cloned().map(Some));
        let Some(preset) = presets.into_iter().find(fits) else { return };
        let label = preset.as_ref().map_or_else(|| kind_def.short.clone(), |p| p.label.clone());
        self.create(&Creatable { kind, preset, label }, Some(at), None);
    }
}
