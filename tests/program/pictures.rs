//! `opcanvas export` as scripts see it: which view is drawn, in which shape, density and state, and on how many pages.

use crate::program;

use std::collections::BTreeSet;

use program::{Folder, OK, UNAVAILABLE, USAGE, example};
use serde_json::{Value as Json, json};

/// A drawing, read back.
struct Picture {
    /// What its parts are called, the page's own name first.
    titles: Vec<String>,
    width: f64,
    height: f64,
}

impl Picture {
    fn read(folder: &Folder, name: &str) -> Self {
        let svg = String::from_utf8(folder.read(name)).expect("UTF-8");
        let xml = roxmltree::Document::parse(&svg).expect("XML");
        let number =
            |key: &str| xml.root_element().attribute(key).and_then(|n| n.parse::<f64>().ok()).expect("a length");
        let titles = xml.descendants().filter(|n| n.has_tag_name("title")).filter_map(|n| n.text());
        Self { titles: titles.map(ToOwned::to_owned).collect(), width: number("width"), height: number("height") }
    }

    /// Whether something is called so or ends in that name, as elements do after the name of their kind.
    fn shows(&self, name: &str) -> bool {
        self.titles.iter().any(|t| t == name || t.ends_with(&format!(" {name}")))
    }

    fn is_canvas(&self) -> bool {
        self.shows("Portfolio, zone")
    }
}

/// Draws a file with these arguments, which must go well and silently.
#[track_caller]
fn drawn(folder: &Folder, file: &str, arguments: &[&str]) -> Picture {
    folder.run(&[&["export", file, "-o", "drawn.svg"], arguments].concat()).failed(OK, "");
    Picture::read(folder, "drawn.svg")
}

fn parsed(bytes: &[u8]) -> Json {
    serde_json::from_slice(bytes).expect("JSON")
}

fn names<'a>(model: &'a Json, wanted: impl Fn(&Json) -> bool + 'a) -> BTreeSet<&'a str> {
    let elements = model["elements"].as_array().expect("elements").iter();
    elements.filter(move |e| wanted(e)).map(|e| e["name"].as_str().expect("a name")).collect()
}

/// The bank with these views.
fn bank_with(views: Json) -> Vec<u8> {
    let mut model = parsed(&example("bank"));
    model["views"] = views;
    model.to_string().into_bytes()
}

#[test]
fn the_canvas_has_every_zone_and_every_element() {
    let folder = Folder::with_examples();
    let canvas = drawn(&folder, "bank.json", &["--view", "canvas"]);
    let zones = ["Partners & suppliers", "Locations", "Value streams", "Processes & practices", "Portfolio"];
    let more = ["Organization & people", "Culture", "Information & technology", "Innovation"];
    for zone in zones.iter().chain(&more).chain(&["Management system & design choices"]) {
        assert!(canvas.shows(&format!("{zone}, zone")), "{zone}");
    }
    for drivers in ["Value propositions", "Strategic objectives", "Consumers", "Other stakeholders"] {
        assert!(canvas.shows(&format!("{drivers}, drivers")), "{drivers}");
    }
    let bank = parsed(&example("bank"));
    let missing: Vec<_> = names(&bank, |_| true).into_iter().filter(|name| !canvas.shows(name)).collect();
    assert!(missing.is_empty(), "{missing:?} in {:?}", canvas.titles);
}

#[test]
fn the_shape_is_that_of_the_page() {
    let folder = Folder::with_examples();
    let ratio = |picture: &Picture| picture.width / picture.height;
    for (shape, wanted) in [("16:9", 16.0 / 9.0), ("16:10", 1.6), ("a3", 420.0 / 297.0), ("A4", 297.0 / 210.0)] {
        let picture = drawn(&folder, "bank.json", &["--shape", shape]);
        assert!((ratio(&picture) - wanted).abs() < 0.005, "{shape}: {} x {}", picture.width, picture.height);
    }
    let fit = drawn(&folder, "bank.json", &[]);
    assert!((1.3..1.9).contains(&ratio(&fit)), "{} x {}", fit.width, fit.height);
    assert_eq!(drawn(&folder, "bank.json", &["--shape", "fit"]).titles, fit.titles);
}

