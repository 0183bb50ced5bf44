//! Runs the program in a folder of its own and looks at how it ended.

#![allow(dead_code, reason = "each test program uses a part of this")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::atomic::{AtomicU32, Ordering};

pub const OK: i32 = 0;
pub const DIFFERENCE: i32 = 1;
pub const UNREADABLE: i32 = 2;
pub const LIMIT: i32 = 3;
pub const UNWRITABLE: i32 = 5;
pub const UNAVAILABLE: i32 = 6;
pub const USAGE: i32 = 64;

/// A folder of one test in which the program runs, removed with it.
pub struct Folder(pub PathBuf);

impl Folder {
    pub fn new() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let name = format!("cli-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        fs::create_dir_all(&path).expect("a folder for the test");
        Self(path)
    }

    pub fn with_examples() -> Self {
        let folder = Self::new();
        folder.write("bank.json", &example("bank"));
        folder.write("city.json", &example("city"));
        folder
    }

    pub fn write(&self, name: &str, bytes: &[u8]) {
        fs::write(self.0.join(name), bytes).expect("a file of the test");
    }

    pub fn read(&self, name: &str) -> Vec<u8> {
        fs::read(self.0.join(name)).unwrap_or_else(|e| panic!("{name}: {e}"))
    }

    pub fn has(&self, name: &str) -> bool {
        self.0.join(name).symlink_metadata().is_ok()
    }

    /// Runs the program without a display and gives how it ended.
    pub fn run(&self, arguments: &[&str]) -> Ended {
        let mut command = Command::new(env!("CARGO_BIN_EXE_opcanvas"));
        let command = command.args(arguments).current_dir(&self.0);
        Ended::of(command.env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY").output().expect("the program runs"))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[derive(Debug)]
pub struct Ended {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Ended {
    pub fn of(output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
        let ended =
            Self { code: output.status.code().expect("no signal"), out: text(output.stdout), err: text(output.stderr) };
        // Whatever happens: nothing printed steers a terminal, and a failure without a word does not help.
        for c in ended.out.chars().chain(ended.err.chars()) {
            let hides = matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
            assert!(!(hides || c.is_control() && c != '\n'), "{c:?} in {ended:?}");
        }
        assert!(ended.code <= DIFFERENCE || ended.err.starts_with("opcanvas: "), "{ended:?}");
        ended
    }

    /// It ended with this code and said these words on standard error, and nothing when there are none.
    #[track_caller]
    pub fn failed(&self, code: i32, words: &str) {
        assert_eq!(self.code, code, "{self:?}");
        assert!(self.err.contains(words) && self.err.is_empty() == words.is_empty(), "{words:?} in {self:?}");
        assert!(code == DIFFERENCE || code == OK || self.out.is_empty(), "{self:?}");
    }
}

/// The bytes of an example.
pub fn example(name: &str) -> Vec<u8> {
    let path = format!("{}/assets/examples/{name}.opcanvas.json", env!("CARGO_MANIFEST_DIR"));
    fs::read(path).expect("an example")
}
