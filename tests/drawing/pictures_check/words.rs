//! Words are whole, as wide as the scene says, and large enough to be read.

use std::collections::BTreeSet;
use std::sync::Arc;

use opcanvas::analysis::ColorBy;
use opcanvas::analysis::classify;
use opcanvas::geom::Rect;
use opcanvas::model::{Document, Element, Value};
use opcanvas::scene::context::{Answers, Context};
use opcanvas::scene::manner::Manner;
use opcanvas::scene::{Figure, Item, Owner, anatomy, outline};
use opcanvas::text::{Font, Weight, width};
use opcanvas::theme::{Mode, Theme};

use super::{Drawn, Law, Text, Violation, called, fault};

/// No letters are smaller than this, in units of the drawing.
const LEAST: f64 = 10.0;
/// The least space between the border of a card and its words.
const LEAST_PADDING: f64 = 4.0;

pub fn check(drawn: &Drawn, faults: &mut Vec<Violation>) {
    sizes(drawn, faults);
    for (i, figure) in drawn.figures().enumerate() {
        let texts: Vec<&Text> = drawn.texts.iter().filter(|t| t.figure == i).collect();
        let element = match &figure.owner {
            Owner::Element(id) => drawn.picture.document.element(id),
            _ => None,
        };
        let name = element.map_or(0, |element| name(drawn, figure, element, &texts, faults));
        for text in texts.iter().skip(name).filter(|t| t.says.ends_with('…')) {
            let sources = match element {
                Some(element) => said(drawn.picture.document, element),
                None => around(drawn, figure),
            };
            cut(drawn, figure, text, &sources, faults);
        }
    }
}

fn sizes(drawn: &Drawn, faults: &mut Vec<Violation>) {
    for text in &drawn.texts {
        let owner = || called(drawn.figure(text.figure));
        let of = || format!("\"{}\"", text.says);
        if (text.width - width(text.says, text.font)).abs() > 0.1 {
            faults.push(fault(Law::Width, owner(), of(), text.width - width(text.says, text.font)));
        }
        if text.font.size < LEAST {
            faults.push(fault(Law::SmallType, owner(), of(), text.font.size));
        }
        if let Some((paper, least)) = drawn.picture.paper {
            let points = text.font.size * paper.width / drawn.picture.scene.bounds.width();
            if points < least - 0.01 {
                faults.push(fault(Law::SmallType, owner(), of(), points));
            }
        }
    }
}

/// The lines of a name: the first texts of a figure, semi-bold. Gives how many they are.
fn name(drawn: &Drawn, figure: &Figure, element: &Element, texts: &[&Text], faults: &mut Vec<Violation>) -> usize {
    let is_name = |font: Font| font.weight == Weight::SemiBold && font.size >= 10.5;
    // Beside the name of a role its number of holders comes first.
    let first = texts.iter().take_while(|t| !is_name(t.font)).count();
    let lines: Vec<&&Text> = texts[first..].iter().take_while(|t| is_name(t.font)).collect();
    let name = element.shown_name().split_whitespace().collect::<Vec<_>>().join(" ");
    if lines.is_empty() {
        faults.push(fault(Law::NoName, called(figure), &name, 0.0));
    }
    let mut rest = name.as_str();
    for line in &lines {
        let Some(after) = after_line(rest, line.says) else {
            faults.push(fault(Law::CutWord, called(figure), format!("\"{}\"", line.says), 0.0));
            break;
        };
        let missing = missing(rest, after);
        // A word that no line of the card could hold has to end somewhere.
        let excused = !drawn.picture.whole_names && is_too_long(figure, element, line, rest);
        if missing > 0 && !excused {
            faults.push(fault(Law::CutWord, called(figure), format!("\"{}\"", line.says), missing as f64));
        }
        rest = after.trim_start();
    }
    if !rest.is_empty() && !lines.last().is_some_and(|l| l.says.ends_with('…')) {
        faults.push(fault(Law::CutWord, called(figure), format!("without \"{rest}\""), rest.chars().count() as f64));
    }
    first + lines.len()
}

/// What is left of a text after a line that begins it, whose end may be an ellipsis.
fn after_line<'a>(text: &'a str, line: &str) -> Option<&'a str> {
    text.strip_prefix(line.trim_end_matches('…').trim_end())
}

/// How many letters of a word are missing where a text goes on with `after`.
fn missing(text: &str, after: &str) -> usize {
    let is_end = |c: char| c.is_whitespace() || matches!(c, '-' | '/' | '·' | '–');
    // Points and commas before the ellipsis are left out.
    let after = after.trim_start_matches([',', ';', ':', '.']);
    let kept = &text[..text.len() - after.len()];
    let (Some(last), Some(next)) = (kept.chars().next_back(), after.chars().next()) else { return 0 };
    if is_end(last) || is_end(next) || is_unbroken(last) || is_unbroken(next) {
        return 0;
    }
    after.chars().take_while(|c| !is_end(*c)).count()
}

/// Whether a letter is of a script that is written without blanks and breaks anywhere.
fn is_unbroken(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{0e00}'..='\u{0eff}' | '\u{ff00}'..='\u{ffef}')
}

/// Whether the word with which a text begins is wider than any line of the card of an element.
fn is_too_long(figure: &Figure, element: &Element, line: &Text, text: &str) -> bool {
    let word = text.split_whitespace().next().unwrap_or_default();
    let (_, inset) = outline::of(element.kind).inset();
    let right = figure_right(figure) - inset - LEAST_PADDING;
    line.at.x + width(word, line.font) > right
}

