//! The clipboard, duplicates and pictures: in sessions without a window, and in the window.

use crate::hands;
use crate::models;
use crate::window;

use eframe::egui::{self, Event, Key, Modifiers, OutputCommand, Pos2};
use egui_kittest::kittest::Queryable;
use hands::{blank, bytes, copied, joined, select, steps};
use models::{bank, diagram};
use opcanvas::editor::clip::{Answer, Fragment};
use opcanvas::editor::gesture::{Event as Pointer, Held, Tool, Under};
use opcanvas::editor::session::{NewView, Sheet, Tone};
use opcanvas::editor::{Command, Session};
use opcanvas::format::{load, save};
use opcanvas::geom::{Point, Size, Vec2};
use opcanvas::model::picture::Pixels;
use opcanvas::model::{AnnotationKind, ElementId, ElementKind, RelationKind};
use opcanvas::scene::{Item, Owner};
use opcanvas::theme::Mode;
use window::{CTRL, Window};

#[test]
fn a_fragment_reads_back_as_it_was_written() {
    let mut session = diagram(bank());
    session.select_all();
    let text = copied(&mut session);
    assert!(text.contains("opcanvas/fragment"));
    let fragment = Fragment::read(&text).unwrap();
    assert_eq!(fragment.document().elements(), session.document().elements());
    assert_eq!(fragment.document().relations(), session.document().relations());
    assert!(fragment.has_places() && !fragment.is_cut());
    assert_eq!(fragment.text(), text);
    assert!(Fragment::read("{\"format\": \"else\"}").is_err() && Fragment::read("Join: a > b").is_err());
}

#[test]
fn what_is_copied_goes_from_file_to_file_with_its_relations() {
    let mut here = diagram(bank());
    select(&mut here, &["pa.idv", "st.on2"]);
    let text = copied(&mut here);
    let mut there = diagram(blank());
    let before = bytes(&there);
    there.paste(&text, Some(Point::new(500.0, 400.0)), false);
    assert!(there.clipboard.asking.is_none(), "nothing of it is there, so nothing is asked");
    assert_eq!(there.document().elements().len(), 2);
    let original = here.document().element(&"pa.idv".into()).unwrap();
    assert_eq!(there.document().element(&"pa.idv".into()), Some(original), "with all its attributes");
    assert_eq!(there.document().relations().len(), 1);
    assert_eq!(there.selection().len(), 2);
    assert_eq!(steps(&there), 1);
    let (from, to) = (here.plan(), there.plan());
    let apart = |plan: &opcanvas::scene::Plan| {
        let at = |id: &str| plan.node(&id.into()).unwrap().rect.origin();
        at("pa.idv") - at("st.on2")
    };
    assert_eq!(apart(&from), apart(&to), "they stand as they stood");
    // The next time they are there, so it is asked.
    there.paste(&text, Some(Point::new(900.0, 400.0)), false);
    assert_eq!(there.clipboard.asking.as_ref().unwrap().sentence(), "2 elements are in this model already.");
    there.clipboard.asking.as_mut().unwrap().remember = true;
    there.answer_paste(Some(Answer::Copies));
    assert_eq!((there.document().elements().len(), there.document().relations().len()), (4, 2));
    assert_eq!(there.undo_label().unwrap(), "Paste 2 elements");
    there.paste(&text, Some(Point::new(900.0, 400.0)), false);
    assert!(there.clipboard.asking.is_none(), "the answer is remembered");
    assert_eq!(there.document().elements().len(), 6);
    // Unless it is asked for.
    there.paste(&text, None, true);
    assert!(there.clipboard.asking.is_some());
    there.answer_paste(None);
    assert_eq!(there.document().elements().len(), 6);
    for _ in 0..3 {
        there.undo();
    }
    assert_eq!(bytes(&there), before);
}

