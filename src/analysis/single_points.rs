//! Single points of failure (A12): roles, technologies and partners that nothing else stands in for.
//!
//! Knows nothing about how likely a failure is.

use std::collections::{BTreeMap, BTreeSet};

use super::impact::{Raci, does, letter};
use super::outage::{needed_by, streams_lost};
use super::source::Source;
use crate::model::Direction::{Incoming, Outgoing};
use crate::model::attr::{Choice, partner, role, technology, value_stream};
use crate::model::{Document, Element, ElementId, ElementKind, RelationKind};

/// Something whose failure cannot be made up for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SinglePoint {
    /// What it is.
    pub element: ElementId,
    /// Why, the gravest first; at least one.
    pub reasons: Vec<Reason>,
}

/// Why something is a single point of failure.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// It answers for so many elements and has so few holders.
    FewHolders {
        /// How many people can do it.
        holders: i64,
        /// For how many elements it is accountable.
        answers_for: usize,
    },
    /// It is critical, several streams stop without it, and nobody else supplies it (the condition of TE-07).
    Irreplaceable {
        /// The streams of its blast radius (A11).
        streams: Vec<ElementId>,
        /// Who supplies it, and hardly anybody else could.
        supplier: ElementId,
    },
    /// Nobody else is responsible in these core streams and their stages.
    OnlyResponsible(Vec<ElementId>),
    /// Without it no technology enables these core streams and their stages any more.
    NoTechnologyWithout(Vec<ElementId>),
}

impl Reason {
    /// The reason as a sentence.
    #[must_use]
    pub fn words(&self, document: &Document) -> String {
        match self {
            Self::FewHolders { holders, answers_for } => {
                let holders = match holders {
                    ..=0 => "Nobody holds it".to_owned(),
                    1 => "One person holds it".to_owned(),
                    n => format!("Only {n} people hold it"),
                };
                let elements = if *answers_for == 1 { "element" } else { "elements" };
                format!("{holders}, accountable for {answers_for} {elements}.")
            }
            Self::Irreplaceable { streams, supplier } => {
                let (streams, supplier) = (names(document, streams), names(document, std::slice::from_ref(supplier)));
                format!("{streams} stop without it, and only {supplier} supplies it, who is hard to replace.")
            }
            Self::OnlyResponsible(streams) => {
                format!("Nobody else is responsible for any work in {}.", names(document, streams))
            }
            Self::NoTechnologyWithout(streams) => {
                format!("Without it no technology enables {}.", names(document, streams))
            }
        }
    }

    /// The reason in two or three words.
    #[must_use]
    pub const fn short(&self) -> &'static str {
        match self {
            Self::FewHolders { holders: ..=0, .. } => "no holder",
            Self::FewHolders { holders: 1, .. } => "one holder",
            Self::FewHolders { .. } => "few holders",
            Self::Irreplaceable { .. } => "no substitute",
            Self::OnlyResponsible(_) => "alone responsible",
            Self::NoTechnologyWithout(_) => "no other technology",
        }
    }

    /// The streams that it is about.
    #[must_use]
    pub fn streams(&self) -> &[ElementId] {
        match self {
            Self::FewHolders { .. } => &[],
            Self::Irreplaceable { streams, .. }
            | Self::OnlyResponsible(streams)
            | Self::NoTechnologyWithout(streams) => streams,
        }
    }
}

fn names(document: &Document, ids: &[ElementId]) -> String {
    let name = |id: &ElementId| document.element(id).map_or_else(|| id.to_string(), |e| e.shown_name().to_owned());
    match ids {
        [] => String::new(),
        [one] => name(one),
        [some @ .., last] => format!("{} and {}", some.iter().map(name).collect::<Vec<_>>().join(", "), name(last)),
    }
}

