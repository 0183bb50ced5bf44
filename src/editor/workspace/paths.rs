//! Which files are opened, saved to and drawn into: what is suggested, and what is asked before a file is replaced.
//!
//! Knows nothing about how files are read and written.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::editor::browser::{Browser, Endings};

use super::{Purpose, Question, Then, Workspace};
use crate::analysis;
use crate::editor::drawn::Drawn;
use crate::editor::session::Tone;
use crate::export::page_path;
use crate::file::{clock, folder};
use crate::scene::canvas;
use crate::scene::context::{has_states, shown_state};
use crate::theme::Mode;

/// The endings of pictures. First what every deck and chat takes.
pub const PICTURES: &[&str] = &["png", "svg"];

/// The endings of reports.
pub const REPORTS: &[&str] = &["html", "md"];

impl Workspace {
    /// The answer to a question for a path; `None` for no answer.
    pub fn answer_path(&mut self, path: Option<PathBuf>) {
        let Some(Question::Path { purpose, .. }) = self.question.take() else { return };
        let Some(path) = path else { return };
        let path = named(&purpose, path);
        if let (Purpose::Export(_), Some(ending)) = (&purpose, picture_ending(&path)) {
            self.picture = ending;
        }
        if self.is_open_elsewhere(&path, &purpose) {
            let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
            self.say(
                Tone::Refusal,
                format!("{name} is open in another tab. Close it there, or save under another name."),
            );
            return;
        }
        let mut there = match purpose {
            Purpose::Export(id) => {
                let pages = self.pages_of(id).len();
                (1..=pages).map(|page| page_path(&path, page)).collect()
            }
            Purpose::Save(id, _) if !self.is_of(id, &path) => vec![path.clone()],
            Purpose::Report(_) => vec![path.clone()],
            Purpose::Open | Purpose::Save(..) => Vec::new(),
        };
        there.retain(|path| folder::exists(path));
        if there.is_empty() {
            self.use_path(path, purpose, there);
        } else {
            self.question = Some(Question::Replace { path, there, purpose });
        }
    }

    /// Folders to choose a path in, beginning with what is suggested.
    #[must_use]
    pub fn browser(&self, purpose: &Purpose, suggestion: &Path) -> Browser {
        let (endings, folder): (Endings, _) = match purpose {
            Purpose::Open => (&["json"], Some(suggestion)),
            Purpose::Save(..) => (&["json"], suggestion.parent()),
            Purpose::Export(_) | Purpose::Report(_) => (kinds_of(purpose), suggestion.parent()),
        };
        let open: Vec<PathBuf> = self.sessions().filter_map(|s| s.path().map(Path::to_owned)).collect();
        let known = open.iter().chain(&self.recent).filter_map(|p| p.parent());
        let mut browser = Browser::new(folder.unwrap_or(suggestion), endings, known, self.wake.clone());
        if matches!(purpose, Purpose::Export(_)) {
            browser.show_only(picture_ending(suggestion).unwrap_or(self.picture));
        } else if let Some(ending) = kind_of(purpose, suggestion) {
            browser.show_only(ending);
        }
        browser
    }

    /// Whether it would be saved over another document that is open.
    fn is_open_elsewhere(&self, path: &Path, purpose: &Purpose) -> bool {
        let Purpose::Save(own, _) = purpose else { return false };
        self.document_of(path).is_some_and(|id| id != *own)
    }

    /// Whether this is the file of a document.
    fn is_of(&self, id: u64, path: &Path) -> bool {
        self.sessions().any(|s| s.id == id && s.path() == Some(path))
    }

    /// The answer "replace" to the question about files that are there.
    pub fn replace(&mut self) {
        if let Some(Question::Replace { path, there, purpose }) = self.question.take() {
            self.use_path(path, purpose, there);
        }
    }

    /// Asks where to save; `then` is done after it.
    pub(super) fn ask_save(&mut self, then: Option<Then>) {
        let Some(session) = &mut self.session else { return };
        session.take_typed();
        let id = session.id;
        let suggestion = match session.path() {
            Some(path) => path.to_owned(),
            None => self.folder().join(format!("{}.opcanvas.json", self.file_stem())),
        };
        self.question = Some(Question::Path { purpose: Purpose::Save(id, then), suggestion });
    }

    /// Asks where to draw the view on show.
    pub(super) fn ask_export(&mut self) {
        if self.has_no_figure() {
            return;
        }
        let Some(id) = self.session.as_ref().map(|s| s.id) else { return };
        let suggestion = self.folder().join(format!("{}.{}", self.export_stem(), self.picture));
        self.lines.look_anew();
        self.question = Some(Question::Path { purpose: Purpose::Export(id), suggestion });
    }

    /// Says what the chart on show lacks, if it can therefore not be drawn.
    pub(super) fn has_no_figure(&mut self) -> bool {
        let lacks = self.session.as_mut().and_then(|s| s.figure_lacks(Mode::Light));
        let lacks_some = lacks.is_some();
        if let Some(words) = lacks {
            self.say(Tone::Refusal, words);
        }
        lacks_some
    }

