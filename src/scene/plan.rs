//! Where everything in a diagram stands: its boxes, and the ways of the lines between them.
//!
//! Boxes stand where their placements say, or are placed automatically where there is no view.
//!
//! Knows nothing about colours.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use super::canvas::{self, Canvas};
use super::context::shown_state;
use super::options::hidden_kinds;
use super::ways::{self, Rules};
use super::{anatomy, collapsed, tidy};
use crate::analysis::is_shown;
use crate::geom::{Point, Rect, Size, Vec2, encloses};
use crate::layout::Hop;
use crate::model::view::{CANVAS, DIAGRAM, MAX_COORDINATE};
use crate::model::{Document, Element, ElementId, Placement, Relation, RelationId, RelationKind, View, ViewId};
use crate::theme::size;

/// The spot of a box's border nearest to a point, as shares of the box's width and height.
#[must_use]
pub fn border_share(rect: Rect, p: Point) -> Point {
    let share = |v: f64, low: f64, high: f64| if high > low { ((v - low) / (high - low)).clamp(0.0, 1.0) } else { 0.5 };
    let (x, y) = (share(p.x, rect.x0, rect.x1), share(p.y, rect.y0, rect.y1));
    // To a tenth of a percent: nobody points more exactly, and the file stays readable.
    let round = |v: f64| (v * 1000.0).round() / 1000.0;
    let sideways = x.min(1.0 - x) * rect.width();
    let upright = y.min(1.0 - y) * rect.height();
    if sideways <= upright { Point::new(x.round(), round(y)) } else { Point::new(round(x), y.round()) }
}

/// Where a diagram's boxes and lines are.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plan {
    /// Boxes; containers stand before what they hold.
    pub nodes: Vec<Planned>,
    /// Lines.
    pub edges: Vec<PlannedEdge>,
    /// The page, where the view is a canvas.
    pub canvas: Option<Canvas>,
    /// What the view says about its lines.
    pub(super) rules: Rules,
    places: HashMap<ElementId, usize>,
    /// What is not drawn, with the place of the collapsed container that stands for it.
    within: HashMap<ElementId, usize>,
    /// For how many relations the lines stand that stand for several.
    pub(super) counts: HashMap<RelationId, usize>,
}

/// The place of an element.
#[derive(Clone, Debug, PartialEq)]
pub struct Planned {
    /// Which element.
    pub element: ElementId,
    /// Its box.
    pub rect: Rect,
    /// The container it stands in, as a place in [`Plan::nodes`].
    pub parent: Option<usize>,
    /// Whether it holds others.
    pub holds: bool,
    /// The elements that it holds without their being drawn, since it is collapsed.
    pub hides: Vec<ElementId>,
    /// How many containers it stands in.
    pub depth: u16,
    /// Drawn later when higher.
    pub z: i64,
}

/// The way of a relation.
#[derive(Clone, Debug, PartialEq)]
pub struct PlannedEdge {
    /// Which relation.
    pub relation: RelationId,
    /// From the border of its source to the border of its target.
    pub route: Vec<Point>,
    /// How round its corners are, see [`crate::layout::hopped_path`].
    pub radii: Vec<f64>,
    /// Where it hops over other lines.
    pub hops: Vec<Hop>,
    /// The centre of its label; nothing where it has none.
    pub label: Option<Point>,
    /// For how many relations it stands: several of one kind where an end is in a collapsed container.
    pub count: usize,
}

impl PlannedEdge {
    /// A line along a route with the usual corners, without hops and label.
    #[must_use]
    pub fn new(relation: RelationId, route: Vec<Point>) -> Self {
        Self { relation, route, radii: vec![size::EDGE_RADIUS], hops: Vec::new(), label: None, count: 1 }
    }
}

impl PlannedEdge {
    /// Moves all of the line.
    pub(super) fn shift(&mut self, by: Vec2) {
        self.route.iter_mut().for_each(|p| *p += by);
        self.label = self.label.map(|p| p + by);
        for hop in &mut self.hops {
            (hop.from, hop.to) = (hop.from + by, hop.to + by);
        }
    }
}

impl Plan {
    /// The place of an element.
    #[must_use]
    pub fn node(&self, element: &ElementId) -> Option<&Planned> {
        self.places.get(element).map(|i| &self.nodes[*i])
    }

    /// The place of an element, or of the collapsed container that stands for it, in [`Plan::nodes`].
    pub(super) fn place(&self, element: &ElementId) -> Option<usize> {
        self.places.get(element).or_else(|| self.within.get(element)).copied()
    }

