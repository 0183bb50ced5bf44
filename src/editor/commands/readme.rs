//! The README's table of keys, made of the list of commands and of what the pointer does.
//!
//! Knows nothing about files.

use super::gestures::POINTER;
use super::{ALL, Menu};

/// What stands before the table.
pub const BEGIN: &str = "<!-- keys: made from the list of commands, see src/editor/commands/readme.rs -->";
/// What stands behind it.
pub const END: &str = "<!-- /keys -->";

/// The table between its two marks.
#[must_use]
pub fn section() -> String {
    let mut text = format!("{BEGIN}\n\n| Keys | Command | What it does |\n| --- | --- | --- |\n");
    for menu in Menu::ALL {
        for spec in ALL.iter().filter(|s| s.menu == menu && !s.shortcuts.is_empty()) {
            let mut keys: Vec<String> = spec.shortcuts.iter().map(|s| code(&s.words("Ctrl"))).collect();
            keys.dedup();
            text += &format!("| {} | {} | {} |\n", keys.join(" "), spec.label, spec.tooltip);
        }
    }
    text += "\n| Pointer | What it does |\n| --- | --- |\n";
    for word in POINTER {
        text += &format!("| {} | {} |\n", word.how, word.what);
    }
    text + "\n" + END
}

fn code(keys: &str) -> String {
    if keys.contains('`') { format!("`` {keys} ``") } else { format!("`{keys}`") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_readme_has_the_table_of_keys() {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
        let readme = std::fs::read_to_string(&path).unwrap();
        let start = readme.find(BEGIN).expect("the README has the mark before its keys");
        let end = readme.find(END).expect("the README has the mark behind its keys") + END.len();
        let there = &readme[start..end];
        if there != section() && std::env::var_os("OPCANVAS_WRITE_README").is_some() {
            std::fs::write(&path, format!("{}{}{}", &readme[..start], section(), &readme[end..])).unwrap();
            return;
        }
        assert!(
            there == section(),
            "the keys in README.md are not those of the list; OPCANVAS_WRITE_README=1 cargo test --lib readme writes them anew"
        );
    }
}
