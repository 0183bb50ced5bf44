//! Going through folders to choose a file: what is in one, in which order, and which entry the keys are on.
//!
//! Folders are read off the window's thread.
//!
//! Knows nothing about how it looks, nor what the file is for.

use std::cmp::Ordering;
use std::path::{Component, MAIN_SEPARATOR, Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use crate::file::folder::{self, FolderEntry, Listing, MAX_ENTRIES};

/// The endings of the files that are shown.
pub type Endings = &'static [&'static str];

/// How long the window waits for a folder, so that most are there at once.
const PATIENCE: Duration = Duration::from_millis(25);
/// How long letters that follow each other count as one word, in seconds.
const WORD: f64 = 1.0;
/// How many folders of recent files are among the places.
const RECENT: usize = 4;

/// By what the entries are in order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// By name.
    #[default]
    Name,
    /// By when they were changed, the latest first.
    Changed,
    /// By size, the largest first.
    Size,
}

/// A folder that is a click away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// What it is called.
    pub label: String,
    /// Where it is.
    pub path: PathBuf,
    /// Whether it is the home of the user.
    pub home: bool,
}

/// A folder on show.
pub struct Browser {
    folder: PathBuf,
    endings: Endings,
    read: Option<Result<Listing, String>>,
    reading: Option<Receiver<Result<Listing, String>>>,
    rows: Vec<FolderEntry>,
    sort: Sort,
    /// Against the order in which one expects them.
    turned: bool,
    hidden: bool,
    every: bool,
    /// The one of the endings that is shown.
    only: Option<&'static str>,
    current: Option<String>,
    typed: (String, f64),
    places: Vec<Place>,
    wake: Arc<dyn Fn() + Send + Sync>,
}

