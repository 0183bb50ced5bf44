//! `docs/interaction.md` names fifty things that hands expect, and only tests that there are.

use std::path::Path;

fn read(path: impl AsRef<Path>) -> String {
    std::fs::read_to_string(path.as_ref()).unwrap_or_default()
}

/// Every unit test in `src`.
fn unit_tests(folder: &Path, into: &mut String) {
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            unit_tests(&path, into);
        } else {
            into.push_str(&read(&path));
        }
    }
}

#[test]
fn the_table_has_fifty_rows_and_names_only_tests_that_there_are() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = read(root.join("docs/interaction.md"));
    let rows: Vec<&str> = page.lines().filter(|l| l.starts_with("| ") && l.contains("::")).collect();
    let numbers: Vec<usize> = rows.iter().filter_map(|r| r.split('|').nth(1)?.trim().parse().ok()).collect();
    assert_eq!(numbers, (1..=50).collect::<Vec<_>>());
    let mut lib = String::new();
    unit_tests(&root.join("src"), &mut lib);
    let mut missing = Vec::new();
    let mut names = 0;
    for name in rows.iter().flat_map(|r| r.split('`')).filter(|n| n.contains("::")) {
        let (file, test) = name.rsplit_once("::").unwrap();
        let text =
            if file == "lib" { lib.clone() } else { read(root.join(format!("tests/{}.rs", file.replace("::", "/")))) };
        names += 1;
        // Properties take what they are true of.
        let test = format!("#[test] fn {test}(");
        if !text.split_whitespace().collect::<Vec<_>>().join(" ").contains(&test) {
            missing.push(name.to_owned());
        }
    }
    assert_eq!(missing, Vec::<String>::new());
    assert!(names > 90, "{names}");
}
