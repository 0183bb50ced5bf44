//! How files were left and small pictures of them: kept off the window's thread, and looked up for the start screen.
//!
//! Knows nothing about how a recent file is shown.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

use serde_json::{Map, Value};

use super::Workspace;
use crate::editor::drawn::Drawn;
use crate::editor::session::Session;
use crate::export::png;
use crate::file::{clock, folder, left_off, recent, thumbnails};
use crate::model::picture::{Pixels, from_png};

/// How large the picture of a file is at most, in pixels.
const PICTURE: (f64, f64) = (640.0, 400.0);
/// Views with more boxes than this get no picture: nobody could read it, and it would take long.
const MOST_BOXES: usize = 5_000;

/// A file that was open not long ago.
#[derive(Clone, Debug)]
pub struct Recent {
    /// Where it is.
    pub path: PathBuf,
    /// What its model is called, where that is known.
    pub name: Option<String>,
    /// When it was opened or saved last, in words.
    pub when: String,
    /// Whether it is no longer there.
    pub missing: bool,
    /// The view that was on show.
    pub picture: Option<Arc<Pixels>>,
}

/// What is written and looked up in the background.
#[derive(Default)]
pub(super) struct Recents {
    /// The list as it was looked up last.
    list: Arc<Vec<Recent>>,
    /// What was looked up and not yet taken.
    found: Arc<Mutex<Option<Vec<Recent>>>>,
    /// Whether something has changed since.
    stale: Arc<AtomicBool>,
    writing: Vec<JoinHandle<()>>,
    looking: Option<JoinHandle<()>>,
    /// The document that was just opened: its picture is drawn once it is shown.
    pub(super) fresh: Option<u64>,
}

/// When a picture is drawn anew.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Wanted {
    /// In any case: it shows what was looked at last.
    Anew,
    /// Where there is none that is as new as the file.
    IfOld,
}

/// What is kept of a file.
struct Kept {
    path: PathBuf,
    entry: Map<String, Value>,
    drawn: Option<Drawn>,
}

impl Workspace {
    /// The files that were open not long ago, the latest first.
    #[must_use]
    pub fn recents(&self) -> Arc<Vec<Recent>> {
        self.recents.list.clone()
    }

    /// Takes a file off the list of recent files; the file stays.
    pub fn forget_recent(&mut self, path: &Path) {
        if let Some(state) = &self.state {
            recent::forget(state, path);
        }
        self.remember();
    }

    /// Keeps how a document is now, and a picture of it, off the window's thread.
    pub(super) fn keep_left_off(&mut self, id: u64, picture: Wanted) {
        let Some(state) = self.state.clone() else { return };
        let settings = (self.settings.panels, self.settings.outline);
        let Some(kept) = self.session_of(id).and_then(|s| Kept::of(s, settings)) else { return };
        let (stale, wake) = (self.recents.stale.clone(), self.wake.clone());
        let work = move || {
            kept.keep(&state, picture);
            stale.store(true, Ordering::Relaxed);
            wake();
        };
        self.recents.writing.retain(|w| !w.is_finished());
        self.recents.writing.extend(std::thread::Builder::new().name("left-off".into()).spawn(work).ok());
    }

    /// Draws the picture of a document that was just opened, once it is shown.
    pub(super) fn draw_fresh(&mut self) {
        let shown = self.session.as_ref().filter(|s| s.canvas.width > 0.0 && self.recents.fresh == Some(s.id));
        if let Some(id) = shown.map(|s| s.id) {
            self.recents.fresh = None;
            self.keep_left_off(id, Wanted::IfOld);
        }
    }

