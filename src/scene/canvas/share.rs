//! Shares the page out among the zones: their arrangement is fixed, their sizes follow what is in them.
//!
//! Three bands inside the frame - the work with partners and portfolio, the context, the management system - and the
//! drivers to the right of it. What is overfull says less, step by step; only what then finds no room is left over.
//!
//! Knows nothing about single cards.

use std::cell::RefCell;
use std::collections::HashMap;

use super::super::manner::Manner;
use super::super::options::{Density, Shape};
use super::fit::{self, Group, Measure, Room};
use super::streams::{self, Stream};
use crate::geom::{Rect, Size};

/// The zones of the canvas in the order of their reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Z {
    Sup,
    Loc,
    Vs,
    Proc,
    Port,
    Org,
    Cult,
    Tech,
    Inno,
    Mgmt,
    Vp,
    Obj,
    Cons,
    Stk,
}

impl Z {
    pub(super) const ALL: [Self; 14] = [
        Self::Sup,
        Self::Loc,
        Self::Vs,
        Self::Proc,
        Self::Port,
        Self::Org,
        Self::Cult,
        Self::Tech,
        Self::Inno,
        Self::Mgmt,
        Self::Vp,
        Self::Obj,
        Self::Cons,
        Self::Stk,
    ];
    const LOWER: [Self; 4] = [Self::Org, Self::Cult, Self::Tech, Self::Inno];

    /// Whether it is inside the frame; drivers stand outside.
    const fn is_framed(self) -> bool {
        !matches!(self, Self::Vp | Self::Obj | Self::Cons | Self::Stk)
    }

    /// The id in the metamodel.
    pub(super) const fn id(self) -> &'static str {
        match self {
            Self::Sup => "Z_SUP",
            Self::Loc => "Z_LOC",
            Self::Vs => "Z_VS",
            Self::Proc => "Z_PROC",
            Self::Port => "Z_PORT",
            Self::Org => "Z_ORG",
            Self::Cult => "Z_CULT",
            Self::Tech => "Z_TECH",
            Self::Inno => "Z_INNO",
            Self::Mgmt => "Z_MGMT",
            Self::Vp => "Z_VP",
            Self::Obj => "Z_OBJ",
            Self::Cons => "Z_CONS",
            Self::Stk => "Z_STK",
        }
    }

    /// Which band inside the frame it belongs to.
    const fn band(self) -> usize {
        match self {
            Self::Org | Self::Cult | Self::Tech | Self::Inno => 1,
            Self::Mgmt => 2,
            _ => 0,
        }
    }

    pub(super) const fn is_driver(self) -> bool {
        matches!(self, Self::Vp | Self::Obj | Self::Cons | Self::Stk)
    }
}

/// Space around the page.
pub(super) const MARGIN: f64 = 16.0;
/// Height of the title.
const TITLE: f64 = 46.0;
/// How often a page grows by a tenth with its content: up to rather more than twice its usual width.
const GROWTH: i32 = 8;
/// With no more cards and stages than these a page may be smaller than usual, by these shares of its width.
const FEW: usize = 24;
const SMALLER: [f64; 3] = [0.72, 0.8, 0.9];
/// Height of a zone of drivers for its prompt.
const EMPTY_DRIVER: f64 = 150.0;
/// Space between the frame and the drivers.
const BESIDE: f64 = 2.0;
/// Which part of the frame's height each band has when there is little or much to show.
const BANDS: [f64; 3] = [0.6, 0.25, 0.15];

/// The spaces of a page of this shape.
pub(super) fn room(shape: Shape, density: Density) -> Room {
    if page_width(shape, density).is_some_and(|width| width < 1500.0) { Room::TIGHT } else { Room::WIDE }
}

/// The width of a page, on which the least type is as large on paper as its density demands.
fn page_width(shape: Shape, density: Density) -> Option<f64> {
    Some((Manner::least_type(density) * shape.paper()?.width / density.least_type()).floor())
}

