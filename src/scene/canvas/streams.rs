//! The rows of value streams: a header, then the stages as chevrons, in one line or more.
//!
//! Knows nothing about the rest of the page.

use super::super::anatomy;
use super::super::manner::Manner;
use super::super::options::StageWidth;
use super::super::outline::ROW_TIP;
use super::fit::{MORE, Measure, Room};
use crate::geom::{Point, Rect};
use crate::model::attr::{Hours, stage};
use crate::model::{Document, ElementId, ElementKind};
use crate::text::{Font, Line, width};
use crate::theme::size;

/// How far the tip of a row reaches beyond its last stage.
const TIP: f64 = ROW_TIP;
/// How much chevrons overlap, so that one seems to push the next.
pub(in crate::scene) const OVERLAP: f64 = 5.0;
/// Space between two lines of stages.
const LINE_GAP: f64 = 5.0;

/// A stream with its stages in their order.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Stream {
    pub(super) id: Option<ElementId>,
    pub(super) stages: Vec<ElementId>,
}

/// The streams of the slots of their zone.
pub(super) fn streams(
    document: &Document,
    slots: &[Option<ElementId>],
    shown: &std::collections::BTreeSet<ElementId>,
) -> Vec<Stream> {
    let stages = |id: &ElementId| {
        let children = document.children(id).into_iter();
        children.filter(|c| c.kind == ElementKind::Stage && shown.contains(&c.id)).map(|c| c.id.clone()).collect()
    };
    let of = |id: &Option<ElementId>| Stream { id: id.clone(), stages: id.as_ref().map(stages).unwrap_or_default() };
    slots.iter().map(of).collect()
}

/// The stages that are in no stream, as a row without one: they wait there for theirs.
pub(super) fn waiting(document: &Document, shown: &std::collections::BTreeSet<ElementId>) -> Option<Stream> {
    let stages = document.index().of_kind(ElementKind::Stage).filter(|id| shown.contains(*id));
    let stages: Vec<ElementId> = stages.filter(|id| document.parent(id).is_none()).cloned().collect();
    (!stages.is_empty()).then_some(Stream { id: None, stages })
}

/// Width of the header of a row.
pub(super) fn header_width(width: f64) -> f64 {
    (width * 0.26).clamp(140.0, 230.0).round()
}

#[derive(Clone, Copy)]
struct Shape {
    lines: usize,
    line_height: f64,
    height: f64,
}

fn shape(measure: &Measure, stream: &Stream, row_width: f64, step: usize) -> Shape {
    let header = header_width(row_width);
    let room = row_width - header - TIP;
    let least = measure.least_width(ElementKind::Stage, step);
    let most = ((room / least).floor() as usize).max(1);
    let lines = stream.stages.len().div_ceil(most).max(1);
    let in_line = stream.stages.len().div_ceil(lines).max(1);
    let stage_width = ((room + OVERLAP * (in_line - 1) as f64) / in_line as f64).floor();
    let line_height = stream.stages.iter().map(|id| measure.height(id, stage_width, step)).fold(0.0, f64::max);
    let stages = lines as f64 * line_height + LINE_GAP * (lines - 1) as f64;
    let height = stages.max(header_height(measure, stream, header, step)) + 2.0 * measure.room.above;
    Shape { lines, line_height, height: height.ceil() }
}

/// A stream's name in the header of its row: its type, the height of a line, and its lines.
pub(super) fn header_name(name: &str, header: f64, manner: &Manner) -> (Font, f64, Vec<Line>) {
    let large = Manner { title: size::HEADING, title_line: size::HEADING_LINE, ..*manner };
    let manner = if manner.bar || manner.title.size >= 14.0 { large } else { *manner };
    let badge = if manner.initials { 24.0 } else { 0.0 };
    let (font, lines) = anatomy::set_name(name, &manner, header - 42.0 - badge, 2);
    (font, manner.title_line, lines)
}

