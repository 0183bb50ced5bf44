//! The report as Markdown, the GitHub flavour: headings, lists and tables.
//!
//! It has no pictures: a Markdown file holds none of its own, and those who show it drop pictures that are written into it
//! as data.
//!
//! Knows nothing about models.

use super::legal::legal;
use super::{Bit, Block, Cell, Fill, Line, Report, Section, Table, Tile};

/// Why there is no picture.
const NO_PICTURE: &str = "The picture is left out here: a Markdown file holds none of its own. The HTML report has it, and \
                          `opcanvas export FILE -o canvas.svg` draws it.";

/// Writes a report down.
pub(super) fn write(report: &Report) -> String {
    let mut out = Markdown { text: String::new(), slugs: Vec::new() };
    out.line(&format!("# {}", escaped(&report.title)));
    out.line("Operating model report");
    for paragraph in &report.purpose {
        out.line(&begun(&escaped(paragraph)));
    }
    let facts: Vec<String> = report.facts.iter().map(|fact| escaped(fact)).collect();
    out.line(&format!("**{}**", facts.join(" · ")));
    out.contents(report);
    report.sections.iter().for_each(|section| out.section(section, 2));
    // One line break at the end, as every text has.
    out.text.truncate(out.text.trim_end().len());
    out.text.push('\n');
    out.text
}

struct Markdown {
    text: String,
    /// The addresses of the headings so far.
    slugs: Vec<String>,
}

impl Markdown {
    /// A block of one or more lines, with an empty line behind it.
    fn line(&mut self, text: &str) {
        self.text.push_str(text);
        self.text.push_str("\n\n");
    }

    /// The contents, each line leading to its heading.
    fn contents(&mut self, report: &Report) {
        // The heading of the contents comes first and takes its address.
        let mut slugs = vec![slug(&report.title, &[])];
        slugs.push(slug("Contents", &slugs));
        let mut lines = String::new();
        for section in &report.sections {
            for (section, indent) in std::iter::once((section, "")).chain(section.parts.iter().map(|part| (part, "  ")))
            {
                slugs.push(slug(&section.title, &slugs));
                let address = slugs.last().map(String::as_str).unwrap_or_default();
                lines += &format!("{indent}- [{}](#{address})\n", escaped(&section.title));
            }
        }
        self.slugs = slugs;
        self.line("## Contents");
        self.line(lines.trim_end());
    }

    fn section(&mut self, section: &Section, level: usize) {
        self.line(&format!("{} {}", "#".repeat(level), escaped(&section.title)));
        for block in &section.blocks {
            match block {
                Block::Text(line) => self.line(&begun(&inline(line))),
                Block::List(lines) => {
                    let lines: Vec<String> = lines.iter().map(|line| format!("- {}", begun(&inline(line)))).collect();
                    self.line(&lines.join("\n"));
                }
                Block::Tiles(tiles) => self.tiles(tiles),
                Block::Table(table) => self.table(table),
                Block::Canvas => self.line(NO_PICTURE),
                // What a chart shows stands in the table below it.
                Block::Charts => {}
            }
        }
        section.parts.iter().for_each(|part| self.section(part, level + 1));
    }

    fn tiles(&mut self, tiles: &[Tile]) {
        let mut lines = "| What | Figure | How it comes about |\n| --- | ---: | --- |".to_owned();
        for tile in tiles {
            let cells = [&tile.label, &tile.value, &tile.how].map(|text| escaped(text));
            lines += &format!("\n| {} | **{}** | {} |", cells[0], cells[1], cells[2]);
        }
        self.line(&lines);
    }

    fn table(&mut self, table: &Table) {
        let titles: Vec<String> = table.columns.iter().map(|c| escaped(&c.title)).collect();
        let mut lines = format!("| {} |\n|", titles.join(" | "));
        for column in &table.columns {
            lines += if column.fill == Fill::Figures { " ---: |" } else { " --- |" };
        }
        // A row that is about all those below it fills its first cell only.
        let across = |words: String| format!("\n| {words} |{}", "  |".repeat(table.columns.len().saturating_sub(1)));
        let mut left_out = Vec::new();
        for group in &table.groups {
            if !group.title.is_empty() {
                lines += &across(inline(&group.title));
            }
            for row in &group.rows {
                let cells: Vec<String> = row.cells.iter().map(cell).collect();
                lines += &format!("\n| {} |", cells.join(" | "));
            }
            left_out.extend(&group.left_out);
        }
        self.line(&lines);
        for words in left_out {
            self.line(&escaped_but_code(words));
        }
    }
}

