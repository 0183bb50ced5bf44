//! What streams cost: money flows from its sources to the streams that they serve, and what reaches none is shown (A9).
//!
//! The sources are partners, technologies, processes and roles.
//!
//! Knows nothing about how costs are shared out.

use ecow::eco_format;

use super::kit::{DETAIL, FIGURE, HEADING, NAME, Sample, Say, Sheet, Stat, Tone};
use super::marks::{bar, hollow, left, on, right};
use crate::analysis::roll_up::{RollUp, roll_up};
use crate::analysis::written::decimals;
use crate::analysis::{Answer, Reading};
use crate::geom::{BezPath, Point, Rect};
use crate::model::{ElementId, ElementKind};
use crate::scene::figure::{Item, Line, Stroke};
use crate::scene::words::money;
use crate::theme::Color;

/// The most sources, and the most streams.
const SOURCES: usize = 16;
const STREAMS: usize = 8;
/// The most lines that say where money is left over.
const LEFT_OVER: usize = 4;
/// How high all the money stands, beside the gaps.
const HEIGHT: f64 = 250.0;
/// Width of the bars at both ends.
const END: f64 = 8.0;

/// One end of the flows.
struct Node {
    /// What it is; `None` of several together, and of what is left over.
    id: Option<ElementId>,
    /// What it stands for.
    of: Vec<ElementId>,
    name: String,
    money: f64,
    color: Color,
    /// Where its bar stands.
    top: f64,
    /// How much of the bar is taken by flows that were drawn.
    taken: f64,
}

impl Node {
    fn of(id: Option<&ElementId>, of: Vec<ElementId>, name: &str, money: f64, color: Color) -> Self {
        Self { id: id.cloned(), of, name: name.to_owned(), money, color, top: 0.0, taken: 0.0 }
    }
}

pub(super) fn draw(sheet: &mut Sheet) -> Result<(), String> {
    let Some(costs) = roll_up(sheet.document, sheet.day) else {
        let words = "No cost is stated. Enter the contracts of partners, the yearly cost of technologies, or the full-time equivalents of roles.";
        return Err(words.to_owned());
    };
    let told = sheet.readings("A9");
    stats(sheet, &costs, &told);
    let theme = sheet.theme;
    let kinds = [("partner", "partners"), ("technology", "technology"), ("process", "processes"), ("role", "roles")];
    let costs_some = |kind: &str| {
        let of_kind = |id: &ElementId| sheet.document.element(id).is_some_and(|e| e.kind.id() == kind);
        costs.direct.iter().any(|(id, money)| money.0 > 0.0 && of_kind(id))
    };
    let shown = kinds.into_iter().filter(|(kind, _)| costs_some(kind));
    let entries: Vec<_> = shown.map(|(kind, words)| (Sample::Bar(theme.kind(kind)), words)).collect();
    sheet.legend(&entries);
    if (HEIGHT / costs.total.0).is_finite() {
        flows(sheet, &costs, &told);
    }
    Ok(())
}

fn sum<'a>(of: impl Iterator<Item = &'a crate::model::attr::Money>) -> f64 {
    of.map(|money| money.0).sum()
}

fn stats(sheet: &mut Sheet, costs: &RollUp, told: &[Reading]) {
    let (streams, rest) = (sum(costs.streams.values()), sum(costs.unallocated.values()));
    let mut stats = Vec::new();
    if let Some(total) = told.iter().find(|r| r.analysis == "A9.total") {
        let say = Say::of(sheet.document, total, "cost a year");
        let large = money(sheet.document, costs.total.0);
        stats.push(Stat { say, large, label: "a year in all".to_owned(), tone: Tone::Plain });
    }
    let parts = [
        (streams, "reaches a stream", Tone::Plain, costs.streams.keys().cloned().collect::<Vec<_>>()),
        (
            rest,
            "reaches none",
            if rest > 0.0 { Tone::Bad } else { Tone::Good },
            costs.unallocated.keys().cloned().collect(),
        ),
    ];
    for (amount, label, tone, ids) in parts {
        let large = money(sheet.document, amount);
        let say = Say::part(eco_format!("{large} {label}"), "The sum of the parts", ids);
        stats.push(Stat { say: Say { value: Some(amount), ..say }, large, label: label.to_owned(), tone });
    }
    sheet.stats(stats);
}

/// How much of each source reaches each stream; the last column is what reaches none.
struct Matrix {
    sources: Vec<Node>,
    targets: Vec<Node>,
    /// By source, then target.
    money: Vec<Vec<f64>>,
}