    /// Takes what was looked up, and looks again where something has changed. Whether there is something new.
    pub(super) fn look_up_recents(&mut self) -> bool {
        let found = self.recents.found.lock().unwrap_or_else(PoisonError::into_inner).take();
        let any = found.is_some();
        if let Some(found) = found {
            self.recents.list = Arc::new(found);
        }
        // It is only seen on the start screen.
        let looking = self.recents.looking.as_ref().is_some_and(|l| !l.is_finished());
        if self.session.is_none() && !looking && self.recents.stale.swap(false, Ordering::Relaxed) {
            let (paths, state) = (self.recent.clone(), self.state.clone());
            let (slot, wake) = (self.recents.found.clone(), self.wake.clone());
            let work = move || {
                let list = state.map(|state| look_up(&state, &paths)).unwrap_or_default();
                *slot.lock().unwrap_or_else(PoisonError::into_inner) = Some(list);
                wake();
            };
            self.recents.looking = std::thread::Builder::new().name("recent".into()).spawn(work).ok();
        }
        any
    }

    /// The list of recent files has changed.
    pub(super) fn recents_changed(&mut self) {
        self.recents.stale.store(true, Ordering::Relaxed);
    }

    /// Waits until everything is kept, and keeps how the open documents are left.
    pub(super) fn keep_the_last_places(&mut self) {
        let ids: Vec<u64> = self.sessions().map(|s| s.id).collect();
        for id in ids {
            self.keep_left_off(id, Wanted::IfOld);
        }
        for writing in std::mem::take(&mut self.recents.writing) {
            // A thread that failed has said so; there is nothing to do about it here.
            let _ = writing.join();
        }
    }

    /// Lets a document that was just opened be as it was left.
    pub(super) fn take_up(&mut self, session: &mut Session, entry: &Map<String, Value>) {
        session.be_as_left(entry);
        let flag = |key: &str| entry.get(key).and_then(Value::as_bool);
        self.settings.panels = flag("panels").unwrap_or(self.settings.panels);
        self.settings.outline = flag("outline").unwrap_or(self.settings.outline);
        self.recents.fresh = Some(session.id);
    }
}

impl Kept {
    fn of(session: &mut Session, (panels, outline): (bool, bool)) -> Option<Self> {
        let path = session.path()?.to_owned();
        let mut entry = session.left_off();
        entry.insert("name".into(), session.document().name().into());
        entry.insert("panels".into(), panels.into());
        entry.insert("outline".into(), outline.into());
        entry.insert("when".into(), clock::now().into());
        // What was never shown has no picture yet, and would have to be laid out first.
        let drawn = (session.canvas.width > 0.0 && !session.is_dirty()).then(|| Drawn::of(session));
        Some(Self { path, entry, drawn })
    }

    fn keep(self, state: &Path, picture: Wanted) {
        left_off::keep(state, &self.path, self.entry);
        if picture == Wanted::IfOld && thumbnails::is_current(state, &self.path) {
            return;
        }
        let drawn = self.drawn.filter(|d| d.plan.nodes.len() <= MOST_BOXES);
        if let Some(png) = drawn.and_then(|drawn| picture_of(&drawn)) {
            thumbnails::keep(state, &self.path, &png);
        }
    }
}

fn picture_of(drawn: &Drawn) -> Option<Vec<u8>> {
    let scene = drawn.scene();
    let (width, height) = (scene.bounds.width().max(1.0), scene.bounds.height().max(1.0));
    let scale = (PICTURE.0 / width).min(PICTURE.1 / height).min(1.0);
    png::render(&scene, scale).ok()
}

fn look_up(state: &Path, paths: &[PathBuf]) -> Vec<Recent> {
    let entries = left_off::load_all(state, paths);
    let recent = |(path, entry): (&PathBuf, Map<String, Value>)| {
        let picture = thumbnails::load(state, path).and_then(|png| from_png(&png, 2_048));
        let when = entry.get("when").and_then(Value::as_i64).or_else(|| folder::modified(path));
        Recent {
            path: path.clone(),
            name: entry.get("name").and_then(Value::as_str).filter(|n| !n.is_empty()).map(str::to_owned),
            when: when.map(|when| clock::ago(when, clock::now())).unwrap_or_default(),
            missing: !folder::exists(path),
            picture: picture.map(Arc::new),
        }
    };
    paths.iter().zip(entries).map(recent).collect()
}
