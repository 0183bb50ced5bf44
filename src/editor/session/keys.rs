//! Walking over the drawing with the keyboard: in reading order, along relations, from relation to relation.
//!
//! Knows nothing about which keys do it.

use std::collections::HashMap;
use std::sync::Arc;

use super::{Menu, Session};
use crate::geom::{Point, Rect, Vec2};
use crate::model::{Direction, ElementId, RelationId};
use crate::scene::{Owner, Plan};

/// The place of every element in the reading order.
pub type Ranks = Arc<HashMap<ElementId, usize>>;

/// What the keyboard is in the middle of.
#[derive(Clone, Debug, Default)]
pub struct Keys {
    /// Where the keyboard goes next, away from the drawing; the window takes it.
    pub leaving: Option<Leaving>,
    /// What was selected before the second thing was.
    pub(super) first: Option<Owner>,
    /// The element whose relations are gone through.
    pub(super) around: Option<ElementId>,
    /// The elements that are renamed one after the other.
    pub(super) renames: Vec<ElementId>,
    /// The name about which it was asked whether a second element gets it.
    pub(super) twin: Option<String>,
    /// Whether it was said already that what leaves a view stays in the model.
    pub(super) explained: bool,
    /// The place of every element in the reading order of a plan.
    ranks: Option<(Arc<Plan>, Ranks)>,
    /// Where the pointer rests over the drawing, if it does.
    pub pointer: Option<Point>,
    /// Whether Enter after a name opens the next card.
    pub(super) goes_on: bool,
}

impl Keys {
    /// Names are no longer opened one after the other.
    pub fn goes_on_no_more(&mut self) {
        self.goes_on = false;
        self.renames.clear();
    }
}

/// Where the keyboard goes from the drawing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leaving {
    /// To what follows the drawing.
    Forward,
    /// To what comes before it.
    Back,
    /// To the next panel.
    Panels,
}

/// How much lower a row may stand and still be the same row.
const ROW: f64 = 24.0;

impl Session {
    /// Every element in the view in reading order: what holds others before them, rows from top to bottom.
    #[must_use]
    pub fn reading_order(&mut self) -> Vec<ElementId> {
        let ranks = self.ranks();
        let mut order: Vec<_> = ranks.iter().collect();
        order.sort_by_key(|(_, rank)| **rank);
        order.into_iter().map(|(id, _)| id.clone()).collect()
    }

    /// The place of every element in the reading order, worked out anew only when something stands elsewhere.
    #[must_use]
    pub fn ranks(&mut self) -> Ranks {
        let plan = self.plan();
        if let Some((of, ranks)) = &self.keys.ranks
            && Arc::ptr_eq(of, &plan)
        {
            return ranks.clone();
        }
        let order = reading_order(&plan).into_iter().enumerate();
        let ranks = Arc::new(order.map(|(rank, i)| (plan.nodes[i].element.clone(), rank)).collect());
        self.keys.ranks = Some((plan, Arc::clone(&ranks)));
        ranks
    }

    /// Selects the next element in reading order, or the one before it; beyond the ends the keyboard leaves the drawing.
    pub fn walk_in_order(&mut self, forward: bool) {
        let elements = self.reading_order().into_iter().map(Owner::Element);
        // Notes and frames are read after what they are about.
        let notes = self.shown_view();
        let order: Vec<Owner> = elements.chain(notes.annotations().map(|a| Owner::Annotation(a.id))).collect();
        let at = match self.selection.first() {
            Some(Owner::Relation(id)) => {
                // From a relation back to the element that it starts at.
                let around = self.keys.around.clone();
                let source = around.or_else(|| self.document().relation(id).map(|r| r.source.clone()));
                if let Some(source) = source.map(Owner::Element).filter(|o| order.contains(o)) {
                    self.go_to(Some(source));
                    return;
                }
                None
            }
            selected => selected.and_then(|s| order.iter().position(|o| o == s)),
        };
        let next = match (at, forward) {
            (Some(at), true) => order.get(at + 1),
            (Some(at), false) => at.checked_sub(1).and_then(|i| order.get(i)),
            (None, true) => order.first(),
            (None, false) => order.last(),
        };
        match next.cloned() {
            Some(owner) => self.go_to(Some(owner)),
            None => self.keys.leaving = Some(if forward { Leaving::Forward } else { Leaving::Back }),
        }
    }

    /// Selects the related element that lies best in a direction.
    pub fn walk(&mut self, towards: Vec2) {
        let plan = self.plan();
        let Some((from, near)) = self.around_selection(&plan) else {
            self.walk_in_order(true);
            return;
        };
        let best = near
            .into_iter()
            .filter_map(|id| Some((score(from, plan.standing_for(&id)?.rect, towards)?, id)))
            .min_by(|a, b| a.0.total_cmp(&b.0).then_with(|| a.1.cmp(&b.1)));
        if let Some((_, id)) = best {
            self.go_to(Some(Owner::Element(id)));
        }
    }

    /// Where the selected thing stands, and which elements it is related to.
    fn around_selection(&self, plan: &Plan) -> Option<(Rect, Vec<ElementId>)> {
        match self.selection.first()? {
            Owner::Element(id) => {
                let index = self.document().index();
                let node = plan.node(id)?;
                let related = |id: &ElementId| {
                    let both = [Direction::Outgoing, Direction::Incoming].into_iter();
                    both.flat_map(|d| index.relations_of(id, d)).map(|(_, other, _)| other.clone()).collect::<Vec<_>>()
                };
                // The lines of what a collapsed container holds end at it.
                let ends = std::iter::once(id).chain(&node.hides).flat_map(related);
                let away = |other: &ElementId| plan.standing_for(other).is_none_or(|n| n.element != node.element);
                Some((node.rect, ends.filter(away).collect()))
            }
            Owner::Relation(id) => {
                let relation = self.document().relation(id)?;
                let middle = |id| plan.standing_for(id).map(|n| n.rect.center());
                let (a, b) = (middle(&relation.source)?, middle(&relation.target)?);
                let middle = Rect::from_center_size(a.midpoint(b), (1.0, 1.0));
                Some((middle, vec![relation.source.clone(), relation.target.clone()]))
            }
            _ => None,
        }
    }

