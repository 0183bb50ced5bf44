//! One writer at a time of what is remembered between runs, among all windows and threads.
//!
//! What one has added must not be lost to another.
//!
//! Knows nothing about what is written.

use std::fs::{self, File, TryLockError};
use std::path::Path;
use std::thread;
use std::time::Duration;

/// How long is waited at most, in steps: a program that hangs must not keep the others from ending.
const STEPS: usize = 200;
const STEP: Duration = Duration::from_millis(10);

/// Does what must not be done by two at once. Where the system has no locks it is done all the same.
pub(super) fn alone<T>(state: &Path, work: impl FnOnce() -> T) -> T {
    // It is let go when the file is closed.
    let _lock = locked(state);
    work()
}

fn locked(state: &Path) -> Option<File> {
    fs::create_dir_all(state).ok()?;
    let file = File::options().create(true).truncate(false).write(true).open(state.join("lock")).ok()?;
    for _ in 0..STEPS {
        match file.try_lock() {
            Ok(()) => return Some(file),
            Err(TryLockError::WouldBlock) => thread::sleep(STEP),
            Err(TryLockError::Error(_)) => break,
        }
    }
    None
}
