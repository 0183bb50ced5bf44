//! Lists of records, single records, properties, contracts and settings are walked as `desk_walk` walks single values.
//!
//! Each is entered, changed and cleared through its accessible controls, saved and loaded; what there is comes from the
//! metamodel.

use crate::window;

use eframe::egui::accesskit::Role;
use eframe::egui::{Event, Key, Modifiers};
use egui_kittest::kittest::Queryable;
use opcanvas::editor::fields::{Cell, Place, read_line};
use opcanvas::editor::wording::in_sentence;
use opcanvas::format::load;
use opcanvas::model::metamodel::{AttributeDef, AttributeType};
use opcanvas::model::{Document, ElementId, RelationId, Value};
use opcanvas::scene::{anatomy, edge};
use window::{CTRL, Window};

const PRESSED: [Role; 4] = [Role::Button, Role::CheckBox, Role::ComboBox, Role::RadioButton];
const TYPED: [Role; 2] = [Role::TextInput, Role::MultilineTextInput];

/// A file with an element of each kind, two things to refer to, and a partner that supplies.
fn everything() -> String {
    let metamodel = opcanvas::format::metamodel::base();
    let kinds = metamodel.kinds.iter();
    let mut elements: Vec<String> =
        kinds.map(|k| format!(r#"{{"id": "a.{0}", "kind": "{0}", "name": "A {0}"}}"#, k.id)).collect();
    elements.push(r#"{"id": "r1", "kind": "role", "name": "Head of care"}"#.into());
    elements.push(r#"{"id": "r2", "kind": "org_unit", "name": "Service desk"}"#.into());
    elements.push(r#"{"id": "f", "kind": "foreign", "name": "From elsewhere"}"#.into());
    let pair = metamodel.quick_connect.iter().find(|q| q.relations.iter().any(|r| r.id() == "supplies")).unwrap();
    format!(
        r#"{{"format": "opcanvas", "version": 1, "meta": {{"name": "Walk"}}, "elements": [{}],
        "relations": [{{"id": "s", "kind": "supplies", "source": "a.{}", "target": "a.{}"}}]}}"#,
        elements.join(","),
        pair.source.id(),
        pair.target.id()
    )
}

/// Whether values of this type are records or lists of them.
fn of_records(ty: &AttributeType) -> bool {
    match ty {
        AttributeType::List { of } => of_records(of),
        ty => matches!(ty, AttributeType::Record { .. }),
    }
}

/// What is done with everything that is walked.
#[derive(Clone, Copy, PartialEq)]
enum Deed {
    Enter,
    Clear,
}

struct Walk {
    w: Window,
    fields: usize,
}

impl Walk {
    fn open(test: &str) -> Self {
        let mut w = Window::open(&format!("walk-records-{test}"), Some(everything().as_bytes()));
        w.tab("Whole model");
        Self { w, fields: 0 }
    }

    fn steps(&mut self, n: usize) {
        self.w.harness.run_steps(n);
    }

    fn has(&self, label: &str, roles: &[Role]) -> bool {
        let all = self.w.harness.query_all_by(|n| n.label().as_deref() == Some(label) && roles.contains(&n.role()));
        all.into_iter().next().is_some()
    }

    /// Acts on the rightmost control of this name: inspector and sheets are right of what the canvas has.
    fn act(&mut self, label: &str, roles: &[Role], focus: bool) {
        {
            let found =
                self.w.harness.query_all_by(|n| n.label().as_deref() == Some(label) && roles.contains(&n.role()));
            let node = found.max_by(|a, b| a.rect().left().total_cmp(&b.rect().left()));
            let node = node.unwrap_or_else(|| {
                let end = label.split(' ').next_back().unwrap();
                panic!("no control \"{label}\"; there is {:?}", self.w.labels_with(end))
            });
            if focus {
                node.focus();
            } else {
                node.click_accesskit();
            }
        }
        self.steps(2);
    }

    fn press(&mut self, label: &str) {
        self.act(label, &PRESSED, false);
    }

    fn type_in(&mut self, label: &str, text: &str) {
        self.act(label, &TYPED, true);
        self.w.harness.key_press_modifiers(CTRL, Key::A);
        self.steps(1);
        if text.is_empty() {
            self.w.harness.key_press_modifiers(Modifiers::NONE, Key::Backspace);
        } else {
            self.w.harness.event(Event::Paste(text.to_owned()));
        }
        self.steps(1);
        self.w.harness.key_press_modifiers(Modifiers::NONE, Key::Tab);
        self.steps(3);
    }

    /// Chooses in a list to search that opens below a button.
    fn find(&mut self, button: &str, text: &str) {
        self.press(button);
        self.steps(2);
        self.w.harness.event(Event::Text(text.to_owned()));
        self.steps(2);
        self.w.harness.key_press_modifiers(Modifiers::NONE, Key::Enter);
        self.steps(3);
    }

    fn select(&mut self, id: &str) {
        let document = self.w.document().clone();
        let name = anatomy::accessible_name(&document, document.element(&ElementId::new(id)).unwrap());
        self.act(&name, &[Role::GraphicsObject, Role::GraphicsSymbol], true);
        self.steps(2);
    }

    fn stored(&self, cell: &Cell) -> Option<Value> {
        cell.value(self.w.document()).cloned()
    }

    /// A value of any type under the name of its controls. `of` is what parts of it are said to be of.
    fn value(&mut self, deed: Deed, def: &AttributeDef, cell: &Cell, name: &str) {
        let records = self.w.document().metamodel().records.clone();
        match &def.ty {
            AttributeType::Record { record } => {
                for part in &records[record].fields {
                    let of = format!("{} of {}", part.label, in_sentence(&def.label));
                    self.value(deed, part, &cell.key(part.key.clone()), &of);
                }
            }
            AttributeType::List { of } if of_records(of) => {
                let AttributeType::Record { record } = &**of else { panic!("{of:?}") };
                let entry = in_sentence(&records[record].label);
                if deed == Deed::Enter {
                    self.press(&format!("Add {entry}"));
                }
                if self.has(&format!("Open {entry} 1"), &PRESSED) {
                    self.press(&format!("Open {entry} 1"));
                }
                for part in &records[record].fields {
                    self.value(deed, part, &cell.at(0).key(part.key.clone()), &format!("{} of {entry} 1", part.label));
                }
                if deed == Deed::Clear {
                    self.press(&format!("Remove {entry} 1"));
                }
            }
            _ => {
                self.fields += 1;
                match deed {
                    Deed::Enter => self.enter(def, cell, name),
                    Deed::Clear => self.clear(def, cell, name),
                }
            }
        }
        if deed == Deed::Clear {
            assert_eq!(self.stored(cell), None, "{name} is cleared");
        }
    }

    fn enter(&mut self, def: &AttributeDef, cell: &Cell, name: &str) {
        for text in samples(def) {
            let chosen = format!("{name}: {text}");
            match &def.ty {
                AttributeType::Boolean => self.press(name),
                AttributeType::Reference { .. } => self.find(name, &text),
                AttributeType::Text if def.key == "currency" => self.find(name, &text),
                _ if self.has(&chosen, &PRESSED) => self.press(&chosen),
                AttributeType::Enum { .. } => {
                    self.press(name);
                    self.steps(3);
                    self.press(&text);
                }
                _ => self.type_in(name, &text),
            }
            let meant = match &def.ty {
                AttributeType::Boolean => Some(Value::Bool(text == "yes")),
                AttributeType::Reference { .. } => {
                    let element = self.w.document().elements().values().find(|e| e.name == text).unwrap();
                    Some(Value::Text(element.id.text()))
                }
                ty => read_line(self.w.document(), ty, text.as_str()).unwrap(),
            };
            assert_eq!(self.stored(cell), meant, "{text} as {name}");
        }
    }

    fn clear(&mut self, def: &AttributeDef, cell: &Cell, name: &str) {
        let last = samples(def).pop().unwrap();
        let chosen = format!("{name}: {last}");
        assert!(self.stored(cell).is_some(), "{name}");
        match &def.ty {
            AttributeType::Boolean => self.press(&format!("Clear {}", name.to_lowercase())),
            AttributeType::Reference { .. } => self.press(&format!("Clear {name}")),
            AttributeType::Text if def.key == "currency" => self.press("Back to the default of Currency: EUR"),
            _ if self.has(&chosen, &PRESSED) => self.press(&chosen),
            AttributeType::Enum { .. } => {
                self.press(name);
                self.steps(3);
                self.press("Not set");
            }
            AttributeType::List { of } if **of == AttributeType::Text => {
                for word in ["one", "two", "three"] {
                    self.press(&format!("Remove {word} from {}", name.to_lowercase()));
                }
            }
            _ => self.type_in(name, ""),
        }
    }

    fn saved(&mut self) -> Document {
        self.w.save();
        load(&std::fs::read(self.w.file()).unwrap()).unwrap().document
    }
}

/// Two values of a type as they are entered.
fn samples(def: &AttributeDef) -> Vec<String> {
    let two = |a: &str, b: &str| vec![a.to_owned(), b.to_owned()];
    match &def.ty {
        AttributeType::Text if def.key == "currency" => two("CHF", "USD"),
        AttributeType::Text => two("Some words", "Other words"),
        AttributeType::Integer => {
            // What holds unless something is set is not stored.
            let preset = def.default.as_ref().and_then(Value::as_int);
            let others = [3, 2, 4].into_iter().filter(|n| preset != Some(*n));
            others.take(2).map(|n| n.to_string()).collect()
        }
        AttributeType::Number if def.min.is_some_and(|least| least >= 1.0) => two("2.5", "3,5"),
        AttributeType::Number => two("0.35", "0,5"),
        AttributeType::Boolean => two("yes", "no"),
        AttributeType::Percent => two("42", "43 %"),
        AttributeType::Money => two("1.2m", "40k"),
        AttributeType::Duration => two("90m", "2d"),
        AttributeType::Date => two("2026-08-01", "2 Sep 2026"),
        AttributeType::Enum { values } => values.iter().take(2).map(|v| v.label.to_string()).collect(),
        AttributeType::Reference { .. } => two("Head of care", "Service desk"),
        AttributeType::List { of } if **of == AttributeType::Number => two("60; 30; 10", "50; 40; 10"),
        AttributeType::List { .. } => two("one\ntwo", "one\ntwo\nthree"),
        other => panic!("no sample of {other:?}"),
    }
}

#[test]
fn records_and_lists_of_them_are_entered_changed_cleared_saved_and_loaded_through_the_window() {
    let mut walk = Walk::open("kinds");
    let before = walk.w.document().clone();
    let metamodel = before.metamodel().clone();
    let mut all: Vec<(String, AttributeDef, Cell)> = Vec::new();
    for kind in &metamodel.kinds {
        let id = format!("a.{}", kind.id);
        let element = before.element(&ElementId::new(id.as_str())).unwrap();
        for def in metamodel.element_attributes(element.kind).iter().filter(|d| of_records(&d.ty)) {
            let place = Place::Attribute(element.id.clone(), def.key.clone());
            all.push((id.clone(), def.clone(), Cell::from(place)));
        }
    }
    // What every element may have is the same control for each; one kind and a foreign one stand for all.
    for id in ["a.stage", "f"] {
        for def in metamodel.common.iter().filter(|d| of_records(&d.ty)) {
            let place = Place::Common(ElementId::new(id), def.key.clone());
            all.push((id.to_owned(), def.clone(), Cell::from(place)));
        }
    }
    walk.select("a.stage");
    walk.press("More attributes");
    for deed in [Deed::Enter, Deed::Clear] {
        for (id, def, cell) in &all {
            walk.select(id);
            walk.value(deed, def, cell, &def.label);
        }
        let saved = walk.saved();
        assert_eq!(&saved, walk.w.document(), "what was entered is in the file");
    }
    assert_eq!(walk.w.document().elements(), before.elements(), "nothing stays behind");
    assert!(walk.fields > 2 * 60, "{}", walk.fields);
}

#[test]
fn properties_of_foreign_elements_are_named_filled_in_renamed_and_removed() {
    let mut walk = Walk::open("foreign");
    walk.select("f");
    let cell = Cell::from(Place::Attribute(ElementId::new("f"), "properties".into()));
    walk.press("Add property");
    walk.type_in("Name of property property", "origin");
    walk.type_in("Value of property origin", "Some tool");
    assert_eq!(walk.stored(&cell.key("origin")), Some(Value::text("Some tool")));
    walk.type_in("Value of property origin", "Another tool");
    walk.type_in("Name of property origin", "source");
    assert_eq!(walk.stored(&cell.key("source")), Some(Value::text("Another tool")));
    let saved = walk.saved();
    assert_eq!(&saved, walk.w.document());
    walk.press("Remove property source");
    assert_eq!(walk.stored(&cell), None, "nothing stays behind");
}

#[test]
fn a_supply_is_put_under_a_contract_new_or_there_and_freed_of_it() {
    let mut walk = Walk::open("contract");
    let relation = walk.w.document().relation(&RelationId::new("s")).unwrap().clone();
    let cell = Cell::from(Place::Relation(relation.id.clone(), "contract".into()));
    let name = edge::accessible_name(walk.w.document(), &relation);
    let drawn = [Role::GraphicsObject, Role::GraphicsSymbol];
    walk.act(&name, &drawn, true);
    walk.find("Contract", "C-1");
    assert_eq!(walk.stored(&cell), Some(Value::text("C-1")));
    walk.find("Contract", "C-2");
    assert_eq!(walk.stored(&cell), Some(Value::text("C-2")));
    walk.find("Contract", "C-1");
    assert_eq!(walk.stored(&cell), Some(Value::text("C-1")), "one that is there already");
    let contracts = Cell::from(Place::Attribute(relation.source.clone(), "contracts".into()));
    assert_eq!(walk.stored(&contracts).unwrap().as_list().len(), 2);
    let saved = walk.saved();
    assert_eq!(&saved, walk.w.document());
    walk.press("Clear Contract");
    assert_eq!(walk.stored(&cell), None);
}

#[test]
fn every_setting_of_the_model_is_entered_changed_set_back_saved_and_loaded() {
    let mut walk = Walk::open("settings");
    let before = walk.w.document().head().settings.clone();
    let defs = walk.w.document().metamodel().settings.clone();
    walk.press("Settings of the model");
    for deed in [Deed::Enter, Deed::Clear] {
        for def in &defs {
            walk.type_in("Find a setting", &def.label);
            walk.value(deed, def, &Cell::from(Place::Setting(def.key.clone())), &def.label);
        }
        walk.press("Close");
        let saved = walk.saved();
        assert_eq!(&saved, walk.w.document());
        walk.w.keys(Modifiers::NONE, Key::Escape);
        walk.press("Settings of the model");
    }
    assert_eq!(walk.w.document().head().settings, before, "all as they were");
}