impl Browser {
    /// Begins in a folder, or in the nearest above it that is there. `known` are folders that were used lately.
    pub fn new<'a>(
        folder: &Path,
        endings: Endings,
        known: impl Iterator<Item = &'a Path>,
        wake: Arc<dyn Fn() + Send + Sync>,
    ) -> Self {
        let begin = folder.ancestors().find(|f| folder::is_folder(f)).map_or_else(folder::documents, Path::to_owned);
        let mut browser = Self {
            folder: begin.clone(),
            endings,
            read: None,
            reading: None,
            rows: Vec::new(),
            sort: Sort::Name,
            turned: false,
            hidden: false,
            every: false,
            only: None,
            current: None,
            typed: (String::new(), 0.0),
            places: places(known),
            wake,
        };
        browser.go(begin);
        browser
    }

    /// Shows a folder.
    pub fn go(&mut self, folder: PathBuf) {
        self.folder = folder;
        self.current = None;
        self.read_again();
    }

    /// Reads the folder anew.
    pub fn read_again(&mut self) {
        let (sender, receiver) = channel();
        let (folder, wake) = (self.folder.clone(), self.wake.clone());
        thread::spawn(move || {
            // Another folder may be shown by now; then nobody waits for this one.
            let _ = sender.send(folder::read(&folder));
            wake();
        });
        self.read = receiver.recv_timeout(PATIENCE).ok();
        self.reading = self.read.is_none().then_some(receiver);
        self.arrange();
    }

    /// Takes what was read meanwhile.
    pub fn collect(&mut self) {
        if let Some(read) = self.reading.as_ref().and_then(|r| r.try_recv().ok()) {
            self.read = Some(read);
            self.reading = None;
            self.arrange();
        }
    }

    /// The folder above, with the keys on the one that is left.
    pub fn up(&mut self) {
        let Some(parent) = self.folder.parent().map(Path::to_owned) else { return };
        let left = self.folder.file_name().map(|n| n.to_string_lossy().into_owned());
        self.go(parent);
        self.current = left;
    }

    /// Which folder is shown.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The folders that are a click away.
    #[must_use]
    pub fn places(&self) -> &[Place] {
        &self.places
    }

    /// The way to the folder, each part with its path.
    #[must_use]
    pub fn crumbs(&self) -> Vec<(String, PathBuf)> {
        let mut crumbs: Vec<_> = self
            .folder
            .ancestors()
            .map(|path| {
                let name = path.file_name().map_or_else(|| path.display().to_string(), |n| n.to_string_lossy().into());
                (name, path.to_owned())
            })
            .filter(|(name, _)| !name.is_empty())
            .collect();
        crumbs.reverse();
        crumbs
    }

    /// The entries that are shown, in their order.
    #[must_use]
    pub fn rows(&self) -> &[FolderEntry] {
        &self.rows
    }

    /// What is to be said instead of entries, or beside them.
    #[must_use]
    pub fn message(&self) -> Option<String> {
        match &self.read {
            None => Some("Reading the folder …".into()),
            Some(Err(why)) => Some(format!("This folder cannot be read: {why}")),
            Some(Ok(listing)) if listing.more => Some(format!(
                "The folder holds more than {MAX_ENTRIES} entries; not all are shown. Type the name instead."
            )),
            Some(Ok(listing)) if listing.entries.is_empty() => Some("The folder is empty".into()),
            Some(Ok(_)) if self.rows.is_empty() => {
                Some("Nothing here has the right ending; show all files to see the rest".into())
            }
            Some(Ok(_)) => None,
        }
    }

    /// By what the entries are in order, and whether that is turned round.
    #[must_use]
    pub fn sort(&self) -> (Sort, bool) {
        (self.sort, self.turned)
    }

    /// Puts the entries in another order; the same again turns it round.
    pub fn sort_by(&mut self, sort: Sort) {
        self.turned = self.sort == sort && !self.turned;
        self.sort = sort;
        self.arrange();
    }

    /// Whether hidden entries are shown.
    #[must_use]
    pub fn shows_hidden(&self) -> bool {
        self.hidden
    }

    /// Shows hidden entries or leaves them out.
    pub fn show_hidden(&mut self, hidden: bool) {
        self.hidden = hidden;
        self.arrange();
    }

    /// Whether files of every ending are shown.
    #[must_use]
    pub fn shows_every(&self) -> bool {
        self.every
    }

    /// Shows files of every ending, or only those that are meant.
    pub fn show_every(&mut self, every: bool) {
        self.every = every;
        self.arrange();
    }

    /// Shows only files of one of the endings that are meant.
    pub fn show_only(&mut self, ending: &'static str) {
        self.only = Some(ending);
        self.every = false;
        self.arrange();
    }

    /// The one ending of the files that are shown, where only one is.
    #[must_use]
    pub fn shows_only(&self) -> Option<&'static str> {
        self.only
    }

    /// The endings that are meant.
    #[must_use]
    pub fn endings(&self) -> Endings {
        self.endings
    }

    fn arrange(&mut self) {
        let Some(Ok(listing)) = &self.read else {
            self.rows.clear();
            return;
        };
        let meant = |e: &FolderEntry| {
            let ending = Path::new(&e.name).extension();
            let is_meant = |m: &str| self.only.is_none_or(|only| only == m);
            let is = |x: &std::ffi::OsStr| self.endings.iter().any(|m| is_meant(m) && x.eq_ignore_ascii_case(m));
            !e.is_file || self.every || ending.is_some_and(is)
        };
        let mut rows: Vec<FolderEntry> =
            listing.entries.iter().filter(|e| (self.hidden || !e.name.starts_with('.')) && meant(e)).cloned().collect();
        let key = |e: &FolderEntry| e.name.to_lowercase();
        let by_name = |a: &FolderEntry, b: &FolderEntry| key(a).cmp(&key(b)).then_with(|| a.name.cmp(&b.name));
        rows.sort_by(|a, b| {
            let order = match self.sort {
                Sort::Name => Ordering::Equal,
                Sort::Changed => b.modified.cmp(&a.modified),
                Sort::Size => b.size.cmp(&a.size),
            };
            let order = order.then_with(|| by_name(a, b));
            // Folders stay in front however the order is turned.
            a.is_file.cmp(&b.is_file).then(if self.turned { order.reverse() } else { order })
        });
        self.rows = rows;
        self.current = self.current.take().filter(|name| self.rows.iter().any(|r| r.name == *name));
    }

    // --- the entry that the keys are on ---

    /// Which row the keys are on.
    #[must_use]
    pub fn at(&self) -> Option<usize> {
        self.current.as_ref().and_then(|name| self.rows.iter().position(|r| r.name == *name))
    }

    /// The entry that the keys are on.
    #[must_use]
    pub fn current(&self) -> Option<&FolderEntry> {
        self.at().and_then(|at| self.rows.get(at))
    }

    /// Puts the keys on a row, or on the nearest there is.
    pub fn put(&mut self, at: usize) {
        self.current = self.rows.get(at.min(self.rows.len().saturating_sub(1))).map(|r| r.name.clone());
    }

    /// Puts the keys some rows further down, or up.
    pub fn step(&mut self, by: isize) {
        let at = match self.at() {
            Some(at) => at.saturating_add_signed(by),
            None if by > 0 => 0,
            None => self.rows.len(),
        };
        self.put(at);
    }

    /// Puts the keys on the entry whose name begins with what is typed; a pause begins a new word.
    pub fn type_ahead(&mut self, text: &str, now: f64) {
        if now - self.typed.1 > WORD {
            self.typed.0.clear();
        }
        self.typed.0.push_str(&text.to_lowercase());
        self.typed.1 = now;
        let begins = |r: &FolderEntry| r.name.to_lowercase().starts_with(&self.typed.0);
        if let Some(at) = self.rows.iter().position(begins) {
            self.put(at);
        }
    }

    /// The path that a text means: a whole one, one from the home of the user, or one from the folder on show.
    #[must_use]
    pub fn resolve(&self, text: &str) -> PathBuf {
        let text = text.trim();
        let home = || folder::home().unwrap_or_default();
        let path = match text.strip_prefix('~') {
            Some("") => home(),
            Some(rest) if rest.starts_with(['/', MAIN_SEPARATOR]) => home().join(&rest[1..]),
            _ => self.folder.join(text),
        };
        plain(&path)
    }
}

