//! The window, on egui: the only place that names it.
//!
//! It shows what the editor holds and sends what the user does.
//!
//! | Where | What |
//! | --- | --- |
//! | `app` | one frame: input, panels, canvas, dialogs, in this order |
//! | `canvas` | the drawing with its pointer and its accessible items |
//! | `going` | what floats over the drawing: the search, chips, the map |
//! | `fields` | editors of values, by their types
//! | `find` | the bar that finds in the view |
//! | `go_to` | the list of all that one can go to |
//! | `map` | the small map |
//! | `paint` | shapes of a scene as shapes of egui |
//! | `panels` | top bar with tabs, options of the view, palette, inspector, status bar, start screen |
//! | `images` | embedded pictures as textures, kept while they are shown |
//! | `pasting` | the system's clipboard and what is asked about pasting |
//! | `menus` | the choices that open on the canvas |
//! | `more` | the first of many things, and more on request |
//! | `popup` | the one look of those choices |
//! | `finding` | those among them that are lists to search |
//! | `context` | the menu of the other button |
//! | `keys` | keys as they are shown and pressed here |
//! | `quick` | a list that is found in by typing |
//! | `sheets` | every command by name, every key, the settings |
//! | `round` | the way of the keyboard from panel to panel |
//! | `dialogs` | questions before something is lost |
//! | `dropping` | what is said while files hover over the window |
//! | `files` | the window's own dialog for files |
//! | `system` | dialogs of the operating system, off the window's thread |
//! | `style` | fonts, colours and sizes of the widgets |
//! | `table` | the model as a table |
//! | `toasts` | sentences that come and go |
//!
//! Knows nothing about edits and files: every change is a command or a call of the session.

mod app;
mod canvas;
mod context;
mod dialogs;
mod dropping;
mod fields;
mod figures;
mod files;
mod find;
mod finding;
mod go_to;
mod going;
mod images;
mod keys;
mod list;
mod map;
mod menus;
mod more;
mod once;
mod paint;
mod panels;
mod pasting;
mod places;
mod popup;
mod prompts;
mod quick;
mod round;
mod sheets;
mod style;
mod system;
mod table;
mod toasts;
mod tour;

use std::path::PathBuf;

use thiserror::Error;

pub use app::{App, Options};

/// Why there is no window.
#[derive(Debug, Error)]
pub enum WindowError {
    /// There is no display to show it on.
    #[error("there is no display for a window ({0}); 'opcanvas export FILE -o OUT.svg' draws without one")]
    NoDisplay(String),
    /// The display cannot draw it.
    #[error("the window cannot be drawn here ({0}); 'opcanvas export FILE -o OUT.svg' draws without one")]
    NoGraphics(String),
}

/// Opens the window with the files that are named, and returns when it is closed.
///
/// # Errors
/// Why there is no window.
pub fn run(files: Vec<PathBuf>) -> Result<(), WindowError> {
    if cfg!(all(unix, not(target_os = "macos"))) {
        let set = |name: &str| std::env::var_os(name).is_some_and(|v| !v.is_empty());
        if !set("DISPLAY") && !set("WAYLAND_DISPLAY") && !set("WAYLAND_SOCKET") {
            return Err(WindowError::NoDisplay("neither DISPLAY nor WAYLAND_DISPLAY is set".into()));
        }
    }
    let viewport = eframe::egui::ViewportBuilder::default()
        .with_title("opcanvas")
        .with_app_id("opcanvas")
        .with_inner_size([1440.0, 900.0])
        .with_min_inner_size([720.0, 480.0])
        .with_drag_and_drop(true);
    let options =
        eframe::NativeOptions { viewport, renderer: eframe::Renderer::Glow, ..eframe::NativeOptions::default() };
    let make = Box::new(move |cc: &eframe::CreationContext<'_>| {
        let app = App::new(
            &cc.egui_ctx,
            Options { files, system_dialogs: true, state: crate::editor::folder::state(), reduced_motion: false },
        );
        Ok(Box::new(app) as Box<dyn eframe::App>)
    });
    eframe::run_native("opcanvas", options, make).map_err(|error| {
        let first_line = error.to_string().lines().next().unwrap_or_default().to_owned();
        match error {
            eframe::Error::Winit(_) | eframe::Error::WinitEventLoop(_) => WindowError::NoDisplay(first_line),
            _ => WindowError::NoGraphics(first_line),
        }
    })
}
