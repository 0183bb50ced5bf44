//! The window's own dialog for files, by its keys and by its accessible names.

use crate::window;

use std::path::PathBuf;

use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use window::{CTRL, Window, example};

const NONE: Modifiers = Modifiers::NONE;

/// A window whose folder holds some files and a folder, with the dialog for opening on show.
fn opening(test: &str) -> (Window, PathBuf) {
    let mut w = Window::on_canvas(test);
    let folder = w.folder.clone();
    for (name, of) in [("alpha.opcanvas.json", "bank"), ("beta.opcanvas.json", "city"), (".secret.json", "city")] {
        std::fs::write(folder.join(name), example(of)).unwrap();
    }
    std::fs::write(folder.join("notes.txt"), "no model").unwrap();
    std::fs::create_dir_all(folder.join("deep")).unwrap();
    w.keys(CTRL, Key::O);
    w.run();
    assert!(w.has("Open a model"));
    (w, folder)
}

fn titles(w: &Window) -> Vec<String> {
    w.harness.state().workspace().documents().into_iter().map(|d| d.title).collect()
}

#[test]
fn a_file_is_found_by_typing_its_name_and_opened_with_enter() {
    let (mut w, _) = opening("dialog-type");
    assert!(w.has("beta.opcanvas.json") && w.has("deep"));
    assert!(!w.has("notes.txt") && !w.has(".secret.json"), "only what can be opened is shown");
    w.type_text("b");
    w.keys(NONE, Key::Enter);
    w.wait("it is open", |w| titles(w).contains(&"City of Aldergrove".to_owned()));
}

#[test]
fn keys_lead_into_folders_and_back_and_escape_closes() {
    let (mut w, folder) = opening("dialog-keys");
    let on = format!("Entries of {}", folder.join("deep").display());
    w.type_text("deep");
    w.keys(NONE, Key::Enter);
    assert!(w.has(&on) && w.has("The folder is empty"));
    w.keys(NONE, Key::Backspace);
    assert!(w.has(&format!("Entries of {}", folder.display())));
    w.keys(NONE, Key::Enter);
    assert!(w.has(&on), "the keys stand on the folder that was left");
    w.keys(Modifiers::ALT, Key::ArrowUp);
    w.harness.get_by_label("Show hidden files").click();
    w.run();
    assert!(w.has(".secret.json"));
    w.keys(NONE, Key::Escape);
    assert!(!w.has("Open a model"));
    assert_eq!(titles(&w).len(), 1);
}

#[test]
fn a_path_is_typed_and_what_is_not_there_is_told() {
    let (mut w, folder) = opening("dialog-path");
    let gone = folder.join("gone.json");
    w.type_text(&gone.display().to_string());
    w.keys(NONE, Key::Enter);
    assert!(w.has_part("There is no file"));
    w.keys(CTRL, Key::A);
    w.type_text(&folder.join("alpha.opcanvas.json").display().to_string());
    w.keys(NONE, Key::Enter);
    w.wait("it is open", |w| titles(w).len() == 2);
}

#[test]
fn a_new_folder_is_made_and_the_file_saved_in_it_with_its_ending() {
    let mut w = Window::on_canvas("dialog-save");
    let folder = w.folder.clone();
    std::fs::create_dir_all(folder.join("there")).unwrap();
    w.keys(CTRL | Modifiers::SHIFT, Key::S);
    w.harness.get_by_label("New folder").click();
    w.run();
    w.type_text("there");
    w.keys(NONE, Key::Enter);
    assert!(w.has_part("\"there\" is there already"), "a clear error");
    w.keys(CTRL, Key::A);
    w.type_text("models");
    w.keys(NONE, Key::Enter);
    assert!(folder.join("models").is_dir());
    w.keys(CTRL, Key::A);
    w.type_text("mine");
    let whole = folder.join("models/mine.opcanvas.json");
    assert!(w.has_part(&whole.display().to_string()), "the whole path is shown before it is saved");
    w.keys(NONE, Key::Enter);
    w.wait("it is saved", |_| whole.exists());
}