/// Lines of facts below a stream's name at a step.
pub(super) const fn header_facts(step: usize) -> usize {
    match step {
        0 | 1 => 2,
        2 => 1,
        _ => 0,
    }
}

fn header_height(measure: &Measure, stream: &Stream, header: f64, step: usize) -> f64 {
    let Some(element) = stream.id.as_ref().and_then(|id| measure.document.element(id)) else { return 0.0 };
    let manner = measure.manner(step);
    let (_, line, lines) = header_name(element.shown_name(), header, &manner);
    let title = lines.len() as f64 * line;
    let facts = if manner.figure_only { 1 } else { header_facts(step) };
    title + facts as f64 * manner.detail_line
}

/// More streams than this have no room on any page.
const MOST: usize = 80;

/// The height that the zone of streams wants at a width.
pub(super) fn zone_height(measure: &Measure, streams: &[Stream], width: f64, step: usize) -> f64 {
    if streams.is_empty() {
        return measure.room.header + 110.0;
    }
    let Room { header, pad, gap, .. } = measure.room;
    let measured = &streams[..streams.len().min(MOST)];
    let rows: f64 = measured.iter().map(|s| shape(measure, s, width - 2.0 * pad, step).height).sum();
    let more = if measured.len() < streams.len() { MORE } else { 0.0 };
    header + rows + gap * (measured.len() - 1) as f64 + pad + more
}

/// Whether the stages of every stream stand side by side in a zone of a width.
pub(super) fn are_in_lines(measure: &Measure, streams: &[Stream], width: f64) -> bool {
    streams.iter().all(|s| shape(measure, s, width - 2.0 * measure.room.pad, 0).lines == 1)
}

/// A row with its stages.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Row {
    pub(super) stream: Option<ElementId>,
    pub(super) rect: Rect,
    pub(super) stages: Vec<(ElementId, Rect)>,
}

/// The rows of a zone.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Rows {
    pub(super) placed: Vec<Row>,
    pub(super) left_over: Vec<ElementId>,
    pub(super) more: Option<Rect>,
}

/// Puts streams into their zone; rows grow where there is room. With `split` a row that is higher than the zone by itself
/// shows as many of its stages as fit, and is left over for the others.
pub(super) fn place(
    measure: &Measure,
    streams: &[Stream],
    zone: Rect,
    step: usize,
    widths: StageWidth,
    split: bool,
) -> Rows {
    let Room { header, pad, gap, .. } = measure.room;
    let inner = Rect::new(zone.x0 + pad, zone.y0 + header, zone.x1 - pad, zone.y1 - pad + 0.5);
    let (streams, beyond) = streams.split_at(streams.len().min(MOST));
    let shapes: Vec<Shape> = streams.iter().map(|s| shape(measure, s, inner.width(), step)).collect();
    let wanted = shapes.iter().map(|s| s.height).sum::<f64>() + gap * streams.len().saturating_sub(1) as f64;
    let overfull = wanted > inner.height() + 0.5 || !beyond.is_empty();
    let bottom = if overfull { zone.y1 - MORE - 4.0 } else { inner.y1 };
    let spare = if streams.is_empty() { 0.0 } else { ((inner.height() - wanted) / streams.len() as f64).max(0.0) };
    let mut placed = Rows::default();
    let mut y = inner.y0;
    let mut full = false;
    for (stream, shape) in streams.iter().zip(&shapes) {
        let height = (shape.height + spare.min(shape.height * 0.5).min(46.0)).floor();
        // No zone of this height could hold it, so those behind it need not wait.
        let too_high = shape.height > bottom - inner.y0;
        if full || y + height > bottom + 0.5 {
            placed.left_over.extend(stream.id.clone());
            if too_high && split && placed.placed.is_empty() {
                let row = Rect::new(inner.x0, y, inner.x1, bottom.max(y + 40.0).floor());
                placed.placed.push(part_of(measure, stream, row, shape, widths));
                full = true;
            }
            full |= !too_high;
            continue;
        }
        let rect = Rect::from_origin_size(Point::new(inner.x0, y), (inner.width(), height));
        let stages = stages(measure, stream, rect, shape, widths);
        placed.placed.push(Row { stream: stream.id.clone(), rect, stages });
        y += height + gap;
    }
    placed.left_over.extend(beyond.iter().filter_map(|s| s.id.clone()));
    if !placed.left_over.is_empty() {
        placed.more = Some(Rect::new(inner.x0, zone.y1 - MORE - 2.0, inner.x1, zone.y1 - 2.0));
    }
    placed
}

