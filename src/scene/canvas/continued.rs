//! Further pages: what found no room in its zone on the canvas, so that nothing is missing on paper.
//!
//! Knows nothing about how the first page was shared out.

use std::collections::HashMap;

use super::super::options::{Density, StageWidth};
use super::super::plan::Plan;
use super::fit::{self, Group, Measure, Placed, Room};
use super::share::{MARGIN, Z};
use super::streams;
use super::{Canvas, Sources, Zone, planned};
use crate::geom::Rect;
use crate::model::view::View;
use crate::model::{Document, ElementId};

/// Space between two zones.
const BETWEEN: f64 = 12.0;

/// The canvas with its further pages.
#[must_use]
pub fn pages(document: &Document, view: &View) -> Vec<Plan> {
    let mut pages = vec![super::plan(document, view)];
    while let Some(next) = pages.last().and_then(|last| next(document, view, last)) {
        pages.push(next);
    }
    pages
}

/// The page after another one; `None` when everything had room.
fn next(document: &Document, view: &View, before: &Plan) -> Option<Plan> {
    let canvas = before.canvas.as_ref()?;
    let left: Vec<&Zone> = canvas.zones.iter().filter(|z| !z.left_over.is_empty()).collect();
    if left.is_empty() {
        return None;
    }
    let sources = Sources::new(document, view);
    let measure = Measure::new(document, canvas.density, Room { header: canvas.header, ..Room::WIDE });
    let page = canvas.page;
    let room = Rect::new(page.x0 + MARGIN, canvas.title.y1 + 10.0, page.x1 - MARGIN, page.y1 - MARGIN);
    let step = usize::from(canvas.density == Density::Working);
    let mut next = Canvas {
        page,
        title: canvas.title,
        frame: None,
        legend: None,
        density: canvas.density,
        header: canvas.header,
        pad: measure.room.pad,
        zones: Vec::new(),
        steps: HashMap::new(),
    };
    let mut rows = Vec::new();
    let mut y = room.y0;
    let mut placed_any = false;
    for zone in left {
        let kind = zone.left_over.iter().find_map(|id| document.element(id)).map(|e| e.kind);
        let free = room.y1 - y;
        // A zone that has no room for its header and a card waits for the page after this one.
        let waits = placed_any && free < canvas.header + 72.0;
        let wide = |height: f64| Rect::new(room.x0, y, room.x1, y + height);
        if waits {
            next.zones.push(waiting(zone, Rect::new(room.x0, room.y1, room.x1, room.y1)));
            continue;
        }
        let rect;
        if zone.id == Z::Vs.id() {
            let slots: Vec<Option<ElementId>> = zone.left_over.iter().cloned().map(Some).collect();
            let streams = streams::streams(document, &slots, &sources.shown);
            rect = wide(streams::zone_height(&measure, &streams, room.width(), step).min(free));
            let placed = streams::place(&measure, &streams, rect, step, StageWidth::of(view));
            let slots = placed.placed.iter().map(|r| (r.stream.clone(), r.rect)).collect();
            next.steps.extend(placed.placed.iter().flat_map(|r| &r.stages).map(|(id, _)| (id.clone(), step)));
            let placed_zone = Placed { slots, left_over: placed.left_over, more: placed.more };
            add(&mut next, zone, rect, placed_zone, step);
            rows.extend(placed.placed);
        } else {
            let groups = [Group::new(kind, zone.left_over.iter().cloned().map(Some).collect())];
            rect = wide(fit::zone_height(&measure, &groups, room.width(), step).min(free));
            let placed = fit::place(&measure, &groups, rect, step, 0.0);
            add(&mut next, zone, rect, placed, step);
        }
        placed_any |= next.zones.last().is_some_and(|z| !z.slots.is_empty());
        y = rect.y1 + BETWEEN;
    }
    // A page that takes nothing would be followed by its like for ever.
    placed_any.then(|| planned(next, &rows))
}

fn waiting(zone: &Zone, rect: Rect) -> Zone {
    Zone {
        id: zone.id.clone(),
        rect,
        slots: Vec::new(),
        left_over: zone.left_over.clone(),
        more: None,
        continued: true,
    }
}

fn add(canvas: &mut Canvas, zone: &Zone, rect: Rect, placed: Placed, step: usize) {
    canvas.steps.extend(placed.slots.iter().filter_map(|(id, _)| Some((id.clone()?, step))));
    canvas.zones.push(Zone {
        id: zone.id.clone(),
        rect,
        slots: placed.slots,
        left_over: placed.left_over,
        more: placed.more,
        continued: true,
    });
}
