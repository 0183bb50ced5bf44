//! Draws what changed in a large diagram over the picture that is there.
//!
//! The cost grows with what changed and with what is in sight, hardly with the model.
//!
//! Only lines of what changed are led anew, around what stands near them; the others give way when the whole picture is
//! drawn again, which may take its time elsewhere.
//!
//! Knows nothing about where pictures are kept.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;

use super::context::{Answers, Context, shown_state};
use super::diagram::{Look, Says, box_figure};
use super::figure::{Figure, Owner};
use super::plan::{Plan, Planned, PlannedEdge, assembled, is_drawn, rect_of};
use super::sweep::{Moved, plain_box, swept};
use super::ways::{self, Rules};
use super::{Scene, lines, notes};
use crate::analysis::is_shown;
use crate::geom::{Point, Rect, bounds_of, encloses, overlaps};
use crate::layout;
use crate::model::{AnnotationKind, Delta, Direction, Document, ElementId, Relation, RelationId, View};
use crate::theme::Theme;

/// More lines than this are drawn straight until the whole picture is drawn again.
const MOST_LED: usize = 80;
/// Boxes that lines are led around, if those near their whole way are not more than this; else those near their ends.
const MOST_NEAR: usize = 300;
/// How near a box is to a line, in document units.
const NEAR: f64 = 160.0;
/// With more boxes than this on their way only what is in sight is looked at.
const MANY: usize = 300;
/// More boxes than this are drawn as plain boxes while they move.
const MOST_DRAWN: usize = 300;

/// What is otherwise than in the picture that is there.
#[derive(Clone, Debug, Default)]
pub struct Changed {
    /// Elements that were made, changed, placed, moved or removed.
    pub elements: BTreeSet<ElementId>,
    /// Relations that were made, changed, bent or removed.
    pub relations: BTreeSet<RelationId>,
    /// Boxes that are shown elsewhere.
    pub moved: Moved,
    /// Boxes that are shown in another size.
    pub sized: BTreeMap<ElementId, Rect>,
    /// A label that is shown elsewhere on its line.
    pub label: Option<(RelationId, Point)>,
    /// A line as it would run.
    pub route: Option<(RelationId, Vec<Point>)>,
    /// Whether notes, frames and groups are others, or elsewhere.
    pub annotations: bool,
}

impl Changed {
    /// Adds what a step changed in the picture of a view, which was drawn as `drawn` and is `now` by all steps together.
    /// Whether that is all: what concerns the whole model or the choices of the view does not count as small.
    #[must_use]
    pub fn note(&mut self, delta: &Delta, drawn: &View, now: &View) -> bool {
        self.elements.extend(delta.elements.keys().cloned());
        self.relations.extend(delta.relations.keys().cloned());
        self.elements.extend(delta.placements.keys().filter(|(v, _)| *v == now.id).map(|(_, id)| id.clone()));
        // What a container hides when it is collapsed is told only by the whole.
        let folds = delta.placements.iter().filter(|((v, _), _)| *v == now.id).any(|(_, change)| {
            [&change.before, &change.after].into_iter().flatten().any(|p| p.collapsed == Some(true))
        });
        if delta.views.get(&now.id).is_some_and(|change| change.before.is_none() || change.after.is_none()) {
            // Stored just now, or no longer, with places of which no delta tells.
            let all = drawn.placements.keys().chain(now.placements.keys());
            self.elements.extend(all.filter(|id| drawn.placements.get(id) != now.placements.get(id)).cloned());
        }
        if delta.views.contains_key(&now.id) {
            self.annotations |= drawn.annotations != now.annotations;
            let bends = drawn.bends.keys().chain(now.bends.keys());
            self.relations.extend(bends.filter(|id| drawn.bends.get(id) != now.bends.get(id)).cloned());
        }
        !delta.head && !folds
    }

    /// Whether nothing is otherwise.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.elements.is_empty()
            && self.relations.is_empty()
            && self.moved.is_empty()
            && self.sized.is_empty()
            && self.label.is_none()
            && self.route.is_none()
            && !self.annotations
    }
}

/// The picture that is there.
#[derive(Clone)]
pub struct Picture {
    /// Where everything stands.
    pub plan: Arc<Plan>,
    /// How it is drawn.
    pub scene: Arc<Scene>,
    /// What was asked of the model for it; nothing for a canvas.
    pub(super) answers: Option<Arc<Answers>>,
}

