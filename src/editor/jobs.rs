//! Opening, saving, exporting and laying out off the window's thread; results are collected when the window draws next.
//!
//! Knows nothing about what is done with the results.

use std::panic::AssertUnwindSafe;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use serde_json::{Map, Value};

use super::drawing::{Redraw, Redrawn};
use super::drawn::Drawn;
use super::session::findings::{Check, Checked};
use super::session::tidy::{Places, Task};
use super::session::{Session, Sheet};
use super::workspace::{Picture, Question, Then};
use crate::export::{self, Format};
use crate::file::{self, Fingerprint, OpenError, Opened, SaveError, Saved};
use crate::geom::Point;
use crate::model::Revision;

/// What a job brought.
#[derive(Debug)]
pub enum Done {
    /// A file was read, or not.
    Opened {
        /// Which.
        path: PathBuf,
        /// What it holds, or why it was not opened.
        result: Result<Box<Opened>, OpenError>,
        /// How it was left.
        left_off: Map<String, Value>,
    },
    /// A document was saved, or not.
    Saved {
        /// Of which session.
        session: u64,
        /// What follows.
        then: Option<Then>,
        /// Where.
        path: PathBuf,
        /// Which state of the document.
        revision: Revision,
        /// What came of it.
        result: Result<Saved, SaveError>,
    },
    /// A picture was written, or not.
    Exported {
        /// Of which session; none for what is no picture.
        of: Option<u64>,
        /// Where.
        path: PathBuf,
        /// Why not.
        result: Result<usize, String>,
    },
    /// A view was laid out.
    LaidOut {
        /// Of which session.
        session: u64,
        /// Which of its layouts.
        number: u64,
        /// The places that change.
        places: Places,
    },
    /// A large view was drawn.
    Redrawn {
        /// Of which session.
        session: u64,
        /// The picture.
        redrawn: Box<Redrawn>,
    },
    /// A large model was checked.
    Checked {
        /// Of which session.
        session: u64,
        /// What was found.
        checked: Box<Checked>,
    },
    /// The user chose a path, or none, in a dialog of the system.
    PathChosen {
        /// What was asked.
        asked: Question,
        /// The answer.
        path: Option<PathBuf>,
    },
    /// A picture for the clipboard was drawn, or not.
    Drawn {
        /// Of which session.
        of: u64,
        /// The picture, or why there is none.
        result: Result<Picture, String>,
    },
    /// A picture to be put onto a drawing was read, or not.
    PictureRead {
        /// Of which session.
        session: u64,
        /// Where in its drawing; nothing for the middle.
        at: Option<Point>,
        /// The picture, or why there is none.
        result: Result<Sheet, String>,
    },
    /// There is no dialog of the system here.
    NoSystemDialog,
    /// The work came to no end because of a fault of this program.
    Failed(&'static str),
}

/// Threads at work and what they brought.
pub struct Jobs {
    sender: Sender<Done>,
    receiver: Receiver<Done>,
    running: Vec<&'static str>,
    wake: Arc<dyn Fn() + Send + Sync>,
    state: Option<PathBuf>,
}

impl Jobs {
    /// No jobs yet. `wake` is called when one ends, from its thread; `state` is the folder that remembers recent files.
    #[must_use]
    pub fn new(wake: Arc<dyn Fn() + Send + Sync>, state: Option<PathBuf>) -> Self {
        let (sender, receiver) = channel();
        Self { sender, receiver, running: Vec::new(), wake, state }
    }

    /// Starts a job; `label` says what is going on, such as "Saving".
    pub fn start(&mut self, label: &'static str, work: impl FnOnce() -> Done + Send + 'static) {
        self.running.push(label);
        let (sender, wake) = (self.sender.clone(), self.wake.clone());
        thread::spawn(move || {
            // A fault must not leave the window waiting for ever, nor block the next save.
            let done = std::panic::catch_unwind(AssertUnwindSafe(work)).unwrap_or(Done::Failed(label));
            // The window may be gone by now; then nobody waits for the result.
            let _ = sender.send(done);
            wake();
        });
    }

    /// What is going on; empty when nothing is.
    #[must_use]
    pub fn running(&self) -> &[&'static str] {
        &self.running
    }

    /// Whether work of this sort is going on.
    #[must_use]
    pub fn is_running(&self, label: &str) -> bool {
        self.running.contains(&label)
    }

