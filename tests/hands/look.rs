//! The window as it looks and answers: the start screen, lists on the canvas, the theme.

use crate::window;

use eframe::egui::{Key, Modifiers, accesskit};
use egui_kittest::kittest::Queryable;
use opcanvas::editor::session::Menu;
use opcanvas::scene::Owner;
use window::{CTRL, Window};

const NONE: Modifiers = Modifiers::NONE;

#[test]
fn enter_on_the_start_screen_opens_a_blank_model() {
    let mut w = Window::open("look-start", None);
    w.keys(NONE, Key::Enter);
    w.wait("a model is open", |w| w.harness.state().workspace().session.is_some());
    assert_eq!(w.document().elements().len(), 0);
}

#[test]
fn arrow_keys_lead_through_what_can_be_added() {
    let mut w = Window::bank("look-add");
    let before = w.document().elements().len();
    w.keys(NONE, Key::I);
    assert!(matches!(w.session().menu, Some(Menu::Create { .. })));
    let offers = w.session().creatable("", None);
    w.keys(NONE, Key::ArrowDown);
    w.keys(NONE, Key::ArrowDown);
    w.keys(NONE, Key::ArrowUp);
    w.keys(NONE, Key::Enter);
    assert_eq!(w.document().elements().len(), before + 1);
    let made = w.session().naming.clone().expect("its name is open").element;
    assert_eq!(w.document().element(&made).unwrap().kind, offers[1].kind);
}

#[test]
fn what_is_typed_leads_back_to_what_fits_best() {
    let mut w = Window::bank("look-best");
    w.keys(NONE, Key::I);
    w.keys(NONE, Key::ArrowDown);
    w.type_text("role");
    let offers = w.session().creatable("role", None);
    w.keys(NONE, Key::Enter);
    let made = w.session().naming.clone().expect("its name is open").element;
    assert_eq!(w.document().element(&made).unwrap().kind, offers[0].kind);
}

#[test]
fn a_row_of_what_one_can_go_to_is_clicked() {
    let mut w = Window::bank("look-go");
    w.keys(CTRL, Key::P);
    w.type_text("creditf");
    w.harness.get_by_role_and_label(accesskit::Role::ListBoxOption, "CreditFile, Partner / supplier").click();
    w.run();
    assert!(!w.session().is_going());
    let chosen: Vec<&Owner> = w.session().selection().iter().collect();
    assert!(matches!(chosen[..], [Owner::Element(id)] if w.document().element(id).unwrap().name == "CreditFile"));
}