/// How much a patch had to do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Work {
    /// Lines that were led anew.
    pub led: usize,
    /// Boxes that they were led around.
    pub around: usize,
    /// Figures that were drawn.
    pub drawn: usize,
}

/// Plan and scene of a diagram in which little is otherwise than in `picture`; drawn is what shows in `window`.
#[must_use]
pub fn patched(
    picture: &Picture,
    document: &Document,
    view: &View,
    look: &Look,
    changed: &Changed,
    window: Rect,
) -> (Plan, Scene, Work) {
    if changed.moved.what.len() > MANY {
        let still = Changed { moved: Moved::default(), ..changed.clone() };
        let (mut plan, scene, work) = patched(picture, document, view, look, &still, window);
        let (theme, ctx) = (Theme::of(look.mode), context(picture, document, view, look));
        let draw = |node: &Planned| {
            let element = document.element(&node.element)?;
            Some(box_figure(&ctx, element, &Says::of(&ctx, element), node, ""))
        };
        let scene = swept(&mut plan, &scene, document, &changed.moved, (window, theme), draw);
        return (plan, scene, work);
    }
    let mut work = Work::default();
    let mut plan = Plan::clone(&picture.plan);
    plan.rules = Rules::of(view);
    let moved = place(&mut plan, document, view, changed);
    let lines = lead(&mut plan, &picture.plan, document, view, changed, &moved, &mut work);
    let scene = draw(picture, &plan, document, view, look, changed, &lines, window, &mut work);
    (plan, scene, work)
}

/// What the picture asked of the model, for figures that are drawn over it.
fn context<'a>(picture: &Picture, document: &'a Document, view: &View, look: &Look) -> Context<'a> {
    let answers = picture.answers.clone();
    let answers = answers.unwrap_or_else(|| Arc::new(Answers::new(document, Some(view), look.today)));
    Context::new(document, Theme::of(look.mode), answers)
}

/// Puts boxes where they are now. Those that went somewhere, came or are gone.
fn place(plan: &mut Plan, document: &Document, view: &View, changed: &Changed) -> BTreeSet<ElementId> {
    let show = shown_state(document, Some(view));
    let mut moved = BTreeSet::new();
    let mut gone = BTreeSet::new();
    for id in &changed.elements {
        let element = document.element(id).filter(|e| is_shown(document, e, &show));
        let there = element.and_then(|e| {
            let placement = view.placements.get(id)?;
            Some((rect_of(document, e, placement), placement.z.unwrap_or(0)))
        });
        match (plan.place(id), there) {
            (Some(i), Some((rect, z))) => {
                if plan.nodes[i].rect != rect {
                    moved.insert(id.clone());
                }
                (plan.nodes[i].rect, plan.nodes[i].z) = (rect, z);
            }
            (None, Some((rect, z))) => {
                moved.insert(id.clone());
                plan.push(Planned {
                    element: id.clone(),
                    rect,
                    parent: None,
                    holds: false,
                    hides: Vec::new(),
                    depth: 0,
                    z,
                });
            }
            (Some(_), None) => {
                gone.insert(id.clone());
            }
            (None, None) => {}
        }
    }
    for (id, rect) in &changed.sized {
        if let Some(i) = plan.place(id) {
            plan.nodes[i].rect = *rect;
            moved.insert(id.clone());
        }
    }
    for id in changed.moved.what.iter() {
        if let Some(i) = plan.place(id) {
            plan.nodes[i].rect = plan.nodes[i].rect + changed.moved.by;
            moved.insert(id.clone());
        }
    }
    if !gone.is_empty() || is_nested_otherwise(plan, document, changed, &moved) {
        nest(plan, document, &gone);
    }
    moved.extend(gone);
    moved
}

/// Whether something stands in another box than before: only what moved, and what belongs to that, can.
fn is_nested_otherwise(plan: &Plan, document: &Document, changed: &Changed, moved: &BTreeSet<ElementId>) -> bool {
    let stands_in = |i: usize| {
        let around = std::iter::successors(document.parent(&plan.nodes[i].element), |id| document.parent(id));
        let parent = around.into_iter().find_map(|id| plan.place(id))?;
        encloses(plan.nodes[parent].rect, plan.nodes[i].rect).then_some(parent)
    };
    let parts = changed.relations.iter().filter_map(|id| document.relation(id)).map(|r| &r.target);
    moved.iter().chain(&changed.elements).chain(parts).any(|id| {
        let children = document.children(id);
        let all = std::iter::once(id).chain(children.iter().map(|c| &c.id));
        all.filter_map(|id| plan.place(id)).any(|i| stands_in(i) != plan.nodes[i].parent)
    })
}