/// A12: the single points of failure, those with most reasons and streams first.
///
/// - A12 = roles that are accountable for something and have at most `singleHolder` (1) holders; an unknown number does
///   not count
/// - and technologies of TE-07: criticality from `criticalFrom` (4) on, a blast radius (A11) of at least `spofStreams` (2)
///   streams, and one supplying partner that is hard or not to be substituted
/// - and elements without which a core stream has nobody responsible (R; A where there is no R) for itself or a stage, or
///   no enabling technology: where there is just one, and what takes along all of them by A11.
///
/// ```
/// use opcanvas::analysis::single_points::single_points;
/// use opcanvas::format::load;
///
/// let model = load(br#"{"format": "opcanvas", "version": 1, "elements": [
///     {"id": "a", "kind": "role", "name": "A", "attributes": {"holders": 2}},
///     {"id": "b", "kind": "role", "name": "B", "attributes": {"holders": 1}},
///     {"id": "c", "kind": "role", "name": "C", "attributes": {"holders": 3}},
///     {"id": "d", "kind": "role", "name": "D", "attributes": {"holders": 0}},
///     {"id": "p", "kind": "process", "name": "Pay out"}, {"id": "q", "kind": "process", "name": "Collect"}],
///   "relations": [
///     {"id": "r1", "kind": "assigned_to", "source": "a", "target": "p", "attributes": {"raci": "A"}},
///     {"id": "r2", "kind": "assigned_to", "source": "b", "target": "p", "attributes": {"raci": "A"}},
///     {"id": "r3", "kind": "assigned_to", "source": "c", "target": "q", "attributes": {"raci": "A"}},
///     {"id": "r4", "kind": "assigned_to", "source": "d", "target": "q", "attributes": {"raci": "A"}}]}"#)
///     .unwrap().document;
///
/// let points = single_points(&model);
/// assert_eq!(points.len(), 2);
/// assert_eq!(points[0].reasons[0].words(&model), "One person holds it, accountable for 1 element.");
/// ```
#[must_use]
pub fn single_points(document: &Document) -> Vec<SinglePoint> {
    let mut found: BTreeMap<ElementId, Vec<Reason>> = BTreeMap::new();
    for role in of_kind(document, ElementKind::Role) {
        let few = answers_alone(document, role).zip(role.get(role::HOLDERS));
        let few = few.map(|(answers_for, holders)| Reason::FewHolders { holders, answers_for });
        found.entry(role.id.clone()).or_default().extend(few);
    }
    for technology in of_kind(document, ElementKind::Technology) {
        let only = irreplaceable(document, technology, true).map(|(supplier, streams)| Reason::Irreplaceable {
            streams: streams.into_iter().cloned().collect(),
            supplier: supplier.clone(),
        });
        found.entry(technology.id.clone()).or_default().extend(only);
    }
    found.retain(|_, reasons| !reasons.is_empty());
    let (mut people, mut technologies) = (BTreeMap::new(), BTreeMap::new());
    for stream in of_kind(document, ElementKind::ValueStream).filter(|stream| is_core(document, stream)) {
        let stream = &stream.id;
        if let Some(one) = only_responsible(document, stream) {
            people.entry(one).or_insert_with(Vec::new).push(stream.clone());
        }
        for one in without_technology(document, stream) {
            technologies.entry(one.clone()).or_insert_with(Vec::new).push(stream.clone());
        }
    }
    for (id, streams) in people {
        found.entry(id).or_default().push(Reason::OnlyResponsible(streams));
    }
    for (id, streams) in technologies {
        found.entry(id).or_default().push(Reason::NoTechnologyWithout(streams));
    }
    let mut points: Vec<_> = found.into_iter().map(|(element, reasons)| SinglePoint { element, reasons }).collect();
    let weight = |point: &SinglePoint| {
        let streams: BTreeSet<_> = point.reasons.iter().flat_map(Reason::streams).collect();
        (point.reasons.len(), streams.len())
    };
    points.sort_by_cached_key(|point| (std::cmp::Reverse(weight(point)), point.element.clone()));
    points
}

/// For how many elements a role is accountable that has too few holders, at most the setting `singleHolder`, 1 by default;
/// `None` where it has enough, does not say how many, or answers for nothing.
pub fn answers_alone<'a>(model: impl Source<'a>, role: &Element) -> Option<usize> {
    let most = model.threshold("singleHolder").unwrap_or(1);
    role.get(role::HOLDERS).filter(|holders| *holders <= most)?;
    let assigned = model.relations(&role.id, RelationKind::AssignedTo, Outgoing);
    let answered: BTreeSet<_> = assigned.filter(|by| letter(by) == Some(Raci::A)).map(|by| &by.target).collect();
    Some(answered.len()).filter(|n| *n > 0)
}

