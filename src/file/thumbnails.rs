//! Small pictures of files, light and dark, kept in the folder for what is remembered; losing them loses no work.
//!
//! Knows nothing about what is on them.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// How many are kept.
const KEPT: usize = 120;

/// The bytes of the light or the dark picture of a file, if there is one.
#[must_use]
pub fn load(state: &Path, path: &Path, dark: bool) -> Option<Vec<u8>> {
    super::read(&place(state, path, dark)).ok()
}

/// Whether there are both pictures of a file, no older than the file.
#[must_use]
pub fn is_current(state: &Path, path: &Path) -> bool {
    let when = |path: &Path| fs::metadata(path).and_then(|m| m.modified()).ok();
    let is_new =
        |dark| when(&place(state, path, dark)).is_some_and(|drawn| when(path).is_none_or(|file| file <= drawn));
    is_new(false) && is_new(true)
}

/// Keeps a picture of a file; of too many the oldest go. A picture that cannot be kept is no fault worth a word.
pub fn keep(state: &Path, path: &Path, dark: bool, png: &[u8]) {
    let place = place(state, path, dark);
    let folder = state.join("thumbnails");
    let _ = fs::create_dir_all(&folder).map(|()| super::write(&place, png, None));
    let Ok(entries) = fs::read_dir(&folder) else { return };
    let mut all: Vec<(SystemTime, PathBuf)> = entries
        .filter_map(Result::ok)
        .filter_map(|entry| Some((entry.metadata().ok()?.modified().ok()?, entry.path())))
        .collect();
    all.sort();
    let surplus = all.len().saturating_sub(KEPT);
    for (_, old) in all.into_iter().take(surplus) {
        let _ = fs::remove_file(old);
    }
}

/// Where a picture of a file is: under a number of its path that stays the same from version to version.
fn place(state: &Path, path: &Path, dark: bool) -> PathBuf {
    let whole = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let hash = whole
        .to_string_lossy()
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    state.join("thumbnails").join(format!("{hash:016x}{}.png", if dark { "-dark" } else { "" }))
}