/// Finds out again what stands in what; takes away what is gone.
fn nest(plan: &mut Plan, document: &Document, gone: &BTreeSet<ElementId>) {
    let nodes = plan.nodes.iter().filter(|n| !gone.contains(&n.element));
    let boxes: Vec<(ElementId, Rect, i64)> = nodes.map(|n| (n.element.clone(), n.rect, n.z)).collect();
    let parents = super::plan::parents(document, &boxes);
    plan.take_boxes(assembled(&boxes, &parents));
}

/// Leads the lines of what moved, and those that changed. Which lines are others now, whether they are drawn or gone.
fn lead(
    plan: &mut Plan,
    before: &Plan,
    document: &Document,
    view: &View,
    changed: &Changed,
    moved: &BTreeSet<ElementId>,
    work: &mut Work,
) -> BTreeSet<RelationId> {
    let index = document.index();
    let mut affected = changed.relations.clone();
    for id in moved {
        for direction in [Direction::Outgoing, Direction::Incoming] {
            affected.extend(index.relations_of(id, direction).map(|(.., relation)| relation.clone()));
        }
    }
    // The lines of what is gone are no longer in the index.
    let mut old: BTreeMap<RelationId, PlannedEdge> = BTreeMap::new();
    plan.edges.retain(|edge| {
        let stays = !affected.contains(&edge.relation) && document.relation(&edge.relation).is_some();
        if !stays {
            old.insert(edge.relation.clone(), edge.clone());
        }
        stays
    });
    affected.extend(old.keys().cloned());
    let shown: Vec<&Relation> = affected
        .iter()
        .filter_map(|id| document.relation(id))
        .map(|r| &**r)
        .filter(|r| is_drawn(view, plan, r))
        .collect();
    let mut led = Vec::new();
    let mut edges = Vec::with_capacity(shown.len());
    for relation in shown {
        let way = |id| Some(plan.node(id)?.rect.origin() - before.node(id)?.rect.origin());
        let (from, to) = (way(&relation.source), way(&relation.target));
        match old
            .get(&relation.id)
            .filter(|_| from.is_some() && from == to && !changed.relations.contains(&relation.id))
        {
            // A line goes with its ends.
            Some(edge) => {
                let mut edge = edge.clone();
                edge.shift(from.unwrap_or_default());
                edges.push(edge);
            }
            None => led.push(relation),
        }
    }
    let straight = led.split_off(led.len().min(MOST_LED));
    work.led += led.len();
    edges.extend(led_near(plan, document, &led, work));
    edges.extend(straight.into_iter().filter_map(|r| {
        let (from, to) = (plan.node(&r.source)?.rect, plan.node(&r.target)?.rect);
        let ways = layout::straight(&[from, to], &[(0, 1)], &layout::RouteOptions::default());
        Some(PlannedEdge::new(r.id.clone(), ways.into_iter().next()?))
    }));
    if let Some((relation, route)) = &changed.route {
        edges.retain(|e| e.relation != *relation);
        plan.edges.retain(|e| e.relation != *relation);
        edges.push(PlannedEdge::new(relation.clone(), route.clone()));
        affected.insert(relation.clone());
    }
    plan.edges.extend(edges);
    if let Some((relation, at)) = &changed.label
        && let Some(edge) = plan.edges.iter_mut().find(|e| e.relation == *relation)
    {
        edge.label = Some(*at);
        affected.insert(relation.clone());
    }
    affected
}