    /// The box of an element, or the collapsed container that stands for it.
    #[must_use]
    pub fn standing_for(&self, element: &ElementId) -> Option<&Planned> {
        self.place(element).map(|i| &self.nodes[i])
    }

    /// Adds a box at the end.
    pub(super) fn push(&mut self, node: Planned) {
        self.places.insert(node.element.clone(), self.nodes.len());
        self.nodes.push(node);
    }

    /// Whether some of its containers are collapsed.
    #[must_use]
    pub fn is_folded(&self) -> bool {
        !self.within.is_empty()
    }

    /// Takes the boxes of another plan, and keeps its own lines.
    pub(super) fn take_boxes(&mut self, other: Self) {
        (self.nodes, self.places) = (other.nodes, other.places);
    }

    /// The same plan with some boxes moved, and some of another size; lines that end at one of them or would run through it
    /// are led anew, the others stay.
    #[must_use]
    pub fn moved(
        &self,
        document: &Document,
        by: &BTreeMap<ElementId, Vec2>,
        sized: &BTreeMap<ElementId, Rect>,
    ) -> Self {
        let mut plan = self.clone();
        for (element, rect) in sized {
            if let Some(i) = plan.places.get(element) {
                plan.nodes[*i].rect = *rect;
            }
        }
        for (element, offset) in by {
            if let Some(i) = plan.places.get(element) {
                let rect = plan.nodes[*i].rect;
                plan.nodes[*i].rect = rect + *offset;
            }
        }
        let relations: Vec<_> = self.edges.iter().map(|e| e.relation.clone()).collect();
        plan.edges = ways::led(document, &plan, &relations, Some(self));
        plan
    }

    /// Notes what a container hides.
    pub(super) fn hide(&mut self, container: &ElementId, hidden: Vec<ElementId>) {
        if let Some(at) = self.places.get(container).copied() {
            self.within.extend(hidden.iter().map(|id| (id.clone(), at)));
            self.nodes[at].hides = hidden;
        }
    }

    /// Lets every line that is led from now on have its label.
    pub(super) fn label_lines(&mut self) {
        self.rules.labelled = true;
    }

    /// Adds the lines of relations between what stands in the plan, for those that `keep` keeps and that have none yet.
    pub(super) fn lead(&mut self, document: &Document, before: Option<&Self>, keep: impl Fn(&Relation) -> bool) {
        let there: BTreeSet<&RelationId> = self.edges.iter().map(|e| &e.relation).collect();
        let relations: Vec<RelationId> = document
            .relations()
            .values()
            .filter(|r| self.places.contains_key(&r.source) && self.places.contains_key(&r.target))
            .filter(|r| !there.contains(&r.id) && keep(r))
            .map(|r| r.id.clone())
            .collect();
        let new = ways::led(document, self, &relations, before);
        self.edges.extend(new);
        ways::dress(document, self);
    }
}

/// The plan of a view, or of the default diagram of the whole model where there is none.
#[must_use]
pub fn plan(document: &Document, view: Option<&View>) -> Plan {
    view.map_or_else(|| plan_after(document, &default_view(document), None), |view| plan_after(document, view, None))
}

/// The plan of a view. The ways of `before` that are still good are taken over: finding them is most of the work, and what
/// did not change stays where it was.
#[must_use]
pub fn plan_after(document: &Document, view: &View, before: Option<&Plan>) -> Plan {
    if view.kind == CANVAS {
        return canvas::plan(document, view, before);
    }
    let mut plan = placed(document, view);
    plan.rules = Rules::of(view);
    let relations = shown_relations(document, view, &plan);
    let (relations, counts): (Vec<_>, Vec<_>) = collapsed::merged(document, &plan, relations).into_iter().unzip();
    plan.counts = relations.iter().cloned().zip(counts).filter(|(_, count)| *count > 1).collect();
    plan.edges = ways::led(document, &plan, &relations, before);
    plan
}

/// The default diagram: a view of every element, placed automatically. It is no part of the document until somebody
/// edits it.
#[must_use]
pub fn default_view(document: &Document) -> View {
    let mut view = View::new(ViewId::random(), DIAGRAM, "Whole model");
    for (id, rect, holds) in tidy::automatic(document) {
        let Some(element) = document.element(&id) else { continue };
        // A card that has its natural size keeps growing with its name; others keep the size they were given.
        let natural = !holds && anatomy::natural_size(document, element) == rect.size();
        view.placements.insert(id, if natural { Placement::at(rect.origin()) } else { Placement::of(rect) });
    }
    view
}

