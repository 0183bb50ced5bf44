//! Documents, their sheets and dialogs, and what is being typed when another document comes to the front.

use crate::{models, window};

use std::path::{Path, PathBuf};
use std::sync::Arc;

use eframe::egui::{self, Key, Modifiers, ViewportEvent, ViewportId};
use egui_kittest::kittest::{NodeT, Queryable};
use opcanvas::editor::table::{At, What};
use opcanvas::editor::workspace::{Question, Sheet, Then};
use opcanvas::editor::{Command, Session, Workspace};
use opcanvas::file::{left_off, recent};
use opcanvas::format::{load, templates::Template};
use opcanvas::model::{Document, ElementKind};
use opcanvas::theme::Mode;
use window::{CTRL, Window, example};

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

/// Changes a document, so that it is asked about.
fn rename(workspace: &mut Workspace, name: &str) {
    workspace.session.as_mut().unwrap().set_model_name(name);
}

fn read(path: &Path) -> Document {
    load(&std::fs::read(path).unwrap()).unwrap().document
}

fn name_of(workspace: &Workspace, id: u64) -> String {
    workspace.sessions().find(|s| s.id == id).unwrap().document().name().to_owned()
}

fn idle(workspace: &mut Workspace) {
    wait(workspace, "the work is done", |w| w.jobs.running().is_empty());
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

// --- dialogs for files ---

#[test]
fn an_answer_of_a_dialog_is_of_the_document_that_was_asked_about() {
    let folder = Folder::new("answer");
    let mut w = on_bank(None);
    let bank = front(&w);
    w.run(Command::New, Mode::Light);
    let new = front(&w);
    w.show_document(bank);
    w.run(Command::SaveAs, Mode::Light);
    w.show_document(new);
    w.answer_path(Some(folder.0.join("bank")));
    idle(&mut w);
    let path = folder.0.join("bank.opcanvas.json");
    assert_eq!(read(&path).name(), "Lumen Bank");
    let of = |w: &Workspace, id| w.sessions().find(|s| s.id == id).unwrap().path().map(Path::to_owned);
    assert_eq!((of(&w, bank), of(&w, new)), (Some(path), None));

    w.show_document(bank);
    w.run(Command::Export, Mode::Light);
    w.show_document(new);
    w.answer_path(Some(folder.0.join("picture.svg")));
    idle(&mut w);
    assert!(std::fs::read_to_string(folder.0.join("picture.svg")).unwrap().contains("Lumen Bank"));
    assert_eq!(front(&w), new);

    w.show_document(bank);
    w.run(Command::SaveAs, Mode::Light);
    w.leave(Then::Close(bank));
    assert_eq!(w.open_documents(), 1);
    w.answer_path(Some(folder.0.join("gone")));
    idle(&mut w);
    assert!(!folder.0.join("gone.opcanvas.json").exists(), "nothing else is saved in the place of what is closed");
}

#[test]
fn a_file_that_is_open_does_not_come_to_the_front_of_a_question() {
    let folder = Folder::new("question");
    let path = folder.file("city", "city");
    let mut w = on_bank(None);
    let bank = front(&w);
    open(&mut w, &path);
    w.show_document(bank);
    w.run(Command::SaveAs, Mode::Light);
    w.leave(Then::Open(path));
    assert_eq!(front(&w), bank);
}

#[test]
fn save_as_waits_for_a_save_that_is_under_way() {
    let folder = Folder::new("save-as");
    let (first, second) = (folder.file("bank", "bank"), folder.0.join("second.opcanvas.json"));
    let mut w = Workspace::new(Arc::new(|| {}), None);
    open(&mut w, &first);
    rename(&mut w, "One");
    w.run(Command::Save, Mode::Light);
    rename(&mut w, "Two");
    w.run(Command::SaveAs, Mode::Light);
    w.answer_path(Some(second.clone()));
    assert_eq!(w.jobs.running().iter().filter(|l| **l == "Saving").count(), 1, "one after the other");
    idle(&mut w);
    let session = w.session.as_ref().unwrap();
    assert_eq!((session.path(), session.is_dirty()), (Some(second.as_path()), false));
    assert_eq!((read(&first).name(), read(&second).name()), ("One", "Two"));
    // And a save that is asked for meanwhile goes to the new file, without asking where.
    rename(&mut w, "Three");
    let third = folder.0.join("third.opcanvas.json");
    w.run(Command::SaveAs, Mode::Light);
    w.answer_path(Some(third.clone()));
    rename(&mut w, "Four");
    w.run(Command::Save, Mode::Light);
    idle(&mut w);
    assert_eq!((read(&second).name(), read(&third).name()), ("Two", "Four"));
}

#[test]
fn the_first_save_of_a_new_model_is_not_asked_for_twice() {
    let folder = Folder::new("first-save");
    let path = folder.0.join("new.opcanvas.json");
    let mut w = on_bank(None);
    w.run(Command::SaveAs, Mode::Light);
    w.answer_path(Some(path.clone()));
    rename(&mut w, "Later");
    w.run(Command::Save, Mode::Light);
    assert_eq!(w.question, None, "it has a file by now");
    idle(&mut w);
    assert_eq!(read(&path).name(), "Later");
}

#[test]
fn save_all_saves_all() {
    let folder = Folder::new("save-all");
    let mut w = Workspace::new(Arc::new(|| {}), None);
    open(&mut w, &folder.file("bank", "bank"));
    rename(&mut w, "Bank");
    for name in ["One", "Two"] {
        w.run(Command::New, Mode::Light);
        rename(&mut w, name);
    }
    w.leave(Then::Quit);
    assert!(matches!(w.question, Some(Question::Unsaved(_))));
    w.save_all_first();
    for n in 1..=2 {
        wait(&mut w, "it asks where", |w| w.question.is_some());
        let Some(Question::Path { suggestion, .. }) = &w.question else { panic!("{n}: {:?}", w.question) };
        assert!(["One", "Two"].iter().any(|n| suggestion.ends_with(format!("{n}.opcanvas.json"))), "{suggestion:?}");
        let path = folder.0.join(suggestion.file_name().unwrap());
        w.answer_path(Some(path));
    }
    wait(&mut w, "it ends", |w| w.quit);
    for name in ["One", "Two"] {
        assert_eq!(read(&folder.0.join(format!("{name}.opcanvas.json"))).name(), name);
    }
}

#[test]
fn saving_all_ends_where_it_is_called_off() {
    let folder = Folder::new("save-all-off");
    let mut w = Workspace::new(Arc::new(|| {}), None);
    for name in ["One", "Two"] {
        w.run(Command::New, Mode::Light);
        rename(&mut w, name);
    }
    w.leave(Then::Quit);
    w.save_all_first();
    w.answer_path(None);
    assert_eq!((w.question.clone(), w.quit), (None, false));
    w.run(Command::SaveAs, Mode::Light);
    w.answer_path(Some(folder.0.join("one.opcanvas.json")));
    idle(&mut w);
    w.leave(Then::Quit);
    assert!(matches!(w.question, Some(Question::Unsaved(_))), "it is asked anew: {:?}", w.question);
}

// --- what is being typed ---

/// Types in the first cell of the first stage, without leaving it.
fn type_in_table(workspace: &mut Workspace, column: usize, text: &str) {
    let session = workspace.session.as_mut().unwrap();
    session.open_table(What::Kind(ElementKind::Stage));
    session.table.go(At { row: 0, column }, false);
    session.table_begin(Some(text));
}

fn has(workspace: &Workspace, id: u64, name: &str) -> bool {
    let session = workspace.sessions().find(|s| s.id == id).unwrap();
    session.document().index().named(name).next().is_some()
}

#[test]
fn a_cell_being_typed_in_is_saved_asked_about_and_kept() {
    let folder = Folder::new("cell");
    let path = folder.file("bank", "bank");
    let mut w = Workspace::new(Arc::new(|| {}), None);
    let bank = open(&mut w, &path);
    type_in_table(&mut w, 0, "Saved");
    w.run(Command::Save, Mode::Light);
    idle(&mut w);
    assert!(read(&path).index().named("Saved").next().is_some());
    type_in_table(&mut w, 0, "Asked about");
    w.leave(Then::Close(bank));
    assert!(matches!(w.question, Some(Question::Unsaved(_))), "it is work");
    w.call_off();
    assert!(has(&w, bank, "Asked about"));
    type_in_table(&mut w, 0, "Kept");
    w.run(Command::New, Mode::Light);
    assert!(has(&w, bank, "Kept"));
    w.show_document(bank);
    // Saving under another name asks first.
    type_in_table(&mut w, 0, "Elsewhere");
    w.run(Command::SaveAs, Mode::Light);
    assert!(has(&w, bank, "Elsewhere"));
    w.question = None;
    // What is not taken stays in its cell.
    let lead = w.session.as_ref().unwrap().table.columns().iter().position(|c| c.label == "Lead time").unwrap();
    type_in_table(&mut w, lead, "soon");
    w.show_start();
    w.leave_start();
    assert_eq!(w.session.as_ref().unwrap().table.wrong(0, lead).unwrap().text, "soon");
    // The table is left by its button too.
    type_in_table(&mut w, 0, "Drawing");
    w.session.as_mut().unwrap().toggle_table();
    assert!(has(&w, bank, "Drawing"));
}

impl Window {
    fn closes_window(&mut self) {
        let viewport = self.harness.input_mut().viewports.entry(ViewportId::ROOT).or_default();
        viewport.events.push(ViewportEvent::Close);
        self.harness.step();
        self.harness.input_mut().viewports.entry(ViewportId::ROOT).or_default().events.clear();
        self.run();
    }
}

#[test]
fn what_is_typed_in_a_sheet_is_asked_about_when_the_window_is_closed() {
    let mut w = Window::on_canvas("papers-close");
    w.keys(CTRL, Key::K);
    w.type_text("Settings of the model");
    w.keys(Modifiers::NONE, Key::Enter);
    let field = |n: &egui_kittest::Node<'_>| n.accesskit_node().role() == egui::accesskit::Role::TextInput;
    w.harness.query_all_by_label("Model name").find(field).expect("the field").focus();
    w.run();
    w.keys(CTRL, Key::A);
    w.type_text("Typed");
    w.closes_window();
    assert_eq!(w.document().name(), "Typed");
    assert!(!w.harness.state().workspace().quit, "it is not lost");
    assert!(w.has_part("Save the changes to"));
}

#[derive(Debug)]
struct Dropped(PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        std::fs::read(&self.0).map_err(|e| e.to_string())
    }
}

