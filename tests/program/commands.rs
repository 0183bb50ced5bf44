//! The command line as scripts see it: what each command writes and prints, and the code with which it ends.

use crate::program;

use std::collections::BTreeSet;
use std::fs;

use program::{DIFFERENCE, Folder, LIMIT, OK, UNAVAILABLE, UNREADABLE, UNWRITABLE, USAGE, example};
use serde_json::Value as Json;

fn png_size(bytes: &[u8]) -> (u32, u32) {
    let number = |at: usize| u32::from_be_bytes(bytes[at..at + 4].try_into().expect("four bytes"));
    assert_eq!(&bytes[..8], b"\x89PNG\r\n\x1a\n");
    (number(16), number(20))
}

fn page(svg: &[u8]) -> String {
    let svg = String::from_utf8_lossy(svg);
    let rect = &svg[svg.find("<rect").expect("a page")..];
    let fill = &rect[rect.find("fill=\"").expect("a colour") + 6..];
    fill[..fill.find('"').expect("an end")].to_owned()
}

#[test]
fn both_examples_export_in_both_formats_and_themes() {
    let folder = Folder::with_examples();
    for name in ["bank", "city"] {
        let file = format!("{name}.json");
        let svg = |theme: &[&str], out: &str| {
            folder.run(&[&["export", &file, "-o", out], theme].concat()).failed(OK, "");
            folder.read(out)
        };
        let (plain, light) = (svg(&[], "a.svg"), svg(&["--theme", "light"], "b.SVG"));
        let dark = svg(&["--theme=dark"], "c.svg");
        assert!(plain == light && page(&light) != page(&dark), "light is the default and dark is another");
        assert!(svg(&["--format", "SVG"], "no-ending") == plain);

        folder.run(&["export", &file, "--output", "a.png"]).failed(OK, "");
        folder.run(&["export", "--scale", "0.5", "-ob.png", &file]).failed(OK, "");
        let ((w, h), half) = (png_size(&folder.read("a.png")), png_size(&folder.read("b.png")));
        assert_eq!(half, (w.div_ceil(2), h.div_ceil(2)));
        // The format that is asked for wins over the ending.
        folder.run(&["export", &file, "-o", "odd.png", "--format", "svg"]).failed(OK, "");
        assert!(folder.read("odd.png") == plain);
    }
    // A file that is there is written over, like any program's output.
    folder.run(&["export", "city.json", "-o", "a.svg"]).failed(OK, "");
}