    /// The next result, if one is there.
    pub fn take(&mut self) -> Option<Done> {
        let done = self.receiver.try_recv().ok()?;
        let label = label_of(&done);
        if let Some(i) = self.running.iter().position(|l| *l == label) {
            self.running.remove(i);
        }
        Some(done)
    }
}

/// What is going on while a file is read.
pub const OPENING: &str = "Opening";
/// What is going on while a document is saved.
pub const SAVING: &str = "Saving";
/// What is going on while a picture is written.
pub const EXPORTING: &str = "Exporting";
/// What is going on while a view is laid out.
pub const LAYING_OUT: &str = "Laying out";
/// What is going on while a large view is drawn.
pub const DRAWING: &str = "Drawing";
/// What is going on while a large model is checked.
pub const CHECKING: &str = "Checking";
/// What is going on while a picture is drawn for the clipboard.
pub const COPYING: &str = "Copying the picture";
/// What is going on while a picture is read that was dropped or pasted.
pub const READING: &str = "Reading the picture";
/// What is going on while the user chooses a path.
pub const CHOOSING: &str = "Waiting for the file dialog";

fn label_of(done: &Done) -> &'static str {
    match done {
        Done::Opened { .. } => OPENING,
        Done::Saved { .. } => SAVING,
        Done::Exported { .. } => EXPORTING,
        Done::LaidOut { .. } => LAYING_OUT,
        Done::Redrawn { .. } => DRAWING,
        Done::Checked { .. } => CHECKING,
        Done::Drawn { .. } => COPYING,
        Done::PictureRead { .. } => READING,
        Done::PathChosen { .. } | Done::NoSystemDialog => CHOOSING,
        Done::Failed(label) => label,
    }
}

impl Jobs {
    /// Reads a file.
    pub fn open(&mut self, path: PathBuf) {
        let state = self.state.clone();
        self.start(OPENING, move || {
            let result = file::open(&path).map(Box::new);
            if let (Ok(_), Some(state)) = (&result, &state) {
                file::recent::remember(state, &path);
            }
            let left_off = state.map(|state| file::left_off::load(&state, &path)).unwrap_or_default();
            Done::Opened { path, result, left_off }
        });
    }

    /// Saves the document of a session.
    pub fn save(&mut self, of: &Session, path: PathBuf, expected: Option<Fingerprint>, then: Option<Then>) {
        let (session, document) = (of.id, of.document().clone());
        let state = self.state.clone();
        self.start(SAVING, move || {
            let result = file::save(&path, &document, expected);
            if let (Ok(_), Some(state)) = (&result, &state) {
                file::recent::remember(state, &path);
            }
            Done::Saved { session, then, path, revision: document.revision(), result }
        });
    }

    /// Lays a view out.
    pub fn lay_out(&mut self, session: u64, task: Task) {
        self.start(LAYING_OUT, move || Done::LaidOut { session, number: task.number, places: task.run() });
    }

    /// Draws a large view.
    pub fn redraw(&mut self, session: u64, redraw: Redraw) {
        self.start(DRAWING, move || Done::Redrawn { session, redrawn: Box::new(redraw.run()) });
    }

    /// Checks a large model.
    pub fn check(&mut self, session: u64, check: Check) {
        self.start(CHECKING, move || Done::Checked { session, checked: Box::new(check.run()) });
    }

    /// Draws the pages of a view into files, the first of them `path`; the ending of its name says the format. Only what is
    /// among `replaced` is replaced.
    pub fn export(&mut self, of: u64, path: PathBuf, replaced: Vec<PathBuf>, pages: Vec<Drawn>) {
        self.start(EXPORTING, move || {
            let result = draw(&path, &replaced, &pages);
            Done::Exported { of: Some(of), path, result }
        });
    }
}

/// Pixels per document unit of a picture in pixels.
pub const SCALE: f64 = 2.0;

/// Draws pages into files. How many there are.
fn draw(path: &Path, replaced: &[PathBuf], pages: &[Drawn]) -> Result<usize, String> {
    let ending = path.extension().map(|e| e.to_string_lossy().into_owned()).unwrap_or_default();
    let format = Format::from_extension(&ending)
        .ok_or_else(|| format!("\"{ending}\" is no picture format; end the name in .svg or .png."))?;
    let paths: Vec<PathBuf> = (1..=pages.len()).map(|page| export::page_path(path, page)).collect();
    // Something may have come there since the user was asked.
    if let Some(there) = paths.iter().find(|path| !replaced.contains(path) && file::folder::exists(path)) {
        return Err(format!("{} is there by now. Nothing was exported; export again to replace it.", there.display()));
    }
    for (drawn, path) in pages.iter().zip(&paths) {
        let bytes = export::render(&drawn.scene(), drawn.document.name(), format, SCALE).map_err(|e| e.to_string())?;
        file::write(path, &bytes, None).map_err(|e| e.to_string())?;
    }
    Ok(paths.len())
}
