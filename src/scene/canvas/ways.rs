//! The ways of `delivers` from the tips of the streams to the portfolio, in lanes between the two.
//!
//! Every stream has a lane of its own, so that lines of different streams only cross and never run on top of each other;
//! lines of one stream share their way until they part.
//!
//! Knows nothing about other relations: those are led around the cards like the lines of any diagram.

use std::collections::{BTreeMap, BTreeSet};

use super::streams::Row;
use crate::geom::{Point, Rect};
use crate::model::{Document, ElementId, RelationId, RelationKind};

/// A stream's tip with what it delivers.
struct Trunk {
    tip: Point,
    goals: Vec<(RelationId, ElementId)>,
}

/// The relations by which streams, themselves or in a stage, deliver something that is shown.
pub(super) fn deliveries(
    document: &Document,
    shown: &BTreeSet<ElementId>,
) -> BTreeMap<ElementId, Vec<(RelationId, ElementId)>> {
    let mut all: BTreeMap<ElementId, Vec<(RelationId, ElementId)>> = BTreeMap::new();
    for r in document.relations().values().filter(|r| r.kind == RelationKind::Delivers) {
        if !shown.contains(&r.source) || !shown.contains(&r.target) {
            continue;
        }
        let stream = document.parent(&r.source).unwrap_or(&r.source).clone();
        all.entry(stream).or_default().push((r.id.clone(), r.target.clone()));
    }
    all
}

/// The way of every delivery whose ends are on the page.
pub(super) fn routes(
    rows: &[Row],
    cards: &[(ElementId, Rect)],
    streams: Rect,
    portfolio: Rect,
    deliveries: &BTreeMap<ElementId, Vec<(RelationId, ElementId)>>,
    gap: f64,
) -> Vec<(RelationId, Vec<Point>)> {
    let place: BTreeMap<&ElementId, Rect> = cards.iter().map(|(id, rect)| (id, *rect)).collect();
    let trunks: Vec<Trunk> = rows
        .iter()
        .filter_map(|row| {
            let goals: Vec<_> = deliveries
                .get(row.stream.as_ref()?)?
                .iter()
                .filter(|(_, to)| place.contains_key(to))
                .cloned()
                .collect();
            let tip = Point::new(row.rect.x1, row.rect.center().y);
            (!goals.is_empty()).then_some(Trunk { tip, goals })
        })
        .collect();
    let lanes = lanes(&trunks, &place, streams.x1, portfolio.x0);
    let ports = ports(&trunks, &place);
    let first_column = cards.iter().map(|(_, r)| r.x0).fold(f64::INFINITY, f64::min);
    let mut routes = Vec::new();
    for (t, trunk) in trunks.iter().enumerate() {
        for (relation, to) in &trunk.goals {
            let rect = place[to];
            let port = Point::new(rect.x0, ports[&(t, to)]);
            let lane = lanes[t];
            let mut way = vec![trunk.tip];
            if rect.x0 <= first_column + 0.5 {
                if (port.y - trunk.tip.y).abs() > 0.5 {
                    way.extend([Point::new(lane, trunk.tip.y), Point::new(lane, port.y)]);
                }
            } else {
                // Through the space between two rows of cards, then down between two columns.
                let above = cards.iter().any(|(_, r)| r.y1 < rect.y0 + 0.5);
                let offset = (t as f64 - (trunks.len() - 1) as f64 / 2.0).clamp(-1.0, 1.0) * 2.0;
                let between = if above { rect.y0 - gap / 2.0 } else { rect.y1 + gap / 2.0 } + offset;
                let column = rect.x0 - gap / 2.0 + offset;
                way.extend([
                    Point::new(lane, trunk.tip.y),
                    Point::new(lane, between),
                    Point::new(column, between),
                    Point::new(column, port.y),
                ]);
            }
            way.push(port);
            routes.push((relation.clone(), way));
        }
    }
    routes
}

/// Where each trunk runs up and down: the order of lanes in which lines cross least.
fn lanes(trunks: &[Trunk], place: &BTreeMap<&ElementId, Rect>, left: f64, right: f64) -> Vec<f64> {
    let n = trunks.len();
    let span: Vec<(f64, f64, Vec<f64>)> = trunks
        .iter()
        .map(|t| {
            let ends: Vec<f64> = t.goals.iter().map(|(_, to)| place[to].center().y).collect();
            let low = ends.iter().copied().fold(t.tip.y, f64::min);
            let high = ends.iter().copied().fold(t.tip.y, f64::max);
            (low, high, ends)
        })
        .collect();
    // What it costs that trunk a has its lane left of trunk b: how often their pieces cross.
    let cost = |a: usize, b: usize| {
        let inside = |y: f64, s: &(f64, f64, Vec<f64>)| s.0 < y && y < s.1;
        let out = span[a].2.iter().filter(|y| inside(**y, &span[b])).count();
        out + usize::from(inside(trunks[b].tip.y, &span[a]))
    };
    let mut order: Vec<usize> = (0..n).collect();
    // Neighbours change places as long as that saves crossings; the start is the order of the rows.
    for _ in 0..n {
        let mut changed = false;
        for i in 1..n {
            if cost(order[i], order[i - 1]) < cost(order[i - 1], order[i]) {
                order.swap(i, i - 1);
                changed = true;
            }
        }
        if !changed {
            break;
        }
    }
    let step = (right - left) / (n + 1) as f64;
    let mut lanes = vec![0.0; n];
    for (slot, t) in order.into_iter().enumerate() {
        lanes[t] = (left + step * (slot + 1) as f64).round();
    }
    lanes
}

/// At which height each line reaches its card: level with the tip where that is possible, else spread along the side.
fn ports<'a>(trunks: &'a [Trunk], place: &BTreeMap<&ElementId, Rect>) -> BTreeMap<(usize, &'a ElementId), f64> {
    let mut reaching: BTreeMap<&ElementId, Vec<usize>> = BTreeMap::new();
    for (t, trunk) in trunks.iter().enumerate() {
        for (_, to) in &trunk.goals {
            reaching.entry(to).or_default().push(t);
        }
    }
    let mut ports = BTreeMap::new();
    for (to, from) in reaching {
        let rect = place[to];
        let n = from.len();
        for (i, t) in from.into_iter().enumerate() {
            let y = if n == 1 {
                let margin = (rect.height() / 2.0).min(14.0);
                let tip = trunks[t].tip.y;
                if (rect.y0 + margin..=rect.y1 - margin).contains(&tip) { tip } else { rect.center().y }
            } else {
                rect.y0 + rect.height() * (i + 1) as f64 / (n + 1) as f64
            };
            ports.insert((t, to), y.round());
        }
    }
    ports
}