#[test]
fn what_cannot_be_exported_says_why() {
    let folder = Folder::with_examples();
    let deep = format!("{{\"format\": \"opcanvas\", \"version\": 1, \"x\": {}1{}}}", "[".repeat(200), "]".repeat(200));
    for (name, bytes) in [
        ("deep.json", deep.as_bytes()),
        ("cut.json", &example("bank")[..2_000]),
        ("other.json", br#"{"format": "drawio"}"#),
        ("list.json", b"[1, 2]"),
        ("empty.json", b""),
        ("text.json", b"hello"),
        ("utf16.json", b"\xff\xfe{\0}\0"),
        ("none.json", br#"{"format": "opcanvas"}"#),
    ] {
        folder.write(name, bytes);
    }
    fs::create_dir(folder.0.join("folder.svg")).expect("a folder");
    let table: &[(&[&str], i32, &str)] = &[
        (&["bank.json"], USAGE, "-o OUT"),
        (&["-o", "a.svg"], USAGE, "needs a FILE"),
        (&["bank.json", "-o"], USAGE, "-o"),
        (&["bank.json", "-o", "a.pdf"], USAGE, "a.pdf"),
        (&["bank.json", "-o", "a"], USAGE, "--format"),
        (&["bank.json", "-o", "a.svg", "--format", "jpg"], USAGE, "svg and png are"),
        (&["bank.json", "-o", "a.svg", "--theme", "blue"], USAGE, "light and dark are"),
        (&["bank.json", "-o", "a.svg", "--colour", "blue"], USAGE, "--colour"),
        (&["bank.json", "city.json", "-o", "a.svg"], USAGE, "city.json"),
        (&["bank.json", "-o", "a.png", "--scale", "0"], USAGE, "The scale must be a number above 0 and at most 16."),
        (&["bank.json", "-o", "a.png", "--scale", "-1"], USAGE, "The scale must be"),
        (&["bank.json", "-o", "a.png", "--scale", "17"], USAGE, "The scale must be"),
        (&["bank.json", "-o", "a.png", "--scale", "NaN"], USAGE, "The scale must be"),
        (&["bank.json", "-o", "a.png", "--scale", "inf"], USAGE, "The scale must be"),
        (&["bank.json", "-o", "a.png", "--scale", "big"], USAGE, "big"),
        (&["bank.json", "-o", "a.png", "--scale", "16"], LIMIT, "million"),
        (&["bank.json", "-o", "./bank.json", "--format", "svg"], USAGE, "would overwrite the model"),
        (&["bank.json", "-o", "missing/a.svg"], UNWRITABLE, "missing/a.svg"),
        (&["bank.json", "-o", "folder.svg"], UNWRITABLE, "folder"),
        (&["bank.json", "-o", "a.svg", "--view", "none"], USAGE, "there is no view 'none'"),
        (&["missing.json", "-o", "a.svg"], UNREADABLE, "missing.json: there is no such file or folder."),
        (&[".", "-o", "a.svg"], UNREADABLE, "this is a folder"),
        (&["cut.json", "-o", "a.svg"], UNREADABLE, "ends too early"),
        (&["other.json", "-o", "a.svg"], UNREADABLE, "not an opcanvas model"),
        (&["list.json", "-o", "a.svg"], UNREADABLE, "not an opcanvas model"),
        (&["empty.json", "-o", "a.svg"], UNREADABLE, "empty"),
        (&["text.json", "-o", "a.svg"], UNREADABLE, "not valid JSON"),
        (&["utf16.json", "-o", "a.svg"], UNREADABLE, "not valid JSON"),
        (&["none.json", "-o", "a.svg"], UNREADABLE, "version"),
        (&["deep.json", "-o", "a.svg"], LIMIT, "128 levels deep"),
    ];
    for (arguments, code, words) in table {
        folder.run(&[&["export"], *arguments].concat()).failed(*code, words);
        assert!(!folder.has("a.svg") && !folder.has("a.png") && !folder.has("a"), "{arguments:?} wrote a file");
    }
    assert!(folder.read("bank.json") == example("bank"));
}

#[test]
fn views_are_named_by_id_or_name_and_an_unknown_one_lists_them() {
    let folder = Folder::new();
    folder.write(
        "views.json",
        br#"{"format": "opcanvas", "version": 1,
        "elements": [{"id": "a", "kind": "role", "name": "Anna"}, {"id": "b", "kind": "role", "name": "Bert"}],
        "views": [{"id": "v1", "kind": "diagram", "name": "Second", "order": 2, "placements": [{"element": "a", "x": 0, "y": 0}]},
            {"id": "v2", "kind": "diagram", "name": "First \u001b[2J", "order": 1, "placements": [{"element": "b", "x": 0, "y": 0}]}]}"#,
    );
    let drawn = |view: &[&str]| {
        folder.run(&[&["export", "views.json", "-o", "a.svg"], view].concat()).failed(OK, "");
        let svg = String::from_utf8(folder.read("a.svg")).expect("UTF-8");
        ["Anna", "Bert"].into_iter().filter(|name| svg.contains(name)).collect::<Vec<_>>()
    };
    assert_eq!(drawn(&[]), ["Bert"], "the first by order");
    assert_eq!(drawn(&["--view", "v1"]), ["Anna"]);
    assert_eq!(drawn(&["--view", "Second"]), ["Anna"]);
    assert_eq!(drawn(&["--view", "v2"]), ["Bert"]);
    let ended = folder.run(&["export", "views.json", "-o", "b.svg", "--view", "third"]);
    ended.failed(USAGE, "there is no view 'third'");
    let (first, second) = (ended.err.find("v2 (First").expect("v2"), ended.err.find("v1 (Second)").expect("v1"));
    assert!(first < second, "in their order");
}

#[test]
fn layout_tidies_a_view_and_leaves_the_rest() {
    let folder = Folder::with_examples();
    folder.run(&["layout", "bank.json", "-o", "a.json"]).failed(OK, "");
    folder.run(&["layout", "bank.json", "-o", "b.json"]).failed(OK, "");
    assert!(folder.read("a.json") == folder.read("b.json"), "the same file gives the same bytes");
    let json = |name: &str| serde_json::from_slice::<Json>(&folder.read(name)).expect("JSON");
    let (before, mut after) = (json("bank.json"), json("a.json"));
    let views = after["views"].take();
    assert_eq!(views.as_array().expect("views").len(), 1, "the default diagram is stored");
    assert_eq!(views[0]["placements"].as_array().expect("placements").len(), 58);
    after["views"] = before["views"].clone();
    assert!(after == before, "the rest is as it was");

    // A pinned element stays, in place of the input too, and what is tidy stays tidy.
    let mut moved = json("a.json");
    let pinned = serde_json::json!({"element": "s.own", "x": 5000.5, "y": -700, "pinned": true});
    for placement in moved["views"][0]["placements"].as_array_mut().expect("placements") {
        let x = placement["x"].as_f64().expect("a number");
        placement["x"] = Json::from(x / 3.0);
        if placement["element"] == "s.own" {
            *placement = pinned.clone();
        }
    }
    folder.write("m.json", moved.to_string().as_bytes());
    folder.run(&["layout", "m.json", "-o", "m.json", "--view", "Whole model"]).failed(OK, "");
    let placements = |name: &str| json(name)["views"][0]["placements"].as_array().expect("placements").clone();
    assert!(placements("m.json").contains(&pinned), "{:?}", placements("m.json"));
    assert_ne!(placements("m.json"), moved["views"][0]["placements"].as_array().expect("placements").clone());
    folder.run(&["layout", "a.json", "-o", "c.json"]).failed(OK, "");
    assert!(folder.read("c.json") == folder.read("a.json"));
}

#[test]
fn layout_tidies_a_view_that_hides_some_of_its_elements() {
    let folder = Folder::with_examples();
    folder.run(&["layout", "bank.json", "-o", "a.json"]).failed(OK, "");
    let json = |name: &str| serde_json::from_slice::<Json>(&folder.read(name)).expect("JSON");
    let mut model = json("a.json");
    // What sorts first is what today's state does not have.
    for element in model["elements"].as_array_mut().expect("elements") {
        if element["id"] == "c.retail" {
            element["state"] = Json::from("new");
        }
    }
    model["views"][0]["options"]["state"] = Json::from("as-is");
    for placement in model["views"][0]["placements"].as_array_mut().expect("placements") {
        placement["x"] = Json::from(placement["x"].as_f64().expect("a number") / 2.0);
    }
    folder.write("m.json", model.to_string().as_bytes());
    folder.run(&["layout", "m.json", "-o", "n.json"]).failed(OK, "");
    let place = |json: &Json, id: &str| {
        let all = json["views"][0]["placements"].as_array().expect("placements");
        let one = all.iter().find(|p| p["element"] == id).expect("placed");
        // Whole numbers may be written as `1` or `1.0`.
        ["x", "y"].map(|key| one[key].as_f64().expect("a number").to_string())
    };
    let after = json("n.json");
    for hidden in ["c.retail", "te.score", "tm.cr"] {
        assert_eq!(place(&after, hidden), place(&model, hidden), "what is not shown stays");
    }
    assert_ne!(place(&after, "ro.rel"), place(&model, "ro.rel"));
}

#[test]
fn layout_prints_positions_of_plain_boxes() {
    let folder = Folder::with_examples();
    let ended = folder.run(&["layout", "city.json", "--positions"]);
    ended.failed(OK, "");
    let json: Json = serde_json::from_str(&ended.out).expect("JSON");
    let (nodes, edges) = (json["nodes"].as_array().expect("nodes"), json["edges"].as_array().expect("edges"));
    assert_eq!((nodes.len(), edges.len()), (55, 146));
    let number = |node: &Json, key: &str| node[key].as_f64().expect("a number");
    let boxes: Vec<[f64; 4]> = nodes.iter().map(|n| ["x", "y", "width", "height"].map(|key| number(n, key))).collect();
    for (i, [x, y, w, h]) in boxes.iter().enumerate() {
        assert_eq!((*w, *h), (168.0, 56.0));
        assert!(boxes[..i].iter().all(|[x2, y2, ..]| (x - x2).abs() >= 168.0 || (y - y2).abs() >= 56.0), "{i}");
    }
    let known: std::collections::BTreeSet<_> = nodes.iter().filter_map(|n| n["id"].as_str()).collect();
    assert_eq!(known.len(), 55);
    assert!(edges.iter().all(|e| ["source", "target"].iter().all(|end| known.contains(e[*end].as_str().expect("id")))));
    assert!(folder.read("city.json") == example("city"));
}

#[test]
fn what_cannot_be_laid_out_says_why() {
    let folder = Folder::with_examples();
    folder.write(
        "canvas.json",
        br#"{"format": "opcanvas", "version": 1, "elements": [{"id": "a", "kind": "role", "name": "Anna"}],
        "views": [{"id": "c", "kind": "canvas", "name": "Board", "placements": []}]}"#,
    );
    folder.write("newer.json", br#"{"format": "opcanvas", "version": 2}"#);
    for (arguments, code, words) in [
        (&["layout"][..], USAGE, "needs a FILE"),
        (&["layout", "bank.json"], USAGE, "--positions"),
        (&["layout", "bank.json", "--positions", "-o", "a.json"], USAGE, "neither"),
        (&["layout", "bank.json", "--positions", "--view", "v"], USAGE, "neither"),
        (&["layout", "bank.json", "-o", "a.json", "--view", "v"], USAGE, "there is no view 'v'"),
        (&["layout", "canvas.json", "-o", "a.json", "--view", "Board"], USAGE, "places its cards itself"),
        (&["layout", "bank.json", "city.json", "-o", "a.json"], USAGE, "city.json"),
        (&["layout", "missing.json", "-o", "a.json"], UNREADABLE, "missing.json"),
        (&["layout", "newer.json", "-o", "a.json"], UNAVAILABLE, "version 2 is newer"),
        (&["layout", "bank.json", "-o", "missing/a.json"], UNWRITABLE, "missing/a.json"),
    ] {
        folder.run(arguments).failed(code, words);
        assert!(!folder.has("a.json"), "{arguments:?} wrote a file");
    }
    // Without a diagram the default one is stored beside what is there.
    folder.run(&["layout", "canvas.json", "-o", "canvas.json"]).failed(OK, "");
    let listed = folder.run(&["views", "canvas.json"]).out;
    assert!(listed.contains("canvas   Board (0 elements)") && listed.contains("Whole model (1 element)"), "{listed}");
}

#[test]
fn views_are_listed_in_their_order() {
    let folder = Folder::with_examples();
    let ended = folder.run(&["views", "bank.json"]);
    ended.failed(OK, "");
    assert_eq!(
        ended.out,
        "No views are stored. Drawn instead: the canvas, and the default diagram of the whole model.\n"
    );
    let json =
        |name: &str| serde_json::from_str::<Json>(&folder.run(&["views", name, "--format", "json"]).out).expect("JSON");
    assert_eq!(json("bank.json"), serde_json::json!({"views": [], "drawnInstead": ["canvas", "diagram"]}));
    folder.write(
        "views.json",
        br#"{"format": "opcanvas", "version": 1, "elements": [{"id": "a", "kind": "role", "name": "Anna"}],
        "views": [{"id": "v1", "kind": "diagram", "name": "Second\nline", "order": 2, "placements": [{"element": "a", "x": 0, "y": 0}]},
            {"id": "other", "kind": "map", "name": "First \u001b[2J", "order": 1, "placements": []}]}"#,
    );
    let text = folder.run(&["views", "views.json"]).out;
    assert_eq!(text, "other  map      First \\u{1b}[2J (0 elements)\nv1     diagram  Second line (1 element)\n");
    let views = json("views.json");
    assert_eq!(
        views["views"][1],
        serde_json::json!({"id": "v1", "kind": "diagram", "name": "Second\nline", "elements": 1})
    );
    assert_eq!(views["drawnInstead"], serde_json::json!([]));
    for (arguments, code, words) in [
        (&["views"][..], USAGE, "needs a FILE"),
        (&["views", "bank.json", "--format", "xml"], USAGE, "text and json are"),
        (&["views", "missing.json"], UNREADABLE, "missing.json"),
    ] {
        folder.run(arguments).failed(code, words);
    }
}

