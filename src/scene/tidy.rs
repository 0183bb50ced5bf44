//! Automatic placement of elements: the default diagram, a view made tidy, and plain boxes to compare with other tools.
//!
//! What is contained nests, the rest stands in layers along the way of value. Pinned and locked elements stay, and what is
//! laid out makes room for what stays.
//!
//! Knows nothing about lines or colours.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use super::anatomy;
use super::options::{HIDDEN_BY_DEFAULT, hidden_kinds};
use super::plan::placed;
use crate::geom::{Point, Rect, Size, Vec2, bounds_of, overlaps};
use crate::layout::{self, Arrangement, Link, Node, Options};
use crate::model::attr::stage;
use crate::model::index::Direction;
use crate::model::{Document, Element, ElementId, ElementKind, Placement, RelationKind, View};

/// The size of every box of [`flat`].
const FLAT: Size = Size::new(168.0, 56.0);

/// New places for the elements of a view, or for those in `only` and what they hold; only places that change are given.
///
/// Pinned and locked elements stay where they are. What is laid out stands where it stood before as a whole, overlaps
/// nothing that stays, and containers are resized around what they hold. The same input gives the same places, and a tidy
/// view stays as it is.
#[must_use]
pub fn tidied(document: &Document, view: &View, only: Option<&BTreeSet<ElementId>>) -> BTreeMap<ElementId, Placement> {
    let mut table = Table::new(document, view, only);
    for i in (0..table.spots.len()).rev() {
        table.fill(i);
    }
    table.place_roots(only.is_none());
    table.changes()
}

/// Every element of the model as a box of 168 x 56, placed automatically without containers, with every relation as a link.
#[must_use]
pub fn flat(document: &Document) -> Vec<(ElementId, Rect)> {
    let at: HashMap<&ElementId, usize> = document.elements().keys().enumerate().map(|(i, id)| (id, i)).collect();
    let node = Node {
        size: FLAT,
        parent: None,
        arrangement: Arrangement::Row,
        padding: crate::geom::Insets::ZERO,
        gap: 0.0,
        band: 0,
    };
    let rects = layout::arrange(&vec![node; at.len()], &links(document, &at, &BTreeSet::new()), &Options::default());
    document.elements().keys().cloned().zip(rects).collect()
}

/// Every element of the model, placed automatically, and whether it holds others.
pub(super) fn automatic(document: &Document) -> Vec<(ElementId, Rect, bool)> {
    let forest = forest(document, |_| true);
    let nodes: Vec<Node> = forest
        .iter()
        .filter_map(|(id, parent)| {
            let element = document.element(id)?;
            Some(node(element, *parent, anatomy::natural_size(document, element)))
        })
        .collect();
    let at: HashMap<&ElementId, usize> = forest.iter().enumerate().map(|(i, (id, _))| (id, i)).collect();
    let rects = layout::arrange(&nodes, &links(document, &at, &HIDDEN_BY_DEFAULT.into()), &Options::default());
    let holders: BTreeSet<usize> = forest.iter().filter_map(|(_, parent)| *parent).collect();
    forest.into_iter().zip(rects).enumerate().map(|(i, ((id, _), rect))| (id, rect, holders.contains(&i))).collect()
}

/// The elements that are `there` with the places of their containers in the list: a walk of the forest from its roots,
/// children in their order. Where the container is not there, the next one around it that is takes its place.
fn forest(document: &Document, there: impl Fn(&ElementId) -> bool) -> Vec<(ElementId, Option<usize>)> {
    let mut order: Vec<(ElementId, Option<usize>)> = Vec::with_capacity(document.elements().len());
    let around = |id| std::iter::successors(document.parent(id), |id| document.parent(id));
    let roots = document.elements().keys().filter(|id| there(id) && !around(id).any(&there));
    let mut stack: Vec<(ElementId, Option<usize>)> = roots.map(|id| (id.clone(), None)).collect();
    stack.reverse();
    while let Some((id, parent)) = stack.pop() {
        let me = there(&id).then_some(order.len());
        let children = in_flow(document, document.children(&id)).into_iter().rev();
        stack.extend(children.map(|child| (child.id.clone(), me.or(parent))));
        if me.is_some() {
            order.push((id, parent));
        }
    }
    order
}