    /// What a picture is of, as a file name: the model, the view, its state and the day.
    fn export_stem(&mut self) -> String {
        let model = self.file_stem();
        let Some(session) = &mut self.session else { return model };
        if session.figures.is_open() {
            let day = analysis::as_of(session.document(), clock::today()).map(|day| format!(" - {day}"));
            return format!("{model} - {}{}", in_name(session.figures.chart().title()), day.unwrap_or_default());
        }
        let view = session.shown_view();
        let document = session.document();
        let state = has_states(document).then(|| shown_state(document, Some(&view)).label(document));
        let state = state.map(|s| if s == "As is" { "as-is".to_owned() } else { s.to_lowercase().to_string() });
        let day = analysis::as_of(document, clock::today()).map(|day| day.to_string());
        let parts = [Some(model), Some(in_name(&view.name)), state.map(|s| in_name(&s)), day];
        let parts: Vec<String> = parts.into_iter().flatten().filter(|p| !p.is_empty()).collect();
        parts.join(" - ")
    }

    /// The title as part of a file name.
    pub(super) fn file_stem(&self) -> String {
        let title = self.session.as_ref().map(|s| in_name(&s.title())).unwrap_or_default();
        if title.is_empty() { "Operating model".into() } else { title }
    }

    /// Where files are looked for first.
    pub(super) fn folder(&self) -> PathBuf {
        let of = |path: &Path| path.parent().filter(|p| !p.as_os_str().is_empty()).map(Path::to_owned);
        self.session
            .as_ref()
            .and_then(|s| s.path().and_then(of))
            .or_else(|| self.recent.first().and_then(|p| of(p)))
            .unwrap_or_else(folder::documents)
    }

    /// The view that a document shows: one picture, or all pages of a canvas that goes on. The lines of the first stand
    /// where the window shows them.
    fn pages_of(&mut self, id: u64) -> Vec<Drawn> {
        let lines = self.lines_choice_of(id);
        let Some(session) = self.session_of(id) else { return Vec::new() };
        let mut first = Drawn::of(session);
        if let Some(lines) = lines {
            first.draw_relations(lines.drawn);
        }
        let goes_on = first.chart.is_none()
            && first.plan.canvas.as_ref().is_some_and(|c| c.zones.iter().any(|z| !z.left_over.is_empty()));
        let further = if goes_on { canvas::pages(&first.document, &first.view) } else { Vec::new() };
        let (document, view, light) = (first.document.clone(), first.view.clone(), first.light.clone());
        let page = |plan| Drawn {
            document: document.clone(),
            view: view.clone(),
            plan: Arc::new(plan),
            chart: None,
            light: light.clone(),
        };
        std::iter::once(first).chain(further.into_iter().skip(1).map(page)).collect()
    }

    /// `replaced` is what the user let be replaced.
    fn use_path(&mut self, path: PathBuf, purpose: Purpose, replaced: Vec<PathBuf>) {
        match purpose {
            Purpose::Open => self.open(path),
            Purpose::Save(id, then) => self.save_to(id, path, then),
            Purpose::Export(id) => {
                let pages = self.pages_of(id);
                if !pages.is_empty() {
                    self.jobs.export(id, path, replaced, pages);
                }
            }
            Purpose::Report(id) => self.write_report(id, path, &replaced),
        }
    }
}

/// The ending of a picture that a path has.
fn picture_ending(path: &Path) -> Option<&'static str> {
    ending_of(path, PICTURES)
}

/// The kinds of files that may be written for a purpose, by their endings; none where there is no choice.
#[must_use]
pub const fn kinds_of(purpose: &Purpose) -> &'static [&'static str] {
    match purpose {
        Purpose::Open | Purpose::Save(..) => &[],
        Purpose::Export(_) => PICTURES,
        Purpose::Report(_) => REPORTS,
    }
}

/// The kind of file that a path has for a purpose.
#[must_use]
pub fn kind_of(purpose: &Purpose, path: &Path) -> Option<&'static str> {
    ending_of(path, kinds_of(purpose))
}

fn ending_of(path: &Path, endings: &'static [&'static str]) -> Option<&'static str> {
    let own = path.extension()?;
    endings.iter().copied().find(|ending| own.eq_ignore_ascii_case(ending))
}

/// The path with the ending that a file for this purpose has.
#[must_use]
pub fn named(purpose: &Purpose, path: PathBuf) -> PathBuf {
    match purpose {
        Purpose::Open => path,
        Purpose::Save(..) => with_ending(path, "opcanvas.json", &["json"]),
        Purpose::Export(_) => with_ending(path, PICTURES[0], PICTURES),
        Purpose::Report(_) => with_ending(path, REPORTS[0], REPORTS),
    }
}

/// A text as part of a file name.
fn in_name(text: &str) -> String {
    let kept = text.trim().chars().map(|c| if c.is_alphanumeric() || matches!(c, ' ' | '-' | '_') { c } else { '-' });
    kept.take(60).collect::<String>().trim().to_owned()
}

/// The path with an ending, unless it has one of those that will do.
fn with_ending(path: PathBuf, ending: &str, others: &[&str]) -> PathBuf {
    let has = path.extension().is_some_and(|e| others.iter().any(|o| e.eq_ignore_ascii_case(o)));
    if has { path } else { PathBuf::from(format!("{}.{ending}", path.display())) }
}
