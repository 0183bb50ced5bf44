//! Exported pictures: safe and well-formed whatever the names, the same every time, and the same in every format.

use std::collections::BTreeMap;
use std::io::Cursor;

use opcanvas::edit::{Edit, apply};
use opcanvas::export::{ExportError, Format, png, render, svg};
use opcanvas::format::{load, templates::Template};
use opcanvas::geom::{BezPath, PathShape, Point, Rect};
use opcanvas::model::{Document, Element, ElementId, ElementKind, Placement, Value, View};
use opcanvas::scene::{Item, Look, Owner, Plan, Scene, build, plan};
use opcanvas::theme::{Color, Mode, Theme};
use roxmltree::{Document as Xml, Node};
use serde_json::{Value as Json, json};

fn example(template: Template) -> Document {
    load(template.bytes()).expect("an example").document
}

fn drawn(document: &Document, view: Option<&View>, mode: Mode) -> (Plan, Scene) {
    let plan = plan(document, view);
    let scene = build(document, view, &plan, &Look::of(mode));
    (plan, scene)
}

/// What people may write, or be sent, as a name.
fn hostile_names() -> Vec<String> {
    let mut names: Vec<String> = [
        "<script>alert(1)</script>",
        "</text></g></svg><script>alert(1)</script>",
        "\"' onload=\"alert(1)",
        "&lt;b&gt; &amp; &#x3c; &nbsp; &xxe;",
        "<!DOCTYPE x [<!ENTITY xxe SYSTEM \"file:///etc/passwd\">]>",
        "]]><![CDATA[<script>",
        "<!-- --> <?xml version=\"1.0\"?>",
        "javascript:alert(1)",
        "url(#a) expression(1)",
        "bell\u{7} escape\u{1b}[2J delete\u{7f} csi\u{9b}31m",
        "tab\tline\nreturn\rend",
        "\u{fffe}\u{ffff}\u{fdd0}not characters",
        "\u{202e}gnp.exe\u{202c} \u{2066}x\u{2069}",
        "zero\u{200b}width\u{feff}joined\u{200d}",
        "🏦👩‍👩‍👧‍👦🇩🇪 emoji",
        "为小型企业提供的信贷额度",
        "שלום עולם مرحبا",
        "e\u{301}\u{302}\u{303}\u{304} combining",
        "",
        "   ",
        "{{constructor}} ${7*7} %s %n",
    ]
    .map(String::from)
    .to_vec();
    names.extend(["x".repeat(120), "wort ".repeat(24), "Ä".repeat(120)]);
    names
}

/// A model of these names in every place that is drawn.
fn hostile() -> Document {
    let names = hostile_names();
    let kinds: Vec<_> = ElementKind::ALL.into_iter().chain([ElementKind::Foreign]).collect();
    let elements: Vec<_> = (0..names.len() * 3)
        .map(|i| {
            let (name, fact) = (&names[i % names.len()], &names[(i + 5) % names.len()]);
            json!({"id": format!("e{i:03}"), "kind": kinds[i % kinds.len()].id(), "name": name, "description": fact,
                "attributes": {"type": fact, "region": fact, "roleInModel": fact, "measure": fact, "purpose": fact,
                    "decision": fact, "keyResults": [{"name": fact}], "itemType": fact, "roles": [fact], "ring": fact}})
        })
        .collect();
    let relations: Vec<_> = (1..elements.len())
        .map(|i| {
            let (source, target) = (format!("e{:03}", i - 1), format!("e{i:03}"));
            json!({"id": format!("r{i}"), "kind": "foreign", "source": source, "target": target,
                "attributes": {"type": names[i % names.len()], "format": "x"}})
        })
        .collect();
    let placements: Vec<_> = (0..elements.len())
        .map(|i| json!({"element": format!("e{i:03}"), "x": i % 9 * 260, "y": i / 9 * 140}))
        .collect();
    let view = json!({"id": "v", "kind": "diagram", "name": names[0], "options": {"labels": "always"},
        "placements": placements, "annotations": [{"id": names[1], "text": names[1]}]});
    let file = json!({"format": "opcanvas", "version": 1, "meta": {"name": names[1]},
        "settings": {"currency": names[0]}, "elements": elements, "relations": relations, "views": [view]});
    load(file.to_string().as_bytes()).expect("a model").document
}

/// Every model with the view that is drawn of it.
fn models() -> Vec<(Document, Option<View>)> {
    let hostile = hostile();
    let view = hostile.views().values().next().map(|v| View::clone(v));
    let examples = [Template::Bank, Template::City, Template::Blank].map(|t| (example(t), None));
    examples.into_iter().chain([(hostile.clone(), None), (hostile, view)]).collect()
}