/// What there is to place.
pub(super) struct Cards<'a> {
    pub(super) measure: &'a Measure<'a>,
    pub(super) groups: [Vec<Group>; 14],
    pub(super) streams: Vec<Stream>,
    /// Lanes that lines take between streams and portfolio.
    pub(super) lanes: usize,
    heights: RefCell<HashMap<(Z, u64, usize), f64>>,
    cuts: RefCell<HashMap<(Z, u64, usize), f64>>,
}

impl<'a> Cards<'a> {
    pub(super) fn new(measure: &'a Measure<'a>, groups: [Vec<Group>; 14], streams: Vec<Stream>, lanes: usize) -> Self {
        Self { measure, groups, streams, lanes, heights: RefCell::default(), cuts: RefCell::default() }
    }

    pub(super) fn groups(&self, zone: Z) -> &[Group] {
        &self.groups[zone as usize]
    }

    pub(super) fn count(&self, zone: Z) -> usize {
        if zone == Z::Vs { self.streams.len() } else { self.groups(zone).iter().map(|g| g.slots.len()).sum() }
    }

    /// The height that a zone wants at a width and a step.
    pub(super) fn height(&self, zone: Z, width: f64, step: usize) -> f64 {
        let key = (zone, width.to_bits(), step);
        if let Some(known) = self.heights.borrow().get(&key) {
            return *known;
        }
        let height = if zone.is_driver() && self.count(zone) == 0 {
            self.measure.room.header + EMPTY_DRIVER
        } else if zone == Z::Vs {
            streams::zone_height(self.measure, &self.streams, width, step)
        } else {
            fit::zone_height(self.measure, self.groups(zone), width, step)
        };
        self.heights.borrow_mut().insert(key, height);
        height
    }

    /// The height of a zone made higher for every name that it cuts: what counts where widths are chosen.
    fn cost(&self, zone: Z, width: f64, step: usize) -> f64 {
        self.height(zone, width, step) + 12.0 * self.cuts(zone, width, step)
    }

    fn cuts(&self, zone: Z, width: f64, step: usize) -> f64 {
        let key = (zone, width.to_bits(), step);
        if let Some(known) = self.cuts.borrow().get(&key) {
            return *known;
        }
        let cuts = fit::zone_cuts(self.measure, self.groups(zone), width, step);
        self.cuts.borrow_mut().insert(key, cuts);
        cuts
    }

    pub(super) fn width(&self, zone: Z, columns: usize, step: usize) -> f64 {
        let def = self.measure.document.metamodel().zones.iter().find(|z| z.id == zone.id());
        let label = def.map_or(0.0, |z| crate::text::width(&z.label.to_uppercase(), crate::theme::size::ZONE));
        let cards = fit::width_of(self.measure, self.groups(zone), columns, step);
        cards.max((label + 2.0 * self.measure.room.pad).ceil())
    }

    /// Widths worth trying for a zone that stands upright: of so many columns, narrow or wide.
    fn upright_widths(&self, zone: Z, step: usize) -> Vec<(f64, usize)> {
        let most = self.count(zone).div_ceil(3).clamp(1, 5);
        (1..=most)
            .flat_map(|columns| {
                let width = self.width(zone, columns, step);
                let wider: &[f64] = if columns < 3 { &[0.0, 14.0, 28.0] } else { &[0.0] };
                wider.iter().map(move |more| (width + more * columns as f64, columns))
            })
            .collect()
    }
}

/// Where everything is.
#[derive(Clone, Debug)]
pub(super) struct Shares {
    pub(super) page: Rect,
    pub(super) title: Rect,
    pub(super) frame: Rect,
    /// The zones inside the frame.
    pub(super) zones: HashMap<Z, Rect>,
    /// The room right of the frame: its left column is for promises and objectives, its right one for people.
    pub(super) drivers: [Rect; 2],
    /// How little each zone's cards say.
    pub(super) steps: [usize; 14],
}

