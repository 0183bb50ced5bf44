//! Places the drivers right of the frame: each promise level with the stream it drives, each consumer with the promise.
//!
//! Knows nothing about the zones inside the frame but where the rows of streams are.

use std::collections::BTreeMap;

use super::super::manner::Manner;
use super::fit::{self, Placed, Room};
use super::share::{Cards, Shares, Z};
use super::stock::related;
use super::streams::Row;
use crate::geom::Rect;
use crate::model::{Direction, Document, ElementId, RelationKind};

/// A zone of drivers with its cards.
pub(super) struct Driver {
    pub(super) zone: Z,
    pub(super) rect: Rect,
    pub(super) placed: Placed,
    pub(super) step: usize,
}

/// Space between two zones above each other.
const BETWEEN: f64 = 10.0;

/// The four zones of drivers; they end above `bottom`.
pub(super) fn place(cards: &Cards, shares: &Shares, rows: &[Row], bottom: f64) -> Vec<Driver> {
    let document = cards.measure.document;
    let start = shares.zones.get(&Z::Vs).map_or(shares.frame.y0, |r| r.y0);
    let row_of: BTreeMap<&ElementId, f64> =
        rows.iter().filter_map(|r| Some((r.stream.as_ref()?, r.rect.center().y))).collect();
    let stream_level = |id: &ElementId| row_of.get(id).copied();
    let driven = |id: &ElementId| first_level(document, id, RelationKind::Drives, Direction::Outgoing, &stream_level);
    let mut all = column(cards, shares.drivers[0], [Z::Vp, Z::Obj], start, bottom, &driven);
    let promises: BTreeMap<ElementId, f64> = all
        .iter()
        .filter(|d| d.zone == Z::Vp)
        .flat_map(|d| &d.placed.slots)
        .filter_map(|(id, rect)| Some((id.clone()?, rect.center().y)))
        .collect();
    let promise_level = |id: &ElementId| promises.get(id).copied();
    let level_of_consumer = |id: &ElementId| {
        first_level(document, id, RelationKind::OfferedTo, Direction::Incoming, &promise_level).or_else(|| {
            let stream = |other: &ElementId| stream_level(other).or_else(|| stream_level(document.parent(other)?));
            first_level(document, id, RelationKind::ParticipatesIn, Direction::Outgoing, &stream)
        })
    };
    all.extend(column(cards, shares.drivers[1], [Z::Cons, Z::Stk], start, bottom, &level_of_consumer));
    all
}

/// The highest level among what an element is related to.
fn first_level(
    document: &Document,
    id: &ElementId,
    kind: RelationKind,
    way: Direction,
    level: &dyn Fn(&ElementId) -> Option<f64>,
) -> Option<f64> {
    related(document, id, kind, way).iter().filter_map(level).min_by(f64::total_cmp)
}

fn column(
    cards: &Cards,
    column: Rect,
    zones: [Z; 2],
    start: f64,
    bottom: f64,
    level: &dyn Fn(&ElementId) -> Option<f64>,
) -> Vec<Driver> {
    let Room { header, pad, .. } = cards.measure.room;
    let width = column.width();
    let empty_second = cards.count(zones[1]) == 0;
    for step in 0..Manner::STEPS {
        let heights = zones.map(|z| cards.height(z, width, step));
        let sum = heights[0] + BETWEEN + heights[1];
        let top = if start + sum <= bottom { start } else { (bottom - sum).max(column.y0) };
        if top + sum > bottom + 0.5 && step + 1 < Manner::STEPS {
            continue;
        }
        let over = (top + sum - bottom).max(0.0);
        // What has no room at all is shared by how many cards there are.
        let first_part = cards.count(zones[0]) as f64 / (cards.count(zones[0]) + cards.count(zones[1])).max(1) as f64;
        let first_end = bottom - BETWEEN - (heights[1] - over * (1.0 - first_part)).max(header + 40.0);
        let first_room = Rect::new(column.x0, top, column.x1, first_end);
        let placed = if over > 0.0 {
            fit::place(cards.measure, cards.groups(zones[0]), first_room, step, 0.0)
        } else {
            level_with(cards, zones[0], first_room, step, level)
        };
        let end = placed.slots.last().map_or(first_room.y0 + heights[0], |(_, r)| r.y1 + pad);
        let end = placed.more.map_or(end, |m| m.y1 + 3.0).min(first_end);
        let second_top = if over > 0.0 { first_end + BETWEEN } else { end + BETWEEN };
        let second_end = if over > 0.0 { bottom } else { second_top + heights[1] };
        let second_room = Rect::new(column.x0, second_top, column.x1, second_end.min(bottom).max(second_top));
        let second = fit::place(cards.measure, cards.groups(zones[1]), second_room, step, 0.0);
        let first_rect = Rect::new(column.x0, top, column.x1, end);
        let mut all = vec![Driver { zone: zones[0], rect: first_rect, placed, step }];
        if !empty_second || zones[1] != Z::Stk {
            all.push(Driver { zone: zones[1], rect: second_room, placed: second, step });
        }
        return all;
    }
    Vec::new()
}

/// Cards in one column, each as level as can be with what it belongs to; a grid where there are several columns.
fn level_with(cards: &Cards, zone: Z, room: Rect, step: usize, level: &dyn Fn(&ElementId) -> Option<f64>) -> Placed {
    let placed = fit::place(cards.measure, cards.groups(zone), room, step, 0.0);
    let one_column = placed.slots.windows(2).all(|pair| pair[0].1.y0 < pair[1].1.y0);
    let ids: Vec<ElementId> = placed.slots.iter().filter_map(|(id, _)| id.clone()).collect();
    if !one_column || placed.more.is_some() || ids.is_empty() {
        return placed;
    }
    let Room { header, pad, gap, .. } = cards.measure.room;
    let inner = Rect::new(room.x0 + pad, room.y0 + header, room.x1 - pad, room.y1 - pad);
    let height = |id: &ElementId| cards.measure.height(id, inner.width(), step);
    let mut wished: Vec<(ElementId, f64, Option<f64>)> =
        ids.into_iter().map(|id| (id.clone(), height(&id), level(&id))).collect();
    // Those that belong nowhere come last; of equals the order stays.
    wished.sort_by(|a, b| a.2.unwrap_or(f64::INFINITY).total_cmp(&b.2.unwrap_or(f64::INFINITY)));
    let mut tops = Vec::with_capacity(wished.len());
    let mut y = inner.y0;
    for (_, height, level) in &wished {
        let top = level.map_or(y, |level| (level - height / 2.0).max(y));
        tops.push(top);
        y = top + height + gap;
    }
    let mut limit = inner.y1;
    for (top, (_, height, _)) in tops.iter_mut().zip(&wished).rev() {
        *top = top.min(limit - height);
        limit = *top - gap;
    }
    // Whole units, so that borders are sharp.
    let slots = wished.into_iter().zip(tops).map(|((id, height, _), top)| {
        let rect = Rect::from_origin_size((inner.x0, top.floor()), (inner.width(), height));
        (Some(id), rect)
    });
    Placed { slots: slots.collect(), ..Placed::default() }
}
