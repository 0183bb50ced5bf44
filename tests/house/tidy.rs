//! House rules that no compiler checks: who imports whom, how files open, how long they are, what may not stay in them.
//!
//! The tables of `docs/imports.md` are read here, so the document and the check cannot differ.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

const MOST_LINES: usize = 600;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Fails with all offenders, one to a line.
fn none(rule: &str, offenders: &[String]) {
    assert!(offenders.is_empty(), "{rule}:\n  {}\n", offenders.join("\n  "));
}

/// The files below `folder`, as paths from the root with `/`, in order.
fn files_in(folder: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = std::fs::read_dir(&folder) else { continue };
        for entry in entries {
            let path = entry.expect("an entry of a folder").path();
            if path.is_dir() { folders.push(path) } else { found.push(shown(&path)) }
        }
    }
    found.sort();
    found
}

fn shown(path: &Path) -> String {
    let inside: PathBuf = path.strip_prefix(root()).expect("a path below the root").into();
    inside.components().map(|c| c.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}

fn rust_files(folders: &[&str]) -> Vec<String> {
    let all = folders.iter().flat_map(|f| files_in(f));
    all.filter(|f| Path::new(f).extension().is_some_and(|e| e == "rs")).collect()
}

/// The text of a file; `None` where it is no text.
fn read(file: &str) -> Option<String> {
    let bytes = std::fs::read(root().join(file)).unwrap_or_else(|e| panic!("{file}: {e}"));
    String::from_utf8(bytes).ok()
}

fn text(file: &str) -> String {
    read(file).unwrap_or_else(|| panic!("{file} is no text"))
}

// Rust, as far as the rules need it.

/// The source with comments, strings and characters blanked out; lines stay where they are.
fn code_of(source: &str) -> String {
    let chars: Vec<char> = source.chars().collect();
    let mut out = String::with_capacity(source.len());
    let mut at = 0;
    let mut last = ' ';
    while at < chars.len() {
        let rest = &chars[at..];
        let in_word = last.is_alphanumeric() || last == '_';
        let skip = match rest {
            ['/', '/', ..] => rest.iter().position(|c| *c == '\n').unwrap_or(rest.len()),
            ['/', '*', ..] => block_comment(rest),
            ['"', ..] => string(rest),
            ['r' | 'b' | 'c', ..] if !in_word => prefixed_string(rest),
            ['\'', '\\', ..] => 2 + rest[3..].iter().position(|c| *c == '\'').map_or(0, |i| i + 2),
            ['\'', _, '\'', ..] => 3,
            _ => 0,
        };
        if skip == 0 {
            last = rest[0];
            out.push(last);
            at += 1;
        } else {
            out.extend(rest[..skip].iter().map(|c| if *c == '\n' { '\n' } else { ' ' }));
            last = ' ';
            at += skip;
        }
    }
    out
}

fn block_comment(rest: &[char]) -> usize {
    let (mut depth, mut i) = (0, 0);
    while i < rest.len() {
        match &rest[i..] {
            ['/', '*', ..] => (depth, i) = (depth + 1, i + 2),
            ['*', '/', ..] if depth == 1 => return i + 2,
            ['*', '/', ..] => (depth, i) = (depth - 1, i + 2),
            _ => i += 1,
        }
    }
    i
}

fn string(rest: &[char]) -> usize {
    let mut i = 1;
    while i < rest.len() && rest[i] != '"' {
        i += if rest[i] == '\\' { 2 } else { 1 };
    }
    (i + 1).min(rest.len())
}

/// The length of a string with a prefix such as `br#`; 0 where a word only begins like one.
fn prefixed_string(rest: &[char]) -> usize {
    let letters = rest.iter().take_while(|c| matches!(c, 'r' | 'b' | 'c')).count();
    let raw = rest[..letters].contains(&'r');
    let hashes = rest[letters..].iter().take_while(|c| **c == '#').count();
    let open = letters + hashes;
    match rest.get(open) {
        Some('"') if raw => {
            let close: Vec<char> = std::iter::once('"').chain(std::iter::repeat_n('#', hashes)).collect();
            let body = open + 1;
            let end = rest[body..].windows(close.len()).position(|w| w == close);
            end.map_or(rest.len(), |end| body + end + close.len())
        }
        Some('"') if hashes == 0 => letters + string(&rest[letters..]),
        _ => 0,
    }
}

/// A word or a sign, with its line counted from 1.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Token<'a> {
    text: &'a str,
    line: usize,
}