fn xml_of(scene: &Scene, title: &str) -> String {
    String::from_utf8(svg::render(scene, title).expect("an SVG")).expect("UTF-8")
}

// --- SVG ---

const ALLOWED: [(&str, &[&str]); 6] = [
    ("svg", &["width", "height", "viewBox", "font-family", "role"]),
    ("title", &[]),
    ("g", &["id"]),
    ("rect", &["x", "y", "width", "height", "rx", PAINT]),
    ("path", &["d", PAINT]),
    ("text", &["x", "y", "font-size", "font-weight", "textLength", "lengthAdjust", "space", PAINT]),
];

/// Stands for all attributes of paint.
const PAINT: &str = "fill";
const PAINTS: [&str; 6] = ["fill", "fill-opacity", "stroke", "stroke-width", "stroke-opacity", "stroke-dasharray"];

fn assert_allowed(node: Node) {
    let name = node.tag_name().name();
    assert_eq!(node.tag_name().namespace(), Some("http://www.w3.org/2000/svg"), "{name}");
    let (_, attributes) = ALLOWED.iter().find(|(n, _)| *n == name).unwrap_or_else(|| panic!("<{name}>"));
    for attribute in node.attributes() {
        let (key, value) = (attribute.name(), attribute.value());
        let paint = attributes.contains(&PAINT) && PAINTS.contains(&key);
        assert!(paint || attributes.contains(&key), "{key} of <{name}>");
        assert!(!["url(", "javascript", "expression", "<", "data:"].iter().any(|bad| value.contains(bad)), "{value}");
        let is_number = value.parse::<f64>().is_ok_and(f64::is_finite);
        assert!(is_number || !["x", "y", "width", "height", "rx", "textLength"].contains(&key), "{key}=\"{value}\"");
        assert!(!PAINTS[..1].contains(&key) || value == "none" || value.starts_with('#'), "{key}=\"{value}\"");
        assert!(key != "d" || value.chars().all(|c| "MLQCZ0123456789.- ".contains(c)), "{value}");
    }
}

fn child_text<'a>(node: Node<'a, 'a>, name: &str) -> Vec<&'a str> {
    node.children().filter(|n| n.has_tag_name(name)).map(|n| n.text().unwrap_or("")).collect()
}

/// The start of the first word, as far as it is neither hidden nor broken.
fn first_letters(name: &str) -> String {
    name.trim().chars().take_while(|c| c.is_alphanumeric()).take(6).collect()
}

#[test]
fn an_svg_holds_what_is_drawn_and_nothing_that_runs() {
    for (document, view) in models() {
        let (plan, scene) = drawn(&document, view.as_ref(), Mode::Light);
        let text = xml_of(&scene, document.name());
        let xml = Xml::parse(&text).unwrap_or_else(|e| panic!("{e}"));
        xml.descendants().filter(Node::is_element).for_each(assert_allowed);
        assert!(
            xml.descendants().all(|n| n.is_element() || n.is_text() || n.is_root()),
            "no comments, no instructions"
        );
        for c in text.chars() {
            assert!(c >= ' ' || matches!(c, '\n' | '\t' | '\r'), "{c:?} is none of XML's characters");
        }
        let groups: BTreeMap<_, _> =
            xml.descendants().filter_map(|n| Some((n.attribute("id")?.to_owned(), n))).collect();
        assert_eq!(groups.len(), scene.figures().count(), "ids are unique");
        for node in &plan.nodes {
            let group = groups[&format!("e-{}", node.element)];
            let element = document.element(&node.element).expect("an element");
            let titles = child_text(group, "title");
            let letters = first_letters(element.shown_name());
            assert!(titles.len() == 1 && titles[0].contains(&letters), "{titles:?} of {:?}", element.name);
            assert!(child_text(group, "text").concat().contains(&letters), "{letters} in {:?}", element.name);
        }
        for edge in &plan.edges {
            assert_eq!(child_text(groups[&format!("r-{}", edge.relation)], "title").len(), 1);
        }
    }
}

