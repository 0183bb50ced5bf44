//! The files that were opened last, remembered between runs; losing the list loses no work.
//!
//! Knows nothing about what the files hold.

use std::fs;
use std::path::{Path, PathBuf};

use super::alone::alone;

/// How many are remembered.
const KEPT: usize = 12;

/// The files that were opened last, the latest first, as remembered in a folder. Some may be gone since.
#[must_use]
pub fn load(state: &Path) -> Vec<PathBuf> {
    let read = || -> Option<Vec<String>> {
        let bytes = super::read(&state.join("recent.json")).ok()?;
        serde_json::from_slice(&bytes).ok()
    };
    let known = read().unwrap_or_default();
    known.into_iter().map(PathBuf::from).take(KEPT).collect()
}

/// Puts a file at the head of the list. A list that cannot be kept is no fault worth a word.
pub fn remember(state: &Path, path: &Path) {
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    alone(state, || {
        let mut list = load(state);
        list.retain(|p| *p != path);
        list.insert(0, path);
        list.truncate(KEPT);
        write(state, &list);
    });
}

/// Takes a file off the list.
pub fn forget(state: &Path, path: &Path) {
    alone(state, || {
        let mut list = load(state);
        list.retain(|p| p != path);
        write(state, &list);
    });
}

fn write(state: &Path, list: &[PathBuf]) {
    let texts: Vec<_> = list.iter().filter_map(|p| p.to_str()).collect();
    if let Ok(bytes) = serde_json::to_vec_pretty(&texts) {
        let _ = fs::create_dir_all(state).map(|()| super::write(&state.join("recent.json"), &bytes, None));
    }
}
