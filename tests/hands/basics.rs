//! What every hand expects first: looking around, selecting, bending lines, in the window.

use crate::window;

use eframe::egui::{Event, Key, Modifiers, PointerButton, Pos2, Vec2};
use opcanvas::geom::Point;
use opcanvas::scene::Owner;
use window::{CTRL, Window};

const NONE: Modifiers = Modifiers::NONE;

/// Where the middle of the canvas looks.
fn origin(w: &Window) -> Point {
    w.session().camera.origin
}

fn zoom(w: &Window) -> f64 {
    w.session().camera.zoom
}

/// An empty place of the diagram, away from everything.
fn empty(w: &mut Window) -> Pos2 {
    for _ in 0..3 {
        w.keys(CTRL, Key::Minus);
    }
    Pos2::new(300.0, 830.0)
}

fn press(w: &mut Window, pos: Pos2, button: PointerButton, pressed: bool, modifiers: Modifiers) {
    w.harness.event(Event::PointerButton { pos, button, pressed, modifiers });
    w.harness.step();
}

/// Drags with a button, while keys are held.
fn drag(w: &mut Window, from: Pos2, to: Pos2, button: PointerButton, held: Modifiers) {
    w.harness.event(Event::PointerMoved(from));
    w.harness.event(Event::ModifiersChanged(held));
    w.harness.step();
    press(w, from, button, true, held);
    for i in 1..=4 {
        w.move_to(from + (to - from) * (i as f32 / 4.0));
    }
    press(w, to, button, false, held);
    w.harness.event(Event::ModifiersChanged(NONE));
    w.run();
}

#[test]
fn the_drawing_is_moved_by_space_by_the_middle_button_and_by_the_hand() {
    let mut w = Window::bank("basics-pan");
    let revision = w.document().revision();
    let from = empty(&mut w);
    let to = from + Vec2::new(120.0, -60.0);
    let moved = |w: &Window, before: Point| {
        let by = (before - origin(w)) * zoom(w);
        (by.x - 120.0).abs() < 2.0 && (by.y + 60.0).abs() < 2.0
    };
    let before = origin(&w);
    drag(&mut w, from, to, PointerButton::Middle, NONE);
    assert!(moved(&w, before), "middle button: {before:?} to {:?}", origin(&w));

    w.keys(NONE, Key::H);
    let before = origin(&w);
    drag(&mut w, from, to, PointerButton::Primary, NONE);
    assert!(moved(&w, before), "hand: {before:?} to {:?}", origin(&w));
    w.keys(NONE, Key::V);

    let before = origin(&w);
    let space = |pressed| Event::Key { key: Key::Space, physical_key: None, pressed, repeat: false, modifiers: NONE };
    w.harness.event(space(true));
    w.harness.step();
    drag(&mut w, from, to, PointerButton::Primary, NONE);
    w.harness.event(space(false));
    w.run();
    assert!(moved(&w, before), "space: {before:?} to {:?}", origin(&w));
    assert_eq!(w.document().revision(), revision);
    assert!(w.session().selection().is_empty());
}

#[test]
fn keys_zoom_to_whole_sizes_to_all_and_to_the_selection() {
    let mut w = Window::bank("basics-zoom");
    w.keys(CTRL, Key::Num0);
    assert!((zoom(&w) - 1.0).abs() < 1e-9);
    w.keys(CTRL, Key::Plus);
    let closer = zoom(&w);
    assert!(closer > 1.0);
    w.keys(CTRL, Key::Minus);
    assert!(zoom(&w) < closer);
    for (held, key) in [(CTRL, Key::Num1), (Modifiers::SHIFT, Key::Num1)] {
        w.keys(CTRL, Key::Num0);
        w.keys(held, key);
        // Everything that has a name on the drawing is in sight.
        let names = w.document().elements().len();
        let seen = w.document().elements().values().filter(|e| !w.labels_with(e.shown_name()).is_empty()).count();
        assert_eq!(seen, names, "{held:?}");
    }
    w.click(w.at("Partner / supplier VeriFace"));
    for held in [CTRL, Modifiers::SHIFT] {
        w.keys(CTRL, Key::Num1);
        let far = zoom(&w);
        w.keys(held, Key::Num2);
        assert!(zoom(&w) > far, "{held:?}");
    }
}

