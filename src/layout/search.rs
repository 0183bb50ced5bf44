//! Finds the cheapest way through a maze of boxes: A* over a sparse grid of lines next to and between the boxes.
//!
//! Knows nothing about how routes are moved apart afterwards.

use super::route::RouteOptions;
use super::scene::{Ends, Scene, Traffic};
use super::simple::{BEND, CROSSING, INSIDE, NAME, Port, SHARING, Way, ports};
use crate::geom::{Point, Rect};
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Windows with more crossings of grid lines than this are not searched.
const LARGEST_GRID: usize = 1_500_000;

/// What looking at a search state takes off the budget; making a grid crossing takes 1.
const STATE: usize = 6;

/// From this number of search states on the search is led by the distance ahead.
const HASTY_FROM: usize = 40_000;

/// Cost units in one unit of length.
const FINE: f64 = 8.0;

/// Distance that routes keep from names.
const BESIDE: f64 = 6.0;

/// Cost of a unit of length too close to a box, on top of the length itself.
const TOO_CLOSE: f64 = 1.5;

/// The cheapest route within windows that grow until there is one; `None` when the ends are walled in.
///
/// Takes what it does off `budget` (grid crossings made and looked at) and gives up when nothing is left of it.
pub(super) fn find(
    scene: &Scene,
    ends: &Ends,
    traffic: &Traffic,
    budget: &mut usize,
    options: &RouteOptions,
) -> Option<Vec<Point>> {
    let (from, to) = (scene.rects[ends.source], scene.rects[ends.target]);
    let around = from.union(to);
    let everything = scene.bounds().inflate(100.0, 100.0);
    let tight = (options.clearance / 3.0).min(3.0);
    for (growth, margin) in
        [(80.0, tight), (300.0, tight), (1200.0, tight), (f64::INFINITY, tight), (f64::INFINITY, 0.0)]
    {
        let window = if growth.is_finite() { around.inflate(growth, growth).intersect(everything) } else { everything };
        if *budget == 0 {
            return None;
        }
        let maze = Maze::new(scene, ends, traffic, options, window, margin);
        let found = maze.and_then(|maze| {
            *budget = budget.saturating_sub(maze.xs.len() * maze.ys.len());
            maze.solve(budget)
        });
        if found.is_some() {
            return found;
        }
    }
    None
}

/// A port and where the straight piece in front of it ends.
#[derive(Clone, Copy)]
struct Gate {
    port: Port,
    stub: Point,
    column: usize,
    row: usize,
}

struct Maze {
    xs: Vec<f64>,
    ys: Vec<f64>,
    /// Cost of the grid piece to the right of, and below, each crossing of lines; `BLOCKED` where a box is.
    right: Vec<u64>,
    down: Vec<u64>,
    starts: Vec<Gate>,
    goals: Vec<Gate>,
}

const BLOCKED: u64 = u64::MAX;

fn fine(cost: f64) -> u64 {
    (cost * FINE) as u64
}

