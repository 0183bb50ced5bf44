//! The format on a file system: opening, and saving so that a crash leaves the old file or the new one, never a torn one.
//!
//! Knows nothing about edits, drawing or windows.

mod alone;
pub mod clock;
pub mod folder;
pub mod left_off;
pub mod recent;
pub mod settings;
pub mod thumbnails;

pub use clock::today;

use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::hash::{DefaultHasher, Hasher};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ecow::EcoVec;
use thiserror::Error;

use crate::format::{self, Loaded, Refused, limits};
use crate::model::aside::Aside;
use crate::model::table::Table;
use crate::model::view::ViewAside;
use crate::model::{Document, Relation, RelationId, View};

/// What a file held when it was read or written, so that a change by somebody else is noticed whatever the clock says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fingerprint {
    bytes: u64,
    hash: u64,
}

impl Fingerprint {
    /// The fingerprint of these bytes.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        let mut hasher = DefaultHasher::new();
        hasher.write(bytes);
        Self { bytes: bytes.len() as u64, hash: hasher.finish() }
    }
}

/// A file as it was opened.
#[derive(Debug)]
pub struct Opened {
    /// Its document with its problems.
    pub loaded: Loaded,
    /// What it held.
    pub fingerprint: Fingerprint,
}

/// Why a file was not opened.
#[derive(Debug, Error)]
pub enum OpenError {
    /// The system refuses to read it.
    #[error("{}: {}", .path.display(), plainly(.error))]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system says.
        error: io::Error,
    },
    /// It is not a model.
    #[error("{}: {refused}", .path.display())]
    Refused {
        /// The file.
        path: PathBuf,
        /// Why.
        refused: Refused,
    },
}

/// What came of saving.
#[derive(Debug)]
pub enum Saved {
    /// The new file is on the disk.
    Durably(Fingerprint),
    /// The new file is there, but the system did not confirm that it would survive a power cut.
    Unconfirmed(Fingerprint, io::Error),
}

impl Saved {
    /// What the file holds now.
    #[must_use]
    pub fn fingerprint(&self) -> Fingerprint {
        match self {
            Self::Durably(fingerprint) | Self::Unconfirmed(fingerprint, _) => *fingerprint,
        }
    }
}

/// Why a document was not saved; the file is as it was.
#[derive(Debug, Error)]
pub enum SaveError {
    /// The system refuses.
    #[error("{} was not saved: {}", .path.display(), plainly(.error))]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system says.
        error: io::Error,
    },
    /// The file may not be written.
    #[error("{} was not saved: the file is read-only. Save under another name, or change its permissions.", .0.display())]
    ReadOnly(PathBuf),
    /// Somebody else wrote the file since it was opened.
    #[error("{} was not saved: it was changed by another program since it was opened. Save under another name to keep both.", .0.display())]
    ChangedOnDisk(PathBuf),
    /// What would be written does not read back as the same document: a fault of this program that must not reach the disk.
    #[error("{} was not saved: the program failed to check what it was about to write. Please report this.", .0.display())]
    NotVerified(PathBuf),
    /// What would be written is larger than what would be read again.
    #[error("{} was not saved: it would have {bytes} bytes, more than the {limit} that can be opened again.", .path.display())]
    TooLarge {
        /// The file.
        path: PathBuf,
        /// How large it would be.
        bytes: u64,
        /// How large it may be.
        limit: u64,
    },
}

/// What the system says, as people say it.
fn plainly(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file or folder.".into(),
        io::ErrorKind::PermissionDenied => "you may not read or write there.".into(),
        io::ErrorKind::NotADirectory => "a part of the path is a file, not a folder.".into(),
        io::ErrorKind::IsADirectory => "this is a folder, not a file.".into(),
        io::ErrorKind::StorageFull => "the disk is full.".into(),
        io::ErrorKind::ReadOnlyFilesystem => "the disk is read-only.".into(),
        _ => format!("{error}."),
    }
}

/// Reads a file with the limits of the format.
///
/// # Errors
/// What the system says, or why it is no model.
pub fn open(path: &Path) -> Result<Opened, OpenError> {
    let bytes = read(path)?;
    let refused = |refused| OpenError::Refused { path: path.to_owned(), refused };
    let loaded = format::load(&bytes).map_err(refused)?;
    Ok(Opened { loaded, fingerprint: Fingerprint::of(&bytes) })
}

