//! The roadmap plateau by plateau, the register of risks, and what is not sorted yet.
//!
//! Knows nothing about other sections.

use std::cmp::Reverse;

use super::words::{Telling, counted};
use super::{Bit, Block, Column, Fill, Group, Line, Row, Section, Table};
use crate::analysis::risk::band;
use crate::analysis::{Date, accountable};
use crate::model::attr::{Choice, common, vocr, vocr_risk};
use crate::model::metamodel::AttributeType;
use crate::model::{Direction, Document, Element, ElementId, Record, RelationKind, State, Value};

/// The most risks that are listed.
const MOST_RISKS: usize = 60;

/// What becomes of an element, and the name of the plateau at which it does.
pub(super) fn becomes<'a>(telling: &'a Telling, element: &'a Element) -> (&'static str, Option<&'a str>) {
    let words = match element.state() {
        State::Keep => "Stays",
        State::New => "New",
        State::Change => "Changes",
        State::Retire => "Retires",
    };
    (words, plateau_of(element).map(|id| telling.plateau(id).as_str()))
}

fn plateau_of(element: &Element) -> Option<&ecow::EcoString> {
    element.fields.get("plateau").and_then(Value::as_text)
}

/// What comes, changes and goes; `None` where everything stays.
pub(super) fn roadmap(telling: &Telling) -> Option<Section> {
    let all = telling.kinds.iter().flat_map(|(_, elements)| elements.iter().copied());
    let changing: Vec<&Element> = all.filter(|e| e.state() != State::Keep).collect();
    if changing.is_empty() {
        return None;
    }
    let plateaus = &telling.document.head().plateaus;
    let known = |e: &Element| plateaus.iter().position(|p| plateau_of(e) == Some(&p.id));
    let mut groups: Vec<Group> = plateaus
        .iter()
        .enumerate()
        .map(|(i, plateau)| {
            let day = plateau.fields.get("date").and_then(Value::as_text).and_then(|d| Date::parse(d));
            let mut title = vec![Bit::Name(plateau.name().clone(), None)];
            title.extend(day.map(|day| Bit::Faint(format!(" {}", super::words::day(day)))));
            let rows = changing.iter().filter(|e| known(e) == Some(i)).map(|e| step(telling, e)).collect();
            Group { title, rows, left_out: None }
        })
        .collect();
    let rows = changing.iter().filter(|e| known(e).is_none()).map(|e| step(telling, e)).collect();
    groups.push(Group { title: vec![Bit::Words("Without a plateau".to_owned())], rows, left_out: None });
    groups.retain(|group| !group.rows.is_empty());
    let column = |title: &str, fill| Column { title: title.to_owned(), fill };
    let columns = vec![
        column("Element", Fill::Words),
        column("Kind", Fill::Words),
        column("What becomes of it", Fill::Words),
        column("Changed by", Fill::Prose),
    ];
    let mut section = Section::new("roadmap", "Roadmap");
    let caption = counted(changing.len(), "element that changes", "elements that change");
    section.blocks.push(Block::Table(Table { caption, columns, groups }));
    Some(section)
}

fn step(telling: &Telling, element: &Element) -> Row {
    let document = telling.document;
    let projects = document.index().relations_of_kind(&element.id, RelationKind::Changes, Direction::Incoming);
    let kind = document.metamodel().kind_label(element.kind).to_owned();
    let cells = vec![
        vec![vec![telling.name(&element.id)]],
        vec![vec![Bit::Words(kind)]],
        vec![vec![Bit::Words(becomes(telling, element).0.to_owned())]],
        vec![telling.names(projects.map(|(id, _)| id))],
    ];
    Row { number: None, cells: cells.into_iter().map(without_empty).collect() }
}

fn without_empty(mut cell: Vec<Line>) -> Vec<Line> {
    cell.retain(|line| !line.is_empty());
    cell
}

/// A risk with its two numbers.
struct Risk<'a> {
    of: &'a Element,
    statement: String,
    response: Option<String>,
    likelihood: i64,
    impact: i64,
}

