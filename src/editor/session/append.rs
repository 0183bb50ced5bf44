//! Making the next element with the keyboard: in a direction, beside another, of a headline kind.
//!
//! Knows nothing about which keys do it.

use super::make::{free_place, grown_to_hold};
use super::{Creatable, Menu, Naming, Session, Tone};
use crate::edit::{Edit, compose};
use crate::geom::{Point, Rect, Size, Vec2};
use crate::model::{Element, ElementId, ElementKind, Placement, RelationKind};
use crate::scene::canvas::{extended, zone_of};
use crate::scene::{Owner, anatomy};

/// The space between an element and what is appended to it.
const GAP: f64 = 72.0;
/// What is appended before its kind is known.
const USUAL: Size = Size::new(170.0, 60.0);

impl Session {
    /// Lets the user choose what to append to the selected element on one side of it.
    pub fn append(&mut self, towards: Vec2) {
        self.commit_naming();
        let Some(from) = self.single_element().map(|e| e.id.clone()) else { return };
        let plan = self.plan();
        let around = plan.node(&from).map_or_else(|| self.camera.window(self.canvas), |n| n.rect);
        let half = Vec2::new(around.width() + USUAL.width, around.height() + USUAL.height) / 2.0;
        let by = Vec2::new(towards.x * (half.x + GAP), towards.y * (half.y + GAP));
        let wished = Rect::from_center_size(around.center() + by, USUAL);
        let taken: Vec<Rect> = plan.nodes.iter().filter(|n| !n.holds).map(|n| n.rect).collect();
        let at = beside(&taken, wished, towards).center();
        self.camera.reveal(Rect::from_center_size(at, USUAL), self.canvas);
        self.menu = Some(Menu::Create { at, from: Some(from), filter: String::new() });
    }

    /// A place near the selection, else in the middle of what is shown.
    pub(super) fn near_selection(&mut self) -> Point {
        let plan = self.plan();
        let taken: Vec<Rect> = plan.nodes.iter().map(|n| n.rect).collect();
        let at = self.hands_at();
        free_place(&taken, Rect::from_center_size(at, USUAL)).center()
    }

    /// Where the pointer rests over the drawing, else where the selection is.
    fn hands_at(&mut self) -> Point {
        // The pointer counts where nothing is selected: otherwise the hands are on the keyboard.
        let pointer = self.keys.pointer.filter(|_| self.selection.is_empty());
        pointer.unwrap_or_else(|| self.place_of_keys())
    }

    /// Makes an element of one of the kinds that everything begins with, and opens its name.
    pub fn create_headline(&mut self, kind: ElementKind) {
        let metamodel = self.document().metamodel();
        let Some(def) = metamodel.kind(kind) else { return };
        // Of the stakeholders it is the consumers that a model begins with.
        let consumer = |p: &&crate::model::metamodel::Preset| {
            let mut element = Element::new(ElementId::new("new"), kind, "");
            element.attributes = p.attributes.clone();
            anatomy::is_consumer(&element)
        };
        let preset = def.presets.iter().find(consumer).filter(|_| kind == ElementKind::Stakeholder).cloned();
        let label = preset.as_ref().map_or_else(|| def.short.clone(), |p| p.label.clone());
        let what = Creatable { kind, preset, label };
        let at = if self.is_canvas() { None } else { Some(self.near_selection()) };
        self.create(&what, at, None);
    }

