//! What using the program with the pointer showed to be wrong, each as a test.

use crate::drags;
use crate::window;

use drags::*;
use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};
use opcanvas::editor::Session;
use opcanvas::editor::commands::places::Place;
use opcanvas::editor::{Command, session::Creatable};
use opcanvas::format::{load, save, templates::Template};
use opcanvas::geom::{Point, Rect, Size, Vec2, encloses};
use opcanvas::model::{Document, ElementKind};
use opcanvas::scene::Owner;
use opcanvas::theme::Mode;
use window::Window;

fn blank() -> Document {
    load(Template::Blank.bytes()).unwrap().document
}

fn on_canvas(document: Document) -> Session {
    let mut session = Session::untitled(document);
    session.canvas = Size::new(1200.0, 800.0);
    session.show(Mode::Light);
    session
}

fn kind(session: &Session, kind: ElementKind) -> Creatable {
    session.creatable("", None).into_iter().find(|c| c.kind == kind).unwrap()
}

/// A stream with a stage, and what is far from it.
fn stream_and_others() -> Document {
    model(
        &[
            ("s", ValueStream, Rect::new(0.0, 0.0, 500.0, 160.0)),
            ("a", Stage, at(20.0, 60.0, 160.0)),
            ("u", OrgUnit, at(0.0, 300.0, 160.0)),
            ("r", ElementKind::Role, at(0.0, 500.0, 160.0)),
        ],
        &[("sa", Contains, "s", "a")],
    )
}

// --- hints say what releasing does ---

#[test]
fn a_new_element_over_what_will_hold_it_says_so() {
    let mut session = open(stream_and_others());
    let stage = kind(&session, Stage);
    session.hold_new(&stage, Point::new(300.0, 90.0), false);
    assert_eq!(session.drag().into, Some(id("s")));
    assert!(session.hint().starts_with("Release to make the stage part of S"), "{}", session.hint());
    // There is one stream, so that is where a stage goes wherever it is dropped.
    session.hold_new(&stage, Point::new(300.0, 700.0), false);
    assert!(session.hint().starts_with("Release to make the stage part of S"), "{}", session.hint());
    let partner = kind(&session, ElementKind::Partner);
    session.hold_new(&partner, Point::new(300.0, 700.0), false);
    assert!(session.hint().starts_with("Release to add the partner here"), "{}", session.hint());
    session.drop_new();
    assert_eq!(session.document().parent(&session.single_element().unwrap().id), None);
}

#[test]
fn a_canvas_promises_no_guides_and_refuses_no_stage_by_surprise() {
    let mut session = on_canvas(blank());
    let stage = kind(&session, Stage);
    session.hold_new(&stage, Point::new(300.0, 90.0), false);
    assert!(session.hint().starts_with("Release on a value stream"), "{}", session.hint());
    assert!(!session.hint().contains("guides"), "{}", session.hint());
    let partner = kind(&session, ElementKind::Partner);
    session.hold_new(&partner, Point::new(300.0, 90.0), false);
    assert!(session.hint().starts_with("Release to add the partner in its zone"), "{}", session.hint());
}

#[test]
fn an_open_name_says_how_it_ends() {
    let mut session = on_canvas(blank());
    let consumer = kind(&session, ElementKind::Stakeholder);
    session.create(&consumer, None, None);
    assert!(session.hint().contains("Enter keeps it and adds the next"), "{}", session.hint());
    assert!(session.hint().contains("Esc takes it back"), "{}", session.hint());
    let mut session = open(stream_and_others());
    session.begin_naming(&id("u"));
    assert!(session.hint().contains("Esc keeps the old name"), "{}", session.hint());
}

// --- a container that is no larger than its part ---

#[test]
fn a_box_dropped_on_an_empty_container_is_asked_about_and_gets_room_in_it() {
    let document = stream_and_others();
    let mut session = open(document.clone());
    hold(&mut session, "r", Vec2::new(17.0, -190.0), FREE);
    assert_eq!(session.drag().into, Some(id("u")));
    session.pointer(opcanvas::editor::gesture::Event::Release);
    assert_eq!(labels(&session), ["Part of it", "Only placed here"]);
    session.answer(0);
    assert_eq!(session.document().parent(&id("r")), Some(&id("u")));
    let (unit, role) = (place(&mut session, "u"), place(&mut session, "r"));
    assert!(encloses(unit, role), "{role} stands in {unit}");
    assert!(role.y0 > unit.y0 + 20.0, "and its title is free");
    assert_eq!(steps(&session), 1);
    session.undo();
    assert_eq!(*session.document(), document);
    // Beside it, only touching, it is nobody's part.
    hold(&mut session, "r", Vec2::new(120.0, -190.0), HELD_CTRL);
    assert_eq!(session.drag().into, None);
}

#[test]
fn neighbours_that_are_added_come_into_sight() {
    let document = stream_and_others();
    let unplace = opcanvas::edit::Edit::Unplace(opcanvas::model::ViewId::new("d"), id("a"));
    let document = opcanvas::edit::apply(&document, &[unplace]).unwrap().0;
    let mut session = open(document);
    session.canvas = Size::new(600.0, 400.0);
    session.select(Some(Owner::Element(id("s"))));
    session.add_neighbours();
    let new = place(&mut session, "a");
    assert!(encloses(session.camera.window(session.canvas), new), "{new}");
}

// --- the window ---

#[test]
fn the_menu_of_an_element_has_what_is_done_with_elements() {
    let commands: Vec<Command> = Place::Element.commands();
    for wanted in [Command::ChangeKind, Command::ConnectTo, Command::Copy, Command::Duplicate, Command::Lock] {
        assert!(commands.contains(&wanted), "{wanted:?}");
    }
    assert!(Place::Page.commands().contains(&Command::Paste));
}

