//! How cards fit into a zone of a given width: grids of cards, rows of streams, what finds no room.
//!
//! Knows nothing about how zones share the page.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use super::super::anatomy;
use super::super::facts::{Facts, facts};
use super::super::manner::Manner;
use super::super::options::Density;
use crate::geom::{Point, Rect};
use crate::model::{Document, ElementId, ElementKind};

/// Spaces on a page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Room {
    /// Height of a zone's header.
    pub(super) header: f64,
    /// Space between a zone's border and its cards.
    pub(super) pad: f64,
    /// Space between cards.
    pub(super) gap: f64,
    /// Space between zones.
    pub(super) inside: f64,
    /// How wide cards are, of what they would like.
    pub(super) cards: f64,
    /// Space above and below the stages of a stream.
    pub(super) above: f64,
}

impl Room {
    /// On a page that grows with its content, or a large sheet.
    pub(super) const WIDE: Self = Self { header: 31.0, pad: 11.0, gap: 8.0, inside: 12.0, cards: 1.0, above: 7.0 };
    /// On a slide or a small sheet.
    pub(super) const TIGHT: Self = Self { header: 25.0, pad: 9.0, gap: 5.0, inside: 8.0, cards: 0.86, above: 4.0 };
}

/// Height of the line that says how many cards found no room.
pub(super) const MORE: f64 = 24.0;
/// How much higher a zone may be for a name that is not cut.
const CUT: f64 = 22.0;
/// Height of the prompt of an empty zone.
const PROMPT: f64 = 44.0;

/// How high a card is and how much it cuts, at a width and a step.
type Question = (ElementId, u64, usize);

/// Asks how high cards are, each question once.
pub(super) struct Measure<'a> {
    pub(super) document: &'a Document,
    pub(super) density: Density,
    pub(super) room: Room,
    known: RefCell<HashMap<Question, (f64, f64)>>,
    facts: RefCell<HashMap<ElementId, Rc<Facts>>>,
}

impl<'a> Measure<'a> {
    pub(super) fn new(document: &'a Document, density: Density, room: Room) -> Self {
        Self { document, density, room, known: RefCell::default(), facts: RefCell::default() }
    }

    pub(super) fn manner(&self, step: usize) -> Manner {
        Manner::canvas(self.density, step)
    }

    pub(super) fn height(&self, id: &ElementId, width: f64, step: usize) -> f64 {
        self.card(id, width, step).0
    }

    fn card(&self, id: &ElementId, width: f64, step: usize) -> (f64, f64) {
        let key = (id.clone(), width.to_bits(), step);
        if let Some(known) = self.known.borrow().get(&key) {
            return *known;
        }
        let Some(element) = self.document.element(id) else { return (0.0, 0.0) };
        let facts =
            self.facts.borrow_mut().entry(id.clone()).or_insert_with(|| Rc::new(facts(self.document, element))).clone();
        let card = anatomy::extent(element, &facts, &self.manner(step), width);
        self.known.borrow_mut().insert(key, card);
        card
    }

    /// The least width of a card of a kind.
    pub(super) fn least_width(&self, kind: ElementKind, step: usize) -> f64 {
        let width = match kind {
            ElementKind::Partner | ElementKind::PortfolioItem => 156.0,
            ElementKind::Location | ElementKind::Process => 164.0,
            ElementKind::OrgUnit => 116.0,
            ElementKind::Culture => 136.0,
            ElementKind::Management | ElementKind::Choice => 176.0,
            ElementKind::ValueProposition | ElementKind::Experiment => 146.0,
            ElementKind::Objective => 138.0,
            ElementKind::Stakeholder | ElementKind::Role => 132.0,
            ElementKind::Stage => 112.0,
            ElementKind::Technology | ElementKind::ValueStream | ElementKind::Foreign => 150.0,
        };
        let type_scale = self.manner(0).title.size / Manner::DIAGRAM.title.size;
        // Cards that say less can be narrower, but names need their room.
        let narrower = if step >= 2 { 0.92 } else { 1.0 };
        (width * type_scale * narrower * self.room.cards).round()
    }
}

