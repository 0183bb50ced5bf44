//! What is remembered between runs and while the program runs: settings, and the files that were open.
//!
//! Knows nothing about how it is shown.

use std::path::PathBuf;
use std::thread::JoinHandle;

use super::{Sheet, Then, Workspace};
use crate::editor::commands::{Command, Menu};
use crate::editor::session::Panels;
use crate::editor::settings::Settings;
use crate::file::settings;
use crate::model::State;

/// Keeps the settings in their file, off the window's thread.
#[derive(Default)]
pub(super) struct Keeper {
    /// What the file holds, or will in a moment.
    kept: Settings,
    writing: Option<JoinHandle<()>>,
}

impl Keeper {
    /// The settings of a folder, and who keeps them.
    pub(super) fn load(state: Option<&std::path::Path>) -> (Settings, Self) {
        let read = Settings::of_json(state.map(settings::load).unwrap_or_default());
        (read.clone(), Self { kept: read, writing: None })
    }
}

impl Workspace {
    /// Writes the settings where they have changed. One writing at a time; what changes meanwhile is written after it.
    pub fn keep_settings(&mut self) {
        let Some(state) = self.state.clone().filter(|_| self.keeper.kept != self.settings) else { return };
        if self.keeper.writing.as_ref().is_some_and(|w| !w.is_finished()) {
            return;
        }
        self.keeper.kept = self.settings.clone();
        let (json, wake) = (self.settings.to_json(), self.wake.clone());
        let work = move || {
            settings::save(&state, &json);
            // There may be more by now.
            wake();
        };
        self.keeper.writing = std::thread::Builder::new().name("settings".into()).spawn(work).ok();
    }

    /// Waits until the settings are written.
    fn keep_the_last_settings(&mut self) {
        for _ in 0..2 {
            self.keep_settings();
            if let Some(writing) = self.keeper.writing.take() {
                // A thread that failed has said so; there is nothing to do about it here.
                let _ = writing.join();
            }
        }
    }

    /// Whether a command can be used now.
    ///
    /// # Errors
    /// Why not, as a short sentence.
    pub fn enabled(&self, command: Command) -> Result<(), &'static str> {
        let presenting = self.session.as_ref().is_some_and(|s| s.showing.presenting);
        match command {
            _ if presenting
                && matches!(command.spec().menu, Menu::Edit | Menu::Select | Menu::Arrange | Menu::Tabs) =>
            {
                Err("Leave the presentation with Esc first")
            }
            Command::ReopenClosed if self.closed.is_empty() => Err("No file was closed since the program started"),
            Command::NextDocument | Command::PreviousDocument | Command::CloseOthers if self.open_documents() < 2 => {
                Err("Only one model is open")
            }
            // From the start screen they lead back.
            Command::NextDocument | Command::PreviousDocument => Ok(()),
            Command::HintsAgain if self.settings.hints.is_empty() => Err("No hint was shown yet"),
            Command::ResetKeys if self.settings.keymap.changes().is_empty() => Err("Every key is as it came"),
            _ => command.enabled(self.session.as_ref()),
        }
    }

    /// Whether what a command stands for is so now; nothing for a command that only does something.
    #[must_use]
    pub fn is_on(&self, command: Command) -> Option<bool> {
        match command {
            Command::Present => Some(self.session.as_ref().is_some_and(|s| s.showing.presenting)),
            Command::Laser => Some(self.session.as_ref().is_some_and(|s| s.showing.laser)),
            Command::TogglePanels => Some(self.shows_panels()),
            Command::ToggleOutline => Some(self.shows_panels() && self.shows_outline()),
            Command::ToggleFindings => Some(self.shows_findings()),
            command => self.settings.is_on(command),
        }
    }

    /// The panels around the drawing: as the document in front was left, else as is set.
    fn panels(&self) -> Panels {
        let set = Panels { all: self.settings.panels, outline: self.settings.outline };
        self.session.as_ref().and_then(|s| s.panels).unwrap_or(set)
    }

    /// Whether panels stand around the drawing.
    #[must_use]
    pub fn shows_panels(&self) -> bool {
        self.panels().all
    }

    /// Whether the outline is among the panels.
    #[must_use]
    pub fn shows_outline(&self) -> bool {
        self.panels().outline
    }

    /// Shows or hides panels, from what is shown on; that is what is wished for from now on.
    pub fn turn_panels(&mut self, command: Command) {
        let Panels { all, outline } = self.panels();
        (self.settings.panels, self.settings.outline) = (all, outline);
        self.settings.run(command);
        if let Some(session) = &mut self.session {
            session.panels = None;
        }
    }

    /// Whether the findings are listed below the drawing.
    #[must_use]
    pub fn shows_findings(&self) -> bool {
        self.shows_panels() && self.settings.findings
    }

    /// Lists the findings below the drawing, or no longer.
    pub fn show_findings(&mut self, shown: bool) {
        self.settings.findings = shown;
        if shown && !self.shows_panels() {
            self.turn_panels(Command::TogglePanels);
        }
    }

    /// Notes that a document goes, so that it can be opened again.
    pub(super) fn put_away(&mut self, id: u64) {
        if let Some(path) = self.session_of(id).and_then(|s| s.path().map(std::path::Path::to_owned)) {
            self.closed.retain(|p| *p != path);
            self.closed.push(path);
        }
    }

    /// Notes that a file is open, or that it cannot be opened: it is no more what was closed.
    pub(super) fn not_closed(&mut self, path: &PathBuf) {
        self.closed.retain(|p| p != path);
    }

    pub(super) fn reopen_closed(&mut self) {
        if let Some(path) = self.closed.last().cloned() {
            self.leave(Then::Open(path));
        }
    }

    /// Carries out the commands that are about the program itself. Whether it was one.
    pub(super) fn run_of_program(&mut self, command: Command) -> bool {
        let sheet = match command {
            Command::FindCommand => Sheet::Commands,
            Command::Shortcuts => Sheet::Shortcuts,
            Command::Settings => Sheet::Settings,
            Command::ModelSettings => Sheet::Model,
            Command::ModelWords => Sheet::Words,
            Command::Roadmap => Sheet::Roadmap,
            Command::MarkNew => Sheet::Mark(State::New),
            Command::MarkChange => Sheet::Mark(State::Change),
            Command::MarkRetire => Sheet::Mark(State::Retire),
            Command::ReopenClosed => {
                self.reopen_closed();
                return true;
            }
            Command::TogglePanels | Command::ToggleOutline => {
                self.turn_panels(command);
                return true;
            }
            Command::ToggleFindings => {
                self.show_findings(!self.shows_findings());
                return true;
            }
            _ => return self.settings.run(command),
        };
        // The same keys again put it away.
        self.sheet = if self.sheet == Some(sheet) { None } else { Some(sheet) };
        true
    }
}

impl Drop for Workspace {
    fn drop(&mut self) {
        self.keep_the_last_settings();
        self.keep_the_last_places();
    }
}
