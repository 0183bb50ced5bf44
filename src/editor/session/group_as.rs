//! Groups with a meaning: what is selected becomes part of a new element that may contain all of it.
//!
//! Knows nothing about what is legal: the metamodel does.

use std::collections::BTreeSet;

use super::{Menu, Naming, Session, Tone};
use crate::edit::{Edit, apply, compose};
use crate::geom::{Rect, bounds_of};
use crate::model::{Direction, Element, ElementId, ElementKind, Placement, RelationKind};
use crate::scene::{Owner, anatomy};

/// Space between what is taken together and the header of its container.
const HEADER_ROOM: f64 = 4.0;

impl Session {
    /// The kinds of elements that may contain all that is selected, and stand where it stands now.
    ///
    /// # Errors
    /// Why there is none, as a short sentence.
    pub fn group_kinds(&self) -> Result<Vec<ElementKind>, &'static str> {
        let document = self.document();
        let chosen: Vec<_> = self.selected_elements().iter().filter_map(|id| document.element(id)).cloned().collect();
        if chosen.is_empty() {
            return Err("Select the elements to take together first");
        }
        let parents: BTreeSet<Option<&ElementId>> = chosen.iter().map(|e| document.parent(&e.id)).collect();
        if parents.len() > 1 {
            return Err("These are parts of different wholes already");
        }
        let around = parents.into_iter().next().flatten().and_then(|id| document.element(id)).map(|e| e.kind);
        let metamodel = document.metamodel();
        let may = |whole, part| metamodel.is_legal(RelationKind::Contains, whole, part);
        let fits = |kind: &ElementKind| {
            *kind != ElementKind::Foreign
                && chosen.iter().all(|e| may(*kind, e.kind))
                && around.is_none_or(|around| may(around, *kind))
        };
        let kinds: Vec<_> = metamodel.kinds_by_importance().into_iter().filter(fits).collect();
        if kinds.is_empty() { Err("No kind of element may contain all of these") } else { Ok(kinds) }
    }

    /// Takes what is selected together in a new element: of the only kind that fits, else of one that is asked for.
    pub fn group_as(&mut self) {
        self.commit_naming();
        match self.group_kinds() {
            Err(why) => self.say(Tone::Refusal, format!("{why}.")),
            Ok(kinds) if kinds.len() == 1 => self.group_as_kind(kinds[0]),
            Ok(kinds) => {
                let plan = self.plan();
                let chosen = self.selected_elements();
                let around = bounds_of(chosen.iter().filter_map(|id| plan.node(id)).map(|n| n.rect));
                let at = around.map_or(self.camera.window(self.canvas).center(), |r| r.origin());
                self.menu = Some(Menu::GroupAs { kinds, at });
            }
        }
    }

    /// Takes what is selected together in a new element of a kind, and opens its name.
    pub fn group_as_kind(&mut self, kind: ElementKind) {
        self.menu = None;
        let plan = self.plan();
        let document = self.document().clone();
        let mut parts: Vec<(ElementId, Rect)> =
            self.selected_elements().into_iter().filter_map(|id| Some((id.clone(), plan.node(&id)?.rect))).collect();
        // Stages follow each other from left to right.
        parts.sort_by(|a, b| a.1.x0.total_cmp(&b.1.x0).then(a.1.y0.total_cmp(&b.1.y0)));
        let Some(bounds) = bounds_of(parts.iter().map(|(_, rect)| *rect)) else { return };
        let whole = Element::new(ElementId::random(), kind, "");
        let id = whole.id.clone();
        let natural = anatomy::natural_size(&document, &whole);
        let mut room = bounds + anatomy::container_padding(kind);
        room.y0 -= HEADER_ROOM;
        room.x1 = room.x1.max(room.x0 + natural.width);
        let (view, mut edits) = self.stored_view();
        edits.push(Edit::AddElement(whole));
        edits.push(Edit::Place(view.clone(), id.clone(), Placement::of(room)));
        let around = parts.first().and_then(|(part, _)| document.parent(part)).cloned();
        for (part, _) in &parts {
            let old = document.index().relations_of_kind(part, RelationKind::Contains, Direction::Incoming);
            edits.extend(old.map(|(_, relation)| Edit::RemoveRelation(relation.clone())));
        }
        // Each relation is composed on the document that has those before it.
        let ends = around.map(|around| (around, id.clone())).into_iter();
        for (whole, part) in ends.chain(parts.iter().map(|(part, _)| (id.clone(), part.clone()))) {
            if let Ok((so_far, _)) = apply(&document, &edits) {
                edits.extend(compose::connect(&so_far, RelationKind::Contains, &whole, &part));
            }
        }
        let name = document.metamodel().kind(kind).map_or_else(String::new, |k| k.short.to_lowercase().to_string());
        let ids: BTreeSet<ElementId> = parts.into_iter().map(|(id, _)| id).collect();
        let label = format!("Take {} together in a {name}", self.names_of(&ids));
        if self.perform(label, &edits) {
            self.stored_as(view);
            self.select(Some(Owner::Element(id.clone())));
            let fresh = Some(self.document().revision());
            self.naming = Some(Naming { element: id, text: String::new(), fresh });
        }
    }
}