#[test]
fn a_rectangle_selects_shift_adds_and_ctrl_takes_single_ones_in_and_out() {
    let mut w = Window::bank("basics-marquee");
    let selected = |w: &Window| w.session().selection().len();
    let card = w.rect("Partner / supplier VeriFace");
    let around = card.expand(6.0);
    drag(&mut w, around.left_top(), around.right_bottom(), PointerButton::Primary, NONE);
    assert!(w.session().single_element().is_some_and(|e| e.name == "VeriFace"), "{:?}", w.session().selection());
    let other = w.rect("Partner / supplier CreditFile").expand(6.0);
    drag(&mut w, other.left_top(), other.right_bottom(), PointerButton::Primary, Modifiers::SHIFT);
    assert_eq!(selected(&w), 2, "Shift adds");
    let at = card.center();
    drag(&mut w, at, at, PointerButton::Primary, CTRL);
    assert_eq!(selected(&w), 1, "Ctrl takes out");
    drag(&mut w, at, at, PointerButton::Primary, CTRL);
    assert_eq!(selected(&w), 2, "and in");
    assert!(w.session().selection().iter().all(|o| matches!(o, Owner::Element(_))));
}

#[test]
fn the_middle_of_a_line_is_dragged_into_a_bend_and_a_double_click_takes_it_away() {
    let mut w = Window::bank("basics-bend");
    let label = w.labels_with("VeriFace supplies").first().expect("a line of VeriFace").clone();
    w.click(w.at(&label));
    let bends = |w: &Window| w.session().view().map_or(0, |v| v.bends.iter().map(|(_, p)| p.len()).sum::<usize>());
    // Beside the label, which would slide along the line: it is on one of the four sides.
    let spot = w.at(&label);
    for side in [Vec2::new(70.0, 0.0), Vec2::new(-70.0, 0.0), Vec2::new(0.0, 40.0), Vec2::new(0.0, -40.0)] {
        let across = Vec2::new(side.y.signum() * side.y.abs().min(1.0), side.x.signum() * side.x.abs().min(1.0)) * 50.0;
        drag(&mut w, spot + side, spot + side + across, PointerButton::Primary, NONE);
        if bends(&w) > 0 {
            break;
        }
        w.click(w.at(&label));
    }
    let bent = bends(&w);
    assert!(bent > 0, "the line is bent");
    let view = w.session().view().expect("it is stored now").clone();
    let (_, points) = view.bends.iter().next().expect("it is bent");
    let at = w.session().camera.screen_from_doc(points[points.len() / 2]);
    w.double_click(Pos2::new(at.x as f32, at.y as f32) + w.rect("Canvas area").min.to_vec2());
    assert!(bends(&w) < bent, "a bend was taken away");
}

/// A file as the system hands it over.
#[derive(Debug)]
struct Dropped(std::path::PathBuf);

impl eframe::egui::DroppedFile for Dropped {
    fn path(&self) -> &std::path::Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        std::fs::read(&self.0).map_err(|e| e.to_string())
    }
}

#[test]
fn a_file_dropped_onto_the_window_is_opened() {
    let mut w = Window::bank("basics-drop");
    let other = w.folder.join("dropped.opcanvas.json");
    std::fs::write(&other, window::example("city")).unwrap();
    let before = w.session().title();
    w.harness.input_mut().dropped_files.push(std::sync::Arc::new(Dropped(other.clone())));
    w.wait("the dropped file is open", |w| w.session().title() != before);
    assert_eq!(w.session().path(), Some(other.as_path()));
}