fn cell(cell: &Cell) -> String {
    cell.iter().map(inline).collect::<Vec<_>>().join("<br>")
}

fn inline(line: &Line) -> String {
    let mut text = String::new();
    for bit in line {
        match bit {
            Bit::Words(words) | Bit::Faint(words) => text += &escaped(words),
            Bit::Name(name, _) => text += &escaped(name),
            Bit::Strong(words) | Bit::Severity(_, words) => text += &strong(words),
        }
    }
    text.trim().to_owned()
}

/// Words that stand out; blanks around them stay outside, where they do not spoil the mark.
fn strong(words: &str) -> String {
    let inner = words.trim();
    let (before, after) = words.split_once(inner).unwrap_or_default();
    format!("{before}**{}**{after}", escaped(inner))
}

/// A text that means nothing but itself: no mark, no HTML, no end of a cell, no link.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in legal(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            // Not every reader of tables takes the one that is escaped with a backslash.
            '|' => out.push_str("&#124;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '~' | '#' | '$' | '@' => {
                out.push('\\');
                out.push(c);
            }
            // An address is no link unless we make it one.
            ':' if ends_in(&out, "http") || ends_in(&out, "https") => out.push_str("\\:"),
            '.' if ends_in(&out, "www") => out.push_str("\\."),
            _ => out.push(c),
        }
    }
    out
}

/// Whether a text ends in a word of ASCII letters, whatever their case.
fn ends_in(text: &str, word: &str) -> bool {
    let tail = text.len().checked_sub(word.len()).and_then(|at| text.get(at..));
    tail.is_some_and(|tail| tail.eq_ignore_ascii_case(word))
}

/// Our own words, in which what stands between backquotes is code.
fn escaped_but_code(words: &str) -> String {
    words.split('`').enumerate().map(|(i, part)| if i % 2 == 1 { format!("`{part}`") } else { escaped(part) }).collect()
}

/// A text at the beginning of a line, where some signs would begin a list or a rule.
fn begun(text: &str) -> String {
    let text = text.trim();
    let number = text.chars().take_while(char::is_ascii_digit).count();
    let after = text[number..].chars().next();
    match text.chars().next() {
        Some('-' | '+' | '=') => format!("\\{text}"),
        Some(_) if number > 0 && matches!(after, Some('.' | ')')) => {
            format!("{}\\{}", &text[..number], &text[number..])
        }
        _ => text.to_owned(),
    }
}

/// The address that GitHub gives a heading: letters, digits and lines, small, with a number where there is one already.
fn slug(title: &str, taken: &[String]) -> String {
    let kept = legal(title).trim().to_lowercase();
    let kept: String = kept
        .chars()
        .filter_map(|c| match c {
            ' ' => Some('-'),
            '-' | '_' => Some(c),
            _ => c.is_alphanumeric().then_some(c),
        })
        .collect();
    let is_free = |slug: &String| !taken.contains(slug);
    let numbered = (1..).map(|n| format!("{kept}-{n}"));
    std::iter::once(kept.clone()).chain(numbered).find(is_free).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_means_nothing_but_itself() {
        assert_eq!(escaped("a|b\\|c"), "a&#124;b\\\\&#124;c");
        assert_eq!(escaped("<b>*x*</b> `y` [z](http://w)"), "&lt;b&gt;\\*x\\*&lt;/b&gt; \\`y\\` \\[z\\](http\\://w)");
        assert_eq!(escaped("two\nlines"), "two lines");
        assert_eq!(begun("- a"), "\\- a");
        assert_eq!(begun("12. a"), "12\\. a");
        assert_eq!(begun("2026 was"), "2026 was");
    }

    #[test]
    fn headings_have_the_addresses_that_github_gives_them() {
        assert_eq!(slug("Processes and practices", &[]), "processes-and-practices");
        assert_eq!(slug("Größe & Co. (2)", &[]), "größe--co-2");
        assert_eq!(slug("A", &["a".into(), "a-1".into()]), "a-2");
    }
}
