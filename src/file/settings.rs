//! What the user has set, remembered between runs as one file of JSON; losing it loses no work.
//!
//! Knows nothing about what the settings mean.

use std::fs;
use std::path::Path;

use serde_json::{Map, Value};

/// The settings as remembered in a folder; nothing where there are none or they cannot be read.
#[must_use]
pub fn load(state: &Path) -> Map<String, Value> {
    super::read(&state.join("settings.json")).ok().and_then(|bytes| object(&bytes)).unwrap_or_default()
}

/// Remembers settings in the place of the old ones, all or nothing. What was there and is no settings is kept beside them.
/// Settings that cannot be kept are no fault worth a word.
pub fn save(state: &Path, settings: &Map<String, Value>) {
    let path = state.join("settings.json");
    if super::read(&path).is_ok_and(|bytes| object(&bytes).is_none()) {
        let _ = fs::copy(&path, state.join("settings.broken.json"));
    }
    if let Ok(mut bytes) = serde_json::to_vec_pretty(settings) {
        bytes.push(b'\n');
        let _ = fs::create_dir_all(state).map(|()| super::write(&path, &bytes, None));
    }
}

fn object(bytes: &[u8]) -> Option<Map<String, Value>> {
    serde_json::from_slice(bytes).ok()
}