#[test]
fn a_file_that_arrives_leaves_what_is_typed_to_its_document() {
    let mut w = Window::on_canvas("papers-arrives");
    let bank = w.session().id;
    let city = w.folder.join("city.opcanvas.json");
    std::fs::write(&city, example("city")).unwrap();
    // Twice: when it is read and when it is open already.
    for name in ["Typed", "Typed again"] {
        w.harness.get_by_label("Name of the model").focus();
        w.run();
        w.keys(CTRL, Key::A);
        w.type_text(name);
        w.harness.input_mut().dropped_files.push(Arc::new(Dropped(city.clone())));
        w.wait("the city is in front", |w| w.session().id != bank);
        w.run();
        assert_eq!(w.document().name(), "City of Aldergrove");
        assert_eq!(name_of(w.harness.state().workspace(), bank), name);
        w.keys(CTRL, Key::Tab);
    }
}

// --- what is remembered ---

#[test]
fn a_tab_that_was_never_shown_keeps_its_remembered_place() {
    let mut session = Session::untitled(models::bank());
    let mut entry = serde_json::Map::new();
    entry.insert("view".into(), "diagram".into());
    entry.insert("middle".into(), serde_json::json!([120.0, 340.0]));
    entry.insert("zoom".into(), 2.0.into());
    session.be_as_left(&entry);
    assert_eq!(session.left_off(), entry);
}

