//! The cells of a text from a spreadsheet, and such a text of cells.
//!
//! Knows nothing about what the cells mean.

/// What stands between the cells of a text, if anything does: the first of tab, semicolon and comma in its first line.
#[must_use]
pub fn separator(text: &str) -> Option<char> {
    let first = text.lines().find(|l| !l.trim().is_empty())?;
    let mut quoted = false;
    let outside: Vec<char> = first
        .chars()
        .filter(|c| {
            quoted ^= *c == '"';
            !quoted
        })
        .collect();
    ['\t', ';', ','].into_iter().find(|s| outside.contains(s))
}

/// The cells of every row as they stand, empty rows too; quoted cells may hold separators and line breaks. Nothing for a
/// text with a quote that is never closed.
fn parse(text: &str, separator: char) -> Option<Vec<Vec<String>>> {
    let mut rows: Vec<Vec<String>> = Vec::new();
    let (mut row, mut cell, mut quoted) = (Vec::new(), String::new(), false);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                chars.next();
                cell.push('"');
            }
            '"' if quoted => quoted = false,
            '"' if cell.trim().is_empty() => {
                cell.clear();
                quoted = true;
            }
            c if c == separator && !quoted => row.push(std::mem::take(&mut cell)),
            '\n' if !quoted => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            c => cell.push(c),
        }
    }
    // A quote that is never closed is no quote, and this no table.
    if quoted {
        return None;
    }
    row.push(cell);
    rows.push(row);
    Some(rows)
}

/// The cells of a text that goes into cells: tabs stand between them and nothing else does, and an empty row is one.
#[must_use]
pub fn grid(text: &str) -> Vec<Vec<String>> {
    let text = text.replace("\r\n", "\n");
    let text = text.strip_suffix('\n').unwrap_or(&text);
    let split = || text.split('\n').map(|l| l.split('\t').map(str::to_owned).collect()).collect();
    let rows: Vec<Vec<String>> = parse(text, '\t').unwrap_or_else(split);
    rows.into_iter().map(|row| row.into_iter().map(|c| c.trim().to_owned()).collect()).collect()
}

/// The cells of every row, if all rows have as many as the first; quoted cells may hold separators and line breaks.
#[must_use]
pub fn rows(text: &str, separator: char) -> Option<Vec<Vec<String>>> {
    let mut rows = parse(text, separator)?;
    rows.retain(|row| row.iter().any(|cell| !cell.trim().is_empty()));
    let width = rows.first()?.len();
    let even = width > 1 && rows.iter().all(|row| row.len() == width);
    // Spreadsheets leave out empty cells at the end of a row of tabs.
    if separator == '\t' && width > 1 && rows.iter().all(|row| row.len() <= width) {
        for row in &mut rows {
            row.resize(width, String::new());
        }
        return Some(rows);
    }
    even.then_some(rows)
}

/// The cells of a text whatever it is: rows may have different lengths, and what is no table is one cell in each line.
#[must_use]
pub fn block(text: &str) -> Vec<Vec<String>> {
    let tidy = |row: Vec<String>| row.into_iter().map(|c| c.trim().to_owned()).collect();
    // A tab is in no sentence, wherever it stands.
    let separator = if text.contains('\t') { Some('\t') } else { separator(text) };
    if let Some(rows) = separator.and_then(|s| rows(text, s)) {
        return rows.into_iter().map(tidy).collect();
    }
    let lines = text.lines().filter(|l| !l.trim().is_empty());
    match separator {
        // A comma in one line of several is part of a sentence.
        Some('\t') => lines.map(|l| tidy(l.split('\t').map(str::to_owned).collect())).collect(),
        _ => match rows_of_one(text) {
            Some(cells) => cells.into_iter().map(|c| vec![c]).collect(),
            None => lines.map(|l| vec![l.trim().to_owned()]).collect(),
        },
    }
}

/// The cells of a single column, of which some are quoted because they have several lines.
fn rows_of_one(text: &str) -> Option<Vec<String>> {
    // With a second column that is empty it is read as any other table.
    let (mut wide, mut quoted) = (String::new(), false);
    for c in text.trim_end().chars() {
        quoted ^= c == '"';
        if c == '\n' && !quoted {
            wide.push('\t');
        }
        wide.push(c);
    }
    if quoted || !text.contains('"') || text.contains('\t') {
        return None;
    }
    wide.push('\t');
    let rows = rows(&wide, '\t')?;
    Some(rows.into_iter().filter_map(|row| row.into_iter().next()).map(|c| c.trim().to_owned()).collect())
}

/// The rows as a text that spreadsheets take: tabs between cells, those with tabs, quotes or line breaks in quotes.
#[must_use]
pub fn text(rows: &[Vec<String>]) -> String {
    let cell = |cell: &String| {
        let plain = !cell.contains(['\t', '"', '\n', '\r']);
        if plain { cell.clone() } else { format!("\"{}\"", cell.replace('"', "\"\"")) }
    };
    rows.iter().map(|row| row.iter().map(cell).collect::<Vec<_>>().join("\t") + "\n").collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_of_cells_are_read_whatever_stands_between_them_and_are_written_so_that_they_read_the_same() {
        for (text, cells) in [
            ("a\tb\nc\td\n", vec![vec!["a", "b"], vec!["c", "d"]]),
            ("a;b\r\nc;d", vec![vec!["a", "b"], vec!["c", "d"]]),
            ("a,\"b, c\"\nd,\"e \"\"f\"\"\ng\"", vec![vec!["a", "b, c"], vec!["d", "e \"f\"\ng"]]),
            ("a\tb\nc", vec![vec!["a", "b"], vec!["c", ""]]),
            ("a\nb\tc", vec![vec!["a"], vec!["b", "c"]]),
            ("only, words\nin lines", vec![vec!["only, words"], vec!["in lines"]]),
            ("\"two\nlines\"\none", vec![vec!["two\nlines"], vec!["one"]]),
            ("12\" screen\nnext", vec![vec!["12\" screen"], vec!["next"]]),
            ("", vec![]),
        ] {
            assert_eq!(block(text), cells, "{text:?}");
        }
        let rows = vec![vec!["a\tb".to_owned(), "c \"d\"\ne".into()], vec!["f".into(), "g".into()]];
        assert_eq!(block(&super::text(&rows)), rows);
        assert_eq!(grid(&super::text(&rows)), rows);
        assert_eq!(grid("1,200\n\n12\" screen\n"), [["1,200"], [""], ["12\" screen"]]);
        assert_eq!(separator("\"a;b\",c"), Some(','));
    }
}
