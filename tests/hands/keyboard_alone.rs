//! A model of twenty elements and twenty-five relations, built with the keyboard alone.

use crate::window;

use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use opcanvas::editor::Session;
use opcanvas::format::{load, save, templates::Template};
use opcanvas::model::Document;
use window::{CTRL, Window};

const NONE: Modifiers = Modifiers::NONE;

fn name_of(session: &Session) -> String {
    session.single_element().map_or_else(String::new, |e| e.name.to_string())
}

/// A person who has only keys.
struct Typist {
    w: Window,
}

impl Typist {
    fn key(&mut self, held: Modifiers, key: Key) {
        self.w.keys(held, key);
    }

    /// Walks with Tab until an element is reached.
    fn reach(&mut self, name: &str) {
        for _ in 0..80 {
            if name_of(self.w.session()) == name {
                return;
            }
            let before = self.w.session().selection().clone();
            self.key(NONE, Key::Tab);
            if *self.w.session().selection() == before {
                // The end was reached: back to the drawing, and from its start.
                for _ in 0..4 {
                    self.key(NONE, Key::F6);
                    if self.w.harness.get_by_label("Canvas area").is_focused() {
                        break;
                    }
                }
                self.key(NONE, Key::Escape);
            }
        }
        panic!("{name} was not reached");
    }

    /// Makes elements of a headline kind, one after the other.
    fn make(&mut self, key: Key, names: &[&str]) {
        self.key(NONE, key);
        for (i, name) in names.iter().enumerate() {
            self.w.type_text(name);
            self.key(if i + 1 < names.len() { CTRL } else { NONE }, Key::Enter);
        }
    }

    /// Makes elements of a kind found by typing.
    fn find(&mut self, kind: &str, names: &[&str]) {
        self.key(NONE, Key::I);
        self.w.type_text(kind);
        self.key(NONE, Key::Enter);
        for (i, name) in names.iter().enumerate() {
            self.w.type_text(name);
            self.key(if i + 1 < names.len() { CTRL } else { NONE }, Key::Enter);
        }
    }

    /// Connects two elements by the list, with the likeliest relation.
    fn connect(&mut self, from: &str, to: &str) {
        let before = self.w.document().relations().len();
        self.reach(from);
        self.key(NONE, Key::L);
        self.w.type_text(to);
        self.key(NONE, Key::Enter);
        if self.w.session().menu.is_some() {
            self.key(NONE, Key::Enter);
        }
        assert_eq!(self.w.document().relations().len(), before + 1, "{from} with {to}");
    }
}

#[test]
fn a_model_of_twenty_elements_is_built_with_the_keyboard_alone() {
    let mut t = Typist { w: Window::open("board-twenty", Some(Template::Blank.bytes())) };
    let start = t.w.document().clone();
    t.key(CTRL, Key::PageDown);
    assert!(!t.w.session().is_canvas(), "the diagram is on show");
    // Three consumers, a stream with five stages, four partners, four technologies, three units: twenty.
    t.make(Key::Num1, &["Shoppers", "Traders", "Schools"]);
    t.make(Key::Num2, &["Order to cash"]);
    t.key(CTRL, Key::ArrowDown);
    t.key(NONE, Key::Enter);
    for (i, name) in ["Ask", "Offer", "Order", "Send", "Bill"].iter().enumerate() {
        t.w.type_text(name);
        t.key(if i < 4 { CTRL } else { NONE }, Key::Enter);
    }
    t.make(Key::Num3, &["Carrier", "Printer", "Packer", "Bank"]);
    t.make(Key::Num4, &["Shop", "Ledger", "Stock list", "Mail"]);
    t.find("team", &["Sales", "Depot", "Finance"]);
    assert_eq!(t.w.document().elements().len(), 20, "{:?}", kinds(t.w.document()));
    // The stream contains five stages, which flow in a chain of four.
    assert_eq!(t.w.document().relations().len(), 9, "{:?}", relations(t.w.document()));
    for (from, to) in [
        ("Carrier", "Send"),
        ("Printer", "Offer"),
        ("Packer", "Order"),
        ("Bank", "Bill"),
        ("Shop", "Ask"),
        ("Ledger", "Bill"),
        ("Stock list", "Order"),
        ("Mail", "Offer"),
        ("Shop", "Ledger"),
        ("Shop", "Stock list"),
        ("Stock list", "Ledger"),
        ("Mail", "Shop"),
        ("Sales", "Ask"),
        ("Depot", "Send"),
        ("Finance", "Bill"),
        ("Sales", "Offer"),
    ] {
        t.connect(from, to);
    }
    let saved = load(&save(t.w.document())).unwrap().document;
    assert_eq!((saved.elements().len(), saved.relations().len()), (20, 25));
    assert_eq!(saved.broken_invariants(), Vec::<String>::new());
    let mut names: Vec<_> = saved.elements().values().map(|e| e.name.to_string()).collect();
    names.sort();
    assert_eq!(
        names.join(" "),
        "Ask Bank Bill Carrier Depot Finance Ledger Mail Offer Order Order to cash Packer Printer Sales Schools Send \
         Shop Shoppers Stock list Traders"
    );
    for _ in 0..t.w.session().history().steps().len() {
        t.key(CTRL, Key::Z);
    }
    assert_eq!(t.w.document(), &start, "undone, it is the template");
}

fn kinds(document: &Document) -> Vec<String> {
    document.elements().values().map(|e| format!("{:?} {}", e.kind, e.name)).collect()
}

fn relations(document: &Document) -> Vec<String> {
    let name = |id| document.element(id).map_or_else(String::new, |e| e.name.to_string());
    document.relations().values().map(|r| format!("{} {:?} {}", name(&r.source), r.kind, name(&r.target))).collect()
}