/// The bytes of a file, never more than the format's limit.
///
/// # Errors
/// What the system says, or that it is too large.
pub fn read(path: &Path) -> Result<Vec<u8>, OpenError> {
    let io = |error| OpenError::Io { path: path.to_owned(), error };
    let too_large = |bytes| OpenError::Refused {
        path: path.to_owned(),
        refused: Refused::TooLarge { bytes, limit: limits::MAX_FILE },
    };
    let file = File::open(path).map_err(io)?;
    let meta = file.metadata().map_err(io)?;
    if meta.is_dir() {
        return Err(io(io::ErrorKind::IsADirectory.into()));
    }
    if meta.len() > limits::MAX_FILE {
        return Err(too_large(meta.len()));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(meta.len()).unwrap_or(0));
    // A pipe or a file that grows says nothing of its length beforehand.
    file.take(limits::MAX_FILE + 1).read_to_end(&mut bytes).map_err(io)?;
    if bytes.len() as u64 > limits::MAX_FILE {
        return Err(too_large(bytes.len() as u64));
    }
    Ok(bytes)
}

/// Saves a document durably: the bytes are read back and compared, written to a new file beside the target, flushed to the
/// disk, put in the target's place in one step, and the folder is flushed too. A symbolic link stays one; the mode is kept.
///
/// `expected` is what the file held when it was opened; when it holds something else by now, nothing is written.
///
/// # Errors
/// Why it was not saved; the old file is intact.
pub fn save(path: &Path, document: &Document, expected: Option<Fingerprint>) -> Result<Saved, SaveError> {
    let bytes = format::save(document);
    if bytes.len() as u64 > limits::MAX_FILE {
        let bytes = bytes.len() as u64;
        return Err(SaveError::TooLarge { path: path.to_owned(), bytes, limit: limits::MAX_FILE });
    }
    if !format::load(&bytes).is_ok_and(|loaded| says_the_same(document, &loaded.document)) {
        return Err(SaveError::NotVerified(path.to_owned()));
    }
    write(path, &bytes, expected)
}

/// Whether what was read back is what was to be written. What a damaged file holds aside may find its place in the model
/// again, or another reason to stay aside, because of the edits since; then it has to be there, in or aside.
fn says_the_same(document: &Document, read: &Document) -> bool {
    let sound = document.aside().is_empty() && document.views().values().all(|v| v.aside == ViewAside::default());
    if sound || *read == *document {
        return *read == *document;
    }
    let relations = |d: &Document| -> BTreeMap<RelationId, Relation> {
        let aside = d.aside().relations.iter().map(|a| &a.relation);
        d.relations().values().map(Arc::as_ref).chain(aside).map(|r| (r.id.clone(), r.clone())).collect()
    };
    let views = |d: &Document| -> Vec<(View, usize, usize, usize)> {
        let parts = |v: &Arc<View>| {
            let sizes = (v.placements.len() + v.aside.placements.len(), v.bends.len() + v.aside.bends.len());
            let lines = v.lines.len() + v.aside.lines.len();
            let empty = (Table::new(), Table::new(), ViewAside::default());
            let bare =
                View { placements: empty.0, bends: empty.1, lines: Table::new(), aside: empty.2, ..View::clone(v) };
            (bare, sizes.0, sizes.1, lines)
        };
        d.views().values().map(parts).collect()
    };
    let entries = |d: &Document| Aside { relations: EcoVec::new(), ..d.aside().clone() };
    read.elements() == document.elements()
        && read.head() == document.head()
        && relations(read) == relations(document)
        && views(read) == views(document)
        && entries(read) == entries(document)
}