#[test]
fn an_svg_says_the_numbers_of_the_scene() {
    for (document, view) in models() {
        let (_, scene) = drawn(&document, view.as_ref(), Mode::Light);
        let text = xml_of(&scene, "");
        let xml = Xml::parse(&text).expect("XML");
        let root = xml.root_element();
        let number = |node: Node, key: &str| node.attribute(key).map_or(f64::NAN, |v| v.parse().unwrap_or(f64::NAN));
        let close = |a: f64, b: f64| (a - b).abs() <= 0.005_001;
        let (b, size) = (scene.bounds, (number(root, "width"), number(root, "height")));
        assert_eq!(size, (b.width(), b.height()));
        assert_eq!(root.attribute("viewBox"), Some(&*format!("{} {} {} {}", b.x0, b.y0, size.0, size.1)));
        let groups: Vec<_> = root.children().filter(|n| n.has_tag_name("g")).collect();
        assert_eq!(groups.len(), scene.figures().count());
        for (group, figure) in groups.into_iter().zip(scene.figures()) {
            let shapes: Vec<_> = group.children().filter(|n| n.is_element() && !n.has_tag_name("title")).collect();
            assert_eq!(shapes.len(), figure.items.len(), "{:?}", figure.owner);
            for (shape, item) in shapes.into_iter().zip(&figure.items) {
                match item {
                    Item::Text { at, width, font, color, .. } => {
                        assert!(shape.has_tag_name("text") && close(number(shape, "textLength"), *width));
                        assert!(close(number(shape, "x"), at.x) && close(number(shape, "y"), at.y));
                        assert!(close(number(shape, "font-size"), font.size));
                        assert_eq!(shape.attribute("fill"), Some(&*color.hex()));
                    }
                    Item::Box { rect, .. } | Item::Image { rect, .. } => {
                        assert!(close(number(shape, "x"), rect.x0) && close(number(shape, "width"), rect.width()));
                        assert!(close(number(shape, "y"), rect.y0) && close(number(shape, "height"), rect.height()));
                    }
                    Item::Path { path, .. } => {
                        let d = shape.attribute("d").expect("a path");
                        let again = BezPath::from_svg(d).expect("path data").bounding_box();
                        let wanted = path.bounding_box();
                        assert!(close(again.x0, wanted.x0) && close(again.y1, wanted.y1), "{again} {wanted}");
                    }
                    Item::Icon { square, .. } => {
                        let d = shape.attribute("d").expect("a path");
                        let drawn = BezPath::from_svg(d).expect("path data").bounding_box();
                        assert!(
                            square.inflate(0.01, 0.01).union(drawn) == square.inflate(0.01, 0.01),
                            "{drawn} {square}"
                        );
                    }
                }
            }
        }
    }
}

#[test]
fn the_same_model_gives_the_same_picture() {
    for (template, mode) in [(Template::Bank, Mode::Light), (Template::City, Mode::Dark)] {
        let picture = |file: &[u8]| {
            let document = load(file).expect("a model").document;
            let (_, scene) = drawn(&document, None, mode);
            (xml_of(&scene, document.name()), png::render(&scene, 0.5).expect("a PNG"))
        };
        let first = picture(template.bytes());
        assert!(picture(template.bytes()) == first, "on every run");
        let mut file: Json = serde_json::from_slice(template.bytes()).expect("JSON");
        for key in ["elements", "relations", "views"] {
            let list = file[key].as_array_mut().expect("a list");
            list.reverse();
            let third = list.len() / 3;
            list.rotate_left(third);
        }
        assert!(picture(file.to_string().as_bytes()) == first, "in whatever order the file has it");
    }
}

// --- PNG ---

struct Picture {
    width: u32,
    height: u32,
    per_metre: Option<(u32, u32)>,
    rgb: Vec<u8>,
}

impl Picture {
    fn of(bytes: &[u8]) -> Self {
        let mut reader = ::png::Decoder::new(Cursor::new(bytes)).read_info().expect("a PNG");
        let mut rgb = vec![0; reader.output_buffer_size().expect("a size")];
        let frame = reader.next_frame(&mut rgb).expect("pixels");
        assert_eq!((frame.color_type, frame.bit_depth), (::png::ColorType::Rgb, ::png::BitDepth::Eight));
        let dims = reader.info().pixel_dims.filter(|d| d.unit == ::png::Unit::Meter).map(|d| (d.xppu, d.yppu));
        Self { width: frame.width, height: frame.height, per_metre: dims, rgb }
    }

    fn at(&self, x: f64, y: f64) -> [u8; 3] {
        let (x, y) = ((x as usize).min(self.width as usize - 1), (y as usize).min(self.height as usize - 1));
        let at = (y * self.width as usize + x) * 3;
        [self.rgb[at], self.rgb[at + 1], self.rgb[at + 2]]
    }
}

fn rgb(color: Color) -> [u8; 3] {
    [color.r, color.g, color.b]
}