/// The path without steps that lead back up.
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                plain.pop();
            }
            part => plain.push(part),
        }
    }
    plain
}

/// Home, documents, and the folders that were used last.
fn places<'a>(known: impl Iterator<Item = &'a Path>) -> Vec<Place> {
    let mut places: Vec<Place> = Vec::new();
    let mut add = |label: Option<String>, path: PathBuf, home: bool| {
        if folder::is_folder(&path) && places.iter().all(|p| p.path != path) {
            let name = path.file_name().map(|n| n.to_string_lossy().into_owned());
            let label = label.or(name).unwrap_or_else(|| path.display().to_string());
            places.push(Place { label, path, home });
        }
        places.len()
    };
    let mut most = RECENT;
    if let Some(home) = folder::home() {
        most += add(Some("Home".into()), home, true).min(1);
    }
    let documents = folder::documents();
    if folder::home().is_none_or(|home| home != documents) {
        add(Some("Documents".into()), documents, false);
        most += 1;
    }
    for path in known.take(20) {
        if add(None, path.to_owned(), false) >= most {
            break;
        }
    }
    places
}

/// A size as people say it.
#[must_use]
pub fn size_words(bytes: u64) -> String {
    const UNITS: [&str; 4] = ["KB", "MB", "GB", "TB"];
    if bytes < 1_000 {
        return format!("{bytes} B");
    }
    let mut size = bytes as f64 / 1_000.0;
    let mut unit = 0;
    while size >= 999.5 && unit + 1 < UNITS.len() {
        size /= 1_000.0;
        unit += 1;
    }
    if size < 9.95 { format!("{size:.1} {}", UNITS[unit]) } else { format!("{size:.0} {}", UNITS[unit]) }
}

/// A time as it is written in lists of files.
#[must_use]
pub fn changed_words(when: i64) -> String {
    crate::file::clock::day(when)
}