/// A row with as many of the stages of its stream as it has room for, one line of them at least.
fn part_of(measure: &Measure, stream: &Stream, row: Rect, shape: &Shape, widths: StageWidth) -> Row {
    let in_line = stream.stages.len().div_ceil(shape.lines).max(1);
    let room = row.height() - 2.0 * measure.room.above + LINE_GAP;
    let lines = ((room / (shape.line_height + LINE_GAP)).floor() as usize).clamp(1, shape.lines);
    let part = Stream { id: stream.id.clone(), stages: stream.stages.iter().take(lines * in_line).cloned().collect() };
    let shape = Shape { lines, ..*shape };
    Row { stream: stream.id.clone(), rect: row, stages: stages(measure, &part, row, &shape, widths) }
}

fn stages(measure: &Measure, stream: &Stream, row: Rect, shape: &Shape, widths: StageWidth) -> Vec<(ElementId, Rect)> {
    let n = stream.stages.len();
    if n == 0 {
        return Vec::new();
    }
    let left = row.x0 + header_width(row.width());
    let right = row.x1 - TIP;
    let in_line = n.div_ceil(shape.lines);
    let room = row.height() - 2.0 * measure.room.above - LINE_GAP * (shape.lines - 1) as f64;
    let height = (room / shape.lines as f64).floor().max(shape.line_height.min(room));
    let mut placed = Vec::with_capacity(n);
    for (line, ids) in stream.stages.chunks(in_line).enumerate() {
        let y = row.y0 + measure.room.above + line as f64 * (height + LINE_GAP);
        let whole = right - left + OVERLAP * (ids.len() - 1) as f64;
        // A last line that is shorter keeps the width of the others.
        let equal = if shape.lines > 1 {
            (right - left + OVERLAP * (in_line - 1) as f64) / in_line as f64
        } else {
            whole / ids.len() as f64
        };
        let shares = match widths {
            StageWidth::Equal => vec![equal; ids.len()],
            StageWidth::LeadTime => by_lead_time(measure, ids, equal),
        };
        let mut x = left;
        for (id, w) in ids.iter().zip(shares) {
            let rect = Rect::new(x.round(), y, (x + w).round(), y + height);
            placed.push((id.clone(), rect));
            x += w - OVERLAP;
        }
    }
    placed
}

/// Widths by lead time, none so narrow that its name could not be read.
fn by_lead_time(measure: &Measure, ids: &[ElementId], equal: f64) -> Vec<f64> {
    let whole = equal * ids.len() as f64;
    let hours: Vec<f64> = ids
        .iter()
        .map(|id| measure.document.element(id).and_then(|e| e.get(stage::LEAD_TIME)).map_or(0.0, |Hours(h)| h.max(0.0)))
        .collect();
    let total: f64 = hours.iter().sum();
    let least: Vec<f64> = ids
        .iter()
        .map(|id| {
            let name = measure.document.element(id).map_or("", |e| e.shown_name());
            let longest = name.split_whitespace().map(|word| width(word, measure.manner(0).title)).fold(0.0, f64::max);
            (longest + 2.0 * size::CHEVRON + 22.0).min(equal)
        })
        .collect();
    let spare = whole - least.iter().sum::<f64>();
    if total <= 0.0 || spare <= 0.0 || !total.is_finite() {
        return vec![equal; ids.len()];
    }
    least.iter().zip(&hours).map(|(least, hours)| least + spare * (hours / total)).collect()
}