/// The page for a shape: one of the paper's proportions, or grown until everything fits. `foot` is kept free below.
pub(super) fn share(cards: &Cards, shape: Shape, density: Density, foot: impl Fn(f64) -> f64) -> Shares {
    if let (Some(paper), Some(width)) = (shape.paper(), page_width(shape, density)) {
        let page = Size::new(width, (width * paper.height / paper.width).floor());
        return on_page(cards, page, foot(width));
    }
    let base: f64 = if density == Density::Board { 1480.0 } else { 1680.0 };
    if let Some(shares) = young(cards, base, &foot) {
        return shares;
    }
    let widths: Vec<f64> = (0..=GROWTH).map(|n| (base * 1.1_f64.powi(n)).round()).collect();
    let height = |width: f64, solution: &Solution| solution.frame_height() + TITLE + 2.0 * MARGIN + foot(width);
    // A page that would be too tall is made wider, which makes it lower.
    let holds = |width: f64| height(width, &Solution::new(cards, width, [0; 14])) <= width / 1.52;
    let fitting = if holds(base) { 0 } else { 1 + widths[1..].partition_point(|width| !holds(*width)) };
    let Some(&width) = widths.get(fitting) else {
        // A page that nobody could read as one is none, so from there on it is filled like paper.
        let width = widths[widths.len() - 1];
        return on_page(cards, Size::new(width, (width / 1.6).ceil()), foot(width));
    };
    let solution = Solution::new(cards, width, [0; 14]);
    let page = Size::new(width, height(width, &solution).max(width / 1.72).ceil());
    solution.shares(page, foot(width))
}

/// A small page for little content: it is read at a larger size where it is shown whole, and it is as high as windows are.
/// None where there is more, which needs the width.
fn young(cards: &Cards, base: f64, foot: &impl Fn(f64) -> f64) -> Option<Shares> {
    let count: usize = Z::ALL.into_iter().map(|zone| cards.count(zone)).sum();
    let stages: usize = cards.streams.iter().map(|s| s.stages.len()).sum();
    if count + stages > FEW {
        return None;
    }
    SMALLER.into_iter().find_map(|share| {
        let width = (base * share).round();
        let solution = Solution::new(cards, width, [0; 14]);
        let height = solution.frame_height() + TITLE + 2.0 * MARGIN + foot(width);
        let fits = height <= width / 1.3 && streams::are_in_lines(cards.measure, &cards.streams, solution.middle());
        let page = Size::new(width, height.max(width / 1.36).ceil());
        fits.then(|| solution.shares(page, foot(width)))
    })
}

fn on_page(cards: &Cards, page: Size, foot: f64) -> Shares {
    let room = page.height - TITLE - 2.0 * MARGIN - foot;
    let mut steps = [0; 14];
    let mut solution = Solution::new(cards, page.width, steps);
    while solution.frame_height() > room {
        let Some(next) = one_step_less(cards, page.width, &solution, room) else { break };
        steps = next;
        solution = Solution::new(cards, page.width, steps);
    }
    solution.shares(page, foot)
}

/// Lets the zone say less whose saying less helps most; `None` when all say the least already.
fn one_step_less(cards: &Cards, width: f64, now: &Solution, room: f64) -> Option<[usize; 14]> {
    let over = |zone: Z| now.bands[zone.band()] / (BANDS[zone.band()] * room);
    let open: Vec<Z> = Z::ALL
        .into_iter()
        .filter(|z| z.is_framed() && now.steps[*z as usize] + 1 < Manner::STEPS && cards.count(*z) > 0)
        .collect();
    let mut best: Option<(f64, [usize; 14])> = None;
    for zone in &open {
        let mut steps = now.steps;
        steps[*zone as usize] += 1;
        let gain = now.frame_height() - Solution::new(cards, width, steps).frame_height();
        // The streams are what the page is about; they say less last.
        let weight = over(*zone) * if *zone == Z::Vs { 0.4 } else { 1.0 } / (1.0 + now.steps[*zone as usize] as f64);
        if gain >= 1.0 && best.as_ref().is_none_or(|(b, _)| gain * weight > *b) {
            best = Some((gain * weight, steps));
        }
    }
    if let Some((_, steps)) = best {
        return Some(steps);
    }
    // No zone alone makes its band lower: those that say most go together.
    let least = open.iter().map(|z| now.steps[*z as usize]).min()?;
    let mut steps = now.steps;
    for zone in open.iter().filter(|z| now.steps[**z as usize] == least) {
        steps[*zone as usize] += 1;
    }
    Some(steps)
}

