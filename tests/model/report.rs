//! The report of a model: it is well-formed, says everything, loads nothing, and no name becomes more than a text.

use crate::damage::{example, full};
use crate::generate;

use std::collections::BTreeSet;

use opcanvas::analysis::Date;
use opcanvas::edit::{Edit, apply};
use opcanvas::format::{load, templates::Template};
use opcanvas::model::{Document, Element, ElementId, ElementKind, Relation, RelationId, RelationKind};
use opcanvas::report::{Colors, Format, render, report};
use opcanvas::scene::charts::{self, Chart};
use opcanvas::theme::{Mode, Theme};
use proptest::prelude::*;
use serde_json::{Value as Json, json};

fn day() -> Option<Date> {
    Date::new(2026, 7, 1)
}

fn written(document: &Document, format: Format) -> String {
    String::from_utf8(render(document, day(), format, Colors::System).expect("a report")).expect("UTF-8")
}

fn parsed(html: &str) -> roxmltree::Document<'_> {
    let options = roxmltree::ParsingOptions { allow_dtd: true, ..roxmltree::ParsingOptions::default() };
    roxmltree::Document::parse_with_options(html, options)
        .unwrap_or_else(|e| panic!("{e}: {}", &html[html.len() - 200..]))
}

/// The text as pages show it.
fn shown(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => out.push(' '),
            '\u{200b}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' => {
                out.extend(c.escape_unicode());
            }
            '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{fdd0}'..='\u{fdef}' => out.push('\u{fffd}'),
            _ if u32::from(c) & 0xfffe == 0xfffe => out.push('\u{fffd}'),
            _ => out.push(c),
        }
    }
    out
}

/// Only these elements and attributes are ever written.
const ELEMENTS: &[&str] = &[
    "html",
    "head",
    "meta",
    "title",
    "style",
    "body",
    "a",
    "div",
    "header",
    "p",
    "h1",
    "h2",
    "h3",
    "bdi",
    "ul",
    "ol",
    "li",
    "nav",
    "main",
    "section",
    "span",
    "strong",
    "small",
    "code",
    "table",
    "caption",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "figure",
    "figcaption",
    "footer",
    "svg",
    "g",
    "rect",
    "path",
    "text",
    "image",
];
const ATTRIBUTES: &[&str] = &[
    "lang",
    "charset",
    "http-equiv",
    "content",
    "name",
    "class",
    "href",
    "id",
    "dir",
    "aria-label",
    "aria-labelledby",
    "aria-hidden",
    "scope",
    "colspan",
    "data-label",
    "role",
    "tabindex",
    "width",
    "height",
    "viewBox",
    "font-family",
    "font-size",
    "font-weight",
    "fill",
    "fill-opacity",
    "stroke",
    "stroke-width",
    "stroke-opacity",
    "stroke-dasharray",
    "x",
    "y",
    "rx",
    "d",
    "textLength",
    "lengthAdjust",
    "space",
    "preserveAspectRatio",
    "opacity",
];

/// What holds for the page of every model.
fn is_sound(document: &Document, html: &str) {
    let xml = parsed(html);
    let mut ids = BTreeSet::new();
    let mut links = Vec::new();
    for node in xml.descendants().filter(roxmltree::Node::is_element) {
        let name = node.tag_name().name();
        assert!(ELEMENTS.contains(&name), "<{name}>");
        for attribute in node.attributes() {
            assert!(ATTRIBUTES.contains(&attribute.name()), "{} of <{name}>", attribute.name());
            match attribute.name() {
                "href" if name == "image" => assert!(attribute.value().starts_with("data:image/png;base64,")),
                "href" => {
                    links.push(attribute.value().strip_prefix('#').expect("an address within the page").to_owned());
                }
                "width" | "height" | "rx" => {
                    assert!(!attribute.value().starts_with('-'), "{name}: {}", attribute.value());
                }
                "id" => assert!(ids.insert(attribute.value().to_owned()), "{} twice", attribute.value()),
                _ => {}
            }
        }
    }
    let lost: Vec<_> = links.iter().filter(|link| !ids.contains(*link)).collect();
    assert!(lost.is_empty(), "{lost:?} lead nowhere");
    let styles: Vec<_> = xml.descendants().filter(|n| n.has_tag_name("style")).collect();
    assert_eq!(styles.len(), 1, "one style sheet");
    let style = styles[0].text().unwrap_or_default();
    assert!(!style.contains("@import") && style.matches("url(").count() == style.matches("url(data:font/").count());
    let policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:";
    let policies = xml.descendants().filter_map(|n| n.attribute("content")).filter(|c| c.starts_with(policy)).count();
    assert_eq!(policies, 1);

    // Every element has a row that begins with its name.
    let rows = xml.descendants().filter(|n| n.has_tag_name("tr") && n.attribute("id").is_some());
    let mut named: Vec<String> = rows
        .filter_map(|row| row.descendants().find(|n| n.has_tag_name("bdi")))
        .map(|name| name.text().unwrap_or_default().to_owned())
        .collect();
    let mut wanted: Vec<String> = document.elements().values().map(|e| shown(e.shown_name())).collect();
    named.sort();
    wanted.sort();
    assert_eq!(named, wanted);
    // A table has as many cells in every row as it has columns.
    for table in xml.descendants().filter(|n| n.has_tag_name("table")) {
        let cells = |row: roxmltree::Node<'_, '_>| -> usize {
            let cells = row.children().filter(roxmltree::Node::is_element);
            cells.map(|c| c.attribute("colspan").map_or(1, |n| n.parse().expect("a number"))).sum()
        };
        let rows: Vec<_> = table.descendants().filter(|n| n.has_tag_name("tr")).map(cells).collect();
        assert!(rows.iter().all(|n| *n == rows[0]), "{rows:?}");
    }
}

