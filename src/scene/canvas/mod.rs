//! The Operating Model Canvas: one page with a zone for each part of the model, drawn from the model alone.
//!
//! The arrangement is our own, after A. Campbell, M. Gutierrez and M. Lancelott.
//!
//! | File | What |
//! | --- | --- |
//! | `stock` | who stands in which zone, in which order |
//! | `fit` | how cards fit into a zone |
//! | `streams` | the rows of value streams with their stages |
//! | `share` | how the zones share the page |
//! | `drivers` | what stands right of the frame |
//! | `ways` | what streams deliver, as lines |
//! | `continued` | further pages for what found no room |
//! | `prompts` | what empty zones ask for, which is no part of the drawing |
//! | `draw` | the shapes of zones, rows, title and legend |
//!
//! Knows nothing about windows and exports.

mod continued;
mod draw;
mod drivers;
mod fit;
mod prompts;
mod share;
mod stock;
mod streams;
mod ways;

use std::collections::{BTreeSet, HashMap};

use ecow::EcoString;

pub use continued::pages;
pub use draw::build;
pub use prompts::{FIRST_STEPS, Prompt, prompts};
pub use stock::{default_view, extended, moved_to, scope_of, zone_of};
pub(super) use streams::OVERLAP;

use super::context::shown_state;
use super::options::{Density, Legend, Relations, Shape, StageWidth};
use super::plan::{Plan, PlannedEdge, assembled};
use crate::geom::{Point, Rect, Vec2};
use crate::model::view::View;
use crate::model::{Document, ElementId, Relation, RelationKind};
use fit::{Group, Measure};
use share::{Cards, Shares, Z};
use stock::Stock;

/// Where the parts of a canvas are.
#[derive(Clone, Debug, PartialEq)]
pub struct Canvas {
    /// The whole page.
    pub page: Rect,
    /// Name of the model, scope, day and state.
    pub title: Rect,
    /// The frame around the operating model; none on a further page.
    pub frame: Option<Rect>,
    /// Where the legend has its room.
    pub legend: Option<Rect>,
    /// How much cards say.
    pub density: Density,
    /// The zones with their slots.
    pub zones: Vec<Zone>,
    /// Height of a zone's header.
    header: f64,
    /// Space between a zone's border and what is in it.
    pad: f64,
    /// How little the cards of a zone say, by the elements on the page.
    steps: HashMap<ElementId, usize>,
}

/// A zone of the canvas.
#[derive(Clone, Debug, PartialEq)]
pub struct Zone {
    /// Its id in the metamodel.
    pub id: EcoString,
    /// Where it is.
    pub rect: Rect,
    /// Its slots in reading order, each with what stands in it.
    pub slots: Vec<(Option<ElementId>, Rect)>,
    /// What found no room.
    pub left_over: Vec<ElementId>,
    /// Where it says how many those are.
    pub more: Option<Rect>,
    /// Whether the drawing goes on there from a page before.
    pub continued: bool,
    /// Whether its cards are level with what they belong to, and so have no order of their own.
    pub level: bool,
}

impl Canvas {
    /// The zone at a point.
    #[must_use]
    pub fn zone_at(&self, p: Point) -> Option<&Zone> {
        self.zones.iter().find(|z| z.rect.contains(p))
    }

    /// What lines keep out of beside cards: what is off the page, and what is written on it.
    pub(super) fn keep_out(&self, document: &Document) -> Vec<Rect> {
        const OUTSIDE: f64 = 2_000.0;
        // Heads and letters on a line need some of the margin.
        let page = self.page.inset(-9.0);
        let around = page.inflate(OUTSIDE, OUTSIDE);
        let mut walls = vec![
            Rect { y1: page.y0, ..around },
            Rect { y0: page.y1, ..around },
            Rect { x1: page.x0, ..around },
            Rect { x0: page.x1, ..around },
        ];
        walls.extend(self.written(document));
        walls
    }

    /// Where there are words that belong to no card.
    pub(super) fn written(&self, document: &Document) -> Vec<Rect> {
        let more = self.zones.iter().filter_map(|z| z.more);
        let titles = self.zones.iter().map(|zone| self.title_of(document, zone));
        self.legend.into_iter().chain([self.title]).chain(more).chain(titles).collect()
    }

