//! Where everything in a diagram stands: its boxes, and the ways of the lines between them.
//!
//! Boxes stand where their placements say, or are placed automatically where there is no view.
//!
//! Knows nothing about colours.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::anatomy;
use super::options::{HIDDEN, HIDDEN_BY_DEFAULT, hidden_kinds};
use crate::geom::{Point, Rect, Size, Vec2, encloses};
use crate::layout::{self, Arrangement, Link, Node, Obstacle};
use crate::model::view::DIAGRAM;
use crate::model::{Document, ElementId, ElementKind, Placement, RelationId, RelationKind, View, ViewId};

/// Where a diagram's boxes and lines are.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plan {
    /// Boxes; containers stand before what they hold.
    pub nodes: Vec<Planned>,
    /// Lines.
    pub edges: Vec<PlannedEdge>,
    places: HashMap<ElementId, usize>,
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
}

impl PlannedEdge {
    /// A line along a route.
    #[must_use]
    pub fn new(relation: RelationId, route: Vec<Point>) -> Self {
        Self { relation, route }
    }
}

impl Plan {
    /// The place of an element.
    #[must_use]
    pub fn node(&self, element: &ElementId) -> Option<&Planned> {
        self.places.get(element).map(|i| &self.nodes[*i])
    }

    /// The same plan with some boxes moved; lines that end at one of them are led anew, the others stay.
    #[must_use]
    pub fn moved(&self, document: &Document, by: &BTreeMap<ElementId, Vec2>) -> Self {
        let mut plan = self.clone();
        for (element, offset) in by {
            if let Some(i) = plan.places.get(element) {
                let rect = plan.nodes[*i].rect;
                plan.nodes[*i].rect = rect + *offset;
            }
        }
        let touched: Vec<usize> = plan
            .edges
            .iter()
            .enumerate()
            .filter(|(_, e)| {
                document.relation(&e.relation).is_some_and(|r| by.contains_key(&r.source) || by.contains_key(&r.target))
            })
            .map(|(i, _)| i)
            .collect();
        let relations: Vec<_> = touched.iter().map(|i| plan.edges[*i].relation.clone()).collect();
        for (i, route) in touched.into_iter().zip(plan.routes(document, &relations)) {
            plan.edges[i].route = route;
        }
        plan
    }

    fn routes(&self, document: &Document, relations: &[RelationId]) -> Vec<Vec<Point>> {
        let boxes: Vec<_> = self.nodes.iter().map(|n| Obstacle { rect: n.rect, parent: n.parent }).collect();
        let links: Vec<_> = relations
            .iter()
            .filter_map(|id| document.relation(id))
            .filter_map(|r| Some((*self.places.get(&r.source)?, *self.places.get(&r.target)?)))
            .collect();
        layout::route(&boxes, &links, &layout::RouteOptions::default())
    }
}

/// The plan of a view, or of the default diagram of the whole model where there is none.
#[must_use]
pub fn plan(document: &Document, view: Option<&View>) -> Plan {
    view.map_or_else(|| plan_after(document, &default_view(document), None), |view| plan_after(document, view, None))
}

/// The plan of a view. Where `before` has the same boxes and the same lines between them, its ways are taken over: finding
/// them is most of the work, and a changed fact moves nothing.
#[must_use]
pub fn plan_after(document: &Document, view: &View, before: Option<&Plan>) -> Plan {
    let mut plan = placed(document, view);
    let relations = shown_relations(document, view, &plan);
    if let Some(before) = before
        && before.nodes == plan.nodes
        && before.edges.iter().map(|e| &e.relation).eq(&relations)
    {
        plan.edges.clone_from(&before.edges);
        return plan;
    }
    let routes = plan.routes(document, &relations);
    plan.edges = relations.into_iter().zip(routes).map(|(relation, route)| PlannedEdge { relation, route }).collect();
    plan
}

