//! The window as it looks and answers: the start screen, lists on the canvas, the theme.

mod window;

use eframe::egui::{Key, Modifiers, accesskit};
use egui_kittest::kittest::{NodeT, Queryable};
use window::Window;

#[test]
fn enter_on_the_start_screen_opens_a_blank_model() {
    let mut w = Window::open("look-start", None);
    w.harness.key_press(Key::Enter);
    w.run();
    let session = w.harness.state().workspace().session.as_ref().expect("a blank model");
    assert_eq!(session.document().elements().len(), 0);
}
