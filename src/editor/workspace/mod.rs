//! The open documents, recent files, work in the background, and what is asked of the user before something is lost.
//!
//! Knows nothing about how questions are shown.

mod desk;
pub mod paths;
mod pictures;
mod recents;
mod relations;
mod remembered;
mod reports;
mod saving;

use std::collections::VecDeque;
use std::path::PathBuf;
use std::sync::Arc;

use serde_json::{Map, Value};

use super::commands::Command;
use super::jobs::{CHECKING, Done, EXPORTING, Jobs, LAYING_OUT, OPENING, SAVING};
use super::session::{Notice, Session, Tone};
use super::settings::{Settings, Wish};
use crate::export::{Format, page_path};
use crate::file::recent;
pub use crate::format::templates::Template;
use crate::model::State;
use crate::theme::Mode;
pub use desk::DocumentTab;
pub use pictures::{Picture, Pictured, picture};
pub use recents::Recent;
pub use relations::LinesChoice;

/// What follows once the documents that go with it are safe.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Then {
    /// Leave the program.
    Quit,
    /// Close a document.
    Close(u64),
    /// Close all but a document.
    CloseOthers(u64),
    /// Start from a template.
    New(Template),
    /// Open a file.
    Open(PathBuf),
    /// Ask which file to open.
    AskOpen,
}

/// What a path is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// To open.
    Open,
    /// To save a document to, and what follows.
    Save(u64, Option<Then>),
    /// To draw a document into.
    Export(u64),
    /// To write the report of a document to.
    Report(u64),
}

impl Purpose {
    /// The document that it is for; none to open one.
    fn of(&self) -> Option<u64> {
        match self {
            Self::Open => None,
            Self::Save(id, _) | Self::Export(id) | Self::Report(id) => Some(*id),
        }
    }
}

/// Something the user must decide.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Question {
    /// There is something that no file holds.
    Unsaved(Then),
    /// Which path.
    Path {
        /// For what.
        purpose: Purpose,
        /// What is suggested.
        suggestion: PathBuf,
    },
    /// Files are there already.
    Replace {
        /// Where to write.
        path: PathBuf,
        /// What would be replaced: the file itself, or those in which a drawing goes on.
        there: Vec<PathBuf>,
        /// For what.
        purpose: Purpose,
    },
}

impl Question {
    /// The document whose file or picture is asked about.
    fn of(&self) -> Option<u64> {
        match self {
            Self::Unsaved(_) => None,
            Self::Path { purpose, .. } | Self::Replace { purpose, .. } => purpose.of(),
        }
    }
}

/// A sheet over the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sheet {
    /// Every command by name.
    Commands,
    /// Every key.
    Shortcuts,
    /// What is remembered between runs.
    Settings,
    /// The settings of the model.
    Model,
    /// Words and attributes of the model.
    Words,
    /// The roadmap of the model.
    Roadmap,
    /// At which plateau the selection is marked.
    Mark(State),
}

impl Sheet {
    /// Whether it is about the model in front, and not about the program.
    #[must_use]
    pub fn is_of_model(self) -> bool {
        matches!(self, Self::Model | Self::Words | Self::Roadmap | Self::Mark(_))
    }
}