/// The greatest width: beyond it a card is a field.
fn greatest_width(kind: ElementKind) -> f64 {
    match kind {
        ElementKind::Process | ElementKind::Management | ElementKind::Choice => 300.0,
        _ => 250.0,
    }
}

/// Cards of about one size that share a grid.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Group {
    /// Which kind sets the width.
    pub(super) kind: Option<ElementKind>,
    pub(super) slots: Vec<Option<ElementId>>,
    /// Those that no page could hold beside these; they are left over without being measured.
    pub(super) beyond: Vec<ElementId>,
}

/// So many cards are a crowd.
const CROWD: usize = 20;
/// More cards of a group than this have no room on any page.
const MOST: usize = 360;

/// A grid of cards.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Grid {
    pub(super) columns: usize,
    pub(super) card_width: f64,
    pub(super) rows: Vec<f64>,
    /// How much is cut, a name counting 1.
    pub(super) cut: f64,
    gap: f64,
}

impl Grid {
    /// What it is worth to avoid: height, and names that are cut.
    pub(super) fn cost(&self, step: usize) -> f64 {
        // Where cards say the least there is no room for fine words.
        let cut = if step + 1 == Manner::STEPS { CUT / 4.0 } else { CUT };
        self.height() + cut * self.cut
    }

    pub(super) fn height(&self) -> f64 {
        self.rows.iter().sum::<f64>() + self.gap * self.rows.len().saturating_sub(1) as f64
    }
}

impl Group {
    /// A group of cards of about the size of `kind`.
    pub(super) fn new(kind: Option<ElementKind>, mut slots: Vec<Option<ElementId>>) -> Self {
        let beyond = slots.split_off(slots.len().min(MOST)).into_iter().flatten().collect();
        Self { kind, slots, beyond }
    }

    /// The lowest grid in a width; of equally low ones that with the widest cards.
    pub(super) fn fit(&self, measure: &Measure, width: f64, step: usize) -> Grid {
        let Some(kind) = self.kind.filter(|_| !self.slots.is_empty()) else { return Grid::default() };
        let gap = measure.room.gap;
        let least = measure.least_width(kind, step).min(width);
        let most = (((width + gap) / (least + gap)).floor() as usize).clamp(1, self.slots.len().max(1));
        let mut best: Option<Grid> = None;
        // A crowd stands in as many columns as there is room for, or nearly.
        let fewest = if self.slots.len() > CROWD { most.saturating_sub(2).max(1) } else { 1 };
        for columns in fewest..=most {
            let grid = self.grid(measure, width, columns, kind, step);
            if best.as_ref().is_none_or(|b| grid.cost(step) < b.cost(step) - 0.5) {
                best = Some(grid);
            }
        }
        best.unwrap_or_default()
    }

    fn grid(&self, measure: &Measure, width: f64, columns: usize, kind: ElementKind, step: usize) -> Grid {
        let gap = measure.room.gap;
        let card_width = ((width - gap * (columns - 1) as f64) / columns as f64).floor();
        let card_width = card_width.min(greatest_width(kind)).max(24.0);
        // A row that lost its only card keeps about the height it had, so that the rows below stay where they are.
        let all = self.slots.iter().flatten().map(|id| measure.height(id, card_width, step));
        let usual = all.fold(measure.manner(step).least, f64::max);
        let rows = self
            .slots
            .chunks(columns)
            .map(|row| {
                let highest = row.iter().flatten().map(|id| measure.height(id, card_width, step)).fold(0.0, f64::max);
                if highest > 0.0 { highest } else { usual }
            })
            .collect();
        let cut = self.slots.iter().flatten().map(|id| measure.card(id, card_width, step).1).sum();
        Grid { columns, card_width, rows, cut, gap }
    }
}