/// What holds for the Markdown of every model.
fn is_sound_markdown(document: &Document, markdown: &str) {
    let mut columns = None;
    for line in markdown.lines() {
        assert!(!line.chars().any(char::is_control), "{line:?}");
        if !line.starts_with("| ") && !line.starts_with("|-") {
            assert!(!line.contains(" | "), "{line}");
            columns = None;
            continue;
        }
        // A bar in a cell is never written as one.
        let bars = line.matches('|').count();
        assert!(*columns.get_or_insert(bars) == bars && line.ends_with('|'), "{line}");
    }
    // No HTML but our own line breaks, and nothing that ends up as a tag.
    assert!(!markdown.replace("<br>", "").contains('<'));
    for element in document.elements().values() {
        let plain: String = shown(element.shown_name()).trim().chars().take_while(|c| c.is_alphanumeric()).collect();
        assert!(markdown.contains(&plain), "{plain}");
    }
}

fn both(document: &Document) {
    // One drawing of each picture is quicker to read than two.
    let html = render(document, day(), Format::Html, Colors::Light).expect("a report");
    is_sound(document, &String::from_utf8(html).expect("UTF-8"));
    is_sound_markdown(document, &written(document, Format::Markdown));
}

#[test]
fn the_examples_are_told_completely() {
    for name in ["bank", "city", "hospital", "machine"] {
        let document = load(&example(name)).unwrap().document;
        both(&document);
        let told = report(&document, day());
        let ids: Vec<&str> = told.sections.iter().map(|s| s.id.as_str()).collect();
        for id in ["glance", "canvas", "figures", "findings", "catalogues", "about"] {
            assert!(ids.contains(&id), "{id} of {name}: {ids:?}");
        }
    }
    both(&load(Template::Blank.bytes()).unwrap().document);
    both(&load(&full()).unwrap().document);
}

#[test]
fn the_bank_says_what_its_model_says() {
    let document = load(&example("bank")).unwrap().document;
    let html = written(&document, Format::Html);
    let xml = parsed(&html);
    let text: String = xml.descendants().filter(roxmltree::Node::is_text).filter_map(|n| n.text()).collect();
    for words in [
        "As of 1 Jul 2026",
        "9,030,000 EUR of streams + 4,040,000 EUR unallocated = 13,070,000 EUR",
        "Only one person can be \"Financial-crime officer\" (single point of failure).",
        "Train a deputy.",
        "410 k, target 600 k, actual 436 k",
        "accountable for Request to funds",
        "Vendor ends support",
    ] {
        assert!(text.contains(words), "{words}");
    }
    let markdown = written(&document, Format::Markdown);
    for words in
        ["# Lumen Bank", "| Train a deputy. |", "**OR-07**", "- [Catalogues](#catalogues)", "The picture is left out"]
    {
        assert!(markdown.contains(words), "{words}");
    }
}

#[test]
fn the_same_model_and_day_give_the_same_bytes() {
    for format in Format::ALL {
        let one = || written(&load(&example("hospital")).unwrap().document, format);
        assert!(one() == one());
    }
}