    /// Selects the next relation of the selected element, or of the one whose relations are gone through.
    pub fn walk_relations(&mut self, forward: bool) {
        let (around, at) = match self.selection.first() {
            Some(Owner::Element(id)) => (id.clone(), None),
            Some(Owner::Relation(id)) => {
                let Some(relation) = self.document().relation(id).cloned() else { return };
                let around = self.keys.around.clone();
                let ends = |e: &ElementId| *e == relation.source || *e == relation.target;
                (around.filter(ends).unwrap_or_else(|| relation.source.clone()), Some(id.clone()))
            }
            _ => return,
        };
        let index = self.document().index();
        let all: Vec<RelationId> = [Direction::Outgoing, Direction::Incoming]
            .into_iter()
            .flat_map(|d| index.relations_of(&around, d))
            .map(|(.., id)| id.clone())
            .collect();
        if all.is_empty() {
            return;
        }
        let at = at.and_then(|id| all.iter().position(|o| *o == id));
        let next = match (at, forward) {
            (Some(at), true) => (at + 1) % all.len(),
            (Some(at), false) => (at + all.len() - 1) % all.len(),
            (None, true) => 0,
            (None, false) => all.len() - 1,
        };
        self.go_to(Some(Owner::Relation(all[next].clone())));
        self.keys.around = Some(around);
    }

    /// Selects this and shows it.
    pub(super) fn go_to(&mut self, owner: Option<Owner>) {
        let owner = owner.map(|owner| self.seen_instead(owner));
        let plan = self.plan();
        let rect = match &owner {
            Some(Owner::Element(id)) => plan.node(id).map(|n| n.rect),
            Some(Owner::Relation(id)) => self.document().relation(id).and_then(|r| {
                let ends = [plan.standing_for(&r.source), plan.standing_for(&r.target)];
                crate::geom::bounds_of(ends.into_iter().flatten().map(|n| n.rect))
            }),
            _ => None,
        };
        self.keys.around = None;
        self.select(owner);
        if let Some(rect) = rect {
            self.camera.reveal(rect, self.canvas);
        }
    }

    /// The middle of the selected thing, else of what is shown: where the keyboard works.
    pub(super) fn place_of_keys(&mut self) -> Point {
        let plan = self.plan();
        let middle = self.camera.window(self.canvas).center();
        let node = |id: &ElementId| plan.node(id).map(|n| n.rect.center());
        match self.selection.first() {
            Some(Owner::Element(id)) => node(id).unwrap_or(middle),
            Some(Owner::Relation(id)) => {
                let relation = self.document().relation(id);
                let ends = relation.and_then(|r| Some(node(&r.source)?.midpoint(node(&r.target)?)));
                ends.unwrap_or(middle)
            }
            _ => middle,
        }
    }

    /// Lets the user choose what to add: near the selection, else in the middle.
    pub fn ask_create(&mut self) {
        self.commit_naming();
        let at = self.near_selection();
        self.menu = Some(Menu::Create { at, from: None, filter: String::new() });
    }
}

/// The places of the nodes in reading order.
fn reading_order(plan: &Plan) -> Vec<usize> {
    let mut children: Vec<Vec<usize>> = vec![Vec::new(); plan.nodes.len() + 1];
    for (i, node) in plan.nodes.iter().enumerate() {
        children[node.parent.map_or(0, |p| p + 1)].push(i);
    }
    for nodes in &mut children {
        in_rows(nodes, plan);
    }
    let mut order = Vec::with_capacity(plan.nodes.len());
    let mut open: Vec<usize> = children[0].iter().rev().copied().collect();
    while let Some(i) = open.pop() {
        order.push(i);
        open.extend(children[i + 1].iter().rev());
    }
    order
}

/// Sorts nodes into rows from top to bottom and each row from left to right.
fn in_rows(nodes: &mut [usize], plan: &Plan) {
    let rect = |i: usize| plan.nodes[i].rect;
    // The zones of a canvas are read one after the other.
    let zone = |i: usize| {
        let zones = plan.canvas.as_ref().map(|c| &c.zones);
        zones.and_then(|z| z.iter().position(|z| z.rect.contains(rect(i).center())))
    };
    nodes.sort_by(|a, b| {
        zone(*a).cmp(&zone(*b)).then(rect(*a).y0.total_cmp(&rect(*b).y0)).then(rect(*a).x0.total_cmp(&rect(*b).x0))
    });
    let mut start = 0;
    while start < nodes.len() {
        let same = |i: &usize| rect(*i).y0 - rect(nodes[start]).y0 < ROW && zone(*i) == zone(nodes[start]);
        let end = start + nodes[start..].iter().take_while(|i| same(i)).count().max(1);
        nodes[start..end].sort_by(|a, b| rect(*a).x0.total_cmp(&rect(*b).x0));
        start = end;
    }
}

/// How well a place lies in a direction; less is better, nothing for what lies elsewhere.
fn score(from: Rect, to: Rect, towards: Vec2) -> Option<f64> {
    let by = to.center() - from.center();
    let along = by.dot(towards);
    let across = by.cross(towards).abs();
    // Within somewhat more than the quarter that the direction names.
    (along > 0.0 && across <= along * 1.8).then(|| (across / along) * 200.0 + by.hypot())
}