/// Stages that nobody gave an order, in that of the flow between them; everything else as it comes.
fn in_flow<'a>(document: &'a Document, children: Vec<&'a Arc<Element>>) -> Vec<&'a Arc<Element>> {
    if children.iter().any(|child| child.kind != ElementKind::Stage || child.get(stage::ORDER).is_some()) {
        return children;
    }
    let at: HashMap<&ElementId, usize> = children.iter().enumerate().map(|(i, child)| (&child.id, i)).collect();
    let next = |i: usize| {
        let flows = document.index().relations_of_kind(&children[i].id, RelationKind::FlowsTo, Direction::Outgoing);
        flows.filter_map(|(to, _)| at.get(to).copied()).filter(move |to| *to != i)
    };
    // How many others each waits for, whether the flow has not come to it yet, and where it stood.
    let mut waits: Vec<(usize, bool, usize)> = (0..children.len()).map(|i| (0, true, i)).collect();
    (0..children.len()).flat_map(next).for_each(|to| waits[to].0 += 1);
    let mut waiting: BTreeSet<(usize, bool, usize)> = waits.iter().copied().collect();
    let mut order = Vec::with_capacity(children.len());
    // What waits for nothing goes first; of a ring, where the flow comes into it.
    while let Some((_, _, i)) = waiting.pop_first() {
        order.push(children[i]);
        for to in next(i) {
            if waiting.remove(&waits[to]) {
                waits[to] = (waits[to].0 - 1, false, to);
                waiting.insert(waits[to]);
            }
        }
    }
    order
}

fn node(element: &Element, parent: Option<usize>, size: Size) -> Node {
    Node {
        size,
        parent,
        arrangement: if element.kind == ElementKind::ValueStream { Arrangement::Row } else { Arrangement::Grid },
        padding: anatomy::container_padding(element.kind),
        gap: anatomy::CONTAINER_GAP,
        band: band(element.kind),
    }
}

/// Where a kind stands on the way of value from the left to the right.
fn band(kind: ElementKind) -> u16 {
    match kind {
        ElementKind::Partner => 1,
        ElementKind::Technology | ElementKind::Experiment => 2,
        ElementKind::Process | ElementKind::Location | ElementKind::Management | ElementKind::Culture => 3,
        ElementKind::ValueStream | ElementKind::Stage | ElementKind::OrgUnit | ElementKind::Role => 4,
        ElementKind::PortfolioItem | ElementKind::Objective | ElementKind::Choice | ElementKind::Foreign => 5,
        ElementKind::ValueProposition => 6,
        ElementKind::Stakeholder => 7,
    }
}

/// The relations between what stands `at` places; those of `hidden` kinds are not drawn.
fn links(document: &Document, at: &HashMap<&ElementId, usize>, hidden: &BTreeSet<RelationKind>) -> Vec<Link> {
    let link = |r: &crate::model::Relation| {
        let (source, target) = (*at.get(&r.source)?, *at.get(&r.target)?);
        Some(Link { source, target, reversed: r.kind.runs_against_value(), hidden: hidden.contains(&r.kind) })
    };
    document.relations().values().filter_map(|r| link(r)).collect()
}

/// What may become of a box.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Hold {
    /// It is laid out with all it holds.
    Free,
    /// It would be laid out, but holds something that stays.
    Around,
    /// It stays: pinned, locked or not asked for.
    Stays,
}

/// An element of the view that is made tidy.
struct Spot<'a> {
    element: &'a Element,
    before: &'a Placement,
    natural: Size,
    rect: Rect,
    parent: Option<usize>,
    children: Vec<usize>,
    hold: Hold,
    /// Whether it may not even be made smaller: pinned or locked.
    firm: bool,
}

/// The elements of a view, containers before what they hold.
struct Table<'a> {
    document: &'a Document,
    hidden: BTreeSet<RelationKind>,
    /// What is not drawn, since it stands in a collapsed container: it goes where that goes.
    inside: Vec<(ElementId, ElementId, &'a Placement)>,
    old: Vec<Rect>,
    spots: Vec<Spot<'a>>,
}

impl<'a> Table<'a> {
    fn new(document: &'a Document, view: &'a View, only: Option<&BTreeSet<ElementId>>) -> Self {
        let plan = placed(document, view);
        let mut spots: Vec<Spot> = Vec::with_capacity(plan.nodes.len());
        let mut chosen: Vec<bool> = Vec::with_capacity(plan.nodes.len());
        // Parents are places in this list, so it has to hold what the plan holds: what the view's state hides has no box.
        for (id, parent) in forest(document, |id| plan.node(id).is_some()) {
            let (Some(element), Some(before), Some(planned)) =
                (document.element(&id), view.placements.get(&id), plan.node(&id))
            else {
                continue;
            };
            let is_inside = planned.parent.is_some();
            let is_chosen =
                only.is_none_or(|only| only.contains(&id)) || parent.is_some_and(|p| is_inside && chosen[p]);
            let firm = before.pinned == Some(true) || before.locked == Some(true);
            let hold = if firm || !is_chosen { Hold::Stays } else { Hold::Free };
            // What may go into its container goes there; what stays is held by what it stands in.
            let parent = parent.filter(|&p| is_inside || (hold == Hold::Free && spots[p].hold == Hold::Free));
            if let Some(p) = parent {
                let me = spots.len();
                spots[p].children.push(me);
            }
            chosen.push(is_chosen);
            let natural = anatomy::natural_size(document, element);
            spots.push(Spot { element, before, natural, rect: planned.rect, parent, children: Vec::new(), hold, firm });
        }
        for i in (0..spots.len()).rev() {
            if spots[i].hold == Hold::Free && spots[i].children.iter().any(|&c| spots[c].hold != Hold::Free) {
                spots[i].hold = Hold::Around;
            }
        }
        let hides = plan.nodes.iter().flat_map(|n| n.hides.iter().map(|id| (n.element.clone(), id.clone())));
        let inside = hides.filter_map(|(node, id)| Some((node, view.placements.get(&id)?, id)));
        let inside = inside.map(|(node, placement, id)| (node, id, placement)).collect();
        Self { document, hidden: hidden_kinds(view), inside, old: spots.iter().map(|s| s.rect).collect(), spots }
    }