/// Leads lines around what stands near them.
fn led_near(plan: &Plan, document: &Document, relations: &[&Relation], work: &mut Work) -> Vec<PlannedEdge> {
    let places = |r: &&Relation| [plan.place(&r.source), plan.place(&r.target)];
    let ends: BTreeSet<usize> = relations.iter().flat_map(places).flatten().collect();
    let rects: Vec<Rect> = ends.iter().map(|i| plan.nodes[*i].rect.inflate(NEAR, NEAR)).collect();
    let Some(around) = bounds_of(rects.iter().copied()) else { return Vec::new() };
    let inside = |i: &usize| overlaps(plan.nodes[*i].rect, around);
    let mut near: BTreeSet<usize> = (0..plan.nodes.len()).filter(inside).take(MOST_NEAR + 1).collect();
    if near.len() > MOST_NEAR {
        let by_an_end = |i: &usize| rects.iter().any(|r| overlaps(plan.nodes[*i].rect, *r));
        near = (0..plan.nodes.len()).filter(inside).filter(by_an_end).take(MOST_NEAR).collect();
    }
    near.extend(ends);
    // Lines know the containers that their ends stand in, so these must all be there.
    let mut with_containers = near.clone();
    for i in &near {
        with_containers.extend(std::iter::successors(plan.nodes[*i].parent, |p| plan.nodes[*p].parent));
    }
    work.around += with_containers.len();
    let taken: Vec<usize> = with_containers.into_iter().collect();
    let boxes: Vec<_> = taken.iter().map(|i| &plan.nodes[*i]).map(|n| (n.element.clone(), n.rect, n.z)).collect();
    let parents: Vec<Option<usize>> =
        taken.iter().map(|i| plan.nodes[*i].parent.and_then(|p| taken.binary_search(&p).ok())).collect();
    let mut near = assembled(&boxes, &parents);
    near.rules = plan.rules.clone();
    let relations: Vec<RelationId> = relations.iter().map(|r| r.id.clone()).collect();
    ways::led(document, &near, &relations, None)
}

/// The scene with what changed drawn over it.
#[expect(clippy::too_many_arguments, reason = "the last step of one function, which names its locals")]
fn draw(
    picture: &Picture,
    plan: &Plan,
    document: &Document,
    view: &View,
    look: &Look,
    changed: &Changed,
    lines: &BTreeSet<RelationId>,
    window: Rect,
    work: &mut Work,
) -> Scene {
    let theme = Theme::of(look.mode);
    let ctx = context(picture, document, view, look);
    let mut hidden: HashSet<Owner> = lines.iter().cloned().map(Owner::Relation).collect();
    let mut over: Vec<Arc<Figure>> = Vec::new();
    let boxes: BTreeSet<&ElementId> =
        changed.elements.iter().chain(changed.moved.what.iter()).chain(changed.sized.keys()).collect();
    // What is held by something that came or went may be drawn otherwise.
    let turned = picture.plan.nodes.iter().filter(|n| plan.node(&n.element).is_some_and(|now| now.holds != n.holds));
    let boxes: BTreeSet<&ElementId> = boxes.into_iter().chain(turned.map(|n| &n.element)).collect();
    hidden.extend(boxes.iter().map(|id| Owner::Element((*id).clone())));
    let seen: Vec<&Planned> =
        boxes.iter().filter_map(|id| plan.node(id)).filter(|n| overlaps(n.rect.inflate(8.0, 8.0), window)).collect();
    let plain = seen.len() > MOST_DRAWN;
    for node in seen {
        let Some(element) = document.element(&node.element) else { continue };
        let figure = if plain {
            plain_box(node, document, theme)
        } else {
            box_figure(&ctx, element, &Says::of(&ctx, element), node, "")
        };
        over.push(Arc::new(figure));
    }
    let new = plan.edges.iter().filter(|e| lines.contains(&e.relation) && e.route.len() >= 2);
    for edge in new {
        let bounds = bounds_of(edge.route.iter().map(|p| Rect::from_points(*p, *p)));
        if bounds.is_some_and(|b| overlaps(b.inflate(16.0, 16.0), window))
            && let Some(relation) = document.relation(&edge.relation)
            && let Some(figure) = lines::in_diagram(document, plan, relation, edge, theme)
        {
            over.push(Arc::new(figure));
        }
    }
    // Groups go with their members.
    let groups = || view.annotations().any(|a| a.kind == AnnotationKind::Group);
    if changed.annotations || (!boxes.is_empty() && groups()) {
        let annotations = picture.scene.figures().filter(|f| matches!(f.owner, Owner::Annotation(_)));
        hidden.extend(annotations.map(|f| f.owner.clone()));
        over.extend(notes::figures(document, Some(view), plan, theme).into_iter().map(Arc::new));
    }
    work.drawn += over.len();
    picture.scene.with(hidden, over)
}
