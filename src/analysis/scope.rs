//! What a picture is about: all, or what a chosen promise, stream, unit, location or tag reaches.
//!
//! Reaching is a walk by the tables below: which relations are followed from which kinds, and in which direction. Roles,
//! units, locations, objectives, culture, management and choices are where it ends: they are shared by everything, and
//! would lead everywhere.
//!
//! Knows nothing about zones, cards or pages.

use std::collections::BTreeSet;

use ecow::EcoString;

use crate::model::Direction::{Incoming, Outgoing};
use crate::model::ElementKind::{
    Experiment, Location, Objective, OrgUnit, Partner, PortfolioItem, Process, Role, Stage, Stakeholder, Technology,
    ValueProposition, ValueStream,
};
use crate::model::RelationKind::{
    AlignedTo, AssignedTo, Changes, Consumes, Contains, Delivers, DependsOn, Drives, Enables, Governs, InteractsWith,
    LocatedAt, OfferedTo, ParticipatesIn, Shapes, Supplies, Tests,
};
use crate::model::attr::{Choice, Texts, assigned_to, common};
use crate::model::{Direction, Document, Element, ElementId, ElementKind, Record, RelationId, RelationKind, Value};

/// What a picture is about.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub enum Scope {
    /// The whole model.
    #[default]
    All,
    /// What a value proposition needs to be kept.
    Promise(ElementId),
    /// What has a part in a value stream.
    Stream(ElementId),
    /// What a unit holds, does and answers for.
    Unit(ElementId),
    /// What is at a location, and what is done there.
    Location(ElementId),
    /// What carries a tag.
    Tag(EcoString),
}

impl Scope {
    /// The scope that a view's option says: `{"kind": "stream", "of": "<id>"}`; everything when it says none.
    #[must_use]
    pub fn parse(option: &Record) -> Self {
        let text = |key| option.get(key).and_then(Value::as_text);
        let Some(of) = text("of") else { return Self::All };
        let id = || ElementId::new(of.clone());
        match text("kind").map(EcoString::as_str) {
            Some("promise") => Self::Promise(id()),
            Some("stream") => Self::Stream(id()),
            Some("unit") => Self::Unit(id()),
            Some("location") => Self::Location(id()),
            Some("tag") => Self::Tag(of.clone()),
            _ => Self::All,
        }
    }

    /// The scope about an element; `None` when no picture is about its kind.
    #[must_use]
    pub fn of(element: &Element) -> Option<Self> {
        let id = element.id.clone();
        match element.kind {
            ValueProposition => Some(Self::Promise(id)),
            ValueStream => Some(Self::Stream(id)),
            OrgUnit => Some(Self::Unit(id)),
            Location => Some(Self::Location(id)),
            _ => None,
        }
    }

    /// The option that says this scope; `None` for everything, which needs none.
    #[must_use]
    pub fn option(&self) -> Option<Record> {
        let (kind, of) = match self {
            Self::All => return None,
            Self::Promise(id) => ("promise", id.text()),
            Self::Stream(id) => ("stream", id.text()),
            Self::Unit(id) => ("unit", id.text()),
            Self::Location(id) => ("location", id.text()),
            Self::Tag(tag) => ("tag", tag.clone()),
        };
        Some([("kind".into(), Value::text(kind)), ("of".into(), Value::Text(of))].into_iter().collect())
    }

    /// What a page about it is called besides the model's name; `None` for everything, and where what was chosen is gone.
    #[must_use]
    pub fn title(&self, document: &Document) -> Option<String> {
        match self {
            Self::Tag(tag) => Some(tag.to_string()),
            _ => self.chosen(document).map(|element| element.shown_name().to_owned()),
        }
    }

    /// The element that was chosen, if it is there and of the kind that it should be.
    fn chosen<'a>(&self, document: &'a Document) -> Option<&'a Element> {
        let (Self::Promise(id) | Self::Stream(id) | Self::Unit(id) | Self::Location(id)) = self else { return None };
        document.element(id).map(|element| &**element).filter(|element| Self::of(element).as_ref() == Some(self))
    }
}