/// Everything that is open.
pub struct Workspace {
    /// The document in front; `None` on the start screen.
    pub session: Option<Session>,
    /// What must be decided before anything else.
    pub question: Option<Question>,
    /// Files that were opened last.
    pub recent: Vec<PathBuf>,
    /// Work in the background.
    pub jobs: Jobs,
    /// What the user has set for all documents.
    pub settings: Settings,
    /// The sheet that is open over the window.
    pub sheet: Option<Sheet>,
    /// Whether the program should end.
    pub quit: bool,
    state: Option<PathBuf>,
    notices: Vec<Notice>,
    /// The documents behind the one in front.
    desk: desk::Desk,
    /// Of which document the save is that is under way, and what follows it.
    saving_for: Option<(u64, Option<Then>)>,
    /// Saves that were asked for while another was under way.
    save_again: VecDeque<saving::SaveAgain>,
    /// The files that are being opened one after the other, the first of them now.
    opening: VecDeque<PathBuf>,
    /// Whether the program ends once nothing is being written any more.
    quit_when_idle: bool,
    /// Whether the system turned out to have no dialog for files, so that the window asks itself.
    pub no_system_dialog: bool,
    /// The ending of the picture that was exported last.
    picture: &'static str,
    keeper: remembered::Keeper,
    /// The files that were closed in this run, the last at the end.
    closed: Vec<PathBuf>,
    wake: Arc<dyn Fn() + Send + Sync>,
    /// A picture that should go onto the system's clipboard.
    pub copied: Option<Picture>,
    /// The style that was copied last, from whichever file.
    style: Option<super::session::Style>,
    recents: recents::Recents,
    /// What leads through the first minutes.
    pub guide: super::guide::Guide,
    /// Whether pictures have lines.
    lines: relations::Chosen,
}

impl Workspace {
    /// Nothing open. `wake` is called from other threads when there is something new to show; `state` is the folder that
    /// remembers recent files, if any does.
    #[must_use]
    pub fn new(wake: Arc<dyn Fn() + Send + Sync>, state: Option<PathBuf>) -> Self {
        let (settings, keeper) = remembered::Keeper::load(state.as_deref());
        let mut workspace = Self {
            session: None,
            question: None,
            recent: state.as_deref().map(recent::load).unwrap_or_default(),
            jobs: Jobs::new(wake.clone(), state.clone()),
            state,
            settings,
            sheet: None,
            quit: false,
            notices: Vec::new(),
            desk: desk::Desk::default(),
            saving_for: None,
            save_again: VecDeque::new(),
            opening: VecDeque::new(),
            quit_when_idle: false,
            no_system_dialog: false,
            picture: paths::PICTURES[0],
            keeper,
            closed: Vec::new(),
            wake,
            copied: None,
            style: None,
            recents: recents::Recents::default(),
            guide: super::guide::Guide::default(),
            lines: relations::Chosen::default(),
        };
        workspace.recents_changed();
        workspace
    }

    /// The mode that is shown, given what the system says.
    #[must_use]
    pub fn mode(&self, system: Option<Mode>) -> Mode {
        match self.settings.theme {
            Wish::Always(mode) => mode,
            Wish::System => system.unwrap_or_default(),
        }
    }

    /// Takes the sentences that were not shown yet.
    pub fn take_notices(&mut self) -> Vec<Notice> {
        let mut notices = std::mem::take(&mut self.notices);
        if let Some(session) = &mut self.session {
            notices.extend(session.take_notices());
        }
        notices
    }

    fn remember(&mut self) {
        self.recent = self.state.as_deref().map(recent::load).unwrap_or_default();
        self.recents_changed();
    }

    pub(super) fn say(&mut self, tone: Tone, text: impl Into<String>) {
        self.notices.push(Notice { text: text.into(), tone });
    }

    /// Carries out a command.
    pub fn run(&mut self, command: Command, mode: Mode) {
        if let Err(why) = self.enabled(command) {
            self.say(Tone::Refusal, format!("{why}."));
            return;
        }
        match command {
            Command::New => self.leave(Then::New(Template::Blank)),
            Command::Open => self.leave(Then::AskOpen),
            Command::Close => self.leave_with(Then::Close),
            Command::CloseOthers => self.leave_with(Then::CloseOthers),
            Command::NextDocument | Command::PreviousDocument => self.next_document(command == Command::NextDocument),
            Command::StartScreen => self.show_start(),
            Command::Quit => self.leave(Then::Quit),
            Command::Save => self.save(None),
            Command::SaveAs => self.ask_save(None),
            Command::Export => self.ask_export(),
            Command::Report => self.ask_report(),
            Command::CopyPicture => self.copy_picture(Format::Png),
            Command::CopySvg => self.copy_picture(Format::Svg),
            Command::ToggleMotion => {
                self.settings.run(command);
                let text = if self.settings.still {
                    "Nothing moves by itself now."
                } else {
                    "Tidy and undo show where things go."
                };
                self.say(Tone::Info, text);
            }
            Command::Tour => self.take_tour(),
            Command::CopyStyle | Command::PasteStyle => self.run_style(command),
            _ if self.run_of_program(command) => {}
            _ => {
                if let Some(session) = &mut self.session {
                    super::run::run_in(session, command, mode);
                }
            }
        }
    }

