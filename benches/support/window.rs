//! The window with a large model of which about 50 boxes are on the screen, the same ones whatever the model's size.

use std::path::PathBuf;

use eframe::egui::{Key, Modifiers, Vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use opcanvas::edit::{Edit, apply};
use opcanvas::geom::Point;
use opcanvas::model::view::DIAGRAM;
use opcanvas::model::{Placement, RelationKind, Value, View, ViewId};
use opcanvas::ui::{App, Options};

use crate::support::model;

/// Boxes around the middle of the drawing, which is the middle of the screen.
const NEAR: usize = 48;
/// Those beside each other.
const ACROSS: usize = 6;

/// A window that shows the middle of a model of `n` elements at 100 %.
///
/// # Panics
/// When the model cannot be written or opened: there is nothing to measure then.
pub fn window(n: usize) -> Harness<'static, App> {
    let document = model(n, 0);
    let mut view = View::new(ViewId::new("v"), DIAGRAM, "Measured");
    for (i, id) in document.elements().keys().enumerate() {
        let at = if i < NEAR {
            let (x, y) = (i % ACROSS, i / ACROSS);
            Point::new(x as f64 * 200.0 - 590.0, y as f64 * 100.0 - 390.0)
        } else {
            // Far out on both sides alike, so that the middle stays the middle.
            let (pair, side) = ((i - NEAR) / 2, if i.is_multiple_of(2) { -1.0 } else { 1.0 });
            let (column, row) = (pair / 20, pair % 20);
            Point::new(side * (20_000.0 + column as f64 * 200.0) - 90.0, row as f64 * 100.0 - 990.0)
        };
        view.placements.insert(id.clone(), Placement { w: Some(180.0), h: Some(80.0), ..Placement::at(at) });
    }
    // How lines are led depends on how many there are; what is measured must not.
    let hidden = RelationKind::ALL.map(|kind| Value::text(kind.id()));
    view.options.set("hidden", Value::List(hidden.into_iter().collect()));
    let (document, _) = apply(&document, &[Edit::AddView(view)]).expect("the placements are of elements");
    let file = std::env::temp_dir().join(format!("opcanvas-frame-{n}-{}.opcanvas.json", std::process::id()));
    std::fs::write(&file, opcanvas::format::save(&document)).expect("the folder for temporary files can be written");
    let harness = shown(&file);
    // What was opened is in memory; the file has done its work.
    let _ = std::fs::remove_file(file);
    harness
}

fn shown(file: &std::path::Path) -> Harness<'static, App> {
    let options =
        Options { files: vec![PathBuf::from(file)], system_dialogs: false, state: None, reduced_motion: true };
    let mut harness = Harness::builder()
        .with_size(Vec2::new(1600.0, 1000.0))
        // Names of many scripts; which fonts are installed is not what is measured.
        .allow_missing_glyphs()
        .build_eframe(move |cc| App::new(&cc.egui_ctx, options));
    for _ in 0..6_000 {
        harness.step();
        if harness.state().workspace().session.is_some() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    assert!(harness.state().workspace().session.is_some(), "the model is open");
    // A large model is checked beside the window; what is found of it then stands on the cards.
    for _ in 0..6_000 {
        harness.step();
        let session = harness.state().workspace().session.as_ref();
        if session.is_some_and(|s| !s.known_findings().is_checking()) {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    harness.run_steps(3);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Num0);
    harness.run_steps(3);
    harness
}

/// How many shapes a frame hands to the screen, and how many items it hands to the accessibility tree.
pub fn counts(harness: &Harness<'static, App>) -> (usize, usize) {
    (harness.output().shapes.len(), harness.query_all_by(|_| true).count())
}
