//! From the start screen to a page with five cards, three connections and an exported picture, act by act.
//!
//! Every act is one that a newcomer does: a click, a drag, a key, a name typed. They are counted, since five minutes are
//! not many at three seconds for an act and half a second for a letter.

use crate::window;

use eframe::egui::{Key, Modifiers};
use opcanvas::model::{ElementKind, RelationKind};
use window::{CTRL, Window};

const NONE: Modifiers = Modifiers::NONE;

/// A hand that counts what it does.
struct Hand {
    w: Window,
    acts: usize,
    letters: usize,
}

impl Hand {
    fn key(&mut self, modifiers: Modifiers, key: Key) {
        self.acts += 1;
        self.w.keys(modifiers, key);
    }

    fn words(&mut self, text: &str) {
        self.letters += text.chars().count();
        self.w.type_text(text);
    }

    /// A click in a zone, which ends the name before, and a name.
    fn card(&mut self, zone: &str, name: &str) {
        self.acts += 1;
        self.w.click(self.w.at(zone));
        self.words(name);
    }

    fn connect(&mut self, from: &str, to: &str) {
        self.acts += 1;
        self.w.connect(from, to);
    }
}

#[test]
fn a_page_with_five_cards_three_connections_and_a_picture_takes_few_acts() {
    let mut hand = Hand { w: Window::open("desk-trial", None), acts: 0, letters: 0 };
    hand.key(NONE, Key::Enter);
    hand.card("Consumers, drivers", "Commuters who ride");
    hand.card("Value propositions, drivers", "Back on the road today");
    hand.card("Value streams, zone", "Repair: book > fix > ride");
    hand.card("Partners & suppliers, zone", "Gearworks");
    hand.card("Information & technology, zone", "Booking app");
    hand.key(NONE, Key::Escape);
    hand.connect("Value proposition Back on the road today", "Consumer Commuters who ride");
    hand.connect("Value proposition Back on the road today", "Value stream Repair");
    hand.connect("Technology Booking app", "Stage book");
    let document = hand.w.document().clone();
    let of = |kind| document.index().of_kind(kind).count();
    for kind in [
        ElementKind::Stakeholder,
        ElementKind::ValueProposition,
        ElementKind::ValueStream,
        ElementKind::Partner,
        ElementKind::Technology,
    ] {
        assert_eq!(of(kind), 1, "{kind:?}");
    }
    assert_eq!(of(ElementKind::Stage), 3);
    let drawn = |kind| document.relations().values().filter(|r| r.kind == kind).count();
    assert_eq!(
        (drawn(RelationKind::OfferedTo), drawn(RelationKind::Drives), drawn(RelationKind::Enables)),
        (1, 1, 1),
        "what each line says was clear without a question"
    );
    hand.key(CTRL, Key::E);
    let picture = hand.w.folder.join("bicycles.svg");
    hand.key(CTRL, Key::A);
    hand.words(&picture.to_string_lossy());
    hand.key(NONE, Key::Enter);
    hand.w.wait("the picture is there", |_| picture.is_file());
    let drawn = std::fs::read_to_string(&picture).unwrap();
    for word in ["Commuters", "Gearworks", "Booking app"] {
        assert!(drawn.contains(word), "{word}");
    }
    let path = picture.to_string_lossy().chars().count();
    let letters = hand.letters - path + "bicycles".len();
    println!("{} acts and {letters} letters", hand.acts);
    assert!(hand.acts <= 14, "{} acts", hand.acts);
    assert!(hand.acts * 3 + letters / 2 < 300, "within five minutes");
}