    /// Copies a style, or gives the one that was copied to what is selected.
    fn run_style(&mut self, command: Command) {
        let Some(session) = &mut self.session else { return };
        match (command, &self.style) {
            (Command::CopyStyle, _) => {
                if let Some(style) = session.copy_style() {
                    self.style = Some(style);
                }
            }
            (_, Some(style)) => session.paste_style(style),
            (_, None) => self.say(Tone::Refusal, "Copy a style first."),
        }
    }

    /// Does something that may take documents away, after asking where that would lose work.
    pub fn leave(&mut self, then: Then) {
        self.keep_all();
        self.go_on(then);
    }

    fn leave_with(&mut self, then: impl FnOnce(u64) -> Then) {
        if let Some(id) = self.session.as_ref().map(|s| s.id) {
            self.leave(then(id));
        }
    }

    /// Does what was asked for as far as nothing is lost by it, else asks.
    fn go_on(&mut self, then: Then) {
        if let Some(session) = &mut self.session {
            // What is being typed is work too.
            session.take_typed();
        }
        if let Some(first) = self.losing(&then).first() {
            if self.saving_for.as_ref().is_some_and(|(_, t)| t.as_ref() == Some(&then)) {
                // The save that is under way was asked for this, and does it when it is done.
                return;
            }
            if self.desk.saving_all.as_ref() == Some(&then) {
                self.save_all(then);
                return;
            }
            self.show_document(first.id);
            self.question = Some(Question::Unsaved(then));
            return;
        }
        if then == Then::Quit && (self.jobs.is_running(SAVING) || self.jobs.is_running(EXPORTING)) {
            self.quit_when_idle = true;
            return;
        }
        match then {
            Then::Quit => self.quit = true,
            Then::Close(_) | Then::CloseOthers(_) => self.close_all(&then),
            Then::New(template) => self.start_from(template),
            Then::Open(path) => self.open(path),
            Then::AskOpen => {
                let suggestion = self.folder();
                self.question = Some(Question::Path { purpose: Purpose::Open, suggestion });
            }
        }
    }

    /// Opens a file in a tab of its own; one that is open comes to the front.
    fn open(&mut self, path: PathBuf) {
        if let Some(id) = self.document_of(&path) {
            self.not_closed(&path);
            self.bring(id);
        } else if !self.opening.contains(&path) {
            self.opening.push_back(path.clone());
            // One after the other, so that the tabs stand in the order in which the files were named.
            if self.opening.len() == 1 {
                self.jobs.open(path);
            }
        }
    }

    /// Shows a file that was read.
    fn opened(&mut self, path: PathBuf, opened: crate::file::Opened, left_off: &Map<String, Value>) {
        self.not_closed(&path);
        match self.document_of(&path) {
            Some(id) => self.bring(id),
            None => {
                let mut session = Session::of_file(path, opened);
                self.take_up(&mut session, left_off);
                self.add_document(session);
            }
        }
        self.remember();
    }

    /// Goes on with the files that are still to be opened.
    fn open_next(&mut self) {
        self.opening.pop_front();
        if let Some(path) = self.opening.front() {
            self.jobs.open(path.clone());
        }
    }