impl Risk<'_> {
    fn exposure(&self) -> i64 {
        self.likelihood.saturating_mul(self.impact)
    }
}

/// The register of risks, the worst first; `None` where no risk is rated.
pub(super) fn risks(telling: &Telling) -> Option<Section> {
    let all = telling.kinds.iter().flat_map(|(_, elements)| elements.iter().copied());
    let mut risks: Vec<Risk> = all.flat_map(|e| risks_of(telling.document, e)).collect();
    if risks.is_empty() {
        return None;
    }
    // The sort keeps the order of the catalogues among equals.
    risks.sort_by_key(|risk| Reverse(risk.exposure()));
    let rest = risks.len().saturating_sub(MOST_RISKS);
    let rows = risks.iter().take(MOST_RISKS).map(|risk| {
        let exposure = risk.exposure();
        let points = format!("{} × {} = {exposure}", risk.likelihood, risk.impact);
        let owner: Option<ElementId> = accountable(telling.document, &risk.of.id);
        let cells = vec![
            vec![vec![Bit::Name(risk.statement.as_str().into(), None)]],
            vec![vec![telling.name(&risk.of.id)]],
            vec![vec![
                Bit::Words(points),
                Bit::Faint(format!(", {}", band(telling.document, exposure).label().to_lowercase())),
            ]],
            risk.response.iter().map(|r| vec![Bit::Words(r.clone())]).collect(),
            owner.iter().map(|id| vec![telling.name(id)]).collect(),
        ];
        Row { number: None, cells }
    });
    let column = |title: &str, fill| Column { title: title.to_owned(), fill };
    let columns = vec![
        column("Risk", Fill::Prose),
        column("Of", Fill::Words),
        column("Likelihood × impact", Fill::Words),
        column("Response", Fill::Words),
        column("Accountable", Fill::Words),
    ];
    let left_out = (rest > 0).then(|| format!("{rest} lesser risks are left out."));
    let groups = vec![Group { title: Line::new(), rows: rows.collect(), left_out }];
    let mut section = Section::new("risks", "Risks");
    let caption = counted(risks.len(), "rated risk, the worst first", "rated risks, the worst first");
    section.blocks.push(Block::Table(Table { caption, columns, groups }));
    Some(section)
}

fn risks_of<'a>(document: &Document, element: &'a Element) -> Vec<Risk<'a>> {
    let list = common::VOCR.read(&element.fields).and_then(|record| vocr::RISKS.read(&record));
    let label = |id: &str| {
        let defs = document.metamodel().records.get("VocrRisk").map(|r| r.fields.as_slice()).unwrap_or_default();
        let values = defs.iter().find_map(|def| match &def.ty {
            AttributeType::Enum { values } if def.key == "response" => Some(values),
            _ => None,
        });
        values.and_then(|v| v.iter().find(|v| v.id == id)).map_or_else(|| id.to_owned(), |v| v.label.to_string())
    };
    let risk = |risk: Record| {
        let statement = risk.get("statement").and_then(Value::as_text).filter(|text| !text.trim().is_empty());
        Some(Risk {
            of: element,
            statement: statement.map_or_else(|| "Not described".to_owned(), ToString::to_string),
            response: vocr_risk::RESPONSE.read(&risk).map(|Choice(id)| label(&id)),
            likelihood: vocr_risk::LIKELIHOOD.read(&risk)?,
            impact: vocr_risk::IMPACT.read(&risk)?,
        })
    };
    list.map(|list| list.0).unwrap_or_default().into_iter().filter_map(risk).collect()
}

/// What was said and is no element yet.
pub(super) fn unsorted(document: &Document) -> Option<Section> {
    let entries = &document.head().unsorted;
    if entries.is_empty() {
        return None;
    }
    let mut section = Section::new("unsorted", "Not sorted yet");
    let said = "Said or collected, and no element of the model yet.";
    section.blocks.push(Block::Text(vec![Bit::Words(said.to_owned())]));
    section.blocks.push(Block::List(entries.iter().map(|e| vec![Bit::Name(e.text.clone(), None)]).collect()));
    Some(section)
}