#[test]
fn a_newer_version_is_looked_at_and_left_alone() {
    let folder = Folder::new();
    let newer = String::from_utf8(example("bank")).expect("UTF-8").replacen("\"version\": 1", "\"version\":   2", 1);
    folder.write("newer.json", newer.as_bytes());
    folder.run(&["export", "newer.json", "-o", "a.svg"]).failed(OK, "");
    let info = folder.run(&["info", "newer.json"]);
    assert!(info.code == OK && info.out.contains("newer than this program"), "{info:?}");
    let json: Json = serde_json::from_str(&folder.run(&["info", "newer.json", "--format", "json"]).out).expect("JSON");
    assert_eq!((&json["readOnly"], &json["version"]), (&Json::Bool(true), &Json::from(2)));
    for arguments in [&["fmt", "newer.json"][..], &["fmt", "--check", "newer.json"]] {
        folder.run(arguments).failed(UNAVAILABLE, "version 2 is newer");
    }
    assert!(folder.read("newer.json") == newer.as_bytes());
}

#[test]
fn info_counts_what_is_there() {
    let folder = Folder::with_examples();
    for (name, elements, relations) in [("bank", 58, 166), ("city", 55, 146)] {
        let file = format!("{name}.json");
        let text = folder.run(&["info", &file]);
        text.failed(OK, "");
        for words in [format!("{elements} elements"), format!("{relations} relations"), "0 problems".into()] {
            assert!(text.out.lines().any(|l| l == words), "{words}: {text:?}");
        }
        assert_eq!(folder.run(&["info", "--format", "text", &file]).out, text.out);
        let json = folder.run(&["info", &file, "--format=json"]);
        json.failed(OK, "");
        let json: Json = serde_json::from_str(&json.out).expect("JSON");
        assert_eq!((&json["elements"], &json["relations"]), (&Json::from(elements), &Json::from(relations)));
        assert_eq!((&json["version"], &json["readOnly"]), (&Json::from(1), &Json::Bool(false)));
        assert_eq!(json["problems"], Json::Array(vec![]));
        assert_eq!(json["dependencyCycles"], Json::Array(vec![]));
        let sum = |key: &str| json[key].as_object().expect("counts").values().filter_map(Json::as_u64).sum::<u64>();
        assert_eq!((sum("elementsByKind"), sum("relationsByKind")), (elements, relations));
        assert!(text.out.starts_with(json["name"].as_str().expect("a name")));
    }
    for (arguments, code, words) in [
        (&["info"][..], USAGE, "needs a FILE"),
        (&["info", "bank.json", "city.json"], USAGE, "city.json"),
        (&["info", "bank.json", "--format", "xml"], USAGE, "text and json are"),
        (&["info", "missing.json"], UNREADABLE, "missing.json"),
    ] {
        folder.run(arguments).failed(code, words);
    }
}