    /// Starts a new document from a template.
    fn start_from(&mut self, template: Template) {
        match crate::format::load(template.bytes()) {
            Ok(loaded) => self.add_document(Session::untitled(loaded.document)),
            Err(why) => self.say(Tone::Error, why.to_string()),
        }
    }

    /// The answer "do not save" to the question of unsaved work.
    pub fn discard(&mut self) {
        if let Some(Question::Unsaved(then)) = self.question.take() {
            self.let_go();
            self.go_on(then);
        }
    }

    /// Starts what the document waits for, off the window's thread.
    pub fn start_waiting(&mut self, mode: Mode) {
        self.draw_fresh();
        let Some(session) = &mut self.session else { return };
        if let Some(task) = session.take_task() {
            self.jobs.lay_out(session.id, task);
        }
        if let Some(redraw) = session.take_redraw(mode) {
            self.jobs.redraw(session.id, redraw);
        }
        if let Some(check) = session.take_check() {
            self.jobs.check(session.id, check);
        }
    }

    /// Takes what background work brought. Whether there was anything.
    pub fn collect(&mut self) -> bool {
        let mut any = self.look_up_recents();
        while let Some(done) = self.jobs.take() {
            any = true;
            match done {
                Done::Opened { path, result: Ok(opened), left_off } => {
                    self.opened(path, *opened, &left_off);
                    self.open_next();
                }
                Done::Opened { path, result: Err(error), .. } => {
                    self.not_closed(&path);
                    self.say(Tone::Error, error.to_string());
                    self.remember();
                    self.open_next();
                }
                Done::Saved { session, then, path, revision, result } => {
                    self.saved(session, then, path, revision, result);
                }
                Done::Exported { of, path, result: Ok(pages) } => {
                    if let Some(session) = of.and_then(|id| self.session_of(id)) {
                        session.was_pictured();
                    }
                    let last = page_path(&path, pages);
                    let more = if pages > 1 { format!(", going on until {}", last.display()) } else { String::new() };
                    self.say(Tone::Info, format!("Exported to {}{more}", path.display()));
                }
                Done::Exported { result: Err(why), .. } => self.say(Tone::Error, why),
                Done::PathChosen { asked, path } => {
                    // The user may have gone on to another question while the dialog was open.
                    if self.question.as_ref() == Some(&asked) {
                        self.answer_path(path);
                    }
                }
                Done::LaidOut { session, number, places } => {
                    if let Some(session) = self.session_of(session) {
                        session.laid_out(number, places);
                    }
                }
                Done::Redrawn { session, redrawn } => {
                    if let Some(session) = self.session_of(session) {
                        session.redrawn(*redrawn);
                    }
                }
                Done::Checked { session, checked } => {
                    if let Some(session) = self.session_of(session) {
                        session.checked(*checked);
                    }
                }
                Done::Drawn { of, result } => self.drawn(of, result),
                Done::PictureRead { session, at, result } => self.picture_read(session, at, result),
                Done::NoSystemDialog => self.no_system_dialog = true,
                Done::Failed(label) => {
                    self.failed(label);
                    self.say(Tone::Error, format!("{label} failed because of a fault in this program. Nothing on the disk was changed; please report this."));
                }
            }
        }
        if self.quit_when_idle && !self.jobs.is_running(SAVING) && !self.jobs.is_running(EXPORTING) {
            self.quit_when_idle = false;
            self.go_on(Then::Quit);
        }
        any
    }

    /// Nobody waits for work any more that came to no end.
    fn failed(&mut self, label: &'static str) {
        match label {
            OPENING => self.open_next(),
            SAVING => {
                self.saving_for = None;
                self.save_again.clear();
                self.desk.saving_all = None;
            }
            // It is not known whose layout it was.
            LAYING_OUT => self.session.iter_mut().chain(self.desk.behind_mut()).for_each(Session::cancel_layout),
            CHECKING => self.session.iter_mut().chain(self.desk.behind_mut()).for_each(Session::give_up_check),
            _ => {}
        }
    }
}
