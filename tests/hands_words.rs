//! Words become model, the clipboard, and duplicates: in sessions without a window, and in the window.

#[path = "support/models.rs"]
#[allow(dead_code, reason = "each test program uses a part of this")]
mod models;
mod window;

use eframe::egui::{self, Event, Key, Modifiers, OutputCommand, Pos2};
use egui_kittest::kittest::Queryable;
use models::{bank, diagram};
use opcanvas::editor::clip::{Answer, Fragment};
use opcanvas::editor::gesture::{Event as Pointer, Held, Tool, Under};
use opcanvas::editor::session::{NewView, OnShow, Tone};
use opcanvas::editor::words::{self, Became, Preview, Sketch};
use opcanvas::editor::{Command, Session};
use opcanvas::format::{load, save, templates::Template};
use opcanvas::geom::{Point, Size, Vec2};
use opcanvas::model::picture::Pixels;
use opcanvas::model::{AnnotationKind, Document, ElementId, ElementKind, RelationKind, Value};
use opcanvas::scene::{Item, Owner};
use opcanvas::theme::Mode;
use proptest::prelude::*;
use window::{CTRL, Window};

fn blank() -> Document {
    load(Template::Blank.bytes()).unwrap().document
}

fn read(document: &Document, text: &str) -> Sketch {
    words::read(document, text, ElementKind::Process)
}

fn built(document: &Document, text: &str) -> Document {
    let preview = Preview::new(document, text, Point::ZERO, ElementKind::Process, None);
    assert_eq!(preview.built.document.broken_invariants(), Vec::<String>::new());
    preview.built.document
}

fn id(document: &Document, name: &str) -> ElementId {
    document.index().named(name).next().unwrap_or_else(|| panic!("no {name}")).clone()
}

fn kind(document: &Document, name: &str) -> ElementKind {
    document.element(&id(document, name)).unwrap().kind
}

fn joined(document: &Document, source: &str, relation: RelationKind, target: &str) -> bool {
    let (source, target) = (id(document, source), id(document, target));
    document.index().between(&source, relation, &target).next().is_some()
}

fn bytes(session: &Session) -> Vec<u8> {
    save(session.document())
}

fn steps(session: &Session) -> usize {
    session.history().steps().len()
}

fn select(session: &mut Session, ids: &[&str]) {
    session.select(None);
    for (i, id) in ids.iter().enumerate() {
        let held = Held { command: i > 0, ..Held::default() };
        let under = Under::Owner(Owner::Element((*id).into()));
        session.pointer(Pointer::Press { at: Point::ZERO, under, held, tool: Tool::Select });
        session.pointer(Pointer::Release);
    }
    assert_eq!(session.selection().len(), ids.len());
}

fn copied(session: &mut Session) -> String {
    session.copy();
    session.clipboard.copied.take().expect("something was copied")
}

// --- text becomes model ---

#[test]
fn a_line_makes_a_stream_with_its_stages_and_flows() {
    for text in [
        "Join: apply > verify > open",
        "Join: apply -> verify → open",
        "- Join: apply =>\n   verify\n   > open",
        "Join:\n> apply\n> verify\n> open",
        "Value stream: Join: apply > verify > open",
    ] {
        let document = built(&blank(), text);
        assert_eq!(kind(&document, "Join"), ElementKind::ValueStream, "{text}");
        let stages: Vec<_> = document.children(&id(&document, "Join")).iter().map(|s| s.name.to_string()).collect();
        assert_eq!(stages, ["apply", "verify", "open"], "{text}");
        assert!(joined(&document, "apply", RelationKind::FlowsTo, "verify"), "{text}");
        assert!(joined(&document, "verify", RelationKind::FlowsTo, "open"), "{text}");
        assert_eq!((document.elements().len(), document.relations().len()), (4, 5), "{text}");
    }
}

#[test]
fn lines_are_typed_by_words_for_kinds_and_presets() {
    let text = "partner: VeriFace\nTechnology - Core ledger\n* client: Family\n1. app: Portal\n[ ] Onboarding\nVendors:\n  Acme";
    let document = built(&blank(), text);
    assert_eq!(kind(&document, "VeriFace"), ElementKind::Partner);
    assert_eq!(kind(&document, "Core ledger"), ElementKind::Technology);
    assert_eq!(kind(&document, "Family"), ElementKind::Stakeholder);
    assert_eq!(kind(&document, "Portal"), ElementKind::Technology);
    assert!(!document.element(&id(&document, "Portal")).unwrap().attributes.is_empty(), "as the preset says");
    assert_eq!(kind(&document, "Onboarding"), ElementKind::Process, "what untyped lines become");
    assert_eq!(kind(&document, "Acme"), ElementKind::Partner, "by the heading");
}

