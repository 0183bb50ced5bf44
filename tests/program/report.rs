//! `opcanvas report` as scripts see it: what it writes, where, and how it fails.

use crate::program;

use std::fs;

use program::{Folder, LIMIT, OK, UNREADABLE, UNWRITABLE, USAGE, example};

fn text(folder: &Folder, name: &str) -> String {
    String::from_utf8(folder.read(name)).expect("UTF-8")
}

#[test]
fn the_ending_or_the_format_says_what_is_written() {
    let folder = Folder::with_examples();
    folder.run(&["report", "bank.json", "-o", "bank.html"]).failed(OK, "");
    folder.run(&["report", "bank.json", "-o", "bank.MD"]).failed(OK, "");
    let (html, markdown) = (text(&folder, "bank.html"), text(&folder, "bank.MD"));
    assert!(html.starts_with("<!DOCTYPE html>\n") && html.ends_with("</html>\n"));
    assert!(markdown.starts_with("# Lumen Bank\n") && markdown.ends_with(".\n"));
    folder.run(&["report", "bank.json", "-o", "bank.txt", "--format", "md"]).failed(OK, "");
    assert_eq!(text(&folder, "bank.txt"), markdown);
    folder.run(&["report", "--format=HTML", "bank.json", "--output", "again"]).failed(OK, "");
    assert_eq!(text(&folder, "again"), html, "the same model gives the same bytes");
    let ended = folder.run(&["report", "bank.json", "-o", "-", "--format", "md"]);
    ended.failed(OK, "");
    assert_eq!(ended.out, markdown);
    assert!(!folder.has("-"));
}

#[test]
fn the_theme_chooses_the_colours_of_the_page() {
    let folder = Folder::with_examples();
    for theme in ["system", "light", "dark"] {
        folder.run(&["report", "bank.json", "-o", "a.html", "--theme", theme]).failed(OK, "");
        let html = text(&folder, "a.html");
        assert_eq!(html.contains("prefers-color-scheme:dark"), theme == "system", "{theme}");
    }
}

#[test]
fn a_report_that_is_there_is_replaced_as_a_picture_is() {
    let folder = Folder::with_examples();
    folder.write("old.html", b"old");
    folder.run(&["report", "bank.json", "-o", "old.html"]).failed(OK, "");
    assert!(text(&folder, "old.html").contains("Lumen Bank"));
    // The model never is.
    fs::copy(folder.0.join("bank.json"), folder.0.join("model.md")).expect("a copy");
    folder.run(&["report", "model.md", "-o", "model.md"]).failed(USAGE, "'model.md' would overwrite the model");
    assert_eq!(folder.read("model.md"), example("bank"));
}

#[test]
fn what_cannot_be_written_says_why() {
    let folder = Folder::with_examples();
    folder
        .write("deep.json", format!(r#"{{"format": "opcanvas", "version": 1, "new": {}"#, "[".repeat(1000)).as_bytes());
    fs::create_dir(folder.0.join("folder.html")).expect("a folder");
    for (arguments, code, words) in [
        (&["report"][..], USAGE, "report needs a FILE"),
        (&["report", "bank.json"], USAGE, "report needs -o OUT"),
        (
            &["report", "bank.json", "-o", "a.pdf"],
            USAGE,
            "'a.pdf' says no format; end it in .html or .md, or add --format",
        ),
        (&["report", "bank.json", "-o", "-"], USAGE, "'-' says no format"),
        (
            &["report", "bank.json", "-o", "a.html", "--format", "pdf"],
            USAGE,
            "there is no format 'pdf'; html and md are",
        ),
        (
            &["report", "bank.json", "-o", "a.html", "--theme", "pink"],
            USAGE,
            "there is no theme 'pink'; system, light and dark are",
        ),
        (&["report", "bank.json", "city.json", "-o", "a.html"], USAGE, "city.json"),
        (&["report", "missing.json", "-o", "a.html"], UNREADABLE, "missing.json"),
        (&["report", "deep.json", "-o", "a.html"], LIMIT, "deep.json"),
        (&["report", "bank.json", "-o", "missing/a.html"], UNWRITABLE, "missing/a.html"),
        (&["report", "bank.json", "-o", "folder.html"], UNWRITABLE, "this is a folder"),
    ] {
        let ended = folder.run(arguments);
        ended.failed(code, words);
        assert!(!folder.has("a.html") && !folder.has("a.pdf"), "{arguments:?} wrote a file");
    }
}

#[test]
fn help_tells_of_it() {
    let folder = Folder::new();
    let help = folder.run(&["--help"]).out;
    for words in ["opcanvas report FILE -o OUT", "--format html|md", "--theme system|light|dark"] {
        assert!(help.contains(words), "{words}");
    }
}