/// The condition of TE-07: the one partner who supplies a critical technology and is hard to replace, and the streams that
/// stop with it, at least as many as the setting `spofStreams` says, 2 by default. `all` asks for every stream, else no
/// more are looked for than are enough.
pub fn irreplaceable<'a>(
    model: impl Source<'a>,
    technology: &Element,
    all: bool,
) -> Option<(&'a ElementId, BTreeSet<&'a ElementId>)> {
    if !is_critical(model, technology) {
        return None;
    }
    let suppliers = model.relations(&technology.id, RelationKind::Supplies, Incoming);
    let suppliers: BTreeSet<&ElementId> = suppliers.map(|relation| &relation.source).collect();
    let supplier = suppliers.first().copied().filter(|_| suppliers.len() == 1)?;
    model.element(supplier).filter(|partner| is_hard_to_replace(model, partner))?;
    let least = least_streams(model);
    let streams = streams_lost(model, &technology.id, if all { usize::MAX } else { least.max(1) });
    (streams.len() >= least).then_some((supplier, streams))
}

/// Whether a technology is critical, by the setting `criticalFrom`, 4 by default.
pub fn is_critical<'a>(model: impl Source<'a>, technology: &Element) -> bool {
    let level = model.settled(technology, technology::CRITICALITY);
    level.is_some_and(|level| level >= model.threshold("criticalFrom").unwrap_or(4))
}

/// How many streams a single point of failure stops at least: the setting `spofStreams`, 2 by default.
pub fn least_streams<'a>(model: impl Source<'a>) -> usize {
    usize::try_from(model.threshold("spofStreams").unwrap_or(2)).unwrap_or(0)
}

/// Whether a partner is hard to replace, or cannot be.
pub fn is_hard_to_replace<'a>(model: impl Source<'a>, partner: &Element) -> bool {
    let substitutability = model.settled(partner, partner::SUBSTITUTABILITY);
    substitutability.is_some_and(|Choice(how)| how == "hard" || how == "none")
}

/// Whether a stream is there for consumers, and not for other streams.
pub fn is_core<'a>(model: impl Source<'a>, stream: &Element) -> bool {
    model.settled(stream, value_stream::STREAM_TYPE).is_some_and(|Choice(stated)| stated == "core")
}

fn of_kind(document: &Document, kind: ElementKind) -> impl Iterator<Item = &Element> {
    document.index().of_kind(kind).filter_map(|id| document.element(id)).map(|element| &**element)
}

/// A stream with its stages.
fn work(document: &Document, stream: &ElementId) -> Vec<ElementId> {
    let stages = document.index().relations_of_kind(stream, RelationKind::Contains, Outgoing);
    std::iter::once(stream).chain(stages.map(|(stage, _)| stage)).cloned().collect()
}

/// Who alone is responsible in a stream.
fn only_responsible(document: &Document, stream: &ElementId) -> Option<ElementId> {
    let (mut responsible, mut accountable) = (BTreeSet::new(), BTreeSet::new());
    for part in work(document, stream) {
        for (who, by) in document.index().relations_of_kind(&part, RelationKind::AssignedTo, Incoming) {
            match does(document, by) {
                Some(Raci::R) => responsible.insert(who.clone()),
                Some(Raci::A) => accountable.insert(who.clone()),
                None => false,
            };
        }
    }
    let all = if responsible.is_empty() { accountable } else { responsible };
    all.first().filter(|_| all.len() == 1).cloned()
}

/// What no enabling technology of a stream can do without.
fn without_technology<'a>(document: &'a Document, stream: &ElementId) -> BTreeSet<&'a ElementId> {
    let work = work(document, stream);
    let enabled =
        work.iter().flat_map(|part| document.index().relations_of_kind(part, RelationKind::Enables, Incoming));
    let is_technology = |id: &ElementId| document.element(id).is_some_and(|e| e.kind == ElementKind::Technology);
    let enabling: BTreeSet<&ElementId> = enabled.map(|(id, _)| id).filter(|id| is_technology(id)).collect();
    let mut all: Option<BTreeSet<&ElementId>> = None;
    for technology in enabling {
        let needs = needed_by(document, technology);
        let both = all.map_or_else(|| needs.clone(), |all| all.intersection(&needs).copied().collect());
        if both.is_empty() {
            return both;
        }
        all = Some(both);
    }
    all.unwrap_or_default()
}