/// Sizes of the zones at a width of the page.
struct Solution<'a> {
    cards: &'a Cards<'a>,
    steps: [usize; 14],
    width: f64,
    drivers: [f64; 2],
    partner_width: f64,
    portfolio_width: f64,
    gap: f64,
    lower_widths: [f64; 4],
    /// Heights of the bands.
    bands: [f64; 3],
    /// Space between zones.
    inside: f64,
}

impl<'a> Solution<'a> {
    fn new(cards: &'a Cards<'a>, width: f64, steps: [usize; 14]) -> Self {
        let drivers = driver_widths(cards, width);
        // Lines between streams and portfolio need their lanes.
        let inside = cards.measure.room.inside;
        let gap = (inside + 8.0 + 9.0 * cards.lanes as f64).min(110.0);
        let mut solution = Self {
            cards,
            steps,
            width,
            drivers,
            partner_width: 0.0,
            portfolio_width: 0.0,
            gap,
            lower_widths: [0.0; 4],
            bands: [0.0; 3],
            inside,
        };
        solution.upper();
        solution.lower();
        solution.bands[2] = solution.height(Z::Mgmt, solution.inner());
        solution
    }

    fn inner(&self) -> f64 {
        self.width - 1.5 * MARGIN - BESIDE - self.drivers[0] - self.drivers[1] - 2.0 * self.inside
    }

    fn height(&self, zone: Z, width: f64) -> f64 {
        self.cards.height(zone, width, self.steps[zone as usize])
    }

    fn frame_height(&self) -> f64 {
        self.bands.iter().sum::<f64>() + 4.0 * self.inside
    }

    fn middle(&self) -> f64 {
        self.inner() - self.partner_width - self.portfolio_width - self.inside - self.gap
    }

    /// Columns of partners and of the portfolio so that the band is low.
    fn upper(&mut self) {
        let mut best: Option<(f64, f64, f64, f64)> = None;
        let step = |zone: Z| self.steps[zone as usize];
        let partners = self.cards.upright_widths(Z::Sup, step(Z::Sup));
        let items = self.cards.upright_widths(Z::Port, step(Z::Port));
        for (i, (partner_width, partner_columns)) in partners.iter().enumerate() {
            for (j, (portfolio_width, item_columns)) in items.iter().enumerate() {
                (self.partner_width, self.portfolio_width) = (*partner_width, *portfolio_width);
                let middle = self.middle();
                if middle < 420.0 && (i > 0 || j > 0) {
                    continue;
                }
                let middle = middle.max(240.0);
                // In steps, so that widths that hardly differ are measured once.
                let middle = (middle / 8.0).floor() * 8.0;
                let across = ((middle + self.gap + self.portfolio_width) / 16.0).floor() * 16.0;
                let work = self.height(Z::Vs, middle) + self.inside + self.height(Z::Proc, middle);
                let below = work.max(self.height(Z::Port, self.portfolio_width));
                let upper =
                    (self.height(Z::Loc, across) + self.inside + below).max(self.height(Z::Sup, self.partner_width));
                let cuts = [(Z::Sup, self.partner_width), (Z::Port, self.portfolio_width)]
                    .map(|(zone, width)| self.cards.cuts(zone, width, step(zone)));
                // Another column must be worth what it takes from the streams.
                let wide = (partner_width + portfolio_width) / 16.0;
                let cost = upper + 8.0 * (partner_columns + item_columns) as f64 + wide + 14.0 * (cuts[0] + cuts[1]);
                if best.is_none_or(|b| cost < b.0) {
                    best = Some((cost, upper, self.partner_width, self.portfolio_width));
                }
            }
        }
        if let Some((_, upper, partners, portfolio)) = best {
            (self.bands[0], self.partner_width, self.portfolio_width) = (upper, partners, portfolio);
        }
    }

