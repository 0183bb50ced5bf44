//! Documents, their sheets and dialogs, and what is being typed when another document comes to the front.

use crate::{models, window};

use std::path::{Path, PathBuf};
use std::sync::Arc;

use opcanvas::editor::workspace::{Sheet, Then};
use opcanvas::editor::{Command, Session, Workspace};
use opcanvas::theme::Mode;
use window::example;

/// A folder that goes with the test.
struct Folder(PathBuf);

impl Folder {
    fn new(test: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("opcanvas-papers-{test}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    /// Puts an example into it.
    fn file(&self, name: &str, of: &str) -> PathBuf {
        let path = self.0.join(format!("{name}.opcanvas.json"));
        std::fs::write(&path, example(of)).unwrap();
        path
    }

    fn state(&self) -> PathBuf {
        self.0.join("state")
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// A workspace on the bank, which is no file yet.
fn on_bank(state: Option<PathBuf>) -> Workspace {
    let mut workspace = Workspace::new(Arc::new(|| {}), state);
    workspace.session = Some(Session::untitled(models::bank()));
    workspace
}

fn front(workspace: &Workspace) -> u64 {
    workspace.session.as_ref().expect("a document is in front").id
}

fn wait(workspace: &mut Workspace, what: &str, until: impl Fn(&Workspace) -> bool) {
    for _ in 0..3_000 {
        workspace.collect();
        if until(workspace) {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    panic!("waited in vain: {what}");
}

/// Opens a file and waits for it; its id.
fn open(workspace: &mut Workspace, path: &Path) -> u64 {
    workspace.leave(Then::Open(path.to_owned()));
    let id = |w: &Workspace| w.documents().into_iter().find(|d| d.path.as_deref() == Some(path)).map(|d| d.id);
    wait(workspace, "it is open", |w| id(w).is_some());
    id(workspace).unwrap()
}

#[test]
fn a_sheet_of_the_model_keeps_its_model_in_front_and_goes_with_it() {
    let folder = Folder::new("sheet");
    let mut w = on_bank(None);
    let bank = front(&w);
    w.run(Command::ModelSettings, Mode::Light);
    let path = folder.file("city", "city");
    let city = open(&mut w, &path);
    assert_eq!((front(&w), w.sheet), (bank, Some(Sheet::Model)), "what arrives waits behind the sheet");
    w.leave(Then::Open(path));
    assert_eq!(front(&w), bank, "what is open does so too");
    w.show_document(city);
    assert_eq!(w.sheet, None, "the settings of the bank are not those of the city");
    w.run(Command::Settings, Mode::Light);
    w.show_document(bank);
    assert_eq!(w.sheet, Some(Sheet::Settings), "the settings of the program are of no model");
}