impl Maze {
    fn new(
        scene: &Scene,
        ends: &Ends,
        traffic: &Traffic,
        options: &RouteOptions,
        window: Rect,
        margin: f64,
    ) -> Option<Self> {
        let starts = ports(scene, traffic, (ends.source, ends.target), ends.from_inside, options.spacing);
        let goals = ports(scene, traffic, (ends.target, ends.source), ends.to_inside, options.spacing);
        let mut starts = gates(scene, ends, starts, options);
        let mut goals = gates(scene, ends, goals, options);
        let boxes = scene.in_the_way(ends, window);
        let (mut xs, mut ys) = (Vec::new(), Vec::new());
        for gate in starts.iter().chain(&goals) {
            xs.push(gate.stub.x);
            ys.push(gate.stub.y);
        }
        for &b in &boxes {
            let rect = scene.rects[b].inflate(options.clearance, options.clearance);
            xs.extend([rect.x0, rect.x1]);
            ys.extend([rect.y0, rect.y1]);
            let [beside, above] = scene.channels(b);
            xs.extend(beside);
            ys.extend(above);
        }
        for name in scene.names(ends) {
            let beside = name.inflate(BESIDE, BESIDE);
            xs.extend([beside.x0, beside.x1]);
            ys.extend([beside.y0, beside.y1]);
        }
        let keep = window.inflate(options.clearance * 2.0, options.clearance * 2.0);
        let xs = lines(xs, keep.x0, keep.x1);
        let ys = lines(ys, keep.y0, keep.y1);
        if xs.is_empty() || ys.is_empty() || xs.len() * ys.len() > LARGEST_GRID {
            return None;
        }
        for gate in starts.iter_mut().chain(&mut goals) {
            gate.column = nearest(&xs, gate.stub.x);
            gate.row = nearest(&ys, gate.stub.y);
        }
        let mut maze = Self { right: Vec::new(), down: Vec::new(), xs, ys, starts, goals };
        maze.measure();
        for &b in &boxes {
            let near = options.clearance - 0.5;
            maze.mark(scene.rects[b].inflate(near, near), |cost, length| cost.saturating_add(fine(length * TOO_CLOSE)));
        }
        for inside in scene.entered(ends) {
            maze.mark(inside, |cost, length| cost.saturating_add(fine(length * INSIDE)));
        }
        for name in scene.names(ends) {
            maze.mark(name, |cost, length| cost.saturating_add(fine(length * NAME)));
        }
        for border in scene.passable(ends).flat_map(borders) {
            let near = options.clearance / 3.0;
            maze.mark_along(border.inflate(near, near), border.width() > border.height());
        }
        for &b in &boxes {
            maze.mark(scene.rects[b].inflate(margin, margin), |_, _| BLOCKED);
        }
        maze.add_traffic(traffic, keep);
        Some(maze)
    }

    fn slot(&self, column: usize, row: usize) -> usize {
        row * self.xs.len() + column
    }

    fn measure(&mut self) {
        let (columns, rows) = (self.xs.len(), self.ys.len());
        self.right = vec![BLOCKED; columns * rows];
        self.down = vec![BLOCKED; columns * rows];
        for row in 0..rows {
            for column in 0..columns {
                let slot = row * columns + column;
                if column + 1 < columns {
                    self.right[slot] = fine(self.xs[column + 1] - self.xs[column]);
                }
                if row + 1 < rows {
                    self.down[slot] = fine(self.ys[row + 1] - self.ys[row]);
                }
            }
        }
    }

    /// Changes the cost of all pieces that touch the inside of `area`.
    fn mark(&mut self, area: Rect, change: impl Fn(u64, f64) -> u64) {
        let inside = |lines: &[f64], from: f64, to: f64| {
            lines.partition_point(|&v| v <= from)..lines.partition_point(|&v| v < to)
        };
        let touching = |lines: &[f64], from: f64, to: f64| {
            lines.partition_point(|&v| v <= from).saturating_sub(1)..lines.partition_point(|&v| v < to)
        };
        for row in inside(&self.ys, area.y0, area.y1) {
            for column in touching(&self.xs, area.x0, area.x1) {
                if column + 1 < self.xs.len() {
                    let slot = self.slot(column, row);
                    self.right[slot] = change(self.right[slot], self.xs[column + 1] - self.xs[column]);
                }
            }
        }
        for column in inside(&self.xs, area.x0, area.x1) {
            for row in touching(&self.ys, area.y0, area.y1) {
                if row + 1 < self.ys.len() {
                    let slot = self.slot(column, row);
                    self.down[slot] = change(self.down[slot], self.ys[row + 1] - self.ys[row]);
                }
            }
        }
    }