    /// Widths of the context zones so that the highest of them is as low as can be.
    fn lower(&mut self) {
        let room = self.inner() - 3.0 * self.inside;
        // Every useful width of each zone with its height, from narrow to wide.
        let choices: Vec<Vec<(f64, f64, usize)>> = Z::LOWER
            .into_iter()
            .map(|zone| {
                let step = self.steps[zone as usize];
                (1..=self.cards.count(zone).clamp(1, 16))
                    .map(|columns| (self.cards.width(zone, columns, step), columns))
                    .take_while(|(width, columns)| *columns == 1 || *width <= room)
                    .map(|(width, columns)| (width, self.cards.cost(zone, width, step), columns))
                    .collect()
            })
            .collect();
        let mut limits: Vec<f64> = choices.iter().flatten().map(|(_, height, _)| *height).collect();
        limits.sort_by(f64::total_cmp);
        let narrowest = |limit: f64| -> Option<Vec<(f64, f64, usize)>> {
            let picks: Option<Vec<_>> =
                choices.iter().map(|zone| zone.iter().find(|(_, height, _)| *height <= limit).copied()).collect();
            picks.filter(|p| p.iter().map(|(width, ..)| width).sum::<f64>() <= room)
        };
        let picks = limits.into_iter().find_map(narrowest).unwrap_or_else(|| choices.iter().map(|c| c[0]).collect());
        let used: f64 = picks.iter().map(|(width, ..)| width).sum();
        let weight = |zone: Z, columns: usize| if self.cards.count(zone) == 0 { 0.6 } else { columns as f64 };
        let weights: Vec<f64> = Z::LOWER.into_iter().zip(&picks).map(|(z, p)| weight(z, p.2)).collect();
        let all: f64 = weights.iter().sum();
        let spare = room - used;
        let mut taken = 0.0;
        for i in 0..4 {
            let share = (picks[i].0 + spare * weights[i] / all).floor();
            self.lower_widths[i] = if i == 3 { room - taken } else { share };
            taken += share;
        }
        self.bands[1] = Z::LOWER.into_iter().zip(self.lower_widths).map(|(z, w)| self.height(z, w)).fold(0.0, f64::max);
    }

    fn shares(&self, page: Size, foot: f64) -> Shares {
        let page = Rect::from_origin_size((0.0, 0.0), page);
        let frame = Rect::new(
            MARGIN,
            MARGIN + TITLE,
            page.x1 - MARGIN / 2.0 - BESIDE - self.drivers[0] - self.drivers[1],
            page.y1 - MARGIN - foot,
        );
        let room = frame.height() - 4.0 * self.inside;
        let bands = self.stretched(room);
        let mut zones = HashMap::new();
        let (x0, x1) = (frame.x0 + self.inside, frame.x1 - self.inside);
        let top = frame.y0 + self.inside;
        let upper_end = top + bands[0];
        zones.insert(Z::Sup, Rect::new(x0, top, x0 + self.partner_width, upper_end));
        let middle = x0 + self.partner_width + self.inside;
        let work_end = x1 - self.portfolio_width - self.gap;
        let (locations, processes) = self.inside_upper(bands[0], work_end - middle, x1 - middle);
        zones.insert(Z::Loc, Rect::new(middle, top, x1, top + locations));
        let work = top + locations + self.inside;
        zones.insert(Z::Port, Rect::new(x1 - self.portfolio_width, work, x1, upper_end));
        zones.insert(Z::Vs, Rect::new(middle, work, work_end, upper_end - processes - self.inside));
        zones.insert(Z::Proc, Rect::new(middle, upper_end - processes, work_end, upper_end));
        let lower = upper_end + self.inside;
        let mut x = x0;
        for (zone, width) in Z::LOWER.into_iter().zip(self.lower_widths) {
            zones.insert(zone, Rect::new(x, lower, (x + width).min(x1), lower + bands[1]));
            x += width + self.inside;
        }
        zones.insert(Z::Mgmt, Rect::new(x0, lower + bands[1] + self.inside, x1, frame.y1 - self.inside));
        let drivers = [
            Rect::new(frame.x1 + BESIDE, frame.y0, frame.x1 + BESIDE + self.drivers[0], frame.y1),
            Rect::new(frame.x1 + BESIDE + self.drivers[0], frame.y0, page.x1 - MARGIN / 2.0, frame.y1),
        ];
        let title = Rect::new(frame.x0 + 4.0, MARGIN - 4.0, page.x1 - MARGIN, frame.y0 - 10.0);
        Shares { page, title, frame, zones, drivers, steps: self.steps }
    }

