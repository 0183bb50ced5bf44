//! Plans for boxes and lines: where boxes go when placed automatically, and how lines run between them.
//!
//! | File | What it does |
//! | --- | --- |
//! | `align` | boxes aligned, spread with equal gaps, stacked, made the same size |
//! | `arrange` | sizes containers, places what is inside them, rounds to pixels |
//! | `flat` | splits a flat graph into connected parts and communities |
//! | `community` | finds the groups of a large graph that talk mostly among themselves |
//! | `layers` | lays one connected part out in layers, left to right |
//! | `rank` | which layer a box is in: cycles, short links, layers of bearable height |
//! | `order` | the order within layers: few crossings |
//! | `grid` | how many columns a container's children stand in |
//! | `pack` | parts that nothing joins put close together, also into the corners that others leave free |
//! | `nest` | who lies inside whom |
//! | `route` | right-angled routes around the boxes, all or only some of them anew |
//! | `scene` | which boxes are in the way of a route, and which routes are already there |
//! | `simple` | routes with at most two bends, and ports |
//! | `search` | the way through a maze of boxes |
//! | `nudge` | ports and parallel runs moved apart |
//! | `straighten` | small jogs taken out |
//! | `spread` | places on a line, with order, distances and limits |
//! | `bends` | routes through bends set by hand, and what editing a bend makes of them |
//! | `straight` | straight lines from border to border |
//! | `smooth` | how far corners can be rounded without touching a box |
//! | `hops` | where lines cross and one hops over the other |
//! | `labels` | places for labels where they touch nothing |
//! | `line` | label spots, and the path of a route with rounded corners and hops |
//! | `slide` | places along a line |
//! | `snap` | where a moved box stands level with others |
//! | `space` | everything beyond a line moved along |
//! | `gap` | a line without the stretch under its label |
//! | `buckets` | what is near a place |
//!
//! Everything here is pure: the same input gives the same output, to the bit.
//!
//! Knows nothing about models, themes, screens or history.

pub mod align;
mod arrange;
mod bends;
mod buckets;
mod community;
mod flat;
mod gap;
mod grid;
mod hops;
mod labels;
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
pub mod slide;
mod smooth;
pub mod snap;
pub mod space;
mod spread;
mod straight;
mod straighten;

pub use arrange::{Arrangement, Link, Node, Options, arrange};
pub use bends::{drag_segment, move_bend, remove_bend, through, without_idle_points};
pub use gap::hopped_path_around;
pub use hops::{Hop, hops};
pub use labels::label_places;
pub use line::{Lines, hopped_path, label_spot};
pub use route::{Obstacle, RouteOptions, reroute, route, still_good};
pub use smooth::corner_radii;
pub use straight::straight;