/// The default diagram: a view of every element, placed automatically. It is no part of the document until somebody
/// edits it.
#[must_use]
pub fn default_view(document: &Document) -> View {
    let mut view = View::new(ViewId::random(), DIAGRAM, "Whole model");
    for (id, rect, holds) in automatic(document) {
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
    // A view that names what it hides means it, `contains` too.
    let chosen = view.options.get(HIDDEN).is_some();
    document
        .relations()
        .values()
        .filter(|r| {
            let (Some(source), Some(target)) = (plan.places.get(&r.source), plan.places.get(&r.target)) else {
                return false;
            };
            if r.kind == RelationKind::Contains {
                // Nesting tells it where the part stands in the whole; where it was pulled out, a line does.
                return plan.nodes[*target].parent != Some(*source) && !(chosen && hidden.contains(&r.kind));
            }
            !hidden.contains(&r.kind)
        })
        .map(|r| r.id.clone())
        .collect()
}

/// Boxes where the view says.
fn placed(document: &Document, view: &View) -> Plan {
    const FAR: f64 = crate::model::view::MAX_COORDINATE;
    let clamp = |n: f64| n.clamp(-FAR, FAR);
    let rect_of = |element: &crate::model::Element, p: &Placement| {
        let natural = anatomy::natural_size(document, element);
        let size = Size::new(
            p.w.filter(|w| *w > 0.0).unwrap_or(natural.width).min(FAR),
            p.h.filter(|h| *h > 0.0).unwrap_or(natural.height).min(FAR),
        );
        Rect::from_origin_size((clamp(p.x), clamp(p.y)), size)
    };
    let boxes: Vec<_> = view
        .placements
        .iter()
        .filter_map(|(id, p)| Some((id.clone(), rect_of(document.element(id)?, p), p.z.unwrap_or(0))))
        .collect();
    let at: HashMap<&ElementId, usize> = boxes.iter().enumerate().map(|(i, (id, ..))| (id, i)).collect();
    let parents: Vec<Option<usize>> = boxes
        .iter()
        .map(|(id, rect, _)| {
            let parent = *at.get(document.parent(id)?)?;
            encloses(boxes[parent].1, *rect).then_some(parent)
        })
        .collect();
    assembled(&boxes, &parents)
}

/// Boxes with parents, put so that containers stand before what they hold.
fn assembled(boxes: &[(ElementId, Rect, i64)], parents: &[Option<usize>]) -> Plan {
    let depth = |mut i: usize| {
        let mut depth = 0_u16;
        while let Some(parent) = parents[i] {
            depth = depth.saturating_add(1);
            i = parent;
        }
        depth
    };
    let mut order: Vec<usize> = (0..boxes.len()).collect();
    order.sort_by_key(|i| (depth(*i), *i));
    let mut position = vec![0; boxes.len()];
    for (new, old) in order.iter().enumerate() {
        position[*old] = new;
    }
    let mut plan = Plan::default();
    for old in order {
        let (element, rect, z) = boxes[old].clone();
        plan.places.insert(element.clone(), plan.nodes.len());
        let parent = parents[old].map(|p| position[p]);
        plan.nodes.push(Planned { element, rect, parent, holds: false, depth: depth(old), z });
    }
    let holders: Vec<usize> = plan.nodes.iter().filter_map(|n| n.parent).collect();
    for holder in holders {
        plan.nodes[holder].holds = true;
    }
    plan
}

/// Whether value runs from target to source, so that the target is placed left of it.
fn runs_backwards(kind: RelationKind) -> bool {
    matches!(
        kind,
        RelationKind::Consumes
            | RelationKind::ParticipatesIn
            | RelationKind::Drives
            | RelationKind::DependsOn
            | RelationKind::LocatedAt
            | RelationKind::InteractsWith
    )
}

/// Every element of the model, placed automatically: what is contained nests, the rest in layers along the way of value.
fn automatic(document: &Document) -> Vec<(ElementId, Rect, bool)> {
    // Parents first, and children in their order: a walk of the forest from its roots.
    let mut order: Vec<(ElementId, Option<usize>)> = Vec::with_capacity(document.elements().len());
    let mut stack: Vec<(ElementId, Option<usize>)> =
        document.elements().keys().filter(|id| document.parent(id).is_none()).map(|id| (id.clone(), None)).collect();
    stack.reverse();
    while let Some((id, parent)) = stack.pop() {
        let me = order.len();
        stack.extend(document.children(&id).into_iter().rev().map(|child| (child.id.clone(), Some(me))));
        order.push((id, parent));
    }
    let at: HashMap<&ElementId, usize> = order.iter().enumerate().map(|(i, (id, _))| (id, i)).collect();
    let nodes: Vec<Node> = order
        .iter()
        .filter_map(|(id, parent)| {
            let element = document.element(id)?;
            let row = element.kind == ElementKind::ValueStream;
            Some(Node {
                size: anatomy::natural_size(document, element),
                parent: *parent,
                arrangement: if row { Arrangement::Row } else { Arrangement::Column },
                padding: anatomy::container_padding(element.kind),
                gap: anatomy::CONTAINER_GAP,
            })
        })
        .collect();
    let links: Vec<Link> = document
        .relations()
        .values()
        .filter(|r| !HIDDEN_BY_DEFAULT.contains(&r.kind))
        .filter_map(|r| {
            Some(Link { source: *at.get(&r.source)?, target: *at.get(&r.target)?, reversed: runs_backwards(r.kind) })
        })
        .collect();
    let rects = layout::arrange(&nodes, &links, &layout::Options::default());
    let holders: BTreeSet<usize> = order.iter().filter_map(|(_, parent)| *parent).collect();
    order.into_iter().zip(rects).enumerate().map(|(i, ((id, _), rect))| (id, rect, holders.contains(&i))).collect()
}