#[test]
fn a_density_says_more_or_less_about_the_same() {
    let folder = Folder::with_examples();
    let words = |density: &[&str]| {
        let picture = drawn(&folder, "bank.json", density);
        let svg = String::from_utf8(folder.read("drawn.svg")).expect("UTF-8");
        (svg.matches("<text").count(), picture)
    };
    let (board, working) = (words(&["--density", "board"]), words(&["--density", "working"]));
    let (full, default) = (words(&["--density", "FULL"]), words(&[]));
    assert!(board.0 < working.0 && working.0 < full.0, "{} {} {}", board.0, working.0, full.0);
    assert_eq!(default.0, working.0, "working is the default");
    for name in names(&parsed(&example("bank")), |_| true) {
        assert!(board.1.shows(name) && full.1.shows(name), "{name}");
    }
    let ratio = |picture: &Picture| picture.width / picture.height;
    assert!((ratio(&board.1) - ratio(&full.1)).abs() > 0.01, "the zones share the page out anew");
}

#[test]
fn a_state_leaves_out_what_it_does_not_have() {
    let folder = Folder::with_examples();
    let bank = parsed(&example("bank"));
    let new = names(&bank, |e| e["state"] == "new");
    // Stages stand in their streams, so those of a new stream come with it.
    let there = names(&bank, |e| e["state"] != "new" && e["kind"] != "stage");
    assert!(new.len() > 2);
    for view in ["canvas", "diagram"] {
        let of = |state: &[&str]| drawn(&folder, "bank.json", &[&["--view", view], state].concat());
        let (as_is, all) = (of(&["--state", "as-is"]), of(&["--state", "difference"]));
        for name in &new {
            assert!(!as_is.shows(name) && all.shows(name), "{name} in the {view}");
        }
        assert!(there.iter().all(|name| as_is.shows(name) && all.shows(name)), "{view}");
        assert_eq!(of(&[]).titles, all.titles, "the difference is the default");
        // A plateau goes by its id or its name.
        let (by_id, by_name) = (of(&["--state", "p2"]), of(&["--state", "End 2027"]));
        assert_eq!(by_id.titles, by_name.titles);
        assert!(!by_id.shows("Core ledger") && as_is.shows("Core ledger"), "what is retired is gone by then");
    }
}

#[test]
fn wrong_choices_are_refused_with_what_there_is() {
    let folder = Folder::with_examples();
    for (arguments, words) in [
        (&["--shape", "b4"][..], "there is no shape 'b4'; fit, 16:9, 16:10, a3 and a4 are"),
        (&["--density", "loud"], "there is no density 'loud'; board, working and full are"),
        (&["--state", "p9"], "there is no state 'p9'. There are:\n  as-is (As is)\n  p1 (End 2026)\n  p2 (End 2027)\n"),
        (&["--view", "wall"], "there is no view 'wall'. There are:\n  canvas (the whole model on one page)\n  diagram"),
        (&["--view", "diagram", "--shape", "a3"], "--shape and --density are choices of a canvas"),
        (&["--view", "diagram", "--density", "full"], "add --view canvas"),
        (&["--shape"], "--shape"),
    ] {
        folder.run(&[&["export", "bank.json", "-o", "a.svg"], arguments].concat()).failed(USAGE, words);
        assert!(!folder.has("a.svg"), "{arguments:?} wrote a file");
    }
}

