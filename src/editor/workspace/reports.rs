//! The report of a model, written off the window's thread.
//!
//! Knows nothing about what a report says.

use std::path::{Path, PathBuf};

use super::paths::REPORTS;
use super::{Purpose, Question, Workspace};
use crate::analysis;
use crate::editor::jobs::{Done, EXPORTING};
use crate::file::{self, folder, today};
use crate::model::Document;
use crate::report::{Colors, Format, render};

impl Workspace {
    /// Asks where to write the report of the document in front.
    pub(super) fn ask_report(&mut self) {
        let Some(session) = &mut self.session else { return };
        // What is being typed is part of the model too.
        session.take_typed();
        let id = session.id;
        let day = analysis::as_of(session.document(), today()).map(|day| format!(" - {day}")).unwrap_or_default();
        let name = format!("{} - report{day}.{}", self.file_stem(), REPORTS[0]);
        let suggestion = self.folder().join(name);
        self.question = Some(Question::Path { purpose: Purpose::Report(id), suggestion });
    }

    /// Writes the report of a document; `replaced` is what the user let be replaced.
    pub(super) fn write_report(&mut self, id: u64, path: PathBuf, replaced: &[PathBuf]) {
        let Some(document) = self.session_of(id).map(|session| session.document().clone()) else { return };
        let may_replace = replaced.contains(&path);
        self.jobs.start(EXPORTING, move || {
            let result = write(&document, &path, may_replace).map(|()| 1);
            Done::Exported { of: None, path, result }
        });
    }
}

fn write(document: &Document, path: &Path, may_replace: bool) -> Result<(), String> {
    let ending = path.extension().map(|e| e.to_string_lossy().into_owned()).unwrap_or_default();
    let format = Format::from_extension(&ending)
        .ok_or_else(|| format!("\"{ending}\" is no kind of report; end the name in .html or .md."))?;
    // Something may have come there since the user was asked.
    if !may_replace && folder::exists(path) {
        return Err(format!(
            "{} is there by now. No report was written; ask for it again to replace it.",
            path.display()
        ));
    }
    let bytes = render(document, today(), format, Colors::System).map_err(|why| why.to_string())?;
    file::write(path, &bytes, None).map(drop).map_err(|why| why.to_string())
}