    fn of(&self, among: &[usize], hold: impl Fn(Hold) -> bool) -> Vec<usize> {
        among.iter().copied().filter(|&i| hold(self.spots[i].hold)).collect()
    }

    /// Lays out what a container that cannot be moved freely holds, and resizes it around that.
    fn fill(&mut self, i: usize) {
        let children = self.spots[i].children.clone();
        let changed = |c: &usize| self.spots[*c].hold == Hold::Free || self.spots[*c].rect != self.old[*c];
        if self.spots[i].hold == Hold::Free || !(self.spots[i].hold == Hold::Around || children.iter().any(changed)) {
            return;
        }
        let padding = anatomy::container_padding(self.spots[i].element.kind);
        let inner = self.spots[i].rect.origin() + Vec2::new(padding.x0, padding.y0);
        let free = self.of(&children, |hold| hold == Hold::Free);
        let others: Vec<Rect> =
            self.of(&children, |hold| hold != Hold::Free).into_iter().map(|c| self.spots[c].rect).collect();
        if let Some(before) = bounds_of(free.iter().map(|&c| self.old[c])) {
            self.arrange(&free, Some(i));
            let block = bounds_of(free.iter().map(|&c| self.spots[c].rect)).unwrap_or_default();
            let wished = if others.is_empty() {
                inner
            } else {
                Point::new(before.x0.max(inner.x), before.y0.max(inner.y)).round()
            };
            let is_open = self.spots[i].hold == Hold::Around;
            let to = free_place(block.with_origin(wished), &others, anatomy::CONTAINER_GAP, is_open);
            for c in free {
                self.shift(c, to - block.origin());
            }
        }
        let around = bounds_of(children.iter().map(|&c| self.spots[c].rect)).unwrap_or_default() + padding;
        let spot = &mut self.spots[i];
        let mut rect = if spot.hold == Hold::Around { around } else { around.with_origin(spot.rect.origin()) };
        rect.x1 = around.x1.max(rect.x0 + spot.natural.width);
        rect.y1 = around.y1.max(rect.y0 + spot.natural.height);
        if spot.firm {
            (rect.x1, rect.y1) = (rect.x1.max(spot.rect.x1), rect.y1.max(spot.rect.y1));
        }
        spot.rect = rect;
    }

    /// Lays out what stands in no container.
    fn place_roots(&mut self, whole: bool) {
        let roots: Vec<usize> = (0..self.spots.len()).filter(|&i| self.spots[i].parent.is_none()).collect();
        let free = self.of(&roots, |hold| hold == Hold::Free);
        let others = self.of(&roots, |hold| hold != Hold::Free);
        let mut taken: Vec<Rect> = others.iter().map(|&i| self.spots[i].rect).collect();
        let Some(before) = bounds_of(free.iter().map(|&i| self.old[i])) else { return };
        let gap = Options::default().node_gap;
        if others.is_empty() || !whole {
            self.arrange(&free, None);
            let block = bounds_of(free.iter().map(|&i| self.spots[i].rect)).unwrap_or_default();
            let to = free_place(block.with_origin(before.origin().round()), &taken, gap, true);
            for i in free {
                self.shift(i, to - block.origin());
            }
            return;
        }
        // What stays takes part in the layout, so that the rest finds its place beside it.
        self.arrange(&roots, None);
        let offset = others
            .iter()
            .zip(&taken)
            .fold(Vec2::ZERO, |sum, (&i, rect)| sum + (rect.origin() - self.spots[i].rect.origin()))
            / others.len() as f64;
        for (&i, rect) in others.iter().zip(&taken) {
            self.spots[i].rect = *rect;
        }
        let mut order = free;
        let key = |table: &Self, i: usize| table.spots[i].rect.origin();
        order.sort_by(|&a, &b| {
            let (a, b) = (key(self, a), key(self, b));
            a.x.total_cmp(&b.x).then(a.y.total_cmp(&b.y))
        });
        for i in order {
            let rect = self.spots[i].rect;
            let to = free_place(rect.with_origin((rect.origin() + offset).round()), &taken, gap, true);
            self.shift(i, to - rect.origin());
            taken.push(self.spots[i].rect);
        }
    }

