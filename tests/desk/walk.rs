//! Every attribute of every kind and relation is entered, changed and cleared through its accessible control.
//!
//! It is saved and loaded too; what there is comes from the metamodel, so nothing added to it can be forgotten here.
//!
//! Records, lists of records and properties have a walk of their own, see [`of_records`].

use crate::window;

use eframe::egui::accesskit::Role;
use eframe::egui::{Event, Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};
use opcanvas::editor::fields::{Cell, Place, read};
use opcanvas::format::load;
use opcanvas::model::metamodel::{AttributeDef, AttributeType, Metamodel};
use opcanvas::model::{Document, ElementId, RelationId, Value};
use opcanvas::scene::{Owner, anatomy, edge};
use window::{CTRL, Window};

/// Whose attributes are walked.
#[derive(Clone)]
enum Whose {
    Element(ElementId),
    Relation(RelationId),
}

/// A file with two elements of each kind, one foreign one and one relation of each kind that has attributes.
fn everything() -> String {
    let metamodel = opcanvas::format::metamodel::base();
    let mut elements = Vec::new();
    for kind in &metamodel.kinds {
        for n in ["a", "b"] {
            elements.push(format!(r#"{{"id": "{n}.{0}", "kind": "{0}", "name": "{0} {n}"}}"#, kind.id));
        }
    }
    elements.push(r#"{"id": "foreign", "kind": "foreign", "name": "From elsewhere"}"#.into());
    let mut relations = Vec::new();
    for relation in metamodel.relations.iter().filter(|r| !r.attributes.is_empty()) {
        let pair = metamodel.quick_connect.iter().find(|q| q.relations.iter().any(|r| r.id() == relation.id)).unwrap();
        relations.push(format!(
            r#"{{"id": "r.{0}", "kind": "{0}", "source": "a.{1}", "target": "b.{2}"}}"#,
            relation.id,
            pair.source.id(),
            pair.target.id()
        ));
    }
    format!(
        r#"{{"format": "opcanvas", "version": 1, "meta": {{"name": "Walk"}}, "elements": [{}], "relations": [{}],
        "plateaus": [{{"id": "p1", "name": "Soon"}}, {{"id": "p2", "name": "Later"}}]}}"#,
        elements.join(","),
        relations.join(",")
    )
}

/// Whether an attribute is one of records, which are entered in tables.
fn of_records(ty: &AttributeType) -> bool {
    match ty {
        AttributeType::List { of } => of_records(of),
        AttributeType::Record { .. } | AttributeType::Properties | AttributeType::Contract => true,
        _ => false,
    }
}

struct Walk {
    w: Window,
    fields: usize,
}

impl Walk {
    fn steps(&mut self, n: usize) {
        self.w.harness.run_steps(n);
    }

    /// Where the control with this name is, the rightmost of them: the inspector is on the right.
    fn has(&self, label: &str, roles: &[Role]) -> bool {
        self.w
            .harness
            .query_all_by(|n| n.label().as_deref() == Some(label) && roles.contains(&n.role()))
            .next()
            .is_some()
    }

    fn act(&mut self, label: &str, roles: &[Role], focus: bool) {
        {
            let found =
                self.w.harness.query_all_by(|n| n.label().as_deref() == Some(label) && roles.contains(&n.role()));
            let node = found.max_by(|a, b| a.rect().left().total_cmp(&b.rect().left()));
            let node = node.unwrap_or_else(|| {
                let near = self.w.labels_with(label);
                panic!("no control \"{label}\"; there is {near:?}")
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
        self.act(label, &[Role::Button, Role::CheckBox, Role::ComboBox, Role::RadioButton], false);
    }

    fn type_in(&mut self, label: &str, text: &str) {
        self.act(label, &[Role::TextInput, Role::MultilineTextInput], true);
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

    fn select(&mut self, whose: &Whose) {
        let document = self.w.document().clone();
        let drawn = [Role::GraphicsObject, Role::GraphicsSymbol];
        match whose {
            Whose::Element(id) => {
                let name = anatomy::accessible_name(&document, document.element(id).unwrap());
                self.act(&name, &drawn, true);
            }
            Whose::Relation(id) => {
                let relation = document.relation(id).unwrap();
                let name = edge::accessible_name(&document, relation);
                if self.has(&name, &drawn) {
                    self.act(&name, &drawn, true);
                } else {
                    // What the view does not draw is reached through the list of its source.
                    let target = document.element(&relation.target).unwrap().shown_name();
                    self.select(&Whose::Element(relation.source.clone()));
                    let ending = format!(" {target}");
                    let opens = |l: &str| (l.starts_with("Open ") || l.starts_with("Close ")) && l.ends_with(&ending);
                    let rows = self
                        .w
                        .harness
                        .query_all_by(|n| n.role() == Role::Button && n.label().is_some_and(|l| opens(&l)));
                    let rows: Vec<String> = rows.filter_map(|n| n.accesskit_node().label()).collect();
                    for row in rows {
                        self.select(&Whose::Element(relation.source.clone()));
                        let (does, of) = row.split_once(' ').unwrap();
                        if does == "Open" {
                            self.press(&row);
                        }
                        self.press(&format!("Select {of}"));
                        if self.w.session().selection().contains(&Owner::Relation(id.clone())) {
                            break;
                        }
                    }
                    let selected = self.w.session().selection();
                    assert!(selected.contains(&Owner::Relation(id.clone())), "{id} is reached");
                }
            }
        }
        self.steps(2);
        assert_eq!(self.w.session().selection().len(), 1);
    }

    fn cell(whose: &Whose, common: bool, def: &AttributeDef) -> Cell {
        let key = def.key.clone();
        Cell::from(match whose {
            Whose::Element(id) if common => Place::Common(id.clone(), key),
            Whose::Element(id) => Place::Attribute(id.clone(), key),
            Whose::Relation(id) => Place::Relation(id.clone(), key),
        })
    }

    /// Enters a value through the control of a field: pressed where there is something to press, else typed.
    fn enter(&mut self, def: &AttributeDef, text: &str) {
        let buttons = [Role::Button, Role::RadioButton];
        match &def.ty {
            AttributeType::Boolean => self.press(&def.label),
            AttributeType::Enum { .. }
            | AttributeType::Set { .. }
            | AttributeType::Plateau
            | AttributeType::Integer
                if self.has(&format!("{}: {text}", def.label), &buttons) =>
            {
                self.press(&format!("{}: {text}", def.label));
            }
            AttributeType::Enum { .. } | AttributeType::Plateau => {
                self.press(&def.label);
                self.steps(3);
                self.press(text);
            }
            _ => self.type_in(&def.label, text),
        }
    }

    fn clear(&mut self, def: &AttributeDef, stored: &str) {
        match &def.ty {
            AttributeType::Boolean => self.press(&format!("Clear {}", def.label.to_lowercase())),
            AttributeType::Enum { .. }
            | AttributeType::Set { .. }
            | AttributeType::Plateau
            | AttributeType::Integer
                if self.has(&format!("{}: {stored}", def.label), &[Role::Button, Role::RadioButton]) =>
            {
                self.press(&format!("{}: {stored}", def.label));
            }
            AttributeType::Enum { .. } | AttributeType::Plateau => {
                self.press(&def.label);
                self.steps(3);
                self.press("Not set");
            }
            AttributeType::List { of } if **of == AttributeType::Text => {
                for word in ["one", "two", "three"] {
                    self.press(&format!("Remove {word} from {}", def.label.to_lowercase()));
                }
            }
            _ => self.type_in(&def.label, ""),
        }
    }

    fn stored(&self, cell: &Cell) -> Option<Value> {
        cell.value(self.w.document()).cloned()
    }

    fn enter_all(&mut self, whose: &Whose) {
        self.select(whose);
        for (common, def) in defs(self.w.document(), whose) {
            self.condition(whose, &def);
            let cell = Self::cell(whose, common, &def);
            for text in samples(&def) {
                let document = self.w.document().clone();
                let meant = if def.ty == AttributeType::Boolean {
                    Some(Value::Bool(text == "yes"))
                } else {
                    read(&document, &def.ty, text.as_str()).unwrap()
                };
                self.enter(&def, &text);
                // A set grows by what is chosen.
                let now = self.stored(&cell);
                let fits = match (&def.ty, &now) {
                    (AttributeType::Set { .. }, Some(list)) => {
                        meant.unwrap().as_list().iter().all(|v| list.as_list().contains(v))
                    }
                    _ => now == meant,
                };
                assert!(fits, "{text} in {cell:?}: {now:?}");
            }
            self.fields += 1;
        }
    }

    fn clear_all(&mut self, whose: &Whose) {
        self.select(whose);
        // What others depend on goes last.
        for (common, def) in defs(self.w.document(), whose).into_iter().rev() {
            let cell = Self::cell(whose, common, &def);
            for text in samples(&def).iter().rev() {
                if self.stored(&cell).is_some() {
                    self.clear(&def, text);
                }
            }
            assert_eq!(self.stored(&cell), None, "{cell:?} is cleared");
        }
    }

    /// Makes an attribute usable that goes only with some values of another.
    fn condition(&mut self, whose: &Whose, def: &AttributeDef) {
        for (key, wanted) in &def.when {
            let all = defs(self.w.document(), whose);
            let (common, other) = all.iter().find(|(_, d)| d.key == *key).unwrap();
            let AttributeType::Enum { values } = &other.ty else { panic!("{key}") };
            let value = values.iter().find(|v| v.id == wanted[0]).unwrap();
            if self.stored(&Self::cell(whose, *common, other)) != Some(Value::text(value.id.clone())) {
                self.enter(other, &value.label);
            }
        }
    }

    fn saved(&mut self) -> Document {
        self.w.save();
        load(&std::fs::read(self.w.file()).unwrap()).unwrap().document
    }
}

/// The attributes of something that are entered as one value, and whether every element has them.
fn defs(document: &Document, whose: &Whose) -> Vec<(bool, AttributeDef)> {
    let metamodel: &Metamodel = document.metamodel();
    let (own, common) = match whose {
        Whose::Element(id) => {
            let kind = document.element(id).unwrap().kind;
            (metamodel.element_attributes(kind), metamodel.common.as_slice())
        }
        Whose::Relation(id) => {
            let kind = document.relation(id).unwrap().kind;
            (metamodel.relation_attributes(kind), &[][..])
        }
    };
    let own = own.iter().map(|d| (false, d.clone()));
    let all = own.chain(common.iter().map(|d| (true, d.clone())));
    all.filter(|(_, d)| !of_records(&d.ty)).collect()
}

/// Two values of a type as they are entered.
fn samples(def: &AttributeDef) -> Vec<String> {
    let two = |a: &str, b: &str| vec![a.to_owned(), b.to_owned()];
    match &def.ty {
        AttributeType::Text => two("Some words", "Other words"),
        AttributeType::Integer => two("3", "4"),
        AttributeType::Number => two("0.25", "0,5"),
        AttributeType::Boolean => two("yes", "no"),
        AttributeType::Percent => two("42", "43 %"),
        AttributeType::Money => two("1.2m", "40k"),
        AttributeType::Duration => two("90m", "2d"),
        AttributeType::Date => two("2026-08-01", "2 Sep 2026"),
        // What an absent state means is not stored.
        AttributeType::Enum { values } => {
            let usable = values
                .iter()
                .filter(|v| v.when.is_empty() && def.default.as_ref().and_then(Value::as_text) != Some(&v.id));
            usable.take(2).map(|v| v.label.to_string()).collect()
        }
        AttributeType::Set { values } => values.iter().take(2).map(|v| v.label.to_string()).collect(),
        AttributeType::Plateau => two("Soon", "Later"),
        AttributeType::List { .. } => two("one\ntwo", "one\ntwo\nthree"),
        other => panic!("no sample of {other:?}"),
    }
}

/// Enters, changes and clears every attribute of those that are meant, and saves and loads between.
fn walk(test: &str, meant: impl Fn(usize, &Whose) -> bool) -> usize {
    let mut w = Window::open(&format!("walk-{test}"), Some(everything().as_bytes()));
    w.tab("Whole model");
    let document = w.document().clone();
    let elements = document.elements().keys().filter(|id| !id.as_str().starts_with("b."));
    let mut all: Vec<Whose> = elements.map(|id| Whose::Element(id.clone())).collect();
    let first = all[0].clone();
    all.extend(document.relations().keys().map(|id| Whose::Relation(id.clone())));
    let all: Vec<Whose> = all.into_iter().enumerate().filter(|(i, w)| meant(*i, w)).map(|(_, w)| w).collect();
    let mut walk = Walk { w, fields: 0 };
    walk.select(&first);
    walk.press("More attributes");
    for whose in &all {
        walk.enter_all(whose);
    }
    assert_eq!(&walk.saved(), walk.w.document(), "what was entered is in the file");
    for whose in &all {
        walk.clear_all(whose);
    }
    let saved = walk.saved();
    assert_eq!(&saved, walk.w.document());
    assert_eq!(saved.elements(), document.elements(), "nothing stays behind");
    assert_eq!(saved.relations(), document.relations());
    walk.fields
}

#[test]
fn every_attribute_of_a_kind_is_entered_changed_cleared_saved_and_loaded_through_the_window() {
    assert!(walk("first", |i, whose| matches!(whose, Whose::Element(_)) && i % 2 == 0) > 70);
}

#[test]
fn every_attribute_of_the_other_kinds_is_too() {
    assert!(walk("second", |i, whose| matches!(whose, Whose::Element(_)) && i % 2 == 1) > 70);
}

#[test]
fn every_attribute_of_a_relation_is_too() {
    assert!(walk("relations", |_, whose| matches!(whose, Whose::Relation(_))) >= 23);
}
