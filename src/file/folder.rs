//! Folders for the path dialog: listed, looked up and made; and the places of the user where files are looked for and kept.
//!
//! Knows nothing about what the files hold.

use std::fs;
use std::path::{Path, PathBuf};

/// One entry of a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FolderEntry {
    /// Whether it is no folder.
    pub is_file: bool,
    /// Its name.
    pub name: String,
    /// When it was changed last, in seconds since 1970.
    pub modified: Option<i64>,
    /// How many bytes it has.
    pub size: u64,
}

/// What is in a folder.
#[derive(Clone, Debug, Default)]
pub struct Listing {
    /// The entries, in no order.
    pub entries: Vec<FolderEntry>,
    /// Whether there are more than are listed.
    pub more: bool,
}

/// The most entries that are listed.
pub const MAX_ENTRIES: usize = 5_000;

/// What is in a folder, hidden entries too.
///
/// # Errors
/// What the system says, in plain words.
pub fn read(path: &Path) -> Result<Listing, String> {
    let mut entries = fs::read_dir(path).map_err(|e| super::plainly(&e))?.filter_map(Result::ok);
    let mut listing = Listing::default();
    for entry in entries.by_ref().take(MAX_ENTRIES) {
        let Ok(name) = entry.file_name().into_string() else { continue };
        // Links are followed, since people open what they point to.
        let Ok(meta) = fs::metadata(entry.path()) else { continue };
        let modified = meta.modified().ok().map(super::clock::seconds);
        listing.entries.push(FolderEntry { is_file: !meta.is_dir(), name, modified, size: meta.len() });
    }
    listing.more = entries.next().is_some();
    Ok(listing)
}

/// Makes a folder in another.
///
/// # Errors
/// Why not, in plain words.
pub fn make(parent: &Path, name: &str) -> Result<PathBuf, String> {
    let name = name.trim();
    if name.is_empty() || name == "." || name == ".." {
        return Err("Type a name for the folder.".into());
    }
    if name.chars().any(|c| std::path::is_separator(c) || c == '\0') {
        return Err(format!("\"{name}\" cannot be a name: leave out the slashes."));
    }
    let path = parent.join(name);
    match fs::create_dir(&path) {
        Ok(()) => Ok(path),
        Err(e) if e.kind() == std::io::ErrorKind::AlreadyExists => {
            Err(format!("\"{name}\" is there already. Choose another name."))
        }
        Err(e) => Err(format!("\"{name}\" was not made: {}", super::plainly(&e))),
    }
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
