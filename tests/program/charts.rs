//! `opcanvas export --chart` as scripts see it.

use crate::program;

use program::{Folder, OK, UNAVAILABLE, USAGE, example};

#[test]
fn a_chart_is_exported_by_its_id() {
    let folder = Folder::new();
    folder.write("bank.json", &example("bank"));
    folder.run(&["export", "bank.json", "-o", "partners.svg", "--chart", "partners"]).failed(OK, "");
    let svg = String::from_utf8(folder.read("partners.svg")).expect("UTF-8");
    let xml = roxmltree::Document::parse(&svg).expect("XML");
    let texts: Vec<&str> = xml.descendants().filter(|n| n.has_tag_name("text")).filter_map(|n| n.text()).collect();
    assert!(texts.contains(&"Partner concentration") && texts.contains(&"0.5791"), "{texts:?}");
    folder.run(&["export", "bank.json", "-o", "c.png", "--chart", "cost", "--theme", "dark"]).failed(OK, "");
    assert!(folder.read("c.png").starts_with(b"\x89PNG"));
}

#[test]
fn what_is_no_chart_is_told_with_those_that_are() {
    let folder = Folder::new();
    folder.write("bank.json", &example("bank"));
    folder.write("blank.json", br#"{"format": "opcanvas", "version": 1, "elements": []}"#);
    let table: &[(&[&str], i32, &str)] = &[
        (&["bank.json", "-o", "a.svg", "--chart", "pie"], USAGE, "there is no chart 'pie'. There are:\n  lead-time ("),
        (&["bank.json", "-o", "a.svg", "--chart", "cost", "--view", "canvas"], USAGE, "a chart is of the whole model"),
        (&["blank.json", "-o", "a.svg", "--chart", "cost"], UNAVAILABLE, "No cost is stated."),
    ];
    for (arguments, code, words) in table {
        folder.run(&[&["export"], *arguments].concat()).failed(*code, words);
    }
}