#[test]
fn indents_are_parts_where_they_may_be_and_else_the_likeliest_relation() {
    let document =
        built(&blank(), "division: Retail\n\tteam: Onboarding\n\tteam: Support\nstage: Verify\n  partner: VeriFace");
    assert!(joined(&document, "Retail", RelationKind::Contains, "Onboarding"));
    assert!(joined(&document, "Retail", RelationKind::Contains, "Support"));
    assert!(joined(&document, "VeriFace", RelationKind::Supplies, "Verify"), "the way that is legal");
    let document = built(&blank(), "stream: Join\n  apply\n  open");
    assert_eq!(kind(&document, "apply"), ElementKind::Stage);
    assert_eq!(document.children(&id(&document, "Join")).len(), 2);
}

#[test]
fn arrows_make_relations_and_their_ends() {
    let text = "partner: Acme -> stage: Verify\nAcme -- supplies -> stage: Pay\nBolt -supplies-> Pay\nVerify -> Pay\nVerify -- supplied by -> Cargo";
    let document = built(&blank(), text);
    for (a, b) in [("Acme", "Verify"), ("Acme", "Pay"), ("Bolt", "Pay"), ("Cargo", "Verify")] {
        assert!(joined(&document, a, RelationKind::Supplies, b), "{a} {b}");
    }
    assert_eq!(kind(&document, "Bolt"), ElementKind::Partner, "the verb tells what it is");
    assert!(joined(&document, "Verify", RelationKind::FlowsTo, "Pay"));
    // What may not be is said, not lost.
    let sketch = read(&blank(), "location: Here -> partner: There\nA -- blows up -> B");
    assert_eq!(sketch.unread.len(), 1, "{sketch:?}");
    assert!(sketch.remarks[0].contains("blows up"));
}

#[test]
fn tables_set_attributes_and_keep_what_they_do_not_know() {
    let text = "Name\tKind\tLead time (h)\tDescription\tColour\tSupplies\nVerify\tstage\t2d\tChecks who asks\tblue\t\nAcme\tpartner\t\t\t\tVerify";
    let document = built(&blank(), text);
    let verify = document.element(&id(&document, "Verify")).unwrap();
    assert_eq!(verify.attributes.get("leadTime"), Some(&Value::Int(16)));
    assert_eq!(verify.description(), "Checks who asks\nColour: blue");
    assert!(joined(&document, "Acme", RelationKind::Supplies, "Verify"));
    let preview = Preview::new(&blank(), text, Point::ZERO, ElementKind::Process, None);
    assert!(
        preview.complaints().iter().any(|c| c.contains("\"Colour\" is no attribute")),
        "{:?}",
        preview.complaints()
    );
    for text in ["name;kind\n\"A; b\";app\nC;role", "name,kind\n\"A; b\",app\nC,role"] {
        let document = built(&blank(), text);
        assert_eq!(kind(&document, "A; b"), ElementKind::Technology);
        assert_eq!(kind(&document, "C"), ElementKind::Role);
    }
    // Not as many cells in every line: no table.
    assert!(read(&blank(), "name, kind\nI came, I saw, I won").things.len() >= 2);
}

#[test]
fn a_name_that_is_there_is_used_before_a_twin_is_made() {
    let bank = bank();
    let before = bank.elements().len();
    let document = built(&bank, "partner: veriface\nVeriFace -> stage: Fresh");
    assert_eq!(document.elements().len(), before + 1);
    assert!(joined(&document, "VeriFace", RelationKind::Supplies, "Fresh"));
    let preview = Preview::new(&bank, "VeriFace -> stage: Fresh", Point::ZERO, ElementKind::Process, None);
    assert_eq!(preview.uses(), 1);
    assert_eq!(preview.sentence(), "Makes 1 value stream stage, 1 relation; uses 1 that is here already.");
    // Another kind of the same name is another element.
    assert_eq!(built(&bank, "role: VeriFace").elements().len(), before + 1);
}