    /// Lays out boxes of one level with all that the free ones hold, in the manner of their container.
    fn arrange(&mut self, level: &[usize], container: Option<usize>) {
        let mut members: Vec<usize> = Vec::new();
        let mut nodes: Vec<Node> = Vec::new();
        if let Some(i) = container {
            members.push(i);
            nodes.push(node(self.spots[i].element, None, Size::ZERO));
        }
        // Every element's place among the nodes; what lies in a box that stays stands for that box.
        let mut at: HashMap<&ElementId, usize> = HashMap::new();
        let mut stack: Vec<(usize, Option<usize>)> = level.iter().rev().map(|&i| (i, container.map(|_| 0))).collect();
        while let Some((i, parent)) = stack.pop() {
            let spot = &self.spots[i];
            let me = nodes.len();
            at.insert(&spot.element.id, me);
            members.push(i);
            if spot.hold == Hold::Free {
                let size = if spot.children.is_empty() { spot.rect.size() } else { spot.natural };
                nodes.push(node(spot.element, parent, size));
                stack.extend(spot.children.iter().rev().map(|&c| (c, Some(me))));
            } else {
                nodes.push(node(spot.element, parent, spot.rect.size()));
                let mut inside = spot.children.clone();
                while let Some(c) = inside.pop() {
                    at.insert(&self.spots[c].element.id, me);
                    inside.extend(&self.spots[c].children);
                }
            }
        }
        let rects = layout::arrange(&nodes, &links(self.document, &at, &self.hidden), &Options::default());
        let own = usize::from(container.is_some());
        for (&i, rect) in members.iter().zip(rects).skip(own) {
            self.spots[i].rect = rect;
        }
    }

    /// Moves a box with all it holds.
    fn shift(&mut self, i: usize, by: Vec2) {
        let mut stack = vec![i];
        while let Some(i) = stack.pop() {
            self.spots[i].rect = self.spots[i].rect + by;
            stack.extend(&self.spots[i].children);
        }
    }

    /// The placements that are not what they were.
    fn changes(self) -> BTreeMap<ElementId, Placement> {
        let mut changes = BTreeMap::new();
        for (container, id, placement) in &self.inside {
            let at = self.spots.iter().position(|spot| spot.element.id == *container);
            let by = at.map_or(Vec2::ZERO, |i| self.spots[i].rect.origin() - self.old[i].origin());
            if by != Vec2::ZERO {
                changes.insert(
                    id.clone(),
                    Placement { x: placement.x + by.x, y: placement.y + by.y, ..(*placement).clone() },
                );
            }
        }
        for (spot, old) in self.spots.into_iter().zip(self.old) {
            if spot.rect == old {
                continue;
            }
            let mut placement = Placement { x: spot.rect.x0, y: spot.rect.y0, ..spot.before.clone() };
            if spot.rect.size() != old.size() {
                // A card that has its natural size keeps growing with its name.
                let is_natural = spot.children.is_empty() && spot.rect.size() == spot.natural;
                let side = |length: f64| (!is_natural).then_some(length);
                (placement.w, placement.h) = (side(spot.rect.width()), side(spot.rect.height()));
            }
            changes.insert(spot.element.id.clone(), placement);
        }
        changes
    }
}

/// The top left of `rect` moved the shortest way, along one axis, to where it keeps `gap` from all `others`; only to the
/// right and down unless `any_way`.
fn free_place(rect: Rect, others: &[Rect], gap: f64, any_way: bool) -> Point {
    let ways = [Vec2::new(1.0, 0.0), Vec2::new(0.0, 1.0), Vec2::new(-1.0, 0.0), Vec2::new(0.0, -1.0)];
    let mut best: Option<(f64, Point)> = None;
    for way in ways.into_iter().take(if any_way { 4 } else { 2 }) {
        let mut at = rect;
        while let Some(other) = others.iter().find(|other| overlaps(other.inflate(gap, gap), at)) {
            let other = other.inflate(gap, gap);
            at = at.with_origin(match (way.x as i8, way.y as i8) {
                (1, _) => Point::new(other.x1, at.y0),
                (-1, _) => Point::new(other.x0 - at.width(), at.y0),
                (_, 1) => Point::new(at.x0, other.y1),
                _ => Point::new(at.x0, other.y0 - at.height()),
            });
        }
        let distance = at.origin().distance(rect.origin());
        if best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, at.origin()));
        }
    }
    best.map_or(rect.origin(), |(_, at)| at)
}
