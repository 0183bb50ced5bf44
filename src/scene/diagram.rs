//! Draws a diagram: every box of its plan as the card of its kind, every line as its relation.
//!
//! Knows nothing about who looks at it.

use std::collections::HashMap;
use std::sync::Arc;

use super::figure::{Figure, Item, Layer, Owner, Region};
use super::plan::Plan;
use super::{Scene, anatomy, edge, notes};
use crate::geom::{Point, Rect, bounds_of};
use crate::model::{Document, Element, Head, Relation, Value, View};
use crate::theme::{Mode, Theme, size};

/// How a scene is drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// Light or dark.
    pub mode: Mode,
}

/// The figures of the last scene, kept so that what did not change is not drawn again.
#[derive(Default)]
pub struct Kept {
    look: Option<Look>,
    /// Settings such as the currency show on cards.
    head: Option<Arc<Head>>,
    nodes: HashMap<Owner, KeptNode>,
    edges: HashMap<Owner, KeptEdge>,
    /// How many figures were drawn anew by the last [`build_with`].
    pub drawn: usize,
}

/// A box as it was drawn, with all that its drawing came from.
struct KeptNode {
    element: Arc<Element>,
    rect: Rect,
    holds: bool,
    figure: Arc<Figure>,
}

/// A line as it was drawn, with all that its drawing came from.
struct KeptEdge {
    relation: Arc<Relation>,
    route: Vec<Point>,
    labelled: bool,
    figure: Arc<Figure>,
}

/// The scene of a plan.
#[must_use]
pub fn build(document: &Document, view: Option<&View>, plan: &Plan, look: Look) -> Scene {
    build_with(document, view, plan, look, &mut Kept::default())
}

/// The scene of a plan; figures of what did not change since the last call are taken from `kept`.
pub fn build_with(document: &Document, view: Option<&View>, plan: &Plan, look: Look, kept: &mut Kept) -> Scene {
    let theme = Theme::of(look.mode);
    let same_head = kept.head.as_ref().is_some_and(|head| Arc::ptr_eq(head, &document.head));
    if kept.look != Some(look) || !same_head {
        *kept = Kept { look: Some(look), head: Some(document.head.clone()), ..Kept::default() };
    }
    kept.drawn = 0;
    let labelled = view.and_then(|v| v.options.get("labels")).and_then(Value::as_text).is_some_and(|l| l == "always");
    let (mut nodes, mut edges) = (HashMap::new(), HashMap::new());
    let mut figures = Vec::with_capacity(plan.nodes.len() + plan.edges.len());
    figures.extend(notes::figures(document, view, plan, theme).into_iter().map(Arc::new));
    for node in &plan.nodes {
        let Some(element) = document.element(&node.element) else { continue };
        let owner = Owner::Element(node.element.clone());
        let layer = if node.holds { Layer::Container(node.depth) } else { Layer::Node(node.z) };
        let same = kept.nodes.remove(&owner).filter(|last| {
            Arc::ptr_eq(&last.element, element)
                && last.rect == node.rect
                && last.holds == node.holds
                && last.figure.layer == layer
        });
        let figure = same.map_or_else(
            || {
                kept.drawn += 1;
                let items = if node.holds {
                    anatomy::container(document, element, node.rect, theme)
                } else {
                    anatomy::card(document, element, node.rect, theme)
                };
                let bounds = bounds_of(items.iter().map(Item::bounds)).unwrap_or(node.rect);
                let name = anatomy::accessible_name(document, element);
                let title = element.shown_name().into();
                let region = Region::Rect(node.rect);
                Arc::new(Figure { owner: owner.clone(), layer, name, title, bounds, items, region })
            },
            |last| last.figure,
        );
        figures.push(figure.clone());
        nodes.insert(owner, KeptNode { element: element.clone(), rect: node.rect, holds: node.holds, figure });
    }
    for planned in &plan.edges {
        let Some(relation) = document.relation(&planned.relation) else { continue };
        if planned.route.len() < 2 {
            continue;
        }
        let owner = Owner::Relation(planned.relation.clone());
        let name = edge::accessible_name(document, relation);
        let same = kept.edges.remove(&owner).filter(|last| {
            Arc::ptr_eq(&last.relation, relation)
                && last.route == planned.route
                && last.labelled == labelled
                && last.figure.name == name
        });
        let figure = same.map_or_else(
            || {
                kept.drawn += 1;
                Arc::new(edge::figure(document, relation, &planned.route, theme, labelled))
            },
            |last| last.figure,
        );
        figures.push(figure.clone());
        let (relation, route) = (relation.clone(), planned.route.clone());
        edges.insert(owner, KeptEdge { relation, route, labelled, figure });
    }
    (kept.nodes, kept.edges) = (nodes, edges);
    figures.sort_by_key(|f| f.layer);
    let margin = size::PAGE_MARGIN;
    let bounds = bounds_of(figures.iter().map(|f| f.bounds)).unwrap_or(Rect::new(0.0, 0.0, 320.0, 200.0));
    let bounds = Rect::new(bounds.x0.floor(), bounds.y0.floor(), bounds.x1.ceil(), bounds.y1.ceil());
    Scene::new(bounds.inflate(margin, margin), theme.page, figures)
}

/// The shapes of a relation's label where it is not always shown, for a hovered or selected line. A line that is shorter
/// than its label has none: it would cover what the line joins.
#[must_use]
pub fn label_items(document: &Document, relation: &Relation, route: &[Point], mode: Mode) -> Vec<Item> {
    let mut items = Vec::new();
    let text = edge::label(document, relation);
    let length: f64 = route.windows(2).map(|s| s[0].distance(s[1])).sum();
    if length > crate::text::width(&text, size::LABEL) {
        edge::push_label(&mut items, &text, crate::layout::label_spot(route), Theme::of(mode));
    }
    items
}