#[test]
fn a_name_at_the_border_is_typed_within_the_canvas() {
    let mut w = Window::open("trial-name", Some(&save(&blank())));
    w.keys(Modifiers::NONE, Key::Num1);
    assert!(w.has_part("1 selected · 1 element, 0 relations"), "one is one");
    let canvas = w.harness.get_by_label("Canvas area").rect();
    let field = w.harness.query_all_by_label("Name").find(|n| n.accesskit_node().is_focused());
    let field = field.expect("the name is open").rect();
    assert!(canvas.contains_rect(field), "{field} in {canvas}");
}

#[test]
fn the_outline_of_an_empty_model_has_its_room() {
    let w = Window::open("trial-outline", Some(&save(&blank())));
    let filter = w.harness.get_by_label("Filter the outline").rect();
    assert!((460.0..600.0).contains(&filter.top()), "{filter}");
    assert!(w.harness.get_by_label("Add Choice").rect().bottom() < filter.top() - 20.0, "and the palette is whole");
}

#[test]
fn the_bar_beside_a_stage_leaves_the_title_of_its_stream_free() {
    let mut w = Window::open("trial-pad", Some(&save(&stream_and_others())));
    w.tab("Diagram");
    w.keys(Modifiers::SHIFT, Key::Num1);
    let name = {
        let d = w.document();
        opcanvas::scene::anatomy::accessible_name(d, d.element(&id("a")).unwrap()).to_string()
    };
    let stage = w.harness.get_by_label(&name).rect();
    w.click(stage.center());
    let bar = w.harness.query_all_by_label("Rename").last().expect("the bar").rect();
    assert!(bar.top() > stage.bottom(), "{bar} below {stage}");
}

#[test]
fn the_list_of_kinds_moves_up_at_the_lower_border() {
    let mut w = Window::open("trial-list", Some(&save(&stream_and_others())));
    w.tab("Diagram");
    let canvas = w.harness.get_by_label("Canvas area").rect();
    w.double_click(canvas.center_bottom() - eframe::egui::Vec2::new(0.0, 60.0));
    // The palette has one of this name too.
    let rows = w.harness.query_all_by_label("Add Role").map(|n| n.rect());
    let row = rows.max_by(|a, b| a.left().total_cmp(&b.left())).expect("the list is open");
    assert!(w.session().menu.is_some(), "the menu is open");
    assert!(row.left() > canvas.left(), "{row} in {canvas}");
    assert!(row.bottom() < 900.0, "{row}");
}

#[test]
fn coming_out_of_the_palette_does_not_move_the_drawing() {
    let mut session = open(stream_and_others());
    let partner = kind(&session, ElementKind::Partner);
    let (border, middle) = (Point::new(3.0, 300.0), Point::new(400.0, 300.0));
    session.hold_new(&partner, border, false);
    assert!(!session.pan_at_border(border, 0.05), "on its way in");
    assert!(!session.pan_at_border(middle, 0.05));
    assert!(session.pan_at_border(border, 0.05), "and back at the border it moves along");
    session.let_go();
    session.hold_new(&partner, border, false);
    assert!(!session.pan_at_border(border, 0.05));
}

#[test]
fn a_key_that_was_let_go_is_not_shown_as_held() {
    let mut session = open(stream_and_others());
    hold(&mut session, "u", Vec2::new(30.0, 100.0), ALT);
    session.pointer(opcanvas::editor::gesture::Event::Release);
    session.note_held(FREE);
    session.hover(Some(Owner::Element(id("u"))));
    assert!(session.hints().keys.iter().all(|k| !k.active));
}

/// Every key of the shortcut sheet, with nothing, one and all selected: nothing panics, and undo leads back to the start.
fn every_key(view: &str) {
    use opcanvas::editor::commands::ALL;
    const LEAVE: [Command; 7] = [
        Command::Quit,
        Command::Close,
        Command::New,
        Command::Open,
        Command::ReopenClosed,
        Command::Save,
        Command::SaveAs,
    ];
    let bytes = save(&stream_and_others());
    let mut w = Window::open(&format!("trial-keys-{view}"), Some(&bytes));
    w.tab(view);
    let start = save(w.document());
    for chosen in 0..3 {
        for spec in ALL.iter().filter(|s| !LEAVE.contains(&s.command)) {
            for shortcut in spec.shortcuts {
                match chosen {
                    1 => w.harness.key_press(Key::Tab),
                    2 => w.harness.key_press_modifiers(window::CTRL, Key::A),
                    _ => {}
                }
                w.harness.step();
                let mut held = if shortcut.command { Modifiers::COMMAND } else { Modifiers::NONE };
                (held.shift, held.alt) = (shortcut.shift, shortcut.alt);
                let Some(key) = Key::from_name(shortcut.key) else { continue };
                w.harness.key_press_modifiers(held, key);
                for _ in 0..2 {
                    w.harness.step();
                }
                for _ in 0..3 {
                    w.harness.key_press(Key::Escape);
                    w.harness.step();
                }
                assert_eq!(w.document().broken_invariants(), Vec::<String>::new(), "{}", spec.label);
            }
        }
    }
    w.harness.key_press(Key::Escape);
    for _ in 0..400 {
        if w.session().undo_label().is_none() {
            break;
        }
        w.harness.key_press_modifiers(window::CTRL, Key::Z);
        w.harness.step();
    }
    assert_eq!(save(w.document()), start, "undo leads back");
}

#[test]
fn every_key_of_the_sheet_works_or_is_refused_on_a_canvas() {
    every_key("Canvas");
}

#[test]
fn every_key_of_the_sheet_works_or_is_refused_on_a_diagram() {
    every_key("Diagram");
}