#[test]
fn info_tells_problems_and_cycles() {
    let folder = Folder::new();
    folder.write(
        "m.json",
        br#"{"format": "opcanvas", "version": 1, "elements": [{"id": "a", "kind": "technology", "name": "A"},
        {"id": "b", "kind": "technology", "name": "B"}, {"id": "c", "kind": "role", "name": ""}, 7],
        "relations": [{"id": "r", "kind": "depends_on", "source": "a", "target": "b"},
        {"id": "s", "kind": "depends_on", "source": "b", "target": "a"}]}"#,
    );
    let json: Json = serde_json::from_str(&folder.run(&["info", "m.json", "--format", "json"]).out).expect("JSON");
    assert_eq!(json["dependencyCycles"], serde_json::json!([["a", "b"]]));
    assert_eq!((&json["alone"], &json["parts"]), (&serde_json::json!(["c"]), &Json::from(2)));
    let ids: Vec<_> = json["problems"].as_array().expect("a list").iter().map(|p| p["id"].clone()).collect();
    assert_eq!(ids, ["FI-06", "FI-01"]);
    let text = folder.run(&["info", "m.json"]).out;
    assert!(text.contains("2 problems") && text.contains("Dependency cycle: a, b"), "{text}");
}

#[test]
fn fmt_checks_and_writes() {
    let folder = Folder::with_examples();
    let canonical = folder.read("bank.json");
    let loose = [b"\xef\xbb\xbf  ", &canonical[..], b"\n\n"].concat();
    folder.write("loose.json", &loose);
    folder.write("bad.json", b"nothing");
    folder.run(&["fmt"]).failed(USAGE, "needs a FILE");
    folder.run(&["fmt", "--chek", "bank.json"]).failed(USAGE, "--chek");
    let ended = folder.run(&["fmt", "--check", "bank.json", "city.json"]);
    assert!(ended.code == OK && ended.out.is_empty(), "{ended:?}");
    let ended = folder.run(&["fmt", "--check", "bank.json", "loose.json"]);
    assert_eq!((ended.code, ended.out.as_str()), (DIFFERENCE, "loose.json: not canonical\n"), "{ended:?}");
    assert!(folder.read("loose.json") == loose, "a check writes nothing");
    // A bad one keeps none of the others from being written, and the worst decides.
    let ended = folder.run(&["fmt", "bad.json", "loose.json", "missing.json"]);
    assert_eq!((ended.code, ended.out.as_str()), (UNREADABLE, "loose.json: written\n"), "{ended:?}");
    assert!(ended.err.contains("bad.json") && ended.err.contains("missing.json"), "{ended:?}");
    assert!(folder.read("loose.json") == canonical && folder.read("bad.json") == b"nothing");
    let ended = folder.run(&["fmt", "loose.json", "--check"]);
    assert_eq!((ended.code, ended.out.as_str()), (OK, ""));
}

