//! The space tool, panning at the border, kept tools, what lies underneath, and the hint line.

#![allow(clippy::float_cmp, reason = "whole units come out exactly")]

use crate::drags;
use crate::models;
use crate::window;

use drags::*;
use eframe::egui::{Key, Modifiers, Pos2, Vec2 as Screen};
use egui_kittest::kittest::Queryable;
use models::{chain, diagram};
use opcanvas::editor::commands::Command;
use opcanvas::editor::gesture::{Event, Gesture, Tool, Under};
use opcanvas::geom::{Point, Vec2};
use opcanvas::theme::Mode;
use window::Window;

// --- space ---

#[test]
fn the_space_tool_moves_what_is_beyond_and_never_closes_over_boxes() {
    let mut session = open(stream());
    session.tool = Tool::Space;
    let start = Point::new(220.0, 300.0);
    press(&mut session, start, Under::Page, FREE);
    move_to(&mut session, start + Vec2::new(50.0, 3.0), FREE);
    assert!(session.spacing().is_some());
    session.pointer(Event::Release);
    assert_eq!((place(&mut session, "a").x0, place(&mut session, "b").x0), (20.0, 290.0));
    assert_eq!(place(&mut session, "s").x1, 510.0, "what the line crosses grows");
    assert_eq!((steps(&session), last_step(&session).as_str()), (1, "Make space"));
    assert_eq!(session.tool, Tool::Select, "it was used");
    session.tool = Tool::Space;
    press(&mut session, start, Under::Page, FREE);
    move_to(&mut session, start - Vec2::new(500.0, 3.0), FREE);
    session.pointer(Event::Release);
    assert_eq!(place(&mut session, "b").x0, place(&mut session, "a").x1 + 12.0);
}

// --- the border of the canvas, tools, what lies underneath ---

#[test]
fn near_the_border_the_view_moves_along_the_faster_the_deeper() {
    let mut session = open(three());
    let origin = session.camera.origin;
    assert!(!session.pan_at_border(Point::new(1399.0, 500.0), 0.01), "nothing is dragged");
    hold(&mut session, "c", Vec2::new(50.0, 0.0), FREE);
    assert!(!session.pan_at_border(Point::new(700.0, 500.0), 0.01));
    assert!(session.pan_at_border(Point::new(1388.0, 500.0), 0.01));
    let first = session.camera.origin.x - origin.x;
    assert!(session.pan_at_border(Point::new(1399.0, 500.0), 0.01));
    assert!(session.camera.origin.x - origin.x - first > first && first > 0.0);
    session.auto_pan = 0.0;
    assert!(!session.pan_at_border(Point::new(1399.0, 500.0), 0.01), "it can be turned off");
}

#[test]
fn in_the_window_a_drag_that_rests_at_the_border_goes_on() {
    let mut w = Window::bank("pan");
    let at = w.at("Partner / supplier VeriFace");
    w.move_to(at);
    w.button(at, true);
    let canvas = w.harness.get_by_label("Canvas area").rect();
    let edge = Pos2::new(at.x, canvas.bottom() - 4.0);
    w.move_to(at + Screen::new(0.0, 20.0));
    w.move_to(edge);
    let before = w.session().camera.origin;
    w.run();
    let after = w.session().camera.origin;
    assert!(after.y > before.y + 10.0, "{before} {after}");
    w.button(edge, false);
    assert_eq!(w.session().gesture, Gesture::Idle);
}

#[test]
fn a_tool_gives_way_after_one_use_unless_it_is_kept() {
    let mut session = open(three());
    session.tool = Tool::Connect;
    connect(&mut session, "b", "c", FREE);
    assert_eq!(session.tool, Tool::Select);
    session.tool = Tool::Connect;
    session.keep_tool(true);
    session.menu = None;
    connect(&mut session, "a", "c", FREE);
    assert_eq!(session.tool, Tool::Connect);
}

#[test]
fn q_and_a_double_click_on_the_tool_keep_it() {
    let mut w = Window::bank("keep");
    w.keys(Modifiers::NONE, Key::C);
    w.keys(Modifiers::NONE, Key::Q);
    assert!(w.session().keeps_tool());
    w.keys(Modifiers::NONE, Key::Q);
    assert!(!w.session().keeps_tool());
    let button = w.at(Command::ConnectTool.spec().label);
    w.double_click(button);
    assert!(w.session().keeps_tool());
    assert!(w.has(Command::KeepTool.spec().label), "the bar shows it");
}

#[test]
fn alt_click_goes_down_through_what_lies_there() {
    let mut session = open(containers());
    let at = place(&mut session, "y").center();
    let mut seen = Vec::new();
    for _ in 0..3 {
        let what = under(&mut session, at);
        press(&mut session, at, what, ALT);
        session.pointer(Event::Release);
        seen.push(session.single_element().unwrap().id.to_string());
    }
    assert_eq!(seen, ["q", "y", "q"]);
}

// --- the hint line ---

#[test]
fn the_hint_says_what_the_keys_do_and_which_are_held() {
    let mut session = open(three());
    hold(&mut session, "c", Vec2::new(90.0, 90.0), SHIFT);
    assert_eq!(session.hint(), "Release to drop · Shift straight · Ctrl no guides · Alt copies · Esc cancels");
    let active: Vec<_> = session.hints().keys.iter().filter(|k| k.active).map(|k| k.keys).collect();
    assert_eq!(active, ["Shift"]);
    session.pointer(Event::Cancel);
    assert_eq!(steps(&session), 0);
}

#[test]
fn the_status_bar_says_the_hint_as_one_sentence() {
    let mut w = Window::bank("hint");
    let at = w.at("Partner / supplier VeriFace");
    w.move_to(at);
    w.button(at, true);
    w.move_to(at + Screen::new(0.0, 60.0));
    w.run();
    assert!(w.has_part("Shift straight · Ctrl no guides"));
    w.keys(Modifiers::NONE, Key::Escape);
    w.button(at, false);
}

#[test]
fn moving_one_of_many_looks_at_what_is_in_sight_only_once() {
    let mut session = diagram(chain(400));
    session.show(Mode::Light);
    let first = session.plan().nodes[0].element.to_string();
    hold(&mut session, &first, Vec2::new(500.0, 300.0), FREE);
    session.pointer(Event::Cancel);
    assert_eq!(steps(&session), 0);
}
