//! Lists folders for the path dialog, and finds the places where the program keeps what is its own.
//!
//! Knows nothing about what the files hold.

use std::fs;
use std::path::{Path, PathBuf};

/// One entry of a folder.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FolderEntry {
    /// Whether it is no folder; folders come first in order.
    pub is_file: bool,
    /// Its name.
    pub name: String,
}

/// The most entries that are listed.
const MAX_ENTRIES: usize = 2_000;

/// Folders and files that end as asked, without hidden ones, folders first, by name.
///
/// # Errors
/// What the system says.
pub fn list(path: &Path, ending: &str) -> std::io::Result<Vec<FolderEntry>> {
    let mut entries: Vec<FolderEntry> = fs::read_dir(path)?
        .filter_map(Result::ok)
        .filter_map(|entry| {
            let name = entry.file_name().into_string().ok().filter(|n| !n.starts_with('.'))?;
            // Links are followed, since people open what they point to.
            let is_file = !fs::metadata(entry.path()).ok()?.is_dir();
            (!is_file || name.ends_with(ending)).then_some(FolderEntry { is_file, name })
        })
        .take(MAX_ENTRIES)
        .collect();
    entries.sort();
    Ok(entries)
}

/// Whether something exists there.
#[must_use]
pub fn exists(path: &Path) -> bool {
    path.symlink_metadata().is_ok()
}

/// When it was changed last, in seconds since 1970.
#[must_use]
pub fn modified(path: &Path) -> Option<i64> {
    fs::metadata(path).and_then(|m| m.modified()).ok().map(super::clock::seconds)
}

/// Whether it is a folder.
#[must_use]
pub fn is_folder(path: &Path) -> bool {
    path.is_dir()
}

/// The home of the user, if there is one.
#[must_use]
pub fn home() -> Option<PathBuf> {
    dirs::home_dir()
}

/// The folder in which a user's documents start.
#[must_use]
pub fn documents() -> PathBuf {
    dirs::document_dir().filter(|d| d.is_dir()).or_else(dirs::home_dir).unwrap_or_else(|| PathBuf::from("."))
}

/// The folder for what the program remembers between runs; `None` where the system has no such place.
#[must_use]
pub fn state() -> Option<PathBuf> {
    dirs::state_dir().or_else(dirs::data_local_dir).map(|d| d.join("opcanvas"))
}