#[test]
fn a_png_shows_every_box_where_the_plan_has_it() {
    for (document, view) in models() {
        for (mode, scale) in [(Mode::Light, 1.0), (Mode::Dark, 0.6)] {
            let (plan, scene) = drawn(&document, view.as_ref(), mode);
            let page = rgb(Theme::of(mode).page);
            assert_eq!(rgb(scene.page), page);
            let picture = Picture::of(&png::render(&scene, scale).expect("a PNG"));
            let b = scene.bounds;
            let wanted = ((b.width() * scale).ceil() as u32, (b.height() * scale).ceil() as u32);
            assert_eq!((picture.width, picture.height), wanted);
            let per_metre = (scale * 96.0 / 0.0254).round() as u32;
            assert_eq!(picture.per_metre, Some((per_metre, per_metre)));
            let (right, bottom) = (f64::from(picture.width - 1), f64::from(picture.height - 1));
            for (x, y) in [(0.0, 0.0), (right, 0.0), (0.0, bottom), (right, bottom)] {
                assert_eq!(picture.at(x, y), page, "the corners are empty");
            }
            for node in &plan.nodes {
                // Every outline is filled in its middle, whatever stands there.
                let p = node.rect.center() - b.origin();
                let near = [p.y, p.y + 1.0].map(|y| picture.at(p.x * scale, y * scale));
                assert!(near.iter().any(|c| *c != page), "{} at {p:?} is not drawn", node.element);
            }
        }
    }
}

#[test]
fn a_picture_does_not_depend_on_where_the_drawing_lies() {
    let document = example(Template::City);
    let natural = plan(&document, None);
    let picture = |x: f64, y: f64| {
        let mut view = View::new("v".into(), "diagram", "");
        for node in &natural.nodes {
            view.placements.insert(node.element.clone(), Placement::of(node.rect + opcanvas::geom::Vec2::new(x, y)));
        }
        png::render(&drawn(&document, Some(&view), Mode::Light).1, 1.0).expect("a PNG")
    };
    let near = picture(0.0, 0.0);
    for (x, y) in [(1_000.0, -500.0), (9_000_000.0, -9_000_000.0)] {
        let (a, b) = (Picture::of(&near), Picture::of(&picture(x, y)));
        assert_eq!((a.width, a.height), (b.width, b.height));
        // A line whose way is a tie may be led half a pixel beside; letters and boxes that jump would be far more.
        let other = a.rgb.iter().zip(&b.rgb).filter(|(a, b)| a.abs_diff(**b) > 8).count();
        assert!(other * 200 < a.rgb.len(), "{other} of {} differ at {x}, {y}", a.rgb.len());
    }
}

#[test]
fn what_cannot_be_drawn_is_told() {
    let (_, scene) = drawn(&example(Template::Bank), None, Mode::Light);
    for scale in [0.0, -0.0, -1.0, 16.000_1, f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        assert_eq!(render(&scene, "", Format::Png, scale), Err(ExportError::BadScale), "{scale}");
    }
    assert!(matches!(png::render(&scene, 16.0), Err(ExportError::TooLarge { .. })));
    let picture = Picture::of(&png::render(&scene, 1e-9).expect("a PNG"));
    assert_eq!((picture.width, picture.height), (1, 1), "never less than one pixel");
    // Two boxes as far apart as a file may say: too many pixels, but an SVG.
    let add = |id: &str| Edit::AddElement(Element::new(id.into(), ElementKind::Role, id));
    let mut view = View::new("v".into(), "diagram", "");
    for (id, at) in [("a", 1e308), ("b", -1e308)] {
        view.placements.insert(ElementId::from(id), Placement::at(Point::new(at, at)));
    }
    let document = example(Template::Blank);
    let document = apply(&document, &[add("a"), add("b"), Edit::AddView(view.clone())]).expect("a model").0;
    let (_, scene) = drawn(&document, Some(&view), Mode::Light);
    let Err(ExportError::TooLarge { width, .. }) = png::render(&scene, 1.0) else { panic!("it is too large") };
    assert!(width > 20_000_000);
    let text = xml_of(&scene, "");
    assert!(Xml::parse(&text).is_ok() && !text.contains("inf") && !text.contains("NaN"));
}

#[test]
fn an_empty_model_is_a_small_empty_page() {
    let mut document = example(Template::Blank);
    document = apply(&document, &[Edit::SetMeta("name".into(), Some(Value::text("<&>")))]).expect("a name").0;
    let (plan, scene) = drawn(&document, None, Mode::Dark);
    assert!(plan.nodes.is_empty() && scene.figures().next().is_none());
    let text = xml_of(&scene, document.name());
    let xml = Xml::parse(&text).expect("XML");
    assert_eq!(child_text(xml.root_element(), "title"), ["<&>"]);
    let page = xml.descendants().find(|n| n.has_tag_name("rect")).expect("a page");
    assert_eq!(page.attribute("fill"), Some(&*Theme::of(Mode::Dark).page.hex()));
    let picture = Picture::of(&png::render(&scene, 1.0).expect("a PNG"));
    assert!(picture.rgb.chunks(3).all(|c| c == rgb(Theme::of(Mode::Dark).page)));
    assert_eq!(scene.hit(Rect::ZERO.center(), 3.0), None::<&Owner>);
}