#[test]
fn the_same_elements_are_shown_in_another_view() {
    let mut session = diagram(bank());
    select(&mut session, &["pa.idv", "st.on2"]);
    let text = copied(&mut session);
    session.new_view(&NewView::Empty);
    let before = session.document().elements().len();
    session.paste(&text, None, false);
    session.answer_paste(Some(Answer::Same));
    assert_eq!(session.document().elements().len(), before);
    assert_eq!(session.shown_view().placements.len(), 2);
    assert_eq!(session.selection().len(), 2);
    // Where they are already nothing is done.
    let after = bytes(&session);
    session.paste(&text, None, false);
    session.answer_paste(Some(Answer::Same));
    assert_eq!(bytes(&session), after);
    assert_eq!(session.selection().len(), 2);
}

#[test]
fn by_name_uses_what_is_of_the_same_kind_and_name() {
    let mut here = diagram(blank());
    here.paste("partner: VeriFace -> stage: Brand new", None, false);
    here.accept_words();
    here.select_all();
    let text = copied(&mut here);
    let mut there = diagram(bank());
    let before = there.document().elements().len();
    there.paste(&text, None, true);
    assert_eq!(there.clipboard.asking.as_ref().unwrap().known.named, 1);
    there.answer_paste(Some(Answer::ByName));
    assert_eq!(there.document().elements().len(), before + 1);
    assert!(joined(there.document(), "VeriFace", RelationKind::Supplies, "Brand new"));
}

#[test]
fn cut_takes_out_of_a_view_and_paste_puts_back_without_asking() {
    let mut session = diagram(bank());
    session.new_view(&NewView::WholeModel);
    let elements = session.document().elements().len();
    select(&mut session, &["pa.idv"]);
    session.cut();
    let text = session.clipboard.copied.take().unwrap();
    assert!(!session.shown_view().placements.contains(&ElementId::from("pa.idv")));
    session.new_view(&NewView::Empty);
    session.paste(&text, Some(Point::new(50.0, 50.0)), false);
    assert!(session.clipboard.asking.is_none());
    assert!(session.shown_view().placements.contains(&ElementId::from("pa.idv")));
    assert_eq!(session.document().elements().len(), elements);
}

#[test]
fn pasting_onto_a_canvas_adds_the_elements() {
    let mut here = diagram(bank());
    select(&mut here, &["pa.idv"]);
    let text = copied(&mut here);
    let mut there = Session::untitled(blank());
    there.canvas = Size::new(1200.0, 800.0);
    there.show(Mode::Light);
    assert!(there.is_canvas());
    there.paste(&text, None, false);
    assert!(there.plan().node(&"pa.idv".into()).is_some());
    assert!(there.view().is_none(), "a canvas that is not stored stays so");
}

#[test]
fn notes_frames_and_groups_come_along() {
    let mut session = diagram(bank());
    select(&mut session, &["pa.idv", "st.on2"]);
    session.group_selection();
    session.commit_naming();
    session.paste("Look here", Some(Point::new(-300.0, -300.0)), true);
    session.select_all();
    let note = session.shown_view().annotations().find(|a| a.kind == AnnotationKind::Note).unwrap();
    session.pointer(Pointer::Press {
        at: Point::ZERO,
        under: Under::Owner(Owner::Annotation(note.id)),
        held: Held { command: true, ..Held::default() },
        tool: Tool::Select,
    });
    session.pointer(Pointer::Release);
    let text = copied(&mut session);
    let mut there = diagram(blank());
    there.paste(&text, None, false);
    let kinds: Vec<_> = there.shown_view().annotations().map(|a| (a.kind, a.members.len())).collect();
    assert!(kinds.contains(&(AnnotationKind::Note, 0)) && kinds.contains(&(AnnotationKind::Group, 2)), "{kinds:?}");
}

#[test]
fn nothing_that_is_pasted_is_a_fault() {
    let mut session = diagram(bank());
    let before = bytes(&session);
    session.take_notices();
    for text in [
        "",
        "  ",
        "{\"format\":\"opcanvas\"",
        "{\"format\":\"opcanvas\",\"version\":99}",
        "{\"format\":\"opcanvas\",\"version\":1}",
    ] {
        session.paste(text, None, false);
        assert_eq!(bytes(&session), before, "{text}");
        let said = session.take_notices();
        assert!(said.iter().any(|n| n.tone == Tone::Refusal) || session.clipboard.preview.take().is_some(), "{text}");
    }
}

