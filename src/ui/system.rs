//! Dialogs of the operating system.
//!
//! They run off the window's thread, since a portal that hangs must not hang the window.
//!
//! Knows nothing about what the path is for.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::editor::jobs::{CHOOSING, Done, Jobs};
use crate::editor::workspace::Question;

/// Without a portal the dialog gives nothing at once, which no hand can do: then the window asks itself.
const TOO_QUICK: Duration = Duration::from_millis(400);

/// Which dialog.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Ask {
    Open,
    Save,
    Export,
    Report,
}

/// Asks for a path; the answer comes as [`Done::PathChosen`] or [`Done::NoSystemDialog`].
pub(super) fn ask(jobs: &mut Jobs, what: Ask, suggestion: &Path, asked: Question) {
    let (folder, name) = match what {
        Ask::Open => (Some(suggestion.to_owned()), String::new()),
        Ask::Save | Ask::Export | Ask::Report => (
            suggestion.parent().map(Path::to_owned),
            suggestion.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default(),
        ),
    };
    jobs.start(CHOOSING, move || {
        let started = Instant::now();
        let mut dialog = rfd::FileDialog::new();
        if let Some(folder) = folder.filter(|f| f.is_dir()) {
            dialog = dialog.set_directory(folder);
        }
        let chosen: Option<PathBuf> = match what {
            Ask::Open => dialog.set_title("Open a model").add_filter("opcanvas models", &["json"]).pick_file(),
            Ask::Save => dialog
                .set_title("Save the model")
                .add_filter("opcanvas models", &["json"])
                .set_file_name(name)
                .save_file(),
            Ask::Export => dialog
                .set_title("Export a picture")
                .add_filter("SVG", &["svg"])
                .add_filter("PNG", &["png"])
                .set_file_name(name)
                .save_file(),
            Ask::Report => dialog
                .set_title("Write a report")
                .add_filter("HTML", &["html"])
                .add_filter("Markdown", &["md"])
                .set_file_name(name)
                .save_file(),
        };
        match chosen {
            None if started.elapsed() < TOO_QUICK => Done::NoSystemDialog,
            path => Done::PathChosen { asked, path },
        }
    });
}
