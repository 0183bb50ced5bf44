//! A window under test, used through its accessible names.
//!
//! Knows nothing about what a test proves.

// Each test program uses a part of this.
#![allow(dead_code, reason = "each test program uses a part of this")]

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use eframe::egui::{self, Event, Key, Modifiers, PointerButton, Pos2, Vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};
use opcanvas::editor::Session;
use opcanvas::model::Document;
use opcanvas::ui::{App, Options};

/// Ctrl, on macOS Cmd.
pub const CTRL: Modifiers = Modifiers::COMMAND;

/// A window with a file of its own in a folder that goes with the test.
pub struct Window {
    pub harness: Harness<'static, App>,
    pub folder: PathBuf,
}

impl Drop for Window {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

impl Window {
    /// A window on a file with these bytes, or on the start screen.
    pub fn open(test: &str, bytes: Option<&[u8]>) -> Self {
        // Tests of one program run at once, and two may use one name.
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let next = NEXT.fetch_add(1, Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("opcanvas-ui-{test}-{}-{next}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let file = bytes.map(|bytes| {
            let file = folder.join("model.opcanvas.json");
            std::fs::write(&file, bytes).unwrap();
            file
        });
        let options = Options {
            files: file.clone().into_iter().collect(),
            system_dialogs: false,
            state: Some(folder.join("state")),
            reduced_motion: true,
        };
        let harness = Harness::builder()
            .with_size(Vec2::new(1440.0, 900.0))
            .with_max_steps(64)
            // Quick enough for two clicks to be a double-click.
            .with_step_dt(0.1)
            .build_eframe(move |cc| App::new(&cc.egui_ctx, options));
        let mut window = Self { harness, folder };
        if file.is_some() {
            window.wait("the file is open", |w| w.harness.state().workspace().session.is_some());
        }
        window.run();
        window
    }

    /// The bank with the diagram of the whole model.
    pub fn bank(test: &str) -> Self {
        let mut window = Self::on_canvas(test);
        window.tab("Whole model");
        window
    }

    /// The bank as it opens, on its canvas.
    pub fn on_canvas(test: &str) -> Self {
        Self::open(test, Some(&example("bank")))
    }

    /// Shows the view of a tab.
    pub fn tab(&mut self, name: &str) {
        self.harness.get_by_role_and_label(egui::accesskit::Role::Tab, name).click();
        self.run();
    }

    /// The tabs, in their order.
    pub fn tabs(&self) -> Vec<String> {
        self.session().tabs().into_iter().map(|t| t.name.to_string()).collect()
    }

    /// A double-click.
    pub fn double_click(&mut self, at: Pos2) {
        self.move_to(at);
        for pressed in [true, false, true, false] {
            self.button(at, pressed);
        }
        self.run();
    }

    /// Lets background work end: opening and saving have threads of their own.
    pub fn wait(&mut self, what: &str, until: impl Fn(&Self) -> bool) {
        for _ in 0..3_000 {
            self.harness.step();
            if until(self) {
                return;
            }
            std::thread::sleep(std::time::Duration::from_millis(10));
        }
        panic!("waited in vain: {what}");
    }

    /// Lets some frames pass.
    pub fn run(&mut self) {
        // Toasts and spinners repaint for a while, so a fixed number of frames, not "until nothing moves".
        self.harness.run_steps(6);
    }

    /// The open document with its editor.
    pub fn session(&self) -> &Session {
        self.harness.state().workspace().session.as_ref().expect("a document is open")
    }

    /// The open document.
    pub fn document(&self) -> &Document {
        self.session().document()
    }

    /// The file that is open.
    pub fn file(&self) -> PathBuf {
        self.folder.join("model.opcanvas.json")
    }

    /// Presses a key with others held.
    pub fn keys(&mut self, modifiers: Modifiers, key: Key) {
        self.harness.key_press_modifiers(modifiers, key);
        self.run();
    }

    /// Types into what has the keyboard.
    pub fn type_text(&mut self, text: &str) {
        self.harness.event(Event::Text(text.to_owned()));
        self.run();
    }

    /// The middle of what has this label.
    pub fn at(&self, label: &str) -> Pos2 {
        self.harness.get_by_label(label).rect().center()
    }

    /// Where what has this label is.
    pub fn rect(&self, label: &str) -> egui::Rect {
        self.harness.get_by_label(label).rect()
    }

    /// The labels that have this in them.
    pub fn labels_with(&self, part: &str) -> Vec<String> {
        let labels = self.harness.query_all_by(|node| node.label().is_some_and(|l| l.contains(part)));
        labels.filter_map(|node| node.accesskit_node().label()).collect()
    }

    /// A click.
    pub fn click(&mut self, at: Pos2) {
        self.drag(at, at);
    }

    /// A click with the other button.
    pub fn right_click(&mut self, pos: Pos2) {
        self.move_to(pos);
        for pressed in [true, false] {
            let (button, modifiers) = (PointerButton::Secondary, Modifiers::NONE);
            self.harness.event(Event::PointerButton { pos, button, pressed, modifiers });
            self.harness.step();
        }
        self.run();
    }

    /// Clicks one after the other what has these labels, as through a menu and its submenus.
    pub fn pick(&mut self, path: &[&str]) {
        for label in path {
            self.harness.get_by_label(label).click();
            self.run();
        }
    }

    /// Presses or releases the main button.
    pub fn button(&mut self, pos: Pos2, pressed: bool) {
        self.harness.event(Event::PointerButton {
            pos,
            button: PointerButton::Primary,
            pressed,
            modifiers: Modifiers::NONE,
        });
        self.harness.step();
    }

    /// Moves the pointer.
    pub fn move_to(&mut self, pos: Pos2) {
        self.harness.event(Event::PointerMoved(pos));
        self.harness.step();
    }

    /// Drags with the main button.
    pub fn drag(&mut self, from: Pos2, to: Pos2) {
        self.move_to(from);
        self.move_to(from);
        self.button(from, true);
        for i in 1..=6 {
            self.move_to(from + (to - from) * (i as f32 / 6.0));
        }
        self.button(to, false);
        self.run();
    }

    /// Drags from the right-hand handle of one element onto another.
    pub fn connect(&mut self, source: &str, target: &str) {
        let from = self.harness.get_by_label(source).rect();
        self.move_to(from.center());
        let to = self.at(target);
        self.drag(from.right_center(), to);
    }

    /// Whether something has this label.
    pub fn has(&self, label: &str) -> bool {
        self.harness.query_by_label(label).is_some()
    }

    /// Whether a label or value has this in it.
    pub fn has_part(&self, part: &str) -> bool {
        self.harness
            .query_all_by(|node| {
                node.label().is_some_and(|l| l.contains(part)) || node.value().is_some_and(|v| v.contains(part))
            })
            .next()
            .is_some()
    }

    /// Saves and waits for it.
    pub fn save(&mut self) {
        self.keys(CTRL, Key::S);
        self.wait("it is saved", |w| !w.session().is_dirty());
        self.run();
    }
}

/// The bytes of an example.
pub fn example(name: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("assets/examples/{name}.opcanvas.json"))).unwrap()
}