// --- duplicates ---

#[test]
fn duplicates_remember_how_far_they_were_moved() {
    let mut session = diagram(bank());
    let before = bytes(&session);
    select(&mut session, &["pa.idv", "te.core"]);
    let origin = |session: &mut Session| {
        let id = session.selected_elements().into_iter().next().unwrap();
        session.plan().node(&id).unwrap().rect.origin()
    };
    let lower = |session: &mut Session| {
        let plan = session.plan();
        let rects = session.selected_elements().into_iter().map(|id| plan.node(&id).unwrap().rect);
        opcanvas::geom::bounds_of(rects.collect::<Vec<_>>()).unwrap().origin()
    };
    let _ = origin(&mut session);
    let first = lower(&mut session);
    let (elements, relations) = (session.document().elements().len(), session.document().relations().len());
    session.duplicate();
    assert_eq!(lower(&mut session) - first, Vec2::new(24.0, 24.0));
    assert_eq!(session.document().elements().len(), elements + 2);
    assert!(session.document().relations().len() >= relations);
    session.move_selection(Vec2::new(176.0, -24.0));
    let second = lower(&mut session);
    session.duplicate();
    assert_eq!(lower(&mut session) - second, Vec2::new(200.0, 0.0));
    session.duplicate();
    assert_eq!(lower(&mut session) - second, Vec2::new(400.0, 0.0));
    assert_eq!(steps(&session), 4);
    for _ in 0..4 {
        session.undo();
    }
    assert_eq!(bytes(&session), before);
}

#[test]
fn a_duplicate_has_the_relations_among_its_parts() {
    let mut session = diagram(bank());
    select(&mut session, &["pa.idv", "st.on2"]);
    let relations = session.document().relations().len();
    session.duplicate();
    // The relation among them, and the copy of the stage is part of the same stream.
    assert_eq!(session.document().relations().len(), relations + 2);
    let copy = session
        .selected_elements()
        .into_iter()
        .find(|id| session.document().element(id).unwrap().kind == ElementKind::Stage);
    let copy = copy.unwrap();
    assert_eq!(session.document().parent(&copy), session.document().parent(&"st.on2".into()));
    assert_eq!(session.document().broken_invariants(), Vec::<String>::new());
}

#[test]
fn alt_and_a_drag_makes_a_copy_where_it_is_dropped() {
    let mut session = diagram(bank());
    let before = bytes(&session);
    let at = session.plan().node(&"pa.idv".into()).unwrap().rect.center();
    let alt = Held { alt: true, ..Held::default() };
    let go = |session: &mut Session, by: Vec2, held: Held| {
        session.pointer(Pointer::Move { at: at + by, under: Under::Page, zoom: 1.0, held });
    };
    let press = |session: &mut Session, held: Held| {
        let under = Under::Owner(Owner::Element("pa.idv".into()));
        session.pointer(Pointer::Press { at, under, held, tool: Tool::Select });
    };
    press(&mut session, Held::default());
    go(&mut session, Vec2::new(40.0, 0.0), Held::default());
    assert!(session.copying().is_none());
    go(&mut session, Vec2::new(300.0, 100.0), alt);
    let (owners, by) = session.copying().expect("Alt makes it a copy");
    assert!(owners.contains(&Owner::Element("pa.idv".into())));
    assert_eq!(by, Vec2::new(300.0, 100.0));
    let (plan, _) = session.show(Mode::Light);
    assert_eq!(plan.node(&"pa.idv".into()).unwrap().rect.center(), at, "the original stays");
    session.pointer(Pointer::Release);
    assert_eq!(session.undo_label().unwrap(), "Duplicate VeriFace");
    let copy = session.single_element().unwrap().id.clone();
    assert_eq!(session.plan().node(&copy).unwrap().rect.center(), at + Vec2::new(300.0, 100.0));
    session.undo();
    assert_eq!(bytes(&session), before);
    // Escape leaves no trace.
    press(&mut session, alt);
    go(&mut session, Vec2::new(300.0, 100.0), alt);
    session.pointer(Pointer::Cancel);
    assert_eq!(bytes(&session), before);
}

