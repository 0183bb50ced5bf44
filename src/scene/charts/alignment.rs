//! Which units contribute to which objective, themselves or through their work (A14).
//!
//! Knows nothing about how far the objectives have come.

use std::collections::{BTreeMap, BTreeSet};

use ecow::{EcoString, eco_format};

use super::grid::{Cell, Grid, Row};
use super::kit::{Sample, Say, Sheet, Tone};
use crate::analysis::accountable::{A, R, assigned};
use crate::analysis::alignment::alignment;
use crate::model::{Direction, Document, ElementId, ElementKind, RelationKind};

/// The most units, and the most objectives.
const ROWS: usize = 26;
const COLUMNS: usize = 6;

/// The objectives of a unit: by its own word `None`, else the work through which.
type Ways = BTreeMap<ElementId, Option<ElementId>>;

pub(super) fn draw(sheet: &mut Sheet) -> Result<(), String> {
    let found = alignment(sheet.document);
    if found.direct.all() == 0 {
        return Err("There is no team, department or division yet. Add the units of the organization.".to_owned());
    }
    let mut stats = Vec::new();
    let tone = |share: &crate::analysis::share::Share| {
        if share.without.is_empty() { Tone::Good } else { Tone::Plain }
    };
    if let Some(direct) = sheet.reading("A14") {
        stats.push(sheet.stat(&direct, "of the units name an objective themselves", tone(&found.direct)));
    }
    if let Some(effective) = sheet.reading("A14.effective") {
        stats.push(sheet.stat(&effective, "do, or their work does", tone(&found.effective)));
    }
    sheet.stats(stats);
    let units: Vec<&ElementId> = found.direct.with.iter().chain(&found.direct.without).collect();
    let mut rows: Vec<(&ElementId, Ways)> = units.into_iter().map(|id| (id, ways(sheet.document, id))).collect();
    let direct = |ways: &Ways| ways.values().filter(|by| by.is_none()).count();
    rows.sort_by(|a, b| (direct(&a.1), a.1.len()).cmp(&(direct(&b.1), b.1.len())).then_with(|| a.0.cmp(b.0)));
    let color = sheet.theme.kind("stage");
    sheet.legend(&[(Sample::Dot(color), "named by the unit"), (Sample::Ring(color), "through its work")]);
    let objectives = objectives(sheet.document, &rows);
    let shown = &objectives[..objectives.len().min(COLUMNS)];
    let grid = Grid::new(sheet, shown.len(), 150.0);
    let names: Vec<EcoString> = shown.iter().map(|id| sheet.name(id).into()).collect();
    grid.heads(sheet, &names);
    for (id, ways) in rows.iter().take(ROWS) {
        let row = row(sheet, id, ways, shown);
        grid.row(sheet, row);
    }
    sheet.y += 6.0;
    sheet.and_more(rows.len().saturating_sub(ROWS), "unit", "units");
    sheet.and_more(objectives.len().saturating_sub(COLUMNS), "objective", "objectives");
    Ok(())
}

/// Every objective, the one that most units contribute to first.
fn objectives(document: &Document, rows: &[(&ElementId, Ways)]) -> Vec<ElementId> {
    let mut all: BTreeMap<ElementId, usize> =
        document.index().of_kind(ElementKind::Objective).map(|id| (id.clone(), 0)).collect();
    for id in rows.iter().flat_map(|(_, ways)| ways.keys()) {
        *all.entry(id.clone()).or_default() += 1;
    }
    let mut all: Vec<_> = all.into_iter().collect();
    all.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    all.into_iter().map(|(id, _)| id).collect()
}

fn ways(document: &Document, unit: &ElementId) -> Ways {
    let index = document.index();
    let named = |id: &ElementId| index.relations_of_kind(id, RelationKind::AlignedTo, Direction::Outgoing);
    let mut ways = Ways::new();
    let parts = index.relations_of_kind(unit, RelationKind::Contains, Direction::Outgoing);
    let roles = parts.map(|(id, _)| id).filter(|id| document.element(id).is_some_and(|e| e.kind == ElementKind::Role));
    let mut seen: BTreeSet<&ElementId> = BTreeSet::new();
    for who in std::iter::once(unit).chain(roles) {
        for (work, _) in [A, R].into_iter().flat_map(|l| assigned(document, who, Direction::Outgoing, l)) {
            if !seen.insert(work) {
                continue;
            }
            let is_stage = document.element(work).is_some_and(|e| e.kind == ElementKind::Stage);
            let stream = document.parent(work).filter(|_| is_stage);
            for (objective, _) in std::iter::once(work).chain(stream).flat_map(named) {
                ways.entry(objective.clone()).or_insert_with(|| Some(work.clone()));
            }
        }
    }
    for (objective, _) in named(unit) {
        ways.insert(objective.clone(), None);
    }
    ways
}

fn row(sheet: &Sheet, id: &ElementId, ways: &Ways, shown: &[ElementId]) -> Row {
    let name = sheet.name(id);
    let mut cells = Vec::new();
    for (column, objective) in shown.iter().enumerate() {
        let Some(by) = ways.get(objective) else { continue };
        let to = sheet.name(objective);
        let (cell, words, mut elements) = match by {
            None => (Cell::Full, "The unit says so itself".to_owned(), vec![id.clone()]),
            Some(work) => {
                let words = format!("It works for {}, which contributes to it", sheet.name(work));
                (Cell::Ring, words, vec![id.clone(), work.clone()])
            }
        };
        elements.push(objective.clone());
        cells.push((column, cell, Say::part(eco_format!("{name} contributes to {to}"), words, elements)));
    }
    let (words, tone) = match () {
        () if ways.is_empty() => ("contributes to none".to_owned(), Tone::Bad),
        () if ways.values().all(Option::is_some) => ("through its work".to_owned(), Tone::Plain),
        () => (String::new(), Tone::Plain),
    };
    Row { id: id.clone(), cells, words, tone }
}
