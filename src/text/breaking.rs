//! Breaks labels into lines at the places where the script allows it, and ends what does not fit in an ellipsis.
//!
//! Knows nothing about boxes but their width.

use ecow::EcoString;
use unicode_linebreak::{BreakOpportunity, linebreaks};

use super::face::{Font, width};

/// One line of a label.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Its text, without outer blanks.
    pub text: EcoString,
    /// Its width in document units.
    pub width: f64,
}

const ELLIPSIS: char = '…';

/// The lines of a text in a width, at most `max_lines` of them; what is left over ends in an ellipsis.
///
/// A word that is wider than the width is broken between letters. An empty text gives no line.
#[must_use]
pub fn break_lines(text: &str, font: Font, max_width: f64, max_lines: usize) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() && lines.len() < max_lines {
        let (line, after) = first_line(rest, font, max_width);
        if lines.len() + 1 == max_lines && !after.is_empty() {
            lines.push(fit_line(rest.lines().next().unwrap_or(rest), font, max_width, true));
            return lines;
        }
        lines.push(measured(line, font));
        rest = after;
    }
    lines
}

/// A text on one line: whole if it fits, else as many words of it as do, with an ellipsis; only of a first word that is too
/// long the end is missing. With `cut` the ellipsis is there even if the text would fit without one.
#[must_use]
pub fn fit_line(text: &str, font: Font, max_width: f64, cut: bool) -> Line {
    let text = text.trim();
    if !cut && width(text, font) <= max_width {
        return measured(text, font);
    }
    let room = max_width - width("…", font);
    let ends: Vec<usize> = text.char_indices().map(|(i, c)| i + c.len_utf8()).collect();
    // Widths grow with length, but for a kern here and there: search, then step back while it is still too wide.
    let mut n = ends.partition_point(|end| width(&text[..*end], font) <= room);
    while n > 0 && width(&text[..ends[n - 1]], font) > room {
        n -= 1;
    }
    let mut kept = if n == 0 { "" } else { &text[..ends[n - 1]] };
    if let Some(blank) = kept.rfind([' ', '-'])
        && kept.len() < text.len()
        && !text[kept.len()..].starts_with([' ', '-'])
    {
        kept = &kept[..blank];
    }
    let mut line = EcoString::from(kept.trim_end().trim_end_matches([',', ';', ':', '.', '-']));
    line.push(ELLIPSIS);
    measured(&line, font)
}

fn measured(text: &str, font: Font) -> Line {
    let text = text.trim_end();
    Line { text: text.into(), width: width(text, font) }
}

/// The longest first line that fits, and what follows it. At least one letter is taken.
fn first_line(text: &str, font: Font, max_width: f64) -> (&str, &str) {
    let mut end = 0;
    for (at, opportunity) in linebreaks(text) {
        if width(text[..at].trim_end(), font) > max_width {
            break;
        }
        end = at;
        if opportunity == BreakOpportunity::Mandatory {
            break;
        }
    }
    if end == 0 {
        end = letters_that_fit(text, font, max_width);
    }
    (text[..end].trim_end(), text[end..].trim_start())
}

fn letters_that_fit(text: &str, font: Font, max_width: f64) -> usize {
    let ends: Vec<usize> = text.char_indices().map(|(i, c)| i + c.len_utf8()).collect();
    let n = ends.partition_point(|end| width(&text[..*end], font) <= max_width);
    ends[n.max(1) - 1]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::Weight;

    const FONT: Font = Font::new(Weight::SemiBold, 14.0);

    fn texts(text: &str, max_width: f64, max_lines: usize) -> Vec<String> {
        break_lines(text, FONT, max_width, max_lines).into_iter().map(|l| l.text.to_string()).collect()
    }

    #[test]
    fn labels_break_at_words_and_end_in_an_ellipsis_only_when_cut() {
        assert_eq!(texts("Decide credit", 200.0, 2), ["Decide credit"]);
        assert_eq!(texts("Small-business credit line", 120.0, 2), ["Small-business", "credit line"]);
        assert_eq!(texts("", 100.0, 2), Vec::<String>::new());
        assert_eq!(texts("one\ntwo", 100.0, 2), ["one", "two"]);
        let cut = texts("A working account in ten minutes for everyone", 90.0, 2);
        assert_eq!(cut.len(), 2);
        assert!(cut[1].ends_with('…'), "{cut:?}");
        assert!(!cut[1].contains(" …"), "{cut:?}");
    }

    proptest! {
        #[test]
        fn no_line_is_wider_than_asked_unless_one_letter_is(text in "\\PC{0,60}", max in 30.0_f64..300.0, lines in 1_usize..4) {
            let broken = break_lines(&text, FONT, max, lines);
            prop_assert!(broken.len() <= lines);
            for line in broken {
                let letters = line.text.chars().count();
                prop_assert!(line.width <= max + 1e-6 || letters <= 2, "{line:?}");
            }
        }
    }
}