/// Writes bytes in the place of a file as [`save`] does, without looking at what they are.
///
/// # Errors
/// Why nothing was written; the old file is intact.
pub fn write(path: &Path, bytes: &[u8], expected: Option<Fingerprint>) -> Result<Saved, SaveError> {
    let io = |error| SaveError::Io { path: path.to_owned(), error };
    let target = followed(path).map_err(io)?;
    let old = match fs::metadata(&target) {
        Ok(meta) if meta.is_dir() => return Err(io(io::ErrorKind::IsADirectory.into())),
        // A device, a pipe or a socket must not become a file.
        Ok(meta) if !meta.is_file() => return Err(io(io::Error::other("this is no ordinary file"))),
        Ok(meta) if meta.permissions().readonly() || may_not_write(&target) => {
            return Err(SaveError::ReadOnly(path.to_owned()));
        }
        Ok(meta) => Some(meta),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(io(error)),
    };
    let folder = match target.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
        _ => PathBuf::from("."),
    };
    let name = target.file_name().ok_or_else(|| io(io::ErrorKind::InvalidInput.into()))?.to_string_lossy();
    let (temporary, mut file) = create_beside(&folder, &name).map_err(io)?;
    let written = (|| {
        // Before the first byte, so that what is private stays so while it is written.
        if let Some(old) = &old {
            keep_owner(&file, old);
            file.set_permissions(old.permissions())?;
        }
        file.write_all(bytes)?;
        file.sync_all()
    })();
    drop(file);
    let discard = |error: SaveError| {
        // Nothing can be done about a temporary file that will not go; the error that matters is the first.
        let _ = fs::remove_file(&temporary);
        error
    };
    written.map_err(|error| discard(io(error)))?;
    if let Some(expected) = expected
        && old.is_some()
        && read(&target).map(|now| Fingerprint::of(&now)).ok() != Some(expected)
    {
        return Err(discard(SaveError::ChangedOnDisk(path.to_owned())));
    }
    fs::rename(&temporary, &target).map_err(|error| discard(io(error)))?;
    let fingerprint = Fingerprint::of(bytes);
    match sync_folder(&folder) {
        Ok(()) => Ok(Saved::Durably(fingerprint)),
        Err(error) => Ok(Saved::Unconfirmed(fingerprint, error)),
    }
}

/// Whether two paths lead to one file that is there.
#[must_use]
pub fn is_same(a: &Path, b: &Path) -> bool {
    fs::canonicalize(a).is_ok_and(|a| fs::canonicalize(b).is_ok_and(|b| a == b))
}

/// Where a path leads when all links are followed, also one that leads to a file that is not there yet.
fn followed(path: &Path) -> io::Result<PathBuf> {
    match fs::canonicalize(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        found => return found,
    }
    let mut target = path.to_owned();
    // The system follows no more links either; a ring was told above.
    for _ in 0..40 {
        let Ok(link) = fs::read_link(&target) else { break };
        target = target.parent().unwrap_or(Path::new("")).join(link);
    }
    Ok(target)
}

/// Whether the system lets us not write into a file, which putting another in its place would pass over.
fn may_not_write(path: &Path) -> bool {
    let opened = OpenOptions::new().write(true).open(path);
    opened.is_err_and(|error| error.kind() == io::ErrorKind::PermissionDenied)
}

/// Gives the file the owner of the old one where we may; only the superuser can need and do it.
#[cfg(unix)]
fn keep_owner(file: &File, old: &fs::Metadata) {
    use std::os::unix::fs::MetadataExt;
    if file.metadata().is_ok_and(|new| (new.uid(), new.gid()) != (old.uid(), old.gid())) {
        let _ = std::os::unix::fs::fchown(file, Some(old.uid()), Some(old.gid()));
    }
}

#[cfg(not(unix))]
fn keep_owner(_: &File, _: &fs::Metadata) {}

/// A new hidden file of its own name in the folder.
fn create_beside(folder: &Path, name: &str) -> io::Result<(PathBuf, File)> {
    let mut last = io::ErrorKind::AlreadyExists.into();
    for _ in 0..16 {
        let mut random = [0_u8; 8];
        getrandom::fill(&mut random).map_err(io::Error::other)?;
        let name: String = name.chars().take(40).collect();
        let path = folder.join(format!(".{name}.{:016x}.tmp", u64::from_ne_bytes(random)));
        match OpenOptions::new().write(true).create_new(true).open(&path) {
            Ok(file) => return Ok((path, file)),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => last = error,
            Err(error) => return Err(error),
        }
    }
    Err(last)
}

#[cfg(unix)]
fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
fn sync_folder(_: &Path) -> io::Result<()> {
    // Elsewhere a folder cannot be opened as a file, and renames are written through.
    Ok(())
}