#[test]
fn two_windows_lose_none_of_their_recent_files() {
    let folder = Folder::new("recent");
    let state = folder.state();
    let file = |i: usize| folder.0.join(format!("{i}.opcanvas.json"));
    for i in 0..6 {
        recent::remember(&state, &file(i));
    }
    std::thread::scope(|threads| {
        for i in 0..6 {
            let (state, forgotten, new) = (state.clone(), file(i), file(i + 6));
            threads.spawn(move || {
                recent::forget(&state, &forgotten);
                recent::remember(&state, &new);
            });
        }
    });
    let mut known = recent::load(&state);
    known.sort();
    let mut expected: Vec<PathBuf> = (6..12).map(file).collect();
    expected.sort();
    assert_eq!(known, expected);
}

#[test]
fn a_file_is_off_the_list_at_once_and_stays_off() {
    let folder = Folder::new("forget");
    let (bank, city) = (folder.file("bank", "bank"), folder.file("city", "city"));
    let mut w = Workspace::new(Arc::new(|| {}), Some(folder.state()));
    open(&mut w, &bank);
    open(&mut w, &city);
    w.forget_recent(&bank);
    assert_eq!(w.recent, std::slice::from_ref(&city));
    w.show_start();
    wait(&mut w, "it is looked up", |w| w.recents().len() == 1);
    wait(&mut w, "it is written", |_| recent::load(&folder.state()) == [city.clone()]);
    assert_eq!(w.recent, [city]);
}

