//! The hospital-sized job: an example of 58 elements is retyped from paper through the table.
//!
//! Every keystroke is counted. One kind is typed key by key, all others come as blocks from a spreadsheet.

use crate::window;

use std::collections::BTreeMap;

use eframe::egui::{Event, Key, Modifiers};
use opcanvas::editor::table::{Holds, Tables, What, tables};
use opcanvas::format::load;
use opcanvas::model::{Document, ElementKind, Value};
use window::{CTRL, Window, example};

/// What was done with the hands.
#[derive(Debug, Default)]
struct Hands {
    /// Letters, digits and signs.
    typed: usize,
    /// Tab, Enter, arrows, keys of commands.
    moved: usize,
    /// Ctrl+V is two keys.
    pasted: usize,
    clicked: usize,
}

impl Hands {
    fn all(&self) -> usize {
        self.typed + self.moved + self.pasted + self.clicked
    }

    fn key(&mut self, window: &mut Window, modifiers: Modifiers, key: Key) {
        self.moved += 1 + usize::from(modifiers != Modifiers::NONE);
        window.harness.key_press_modifiers(modifiers, key);
        window.harness.step();
    }

    fn text(&mut self, window: &mut Window, text: &str) {
        for c in text.chars() {
            self.typed += 1;
            window.harness.event(Event::Text(c.to_string()));
            window.harness.step();
        }
    }

    fn paste(&mut self, window: &mut Window, text: &str) {
        self.pasted += 2;
        window.harness.event(Event::Paste(text.to_owned()));
        window.run();
    }

    /// A click opens the list of tables, some letters find the table, Enter takes it.
    fn choose(&mut self, window: &mut Window, table: &str) {
        self.clicked += 1;
        window.pick(&["Choose the table"]);
        let finds = |n: &usize| {
            window.session().table_choices(&table[..*n]).first().is_some_and(|(_, label, _)| label == table)
        };
        let enough = (1..=table.len()).find(finds).unwrap();
        self.text(window, &table[..enough]);
        self.key(window, Modifiers::NONE, Key::Enter);
        window.run();
        assert_eq!(window.session().table.what().label(window.document().metamodel()), table);
    }
}

/// A table on paper: the names of the columns that hold anything, and the rows.
struct Paper {
    what: What,
    label: String,
    head: Vec<String>,
    /// Which columns of the table these are.
    columns: Vec<usize>,
    rows: Vec<Vec<String>>,
}

fn quoted(cell: &str) -> String {
    if cell.contains(['\t', '\n', '"']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.to_owned() }
}

impl Paper {
    fn of(document: &Document, what: What) -> Option<Self> {
        let mut table = Tables::default();
        table.open(document, what.clone());
        let n = table.rows().len();
        let used = |c: &usize| (0..n).any(|r| !table.text(document, r, *c).is_empty());
        let own = |c: &usize| !matches!(table.columns()[*c].holds, Holds::Related { .. });
        let columns: Vec<usize> = (0..table.columns().len()).filter(own).filter(used).collect();
        let rows = (0..n).map(|r| columns.iter().map(|c| table.text(document, r, *c)).collect()).collect();
        let head = columns.iter().map(|c| table.columns()[*c].label.to_string()).collect();
        let label = what.label(document.metamodel());
        (n > 0).then_some(Self { what, label, head, columns, rows })
    }

    fn block(&self) -> String {
        let line = |row: &Vec<String>| row.iter().map(|c| quoted(c)).collect::<Vec<_>>().join("\t") + "\n";
        line(&self.head) + &self.rows.iter().map(line).collect::<String>()
    }
}

