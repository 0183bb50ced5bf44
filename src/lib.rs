//! opcanvas: a canvas for an organisation's operating model, as a library without a window and a window on top of it.
//!
//! # Rooms
//!
//! | Room | What it is |
//! | --- | --- |
//! | [`geom`], [`theme`], [`text`] | points and paths, design tokens, measured letters |
//! | [`model`] | what an operating model is: values, the metamodel, what may be connected, indexes |
//! | [`analysis`] | what a model says about itself: figures, who answers, what is shown, reached and how rated |
//! | [`check`] | the rules, and what they find |
//! | [`fix`] | what can be done about a finding |
//! | [`edit`] | the only code that changes a document, with undo |
//! | [`layout`] | automatic placement and the ways of lines, over boxes |
//! | [`scene`] | document, view and theme as one list of shapes, which window and exports share; the canvas in [`scene::canvas`] |
//! | [`mod@format`] | documents as canonical JSON and back, with what was damaged |
//! | [`mod@file`] | the format on a file system: durable saving |
//! | [`export`] | scenes as SVG and PNG |
//! | [`mod@report`] | what a model says about itself as one document: HTML and Markdown |
//! | [`editor`] | everything a user does, without a window |
//! | [`cli`] | the subcommands |
//! | `ui` | the window (feature `gui`), the only room that names egui |
//!
//! # Invariants
//!
//! Every document, however it came about: ids are unique, both ends of a relation exist, its triple is legal, `contains` is
//! a forest, numbers are finite, placements refer to elements. What a file holds against them is kept aside
//! ([`model::aside`]) and saved again. The same input gives the same bytes, everywhere.
//!
//! # Where do I change ...
//!
//! - a kind, an attribute, a legal pair, a label, an icon: `assets/metamodel.json`
//! - a zone of the canvas, its kinds and its prompt: `zones` in `assets/metamodel.json`; where it is and how much room it
//!   gets: `scene::canvas::share`; who stands in it, in which order: `scene::canvas::stock`
//! - which facts a card tells: `scene::facts`; how much of them: `scene::manner`; how it stands on the card:
//!   [`scene::anatomy`]; initials, state marks and bars: `scene::badges`; the shape of a kind: `scene::outline`
//! - how a relation looks: `scene::edge`, `scene::heads`; a colour: `assets/theme`
//! - a mark in the legend: `scene::legend`; a "colour by": [`analysis::overlay`]
//! - a choice of a view: [`scene::options`], its words in `format::schema` and `docs/file-format.md`
//! - notes, frames and groups: [`model::annotation`], [`scene::notes`]
//! - where a diagram puts boxes: `layout::layers`; how lines run: `layout::route`; both over a document: [`scene::tidy`],
//!   `scene::ways`
//! - what may be connected: [`model::legality`]
//! - what an outage takes along, ways, single points of failure, lines of sight: [`analysis::impact`], [`analysis::paths`],
//!   [`analysis::single_points`], [`analysis::line_of_sight`]; how they are told: [`editor::session::explore`]; how a
//!   drawing points something out: [`scene::light`]
//! - a figure of a stream, an element or the model: [`analysis`]; how it is told: [`mod@analysis::readings`], its name:
//!   [`analysis::catalogue`]; what a scope reaches: [`analysis::scope`]; what a state shows:
//!   [`analysis::show`]
//! - a rule: its family in [`check::rules`]; what it may ask of a model: [`check::facts`]
//! - what can be done about a finding: its family in [`fix::rules`]
//! - what a report says: [`mod@report`], a file for each of its parts; how its page looks: `report::style` and `style.css`
//! - a command, its menu or its keys: [`editor::commands`]
//! - what the pointer does: [`editor::gesture`]
//! - a subcommand or an option of one: `cli`, with `cli::help` and the README
//! - what a damaged file becomes: `format::assemble`
//!
//! Which room may use which stands in `docs/imports.md`, and a test holds it.

#![cfg_attr(not(test), deny(clippy::unwrap_used))]

pub mod analysis;
pub mod check;
pub mod cli;
pub mod edit;
pub mod editor;
pub mod export;
pub mod file;
pub mod fix;
pub mod format;
pub mod geom;
pub mod layout;
pub mod model;
pub mod report;
pub mod scene;
pub mod text;
pub mod theme;
#[cfg(feature = "gui")]
pub mod ui;