    /// Where the title of a zone stands.
    fn title_of(&self, document: &Document, zone: &Zone) -> Rect {
        let label = document.metamodel().zones.iter().find(|z| z.id == zone.id).map_or("", |z| z.label.as_str());
        let letters = crate::text::width(&label.to_uppercase(), crate::theme::size::ZONE);
        let middle = zone.rect.y0 + self.header / 2.0;
        Rect::new(zone.rect.x0 + self.pad, middle - 7.0, zone.rect.x0 + self.pad + letters, middle + 7.0)
    }

    /// Where a zone has its plus, by which something is added there: in its header, or in its lower corner where the title
    /// needs the header and no card is, else right after the title.
    #[must_use]
    pub fn plus(&self, document: &Document, zone: &Zone) -> Rect {
        let (corner, title) = (self.corner(zone), self.title_of(document, zone));
        // Seen from afar titles are set larger, as far as the header allows.
        let largest = (0.85 * (self.header - 4.0) / crate::theme::size::ZONE.size).max(1.0);
        if title.x0 + title.width() * largest < corner.x0 - 2.0 {
            return corner;
        }
        let low = corner + Vec2::new(0.0, zone.rect.y1 - 6.0 - corner.y1);
        let full = zone.slots.iter().filter(|(id, _)| id.is_some()).map(|(_, r)| *r).chain(zone.more);
        if !full.into_iter().any(|r| crate::geom::overlaps(r, low)) {
            return low;
        }
        // Where there is no room at all it reaches over the border, as far as it can still be pressed.
        let over = (title.x1 + 2.0 - corner.x0).clamp(0.0, 6.0 + 0.4 * corner.width());
        corner + Vec2::new(over, 0.0)
    }

    /// The upper right corner of a zone, in its header.
    #[must_use]
    pub fn corner(&self, zone: &Zone) -> Rect {
        let r = zone.rect;
        let size = self.header - 8.0;
        Rect::new(r.x1 - size - 6.0, r.y0 + 4.0, r.x1 - 6.0, r.y0 + 4.0 + size)
    }

    /// The zone with an id.
    #[must_use]
    pub fn zone(&self, id: &str) -> Option<&Zone> {
        self.zones.iter().find(|z| z.id == id)
    }
}

impl Zone {
    /// The slot that something dropped at a point would take.
    #[must_use]
    pub fn slot_at(&self, p: Point) -> usize {
        if let Some(i) = self.slots.iter().position(|(_, r)| r.contains(p)) {
            return i;
        }
        // Beside a card: before it or after it, whichever is nearer in reading order; below all cards: at the end.
        let last = self.slots.iter().map(|(_, r)| r.y1).fold(f64::NEG_INFINITY, f64::max);
        if p.y > last {
            return self.slots.len();
        }
        let nearest = self
            .slots
            .iter()
            .enumerate()
            .min_by(|a, b| a.1.1.center().distance(p).total_cmp(&b.1.1.center().distance(p)));
        nearest.map_or(0, |(i, (_, r))| if p.x > r.x1 { i + 1 } else { i })
    }
}

/// Whether a relation is told by how things stand: parts stand in their whole, and a stage points at the one that follows.
pub(super) fn is_told(document: &Document, relation: &Relation) -> bool {
    match relation.kind {
        RelationKind::Contains => true,
        RelationKind::FlowsTo => {
            let stream = document.parent(&relation.source).filter(|s| document.parent(&relation.target) == Some(*s));
            let stages = stream.map(|s| document.children(s)).unwrap_or_default();
            stages.windows(2).any(|pair| pair[0].id == relation.source && pair[1].id == relation.target)
        }
        _ => false,
    }
}

/// How many relations between what is on a page are told neither by how things stand nor by the lines that every page has.
#[must_use]
pub fn untold(document: &Document, plan: &Plan) -> usize {
    let there = |id: &ElementId| plan.node(id).is_some();
    let untold = |r: &Relation| r.kind != RelationKind::Delivers && !is_told(document, r);
    document.relations().values().filter(|r| there(&r.source) && there(&r.target) && untold(r)).count()
}

