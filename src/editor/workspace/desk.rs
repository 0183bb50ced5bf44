//! The documents that are open: the one in front, those behind it, and the order of their tabs.
//!
//! Knows nothing about how tabs look.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::recents::Wanted;
use super::{Then, Workspace};
use crate::editor::gesture::Event;
use crate::editor::session::Session;
use crate::file::is_same;
use crate::model::Revision;

/// The documents behind the one in front.
#[derive(Default)]
pub(super) struct Desk {
    behind: Vec<Session>,
    /// The order of the tabs, by the ids of the documents.
    order: Vec<u64>,
    /// The document that was in front when the start screen was asked for.
    last: Option<u64>,
    /// What the user said not to save, in which state, until what was asked for is done.
    let_go: BTreeMap<u64, Revision>,
    /// Whether a field of the window is being typed in.
    is_typing: bool,
    /// The document that comes to the front once the field that is being typed in has given what it holds.
    arrived: Option<u64>,
    /// For what all documents are being saved.
    pub(super) saving_all: Option<Then>,
}

/// An open document as its tab shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentTab {
    /// Of which session.
    pub id: u64,
    /// What the document is called.
    pub title: String,
    /// The file, if it is one.
    pub path: Option<PathBuf>,
    /// Whether there is something that no file holds.
    pub dirty: bool,
    /// Whether it is in front.
    pub in_front: bool,
}

impl Desk {
    pub(super) fn behind(&self) -> &[Session] {
        &self.behind
    }

    pub(super) fn behind_mut(&mut self) -> &mut [Session] {
        &mut self.behind
    }
}

impl Workspace {
    /// The open documents in the order of their tabs.
    #[must_use]
    pub fn documents(&self) -> Vec<DocumentTab> {
        let front = self.session.as_ref().map(|s| s.id);
        let mut sessions: Vec<&Session> = self.sessions().collect();
        sessions.sort_by_key(|s| self.desk.order.iter().position(|id| *id == s.id).unwrap_or(usize::MAX));
        let tab = |s: &Session| DocumentTab {
            id: s.id,
            title: s.title(),
            path: s.path().map(Path::to_owned),
            dirty: s.is_dirty(),
            in_front: front == Some(s.id),
        };
        let mut tabs: Vec<DocumentTab> = sessions.into_iter().map(tab).collect();
        // Models of one name are told apart by their files.
        let titles: Vec<String> = tabs.iter().map(|t| t.title.clone()).collect();
        for tab in &mut tabs {
            let name = tab.path.as_deref().and_then(Path::file_name).map(|n| n.to_string_lossy());
            if let Some(name) = name.filter(|_| titles.iter().filter(|t| **t == tab.title).count() > 1) {
                let name = name.strip_suffix(".opcanvas.json").unwrap_or(&name).to_owned();
                tab.title = format!("{} ({name})", tab.title);
            }
        }
        tabs
    }

    /// Every open document, in no order.
    pub fn sessions(&self) -> impl Iterator<Item = &Session> {
        self.session.iter().chain(&self.desk.behind)
    }

    /// How many documents are open.
    #[must_use]
    pub fn open_documents(&self) -> usize {
        self.sessions().count()
    }

    /// The session of an id, wherever it is.
    pub(super) fn session_of(&mut self, id: u64) -> Option<&mut Session> {
        self.session.iter_mut().chain(&mut self.desk.behind).find(|s| s.id == id)
    }

    /// The open document of a file.
    pub(super) fn document_of(&self, path: &Path) -> Option<u64> {
        let of = |s: &&Session| s.path().is_some_and(|p| p == path || is_same(p, path));
        self.sessions().find(of).map(|s| s.id)
    }

    /// Puts a document in front.
    pub fn show_document(&mut self, id: u64) {
        if self.session.as_ref().is_some_and(|s| s.id == id) {
            return;
        }
        let Some(at) = self.desk.behind.iter().position(|s| s.id == id) else { return };
        self.put_behind();
        self.session = Some(self.desk.behind.remove(at));
    }

    /// Shows the start screen; every document stays open.
    pub fn show_start(&mut self) {
        self.desk.last = self.session.as_ref().map(|s| s.id).or(self.desk.last);
        self.put_behind();
        self.remember();
    }

    /// Goes back from the start screen to the document that was in front before it.
    pub fn leave_start(&mut self) {
        let last = self.desk.last.filter(|id| self.desk.behind.iter().any(|s| s.id == *id));
        if let Some(id) = last.or_else(|| self.documents().last().map(|d| d.id)) {
            self.show_document(id);
        }
    }

    /// The document after the one in front, or the one before it, round and round.
    pub(super) fn next_document(&mut self, forwards: bool) {
        let tabs = self.documents();
        let n = tabs.len();
        let to = match tabs.iter().position(|t| t.in_front) {
            Some(at) => (at + if forwards { 1 } else { n - 1 }) % n,
            None if forwards => 0,
            None => n.saturating_sub(1),
        };
        if let Some(tab) = tabs.get(to) {
            self.show_document(tab.id);
        }
    }

    /// Puts a tab at another place among the tabs.
    pub fn move_document(&mut self, id: u64, to: usize) {
        let mut order: Vec<u64> = self.documents().iter().map(|t| t.id).collect();
        let Some(from) = order.iter().position(|o| *o == id) else { return };
        order.remove(from);
        order.insert(to.min(order.len()), id);
        self.desk.order = order;
    }

