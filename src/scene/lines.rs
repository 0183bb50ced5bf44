//! Draws the lines of a plan; those that did not change since the last time are not drawn again.
//!
//! Knows nothing about boxes beyond the shape that a line ends at.

use std::collections::HashMap;
use std::sync::Arc;

use ecow::EcoString;

use super::edge::{self, Way};
use super::figure::Figure;
use super::outline::{self, Outline};
use super::plan::{Plan, PlannedEdge};
use super::tips::{self, Shape};
use crate::model::{Document, ElementId, ElementKind, Relation, RelationId, RelationKind};
use crate::theme::Theme;

/// The figures of the last drawing.
#[derive(Default)]
pub(super) struct KeptLines(HashMap<RelationId, KeptLine>);

/// A line as it was drawn, with all that its drawing came from.
struct KeptLine {
    relation: Arc<Relation>,
    way: PlannedEdge,
    ends: [Shape; 2],
    figure: Arc<Figure>,
}

impl KeptLines {
    /// The figures of all lines of the plan, how many of them were drawn anew, and how many were asked for their names
    /// because the model is not the `same` as the last time.
    pub(super) fn draw(
        &mut self,
        document: &Document,
        plan: &Plan,
        theme: &Theme,
        same: bool,
    ) -> (Vec<Arc<Figure>>, usize, usize) {
        let mut kept = HashMap::with_capacity(plan.edges.len());
        let mut figures = Vec::with_capacity(plan.edges.len());
        let (mut drawn, mut asked) = (0, 0);
        let mut is_named = |last: &KeptLine, relation: &Relation| {
            asked += 1;
            last.figure.name == name(document, plan, relation, last.way.count)
        };
        for planned in plan.edges.iter().filter(|e| e.route.len() >= 2) {
            let Some(relation) = document.relation(&planned.relation) else { continue };
            let (Some(source), Some(target)) =
                (shape(document, plan, &relation.source), shape(document, plan, &relation.target))
            else {
                continue;
            };
            let ends = [source, target];
            let unchanged = self.0.remove(&planned.relation).filter(|last| {
                Arc::ptr_eq(&last.relation, relation)
                    && last.way == *planned
                    && last.ends == ends
                    && (same || is_named(last, relation))
            });
            let line = unchanged.unwrap_or_else(|| {
                drawn += 1;
                let mut figure = drawn_between(document, relation, planned, &ends, theme);
                figure.name = name(document, plan, relation, planned.count);
                let figure = Arc::new(figure);
                KeptLine { relation: relation.clone(), way: planned.clone(), ends, figure }
            });
            figures.push(line.figure.clone());
            kept.insert(planned.relation.clone(), line);
        }
        self.0 = kept;
        (figures, drawn, asked)
    }
}

/// What a line is called; one that stands for several relations names the boxes that it joins.
pub(super) fn name(document: &Document, plan: &Plan, relation: &Relation, count: usize) -> EcoString {
    if count < 2 {
        return edge::accessible_name(document, relation);
    }
    let seen = |id| plan.standing_for(id).and_then(|n| document.element(&n.element)).map_or("?", |e| e.shown_name());
    let verb = document.metamodel().relation_label(relation.kind);
    ecow::eco_format!("{} {verb} {}, {count} relations", seen(&relation.source), seen(&relation.target))
}

fn shape(document: &Document, plan: &Plan, id: &ElementId) -> Option<Shape> {
    let node = plan.standing_for(id)?;
    let element = document.element(&node.element)?;
    if plan.canvas.is_some() && element.kind == ElementKind::ValueStream {
        return Some(Shape { rect: node.rect, outline: Outline::Row, holds: false });
    }
    Some(Shape { rect: node.rect, outline: outline::of(element.kind), holds: node.holds })
}

/// The figure of one line of a diagram.
pub(super) fn in_diagram(
    document: &Document,
    plan: &Plan,
    relation: &Relation,
    planned: &PlannedEdge,
    theme: &Theme,
) -> Option<Figure> {
    let ends = [shape(document, plan, &relation.source)?, shape(document, plan, &relation.target)?];
    Some(drawn_between(document, relation, planned, &ends, theme))
}

fn drawn_between(
    document: &Document,
    relation: &Relation,
    planned: &PlannedEdge,
    ends: &[Shape; 2],
    theme: &Theme,
) -> Figure {
    let route = tips::fitted(&planned.route, &ends[0], &ends[1]);
    let way =
        Way { route: &route, radii: &planned.radii, hops: &planned.hops, label: planned.label, count: planned.count };
    edge::figure(document, relation, &way, theme)
}

/// The figure of one line of a canvas. What a stream delivers leaves from the stream's tip, whatever its source is.
pub(super) fn figure(
    document: &Document,
    plan: &Plan,
    relation: &Relation,
    planned: &PlannedEdge,
    theme: &Theme,
) -> Figure {
    let ends = (shape(document, plan, &relation.source), shape(document, plan, &relation.target));
    match ends {
        (Some(source), Some(target)) if relation.kind != RelationKind::Delivers => {
            drawn_between(document, relation, planned, &[source, target], theme)
        }
        _ => {
            let way = Way {
                route: &planned.route,
                radii: &planned.radii,
                hops: &planned.hops,
                label: planned.label,
                count: planned.count,
            };
            edge::figure(document, relation, &way, theme)
        }
    }
}
