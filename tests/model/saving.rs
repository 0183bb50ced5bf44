//! Saving and opening: the old file or the new one, never a torn one, and no file that was not meant.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use opcanvas::edit::{Edit, apply};
use opcanvas::file::{self, Fingerprint, OpenError, SaveError, Saved};
use opcanvas::format::{self, load, templates::Template};
use opcanvas::model::{Document, ElementId, Value};

/// A folder of one test, removed with it.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let name = format!("saving-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        fs::create_dir_all(&path).expect("a folder for the test");
        Self(path)
    }

    fn join(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    /// The names of everything in it, hidden files too, sorted.
    fn names(&self) -> Vec<String> {
        let entries =
            fs::read_dir(&self.0).expect("a folder").flatten().map(|e| e.file_name().to_string_lossy().into_owned());
        let mut names: Vec<_> = entries.collect();
        names.sort();
        names
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn bank() -> Document {
    load(Template::Bank.bytes()).expect("an example").document
}

fn renamed(document: &Document, name: &str) -> Document {
    apply(document, &[Edit::SetMeta("name".into(), Some(Value::text(name)))]).expect("a name").0
}

#[test]
fn what_was_saved_opens_as_it_was() {
    let folder = Folder::new();
    let path = folder.join("m.opcanvas.json");
    for document in [bank(), load(Template::Blank.bytes()).unwrap().document] {
        let saved = file::save(&path, &document, None).unwrap();
        assert!(matches!(saved, Saved::Durably(_)));
        let opened = file::open(&path).unwrap();
        assert!(opened.loaded.document == document);
        assert_eq!(opened.fingerprint, saved.fingerprint());
        assert!(fs::read(&path).unwrap() == format::save(&document));
        assert_eq!(folder.names(), ["m.opcanvas.json"], "no temporary file is left");
    }
}

#[test]
fn a_changed_file_is_not_overwritten() {
    let folder = Folder::new();
    let path = folder.join("m.opcanvas.json");
    let first = file::save(&path, &bank(), None).unwrap().fingerprint();
    let ours = renamed(&bank(), "Ours");
    // Another length, the same length, and the same length with the old time of change.
    let original = fs::read(&path).unwrap();
    let time = fs::metadata(&path).unwrap().modified().unwrap();
    let mut same_length = original.clone();
    let at = original.iter().position(|b| *b == b'L').unwrap();
    same_length[at] = b'M';
    for theirs in [b"{}".to_vec(), same_length, Vec::new()] {
        fs::write(&path, &theirs).unwrap();
        fs::File::options().write(true).open(&path).unwrap().set_modified(time).unwrap();
        let error = file::save(&path, &ours, Some(first)).unwrap_err();
        assert!(matches!(error, SaveError::ChangedOnDisk(_)), "{error}");
        assert!(fs::read(&path).unwrap() == theirs, "their bytes are as they were");
        assert_eq!(folder.names(), ["m.opcanvas.json"]);
    }
    // What is there again as it was opened is no change, whatever happened in between.
    fs::write(&path, &original).unwrap();
    let second = file::save(&path, &ours, Some(first)).unwrap().fingerprint();
    assert_ne!(first, second);
    file::save(&path, &bank(), Some(second)).unwrap();
    assert_eq!(first, Fingerprint::of(&fs::read(&path).unwrap()));
}

#[test]
fn what_cannot_be_saved_says_so_and_leaves_nothing_behind() {
    let folder = Folder::new();
    fs::create_dir(folder.join("folder")).unwrap();
    for (name, says) in [
        ("folder", "this is a folder, not a file."),
        ("missing/m.json", "there is no such file or folder."),
        ("", "this is a folder, not a file."),
        (".", "this is a folder, not a file."),
    ] {
        let error = file::save(&folder.join(name), &bank(), None).unwrap_err();
        assert!(error.to_string().ends_with(says), "{name}: {error}");
        assert_eq!(folder.names(), ["folder"]);
    }
    for (name, says) in [("folder", "this is a folder, not a file."), ("none", "there is no such file or folder.")] {
        let error = file::open(&folder.join(name)).unwrap_err();
        assert!(matches!(error, OpenError::Io { .. }) && error.to_string().ends_with(says), "{error}");
    }
}

#[test]
fn names_of_all_sorts_work() {
    let folder = Folder::new();
    let long = format!("{}.json", "x".repeat(195));
    let wide = format!("{}.json", "语".repeat(65));
    for name in ["with space.json", "Größe 北京 🏦.json", "-o", "a'b\"c.json", ".hidden", &long, &wide] {
        let path = folder.join(name);
        file::save(&path, &bank(), None).unwrap();
        file::save(&path, &renamed(&bank(), "Again"), None).unwrap();
        assert_eq!(file::open(&path).unwrap().loaded.document.name(), "Again");
        assert_eq!(folder.names(), [name]);
        fs::remove_file(path).unwrap();
    }
}

#[test]
fn a_reader_beside_the_writer_never_sees_a_torn_file() {
    let folder = Folder::new();
    let path = folder.join("m.opcanvas.json");
    let documents = [bank(), renamed(&bank(), &"a much longer name ".repeat(500))];
    let wholes = documents.each_ref().map(format::save);
    file::write(&path, &wholes[0], None).unwrap();
    let stop = std::sync::atomic::AtomicBool::new(false);
    std::thread::scope(|scope| {
        let reader = scope.spawn(|| {
            let mut seen = [0_usize; 2];
            while !stop.load(Ordering::Relaxed) {
                let bytes = fs::read(&path).unwrap();
                let which = wholes.iter().position(|w| *w == bytes);
                seen[which.unwrap_or_else(|| panic!("a torn file of {} bytes", bytes.len()))] += 1;
            }
            seen
        });
        for i in 1..=200 {
            file::write(&path, &wholes[i % 2], None).unwrap();
        }
        stop.store(true, Ordering::Relaxed);
        let seen = reader.join().unwrap();
        assert!(seen[0] > 0 && seen[1] > 0, "the reader saw both states: {seen:?}");
    });
    assert_eq!(folder.names(), ["m.opcanvas.json"]);
}

/// Every file with damage that is kept aside, and every edit that changes what the damage is next to.
#[test]
fn a_damaged_file_saves_after_any_edit() {
    let element = |id: &str, kind: &str| format!(r#"{{"id": "{id}", "kind": "{kind}", "name": "{id}"}}"#);
    let relation = |id: &str, kind: &str, source: &str, target: &str| {
        format!(r#"{{"id": "{id}", "kind": "{kind}", "source": "{source}", "target": "{target}"}}"#)
    };
    let elements =
        [element("u", "org_unit"), element("v", "org_unit"), element("w", "org_unit"), element("t", "technology")];
    let relations = [
        relation("r1", "contains", "u", "w"),
        relation("r2", "contains", "v", "w"),
        relation("r3", "contains", "w", "u"),
        relation("r4", "delivers", "t", "u"),
        relation("r5", "depends_on", "t", "gone"),
        relation("r6", "foreign", "r2", "u"),
    ];
    let file = format!(
        r#"{{"format": "opcanvas", "version": 1, "elements": [{}, 7], "relations": [{}, {{}}],
        "views": [{{"id": "d", "kind": "diagram", "name": "D",
            "placements": [{{"element": "u", "x": 0, "y": 0}}, {{"element": "u", "x": 9, "y": 9}}, {{"element": "gone", "x": 1, "y": 1}}],
            "bends": [{{"relation": "r1", "points": []}}, {{"relation": "r1", "points": []}}, {{"relation": "r2", "points": []}}]}}]}}"#,
        elements.join(","),
        relations.join(",")
    );
    let damaged = load(file.as_bytes()).unwrap().document;
    assert_eq!(damaged.aside().relations.len(), 5);
    let e = |id: &str| ElementId::from(id);
    let new = opcanvas::model::Element::new(e("gone"), opcanvas::model::ElementKind::Technology, "back");
    let folder = Folder::new();
    let path = folder.join("m.json");
    for edits in [
        vec![],
        vec![Edit::SetName(e("u"), "U".into())],
        vec![Edit::RemoveElement(e("u"))],
        vec![Edit::RemoveElement(e("t"))],
        vec![Edit::RemoveElement(e("v")), Edit::RemoveElement(e("w"))],
        vec![Edit::RemoveRelation("r1".into())],
        vec![Edit::Unplace("d".into(), e("u"))],
        vec![Edit::AddElement(new)],
    ] {
        let (document, _) = apply(&damaged, &edits).unwrap();
        file::save(&path, &document, None).unwrap_or_else(|error| panic!("{edits:?}: {error}"));
        let opened = file::open(&path).unwrap().loaded.document;
        assert_eq!(opened.elements(), document.elements(), "{edits:?}");
        let count = |d: &Document| d.relations().len() + d.aside().relations.len();
        assert_eq!(count(&opened), count(&document), "{edits:?}: in the model or aside, every relation is there");
        assert_eq!(opened.broken_invariants(), [""; 0]);
        // What found its place again stays there.
        file::save(&path, &opened, None).unwrap();
        assert!(file::open(&path).unwrap().loaded.document == opened, "{edits:?}");
    }
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};

    use super::*;

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).expect("a file").permissions().mode() & 0o7777
    }

    fn set_mode(path: &Path, mode: u32) {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("a mode");
    }

    /// Root may do everything, which hides what others may not.
    fn is_root(folder: &Folder) -> bool {
        fs::metadata(&folder.0).expect("a folder").uid() == 0
    }

    #[expect(clippy::print_stderr, reason = "a test that was not made must be seen")]
    fn skipped(why: &str) {
        eprintln!("SKIPPED: {why}");
    }

    #[test]
    fn links_stay_links() {
        let folder = Folder::new();
        fs::create_dir(folder.join("real")).unwrap();
        fs::create_dir(folder.join("links")).unwrap();
        let real = folder.join("real/m.json");
        file::save(&real, &bank(), None).unwrap();
        // A link to the file, a link to that link by a way of its own, a folder that is a link.
        symlink("../real/m.json", folder.join("links/one")).unwrap();
        symlink(folder.join("links/one"), folder.join("links/two")).unwrap();
        symlink("real", folder.join("folder")).unwrap();
        for (i, name) in ["links/one", "links/two", "folder/m.json"].into_iter().enumerate() {
            let path = folder.join(name);
            let document = renamed(&bank(), name);
            let before = file::open(&path).unwrap().fingerprint;
            file::save(&path, &document, Some(before)).unwrap();
            assert_eq!(file::open(&real).unwrap().loaded.document.name(), name, "{i}");
        }
        for link in ["links/one", "links/two", "folder"] {
            assert!(fs::symlink_metadata(folder.join(link)).unwrap().is_symlink(), "{link}");
        }
        assert_eq!(fs::read_dir(folder.join("real")).unwrap().count(), 1);
        assert_eq!(fs::read_dir(folder.join("links")).unwrap().count(), 2);
    }

    #[test]
    fn a_link_to_nowhere_makes_the_file_that_it_names() {
        let folder = Folder::new();
        fs::create_dir(folder.join("real")).unwrap();
        symlink("real/new.json", folder.join("near")).unwrap();
        symlink("near", folder.join("far")).unwrap();
        file::save(&folder.join("far"), &bank(), None).unwrap();
        for link in ["near", "far"] {
            assert!(fs::symlink_metadata(folder.join(link)).unwrap().is_symlink(), "{link} stays a link");
            assert!(file::open(&folder.join(link)).is_ok());
        }
        assert!(fs::symlink_metadata(folder.join("real/new.json")).unwrap().is_file());
        assert_eq!(folder.names(), ["far", "near", "real"]);
        // Links in a ring lead nowhere at all.
        symlink("ring2", folder.join("ring1")).unwrap();
        symlink("ring1", folder.join("ring2")).unwrap();
        assert!(file::save(&folder.join("ring1"), &bank(), None).is_err());
        assert!(fs::symlink_metadata(folder.join("ring1")).unwrap().is_symlink());
        assert_eq!(folder.names(), ["far", "near", "real", "ring1", "ring2"]);
    }

    #[test]
    fn mode_and_owner_are_kept() {
        let folder = Folder::new();
        let path = folder.join("m.json");
        file::save(&path, &bank(), None).unwrap();
        for wanted in [0o600, 0o640, 0o664, 0o666, 0o755] {
            set_mode(&path, wanted);
            file::save(&path, &renamed(&bank(), "x"), None).unwrap();
            assert_eq!(mode(&path), wanted, "{wanted:o}");
        }
        if !is_root(&folder) {
            skipped("only root can see whether the owner is kept");
            return;
        }
        std::os::unix::fs::chown(&path, Some(12_345), Some(54_321)).unwrap();
        file::save(&path, &bank(), None).unwrap();
        let meta = fs::metadata(&path).unwrap();
        assert_eq!((meta.uid(), meta.gid(), mode(&path)), (12_345, 54_321, 0o755));
    }

    /// A private file must not be readable to others even for the moment of being written.
    #[test]
    fn the_temporary_file_is_never_more_open_than_the_old_one() {
        let folder = Folder::new();
        let path = folder.join("m.json");
        file::save(&path, &bank(), None).unwrap();
        set_mode(&path, 0o600);
        let large = vec![b' '; 4 << 20];
        let stop = std::sync::atomic::AtomicBool::new(false);
        std::thread::scope(|scope| {
            let watcher = scope.spawn(|| {
                let mut open = 0;
                while !stop.load(Ordering::Relaxed) {
                    let entries = fs::read_dir(&folder.0).unwrap().filter_map(Result::ok);
                    // An empty file gives nothing away.
                    open += entries
                        .filter_map(|e| e.metadata().ok())
                        .filter(|m| m.is_file() && m.len() > 0 && m.permissions().mode() & 0o077 != 0)
                        .count();
                }
                open
            });
            for _ in 0..30 {
                file::write(&path, &large, None).unwrap();
            }
            stop.store(true, Ordering::Relaxed);
            assert_eq!(watcher.join().unwrap(), 0, "others could read what was private");
        });
    }

    #[test]
    fn a_read_only_file_is_not_written() {
        let folder = Folder::new();
        let path = folder.join("m.json");
        file::save(&path, &bank(), None).unwrap();
        let old = fs::read(&path).unwrap();
        set_mode(&path, 0o444);
        let error = file::save(&path, &renamed(&bank(), "x"), None).unwrap_err();
        assert!(matches!(error, SaveError::ReadOnly(_)), "{error}");
        symlink("m.json", folder.join("link")).unwrap();
        assert!(matches!(file::save(&folder.join("link"), &bank(), None), Err(SaveError::ReadOnly(_))));
        assert!(fs::read(&path).unwrap() == old && mode(&path) == 0o444);
        assert_eq!(folder.names(), ["link", "m.json"]);
    }

    #[test]
    fn a_folder_that_may_not_be_written_is_refused() {
        let folder = Folder::new();
        if is_root(&folder) {
            skipped("root may write into every folder");
            return;
        }
        let path = folder.join("m.json");
        file::save(&path, &bank(), None).unwrap();
        let old = fs::read(&path).unwrap();
        set_mode(&folder.0, 0o555);
        let error = file::save(&path, &renamed(&bank(), "x"), None);
        set_mode(&folder.0, 0o755);
        assert!(error.unwrap_err().to_string().ends_with("you may not read or write there."));
        assert!(fs::read(&path).unwrap() == old);
        assert_eq!(folder.names(), ["m.json"]);
    }

    /// A device or a pipe must not be replaced by a file: as root, `-o /dev/null` would break the machine.
    #[test]
    fn what_is_no_file_is_not_replaced() {
        let folder = Folder::new();
        let socket = folder.join("socket");
        let _listener = std::os::unix::net::UnixListener::bind(&socket).unwrap();
        assert!(file::save(&socket, &bank(), None).is_err());
        assert!(!fs::symlink_metadata(&socket).unwrap().is_file(), "it is a socket still");
        assert_eq!(folder.names(), ["socket"]);
    }
}
