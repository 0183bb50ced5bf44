//! Bending the line of a relation by hand, and letting it find its own way again.
//!
//! Knows nothing about how a way is found.

use ecow::EcoVec;

use super::Session;
use crate::edit::Edit;
use crate::editor::gesture::Grip;
use crate::geom::{Point, distance_to_segment};
use crate::layout::{self, Lines};
use crate::model::view::MAX_BENDS;
use crate::model::{RelationId, ViewId};
use crate::scene::{Owner, Plan, options};

/// Bends and the route through them.
type Bent = (Vec<Point>, Vec<Point>);

/// Where a line of the plan is held at a point: on a bend within `reach`, else on the piece nearest to it.
#[must_use]
pub fn grip_at(plan: &Plan, relation: &RelationId, at: Point, reach: f64) -> Option<Grip> {
    let route = &plan.edges.iter().find(|e| e.relation == *relation)?.route;
    let inner = 1..route.len().saturating_sub(1);
    let bend = inner
        .filter(|i| route[*i].distance(at) <= reach)
        .min_by(|a, b| route[*a].distance_squared(at).total_cmp(&route[*b].distance_squared(at)));
    let away = |i: usize| distance_to_segment(at, route[i], route[i + 1]);
    let piece = (0..route.len().saturating_sub(1)).min_by(|a, b| away(*a).total_cmp(&away(*b)));
    bend.map(Grip::Bend).or_else(|| piece.map(Grip::Piece))
}

impl Session {
    /// The bends that a line would have, and its route through them.
    pub(super) fn bent(&mut self, relation: &RelationId, grip: Grip, from: Point, to: Point) -> Option<Bent> {
        let plan = self.plan();
        let route = &plan.edges.iter().find(|e| e.relation == *relation)?.route;
        let lines = self.lines();
        let ends = self.document().relation(relation)?;
        let ends = (plan.node(&ends.source)?.rect, plan.node(&ends.target)?.rect);
        let to = Point::new(to.x.round(), to.y.round());
        let bends = match grip {
            Grip::Piece(i) => layout::drag_segment(ends, route, i, (from, to), lines),
            Grip::Bend(i) => layout::move_bend(route, i, to, lines),
        };
        let relation = self.document().relation(relation)?;
        let (source, target) = crate::scene::diagram::line_ends(&plan, relation)?;
        let route = layout::through(source, target, &bends, lines);
        Some((bends, route))
    }

    fn lines(&mut self) -> Lines {
        options::Lines::of(&self.shown_view()).into()
    }

    /// Bends a line, as one step.
    pub(super) fn bend(&mut self, relation: &RelationId, grip: Grip, from: Point, to: Point) {
        if let Some((bends, _)) = self.bent(relation, grip, from, to) {
            self.set_bends("Bend a line", relation, &bends);
        }
    }

    /// Removes a bend of a line, as one step.
    pub fn remove_bend(&mut self, relation: &RelationId, i: usize) {
        let plan = self.plan();
        let Some(edge) = plan.edges.iter().find(|e| e.relation == *relation) else { return };
        let lines = self.lines();
        self.set_bends("Remove a bend", relation, &layout::remove_bend(&edge.route, i, lines));
    }

    fn set_bends(&mut self, label: &str, relation: &RelationId, bends: &[Point]) {
        let points: EcoVec<Point> = bends.iter().take(MAX_BENDS).copied().collect();
        let label = format!("{label}: {}", self.relation_named(relation));
        self.perform_on_view(label, |view| vec![Edit::SetBends(view.clone(), relation.clone(), points)]);
    }

    /// The selected relations whose lines were bent by hand.
    #[must_use]
    pub fn bent_lines(&self) -> Vec<RelationId> {
        let Some(view) = self.view() else { return Vec::new() };
        let relation = |o: &Owner| if let Owner::Relation(id) = o { Some(id.clone()) } else { None };
        self.selection.iter().filter_map(relation).filter(|id| view.bends.contains(id)).collect()
    }

    /// Lets the selected lines find their own ways again.
    pub fn reset_lines(&mut self) {
        let lines = self.bent_lines();
        let label = match lines.as_slice() {
            [one] => format!("Reset the line: {}", self.relation_named(one)),
            several => format!("Reset {} lines", several.len()),
        };
        let reset =
            |view: &ViewId| lines.into_iter().map(|id| Edit::SetBends(view.clone(), id, EcoVec::new())).collect();
        let before = self.plan();
        if self.perform_on_view(label, reset) {
            self.move_from(before);
        }
    }
}