    /// Makes pieces dearer that run along a border, which `area` is a narrow strip around.
    fn mark_along(&mut self, area: Rect, horizontal: bool) {
        let (along, across) = if horizontal { (&self.xs, &self.ys) } else { (&self.ys, &self.xs) };
        let (from, to) = if horizontal { (area.x0, area.x1) } else { (area.y0, area.y1) };
        let (low, high) = if horizontal { (area.y0, area.y1) } else { (area.x0, area.x1) };
        let pieces = along.partition_point(|&v| v < from)..along.partition_point(|&v| v < to).min(along.len() - 1);
        for line in across.partition_point(|&v| v <= low)..across.partition_point(|&v| v < high) {
            for i in pieces.clone() {
                let extra = fine((along[i + 1] - along[i]) * TOO_CLOSE);
                let slot = if horizontal { line * self.xs.len() + i } else { i * self.xs.len() + line };
                let costs = if horizontal { &mut self.right } else { &mut self.down };
                costs[slot] = costs[slot].saturating_add(extra);
            }
        }
    }

    /// Makes pieces dearer that cross other routes or lie on them.
    fn add_traffic(&mut self, traffic: &Traffic, window: Rect) {
        for run in traffic.near(window) {
            let (along, across) = if run.horizontal { (&self.xs, &self.ys) } else { (&self.ys, &self.xs) };
            let crossed = across.partition_point(|&v| v < run.at);
            let same =
                (crossed.saturating_sub(1)..across.len().min(crossed + 1)).find(|&i| (across[i] - run.at).abs() < 1.0);
            let stretch = along.partition_point(|&v| v <= run.from)..along.partition_point(|&v| v < run.to);
            for i in stretch {
                if crossed > 0 && crossed < across.len() && same.is_none() {
                    let slot = if run.horizontal { self.slot(i, crossed - 1) } else { self.slot(crossed - 1, i) };
                    let costs = if run.horizontal { &mut self.down } else { &mut self.right };
                    costs[slot] = costs[slot].saturating_add(fine(CROSSING));
                }
                if let Some(line) = same {
                    let slot = if run.horizontal { self.slot(i, line) } else { self.slot(line, i) };
                    let (costs, across_costs) = if run.horizontal {
                        (&mut self.right, &mut self.down)
                    } else {
                        (&mut self.down, &mut self.right)
                    };
                    let length = if run.horizontal { &self.xs } else { &self.ys };
                    if i + 1 < length.len() {
                        costs[slot] = costs[slot].saturating_add(fine(SHARING * (length[i + 1] - length[i])));
                    }
                    across_costs[slot] = across_costs[slot].saturating_add(fine(CROSSING));
                }
            }
        }
    }

    fn step(&self, column: usize, row: usize, way: Way) -> Option<(usize, usize, u64)> {
        let (column_to, row_to, cost) = match way {
            Way::Right => (column + 1, row, self.right[self.slot(column, row)]),
            Way::Down => (column, row + 1, self.down[self.slot(column, row)]),
            Way::Left => (column.checked_sub(1)?, row, self.right[self.slot(column - 1, row)]),
            Way::Up => (column, row.checked_sub(1)?, self.down[self.slot(column, row - 1)]),
        };
        (cost != BLOCKED).then_some((column_to, row_to, cost))
    }

