//! Several documents in one window: their tabs, how they are opened, saved and closed, and what is remembered of them.

use crate::window;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use eframe::egui::accesskit::Role;
use eframe::egui::{self, Event, Key, Modifiers, PointerButton, Vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use opcanvas::editor::{Command, Workspace};
use opcanvas::theme::Mode;
use opcanvas::ui::{App, Options};
use window::{CTRL, Window, example};

const NONE: Modifiers = Modifiers::NONE;

fn workspace(w: &Window) -> &Workspace {
    w.harness.state().workspace()
}

/// The titles of the open documents, the one in front in brackets.
fn titles(w: &Window) -> Vec<String> {
    let tab = |t: opcanvas::editor::workspace::DocumentTab| if t.in_front { format!("[{}]", t.title) } else { t.title };
    workspace(w).documents().into_iter().map(tab).collect()
}

/// A file as the system hands it over.
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

impl Window {
    fn drop_files(&mut self, files: &[&PathBuf]) {
        for file in files {
            self.harness.input_mut().dropped_files.push(Arc::new(Dropped((*file).clone())));
        }
        self.harness.step();
    }

    /// Puts an example into the folder of the test.
    fn another(&self, name: &str, of: &str) -> PathBuf {
        let path = self.folder.join(format!("{name}.opcanvas.json"));
        std::fs::write(&path, example(of)).unwrap();
        path
    }

    fn document_tab(&mut self, name: &str) {
        self.harness.get_by_role_and_label(Role::Tab, &format!("Document {name}")).click();
        self.run();
    }

    /// Opens the city beside the bank.
    fn bank_and_city(test: &str) -> Self {
        let mut w = Self::bank(test);
        let city = w.another("city", "city");
        w.drop_files(&[&city]);
        w.wait("the city is open", |w| titles(w).len() == 2);
        w.run();
        w
    }

    fn quits(&self) -> bool {
        workspace(self).quit
    }
}

#[test]
fn files_open_in_tabs_and_each_keeps_its_view_its_selection_and_its_steps() {
    let mut w = Window::bank("desk-tabs");
    assert!(!w.has("Document Lumen Bank"), "one document needs no tabs");
    w.click(w.at("Partner / supplier VeriFace"));
    w.keys(NONE, Key::ArrowRight);
    // Not all of it is shown, so that it is not fitted again.
    w.keys(CTRL, Key::Plus);
    let camera = w.session().camera;
    let (city, cut) = (w.another("city", "city"), w.folder.join("cut.opcanvas.json"));
    std::fs::write(&cut, &example("bank")[..2000]).unwrap();
    let bank = w.file();
    w.drop_files(&[&city, &cut, &bank]);
    w.wait("all were tried", |w| workspace(w).jobs.running().is_empty() && titles(w).len() == 2);
    w.run();
    assert!(w.has_part("cut.opcanvas.json: ") && w.has_part("ends too early"), "what is no model is named");
    assert_eq!(titles(&w).iter().filter(|t| t.contains("Lumen Bank")).count(), 1, "what is open is not opened twice");
    w.document_tab("City of Aldergrove");
    assert!(w.session().selection().is_empty() && w.session().history().steps().is_empty());
    assert!(!w.has("Partner / supplier VeriFace"), "the drawing is the city's");
    w.document_tab("Lumen Bank, not saved");
    assert!(w.has("Partner / supplier VeriFace"));
    assert_eq!((w.session().selection().len(), w.session().camera), (1, camera));
    w.keys(CTRL, Key::Z);
    assert!(!w.session().is_dirty(), "its own step is undone");
    assert!(w.has("Document Lumen Bank"));
}

#[test]
fn keys_go_round_the_documents_and_close_only_the_one_in_front() {
    let mut w = Window::bank_and_city("desk-keys");
    let third = w.another("third", "bank");
    w.drop_files(&[&third]);
    w.wait("the third is open", |w| titles(w).len() == 3);
    assert_eq!(titles(&w), ["Lumen Bank (model)", "City of Aldergrove", "[Lumen Bank (third)]"]);
    w.keys(CTRL, Key::Tab);
    assert_eq!(titles(&w)[0], "[Lumen Bank (model)]", "round and round");
    w.keys(CTRL | Modifiers::SHIFT, Key::Tab);
    w.keys(CTRL | Modifiers::SHIFT, Key::Tab);
    assert_eq!(titles(&w)[1], "[City of Aldergrove]");
    w.keys(CTRL, Key::W);
    assert_eq!(titles(&w), ["Lumen Bank (model)", "[Lumen Bank (third)]"]);
    w.keys(CTRL | Modifiers::SHIFT, Key::O);
    w.wait("it is open again", |w| titles(w).len() == 3);
    assert!(titles(&w).contains(&"[City of Aldergrove]".to_owned()));
    // The middle button closes a tab without bringing it to the front.
    let at = w.at("Document Lumen Bank (third)");
    w.move_to(at);
    for pressed in [true, false] {
        let (button, modifiers) = (PointerButton::Middle, NONE);
        w.harness.event(Event::PointerButton { pos: at, button, pressed, modifiers });
        w.harness.step();
    }
    w.run();
    assert_eq!(titles(&w).len(), 2);
    assert!(titles(&w).contains(&"[City of Aldergrove]".to_owned()));
    w.harness.get_by_label("Close City of Aldergrove").click();
    w.run();
    assert_eq!(titles(&w), ["[Lumen Bank]"]);
    assert!(!w.has("Document Lumen Bank"), "one document needs no tabs");
}

#[test]
fn a_tab_is_dragged_to_another_place() {
    let mut w = Window::bank_and_city("desk-drag");
    assert_eq!(titles(&w), ["Lumen Bank", "[City of Aldergrove]"]);
    let (from, to) = (w.at("Document City of Aldergrove"), w.rect("Document Lumen Bank").left_center());
    w.drag(from, to + Vec2::new(4.0, 0.0));
    assert_eq!(titles(&w), ["[City of Aldergrove]", "Lumen Bank"]);
}

#[test]
fn what_is_typed_when_another_tab_is_chosen_stays_with_its_document() {
    let mut w = Window::bank_and_city("desk-typed");
    w.document_tab("Lumen Bank");
    w.harness.get_by_label("Name of the model").focus();
    w.run();
    w.keys(CTRL, Key::A);
    w.type_text("Lumen");
    w.keys(CTRL, Key::Tab);
    assert_eq!(titles(&w), ["Lumen", "[City of Aldergrove]"]);
    assert_eq!(w.document().name(), "City of Aldergrove");
    w.keys(CTRL, Key::F);
    w.type_text("resident");
    w.document_tab("Lumen, not saved");
    assert!(!w.has("Find in this view"), "the search is of the other document");
    w.document_tab("City of Aldergrove");
    assert!(w.has("Find in this view"));
}

#[test]
fn the_start_screen_is_a_tab_while_models_are_open() {
    let mut w = Window::bank("desk-start");
    w.click(w.at("Partner / supplier VeriFace"));
    w.keys(NONE, Key::ArrowRight);
    w.pick(&["Menu", "File", "Start screen"]);
    assert!(w.has("Blank model") && workspace(&w).session.is_none());
    assert!(!w.has_part("Save the changes"), "nothing is lost, so nothing is asked");
    assert!(w.has("Document Lumen Bank, not saved") && w.has("Start screen"));
    w.keys(NONE, Key::Escape);
    assert!(w.session().is_dirty(), "it is the model as it was left");
    w.pick(&["Menu", "File", "Start screen"]);
    w.harness.get_by_label("Blank model").click();
    w.run();
    assert_eq!(titles(&w), ["Lumen Bank", "[New operating model]"]);
    assert!(w.has_part("not yet a file"));
    w.harness.get_by_label("New tab").click();
    w.run();
    assert!(w.has("Blank model"));
}

#[test]
fn each_document_with_changes_is_asked_about_before_the_program_ends() {
    let mut w = Window::bank_and_city("desk-quit");
    w.harness.get_by_label("Name of the model").focus();
    w.run();
    w.keys(CTRL, Key::A);
    w.type_text("Town");
    w.keys(NONE, Key::Enter);
    w.document_tab("Lumen Bank");
    w.click(w.at("Partner / supplier VeriFace"));
    w.keys(Modifiers::SHIFT, Key::Delete);
    w.keys(CTRL, Key::Q);
    assert!(w.has("Save the changes to \"Lumen Bank\"?") && w.has_part("1 more model has changes"));
    w.harness.get_by_label("Don't save").click();
    w.run();
    assert!(w.has("Save the changes to \"Town\"?"));
    w.harness.get_by_label("Cancel").click();
    w.run();
    assert!(!w.quits());
    assert_eq!(titles(&w).len(), 2, "called off, nothing is gone");
    w.keys(CTRL, Key::Q);
    assert!(w.has_part("Save the changes to"), "and both are asked about again");
    w.harness.get_by_label("Save all").click();
    w.wait("it ends", Window::quits);
    let saved = |name: &str| opcanvas::format::load(&std::fs::read(w.folder.join(name)).unwrap()).unwrap().document;
    assert_eq!(saved("city.opcanvas.json").name(), "Town");
    assert_eq!(saved("model.opcanvas.json").elements().len(), 57);
}

#[test]
fn a_model_is_not_saved_over_another_that_is_open() {
    let mut w = Window::bank_and_city("desk-over");
    w.keys(CTRL | Modifiers::SHIFT, Key::S);
    w.keys(CTRL, Key::A);
    w.type_text(&w.file().display().to_string());
    w.keys(NONE, Key::Enter);
    assert!(w.has_part("model.opcanvas.json is open in another tab"));
    assert!(std::fs::read(w.file()).unwrap() == example("bank"));
}

#[test]
fn closing_others_asks_about_those_with_changes() {
    let mut w = Window::bank_and_city("desk-others");
    w.document_tab("Lumen Bank");
    w.click(w.at("Partner / supplier VeriFace"));
    w.keys(NONE, Key::ArrowRight);
    w.document_tab("City of Aldergrove");
    w.pick(&["Menu", "File", "Close others"]);
    assert!(w.has("Save the changes to \"Lumen Bank\"?"));
    w.keys(NONE, Key::Enter);
    w.wait("it is closed", |w| titles(w) == ["[City of Aldergrove]"]);
}

#[test]
fn the_first_name_of_a_file_is_the_title_and_the_window_says_where_it_went() {
    let mut w = Window::open("desk-title", None);
    w.harness.get_by_label("Blank model").click();
    w.run();
    w.harness.get_by_label("Name of the model").focus();
    w.run();
    w.keys(CTRL, Key::A);
    w.type_text("Harbour");
    w.keys(NONE, Key::Enter);
    assert!(w.has_part("not yet a file"), "whatever has changed");
    w.keys(CTRL, Key::S);
    let Some(opcanvas::editor::Question::Path { suggestion, .. }) = &workspace(&w).question else { panic!("it asks") };
    assert_eq!(suggestion.file_name().unwrap().to_str(), Some("Harbour.opcanvas.json"));
    assert!(suggestion.is_absolute());
    w.keys(CTRL, Key::A);
    w.type_text(&w.folder.join("Harbour").display().to_string());
    w.keys(NONE, Key::Enter);
    w.wait("it is saved", |w| w.session().path().is_some());
    w.run();
    assert!(w.has_part(&format!("Saved to {}", w.folder.join("Harbour.opcanvas.json").display())));
}

#[test]
fn several_files_of_the_command_line_open_in_their_order() {
    let folder = std::env::temp_dir().join(format!("opcanvas-desk-line-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let files: Vec<_> = ["bank", "city"].map(|name| folder.join(format!("{name}.opcanvas.json"))).into();
    for (file, name) in files.iter().zip(["bank", "city"]) {
        std::fs::write(file, example(name)).unwrap();
    }
    let options = Options { files, system_dialogs: false, state: None, reduced_motion: true };
    let mut harness =
        Harness::builder().with_size(Vec2::new(1440.0, 900.0)).build_eframe(move |cc| App::new(&cc.egui_ctx, options));
    for _ in 0..2_000 {
        harness.step();
        if harness.state().workspace().open_documents() == 2 {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    let documents = harness.state().workspace().documents();
    let titles: Vec<_> = documents.into_iter().map(|d| d.title).collect();
    assert_eq!(titles, ["Lumen Bank", "City of Aldergrove"]);
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn work_in_the_background_finds_its_document_behind_another() {
    let mut workspace = Workspace::new(Arc::new(|| {}), None);
    let bank = opcanvas::format::load(&example("bank")).unwrap().document;
    let folder = std::env::temp_dir().join(format!("opcanvas-desk-behind-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    workspace.session = Some(opcanvas::editor::Session::untitled(bank));
    let id = workspace.session.as_ref().unwrap().id;
    workspace.session.as_mut().unwrap().set_model_name("Behind");
    workspace.run(Command::Save, Mode::Light);
    workspace.answer_path(Some(folder.join("behind.opcanvas.json")));
    workspace.run(Command::New, Mode::Light);
    assert_ne!(workspace.session.as_ref().map(|s| s.id), Some(id));
    for _ in 0..2_000 {
        if workspace.collect() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    let behind = workspace.documents().into_iter().find(|d| d.id == id).unwrap();
    assert!(!behind.dirty && behind.path == Some(folder.join("behind.opcanvas.json")));
    workspace.show_start();
    assert_eq!(workspace.open_documents(), 2);
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn a_file_opens_as_it_was_left() {
    let mut w = Window::bank("desk-left");
    w.click(w.at("Partner / supplier VeriFace"));
    for _ in 0..3 {
        w.keys(CTRL, Key::Plus);
    }
    let (camera, selected) = (w.session().camera, w.session().selection().clone());
    assert_eq!(selected.len(), 1);
    w.keys(CTRL, Key::Period);
    w.keys(CTRL, Key::W);
    w.keys(CTRL, Key::Period);
    let left = w.folder.join("state/left-off.json");
    w.wait("it is kept", |_| std::fs::read_to_string(&left).is_ok_and(|text| text.contains("\"selection\"")));
    w.keys(CTRL | Modifiers::SHIFT, Key::O);
    w.wait("it is open again", |w| workspace(w).session.is_some());
    w.run();
    assert!(!workspace(&w).shows_panels(), "without the panels, as it was left");
    assert_eq!(w.session().tabs()[1].which, *w.session().on_show());
    assert_eq!(w.session().selection(), &selected);
    let now = w.session().camera;
    assert!((now.zoom - camera.zoom).abs() < 1e-9, "as large as before");
    // A file that holds neither the view nor what was selected opens as if it had never been left.
    w.keys(CTRL, Key::W);
    std::fs::write(w.file(), opcanvas::format::templates::Template::Blank.bytes()).unwrap();
    let known = std::fs::read_to_string(&left).unwrap().replace("\"diagram\"", "{ \"id\": \"gone\" }");
    std::fs::write(&left, known).unwrap();
    w.keys(CTRL | Modifiers::SHIFT, Key::O);
    w.wait("it is open again", |w| workspace(w).session.is_some());
    w.run();
    assert!(w.session().selection().is_empty());
    assert_eq!(w.session().tabs()[0].which, *w.session().on_show());
}

#[test]
fn recent_files_are_cards_with_pictures_and_what_is_gone_can_be_taken_off_the_list() {
    let mut w = Window::bank_and_city("desk-recent");
    w.pick(&["Menu", "File", "Start screen"]);
    w.wait("the pictures are there", |w| {
        let recents = workspace(w).recents();
        recents.len() == 2 && recents.iter().all(|r| r.picture(Mode::Light).is_some())
    });
    w.run();
    let recents = workspace(&w).recents();
    assert_eq!(recents[0].name.as_deref(), Some("City of Aldergrove"));
    assert_eq!(recents[0].when, "Today");
    let picture = recents[0].picture(Mode::Light).unwrap();
    assert!(picture.width <= 640 && picture.height <= 401 && picture.width.max(picture.height) >= 400);
    let first = &picture.rgba[..4];
    assert!(picture.rgba.chunks(4).any(|p| p != first), "something is drawn on it");
    assert!(w.has("Open city.opcanvas.json") && w.has("Open model.opcanvas.json"));
    std::fs::remove_file(w.folder.join("city.opcanvas.json")).unwrap();
    w.keys(NONE, Key::Escape);
    w.pick(&["Menu", "File", "Start screen"]);
    w.wait("it is missed", |w| w.has("city.opcanvas.json is no longer there"));
    w.harness.get_by_label("Remove city.opcanvas.json from the list").click_accesskit();
    w.run();
    assert!(!w.has("city.opcanvas.json is no longer there"));
    assert_eq!(workspace(&w).recent.len(), 1);
    w.harness.get_by_label("Open model.opcanvas.json").click_accesskit();
    w.run();
    assert!(titles(&w).contains(&"[Lumen Bank]".to_owned()), "it is open, so it comes to the front");
}

#[test]
fn a_dropped_picture_is_read_beside_the_window_and_put_onto_the_drawing() {
    let mut w = Window::bank("files-picture");
    let session = opcanvas::editor::Session::untitled(w.document().clone());
    let scene = { session }.show(opcanvas::theme::Mode::Light).1;
    let picture = w.folder.join("drawing.png");
    std::fs::write(&picture, opcanvas::export::png::render(&scene, 0.2).unwrap()).unwrap();
    let none = w.folder.join("none.PNG");
    std::fs::write(&none, "no picture").unwrap();
    w.drop_files(&[&none]);
    w.wait("it is told", |w| w.has_part("is no PNG picture that can be read"));
    w.drop_files(&[&picture]);
    assert!(w.session().history().to_undo().is_none(), "the window does not wait for it");
    w.wait("the picture is there", |w| w.session().undo_label().as_deref() == Some("Paste picture"));
    assert!(w.session().single_annotation().is_some());
}
