//! What the user has set, remembered between runs as one file of JSON; losing it loses no work.
//!
//! Knows nothing about what the settings mean.

use std::fs;
use std::path::Path;

use serde_json::{Map, Value};

/// The settings as remembered in a folder; nothing where there are none or they cannot be read.
#[must_use]
pub fn load(state: &Path) -> Map<String, Value> {
    read(state).flatten().unwrap_or_default()
}

/// Remembers settings in the place of the old ones, all or nothing. What was there and is no settings is kept beside them.
/// Settings that cannot be kept are no fault worth a word.
pub fn save(state: &Path, settings: &Map<String, Value>) {
    let path = state.join("settings.json");
    if read(state) == Some(None) {
        let _ = fs::copy(&path, state.join("settings.broken.json"));
    }
    if let Ok(mut bytes) = serde_json::to_vec_pretty(settings) {
        bytes.push(b'\n');
        let _ = fs::create_dir_all(state).map(|()| super::write(&path, &bytes, None));
    }
}

/// The file as settings, if there is a file and if it holds any.
fn read(state: &Path) -> Option<Option<Map<String, Value>>> {
    let bytes = super::read(&state.join("settings.json")).ok()?;
    let value = serde_json::from_slice::<Value>(&bytes).ok();
    Some(value.and_then(|v| if let Value::Object(map) = v { Some(map) } else { None }))
}
