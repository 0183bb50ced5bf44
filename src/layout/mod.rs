//! Plans for boxes and lines: where boxes go when placed automatically, and how lines run between them.
//!
//! | File | What it does |
//! | --- | --- |
//! | `arrange` | sizes containers, places what is inside them, rounds to pixels |
//! | `flat` | splits a flat graph into connected parts and communities |
//! | `community` | finds the groups of a large graph that talk mostly among themselves |
//! | `layers` | lays one connected part out in layers, left to right |
//! | `rank` | which layer a box is in: cycles, short links, layers of bearable height |
//! | `order` | the order within layers: few crossings |
//! | `grid` | how many columns a container's children stand in |
//! | `pack` | parts that nothing joins put close together, also into the corners that others leave free |
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
mod community;
mod flat;
mod grid;
mod layers;
mod line;
mod nest;
mod nudge;
mod order;
mod pack;
mod rank;
mod route;
mod scene;
mod search;
mod simple;
mod spread;

pub use arrange::{Arrangement, Link, Node, Options, arrange};
pub use line::{label_spot, rounded};
pub use route::{Obstacle, RouteOptions, route};