    /// Whether the user is being asked something, or looks at a sheet: nothing else comes to the front by itself.
    fn is_asking(&self) -> bool {
        self.session.is_some() && (self.question.is_some() || self.sheet.is_some())
    }

    /// Puts a document in front that the user asked for a while ago, unless there is something else to answer by now. Where
    /// a field is being typed in, it gives first what it holds.
    pub(super) fn bring(&mut self, id: u64) {
        if self.is_asking() {
            return;
        }
        if self.desk.is_typing && self.session.is_some() {
            self.desk.arrived = Some(id);
        } else {
            self.show_document(id);
        }
    }

    /// Notes whether a field of the window is being typed in.
    pub fn typing(&mut self, is: bool) {
        self.desk.is_typing = is;
    }

    /// Whether a document waits for the field that is being typed in.
    #[must_use]
    pub fn has_arrival(&self) -> bool {
        self.desk.arrived.is_some()
    }

    /// Puts the document in front that has waited.
    pub fn show_arrival(&mut self) {
        if let Some(id) = self.desk.arrived.take().filter(|_| !self.is_asking()) {
            self.show_document(id);
        }
    }

    /// Adds a document beside the one in front. It comes to the front unless the user is being asked about another.
    pub(super) fn add_document(&mut self, session: Session) {
        let mut order: Vec<u64> = self.documents().iter().map(|t| t.id).collect();
        let front = self.session.as_ref().map(|s| s.id).or(self.desk.last);
        let at = front.and_then(|id| order.iter().position(|o| *o == id)).map_or(order.len(), |at| at + 1);
        order.insert(at, session.id);
        self.desk.order = order;
        let id = session.id;
        self.desk.behind.push(session);
        self.bring(id);
    }

    /// Takes a document off the desk; a neighbour takes its place in front.
    pub(super) fn take_away(&mut self, id: u64) {
        let tabs = self.documents();
        let Some(at) = tabs.iter().position(|t| t.id == id) else { return };
        self.keep_left_off(id, Wanted::Anew);
        self.put_away(id);
        self.desk.order.retain(|o| *o != id);
        self.desk.let_go.remove(&id);
        // Where to put what is closed need not be told any more.
        self.question.take_if(|question| question.of() == Some(id));
        if let Some(at) = self.desk.behind.iter().position(|s| s.id == id) {
            self.desk.behind.remove(at);
            return;
        }
        self.session = None;
        self.close_sheet_of_model();
        match tabs.get(at + 1).or_else(|| at.checked_sub(1).and_then(|at| tabs.get(at))) {
            Some(next) => self.show_document(next.id),
            None => self.remember(),
        }
    }

    /// What is said of a model goes from the window with it.
    fn close_sheet_of_model(&mut self) {
        self.sheet = self.sheet.filter(|sheet| !sheet.is_of_model());
    }

    fn put_behind(&mut self) {
        let Some(mut session) = self.session.take() else { return };
        self.close_sheet_of_model();
        session.rest();
        // A document that was put here by hand has no place among the tabs yet.
        if !self.desk.order.contains(&session.id) {
            self.desk.order.push(session.id);
        }
        self.desk.behind.push(session);
    }

    // --- what would be lost ---

    /// The documents that go with what follows.
    fn going(&self, then: &Then) -> Vec<DocumentTab> {
        let mut tabs = self.documents();
        match then {
            Then::Quit => {}
            Then::Close(id) => tabs.retain(|t| t.id == *id),
            Then::CloseOthers(id) => tabs.retain(|t| t.id != *id),
            Then::New(_) | Then::Open(_) | Then::AskOpen => tabs.clear(),
        }
        // The one that is looked at is asked about first.
        tabs.sort_by_key(|t| !t.in_front);
        tabs
    }

    /// The documents with changes that what follows would lose, the one that is asked about first.
    #[must_use]
    pub fn losing(&self, then: &Then) -> Vec<DocumentTab> {
        let kept = |id: u64| self.sessions().find(|s| s.id == id).map(|s| s.document().revision());
        let mut tabs = self.going(then);
        tabs.retain(|t| t.dirty && self.desk.let_go.get(&t.id).copied() != kept(t.id));
        tabs
    }

    /// Closes all documents that go with what follows.
    pub(super) fn close_all(&mut self, then: &Then) {
        for tab in self.going(then) {
            self.take_away(tab.id);
        }
    }

    /// Forgets what the user said of what is not saved.
    pub(super) fn keep_all(&mut self) {
        self.desk.let_go.clear();
        self.desk.saving_all = None;
    }

    /// Notes that the changes of the document in front are not to be saved.
    pub(super) fn let_go(&mut self) {
        if let Some(session) = &self.session {
            self.desk.let_go.insert(session.id, session.document().revision());
        }
    }

    /// What is being asked is called off; nothing goes.
    pub fn call_off(&mut self) {
        self.question = None;
        self.keep_all();
    }
}

impl Session {
    /// Lets go of all that is under way, because another document comes to the front.
    fn rest(&mut self) {
        self.pointer(Event::Cancel);
        self.take_typed();
        self.end_go_to();
        self.hover(None);
        self.menu = None;
        self.renaming = None;
        self.showing = super::super::session::Showing::default();
    }
}