fn tokens_of(code: &str) -> Vec<Token<'_>> {
    let mut found = Vec::new();
    let word = |c: char| c.is_alphanumeric() || c == '_';
    for (line, mut rest) in code.lines().enumerate().map(|(i, l)| (i + 1, l)) {
        while let Some(first) = rest.chars().next() {
            let length = if word(first) {
                rest.find(|c| !word(c)).unwrap_or(rest.len())
            } else if rest.starts_with("::") {
                2
            } else {
                first.len_utf8()
            };
            if !first.is_whitespace() {
                found.push(Token { text: &rest[..length], line });
            }
            rest = &rest[length..];
        }
    }
    found
}

/// The tokens without the items that are compiled for tests only.
fn without_tests<'a>(tokens: &[Token<'a>]) -> Vec<Token<'a>> {
    let attribute = ["#", "[", "cfg", "(", "test", ")", "]"];
    let mut kept = Vec::with_capacity(tokens.len());
    let mut at = 0;
    while at < tokens.len() {
        let here = tokens[at..].iter().map(|t| t.text);
        if !here.take(attribute.len()).eq(attribute) {
            kept.push(tokens[at]);
            at += 1;
            continue;
        }
        // The item ends with the first `;` or `}` that closes nothing around it.
        let mut depth = 0;
        at += attribute.len();
        while let Some(token) = tokens.get(at) {
            at += 1;
            match token.text {
                "{" | "(" | "[" => depth += 1,
                ")" | "]" | "}" => depth -= 1,
                _ => {}
            }
            if depth == 0 && matches!(token.text, ";" | "}") {
                break;
            }
        }
    }
    kept
}

/// A path that the code names, from `crate` or the name of a crate, and where.
#[derive(Debug, PartialEq)]
struct Named {
    path: Vec<String>,
    line: usize,
}