#[test]
fn new_makes_each_template_and_overwrites_nothing() {
    let folder = Folder::new();
    for (arguments, name, elements) in [
        (&["new", "a.json"][..], "a.json", 0),
        (&["new", "--template", "blank", "b.json"], "b.json", 0),
        (&["new", "c.json", "--template", "bank"], "c.json", 58),
        (&["new", "--template=city", "d e.json"], "d e.json", 55),
    ] {
        let ended = folder.run(arguments);
        assert_eq!((ended.code, ended.out.trim_end()), (OK, name), "{ended:?}");
        let json: Json = serde_json::from_str(&folder.run(&["info", name, "--format", "json"]).out).expect("JSON");
        assert_eq!((&json["elements"], &json["problems"]), (&Json::from(elements), &Json::Array(vec![])));
        assert_eq!(folder.run(&["fmt", "--check", name]).code, OK);
        let before = folder.read(name);
        folder.run(&["new", "--template", "bank", name]).failed(UNWRITABLE, "exists already");
        assert!(folder.read(name) == before);
    }
    assert!(folder.read("c.json") == example("bank"));
    for (arguments, code, words) in [
        (&["new"][..], USAGE, "needs a file"),
        (&["new", "--template", "shop", "e.json"], USAGE, "blank, bank, city"),
        (&["new", "e.json", "f.json"], USAGE, "f.json"),
        (&["new", "missing/e.json"], UNWRITABLE, "missing/e.json"),
        (&["new", "."], UNWRITABLE, "exists already"),
    ] {
        folder.run(arguments).failed(code, words);
        assert!(!folder.has("e.json"));
    }
}

