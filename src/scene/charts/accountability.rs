//! Who answers for what, as letters of RACI where work and roles meet (A13).
//!
//! Knows nothing about how much work that is.

use std::collections::{BTreeMap, BTreeSet};

use ecow::{EcoString, eco_format};

use super::grid::{self, Cell, Grid, Row};
use super::kit::{Say, Sheet, Tone};
use crate::analysis::accountable::{coverage, is_owner_expected};
use crate::analysis::settings;
use crate::model::attr::{Choice, assigned_to};
use crate::model::{ElementId, ElementKind, RelationKind};

/// The most rows, and the most roles or units.
const ROWS: usize = 30;
const COLUMNS: usize = 8;

/// The letters, the one that counts most first.
const LETTERS: [(&str, &str); 4] =
    [("A", "accountable for"), ("R", "responsible for"), ("C", "consulted about"), ("I", "informed of")];

/// The letters with which each is assigned to each piece of work, as places in [`LETTERS`].
type Assigned<'a> = BTreeMap<&'a ElementId, BTreeMap<&'a ElementId, BTreeSet<usize>>>;

pub(super) fn draw(sheet: &mut Sheet) -> Result<(), String> {
    let found = coverage(sheet.document);
    if found.all() == 0 {
        let words = "There is nothing yet that somebody should answer for. Add a stage, stream, product, technology or partner.";
        return Err(words.to_owned());
    }
    let work = assigned(sheet);
    stats(sheet, &found);
    let who = columns(&work);
    if who.is_empty() {
        let words = "Nobody is assigned to anything yet. Draw who is responsible from a role or unit to its work.";
        return Err(words.to_owned());
    }
    grid::legend(
        sheet,
        &[
            (Cell::Strong("A"), "accountable"),
            (Cell::Ringed("R"), "responsible"),
            (Cell::Letter("C"), "consulted"),
            (Cell::Letter("I"), "informed"),
        ],
    );
    let shown = &who[..who.len().min(COLUMNS)];
    let grid = Grid::new(sheet, shown.len(), if found.without.is_empty() { 0.0 } else { 124.0 });
    let names: Vec<EcoString> = shown.iter().map(|(id, _)| sheet.name(id).into()).collect();
    grid.heads(sheet, &names);
    let mut rows: Vec<&ElementId> = found.without.iter().chain(&found.with).collect();
    let without: BTreeSet<&ElementId> = found.without.iter().collect();
    let kind = |id: &ElementId| sheet.document.element(id).map(|e| order(e.kind));
    rows.sort_by_key(|id| (!without.contains(*id), kind(id), (*id).clone()));
    for id in rows.iter().take(ROWS) {
        let row = row(sheet, id, work.get(*id), shown, without.contains(*id));
        grid.row(sheet, row);
    }
    let feet = shown.iter().map(|(id, answers)| {
        let ids = std::iter::once((*id).clone()).chain(answers.iter().map(|id| (*id).clone())).collect();
        let name = eco_format!("{}: accountable for {}", sheet.name(id), answers.len());
        (answers.len().to_string(), Say::part(name, "Counted over what should have exactly one accountable", ids))
    });
    let feet = feet.collect();
    grid.feet(sheet, "Accountable for", feet);
    sheet.and_more(rows.len().saturating_sub(ROWS), "piece of work", "pieces of work");
    sheet.and_more(who.len().saturating_sub(COLUMNS), "role or unit", "roles and units");
    Ok(())
}

fn order(kind: ElementKind) -> usize {
    let kinds = [
        ElementKind::ValueStream,
        ElementKind::Stage,
        ElementKind::PortfolioItem,
        ElementKind::Technology,
        ElementKind::Partner,
    ];
    kinds.iter().position(|k| *k == kind).unwrap_or(kinds.len())
}

fn stats(sheet: &mut Sheet, found: &crate::analysis::share::Share) {
    let mut stats = Vec::new();
    if let Some(reading) = sheet.reading("A13") {
        let tone = if found.without.is_empty() { Tone::Good } else { Tone::Plain };
        stats.push(sheet.stat(&reading, "have exactly one who is accountable", tone));
    }
    let n = found.without.len();
    if n > 0 {
        let say =
            Say::part(eco_format!("Without: {n}"), "Nobody is accountable, or several are", found.without.clone());
        let label = "have nobody or several".to_owned();
        stats.push(super::kit::Stat { say, large: n.to_string(), label, tone: Tone::Bad });
    }
    sheet.stats(stats);
}

fn assigned<'a>(sheet: &Sheet<'a>) -> Assigned<'a> {
    let document = sheet.document;
    let mut all: Assigned = BTreeMap::new();
    for relation in document.relations().values().filter(|r| r.kind == RelationKind::AssignedTo) {
        let expected = document.element(&relation.target).is_some_and(|e| is_owner_expected(e.kind));
        let letter = settings::of_relation(document, relation, assigned_to::RACI);
        let letter = letter.and_then(|Choice(raci)| LETTERS.iter().position(|(letter, _)| *letter == raci));
        if let (true, Some(letter)) = (expected, letter) {
            all.entry(&relation.target).or_default().entry(&relation.source).or_default().insert(letter);
        }
    }
    all
}

/// Who is assigned to anything, with what they are accountable for; who answers for most comes first.
fn columns<'a>(work: &Assigned<'a>) -> Vec<(&'a ElementId, Vec<&'a ElementId>)> {
    let mut by: BTreeMap<&ElementId, (Vec<&ElementId>, usize)> = BTreeMap::new();
    for (what, who) in work {
        for (id, letters) in who {
            let entry = by.entry(id).or_default();
            entry.1 += 1;
            if letters.contains(&0) {
                entry.0.push(what);
            }
        }
    }
    let mut all: Vec<_> = by.into_iter().collect();
    all.sort_by(|a, b| (b.1.0.len(), b.1.1).cmp(&(a.1.0.len(), a.1.1)).then_with(|| a.0.cmp(b.0)));
    all.into_iter().map(|(id, (answers, _))| (id, answers)).collect()
}

fn row(
    sheet: &Sheet,
    id: &ElementId,
    who: Option<&BTreeMap<&ElementId, BTreeSet<usize>>>,
    shown: &[(&ElementId, Vec<&ElementId>)],
    lacks: bool,
) -> Row {
    let name = sheet.name(id);
    let mut cells = Vec::new();
    for (column, (by, _)) in shown.iter().enumerate() {
        let Some(letters) = who.and_then(|who| who.get(by)) else { continue };
        let Some(first) = letters.first().copied() else { continue };
        let letter = LETTERS[first].0;
        let cell = match first {
            0 => Cell::Strong(letter),
            1 => Cell::Ringed(letter),
            _ => Cell::Letter(letter),
        };
        let words: Vec<&str> = letters.iter().map(|at| LETTERS[*at].1).collect();
        let spoken = eco_format!("{} is {} {name}", sheet.name(by), words.join(" and "));
        cells.push((column, cell, Say::part(spoken, "Stated by a relation", vec![(*by).clone(), id.clone()])));
    }
    let accountable = who.map_or(0, |who| who.values().filter(|letters| letters.contains(&0)).count());
    let words = match accountable {
        _ if !lacks => String::new(),
        0 => "nobody accountable".to_owned(),
        n => format!("{n} accountable"),
    };
    Row { id: id.clone(), cells, words, tone: if lacks { Tone::Bad } else { Tone::Plain } }
}
