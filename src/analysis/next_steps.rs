//! What a young model lacks to be useful, as a few calm suggestions in the order in which they help.
//!
//! These are no findings: nothing is wrong with a model that lacks them. A model that is full has none or few.
//!
//! Knows nothing about how a step is taken.

use super::accountable::{accountable, is_owner_expected};
use super::lead_time::stages;
use crate::model::attr::{partner, stage};
use crate::model::{Direction, Document, Element, ElementId, ElementKind, RelationKind};

/// How many are suggested at once: more would be a list of faults.
const MOST: usize = 3;

/// Models of fewer elements are young: they were begun a minute ago.
pub const YOUNG: usize = 12;

/// Models of fewer elements that lack a headline kind are young too: on the board of a workshop cards multiply before the
/// first consumer or partner is named.
const SKETCH: usize = 40;

/// The four headline kinds.
const HEADLINE: [ElementKind; 4] =
    [ElementKind::Stakeholder, ElementKind::ValueStream, ElementKind::Partner, ElementKind::Technology];

/// Whether a model is young: it was begun a minute ago, with fewer than 12 elements, or is a sketch of fewer than 40 that
/// still lacks one of the four headline kinds. What it lacks is told as what could be done next, and nothing of it is an
/// alarm: who draws a first card knows that there is none yet.
#[must_use]
pub fn is_young(document: &Document) -> bool {
    let n = document.elements().len();
    let lacks = |kind: &ElementKind| document.index().of_kind(*kind).next().is_none();
    n < YOUNG || n < SKETCH && HEADLINE.iter().any(lacks)
}

/// What begins a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Begin {
    /// A card in a zone of the canvas, its name open.
    CardIn(&'static str),
    /// Choosing what an element is connected with.
    Connect(ElementId),
    /// A stage of a stream, its name open.
    StageOf(ElementId),
    /// The attribute of an element with this key, ready to be entered.
    Enter(ElementId, &'static str),
    /// The name of the element, open for typing.
    Name(ElementId),
}

/// A suggestion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NextStep {
    /// What to do.
    pub text: String,
    /// What the button says.
    pub action: &'static str,
    /// What it begins.
    pub begin: Begin,
}

type Rule = fn(&Document) -> Option<NextStep>;

/// The rules in the order in which they help. Each suggests one step at most, about the first element that needs it.
const RULES: [Rule; 12] = [
    name_what_has_no_name,
    |d| none_of(d, ElementKind::Stakeholder, "Say who you serve", "Z_CONS"),
    |d| none_of(d, ElementKind::ValueProposition, "Say what you promise them", "Z_VP"),
    |d| none_of(d, ElementKind::ValueStream, "Draw the steps that keep the promise", "Z_VS"),
    give_the_stream_stages,
    offer_the_promise,
    drive_a_stream,
    |d| none_of(d, ElementKind::Partner, "Name a partner who helps", "Z_SUP"),
    |d| none_of(d, ElementKind::Technology, "Name what the work relies on", "Z_TECH"),
    connect_what_stands_alone,
    say_who_is_accountable,
    enter_a_figure,
];

/// The steps that are suggested for a model, most useful first, three at most.
#[must_use]
pub fn next_steps(document: &Document) -> Vec<NextStep> {
    RULES.iter().filter_map(|rule| rule(document)).take(MOST).collect()
}

fn all(document: &Document, kind: ElementKind) -> impl Iterator<Item = &Element> {
    document.index().of_kind(kind).filter_map(|id| document.element(id)).map(|e| &**e)
}

/// Whether a relation of a kind leads from or to an element.
fn has(document: &Document, id: &ElementId, kind: RelationKind, way: Direction) -> bool {
    document.index().relations_of_kind(id, kind, way).next().is_some()
}

fn none_of(document: &Document, kind: ElementKind, text: &str, zone: &'static str) -> Option<NextStep> {
    let none = document.index().of_kind(kind).next().is_none();
    none.then(|| NextStep { text: text.to_owned(), action: "Add", begin: Begin::CardIn(zone) })
}