    fn solve(&self, budget: &mut usize) -> Option<Vec<Point>> {
        let states = self.xs.len() * self.ys.len() * 4;
        let mut costs = vec![u64::MAX; states];
        let mut came_from = vec![u32::MAX; states];
        let mut open = BinaryHeap::new();
        let target = self.goals.iter().map(|g| Rect::from_points(g.stub, g.stub)).reduce(|a, b| a.union(b))?;
        // In large grids the distance ahead counts for more than it is: good routes soon over best routes late.
        let haste = if states > HASTY_FROM { 1.6 } else { 1.0 };
        let estimate = |column: usize, row: usize| {
            let (x, y) = (self.xs[column], self.ys[row]);
            let (dx, dy) = ((target.x0 - x).max(x - target.x1), (target.y0 - y).max(y - target.y1));
            fine(haste * (dx.max(0.0) + dy.max(0.0)))
        };
        for gate in &self.starts {
            let state = self.slot(gate.column, gate.row) * 4 + gate.port.way as usize;
            let cost = fine(gate.port.at.distance(gate.stub) + side_cost(gate.port));
            if cost < costs[state] {
                costs[state] = cost;
                open.push(Reverse((cost + estimate(gate.column, gate.row), state)));
            }
        }
        let mut best: Option<(u64, usize, usize)> = None;
        while let Some(Reverse((bound, state))) = open.pop() {
            if best.is_some_and(|(least, ..)| least <= bound) {
                break;
            }
            *budget = budget.saturating_sub(STATE);
            let (slot, way) = (state / 4, Way::ALL[state % 4]);
            let (column, row) = (slot % self.xs.len(), slot / self.xs.len());
            let cost = costs[state];
            if bound > cost + estimate(column, row) {
                continue;
            }
            for (g, goal) in self.goals.iter().enumerate() {
                if (goal.column, goal.row, goal.port.way.back()) == (column, row, way) {
                    let total = cost + fine(goal.port.at.distance(goal.stub) + side_cost(goal.port));
                    if best.is_none_or(|(least, ..)| total < least) {
                        best = Some((total, state, g));
                    }
                }
            }
            let mut reach = |next: usize, total: u64, column: usize, row: usize| {
                if total < costs[next] {
                    costs[next] = total;
                    came_from[next] = state as u32;
                    open.push(Reverse((total + estimate(column, row), next)));
                }
            };
            if let Some((column, row, step)) = self.step(column, row, way) {
                reach(self.slot(column, row) * 4 + way as usize, cost + step, column, row);
            }
            for turn in [1, 3] {
                reach(slot * 4 + (state % 4 + turn) % 4, cost + fine(BEND), column, row);
            }
        }
        let (_, mut state, goal) = best?;
        let goal = self.goals[goal];
        let mut route = vec![goal.port.at, goal.stub];
        loop {
            let slot = state / 4;
            route.push(Point::new(self.xs[slot % self.xs.len()], self.ys[slot / self.xs.len()]));
            if came_from[state] == u32::MAX {
                break;
            }
            state = came_from[state] as usize;
        }
        let first = (state / 4, Way::ALL[state % 4]);
        let start = self.starts.iter().find(|g| (self.slot(g.column, g.row), g.port.way) == first)?;
        route.extend([start.stub, start.port.at]);
        route.reverse();
        Some(route)
    }
}

/// The four sides of a rectangle as rectangles without an area.
fn borders(rect: Rect) -> [Rect; 4] {
    let Rect { x0, y0, x1, y1 } = rect;
    [Rect::new(x0, y0, x1, y0), Rect::new(x0, y1, x1, y1), Rect::new(x0, y0, x0, y1), Rect::new(x1, y0, x1, y1)]
}

/// A slight liking for the sides that suit a drawing that runs left to right.
fn side_cost(port: Port) -> f64 {
    port.cost + if port.way.is_horizontal() { 0.0 } else { 12.0 }
}

fn gates(scene: &Scene, ends: &Ends, ports: Vec<Port>, options: &RouteOptions) -> Vec<Gate> {
    ports
        .into_iter()
        .filter_map(|port| {
            let mut length = options.stub.max(1.0);
            // Less where something stands close in front.
            for _ in 0..5 {
                let stub = port.at + port.way.vector() * length;
                if scene.is_free(ends, port.at, stub, 0.0) {
                    return Some(Gate { port, stub, column: 0, row: 0 });
                }
                length /= 2.0;
            }
            None
        })
        .collect()
}

/// Ascending, apart, and within the window.
fn lines(mut values: Vec<f64>, from: f64, to: f64) -> Vec<f64> {
    values.retain(|v| (from..=to).contains(v));
    values.sort_by(f64::total_cmp);
    values.dedup();
    values
}

fn nearest(lines: &[f64], value: f64) -> usize {
    let after = lines.partition_point(|&v| v < value).min(lines.len() - 1);
    if after > 0 && value - lines[after - 1] < lines[after] - value { after - 1 } else { after }
}
