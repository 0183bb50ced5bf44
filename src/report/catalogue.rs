//! The catalogues: one table for each kind of element, with its telling attributes, who answers, and its relations in words.
//!
//! Knows nothing about other sections.

use super::change::becomes;
use super::words::{Telling, counted};
use super::{Bit, Block, Cell, Column, Fill, Group, Row, Section, Table};
use crate::analysis::accountable;
use crate::model::metamodel::{AttributeDef, AttributeType};
use crate::model::{Element, ElementKind, State};

/// The most attributes that this file adds of which a table has a column.
const MOST_ADDED: usize = 3;

/// The attributes that tell most about a kind.
const fn telling_attributes(kind: ElementKind) -> &'static [&'static str] {
    match kind {
        ElementKind::ValueProposition => &["statement", "differentiator", "marketPosition"],
        ElementKind::Objective => &["statement", "keyResults", "dueDate"],
        ElementKind::Stakeholder => &["roles", "segment", "population", "expectation"],
        ElementKind::ValueStream => &["trigger", "valueItem", "targetLeadTime", "demandPerYear"],
        ElementKind::Stage => &["leadTime", "processTime", "pctCA", "wip"],
        ElementKind::Process => &["processType", "approach", "timeToMarketDays", "maturity"],
        ElementKind::PortfolioItem => &["itemType", "lifecycle", "investments"],
        ElementKind::OrgUnit => &["unitType", "alignment", "decisionRights", "fte"],
        ElementKind::Role => &["accountability", "holders", "fte"],
        ElementKind::Location => &["locationType", "region", "assets"],
        ElementKind::Technology => &["techType", "maturity", "ring", "endOfSupport"],
        ElementKind::Partner => &["roleInModel", "cooperation", "contracts"],
        ElementKind::Culture => &["value", "current", "target", "promotingActions"],
        ElementKind::Experiment => &["hypothesis", "measure", "status", "learning"],
        ElementKind::Management => &["mgmtType", "cadence", "purpose", "kpis"],
        ElementKind::Choice => &["question", "decision", "rationale", "status"],
        ElementKind::Foreign => &["format", "type"],
    }
}

/// The section; `None` for a model without elements.
pub(super) fn section(telling: &Telling) -> Option<Section> {
    let mut section = Section::new("catalogues", "Catalogues");
    section.parts = telling.kinds.iter().map(|(kind, elements)| part(telling, *kind, elements)).collect();
    (!section.parts.is_empty()).then_some(section)
}

/// A column: its heading, how it stands, and its cell of each element.
struct Told {
    column: Column,
    cells: Vec<Cell>,
}

impl Told {
    fn new(title: &str, fill: Fill, cells: Vec<Cell>) -> Self {
        Self { column: Column { title: title.to_owned(), fill }, cells }
    }

    fn says_something(&self) -> bool {
        self.cells.iter().any(|cell| !cell.is_empty())
    }
}

fn part(telling: &Telling, kind: ElementKind, elements: &[&Element]) -> Section {
    let metamodel = telling.document.metamodel();
    let plural = metamodel.kind(kind).map_or(metamodel.foreign.label.as_str(), |def| def.plural.as_str());
    let each = |cell: &dyn Fn(&Element) -> Cell| elements.iter().map(|e| cell(e)).collect::<Vec<Cell>>();
    let mut told = vec![Told::new("Name", Fill::Words, each(&name))];
    let attributes = attributes(telling, kind).into_iter();
    told.extend(attributes.map(|def| Told::new(&def.label, fill(def), each(&|e| telling.attribute(e, def)))));
    told.push(Told::new("Accountable", Fill::Words, each(&|e| owner(telling, e))));
    told.push(Told::new("Change", Fill::Words, each(&|e| change(telling, e))));
    told.push(Told::new("Relations", Fill::Wide, each(&|e| telling.relations(e))));
    let (mut columns, mut rows) = (Vec::new(), Vec::new());
    for e in elements {
        rows.push(Row { number: telling.number(&e.id), cells: Vec::new() });
    }
    for (i, told) in told.into_iter().enumerate() {
        // A column of a kind of which nobody has said anything would only take the room of others.
        if i == 0 || told.says_something() {
            columns.push(told.column);
            rows.iter_mut().zip(told.cells).for_each(|(row, cell)| row.cells.push(cell));
        }
    }
    let mut section = Section::new(format!("kind-{}", kind.id()), plural);
    section.kind = Some(kind);
    let caption = counted(elements.len(), metamodel.kind_label(kind), plural);
    let groups = vec![Group { rows, ..Group::default() }];
    section.blocks.push(Block::Table(Table { caption, columns, groups }));
    section
}

/// The attributes of a kind that get a column: the telling ones, then those that this file adds.
fn attributes<'a>(telling: &Telling<'a>, kind: ElementKind) -> Vec<&'a AttributeDef> {
    let defs = telling.document.metamodel().element_attributes(kind);
    let base = telling.document.base_metamodel().element_attributes(kind);
    let own = telling_attributes(kind).iter().filter_map(|key| defs.iter().find(|def| def.key == *key));
    let added = defs.iter().filter(|def| base.iter().all(|b| b.key != def.key));
    own.chain(added.take(MOST_ADDED)).collect()
}

fn fill(def: &AttributeDef) -> Fill {
    match &def.ty {
        AttributeType::Text if def.multiline => Fill::Prose,
        AttributeType::List { .. } | AttributeType::Record { .. } | AttributeType::Properties => Fill::Prose,
        AttributeType::Integer
        | AttributeType::Number
        | AttributeType::Percent
        | AttributeType::Money
        | AttributeType::Duration => Fill::Figures,
        _ => Fill::Words,
    }
}

/// What an element is called, and below it what is said about it.
fn name(element: &Element) -> Cell {
    let mut cell = vec![vec![Bit::Name(element.shown_name().into(), None)]];
    let lines = element.description().lines().map(str::trim).filter(|l| !l.is_empty());
    cell.extend(lines.map(|line| vec![Bit::Faint(line.to_owned())]));
    cell
}

fn owner(telling: &Telling, element: &Element) -> Cell {
    accountable(telling.document, &element.id).map(|id| vec![telling.name(&id)]).into_iter().collect()
}

/// What becomes of an element, and when.
fn change(telling: &Telling, element: &Element) -> Cell {
    if element.state() == State::Keep {
        return Cell::new();
    }
    let words = match becomes(telling, element) {
        (state, Some(plateau)) => format!("{state}, {plateau}"),
        (state, None) => state.to_owned(),
    };
    vec![vec![Bit::Words(words)]]
}
