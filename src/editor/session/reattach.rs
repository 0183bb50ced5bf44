//! Leading the ends of lines to other elements, pinning them to a spot, and sliding labels along.
//!
//! Knows nothing about how a line finds its way.

use ecow::EcoVec;

use super::offers::Offer;
use super::{Menu, Session, Tone};
use crate::edit::{Edit, apply, compose};
use crate::editor::gesture::{End, Gesture};
use crate::geom::{Point, border_towards};
use crate::layout::slide::{point_along, share_near};
use crate::model::legality::may_connect;
use crate::model::view::LinePlace;
use crate::model::{Document, ElementId, Relation, RelationId, RelationKind};
use crate::scene::Plan;
use crate::scene::plan::border_share;

/// How near its tip the end of a line is held, in points of the screen.
const REACH: f64 = 9.0;

/// The end of a line that is held at a point within `reach`.
#[must_use]
pub fn end_at(plan: &Plan, relation: &RelationId, at: Point, zoom: f64) -> Option<End> {
    let route = &plan.edges.iter().find(|e| e.relation == *relation)?.route;
    let (first, last) = (route.first()?.distance(at), route.last()?.distance(at));
    if first.min(last) * zoom > REACH {
        return None;
    }
    Some(if first < last { End::Source } else { End::Target })
}

impl Session {
    /// The end of the relation that stays while the other is led elsewhere.
    #[must_use]
    pub fn fixed_end(&self) -> Option<ElementId> {
        let Gesture::Reattaching { relation, end, .. } = &self.gesture else { return None };
        let relation = self.document().relation(relation)?;
        Some(if *end == End::Source { relation.target.clone() } else { relation.source.clone() })
    }

    /// Whether the end that is led elsewhere may be at an element.
    pub(super) fn may_lead_to(&self, relation: &RelationId, end: End, to: &ElementId) -> bool {
        reattached(self.document(), relation, end, to).is_ok()
    }

    /// How a line would run with an end led elsewhere.
    pub(super) fn reattached_route(
        &mut self,
        relation: &RelationId,
        end: End,
        now: Point,
        over: Option<&ElementId>,
        pin: bool,
    ) -> Option<Vec<Point>> {
        let plan = self.plan();
        let fixed = plan.node(&self.fixed_end()?)?.rect;
        let target = over.and_then(|id| plan.node(id)).filter(|_| pin).map(|n| n.rect);
        let tip = target.map_or(now, |rect| spot(rect, border_share(rect, now)));
        let start = border_towards(fixed, tip);
        let legal = over.is_none_or(|id| self.may_lead_to(relation, end, id));
        let route = match end {
            End::Source => vec![tip, start],
            End::Target => vec![start, tip],
        };
        legal.then_some(route)
    }

    /// Ends leading an end of a line elsewhere.
    pub(super) fn reattach(&mut self, relation: &RelationId, end: End, over: Option<&ElementId>, at: Point, pin: bool) {
        let Some(old) = self.document().relation(relation).cloned() else { return };
        let Some(to) = over else {
            self.say(Tone::Info, "The line stays where it was: there is no element here.");
            return;
        };
        let same = *to == if end == End::Source { old.source.clone() } else { old.target.clone() };
        let verb = self.document().metamodel().relation_label(old.kind).to_owned();
        let mut edits = Vec::new();
        if !same {
            match reattached(self.document(), relation, end, to) {
                Ok(new) => edits.extend(led(self.document(), &new)),
                Err(why) => {
                    let choices =
                        if self.editable().is_ok() { self.ways_to_lead(relation, end, to) } else { Vec::new() };
                    if choices.is_empty() {
                        self.say(Tone::Refusal, why);
                    } else {
                        self.menu = Some(Menu::Offer(Offer { at, text: why, field: None, choices, made: None }));
                    }
                    return;
                }
            }
        }
        let plan = self.plan();
        let share = plan.node(to).filter(|_| pin).map(|n| border_share(n.rect, at));
        let mut place = self.line_place(relation);
        match end {
            End::Source => place.from = share,
            End::Target => place.to = share,
        }
        let label = if same {
            let verb = if pin { "Pin" } else { "Unpin" };
            format!("{verb} the end of a line: {}", self.relation_named(relation))
        } else {
            let ends = match end {
                End::Source => (to, &old.target),
                End::Target => (&old.source, to),
            };
            format!("Lead a line to {}: {} {verb} {}", self.name_of(to), self.name_of(ends.0), self.name_of(ends.1))
        };
        if same && (self.is_canvas() || place == self.line_place(relation)) {
            return;
        }
        let bent = self.shown_view().bends.contains(relation);
        let before = self.plan();
        if self.is_canvas() {
            self.perform(label, &edits);
            return;
        }
        // A line that leads elsewhere finds its own way; where nothing about its picture is stored, none is.
        let stores = bent || place != self.line_place(relation);
        let done = if stores {
            self.perform_on_view(label, |view| {
                if bent && !same {
                    edits.push(Edit::SetBends(view.clone(), relation.clone(), EcoVec::new()));
                }
                edits.push(Edit::SetLine(view.clone(), relation.clone(), place));
                edits
            })
        } else {
            self.perform(label, &edits)
        };
        if done {
            self.move_from(before);
        }
    }