/// Where the header of a row of the canvas is.
pub(super) fn header_of(row: Rect) -> Rect {
    Rect { x1: row.x0 + streams::header_width(row.width()), ..row }
}

/// Everything that planning a page needs.
struct Sources<'a> {
    document: &'a Document,
    view: &'a View,
    shown: BTreeSet<ElementId>,
    stock: Stock,
}

impl<'a> Sources<'a> {
    fn new(document: &'a Document, view: &'a View) -> Self {
        let shown = stock::shown(document, view, &shown_state(document, Some(view)));
        let stock = Stock::new(document, view, &shown);
        Self { document, view, shown, stock }
    }

    /// The cards of a zone in groups that share a grid.
    fn groups(&self, zone: Z) -> Vec<Group> {
        let slots = self.stock.slots(zone.id()).to_vec();
        let roles = self.stock.slots(&stock::roles_of(zone.id())).to_vec();
        let kind_of = |id: &ElementId| self.document.element(id).map(|e| e.kind);
        let shelves = [slots, roles].into_iter().filter(|slots| !slots.is_empty());
        let kind = |slots: &[Option<ElementId>]| slots.iter().flatten().find_map(kind_of);
        shelves.map(|slots| Group::new(kind(&slots), slots)).collect()
    }
}

/// The plan of a canvas. Lines of `before` that are still good are taken over.
#[must_use]
pub fn plan(document: &Document, view: &View, before: Option<&Plan>) -> Plan {
    let sources = Sources::new(document, view);
    let (shape, density) = (Shape::of(view), Density::of(view));
    let measure = Measure::new(document, density, share::room(shape, density));
    let deliveries = ways::deliveries(document, &sources.shown);
    let groups = Z::ALL.map(|zone| if zone == Z::Vs { Vec::new() } else { sources.groups(zone) });
    let mut rows = streams::streams(document, sources.stock.slots(Z::Vs.id()), &sources.shown);
    rows.extend(streams::waiting(document, &sources.shown));
    let cards = Cards::new(&measure, groups, rows, deliveries.len());
    let legend_lines = if Legend::of(view) == Legend::Shown { draw::legend_room(document, view, density) } else { 0 };
    // The legend stands below the drivers, or where those need the room, along the foot of the page.
    let beside = share::share(&cards, shape, density, |_| 0.0);
    let high = draw::legend_height(legend_lines);
    let mut page = Page::new(&cards, &beside, view, beside.frame.y1 - high);
    if high > 0.0 && (page.crowded || page.drivers_end > beside.frame.y1 - high) {
        let below = share::share(&cards, shape, density, |width| draw::legend_foot(legend_lines, width));
        page = Page::new(&cards, &below, view, below.frame.y1);
        page.legend =
            Some(Rect::new(below.frame.x0, below.frame.y1 + 8.0, below.page.x1 - share::MARGIN, below.page.y1 - 6.0));
    } else if high > 0.0 {
        let x1 = beside.drivers[1].x1;
        page.legend =
            Some(Rect::new(beside.drivers[0].x0 + measure.room.pad, beside.frame.y1 - high, x1, beside.frame.y1));
    }
    page.finish(&sources, &deliveries, before)
}

/// A page whose zones are filled.
struct Page {
    shares: Shares,
    rows: streams::Rows,
    zones: Vec<Zone>,
    steps: HashMap<ElementId, usize>,
    legend: Option<Rect>,
    density: Density,
    room: fit::Room,
    /// Whether drivers had to say less or were left over.
    crowded: bool,
    drivers_end: f64,
}

