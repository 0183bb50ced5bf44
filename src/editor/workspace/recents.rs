//! How files were left and small pictures of them: kept off the window's thread, and looked up for the start screen.
//!
//! Knows nothing about how a recent file is shown.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

use serde_json::{Map, Value};

use super::Workspace;
use crate::editor::session::{Panels, Session};
use crate::export::png;
use crate::file::{clock, folder, left_off, recent, thumbnails, today};
use crate::model::picture::{Pixels, from_png};
use crate::model::{Document, View};
use crate::scene::plan::plan_after;
use crate::scene::{Look, Plan, build};
use crate::theme::Mode;

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
    /// When it was last shown after opening, saved or left, else changed, in words.
    pub when: String,
    /// Whether it is no longer there.
    pub missing: bool,
    /// The view that was on show, light and dark.
    pub pictures: [Option<Arc<Pixels>>; 2],
}

impl Recent {
    /// The view that was on show, as it is drawn in a mode.
    #[must_use]
    pub fn picture(&self, mode: Mode) -> Option<&Arc<Pixels>> {
        self.pictures[usize::from(mode == Mode::Dark)].as_ref()
    }
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

/// A view to be drawn.
struct Drawing {
    document: Document,
    view: Arc<View>,
    /// Where everything stands, if that was known.
    plan: Option<Arc<Plan>>,
}

/// What is kept of a file.
struct Kept {
    path: PathBuf,
    entry: Map<String, Value>,
    drawing: Option<Drawing>,
}

impl Workspace {
    /// The files that were open not long ago, the latest first.
    #[must_use]
    pub fn recents(&self) -> Arc<Vec<Recent>> {
        self.recents.list.clone()
    }

    /// Takes a file off the list of recent files; the file stays.
    pub fn forget_recent(&mut self, path: &Path) {
        self.recent.retain(|p| p != path);
        Arc::make_mut(&mut self.recents.list).retain(|recent| recent.path != path);
        let Some(state) = self.state.clone() else { return };
        let path = path.to_owned();
        self.write(move || recent::forget(&state, &path));
    }

    /// Writes something off the window's thread; then the list is looked up again.
    fn write(&mut self, work: impl FnOnce() + Send + 'static) {
        let (stale, wake) = (self.recents.stale.clone(), self.wake.clone());
        let work = move || {
            work();
            stale.store(true, Ordering::Relaxed);
            wake();
        };
        self.recents.writing.retain(|w| !w.is_finished());
        self.recents.writing.extend(std::thread::Builder::new().name("left-off".into()).spawn(work).ok());
    }

    /// Keeps how a document is now, and a picture of it, off the window's thread.
    pub(super) fn keep_left_off(&mut self, id: u64, picture: Wanted) {
        let Some(state) = self.state.clone() else { return };
        let set = Panels { all: self.settings.panels, outline: self.settings.outline };
        let Some(kept) = self.session_of(id).and_then(|s| Kept::of(s, set)) else { return };
        self.write(move || kept.keep(&state, picture));
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
            // What was forgotten meanwhile is off the list of the file by now.
            self.recent = self.state.as_deref().map(recent::load).unwrap_or_default();
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
        self.recents.fresh = Some(session.id);
    }
}

impl Kept {
    fn of(session: &mut Session, set: Panels) -> Option<Self> {
        let path = session.path()?.to_owned();
        let mut entry = session.left_off();
        let panels = session.panels.unwrap_or(set);
        entry.insert("panels".into(), panels.all.into());
        entry.insert("outline".into(), panels.outline.into());
        entry.insert("when".into(), clock::now().into());
        if session.is_dirty() {
            return Some(Self { path, entry, drawing: None });
        }
        entry.insert("name".into(), session.document().name().into());
        // What was never shown has no picture yet, and would have to be laid out first.
        let shown = session.canvas.width > 0.0;
        let at_hand = if shown { session.at_hand() } else { None };
        let document = session.document().clone();
        let drawing = at_hand.map(|(view, plan)| Drawing { document, view, plan });
        Some(Self { path, entry, drawing })
    }

    fn keep(mut self, state: &Path, picture: Wanted) {
        // What was not saved is not what the file is called.
        if !self.entry.contains_key("name")
            && let Some(name) = left_off::load(state, &self.path).remove("name")
        {
            self.entry.insert("name".into(), name);
        }
        left_off::keep(state, &self.path, self.entry);
        if picture == Wanted::IfOld && thumbnails::is_current(state, &self.path) {
            return;
        }
        let Some(drawing) = self.drawing else { return };
        let Some(plan) = drawing.plan() else { return };
        for mode in [Mode::Light, Mode::Dark] {
            if let Some(png) = drawing.png(&plan, mode) {
                thumbnails::keep(state, &self.path, mode == Mode::Dark, &png);
            }
        }
    }
}

impl Drawing {
    /// Where everything stands; `None` where there is too much for a small picture.
    fn plan(&self) -> Option<Arc<Plan>> {
        match &self.plan {
            Some(plan) => Some(plan.clone()).filter(|plan| plan.nodes.len() <= MOST_BOXES),
            None => (self.document.elements().len() <= MOST_BOXES)
                .then(|| Arc::new(plan_after(&self.document, &self.view, None))),
        }
    }

    fn png(&self, plan: &Plan, mode: Mode) -> Option<Vec<u8>> {
        let look = Look { today: today(), ..Look::of(mode) };
        let scene = build(&self.document, Some(&self.view), plan, &look);
        let (width, height) = (scene.bounds.width().max(1.0), scene.bounds.height().max(1.0));
        let scale = (PICTURE.0 / width).min(PICTURE.1 / height).min(1.0);
        png::render(&scene, scale).ok()
    }
}

fn look_up(state: &Path, paths: &[PathBuf]) -> Vec<Recent> {
    let entries = left_off::load_all(state, paths);
    let recent = |(path, entry): (&PathBuf, Map<String, Value>)| {
        let picture = |dark| thumbnails::load(state, path, dark).and_then(|png| from_png(&png, 2_048)).map(Arc::new);
        let when = entry.get("when").and_then(Value::as_i64).or_else(|| folder::modified(path));
        Recent {
            path: path.clone(),
            name: entry.get("name").and_then(Value::as_str).filter(|n| !n.is_empty()).map(str::to_owned),
            when: when.map(|when| clock::ago(when, clock::now())).unwrap_or_default(),
            missing: !folder::exists(path),
            pictures: [picture(false), picture(true)],
        }
    };
    paths.iter().zip(entries).map(recent).collect()
}
