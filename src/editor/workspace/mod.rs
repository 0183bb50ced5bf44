//! The open document, recent files, work in the background, and what is asked of the user before something is lost.
//!
//! Knows nothing about how questions are shown.

mod paths;
mod pictures;
mod remembered;

use std::path::PathBuf;
use std::sync::Arc;

use super::commands::Command;
use super::jobs::{Done, EXPORTING, Jobs, LAYING_OUT, SAVING};
use super::session::{Notice, Session, Tone};
use super::settings::{Settings, Wish};
use crate::export::{Format, page_path};
use crate::file::{Saved, recent};
pub use crate::format::templates::Template;
use crate::model::State;
use crate::scene::Scene;
use crate::theme::Mode;
pub use pictures::Picture;

/// What follows once the open document is safe.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Then {
    /// Leave the program.
    Quit,
    /// Show the start screen.
    Close,
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
    /// To save to, and what follows.
    Save(Option<Then>),
    /// To draw into.
    Export,
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

/// A save that was asked for while another was under way, and what follows it.
struct SaveAgain(Option<Then>);

/// Everything that is open.
pub struct Workspace {
    /// The open document; `None` on the start screen.
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
    /// What follows the save that is under way.
    saving_for: Option<Then>,
    /// A save that was asked for while another was under way, and what follows it.
    save_again: Option<SaveAgain>,
    /// The file that is being opened, and what was open when it was asked for.
    opening: Option<(PathBuf, Option<(u64, crate::model::Revision)>)>,
    /// Whether the program ends once nothing is being written any more.
    quit_when_idle: bool,
    /// Whether the system turned out to have no dialog for files, so that the window asks itself.
    pub no_system_dialog: bool,
    keeper: remembered::Keeper,
    /// The files that were closed in this run, the last at the end.
    closed: Vec<PathBuf>,
    wake: Arc<dyn Fn() + Send + Sync>,
    /// A picture that should go onto the system's clipboard.
    pub copied: Option<Picture>,
    /// The style that was copied last, from whichever file.
    style: Option<super::session::Style>,
}

impl Workspace {
    /// Nothing open. `wake` is called from other threads when there is something new to show; `state` is the folder that
    /// remembers recent files, if any does.
    #[must_use]
    pub fn new(wake: Arc<dyn Fn() + Send + Sync>, state: Option<PathBuf>) -> Self {
        let (settings, keeper) = remembered::Keeper::load(state.as_deref());
        Self {
            session: None,
            question: None,
            recent: state.as_deref().map(recent::load).unwrap_or_default(),
            jobs: Jobs::new(wake.clone(), state.clone()),
            state,
            settings,
            sheet: None,
            quit: false,
            notices: Vec::new(),
            saving_for: None,
            save_again: None,
            opening: None,
            quit_when_idle: false,
            no_system_dialog: false,
            keeper,
            closed: Vec::new(),
            wake,
            copied: None,
            style: None,
        }
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
    }

