//! How each file was left, remembered between runs as one file of JSON; losing it loses no work.
//!
//! Knows nothing about what is remembered of a file.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value};

use super::alone::alone;

/// Of how many files something is remembered.
const KEPT: usize = 200;

/// What is remembered of a file; nothing where it was never left.
#[must_use]
pub fn load(state: &Path, path: &Path) -> Map<String, Value> {
    let path = whole(path);
    entries(state).into_iter().find(|entry| is_of(entry, &path)).unwrap_or_default()
}

/// What is remembered of several files, in their order.
#[must_use]
pub fn load_all(state: &Path, paths: &[PathBuf]) -> Vec<Map<String, Value>> {
    let entries = entries(state);
    let of = |path: &PathBuf| entries.iter().find(|entry| is_of(entry, path)).cloned().unwrap_or_default();
    paths.iter().map(of).collect()
}

/// Remembers how a file was left; of too many the oldest is forgotten. What cannot be kept is no fault worth a word.
pub fn keep(state: &Path, path: &Path, mut entry: Map<String, Value>) {
    let path = whole(path);
    let Some(text) = path.to_str() else { return };
    entry.insert("path".into(), text.into());
    alone(state, || {
        let mut entries = entries(state);
        entries.retain(|other| !is_of(other, &path));
        entries.insert(0, entry);
        entries.truncate(KEPT);
        if let Ok(bytes) = serde_json::to_vec_pretty(&entries) {
            let _ = fs::create_dir_all(state).map(|()| super::write(&state.join("left-off.json"), &bytes, None));
        }
    });
}

fn entries(state: &Path) -> Vec<Map<String, Value>> {
    let read = || serde_json::from_slice::<Vec<Value>>(&super::read(&state.join("left-off.json")).ok()?).ok();
    let object = |value| if let Value::Object(entry) = value { Some(entry) } else { None };
    read().unwrap_or_default().into_iter().filter_map(object).collect()
}

fn is_of(entry: &Map<String, Value>, path: &Path) -> bool {
    entry.get("path").and_then(Value::as_str).is_some_and(|p| Path::new(p) == path)
}

fn whole(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
}