fn figure_right(figure: &Figure) -> f64 {
    match figure.region {
        opcanvas::scene::Region::Rect(rect) if rect.area() > 0.0 => rect.x1,
        _ => figure.bounds.x1,
    }
}

/// A text with an ellipsis is one of the sources up to the end of a word.
fn cut(drawn: &Drawn, figure: &Figure, text: &Text, sources: &BTreeSet<String>, faults: &mut Vec<Violation>) {
    let kept = text.says.trim_end_matches('…').trim_end();
    let least = sources.iter().filter_map(|source| Some(missing(source, source.strip_prefix(kept)?))).min();
    let first_word = |source: &String| source.split_whitespace().next().map(str::to_owned);
    let inset = match &figure.owner {
        Owner::Element(id) => drawn.picture.document.element(id).map_or(0.0, |e| outline::of(e.kind).inset().1),
        _ => 0.0,
    };
    let right = figure_right(figure) - inset - LEAST_PADDING;
    // Where the very first word does not fit, badges beside it counted, there is no place to cut at.
    let badges = drawn.texts.iter().filter(|t| t.figure == text.figure && t.item != text.item);
    let level = badges.filter(|t| t.rect.y0 < text.rect.y1 && text.rect.y0 < t.rect.y1 && t.rect.x0 > text.rect.x0);
    let right = level.map(|t| t.rect.x0 - 8.0).fold(right, f64::min);
    let no_place = !kept.contains(' ')
        && sources
            .iter()
            .filter(|s| s.starts_with(kept))
            .filter_map(first_word)
            .all(|word| text.at.x + width(&format!("{word}…"), text.font) > right);
    match least {
        Some(0) => {}
        _ if no_place && least.is_some() => {}
        least => faults.push(fault(
            Law::CutWord,
            called(figure),
            format!("\"{}\"", text.says),
            least.map_or(f64::INFINITY, |n| n as f64),
        )),
    }
}

/// Everything that a card of an element may say, in full: its texts on cards of many widths.
fn said(document: &Document, element: &Element) -> BTreeSet<String> {
    let context = Context::new(document, Theme::of(Mode::Light), Arc::new(Answers::new(document, None, None)));
    let marks = context.marks(element);
    let all = Manner { facts: 9, least_telling: 9, bar: true, initials: false, ..Manner::DIAGRAM };
    let number = Manner { figure_only: true, ..all };
    let mut said = BTreeSet::new();
    for manner in [all, number] {
        for wide in std::iter::once(9000.0).chain((5..60).map(|w| f64::from(w) * 12.0)) {
            let rect = Rect::new(0.0, 0.0, wide, 600.0);
            let items = anatomy::card(&context, element, &marks, &manner, rect);
            said.extend(items.iter().filter_map(|item| match item {
                Item::Text { text, .. } if !text.ends_with('…') => Some(text.to_string()),
                _ => None,
            }));
        }
    }
    let figures: Vec<String> = said.iter().map(|text| format!("{text} lead time")).collect();
    said.extend(figures);
    said
}

/// What zones, title and legend may say, in full.
fn around(drawn: &Drawn, figure: &Figure) -> BTreeSet<String> {
    let document = drawn.picture.document;
    let metamodel = document.metamodel();
    let mut said: BTreeSet<String> = BTreeSet::from([document.name().to_owned()]);
    for zone in &metamodel.zones {
        let label = zone.label.to_uppercase();
        said.extend([format!("{label}, CONTINUED"), label.to_string()]);
        said.extend(zone.prompt.iter().flat_map(|prompt| tails(prompt)));
    }
    said.extend(metamodel.relations.iter().map(|r| r.label.to_string()));
    for by in ColorBy::ALL {
        let classes = classify(document, by, opcanvas::analysis::as_of(document, None)).classes;
        said.extend(classes.iter().map(|class| class.label.to_string()));
    }
    for words in [
        "context in which it performs",
        "driver, outside the model",
        "emerging technology",
        "working time in lead time",
        "progress to the target",
        "run, grow, transform investment",
        "contracts, and the day of this picture",
        "accountable role",
    ] {
        said.insert(words.to_owned());
    }
    // The line beside the name of the model is put together from words of the model.
    if figure.name.ends_with("title") {
        let day = opcanvas::analysis::as_of(document, None);
        let day = day.map(|d| format!(" · as of {} {} {}", d.day(), month(d.month()), d.year()));
        let currency = document.setting("currency").and_then(|v| v.as_text().cloned());
        let currency = currency.map(|c| format!(" · {c}"));
        let start =
            format!("Operating model canvas{}{} · coloured by ", day.unwrap_or_default(), currency.unwrap_or_default());
        said.extend(ColorBy::ALL.map(|by| format!("{start}{}", by.label().to_lowercase())));
    }
    for element in document.elements().values() {
        said.insert(element.name.to_string());
    }
    for value in document.head().settings.iter().map(|(_, v)| v) {
        if let Value::Text(text) = value {
            said.insert(text.to_string());
        }
    }
    said
}

/// A text from each of its words on, as its lines begin.
fn tails(text: &str) -> Vec<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    (0..words.len()).map(|from| words[from..].join(" ")).collect()
}

fn month(number: i64) -> &'static str {
    let months = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    months[(number - 1).clamp(0, 11) as usize]
}
