//! Texts without what no page can hold and what would turn its reading direction.
//!
//! Knows nothing about the formats.

/// The text on one line: line breaks and tabs become blanks, what no page can hold the replacement character, and what
/// hides or turns the reading direction is written out as `\u{..}`.
pub(super) fn legal(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => out.push(' '),
            '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{fdd0}'..='\u{fdef}' => out.push('\u{fffd}'),
            // Joiners are part of letters and of pictures, marks of direction do no harm.
            '\u{200b}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' => {
                out.extend(c.escape_unicode());
            }
            // The last two of every plane are no characters.
            _ if u32::from(c) & 0xfffe == 0xfffe => out.push('\u{fffd}'),
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::legal;

    #[test]
    fn nothing_is_left_that_breaks_a_line_or_turns_it() {
        assert_eq!(legal("a\r\nb\u{2028}c\td"), "a  b c d");
        assert_eq!(legal("a\u{1b}[2J\u{9b}\u{ffff}\u{1ffff}"), "a\u{fffd}[2J\u{fffd}\u{fffd}\u{fffd}");
        assert_eq!(legal("a\u{202e}b\u{200b}"), "a\\u{202e}b\\u{200b}");
        assert_eq!(legal("👩\u{200d}🔬 שלום"), "👩\u{200d}🔬 שלום");
    }
}