fn lines_of(text: &str) -> usize {
    text.lines().filter(|l| !l.trim().is_empty()).count()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read_without_a_fault_and_always_the_same(text in "(?s).{0,200}") {
        let document = blank();
        let sketch = read(&document, &text);
        prop_assert_eq!(&sketch, &read(&document, &text));
        built(&document, &text);
    }

    #[test]
    fn nothing_of_a_text_is_lost(lines in proptest::collection::vec(
        "[ \t]{0,4}(- |\\* |1\\. |> )?(partner: |client - |Vendors:|Join: )?[a-d]{0,2}( (>|->|→|-- supplies ->) [a-d]{1,2}){0,3}( >)?", 0..12)) {
        let text = lines.join("\n");
        let document = blank();
        let sketch = read(&document, &text);
        prop_assert_eq!(sketch.lines.len(), lines_of(&text));
        let unread = sketch.lines.iter().filter(|(_, b)| *b == Became::Nothing).count();
        prop_assert!(sketch.unread.len() >= unread);
        // Every word is somewhere: in a name, a description, or among what was not understood.
        let names = sketch.things.iter().map(|t| format!("{} {}", t.name, t.description));
        let all: String = names.chain(sketch.unread.iter().map(|(l, _)| l.clone())).collect::<Vec<_>>().join(" ");
        for word in text.split(|c: char| !c.is_ascii_alphabetic()).filter(|w| w.len() <= 2) {
            prop_assert!(all.contains(word), "{:?} of {:?} in {:?}", word, text, sketch);
        }
        built(&document, &text);
    }

    #[test]
    fn any_table_is_read_without_a_fault(text in "name[\t,;](kind|lead time|x)(\n[a-c\"\t,;]{0,6}){0,6}") {
        built(&bank(), &text);
    }
}

#[test]
fn pasted_lines_are_looked_at_and_then_are_one_step() {
    let mut session = diagram(bank());
    let before = bytes(&session);
    let text = "Join: apply > verify identity > open\npartner: VeriFace -> apply\n***";
    session.paste(text, Some(Point::new(3000.0, 100.0)), false);
    let preview = session.clipboard.preview.clone().expect("it is looked at first");
    assert_eq!(bytes(&session), before, "looking changes nothing");
    assert!(preview.sentence().starts_with("Makes 1 value stream, "), "{}", preview.sentence());
    assert!(preview.complaints()[0].contains("***"));
    session.accept_words();
    assert_eq!(steps(&session), 1);
    let document = session.document().clone();
    assert!(joined(&document, "VeriFace", RelationKind::Supplies, "apply"));
    let plan = session.plan();
    let stream = plan.node(&id(&document, "Join")).expect("it stands in the view").rect;
    assert!(stream.center().distance(Point::new(3000.0, 100.0)) < 1500.0);
    for stage in document.children(&id(&document, "Join")) {
        assert!(opcanvas::geom::encloses(stream, plan.node(&stage.id).unwrap().rect), "stages stand in their stream");
    }
    session.undo();
    assert_eq!(bytes(&session), before);
    // As a note.
    session.paste(text, None, false);
    session.accept_words_as_note();
    let note = session.shown_view().annotations().next().expect("a note");
    assert_eq!(note.text, text);
    // Ctrl+Shift+V makes one at once.
    session.paste("Ask the regulator", None, true);
    assert_eq!(session.shown_view().annotations().count(), 2);
}

#[test]
fn untyped_lines_become_what_was_made_last_or_is_chosen() {
    let mut session = diagram(blank());
    session.paste("Ledger\nPortal", None, false);
    assert_eq!(session.clipboard.preview.as_ref().unwrap().untyped(), 2);
    session.set_untyped_kind(ElementKind::Technology);
    session.accept_words();
    assert_eq!(kind(session.document(), "Ledger"), ElementKind::Technology);
    session.select(None);
    assert_eq!(session.untyped_kind(), ElementKind::Technology, "the next lines too");
}