fn name_what_has_no_name(document: &Document) -> Option<NextStep> {
    let unnamed = document.elements().values().find(|e| e.name.trim().is_empty())?;
    let kind = document.metamodel().kind_label(unnamed.kind).to_lowercase();
    let begin = Begin::Name(unnamed.id.clone());
    Some(NextStep { text: format!("Give a {kind} its name"), action: "Name it", begin })
}

fn give_the_stream_stages(document: &Document) -> Option<NextStep> {
    let stream = all(document, ElementKind::ValueStream).find(|s| stages(document, &s.id).is_empty())?;
    let begin = Begin::StageOf(stream.id.clone());
    Some(NextStep { text: format!("Give {} its stages", stream.shown_name()), action: "Add a stage", begin })
}

fn offer_the_promise(document: &Document) -> Option<NextStep> {
    document.index().of_kind(ElementKind::Stakeholder).next()?;
    let mut promises = all(document, ElementKind::ValueProposition);
    let promise = promises.find(|p| !has(document, &p.id, RelationKind::OfferedTo, Direction::Outgoing))?;
    let text = format!("Say to whom {} is promised", promise.shown_name());
    Some(NextStep { text, action: "Connect", begin: Begin::Connect(promise.id.clone()) })
}

fn drive_a_stream(document: &Document) -> Option<NextStep> {
    document.index().of_kind(ElementKind::ValueProposition).next()?;
    let mut streams = all(document, ElementKind::ValueStream);
    // One promise that is kept is enough to begin with.
    let driven = streams.any(|s| has(document, &s.id, RelationKind::Drives, Direction::Incoming));
    let stream = all(document, ElementKind::ValueStream).next().filter(|_| !driven)?;
    let promise = all(document, ElementKind::ValueProposition).next()?;
    let text = format!("Connect {} with {}, which keeps it", promise.shown_name(), stream.shown_name());
    Some(NextStep { text, action: "Connect", begin: Begin::Connect(promise.id.clone()) })
}

fn connect_what_stands_alone(document: &Document) -> Option<NextStep> {
    let works = |e: &&Element| {
        let ways = [Direction::Outgoing, Direction::Incoming];
        !ways.into_iter().any(|way| document.index().relations_of(&e.id, way).next().is_some())
    };
    document.index().of_kind(ElementKind::ValueStream).next()?;
    let kinds = [ElementKind::Partner, ElementKind::Technology, ElementKind::Process];
    let alone = kinds.into_iter().find_map(|kind| all(document, kind).find(works))?;
    let text = format!("Connect {} with what it works for", alone.shown_name());
    Some(NextStep { text, action: "Connect", begin: Begin::Connect(alone.id.clone()) })
}

/// Once there are roles or units, somebody should answer for a stream.
fn say_who_is_accountable(document: &Document) -> Option<NextStep> {
    let mut roles = [ElementKind::Role, ElementKind::OrgUnit].into_iter();
    roles.find(|kind| document.index().of_kind(*kind).next().is_some())?;
    let open = |e: &&Element| is_owner_expected(e.kind) && accountable(document, &e.id).is_none();
    let stream = all(document, ElementKind::ValueStream).find(open)?;
    let text = format!("Name who is accountable for {}", stream.shown_name());
    Some(NextStep { text, action: "Connect", begin: Begin::Connect(stream.id.clone()) })
}

/// The first figure of a stream, then the first contract of a partner: one tells more than none.
fn enter_a_figure(document: &Document) -> Option<NextStep> {
    let known = all(document, ElementKind::Stage).any(|s| s.get(stage::LEAD_TIME).is_some());
    let stage = all(document, ElementKind::Stage).next().filter(|_| !known);
    let enter =
        |text: String, id: &ElementId, key| NextStep { text, action: "Enter", begin: Begin::Enter(id.clone(), key) };
    if let Some(stage) = stage {
        return Some(enter(format!("Enter a lead time of {}", stage.shown_name()), &stage.id, "leadTime"));
    }
    let contracted = all(document, ElementKind::Partner).any(|p| p.get(partner::CONTRACTS).is_some());
    let helper = all(document, ElementKind::Partner).next().filter(|_| !contracted)?;
    Some(enter(format!("Enter the contract with {}", helper.shown_name()), &helper.id, "contracts"))
}