#[test]
fn schema_help_and_version_print() {
    let folder = Folder::new();
    let schema = folder.run(&["schema"]);
    schema.failed(OK, "");
    let json: Json = serde_json::from_str(&schema.out).expect("JSON");
    assert!(json["$schema"].is_string() && json["$defs"]["element"].is_object());
    assert!(schema.out.ends_with("}\n"));
    folder.run(&["schema", "more"]).failed(USAGE, "more");
    let help = folder.run(&["--help"]);
    for command in ["export", "layout", "views", "info", "fmt", "new", "schema"] {
        assert!(help.code == OK && help.out.contains(&format!("\n  opcanvas {command} ")), "{command}");
    }
    // The README's command line and the help name the same options.
    let readme = include_str!("../../README.md");
    let readme =
        &readme[readme.find("## Command line").expect("a heading")..readme.find("## Keys").expect("a heading")];
    let options = |text: &str| -> BTreeSet<String> {
        let words = text.split(|c: char| !(c.is_alphanumeric() || c == '-'));
        words.filter(|w| w.len() > 2 && w.starts_with("--")).map(ToOwned::to_owned).collect()
    };
    let mut named = options(&help.out);
    for option in ["--view", "--state", "--shape", "--density", "--theme", "--scale", "--format", "--positions"] {
        assert!(named.contains(option), "{option}");
    }
    named.remove("--version");
    assert_eq!(options(readme), named);
    for arguments in [["-h"], ["help"]] {
        assert_eq!(folder.run(&arguments).out, help.out);
    }
    for arguments in [["--version"], ["-V"]] {
        assert_eq!(folder.run(&arguments).out, concat!("opcanvas ", env!("CARGO_PKG_VERSION"), "\n"));
    }
}