/// The relations that a view draws: of shown kinds, both ends in the view, and not already told by nesting.
fn shown_relations(document: &Document, view: &View, plan: &Plan) -> Vec<RelationId> {
    let hidden = hidden_kinds(view);
    let drawn = |r: &&Arc<Relation>| !hidden.contains(&r.kind) && stands(plan, r);
    document.relations().values().filter(drawn).map(|r| r.id.clone()).collect()
}

/// Whether a view draws a relation.
pub(super) fn is_drawn(view: &View, plan: &Plan, relation: &Relation) -> bool {
    !hidden_kinds(view).contains(&relation.kind) && stands(plan, relation)
}

/// Whether both ends of a relation are in the plan and it is not told by where they stand.
fn stands(plan: &Plan, r: &Relation) -> bool {
    let (Some(source), Some(target)) = (plan.place(&r.source), plan.place(&r.target)) else { return false };
    // What is inside a collapsed container is not seen.
    let inside = source == target && r.source != r.target;
    // Nesting tells it where the part stands in the whole; where it was pulled out, a line does.
    !inside && (r.kind != RelationKind::Contains || plan.nodes[target].parent != Some(source))
}

/// Boxes where the view says.
pub(super) fn placed(document: &Document, view: &View) -> Plan {
    let show = shown_state(document, Some(view));
    let boxes: Vec<_> = view
        .placements
        .iter()
        .filter_map(|(id, p)| {
            let element = document.element(id).filter(|e| is_shown(document, e, &show))?;
            Some((id.clone(), rect_of(document, element, p), p.z.unwrap_or(0)))
        })
        .collect();
    let parents = parents(document, &boxes);
    collapsed::folded(document, view, &boxes, &parents)
}

/// The box of an element where a placement says.
pub(super) fn rect_of(document: &Document, element: &Element, p: &Placement) -> Rect {
    const FAR: f64 = MAX_COORDINATE;
    let clamp = |n: f64| n.clamp(-FAR, FAR);
    let natural = anatomy::natural_size(document, element);
    let size = Size::new(
        p.w.filter(|w| *w > 0.0).unwrap_or(natural.width).min(FAR),
        p.h.filter(|h| *h > 0.0).unwrap_or(natural.height).min(FAR),
    );
    Rect::from_origin_size((clamp(p.x), clamp(p.y)), size)
}

/// Which of the boxes each stands in: the nearest of its containers that is there, if it encloses it.
pub(super) fn parents(document: &Document, boxes: &[(ElementId, Rect, i64)]) -> Vec<Option<usize>> {
    let at: HashMap<&ElementId, usize> = boxes.iter().enumerate().map(|(i, (id, ..))| (id, i)).collect();
    boxes
        .iter()
        .map(|(id, rect, _)| {
            // Where the unit between is not shown, the one around it holds the role.
            let around = std::iter::successors(document.parent(id), |id| document.parent(id));
            let parent = around.into_iter().find_map(|id| at.get(id).copied())?;
            encloses(boxes[parent].1, *rect).then_some(parent)
        })
        .collect()
}

/// Boxes with parents, put so that containers stand before what they hold.
pub(super) fn assembled(boxes: &[(ElementId, Rect, i64)], parents: &[Option<usize>]) -> Plan {
    let depth = |mut i: usize| {
        let mut depth = 0_u16;
        while let Some(parent) = parents[i] {
            depth = depth.saturating_add(1);
            i = parent;
        }
        depth
    };
    let mut order: Vec<usize> = (0..boxes.len()).collect();
    order.sort_by_key(|i| (depth(*i), boxes[*i].2, *i));
    let mut position = vec![0; boxes.len()];
    for (new, old) in order.iter().enumerate() {
        position[*old] = new;
    }
    let mut plan = Plan::default();
    for old in order {
        let (element, rect, z) = boxes[old].clone();
        plan.places.insert(element.clone(), plan.nodes.len());
        let parent = parents[old].map(|p| position[p]);
        plan.nodes.push(Planned { element, rect, parent, holds: false, hides: Vec::new(), depth: depth(old), z });
    }
    let holders: Vec<usize> = plan.nodes.iter().filter_map(|n| n.parent).collect();
    for holder in holders {
        plan.nodes[holder].holds = true;
    }
    plan
}