    /// Heights of the bands on a page that is higher or lower than they want.
    fn stretched(&self, room: f64) -> [f64; 3] {
        let wanted = self.bands;
        let sum: f64 = wanted.iter().sum();
        if sum <= room {
            let spare = room - sum;
            // The nearer a band is to its part of an empty page, the less it needs of what is spare.
            let lack: Vec<f64> = (0..3).map(|i| (BANDS[i] * room - wanted[i]).max(0.0)).collect();
            let all: f64 = lack.iter().sum::<f64>().max(1.0);
            let first = (wanted[0] + spare * lack[0] / all).floor();
            let second = (wanted[1] + spare * lack[1] / all).floor();
            return [first, second, room - first - second];
        }
        // Overfull: bands that want less than their part keep what they want, and each has room for a row.
        let row = self.cards.measure.room.header + 30.0 + fit::MORE;
        let third = wanted[2].min((room * BANDS[2]).max(row)).floor();
        let second = wanted[1].min(((room - third) * 0.32).max(room * BANDS[1])).floor();
        let first = room - second - third;
        if first <= wanted[0] {
            return [first, second, third];
        }
        [
            wanted[0],
            (room - wanted[0] - third).min(wanted[1]),
            room - wanted[0] - (room - wanted[0] - third).min(wanted[1]),
        ]
    }

    /// Heights of locations and of processes in the upper band.
    fn inside_upper(&self, upper: f64, work: f64, across: f64) -> (f64, f64) {
        let streams = self.height(Z::Vs, work);
        let processes = self.height(Z::Proc, work);
        let wanted = self.height(Z::Loc, across);
        let overfull = wanted + streams + processes + 2.0 * self.inside > upper;
        let row = self.cards.measure.room.header + 30.0 + fit::MORE;
        let locations = if overfull { wanted.min((upper * 0.16).max(row)) } else { wanted }.floor();
        let rest = upper - locations - 2.0 * self.inside;
        if streams + processes <= rest {
            let spare = rest - streams - processes;
            return (locations, (processes + spare * 0.3).min(processes.max(150.0) * 1.4).floor());
        }
        (locations, processes.min((rest * 0.3).max(rest - streams).max(row)).floor())
    }
}

/// Widths of the two columns of drivers: more cards stand side by side only where a column would be endless.
fn driver_widths(cards: &Cards, width: f64) -> [f64; 2] {
    let page = width / 1.6;
    let columns = |zones: [Z; 2]| {
        (1..=4)
            .find(|columns| {
                let height: f64 = zones.into_iter().map(|z| cards.height(z, cards.width(z, *columns, 0), 0)).sum();
                height <= page * 0.8 || cards.width(zones[0], columns + 1, 0) > width * 0.16
            })
            .unwrap_or(4)
    };
    let wide = |zones: [Z; 2]| {
        let columns = columns(zones);
        let least = zones.into_iter().map(|z| cards.width(z, columns, 0)).fold(0.0, f64::max);
        // Wider where that lets names stand whole, as far as the page can spare it.
        let cuts = |width: f64| zones.into_iter().map(|z| cards.cuts(z, width, 0)).sum::<f64>();
        let more =
            (0..=4).map(|i| f64::from(i) * 10.0 * columns as f64).filter(|m| *m == 0.0 || least + m < width * 0.13);
        more.map(|m| least + m)
            .min_by(|a, b| (cuts(*a) * 12.0 + a / 10.0).total_cmp(&(cuts(*b) * 12.0 + b / 10.0)))
            .unwrap_or(least)
    };
    [wide([Z::Vp, Z::Obj]), wide([Z::Cons, Z::Stk])]
}