/// A value with names in place of ids, and its keys in one order.
fn told(document: &Document, value: &Value) -> String {
    match value {
        Value::Text(text) => {
            let element = document.element(&opcanvas::model::ElementId::new(text.clone()));
            element.map_or_else(|| format!("{text:?}"), |e| format!("<{}>", e.name))
        }
        Value::List(list) => format!("{:?}", list.iter().map(|v| told(document, v)).collect::<Vec<_>>()),
        Value::Record(record) => {
            let parts: BTreeMap<_, _> = record.iter().map(|(k, v)| (k.to_string(), told(document, v))).collect();
            format!("{parts:?}")
        }
        other => format!("{other:?}"),
    }
}

/// All that is said of the elements, by kind and name.
fn said(document: &Document) -> BTreeMap<(String, String), BTreeMap<String, String>> {
    let of = |e: &opcanvas::model::Element| {
        let all = e.fields.iter().chain(e.attributes.iter());
        let mut said: BTreeMap<_, _> = all.map(|(k, v)| (k.to_string(), told(document, v))).collect();
        if let Some(parent) = document.parent(&e.id).and_then(|p| document.element(p)) {
            said.insert("part of".into(), parent.name.to_string());
        }
        said
    };
    let elements = document.elements().values();
    elements.map(|e| ((e.kind.id().to_owned(), e.name.to_string()), of(e))).collect()
}

/// A model with nothing in it but the plateaus and settings of the example, which are no elements.
fn blank() -> Vec<u8> {
    let text = String::from_utf8(example("bank")).unwrap();
    let mut json: serde_json::Value = serde_json::from_str(&text).unwrap();
    for key in ["elements", "relations", "views"] {
        json[key] = serde_json::json!([]);
    }
    serde_json::to_vec(&json).unwrap()
}

#[test]
fn an_example_of_58_elements_is_retyped_through_the_table() {
    let bank = load(&example("bank")).unwrap().document;
    let mut papers: Vec<Paper> =
        tables(bank.metamodel()).into_iter().filter_map(|what| Paper::of(&bank, what)).collect();
    // Elements before their lists, in which other elements are named.
    papers.sort_by_key(|p| matches!(p.what, What::Entries(_)));
    assert_eq!(bank.elements().len(), 58);
    let mut window = Window::open("table-job", Some(&blank()));
    let mut hands = Hands::default();
    hands.key(&mut window, CTRL, Key::K);
    window.run();
    hands.text(&mut window, "table of el");
    hands.key(&mut window, Modifiers::NONE, Key::Enter);
    window.run();
    for paper in &papers {
        hands.choose(&mut window, &paper.label);
        if paper.what != What::Kind(ElementKind::Stage) {
            hands.paste(&mut window, &paper.block());
            assert_eq!(window.session().table.wrong_count(), 0, "{}", paper.label);
            continue;
        }
        // The new rows are typed: Tab leads to the next cell, Enter to the row below.
        for row in &paper.rows {
            let last = paper.columns.last().copied().unwrap_or(0);
            for column in 0..=last {
                if let Some(i) = paper.columns.iter().position(|c| *c == column) {
                    hands.text(&mut window, &row[i]);
                }
                let key = if column == last { Key::Enter } else { Key::Tab };
                hands.key(&mut window, Modifiers::NONE, key);
            }
        }
    }
    window.run();
    let (wanted, got) = (said(&bank), said(window.document()));
    assert_eq!(got.keys().collect::<Vec<_>>(), wanted.keys().collect::<Vec<_>>());
    for (element, attributes) in &wanted {
        assert_eq!(&got[element], attributes, "{element:?}");
    }
    let values: usize = papers.iter().flat_map(|p| &p.rows).flatten().filter(|c| !c.is_empty()).count();
    let letters: usize = papers.iter().flat_map(|p| &p.rows).flatten().map(|c| c.chars().count()).sum();
    let report = format!("{values} cells of {letters} letters: {hands:?}, {} in all", hands.all());
    // What is pasted costs two keys and the choice of its table; typed by hand all letters would have to be.
    assert!(values > 800 && letters > 7_500, "{report}");
    assert!(hands.typed > 400 && hands.pasted == 2 * (papers.len() - 1), "{report}");
    assert!(hands.all() <= 770, "{report}");
}