#[test]
fn a_stream_typed_as_a_name_gets_its_stages() {
    for canvas in [false, true] {
        let mut session = diagram(blank());
        if canvas {
            session.show_tab(OnShow::Canvas);
        }
        let before = bytes(&session);
        let offer = session.creatable("value stream", None)[0].clone();
        session.create(&offer, Some(Point::new(100.0, 100.0)), None);
        session.naming.as_mut().unwrap().text = "Join: apply > verify > open".into();
        session.commit_naming();
        let document = session.document().clone();
        assert_eq!(document.children(&id(&document, "Join")).len(), 3, "canvas {canvas}");
        assert_eq!(steps(&session), 1, "making and naming are one step");
        assert_eq!(session.undo_label().unwrap(), "Add value stream \"Join\" with 3 stages");
        let plan = session.plan();
        assert!(plan.node(&id(&document, "verify")).is_some());
        session.undo();
        assert_eq!(bytes(&session), before);
    }
}

#[test]
fn phrases_are_offered_where_a_kind_is_chosen() {
    let mut session = diagram(bank());
    let phrase = session.phrase("Leave: ask > close").unwrap();
    assert_eq!(phrase.label, "Make the stream Leave with 2 stages");
    session.do_phrase(&phrase, Point::ZERO, None);
    assert_eq!(session.document().children(&id(session.document(), "Leave")).len(), 2);
    assert_eq!(session.undo_label().unwrap(), phrase.label);
    let phrase = session.phrase("partner Acme").unwrap();
    assert_eq!(phrase.label, "Make the partner Acme");
    let stage = id(session.document(), "ask");
    session.do_phrase(&phrase, Point::ZERO, Some(&stage));
    assert_eq!(kind(session.document(), "Acme"), ElementKind::Partner);
    assert_eq!(session.phrase("vendor veriface").unwrap().label, "Use the partner veriface that is here");
    assert_eq!(session.phrase("partner"), None);
    assert_eq!(session.phrase("VeriFace"), None);
}

// --- copy and paste ---

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
fn the_window_shows_what_a_text_would_become() {
    let mut w = Window::bank("words");
    w.click(Pos2::new(700.0, 850.0));
    w.harness.event(Event::Paste("Join: apply > verify > open".into()));
    w.run();
    assert!(w.has_part("Makes 1 value stream, 3 value stream stages, 5 relations."));
    w.harness.get_by_label("Add to model").click();
    w.run();
    assert_eq!(w.session().undo_label().unwrap(), "Paste 4 elements from text");
    w.harness.event(Event::Paste("Join: apply > verify > open".into()));
    w.run();
    w.keys(Modifiers::NONE, Key::Escape);
    assert!(!w.has("Add to model"));
}

#[test]
fn pictures_go_onto_the_clipboard() {
    let mut w = Window::bank("pictures");
    w.click(w.at("Partner / supplier VeriFace"));
    w.harness.key_press_modifiers(CTRL | Modifiers::SHIFT, Key::C);
    let mut size = None;
    for _ in 0..500 {
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
fn the_palette_finds_presets_by_other_words() {
    let mut w = Window::bank("palette");
    w.harness.get_by_label("Search the palette").click();
    w.run();
    w.type_text("vendor");
    assert!(w.has("Add Partner") && !w.has("Add Team"));
    let before = w.document().elements().len();
    w.keys(Modifiers::NONE, Key::Enter);
    assert_eq!(w.document().elements().len(), before + 1);
    assert_eq!(w.session().single_element().unwrap().kind, ElementKind::Partner);
}

#[test]
fn the_menu_makes_what_is_typed() {
    let mut w = Window::bank("phrase");
    w.double_click(Pos2::new(700.0, 850.0));
    w.type_text("Leave: ask > close");
    assert!(w.has("Make the stream Leave with 2 stages"));
    w.keys(Modifiers::NONE, Key::Enter);
    assert_eq!(w.document().children(&id(w.document(), "Leave")).len(), 2);
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

// --- pictures as notes ---

fn picture(width: usize, height: usize) -> Pixels {
    let rgba = (0..width * height).flat_map(|i| [(i % 251) as u8, 20, 200, 255]).collect();
    Pixels { width, height, rgba }
}

#[test]
fn a_pasted_picture_is_a_note_that_is_drawn_exported_and_kept() {
    let mut session = diagram(bank());
    let before = bytes(&session);
    session.paste_image(&picture(300, 200), Some(Point::new(-400.0, -400.0)));
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
    w.run();
    assert_eq!(w.session().undo_label().unwrap(), "Paste picture");
    let id = w.session().single_annotation().cloned().unwrap();
    let note = w.session().view().unwrap().annotations().find(|a| a.id == id).unwrap();
    assert!(note.image().is_some());
}