#[test]
fn a_wrong_command_line_is_told_from_a_missing_file() {
    let folder = Folder::with_examples();
    for (arguments, words) in [
        (&["--frobnicate"][..], "--frobnicate"),
        (&["-x"], "-x"),
        (&["bank.json", "--scale", "2"], "--scale"),
        (&["export", "--view"], "--view"),
    ] {
        let ended = folder.run(arguments);
        ended.failed(USAGE, words);
        assert!(ended.err.ends_with("Try 'opcanvas --help'.\n"), "{ended:?}");
    }
    // Several files may be named; one that is missing is no command either.
    folder.run(&["frobnicate", "bank.json"]).failed(UNREADABLE, "no such file or command");
}

#[test]
fn a_window_without_a_display_says_what_works_without_one() {
    let folder = Folder::with_examples();
    for arguments in [&[][..], &["bank.json"]] {
        let ended = folder.run(arguments);
        ended.failed(UNAVAILABLE, "opcanvas export");
        assert_eq!(ended.err.lines().count(), 1, "{ended:?}");
    }
}

/// `Ended::of` looks for raw control characters after every run; these runs give it some to find.
#[test]
fn names_never_reach_the_terminal_raw() {
    let folder = Folder::new();
    let nasty = r"a\u001b[2J\u0007\u009b31m\u202eb\u200b\r\u007f\u2067";
    let element = |id: &str| format!(r#"{{"id": "{id}", "kind": "technology", "name": "{nasty}"}}"#);
    let model = format!(
        r#"{{"format": "opcanvas", "version": 1, "meta": {{"name": "{nasty}"}},
        "elements": [{}, {}, {{"id": "{nasty}", "kind": "{nasty}", "name": "x"}}, {{"id": "{nasty}", "kind": "role", "name": 7}}],
        "relations": [{{"id": "r", "kind": "supplies", "source": "a", "target": "b"}}, {{"id": "s", "kind": "depends_on", "source": "a", "target": "{nasty}!"}}],
        "views": [{{"id": "{nasty}", "kind": "{nasty}", "name": "{nasty}", "placements": [{{"element": "{nasty}?", "x": 1, "y": 1}}]}}]}}"#,
        element("a"),
        element("b")
    );
    folder.write("m.json", model.as_bytes());
    folder.write("broken.json", br#"{"format": "opcanvas", "version": 1, "a\u001b[2J": 1, "a\u001b[2J": 2}"#);
    for arguments in [
        &["info", "m.json"][..],
        &["info", "m.json", "--format", "json"],
        &["views", "m.json"],
        &["views", "m.json", "--format", "json"],
        &["layout", "m.json", "--positions"],
        &["export", "m.json", "-o", "a.svg"],
        &["export", "m.json", "-o", "a.svg", "--view", "\u{1b}[2J"],
        &["fmt", "--check", "m.json"],
        &["fmt", "m.json"],
        &["info", "broken.json"],
        &["info", "\u{1b}]0;x\u{7}.json"],
        &["new", "\u{1b}[31m.json"],
        &["\u{1b}[2J", "\u{1b}[2J"],
        &["export", "--\u{1b}[2J"],
        &["info", "m.json", "--format", "\u{9b}31m"],
    ] {
        let ended = folder.run(arguments);
        assert!(!ended.out.is_empty() || !ended.err.is_empty(), "{arguments:?}");
    }
}