fn matrix(sheet: &Sheet, costs: &RollUp) -> Matrix {
    let kind = |id: &ElementId| sheet.document.element(id).map(|e| e.kind);
    let order = [ElementKind::Partner, ElementKind::Technology, ElementKind::Process, ElementKind::Role];
    let mut sources: Vec<(&ElementId, f64)> =
        costs.direct.iter().map(|(id, m)| (id, m.0)).filter(|(_, m)| *m > 0.0).collect();
    sources.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(b.0)));
    let (shown, others) = sources.split_at(sources.len().min(SOURCES));
    let mut shown = shown.to_vec();
    shown.sort_by_key(|(id, _)| order.iter().position(|k| Some(*k) == kind(id)));
    let mut streams: Vec<(&ElementId, f64)> = costs.streams.iter().map(|(id, m)| (id, m.0)).collect();
    streams.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(b.0)));
    let n = streams.len().min(STREAMS);
    let theme = sheet.theme;
    let kind_color = |id: &ElementId| kind(id).map_or(theme.muted, |kind| theme.kind(kind.id()));
    let one = |id: &ElementId, money, color| Node::of(Some(id), vec![id.clone()], sheet.name(id), money, color);
    let several = |of: &[(&ElementId, f64)], what: &str, color| {
        let ids = of.iter().map(|(id, _)| (*id).clone()).collect();
        let (name, money) = (format!("{} more {what}", of.len()), of.iter().map(|(_, m)| m).sum());
        (!of.is_empty()).then(|| Node::of(None, ids, &name, money, color))
    };
    let mut left: Vec<Node> = shown.iter().map(|(id, m)| one(id, *m, kind_color(id))).collect();
    left.extend(several(others, "sources", theme.edge));
    let stream = theme.kind("value_stream");
    let mut right: Vec<Node> = streams[..n].iter().map(|(id, m)| one(id, *m, stream)).collect();
    right.extend(several(&streams[n..], "streams", stream));
    let (ids, rest) = (costs.unallocated.keys().cloned().collect(), sum(costs.unallocated.values()));
    right.push(Node::of(None, ids, "Reaches no stream", rest, theme.finding.warning));
    let mut all = vec![vec![0.0; right.len()]; left.len()];
    let row = |id: &ElementId| shown.iter().position(|(of, _)| *of == id).unwrap_or(shown.len());
    for (i, (stream, _)) in streams.iter().enumerate() {
        for (source, money) in costs.sources_of(stream) {
            if let Some(cell) = all.get_mut(row(&source)).and_then(|row| row.get_mut(i.min(n))) {
                *cell += money.0;
            }
        }
    }
    for (row, source) in all.iter_mut().zip(&left) {
        let reached: f64 = row.iter().sum();
        let over = source.money - reached;
        // What is left by rounding is no money.
        if let Some(last) = row.last_mut().filter(|_| over > 1e-9 * source.money) {
            *last += over;
        }
    }
    Matrix { sources: left, targets: right, money: all }
}

/// Gives each end its place, with room for its words; how far down they go.
fn stack(nodes: &mut [Node], top: f64, scale: f64, room: impl Fn(usize) -> f64) -> f64 {
    let mut y = top;
    for (i, node) in nodes.iter_mut().enumerate() {
        let high = (node.money * scale).max(room(i));
        node.top = y + (high - node.money * scale) / 2.0;
        y += high + 6.0;
    }
    y - 6.0
}

fn flows(sheet: &mut Sheet, costs: &RollUp, told: &[Reading]) {
    let mut matrix = matrix(sheet, costs);
    let scale = HEIGHT / costs.total.0;
    let last = matrix.targets.len() - 1;
    let over: Vec<&Reading> = told.iter().filter(|r| r.analysis == "A9.unallocated").collect();
    let lines = over.len().min(LEFT_OVER) + usize::from(over.len() > LEFT_OVER);
    let room = |i: usize| if i == last { 38.0 + 16.0 * lines as f64 } else { 42.0 };
    let top = sheet.y + 4.0;
    let feet = (stack(&mut matrix.sources, top, scale, |_| 18.0), stack(&mut matrix.targets, top, scale, room));
    let foot = feet.0.max(feet.1);
    // The shorter side stands in the middle of the longer one.
    for (nodes, end) in [(&mut matrix.sources, feet.0), (&mut matrix.targets, feet.1)] {
        for node in nodes.iter_mut() {
            node.top += (foot - end) / 2.0;
        }
    }
    let (x0, x1) = (sheet.x0 + 250.0_f64.min(sheet.width() * 0.38), sheet.x1 - 190.0_f64.min(sheet.width() * 0.3));
    ribbons(sheet, &mut matrix, scale, (x0 + END, x1 - END));
    for node in &matrix.sources {
        source(sheet, node, scale, x0);
    }
    for (i, node) in matrix.targets.iter().enumerate() {
        let left_over = if i == last { Some(over.as_slice()) } else { None };
        target(sheet, node, scale, x1, told, left_over);
    }
    sheet.y = foot + 8.0;
}

