//! Saving: one document after the other, each with what follows once it is safe.
//!
//! Knows nothing about how files are written.

use std::path::PathBuf;

use super::{Question, Then, Workspace, recents};
use crate::editor::jobs::SAVING;
use crate::editor::session::Tone;
use crate::file::{SaveError, Saved};
use crate::model::Revision;

/// A save that waits until another is done, and what follows it.
pub(super) struct SaveAgain {
    of: u64,
    /// Into which file, where it is another than the document's own.
    to: Option<PathBuf>,
    then: Option<Then>,
}

impl Workspace {
    /// The answer "save" to the question of unsaved work.
    pub fn save_first(&mut self) {
        if let Some(Question::Unsaved(then)) = self.question.take() {
            self.save(Some(then));
        }
    }

    pub(super) fn save(&mut self, then: Option<Then>) {
        if let Some(id) = self.session.as_ref().map(|s| s.id) {
            self.save_document(id, then);
        }
    }

    fn save_document(&mut self, id: u64, then: Option<Then>) {
        let Some(session) = self.session_of(id) else { return };
        session.take_typed();
        let path = session.path().map(std::path::Path::to_owned);
        if self.jobs.is_running(SAVING) && (path.is_some() || self.gets_a_file(id)) {
            let plain = |again: &SaveAgain| again.of == id && again.to.is_none();
            self.save_again.retain(|again| !plain(again) || again.then.is_some() && then.is_none());
            if !self.save_again.iter().any(plain) {
                self.save_again.push_back(SaveAgain { of: id, to: None, then });
            }
        } else if let Some(path) = path {
            self.save_to(id, path, then);
        } else {
            self.show_document(id);
            self.ask_save(then);
        }
    }

    /// Whether a document is on its way into its first file.
    fn gets_a_file(&self, id: u64) -> bool {
        self.saving_for.as_ref().is_some_and(|(of, _)| *of == id)
            || self.save_again.iter().any(|again| again.of == id && again.to.is_some())
    }

    /// Writes a document into a file, after what is being written: the second must know what the first has put into the
    /// file.
    pub(super) fn save_to(&mut self, id: u64, path: PathBuf, then: Option<Then>) {
        if self.jobs.is_running(SAVING) {
            self.save_again.push_back(SaveAgain { of: id, to: Some(path), then });
            return;
        }
        let open = self.session.iter().chain(self.desk.behind()).find(|s| s.id == id);
        if let Some(session) = open {
            // Another file than the one that was read has no contents to keep an eye on.
            let same = session.path() == Some(path.as_path());
            self.saving_for = Some((id, then.clone()));
            self.jobs.save(session, path, session.fingerprint().filter(|_| same), then);
        }
    }

    /// The answer "save all" to the question of unsaved work.
    pub fn save_all_first(&mut self) {
        if let Some(Question::Unsaved(then)) = self.question.take() {
            self.save_all(then);
        }
    }

    /// Saves all that would be lost: first what is a file, then what is none yet, each after asking where.
    pub(super) fn save_all(&mut self, then: Then) {
        self.desk.saving_all = Some(then.clone());
        let losing = self.losing(&then);
        let (files, rest): (Vec<_>, Vec<_>) = losing.into_iter().partition(|t| t.path.is_some());
        let last = files.len();
        for (i, tab) in files.iter().enumerate() {
            // What follows is done once all are safe.
            let then = (i + 1 == last).then(|| then.clone());
            self.save_document(tab.id, then);
        }
        if let (true, Some(tab)) = (last == 0, rest.first()) {
            self.show_document(tab.id);
            self.ask_save(Some(then));
        }
    }

    pub(super) fn saved(
        &mut self,
        of: u64,
        then: Option<Then>,
        path: PathBuf,
        revision: Revision,
        result: Result<Saved, SaveError>,
    ) {
        self.saving_for = None;
        match result {
            Ok(saved) => {
                if let Saved::Unconfirmed(_, error) = &saved {
                    let path = path.display();
                    let text = format!(
                        "Saved to {path}, but the system did not confirm that it would survive a power cut ({error})."
                    );
                    self.say(Tone::Refusal, text);
                } else {
                    self.say(Tone::Info, format!("Saved to {}", path.display()));
                }
                // The document may be closed by now.
                if let Some(session) = self.session_of(of) {
                    session.saved_as(path, revision, saved.fingerprint());
                    self.remember();
                    self.keep_left_off(of, recents::Wanted::Anew);
                    let again = self.save_again.iter().rposition(|again| again.of == of);
                    if let (Some(again), Some(then)) = (again.and_then(|i| self.save_again.get_mut(i)), &then) {
                        again.then.get_or_insert_with(|| then.clone());
                    } else if let Some(then) = then {
                        self.go_on(then);
                    }
                }
            }
            Err(error) => {
                self.save_again.retain(|again| again.of != of);
                self.desk.saving_all = None;
                self.say(Tone::Error, error.to_string());
            }
        }
        while !self.jobs.is_running(SAVING)
            && let Some(SaveAgain { of, to, then }) = self.save_again.pop_front()
        {
            match to {
                Some(path) => self.save_to(of, path, then),
                None => self.save_document(of, then),
            }
        }
    }
}