/// The height that a zone of groups wants at a width.
pub(super) fn zone_height(measure: &Measure, groups: &[Group], width: f64, step: usize) -> f64 {
    let Room { header, pad, gap, .. } = measure.room;
    let inner = width - 2.0 * pad;
    let heights: Vec<f64> =
        groups.iter().map(|g| g.fit(measure, inner, step).height()).filter(|height| *height > 0.0).collect();
    if heights.is_empty() {
        return header + PROMPT;
    }
    let more = if groups.iter().any(|g| !g.beyond.is_empty()) { MORE } else { 0.0 };
    header + heights.iter().sum::<f64>() + gap * (heights.len() - 1) as f64 + pad + more
}

/// How much a zone cuts at a width, a name counting 1.
pub(super) fn zone_cuts(measure: &Measure, groups: &[Group], width: f64, step: usize) -> f64 {
    groups.iter().map(|g| g.fit(measure, width - 2.0 * measure.room.pad, step).cut).sum()
}

/// The width of a zone whose cards stand in so many columns.
pub(super) fn width_of(measure: &Measure, groups: &[Group], columns: usize, step: usize) -> f64 {
    let least = groups.iter().filter_map(|g| g.kind).map(|k| measure.least_width(k, step)).fold(120.0, f64::max);
    let Room { pad, gap, .. } = measure.room;
    2.0 * pad + least * columns as f64 + gap * (columns - 1) as f64
}

/// Where the cards of a zone stand.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Placed {
    /// Every slot with its place, holes too, in reading order.
    pub(super) slots: Vec<(Option<ElementId>, Rect)>,
    /// What found no room.
    pub(super) left_over: Vec<ElementId>,
    /// Where it is said how many those are.
    pub(super) more: Option<Rect>,
}

/// Puts the cards of groups into a zone. Rows grow a little where there is room; what has no room is left over.
pub(super) fn place(measure: &Measure, groups: &[Group], zone: Rect, step: usize, grow: f64) -> Placed {
    let Room { header, pad, gap, .. } = measure.room;
    let inner = Rect::new(zone.x0 + pad, zone.y0 + header, zone.x1 - pad, zone.y1 - pad + 0.5);
    let grids: Vec<Grid> = groups.iter().map(|g| g.fit(measure, inner.width(), step)).collect();
    let filled = grids.iter().filter(|g| !g.rows.is_empty()).count();
    let wanted = grids.iter().map(Grid::height).sum::<f64>() + gap * filled.saturating_sub(1) as f64;
    let overfull = wanted > inner.height() || groups.iter().any(|g| !g.beyond.is_empty());
    let bottom = if overfull { zone.y1 - MORE - 4.0 } else { inner.y1 };
    let rows: usize = grids.iter().map(|g| g.rows.len()).sum();
    let more_height = if overfull || rows == 0 { 0.0 } else { ((inner.height() - wanted) / rows as f64).max(0.0) };
    let mut placed = Placed::default();
    let mut y = inner.y0;
    for (group, grid) in groups.iter().zip(&grids) {
        for (row, height) in group.slots.chunks(grid.columns.max(1)).zip(&grid.rows) {
            // No higher than its own kind looks well.
            let height = (height + more_height.min(height * grow)).floor();
            for (i, id) in row.iter().enumerate() {
                if y + height > bottom + 0.5 {
                    placed.left_over.extend(id.clone());
                    continue;
                }
                let x = inner.x0 + i as f64 * (grid.card_width + gap);
                let rect = Rect::from_origin_size(Point::new(x, y), (grid.card_width, height));
                placed.slots.push((id.clone(), rect));
            }
            y += height + gap;
        }
        placed.left_over.extend(group.beyond.iter().cloned());
    }
    if !placed.left_over.is_empty() {
        placed.more = Some(Rect::new(inner.x0, zone.y1 - MORE - 2.0, inner.x1, zone.y1 - 2.0));
    }
    placed
}