// --- in the window ---

fn last_text(w: &Window) -> Option<String> {
    w.harness.output().platform_output.commands.iter().find_map(|c| match c {
        OutputCommand::CopyText(text) => Some(text.clone()),
        _ => None,
    })
}

#[test]
fn the_window_copies_and_pastes_by_the_clipboard() {
    let mut w = Window::bank("clipboard");
    w.click(w.at("Partner / supplier VeriFace"));
    w.harness.event(Event::Copy);
    w.harness.step();
    let text = last_text(&w).expect("the text is on the clipboard");
    assert!(text.contains("pa.idv"));
    let before = w.document().elements().len();
    w.harness.event(Event::Paste(text));
    w.run();
    assert!(w.has_part("1 element is in this model already."));
    w.harness.get_by_label("New copies").click();
    w.run();
    assert_eq!(w.document().elements().len(), before + 1);
    w.keys(CTRL, Key::D);
    assert_eq!(w.document().elements().len(), before + 2);
    // A field that is typed in has the clipboard for itself.
    w.keys(Modifiers::NONE, Key::F2);
    w.harness.event(Event::Paste("X".into()));
    w.run();
    assert_eq!(w.document().elements().len(), before + 2);
    assert!(!w.has("Add to model"));
}

#[test]
fn pictures_go_onto_the_clipboard() {
    let mut w = Window::bank("pictures");
    w.click(w.at("Partner / supplier VeriFace"));
    // One event is one frame: a quick picture must not come in a frame that nobody looks at.
    w.harness.event(Event::Key {
        key: Key::C,
        physical_key: None,
        pressed: true,
        repeat: false,
        modifiers: CTRL | Modifiers::SHIFT,
    });
    let mut size = None;
    for _ in 0..3_000 {
        w.harness.step();
        size = w.harness.output().platform_output.commands.iter().find_map(|c| match c {
            OutputCommand::CopyImage(image) => Some(image.size),
            _ => None,
        });
        if size.is_some() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    let [width, height] = size.expect("a picture");
    assert!(width > 200 && width < 1000 && height > 100 && height < 600, "only the selection: {width} x {height}");
}

#[test]
fn commands_say_why_they_cannot_be_used() {
    let mut session = diagram(bank());
    session.select(None);
    for command in [Command::Copy, Command::Cut, Command::Duplicate] {
        assert!(command.enabled(Some(&session)).is_err(), "{command:?}");
    }
    select(&mut session, &["pa.idv"]);
    for command in [Command::Copy, Command::Cut, Command::Duplicate, Command::Paste, Command::CopyPicture] {
        assert_eq!(command.enabled(Some(&session)), Ok(()), "{command:?}");
    }
}

#[test]
fn paste_special_makes_a_note_of_a_text_at_once() {
    let mut w = Window::bank("special");
    w.click(Pos2::new(700.0, 850.0));
    w.keys(CTRL | Modifiers::SHIFT, Key::V);
    w.harness.event(Event::Paste("Join: apply > open".into()));
    w.run();
    assert!(!w.has("Add to model"));
    assert_eq!(w.session().undo_label().unwrap(), "Paste note");
    // The next paste is a plain one again.
    w.harness.event(Event::Paste("Join: apply > open".into()));
    w.run();
    assert!(w.has("Add to model"));
}

// --- pictures as notes ---

fn picture(width: usize, height: usize) -> Pixels {
    let rgba = (0..width * height).flat_map(|i| [(i % 251) as u8, 20, 200, 255]).collect();
    Pixels { width, height, rgba }
}

#[test]
fn a_pasted_picture_is_a_note_that_is_drawn_exported_and_kept() {
    let mut session = diagram(bank());
    let before = bytes(&session);
    session.put_picture(Sheet::of(&picture(300, 200)).unwrap(), Some(Point::new(-400.0, -400.0)));
    assert_eq!(session.undo_label().unwrap(), "Paste picture");
    let note = session.shown_view().annotations().next().unwrap();
    assert_eq!(note.kind, AnnotationKind::Note);
    assert!(note.image().is_some());
    // It is kept in the file.
    let saved = save(session.document());
    let again = load(&saved).unwrap();
    assert!(again.problems.is_empty());
    assert_eq!(&again.document, session.document());
    // It is drawn, in both formats.
    let (_, scene) = session.show(Mode::Light);
    let figure = scene.figure(&Owner::Annotation(note.id.clone())).unwrap();
    let place = figure.items.iter().find_map(|i| if let Item::Image { rect, .. } = i { Some(*rect) } else { None });
    let place = place.expect("the picture is part of the drawing");
    assert!((place.width() / place.height() - 1.5).abs() < 0.01, "in its proportions");
    let svg = String::from_utf8(opcanvas::export::svg::render(&scene, "").unwrap()).unwrap();
    assert!(svg.contains("<image ") && svg.contains("href=\"data:image/png;base64,"));
    roxmltree::Document::parse(&svg).unwrap();
    let (width, _, rgba) = opcanvas::export::png::pixels(&scene, 1.0).unwrap();
    let at = place.center() - scene.bounds.origin();
    let i = 4 * (at.y as usize * width + at.x as usize);
    assert_eq!(rgba[i + 1..i + 3], [20, 200], "its pixels are in the picture");
    // Writing on it gives it a caption.
    session.begin_writing(&note.id);
    session.writing.as_mut().unwrap().text = "The counter in 1987".into();
    session.commit_naming();
    let written = session.shown_view().annotations().next().unwrap();
    assert_eq!((written.image(), written.text.as_str()), (note.image(), "The counter in 1987"));
    let (_, scene) = session.show(Mode::Light);
    assert_eq!(scene.figure(&Owner::Annotation(note.id.clone())).unwrap().name, "Picture The counter in 1987");
    // It goes along when it is copied.
    session.select(Some(Owner::Annotation(note.id)));
    let text = copied(&mut session);
    let mut there = diagram(blank());
    there.paste(&text, None, false);
    assert_eq!(there.shown_view().annotations().next().unwrap().image(), written.image());
    session.undo();
    session.undo();
    assert_eq!(bytes(&session), before);
}

#[test]
fn what_is_no_picture_is_not_drawn_and_kept() {
    let mut json: serde_json::Value = serde_json::from_slice(&window::example("bank")).unwrap();
    json["views"] = serde_json::json!([{"id": "v", "kind": "diagram", "name": "V", "placements": [], "annotations": [
        {"id": "a", "kind": "note", "x": 0, "y": 0, "w": 200, "h": 100, "image": "\"><script>", "text": "Hm"}
    ]}]);
    let document = load(&serde_json::to_vec(&json).unwrap()).unwrap().document;
    let mut session = Session::untitled(document);
    let (_, scene) = session.show(Mode::Light);
    let svg = String::from_utf8(opcanvas::export::svg::render(&scene, "").unwrap()).unwrap();
    assert!(!svg.contains("script") && !svg.contains("<image"));
    assert!(String::from_utf8(bytes(&session)).unwrap().contains("script"), "what is not understood is kept");
}

#[test]
fn the_window_takes_pictures() {
    let mut w = Window::bank("images");
    w.move_to(Pos2::new(700.0, 500.0));
    let image = egui::ColorImage::filled([40, 30], egui::Color32::RED);
    w.harness.event(Event::PasteImage(std::sync::Arc::new(image)));
    w.wait("the picture is read", |w| w.session().undo_label().as_deref() == Some("Paste picture"));
    let id = w.session().single_annotation().cloned().unwrap();
    let note = w.session().view().unwrap().annotations().find(|a| a.id == id).unwrap();
    assert!(note.image().is_some());
}
