//! Words become model: in sessions without a window, and in the window.

use crate::hands;
use crate::models;
use crate::window;

use eframe::egui::{Event, Key, Modifiers, Pos2};
use egui_kittest::kittest::Queryable;
use hands::{blank, bytes, id, joined, kind, steps};
use models::{bank, diagram};
use opcanvas::editor::session::OnShow;
use opcanvas::editor::words::{self, Became, Preview, Sketch};
use opcanvas::geom::Point;
use opcanvas::model::{Document, ElementKind, RelationKind, Value};
use proptest::prelude::*;
use window::Window;

fn read(document: &Document, text: &str) -> Sketch {
    words::read(document, text, ElementKind::Process)
}

fn built(document: &Document, text: &str) -> Document {
    let preview = Preview::new(document, text, Point::ZERO, ElementKind::Process, None);
    assert_eq!(preview.built.document.broken_invariants(), Vec::<String>::new());
    preview.built.document
}

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

// --- in the window ---

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