    fn say(&mut self, tone: Tone, text: impl Into<String>) {
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
            Command::Close => self.leave(Then::Close),
            Command::Quit => self.leave(Then::Quit),
            Command::Save => self.save(None),
            Command::SaveAs => self.ask_save(None),
            Command::Export => self.ask_export(),
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
            (_, None) => self.say(Tone::Refusal, "Copy a style first, with Ctrl+Alt+C."),
        }
    }

    /// Does something that takes the open document away, after asking where that would lose work.
    pub fn leave(&mut self, then: Then) {
        if let Some(session) = &mut self.session {
            // What is being typed is work too.
            session.commit_naming();
            if self.saving_for.as_ref() == Some(&then) {
                // The save that is under way was asked for this, and does it when it is done.
                return;
            }
            if session.is_dirty() {
                self.question = Some(Question::Unsaved(then));
                return;
            }
        }
        if then == Then::Quit && (self.jobs.is_running(SAVING) || self.jobs.is_running(EXPORTING)) {
            self.quit_when_idle = true;
            return;
        }
        self.proceed(then);
    }

    fn proceed(&mut self, then: Then) {
        self.question = None;
        match then {
            Then::Quit => self.quit = true,
            Then::Close => {
                self.put_away();
                self.session = None;
                self.remember();
            }
            Then::New(template) => self.start_from(template),
            Then::Open(path) => self.open(path),
            Then::AskOpen => {
                let suggestion = self.folder();
                self.question = Some(Question::Path { purpose: Purpose::Open, suggestion });
            }
        }
    }

    fn open(&mut self, path: PathBuf) {
        self.opening = Some((path.clone(), self.state_of_session()));
        self.jobs.open(path);
    }

    fn state_of_session(&self) -> Option<(u64, crate::model::Revision)> {
        self.session.as_ref().map(|s| (s.id, s.document().revision()))
    }

    /// Shows a file that was read, unless the user went on to something else meanwhile.
    fn opened(&mut self, path: PathBuf, opened: crate::file::Opened) {
        match self.opening.take() {
            Some((asked, before)) if asked == path => {
                if before != self.state_of_session() && self.session.as_ref().is_some_and(Session::is_dirty) {
                    self.question = Some(Question::Unsaved(Then::Open(path)));
                    return;
                }
            }
            // Another file was asked for since.
            later => {
                self.opening = later;
                return;
            }
        }
        self.question = None;
        self.put_away();
        self.not_closed(&path);
        self.session = Some(Session::of_file(path, opened));
        self.remember();
    }

    /// Starts a new document from a template, whatever is open.
    fn start_from(&mut self, template: Template) {
        match crate::format::load(template.bytes()) {
            Ok(loaded) => {
                self.put_away();
                self.session = Some(Session::untitled(loaded.document));
            }
            Err(why) => self.say(Tone::Error, why.to_string()),
        }
    }

    /// The answer "save" to the question of unsaved work.
    pub fn save_first(&mut self) {
        if let Some(Question::Unsaved(then)) = self.question.take() {
            self.save(Some(then));
        }
    }

    /// The answer "do not save" to the question of unsaved work.
    pub fn discard(&mut self) {
        if let Some(Question::Unsaved(then)) = self.question.take() {
            self.proceed(then);
        }
    }

    fn save(&mut self, then: Option<Then>) {
        let Some(session) = &mut self.session else { return };
        session.commit_naming();
        match session.path().map(std::path::Path::to_owned) {
            // One after the other: the second must know what the first has put into the file.
            Some(_) if self.jobs.is_running(SAVING) => self.save_again = Some(SaveAgain(then)),
            Some(path) => {
                self.saving_for.clone_from(&then);
                self.jobs.save(session, path, session.fingerprint(), then);
            }
            None => self.ask_save(then),
        }
    }

    /// Starts what the document waits for, off the window's thread.
    pub fn start_waiting(&mut self, mode: Mode) {
        let Some(session) = &mut self.session else { return };
        if let Some(task) = session.take_task() {
            self.jobs.lay_out(session.id, task);
        }
        if let Some(redraw) = session.take_redraw(mode) {
            self.jobs.redraw(session.id, redraw);
        }
    }

    /// Takes what background work brought. Whether there was anything.
    pub fn collect(&mut self) -> bool {
        let mut any = false;
        while let Some(done) = self.jobs.take() {
            any = true;
            match done {
                Done::Opened { path, result: Ok(opened) } => self.opened(path, *opened),
                Done::Opened { path, result: Err(error) } => {
                    self.not_closed(&path);
                    self.say(Tone::Error, error.to_string());
                    self.remember();
                }
                Done::Saved { session, then, path, revision, result } => {
                    self.saved(session, then, path, revision, result);
                }
                Done::Exported { path, result: Ok(pages) } => {
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
                    if let Some(session) = self.session.as_mut().filter(|s| s.id == session) {
                        session.laid_out(number, places);
                    }
                }
                Done::Redrawn { session, redrawn } => {
                    if let Some(session) = self.session.as_mut().filter(|s| s.id == session) {
                        session.redrawn(*redrawn);
                    }
                }
                Done::Drawn { result } => self.drawn(result),
                Done::NoSystemDialog => self.no_system_dialog = true,
                Done::Failed(label) => {
                    self.saving_for = None;
                    if label == LAYING_OUT
                        && let Some(session) = &mut self.session
                    {
                        session.cancel_layout();
                    }
                    self.say(Tone::Error, format!("{label} failed because of a fault in this program. Nothing on the disk was changed; please report this."));
                }
            }
        }
        if self.quit_when_idle && !self.jobs.is_running(SAVING) && !self.jobs.is_running(EXPORTING) {
            self.quit_when_idle = false;
            self.leave(Then::Quit);
        }
        any
    }

    fn saved(
        &mut self,
        of: u64,
        then: Option<Then>,
        path: PathBuf,
        revision: crate::model::Revision,
        result: Result<Saved, crate::file::SaveError>,
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
                // Another document may be open by now.
                if let Some(session) = self.session.as_mut().filter(|s| s.id == of) {
                    session.saved_as(path, revision, saved.fingerprint());
                    self.remember();
                    if let Some(SaveAgain(again)) = self.save_again.take() {
                        self.save(again.or(then));
                    } else if let Some(then) = then {
                        self.leave(then);
                    }
                }
            }
            Err(error) => {
                self.save_again = None;
                self.say(Tone::Error, error.to_string());
            }
        }
    }
}

/// The picture of a template as it will open; `None` only if the program has a fault.
#[must_use]
pub fn picture(template: Template, mode: Mode) -> Option<Arc<Scene>> {
    let document = crate::format::load(template.bytes()).ok()?.document;
    Some(Session::untitled(document).show(mode).1)
}