#[test]
fn the_first_stored_view_is_drawn_else_the_canvas() {
    let folder = Folder::with_examples();
    assert!(drawn(&folder, "bank.json", &[]).is_canvas());
    let only = json!([{"element": "te.app", "x": 0, "y": 0}]);
    let diagram = json!({"id": "d", "kind": "diagram", "name": "App", "order": 1, "placements": only});
    let canvas = json!({"id": "c", "kind": "canvas", "name": "Board", "order": 2, "options": {"shape": "a3"}});
    let later = json!({"id": "h", "kind": "hologram", "name": "Later", "order": 0});
    folder.write("views.json", &bank_with(json!([canvas, diagram, later])));
    let first = drawn(&folder, "views.json", &[]);
    assert!(!first.is_canvas() && first.shows("Mobile app") && !first.shows("Head office"), "{:?}", first.titles);
    folder.run(&["export", "views.json", "-o", "a.svg", "--view", "h"]).failed(UNAVAILABLE, "kind 'hologram'");
    assert!(!folder.has("a.svg"));
    folder.write("later.json", &bank_with(json!([later])));
    assert!(drawn(&folder, "later.json", &[]).is_canvas(), "what cannot be drawn is passed over");
    // A stored canvas has the choices that are stored, and the command line chooses over them.
    let stored = drawn(&folder, "views.json", &["--view", "Board"]);
    assert!((stored.width / stored.height - 420.0 / 297.0).abs() < 0.005, "{} x {}", stored.width, stored.height);
    let chosen = drawn(&folder, "views.json", &["--view", "Board", "--shape", "16:9"]);
    assert!((chosen.width / chosen.height - 16.0 / 9.0).abs() < 0.005, "{} x {}", chosen.width, chosen.height);
}

#[test]
fn canvas_and_diagram_are_there_unless_a_stored_view_has_the_name() {
    let folder = Folder::with_examples();
    let diagram = drawn(&folder, "bank.json", &["--view", "diagram"]);
    let bank = parsed(&example("bank"));
    assert!(!diagram.is_canvas() && names(&bank, |_| true).iter().all(|name| diagram.shows(name)));
    let only = json!([{"element": "te.app", "x": 0, "y": 0}]);
    let view = |id: &str, name: &str| json!({"id": id, "kind": "diagram", "name": name, "placements": only});
    for views in [json!([view("canvas", "Mine")]), json!([view("mine", "canvas")])] {
        folder.write("views.json", &bank_with(views));
        let mine = drawn(&folder, "views.json", &["--view", "canvas"]);
        assert!(!mine.is_canvas() && mine.shows("Mobile app") && !mine.shows("Head office"), "{:?}", mine.titles);
        // The other name still draws the whole model.
        assert!(drawn(&folder, "views.json", &["--view", "diagram"]).shows("Head office"));
    }
}

#[test]
fn what_finds_no_room_goes_on_on_further_pages() {
    let folder = Folder::new();
    let element = |n: usize| json!({"id": format!("te.{n}"), "kind": "technology", "name": format!("System {n:04}")});
    let elements: Vec<_> = (0..600).map(element).collect();
    let model = json!({"format": "opcanvas", "version": 1, "meta": {"name": "Many"}, "elements": elements});
    folder.write("many.json", model.to_string().as_bytes());
    let draw =
        |file: &str, out: &str| folder.run(&["export", file, "-o", out, "--shape", "16:9", "--density", "board"]);
    let ended = draw("many.json", "out.svg");
    ended.failed(OK, "not everything had room on one page; it goes on in out-2.svg");
    let further = (2..100).map(|n| format!("out-{n}.svg"));
    let names = std::iter::once("out.svg".to_owned()).chain(further).take_while(|name| folder.has(name));
    let pages: Vec<Picture> = names.map(|name| Picture::read(&folder, &name)).collect();
    assert!(pages.len() > 1);
    if pages.len() > 2 {
        assert!(ended.err.contains(&format!("out-2.svg to out-{}.svg", pages.len())), "{ended:?}");
    }
    for n in 0..600 {
        let name = format!("System {n:04}");
        assert_eq!(pages.iter().filter(|p| p.shows(&name)).count(), 1, "{name} is on one page");
    }
    assert!(pages.iter().all(|p| (p.width, p.height) == (pages[0].width, pages[0].height)));

    // A further page never takes the place of the model, and then no page is written.
    folder.write("own-2.svg", model.to_string().as_bytes());
    draw("own-2.svg", "own.svg").failed(USAGE, "'own-2.svg' would overwrite the model");
    assert!(!folder.has("own.svg") && folder.read("own-2.svg") == model.to_string().into_bytes());
}
