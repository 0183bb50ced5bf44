//! Which elements say what they are worth, what comes of them, what they cost and what may go wrong (A16).
//!
//! Knows nothing about what they say.

use ecow::{EcoString, eco_format};

use super::grid::{Cell, Grid, Row};
use super::kit::{Sample, Say, Sheet, Tone};
use crate::analysis::vocr::{ASKED, PARTS, completeness, known};
use crate::model::Element;

/// The most rows.
const ROWS: usize = 24;

/// The four, and what makes each known.
const NAMES: [(&str, &str); 4] = [
    ("Value", "a statement and a rating"),
    ("Outcomes", "an outcome with a measure"),
    ("Costs", "that the costs are known"),
    ("Risks", "a rated risk, or that none is known"),
];

pub(super) fn draw(sheet: &mut Sheet) -> Result<(), String> {
    let document = sheet.document;
    let asked = ASKED.into_iter().flat_map(|kind| document.index().of_kind(kind));
    let mut all: Vec<&Element> = asked.filter_map(|id| document.element(id)).map(|e| &**e).collect();
    if all.is_empty() {
        let words = "Nothing here is asked for value, outcomes, costs and risks. Add a promise, stream, product, technology or partner.";
        return Err(words.to_owned());
    }
    let order = |e: &Element| ASKED.iter().position(|kind| *kind == e.kind);
    all.sort_by(|a, b| {
        let key = |e: &Element| (completeness(e), order(e));
        key(a).cmp(&key(b)).then_with(|| a.shown_name().cmp(b.shown_name())).then_with(|| a.id.cmp(&b.id))
    });
    let mut stats = Vec::new();
    if let Some(reading) = sheet.reading("A16") {
        stats.push(sheet.stat(&reading, "of value, outcomes, costs and risks are known", Tone::Plain));
    }
    let all_known = |e: &&&Element| completeness(e) == PARTS;
    let complete = all.iter().filter(all_known).count();
    let of = all.iter().filter(all_known).map(|e| e.id.clone()).collect();
    let figure = format!("{complete} of {}", all.len());
    stats.push(super::kit::Stat {
        say: Say::part(eco_format!("Complete: {figure}"), "Elements that say all four", of),
        large: figure,
        label: "say all four".to_owned(),
        tone: Tone::Plain,
    });
    sheet.stats(stats);
    let theme = sheet.theme;
    sheet.legend(&[(Sample::Dot(theme.kind("stage")), "known"), (Sample::Ring(theme.finding.warning), "not said yet")]);
    let grid = Grid::new(sheet, NAMES.len(), 110.0);
    grid.heads(sheet, &NAMES.map(|(name, _)| EcoString::from(name)));
    for element in all.iter().take(ROWS) {
        let cells = known(element).into_iter().enumerate().map(|(i, known)| {
            let (what, needs) = NAMES[i];
            let verb = if known { "known" } else { "not said yet" };
            let words = if known { format!("It says {needs}") } else { format!("It would have to say {needs}") };
            let name = eco_format!("{}: {} {verb}", element.shown_name(), what.to_lowercase());
            (i, if known { Cell::Full } else { Cell::Open }, Say::part(name, words, vec![element.id.clone()]))
        });
        let words = format!("{} of {PARTS}", completeness(element));
        grid.row(sheet, Row { id: element.id.clone(), cells: cells.collect(), words, tone: Tone::Plain });
    }
    let feet = NAMES.iter().enumerate().map(|(i, (name, _))| {
        let (with, without): (Vec<&Element>, Vec<&Element>) = all.iter().partition(|e| known(e)[i]);
        let figure = format!("{} of {}", with.len(), all.len());
        let ids = with.iter().map(|e| e.id.clone()).collect();
        let say =
            Say::part(eco_format!("{name}: known of {figure}"), "Elements that say it, of all that are asked", ids);
        let missing = without.iter().map(|e| e.id.clone()).collect();
        (figure, Say { missing, value: Some(with.len() as f64), ..say })
    });
    let feet = feet.collect();
    grid.feet(sheet, "Known in all", feet);
    sheet.and_more(
        all.len().saturating_sub(ROWS),
        "element that says as much or more",
        "elements that say as much or more",
    );
    Ok(())
}