    pub(super) fn line_place(&mut self, relation: &RelationId) -> LinePlace {
        self.shown_view().lines.get(relation).cloned().unwrap_or_default()
    }

    // --- labels ---

    /// The share of a line's length at which it is nearest to a point, and the point there.
    pub(super) fn share_along(&mut self, relation: &RelationId, near: Point) -> Option<(f64, Point)> {
        let plan = self.plan();
        let route = &plan.edges.iter().find(|e| e.relation == *relation)?.route;
        // At the very end it would cover the tip.
        let share = share_near(route, near)?.clamp(0.05, 0.95);
        Some((share, point_along(route, share)?))
    }

    /// Puts the label of a line near a point, as one step.
    pub(super) fn slide_label(&mut self, relation: &RelationId, near: Point) {
        let Some((share, _)) = self.share_along(relation, near) else { return };
        let place = LinePlace { label: Some((share * 1000.0).round() / 1000.0), ..self.line_place(relation) };
        let label = format!("Slide a label: {}", self.relation_named(relation));
        self.perform_on_view(label, |view| vec![Edit::SetLine(view.clone(), relation.clone(), place)]);
    }

    /// Whether the label of a line was put where it is by hand.
    pub fn has_slid(&mut self, relation: &RelationId) -> bool {
        self.line_place(relation).label.is_some()
    }

    /// Lets the label of a line find its own place again.
    pub fn free_label(&mut self, relation: &RelationId) {
        let place = self.line_place(relation);
        if place.label.is_some() {
            let place = LinePlace { label: None, ..place };
            let edit = |view: &crate::model::ViewId| vec![Edit::SetLine(view.clone(), relation.clone(), place)];
            self.perform_on_view(format!("Put a label back: {}", self.relation_named(relation)), edit);
        }
    }
}

/// The point of a box's border at a share.
fn spot(rect: crate::geom::Rect, share: Point) -> Point {
    Point::new(rect.x0 + share.x * rect.width(), rect.y0 + share.y * rect.height())
}

/// A relation with one end at another element, or why that cannot be.
pub(super) fn reattached(
    document: &Document,
    relation: &RelationId,
    end: End,
    to: &ElementId,
) -> Result<Relation, String> {
    let missing = || "The relation is no longer there.".to_owned();
    let mut new = document.relation(relation).map(|r| Relation::clone(r)).ok_or_else(missing)?;
    match end {
        End::Source => new.source = to.clone(),
        End::Target => new.target = to.clone(),
    }
    if new.kind != RelationKind::Contains {
        // Between other ends it is not in its own way.
        let same = document.relation(relation).is_some_and(|r| r.source == new.source && r.target == new.target);
        if !same {
            may_connect(document, new.kind, &new.source, &new.target, &new.attributes)
                .map_err(|why| why.to_string())?;
        }
        return Ok(new);
    }
    let (without, _) = apply(document, &[Edit::RemoveRelation(relation.clone())]).map_err(|e| e.to_string())?;
    may_connect(&without, new.kind, &new.source, &new.target, &new.attributes).map_err(|why| why.to_string())?;
    Ok(new)
}

/// What leads a relation to where it is now. A stage that comes to another stream so leaves a chain behind, and goes on with
/// the one there.
pub(super) fn led(document: &Document, new: &Relation) -> Vec<Edit> {
    let (whole, part) = (&new.source, &new.target);
    let moves = new.kind == RelationKind::Contains && document.relation(&new.id).is_some_and(|r| r.target == *part);
    let mut edits = if moves { compose::unchain(document, part) } else { Vec::new() };
    let after = apply(document, &edits).map(|(after, _)| after);
    edits.push(Edit::SetRelationEnds(new.id.clone(), whole.clone(), part.clone()));
    if let (true, Ok(after)) = (moves, after) {
        edits.extend(compose::join(&after, whole, part));
    }
    edits
}
