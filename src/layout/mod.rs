//! Plans for boxes and lines: where boxes go when placed automatically, and how lines run between them.
//!
//! | File | What it does |
//! | --- | --- |
//! | `arrange` | sizes containers, places what is inside them, rounds to pixels |
//! | `flat` | splits a flat graph into connected parts and communities, packs the results |
//! | `community` | finds the groups of a large graph that talk mostly among themselves |
//! | `layers` | lays one connected part out in layers, left to right |
//! | `rank` | which layer a box is in: cycles, short links, layers of bearable height |
//! | `order` | the order within layers: few crossings |
//! | `nest` | who lies inside whom |
//! | `route` | right-angled routes around the boxes |
//! | `scene` | which boxes are in the way of a route, and which routes are already there |
//! | `simple` | routes with at most two bends, and ports |
//! | `search` | the way through a maze of boxes |
//! | `nudge` | ports and parallel runs moved apart |
//! | `spread` | places on a line, with order, distances and limits |
//! | `line` | label spots and rounded corners |
//!
//! Everything here is pure: the same input gives the same output, to the bit.
//!
//! Knows nothing about models, themes, screens or history.

mod arrange;
mod bends;
mod community;
mod flat;
mod layers;
mod line;
mod nest;
mod nudge;
mod order;
mod rank;
mod route;
mod scene;
mod search;
mod simple;
mod spread;

pub use arrange::{Arrangement, Link, Node, Options, arrange};
pub use bends::{Lines, drag_segment, move_bend, remove_bend, through};
pub use line::{label_spot, rounded};
pub use route::{Obstacle, RouteOptions, route};
