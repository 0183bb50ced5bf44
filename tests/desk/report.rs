//! The report of the model in front, asked for in the window.

use crate::window;

use std::path::PathBuf;

use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use window::{CTRL, Window};

const NONE: Modifiers = Modifiers::NONE;

/// Asks for the report through the list of commands.
fn ask(w: &mut Window) {
    w.keys(CTRL, Key::K);
    w.run();
    w.type_text("report");
    w.keys(NONE, Key::Enter);
    w.run();
    assert!(w.has("Write a report"));
}

/// Types where it is to be written.
fn name(w: &mut Window, path: &std::path::Path) {
    w.harness.get_by_role_and_label(Role::TextInput, "Name of the file").focus();
    w.run();
    w.keys(CTRL, Key::A);
    w.type_text(&path.to_string_lossy());
    w.keys(NONE, Key::Enter);
    w.run();
}

fn text(path: &PathBuf) -> String {
    std::fs::read_to_string(path).unwrap_or_default()
}

#[test]
fn a_report_is_written_where_the_dialog_says_and_the_model_stays_as_it_is() {
    let mut w = Window::bank("report-write");
    let revision = w.document().revision();
    ask(&mut w);
    // Name, purpose and day are suggested.
    let suggested = w.folder.join("Lumen Bank - report - 2026-07-01.html");
    assert!(w.has(&suggested.display().to_string()));
    w.keys(NONE, Key::Enter);
    w.wait("the report is there", |_| text(&suggested).ends_with("</html>\n"));
    w.wait("it is said where", |w| w.has_part("Exported to") && w.has_part("report - 2026-07-01.html"));
    assert_eq!(w.document().revision(), revision);
    assert!(w.session().history().to_undo().is_none(), "there is nothing to take back");
}

#[test]
fn the_ending_says_which_kind_of_report_it_is() {
    let mut w = Window::bank("report-kinds");
    ask(&mut w);
    let (markdown, html) = (w.folder.join("board.md"), w.folder.join("board.html"));
    name(&mut w, &markdown);
    w.wait("the Markdown is there", |_| text(&markdown).starts_with("# Lumen Bank\n"));
    ask(&mut w);
    let bare = w.folder.join("board");
    name(&mut w, &bare);
    w.wait("without an ending it is a page", |_| text(&html).starts_with("<!DOCTYPE html>"));
}

#[test]
fn a_report_that_is_there_is_replaced_only_after_asking() {
    let mut w = Window::bank("report-replace");
    let there = w.folder.join("there.html");
    std::fs::write(&there, "mine").unwrap();
    ask(&mut w);
    name(&mut w, &there);
    assert!(w.has("Replace \"there.html\"?"));
    w.keys(NONE, Key::Escape);
    w.run();
    assert_eq!(text(&there), "mine");
    ask(&mut w);
    name(&mut w, &there);
    w.keys(NONE, Key::Enter);
    w.wait("it is replaced", |_| text(&there).ends_with("</html>\n"));
}

#[test]
fn what_cannot_be_written_is_told() {
    let mut w = Window::bank("report-error");
    ask(&mut w);
    let nowhere = w.folder.join("missing").join("a.html");
    name(&mut w, &nowhere);
    assert!(w.has_part("There is no folder"), "while the dialog is open");
    // A file that may not be written is told by the job, after the dialog was closed.
    let locked = w.folder.join("locked.html");
    std::fs::write(&locked, "mine").unwrap();
    let mut permissions = std::fs::metadata(&locked).unwrap().permissions();
    permissions.set_readonly(true);
    std::fs::set_permissions(&locked, permissions).unwrap();
    name(&mut w, &locked);
    w.keys(NONE, Key::Enter);
    w.wait("it is told", |w| w.has_part("the file is read-only"));
    assert_eq!(text(&locked), "mine");
}