/// Every path that begins at a crate, `use` groups opened and `super` resolved. `module` is where the file's code lives.
fn paths_in(tokens: &[Token<'_>], module: &[String]) -> Vec<Named> {
    let mut found = Vec::new();
    let mut module = module.to_vec();
    let (mut depth, mut inner) = (0_usize, Vec::new());
    let mut seen = 0;
    for (i, token) in tokens.iter().enumerate() {
        if i < seen {
            continue;
        }
        let before = |n: usize| i.checked_sub(n).map_or("", |i| tokens[i].text);
        match token.text {
            "{" => {
                depth += 1;
                if before(2) == "mod" {
                    module.push(before(1).to_owned());
                    inner.push(depth);
                }
            }
            "}" => {
                if inner.last() == Some(&depth) {
                    inner.pop();
                    module.pop();
                }
                depth = depth.saturating_sub(1);
            }
            "use" => seen = tree(tokens, i + 1, &[], &module, &mut found),
            word if word.starts_with(|c: char| c.is_alphabetic() || c == '_') => {
                let continues = before(1) == "." || before(1) == "::" && before(2).starts_with(char::is_alphabetic);
                // `pub(crate)` and `pub(super)` say who sees, not what is seen.
                if !continues && tokens.get(i + 1).is_some_and(|t| t.text == "::") {
                    seen = tree(tokens, i, &[], &module, &mut found);
                }
            }
            _ => {}
        }
    }
    found
}

/// Reads one path or group from `at`; gives where it ended.
fn tree(tokens: &[Token<'_>], mut at: usize, before: &[String], module: &[String], found: &mut Vec<Named>) -> usize {
    let mut path = before.to_vec();
    let Some(line) = tokens.get(at).map(|t| t.line) else { return at };
    at += usize::from(tokens[at].text == "::");
    loop {
        match tokens.get(at).map_or("", |t| t.text) {
            "{" => {
                at += 1;
                while tokens.get(at).is_some_and(|t| t.text != "}") {
                    let end = tree(tokens, at, &path, module, found);
                    // An alias or a comma follows; anything unknown is stepped over.
                    at = end.max(at + 1);
                    while tokens.get(at).is_some_and(|t| !matches!(t.text, "," | "}")) {
                        at += 1;
                    }
                    at += usize::from(tokens.get(at).is_some_and(|t| t.text == ","));
                }
                return at + 1;
            }
            "self" if path.is_empty() => path = std::iter::once("crate".into()).chain(module.iter().cloned()).collect(),
            "self" => {}
            "super" => {
                if path.is_empty() {
                    path = std::iter::once("crate".into()).chain(module.iter().cloned()).collect();
                }
                path.pop();
            }
            "*" => path.push("*".into()),
            word if word.starts_with(|c: char| c.is_alphabetic() || c == '_') => path.push(word.into()),
            _ => break,
        }
        at += 1;
        if tokens.get(at).is_none_or(|t| t.text != "::") {
            break;
        }
        at += 1;
    }
    found.push(Named { path, line });
    at
}

/// Where the code of a file lives: `src/scene/grid.rs` is `scene::grid`.
fn module_of(file: &str) -> Vec<String> {
    let inside = file.trim_start_matches("src/").trim_end_matches(".rs");
    inside.split('/').filter(|part| *part != "mod").map(str::to_owned).collect()
}

// The tables.

/// The cells of the table below a heading of `docs/imports.md`, without its head.
fn table(heading: &str) -> Vec<Vec<String>> {
    let document = text("docs/imports.md");
    let section =
        document.split("\n## ").find_map(|s| s.strip_prefix(heading)).expect("the heading is in the document");
    let rows = section.lines().filter(|l| l.starts_with('|')).skip(2);
    rows.map(|row| row.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect()).collect()
}

/// The words of a cell such as `model, geom`; `-` is none.
fn list(cell: &str) -> BTreeSet<String> {
    cell.split(',').map(str::trim).filter(|w| !w.is_empty() && *w != "-").map(str::to_owned).collect()
}

fn rooms() -> BTreeMap<String, BTreeSet<String>> {
    let rows = table("Rooms");
    assert!(rows.len() > 10, "docs/imports.md has no table of rooms");
    rows.into_iter().map(|row| (row[0].clone(), list(&row[1]))).collect()
}

/// Every path in the code of `src`, with its file and room; what only tests use is left out.
fn named_in_src() -> Vec<(String, String, Named)> {
    let mut all = Vec::new();
    for file in rust_files(&["src"]) {
        // Its only words are declarations of the rooms.
        if file == "src/lib.rs" || file.ends_with("/tests.rs") {
            continue;
        }
        let code = code_of(&text(&file));
        let module = module_of(&file);
        let named = paths_in(&without_tests(&tokens_of(&code)), &module);
        all.extend(named.into_iter().map(|named| (file.clone(), module[0].clone(), named)));
    }
    all
}

#[test]
fn rooms_import_only_what_the_table_says() {
    let rooms = rooms();
    let mut offenders = Vec::new();
    for (file, room, Named { path, line }) in named_in_src() {
        let inside = if room == "main" { "opcanvas" } else { "crate" };
        if path.first().is_none_or(|first| first != inside) {
            continue;
        }
        let asked = path.get(1).map_or("*", String::as_str);
        match rooms.get(&room) {
            None => offenders.push(format!("{file}:{line}: {room} has no row in docs/imports.md")),
            Some(_) if asked == room => {}
            Some(may) if rooms.contains_key(asked) && may.contains(asked) => {}
            Some(_) if !rooms.contains_key(asked) => {
                offenders.push(format!("{file}:{line}: {} names no room", path.join("::")));
            }
            Some(_) => offenders.push(format!("{file}:{line}: {room} may not import {asked} ({})", path.join("::"))),
        }
    }
    none("imports that docs/imports.md does not allow", &offenders);
}

#[test]
fn the_table_of_rooms_has_no_circle() {
    let mut left = rooms();
    let known: BTreeSet<_> = left.keys().cloned().collect();
    for (room, may) in &left {
        let unknown: Vec<_> = may.difference(&known).cloned().collect();
        none(&format!("{room} may import what is no room"), &unknown);
    }
    loop {
        let free: Vec<_> = left.iter().filter(|(_, may)| may.is_empty()).map(|(room, _)| room.clone()).collect();
        if free.is_empty() {
            break;
        }
        left.retain(|room, _| !free.contains(room));
        for may in left.values_mut() {
            may.retain(|room| !free.contains(room));
        }
    }
    none("rooms that import each other", &left.into_keys().collect::<Vec<_>>());
}

#[test]
fn the_outside_is_named_only_where_the_table_says() {
    let rows: Vec<(Vec<String>, BTreeSet<String>)> = table("The outside")
        .into_iter()
        .map(|row| (row[0].split("::").map(str::to_owned).collect(), list(&row[1])))
        .collect();
    assert!(rows.len() > 5, "docs/imports.md has no table of the outside");
    let mut offenders = Vec::new();
    for (file, room, Named { path, line }) in named_in_src() {
        for (outside, may) in &rows {
            // `egui` stands for `egui_extras` too.
            let same = path.len() >= outside.len()
                && path.iter().zip(outside).enumerate().all(|(i, (a, b))| {
                    a == b || i == 0 && a.strip_prefix(b.as_str()).is_some_and(|more| more.starts_with('_'))
                });
            if same && !may.contains(&room) {
                offenders.push(format!("{file}:{line}: {room} may not name {}", path.join("::")));
            }
        }
    }
    none("names of the outside that docs/imports.md does not allow", &offenders);
}

// Files.

#[test]
fn every_file_says_what_it_is_and_what_it_does_not_know() {
    let mut offenders = Vec::new();
    for file in rust_files(&["src", "tests", "benches"]) {
        let source = text(&file);
        let doc: Vec<&str> = source.lines().take_while(|l| l.starts_with("//!")).collect();
        let sentence = doc.first().map_or("", |l| l.trim_start_matches("//!").trim());
        if sentence.is_empty() {
            offenders.push(format!("{file}:1: does not open with //!"));
        } else if !sentence.ends_with('.') || sentence.contains(". ") {
            offenders.push(format!("{file}:1: the first line is not one sentence: {sentence}"));
        }
        let exempt = !file.starts_with("src/") || matches!(file.as_str(), "src/lib.rs" | "src/main.rs");
        if !exempt && !doc.last().is_some_and(|l| l.starts_with("//! Knows nothing")) {
            offenders
                .push(format!("{file}:{}: the last line does not say what the file knows nothing about", doc.len()));
        }
    }
    none("files that do not open as they should", &offenders);
}

#[test]
fn every_file_is_declared() {
    let mut offenders = Vec::new();
    for file in rust_files(&["src"]).iter().filter(|f| !matches!(f.as_str(), "src/lib.rs" | "src/main.rs")) {
        let mut module = module_of(file);
        let name = module.pop().expect("a file has a name");
        let folder = ["src".to_owned()].into_iter().chain(module).collect::<Vec<_>>().join("/");
        let above = [format!("{folder}/mod.rs"), format!("{folder}.rs"), format!("{folder}/lib.rs")];
        let declared = above.iter().filter(|f| root().join(f).is_file()).any(|above| {
            let code = code_of(&text(above));
            tokens_of(&code).windows(3).any(|w| w[0].text == "mod" && w[1].text == name && w[2].text == ";")
        });
        if !declared {
            offenders.push(format!("{file}:1: no `mod {name};` declares it, so it is not compiled"));
        }
    }
    none("files that are not part of the program", &offenders);
}

#[test]
fn no_file_is_too_long() {
    let lengths = rust_files(&["src", "tests", "benches"]).into_iter().map(|f| (text(&f).lines().count(), f));
    let offenders: Vec<_> = lengths
        .filter(|(n, _)| *n > MOST_LINES)
        .map(|(n, f)| format!("{f}:{n}: more than {MOST_LINES} lines"))
        .collect();
    none("files to be split", &offenders);
}

#[test]
fn nothing_is_left_half_done() {
    let mut offenders = Vec::new();
    for file in rust_files(&["src", "tests", "benches"]) {
        let source = text(&file);
        let code = code_of(&source);
        for words in tokens_of(&code).windows(3) {
            let [a, b, c] = [words[0].text, words[1].text, words[2].text];
            if matches!(a, "todo" | "unimplemented" | "dbg") && b == "!" {
                offenders.push(format!("{file}:{}: {a}!", words[0].line));
            }
            if (a, b, c) == ("#", "[", "ignore") {
                offenders.push(format!("{file}:{}: an ignored test", words[0].line));
            }
        }
        let mark = concat!("FIX", "ME");
        let marked = source.lines().enumerate().filter(|(_, l)| l.contains(mark));
        offenders.extend(marked.map(|(i, _)| format!("{file}:{}: {mark}", i + 1)));
    }
    none("what may not stay", &offenders);
}

/// The text files that are the project's own.
fn own_texts() -> Vec<(String, String)> {
    let folders = ["src", "tests", "benches", "docs", "assets", ".ci", ".github"].into_iter().flat_map(files_in);
    let top = std::fs::read_dir(root()).expect("the root can be read").map(|e| e.expect("an entry of the root").path());
    // A lock file is written by a program.
    let top = top.filter(|p| p.is_file() && p.extension().is_none_or(|e| e != "lock")).map(|p| shown(&p));
    folders.chain(top).filter_map(|f| Some((f.clone(), read(&f)?))).collect()
}

#[test]
fn no_tabs_and_no_trailing_blanks() {
    let mut offenders = Vec::new();
    for (file, text) in own_texts() {
        for (i, line) in text.lines().enumerate() {
            if line.contains('\t') {
                offenders.push(format!("{file}:{}: a tab", i + 1));
            }
            if line.ends_with(' ') {
                offenders.push(format!("{file}:{}: a trailing blank", i + 1));
            }
        }
        if !text.is_empty() && !text.ends_with('\n') {
            offenders.push(format!("{file}:{}: the last line does not end", text.lines().count()));
        }
    }
    none("white space", &offenders);
}

#[test]
fn nothing_outside_the_project_is_named() {
    let outside = [
        concat!("/wo", "rk/"),
        concat!("/tm", "p/"),
        concat!("sha", "red/"),
        concat!("/ho", "me/"),
        concat!("/ro", "ot/"),
    ];
    let mut offenders = Vec::new();
    for (file, text) in own_texts() {
        for (i, line) in text.lines().enumerate() {
            let named = outside.iter().filter(|name| line.contains(**name));
            offenders.extend(named.map(|name| format!("{file}:{}: {name}", i + 1)));
        }
    }
    none("places that exist on one machine only", &offenders);
}

// The reader itself, since a reader that sees nothing finds no fault.

#[test]
fn comments_strings_and_characters_are_no_code() {
    let source = "a /* b /* c */ d */ e // f\n\"g \\\" h\" i r#\"j \" k\"# l 'm' '\\'' 'n b\"o\" br p c\"q\"";
    let words: Vec<_> = tokens_of(&code_of(source)).iter().map(|t| t.text.to_owned()).collect();
    assert_eq!(words, ["a", "e", "i", "l", "'", "n", "br", "p"]);
}

#[test]
fn every_way_to_name_a_path_is_seen() {
    let source = "
use crate::{a, b::{self, c as d}, e::*};
use super::f; use super::super::{g::h, i}; use {egui, z::{y, x::*}};
pub(crate) fn x(y: &crate::j::K) -> super::L { y.crate_like; std::fs::read::<u8>(z::self_made) }
mod inner { use super::m; mod deeper { use super::super::n; } }
#[cfg(test)] mod tests { use crate::hidden; }
#[cfg(test)] use crate::hidden;
use ::std::io;
";
    let code = code_of(source);
    let module = ["room".to_owned(), "file".to_owned()];
    let found = paths_in(&without_tests(&tokens_of(&code)), &module);
    let found: Vec<_> = found.iter().map(|n| (n.line, n.path.join("::"))).collect();
    let expected = [
        (2, "crate::a"),
        (2, "crate::b"),
        (2, "crate::b::c"),
        (2, "crate::e::*"),
        (3, "crate::room::f"),
        (3, "crate::g::h"),
        (3, "crate::i"),
        (3, "egui"),
        (3, "z::y"),
        (3, "z::x::*"),
        (4, "crate::j::K"),
        (4, "crate::room::L"),
        (4, "std::fs::read"),
        (4, "z::self_made"),
        (5, "crate::room::file::m"),
        (5, "crate::room::file::n"),
        (8, "std::io"),
    ];
    assert_eq!(found, expected.map(|(line, path)| (line, path.to_owned())));
}