#[test]
fn a_day_is_handed_in_and_the_one_of_the_model_goes_first() {
    let blank = load(Template::Blank.bytes()).unwrap().document;
    let told =
        |document: &Document, day| String::from_utf8(render(document, day, Format::Markdown, Colors::System).unwrap());
    assert!(told(&blank, Date::new(2031, 2, 3)).unwrap().contains("3 Feb 2031"));
    assert!(told(&blank, None).unwrap().contains("No day is known"));
    let bank = load(&example("bank")).unwrap().document;
    assert!(!told(&bank, Date::new(2031, 2, 3)).unwrap().contains("2031-02"));
}

#[test]
fn a_page_of_one_theme_has_each_picture_once() {
    let document = load(&example("bank")).unwrap().document;
    let of = |colors| String::from_utf8(render(&document, day(), Format::Html, colors).unwrap()).unwrap();
    let pictures = |html: &str| html.matches("role=\"group\"").count();
    let (both, light, dark) = (of(Colors::System), of(Colors::Light), of(Colors::Dark));
    // Paper is white, so that a dark page has the light pictures for it.
    assert_eq!((pictures(&both), pictures(&dark)), (2 * pictures(&light), 2 * pictures(&light)));
    assert!(light.contains("color-scheme:light") && !light.contains("prefers-color-scheme"));
    assert!(dark.contains("@media print{:root{color-scheme:light"));
    for html in [&both, &light, &dark] {
        is_sound(&document, html);
    }
}

#[test]
fn what_is_accepted_stands_with_its_reason() {
    let mut bank: Json = serde_json::from_slice(&example("bank")).unwrap();
    bank["waivers"] = json!([{"rule": "OR-07", "subject": "ro.mlro", "reason": "A deputy <starts> in | May"}]);
    let document = load(bank.to_string().as_bytes()).unwrap().document;
    both(&document);
    let html = written(&document, Format::Html);
    let accepted = html.split("id=\"accepted\"").nth(1).expect("a section");
    assert!(accepted.contains("Financial-crime officer") && accepted.contains("A deputy &lt;starts&gt; in | May"));
    assert!(!html.contains("Train a deputy."), "what was accepted is no open finding");
    let markdown = written(&document, Format::Markdown);
    assert!(markdown.contains("A deputy &lt;starts&gt; in &#124; May |"));
}

#[test]
fn every_chart_that_the_model_says_enough_for_stands_in_a_section() {
    for name in ["bank", "city", "hospital", "machine"] {
        let document = load(&example(name)).unwrap().document;
        let light = Theme::of(Mode::Light);
        let drawn = Chart::ALL.into_iter().filter(|c| charts::draw(*c, &document, day(), light, charts::WIDTH).is_ok());
        let wanted: Vec<&str> = drawn.map(Chart::title).collect();
        assert!(!wanted.is_empty());
        let html = written(&document, Format::Html);
        let xml = parsed(&html);
        let titles = xml.descendants().filter(|n| n.has_tag_name("figcaption")).filter_map(|n| n.first_element_child());
        let mut titles: Vec<&str> = titles.filter_map(|n| n.text()).collect();
        let (mut found, mut wanted) = (std::mem::take(&mut titles), wanted);
        found.sort_unstable();
        wanted.sort_unstable();
        assert_eq!(found, wanted, "{name}");
    }
}

/// Names that have broken other programs.
fn hostile() -> Vec<String> {
    let mut names: Vec<String> = [
        "</style><script>alert(1)</script>",
        "]]><script>",
        "--><script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "' onmouseover='alert(1)",
        "a | b || c",
        "`code` ``x``",
        "\\| back\\slash\\",
        "two\nlines\r\nand | more",
        "# heading",
        "- [ ] task",
        "1. first",
        "![x](http://example.org/x.png)",
        "http://example.org www.example.org a@example.org",
        "<!-- comment",
        "&lt;&amp;&#0;&nbsp;",
        "$x^2$ ~~gone~~ **bold** __under__",
        "\u{202e}desrever\u{202c}",
        "שלום עולם",
        "زبان فارسی",
        "\u{200b}\u{feff}zero",
        "\u{1b}[2Jesc\u{9b}\u{7f}",
        "\u{ffff}\u{fdd0}\u{10ffff}",
        "👩\u{200d}🔬 北京",
        "{{template}} ${x} <%= y %>",
        "url(http://example.org) @import expression(1)",
        " ",
        "",
    ]
    .map(ToOwned::to_owned)
    .to_vec();
    names.push("very long ".repeat(2_000));
    names.push("w".repeat(20_000));
    names
}