/// The flows, drawn as thick lines that lie beside each other at both ends.
fn ribbons(sheet: &mut Sheet, matrix: &mut Matrix, scale: f64, (x0, x1): (f64, f64)) {
    let bend = (x1 - x0) * 0.5;
    for (row, from) in matrix.money.iter().zip(&mut matrix.sources) {
        for (money_of, to) in row.iter().zip(&mut matrix.targets) {
            if *money_of <= 0.0 {
                continue;
            }
            let wide = money_of * scale;
            let begin = Point::new(x0, from.top + from.taken + wide / 2.0);
            let end = Point::new(x1, to.top + to.taken + wide / 2.0);
            (from.taken, to.taken) = (from.taken + wide, to.taken + wide);
            let mut path = BezPath::new();
            path.move_to(begin);
            path.curve_to(Point::new(begin.x + bend, begin.y), Point::new(end.x - bend, end.y), end);
            let stroke = Stroke { color: from.color.faded(0.34), width: wide.max(0.8), line: Line::Solid };
            let item = Item::Path { path, fill: Color::NONE, stroke: Some(stroke) };
            let name = eco_format!("{} to {}: {}", from.name, to.name, money(sheet.document, *money_of));
            let share = decimals(100.0 * money_of / from.money, 2);
            let words = eco_format!("{share} % of what {} costs itself", from.name);
            let elements = from.of.iter().chain(&to.id).cloned().collect();
            sheet.flow(Say { value: Some(*money_of), ..Say::part(name, words, elements) }, item);
        }
    }
}

fn source(sheet: &mut Sheet, node: &Node, scale: f64, x: f64) {
    let theme = sheet.theme;
    let high = node.money * scale;
    let y = node.top + high / 2.0;
    let amount = money(sheet.document, node.money);
    let room = x - sheet.x0 - 10.0;
    let items = vec![
        bar(Rect::new(x, node.top, x + END, node.top + high.max(1.0)), node.color),
        left(&node.name, sheet.x0, on(y, NAME), room - 62.0, NAME, theme.text),
        right(&amount, x - 8.0, on(y, DETAIL), 58.0, DETAIL, theme.text_secondary),
    ];
    let elements = node.of.clone();
    let say =
        Say::part(eco_format!("{}: {amount} a year", node.name), "Its own cost, before what others pass on", elements);
    sheet.number(Say { value: Some(node.money), ..say }, items);
}

fn target(sheet: &mut Sheet, node: &Node, scale: f64, x: f64, told: &[Reading], left_over: Option<&[&Reading]>) {
    let theme = sheet.theme;
    let high = node.money * scale;
    let amount = money(sheet.document, node.money);
    let (at, room) = (x + 10.0, sheet.x1 - x - 10.0);
    let rect = Rect::new(x - END, node.top, x, node.top + high.max(1.0));
    let Some(over) = left_over else {
        let y = node.top + high / 2.0;
        let items = vec![
            bar(rect, node.color),
            left(&node.name, at, on(y - 8.5, NAME), room, NAME, theme.text),
            left(&amount, at, on(y + 8.5, HEADING), room, HEADING, theme.text),
        ];
        let reading = told.iter().find(|r| r.analysis == "A9" && r.subject.element() == node.id.as_ref());
        let say = match reading.filter(|_| node.id.is_some()) {
            Some(reading) => Say::of(sheet.document, reading, "cost a year"),
            None => Say {
                value: Some(node.money),
                ..Say::part(eco_format!("{}: {amount}", node.name), "Their sum", node.of.clone())
            },
        };
        sheet.number(say, items);
        return;
    };
    let lines = over.len().min(LEFT_OVER) + usize::from(over.len() > LEFT_OVER);
    let mut y = node.top + high / 2.0 - (16.0 * lines as f64) / 2.0;
    let tone = if node.money > 0.0 { Tone::Bad } else { Tone::Plain };
    let mut items = vec![
        left(&node.name, at, on(y - 8.5, NAME), room, NAME, theme.text),
        left(&amount, at, on(y + 8.5, HEADING), room, HEADING, sheet.ink(tone)),
    ];
    if node.money > 0.0 {
        items.push(hollow(rect, theme.frame, node.color));
    }
    let ids = over.iter().filter_map(|r| r.subject.element().cloned()).collect();
    let say = Say::part(eco_format!("{}: {amount} a year", node.name), "The sum of what has no target", ids);
    sheet.number(Say { value: Some(node.money), ..say }, items);
    let mut over = over.to_vec();
    let amount_of = |r: &Reading| if let Answer::Number(n) = r.value { n } else { 0.0 };
    over.sort_by(|a, b| amount_of(b).total_cmp(&amount_of(a)));
    for reading in over.iter().take(LEFT_OVER) {
        y += 16.0;
        let amount = money(sheet.document, amount_of(reading));
        let wide = crate::text::width(&amount, FIGURE);
        let name = reading.subject.element().map_or("", |id| sheet.name(id));
        let items = vec![
            left(&amount, at, on(y + 10.0, DETAIL), wide + 1.0, DETAIL, theme.text_secondary),
            left(name, at + wide + 6.0, on(y + 10.0, DETAIL), room - wide - 6.0, DETAIL, theme.text_secondary),
        ];
        sheet.number(Say::of(sheet.document, reading, "reaches no stream"), items);
    }
    if over.len() > LEFT_OVER {
        let words = format!("and {} more", over.len() - LEFT_OVER);
        let item = left(&words, at, on(y + 26.0, DETAIL), room, DETAIL, theme.muted);
        sheet.ground(words, vec![item]);
    }
}
