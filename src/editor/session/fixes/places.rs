//! Where what a fix makes or moves stands in the view on show.
//!
//! Knows nothing about why it is made.

use super::super::make::{free_place, place_in};
use super::Session;
use crate::edit::{Edit, apply};
use crate::geom::{Point, Rect, encloses};
use crate::model::legality::is_inside;
use crate::model::{Direction, Document, Element, ElementId, Placement, RelationKind, ViewId};
use crate::scene::{Plan, anatomy, canvas};

impl Session {
    /// Edits with what gives new elements their places in the view on show, and moves what became part of another into it;
    /// and the view, where that is stored by it.
    pub(super) fn with_places(&mut self, edits: &[Edit]) -> (Vec<Edit>, Option<ViewId>) {
        let new: Vec<&Element> =
            edits.iter().filter_map(|e| if let Edit::AddElement(e) = e { Some(e) } else { None }).collect();
        let moved: Vec<(ElementId, ElementId)> = edits
            .iter()
            .filter_map(|edit| match edit {
                Edit::SetRelationEnds(relation, whole, part) => {
                    let kind = self.document().relation(relation)?.kind;
                    (kind == RelationKind::Contains).then(|| (whole.clone(), part.clone()))
                }
                _ => None,
            })
            .collect();
        if new.is_empty() && (moved.is_empty() || self.is_canvas()) {
            return (edits.to_vec(), None);
        }
        let shown = self.shown_view();
        if self.is_canvas() {
            let mut edits = edits.to_vec();
            // A stored canvas says where everything stands, so that what comes later moves nothing.
            if self.view().is_some()
                && let Ok((with, _)) = apply(self.document(), &edits)
            {
                let after = canvas::extended(&with, &shown);
                let placed = new.iter().filter_map(|e| Some((e.id.clone(), after.placements.get(&e.id)?.clone())));
                edits.extend(
                    placed.map(|(id, placement)| Edit::Place(shown.id.clone(), id, placement)).collect::<Vec<_>>(),
                );
            }
            return (edits, None);
        }
        let plan = self.plan();
        let middle = self.camera.window(self.canvas).center();
        let (view, stored) = self.stored_view();
        let mut all = stored;
        all.extend(edits.iter().cloned());
        let Ok((with, _)) = apply(self.document(), &all) else { return (edits.to_vec(), None) };
        let mut taken: Vec<Rect> = plan.nodes.iter().map(|n| n.rect).collect();
        for element in new {
            let size = anatomy::natural_size(&with, element);
            let whole = with.parent(&element.id).filter(|id| plan.node(id).is_some());
            let rect = match whole {
                Some(whole) => place_in(&with, &plan, whole, size, &mut all, &view),
                None => {
                    free_place(&taken, Rect::from_center_size(beside(&with, &plan, element).unwrap_or(middle), size))
                }
            };
            taken.push(rect);
            all.push(Edit::Place(
                view.clone(),
                element.id.clone(),
                Placement::at(Point::new(rect.x0.round(), rect.y0.round())),
            ));
        }
        for (whole, part) in &moved {
            let (Some(home), Some(node)) = (plan.node(whole), plan.node(part)) else { continue };
            if encloses(home.rect, node.rect) && node.parent.map(|p| &plan.nodes[p].element) == Some(whole) {
                continue;
            }
            let place = place_in(&with, &plan, whole, node.rect.size(), &mut all, &view);
            let by = place.origin() - node.rect.origin();
            for inner in plan.nodes.iter().filter(|n| is_inside(self.document(), &n.element, part)) {
                let stored = with.view(&view).and_then(|v| v.placements.get(&inner.element)).cloned();
                let mut placement = stored.unwrap_or_else(|| Placement::of(inner.rect));
                let at = (inner.rect + by).origin();
                (placement.x, placement.y) = (at.x.round(), at.y.round());
                all.push(Edit::Place(view.clone(), inner.element.clone(), placement));
            }
        }
        (all, Some(view))
    }
}

/// Where a new element is looked for: near what it is connected with.
fn beside(document: &Document, plan: &Plan, element: &Element) -> Option<Point> {
    let ways = [Direction::Outgoing, Direction::Incoming];
    let others = ways.into_iter().flat_map(|way| document.index().relations_of(&element.id, way));
    let nodes: Vec<Rect> = others.filter_map(|(_, other, _)| plan.node(other)).map(|n| n.rect).collect();
    nodes.first().map(|rect| Point::new(rect.center().x, rect.y1 + 48.0))
}