impl Page {
    fn new(cards: &Cards, shares: &Shares, view: &View, drivers_bottom: f64) -> Self {
        let mut page = Self {
            shares: shares.clone(),
            rows: streams::Rows::default(),
            zones: Vec::new(),
            steps: HashMap::new(),
            legend: None,
            density: cards.measure.density,
            room: cards.measure.room,
            crowded: false,
            drivers_end: 0.0,
        };
        for zone in Z::ALL.into_iter().filter(|z| !z.is_driver()) {
            let Some(rect) = shares.zones.get(&zone).copied() else { continue };
            let step = shares.steps[zone as usize];
            if zone == Z::Vs {
                let rows = streams::place(cards.measure, &cards.streams, rect, step, StageWidth::of(view), false);
                let slots = rows.placed.iter().map(|r| (r.stream.clone(), r.rect)).collect();
                let stages = rows.placed.iter().flat_map(|r| &r.stages).map(|(id, _)| (id.clone(), step));
                page.steps.extend(stages);
                page.add(zone, rect, slots, rows.left_over.clone(), rows.more, step);
                page.rows = rows;
                continue;
            }
            let grow = if zone == Z::Port { 0.4 } else { 0.16 };
            let placed = fit::place(cards.measure, cards.groups(zone), rect, step, grow);
            page.add(zone, rect, placed.slots, placed.left_over, placed.more, step);
        }
        for driver in drivers::place(cards, shares, &page.rows.placed, drivers_bottom) {
            page.crowded |= driver.step > 1 || driver.placed.more.is_some();
            page.drivers_end = page.drivers_end.max(driver.rect.y1);
            let placed = driver.placed;
            page.add(driver.zone, driver.rect, placed.slots, placed.left_over, placed.more, driver.step);
            if let Some(zone) = page.zones.last_mut() {
                zone.level = driver.level;
            }
        }
        page
    }

    fn add(
        &mut self,
        zone: Z,
        rect: Rect,
        slots: Vec<(Option<ElementId>, Rect)>,
        left_over: Vec<ElementId>,
        more: Option<Rect>,
        step: usize,
    ) {
        self.steps.extend(slots.iter().filter_map(|(id, _)| Some((id.clone()?, step))));
        self.zones.push(Zone { id: zone.id().into(), rect, slots, left_over, more, continued: false, level: false });
    }

    fn finish(
        self,
        sources: &Sources,
        deliveries: &std::collections::BTreeMap<ElementId, Vec<(crate::model::RelationId, ElementId)>>,
        before: Option<&Plan>,
    ) -> Plan {
        let canvas = Canvas {
            page: self.shares.page,
            title: self.shares.title,
            frame: Some(self.shares.frame),
            legend: self.legend,
            density: self.density,
            header: self.room.header,
            pad: self.room.pad,
            zones: self.zones,
            steps: self.steps,
        };
        let plan = planned(canvas, &self.rows.placed);
        let portfolio = self.shares.zones[&Z::Port];
        let cards: Vec<_> = plan
            .canvas
            .iter()
            .filter_map(|c| c.zone(Z::Port.id()))
            .flat_map(|z| z.slots.iter().filter_map(|(id, r)| Some((id.clone()?, *r))))
            .collect();
        let routes =
            ways::routes(&self.rows.placed, &cards, self.shares.zones[&Z::Vs], portfolio, deliveries, self.room.gap);
        let mut plan = plan;
        plan.edges = routes.into_iter().map(|(relation, route)| PlannedEdge::new(relation, route)).collect();
        super::ways::dress(sources.document, &mut plan);
        if Relations::of(sources.view) == Relations::All {
            let document = sources.document;
            plan.lead(document, before, |r| r.kind != RelationKind::Delivers && !is_told(document, r));
        }
        plan
    }
}

/// The plan of a filled page without its lines.
fn planned(canvas: Canvas, rows: &[streams::Row]) -> Plan {
    let mut boxes = Vec::new();
    let mut parents = Vec::new();
    for (id, rect) in canvas.zones.iter().flat_map(|z| &z.slots) {
        if let Some(id) = id {
            boxes.push((id.clone(), *rect, 0));
            parents.push(None);
        }
    }
    for row in rows {
        let parent = row.stream.as_ref().and_then(|id| boxes.iter().position(|(other, ..)| other == id));
        for (id, rect) in &row.stages {
            boxes.push((id.clone(), *rect, 0));
            parents.push(parent);
        }
    }
    let mut plan = assembled(&boxes, &parents);
    plan.canvas = Some(canvas);
    plan
}