    /// Makes one more of the kind of the selected element: in the same whole, beside it; of a stage the one that follows.
    pub fn create_sibling(&mut self) {
        self.commit_naming();
        let Some(element) = self.single_element().cloned() else { return };
        let (id, plan, document) = (element.id.clone(), self.plan(), self.document().clone());
        let label =
            document.metamodel().kind(element.kind).map_or_else(|| "element".into(), |k| k.short.to_lowercase());
        let mut made = Element::new(ElementId::random(), element.kind, "");
        if element.kind == ElementKind::Stakeholder {
            // Consumers and other stakeholders are told apart by this alone.
            made.attributes = like(&document, &element);
        }
        let new = made.id.clone();
        let size = anatomy::natural_size(&document, &made);
        let places = !self.is_canvas();
        let shown = self.shown_view();
        let (view, mut edits) = if places { self.stored_view() } else { (shown.id.clone(), Vec::new()) };
        edits.push(Edit::AddElement(made));
        let parent = document.parent(&id).cloned();
        let mut place = None;
        if places {
            let around = plan.node(&id).map_or_else(|| self.camera.window(self.canvas), |n| n.rect);
            let flows = element.kind == ElementKind::Stage;
            let towards = if flows { Vec2::new(1.0, 0.0) } else { Vec2::new(0.0, 1.0) };
            let by = Vec2::new(towards.x * (around.width() + 16.0), towards.y * (around.height() + 16.0));
            let wished = Rect::from_origin_size(around.origin() + by, size);
            let taken: Vec<Rect> = plan.nodes.iter().filter(|n| !n.holds).map(|n| n.rect).collect();
            let rect = beside(&taken, wished, towards);
            edits.push(Edit::Place(
                view.clone(),
                new.clone(),
                Placement::at(Point::new(rect.x0.round(), rect.y0.round())),
            ));
            edits.extend(parent.as_ref().map(|p| grown_to_hold(&document, &plan, p, rect, &view)).unwrap_or_default());
            place = Some(rect);
        } else if self.view().is_some()
            && let Ok((with_element, _)) = crate::edit::apply(&document, &edits)
        {
            let placement = extended(&with_element, &shown).placements.get(&new).cloned();
            edits.extend(placement.map(|p| Edit::Place(view.clone(), new.clone(), p)));
        }
        if let Some(parent) = &parent
            && let Ok((with_element, _)) = crate::edit::apply(&document, &edits)
        {
            if element.kind == ElementKind::Stage {
                let mut order: Vec<ElementId> = document.children(parent).iter().map(|s| s.id.clone()).collect();
                let at = order.iter().position(|s| *s == id).map_or(order.len(), |i| i + 1);
                order.insert(at, new.clone());
                edits.extend(compose::bare(RelationKind::Contains, parent, &new));
                edits.extend(compose::in_order(&document, parent, &order));
            } else {
                edits.extend(compose::connect(&with_element, RelationKind::Contains, parent, &new));
            }
        }
        if self.perform(format!("Add {label}"), &edits) {
            if let Some(place) = place {
                self.stored_as(view);
                self.camera.reveal(place, self.canvas);
            }
            self.select(Some(Owner::Element(new.clone())));
            let fresh = Some(self.document().revision());
            self.keys.goes_on = !places;
            self.naming = Some(Naming { element: new, text: String::new(), fresh });
        } else {
            self.say(Tone::Refusal, format!("No other {label} can stand there."));
        }
    }
}

/// The attributes that put a stakeholder into its zone.
fn like(document: &crate::model::Document, element: &Element) -> crate::model::Record {
    let zone = zone_of(document, element);
    let presets = document.metamodel().kind(element.kind).map(|k| k.presets.as_slice()).unwrap_or_default();
    let same = presets.iter().find(|p| {
        let mut other = Element::new(ElementId::new("new"), element.kind, "");
        other.attributes = p.attributes.clone();
        zone_of(document, &other) == zone
    });
    same.map(|p| p.attributes.clone()).unwrap_or_default()
}

/// The free place nearest to the wished one to both sides of a direction, then further along it.
fn beside(taken: &[Rect], wished: Rect, towards: Vec2) -> Rect {
    let across = Vec2::new(towards.y.abs() * (wished.width() + 24.0), towards.x.abs() * (wished.height() + 24.0));
    let along = Vec2::new(towards.x * (wished.width() + 24.0), towards.y * (wished.height() + 24.0));
    let free = |rect: Rect| taken.iter().all(|t| !crate::geom::overlaps(*t, rect.inflate(6.0, 6.0)));
    let ways = (0..6).flat_map(|far| [0.0, 1.0, -1.0, 2.0, -2.0].map(|side| along * f64::from(far) + across * side));
    ways.map(|by| wished + by).find(|r| free(*r)).unwrap_or_else(|| free_place(taken, wished))
}