/// One way on: from elements of some kinds, along or against relations of a kind.
type Step = (&'static [ElementKind], RelationKind, Direction);

/// Key work and what it directly stands on: what others have a part in.
const WORK: &[ElementKind] = &[ValueStream, Stage, Process, PortfolioItem, Technology, Partner];

/// What has a part in what was reached, and what it has a part in.
const PARTS_PLAYED: &[Step] = &[
    // Stages stand and fall with their stream, and sub-processes with their process.
    (&[ValueStream, Process], Contains, Outgoing),
    (&[Stage], Contains, Incoming),
    (&[ValueStream], Drives, Incoming),
    (&[ValueProposition], OfferedTo, Outgoing),
    (&[ValueStream, Stage], ParticipatesIn, Incoming),
    (&[ValueStream, Stage], Delivers, Outgoing),
    (&[PortfolioItem], Consumes, Incoming),
    (&[ValueStream, Stage, Process, PortfolioItem], Enables, Incoming),
    (&[Technology, PortfolioItem], DependsOn, Outgoing),
    (WORK, Supplies, Incoming),
    (WORK, AssignedTo, Incoming),
    (&[ValueProposition, Experiment], AssignedTo, Incoming),
    // Whom a role works with is not shown, but where it belongs is.
    (&[Role, OrgUnit], Contains, Incoming),
    (WORK, LocatedAt, Outgoing),
    (&[Role, OrgUnit], LocatedAt, Outgoing),
    (WORK, AlignedTo, Outgoing),
    (WORK, Shapes, Incoming),
    (WORK, Governs, Incoming),
    (WORK, Tests, Incoming),
    (&[ValueProposition], Tests, Incoming),
    (WORK, Changes, Incoming),
];

/// What a unit or role belongs to besides its work, for a picture of the unit itself.
const AROUND_UNITS: &[Step] = &[
    (&[OrgUnit, Role], AlignedTo, Outgoing),
    (&[OrgUnit, Role], Shapes, Incoming),
    (&[OrgUnit], Governs, Incoming),
    (&[OrgUnit, Role], Changes, Incoming),
    (&[OrgUnit], InteractsWith, Outgoing),
    (&[OrgUnit], InteractsWith, Incoming),
];

/// What a promise is the reason for, and what a driven result is.
const DRIVEN: &[Step] = &[(&[ValueProposition, Stakeholder], Drives, Outgoing)];

/// What the chosen do: the work of people, and what processes, technologies and partners are there for.
const DONE: &[Step] = &[
    (&[OrgUnit, Role], AssignedTo, Outgoing),
    (&[Process, Technology], Enables, Outgoing),
    (&[Partner], Supplies, Outgoing),
];

/// Wholes to their parts.
const PARTS: &[Step] = &[(&[OrgUnit, ValueStream], Contains, Outgoing)];

/// Parts to their wholes.
const WHOLES: &[Step] = &[(&[Stage, Role, OrgUnit, Process, PortfolioItem], Contains, Incoming)];

/// The stages' streams with all their stages.
const STREAMS: &[Step] = &[(&[Stage], Contains, Incoming), (&[ValueStream], Contains, Outgoing)];

/// Everything that has a part in what was chosen. All of the model when nothing was, or when it is gone.
///
/// - Stream: its stages, promises, participants, results and their consumers, enabling processes and technologies with
///   what these depend on, partners, who is assigned with the units around, locations, objectives, culture, choices,
///   management, experiments and projects.
/// - Promise: the same for every stream that it drives, with what else it drives and whom it is offered to, but without
///   other promises.
/// - Unit: all that it contains, what these answer for or do with whole streams, and one step on from there.
/// - Location: what is there, with the parts of units; what that does, with whole streams; and one step on from there.
/// - Tag: what carries it, with the stages of streams, and what contains it.
#[must_use]
pub fn reach(document: &Document, scope: &Scope) -> BTreeSet<ElementId> {
    let walk = |from, steps: &[&[Step]]| walk(document, from, steps, usize::MAX);
    let step = |from, steps: &[&[Step]]| self::walk(document, from, steps, 1);
    let chosen = scope.chosen(document).map(|element| BTreeSet::from([element.id.clone()]));
    let done_with_context = |chosen: BTreeSet<ElementId>| {
        let work = walk(step(walk(chosen, &[PARTS]), &[DONE]), &[STREAMS]);
        step(work, &[PARTS_PLAYED, AROUND_UNITS])
    };
    match (scope, chosen) {
        (Scope::Tag(tag), _) => {
            let is_tagged = |e: &Element| common::TAGS.read(&e.fields).is_some_and(|Texts(tags)| tags.contains(tag));
            let tagged = document.elements().values().filter(|e| is_tagged(e)).map(|e| e.id.clone()).collect();
            let streams: &[Step] = &[(&[ValueStream], Contains, Outgoing)];
            walk(step(tagged, &[streams]), &[WHOLES])
        }
        (Scope::Promise(_), Some(chosen)) => {
            // Other promises may drive the same streams, but the page is about this one.
            let steps: Vec<Step> =
                PARTS_PLAYED.iter().filter(|(_, relation, _)| *relation != Drives).copied().collect();
            walk(step(chosen, &[DRIVEN]), &[&steps])
        }
        (Scope::Stream(_), Some(chosen)) => {
            let reached = walk(chosen, &[PARTS_PLAYED]);
            let objectives = step(reached.clone(), &[DRIVEN]);
            let objectives = objectives.into_iter().filter(|id| kind(document, id) == Some(Objective));
            reached.into_iter().chain(objectives).collect()
        }
        (Scope::Unit(_), Some(chosen)) => done_with_context(chosen),
        (Scope::Location(_), Some(chosen)) => {
            let there: &[Step] = &[(&[Location], LocatedAt, Incoming)];
            done_with_context(step(chosen, &[there]))
        }
        _ => document.elements().keys().cloned().collect(),
    }
}

/// `from` with everything that at most `most` steps lead to.
fn walk(document: &Document, from: BTreeSet<ElementId>, steps: &[&[Step]], most: usize) -> BTreeSet<ElementId> {
    let mut reached = from.clone();
    let mut edge: Vec<ElementId> = from.into_iter().collect();
    for _ in 0..most {
        let mut next = Vec::new();
        for id in &edge {
            for other in edge_of(document, id, steps) {
                if reached.insert(other.clone()) {
                    next.push(other);
                }
            }
        }
        if next.is_empty() {
            break;
        }
        edge = next;
    }
    reached
}

/// What one step leads to from an element.
fn edge_of(document: &Document, id: &ElementId, steps: &[&[Step]]) -> Vec<ElementId> {
    let Some(kind) = kind(document, id) else { return Vec::new() };
    let ways = steps.iter().copied().flatten().filter(|(kinds, ..)| kinds.contains(&kind));
    ways.flat_map(|(_, relation, direction)| {
        let others = document.index().relations_of_kind(id, *relation, *direction);
        others.filter(|(_, id)| *direction == Incoming || *relation != AssignedTo || is_work(document, id))
    })
    .map(|(other, _)| other.clone())
    .collect()
}

/// Whether who is assigned does the work or answers for it, and is not only asked or told.
fn is_work(document: &Document, relation: &RelationId) -> bool {
    let raci = document.relation(relation).and_then(|r| r.get(assigned_to::RACI));
    raci.is_none_or(|Choice(raci)| raci == "R" || raci == "A")
}

fn kind(document: &Document, id: &ElementId) -> Option<ElementKind> {
    document.element(id).map(|element| element.kind)
}