#[test]
fn no_name_becomes_more_than_a_text() {
    let kinds = ElementKind::ALL.into_iter().chain([ElementKind::Foreign]).cycle();
    let elements = hostile().into_iter().zip(kinds).enumerate().map(|(i, (name, kind))| {
        let keys = ["statement", "purpose", "accountability", "value", "question", "region", "trigger", "format"];
        let attributes: serde_json::Map<String, Json> = keys.iter().map(|key| ((*key).to_owned(), json!(name))).collect();
        json!({"id": format!("e{i}"), "kind": kind.id(), "name": name, "description": name, "state": "new", "plateau": "p",
            "attributes": attributes, "vocr": {"risks": [{"statement": name, "likelihood": 3, "impact": 4}]}})
    });
    let mut json = json!({"format": "opcanvas", "version": 1, "elements": elements.collect::<Vec<_>>()});
    for name in hostile() {
        json["meta"] = json!({"name": name, "description": format!("{name}\n\n{name}")});
        json["settings"] = json!({"currency": name});
        json["plateaus"] = json!([{"id": "p", "name": name}]);
        json["unsorted"] = json!([{"id": "u", "text": name}]);
        json["metamodel"] = json!({"elements": {"process": {"label": name, "attributes": [
            {"key": "own", "label": name, "type": "text"}]}}});
        let document = load(json.to_string().as_bytes()).unwrap().document;
        both(&document);
    }
}

#[test]
fn generated_models_are_told_completely() {
    for n in [1, 8, 40, 41, 120, 400] {
        both(&generate::model(n, 20));
    }
}

#[test]
fn what_is_left_out_is_said() {
    let blank = load(Template::Blank.bytes()).unwrap().document;
    let id = |i: usize| ElementId::new(format!("t{i:03}"));
    let elements = (0..150).map(|i| Edit::AddElement(Element::new(id(i), ElementKind::Technology, format!("T {i}"))));
    let relation = |i: usize| {
        Edit::AddRelation(Relation::new(RelationId::new(format!("d{i}")), RelationKind::DependsOn, id(0), id(i)))
    };
    let edits: Vec<_> = elements.chain((1..150).map(relation)).collect();
    let document = apply(&blank, &edits).unwrap().0;
    both(&document);
    let markdown = written(&document, Format::Markdown);
    assert!(markdown.contains("and 125 more"), "names of one line");
    assert!(markdown.contains("and 50 more"), "findings of one rule");
}

/// Every value of a part of a model replaced by another, whatever that is.
fn damaged(mut json: Json, at: &[prop::sample::Index], by: &[Json]) -> Json {
    fn places(json: &Json, path: &mut Vec<String>, all: &mut Vec<String>) {
        match json {
            Json::Object(map) => {
                for (key, value) in map {
                    path.push(key.replace('~', "~0").replace('/', "~1"));
                    all.push(format!("/{}", path.join("/")));
                    places(value, path, all);
                    path.pop();
                }
            }
            Json::Array(list) => {
                for (i, value) in list.iter().enumerate() {
                    path.push(i.to_string());
                    all.push(format!("/{}", path.join("/")));
                    places(value, path, all);
                    path.pop();
                }
            }
            _ => {}
        }
    }
    for (at, by) in at.iter().zip(by) {
        let mut all = Vec::new();
        places(&json, &mut Vec::new(), &mut all);
        if let Some(place) = json.pointer_mut(&all[at.index(all.len())]) {
            *place = by.clone();
        }
    }
    json
}

fn any_value() -> impl Strategy<Value = Json> {
    prop_oneof![
        Just(json!(null)),
        Just(json!([])),
        Just(json!({})),
        Just(json!([{"statement": 1, "likelihood": 9_007_199_254_740_992_i64, "impact": -9_007_199_254_740_992_i64}])),
        any::<bool>().prop_map(|b| json!(b)),
        any::<i64>().prop_map(|n| json!(n)),
        (-1e300..1e300).prop_map(|n: f64| json!(n)),
        "\\PC{0,12}".prop_map(|t| json!(t)),
        prop::sample::select(hostile()).prop_map(|t| json!(t)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn damaged_models_are_told_completely(
        name in prop::sample::select(vec!["bank", "city"]),
        at in prop::collection::vec(any::<prop::sample::Index>(), 1..60),
        by in prop::collection::vec(any_value(), 60),
    ) {
        let json = damaged(serde_json::from_slice(&example(name)).unwrap(), &at, &by);
        if let Ok(loaded) = load(json.to_string().as_bytes()) {
            both(&loaded.document);
        }
    }
}
