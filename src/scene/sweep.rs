//! Shows very many boxes of a large diagram moved by the same way, as when everything is dragged.
//!
//! Lines between them go along; those to what stays run straight until all of it is drawn again. Only what is in sight is
//! drawn.
//!
//! Knows nothing about what else is otherwise than it was.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::figure::{Figure, Item, Layer, Owner, Region, Stroke};
use super::plan::{Plan, Planned, PlannedEdge};
use super::{Scene, lines};
use crate::geom::{Rect, Vec2, bounds_of, overlaps};
use crate::layout;
use crate::model::{Document, ElementId};
use crate::theme::Theme;

/// More boxes than this are drawn plain, and then without lines.
const MOST_DRAWN: usize = 300;

/// Boxes that are shown so far from where the view has them.
#[derive(Clone, Debug, Default)]
pub struct Moved {
    /// Which.
    pub what: Arc<BTreeSet<ElementId>>,
    /// How far.
    pub by: Vec2,
}

impl PartialEq for Moved {
    /// The same set is told by identity first: comparing ten thousand names would take longer than drawing a few boxes.
    fn eq(&self, other: &Self) -> bool {
        self.by == other.by && (Arc::ptr_eq(&self.what, &other.what) || self.what == other.what)
    }
}

impl Moved {
    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.what.is_empty()
    }
}

/// What is no longer drawn where it was.
#[derive(Clone, Debug)]
pub(super) struct Swept {
    what: Arc<BTreeSet<ElementId>>,
    document: Document,
}

impl Swept {
    /// Whether it is one of the boxes, or a line that ends at one.
    pub(super) fn has(&self, owner: &Owner) -> bool {
        match owner {
            Owner::Element(id) => self.what.contains(id),
            Owner::Relation(id) => self
                .document
                .relation(id)
                .is_some_and(|r| self.what.contains(&r.source) || self.what.contains(&r.target)),
            _ => false,
        }
    }
}

/// Moves the boxes of a plan, and draws what shows of them in `window` over its scene. `draw` draws a box in full.
pub(super) fn swept(
    plan: &mut Plan,
    scene: &Scene,
    document: &Document,
    moved: &Moved,
    (window, theme): (Rect, &Theme),
    draw: impl Fn(&Planned) -> Option<Figure>,
) -> Scene {
    let flags: Vec<bool> = plan.nodes.iter().map(|n| moved.what.contains(&n.element)).collect();
    for (node, _) in plan.nodes.iter_mut().zip(&flags).filter(|(_, moved)| **moved) {
        node.rect = node.rect + moved.by;
    }
    let mut edges = std::mem::take(&mut plan.edges);
    let mut turned = Vec::new();
    for edge in &mut edges {
        let Some(relation) = document.relation(&edge.relation) else { continue };
        let (Some(source), Some(target)) = (plan.place(&relation.source), plan.place(&relation.target)) else {
            continue;
        };
        match (flags[source], flags[target]) {
            (false, false) => continue,
            (true, true) => edge.shift(moved.by),
            _ => {
                let ends = [plan.nodes[source].rect, plan.nodes[target].rect];
                let ways = layout::straight(&ends, &[(0, 1)], &layout::RouteOptions::default());
                let Some(route) = ways.into_iter().next() else { continue };
                *edge = PlannedEdge { count: edge.count, ..PlannedEdge::new(edge.relation.clone(), route) };
            }
        }
        let bounds = bounds_of(edge.route.iter().map(|p| Rect::from_points(*p, *p)));
        if bounds.is_some_and(|b| overlaps(b.inflate(16.0, 16.0), window)) {
            turned.push((relation, edge.clone()));
        }
    }
    plan.edges = edges;
    let in_sight = |(node, moved): &(&Planned, &bool)| **moved && overlaps(node.rect.inflate(8.0, 8.0), window);
    let seen: Vec<&Planned> = plan.nodes.iter().zip(&flags).filter(in_sight).map(|(node, _)| node).collect();
    let over: Vec<Arc<Figure>> = if seen.len() > MOST_DRAWN {
        seen.into_iter().map(|node| Arc::new(plain_box(node, document, theme))).collect()
    } else {
        let lines = turned.into_iter().filter_map(|(r, edge)| lines::in_diagram(document, plan, r, &edge, theme));
        seen.into_iter().filter_map(draw).chain(lines).map(Arc::new).collect()
    };
    scene.swept(Swept { what: moved.what.clone(), document: document.clone() }, over)
}

/// A box without what it says, for when very many move at once.
pub(super) fn plain_box(node: &Planned, document: &Document, theme: &Theme) -> Figure {
    let stroke = Some(Stroke::solid(theme.accent, 1.5));
    let name: ecow::EcoString = document.element(&node.element).map_or("", |e| e.shown_name()).into();
    Figure {
        owner: Owner::Element(node.element.clone()),
        layer: if node.holds { Layer::Container(node.depth) } else { Layer::Node(node.z) },
        title: name.clone(),
        name,
        title_room: node.rect,
        bounds: node.rect,
        items: vec![Item::Box { rect: node.rect, radius: 8.0, fill: theme.card, stroke }],
        region: Region::Rect(node.rect),
    }
}