#[test]
fn how_a_file_was_left_changes_no_setting() {
    let folder = Folder::new("panels");
    let (bank, city) = (folder.file("bank", "bank"), folder.file("city", "city"));
    {
        let mut w = Workspace::new(Arc::new(|| {}), Some(folder.state()));
        let id = open(&mut w, &bank);
        w.run(Command::TogglePanels, Mode::Light);
        w.leave(Then::Close(id));
        w.settings.panels = true;
    }
    let mut w = Workspace::new(Arc::new(|| {}), Some(folder.state()));
    let id = open(&mut w, &bank);
    assert!(!w.shows_panels(), "as it was left");
    assert_eq!(w.is_on(Command::TogglePanels), Some(false));
    assert!(w.settings.panels, "but it is no wish for all models");
    open(&mut w, &city);
    assert!(w.shows_panels() && w.shows_outline());
    w.show_document(id);
    w.run(Command::ToggleOutline, Mode::Light);
    assert!(w.shows_panels() && w.shows_outline(), "from what is shown on");
    w.run(Command::TogglePanels, Mode::Light);
    assert!(!w.shows_panels() && !w.settings.panels, "what the user says is a wish");
}

#[test]
fn a_name_that_was_not_saved_is_not_the_name_of_the_file() {
    let folder = Folder::new("name");
    let path = folder.file("bank", "bank");
    let name = || left_off::load(&folder.state(), &path).get("name").and_then(|n| n.as_str().map(str::to_owned));
    {
        let mut w = Workspace::new(Arc::new(|| {}), Some(folder.state()));
        let id = open(&mut w, &path);
        rename(&mut w, "Never saved");
        w.leave(Then::Close(id));
        w.discard();
        assert_eq!(w.open_documents(), 0);
    }
    assert_ne!(name().as_deref(), Some("Never saved"));
    {
        let mut w = Workspace::new(Arc::new(|| {}), Some(folder.state()));
        let id = open(&mut w, &path);
        rename(&mut w, "Saved");
        w.run(Command::Save, Mode::Light);
        wait(&mut w, "it is remembered", |_| name().as_deref() == Some("Saved"));
        rename(&mut w, "Never saved");
        w.leave(Then::Close(id));
        w.discard();
    }
    assert_eq!(name().as_deref(), Some("Saved"));
}

#[test]
fn closing_makes_no_plan_of_what_was_changed_last() {
    let folder = Folder::new("plan");
    let mut w = Workspace::new(Arc::new(|| {}), Some(folder.state()));
    let path = folder.0.join("new.opcanvas.json");
    std::fs::write(&path, Template::Blank.bytes()).unwrap();
    open(&mut w, &path);
    let session = w.session.as_mut().unwrap();
    session.canvas = opcanvas::geom::Size::new(800.0, 600.0);
    session.show(Mode::Light);
    let plan = |w: &mut Workspace| w.session.as_mut().unwrap().at_hand().and_then(|(_, plan)| plan);
    assert!(plan(&mut w).is_some());
    rename(&mut w, "Changed");
    assert!(plan(&mut w).is_none());
    w.run(Command::Save, Mode::Light);
    idle(&mut w);
    assert!(plan(&mut w).is_none(), "the window had no need of one");
    drop(w);
    let thumbnail = opcanvas::file::thumbnails::load(&folder.state(), &path, false);
    assert!(thumbnail.is_some(), "but the picture is drawn");
}
