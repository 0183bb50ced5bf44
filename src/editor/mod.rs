//! The editor without a window: documents, selection, gestures, commands and work in the background.
//!
//! | Where | What |
//! | --- | --- |
//! | `workspace` | the open document, recent files, what is asked of the user |
//! | `session` | one document being edited: view, selection, camera, gesture, undo |
//! | `gesture` | what the pointer is doing, as a state machine: events in, outcomes out |
//! | `drawing` | plan and scene of the view, kept until something changes |
//! | `drawn` | a view as it stands, to be drawn elsewhere |
//! | `browser` | going through folders to choose a file |
//! | `camera` | which part of the drawing is shown, and how large |
//! | `commands` | everything a user can do, as data |
//! | `model_settings` | what is set of a model, by what it is about |
//! | `settings` | what the user has set for all documents |
//! | `run` | what the commands of a document do |
//! | `clip` | what the clipboard carries: a fragment of a model |
//! | `wording` | words as sentences need them |
//! | `words` | text becomes elements and relations |
//! | `fields` | reading what people type as the values of attributes |
//! | `table` | the model as a table, edited like a spreadsheet |
//! | `guide` | hints that come once, and the tour of the first minutes |
//! | `jobs` | opening, saving, exporting and laying out off the window's thread |
//! | `known` | what was found out about a state, kept until it changes |
//!
//! Knows nothing about egui, and touches files only through `file`.

pub mod browser;
pub mod camera;
pub mod clip;
pub mod commands;
pub mod drawing;
pub mod drawn;
pub mod fields;
pub mod gesture;
pub mod guide;
pub mod jobs;
pub mod known;
pub mod model_settings;
mod run;
pub mod session;
pub mod settings;
pub mod table;
pub mod wording;
pub mod words;
pub mod workspace;

pub use crate::file::folder::{self, FolderEntry};
pub use camera::Camera;
pub use commands::Command;
pub use session::{Notice, Session, Tone};
pub use settings::Settings;
pub use workspace::{Question, Workspace};
